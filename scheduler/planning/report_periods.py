"""Report periods: when their data open and close (Decree 09/2019/NĐ-CP art. 12) and what they are called."""

from dataclasses import dataclass
from datetime import date, timedelta

from calendars.period import Grain, Period, period_key, period_of, periods
from scheduler.diagnostics import values
from scheduler.words import month_day_text, say


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """A period that is reported on: its calendar period, the days that its data cover (inclusive), its key and name.

    called: its name where it is not its calendar period's: the nine months that end with a third quarter.
    """

    grain: Grain
    period: Period
    opens: date
    closes: date
    called: str | None = None

    @property
    def key(self) -> str:
        """The nominal period: 2024-Q1, 2024-H1, 2024."""
        return period_key(self.grain, self.period)

    @property
    def name(self) -> str:
        """As reports are called."""
        return self.called or period_name(self.grain, self.period, "report")


def report_period(grain: Grain, period: Period, closing_day: int) -> ReportPeriod:
    """The report period that belongs to a calendar period: from the day after closing in the month before, to closing.

    closing_day: a day that every month has (1 to 28).
    """
    closed_before = (period.start - timedelta(days=1)).replace(day=closing_day)
    return ReportPeriod(grain, period, closed_before + timedelta(days=1), period.last.replace(day=closing_day))


def report_periods(grain: Grain, first: date, last: date, closing_day: int) -> tuple[ReportPeriod, ...]:
    """Every report period of that grain whose data close within first..last (inclusive)."""
    found = (report_period(grain, p, closing_day) for p in periods(grain, first, last))
    return tuple(p for p in found if first <= p.closes <= last)


def nine_months(year: int, closing_day: int) -> ReportPeriod:
    """The report over the first nine months: it closes with the third quarter, whose report it is as well."""
    quarter = period_of(Grain.QUARTER, date(year, 9, 1))
    opens = date(year - 1, 12, closing_day) + timedelta(days=1)
    name = say("planning", "report", "nine-months", values(year=year))
    return ReportPeriod(Grain.QUARTER, quarter, opens, date(year, 9, closing_day), name)


def period_name(grain: Grain, period: Period, section: str = "period") -> str:
    """What people call a calendar period; `section` picks the table of names ("period", or "report" for report periods)."""
    start, last = period.start, period.last
    week_year, week, _ = start.isocalendar()
    code = f"half-year-{1 if start.month < 7 else 2}" if grain is Grain.HALF_YEAR else grain.value
    facts = values(
        year=week_year if grain is Grain.WEEK else start.year,
        month=f"{start.month:02d}" if start.month < 3 else start.month,
        quarter=("I", "II", "III", "IV")[(start.month - 1) // 3],
        week=week,
        first=month_day_text(start.month, start.day),
        last=month_day_text(last.month, last.day),
    )
    return say("planning", section, code, facts)
