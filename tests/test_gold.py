"""What was read by hand equals what the helpers find, slot by slot; and the labels keep their own promises."""
import csv
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import pairwise
from math import acos, cos, isclose, radians, sin
from pathlib import Path

import pytest

from helpers import extract_claims, find_places, load_article, resolve_times
from helpers.resources import read_lexicon
from helpers.speakers import find_speech

GOLD = Path(__file__).resolve().parents[1] / "data" / "gold"
EXAMPLE = "almada-2021-03-24"
SPANS = {
    "claims": ("quantity", "bound", "noun", "speaker", "cue", "place", "time"),
    "non_claims": ("",), "speakers": ("speaker", "cue", "content"), "places": ("",), "times": ("",),
}
KINDS = {"count", "money", "percent", "measure", "duration", "multiplier"}
NOT_CLAIMS = {"date", "ordinal", "identifier", "score", "anaphor", "one_of", "idiom", "furniture"}
# Slots of a claim whose words must be the same, and spans that must touch the labelled one.
SAME = ("kind", "bound", "form", "unit", "noun_lemma", "noun_english",
        "speaker", "attribution", "speaker_link", "polarity", "section")
TOUCHING = ("noun", "bound", "speaker", "cue", "place", "time")


@cache
def gold(table: str) -> tuple[dict[str, str], ...]:
    with (GOLD / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, strict=True))


@cache
def manifest() -> dict[str, dict[str, str]]:
    return {row["article"]: row for row in gold("articles")}


@cache
def article(name: str):
    row = manifest()[name]
    return load_article(GOLD.parent / row["path"], published=row["published"])


def labels(table: str, name: str = EXAMPLE, optional: bool = True) -> list[dict[str, str]]:
    return [row for row in gold(table) if row["article"] == name and (optional or row.get("optional") != "true")]


def span(row, name: str) -> tuple[int, int] | None:
    """(start, end) of a span of a gold row or of a table row, None where there is none."""
    start, end = (row[f"{name}_{side}" if name else side] for side in ("start", "end"))
    return None if start in ("", None) or start != start or str(start) == "<NA>" else (int(start), int(end))


def touch(one, other) -> bool:
    return one is other is None or bool(one and other and one[0] < other[1] and other[0] < one[1])


def cell(value) -> str:
    """A cell as the gold tables write it: numbers without .0, days in ISO form, nothing for null."""
    if value is None or value != value or str(value) in ("<NA>", "NaT"):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:10] if hasattr(value, "isoformat") else str(value)


def same_number(one: str, other: str) -> bool:
    """Whether two cells state one number; the labels write two thirds as 0.6667."""
    return one == other or (bool(one and other) and isclose(float(one), float(other), rel_tol=1e-3))


def differences(wanted: dict, found: dict) -> list[str]:
    """What a reader of the two rows would object to."""
    report = [f"{slot}: labelled {wanted[slot]!r}, found {cell(found[slot])!r}"
              for slot in SAME if wanted[slot] != cell(found[slot])]
    report += [f"{slot}: labelled {wanted[f'{slot}_text']!r}, found {cell(found[f'{slot}_text'])!r}"
               for slot in TOUCHING if not touch(span(wanted, slot), span(found, slot))]
    report += [f"{slot}: labelled {wanted[slot]!r}, found {cell(found[slot])!r}"
               for slot in ("value_low", "value_high") if not same_number(wanted[slot], cell(found[slot]))]
    report += [f"{slot}: labelled {wanted[slot]!r}, found {cell(found[slot])!r}"
               for slot in ("time_from", "time_to") if wanted["time_text"] and wanted[slot] != cell(found[slot])]
    if cell(found["category"]) not in (wanted["category"], wanted["fate"]):
        report.append(f"category: labelled {wanted['category']!r} ({wanted['fate']!r}), found {found['category']!r}")
    return report


def agree(report: list[str]) -> None:
    """Fail with one line for each objection."""
    assert not report, "\n" + "\n".join(report)


def partition(rows, key: str) -> set[frozenset[int]]:
    """Which mentions belong together, by the start of each."""
    groups = defaultdict(set)
    for row in rows:
        groups[row[key]].add(int(row["quantity_start"]))
    return set(map(frozenset, groups.values()))


