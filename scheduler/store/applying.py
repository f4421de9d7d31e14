"""What `apply` writes: a revision with its files, the task keys, and the derived rows in place of those of before."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, delete, func, select

from scheduler.schedule import Occurrence, Revision, TaskKey, Trigger, Waiting, handle
from scheduler.store import codec
from scheduler.store.errors import StoreError, StoreFault
from scheduler.store.faults import address
from scheduler.store.keys import involved
from scheduler.store.tables import (
    ContentRow,
    InvolvedRow,
    OccurrenceRow,
    RevisionFileRow,
    RevisionRow,
    StateRow,
    TaskKeyRow,
    TriggerRow,
    WaitingRow,
    table,
)
from scheduler.store.transactions import Row, add, add_missing, upsert

_STATES, _KEYS = table(StateRow), table(TaskKeyRow)
_REVISIONS, _FILES, _CONTENTS = table(RevisionRow), table(RevisionFileRow), table(ContentRow)
_OCCURRENCES, _INVOLVED = table(OccurrenceRow), table(InvolvedRow)
_WAITING, _TRIGGERS = table(WaitingRow), table(TriggerRow)


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that is made from a revision for the local day `on`."""

    on: date
    occurrences: tuple[Occurrence, ...]
    waiting: tuple[Waiting, ...]
    triggers: tuple[Trigger, ...]


def lock(connection: Connection, office: str) -> None:
    """Writers of one office come one after another: the second waits here until the first is done."""
    upsert(connection, _STATES, [{"office": office, "derived_format": codec.FORMAT}])


def freeze(connection: Connection, office: str, revision: Revision) -> None:
    """Keep the revision once; raises StoreError CONFLICT where another one bears its id, or a newer one was applied meanwhile."""
    newest = connection.scalar(select(func.max(_REVISIONS.c.id)).where(_REVISIONS.c.office == office))
    if newest is not None and newest > revision.id:
        raise StoreError(StoreFault.CONFLICT, address(connection.engine.url), f"revision {newest} is newer")
    query = select(_REVISIONS.c.content_hash).where(_REVISIONS.c.office == office, _REVISIONS.c.id == revision.id)
    frozen = connection.scalar(query)
    if frozen is None:
        _freeze_new(connection, office, revision)
    elif frozen != revision.content_hash:
        path = address(connection.engine.url)
        raise StoreError(StoreFault.CONFLICT, path, f"revision {revision.id} is another one")


def _freeze_new(connection: Connection, office: str, revision: Revision) -> None:
    digests = {name: sha256(content).hexdigest() for name, content in revision.files.items()}
    contents = {digests[name]: content for name, content in revision.files.items()}
    head = {name: getattr(revision, name) for name in ("id", "applied_at", "content_hash", "config")}
    add(connection, _REVISIONS, [{"office": office} | head])
    add_missing(connection, _CONTENTS, [{"office": office, "digest": d, "content": c} for d, c in contents.items()])
    held = [{"office": office, "revision": revision.id, "name": n, "digest": d} for n, d in digests.items()]
    add(connection, _FILES, held)


def latest_revision(connection: Connection, office: str) -> Revision | None:
    """The revision with the highest id and the bytes of its files."""
    return _newest(connection, office)


def revision_naming(connection: Connection, office: str, text: str, before: int | None) -> Revision | None:
    """The newest revision (below an id) in whose config a text stands."""
    r = _REVISIONS.c
    older = () if before is None else (r.id < before,)
    return _newest(connection, office, r.config.contains(text, autoescape=True), *older)


def _newest(connection: Connection, office: str, *wanted: ColumnElement[bool]) -> Revision | None:
    r = _REVISIONS.c
    newest = select(r.id, r.applied_at, r.content_hash, r.config).where(r.office == office, *wanted)
    head = connection.execute(newest.order_by(r.id.desc()).limit(1)).one_or_none()
    if head is None:
        return None
    same = (_CONTENTS.c.office == _FILES.c.office) & (_CONTENTS.c.digest == _FILES.c.digest)
    held = select(_FILES.c.name, _CONTENTS.c.content).join(_CONTENTS, same)
    rows = connection.execute(
        held.where(_FILES.c.office == office, _FILES.c.revision == head.id).order_by(_FILES.c.name)
    )
    return Revision(
        head.id, head.applied_at, head.content_hash, head.config, {name: bytes(data) for name, data in rows}
    )


def config_before(connection: Connection, office: str) -> str | None:
    """The config of the revision with the highest id but one."""
    r = _REVISIONS.c
    config: str | None = connection.scalar(
        select(r.config).where(r.office == office).order_by(r.id.desc()).limit(1).offset(1)
    )
    return config


def keep_keys(connection: Connection, office: str, keys: Iterable[TaskKey]) -> None:
    """Add or update task keys."""
    upsert(connection, _KEYS, [{"office": office, **asdict(key)} for key in keys])


def replace_derived(connection: Connection, office: str, derived: Derived) -> None:
    """Delete the derived rows of the office and insert the new ones."""
    for derived_table in (_INVOLVED, _OCCURRENCES, _WAITING, _TRIGGERS):
        connection.execute(delete(derived_table).where(derived_table.c.office == office))
    add(connection, _OCCURRENCES, [_occurrence(office, o) for o in derived.occurrences])
    pairs = ((o.uid, unit) for o in derived.occurrences for unit in sorted(involved(o)))
    add(connection, _INVOLVED, [{"office": office, "uid": uid, "unit": unit} for uid, unit in pairs])
    add(connection, _WAITING, [_waiting(office, n, w) for n, w in enumerate(derived.waiting)])
    add(connection, _TRIGGERS, [_trigger(office, t) for t in derived.triggers])
    upsert(connection, _STATES, [{"office": office, "derived_on": derived.on, "derived_format": codec.FORMAT}])


def _occurrence(office: str, o: Occurrence) -> Row:
    payload = codec.occurrences.encode(o)
    return {
        "office": office,
        "uid": o.uid,
        "plan": o.plan,
        "handle": handle(o.uid),
        "start": o.start,
        "payload": payload,
    }


def _waiting(office: str, position: int, waiting: Waiting) -> Row:
    return {"office": office, "position": position, "payload": codec.waiting.encode(waiting)}


def _trigger(office: str, t: Trigger) -> Row:
    return {"office": office, "day": t.day, "uid": t.uid, "step": t.step, "payload": codec.triggers.encode(t)}
