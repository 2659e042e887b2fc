"""The grammar of times: patterns over the roles of words, each with the function that gives the days.

A pattern names roles (see `time_words`), and `one`, `many`, `the`, ... any unit in that form. Every pattern is bounded,
so that reading stays linear.
"""
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from helpers import time_words
from helpers.calendars import (
    Period,
    add,
    containing,
    day_of,
    divmod_month,
    month_of,
    part_of,
    phase_of,
    season,
    spanning,
    unknown,
    year_in,
    year_of,
)
from helpers.resources import read_lexicon
from helpers.time_scene import Scene, sentence_begins, tense, words_before
from helpers.time_words import NUMBERS, Word

# Precisions that lie on one day.
DAYLIKE = frozenset(("day", "part_of_day", "clock"))

_RULES = {}


class Rule(NamedTuple):
    """A pattern over roles and the function that resolves what it matches; None when it is no time after all."""

    pattern: str
    resolve: Callable[[Scene], Period | None]


@cache
def grammar() -> re.Pattern:
    """All rules as one regular expression over symbols; the group that matched is the name of the rule."""
    links = "".join(map(time_words.symbols_of, time_words.LINKS))
    rules = "|".join(f"(?P<{name}>{_in_symbols(rule.pattern)})" for name, rule in _RULES.items())
    # Most places are none where a time may begin: that is seen before any rule is tried.
    return re.compile(f"(?=[{links}]*+[^{links}{time_words.OTHER}])(?:{rules})")


def resolve(name: str, scene: Scene) -> Period | None:
    """The days of an expression, by the rule that found it."""
    return _RULES[name].resolve(scene)


def _in_symbols(pattern: str) -> str:
    return re.sub("[a-z_]+", lambda name: f"[{time_words.symbols_of(name[0])}]", pattern).replace(" ", "")


def _rule(pattern: str):
    """Enter a function into the grammar. Earlier rules win."""
    def enter(resolve):
        _RULES[resolve.__name__.strip("_")] = Rule(pattern, resolve)
        return resolve
    return enter


_DAY = "(?:al?day|ordinal(?:and tens|count)?|count and tens|tens)"
_ORDINAL = "(?:ordinal(?:and tens|count)?|tens)"
_COUNT = "(?:al?(?:(?:day|number|year)count{0,3}|(?:count|tens)(?:and?(?:count|tens)){0,6}))"
_YEAR = "(?:one_year|the_year)?(?:year|number(?=era))era?"
_THAT_YEAR = "of?(?:(?:this|that|same)(?:the_year|one_year)|the_year direction)"
_MONTH = "(?:one_month of?)?month(?:(?:slash|dash)?month|open month close)?"
_MONTH_YEAR = f"(?:(?:comma|slash|dash)?of?{_YEAR}|{_THAT_YEAR}|direction(?:of the_year direction)?)"
_IN_MONTH = (f"(?:of?{_MONTH}{_MONTH_YEAR}?|of_it"
             "|of(?:this the_month|same(?:the_month|one_month)|the_month direction|direction)|(?<=day)direction)")
_ON_DAY = "(?:(?:part of?(?:one_day)?)?(?:anchor comma?)?(?:weekday direction?(?:comma|open|in|matching)?)?)"
_HOUR = f"(?:the_hour(?:clock|day|{_ORDINAL})half_more?|clock)"
_SHARE = ("(?:phase of?|(?:the_half|the_third|the_quarter|the_trimester|the_week|the_decade)"
          f"(?:{_ORDINAL}|direction)of?)")
_STRETCH = (f"(?:{_MONTH}{_MONTH_YEAR}?"
            "|(?:pair_year|one_year|the_year|the_two_year|many_year|the_many_year)"
            "(?:year era?|number era|count(?:and?(?:count|tens)){1,6})"
            f"|season_word?season(?:of?{_YEAR}|{_THAT_YEAR}|direction)|this season"
            f"|decade(?:(?:of|in)?the_century(?:direction|{_ORDINAL}))?|the_century(?:era?{_ORDINAL}|al?day)era?"
            "|the_year direction open?year era?close?"
            f"|this the|that the|same(?:the|one)|the direction|the_quarter {_ORDINAL})")
_THE = "(?:the_week|the_month|the_year|the_decade|the_century)"
_MORE = "(?:half_more(?:the|one)?)?"
_AMOUNT = f"(?:few?{_COUNT}(?:one|many){_MORE}|few?many few_adjective?|two{_MORE}|one count?{_MORE})"
_NOT_A_DATE = "(?!weekday|month|year|anchor|day|number|date|direction|part|season|decade)"


