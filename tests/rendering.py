"""Whether the matplotlib at hand draws a `label` as Arabic is read: `python tests/rendering.py` checks it anywhere."""
import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers.figures import STYLE, label

ZERO_WIDTH_NON_JOINER = "\u200c"


def ink(text: str) -> np.ndarray:
    """Where the drawn text is dark, cut to the ink: rows by columns."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(8, 1), dpi=100)
        figure.text(0.98, 0.4, text, fontsize=30, ha="right")
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        dark = np.asarray(canvas.buffer_rgba())[..., 0] < 128
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    return dark[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]


def width(text: str) -> int:
    return ink(text).shape[1]


def share_alike(one: np.ndarray, other: np.ndarray) -> float:
    """How much of two drawings is the same when their right edges and their tops meet, column profile by profile."""
    columns = min(one.shape[1], other.shape[1])
    first, second = (drawing[:, -columns:].sum(axis=0) for drawing in (one, other))
    return 1 - np.abs(first - second).sum() / max(first.sum(), second.sum())


def letters_join(word: str) -> bool:
    """Joined letters take less room than the same letters held apart."""
    return width(label(word)) < 0.95 * width(label(ZERO_WIDTH_NON_JOINER.join(word)))


def starts_on_the_right(text: str) -> bool:
    """What is drawn at the right edge is the first word, not the last."""
    first, last = text.split()[0], text.split()[-1]
    whole = ink(label(text))
    return share_alike(ink(label(first)), whole[:, -width(label(first)):]) > \
        share_alike(ink(label(last)), whole[:, -width(label(last)):])


def keeps_marks(bare: str, marked: str) -> bool:
    """Vowel signs are drawn."""
    return ink(label(marked)).sum() > 1.02 * ink(label(bare)).sum()


def check() -> None:
    """Raise AssertionError when a label comes out wrong."""
    for word in ("الموصل", "كركوك", "مستشفى", "سنجار"):
        assert letters_join(word), f"the letters of {word} stand apart"
    for text in ("سنة مباركة", "NATO قوات", "20 جنديا"):
        assert starts_on_the_right(text), f"{text} does not start on the right"
    assert keeps_marks("مرافقيه", "مُرافقيه"), "vowel signs are lost"
    assert width("%") and width("Mosul"), "Latin is not drawn"


if __name__ == "__main__":
    check()
    print(f"matplotlib {matplotlib.__version__} draws Arabic labels joined and in reading order")
