"""Units and currencies: the rows of data/lexicon/units.csv recognised in running text."""
from functools import cache, lru_cache
from operator import contains
from typing import NamedTuple

from helpers.arabic import fold
from helpers.nouns import inflect
from helpers.number_words import CLITICS, LONGEST_CLITIC
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


class _Form(NamedTuple):
    """A key read as the first word of a unit, clitics cut off."""

    row: dict[str, str]
    number: str
    state: str
    tail: tuple[frozenset[str], ...]  # the forms that each of the words after it may have
    definite: bool = False
    letters: int = 0


def unit_at(doc: Document, i: int) -> Unit | None:
    """The unit that begins at token i, the longest that fits.

    >>> from helpers.tokens import analyse
    >>> unit_at(analyse("5 ملايين دينار عراقي"), 2).code
    'IQD'
    """
    if i < 0 or i >= len(doc.keys):
        return None
    for form in units_of(doc.keys[i]):
        past = i + 1 + len(form.tail)
        following = doc.keys[i + 1:past]
        if len(following) == len(form.tail) and all(map(contains, form.tail, following)):
            row = form.row
            return Unit(i, past, f"{row['singular']} {row['qualifier']}".strip(), row["english"], row["code"] or None,
                        row["kind"], form.number, form.state, form.definite, form.letters)
    return None


@lru_cache(maxsize=1 << 16)
def units_of(key: str) -> tuple[_Form, ...]:
    """The readings of a key as the first word of a unit, those with more words first."""
    forms = unit_forms()
    for cut in range(min(LONGEST_CLITIC + 1, len(key))):
        if key[cut:] in forms and (clitics := CLITICS.get(key[:cut])):
            letters, definite = len(clitics[0] + clitics[1]), clitics[2]
            return tuple(form._replace(definite=definite, letters=letters) for form in forms[key[cut:]])
    return ()


@cache
def unit_forms() -> dict[str, list[_Form]]:
    """Key -> forms written so, those with more words first; singulars and plurals before duals."""
    table = {}
    for number in ("singular", "plural", "dual"):
        for row in read_lexicon("units"):
            if number == "dual" and not row["plural"]:
                continue
            tail = tuple(frozenset(_agreeing(word)) for word in row["qualifier"].split())
            forms = inflect(row["singular"], row["plural"], number)
            abbreviation = len(row["singular"]) < 3 and not row["plural"]
            for form, state in forms[:1] if abbreviation else forms:
                table.setdefault(fold(form), []).append(_Form(row, number, state, tail))
    for forms in table.values():
        forms.sort(key=lambda form: -len(form.tail))
    return table


def _agreeing(word: str) -> list[str]:
    """أميركي أميركيا أميركية ...: a qualifier as it agrees with what it qualifies."""
    return [fold(word + ending) for ending in ("", "ا", "ة", "ين", "ان", "تين", "تان")] + [fold("ال" + word)]
