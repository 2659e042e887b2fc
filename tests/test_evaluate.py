"""Labels and claims side by side: who is paired with whom, what is counted, and how sure one may be of it."""
import pandas as pd
import pytest

from helpers import explain, extract_claims, load_article
from helpers.charts import plot_scores
from helpers.evaluate import SLOTS, STEPS, align, compare, list_errors, load_labels, score_slots, score_steps
from helpers.figures import render
from helpers.resources import data_path, read_lexicon

TEXT = "قال الوزير إن أكثر من 18 عاملا أصيبوا أمس في الموصل، وإن 3 مصانع أغلقت عام 2014."
HEADER = "article,quantity_text,quantity_start,quantity_end,kind"


def claims_of(text: str = TEXT, article: str = "a"):
    return extract_claims(load_article(text=text, published="2021-03-24")).assign(article=article)


def labels_of(*rows: dict, text: str = TEXT):
    """Labels that say what `text` says, changed as the rows ask; `quantity_text` finds the place."""
    table = []
    for row in rows:
        start = text.index(row["quantity_text"])
        end = start + len(row["quantity_text"])
        read = [one for one in claims_of(text).to_dict("records") if one["quantity_start"] == start]
        table.append({**(read[0] if read else {}), "article": "a", "quantity_start": start, "quantity_end": end, **row})
    return pd.DataFrame(table)


@pytest.fixture(scope="module")
def gold():
    """The claims read in the articles of the gold folder."""
    articles = pd.read_csv(data_path("gold", "articles.csv")).to_dict("records")
    loaded = {row["article"]: load_article(data_path(*row["path"].split("/")), published=row["published"])
              for row in articles}
    return pd.concat(extract_claims(article).assign(article=name) for name, article in loaded.items())


@pytest.fixture(scope="module")
def measured(gold):
    return compare(gold, load_labels(data_path("gold", "claims.csv"), data_path("gold", "non_claims.csv")))


class TestAlignment:
    @pytest.mark.parametrize("spans, others, pairs", [
        ([(0, 5)], [(5, 8)], {}),
        ([(0, 5)], [(4, 8)], {0: 0}),
        ([(0, 5), (6, 9)], [(0, 9)], {0: 0}),
        ([(0, 9)], [(0, 2), (3, 9)], {0: 1}),
        ([(0, 4), (4, 8)], [(3, 6), (0, 3)], {0: 1, 1: 0}),
        ([(0, 2), (2, 4)], [(0, 4)], {0: 0}),
        ([], [(0, 2)], {}),
    ], ids=["touching is not overlapping", "overlapping", "one to one", "largest overlap", "each its own",
            "of equals the earlier", "nothing to pair"])
    def test_pairs(self, spans, others, pairs):
        assert align(spans, others) == pairs


