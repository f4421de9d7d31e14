"""Titles say a thing once: a report's own «báo cáo», who and when of a duty in running text, a stream beside its item. Strings to
strings."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from scheduler.diagnostics import values
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import any_of
from scheduler.report_titles import balanced, read_report, within
from scheduler.text import capitalised, folded
from scheduler.words import say

_SAME_RUN: Final = 4
"""So many words in a row, found again, say what the work is a second time."""
_SAYS_MORE: Final = 3
"""With so many words a title still says something without the noun in front; «phóng sự truyền hình» is one thing."""
_SAME_SHARE: Final = 0.6
"""So much of a place's words, found again, is that place."""
_WORD: Final = re.compile(r"\w+")
_PERIOD: Final = re.compile(r"(\D+ \S+?)/\d{4}(?: \([^()]*\))?")


_BEFORE_REPORT: Final = any_of("reporting", "by_period", "gathering")
_AND: Final = any_of("reporting", "joining")
_REPORT: Final = re.compile(
    rf"(?:(?:{_BEFORE_REPORT})(?:\s*,|\s+(?:{_AND}))?\s+)*(?:{any_of('reporting', 'report')})\s+(?P<rest>\S.*)",
    re.I | re.S,
)
_EDGES: Final = " .,;:()–-"
_PLACE: Final = re.compile(rf"(?:{any_of('streams', 'places')})\s", re.I)


def behind_report(title: str) -> str | None:
    """What follows a title's own «báo cáo», which what goes without saying may precede («định kỳ tổng hợp, báo cáo …»)."""
    found = _REPORT.fullmatch(title)
    return found["rest"] if found else None


@cache
def _ours() -> re.Pattern[str]:
    return re.compile(re.escape(say("planning", "label", "duty-no", values(n=0))).replace("0", r"\d+"))


def is_of_text(no: str) -> bool:
    """Whether a task's number is ours, as that of a duty to report in running text: the plan prints none."""
    return _ours().fullmatch(no) is not None


def of_duty(text: str, who: Iterable[str], timing: str | None) -> str:
    """A duty to report as a title: without who reports in front and when, at its beginning or end, which are said beside it."""
    bare = _without_time(text.strip(_EDGES), timing)
    named, colon, own = bare.partition(":")
    if colon and not begins_unit(named) and behind_report(own.strip()) is not None:
        return balanced(bare)  # what field it is about
    rests = (bare[len(unit) :].lstrip(_EDGES) for unit in who if folded(bare[: len(unit)]) == folded(unit))
    found = (behind_report(rest) for rest in (bare, *rests, own.strip()))
    told = read_report(next((rest for rest in found if rest is not None), None) or within(bare) or "")
    code = "report-of-to" if told.what and told.receiver else "report-to" if told.receiver else "report-of"
    if not (told.what or told.receiver):
        code = "report-of-plan"
    return say("planning", "label", code, values(what=told.what, receiver=told.receiver))


def _without_time(text: str, timing: str | None) -> str:
    if not timing:
        return text
    time = re.escape(timing.strip(_EDGES))
    left = re.sub(rf"(?:^{time}(?!\w)|(?<!\w){time}\)?$)", "", text, flags=re.I)
    return left.strip(" .,;:–-").removesuffix("(").rstrip(_EDGES) or text


def in_short(period: str) -> str:
    """A month, quarter or week as it is called where its day is seen: «tháng 5» of «tháng 5/2024», «tuần 9» without its dates."""
    found = _PERIOD.fullmatch(period)
    return found[1] if found else period


def without_item(title: str, item: str) -> str:
    """A title that begins with the noun that is counted before it («5 tin, bài tháng 5: Tin, bài trên …») without that."""
    rest = title[len(item) :].lstrip()
    begins = bool(item) and folded(title[: len(item)]) == folded(item) and title[len(item) :][:1].isspace()
    return capitalised(rest) if begins and len(rest.split()) >= _SAYS_MORE else title


def of_stream(stream: str, title: str) -> str:
    """The title of one of an item's streams: what tells it from the others stands in front, and what both say stands there once."""
    named, _, own = stream.rpartition(": ")
    if named:
        whole = of_stream(own, named)
        return whole if _says_again(named, title) else _beside(whole, title)
    if _PLACE.match(stream):
        return f"{_without_place(stream, title)} {stream[:1].lower()}{stream[1:]}"
    return stream if _says_again(stream, title) else _beside(stream, title)


def _beside(stream: str, title: str) -> str:
    return say("planning", "label", "stream", values(stream=stream, title=title))


def _without_place(stream: str, title: str) -> str:
    """The title up to its own place where that names the stream's as well."""
    mine = set(_words(stream))
    for found in re.finditer(rf"\s+(?={_PLACE.pattern})", title, re.I):
        if len(mine.intersection(_words(title[found.end() :]))) >= _SAME_SHARE * len(mine):
            return title[: found.start()].rstrip(" ,;:–-")
    return title


def _says_again(stream: str, title: str) -> bool:
    told, there = _words(stream), f" {' '.join(_words(title))} "
    runs = (" ".join(told[n : n + _SAME_RUN]) for n in range(len(told) - _SAME_RUN + 1))
    return any(f" {run} " in there for run in runs)


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))
