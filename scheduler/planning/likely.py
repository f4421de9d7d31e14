"""Which of many titles may be like another: looked up by their rarest words, so that not each is held against each.

A title that shares a part of its words with another one shares one of its rarest: the fewer it may miss, the fewer to look up.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from math import ceil

from scheduler.planning.title_words import abbreviations_of, bag_of, stands_in

_Part = tuple[str, int]
_SLIP = 1e-9  # of reckoning with fractions


class Likely:
    """Titles of which those are found, by place, that may have a share of words (`least`) in common with another one."""

    def __init__(self, titles: Sequence[str], least: float) -> None:
        self._least, self._all = least, titles
        self._often = Counter(part for title in titles for part in bag_of(title))
        self._with: defaultdict[_Part, list[int]] = defaultdict(list)
        self._short: defaultdict[str, list[int]] = defaultdict(list)
        self._spoken: dict[str, list[int]] = {}
        self._opened: list[int] = []
        for place, title in enumerate(titles):
            for part in self._rarest(title):
                self._with[part].append(place)
            for short in abbreviations_of(title):
                self._short[short].append(place)
            if any(stands_in(short, title) for short in abbreviations_of(title)):
                self._opened.append(place)

    def near(self, title: str) -> Iterable[int]:
        """The places of those that may be as like as that, in order. Abbreviations are likely what they may stand for."""
        mine = abbreviations_of(title)
        if any(stands_in(short, title) for short in mine):
            return range(len(self._all))
        found = {place for part in self._rarest(title) for place in self._with.get(part, ())}
        found.update(self._opened)
        for short in mine:
            found.update(self._saying(short))
        for short, places in self._short.items():
            if stands_in(short, title):
                found.update(places)
        return sorted(found)

    def _saying(self, short: str) -> list[int]:
        if short not in self._spoken:
            self._spoken[short] = [place for place, title in enumerate(self._all) if stands_in(short, title)]
        return self._spoken[short]

    def _rarest(self, title: str) -> Sequence[_Part]:
        parts = sorted(bag_of(title), key=lambda part: (self._often[part], part))
        shared = ceil(len(parts) * self._least / (2 - self._least) - _SLIP)
        return parts[: len(parts) - shared + 1] if parts else ()


class Weighed:
    """Sets of words, each word with a weight: found by place where one set may hold most of another."""

    def __init__(self, sets: Sequence[Collection[str]], weight: Callable[[str], float], least: float) -> None:
        self._weight, self._often = weight, Counter(word for words in sets for word in words)
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        self._mostly: defaultdict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(sets):
            for word in words:
                self._having[word].append(place)
            for word in self._rarest(words, least):
                self._mostly[word].append(place)

    def mostly_in(self, words: Iterable[str]) -> set[int]:
        """The places of those of which these words may hold `least` of the weight."""
        return {place for word in words for place in self._mostly.get(word, ())}

    def holding(self, words: Collection[str], share: float) -> set[int]:
        """The places of those that may hold this share of the weight of these words."""
        return {place for word in self._rarest(words, share) for place in self._having.get(word, ())}

    def _rarest(self, words: Collection[str], share: float) -> Iterable[str]:
        """The rarest words, that weigh more together than may be missing."""
        missing = (1 - share) * sum(self._weight(word) for word in words) + _SLIP
        for word in sorted(words, key=lambda word: (self._often[word], word)):
            yield word
            missing -= self._weight(word)
            if missing < 0:
                return
