"""The golden feeds of the small office: made here, kept beside this file as text with LF, compared by a test.

python -m tests.acceptance.golden.renew     write them anew, to be read through in the diff before they are committed
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from tests.support.office import OfficeFolder
from tests.support.small import JANUARY, LINES, PROGRAMME, UPKEEP, configure, small_office

HERE = Path(__file__).parent
SLUGS = ("ca-co-quan", "don-vi-so-1", "don-vi-so-2")
_DECISIONS = """
[[tasks]]
plan = "kh"
no = "5"
dates = [2024-04-10, 2024-10-10]

[[tasks]]
plan = "kh"
no = "6"
slot = { monthday = 1, at = 17:30:00 }

[[days_off]]
day = 2024-05-14
document = "Công văn mẫu số 1"
"""


def feeds(folder: Path) -> dict[str, bytes]:
    """The feeds by slug, as in June: something done, something overdue, something called off, everything else ahead."""
    shared = replace(UPKEEP, coordinating="Văn phòng; Sở Ba")
    office = small_office(folder, (*LINES[:3], shared, LINES[4], replace(PROGRAMME, timing="01 chuyên mục/tháng")))
    office.write("var/installation.secret", "00" * 32)
    _settle(office)
    office.done("apply", "--now", JANUARY)
    office.done("done", "kh.2-2024-01@so-mau", "--now", "2024-01-30T08:00")
    office.done("done", "kh.check-in-2024-Q1-so-1@so-mau", "--now", "2024-03-14T08:00")
    configure(office, '[[tasks]]\nplan = "kh"\nno = "2"\nfollowed = false\n')
    office.done("apply", "--now", "2024-05-20T08:00")
    office.done("export", "--out", "out", "--now", "2024-06-03T08:00")
    return {slug: (folder / "out" / f"{slug}.ics").read_bytes() for slug in SLUGS}


def _settle(office: OfficeFolder) -> None:
    """The one address that every run has, and the decisions."""
    text = (office.folder / "config.toml").read_text(encoding="utf-8").split("[server]")[0]
    office.write("config.toml", text + '[server]\npublic_url = "https://lich.example"\n' + _DECISIONS)


def kept(slug: str) -> Path:
    """Where a golden feed lies."""
    return HERE / f"{slug}.ics"


def main() -> None:
    """Write the golden feeds anew."""
    with tempfile.TemporaryDirectory() as folder:
        for slug, body in feeds(Path(folder)).items():
            kept(slug).write_bytes(body.replace(b"\r\n", b"\n"))


if __name__ == "__main__":
    main()
