"""`remind`: what becomes due is sent once, to whom it concerns, by every channel, through failures and crashes."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import refresh
from scheduler.actions.remind import wake_up
from scheduler.app import open_app
from tests.support.bot_api import BLOCKED, BotApi, Page, Silence, too_many_requests
from tests.support.office import OfficeFolder, Rows
from tests.support.small import CONTEST, JANUARY, UPKEEP, applied_office, configure, replan, small_office

CHAT = 1001
BEFORE = "2024-05-06T08:00"
ON_T5 = "2024-05-07T07:30"  # five working days before 14 May, the day on which the contest is due
UID = "kh.1-1-so-1@so-mau"


def contest_office(folder: Path, more: str = "") -> OfficeFolder:
    """An office with the contest alone, applied in January, woken on the day before its first reminder."""
    office = applied_office(folder, [CONTEST], more)
    office.done("remind", "--now", BEFORE)
    return office


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    return contest_office(tmp_path)


def told(office: OfficeFolder, now: str, *more: str) -> Rows:
    """What one wake-up sends, as JSON."""
    found: Rows = office.call("remind", "--json", "--now", now, *more).json()
    return found


def items(found: Rows) -> list[tuple[str, str]]:
    return [(one["person"], item["step"]) for one in found for item in one["items"]]


# ── on the console ───────────────────────────────────────────────────────────────────────────────────────────────


def test_what_becomes_due_is_sent_once(office: OfficeFolder) -> None:
    first = office.done("remind", "--now", ON_T5).out
    assert "Tổ chức hội thi tìm hiểu pháp luật" in first
    assert "hạn thứ Ba 14/5/2024 (còn 5 ngày làm việc)" in first
    assert "1 tin đã gửi" in first
    assert office.done("remind", "--now", ON_T5).out == "Lúc này không có tin nào phải gửi.\n"
    assert office.done("remind", "--now", "2024-05-07T15:00").out == "Lúc này không có tin nào phải gửi.\n"


WALK = {
    "2024-05-07T07:30": [("nv-1", "T-5")],
    "2024-05-10T07:30": [("nv-1", "T-2")],
    "2024-05-14T07:30": [("nv-1", "T")],
    "2024-05-15T07:30": [("dau-moi", "T+1:head")],
    "2024-05-17T07:30": [("dau-moi", "T+3:coordinator")],
}


def test_a_ladder_from_its_first_rung_to_the_coordinator(office: OfficeFolder) -> None:
    """Every day of the month at three moments: each rung comes on its day and on no other."""
    moments = [f"2024-05-{day:02d}T{hour}" for day in range(7, 31) for hour in ("06:45", "07:30", "19:00")]
    seen = {moment: found for moment in moments if (found := items(told(office, moment)))}
    assert seen == WALK


def test_the_digest_time_of_a_person_is_minded(tmp_path: Path) -> None:
    office = small_office(tmp_path, [CONTEST])
    office.edit("config.toml", 'role = "Chuyên viên Sở Một"\n', 'role = "Chuyên viên Sở Một"\ndigest = 09:15:00\n')
    office.done("apply", "--now", JANUARY)
    office.done("remind", "--now", BEFORE)
    assert told(office, "2024-05-07T09:14") == []
    assert items(told(office, "2024-05-07T09:15")) == [("nv-1", "T-5")]


HELD = {
    "night": ("2024-05-07T21:00", "2024-05-08"),
    "early morning": ("2024-05-08T06:29", "2024-05-08"),
    "Saturday": ("2024-05-11T09:00", "2024-05-13"),
    "Sunday": ("2024-05-12T09:00", "2024-05-13"),
}


@pytest.mark.parametrize("when", HELD)
def test_nothing_at_night_and_on_days_off_but_afterwards(when: str, office: OfficeFolder) -> None:
    quiet, later = HELD[when]
    assert told(office, quiet, "--dry-run") == []
    assert told(office, quiet) == []
    assert told(office, f"{later}T07:29") == []  # with the morning's digest, not an hour before it
    assert items(told(office, f"{later}T07:30"))[-1][0] == "nv-1"


def test_nothing_at_tet_but_afterwards(tmp_path: Path) -> None:
    office = applied_office(tmp_path)
    office.done("remind", "--now", "2024-02-07T08:00")
    for day in range(8, 15):
        assert told(office, f"2024-02-{day:02d}T09:00") == []
    assert told(office, "2024-02-15T09:00") != []


def test_after_an_outage_one_message_with_the_last_rung(office: OfficeFolder) -> None:
    found = told(office, "2024-05-14T10:00")
    assert items(found) == [("nv-1", "T")]
    assert "hạn hôm nay" in found[0]["text"]


def test_done_stops_the_rest_and_undone_lets_it_go_on(office: OfficeFolder) -> None:
    office.done("done", UID, "--now", BEFORE)
    assert told(office, "2024-05-07T07:30") == told(office, "2024-05-10T07:30") == []
    office.done("done", UID, "--undo", "--now", "2024-05-13T08:00")
    found = told(office, "2024-05-14T07:30")
    assert sorted(items(found)) == [("nv-1", "T"), ("nv-1", "reopened")]
    assert len(found) == 1, "one message"
    assert found[0]["text"].count("hội thi") == 1, "in one line"
    assert "hạn hôm nay" in found[0]["text"]


def test_what_was_enqueued_at_night_and_done_since_is_not_sent(office: OfficeFolder) -> None:
    assert told(office, "2024-05-07T21:00") == []
    office.done("done", UID, "--now", "2024-05-07T22:00")
    assert told(office, "2024-05-08T08:00", "--dry-run") == []
    assert told(office, "2024-05-08T08:00") == []


def test_a_moved_due_day_moves_its_reminders(office: OfficeFolder) -> None:
    replan(office, replace(CONTEST, timing="Trước ngày 29/5/2024"))
    office.done("apply", "--now", BEFORE)
    assert told(office, "2024-05-07T07:30") == []
    assert items(told(office, "2024-05-21T07:30")) == [("nv-1", "T-5")]


def test_a_day_that_moves_after_its_reminder_is_reminded_of_again(office: OfficeFolder) -> None:
    assert items(told(office, "2024-05-07T07:30")) == [("nv-1", "T-5")]
    replan(office, replace(CONTEST, timing="Trước ngày 29/5/2024"))
    office.done("apply", "--now", "2024-05-08T08:00")
    (said,) = told(office, "2024-05-08T08:01")
    assert said["title"] == "Thay đổi lịch công việc thứ Tư 08/5/2024"
    assert "dời từ thứ Ba 14/5/2024 sang thứ Ba 28/5/2024" in said["text"]
    assert items(told(office, "2024-05-21T07:30")) == [("nv-1", "T-5")]


def test_coordinating_units_are_not_chased(tmp_path: Path) -> None:
    office = contest_office(tmp_path)
    assert {person for moment in WALK for person, _ in items(told(office, moment))} == {"nv-1", "dau-moi"}


def test_two_units_are_asked_apart(tmp_path: Path) -> None:
    office = applied_office(tmp_path, [UPKEEP])
    office.done("done", "kh.check-in-2024-Q1-so-1@so-mau", "--now", "2024-03-01T08:00")
    assert items(told(office, "2024-03-12T08:00")) == [("nv-2", "T-2")]


def test_a_dry_run_says_exactly_what_is_then_sent_and_changes_nothing(tmp_path: Path) -> None:
    office = applied_office(tmp_path)
    seen = 0
    for moment in ("2024-01-05T08:00", "2024-01-31T08:00", "2024-02-12T08:00", "2024-03-12T07:30", "2024-05-10T21:00"):
        first, second = told(office, moment, "--dry-run"), told(office, moment, "--dry-run")
        assert first == second
        assert {one["sent"] for one in first} <= {None}
        sent = told(office, moment)
        assert [one | {"sent": True} for one in first] == sent
        seen += len(sent)
    assert seen > 4


def test_the_form_of_the_json(office: OfficeFolder) -> None:
    (one,) = told(office, ON_T5)
    assert one == {
        "person": "nv-1",
        "channel": "console",
        "sent": True,
        "note": None,
        "title": "Nhắc việc thứ Ba 07/5/2024",
        "text": one["text"],
        "items": [{"uid": UID, "step": "T-5"}],
    }
    assert one["text"].startswith(one["title"])


# ── claimed, and then the power went ─────────────────────────────────────────────────────────────────────────────


class Cut(BaseException):
    """The process ends in the middle of a sending: nothing after it runs."""


class Dying(RecordingNotifier):
    async def send(self, *_: object) -> None:  # type: ignore[override]
        raise Cut


def woken(office: OfficeFolder, now: str, notifier: RecordingNotifier) -> None:
    app = open_app(office.folder / "config.toml", datetime.fromisoformat(now))
    refresh(app.repository, app.folder, app.now())
    asyncio.run(wake_up(app.repository, app.folder, {"console": notifier}, app.now))


def test_a_run_cut_off_between_claim_and_record_is_made_good_after_the_lease(office: OfficeFolder) -> None:
    with pytest.raises(Cut):
        woken(office, ON_T5, Dying("console"))
    notifier = RecordingNotifier("console")
    woken(office, "2024-05-07T07:34:50", notifier)
    assert notifier.sent == []
    assert told(office, "2024-05-07T07:35:10", "--dry-run") != []
    woken(office, "2024-05-07T07:35:10", notifier)
    assert len(notifier.sent) == 1
    woken(office, "2024-05-07T07:50", notifier)
    assert len(notifier.sent) == 1


# ── by Telegram ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def server() -> Iterator[BotApi]:
    with BotApi() as running:
        yield running


@pytest.fixture
def api(server: BotApi, monkeypatch: pytest.MonkeyPatch) -> BotApi:
    server.reset()
    server.add_chat(CHAT)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", server.token)
    return server


@pytest.fixture
def linked(tmp_path: Path, api: BotApi) -> OfficeFolder:
    """An office whose clerk is reached by Telegram."""
    office = small_office(tmp_path, [CONTEST], f'\n[telegram]\napi_url = "{api.url}"\n')
    office.edit("config.toml", 'units = ["so-1"]\nchannels = ["console"]', 'units = ["so-1"]\nchannels = ["telegram"]')
    office.done("apply", "--now", JANUARY)
    office.done("link", "nv-1", "telegram", CHAT, "--now", JANUARY)
    office.done("remind", "--now", BEFORE)
    return office


def test_a_message_arrives_by_telegram_once(linked: OfficeFolder, api: BotApi) -> None:
    assert items(told(linked, ON_T5)) == [("nv-1", "T-5")]
    (message,) = api.messages
    assert (message.chat, message.marked("bold")) == (CHAT, ["Nhắc việc thứ Ba 07/5/2024", "Sắp tới"])
    assert "Tổ chức hội thi tìm hiểu pháp luật" in message.text
    assert told(linked, ON_T5) == []
    assert len(api.messages) == 1


def test_a_message_goes_to_the_topic_that_was_linked(linked: OfficeFolder, api: BotApi) -> None:
    api.add_chat(-100777, topics=[15])
    linked.done("link", "nv-1", "telegram", "-100777.15", "--now", JANUARY)
    assert items(told(linked, ON_T5)) == [("nv-1", "T-5")]
    assert [(m.chat, m.topic) for m in api.messages] == [(-100777, 15)]


def test_who_is_not_linked_gets_nothing(linked: OfficeFolder, api: BotApi) -> None:
    configure(linked, '[[people]]\nid = "nv-3"\nrole = "Khác"\nunits = ["so-1"]\nchannels = ["telegram"]\n')
    linked.done("apply", "--now", BEFORE)
    assert items(told(linked, ON_T5)) == [("nv-1", "T-5")]
    assert len(api.messages) == 1


def test_a_chat_that_blocked_the_bot_is_not_tried_again(linked: OfficeFolder, api: BotApi) -> None:
    api.add_chat(CHAT, BLOCKED)
    answer = linked.call("remind", "--now", ON_T5)
    assert answer.status == 1
    assert "Chưa gửi được cho nv-1 qua telegram" in answer.out
    assert api.token not in answer.out + answer.err
    api.add_chat(CHAT)
    for later in ("2024-05-07T07:35", "2024-05-07T12:00", "2024-05-08T08:00"):
        assert [one for one in told(linked, later) if one["person"] == "nv-1"] == []
    assert api.messages == []


LATER = {
    "429": (too_many_requests(40), "2024-05-07T07:30:39", "2024-05-07T07:30:41"),
    # these may have arrived all the same: not so soon again
    "502": (Page(502), "2024-05-07T07:39:59", "2024-05-07T07:42:00"),
    "dropped": (Silence.DROP_BEFORE, "2024-05-07T07:39:59", "2024-05-07T07:42:00"),
}


@pytest.mark.parametrize("fault", LATER)
def test_a_passing_failure_is_tried_again_later(fault: str, linked: OfficeFolder, api: BotApi) -> None:
    failure, too_early, later = LATER[fault]
    api.fail(failure)
    assert linked.call("remind", "--now", ON_T5).status == 1
    assert told(linked, too_early) == told(linked, too_early, "--dry-run") == []
    assert api.messages == []
    assert items(told(linked, later)) == [("nv-1", "T-5")]
    assert len(api.messages) == 1


def test_what_a_dead_channel_refuses_goes_to_the_next_one(linked: OfficeFolder, api: BotApi) -> None:
    linked.edit("config.toml", 'channels = ["telegram"]', 'channels = ["telegram", "console"]')
    linked.done("apply", "--now", BEFORE)
    api.add_chat(CHAT, BLOCKED)
    found = told(linked, ON_T5)
    assert [(one["person"], one["channel"], one["sent"], one["note"]) for one in found] == [
        ("nv-1", "telegram", False, "blocked"),
        ("nv-1", "console", True, None),
    ]
    assert items(found) == [("nv-1", "T-5"), ("nv-1", "T-5")]
    assert told(linked, "2024-05-07T07:32") == []
    (notice,) = told(linked, "2024-05-08T07:30")
    assert items([notice]) == [("dau-moi", "dead-channel")]
    assert "Không gửi được tin cho Chuyên viên Sở Một qua Telegram" in notice["text"]
    assert items(told(linked, "2024-05-10T07:30")) == [("nv-1", "T-2")]


def test_an_outage_of_days_loses_nothing(linked: OfficeFolder, api: BotApi) -> None:
    moments = ("07T07:30", "07T07:45", "07T08:30", "07T10:00", "07T14:00", "08T08:00", "08T15:00", "09T09:00")
    api.fail(*[Page(502)] * len(moments))
    for moment in moments:
        assert linked.call("remind", "--now", f"2024-05-{moment}").status == 1
    assert items(told(linked, "2024-05-09T15:00"))
    assert len(api.messages) == 1


def test_what_is_long_past_is_dropped_with_its_reason(linked: OfficeFolder, api: BotApi) -> None:
    api.fail(Page(502))
    assert linked.call("remind", "--now", ON_T5).status == 1
    assert ("nv-1", "T-5") not in items(told(linked, "2024-07-01T09:00"))


def test_two_rungs_held_up_are_one_line(linked: OfficeFolder, api: BotApi) -> None:
    api.fail(*[too_many_requests(3 * 24 * 3600)])
    assert linked.call("remind", "--now", ON_T5).status == 1
    linked.call("remind", "--now", "2024-05-10T07:31")
    (message,) = api.messages
    assert message.text.count("Tổ chức hội thi tìm hiểu pháp luật") == 1


def test_without_a_token_it_is_said_how_to_set_one(
    linked: OfficeFolder, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    answer = linked.call("remind", "--now", ON_T5)
    assert answer.status == 1
    assert "TELEGRAM_BOT_TOKEN" in answer.out
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
    assert items(told(linked, "2024-05-07T07:40")) == [("nv-1", "T-5")]
