"""A line of an amendment with its units and times as one letter each; what is taken out leaves the rest to look at."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scheduler.plans.labelled import tidy
from scheduler.plans.patterns import CAPITAL, TIMES, UNITS, pattern
from scheduler.plans.time_at_end import counts, is_event, is_time
from scheduler.plans.timed import starts_timed
from scheduler.plans.unit_names import are_units, begins_unit
from scheduler.plans.vocabulary import words
from scheduler.text import folded

_STOPS = pattern("whole", "behind_unit")
_UP_TO = pattern("whole", "up_to")
_NO_NAME = pattern("account", "no_name")
_VERB, _SMALL_AT_END = pattern("account", "verb"), pattern("whole", "small_at_end")
_WAITS, _NO_TIME = pattern("whole", "waits"), pattern("whole", "no_time")
_HEAD_OF_UNIT = re.compile(rf"(?<!\w)(?=[{CAPITAL}])")
_WORD_END = re.compile(r"\w(?!\w)|\)")
_LENGTH = re.compile(r"(?:\w+\s+){0,2}\d+\s+\w+$")  # «01 tháng»: how much later, and no time
_WORD = re.compile(r"\w+")
_PIECE = re.compile(rf"[^;:()\x00{UNITS}]+")
_SEGMENT = re.compile(rf"[;:,()\x00{UNITS}{TIMES}]|\.(?=\s|$)")
_MOST, _FIRST_UNIT, _FIRST_TIME = ord(UNITS[-1]) - ord(UNITS[0]) + 1, ord(UNITS[0]), ord(TIMES[0])
_MOST_WORDS = 16
_FEWEST_IN_NAME = 3


@dataclass(slots=True)
class Rest:
    """What is not understood yet of a line. units, times: those that stand in it as one letter each."""

    text: str
    units: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)

    def take(self, form: re.Pattern[str]) -> list[str]:
        """The units of all that has this form, which is taken out."""
        found = list(form.finditer(self.text))
        self.text = form.sub(_gone, self.text)
        return [self.units[ord(letter) - _FIRST_UNIT] for m in found for letter in m.group() if _is_unit(letter)]

    def holds(self, form: re.Pattern[str]) -> bool:
        """Whether anything of this form is left."""
        return form.search(self.text) is not None

    def take_times(self) -> list[str]:
        """The times that are left, taken out, each once."""
        found = [self.times[ord(letter) - _FIRST_TIME] for letter in self.text if _is_time(letter)]
        self.text = "".join(" \x00 " if _is_time(letter) else letter for letter in self.text)
        return list(dict.fromkeys(found))

    def is_empty(self) -> bool:
        """Whether only words are left that carry nothing, or that a rhythm counts: «tăng số lớp …»."""
        return not any(map(_is_unit, self.text)) and not _telling(self.text, _counted(self.times))

    def name(self) -> str | None:
        """The one run of words that is left beside those that carry nothing: how the line calls the item; None for several."""
        pieces = [p for p in _SEGMENT.split(_VERB.sub(" \x00 ", self.text)) if _telling(p, _counted(self.times))]
        if len(pieces) != 1 or any(map(_is_unit, self.text)):
            return None
        said = _without_lead_in(pieces[0], _counted(self.times))
        turns = set(folded(said).split()) & set(words("amending", "turning"))
        return said if len(said.split()) >= _FEWEST_IN_NAME and not turns else None


def spans_of(text: str) -> Rest:
    """The line with a letter for each unit, or list of units, and for each time, the longest that reads as one."""
    made, units, at = "", list[str](), 0
    for start in (m.start() for m in _HEAD_OF_UNIT.finditer(text)):
        if start < at or len(units) == _MOST or (name := _unit_at(text, start)) is None:
            continue
        made += text[at:start] + chr(_FIRST_UNIT + len(units))
        units.append(name)
        at = start + len(name)
    rest = Rest(made + text[at:], units)
    for piece in _PIECE.findall(rest.text):
        while len(rest.times) < _MOST and (time := _longest_time(piece)) is not None:
            piece = piece.replace(time, "\x00", 1).split("\x00", 1)[1]
            rest.text = rest.text.replace(time, chr(_FIRST_TIME + len(rest.times)), 1)
            rest.times.append(_without_up_to(tidy(time)))
    return rest


def _counted(times: Iterable[str]) -> frozenset[str]:
    return frozenset(word for time in times if counts(time) for word in _WORD.findall(folded(time)))


def _telling(text: str, counted: frozenset[str] = frozenset()) -> bool:
    known = {*words("amending", "between"), *words("amending", "carrying_nothing"), *counted}
    return any(w not in known for w in _WORD.findall(folded(text)))


def _without_lead_in(piece: str, counted: frozenset[str]) -> str:
    """A run of words from the first that carries something: «tổ chức hội thi …» → «hội thi …»."""
    said = piece.split()
    at = next(at for at, word in enumerate(said) if _telling(word, counted) or _is_compound(said[at : at + 2]))
    return _SMALL_AT_END.sub("", " ".join(said[at:])).strip(" -–")


def _is_compound(two: Sequence[str]) -> bool:
    """Whether two words are one that carries something, though the first alone may not: «giao ban»."""
    return folded(" ".join(two)) in words("amending", "compounds")


def _gone(_: re.Match[str]) -> str:
    return " \x00 "


def _is_unit(letter: str) -> bool:
    return 0 <= ord(letter) - _FIRST_UNIT < _MOST


def _is_time(letter: str) -> bool:
    return 0 <= ord(letter) - _FIRST_TIME < _MOST


def _unit_at(text: str, start: int) -> str | None:
    """The longest name of a unit, or list of them, that begins there; it holds no verb and no word of who does what."""
    rest = text[start:]
    if not begins_unit(rest) or _NO_NAME.match(rest):
        return None
    stop = _STOPS.search(rest)
    most = rest[: stop.start()] if stop else rest
    ends = [m.end() for m in _WORD_END.finditer(most)][:_MOST_WORDS]
    return next((most[:end] for end in reversed(ends) if are_units(most[:end])), None)


def _without_up_to(time: str) -> str:
    bare = _UP_TO.sub("", time)
    return bare if is_time(bare) or starts_timed(bare) else time


def _longest_time(piece: str) -> str | None:
    starts = [m.start() for m in re.finditer(r"(?<!\S)\S", piece)]
    ends = [m.end() for m in re.finditer(r"\S(?!\S)", piece)]
    spans = ((a, b) for a in starts for b in reversed(ends) if b > a)
    return next((t for a, b in spans if is_timed(t := piece[a:b].strip(" ,.")) and not _LENGTH.match(t)), None)


def is_timed(text: str) -> bool:
    """Whether a text is a time, or a count for a span of time («01 đoàn/quý»), and nothing else."""
    counted = text[:1].isdigit() and "/" in text and counts(text)
    timed = is_time(text) and (_WAITS.match(text) is not None or not is_event(text))
    return (timed or counted) and _NO_TIME.search(text) is None
