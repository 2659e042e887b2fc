"""Quantities: every number expression of a text with its kind, interval, bound, unit and counted noun."""
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.asides import Aside, aside_at
from helpers.bounds import bound_of
from helpers.counted import Counted, as_counted, counted_after, counted_before, dual_at, event_category, in_match, measure_spoken_of, noun_at, remainder
from helpers.ranges import is_range, one_or_two
from helpers.numerals import Numeral, find_numerals
from helpers.resources import read_lexicon
from helpers.tokens import Document, analyse
from helpers.units import unit_at

Number = int | float
_AGES = ("عمر", "سن")
KINDS = ("count", "money", "percent", "measure", "duration", "multiplier", "date", "ordinal", "identifier", "score")


class Quantity(NamedTuple):
    """A quantity mention: `text == whole[start:end]`; every other span likewise, null where there is none."""

    text: str
    start: int
    end: int
    kind: str
    value_low: Number | None
    value_high: Number | None
    bound: str  # exact, about, at_least, at_most, range, vague
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
    open side of a bound is None; both are None when vague. Rules are documented in data/lexicon/quantities.md.
    """
    return quantities_of(analyse(text))


def quantities_of(doc: Document) -> list[Quantity]:
    """The same as `find_quantities`, on a text already analysed."""
    numerals = [numeral for numeral in find_numerals(doc) if not (numeral.tied and numeral.definite)]  # الاثنين: a day
    found, k, aside = [], 0, None
    while k < len(numerals):
        aside = aside_at(doc, numerals, k, aside)
        if aside:
            found.append(_from_aside(doc, numerals[k], aside))
            k = aside.after
        else:
            quantity, k = _claim(doc, numerals, k)
            found += [_without_used_cue(quantity, found)] if quantity else []
    found += _duals(doc, numerals, found)
    return sorted(found, key=lambda quantity: quantity.start)


def _without_used_cue(quantity: Quantity, found: list[Quantity]) -> Quantity:
    """A cue between two numbers belongs to the first: 13 جنديا على الأقل ثلاثة منهم."""
    if not found or quantity.bound_start is None or quantity.bound_start != found[-1].bound_start:
        return quantity
    value = quantity.value_high if quantity.value_low is None else quantity.value_low
    return quantity._replace(bound="exact", value_low=value, value_high=value, bound_start=None, bound_end=None,
                             bound_closed=None)


def _duals(doc: Document, numerals: list[Numeral], found: list[Quantity]) -> list[Quantity]:
    """The dual nouns that are neither numbers themselves nor counted by one."""
    nouns = {(quantity.noun_start, quantity.noun_end) for quantity in found}
    numbers = {i for numeral in numerals for i in range(numeral.first, numeral.last)}
    duals = ((i, dual_at(doc, i)) for i in range(len(doc.keys)) if i not in numbers)
    return [_dual(doc, i, counted) for i, counted in duals if counted and (counted.start, counted.end) not in nouns]


def vague_range(quantity: Quantity, policy: str = "acled") -> tuple[Number | None, Number | None]:
    """The interval a named policy reads into a vague quantity; (None, None) for any other.

    >>> vague_range(find_quantities("تدمير عشرات الأوكار")[0], "acled")
    (10, 10)

    Raises ValueError for a policy that data/lexicon/vague_policies.csv does not have.
    """
    words = _policies().get(policy)
    if words is None:
        raise ValueError(f"unknown vague policy {policy!r}; data/lexicon/vague_policies.csv has {', '.join(_policies())}")
    if quantity.bound != "vague":
        return None, None
    low = high = 1
    for key in analyse(quantity.text).keys:
        stem = key[2:] if key.startswith("ال") and key not in words else key
        if stem in words:
            low, high = low * words[stem][0], high * words[stem][1]
    return low, high


@cache
def _policies() -> dict[str, dict[str, tuple[int, int]]]:
    policies = {}
    for row in read_lexicon("vague_policies"):
        policies.setdefault(row["policy"], {})[fold(row["word"])] = int(row["low"]), int(row["high"])
    return policies


def _claim(doc: Document, numerals: list[Numeral], k: int) -> tuple[Quantity | None, int]:
    """The claim that begins with numeral k, if it is one, and the numeral after it."""
    numeral = numerals[k]
    if is_range(doc, numerals, k):
        return _range(doc, numeral, numerals[k + 1]), k + 2
    if rest := remainder(doc, numeral):
        counted, extra = rest
        return _assemble(doc, numeral, numeral, counted, numeral.value + extra, numeral.value + extra), k + 2
    if whole := _unit_before_half(doc, numeral):
        return whole, k + 1
    quantity = _single(doc, numerals, k)
    if quantity and k + 1 < len(numerals) and _adds_half(doc, quantity, numerals[k + 1]):
        return _with_half(doc, quantity, numerals[k + 1]), k + 2
    return quantity, k + 1


def _from_aside(doc: Document, numeral: Numeral, aside: Aside) -> Quantity:
    return Quantity(doc.text[aside.start:aside.end], aside.start, aside.end, aside.kind, aside.value, aside.value,
                    "exact", None, None, None, numeral.form, None, None, None, None, None, None, None, "positive",
                    aside.rule)


def _single(doc: Document, numerals: list[Numeral], k: int) -> Quantity | None:
    numeral = numerals[k]
    counted = _counted(doc, numeral)
    if counted and counted.lemma in _AGES and numeral.definite:
        return _age(doc, numeral)
    if numeral.tied and counted and counted.rule == "partitive" and not numeral.joined:
        return None  # one of them
    if counted is None and (shared := _shared(doc, numerals, k)):
        numeral, counted = shared
    alone = numeral.lead == 0 or doc.tokens[numeral.lead - 1].kind != "word"
    if numeral.tied and not (numeral.joined or counted or alone):
        return None
    value = numeral.value
    if counted and _is_two_thousand(doc, numeral, counted):
        value *= 2
    if numeral.grouped and counted and not counted.unit:
        value = numeral.grouped
    return _assemble(doc, numeral, numeral, counted, value, value)


def _adds_half(doc: Document, quantity: Quantity, half: Numeral) -> bool:
    """Whether a fraction joins the noun of the quantity before it: 3 سنوات ونصف."""
    adjacent = half.lead and quantity.noun_end == doc.tokens[half.lead - 1].end and quantity.noun_start > quantity.start
    return bool(adjacent) and half.role == "fraction" and half.joined and not half.definite and quantity.unit is not None


def _with_half(doc: Document, quantity: Quantity, half: Numeral) -> Quantity:
    low, high = (None if value is None else value + half.value for value in (quantity.value_low, quantity.value_high))
    return quantity._replace(text=doc.text[quantity.start:half.end], end=half.end, value_low=low, value_high=high,
                             rule="unit_and_fraction")


def _unit_before_half(doc: Document, half: Numeral) -> Quantity | None:
    """ساعة ونصف, عامين ونصف: the unit is the whole part."""
    unit = unit_at(doc, half.lead - 1) if half.lead else None
    if half.role != "fraction" or not half.joined or unit is None or unit.definite or unit.number == "plural":
        return None
    counted = as_counted(doc, unit)
    value = (2 if unit.number == "dual" else 1) + half.value
    whole = half._replace(start=counted.start, lead=unit.first, first=unit.first)
    return _assemble(doc, whole, whole, counted, value, value)._replace(rule="unit_and_fraction")


def _age(doc: Document, numeral: Numeral) -> Quantity:
    """في الـ18 من عمرها: years, though the word year is not there."""
    return _assemble(doc, numeral, numeral, None, numeral.value, numeral.value)._replace(
        kind="duration", unit="a", rule="age")


def _shared(doc: Document, numerals: list[Numeral], k: int) -> tuple[Numeral, Counted | None] | None:
    """Numeral k with the unit or the noun of the last of its row: 45 و50 عاما, 24 و17 في المئة."""
    numeral, last = numerals[k], k
    while (last + 1 < len(numerals) and numerals[last + 1].joined and numerals[last + 1].lead == numerals[last].last
           and numerals[last + 1].form == numeral.form == "digits"):
        last += 1
    if last == k or numeral.per:
        return None
    counted = counted_after(doc, numerals[last])
    return (numeral._replace(per=numerals[last].per), counted) if counted or numerals[last].per else None


def _range(doc: Document, low: Numeral, high: Numeral) -> Quantity:
    """بين 30 و60 يوما, 3 إلى 4 مليارات ريال: what the end shares with the beginning is carried over."""
    counted = counted_after(doc, high) or counted_after(doc, low) or counted_before(doc, low)
    start = low.value
    if high.magnitude > 1 and low.magnitude == 1 and start < high.value / high.magnitude * 10:
        start *= high.magnitude
    return _assemble(doc, low, high, counted, start, high.value)


def _counted(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun a numeral counts; a definite one follows its noun, unless a bare noun comes next."""
    if numeral.definite and not (numeral.last < len(doc.keys) and _opens_noun(doc, numeral.last)):
        return counted_before(doc, numeral) or counted_after(doc, numeral)
    return counted_after(doc, numeral) or counted_before(doc, numeral)


