"""The year of a plan: what speaks for one, which of it is taken, and what is asked where it clashes.

Strongest first: the title's own year; the heading of an annex; the first sentence («… trong năm 2026 như sau»); the head of
the column of times; the day of issue; and where there is nothing else, and only with a question, a span of years or a day in
the title.
A year inside a citation (number, day, name of a law or an event, a goal to be reached by then) is never the plan's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import PlanHeader, Task, YearBy, YearSaid
from scheduler.plans.patterns import pattern
from scheduler.words import say

_YEAR = pattern("year", "year")
_AT_END = pattern("year", "at_end")
_ANY = pattern("year", "any")
_CITED = pattern("year", "cited")
_SPAN = pattern("year", "span")
_OWN_DAYS, _DAY, _NUMBER = (pattern("year", key) for key in ("own_days", "day", "number"))
_OTHER_PAPER = pattern("year", "other_paper")
_TERM = pattern("year", "term")
_SCHOOL = pattern("year", "school")
_AS_FOLLOWS = pattern("year", "as_follows")
_AHEAD = 10
"""From this month on a plan may be one of the next year."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the paper says of its year. annexes, columns: the texts of each; partial: the year of a day of issue left blank."""

    title: str = ""
    annexes: tuple[str, ...] = ()
    intro: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    issued: date | None = None
    partial: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """The year that is taken, None where nothing speaks for any; against: what speaks for another one and is to be asked."""

    said: YearSaid | None = None
    against: YearSaid | None = None


def decide(evidence: Evidence, tasks: Sequence[Task]) -> Decided:
    """The plan's year from what its head says, held against the years in the times of its tasks."""
    issued = _of_issue(evidence)
    for texts, by in (
        ((evidence.title,), YearBy.TITLE),
        (evidence.annexes, YearBy.ANNEX),
        (tuple(_closing(evidence.intro)), YearBy.INTRO),
        ((" ".join(evidence.columns),), YearBy.COLUMN),
    ):
        for text in texts:
            if own := _own(text, by, issued):
                return _against_times(_chosen(own, issued, tasks), tasks)
    return _without_own(evidence, issued, tasks)


def with_year(header: PlanHeader, decided: Decided) -> PlanHeader:
    """The header with the year that is taken; of a school year with its second one."""
    said = decided.said
    if said is None:
        return header
    return replace(header, year=said.year, year_said=said, until=said.until if said.by is not YearBy.SPAN else None)


def doubts(header: PlanHeader, decided: Decided, tasks: Sequence[Task], file: str) -> Iterable[Diagnostic]:
    """plan-year-unsure: something speaks for another year; plan-year-guessed: hardly anything does for this one.

    plan-over-years: a plan for several years, of which one is laid out.
    """
    said, against = decided.said, decided.against
    if not _has_undated(tasks):
        return
    unsaid = against is not None and against.by is YearBy.NOWHERE
    if said is not None and (unsaid or (against is None and said.by is YearBy.TIMES)):
        facts = values(year=said.year, why=year_told(said))
        asked = Severity.QUESTION if unsaid else Severity.WARNING
        yield Diagnostic("plan-year-guessed", asked, Location(file), facts)
    elif said is not None and against is not None:
        facts = values(year=said.year, why=year_told(said), other=against.year, against=year_told(against))
        yield Diagnostic("plan-year-unsure", Severity.QUESTION, Location(file), facts)
    spans = _spans(header.title or "")
    if said is not None and spans and said.by is not YearBy.TITLE:
        facts = values(text=spans[0].text, year=said.year)
        yield Diagnostic("plan-over-years", Severity.WARNING, Location(file), facts)


def year_told(said: YearSaid) -> str:
    """What a year was taken from, as part of a sentence: «tên kế hoạch ghi “năm 2026”»."""
    return say("plans", "year_by", said.by.value, values(text=said.text, year=said.year))


def _of_issue(evidence: Evidence) -> YearSaid | None:
    if evidence.issued is not None:
        return YearSaid(YearBy.ISSUED, evidence.issued.year, evidence.issued.strftime("%d/%m/%Y"))
    return YearSaid(YearBy.DATED, evidence.partial, str(evidence.partial)) if evidence.partial else None


def _own(text: str, by: YearBy, issued: YearSaid | None) -> list[YearSaid]:
    """The years that a text says of itself, each once, the earliest first; a bare one at its end if it may be of that issue."""
    bare = _uncited(text)
    school = [YearSaid(by, int(m["y"]), m[0], int(m["y"]) + 1) for m in _SCHOOL.finditer(bare)]
    rest = _SPAN.sub(" ", _SCHOOL.sub(" ", bare))
    days = [YearSaid(by, int(y), m[0]) for m in _OWN_DAYS.finditer(text) for y in m.group("y", "until") if y]
    found = [*school, *days, *(YearSaid(by, int(m["y"]), m[0].strip(" /")) for m in _YEAR.finditer(rest))]
    if not found and (end := _AT_END.search(rest)) and issued and 0 <= int(end["y"]) - issued.year <= 1:
        found = [YearSaid(by, int(end["y"]), end["y"])]
    return sorted({said.year: said for said in reversed(found)}.values(), key=lambda said: said.year)


