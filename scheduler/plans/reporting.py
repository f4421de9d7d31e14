"""Duties to report that stand in running text: who reports what to whom, through whom, when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.documents import Place
from scheduler.model import ReportingDuty
from scheduler.plans.labelled import tidy
from scheduler.plans.numbering import Rank
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import pattern
from scheduler.plans.reporting_times import when
from scheduler.plans.unit_names import begins_unit, split_units
from scheduler.plans.vocabulary import Subject, subject
from scheduler.text import capitalised

_VERB = pattern("reporting", "verb")
_TO = pattern("reporting", "to")
_IN_GENERAL = pattern("reporting", "in_general")
_PURPOSE = pattern("reporting", "purpose")
_VIA = pattern("reporting", "via")
_SUBJECT_END = pattern("reporting", "subject_end")
_TIME_FIRST = pattern("reporting", "time_first")
_ORDER = pattern("reporting", "order")
_CLOSING = pattern("reporting", "closing")
_SENTENCE_END = pattern("reporting", "sentence_end")
_LONGEST_PARAGRAPH = 6000
"""Letters of one paragraph that are read; what is longer is no sentence of a plan, and would take time without end."""
_BRACKET = re.compile(r"\((?P<inner>[^()]*)\)")


def duties(nodes: Sequence[Node], file: str) -> tuple[ReportingDuty, ...]:
    """The duties to report in the parts of the text that are about organising the work, and in the closing paragraph."""
    return tuple(duty for node in nodes for duty in _duties(node, None, _Above(), file))


@dataclass(frozen=True, slots=True)
class _Above:
    """Who reports to whom, as the heading or the opening of a list says it for what stands below."""

    who: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


def _duties(node: Node, about: Subject | None, above: _Above, file: str) -> Iterator[ReportingDuty]:
    text = node.item.text
    about = _about(node) or about
    heading = node.numbered and bool(node.below) and begins_unit(text) and not text.rstrip().endswith(".")
    if heading:
        above = _Above(split_units(_up_to_verb(text.rstrip(" :"))))
    if _opens_list(node):
        above = _Above(_subject_of(text) or above.who, _receivers(text))
    elif _may_tell(about, node) and not _is_section(node):
        yield from _of_paragraph(text, above, file, node.item.place)
    for child in node.below:
        yield from _duties(child, about, above, file)


def _opens_list(node: Node) -> bool:
    """«… báo cáo Phòng A:» above «- Báo cáo 6 tháng: …»: the duties are those of the list."""
    reports = [node, *node.below] if node.item.text.rstrip().endswith(":") else []
    return len(reports) > 1 and all(_VERB.search(one.item.text) for one in reports)


def _is_section(node: Node) -> bool:
    return node.item.label is not None and node.item.label.rank is Rank.SECTION


def _about(node: Node) -> Subject | None:
    return subject(" ".join(node.item.text.split()[:12])) if _is_section(node) else None


def _may_tell(about: Subject | None, node: Node) -> bool:
    return about in (Subject.ORGANISATION, Subject.REPORTING) or about is None or _closes(node.item.text)


def _closes(text: str) -> bool:
    return _CLOSING.match(text) is not None


def _of_paragraph(text: str, above: _Above, file: str, place: Place) -> Iterator[ReportingDuty]:
    """The duties of one paragraph; a sentence without a subject of its own has that of the heading or the sentence before."""
    addressed = above.who
    for sentence in _sentences(text[:_LONGEST_PARAGRAPH]):
        own = _subject_of(sentence)
        addressed = own or addressed
        clauses = _clauses(sentence)
        for clause in clauses:
            if _VERB.search(clause):
                named = _subject_of(clause)
                who = named if named and not set(named) <= set(own) else addressed
                yield _duty(clause, _Above(who, _receivers(clause) or above.to), file, place)


def _duty(clause: str, parties: _Above, file: str, place: Place) -> ReportingDuty:
    what = tidy(clause.lstrip("-+• "))
    return ReportingDuty(parties.who, parties.to, what, when(clause), _through(clause), place.within(file))


def _through(clause: str) -> tuple[str, ...]:
    """The units that a report goes through: «(qua Sở A)»; a report that it goes in with is none."""
    given = ((m["in"] or m["out"]).strip() for m in _VIA.finditer(clause))
    return tuple(unit for text in given if _names_unit(text) for unit in split_units(_up_to_verb(text)))


def _receivers(clause: str) -> tuple[str, ...]:
    """Those who are told: after the verb, «về», «gửi» …; where the clause reports, those whom it advises as well."""
    open_text = _VIA.sub(" ", _BRACKET.sub(" ", _without_purpose(clause)))
    found: list[str] = []
    at = 0
    while match := _TO.search(open_text, at):
        at = match.start() + 1
        given = match["unit"].strip()
        if _names_unit(given) or _IN_GENERAL.match(given):
            found += split_units(given)
    return tuple(dict.fromkeys(found))


def _names_unit(text: str) -> bool:
    """Whether the text begins as a unit's name; «phòng Nội vụ» does, «phòng chống dịch» does not."""
    if text[:1].isupper():
        return begins_unit(text)
    return begins_unit(capitalised(text)) and any(word[:1].isupper() for word in text.split()[1:3])


def _without_purpose(clause: str) -> str:
    """The clause up to «để …»: who is told later, by others, is not told by this duty; all of it where only that tells of one."""
    purpose = next((m.start() for m in _PURPOSE.finditer(clause) if _VERB.search(clause[: m.start()])), len(clause))
    return clause[:purpose]


def _sentences(text: str) -> list[str]:
    return [s for s in _SENTENCE_END.split(text) if s.strip()]


def _clauses(sentence: str) -> list[str]:
    """Parts between «;» outside of brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(sentence):
        depth += (char == "(") - (char == ")")
        if char == ";" and depth <= 0:
            parts.append(sentence[start:at])
            start = at + 1
    return [p.strip() for p in (*parts, sentence[start:]) if p.strip()]


def _subject_of(text: str) -> tuple[str, ...]:
    """The units that a sentence begins with, or that it orders to do something («Giao …», «Yêu cầu …»).

    After words of time («Định kỳ hằng quý, các phòng …») the subject follows a comma.
    """
    order = _ORDER.search(text)
    starts = [text[order.end() :]] if order else []
    starts.append(text)
    if _TIME_FIRST.match(text) and (verb := _VERB.search(text)):
        starts += [capitalised(text[m.end() :]) for m in re.finditer(r",\s+", text[: verb.start()])]
    for start in starts:
        named = _up_to_verb(start)
        if begins_unit(named) and len(named.split()) < 40:
            return split_units(named)
    return ()


def _up_to_verb(text: str) -> str:
    """The text up to a colon or the first verb of duty that is not part of a unit's name."""
    text = _BRACKET.sub(" ", text).split(":", 1)[0]
    found = _SUBJECT_END.search(text)
    return text[: found.start()].strip(" ,;:-") if found else text.strip(" ,;:.-")
