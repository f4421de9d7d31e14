"""Writes calendars/days_off.tsv, the table of Vietnam's public holidays and swap days, from the library `holidays`.

Run it after an upgrade of the library: python scripts/generate_days_off.py. A test compares the two day by day.
Nothing is corrected here: what the library misses is the office's to state in config.toml (days_off, working_days).
"""

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays

TABLE = Path(__file__).resolve().parent.parent / "calendars" / "days_off.tsv"
FIRST_YEAR, LAST_YEAR = 2015, 2040


def main() -> None:
    """Write the table and say where."""
    text = "".join(f"{line}\n" for line in lines())
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TABLE}: {text.count(chr(10))} lines")


def lines() -> Iterator[str]:
    """The lines of the table: a head of comments, then day, "off" or "work", and the name, separated by tabs."""
    vietnam = holidays.country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1), language="vi")
    yield f"# Vietnam's public holidays and swaps, {FIRST_YEAR}-{LAST_YEAR}, by holidays {version('holidays')}."
    yield "# Written by scripts/generate_days_off.py. Swaps not decided yet are absent: such years go by the law alone."
    rows = [(day, "off", name) for day, name in vietnam.items()]
    rows += [(day, "work", "Ngày làm bù") for day in vietnam.weekend_workdays]
    yield from (f"{day.isoformat()}\t{kind}\t{name}" for day, kind, name in sorted(rows) if _covered(day))


def _covered(day: date) -> bool:
    """A swap of the first year may reach back into the year before, which the table does not cover."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


if __name__ == "__main__":
    main()
