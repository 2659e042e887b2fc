"""Lemmas: the dictionary form of a word, as far as the tables and regular endings give it."""
from functools import cache, lru_cache

from helpers.arabic import fold, normalize_alef
from helpers.clitics import is_listed, parse_word, spellings, stands_free
from helpers.nouns import nouns_of
from helpers.resources import read_lexicon

# Endings of the dual and the sound plural, longest first, and how the singular may end.
_SINGULAR_ENDINGS = {"تان": ("ة",), "تين": ("ة",), "ات": ("ة", ""), "ان": ("",), "ون": ("",), "ين": ("",)}


@lru_cache(maxsize=1 << 16)
def lemma(word: str) -> str:
    """The dictionary form of a word: no clitics, no article, the singular of a noun.

    >>> [lemma(word) for word in ("وصواريخهم", "الضربات", "عمليتين", "وقالت", "عليها")]
    ['صاروخ', 'ضربة', 'عملية', 'قال', 'على']

    Function words, the nouns of nouns.csv and the verbs of saying_verbs.csv get the lemma of their table; another dual
    or sound plural loses its ending where that leaves a word. What is none of these comes back without its clitics:
    يلعبون stays يلعبون. A word is read alone, so one spelled like two (سلطات: authorities, salads) gets one lemma.
    """
    parse = parse_word(word)
    known = _function_lemmas().get((parse.stem, bool(parse.after))) or _verb_lemmas().get(parse.stem)
    if known:
        return known
    written = list(spellings(parse))
    stem = next(filter(is_listed, written), None) or next(filter(stands_free, written), parse.stem)
    if stem.startswith("ال") and len(stem) > 4:
        stem = stem[2:]
    return _noun_lemma(stem) or _singular(stem)


def _noun_lemma(stem: str) -> str | None:
    """The singular in nouns.csv of a stem that is spelled like a form of it."""
    for noun in nouns_of(fold(stem)):
        # Look-up takes ى for ي and the alef of سوريا for an accusative; a listed word is trusted as it is spelled.
        if noun.state == "accusative":
            other = stem.endswith("يا")
        else:
            other = noun.number == "singular" and noun.state == "free" and (
                normalize_alef(noun.lemma) != normalize_alef(stem))
        of_another = noun.possessed and stem.endswith("ة")  # folding alone makes a pronoun of it
        if not (noun.tail or of_another or other and is_listed(stem)):
            return noun.lemma
    return None


def _singular(stem: str) -> str:
    """The singular that a regular ending leaves, if that is a word; else the stem."""
    if stem.endswith("ون") and stem.startswith(("ي", "ت")):
        return stem  # يلعبون is a verb
    for ending, replacements in _SINGULAR_ENDINGS.items():
        if stem.endswith(ending) and len(stem) - len(ending) > 2:
            for replacement in replacements:
                if is_listed(singular := stem[:-len(ending)] + replacement):
                    return singular
    return stem


@cache
def _function_lemmas() -> dict[tuple[str, bool], str]:
    """(stem, whether a pronoun follows) -> function word: علي(ها) is على."""
    table = {}
    for row in read_lexicon("function_words"):
        table[row["word"], False] = row["word"]
        if row["before_pronoun"]:
            table[row["before_pronoun"], True] = row["word"]
    return table


@cache
def _verb_lemmas() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in read_lexicon("saying_verbs")
            if row["tense"] in ("perfect", "imperfect")}