@_rule(f"{_ON_DAY}{_DAY}(?:dash|slash)?{_IN_MONTH}|(?<=in|since|to|one_day)day(?:this the_month|the_month direction)")
def _date(scene):
    """الأربعاء 24 آذار 2021, العشرين من الشهر الجاري, 23 منه"""
    parts = scene.parts
    month = _month_starts(parts)
    if parts[month].role == "of_it" and scene.before not in _INTRODUCING:
        return None
    if parts[month].role == "direction" and parts[month].value != 0:
        return None
    if not _is_month(scene, of=month):
        return None
    return _at_part(_in_month(scene, _count(parts[:month])), parts)


@_rule(f"(?:of|between)?{_DAY}(?:(?:to|dash|and){_DAY}){{1,4}}(?:{_IN_MONTH}|this the_month|the_month direction)")
def _days(scene):
    """من 12 إلى 29 تشرين الأول, 12 و13 و14 آذار"""
    parts = scene.parts
    ties = [i for i, word in enumerate(parts) if word.role in ("to", "dash", "and")]
    ties = [i for i in ties if (parts[i].role, parts[i + 1].role) != ("and", "tens")] or ties
    month = _month_starts(parts, ties[-1])
    last = _in_month(scene, _count(parts[ties[-1]:month]))
    if last is None or last.first is None:
        return last
    day = _count(parts[:ties[0]])
    first = day_of("gregorian", *divmod_month(last.first.year, last.first.month - (day > last.first.day)), day)
    return spanning(first, last) if first else None


@_rule(f"{_ON_DAY}{_MONTH}{_DAY}comma?year")
def _month_first(scene):
    """مارس 24, 2021"""
    numbers = [word for word in scene.parts if word.role in NUMBERS]
    calendar, month, *_ = scene.first("month")
    return _at_part(day_of(calendar, numbers[-1].value, month, _count(numbers[:-1])), scene.parts)


@_rule(f"{_ON_DAY}(?:date|(?:day dash)?day slash day slash(?:year|day|number)"
       "|year(?:slash day slash day|dash day dash day)|day dash day dash year)era?")
def _numeric(scene):
    """24/3/2021, 2021-03-24, 10-28/10/1436هـ"""
    numbers = [word.value for word in scene.parts if word.role in NUMBERS]
    if dotted := scene.first("date"):
        numbers = list(dotted)
    last = _numeric_day(numbers[-3:])
    first = _numeric_day([numbers[0], *numbers[2:]]) if len(numbers) == 4 else last
    if first is None or last is None:
        return None
    return spanning(first, last) if first < last else _at_part(last, scene.parts)


def _numeric_day(numbers: list[int]) -> Period | None:
    """Year first when the long one is first, else day, month, year; month first only when no other reading exists."""
    day, month, year = numbers if numbers[0] <= 31 else reversed(numbers)
    if year < 100:
        year += 2000 if year < 69 else 1900  # as POSIX reads two digits
    if month > 12:
        day, month = month, day
    return day_of("hijri" if 1300 <= year < 1600 else "gregorian", year, month, day)


# A dateline is found no further from the beginning of a sentence.
_DATELINE = 6


@_rule("(?<=weekday|one_day)comma?day slash day|day dash day(?=open)")
def _short_numeric(scene):
    """يوم 24/3, and the day of a dateline: بيروت 24-3 (وكالة)"""
    day, month = (word.value for word in scene.parts if word.role == "day")
    if "slash" not in scene.roles and scene.tokens[scene.begin] - sentence_begins(scene) > _DATELINE:
        return None
    if month > 12:
        day, month = month, day
    return _in_some_year(scene, "gregorian", month, day)


@_rule("(?:part of?(?:one_day)?)?(?:weekday of?(?:this the_week|the_week direction)"
       "|the_week direction in?(?:one_day)?weekday)part?")
def _day_of_week(scene):
    """الخميس من الأسبوع الماضي"""
    week = _pointed(scene, "week")
    day = week.first and add(week.first, "day", scene.first("weekday") - 1)
    return _at_part(containing("day", day) or unknown("day"), scene.parts)


