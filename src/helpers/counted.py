"""What a number counts: the noun after it, across من, or before it."""
from typing import NamedTuple

from helpers.arabic import fold, is_arabic
from helpers.bounds import cue_end
from helpers.contexts import STOPS, event_of, in_role, is_one_of, is_particle, key_at
from helpers.lemmas import lemma
from helpers.nouns import Noun, nouns_of
from helpers.number_words import after_letters, is_definite, is_number_word
from helpers.numerals import Numeral
from helpers.tokens import Document
from helpers.units import Unit, unit_at

_TALLY_REACH = 12  # words from عدد القتلى to its number
_AGREEMENT_REACH = 5  # words from الأشهر to الستة
_CLOSERS, _OPENERS = frozenset(")]\"«»“”'*ـ"), frozenset("(\"«")
_TALLIES = frozenset(map(fold, ("عدد", "أعداد", "حصيلة", "إجمالي", "مجموع")))
_REMAINDERS = {fold(word): value for value, words in ((1, "واحد واحدة"), (2, "اثنان اثنين اثنتان اثنتين"))
               for word in words.split()}


class Counted(NamedTuple):
    """A counted noun at its place; a word that the lexicon does not have has no gloss."""

    token: int
    past: int  # one past the noun
    start: int
    end: int
    lemma: str
    english: str | None
    category: str | None
    unit: Unit | None
    rule: str


def noun_at(doc: Document, i: int, number: str = "") -> Noun | None:
    """The likeliest reading of token i as a noun of the lexicon; of one number only, when asked."""
    for noun in nouns_of(key_at(doc, i)):
        if tuple(doc.keys[i + 1:i + 1 + len(noun.tail)]) == noun.tail and number in ("", noun.number):
            return noun
    return None


