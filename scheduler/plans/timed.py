"""Does a text speak of time? Cheap signs only, to find where a timing stands; what it means is read by scheduler.timing."""

import re

_NUMBER = r"(?:\d{1,2}|[IVX]{1,4})"
_POINT = rf"""(?:
    (?:quý|quí|tháng|ngày|tuần|năm|kỳ)\s+(?:{_NUMBER}\b|20\d\d|đầu|cuối|thứ)
  | \d{{1,2}}\s*/\s*\d{{1,4}}(?:\s*/\s*20\d\d)? | \d{{1,2}}\s+tháng\b
  | (?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|quí|năm)
  | (?:cả|trong|suốt)\s+năm | thường\s+xuyên | (?:giữa|cuối|đầu)\s+(?:tháng|quý|quí|năm) | đột\s+xuất
  | (?:quý|quí|tháng|tuần|năm)\s+(?:này|sau|tới)
)"""
_HAS_POINT = re.compile(_POINT, re.VERBOSE | re.IGNORECASE)
_LEADS = r"(?:(?:dự\s+kiến|định\s+kỳ|hoàn\s+thành|xong|trong|trước|chậm\s+nhất|muộn\s+nhất|là|vào|từ|đến|hết|khoảng|bắt\s+đầu|sau|theo)\s+)*"
_WHOLE = re.compile(rf"{_LEADS}(?:{_POINT}|liên\s+tục|định\s+kỳ|theo\s+(?:kế\s+hoạch|lịch|yêu\s+cầu|hướng\s+dẫn|chỉ\s+đạo|quy\s+định)|khi\s+có|sau\s+khi|ngay\s+(?:sau|khi))", re.VERBOSE | re.IGNORECASE)
_RHYTHM = re.compile(
    r"\d+(?:\s*-\s*\d+)?\s*[^\d:;.]{0,40}?/\s*(?:\d+\s*)?(?:ngày|tuần|tháng|quý|quí|năm|6 tháng)\b"
    r"|(?:mỗi|hằng|hàng)\s+(?:ngày|tuần|tháng|quý|quí|năm)\b"
    r"|(?:ít nhất|tối thiểu)?\s*\d+\s*(?:lần|kỳ|số|tin|bài|cuộc|buổi|chương trình)[^:;.]{0,30}?(?:trong|mỗi|một)\s+(?:ngày|tuần|tháng|quý|quí|năm)\b",
    re.IGNORECASE,
)
_PROSE = re.compile(
    rf"(?:^|[\s,;.(])(?:(?:thời\s+gian|thời\s+hạn)\s+(?:thực\s+hiện|hoàn\s+thành|tổ\s+chức)?\s*|hoàn\s+thành(?:\s+xong)?\s+|xong\s+|(?:tổ\s+chức\s+)?thực\s+hiện\s+(?:xong\s+)?)"
    rf"(?P<timing>(?:trong|trước|chậm\s+nhất|muộn\s+nhất|vào|từ|định\s+kỳ|hằng|hàng|thường\s+xuyên|(?=quý|quí|tháng))\b[^.;()]{{0,90}})",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?P<timing>[^()]{3,80})\)\s*[.;:]?\s*$")


def starts_timed(text: str) -> bool:
    """Whether a whole cell reads as a timing: "Quý II", "Thường xuyên", "Trước ngày 15/3", "Theo kế hoạch kiểm tra"."""
    bare = text.strip(" -+•(")
    return bool(_WHOLE.match(bare) or _RHYTHM.match(bare)) and len(bare) < 160


def has_rhythm(text: str) -> bool:
    """Whether it says how many in a period: "02 tin, bài/tuần", "mỗi tháng 01 số"."""
    return _RHYTHM.search(text) is not None


def rhythm_start(text: str) -> int | None:
    """Where the rhythm in it begins."""
    found = _RHYTHM.search(text)
    return found.start() if found else None


def timing_in_prose(text: str) -> tuple[str, str] | None:
    """A timing that running text gives ("…; hoàn thành trước ngày 30/6", "… (Quý II)"), with the text before it; else None."""
    if (found := _IN_BRACKETS.search(text)) and starts_timed(found["timing"]):
        return found["timing"].strip(), text[: found.start()]
    for found in _PROSE.finditer(text):
        timing = re.split(r",\s+(?!(?:quý|tháng|ngày|năm|[IVX\d]))", found["timing"].strip(), maxsplit=1)[0]
        if _HAS_POINT.search(timing):
            return timing.strip(" ,"), text[: found.start()]
    return None
