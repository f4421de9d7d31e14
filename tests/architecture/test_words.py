"""Every sentence is said by somebody, everybody who says one finds it, and it is filled with the facts that it is given."""

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "scheduler" / "words"
AREAS = sorted(path.stem for path in WORDS.glob("*.toml"))
PARTS = sorted(path.name for path in (ROOT / "scheduler").iterdir() if path.suffix == ".py" or any(path.rglob("*.py")))

# who speaks → (area, section) and the place of the code among its arguments; None: any area that has the section
SPEAKERS: dict[str, tuple[str | None, str, int]] = {
    "Diagnostic": (None, "diagnostic", 0),
    "Reason": ("planning", "reason", 0),
    "Assumption": (None, "assumption", 1),
    "fault": ("config", "diagnostic", 0),
    "_finding": ("timing", "diagnostic", 0),
    "told": ("cli", "say", 0),
    "warn": ("cli", "say", 0),
    "NotFound": ("cli", "say", 0),
    "label": ("cli", "label", 0),
    "_label": ("cli", "label", 0),
    "_word": ("review", "label", 0),
    "Ground": ("review", "ground", 1),
    "_line": ("feeds", "line", 0),
    "_general": ("feeds", "each", 0),
    "_say_when": ("messages", "when", 0),
    "_help": ("timing", "label", 0),
    "worded": ("sentences", "sentence", 0),
}
ADDED = {"fault": {"key"}}  # facts that a speaker adds by itself
# said by the name of a FaultCode of calendars, of a pydantic error, of a Cause of notifiers, of a Bound of the timing language
FOREIGN = {("cli", "calendar-fault"), ("config", "type"), ("outbox", "cause"), ("rules", "bound")}
SHARED = {"no", "plan", "phrase"}  # what planning adds to each finding about a task


@cache
def sentences(area: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((WORDS / f"{area}.toml").read_text(encoding="utf-8"))


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@dataclass(frozen=True, slots=True)
class Said:
    """A place in the sources where a sentence is chosen: its code (or a pattern), and the facts, None where not written out."""

    where: str
    area: str | None
    section: str
    code: str
    exact: bool
    facts: frozenset[str] | None

    def found(self) -> list[str]:
        """The sentences that it can mean."""
        tables = [sentences(a).get(self.section, {}) for a in ([self.area] if self.area else AREAS)]
        return [
            s
            for t in tables
            for c, s in t.items()
            if re.fullmatch(re.escape(self.code) if self.exact else self.code, c)
        ]


@cache
def trees(part: str) -> list[tuple[Path, ast.Module]]:
    """The sources of a package (or module) of the application, read once."""
    place = ROOT / "scheduler" / part
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place]
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def codes(node: ast.expr) -> Iterator[tuple[str, bool]]:
    """The codes that an expression can be, as (text, True) or (pattern, False); nothing for a name."""
    match node:
        case ast.Constant(value=str(text)):
            yield text, True
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*codes(body), *codes(orelse))
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in parts), False


def facts_of(call: ast.Call, speaker: str) -> frozenset[str] | None:
    """The names of the facts where all of them are written out at the call, in values(…) or as keywords."""
    inner = next((a for a in (*call.args, *(k.value for k in call.keywords)) if named(a) == "values"), None)
    if speaker in ("Diagnostic", "Ground", "Reason", "Assumption", "say", "_general"):
        if not isinstance(inner, ast.Call):
            return (
                frozenset()
                if len(call.args)
                <= {"Diagnostic": 3, "Ground": 2, "Reason": 1, "Assumption": 2, "say": 3, "_general": 1}[speaker]
                else None
            )
        keywords = inner.keywords
    else:
        ours = {"severity", "path"} if speaker in ("fault", "_finding") else set()
        keywords = [k for k in call.keywords if k.arg not in ours]
    if any(k.arg is None for k in keywords):
        return None
    return frozenset(k.arg for k in keywords if k.arg) | ADDED.get(speaker, set())


def named(node: ast.expr) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return None


def said(part: str) -> Iterator[Said]:
    for path, tree in trees(part):
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            speaker, where = named(call) or "", f"{path.relative_to(ROOT)}:{call.lineno}"
            if speaker == "say" and len(call.args) >= 3:
                area, section = (getattr(a, "value", None) for a in call.args[:2])
                if isinstance(area, str) and isinstance(section, str):
                    for code, exact in codes(call.args[2]):
                        yield Said(where, area, section, code, exact, facts_of(call, "say"))
            elif speaker in SPEAKERS and len(call.args) > SPEAKERS[speaker][2]:
                area, section, place = SPEAKERS[speaker]
                for code, exact in codes(call.args[place]):
                    yield Said(where, area, section, code, exact, facts_of(call, speaker))


def wrong(one: Said) -> Iterator[str]:
    """What is wrong with what is said there; each sentence is filled with the facts that it is given, all of them in a trace."""
    found = one.found()
    if not found:
        yield f"no sentence for “{one.code}” under [{one.section}]"
    for sentence in found if one.facts is not None else ():
        if unknown := fields(sentence) - one.facts - (SHARED if one.section == "diagnostic" else set()):
            yield f"“{one.code}” is not given {sorted(unknown)}: {sentence}"
        if one.exact and one.section in ("reason", "assumption") and fields(sentence) != one.facts:
            yield f"“{one.code}” never shows a fact of the trace: {sentence}"


@pytest.mark.parametrize("part", PARTS)
def test_what_is_said_has_its_sentence_with_its_facts(part: str) -> None:
    assert sorted({f"{one.where}: {fault}" for one in said(part) for fault in wrong(one)}) == []


@cache
def texts() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text of the sources and their tables, and every f-string as a pattern."""
    plain, patterns = set[str](), []
    for tree in (tree for part in PARTS for _, tree in trees(part)):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                ((pattern, _),) = codes(node)
                if re.search(r"[a-z]{2}", pattern):
                    patterns.append(re.compile(pattern))
    for table in (ROOT / "scheduler").rglob("*.toml"):
        if table.parent != WORDS:
            plain |= set(re.findall(r'"([a-z0-9-]+)"', table.read_text(encoding="utf-8")))
    return plain, patterns


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_is_unused(area: str) -> None:
    """Help of the command line is asked for by the names of verbs and options, which are texts too."""
    plain, patterns = texts()
    options = {text.removeprefix("--") for text in plain}
    unused = [
        f"[{section}] {code}"
        for section, table in sentences(area).items()
        for code in (table if (area, section) not in FOREIGN else ())
        if code not in plain and code not in options and not any(p.fullmatch(code) for p in patterns)
    ]
    assert unused == []


def test_each_finding_stands_in_one_area_alone() -> None:
    homes: dict[str, list[str]] = {}
    for area in AREAS:
        for code in sentences(area).get("diagnostic", {}):
            homes.setdefault(code, []).append(area)
    assert {code: where for code, where in homes.items() if len(where) > 1} == {}


def test_english_help_has_what_the_vietnamese_has() -> None:
    for section, table in sentences("cli.en").items():
        assert {c: fields(s) for c, s in table.items()} == {
            c: fields(s) for c, s in sentences("cli")[section].items()
        }, section


def test_the_check_finds_what_is_said() -> None:
    assert sum(1 for part in PARTS for _ in said(part)) > 100
    assert Said("x", "planning", "reason", "no-such-thing", True, None).found() == []
