"""Reported speech: who says what, by which cue, and over which stretch of the text."""
from bisect import bisect_left
from typing import NamedTuple

from helpers.arabic import is_arabic
from helpers.coreference import fullest_names
from helpers.cues import (
    TELLING,
    Introducer,
    Scene,
    Verb,
    find_introducer,
    is_adverbial,
    is_comma,
    is_governed,
    object_of,
    object_with_b,
    past_adverbs,
    phrase_at,
    phrases,
    scene_of,
    sentence_of,
    to_the_end,
    verbs,
)
from helpers.quotations import BRACKETS
from helpers.sources import (
    Source,
    is_definite,
    is_feminine_thing,
    is_noun_with_b,
    is_plain,
    is_verbal_noun,
    name_keys,
    read_source,
    role,
    without_object,
)
from helpers.tokens import Document, Span, analyse

# A verb after these says that something was not said, or has no speaker: لم يذكر، مما يشير إلى.
_SILENCED = frozenset("لم ولم فلم لن ولن لا ولا مما بما وبما وما".split())
_SAYING = Verb("say", "perfect", "", frozenset(("clause", "quote")), False)
_CLAUSE_OPENERS = ("auxiliary", "boundary", "contrast", "result")
_PHRASE_OPENERS = (
    "person", "rank", "body", "company", "media", "source", "document", "statement", "auxiliary", "contrast")
_BEFORE_VERB = ("linker", "relative", "time")  # may stand between a subject and its verb
_TO_IT = ("عنه", "عنها", "به", "بها", "اليه", "اليها")  # ما كشف عنه X
_IN_IT = ("فيه", "فيها")  # جاء فيه أن
_DASHES = ("-", "–", "—", "--")
_ADDRESSING = frozenset(("accuse", "demand", "describe", "inform"))
_WITH_TWO = frozenset(("accuse", "demand", "inform", "estimate"))  # verbs of two noun phrases: اتهم X Y، قدر X Y
_HEADLINE_SOURCE = 12  # tokens before the colon of a headline
_SUBJECT = 30  # tokens in which a subject after its verb is read
_SUBJECT_BEFORE = 18  # and before it
_ASIDE = 12
_LOOK_BACK = 200
_MEMORY = 8  # acts of speaking a verb without a subject may refer back to


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


class _Act(NamedTuple):
    """An act of speaking in token numbers, before its speaker has a name."""

    attribution: str
    source: Source
    cue: Span
    content: Span
    agreement: str


def find_speech(text: str) -> list[Speech]:
    """Reported speech in a text, in order of cue.

    >>> text = "قالت وزارة الصحة إن 5 أشخاص أصيبوا."
    >>> [speech] = find_speech(text)
    >>> speech.speaker, speech.attribution, text[speech.content_start:speech.content_end]
    ('وزارة الصحة', 'indirect', '5 أشخاص أصيبوا.')

    Offsets are code points, 0-based and half open. A quotation that opens reported words is a speech of its own inside
    theirs. What the text says in its own voice is in no speech.
    """
    return speech_of(analyse(text))


def attribute(speeches: list[Speech], start: int, end: int) -> Speech | None:
    """The speech that answers for a stretch of text: the tightest content that holds it; None is the author's voice.

    >>> text = "أعلن الحزب فوزه، وقالت اللجنة إن 3 دوائر لم تفرز."
    >>> attribute(find_speech(text), text.index("3"), text.index("3") + 1).speaker
    'اللجنة'
    """
    holding = [speech for speech in speeches if speech.content_start <= start and end <= speech.content_end]
    return min(holding, key=lambda speech: (speech.content_end - speech.content_start, -speech.cue_start), default=None)


