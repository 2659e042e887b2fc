"""What place a name alone means: by the name, by names that sound like it, by how often news speaks of each bearer."""
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from math import exp

from helpers.gazetteer import (
    Gazetteer,
    Place,
    distance_km,
    kind_words,
    load_gazetteer,
    place_at,
    place_key,
    places_named,
    read_table,
)


def geocode(name: str, country: str | None = None, candidates: bool = False, extra: str | None = None):
    """The place a name means when nothing else is known, or None.

    >>> place = geocode("الموصل")
    >>> place.name_en, place.country, round(place.lat, 1)
    ('Mosul', 'IQ', 36.3)
    >>> geocode("محافظة السليمانية").kind, geocode("طرابلس", country="LB").name_en
    ('admin1', 'Tripoli')

    Returns a Place: coordinates in degrees (WGS 84), `radius_km` for its extent, `score` from 0 to 1 for how sure the
    choice is. With `candidates=True` the list of all places of that name, the likeliest first, empty when none is.
    `country` (ISO 3166-1 alpha-2) keeps the places of one country. Spelling may differ from the gazetteer's: article,
    hamza, alef, ة/ه, and, where no well-known place has the name, other letters for the same sounds. `extra` is a CSV
    of places of your own (see `load_gazetteer`).

    Raises ValueError for a country that is no two-letter code, and for an `extra` that does not hold places.
    """
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise ValueError(f"country is {country!r}; it must be an ISO 3166-1 alpha-2 code such as 'IQ'")
    gazetteer = load_gazetteer(extra)
    key, kinds = _without_kind(gazetteer, place_key(re.sub(r"\([^)]*\)", "", name)))
    doubts = dict.fromkeys(_spelled(gazetteer, key), 0.0)
    if all(place.weight < _KNOWN for place in doubts):
        doubts = sounding_like(key) | doubts
    found = [place for place in doubts if country in (None, place.country)]
    ranked = rank(found, key, kinds, lambda place: -doubts[place])
    if candidates:
        return ranked
    return ranked[0] if ranked and ranked[0].score >= _SURE else None


# A name borne by a place of this weight is taken at its letter; a lesser one may be another name spelled differently.
_KNOWN = 3.0
# Below this score the leading candidate is more likely wrong than a pin on a map should be.
_SURE = 0.58
# A name shared by a country and a town means the country, by a town and its province the town.
_PREFERRED = {"country": 0.9, "capital": 0.7, "city": 0.2}


def rank(places: Sequence[Place], key: str, kinds: tuple[str, ...] = (),
         bonus: Callable[[Place], float] = lambda place: 0.0) -> list[Place]:
    """Places of one name with their scores, the likeliest first: by weight, kind, and what each is chiefly called."""
    def fitness(place: Place) -> float:
        chief = 1.0 * (place_key(place.name_ar) == key)
        called = 0.0 if not kinds else 2.0 - 0.3 * kinds.index(place.kind) if place.kind in kinds else -1.0
        return place.weight + chief + called + _PREFERRED.get(place.kind, 0.0) + bonus(place)

    if len(places) < 2:
        return list(places)
    scored = sorted(((fitness(place), place) for place in places), key=lambda pair: -pair[0])
    best = scored[0][1]
    shares = [exp(2 * (fit - scored[0][0])) for fit, _ in scored]
    # Bearers of a name in one spot, a town and its province, do not compete.
    total = sum(share for share, (_, place) in zip(shares, scored)
                if place is best or distance_km(place, best) > max(60, place.radius_km, best.radius_km))
    return [place._replace(score=round(min(1.0, share / total), 3)) for share, (_, place) in zip(shares, scored)]


def _without_kind(gazetteer: Gazetteer, key: str) -> tuple[str, tuple[str, ...]]:
    """محافظة نينوى is نينوى called a governorate; a name that begins with such a word keeps it."""
    if key in gazetteer.names:
        return key, ()
    if key.endswith(" العاصمه"):
        return key.removesuffix(" العاصمه"), ("capital", "city")
    word, _, rest = key.partition(" ")
    kind = kind_words().get(word.removeprefix("ال"))
    return (rest, kind.kinds) if rest and kind and kind.unknown else (key, ())


def _spelled(gazetteer: Gazetteer, key: str) -> Sequence[Place]:
    """Places under a key, else under the key with or without articles."""
    bare = [word.removeprefix("ال") if len(word) > 4 else word for word in key.split(" ")]
    definite = ["ال" + word for word in bare]
    variants = (key, "ال" + key, " ".join(bare), " ".join(definite), " ".join(bare[:1] + definite[1:]),
                key.replace(" ", ""))
    return next((places for variant in variants if (places := places_named(gazetteer, variant))), ())


