"""What the tests of the verbs share."""

import pytest

from notifiers.recording import RecordingNotifier


@pytest.fixture
def console() -> RecordingNotifier:
    """A channel on which everybody can be reached, and that keeps what it was given."""
    return RecordingNotifier("console")
