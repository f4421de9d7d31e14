"""Words are data: no text in the code of the timing language is a Vietnamese word; they stand in lexicon.toml, scheduler/words."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TIMING = Path(__file__).parents[2] / "scheduler" / "timing"
SOURCES = sorted(TIMING.glob("*.py"))
PLAIN = {
    "gio",
    "ngay",
    "thang",
    "quy",
    "tuan",
    "nam",
    "truoc",
    "sau",
    "hang",
    "den",
    "tu",
    "trong",
    "theo",
    "khi",
    "cho",
    "lao",
}
"""Words without marks that would slip past a look at letters."""


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every text of the code but docstrings (a statement that is only a text)."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


@cache
def _lexicon() -> frozenset[str]:
    """Words of the lexicon that hold a mark, or that have none but are longer than any of our own codes would be."""
    tables = tomllib.loads((TIMING / "lexicon.toml").read_text("utf-8"))
    return frozenset(
        word for keys in tables.values() for listed in keys.values() for word in listed if not word.isascii()
    )


def _is_vietnamese(text: str) -> bool:
    letters = any(char.isalpha() and ("\u00c0" <= char <= "\u024f" or "\u1ea0" <= char <= "\u1ef9") for char in text)
    return letters or text in _lexicon() or text in PLAIN


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_of_the_code_is_vietnamese(path: Path) -> None:
    found = [
        f"{path.name}:{line}: {text!r}"
        for line, text in _texts(ast.parse(path.read_text("utf-8")))
        if _is_vietnamese(text)
    ]
    assert found == []


def test_the_look_finds_words() -> None:
    tree = ast.parse('"""năm"""\nx = "năm"\ny = f"{x} quý"\nz = "ngay"\nw = "yearly"')
    assert [text for _, text in _texts(tree) if _is_vietnamese(text)] == ["năm", "ngay", " quý"]
