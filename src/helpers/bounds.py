"""How exactly a number is meant, and whether it is denied: the cues of data/lexicon/approximators.csv around it."""
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.contexts import STOPS, event_of, free_forms, in_role, is_measured, is_one_of, is_particle, key_at
from helpers.resources import read_lexicon
from helpers.tokens import Document

_GAP = 3  # words a cue of two parts may hold: يزيد (عددهم) على
_AFTER_REACH = 3  # words between the noun and a cue after it
_NEGATION_REACH = 6  # words between a negation and the more than that it turns around
_REFUTATION_REACH = 5  # words between a verb of denial and the number it denies
_OPENERS = frozenset("(\"«")
_NEGATIONS = frozenset(map(fold, ("لا", "لم", "لن", "ليس", "ليست")))
_DENIALS = frozenset(map(fold, ("ليس", "ليست", "ليسوا")))
_AFFIRMING = frozenset(map(fold, ("يزال", "تزال", "يزالون", "تزالان", "زال", "زالت", "يزل", "تزل", "يعد", "تعد")))
_THAT = frozenset(map(fold, ("أن", "يكون", "تكون")))
_PREPOSITIONS = ("ب", "ل")
_IMPERFECT = ("ي", "ت", "ن", "ا")  # how the verb after a negation begins
_CLOSED = {"open": False, "closed": True, "": None}


class Bound(NamedTuple):
    """A cue at its place: the tokens `first` to `last` (half open), and what it makes of the number."""

    first: int
    last: int
    start: int
    end: int
    bound: str  # about, at_least, at_most
    closed: bool | None


class _Cue(NamedTuple):
    """A row of approximators.csv: the keys of the cue, and the key after the gap it may hold."""

    keys: tuple[str, ...]
    tail: tuple[str, ...]
    bound: str
    closed: bool | None


def bound_of(doc: Document, lead: int, past: int, noun_past: int) -> Bound | None:
    """The cue around a number that is the tokens from lead to past (half open), its noun ending before noun_past.

    >>> from helpers.tokens import analyse
    >>> bound_of(analyse("أصيب ما لا يقل عن 12 شخصا"), 5, 6, 7)[4:]
    ('at_least', True)
    """
    cue = _before(doc, lead)
    if cue and cue.bound == "about":
        return _before(doc, cue.first) or cue  # ما يصل إلى نحو 5
    return cue or _after(doc, past, noun_past)


def is_denied(doc: Document, lead: int) -> bool:
    """Whether the statement denies the number at token lead: ليس 20, لم يعتقل 3, نفى مقتل 3.

    >>> from helpers.tokens import analyse
    >>> is_denied(analyse("لم يعتقل 3 أشخاص"), 2), is_denied(analyse("لا يزال 3 أشخاص"), 2)
    (True, False)
    >>> is_denied(analyse("نفت الوزارة مقتل 3 جنود"), 3), is_denied(analyse("نفى تورطه في مقتل 3 جنود"), 4)
    (True, False)
    """
    verb = key_at(doc, lead - 1)
    if is_one_of(verb, _DENIALS):
        return True
    conjugated = verb.startswith(_IMPERFECT) and verb not in _AFFIRMING and not is_particle(verb)
    return conjugated and is_one_of(key_at(doc, lead - 2), _NEGATIONS) or _is_refuted(doc, lead)


def _is_refuted(doc: Document, lead: int) -> bool:
    """Whether a denial is of what befell those counted, or of a clause: نفى مقتل 3, نفى أن يكون 3 قتلوا."""
    noun = key_at(doc, lead - 1)
    denied = not noun.startswith(_PREPOSITIONS) and (event_of(noun) is not None or in_role(noun, "occurrence"))
    for i in range(lead - 1, max(-1, lead - 1 - _REFUTATION_REACH), -1):
        key = doc.keys[i]
        if in_role(key, "denial"):
            return denied
        if key in _THAT:
            denied = True
        elif doc.tokens[i].kind != "word" or is_particle(key):
            return False
    return False


