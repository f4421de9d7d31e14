"""A unit that hands on, a plan that is amended, one that is rewritten, through the command line: calendars, «Done», questions."""

import shutil
from pathlib import Path

import icalendar
import pytest

from tests.support.office import OfficeFolder
from tests.support.small import person

PLANS = Path(__file__).parents[1] / "planning" / "amending"
CONFIG = """[office]
id = "xa"
name = "UBND xã Mẫu"
level = "commune"

[[plans]]
id = "gd"
file = "plans/goc.md"

[[units]]
id = "vhxh"
name = "Phòng Văn hóa - Xã hội"
#replaced

[[units]]
id = "yte"
name = "Trạm Y tế"

[[units]]
id = "vanhoa"
name = "Trung tâm Văn hóa"

[[units]]
id = "noi-vu"
name = "Phòng Nội vụ"
"""
CONFIG += person("dm", "Đầu mối", "*", post="coordinator")
CONFIG += person("cu", "Chuyên viên phòng cũ", "vhxh") + person("moi", "Chuyên viên phòng mới", "noi-vu")
REPLACED = 'replaced = { by = "noi-vu", from = 2026-07-01 }'
JANUARY, JUNE, OCTOBER = "2026-01-20T08:00", "2026-06-03T08:00", "2026-10-28T08:00"
SURVEY, OWN = "gd.ii-5-1@xa", "gd.ii-5-1-vhxh@xa"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    (tmp_path / "plans").mkdir()
    shutil.copy(PLANS / "goc.md", tmp_path / "plans")
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    made = OfficeFolder(tmp_path)
    made.done("apply", "--now", JANUARY)
    return made


def events(office: OfficeFolder, slug: str, now: str) -> dict[str, icalendar.Event]:
    office.done("export", "--out", "out", "--now", now, "--all")
    calendar = icalendar.Calendar.from_ical((office.folder / "out" / f"{slug}.ics").read_bytes())
    return {str(event["UID"]): event for event in calendar.events}


def slug_of(office: OfficeFolder, name: str) -> str:
    feeds = office.done("feeds", "--json").json()
    return next(str(f["slug"]) for f in feeds if name in str(f["name"]))


def test_a_unit_hands_on_in_one_line(office: OfficeFolder) -> None:
    office.done("done", SURVEY, "--now", "2026-03-02T08:00")
    old = slug_of(office, "Phòng Văn hóa - Xã hội")
    before = events(office, old, JUNE)
    addresses = {f["slug"]: f["address"] for f in office.done("feeds", "--json").json()}
    office.write("config.toml", CONFIG.replace("#replaced", REPLACED))
    said = office.done("apply", "--now", JUNE).out
    assert "chủ trì Phòng Văn hóa - Xã hội → Phòng Nội vụ" in said
    after = events(office, old, JUNE)
    assert set(after) == set(before), "who subscribed to the old unit's calendar goes on seeing the work"
    new = events(office, slug_of(office, "Phòng Nội vụ"), JUNE)
    assert "✓" in str(new[OWN]["SUMMARY"])
    assert "Phòng Nội vụ làm việc của Phòng Văn hóa - Xã hội" in str(new[OWN]["DESCRIPTION"])
    assert not [uid for uid in new if uid.startswith("gd.ii-1-")], "what is due before the day stays"
    now = {f["slug"]: f["address"] for f in office.done("feeds", "--json").json()}
    assert addresses.items() <= now.items()


def test_messages_go_to_the_people_of_the_successor(office: OfficeFolder) -> None:
    office.write("config.toml", CONFIG.replace("#replaced", REPLACED))
    office.done("apply", "--now", JUNE)
    said = office.done("remind", "--dry-run", "--now", OCTOBER).out
    assert "Khảo sát nhu cầu" in said and "Phòng Nội vụ" in said
    assert "Chuyên viên phòng cũ" not in said


def test_an_amendment_is_applied_from_its_day_on(office: OfficeFolder) -> None:
    shutil.copy(PLANS / "bang-hai-cot.md", office.folder / "plans")
    second = '[[plans]]\nid = "dc"\nfile = "plans/bang-hai-cot.md"\n'
    office.write("config.toml", CONFIG + second)
    held = office.call("check", "--now", JUNE).out
    assert 'amends = "gd"' in held
    office.write("config.toml", CONFIG + second + 'amends = "gd"\n')
    told = office.call("check", "--now", JUNE).out
    assert "thêm “Tổ chức hội thi kể chuyện gia đình”" in told and "bỏ “Phát tờ rơi" in told
    office.done("apply", "--now", JUNE)
    shown = events(office, "ca-co-quan", JUNE)
    assert "[ĐÃ HUỶ]" in str(shown["gd.ii-3-1@xa"]["SUMMARY"])
    assert shown["gd.ii-1-1@xa"]["DTEND"].dt.isoformat() == "2026-10-01"
    assert "Theo 40/KH-UBND, có hiệu lực từ 15/5/2026" in str(shown["gd.ii-1-1@xa"]["DESCRIPTION"])


def test_a_plan_that_is_rewritten_asks_before_a_report_passes_over(office: OfficeFolder) -> None:
    office.done("done", SURVEY, "--now", "2026-03-02T08:00")
    plan = office.folder / "plans" / "goc.md"
    other = "### 6. Khảo sát nhu cầu của trẻ em nghèo, hoàn cảnh khó khăn"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("### 5. Khảo sát nhu cầu của trẻ em có hoàn cảnh đặc biệt", other), encoding="utf-8")
    told = office.call("check", "--now", JUNE).out
    assert 'no = "II.6"\n    was = "II.5"' in told
    office.done("apply", "--now", JUNE)
    shown = events(office, "ca-co-quan", JUNE)
    assert not [
        e for uid, e in shown.items() if uid != SURVEY and "✓" in str(e["SUMMARY"]) and "Khảo sát" in str(e["SUMMARY"])
    ]
    office.write("config.toml", CONFIG + '[[tasks]]\nplan = "gd"\nno = "II.6"\nwas = "II.5"\n')
    office.done("apply", "--now", JUNE)
    survey = events(office, "ca-co-quan", JUNE)[SURVEY]
    assert "✓" in str(survey["SUMMARY"]) and "nghèo" in str(survey["SUMMARY"])
    assert "có phải là mục" not in office.call("check", "--now", JUNE).out
