"""Where in a TOML text each key stands: key path → line and columns, for diagnostics that point at the place."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys from the top; a position in an array counts from 0."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line counted from 1, and the half-open columns in it, counted from 0."""

    line: int
    span: tuple[int, int]


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


def locate(text: str) -> Mapping[KeyPath, Place]:
    """The place of every table, key and array element of a text that tomllib reads. Where a key came twice, its first place."""
    return _Scanner(text).run()


def path_text(path: KeyPath) -> str:
    """A key path as people read it: people[2].units[1], positions counted from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def nearest_place(places: Mapping[KeyPath, Place], path: KeyPath) -> Place | None:
    """The place of a path, or of the closest thing that holds it."""
    for length in range(len(path), 0, -1):
        if found := places.get(path[:length]):
            return found
    return None


class _Scanner:
    """One walk over a text that is known to be valid; each method starts at `at` and leaves it behind what it read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.table: KeyPath = ()
        self.places: dict[KeyPath, Place] = {}
        self.lengths: dict[KeyPath, int] = {}
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def run(self) -> Mapping[KeyPath, Place]:
        """Read statement by statement."""
        self._blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                self._header()
            else:
                self._pair(self.table)
            self._blank()
        return self.places

    def _header(self) -> None:
        start = self.at
        is_array = self.text.startswith("[[", start)
        self.at += 2 if is_array else 1
        keys = self._keys()
        path: KeyPath = (*self._inside(keys[:-1], start), keys[-1])
        if is_array:
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            self._keep(path, start, self.at)
            path += (index,)
        self.at = self._skip_past("]") + (1 if is_array else 0)
        self._keep(path, start, self.at)
        self.table = path

    def _inside(self, keys: tuple[str, ...], start: int) -> KeyPath:
        """A header's leading keys, each array of tables standing for its last element."""
        path: KeyPath = ()
        for key in keys:
            path += (key,)
            self._keep(path, start, self.at)
            if path in self.lengths:
                path += (self.lengths[path] - 1,)
        return path

    def _pair(self, table: KeyPath) -> None:
        start = self.at
        keys = self._keys()
        end = self.at
        for length in range(1, len(keys) + 1):
            self._keep(table + keys[:length], start, end)
        self.at = self._skip_past("=")
        self._value(table + keys)

    def _value(self, path: KeyPath) -> None:
        self._blank()
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in ('"', "'"):
            self._match(_STRING)
        else:
            self._match(_SCALAR)

    def _array(self, path: KeyPath) -> None:
        for index in self._members("]"):
            start = self.at
            self._value((*path, index))
            self._keep((*path, index), start, self.at)

    def _inline_table(self, path: KeyPath) -> None:
        for _ in self._members("}"):
            self._pair(path)

    def _members(self, closing: str) -> Iterator[int]:
        """Stand at each member between brackets in turn."""
        self.at += 1
        index = 0
        self._blank()
        while self.at < len(self.text) and self.text[self.at] != closing:
            yield index
            index += 1
            self._blank()
            if self.text.startswith(",", self.at):
                self.at += 1
            self._blank()
        self.at += 1

    def _keys(self) -> tuple[str, ...]:
        self._blank()
        keys = [self._key()]
        while dot := _DOT.match(self.text, self.at):
            self.at = dot.end()
            keys.append(self._key())
        return tuple(keys)

    def _key(self) -> str:
        if self.text[self.at] in "\"'":
            quoted = self._match(_STRING)
            return _unescaped(quoted[1:-1]) if quoted[0] == '"' else quoted[1:-1]
        return self._match(_BARE)

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:  # not valid TOML after all: step on, so that the walk ends
            self.at += 1
            return ""
        self.at = found.end()
        return found.group()

    def _blank(self) -> None:
        self._match(_BLANK)

    def _skip_past(self, sign: str) -> int:
        found = self.text.find(sign, self.at)
        return len(self.text) if found < 0 else found + 1

    def _keep(self, path: KeyPath, start: int, end: int) -> None:
        if path in self.places:
            return
        line = bisect_right(self.starts, start)
        begin = self.starts[line - 1]
        close = self.text.find("\n", begin)
        last = min(end, len(self.text) if close < 0 else close)
        self.places[path] = Place(line, (start - begin, max(last, start + 1) - begin))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _SIMPLE.get(m[3], m[3]), text)
