"""What is counted ("02 tin, bài", "2 - 3 lần") and how many minutes one piece lasts: tokens → figures, nouns, Minutes."""

from scheduler.timing.folding import is_slip
from scheduler.timing.ir import Minutes
from scheduler.timing.lexicon import sense
from scheduler.timing.tokens import Tokens

FIGURES = frozenset({"NUM", "NUMW"})

HEDGES = frozenset({"ATLEAST", "ABOUT", "PLANNED"})


def figure_at(t: Tokens, i: int) -> int:
    value = t.values[i]
    return value if isinstance(value, int) else 0


def hedged(t: Tokens, i: int) -> int:
    while t.kinds[i] in HEDGES:
        i += 1
    return i


def upper_figure(t: Tokens, i: int) -> tuple[int | None, int]:
    """The upper figure of a range: "2 - 3", "2 đến 3"."""
    kinds = t.kinds
    if kinds[i] in {"-", "UNTIL"} and kinds[i + 1] in FIGURES:
        return figure_at(t, i + 1), i + 2
    return None, i


_NOUN = frozenset({"ITEM", "WORD", "PERIOD", "REPORT", "ACT"})


def counted_noun(t: Tokens, i: int) -> int:
    """Where the counted noun ends: items ("tin, bài", "số (chuyên mục)"), at most a few words of it; i where there is none."""
    kinds = t.kinds
    j = i
    if kinds[j] not in {"ITEM", "PERIOD"} and not _named_thing(t, j):
        return i
    while j < i + 8:
        if kinds[j] in _NOUN:
            j += 1
        elif kinds[j] in {",", "-", "/", "AND", "OR"} and kinds[j + 1] == "ITEM" and j > i:
            j += 2
        elif kinds[j] == "(" and kinds[j + 1] == "ITEM" and kinds[j + 2] == ")":
            j += 3
        else:
            break
    return j


def _named_thing(t: Tokens, i: int) -> bool:
    """Words that are counted though the lexicon has no such item: only where "/" and a period close them ("02 màn/quý")."""
    j = i
    while t.kinds[j] in _NOUN and j < i + 6:
        j += 1
    return j > i and t.kinds[j] == "/" and not is_slip(str(t.values[i]), _MINUTES)


_MINUTES = sense("minutes")


IN_MINUTES = frozenset({"MINUTE", "-", "UNTIL"})
_LEADING = frozenset({"LASTING", "ATLEAST", "ABOUT", "FROM", "BY", ":"})
LED_MINUTES = _LEADING | FIGURES
"""Behind "từ", "không quá": a length in minutes may follow."""


def minutes(t: Tokens, i: int) -> tuple[Minutes, int] | None:
    """thời lượng 05 phút/chuyên mục, 10 - 15 phút, từ 10 đến 15 phút, mỗi số 15 phút."""
    kinds = t.kinds
    j = i
    if kinds[j] == "EACH" and kinds[j + 1] == "ITEM":
        j += 2
    if kinds[j] == "ITEM" and kinds[j + 1] == "LASTING":
        j += 1
    while kinds[j] in _LEADING:
        j += 1
    if kinds[j] not in FIGURES or kinds[j + 1] not in IN_MINUTES:
        return None
    least = figure_at(t, j)
    if kinds[j + 1] == "MINUTE" and kinds[j + 2] in {"-", "UNTIL"} and kinds[j + 3] in FIGURES:
        most, j = figure_at(t, j + 3), j + 4
    else:
        most, j = upper_figure(t, j + 1)[0] or least, upper_figure(t, j + 1)[1]
    if kinds[j] != "MINUTE" or not 1 <= least <= most:
        return None
    return Minutes(least, most), _each_piece(t, j + 1)


def _each_piece(t: Tokens, i: int) -> int:
    """ "/chuyên mục", "mỗi số", "một chương trình" behind the minutes."""
    j = i + 1 if t.kinds[i] in {"/", "EACH"} else i + 1 if t.kinds[i] == "NUMW" and t.kinds[i + 1] == "ITEM" else i
    if j == i:
        return i
    end = counted_noun(t, j)
    return end if end > j else i
