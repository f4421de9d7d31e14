"""A file with what may be a mark of secrecy: nothing of it is kept before config says that somebody looked at just this file."""

import re
import tarfile
from pathlib import Path

import pytest

from scheduler.documents.stamp_letters import UNSURE_STAMP
from tests.support.office import OfficeFolder
from tests.support.small import BULLETIN, CONTEST, LINES, plan_text, small_office

JANUARY = "2024-01-02T08:00"
SECOND = '[[plans]]\nid = "kh2"\nfile = "plans/kh2.html"\n'
LINE = re.compile('unclassified = "([0-9a-f]{12})"')


def page(title: str, mark: str = UNSURE_STAMP) -> str:
    """A plan as a web page with a picture that may be a stamp, as its reading would give it."""
    lines = plan_text([CONTEST]).replace("thi tìm hiểu", title).splitlines()
    rows = "".join(f"<tr>{line.replace('|', '<td>')}" for line in lines if line.startswith("|") and "---" not in line)
    said = "".join(f"<p>{line.lstrip('# ')}</p>" for line in lines if not line.startswith("|"))
    return f"<html><body><img alt='{mark}'>{said}<table>{rows}</table></body></html>"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """An office with a plan that is followed, and a second one that may be secret."""
    made = small_office(tmp_path, LINES, SECOND)
    made.write("plans/kh2.html", page("Omega"))
    return made


def line_told(office: OfficeFolder) -> str:
    found = LINE.search(" ".join(office.call("check").out.split()))
    assert found is not None
    return found[0]


def kept(office: OfficeFolder) -> bytes:
    return b"".join(path.read_bytes() for path in (office.folder / "var").rglob("*") if path.is_file())


def plans(office: OfficeFolder) -> set[str]:
    return {row["uid"].split(".")[0] for row in office.rows("--now", JANUARY, "--all")}


def test_it_is_read_and_not_kept(office: OfficeFolder) -> None:
    assert "Omega" in office.done("read", "plans/kh2.html").out
    answer = office.call("apply", "--now", JANUARY)
    assert (answer.status, plans(office)) == (1, {"kh"})
    assert "MẬT" in answer.out and "Omega" not in answer.out + answer.err
    assert b"Omega" not in kept(office)
    said = office.call("backup", "copy.tar.gz")
    assert "kh2.html" in said.err
    with tarfile.open(office.folder / "copy.tar.gz") as archive:
        assert not [name for name in archive.getnames() if "kh2" in name]
    found = {f["code"] for f in office.call("doctor", "--json").json()}
    assert "plan-file-left-out" in found


def test_the_line_that_is_told_lets_it_in(office: OfficeFolder) -> None:
    office.edit("config.toml", SECOND, f"{SECOND}{line_told(office)}\n")
    assert "stamp-unsure" not in office.call("check", "--json").out
    office.done("apply", "--now", JANUARY)
    assert plans(office) == {"kh", "kh2"}
    office.done("backup", "copy.tar.gz")
    with tarfile.open(office.folder / "copy.tar.gz") as archive:
        assert [name for name in archive.getnames() if "kh2" in name]


def test_it_speaks_of_that_content_alone_and_what_was_applied_goes_on(office: OfficeFolder) -> None:
    office.edit("config.toml", SECOND, f"{SECOND}{line_told(office)}\n")
    office.done("apply", "--now", JANUARY)
    office.write("plans/kh2.html", page("Zeta"))
    answer = office.call("apply", "--now", JANUARY)
    assert answer.status == 1 and LINE.search(" ".join(answer.out.split()))
    assert plans(office) == {"kh", "kh2"} and b"Zeta" not in kept(office)


def test_an_answer_of_another_form_is_a_fault(office: OfficeFolder) -> None:
    office.edit("config.toml", SECOND, f'{SECOND}unclassified = "đã xem"\n')
    answer = office.call("check")
    assert answer.status == 2 and "unclassified" in answer.out


def test_a_new_office_takes_it_once_it_is_answered(tmp_path: Path) -> None:
    place = OfficeFolder(tmp_path)
    place.write("kh.html", page("Omega"))
    refused = place.call("init", "office", "--plan", "kh.html", "--office", "Sở Mẫu")
    assert refused.status == 1 and not (tmp_path / "office").exists()
    sign = re.search("--unclassified ([0-9a-f]{12})", refused.out)
    assert sign is not None
    place.done("init", "office", "--plan", "kh.html", "--office", "Sở Mẫu", "--unclassified", sign[1])
    OfficeFolder(tmp_path / "office").done("apply", "--now", JANUARY)


def test_the_sign_in_a_text_is_a_sign_like_others(tmp_path: Path) -> None:
    made = small_office(tmp_path, [BULLETIN])
    made.write("plans/kh.md", f"⍰\n{UNSURE_STAMP}\n" + plan_text([BULLETIN]))
    assert "stamp-unsure" not in made.call("check", "--json").out
