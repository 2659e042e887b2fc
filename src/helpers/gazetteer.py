"""The gazetteer: places and their names, and what place a name alone means."""
import csv
import gzip
import re
import unicodedata
from functools import cache
from math import asin, cos, exp, radians, sin, sqrt
from typing import NamedTuple

from helpers.arabic import fold
from helpers.resources import data_path, read_lexicon

# Countries whose towns are kept even when no source gives their Arabic name: the sound of the Latin one tells it.
REGION = frozenset("AE BH DJ DZ EG EH IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN TR YE".split())

# Hamza seats, Kurdish and Persian letters that fold() keeps apart, and the marks that join the parts of a name.
_LETTERS = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": None, "ێ": "ي", "ۆ": "و", "ڕ": "ر", "ڵ": "ل", "ڤ": "ف", "پ": "ب", "چ": "ج",
                          "گ": "ك", "ژ": "ز", "-": " ", "–": " ", "'": None, "’": None})


class Place(NamedTuple):
    """A row of the gazetteer; `score` says how sure a lookup was of it."""

    id: str  # geonames:98182, or helpers:qara-chokh for a place of the curated table
    name_ar: str
    name_en: str
    kind: str
    country: str  # ISO 3166-1 alpha-2, empty for what spans countries
    admin1: str
    admin2: str
    lat: float
    lon: float
    radius_km: float
    population: int
    weight: float  # how often news in Arabic names it, log10 of times in a billion words
    source: str
    disputed: str  # what another authority says
    score: float = 1.0


class Gazetteer(NamedTuple):
    """The tables as read: a line is parsed when its place is asked for."""

    lines: list[str]
    names: dict[str, str]  # key -> "zipf,clitics it never takes,rows"
    longest: dict[str, int]  # first word of a name -> most words of a name that begins so


def place_key(name: str) -> str:
    """The key under which a name is looked up.

    >>> place_key("سوريّا"), place_key("بعلبك-الهرمل"), place_key("مأرب")
    ('سوريا', 'بعلبك الهرمل', 'مارب')
    """
    return " ".join(fold(name).translate(_LETTERS).split())


def geocode(name: str, country: str | None = None, candidates: bool = False):
    """The place a name means when nothing else is known, or None.

    >>> place = geocode("الموصل")
    >>> place.name_en, place.country, round(place.lat, 1)
    ('Mosul', 'IQ', 36.3)
    >>> geocode("محافظة السليمانية").kind, geocode("طرابلس", country="LB").name_en
    ('admin1', 'Tripoli')

    Returns a Place: coordinates in degrees (WGS 84), `radius_km` for its extent, `score` from 0 to 1 for how sure the choice
    is. With `candidates=True` the list of all places of that name, the likeliest first, empty when there is none. `country`
    (ISO 3166-1 alpha-2) keeps the places of one country. Spelling may differ from the gazetteer's: article, hamza, alef, ة/ه,
    and, where no name fits, other letters for the same sounds. Raises ValueError for a country that is no two-letter code.
    """
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise ValueError(f"country is {country!r}; it must be an ISO 3166-1 alpha-2 code such as 'IQ'")
    key, kinds = _without_kind(place_key(name))
    doubt = {place: 0.0 for place in _spelled(key)}
    if all(place.weight < _KNOWN for place in doubt):
        doubt = _sounding_like(key) | doubt
    found = [place for place in doubt if country in (None, place.country)]
    ranked = rank(found, key, kinds, lambda place: -doubt[place])
    if candidates:
        return ranked
    best = next(iter(ranked), None)
    return best if best and best.score >= _SURE else None


# A name borne by a place of this weight is taken at its letter; a lesser one may be another name in a different spelling.
_KNOWN = 3.0
# Below this score the leading candidate is more likely wrong than a pin on a map should be.
_SURE = 0.5


