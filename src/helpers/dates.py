"""Numbers that are dates and times of day, recognised so that they are no claims; the room `times` resolves them."""
from functools import cache

from helpers.arabic import fold
from helpers.bounds import bound_of
from helpers.contexts import free_forms, is_dash, is_one_of, key_at
from helpers.counted import noun_at
from helpers.numerals import Numeral
from helpers.resources import read_lexicon
from helpers.tokens import Document
from helpers.uncounted import (
    Aside,
    as_aside,
    head_kind,
    is_plain,
    is_span,
    known_noun_after,
    next_numeral,
    token_before,
)

_DAY_PARTS = frozenset(map(fold, ("صباحا", "مساء", "ظهرا", "عصرا", "فجرا", "ليلا", "مساءا", "بتوقيت", "بالتوقيت", "تغ",
                                  "غرينتش", "جرينتش", "غرينيتش", "جرينيتش")))
_MINUTES = frozenset(map(fold, ("دقيقة", "دقائق")))
_CURRENT = frozenset(map(fold, ("الجاري", "الحالي", "المقبل", "الماضي", "القادم", "المنصرم", "الفائت", "منه", "الشهر")))
_ERAS = frozenset(map(fold, ("م", "هـ", "ميلادي", "ميلادية", "هجري", "هجرية", "للهجرة", "للميلاد")))
_DAYS = frozenset(map(fold, ("يوم", "ليلة", "ليل", "صباح", "مساء", "فجر")))
_YEAR_CUES = frozenset(map(fold, ("حتى", "حوالي", "قرابة", "نحو", "لغاية")))
_BEFORE_MONTH = frozenset(map(fold, ("من", "شهر", ")", ",", "،", "-", "/")))
_BEFORE_YEAR = frozenset(map(fold, ("من", "عام", "سنة", "لعام", "لسنة", "للعام", "العام", ",", "،")))


@cache
def _months() -> dict[str, list[tuple[str, ...]]]:
    """First key of a month name -> the names, as keys, longest first."""
    names = {}
    for row in read_lexicon("months"):
        keys = tuple(map(fold, row["name"].split()))
        names.setdefault(keys[0], []).append(keys)
    for months in names.values():
        months.sort(key=len, reverse=True)
    return names


def _month_end(doc: Document, i: int) -> int | None:
    """One past the month name at token i, double names (آذار/مارس) and brackets included."""
    name = next((name for name in _months().get(key_at(doc, i), ()) if tuple(doc.keys[i:i + len(name)]) == name), None)
    if name is None:
        return None
    past = i + len(name)
    if key_at(doc, past) in ("/", "(", "-") and (second := _month_end(doc, past + 1)):
        return second + (key_at(doc, second) == ")")
    return past


def _month_start(doc: Document, first: int, past: int) -> int | None:
    """Where a month name begins that covers the tokens from first to past, or ends right there when they are none."""
    return next((i for i in range(max(0, first - 6), first) if (_month_end(doc, i) or 0) >= past), None)


