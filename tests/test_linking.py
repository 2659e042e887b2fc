"""Which place and which time of the article a quantity is tied to; add a case in tests/cases/linking.csv."""
import csv
from datetime import date
from pathlib import Path

import pytest

from helpers import load_article
from helpers.claims import claim_rows

with (Path(__file__).parent / "cases" / "linking.csv").open(encoding="utf-8", newline="") as lines:
    CASES = list(csv.DictReader(lines))


def row_of(text: str, quantity: str, **given) -> dict:
    return next(row for row in claim_rows(load_article(text=text, **given)) if row["quantity_text"] == quantity)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_quantity_is_tied_to_its_place(case):
    row = row_of(case["text"], case["quantity"])
    assert (row["place_text"] or "", row["place_link"] or "") == (case["place"], case["link"])


@pytest.mark.parametrize("text, quantity, time", [
    ("قتل 5 جنود أمس في الموصل.", "5", "أمس"),
    ("قال المتحدث أمس إن 5 جنود قتلوا.", "5", "أمس"),
    ("قال المتحدث اليوم إن 5 جنود قتلوا أمس.", "5", "أمس"),
    ("حكم عليه بالسجن 15 عاما وغرامة 300 دينار.", "300", None),
])
def test_a_quantity_is_tied_to_its_time(text, quantity, time):
    assert row_of(text, quantity, published="2021-03-24")["time_text"] == time


def test_a_relative_time_is_resolved_against_the_publication_date():
    row = row_of("قتل 5 جنود أمس في الموصل.", "5", published="2021-03-24")
    assert (row["time_from"], row["time_to"]) == (date(2021, 3, 23), date(2021, 3, 23))


def test_without_a_publication_date_a_relative_time_stays_unresolved():
    row = row_of("قتل 5 جنود أمس في الموصل.", "5")
    assert (row["time_text"], row["time_from"]) == ("أمس", None)
