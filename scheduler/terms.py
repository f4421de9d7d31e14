"""Closed sets of words that the whole application shares: kinds of work, posts of people."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of work an occurrence is; ladders and check-ins are set per kind."""

    REPORT = "report"
    BULLETIN = "bulletin"
    BROADCAST = "broadcast"
    ACTIVITY = "activity"
    CHECK_IN = "check-in"


class Audience(StrEnum):
    """A person's post, and so whom a step of a ladder speaks to."""

    STAFF = "staff"
    HEAD = "head"
    COORDINATOR = "coordinator"