def speech_of(doc: Document, blocks: list[Span] | None = None) -> list[Speech]:
    """Reported speech of an analysed document; as `find_speech`.

    `blocks` are the parts of the article in reading order, by default its lines; who speaks in a headline is not
    carried over into what follows.
    """
    body = _headline_end(doc, blocks)
    scene = scene_of(doc, body)
    acts, resume = [], 0
    for cue in scene.cues if scene else ():
        if cue >= resume:
            latest = [act for act in acts[-_MEMORY:] if act.cue.start >= body or cue < body]
            found, resume = _read_cue(scene, latest, cue)
            acts += found
    acts = _headline_act(doc, acts, body) + acts
    names = fullest_names(doc, [act.source for act in acts])
    return [_speech(scene, doc, act, name) for act, name in zip(acts, names)]


def _speech(scene: Scene | None, doc: Document, act: _Act, name: str) -> Speech:
    """An act with offsets into the text for token numbers."""
    tokens, source = doc.tokens, act.source
    carried = scene and source.first < sentence_of(scene, act.cue.start).start
    return Speech(act.attribution, tokens[source.first].start + source.cut, tokens[source.last - 1].end, name,
                  tokens[act.cue.start].start, tokens[act.cue.end - 1].end,
                  tokens[act.content.start].start, tokens[act.content.end - 1].end,
                  "carried_over" if carried else "same_sentence")


# Headlines

def _headline_end(doc: Document, blocks: list[Span] | None) -> int:
    """The token that ends the headline: the first block, when it closes like no sentence and more follows; else 0."""
    lines = [Span(*block) for block in blocks] if blocks else _lines(doc.text)
    if len(lines) < 2 or doc.text[lines[0].start:lines[0].end].rstrip()[-1:] in ".؟!؛:…\"»”":
        return 0
    return bisect_left(doc.tokens, lines[0].end, key=lambda token: token.start)


