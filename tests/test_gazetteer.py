"""The gazetteer keeps its promises, finds a name under its spellings, and checks a table of one's own row by row."""
import csv
import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.gazetteer import Place, load_gazetteer, place_at, place_key, places_named
from helpers.geocoding import geocode, skeleton
from helpers.resources import data_path

LICENSED = ("GeoNames", "Natural Earth", "set by hand", "approximate", "centroid", "Wikipedia")


@pytest.fixture(scope="module")
def places() -> list[Place]:
    gazetteer = load_gazetteer()
    return [place_at(gazetteer, row) for row in range(len(gazetteer.lines))]


def test_ids_stand_once(places):
    assert len({place.id for place in places}) == len(places)


def test_coordinates_are_on_the_globe(places):
    assert all(-90 <= place.lat <= 90 and -180 <= place.lon <= 180 for place in places)
    assert all(0 < place.radius_km < 10_000 for place in places)


def test_every_place_has_a_name_a_kind_and_a_source(places):
    assert all(place.name_ar or place.name_en for place in places)
    assert all(place.kind for place in places)
    assert all(place.source.startswith(LICENSED) for place in places)


def test_every_name_leads_to_a_place(places):
    gazetteer = load_gazetteer()
    for key in gazetteer.names:
        assert key == place_key(key)
        assert places_named(gazetteer, key)


