"""Who and when in running text: "Giao Văn phòng chủ trì, phối hợp với Công an xã …; hoàn thành trước ngày 30/6"."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from scheduler.plans.labelled import tidy, tidy_title
from scheduler.plans.parties import Parties, parties
from scheduler.plans.patterns import pattern
from scheduler.plans.subjects import subject_of, up_to_verb
from scheduler.plans.time_at_end import is_event, is_time, time_at_end
from scheduler.plans.timed import (
    has_day,
    starts_counted,
    starts_timed,
    time_behind_colon,
    timing_in_prose,
    without_done,
)
from scheduler.plans.unit_names import are_units, begins_unit, names_unit, split_units
from scheduler.plans.vocabulary import Role
from scheduler.text import capitalised

_LEADS, _LED_BY = pattern("prose", "leads"), pattern("prose", "led_by")
_WITH = pattern("prose", "beside")
_ASIDE = pattern("prose", "aside")
_ASIDE_AT_END = pattern("prose", "aside_at_end")
_LEADS_IN_CLAUSE = pattern("prose", "leads_in_clause")
_DIRECTS = pattern("prose", "directs")
_GIVEN = pattern("prose", "given")
_FEWEST_WORDS = 3
_LONGEST_TIME = 80
_LONGEST_NAME = 15
_MOST_TRIES = 8
_RHYTHM_AT_END = pattern("prose", "rhythm_at_end")
_TIME_AT_END = pattern("prose", "time_at_end")
_RHYTHM_AFTER_COMMA = pattern("prose", "rhythm_after_comma")
_TIME_INSIDE = pattern("prose", "time_inside")
_OF_UNIT = pattern("prose", "of_unit")
_LISTED = tuple(pattern("prose", f"listed_{where}") for where in ("in_brackets", "behind_colon", "behind_dash"))
_DOES_AT_END = pattern("prose", "does_at_end")
_GOES_ON_TIMED, _COUNTED = pattern("prose", "goes_on_timed"), pattern("prose", "counted")
_SMALL_UNIT = pattern("prose", "small_unit")
_JOINS, _WORK, _IS_WORK = (pattern("prose", key) for key in ("joins", "begins_work", "is_work"))
_LEADS_FIRST = pattern("prose", "leads_first")
_AS_TOLD = pattern("prose", "as_told")
_COMMA = re.compile(r"\s*[,;]\s+")


@dataclass(frozen=True, slots=True)
class Told:
    """What running text says of an item. title: the text without it, the whole text where nothing else is there."""

    title: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    timing: str | None = None


def told_in_prose(text: str) -> Told:
    """Lead, coordinating units and timing that sentences give; only what is said in so many words."""
    led = led_in_prose(text)
    if led is None or led.timing is None:
        listed = _listed_at_end(text)
        if listed is None and led is None and (behind := _time_alone_behind(text)):
            return behind
        same = listed is not None and (led is None or (listed.timing and listed.lead == led.lead))
        return listed if listed is not None and same else led or _without_lead(text)
    return led


def _listed_at_end(text: str) -> Told | None:
    """«Viết báo cáo (Phòng A, trước ngày 20/5)», «Mời đại biểu: ngày 22/5, Phòng A chủ trì»: work, then only who and when."""
    found = (form.match(text) for form in _LISTED)
    return next((t for m in found if m is not None and (t := _of_list(m["work"], m["who"])) is not None), None)


def _of_list(work: str, listed: str) -> Told | None:
    """Work with what a list behind it says; None unless the list is nothing but units, times and counts."""
    pieces = [_DOES_AT_END.sub("", _named(p.strip())) for p in _COMMA.split(listed)]
    times: list[str] = []
    for before, piece in pairwise(("", *pieces)):
        goes_on = before in times and _GOES_ON_TIMED.match(piece)  # «III/2026» after «quý II,»; no «5» of «Khối 4, 5»
        if goes_on or starts_timed(piece) or starts_counted(piece) or is_time(piece):
            times.append(piece)
    joints = [";", *(m.group().strip() for m in _COMMA.finditer(listed))]
    named = [(j, p) for j, p in zip(joints, pieces, strict=True) if p not in times and not _COUNTED.match(p)]
    who = parties(Role.LEAD, "".join(f"{joint} {piece}" for joint, piece in named).lstrip(" ,;"))
    units = (*who.lead, *who.coordinating)
    if any(_WORK.match(piece) for _, piece in named):
        return None
    at_work = any(len(unit.split()) - len(up_to_verb(unit).split()) >= _FEWEST_WORDS for unit in units)
    if named and (at_work or not all(map(names_unit, units))) and (doing := subject_of(named[-1][1])) and times:
        who, named = Parties(doing, beside_in(named[-1][1])), named[:-1]  # «…: trước ngày 10/4; Ban A tham mưu Sở B»
        units = () if named else (*who.lead, *who.coordinating)
    if (at_work and named) or begins_unit(work) or not (who.lead and units) or not all(map(names_unit, units)):
        return None
    told = Told(work, timing=without_done(tidy(", ".join(times)))) if times else _timed_behind(work)
    return Told(tidy_title(told.title), who.lead, who.coordinating, told.timing)


def _timed_behind(work: str) -> Told:
    """Work and its time behind a colon («Hiến máu: 02 đợt, tháng 4 và tháng 10») or at its end."""
    head, _, tail = work.partition(": ")
    if tail and (is_time(tail) or starts_timed(tail)):
        return Told(head, timing=tail)
    behind = time_behind_colon(work)
    return Told(behind[0], timing=tidy(behind[1])) if behind else timed_at_end(work)


def _time_alone_behind(text: str) -> Told | None:
    """«Tuần đường: hằng ngày», «Giải quyết đơn thư: khi có phát sinh»: what stands behind the last colon is a time and no more."""
    head, _, tail = text.rstrip(" .;").rpartition(": ")
    is_named = head and not names_unit(head) and len(head.split()) >= _FEWEST_WORDS
    told = is_named and is_time(tail) and (has_day(tail) or is_event(tail)) and _AS_TOLD.match(tail) is None
    return Told(tidy_title(head), timing=tidy(tail)) if told else None


def begins_work(text: str) -> bool:
    """Whether the text begins with a verb of work: «Tổ chức …», «rà soát …»."""
    return _IS_WORK.match(text) is not None


def with_others_at_end(text: str) -> str | None:
    """The clause at the end of a text that only says who helps: «Phòng B phối hợp»."""
    aside = _ASIDE_AT_END.search(text)
    return aside.group().strip(" ,;.") if aside else None


def beside_in(sentence: str) -> tuple[str, ...]:
    """The units with which a sentence has its subject work: «Phòng A phối hợp với Phòng B xét …»."""
    found = _JOINS.search(sentence)
    beside = _WITH.match(sentence[found.start() :]) if found else None
    return split_units(beside["units"]) if beside else ()


def _named(piece: str) -> str:
    """A piece in small letters that names people («đ/c Phó Chủ tịch») with a capital, as units have it."""
    return capitalised(piece) if _SMALL_UNIT.match(piece) else piece


def begun_with_others(told: Told) -> Told:
    """Work below the name of a unit that begins with whom it does it: «Chủ trì, phối hợp với Phòng B tổ chức …»."""
    leads = _LEADS_FIRST.match(told.title)
    joins = told.title[leads.end() :] if leads and not (told.lead or told.coordinating) else ""
    beside = _WITH.match(joins)
    units = split_units(beside["units"]) if beside else ()
    work = tidy_title(joins[beside.end() :].lstrip(" ,")) if beside else ""
    if not units or not all(map(names_unit, units)) or len(work.split()) < _FEWEST_WORDS:
        return told
    return replace(told, title=capitalised(work), coordinating=units)


def led_in_prose(text: str) -> Told | None:
    """What a sentence tells that says who leads («Sở A chủ trì», «Giao Sở A …»); None where none does."""
    found = _LED_BY.search(text) or _of_a_unit(_LEADS, text) or _GIVEN.search(text)
    if found is None or not begins_unit(found["lead"]):
        told = _led_in_clauses(text)
        return told if told is not None and len(told.title.split()) >= _FEWEST_WORDS else None
    beside = _WITH.match(text[found.end() :]) or _ASIDE.match(text[found.end() :])
    end = found.end() + (beside.end() if beside else 0)
    before, timing = _timed_behind_who(text, found.end(), end)
    lead, others = split_units(found["lead"]), split_units(beside["units"]) if beside else ()
    if timing is None and (first := _timed_before_who(text[: found.start()].rstrip(" ("))):
        return replace(first, lead=lead, coordinating=others)
    return Told(_title(text, before, found.start(), end), lead, others, timing)


def _timed_behind_who(text: str, start: int, end: int) -> tuple[str, str | None]:
    """The text before its timing, and that; it may stand behind who leads (start) and who helps (end)."""
    before, timing = _timed(text)
    if timing is None and (rhythm := _RHYTHM_AT_END.search(text, start)):
        timing = rhythm["timing"]
    elif timing is None and len(_TIME_INSIDE.findall(text, start)) == 1:
        before, timing = _time_cut_off(text, start)
    rest = text[end:].strip(" ,;.)")
    return before, timing or (tidy(rest) if starts_timed(rest) and len(rest) < _LONGEST_TIME else None)


def _timed_before_who(first: str) -> Told | None:
    """The work and the time that its text ends with, where who leads stands behind both."""
    if at_end := time_at_end(first) or time_behind_colon(first.rstrip(" ,;")):
        return Told(tidy_title(at_end[0]), timing=at_end[1])
    ended = _TIME_AT_END.search(first)
    return Told(tidy_title(first[: ended.start()]), timing=tidy(ended["timing"])) if ended else None


def _of_a_unit(form: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first place where a unit leads: «Lễ ra quân: Sáng ngày 07/6, giao Ban A chủ trì» has other capitals before it."""
    found = form.search(text)
    for _ in range(_MOST_TRIES):
        if found is None or (begins_unit(found["lead"]) and not has_day(found["lead"])):
            break
        found = form.search(text, found.start("lead") + 1)
    return found


