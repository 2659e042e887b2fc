"""Normalisation: each step does one thing, and folding never moves a character."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import arabic

STEPS = [arabic.dediacritize, arabic.remove_tatweel, arabic.normalize_alef, arabic.normalize_alef_maksura,
         arabic.normalize_teh_marbuta, arabic.normalize_digits, arabic.normalize_persian_letters, arabic.fold_letters,
         arabic.strip_marks, arabic.fold]
TEXTS = st.text(st.one_of(st.sampled_from("أإآٱاىيةهؤئءکیھە٠١۲ـًَُِّْٰٓ\u200f\u200b\u00ad x"), st.characters()))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@given(text=TEXTS)
def test_a_second_time_changes_nothing(step, text):
    assert step(step(text)) == step(text)


@given(TEXTS)
def test_folding_letters_keeps_every_offset(text):
    assert len(arabic.fold_letters(text)) == len(text)
    assert [arabic.fold_letters(character) for character in text] == list(arabic.fold_letters(text))


@given(TEXTS)
def test_the_key_of_a_word_is_its_folded_letters_without_marks(text):
    assert arabic.fold(text) == arabic.strip_marks(arabic.fold_letters(text)) == arabic.fold_letters(
        arabic.strip_marks(text))


@pytest.mark.parametrize(("one", "other"), [("أحمد", "احمد"), ("إلى", "الي"), ("مِئَة", "مئه"), ("داعـــش", "داعش"),
                                            ("ایران", "إيران"), ("۱۲", "١٢"), ("شخص\u200fا", "شخصًا")])
def test_spellings_of_one_word_share_a_key(one, other):
    assert arabic.fold(one) == arabic.fold(other)


@pytest.mark.parametrize(("one", "other"), [("مسؤول", "مسوول"), ("سأل", "سئل"), ("عين", "غين")])
def test_different_words_do_not(one, other):
    assert arabic.fold(one) != arabic.fold(other)


def test_a_word_of_another_script_is_not_arabic():
    assert [arabic.is_arabic(text) for text in ("فق10", "F-16", "١٨", "، ", "")] == [True, False, False, False, False]
