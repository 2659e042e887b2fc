"""Tie a quantity to the place and the time it is about: same clause first, then same sentence, then the one before."""
import re
from functools import cache

from helpers.arabic import fold, strip_marks
from helpers.resources import read_lexicon

# People and things are somewhere, and so is the whole that a share is of; sums and durations are not.
PLACED_KINDS = frozenset({"count", "measure", "percent"})
_CLAUSE_END = re.compile(r"[،؛,;:–—]|\s-\s")
_WORDS_BEFORE = re.compile(r"[^\W\d_]+")
_LONGEST_CLAUSE = 2000  # characters: what stands farther away is in another clause
_MANY = 99
_REACH = 25  # characters: a joined or containing place stands no farther away


def link_place(quantity, text: str, here, before, speech=None):
    """The place mention a quantity is about and how it is tied to it, or (None, None).

    `here` are the mentions of the quantity's own sentence in reading order, `before` those of the sentence before it.
    Only a locative mention counts («في الموصل», not «أعلنت بغداد»); of a chain («في حلبجة بمحافظة السليمانية») the
    narrowest place. Where a source stands («مصادر طبية في غزة») serves when the sentence names no other place. A share
    takes a place of its own clause only. The link is `clause`, `sentence` or `previous_sentence`.
    """
    if quantity.kind not in PLACED_KINDS:
        return None, None
    here = _locative(here, text)
    if mention := _nearest(quantity, [one for one in here if not _is_source(one, speech)] or here):
        link = "sentence" if _clauses_between(quantity, mention, text) else "clause"
        return (_narrowest(mention, here, text), link) if _may_link(quantity, link) else (None, None)
    if _may_link(quantity, "previous_sentence") and (before := _locative(before, text)):
        return _narrowest(before[0], before, text), "previous_sentence"
    return None, None


def _may_link(quantity, link: str) -> bool:
    return quantity.kind != "percent" or link == "clause"


def link_time(quantity, text: str, times, speech=None):
    """The temporal expression that dates a quantity, or None.

    Of the expressions of the sentence (a bare duration dates nothing) the nearest counts that stands in
    the same clause, or before the quantity with one comma between. For reported speech it has to stand inside the
    speech; when none does, the day of the saying, beside cue or speaker, serves.
    """
    dated = [time for time in times if time.precision not in ("duration", "set")]
    own = [time for time in dated if time.start < quantity.end and quantity.start < time.end]
    if own:
        return own[0]
    near = [time for time in dated if _clauses_between(quantity, time, text) <= (time.end <= quantity.start)]
    if speech is None:
        return _nearest(quantity, near)
    inside = [time for time in near if speech.content_start <= time.start and time.end <= speech.content_end]
    return _nearest(quantity, inside or [time for time in dated if _is_beside(time, speech, text)])


def _clauses_between(quantity, mention, text: str) -> int:
    start, end = min(mention.end, quantity.end), max(mention.start, quantity.start)
    return len(_CLAUSE_END.findall(text, start, end)) if end - start < _LONGEST_CLAUSE else _MANY


def _is_beside(mention, speech, text: str) -> bool:
    spans = ((speech.speaker_start, speech.speaker_end), (speech.cue_start, speech.cue_end))
    return any(_distance(text, min(mention.end, end), max(mention.start, start)) <= _REACH for start, end in spans)


def _distance(text: str, start: int, end: int) -> int:
    """Characters from one place of the text to another, without vowel signs, tatweel and repeated spaces."""
    return len(" ".join(strip_marks(text[start:end]).split())) if 0 < end - start < 4 * _REACH else end - start


def _locative(mentions, text: str) -> list:
    """The mentions that say where something is, told by the word before them or by the one they are joined to."""
    found = []
    for mention in mentions:
        if (found and _is_joined(found[-1], mention, text)) or _says_where(mention, text):
            found.append(mention)
    return found


def _says_where(mention, text: str) -> bool:
    lead = strip_marks(text[max(0, mention.start - 2 * _REACH):mention.start])
    if lead[-1:].isalpha():
        return lead[-1] == "ب"
    words = [fold(word) for word in _WORDS_BEFORE.findall(lead)[-2:]]
    if words and words[-1].startswith("ال") and not _is_locative(words[-1]):
        words.pop()  # an adjective between: العاصمة الأفغانية كابل
    return fold(mention.text.split()[0]) in _kind_words() or bool(words) and _is_locative(words[-1])


def _is_locative(key: str) -> bool:
    return any(form in _locatives() or form in _kind_words() for form in (key, key[1:]))


def _is_joined(earlier, later, text: str) -> bool:
    return text[earlier.end:later.start].strip() in ("و", "،", "،و", "أو")


def _nearest(quantity, mentions):
    """The first mention after the quantity, unless one before it stands closer than half as far."""
    after = next((mention for mention in mentions if mention.start >= quantity.end), None)
    before = next((mention for mention in reversed(mentions) if mention.end <= quantity.start), None)
    if after is None or before is None:
        return after or before
    return before if 2 * (quantity.start - before.end) < after.start - quantity.end else after


def _narrowest(mention, mentions, text: str):
    """The place of smallest radius in the chain of close neighbours that a mention belongs to."""
    place = mentions.index(mention)
    first = last = place
    while first > 0 and _near(mentions[first - 1], mentions[first], text):
        first -= 1
    while last + 1 < len(mentions) and _near(mentions[last], mentions[last + 1], text):
        last += 1
    return min(mentions[first:last + 1], key=lambda one: one.place.radius_km if one.place else 0)


def _near(earlier, later, text: str) -> bool:
    """Whether the second of two places tells of the first what it lies in: close by, and not joined as an equal."""
    gap = text[earlier.end:later.start]
    if _distance(text, earlier.end, later.start) > _REACH or _CLAUSE_END.search(gap) or any(map(str.isdecimal, gap)):
        return False
    return not _is_joined(earlier, later, text)


def _is_source(mention, speech) -> bool:
    return speech is not None and mention.start < speech.speaker_end and speech.speaker_start < mention.end


@cache
def _locatives() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_lexicon("locatives"))


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_lexicon("place_kinds"))
