"""Two numbers that are the ends of one interval: بين ... و..., من ... إلى ..., 10-15, أربعة أو خمسة."""
from helpers.arabic import fold
from helpers.contexts import in_role, is_dash, key_at
from helpers.counted import counted_after, noun_at
from helpers.duals import dual_at
from helpers.number_words import Number, plain
from helpers.numerals import Numeral
from helpers.tokens import Document

_TO = tuple(map(fold, ("إلى", "حتى", "لغاية")))
_OR = fold("أو")
_BETWEEN = ("بين", "مابين", "وبين")
_FROM = ("من", *_BETWEEN)
_FILLERS = frozenset(map(fold, ("نحو", "حوالي", "قرابة", "زهاء", "عامي", "العامين", "سن", "سني", "أعمار")))
_CHANGE_REACH = 8  # words before من in which a verb of change makes two numbers of a range


def is_range(doc: Document, numerals: list[Numeral], k: int) -> bool:
    """Whether numerals k and k + 1 are the ends of one interval.

    >>> from helpers.numerals import find_numerals
    >>> from helpers.tokens import analyse
    >>> doc = analyse("بين 30 و60 يوما")
    >>> is_range(doc, find_numerals(doc), 0)
    True
    """
    if k + 1 >= len(numerals):
        return False
    low, high = numerals[k], numerals[k + 1]
    if low.value is None or high.value is None or "ordinal" in (low.role, high.role) or (low.per and not high.per):
        return False
    if low_end(low, high) >= high.value or "\n" in doc.text[low.end:high.start]:
        return False
    gap = high.lead - low.last - (doc.keys[low.last] in (")", "%"))
    link = doc.keys[high.lead - 1]
    if high.joined:
        return _opens(doc, low, _BETWEEN) and (gap == 0 or _is_noun_phrase(doc, numerals, k, high.lead))
    if is_dash(doc, high.lead - 1):
        return gap == 1 and doc.tokens[low.first].kind == doc.tokens[high.first].kind == "number"
    if link == _OR:
        return gap == 1
    if link in _TO:
        if gap > 1 and not (_opens(doc, low, _FROM) and _is_noun_phrase(doc, numerals, k, high.lead - 1)):
            return False
        return _opens(doc, low, _BETWEEN) or not _is_change(doc, low)
    return False


def is_change_between(doc: Document, low: Numeral, high: Numeral) -> bool:
    """Whether something went from one number to the other: من 28 إلى 9, من 5 مدارس إلى 9.

    >>> from helpers.numerals import find_numerals
    >>> from helpers.tokens import analyse
    >>> doc = analyse("انخفض العدد من 28 إلى 9")
    >>> is_change_between(doc, *find_numerals(doc))
    True
    """
    link = high.lead - 1
    link -= key_at(doc, link) in _FILLERS
    if key_at(doc, link) not in _TO or not _opens(doc, low, ("من",)):
        return False
    counted = None if link == low.last else counted_after(doc, low)
    return link == (counted.past if counted else low.last)


def low_end(low: Numeral, high: Numeral) -> Number:
    """The value of the first end, with the scale word that only the second has: 3 إلى 4 مليارات."""
    if high.magnitude > 1 and low.magnitude == 1 and low.value < high.value / high.magnitude:
        return plain(low.value * high.magnitude)
    return low.value


def _opens(doc: Document, numeral: Numeral, openers: tuple[str, ...]) -> bool:
    """Whether بين or من stands before a number, perhaps with an approximator or a year word between."""
    i = numeral.lead - 1
    if i > 0 and doc.keys[i] in _FILLERS:
        i -= 1
    return i >= 0 and doc.keys[i] in openers and not (i > 0 and openers is _BETWEEN and doc.keys[i - 1] == "من")


def _is_noun_phrase(doc: Document, numerals: list[Numeral], k: int, last: int) -> bool:
    """Whether the words up to token last are the noun counted by numeral k, and by the next one alike."""
    counted, other = counted_after(doc, numerals[k]), counted_after(doc, numerals[k + 1])
    fits = counted is not None and counted.token == numerals[k].last and last - counted.past < 2
    return fits and (other is None or other.lemma == counted.lemma) and not doc.keys[counted.past - 1].startswith("و")


def _is_change(doc: Document, low: Numeral) -> bool:
    """Whether something went from one number to the other: two exact numbers, no interval."""
    for i in range(low.lead - 1, max(-1, low.lead - 1 - _CHANGE_REACH), -1):
        if doc.keys[i] in (".", "؛"):
            return False
        if in_role(doc.keys[i], "change"):
            return True
    return False


def one_or_two(doc: Document, i: int) -> int | None:
    """Where شهر أو شهرين begins, when token i is its dual; None for any other dual."""
    if i < 2 or key_at(doc, i - 1) != _OR:
        return None
    one, two = noun_at(doc, i - 2, "singular"), noun_at(doc, i, "dual")
    if one and two and one.lemma == two.lemma:
        return doc.tokens[i - 2].start
    return None


def two_or_more(doc: Document, numeral: Numeral) -> int | None:
    """The token of the dual in شاعرين أو ثلاثة, when the numeral is its other end."""
    i = numeral.lead - 2
    fits = i >= 0 and doc.keys[i + 1] == _OR and numeral.value is not None and numeral.value > 2
    return i if fits and dual_at(doc, i) else None
