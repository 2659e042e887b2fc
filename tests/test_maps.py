"""The map puts places where they are, as precisely as they are known, and says what it cannot show."""
import math

import pytest
import tables

from helpers.figures import label, render
from helpers.maps import EARTH_RADIUS_KM, circle, plot_places
from helpers.summaries import count_by_place

OUTLET = "صحيفة المثال"
TABLE = count_by_place(tables.places(), tables.claims())
COUNTRIES = tables.countries()


@pytest.fixture(scope="module")
def chart():
    return plot_places(TABLE, COUNTRIES, OUTLET, country="IQ")


def distance_km(one, other) -> float:
    """Great circle between two (lon, lat), by the haversine formula."""
    (lon1, lat1), (lon2, lat2) = (map(math.radians, point) for point in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def written(axes) -> list[str]:
    return [text.get_text() for text in axes.texts if text.get_text()]


def boxes(chart) -> list:
    renderer = chart.figure._get_renderer()
    return [text.get_window_extent(renderer) for text in chart.figure.axes[0].texts if "claim" in text.get_text()]


@pytest.mark.parametrize("lat, lon, radius", [(33.3, 44.4, 20), (0, 0, 500), (-70, 120, 100), (36, -179.9, 50)])
def test_a_circle_has_its_radius_in_true_kilometres(lat, lon, radius):
    assert all(distance_km((lon, lat), corner) == pytest.approx(radius) for corner in circle(lat, lon, radius))


def test_each_place_has_a_mark_where_it_is(chart):
    marks = {(line.get_xdata()[0], line.get_ydata()[0]) for line in chart.figure.axes[0].lines
             if len(line.get_xdata()) == 1}
    assert marks == {(41.86, 36.32), (43.13, 36.34), (44.39, 35.47), (42.47, 36.02)}


def test_labels_are_arabic_first_and_count_claims(chart):
    assert f"{label('الموصل')}\nMosul, 1 claim" in written(chart.figure.axes[0])


def test_labels_neither_collide_nor_leave_the_map(chart):
    found = boxes(chart)
    assert len(found) == 4
    frame = chart.figure.axes[0].get_window_extent()
    assert all(frame.contains(*corner) for box in found for corner in (box.min, box.max))
    assert not any(one.overlaps(other) for i, one in enumerate(found) for other in found[:i])


def test_labels_of_a_crowd_do_not_collide():
    crowd = TABLE.iloc[[0] * 12].copy()
    crowd["lat"] += [0.02 * step for step in range(12)]
    chart = plot_places(crowd.reset_index(drop=True), COUNTRIES, OUTLET, country="IQ")
    found = boxes(chart)
    assert len(found) == 12
    assert not any(one.overlaps(other) for i, one in enumerate(found) for other in found[:i])


def test_precision_is_told_by_shape(chart):
    legend = [text.get_text() for text in chart.figure.axes[1].get_legend().get_texts()]
    assert legend[:2] == ["the place itself", "somewhere in the province"]


def test_claims_are_told_from_mentions_by_filling():
    only_mentioned = TABLE.assign(claims=0)
    axes = plot_places(only_mentioned, COUNTRIES, OUTLET).figure.axes[0]
    assert {line.get_markerfacecolor() for line in axes.lines if len(line.get_xdata()) == 1} == {"white"}


def test_the_scale_bar_is_as_long_as_it_says(chart):
    axes = chart.figure.axes[0]
    bar = next(line for line in axes.lines if line.get_linewidth() == 3)
    middle = sum(axes.get_ylim()) / 2
    stated = next(int(text.split()[0]) for text in written(axes) if text.endswith(" km"))
    west, east = ((lon, middle) for lon in bar.get_xdata())
    assert distance_km(west, east) == pytest.approx(stated, rel=0.001)


def test_what_the_map_cannot_show_stands_beside_it(chart):
    beside = " ".join(written(chart.figure.axes[1])[0].split())
    assert label("Named but not located: الناحية\u200e 0 claims", "ltr") in beside
    assert "No place stated: 4 claims" in beside
    assert label("Disputed: سنجار (Sinjar), Dohuk by some", "ltr") in beside
    assert "Natural Earth" in beside


def test_countries_are_no_points():
    whole = TABLE.assign(kind=["country", *TABLE["kind"].tolist()[1:]])
    chart = plot_places(whole, COUNTRIES, OUTLET, country="IQ")
    assert "Whole countries: سنجار (Sinjar) 1 claim" in chart.alt
    assert len(boxes(chart)) == 3


def test_places_outside_the_frame_are_named():
    chart = plot_places(TABLE, COUNTRIES, OUTLET, country="SY")
    assert "Outside the frame: سنجار (Sinjar) 1 claim" in chart.alt
    assert boxes(chart) == []


def test_the_alternative_text_says_where_and_how_precisely(chart):
    assert chart.title == f"Claims by place, as reported by {OUTLET}"
    assert "نينوى (Nineveh): 1 claim, within 110 km" in chart.alt
    assert chart.data is TABLE


@pytest.mark.parametrize("country", ["IQ", None])
def test_a_map_gives_the_same_bytes_each_time(country):
    first, second = (render(plot_places(TABLE, COUNTRIES, OUTLET, country=country).figure) for _ in range(2))
    assert first == second


def test_provinces_are_drawn_below_the_marks():
    assert plot_places(TABLE, COUNTRIES, OUTLET, provinces=COUNTRIES).alt


def test_a_country_without_boundary_is_refused():
    with pytest.raises(ValueError, match="no country 'XX'; give an ISO 3166-1"):
        plot_places(TABLE, COUNTRIES, OUTLET, country="XX")


def test_without_places_the_map_says_so():
    assert "no claim to draw" in plot_places(TABLE[TABLE["lat"].isna()], COUNTRIES, OUTLET).alt


def test_hostile_names_are_only_drawn():
    names = tables.hostile()
    hostile = TABLE.iloc[[0] * len(names)].reset_index(drop=True).assign(name_ar=names, name_en=names)
    svg = render(plot_places(hostile, COUNTRIES, "<script>").figure, "svg").decode()
    assert "<script>" not in svg
    assert "<img" not in svg
