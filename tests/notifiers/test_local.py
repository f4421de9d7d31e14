"""The channels that need no network: console and recording, the values, and what importing them costs."""

import asyncio
import io
import subprocess
import sys
from datetime import timedelta

import pytest

from notifiers.console import ConsoleNotifier
from notifiers.message import Button, LinkButton, Message, Recipient
from notifiers.notifier import DeliveryError
from notifiers.recording import RecordingNotifier

STAFF = Recipient("vp-truc", "Trực Văn phòng")
BUTTONS = (
    Button("Đã xong", "done:1"),
    Button("Nhắc lại", "later:1", beside=True),
    LinkButton("Lịch", "https://lich.example.org/"),
)
MESSAGE = Message("Nhắc việc", ("một\nhai",), BUTTONS)


def _send(notifier, message=MESSAGE, recipient=STAFF):
    return asyncio.run(notifier.send(message, recipient))


def test_the_console_shows_a_block_for_each_message():
    stream = io.StringIO()
    notifier = ConsoleNotifier(stream)
    assert [_send(notifier).reference, _send(notifier, Message("Tin"), Recipient("kt")).reference] == ["1", "2"]
    assert stream.getvalue() == (
        "┌─ Trực Văn phòng <vp-truc>\n│ Nhắc việc\n│\n│ một\n│ hai\n│\n│ [ Đã xong ]  [ Nhắc lại ]\n"
        "│ [ Lịch ] https://lich.example.org/\n└─\n┌─ kt\n│ Tin\n└─\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1258"])
def test_a_console_without_our_letters_still_shows_the_rest(encoding):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    _send(ConsoleNotifier(stream), Message("Tin 2/5", ("kế hoạch",)))
    stream.seek(0)
    assert "Tin 2/5" in stream.read()


class _FullDisk(io.StringIO):
    def flush(self) -> None:
        raise OSError(28, "No space left on device")


def _closed() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("stream", [_FullDisk(), _closed()], ids=["full disk", "closed"])
def test_a_console_that_fails_is_a_failure_that_may_pass(stream):
    with pytest.raises(DeliveryError) as caught:
        _send(ConsoleNotifier(stream))
    assert not caught.value.permanent


def test_a_recording_keeps_messages_as_they_were_given():
    notifier = RecordingNotifier("telegram")
    _send(notifier)
    assert notifier.channel == "telegram"
    assert [(sent.message, sent.recipient, sent.reference) for sent in notifier.sent] == [(MESSAGE, STAFF, "1")]


def test_a_recording_fails_as_told_and_then_works_again():
    notifier = RecordingNotifier()
    failures = [DeliveryError("429", retry_after=timedelta(seconds=3)), DeliveryError("blocked", permanent=True)]
    notifier.fail(STAFF.address, *failures)
    for failure in failures:
        with pytest.raises(DeliveryError) as caught:
            _send(notifier)
        assert caught.value is failure
    assert _send(notifier).reference == "1"
    assert _send(notifier, recipient=Recipient("other")).reference == "2"


def test_a_recording_follows_a_move():
    notifier = RecordingNotifier()
    notifier.move("-55", "-100200")
    assert _send(notifier, recipient=Recipient("-55")).moved_to == "-100200"
    assert [sent.recipient.address for sent in notifier.sent] == ["-100200"]


@pytest.mark.parametrize(
    ("label", "data"),
    [("x", ""), ("x", "x" * 65), ("x", "ế" * 22), (" ", "done:1")],
    ids=["empty", "65", "66 bytes", "label"],
)
def test_a_button_that_no_channel_could_carry_cannot_be_made(label, data):
    with pytest.raises(ValueError, match=r"button"):
        Button(label, data)


def test_the_local_channels_do_not_load_the_libraries_of_the_others():
    code = "import sys, notifiers.console, notifiers.recording, notifiers.bot_token, notifiers.notifier; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "notifiers.console" in loaded
    assert {"telegram", "httpx", "asyncio", "ssl"}.isdisjoint(loaded)
