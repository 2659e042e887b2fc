"""Sources: the noun phrase that names who speaks, read off the tokens."""
import re
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold, strip_marks
from helpers.resources import read_lexicon
from helpers.tokens import Document

# Of the counted nouns of the news, those that can speak; nations are left out, they are adjectives first.
_PEOPLE = frozenset(
    "person civilian child woman relative fighter soldier police official cleric worker professional journalist student"
    " patient traveller demonstrator voter candidate artist athlete member captured suspect refugee migrant displaced"
    " returnee family".split())
_BODIES = frozenset("organisation party company team military_unit group hospital school country".split())
_NAME_WORDS = 5  # a bare name is no longer
_TITLE_WORDS = 24  # nor is a title with all it governs
_ASIDE_WORDS = 8  # nor a parenthesis or a name in quotation marks inside a source
_COMMAS = frozenset("،,")
_QUOTES = frozenset("\"“”«»„")
_AFTER_APPOSED = _COMMAS | _QUOTES | frozenset("(:.؛")
_ARTICLES = ("ال", "لل", "بال", "وال", "ولل")
_PRONOUNS = ("ه", "ها", "هم", "هما", "نا")
# Shapes of verbal nouns, folded: تدمير، إنقاذ، اعتقال، انفجار، استهداف، محاكمة، تراجع.
_VERBAL_NOUN = re.compile(r"ت\w\wي\wه?|ا\w\wا\w|ا\wت\wا\w|ان\w\wا\w|است\w\wا\wه?|م\wا\w\wه|ت\wا\w\w")
_ADJECTIVE = re.compile(r"\w\w+(?:ي|يه|يون|يين|يات)")
_KIN = frozenset(("ام", "ابو", "ابي", "عبد"))
_NAME_OPENERS = frozenset(("عبد", "ابو", "ابي", "ام", "بن", "ابن", "بنت"))  # a name goes on after these
_ISSUED = frozenset(("صادر", "صادره", "صادرين", "صدر", "صدرت"))
_STOPS = frozenset("complementiser relative boundary result time linker auxiliary contrast intensifier norm"
                   " demonstrative saying".split())
_TITLED = frozenset("person honorific source body company media document statement".split())
_BODILY = frozenset("body company media".split())


class Source(NamedTuple):
    """A source by token numbers: its shortest name is `first:last`; its whole phrase ends before `after`."""

    first: int
    last: int
    after: int
    kind: str  # person, honorific, source, body, company, media, document, statement, name
    head: str  # lookup key of the head noun, without the article
    cut: int = 0  # letters of its first token that are a proclitic
    title: int = -1  # token of the head noun, when the name is shorter than the phrase


class _Phrase(NamedTuple):
    """A title as far as it has been read: `complete` once its construct is closed, when a bare word begins a name."""

    first: int
    kind: str
    complete: bool
    name: int | None
    after: int
    closed: bool  # whether what follows the phrase is known to be no object


@cache
def _roles() -> dict[str, str]:
    """What a word does in and around a source, by its lookup key: the first of these tables that knows it decides."""
    markers = read_lexicon("speech_markers")
    table = {fold(row["word"]): row["role"] for row in markers if row["role"] != "setting"}
    for row in read_lexicon("titles"):
        table.setdefault(fold(row["word"]), row["class"])
    for row in read_lexicon("titles"):
        if row["class"] != "rank":
            table.setdefault(fold(row["word"]) + "ا", row["class"])  # the accusative: مصدرا، مسؤولا
    for row in markers:
        table.setdefault(fold(row["word"]), row["role"])
    for row in read_lexicon("saying_verbs"):
        table.setdefault(fold(row["form"]), "saying")
    for row in read_lexicon("months"):
        if not row["context"]:
            table.setdefault(fold(row["name"]), "time")
    return table


@cache
def role(key: str) -> str:
    """Role of a word: its own in the tables, else that of its form without article or conjunction, else "".

    >>> role("الوزاره"), role("والمتحدث"), role("الذي"), role("سالم")
    ('body', 'person', 'relative', '')
    """
    rest = key[1:] if key[:1] == "و" or key[:2] == "لل" else key
    return next((_roles()[form] for form in (key, bare(key), rest, bare(rest)) if form in _roles()), "")