def test_curated_places_say_where_they_come_from():
    with data_path("gazetteer", "curated.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    assert not any(None in row or None in row.values() for row in rows)
    assert all(row["source"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.parametrize("table", ["places.csv.gz", "names.csv.gz", "sounds.csv.gz"])
def test_tables_carry_no_time_stamp(table):
    assert data_path("gazetteer", table).read_bytes()[4:8] == b"\0\0\0\0"


def test_tables_open_as_plain_csv():
    with gzip.open(data_path("gazetteer", "places.csv.gz"), "rt", encoding="utf-8", newline="") as lines:
        first = next(csv.DictReader(lines))
    assert set(first) >= {"id", "name_ar", "name_en", "kind", "country", "lat", "lon", "source", "disputed"}


@pytest.mark.parametrize(("name", "english", "country"), [
    ("الموصل", "Mosul", "IQ"), ("موصل", "Mosul", "IQ"), ("مدينة الموصل", "Mosul", "IQ"), ("اربيل", "Erbil", "IQ"),
    ("أربيل", "Erbil", "IQ"), ("السليمانيه", "As Sulaymānīyah", "IQ"), ("كوردستان", "Kurdistan Region of Iraq", "IQ"),
    ("عكّا", "Acre", "IL"), ("سورية", "Syria", "SY"), ("الولايات المتحدة الأميركية", "United States of America", "US"),
    ("أميركا", "United States of America", "US"), ("أم-قصر", "Umm Qaşr", "IQ"),
    ("تونس العاصمة", "Tunis", "TN"), ("ميانمار (بورما)", "Myanmar", "MM"), ("زاراسو", None, None),
])
def test_a_name_is_found_under_its_spellings(name, english, country):
    place = geocode(name)
    assert (place and place.name_en, place and place.country) == (english, country)


def test_a_word_of_kind_chooses_between_town_and_province():
    assert geocode("محافظة السليمانية").kind == "admin1"
    assert geocode("مدينة السليمانية").kind == "city"


def test_a_country_chooses_between_namesakes():
    assert geocode("طرابلس", country="LB").country == "LB"
    assert geocode("طرابلس", country="LY").country == "LY"
    assert geocode("طرابلس", country="SE") is None
    namesakes = geocode("طرابلس", candidates=True)
    assert {"LB", "LY"} <= {place.country for place in namesakes}
    assert [place.score for place in namesakes] == sorted((place.score for place in namesakes), reverse=True)


@pytest.mark.parametrize("country", ["Iraq", "iq", "IRQ", ""])
def test_a_country_that_is_no_code_is_refused(country):
    with pytest.raises(ValueError, match="alpha-2"):
        geocode("الموصل", country=country)


def test_a_spelling_no_source_has_is_found_by_its_sound():
    assert geocode("كيزيلتيبي").name_en == "Kızıltepe"
    assert geocode("الدجيل").name_en == "Ad Dujayl"


def test_a_disputed_place_says_what_others_say():
    assert "Nineveh" in geocode("مخمور").disputed
    assert geocode("الجولان").disputed
    assert geocode("القرم").country == "UA"


def test_unknown_strings_are_answered_mostly_with_none():
    letters, rng = "ابتجحدرسصطعفقكلمنهوي", random.Random(7)
    names = ["".join(rng.choices(letters, k=rng.randint(5, 12))) for _ in range(100_000)]
    assert sum(geocode(name) is not None for name in names) < 5_000


@given(st.text())
def test_any_string_is_answered(name):
    place = geocode(name)
    assert place is None or 0 < place.score <= 1


@given(st.text())
def test_a_key_is_its_own_key(name):
    assert place_key(place_key(name)) == place_key(name)


@given(st.text("abcdefgaiuh ", max_size=30))
def test_a_skeleton_has_no_weak_sounds_and_no_doubles(sounds):
    bones = skeleton(sounds)
    assert not set(bones) & set("aiuh ")
    assert all(one != other for one, other in zip(bones, bones[1:]))


# Places of one's own

@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8") -> str:
        path = tmp_path / "mine.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def test_places_of_ones_own_come_first(table):
    mine = table("name,lat,lon,names,country\nالزيزفونة,33.5,44.5,زيزفونة|الزيزفونه,IQ\nالموصل,10,20,,XX\n")
    assert (geocode("زيزفونة", extra=mine).lat, geocode("الزيزفونه", extra=mine).lon) == (33.5, 44.5)
    assert geocode("الموصل", extra=mine).country == "XX"
    assert geocode("الموصل").country == "IQ"


def test_each_bad_row_is_named_with_its_fault(table):
    mine = table("name,lat,lon\nألف,91,0\nbeta,1,1\nجيم,1,east\nدال,1,1,1\nهاء,1,1\n")
    with pytest.raises(ValueError) as error:
        geocode("هاء", extra=mine)
    assert str(error.value).split("\n") == [
        "mine.csv, row 2: lat is '91'; it must be a number from -90 to 90",
        "mine.csv, row 3: name is 'beta'; it must have Arabic letters",
        "mine.csv, row 4: lon is 'east'; it must be a number from -180 to 180",
        "mine.csv, row 5: it has more cells than the header",
    ]


@pytest.mark.parametrize("text", [
    "اسم,عرض\nالموصل,36\n", "", "name,lat\nالموصل,36\n", "name,lat,lon,=cmd|' /C calc'!A0\nالموصل,36,43,x\n",
])
def test_a_table_without_the_columns_is_refused(table, text):
    with pytest.raises(ValueError, match="needs name, lat and lon"):
        geocode("الموصل", extra=table(text))


@pytest.mark.parametrize("cell", ["موصل\x00", "موصل\x1b[2J", "م" * 5000, "\"موصل\nموصل\""])
def test_a_hostile_cell_is_refused(table, cell):
    with pytest.raises(ValueError, match="mine.csv"):
        geocode("الموصل", extra=table(f"name,lat,lon\n{cell},1,1\n"))


@pytest.mark.parametrize("number", ["nan", "inf", "1e400", "٣٣", "", "0x10", "1,5"])
def test_a_coordinate_must_be_a_plain_number(table, number):
    with pytest.raises(ValueError, match="row 2"):
        geocode("الموصل", extra=table(f"name,lat,lon\nالموصل,\"{number}\",1\n"))


def test_a_table_in_another_encoding_is_refused(table):
    with pytest.raises(ValueError, match="UTF-8"):
        geocode("الموصل", extra=table("name,lat,lon\nالموصل,36,43\n", "windows-1256"))


def test_a_missing_table_is_named():
    with pytest.raises(FileNotFoundError, match="nowhere.csv"):
        geocode("الموصل", extra="nowhere.csv")
