"""Marks of quotation as offices type them, opening and closing ones mixed: the one place that spells them."""

import re

OPENS, CLOSES = '“"„«', '”"“»'
QUOTES = '“”"„«»'
"""Any of them."""

_QUOTE, _ENDS = re.compile(f"[{QUOTES}]"), re.compile(rf"[{CLOSES}]\s*[.;]?\s*$")


def unquoted(text: str) -> str:
    """The text with a blank for each mark."""
    return _QUOTE.sub(" ", text)


def without_closing(text: str) -> str:
    """The text without a mark that closes at its end."""
    return _ENDS.sub("", text)
