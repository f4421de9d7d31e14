"""Work that was split, put together or told in other words altogether: tasks gone and tasks come that may be one work."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from math import fsum

from scheduler.model import Task
from scheduler.planning.kinds import linking_words
from scheduler.planning.likely import Likely, Weighed
from scheduler.planning.same_work import SURE, Alike, alike
from scheduler.planning.task_dates import phrase_of
from scheduler.planning.title_words import WORD
from scheduler.schedule import TaskKey
from scheduler.text import folded

_NUMBER = re.compile(r"(?<!\w)(?:\d+|[ivx]+)(?!\w)")
_INSIDE = 0.6  # share of a part's own words that stand in the whole
_COVERED = 0.6  # share of the whole's words that its parts have together
_MORE = 0.1  # share of its words that they have together beyond any single one
_FEWEST = 2  # words that a part and the whole have in common
_LITTLE = 0.2  # share of words in common that is enough where number, lead and timing are the same
_FEWEST_OF_ALL = 3  # words of a whole of which each part says all and more
_NEARLY_ALL = 0.9
_MOST_PARTS = 6
_BY_PLACE = 0.4  # how sure it is that what stands under a number, or in a place, is parts of what stood there
_BESIDE = 0.5  # how sure it is that a new wording and what says the rest of the old one are parts of it


class How(StrEnum):
    """What may have become of work: one made several, several made one, one told in quite other words."""

    SPLIT = "split"
    MERGED = "merged"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Tasks of before that are gone, and new ones that may be the same work. SPLIT: one old; MERGED: one new."""

    how: How
    old: tuple[TaskKey, ...]
    new: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """A task with a key of its own that is younger than what is gone."""

    task: Task
    key: TaskKey


def signs_of(task: Task) -> str:
    """Who leads a task and when it is due, in one text: what tells it again where its title does not."""
    return f"{_leads(task)}|{folded(phrase_of(task))}"


def regrouped(gone: Sequence[TaskKey], came: Sequence[Came], kept: Iterable[Task]) -> tuple[Regrouped, ...]:
    """Groups of which nothing but the titles, the section and who leads can tell; each task is in one group at most.

    kept: the tasks that are what they were; a word that many of them have tells little.
    """
    words = _Words.of(kept)
    return _apart([*_splits(gone, came, words), *_mergers(gone, came, words)])


def in_parts(old: TaskKey, one: Task, near: Sequence[Came]) -> Regrouped | None:
    """The split of work into one that may be it and others that are as like it: «… đợt 1», «… đợt 2».

    Not those that differ from it in numbers alone: «… thôn 1» gone, «… thôn 2» and «… thôn 3» new.
    """
    bare = _but_for_numbers(old.title)
    parts = [c.task for c in near if _may_follow(old, c) and _but_for_numbers(c.task.title) != bare]
    return Regrouped(How.SPLIT, (old,), tuple(parts)) if one in parts and 2 <= len(parts) <= _MOST_PARTS else None


def _but_for_numbers(title: str) -> str:
    return _NUMBER.sub("#", folded(title))


def reworded(gone: Sequence[TaskKey], came: Sequence[Came], kept: Sequence[Task]) -> tuple[Regrouped, ...]:
    """Work in the section of what is gone, led by the same units at the same time, and told in quite other words.

    Where no other work has these units and this time, that is enough; else some words are to be the same.
    """
    stand, went = Counter((*map(signs_of, kept), *(c.key.signs for c in came))), Counter(k.signs for k in gone)
    rare = {sign for sign, often in stand.items() if often == 1 and went[sign] <= 1}
    return _apart(_reworded(gone, came, _Words.of(kept), rare))


