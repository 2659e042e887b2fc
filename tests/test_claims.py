"""What a user relies on in the claims table: complete, typed, traceable, stable, and restatements joined."""
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import extract_claims, load_article
from helpers.article import ArticleError
from helpers.claims import CLAIM_KINDS, COLUMNS, claim_rows
from helpers.resources import data_path

SPANS = [name.removesuffix("_text") for name in COLUMNS if name.endswith("_text")]
WORDS = ("قتل", "أكثر من", "3", "١٢", "ثلاثة", "وعشرون", "ألف", "مليون", "جنود", "طائرتين", "قال", "الوزير", "إن",
         "في", "الموصل", "بغداد", "أمس", "عام", "2019", "USD", "%", "\"", "»", "«", ".", "،", "\n", "\u200f", "\u0640",
         "\u064f", "\x00")


@pytest.fixture(scope="module")
def article():
    return load_article(data_path("article", "almada-2021-03-24.txt"))


@pytest.fixture(scope="module")
def claims(article):
    return extract_claims(article)


def assert_spans_slice_back(frame: pd.DataFrame, text: str):
    for name in SPANS:
        for row in frame[frame[f"{name}_start"].notna()].itertuples():
            start, end, surface = (getattr(row, f"{name}_{part}") for part in ("start", "end", "text"))
            assert text[start:end] == surface


def test_every_span_slices_back(article, claims):
    assert len(claims) > 0
    assert_spans_slice_back(claims, article.text)


def test_every_column_is_there_and_typed(claims):
    assert list(claims.columns) == list(COLUMNS)
    nothing = extract_claims("لا أرقام في هذا الخبر.")
    assert nothing.empty
    assert nothing.dtypes.map(str).drop(claims.select_dtypes("category").columns).equals(
        claims.dtypes.map(str).drop(claims.select_dtypes("category").columns))


def test_only_claim_kinds_and_no_empty_mandatory_cell(claims):
    assert set(claims["kind"]) <= set(CLAIM_KINDS)
    mandatory = ["claim_id", "group_id", "is_canonical", "section", "sentence", "kind", "quantity_text", "bound",
                 "form", "attribution", "polarity", "evidence_text", "rule"]
    assert not claims[mandatory].isna().any(axis=None)


def test_ids_are_unique_and_stable(article, claims):
    assert claims["claim_id"].is_unique
    assert claims["claim_id"].str.fullmatch("[0-9a-f]{16}").all()
    assert claims["claim_id"].tolist() == extract_claims(article)["claim_id"].tolist()
    assert claims["group_id"].isin(claims["claim_id"]).all()


def test_each_group_has_one_row_to_count(claims):
    assert (claims.groupby("group_id")["is_canonical"].sum() == 1).all()


def test_title_and_body_restate_one_claim(claims):
    strikes = claims[(claims["noun_english"] == "strike") & (claims["value_low"] == 18)]
    assert strikes["section"].tolist() == ["title", "title", "body"]
    assert strikes["group_id"].nunique() == 1
    assert strikes.loc[strikes["is_canonical"], "section"].item() == "body"


@pytest.mark.parametrize("text, groups", [
    ("قتل 5 جنود في الموصل. وأصيب 5 جنود في البصرة.", 2),
    ("قتل 5 جنود في الموصل. وقال الجيش إن 5 جنود قتلوا.", 1),
    ("قتل 5 جنود. وقال الجيش إن 7 جنود قتلوا.", 2),
    ("وصلت 5 شاحنات. وقتل خمسة جنود.", 2),
    ("وصلت 5 شاحنات. وقال المتحدث إن خمس شاحنات وصلت.", 1),
])
def test_a_restatement_agrees_in_value_and_noun_and_does_not_differ_in_place(text, groups):
    assert extract_claims(text)["group_id"].nunique() == groups


def test_vague_bounds_come_from_the_named_policy_and_never_mix_with_values():
    claims = extract_claims("دمر الطيران عشرات الأوكار.")
    assert claims.loc[0, ["value_low", "value_high"]].isna().all()
    assert claims.loc[0, "vague_low"] == 10
    with pytest.raises(ValueError, match="acled"):
        extract_claims("دمر الطيران عشرات الأوكار.", vague_policy="guess")


def test_numbers_of_page_furniture_are_no_claims():
    text = "أعلنت الوزارة وصول 20 لاجئا إلى المخيم أمس.\n\nاقرأ أيضا: مقتل 5 جنود"
    assert extract_claims(text)["quantity_text"].tolist() == ["20"]


def test_a_text_that_is_no_article_is_refused():
    with pytest.raises(ArticleError, match="no Arabic letter"):
        extract_claims("18 strikes")
    with pytest.raises(ArticleError, match="is a str"):
        extract_claims(18)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_sequence_of_words_keeps_its_spans(words):
    text = "خبر " + " ".join(words)
    for row in claim_rows(load_article(text=text)):
        for name in SPANS:
            if row[f"{name}_start"] is not None:
                assert text[row[f"{name}_start"]:row[f"{name}_end"]] == row[f"{name}_text"]


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    for row in claim_rows(load_article(text="خبر " + text)):
        assert 0 <= row["evidence_start"] <= row["quantity_start"] < row["quantity_end"] <= row["evidence_end"]
