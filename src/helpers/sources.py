"""Sources: the noun phrase that names who speaks, read off the tokens."""
import re
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold
from helpers.resources import read_lexicon
from helpers.tokens import Document

# Of the counted nouns of the news, those that can speak.
_HUMAN = frozenset(
    "person civilian child woman relative fighter soldier police official cleric worker professional journalist student"
    " patient traveller demonstrator voter candidate artist athlete member captured suspect refugee migrant displaced"
    " returnee family".split())
_BODIES = frozenset("organisation party company team military_unit group hospital school country".split())
_NAME_WORDS = 5  # a bare name is no longer
_TITLE_WORDS = 24  # nor is a title with all it governs
_ASIDE_WORDS = 8  # nor a parenthesis or a name in quotation marks inside a source
_COMMAS = frozenset("،,")
_QUOTES = frozenset("\"“”«»„")
# Shapes of verbal nouns, folded: تدمير، إنقاذ، اعتقال، انفجار، استهداف، محاكمة.
_VERBAL_NOUN = re.compile(r"ت\w\wي\wه?|ا\w\wا\w|ا\wت\wا\w|ان\w\wا\w|است\w\wا\wه?|م\wا\w\wه|ت\wا\w\w")
_ADJECTIVE = re.compile(r"\w\w+(?:ي|يه|يون|يين|يات)")


class Source(NamedTuple):
    """A source by token numbers: its shortest name is `first:last`; its whole phrase ends before `after`."""

    first: int
    last: int
    after: int
    kind: str  # person, source, body, media, document, name
    head: str  # lookup key of the head noun, without the article
    cut: int = 0  # letters of its first token that are a proclitic
    title: int = -1  # token of the head noun, when the name is shorter than the phrase


@cache
def roles() -> dict[str, str]:
    """What a word does in and around a source, by its lookup key: a class of `titles` or a role of `speech_markers`."""
    table = {fold(row["word"]): row["class"] for row in read_lexicon("titles")}
    for row in read_lexicon("speech_markers"):
        if row["role"] != "setting":
            table[fold(row["word"])] = row["role"]
        else:
            table.setdefault(fold(row["word"]), "setting")
    for row in read_lexicon("saying_verbs"):
        table.setdefault(fold(row["form"]), "saying")
    return table


@cache
def _counted() -> dict[str, str]:
    """Whether a counted noun names people, a body, or a thing that cannot speak."""
    table = {}
    for row in read_lexicon("nouns"):
        kind = "person" if row["category"] in _HUMAN else "body" if row["category"] in _BODIES else "thing"
        if row["category"] == "nationality":
            continue
        for key in filter(None, (fold(row["singular"]), fold(row["plural"]))):
            table.setdefault(key, kind)
            if key.endswith("ون"):
                table.setdefault(key[:-2] + "ين", kind)
    return table


def bare(key: str) -> str:
    """A lookup key without the article.

    >>> bare("الوزاره"), bare("للوزاره"), bare("الف")
    ('وزاره', 'وزاره', 'الف')
    """
    return key[2:] if len(key) > 4 and key.startswith(("ال", "لل")) else key


@cache
def role(key: str) -> str:
    """Role of a word: its own in the tables, else that of its form without article or conjunction, else "".

    >>> role("الوزاره"), role("والمتحدث"), role("الذي"), role("سالم")
    ('body', 'person', 'relative', '')
    """
    table = roles()
    for form in (key, bare(key), *((key[1:], bare(key[1:])) if key[:1] == "و" or key[:2] == "لل" else ())):
        if form in table:
            return table[form]
    return ""


_STOPS = frozenset("complementiser relative boundary result time linker auxiliary contrast intensifier norm demonstrative saying".split())
_TITLED = frozenset("person honorific source body company media document statement".split())
_BODILY = ("body", "company", "media")


def is_definite(key: str, text: str = "") -> bool:
    """Whether a word closes a construct: it has the article or is the name of a place.

    The written word tells a name that only looks so once folded: إليسا، ألمانيا.
    """
    return len(key) > 3 and key.startswith(("ال", "لل", "بال", "وال", "ولل")) and text[:1] not in ("أ", "إ", "آ") or (
        role(key) == "place")