def _apart(found: Iterable[tuple[float, Regrouped]]) -> tuple[Regrouped, ...]:
    """The likest groups that have no task in common."""
    taken: set[str] = set()
    chosen = []
    for _, group in sorted(found, key=lambda one: -one[0]):
        marks = {*(k.key for k in group.old), *(f"{t.no}\n{t.title}\n{t.stream}" for t in group.new)}
        if not marks & taken:
            chosen.append(group)
            taken |= marks
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class _Words:
    """How often the tasks that stayed have a word. whole: what the words of titles weigh that were asked about."""

    often: Mapping[str, int]
    whole: dict[frozenset[str], float] = field(default_factory=dict)

    @classmethod
    def of(cls, tasks: Iterable[Task]) -> "_Words":
        return cls(Counter(word for task in tasks for word in _told(task.title)))

    def weight(self, words: Collection[str]) -> float:
        return fsum(1 / (1 + self.often.get(word, 0)) for word in words)

    def found_in(self, titles: Sequence[str]) -> Weighed:
        """Titles, by place, of which these words may be a part, or that may be a part of them."""
        sets = [_told(title) for title in titles]
        return Weighed(sets, lambda word: 1 / (1 + self.often.get(word, 0)), _INSIDE)

    def inside(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """The share of a part's words that stand in the whole: 0.0 … 1.0."""
        if part not in self.whole:
            self.whole[part] = self.weight(part)
        return self.weight(part & whole) / (self.whole[part] or 1.0)


@lru_cache(maxsize=8192)
def _told(title: str) -> frozenset[str]:
    """The words of a title that say something."""
    small = linking_words()
    return frozenset(word for word in WORD.findall(folded(title)) if word not in small)


def _splits(gone: Sequence[TaskKey], came: Sequence[Came], words: _Words) -> Iterator[tuple[float, Regrouped]]:
    found = words.found_in([c.task.title for c in came])
    worded = Likely([c.task.title for c in came], SURE)
    for old in gone:
        whole = _told(old.title)
        parts = [c.task for c in _later(old, came, found.mostly_in(whole)) if _is_part(c.task.title, old.title, words)]
        if 2 <= len(parts) <= _MOST_PARTS and (covered := _covered(old.title, (t.title for t in parts), words)):
            yield covered, Regrouped(How.SPLIT, (old,), tuple(parts))
        wider = _later(old, came, found.holding(whole, _NEARLY_ALL))
        narrower = [c.task for c in wider if _is_narrower(c.task.title, old.title, words)]
        if 2 <= len(narrower) <= _MOST_PARTS:
            yield 1.0, Regrouped(How.SPLIT, (old,), tuple(narrower))
        for in_place in (_under(old, came), _in_its_place(old, gone, came)):
            if 2 <= len(in_place) <= _MOST_PARTS:
                yield _BY_PLACE, Regrouped(How.SPLIT, (old,), in_place)
        for one in _later(old, came, worded.near(old.title)):
            if alike(old.title, one.task.title) is not Alike.WORDED:
                continue
            left_out = whole - _told(one.task.title)
            may_be = {*found.holding(whole, _INSIDE), *found.holding(left_out, _INSIDE)}
            beside = [c.task for c in _later(old, came, may_be, one) if c is one or _is_rest(c, one, old, words)]
            if 2 <= len(beside) <= _MOST_PARTS:
                yield _BESIDE, Regrouped(How.SPLIT, (old,), tuple(beside))


def _under(old: TaskKey, came: Sequence[Came]) -> tuple[Task, ...]:
    """What came under the number of work: 5a and 5b, 5.1 and 5.2 of 5."""
    under = re.compile(rf"{re.escape(folded(old.no))}\.?(?:\d+|[^\W\d_])")
    return tuple(c.task for c in came if under.fullmatch(folded(c.task.no)) and _comes_after(old, c))


def _in_its_place(old: TaskKey, gone: Sequence[TaskKey], came: Sequence[Came]) -> tuple[Task, ...]:
    """What came from the number of work on, one behind the other, with its lead and time; nothing else that is gone has these."""
    alone = _bare(old.signs) and [k.signs for k in gone].count(old.signs) == 1
    signed = [c for c in came if alone and c.key.signs == old.signs]
    numbers = [c.task.no for c in signed]
    if len(signed) < 2 or not all(_comes_after(old, c) for c in signed) or numbers != _from_on(old.no, len(signed)):
        return ()
    return tuple(c.task for c in signed)


def _from_on(no: str, count: int) -> list[str]:
    """So many numbers from this one on; none where it does not end in figures."""
    head, point, last = no.rpartition(".")
    return [f"{head}{point}{int(last) + more}" for more in range(count)] if last.isdecimal() else []


def _comes_after(old: TaskKey, new: Came) -> bool:
    return old.first_applied < new.key.first_applied and same_stream(old.stream, new.task.stream)


def _later(old: TaskKey, came: Sequence[Came], places: Iterable[int], also: Came | None = None) -> Iterator[Came]:
    """What came after work, of those places, in their order; `also` in its own."""
    known = {*places, *(at for at, c in enumerate(came) if c is also)} if also is not None else places
    return (c for c in (came[at] for at in sorted(known)) if _may_follow(old, c))


def _is_rest(new: Came, one: Came, old: TaskKey, words: _Words) -> bool:
    """Whether new work says much of an earlier title, or of what that one's new wording leaves out."""
    theirs, whole = _told(new.task.title), _told(old.title)
    left_out = whole - _told(one.task.title)
    return words.inside(whole, theirs) >= _INSIDE or (bool(left_out) and words.inside(left_out, theirs) >= _INSIDE)


def _mergers(gone: Sequence[TaskKey], came: Sequence[Came], words: _Words) -> Iterator[tuple[float, Regrouped]]:
    found = words.found_in([k.title for k in gone])
    for new in came:
        whole = _told(new.task.title)
        parts = [k for k in _earlier(new, gone, found.mostly_in(whole)) if _is_part(k.title, new.task.title, words)]
        if 2 <= len(parts) <= _MOST_PARTS and (covered := _covered(new.task.title, (k.title for k in parts), words)):
            yield covered, Regrouped(How.MERGED, tuple(parts), (new.task,))
        wider = _earlier(new, gone, found.holding(whole, _NEARLY_ALL))
        narrower = [k for k in wider if _is_narrower(k.title, new.task.title, words)]
        if 2 <= len(narrower) <= _MOST_PARTS:
            yield 1.0, Regrouped(How.MERGED, tuple(narrower), (new.task,))


def _earlier(new: Came, gone: Sequence[TaskKey], places: Iterable[int]) -> Iterator[TaskKey]:
    return (k for k in (gone[at] for at in sorted(places)) if _may_follow(k, new))


def _reworded(
    gone: Sequence[TaskKey], came: Sequence[Came], words: _Words, rare: Collection[str]
) -> Iterator[tuple[float, Regrouped]]:
    """One in the section of the other, led by the same units at the same time."""
    signed: defaultdict[str, list[Came]] = defaultdict(list)
    for new in came:
        signed[new.key.signs].append(new)
    for old in gone:
        for new in signed.get(old.signs, ()) if _bare(old.signs) else ():
            if _section(old.no) != _section(new.task.no) or not _may_follow(old, new):
                continue
            mine, theirs = _told(old.title), _told(new.task.title)
            if (like := max(words.inside(mine, theirs), words.inside(theirs, mine))) >= _LITTLE or old.signs in rare:
                yield like / 2 + (old.no == new.task.no), Regrouped(How.REWORDED, (old,), (new.task,))


def _bare(signs: str) -> bool:
    """Whether both lead and timing are known."""
    lead, _, timing = signs.partition("|")
    return bool(lead and timing)


def _may_follow(old: TaskKey, new: Came) -> bool:
    """Whether a task came after an older one, in its section, with a lead of it or its timing, and is no other stream."""
    if old.first_applied >= new.key.first_applied:
        return False
    near = _section(old.no) == _section(new.task.no) or not _signs(old.signs).isdisjoint(_signs(new.key.signs))
    return near and same_stream(old.stream, new.task.stream)


def same_stream(one: str | None, other: str | None) -> bool:
    """Whether two tasks are the same stream of their items, or none."""
    return one == other or folded(one or "") == folded(other or "")


def _is_part(part: str, whole: str, words: _Words) -> bool:
    mine, all_of = _told(part), _told(whole)
    return len(mine & all_of) >= _FEWEST and words.inside(mine, all_of) >= _INSIDE


def _is_narrower(part: str, whole: str, words: _Words) -> bool:
    """Whether a title says all that another one says, and for whom or where besides: «… cho cán bộ», «… cho người dân»."""
    mine, all_of = _told(part), _told(whole)
    some = _FEWEST_OF_ALL <= len(all_of) < len(mine | all_of) and not mine.isdisjoint(all_of)
    return some and words.inside(all_of, mine) >= _NEARLY_ALL


def _covered(whole: str, parts: Iterable[str], words: _Words) -> float:
    """The share of the whole's words that its parts have together, 0.0 where that is too little, or one part has all by itself."""
    all_of, each = _told(whole), [_told(part) for part in parts]
    together = words.inside(all_of, frozenset().union(*each))
    alone = max(words.inside(all_of, part) for part in each)
    return together if together >= _COVERED and together - alone >= _MORE else 0.0


def _section(no: str) -> str:
    return no.rpartition(".")[0]


def _leads(task: Task) -> str:
    return "; ".join(sorted(map(folded, task.lead)))


@lru_cache(maxsize=8192)
def _signs(signs: str) -> frozenset[str]:
    """Who leads it and when it is due, each by itself."""
    lead, _, timing = signs.partition("|")
    return frozenset((*lead.split("; "), f"|{timing}")) - {"", "|"}
