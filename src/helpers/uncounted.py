"""Numbers that count nothing: what such an aside is, and what its readings share."""
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.contexts import free_forms, is_dash, key_at
from helpers.counted import Counted, counted_after, noun_at
from helpers.number_words import Number
from helpers.numerals import Numeral
from helpers.resources import read_lexicon
from helpers.tokens import Document

_OPENERS = ("(", "\"", "«", "[")
_TO = frozenset(map(fold, ("إلى", "حتى", "أو", "ولغاية", "وحتى", "لغاية")))


class Aside(NamedTuple):
    """A number that is no claim: numerals k to `after` (half open), from character `start` to `end`."""

    kind: str  # date, ordinal, identifier, score
    start: int
    end: int
    value: Number | None
    after: int
    rule: str


def as_aside(kind: str, numerals: list[Numeral], k: int, after: int, rule: str,
             value: Number | None = None, start: int | None = None, end: int | None = None) -> Aside:
    """The aside of numerals k to `after`, its span theirs unless given."""
    return Aside(kind, numerals[k].start if start is None else start,
                 numerals[after - 1].end if end is None else end, value, after, rule)


def is_plain(doc: Document, numeral: Numeral) -> bool:
    """Whether a numeral is digits alone, without marks, signs or percent."""
    return numeral.form == "digits" and doc.keys[numeral.first].isdigit() and not numeral.per \
        and isinstance(numeral.value, int) and numeral.magnitude == 1


def token_before(doc: Document, numeral: Numeral) -> int:
    """The token before a numeral, its clitics and an opening bracket."""
    i = numeral.lead - 1
    return i - 1 if key_at(doc, i) in _OPENERS and i else i


def next_numeral(numerals: list[Numeral], k: int, gap: int) -> Numeral | None:
    """The numeral after k when so many tokens lie between the two."""
    if k + 1 < len(numerals) and numerals[k + 1].lead - numerals[k].last == gap:
        return numerals[k + 1]
    return None


def known_noun_after(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun after a number, if the lexicon knows it."""
    counted = counted_after(doc, numeral)
    return None if counted is None or counted.rule == "unknown_noun" else counted


def is_whole(doc: Document, counted: Counted) -> bool:
    """Whether a noun is what the named is a part of, and not counted: الفصل 92 من النظام, الجولة 31 من الدوري."""
    return counted.rule == "partitive" and noun_at(doc, counted.token, "singular") is not None


def is_span(doc: Document, numerals: list[Numeral], k: int) -> bool:
    """Whether the next numeral is the other end of a span: 21 إلى 31, 6-7, 22 و26."""
    if following := next_numeral(numerals, k, 0):
        return following.joined and numerals[k].form == following.form
    linked = is_dash(doc, numerals[k].last) or key_at(doc, numerals[k].last) in _TO
    return linked and next_numeral(numerals, k, 1) is not None


@cache
def _heads() -> dict[str, tuple[str, str]]:
    return {fold(row["word"]): (row["kind"], row["strength"]) for row in read_lexicon("number_heads")}


def head_kind(key: str) -> tuple[str, str] | None:
    """(kind, strength) of a word that names, rather than counts, the number after it."""
    heads = _heads()
    return next((heads[form] for form in free_forms(key) if form in heads), None)
