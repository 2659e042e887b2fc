"""Two numbers that are the ends of one interval: بين ... و..., من ... إلى ..., 10-15, أربعة أو خمسة."""
from helpers.arabic import fold
from helpers.counted import in_role, noun_at
from helpers.numerals import Numeral
from helpers.tokens import Document
from helpers.units import unit_at

_DASHES = ("-", "–", "—", "−", "ـ")
_TO = tuple(map(fold, ("إلى", "حتى", "لغاية")))
_BETWEEN = ("بين", "مابين", "وبين")
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
    if low.value is None or high.value is None or "ordinal" in (low.role, high.role):
        return False
    keys, gap = doc.keys, high.lead - low.last
    if gap and keys[low.last] in (")", "%"):
        gap -= 1
    if gap < 0 or gap > 3:
        return False
    link = keys[high.lead - 1]
    if high.joined:
        return _opens(doc, low, _BETWEEN) and (gap == 0 or _is_noun_phrase(doc, low.last, high.lead))
    if doc.tokens[high.lead - 1].text in _DASHES:
        return gap == 1 and low.value < high.value and low.form == high.form == "digits"
    if link == fold("أو"):
        return gap == 1 and low.value < high.value * max(1, 1 if low.magnitude > 1 else high.magnitude)
    if link in _TO and (gap == 1 or _opens(doc, low, ("من", "بين", "مابين"))):
        if gap > 1 and not _is_noun_phrase(doc, low.last, high.lead - 1):
            return False
        return not _is_change(doc, low)
    return False


def _opens(doc: Document, numeral: Numeral, openers: tuple[str, ...]) -> bool:
    """Whether بين or من stands before a number, perhaps with an approximator or a year word between."""
    for i in range(numeral.lead - 1, max(-1, numeral.lead - 3), -1):
        if doc.keys[i] in openers:
            return True
    return False


def _is_noun_phrase(doc: Document, first: int, last: int) -> bool:
    """Whether the words between two numbers are the noun counted by the first."""
    return all(doc.tokens[i].kind == "word" for i in range(first, last)) and bool(
        noun_at(doc, first) or unit_at(doc, first))


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
    if i < 2 or doc.keys[i - 1] != fold("أو"):
        return None
    one, two = noun_at(doc, i - 2, "singular"), noun_at(doc, i, "dual")
    if one and two and one.lemma == two.lemma:
        return doc.tokens[i - 2].start
    return None
