"""What a number counts: the noun after it, before it or across من, and the dual, which is noun and number in one."""
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold, is_arabic
from helpers.nouns import Noun, nouns_of
from helpers.numerals import CLITICS, Numeral, after_letters, is_definite, is_number_word
from helpers.resources import read_lexicon
from helpers.tokens import Document
from helpers.units import Unit, unit_at

_EVENT_REACH = 6
_MONEY_REACH = 20
_MATCH_REACH = 25
_REACH = 12  # words between عدد القتلى and its number
_WRAPPERS = frozenset(")\"«»“”']ـ*")
_REMAINDERS = {fold(word): value for word, value in (("واحد", 1), ("واحدة", 1), ("اثنان", 2), ("اثنين", 2),
                                                     ("اثنتان", 2), ("اثنتين", 2))}
_NAME_OPENERS = frozenset(map(fold, ("بن", "ابن", "أبو", "أبي", "أبا", "سان", "آل", "بنت", "أم")))
_PLACES = ("city", "region", "place", "country")
_STOPS = frozenset(".،,؛;:؟?!…")


class Counted(NamedTuple):
    """A counted noun at its place; a word the lexicon does not know has no lemma."""

    token: int
    past: int  # one past the noun phrase as far as it was read
    start: int
    end: int
    lemma: str | None
    english: str | None
    category: str | None
    unit: Unit | None
    rule: str


@cache
def _roles() -> dict[str, frozenset[str]]:
    """Role -> keys, of data/lexicon/number_contexts.csv."""
    roles = {}
    for row in read_lexicon("number_contexts"):
        roles.setdefault(row["role"], set()).add(fold(row["word"]))
    return {role: frozenset(keys) for role, keys in roles.items()}


def in_role(key: str, role: str) -> bool:
    """Whether a key, with or without clitics and article, plays a role in data/lexicon/number_contexts.csv."""
    keys = _roles()[role]
    return key in keys or any(key[cut:] in keys for cut in range(1, min(5, len(key))) if key[:cut] in CLITICS)


def noun_at(doc: Document, i: int, number: str = "") -> Noun | None:
    """The likeliest reading of token i as a counted noun; of one number only, when asked."""
    if i < 0 or i >= len(doc.keys):
        return None
    for noun in nouns_of(doc.keys[i]):
        if tuple(doc.keys[i + 1:i + 1 + len(noun.tail)]) == noun.tail and number in ("", noun.number):
            return noun
    return None


