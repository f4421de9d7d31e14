"""The ports of the application: what actions need from the world, as Protocols; each has an in-memory twin or a shipped adapter."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from scheduler.chats import Card, LinkCode, Question
from scheduler.deliveries import Attempt, DeadChannel, Delivery
from scheduler.schedule import Occurrence, Progress, Published, Revision, TaskKey, Trigger, Waiting
from scheduler.subscriptions import Fetched, KeptFeed


class Repository(Protocol):
    """The store of one office. Moments are aware UTC datetimes; each method is one transaction.

    What the world does (locked, full, unreadable …) is a scheduler.store.errors.StoreError from any method.
    """

    @property
    def office(self) -> str:
        """The id of the office that it is bound to."""

    def version(self) -> int:
        """A number that rises with every write that feeds and pages show: readers keep what they rendered until it does."""

    def latest_revision(self) -> Revision | None:
        """The revision that was applied last, None in an empty store."""

    def config_before(self) -> str | None:
        """The config of the revision before the latest, None where there is none."""

    def revision_naming(self, text: str, before: int | None = None) -> Revision | None:
        """The newest revision (of those below an id) in whose config a text stands: plans that are gone, as they were applied."""

    def task_keys(self) -> tuple[TaskKey, ...]:
        """Every task key ever minted, also of tasks that are gone, ordered by key."""

    def apply(
        self,
        revision: Revision,
        keys: Iterable[TaskKey],
        occurrences: Iterable[Occurrence],
        waiting: Iterable[Waiting],
        triggers: Iterable[Trigger],
        derived_on: date,
    ) -> None:
        """Freeze a revision (kept once per id) and replace every derived row, all or nothing; `keys` are added or updated by key.

        Equal values are kept once; two different ones with one key (uid; day, uid and step) raise ValueError. Where another
        revision already bears that id (a second process applied), StoreError CONFLICT, and nothing is changed.
        """

    def derived_on(self) -> date | None:
        """The local day for which the derived rows were made; None where there are none, or another version of the program made
        them in a form of its own: derive them anew from the latest revision before reading them."""

    def occurrences(self, *, unit: str | None = None, uids: Collection[str] | None = None) -> tuple[Occurrence, ...]:
        """Derived occurrences ordered by (start, uid); `unit` means led by, reported by or coordinated by that unit.

        uids: of those alone, however many others there are.
        """

    def occurrence_of(self, handle: str) -> Occurrence | None:
        """The derived occurrence that bears this handle (scheduler.schedule.handle): one row of an index."""

    def waiting(self) -> tuple[Waiting, ...]:
        """Tasks without a date, in plan order."""

    def published(self, uids: Collection[str] | None = None) -> Mapping[str, Published]:
        """What calendars were last told, by uid; given uids, of those alone."""

    def changed_since(self, moment: datetime) -> Mapping[str, datetime]:
        """What went off, came back, moved or reads otherwise since that moment, by uid: when (`Published.changed`)."""

    def publish(self, changes: Iterable[Published], notices: Iterable[Delivery] = (), seen: int | None = None) -> bool:
        """Write published states (insert or replace by uid), and enqueue what is told of it.

        seen: the version() of the store from which the changes were worked out; where it has risen since, nothing is written
        and the answer is False.
        """

    def unpublished(self) -> bool:
        """Whether something was applied or reported since the last `publish`: a process may have ended in between."""

    def feed_generations(self) -> Mapping[str, int]:
        """Generation by feed slug; a slug that never rotated is absent (generation 1)."""

    def rotate_feed(self, slug: str) -> int:
        """Raise the generation of a feed's address, and say which it has now; the address of before stops working."""

    def kept_feeds(self) -> Mapping[str, KeptFeed]:
        """Feeds that were offered once or made by hand, by slug; the revoked ones too."""

    def keep_feeds(self, feeds: Iterable[KeptFeed]) -> None:
        """Keep feeds (insert or replace by slug)."""

    def record_fetches(self, fetched: Iterable[Fetched]) -> None:
        """Add to the counts of (slug, client), and keep the later moment of the two; no news to those who read `version`."""

    def fetches(self) -> tuple[Fetched, ...]:
        """Who fetched which feed, ordered by (slug, client)."""

    def triggers(self, first: date, last: date) -> tuple[Trigger, ...]:
        """Triggers whose day lies in first..last, both inclusive, ordered by (day, uid, step)."""

    def last_wakeup(self) -> datetime | None:
        """The moment of the last wake-up that was recorded."""

    def enqueue(self, deliveries: Iterable[Delivery], woke_at: datetime) -> int:
        """Insert deliveries that are new by (uid, step, day, person), record the wake-up, and say how many were new."""

    def claim(
        self, now: datetime, lease_until: datetime, worker: str, person: str | None = None
    ) -> tuple[Delivery, ...]:
        """Claim every delivery that is pending and due for an attempt, or whose lease has passed, by one conditional write.

        Given a person (by id), theirs alone. The answer is in the order of enqueueing.
        `attempts` is left alone: the sender counts them. `worker` is to be another one in each process.
        """

    def prolong(self, worker: str, lease_until: datetime) -> None:
        """What that worker holds is its own until then."""

    def claimable(self, now: datetime) -> tuple[Delivery, ...]:
        """What `claim` would take at that moment, in the order of enqueueing; nothing is written."""

    def record(self, results: Sequence[Delivery], worker: str, attempt: Attempt | None = None) -> None:
        """Write the outcome of claimed deliveries, and the try that led to it; a row that `worker` no longer holds stays."""

    def attempts(self, *, person: str | None = None, limit: int = 100) -> tuple[Attempt, ...]:
        """The last tries to send, newest last."""

    def turn_back(self, now: datetime, today: date, dropped: str, lease_until: datetime) -> None:
        """The clock ran ahead and is right again: what was put off then, or dropped with that note, can be claimed at once.

        What is claimed may be on its way: it is its worker's until lease_until, or until that one prolongs it. What is for a later
        day than the local `today` and was not sent is forgotten, as it comes again at its time; so is a rung of today that gave
        way to such a one.
        """

    def forget(self, before: datetime) -> None:
        """Delete tries from before that moment, and deliveries of days before its day that are over (sent, dropped, failed)."""

    def messages_between(self, first: datetime, last: datetime) -> Mapping[str, int]:
        """How many messages each person (by id) got in that time, both inclusive; a digest is one, whatever stands in it."""

    def deliveries(self, *, person: str | None = None, since: date | None = None) -> tuple[Delivery, ...]:
        """Deliveries, those never tried first, newest attempt last (in the order of enqueueing); since: of that day and later."""

    def link(self, person: str, channel: str, address: str) -> None:
        """Store (or replace) a person's address on a channel; a channel that was dead lives again.

        What was sent to another address loses its reference: the same number names another message there.
        """

    def bury(self, dead: DeadChannel) -> bool:
        """Mark an address as dead; False where it was already."""

    def dead_channels(self) -> Mapping[tuple[str, str], DeadChannel]:
        """What is dead, by (person, channel)."""

    def addresses(self) -> Mapping[tuple[str, str], str]:
        """Address by (person, channel)."""

    def report(self, progress: Progress, after: int | None = None) -> bool:
        """Append an entry to the audit trail. Given `after`, only where the trail of that uid has just so many entries yet.

        Says whether it was appended; so who has read the trail and decided by it writes nothing over what came in between.
        """

    def progress(self, uid: str | None = None) -> tuple[Progress, ...]:
        """The audit trail, oldest entry first; given a uid, of that occurrence alone."""

    def progress_of(self, uids: Collection[str]) -> tuple[Progress, ...]:
        """The audit trail of those occurrences alone, however long that of the others is; of each, oldest entry first."""

    def reports_after(self, number: int, since: datetime | None = None) -> tuple[int, frozenset[str]]:
        """The number of the last entry of the audit trail (0: none), and the UIDs of the entries after that number.

        since: of what was reported then or later, whatever its number. What lies before costs nothing, however long the trail is.
        """

    def settled(self, before: datetime) -> frozenset[str]:
        """The UIDs of what was reported done as a whole before that moment (UTC), with nothing said of it since."""

    def evidence_since(self, moment: datetime) -> frozenset[str]:
        """What entries of every office of the store name as evidence, reported at that moment (UTC) or later."""

    def pause(self, person: str, until: date | None) -> None:
        """Hold a person's own messages back until that local day, on which they come again; None: from now on they come."""

    def pauses(self) -> Mapping[str, date]:
        """Who has paused until when, by person; also days that are over."""

    def messages_with(self, uid: str, since: datetime) -> tuple[Delivery, ...]:
        """Every delivery of every message sent since then that holds one of that occurrence, in the order of enqueueing."""

    def rename_message(self, person: str, channel: str, reference: str, now: str) -> None:
        """What was sent to that person under a reference has another one: it grew, or shrank, when it was edited."""

    def remind_again(self, delivery: Delivery) -> bool:
        """Enqueue one delivery that somebody asked for, and no wake-up, in place of what waits so for the same work and person;
        False where it waits already."""

    def remind_no_more(self, uid: str, person: str) -> bool:
        """What that person asked to be reminded of about that work is dropped with no trace; False where nothing waits."""


