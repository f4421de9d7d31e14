"""The units that a plan itself names, and its running text with each of these names as one word that nothing splits."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from scheduler.plans.patterns import CAPITAL, SIGNS, SMALL, pattern
from scheduler.plans.unit_keys import unit_key
from scheduler.plans.vocabulary import label_role, words
from scheduler.text import capitalised, folded

_LETTERS = "ĐVTÊN"  # before a sign: patterns of names want a capital and some letters
_FIRST, _LAST = SIGNS[0], SIGNS[-1]
_SIGN = pattern("known", "sign")
_A_SIGN = re.compile(f"[{SIGNS}]")  # a text that has them itself stays as it is
_DASH = re.compile(r"\s*[-–—]\s*")
_LONGER_BEFORE = pattern("known", "longer_before")
_LONGER_AFTER = pattern("known", "longer_after").pattern
_LEVEL, _LEVEL_AT_END = pattern("known", "level").pattern, pattern("known", "level_at_end")
_LEVEL_ALONE = re.compile(rf"{_LEVEL}(?!\w)")
_OF_GROUP, _GROUP_GOES_ON = pattern("known", "of_group"), pattern("known", "group_goes_on")
_POST = pattern("known", "post").pattern
_AT_WORK = pattern("known", "before_worker")
_BEFORE_SMALL = pattern("known", "before_small")
_FEWEST, _MOST_WORDS = 2, 14


@dataclass(slots=True)
class KnownNames:
    """Names of units of one plan. `hidden` writes each as one sign; `shown` takes signs for what stood there.

    A name is the longest known one that stands there; none is seen where a longer one stands that is not known: «Văn phòng»
    in «Văn phòng Sở», «Công an xã» in «Trưởng Công an xã». «Trạm Y tế» is known where «Trạm Y tế xã» is, and the other way.
    """

    _names: re.Pattern[str] | None
    _guessed: frozenset[str] = frozenset()
    _signs: dict[tuple[str, bool], str] = field(default_factory=dict)
    _printed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str], guessed: Iterable[str] = ()) -> "KnownNames":
        """These names, and those of which only a verb behind them tells the end; what is no name alone («Phòng») is left out."""
        known = {form for name in names if _may_be_one(name) for form in forms(name)}
        keys = set(map(unit_key, known))
        unsure = {name for name in guessed if _may_be_one(name) and unit_key(name) not in keys}
        longest_first = sorted(known | unsure, key=lambda name: (-len(name), name))
        return cls(_any_of(longest_first) if longest_first else None, frozenset(map(unit_key, unsure)))

    def is_guessed(self, unit: str) -> bool:
        """Whether a unit of hidden text is one whose end nothing but a verb, known or not, tells."""
        return any(sign in unit for (_, sure), sign in self._signs.items() if not sure)

    def goes_on(self, unit: str) -> bool:
        """Whether a unit as printed is a known name with small words behind it that may be work: «Các thôn kích hoạt …»."""
        found = self._names.match(unit) if self._names else None
        rest = unit[found.end() :].strip() if found else ""
        return rest[:1].islower() and _LEVEL_ALONE.match(rest) is None

    def hidden(self, text: str) -> str:
        """The text with signs for the names that stand in it."""
        if self._names is None or _A_SIGN.search(text):
            return text
        pieces, start = [], 0
        for found in self._names.finditer(text):
            if self._is_whole(text, found) and (sign := self._sign(found.group(), self._is_sure(text, found))):
                pieces += [text[start : found.start()], sign]
                start = found.end()
        return "".join([*pieces, text[start:]])

    def shown(self, text: str) -> str:
        """The text as printed."""
        return _SIGN.sub(lambda found: self._printed.get(found.group(), found.group()), text)

    def unit(self, name: str) -> str:
        """A unit as printed, its first letter a capital."""
        return capitalised(self.shown(name))

    @staticmethod
    def _is_whole(text: str, found: re.Match[str]) -> bool:
        """Whether no longer name stands there. A group may go on before what is no listed work, but where it works itself."""
        before = text[max(0, found.start() - 40) : found.start()]
        at_work = _AT_WORK.search(before) is not None
        small = found.group()[0].islower() and _BEFORE_SMALL.search(before) is None
        longer = _group_goes_on(text, found) and (not at_work or text[found.end() : found.end() + 1] == ",")
        return not (small or longer) and _LONGER_BEFORE.search(before) is None

    def _is_sure(self, text: str, found: re.Match[str]) -> bool:
        return unit_key(found.group()) not in self._guessed and not _group_goes_on(text, found)

    def _sign(self, printed: str, sure: bool) -> str | None:
        if (printed, sure) not in self._signs:
            if len(self._signs) > ord(_LAST) - ord(_FIRST):
                return None
            sign = _LETTERS + chr(ord(_FIRST) + len(self._signs))
            self._signs[printed, sure], self._printed[sign] = sign, printed
        return self._signs[printed, sure]


def _group_goes_on(text: str, found: re.Match[str]) -> bool:
    return _OF_GROUP.search(found.group()) is not None and _GROUP_GOES_ON.match(text, found.end()) is not None


def _may_be_one(name: str) -> bool:
    """Whether a name says more than a kind: it has two words, or is an abbreviation; and it is no list, no person's title."""
    count = len(name.split())
    long_enough = count >= _FEWEST or (name.isupper() and len(name) >= 4)
    plain = folded(name)
    apart = plain not in _kinds_alone() and label_role(name) is None and not re.search(r"[:;/()]", name)
    return long_enough and apart and count <= _MOST_WORDS


@cache
def _kinds_alone() -> frozenset[str]:
    return frozenset((*words("units", "never_alone"), *words("units", "heads"), *words("known", "not_alone")))


def forms(name: str) -> Iterable[str]:
    """A name as it may stand in a sentence: itself, and without the level that it ends with, which one office need not say."""
    yield name
    without = _LEVEL_AT_END.sub("", name)
    if without != name and _may_be_one(without) and "," not in without:
        yield without


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    spelled = "|".join(map(_spelled, names))
    named = rf"(?<![\w/])(?:{_POST}\s+){{0,3}}(?:{spelled})(?:\s+(?:{_LEVEL}))?(?!\w)"
    goes_on = rf"\s*[-–]\s*[{CAPITAL}]|\s+[{CAPITAL}][{SMALL}{CAPITAL}]|{_LONGER_AFTER}"
    return re.compile(f"{named}(?!{goes_on})")


def _spelled(name: str) -> str:
    """A name in any case and with any dash and blanks."""
    parts = (r"\s+".join(map(re.escape, part.split())) for part in _DASH.split(name))
    return "(?i:" + r"\s*[-–—]\s*".join(parts) + ")"
