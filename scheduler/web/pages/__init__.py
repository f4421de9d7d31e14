"""The pages beside the feeds: subscribing, one piece of work, reporting on it by a signed link, sheets to print."""
