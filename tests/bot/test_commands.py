"""What the linked ask for: lists of their own work with buttons, their calendar in private, peace for some days, help."""

from datetime import UTC

import pytest

from scheduler.bot.commands import Asked, Command
from scheduler.schedule import Act, Progress
from tests.support.in_memory import moment

ANNA, BOSS, GROUP = 1001, 1003, -2001


@pytest.fixture(autouse=True)
def _linked(bot):
    """A clerk and the coordinator in private, another unit's group."""
    for chat in (ANNA, BOSS, GROUP):
        bot.api.add_chat(chat)
    for person, chat in (("nv-1", ANNA), ("dau-moi", BOSS), ("nv-2", GROUP)):
        bot.link(person, str(chat))


def report(bot, uid: str, act: Act = Act.DONE, text: str | None = None) -> None:
    bot.repository.report(Progress(uid, act, "nv-1", bot.clock().astimezone(UTC), "cli", text=text))


CONTEST = "kh.1-1-so-1@so-mau"


def test_what_is_to_be_done_this_week_has_buttons(bot):
    said = bot.told(ANNA, "/tuannay")
    assert said.text.startswith("Việc tuần này, 13/5/2024 – 19/5/2024")
    assert "• Tổ chức hội thi tìm hiểu pháp luật\n  Sở Một · hạn thứ Ba 14/5/2024 (còn 1 ngày làm việc)" in said.text
    assert "Đã xong" in said.labels
    assert said.marked("bold") == ["Việc tuần này, 13/5/2024 – 19/5/2024"]


@pytest.mark.parametrize(
    ("vietnamese", "english"), [("homnay", "today"), ("tuannay", "week"), ("quahan", "overdue"), ("xong", "done")]
)
@pytest.mark.parametrize("day", ["2024-05-13T09:00", "2024-05-14T09:00", "2024-05-20T09:00", "2024-12-31T09:00"])
def test_english_says_the_same(bot, vietnamese, english, day):
    bot.clock.now = moment(day)
    one, other = bot.told(ANNA, f"/{vietnamese}"), bot.told(ANNA, f"/{english.upper()}@Stand_In_Bot")
    assert (one.text, one.buttons) == (other.text, other.buttons)


@pytest.mark.parametrize(
    ("day", "command", "words"),
    [
        ("2024-05-14T09:00", "/homnay", "hạn hôm nay"),
        (
            "2024-05-13T09:00",
            "/homnay",
            "Hôm nay, thứ Hai 13/5/2024, không có việc nào đến hạn.",
        ),
        ("2024-05-16T09:00", "/quahan", "hạn thứ Ba 14/5/2024, đã quá 2 ngày làm việc"),
        ("2024-05-13T09:00", "/quahan", "Không có việc nào quá hạn."),
        ("2024-05-03T09:00", "/xong", "Việc đang chờ báo, đến hai tuần tới"),
        ("2024-05-20T09:00", "/xong", "đã quá 4 ngày làm việc"),
    ],
)
def test_each_list_by_its_days(bot, day, command, words):
    bot.clock.now = moment(day)
    assert words in bot.told(ANNA, command).text


def test_one_sees_the_own_work_alone_and_the_coordinator_all(bot):
    bot.clock.now = moment("2024-06-03T09:00")
    mine, theirs, all_ = (bot.told(chat, "/quahan").text for chat in (ANNA, GROUP, BOSS))
    assert "Sở Một" in mine and "Sở Hai" not in mine
    assert "Sở Hai" in theirs and "hội thi" not in theirs
    assert all(unit in all_ for unit in ("Sở Một", "Sở Hai"))


def test_what_is_done_is_ticked_and_has_no_button_but_the_coordinators(bot):
    bot.clock.now = moment("2024-05-14T09:00")
    report(bot, CONTEST)
    said = bot.told(ANNA, "/homnay")
    assert "• ✓ Tổ chức hội thi" in said.text
    assert "Chuyên viên Sở Một báo xong thứ Ba 14/5/2024" in said.text
    assert "Đã xong" not in said.labels
    assert "Hoàn tác" in bot.told(BOSS, "/homnay").labels
    assert "hội thi" not in bot.told(ANNA, "/xong").text


