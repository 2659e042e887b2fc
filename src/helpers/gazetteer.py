"""The gazetteer: places and their names, as the tables of data/gazetteer give them."""
import csv
import gzip
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

from helpers.arabic import fold, is_arabic
from helpers.resources import data_path, read_lexicon

# Countries whose towns are kept even when no source gives their Arabic name: the sound of the Latin one tells it.
REGION = frozenset("AE BH DJ DZ EG EH IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN TR YE".split())

# Hamza seats, Kurdish and Persian letters that fold() keeps apart, and the marks that join the parts of a name.
_LETTERS = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": None, "ێ": "ي", "ۆ": "و", "ڕ": "ر", "ڵ": "ل", "ڤ": "ف", "پ": "ب",
                          "چ": "ج", "گ": "ك", "ژ": "ز", "-": " ", "–": " ", "'": None, "’": None})


class Place(NamedTuple):
    """A row of the gazetteer; `score` says how sure a lookup was of it."""

    id: str  # geonames:98182, wikidata:Q796, or helpers:qara-chokh for a place of the curated table
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


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The tables as read: the line of a place is parsed when the place is asked for."""

    lines: list[str]
    names: dict[str, str]  # key -> "zipf,clitics it never takes,rows"
    after: dict[str, set[str]]  # first word of a name -> what may follow it, "" where the name may end


def place_key(name: str) -> str:
    """The key under which a name is looked up.

    >>> place_key("سوريّا"), place_key("بعلبك-الهرمل"), place_key("مأرب")
    ('سوريا', 'بعلبك الهرمل', 'مارب')
    """
    return " ".join(fold(name).translate(_LETTERS).split())


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance between two places."""
    south, north, width = radians(a.lat), radians(b.lat), radians(b.lon - a.lon)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(width / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(half)))


# The tables

@cache
def load_gazetteer(extra: str | None = None) -> Gazetteer:
    """The gazetteer that ships with the package, and with `extra` the places of a CSV of your own as well.

    The CSV is UTF-8 and has a header. Columns `name`, `lat` and `lon` are needed; `names` (other spellings, joined by
    |), `name_en`, `kind`, `country`, `admin1`, `admin2` and `radius_km` are optional. Its places come before all others
    of the same name.

    Raises ValueError with one line for each row that cannot be used, FileNotFoundError when there is no such file.
    """
    lines = read_table("places.csv.gz")
    names = dict(line.split(",", 1) for line in read_table("names.csv.gz"))
    for row in _own_places(Path(extra)) if extra else ():
        for key in filter(None, map(place_key, [row["name"], *row["names"].split("|")])):
            zipf, never, rows = names.get(key, "0.0,,").split(",")
            names[key] = f"{zipf},{never},{len(lines)} {rows}"
        lines.append(_as_line(row))
    after = {}
    for name in names:
        first, _, rest = name.partition(" ")
        after.setdefault(first, set()).add(rest.partition(" ")[0])
    return Gazetteer(lines, names, after)


def read_table(name: str) -> list[str]:
    """Lines of a gzipped table, without the header."""
    return gzip.decompress(data_path("gazetteer", name).read_bytes()).decode().split("\n")[1:-1]


@lru_cache(maxsize=100_000)
def place_at(gazetteer: Gazetteer, row: int) -> Place:
    """The place of a row."""
    (cells,) = csv.reader([gazetteer.lines[row]])
    told, (lat, lon, radius, population, weight), (source, disputed) = cells[:7], cells[7:12], cells[12:]
    return Place(*told, float(lat), float(lon), float(radius), int(population), float(weight), source, disputed)


@lru_cache(maxsize=100_000)
def places_named(gazetteer: Gazetteer, key: str) -> tuple[Place, ...]:
    """Every place with a name of that key."""
    rows = gazetteer.names.get(key, "").rpartition(",")[2].split()
    return tuple(place_at(gazetteer, int(row)) for row in rows)


@lru_cache(maxsize=100_000)
def foremost(gazetteer: Gazetteer, key: str) -> Place:
    """The weightiest place of a name."""
    return max(places_named(gazetteer, key), key=lambda place: place.weight)


@lru_cache(maxsize=1_000)
def place_of_kind(gazetteer: Gazetteer, kind: str, country: str) -> Place | None:
    """The weightiest place of a kind in a country: the country itself, its capital."""
    cells = f",{kind},{country},"
    return next((place_at(gazetteer, row) for row, line in enumerate(gazetteer.lines) if cells in line), None)


class KindWord(NamedTuple):
    """A word such as قرية that says what kind of place the name after it is."""

    word: str
    kinds: tuple[str, ...]
    points: float  # as evidence that the name is a place
    unknown: str  # what an unknown name after it makes: "name", "phrase" (with the word itself), "" nothing
    named_after: bool  # شارع بغداد is a street, not Baghdad


@cache
def kind_words() -> dict[str, KindWord]:
    """The words of place_kinds.csv, by key."""
    words = (KindWord(row["word"], tuple(row["kind"].split("|")), float(row["points"]), row["unknown"],
                      row["named_after"] == "yes") for row in read_lexicon("place_kinds"))
    return {place_key(word.word): word for word in words}


# Places of one's own

_NEEDED = {"name", "lat", "lon"}
_COLUMNS = _NEEDED | {"names", "name_en", "kind", "country", "admin1", "admin2", "radius_km"}
_LONGEST = 200  # characters of a cell


def _own_places(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV of places, or one ValueError that names every row that is none."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        try:
            rows = [dict.fromkeys(_COLUMNS, "") | row for row in reader]
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{path.name} is no CSV in UTF-8: {error}") from None
        header = reader.fieldnames or []
    if not _NEEDED <= set(header) <= _COLUMNS:
        raise ValueError(f"{path.name} has the columns {', '.join(header) or '(none)'}; it needs name, lat and lon, "
                         f"and may have {', '.join(sorted(_COLUMNS - _NEEDED))}")
    faults = enumerate(map(_fault, rows), start=2)
    wrong = [f"{path.name}, row {number}: {fault}" for number, fault in faults if fault]
    if wrong:
        raise ValueError("\n".join(wrong))
    return rows


def _fault(row: dict) -> str:
    """What is wrong with a row of places, empty when nothing is."""
    if None in row:
        return "it has more cells than the header"
    if any(len(cell) > _LONGEST or any(ord(letter) < 32 for letter in cell) for cell in row.values()):
        return f"a cell has a control character or more than {_LONGEST} characters"
    if not is_arabic(row["name"]):
        return f"name is {row['name']!r}; it must have Arabic letters"
    for column, least, most in (("lat", -90, 90), ("lon", -180, 180), ("radius_km", 0, 20_000)):
        if not (re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]+)?", row[column]) and least <= float(row[column]) <= most or
                column == "radius_km" and not row[column]):
            return f"{column} is {row[column]!r}; it must be a number from {least} to {most}"
    if row["country"] and not re.fullmatch("[A-Z]{2}", row["country"]):
        return f"country is {row['country']!r}; it must be an ISO 3166-1 alpha-2 code such as 'IQ'"
    return ""


def _as_line(row: dict[str, str]) -> str:
    """A row of one's own as a line of places.csv; it weighs as much as a country, so that it comes first."""
    cells = (f"own:{row['name']}", row["name"], row["name_en"], row["kind"] or "place", row["country"], row["admin1"],
             row["admin2"], row["lat"], row["lon"], row["radius_km"] or "5", "0", "5.0", "own", "")
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