def counted_after(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun that follows a number: 18 ضربة, (12) عطاء, 10 من عناصر التنظيم, عشرات المدن."""
    keys = doc.keys
    i = _unwrap(doc, numeral.last)
    if i >= len(keys) or _is_owned(doc, numeral):
        return None
    if keys[i] == "من":
        return _partitive(doc, i + 1, numeral)
    if keys[i] == "عدد":
        return _found(doc, i + 1, "noun_after_number") if noun_at(doc, i + 1) else None
    if numeral.per:
        return None
    if in_role(keys[i], "opener") and not keys[i].startswith("ال"):
        i += 1
    genitive = numeral.role in ("vague", "fraction")
    if (unit := unit_at(doc, i)) and not unit.letters and (genitive or numeral.magnitude > 1 or not unit.definite):
        return as_counted(doc, unit, "unit_after_number")
    noun = noun_at(doc, i)
    if noun and not noun.letters and noun.number != "dual" and keys[i] not in _particles():
        bare = not (noun.definite or noun.possessed)
        return _found(doc, i, "noun_after_number") if bare or genitive else None
    if noun is None and not numeral.definite and _looks_counted(doc, i, numeral, genitive):
        return _found(doc, i, "unknown_noun")
    return None


def _looks_counted(doc: Document, i: int, numeral: Numeral, genitive: bool) -> bool:
    """Whether a word the lexicon does not know has the shape its number asks for: 40 إماما, آلاف اللاتينيين."""
    key = doc.keys[i] if i < len(doc.keys) else ""
    if len(key) < 3 or doc.tokens[i].kind != "word" or "\n" in doc.text[numeral.end:doc.tokens[i].start]:
        return False
    if is_particle(key) or nouns_of(key) or head_of_clause(key) or is_number_word(key) or not is_arabic(key):
        return False
    if key.startswith("ال"):
        return genitive and not is_definite(doc.keys[numeral.last - 1])
    value = numeral.value
    if genitive or value is None or value != int(value) or key[0] in "ولبفكي":
        return False
    last_two = abs(value) % 100
    if 11 <= last_two <= 99:
        return key.endswith(("ا", "ه", "اء")) and not key.endswith(("وا", "ها"))
    return 3 <= last_two <= 10 and key.endswith("ات")


def head_of_clause(key: str) -> bool:
    """Whether a word is a verb of the kind that follows an elliptic number: 3 قتلوا, 60 أصيبوا."""
    return key in _governors()


def _is_owned(doc: Document, numeral: Numeral) -> bool:
    """Whether a pronoun says what the number is of: نصفهم."""
    return numeral.role == "fraction" and numeral.end < doc.tokens[numeral.last - 1].end


def _unwrap(doc: Document, i: int) -> int:
    """Past the brackets and quotation marks that may stand between a number and its noun."""
    while i < len(doc.keys) and doc.keys[i] in _WRAPPERS:
        i += 1
    return i


def _partitive(doc: Document, i: int, numeral: Numeral) -> Counted | None:
    """The noun of 10 من عناصر التنظيم, past من كبار, من بين, من هؤلاء; of a share any noun will do."""
    i = _unwrap(doc, i)
    for _ in range(3):
        if i < len(doc.keys) and in_role(doc.keys[i], "opener"):
            i += 1
    i = _unwrap(doc, i)
    if i < len(doc.keys) and doc.tokens[i].kind == "number":
        i += 1  # 60 من بين 260 إماما
    if (unit := unit_at(doc, i)) and unit.number == "plural" and not unit.letters:
        return as_counted(doc, unit, "partitive")
    noun = noun_at(doc, i)
    if noun and not noun.letters and noun.number != "dual":
        share = numeral.per or numeral.role == "fraction"
        whole = noun.number == "plural" or noun.definite or noun.possessed or share or doc.tokens[i - 1].kind == "number"
        return _found(doc, i, "partitive") if whole else None
    key = doc.keys[i] if i < len(doc.keys) else ""
    if noun is None and key.startswith("ال") and key.endswith(("ين", "ات")) and len(key) > 5:
        return _found(doc, i, "unknown_noun")
    return None


def counted_before(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun before a number: الأشهر الستة, أعضاء التحالف الـ83, عدد القتلى 12."""
    i = numeral.lead - 1
    if i >= 0 and doc.tokens[i].kind == "symbol" and (sign := unit_at(doc, i)):
        return as_counted(doc, sign, "sign_before_number")
    if i >= 0 and doc.keys[i] in ("(", "\"", "«"):
        i -= 1
    if numeral.per or numeral.role == "fraction" or (numeral.role == "vague" and numeral.definite):
        return None
    if numeral.definite:
        return _agreeing(doc, i)
    if i >= 0 and numeral.last < len(doc.keys) and doc.keys[numeral.last] == "عدد":
        return None
    if numeral.value == 2 and i >= 0 and doc.keys[i].endswith(("ين", "ان")):
        if (unit := unit_at(doc, i)) and unit.number == "dual":
            return as_counted(doc, unit, "noun_before_number")
        if noun_at(doc, i):
            return _found(doc, i, "noun_before_number")
    return _tallied(doc, i)


def _agreeing(doc: Document, i: int) -> Counted | None:
    """The plural that a definite number agrees with, across adjectives and genitives."""
    for j in range(i, max(-1, i - 5), -1):
        key = doc.keys[j]
        if not (key.startswith(("ال", "لل", "بال", "وال", "كال")) or noun_at(doc, j) or unit_at(doc, j)):
            return None
        if (unit := unit_at(doc, j)) and unit.number == "plural":
            return as_counted(doc, unit, "definite_number")
        if noun_at(doc, j, "plural"):
            return _found(doc, j, "definite_number")
    return None


def _tallied(doc: Document, i: int) -> Counted | None:
    """The noun of عدد القتلى ... 12, looking back through the clause."""
    for j in range(i, max(-1, i - _REACH), -1):
        key = doc.keys[j]
        if key in _STOPS or doc.tokens[j].kind == "number":
            return None
        if _is_tally(key):
            k = j + 1
            while k <= i and in_role(doc.keys[k], "measured"):
                k += 1
            return _found(doc, k, "tally") if k <= i and noun_at(doc, k, "plural") else None
    return None


@cache
def _tallies() -> frozenset[str]:
    return frozenset(map(fold, ("عدد", "أعداد", "حصيلة", "إجمالي", "مجموع")))


def _is_tally(key: str) -> bool:
    tallies = _tallies()
    return key in tallies or any(key[cut:] in tallies for cut in range(1, 4) if key[:cut] in CLITICS)


def _found(doc: Document, i: int, rule: str) -> Counted:
    noun, token = noun_at(doc, i), doc.tokens[i]
    letters = noun.letters if noun else 0
    start = after_letters(doc.text, token.start, letters) if letters else token.start
    if noun is None:
        return Counted(i, i + 1, start, token.end, None, None, None, None, rule)
    return Counted(i, i + 1 + len(noun.tail), start, token.end, noun.lemma, noun.english,
                   noun.category or None, None, rule)


def as_counted(doc: Document, unit: Unit, rule: str = "unit") -> Counted:
    """A unit as the counted noun it is."""
    token = doc.tokens[unit.first]
    start = after_letters(doc.text, token.start, unit.letters) if unit.letters else token.start
    category = {"money": "money", "duration": "time"}.get(unit.kind)
    return Counted(unit.first, unit.last, start, doc.tokens[unit.last - 1].end, unit.lemma, unit.english,
                   category, unit, rule)


def remainder(doc: Document, numeral: Numeral) -> tuple[Counted, int] | None:
    """The noun that ends a number in the classical way, and what it adds: مئة وشخص واحد, ألف وضربتان اثنتان."""
    i = numeral.last
    if numeral.form != "words" or not numeral.value or numeral.value % 100 or i + 1 >= len(doc.keys):
        return None
    noun = unit_at(doc, i) or noun_at(doc, i)
    extra = _REMAINDERS.get(doc.keys[i + 1])
    if not noun or noun.letters != 1 or noun.definite or extra != {"singular": 1, "dual": 2}.get(noun.number):
        return None
    counted = as_counted(doc, noun, "classical_remainder") if isinstance(noun, Unit) else _found(doc, i, "classical_remainder")
    return counted, extra


def in_match(doc: Document, i: int) -> bool:
    """Whether a match is spoken of around token i."""
    return any(in_role(key, "score") for key in doc.keys[max(0, i - _MATCH_REACH):i + _MATCH_REACH])


def measure_spoken_of(doc: Document, i: int) -> str:
    """What is spoken of before token i in its sentence, when its number has no unit: money, index or nothing."""
    for j in range(i - 1, max(-1, i - 1 - _MONEY_REACH), -1):
        if doc.keys[j] in (".", "؟", "!") or "\n" in doc.text[doc.tokens[j].end:doc.tokens[j + 1].start]:
            break
        for role in ("money", "index"):
            if in_role(doc.keys[j], role):
                return role
    return ""


def event_category(doc: Document, lead: int) -> str | None:
    """What the nearest verb or verbal noun before a number makes of those counted: قتل 3, إصابة 5."""
    events = _events()
    for j in range(lead - 1, max(-1, lead - 1 - _EVENT_REACH), -1):
        key = doc.keys[j]
        if key in _STOPS and key not in ("،", ","):
            return None
        for cut in range(min(4, len(key))):
            if key[:cut] in CLITICS and key[cut:] in events:
                return events[key[cut:]]
    return None


@cache
def _events() -> dict[str, str]:
    return {fold(row["word"]): row["category"] for row in read_lexicon("event_words")}


# --- duals ---------------------------------------------------------------------------------------------------------


def dual_at(doc: Document, i: int) -> Counted | None:
    """The indefinite or construct dual at token i; None for definite duals, which repeat what is known.

    >>> from helpers.tokens import analyse
    >>> [dual_at(analyse("ضبط عنصرين في البلدين"), i) is not None for i in range(4)]
    [False, True, False, False]
    """
    key = doc.keys[i]
    if key[-1:] not in ("ن", "ي", "ا") or len(key) < 4:
        return None
    unit = _compound(doc, i) or unit_at(doc, i)
    noun = unit or noun_at(doc, i)
    if not noun or noun.number != "dual" or noun.definite or getattr(noun, "possessed", False):
        return None
    if key[noun.letters:] in _lookalikes() or key in _lookalikes() or _agrees_or_names(doc, i):
        return None
    if noun.state == "free" or _construct_fits(doc, i, noun.lemma):
        return as_counted(doc, unit, "dual_unit") if unit else _found(doc, i, "dual_noun")
    return None


@cache
def _lookalikes() -> frozenset[str]:
    """Keys that look like a dual and are none: التي, عمان, كبيرين."""
    return frozenset(fold(row["word"]) for row in read_lexicon("lookalikes") if row["of"] == "dual")


def _agrees_or_names(doc: Document, i: int) -> bool:
    """Whether a dual only agrees with the dual before it (وزيرين تركيين) or ends a name (بن قردان)."""
    before = doc.keys[i - 1] if i else ""
    if before in _NAME_OPENERS:
        return True
    if is_particle(before) or not before.endswith(("ين", "ان")):
        return False
    return (noun_at(doc, i - 1) or unit_at(doc, i - 1)) is not None


def _compound(doc: Document, i: int) -> Unit | None:
    """The unit of كيلو مترين, of which token i is the second word."""
    unit = unit_at(doc, i - 1) if i else None
    second = unit_at(doc, i) if unit and unit.last == i + 1 else None
    return unit._replace(number="dual") if second and second.number == "dual" else None


def _construct_fits(doc: Document, i: int, lemma: str) -> bool:
    """Whether طائرتي, مركزي, مشروعا is a dual before its genitive, and no adjective, possessive, accusative or verb."""
    key, feminine = doc.keys[i], lemma.endswith("ة")
    if i + 1 >= len(doc.keys) or doc.tokens[i].text.endswith("ى"):
        return False
    if doc.tokens[i + 1].kind != "word":
        return feminine and (doc.keys[i + 1] in _WRAPPERS or doc.keys[i + 1] in ("(", "#"))
    following = noun_at(doc, i + 1)
    genitive = following is not None and not following.letters and following.state != "accusative"
    if (noun := noun_at(doc, i)) and noun.category in _PLACES and _is_coordinated(doc, i + 1):
        return True
    if is_particle(doc.keys[i + 1]) or (following is None and nouns_of(doc.keys[i + 1])):
        return False
    if following is None and i and doc.keys[i - 1] in _governors() and not doc.keys[i + 1].startswith("ال"):
        return True  # مقتل عنصري مارينز
    if coordinated := _is_coordinated(doc, i + 1):
        return genitive or feminine or (doc.keys[i + 1].startswith("ال") and coordinated.startswith("وال"))
    if not genitive or following.definite or following.possessed:
        return False
    return feminine or (key.endswith("ي") and not _qualifies(doc, i - 1))


def _is_coordinated(doc: Document, i: int) -> str:
    """The second of two genitives: السيادة والوزراء; empty when there is only one."""
    for j in range(i + 1, min(len(doc.keys), i + 5)):
        key = doc.keys[j]
        if key in _STOPS:
            break
        if key.startswith("و") and (len(key) == 1 or len(key) > 3):
            return key
    return ""


def _qualifies(doc: Document, i: int) -> bool:
    """Whether the word before could be the noun of an adjective that looks like a construct dual."""
    return i >= 0 and noun_at(doc, i) is not None and doc.keys[i] not in _governors()


@cache
def _governors() -> frozenset[str]:
    return frozenset(_events())


def is_particle(key: str) -> bool:
    """Whether a key is a function word or an adverb."""
    return key in _particles()


@cache
def _particles() -> frozenset[str]:
    """Function words and adverbs, none of them ever counted."""
    return _roles()["particle"] | {fold(row["word"]) for row in read_lexicon("function_words")}
