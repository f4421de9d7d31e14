"""A chat becomes somebody's by a one-time code; guesses, strangers and taken chats get a plain sentence and nothing else."""

import pytest

from scheduler.bot.linking import deep_link
from scheduler.chats import CODE_LIFE, GUESS_SPAN, MOST_GUESSES
from scheduler.deliveries import DeadChannel

ANNA, BINH, GROUP = 1001, 1002, -2001


@pytest.mark.parametrize(
    "form", ["/start {}", "{}", "/lienket {}", "/link@stand_in_bot {}"], ids=["link", "typed", "vi", "en"]
)
def test_a_code_links_a_private_chat(bot, form):
    bot.api.add_chat(ANNA)
    said = bot.told(ANNA, form.format(bot.code("nv-1").lower()))
    assert said.text.startswith("Đã gắn. Từ nay tin nhắc việc của Chuyên viên Sở Một gửi vào đây, mỗi sáng 07:30")
    assert "/homnay" in said.text
    assert bot.repository.addresses() == {("nv-1", "telegram"): "1001"}


def test_the_deep_link_carries_the_code_that_is_typed(bot):
    bot.api.add_chat(ANNA)
    link = deep_link("stand_in_bot", bot.code("nv-1"))
    address, _, code = link.partition("?start=")
    assert address == "https://t.me/stand_in_bot"
    assert "Đã gắn" in bot.told(ANNA, f"/start {code}").text


@pytest.mark.parametrize("topic", [None, 7])
def test_a_group_or_a_topic_is_linked(bot, topic):
    bot.api.add_chat(GROUP, topics=[7] if topic else [])
    said = bot.told(GROUP, f"/lienket@stand_in_bot {bot.code('nv-2')}", user=ANNA, topic=topic)
    assert (said.chat, said.topic) == (GROUP, topic)
    assert bot.repository.addresses() == {("nv-2", "telegram"): "-2001.7" if topic else "-2001"}


def test_a_bare_code_in_a_group_and_a_command_for_another_bot_are_not_for_us(bot):
    bot.api.add_chat(GROUP)
    code = bot.code("nv-1")
    bot.silent(GROUP, code)
    bot.silent(GROUP, f"/start@another_bot {code}")
    assert bot.repository.addresses() == {}


def test_a_code_is_good_once_and_for_its_time_and_the_last_one_counts(bot):
    for chat in (ANNA, BINH):
        bot.api.add_chat(chat)
    old, code = bot.code("nv-1"), bot.code("nv-1")
    assert "không đúng" in bot.told(ANNA, old).text
    assert "Đã gắn" in bot.told(ANNA, code).text
    assert "không đúng" in bot.told(BINH, code).text
    late = bot.code("nv-2")
    bot.clock.now += CODE_LIFE
    assert "không đúng" in bot.told(BINH, late).text
    assert bot.repository.addresses() == {("nv-1", "telegram"): "1001"}


def test_guessing_ends_and_begins_anew_after_an_hour(bot):
    bot.api.add_chat(ANNA)
    for number in range(MOST_GUESSES):
        assert "không đúng" in bot.told(ANNA, f"AAAAA-AAAA{number + 2}").text
    bot.clock.forward(minutes=2)
    code = bot.code("nv-1")
    assert "sai 5 lần" in bot.told(ANNA, code).text
    assert bot.repository.addresses() == {}
    bot.clock.now += GUESS_SPAN
    assert "Đã gắn" in bot.told(ANNA, code).text


def test_a_chat_that_is_taken_keeps_whose_it_is_and_the_code_stays_good(bot):
    for chat in (ANNA, BINH):
        bot.api.add_chat(chat)
    bot.link("nv-1", str(ANNA))
    code = bot.code("nv-2")
    said = bot.told(ANNA, code).text
    assert "đang gắn với Chuyên viên Sở Một" in said
    assert "nhacviec link nv-2 telegram 1001" in said
    assert "Đã gắn" in bot.told(BINH, code).text
    assert bot.repository.addresses() == {("nv-1", "telegram"): "1001", ("nv-2", "telegram"): "1002"}


