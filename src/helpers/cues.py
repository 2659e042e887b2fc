"""Cues of reported speech: the words that announce it, and the stretch of text each of them introduces."""
import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple

from helpers.arabic import fold, is_arabic
from helpers.quotations import BRACKETS, MARKS, Quotation, quotations_of
from helpers.resources import read_lexicon
from helpers.sources import bare, is_ali, role
from helpers.tokens import Document, Span

# Verbs that can be followed by bare quotation marks, or by a source alone after كما and ما.
TELLING = frozenset("say add declare point explain report relay warn".split())
# "That" after these words belongs to them, not to a verb of saying: بعد أن، يجب أن.
_OTHER_THAT = frozenset(map(fold, (
    "بعد قبل دون بدون إلا غير بيد منذ رغم مع يمكن ويمكن يجب ويجب ينبغي لابد بد حتى لولا عدا سوى فور لحين مجرد كما"
    " المتوقع المقرر المرجح المنتظر الممكن المفترض علما سيما لدرجة شأنه شأنها يعني").split()))
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_COMMAS = frozenset("،,؛;")
_REACH, _STRICT_REACH = 60, 24  # tokens from a verb to what introduces its content
_OBJECT_REACH = 200  # tokens in which an object may end before its sentence does
_NAME = 6  # a quotation of no more tokens may be a name
_SHORT_LINE = 600  # characters of a paragraph that may belong to one speaker from a colon on


class Verb(NamedTuple):
    """A form of a verb of saying: what it means, and the frames in which it introduces speech."""

    kind: str
    tense: str  # perfect, imperfect, participle, noun
    agreement: str  # m, f, d, p; "" when the form tells nothing
    frames: frozenset[str]  # clause, quote, object, and the prepositions of its object
    strict: bool  # the form has other meanings: what introduces its content must follow closely


class Introducer(NamedTuple):
    """What opens the content of a verb, and that content, in token numbers."""

    attribution: str
    content: Span
    at: int


class Scene(NamedTuple):
    """A document with its layout, in the shape the readers of cues look things up."""

    doc: Document
    starts: list[int]  # of the tokens, in characters
    sentences: list[Span]  # in token numbers
    lines: list[Span]
    opening: dict[int, Quotation]
    closing: dict[int, Quotation]
    vocabulary: frozenset[str]
    cues: list[int]
    quoted: frozenset[int]  # the cues inside quotation marks
    body: int  # the first token after the headline


@cache
def verbs() -> dict[str, Verb]:
    """Verbs of saying by lookup key, with the conjunctions that may be attached."""
    table = {fold(row["form"]): Verb(row["class"], row["tense"], row["agreement"],
                                     frozenset(map(fold, row["frames"].split())), row["strict"] == "yes")
             for row in read_lexicon("saying_verbs")}
    return {conjunction + form: verb for conjunction in "وف" for form, verb in table.items()} | table


@cache
def phrases() -> dict[str, list[tuple[list[str], str]]]:
    """Phrases of attribution by first word: the words that follow, the most specific first, and what they take."""
    table = {}
    for row in read_lexicon("attribution_cues"):
        first, *rest = map(fold, row["cue"].split())
        for conjunction in ("", "و", "ف"):
            table.setdefault(conjunction + first, []).append((rest, row["takes"]))
    for found in table.values():
        found.sort(key=lambda phrase: (-len(phrase[0]), phrase[0] == ["ل"]))
    return table


@cache
def _triggers() -> frozenset[str]:
    return frozenset(verbs()) | frozenset(phrases()) | frozenset(MARKS)


def scene_of(doc: Document, body: int) -> Scene | None:
    """The layout of a document around its cues; None when it has none."""
    triggers = _triggers()
    marks = list(compress(count(), map(triggers.__contains__, doc.keys)))
    cues = [mark for mark in marks if doc.keys[mark] not in MARKS]
    if not cues:
        return None
    lines = [Span(*match.span()) for match in _LINE.finditer(doc.text)]
    quotations = quotations_of(doc, [mark for mark in marks if doc.keys[mark] in MARKS], lines)
    starts = list(map(itemgetter(1), doc.tokens))
    return Scene(doc, starts, _sentences(doc, starts), lines,
                 {quotation.first: quotation for quotation in quotations},
                 {quotation.last: quotation for quotation in quotations if quotation.closed},
                 frozenset(doc.keys), cues, _quoted(doc, cues, quotations), body)


def _sentences(doc: Document, starts: list[int]) -> list[Span]:
    """The sentences in token numbers, cut also at a full stop that lacks its space: انتهى.وأضاف."""
    cuts = {bisect_left(starts, sentence.start) for sentence in doc.sentences}
    cuts.update(number + 1 for number, key in enumerate(doc.keys) if key == "." and _parts_words(doc, number))
    edges = [*sorted(cuts), len(starts)]
    return list(map(Span, edges, edges[1:]))


