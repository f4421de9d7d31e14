"""What the verbs print: the documented fields of JSON, tables that people read, help in two languages."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.cli import main
from scheduler.toml_text import laid_out
from tests.support.office import OfficeFolder
from tests.support.small import PLAN, applied_office

ROW = {
    "uid", "start", "end", "all_day", "kind", "unit", "tasks", "title", "due", "act_by", "state", "why", "assumptions",
}  # fmt: skip
FORMS = {
    "agenda": (("agenda", "--all", "--json"), ROW),
    "agenda of a feed": (("agenda", "--feed", "don-vi-so-1", "--json"), ROW),
    "feeds": (("feeds", "--json"), {"slug", "name", "address", "events", "query", "revoked", "fetched"}),
    "check": (("check", "--json"), {"code", "severity", "message", "file", "line", "span"}),
    "remind": (("remind", "--dry-run", "--json"), {"person", "channel", "sent", "note", "title", "text", "items"}),
}
NOW = "2024-05-14T08:00"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> OfficeFolder:
    return applied_office(tmp_path_factory.mktemp("output"))


@pytest.mark.parametrize("form", FORMS)
def test_the_fields_of_json(form: str, office: OfficeFolder) -> None:
    arguments, fields = FORMS[form]
    found = office.call(*arguments, "--now", NOW).json()
    assert found
    assert all(set(one) == fields for one in found)


def test_read_gives_the_form_of_the_truth_files(office: OfficeFolder) -> None:
    found = office.done("read", PLAN, "--json").json()
    assert set(found) == {"plan", "tasks", "reporting", "diagnostics"}
    assert {"title", "number", "issuer", "year", "issued_iso", "parent_plan"} <= set(found["plan"])
    wanted = {
        "no",
        "section",
        "title",
        "lead",
        "coordinating",
        "directing",
        "timing",
        "frequency",
        "duration",
        "stream",
    }
    assert wanted <= set(found["tasks"][0])
    assert [task["no"] for task in found["tasks"]] == ["1", "2", "3", "4", "5", "6"]


TABLES: dict[str, Callable[[OfficeFolder], str]] = {
    "agenda": lambda o: o.done("agenda", "--now", NOW).out,
    "read": lambda o: o.done("read", PLAN).out,
}


@pytest.mark.parametrize("table", TABLES)
def test_tables_hold_titles_and_units(table: str, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = TABLES[table](office)
    assert "Tổ chức hội thi tìm hiểu pháp luật" in said
    assert "Sở Một" in said


VERBS = ("init", "read", "explain", "check", "apply", "agenda", "feeds", "link", "export", "serve", "remind")
LANGUAGES = {"vi": "Cách dùng: nhacviec", "en": "Usage: nhacviec"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_in_two_languages(
    verb: str, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NHACVIEC_LANG", language)
    with pytest.raises(SystemExit) as left:
        main([*filter(None, [verb]), "--help"])
    said = capsys.readouterr().out
    assert left.value.code == 0
    assert said.startswith(LANGUAGES[language])
    if not verb:
        assert [v for v in VERBS if f"    {v} " not in said] == []


def test_config_is_named_before_or_behind_the_verb(office: OfficeFolder, tmp_path: Path) -> None:
    elsewhere = OfficeFolder(tmp_path)
    path = office.folder / "config.toml"
    first = elsewhere.done("--config", path, "--now", NOW, "agenda", "--json").json()
    assert first == elsewhere.done("agenda", "--config", path, "--json", "--now", NOW).json() != []


def test_export_leaves_alone_what_did_not_change(office: OfficeFolder) -> None:
    first = office.done("export", "--out", "same", "--now", NOW).out
    second = office.done("export", "--out", "same", "--now", NOW).out
    assert "Đã ghi 10 lịch" in first
    assert "(10 tệp có thay đổi)" in first
    assert "(0 tệp có thay đổi)" in second


def test_addresses_are_secret_and_steady(office: OfficeFolder) -> None:
    first = {f["slug"]: f["address"] for f in office.done("feeds", "--json", "--now", NOW).json()}
    tokens = [address.split("/")[-2] for address in first.values()]
    assert len(set(tokens)) == len(tokens)
    assert {len(token) for token in tokens} == {43}  # 256 bits in base64
    assert first == {f["slug"]: f["address"] for f in office.done("feeds", "--json", "--now", "2024-09-01").json()}
    assert (office.folder / "var" / "installation.secret").stat().st_mode & 0o777 == 0o600


def test_lines_offered_for_config_can_be_copied_as_they_are() -> None:
    first, second = (f'[[tasks]] plan = "kh", no = "I.{n}", was = "I.1"' for n in (1, 2))
    offered = f'Tách ra thì {first}; {second}; bỏ thì was = "none".'
    said, *lines = laid_out(offered).splitlines()
    assert (said, lines.pop()) == ("Tách ra thì", '  bỏ thì was = "none".')
    assert [t["no"] for t in tomllib.loads("\n".join(lines))["tasks"]] == ["I.1", "I.2"]
    assert laid_out("Không có gì để chép.") == "Không có gì để chép."