def is_verbal_noun(key: str) -> bool:
    """Whether a word names an event, such as opens the object of a verb of saying: مقتل، تدمير، إنقاذ."""
    return role(key) == "event" or _VERBAL_NOUN.fullmatch(key) is not None


def read_source(doc: Document, first: int, stop: int, proclitic: str = "") -> Source | None:
    """The source that begins at token `first`, read no further than token `stop`; None when none stands there.

    `proclitic` is a letter the cue before it attaches to the source (وفقا لـ).

    >>> from helpers.tokens import analyse
    >>> doc = analyse("المتحدث باسم البحرية العميد سالم قاسم إن")
    >>> source = read_source(doc, 0, 6)
    >>> [token.text for token in doc.tokens[source.first:source.last]]
    ['سالم', 'قاسم']
    """
    tokens, keys = doc.tokens, doc.keys
    while first < stop and tokens[first].text in _COMMAS:
        first += 1
    if first >= stop:
        return None
    if tokens[first].text in _QUOTES:
        return _quoted_name(doc, first, stop)
    if role(keys[first]) == "demonstrative" and first + 1 < stop and is_definite(keys[first + 1]):
        first += 1
    key, cut = keys[first], 0
    if proclitic:
        if key.strip("ـ") == proclitic:
            return read_source(doc, first + 1, stop)
        if key.startswith(proclitic) and not key.startswith("لل"):
            key, cut = key[1:], 1
    if role(key) == "quantifier":
        first += 1 + (first + 1 < stop and keys[first + 1] == "من")
        return read_source(doc, first, stop) if first < stop else None
    if tokens[first].kind == "number":
        source = read_source(doc, first + 1, stop) if first + 1 < stop and _head_kind(keys[first + 1]) else None
        return source and source._replace(first=first)
    kind = _head_kind(key)
    if _is_ali(tokens[first].text) and first + 1 < stop and not role(keys[first + 1]) and not is_definite(keys[first + 1]):
        kind = ""
    if tokens[first].kind != "word" or kind == "none" or not proclitic and _attached(tokens[first].text, key) or (
            not kind and (_is_possessed(tokens[first].text) or _is_adverb(tokens[first].text))):
        return None
    if kind in ("document", "statement"):
        source = _read_document(doc, first, stop, key, kind)
    elif kind:
        source = _read_titled(doc, first, stop, key, kind)
    else:
        source = _read_name(doc, first, stop, key)
    return source and (source._replace(cut=cut) if source.first == first else source)


def _head_kind(key: str) -> str:
    """What kind of source a word can head; "" for a possible name, "none" when it heads no source."""
    known = role(key)
    if key[:1] == "و" and (known and key not in roles() or not known and key[1:] in _counted()):
        return "none"
    if known in _TITLED or known == "rank":
        return known
    if known and known != "place":
        return "none"
    counted = "" if known else _counted_kind(key)
    if counted == "thing" or is_verbal_noun(bare(key)) or len(key) < 3:
        return "none"
    return counted


def _counted_kind(key: str) -> str:
    """What a counted noun names, also with the article or the accusative ending: المدارس، دولا."""
    for form in (bare(key), key, key.removesuffix("ا")):
        if form in _counted():
            return _counted()[form]
    return ""


def _is_ali(text: str) -> bool:
    """Whether the name علي is written, which folds to the preposition على."""
    return text.endswith("ي") and fold(text) == "علي"


def _is_possessed(text: str) -> bool:
    """Whether a word ends in a pronoun, as no name does: اعتذاره، سعادتها، بلادهم."""
    return len(text) > 4 and text.endswith(("ه", "ها", "هم", "هما", "نا")) and not text.endswith("الله")


def _attached(text: str, key: str) -> bool:
    """Whether a word begins with a preposition: بالقول، للصحفيين، بإغلاق، لرويترز."""
    if key.startswith(("بال", "لل", "كال")) and len(key) > 5:
        return True
    if key[:1] not in "بل" or len(key) < 5 or role(key):
        return False
    # A name may look like a verbal noun after a preposition (بايدن): only a written hamza tells.
    return role(key[1:]) in _TITLED | {"place", "setting", "event", "norm"} or text[1:2] in "أإ" or text[1:2] != "ا" and is_verbal_noun(key[1:])


