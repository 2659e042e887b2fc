"""The places a text names, set on the map: which place each name means, how precisely, and how surely."""
import re
from collections import Counter, defaultdict
from math import exp
from typing import NamedTuple

from helpers.arabic import DIACRITICS, INVISIBLE, TATWEEL
from helpers.gazetteer import Place, distance_km, foremost, load_gazetteer, place_key, places_named
from helpers.geocoding import geocode, rank, sounding_like
from helpers.tokens import Document, analyse
from helpers.toponyms import Reading, Toponym, find_toponyms, read_words

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


_TYPES = {
    "mention_text": "string", "mention_start": "Int64", "mention_end": "Int64", "place_id": "string",
    "name_ar": "string", "name_en": "string", "kind": "category", "country": "string", "admin1": "string",
    "lat": "Float64", "lon": "Float64", "radius_km": "Float64", "precision": "Int64", "score": "Float64",
    "n_candidates": "Int64", "resolved": "boolean", "source": "string", "disputed": "string"}
# The columns of the places table before its geometry.
PLACE_COLUMNS = tuple(_TYPES)


def find_places(article_or_text, extra: str | None = None):
    """The places an article names, one row per mention in reading order, as a GeoDataFrame in EPSG:4326.

    >>> places = find_places("أصيب جنديان في مخيم قرب الموصل شمالي العراق")
    >>> places[["mention_text", "name_en", "country", "precision"]].values.tolist()
    [['الموصل', 'Mosul', 'IQ', 2], ['العراق', 'Iraq', 'IQ', 5]]

    Takes a text or an Article, of which page furniture is left out. `mention_start` and `mention_end` are code points
    into that untouched text, 0-based and half open; `lat` and `lon` are degrees, `radius_km` the extent of the place,
    `precision` the where_prec code of UCDP (1 the place itself, 2 near it, 3 its district, 4 its province, 5 a wider or
    vaguer area, 6 its country, 7 beyond countries), `score` from 0 to 1 how surely the name is read right. A name that
    is evidently a place but unknown, or known only as something else, is a row with `resolved` False and no
    coordinates. `extra` is a CSV of places of your own (see `load_gazetteer`).
    """
    import geopandas as gpd
    import pandas as pd

    text = getattr(article_or_text, "text", article_or_text)
    furniture = [section for section in getattr(article_or_text, "sections", ()) if section.name == "furniture"]
    mentions = [mention for mention in places_of(analyse(text), extra)
                if not any(section.start <= mention.start < section.end for section in furniture)]
    table = pd.DataFrame(map(_row, mentions), columns=PLACE_COLUMNS).astype(_TYPES)
    points = gpd.points_from_xy(table["lon"].astype(float), table["lat"].astype(float))
    return gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


def _row(mention: PlaceMention) -> tuple:
    """The cells of a mention, in the order of the table."""
    place = mention.place
    names = (place.id, place.name_ar or None, place.name_en or None) if place else (None,) * 3
    where = (place.country or None, place.admin1 or None) if place else (None,) * 2
    spot = (place.lat, place.lon, place.radius_km) if place else (None,) * 3
    told = (place.source, place.disputed or None) if place else (None,) * 2
    return (mention.text, mention.start, mention.end, *names, mention.kind, *where, *spot, mention.precision,
            mention.score, mention.n_candidates, mention.resolved, *told)


def places_of(document: Document, extra: str | None = None) -> list[PlaceMention]:
    """The place mentions of an analysed text, in reading order: what `find_places` tabulates.

    >>> [mention.text for mention in places_of(analyse("وصل الوفد من بغداد إلى الموصل"))]
    ['بغداد', 'الموصل']
    """
    reading = read_words(document, load_gazetteer(extra))
    toponyms = find_toponyms(reading)
    if not toponyms:
        return []
    shares = _country_shares(reading, toponyms)
    told = _told(reading, toponyms)
    return [_mention(reading, toponym, shares, told[toponym.key or toponym.first]) for toponym in toponyms]


class _Told(NamedTuple):
    """What the text says of where a name lies, in all its mentions: one name is one place in one article."""

    nations: set[str]  # دير الزور السورية
    wholes: list[Place]  # الحويجة في كركوك


def _country_shares(reading: Reading, toponyms: list[Toponym]) -> dict[str, float]:
    """How far the text is about each country, by the nationalities and the unmistakable places it names."""
    counts = Counter(word.nation for word in reading.words if word and word.nation)
    for toponym in toponyms:
        best = foremost(reading.gazetteer, toponym.key) if toponym.key else None
        if best and not any(place.country != best.country and place.weight > best.weight - 1.5
                            for place in places_named(reading.gazetteer, toponym.key)):
            counts[best.country] += 2
    counts.pop("", None)
    total = sum(counts.values())
    return {country: count / total for country, count in counts.items()}