def _is_two_thousand(doc: Document, numeral: Numeral, counted: Counted) -> bool:
    """Whether ألفا stands right before what it counts: ألفا شخص is a dual, ألفا وخمسمئة شخص an accusative."""
    bare = numeral.last == numeral.first + 1 and numeral.magnitude > 1 and numeral.form == "words"
    return bare and doc.keys[numeral.first].endswith("ا") and counted.token == numeral.last


def _opens_noun(doc: Document, i: int) -> bool:
    """Whether an indefinite noun or unit stands at token i: الثمانية أعوام."""
    noun = unit_at(doc, i) or noun_at(doc, i)
    return noun is not None and not noun.definite and not noun.letters and noun.number != "dual"


def _assemble(doc, first: Numeral, last: Numeral, counted: Counted | None, low, high) -> Quantity:
    further = counted.past if counted and counted.past > last.last else last.last
    cue = bound_of(doc, first.lead, last.last, further)
    bound, closed, rule = "exact", None, counted.rule if counted else "bare_number"
    if last.role == "vague":
        bound, low, high, cue = "vague", None, None, None
    elif first is not last:
        bound, cue = "range", None
    elif cue:
        bound, closed = cue.bound, cue.closed
        low, high = (low, None) if bound == "at_least" else (None, high) if bound == "at_most" else (low, high)
    kind, unit = _kind(doc, last, counted)
    category = counted.category if counted else None
    if kind == "count" and category in (None, "person"):
        category = event_category(doc, first.lead) or category
    if counted and counted.unit and counted.unit.kind == "percent":
        counted = None
    text = doc.text
    return Quantity(
        text[first.start:last.end], first.start, last.end, kind, low, high, bound,
        cue.start if cue else None, cue.end if cue else None, closed, last.form, unit,
        counted.start if counted else None, counted.end if counted else None,
        text[counted.start:counted.end] if counted else None,
        counted.lemma if counted else None, counted.english if counted else None,
        category, "positive", rule)