@cache
def _counted() -> dict[str, str]:
    """Whether a counted noun names people, a body, or a thing that cannot speak."""
    table = {}
    for row in read_lexicon("nouns"):
        if row["category"] == "nationality":
            continue
        kind = "person" if row["category"] in _PEOPLE else "body" if row["category"] in _BODIES else "thing"
        for key in filter(None, (fold(row["singular"]), fold(row["plural"]))):
            table.setdefault(key, kind)
            if key.endswith("ون"):
                table.setdefault(key[:-2] + "ين", kind)
    return table


@cache
def _plurals_of_things() -> frozenset[str]:
    plurals = {fold(row["plural"]) for row in read_lexicon("nouns") if row["plural"] != row["singular"]}
    return frozenset(key for key in plurals if _counted().get(key) == "thing")


@cache
def _given_names() -> frozenset[str]:
    """Given names, many of which are words as well: توفيق، أمل، جواد."""
    return frozenset(fold(row["name"]) for row in read_lexicon("given_names"))


def _counted_kind(key: str) -> str:
    """What a counted noun names, also with the article or the accusative ending: المدارس، دولا."""
    return next((_counted()[form] for form in (bare(key), key, key.removesuffix("ا")) if form in _counted()), "")


# Words

def bare(key: str) -> str:
    """A lookup key without the article.

    >>> bare("الوزاره"), bare("للوزاره"), bare("الف")
    ('وزاره', 'وزاره', 'الف')
    """
    return key[2:] if len(key) > 4 and key.startswith(("ال", "لل")) else key


def is_definite(doc: Document, number: int) -> bool:
    """Whether a word closes a construct: it has the article, as إليسا and ألمانيا only seem to, or is a place."""
    key = doc.keys[number]
    return len(key) > 3 and key.startswith(_ARTICLES) and _written(doc, number)[0] not in "أإآ" or role(key) == "place"


def is_verbal_noun(key: str) -> bool:
    """Whether a word names an event, such as opens the object of a verb of saying: مقتل، تدمير، إنقاذ."""
    return role(key) == "event" or key not in _given_names() and _VERBAL_NOUN.fullmatch(key) is not None


def is_noun_with_b(key: str) -> bool:
    """Whether a word is a noun of the tables behind the preposition بـ, not a name: بسرقة, but بثينة.

    >>> is_noun_with_b("بسرقه"), is_noun_with_b("بثينه")
    (True, False)
    """
    return key[:1] == "ب" and key not in _given_names() and bool(_counted_kind(key[1:]))


def is_feminine_thing(doc: Document, number: int) -> bool:
    """Whether a noun wants a feminine verb, by its ending or as the plural of a thing: كمية، إيرادات، خسائر."""
    if doc.keys[number] in _plurals_of_things():
        return True
    return _written(doc, number).endswith(("ة", "ات")) and _head_kind(doc.keys[number]) not in _TITLED


def is_attached(doc: Document, number: int) -> bool:
    """Whether a word begins with a preposition: بالقول، للصحفيين، بإغلاق، لرويترز."""
    key = doc.keys[number]
    if len(key) > 5 and key.startswith(("بال", "لل", "كال")):
        return True
    if len(key) < 4 or key[0] not in "بل" or role(key):
        return False
    if len(key) == 4:
        return role(key[1:]) == "event"  # بقتل, but بكري
    # A name may look like a verbal noun after a preposition (بايدن): only a written hamza tells.
    second = _written(doc, number)[1]
    return (second in "أإ" or role(key[1:]) in _TITLED | {"place", "setting", "event", "norm"}
            or second != "ا" and is_verbal_noun(key[1:]))


def is_plain(doc: Document, number: int) -> bool:
    """Whether a word may be part of a name: it has no role, no article and no preposition."""
    key = doc.keys[number]
    return doc.tokens[number].kind == "word" and len(key) > 1 and not (
        role(key) or is_definite(doc, number) or is_attached(doc, number))


def _written(doc: Document, number: int) -> str:
    """A word as spelled, without marks: what folding hides (hamza, ة, ى) is still there."""
    return strip_marks(doc.tokens[number].text)


