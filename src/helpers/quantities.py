"""Quantities: every number expression of a text with its kind, interval, bound, unit and counted noun."""
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.asides import aside_at
from helpers.bounds import Bound, bound_of, is_denied
from helpers.contexts import event_before, in_match, key_at, topic_before
from helpers.counted import Counted, as_counted, counted_after, counted_before, counted_by, remainder
from helpers.duals import dual_at, duals_of
from helpers.number_words import Number, plain
from helpers.numerals import Numeral, find_numerals
from helpers.ranges import is_change_between, is_range, low_end, one_or_two, two_or_more
from helpers.resources import read_lexicon
from helpers.tokens import Document, analyse
from helpers.units import unit_at

KINDS = ("count", "money", "percent", "measure", "duration", "multiplier", "date", "ordinal", "identifier", "score")
BOUNDS = ("exact", "about", "at_least", "at_most", "range", "vague")
_AGES = ("عمر", "سن")
_OF_THEM = frozenset(map(fold, ("منهم", "منها", "منهن")))
_RATHER_THAN = frozenset(map(fold, ("مقابل", "مجموع", "أصل")))
_LONGEST_ROW = 8  # numbers that may share one noun: 8 و10 و12 عاما


class Quantity(NamedTuple):
    """A quantity mention: `text == whole[start:end]`, every other span likewise, null where there is none."""

    text: str
    start: int
    end: int
    kind: str  # one of KINDS; the last four are no claims
    value_low: Number | None
    value_high: Number | None
    bound: str  # one of BOUNDS
    bound_start: int | None
    bound_end: int | None
    bound_closed: bool | None  # "no less than" is closed, "more than" is open
    form: str  # digits, words, mixed, dual
    unit: str | None  # ISO 4217 or UCUM
    noun_start: int | None
    noun_end: int | None
    noun_text: str | None
    noun_lemma: str | None
    noun_english: str | None
    category: str | None
    polarity: str  # positive, negative
    rule: str


def find_quantities(text: str) -> list[Quantity]:
    """Every number expression of a text, in reading order, claims and others (date, ordinal, identifier, score).

    >>> [(q.text, q.kind, q.value_low, q.noun_text) for q in find_quantities("نزح أكثر من 3 آلاف شخص منذ 2014")]
    [('3 آلاف', 'count', 3000, 'شخص'), ('2014', 'date', 2014, None)]

    Offsets are code points into `text`, 0-based and half open. `value_low` and `value_high` are equal when exact; the
    open side of a bound is None; both are None when vague. A percentage is 25, a fraction of a thing 0.5; the value of
    a date is its year, of a time of day its hour, where there is one. The article's duals (البلدين) and first (الأولى)
    are left out: they count nothing new. Rules: data/lexicon/quantity_rules.csv.
    """
    return quantities_of(analyse(text))


def quantities_of(doc: Document) -> list[Quantity]:
    """The same as `find_quantities`, on a text already analysed."""
    numerals = [numeral for numeral in find_numerals(doc) if not (numeral.tied and numeral.definite)]  # الاثنين: a day
    found, k, aside = [], 0, None
    while k < len(numerals):
        aside = aside_at(doc, numerals, k, aside)
        if aside:
            found.append(_quantity(doc, aside.start, aside.end, aside.kind, aside.value, aside.value,
                                   form=numerals[k].form, rule=aside.rule))
            k = aside.after
        else:
            first, before = numerals[k], numerals[k - 1] if k else None
            quantity, k = _claim(doc, numerals, k)
            found += [_elliptic(doc, before, first, _without_used_cue(quantity, found), found)] if quantity else []
    found += _duals(doc, numerals, found)
    return sorted(found, key=lambda quantity: quantity.start)


def vague_range(quantity: Quantity, policy: str = "acled") -> tuple[Number | None, Number | None]:
    """The interval that a named policy reads into a vague quantity; (None, None) for any other.

    >>> vague_range(find_quantities("تدمير عشرات الأوكار")[0], "acled")
    (10, 10)

    Raises ValueError for a policy that data/lexicon/vague_policies.csv does not have.
    """
    words = _policies().get(policy)
    if words is None:
        known = ", ".join(_policies())
        raise ValueError(f"unknown vague policy {policy!r}: data/lexicon/vague_policies.csv has {known}")
    if quantity.bound != "vague":
        return None, None
    low = high = 1
    for key in analyse(quantity.text).keys:
        worth = words.get(key) or words.get(key.removeprefix("ال"))
        if worth:
            low, high = low * worth[0], high * worth[1]
    return low, high