class TestTheLabels:
    @pytest.mark.parametrize("table", SPANS)
    def test_spans_slice_back(self, table):
        wrong = []
        for row in gold(table):
            text = article(row["article"]).text
            for name in SPANS[table]:
                surface = row[f"{name}_text" if name else "text"]
                limits = span(row, name)
                if (text[slice(*limits)] if limits else "") != surface:
                    wrong.append((row["article"], name, surface, limits))
        assert wrong == []

    @pytest.mark.parametrize("table", SPANS)
    def test_no_mention_is_labelled_twice(self, table):
        first = {"claims": "quantity_start", "speakers": "cue_start"}.get(table, "start")
        keys = [(row["article"], row[first]) for row in gold(table)]
        assert len(keys) == len(set(keys))

    def test_claims_and_other_numbers_do_not_overlap(self):
        for name in manifest():
            claims = [span(row, "quantity") for row in labels("claims", name)]
            others = [span(row, "") for row in labels("non_claims", name)]
            limits = sorted(claims + others)
            assert [pair for pair in pairwise(limits) if touch(*pair)] == [], name

    def test_every_article_is_in_the_manifest_and_labelled(self):
        for table in SPANS:
            assert {row["article"] for row in gold(table)} <= set(manifest()), table
        assert {row["article"] for row in gold("claims")} == set(manifest())
        listed = {row["path"] for row in manifest().values() if row["invented"] == "true"}
        assert listed == {f"gold/articles/{path.name}" for path in (GOLD / "articles").glob("*.txt")}

    def test_slots_use_the_words_of_the_schema(self):
        allowed = {
            "kind": KINDS,
            "bound": {"exact", "about", "at_least", "at_most", "range", "vague"},
            "form": {"digits", "words", "mixed", "dual"},
            "attribution": {"author", "direct_quote", "indirect", "according_to"},
            "speaker_link": {"", "same_sentence", "carried_over"},
            "polarity": {"positive", "negative"},
            "section": {"title", "lead", "body"},
            "bound_closed": {"", "true", "false"},
            "optional": {"true", "false"},
            "category": {"", "measure", *(row["category"] for row in read_lexicon("categories"))},
        }
        for slot, words in allowed.items():
            assert {row[slot] for row in gold("claims")} <= words, slot
        assert {row["kind"] for row in gold("non_claims")} <= NOT_CLAIMS

    def test_values_agree_with_their_bound(self):
        for row in gold("claims"):
            low, high = row["value_low"], row["value_high"]
            shape = {"vague": not low and not high, "at_least": low and not high, "at_most": high and not low,
                     "range": low and high and float(low) < float(high)}.get(row["bound"], low and low == high)
            assert shape, (row["article"], row["quantity_text"], row["bound"], low, high)
            assert (row["bound_closed"] != "") == (row["bound"] in ("at_least", "at_most")), row
            assert (row["attribution"] == "author") == (row["speaker_text"] == ""), row
            assert row["form"] != "dual" or row["quantity_text"] == row["noun_text"], row

    def test_a_group_states_one_thing(self):
        groups = defaultdict(set)
        for row in gold("claims"):
            groups[row["article"], row["group"]].add((row["kind"], row["value_low"], row["value_high"], row["unit"]))
        assert {group: said for group, said in groups.items() if len(said) > 1} == {}
        assert {(row["article"], row["part_of"]) for row in gold("claims") if row["part_of"]} <= set(groups)

    def test_intervals_run_forward(self):
        for row in gold("times"):
            if row["from"] and row["to"]:
                assert date.fromisoformat(row["from"]) <= date.fromisoformat(row["to"]), row


@pytest.fixture(scope="module")
def claims():
    return extract_claims(article(EXAMPLE)).to_dict("records")


