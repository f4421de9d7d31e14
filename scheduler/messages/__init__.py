"""Deliveries → the messages that people read: sorted by how pressing each thing is, put in words, with buttons below. Pure."""

from scheduler.messages.digest import Digest, digests, shorter

__all__ = ["Digest", "digests", "shorter"]
