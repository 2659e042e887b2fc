"""Place names in running text: find them, tell them from their homographs, and set them on the map."""
import re
from collections import Counter
from functools import cache
from math import exp
from typing import NamedTuple

from helpers.arabic import DIACRITICS, INVISIBLE, TATWEEL
from helpers.gazetteer import Place, distance_km, geocode, load_gazetteer, place_key, places_named, rank
from helpers.resources import read_lexicon
from helpers.tokens import Document, analyse

__all__ = ["PLACE_COLUMNS", "PlaceMention", "find_places", "geocode", "places_of"]


class PlaceMention(NamedTuple):
    """A place named in a text; `place` is None when the gazetteer cannot say which place it is."""

    text: str
    start: int
    end: int
    place: Place | None
    kind: str | None
    precision: int | None  # UCDP where_prec, 1 (exact) to 7
    score: float
    n_candidates: int
    resolved: bool
    candidates: tuple[Place, ...]


class _Kind(NamedTuple):
    """A word such as قرية that says what kind of place the name after it is."""

    kinds: tuple[str, ...]
    points: float
    unknown: str  # what an unknown name after it makes: "name", "phrase" (with the word itself), "" nothing
    named_after: bool  # شارع بغداد is a street, not Baghdad


class _Word(NamedTuple):
    """What the lexicon says of a word that may begin a place name or stand beside one."""

    cores: tuple[tuple[str, int, int], ...]  # (first word of a name, letters that are clitics, most words)
    kind: _Kind | None
    definite: bool
    nation: str  # the country of which the word is the adjective


class _Match(NamedTuple):
    """Tokens first..last (inclusive) that name a place; the first `skip` letters are clitics."""

    first: int
    last: int
    key: str  # "" when the name is unknown
    skip: int
    points: float
    kinds: tuple[str, ...]  # what the text calls it
    relation: str  # "near" and "part" when the text points beside or to a part of it


_MARK = re.compile(f"[{TATWEEL}{DIACRITICS}{INVISIBLE}]")
_QUOTES = frozenset("\"'«»“”‘’()[]")
_COMMAS = frozenset(("،", ",", "و", "/", "-", "–", "؛"))
_ACCEPT = 1.0  # points from which a name is read as a place


def find_places(article_or_text):
    """The places an article names, one row per mention in reading order, as a GeoDataFrame in EPSG:4326.

    >>> places = find_places("أصيب جنديان في مخيم قرب الموصل شمالي العراق")
    >>> places[["mention_text", "name_en", "country", "precision"]].values.tolist()
    [['الموصل', 'Mosul', 'IQ', 2], ['العراق', 'Iraq', 'IQ', 5]]

    Takes a text or anything with a `.text`. `mention_start` and `mention_end` are code points into that untouched text, 0-based
    and half open; `lat` and `lon` are degrees, `radius_km` the extent of the place, `precision` the where_prec code of UCDP
    (1 the place itself, 2 near it, 3 its district, 4 its province, 5 a wider or vaguer area, 6 its country, 7 beyond countries),
    `score` the probability from 0 to 1 that the name is read right. A name that is evidently a place but unknown, or that too
    many places bear, is a row with `resolved` False and no coordinates.
    """
    import geopandas as gpd
    import pandas as pd

    text = getattr(article_or_text, "text", article_or_text)
    table = pd.DataFrame([_row(mention) for mention in places_of(analyse(text))], columns=PLACE_COLUMNS).astype(_TYPES)
    points = gpd.points_from_xy(table["lon"].astype(float), table["lat"].astype(float))
    return gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


_TYPES = {
    "mention_text": "string", "mention_start": "Int64", "mention_end": "Int64", "place_id": "string", "name_ar": "string",
    "name_en": "string", "kind": "category", "country": "string", "admin1": "string", "lat": "Float64", "lon": "Float64",
    "radius_km": "Float64", "precision": "Int64", "score": "Float64", "n_candidates": "Int64", "resolved": "boolean",
    "source": "string", "disputed": "string"}
PLACE_COLUMNS = tuple(_TYPES)


