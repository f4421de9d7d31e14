"""The shape of config.toml as strict pydantic models: which keys there are, of which type, within which bounds."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

from scheduler.config.fields import (
    AlarmText,
    Channel,
    CheckInName,
    ContentSign,
    Database,
    Host,
    Id,
    KindName,
    Loopback,
    MailAddress,
    OfficeId,
    Rung,
    Text,
    WebAddress,
    Year,
)
from scheduler.model import USUAL_DIGEST
from scheduler.policy import OnDayOff, Policy, RhythmDue
from scheduler.settings import EventForm, MailEncryption, WindowForm
from scheduler.terms import Audience
from scheduler.timing.ir import Weekday
from scheduler.whereabouts import DEFAULT_STORE

_USUAL = Policy()  # what holds where config.toml says nothing


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
    units: list[str] = []
    amends: str | None = None
    reviewed: bool = False
    unclassified: ContentSign | None = None


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

    on_day_off: Annotated[OnDayOff, Strict(False)] = _USUAL.on_day_off
    check_in: CheckInName = _USUAL.check_in
    check_in_of: dict[KindName, CheckInName] = {}
    rhythm_due: Annotated[RhythmDue, Strict(False)] = _USUAL.rhythm_due


class ReportsTable(Table):
    """[reports]"""

    closing_day: Annotated[int, Field(ge=1, le=28)] = _USUAL.reports.closing_day
    due_day: Annotated[int, Field(ge=1, le=31)] | None = None
    embedded: Text = _USUAL.reports.embedded


class LaddersTable(Table):
    """[ladders]; a kind that is absent keeps its own ladder"""

    report: list[Rung] | None = None
    bulletin: list[Rung] | None = None
    broadcast: list[Rung] | None = None
    activity: list[Rung] | None = None
    check_in: Annotated[list[Rung] | None, Field(alias="check-in")] = None


class MessagesTable(Table):
    """[messages]"""

    quiet_from: time = _USUAL.quiet_from
    quiet_to: time = _USUAL.quiet_to
    slot_lead_minutes: Annotated[int, Field(ge=0, le=1440)] = _USUAL.slot_lead_minutes
    digest: time = USUAL_DIGEST
    per_day: Annotated[int, Field(ge=1, le=50)] = _USUAL.per_day
    change_days: Annotated[int, Field(ge=0, le=60)] = _USUAL.change_days
    link_days: Annotated[int, Field(ge=1, le=366)] = _USUAL.link_days


class FeedsTable(Table):
    """[feeds]"""

    months_back: Annotated[int, Field(ge=0, le=24)] = _USUAL.feed_months_back
    months_ahead: Annotated[int, Field(ge=1, le=36)] = _USUAL.feed_months_ahead
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
