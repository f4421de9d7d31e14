"""Reading files: pages per second and peak memory of a long PDF and a long Word table; five text plans in one command.

The plans: $NHACVIEC_CORPUS/plans where that is set, else the project's own.
The files are made by the scripts of tests/documents.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

from bench.measure import ROOT, of_process, report

PAGES, ROWS = 100, 1000
HEADER = ("STT", "Nội dung", "Cơ quan thực hiện", "Thời gian")
LOOK = """
import json, resource, sys
from pathlib import Path
from scheduler.documents import read_document
from scheduler.plans import read_plan
tasks = len(read_plan(read_document(Path(sys.argv[1]))).tasks)
peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"tasks": tasks, "peak": max(peaks)}))
"""


def main() -> None:
    """Print the figures."""
    plans = _plans()
    together = of_process(["-m", "scheduler.cli", "read", *map(str, plans)], rounds=5)
    with tempfile.TemporaryDirectory() as folder:
        pdf, docx = Path(folder, "a.pdf"), Path(folder, "a.docx")
        pdf.write_bytes(long_pdf())
        docx.write_bytes(long_docx())
        report(
            "Reading files (wall time, start included; peak memory of the largest process)",
            [
                (f"{len(plans)} text plans in one command", f"{together:.2f} s of processor time"),
                *_figures(f"PDF of {PAGES} pages", pdf, PAGES, "pages"),
                *_figures(f".docx of {ROWS} rows", docx, ROWS, "rows"),
            ],
        )


def _plans() -> list[Path]:
    place = os.environ.get("NHACVIEC_CORPUS")
    return sorted(Path(place, "plans").glob("plan_*.*")) if place else sorted((ROOT / "plans").glob("*-*-*.*"))


def _figures(name: str, file: Path, count: int, unit: str) -> list[tuple[str, str]]:
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", LOOK, str(file)], cwd=ROOT, capture_output=True, check=True)
    seconds, found = time.perf_counter() - begun, json.loads(done.stdout)
    speed = f"{count / seconds:,.0f} {unit}/s ({seconds:.1f} s, {found['tasks']} tasks)"
    return [(name, speed), (f"{name}: peak memory", f"{found['peak'] / 1024:.0f} MB")]


def maker(name: str) -> ModuleType:
    """A maker of files of the tests."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "documents" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _row(number: int) -> tuple[str, str, str, str]:
    return str(number), f"Lập danh mục hồ sơ số {number} của năm", "Văn phòng", "Quý II"


def long_pdf() -> bytes:
    """A table with its header on each page, ten tasks a page."""
    paper = maker("make_pdf")
    columns, pages = (40, 80, 300, 440, 560), []
    for number in range(PAGES):
        rows = [HEADER, *(_row(number * 10 + at) for at in range(1, 11))]
        page = paper.Page().grid(columns, [60 + 40 * at for at in range(len(rows) + 1)])
        for at, row in enumerate(rows):
            for x, text in zip(columns, row, strict=False):
                page.text(x + 4, 80 + 40 * at, text, 9)
        pages.append(page)
    data: bytes = paper.pdf(*pages)
    return data


def long_docx() -> bytes:
    """A table of many rows."""
    word = maker("make_docx")
    data: bytes = word.docx(word.tbl(word.tr(*HEADER), *(word.tr(*_row(n)) for n in range(1, ROWS + 1))))
    return data


if __name__ == "__main__":
    main()
