"""Coreference of sources: the fullest name a source has anywhere in its article."""
from bisect import bisect_left

from helpers.sources import Source, bare, is_definite, is_plain, is_verbal_noun, name_keys, read_source, role
from helpers.tokens import Document

_NEAR = 6  # mentions of the same word that are looked at on either side
_TITLES_BACK = 24  # sources a bare title may refer back to
_OCCURRENCES = 24  # places of a word in the text that are looked at for a fuller name
_WHOEVER = frozenset(("متحدث", "مسؤول", "مسئول"))  # "the speaker", of whoever spoke last
_COMMON = frozenset(("بن", "ابن", "بنت", "ال", "عبد", "ابو", "محمد", "في", "من"))  # shared by different people


def fullest_names(doc: Document, sources: list[Source]) -> list[str]:
    """The fullest form of each source: قاسم -> سالم قاسم, الوزارة -> وزارة الصحة; البيان stands for who spoke before.

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
    titles = [_title_words(doc, source) if _is_named(source) else frozenset() for source in sources]
    fuller = [_fuller(doc, sources, words, titles, mentions, number) for number in range(len(sources))]
    places = _occurrences(doc, [source for source, link in zip(sources, fuller) if link is None and _is_short(source)])
    outside: dict[tuple, str | None] = {}
    names = []
    for number in range(len(sources)):
        source = sources[_follow(fuller, number)]
        name = None
        if _is_short(source):
            known_by = _anchor(doc, source), source.kind, source.title >= 0, _words(doc, source)
            if known_by not in outside:
                outside[known_by] = _named_outside(doc, source, places)
            name = outside[known_by]
        names.append(name or _surface(doc, source))
    return names


def _surface(doc: Document, source: Source) -> str:
    """A source as written; لل of a governed one is written out: للدرك الملكي -> الدرك الملكي."""
    text = doc.text[doc.tokens[source.first].start + source.cut:doc.tokens[source.last - 1].end]
    return "ال" + text[2:] if text.startswith("لل") and not source.cut else text


def _words(doc: Document, source: Source) -> frozenset[str]:
    """The words by which two mentions are compared: of the name, or for a bare title of the title."""
    return frozenset(map(bare, name_keys(doc, source)))


def _title_words(doc: Document, source: Source) -> frozenset[str]:
    """The words of a name with its title before or after it: سالم قاسم، المتحدث باسم البحرية."""
    first, last = source.title if source.title >= 0 else source.first, source.after
    following = last + (last < len(doc.tokens) and doc.keys[last] in "،,")
    if following < len(doc.tokens) and role(doc.keys[following]) == "person":
        apposed = read_source(doc, following, min(len(doc.tokens), following + 16))
        last = apposed.after if apposed else last
    return frozenset(bare(key) for key in doc.keys[first:last])


def _is_named(source: Source) -> bool:
    return source.kind == "name" or source.title >= 0


def _is_short(source: Source) -> bool:
    """Whether the text may hold a fuller name than any act of speaking: one word, or a title without its name."""
    return source.last - source.first == 1 or source.kind == "person" and source.title < 0


def _fuller(doc: Document, sources: list[Source], words: list[frozenset[str]], titles: list[frozenset[str]],
            mentions: dict[str, list[int]], number: int) -> int | None:
    """Another mention of the same source that says more: the nearest before, else the nearest after."""
    source, own = sources[number], words[number]
    if source.kind == "statement" and is_definite(doc, source.first):
        return _last(number, _NEAR, lambda other: sources[other].kind != "statement")
    if source.kind == "honorific":
        return _last(number, _TITLES_BACK, lambda other: sources[other].kind == "person")
    by_title = not _is_named(source) and is_definite(doc, source.first)
    if by_title and source.kind == "person":
        titled = _last(number, _TITLES_BACK, lambda other: _is_named(sources[other]) and own <= titles[other])
        if titled is not None:
            return titled
        if source.head in _WHOEVER:
            return _last(number, _NEAR, lambda other: sources[other].kind == "person" and sources[other].title >= 0)
    anchor = source.head if by_title else min(own - _COMMON, default="")
    others = [other for other in _around(mentions.get(anchor, []), number)
              if own < words[other] and _is_named(sources[other]) == _is_named(source)]
    if not _is_named(source):
        return others[0] if others else None
    # A family name before a given name: بابكر is سالم بابكر rather than بابكر عيسى.
    family = [other for other in others if _anchor(doc, sources[other]) == _anchor(doc, source)]
    alike = [other for other in others
             if source.head == sources[other].head or min(source.title, sources[other].title) < 0]
    return (family or alike or [None])[0]


def _last(number: int, reach: int, fits) -> int | None:
    """The nearest mention before this one that fits."""
    return next((other for other in range(number - 1, max(-1, number - 1 - reach), -1) if fits(other)), None)


def _around(mentions: list[int], number: int) -> list[int]:
    """The nearest mentions, those before first."""
    place = bisect_left(mentions, number)
    return mentions[max(0, place - _NEAR):place][::-1] + mentions[place + 1:place + 1 + _NEAR]


def _follow(fuller: list[int | None], number: int) -> int:
    """The end of the chain of fuller mentions."""
    seen = set()
    while fuller[number] is not None and number not in seen and len(seen) < _NEAR:
        seen.add(number)
        number = fuller[number]
    return number


def _anchor(doc: Document, source: Source) -> str:
    """The word by which a source is looked up in the text: the last of a name, the head of a title."""
    return bare(name_keys(doc, source)[-1]) if _is_named(source) else source.head


def _forms(key: str) -> tuple[str, str]:
    return key, "ال" + key


def _occurrences(doc: Document, sources: list[Source]) -> dict[str, list[int]]:
    """Where in the text the head words of sources stand, with the article or without."""
    wanted = {form: _anchor(doc, source) for source in sources for form in _forms(_anchor(doc, source))}
    places: dict[str, list[int]] = {}
    if wanted:
        for number, key in enumerate(doc.keys):
            if key in wanted:
                places.setdefault(wanted[key], []).append(number)
    return places


def _named_outside(doc: Document, source: Source, places: dict[str, list[int]]) -> str | None:
    """A fuller name of a source that the text gives outside reported speech."""
    find = _full_name if _is_named(source) else _full_phrase
    near = places.get(_anchor(doc, source), ())[:_OCCURRENCES]
    found = (find(doc, place, source) for place in near if place != source.first)
    return next(filter(None, found), None)


def _full_name(doc: Document, last: int, _: Source) -> str | None:
    """The whole name after a title, where the family name stands elsewhere in the text."""
    keys, tokens = doc.keys, doc.tokens
    first = last
    while first > max(0, last - 4) and is_plain(doc, first - 1) and not is_verbal_noun(keys[first - 1]):
        first -= 1
    if first == last or first == 0 or role(keys[last]):
        return None
    title = role(keys[first - 1])
    titled = title in ("rank", "person") or not title and is_definite(doc, first - 1)
    return doc.text[tokens[first].start:tokens[last].end] if titled else None


def _full_phrase(doc: Document, first: int, source: Source) -> str | None:
    """What a bare title or body stands for where the text names it: الوزارة، الرئيس الروسي."""
    longer = read_source(doc, first, min(len(doc.keys), first + 16))
    if longer is None or longer.last - longer.first < 2 or (longer.title >= 0) != (source.kind == "person"):
        return None
    if source.kind == "person" and not _words(doc, source) <= _title_words(doc, longer):
        return None
    return doc.text[doc.tokens[longer.first].start:doc.tokens[longer.last - 1].end]
