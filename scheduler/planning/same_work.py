"""Whether two titles are one piece of work: nothing between them may tell one piece from another."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import IntEnum

from scheduler.planning.kinds import is_syllable, words_before_years
from scheduler.planning.title_words import Word, most_in_common, opened

SURE = 0.76
"""The share of words that titles of one work have in common, in order."""
_NEARLY_ALL = 0.85
_FEWEST = 4  # words of a title that may stand within another


class Alike(IntEnum):
    """How alike two titles are. WORDED: one says all of the other and more. SAME: they differ in nothing that tells anything."""

    NO = 0
    WORDED = 1
    SAME = 2


def likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common, in order and without regard to their commas: 0.0 … 1.0."""
    return _in_common(*opened(one, other)).ratio()


def is_within(one: str, other: str, most: float = _NEARLY_ALL) -> bool:
    """Whether nearly all words of one title, and not just a few, stand in the other in order: it says the same, and more."""
    words = opened(one, other)
    fewest = min(map(len, words))
    return fewest >= _FEWEST and sum(b.size for b in _in_common(*words).get_matching_blocks()) >= most * fewest


def same_work(one: str, other: str, least: float = SURE) -> bool:
    """Whether a title is but a new wording of the other. least: the share of words that they are to have in common."""
    return alike(one, other, least) is not Alike.NO


def alike(one: str, other: str, least: float = SURE) -> Alike:
    """How alike two titles are.

    Nothing is told by tone marks, small words, commas, capitals, an abbreviation of what the other says in full, a slip of typing,
    a year that one of them leaves out. Words put in, or left out, may make no difference; but they do in front («Tổng kết hội thi»
    for «Hội thi»), and so does a word in another's place («hộ tịch» for «đất đai»), and a name or a number that only one has:
    «Kiểm tra xã An Hòa» is another piece of work than «Kiểm tra xã An Bình», however alike they are.
    """
    if most_in_common(one, other) < least:
        return Alike.NO
    first, second = opened(one, other)
    matcher = _in_common(first, second)
    return _by_what_differs(matcher, first, second) if matcher.ratio() >= least else Alike.NO


def _in_common(one: Sequence[Word], other: Sequence[Word]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [w.plain for w in one], [w.plain for w in other], autojunk=False)


def _by_what_differs(matcher: SequenceMatcher[str], first: Sequence[Word], second: Sequence[Word]) -> Alike:
    more, begun = [False, False], False
    one, other = ({w.plain for w in words if w.is_year} for words in (first, second))
    dated = not (one <= other or other <= one)
    for op, a, b, c, d in matcher.get_opcodes():
        if op == "equal":
            if _other_names(first[a:b], second[c:d]):
                return Alike.NO
            begun = begun or not all(w.empty for w in first[a:b])
            continue
        sides = [_telling(side, dated) for side in (first[a:b], second[c:d])]
        if _misspelt(*sides) or sides == [[], []]:
            continue
        if all(sides) or not begun or any(w.tells for side in sides for w in side):
            return Alike.NO
        more = [was or bool(side) for was, side in zip(more, sides, strict=True)]
    return Alike.NO if all(more) else Alike.WORDED if any(more) else Alike.SAME


def _telling(words: Sequence[Word], dated: bool) -> list[Word]:
    """Without small words; and without years, but where the titles name others (dated)."""
    return [w for at, w in enumerate(words) if not w.empty and (dated or not _of_year(words, at))]


def _of_year(words: Sequence[Word], at: int) -> bool:
    """Whether a word is a year, or the «năm» before it."""
    return words[at].is_year or (
        words[at].plain in words_before_years() and at + 1 < len(words) and words[at + 1].is_year
    )


def _other_names(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether names differ by their tone marks: «Tân Hà», «Tân Hạ»."""
    return any(w.tells and n.tells and w.marks != n.marks for w, n in zip(left, right, strict=True))


def _misspelt(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether one word stands for another that differs by a slip of the fingers, and one of the two is no Vietnamese word."""
    if len(left) != 1 or len(right) != 1:
        return False
    one, other = left[0].plain, right[0].plain
    return one.isalpha() and other.isalpha() and is_syllable(one) != is_syllable(other) and _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, put in or taken for another, or two stand in each other's place."""
    if sorted(one) == sorted(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 2
    matching = sum(b.size for b in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return max(len(one), len(other)) - matching == 1