def _row(mention: PlaceMention) -> tuple:
    """The cells of a mention, in the order of the table."""
    place = mention.place
    names = (place.id, place.name_ar, place.name_en) if place else (None,) * 3
    where = (place.country, place.admin1, place.lat, place.lon, place.radius_km) if place else (None,) * 5
    return (mention.text, mention.start, mention.end, *names, mention.kind, *where, mention.precision, mention.score,
            mention.n_candidates, mention.resolved, place.source if place else None, place.disputed or None if place else None)


def places_of(document: Document) -> list[PlaceMention]:
    """The place mentions of an analysed text, in reading order: what `find_places` tabulates.

    >>> [mention.text for mention in places_of(analyse("وصل الوفد من بغداد إلى الموصل"))]
    ['بغداد', 'الموصل']
    """
    keys = document.keys
    words = list(map(_words().__getitem__, keys))
    return _resolve(document, words, _matches(document, words))


# Finding

def _matches(document: Document, words: list[_Word | None]) -> list[_Match]:
    """Names that stand in the text as places, longest first, none inside another."""
    found, doubtful = [], []
    free = 0
    for index, word in enumerate(words):
        if word is None or index < free:
            continue
        match = _known(document, words, index, found, doubtful) or _unknown(document, words, index)
        if match:
            found.append(match)
            free = match.last + 1
    return _with_repeats(found, doubtful) if doubtful else found


def _with_repeats(found: list[_Match], doubtful: list[_Match]) -> list[_Match]:
    """A name that is surely a place once is one where it stands without a cue as well."""
    sure = {match.key for match in found if match.points >= 3}
    repeats = [match for match in doubtful if match.key in sure and match.key not in _homographs()
               and not any(other.first <= match.first <= other.last for other in found)]
    return sorted(found + repeats) if repeats else found


def _known(document: Document, words, index: int, found: list[_Match], doubtful: list[_Match]) -> _Match | None:
    """The longest name of the gazetteer that begins at a token and reads as a place there."""
    best = None
    for core, skip, most in words[index].cores:
        for key, last in _spellings(document, index, core, most):
            if best and last <= best.last:
                break
            match = _weigh(document, words, index, last, key, skip, found)
            if match.points >= _ACCEPT:
                best = match
                break
            if match.points > -1 and not skip:
                doubtful.append(match)
    return best


def _spellings(document: Document, index: int, core: str, most: int) -> list[tuple[str, int]]:
    """Names of the gazetteer that begin with a word, longest first, with the token each ends at."""
    names = load_gazetteer().names
    if most == 1:
        return [(core, index)] if core in names else []
    keys, tokens = document.keys, document.tokens
    ends, name = [(core, index)], core
    for position in range(index + 1, min(len(keys), index + 2 * most)):
        if tokens[position].kind == "word":
            name = f"{name} {place_key(keys[position])}"
            ends.append((name, position))
        elif keys[position] != "-":
            break
    return [end for end in reversed(ends) if end[0] in names]


def _weigh(document: Document, words, index: int, last: int, key: str, skip: int, found: list[_Match]) -> _Match:
    """A name with the evidence that it is a place here, in points."""
    keys = document.keys
    points = _prior(key)
    kinds, relation = (), ""
    clitics = keys[index][:skip]
    if skip and clitics.removesuffix("ال") in load_gazetteer().names[key].split(",")[1].split():
        points -= 9
    preposition = clitics[-1:] in "بل" and clitics != "" or clitics.endswith("لل")
    if preposition:
        points += 1.5 if "ب" in clitics else 1.0
    elif index:
        beside = _beside(document, words, index)
        if beside >= 0:
            kind, context = words[beside] and words[beside].kind, _before()[keys[beside]]
            if kind:
                kinds = kind.kinds
                points += kind.points
                if kind.named_after and not any(place.kind in kinds for place in places_named(key)):
                    points -= 9
            if context:
                points += max(context[0], 0) if kind else context[0]
                relation = context[1]
    if skip and not preposition and points < 2:
        points -= 0.5
    if found and _joined(found[-1].last, index, keys, clitics):
        points += 2
        kinds = kinds or (found[-1].kinds if found[-1].kinds and found[-1].kinds[0] != "country" else ())
        relation = relation or found[-1].relation
    if last + 1 < len(keys):
        points += _after()[keys[last + 1]]
        points += 1.5 * bool(words[last + 1] and words[last + 1].nation and not words[last + 1].cores)
        if keys[last + 1] in _DATELINE and _opens_line(document, index):
            points += 2
    return _Match(index, last, key, skip, points, kinds, relation)


