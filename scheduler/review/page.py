"""The review as one HTML page that needs nothing else: no scripts, no outside resources; for phone, desk, dark rooms and paper."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import zip_longest
from pathlib import Path

from scheduler.documents import Document
from scheduler.model import Plan
from scheduler.review.confidence import (
    Confidence,
    Level,
    confidence,
    confidence_of_change,
    confidence_of_duty,
    worst,
)
from scheduler.review.decided import Against
from scheduler.review.made import of_change, of_duty, of_task, word
from scheduler.review.rows import Fate, Shown, shown
from scheduler.words import day_text, diagnose, place_text, say

_MOST_PASSED = 3  # lines passed over that are shown without being asked for


@dataclass(frozen=True, slots=True)
class Review:
    """All that the page shows; its days are shown where the plan's year is known."""

    document: Document
    plan: Plan
    against: Against


def page(review: Review) -> str:
    """The page of one plan."""
    plan = review.plan
    judged = [confidence(task, plan, review.against) for task in plan.tasks]
    rows = shown(review.document, plan)
    title = plan.header.title or _file(review)
    body = "\n".join(_rows(list(run), review, judged) for run in _runs(rows))
    return (
        f'<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{word('page')} · {escape(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f"<header>{_head(review, title)}</header>\n"
        f"<main>\n{_filters(rows, [*judged, *_of_others(review)])}\n{_findings(review)}{body}\n"
        f"<p class='legend'>{word('legend')}</p>\n</main>\n</body>\n</html>\n"
    )


def _file(review: Review) -> str:
    """The file's own name: where it lies on the computer is of no use to whoever is sent the page."""
    return Path(review.document.name).name


def _of_others(review: Review) -> list[Confidence]:
    """How sure the reading of duties and of an amendment's items is."""
    duties = [confidence_of_duty(duty, review.against.year) for duty in review.plan.reporting]
    return duties + [confidence_of_change(change) for change in review.plan.changes]


def _head(review: Review, title: str) -> str:
    header, plan, source = review.plan.header, review.plan, review.against.decided.source
    issued = (source.issued if source else None) or header.issued
    facts = {
        "number": (source.number if source else None) or header.number,
        "issuer": header.issuer,
        "year": str(review.against.year) if review.against.dated else None,
        "issued": day_text(issued) if issued else None,
        "amends": header.amends,
    }
    shown_facts = "".join(f"<li>{word(k)}: {escape(v)}</li>" for k, v in facts.items() if v)
    counts = word("summary", tasks=len(plan.tasks) if not plan.changes else 0, duties=len(plan.reporting))
    counts = word("changes", count=len(plan.changes)) if plan.changes else counts
    return (
        f"<p class='file'>{word('page')} · {escape(_file(review))}</p><h1>{escape(title)}</h1>"
        f"<ul class='facts'><li>{counts}</li>{shown_facts}</ul>"
    )


def _filters(rows: Sequence[Shown], judged: Sequence[Confidence]) -> str:
    """Which rows to show, by level: plain radio buttons that the style sheet obeys."""
    count = {level.value: sum(c.level is level for c in judged) for level in Level}
    count["passed"] = sum(not r.begins and r.fate is not Fate.PART for r in rows)
    names = {level.value: say("review", "level", level.value) for level in Level} | {"passed": word("passed")}
    buttons = "".join(
        _radio(f"f-{code}", word("count", name=name, count=count[code]), "") for code, name in names.items()
    )
    return f"<fieldset><legend>{word('filter')}</legend>{_radio('f-all', word('all'), ' checked')}{buttons}</fieldset>"


def _radio(name: str, text: str, more: str) -> str:
    return f"<label><input type='radio' name='f' id='{name}'{more}>{text}</label>"


def _of_year_settled(against: Against) -> tuple[str, ...]:
    """The findings about a plan's year that config has answered."""
    source = against.decided.source
    of_doubt = (
        ("plan-year-unsure", "plan-year-guessed", "plan-over-years")
        if source is not None and source.says_its_year
        else ()
    )
    return (*of_doubt, *(("plan-without-year",) if against.dated else ()))