@cache
def _policies() -> dict[str, dict[str, tuple[int, int]]]:
    """Policy -> key of a vague word -> (low, high)."""
    policies: dict[str, dict[str, tuple[int, int]]] = {}
    for row in read_lexicon("vague_policies"):
        policies.setdefault(row["policy"], {})[fold(row["word"])] = int(row["low"]), int(row["high"])
    return policies


# --- claims --------------------------------------------------------------------------------------------------------


def _claim(doc: Document, numerals: list[Numeral], k: int) -> tuple[Quantity | None, int]:
    """The claim that begins with numeral k, if there is one, and the numeral after it."""
    numeral, following = numerals[k], numerals[k + 1] if k + 1 < len(numerals) else None
    if is_range(doc, numerals, k):
        return _range(doc, numeral, following), k + 2
    if (dual := two_or_more(doc, numeral)) is not None:
        return _two_or_more(doc, numeral, dual), k + 1
    if rest := remainder(doc, numeral):
        return _numeral(doc, numeral, rest[0], numeral.value + rest[1]), k + 2
    if whole := _unit_before_fraction(doc, numeral):
        return whole, k + 1
    quantity = _single(doc, numerals, k)
    if quantity and following and _adds_fraction(doc, quantity, following):
        return _with_fraction(doc, quantity, following), k + 2
    return quantity, k + 1


def _single(doc: Document, numerals: list[Numeral], k: int) -> Quantity | None:
    """The claim of one numeral; None for one of them (واحد من أفضل) and what is a number in company only."""
    numeral, counted = numerals[k], counted_by(doc, numerals[k])
    if counted and counted.lemma in _AGES and numeral.definite:
        return _numeral(doc, numeral, None, numeral.value)._replace(kind="duration", unit="a", rule="age")
    if counted is None and (shared := _shared(doc, numerals, k) or _of_a_change(doc, numerals, k)):
        numeral, counted = shared
    if numeral.tied and not numeral.joined:
        alone = numeral.lead == 0 or doc.tokens[numeral.lead - 1].kind != "word"
        if key_at(doc, numeral.last) == "من" if counted else not alone:
            return None
    value = numeral.value
    if counted and _is_construct(doc, numeral, counted):
        value *= 2
    if numeral.grouped and counted and not counted.unit:
        value = numeral.grouped
    return _numeral(doc, numeral, counted, value)


def _is_construct(doc: Document, numeral: Numeral, counted: Counted) -> bool:
    """Whether ألفا stands right before what it counts: ألفا شخص is a dual, ألفا وخمسمئة شخص an accusative."""
    bare = numeral.last == numeral.first + 1 and numeral.magnitude > 1 and numeral.form == "words"
    return bare and doc.keys[numeral.first].endswith("ا") and counted.token == numeral.last


def _shared(doc: Document, numerals: list[Numeral], k: int) -> tuple[Numeral, Counted | None] | None:
    """Numeral k with the unit or the noun that the last of its row has: 45 و50 عاما, 24 و17 في المئة."""
    last = k
    while last + 1 < min(len(numerals), k + _LONGEST_ROW):
        numeral = numerals[last + 1]
        if not (numeral.joined and numeral.lead == numerals[last].last
                and numeral.form == numerals[k].form == "digits"):
            break
        last += 1
    if last == k or numerals[k].per:
        return None
    counted, per = counted_after(doc, numerals[last]), numerals[last].per
    return (numerals[k]._replace(per=per), counted) if counted or per else None