def rank(places: list[Place], key: str, kinds: tuple[str, ...] = (), bonus=lambda place: 0.0) -> list[Place]:
    """Places of one name with their scores, the likeliest first: by weight, by kind, and by what the name is chiefly."""
    def fitness(place: Place) -> float:
        chief = 0.5 * (place_key(place.name_ar) == key)
        called = 0.0 if not kinds else 2.0 - 0.3 * kinds.index(place.kind) if place.kind in kinds else -1.0
        return place.weight + chief + called + 0.2 * (place.kind in ("city", "capital")) + bonus(place)

    scored = sorted(((fitness(place), place) for place in places), key=lambda pair: -pair[0])
    shares = [exp(2 * (fit - scored[0][0])) for fit, _ in scored]
    # Bearers of a name in one spot, a town and its province, do not compete.
    total = sum(share for share, (_, place) in zip(shares, scored)
                if place is scored[0][1] or distance_km(place, scored[0][1]) > max(60, place.radius_km, scored[0][1].radius_km))
    return [place._replace(score=round(min(1.0, share / total), 3)) for share, (_, place) in zip(shares, scored)]


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance between two places."""
    south, north, width = radians(a.lat), radians(b.lat), radians(b.lon - a.lon)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(width / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package."""
    lines = _read("places.csv.gz")
    names = dict(line.split(",", 1) for line in _read("names.csv.gz"))
    longest = {}
    for name in names:
        first, *rest = name.split(" ")
        if len(rest) >= longest.get(first, 0):
            longest[first] = 1 + len(rest)
    return Gazetteer(lines, names, longest)


def _read(name: str) -> list[str]:
    """Lines of a gzipped table, without the header."""
    return gzip.decompress(data_path("gazetteer", name).read_bytes()).decode().split("\n")[1:-1]


@cache
def place_at(row: int) -> Place:
    """The place of a row."""
    (cells,) = csv.reader([load_gazetteer().lines[row]])
    identity, name_ar, name_en, kind, country, admin1, admin2, lat, lon, radius, population, weight, source, disputed = cells
    return Place(identity, name_ar, name_en, kind, country, admin1, admin2, float(lat), float(lon), float(radius),
                 int(population), float(weight), source, disputed)


def places_named(key: str) -> list[Place]:
    """Every place with a name of that key, the weightiest first."""
    entry = load_gazetteer().names.get(key)
    return [place_at(int(row)) for row in entry.rpartition(",")[2].split()] if entry else []


@cache
def kind_words() -> dict[str, tuple[tuple[str, ...], float, str]]:
    """Words that say what kind of place a name is: kinds, points as evidence, what an unknown name after it is."""
    return {place_key(row["word"]): (tuple(row["kind"].split("|")), float(row["points"]), row["unknown"])
            for row in read_lexicon("place_kinds")}


def _without_kind(key: str) -> tuple[str, tuple[str, ...]]:
    """محافظة نينوى is نينوى called a governorate; a name that begins with such a word keeps it."""
    word, _, rest = key.partition(" ")
    kinds = kind_words().get(word.removeprefix("ال"))
    if rest and kinds and kinds[2] and not places_named(key):
        return rest, kinds[0]
    return key, ()


def _spelled(key: str) -> list[Place]:
    """Places under a key, else under the key with or without the article."""
    words = key.split(" ")
    bare = [word.removeprefix("ال") if len(word) > 4 else word for word in words]
    variants = [key, "ال" + key, " ".join(bare), " ".join("ال" + word for word in bare),
                " ".join([*bare[:1], *("ال" + word for word in bare[1:])]), key.replace(" ", "")]
    return next(filter(None, map(places_named, variants)), [])


# Different spellings of a name share its sounds: one letter stands for each, a long or short vowel and h are the weak ones.
_ARABIC_SOUNDS = str.maketrans({
    **dict.fromkeys("اى", "a"), "و": "u", "ي": "i", **dict.fromkeys("هعح", "h"), "ب": "b", "ت": "t", "ط": "t", "د": "d", "ض": "d",
    "ث": "s", "س": "s", "ص": "s", "ذ": "z", "ز": "z", "ظ": "z", "ش": "c", "ج": "j", "غ": "g", "خ": "x", "ق": "k", "ك": "k",
    "ف": "f", "ل": "l", "م": "m", "ن": "n", "ر": "r"})
_LATIN_PAIRS = tuple((re.compile(pair), sound) for pair, sound in (
    ("sh|ch", "c"), ("kh", "x"), ("gh", "g"), ("dj", "j"), ("th", "s"), ("dh", "z"), ("ph", "f"), ("ou|oo", "u"), ("ee", "i"),
    ("qu|ck", "k"), ("^(?:a[dhlnrstz]|ash|adh|ath|e[lrdtnsz])[ -]", ""), (" (?:a[dhlnrstz]|ash|adh|ath|e[lrdtnsz]) ", " ")))
