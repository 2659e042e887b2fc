"""Clitics: the little words Arabic writes glued to the next one (و ف ب ل ك س) or to the one before (ه ها هم نا ...).

Two tables decide. data/lexicon/function_words.csv spells the words of grammar out by hand; data/lexicon/stems.csv lists
words that stand free. A letter is cut off only where what remains is a word.
"""
import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.arabic import normalize_alef, normalize_persian_letters, strip_marks
from helpers.resources import data_path, read_lexicon

_TANWIN = re.compile("[\u064b-\u064d]")
# Endings of number, case and adjective that make a listed word another word that stands free, and what they replace.
_ENDINGS = {"ا": "", "ان": "", "ين": "", "ون": "", "ات": "", "ية": "", "ي": "",
            "تان": "ة", "تين": "ة", "تا": "ة", "تي": "ة"}
# How a stem is written before a pronoun, and how it may be written when it stands free.
_FREE_ENDINGS = {"ت": ("ة",), "ا": ("ى", "ان"), "ي": ("ين",), "و": ("وا", "ون"), "ئ": ("ء",), "ؤ": ("ء",)}
_TWO_LETTERS = 3.0  # cost of a stem of two letters, which is often an accident
_LONGEST = 40  # no Arabic word is longer; what is, is not analysed


class Parse(NamedTuple):
    """A reading of a word: the clitics before it, the stem, the pronoun after it, and how rare such clitics are."""

    before: tuple[str, ...]
    stem: str
    after: str
    cost: float = 0.0

    @property
    def pieces(self) -> tuple[str, ...]:
        return *self.before, self.stem, *((self.after,) if self.after else ())


def segment_clitics(word: str) -> list[str]:
    """Cut a word into its clitics and its stem; the article stays on its noun.

    >>> segment_clitics("وبالعراق")
    ['و', 'ب', 'العراق']
    >>> segment_clitics("وزيرهم"), segment_clitics("للحكومة"), segment_clitics("وزارة")
    (['وزير', 'هم'], ['ل', 'لحكومة'], ['وزارة'])

    The pieces are the very characters of the word: joined they give it back. Vowel signs and tatweel stay with the
    letter they follow. A word is read alone, without its sentence, so one that may be two things (فقد: "so it had" or
    "he lost") gets its likelier reading. The pronoun ي (my) is cut from function words only: on a noun it is spelled
    like the ending of adjectives and of the construct state.
    """
    pieces = parse_word(word).pieces
    if len(pieces) == 1:
        return [word]
    borders = {sum(map(len, pieces[:count])) for count in range(1, len(pieces))}
    starts, letters = [0], 0
    for position, character in enumerate(word):
        if strip_marks(character):
            if letters in borders:
                starts.append(position)
            letters += 1
    return [word[start:end] for start, end in zip(starts, [*starts[1:], len(word)])]


def parse_word(word: str) -> Parse:
    """The likeliest reading of a word, its marks left out.

    >>> parse_word("وَسَيُعلِنُها")[:3]
    (('و', 'س'), 'يعلن', 'ها')
    """
    return _parse(normalize_persian_letters(strip_marks(word)), bool(_TANWIN.search(word)))


@lru_cache(maxsize=1 << 16)
def _parse(word: str, indefinite: bool) -> Parse:
    """The reading of a word without marks; one with a tanwin is indefinite and carries no pronoun."""
    if parse := _function_words().get(word):
        return parse
    if len(word) > _LONGEST or stands_free(word) or indefinite and is_listed(word.removesuffix("ا")):
        return Parse((), word, "")
    found = [parse for parse in parses(word)
             if not (indefinite and parse.after) and any(map(stands_free, spellings(parse)))]
    return min(found, key=lambda parse: parse.cost) if found else _guess(word)


def parses(word: str) -> Iterator[Parse]:
    """Every way in which the grammar lets a word carry clitics, whether or not a word remains.

    >>> [" + ".join(parse.pieces) for parse in parses("وكتبه")]
    ['وكتب + ه', 'و + كتبه', 'و + كتب + ه', 'و + ك + تبه', 'و + ك + تب + ه']
    """
    pronouns = [(pronoun, cost) for pronoun, cost in _pronouns() if word.endswith(pronoun)]
    for letters, before, chain_cost in _proclitics():
        if not word.startswith(letters):
            continue
        rest = word[len(letters):]
        if before[-1:] == ("س",) and not rest.startswith(("ي", "ت", "ن", "أ")):
            continue  # س stands before imperfect verbs only
        if before[-1:] == ("ل",) and rest.startswith("ال"):
            continue  # ل swallows the alef of the article
        for pronoun, pronoun_cost in pronouns:
            stem = rest[:len(rest) - len(pronoun)]
            has_article = stem.startswith("ال") and len(stem) > 4
            if len(stem) > 1 and (letters or pronoun) and not (has_article and pronoun):
                cost = chain_cost + pronoun_cost + (_TWO_LETTERS if len(stem) == 2 else 0)
                yield Parse(before, stem, pronoun, cost)


