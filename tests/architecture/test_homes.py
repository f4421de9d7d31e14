"""Each third-party library has one home: the modules that may import it; a library that is in nobody's list is placed first."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGES = ("calendars", "notifiers", "scheduler")

# library → the modules, or packages with all they hold, that may import it
HOMES = {
    "aiosmtplib": ("notifiers.email",),
    "PIL": ("scheduler.documents.scans", "scheduler.evidence"),
    "alembic": ("scheduler.store",),
    "apprise": ("notifiers.apprise_channel",),
    "apscheduler": ("scheduler.jobs",),
    "caldav": ("calendars.caldav",),
    "dateutil": ("calendars.recurrence",),
    "dateparser": ("scheduler.timing.dates",),
    "httpx": ("notifiers.telegram", "notifiers.webhook"),
    "icalendar": ("calendars.component", "calendars.feed", "calendars.reading"),
    "jinja2": ("scheduler.web",),
    "openpyxl": ("scheduler.documents.xlsx",),
    "pdfminer": ("scheduler.documents.pdf",),
    "pdfplumber": tuple(f"scheduler.documents.{name}" for name in ("pdf", "pdf_drawn", "pdf_page", "pdf_sheets")),
    "psycopg": ("scheduler.store",),
    "pydantic": ("scheduler.config.faults", "scheduler.config.fields", "scheduler.config.schema", "scheduler.store"),
    "pypdfium2": ("scheduler.documents.scans",),
    "pydantic_core": ("scheduler.config.faults", "scheduler.config.fields"),
    "rich": ("scheduler.commands.printing",),
    "segno": ("scheduler.web.pages.subscribe",),
    "sqlalchemy": ("scheduler.store",),
    "sqlmodel": ("scheduler.store",),
    "starlette": ("scheduler.web",),
    "telegram": ("notifiers.telegram",),
    "uvicorn": ("scheduler.commands.serve", "scheduler.web.protocol"),
}


def module_of(path: Path, root: Path) -> str:
    """The dotted name of a source file."""
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def imported(source: str) -> Iterator[str]:
    """The first names of everything that a source imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def strangers(root: Path, package: str) -> list[tuple[str, str]]:
    """(module, library) for each import away from the library's home."""
    found = []
    for path in sorted((root / package).rglob("*.py")):
        module = module_of(path, root)
        for name in sorted(set(imported(path.read_text(encoding="utf-8")))):
            if name in sys.stdlib_module_names or name in PACKAGES:
                continue
            if not any(module == home or module.startswith(home + ".") for home in HOMES.get(name, ())):
                found.append((module, name))
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_every_library_is_imported_at_its_home_alone(package: str, root: Path) -> None:
    assert strangers(root, package) == []


def test_the_check_sees_an_import_away_from_home(tmp_path: Path) -> None:
    folder = tmp_path / "scheduler" / "timing"
    folder.mkdir(parents=True)
    (folder / "late.py").write_text(
        "def f():\n    import dateutil.rrule\n    from holidays import VN\n", encoding="utf-8"
    )
    (folder / "dates.py").write_text("import dateparser, re\nfrom scheduler import text\n", encoding="utf-8")
    assert strangers(tmp_path, "scheduler") == [
        ("scheduler.timing.late", "dateutil"),
        ("scheduler.timing.late", "holidays"),
    ]


DISTRIBUTIONS = {
    "dateutil": "python-dateutil",
    "telegram": "python-telegram-bot",
    "PIL": "pillow",
    "pydantic_core": "pydantic",
    "pdfminer": "pdfplumber",
}
NEVER_IMPORTED = {
    "tzdata",  # data that zoneinfo finds where the system has none
    "httptools",  # uvicorn takes these two where they are there
    "uvloop",
}


def test_what_the_packages_import_is_what_make_run_installs(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=~]", entry)[0] for entry in project["dependencies"]}
    extras = [entry for entries in project["optional-dependencies"].values() for entry in entries]
    optional = {re.split(r"[\[<>=~]", entry)[0] for entry in extras}
    sources = [path.read_text(encoding="utf-8") for package in PACKAGES for path in (root / package).rglob("*.py")]
    used = {DISTRIBUTIONS.get(name, name) for source in sources for name in imported(source) if name in HOMES}
    assert used - optional == declared - NEVER_IMPORTED
