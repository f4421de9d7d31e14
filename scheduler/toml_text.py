"""What we put into somebody's config.toml, or offer for it: texts and ids as TOML and our schema take them."""

import json
import re
from collections.abc import Collection
from itertools import count
from typing import Final

from scheduler.text import slug

_LONGEST_ID: Final = 60
_VALUE: Final = r'(?:"[^"]*"|\[[^\]]*\]|[^\s,;."()\[\]]+)'
_TABLE: Final = re.compile(rf"\s*(\[\[\w+\]\]) (\w+ = {_VALUE}(?:, \w+ = {_VALUE})*)[;.]?\s*")


def quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")


def laid_out(sentence: str) -> str:
    """A sentence that offers tables («[[tasks]] plan = "kh", no = "2"») with each of their lines by itself, ready to be copied."""

    def table(found: re.Match[str]) -> str:
        lines = (found[1], *re.findall(rf"\w+ = {_VALUE}", found[2]))
        return "".join(f"\n    {line}" for line in lines) + "\n"

    parted = _TABLE.sub(table, sentence)
    return "\n".join(
        line if line.startswith("    ") or at == 0 else f"  {line}"
        for at, line in enumerate(parted.split("\n"))
        if line
    )


def new_id(text: str, taken: Collection[str] = ()) -> str:
    """The slug of a text as an id of at most 60 characters, with the first number behind it that nobody has where it is taken."""
    wanted = slug(text)[:_LONGEST_ID].strip("-") or "x"
    if wanted not in taken:
        return wanted
    head = wanted[: _LONGEST_ID - 4].rstrip("-")
    return next(one for n in count(2) if (one := f"{head}-{n}") not in taken)
