"""What planning makes of a plan: Occurrence with the trace of why, Trigger; what was published and reported; plain values."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha256
from typing import Final

from scheduler.diagnostics import Diagnostic
from scheduler.mention import Mention
from scheduler.terms import Audience, Kind
from scheduler.trace import Assumption, Reason

_SINGLE: Final = re.compile(r"(?:\d{4}\.)?\d{1,3}(?:\.\d+)?")
"""The period keys of what has no rhythm: «1», «2» …, the year before it where the plan holds anew each year."""

_FOR: Final = "#"
"""Stands between a UID and the unit for whose calendar alone something is stored under it; no UID holds it."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One dated piece of work, as it stands in calendars and as people report on it.

    uid: `<task key>-<period key>[-<unit key>]@<office id>`, the RFC 5545 UID. unit is None for the event that plan and office
    feeds (and coordinating units) see; each lead unit, a sole one too, has an occurrence of its own with `unit` set, whose uid
    stands in `parts` of the shared one. Only work that nobody leads has no parts.
    start, end: the all-day span (end exclusive); for a slot, `at` is the local time on `start` and `minutes` its length.
    due: the day that plan or rule states; act_by: the working day by which it is to be done; ladders count from act_by.
    led_before, helped_before: the units whose part in it others took over, as leads (of a unit's own occurrence: hers) and beside
    them: who subscribed to their calendars goes on seeing it.
    mentions: by task, what else the plan says of who does it; told, and no more than that.
    quota: pieces to make in the period, of the noun `item`. number, total: which of how many ("kỳ 3/12").
    """

    uid: str
    plan: str
    kind: Kind
    period_key: str
    title: str
    tasks: tuple[str, ...]
    start: date
    end: date
    due: date
    act_by: date
    unit: str | None = None
    leads: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    at: time | None = None
    minutes: int | None = None
    quota: int = 1
    item: str | None = None
    number: int | None = None
    total: int | None = None
    label: str = ""
    phrase: str = ""
    why: tuple[Reason, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    history: bool = False
    led_before: tuple[str, ...] = ()
    helped_before: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def reportable(self) -> bool:
        """Whether people report on it itself (else its parts are reported on, each by its unit)."""
        return not self.parts

    @property
    def told_as(self) -> str:
        """The UID that calendars know it by: its own, but for what is stored for the calendar of one unit alone."""
        return self.uid.partition(_FOR)[0]

    @property
    def left(self) -> bool:
        """Whether it is the tombstone of a unit that looked on at work which goes on without it (`feeds/beside.py`)."""
        return _FOR in self.uid

    @property
    def let_go(self) -> bool:
        """Whether its task is followed no more, and it stays in calendars as it was left (`actions/settling.py`)."""
        return any(reason.code == "unfollowed" for reason in self.why)

    @property
    def off_meanwhile(self) -> bool:
        """Whether its day came while it was called off, and it came back later (`actions/settling.py`)."""
        return any(reason.code == "meanwhile-off" for reason in self.why)

    @property
    def timed(self) -> bool:
        """Whether it stands at its hour in calendars: broadcasts do; any other hour only bounds the day."""
        return self.at is not None and self.kind is Kind.BROADCAST

    @property
    def of_period(self) -> bool:
        """Whether it belongs to a period (a month, a quarter …), which its label names; a single piece has its day as label."""
        return _SINGLE.fullmatch(self.period_key) is None


def stored_for(uid: str, unit: str) -> str:
    """Under what an event that all see is stored a second time, for the calendar of one unit."""
    return f"{uid}{_FOR}{unit}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task without a date yet: what it waits for, and the config line that would answer it. Absent from the calendars.

    kind: what kind of work it will be.
    """

    plan: str
    task: str
    no: str
    title: str
    leads: tuple[str, ...]
    phrase: str
    reason: Reason
    kind: Kind


@dataclass(frozen=True, slots=True)
class Schedule:
    """The year of one plan: every occurrence, what waits, what was assumed, what is open."""

    occurrences: tuple[Occurrence, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """One rung of a ladder for one occurrence: fires on `day` at the receiver's digest time, or at the local moment `moment`.

    step: the rung as config writes it ("T-5", "T+1:head", "open"). A rung is worth nothing after `expires` (a day, inclusive).
    """

    uid: str
    step: str
    audience: Audience
    day: date
    expires: date
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What calendars were last told of one occurrence: hash of the content, SEQUENCE, LAST-MODIFIED (UTC), tombstone time.

    occurrence: as it was published, kept so that a cancelled one can still be shown as a tombstone. moved_from: the due day that
    calendars knew before the present one, moved_from_at the hour, where that was another (of an hour alone both are given).
    of_series: the revision of a series itself, uid is the series's, occurrence one of it; or that of the to-do of what waits for
    its day, whose occurrence stands for it without any.
    changed: when it last went off, came back, moved or got another title, units or tasks (UTC); None: never since it is there.
    """

    uid: str
    content_hash: str
    sequence: int
    modified: datetime
    occurrence: Occurrence
    cancelled: datetime | None = None
    moved_from: date | None = None
    moved_from_at: time | None = None
    of_series: bool = False
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaskKey:
    """The stored identity of a task: `key` was minted at the first apply and survives renumbering and renaming.

    signs: who led it and when it was due when it was last in use (`planning/regrouped.py`), "" where that is not known.
    """

    key: str
    plan: str
    no: str
    stream: str | None
    title: str
    first_applied: datetime
    signs: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """What `apply` froze: the text of config.toml and of every plan file (by the name that config gives), and when.

    content_hash covers config and files. id counts from 1 within an office.
    """

    id: int
    applied_at: datetime
    content_hash: str
    config: str
    files: Mapping[str, bytes]


def handle(uid: str) -> str:
    """The short name of an occurrence that the store alone can turn back: 72 bits of its UID's hash, 12 characters."""
    return urlsafe_b64encode(sha256(uid.encode()).digest()[:9]).decode()


class Act(StrEnum):
    """What somebody says of a piece of work; REOPENED takes a report of done back."""

    DONE = "done"
    REOPENED = "reopened"
    NOT_DONE = "not-done"
    COUNT = "count"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Progress:
    """One entry of the audit trail, only ever appended: what was said of one occurrence, by whom, when (UTC), by which channel.

    by: a person's id in config; on the channel "cli", the server's console, whatever the coordinator typed. task: the key of
    one task of a folded check-in (None: the whole occurrence). count: pieces added, negative where they are taken back.
    text: the reason of NOT_DONE, or a note. evidence: the reference of a kept file, or a link. hand: whose hand it was where
    several share what the entry is signed with, as a group's chat: the name and number that the channel told.
    """

    uid: str
    act: Act
    by: str
    at: datetime
    channel: str
    task: str | None = None
    count: int = 0
    text: str | None = None
    evidence: str | None = None
    hand: str | None = None
