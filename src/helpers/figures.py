"""What figures share: Arabic labels, one style, titles that name the outlet, and the same bytes on every run."""
import io
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from helpers.arabic import is_arabic
from helpers.resources import read_lexicon

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

# DejaVu Sans comes with matplotlib and draws Arabic, Latin and %. Put a face you prefer before it, not instead of it.
FONTS = ["DejaVu Sans"]
INK = "#1a1a1a"
# Safe for colour-blind readers, 3:1 or more against white, and never alone: a hatch or a marker goes with each.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#882255")
HATCHES = ("", "////", "....", "xxxx")

STYLE = {
    "font.family": FONTS, "font.size": 11, "text.parse_math": False, "text.color": INK, "axes.labelcolor": INK,
    "axes.edgecolor": "#6b6b6b", "xtick.color": INK, "ytick.color": INK, "hatch.color": "white", "hatch.linewidth": 1.0,
    "axes.spines.top": False, "axes.spines.left": False, "axes.axisbelow": True, "grid.color": "#d9d9d9",
    "legend.frameon": False, "legend.handlelength": 2.2, "legend.handleheight": 1.2, "figure.facecolor": "white",
    "savefig.facecolor": "white", "svg.hashsalt": "helpers", "figure.constrained_layout.h_pad": 0.09,
    "figure.constrained_layout.w_pad": 0.09,
}

_REORDERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class Chart(NamedTuple):
    """A drawn figure with what makes it accessible: title, alternative text, and the table it shows."""

    figure: "Figure"
    title: str
    alt: str
    data: "DataFrame"


def label(text: str, direction: str = "rtl") -> str:
    """The string to hand to matplotlib so that Arabic comes out joined and in reading order.

    >>> import matplotlib
    >>> label("Mosul 20 %")
    'Mosul 20 %'
    >>> label("الموصل") == "الموصل" or matplotlib.__version_info__ < (3, 11)
    True

    From 3.11 on, matplotlib shapes Arabic itself and the text goes through as it is; older releases need the letters
    joined (arabic-reshaper, diacritics kept) and laid out (python-bidi) for them. `direction` is that of the whole
    label: "rtl" for an Arabic label even when it starts with Latin letters, "ltr" for an English title that quotes
    Arabic. Each line is laid out for itself. Characters that draw nothing but reorder their surroundings (direction
    overrides and isolates, control characters) are dropped.

    Raises ValueError for another direction.
    """
    if direction not in ("rtl", "ltr"):
        raise ValueError(f"direction is 'rtl' or 'ltr', not {direction!r}")
    lay_out = _mark_direction if _shapes_arabic() else _shape_and_reorder
    lines = _REORDERING.sub("", text).split("\n")
    return "\n".join(lay_out(line, direction) if is_arabic(line) else line for line in lines)


@cache
def _shapes_arabic() -> bool:
    import matplotlib

    return matplotlib.__version_info__[:2] >= (3, 11)


def _mark_direction(line: str, direction: str) -> str:
    """Put a direction mark before a line whose first strong character says otherwise."""
    strong = next(kind for kind in map(unicodedata.bidirectional, line) if kind in ("L", "R", "AL"))
    if (strong == "L") == (direction == "ltr"):
        return line
    return ("\u200e" if direction == "ltr" else "\u200f") + line


def _shape_and_reorder(line: str, direction: str) -> str:
    """Joined letter forms in drawing order, for a renderer that knows neither."""
    # The default get_display of python-bidi leaves brackets unmirrored; the one in bidi.algorithm mirrors them.
    from bidi.algorithm import get_display

    return get_display(_reshaper().reshape(line), base_dir="R" if direction == "rtl" else "L")


@cache
def _reshaper():
    from arabic_reshaper import ArabicReshaper

    # DejaVu Sans has no glyph for the ligature of الله.
    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False, "ARABIC LIGATURE ALLAH": False})


def render(figure, format: str = "png", dpi: int = 144) -> bytes:
    """The figure as PNG or SVG, the same bytes on every run: no date, no version, no random ids.

    >>> from matplotlib.figure import Figure
    >>> render(Figure())[1:4]
    b'PNG'

    The text of an SVG stays text where matplotlib shapes Arabic itself, else it becomes outlines.
    Raises ValueError for another format.
    """
    import matplotlib

    if format not in ("png", "svg"):
        raise ValueError(f"format is 'png' or 'svg', not {format!r}")
    metadata = {"Software": None} if format == "png" else {"Date": None, "Creator": None}
    buffer = io.BytesIO()
    with matplotlib.rc_context({**STYLE, "svg.fonttype": "none" if _shapes_arabic() else "path"}):
        figure.savefig(buffer, format=format, dpi=dpi, metadata=metadata)
    return buffer.getvalue() if format == "png" else _with_plain_direction(buffer.getvalue())


def _with_plain_direction(svg: bytes) -> bytes:
    """Let a browser order each label by its first strong letter, as matplotlib does."""
    return svg.replace(b"<style type=\"text/css\">", b"<style type=\"text/css\">text{unicode-bidi:plaintext}", 1)


def title_text(what: str, outlet: str, shown: int = 0, total: int = 0) -> str:
    """A title that says whose report it is, and how much of a long table is drawn.

    >>> title_text("Claims by speaker", "المدى", 20, 57)
    'Claims by speaker, as reported by Al-Mada (المدى): the first 20 of 57'

    An outlet of `data/lexicon/outlets.csv` is named in English too.
    """
    part = f": the first {shown} of {total}" if total > shown else ""
    english = _outlet_names().get(outlet)
    return f"{what}, as reported by {f'{english} ({outlet})' if english else outlet or 'the article'}{part}"


@cache
def _outlet_names() -> dict[str, str]:
    return {row["name"]: row["english"] for row in read_lexicon("outlets")}


def set_title(figure, title: str, side: str) -> None:
    """Put the title on one side, then lay the figure out once and for all: each rendering of it is the same."""
    figure.suptitle(label(title, "ltr"), fontsize=13, x={"left": 0.01, "right": 0.99}[side], ha=side)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def alt_text(form: str, title: str, facts, most: int = 12) -> str:
    """What the figure is, whose report it shows, and its first facts; the data table has the rest.

    >>> alt_text("Bar chart", "Claims by speaker, as reported by Al-Mithal", ["the ministry: 3", "the mayor: 1"])
    'Bar chart. Claims by speaker, as reported by Al-Mithal. the ministry: 3; the mayor: 1.'
    """
    facts = list(facts)
    rest = f"; and {len(facts) - most} more in its data table" if len(facts) > most else ""
    return plain_text(f"{form}. {set_off(title)}. {'; '.join(facts[:most])}{rest}.")


def set_off(text: str) -> str:
    """Arabic inside an English text, with a mark that keeps a number or a name after it on its own side.

    >>> set_off("الموصل") == "الموصل\u200e", set_off("Mosul")
    (True, 'Mosul')
    """
    return f"{text}\u200e" if is_arabic(text) else text


def plain_text(text: str) -> str:
    """The text on one line, without characters that only reorder it.

    >>> plain_text("18\\n strikes")
    '18 strikes'
    """
    return " ".join(_REORDERING.sub("", text).split())


def nothing_to_draw(title: str, table) -> Chart:
    """A figure that says that its table has no row."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(10, 1.6))
        figure.suptitle(label(title, "ltr"), fontsize=13)
        figure.text(0.5, 0.3, "The table has no claim to draw.", ha="center")
    return Chart(figure, title, f"Empty chart. {title}. The table has no claim to draw.", table)
