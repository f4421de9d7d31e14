"""Whether a line starts an item of a list: bullets and numbers of every usual kind."""

import re

from scheduler.documents.vocabulary import pattern

_NAMED = pattern("lines", "named_item")
_AWAITS_NUMBER = pattern("lines", "awaits_number")
_FOLLOWING_NUMBER, _BOUND_NUMBER = pattern("lines", "following_number"), pattern("lines", "bound_number")
_SPAN_BEGUN, _SPAN_GOES_ON = pattern("lines", "span_begun"), pattern("lines", "span_goes_on")
_ITEM = re.compile(
    r"""\s*(?:
        [-–—−+*•●▪■□○◦‣·✓➢➤❖→](?=\s|\w|\*)
      | \(?\d{1,3}(?:\.\d{1,2})*\s?[.)/:](?!\d|(?<=/)[A-ZĐ]{2})
      | \d{1,3}(?:\.\d{1,2})*[-–]\s(?=[^\W\d_])
      | \d{1,3}(?:\.\d{1,2})+\s
      | \(?[IVXLC]{1,6}(?:\.\d{1,3})*\s?[.)/:]
      | [IVXLC]{1,6}[-–]\s
      | \(?[A-ZĐa-zđ]\s?[.)](?=\s|\S{2})
      | [⁰¹²³⁴-⁹]{1,2}\s?(?=[^\W\d_])
    )""",
    re.VERBOSE,
)


def starts_item(text: str) -> bool:
    """Whether the text opens with a bullet or a number of a list."""
    return _ITEM.match(text) is not None or _NAMED.match(text.lstrip()) is not None


def awaits(last: str, new: str) -> bool:
    """Whether the line above ends before a number and this begins with one: «ngày» above «30/9 …»."""
    return _AWAITS_NUMBER.search(last) is not None and _FOLLOWING_NUMBER.match(new) is not None


def is_no_item(last: str, new: str, *, full: bool) -> bool:
    """Whether what looks like the number or bullet of an item is the rest of a time above: «quý» above «III/2026», «tháng 5.»

    full: the line above has no room for the next word; only then may «tháng» end a line above «5. Họp» for want of room,
    and a dash stand for a span («từ tháng 3» above «- tháng 5»).
    """
    if _AWAITS_NUMBER.search(last) and (_BOUND_NUMBER.match(new) or (full and _FOLLOWING_NUMBER.match(new))):
        return True
    return full and _SPAN_BEGUN.search(last) is not None and _SPAN_GOES_ON.match(new) is not None


def is_label(text: str) -> bool:
    """Whether the text is the bullet or number of an item and nothing else: «II.», «a)», «-»."""
    found = _ITEM.match(f"{text} ") or _NAMED.match(text)
    return found is not None and not text[found.end() :].strip(".: ")
