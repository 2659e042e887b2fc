"""Stretches of the calendar as closed day intervals: day, week, month, quarter, season, year, decade, century.

Weeks run from Monday to Sunday and a decade or century is all years with the same leading digits (ISO 8601), so that
the interval and its TIMEX3 value (`2021-W12`, `199`, `19`) say the same thing.
"""
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import NamedTuple

from helpers.resources import read_lexicon

_ONE_DAY = timedelta(days=1)
# Meteorological seasons: code -> first month.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_IN = {"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "week": 7}
# Shares of a period, and runs of days counted in it.
_SHARES = {"half": 2, "third": 3, "quarter": 4}
_RUNS = {"week": 7, "decade": 3652}
# What the bounds of data/lexicon/time_phases.csv count, by the unit they divide.
_DIVISION = {"week": "day", "month": "day", "season": "month", "quarter": "month", "half": "month", "year": "month",
             "decade": "year", "century": "year"}


class Period(NamedTuple):
    """A closed interval of days; a side is None when open or unknown."""

    value: str | None  # in the manner of TIMEX3
    first: date | None
    last: date | None
    precision: str


def unknown(precision: str) -> Period:
    """A period of which nothing is known but its kind.

    >>> unknown("week")
    Period(value=None, first=None, last=None, precision='week')
    """
    return Period(None, None, None, precision)


def add(day: date, unit: str, count: int) -> date | None:
    """The day `count` units later; the day of the month is cut to the length of the month.

    >>> add(date(2021, 3, 31), "month", -1)
    datetime.date(2021, 2, 28)

    None when the calendar does not reach that far.
    """
    try:
        if unit in _DAYS_IN:
            return day + timedelta(days=count * _DAYS_IN[unit])
        year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS_IN[unit], 12)
        return date(year, month + 1, min(day.day, _month_length(year, month + 1)))
    except (ValueError, OverflowError):
        return None


