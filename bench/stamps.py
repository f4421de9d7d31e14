"""How many marks of secrecy are found on scans with stamps, and how many scans without one are refused.

The scans are made by tests/documents/make_stamps.py, half of them without a mark. Needs tesseract and fontconfig.
`python -m bench.stamps 120` looks at so many; without a number at 60. `python -m bench.stamps 40 100` at those from the 100th on.
"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from types import ModuleType

from bench.documents import maker
from bench.measure import report
from scheduler.documents import parse_document
from scheduler.documents.scans.program import tesseract_program

_COMMON = 60
_AT_ONCE = 2


def main() -> None:
    """Print the figures, and each scan that was judged wrongly."""
    if tesseract_program() is None:
        report("Stamps", [("left out", "needs tesseract with its data for Vietnamese")])
        return
    count, first = (int(sys.argv[at]) if len(sys.argv) > at else other for at, other in ((1, _COMMON), (2, 0)))
    begun = time.perf_counter()
    judged = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for secret, refused, what in pool.map(_judged, repeat(maker("make_stamps")), range(first, first + count)):
            judged.append((secret, refused, what))
            if secret != refused:
                print("  wrong:", what, flush=True)
    spent = (time.perf_counter() - begun) / count
    rows = [(f"{ink}, secret", _share(judged, ink)) for ink in ("red", "pale", "blue", "violet", "black")]
    harmless = [refused for secret, refused, _ in judged if not secret]
    rows.append(("all, secret", _share(judged, "")))
    rows.append(("without a mark, refused all the same", f"{sum(harmless)} of {len(harmless)}"))
    report(f"Stamps on {count} scans: refused ({spent:.1f} s a page, {_AT_ONCE} at once)", rows)


def _judged(stamps: ModuleType, number: int) -> tuple[bool, bool, str]:
    one = stamps.sample(number)
    found = parse_document(one.data, "quet.pdf").diagnostics
    return one.secret, any(d.code == "document-secret" for d in found), f"{number}: {one.what}"


def _share(judged: list[tuple[bool, bool, str]], ink: str) -> str:
    of = [refused for secret, refused, what in judged if secret and what.partition(": ")[2].startswith(ink)]
    return f"{sum(of)} of {len(of)}"


if __name__ == "__main__":
    main()
