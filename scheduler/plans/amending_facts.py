"""What a clause of an amendment states and no change of it holds: times, items, units with a part in work, verbs of change."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from scheduler.model import Change, ChangeKind
from scheduler.plans.amending_places import as_place
from scheduler.plans.patterns import CAPITAL, pattern
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_CLAUSE = pattern("account", "clause")
_TIME = pattern("account", "time")
_WAS = pattern("account", "was")
_BEFORE = pattern("account", "before_was")
_HELPED, _LED = pattern("account", "helped"), pattern("account", "led")
_CITED, _GROUNDS, _REASON = (pattern("account", key) for key in ("cited", "grounds", "reason"))
_PART, _HELPS, _LEADS = (pattern("account", key) for key in ("part", "helps", "leads"))
_NO_NAME = pattern("account", "no_name")
_QUOTED = pattern("amending", "quoted")
_BARE = pattern("account", "bare_place")
_NO_VERB = pattern("account", "unit_and_verb")
_VERB = pattern("account", "verb")
_UNITS_MOVED = frozenset({ChangeKind.JOIN, ChangeKind.LEAVE, ChangeKind.SWAP, ChangeKind.HAND_OVER})
_READ_WHOLE = frozenset({ChangeKind.UNSURE, ChangeKind.MOVE, ChangeKind.HAND_OVER})
_WORD = re.compile(r"\w+")
_HEADS = re.compile(rf"(?<!\w)(?=[{CAPITAL}])")
_PLACE = pattern("amending", "place")
_BEHIND, _BEFORE_IT = pattern("account", "called_behind"), pattern("account", "called_before")
_ENDED = pattern("account", "called_ended")
_PUT_IN, _IN_YEAR = pattern("amending", "put_in"), pattern("account", "in_year")
_INTO = pattern("regrouped", "into")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LETTER = pattern("account", "letter")
_LABEL = re.compile(r"^\W*(?:\d{1,2}|[a-zđ])[.)]\s|\(\d\)")
_MANY = 3  # words left over that are a clause of their own
_HEARD = 30  # characters before a time in which a word may say that it is what was before


@dataclass(frozen=True, slots=True)
class Held:
    """What the changes of a line say together. words: folded; asked: an open question repeats the line already."""

    words: str
    numbers: frozenset[str]
    kinds: frozenset[ChangeKind]
    leads: bool
    helps: bool


def held(changes: Iterable[Change]) -> Held:
    """What these changes say, of what was and of what is to be."""
    those = tuple(changes)
    tasks = [c.task for c in those if c.task is not None]
    said = [text for c in those for text in (c.no, c.title, c.from_when, *(c.words or ()))]
    said += [c.text for c in those if c.kind in _READ_WHOLE]
    for t in tasks:
        said += [t.title, *t.lead, *t.coordinating, *t.directing, t.timing, t.frequency, t.duration]
    return Held(
        _plain(" ; ".join(filter(None, said))),
        frozenset(folded(c.no) for c in those if c.no),
        frozenset(c.kind for c in those),
        any(t.lead for t in tasks),
        any(t.coordinating for t in tasks),
    )


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a line, each of which may ask for something of its own; what it quotes is not taken apart."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    found, start = [], 0
    for end in _CLAUSE.finditer(text):
        if not any(a < end.start() < b - 1 for a, b in quoted):
            found.append(text[start : end.start()])
            start = end.end()
    return tuple(filter(None, (one.strip(" .;,") for one in (*found, text[start:]))))


def unheld(clause: str, by: Held, *, tail: bool = False) -> Iterator[str]:
    """The times, items and parts of units that a clause states and that the changes do not hold.

    tail: it stands behind another clause, where a unit needs no word for its part.
    """
    bare = without_asides(clause)
    yield from (time for time in times(bare) if not _within(time, by.words))
    if ChangeKind.ADD not in by.kinds:
        yield from (no for no in places(bare) if not any(_same(no, known) for known in by.numbers))
    if _HELPS.search(bare) and not (by.helps or _UNITS_MOVED & by.kinds or _HELPED.search(by.words)):
        yield clause
    if _LEADS.search(bare) and not (by.leads or ChangeKind.SWAP in by.kinds or _LED.search(by.words)):
        yield clause
    if tail or _PART.search(bare):
        yield from (unit for unit in units(bare) if not _within(unit, by.words))


def left_over(clause: str, by: Held) -> tuple[str, ...]:
    """The words of a clause that no change holds and that carry something, where they are more than a turn of phrase.

    A figure, a letter, a name or a word that turns the sense («không», «trừ») is enough; of other words it takes three.
    """
    closes = by.kinds == {ChangeKind.CLOSE}
    told = _IN_YEAR.sub(" ", _IN_BRACKETS.sub(_without_reason, clause)) if closes else _without_names(clause)
    told = _INTO.sub(": ", told) if by.kinds == {ChangeKind.CLOSE, ChangeKind.ADD} else told
    told = _PUT_IN.sub(" ", told) if ChangeKind.ADD in by.kinds else told
    said = [
        m.group() for m in _WORD.finditer(_LETTER.sub(" ", _LABEL.sub("", _VERB.sub(" \x00 ", without_asides(told)))))
    ]
    held_words = set(by.words.split())
    unsaid = [(at, w) for at, w in enumerate(said) if folded(w) not in held_words]
    left = [w for _, w in unsaid if folded(w) not in _carrying_nothing()]
    names = any(at and w[0].isupper() and folded(w) not in words("amending", "papers") for at, w in unsaid)
    tells = any(w[0].isdigit() or len(w) == 1 or folded(w) in words("amending", "turning") for w in left)
    return tuple(w for _, w in unsaid) if names or tells or len(left) >= _MANY else ()


def is_elsewhere(cell: str, by: Held) -> bool:
    """Whether the words of a cell stand for the most part in no change."""
    held_words = set(by.words.split())
    said = [w for w in _WORD.findall(folded(cell)) if w not in _carrying_nothing()]
    return 2 * len([w for w in said if w in held_words]) < len(said)


def called(text: str, kind: ChangeKind) -> str | None:
    """How a line calls an item beside its number, in brackets, before them or, of one that ends, behind a colon."""
    for found in _PLACE.finditer(text):
        behind, before = _BEHIND.match(text, found.end()), _BEFORE_IT.search(text[: found.start()])
        ended = _ENDED.match(text, found.end()) if kind is ChangeKind.CLOSE else None
        names = [m["title"].strip() for m in (behind, ended) if m is not None]
        names += [_longest_run(before["title"])] if before is not None else []
        if name := next(filter(_is_name, names), None):
            return name if _VERB.search(name) is None else None
    return None


def _longest_run(text: str) -> str:
    """The longest run of words, the first of which carries something: «thời gian tổ chức hội thi …» → «hội thi …»."""
    known = _carrying_nothing()
    runs: list[list[str]] = [[]]
    for word in _VERB.sub(" \x00 ", text).split():
        if word == "\x00" or (folded(word) in known and not runs[-1]):
            runs.append([])
        else:
            runs[-1].append(word)
    longest = max(runs, key=len)
    return " ".join(longest)


def _is_name(text: str) -> bool:
    says = any(True for _ in times(text)) or _PART.search(text) or begins_unit(text) or _BEFORE.search(text.split()[0])
    return len(text.split()) >= _MANY and not says


def _without_names(clause: str) -> str:
    """A clause without brackets that only call an item behind its number."""
    behind = [m for p in _PLACE.finditer(clause) if (m := _BEHIND.match(clause, p.end())) and _is_name(m["title"])]
    for found in reversed(behind):
        clause = clause[: found.start()] + clause[found.end() :]
    return clause


def _without_reason(found: re.Match[str]) -> str:
    """Brackets behind work that ends: they say why, where they name no time, no item and nobody's part."""
    said = found.group()
    return said if names_anything(said) or _PART.search(said) else " "