def containing(unit: str, day: date | None) -> Period | None:
    """The day, week, month, ... that a day lies in.

    >>> containing("quarter", date(2021, 3, 24))
    Period(value='2021-Q1', first=datetime.date(2021, 1, 1), last=datetime.date(2021, 3, 31), precision='quarter')

    `unit` is day, week, month, quarter, half, year, decade or century. None for no day.
    """
    if day is None:
        return None
    year, month = day.year, day.month
    if unit == "day":
        return Period(day.isoformat(), day, day, "day")
    if unit == "week":
        number = day.isocalendar()
        monday, sunday = (add(day, "day", weekday - number.weekday) for weekday in (1, 7))
        return Period(f"{number.year:04}-W{number.week:02}", monday or date.min, sunday or date.max, "week")
    if unit == "month":
        return _stretch(f"{year:04}-{month:02}", year, month, 1, unit)
    if unit == "quarter":
        number = (month + 2) // 3
        return _stretch(f"{year:04}-Q{number}", year, 3 * number - 2, 3, unit)
    if unit == "half":
        number = (month + 5) // 6
        return _stretch(f"{year:04}-H{number}", year, 6 * number - 5, 6, unit)
    if unit == "year":
        return _stretch(f"{year:04}", year, 1, 12, unit)
    digits = {"decade": 3, "century": 2}[unit]
    span = 10 ** (4 - digits)
    return _stretch(f"{year:04}"[:digits], max(MINYEAR, year // span * span), 1, 12 * span, unit)


def season(year: int, code: str) -> Period | None:
    """Spring, summer, autumn or winter (SP, SU, FA, WI) by the meteorological months; winter begins in December.

    >>> season(2019, "SU")
    Period(value='2019-SU', first=datetime.date(2019, 6, 1), last=datetime.date(2019, 8, 31), precision='season')
    """
    return _stretch(f"{year:04}-{code}", year, _SEASONS[code], 3, "season") if MINYEAR <= year <= MAXYEAR else None


def month_of(calendar: str, year: int, month: int) -> Period | None:
    """A month of the Gregorian or the Hijri calendar; None when the calendar does not reach that far.

    >>> month_of("hijri", 1442, 9)
    Period(value='2021-04-13/2021-05-12', first=datetime.date(2021, 4, 13), last=datetime.date(2021, 5, 12), \
precision='month')
    """
    if calendar == "hijri":
        first, after = _hijri(year, month, 1), _hijri(*divmod_month(year, month + 1), 1)
        return _interval(first, after - _ONE_DAY, "month") if first and after else None
    return containing("month", _date(year, month, 1))


def day_of(calendar: str, year: int, month: int, day: int) -> Period | None:
    """A day of the Gregorian or the Hijri calendar; None when there is no such day.

    >>> day_of("hijri", 1442, 9, 1).first
    datetime.date(2021, 4, 13)
    """
    return containing("day", (_hijri if calendar == "hijri" else _date)(year, month, day))


def year_of(calendar: str, year: int) -> Period | None:
    """A year of the Gregorian or the Hijri calendar; None when the calendar does not reach that far.

    >>> year_of("hijri", 1442).value
    '2020-08-20/2021-08-08'
    """
    if calendar == "hijri":
        first, last = month_of(calendar, year, 1), month_of(calendar, year, 12)
        return _interval(first.first, last.last, "year") if first and last else None
    return containing("year", _date(year, 1, 1))


def year_in(calendar: str, day: date) -> int:
    """The number of the year a day lies in.

    >>> year_in("gregorian", date(2021, 3, 24)), year_in("hijri", date(2021, 3, 24))
    (2021, 1442)
    """
    if calendar == "gregorian":
        return day.year
    # The lunar year is 354.367 days long and the count begins in July 622.
    return int((day - date(622, 7, 19)).days / 354.367) + 1


def divmod_month(year: int, month: int) -> tuple[int, int]:
    """Year and month with the month brought back into 1 ... 12.

    >>> divmod_month(1442, 13)
    (1443, 1)
    """
    years, month = divmod(month - 1, 12)
    return year + years, month + 1


def spanning(first: Period, last: Period) -> Period:
    """The interval from one period to another, both included.

    >>> spanning(year_of("gregorian", 2014), year_of("gregorian", 2017)).value
    '2014/2017'
    """
    if "/" in f"{first.value}{last.value}":
        return _interval(first.first, last.last, first.precision)
    return Period(f"{first.value}/{last.value}", first.first, last.last, first.precision)


def phase_of(period: Period, phase: str) -> Period:
    """The early, middle or late part (START, MID, END) of a period, by data/lexicon/time_phases.csv.

    >>> phase_of(containing("month", date(2021, 3, 24)), "MID")[:3]
    ('2021-03;MOD=MID', datetime.date(2021, 3, 11), datetime.date(2021, 3, 20))

    A period that is unresolved, or whose unit the table does not divide, keeps its days.
    """
    value = period.value and f"{period.value};MOD={phase}"
    bounds = _phases().get((phase, period.precision))
    if bounds is None or period.first is None or period.last is None:
        return period._replace(value=value)
    unit = _DIVISION[period.precision]
    first, after = add(period.first, unit, bounds[0] - 1), add(period.first, unit, bounds[1])
    last = period.last if after is None else min(period.last, after - _ONE_DAY)
    return period._replace(value=value, first=first, last=last)


def part_of(period: Period, unit: str, number: int) -> Period | None:
    """The first, second, ... half, third, quarter, week or decade of a period; -1 is the last.

    >>> part_of(containing("year", date(2021, 3, 24)), "quarter", 3).value
    '2021-Q3'

    Weeks of a month or year are runs of seven days from its first. None when the period has no such part.
    """
    months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
    if unit in _RUNS:
        step, size, parts = unit, 1, -(-((period.last - period.first).days + 1) // _RUNS[unit])
    else:
        parts = _SHARES[unit]
        step, size = ("month", months // parts) if months % parts == 0 else ("day", 30 // parts)
    number = parts if number == -1 else number
    first = add(period.first, step, size * (number - 1))
    if first is None or first > period.last or not 1 <= number <= parts:
        return None
    after = add(first, step, size)
    last = period.last if number == parts or after is None else after - _ONE_DAY
    whole = containing(unit, first) if unit in _MONTHS_IN else None
    if whole and (whole.first, whole.last) == (first, last):
        return whole
    return _interval(first, last, unit)


@cache
def _phases() -> dict[tuple[str, str], tuple[int, int]]:
    return {(row["phase"], row["unit"]): (int(row["first"]), int(row["last"])) for row in read_lexicon("time_phases")}


def _interval(first: date, last: date, precision: str) -> Period:
    return Period(f"{first}/{last}", first, last, precision)


def _stretch(value: str, year: int, month: int, months: int, precision: str) -> Period:
    """A run of whole months; it ends with the calendar when it must."""
    first = date(year, month, 1)
    after = add(first, "month", months)
    return Period(value, first, date.max if after is None else after - _ONE_DAY, precision)


def _month_length(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _hijri(year: int, month: int, day: int) -> date | None:
    """By the Umm al-Qura calendar of 1343-1500 AH (1924-2077); outside it sighting decides and no day is sure."""
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)
