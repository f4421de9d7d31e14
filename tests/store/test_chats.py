"""What every store of a conversation promises: in memory, on SQLite and on PostgreSQL alike."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.chats import (
    CARD_LIFE,
    MOST_TRIES,
    Ask,
    Card,
    Chat,
    LinkCode,
    Question,
    View,
    digest_of,
    looks_like_code,
    new_code,
)
from scheduler.deliveries import Delivery, DeliveryState
from scheduler.ports import Chats, Repository
from scheduler.store.chats import SqlChats
from scheduler.store.memory_chats import MemoryChats

NOW = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
CODE = LinkCode("d1", "nv", "telegram", NOW + HOUR)


@pytest.fixture(params=["memory", "sqlite_engine", "postgres_engine"])
def chats(request: pytest.FixtureRequest) -> Iterator[Chats]:
    if request.param == "memory":
        yield MemoryChats("so-mau")
    else:
        yield SqlChats(request.getfixturevalue(request.param), "so-mau")


def test_a_code_is_used_once(chats: Chats) -> None:
    chats.offer(CODE)
    assert [chats.redeem("d1", NOW), chats.redeem("d1", NOW)] == [CODE, None]


def test_of_many_who_send_a_code_at_the_same_time_one_is_linked(chats: Chats) -> None:
    chats.offer(CODE)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: chats.redeem("d1", NOW), range(4)))
    assert found.count(CODE) == 1


def test_a_code_that_was_never_offered_is_replaced_or_too_old_links_nothing(chats: Chats) -> None:
    chats.offer(CODE)
    chats.offer(replace(CODE, digest="d2"))
    chats.offer(replace(CODE, digest="d3", person="khac"))
    assert [chats.redeem(d, NOW + 2 * HOUR) for d in ("d0", "d1", "d2")] == [None, None, None]
    assert chats.redeem("d3", NOW) is not None


def test_wrong_codes_are_counted_for_each_chat(chats: Chats) -> None:
    for chat, minutes in ((-1001234567890, 0), (-1001234567890, 30), (5, 0)):
        chats.note_guess(chat, NOW + timedelta(minutes=minutes))
    assert [chats.guesses(-1001234567890, NOW + timedelta(minutes=m)) for m in (0, 1, 31)] == [2, 1, 0]


def test_the_last_question_is_open_until_it_is_answered_or_too_old(chats: Chats) -> None:
    first = Question(Ask.REASON, "nv", NOW + HOUR, "u", "t")
    chats.ask("1001", first)
    chats.ask("1001", second := replace(first, ask=Ask.EVIDENCE, task=None))
    assert chats.asked("1001", NOW) == second
    assert chats.asked("1001", NOW + HOUR) is None
    assert chats.asked("1002", NOW) is None
    assert [chats.answered("1001"), chats.answered("1001")] == [True, False]
    assert chats.asked("1001", NOW) is None


def test_a_chat_is_known_by_the_id_that_it_has_now(chats: Chats) -> None:
    chats.note_moved(-5, -1005)
    chats.note_moved(-5, -1006)
    assert (chats.became(-5), chats.became(-7)) == (-1006, -7)


def test_what_one_process_holds_no_other_has_until_its_time_is_over(chats: Chats) -> None:
    assert chats.hold("poll", "a", NOW, NOW + HOUR)
    assert not chats.hold("poll", "b", NOW, NOW + HOUR)
    assert chats.hold("poll", "a", NOW, NOW + 2 * HOUR), "who holds it prolongs it"
    assert not chats.hold("poll", "b", NOW + HOUR, NOW + 3 * HOUR)
    assert chats.hold("poll", "b", NOW + 2 * HOUR, NOW + 3 * HOUR)
    chats.let_go("poll", "a")
    assert not chats.hold("poll", "a", NOW + 2 * HOUR, NOW + 3 * HOUR)
    chats.let_go("poll", "b")
    assert chats.hold("poll", "a", NOW + 2 * HOUR, NOW + 3 * HOUR)


@pytest.mark.parametrize(
    ("address", "chat"),
    [
        ("4711", Chat(4711)),
        ("-1001234567890", Chat(-1001234567890)),
        ("-1001234567890.15", Chat(-1001234567890, 15)),
        ("abc", None),
        ("@kenh", None),
        ("12.", None),
        ("", None),
    ],
)
def test_an_address_names_a_chat_and_a_topic(address: str, chat: Chat | None) -> None:
    assert Chat.of(address) == chat
    assert chat is None or chat.address == address


def test_a_mark_from_the_future_is_free(chats: Chats) -> None:
    """A clock that ran a year ahead must not keep everybody from listening for a year."""
    assert chats.hold("poll", "one", NOW + 9000 * HOUR, NOW + 9001 * HOUR)
    assert chats.hold("poll", "two", NOW, NOW + HOUR)
    assert not chats.hold("poll", "three", NOW - HOUR / 2, NOW + HOUR / 2), "clocks may differ a little"


BOT = 123456789


def test_what_was_heard_is_kept_once_until_it_was_handled(chats: Chats) -> None:
    assert chats.keep_heard(BOT, "one", {8: "b", 7: "a"}, NOW) == (7, 8)
    assert chats.keep_heard(BOT, "one", {8: "b", 9: "c"}, NOW) == (9,)
    assert chats.begin_heard(BOT, "one", 7)
    chats.end_heard(BOT, 7)
    assert not chats.begin_heard(BOT, "one", 7)
    assert chats.keep_heard(BOT, "one", {7: "a"}, NOW) == ()
    assert list(chats.heard(BOT, "one").items()) == [(8, "b"), (9, "c")]
    assert chats.keep_heard(BOT + 1, "one", {7: "another bot"}, NOW) == (7,)
    assert chats.keep_heard(BOT, "one", {}, NOW) == ()


def test_who_takes_over_has_what_was_heard_alone(chats: Chats) -> None:
    chats.keep_heard(BOT, "one", {7: "a"}, NOW)
    assert chats.heard(BOT, "two") == {7: "a"}
    assert not chats.begin_heard(BOT, "one", 7)
    assert chats.begin_heard(BOT, "two", 7)


def test_what_ends_its_process_each_time_is_given_up(chats: Chats) -> None:
    chats.keep_heard(BOT, "one", {7: "a", 8: "b"}, NOW)
    for _ in range(MOST_TRIES):
        assert 7 in chats.heard(BOT, "one")
        assert chats.begin_heard(BOT, "one", 7)
    assert chats.heard(BOT, "one") == {8: "b"}


def test_what_expired_is_forgotten_and_what_is_not_handled_is_kept(chats: Chats) -> None:
    chats.offer(CODE)
    chats.ask("1001", Question(Ask.REASON, "nv", NOW + HOUR, "uid"))
    chats.keep_heard(BOT, "one", {7: "a", 8: "b"}, NOW)
    chats.end_heard(BOT, 7)
    chats.forget(NOW + HOUR / 2, NOW)
    assert chats.asked("1001", NOW) is not None
    assert chats.keep_heard(BOT, "one", {7: "a"}, NOW) == ()
    chats.forget(NOW + HOUR, NOW + HOUR)
    assert chats.asked("1001", NOW) is chats.redeem(CODE.digest, NOW) is None
    assert chats.heard(BOT, "one") == {8: "b"}
    assert chats.keep_heard(BOT, "one", {7: "a"}, NOW) == (7,), "its number was forgotten"


def test_a_code_is_known_however_it_is_typed() -> None:
    code = new_code()
    typed = (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' – ')} ")
    assert {digest_of(text, b"secret") for text in typed} == {digest_of(code, b"secret")}
    assert all(looks_like_code(text) for text in typed)
    assert digest_of(code, b"other") != digest_of(code, b"secret")
    assert not looks_like_code("xin chào mọi người")


def test_a_pause_is_kept_until_it_is_taken_back(repository: Repository) -> None:
    repository.pause("nv", date(2026, 3, 9))
    repository.pause("nv", date(2026, 3, 16))
    repository.pause("khac", date(2026, 3, 9))
    repository.pause("khac", None)
    assert repository.pauses() == {"nv": date(2026, 3, 16)}


def test_the_messages_that_hold_an_occurrence_come_with_all_that_stands_in_them(repository: Repository) -> None:
    def sent(uid: str, person: str, reference: str, hours: int = 0) -> Delivery:
        at = NOW + hours * HOUR
        state = DeliveryState.SENT
        return Delivery(uid, "T", NOW.date(), person, "telegram", state, 1, sent_at=at, reference=reference)

    one, two, other = sent("a", "nv", "7"), sent("b", "nv", "7"), sent("b", "nv", "8", 1)
    elsewhere, waiting = sent("a", "sep", "7"), Delivery("a", "T+1", NOW.date(), "nv", "telegram")
    repository.enqueue([one, two, other, elsewhere, waiting], NOW)
    assert repository.messages_with("a", NOW) == (one, two, elsewhere)
    assert repository.messages_with("a", NOW + HOUR) == ()


def test_a_message_that_grew_keeps_its_place_and_a_new_address_has_none(repository: Repository) -> None:
    state, day = DeliveryState.SENT, NOW.date()
    one = Delivery("a", "T", day, "nv", "telegram", state, 1, sent_at=NOW, reference="7")
    two, other = replace(one, uid="b"), replace(one, person="sep")
    repository.enqueue([one, two, other], NOW)
    repository.rename_message("nv", "telegram", "7", "7,9")
    assert repository.messages_with("b", NOW) == (replace(one, reference="7,9"), replace(two, reference="7,9"))
    assert repository.messages_with("a", NOW)[-1] == other
    repository.link("sep", "telegram", "1001")
    assert repository.messages_with("a", NOW) == (replace(one, reference="7,9"), replace(two, reference="7,9"))
    repository.enqueue([later := replace(other, uid="c")], NOW)
    repository.link("sep", "telegram", "1001")
    assert repository.messages_with("c", NOW) == (later,)
    repository.link("sep", "telegram", "-2001")
    assert repository.messages_with("c", NOW) == ()
    assert repository.messages_between(NOW, NOW) == {"nv": 1, "sep": 1}


def test_asking_again_is_no_wake_up(repository: Repository) -> None:
    again = Delivery("a", "again:0900", NOW.date(), "nv", "telegram", next_attempt=NOW + HOUR)
    assert [repository.remind_again(again), repository.remind_again(again)] == [True, False]
    assert repository.last_wakeup() is None
    assert repository.claimable(NOW) == ()
    assert repository.claimable(NOW + HOUR) == (again,)


def test_asking_anew_takes_the_place_of_what_waits_and_can_be_taken_back(repository: Repository) -> None:
    first = Delivery("a", "again:0900", NOW.date(), "nv", "telegram", next_attempt=NOW)
    others = (replace(first, person="sep"), replace(first, uid="b"), replace(first, step="T"))
    assert all(map(repository.remind_again, (first, *others[:2])))
    repository.enqueue(others[2:], NOW)
    second = replace(first, step="again:1000")
    assert repository.remind_again(second)
    assert set(repository.claimable(NOW)) == {second, *others}
    assert [repository.remind_no_more("a", "nv"), repository.remind_no_more("a", "nv")] == [True, False]
    assert set(repository.claimable(NOW)) == set(others)


LIST = Card("1001", "12", View.WEEK, ("b@xa", "a@xa"), NOW, more=3, earlier=20)


def test_a_message_is_found_by_the_work_on_it_and_by_its_chat(chats: Chats) -> None:
    other = Card("-2001.7", "40,41", View.CHECK_IN, ("a@xa",), NOW + HOUR)
    for card in (other, LIST):
        chats.keep_card(card)
    assert chats.cards_with({"a@xa"}) == (LIST, other)
    assert chats.cards_with({"b@xa", "z@xa"}) == (LIST,)
    assert chats.cards_with(()) == ()
    assert chats.cards_in("-2001.7") == (other,)
    assert [other.is_in(message) for message in ("40", "41", "4")] == [True, True, False]


def test_what_a_message_shows_now_takes_the_place_of_what_it_showed(chats: Chats) -> None:
    chats.keep_card(LIST)
    chats.keep_card(replace(LIST, view=View.WORK, uids=("a@xa",), more=0))
    assert chats.cards_with({"b@xa"}) == ()
    assert [c.view for c in chats.cards_with({"a@xa"})] == [View.WORK]
    chats.forget_card("1001", "12")
    assert chats.cards_in("1001") == ()


def test_messages_that_are_too_old_are_forgotten(chats: Chats) -> None:
    chats.keep_card(LIST)
    chats.keep_card(replace(LIST, reference="13", at=NOW + CARD_LIFE + HOUR))
    assert [c.reference for c in chats.cards_in("1001")] == ["13"]
