"""On how many examples a property is tried: on all where nothing may be skipped (.ci/run), on half of them elsewhere."""

import os

from hypothesis import settings

NO_SKIPS = "NHACVIEC_NO_SKIPS"
_OF_HYPOTHESIS = 100


def examples(most: int = _OF_HYPOTHESIS) -> int:
    """So many of `most`."""
    return most if os.environ.get(NO_SKIPS) else most // 2


def tried_on(most: int) -> settings:
    """For a property of which each example is costly."""
    return settings(max_examples=examples(most))