def _quoted_name(doc: Document, first: int, stop: int) -> Source | None:
    """A name in quotation marks: "الأناضول"."""
    last = _closing(doc, first, stop)
    return Source(first + 1, last, last + 1, "name", bare(doc.keys[first + 1])) if last > first + 1 else None


def _closing(doc: Document, mark: int, stop: int) -> int:
    """The token that closes a short parenthesis or quoted name; the opening token itself when none does."""
    closing = ")" if doc.tokens[mark].text == "(" else _QUOTES
    for last in range(mark + 1, min(mark + 1 + _ASIDE_WORDS, stop)):
        if doc.tokens[last].text in closing:
            return last
    return mark


def _read_name(doc: Document, first: int, stop: int, key: str) -> Source:
    """A name without a title: رسول، العراق، سالم قاسم، القوات العراقية."""
    last = first + 1
    while last < stop and last - first < _NAME_WORDS and _continues_name(doc, last, key):
        last += 1
    # A given name with the article (الزبير) is told from a country or body by where the whole name ends.
    whole = last
    while whole < stop and whole - first < _NAME_WORDS and is_definite(key) and _continues_name(doc, whole, ""):
        whole += 1
    if whole == stop or doc.tokens[whole].text in _COMMAS:
        last = whole
    return Source(first, last, _past_aside(doc, last, stop), "name", bare(key))


def _continues_name(doc: Document, number: int, head: str) -> bool:
    """Whether a word still belongs to a name that began before it."""
    token, key = doc.tokens[number], doc.keys[number]
    if _is_ali(token.text):
        return True
    if token.kind != "word" or role(key) and role(key) != "place" or len(key) < 2 or _is_adverb(token.text) or _attached(token.text, key):
        return False
    if is_definite(key, token.text):
        return True
    return not is_definite(head) and role(head) != "place" and not is_verbal_noun(key) and _counted().get(key) is None


def _is_adverb(text: str) -> bool:
    """An accusative that qualifies the verb: رسميا، مجددا, told from a name by its tanween."""
    return text.endswith(("اً", "ًا", "ً")) or text.endswith("يا") and len(text) > 5 and role(fold(text)) != "place"


def _read_titled(doc: Document, first: int, stop: int, key: str, kind: str) -> Source:
    """A person or body by title: what the title governs, then for a person the name, also one after a comma."""
    tokens, keys = doc.tokens, doc.keys
    personal = kind in ("person", "rank")
    complete, name, number = is_definite(key), None, first + 1
    if kind == "rank":
        complete, name = True, number
    stop = min(stop, first + _TITLE_WORDS)
    while number < stop:
        word, text = keys[number], tokens[number].text
        named = name is not None and name < number
        part = "" if _is_ali(text) and complete else role(word)
        if text == "(" or text in _QUOTES:
            last = _closing(doc, number, stop)
            if last == number or last + 1 >= stop and personal:
                break
            complete, number = True, last
        elif tokens[number].kind != "word" or part in _STOPS or _is_adverb(text) or part == "setting" and complete:
            break
        elif part == "preposition":
            if named or kind in _BODILY or not _leads_on(doc, number, stop):
                break
            complete, name = False, None
        elif part == "naming":
            complete, name = True, number + 1
        elif personal and part == "rank":
            complete, name = True, number + 1
        elif named:
            if text in ("ال", "الـ") or is_verbal_noun(word) and number > name + 1 or _attached(text, word) or part in _TITLED and not is_definite(word):
                break
        elif text in ("ال", "الـ"):
            break
        elif is_definite(word, text):
            if word.startswith(("بال", "لل")) and kind == "source":
                break
            complete, name = True, name if part == "" and number == name else None
        elif part in _TITLED or part == "governing" or role(word[1:]) in _TITLED and word[:1] in "لب":
            if complete and (kind in _BODILY or role(word[1:]) == "media"):
                break
            complete, name = False, None
        elif complete and (is_verbal_noun(word) or _attached(text, word) and not _governs(doc, number, stop)):
            break
        elif complete and _governs(doc, number, stop):
            complete = False
        elif complete:
            if not personal or _is_possessed(text) or number + 1 < stop and _is_possessed(tokens[number + 1].text):
                break
            name = number
        elif _attached(text, word):
            break
        elif not _ADJECTIVE.fullmatch(word) or is_definite(key):
            complete = not (number + 1 < stop and (is_definite(keys[number + 1]) or role(keys[number + 1]) in _TITLED))
            if complete and not is_definite(key) and number == first + 1:
                complete = False
        number += 1
    after = _past_aside(doc, number, stop)
    if name is not None and name < number:
        return Source(name, number, after, "person", bare(key), title=first)
    apposed = _apposed_name(doc, after, stop) if personal else None
    return apposed._replace(head=bare(key), title=first) if apposed else Source(
        first, number, after, "person" if kind == "rank" else kind, bare(key))


