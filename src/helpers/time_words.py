"""The words that times are made of, and what each means to the grammar of `times`.

A role is a name such as `weekday`, `phase` or `the_month` (a unit with its form: one, the, two, the_two, pair, many,
the_many); a symbol is the one character that stands for a role. Sources: data/lexicon/months, weekdays, time_words,
feasts and number_words; tense_cues and saying_verbs for the tense.
"""
import re
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.resources import read_lexicon
from helpers.tokens import Document

# Roles of numbers: digits by what they may be, and words.
NUMBERS = frozenset(("day", "number", "year", "count", "tens", "ordinal"))
OTHER = "-"  # the symbol of everything else

_COUNT_ROLES = frozenset("unit one ten tens teen hundred hundreds scale scale_dual scale_plural".split())
# Words that take no article and no preposition before them, only و or ف; and words and signs that take nothing.
_PARTICLES = frozenset("of to between ago after since during in approximator set reference".split())
_BARE = frozenset("and slash dash open close comma era of_it al half_more".split())
# Roles that only link the words of a time: of them alone no time is made.
LINKS = (_PARTICLES | _BARE) - {"set", "reference"}
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
_DOTTED = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,4})")
_WILL = re.compile("[وف]?(س[يتن].{2,})")


class Word(NamedTuple):
    """A token, or a phrase of tokens, as the grammar sees it."""

    symbol: str
    role: str
    value: object
    cut: int = 0  # letters of a proclitic that stand before it
    joined: bool = False  # by و, which the grammar sees as a word of its own


class Reading(NamedTuple):
    """The words of time of a document in reading order; one None stands for whatever lies between two of them."""

    words: list[Word | None]
    tokens: list[int]  # the token each begins with
    symbols: str


class _Lexicon(NamedTuple):
    """Words, and phrases by their first word, under the folded spelling; the symbol of each role; all first words."""

    words: dict[str, Word]
    phrases: dict[str, list[tuple[list[str], Word]]]
    symbols: dict[str, str]
    triggers: frozenset[str]


def symbols_of(name: str) -> str:
    """The symbols of a role, or of a form of unit whatever the unit.

    >>> len(symbols_of("weekday")), len(symbols_of("two")) > 5
    (1, True)

    Raises KeyError for a name that is neither.
    """
    symbols = _lexicon().symbols
    if found := symbols.get(name) or "".join(symbols[role] for role in symbols if role.rpartition("_")[0] == name):
        return found
    raise KeyError(f"no word of data/lexicon has the role {name!r}")


def read(document: Document) -> Reading:
    """The words of time of a document.

    >>> from helpers.tokens import analyse
    >>> [word and word.role for word in read(analyse("وصل الوفد مساء الجمعة")).words]
    [None, 'part', 'weekday']
    """
    known, phrases, _, triggers = _lexicon()
    text, keys, conjunction = document.text, document.keys, known["و"]
    words, tokens, done = [], [], 0
    # What begins with no Arabic letter may be digits.
    hits = [index for index, key in enumerate(keys) if key in triggers or not "ء" <= key < "٠"]
    for index in hits:
        if index < done:
            continue
        key, token = keys[index], document.tokens[index]
        word, length = known.get(key), 1
        for rest, phrase in phrases.get(key, ()):
            if keys[index + 1:index + 1 + len(rest)] == rest:
                word, length = phrase, 1 + len(rest)
                break
        if word is None and (token.kind != "number" or (word := _digits(key)) is None):
            continue
        if index > done or (index and "\n" in text[document.tokens[index - 1].end:token.start]):
            words.append(None)
            tokens.append(done)
        if word.joined:
            words.append(conjunction)
            tokens.append(index)
        words.append(word)
        tokens.append(index)
        done = index + length
    if done < len(keys):
        words.append(None)
        tokens.append(done)
    return Reading(words, tokens, "".join(word.symbol if word else OTHER for word in words))


def tense_of(key: str) -> str | None:
    """The tense a folded word gives the times beside it: past, future, or None when it tells nothing.

    >>> tense_of("سيعقد"), tense_of("واعلنت"), tense_of("سيارتهم")
    ('future', 'past', None)

    A verb of saying in the perfect, a word of data/lexicon/tense_cues, or any verb after the س of the future.
    """
    cues, beginnings = _tenses()
    told = cues.get(key) or (key[:1] in ("و", "ف") and cues.get(key[1:]))
    if told:
        return None if told == "none" else told
    will = _WILL.fullmatch(key)
    return "future" if will and not will[1].startswith(beginnings) else None


