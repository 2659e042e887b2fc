"""Temporal expressions, resolved against the publication date as closed day intervals."""
import re
from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from helpers import time_words
from helpers.arabic import LETTERS
from helpers.calendars import Period, add, spanning
from helpers.time_rules import DAYLIKE, grammar, resolve
from helpers.time_scene import Scene
from helpers.time_words import Word
from helpers.tokens import Document, analyse, tokenize


class Time(NamedTuple):
    """A temporal expression `text[start:end]`, its value in TIMEX3, and its first and last day."""

    text: str
    start: int
    end: int
    value: str | None
    first: date | None
    last: date | None
    precision: str


def resolve_times(text: str, published: date | None = None):
    """Temporal expressions of a text as a DataFrame with the columns text, start, end, value, from, to, precision.

    >>> table = resolve_times("وصل الوفد أمس الثلاثاء", published=date(2021, 3, 24))
    >>> table.loc[0, ["text", "value", "precision"]].tolist()
    ['أمس الثلاثاء', '2021-03-23', 'day']

    One row per expression, in reading order; offsets are half open, in code points, into the text as given. `from` and
    `to` are the first and last day; a side is missing when the text leaves it open, both when there is no telling
    (a duration, or a relative expression while `published` is None).
    """
    import pandas as pd

    columns = ["text", "start", "end", "value", "from", "to", "precision"]
    table = pd.DataFrame(times_of(analyse(text), published), columns=columns)
    return table.astype({"start": "int64", "end": "int64", "from": "datetime64[s]", "to": "datetime64[s]"})


def times_of(document: Document, published: date | None) -> list[Time]:
    """Temporal expressions of an analysed text, in reading order, without overlap.

    >>> [time] = times_of(analyse("في 5 آذار الماضي"), date(2021, 4, 1))
    >>> time.text, time.value
    ('5 آذار الماضي', '2021-03-05')

    `precision` is day, part_of_day, clock, week, month, quarter, half, season, year, decade or century; `range` and
    `vague` (PAST_REF, PRESENT_REF, FUTURE_REF) count from publication; `duration` and `set` lie at no known time.
    """
    return _resolved(document, _read(document), published)


def times_of_article(document: Document, published: date | None) -> list[Time]:
    """The same as `times_of`, counted from the day of publication that the text states where none is given.

    >>> [time.value for time in times_of_article(analyse("اليوم الأربعاء 24 آذار 2021 وصل الوفد، وغادر أمس"), None)]
    ['2021-03-24', '2021-03-23']
    """
    reading = _read(document)
    if published is None:
        undated = _resolved(document, reading, None)
        published = _publication_in(document, undated)
        if published is None:
            return undated
    return _resolved(document, reading, published)


class _Reading(NamedTuple):
    """A document as the grammar sees it, and where its rules match: (rule, begin, end) in words."""

    words: list[Word | None]
    tokens: list[int]
    matches: list[tuple[str, int, int]]


def _read(document: Document) -> _Reading:
    words, tokens, symbols = time_words.read(document)
    return _Reading(words, tokens, [(match.lastgroup, *match.span()) for match in grammar().finditer(symbols)])


def _resolved(document: Document, reading: _Reading, published: date | None) -> list[Time]:
    """The times of a reading, counted from a day of publication or from none."""
    words, tokens, matches = reading
    found, previous, previous_end = [], None, -1
    for rule, begin, end in matches:
        scene = Scene(document, words, tokens, begin, end, published, previous, previous_end)
        period = resolve(rule, scene)
        if period is None:
            continue
        if period.first and period.last:
            previous, previous_end = period, end
        found.append((begin, end, period))
    return [_time(document, words, tokens, *mention) for mention in _joined(found, words)]


def stated_dates(document: Document) -> list[Time]:
    """The days a text states in full, with month and year: they need no publication date to be understood.

    >>> [time.value for time in stated_dates(analyse("بغداد - 24 آذار 2021: وصل الوفد أمس"))]
    ['2021-03-24']
    """
    return _full(times_of(document, None))