def test_why_something_is_not_done_stands_in_the_list(bot):
    bot.clock.now = moment("2024-05-16T09:00")
    report(bot, CONTEST, Act.NOT_DONE, "chờ <kinh phí> & xe")
    assert "Chưa xong: chờ <kinh phí> & xe" in bot.told(ANNA, "/quahan").text


def test_a_long_list_ends_with_a_count_and_keeps_to_the_buttons_that_telegram_takes(bot):
    bot.clock.now = moment("2024-12-31T09:00")
    said = bot.told(BOSS, "/quahan")
    assert "… và" in said.text and "việc nữa" in said.text
    assert said.labels[1:4:2] == ["1. Khác…", "2. Khác…"]
    assert 20 < len(said.labels) <= 41 and said.labels[-1] == "Xem tiếp"
    assert len(said.text) <= 4096


def test_a_list_is_shown_anew_after_a_press_and_keeps_its_numbers(bot):
    bot.clock.now = moment("2024-07-10T09:00")
    said = bot.told(GROUP, "/quahan")
    second = next(line for line in said.text.splitlines() if line.startswith("2. "))
    label = next(label for label in said.labels if label.startswith("1. "))
    bot.api.press(GROUP, said.id, label, user=51)
    bot.wait_until(lambda: bool(bot.api.edits))
    (shown,) = [m for m in bot.api.shown(GROUP) if m.id == said.id]
    assert shown.text != said.text
    assert second in shown.text
    assert "2. Khác…" in shown.labels
    assert [p.by for p in bot.repository.progress()] == ["nv-2"]


def test_the_calendar_is_told_in_private_alone(bot):
    office = bot.app.office()
    said = bot.told(ANNA, "/lich")
    assert bot.app.addresses(office).page("nguoi-nv-1") in said.text or "/f/" in said.text
    assert said.text.startswith("Lịch riêng của Chuyên viên Sở Một")
    assert "Điện thoại không mở được thì xin nhắn đầu mối" in said.text, "nothing is open to the outside yet"
    group = bot.told(GROUP, "/calendar").text
    assert "/f/" not in group
    assert "@stand_in_bot" in group


PAUSES = [
    ("thứ hai", "thứ Hai 20/5/2024"),
    ("3 ngày", "thứ Năm 16/5/2024"),
    ("2 tuần", "thứ Hai 27/5/2024"),
    ("hết 31/5", "thứ Hai 03/6/2024"),
    ("đến hết ngày 31/5", "thứ Hai 03/6/2024"),
    ("đến ngày mai", "thứ Ba 14/5/2024"),
    ("15/6/2024", "thứ Hai 17/6/2024"),
]


@pytest.mark.parametrize(("typed", "day"), PAUSES, ids=[typed for typed, _ in PAUSES])
def test_a_pause_until_a_day_typed_freely(bot, typed, day):
    said = bot.told(ANNA, f"/tamdung {typed}").text
    assert f"Tin trở lại từ {day}" in said
    assert set(bot.repository.pauses()) == {"nv-1"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("khi nào rảnh", "Bot chưa hiểu “khi nào rảnh” là ngày nào"),
        ("01/5/2024", "đã qua"),
        ("hôm nay", "đã qua hoặc là hôm nay"),
        ("15/9/2024", "nhiều nhất 60 ngày"),
        ("999 tuần", "nhiều nhất 60 ngày"),
        ("<b>" + "9" * 4000, "Bot chưa hiểu “<b>999"),
    ],
    ids=["no day", "past", "today", "far", "very far", "nonsense"],
)
def test_what_is_no_day_to_come_pauses_nothing(bot, typed, words):
    assert words in bot.told(ANNA, f"/tamdung {typed}").text
    assert bot.repository.pauses() == {}


