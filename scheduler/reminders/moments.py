"""When messages may leave: working days that are not silent, outside of quiet hours; and a person's next digest."""

from datetime import date, datetime, timedelta

from calendars.workdays import OfficeCalendar
from scheduler.model import Person
from scheduler.policy import Policy


def may_send(now: datetime, calendar: OfficeCalendar, policy: Policy) -> bool:
    """Messages go out on working days that config does not keep silent, outside of quiet hours; `now` is local."""
    return is_sending_day(now.date(), calendar, policy) and not policy.is_quiet(now.time())


def is_sending_day(day: date, calendar: OfficeCalendar, policy: Policy) -> bool:
    """Whether anything may be sent on that day; Tết is silent because it is off."""
    return calendar.is_working_day(day) and day not in policy.silent_days


def next_digest(now: datetime, person: Person, calendar: OfficeCalendar, policy: Policy) -> datetime:
    """The person's digest of the next day on which messages go out, after today; local, as `now`."""
    days = (now.date() + timedelta(days=n) for n in range(1, 367))
    day = next((d for d in days if is_sending_day(d, calendar, policy)), now.date() + timedelta(days=1))
    return datetime.combine(day, person.digest, now.tzinfo)
