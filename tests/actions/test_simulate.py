"""A simulation says what is then sent."""

from datetime import date

from notifiers.message import Recipient
from notifiers.recording import RecordingNotifier, Sent
from scheduler.actions.simulate import simulate
from scheduler.ports import Repository
from scheduler.store.copying import copied
from tests.support.in_memory import FOLDER, in_memory, moment
from tests.support.small import CONTEST
from tests.support.waking import TALK, text, wake


def test_a_simulation_says_what_is_then_sent(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK])
    wake(office, "2024-05-06T08:00", console)
    now = moment("2024-05-06T09:00")
    revision = office.repository.latest_revision()
    assert revision is not None
    copy: Repository = copied(office.repository, revision, now)
    found = simulate(copy, FOLDER, now.date(), date(2024, 5, 31), now)
    assert office.repository.deliveries() == ()
    walked = []
    for day in range(6, 32):
        for hour in ("06:30", "07:30"):
            walked += [(day, text(s)) for s in wake(office, f"2024-05-{day:02d}T{hour}", console)]
    assert [(one.at.day, text(Sent(one.outcome.digest.message, Recipient(""), ""))) for one in found.said] == walked
    assert len(walked) >= 5
    assert sum(found.counts().values()) == len(walked)
