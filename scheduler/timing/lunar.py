"""Lunar dates by Vietnam's calendar (UTC+7), after the series of Meeus (Astronomical Algorithms, ch. 25, 49)."""

from datetime import date, timedelta
from functools import cache
from math import floor, pi, sin

_ZONE = 7.0 / 24.0
_EPOCH = date(2000, 1, 1).toordinal() - 2451545
_MONTH = 29.530588853


def _new_moon(k: int) -> int:
    """The Julian day number (local, UTC+7) of the k-th new moon since 1 January 1900."""
    t = k / 1236.85
    rad = pi / 180
    moment = 2415020.75933 + 29.53058868 * k + 0.0001178 * t * t - 0.000000155 * t**3
    moment += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t * t) * rad)
    sun = 359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t**3
    moon = 306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t**3
    lat = 21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t**3
    terms = (
        (0.1734 - 0.000393 * t, sun),
        (0.0021, 2 * sun),
        (-0.4068, moon),
        (0.0161, 2 * moon),
        (-0.0004, 3 * moon),
        (0.0104, 2 * lat),
        (-0.0051, sun + moon),
        (-0.0074, sun - moon),
        (0.0004, 2 * lat + sun),
        (-0.0004, 2 * lat - sun),
        (-0.0006, 2 * lat + moon),
        (0.0010, 2 * lat - moon),
        (0.0005, 2 * moon + sun),
    )
    moment += sum(size * sin(angle * rad) for size, angle in terms)
    delta = -0.000278 + 0.000265 * t + 0.000262 * t * t
    return floor(moment - delta + 0.5 + _ZONE)


def _solar_term(day: int) -> int:
    """Which twelfth of the ecliptic (0 = from the March equinox on) the sun stands in at the beginning of a local day."""
    t = (day - 2451545.5 - _ZONE) / 36525
    rad = pi / 180
    mean = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3
    length = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    length += (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(rad * mean)
    length += (0.019993 - 0.000101 * t) * sin(rad * 2 * mean) + 0.000290 * sin(rad * 3 * mean)
    return int((length % 360) / 30)


@cache
def _eleventh(year: int) -> tuple[int, int]:
    """(k, day) of the new moon that opens the 11th lunar month, the one that holds the winter solstice of `year`."""
    day = date(year, 12, 31).toordinal() - _EPOCH
    k = floor((day - 2415021.076998695) / _MONTH)
    moon = _new_moon(k)
    if _solar_term(moon) >= 9:
        k, moon = k - 1, _new_moon(k - 1)
    return k, moon


@cache
def _leap(year: int) -> int | None:
    """In the 12 or 13 months from the 11th month before `year`: the place of the leap month (no principal term)."""
    (k, start), (_, end) = _eleventh(year - 1), _eleventh(year)
    if round((end - start) / _MONTH) == 12:
        return None
    for place in range(1, 14):
        if _solar_term(_new_moon(k + place)) == _solar_term(_new_moon(k + place + 1)):
            return place
    return None


def solar(year: int, month: int, day: int) -> date | None:
    """The date of a lunar day (of the ordinary month where the month is doubled); None where that month has no such day."""
    anchor = year if month >= 11 else year - 1
    place = month - 11 if month >= 11 else month + 1
    k, _ = _eleventh(anchor)
    leap = _leap(anchor + 1)
    if leap is not None and place >= leap:
        place += 1
    first, after = _new_moon(k + place), _new_moon(k + place + 1)
    if not 1 <= day <= after - first:
        return None
    return date.fromordinal(first + _EPOCH) + timedelta(days=day - 1)
