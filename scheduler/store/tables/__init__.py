"""The tables: one SQLModel class each. Every row carries its office; payloads hold derived values that `apply` can make again."""

from scheduler.store.tables.columns import Key, Moment, Row, table
from scheduler.store.tables.conversation import (
    CardRow,
    GuessRow,
    HeardRow,
    HoldRow,
    LinkCodeRow,
    MovedChatRow,
    ProgressRow,
    QuestionRow,
)
from scheduler.store.tables.feeds import (
    FeedRow,
    FetchRow,
    KeptFeedRow,
)
from scheduler.store.tables.messages import (
    AddressRow,
    AttemptRow,
    DeadChannelRow,
    DeliveryRow,
    PauseRow,
)
from scheduler.store.tables.office import (
    ContentRow,
    InvolvedRow,
    OccurrenceRow,
    PublishedRow,
    RevisionFileRow,
    RevisionRow,
    StateRow,
    TaskKeyRow,
    TriggerRow,
    WaitingRow,
)

__all__ = [
    "AddressRow",
    "AttemptRow",
    "CardRow",
    "ContentRow",
    "DeadChannelRow",
    "DeliveryRow",
    "FeedRow",
    "FetchRow",
    "GuessRow",
    "HeardRow",
    "HoldRow",
    "InvolvedRow",
    "KeptFeedRow",
    "Key",
    "LinkCodeRow",
    "Moment",
    "MovedChatRow",
    "OccurrenceRow",
    "PauseRow",
    "ProgressRow",
    "PublishedRow",
    "QuestionRow",
    "RevisionFileRow",
    "RevisionRow",
    "Row",
    "StateRow",
    "TaskKeyRow",
    "TriggerRow",
    "WaitingRow",
    "table",
]
