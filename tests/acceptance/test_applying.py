"""`apply`: files decide, nothing changes before it, and what it changes keeps every calendar steady."""

import os
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import icalendar
import pytest

from tests.support.office import OfficeFolder, Rows
from tests.support.small import (
    BULLETIN,
    CONTEST,
    INSPECTION,
    JANUARY,
    LINES,
    TALKS,
    applied_office,
    configure,
    replan,
    small_office,
)

FEBRUARY = "2024-02-01T08:00"
MARCH = "2024-03-01T08:00"
AT_NEW_YEAR = "2024-01-01T06:00"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """The small office, applied on the second of January."""
    return applied_office(tmp_path)


def of(rows: Rows, no: str) -> Rows:
    return [row for row in rows if row["tasks"] == [no]]


def uids(rows: Rows) -> set[str]:
    return {row["uid"] for row in rows}


def exported(office: OfficeFolder, slug: str = "ca-co-quan", now: str = FEBRUARY) -> dict[str, icalendar.Event]:
    """The events of a feed by UID."""
    office.done("export", "--out", "out", "--now", now, "--all")
    calendar = icalendar.Calendar.from_ical((office.folder / "out" / f"{slug}.ics").read_bytes())
    return {str(event["UID"]): event for event in calendar.events}


def sequences(office: OfficeFolder, now: str = FEBRUARY) -> dict[str, int]:
    return {uid: int(event["SEQUENCE"]) for uid, event in exported(office, now=now).items()}