def _parts_words(doc: Document, stop: int) -> bool:
    """Whether a full stop stands between two Arabic words, neither of them a letter of an abbreviation."""
    before, after = doc.keys[stop - 1] if stop else "", "".join(doc.keys[stop + 1:stop + 2])
    return len(after) > 2 and is_arabic(after) and (len(before) > 2 or before in MARKS)


def _quoted(doc: Document, cues: list[int], quotations: list[Quotation]) -> frozenset[int]:
    """The cues that stand inside a quotation longer than a name."""
    long = sorted(quotation for quotation in quotations if is_long(doc, quotation))
    quoted, place, reach = set(), 0, -1
    for cue in cues:
        while place < len(long) and long[place].first < cue:
            reach = max(reach, long[place].last)
            place += 1
        if cue < reach:
            quoted.add(cue)
    return frozenset(quoted)


def is_long(doc: Document, quotation: Quotation) -> bool:
    """Whether a closed quotation holds words rather than a name or an aside in brackets."""
    return quotation.closed and quotation.last - quotation.first > _NAME and doc.keys[quotation.first] not in BRACKETS


def sentence_of(scene: Scene, number: int) -> Span:
    """The sentence around a token, as token numbers."""
    return scene.sentences[bisect_right(scene.sentences, number, key=lambda sentence: sentence.start) - 1]


def is_comma(scene: Scene, number: int) -> bool:
    return scene.doc.keys[number] in _COMMAS


def past_adverbs(scene: Scene, number: int, end: int) -> int:
    """Past commas and adverbs of time."""
    while number < end and (is_comma(scene, number) or role(scene.doc.keys[number]) in ("time", "intensifier")):
        number += 1
    return number


def is_adverbial(scene: Scene, first: int, last: int, strict: bool = False) -> bool:
    """Whether nothing but adverbs seems to stand between a subject and what introduces its words, or an apposition.

    `strict` allows no apposition.
    """
    first = past_adverbs(scene, first, last)
    if first >= last or scene.doc.tokens[first].kind not in ("word", "number"):
        return True
    key = scene.doc.keys[first]
    if strict:
        return role(key) in ("preposition", "setting")
    return role(key) in ("preposition", "relative", "setting", "person", "rank") or (
        key.startswith(("ل", "ب")) and role(key) != "event")


def phrase_at(scene: Scene, cue: int) -> tuple[int, str] | None:
    """The according-to phrase that begins at a token: its length, and what it takes.

    It takes a source, a verb, nothing but its pronoun, or a source to which its ل is attached (proclitic).
    """
    keys = scene.doc.keys
    for rest, takes in phrases().get(keys[cue], ()):
        following = keys[cue + 1:cue + 1 + len(rest)]
        if following == rest:
            return 1 + len(rest), takes
        if rest == ["ل"] and following and following[0].startswith("ل"):
            return 1, "proclitic"
    return None


def find_introducer(scene: Scene, verb: Verb, first: int, end: int) -> Introducer | None:
    """What introduces the content of a verb: "that", a colon, a quotation, or the preposition of its object."""
    keys, tokens, known = scene.doc.keys, scene.doc.tokens, verbs()
    prepositions = verb.frames - {"clause", "quote", "object", "ب"}
    for number in range(first, min(end, first + (_STRICT_REACH if verb.strict else _REACH))):
        key = keys[number]
        if tokens[number].kind != "word":
            if key == ":" and "quote" in verb.frames:
                return _direct(scene, number, number + 1, end)
            if "quote" in verb.frames and verb.kind in TELLING and _is_said(scene, number, end):
                return _direct(scene, number, number, end)
        elif role(key) == "complementiser":
            if "clause" in verb.frames and keys[number - 1] not in _OTHER_THAT and (number == first or key[0] != "و"):
                start = number + 1 + (number + 1 < end and keys[number + 1] == ":")
                return Introducer("indirect", to_the_end(scene, start, end), number) if start < end else None
        elif key in prepositions and not (is_ali(scene.doc, number) and role(keys[number - 1]) in ("person", "rank")):
            if number + 2 < end and role(keys[number + 1]) == "complementiser":
                return Introducer("indirect", to_the_end(scene, number + 2, end), number)
            return _indirect_object(scene, number + 1, end, number)
        elif key in known and _interrupts(keys, number):
            return None
    return None


def _interrupts(keys: list[str], number: int) -> bool:
    """Whether another verb of saying begins its own clause."""
    verb = verbs()[keys[number]]
    return not verb.strict and verb.tense != "noun" and role(keys[number - 1]) != "relative" and (
        not is_governed(keys, number))


