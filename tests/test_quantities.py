"""Quantities: value, bound, kind, unit and noun of every number expression, and nothing where none is stated."""
import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import find_quantities
from helpers.quantities import BOUNDS, KINDS, quantities_of, vague_range
from helpers.resources import read_lexicon
from helpers.tokens import analyse

CASES = Path(__file__).parent / "cases"
RULES = {row["rule"] for row in read_lexicon("quantity_rules")}
WORDS = [
    *(row["word"] for row in read_lexicon("number_words")), *(row["cue"] for row in read_lexicon("approximators")),
    *(row["singular"] for row in read_lexicon("units")), *(row["word"] for row in read_lexicon("number_heads")),
    *"5 18 1.250 ٣٫٥ 2014 ( ) % / - ، . « » $ و بـ الـ من في المئة بين إلى أو عام الساعة مايو".split(),
    *"شخص أشخاص عنصرين عدد القتلى".split(),
]
SENTENCES = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "", "\n", "\u00a0", "ً "])),
                     max_size=14).map(lambda pairs: "".join(word + gap for word, gap in pairs))


def cases(name):
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["why"]) for row in csv.DictReader(lines, strict=True)]


def number(cell):
    return float(cell) if cell else None


@pytest.mark.parametrize("row", cases("quantities.csv"))
def test_quantity(row):
    found = {quantity.text: quantity for quantity in find_quantities(row["text"])}
    assert row["quantity"] in found
    quantity = found[row["quantity"]]
    assert (quantity.kind, quantity.bound) == (row["kind"], row["bound"])
    assert (quantity.value_low, quantity.value_high) == (number(row["low"]), number(row["high"]))
    assert (quantity.noun_text or "", quantity.unit or "") == (row["noun"], row["unit"])
    assert quantity.bound_closed == {"yes": True, "no": False, "": None}[row["closed"]]


@pytest.mark.parametrize("row", cases("quantities_none.csv"))
def test_no_quantity(row):
    assert find_quantities(row["text"]) == []


def test_the_verb_says_what_became_of_those_counted():
    killed, wounded = find_quantities("قتل 3 وأصيب 5")
    assert (killed.category, wounded.category) == ("killed", "wounded")


def test_a_denied_quantity_is_negative():
    assert [q.polarity for q in find_quantities("لم يعتقل 3 أشخاص بل احتجز 5 أشخاص")] == ["negative", "positive"]


@pytest.mark.parametrize(("text", "polarity"), [
    ("نفت الوزارة مقتل 3 جنود", "negative"),
    ("وأضاف نافيا أن يكون 10 مرضى توفوا", "negative"),
    ("نفت الجماعة مسؤوليتها عن مقتل 3 جنود", "positive"),
    ("نفى علمه بمقتل 3 جنود", "positive"),
    ("ونفى 3 متهمين ما نسب إليهم", "positive"),
])
def test_a_denial_reaches_only_what_it_governs(text, polarity):
    assert find_quantities(text)[0].polarity == polarity


@pytest.mark.parametrize(("text", "category"), [
    ("قتل 20 شخصا", "person"),  # the class of the noun, where there is one
    ("تلقت اللجنة 356 شكوى، 18 منها جديدة", "law_case"),
    ("نال القانون 172 صوتا مقابل 31", "vote"),
    ("سجلت 96 إصابة. ووزعت 510 منها", None),  # another sentence
])
def test_a_number_without_a_noun_has_the_category_of_its_neighbour(text, category):
    assert find_quantities(text)[-1].category == category


def test_a_cue_between_two_numbers_belongs_to_the_first():
    first, second = find_quantities("قتل 13 جنديا على الأقل ثلاثة منهم في كمين")
    assert (first.bound, second.bound) == ("at_least", "exact")


def test_vague_words_have_a_value_only_by_a_named_policy():
    dozens, = find_quantities("نزح عشرات الآلاف")
    assert (dozens.value_low, dozens.value_high) == (None, None)
    assert vague_range(dozens, "acled") == (10_000, 10_000)
    low, high = vague_range(dozens, "order")
    assert low < high
    exact, = find_quantities("نزح 30 ألفا")
    assert vague_range(exact) == (None, None)


def test_an_unknown_policy_is_refused_with_the_known_ones():
    quantity, = find_quantities("نزح عشرات الآلاف")
    with pytest.raises(ValueError, match="guess.*acled"):
        vague_range(quantity, "guess")


@given(st.one_of(SENTENCES, st.text(max_size=60)))
def test_every_span_slices_back_and_every_cell_is_of_its_kind(text):
    last = -1
    for quantity in find_quantities(text):
        assert quantity.text == text[quantity.start:quantity.end] != ""
        assert quantity.start >= last
        last = quantity.start
        assert quantity.kind in KINDS
        assert quantity.bound in BOUNDS
        assert quantity.rule in RULES
        assert quantity.form in ("digits", "words", "mixed", "dual")
        if quantity.noun_start is not None:
            assert quantity.noun_text == text[quantity.noun_start:quantity.noun_end] != ""
            assert quantity.noun_lemma
        if quantity.bound_start is not None:
            assert 0 <= quantity.bound_start < quantity.bound_end <= len(text)
        if quantity.bound == "range":
            assert quantity.value_low < quantity.value_high
        if quantity.bound == "vague":
            assert quantity.value_low is quantity.value_high is None


@given(SENTENCES)
def test_digits_of_another_script_change_no_value(text):
    arabic = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert [quantity[1:10] for quantity in find_quantities(text)] == [q[1:10] for q in find_quantities(arabic)]


@given(SENTENCES, st.sampled_from(["", "خبر عاجل. ", "\n\n"]))
def test_what_stands_before_only_shifts_the_offsets(text, before):
    moved = find_quantities(f"{before or ' '}\n\n.\n\n{text}")
    shift = len(f"{before or ' '}\n\n.\n\n")
    assert [(q.text, q.start, q.kind) for q in find_quantities(f"\n\n.\n\n{text}")] == [
        (q.text, q.start - shift + 5, q.kind) for q in moved]


@pytest.mark.parametrize("text", ["5 من " * 10_000, "عامين " * 20_000, "بين " * 50_000, "و5" * 20_000, "(" * 50_000,
                                  "عدد " * 50_000 + "5", "الكبير " * 50_000 + "الـ5", "مايو/" * 20_000],
                         ids=lambda text: text[:6])
def test_long_input_takes_linear_time(text):
    doc = analyse(text)
    started = time.process_time()
    quantities_of(doc)
    assert time.process_time() - started < 20
