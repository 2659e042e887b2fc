"""Reported speech: who says what, by which cue, and over which stretch of the text."""
import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from helpers.arabic import fold, is_arabic
from helpers.coreference import fullest_names
from helpers.quotations import MARKS, Quotation, quotations_of
from helpers.resources import read_lexicon
from helpers.sources import Source, is_definite, is_verbal_noun, read_source, role
from helpers.tokens import Document, Span, analyse

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_COMMAS = frozenset("،,؛;")
# How many tokens a verb looks ahead for what introduces its content; a verb with other meanings looks less far.
_REACH, _STRICT_REACH = 60, 24
_SUBJECT_WORDS = 30
_BACKWARD_WORDS = 18
_SHORT_QUOTATION = 6
_HEADLINE_SOURCE = 12
_MEMORY = 8  # acts of speaking a verb without a subject may refer back to
_TELLING = frozenset("say add declare point explain report relay warn".split())  # verbs that كما and ما can quote
# "That" after these belongs to them: بعد أن، يجب أن.
# A verb after these says that something was not said, or has no speaker: لم يذكر، مما يشير إلى.
_NEGATIONS = frozenset("لم ولم فلم لن ولن لا ولا مما بما وبما وما".split())
_NOT_THAT = frozenset(map(fold, "بعد قبل دون بدون إلا غير بيد منذ رغم مع يمكن ويمكن يجب ويجب ينبغي لابد بد حتى لولا عدا سوى فور لحين مجرد كما"
                          " المتوقع المقرر المرجح المنتظر الممكن المفترض علما سيما لدرجة شأنه شأنها يعني".split()))


class Speech(NamedTuple):
    """One act of speaking: `speaker` is made to say `text[content_start:content_end]`.

    `speaker_start:speaker_end` is the source as written nearest to the content, `speaker` its fullest form in the text.
    """

    attribution: str  # direct_quote, indirect, according_to
    speaker_start: int
    speaker_end: int
    speaker: str
    cue_start: int
    cue_end: int
    content_start: int
    content_end: int
    link: str  # same_sentence, carried_over


class _Verb(NamedTuple):
    """A form of a verb of saying."""

    kind: str
    tense: str
    agreement: str
    frames: frozenset[str]
    strict: bool


class _Act(NamedTuple):
    """An act of speaking in token numbers, before its speaker has a name."""

    attribution: str
    source: Source
    cue: Span
    content: Span
    link: str
    agreement: str


class _Introducer(NamedTuple):
    """What opens the content of a verb, and the content, in token numbers."""

    attribution: str
    content: Span
    at: int


class _Scene(NamedTuple):
    """A document with its layout, in the shape the readers below look things up."""

    doc: Document
    starts: list[int]
    sentence_starts: list[int]
    opening: dict[int, Quotation]
    closing: dict[int, Quotation]
    vocabulary: frozenset[str]
    cues: list[int]
    quoted: frozenset[int]  # cues inside quotation marks
    headline_end: int


def find_speech(text: str) -> list[Speech]:
    """Reported speech in a text, in order of cue.

    >>> text = "قالت وزارة الصحة إن 5 أشخاص أصيبوا."
    >>> [speech] = find_speech(text)
    >>> speech.speaker, speech.attribution, text[speech.content_start:speech.content_end]
    ('وزارة الصحة', 'indirect', '5 أشخاص أصيبوا.')

    Offsets are code points, 0-based and half open. What the text says in its own voice is in no speech.
    """
    return speech_of(analyse(text))


def attribute(speeches: list[Speech], start: int, end: int) -> Speech | None:
    """The speech that answers for a stretch of text: the tightest content that holds it; None is the author's own voice.

    >>> text = "أعلن الحزب فوزه، وقالت اللجنة إن 3 دوائر لم تفرز."
    >>> attribute(find_speech(text), text.index("3"), text.index("3") + 1).speaker
    'اللجنة'
    """
    holding = [speech for speech in speeches if speech.content_start <= start and end <= speech.content_end]
    return min(holding, key=lambda speech: (speech.content_end - speech.content_start, -speech.cue_start), default=None)