def _findings(review: Review) -> str:
    """What was found about the plan as a whole; what is about one task stands with it."""
    tasks = {task.no for task in review.plan.tasks}
    found = (d for d in review.plan.diagnostics if dict(d.values).get("no") not in tasks)
    settled = _of_year_settled(review.against)
    told = [diagnose(d) for d in found if d.code not in settled]
    if review.against.directory is None:
        told.append(say("review", "label", "undirected"))
    items = "".join(f"<li>{escape(text)}</li>" for text in told)
    return f"<section class='findings'><strong>{word('findings')}</strong><ul>{items}</ul></section>\n" if told else ""


def _runs(rows: Sequence[Shown]) -> Iterator[list[Shown]]:
    """Rows that are shown as one: what begins something with all its parts; what was passed over for one reason, run by run."""
    run: list[Shown] = []
    for row in rows:
        if run and not _belongs(row, run[-1], run[0]):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _belongs(row: Shown, last: Shown, first: Shown) -> bool:
    if row.fate is Fate.PART:
        return first.begins or first.fate is Fate.PART
    alone = row.begins or first.begins or row.roles or last.roles or Fate.SECTION in (row.fate, last.fate)
    return not alone and row.fate is last.fate


def _rows(run: Sequence[Shown], review: Review, judged: Sequence[Confidence]) -> str:
    if len(run) == 1 or run[0].begins:
        return _row(run[0], run[1:], review, judged)
    told = f"{escape(say('review', 'fate', run[0].fate.value))} ({word('rows', count=len(run))})"
    return f"<article class='row passed'><div class='seen'>{_folded(run)}</div><div class='got'>{told}</div></article>"


def _folded(run: Sequence[Shown]) -> str:
    """The lines of a run; of a long one the first, and the others one click away: tasks are what the page is read for."""
    if len(run) <= _MOST_PASSED:
        return _lines(run)
    more = word("more-rows", count=len(run) - 1)
    return f"{_lines(run[:1])}<details class='rest'><summary>{more}</summary>{_lines(run[1:])}</details>"


def _lines(rows: Iterable[Shown]) -> str:
    return "".join(f"<p><span class='place'>{_place(r)}</span> {escape(' · '.join(_texts(r)))}</p>" for r in rows)


def _texts(row: Shown) -> list[str]:
    return [" ".join(cell.split()) for cell in row.cells if cell.strip()]


def _place(row: Shown) -> str:
    return escape(place_text(row.place.within("")))


def _row(row: Shown, parts: Sequence[Shown], review: Review, judged: Sequence[Confidence]) -> str:
    if not row.begins:
        return _pair("passed", row, (), _roles(row) or escape(say("review", "fate", row.fate.value)))
    got = [of_task(review.plan.tasks[at], judged[at], review.against) for at in row.tasks]
    duties = [review.plan.reporting[at] for at in row.duties]
    sure = [confidence_of_duty(duty, review.against.year) for duty in duties]
    got += [of_duty(duty, found) for duty, found in zip(duties, sure, strict=True)]
    got += [of_change(review.plan.changes[at]) for at in row.changes]
    found = [
        *(judged[at] for at in row.tasks),
        *sure,
        *(confidence_of_change(review.plan.changes[at]) for at in row.changes),
    ]
    return _pair(worst(one.level for one in found).value, row, parts, "".join(got))


def _pair(style: str, row: Shown, parts: Sequence[Shown], got: str) -> str:
    titled = zip_longest(row.cells, row.titles[: len(row.cells)], fillvalue="")
    named = [(cell, title if not style.startswith("passed") else "") for cell, title in titled if cell.strip()]
    cells = "".join(f"<li>{_titled(title)}{escape(text)}</li>" for text, title in named)
    return (
        f"<article class='row {style}'><div class='seen'><span class='place'>{_place(row)}</span> "
        f"<ul class='cells'>{cells}</ul>{_lines(parts)}</div><div class='got'>{got}</div></article>"
    )


def _titled(title: str) -> str:
    return f"<b>{escape(' '.join(title.split()))}</b>" if title.strip() else ""


def _roles(row: Shown) -> str:
    """What each column of a header row was taken for."""
    if not row.roles:
        return ""
    pairs = zip(row.cells, row.roles, strict=False)
    told = (
        f"{escape(' '.join(title.split()))} → {say('review', 'role', role.value if role else 'unknown')}"
        for title, role in pairs
        if title.strip()
    )
    return f"{say('review', 'fate', row.fate.value)}: {'; '.join(told)}"


@cache
def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
