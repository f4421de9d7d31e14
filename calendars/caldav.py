"""Push a feed into a CalDAV collection: only what changed, and never what is not ours; the home of python-caldav.

Needs the extra `nhacviec[caldav]`.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin

from caldav.calendarobjectresource import CalendarObjectResource
from caldav.davclient import DAVClient
from caldav.lib.error import AuthorizationError, DAVError, NotFoundError

from calendars import text
from calendars.event import Feed
from calendars.resource import CONTENT, OWNER, Resource, resources

_DONE = range(200, 300)
_RESOURCE_TYPE = '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'
_IS_CALENDAR = ".//{DAV:}resourcetype/{urn:ietf:params:xml:ns:caldav}calendar"
_TYPE = {"Content-Type": "text/calendar; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Collection:
    """A calendar on a CalDAV server: its address, and who may write to it. It has to be there already."""

    url: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the server would not take: the UID, and the HTTP status it answered."""

    uid: str
    status: int


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, as UIDs. taken: UIDs that stand in the collection already and are not ours, left as they are."""

    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()


class Trouble(StrEnum):
    """Why nothing can be pushed: name or password not taken, nothing there, no calendar there, no answer that makes sense."""

    REFUSED = "refused"
    MISSING = "missing-collection"
    NO_CALENDAR = "no-calendar"
    UNREACHABLE = "unreachable"


class PushError(Exception):
    """The collection could not be read or the connection broke."""

    def __init__(self, url: str, reason: Trouble) -> None:
        """url: of the collection."""
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


def look(collection: Collection) -> None:
    """Ask whether the collection is there, lets us in and is a calendar (RFC 4791, section 4.2); nothing is written.

    Raises PushError where a push would not get so far.
    """
    with _reached(collection) as client:
        _refuse_other(client, collection.url)


def _refuse_other(client: DAVClient, url: str) -> None:
    answer = client.propfind(url, _RESOURCE_TYPE)
    if answer.status not in _DONE:
        raise PushError(url, _ANSWERS.get(answer.status, Trouble.UNREACHABLE))
    if answer.tree is None or answer.tree.find(_IS_CALENDAR) is None:
        raise PushError(url, Trouble.NO_CALENDAR)


def push(feed: Feed, owner: str, collection: Collection) -> Pushed:
    """Make what `owner` has in the collection what the feed says.

    owner: a lasting name for the feed; what bears it is ours, all else is never written or deleted. The server holds all
    that is remembered, so a push that broke off is simply done again. What somebody else changes or deletes while we
    write is refused by the server and left for the next push.
    Raises PushError where the server cannot be reached, knows no such collection or lets us not in; ValueError as `render`.
    """
    wanted = resources(feed, owner)
    with _reached(collection) as client:
        _refuse_other(client, collection.url)
        return _pushed(_Server(client, collection.url), wanted, text.one_line(owner))


@contextmanager
def _reached(collection: Collection) -> Iterator[DAVClient]:
    """The server; what fails there while it is asked is a PushError."""
    try:
        with DAVClient(
            collection.url, username=collection.username, password=collection.password, enable_rfc6764=False
        ) as client:
            yield client
    except (DAVError, OSError) as fault:
        raise PushError(collection.url, _trouble(fault)) from fault


def _trouble(fault: DAVError | OSError) -> Trouble:
    match fault:
        case AuthorizationError():
            return Trouble.REFUSED
        case NotFoundError():
            return Trouble.MISSING
        case _:
            return Trouble.UNREACHABLE


_ANSWERS = {401: Trouble.REFUSED, 403: Trouble.REFUSED, 404: Trouble.MISSING}


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a collection holds of one UID."""

    uid: str
    owner: str
    content: str
    url: str
    etag: str | None


def _pushed(server: "_Server", wanted: Sequence[Resource], owner: str) -> Pushed:
    standing = {there.uid: there for there in server.standing()}
    ours = {uid: there for uid, there in standing.items() if there.owner == owner}
    free = [resource for resource in wanted if resource.uid in ours or resource.uid not in standing]
    changed = [r for r in free if r.uid not in ours or ours[r.uid].content != r.content]
    gone = [ours[uid] for uid in sorted(ours.keys() - {resource.uid for resource in wanted})]
    writes = {resource.uid: server.write(resource, ours.get(resource.uid)) for resource in changed}
    deletes = {there.uid: server.delete(there) for there in gone}
    return Pushed(
        written=_done(writes),
        deleted=_done(deletes),
        unchanged=tuple(resource.uid for resource in free if resource.uid not in writes),
        taken=tuple(resource.uid for resource in wanted if resource not in free),
        refused=tuple(Refusal(uid, s) for uid, s in (writes | deletes).items() if s not in _DONE),
    )


def _done(answers: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(uid for uid, status in answers.items() if status in _DONE)


@dataclass(frozen=True, slots=True)
class _Server:
    """The requests of a push. Each write names the version it replaces, so that nobody's later change is lost."""

    client: DAVClient
    url: str

    def standing(self) -> Iterator[_Standing]:
        """All events and to-dos of the collection."""
        calendar = self.client.calendar(url=self.url)  # type: ignore[no-untyped-call]
        found: list[CalendarObjectResource] = [*calendar.get_events(), *calendar.get_todos(include_completed=True)]
        return map(_standing, found)

    def write(self, resource: Resource, there: _Standing | None) -> int:
        """PUT in the place of what is there, or to a new name; the status answered."""
        if there is None:
            name = f"{hashlib.sha256(resource.uid.encode()).hexdigest()[:32]}.ics"
            address, condition = urljoin(self.url.rstrip("/") + "/", name), {"If-None-Match": "*"}
        else:
            address, condition = there.url, _if_match(there)
        return int(self.client.put(address, resource.octets.decode(), {**_TYPE, **condition}).status)

    def delete(self, there: _Standing) -> int:
        """DELETE; the status answered."""
        return int(self.client.request(there.url, "DELETE", "", _if_match(there)).status)


def _if_match(there: _Standing) -> dict[str, str]:
    return {"If-Match": there.etag} if there.etag else {}


def _standing(found: CalendarObjectResource) -> _Standing:
    component = found.icalendar_component
    uid, owner, content = (str(component.get(name, "")) for name in ("UID", OWNER, CONTENT))
    return _Standing(uid, owner, content, str(found.url), found.etag)
