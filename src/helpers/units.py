"""Units and currencies: the rows of data/lexicon/units.csv recognised in running text."""
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.nouns import inflect
from helpers.numerals import CLITICS
from helpers.resources import read_lexicon
from helpers.tokens import Document


class Unit(NamedTuple):
    """A unit at its place: the tokens `first` to `last` (half open), and its row."""

    first: int
    last: int
    lemma: str
    english: str
    code: str | None  # ISO 4217 for money, UCUM for the rest; None where the word alone does not decide
    kind: str  # money, measure, duration, multiplier, percent
    number: str  # singular, dual, plural
    state: str  # free, construct, accusative
    definite: bool
    letters: int  # of the clitics before it


def unit_at(doc: Document, i: int) -> Unit | None:
    """The unit that begins at token i, the longest that fits.

    >>> from helpers.tokens import analyse
    >>> unit_at(analyse("5 ملايين دينار عراقي"), 2).code
    'IQD'
    """
    if i >= len(doc.keys) or not (readings := _readings(doc.keys[i])):
        return None
    forms, letters, definite = readings
    for row, number, state, tail in forms:
        if len(tail) and not _matches(doc, i + 1, tail):
            continue
        lemma = f"{row['singular']} {row['qualifier']}".strip()
        return Unit(i, i + 1 + len(tail), lemma, row["english"], row["code"] or None, row["kind"],
                    number, state, definite, letters)
    return None


def _matches(doc: Document, i: int, tail: tuple[frozenset[str], ...]) -> bool:
    return i + len(tail) <= len(doc.keys) and all(doc.keys[i + n] in forms for n, forms in enumerate(tail))


@lru_cache(maxsize=1 << 14)
def _readings(key: str):
    """(forms, letters, definite) of a key as the first word of a unit, clitics cut off."""
    forms = _forms()
    for cut in range(min(5, len(key))):
        if (clitics := CLITICS.get(key[:cut])) and key[cut:] in forms:
            return forms[key[cut:]], len(clitics[0] + clitics[1]), clitics[2]
    return None


@cache
def _forms():
    """Key -> [(row, number, state, what must follow)], longest first, singulars and plurals before duals."""
    table = {}
    for number in ("singular", "plural", "dual"):
        for row in read_lexicon("units"):
            tail = tuple(frozenset(_adjective(word)) for word in row["qualifier"].split())
            if number == "dual" and not row["plural"]:
                continue
            forms = inflect(row["singular"], row["plural"], number)
            for form, state in forms if len(row["singular"]) > 2 else forms[:1]:  # a sign has one form
                table.setdefault(fold(form), []).append((row, number, state, tail))
    for forms in table.values():
        forms.sort(key=lambda form: -len(form[3]))
    return table


def _adjective(word: str) -> list[str]:
    """أميركي أميركيا أميركية أميركيين: a qualifier as it agrees."""
    return [fold(word + ending) for ending in ("", "ا", "ة", "ين", "ان", "تين", "تان")] + [fold("ال" + word)]
