"""`init`: a config for a new office out of its plan files, ready to be used, asking nothing."""

import tomllib
from pathlib import Path

import pytest

from tests.support.office import OfficeFolder
from tests.support.small import BULLETIN, CONTEST, LINES, plan_text

NOW = "2024-01-02T08:00"


@pytest.fixture
def place(tmp_path: Path) -> OfficeFolder:
    return OfficeFolder(tmp_path)


def config_of(place: OfficeFolder, folder: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads((place.folder / folder / "config.toml").read_text(encoding="utf-8"))


def test_what_it_writes_can_be_applied_as_it_is(place: OfficeFolder) -> None:
    place.write("paper/kh.md", plan_text(LINES))
    said = place.done("init", "office", "--plan", "paper/kh.md", "--office", "Sở Mẫu").out
    assert "office/config.toml" in said.replace("\\", "/")
    office = OfficeFolder(place.folder / "office")
    assert office.call("check").status == 0
    office.done("apply", "--now", NOW)
    assert len(office.rows("--now", NOW, "--all")) == 70
    text = (office.folder / "config.toml").read_text(encoding="utf-8")
    assert 'name = "Sở Mẫu"' in text
    assert sum(line.lstrip().startswith("#") for line in text.splitlines()) > 20


def test_plans_of_one_name_are_kept_apart(place: OfficeFolder) -> None:
    for folder, line in (("a", CONTEST), ("b", BULLETIN), ("c", CONTEST)):
        place.write(f"{folder}/kh.md", plan_text([line]))
    place.done("init", "office", "--plan", "a/kh.md", "--plan", "b/kh.md", "--office", "Sở Mẫu")
    files = [str(plan["file"]) for plan in config_of(place, "office")["plans"]]
    assert len(set(files)) == 2
    bodies = [(place.folder / "office" / file).read_bytes() for file in files]
    assert bodies == [(place.folder / f / "kh.md").read_bytes() for f in ("a", "b")]


def test_a_plan_that_lies_there_already_is_used_as_it_is(place: OfficeFolder) -> None:
    place.write("plans/kh.md", plan_text([CONTEST]))
    place.done("init", ".", "--plan", "plans/kh.md", "--office", "Sở Mẫu")
    assert [plan["file"] for plan in config_of(place, ".")["plans"]] == ["plans/kh.md"]
    assert [p.name for p in (place.folder / "plans").iterdir()] == ["kh.md"]


def test_a_secret_plan_is_not_copied(place: OfficeFolder) -> None:
    place.write("kh.md", plan_text([CONTEST]))
    place.write("mat.md", "MẬT\n\n" + plan_text([BULLETIN]))
    said = place.done("init", "office", "--plan", "kh.md", "--plan", "mat.md", "--office", "Sở Mẫu").out
    assert "MẬT" in said
    assert [p.name for p in (place.folder / "office" / "plans").iterdir()] == ["kh.md"]


@pytest.mark.parametrize("body", ["", "chỉ có lời nói đầu\n"], ids=["empty", "no tasks"])
def test_without_a_plan_nothing_is_written(body: str, place: OfficeFolder) -> None:
    place.write("kh.md", body)
    assert place.call("init", "office", "--plan", "kh.md").status == 1
    assert not (place.folder / "office").exists()


LIST = "STT,Tên đơn vị,Ghi chú\n1,Sở Một,\n2,Sở Hai,\n"


def test_a_list_is_no_plan_and_a_plan_is_no_list(place: OfficeFolder) -> None:
    place.write("dv.csv", LIST)
    place.write("kh.md", plan_text([CONTEST]))
    said = place.call("init", "office", "--plan", "dv.csv")
    assert (said.status, (place.folder / "office").exists()) == (1, False)
    assert "nhacviec units dv.csv" in said.out
    said = place.call("init", "office", "--plan", "kh.md", "--plan", "dv.csv", "--office", "Sở Mẫu")
    assert said.status == 0 and "nhacviec units dv.csv" in said.out
    before = (place.folder / "office" / "config.toml").read_bytes()
    said = place.call("units", "kh.md", "--config", "office/config.toml")
    assert said.status == 1 and "kế hoạch (1 nhiệm vụ)" in said.out
    assert (place.folder / "office" / "config.toml").read_bytes() == before
