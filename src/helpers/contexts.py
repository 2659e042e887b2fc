"""What the words around a number are about: the roles of data/lexicon/number_contexts.csv and event_words.csv."""
from functools import cache, lru_cache

from helpers.arabic import fold
from helpers.number_words import CLITICS, LONGEST_CLITIC
from helpers.resources import read_lexicon
from helpers.tokens import Document

_DASHES = "-–—−ـ"
STOPS = frozenset(".،,؛;:؟?!…")
_ENDS = frozenset(".؟?!")
_NOMINAL = ("noun", "part", "compound", "lookalike")  # parts of function_words.csv that are nouns elsewhere
_PRONOUNS = ("هما", "هم", "هن", "ها", "ه")
_MATCH_REACH, _TOPIC_REACH, _EVENT_REACH = 25, 20, 6  # words looked at before a number, for a match after it too


def key_at(doc: Document, i: int) -> str:
    """The key of token i, empty outside the text."""
    return doc.keys[i] if 0 <= i < len(doc.keys) else ""


def is_dash(doc: Document, i: int) -> bool:
    """Whether token i is a dash, of which tatweel is one when it stands alone."""
    return 0 <= i < len(doc.tokens) and doc.tokens[i].text.strip(_DASHES) == "" != doc.tokens[i].text


@lru_cache(maxsize=1 << 16)
def free_forms(key: str) -> tuple[str, ...]:
    """A key, and what is left of it without the clitics and the article it may begin with.

    >>> free_forms("بالساعه")
    ('بالساعه', 'الساعه', 'ساعه')
    """
    return (key, *(key[cut:] for cut in range(1, min(LONGEST_CLITIC + 1, len(key) - 1)) if key[:cut] in CLITICS))


def is_one_of(key: str, words: frozenset[str]) -> bool:
    """Whether a key is one of the words, with or without clitics and article."""
    return any(form in words for form in free_forms(key))


@lru_cache(maxsize=1 << 16)
def in_role(key: str, role: str) -> bool:
    """Whether a key plays a role in data/lexicon/number_contexts.csv, with or without clitics and article.

    >>> in_role("اسعار", "money"), in_role("والاسعار", "money"), in_role("شخص", "money")
    (True, True, False)
    """
    return is_one_of(key, _roles()[role])


@lru_cache(maxsize=1 << 16)
def is_measured(key: str) -> bool:
    """Whether a word says what a number measures, perhaps of whom: حصيلة, عددهم, القيمة, قيمتها."""
    for pronoun in ("", *_PRONOUNS):
        stem = key.removesuffix(pronoun)
        if key.endswith(pronoun) and (in_role(stem, "measured") or in_role(stem[:-1] + "ه", "measured")):
            return True
    return False


def is_particle(key: str) -> bool:
    """Whether a key is a function word or an adverb, never counted."""
    return key in _particles()


def in_match(doc: Document, i: int) -> bool:
    """Whether a match is spoken of around token i."""
    return any(in_role(key, "score") for key in doc.keys[max(0, i - _MATCH_REACH):i + _MATCH_REACH])


def topic_before(doc: Document, i: int) -> str:
    """What a number without a unit is of, by the nearest word before it in its sentence: money, index or nothing."""
    for j in range(i - 1, max(-1, i - 1 - _TOPIC_REACH), -1):
        if doc.keys[j] in _ENDS or "\n" in doc.text[doc.tokens[j].end:doc.tokens[j + 1].start]:
            break
        for role in ("money", "index"):
            if in_role(doc.keys[j], role):
                return role
    return ""


def event_before(doc: Document, i: int) -> str | None:
    """What the nearest verb or verbal noun before token i makes of those counted: killed, after قتل or مقتل."""
    for j in range(i - 1, max(-1, i - 1 - _EVENT_REACH), -1):
        if doc.keys[j] in STOPS and doc.keys[j] not in ("،", ","):
            break
        if category := event_of(doc.keys[j]):
            return category
    return None


@lru_cache(maxsize=1 << 16)
def event_of(key: str) -> str | None:
    """The category of an event word, clitics cut off: وأصيب is wounded."""
    events = _events()
    return next((events[form] for form in free_forms(key) if form in events), None)


@cache
def _roles() -> dict[str, frozenset[str]]:
    """Role -> keys."""
    roles: dict[str, set[str]] = {}
    for row in read_lexicon("number_contexts"):
        roles.setdefault(row["role"], set()).add(fold(row["word"]))
    return {role: frozenset(keys) for role, keys in roles.items()}


@cache
def _particles() -> frozenset[str]:
    words = {fold(row["word"]) for row in read_lexicon("function_words") if row["part"] not in _NOMINAL}
    return _roles()["adverb"] | words


@cache
def _events() -> dict[str, str]:
    return {fold(row["word"]): row["category"] for row in read_lexicon("event_words")}