class TestComparison:
    def test_what_is_labelled_as_it_is_read_is_right_in_every_slot(self):
        comparison = compare(claims_of(), labels_of({"quantity_text": "18"}, {"quantity_text": "3"}))
        assert comparison["outcome"].tolist() == ["found", "found"]
        assert comparison[list(SLOTS)].all(axis=None)
        assert list_errors(comparison).empty

    def test_missed_and_false(self):
        comparison = compare(claims_of(), labels_of({"quantity_text": "3"}, {"quantity_text": "2014", "kind": "count"}))
        assert comparison["outcome"].tolist() == ["false", "found", "missed"]
        assert list_errors(comparison)["error"].tolist() == ["false claim", "missed"]

    def test_a_claim_on_a_number_that_is_none_is_false(self):
        labels = labels_of({"quantity_text": "18", "kind": "identifier"}, {"quantity_text": "3"},
                           {"quantity_text": "2014", "kind": "date"})
        comparison = compare(claims_of(), labels)
        assert comparison[["text", "outcome", "taken_for"]].astype(object).values.tolist() == [
            ["18", "false", "identifier"], ["3", "found", None]]
        assert list_errors(comparison)["error"].tolist() == ["false claim: identifier"]

    def test_an_optional_label_neither_rewards_nor_punishes(self):
        labels = labels_of({"quantity_text": "18", "optional": True}, {"quantity_text": "3"},
                           {"quantity_text": "2014", "kind": "count", "optional": True})
        labels["optional"] = labels["optional"].astype("boolean")
        assert compare(claims_of(), labels)["text"].tolist() == ["3"]

    def test_a_second_piece_of_a_mention_is_false(self):
        claims = claims_of().iloc[:1]
        pieces = pd.concat([claims.assign(quantity_text="1", quantity_end=claims["quantity_start"] + 1),
                            claims.assign(quantity_text="8", quantity_start=claims["quantity_start"] + 1)])
        comparison = compare(pieces, labels_of({"quantity_text": "18"}))
        assert comparison["outcome"].tolist() == ["found", "false"]
        assert comparison["taken_for"].tolist() == [None, "part"]

    @pytest.mark.parametrize("slot, label", [
        ("value", {"value_low": 17.0}), ("value", {"value_low": None}), ("bound", {"bound": "exact"}),
        ("kind", {"kind": "money"}), ("unit", {"unit": "USD"}), ("category", {"category": "soldier"}),
        ("noun", {"noun_text": "أصيبوا", "noun_start": 32, "noun_end": 38}),
        ("noun", {"noun_text": None, "noun_start": None, "noun_end": None}),
        ("speaker", {"speaker_text": "الموصل", "speaker_start": 46, "speaker_end": 52, "speaker": "الموصل"}),
        ("attribution", {"attribution": "direct_quote"}), ("polarity", {"polarity": "negative"}),
        ("place", {"place_text": None, "place_start": None, "place_end": None}),
        ("time", {"time_from": pd.Timestamp("2021-03-22")}),
        ("exact_span", {"quantity_text": "18 عاملا"}),
    ])
    def test_what_differs_is_wrong_and_nothing_else(self, slot, label):
        comparison = compare(claims_of(), labels_of({"quantity_text": "18"} | label, {"quantity_text": "3"}))
        assert [name for name in SLOTS if not comparison[name].all()] == [slot]
        [error] = list_errors(comparison).to_dict("records")
        assert (error["error"], error["article"]) == (f"wrong {slot.replace('_', ' ')}", "a")
        assert error["labelled"] != error["found"]

    @pytest.mark.parametrize("name", ["للوزير", "وزير", "الوزير سالم حميد"])
    def test_a_name_is_the_same_with_a_clitic_and_with_more_words(self, name):
        label = {"quantity_text": "18", "speaker_text": name, "speaker_start": None, "speaker": name}
        assert compare(claims_of(), labels_of(label, {"quantity_text": "3"}))["speaker"].all()

    def test_two_offices_that_share_a_word_are_two(self):
        text = "قالت وزارة الصحة إن 5 عمال أصيبوا."
        label = {"quantity_text": "5", "speaker_text": "وزارة الداخلية", "speaker_start": None, "speaker": None}
        assert not compare(claims_of(text), labels_of(label, text=text))["speaker"].any()

    def test_what_befell_the_counted_is_as_right_as_what_they_are(self):
        labels = labels_of({"quantity_text": "18", "category": "miner", "fate": "worker"}, {"quantity_text": "3"})
        assert compare(claims_of(), labels)["category"].all()

    def test_a_rounded_fraction_is_the_fraction(self):
        text = "حضر ثلثا الأعضاء."
        labels = labels_of({"quantity_text": "ثلثا", "value_low": 0.6667, "value_high": 0.6667}, text=text)
        assert compare(claims_of(text), labels)["value"].all()

    def test_slots_that_a_table_does_not_have_are_not_judged(self):
        spans = claims_of()[["article", "quantity_text", "quantity_start", "quantity_end"]]
        comparison = compare(spans, labels_of({"quantity_text": "18"}, {"quantity_text": "3"}))
        assert [name for name in SLOTS if name in comparison] == ["exact_span"]
        assert score_steps(comparison)["step"].tolist() == ["span"]