def _is_possessed(doc: Document, number: int) -> bool:
    """Whether a word ends in a pronoun, as no name does: اعتذاره، سعادتها، بلادهم."""
    text = _written(doc, number)
    return len(text) > 4 and text.endswith(_PRONOUNS) and not text.endswith("الله")


def _is_adverb(doc: Document, number: int) -> bool:
    """An accusative that qualifies the verb (رسميا، مجدداً), told from a name by its ending."""
    key = doc.keys[number]
    return "ً" in doc.tokens[number].text[-2:] or len(key) > 5 and key.endswith("يا") and role(key) != "place"


def is_ali(doc: Document, number: int) -> bool:
    """Whether the name علي is written, which folds to the preposition على."""
    return doc.keys[number] == "علي" and _written(doc, number) == "علي"


# Phrases

def name_keys(doc: Document, source: Source) -> list[str]:
    """The lookup keys of the words of a source, without its proclitic."""
    return [doc.keys[source.first][source.cut:], *doc.keys[source.first + 1:source.last]]


def read_source(doc: Document, first: int, stop: int, proclitic: str = "", closed: bool = False) -> Source | None:
    """The source that begins at token `first`, read no further than token `stop`; None when none stands there.

    `proclitic` is a letter that the cue before it attaches to the source (وفقا لـ). `closed` says that what is said
    begins at `stop`, so that no object can stand before it.

    >>> from helpers.tokens import analyse
    >>> doc = analyse("المتحدث باسم البحرية العميد سالم قاسم إن")
    >>> source = read_source(doc, 0, 6)
    >>> [token.text for token in doc.tokens[source.first:source.last]]
    ['سالم', 'قاسم']
    """
    keys = doc.keys
    while first < stop and keys[first] in _COMMAS:
        first += 1
    if first < stop and keys[first] in _QUOTES:
        return _quoted_name(doc, first, stop)
    if first + 1 < stop and role(keys[first]) == "demonstrative" and is_definite(doc, first + 1):
        first += 1
    if first + 1 < stop and role(keys[first]) == "quantifier":
        first += 1 + (role(keys[first + 1]) == "quality")
        first += first < stop and keys[first] == "من"
    if first >= stop:
        return None
    if proclitic and keys[first] == proclitic:
        return read_source(doc, first + 1, stop, closed=closed)
    if doc.tokens[first].kind == "number":
        source = read_source(doc, first + 1, stop) if first + 1 < stop and _head_kind(keys[first + 1]) else None
        return source and source._replace(first=first)
    cut = int(bool(proclitic) and keys[first].startswith(proclitic) and not keys[first].startswith("لل"))
    return _read_phrase(doc, first, stop, cut, bool(proclitic), closed)


def without_object(doc: Document, source: Source) -> Source:
    """A source before a verb's second noun phrase: اتهمت النقابة الشركة، اتهمت تايوان الصين.

    After a definite noun or a country only an adjective still describes it: another head, an accusative plural
    (المحتجين) or a thing is the verb's object.
    """
    keys = doc.keys
    for number in range(source.first + 1, source.last):
        if not is_definite(doc, number) or _ADJECTIVE.fullmatch(keys[number]):
            continue
        of_country = role(keys[source.first]) == "place" and number == source.first + 1
        accusative = keys[number].endswith("ين") and not keys[number - 1].endswith("ين")
        other = accusative or role(keys[number]) in _TITLED or _counted_kind(keys[number]) == "thing"
        if of_country or other and (source.title >= 0 or is_definite(doc, number - 1)):
            return source._replace(last=number, after=number)
    return source