def speech_of(doc: Document, blocks: list[Span] | None = None) -> list[Speech]:
    """Reported speech of an analysed document; as `find_speech`.

    `blocks` are the parts of the article in reading order; a headline is not carried over into what follows it.
    """
    triggers = _triggers()
    marks = [number for number, key in enumerate(doc.keys) if key in triggers]
    if not marks:
        return []
    scene = _scene(doc, blocks, marks)
    acts, resume = [], 0
    for cue in scene.cues:
        if cue >= resume:
            found, resume = _read_cue(scene, acts, cue)
            acts += found
    acts = _headline(scene, acts) + acts
    names = fullest_names(doc, [act.source for act in acts])
    return [_speech(doc, act, name) for act, name in zip(acts, names)]


def _headline(scene: _Scene, acts: list[_Act]) -> list[_Act]:
    """The act of a headline that begins with its source and a colon: وزير الصحة: ..."""
    doc = scene.doc
    end = bisect_left(scene.starts, scene.headline_end)
    colon = next((number for number in range(min(end, _HEADLINE_SOURCE)) if doc.keys[number] == ":"), 0)
    source = read_source(doc, 0, colon) if colon else None
    if source is None or source.after != colon or colon + 1 >= end or source.kind == "name" and not _speaks(doc, acts, source):
        return []
    return [_Act("indirect", source, Span(colon, colon + 1), Span(colon + 1, end), "same_sentence", "")]


def _speaks(doc: Document, acts: list[_Act], source: Source) -> bool:
    """Whether a name is among those who speak in the article."""
    words = set(doc.keys[source.first:source.last])
    return any(words.intersection(doc.keys[act.source.first:act.source.last]) for act in acts)


@cache
def _verbs() -> dict[str, _Verb]:
    """Verbs of saying by lookup key, with the conjunctions that may be attached."""
    table = {fold(row["form"]): _Verb(row["class"], row["tense"], row["agreement"],
                                      frozenset(map(fold, row["frames"].split())), row["strict"] == "yes")
             for row in read_lexicon("saying_verbs")}
    return {conjunction + form: verb for conjunction in "وف" for form, verb in table.items()} | table


@cache
def _phrases() -> dict[str, list[tuple[list[str], str]]]:
    """Phrases of attribution by their first word: the words that follow, the most specific first, and what they take."""
    table = {}
    for row in read_lexicon("attribution_cues"):
        first, *rest = map(fold, row["cue"].split())
        for conjunction in ("", "و", "ف"):
            table.setdefault(conjunction + first, []).append((rest, row["takes"]))
    for phrases in table.values():
        phrases.sort(key=lambda phrase: (-len(phrase[0]), phrase[0] == ["ل"]))
    return table


@cache
def _triggers() -> frozenset[str]:
    return frozenset(_verbs()) | frozenset(_phrases()) | frozenset(MARKS)


def _scene(doc: Document, blocks: list[Span] | None, marks: list[int]) -> _Scene:
    lines = [Span(*match.span()) for match in _LINE.finditer(doc.text)]
    quotations = quotations_of(doc, [mark for mark in marks if doc.keys[mark] in MARKS], lines)
    first = Span(*blocks[0]) if blocks else lines[0]
    headline = len(blocks or lines) > 1 and doc.text[first.start:first.end].rstrip()[-1:] not in ".؟!؛:…\"»”"
    cues = [mark for mark in marks if doc.keys[mark] not in MARKS]
    return _Scene(doc, [token.start for token in doc.tokens], [sentence.start for sentence in doc.sentences],
                  {quotation.first: quotation for quotation in quotations},
                  {quotation.last: quotation for quotation in quotations if quotation.closed},
                  frozenset(doc.keys), cues, _inside(cues, quotations, doc), first.end if headline else 0)


def _inside(cues: list[int], quotations: list[Quotation], doc: Document) -> frozenset[int]:
    """The cues that stand inside a quotation longer than a name."""
    long = sorted(quotation for quotation in quotations if quotation.closed and doc.keys[quotation.first] not in "(["
                  and quotation.last - quotation.first > _SHORT_QUOTATION)
    inside, place, reach = set(), 0, -1
    for cue in cues:
        while place < len(long) and long[place].first < cue:
            reach = max(reach, long[place].last)
            place += 1
        if cue < reach:
            inside.add(cue)
    return frozenset(inside)