class Chats(Protocol):
    """The store of an office's conversation, beside its Repository. Moments are aware UTC datetimes; StoreError as there."""

    def offer(self, code: LinkCode) -> None:
        """Keep a code that can be used; a person's earlier codes for that channel cannot any more."""

    def redeem(self, digest: str, now: datetime) -> LinkCode | None:
        """Use a code up, once for all: None for one that was never offered, is used, replaced or has expired."""

    def note_guess(self, chat: int, at: datetime) -> None:
        """A chat has sent a wrong code."""

    def guesses(self, chat: int, since: datetime) -> int:
        """How many wrong codes it sent since then."""

    def ask(self, place: str, question: Question) -> None:
        """What that person in that chat is to write next; replaces what was asked before."""

    def asked(self, place: str, now: datetime) -> Question | None:
        """The question that is open there."""

    def answered(self, place: str) -> bool:
        """The question is no longer open; False where none was, so that of two answers one counts."""

    def keep_card(self, card: Card) -> None:
        """Remember a message that shows work, in place of what was known of it; those older than CARD_LIFE are forgotten."""

    def cards_with(self, uids: Collection[str]) -> tuple[Card, ...]:
        """Every message that shows one of these, the oldest first."""

    def cards_in(self, chat: str) -> tuple[Card, ...]:
        """Every message of that chat (by address) that shows work, the oldest first."""

    def forget_card(self, chat: str, reference: str) -> None:
        """That message shows no work any more, or is gone."""

    def note_moved(self, chat: int, became: int) -> None:
        """A group has another id from now on."""

    def became(self, chat: int) -> int:
        """The id that a chat has now: the same, where it never moved."""

    def keep_heard(self, bot: int, holder: str, updates: Mapping[int, str], at: datetime) -> tuple[int, ...]:
        """Keep updates (JSON by update_id) of that bot that were never kept before, for that holder; their numbers, rising."""

    def heard(self, bot: int, holder: str) -> Mapping[int, str]:
        """What was kept and not handled, by number, rising; it is that holder's from now on.

        What has been begun MOST_TRIES times without coming to its end is left out, and counts as handled.
        """

    def begin_heard(self, bot: int, holder: str, number: int) -> bool:
        """Count one more try; False where another has it now, or it was handled."""

    def end_heard(self, bot: int, number: int) -> None:
        """It was handled: its content is deleted, its number stays known."""

    def forget(self, now: datetime, heard_before: datetime) -> None:
        """Delete questions and codes that have expired, and the numbers of what was heard before that and handled."""

    def hold(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take or prolong what one process alone may have; False where another holds it, and its time is not over.

        One that lasts longer than `until` by more than until - now was taken by a clock that ran in the future: it is free.
        """

    def let_go(self, name: str, holder: str) -> None:
        """Let another process have it at once."""
