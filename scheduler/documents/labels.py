"""Whether a line starts an item of a list: bullets and numbers of every usual kind."""

import re

from scheduler.documents.vocabulary import pattern

_NAMED = pattern("lines", "named_item")
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


def is_label(text: str) -> bool:
    """Whether the text is the bullet or number of an item and nothing else: «II.», «a)», «-»."""
    found = _ITEM.match(f"{text} ") or _NAMED.match(text)
    return found is not None and not text[found.end() :].strip(".: ")
