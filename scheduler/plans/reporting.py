"""Duties to report that stand in running text: who reports what to whom, through whom, when."""

import re
from collections.abc import Iterator, Sequence

from scheduler.diagnostics import Location
from scheduler.model import ReportingDuty
from scheduler.plans.labelled import tidy
from scheduler.plans.letters import CAPITAL
from scheduler.plans.outline_lines import Node
from scheduler.plans.unit_names import begins_unit, split_units
from scheduler.plans.vocabulary import Subject, subject

_NOUN_BEFORE = r"(?<!thông qua )(?<!trong )(?<!vào )(?<!các )(?<!bằng )(?<!theo )(?<!mẫu )(?<!trong kỳ )(?<!mỗi kỳ )(?<!các kỳ )(?<!chế độ )(?<!với )(?<!của )(?<!nội dung )(?<!số liệu )(?<!hội nghị )"
_VERB = re.compile(rf"{_NOUN_BEFORE}(?<!\w)(?:báo cáo|phản ánh(?=\s+(?:về|kịp|cho|với|bằng)))(?!\w)", re.IGNORECASE)
_STOP = (
    rf"(?=\s+(?:tiến độ|kết quả|những|các khó khăn|để|theo|trước|chậm|định kỳ|về|xem xét|chỉ đạo|tổng hợp|trong|đúng|bằng|nếu|khi|qua|thông qua|đồng thời|"
    rf"hằng|hàng|kịp thời|và (?:báo cáo|đề xuất|tham mưu|kiến nghị|chịu|đồng thời)|tình hình|việc|nội dung|quyết định|giải quyết|cho ý kiến|điều chỉnh|ban hành|tổ chức|biết)(?!\w)|\s*[.;:()]|\s*,(?!\s+(?:[{CAPITAL}]|các|thị|thành phố|phường|xã|huyện|ban|ngành|đơn vị|địa phương|đoàn thể))|\s*$)"
)
_TO = re.compile(rf"(?<!\w)(?:về|gửi|gửi về|cho|lên|với|[Bb]áo cáo|phản ánh|tham mưu|tham mưu cho)\s+(?P<unit>[^.;:()]+?){_STOP}")
_VIA = re.compile(rf"\(\s*(?:thông\s+)?qua\s+(?P<in>[^()]+)\)|(?<!\w)(?:thông\s+)?qua\s+(?P<out>[{CAPITAL}][^.;:(),]+)")
_BRACKET = re.compile(r"\((?P<inner>[^()]*)\)")
_TIME = (
    r"(?:trước|chậm nhất|muộn nhất|vào|từ)\s+(?:là\s+|vào\s+|trước\s+)*ngày\s+[^.;:()]*?(?=\s+(?:về|gửi|cho|để|qua|thông qua)(?!\w)|[.;:(]|,\s+(?!\d)|$)"
    r"|(?:trước|chậm nhất|vào|trong)\s+(?:quý|tháng|tuần|cuối|đầu)\s+[^.;:(),]*"
    r"|(?:hằng|hàng)\s+(?:tuần|tháng|quý|năm)(?:,\s*(?:(?:hằng|hàng)\s+)?(?:tuần|tháng|quý|6 tháng|06 tháng|năm))*(?:\s+và\s+(?:(?:hằng|hàng)\s+)?năm)?"
    r"|(?:0?6|0?9) tháng(?:,\s*(?:0?9 tháng|năm))*(?:\s+(?:và|,)\s+năm)?|quý,\s*0?6 tháng[^.;:()]*?năm"
    r"|đúng thời gian quy định|kịp thời|đột xuất(?:\s+khi có yêu cầu)?|khi có yêu cầu|sau khi kết thúc[^.;:(),]*"
)
_WHEN = re.compile(rf"(?<!để )(?<!\w)(?:(?P<rhythm>định kỳ)(?:\s+(?={_TIME}))?|(?P<time>{_TIME}))", re.IGNORECASE)
_CONDITION = re.compile(r"(?<!\w)(?P<text>(?:nếu|khi)\s+(?:có\s+)?(?:[^.;:(),]*,\s*)?[^.;:(),]*(?:khó khăn|vướng mắc|phát sinh)[^.;:(),]*(?:,\s*(?:vướng mắc|bất cập|phát sinh|khó khăn)[^.;:(),]*)*)", re.IGNORECASE)
_TIMED_BRACKET = re.compile(r"lồng ghép|quý|tháng|năm|định kỳ|tuần|ngày|đột xuất", re.IGNORECASE)
_SUBJECT_END = re.compile(
    r"(?<!\w)(?:có trách nhiệm|chịu trách nhiệm|thường xuyên|định kỳ|tổng hợp|báo cáo|căn cứ|chủ động|theo dõi|gửi|kịp thời|chủ trì|phối hợp|tham mưu|làm đầu mối|đôn đốc|"
    r"kiểm tra|giám sát|hướng dẫn|rà soát|cập nhật|đánh giá|quán triệt|tiếp tục|phân công|(?<!an )chỉ đạo|xây dựng|tổ chức|thực hiện|nghiêm túc|triển khai|giúp|phản ánh|trước ngày|hằng|hàng|là đầu mối|nếu|khi)(?!\w)"
)
_TIME_FIRST = re.compile(r"(?:định kỳ|hằng|hàng|trước|chậm nhất|khi|kết thúc|sau|trong|vào|đối với)(?!\w)", re.IGNORECASE)
_ORDER = re.compile(r"(?<!\w)(?:giao|yêu cầu|đề nghị|phân công)\s+(?:cho\s+)?", re.IGNORECASE)


