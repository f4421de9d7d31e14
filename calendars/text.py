"""Text as it may stand in a calendar file: NFC, without control characters, escaped; addresses as plain ASCII."""

import re
import unicodedata
from urllib.parse import quote

_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls, DEL, lone surrogates (no UTF-8 for them), the byte order mark, what XML readers refuse; what is not seen and
# turns the direction of letters, parts words or hides in them. The joiners of emoji and of other scripts (200C, 200D) stay.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_URI_DELIMITERS = ":/?#[]@!$&'()*+,;=%~"


def paragraphs(text: str) -> str:
    """Text of several lines: every kind of line break becomes a line feed, a tab a space, no line ends in a space."""
    lines = _FORBIDDEN.sub("", _LINE_BREAK.sub("\n", text)).replace("\t", " ").split("\n")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines)).strip("\n")


def one_line(text: str) -> str:
    """Text of one line: line breaks become single spaces."""
    if text.isprintable():  # as most are: no break, no control character, no space but the plain one
        return unicodedata.normalize("NFC", text).strip()
    return " ".join(line.strip() for line in paragraphs(text).split("\n") if line.strip())


def escaped(text: str) -> str:
    """A clean text as a TEXT value (RFC 5545 section 3.3.11)."""
    # Four passes of `replace` take a tenth of the time of one `translate`.
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def uri(address: str) -> str:
    """An address without a character that RFC 3986 does not know; what is percent-encoded already stays as it is."""
    return quote(one_line(address), safe=_URI_DELIMITERS)
