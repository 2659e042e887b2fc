"""Dual nouns, which are noun and number in one: هدفين, عامين, طائرتي استطلاع."""
from functools import cache, lru_cache

from helpers.arabic import fold
from helpers.clitics import is_listed, parse_word
from helpers.contexts import STOPS, event_of, is_particle, key_at
from helpers.counted import Counted, as_counted, as_noun, noun_at
from helpers.nouns import noun_forms, nouns_of
from helpers.number_words import CLITICS, lookalikes
from helpers.tokens import Document
from helpers.units import Unit, unit_at, unit_forms, units_of

_NAME_OPENERS = frozenset(map(fold, ("بن", "ابن", "أبو", "أبي", "أبا", "أم", "بنت", "آل", "سان")))
_PLACES = ("city", "region", "place", "country")
# Things that a speaker calls my own: زوجتي, رسالتي, تجربتي.
_OWN = ("relative", "child", "woman", "person", "abstract", "statement", "home", "artwork", "course", "job", "medal")
_ENDING = 4  # letters, of which the noun has at least one
_COORDINATION_REACH = 5  # words in which a second genitive follows the first


def duals_of(doc: Document) -> list[int]:
    """The tokens that have the form of a dual; `dual_at` looks at what stands around them.

    >>> from helpers.tokens import analyse
    >>> duals_of(analyse("ضبط عنصرين في البلدين"))
    [1, 3]
    """
    endings = _endings()
    return [i for i, key in enumerate(doc.keys) if key[-_ENDING:] in endings and may_be_dual(key)]


@cache
def _endings() -> frozenset[str]:
    """How the keys of duals end: a first sieve, which lets few other words through."""
    forms = (form for forms in (noun_forms(), unit_forms()) for form, readings in forms.items()
             if any(reading.number == "dual" for reading in readings))
    return frozenset((clitics + form)[-_ENDING:] for form in forms for clitics in CLITICS)


def dual_at(doc: Document, i: int) -> Counted | None:
    """The indefinite or construct dual at token i; None for a definite one, which repeats what is known.

    >>> from helpers.tokens import analyse
    >>> doc = analyse("ضبط عنصرين في البلدين وطائرتي استطلاع")
    >>> [counted.lemma for i in range(len(doc.keys)) if (counted := dual_at(doc, i))]
    ['عنصر', 'طائرة']

    Told from plurals (مسلحين), names (عمان) and singulars (الآن) by the lexicon and data/lexicon/lookalikes.csv; from
    adjectives (مركزي), possessives (مدينتي) and accusatives (مشروعا) by what stands around.
    """
    if not may_be_dual(doc.keys[i]):
        return None
    unit = _second_word_of_unit(doc, i) or unit_at(doc, i)
    noun = unit or noun_at(doc, i)
    if noun is None or noun.number != "dual" or noun.definite or getattr(noun, "possessed", False):
        return None
    if noun.letters and not parse_word(doc.tokens[i].text).before:
        return None  # بارزين is no ب + أرزين
    if not noun.letters and _agrees_or_names(doc, i):
        return None
    if noun.state != "free" and (_is_time(unit) or not _has_genitive(doc, i, noun.lemma.endswith("ة"))):
        return None
    return as_counted(doc, unit, "dual_unit") if unit else as_noun(doc, i, "dual_noun")


def _is_time(unit: Unit | None) -> bool:
    """Whether a construct dual only introduces names of times: يومي الجمعة والسبت."""
    return unit is not None and unit.kind == "duration"


@lru_cache(maxsize=1 << 16)
def may_be_dual(key: str) -> bool:
    """Whether a key has the form of a dual, before its neighbours are looked at."""
    if key[-1:] not in ("ن", "ي", "ا") or len(key) < 4 or key in lookalikes("dual"):
        return False
    readings = (*nouns_of(key)[:1], *units_of(key))
    return any(reading.number == "dual" and key[reading.letters:] not in lookalikes("dual") for reading in readings)


def _second_word_of_unit(doc: Document, i: int) -> Unit | None:
    """The unit of كيلو مترين, of which token i is the second word."""
    unit, second = unit_at(doc, i - 1), unit_at(doc, i)
    is_dual = unit and unit.last == i + 1 and second and second.number == "dual"
    return unit._replace(number="dual") if is_dual else None


def _agrees_or_names(doc: Document, i: int) -> bool:
    """Whether a dual only agrees with the dual before it (وزيرين تركيين) or ends a name (بن قردان)."""
    before = key_at(doc, i - 1)
    if before in _NAME_OPENERS:
        return True
    dual_before = before.endswith(("ين", "ان")) and not is_particle(before)
    return dual_before and bool(noun_at(doc, i - 1) or unit_at(doc, i - 1))


def _has_genitive(doc: Document, i: int, feminine: bool) -> bool:
    """Whether what follows makes طائرتي, مركزي or مشروعا a construct dual and nothing else."""
    following, first, noun = key_at(doc, i + 1), noun_at(doc, i + 1), noun_at(doc, i)
    if not following or doc.tokens[i].text.endswith("ى"):
        return False
    if doc.tokens[i + 1].kind != "word":
        return feminine and following in "(\"«#"
    governed = event_of(key_at(doc, i - 1)) is not None
    adjective = not (feminine or governed) and (is_listed(doc.tokens[i].text) or noun_at(doc, i - 1) is not None)
    second = _second_genitive(doc, i + 1)
    if second and following.startswith("ال") and second.startswith("وال"):
        return True  # مجلسي السيادة والوزراء
    if second and noun and noun.category in _PLACES and not adjective:
        return True  # مدينتي أم درمان والخرطوم
    if is_particle(following) or (noun and noun.category in _OWN):
        return False
    if governed and first is None and not following.startswith("ال"):
        return True  # مقتل عنصري مارينز
    if feminine and (second or (first is None and _is_nominal(following))):
        return True  # طائرتي استطلاع
    genitive = first is not None and not (first.letters or first.definite or first.possessed)
    if not genitive or first.state == "accusative" or feminine:
        return genitive and feminine
    return doc.keys[i].endswith("ي") and not adjective


def _is_nominal(key: str) -> bool:
    """Whether a word the lexicon does not have looks neither like a verb nor like a word with clitics."""
    return not key.startswith(("ال", "ي", "ت", "س", "و", "ب", "ل")) and not key.endswith(("ت", "وا"))


def _second_genitive(doc: Document, i: int) -> str:
    """The second of two genitives: السيادة والوزراء; empty when there is only one."""
    for key in doc.keys[i + 1:i + _COORDINATION_REACH]:
        if key in STOPS:
            break
        if key.startswith("و") and (len(key) == 1 or len(key) > 3):
            return key
    return ""