def raised(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """The UIDs whose SEQUENCE is another one, with by how much; what is new or gone left out."""
    return {uid: after[uid] - n for uid, n in before.items() if uid in after and after[uid] != n}


def rows_in_store(office: OfficeFolder) -> list[str]:
    """Everything that the database holds."""
    with sqlite3.connect(office.folder / "var" / "nhacviec.db") as connection:
        held = list(connection.iterdump())
    connection.close()
    return held


MOVED = replace(CONTEST, timing="Trước ngày 25/5/2024")
EDITS = {
    "a moved due day": lambda o: replan(o, MOVED, *LINES[1:]),
    "a task less": lambda o: replan(o, *LINES[1:]),
    "a new decision": lambda o: configure(o, '[[tasks]]\nplan = "kh"\nno = "1"\ndue = 2024-06-20\n'),
}


@pytest.mark.parametrize("edit", EDITS)
def test_edits_are_not_shown_before_they_are_applied(edit: str, office: OfficeFolder) -> None:
    before = office.rows("--now", FEBRUARY, "--all")
    EDITS[edit](office)
    answer = office.done("agenda", "--json", "--now", FEBRUARY, "--all")
    assert answer.json() == before
    assert "nhacviec apply --dry-run" in answer.err
    office.done("apply", "--now", FEBRUARY)
    assert office.rows("--now", FEBRUARY, "--all") != before


def test_a_dry_run_says_what_changes_and_writes_nothing(office: OfficeFolder) -> None:
    replan(office, MOVED, *LINES[1:])
    held = rows_in_store(office)
    said = office.done("apply", "--dry-run", "--now", FEBRUARY).out
    assert "14/5/2024 → 24/5/2024" in said
    assert rows_in_store(office) == held


CHANGES = {
    "added": ([*LINES, replace(CONTEST, no="7", title="Sơ kết công tác")], "+ 14/5/2024  Sơ kết công tác"),
    "moved": ([MOVED, *LINES[1:]], "→ 14/5/2024 → 24/5/2024  Tổ chức hội thi tìm hiểu pháp luật"),
    "removed": (LINES[1:], "− 14/5/2024  Tổ chức hội thi tìm hiểu pháp luật"),
    "reworded": (
        [replace(CONTEST, title="Tổ chức hội thi trực tuyến tìm hiểu pháp luật"), *LINES[1:]],
        "≠ 14/5/2024  Tổ chức hội thi trực tuyến",
    ),
    "other lead": ([replace(CONTEST, lead="Sở Ba"), *LINES[1:]], "≠ 14/5/2024  Tổ chức hội thi"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_apply_says_what_it_changes(change: str, office: OfficeFolder) -> None:
    lines, said = CHANGES[change]
    replan(office, *lines)
    assert said in office.done("apply", "--now", FEBRUARY).out


def test_a_dry_run_counts_the_events_that_a_new_name_rewords(office: OfficeFolder) -> None:
    office.done("apply", "--now", FEBRUARY)
    office.done("export", "--out", "out", "--now", FEBRUARY, "--all")
    before = texts_of(office)
    office.edit("config.toml", 'name = "Sở Một"', 'name = "Sở Một và Ba"\naliases = ["Sở Một"]')
    said = office.done("apply", "--dry-run", "--now", FEBRUARY).out
    office.done("apply", "--now", FEBRUARY)
    office.done("export", "--out", "out", "--now", FEBRUARY, "--all")
    changed = [uid for uid, event in texts_of(office).items() if event != before[uid]]
    assert changed and f"đổi nội dung {len(changed)}" in said


def texts_of(office: OfficeFolder) -> dict[str, tuple[str, str]]:
    body = (office.folder / "out" / "ca-co-quan.ics").read_bytes()
    return {
        str(e["UID"]): (str(e["SUMMARY"]), str(e["DESCRIPTION"])) for e in icalendar.Calendar.from_ical(body).events
    }


def test_apply_says_the_hour_that_it_moves(office: OfficeFolder) -> None:
    slot = '[[tasks]]\nplan = "kh"\nno = "6"\nslot = {{ weekday = "TU", at = {hour}:00 }}\n'
    configure(office, slot.format(hour="17:30"))
    office.done("apply", "--now", FEBRUARY)
    office.edit("config.toml", "at = 17:30:00", "at = 16:00:00")
    said = office.done("apply", "--dry-run", "--now", FEBRUARY).out
    assert "→ 17:30 06/02/2024 → 16:00 06/02/2024  Chuyên mục pháp luật trên sóng phát thanh" in said


def test_a_reader_that_goes_away_does_not_keep_apply_from_applying(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer) as gone:
        assert office.run_into(gone, "apply", "--now", JANUARY) == 0
    assert "Không có gì thay đổi" in office.done("apply", "--now", JANUARY).out


def test_a_second_apply_has_nothing_to_do(office: OfficeFolder) -> None:
    assert "Không có gì thay đổi so với bản đang dùng" in office.done("apply", "--now", FEBRUARY).out


def test_a_change_that_calendars_do_not_show_is_said_to_be_none(office: OfficeFolder) -> None:
    configure(office, "[messages]\nquiet_from = 21:00:00\n")
    said = office.done("apply", "--now", FEBRUARY).out
    assert "không có gì thay đổi" in said
    assert "Đã đưa vào dùng" in said


def test_a_moved_due_day_keeps_the_uid_and_raises_only_its_sequence(office: OfficeFolder) -> None:
    before = sequences(office)
    replan(office, MOVED, *LINES[1:])
    office.done("apply", "--now", FEBRUARY)
    after = exported(office)
    assert raised(before, {uid: int(e["SEQUENCE"]) for uid, e in after.items()}) == {"kh.1-1@so-mau": 1}
    assert after["kh.1-1@so-mau"]["DTSTART"].dt == date(2024, 5, 24)


RENAMES = {
    "another wording": [replace(CONTEST, title="Tổ chức hội thi trực tuyến tìm hiểu pháp luật"), *LINES[1:]],
    "another number": [replace(CONTEST, no="11"), *LINES[1:]],
    "a task put in front": [
        replace(CONTEST, title="Ban hành kế hoạch"),
        *(replace(line, no=str(n)) for n, line in enumerate(LINES, 2)),
    ],
}


@pytest.mark.parametrize("rename", RENAMES)
def test_a_task_keeps_its_uid(rename: str, office: OfficeFolder) -> None:
    before = {row["uid"]: row["due"] for row in office.rows("--now", FEBRUARY, "--all")}
    replan(office, *RENAMES[rename])
    office.done("apply", "--now", FEBRUARY)
    after = {row["uid"]: row["due"] for row in office.rows("--now", FEBRUARY, "--all") if row["state"] != "cancelled"}
    assert {uid: after.get(uid) for uid in before} == before


def test_what_is_no_longer_followed_is_shown_as_called_off_for_sixty_days(office: OfficeFolder) -> None:
    before = sequences(office)
    configure(office, '[[tasks]]\nplan = "kh"\nno = "1"\nfollowed = false\n')
    office.done("apply", "--now", FEBRUARY)
    gone = exported(office)["kh.1-1@so-mau"]
    assert (gone["STATUS"], gone["SUMMARY"]) == ("CANCELLED", "[ĐÃ HUỶ] Tổ chức hội thi tìm hiểu pháp luật")
    assert int(gone["SEQUENCE"]) == before["kh.1-1@so-mau"] + 1
    assert "kh.1-1@so-mau" in exported(office, now="2024-04-01T08:00")
    assert "kh.1-1@so-mau" not in exported(office, now="2024-04-03T08:00")


def test_what_was_done_stays_when_the_plan_drops_it_or_puts_it_into_other_work(office: OfficeFolder) -> None:
    office.done("done", "kh.1-1@so-mau", "--now", FEBRUARY)
    before = sequences(office)
    whole = replace(CONTEST, title="Tổ chức hội thi tìm hiểu pháp luật và phát hành bản tin nội bộ", no="2")
    replan(office, whole, *LINES[2:])
    configure(office, '[[tasks]]\nplan = "kh"\nno = "2"\nwas = "1 + 2"\n')
    dry = office.done("apply", "--dry-run", "--now", "2024-02-02T08:00").out
    assert "✓ “Tổ chức hội thi tìm hiểu pháp luật” (hạn 14/5/2024): đã báo xong nên giữ nguyên trên lịch" in dry
    assert office.done("apply", "--now", "2024-02-02T08:00").out.count("giữ nguyên trên lịch") == 1
    assert "giữ nguyên trên lịch" not in office.done("apply", "--dry-run", "--now", "2024-02-03T08:00").out, "said once"
    rows = {r["uid"]: r for r in office.rows("--now", "2024-02-03T08:00", "--all")}
    assert rows["kh.1-1@so-mau"]["state"] == "done"
    assert {r["state"] for r in rows.values() if "và phát hành" in r["title"]} == {"planned"}
    after = exported(office, now="2024-02-03T08:00")["kh.1-1@so-mau"]
    assert int(after["SEQUENCE"]) == before["kh.1-1@so-mau"]


def test_what_is_followed_again_goes_forward(office: OfficeFolder) -> None:
    text = (office.folder / "config.toml").read_text(encoding="utf-8")
    configure(office, '[[tasks]]\nplan = "kh"\nno = "1"\nfollowed = false\n')
    office.done("apply", "--now", FEBRUARY)
    office.write("config.toml", text)
    office.done("apply", "--now", "2024-02-02T08:00")
    event = exported(office, now="2024-02-02T08:00")["kh.1-1@so-mau"]
    assert (event["STATUS"], int(event["SEQUENCE"])) == ("CONFIRMED", 2)


def test_waiting_work_appears_when_config_gives_its_dates_and_moves_with_them(office: OfficeFolder) -> None:
    assert of(office.rows("--now", FEBRUARY, "--all"), INSPECTION.no) == []
    dates = '[[tasks]]\nplan = "kh"\nno = "5"\ndates = [2024-04-10, {second}]\n'
    text = (office.folder / "config.toml").read_text(encoding="utf-8")
    configure(office, dates.format(second="2024-09-10"))
    office.done("apply", "--now", FEBRUARY)
    first = of(office.rows("--now", FEBRUARY, "--all"), INSPECTION.no)
    assert [row["due"] for row in first] == ["2024-04-10", "2024-09-10"]
    before = sequences(office)
    office.write("config.toml", text + dates.format(second="2024-09-24"))
    office.done("apply", "--now", FEBRUARY)
    second = of(office.rows("--now", FEBRUARY, "--all"), INSPECTION.no)
    assert [row["due"] for row in second] == ["2024-04-10", "2024-09-24"]
    assert uids(second) == uids(first)
    assert raised(before, sequences(office)) == {second[1]["uid"]: 1}


DECISIONS = {
    "kind": ('no = "1"\nkind = "report"', "1", lambda rows: {r["kind"] for r in rows} == {"report"}),
    "units": ('no = "1"\nunits = ["so-3"]', "1", lambda rows: [r["unit"] for r in rows] == ["so-3"]),
    "due": ('no = "1"\ndue = 2024-06-20', "1", lambda rows: [r["due"] for r in rows] == ["2024-06-20"]),
    "slot": (
        'no = "6"\nslot = { weekday = "TU", at = 17:30:00 }',
        "6",
        lambda rows: all(r["start"][10:] == "T17:30:00+07:00" and not r["all_day"] for r in rows),
    ),
    "check-in by month": ('no = "4"\ncheck_in = "month"', "4", lambda rows: len(rows) == 12),
    "no check-in": ('no = "4"\ncheck_in = "none"', "4", lambda rows: rows == []),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_decisions_on_one_task(decision: str, office: OfficeFolder) -> None:
    text, no, holds = DECISIONS[decision]
    configure(office, f'[[tasks]]\nplan = "kh"\n{text}\n')
    office.done("apply", "--now", AT_NEW_YEAR)
    rows = of(office.rows("--now", AT_NEW_YEAR, "--all"), no)
    assert holds([row for row in rows if row["state"] != "cancelled"])


def test_a_slot_stands_on_its_weekday_and_leaves_only_holidays(office: OfficeFolder) -> None:
    configure(office, '[[tasks]]\nplan = "kh"\nno = "6"\nslot = { weekday = "TH", at = 17:30:00 }\n')
    office.done("apply", "--now", JANUARY)
    days = [date.fromisoformat(r["start"][:10]) for r in of(office.rows("--now", JANUARY, "--all"), "6")]
    assert len(days) == 52
    moved = [d.isoformat() for d in days if d.isoweekday() != 4]
    assert moved == ["2024-02-07", "2024-04-19"]  # the eve of Tết, and the Kings' Commemoration Day on 18 April


ANSWERS = {
    "to a phrase that was not understood": (
        replace(CONTEST, timing="lung tung xòe"),
        'phrase = "lung tung xòe"\nread_as = "Trước ngày 01/10/2024"',
        "2024-09-30",
    ),
    "to an ambiguous phrase, for this plan": (
        replace(CONTEST, timing="Đầu tháng 8/2024"),
        'plan = "kh"\nphrase = "đầu tháng 8/2024"\nread_as = "Trước ngày 05/8/2024"',
        "2024-08-04",
    ),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_dates_the_task_and_is_told(answer: str, tmp_path: Path) -> None:
    line, config, due = ANSWERS[answer]
    office = applied_office(tmp_path, [line, BULLETIN])
    assert of(office.rows("--now", JANUARY, "--all"), "1") == []
    configure(office, f"[[answers]]\n{config}\n")
    office.done("apply", "--now", JANUARY)
    (row,) = of(office.rows("--now", JANUARY, "--all"), "1")
    assert row["due"] == due
    assert any("đầu mối trả lời" in why for why in row["why"])


def test_what_was_to_be_done_before_the_first_apply_is_history(tmp_path: Path) -> None:
    office = small_office(tmp_path)
    office.done("apply", "--now", "2024-05-20T08:00")
    rows = office.rows("--now", "2024-05-20T08:00", "--all")
    assert {r["state"] for r in rows if r["act_by"] < "2024-05-20"} == {"history"}
    assert "overdue" not in {r["state"] for r in rows}


def test_looking_ahead_leaves_no_mark(office: OfficeFolder) -> None:
    held = rows_in_store(office)
    ahead = office.rows("--now", "2024-12-30T08:00", "--all")
    assert "overdue" in {row["state"] for row in ahead}
    office.done("export", "--out", "ahead", "--now", "2024-12-30T08:00")
    office.done("feeds", "--now", "2024-12-30T08:00")
    office.done("remind", "--dry-run", "--now", "2024-12-30T08:00")
    assert rows_in_store(office) == held


def test_a_feed_without_news_keeps_its_bytes_through_the_month(office: OfficeFolder) -> None:
    quiet = applied_office(office.folder / "quiet", [TALKS])
    bodies = []
    for now in ("2024-02-01T00:10", "2024-02-14T12:00", "2024-02-29T23:50"):
        quiet.done("export", "--out", "out", "--now", now)
        bodies.append({p.name: p.read_bytes() for p in sorted((quiet.folder / "out").iterdir())})
    assert bodies[0] == bodies[1] == bodies[2]
    quiet.done("export", "--out", "out", "--now", "2024-03-01T00:10")
    assert {p.name: p.read_bytes() for p in sorted((quiet.folder / "out").iterdir())}.keys() == bodies[0].keys()


def test_done_and_undone_are_shown_and_go_forward(office: OfficeFolder) -> None:
    uid = "kh.1-1@so-mau"
    office.done("done", uid, "--now", FEBRUARY)
    event = exported(office)[uid]
    assert (event["SUMMARY"], int(event["SEQUENCE"])) == ("✓ Tổ chức hội thi tìm hiểu pháp luật", 1)
    office.done("done", uid, "--undo", "--now", FEBRUARY)
    event = exported(office)[uid]
    assert (event["SUMMARY"], int(event["SEQUENCE"])) == ("Tổ chức hội thi tìm hiểu pháp luật", 2)