def _time_behind(text: str) -> str | None:
    """The time that stands behind who: «, quý II/2026», «…, chậm nhất 30/4)»."""
    bare = text.strip(" ,;:.)(-–")
    if starts_timed(bare) and len(bare) < _LONGEST_TIME:
        return tidy(bare)
    ended = _TIME_AT_END.search(text)
    return tidy(ended["timing"]) if ended else None


def who_in_prose(text: str) -> Told | None:
    """Who a line tells of an item above it: «Phòng A tham mưu; …» need say no work."""
    return led_in_prose(text) or _led_in_clauses(text)


def _led_in_clauses(text: str) -> Told | None:
    """«…. Phòng A tham mưu, các thôn thực hiện, xong trước ngày 31/8»: clauses that end with what a unit does, one or several."""
    found = _clauses_of_units(text)
    if not found:
        return None
    _, timing = _timed(text[found[0].end() :])
    timing = timing or _time_behind(text[found[-1].end() :])
    before, of_title = _timed(text[: found[0].start()].rstrip(" ("))
    aside = _ASIDE.match(text[found[-1].end() :])
    lead = tuple(dict.fromkeys(unit for m in found for unit in _doers(m["lead"])))
    beside = next((m["beside"] for m in found if m["beside"]), None) or (aside["units"] if aside else "")
    return Told(tidy_title(before), lead, split_units(beside) if beside else (), timing or of_title)


