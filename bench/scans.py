"""How much of a scan is read right: tasks, titles, leads and times of plans of our own, printed and scanned askew.

The plans are made here, so what is right is known; the scans are made by tests/documents/make_scan.py.
Needs LibreOffice and tesseract. `python -m bench.scans`
"""

import random
import time
from collections.abc import Sequence
from itertools import zip_longest

from bench.documents import maker
from bench.measure import report
from scheduler.documents import parse_document
from scheduler.documents.office import office_program
from scheduler.documents.scans.program import tesseract_program
from scheduler.plans import read_plan
from scheduler.text import folded

HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện")
WIDTHS = (700, 4600, 2200, 1900)
WORK = (
    "Rà soát, cập nhật danh mục",
    "Kiểm tra việc giải quyết",
    "Xây dựng báo cáo về",
    "Tổ chức tập huấn về",
    "Công khai kết quả",
)
OF = (
    "thủ tục hành chính",
    "hồ sơ lưu trữ của cơ quan",
    "công tác văn thư",
    "chuyển đổi số cấp xã",
    "tiếp công dân định kỳ",
)
UNITS = ("Văn phòng", "Phòng Nội vụ", "Phòng Văn hóa và Thông tin", "Trung tâm Phục vụ hành chính công")
TIMES = ("Quý I", "Tháng 6/2027", "Thường xuyên", "Trước ngày 15/11/2027", "Quý II, Quý IV", "Trong năm 2027")
TASKS = 24
Row = tuple[str, str, str, str]


def main() -> None:
    """Print the figures."""
    office = office_program()
    if office is None or tesseract_program() is None:
        report("Scans", [("left out", "needs LibreOffice and tesseract with its data for Vietnamese")])
        return
    scanner, rows = maker("make_scan"), []
    for seed in (1, 2):
        wanted = _rows(seed)
        printed = scanner.printed(_file(wanted), office)
        for dpi, skew in ((100, 0.8), (150, 0.8), (200, 0.8), (300, 1.5), (400, 3.0)):
            begun = time.perf_counter()
            pages = scanner.pictures(printed, dpi, skew, seed=seed)
            found = read_plan(parse_document(scanner.scan(pages, dpi), "a.pdf")).tasks
            said = _share(wanted, [(t.no, t.title, "; ".join(t.lead), t.timing or "") for t in found])
            rows.append((f"plan {seed}, {dpi} dpi, {skew}° askew", f"{said}; {time.perf_counter() - begun:.0f} s"))
    report(f"Scans of {TASKS} tasks: read right to the letter (case and white space aside)", rows)


def _rows(seed: int) -> list[Row]:
    chance = random.Random(seed)
    return [
        (str(n), f"{chance.choice(WORK)} {chance.choice(OF)} đợt {n}", chance.choice(UNITS), chance.choice(TIMES))
        for n in range(1, TASKS + 1)
    ]


def _file(rows: Sequence[Row]) -> bytes:
    word, scanner = maker("make_docx"), maker("make_scan")
    table = scanner.table([word.tr(*row) for row in (HEADER, *rows)], WIDTHS)
    head = word.p("KẾ HOẠCH") + word.p("Công tác năm 2027 của Sở Mẫu")
    data: bytes = word.complete(head + table + word.p())
    return data


def _share(wanted: Sequence[Row], found: Sequence[Row]) -> str:
    names = ("numbers", "titles", "leads", "times")
    right = dict.fromkeys(names, 0)
    for meant, read in zip_longest(wanted, found[: len(wanted)]):
        for name, one, other in zip(names, meant, read or ("",) * 4, strict=True):
            right[name] += folded(one) == folded(other)
    shares = (f"{name} {right[name]}/{len(wanted)}" for name in names)
    return f"{len(found)} tasks, {', '.join(shares)}"


if __name__ == "__main__":
    main()