@cache
def _cues(place: str) -> dict[str, list[_Cue]]:
    """Cues, longest first, by the key they are found by.

    A cue `before` the number is found by its last key, a `gapped` one by the key before its gap, one `after` by its
    first.
    """
    table: dict[str, list[_Cue]] = {}
    for row in read_lexicon("approximators"):
        head, gap, tail = row["cue"].partition("…")
        if place == ("gapped" if gap else row["side"]):
            keys = tuple(map(fold, head.split()))
            cue = _Cue(keys, tuple(map(fold, tail.split())), row["bound"], _CLOSED[row["end"]])
            table.setdefault(keys[0 if place == "after" else -1], []).append(cue)
    for cues in table.values():
        cues.sort(key=lambda cue: -len(cue.keys))
    return table


def _before(doc: Document, lead: int) -> Bound | None:
    """The cue that ends right before the number, or that holds only what is measured between."""
    i = lead - 1
    while key_at(doc, i) in _OPENERS and i > 0:
        i -= 1
    if i < 0:
        return None
    if cue := _ending_at(doc.keys, i, "before"):
        return _bound(doc, i - len(cue.keys) + 1, i + 1, cue)
    for j in range(i - 1, max(-1, i - 2 - _GAP), -1):
        if doc.keys[j] in STOPS:
            break
        cue = _ending_at(doc.keys, j, "gapped") if is_measured(doc.keys[j + 1]) else None
        if cue and cue.tail in ((), (doc.keys[i],)):
            return _bound(doc, j - len(cue.keys) + 1, i + 1, cue)
    return None


def _ending_at(keys: list[str], i: int, place: str) -> _Cue | None:
    """The longest cue that ends at token i; its first word may carry clitics."""
    cues, key = _cues(place), keys[i]
    for cue in cues.get(key, ()):
        first = i - len(cue.keys) + 1
        if first >= 0 and tuple(keys[first + 1:i + 1]) == cue.keys[1:] and cue.keys[0] in free_forms(keys[first]):
            return cue
    return _of_one_word(key, place)


@lru_cache(maxsize=1 << 16)
def _of_one_word(key: str, place: str) -> _Cue | None:
    """The cue of one word that a key is behind its clitics."""
    cues = _cues(place)
    return next((cue for form in free_forms(key)[1:] for cue in cues.get(form, ()) if len(cue.keys) == 1), None)


def _after(doc: Document, past: int, noun_past: int) -> Bound | None:
    """The cue that follows the number or its noun: 40 إماما على الأقل."""
    for i in range(past, min(len(doc.keys), max(past, noun_past) + _AFTER_REACH)):
        if i > noun_past and doc.keys[i] in STOPS:
            break
        if cue := _starting_at(doc, i):
            return _bound(doc, i, i + len(cue.keys), cue)
    return None


def cue_end(doc: Document, i: int) -> int:
    """One past the cue that begins at token i, or i when none does.

    >>> from helpers.tokens import analyse
    >>> cue_end(analyse("29 على الأقل عدد القتلى"), 1)
    3
    """
    cue = _starting_at(doc, i)
    return i + len(cue.keys) if cue else i


def _starting_at(doc: Document, i: int) -> _Cue | None:
    """The cue that begins at token i; أو أكثر من begins another number."""
    cues = _cues("after").get(key_at(doc, i), ())
    return next((cue for cue in cues if tuple(doc.keys[i:i + len(cue.keys)]) == cue.keys
                 and key_at(doc, i + len(cue.keys)) != "من"), None)


def _bound(doc: Document, first: int, last: int, cue: _Cue) -> Bound:
    """The cue at its place; not more than is at most."""
    bound, closed = cue.bound, cue.closed
    if (bound, closed) == ("at_least", False) and _is_turned_around(doc.keys, first):
        bound, closed = "at_most", True
    return Bound(first, last, doc.tokens[first].start, doc.tokens[last - 1].end, bound, closed)


def _is_turned_around(keys: list[str], first: int) -> bool:
    """Whether the clause before a cue is negative: لا تشكل ... أكثر من 3."""
    for i in range(first - 1, max(-1, first - 1 - _NEGATION_REACH), -1):
        if keys[i] in STOPS:
            return False
        if is_one_of(keys[i], _NEGATIONS):
            return keys[i + 1] not in _AFFIRMING
    return False
