"""How the command line prints: tables by rich, diagnostics with their place, JSON; the home of rich."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scheduler.diagnostics import Diagnostic, Severity, by_gravity, values
from scheduler.documents.unsure import UNSURE
from scheduler.toml_text import laid_out
from scheduler.words import diagnose, place_text, say

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.QUESTION: "bold yellow",
    Severity.WARNING: "yellow",
    Severity.INFO: "dim",
}


def label(code: str, **facts: str | int) -> str:
    """A heading or label of the command line."""
    return say("cli", "label", code, values(**facts))


def told(code: str, **facts: str | int) -> str:
    """A sentence of the command line."""
    return say("cli", "say", code, values(**facts))


def say_how_to_answer(path: Path, found: Iterable[Diagnostic]) -> None:
    """Of a file that may be secret, where no plan of config speaks of it: the answer is an option of the command."""
    for one in found:
        if one.code == UNSURE:
            print(told("file-unsure", path=str(path), answer=dict(one.values)["answer"]))


def console() -> Console:
    """Standard output; colours only on a terminal."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def print_json(value: object) -> None:
    """One JSON document, readable, in UTF-8."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, each heading a code of [label]; text of the data is never read as markup."""
    table = Table(title=Text(title), title_justify="left", expand=sys.stdout.isatty())
    for code in headings:
        table.add_column(Text(label(code)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


def print_heading(text: str) -> None:
    """What the following is about."""
    console().print(Text(f"\n{text}", style="bold"))


def print_facts(facts: Mapping[str, str | None]) -> None:
    """Labelled lines; what is None is left out."""
    for code, text in facts.items():
        if text is not None:
            print(f"{label(code)}: {text}")


def print_diagnostics(found: Sequence[Diagnostic], heading: str = "findings") -> None:
    """Findings in order of gravity, each with its file and line."""
    if not found:
        return
    out = console()
    out.print(Text(label(heading, count=len(found)), style="bold"))
    for diagnostic in by_gravity(found):
        severity = Text(say("cli", "severity", diagnostic.severity.value), style=_STYLES[diagnostic.severity])
        said, *lines = laid_out(diagnose(diagnostic)).splitlines()
        out.print(Text.assemble("  ", severity, " ", place(diagnostic), said))
        for line in lines:
            out.print(Text(line), soft_wrap=True)


def place(diagnostic: Diagnostic) -> str:
    """file:line: , as far as they are known; in a file that has no lines its page, table and row."""
    where = diagnostic.location
    if where.page or where.table or where.row or where.paragraph:
        return f"{where.file}, {place_text(where)}: "
    parts = [p for p in (where.file, str(where.line) if where.line else None) if p]
    return ":".join(parts) + ": " if parts else ""


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, object]:
    """A finding as JSON: code, severity, message, file, line, span."""
    where = diagnostic.location
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnose(diagnostic),
        "file": where.file,
        "line": where.line,
        "span": list(where.span) if where.span else None,
    }