_DATELINE = frozenset(("/", "-", "–", "—", ":", "(", "،"))


def _opens_line(document: Document, index: int) -> bool:
    start = document.tokens[index].start
    return not document.text[:start].strip() if start < 40 and index < 4 else document.text[start - 1] == "\n"


def _beside(document: Document, words, index: int) -> int:
    """The token whose word bears on the name after it: the one before, quotation marks and adjectives between them aside."""
    keys = document.keys
    beside = index - 1
    while beside >= 0 and keys[beside] in _QUOTES and index - beside < 3:
        beside -= 1
    if beside > 0 and words[beside - 1] and words[beside - 1].kind and words[beside - 1].definite and keys[beside].startswith("ال"):
        beside -= 1  # العاصمة السورية دمشق
    return beside


def _joined(last: int, index: int, keys: list[str], clitics: str) -> bool:
    """Whether a name follows another in a list: بغداد والموصل, بغداد، الموصل."""
    return last == index - 1 and clitics[:1] == "و" or last == index - 2 and keys[index - 1] in _COMMAS


# Points a name has when its foremost bearer is of that kind, and under each note in place_homographs.csv.
_STANDING = {"country": 3.0, "capital": 2.5, "continent": 3.0, "admin1": 1.0, "city": 1.0, "admin2": 0.5, "admin3": 0.5}
_NEEDS = {"context": 0.0, "strong": -1.5, "kind": -3.5, "never": -9.0}


@cache
def _prior(key: str) -> float:
    """Points of a name alone: is it a place news speaks of, and is the word no more frequent than the place explains?"""
    if key in _homographs():
        return _NEEDS[_homographs()[key]]
    place = max(places_named(key), key=lambda place: place.weight)
    points = _STANDING.get(place.kind, 1.5)
    if place.kind in ("city", "admin1", "admin2", "admin3"):
        points += min(place.weight - 3.0, 1.0)
    excess = float(load_gazetteer().names[key].split(",")[0]) - place.weight
    if " " not in key:
        points -= 0.0 if excess <= 0.9 else 1.0 if excess <= 1.4 else 2.0 if excess <= 2.0 else 5.0
        points -= 1.0 * (len(key) < 4 and place.weight < 4.5)
    return points


@cache
def _homographs() -> dict[str, str]:
    kinds = {key: "never" for word in _kinds() for key in (word, "ال" + word)}
    return kinds | {place_key(row["name"]): row["needs"] for row in read_lexicon("place_homographs")}


# What words say

class _Memo(dict):
    """Computes the value of a key once; forgets all when it has grown too large."""

    def __init__(self, compute, limit=200_000):
        super().__init__()
        self.compute, self.limit = compute, limit

    def __missing__(self, key):
        if len(self) >= self.limit:
            self.clear()
        value = self[key] = self.compute(key)
        return value


@cache
def _words() -> _Memo:
    return _Memo(_read_word)


def _read_word(key: str) -> _Word | None:
    """Cores of names, kind and nation of a word, with its clitics cut where that makes sense."""
    longest = load_gazetteer().longest
    plain = place_key(key)
    if len(plain) < 2 or " " in plain:
        return None
    cores, kind, nation, definite = [], None, "", False
    for cut in _cuts(plain):
        core = plain[cut:]
        if cut and plain[cut - 1] == "ل" and core.startswith("ل"):
            core = "ا" + core
            if core in longest:
                cores.append((core, cut + 1, longest[core]))
        elif core in longest and (not cut or len(core) > 2):
            cores.append((core, cut, longest[core]))
        bare = core.removeprefix("ال")
        kind = kind or _kinds().get(core) or _kinds().get(bare)
        nation = nation or _nations().get(bare, "")
        definite = definite or core.startswith("ال")
    return _Word(tuple(cores), kind, definite, nation) if cores or kind or nation else None


_CLITICS = re.compile("([وف]?)([بلك]?)(?=..)")


