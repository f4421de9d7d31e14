"""Patterns of running text (patterns.toml): regular expressions over Vietnamese words, put together from named parts."""

import re
import tomllib
from functools import cache, reduce
from pathlib import Path

from scheduler.plans.quotes import CLOSES, OPENS, QUOTES
from scheduler.plans.vocabulary import words

# Classes of letters: capitals and small ones lie mixed in Unicode, ranges do not tell them.
_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
SMALL = "a-zđ" + "".join(c for c in _VOWELS if not c.isascii())
"""The inside of a class of small letters."""
CAPITAL = "A-ZĐ" + "".join(c for c in _VOWELS.upper() if not c.isascii())
"""The inside of a class of capitals."""
SIGNS = "\U00013000-\U0001342f"
"""The inside of a class of signs, hieroglyphs that no plan has: each stands for a name of a unit that is known (known_names)."""

UNITS, TIMES = "\ue100-\ue13b", "\ue140-\ue17b"
"""The insides of classes of letters that stand for the units and the times of a line (amending_spans)."""

_INSIDE = {
    "UNITS": UNITS,
    "TIMES": TIMES,
    "CAPITAL": CAPITAL,
    "SMALL": SMALL,
    "SIGN": SIGNS,
    "OPENS": OPENS,
    "CLOSES": CLOSES,
    "QUOTES": QUOTES,
}

BRACKET = re.compile(r"\((?P<inner>[^()]*)\)")
"""What stands in brackets, without brackets of its own inside."""

_REFERENCE = re.compile(r"@(?P<table>[a-z]+)\.(?P<key>[a-z_]+)@")


def pattern(table: str, key: str) -> re.Pattern[str]:
    """A pattern of patterns.toml, compiled. Raises KeyError for a name that is not there: a slip of ours."""
    return re.compile(_source(table, key))


def _source(table: str, key: str) -> str:
    """Its lines as one; @table.key@ stands for that part, @CAPITAL@ and the like for letters and marks (_INSIDE)."""
    joined = "".join(line.strip() for line in _data()[table][key].split("\n"))
    letters = reduce(lambda text, named: text.replace(f"@{named[0]}@", named[1]), _INSIDE.items(), joined)
    return _REFERENCE.sub(lambda found: f"(?:{_part(found['table'], found['key'])})", letters)


def _part(table: str, key: str) -> str:
    """A pattern, or the words of vocabulary.toml under that name as alternatives, the longest first."""
    if key in _data().get(table, {}):
        return _source(table, key)
    return "|".join(re.escape(word) for word in sorted(words(table, key), key=len, reverse=True))


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "patterns.toml").read_text(encoding="utf-8"))