def test_the_chat_before_is_told_when_somebody_moves(bot):
    for chat in (ANNA, BINH):
        bot.api.add_chat(chat)
    bot.link("nv-1", str(ANNA))
    bot.api.say(BINH, bot.code("nv-1"))
    said = {m.chat: m.text for m in bot.api.wait(2)}
    assert "Đã gắn" in said[BINH]
    assert "báo ngay cho đầu mối" in said[ANNA]


def test_the_same_person_twice_in_one_chat_changes_nothing(bot):
    bot.api.add_chat(ANNA)
    bot.link("nv-1", str(ANNA))
    assert "từ trước" in bot.told(ANNA, bot.code("nv-1")).text


HOSTILE = {
    "markup": "<b>hội thi</b> & *_[x](y)` </a>",
    "control characters": "a\x00\x1b[31m\u202eb\u200b\ud83d"[:-1],
    "10,000 characters": "việc " * 2000,
    "a long code": "/start " + "A" * 5000,
    "a command": "/homnay",
    "an unknown command": "/xoahet; DROP TABLE x",
    "braces": "{0.__class__} %s %n",
    "a slash": "/",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_strangers_learn_how_to_link_and_nothing_of_the_work(bot, text):
    bot.api.add_chat(ANNA)
    said = bot.told(ANNA, text)
    assert "mã" in said.text.lower()
    assert len(said.text) < 200
    assert not any(word in said.text for word in ("Sở", "hội thi", "Mẫu"))
    assert said.buttons == ()


@pytest.mark.parametrize(
    "text", [t for t in HOSTILE.values() if t != "/homnay"], ids=[n for n in HOSTILE if n != "a command"]
)
def test_the_linked_who_write_anything_get_a_short_help(bot, text):
    bot.api.add_chat(ANNA)
    bot.link("nv-1", str(ANNA))
    said = bot.told(ANNA, text)
    assert len(said.text) < 1000
    assert "/trogiup" in said.text or "không đúng" in said.text


def test_a_stranger_who_presses_is_told_so_and_nothing_happens(bot):
    bot.api.add_chat(ANNA)
    bot.api.press_anyway(ANNA, 1, "d:aaaaaaaaaaaa")
    bot.wait_until(lambda: bool(bot.api.answers))
    assert "chưa được gắn" in bot.api.answers[0].text
    assert bot.repository.progress() == ()


def test_a_flood_is_passed_over_and_others_are_answered(bot):
    for chat in (ANNA, BINH):
        bot.api.add_chat(chat)
    for _ in range(50):
        bot.api.say(ANNA, "xin chào")
    assert bot.told(BINH, "xin chào").chat in (ANNA, BINH)
    bot.wait_until(lambda: any(m.chat == BINH for m in bot.api.messages))
    assert sum(m.chat == ANNA for m in bot.api.messages) <= 6


def test_who_was_given_up_and_writes_again_is_reached_again(bot):
    bot.api.add_chat(ANNA)
    bot.link("nv-1", str(ANNA))
    bot.repository.bury(DeadChannel("nv-1", "telegram", bot.clock(), "blocked"))
    assert bot.told(ANNA, "chào").text
    assert bot.repository.dead_channels() == {}


def test_a_group_that_gets_a_new_id_stays_linked(bot):
    for chat in (GROUP, -100300):
        bot.api.add_chat(chat)
    bot.link("nv-2", str(GROUP))
    group = {"id": GROUP, "type": "group", "title": "Nhóm"}
    bot.api.put({"message": {"message_id": 1, "date": 1, "chat": group, "migrate_to_chat_id": -100300}})
    bot.wait_until(lambda: bot.repository.addresses() == {("nv-2", "telegram"): "-100300"})