def _lines(text: str) -> list[Span]:
    """The first line and what follows it."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return [Span(start, end), Span(end, len(text))] if end >= 0 and text[end:].strip() else [Span(start, len(text))]


def _headline_act(doc: Document, acts: list[_Act], end: int) -> list[_Act]:
    """The act of a headline that begins with its source and a colon: وزير الصحة: ..."""
    colon = next((number for number in range(min(end, _HEADLINE_SOURCE)) if doc.keys[number] == ":"), 0)
    source = read_source(doc, 0, colon) if colon else None
    if source is None or source.after != colon or colon + 1 >= end:
        return []
    if source.kind not in ("person", "body", "source") and not _has_spoken(doc, acts, source):
        return []
    return [_Act("indirect", source, Span(colon, colon + 1), Span(colon + 1, end), "")]


def _has_spoken(doc: Document, acts: list[_Act], source: Source) -> bool:
    """Whether a word of a name is in the name of a source of these acts."""
    words = set(name_keys(doc, source))
    return any(words.intersection(name_keys(doc, act.source)) for act in acts)


# Cues

def _read_cue(scene: Scene, acts: list[_Act], cue: int) -> tuple[list[_Act], int]:
    """The acts a cue stands for, given the latest acts, and the token from which the next cue may be read."""
    phrase, verb = phrase_at(scene, cue), verbs().get(scene.doc.keys[cue])
    if phrase is None and verb is None:
        return [], cue
    sentence = sentence_of(scene, cue)
    if phrase:
        return _read_phrase(scene, acts, Span(cue, cue + phrase[0]), phrase[1], sentence)
    if verb.kind == "relay":
        return _read_relay(scene, cue, sentence)
    if verb.kind == "appear":
        return _read_appearance(scene, acts, cue, sentence), cue
    if verb.kind == "announcement":
        return _read_announcement(scene, acts, cue, verb, sentence), cue
    if verb.tense in ("participle", "noun"):
        return _read_participle(scene, acts, cue, verb, sentence), cue
    return _read_verb(scene, acts, cue, verb, sentence), cue


def _acts(scene: Scene, introducer: Introducer, source: Source, cue: int, agreement: str) -> list[_Act]:
    """The act an introducer opens; a quotation that opens its content is an act of its own."""
    if introducer.content.start >= introducer.content.end:
        return []
    act = _Act(introducer.attribution, source, Span(cue, cue + 1), introducer.content, agreement)
    quotation = scene.opening.get(introducer.content.start)
    if act.attribution == "indirect" and quotation and quotation.closed and quotation.first + 1 < quotation.last:
        return [act, act._replace(attribution="direct_quote", content=Span(quotation.first + 1, quotation.last))]
    return [act]


# According to

def _read_phrase(scene: Scene, acts: list[_Act], cue: Span, takes: str, sentence: Span) -> tuple[list[_Act], int]:
    """بحسب X، وفقا لـX، وفق ما قال X، على حد قوله."""
    keys, start = scene.doc.keys, cue.end
    if takes == "source" and start < sentence.end and keys[start] == "ما":
        takes, start = "verb", start + 1
    if takes == "verb":
        size = _verb_after_what(scene, start, keys[cue.start].endswith(("كما", "مثلما")))
        also = keys[cue.start].endswith(("كما", "مثلما")) and _reports(scene, start, sentence)
        if not size or also or start + size >= sentence.end:
            return [], cue.start
        start += size + (start + size < sentence.end and keys[start + size] in _TO_IT)
    if takes == "pronoun":
        source, after = _continued(scene, acts, cue.start, sentence, ""), start
    else:
        first = past_adverbs(scene, start, sentence.end)
        source = read_source(scene.doc, first, sentence.end, "ل" if takes == "proclitic" else "")
        if source and takes == "verb" and source.after < sentence.end and keys[source.after] == "عن":
            source = read_source(scene.doc, source.after + 1, sentence.end) or source
        after = source.after if source else start
    if source is None or takes in ("source", "proclitic") and not _is_quotable(scene, acts, source, keys[cue.start]):
        return [], start
    content = _surroundings(scene, acts, cue.start, after, sentence, source)
    resume = max(start, source.first)  # بحسب إعلان X: no announcement of its own
    return ([_Act("according_to", source, cue, content, "")] if content.start < content.end else []), resume


def _verb_after_what(scene: Scene, number: int, plain: bool) -> int:
    """How many tokens a verb of saying takes after "what": قال، أعلنته، جاء في; 0 when none stands there.

    After كما the verb must be `plain`, without other meanings.
    """
    keys = scene.doc.keys
    if number + 1 >= len(keys):
        return 0
    forms = [verbs().get(keys[number].removesuffix(pronoun)) for pronoun in ("", "ه", "ها")]
    if forms[0] and forms[0].kind == "appear":
        return 2 * (keys[number + 1] in ("في", "علي"))
    told = (verb for verb in forms if verb and verb.kind in TELLING and _is_finite(verb))
    return int(any(not (plain and verb.strict) for verb in told))


def _is_finite(verb: Verb) -> bool:
    return verb.tense in ("perfect", "imperfect")


def _reports(scene: Scene, verb: int, sentence: Span) -> bool:
    """Whether a verb reports what follows it, so that كما before it means "also"."""
    for number in range(verb + 1, min(sentence.end, verb + _SUBJECT)):
        if role(scene.doc.keys[number]) == "complementiser" or scene.doc.keys[number] == ":" or number in scene.opening:
            return True
        if is_comma(scene, number):
            return False
    source = read_source(scene.doc, verb + 1, sentence.end)
    after = past_adverbs(scene, source.after, sentence.end) if source else verb + 1
    return any(token.kind == "word" for token in scene.doc.tokens[after:min(after + 2, sentence.end)])


def _is_quotable(scene: Scene, acts: list[_Act], source: Source, cue: str) -> bool:
    """Whether a noun after an according-to phrase is a source: after وفق and حسب many are plans, needs, conditions."""
    if source.kind != "name" or cue.endswith("بحسب") or cue in ("نقلا", "علي"):
        return True
    plain = all(is_plain(scene.doc, number) for number in range(source.first, source.last))
    return (plain and source.last - source.first > 1 or not is_arabic(scene.doc.keys[source.first])
            or source.first - 1 in scene.opening or _is_known(scene, acts, source))


def _surroundings(scene: Scene, acts: list[_Act], cue: int, after: int, sentence: Span, source: Source) -> Span:
    """What an according-to phrase covers: what follows when it opens a clause, else the sentence it stands in."""
    tokens, keys = scene.doc.tokens, scene.doc.keys
    opens = cue - sentence.start < 4 and all(token.kind != "word" for token in tokens[sentence.start:cue])
    if opens or keys[cue][0] == "و" and keys[cue][1:] in phrases():
        after = past_adverbs(scene, after, sentence.end)
        after += after < sentence.end and keys[after] in ("فان", "ان")
        if sentence.start and not any(token.kind == "word" for token in tokens[after:min(sentence.end, after + 4)]):
            return Span(sentence_of(scene, sentence.start - 1).start, sentence.start)
        return to_the_end(scene, after, sentence.end)
    goes_on = after + 1 < sentence.end and is_comma(scene, after) and (
        keys[after + 1] == "مما" or not _breaks(scene, after + 1))  # مما carries the clause before it on
    waiting = next((act for act in acts if act.cue.start >= sentence.start and act.content.start > cue), None)
    if waiting:
        return waiting.content
    quoting = next((act for act in acts if act.cue.start >= sentence.start and act.content.end == act.cue.start), None)
    if quoting and quoting.source.after >= cue:
        return quoting.content
    if not is_comma(scene, cue - 1) and after < sentence.end and _begins_counting(scene, after):
        return Span(after, sentence.end)
    holding = [act for act in acts if act.content.start < cue <= act.content.end and act.cue.start >= sentence.start]
    apart = cue > sentence.start and is_comma(scene, cue - 1)
    if not holding:
        begin = sentence.start if apart else _phrase_start(scene, cue, sentence.start)
        return Span(begin, sentence.end if goes_on else cue)
    if goes_on:
        return Span(after + 1, sentence.end)
    if source.kind == "media":
        return Span(sentence.start, cue)
    spoken = max(act.content.start for act in holding)
    return Span(_clause_start(scene, cue - 1, sentence.start if apart else spoken), cue)


def _clause_start(scene: Scene, number: int, first: int) -> int:
    """The token after the nearest comma before a token, else `first`."""
    reach = range(number - 1, max(first, number - _LOOK_BACK), -1)
    return next((comma + 1 for comma in reach if is_comma(scene, comma)), first)


def _phrase_start(scene: Scene, cue: int, first: int) -> int:
    """Where the words begin that a phrase without a comma belongs to: after an adverbial between commas."""
    begin = _clause_start(scene, cue, first)
    aside = _clause_start(scene, begin - 1, first) if begin > first else first
    between = aside > first and role(scene.doc.keys[aside]) in ("preposition", "time")
    return begin if between else first


def _begins_counting(scene: Scene, number: int) -> bool:
    """Whether a word after a source goes on with the sentence, not with the source: خلفت وفقا لـX أكثر من ..."""
    kind, key = scene.doc.tokens[number].kind, scene.doc.keys[number]
    return kind == "number" or kind == "word" and key[:1] != "و" and role(key) in ("", "boundary", "saying", "event")


def _breaks(scene: Scene, number: int) -> bool:
    """Whether a word opens a clause of its own."""
    key = scene.doc.keys[number]
    return role(key) in ("boundary", "result", "relative", "contrast") or key in verbs()


# Verbs

def _read_verb(scene: Scene, acts: list[_Act], cue: int, verb: Verb, sentence: Span) -> list[_Act]:
    """قال X إن، أعلن X تسلم، X قال إن، وأضاف."""
    if _is_silent(scene, acts, cue, verb, sentence):
        return []
    if cue + 1 < sentence.end and scene.doc.keys[cue + 1] == "بذلك":
        return _read_afterword(scene, cue, verb, sentence)
    introducer = find_introducer(scene, verb, cue + 1, sentence.end)
    hidden = _hides_subject(scene, cue, verb)
    subject = None if hidden else _subject_after(scene, cue, introducer, sentence.end)
    if subject is None and not hidden:
        subject = _described(scene, cue, verb, sentence)
    if subject and verb.kind in _WITH_TWO:
        subject = without_object(scene.doc, subject)
    if subject and verb.kind in _ADDRESSING:
        subject = _before_addressee(scene, cue, verb, subject, introducer, sentence)
    introducer = _fitting(scene, verb, cue, subject, introducer)
    if introducer is None:
        if subject is None and "object" in verb.frames and not verb.strict:
            subject = _subject_before(scene, cue, sentence)
        introducer = _object(scene, verb, cue, subject, sentence)
    if introducer is None:
        return _read_inverted(scene, cue, subject, verb, sentence)
    if any(act.content.start == introducer.content.start for act in acts):
        return []
    if cue in scene.quoted and (subject is None or subject.kind == "name" and not _is_known(scene, acts, subject)):
        return []
    if subject is None and (not verb.strict or _opens_a_clause(scene, cue, sentence)):
        subject = (_subject_before(scene, cue, sentence) or _plain_name(scene, cue + 1, introducer.at)
                   or _continued(scene, acts, cue, sentence, verb.agreement))
    if subject is None or verb.kind in ("record", "contain", "report") and not _records(subject, verb):
        return []
    return _acts(scene, introducer, subject, cue, verb.agreement)


def _is_silent(scene: Scene, acts: list[_Act], cue: int, verb: Verb, sentence: Span) -> bool:
    """Whether a verb of saying reports nothing here: negated, impersonal, a noun of the same form, a mere detail."""
    keys = scene.doc.keys
    previous = keys[cue - 1] if cue > sentence.start else ""
    following = keys[cue + 1] if cue + 1 < sentence.end else ""
    if not verb.frames or is_governed(keys, cue) or previous in _SILENCED:
        return True
    if previous and scene.doc.tokens[cue - 1].kind == "number":
        return True
    if role(keys[cue]) == "impersonal" and (role(following) == "complementiser" or following in ("الي", "ب")):
        return True
    detail = role(previous) == "relative" or verb.kind in ("record", "contain") and not previous.endswith("كما")
    return detail and (role(keys[sentence.start]) == "impersonal"
                       or any(act.content.start <= cue < act.content.end for act in acts))


def _subject_after(scene: Scene, cue: int, introducer: Introducer | None, end: int) -> Source | None:
    """The subject that follows its verb, past adverbs of time and من جانبه."""
    keys, limit = scene.doc.keys, introducer.at if introducer else end
    start = past_adverbs(scene, cue + 1, limit)
    if start + 1 < limit and keys[start] in ("من", "ومن") and keys[start + 1].startswith(("جهت", "جانب")):
        start = past_adverbs(scene, start + 2, limit)
    closed = introducer is not None
    subject = read_source(scene.doc, start, min(limit, start + _SUBJECT), closed=closed) if start < limit else None
    if subject and subject.kind == "name" and keys[start][0] == "ل" and keys[start][1:] in scene.vocabulary:
        return None  # قالت لسالم: the one spoken to
    if subject and subject.kind == "name" and "ب" in verbs()[keys[cue]].frames and is_noun_with_b(keys[start]):
        return None  # يفيد بسرقة: what is said
    return subject


def _before_addressee(scene: Scene, cue: int, verb: Verb, found: Source, introducer: Introducer | None,
                      sentence: Span) -> Source | None:
    """The subject of a verb that also takes a person: what follows it may be whom X طالب, what X وصف."""
    if verb.kind == "describe":
        return None if introducer and found.after == introducer.at else found
    return found if _opens_a_clause(scene, cue, sentence) else _subject_before(scene, cue, sentence) or found


def _fitting(scene: Scene, verb: Verb, cue: int, subject: Source | None,
             introducer: Introducer | None) -> Introducer | None:
    """The introducer, unless what stands before it shows that it is not the verb's own."""
    if introducer is None:
        return None
    after = subject.after if subject else cue + 1
    quotes = introducer.at in scene.opening
    if verb.strict and quotes and after != introducer.at:
        return None
    particular = verb.strict or quotes or "object" in verb.frames
    return introducer if not particular or is_adverbial(scene, after, introducer.at, verb.strict) else None


