"""Files that LibreOffice opens for us, and what is said where it is not there or cannot."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from scheduler.documents import Document, Table, parse_document
from scheduler.documents.office import office_program
from scheduler.documents.processes import run_to_its_end, within
from scheduler.documents.split_lists import rejoin
from scheduler.documents.word_body import Body
from scheduler.documents.word_numbering import read_numbering
from scheduler.documents.word_styles import read_styles
from scheduler.plans import read_plan
from scheduler.words import diagnose

Seen = Callable[[Document], list[str]]
HEADER = ("STT", "Nội dung", "Chủ trì", "Thời gian")
RTF = rb"{\rtf1\ansi\ansicpg1252 {\fonttbl{\f0 Arial;}}\f0 K\u7871? ho\u7841?ch\par}"


@pytest.fixture(scope="session")
def office() -> str:
    """The command of LibreOffice."""
    program = office_program()
    if program is None:
        pytest.skip("needs LibreOffice (soffice)")
    return program


def _convert(office: str, source: Path, to: str) -> bytes:
    profile = (source.parent / "profile").as_uri()
    command = [
        office,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(source.parent),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix("." + to.split(":")[0]).read_bytes()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _open_document(kind: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    return out.getvalue()


NEEDED = {
    ".rtf": (RTF, ".docx"),
    ".odt": (_open_document("text"), ".docx"),
    ".ods": (_open_document("spreadsheet"), ".xlsx"),
    ".doc": (OLD + "WordDocument".encode("utf-16-le") + bytes(2000), ".docx"),
    ".xls": (OLD + "Workbook".encode("utf-16-le") + bytes(2000), ".xlsx"),
}


@pytest.mark.parametrize("suffix", NEEDED)
def test_without_libreoffice_it_is_said_what_to_do(
    suffix: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("scheduler.documents.office._PLACES", ())
    data, to = NEEDED[suffix]
    document = parse_document(data, f"a{suffix}")
    assert [(d.code, dict(d.values)) for d in document.diagnostics] == [
        ("office-missing", {"suffix": suffix, "to": to})
    ]


@pytest.mark.skipif(os.name != "posix", reason="the program in its place is a shell script")
def test_libreoffice_that_does_not_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is ended with what it started, and that is said."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nwhile :; do :; done\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("scheduler.documents.office.OFFICE_SECONDS", 1)
    document = parse_document(RTF, "a.rtf")
    assert [d.code for d in document.diagnostics] == ["office-too-slow"]
    assert ".docx" in diagnose(document.diagnostics[0])


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_program_is_held_to_its_memory() -> None:
    greedy = [sys.executable, "-c", "bytearray(600_000_000)"]
    assert run_to_its_end(within(4_000_000_000, greedy), b"", os.environ, 60)[0] == 0
    assert run_to_its_end(within(500_000_000, greedy), b"", os.environ, 60)[0] != 0


@pytest.mark.office
@pytest.mark.parametrize("to", ["rtf", "odt"])
def test_a_table_in_a_cell(to: str, office: str, word: ModuleType, tmp_path: Path) -> None:
    """It stands apart, and that is said; the cell keeps its own words."""
    inner = word.tbl(*(word.tr(f"phần {n}", "chi tiết") for n in range(3)))
    source = tmp_path / "plan.docx"
    rows = word.tr(*HEADER), word.tr("1", word.tc(word.p("Lập kế hoạch") + inner + word.p()), "Văn phòng", "Quý I")
    source.write_bytes(word.complete(word.p("KẾ HOẠCH") + word.tbl(*rows) + word.p("Hết")))
    document = parse_document(_convert(office, source, to), f"a.{to}")
    cells = [c.text for b in document.blocks if isinstance(b, Table) for row in b.rows for c in row.cells]
    assert [d.code for d in document.diagnostics] == ["nested-table-apart"]
    assert "Lập kế hoạch" in cells
    assert not any("chi tiết" in text for text in cells)


def test_rich_text(office: str, seen: Seen) -> None:
    assert seen(parse_document(RTF, "ke-hoach.rtf")) == ["Kế hoạch"]


@pytest.mark.office
@pytest.mark.parametrize("to", ["doc:MS Word 97", "odt", "rtf", "pdf"])
def test_a_plan_in_each_of_its_kinds(to: str, office: str, word: ModuleType, tmp_path: Path) -> None:
    rows = [word.tr(str(n), f"Lập kế hoạch số {n}", "Văn phòng", "Quý II") for n in (1, 2)]
    source = tmp_path / "plan.docx"
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = word.tbl(f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>", word.tr(*HEADER), *rows)
    source.write_bytes(word.complete(word.p("KẾ HOẠCH") + word.p("Công tác năm 2027") + table + word.p()))
    plan = read_plan(parse_document(_convert(office, source, to), f"ke-hoach.{to.split(':')[0]}"))
    assert (plan.header.title, plan.header.year) == ("Công tác năm 2027", 2027)
    assert [(t.no, t.title, t.lead, t.timing) for t in plan.tasks] == [
        (str(n), f"Lập kế hoạch số {n}", ("Văn phòng",), "Quý II") for n in (1, 2)
    ]


def test_what_libreoffice_cannot_open(office: str) -> None:
    broken = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000)
    codes = [d.code for d in parse_document(broken, "a.doc").diagnostics]
    assert codes in (["office-failed"], ["file-empty"])


@pytest.mark.office
@pytest.mark.parametrize("share", [10, 50, 90])
def test_an_old_word_file_that_was_cut_off(office: str, word: ModuleType, tmp_path: Path, share: int) -> None:
    """LibreOffice opens what is left without a word, and its tasks would be missing."""
    source = tmp_path / "plan.docx"
    source.write_bytes(word.complete(word.p("KẾ HOẠCH") + word.tbl(word.tr(*HEADER)) + word.p("Nơi nhận:")))
    whole = _convert(office, source, "doc:MS Word 97")
    assert parse_document(whole, "a.doc").readable
    assert [d.code for d in parse_document(whole[: len(whole) * share // 100], "a.doc").diagnostics] == ["file-damaged"]


@pytest.mark.office
def test_a_table_at_the_very_end_of_an_old_word_file(office: str, word: ModuleType, seen: Seen, tmp_path: Path) -> None:
    """LibreOffice makes one line of it when it opens the file."""
    rows = [HEADER, ("1", "Lập kế hoạch", "Văn phòng", "Quý II"), ("2", "Họp", "", "Tháng 6")]
    source = tmp_path / "plan.docx"
    source.write_bytes(word.complete(word.p("KẾ HOẠCH") + word.tbl(*(word.tr(*row) for row in rows))))
    found = seen(parse_document(_convert(office, source, "doc:MS Word 97"), "a.doc"))
    assert found == ["KẾ HOẠCH", *(" | ".join(row) for row in rows)]


DELETED = '<w:del w:id="2" w:author="a"><w:r><w:delText>Quý I</w:delText></w:r></w:del>'
TASKS = [HEADER, ("I", "Công tác chung"), ("1", "Lập kế hoạch", "Văn phòng", "Quý II"), ("2", "Họp", "", "Tháng 6")]


@pytest.mark.office
@pytest.mark.parametrize("row", [HEADER[:1], ("I", "Công tác chung")], ids=["rows", "a row of two cells"])
def test_a_last_table_with_a_section_in_an_old_word_file(
    office: str, word: ModuleType, seen: Seen, tmp_path: Path, row: tuple[str, ...]
) -> None:
    source = tmp_path / "plan.docx"
    rows = [one for one in TASKS if one != ("I", "Công tác chung") or one == row]
    source.write_bytes(word.complete(word.p("KẾ HOẠCH") + word.tbl(*(word.tr(*one) for one in rows))))
    found = seen(parse_document(_convert(office, source, "doc:MS Word 97"), "a.doc"))
    assert found == ["KẾ HOẠCH", *(" | ".join(one) for one in rows)]


@pytest.mark.office
def test_a_last_table_with_tracked_changes_in_an_old_word_file(office: str, word: ModuleType, tmp_path: Path) -> None:
    """What was inserted is read, what was deleted is not, and that is said."""
    source = tmp_path / "plan.docx"
    changed = word.tc(word.p(word.r("Quý III"), DELETED))
    rows = [word.tr(*HEADER), word.tr("1", "Lập kế hoạch", "Văn phòng", changed)]
    source.write_bytes(word.complete(word.p("KẾ HOẠCH") + word.tbl(*rows)))
    document = parse_document(_convert(office, source, "doc:MS Word 97"), "a.doc")
    assert [d.code for d in document.diagnostics] == ["changes-taken"]
    assert [t.timing for t in read_plan(document).tasks] == ["Quý III"]


def test_a_list_of_one_number_goes_on_in_the_next(word: ModuleType) -> None:
    """So LibreOffice writes a list that was told where to start."""
    romans, numbers = (("upperRoman", "%1"),), (("decimal", "%1"),)
    lists = ElementTree.fromstring(word.part("numbering", word.lists(romans, romans, numbers, numbers, numbers)))
    numbered = [word.tr(word.tc(word.p(props=word.in_list(n))), "việc") for n in (1, 3, 4, 2, 5, 2)]
    body = ElementTree.fromstring(word.part("body", word.tbl(word.tr("STT", "Nội dung"), *numbered)))
    numbering = read_numbering(lists)
    rejoin(body, read_styles(None, None), numbering)
    (table,) = Body(read_styles(None, None), numbering).blocks(body)
    assert isinstance(table, Table)
    assert [row.cells[0].text for row in table.rows] == ["STT", "I", "1", "2", "II", "1", "III"]
