"""The command line: verbs and their options; a verb's module is imported only when it is called, so that `explain` starts fast."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from scheduler.diagnostics import values
from scheduler.words import say

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "nhacviec"
Option: TypeAlias = tuple[str, dict[str, Any]]  # what argparse's add_argument takes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 well, 1 not understood or not found, 2 wrong use or faults in config."""
    _prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    parsed = _parser_for(given).parse_args(given)
    run = _verb(parsed.verb)
    try:
        return run(parsed)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # a fault of the world has a sentence; a slip of ours keeps its traceback
        status: int | None = import_module("scheduler.commands.failures").exit_status(error)
        if status is None:
            raise
        return status


def _verb(name: str) -> Callable[[argparse.Namespace], int]:
    """The verb's function; the collector is not in the way while its modules are imported."""
    gc.disable()
    run: Callable[[argparse.Namespace], int] = import_module(f"scheduler.commands.{name}").run
    _keep_what_is_imported()
    gc.enable()
    return run


@cache
def _keep_what_is_imported() -> None:
    """What modules make lives as long as the process: the collector need not look at it.

    Once in a process: where one runs verb after verb, the rings that each leaves behind would be kept for ever too.
    """
    gc.freeze()


class _Heard(TextIOWrapper):
    """What a reader that goes away early («apply | head») no longer hears is said to nobody: the verb does its work to the end."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except BrokenPipeError:
            self._turn_away()
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except BrokenPipeError:
            self._turn_away()

    def _turn_away(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


def _prepare_streams() -> None:
    """A pipe or terminal of an old encoding (Windows, a bare POSIX locale) still gets every letter; a reader may go away."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8")
    out = sys.stdout
    if isinstance(out, TextIOWrapper) and out is sys.__stdout__ and not out.isatty():
        heard = _Heard(out.buffer, "utf-8", line_buffering=out.line_buffering, write_through=out.write_through)
        sys.stdout = heard


_YEARS = range(1900, 2200)


def _moment(text: str) -> datetime:
    with suppress(ValueError):
        if (moment := datetime.fromisoformat(text)).year in _YEARS:
            return moment
    raise argparse.ArgumentTypeError(say("cli", "say", "not-a-moment", values(text=text)))


def _year(text: str) -> int:
    return _number(text, _YEARS, "not-a-year")


def _port(text: str) -> int:
    return _number(text, range(1, 65536), "not-a-port")


def _count(text: str) -> int:
    return _number(text, range(-999, 1000), "not-a-count")


def _number(text: str, allowed: range, code: str) -> int:
    with suppress(ValueError):
        if (number := int(text)) in allowed:
            return number
    facts = values(text=text, first=allowed[0], last=allowed[-1])
    raise argparse.ArgumentTypeError(say("cli", "say", code, facts))


def _path(text: str) -> "Path":
    from pathlib import Path  # which `explain` does without

    return Path(text)


def _option(name: str, **how: Any) -> Option:
    return name, how


def _flag(name: str) -> Option:
    return _option(name, action="store_true")


_HELP = frozenset({"-h", "--help"})
_NOW = _option("--now", type=_moment, metavar="ISO")
_JSON = _flag("--json")
_DRY_RUN = _flag("--dry-run")
_ALL = _flag("--all")
_UNCLASSIFIED = _option("--unclassified", action="append", metavar="SIGN", default=[])
_COMMON = (_option("--config", type=_path, metavar="FILE"), _NOW)
_VERBS: dict[str, tuple[Option, ...]] = {
    "init": (
        _option("dir", type=_path),
        _option("--plan", type=_path, action="append", metavar="FILE", default=[]),
        _option("--office", metavar="NAME"),
        _UNCLASSIFIED,
    ),
    "read": (_option("file", type=_path, nargs="+"), _option("--review", type=_path, metavar="HTML"), _JSON),
    "explain": (
        _option("phrase", nargs="?"),
        _option("--year", type=_year),
        _option("--plan", metavar="PLAN"),
        _JSON,
        _flag("--stdin"),
    ),
    "units": (_option("file", type=_path), _DRY_RUN, _UNCLASSIFIED),
    "check": (_JSON,),
    "apply": (_DRY_RUN,),
    "agenda": (
        _option("--feed", metavar="SLUG"),
        _option("--from", metavar="DATE", dest="first"),
        _option("--to", metavar="DATE", dest="last"),
        _ALL,
        _JSON,
    ),
    "feeds": (
        _option(
            "what", nargs="?", choices=("list", "new", "rotate", "revoke", "restored", "new-secret"), default="list"
        ),
        _option("slug", nargs="?"),
        _option("--of", metavar="SLUG"),
        _option("--query", metavar="QUERY"),
        _JSON,
    ),
    "link": (_option("person"), _option("channel"), _option("address", nargs="?")),
    "notify": (
        _option("action", choices=("test", "list")),
        _option("person", nargs="?"),
        _option("--channel", metavar="NAME"),
        _JSON,
    ),
    "bot": (),
    "export": (_option("--out", type=_path, metavar="DIR", required=True), _ALL),
    "serve": (_option("--port", type=_port),),
    "remind": (_DRY_RUN, _JSON),
    "done": (
        _option("uid"),
        _flag("--undo"),
        _flag("--not-done"),
        _option("--reason", metavar="TEXT"),
        _option("--count", type=_count, metavar="N"),
        _option("--task", metavar="NO"),
        _option("--evidence", metavar="LINK"),
        _option("--by", default="coordinator"),
    ),
    "doctor": (_JSON,),
    "backup": (_option("archive", type=_path, nargs="?", metavar="FILE"),),
    "restore": (_option("archive", type=_path, metavar="FILE"), _option("into", type=_path, metavar="DIR")),
    "outbox": (_option("--person", metavar="ID"), _JSON),
    "simulate": (
        _option("--from", metavar="DATE", dest="first"),
        _option("--to", metavar="DATE", dest="last"),
        _option("--person", metavar="ID"),
        _JSON,
    ),
    "history": (
        _option("--task", metavar="NO"),
        _option("--unit", metavar="ID"),
        _option("--from", metavar="DATE", dest="first"),
        _option("--to", metavar="DATE", dest="last"),
        _JSON,
    ),
}


