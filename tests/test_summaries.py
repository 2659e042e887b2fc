"""The small tables behind the figures count each claim once, and leave nothing out."""
import pandas as pd
import pytest
import tables

from helpers.summaries import (
    NO_PLACE,
    OUTLET_ITSELF,
    UNCATEGORISED,
    UNNAMED_SOURCE,
    count_by_category,
    count_by_place,
    count_by_speaker,
    timeline_table,
    value_table,
)

CLAIMS = tables.claims()
CANONICAL = int(CLAIMS["is_canonical"].sum())
SUMMARIES = [count_by_speaker, count_by_category, value_table, timeline_table]


def test_speakers_are_counted_by_way_of_attribution():
    table = count_by_speaker(CLAIMS).set_index("speaker")
    assert table.loc[tables.DIRECTOR].to_dict() == {
        "direct_quote": 1, "indirect": 2, "according_to": 0, "author": 0, "claims": 3}
    assert table.loc[OUTLET_ITSELF, "claims"] == 3
    assert table.loc[UNNAMED_SOURCE, "according_to"] == 1


def test_categories_tell_exact_from_bounded_from_vague():
    table = count_by_category(CLAIMS).set_index("category")
    assert table.loc["person"].to_dict() == {"exact": 1, "bounded": 1, "vague": 0, "claims": 2, "restatements": 1}
    assert table.loc[UNCATEGORISED, "vague"] == 1


@pytest.mark.parametrize("count", [count_by_speaker, count_by_category])
def test_counts_add_up_to_the_claims_that_count(count):
    table = count(CLAIMS)
    assert table["claims"].sum() == CANONICAL
    assert table["claims"].is_monotonic_decreasing


def test_places_add_up_to_the_claims_too():
    table = count_by_place(tables.places(), CLAIMS)
    assert table["claims"].sum() == CANONICAL
    assert table["mentions"].sum() == len(tables.places())
    assert table.iloc[-1][["name_ar", "claims"]].tolist() == [NO_PLACE, 4]


def test_a_place_no_gazetteer_knows_keeps_its_row_without_coordinates():
    table = count_by_place(tables.places(), CLAIMS).set_index("name_ar")
    assert pd.isna(table.loc["الناحية", "lat"])
    assert table.loc["الموصل", ["name_en", "lat", "claims"]].tolist() == ["Mosul", 36.34, 1]


def test_values_keep_units_apart_and_put_vague_ones_last():
    table = value_table(CLAIMS)
    assert len(table) == CANONICAL
    counts = table[table["kind"] == "count"]
    assert table["kind"].tolist()[:len(counts)] == ["count"] * len(counts)
    assert counts["value_low"].iloc[:-1].is_monotonic_increasing
    assert counts["bound"].iloc[-1] == "vague"
    assert counts["value_low"].isna().iloc[-1]


def test_a_claim_is_shown_in_its_own_words():
    words = value_table(CLAIMS)["claim"].tolist()
    assert "أكثر من 40 أسرة" in words
    assert "الجسرين" in words
    assert words.count("40 أسرة") == 0, "the restatement in the title is not a claim of its own"


def test_words_between_number_and_noun_are_shown_too():
    apart = CLAIMS.copy()
    start = tables.TEXT.index("كركوك")
    apart.loc[6, ["noun_text", "noun_start", "noun_end"]] = ["كركوك", start, start + 5]
    assert "3 عمال في كركوك" in value_table(apart)["claim"].tolist()


def test_the_timeline_starts_early_and_ends_with_the_undated():
    table = timeline_table(CLAIMS)
    assert len(table) == CANONICAL
    assert table["time_from"].dropna().is_monotonic_increasing
    assert table["time_from"].isna().tolist() == [False, False] + [True] * (CANONICAL - 2)


@pytest.mark.parametrize("summary", SUMMARIES)
def test_an_article_without_claims_gives_an_empty_table(summary):
    assert summary(CLAIMS.iloc[:0]).empty


@pytest.mark.parametrize("summary", SUMMARIES)
def test_the_claims_table_is_left_as_it_was(summary):
    before = CLAIMS.copy()
    summary(CLAIMS)
    pd.testing.assert_frame_equal(CLAIMS, before)


@pytest.mark.parametrize("summary", SUMMARIES)
def test_another_table_is_refused_by_name_of_what_it_lacks(summary):
    with pytest.raises(ValueError, match="no claims table: it has no column is_canonical"):
        summary(pd.DataFrame({"a": [1]}))


def test_another_places_table_is_refused_too():
    with pytest.raises(ValueError, match="no places table"):
        count_by_place(pd.DataFrame({"a": [1]}), CLAIMS)
