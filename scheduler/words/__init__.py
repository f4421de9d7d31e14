"""Every Vietnamese sentence that we say, by code: templates in the .toml files beside this module, filled with plain values."""

import tomllib
from datetime import date
from functools import cache

from scheduler.diagnostics import Diagnostic, Location, Severity, Values, values

_HERE = __file__.removesuffix("__init__.py")


@cache
def _sentences(area: str) -> dict[str, dict[str, str]]:
    with open(f"{_HERE}{area}.toml", "rb") as file:
        return tomllib.load(file)


def say(area: str, section: str, code: str, facts: Values = ()) -> str:
    """The sentence for a code: `area` names the file, `section` its table ("diagnostic", "reason", "assumption", "label").

    Raises KeyError for a code without a sentence or a template that names an unknown fact: a slip of ours, caught by tests.
    """
    return _sentences(area)[section][code].format(**dict(facts))


def day_text(day: date) -> str:
    """A day as state offices write it: a zero before days under 10 and months 1 and 2 (Decree 30/2020/NĐ-CP, annex I)."""
    return f"{month_day_text(day.month, day.day)}/{day.year}"


def month_day_text(month: int, day: int) -> str:
    """A day of any year, by the same rule: 30/6, 05/02."""
    return f"{day:02d}/{month:02d}" if month < 3 else f"{day:02d}/{month}"


def weekday_text(day: date) -> str:
    """The name of a day of the week."""
    return say("planning", "label", f"weekday-{day.isoweekday()}")


def place_text(location: Location) -> str:
    """Where in its file something stands: «trang 3, bảng 2, hàng 5», «dòng 12»; a sheet's rows need no table named."""
    parts = {
        "page": location.page,
        "sheet": location.sheet,
        "table": None if location.sheet else location.table,
        "row": location.row,
        "paragraph": location.paragraph,
        "line": location.line,
    }
    known = [say("plans", "place", name, values(**{name: at})) for name, at in parts.items() if at is not None]
    return ", ".join(known) or say("plans", "place", "nowhere")


_DIAGNOSING = ("timing", "planning", "plans", "config")


def diagnose(diagnostic: Diagnostic) -> str:
    """The sentence of a finding; each code stands in one area alone (a test sees to it)."""
    area = next(a for a in _DIAGNOSING if diagnostic.code in _sentences(a).get("diagnostic", {}))
    said = say(area, "diagnostic", diagnostic.code, diagnostic.values)
    return _of_task(diagnostic, said) if area == "timing" else said


def _of_task(diagnostic: Diagnostic, said: str) -> str:
    """What is open about the phrase of a plan's task: with the task before it, and how it is answered behind."""
    facts = dict(diagnostic.values)
    if not facts.keys() >= {"no", "plan", "phrase"}:
        return said
    if diagnostic.severity is Severity.INFO:
        code = "of-task"
    else:
        code = "of-task-to-choose" if "readings" in facts else "of-task-to-answer"
    return say("planning", "finding", code, values(**facts | {"said": said}))