def _speech(doc: Document, act: _Act, name: str) -> Speech:
    """An act with offsets into the text for token numbers."""
    tokens, source = doc.tokens, act.source
    return Speech(act.attribution, tokens[source.first].start + source.cut, tokens[source.last - 1].end, name,
                  tokens[act.cue.start].start, tokens[act.cue.end - 1].end,
                  tokens[act.content.start].start, tokens[act.content.end - 1].end, act.link)


# Where things stand

def _sentence(scene: _Scene, number: int) -> Span:
    """The sentence around a token, as token numbers."""
    place = max(0, bisect_right(scene.sentence_starts, scene.starts[number]) - 1)
    sentence = scene.doc.sentences[place]
    return Span(bisect_left(scene.starts, sentence.start), bisect_left(scene.starts, sentence.end))


def _is_comma(scene: _Scene, number: int) -> bool:
    return scene.doc.tokens[number].text in _COMMAS


def _past_adverbs(scene: _Scene, number: int, end: int) -> int:
    """Past commas and adverbs of time."""
    while number < end and (_is_comma(scene, number) or role(scene.doc.keys[number]) in ("time", "intensifier")):
        number += 1
    return number


# Cues

def _read_cue(scene: _Scene, acts: list[_Act], cue: int) -> tuple[list[_Act], int]:
    """The acts a cue stands for, and the token from which the next cue may be read."""
    sentence = _sentence(scene, cue)
    phrase = _phrase_at(scene, cue)
    if phrase:
        return _read_phrase(scene, acts, cue, *phrase, sentence)
    verb = _verbs().get(scene.doc.keys[cue])
    if verb is None:
        return [], cue
    if verb.kind == "relay":
        return _read_relay(scene, acts, cue, sentence)
    if verb.tense in ("participle", "noun"):
        return _read_participle(scene, acts, cue, verb, sentence), cue
    return _read_verb(scene, acts, cue, verb, sentence), cue


def _phrase_at(scene: _Scene, cue: int) -> tuple[int, str] | None:
    """The according-to phrase that begins at a token: its length, and what it takes."""
    keys = scene.doc.keys
    for rest, takes in _phrases().get(keys[cue], ()):
        following = keys[cue + 1:cue + 1 + len(rest)]
        if following == rest:
            return 1 + len(rest), takes
        if rest == ["ل"] and following and following[0].startswith("ل"):
            return 1, "proclitic"
    return None


def _read_phrase(scene: _Scene, acts: list[_Act], cue: int, size: int, takes: str, sentence: Span) -> tuple[list[_Act], int]:
    """بحسب X، وفقا لـX، وفق ما قال X، على حد قوله."""
    keys, after, link = scene.doc.keys, cue + size, "same_sentence"
    resume = after
    if takes == "pronoun":
        source, link = _continued(scene, acts, cue, sentence, "")
        after_source = after
    else:
        if takes == "source" and after < sentence.end and keys[after] == "ما":
            takes, after = "verb", after + 1
        if takes == "verb":
            verb = _verb_after_what(scene, after)
            if not verb or after + verb >= sentence.end or keys[cue][-3:] in ("كما", "لما") and (
                    _opens_clause(scene, after, sentence)):
                return [], cue
            resume = after = after + verb
        after = _past_adverbs(scene, after, sentence.end)
        source = read_source(scene.doc, after, sentence.end, "ل" if takes == "proclitic" else "")
        if source and takes == "verb" and source.after < sentence.end and keys[source.after] == "عن":
            source = read_source(scene.doc, source.after + 1, sentence.end) or source
        if source is None:
            return [], resume
        after_source = source.after
    if source is None or takes in ("source", "proclitic") and not _can_be_quoted(scene, acts, source, keys[cue]):
        return [], resume
    content = _surroundings(scene, acts, cue, after_source, sentence, source)
    if content.start >= content.end:
        return [], resume
    return [_Act("according_to", source, Span(cue, cue + size), content, link, "")], resume


