"""What the keys of config.toml say of each other: ids, references, groups, slots, days, phrases."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, time

from scheduler.config.absences import absence_faults
from scheduler.config.alike_units import alike_faults
from scheduler.config.entries import Entry, File
from scheduler.config.faults import Fault, Toml, fault, hint, listed, shown
from scheduler.config.fields import is_loopback
from scheduler.config.locate import path_text
from scheduler.config.successors import successor_faults
from scheduler.diagnostics import Severity
from scheduler.model import USUAL_DIGEST
from scheduler.plans import unit_key
from scheduler.policy import NOT_THE_SAME, Policy
from scheduler.text import folded
from scheduler.timing.tokens import normalise

_DAY = 24 * 60  # minutes
_LEAST_AWAKE = 60  # minutes
_LONGEST_STRETCH = 366  # days

Understands = Callable[[str], bool]
"""Whether a timing phrase can be read whole."""


def cross_faults(data: Mapping[str, Toml], understands: Understands) -> Iterator[Fault]:
    """Every fault between keys."""
    file = File(data)
    for name in ("plans", "units", "people"):
        yield from _same_ids(file.entries(name))
    yield from _unknown_units(file)
    yield from _unknown_plans(file)
    yield from _group_cycles(file)
    yield from successor_faults(file)
    yield from _amendments(file)
    yield from _same_spellings(file)
    yield from alike_faults(file)
    yield from _same_tasks(file)
    yield from _same_answers(file)
    yield from _unread_phrases(file, understands)
    yield from _slots(file)
    yield from _days(file)
    yield from _ladders(file)
    yield from _quiet_hours(file)
    yield from _coordinator(file)
    yield from absence_faults(file)
    yield from _stretches(file)
    yield from _email(file)


def _repeated(entries: Iterable[Entry], identity: Callable[[Entry], object | None]) -> Iterator[tuple[Entry, Entry]]:
    """Each entry whose identity came before, with the first that had it."""
    first: dict[object, Entry] = {}
    for entry in entries:
        found = identity(entry)
        if found is not None and first.setdefault(found, entry) is not entry:
            yield entry, first[found]


def _same_ids(entries: tuple[Entry, ...]) -> Iterator[Fault]:
    for entry, first in _repeated(entries, lambda e: e.text("id")):
        yield fault("same-id", (*entry.path, "id"), given=shown(entry.text("id")), first=path_text(first.path))


def _unknown_units(file: File) -> Iterator[Fault]:
    known = file.ids("units")
    names = {
        unit_key(name): unit
        for entry in file.entries("units")
        if (unit := entry.text("id"))
        for name in _spellings(entry)
    }
    for table, key in (("people", "units"), ("plans", "units"), ("tasks", "units"), ("units", "members")):
        for entry in file.entries(table):
            for path, given in entry.texts(key):
                if given not in known and not (table == "people" and given == "*"):
                    tip = hint(names.get(unit_key(given), given), known)
                    yield fault("unknown-unit-id", path, given=shown(given), allowed=listed(known), hint=tip)


def _spellings(unit: Entry) -> Iterator[str]:
    if name := unit.text("name"):
        yield name
    yield from (alias for _, alias in unit.texts("aliases"))


def _unknown_plans(file: File) -> Iterator[Fault]:
    known = file.ids("plans")
    for entry in (*file.entries("tasks"), *file.entries("answers")):
        given = entry.text("plan")
        if given is not None and given not in known:
            yield fault(
                "unknown-plan",
                (*entry.path, "plan"),
                given=shown(given),
                allowed=listed(known),
                hint=hint(given, known),
            )


def _amendments(file: File) -> Iterator[Fault]:
    """A plan amends another one that is followed, and that is no amendment itself."""
    known = {e.text("id") for e in file.entries("plans") if e.text("amends") in (None, NOT_THE_SAME)} | {NOT_THE_SAME}
    for entry in file.entries("plans"):
        given = entry.text("amends")
        if given is not None and (given not in known or given == entry.text("id")):
            allowed = [i for i in file.ids("plans") if i in known]
            path = (*entry.path, "amends")
            yield fault("bad-amends", path, given=shown(given), allowed=listed(allowed), hint=hint(given, allowed))


def _group_cycles(file: File) -> Iterator[Fault]:
    """A group that holds itself, each circle named once, at the first of its groups."""
    groups = {unit: entry for entry in file.entries("units") if (unit := entry.text("id")) is not None}
    members = {unit: [member for _, member in entry.texts("members")] for unit, entry in groups.items()}
    told: set[frozenset[str]] = set()
    for unit, entry in groups.items():
        circle = _circle(unit, members)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            yield fault("group-circle", (*entry.path, "members"), circle=" → ".join((*circle, unit)))


def _circle(start: str, members: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The way from a group back to itself, () where there is none."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while waiting:
        way = waiting.pop()
        for member in members.get(way[-1], ()):
            if member == start:
                return way
            if member not in seen:
                seen.add(member)
                waiting.append((*way, member))
    return ()


def _same_spellings(file: File) -> Iterator[Fault]:
    """A spelling that two units claim: a plan's line would go to one of them by chance."""
    owner: dict[str, str] = {}
    for entry in file.entries("units"):
        unit = entry.text("id") or path_text(entry.path)
        named = ((*entry.path, "name"), entry.text("name"))
        for path, spelling in (named, *entry.texts("aliases")):
            if spelling and owner.setdefault(unit_key(spelling), unit) != unit:
                yield fault("same-spelling", path, given=shown(spelling), other=owner[unit_key(spelling)])


