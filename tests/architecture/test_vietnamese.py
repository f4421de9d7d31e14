"""Words that we read are data: no regular expression in the code spells one out, and all are found in the TOML files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLASS = re.compile(r"\[[^\]]*\]|\\\w")
WORD = re.compile(r"[^\W\d_]{2,}")


def spelled_in(tree: ast.AST) -> Iterator[str]:
    """The words with letters beyond ASCII in the patterns of a module, classes of letters left out."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re":
            texts = (node.value for node in ast.walk(call) if isinstance(node, ast.Constant))
            found = (word for text in texts if isinstance(text, str) for word in WORD.findall(CLASS.sub(" ", text)))
            yield from (word for word in found if not word.isascii())


@pytest.mark.parametrize("package", ["calendars", "notifiers", "scheduler"])
def test_no_pattern_of_the_code_spells_a_vietnamese_word(package: str) -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / package).rglob("*.py"))}
    patterned = {path: text for path, text in sources.items() if "re." in text and not text.isascii()}
    found = {path.name: words for path, text in patterned.items() if (words := list(spelled_in(ast.parse(text))))}
    assert not found


def test_such_a_word_is_seen() -> None:
    assert list(spelled_in(ast.parse(r"re.compile(r'(?:và|[a-zđ])\s+đến')"))) == ["và", "đến"]