@_rule(f"(?:{_HOUR}(?:of|in|comma|part)?(?:of|one_day)?)?(?:part of?(?:one_day)?)?"
       "(?:anchor direction?(?:comma?(?:one_day)?weekday|open(?:one_day)?weekday close)?"
       "|weekday(?!and tens)(?:(?:slash|dash)?weekday)?direction?|this part)"
       f"part?(?:(?:comma|in|after){{0,2}}{_HOUR}part?)?")
def _day(scene):
    """مساء الجمعة الماضي, أمس الثلاثاء, اليوم الساعة 10 صباحا, ليل الجمعة السبت"""
    offset, weekdays = scene.first("anchor"), scene.values("weekday")
    if len(scene.parts) == 1 and offset == 0 and scene.before == "in":
        return None  # في اليوم: in a day
    if weekdays and offset is None:
        period = _weekday(weekdays[-1], scene.first("direction", _shared_direction(scene)), scene)
        if len(weekdays) == 2 and period.first:
            period = period._replace(first=add(period.first, "day", -1))
    else:
        day = scene.published and add(scene.published, "day", offset or 0)
        period = containing("day", _closest(day, weekdays[-1]) if day and weekdays else day) or unknown("day")
    return _at_part(period, scene.parts)


def _shared_direction(scene):
    """The adjective that two days share: الخميس والجمعة الماضيين."""
    roles = [word and word.role for word in scene.words[scene.end:scene.end + 3]]
    return scene.words[scene.end + 2].value if roles == ["and", "weekday", "direction"] else None


def _weekday(number: int, direction, scene) -> Period:
    """A named weekday: by its adjective, else by the tense around it; the day of publication itself counts as past."""
    reference = scene.published
    if reference is None:
        return Period(f"XXXX-WXX-{number}", None, None, "day")
    if direction in _BACKWARD and scene.previous:
        reference = scene.previous.first
    since = (reference.isoweekday() - number) % 7
    if direction in (-2, -1, "recent", "previous"):
        since = (since or 7) + 7 * (direction == -2)
    elif direction in (1, 2, "following"):
        since -= 7 + 7 * (direction == 2)
    elif direction in (0, "same") or _is_ahead(scene, since):
        since = -(-since % 7)
    return containing("day", add(reference, "day", -since)) or unknown("day")


def _is_ahead(scene, since: int) -> bool:
    """Whether a bare weekday is to come: the tense says so, or nothing says past and it would be most of a week ago."""
    told = tense(scene)
    if told == "past":
        return since == 6 and tense(scene, reach=3) != "past"
    return told == "future" or since >= 5


def _closest(day: date, weekday: int) -> date | None:
    """The day of that name closest to a day: the name is surer than the day on which the text was put online."""
    return add(day, "day", (weekday - day.isoweekday() + 3) % 7 - 3)


@_rule("(?:between|of)(?:pair_year|one_year|the_year|the_two_year)?year(?:and|to|dash)(?:one_year|the_year)?year"
       "(?!one|many)|(?<!dash)(?:pair_year|one_year|the_year)?year(?:slash|dash)year era?(?!dash)")
def _years(scene):
    """بين عامي 2014 و2017, موسم 2020/2021"""
    first, last = (year_of(_calendar_of(year), year) for year in scene.values("year"))
    return spanning(first, last) if first and last and first.first < last.first else None


def _calendar_of(year: int) -> str:
    """The calendar of a year that names none: recent Hijri years are in the papers, medieval Gregorian ones hardly."""
    return "hijri" if 1380 <= year <= 1450 else "gregorian"


@_rule("feast(?:direction|of?(?:the_year|one_year)?year era?|of?this the_year)?")
def _feast(scene):
    """عيد الفطر الماضي"""
    calendar, month, day, days = scene.first("feast")
    period = _in_some_year(scene, calendar, month, day)
    if period is None or period.first is None or days == 1:
        return period
    return spanning(period, containing("day", add(period.first, "day", days - 1)) or period)


@_rule(f"{_SHARE}{{1,2}}(?:{_STRETCH}|{_THE}|one_year|year era?(?!one|many)|season)|{_STRETCH}")
def _stretch(scene):
    """منتصف آذار الحالي, نهاية النصف الأول من عام 2021, صيف العام الماضي, القرن التاسع عشر"""
    cuts, parts = [0], scene.parts
    while length := _share_length(parts[cuts[-1]:]):
        cuts.append(cuts[-1] + length)
    if cuts == [0] and not _is_month(scene):
        return None
    period = _whole(scene.at(cuts[-1]))
    for begin, end in reversed(list(zip(cuts, cuts[1:]))):
        period = period and _share(parts[begin:end], period, scene)
    return period