def _of_a_change(doc: Document, numerals: list[Numeral], k: int) -> tuple[Numeral, Counted | None] | None:
    """Numeral k with the unit or the noun of the other end: من 650 إلى 900 جنيه, عدد المدارس من 28 إلى 9."""
    numeral, before, after = numerals[k], *(numerals[j] if 0 <= j < len(numerals) else None for j in (k - 1, k + 1))
    if numeral.per:
        return None
    if after and is_change_between(doc, numeral, after):
        counted, value = counted_after(doc, after), numeral.value
        if after.magnitude > numeral.magnitude == 1 and value < 10 * after.value / after.magnitude:
            value = plain(value * after.magnitude)  # من 4 إلى 3 مليارات
        return (numeral._replace(per=after.per, value=value), counted) if counted or after.per else None
    tally = counted_before(doc, before) if before and is_change_between(doc, before, numeral) else None
    return (numeral, tally) if tally else None


def _range(doc: Document, low: Numeral, high: Numeral) -> Quantity:
    """بين 30 و60 يوما, 3 إلى 4 مليارات ريال."""
    counted = counted_after(doc, high) or counted_after(doc, low) or counted_before(doc, low)
    return _numeral(doc, high, counted, low_end(low, high), high.value, opening=low)


def _two_or_more(doc: Document, numeral: Numeral, dual: int) -> Quantity:
    """شاعرين أو ثلاثة: a dual and a number are the ends of a range."""
    counted = dual_at(doc, dual)
    low = numeral._replace(start=counted.start, lead=dual, first=dual)
    return _numeral(doc, numeral, counted, 2, numeral.value, opening=low)


def _unit_before_fraction(doc: Document, fraction: Numeral) -> Quantity | None:
    """ساعة ونصف, عامين ونصف: the unit is the whole part."""
    unit = unit_at(doc, fraction.lead - 1)
    if fraction.role != "fraction" or not fraction.joined or unit is None or unit.definite or unit.number == "plural":
        return None
    counted = as_counted(doc, unit, "unit_and_fraction")
    whole = fraction._replace(start=counted.start, lead=unit.first, first=unit.first)
    return _numeral(doc, whole, counted, (2 if unit.number == "dual" else 1) + fraction.value)


def _adds_fraction(doc: Document, quantity: Quantity, fraction: Numeral) -> bool:
    """Whether a fraction joins the unit of the quantity before it: 3 سنوات ونصف."""
    joins = fraction.role == "fraction" and fraction.joined and not fraction.definite and fraction.lead > 0
    return joins and bool(quantity.unit) and quantity.noun_end == doc.tokens[fraction.lead - 1].end


def _with_fraction(doc: Document, quantity: Quantity, fraction: Numeral) -> Quantity:
    low, high = (value and plain(value + fraction.value) for value in (quantity.value_low, quantity.value_high))
    return quantity._replace(text=doc.text[quantity.start:fraction.end], end=fraction.end, value_low=low,
                             value_high=high, rule="unit_and_fraction")


def _without_used_cue(quantity: Quantity, found: list[Quantity]) -> Quantity:
    """A cue between two numbers belongs to the first: 13 جنديا على الأقل ثلاثة منهم."""
    if not found or quantity.bound_start is None or quantity.bound_start != found[-1].bound_start:
        return quantity
    value = quantity.value_high if quantity.value_low is None else quantity.value_low
    return quantity._replace(bound="exact", value_low=value, value_high=value, bound_start=None, bound_end=None,
                             bound_closed=None)


def _elliptic(doc: Document, before: Numeral | None, numeral: Numeral, quantity: Quantity,
              found: list[Quantity]) -> Quantity:
    """A number without a noun is of the kind of the number it changes from, is a part of, or stands beside.

    من 5 دنانير إلى 7; 356 شكوى، 18 منها; 172 صوتا مقابل 31; 96 حالة في الشمال و510 في الجنوب.
    """
    bare = quantity.noun_start is None and quantity.unit is None and quantity.kind in ("count", "money")
    if not (found and bare):
        return quantity
    last = found[-1]
    if before and last.end == before.end and is_change_between(doc, before, numeral):
        return quantity._replace(kind=last.kind, unit=last.unit, category=last.category)
    previous, following = key_at(doc, numeral.lead - 1), key_at(doc, numeral.last)
    tied = following in _OF_THEM or previous in _RATHER_THAN or numeral.joined and following in ("في", "ب")
    between = doc.text[last.end:quantity.start]
    apart = quantity.category or quantity.kind != last.kind or any(mark in between for mark in ".\n؟")
    return quantity if apart or not tied else quantity._replace(category=last.category)


