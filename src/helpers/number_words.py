"""Number words and digits in running text, each with its value and the clitics before it: what numerals are made of."""
import re
import unicodedata
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.arabic import fold, strip_marks
from helpers.resources import read_lexicon
from helpers.tokens import Document

Number = int | float

# What may stand before a number word or digits: letters -> (conjunction, preposition, definite).
CLITICS = {conjunction + preposition + article: (conjunction, preposition, bool(article))
           for conjunction in ("", "و", "ف") for preposition in ("", "ب", "ل", "ك")
           for article in ("", "ل" if preposition == "ل" else "ال")}
LONGEST_CLITIC = max(map(len, CLITICS))
_LONGEST_LITERAL = 40  # characters; what is longer is no number anyone counts
_DENOMINATORS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 100)  # of a fraction written with a slash
_PAIRS = {"(": ")", "«": "»", "[": "]"}
_PRONOUNS = ("هما", "هم", "هن", "ها", "ه", "نا", "كم")
_GAPS = (" ", "\u00a0", "\u202f", "\u2009")  # between groups of three digits


@cache
def _words() -> dict[str, tuple[str, int | Fraction | None]]:
    """Key of a number word -> (role, value)."""
    return {fold(row["word"]): (row["role"], _cell(row["value"]))
            for row in reversed(read_lexicon("number_words")) if row["role"] != "homograph"}


@cache
def _spellings() -> frozenset[str]:
    """Every key that may be a number word, clitics and pronouns attached."""
    owned = (word + pronoun for word, (role, _) in _words().items() if role == "fraction" for pronoun in _PRONOUNS)
    return frozenset(clitics + word for word in (*_words(), *owned) for clitics in CLITICS)


@cache
def homographs() -> dict[str, Fraction]:
    """Key -> value of the cardinals that are also fractions: خمس is five or a fifth."""
    return {fold(row["word"]): Fraction(row["value"])
            for row in read_lexicon("number_words") if row["role"] == "homograph"}


@cache
def lookalikes(of: str) -> frozenset[str]:
    """Keys that look like a `number` or a `dual` and are none (لست, عمان), or like a number in a `name` (وست, West)."""
    return frozenset(fold(row["word"]) for row in read_lexicon("lookalikes") if row["of"] == of)


def _cell(value: str) -> int | Fraction | None:
    if not value:
        return None
    return Fraction(value) if "/" in value else int(value)


class Reading(NamedTuple):
    """What a key says as part of a number."""

    role: str
    value: int | Fraction | None
    letters: int = 0  # of the clitics outside the span
    conjunction: str = ""
    preposition: str = ""
    definite: bool = False
    grouped: int | None = None
    tail: int = 0  # letters of the pronoun outside the span: نصفهم


@lru_cache(maxsize=1 << 16)
def reading_of(key: str) -> Reading | None:
    """How a key reads as part of a number, clitics cut off; None for other words."""
    if key[:1].isnumeric():
        return _literal(key)
    if key in lookalikes("number"):
        return None
    words = _words()
    for cut in range(min(LONGEST_CLITIC, len(key) - 1) + 1):
        word = words.get(key[cut:])
        if word and (clitics := CLITICS.get(key[:cut])):
            conjunction, preposition, definite = clitics
            return Reading(*word, len(conjunction + preposition), conjunction, preposition, definite)
    for pronoun in _PRONOUNS:
        owned = reading_of(key[:-len(pronoun)]) if key.endswith(pronoun) and len(key) > len(pronoun) + 2 else None
        if owned and owned.role == "fraction" and not owned.definite:
            return owned._replace(tail=len(pronoun))
    return None


def _literal(key: str) -> Reading | None:
    """Digits with their marks; form decides which marks part thousands and which decimals.

    A mark that stands before three digits throughout parts thousands; a lone point before three digits is read as
    decimal, its other reading kept; of two different marks the first parts thousands, the last decimals.
    """
    if len(key) > _LONGEST_LITERAL:
        return None
    if not key[0].isdecimal():
        return Reading("digits", Fraction(unicodedata.numeric(key[0])).limit_denominator(10))
    if ":" in key:
        return Reading("clock", None)
    groups, marks = re.split("[.,٫٬،]", key), re.findall("[.,٫٬،]", key)
    if not marks:
        return Reading("digits", int(key))
    grouping = len(groups[0]) <= 3 and groups[0] != "0"
    if grouping and len(set(marks)) == 1 and marks[0] != "٫" and all(len(group) == 3 for group in groups[1:]):
        whole = int("".join(groups))
        if marks == ["."] and groups[1] != "000":
            return Reading("digits", Fraction(".".join(groups)), grouped=whole)
        return Reading("digits", whole)
    if len(marks) > 1:
        grouped = grouping and len(set(marks[:-1])) == 1 and marks[-1] not in marks[:-1]
        if not grouped or any(len(group) != 3 for group in groups[1:-1]):
            return Reading("code", None)
    elif marks == ["،"] and len(groups[0]) > 3:
        return Reading("code", None)
    return Reading("digits", Fraction("".join(groups[:-1]) + "." + groups[-1]))


class Atom(NamedTuple):
    """A reading at its place in the document."""

    role: str
    value: int | Fraction | None
    lead: int  # first token, clitics written apart included
    first: int
    last: int  # one past the last token
    start: int
    end: int
    conjunction: str
    preposition: str
    definite: bool
    grouped: int | None


