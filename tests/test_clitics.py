"""Clitics and lemmas: the cases a user would check first, and pieces that always give the word back."""
import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import clitics, lemma, segment_clitics
from helpers.arabic import strip_marks
from helpers.clitics import parse_word
from helpers.resources import data_path, read_lexicon

CASES = Path(__file__).parent / "cases"
WORDS = st.one_of(st.text("وفبلكسالهامنيتةىأ\u064b\u064e\u0640\u200fقرعئ", max_size=12), st.text(max_size=12))


def cases(name, column):
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=f"{row[column]} ({row['why']})") for row in csv.DictReader(lines, strict=True)]


@pytest.mark.parametrize("row", cases("tokens_clitics.csv", "pieces"))
def test_clitics(row):
    pieces = row["pieces"].split("+")
    assert segment_clitics("".join(pieces)) == pieces


@pytest.mark.parametrize("row", cases("tokens_lemmas.csv", "word"))
def test_lemmas(row):
    assert lemma(row["word"]) == row["lemma"]


@given(WORDS)
def test_the_pieces_give_the_word_back(word):
    pieces = segment_clitics(word)
    assert "".join(pieces) == word
    assert all(strip_marks(piece) for piece in pieces) or pieces == [word]


@given(WORDS)
def test_marks_change_no_cut(word):
    """وَبِالعراق is cut where وبالعراق is; only a tanwin tells more than the letters."""
    vowelled = "".join(letter + "\u064e" for letter in strip_marks(word))
    assert [strip_marks(piece) for piece in segment_clitics(vowelled)] == segment_clitics(strip_marks(word))


@given(WORDS)
def test_every_word_has_a_lemma(word):
    assert isinstance(lemma(word), str)


def test_a_word_as_long_as_a_page_is_left_alone():
    assert segment_clitics("و" * 100_000) == ["و" * 100_000]


def test_a_noun_of_the_lexicon_stands_free():
    nouns = {row["singular"] for row in read_lexicon("nouns") if " " not in row["singular"]}
    functions = {row["word"] for row in read_lexicon("function_words")}
    assert {noun: segment_clitics(noun) for noun in nouns - functions if parse_word(noun).before} == {}


def test_a_lookalike_would_be_cut_if_it_were_not_listed():
    """Without its first letter it is a function word; else the row says nothing."""
    lookalikes = [row["word"] for row in read_lexicon("function_words") if row["part"] == "lookalike"]
    assert lookalikes and [word for word in lookalikes if word[1:] not in clitics._function_words()] == []


def test_function_words_are_complete():
    parts = {"preposition", "conjunction", "relative", "particle", "negation", "interrogative", "adverb", "quantifier",
             "pronoun", "demonstrative", "auxiliary", "noun", "compound", "lookalike"}
    for row in read_lexicon("function_words"):
        assert row["part"] in parts and row["english"], row
        assert set(row["proclitics"]) <= set("بلكس"), row
        assert row["me"] in ("", "ي", "ي ني"), row
        assert row["before_pronoun"] or not row["me"], row


def test_stems_are_sorted_and_carry_no_article_they_can_do_without():
    stems = data_path("lexicon", "stems.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert stems == sorted(set(stems))
    assert set(stems) & {"ال" + stem for stem in stems if len(stem) > 2} == set()


def test_the_tables_are_read_on_first_use_only():
    """`import helpers` must stay fast, and so must the first word."""
    code = ("import time, helpers.clitics as clitics\n"
            "assert clitics._stems.cache_info().currsize == 0\n"
            "begin = time.process_time(); clitics.segment_clitics('وبالعراق')\n"
            "print(time.process_time() - begin)")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8",
                         env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")})
    assert float(run.stdout) < 1.5
