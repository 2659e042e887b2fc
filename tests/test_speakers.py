"""Reported speech: who says what, over which stretch, and what stays the author's own voice."""
import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.quotations import MARKS, quotations_of
from helpers.resources import read_lexicon
from helpers.speakers import attribute, find_speech, speech_of
from helpers.tokens import Span, analyse

CASES = Path(__file__).parent / "cases"
WORDS = [
    *(row["form"] for row in read_lexicon("saying_verbs")[::9]), *(row["word"] for row in read_lexicon("titles")[::5]),
    *(row["word"] for row in read_lexicon("speech_markers")[::9]),
    *(row["cue"] for row in read_lexicon("attribution_cues")),
    *MARKS, *"سالم قاسم علي 5 إن أن إلى عن : ، . ل و ـ ً".split(),
]
SENTENCES = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "", "\n", "\u200f"])),
                     max_size=20).map(lambda pairs: "".join(word + gap for word, gap in pairs))


def cases(name):
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["why"]) for row in csv.DictReader(lines, strict=True)]


def speech_about(text, about):
    start = text.index(about)
    return attribute(find_speech(text), start, start + len(about))


@pytest.mark.parametrize("row", cases("speakers.csv"))
def test_speaker(row):
    text = row["text"]
    speech = speech_about(text, row["about"])
    assert speech is not None
    assert text[speech.speaker_start:speech.speaker_end] == row["speaker"]
    assert (speech.speaker, speech.attribution, speech.link) == (row["name"], row["attribution"], row["link"])


@pytest.mark.parametrize("row", cases("speakers_none.csv"))
def test_author_voice(row):
    assert speech_about(row["text"].replace("\\n", "\n"), row["about"]) is None


@pytest.mark.parametrize(("text", "quoted"), [
    ('سمى "الجبل" و"النهر"', ["الجبل", "النهر"]),
    ('قال "رأيت "الجبل" أمس"', ["الجبل", 'رأيت "الجبل" أمس']),
    ("صحيفة ل»الجبل» اليوم", ["الجبل"]),
    ("فيلم ”الجبل“ الجديد", ["الجبل"]),
    ("عملية « الجبل » أمس", ["الجبل"]),
    ("سماه «الجبل\" ومضى", []),
    ("فاز» أمس", []),
])
def test_quotation_marks_pair(text, quoted):
    doc = analyse(text)
    marks = [number for number, key in enumerate(doc.keys) if key in MARKS]
    closed = [found for found in quotations_of(doc, marks, [Span(0, len(text))]) if found.closed]
    assert [text[doc.tokens[first].end:doc.tokens[last].start].strip() for first, last, _ in closed] == quoted


def test_headline_with_its_source():
    text = "وزير الزراعة: 5 مزارع تضررت\n\nتفقد الوزير المزارع أمس."
    assert speech_about(text, "5").speaker == "وزير الزراعة"


def test_a_place_before_a_colon_is_no_source():
    assert speech_about("لبنان: إصابة 5 عمال\n\nأصيب عمال أمس.", "5") is None


def test_blocks_say_where_the_headline_ends():
    text = "قال سالم قاسم إن الموسم جيد\nوأضاف أن 5 مزارع تضررت."
    end = text.index("\n")
    blocks = [Span(0, end), Span(end + 1, len(text))]
    assert [speech.link for speech in speech_of(analyse(text), blocks)] == ["same_sentence"]


def test_the_tightest_content_answers():
    text = "قال سالم قاسم إن الوزارة أكدت أن 5 مزارع تضررت."
    speeches = find_speech(text)
    assert [speech.speaker for speech in speeches] == ["سالم قاسم", "الوزارة"]
    assert attribute(speeches, text.index("5"), text.index("5") + 1).speaker == "الوزارة"
    assert attribute(speeches, text.index("أكدت"), text.index("أكدت") + 4).speaker == "سالم قاسم"


def test_cue_and_content_are_as_written():
    text = "وأشارت اللجنة إلى عودة 5 عائلات."
    [speech] = find_speech(text)
    assert text[speech.cue_start:speech.cue_end] == "وأشارت"
    assert text[speech.content_start:speech.content_end] == "عودة 5 عائلات."


def test_a_text_without_speech_has_none():
    assert find_speech("") == find_speech("   \n") == find_speech("وصل القطار.") == []


@given(SENTENCES)
def test_spans_lie_in_the_text(text):
    for speech in find_speech(text):
        assert 0 <= speech.speaker_start < speech.speaker_end <= len(text)
        assert 0 <= speech.cue_start < speech.cue_end <= len(text)
        assert 0 <= speech.content_start < speech.content_end <= len(text)
        assert speech.speaker
        assert speech.attribution in {"direct_quote", "indirect", "according_to"}
        assert speech.link in {"same_sentence", "carried_over"}


@given(st.text(alphabet='"“”«»()\'‘’ .،\nاب', max_size=60))
def test_no_arrangement_of_quotation_marks_stops_the_reader(marks):
    speeches = find_speech(f"{marks}\nقال سالم قاسم إن 5 عمال أصيبوا.")
    assert speeches[-1].speaker == "سالم قاسم"


def test_gap_for_space_changes_nothing():
    text = "قال العميد سالم قاسم، الخميس، إن 5 عمال أصيبوا. وأضاف: «نقل 3 منهم»."
    assert find_speech(text.replace(" ", "\u00a0")) == [
        speech._replace(speaker=speech.speaker.replace(" ", "\u00a0")) for speech in find_speech(text)]


@pytest.mark.parametrize("piece", [
    '"', "« ", '" ا', "قال ", "قال إن ", "بحسب سالم، ", "مضيفا أن ", "وقال الوزير إن 5. ", "نقلت وكالة عن ",
    'قال سالم: "5 قتلى ',
], ids=str.strip)
def test_time_is_linear(piece):
    def seconds(times):
        start = time.process_time()
        find_speech(piece * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(5_000) < 40 * max(seconds(500), 0.05)
