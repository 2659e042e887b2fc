"""Labels come out as Arabic is read, and a figure is the same on every run."""
import unicodedata

import pytest
import rendering
import tables
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpers import figures
from helpers.figures import PALETTE, alt_text, label, render, title_text

LABELS = ["قره جوغ", "مُرافقيه", "داعـش", "18 ضربة", "20 % من الأسر", "(39 وكرا)", "Mosul", "12–15", ""]


def before_3_11(monkeypatch):
    monkeypatch.setattr(figures, "_shapes_arabic", lambda: False)


def from_3_11(monkeypatch):
    monkeypatch.setattr(figures, "_shapes_arabic", lambda: True)


def logical(drawn: str) -> str:
    """Letters of a shaped, reordered string as they were typed."""
    return unicodedata.normalize("NFKC", drawn[::-1])


def test_labels_are_drawn_joined_and_from_the_right():
    rendering.check()


@pytest.mark.parametrize("wrong", [lambda text: text[::-1], "\u200c".join], ids=["reversed", "apart"])
def test_the_check_of_the_drawing_sees_what_is_wrong(monkeypatch, wrong):
    monkeypatch.setattr(rendering, "label", lambda text: label(wrong(text)))
    with pytest.raises(AssertionError):
        rendering.check()


@pytest.mark.parametrize("text", LABELS)
def test_a_renderer_that_shapes_gets_the_text_as_it_is(monkeypatch, text):
    from_3_11(monkeypatch)
    assert label(text) == text


def test_a_label_that_starts_with_latin_still_reads_from_the_right(monkeypatch):
    from_3_11(monkeypatch)
    assert label("NATO قوات") == "\u200fNATO قوات"
    assert label("NATO قوات", "ltr") == "NATO قوات"
    assert label("المدى (Al-Mada)", "ltr") == "\u200eالمدى (Al-Mada)"


@pytest.mark.parametrize("text", ["قره جوغ", "مُرافقيه بناءً", "داعـش", "لا إله"])
def test_an_older_renderer_gets_every_letter_and_mark_in_drawing_order(monkeypatch, text):
    before_3_11(monkeypatch)
    assert label(text) != text
    assert sorted(logical(label(text))) == sorted(unicodedata.normalize("NFKC", text))


def test_an_older_renderer_gets_brackets_turned_round(monkeypatch):
    before_3_11(monkeypatch)
    assert label("(39 وكرا)")[0] == "("
    assert label("(39 وكرا)")[-1] == ")"


@pytest.mark.parametrize("renderer", [before_3_11, from_3_11])
def test_each_line_is_laid_out_for_itself(monkeypatch, renderer):
    renderer(monkeypatch)
    assert label("الموصل\nMosul\nسنجار") == f"{label('الموصل')}\nMosul\n{label('سنجار')}"


def test_a_label_cannot_be_made_to_read_backwards(monkeypatch):
    from_3_11(monkeypatch)
    assert label("\u202eلصوملا\u202c\x00") == "لصوملا"


def test_another_direction_is_refused():
    with pytest.raises(ValueError, match="'rtl' or 'ltr', not 'left'"):
        label("الموصل", "left")


@given(st.text())
def test_any_text_makes_a_label(text):
    assert label(text).count("\n") == text.count("\n")


@pytest.mark.parametrize("format", ["png", "svg"])
def test_a_figure_gives_the_same_bytes_each_time(format):
    def draw():
        figure = Figure(figsize=(2, 1))
        figure.subplots().set_title(label("الموصل"))
        return render(figure, format)

    assert draw() == draw()


def test_the_text_of_an_svg_can_be_searched_and_orders_itself(monkeypatch):
    from_3_11(monkeypatch)
    figure = Figure()
    figure.text(0.5, 0.5, label("الموصل"))
    svg = render(figure, "svg").decode()
    assert ">الموصل</text>" in svg
    assert "text{unicode-bidi:plaintext}" in svg


def test_hostile_text_is_drawn_and_does_nothing():
    figure = Figure()
    for text in tables.hostile():
        figure.text(0.5, 0.5, label(text), parse_math=False)
    svg = render(figure, "svg").decode()
    assert "<script>alert" not in svg
    assert "<img" not in svg


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="'png' or 'svg', not 'gif'"):
        render(Figure(), "gif")


@pytest.mark.parametrize("colour", PALETTE)
def test_colours_stand_out_against_white(colour):
    """WCAG 1.4.11 asks for 3:1."""
    channels = (int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))
    assert 1.05 / (luminance + 0.05) >= 3


def test_a_title_says_whose_report_it_is_and_how_much_is_drawn():
    assert title_text("Values", "Al-Mithal") == "Values, as reported by Al-Mithal"
    assert title_text("Values", None) == "Values, as reported by the article"
    assert title_text("Values", "Al-Mithal", shown=20, total=20) == "Values, as reported by Al-Mithal"


def test_alternative_text_stays_short_and_says_so():
    text = alt_text("Bar chart", "Title", (f"{number}" for number in range(20)), most=3)
    assert text == "Bar chart. Title. 0; 1; 2; and 17 more in its data table."