def _can_be_quoted(scene: _Scene, acts: list[_Act], source: Source, cue: str) -> bool:
    """Whether a noun after an according-to phrase is a source: after وفق and حسب many are plans, needs, conditions."""
    doc = scene.doc
    if source.kind != "name" or "بحسب" in cue or cue in ("نقلا", "علي"):
        return True
    words = doc.keys[source.first:source.last]
    return (len(words) > 1 and all(map(_is_plain, words)) or not is_arabic(words[0]) or _known(scene, acts, source)
            or doc.tokens[source.first - 1].text in "\"“«")


def _verb_after_what(scene: _Scene, number: int) -> int:
    """How many tokens a verb of saying takes after "what": قال، أعلنته, جاء في; 0 when none stands there."""
    keys = scene.doc.keys
    if number + 1 >= len(keys):
        return 0
    key = keys[number]
    if key in ("جاء", "ورد"):
        return 2 if keys[number + 1] in ("في", "علي") else 0
    for form in (key, key.removesuffix("ه"), key.removesuffix("ها")):
        if form in _verbs() and _verbs()[form].tense in ("perfect", "imperfect") and (
                _verbs()[form].kind in _TELLING and not _verbs()[form].strict):
            return 1
    return 0


def _opens_clause(scene: _Scene, verb: int, sentence: Span) -> bool:
    """Whether a verb reports what follows it, so that كما before it means "also"."""
    for number in range(verb + 1, min(sentence.end, verb + _STRICT_REACH)):
        if role(scene.doc.keys[number]) == "complementiser" or scene.doc.tokens[number].text == ":" or number in scene.opening:
            return True
        if _is_comma(scene, number):
            return False
    return True


def _surroundings(scene: _Scene, acts: list[_Act], cue: int, after: int, sentence: Span, source: Source) -> Span:
    """What an according-to phrase covers: what follows when it opens a clause, else the sentence it stands in."""
    opens = cue == sentence.start or cue - 1 == sentence.start and scene.doc.tokens[cue - 1].kind != "word" or (
        scene.doc.keys[cue][0] == "و" and _verbs().get(scene.doc.keys[cue]) is None and scene.doc.keys[cue][1:] in _phrases()
        and scene.doc.keys[cue] not in ("وفق", "وفقا"))
    if opens:
        after = _past_adverbs(scene, after, sentence.end)
        if after < sentence.end and scene.doc.keys[after] in ("فان", "ان"):
            after += 1
        if sentence.start and not any(token.kind == "word" for token in scene.doc.tokens[after:sentence.end]):
            return Span(_sentence(scene, sentence.start - 1).start, sentence.start)
        return _to_the_end(scene, after, sentence.end)
    covered = any(act.content.start < cue <= act.content.end and act.cue.start >= sentence.start for act in acts[-_MEMORY:])
    begin = sentence.start
    if covered and source.kind != "media":
        commas = [number for number in range(sentence.start, cue - 1) if _is_comma(scene, number)]
        begin = commas[-1] + 1 if commas else begin
    goes_on = after + 1 < sentence.end and _is_comma(scene, after) and not _breaks(scene, after + 1)
    if goes_on and covered:
        return Span(after + 1, sentence.end)
    return Span(begin, sentence.end if goes_on else cue)


def _breaks(scene: _Scene, number: int) -> bool:
    """Whether a word opens a clause of its own."""
    key = scene.doc.keys[number]
    return role(key) in ("boundary", "result", "relative", "contrast") or key in _verbs()


def _to_the_end(scene: _Scene, first: int, end: int) -> Span:
    """From a token to the end of its sentence, or further while a quotation that opens there is not closed."""
    quotation = scene.opening.get(first)
    return Span(first, max(end, quotation.last) if quotation and quotation.closed else end)