# Kinds of place that others are said to lie in.
_WHOLES = frozenset("country admin1 admin2 admin3 region island capital".split())
# Words that may stand between a place and what it lies in.
_WITHIN = frozenset(map(place_key, ("في ب من التابعة التابع الواقعة الواقع شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط "
                                    "ضمن داخل ، ( , -").split()))


def _told(reading: Reading, toponyms: list[Toponym]) -> defaultdict:
    """What the text says of where each name lies, by key."""
    told = defaultdict(lambda: _Told(set(), []))
    for toponym, following in zip(toponyms, [*toponyms[1:], None]):
        here = told[toponym.key or toponym.first]
        after = reading.words[toponym.last + 1] if toponym.last + 1 < len(reading.words) else None
        if after and after.nation:
            here.nations.add(after.nation)
        whole = foremost(reading.gazetteer, following.key) if following and following.key else None
        if whole and whole.kind in _WHOLES and _lies_within(reading, toponym, following):
            here.wholes.append(whole)
    return told


def _lies_within(reading: Reading, part: Toponym, whole: Toponym) -> bool:
    """Whether the words between two names say that the first lies in the second."""
    between = range(part.last + 1, whole.first)
    keys, words = reading.document.keys, reading.words
    if len(between) > 3:
        return False
    if not between:
        return keys[whole.first][:whole.skip] == "ب"
    return all(keys[index] in _WITHIN or bool(words[index] and words[index].kind) for index in between)


def _mention(reading: Reading, toponym: Toponym, shares: dict[str, float], told: _Told) -> PlaceMention:
    """One mention with its place, or without one when nothing fits."""
    start, end = _span(reading.document, toponym)
    text = reading.document.text[start:end]
    ranked = _candidates(reading, toponym, text, shares, told)
    meant = 1 / (1 + exp(-toponym.points))
    if not ranked or _misfits(ranked[0], toponym.kinds):
        score = round(ranked[0].score * meant if ranked else meant, 3)
        return PlaceMention(text, start, end, None, toponym.kinds[0], None, score, len(ranked), False, tuple(ranked))
    score = round(ranked[0].score * meant, 3)
    place, precision = ranked[0]._replace(score=score), _precision(ranked[0], toponym)
    return PlaceMention(text, start, end, place, place.kind, precision, score, len(ranked), True, tuple(ranked))


def _candidates(reading: Reading, toponym: Toponym, text: str, shares: dict[str, float], told: _Told) -> list[Place]:
    """The places a name may mean here, the likeliest first; an unknown name may be another spelling of a known one."""
    def bonus(place: Place) -> float:
        fit = 2.0 * shares.get(place.country, 0.0) - doubts.get(place, 0.0)
        if told.nations:
            fit += 2.5 if place.country in told.nations else -1.0
        return fit + 2.0 * any(_lies_in(place, whole) for whole in told.wholes)

    if toponym.place:
        return [toponym.place]
    key, doubts = toponym.key, {}
    if not key:
        key = place_key(text)
        doubts = {place: doubt for place, doubt in sounding_like(key).items()
                  if place.kind in toponym.kinds and shares.get(place.country, 0.0) > 0.1}
    return rank(list(doubts) or places_named(reading.gazetteer, toponym.key), key, toponym.kinds, bonus)


def _lies_in(place: Place, whole: Place) -> bool:
    """Whether a place can be said to lie in another."""
    if whole.kind == "country":
        return place.kind != "country" and place.country == whole.country
    return place.id != whole.id and distance_km(place, whole) < 1.3 * whole.radius_km + 20


_CLOSE_KINDS = frozenset("village camp river mountain lake island valley settlement neighbourhood".split())


def _misfits(place: Place, kinds: tuple[str, ...]) -> bool:
    """Whether the text calls a village, a camp or a river what the gazetteer knows only as something else."""
    if not kinds or place.kind in kinds and not (kinds[0] == "village" and place.population > 100_000):
        return False
    return kinds[0] in _CLOSE_KINDS


_PRECISION = {"country": 6, "continent": 7, "sea": 7, "admin1": 4, "admin2": 3, "admin3": 3}
_SPOTS = frozenset(("city capital village camp neighbourhood settlement base crossing square street market mosque "
                    "church airport port prison facility dam bridge castle place").split())


def _precision(place: Place, toponym: Toponym) -> int:
    """The where_prec code of UCDP."""
    if place.kind in _SPOTS:
        return 2 if toponym.relation else 1
    return 5 if place.kind == "country" and toponym.relation == "part" else _PRECISION.get(place.kind, 5)


_MARK = re.compile(f"[{TATWEEL}{DIACRITICS}{INVISIBLE}]")


def _span(document: Document, toponym: Toponym) -> tuple[int, int]:
    """Offsets of a name: clitics, and the marks on them, stay outside."""
    start, left = document.tokens[toponym.first].start, toponym.skip
    while left or _MARK.match(document.text, start):
        left -= not _MARK.match(document.text, start)
        start += 1
    return start, document.tokens[toponym.last].end
