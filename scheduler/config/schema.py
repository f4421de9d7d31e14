"""The shape of config.toml as strict pydantic models: which keys there are, of which type, within which bounds."""

import re
from collections.abc import Callable
from datetime import date, time
from ipaddress import ip_address
from typing import Annotated, Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, Strict
from pydantic_core import PydanticCustomError

from notifiers.mail import checked_address
from scheduler.policy import CheckIn, OnDayOff, RhythmDue, Step
from scheduler.settings import DEFAULT_STORE, EventForm, MailEncryption, WindowForm, read_alarm
from scheduler.terms import Audience, Kind
from scheduler.timing.ir import Weekday

CHANNELS = ("console", "telegram", "email", "webhook", "apprise")
"""The channels that there are a notifier for, as config names them."""

_RUNG = re.compile(r"(?:open|T(?P<offset>[+-]\d{1,3})?)(?::(?P<audience>[a-z]+))?")
_DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


def read_rung(text: str) -> Step | None:
    """A rung of a ladder as config writes it ("open", "T-5", "T+1:head"); None where it cannot be read."""
    found = _RUNG.fullmatch(text)
    audience = (found["audience"] or Audience.STAFF) if found else None
    if found is None or audience not in list(Audience):
        return None
    return Step(None if text.startswith("open") else int(found["offset"] or 0), Audience(audience))


def _rule(code: str, holds: Callable[[str], bool]) -> AfterValidator:
    """A validator that gives the fault `code` where the text does not hold."""

    def check(text: str) -> str:
        if not holds(text):
            raise PydanticCustomError(code, "bad")
        return text

    return AfterValidator(check)


def _split(url: str) -> SplitResult | None:
    try:
        found = urlsplit(url)
        return found if found.hostname is not None and found.port != 0 else None
    except ValueError:
        return None


def _is_web_address(url: str) -> bool:
    found = _split(url)
    return found is not None and found.scheme in ("http", "https") and not (found.query or found.fragment or " " in url)


