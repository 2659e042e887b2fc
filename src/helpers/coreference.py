"""Coreference of sources: the fullest name a source has anywhere in its article."""
from helpers.sources import Source, bare, is_definite, is_verbal_noun, read_source, role
from helpers.tokens import Document

_NEAR = 6  # mentions of the same word that are looked at on either side
_LINKING = frozenset(("بن", "ابن", "بنت", "ال", "عبد", "ابو", "محمد", "في", "من"))  # shared by people who are not the same


def fullest_names(doc: Document, sources: list[Source]) -> list[str]:
    """The fullest form of each source: رسول -> يحيى رسول, الوزارة -> وزارة الصحة; البيان stands for who spoke before.

    >>> from helpers.tokens import analyse
    >>> doc = analyse("قال العميد سالم قاسم إن. وأضاف قاسم أن.")
    >>> fullest_names(doc, [read_source(doc, 1, 4), read_source(doc, 7, 8)])
    ['سالم قاسم', 'سالم قاسم']
    """
    words = [_words(doc, source) for source in sources]
    mentions: dict[str, list[int]] = {}
    for number, keys in enumerate(words):
        for key in keys:
            mentions.setdefault(key, []).append(number)
    fuller = [_fuller(doc, sources, words, mentions, number) for number in range(len(sources))]
    places = _occurrences(doc, [source for source, link in zip(sources, fuller) if link is None and _may_be_short(source)])
    return [_name(doc, sources, fuller, places, number) for number in range(len(sources))]


def _words(doc: Document, source: Source) -> frozenset[str]:
    """The words by which two mentions are compared: of the name, and for a bare title of the title."""
    return frozenset(bare(key) for key in doc.keys[source.first:source.last])


def _title_words(doc: Document, source: Source) -> frozenset[str]:
    first, last = source.title if source.title >= 0 else source.first, source.after
    following = last + (last < len(doc.tokens) and doc.tokens[last].text in "،,")
    if following < len(doc.tokens) and role(doc.keys[following]) == "person":
        apposed = read_source(doc, following, min(len(doc.tokens), following + 16))
        last = apposed.after if apposed else last
    return frozenset(bare(key) for key in doc.keys[first:last])


def _may_be_short(source: Source) -> bool:
    """Whether the text may hold a fuller name than any act of speaking: one word, or a title without its name."""
    return source.last - source.first == 1 or source.kind == "person" and source.title < 0


def _is_named(source: Source) -> bool:
    return source.kind == "name" or source.title >= 0


def _fuller(doc: Document, sources: list[Source], words: list[frozenset[str]], mentions: dict[str, list[int]],
            number: int) -> int | None:
    """Another mention of the same source that says more: the nearest before, else the nearest after."""
    source = sources[number]
    if source.kind == "statement" and is_definite(doc.keys[source.first]):
        return next((before for before in range(number - 1, max(-1, number - 1 - _NEAR), -1)
                     if sources[before].kind != "statement"), None)
    if source.kind == "honorific":
        return next((before for before in range(number - 1, max(-1, number - 1 - 4 * _NEAR), -1)
                     if sources[before].kind == "person"), None)
    own = words[number]
    by_title = not _is_named(source) and is_definite(doc.keys[source.first])
    anchor = source.head if by_title else next(iter(own - _LINKING), "")
    candidates = _around(mentions.get(anchor, []), number)
    if by_title and source.kind in ("person", "rank"):
        titled = [other for other in range(number - 1, max(-1, number - 1 - 4 * _NEAR), -1)
                  if _is_named(sources[other]) and own <= _title_words(doc, sources[other])]
        if titled:
            return titled[0]
    for other in candidates:
        if own < words[other] and _is_named(sources[other]) == _is_named(source):
            return other
    return None


def _around(places: list[int], number: int) -> list[int]:
    """The nearest mentions, those before first."""
    before = [place for place in places if place < number][-_NEAR:]
    after = [place for place in places if place > number][:_NEAR]
    return before[::-1] + after


def _occurrences(doc: Document, sources: list[Source]) -> dict[str, list[int]]:
    """Where in the text the words of sources without a fuller mention stand."""
    wanted = {form: source.head for source in sources for form in (source.head, "ال" + source.head)}
    places: dict[str, list[int]] = {}
    if wanted:
        for number, key in enumerate(doc.keys):
            if key in wanted:
                places.setdefault(wanted[key], []).append(number)
    return places


def _name(doc: Document, sources: list[Source], fuller: list[int | None], places: dict[str, list[int]], number: int) -> str:
    """The text of the fullest mention."""
    seen = {number}
    while fuller[number] is not None and fuller[number] not in seen:
        number = fuller[number]
        seen.add(number)
    source = sources[number]
    if _may_be_short(source):
        for place in places.get(source.head, ())[:4 * _NEAR]:
            longer = _full_name(doc, place) if _is_named(source) else _full_phrase(doc, place, source)
            if longer:
                return longer
    return doc.text[doc.tokens[source.first].start + source.cut:doc.tokens[source.last - 1].end]


def _full_name(doc: Document, last: int) -> str | None:
    """Given and family name after a title, where the family name stands elsewhere in the text."""
    keys, tokens = doc.keys, doc.tokens
    if last < 2 or tokens[last - 1].kind != "word" or role(keys[last]) or role(keys[last - 1]) or is_verbal_noun(keys[last - 1])\
            or is_definite(keys[last - 1], tokens[last - 1].text):
        return None
    titled = role(keys[last - 2]) in ("rank", "person") or not role(keys[last - 2]) and is_definite(keys[last - 2])
    return doc.text[tokens[last - 1].start:tokens[last].end] if titled else None


def _full_phrase(doc: Document, first: int, source: Source) -> str | None:
    """What a bare title or body stands for where the text names it outside reported speech: الوزارة، الرئيس الروسي."""
    if first == source.first:
        return None
    longer = read_source(doc, first, min(len(doc.keys), first + 16))
    if longer is None or longer.last - longer.first < 2 or (longer.title >= 0) != (source.kind == "person"):
        return None
    if source.kind == "person" and not _words(doc, source) <= _title_words(doc, longer):
        return None
    return doc.text[doc.tokens[longer.first].start:doc.tokens[longer.last - 1].end]
