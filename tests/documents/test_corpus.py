"""The real plans as other types of files: the same tasks as the truth of their plan, whatever the type."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from scheduler.documents import parse_document, read_document
from scheduler.documents.office import office_program
from scheduler.documents.scans.program import tesseract_program
from scheduler.plans import read_plan, to_json

FIELDS = ("section", "title", "lead", "coordinating", "directing", "timing", "frequency", "duration", "stream")
FILES = {
    "plan_002_autonumber.docx": 2,
    "plan_002_landscape_merged.docx": 2,
    "plan_002_landscape_merged.odt": 2,
    "plan_002_landscape_merged.pdf": 2,
    "plan_002_nfd.docx": 2,
    "plan_002_portrait.doc": 2,
    "plan_002_portrait.docx": 2,
    "plan_002_portrait.pdf": 2,
    "plan_002_portrait.rtf": 2,
    "plan_002_split_rows.docx": 2,
    "plan_002_split_rows.pdf": 2,
    "plan_002_tracked.docx": 2,
    "plan_002_vni.docx": 2,
    "plan_003_prose.docx": 3,
    "plan_003_prose.pdf": 3,
}
CHANGED = {"plan_002_tracked.docx": {("II.2", "timing"): "Quý II, Quý IV/2024"}}
ANNEX_ALONE = ("plan_002_split_rows.docx", "plan_002_split_rows.pdf")
"""Files that hold the table without the plan's text, so neither its title nor its duties to report."""
NEEDS_OFFICE = (".doc", ".odt", ".rtf")


def plain(value: object) -> object:
    """NFC, no case, white space folded, no bullet, no mark at the end; nothing is None."""
    if isinstance(value, list | tuple):
        return [plain(v) for v in value] or None
    if not isinstance(value, str):
        return value
    text = " ".join(unicodedata.normalize("NFC", value).casefold().split())
    return re.sub(r"^[-+*• ]+", "", text).rstrip(" ;.") or None


def number(value: str) -> list[str]:
    return [part.lstrip("0") for part in value.casefold().split(".")]


def truth(corpus: Path, plan: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((corpus / "plans" / f"truth_{plan:03d}.json").read_text(encoding="utf-8"))
    return found


def found_in(corpus: Path, name: str) -> dict[str, Any]:
    if name.endswith(NEEDS_OFFICE) and office_program() is None:
        pytest.skip("needs LibreOffice (soffice)")
    found: dict[str, Any] = to_json(read_plan(read_document(corpus / "plans" / "files" / name)))
    return found


def differences(
    found: list[dict[str, Any]], tasks: list[dict[str, Any]], fields: tuple[str, ...], name: str = ""
) -> list[str]:
    """Each field that differs, said so that a person sees what."""
    said = [] if len(found) == len(tasks) else [f"{len(found)} tasks instead of {len(tasks)}"]
    for read, task in zip(found, tasks, strict=False):
        if number(read["no"]) != number(task["no"]):
            said.append(f"{read['no']} instead of {task['no']}")
        for field in fields:
            expected = CHANGED.get(name, {}).get((task["no"], field), task.get(field))
            if plain(read[field]) != plain(expected):
                said.append(f"{task['no']} {field}: {read[field]!r} instead of {expected!r}")
    return said


@pytest.mark.parametrize("name", FILES)
def test_tasks(corpus: Path, name: str) -> None:
    found, expected = found_in(corpus, name), truth(corpus, FILES[name])
    assert differences(found["tasks"], expected["tasks"], FIELDS, name) == []
    assert [d["code"] for d in found["diagnostics"]] == (["changes-taken"] if "tracked" in name else [])


@pytest.mark.parametrize("name", [n for n in FILES if n not in ANNEX_ALONE])
def test_header_and_reporting_duties(corpus: Path, name: str) -> None:
    found, expected = found_in(corpus, name), truth(corpus, FILES[name])
    for field in ("title", "year", "issued_iso", "doc_kind"):
        assert plain(found["plan"][field]) == plain(expected["plan"][field]), field
    duties = [{f: plain(duty.get(f)) for f in ("who", "to", "via", "timing")} for duty in expected["reporting"]]
    assert [{f: plain(duty[f]) for f in ("who", "to", "via", "timing")} for duty in found["reporting"]] == duties


def test_a_scan_is_read_and_every_task_is_to_be_looked_at(corpus: Path) -> None:
    """Letters may be misread: what is asked is that no task is lost, merged, renumbered or given another time."""
    if tesseract_program() is None:
        pytest.skip("needs tesseract with its data for Vietnamese (tesseract-ocr-vie)")
    found, expected = found_in(corpus, "plan_002_scan200.pdf"), truth(corpus, 2)
    assert differences(found["tasks"], expected["tasks"], ("timing", "coordinating", "frequency", "stream")) == []
    asked = [(d["code"], d["severity"], d["page"]) for d in found["diagnostics"]]
    assert asked == [("task-recognised", "question", task["page"]) for task in found["tasks"]]


def test_a_spreadsheet_of_all_plans(corpus: Path) -> None:
    """The first sheet has all tasks without streams and directing units, the second the list of the first plan."""
    found = found_in(corpus, "tasks.xlsx")["tasks"]
    every = [task for plan in range(5) for task in truth(corpus, plan)["tasks"]]
    fields = ("title", "lead", "coordinating", "timing", "frequency", "duration")
    assert differences(found[: len(every)], every, fields) == []
    assert differences(found[len(every) :], truth(corpus, 0)["tasks"], ("section", *fields)) == []


def test_the_name_of_a_file_does_not_matter(corpus: Path) -> None:
    data = (corpus / "plans" / "files" / "plan_002_portrait.docx").read_bytes()
    assert len(read_plan(parse_document(data, "ke-hoach.doc")).tasks) == 11
