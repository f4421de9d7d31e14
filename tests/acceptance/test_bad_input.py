"""What is wrong in files or on the command line: a clear sentence with its place and advice, the rest goes on, nothing is lost."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scheduler.toml_text import laid_out
from tests.support.office import Answer, OfficeFolder
from tests.support.small import (
    BULLETIN,
    CONTEST,
    JANUARY,
    LINES,
    PLAN,
    applied_office,
    configure,
    plan_text,
    replan,
    small_office,
)

SECOND = '[[plans]]\nid = "kh2"\nfile = "plans/kh2.md"\n'


def second_plan(office: OfficeFolder, body: str | bytes | None) -> None:
    """A second plan beside the good one; None: config names it, but it is not there."""
    configure(office, SECOND)
    if body is not None:
        office.write("plans/kh2.md", body)


def unreadable(office: OfficeFolder) -> None:
    """A folder in the place of the file: nobody can read it as one, not even the superuser."""
    configure(office, SECOND)
    (office.folder / "plans" / "kh2.md").mkdir()


@dataclass(frozen=True, slots=True)
class Case:
    """Something wrong with an office's files, and what is said of it: code, severity, file, line, words that must be there."""

    spoil: Callable[[OfficeFolder], None]
    code: str
    severity: str
    file: str | None
    line: int | None
    words: tuple[str, ...]
    status: int = 0


def lines(*rows: object) -> Callable[[OfficeFolder], None]:
    return lambda office: replan(office, *rows)  # type: ignore[arg-type]