def is_governed(keys: list[str], number: int) -> bool:
    """Whether a word of the form of a verb is a noun that a head governs: مركز رصد الزلازل."""
    return number > 0 and keys[number - 1] == bare(keys[number - 1]) and role(keys[number - 1]) in ("body", "company")


def _is_said(scene: Scene, mark: int, end: int) -> bool:
    """Whether a mark opens what is said rather than a name: the quotation is long, or no "that" comes after it."""
    quotation, keys = scene.opening.get(mark), scene.doc.keys
    if quotation is None or keys[mark] in BRACKETS:
        return False
    if not quotation.closed or quotation.last - mark > _NAME:
        return True
    if quotation.last - mark < 4 or mark and role(keys[mark - 1]) in ("body", "company", "media"):
        return False
    for number in range(quotation.last + 1, min(end, quotation.last + _STRICT_REACH)):
        if role(keys[number]) == "complementiser" or keys[number] == ":":
            return False
        if keys[number] in verbs():
            break
    return True


def _direct(scene: Scene, at: int, first: int, end: int) -> Introducer | None:
    """Speech in its own words: a quotation, or what follows a colon."""
    keys = scene.doc.keys
    if first < end and role(keys[first]) == "complementiser":
        return Introducer("indirect", to_the_end(scene, first + 1, end), at)
    quotation = scene.opening.get(first)
    if quotation is None or keys[first] in BRACKETS:
        return Introducer("direct_quote", Span(first, _open_end(scene, first)), at) if first < end else None
    last = quotation.last if quotation.closed else _open_end(scene, first)
    return Introducer("direct_quote", Span(first + 1, last), at)


def _open_end(scene: Scene, first: int) -> int:
    """Where speech that no mark closes stops: with its sentence, in a short paragraph before the next cue's sentence.

    A long line is a whole article, not a paragraph: there the sentence alone is safe.
    """
    end = sentence_of(scene, first).end
    line = scene.lines[bisect_right(scene.lines, scene.starts[first], key=lambda line: line.start) - 1]
    if line.end - line.start > _SHORT_LINE:
        return end
    last = bisect_left(scene.starts, line.end)
    place = bisect_left(scene.cues, end)
    if place < len(scene.cues) and scene.cues[place] < last:
        return max(end, sentence_of(scene, scene.cues[place]).start)
    return last


def to_the_end(scene: Scene, first: int, end: int) -> Span:
    """From a token to the end of its sentence, or further while a quotation that opens there is not closed."""
    quotation = scene.opening.get(first)
    return Span(first, max(end, quotation.last) if quotation and quotation.closed else end)


def object_of(scene: Scene, after: int, end: int) -> Introducer | None:
    """The nominal object of a verb of saying: أعلن الجيش مقتل ثلاثة."""
    start = past_adverbs(scene, _past_aside(scene, after, end), end)
    quotation = scene.opening.get(start + 1 if start + 1 < end and scene.doc.keys[start] == "ب" else start)
    if quotation and is_long(scene.doc, quotation):
        return Introducer("direct_quote", Span(quotation.first + 1, quotation.last), start)
    return _indirect_object(scene, start, end, start)


def object_with_b(scene: Scene, after: int, end: int, far: bool) -> Introducer | None:
    """The object a verb takes with the preposition بـ (وعد بتقديم، هدد بقطع), `far` when also past a comma."""
    for number in range(after, min(end, after + _STRICT_REACH // 2)):
        if is_comma(scene, number) and number > after and not far:
            return None
        if scene.doc.keys[number].startswith("ب") and role(scene.doc.keys[number]) in ("", "event"):
            return object_of(scene, number, _until_meanwhile(scene, number, end))
    return None


def _until_meanwhile(scene: Scene, first: int, end: int) -> int:
    """Where an act that is promised or demanded ends, at the latest where the author states what is: ، فيما تبلغ ..."""
    return next((number for number in range(first, end - 1)
                 if is_comma(scene, number) and scene.doc.keys[number + 1] == "فيما"), end)


def _past_aside(scene: Scene, number: int, end: int) -> int:
    """Past an adverbial between commas: أعلن العراق، منتصف الشهر، تسلم ..."""
    if number + 1 < end and is_comma(scene, number) and role(scene.doc.keys[number + 1]) in ("time", "preposition"):
        return next((last for last in range(number + 2, min(end, number + 14)) if is_comma(scene, last)), number)
    return number


def _indirect_object(scene: Scene, first: int, end: int, at: int) -> Introducer | None:
    """An object from its first token to where the author draws a conclusion from it, else to the end."""
    for number in range(first + 1, min(end - 1, first + _OBJECT_REACH)):
        if is_comma(scene, number) and role(scene.doc.keys[number + 1]) in ("result", "contrast"):
            return Introducer("indirect", Span(first, number), at)
    return Introducer("indirect", Span(first, end), at) if first < end else None
