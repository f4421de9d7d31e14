"""Who a sentence on duties is about: the units that it begins with, or that it orders to do something."""

import re

from scheduler.plans.patterns import BRACKET, pattern
from scheduler.plans.unit_names import begins_unit, split_units
from scheduler.text import capitalised

VERB = pattern("reporting", "verb")
"""A verb of reporting."""
_SUBJECT_END = pattern("reporting", "subject_end")
_TIME_FIRST = pattern("reporting", "time_first")
_ORDER = pattern("reporting", "order")
_SENTENCE_END = pattern("reporting", "sentence_end")
_GROUNDS = pattern("reporting", "grounds")
_KNOWN = pattern("known", "subject")
_OTHERS = pattern("known", "the_others")
_SHARE = pattern("known", "share")
_OWN_WORK = pattern("known", "own_work")
_HEADED = pattern("reporting", "headed")


def subject_of(text: str) -> tuple[str, ...]:
    """The units that a sentence begins with, or that it orders to do something («Giao …», «Yêu cầu …»).

    After words of time («Định kỳ hằng quý, các phòng …») the subject follows a comma.
    """
    return next((split_units(named) for start in _starts(text) if _is_name(named := up_to_verb(start))), ())


def after_subject(text: str) -> str:
    """The sentence without the units that it begins with and without «có trách nhiệm»; all of it where it begins with none."""
    for start in _starts(text):
        named = up_to_verb(start)
        if _is_name(named) and (at := start.find(named[-12:])) >= 0:
            return _GROUNDS.sub("", start[at + len(named[-12:]) :].lstrip(" ,;:-–"), count=1)
    return _GROUNDS.sub("", text, count=1)


def begins_known(text: str) -> bool:
    """Whether a sentence begins with units that the plan names elsewhere."""
    return _KNOWN.match(text) is not None


def names_only(text: str) -> bool:
    """Whether a text is nothing but places or groups that it counts: «xã A, xã B», «các xã còn lại»."""
    return _OTHERS.fullmatch(text.strip()) is not None


def says_share(text: str) -> bool:
    """Whether a line says of a known unit only that it does the work above: «Trạm Y tế thực hiện mỗi tháng 01 lần»."""
    return _SHARE.match(text) is not None


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; a full stop after an abbreviation of one letter ends none."""
    return [s for s in _SENTENCE_END.split(text) if s.strip()]


def of_own_work(text: str) -> list[str]:
    """The text in parts, each from a known unit on that has work of its own; what stands before belongs to the first."""
    return [part for part in _OWN_WORK.split(text) if part.strip()]


def without_heading(text: str) -> str:
    """A paragraph without «Thông tin, báo cáo:» before it."""
    return _HEADED.sub("", text, count=1)


def clauses(sentence: str) -> list[str]:
    """Parts between «;» outside of brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(sentence):
        depth += (char == "(") - (char == ")")
        if char == ";" and depth <= 0:
            parts.append(sentence[start:at])
            start = at + 1
    return [p.strip() for p in (*parts, sentence[start:]) if p.strip()]


def up_to_verb(text: str) -> str:
    """The known names that a text begins with; else the text up to a colon or the first verb of duty that is not part of a name."""
    if known := _KNOWN.match(text):
        return known["units"]
    text = BRACKET.sub(" ", text).split(":", 1)[0]
    found = _SUBJECT_END.search(text)
    return text[: found.start()].strip(" ,;:-") if found else text.strip(" ,;:.-")


def _starts(text: str) -> list[str]:
    """The places where a subject may begin: after an order, at the beginning, after words of time and a comma."""
    order = _ORDER.search(text)
    starts = [text[order.end() :]] if order else []
    starts.append(text)
    if _TIME_FIRST.match(text) and (verb := VERB.search(text)):
        starts += [capitalised(text[m.end() :]) for m in re.finditer(r",\s+", text[: verb.start()])]
    return starts


def _is_name(named: str) -> bool:
    return begins_unit(named) and len(named.split()) < 40
