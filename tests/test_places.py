"""Names of places are found where places are meant, told from their homographs, and set on the right spot."""
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import load_article
from helpers.places import PLACE_COLUMNS, find_places, places_of
from helpers.tokens import analyse

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def mentions(text: str):
    return places_of(analyse(text))


@pytest.mark.parametrize("case", cases("places"), ids=lambda case: case["shows"])
def test_a_place_is_found_and_resolved(case):
    found = [f"{mention.text}={mention.place and mention.place.name_en}" for mention in mentions(case["sentence"])]
    assert found == case["places"].split("; ")


@pytest.mark.parametrize("case", cases("places_none"), ids=lambda case: case["shows"])
def test_a_homograph_is_no_place(case):
    assert [mention.text for mention in mentions(case["sentence"])] == []


@pytest.mark.parametrize("case", cases("places_unknown"), ids=lambda case: case["kind"])
def test_an_unknown_place_is_a_row_that_says_so(case):
    (mention,) = [mention for mention in mentions(case["sentence"]) if not mention.resolved]
    assert (mention.text, mention.kind, mention.place, mention.precision) == (case["mention"], case["kind"], None, None)


@pytest.mark.parametrize(("sentence", "country"), [
    ("غرق مركب قبالة طرابلس في لبنان", "LB"), ("اشتباكات في طرابلس غربي ليبيا", "LY"),
    ("قتل ثلاثة في القنيطرة السورية", "SY"), ("احتجاجات في القنيطرة المغربية", "MA"),
    ("أعلن الجيش اللبناني إغلاق الطريق بين بيروت وطرابلس", "LB"),
])
def test_the_text_chooses_between_namesakes(sentence, country):
    assert {mention.place.country for mention in mentions(sentence)} == {country}


def test_one_name_is_one_place_in_one_article():
    text = "احتج سكان طرابلس في لبنان أمس.\nوقال شاهد في طرابلس إن الطريق مغلق."
    assert {mention.place.country for mention in mentions(text) if mention.text == "طرابلس"} == {"LB"}


@pytest.mark.parametrize(("sentence", "precision"), [
    ("انفجار في الموصل", 1), ("انفجار قرب الموصل", 2), ("انفجار شمالي الموصل", 2), ("انفجار في ناحية العظيم", 3),
    ("انفجار في محافظة نينوى", 4), ("انفجار في جبال حمرين", 5), ("انفجار شمالي العراق", 5), ("انفجار في العراق", 6),
    ("سفينة في المحيط الهندي", 7),
])
def test_precision_follows_the_codes_of_ucdp(sentence, precision):
    assert [mention.precision for mention in mentions(sentence)] == [precision]


def test_the_table_has_its_columns_and_types():
    places = find_places("قصف قرب الموصل في العراق، ونزوح من قرية الزيزفونة")
    assert tuple(places.columns) == (*PLACE_COLUMNS, "geometry")
    assert places.crs.to_epsg() == 4326
    assert places["resolved"].tolist() == [True, True, False]
    assert places.loc[2, ["place_id", "lat", "lon", "precision"]].isna().all()
    assert places.loc[0, ["source", "radius_km", "score"]].notna().all()
    assert (places.geometry.x - places["lon"].astype(float)).abs().max() < 1e-9


def test_page_furniture_names_no_places():
    article = load_article(text="انفجار في الموصل\n\nقتل شخصان في الموصل فجرا.\n\nاقرأ أيضا\nتظاهرة في بغداد")
    assert set(find_places(article)["mention_text"]) == {"الموصل"}
    assert set(find_places(article.text)["mention_text"]) == {"الموصل", "بغداد"}


def test_no_place_is_an_empty_table_with_the_same_columns():
    places = find_places("لا مكان هنا")
    assert len(places) == 0
    assert tuple(places.columns) == (*PLACE_COLUMNS, "geometry")


def test_both_authorities_of_a_disputed_place_are_shown():
    places = find_places("قبض على عنصرين في مخمور")
    assert places.loc[0, "admin1"] == "Erbil"
    assert places.loc[0, "disputed"] == "Nineveh in the boundaries of other agencies"


def test_places_of_ones_own_are_found_in_text(tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon,kind\nخربة السنديانة,34.1,43.9,village\n", encoding="utf-8")
    (mention,) = places_of(analyse("اشتباك في خربة السنديانة فجرا"), extra=str(table))
    assert (mention.text, mention.place.lat, mention.place.kind) == ("خربة السنديانة", 34.1, "village")


def test_marks_and_article_stay_in_the_span():
    text = "وقع انفجار وبالمَوْصِـل أيضا"
    (mention,) = mentions(text)
    assert text[mention.start:mention.end] == mention.text == "المَوْصِـل"


NAMES = st.sampled_from(("في من الموصل وبغداد لسوريا قرية محافظة نينوى جبال قره جوغ السواحل الليبية ، . \n ( ) - و ال "
                         "العظيم دورة 18 \u0640 \u064e").split(" "))


@given(st.lists(NAMES | st.text(max_size=4), max_size=40).map(" ".join))
def test_spans_slice_back_in_order_and_do_not_overlap(text):
    end = 0
    for mention in mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start:mention.end] == mention.text
        assert 0 < mention.score <= 1
        assert mention.resolved == (mention.place is not None)
        end = mention.end


@pytest.mark.parametrize("text", [
    "الموصل " * 30_000, "قرية " * 50_000, "، " * 50_000 + "بغداد", "و" * 200_000, "دير " * 40_000,
], ids=["names", "kinds", "commas", "one word", "openers"])
def test_long_repetition_takes_linear_time(text):
    assert all(text[mention.start:mention.end] == mention.text for mention in mentions(text))