def _read_phrase(doc: Document, first: int, stop: int, cut: int, governed: bool, closed: bool) -> Source | None:
    """The source whose head noun stands at a token, behind a proclitic of `cut` letters."""
    key = doc.keys[first][cut:]
    kind = _head_kind(key)
    if not kind and _is_possessed(doc, first) and any(role(key.removesuffix(end)) == "person" for end in _PRONOUNS):
        kind = "person"  # متحدثها، رئيسه
    if is_ali(doc, first) and first + 1 < stop and is_plain(doc, first + 1):
        kind = ""
    if doc.tokens[first].kind != "word" or kind == "none" or not governed and is_attached(doc, first):
        return None
    if kind in ("document", "statement"):
        source = _read_document(doc, first, stop, key, kind)
    elif kind:
        source = _read_titled(doc, first, stop, key, kind, closed)
    elif _is_possessed(doc, first) or _is_adverb(doc, first):
        return None
    else:
        source = _read_name(doc, first, stop, key)
    return source._replace(cut=cut) if cut and source.first == first else source


def _head_kind(key: str) -> str:
    """What kind of source a word can head; "" for a possible name, "none" when it heads no source."""
    known = role(key)
    if len(key) < 3 or key[0] == "و" and (known and key not in _roles() or not known and key[1:] in _counted()):
        return "none"
    if known:
        return known if known in _TITLED or known == "rank" else "" if known == "place" else "none"
    counted = "" if key in _given_names() else _counted_kind(key)
    return "none" if counted == "thing" or is_verbal_noun(key) or is_verbal_noun(bare(key)) else counted


def _quoted_name(doc: Document, first: int, stop: int) -> Source | None:
    """A name in quotation marks: "الأناضول"."""
    last = _closing(doc, first, stop)
    return Source(first + 1, last, last + 1, "name", bare(doc.keys[first + 1])) if last > first + 1 else None


def _closing(doc: Document, mark: int, stop: int) -> int:
    """The token that closes a short parenthesis or quoted name; the opening token itself when none does."""
    marks = ")" if doc.keys[mark] == "(" else _QUOTES
    return next((last for last in range(mark + 1, min(mark + 1 + _ASIDE_WORDS, stop)) if doc.keys[last] in marks), mark)


def _past_aside(doc: Document, number: int, stop: int) -> int:
    """Past a short parenthesis: an acronym, an age."""
    if number < stop and doc.keys[number] == "(":
        last = _closing(doc, number, stop)
        return last + 1 if last > number else number
    return number


def _read_name(doc: Document, first: int, stop: int, key: str) -> Source:
    """A name without a title: قاسم، العراق، سالم قاسم، القوات العراقية."""
    keys, stop = doc.keys, min(stop, first + _NAME_WORDS)
    follower = keys[first + 1] if first + 1 < stop else ""
    articled = is_definite(doc, first) and key.startswith("ال")
    if articled and key not in _given_names() and (follower in _KIN or follower in _given_names()):
        # العائدة أم وائل: a description, then the name
        return _read_name(doc, first + 1, stop, keys[first + 1])
    last = whole = first + 1
    while last < stop and _continues_name(doc, last, not is_definite(doc, first)):
        last += 1
    # A given name with the article (الزبير) is told from a country or body by where the whole name ends.
    while articled and whole < stop and _continues_name(doc, whole, True):
        whole += 1
    if whole == stop or doc.keys[whole] in _COMMAS:
        last = max(last, whole)
    return Source(first, last, _past_aside(doc, last, stop), "name", bare(key))


def _continues_name(doc: Document, number: int, personal: bool) -> bool:
    """Whether a word still belongs to a name that began before it; a plain word does so when the name is personal."""
    key = doc.keys[number]
    if is_ali(doc, number) or doc.keys[number - 1] in _NAME_OPENERS and doc.tokens[number].kind == "word":
        return True
    if doc.tokens[number].kind != "word" or len(key) < 2 or role(key) not in ("", "place") or _is_adverb(doc, number)\
            or is_attached(doc, number):
        return False
    return is_definite(doc, number) or personal and not is_verbal_noun(key) and key not in _counted()