def _kind(doc: Document, numeral: Numeral, counted: Counted | None) -> tuple[str, str | None]:
    """Kind and unit code of a numeral that is a claim."""
    if numeral.per:
        return "percent", "%"
    if counted and counted.unit:
        if counted.unit.lemma == "نقطة" and in_match(doc, numeral.first):
            return "count", None
        return counted.unit.kind, counted.unit.code
    if numeral.role == "fraction":
        return "percent", None
    if not counted and (numeral.magnitude >= 10**6 or isinstance(numeral.value, float)):
        if measure_spoken_of(doc, numeral.lead) == "money":
            return "money", None
        return ("measure" if isinstance(numeral.value, float) else "count"), None
    return "count", None


def _dual(doc: Document, i: int, counted: Counted) -> Quantity:
    """The quantity 2 of a dual noun."""
    token = doc.tokens[i]
    cue = bound_of(doc, counted.token, i + 1, i + 1)
    bound = cue.bound if cue else "exact"
    low, high = {"at_least": (2, None), "at_most": (None, 2)}.get(bound, (2, 2))
    unit, start = counted.unit, counted.start
    alternative = one_or_two(doc, i)
    if alternative is not None:
        start, low, high, bound, cue = alternative, 1, 2, "range", None
    text = doc.text[start:token.end]
    return Quantity(text, start, token.end, unit.kind if unit else "count", low, high, bound,
                    cue.start if cue else None, cue.end if cue else None, cue.closed if cue else None, "dual",
                    unit.code if unit else None, counted.start, token.end, doc.text[counted.start:token.end], counted.lemma, counted.english,
                    counted.category, "positive", counted.rule)