def _object(scene: Scene, verb: Verb, cue: int, subject: Source | None, sentence: Span) -> Introducer | None:
    """The nominal object of a verb, when it takes one and its subject is not in doubt."""
    keys, after = scene.doc.keys, max(subject.after, cue + 1) if subject else cue + 1
    if cue > sentence.start and role(keys[cue - 1]) == "relative":
        return None
    if cue == sentence.start and _hides_subject(scene, cue, verb):
        return object_of(scene, cue + 1, sentence.end)
    if verb.strict and (subject is None or subject.kind == "name"):
        return None
    if "object" in verb.frames:
        carried = cue <= sentence.start + 1 and after < sentence.end and is_verbal_noun(keys[after])
        return object_of(scene, after, sentence.end) if subject or carried else None
    if "ب" in verb.frames and (subject or verb.kind == "promise"):
        return object_with_b(scene, after, sentence.end, verb.kind == "promise")
    return None


def _hides_subject(scene: Scene, cue: int, verb: Verb) -> bool:
    """Whether the noun after a verb of estimating is its object for want of agreement: وقدر خسائر الشركة بنحو ..."""
    return (verb.kind == "estimate" and verb.agreement == "m" and "object" in verb.frames
            and cue + 1 < len(scene.doc.keys) and is_feminine_thing(scene.doc, cue + 1))