def _is_database(url: str) -> bool:
    scheme, mark, rest = url.partition("://")
    return (
        bool(mark)
        and scheme in _DATABASES
        and ((rest.startswith("/") and len(rest) > 1) or scheme != "sqlite")
        and bool(rest)
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host(text: str) -> bool:
    """A host's name or address alone: neither scheme nor port nor user."""
    return re.fullmatch(r"[^\s/@:\[\]]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", text) is not None and not text.isdecimal()


def _year(year: object) -> object:
    """A whole number of four digits, or "current"."""
    if year == "current" or (isinstance(year, int) and 1990 <= year <= 2100):
        return year
    raise PydanticCustomError("bad-year", "bad")


def _known_channel(channel: str) -> bool:
    return channel in CHANNELS


Text: TypeAlias = Annotated[str, _rule("empty-text", lambda text: bool(text.strip()))]
Id: TypeAlias = Annotated[str, _rule("bad-id", lambda text: bool(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", text)))]
OfficeId: TypeAlias = Annotated[
    str, _rule("bad-office-id", lambda text: bool(re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,59}", text)))
]
WebAddress: TypeAlias = Annotated[str, _rule("bad-address", _is_web_address)]
Database: TypeAlias = Annotated[str, _rule("bad-database", _is_database)]
Loopback: TypeAlias = Annotated[str, _rule("not-loopback", is_loopback)]
Host: TypeAlias = Annotated[str, _rule("bad-host", _is_host)]
MailAddress: TypeAlias = Annotated[str, _rule("bad-mail-address", lambda text: checked_address(text) is not None)]
AlarmText: TypeAlias = Annotated[str, _rule("bad-alarm", lambda text: read_alarm(text) is not None)]
Rung: TypeAlias = Annotated[str, _rule("bad-rung", lambda text: read_rung(text) is not None)]
Channel: TypeAlias = Annotated[str, _rule("unknown-channel", _known_channel)]
Year: TypeAlias = Annotated[int | str, PlainValidator(_year)]
KindName: TypeAlias = Annotated[Kind, Strict(False)]
CheckInName: TypeAlias = Annotated[CheckIn, Strict(False)]


class Table(BaseModel):
    """A table of config.toml: nothing but its own keys, nothing converted."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class OfficeTable(Table):
    """[office]"""

    id: OfficeId
    name: Text
    level: Literal["province", "department", "commune"]


class PlanTable(Table):
    """[[plans]]"""

    id: Id
    file: Text
    year: Year | None = None
    number: Text | None = None
    issued: date | None = None
    name: Text | None = None
    check_in: CheckInName | None = None
    amends: str | None = None
    reviewed: bool = False


class ReplacedTable(Table):
    """replaced = { by = "y", from = 2026-07-01 }: the same as valid_to (the day before) and successor"""

    by: str
    since: Annotated[date, Field(alias="from")]


class UnitTable(Table):
    """[[units]]"""

    id: Id
    name: Text
    aliases: list[Text] = []
    members: list[str] = []
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    replaced: ReplacedTable | None = None


class PersonTable(Table):
    """[[people]]"""

    id: Id
    role: Text
    units: Annotated[list[str], Field(min_length=1)]
    channels: Annotated[list[Channel], Field(min_length=1)]
    post: Annotated[Audience, Strict(False)] = Audience.STAFF
    digest: time | None = None


class SlotTable(Table):
    """slot = { weekday = "TU", at = 17:30:00 } or { monthday = 5, at = 17:30:00 }"""

    at: time
    weekday: Annotated[Weekday, Strict(False)] | None = None
    monthday: Annotated[int, Field(ge=1, le=31)] | None = None


class TaskTable(Table):
    """[[tasks]]"""

    plan: str
    no: Text
    stream: Text | None = None
    kind: KindName | None = None
    units: list[str] = []
    slot: SlotTable | None = None
    due: date | None = None
    dates: list[date] = []
    check_in: CheckInName | None = None
    followed: bool = True
    note: Text | None = None
    was: Text | None = None
    reviewed: bool = False


class AnswerTable(Table):
    """[[answers]]"""

    phrase: Text
    read_as: Text
    plan: str | None = None


class DayTable(Table):
    """[[days_off]] and [[working_days]]"""

    day: date
    document: Text


class SilentTable(Table):
    """[[silent_days]]; without `to`, one day"""

    day: date
    to: date | None = None
    reason: Text


class AbsenceTable(Table):
    """[[absences]]"""

    person: str
    first: Annotated[date, Field(alias="from")]
    to: date
    substitute: str


class PolicyTable(Table):
    """[policy]"""

    on_day_off: Annotated[OnDayOff, Strict(False)] = OnDayOff.BEFORE
    check_in: CheckInName = CheckIn.QUARTER
    check_in_of: dict[KindName, CheckInName] = {}
    rhythm_due: Annotated[RhythmDue, Strict(False)] = RhythmDue.PERIOD_END


class ReportsTable(Table):
    """[reports]"""

    closing_day: Annotated[int, Field(ge=1, le=28)] = 14
    due_day: Annotated[int, Field(ge=1, le=31)] | None = None
    embedded: Text = "quý, 06 tháng và năm"


class LaddersTable(Table):
    """[ladders]; a kind that is absent keeps its own ladder"""

    report: list[Rung] | None = None
    bulletin: list[Rung] | None = None
    broadcast: list[Rung] | None = None
    activity: list[Rung] | None = None
    check_in: Annotated[list[Rung] | None, Field(alias="check-in")] = None


class MessagesTable(Table):
    """[messages]"""

    quiet_from: time = time(20, 0)
    quiet_to: time = time(6, 30)
    slot_lead_minutes: Annotated[int, Field(ge=0, le=1440)] = 60
    digest: time = time(7, 30)
    per_day: Annotated[int, Field(ge=1, le=50)] = 4
    change_days: Annotated[int, Field(ge=0, le=60)] = 7
    link_days: Annotated[int, Field(ge=1, le=366)] = 30


class FeedsTable(Table):
    """[feeds]"""

    months_back: Annotated[int, Field(ge=0, le=24)] = 3
    months_ahead: Annotated[int, Field(ge=1, le=36)] = 13
    events: Annotated[EventForm, Strict(False)] = EventForm.SINGLE
    windows: Annotated[WindowForm, Strict(False)] = WindowForm.SPAN
    alarms: Annotated[list[AlarmText], Field(max_length=4)] = []


class CaldavTable(Table):
    """[caldav]"""

    url: WebAddress
    user: Text
    feed: Text | None = None
    password_file: Text | None = None


class StoreTable(Table):
    """[store]"""

    url: Database = DEFAULT_STORE


class ServerTable(Table):
    """[server]"""

    host: Loopback = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8640
    public_url: WebAddress | None = None
    access_log: Text | None = None


class TelegramTable(Table):
    """[telegram]"""

    api_url: WebAddress | None = None
    token_file: Text | None = None


class EmailTable(Table):
    """[email]"""

    host: Host
    sender: Annotated[MailAddress, Field(alias="from")]
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    encryption: Annotated[MailEncryption, Strict(False)] = MailEncryption.STARTTLS
    user: Text | None = None
    name: Text | None = None
    password_file: Text | None = None


class WebhookTable(Table):
    """[webhook]"""

    secret_file: Text | None = None


class ConfigFile(Table):
    """The whole of config.toml."""

    office: OfficeTable
    plans: Annotated[list[PlanTable], Field(min_length=1)]
    units: list[UnitTable] = []
    people: list[PersonTable] = []
    tasks: list[TaskTable] = []
    answers: list[AnswerTable] = []
    days_off: list[DayTable] = []
    working_days: list[DayTable] = []
    silent_days: list[SilentTable] = []
    absences: list[AbsenceTable] = []
    policy: PolicyTable = PolicyTable()
    reports: ReportsTable = ReportsTable()
    ladders: LaddersTable = LaddersTable()
    messages: MessagesTable = MessagesTable()
    feeds: FeedsTable = FeedsTable()
    store: StoreTable = StoreTable()
    server: ServerTable = ServerTable()
    telegram: TelegramTable = TelegramTable()
    email: EmailTable | None = None
    webhook: WebhookTable = WebhookTable()
    caldav: CaldavTable | None = None