def counted_by(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun a numeral counts; a definite one follows its noun, unless a bare noun comes next.

    >>> from helpers.numerals import find_numerals
    >>> from helpers.tokens import analyse
    >>> docs = map(analyse, ["خلال الأشهر الستة", "10 من عناصر التنظيم", "بلغ عدد القتلى 12"])
    >>> [counted_by(doc, find_numerals(doc)[0]).lemma for doc in docs]
    ['شهر', 'عنصر', 'قتيل']
    """
    if numeral.definite and not _opens_noun(doc, numeral.last):
        return counted_before(doc, numeral) or counted_after(doc, numeral)
    return counted_after(doc, numeral) or counted_before(doc, numeral)


def _opens_noun(doc: Document, i: int) -> bool:
    """Whether an indefinite noun or unit stands at token i: الثمانية أعوام."""
    noun = unit_at(doc, i) or noun_at(doc, i)
    return noun is not None and not (noun.definite or noun.letters or noun.number == "dual")


def as_counted(doc: Document, unit: Unit, rule: str = "unit_after_number") -> Counted:
    """A unit as the counted noun it is."""
    category = {"money": "money", "duration": "time"}.get(unit.kind)
    return Counted(unit.first, unit.last, _start(doc, unit.first, unit.letters), doc.tokens[unit.last - 1].end,
                   unit.lemma, unit.english, category, unit, rule)


def as_noun(doc: Document, i: int, rule: str) -> Counted:
    """Token i as the counted noun."""
    noun, token = noun_at(doc, i), doc.tokens[i]
    if noun is None:
        return Counted(i, i + 1, token.start, token.end, lemma(token.text), None, None, None, rule)
    return Counted(i, i + 1 + len(noun.tail), _start(doc, i, noun.letters), token.end, noun.lemma, noun.english,
                   noun.category or None, None, rule)


def _start(doc: Document, i: int, letters: int) -> int:
    return after_letters(doc.text, doc.tokens[i].start, letters) if letters else doc.tokens[i].start


# --- after the number ----------------------------------------------------------------------------------------------


def counted_after(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun that follows a number: 18 ضربة, (12) عطاء, 10 من عناصر التنظيم, عشرات المدن."""
    i = _past(doc, numeral.last, _CLOSERS)
    if i < len(doc.keys) and doc.text.count("\n", numeral.end, doc.tokens[i].start) > 1:  # another paragraph
        return None
    if key_at(doc, i) == "من":
        return None if _is_owned(doc, numeral) else _partitive(doc, i + 1, numeral)
    if key_at(doc, tally := cue_end(doc, i)) == "عدد":
        return as_noun(doc, tally + 1, "noun_after_number") if noun_at(doc, tally + 1) else None
    if numeral.per or _is_owned(doc, numeral):
        return None
    i += in_role(key_at(doc, i), "elative") and not key_at(doc, i).startswith("ال")
    i += numeral.role == "fraction" and in_role(key_at(doc, i), "opener")  # ثلث هذه الكمية
    genitive = numeral.role in ("vague", "fraction")
    if (unit := unit_at(doc, i)) and not unit.letters:
        scaled = numeral.magnitude > 1 and unit.kind != "duration"  # مليارا العام الماضي
        if genitive or scaled or not unit.definite:
            return as_counted(doc, unit)
    noun = noun_at(doc, i)
    known = noun and not noun.letters and noun.number != "dual" and not is_particle(doc.keys[i])
    if known and (genitive or not (noun.definite or noun.possessed)):
        return as_noun(doc, i, "noun_after_number")
    if not numeral.definite and _looks_counted(doc, i, numeral):
        return as_noun(doc, i, "unknown_noun")
    return None


def _past(doc: Document, i: int, marks: frozenset[str]) -> int:
    while key_at(doc, i) in marks and i < len(doc.keys):
        i += 1
    return i


def _is_owned(doc: Document, numeral: Numeral) -> bool:
    """Whether a pronoun already says what the number is of: نصفهم."""
    return numeral.role == "fraction" and numeral.end < doc.tokens[numeral.last - 1].end


def _partitive(doc: Document, i: int, numeral: Numeral) -> Counted | None:
    """The noun of 10 من عناصر التنظيم, past من كبار, من بين, من هؤلاء; of a share any noun will do."""
    i = _past(doc, i, _CLOSERS)
    while in_role(key_at(doc, i), "opener") or in_role(key_at(doc, i), "elative"):
        i += 1
    i = _past(doc, i, _CLOSERS)
    of_a_number = i < len(doc.keys) and doc.tokens[i].kind == "number"  # 60 من بين 260 إماما
    i += of_a_number
    if (unit := unit_at(doc, i)) and unit.number == "plural" and not unit.letters:
        return as_counted(doc, unit, "partitive")
    noun, share = noun_at(doc, i), numeral.per or numeral.role == "fraction"
    if noun and not noun.letters and noun.number != "dual":
        whole = noun.number == "plural" or noun.definite or noun.possessed
        return as_noun(doc, i, "partitive") if whole or share or of_a_number else None
    key = key_at(doc, i)
    definite = key.startswith("ال") and len(key) > 5 and not is_particle(key) and not is_number_word(key)
    if noun is None and definite and (share or key.endswith(("ين", "ات"))):
        return as_noun(doc, i, "unknown_noun")
    return None


def _looks_counted(doc: Document, i: int, numeral: Numeral) -> bool:
    """Whether a word the lexicon does not have is in the form its number asks for: 40 إماما, آلاف اللاتينيين."""
    key = key_at(doc, i)
    if len(key) < 3 or doc.tokens[i].kind != "word" or "\n" in doc.text[numeral.end:doc.tokens[i].start]:
        return False
    known = any(not noun.possessed for noun in nouns_of(key))
    if known or is_particle(key) or event_of(key) or is_number_word(key) or not is_arabic(key):
        return False
    genitive, value = numeral.role in ("vague", "fraction"), numeral.value
    if key.startswith("ال"):
        return genitive and not is_definite(doc.keys[numeral.last - 1])
    if genitive or not isinstance(value, int) or key[0] in "ولبفكيتس":
        return False
    last_two = abs(value) % 100
    if 11 <= last_two <= 99:
        return key.endswith(("ا", "ه", "اء")) and not key.endswith(("وا", "ها"))
    if 3 <= last_two <= 10:
        return key.endswith(("ات", "ين"))
    tanwin = doc.keys[numeral.last - 1].endswith("ا")  # 20 ألفا أمام القضاء
    nominal = key.startswith("م") or (key.endswith(("ه", "ي")) and not doc.tokens[i].text.endswith("ى"))
    return value >= 100 and not tanwin and nominal


def remainder(doc: Document, numeral: Numeral) -> tuple[Counted, int] | None:
    """The noun that ends a number in the classical way, and what it adds: مئة وشخص واحد, ألف وضربتان اثنتان."""
    i = numeral.last
    if numeral.form != "words" or not numeral.value or numeral.value % 100:
        return None
    noun, extra = unit_at(doc, i) or noun_at(doc, i), _REMAINDERS.get(key_at(doc, i + 1))
    if not noun or noun.letters != 1 or noun.definite or extra != {"singular": 1, "dual": 2}.get(noun.number):
        return None
    counted = as_counted(doc, noun) if isinstance(noun, Unit) else as_noun(doc, i, "")
    return counted._replace(rule="classical_remainder"), extra


# --- before the number ---------------------------------------------------------------------------------------------


def counted_before(doc: Document, numeral: Numeral) -> Counted | None:
    """The noun before a number: الأشهر الستة, أعضاء المجلس الـ15, متهمين اثنين, عدد القتلى 12."""
    i = numeral.lead - 1
    if i >= 0 and doc.tokens[i].kind == "symbol" and (sign := unit_at(doc, i)):
        return as_counted(doc, sign, "sign_before_number")
    if numeral.per or numeral.role == "fraction" or (numeral.role == "vague" and numeral.definite):
        return None
    i -= key_at(doc, i) in _OPENERS
    if numeral.definite:
        return _agreeing(doc, i)
    if numeral.value == 2 and key_at(doc, i).endswith(("ين", "ان")):
        if (unit := unit_at(doc, i)) and unit.number == "dual":
            return as_counted(doc, unit, "noun_before_number")
        if noun_at(doc, i):
            return as_noun(doc, i, "noun_before_number")
    return None if key_at(doc, cue_end(doc, numeral.last)) == "عدد" else _tallied(doc, i)


def _agreeing(doc: Document, i: int) -> Counted | None:
    """The plural that a definite number agrees with, across adjectives and genitives."""
    for j in range(i, max(-1, i - _AGREEMENT_REACH), -1):
        if (unit := unit_at(doc, j)) and unit.number == "plural":
            return as_counted(doc, unit, "definite_number")
        if noun := noun_at(doc, j, "plural"):
            adjective = noun.category == "nationality" and noun_at(doc, j - 1, "plural")  # الرياضيين الإيرانيين الأربعة
            return as_noun(doc, j - 1 if adjective else j, "definite_number")
        if not (unit or noun_at(doc, j) or doc.keys[j].startswith(("ال", "لل", "بال", "وال", "كال"))):
            return None
    return None


def _tallied(doc: Document, i: int) -> Counted | None:
    """The noun of عدد القتلى ... 12, looking back through the clause."""
    for j in range(i, max(-1, i - _TALLY_REACH), -1):
        key = doc.keys[j]
        if key in STOPS or doc.tokens[j].kind == "number":
            return None
        if is_one_of(key, _TALLIES):
            while j < i and in_role(doc.keys[j + 1], "measured"):
                j += 1
            return as_noun(doc, j + 1, "tally") if j < i and noun_at(doc, j + 1, "plural") else None
    return None