@cache
def _carrying_nothing() -> frozenset[str]:
    return frozenset(w for key in ("between", "carrying_nothing", "instructing") for w in words("amending", key))


def changes_something(clause: str) -> bool:
    """Whether a clause has a verb of change, grounds and reasons apart."""
    return _VERB.search(without_asides(clause)) is not None


def is_told(clause: str, by: Held) -> bool:
    """Whether most words of a clause stand in its changes."""
    said = set(by.words.split())
    told = _WORD.findall(folded(without_asides(clause)))
    return len([w for w in told if w in said]) * 5 >= len(told) * 3


def names_anything(clause: str) -> bool:
    """Whether a clause names a time or an item: no formal sentence does."""
    bare = without_asides(clause)
    return bool(places(bare)) or any(True for _ in times(bare))


def places(text: str) -> tuple[str, ...]:
    """The numbers of the items that a text names, with or without a word for what they number."""
    return tuple(dict.fromkeys((*as_place(text), *(m["no"] for m in _BARE.finditer(text)))))


def times(text: str) -> Iterator[str]:
    """The times that a text names, without those of which it says that they were before."""
    yield from (
        m.group() for m in _TIME.finditer(text) if not _BEFORE.search(text[max(0, m.start() - _HEARD) : m.start()])
    )


def units(text: str) -> Iterator[str]:
    """The first two words of each unit that a text names."""
    end = 0
    for found in _HEADS.finditer(text):
        rest = text[found.start() :]
        if found.start() < end or _NO_NAME.match(rest) or not begins_unit(rest):
            continue
        name = " ".join(rest.split()[:2]).strip(" ,;.:()")
        end = found.start() + len(name) + 1
        if not _BEFORE.search(text[max(0, found.start() - _HEARD) : found.start()]):
            yield _NO_VERB.sub("", name)


def without_asides(clause: str) -> str:
    """A clause without papers that it cites, grounds, reasons, and what it says to have been before."""
    bare = _CITED.sub(" ", clause)
    return _WAS.sub(" ", _REASON.sub(" ", _GROUNDS.sub(_grounds, bare.strip())))


def _grounds(found: re.Match[str]) -> str:
    """Grounds up to their comma; a whole sentence that names an item in quotes or by its number is none."""
    whole = found.end() == len(found.string)
    return found.group() if whole and (as_place(found.group()) or _QUOTED.search(found.group())) else " "


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(folded(text)))} "


def _within(fact: str, words: str) -> bool:
    return _plain(fact) in words


def _same(named: str, known: str) -> bool:
    a, b = folded(named).split("."), known.split(".")
    return a[-len(b) :] == b or b[-len(a) :] == a