def duties(nodes: Sequence[Node], file: str) -> tuple[ReportingDuty, ...]:
    """The duties to report in the parts of the text that are about organising the work, and in the closing paragraph."""
    return tuple(duty for node in nodes for duty in _duties(node, None, (), file))


def _duties(node: Node, about: Subject | None, who: tuple[str, ...], file: str) -> Iterator[ReportingDuty]:
    text = node.item.text
    about = _about(node) or about
    heading = node.numbered and bool(node.below) and begins_unit(text) and not text.rstrip().endswith(".")
    if heading:
        who = split_units(_up_to_verb(text.rstrip(" :")))
    if _may_tell(about, node) and not (node.numbered and node.item.label is not None and node.item.label.rank == 0):
        yield from _of_paragraph(text, who, file, node.item.line)
    for child in node.below:
        yield from _duties(child, about, who, file)


def _about(node: Node) -> Subject | None:
    label = node.item.label
    if label is None or label.rank != 0:
        return None
    return subject(" ".join(node.item.text.split()[:12]))


def _may_tell(about: Subject | None, node: Node) -> bool:
    return about in (Subject.ORGANISATION, Subject.REPORTING) or about is None or _closes(node.item.text)


def _closes(text: str) -> bool:
    return re.match(r"(?:trên đây là|trong quá trình|yêu cầu|đề nghị)", text, re.IGNORECASE) is not None


def _of_paragraph(text: str, who: tuple[str, ...], file: str, line: int | None) -> Iterator[ReportingDuty]:
    """The duties of one paragraph; a sentence without a subject of its own has that of the heading or the sentence before."""
    addressed = who
    for sentence in _sentences(text):
        own = _subject_of(sentence)
        addressed = own or addressed
        clauses = _clauses(sentence)
        for clause in clauses:
            if _VERB.search(clause):
                yield _duty(clause, _subject_of(clause) or addressed, file, line)


def _duty(clause: str, who: tuple[str, ...], file: str, line: int | None) -> ReportingDuty:
    via = tuple(u for m in _VIA.finditer(clause) if begins_unit(given := (m["in"] or m["out"]).strip()) for u in split_units(_up_to_verb(given)))
    return ReportingDuty(who, _receivers(clause), tidy(clause.lstrip("-+• ")), _when(clause), via, Location(file, line))


def _receivers(clause: str) -> tuple[str, ...]:
    """Those who are told: after the verb, «về», «gửi» …; where the clause reports, those whom it advises as well."""
    open_text = _VIA.sub(" ", _BRACKET.sub(" ", clause))
    found: list[str] = []
    at = 0
    while match := _TO.search(open_text, at):
        at = match.start() + 1
        given = match["unit"].strip()
        if begins_unit(given) and given[:1].isupper() or re.match(r"(?:ubnd|cơ quan|cấp)\b", given):
            found += split_units(given)
    return tuple(dict.fromkeys(found))


def _when(clause: str) -> str | None:
    """The words of time as written, brackets last; «để kịp thời …» tells a purpose and no time."""
    open_text = _BRACKET.sub(lambda m: " " * len(m.group()), clause)
    found = [m for m in _WHEN.finditer(open_text) if m.group().strip()]
    told = [m.group().strip() for m in found]
    if found and (interleaved := _up_to_bracket(clause, found[0].start(), found[-1])):
        return interleaved
    condition = _CONDITION.search(open_text)
    brackets = [m["inner"].strip(" *") for m in _BRACKET.finditer(clause) if _TIMED_BRACKET.search(m["inner"])]
    more = [*brackets, *([condition["text"].strip()] if condition and told else [])]
    if not told:
        return more[0] if more else None
    return " ".join([", ".join(dict.fromkeys(_merged(told))), *(f"({m})" for m in more)])


def _up_to_bracket(clause: str, start: int, last: re.Match[str]) -> str | None:
    """«6 tháng (trước ngày 10/6), năm (trước ngày 10/12)» as it stands; None where no time in brackets stands between times."""
    between = [m for m in _BRACKET.finditer(clause, start) if m.start() < last.end() and _TIMED_BRACKET.search(m["inner"])]
    after = re.match(r"\s*\([^()]*\)", clause[last.end() :])
    return " ".join(clause[start : last.end() + (after.end() if after else 0)].split()) if between else None


def _merged(told: Sequence[str]) -> Iterator[str]:
    """«định kỳ» with the rhythm that follows it as one."""
    held = ""
    for text in told:
        if text.casefold() == "định kỳ":
            held = text
            continue
        joint = " " if re.match(r"(?:hằng|hàng|quý|0?6 tháng|trước|vào)", text, re.IGNORECASE) else ", "
        yield f"{held}{joint}{text}" if held else text
        held = ""
    if held:
        yield held


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(rf"(?<=[^\d\W]{{2}})\.\s+(?=[{CAPITAL}])", text) if s.strip()]


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
        starts += [text[m.end() :] for m in re.finditer(r",\s+", text[: verb.start()])]
    for start in starts:
        named = _up_to_verb(start)
        if begins_unit(named) and len(named.split()) < 40:
            return split_units(named)
    return ()


def _up_to_verb(text: str) -> str:
    """The text up to a colon or the first verb of duty that is not part of a unit's name."""
    text = text.split(":", 1)[0]
    found = _SUBJECT_END.search(text)
    return text[: found.start()].strip(" ,;:-") if found else text.strip(" ,;:.-")
