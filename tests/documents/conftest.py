"""The makers of files, and documents written out as lines that a test can compare."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from scheduler.documents import Document, Table

HERE = Path(__file__).parent


def _loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"documents_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def word() -> ModuleType:
    """The maker of Word files."""
    return _loaded("make_docx")


@pytest.fixture(scope="session")
def seen() -> Callable[[Document], list[str]]:
    """A document as lines: paragraphs as they are, rows with «|» between the cells, "/" for a new line in a cell."""

    def lines(document: Document) -> list[str]:
        found: list[str] = []
        for block in document.blocks:
            if isinstance(block, Table):
                found += [" | ".join(c.text.replace("\n", " / ") for c in row.cells) for row in block.rows]
            else:
                found.append(block.text)
        return found

    return lines


@pytest.fixture(scope="session")
def paper() -> ModuleType:
    """The maker of PDF files."""
    return _loaded("make_pdf")


@pytest.fixture(scope="session")
def scanner() -> ModuleType:
    """The maker of scans."""
    return _loaded("make_scan")


@pytest.fixture(scope="session")
def shower() -> ModuleType:
    """The maker of PDF files that show what they do not write."""
    return _loaded("make_shown")
