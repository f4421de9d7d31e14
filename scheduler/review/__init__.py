"""The review of a reading: a document's rows beside what was understood of each, how sure that is, and why."""