def _uncited(text: str) -> str:
    return _CITED.sub(" ; ", text)


def _spans(text: str) -> list[YearSaid]:
    """«giai đoạn 2026 - 2030», «năm 2026-2027»: the years from one to another that a title names; a term of office is none."""
    bare = _SCHOOL.sub(" ", _uncited(text))
    found = (m for m in _SPAN.finditer(bare) if not _TERM.match(m[0]))
    return [YearSaid(YearBy.SPAN, int(m["y"]), m[0], int(m["until"])) for m in found]


def _closing(intro: Sequence[str]) -> Iterable[str]:
    """What stands right before «như sau» at the end of the first sentence: the work of this plan, and of no paper cited above."""
    return (found["of"] for text in intro if (found := _AS_FOLLOWS.search(text)))


def _chosen(own: Sequence[YearSaid], issued: YearSaid | None, tasks: Sequence[Task]) -> Decided:
    """One of the years that the plan says of itself; no plan is issued after its year is over."""
    if len(own) == 1:
        (said,) = own
        if issued is None or said.year <= issued.year <= (said.until or said.year) or said.year == issued.year + 1:
            return Decided(said)
        years = _years(tasks)
        if issued.year in years and said.year not in years:
            return Decided(issued)  # «Tổng kết năm 2025», which is done in 2026
        return Decided(said, issued) if said.year > issued.year or said.year in years else Decided(issued, said)
    years = _years(tasks)
    timed = [said for said in own if said.year in years]
    if len(timed) == 1:
        return Decided(timed[0])
    at_issue = next((said for said in own if issued is not None and said.year == issued.year), None)
    later = [said for said in own if issued is None or said.year > issued.year]
    if at_issue is not None:
        return Decided(at_issue, later[0] if later else None)
    return Decided(own[-1], own[0]) if later else Decided(issued, own[-1])


def _against_times(found: Decided, tasks: Sequence[Task]) -> Decided:
    """The same, asked about where two times or more name the year before or after, none the year taken, and others none at all."""
    said, times = found.said, [years for task in tasks if (years := _years([task]))]
    if said is None or found.against is not None or said.until or len(times) < 2 or not _has_undated(tasks):
        return found
    other = {year for years in times for year in years}
    near = [year for year in sorted(other, reverse=True) if year < said.year or year == said.year + 1]
    if any(min(years) <= said.year <= max(years) for years in times) or not near or len(near) < len(other):
        return found
    return Decided(said, _of_times(near[0]))


def _without_own(evidence: Evidence, issued: YearSaid | None, tasks: Sequence[Task]) -> Decided:
    """Where the plan says no year of itself: that of its issue, unless a span of years or the times of its tasks begin later."""
    years, spans = _years(tasks), _spans(evidence.title)
    if issued is None:
        return _left(evidence, spans)
    if spans and issued.year < spans[0].year:
        return Decided(spans[0], issued if issued.year < spans[0].year - 1 else None)
    if not _has_undated(tasks):
        return Decided(issued)
    late = evidence.issued is not None and evidence.issued.month >= _AHEAD
    if not years:
        last = evidence.issued is not None and evidence.issued.month == 12
        return Decided(issued, YearSaid(YearBy.NEXT, issued.year + 1, "") if last and not spans else None)
    if issued.year in years:
        return Decided(issued)
    if issued.year + 1 in years:
        return Decided(_of_times(issued.year + 1)) if late else Decided(issued, _of_times(issued.year + 1))
    return Decided(issued, _of_times(max(years)) if max(years) < issued.year else None)


def _left(evidence: Evidence, spans: Sequence[YearSaid]) -> Decided:
    """What is taken, and asked about, where not even a day of issue stands on the paper."""
    if end := _AT_END.search(_SPAN.sub(" ", _uncited(evidence.title))):
        return Decided(YearSaid(YearBy.TITLE, int(end["y"]), end["y"]))
    day = _CITED.search(evidence.title) if not _NUMBER.search(evidence.title) else None
    if not spans and day is not None and _DAY.fullmatch(day[0]):
        spans = [YearSaid(YearBy.TITLE, int(day[0][-4:]), day[0])]
    return Decided(spans[0], YearSaid(YearBy.NOWHERE, spans[0].year, "")) if spans else Decided()


def _of_times(year: int) -> YearSaid:
    return YearSaid(YearBy.TIMES, year, str(year))


def _years(tasks: Iterable[Task]) -> set[int]:
    """The years that stand in the times of tasks, not in papers that those cite."""
    return {int(m[0]) for task in tasks for m in _ANY.finditer(_OTHER_PAPER.sub(" ", _time(task)))}


def _has_undated(tasks: Iterable[Task]) -> bool:
    """Whether the days of some task hang on the plan's year."""
    return any(text and not _years([task]) for task in tasks for text in [_time(task)])


def _time(task: Task) -> str:
    return "; ".join(filter(None, (task.frequency, task.duration, task.timing)))