def spellings(parse: Parse) -> Iterator[str]:
    """How the stem of a reading may be written when it stands free.

    >>> list(spellings(Parse((), "مدينت", "ها"))), list(spellings(Parse(("ل",), "لحكومة", "")))
    (['مدينت', 'مدينة'], ['لحكومة', 'الحكومة', 'اللحكومة'])
    """
    stem = parse.stem
    yield stem
    if parse.before[-1:] == ("ل",) and stem.startswith("ل"):
        yield "ا" + stem
        yield "ال" + stem  # الليل loses a letter more: لليل
    if parse.after:
        yield from (stem[:-1] + ending for ending in _FREE_ENDINGS.get(stem[-1], ()))


def stands_free(word: str) -> bool:
    """Whether a word is listed, with or without the article, or is a listed word with an ending.

    >>> stands_free("البرلمان"), stands_free("برلمانيين"), stands_free("وبرلمان")
    (True, True, False)
    """
    return is_listed(word) or len(word) > 4 and any(
        len(word) - len(ending) > 2 and is_listed(word[:-len(ending)] + replaced)
        for ending, replaced in _ENDINGS.items() if word.endswith(ending))


def is_listed(word: str) -> bool:
    """Whether a word is in the list of stems, as it is or without the article."""
    return word in _stems() or len(word) > 4 and word.startswith("ال") and word[2:] in _stems()


def _guess(word: str) -> Parse:
    """An unknown word gives up what is seldom part of a name: و, and a preposition before the article."""
    before = ("و",) if word.startswith("و") and len(word) > 3 else ()
    rest = word[len(before):]
    if rest.startswith(("بال", "كال", "فال", "لل")) and len(rest) > 6:
        return Parse((*before, rest[0]), rest[1:], "")
    return Parse(before, rest, "")


@cache
def _proclitics() -> list[tuple[str, tuple[str, ...], float]]:
    """(letters, clitics, cost) of every chain: a conjunction, then a preposition or the future, each optional."""
    conjunctions, others = [((), 0.0)], [((), 0.0)]
    for clitic, kind, cost in _clitics():
        if kind != "pronoun":
            (conjunctions if kind == "conjunction" else others).append(((clitic,), cost))
    return [("".join(first + then), first + then, cost + then_cost)
            for first, cost in conjunctions for then, then_cost in others]


@cache
def _pronouns() -> list[tuple[str, float]]:
    return [("", 0.0), *((clitic, cost) for clitic, kind, cost in _clitics() if kind == "pronoun")]


def _clitics() -> list[tuple[str, str, float]]:
    """(clitic, kind, cost): a clitic that few words carry costs more."""
    return [(row["clitic"], row["kind"], -math.log(float(row["share"]))) for row in read_lexicon("clitics")]


@cache
def _stems() -> frozenset[str]:
    """The words that stand free: the list, and what the tables of nouns and of verbs hold."""
    listed = data_path("lexicon", "stems.csv").read_text(encoding="utf-8").split("\n")[1:]
    nouns = [row[number] for row in read_lexicon("nouns") for number in ("singular", "plural")]
    accusatives = (noun + "ا" for noun in nouns if len(noun) == 3)  # too short for its ending to be taken off
    verbs = (row["form"] for row in read_lexicon("saying_verbs") if row["tense"] in ("perfect", "imperfect"))
    return frozenset((*listed, *nouns, *accusatives, *verbs))


@cache
def _function_words() -> dict[str, Parse]:
    """Function words with every clitic they take; what has fewer clitics wins (كما is a word before it is ك + ما)."""
    forms = []
    for row in read_lexicon("function_words"):
        if len(row["word"]) > 1:
            forms.append((row["proclitics"], row["word"], ""))
        if stem := row["before_pronoun"]:
            pronouns = (pronoun for pronoun, _ in _pronouns() if pronoun not in ("", "ني"))
            forms += [(row["proclitics"], stem, pronoun) for pronoun in (*pronouns, *row["me"].split())]
    readings = [Parse((*conjunction, *preposition), stem, pronoun) for proclitics, stem, pronoun in forms
                for conjunction in ((), ("و",), ("ف",)) for preposition in ((), *((letter,) for letter in proclitics))]
    table = {"".join(parse.pieces): parse for parse in sorted(readings, key=lambda parse: -len(parse.pieces))}
    bare = {normalize_alef(word): parse._replace(stem=normalize_alef(parse.stem)) for word, parse in table.items()}
    return {word: parse for word, parse in bare.items() if not is_listed(word)} | table  # ولاية is not و + لأية
