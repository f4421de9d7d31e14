"""A validated config file → Config, the frozen values that the rest of the application works with."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from pathlib import Path

from scheduler.config.fields import read_rung
from scheduler.config.schema import (
    AnswerTable,
    CaldavTable,
    ConfigFile,
    DayTable,
    EmailTable,
    FeedsTable,
    LaddersTable,
    PersonTable,
    PlanTable,
    SilentTable,
    SlotTable,
    TaskTable,
    UnitTable,
)
from scheduler.model import Absence, Office, Person, Unit
from scheduler.policy import DUE_DAY_BY_LEVEL, Answer, Policy, ReportRules, Slot, Step, TaskRule, default_ladders
from scheduler.settings import (
    USUAL_PORT,
    CaldavSettings,
    Config,
    EmailSettings,
    FeedSettings,
    PlanSource,
    Server,
    TelegramSettings,
    WebhookSettings,
    read_alarm,
)
from scheduler.terms import Kind


def config_of(file: ConfigFile, folder: Path) -> Config:
    """The values of a file in which nothing is wrong."""
    return Config(
        folder=folder,
        office=Office(file.office.id, file.office.name, file.office.level),
        plans=tuple(_plan(table) for table in file.plans),
        units=tuple(_unit(table) for table in file.units),
        people=tuple(_person(table, file.messages.digest) for table in file.people),
        absences=tuple(Absence(a.person, a.first, a.to, a.substitute) for a in file.absences),
        tasks=tuple(_task(table) for table in file.tasks),
        answers=tuple(_answer(table) for table in file.answers),
        days_off=_days(file.days_off),
        working_days=_days(file.working_days),
        policy=_policy(file),
        store_url=file.store.url,
        server=Server(file.server.host, file.server.port, file.server.public_url, file.server.access_log),
        telegram=TelegramSettings(file.telegram.api_url, file.telegram.token_file),
        email=_email(file.email),
        webhook=WebhookSettings(file.webhook.secret_file),
        feeds=_feeds(file.feeds),
        caldav=_caldav(file.caldav),
    )


def _plan(table: PlanTable) -> PlanSource:
    years = _years(table.year)
    return PlanSource(
        id=table.id,
        file=table.file,
        year=years[0] if years else None,
        until=years[1] if len(years) > 1 else None,
        rolls=table.year == "current",
        number=table.number,
        issued=table.issued,
        name=table.name,
        check_in=table.check_in,
        units=tuple(table.units),
        amends=table.amends,
        reviewed=table.reviewed,
        unclassified=table.unclassified,
    )


def _years(year: int | str | None) -> tuple[int, ...]:
    """The year of a plan as config gives it, or both of a school year; () where it gives none."""
    if isinstance(year, int):
        return (year,)
    return tuple(int(part) for part in year.split("-")) if year and year != "current" else ()


def _unit(table: UnitTable) -> Unit:
    given = table.replaced
    return Unit(
        id=table.id,
        name=table.name,
        aliases=tuple(table.aliases),
        members=tuple(table.members),
        valid_from=table.valid_from,
        valid_to=given.since - timedelta(days=1) if given else table.valid_to,
        successor=given.by if given else table.successor,
    )


def _person(table: PersonTable, digest: time) -> Person:
    return Person(
        id=table.id,
        role=table.role,
        units=tuple(table.units),
        channels=tuple(table.channels),
        post=table.post,
        digest=table.digest or digest,
    )


def _task(table: TaskTable) -> TaskRule:
    return TaskRule(
        plan=table.plan,
        no=table.no,
        stream=table.stream,
        kind=table.kind,
        units=tuple(table.units),
        slot=_slot(table.slot),
        due=table.due,
        dates=tuple(sorted(table.dates)),
        check_in=table.check_in,
        followed=table.followed,
        reviewed=table.reviewed,
        note=table.note,
        was=table.was,
    )


def _slot(table: SlotTable | None) -> Slot | None:
    return Slot(table.at, table.weekday, table.monthday) if table else None


def _answer(table: AnswerTable) -> Answer:
    return Answer(table.phrase, table.read_as, table.plan)


def _days(tables: Iterable[DayTable]) -> Mapping[date, str]:
    return {table.day: table.document for table in tables}


def _silent(tables: Iterable[SilentTable]) -> Mapping[date, str]:
    """Each day of each stretch, with its reason."""
    stretches = ((table, ((table.to or table.day) - table.day).days) for table in tables)
    return {table.day + timedelta(days=n): table.reason for table, last in stretches for n in range(last + 1)}


def _policy(file: ConfigFile) -> Policy:
    return Policy(
        on_day_off=file.policy.on_day_off,
        check_in=file.policy.check_in,
        check_in_of=dict(file.policy.check_in_of),
        rhythm_due=file.policy.rhythm_due,
        reports=_reports(file),
        ladders=_ladders(file.ladders),
        slot_lead_minutes=file.messages.slot_lead_minutes,
        quiet_from=file.messages.quiet_from,
        quiet_to=file.messages.quiet_to,
        silent_days=_silent(file.silent_days),
        per_day=file.messages.per_day,
        change_days=file.messages.change_days,
        link_days=file.messages.link_days,
        feed_months_back=file.feeds.months_back,
        feed_months_ahead=file.feeds.months_ahead,
    )


def _feeds(table: FeedsTable) -> FeedSettings:
    alarms = (read_alarm(text) for text in table.alarms)
    return FeedSettings(table.events, table.windows, tuple(alarm for alarm in alarms if alarm is not None))


def _email(table: EmailTable | None) -> EmailSettings | None:
    if table is None:
        return None
    return EmailSettings(
        host=table.host,
        sender=table.sender.strip(),
        port=table.port or USUAL_PORT[table.encryption],
        encryption=table.encryption,
        user=table.user,
        name=table.name,
        password_file=table.password_file,
    )


def _caldav(table: CaldavTable | None) -> CaldavSettings | None:
    return CaldavSettings(table.url, table.user, table.feed, table.password_file) if table else None


def _reports(file: ConfigFile) -> ReportRules:
    due_day = file.reports.due_day or DUE_DAY_BY_LEVEL[file.office.level]
    return ReportRules(file.reports.closing_day, due_day, file.reports.embedded)


def _ladders(table: LaddersTable) -> Mapping[Kind, tuple[Step, ...]]:
    given = {kind: getattr(table, kind.value.replace("-", "_")) for kind in Kind}
    return default_ladders() | {kind: _steps(rungs) for kind, rungs in given.items() if rungs is not None}


def _steps(rungs: Iterable[str]) -> tuple[Step, ...]:
    return tuple(step for rung in rungs if (step := read_rung(rung)) is not None)
