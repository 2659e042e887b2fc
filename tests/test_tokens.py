"""Tokens and sentences: cut where a reader would, and never a character lost or moved."""
import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import split_sentences, tokenize
from helpers.arabic import fold
from helpers.tokens import Token, analyse

CASES = Path(__file__).parent / "cases"
KINDS = {"w": "word", "n": "number", "p": "punctuation", "s": "symbol"}
# Characters that news pages hold, and some that they should not.
TEXTS = st.text(st.one_of(
    st.sampled_from("ابتولكسفةىأ ـَّ ً.،؟!:\"«»()-/%٪٣3،٫٬,…\n\r\t\u00a0\u200b\u200f\u202b\u2066\ufeff\x00½²$€د"),
    st.characters()), max_size=60)


def cases(name):
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["why"]) for row in csv.DictReader(lines, strict=True)]


@pytest.mark.parametrize("row", cases("tokens.csv"))
def test_tokens(row):
    tokens = tokenize(row["text"])
    assert [token.text for token in tokens] == row["tokens"].split("|")
    assert [token.kind for token in tokens] == [KINDS[letter] for letter in row["kinds"]]


@pytest.mark.parametrize("row", cases("tokens_sentences.csv"))
def test_sentences(row):
    text = row["text"]
    assert [text[start:end] for start, end in split_sentences(text)] == row["sentences"].split("|")


@given(TEXTS)
def test_every_visible_character_is_in_exactly_one_token(text):
    tokens = tokenize(text)
    assert all(text[start:end] == word for word, start, end, _ in tokens)
    covered = [position for _, start, end, _ in tokens for position in range(start, end)]
    assert covered == [position for position, character in enumerate(text) if not character.isspace()]


@given(TEXTS)
def test_sentences_hold_every_token_whole_and_no_line_break(text):
    sentences = split_sentences(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in sentences)
    assert all(len(text[start:end].splitlines()) == 1 for start, end in sentences)
    inside = [token for sentence in sentences for token in tokenize(text)
              if sentence.start <= token.start and token.end <= sentence.end]
    assert inside == tokenize(text)


@given(TEXTS)
def test_a_document_has_the_key_of_each_token(text):
    document = analyse(text)
    assert document.text is text
    assert document.keys == [fold(token.text) for token in document.tokens]
    assert document.sentences == split_sentences(text)
    hidden = [token for token in tokenize(text) if token not in document.tokens]
    assert all(fold(token.text) == "" for token in hidden)


def test_offsets_are_code_points_of_the_text_as_it_is():
    assert tokenize("😀 داعـش") == [Token("😀", 0, 1, "symbol"), Token("داعـش", 2, 7, "word")]


def test_direction_controls_stay_in_the_token_they_touch():
    assert [token.text for token in tokenize("\u200f18\u200f شخص\u200bا")] == ["\u200f18\u200f", "شخص\u200bا"]
    assert analyse("\u200f18\u200f شخص\u200bا").keys == ["18", "شخصا"]


def test_a_document_leaves_out_tokens_nobody_sees():
    assert [token.text for token in analyse("نحو \u202b 18 \u202c شخصا").tokens] == ["نحو", "18", "شخصا"]


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_ends_a_sentence(separator):
    assert len(split_sentences(f"عنوان{separator}متن")) == 2


def test_nothing_comes_of_nothing():
    assert tokenize("") == tokenize(" \n\t") == split_sentences("") == split_sentences(" \n") == []
    assert analyse("") == ("", [], [], [])


@pytest.mark.parametrize("unit", [
    ".", "؟", "؟\"", "\u200b", "1,", "1،", "1:", ". ", "....؟", "https://!", "a'", "\u064e", "-"])
def test_time_grows_with_the_text_and_no_faster(unit):
    """A pattern that backtracks takes minutes over these, not a fraction of a second."""
    text = unit * (200_000 // len(unit)) + "x"
    begin = time.process_time()
    analyse(text)
    assert time.process_time() - begin < 5