def _governs(doc: Document, number: int, stop: int) -> bool:
    """Whether an attached preposition leads on to a definite noun: لحقوق الإنسان."""
    return doc.keys[number][:1] in "لب" and number + 1 < stop and is_definite(doc.keys[number + 1])


def _leads_on(doc: Document, number: int, stop: int) -> bool:
    """Whether a preposition inside a title leads to what the title governs, not to where the words were spoken."""
    if doc.keys[number] not in ("في", "لدي", "من", "علي") or number + 1 >= stop:
        return False
    return doc.tokens[number + 1].kind == "word" and role(doc.keys[number + 1]) not in (
        "setting", "time", "event", "document", "statement", "norm", "rank")


def _apposed_name(doc: Document, comma: int, stop: int) -> Source | None:
    """The name between commas after a title: المتحدث باسم الكتلة، سالم قاسم، ..."""
    tokens, keys = doc.tokens, doc.keys
    if comma >= stop or tokens[comma].text not in _COMMAS:
        return None
    first = comma + 1
    while first < stop and role(keys[first]) == "rank":
        first += 1
    last = first
    while last < stop and last - first < _NAME_WORDS and tokens[last].kind == "word" and not role(keys[last])\
            and not _is_adverb(tokens[last].text) and not _attached(tokens[last].text, keys[last]):
        last += 1
    if last == first or all(is_definite(keys[number], tokens[number].text) for number in range(first, last)) or _counted().get(bare(keys[first])):
        return None
    last_text = tokens[last].text if last < stop else "،"
    if last_text not in _COMMAS and last_text not in "(:.؛" and last_text not in _QUOTES and role(keys[last]) not in (
            "complementiser", "time"):
        return None
    return Source(first, last, last + 1 if last_text in _COMMAS and last < stop else last, "person", "")


def _read_document(doc: Document, first: int, stop: int, key: str, kind: str) -> Source:
    """A statement, report or decision; whoever issued it is the source when the phrase names one."""
    tokens, keys = doc.tokens, doc.keys
    number, stop = first + 1, min(stop, first + _TITLE_WORDS)
    while number < stop and tokens[number].kind == "word" and _qualifies(keys[number], key):
        number += 1
    owner = None
    if number < stop and tokens[number].kind == "word":
        word = keys[number]
        following = keys[number + 1] if number + 1 < stop else ""
        if bare(word) in ("صادر", "صادره", "صادرين") and following == "عن":
            owner = read_source(doc, number + 2, stop)
        elif role(word) == "publishing":
            owner = read_source(doc, number + 1, stop)
        elif role(word) == "relative" and role(following) == "publishing":
            owner = read_source(doc, number + 2, stop)
        elif not is_definite(key) and not role(word) in _STOPS:
            owner = read_source(doc, number, stop, "ل" if word.startswith("ل") else "")
            if owner and owner.kind == "name" and is_definite(word) and role(word) != "place":
                number, owner = owner.last, None
    return owner or Source(first, number, _past_aside(doc, number, stop), kind, bare(key))


def _qualifies(key: str, head: str) -> bool:
    """Whether a word is an adjective of a head noun: both have the article or both lack it."""
    if role(key) not in ("", "quality") and not (role(key) in ("person", "rank") and key.endswith("يه")):
        return False
    if is_definite(head):
        return key.startswith("ال") and bare(key) not in ("صادر", "صادره") and not key.endswith(("ين", "ون", "ات"))
    return not is_definite(key) and (_ADJECTIVE.fullmatch(key) is not None or role(key) == "quality")


def _past_aside(doc: Document, number: int, stop: int) -> int:
    """Past a short parenthesis: an acronym, an age."""
    if number < stop and doc.tokens[number].text == "(":
        last = _closing(doc, number, stop)
        return last + 1 if last > number else number
    return number