class TestScores:
    def test_perfect(self):
        comparison = compare(claims_of(), labels_of({"quantity_text": "18"}, {"quantity_text": "3"}))
        steps = score_steps(comparison)
        assert steps["step"].tolist() == list(STEPS)
        assert (steps[["precision", "recall", "f1", "f1_low", "f1_high"]] == 1).all(axis=None)

    def test_by_hand(self):
        """Three of four claims are found, two of them of the right kind; one claim is false."""
        comparison = pd.DataFrame({"article": list("aabbb"), "outcome": ["found", "found", "found", "missed", "false"],
                                   "value": [True, True, True, None, None], "bound": [True, True, True, None, None],
                                   "kind": [True, False, True, None, None]})
        steps = score_steps(comparison).set_index("step")
        assert steps.loc["span", ["precision", "recall", "f1"]].tolist() == [3 / 4, 3 / 4, 3 / 4]
        assert steps.loc["+kind", ["right", "claimed", "labelled"]].tolist() == [2, 4, 4]
        assert score_slots(comparison).set_index("slot").loc["kind", "accuracy"] == 2 / 3

    def test_nothing_found_has_no_precision(self):
        comparison = pd.DataFrame({"article": ["a"], "outcome": ["missed"]})
        [row] = score_steps(comparison).to_dict("records")
        assert pd.isna(row["precision"])
        assert (row["recall"], row["f1"]) == (0, 0)

    def test_each_step_asks_for_more(self, measured):
        steps = score_steps(measured, rounds=50)
        assert steps["right"].is_monotonic_decreasing
        assert steps["f1"].is_monotonic_decreasing

    def test_intervals_hold_their_score_and_are_the_same_each_time(self, measured):
        for scored, names in ((score_steps, ("precision", "recall", "f1")), (score_slots, ("accuracy",))):
            table = scored(measured)
            for name in names:
                assert (table[f"{name}_low"] <= table[name]).all()
                assert (table[name] <= table[f"{name}_high"]).all()
            pd.testing.assert_frame_equal(table, scored(measured))

    def test_articles_that_differ_more_make_a_wider_interval(self):
        even = pd.DataFrame({"article": list("aabbccdd"), "outcome": ["found", "missed"] * 4})
        uneven = pd.DataFrame({"article": list("aabbccdd"), "outcome": ["found"] * 4 + ["missed"] * 4})
        narrow, wide = (score_steps(one).loc[0] for one in (even, uneven))
        assert narrow["recall"] == wide["recall"] == 0.5
        assert narrow["recall_low"] == narrow["recall_high"] == 0.5
        assert wide["recall_low"] < 0.25 < 0.75 < wide["recall_high"]

    def test_a_labelled_article_without_a_row_is_drawn_too(self):
        labels = pd.concat([labels_of({"quantity_text": "18"}, {"quantity_text": "3"}),
                            pd.DataFrame([{"article": "empty", "quantity_text": "2014", "quantity_start": 0,
                                           "quantity_end": 4, "kind": "date"}])])
        assert compare(claims_of(), labels)["article"].cat.categories.tolist() == ["a", "empty"]

    def test_counts_of_the_gold_articles_add_up(self, measured):
        errors = list_errors(measured)
        steps = score_steps(measured, rounds=1).set_index("step")
        missed, false = (errors["error"].str.startswith(name).sum() for name in ("missed", "false claim"))
        assert steps.loc["span", "labelled"] - steps.loc["span", "right"] == missed
        assert steps.loc["span", "claimed"] - steps.loc["span", "right"] == false

    @pytest.mark.parametrize("score", [score_steps, score_slots])
    def test_the_chart_draws_the_table(self, score, measured):
        table = score(measured, rounds=50)
        chart = plot_scores(table, "Scores")
        assert chart.data is table
        assert all(f"{name}: " in chart.alt for name in table.iloc[:12, 0])
        assert render(chart.figure) == render(plot_scores(table, "Scores").figure)

    def test_the_chart_of_an_empty_table_says_so(self):
        empty = pd.DataFrame(columns=["step", "f1", "f1_low", "f1_high"])
        assert "no claim to draw" in plot_scores(empty, "Scores").alt