def stated_publication(document: Document) -> date | None:
    """The day of publication where the text itself says it, else None.

    >>> stated_publication(analyse("قال الوزير اليوم الأربعاء 24 آذار 2021 إن الوفد وصل"))
    datetime.date(2021, 3, 24)

    It is said by a full date named as today or yesterday, or by one that is nearly all of a line below the title or at
    the end (a byline). Two such dates that differ say nothing.
    """
    return _publication_in(document, times_of(document, None))


# --- from words back to the text ---

_LENGTHS = frozenset(("duration", "set"))
_TIES = frozenset((("of", "to"), ("between", "to"), ("between", "and"), ("since", "to")))
_LETTER = re.compile(f"[{LETTERS}]")


def _joined(found: list[tuple], words: list[Word | None]) -> list[tuple]:
    """Two expressions tied by من ... إلى or بين ... و become one interval."""
    joined = []
    for begin, end, period in found:
        if joined and (tied := _tied(joined[-1], begin, period, words)):
            joined[-1] = (tied[0], end, tied[1])
        else:
            joined.append((begin, end, period))
    return joined


def _tied(before, begin, period, words) -> tuple[int, Period] | None:
    start, end, first = before
    opening = words[start - 1] if start else None
    if begin - end != 1 or not opening or not words[end] or (opening.role, words[end].role) not in _TIES:
        return None
    if _LENGTHS & {first.precision, period.precision} or None in (first.first, period.last):
        return None
    if first.first > period.last:
        return None
    return start - (opening.role != "since"), spanning(first, period)


def _time(document, words, tokens, begin, end, period) -> Time:
    """An expression with its offsets: يوم and a proclitic before its first word are left out."""
    while words[begin].role == "one_day" and end - begin > 1 and period.precision in DAYLIKE:
        begin += 1
    first = document.tokens[tokens[begin]]
    last = document.tokens[tokens[end] - 1 if end < len(tokens) else -1]
    start = first.start + _clitic_length(first.text, words[begin].cut)
    return Time(document.text[start:last.end], start, last.end, *period)


def _clitic_length(text: str, letters: int) -> int:
    """How far into a word its proclitic of so many letters reaches, marks and tatweel included."""
    places = [match.start() for match in _LETTER.finditer(text)] if letters else []
    return places[letters] if letters < len(places) else 0


# --- the day of publication ---


def _publication_in(document: Document, undated: list[Time]) -> date | None:
    """The day of publication, by the times that its text states in full."""
    full = _full(undated)
    lines = [match.span() for match in _LINE.finditer(document.text) if match[0].strip()] if full else []
    said = {day for time in full if (day := _publication_by(time, lines, document.text))}
    return said.pop() if len(said) == 1 else None


def _full(times: list[Time]) -> list[Time]:
    """The times that are a day of a known year."""
    return [time for time in times if time.precision in DAYLIKE and time.first is not None]


_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# A byline is one of so many lines below the title or at the end, and says little but the date.
_BYLINE_REACH = 4
_BYLINE_WORDS = 4


def _publication_by(time: Time, lines: list[tuple[int, int]], text: str) -> date | None:
    """The day of publication that a full date gives: by the anchor in it, else as a byline."""
    named = {word.role: word.value for word in time_words.read(analyse(time.text)).words if word}
    if named.get("weekday", time.first.isoweekday()) != time.first.isoweekday():
        return None
    if "anchor" in named:
        return add(time.first, "day", -named["anchor"])
    line = bisect_right(lines, (time.start, len(text))) - 1
    if not (0 < line <= _BYLINE_REACH or len(lines) - line <= _BYLINE_REACH < len(lines)):
        return None
    start, end = lines[line]
    others = len(tokenize(text[start:time.start])) + len(tokenize(text[time.end:end]))
    return time.first if others <= _BYLINE_WORDS else None
