"""What we put into somebody's config.toml, or offer for it: texts and ids as TOML and our schema take them."""

import json
from collections.abc import Collection
from itertools import count
from typing import Final

from scheduler.text import slug

_LONGEST_ID: Final = 60


def quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007f")


def new_id(text: str, taken: Collection[str] = ()) -> str:
    """The slug of a text as an id of at most 60 characters, with the first number behind it that nobody has where it is taken."""
    wanted = slug(text)[:_LONGEST_ID].strip("-") or "x"
    if wanted not in taken:
        return wanted
    head = wanted[: _LONGEST_ID - 4].rstrip("-")
    return next(one for n in count(2) if (one := f"{head}-{n}") not in taken)