def _opens_a_clause(scene: Scene, cue: int, sentence: Span) -> bool:
    """Whether a verb begins a clause, so that a noun of the same form is ruled out."""
    return (cue == sentence.start or scene.doc.keys[cue][0] in "وف" or scene.doc.tokens[cue - 1].kind != "word"
            or role(scene.doc.keys[cue - 1]) in (*_CLAUSE_OPENERS, "linker", "time"))


def _records(source: Source, verb: Verb) -> bool:
    """Whether a source counts and records, rather than scores or earns."""
    recorders = ("document", "statement") if verb.kind == "contain" else ("document", "statement", "body", "media")
    return source.kind in recorders


def _read_afterword(scene: Scene, cue: int, verb: Verb, sentence: Span) -> list[_Act]:
    """صرح بذلك X: what stands before in the sentence is what X said."""
    source = read_source(scene.doc, cue + 2, sentence.end)
    if source is None or cue == sentence.start:
        return []
    return [_Act("according_to", source, Span(cue, cue + 2), Span(sentence.start, cue), verb.agreement)]


def _read_inverted(scene: Scene, cue: int, subject: Source | None, verb: Verb, sentence: Span) -> list[_Act]:
    """What is said stands before the verb: "..."، قال X."""
    before = cue - 1
    while before > sentence.start and is_comma(scene, before):
        before -= 1
    quotation = scene.closing.get(before)
    if subject is None or quotation is None or "quote" not in verb.frames or scene.doc.keys[before] in BRACKETS:
        return []
    content = Span(quotation.first + 1, quotation.last)
    return _acts(scene, Introducer("direct_quote", content, before), subject, cue, verb.agreement)