def test_asked_for_the_day_one_answers_and_goes_on_again(bot):
    assert "đến ngày nào" in bot.told(ANNA, "/tamdung").text
    assert "Bot chưa hiểu “hmm”" in bot.told(ANNA, "hmm").text
    assert "Đã tạm dừng" in bot.told(ANNA, "thứ hai").text
    assert "chưa hiểu" in bot.told(ANNA, "thứ hai").text  # the question was answered: this is any text
    assert "Đã nhận lại" in bot.told(ANNA, "/tieptuc").text
    assert bot.repository.pauses() == {}
    assert "vẫn gửi bình thường" in bot.told(ANNA, "/resume").text


def test_a_command_ends_the_question(bot):
    bot.told(ANNA, "/tamdung")
    bot.told(ANNA, "/trogiup")
    assert "chưa hiểu" in bot.told(ANNA, "thứ hai").text
    assert bot.repository.pauses() == {}


def test_in_a_group_the_question_is_for_who_asked(bot):
    assert "đến ngày nào" in bot.told(GROUP, "/tamdung", user=51).text
    bot.silent(GROUP, "mai họp nhé", user=52)


@pytest.mark.parametrize("text", ["/trogiup", "/help", "/start"])
def test_help_names_every_command_and_whose_chat_it_is(bot, text):
    said = bot.told(ANNA, text).text
    assert all(
        f"/{command.value}" in said for command in Command if command is not Command.UNDO
    )  # it is the coordinator's
    assert "Chuyên viên Sở Một" in said


@pytest.mark.parametrize("text", ["xin chào", "năm 2030", "/khonghieu", "/", "x" * 4000])
def test_what_is_not_understood_is_answered_in_two_lines_with_the_way_to_help(bot, text):
    said = bot.told(ANNA, text).text
    assert said.startswith(f"Bot chưa hiểu “{text[:8]}"[:16])
    assert said.endswith("Cách dùng: /trogiup")
    assert len(said.replace("\n\n", "\n").splitlines()) == 2 and len(said) < 160


def test_the_commands_are_offered_in_vietnamese(bot):
    bot.told(ANNA, "/trogiup")
    ((_, offered),) = bot.api.commands.items()
    assert [c["command"] for c in offered] == [c.value for c in Command if c is not Command.UNDO]
    assert all(c["description"] for c in offered)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/homnay", Asked(Command.TODAY, "")),
        ("/TamDung@My_Bot  thứ hai\ntới", Asked(Command.PAUSE, "thứ hai tới", "my_bot")),
        ("/start ABC", Asked(Command.LINK, "ABC")),
        ("/nothing x", Asked(None, "x")),
        ("homnay", None),
        ("", None),
    ],
)
def test_a_command_as_it_is_written(text, asked):
    assert Asked.of(text) == asked


def test_whoever_left_config_is_a_stranger(bot):
    bot.repository.link("nobody", "telegram", "1004")
    bot.api.add_chat(1004)
    assert "Xin đầu mối" in bot.told(1004, "/homnay").text


def test_a_topic_is_not_the_group(bot):
    bot.api.add_chat(-3001, topics=[7, 8])
    bot.link("nv-1", "-3001.7")
    assert bot.told(-3001, "/tuannay", topic=7).topic == 7
    assert "chưa được gắn" in bot.told(-3001, "/tuannay", topic=8).text
    bot.link("nv-1", "-3001")
    assert "Việc tuần này" in bot.told(-3001, "/tuannay", topic=8).text


def test_an_empty_store_and_a_store_that_is_held_are_said(bot, monkeypatch):
    from scheduler.store.errors import StoreError, StoreFault

    def held(*_: object) -> None:
        raise StoreError(StoreFault.LOCKED, "x.db")

    monkeypatch.setattr(bot.repository, "latest_revision", held)
    assert bot.told(ANNA, "/homnay").text == "Lúc này chưa làm được. Xin thử lại sau ít phút."