def _cuts(word: str) -> list[int]:
    """How many letters may be clitics: none, a conjunction, a preposition, both."""
    conjunction, preposition = _CLITICS.match(word).groups() if len(word) > 2 else ("", "")
    return sorted({0, len(conjunction), len(conjunction) + len(preposition)})


@cache
def _kinds() -> dict[str, _Kind]:
    return {place_key(row["word"]): _Kind(tuple(row["kind"].split("|")), float(row["points"]), row["unknown"], bool(row["named_after"]))
            for row in read_lexicon("place_kinds")}


@cache
def _nations() -> dict[str, str]:
    """Adjectives of nationality in their four forms: عراقي, عراقية, عراقيون, عراقيين."""
    return {place_key(row["adjective"]) + ending: row["country"]
            for row in read_lexicon("demonyms") for ending in ("", "ه", "ون", "ين")}


@cache
def _before() -> _Memo:
    """Points and relation a word gives the name after it; None when it says nothing."""
    table = {place_key(row["word"]): (float(row["points"]), row["relation"])
             for row in read_lexicon("place_contexts") if row["side"] == "before"}
    table |= {place_key(row["name"]): (-3.0, "") for row in read_lexicon("given_names") if place_key(row["name"]) not in table}

    def read(key):
        plain = place_key(key)
        return next((table[plain[cut:]] for cut in _cuts(plain) if plain[cut:] in table), None) if plain else None

    return _Memo(read)


@cache
def _after() -> _Memo:
    table = {place_key(row["word"]): float(row["points"]) for row in read_lexicon("place_contexts") if row["side"] == "after"}
    return _Memo(lambda key: table.get(place_key(key), 0.0))


# Unknown names

def _unknown(document: Document, words, index: int) -> _Match | None:
    """A name no gazetteer knows, after a word that says it is a place: قرية جمامة."""
    kind = words[index].kind
    if not kind or not kind.unknown or words[index].definite:
        return None
    return None


# Resolving

def _resolve(document: Document, words, matches: list[_Match]) -> list[PlaceMention]:
    """Which place each name means: by kind, by what it is said to lie in, by the country the article is about, by weight."""
    focus = Counter(word.nation for word in words if word and word.nation)
    for match in matches:
        if match.key:
            focus[max(places_named(match.key), key=lambda place: place.weight).country] += 2
    return [_mention(document, words, match, focus, matches) for match in matches]


def _mention(document: Document, words, match: _Match, focus: Counter, matches) -> PlaceMention:
    start, end = _span(document, match)
    text = document.text[start:end]
    total = sum(focus.values()) or 1
    nation = words[match.last + 1].nation if match.last + 1 < len(words) and words[match.last + 1] else ""

    def bonus(place):
        return 1.5 * focus[place.country] / total + (2.5 if place.country == nation else -1.0) * bool(nation)

    ranked = rank(places_named(match.key), match.key, match.kinds, bonus)
    place = ranked[0]
    score = round(place.score / (1 + exp(-match.points)), 3)
    return PlaceMention(text, start, end, place._replace(score=score), place.kind, _precision(place, match), score, len(ranked), True,
                        tuple(ranked))


_PRECISION = {"country": 6, "continent": 7, "sea": 7, "admin1": 4, "admin2": 3, "admin3": 3}
_POINTS = frozenset(("city", "capital", "village", "camp", "neighbourhood", "base", "crossing", "square", "street", "mosque", "church",
                     "airport", "port", "prison", "facility", "dam", "bridge", "castle", "settlement", "stadium", "museum"))


def _precision(place: Place, match: _Match) -> int:
    """The where_prec code of UCDP."""
    if place.kind in _POINTS:
        return 2 if match.relation else 1
    return 5 if place.kind == "country" and match.relation == "part" else _PRECISION.get(place.kind, 5)


def _span(document: Document, match: _Match) -> tuple[int, int]:
    """Offsets of a match: clitics, and the marks between them, stay outside."""
    token = document.tokens[match.first]
    start, left = token.start, match.skip
    while left or _MARK.match(document.text, start):
        left -= not _MARK.match(document.text, start)
        start += 1
    return start, document.tokens[match.last].end
