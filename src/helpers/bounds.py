"""How exactly a number is meant: the cues of data/lexicon/approximators.csv before and after it."""
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.resources import read_lexicon
from helpers.tokens import Document

_REACH = 3  # words a cue of two parts may hold between them: يزيد (عددهم) على
_NEGATIONS = frozenset(map(fold, ("لا", "لم", "لن", "ليس", "ليست", "ما")))
_STILL = frozenset(map(fold, ("يزال", "تزال", "يزالون", "زال", "زالت", "يزل", "تزل")))
_STOPS = frozenset(".،,؛;:؟?!()«»\"")
_OPENERS = frozenset("(\"«")
_CLITICS = frozenset("وفبلك")


class Bound(NamedTuple):
    """A cue at its place: the tokens `first` to `last` (half open), and what it makes of the number."""

    first: int
    last: int
    start: int
    end: int
    bound: str  # about, at_least, at_most
    closed: bool | None
    rule: str


def bound_of(doc: Document, lead: int, past: int, further: int) -> Bound | None:
    """The cue around a number whose tokens are lead to past (half open), its noun phrase ending before further.

    >>> from helpers.tokens import analyse
    >>> bound_of(analyse("أصيب ما لا يقل عن 12 شخصا"), 5, 6, 7)[4:6]
    ('at_least', True)
    """
    inner = _before(doc, lead)
    if inner and inner.bound == "about":
        return _before(doc, inner.first) or inner  # ما يصل إلى نحو 5
    return inner or _after(doc, past, further)


class _Cue(NamedTuple):
    """A row of approximators.csv: the keys of the cue, and those after the gap it may hold."""

    keys: tuple[str, ...]
    tail: tuple[str, ...]
    bound: str
    closed: bool | None


@cache
def _cues(place: str) -> dict[str, list[_Cue]]:
    """Cues by the key they are found by, longest first: `before` by their last, `gapped` and `after` by ... .

    A cue before the number is found by its last key, one with a gap by the key before the gap, one after the number
    by its first.
    """
    table = {}
    for row in read_lexicon("approximators"):
        head, gap, tail = row["cue"].partition("…")
        if place == ("gapped" if gap else row["side"]):
            keys = tuple(map(fold, head.split()))
            cue = _Cue(keys, tuple(map(fold, tail.split())), row["bound"],
                       {"open": False, "closed": True, "": None}[row["end"]])
            table.setdefault(keys[0 if place == "after" else -1], []).append(cue)
    for cues in table.values():
        cues.sort(key=lambda cue: -len(cue.keys))
    return table


@cache
def _measured() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_lexicon("number_contexts") if row["role"] == "measured")


def _before(doc: Document, lead: int) -> Bound | None:
    """The cue that ends right before the number, or that holds only what is measured between."""
    keys = doc.keys
    i = lead - 1
    while i >= 0 and keys[i] in _OPENERS:
        i -= 1
    if i < 0:
        return None
    for cue in _found_at(keys, i, "before"):
        return _bound(doc, i - len(cue.keys) + 1, i + 1, cue)
    for j in range(i - 1, max(-1, i - 2 - _REACH), -1):
        if keys[j] in _STOPS:
            return None
        for cue in _found_at(keys, j, "gapped"):
            if (not cue.tail or cue.tail == (keys[i],)) and _is_measure(keys[j + 1]):
                return _bound(doc, j - len(cue.keys) + 1, i + 1, cue)
    return None


def _found_at(keys: list[str], i: int, place: str) -> list[_Cue]:
    """The cues that end at token i, longest first; the first word of a cue may carry clitics."""
    cues, bare = _cues(place), _bare(keys[i])
    found = [cue for cue in cues.get(keys[i], ()) if _ends_at(keys, i, cue.keys)]
    if bare != keys[i]:
        found += [cue for cue in cues.get(bare, ()) if len(cue.keys) == 1]
    return found


def _ends_at(keys: list[str], i: int, cue: tuple[str, ...]) -> bool:
    first = i - len(cue) + 1
    return first >= 0 and tuple(keys[first + 1:i + 1]) == cue[1:] and cue[0] in (keys[first], _bare(keys[first]))


def _is_measure(key: str) -> bool:
    """Whether a word says what the number measures: عددهم, قيمتها, حصيلة."""
    measured = _measured()
    for ending in ("", "هما", "هم", "هن", "ها", "ه"):
        stem = key[:len(key) - len(ending)]
        if key.endswith(ending) and (stem in measured or stem[:-1] + "ه" in measured and stem.endswith("ت")):
            return True
    return key.startswith("ال") and len(key) > 2 and _is_measure(key[2:])


@lru_cache(maxsize=1 << 14)
def _bare(key: str) -> str:
    """A key without the و ف ب ل ك it may carry."""
    return key[1:] if key[:1] in _CLITICS and len(key) > 2 else key


def _bound(doc: Document, first: int, last: int, cue: _Cue) -> Bound:
    bound, closed, rule = cue.bound, cue.closed, f"{cue.bound}_cue"
    if bound == "at_least" and closed is False and _is_negated(doc.keys, first):
        bound, closed, rule = "at_most", True, "negated_more"
    return Bound(first, last, doc.tokens[first].start, doc.tokens[last - 1].end, bound, closed, rule)


def _is_negated(keys: list[str], first: int) -> bool:
    """Whether the clause denies what follows: لا تشكل ... أكثر من 3."""
    for i in range(first - 1, max(-1, first - 7), -1):
        if keys[i] in _STOPS:
            return False
        if _bare(keys[i]) in _NEGATIONS or keys[i] in _NEGATIONS:
            return i + 1 < len(keys) and keys[i + 1] not in _STILL
    return False


def _after(doc: Document, past: int, further: int) -> Bound | None:
    """The cue that follows the number or its noun phrase: 40 إماما على الأقل."""
    keys, cues = doc.keys, _cues("after")
    for i in range(past, min(len(keys), max(past, further) + _REACH)):
        if i > further and keys[i] in _STOPS:
            return None
        for cue in cues.get(keys[i], ()):
            if tuple(keys[i:i + len(cue.keys)]) == cue.keys:
                return _bound(doc, i, i + len(cue.keys), cue)
    return None