class _Parser(argparse.ArgumentParser):
    """A parser that speaks the user's language, as far as argparse lets it."""

    def error(self, message: str) -> NoReturn:
        self.formatter_class = argparse.HelpFormatter
        self.print_usage(sys.stderr)
        hint = _words("usage", "hint", program=self.prog)
        self.exit(2, f"{_words('usage', 'error', reason=message)}\n{hint}\n")

    def format_usage(self) -> str:
        return _in_words(super().format_usage())

    def format_help(self) -> str:
        return _in_words(super().format_help())


def _words(section: str, code: str, **facts: str | int) -> str:
    area = "cli.en" if os.environ.get("NHACVIEC_LANG", "vi").startswith("en") else "cli"
    return say(area, section, code, values(**facts))


def _in_words(text: str) -> str:
    """argparse's own headings, in the user's language."""
    text = text.replace("usage: ", _words("usage", "usage"), 1)
    text = text.replace("positional arguments:", _words("usage", "arguments") + ":", 1)
    return text.replace("options:", _words("usage", "options") + ":", 1)


def _unsaid(section: str, code: str) -> str:
    """Help that nobody asked for is not read."""
    return ""


def _unmeasured(prog: str) -> argparse.HelpFormatter:
    """argparse makes a formatter for each option that it is told of: this one does not ask how wide the terminal is."""
    return argparse.HelpFormatter(prog, width=80)


def _parser_for(given: Sequence[str]) -> _Parser:
    """The parser of all verbs where help may be wanted; of the one verb where the line begins with it and asks for none."""
    if _HELP & set(given):
        return _parser(_words, _VERBS)
    return _parser(_unsaid, given[:1] if given and given[0] in _VERBS else _VERBS)


def _parser(words: Callable[[str, str], str], verbs: Iterable[str]) -> _Parser:
    shown = _unmeasured if words is _unsaid else argparse.HelpFormatter
    parser = _Parser(prog=PROGRAM, description=words("usage", "program"), add_help=False, formatter_class=shown)
    _add(parser, _COMMON, words, default=None)
    parser.add_argument(*sorted(_HELP), action="help", help=words("usage", "help"))
    # prog is what argparse would find out itself, with the help of modules that take long to import
    subparsers = parser.add_subparsers(
        dest="verb", required=True, metavar="…", title=words("usage", "verbs"), prog=PROGRAM
    )
    for verb in verbs:
        said = words("verb", verb)
        one = subparsers.add_parser(verb, help=said, description=said, add_help=False, formatter_class=shown)
        _add(one, _VERBS[verb], words)
        _add(one, _COMMON, words, default=argparse.SUPPRESS)
        one.add_argument(*sorted(_HELP), action="help", help=words("usage", "help"))
    return parser


def _add(
    parser: argparse.ArgumentParser, options: Sequence[Option], words: Callable[[str, str], str], **more: Any
) -> None:
    for name, how in options:
        parser.add_argument(name, help=words("option", name.lstrip("-")), **{**how, **more})


if __name__ == "__main__":
    sys.exit(main())