def _clauses_of_units(text: str) -> list[re.Match[str]]:
    """The clauses whose doers are units, also behind another capital: «Tổ chức …, giao chi hội A phụ trách»."""
    found: list[re.Match[str]] = []
    at = 0
    for _ in range(_MOST_TRIES):
        if (clause := _LEADS_IN_CLAUSE.search(text, at)) is None:
            break
        doers = _doers(clause["lead"])
        if doers and all(map(names_unit, doers)):
            found.append(clause)
            at = clause.end()
        else:
            at = clause.start("lead") + 1
    return found


def _doers(lead: str) -> tuple[str, ...]:
    """The units of a list without those that only direct: «Ban A chỉ đạo, các chi hội thực hiện»."""
    return tuple(unit for unit in split_units(lead) if _DIRECTS.search(unit) is None)


def _time_cut_off(text: str, start: int) -> tuple[str, str | None]:
    """The text before the one time that it ends with, and that time; the text alone where it ends with none."""
    ended = _TIME_AT_END.search(text, start)
    return (text[: ended.start()], tidy(ended["timing"])) if ended else (text, None)


def timed_at_end(text: str) -> Told:
    """The work and the time that its text ends with («…; hoàn thành trước ngày 15/10», «… (tháng 3)»), else all of it."""
    before, timing = _timed(text)
    if timing is None and (ended := _TIME_AT_END.search(text)):
        before, timing = text[: ended.start()], tidy(ended["timing"])
    ends = timing is not None and text.rstrip(" .;)").endswith(timing)
    return Told(tidy_title(before), timing=timing) if ends and tidy_title(before) else Told(text)


def _without_lead(text: str) -> Told:
    if aside := _ASIDE_AT_END.search(text):
        return replace(_without_lead(text[: aside.start()]), coordinating=split_units(aside["units"]))
    before, timing = _timed(text)
    if timing is None and (ended := _TIME_AT_END.search(text) or _RHYTHM_AFTER_COMMA.search(text)):
        before, timing = text[: ended.start()], tidy(ended["timing"])
    return _of_unit(before, timing) or Told(tidy_title(before) or tidy_title(text), timing=timing)


def _timed(text: str) -> tuple[str, str | None]:
    """The text before the timing that it gives, and the timing."""
    if ended := time_at_end(text):
        return ended
    timed = timing_in_prose(text)
    return (timed[1], tidy(timed[0])) if timed else (text, None)


def work_of_unit(text: str) -> tuple[tuple[str, ...], str] | None:
    """«Văn phòng: tham mưu …» as a unit and its work."""
    found = _OF_UNIT.match(text)
    named = found is not None and len(found["unit"].split()) < _LONGEST_NAME and are_units(found["unit"])
    return (split_units(found["unit"]), found["work"]) if found is not None and named else None


def _of_unit(text: str, timing: str | None) -> Told | None:
    """«Văn phòng: tham mưu …» as work of that unit; what follows the colon is work and no rhythm."""
    found = work_of_unit(text)
    if found is None or starts_timed(found[1]):
        return None
    return Told(capitalised(tidy_title(found[1])), found[0], (), timing)


def _title(text: str, before: str, start: int, end: int) -> str:
    """What is to be done: the text before the sentence on who, else the rest of that sentence."""
    first, rest = text[: min(start, len(before))].rstrip(), tidy_title(before[end:]).lstrip(" ,;:")
    if len(first.split()) > 2 or (first.endswith((".", ":")) and not begins_unit(first)):
        return tidy_title(first)
    return capitalised(rest) if len(rest.split()) > 1 else tidy_title(before)
