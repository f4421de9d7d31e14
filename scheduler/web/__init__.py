"""What is served: the calendars under their secret addresses, and the coordinator's page."""