def _read_relay(scene: Scene, cue: int, sentence: Span) -> tuple[list[_Act], int]:
    """نقلت الوكالة عن X قوله إن: the quoted source speaks, not its carrier."""
    doc, frames = scene.doc, verbs()[scene.doc.keys[cue]].frames
    carrier = read_source(doc, cue + 1, min(sentence.end, cue + _SUBJECT))
    first = carrier.after if carrier else cue + 1
    reach = range(first, min(sentence.end, first + _ASIDE))
    source = next((read_source(doc, number + 1, sentence.end) for number in reach if doc.keys[number] in frames), None)
    if source is None:
        return [], cue
    start = source.after
    for number in range(start, min(sentence.end, start + _ASIDE)):
        if doc.keys[number] in verbs() and verbs()[doc.keys[number]].tense == "noun":
            start = number + 1
            break
    introducer = find_introducer(scene, _SAYING, start, sentence.end)
    return (_acts(scene, introducer, source, cue, ""), introducer.at) if introducer else ([], cue)


def _read_appearance(scene: Scene, acts: list[_Act], cue: int, sentence: Span) -> list[_Act]:
    """جاء في X أن، ورد فيه أن: a statement or document, or whoever issued it, speaks."""
    keys, start = scene.doc.keys, past_adverbs(scene, cue + 1, sentence.end)
    if start + 1 >= sentence.end:
        return []
    if keys[start] in _IN_IT:
        source, after = _continued(scene, acts, cue, sentence, ""), start + 1
    elif keys[start] == "في" and role(keys[start + 1]) in ("document", "statement"):
        source = read_source(scene.doc, start + 1, sentence.end)
        after = source.after if source else start
    else:
        return []
    introducer = find_introducer(scene, _SAYING, after, sentence.end)
    return _acts(scene, introducer, source, cue, "") if source and introducer else []