# Different spellings of a name share its sounds. One letter stands for each; vowels and breathings are weak.
_SOUNDS = str.maketrans({
    **dict.fromkeys("اى", "a"), "و": "u", "ي": "i", **dict.fromkeys("هعح", "h"), "ب": "b", **dict.fromkeys("تط", "t"),
    **dict.fromkeys("دض", "d"), **dict.fromkeys("ثسص", "s"), **dict.fromkeys("ذزظ", "z"), "ش": "c", "ج": "j", "غ": "g",
    "خ": "x", **dict.fromkeys("قك", "k"), "ف": "f", "ل": "l", "م": "m", "ن": "n", "ر": "r"})
_WEAK = "aiuh "
_SKELETON = str.maketrans({**dict.fromkeys(_WEAK), "d": "t", "z": "s", "g": "k", "j": "k", "x": "k"})
_SYLLABLE = re.compile(f"[^{_WEAK}][{_WEAK}]*|^[{_WEAK}]+")


def arabic_sounds(key: str) -> set[str]:
    """The sounds of a key, with and without what may be the article.

    >>> sorted(arabic_sounds("الكرمه"))
    ['alkrma', 'krma']
    """
    bare = " ".join(word.removeprefix("ال") for word in key.split(" "))
    return {single_sounds(re.sub("h$|h(?= )", "a", name.translate(_SOUNDS)).replace("tc", "c")) for name in (bare, key)}


def single_sounds(sounds: str) -> str:
    """Doubled letters once."""
    return re.sub(r"(.)\1+", r"\1", sounds)


def skeleton(sounds: str) -> str:
    """The strong sounds of a name, near ones taken together: spellings of one name share it.

    >>> skeleton("karbala"), skeleton("jarablus")
    ('krbl', 'krbls')
    """
    return single_sounds(sounds.translate(_SKELETON))


@cache
def _by_skeleton() -> dict[str, str]:
    """Rows of the region and the sounds of their names, by skeleton."""
    return dict(line.split(",", 1) for line in read_table("sounds.csv.gz"))


@lru_cache(maxsize=50_000)
def sounding_like(key: str) -> dict[Place, float]:
    """Places of the region whose name sounds nearly like a key, with the doubt to take from their weight.

    Nobody misspells a famous name, so fame counts for nothing here.
    """
    found = {}
    for heard in arabic_sounds(key):
        bones = skeleton(heard)
        # The shorter the name, the more names are like it.
        least = 0.97 if len(bones) < 3 else 0.91 if len(bones) == 3 else 0.86
        for entry in _by_skeleton().get(bones, "").split(";") if len(bones) > 1 else ():
            row, _, sounds = entry.partition(":")
            likeness = _likeness(heard, sounds) if row else 0.0
            if likeness >= least:
                place = place_at(load_gazetteer(), int(row))
                doubt = 0.2 + 8 * (1 - likeness) + max(0.0, place.weight - _KNOWN)
                found[place] = min(doubt, found.get(place, doubt))
    return found


def _likeness(a: str, b: str) -> float:
    """1 for the same sounds, less for each that differs; both have the same skeleton."""
    left, right = _SYLLABLE.findall(a), _SYLLABLE.findall(b)
    if left[0][0] in _WEAK and right[0][0] not in _WEAK:
        right.insert(0, "")
    elif right[0][0] in _WEAK and left[0][0] not in _WEAK:
        left.insert(0, "")
    if len(left) != len(right):
        return 0.0
    return max(0.0, 1 - sum(map(_difference, left, right)) / (1 + len(left)))


# Consonants that one writer takes for the other more readily than others of the same skeleton.
_NEAR = frozenset(map(frozenset, ("td", "sz", "gk", "jg")))


@lru_cache(maxsize=50_000)
def _difference(a: str, b: str) -> float:
    """Cost of a syllable as written in Arabic against another, by edit distance.

    Arabic leaves short vowels out, so that a weak sound more on the other side costs little.
    """
    strong = 0.0
    if a[:1] != b[:1] and a[:1] not in _WEAK and b[:1] not in _WEAK:
        strong = 0.3 if frozenset((a[0], b[0])) in _NEAR else 0.5
    above = [0.1 * count for count in range(len(b) + 1)]
    for row, left in enumerate(a, 1):
        here = [0.3 * row]
        for column, right in enumerate(b, 1):
            same = left == right or strong and row == column == 1
            change = 0.0 if same else 0.3 if {left, right} == {"i", "u"} else 0.5
            here.append(min(above[column - 1] + change, above[column] + 0.3, here[-1] + 0.1))
        above = here
    return strong + above[-1]
