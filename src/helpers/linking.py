"""Tie a quantity to the place and the time it is about: same clause first, then same sentence, then the one before."""
import re
from functools import cache

from helpers.arabic import fold
from helpers.resources import read_lexicon

# People and things are somewhere; sums, shares and durations are not.
PLACED_KINDS = frozenset({"count", "measure"})
_CLAUSE_END = re.compile(r"[،؛,;:–—]|\s-\s")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_REACH = 25  # characters: a joined or containing place stands no farther away


def link_place(quantity, text: str, here, before, speech=None):
    """The place mention a quantity is about and how it is tied to it, or (None, None).

    `here` are the mentions of the quantity's own sentence in reading order, `before` those of the sentence before it.
    Only a locative mention counts («في الموصل», not «أعلنت بغداد»); of a chain («في حلبجة بمحافظة السليمانية») the
    narrowest place. The link is `clause`, `sentence` or `previous_sentence`.
    """
    if quantity.kind not in PLACED_KINDS:
        return None, None
    here = [mention for mention in _locative(here, text) if not _is_source(mention, speech)]
    if mention := _nearest(quantity, here):
        gap = text[min(mention.end, quantity.end):max(mention.start, quantity.start)]
        return _narrowest(mention, here, text), "sentence" if _CLAUSE_END.search(gap) else "clause"
    if before := _locative(before, text):
        return _narrowest(before[0], before, text), "previous_sentence"
    return None, None


def link_time(quantity, times, speech=None):
    """The temporal expression that dates a quantity, or None.

    Inside reported speech an expression of the same speech dates the quantity; one beside the verb of saying dates
    the saying, and serves when the speech itself has none.
    """
    overlapping = [time for time in times if time.start < quantity.end and quantity.start < time.end]
    if overlapping:
        return overlapping[0]
    if speech is not None:
        inside = [time for time in times if speech.content_start <= time.start and time.end <= speech.content_end]
        times = inside or times
    return _nearest(quantity, times)


def _locative(mentions, text: str) -> list:
    """The mentions that say where something is, told by the word before them or by the one they are joined to."""
    found = []
    for mention in mentions:
        joined = found and _near(found[-1], mention, text) and text[found[-1].end:mention.start].strip() in ("و", "،", "،و")
        if joined or _says_where(mention, text):
            found.append(mention)
    return found


def _says_where(mention, text: str) -> bool:
    lead = text[max(0, mention.start - _REACH):mention.start]
    if lead[-1:].isalpha():
        return lead[-1] == "ب"
    kinds = _kind_words()
    before = _WORD_BEFORE.search(lead)
    key = fold(before[1]) if before else ""
    first = fold(mention.text.split()[0])
    return first in kinds or any(form in _locatives() or form in kinds for form in (key, key[1:]))


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
    gap = text[earlier.end:later.start]
    return len(gap) <= _REACH and not _CLAUSE_END.search(gap) and not any(map(str.isdecimal, gap))


def _is_source(mention, speech) -> bool:
    return speech is not None and mention.start < speech.speaker_end and speech.speaker_start < mention.end


@cache
def _locatives() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_lexicon("locatives"))


@cache
def _kind_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_lexicon("place_kinds"))