def _duals(doc: Document, numerals: list[Numeral], found: list[Quantity]) -> list[Quantity]:
    """The dual nouns that are neither numbers themselves nor counted by one."""
    nouns = {(quantity.noun_start, quantity.noun_end) for quantity in found}
    numbers = {i for numeral in numerals for i in range(numeral.first, numeral.last)}
    duals = (dual_at(doc, i) for i in duals_of(doc) if i not in numbers)
    return [_dual(doc, counted) for counted in duals if counted and (counted.start, counted.end) not in nouns]


def _dual(doc: Document, counted: Counted) -> Quantity:
    """The quantity 2 of a dual noun, or 1 to 2 after its singular."""
    start = one_or_two(doc, counted.past - 1)
    cue = None if start is not None else bound_of(doc, counted.token, counted.past, counted.past)
    bound = "range" if start is not None else cue.bound if cue else "exact"
    kind, unit = _unit_kind(doc, counted)
    return _quantity(doc, counted.start if start is None else start, counted.end, kind,
                     2 if start is None else 1, 2, bound, cue, form="dual", rule=counted.rule,
                     unit=unit, counted=counted, category=counted.category,
                     denied=is_denied(doc, cue.first if cue else counted.token))


# --- tables of one -------------------------------------------------------------------------------------------------


def _numeral(doc: Document, numeral: Numeral, counted: Counted | None, low: Number | None, high: Number | None = None,
             opening: Numeral | None = None) -> Quantity:
    """The claim of a numeral or, with another that opens it, of a range."""
    first = opening or numeral
    cue = bound_of(doc, first.lead, numeral.last, max(numeral.last, counted.past if counted else 0))
    denied = is_denied(doc, cue.first if cue else first.lead)
    bound = "vague" if numeral.role == "vague" else "range" if opening else cue.bound if cue else "exact"
    kind, unit = _kind(doc, numeral, counted)
    category = counted.category if counted else None
    if category is None and kind in ("count", "money"):
        category = "money" if kind == "money" else event_before(doc, first.lead)
    return _quantity(doc, first.start, numeral.end, kind, low, low if high is None else high, bound,
                     None if bound in ("vague", "range") else cue, form=numeral.form,
                     rule=counted.rule if counted else "bare_number", unit=unit, category=category, denied=denied,
                     counted=None if counted and counted.unit and counted.unit.kind == "percent" else counted)


def _kind(doc: Document, numeral: Numeral, counted: Counted | None) -> tuple[str, str | None]:
    """Kind and unit code of a numeral that is a claim."""
    if numeral.per:
        return "percent", "%"
    if counted and counted.unit:
        return _unit_kind(doc, counted)
    if numeral.role == "fraction":
        return "percent", None
    fractional = isinstance(numeral.value, float)
    if counted or not (fractional or numeral.magnitude >= 10**6):
        return "count", None
    if topic_before(doc, numeral.lead) == "money":
        return "money", None
    return "measure" if fractional else "count", None


def _unit_kind(doc: Document, counted: Counted) -> tuple[str, str | None]:
    """Kind and code of a counted unit; the points of a game are counted."""
    if counted.unit is None or (counted.unit.lemma == "نقطة" and in_match(doc, counted.token)):
        return "count", None
    return counted.unit.kind, counted.unit.code


def _quantity(doc: Document, start: int, end: int, kind: str, low: Number | None, high: Number | None,
              bound: str = "exact", cue: Bound | None = None, *, form: str, rule: str, unit: str | None = None,
              counted: Counted | None = None, category: str | None = None, denied: bool = False) -> Quantity:
    """A Quantity of its parts; the open side of a bound has no value."""
    if bound == "at_least":
        high = None
    elif bound == "at_most":
        low = None
    return Quantity(
        doc.text[start:end], start, end, kind, low, high, bound,
        cue.start if cue else None, cue.end if cue else None, cue.closed if cue else None, form, unit,
        *((counted.start, counted.end, doc.text[counted.start:counted.end], counted.lemma, counted.english)
          if counted else (None,) * 5),
        category, "negative" if denied else "positive", rule)
