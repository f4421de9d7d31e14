"""What `explain` prints for a clerk: an open question says where its answer is written."""

import tomllib

import pytest

from calendars.workdays import OfficeCalendar
from scheduler.cli import main
from scheduler.commands.explain import Explainer
from scheduler.policy import Policy
from scheduler.timing.tokens import normalise


@pytest.mark.parametrize(
    ("phrase", "offered"), [("cuối quý II", "Chậm nhất ngày 30/6/2026"), ('trước "ngày', "…"), ("quý II hoặc", "…")]
)
def test_an_open_question_says_where_its_answer_is_written(
    phrase: str, offered: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", phrase, "--year", "2026"]) == 1
    printed = capsys.readouterr().out
    (answer,) = tomllib.loads(printed[printed.index("[[answers]]") :])["answers"]
    assert answer == {"phrase": phrase, "read_as": offered}


def test_the_answer_that_is_offered_is_read_with_the_dates_of_that_reading() -> None:
    answers = {normalise("cuối quý II"): "Chậm nhất ngày 30/6/2026"}
    explained = Explainer(2026, (), Policy(), OfficeCalendar(), answers).explain("Cuối  QUÝ II.")
    assert [one.due.isoformat() for one in explained.outline.occasions] == ["2026-06-30"]