def is_counted(key: str) -> bool:
    """Whether a folded word is what a number counts: after it 2014 is no year.

    >>> is_counted("دولارا"), is_counted("اعلن")
    (True, False)
    """
    return key in _counted() or (key.endswith("ا") and key[:-1] in _counted())


@cache
def _counted() -> frozenset[str]:
    rows = (*read_lexicon("nouns"), *read_lexicon("units"))
    return frozenset(fold(row[form]) for row in rows for form in ("singular", "plural") if row[form])


@cache
def _lexicon() -> _Lexicon:
    rows = [(fold(spelling), role, value) for spelling, role, value in _rows()]
    spelled = [(key, role, value, "") for key, role, value in rows]
    spelled += [(form, role, value, clitic) for key, role, value in rows for clitic, form in _with_clitics(key, role)]
    roles = dict.fromkeys([*sorted(NUMBERS), "date", "clock", *(role for _, role, _, _ in spelled)])
    symbols = {role: chr(0x100 + number) for number, role in enumerate(roles)}
    words, phrases = {}, {}
    for key, role, value, clitic in spelled:
        word = Word(symbols[role], role, value, len(clitic), clitic.startswith("و"))
        first, *rest = key.split()
        if rest:
            phrases.setdefault(first, []).append((rest, word))
        else:
            words.setdefault(key, word)
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return _Lexicon(words, phrases, symbols, frozenset((*words, *phrases)))


def _rows():
    """(spelling, role, value) of every word the grammar knows; of two rows with one spelling the first counts."""
    for row in read_lexicon("months"):
        yield row["name"], "month", (row["calendar"], int(row["month"]), row["context"], row["name"])
    for row in read_lexicon("weekdays"):
        yield row["name"], "weekday", int(row["weekday"])
    for row in read_lexicon("feasts"):
        yield row["name"], "feast", (row["calendar"], int(row["month"]), int(row["day"]), int(row["days"]))
    for row in read_lexicon("time_words"):
        value = int(row["value"]) if row["value"].lstrip("-").isdigit() else row["value"]
        yield row["word"], f"{row['form']}_{value}" if row["role"] == "unit" else row["role"], value
    for row in read_lexicon("number_words"):
        if row["role"].startswith("ordinal"):
            yield f"ال{row['word']}", "ordinal", int(row["value"])
        elif row["role"] in _COUNT_ROLES:
            role = "tens" if row["role"] == "tens" else "count"
            yield row["word"], role, int(row["value"])
            yield f"ال{row['word']}", role, int(row["value"])


def _with_clitics(key: str, role: str):
    """(proclitics, spelling) of a word with و ف ب ل ك before it; the article loses its alef after ل."""
    if role in _BARE:
        return
    yield from ((clitic, clitic + key) for clitic in ("و", "ف"))
    if role in _PARTICLES:
        return
    if key.startswith("ال"):
        yield from ((clitic, clitic + key) for clitic in ("ب", "ك", "وب", "وك"))
        yield from ((clitic, f"{clitic}لل{key[2:]}") for clitic in ("", "و", "ف"))
    else:
        yield from ((clitic, clitic + key) for clitic in ("ب", "ل", "ك", "وب", "ول", "فب", "فل"))


def _digits(key: str) -> Word | None:
    """Digits as a day of the month, a year, a clock time, a full date or a mere number."""
    symbols = _lexicon().symbols
    if key.isascii() and key.isdigit():
        number = int(key[:9])
        role = "day" if len(key) < 3 and 1 <= number <= 31 else "number"
        if len(key) == 4 and 1300 <= number <= 2100:
            role = "year"
        return Word(symbols[role], role, number)
    if clock := _CLOCK.fullmatch(key):
        return Word(symbols["clock"], "clock", (int(clock[1]), int(clock[2])))
    if dotted := _DOTTED.fullmatch(key):
        return Word(symbols["date"], "date", tuple(map(int, dotted.groups())))
    return None


@cache
def _tenses() -> tuple[dict[str, str], tuple[str, ...]]:
    """Words that show a tense, or none, and the beginnings of words in سي, ست and سن that are no future."""
    verbs = {fold(row["form"]): "past" for row in read_lexicon("saying_verbs") if row["tense"] == "perfect"}
    rows = [(fold(row["word"]), row["tense"], row["match"]) for row in read_lexicon("tense_cues")]
    words = {word: tense for word, tense, match in rows if match == "whole"}
    return verbs | words, tuple(word for word, _, match in rows if match == "beginning")
