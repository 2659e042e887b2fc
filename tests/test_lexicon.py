"""The lexicon tables keep their promises: a scholar who adds a wrong row is told which one and why."""
import csv
import re
from collections import Counter, defaultdict

import pytest

from helpers.arabic import DIACRITICS, INVISIBLE, TATWEEL, fold
from helpers.resources import data_path, read_lexicon

TABLES = sorted(data_path("lexicon").glob("*.csv"))
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
MARKS = re.compile(f"[{TATWEEL}{DIACRITICS}{INVISIBLE}]")
NOUNS = read_lexicon("nouns")
CATEGORIES = read_lexicon("categories")


def cells(path):
    """(line, column, cell) of every cell of a table, the header as line 1."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        header = next(reader)
        yield from ((1, name, name) for name in header)
        for number, row in enumerate(reader, start=2):
            assert len(row) == len(header), f"{path.name}, row {number}: {len(row)} cells, the header has {len(header)}"
            yield from ((number, name, cell) for name, cell in zip(header, row, strict=True))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
class TestEveryTable:
    def test_is_plain_utf8_with_unix_line_ends(self, path):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf"), f"{path.name} starts with a byte order mark"
        assert b"\r" not in raw, f"{path.name} has Windows line ends"
        assert raw.endswith(b"\n"), f"{path.name} lacks the final line end"

    def test_has_no_stray_whitespace(self, path):
        stray = [(line, name, cell) for line, name, cell in cells(path) if cell != " ".join(cell.split())]
        assert stray == []

    def test_has_no_marks_that_lookup_ignores(self, path):
        """Diacritics, tatweel and invisible characters would make two rows of one word."""
        marked = [(line, name, cell) for line, name, cell in cells(path) if MARKS.search(cell)]
        assert marked == []

    def test_has_no_presentation_forms(self, path):
        assert [cell for cell in cells(path) if PRESENTATION_FORMS.search(cell[2])] == []

    def test_repeats_no_row(self, path):
        counts = Counter(path.read_text(encoding="utf-8").splitlines())
        assert [row for row, count in counts.items() if count > 1] == []

    def test_has_unique_column_names(self, path):
        header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        assert len(header) == len(set(header))


def test_nouns_are_enough_for_the_news():
    assert len({row["singular"] for row in NOUNS}) >= 1_000


def test_noun_rows_are_complete():
    for row in NOUNS:
        assert row["singular"], row
        assert row["gender"] in ("m", "f"), row
        assert re.fullmatch(r"[A-Za-z][A-Za-z' -]*", row["english"]), row
        assert fold(row["plural"]) != fold(row["singular"]), row


def test_nouns_are_arabic_words():
    letters = re.compile(r"[\u0621-\u063a\u0641-\u064a]+( [\u0621-\u063a\u0641-\u064a]+)*")
    forms = [form for row in NOUNS for form in (row["singular"], row["plural"]) if form]
    assert [form for form in forms if not letters.fullmatch(form)] == []


def test_ta_marbuta_is_feminine():
    men = {"عمدة", "داعية", "مارة"}
    wrong = [row for row in NOUNS if row["singular"].split()[0].endswith("ة") and row["gender"] == "m"]
    assert [row for row in wrong if row["singular"] not in men] == []


def test_masculine_sound_plurals_are_nominative():
    """The engine derives مسلحين and مسلحي from مسلحون; a row in -ين would be a second lemma."""
    oblique = [row for row in NOUNS if row["singular"] + "ين" == row["plural"]]
    assert oblique == []


def test_categories_are_declared_and_used():
    declared = [row["category"] for row in CATEGORIES]
    assert len(declared) == len(set(declared))
    used = {row["category"] for row in NOUNS}
    assert used - set(declared) == set(), "categories of nouns.csv that categories.csv does not declare"
    assert set(declared) - used == set(), "categories that no noun has"
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", category) for category in declared)
    assert all(row["english"] and row["definition"] for row in CATEGORIES)


def test_nouns_follow_the_order_of_the_categories():
    """Where a spelling has two meanings the first row is the default, so the order is part of the data."""
    order = {row["category"]: number for number, row in enumerate(CATEGORIES)}
    positions = [order[row["category"]] for row in NOUNS]
    assert positions == sorted(positions)


def test_no_two_spellings_of_one_noun():
    """Two rows that fold alike and mean the same are one word written twice (اسير beside أسير)."""
    spellings = defaultdict(set)
    for row in NOUNS:
        spellings[fold(row["singular"]), row["english"], row["category"]].add(row["singular"])
    assert {key: forms for key, forms in spellings.items() if len(forms) > 1} == {}


def test_one_plural_of_one_meaning_has_one_row():
    meanings = Counter((fold(row["singular"]), fold(row["plural"]), row["category"]) for row in NOUNS)
    assert [key for key, count in meanings.items() if count > 1] == []


def test_one_word_has_one_gender():
    genders = defaultdict(set)
    for row in NOUNS:
        genders[row["singular"], row["english"]].add(row["gender"])
    assert {word: found for word, found in genders.items() if len(found) > 1} == {}
