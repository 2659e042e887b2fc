"""Numbers that count nothing: dates, ordinals, identifiers and scores, recognised so that they can be left out."""
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.bounds import bound_of
from helpers.counted import Counted, counted_after, counted_before, in_match, in_role, is_particle, noun_at
from helpers.numerals import CLITICS, Numeral, Number
from helpers.resources import read_lexicon
from helpers.tokens import Document

_DASHES = ("-", "–", "—", "−", "ـ")
_OPENERS, _CLOSERS = ("(", "\"", "«", "["), (")", "\"", "»", "]")
_LONGEST_COUNT = 15  # digits; longer ones are telephone, account or serial numbers


class Aside(NamedTuple):
    """A number that is no claim: numerals k to `after` (half open), from character `start` to `end`."""

    kind: str  # date, ordinal, identifier, score
    start: int
    end: int
    value: Number | None
    after: int
    rule: str


def aside_at(doc: Document, numerals: list[Numeral], k: int, before: Aside | None = None) -> Aside | None:
    """What numeral k is when it is no claim, else None; `before` is the aside that numeral k - 1 belongs to, if any.

    >>> from helpers.numerals import find_numerals
    >>> from helpers.tokens import analyse
    >>> doc = analyse("بموجب القرار 242")
    >>> aside_at(doc, find_numerals(doc), 0)[:5]
    ('identifier', 13, 16, 242, 1)
    """
    for reading in (_list_number, _clock, _date, _score, _year, _part, _name, _rank, _bracketed):
        if aside := reading(doc, numerals, k):
            return aside
    return _coordinated(doc, numerals, k, before) if before else None


def _aside(kind: str, numerals: list[Numeral], k: int, after: int, rule: str, value=None, start=None, end=None) -> Aside:
    return Aside(kind, numerals[k].start if start is None else start,
                 numerals[after - 1].end if end is None else end, value, after, rule)


def _key(doc: Document, i: int) -> str:
    return doc.keys[i] if 0 <= i < len(doc.keys) else ""


def _bare(key: str) -> str:
    """A key without clitics and article."""
    return key[max((n for n in range(1, min(5, len(key) - 1)) if key[:n] in CLITICS), default=0):]


def _is_dash(doc: Document, i: int) -> bool:
    return 0 <= i < len(doc.tokens) and doc.tokens[i].text in _DASHES


def _is_plain(doc: Document, numeral: Numeral) -> bool:
    """Whether a numeral is digits alone, without marks, signs or percent."""
    return numeral.form == "digits" and doc.keys[numeral.first].isdigit() and not numeral.per \
        and isinstance(numeral.value, int) and numeral.magnitude == 1


def _before(doc: Document, numeral: Numeral) -> int:
    """The token before a numeral, its clitics and an opening bracket."""
    i = numeral.lead - 1
    return i - 1 if _key(doc, i) in _OPENERS and i else i


def _next(numerals: list[Numeral], k: int, gap: int) -> Numeral | None:
    """The numeral after k when so many tokens lie between the two."""
    if k + 1 < len(numerals) and numerals[k + 1].lead - numerals[k].last == gap:
        return numerals[k + 1]
    return None