def _read_verb(scene: _Scene, acts: list[_Act], cue: int, verb: _Verb, sentence: Span) -> list[_Act]:
    """قال X إن، أعلن X تسلم، X قال إن، وأضاف."""
    doc = scene.doc
    following = doc.keys[cue + 1] if cue + 1 < sentence.end else ""
    previous = doc.keys[cue - 1] if cue > sentence.start else ""
    if previous in _NEGATIONS or cue > sentence.start and doc.tokens[cue - 1].kind == "number":
        return []
    if role(doc.keys[cue]) == "impersonal" and (role(following) == "complementiser" or following in ("الي", "ب")):
        return []
    if following in ("بذلك", "ذلك"):
        return _read_afterword(scene, cue, verb, sentence)
    holders = [act for act in acts[-_MEMORY:] if act.content.start <= cue < act.content.end]
    if holders and (verb.kind in ("record", "contain") and previous[-3:] != "كما" or role(previous) == "relative"):
        return []
    introducer = _introducer(scene, verb, cue + 1, sentence.end)
    start = _past_adverbs(scene, cue + 1, sentence.end)
    if start < sentence.end and doc.keys[start] == "من" and start + 1 < sentence.end and doc.keys[start + 1][:3] in ("جهت", "جان"):
        start = _past_adverbs(scene, start + 2, sentence.end)
    limit = introducer.at if introducer else min(sentence.end, start + _SUBJECT_WORDS)
    subject = read_source(doc, start, limit) if start < limit else None
    if subject and subject.kind == "name" and doc.keys[start][0] == "ل" and doc.keys[start][1:] in scene.vocabulary:
        subject = None
    after = subject.after if subject else cue + 1
    if introducer and introducer.at in scene.opening and verb.strict and after != introducer.at:
        introducer = None
    if introducer and not _adverbial(scene, after, introducer.at) and (
            verb.strict or "object" in verb.frames or introducer.at in scene.opening):
        introducer = None
    if introducer is None and role(previous) != "relative" and not (verb.strict and (subject is None or subject.kind == "name")):
        if "object" in verb.frames:
            subject = subject or _subject_before(scene, cue, sentence)
            if subject or is_verbal_noun(following) and cue <= sentence.start + 1:
                introducer = _object(scene, after, sentence.end)
        elif "ب" in verb.frames and (subject or verb.kind == "promise"):
            introducer = _object_with_b(scene, after, sentence.end, verb.kind == "promise")
    if introducer is None:
        return _read_inverted(scene, cue, subject, verb, sentence)
    if any(act.content.start == introducer.content.start for act in acts[-3:]):
        return []
    link = "same_sentence"
    quoted = cue in scene.quoted
    if quoted and (subject is None or subject.kind == "name" and not _known(scene, acts, subject)):
        return []
    if subject is None and verb.strict and not _opens_a_clause(scene, cue, sentence):
        return []
    if subject is None:
        subject = _subject_before(scene, cue, sentence)
    if subject is None and introducer.at - start in (1, 2, 3) and all(map(_is_plain, doc.keys[start:introducer.at])):
        subject = Source(start, introducer.at, introducer.at, "name", doc.keys[start])
    if subject is None:
        subject, link = _continued(scene, acts, cue, sentence, verb.agreement)
    if subject is None or introducer.content.start >= introducer.content.end:
        return []
    if verb.kind in ("record", "contain") and subject.kind not in ("document", "statement", "body" if verb.kind == "record" else ""):
        return []
    return _acts(scene, introducer, subject, cue, link, verb.agreement)


def _opens_a_clause(scene: _Scene, cue: int, sentence: Span) -> bool:
    """Whether a verb begins a clause, so that a noun of the same form is ruled out."""
    return (cue == sentence.start or scene.doc.keys[cue][0] in "وف" or scene.doc.tokens[cue - 1].kind != "word"
            or role(scene.doc.keys[cue - 1]) in ("boundary", "contrast", "linker", "auxiliary", "result", "time"))


def _known(scene: _Scene, acts: list[_Act], source: Source) -> bool:
    """Whether a name has spoken lately, or is that of a place."""
    keys = scene.doc.keys
    names = {keys[number] for act in acts[-_MEMORY:] for number in range(act.source.first, act.source.last)}
    return not names.isdisjoint(keys[source.first:source.last]) or role(keys[source.first]) == "place"


def _is_plain(key: str) -> bool:
    """Whether a word plays no part of its own around reported speech."""
    return not role(key) and not is_definite(key) and len(key) > 1


def _acts(scene: _Scene, introducer: _Introducer, source: Source, cue: int, link: str, agreement: str) -> list[_Act]:
    """The act an introducer opens; a quotation that opens its content is an act of its own."""
    act = _Act(introducer.attribution, source, Span(cue, cue + 1), introducer.content, link, agreement)
    quotation = scene.opening.get(introducer.content.start)
    if act.attribution == "indirect" and quotation and quotation.closed and quotation.first + 1 < quotation.last:
        return [act, act._replace(attribution="direct_quote", content=Span(quotation.first + 1, quotation.last))]
    return [act]


