"""Duties to report that stand in running text: who reports what to whom, through whom, when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.documents import Place
from scheduler.model import ReportingDuty
from scheduler.plans.labelled import tidy
from scheduler.plans.outline_lines import Node
from scheduler.plans.patterns import BRACKET, pattern
from scheduler.plans.reporting_times import when
from scheduler.plans.subjects import VERB, clauses, sentences, subject_of, up_to_verb, without_heading
from scheduler.plans.unit_names import begins_unit, split_units
from scheduler.plans.vocabulary import Subject, subject
from scheduler.text import capitalised

_TO = pattern("reporting", "to")
_IN_GENERAL = pattern("reporting", "in_general")
_PURPOSE = pattern("reporting", "purpose")
_VIA = pattern("reporting", "via")
_CLOSING = pattern("reporting", "closing")
_OF_DUTIES = (Subject.ASSIGNMENT, Subject.ORGANISATION, Subject.REPORTING)
_AND_REPORTS = pattern("reporting", "and_reports")
_REPORTS_AT, _WORK = pattern("reporting", "reports_at"), pattern("reporting", "work")
_PAPER, _TAUGHT = pattern("reporting", "paper"), pattern("reporting", "taught")
_LONGEST_PARAGRAPH = 6000
"""Letters of one paragraph that are read; what is longer is no sentence of a plan, and would take time without end."""


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
        above = _Above(split_units(up_to_verb(text.rstrip(" :"))))
    if _opens_list(node):
        above = _Above(subject_of(text) or above.who, _receivers(text))
    elif _may_tell(about, node) and not node.is_section:
        yield from _of_paragraph(text, above, file, node.item.place)
    for child in node.below:
        yield from _duties(child, about, above, file)


def _opens_list(node: Node) -> bool:
    """«… báo cáo Phòng A:» above «- Báo cáo 6 tháng: …»: the duties are those of the list."""
    reports = [node, *node.below] if node.item.text.rstrip().endswith(":") else []
    return len(reports) > 1 and all(VERB.search(one.item.text) for one in reports)


def _about(node: Node) -> Subject | None:
    return subject(" ".join(node.item.text.split()[:12])) if node.is_section else None


def _may_tell(about: Subject | None, node: Node) -> bool:
    return about in (*_OF_DUTIES, None) or _closes(node.item.text)


def _closes(text: str) -> bool:
    return _CLOSING.match(text) is not None


def _of_paragraph(text: str, above: _Above, file: str, place: Place) -> Iterator[ReportingDuty]:
    """The duties of one paragraph; a sentence without a subject of its own has that of the heading or the sentence before."""
    addressed = above.who
    for sentence in sentences(without_heading(text[:_LONGEST_PARAGRAPH])):
        own = subject_of(sentence)
        addressed = own or addressed
        to = above.to
        for whole in clauses(sentence):
            if not VERB.search(whole):
                to = _receivers(whole) or to
            for clause in filter(VERB.search, _reports(whole)):
                named = subject_of(clause)
                who = named if named and not set(named) <= set(own) else addressed
                to = _receivers(clause) or to
                if _names_a_paper(clause):
                    continue
                if who or to or when(clause):  # else a heading, or the name of a paper
                    yield _duty(clause, _Above(who, to), file, place)


def _names_a_paper(clause: str) -> bool:
    """Whether the report is one of the papers that are prepared, and nobody is told and no time is given; or is but taught."""
    verb = VERB.search(clause)
    if verb is not None and _TAUGHT.search(clause[: verb.start()]):
        return True
    paper = verb is not None and _PAPER.search(clause[: verb.start()]) is not None
    return paper and not (_receivers(clause) or when(clause))


def _reports(clause: str) -> list[str]:
    """«báo cáo phường hằng tháng và báo cáo tỉnh trước ngày 10/12» as two reports: each has its verb and its time."""
    for joint in _AND_REPORTS.finditer(clause):
        before, after = clause[: joint.start()], clause[joint.end() :]
        if VERB.search(before) and when(before) and when(after):
            return [before, *_reports(after)]
    return [clause]


def _duty(clause: str, parties: _Above, file: str, place: Place) -> ReportingDuty:
    what = tidy(clause.lstrip("-+• "))
    return ReportingDuty(parties.who, parties.to, what, _when(clause), _through(clause), place.within(file))


def _when(clause: str) -> str | None:
    """When a clause reports; times of other work before it («sơ kết (tháng 6) và báo cáo hằng tháng») are not its own."""
    begins = _REPORTS_AT.search(clause)
    before = clause[: begins.start()] if begins is not None else ""
    own = when(clause[begins.start() :]) if begins is not None and _WORK.search(before) else None
    return own or when(clause)


def _through(clause: str) -> tuple[str, ...]:
    """The units that a report goes through: «(qua Sở A)»; a report that it goes in with is none."""
    given = ((m["in"] or m["out"]).strip() for m in _VIA.finditer(clause))
    return tuple(unit for text in given if _names_unit(text) for unit in split_units(up_to_verb(text)))


def _receivers(clause: str) -> tuple[str, ...]:
    """Those who are told: after the verb, «về», «gửi» …; where the clause reports, those whom it advises as well."""
    open_text = _VIA.sub(" ", BRACKET.sub(" ", _without_purpose(clause)))
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
    purpose = next((m.start() for m in _PURPOSE.finditer(clause) if VERB.search(clause[: m.start()])), len(clause))
    return clause[:purpose]