class TestLabels:
    def test_types(self):
        labels = load_labels(data_path("gold", "claims.csv"))
        assert (labels["quantity_end"] - labels["quantity_start"] == labels["quantity_text"].str.len()).all()
        assert labels["value_low"].dtype == "Float64"
        assert labels["time_from"].dt.year.min() > 2000
        assert labels["optional"].dtype == "boolean"

    def test_labels_of_ones_own_need_five_columns(self, tmp_path):
        path = tmp_path / "mine.csv"
        year = TEXT.index("2014")
        path.write_text(f"{HEADER}\na,18,22,24,count\na,2014,{year},{year + 4},date\n", encoding="utf-8-sig")
        comparison = compare(claims_of(), load_labels(path))
        assert comparison[["text", "outcome"]].astype(object).values.tolist() == [["18", "found"], ["3", "false"]]
        assert [name for name in SLOTS if name in comparison] == ["exact_span", "kind"]

    @pytest.mark.parametrize("lines, message", [
        ("article,text\na,18", "mine.csv has no column quantity_start, quantity_end, kind; it has article, text"),
        ("", "mine.csv has no column article, .* it has none"),
        (f"{HEADER}\na,18,one,2,count", "mine.csv, row 2: quantity_start is 'one', not a whole number"),
        (f"{HEADER}\na,18,0,2,count\na,18,0,3,count", "row 3: '18' has 2 characters, but the offsets span 3"),
        (f"{HEADER}\na,18,0,2,counts", "row 2: kind is 'counts'; allowed are count, money, percent"),
        (f"{HEADER}\na,18,0,2", "row 2: kind may not be empty"),
        (f"{HEADER}\na,18,0,2,count,", "row 2: it has more cells than the header"),
        (f"{HEADER},bound\na,18,0,2,count,circa", "row 2: bound is 'circa'; allowed are exact, about"),
        (f"{HEADER},value_low\na,18,0,2,count,18 men", "row 2: value_low is '18 men', not a number"),
        (f"{HEADER},time_from\na,18,0,2,count,24.3.2021", "row 2: time_from is '24.3.2021', not a day like 2021-03-24"),
        (f"{HEADER},optional\na,18,0,2,count,yes", "row 2: optional is 'yes'; allowed are true, false"),
    ])
    def test_what_cannot_be_is_named_with_its_place(self, tmp_path, lines, message):
        path = tmp_path / "mine.csv"
        path.write_text(lines, encoding="utf-8")
        with pytest.raises(ValueError, match=message):
            load_labels(path)

    def test_an_article_without_labels_is_named(self):
        with pytest.raises(ValueError, match="no label for b"):
            compare(claims_of(article="b"), labels_of({"quantity_text": "18"}))

    def test_a_table_without_articles_is_told_how_to_get_them(self):
        with pytest.raises(ValueError, match=r"claims table has no column article; add it with .assign\(article=...\)"):
            compare(extract_claims(TEXT), labels_of({"quantity_text": "18"}))

    def test_labels_of_another_version_of_the_text_are_refused(self):
        labels = labels_of({"quantity_text": "18"})
        with pytest.raises(ValueError, match="do not fit its text: at 22 they have '81', the text has '18'"):
            compare(claims_of(), labels.assign(quantity_text="81"))


class TestExplanation:
    def test_it_says_where_every_cell_comes_from(self):
        claims = claims_of()
        said = explain(claims, claims.loc[0, "claim_id"]).plain.replace("\u2068", "").replace("\u2069", "")
        for words in ("18 at 22–24, a count, written in digits", "more than 18, by the cue أكثر من at 14–21",
                      "عاملا at 25–30 (dictionary form عامل, “worker”)", "the noun follows the number: 18 ضربة",
                      "الوزير at 4–10", "by the cue قال at 0–3", "الموصل", "in the same clause", "read as 2021-03-23",
                      "the one to count", TEXT):
            assert words in said

    def test_restatements_name_each_other(self):
        claims = claims_of("إصابة 18 عاملا في الموصل\n\nأصيب 18 عاملا في الموصل أمس.")
        first, second = (explain(claims, name).plain for name in claims["claim_id"])
        assert "not the one to count; the same claim is made by" in first
        assert "this one is the one to count; the same claim is made by" in second

    def test_one_row_can_be_explained_alone(self):
        claims = claims_of()
        assert explain(claims.iloc[0]) == explain(claims, claims.loc[0, "claim_id"])
        assert explain(claims.iloc[0].to_dict()).plain == explain(claims.iloc[0]).plain

    def test_arabic_is_marked_and_hostile_text_is_escaped(self):
        claims = claims_of().assign(speaker="<script>\u202eالوزير")
        page = str(explain(claims, claims.loc[0, "claim_id"]))
        assert '<bdi lang="ar">الموصل</bdi>' in page
        assert "<script>" not in page
        assert "\u202e" not in page

    @pytest.mark.parametrize("words", [
        "عشرات العمال أضربوا.", "لم يصب 3 عمال.", "حضر ثلثا الأعضاء.", "أصيب ما لا يقل عن 5.", "بين 10 و20 عاملا.",
        "أقل من 7 دولارات.", "قتل 5 أمس.", 'وقال: "أصيب هدفان".', "بحسب الشرطة أصيب نحو مئة شخص في سوريا عام 2014.",
    ])
    def test_any_row_can_be_explained(self, words):
        claims = claims_of(words)
        assert len(claims)
        for name in claims["claim_id"]:
            assert len(explain(claims, name).plain.splitlines()) == 8

    def test_every_rule_of_the_gold_articles_is_documented(self, gold):
        """A rule without a description would leave its rows unexplained."""
        assert set(gold["rule"]) - {row["rule"] for row in read_lexicon("quantity_rules")} == set()

    def test_a_claim_that_is_not_there_is_said_so(self):
        with pytest.raises(ValueError, match="none of the 2 rows has the claim_id 'x'"):
            explain(claims_of(), "x")
        with pytest.raises(ValueError, match="this is no claims table: it has no column group_id"):
            explain(claims_of().drop(columns="group_id"), "x")

