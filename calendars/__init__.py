"""Dates, working days and iCalendar feeds: values in, values or bytes out; knows nothing of plans."""
