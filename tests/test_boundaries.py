"""The boundaries are sound polygons that share their lines, and agree with the gazetteer."""
import csv
import gzip

import geopandas
import pytest
import shapely

from helpers.boundaries import load_countries, load_divisions
from helpers.resources import data_path

COUNTRIES = load_countries()
DIVISIONS = load_divisions()
# Towns of these lie where Natural Earth's two maps disagree, or on islets smaller than its detail.
CLEAR = ["IQ", "SY", "LB", "JO", "KW", "SA", "YE", "EG", "LY", "TN", "DZ", "SD", "TR", "IR", "FR", "US"]


@pytest.fixture(scope="module")
def towns():
    """Towns of the gazetteer with 5,000 people or more, as points."""
    with gzip.open(data_path("gazetteer", "places.csv.gz"), "rt", encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["kind"] == "city" and int(row["population"]) >= 5000]
    points = shapely.points([(float(row["lon"]), float(row["lat"])) for row in rows])
    return geopandas.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")


@pytest.mark.parametrize("boundaries", [COUNTRIES, DIVISIONS], ids=["countries", "divisions"])
def test_outlines_are_valid_polygons_in_degrees(boundaries):
    assert boundaries.crs.to_epsg() == 4326
    assert boundaries.is_valid.all()
    assert not boundaries.is_empty.any()
    assert set(boundaries.geom_type) <= {"Polygon", "MultiPolygon"}


@pytest.mark.parametrize("boundaries", [COUNTRIES, DIVISIONS], ids=["countries", "divisions"])
def test_neighbours_share_one_line_without_gap_or_overlap(boundaries):
    assert shapely.coverage_is_valid(boundaries.geometry.values)


def test_codes_and_names_stand_once_and_in_full():
    assert COUNTRIES["country"].is_unique
    assert DIVISIONS["id"].is_unique
    assert COUNTRIES["country"].str.fullmatch("[A-Z]{2}").all()
    assert DIVISIONS["country"].isin(COUNTRIES["country"]).all()
    assert COUNTRIES[["name_en", "name_ar"]].notna().all(axis=None)
    assert DIVISIONS[["name_en", "name_ar"]].notna().all(axis=None)


def test_a_country_is_its_divisions_together():
    iraq = COUNTRIES.set_index("country").geometry["IQ"]
    assert iraq.symmetric_difference(load_divisions("IQ").union_all()).area < 1e-9


def test_iraq_has_its_eighteen_governorates():
    names = set(load_divisions("IQ")["name_en"])
    assert len(names) == 18
    assert {"Baghdad", "Nineveh", "Al Anbar", "Basra", "Sulaymaniyah", "Saladin"} <= names


@pytest.mark.parametrize("country", CLEAR)
def test_towns_lie_in_their_country(country, towns):
    outline = COUNTRIES.set_index("country").geometry[country].buffer(0.05)
    here = towns[towns["country"] == country]
    assert len(here) > 0
    assert here.within(outline).mean() > 0.99


def test_towns_lie_in_the_division_the_gazetteer_names(towns):
    here = towns[towns["country"].isin(["IQ", "SY"]) & (towns["admin1"] != "")]
    found = geopandas.sjoin(here, DIVISIONS[["name_en", "geometry"]].rename(columns={"name_en": "division"}))
    assert len(found) > 100
    assert (found["admin1"] == found["division"]).mean() > 0.97


def test_a_disputed_division_names_both_countries():
    disputed = DIVISIONS.dropna(subset="de_facto")
    assert set(zip(disputed["country"], disputed["de_facto"])) == {("EH", "MA"), ("UA", "RU")}


@pytest.mark.parametrize("country", ["Iraq", "iq", "XX", ""])
def test_an_unknown_country_is_refused(country):
    with pytest.raises(ValueError, match="ISO 3166-1"):
        load_divisions(country)