def _read_participle(scene: Scene, acts: list[_Act], cue: int, verb: Verb, sentence: Span) -> list[_Act]:
    """مضيفا أن، مشيرا إلى، بالقول إن: the subject of the clause it hangs on speaks."""
    introducer = find_introducer(scene, verb, cue + 1, sentence.end)
    if introducer and verb.kind != "describe" and not is_adverbial(scene, cue + 1, introducer.at):
        introducer = None
    apart = cue == sentence.start or scene.doc.tokens[cue - 1].kind != "word"
    if introducer is None and apart and "object" in verb.frames:
        introducer = object_of(scene, cue + 1, sentence.end)
    source = _continued(scene, acts, cue, sentence, verb.agreement) if introducer else None
    return _acts(scene, introducer, source, cue, verb.agreement) if source else []


def _read_announcement(scene: Scene, acts: list[_Act], cue: int, verb: Verb, sentence: Span) -> list[_Act]:
    """بعد إعلان X مقتل ثلاثة، رغم تأكيد X أن: the noun of a verb of saying with its own subject."""
    source = read_source(scene.doc, cue + 1, min(sentence.end, cue + _SUBJECT))
    if source is None or source.kind in ("document", "statement"):
        return []
    if source.kind == "name" and not _is_known(scene, acts, source):
        return []
    introducer = find_introducer(scene, verb, source.after, sentence.end)
    if introducer is None or not is_adverbial(scene, source.after, introducer.at):
        introducer = object_of(scene, source.after, sentence.end)
    return _acts(scene, introducer, source, cue, "") if introducer else []


# Who speaks when the verb does not say

def _subject_before(scene: Scene, cue: int, sentence: Span) -> Source | None:
    """X قال، كان X قد قال، X الذي قال."""
    doc, keys, stop = scene.doc, scene.doc.keys, cue
    if keys[cue][0] == "و" and keys[cue][1:] in verbs():
        return None  # سالم قاسم، وقال: another clause
    while stop > sentence.start and (is_comma(scene, stop - 1) or role(keys[stop - 1]) in _BEFORE_VERB):
        stop -= 1
    for first in range(max(sentence.start, stop - _SUBJECT_BEFORE), stop):
        if first > sentence.start and not _may_begin(scene, first):
            continue
        start = first
        while start < stop and (role(keys[start]) in _CLAUSE_OPENERS or keys[start] == "ان"):
            start += 1
        source = read_source(doc, start, stop) if start < stop else None
        if source and (source.after >= stop or start == sentence.start and _is_apposition(scene, source.after, stop)):
            return source
    return None


def _described(scene: Scene, cue: int, verb: Verb, sentence: Span) -> Source | None:
    """The indefinite statement or document that an imperfect describes, as a relative clause without الذي does."""
    keys = scene.doc.keys
    if verb.tense != "imperfect" or keys[cue][0] in "وف":
        return None
    for number in range(cue - 1, max(sentence.start, cue - _SUBJECT_BEFORE) - 1, -1):
        if role(keys[number]) == "complementiser":
            return None
        if role(keys[number]) in ("document", "statement") and not is_definite(scene.doc, number):
            source = read_source(scene.doc, number, cue)
            adjoins = source and (source.after == cue or is_comma(scene, cue - 1))
            return source if adjoins and source.kind in ("document", "statement") else None
    return None