def _read_titled(doc: Document, first: int, stop: int, key: str, kind: str, closed: bool) -> Source:
    """A person or body by title: what the title governs, then for a person the name, also one after a comma."""
    stop = min(stop, first + _TITLE_WORDS)
    ranked = kind == "rank"
    complete = ranked or is_definite(doc, first) or _is_possessed(doc, first)
    phrase = _Phrase(first, kind, complete, first + 1 if ranked else None, first + 1, closed)
    while phrase.after < stop and (longer := _extended(doc, phrase, stop)):
        phrase = longer
    after = _past_aside(doc, phrase.after, stop)
    if phrase.name is not None and phrase.name < phrase.after:
        return Source(phrase.name, phrase.after, after, "person", bare(key), title=first)
    apposed = None if kind in _BODILY else _apposed_name(doc, after, stop)
    if apposed:
        return apposed._replace(head=bare(key), title=first)
    return Source(first, phrase.after, after, "person" if ranked else phrase.kind, bare(key))


def _extended(doc: Document, phrase: _Phrase, stop: int) -> _Phrase | None:
    """A phrase with its next word in it; None when it ends before that word."""
    number, word = phrase.after, doc.keys[phrase.after]
    personal, sourcing = phrase.kind not in _BODILY, phrase.kind == "source"
    part = "" if phrase.complete and is_ali(doc, number) else role(word)
    longer = _Phrase(phrase.first, phrase.kind, phrase.complete, phrase.name, number + 1, phrase.closed)
    if word == "(" or word in _QUOTES:
        last = _closing(doc, number, stop)
        ends = last == number or personal and not sourcing and last + 1 >= stop
        return None if ends else phrase._replace(complete=True, after=last + 1)
    if part == "saying" and not phrase.complete and number + 1 < stop and is_definite(doc, number + 1):
        return longer  # مركز رصد الزلازل
    if not word or doc.tokens[number].kind != "word" or part in _STOPS or _is_adverb(doc, number):
        return None
    if part == "setting" and phrase.complete or word == "ال" and _written(doc, number)[0] != "آ":
        return None
    named = phrase.name is not None and phrase.name < number
    if part == "preposition":
        ends = named or not personal or not _leads_on(doc, number, stop)
        return None if ends else longer._replace(complete=False, name=None)
    if part == "naming" or part == "rank" and personal:
        return longer._replace(complete=True, name=number + 1)
    if named:
        return longer if _goes_on(doc, number, phrase.name) else None
    if is_definite(doc, number) and not personal and phrase.complete and part in ("person", "rank"):
        return longer._replace(kind="person", name=number + 1 if part == "rank" else None)  # دفاع المتهم المحامي X
    if is_definite(doc, number):
        name = phrase.name if phrase.name == number and not part else None  # المهندس الفارس, but الدكتور الوزير
        return None if sourcing and is_attached(doc, number) else longer._replace(complete=True, name=name)
    if part in _TITLED or part == "governing" or word[0] in "لب" and role(word[1:]) in _TITLED:
        ends = phrase.complete and (not personal or role(word[1:]) == "media") or sourcing and word[0] == "ل"
        return None if ends else longer._replace(complete=False, name=None)
    if not phrase.complete:
        complete = _completes(doc, phrase.first, number, stop)
        return None if is_attached(doc, number) else longer._replace(complete=complete)
    if _governs(doc, number, stop):
        return longer._replace(complete=False)
    names = personal and not sourcing and _begins_name(doc, number, stop, phrase.closed)
    return longer._replace(name=number) if names else None


def _goes_on(doc: Document, number: int, name: int) -> bool:
    """Whether a word is one more of the name after a title."""
    key = doc.keys[number]
    if len(key) < 2 or is_attached(doc, number) or _is_possessed(doc, number):
        return False
    if number > name + 1 and is_verbal_noun(key):
        return False
    if is_definite(doc, number) and is_definite(doc, number - 1) and not _ADJECTIVE.fullmatch(key):
        return False
    return role(doc.keys[number]) not in _TITLED or is_definite(doc, number)


def _completes(doc: Document, first: int, number: int, stop: int) -> bool:
    """Whether a bare word closes the construct of a title, as the name of a firm or town does."""
    if not is_definite(doc, first) and (number == first + 1 or _ADJECTIVE.fullmatch(doc.keys[number])):
        return False
    return number + 1 >= stop or not is_definite(doc, number + 1) and role(doc.keys[number + 1]) not in _TITLED


