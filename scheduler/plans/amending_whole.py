"""A line of an amendment read by what stands in it, in any order: items, units and their part, a time, a verb; whole or not at all.

Each reading takes its span out of the line. What is left may only be words that carry no content of their own («giao», «sang»,
«thời gian thực hiện»); one other word, and the line is not read at all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scheduler.diagnostics import Location
from scheduler.model import Change, ChangeKind, Task
from scheduler.plans.amending_facts import clauses, places, without_asides
from scheduler.plans.amending_text import is_broad, quoted_title
from scheduler.plans.drafts import Draft, with_part
from scheduler.plans.labelled import Part, tidy, tidy_title
from scheduler.plans.patterns import pattern
from scheduler.plans.time_at_end import in_two, is_time
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_names import are_units, begins_unit
from scheduler.plans.vocabulary import Role, label_role, words
from scheduler.text import folded

_CLOSE = pattern("amending", "close")
_QUOTED = pattern("amending", "quoted")
_OLD, _NEW_BESIDE, _BESIDE, _LEADS = (pattern("whole", key) for key in ("old", "joined", "beside", "leads"))
_JOINT, _POSTPONED = pattern("whole", "joint"), pattern("whole", "postponed")
_PLACE, _LISTED, _UPTO = (pattern("amending", key) for key in ("place", "listed", "upto"))
_BARE = pattern("account", "bare_place")
_STOPS = pattern("whole", "behind_unit")
_UP_TO = pattern("whole", "up_to")
_NO_NAME = pattern("account", "no_name")
_HEAD_OF_UNIT = re.compile(r"(?<!\w)(?=[A-ZĐÂÊÔƠƯ])")
_WORD_END = re.compile(r"\w(?!\w)|\)")
_LENGTH = re.compile(r"(?:\w+\s+)?\d+\s+\w+$")  # «01 tháng»: how much later, and no time
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"[^;:()\x00]+")
_MOST_UNITS, _FIRST_UNIT = 60, 0xE100
_MOST_WORDS = 16
_FEWEST_IN_TITLE = 3


@dataclass(slots=True)
class _Rest:
    """What is not understood yet of a line. units: those that stand in it as one letter each, from _FIRST_UNIT on."""

    text: str
    units: list[str] = field(default_factory=list)

    def take(self, form: re.Pattern[str]) -> Iterator[str]:
        """The units of all that has this form, which is taken out."""
        found = list(form.finditer(self.text))
        self.text = form.sub(_gone, self.text)
        yield from (self.units[ord(letter) - _FIRST_UNIT] for m in found for letter in m.group() if _is_unit(letter))

    def is_empty(self) -> bool:
        """Whether only words are left that carry nothing."""
        known = {*words("amending", "between"), *words("amending", "carrying_nothing")}
        return not any(map(_is_unit, self.text)) and all(w in known for w in _WORD.findall(folded(self.text)))


def of_named(text: str, location: Location) -> tuple[Change, ...]:
    """The changes that a line makes of items that it names by number or in quotes; nothing unless all of it is understood.

    It may be one clause, or several that each name their own.
    """
    named, title, rest = _items(text)
    whole = _changes(text, rest, named, title, location) if named or title else ()
    said = clauses(text)
    if whole or len(said) < 2:
        return whole
    each = [of_named(clause, location) for clause in said]
    return tuple(replace(c, text=text) for one in each for c in one) if all(each) else ()


def of_titled(text: str, location: Location) -> tuple[Change, ...]:
    """The changes that a line makes of the item whose title stands before its colon; nothing unless all of it is understood."""
    head, colon, behind = text.partition(":")
    if not colon or len(head.split()) < _FEWEST_IN_TITLE or _starts_otherwise(head) or places(head):
        return ()
    named, _, rest = _items(behind)
    return _changes(text, rest, (), tidy_title(head), location) if not named else ()


def of_cell(title: str, text: str, location: Location) -> tuple[Change, ...]:
    """The changes that one cell makes of the item in another; nothing unless all of it is understood."""
    named, _, rest = _items(text)
    return _changes(text, rest, named, title, location)


def _changes(text: str, rest: str, named: Sequence[str], title: str | None, location: Location) -> tuple[Change, ...]:
    said = _said(rest, text, location)
    return tuple(Change(kind, text, no, title, task, location) for no in named or (None,) for kind, task in said)


def _starts_otherwise(head: str) -> bool:
    """Whether what stands before a colon says something itself, and is no title."""
    return ";" in head or begins_unit(head) or is_time(head) or label_role(head) is not None


def _said(rest: str, text: str, location: Location) -> list[tuple[ChangeKind, Task | None]]:
    left = _with_units_as_letters(_without_marks(rest))
    _ = list(left.take(_OLD))
    joined = list(left.take(_NEW_BESIDE))
    beside = list(left.take(_BESIDE))
    lead = list(left.take(_LEADS))
    times = _times(left)
    closes = _CLOSE.search(left.text) is not None
    if closes and not (joined or beside or lead or times or is_broad(text, ChangeKind.CLOSE)):
        left.text = _CLOSE.sub(_gone, left.text)
        return [(ChangeKind.CLOSE, None)] if left.is_empty() else []
    certain = len(set(lead)) <= 1 and len(times) <= 1 and (lead or not beside) and not _POSTPONED.search(text)
    if closes or not certain or not left.is_empty():
        return []
    found: list[tuple[ChangeKind, Task | None]] = []
    if lead or times:
        timing, frequency = in_two(times[0] if times else None)
        who = _of_roles(((Role.LEAD, lead), (Role.COORDINATING, beside)), location)
        found.append((ChangeKind.REPLACE, replace(who, timing=timing, frequency=frequency)))
    if joined:
        found.append((ChangeKind.JOIN, _of_roles(((Role.COORDINATING, joined),), location)))
    return found


def _of_roles(said: Sequence[tuple[Role, list[str]]], location: Location) -> Task:
    draft = Draft()
    for role, named in said:
        for units in dict.fromkeys(named):
            draft = with_part(draft, Part(role, "", units))
    return replace(draft.task(location.file or ""), location=location)


def _items(text: str) -> tuple[tuple[str, ...], str | None, str]:
    """The numbers of the items that a line names, the title that it quotes, and the line without them."""
    bare = _QUOTED.sub(_unquoted, without_asides(text))
    title = quoted_title(bare)
    named = places(_QUOTED.sub(" ", bare).replace(":", " "))
    return named, title, _JOINT.sub(" ", _without_places(_QUOTED.sub(" ", bare))).replace("\x01", " ")


def _without_places(text: str) -> str:
    """The line with a mark for each item that it names, or several in a row: «các nhiệm vụ số 2, 5 và 7»."""
    made, at = "", 0
    for found in _PLACE.finditer(text):
        if found.start() >= at:
            more = _UPTO.match(text, found.end()) or _LISTED.match(text, found.end())
            made += text[at : found.start()] + "\x01"
            at = more.end() if more else found.end()
    return _BARE.sub("\x01", made + text[at:])


def _unquoted(found: re.Match[str]) -> str:
    """A time, a unit or the title of a column without its quotes; a title with them."""
    said = found["text"].strip()
    plain = is_time(said) or (are_units(said) and not _NO_NAME.match(said)) or label_role(said) is not None
    return f" {said} " if plain else found.group()


def _without_marks(text: str) -> str:
    return re.sub(r"[“”„\"«»]", " ", text)


def _gone(_: re.Match[str]) -> str:
    return " \x00 "


def _is_unit(letter: str) -> bool:
    return 0 <= ord(letter) - _FIRST_UNIT < _MOST_UNITS


def _with_units_as_letters(text: str) -> _Rest:
    made, units, at = "", list[str](), 0
    for start in (m.start() for m in _HEAD_OF_UNIT.finditer(text)):
        if start < at or len(units) == _MOST_UNITS or (name := _unit_at(text, start)) is None:
            continue
        made += text[at:start] + chr(_FIRST_UNIT + len(units))
        units.append(name)
        at = start + len(name)
    return _Rest(made + text[at:], units)


def _unit_at(text: str, start: int) -> str | None:
    """The longest name of a unit, or list of them, that begins there; it holds no verb and no word of who does what."""
    rest = text[start:]
    if not begins_unit(rest) or _NO_NAME.match(rest):
        return None
    stop = _STOPS.search(rest)
    most = rest[: stop.start()] if stop else rest
    ends = [m.end() for m in _WORD_END.finditer(most)][:_MOST_WORDS]
    return next((most[:end] for end in reversed(ends) if are_units(most[:end])), None)


def _times(left: _Rest) -> list[str]:
    """The times of a line, each the longest that reads as one, taken out of it."""
    found: list[str] = []
    for piece in _PIECE.findall(left.text):
        while (time := _longest_time(piece)) is not None:
            found.append(_without_up_to(tidy(time)))
            piece = piece.replace(time, "\x00", 1).split("\x00", 1)[1]
            left.text = left.text.replace(time, " \x00 ", 1)
    return list(dict.fromkeys(found))


def _without_up_to(time: str) -> str:
    bare = _UP_TO.sub("", time)
    return bare if is_time(bare) or starts_timed(bare) else time


def _longest_time(piece: str) -> str | None:
    starts = [m.start() for m in re.finditer(r"(?<!\S)\S", piece)]
    ends = [m.end() for m in re.finditer(r"\S(?!\S)", piece)]
    spans = ((a, b) for a in starts for b in reversed(ends) if b > a)
    return next((t for a, b in spans if is_time(t := piece[a:b].strip(" ,.")) and not _LENGTH.match(t)), None)
