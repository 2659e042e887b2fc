"""Temporal expressions: what is found, on which characters, and which days it means."""
import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.resources import read_lexicon
from helpers.times import resolve_times, stated_dates, stated_publication, times_of
from helpers.tokens import analyse

CASES = Path(__file__).parent / "cases"
WEDNESDAY = date(2021, 3, 24)


def cases(name):
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["text"]) for row in csv.DictReader(lines)]


def day(cell):
    return date.fromisoformat(cell) if cell else None


def times(text, published=WEDNESDAY):
    return times_of(analyse(text), published)


@pytest.mark.parametrize("case", cases("times"))
def test_expression_is_found_and_resolved(case):
    [time] = times(case["text"], day(case["published"]))
    assert time.text == case["expression"]
    assert (time.value or "", time.first, time.last, time.precision) == (
        case["value"], day(case["first"]), day(case["last"]), case["precision"])


@pytest.mark.parametrize("case", cases("times_none"))
def test_what_looks_like_a_time_is_left_alone(case):
    assert times(case["text"]) == [], case["why"]


@pytest.mark.parametrize("case", cases("times_unpublished"))
def test_without_a_publication_date_only_what_is_stated_is_resolved(case):
    [time] = times(case["text"], None)
    assert (time.value or "", time.first, time.last) == (case["value"], day(case["first"]), day(case["last"]))


def test_table_has_the_columns_and_types_it_promises():
    table = resolve_times("وصل الوفد أمس، وسيعود خلال ثلاثة أيام.", published=WEDNESDAY)
    assert list(table.columns) == ["text", "start", "end", "value", "from", "to", "precision"]
    assert table["from"].dt.date.tolist()[0] == date(2021, 3, 23)
    assert table["to"].isna().tolist() == [False, True]
    assert list(resolve_times("لا زمن هنا").columns) == list(table.columns)


def test_it_of_it_points_back_to_the_month_named_before():
    february, day_of_it, days_of_it = times("بدأت الدورة في شباط الماضي وتوقفت في 23 منه ثم استؤنفت من 25 إلى 28 منه")
    assert day_of_it.first == date(2021, 2, 23)
    assert (days_of_it.first, days_of_it.last) == (date(2021, 2, 25), date(2021, 2, 28))


def test_the_following_day_is_counted_from_the_day_named_before():
    assert [time.first for time in times("وصل في 3 آذار 2019 وغادر في اليوم التالي")] == [
        date(2019, 3, 3), date(2019, 3, 4)]


def test_the_year_before_is_counted_from_the_year_named_before():
    assert [time.value for time in times("بلغ الإنتاج ذروته في عام 2014 مقارنة بالعام السابق")] == ["2014", "2013"]


def test_a_list_of_years_is_a_list():
    assert [time.text for time in times("فاز في أعوام 1998 و2002 و2006")] == ["أعوام 1998", "2002", "2006"]


def test_two_days_share_their_adjective():
    assert [time.first for time in times("عقدت جولة يومي الجمعة والسبت الماضيين")] == [
        date(2021, 3, 19), date(2021, 3, 20)]


def test_a_clock_time_lies_on_the_day_its_sentence_names():
    clocks = [time for time in times("بدأ الاجتماع أمس وانتهى في الساعة العاشرة مساء. وفي الساعة الثامنة بدأ آخر.")
              if time.precision == "clock"]
    assert [(time.value, time.first) for time in clocks] == [("2021-03-23T22:00", date(2021, 3, 23)), ("T08:00", None)]


def test_an_expression_does_not_run_over_the_end_of_a_line():
    assert [time.text for time in times("موعد الدورة في آذار\n2019 كان أفضل")] == ["آذار", "2019"]


@pytest.mark.parametrize("clitic", ["و", "ف", "ب", "ل"])
def test_a_proclitic_is_not_part_of_the_expression(clitic):
    [time] = times(f"{clitic}آذار الماضي ليس ببعيد")
    assert time.text == "آذار الماضي"


@pytest.mark.parametrize("spelling", ["أوّل من أمسِ", "اول من امس", "أول\u00a0من\u00a0أمس", "أول مـــن أمس"])
def test_spelling_does_not_matter(spelling):
    [time] = times(f"وصل الوفد {spelling} إلى المدينة")
    assert (time.text, time.first) == (spelling, date(2021, 3, 22))


@pytest.mark.parametrize("row", read_lexicon("months"), ids=lambda row: row["name"])
def test_every_month_name_of_the_table_is_read(row):
    year = 2020 if row["calendar"] == "gregorian" else 1441
    [time] = times(f"وقع الحادث في 5 {row['name']} {year}")
    assert time.first is not None
    if row["calendar"] == "gregorian":
        assert time.first == date(2020, int(row["month"]), 5)


def test_stated_dates_are_full_dates():
    found = stated_dates(analyse("في 24 آذار 2021 وفي 25 آذار وفي نيسان 2021 وأمس"))
    assert [time.text for time in found] == ["24 آذار 2021"]


@pytest.mark.parametrize("text, expected", [
    ("قال الوزير اليوم الأربعاء 24 آذار 2021 إن الوفد وصل", date(2021, 3, 24)),
    ("قال الوزير أمس الثلاثاء 23 آذار 2021 إن الوفد وصل", date(2021, 3, 24)),
    ("عودة الوفد\nبغداد - 24 آذار 2021\nعاد الوفد إلى المدينة.", date(2021, 3, 24)),
    ("في ذكرى 24 آذار 2021\nعاد الوفد إلى المدينة.", None),
    ("عاد الوفد\nكان قد غادر المدينة مع أسرته في 3 أيار 1991 ولم يعد إليها.", None),
    ("قال الوزير اليوم الاثنين 24 آذار 2021 إن الوفد وصل", None),
    ("عودة الوفد\n24 آذار 2021\n26 آذار 2021", None),
    ("عاد الوفد أمس", None),
], ids=str)
def test_publication_is_read_only_where_it_is_said(text, expected):
    assert stated_publication(analyse(text)) == expected


WORDS = [row["word"] for row in read_lexicon("time_words")] + [row["name"] for row in read_lexicon("months")]
DIGITS = ["3", "31", "24", "٢٠٢١", "2014", "1442", "10:30", "24.3.2021", "99", "هـ", "م", "الثالث", "والعشرين", "خمسة"]
PUBLISHED = st.none() | st.dates()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS + DIGITS + ["قال", "سيعود", ".", "\n"]), max_size=12), PUBLISHED)
def test_any_run_of_words_of_time_keeps_its_promises(words, published):
    keeps_its_promises(" ".join(words), published)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), PUBLISHED)
def test_any_text_keeps_its_promises(text, published):
    keeps_its_promises(text, published)


def keeps_its_promises(text, published):
    end = 0
    for time in times(text, published):
        assert end <= time.start < time.end
        assert text[time.start:time.end] == time.text
        assert time.first is None or time.last is None or time.first <= time.last
        end = time.end
    stated_publication(analyse(text))


@pytest.mark.parametrize("piece", ["24 آذار 2021، ", "سنة و", "2021 ", "الحادي والعشرين ", "من 3 إلى "])
def test_a_long_text_takes_linear_time(piece):
    times(piece * 5_000)