class TestTheExample:
    """The worked example: the tables say what a careful reader says."""

    def test_every_claim_is_found_and_nothing_else(self, claims):
        optional = [span(row, "") for row in labels("non_claims") if row["optional"] == "true"]
        wanted = {span(row, "quantity"): row["quantity_text"] for row in labels("claims")}
        found = {limits: row["quantity_text"] for row in claims
                 if not any(touch(limits := span(row, "quantity"), other) for other in optional)}
        assert {"missing": wanted.items() - found.items(), "false": found.items() - wanted.items()} == {
            "missing": set(), "false": set()}

    @pytest.mark.parametrize("wanted", labels("claims"), ids=lambda row: "{group}-{quantity_start}".format(**row))
    def test_every_slot_of_a_claim(self, wanted, claims):
        found = next((row for row in claims if span(row, "quantity") == span(wanted, "quantity")), None)
        assert found is not None, f"{wanted['quantity_text']} is not found"
        agree(differences(wanted, found))

    def test_restatements_share_a_group(self, claims):
        assert partition(claims, "group_id") == partition(labels("claims"), "group")

    def test_one_row_of_a_group_is_the_one_to_count(self, claims):
        canonical = [row["group_id"] for row in claims if row["is_canonical"]]
        assert sorted(canonical) == sorted({row["group_id"] for row in claims})

    def test_attributions(self):
        """Every act of speaking is found, with its speaker by the fullest name the article gives."""
        found = find_speech(article(EXAMPLE).text)
        report = []
        for row in labels("speakers", optional=False):
            here = [speech for speech in found if touch((speech.cue_start, speech.cue_end), span(row, "cue"))]
            if row["speaker"] not in [speech.speaker for speech in here]:
                names = ", ".join(speech.speaker for speech in here) or "nobody"
                report.append(f"{row['cue_text']} at {row['cue_start']}: labelled {row['speaker']}, found {names}")
        agree(report)

    def test_places(self):
        table = find_places(article(EXAMPLE)).to_dict("records")
        found = {span(row, "mention"): row for row in table}
        report = []
        for row in labels("places", optional=False):
            near = [other for limits, other in found.items() if touch(limits, span(row, ""))]
            if not near:
                report.append(f"{row['text']} at {row['start']} is not found")
            elif not near[0]["resolved"]:
                report.append(f"{row['text']} at {row['start']} is not resolved")
            elif kilometres(near[0], row) > float(row["radius_km"]):
                report.append(f"{row['text']} at {row['start']} is put at {near[0]['lat']}, {near[0]['lon']}")
        limits = [span(row, "") for row in labels("places")]
        report += [f"{row['mention_text']} at {at[0]} is no place" for at, row in found.items()
                   if row["resolved"] and not any(touch(at, other) for other in limits)]
        agree(report)

    def test_times(self):
        shown = article(EXAMPLE)
        found = resolve_times(shown.text, published=shown.published).to_dict("records")
        report = []
        for row in labels("times"):
            here = [other for other in found if touch(span(other, ""), span(row, ""))]
            days = [(cell(other["from"]), cell(other["to"])) for other in here]
            if days[:1] != [(row["from"], row["to"])]:
                report.append(f"{row['text']} at {row['start']}: labelled {row['from']} to {row['to']}, found {days}")
        agree(report)


@pytest.fixture(scope="module")
def counts():
    found = missed = false = 0
    for name in sorted(set(manifest()) - {EXAMPLE}):
        spans = {span(row, "quantity") for row in extract_claims(article(name)).to_dict("records")}
        wanted = {span(row, "quantity") for row in labels("claims", name, optional=False)}
        either = [span(row, "") for row in labels("non_claims", name) if row["optional"] == "true"]
        either += [span(row, "quantity") for row in labels("claims", name) if row["optional"] == "true"]
        found += len(wanted & spans)
        missed += len(wanted - spans)
        false += sum(not any(touch(one, other) for other in either) for one in spans - wanted)
    return {"found": found, "missed": missed, "false": false}


class TestTheInventedArticles:
    """Twenty-five kinds of press: nearly every quantity is found, and little else is taken for one."""

    def test_quantities_are_found(self, counts):
        assert counts["missed"] <= 0.05 * (counts["found"] + counts["missed"]), counts

    def test_other_numbers_are_left_alone(self, counts):
        assert counts["false"] <= 0.06 * counts["found"], counts


def kilometres(one, other) -> float:
    """Great-circle distance."""
    north, east, north2, east2 = (radians(float(row[side])) for row in (one, other) for side in ("lat", "lon"))
    cosine = sin(north) * sin(north2) + cos(north) * cos(north2) * cos(east - east2)
    return 6371 * acos(max(-1.0, min(1.0, cosine)))