def atoms_of(doc: Document) -> list[Atom]:
    """The number words and digits of a document, each with the clitics that stand before it."""
    spellings, atoms, past = _spellings(), [], 0
    # What begins with no Arabic letter may be digits.
    candidates = [i for i, key in enumerate(doc.keys) if key in spellings or not "ء" <= key < "٠"]
    for i in candidates:
        if i >= past and (reading := reading_of(doc.keys[i])):
            atoms.append(_atom(doc, i, reading))
            past = atoms[-1].last
    return atoms


def _atom(doc: Document, i: int, reading: Reading) -> Atom:
    role, value, letters, conjunction, preposition, definite, grouped, tail = reading
    token = doc.tokens[i]
    if doc.keys[i] == "واحد" and _is_one_of(doc, i):
        role, letters, conjunction = "one", 1, "و"
    start = after_letters(doc.text, token.start, letters) if letters else token.start
    end = after_letters(doc.text, start, len(doc.keys[i]) - letters - tail) if tail else token.end
    lead, last = i, i + 1
    while lead and not letters and i - lead < 2 and (clitics := CLITICS.get(doc.keys[lead - 1] or None)):
        conjunction, preposition = clitics[0] or conjunction, clitics[1] or preposition
        definite = definite or clitics[2]
        lead -= 1
    if role == "digits":
        if i and doc.keys[i - 1] in (".", "٫") and doc.keys[i].isdigit() and _stands_free(doc, i):
            value, start, lead = Fraction("." + doc.keys[i]), doc.tokens[i - 1].start, i - 1
        elif spaced := _spaced(doc, i):
            value, last, grouped = *spaced, None
        elif ratio := _slashed(doc, i) or _agency_decimal(doc, i):
            value, last, grouped = *ratio, None
        if _signed(doc, i):
            value, grouped, start, lead = -value, None, doc.tokens[i - 1].start, i - 1
        end = end if last == i + 1 else doc.tokens[last - 1].end
        if lead and last < len(doc.keys) and _PAIRS.get(doc.keys[lead - 1]) == doc.keys[last]:
            last += 1  # (95) ألف
    return Atom(role, value, lead, i, last, start, end, conjunction, preposition, definite, grouped)


def _is_one_of(doc: Document, i: int) -> bool:
    """Whether واحد is و before أحد: by its hamza, or before عشر."""
    following = reading_of(doc.keys[i + 1]) if i + 1 < len(doc.keys) else None
    return "أ" in doc.tokens[i].text or bool(following and following.role == "ten" and not following.letters)


def after_letters(text: str, start: int, letters: int) -> int:
    """The offset past so many letters of a word and the marks they carry.

    >>> after_letters("وَبـثلاثة", 0, 2)
    4
    """
    while letters or not strip_marks(text[start]):
        letters -= bool(strip_marks(text[start]))
        start += 1
    return start


def _spaced(doc: Document, i: int) -> tuple[int | Fraction, int] | None:
    """1 234 567: groups of three digits one blank apart, as (value, one past the last token)."""
    keys, tokens = doc.keys, doc.tokens
    if len(keys[i]) > 3 or not keys[i].isdigit() or keys[i][0] == "0":
        return None
    j, groups = i + 1, [keys[i]]
    while (j < len(keys) and re.fullmatch(r"\d{3}(?:[.,٫]\d+)?", keys[j]) and "." not in groups[-1]
           and doc.text[tokens[j - 1].end:tokens[j].start] in _GAPS):
        groups.append(re.sub("[,٫]", ".", keys[j]))
        j += 1
    if len(groups) == 1:
        return None
    value = Fraction("".join(groups))
    return (int(value) if value.denominator == 1 else value), j


def _slashed(doc: Document, i: int) -> tuple[Fraction, int] | None:
    """3/4, but neither 22/8/2015 nor 1992/2, as (value, one past the last token)."""
    around = doc.keys[max(0, i - 1):i] + doc.keys[i + 1:i + 4]
    if i + 2 >= len(doc.keys) or doc.keys[i + 1] != "/" or around.count("/") > 1:
        return None
    over, under = doc.keys[i], doc.keys[i + 2]
    if not (over.isdigit() and under.isdigit() and len(over) < 3 and int(under) in _DENOMINATORS):
        return None
    return (Fraction(int(over), int(under)), i + 3) if 0 < int(over) < int(under) else None


def _agency_decimal(doc: Document, i: int) -> tuple[Fraction, int] | None:
    """4ر16, as agencies write 16.4: decimals first, then ر and the whole, as (value, one past the last token)."""
    decimals, letter, whole = (*doc.keys[i:i + 3], "", "", "")[:3]
    if letter != "ر" or not (decimals.isdigit() and whole.isdigit()) or len(decimals) > 3:
        return None
    return Fraction(f"{whole}.{decimals}"), i + 3


def _signed(doc: Document, i: int) -> bool:
    """Whether a minus stands right before the digits and after a blank."""
    after_number = i > 1 and doc.tokens[i - 2].kind == "number"
    return i > 0 and doc.keys[i - 1] in ("-", "−") and not after_number and _stands_free(doc, i)


def _stands_free(doc: Document, i: int) -> bool:
    """Whether the mark before token i touches it and nothing else."""
    mark = doc.tokens[i - 1]
    return mark.end == doc.tokens[i].start and (mark.start == 0 or doc.text[mark.start - 1] in " \u00a0(")


def is_number_word(key: str) -> bool:
    """Whether a key can be part of a number."""
    return reading_of(key) is not None


def is_definite(key: str) -> bool:
    """Whether a number word carries the article."""
    reading = reading_of(key)
    return reading is not None and reading.definite


def plain(value: int | Fraction | float | None) -> Number | None:
    """An int where the value is whole, else a float."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)