def _begins_name(doc: Document, number: int, stop: int, closed: bool) -> bool:
    """Whether a bare word after a complete title is a name, not an event or its object: توقف بلاده."""
    key = doc.keys[number]
    if len(key) < 2 or is_attached(doc, number) or _is_possessed(doc, number):
        return False
    if number + 1 < stop and _is_possessed(doc, number + 1):
        return False
    if is_verbal_noun(key):
        return closed and role(key) != "event" and number + 1 < stop and is_plain(doc, number + 1)
    return True


def _governs(doc: Document, number: int, stop: int) -> bool:
    """Whether an attached preposition leads on to a definite noun: لحقوق الإنسان."""
    return doc.keys[number][0] in "لب" and number + 1 < stop and is_definite(doc, number + 1)


def _leads_on(doc: Document, number: int, stop: int) -> bool:
    """Whether a preposition inside a title leads to what the title governs, not to where the words were spoken."""
    if doc.keys[number] not in ("في", "لدي", "من", "علي") or number + 1 >= stop:
        return False
    return doc.tokens[number + 1].kind == "word" and role(doc.keys[number + 1]) not in (
        "setting", "time", "event", "document", "statement", "norm", "rank")


def _apposed_name(doc: Document, comma: int, stop: int) -> Source | None:
    """The name between commas after a title: المتحدث باسم الكتلة، سالم قاسم، ..."""
    keys, first = doc.keys, comma + 1
    if comma >= stop or keys[comma] not in _COMMAS:
        return None
    while first < stop and role(keys[first]) in ("rank", "naming"):
        first += 1
    last = first
    while last < min(stop, first + _NAME_WORDS) and doc.tokens[last].kind == "word" and not role(keys[last])\
            and not _is_adverb(doc, last) and not is_attached(doc, last):
        last += 1
    if last == first or all(is_definite(doc, number) for number in range(first, last)):
        return None
    ends = last >= stop or keys[last] in _AFTER_APPOSED or role(keys[last]) in ("complementiser", "time")
    if not ends or bare(keys[first]) in _counted():
        return None
    return Source(first, last, last + (last < stop and keys[last] in _COMMAS), "person", "")


def _read_document(doc: Document, first: int, stop: int, key: str, kind: str) -> Source:
    """A statement, report or decision; whoever issued it is the source when the phrase names one."""
    keys, number, stop = doc.keys, first + 1, min(stop, first + _TITLE_WORDS)
    while number < stop and doc.tokens[number].kind == "word" and _qualifies(doc, number, first):
        number += 1
    owner = None
    if number + 1 < stop and doc.tokens[number].kind == "word":
        word, following = keys[number], keys[number + 1]
        if bare(word) in _ISSUED:
            number += 1 + (role(following) == "time")
            owner = read_source(doc, number + 1, stop) if keys[min(number, stop - 1)] in ("عن", "من") else None
            return owner or Source(first, first + 1, number, kind, bare(key))
        if role(word) == "relative" and role(following) == "publishing":
            owner = read_source(doc, number + 2, stop)
        elif role(word) == "publishing":
            owner = read_source(doc, number + 1, stop)
    if owner is None and number < stop and not is_definite(doc, first) and role(keys[number]) not in _STOPS:
        issuer = keys[number].startswith("ل")
        owner = read_source(doc, number, stop, "ل" if issuer else "")
        if owner and owner.kind == "name" and is_definite(doc, number) and role(keys[number]) != "place" and not issuer:
            number, owner = owner.last, None
    if owner and owner.kind == "name":
        owner = owner._replace(kind="body")
    return owner or Source(first, number, _past_aside(doc, number, stop), kind, bare(key))


def _qualifies(doc: Document, number: int, head: int) -> bool:
    """Whether a word is an adjective of a head noun: both have the article or both lack it."""
    key = doc.keys[number]
    if bare(key) in _ISSUED or is_attached(doc, number):
        return False
    if role(key) not in ("", "quality") and not (role(key) == "person" and key.endswith("يه")):
        return False
    if is_definite(doc, head):
        return is_definite(doc, number) and not key.endswith(("ين", "ون", "ات"))
    return not is_definite(doc, number) and (
        _written(doc, number).endswith("ة") or _ADJECTIVE.fullmatch(key) is not None or role(key) == "quality")