_LATIN_SOUNDS = str.maketrans({"y": "i", "w": "u", "o": "u", "e": "i", "q": "k", "v": "f", "p": "b", "c": "k", "‘": "h", "’": "h",
                               "'": "h", "ʻ": "h", "ʿ": "h", "-": " ", "`": "h", "ı": "i"})
_TURKISH = str.maketrans({"ş": "ch", "ç": "ch", "ğ": "", "c": "j", "ı": "i", "ö": "u", "ü": "u", "İ": "i"})
_SKELETON = str.maketrans({**dict.fromkeys("aiuh ", None), "d": "t", "z": "s", "g": "k", "j": "k", "x": "k"})
_WEAK = frozenset("aiuh ")
_KIN = frozenset(frozenset(pair) for pair in ("td", "sz", "jg", "jk", "gk", "xk", "xh", "cj", "ck", "fb", "iu", "tc", "fu"))


# Words of the kind of a place inside its English name.
_LATIN_KIND = re.compile("\\b(?:mu[hḩ][aā]faz̧?at|mohafazat|gouvernorat|wilaya|governorate|province|prefecture|shahrestān-e|"
                         "ostān-e|gobolka|i̇lçesi|ilçesi|district|county|nāḩiyat|n[aā]hiyat)\\b(?: d[eu] l?['’]?)?")


def _arabic_sounds(key: str) -> set[str]:
    """The sounds of an Arabic key, with and without what may be the article."""
    return {re.sub("h$|h(?= )", "a", " ".join(words).translate(_ARABIC_SOUNDS)).replace("tc", "c")
            for words in ([word.removeprefix("ال") for word in key.split(" ")], key.split(" "))}


def _latin_sounds(name: str, country: str) -> set[str]:
    """The sounds of a name in Latin letters; Turkish ğ may be heard or not."""
    name = _LATIN_KIND.sub("", name.lower()).strip()
    if country in ("TR", "AZ"):
        return {_romanised(name.replace("ğ", g).translate(_TURKISH)) for g in ("g", "")}
    return {_romanised(name)}


def _romanised(name: str) -> str:
    name = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    for pair, sound in _LATIN_PAIRS:
        name = pair.sub(sound, name)
    return re.sub("[^a-z ]", "", name.translate(_LATIN_SOUNDS))


def _skeleton(sounds: str) -> str:
    """The strong sounds, near ones taken together, doubles once."""
    return re.sub(r"(.)\1+", r"\1", sounds.translate(_SKELETON))


def _sounds(place: Place) -> set[str]:
    return _latin_sounds(place.name_en, place.country) | _arabic_sounds(place_key(place.name_ar))


@cache
def _skeletons() -> dict[str, list[int]]:
    """Rows of the region by the skeletons of their English and Arabic names."""
    rows = {}
    for row in range(len(load_gazetteer().lines)):
        place = place_at(row)
        if place.country in REGION:
            for skeleton in set(map(_skeleton, _sounds(place))):
                rows.setdefault(skeleton, []).append(row)
    return rows


def _sounding_like(key: str) -> dict[Place, float]:
    """Places of the region whose name sounds nearly like a key, with the doubt that takes from their weight.

    Nobody misspells a famous name, so fame counts for nothing here.
    """
    found = {}
    for heard in _arabic_sounds(key):
        skeleton = _skeleton(heard)
        least = 0.97 if len(skeleton) < 3 else 0.91 if len(skeleton) == 3 else 0.86
        for row in _skeletons().get(skeleton, ()) if len(skeleton) > 1 else ():
            place = place_at(row)
            likeness = max(_likeness(heard, sounds) for sounds in _sounds(place))
            if likeness >= least:
                doubt = 0.2 + 8 * (1 - likeness) + max(0.0, place.weight - _KNOWN)
                found[place] = min(doubt, found.get(place, doubt))
    return found


def _likeness(a: str, b: str) -> float:
    """1 for the same sounds, less with each edit; weak sounds count little."""
    above = [0.0]
    for sound in b:
        above.append(above[-1] + _gap(sound))
    for left in a:
        here = [above[0] + _gap(left)]
        for column, right in enumerate(b):
            change = 0.0 if left == right else 0.3 if frozenset((left, right)) in _KIN else 1.0
            here.append(min(above[column] + change, above[column + 1] + _gap(left), here[column] + _gap(right)))
        above = here
    return max(0.0, 1 - above[-1] / (1 + sum(sound not in _WEAK for sound in a)))


def _gap(sound: str) -> float:
    return 0.25 if sound in _WEAK else 0.9