def _may_begin(scene: Scene, number: int) -> bool:
    """Whether a noun phrase may begin at a word: after a break in the sentence, or with a title."""
    keys = scene.doc.keys
    return (scene.doc.tokens[number - 1].kind == "punctuation" or role(keys[number - 1]) in _CLAUSE_OPENERS
            or role(keys[number]) in _PHRASE_OPENERS)


def _is_apposition(scene: Scene, comma: int, stop: int) -> bool:
    """Whether the words from a comma on describe the name before it and are no clause."""
    return is_comma(scene, comma) and stop - comma < _ASIDE and not any(
        role(key) in ("complementiser", "result", "relative") or key in verbs() or key in _DASHES
        for key in scene.doc.keys[comma + 1:stop])


def _plain_name(scene: Scene, first: int, last: int) -> Source | None:
    """One to three words between a verb and what it introduces: a name, whatever else they could mean."""
    if not 1 <= last - first <= 3 or not all(is_plain(scene.doc, number) for number in range(first, last)):
        return None
    return Source(first, last, last, "name", scene.doc.keys[first])


def _continued(scene: Scene, acts: list[_Act], cue: int, sentence: Span, agreement: str) -> Source | None:
    """The speaker whom a verb without a subject, or a participle, continues."""
    here = [act for act in acts if act.cue.start >= sentence.start]
    fitting = [act for act in here if _agree(act.agreement, agreement)]
    if fitting:
        return fitting[-1].source
    subject = _implicit_subject(scene, acts, cue, sentence.start, agreement)
    if subject:
        return subject
    earlier = [act for act in acts if act.attribution != "according_to" or act.source.kind not in ("media", "name")]
    fitting = [act for act in earlier if _agree(act.agreement, agreement)]
    chosen = here or fitting or (earlier if cue <= sentence.start + 1 else [])
    if chosen:
        return chosen[-1].source
    before = sentence_of(scene, sentence.start - 1) if sentence.start > scene.body else sentence
    return _implicit_subject(scene, acts, sentence.start, before.start, agreement)


def _implicit_subject(scene: Scene, acts: list[_Act], cue: int, first: int, agreement: str) -> Source | None:
    """The subject of the verb that opens the sentence at `first`."""
    doc = scene.doc
    if first + 2 < cue and doc.keys[first] in ("من", "ومن") and doc.keys[first + 1].startswith(("جهت", "جانب")):
        first = past_adverbs(scene, first + 2, cue)
    elif role(doc.keys[first]) in ("preposition", "boundary", "time"):
        reach = range(first, min(cue, first + _SUBJECT))
        first = next((number + 1 for number in reach if is_comma(scene, number)), cue)
    contrast = role(doc.keys[first]) == "contrast"
    while contrast and first < cue and (role(doc.keys[first]) == "contrast" or doc.keys[first] == "ان"):
        first += 1
    if first + 1 >= cue or not contrast and is_definite(doc, first):
        return None
    source = read_source(doc, first if contrast else first + 1, cue)
    if source is None or source.kind in ("document", "statement"):
        return None
    feminine = agreement == "f" and (doc.keys[first].endswith("ت") or doc.keys[first].removeprefix("و").startswith("ت"))
    told = contrast or source.kind != "name" or feminine or doc.keys[first] in verbs() or _is_known(scene, acts, source)
    return source if told else None


def _is_known(scene: Scene, acts: list[_Act], source: Source) -> bool:
    """Whether a name has spoken lately, or is that of a place."""
    return role(scene.doc.keys[source.first]) == "place" or _has_spoken(scene.doc, acts, source)


def _agree(left: str, right: str) -> bool:
    """Whether two verb forms may have one subject."""
    return not left or not right or left == right
