"""The store in memory: the twin of the one in a database, for previews and tests. It forgets when the process ends."""

from scheduler.store.memory_feeds import MemoryFeeds
from scheduler.store.memory_office import MemoryOffice
from scheduler.store.memory_people import MemoryPeople


class MemoryRepository(MemoryOffice, MemoryFeeds, MemoryPeople):
    """A Repository of one office that lives in this process; threads may share it."""