OTHER = "plans/kh2.md"
PROSE = "KẾ HOẠCH\nPhổ biến pháp luật năm 2024\n\nCác đơn vị chủ động thực hiện.\n"
CASES = {
    "missing file": Case(lambda o: second_plan(o, None), "file-missing", "error", OTHER, None, ("Kiểm tra lại tên tệp",), 1),
    "empty file": Case(lambda o: second_plan(o, b""), "file-empty", "error", OTHER, None, ("không có nội dung",), 1),
    "blank file": Case(lambda o: second_plan(o, " \n\t\n"), "file-empty", "error", OTHER, None, ("không có nội dung",), 1),
    "binary file": Case(
        lambda o: second_plan(o, bytes(range(256)) * 40), "file-binary", "error", OTHER, 2, ("lưu lại",), 1
    ),
    "old encoding": Case(
        lambda o: second_plan(o, "Kế hoạch".encode("cp1258", "replace") + b"\xe3\xea\xff\n" * 20),
        "file-not-utf8", "error", OTHER, 1, ("UTF-8",), 1,
    ),
    "unreadable file": Case(unreadable, "file-is-folder", "error", OTHER, None, ("thư mục",), 1),
    "no tasks": Case(lambda o: second_plan(o, PROSE), "plan-without-tasks", "error", OTHER, None, ("bảng",), 1),
    "unknown unit": Case(
        lines(replace(CONTEST, lead="Cục Khác"), BULLETIN), "unknown-unit", "question", PLAN, 8, ("Cục Khác", "[[units]]")
    ),
    "unit misspelt": Case(
        lines(replace(CONTEST, lead="Sở Mọt"), BULLETIN), "unknown-unit-near", "question", PLAN, 8, ("Sở Một", "aliases")
    ),
    "timing not understood": Case(
        lines(replace(CONTEST, timing="lung tung xòe"), BULLETIN),
        "not-understood", "error", PLAN, 8, ("Mục 1", "lung tung xòe", "[[answers]]", "read_as"), 1,
    ),
    "no timing": Case(
        lines(replace(CONTEST, timing=""), BULLETIN), "task-without-timing", "question", PLAN, 8, ("Mục 1", "due")
    ),
    "contradiction": Case(
        lines(replace(BULLETIN, timing="05 tin, bài/tháng (khoảng 50 tin, bài/năm)"), CONTEST),
        "total-contradicts", "warning", PLAN, 8, ("60", "50", "Mục 2"),
    ),
    "a number twice": Case(
        lines(CONTEST, replace(BULLETIN, no="1")), "task-number-twice", "warning", PLAN, 9, ("Số mục 1", "dòng 8")
    ),
    "secret": Case(
        lambda o: second_plan(o, "MẬT\n\n" + plan_text(LINES)), "document-secret", "error", OTHER, 1, ("MẬT",), 1
    ),
    "no year": Case(
        lambda o: o.write(PLAN, plan_text([replace(CONTEST, timing="Quý II")]).replace(" năm 2024", "")),
        "plan-year-unknown", "error", PLAN, None, ("year =",), 1,
    ),
    "a decision on no task": Case(
        lambda o: configure(o, '[[tasks]]\nplan = "kh"\nno = "99"\ndue = 2024-05-05\n'),
        "rule-without-task", "warning", None, None, ("config.toml", "99", "nhacviec read"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_check_names_it_with_its_place_and_what_to_do(name: str, tmp_path: Path) -> None:
    case, office = CASES[name], small_office(tmp_path)
    case.spoil(office)
    answer = office.call("check", "--json")
    (found,) = [d for d in answer.json() if d["code"] == case.code]
    assert (found["severity"], found["file"], found["line"]) == (case.severity, case.file, case.line)
    assert [word for word in case.words if word not in found["message"]] == []
    assert answer.status == case.status
    said = office.call("check").out
    assert case.file is None or f"{case.file}:" in said
    assert " ".join(laid_out(found["message"]).split()) in " ".join(said.split())


@pytest.mark.parametrize("name", [n for n, c in CASES.items() if c.file == OTHER])
def test_the_other_plan_goes_on(name: str, tmp_path: Path) -> None:
    case, office = CASES[name], small_office(tmp_path)
    case.spoil(office)
    said = office.call("apply", "--now", JANUARY)
    assert said.status == int(name != "no tasks")
    assert "Tổ chức hội thi tìm hiểu pháp luật" in said.out
    assert {row["uid"].split(".")[0] for row in office.rows("--now", JANUARY, "--all")} == {"kh"}
    assert office.call("export", "--out", "out", "--now", JANUARY).status == 0


@pytest.mark.parametrize("name", [n for n, c in CASES.items() if c.file == PLAN and n != "no year"])
def test_the_other_tasks_go_on_and_nothing_is_invented(name: str, tmp_path: Path) -> None:
    case, office = CASES[name], small_office(tmp_path)
    case.spoil(office)
    office.done("apply", "--now", JANUARY)
    dated = {row["tasks"][0] for row in office.rows("--now", JANUARY, "--all")}
    both = {"1", "2"}
    expected = {"unknown unit": both, "unit misspelt": both, "contradiction": both, "a number twice": {"1", "1*"}}
    assert dated == expected.get(name, {"2"})


@pytest.mark.parametrize(
    "spoilt",
    [b"", None, b"\x00\x01\x02" * 99, "MẬT\n\nnội dung khác".encode()],
    ids=["empty", "gone", "binary", "secret"],
)
def test_what_was_published_stays_when_a_plan_is_lost(spoilt: bytes | None, tmp_path: Path) -> None:
    office = applied_office(tmp_path)
    before = office.rows("--now", JANUARY, "--all")
    (office.folder / PLAN).unlink()
    if spoilt is not None:
        office.write(PLAN, spoilt)
    configure(office, "[messages]\nquiet_from = 21:00:00\n")
    said = office.call("apply", "--now", JANUARY)
    assert said.status == 1
    assert "vẫn dùng nội dung đã đưa vào dùng trước đó" in said.out
    assert office.rows("--now", JANUARY, "--all") == before


def test_no_byte_of_a_secret_file_is_kept(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    second_plan(office, "TỐI MẬT\n\n" + plan_text([replace(CONTEST, title="Diễn tập bí hiểm Kxyzzy")]))
    said = [office.call(*verb, "--now", JANUARY) for verb in (("check",), ("apply",), ("remind",), ("agenda",))]
    kept = b"".join(path.read_bytes() for path in (office.folder / "var").rglob("*") if path.is_file())
    assert b"Kxyzzy" not in kept
    assert "Kxyzzy" not in "".join(answer.out + answer.err for answer in said)


def test_two_plans_with_one_file_are_two_plans(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    configure(office, f'[[plans]]\nid = "kh2"\nfile = "{PLAN}"\n')
    answer = office.call("check", "--json")
    assert [d["severity"] for d in answer.json() if d["code"] == "same-file"] == ["warning"]
    office.done("apply", "--now", JANUARY)


def test_one_plan_in_two_files_is_asked_about(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    second_plan(office, (office.folder / PLAN).read_text(encoding="utf-8") + "\n")

    def asked() -> list[dict[str, str]]:
        return [d for d in office.call("check", "--json").json() if d["code"] == "plan-twice"]

    assert [(d["severity"], "có 6 nhiệm vụ giống hệt" in d["message"]) for d in asked()] == [("question", True)]
    office.edit("config.toml", 'id = "kh2"\n', 'id = "kh2"\nyear = 2025\n')
    assert not asked()


# ── config ───────────────────────────────────────────────────────────────────────────────────────────────────────

FAULTS = """
[policy]
on_day_off = "beforehand"
chekin = "quarter"

[[people]]
id = "nv-9"
role = "Chuyên viên"
units = ["so-9"]
channels = ["pigeon"]
"""


def test_every_fault_of_config_is_said_at_once(tmp_path: Path) -> None:
    office = small_office(tmp_path, more=FAULTS)
    for verb in ("check", "apply", "serve"):
        answer = office.call(verb, "--now", JANUARY)
        assert answer.status == 2
        for word in ("beforehand", "before", "chekin", "check_in", "so-9", "pigeon", "telegram"):
            assert word in answer.out, (verb, word)
    found = {d["code"]: d for d in office.call("check", "--json").json()}
    assert {"unknown-value", "unknown-key", "unknown-unit-id", "unknown-channel"} <= found.keys()
    text = (office.folder / "config.toml").read_text(encoding="utf-8").splitlines()
    assert text[found["unknown-key"]["line"] - 1] == 'chekin = "quarter"'


BREAKS: dict[str, Callable[[str], str]] = {
    "a fault": lambda text: text + FAULTS,
    "no TOML any more": lambda text: text + "\n[[[\n",
    "the office's table damaged": lambda text: text.replace("[office]", "[office"),
    "a letter out of place in the office": lambda text: text.replace('level = "province"', "level = province"),
    "another encoding": lambda text: text + "# \udce9\n",
}
VERBS = {
    "agenda": ("agenda", "--json", "--now", JANUARY),
    "feeds": ("feeds", "--json", "--now", JANUARY),
    "export": ("export", "--out", "out", "--now", JANUARY),
    "remind": ("remind", "--json", "--now", JANUARY),
    "dry run": ("remind", "--dry-run", "--json", "--now", JANUARY),
    "link": ("link", "nv-1", "console", "x", "--now", JANUARY),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_what_was_applied_goes_on_under_a_broken_config(broken: str, tmp_path: Path) -> None:
    office = applied_office(tmp_path)
    office.done("remind", "--now", JANUARY)
    before = {name: office.done(*verb) for name, verb in VERBS.items()}
    text = (office.folder / "config.toml").read_text(encoding="utf-8")
    office.write("config.toml", BREAKS[broken](text).encode(errors="surrogateescape"))
    for name, verb in VERBS.items():
        answer = office.done(*verb)
        assert "config.toml đang có lỗi" in answer.err, name
        assert name == "export" or answer.out == before[name].out
    assert [office.call(verb).status for verb in ("check", "apply")] == [2, 2]


# ── the command line ─────────────────────────────────────────────────────────────────────────────────────────────

MISUSE = {
    "an unknown feed": (("agenda", "--feed", "don-vi-so1"), 1, "Có phải “don-vi-so-1”?"),
    "a feed like none": (("agenda", "--feed", "zzzzzzzz"), 1, "nhacviec feeds"),
    "no moment": (("agenda", "--now", "hôm nay"), 2, "“hôm nay” không phải thời điểm"),
    "a moment out of reach": (("agenda", "--now", "0001-01-01"), 2, "không phải thời điểm"),
    "a late moment": (("agenda", "--now", "9999-12-31"), 2, "không phải thời điểm"),
    "no year": (("explain", "Quý I", "--year", "0"), 2, "không phải năm"),
    "no port": (("serve", "--port", "99999"), 2, "không phải số cổng"),
    "a negative port": (("serve", "--port", "-5"), 2, "không phải số cổng"),
    "an unknown person": (("link", "nobody", "telegram", "5"), 1, "dau-moi, nv-1, nv-2"),
    "a channel that the person has not": (("link", "nv-1", "telegram", "5"), 1, "Người này dùng: console"),
    "an unknown uid": (("done", "nope@so-mau"), 1, "nhacviec agenda --json"),
    "shared work": (("done", "kh.3-1@so-mau"), 1, "kh.3-1-so-1@so-mau"),
    "a file for a folder": (("export", "--out", "config.toml"), 1, "Không ghi được vào config.toml"),
    "no such plan": (("read", "nothing.md"), 1, "Không tìm thấy tệp"),
    "no such config": (("agenda", "--config", "nothing.toml"), 1, "nothing.toml"),
    "a folder as config": (("agenda", "--config", "plans"), 1, "plans"),
    "an existing config": (("init", ".", "--plan", PLAN), 1, "không ghi đè"),
    "nothing to read": (("init", "new"), 1, "--plan"),
    "a plan that is not there": (("init", "new", "--plan", "nothing.md"), 1, "Không tìm thấy tệp"),
    "no verb": ((), 2, "nhacviec --help"),
    "an unknown verb": (("aply",), 2, "nhacviec --help"),
}


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> OfficeFolder:
    return applied_office(tmp_path_factory.mktemp("misuse"))


@pytest.mark.parametrize("name", MISUSE)
def test_misuse_gets_a_sentence(name: str, applied: OfficeFolder) -> None:
    arguments, status, words = MISUSE[name]
    answer: Answer = applied.call(*arguments)
    assert answer.status == status
    assert words in answer.out + answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("verb", ["agenda", "feeds", "export --out out", "remind", "link nv-1 console x", "done x"])
def test_before_anything_is_applied_it_is_said_what_to_do(verb: str, tmp_path: Path) -> None:
    answer = small_office(tmp_path).call(*verb.split())
    assert (answer.status, answer.err) == (1, "Chưa có gì được đưa vào dùng. Chạy: nhacviec apply\n")


def test_a_broken_database_gets_a_sentence(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.write("var/nhacviec.db", b"this is no database at all, but a letter of some length" * 40)
    answer = office.call("agenda")
    assert answer.status == 1
    assert "không phải là cơ sở dữ liệu" in answer.err


def test_an_old_terminal_gets_every_letter(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    answer = office.run("check", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert answer.status == 0
    assert "Theo kế hoạch kiểm tra" in answer.out