_SHARES = {"the_half": "half", "the_third": "third", "the_quarter": "quarter", "the_trimester": "quarter",
           "the_week": "week", "the_decade": "decade"}


def _share_length(parts: list[Word]) -> int:
    """How many words name a share (منتصف, الربع الأول من) of the period that follows; 0 when none does."""
    if len(parts) > 1 and parts[0].role == "phase":
        length = 1
    elif len(parts) > 2 and parts[0].role in _SHARES and parts[1].role in ("ordinal", "tens", "direction"):
        length = next((i for i, word in enumerate(parts) if i > 1 and word.role not in _IN_ORDINALS), 0)
    else:
        return 0
    return length + (parts[length].role == "of")


def _share(named: list[Word], period: Period, scene) -> Period | None:
    """The named share of a period."""
    if named[0].value == "REST":
        left = period.first and scene.published and period.first <= scene.published <= period.last
        return period._replace(value=f"{period.value};MOD=END", first=scene.published) if left else period
    if named[0].role == "phase":
        return phase_of(period, named[0].value)
    unit = _SHARES[named[0].role]
    return part_of(period, unit, _count(named) or -1) if period.first else unknown(unit)


def _whole(scene) -> Period | None:
    """The month, season, year, decade or century that an expression names or points to."""
    roles, parts = scene.roles, scene.parts
    if "month" in roles:
        return _in_month(scene)
    if "season" in roles:
        return _season(scene)
    if "decade" in roles:
        return _decade(scene)
    if "the_century" in roles and roles & NUMBERS:
        return _century(scene)
    if "the_quarter" in roles and roles & NUMBERS:
        return _quarter(scene)
    if roles & NUMBERS:
        return _year(parts)
    unit = next(role for role in (word.role for word in parts) if role.startswith(("the_", "one_"))).partition("_")[2]
    return _pointed(scene, unit) if unit in _CALENDAR_UNITS else None


_CALENDAR_UNITS = frozenset(("day", "week", "month", "quarter", "half", "year", "decade", "century"))


def _in_month(scene, day: int | None = None) -> Period | None:
    """A month, or a day of it, from آذار الماضي, آذار 2021, الشهر الجاري or منه."""
    if "month" in scene.roles:
        calendar, month, *_ = scene.first("month")
        until = max(number for other, number, *_ in scene.values("month") if other == calendar)
        return _in_some_year(scene, calendar, month, day, until)
    month = _pointed(scene, "month")
    if day is None:
        return month
    return day_of("gregorian", month.first.year, month.first.month, day) if month.first else unknown("day")


def _in_some_year(scene, calendar: str, month: int, day: int | None, until: int = 0) -> Period | None:
    """A month, a day of it, or the months to `until`, in the year that is stated, implied or left open."""
    def in_year(year: int) -> Period | None:
        if day:
            return day_of(calendar, year, month, day)
        first = month_of(calendar, year, month)
        return spanning(first, month_of(calendar, year, until)) if first and until > month else first

    parts = scene.parts
    year = next((word.value for word in parts if word.role in ("year", "number")), None)
    if year is not None:
        return in_year(year) if calendar == _calendar_of(year) or year < 1500 else _hijri_in(year, in_year)
    if any(word.role.endswith("_year") for word in parts):
        base = _pointed(scene, "year").last
        return in_year(year_in(calendar, base)) if base else _undated(calendar, month, day)
    if scene.published is None or _is_name(scene):
        known = _dated_events().get((day, month)) if calendar == "gregorian" and _is_name(scene) else None
        return in_year(known) if known else _undated(calendar, month, day)
    return _near(in_year, calendar, scene, scene.first("direction"))


def _hijri_in(year: int, in_year) -> Period | None:
    """A Hijri month or day that begins in a Gregorian year (رمضان 2021)."""
    near = year_in("hijri", date(min(year, 9998), 1, 1))
    periods = filter(None, map(in_year, range(near, near + 3)))
    return next((period for period in periods if period.first.year == year), None)


def _undated(calendar: str, month: int, day: int | None) -> Period:
    value = f"XXXX-{month:02}" + (f"-{day:02}" if day else "") if calendar == "gregorian" else None
    return Period(value, None, None, "day" if day else "month")


def _is_name(scene) -> bool:
    """ثورة 25 يناير, قوى 14 آذار: the date names an event or a group, and its year is not near."""
    return scene.before == "date_name" and not scene.parts[0].cut