def _counted(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun after a number, if the lexicon knows it."""
    counted = counted_after(doc, numeral)
    return None if counted is None or counted.rule == "unknown_noun" else counted


# --- dates and times -----------------------------------------------------------------------------------------------

_DAY_PARTS = frozenset(map(fold, ("صباحا", "مساء", "ظهرا", "عصرا", "فجرا", "ليلا", "مساءا", "بتوقيت", "بالتوقيت", "تغ",
                                  "غرينتش", "جرينتش", "غرينيتش", "جرينيتش")))
_MINUTES = frozenset(map(fold, ("دقيقة", "دقائق")))
_CURRENT = frozenset(map(fold, ("الجاري", "الحالي", "المقبل", "الماضي", "القادم", "المنصرم", "الفائت", "منه", "الشهر")))
_ERAS = frozenset(map(fold, ("م", "هـ", "ميلادي", "ميلادية", "هجري", "هجرية", "للهجرة", "للميلاد")))
_DAYS = frozenset(map(fold, ("يوم", "ليلة", "ليل", "صباح", "مساء", "فجر")))
_TO = frozenset(map(fold, ("إلى", "حتى", "أو", "ولغاية", "وحتى", "لغاية")))
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
    name = next((name for name in _months().get(_key(doc, i), ()) if tuple(doc.keys[i:i + len(name)]) == name), None)
    if name is None:
        return None
    past = i + len(name)
    if _key(doc, past) in ("/", "(", "-") and (second := _month_end(doc, past + 1)):
        return second + (_key(doc, second) == ")")
    return past


def _month_start(doc: Document, first: int, past: int) -> int | None:
    """Where a month name begins that covers the tokens from first to past, or ends right there when they are none."""
    return next((i for i in range(max(0, first - 6), first) if (_month_end(doc, i) or 0) >= past), None)


def _clock(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """الساعة 10, 18:44, العاشرة صباحا, الرابعة وثلاثة وعشرين دقيقة."""
    numeral = numerals[k]
    before, following = _key(doc, numeral.lead - 1), _key(doc, numeral.last)
    hour = _bare(before) == "ساعه" != before
    fits = numeral.value is None or 0 <= numeral.value <= 24
    zone = following in _DAY_PARTS or (following == "ت" and _key(doc, numeral.last + 1) in ("غ", "م"))
    if _is_plain(doc, numeral) and len(doc.keys[numeral.first]) == 4 and numeral.value < 2400:
        fits = True  # 1159
    if numeral.role != "clock" and not (fits and hour) and not (
            fits and zone and (numeral.form == "digits" or numeral.role == "ordinal")):
        return None
    minutes = _next(numerals, k, 0)
    if minutes and minutes.joined and (minutes.role == "fraction" or _key(doc, minutes.last) in _MINUTES):
        return _aside("date", numerals, k, k + 2, "clock_time", numeral.value)
    return _aside("date", numerals, k, k + 1, "clock_time", numeral.value)


def _date(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """A day of a month or a month of a year, or the first of two days: 21 إلى 31 مارس."""
    if numerals[k].role not in ("cardinal", "ordinal") or not isinstance(numerals[k].value, int) or numerals[k].per:
        return None
    if aside := _slashed(doc, numerals, k) or _day(doc, numerals, k) or _month_of_year(doc, numerals, k):
        return aside
    second = _second_end(doc, numerals, k)
    if second and (end := _date(doc, numerals, k + 1)):
        return _aside("date", numerals, k, end.after, "days_of_month", end.value, end=end.end)
    return None


def _second_end(doc: Document, numerals: list[Numeral], k: int) -> bool:
    """Whether the next numeral is the other end of a span: 21 إلى 31, 6-7, 22 و26."""
    if following := _next(numerals, k, 0):
        return following.joined and numerals[k].form == following.form
    return _next(numerals, k, 1) is not None and (_is_dash(doc, numerals[k].last) or _key(doc, numerals[k].last) in _TO)


def _slashed(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """7 / 11 / 1436, 2021-03-24, 22/8; what has another shape is an identifier: 1992/2, 3-5-2."""
    parts = [numerals[k]]
    while len(parts) < 3 and _is_plain(doc, parts[-1]) and (part := _next(numerals, k + len(parts) - 1, 1)):
        slash = _key(doc, parts[-1].last)
        if not _is_plain(doc, part) or not (slash in ("/", "\\") or _is_dash(doc, parts[-1].last)):
            break
        parts.append(part)
    values, slash = [part.value for part in parts], _key(doc, parts[0].last)
    if len(parts) == 3:
        day, month, year = sorted(values)
        if day <= 31 and month <= 31 and (year > 31 or slash == "/"):
            return _aside("date", numerals, k, k + 3, "slashed_date", year if year > 999 else None)
        return _aside("identifier", numerals, k, k + 3, "slashed_code")
    if len(parts) == 2 and slash in ("/", "\\"):
        return _aside("date" if max(values) <= 31 else "identifier", numerals, k, k + 2, "slashed_pair")
    return None


def _day(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """24 آذار 2021, التاسع من شباط, 12 الجاري, 24 من الشهر, يوم 27."""
    numeral = numerals[k]
    if not 0 < numeral.value <= 31:
        return None
    i = numeral.last
    while _key(doc, i) in _BEFORE_MONTH:
        i += 1
    if month := _month_end(doc, i):
        year, after, end = _year_after(doc, numerals, k + 1, month)
        return _aside("date", numerals, k, after, "day_and_month", year, end=end)
    if numeral.form == "words" and numeral.role == "cardinal":
        return None
    i = numeral.last + (_key(doc, numeral.last) == "من")
    if _key(doc, i) in _CURRENT and (numeral.role == "cardinal" or i > numeral.last):
        return _aside("date", numerals, k, k + 1, "day_of_month")
    if numeral.form == "digits" and _bare(_key(doc, _before(doc, numeral))) in _DAYS and not _counted(doc, numeral):
        return _aside("date", numerals, k, k + 1, "day_of_month")
    return None


def _month_of_year(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """آذار 2021; تشرين الأول 2021, of which the ordinal is a part."""
    numeral = numerals[k]
    if numeral.role == "ordinal":
        start = _month_start(doc, numeral.first, numeral.last)
        if start is None:
            return None
        year, after, end = _year_after(doc, numerals, k + 1, _month_end(doc, start))
        return _aside("date", numerals, k, after, "month_and_year", year, doc.tokens[start].start, end)
    start = _month_start(doc, numeral.lead, numeral.lead) if 999 < numeral.value < 3000 else None
    if start is None or not _is_plain(doc, numeral):
        return None
    return _aside("date", numerals, k, k + 1, "month_and_year", numeral.value, doc.tokens[start].start)


def _year_after(doc: Document, numerals: list[Numeral], k: int, i: int) -> tuple[int | None, int, int]:
    """(year, numeral after it, end) of the year that may follow a month ending before token i."""
    while k < len(numerals) and numerals[k].first < i:
        k += 1
    past = i
    while _key(doc, past) in _BEFORE_YEAR:
        past += 1
    if k < len(numerals) and numerals[k].lead in (past, past - 1) and numerals[k].first >= i:
        if isinstance(numerals[k].value, int) and 999 < numerals[k].value < 3000:
            return numerals[k].value, k + 1, numerals[k].end
    return None, k, doc.tokens[i - 1].end


def _year(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """عام 2021, في 2014, 2015م, 2016-2017; a plain number of four digits that counts no noun."""
    numeral, following = numerals[k], _next(numerals, k, 1)
    if numeral.role != "cardinal" or numeral.per or not isinstance(numeral.value, int):
        return None
    head = head_kind(_key(doc, _before(doc, numeral)))
    plain = _is_plain(doc, numeral)
    if head == ("date", "yes") and numeral.value < 3000 and (plain or numeral.value > 999):
        if numeral.value > 99 or not _counted(doc, numeral):
            return _years(doc, numerals, k, "year_after_head")
    if not plain or not 1000 <= numeral.value < 2100:
        return None
    if _key(doc, numeral.last) in _ERAS:
        return _years(doc, numerals, k, "year_with_era")
    if following and _is_dash(doc, numeral.last) and _key(doc, following.last) in _ERAS:
        return _years(doc, numerals, k, "year_with_era")
    if numeral.value < 1800:
        return None
    counted = _counted(doc, numeral)
    if counted and counted.rule != "partitive" and (counted.unit or _agrees(doc, counted.token, numeral.value)):
        return None
    cue = bound_of(doc, numeral.lead, numeral.last, numeral.last)
    if cue and doc.text[cue.start:cue.end] not in ("حتى", "حوالي", "قرابة", "نحو"):
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
    second = _next(numerals, k, 1)
    dashed = _is_dash(doc, numerals[k].last) or _key(doc, numerals[k].last) == "/"
    if second and dashed and _is_plain(doc, second) and second.value < 2100:
        return _aside("date", numerals, k, k + 2, "years")
    return _aside("date", numerals, k, k + 1, rule, numerals[k].value)


# --- names, ranks, scores ------------------------------------------------------------------------------------------

_ADJECTIVES = frozenset(map(fold, ("نهائي", "النهائي", "نهائية", "سنوي", "سنوية", "السنوية", "السنوي", "شهري", "شهرية",
                                   "رسمي", "رسمية")))
_RANKED = frozenset(map(fold, ("عالميا", "عربيا", "دوليا", "آسيويا", "أفريقيا", "أوروبيا", "محليا")))
_CHAIN_REACH = 4  # words between a head and its number: مؤشر ستاندرد أند بورز 500


@cache
def _heads() -> dict[str, tuple[str, str]]:
    return {fold(row["word"]): (row["kind"], row["strong"]) for row in reversed(read_lexicon("number_heads"))}


def head_kind(key: str) -> tuple[str, str] | None:
    """(kind, strength) of a word that names, rather than counts, the number after it."""
    heads = _heads()
    return heads.get(key) or heads.get(_bare(key))


def _list_number(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """The number of a list item: 4 - or 4) at the start of a line."""
    numeral = numerals[k]
    if not _is_plain(doc, numeral) or numeral.value > 99 or numeral.last + 1 >= len(doc.keys):
        return None
    gap = doc.text[doc.tokens[numeral.lead - 1].end:numeral.start] if numeral.lead else "\n"
    marked = _is_dash(doc, numeral.last) or _key(doc, numeral.last) in (")", ".")
    if "\n" in gap and marked and doc.tokens[numeral.last + 1].kind != "number":
        return _aside("identifier", numerals, k, k + 1, "list_number", numeral.value)
    return None


def _score(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """3-1, صفر-2, 2/1 where a match is spoken of or the first is not the smaller."""
    one, two = numerals[k], _next(numerals, k, 1)
    if two is None or not (_is_dash(doc, one.last) or _key(doc, one.last) in ("/", ":")):
        return None
    for side in (one, two):
        if not (_is_plain(doc, side) or side.value == 0) or side.value > 199:
            return None
    if one.value >= two.value or in_match(doc, one.first):
        return _aside("score", numerals, k, k + 2, "score")
    return None


def _part(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """النصف الأول, الربع الحالي: a part of a period or a game; نصف النهائي, المواد نصف المصنعة: an adjective."""
    numeral = numerals[k]
    if numeral.role != "fraction":
        return None
    following = _key(doc, numeral.last)
    if numeral.definite:
        rank = _next(numerals, k, 0)
        if rank and rank.role == "ordinal":
            return _aside("ordinal", numerals, k, k + 2, "part_in_order", rank.value)
        if following.startswith("ال") or not numeral.preposition:
            return _aside("ordinal", numerals, k, k + 1, "part_in_order")
    after_definite = _key(doc, numeral.lead - 1).startswith("ال") and noun_at(doc, numeral.lead - 1) is not None
    if following in _ADJECTIVES or (after_definite and following.startswith("ال") and not numeral.joined):
        return _aside("ordinal", numerals, k, k + 1, "part_as_adjective")
    return None


def _name(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """F-16, فق10, كوفيد-19, 7+5, telephone numbers, مجموعة العشرين."""
    numeral = numerals[k]
    if numeral.role == "code":
        return _aside("identifier", numerals, k, k + 1, "code")
    if numeral.definite and _bare(_key(doc, numeral.lead - 1)) == "مجموعه" and numeral.form == "words":
        return _aside("identifier", numerals, k, k + 1, "group_name", numeral.value)
    if not _is_plain(doc, numeral):
        return None
    digits = doc.keys[numeral.first]
    if len(digits) > _LONGEST_COUNT or (len(digits) > 1 and digits[0] == "0"):
        return _aside("identifier", numerals, k, k + 1, "code")
    if "+" in (_key(doc, numeral.last), _key(doc, numeral.lead - 1)):
        return _aside("identifier", numerals, k, k + 1, "code")
    if _is_attached(doc, numeral):
        return _aside("identifier", numerals, k, k + 1, "attached_name", numeral.value)
    return None


def _is_attached(doc: Document, numeral: Numeral) -> bool:
    """Whether digits hang on a name: Latin letters, or a word with a hyphen or nothing between."""
    i = numeral.first - 1
    if i < 0:
        return False
    name, token = doc.tokens[i], doc.tokens[numeral.first]
    if _is_dash(doc, i):
        return i > 0 and doc.tokens[i - 1].kind == "word" and doc.tokens[i - 1].end == name.start
    if name.kind != "word":
        return False
    if name.text.isascii():
        return doc.text[name.end:token.start] in ("", " ")
    glued = name.end == token.start and doc.keys[i] not in CLITICS and not name.text.endswith("ـ")
    return glued and len(doc.keys[i]) < 4 and noun_at(doc, i) is None and not is_particle(doc.keys[i])


def _rank(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """الثانية, المرتبة 17, الدورة الـ31, الذكرى السبعين; and numbers after a head that names: المادة 205."""
    numeral = numerals[k]
    if numeral.role == "ordinal":
        return _aside("ordinal", numerals, k, k + 1, "ordinal_word", numeral.value)
    if numeral.role != "cardinal" or numeral.per:
        return None
    if _key(doc, numeral.last) in _RANKED:
        return _aside("ordinal", numerals, k, k + 1, "rank", numeral.value)
    i, definite = _before(doc, numeral), numeral.definite
    if _key(doc, i) == "ال":
        i, definite = i - 1, True
    counted = _counted(doc, numeral)
    if counted is None and _second_end(doc, numerals, k):
        counted = _counted(doc, numerals[k + 1])
    head = _head_before(doc, i) if _is_plain(doc, numeral) or definite else None
    if head and head[0] != "date" and (head[1] == "yes" or counted is None):
        return _aside(head[0], numerals, k, k + 1, f"{head[0]}_after_head", numeral.value)
    if definite and counted is None and _is_singular(doc, i):
        return _aside("ordinal", numerals, k, k + 1, "definite_rank", numeral.value)
    return None


def _head_before(doc: Document, i: int) -> tuple[str, str] | None:
    """The head at token i, across رقم and عدد, or further back: القرار الأممي 2216, مؤشر ستاندرد أند بورز 500."""
    if _key(doc, i) in ("رقم", "عدد") and (head := head_kind(_key(doc, i - 1))):
        return head[0], "yes"
    if head := head_kind(_key(doc, i)):
        return head
    for j in range(i - 1, max(-1, i - 1 - _CHAIN_REACH), -1):
        between = _key(doc, j + 1)
        if doc.tokens[j + 1].kind != "word" or between[0] == "و" or is_particle(between):
            return None
        head = head_kind(_key(doc, j))
        if head and (head[1] == "chain" or (j == i - 1 and head[1] and between.startswith("ال"))):
            return head[0], "chain"
    return None


def _is_singular(doc: Document, i: int) -> bool:
    """Whether a definite number ranks a singular: اجتماعها الـ22, but not أعضاء التحالف العالمي الـ83."""
    for j in range(i, max(-1, i - 5), -1):
        noun = noun_at(doc, j)
        if noun is None and not doc.keys[j].startswith(("ال", "لل", "بال")):
            return False
        if noun and noun.number == "plural":
            return False
        if noun and noun.number == "singular" and (noun.possessed or noun_at(doc, j - 1) is None):
            return True
    return False


def _bracketed(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """A bare number in brackets after a name: the minute of a goal, a note, a code."""
    numeral = numerals[k]
    opener = _key(doc, numeral.lead - 1) == "(" or (k and numeral.joined and numerals[k - 1].last == numeral.lead
                                                    and _key(doc, numerals[k - 1].lead - 1) == "(")
    closer = ")" in (_key(doc, numeral.last), _key(doc, numeral.last - 1))
    second = _next(numerals, k, 0)
    if not _is_plain(doc, numeral) or not opener or not (closer or (second and second.joined)):
        return None
    host = _key(doc, numeral.lead - 2)
    if is_particle(host) or host in CLITICS or in_role(host, "reach") or in_role(host, "measured"):
        return None
    if counted_after(doc, numeral) or counted_before(doc, numeral) or bound_of(doc, numeral.lead, numeral.last, numeral.last):
        return None
    kind = "score" if in_match(doc, numeral.first) else "identifier"
    return _aside(kind, numerals, k, k + 1, "bracketed", numeral.value)


def _coordinated(doc: Document, numerals: list[Numeral], k: int, before: Aside) -> Aside | None:
    """The next of a row that began with an aside: المادتان 4 و5, الدقائق 51 و70, +971 56 138."""
    numeral, previous = numerals[k], numerals[k - 1]
    gap = numeral.lead - previous.last
    if not _is_plain(doc, numeral) or previous.form != "digits" or before.kind == "date" and numeral.value > 31:
        return None
    row = gap == 0 and (numeral.joined or before.rule == "code")
    if row and counted_after(doc, numeral) is None:
        return _aside(before.kind, numerals, k, k + 1, before.rule, numeral.value)
    return None
