"""Tie a quantity to the place and the time it is about: same clause first, then same sentence, then the one before."""
import re

# A clause ends where the writer set a comma, a semicolon or a dash; what stands in the same clause belongs closest.
_CLAUSE_END = re.compile(r"[،؛,;:–—]|\s-\s")
# Kinds of which a place can be said: people and things are somewhere, sums and shares are not.
PLACED_KINDS = frozenset({"count", "measure"})


def link_place(quantity, text, here, before, speech=None):
    """The place mention a quantity is about and how it is tied to it, or (None, None).

    `here` are the mentions of the quantity's own sentence in reading order, `before` those of the sentence before it
    in the same paragraph. The link is `clause`, `sentence` or `previous_sentence`. A mention inside the name of the
    speaker is a source, not a place of the event.
    """
    if quantity.kind not in PLACED_KINDS:
        return None, None
    here = [mention for mention in here if not _is_source(mention, speech)]
    if mention := _nearest(quantity, here):
        gap = text[min(mention.end, quantity.end):max(mention.start, quantity.start)]
        return mention, "sentence" if _CLAUSE_END.search(gap) else "clause"
    if before:
        return before[-1], "previous_sentence"
    return None, None


def link_time(quantity, text, times, speech=None):
    """The temporal expression that dates a quantity, or None.

    Inside reported speech only an expression of the same speech dates the quantity; one beside the verb of saying
    dates the saying, and serves when the speech itself has none.
    """
    overlapping = [time for time in times if time.start < quantity.end and quantity.start < time.end]
    if overlapping:
        return overlapping[0]
    if speech is not None:
        inside = [time for time in times if speech.content_start <= time.start and time.end <= speech.content_end]
        times = inside or times
    return _nearest(quantity, times)


def _nearest(quantity, mentions):
    """The first mention after the quantity, unless one before it stands closer than half as far."""
    after = next((mention for mention in mentions if mention.start >= quantity.end), None)
    before = next((mention for mention in reversed(mentions) if mention.end <= quantity.start), None)
    if after is None or before is None:
        return after or before
    return before if 2 * (quantity.start - before.end) < after.start - quantity.end else after


def _is_source(mention, speech) -> bool:
    return speech is not None and mention.start < speech.speaker_end and speech.speaker_start < mention.end
