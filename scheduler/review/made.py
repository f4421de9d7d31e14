"""What was made of a line of the plan, as HTML: a task, a duty to report, an item of an amendment, each with its grounds."""

from collections.abc import Iterable, Sequence
from html import escape

from scheduler.diagnostics import values
from scheduler.model import Change, ReportingDuty, Task, Unit
from scheduler.planning.task_dates import phrase_of
from scheduler.review.confidence import Confidence, Level, canonical, confidence_of_change
from scheduler.review.decided import Against
from scheduler.text import capitalised
from scheduler.words import day_text, say

_MOST_DAYS = 12


def of_task(task: Task, sure: Confidence, against: Against) -> str:
    """A task as it was read: its work, whose, when, and what speaks against and for the reading."""
    level = say("review", "level", sure.level.value)
    stream = f"{escape(task.stream)} — " if task.stream else ""
    doubts = [g.text for g in sure.grounds if g.level is not Level.SURE]
    for_it = [g.text for g in sure.grounds if g.level is Level.SURE]
    return (
        f"<div class='task {sure.level.value}'><span class='level'>{level}</span><h2>{word('no', no=task.no)}</h2>"
        f"<p class='title'>{stream}{escape(task.title)}</p><dl>{_who(task, against)}{_when(task, against)}</dl>"
        f"{_listed('against', doubts)}{_why(for_it)}</div>"
    )


def _who(task: Task, against: Against) -> str:
    roles = {"lead": task.lead, "coordinating": task.coordinating, "directing": task.directing}
    return "".join(
        _term(code, "<br>".join(escape(_resolved(name, against)) for name in names))
        for code, names in roles.items()
        if names
    )


def _resolved(name: str, against: Against) -> str:
    """A unit as printed and what it is in the directory, the one that has its work now first."""
    directory = against.directory
    if directory is None:
        return name
    unit = directory.find(name)
    if unit is None:
        return say("review", "label", "of-nobody", values(name=name))
    if (heir := _heir(unit, against)) is not None:
        return heir
    members = directory.members(unit)
    same = unit.name == name
    facts = {"name": name, "id": unit.id} if same else {"name": name, "unit": unit.name, "id": unit.id}
    found = say("review", "label", "of-itself" if same else "of-unit", values(**facts))
    if members == (unit,):
        return found
    return say(
        "review", "label", "of-group", values(unit=found, members=", ".join(_in_force(m, against) for m in members))
    )


def _heir(unit: Unit, against: Against) -> str | None:
    """The unit that has its work now, and which it was before; or the one that will, and from when."""
    if against.directory is None or not (heirs := against.directory.heirs(unit.id)):
        return None
    begun = [(to, since) for to, since in heirs if against.today is not None and since <= against.today]
    if not begun:
        facts = {
            "name": unit.name,
            "id": unit.id,
            "unit": against.directory.name(heirs[0][0]),
            "day": day_text(heirs[0][1]),
        }
        return say("review", "label", "of-unit-until", values(**facts))
    now = begun[-1][0]
    return say("review", "label", "of-heir", values(unit=against.directory.name(now), id=now, was=unit.name))


def _in_force(member: Unit, against: Against) -> str:
    return _heir(member, against) or member.name


def _when(task: Task, against: Against) -> str:
    phrase = phrase_of(task)
    found = [_term("printed", escape(f"“{phrase}”"))] if phrase else []
    if (meaning := canonical(task, against)) is not None:
        found.append(_term("meaning", escape(meaning)))
    days = against.days(task) if against.days else ()
    if days and against.dated:
        text = ", ".join(day_text(day) for day in days[:_MOST_DAYS])
        more = f" {word('more', count=len(days) - _MOST_DAYS)}" if len(days) > _MOST_DAYS else ""
        years = f"{against.year} - {against.until}" if against.until else against.year
        found.append(f"<dt>{word('days', year=years)}</dt><dd>{text}{more}</dd>")
    return "".join(found)


def of_duty(duty: ReportingDuty, sure: Confidence) -> str:
    """A duty to report, as it was read."""
    facts = {"who": "; ".join(duty.who), "to": "; ".join((*duty.to, *duty.via)), "when": duty.timing or ""}
    terms = "".join(_term(code, escape(text)) for code, text in facts.items() if text)
    level = say("review", "level", sure.level.value)
    return (
        f"<div class='task {sure.level.value}'><span class='level'>{level}</span><h2>{say('review', 'fate', 'duty')}</h2>"
        f"<p class='title'>{escape(capitalised(duty.what))}</p><dl>{terms}</dl>"
        f"{_listed('against', [g.text for g in sure.grounds])}</div>"
    )


def of_change(change: Change) -> str:
    """An item of an amendment: what it does to which task, and what that task says from then on."""
    task, sure = change.task, confidence_of_change(change)
    facts = {
        "lead": "; ".join(task.lead) if task else "",
        "coordinating": "; ".join(task.coordinating) if task else "",
        "printed": phrase_of(task) if task else "",
        "words": say("review", "label", "swapped", values(was=change.words[0], now=change.words[1]))
        if change.words
        else "",
    }
    about = " ".join(filter(None, (word("no", no=change.no) if change.no else "", escape(change.title or ""))))
    title = escape(task.title) if task and task.title else ""
    terms = "".join(_term(code, escape(text)) for code, text in facts.items() if text)
    level = say("review", "level", sure.level.value)
    return (
        f"<div class='task {sure.level.value}'><span class='level'>{level}</span>"
        f"<h2>{_ended(say('review', 'change', change.kind.value), about)}</h2><p class='title'>{title}</p>"
        f"<dl>{terms}</dl>{_listed('against', [g.text for g in sure.grounds])}</div>"
    )


def _ended(what: str, about: str) -> str:
    return f"{what}: {about}" if about else what


def _term(code: str, text: str) -> str:
    return f"<dt>{word(code)}</dt><dd>{text}</dd>"


def _listed(style: str, texts: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul class='{style}'>{items}</ul>" if items else ""


def _why(texts: Sequence[str]) -> str:
    return f"<details><summary>{word('why')}</summary>{_listed('why', texts)}</details>" if texts else ""


def word(code: str, **facts: str | int) -> str:
    """A label of the page, escaped."""
    return escape(say("review", "label", code, values(**facts)))
