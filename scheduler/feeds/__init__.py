"""Feeds: which there are and who sees what in them, Occurrence → calendar entries, their revisions, their addresses."""