@cache
def _dated_events() -> dict[tuple[int, int], int]:
    return {(int(row["day"]), int(row["month"])): int(row["year"]) for row in read_lexicon("dated_events")}


def _season(scene) -> Period | None:
    code, year = scene.first("season"), scene.first("year")
    if year is None and any(role.endswith("_year") for role in scene.roles):
        base = _pointed(scene, "year").first
        year = base and base.year
    elif year is None and scene.published:
        return _near(lambda year: season(year, code), "gregorian", scene, scene.first("direction"))
    return season(year, code) if year else Period(f"XXXX-{code}", None, None, "season")


def _decade(scene) -> Period | None:
    """التسعينيات of the century named, else of the last one that has had them."""
    tens = scene.first("decade")
    if "the_century" in scene.roles:
        base = _century(scene) if _count(scene.parts) else _pointed(scene, "century")
        base = base and base.first
    else:
        base = scene.published and add(scene.published, "year", -tens)
    if base is None:
        return Period(f"XX{tens // 10}", None, None, "decade")
    return containing("decade", date(max(1, base.year // 100 * 100 + tens), 1, 1))


def _century(scene) -> Period:
    number = _count(scene.parts)
    if not 0 < number < 100 or scene.first("era") == "ah":
        return unknown("century")
    return containing("century", date(100 * number - 99, 1, 1))


def _year(parts: list[Word]) -> Period | None:
    number = _count(parts)
    if any(word.value == "ah" for word in parts):
        return year_of("hijri", number)
    return year_of(_calendar_of(number), number) if 1000 <= number <= 2200 else None


def _quarter(scene) -> Period | None:
    """الربع الأول of no year that is named: the last to have begun."""
    number = _count(scene.parts)
    if scene.published is None or not 1 <= number <= 4:
        return Period(f"XXXX-Q{number}", None, None, "quarter") if 1 <= number <= 4 else None
    year = scene.published.year - (3 * number - 2 > scene.published.month)
    return containing("quarter", date(year, 3 * number, 1)) if year else None


# Adjectives that count from the expression before: steps to take from it.
_BACKWARD = {"same": 0, "following": 1, "previous": -1}


def _pointed(scene, unit: str) -> Period:
    """The day, week, month, ... that هذا, الماضي, المقبل, نفسه or التالي points to; the current one without them."""
    direction = next((word.value for word in reversed(scene.parts) if word.role == "direction"), 0)
    if scene.roles & {"same", "that", "of_it"}:
        direction = "same"
    reference = scene.published
    if direction in _BACKWARD and scene.previous:
        reference = scene.previous.first
    elif direction == "same":
        return unknown(unit)
    steps = _BACKWARD.get(direction, -1 if direction == "recent" else direction)
    return containing(unit, reference and add(reference, unit, steps)) or unknown(unit)


# A date without a year this many days from publication is the near one, whatever the tense around it.
_NEAR = 120


def _near(in_year: Callable[[int], Period | None], calendar: str, scene, direction=None) -> Period | None:
    """Of the years a date without one may belong to, the one its adjective, its tense, or else nearness chooses."""
    reference = scene.previous.first if direction in _BACKWARD and scene.previous else scene.published
    year = year_in(calendar, reference)
    choice = [period for period in map(in_year, range(year - 4, year + 5)) if period]
    if direction is None and all(_distance(period, reference) > _NEAR for period in choice):
        direction = {"past": -1, "future": 1}.get(tense(scene))
    if direction in (-2, -1, "recent", "previous"):
        choice = [period for period in choice if period.last < reference][-1:]
    elif direction in (1, 2, "following"):
        choice = [period for period in choice if period.first > reference][:1]
    return min(choice, key=lambda period: _distance(period, reference), default=None)


def _distance(period: Period, day: date) -> int:
    return max((period.first - day).days, (day - period.last).days, 0)


@_rule(f"(?:the_many{_COUNT}|{_COUNT}many)(?:ordinal|direction)of(?:{_STRETCH}|{_THE}|{_YEAR})")
def _first_of(scene):
    """الأشهر الستة الأولى من العام الحالي, الأيام الثلاثة الأخيرة من آذار"""
    parts = scene.parts
    cut = next(i for i, word in enumerate(parts) if word.role == "of")
    whole = _whole(scene.at(cut + 1))
    number, unit = _amount(scene._replace(end=scene.begin + cut - 1))
    which = parts[cut - 1].value
    if not number or which not in (1, "recent") or whole is None or whole.first is None or whole.last is None:
        return None
    if which == 1:
        after = _moved(whole.first, unit, number)
        days = after and (whole.first, add(after, "day", -1))
    else:
        after = add(whole.last, "day", 1)
        days = after and (_moved(after, unit, -number), whole.last)
    return spanning(*(containing("day", day) for day in days)) if days and None not in days else None


@_rule("between?the_two direction and direction")
def _two_pointed(scene):
    """بين العامين الماضي والحالي"""
    unit = next(role for role in scene.roles if role.startswith("the_two_")).rpartition("_")[2]
    first, last = (_pointed(scene._replace(begin=i, end=i + 1), unit) for i in range(scene.begin, scene.end)
                   if scene.words[i].role == "direction")
    return spanning(first, last) if first.first and last.first and first.first <= last.first else unknown(unit)


@_rule(f"last(?:{_COUNT}(?:one|many)|many)|{_COUNT}(?:one|many|the_many)few_adjective?direction"
       f"|(?:the_many|the_two)(?:{_COUNT})?few_adjective?direction|this the_many")
def _window(scene):
    """الأيام الثلاثة الماضية, آخر 24 ساعة: up to the day of publication; without a number one side stays open."""
    number, unit = _amount(scene)
    direction = 0 if "this" in scene.roles else scene.first("direction", default=-1)
    steps = _BACKWARD.get(direction, -1 if direction == "recent" else direction)
    if number is None:
        return _vague(steps, scene.published)
    length = Period(_duration(number, unit), None, None, "duration")
    if scene.published is None or steps == 0 or direction in _BACKWARD:
        return length
    edge = _moved(scene.published, unit, steps * number)
    if edge is None:
        return length
    if steps < 0:
        return length._replace(first=edge, last=scene.published, precision="range")
    first = scene.published if unit in _HOURS else add(scene.published, "day", 1)
    return length._replace(first=first, last=edge, precision="range")


def _vague(steps: int, published: date | None) -> Period:
    """Some time in the past, now, or some time to come."""
    value = "PAST_REF" if steps < 0 else "FUTURE_REF" if steps else "PRESENT_REF"
    day = published and add(published, "day", steps)
    return Period(value, None if steps < 0 else day, None if steps > 0 else day, "vague")


@_rule(f"ago approximator?{_AMOUNT}(?:of_time|from_now)?{_NOT_A_DATE}")
def _ago(scene):
    """قبل عامين, قبل نحو ثلاثة أشهر; denied of the future it is the earliest day: لن يصل قبل شهرين"""
    number, unit = _amount(scene)
    if _is_no_length(scene, number, unit):
        return None
    if scene.next_key in _FROM_AN_EVENT:
        return Period(_duration(number, unit), None, None, "duration")
    if number and scene.published and "لن" in words_before(scene):
        return Period(None, _moved(scene.published, unit, number), None, unit)
    return _away(scene, unit, number and -number, -1)


@_rule(f"after approximator?{_AMOUNT}(?:of_time|from_now)?{_NOT_A_DATE}")
def _ahead(scene):
    """سيصل بعد يومين; in a story of the past بعد يومين counts from an event and is a duration"""
    number, unit = _amount(scene)
    if _is_no_length(scene, number, unit):
        return None
    if "from_now" in scene.roles or (scene.next_key not in _FROM_AN_EVENT and tense(scene) == "future"):
        return _away(scene, unit, number, 1)
    return Period(_duration(number, unit), None, None, "duration")


# قبل عامين من الانتخابات, قبل دقائق على النهاية and قبل شهر عن الموعد count from the event.
_FROM_AN_EVENT = ("من", "علي", "عن")
# The unit in which a distance is told; a distance in hours and minutes is told in days.
_TOLD_IN = {"second": "day", "minute": "day", "hour": "day", "night": "day"}
_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}
# What half of a unit is counted in.
_DIVIDED = {"century": ("year", 100), "decade": ("year", 10), "year": ("month", 12), "month": ("day", 30),
            "week": ("day", 7), "day": ("day", 1)}
_DESIGNATORS = {"second": "TS", "minute": "TM", "hour": "TH", "night": "D", "day": "D", "week": "W", "month": "M",
                "year": "Y", "decade": "0Y", "century": "00Y"}


def _away(scene, unit: str, number: float | None, sign: int) -> Period:
    """The day, week, month or year so many units from publication; a vague number leaves one side open."""
    if number is None:
        return _vague(sign, scene.published)
    told = _TOLD_IN.get(unit, unit)
    day = scene.published and _moved(scene.published, unit, number)
    precision = _DIVIDED[told][0] if number % 1 else told
    return containing(precision, day) or unknown(precision)


def _moved(day: date, unit: str, number: float) -> date | None:
    """The day so many units away, halves included; hours that do not fill a day stay on it."""
    if abs(number) > 1_000_000:
        return None
    if unit in _HOURS:
        return add(day, "day", int(number * _HOURS[unit] / 24))
    unit = _TOLD_IN.get(unit, unit)
    if number % 1:
        unit, size = _DIVIDED[unit]
        number *= size
    return add(day, unit, int(number))


def _duration(number: float | None, unit: str) -> str:
    """P3D, PT2H, P1.5Y; X where the text leaves the number open."""
    time, designator = ("T", _DESIGNATORS[unit][1:]) if unit in _HOURS else ("", _DESIGNATORS[unit])
    return f"P{time}{'X' if number is None else number}{designator}"


@_rule(f"{_HOUR}(?:of|in)?part?")
def _clock(scene):
    """الساعة العاشرة صباحا: on the day the sentence has named, else on no known day"""
    if _hour(scene.parts) is None:
        return None
    named = scene.previous
    known = named and named.precision in DAYLIKE and scene.tokens[scene.previous_end - 1] >= sentence_begins(scene)
    return _at_part(named if known else unknown("day"), scene.parts)


@_rule(f"approximator?(?:few?{_COUNT}(?:one|many){_MORE}|few many few_adjective?|two{_MORE}){_NOT_A_DATE}"
       f"|(?:approximator|(?<=during|since)approximator?)(?:one count?{_MORE}|many few_adjective?){_NOT_A_DATE}")
def _length(scene):
    """ثلاثة أيام, منذ 12 عاما: so long, at no known time"""
    number, unit = _amount(scene)
    if _is_no_length(scene, number, unit):
        return None
    bound = scene.first("approximator")
    return Period(_duration(number, unit) + (f";MOD={bound}" if bound else ""), None, None, "duration")


@_rule("(?<=during)(?:the_week|the_month|the_year|the_decade)")
def _current(scene):
    """خلال العام, but not خلال السنة الهجرية"""
    if scene.next_key.startswith("ال"):
        return None
    return _pointed(scene, scene.parts[0].role.removeprefix("the_"))


@_rule("(?<=and|comma)year era?(?!one|many|count)")
def _listed_year(scene):
    """عامي 2014 و2017"""
    listed = scene.previous and scene.previous.precision == "year" and scene.previous_end == scene.begin - 1
    return _year(scene.parts) if listed else None


@_rule("year era?(?!one|many|count)")
def _lone_year(scene):
    """في 2014, انتخابات 2014, (2014), but not في 2014 مدرسة: a bare number of four digits in a place for years"""
    year, counted = _count(scene.parts), time_words.is_counted(scene.next_key)
    index = scene.tokens[scene.begin] - 1
    kind = scene.document.tokens[index].kind if index >= 0 else None
    if "era" in scene.roles or (scene.before in _OF_YEARS and year >= 1600 and not counted):
        return _year(scene.parts)
    if kind != "word" or scene.before == "approximator" or year not in _RECENT_YEARS:
        return None
    return None if counted or scene.next_key.endswith("ا") or scene.next_key in _COUNTED else _year(scene.parts)


_OF_YEARS = frozenset("in since to between ago after open".split())
# Between these a number after a word is a year nineteen times of twenty; 2000 is as often a number.
_RECENT_YEARS = frozenset(range(1950, 2036)) - {2000}
_COUNTED = frozenset("منهم منها منه اخرين اخرون اخري".split())


@_rule(f"set|many_day weekday|every(?:{_COUNT}(?:one|many)|two|one(?!count))")
def _set(scene):
    """يوميا, أيام الأحد, كل عام, كل ثلاثة أشهر"""
    if weekday := scene.first("weekday"):
        return Period(f"XXXX-WXX-{weekday}", None, None, "set")
    return Period(scene.first("set") or _duration(*_amount(scene)), None, None, "set")


@_rule("reference")
def _reference(scene):
    """الآن, مؤخرا, but not قريبا من (near to)"""
    return None if scene.next_key == "من" else _vague(scene.parts[0].value, scene.published)


@_rule("next_day")
def _next_day(scene):
    """اليوم التالي: of the day named before"""
    reference = scene.previous.last if scene.previous else scene.published
    day = reference and add(reference, "day", scene.parts[0].value)
    return containing("day", day) or unknown("day")


# --- what the rules share ---

_MONTH_ROLES = frozenset("month of_it this same the_month one_month direction".split())
_IN_NUMBERS = NUMBERS | {"and"}
_IN_ORDINALS = frozenset(("ordinal", "count", "tens", "and"))
_UNIT_FORMS = ("one_", "two_", "many_", "the_two_", "the_many_")
# Before a word that may be a month, or a day of منه, one of these shows that a time is meant.
_INTRODUCING = frozenset("in of to between since ago after and anchor part one_day".split())


def _month_starts(parts: list[Word], after: int = 0) -> int:
    """Where the number of the day ends and its month begins."""
    number = next(i for i, word in enumerate(parts) if i >= after and word.role in NUMBERS)
    return next(i for i, word in enumerate(parts) if i > number and word.role in _MONTH_ROLES)


def _is_month(scene, of: int | None = None) -> bool:
    """Whether a month word is a month here and not its homograph: مارس practised, أب father, رجب a name, صفر zero.

    `of` is where the month begins after a day. The column context of data/lexicon/months says what must be near.
    """
    words = scene.parts[of or 0:]
    if words[0].role != "month":
        return True
    context, name = words[0].value[2:]
    if not context or len(words) > 1 or (of and context == "preposition"):
        return True
    if of:
        return scene.parts[of - 1].role == "of" or scene.before in _INTRODUCING
    spelled = name in scene.document.tokens[scene.tokens[scene.begin]].text
    return context == "preposition" and scene.before in _INTRODUCING and spelled


def _count(words: list[Word]) -> int:
    """The number that number words say together: خمسة عشر, ألف وتسعمئة وتسعين; 0 when there is none."""
    total = 0
    for word in words:
        if word.role in NUMBERS:
            scale = word.value in (100, 1000) or word.value >= 1_000_000
            total = total * word.value if scale and 0 < total < word.value else total + word.value
    return total


def _amount(scene) -> tuple[float | None, str]:
    """How many of which unit; None for an open number (بضعة أيام, سنوات)."""
    role = next(role for role in (word.role for word in scene.parts) if role.startswith(_UNIT_FORMS))
    form, _, unit = role.rpartition("_")
    number = 2 if form.endswith("two") else _count(scene.parts) or (1 if form == "one" else None)
    if number is None or "few" in scene.roles:
        return None, unit
    return (number + 0.5 if "half_more" in scene.roles else number), unit


def _is_no_length(scene, number: float | None, unit: str) -> bool:
    """يوم الراحة, أيام المهرجان, عقود النفط, بعد عقد اجتماع: a day of something, contracts, to hold."""
    if unit == "decade":
        return not scene.roles & {"of_time", "approximator"} and scene.before not in ("during", "since")
    return unit == "day" and number in (1, None) and not _count(scene.parts) and scene.next_key.startswith("ال")


def _at_part(period: Period | None, parts: list[Word]) -> Period | None:
    """A day narrowed to a part of it or a time of the clock; its days stay."""
    if period is None or period.precision not in DAYLIKE:
        return period
    part = next((word.value for word in reversed(parts) if word.role == "part"), None)
    day = (period.value or "")[:10]
    if hour := _hour(parts):
        return period._replace(value=f"{day}T{_of_24(hour[0], part):02}:{hour[1]:02}", precision="clock")
    return period._replace(value=f"{day}{part}", precision="part_of_day") if part else period


def _hour(parts: list[Word]) -> tuple[int, int] | None:
    """Hour and minute of الساعة العاشرة والنصف or 10:30."""
    roles = [word.role for word in parts]
    if "clock" in roles:
        hour, minute = parts[roles.index("clock")].value
    elif "the_hour" in roles:
        begin = roles.index("the_hour") + 1
        end = next((i for i in range(begin, len(parts)) if roles[i] not in _IN_NUMBERS), len(parts))
        hour, minute = _count(parts[begin:end]), 30 * (roles[end:end + 1] == ["half_more"])
    else:
        return None
    return (hour, minute) if hour <= 24 and minute < 60 else None


def _of_24(hour: int, part: str | None) -> int:
    """The hour of 24, by the part of the day."""
    if part == "TNI" and hour == 12:
        return 0
    afternoon = part in ("TAF", "TEV") or (part == "TNI" and hour > 5) or (part == "TMI" and hour < 4)
    return hour + 12 if afternoon and hour < 12 else hour