def _adverbial(scene: _Scene, first: int, last: int) -> bool:
    """Whether nothing but adverbs stands between a subject and what introduces its words."""
    first = _past_adverbs(scene, first, last)
    if first >= last or scene.doc.tokens[first].kind not in ("word", "number"):
        return True
    return role(scene.doc.keys[first]) in ("preposition", "relative", "setting", "person", "rank") or scene.doc.keys[first][0] in "لب"


def _introducer(scene: _Scene, verb: _Verb, first: int, end: int) -> _Introducer | None:
    """What introduces the content of a verb: "that", a colon, a quotation, or the verb's own preposition."""
    keys, tokens, verbs = scene.doc.keys, scene.doc.tokens, _verbs()
    prepositions = verb.frames - {"clause", "quote", "object", "ب"}
    for number in range(first, min(end, first + (_STRICT_REACH if verb.strict else _REACH))):
        key = keys[number]
        if tokens[number].kind != "word":
            if key == ":" and "quote" in verb.frames:
                return _direct(scene, number, number + 1, end)
            if number in scene.opening and key not in "([" and verb.kind in _TELLING and _is_said(scene, number, end):
                return _direct(scene, number, number, end)
        elif role(key) == "complementiser":
            if "clause" not in verb.frames or keys[number - 1] in _NOT_THAT or key[0] == "و" and number > first:
                continue
            start = number + 1 + (number + 1 < end and keys[number + 1] == ":")
            return _Introducer("indirect", _to_the_end(scene, start, end), number) if start < end else None
        elif key in prepositions:
            if number + 2 < end and role(keys[number + 1]) == "complementiser":
                return _Introducer("indirect", _to_the_end(scene, number + 2, end), number)
            content = Span(number + 1, _object_end(scene, number + 1, end))
            return _Introducer("indirect", content, number) if content.start < end else None
        elif key in verbs and not verbs[key].strict and verbs[key].tense != "noun" and role(keys[number - 1]) != "relative":
            return None
    return None


def _is_said(scene: _Scene, mark: int, end: int) -> bool:
    """Whether a quotation is what is said rather than a name: it is long, or no "that" comes after it."""
    quotation = scene.opening[mark]
    if not quotation.closed or quotation.last - mark > _SHORT_QUOTATION:
        return True
    if quotation.last - mark < 4:
        return False
    for number in range(quotation.last + 1, min(end, quotation.last + _STRICT_REACH)):
        key = scene.doc.keys[number]
        if role(key) == "complementiser" or key == ":":
            return False
        if key in _verbs():
            break
    return not (mark and role(scene.doc.keys[mark - 1]) in ("body", "media"))


def _direct(scene: _Scene, at: int, first: int, end: int) -> _Introducer | None:
    """A quotation, or after a colon the rest of the sentence."""
    keys = scene.doc.keys
    if first < end and role(keys[first]) == "complementiser":
        return _Introducer("indirect", _to_the_end(scene, first + 1, end), at)
    quotation = scene.opening.get(first)
    if quotation is None or keys[first] in "([":
        return _Introducer("direct_quote", Span(first, end), at) if first < end else None
    last = quotation.last if quotation.closed else _unclosed_end(scene, quotation)
    return _Introducer("direct_quote", Span(first + 1, last), at)


def _unclosed_end(scene: _Scene, quotation: Quotation) -> int:
    """Where an unclosed quotation stops: before the next sentence that has a cue of its own."""
    own = _sentence(scene, quotation.first).end
    place = bisect_left(scene.cues, own)
    if place < len(scene.cues) and scene.cues[place] < quotation.last:
        return _sentence(scene, scene.cues[place]).start
    return quotation.last


def _object(scene: _Scene, after: int, end: int) -> _Introducer | None:
    """The nominal object of a verb of saying: أعلن الجيش مقتل ثلاثة."""
    start = _past_adverbs(scene, _past_comma_phrase(scene, after, end), end)
    quotation = scene.opening.get(start) or start + 1 < end and scene.doc.keys[start] == "ب" and scene.opening.get(start + 1)
    if quotation and quotation.closed and quotation.last - quotation.first > _SHORT_QUOTATION and scene.doc.keys[quotation.first] not in "([":
        return _Introducer("direct_quote", Span(quotation.first + 1, quotation.last), start)
    return _Introducer("indirect", Span(start, _object_end(scene, start, end)), start) if start < end else None


