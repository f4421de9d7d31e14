"""One word of time with wrong marks is read, and a warning names it; what is in doubt is left unread."""

import pytest

from scheduler.diagnostics import Severity
from scheduler.timing.grammar import parse


@pytest.mark.parametrize(
    ("phrase", "said", "word"),
    [
        ("Trươc ngày 15/6", "Trươc", "Trước"),
        ("chậm nhât ngày 15/6", "nhât", "nhất"),
        ("gửi báo cáo trươc ngày 20 hằng tháng", "trươc", "trước"),
    ],
)
def test_the_warning_names_the_word_and_what_it_was_taken_for(phrase: str, said: str, word: str) -> None:
    warning = parse(phrase, 2026).diagnostics[0]
    assert (warning.code, warning.severity) == ("marks-taken", Severity.WARNING)
    assert dict(warning.values) == {"said": said, "word": word}
    assert warning.location.span is not None
    assert phrase[slice(*warning.location.span)] == said


@pytest.mark.parametrize(
    "phrase", ["Trươc ngày 15 hăng tháng", "Trươc khi nghỉ", "Hội nghị trươc", "tháng tứ hằng quý"]
)
def test_two_slips_or_another_kind_of_slip_are_not_taken(phrase: str) -> None:
    assert not any(one.code == "marks-taken" for one in parse(phrase, 2026).diagnostics)
