"""A chart draws the table it is given: every row, nothing more, and says so in words."""
import re
from functools import cache

import pandas as pd
import pytest
import tables

from helpers.charts import plot_categories, plot_speakers, plot_timeline, plot_values, value_text
from helpers.figures import label, render
from helpers.summaries import count_by_category, count_by_speaker, timeline_table, value_table

OUTLET = "صحيفة المثال"
CLAIMS = tables.claims()
CHARTS = {
    "speakers": (plot_speakers, count_by_speaker),
    "categories": (plot_categories, count_by_category),
    "values": (plot_values, value_table),
    "timeline": (plot_timeline, timeline_table),
}


@cache
def draw(plot, summary):
    """The chart of the invented claims, drawn once for all tests that only look at it."""
    return plot(summary(CLAIMS), OUTLET)


chart = pytest.mark.parametrize("plot, summary", CHARTS.values(), ids=CHARTS)


def texts(figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(lambda part: hasattr(part, "get_text"))]


@chart
def test_the_title_says_whose_report_it_is(plot, summary):
    drawn = draw(plot, summary)
    assert drawn.title.endswith(f"as reported by {OUTLET}")
    assert label(drawn.title, "ltr") in texts(drawn.figure)


@chart
def test_the_table_shown_beside_the_figure_is_the_one_drawn(plot, summary):
    table = summary(CLAIMS)
    before = table.copy()
    assert plot(table, OUTLET).data is table
    pd.testing.assert_frame_equal(table, before)


@chart
def test_the_alternative_text_names_every_row(plot, summary):
    drawn = draw(plot, summary)
    first = drawn.data.columns[0]
    assert drawn.title in drawn.alt
    dated = drawn.data if plot is not plot_timeline else drawn.data.dropna(subset="time_from")
    assert all(name in drawn.alt for name in dated[first])


@pytest.mark.parametrize("plot, summary", list(CHARTS.values())[:2], ids=["speakers", "categories"])
def test_numbers_of_the_alternative_text_are_those_of_the_table(plot, summary):
    drawn = draw(plot, summary)
    totals = [int(number) for number in re.findall(r": (\d+) \(", drawn.alt)]
    assert totals == drawn.data["claims"].tolist()


@pytest.mark.parametrize("plot, summary", list(CHARTS.values())[:2], ids=["speakers", "categories"])
def test_bars_are_as_long_as_the_counts_and_differ_by_more_than_colour(plot, summary):
    drawn = draw(plot, summary)
    axes = drawn.figure.axes[0]
    assert sum(bar.get_width() for bar in axes.patches) == drawn.data["claims"].sum()
    kinds = {(bar.get_facecolor(), bar.get_hatch()) for bar in axes.patches}
    assert len(kinds) == len({hatch for _, hatch in kinds}) > 1


@chart
def test_arabic_labels_stand_on_the_right_and_values_grow_to_the_left(plot, summary):
    axes = draw(plot, summary).figure.axes[0]
    mirrored = plot is not plot_categories
    assert axes.xaxis_inverted() == mirrored


@chart
@pytest.mark.parametrize("format", ["png", "svg"])
def test_a_chart_gives_the_same_bytes_each_time(plot, summary, format):
    first, second = (plot(summary(CLAIMS), OUTLET) for _ in range(2))
    render(first.figure, "png")
    assert render(first.figure, format) == render(second.figure, format)


@chart
def test_without_claims_the_chart_says_so(plot, summary):
    drawn = plot(summary(CLAIMS.iloc[:0]), OUTLET)
    assert "no claim to draw" in drawn.alt
    assert "The table has no claim to draw." in texts(drawn.figure)


@chart
def test_a_long_table_is_cut_and_says_so(plot, summary):
    table = summary(CLAIMS)
    drawn = plot(table, OUTLET, most=2)
    assert drawn.title.endswith(f": the first 2 of {len(table)}")
    assert drawn.data is table


