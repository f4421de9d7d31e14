"""What goes along with a digest: the reader's own late work, and what is on the air later that day; never by itself."""

from dataclasses import replace

from notifiers.recording import RecordingNotifier
from scheduler.actions.remind import dry_run
from tests.support.in_memory import in_memory, moment
from tests.support.small import CONTEST, PROGRAMME
from tests.support.waking import ON_AIR, TALK, text, wake

LATER = replace(
    TALK, no="9", title="Tổ chức toạ đàm", timing="Trước ngày 23/5/2024"
)  # due on the 22nd: T-2 on the 20th


def late(count: int) -> list[object]:
    return [replace(CONTEST, no=str(n), title=f"Tổ chức hội thi số {n}") for n in range(1, count + 1)]


def test_a_digest_opens_with_the_readers_own_late_work(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, LATER], "2024-05-14T06:00")
    wake(office, "2024-05-17T07:30", console)
    assert [s.recipient.id for s in wake(office, "2024-05-16T07:30", console)] == [], "no message of its own"
    seen = dry_run(office.repository, office.at(moment("2024-05-20T07:30")))
    (sent,) = wake(office, "2024-05-20T07:30", console)
    heading, first, *_ = sent.message.paragraphs
    assert (sent.recipient.id, heading) == ("nv-1", "Quá hạn")
    assert "hội thi" in first
    assert "đã quá 4 ngày làm việc" in first
    assert "toạ đàm" in text(sent)
    assert [o.digest.message for o in seen] == [sent.message], "a dry run says the same"
    assert wake(office, "2024-05-20T07:40", console) == []


def test_much_late_work_is_counted_and_three_are_named(console: RecordingNotifier) -> None:
    office = in_memory([*late(5), LATER], "2024-05-14T06:00")
    wake(office, "2024-05-17T07:30", console)
    (sent,) = wake(office, "2024-05-20T07:30", console)
    assert sent.message.paragraphs[0] == "Quá hạn: 5 việc"
    assert text(sent).count("hội thi") == 3
    assert "và 2 việc quá hạn khác" in text(sent)
    assert sent.message.subject.startswith("5 việc quá hạn, 1 việc sắp tới")


def test_what_is_on_the_air_today_stands_in_the_digest_and_comes_an_hour_before(console: RecordingNotifier) -> None:
    today = replace(CONTEST, timing="Trước ngày 22/5/2024")  # due on Tuesday the 21st, the programme's day
    office = in_memory([today, replace(PROGRAMME, lead="Sở Một")], "2024-05-20T06:00", ON_AIR)
    (digest,) = wake(office, "2024-05-21T07:30", console)
    assert digest.message.paragraphs[0] == "Hôm nay"
    assert "phát lúc 17:30 thứ Ba 21/5/2024" in text(digest)
    (hour,) = wake(office, "2024-05-21T16:30", console)
    assert "phát lúc 17:30" in text(hour)
    assert "hội thi" not in text(hour)
