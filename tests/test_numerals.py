"""Numbers in words and digits: every gender, case and spelling has one value, and what is no number has none."""
import csv
import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import parse_number
from helpers.numerals import find_numerals
from helpers.tokens import analyse

CASES = Path(__file__).parent / "cases"
MARKS = "ًَُِّْـ"


def cases(name):
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["why"]) for row in csv.DictReader(lines, strict=True)]


@pytest.mark.parametrize("row", cases("numerals.csv"))
def test_value(row):
    value = parse_number(row["text"])
    assert value is not None
    assert math.isclose(value, float(row["value"]))


@pytest.mark.parametrize("row", cases("numerals_none.csv"))
def test_no_value(row):
    assert parse_number(row["text"]) is None


UNITS = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
TENS = "عشرة عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
HUNDREDS = ["", "مئة", "مئتان", *(f"{stem}مئة" for stem in "ثلاث أربع خمس ست سبع ثمان تسع".split())]
SCALES = ((10**9, "مليار", "ملياران", "مليارات"), (10**6, "مليون", "مليونان", "ملايين"), (1000, "ألف", "ألفان", "آلاف"))


def spell(number: int) -> str:
    """Any number below 10**12 in words, masculine nominative."""
    terms = []
    for scale, one, two, several in SCALES:
        count, number = divmod(number, scale)
        if count:
            terms.append({1: one, 2: two}.get(count) or f"{below_thousand(count)} {several if count < 11 else one}")
    if number or not terms:
        terms.append(below_thousand(number))
    return " و".join(terms)


def below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [HUNDREDS[hundreds]] if hundreds else []
    tens, units = divmod(rest, 10)
    if rest and 10 < rest < 20:
        words.append(f"{['أحد', 'اثنا', *UNITS[3:]][units - 1]} عشر")
    elif rest or not hundreds:
        words += [UNITS[units]] if units or not rest else []
        words += [TENS[tens - 1]] if tens else []
    return " و".join(words)


@pytest.mark.parametrize("start", [0, 990, 9_990, 99_990, 999_990])
def test_number_words_round_trip_around_powers_of_ten(start):
    for number in range(start, start + 20):
        assert parse_number(spell(number)) == number


def test_number_words_round_trip_up_to_a_million():
    for number in range(0, 10**6, 997):
        assert parse_number(spell(number)) == number, spell(number)


@given(st.integers(0, 10**12 - 1))
def test_number_words_round_trip(number):
    assert parse_number(spell(number)) == number


@given(st.integers(0, 10**9), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]))
def test_digits_of_every_script_and_grouping(number, digits):
    script = str.maketrans("0123456789", digits)
    assert parse_number(str(number).translate(script)) == number
    if number >= 1000:
        for mark in (",", "٬", "،"):
            assert parse_number(f"{number:,}".replace(",", mark).translate(script)) == number


@given(st.integers(0, 10**7), st.data())
def test_vowel_signs_and_tatweel_change_nothing(number, data):
    words = "".join(letter + data.draw(st.sampled_from(["", *MARKS])) if letter != " " else letter
                    for letter in spell(number))
    assert parse_number(words) == number


@given(st.integers(3, 10**6), st.sampled_from(["و", "ب", "ل", "ف", "ك", "وب"]))
def test_clitics_stay_outside_the_span(number, clitics):
    for written in (spell(number), str(number)):
        text = f"ثم {clitics}{written} بعدها"
        doc = analyse(text)
        numeral, = find_numerals(doc)
        assert (text[numeral.start:numeral.end], numeral.value) == (written, number)


@pytest.mark.parametrize("text", ["1" * 200_000, "1 " * 20_000, "خمسة " * 50_000, "وألف " * 20_000, "1/" * 20_000],
                         ids=lambda text: text[:6])
def test_long_input_takes_linear_time(text):
    started = time.process_time()
    find_numerals(analyse(text))
    parse_number(text)
    assert time.process_time() - started < 20
