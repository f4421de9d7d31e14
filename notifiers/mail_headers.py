"""Headers of an e-mail that hold words in Vietnamese, folded so that every reader sees them as they were written."""

from email.header import Header
from email.headerregistry import AddressHeader
from email.policy import EmailPolicy

_LINE_END = "\r\n"


class WholeWords(EmailPolicy):
    """For SMTP. Python's own folding loses or adds a space wherever an encoded word ends in subjects and names that are long."""

    def fold(self, name: str, value: str) -> str:
        """The header as text, its lines ended."""
        told = _encoded(name, value)
        return super().fold(name, value) if told is None else f"{name}: {told}{_LINE_END}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """The header as it goes over the wire."""
        told = _encoded(name, value)
        return super().fold_binary(name, value) if told is None else f"{name}: {told}{_LINE_END}".encode("ascii")


def _encoded(name: str, value: str) -> str | None:
    """Encoded as a whole (RFC 2047, 5); None for a header that holds no words."""
    if name == "Subject":
        return _words(name, str(value))
    if isinstance(value, AddressHeader) and len(value.addresses) == 1:
        (one,) = value.addresses
        return f"{_words(name, one.display_name)}{_LINE_END} <{one.addr_spec}>" if one.display_name else one.addr_spec
    return None


def _words(name: str, text: str) -> str:
    return Header(text, "utf-8", header_name=name).encode(linesep=_LINE_END)


SMTP = WholeWords(linesep=_LINE_END)
