"""A message as an e-mail: headers that nothing can be smuggled into, and a body both as text and as HTML."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid
from html import escape

from notifiers.mail_headers import SMTP
from notifiers.message import LinkButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError
from notifiers.text import SEPARATOR, Piece, links_of, one_line, pieces, short_of, subject_of

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?P<domain>[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]{1,255})")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}’”]")
_LONGEST_SUBJECT = 200
# No colour of the text: a reader with a dark screen has dark paper, and both colours are the program's own.
_STYLE = (
    "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;max-width:40em;margin:0 auto;padding:8px"
)
_HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
)
_BUTTON = (
    "display:inline-block;padding:10px 18px;border-radius:6px;background:#0b5cad;color:#ffffff;text-decoration:none"
)

_ITEM = "margin:0 0 12px;padding-left:0.9em;text-indent:-0.9em"
_BELOW = "margin:0 0 20px;padding-left:0.9em"
_GROUP = "margin:24px 0 8px;font-size:18px"
_TITLE = "margin:8px 0 16px;font-size:22px;line-height:1.3"
_MARKED = re.compile(r"(?:•|[0-9]{1,3}\.) ")  # an item of a list: its mark stands out


@dataclass(frozen=True, slots=True)
class Sender:
    """Who an e-mail is from. Raises ValueError for what is no e-mail address: a fault of the configuration."""

    address: str
    name: str = ""

    def __post_init__(self) -> None:
        if checked_address(self.address) is None:
            raise ValueError(f"no e-mail address: {self.address!r}")

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def mail_of(message: Message, recipient: Recipient, sender: Sender, written: datetime, language: str) -> EmailMessage:
    """The e-mail, as every mail program reads it. Raises DeliveryError: permanent for what can be no address.

    Link buttons stand as links behind what they are about; what can only be pressed is left out. The Message-ID comes from
    message.key and the address, so that a message sent again after a lost answer is known as the same. language: of the text,
    for screen readers (BCP 47).
    """
    shown = pieces(message)
    address = _address_of(recipient)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(one_line(sender.name), addr_spec=sender.address)
    mail["To"] = address
    mail["Subject"] = (subject_of(message) or one_line(shown[0].text))[:_LONGEST_SUBJECT]
    mail["Date"] = written
    mail["Message-ID"] = _message_id(message.key, recipient.address, sender.domain)
    # RFC 3834 and its Exchange counterpart: no holiday note answers a machine.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(_text(shown, message), cte="quoted-printable")
    mail.add_alternative(_html(shown, message, language), subtype="html", cte="quoted-printable")
    return mail


def checked_address(address: str) -> str | None:
    """The address as SMTP takes it, a domain in Vietnamese letters as IDNA; None where it can be no e-mail address."""
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        return None
    local, _, domain = address.strip().rpartition("@")
    try:
        name = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return f"{local}@{name}" if re.fullmatch(r"[A-Za-z0-9.-]+", name) else None


def _address_of(recipient: Recipient) -> Address:
    checked = checked_address(recipient.address)
    if checked is not None:
        try:
            return Address(one_line(recipient.name), addr_spec=checked)
        except (ValueError, IndexError, MessageError):  # such as two dots in a row
            pass
    raise DeliveryError("no e-mail address", permanent=True, cause=Cause.MALFORMED)


def _message_id(key: str, address: str, domain: str) -> str:
    if not key:
        return make_msgid(domain=domain)
    digest = hashlib.sha256("\0".join((key, address)).encode()).hexdigest()
    return f"<{digest[:40]}@{domain}>"


def _text(shown: Iterable[Piece], message: Message) -> str:
    """An address stands on a line of its own, where every program makes it a link."""
    blocks = []
    for piece in shown:
        links = links_of(message, piece.block) if piece.block else ()
        blocks.append("\n".join((piece.text, *(f"  {short_of(link)}:\n  {link.url}" for link in links))))
    blocks += [f"{one_line(link.label)}:\n{link.url}" for link in links_of(message, 0)]
    return SEPARATOR.join(blocks) + "\n"


def _html(shown: Iterable[Piece], message: Message, language: str) -> str:
    read, blocks = tuple(shown), list[str]()
    for piece in read:
        blocks += [_block(piece), *map(_near, links_of(message, piece.block) if piece.block else ())]
    blocks += map(_link, links_of(message, 0))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>{_HEAD}<title>{escape(one_line(read[0].text))}</title></head>\n'
        f'<body style="{_STYLE}">\n<main>\n' + "\n".join(blocks) + "\n</main>\n</body>\n</html>\n"
    )


def _block(piece: Piece) -> str:
    lines = [_line(line) for line in piece.text.split("\n")]
    text = "<br>\n".join(lines)
    if not piece.bold:
        return f'<p style="{_ITEM}">{text}</p>' if _MARKED.match(piece.text) else f"<p>{text}</p>"
    return f'<h2 style="{_GROUP}">{text}</h2>' if piece.block else f'<h1 style="{_TITLE}">{text}</h1>'


def _line(line: str) -> str:
    """A line that is set in says more of the one before, and is fainter than it; no colour, as of all text."""
    text = _with_links(line.strip())
    return f'<span style="opacity:0.75">{text}</span>' if line.startswith("  ") else text


def _with_links(text: str) -> str:
    """Escaped, with web addresses in it made to be followed."""
    parts, start = [], 0
    for found in _WEB_ADDRESS.finditer(text):
        url = escape(found[0])
        parts += [escape(text[start : found.start()]), f'<a href="{url}">{url}</a>']
        start = found.end()
    return "".join((*parts, escape(text[start:])))


def _near(link: LinkButton) -> str:
    """Right below what it is about; who has the links of a mail read aloud hears what each is about."""
    label, whole = escape(short_of(link)), escape(one_line(link.label))
    return f'<p style="{_BELOW}"><a href="{escape(link.url)}" aria-label="{whole}" style="{_BUTTON}">{label}</a></p>'


def _link(link: LinkButton) -> str:
    return f'<p><a href="{escape(link.url)}" style="{_BUTTON}">{escape(one_line(link.label))}</a></p>'