def _object_with_b(scene: _Scene, after: int, end: int, far: bool) -> _Introducer | None:
    """The object that a verb takes with بـ: وعد بتقديم، هدد بقطع."""
    for number in range(after, min(end, after + _STRICT_REACH // 2)):
        if _is_comma(scene, number) and number > after and not far:
            return None
        if scene.doc.keys[number].startswith("ب") and role(scene.doc.keys[number]) in ("", "event") and not (
                _is_comma(scene, number)):
            return _object(scene, number, end)
    return None


def _past_comma_phrase(scene: _Scene, number: int, end: int) -> int:
    """Past an adverbial between commas: أعلن العراق، منتصف الشهر، تسلم ..."""
    if number + 1 < end and _is_comma(scene, number) and role(scene.doc.keys[number + 1]) in ("time", "preposition"):
        return next((last for last in range(number + 2, min(end, number + 14)) if _is_comma(scene, last)), number)
    return number


def _object_end(scene: _Scene, first: int, end: int) -> int:
    """Where the object of a verb of saying ends: before the author draws a conclusion from it."""
    for number in range(first + 1, end - 1):
        if _is_comma(scene, number) and role(scene.doc.keys[number + 1]) in ("result", "contrast"):
            return number
    return end


def _read_inverted(scene: _Scene, cue: int, subject: Source | None, verb: _Verb, sentence: Span) -> list[_Act]:
    """What is said stands before the verb: "..."، قال X."""
    if subject is None or "quote" not in verb.frames:
        return []
    before = cue - 1
    while before > sentence.start and _is_comma(scene, before):
        before -= 1
    quotation = scene.closing.get(before)
    if quotation is None or quotation.first + 1 >= quotation.last or scene.doc.keys[before] in ")]":
        return []
    return [_Act("direct_quote", subject, Span(cue, cue + 1), Span(quotation.first + 1, quotation.last), "same_sentence",
                 verb.agreement)]


def _read_afterword(scene: _Scene, cue: int, verb: _Verb, sentence: Span) -> list[_Act]:
    """صرح بذلك X: what stands before in the sentence is what X said."""
    source = read_source(scene.doc, cue + 2, sentence.end)
    if source is None or cue == sentence.start:
        return []
    return [_Act("according_to", source, Span(cue, cue + 2), Span(sentence.start, cue), "same_sentence", verb.agreement)]


def _read_relay(scene: _Scene, acts: list[_Act], cue: int, sentence: Span) -> tuple[list[_Act], int]:
    """نقلت الوكالة عن X قوله إن: the quoted source speaks, not its carrier."""
    doc = scene.doc
    carrier = read_source(doc, cue + 1, min(sentence.end, cue + _SUBJECT_WORDS))
    first = carrier.after if carrier else cue + 1
    about = next((number for number in range(first, min(sentence.end, first + 12)) if doc.keys[number] == "عن"), None)
    if about is None:
        return [], cue
    source = read_source(doc, about + 1, sentence.end)
    if source is None:
        return [], cue
    saying = _Verb("say", "perfect", "", frozenset(("clause", "quote")), False)
    start = source.after
    for number in range(start, min(sentence.end, start + 16)):
        if doc.keys[number] in _verbs() and _verbs()[doc.keys[number]].tense == "noun":
            start = number + 1
            break
    introducer = _introducer(scene, saying, start, sentence.end)
    return (_acts(scene, introducer, source, cue, "same_sentence", ""), introducer.at) if introducer else ([], cue)


def _read_participle(scene: _Scene, acts: list[_Act], cue: int, verb: _Verb, sentence: Span) -> list[_Act]:
    """مضيفا أن، مشيرا إلى، بالقول إن: the subject of the clause it hangs on speaks."""
    after_break = cue == sentence.start or scene.doc.tokens[cue - 1].kind != "word"
    introducer = _introducer(scene, verb, cue + 1, sentence.end)
    if introducer is None and "object" in verb.frames and after_break:
        introducer = _object(scene, cue + 1, sentence.end)
    elif introducer and verb.kind != "describe" and not _adverbial(scene, cue + 1, introducer.at):
        introducer = _object(scene, cue + 1, sentence.end) if "object" in verb.frames and after_break else None
    if introducer is None or introducer.content.start >= introducer.content.end:
        return []
    source, link = _continued(scene, acts, cue, sentence, verb.agreement)
    return _acts(scene, introducer, source, cue, link, verb.agreement) if source else []


# Who speaks when the verb does not say

def _subject_before(scene: _Scene, cue: int, sentence: Span) -> Source | None:
    """X قال، كان X قد قال، X الذي قال."""
    keys, doc = scene.doc.keys, scene.doc
    stop = cue
    while stop > sentence.start and (role(keys[stop - 1]) in ("linker", "relative", "time") or _is_comma(scene, stop - 1)):
        stop -= 1
    for first in range(max(sentence.start, stop - _BACKWARD_WORDS), stop):
        if first > sentence.start and not _may_begin(scene, first):
            continue
        start = first
        while start < stop and (role(keys[start]) in ("auxiliary", "contrast", "boundary", "result") or keys[start] == "ان"):
            start += 1
        source = read_source(doc, start, stop) if start < stop else None
        if source and (source.after >= stop or _is_comma(scene, source.after) and first == sentence.start
                       and _apposition(scene, source.after, stop)):
            return source
    return None


def _may_begin(scene: _Scene, number: int) -> bool:
    """Whether a noun phrase may begin at a word: after a break in the sentence, or with a title."""
    doc = scene.doc
    return (doc.tokens[number - 1].kind != "word" or role(doc.keys[number - 1]) in ("auxiliary", "contrast", "boundary", "result")
            or role(doc.keys[number]) in ("person", "rank", "body", "media", "source", "document", "auxiliary", "contrast"))


def _apposition(scene: _Scene, comma: int, stop: int) -> bool:
    """Whether the words from a comma on describe the name before it and are no clause."""
    return all(role(key) not in ("complementiser", "result", "relative") and key not in _verbs()
               for key in scene.doc.keys[comma + 1:stop]) and stop - comma < 12


def _continued(scene: _Scene, acts: list[_Act], cue: int, sentence: Span, agreement: str) -> tuple[Source | None, str]:
    """The speaker that a verb without a subject, or a participle, continues."""
    here = [act for act in acts[-_MEMORY:] if act.cue.start >= sentence.start]
    fitting = [act for act in here if _agree(act.agreement, agreement)]
    if fitting:
        return fitting[-1].source, "same_sentence"
    subject = _implicit_subject(scene, acts, cue, sentence, agreement)
    if subject:
        return subject, "same_sentence"
    earlier = [act for act in acts[-_MEMORY:] if scene.starts[act.cue.start] >= scene.headline_end
               and not (act.attribution == "according_to" and act.source.kind in ("media", "name"))]
    fitting = [act for act in earlier if _agree(act.agreement, agreement)]
    chosen = here[-1:] or fitting[-1:] or (earlier[-1:] if cue <= sentence.start + 1 else [])
    return (chosen[0].source, "same_sentence" if here else "carried_over") if chosen else (None, "")


def _implicit_subject(scene: _Scene, acts: list[_Act], cue: int, sentence: Span, agreement: str) -> Source | None:
    """The subject of the verb that opens the sentence, when it is no verb of saying."""
    doc, first = scene.doc, sentence.start
    if role(doc.keys[first]) in ("preposition", "boundary", "time"):
        first = next((number + 1 for number in range(first, cue) if _is_comma(scene, number)), cue)
    if first + 1 >= cue or is_definite(doc.keys[first]):
        return None
    source = read_source(doc, first + 1, cue)
    if source is None or source.kind in ("document", "statement"):
        return None
    feminine = doc.keys[first].endswith("ت") or doc.keys[first].removeprefix("و").startswith("ت") and agreement == "f"
    named = source.kind == "name" and not _known(scene, acts, source) and not (feminine and agreement == "f")
    return None if named else source


def _agree(left: str, right: str) -> bool:
    return not left or not right or left == right