@chart
def test_hostile_text_is_only_drawn(plot, summary):
    hostile = pd.concat([CLAIMS.tail(1)] * len(tables.hostile()), ignore_index=True)
    for column in ("speaker", "category", "quantity_text", "noun_english", "unit"):
        hostile[column] = tables.hostile()
    svg = render(plot(summary(hostile), "<script>").figure, "svg").decode()
    assert "<script>" not in svg
    assert "<img" not in svg


def test_values_of_different_units_are_never_on_one_axis():
    table = value_table(CLAIMS)
    drawn = plot_values(table, OUTLET)
    headings = [axes.get_title(loc="left") for axes in drawn.figure.axes if axes.get_title(loc="left")]
    assert headings == ["count", "money, USD", "duration, year"]


def test_what_is_vague_has_a_word_and_no_position():
    table = value_table(CLAIMS)
    vague = table[table["bound"] == "vague"]
    numbers, strip = plot_values(vague, OUTLET).figure.axes
    assert len(numbers.lines) == 0
    assert [text.get_text() for text in strip.texts] == [label("عشرات الأشجار")]


@pytest.mark.parametrize("low, high, bound, closed, expected", [
    (18, 18, "exact", True, "18"),
    (8_000_000, 8_000_000, "exact", True, "8,000,000"),
    (2.5, 2.5, "exact", True, "2.5"),
    (40, None, "at_least", True, "≥ 40"),
    (40, None, "at_least", False, "> 40"),
    (None, 40, "at_most", True, "≤ 40"),
    (None, 40, "at_most", False, "< 40"),
    (100, 100, "about", True, "≈ 100"),
    (12, 15, "range", True, "12–15"),
    (None, None, "vague", None, "no number stated"),
])
def test_a_value_is_written_as_it_is_bounded(low, high, bound, closed, expected):
    assert value_text({"value_low": low, "value_high": high, "bound": bound, "bound_closed": closed,
                       "kind": "count", "unit": None}) == expected


def test_a_denied_claim_is_not_drawn_like_a_claim():
    assert "3 (negated)" in texts(plot_values(value_table(CLAIMS), OUTLET).figure)


def test_an_open_bound_is_hollow_and_has_an_arrow():
    table = value_table(CLAIMS)
    axes = plot_values(table[table["bound"] == "at_least"], OUTLET).figure.axes[0]
    assert axes.lines[0].get_markerfacecolor() == "white"
    assert any(text.arrow_patch for text in axes.texts)


def test_undated_claims_are_listed_apart():
    dated, apart = plot_timeline(timeline_table(CLAIMS), OUTLET).figure.axes
    assert len(dated.patches) + len(dated.lines) == 2
    assert [text.get_text() for text in apart.texts][0] == "Not dated in the text:"
    assert len(apart.texts) == 1 + 6
    assert plot_timeline(timeline_table(CLAIMS), OUTLET).alt.endswith("6 claims not dated in the text.")


def test_a_day_is_long_enough_to_be_seen():
    days = pd.DataFrame({"claim": ["غارة", "هجوم"], "gloss": ["raid", "attack"],
                         "time_from": pd.to_datetime(["2000-01-01", "2021-03-24"]),
                         "time_to": pd.to_datetime(["2020-12-31", "2021-03-24"])})
    axes = plot_timeline(days, OUTLET).figure.axes[0]
    assert [line.get_marker() for line in axes.lines] == ["D"]


def test_a_single_day_is_not_cut_into_hours():
    days = pd.DataFrame({"claim": ["غارة"], "gloss": ["raid"], "time_from": pd.to_datetime(["2021-03-24"]),
                         "time_to": pd.to_datetime(["2021-03-24"])})
    axes = plot_timeline(days, OUTLET).figure.axes[0]
    ticks = [text.get_text() for text in axes.get_xticklabels()]
    assert len(ticks) == len(set(ticks))


def test_an_interval_with_one_known_end_says_which():
    days = pd.DataFrame({"claim": ["غارة"], "gloss": [None], "time_from": pd.to_datetime(["2021-03-01"]),
                         "time_to": pd.to_datetime([None])})
    assert plot_timeline(days, OUTLET).alt.endswith("غارة\u200e: from 2021-03-01.")