def clock(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """الساعة 10, 18:44, العاشرة صباحا, الرابعة وثلاثة وعشرين دقيقة."""
    numeral = numerals[k]
    before, following = key_at(doc, numeral.lead - 1), key_at(doc, numeral.last)
    hour = before != "ساعه" and "ساعه" in free_forms(before)
    fits = numeral.value is None or 0 <= numeral.value <= 24
    zone = following in _DAY_PARTS or (following == "ت" and key_at(doc, numeral.last + 1) in ("غ", "م"))
    if is_plain(doc, numeral) and len(doc.keys[numeral.first]) == 4 and numeral.value < 2400:
        fits = True  # 1159
    if numeral.role != "clock" and not (fits and hour) and not (
            fits and zone and (numeral.form == "digits" or numeral.role == "ordinal")):
        return None
    minutes = next_numeral(numerals, k, 0)
    if minutes and minutes.joined and (minutes.role == "fraction" or key_at(doc, minutes.last) in _MINUTES):
        return as_aside("date", numerals, k, k + 2, "clock_time", numeral.value)
    return as_aside("date", numerals, k, k + 1, "clock_time", numeral.value)


def date(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """A day of a month or a month of a year, or the first of two days: 21 إلى 31 مارس."""
    if numerals[k].role not in ("cardinal", "ordinal") or not isinstance(numerals[k].value, int) or numerals[k].per:
        return None
    if aside := _one_date(doc, numerals, k):
        return aside
    end = None
    if is_span(doc, numerals, k) and isinstance(numerals[k + 1].value, int):
        end = _one_date(doc, numerals, k + 1)
    return end and as_aside("date", numerals, k, end.after, "days_of_month", end.value, end=end.end)


def _one_date(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    return _slashed(doc, numerals, k) or _day(doc, numerals, k) or _month_of_year(doc, numerals, k)


def _slashed(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """7 / 11 / 1436, 2021-03-24, 22/8; what has another shape is an identifier: 1992/2, 3-5-2."""
    parts = [numerals[k]]
    while len(parts) < 3 and is_plain(doc, parts[-1]) and (part := next_numeral(numerals, k + len(parts) - 1, 1)):
        slash = key_at(doc, parts[-1].last)
        if not is_plain(doc, part) or not (slash in ("/", "\\") or is_dash(doc, parts[-1].last)):
            break
        parts.append(part)
    values, slash = [part.value for part in parts], key_at(doc, parts[0].last)
    if len(parts) == 3:
        day, month, year = sorted(values)
        if day <= 31 and month <= 31 and (year > 31 or slash == "/"):
            return as_aside("date", numerals, k, k + 3, "slashed_date", year if year > 999 else None)
        return as_aside("identifier", numerals, k, k + 3, "slashed_code")
    if len(parts) == 2 and slash in ("/", "\\"):
        return as_aside("date" if max(values) <= 31 else "identifier", numerals, k, k + 2, "slashed_pair")
    return None


def _day(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """24 آذار 2021, التاسع من شباط, 12 الجاري, 24 من الشهر, يوم 27."""
    numeral = numerals[k]
    if not 0 < numeral.value <= 31:
        return None
    i = numeral.last
    while key_at(doc, i) in _BEFORE_MONTH:
        i += 1
    scored = is_dash(doc, i - 1) and key_at(doc, i) == "صفر"  # 3 - صفر
    if not scored and (month := _month_end(doc, i)):
        year, after, end = _year_after(doc, numerals, k + 1, month)
        return as_aside("date", numerals, k, after, "day_and_month", year, end=end)
    if numeral.form == "words" and numeral.role == "cardinal":
        return None
    i = numeral.last + (key_at(doc, numeral.last) == "من")
    if key_at(doc, i) in _CURRENT and (numeral.role == "cardinal" or i > numeral.last):
        return as_aside("date", numerals, k, k + 1, "day_of_month")
    named = numeral.form == "digits" and is_one_of(key_at(doc, token_before(doc, numeral)), _DAYS)
    if named and not known_noun_after(doc, numeral):
        return as_aside("date", numerals, k, k + 1, "day_of_month")
    return None


def _month_of_year(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """آذار 2021; تشرين الأول 2021, of which the ordinal is a part."""
    numeral = numerals[k]
    if numeral.role == "ordinal":
        start = _month_start(doc, numeral.first, numeral.last)
        if start is None:
            return None
        year, after, end = _year_after(doc, numerals, k + 1, _month_end(doc, start))
        return as_aside("date", numerals, k, after, "month_and_year", year, doc.tokens[start].start, end)
    start = _month_start(doc, numeral.lead, numeral.lead) if 999 < numeral.value < 3000 else None
    if start is None or not is_plain(doc, numeral):
        return None
    return as_aside("date", numerals, k, k + 1, "month_and_year", numeral.value, doc.tokens[start].start)


def _year_after(doc: Document, numerals: list[Numeral], k: int, i: int) -> tuple[int | None, int, int]:
    """(year, numeral after it, end) of the year that may follow a month ending before token i."""
    while k < len(numerals) and numerals[k].first < i:
        k += 1
    past = i
    while key_at(doc, past) in _BEFORE_YEAR:
        past += 1
    year = numerals[k] if k < len(numerals) else None
    follows = year is not None and year.lead in (past, past - 1) and year.first >= i
    if follows and isinstance(year.value, int) and 999 < year.value < 3000:
        return year.value, k + 1, year.end
    return None, k, doc.tokens[i - 1].end


def year(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """عام 2021, في 2014, 2015م, 2016-2017; a plain number of four digits that counts no noun."""
    numeral = numerals[k]
    if numeral.role != "cardinal" or numeral.per or not isinstance(numeral.value, int):
        return None
    head = head_kind(key_at(doc, token_before(doc, numeral)))
    plain = is_plain(doc, numeral)
    headed = head == ("date", "strong") and numeral.value < 3000 and (plain or numeral.value > 999)
    if headed and (numeral.value > 99 or not known_noun_after(doc, numeral)):
        return _years(doc, numerals, k, "year_after_head")
    if not plain or not 1000 <= numeral.value < 2100:
        return None
    if key_at(doc, numeral.last) in _ERAS:
        return _years(doc, numerals, k, "year_with_era")
    following = next_numeral(numerals, k, 1) if is_dash(doc, numeral.last) else next_numeral(numerals, k, 0)
    if following and is_plain(doc, following) and 999 < following.value < 2100:
        if key_at(doc, following.last) in _ERAS:
            return _years(doc, numerals, k, "year_with_era")
        if numeral.value < following.value and is_dash(doc, numeral.last) and known_noun_after(doc, following) is None:
            return _years(doc, numerals, k, "years")
    if numeral.value < 1800:
        return None
    counted = known_noun_after(doc, numeral)
    if counted and counted.rule != "partitive" and (counted.unit or _agrees(doc, counted.token, numeral.value)):
        return None
    cue = bound_of(doc, numeral.lead, numeral.last, numeral.last)
    if cue and not is_one_of(key_at(doc, cue.last - 1), _YEAR_CUES):
        return None
    return _years(doc, numerals, k, "bare_year")


def _agrees(doc: Document, i: int, value: int) -> bool:
    """Whether a noun stands in the number and case that so many of it ask for."""
    noun, last_two = noun_at(doc, i), value % 100
    if noun is None:
        return False
    if 3 <= last_two <= 10:
        return noun.number == "plural"
    accusative = noun.state == "accusative" or doc.keys[i].endswith("ه")
    return noun.number == "singular" and (accusative if last_two > 10 else noun.state == "free")


def _years(doc: Document, numerals: list[Numeral], k: int, rule: str) -> Aside:
    """A year, or two joined by a dash or a slash."""
    second = next_numeral(numerals, k, 1)
    dashed = is_dash(doc, numerals[k].last) or key_at(doc, numerals[k].last) == "/"
    if second and dashed and is_plain(doc, second) and second.value < 2100:
        return as_aside("date", numerals, k, k + 2, "years")
    return as_aside("date", numerals, k, k + 1, rule, numerals[k].value)