def _same_tasks(file: File) -> Iterator[Fault]:
    def identity(entry: Entry) -> object | None:
        plan, no = entry.text("plan"), entry.text("no")
        return (plan, folded(no), folded(entry.text("stream") or "")) if plan and no else None

    for entry, first in _repeated(file.entries("tasks"), identity):
        yield fault("same-task", (*entry.path, "no"), given=shown(entry.text("no")), first=path_text(first.path))
    for entry in file.entries("tasks"):
        if "due" in entry.data and "dates" in entry.data:
            yield fault("due-and-dates", (*entry.path, "dates"))


def _same_answers(file: File) -> Iterator[Fault]:
    def identity(entry: Entry) -> object | None:
        phrase = entry.text("phrase")
        return (normalise(phrase), entry.text("plan")) if phrase else None

    for entry, first in _repeated(file.entries("answers"), identity):
        yield fault(
            "same-answer", (*entry.path, "phrase"), given=shown(entry.text("phrase")), first=path_text(first.path)
        )


def _unread_phrases(file: File, understands: Understands) -> Iterator[Fault]:
    phrases = [((*entry.path, "read_as"), entry.text("read_as")) for entry in file.entries("answers")]
    phrases.append((("reports", "embedded"), file.table("reports").text("embedded")))
    for path, phrase in phrases:
        if phrase and phrase.strip() and not understands(phrase):
            yield fault("phrase-not-read", path, given=shown(phrase))


def _slots(file: File) -> Iterator[Fault]:
    for entry in file.entries("tasks"):
        slot = entry.data.get("slot")
        if isinstance(slot, dict) and ("weekday" in slot) == ("monthday" in slot):
            yield fault("bad-slot", (*entry.path, "slot"), given=shown(slot))


def _days(file: File) -> Iterator[Fault]:
    off = {entry.data.get("day"): entry for entry in file.entries("days_off")}
    for name in ("days_off", "working_days"):
        for entry, first in _repeated(file.entries(name), _day):
            yield fault("same-day", (*entry.path, "day"), given=shown(_day(entry)), first=path_text(first.path))
    for entry in file.entries("working_days"):
        if (day := _day(entry)) is not None and day in off:
            yield fault("off-and-working", (*entry.path, "day"), given=shown(day), first=path_text(off[day].path))


def _day(entry: Entry) -> date | None:
    found = entry.data.get("day")
    return found if isinstance(found, date) else None


def _ladders(file: File) -> Iterator[Fault]:
    ladders = file.table("ladders")
    for kind in ladders.data:
        rungs = list(ladders.texts(kind))
        count = Counter(rung for _, rung in rungs)
        for path, rung in rungs:
            if count[rung] > 1:
                count[rung] = 0
                yield fault("same-rung", path, given=shown(rung))


def _quiet_hours(file: File) -> Iterator[Fault]:
    quiet, usual = file.table("messages"), Policy()
    start, end = quiet.data.get("quiet_from", usual.quiet_from), quiet.data.get("quiet_to", usual.quiet_to)
    if isinstance(start, time) and isinstance(end, time):
        policy = replace(usual, quiet_from=start, quiet_to=end)
        yield from _hardly_awake(quiet, policy)
        yield from _digests_in(file, policy)


def _hardly_awake(quiet: Entry, policy: Policy) -> Iterator[Fault]:
    start, end = policy.quiet_from, policy.quiet_to
    awake = (_minutes(start) - _minutes(end)) % _DAY
    if 0 < awake < _LEAST_AWAKE:
        path = (*quiet.path, "quiet_to")
        yield fault("hardly-awake", path, Severity.WARNING, given=shown(end), start=shown(start), minutes=awake)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _digests_in(file: File, policy: Policy) -> Iterator[Fault]:
    """The morning message of everybody and of one person, where it falls into the quiet hours."""
    quiet, end = file.table("messages"), shown(policy.quiet_to)
    if "digest" not in quiet.data and policy.is_quiet(USUAL_DIGEST):
        path = (*quiet.path, "quiet_to")
        yield fault("usual-digest-in-quiet-hours", path, Severity.WARNING, given=end, at=shown(USUAL_DIGEST))
    for entry in (quiet, *file.entries("people")):
        digest = entry.data.get("digest")
        if isinstance(digest, time) and policy.is_quiet(digest):
            yield fault(
                "digest-in-quiet-hours", (*entry.path, "digest"), Severity.WARNING, given=shown(digest), end=end
            )


def _coordinator(file: File) -> Iterator[Fault]:
    if not any(entry.text("post") == "coordinator" for entry in file.entries("people")):
        yield fault("no-coordinator", ("people",), Severity.WARNING)


def _stretches(file: File) -> Iterator[Fault]:
    for table, begins in (("absences", "from"), ("silent_days", "day")):
        for entry in file.entries(table):
            first, last = entry.data.get(begins), entry.data.get("to")
            if isinstance(first, date) and isinstance(last, date) and not 0 <= (last - first).days <= _LONGEST_STRETCH:
                yield fault("bad-stretch", (*entry.path, "to"), given=shown(last), first=shown(first))


def _email(file: File) -> Iterator[Fault]:
    """People who are to get e-mail have a mail server to get it from, and its password does not travel open."""
    if "email" not in file.data:
        for entry in file.entries("people"):
            for path, channel in entry.texts("channels"):
                if channel == "email":
                    yield fault("email-not-set-up", path, Severity.WARNING, given=shown(channel))
        return
    table = file.table("email")
    host, user = table.text("host"), table.text("user")
    if host and user and table.text("encryption") == "none" and not is_loopback(host):
        yield fault("email-in-clear", ("email", "encryption"), Severity.WARNING, given=shown("none"), host=shown(host))
