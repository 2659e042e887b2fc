"""Counted nouns: every form of the rows of data/lexicon/nouns.csv, read off a single word."""
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.number_words import CLITICS, LONGEST_CLITIC
from helpers.resources import read_lexicon

_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "كم", "ه")


class Form(NamedTuple):
    """One inflected form of a noun."""

    row: int  # of nouns.csv
    number: str  # singular, dual, plural
    state: str  # free; construct: before a genitive or a pronoun; accusative: the bare alef of شخصا
    tail: tuple[str, ...]  # keys that must follow


class Noun(NamedTuple):
    """A word read as a noun of the lexicon."""

    lemma: str
    english: str
    category: str
    gender: str
    number: str
    state: str
    definite: bool  # by the article
    possessed: bool  # by a pronoun
    letters: int  # of the clitics before it
    tail: tuple[str, ...]  # keys that must follow: a row of several words


@lru_cache(maxsize=1 << 16)
def nouns_of(key: str) -> tuple[Noun, ...]:
    """The readings of a key as a counted noun, likeliest first; empty when it is none.

    >>> [(noun.lemma, noun.number, noun.english) for noun in nouns_of("والعنصرين")]
    [('عنصر', 'dual', 'member')]
    """
    forms = noun_forms()
    merged = key.startswith("لل") or key[1:].startswith("لل")  # لل is ل and the article, never ل before ل
    for cut in range(min(LONGEST_CLITIC, len(key) - 2) + 1):
        clitics = CLITICS.get(key[:cut])
        if not clitics:
            continue
        letters, definite = len(clitics[0] + clitics[1]), clitics[2]
        stem = key[cut:]
        if merged and not definite and letters:
            continue
        if found := forms.get(stem):
            return tuple(_noun(form, letters, definite, False) for form in found)
        if definite:
            continue
        for pronoun in _PRONOUNS:
            if stem.endswith(pronoun) and len(stem) - len(pronoun) > 2:
                found = [form for form in forms.get(stem[:-len(pronoun)], ())
                         if form.state == "construct" or form.number != "dual"]
                if found:
                    return tuple(_noun(form, letters, False, True) for form in found)
    return ()


def _noun(form: Form, letters: int, definite: bool, possessed: bool) -> Noun:
    row = read_lexicon("nouns")[form.row]
    return Noun(row["singular"], row["english"], row["category"], row["gender"], form.number, form.state,
                definite, possessed, letters, form.tail)


@cache
def noun_forms() -> dict[str, list[Form]]:
    """Key -> the forms written so, singulars and plurals before duals, phrases before words."""
    table: dict[str, list[Form]] = {}
    rows = read_lexicon("nouns")
    for number in ("singular", "plural", "dual"):
        for index, row in enumerate(rows):
            if number == "dual" and len(row["singular"].split(" ")[0]) < 3:
                continue  # أب, عم, دم: their duals are words of other kinds far more often
            for form, state in inflect(row["singular"].split(" ")[0], row["plural"].split(" ")[0], number):
                readings = table.setdefault(fold(form), [])
                if number != "dual" or all(reading.number == "dual" for reading in readings):
                    readings.append(Form(index, number, state, _tail(row, number, state, form)))
    for readings in table.values():
        readings.sort(key=lambda form: -rows[form.row]["singular"].count(" "))
    return table


def _tail(row: dict[str, str], number: str, state: str, form: str) -> tuple[str, ...]:
    """What follows the first word of a phrase; an adjective agrees with its dual: طائرتين مسيرتين, رجلي أمن."""
    words = row["plural" if number == "plural" else "singular"].split(" ")[1:]
    if (number, state) == ("dual", "free") and len(words) == 1:
        words = [_dual_stem(words[0]) + form[-2:]]
    return tuple(map(fold, words))


def inflect(singular: str, plural: str, number: str) -> list[tuple[str, str]]:
    """The written forms of a noun in one number, each with its state.

    >>> inflect("ضربة", "ضربات", "dual")
    [('ضربتان', 'free'), ('ضربتين', 'free'), ('ضربتا', 'construct'), ('ضربتي', 'construct')]
    """
    if number == "dual":
        stem = _dual_stem(singular)
        return [(stem + "ان", "free"), (stem + "ين", "free"), (stem + "ا", "construct"), (stem + "ي", "construct")]
    word = singular if number == "singular" else plural
    if not word:
        return []
    forms = [(word, "free")]
    if word.endswith("ة"):
        forms.append((word[:-1] + "ت", "construct"))
    elif number == "plural" and word.endswith("ون"):
        forms += [(word[:-2] + "ين", "free"), (word[:-2] + "و", "construct"), (word[:-2] + "ي", "construct")]
    elif not word.endswith(("ا", "ى", "ات", "اء")):
        forms.append((word + "ا", "accusative"))
    return forms


def _dual_stem(singular: str) -> str:
    """The noun as it stands before the ending of the dual: ضربت, مستشفي, صحراو."""
    if singular.endswith("ة"):
        return singular[:-1] + "ت"
    if singular.endswith("ى"):
        return singular[:-1] + "ي"
    return singular
