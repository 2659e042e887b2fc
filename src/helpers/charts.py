"""Charts of who claims how many of what, and when. Claims, not facts: every title says whose report it is.

Each function draws exactly the table it is given, one of those that `summaries` makes of the claims table.
"""
import math
import textwrap
from functools import cache

from helpers.figures import (
    HATCHES,
    INK,
    PALETTE,
    STYLE,
    Chart,
    alt_text,
    label,
    nothing_to_draw,
    plain_text,
    set_off,
    set_title,
    title_text,
)
from helpers.resources import read_lexicon
from helpers.summaries import ATTRIBUTIONS, PRECISIONS

_ATTRIBUTIONS = dict(zip(ATTRIBUTIONS, ("direct quote", "indirect speech", "according to …", "the outlet's own voice")))
_PRECISIONS = dict(zip(PRECISIONS, ("exact number", "approximate or bounded number", "vague, no number")))
# bound of the claims table: marker, colour, wording
_MARKS = {
    "exact": ("o", PALETTE[0], "exact"),
    "about": ("D", PALETTE[1], "about"),
    "at_least": ("<", PALETTE[2], "at least (arrow: may be more)"),
    "at_most": (">", PALETTE[3], "at most (arrow: may be fewer)"),
    "range": ("|", INK, "range"),
}
_SIGNS = {"about": "≈ ", "at_least": "≥ ", "at_most": "≤ "}
_OPEN_SIGNS = {"at_least": "> ", "at_most": "< "}


def plot_speakers(table, outlet: str, most: int = 20) -> Chart:
    """Bars of `count_by_speaker`: one bar a speaker, cut by way of attribution.

    Arabic names stand on the right and bars grow to the left. At most `most` rows are drawn; the title says so when
    there are more. An empty table gives a figure that says there is nothing to draw.
    """
    title = title_text("Claims by speaker", outlet, most, len(table))
    return _stacked_bars(table.head(most), "speaker", _ATTRIBUTIONS, title, table, mirrored=True)


def plot_categories(table, outlet: str, most: int = 20) -> Chart:
    """Bars of `count_by_category`: the number of claims about each category, cut by how precise they are."""
    title = title_text("Claims by category", outlet, most, len(table))
    return _stacked_bars(table.head(most), "category", _PRECISIONS, title, table, mirrored=False)


def plot_values(table, outlet: str, most: int = 40) -> Chart:
    """Each claim of `value_table` at the value it states: a point, an interval, or a word where no number is stated.

    One panel per kind and unit. A hollow mark is an open bound ("more than 20" does not include 20), an arrow leads to
    the side that the text leaves open. Numbers grow to the left, as the Arabic labels on the right are read.
    """
    import matplotlib
    from matplotlib.figure import Figure

    drawn = table.head(most)
    title = title_text("Values claimed", outlet, most, len(table))
    if drawn.empty:
        return nothing_to_draw(title, table)
    panels = list(drawn.groupby([drawn["kind"].astype(str), drawn["unit"].fillna("").astype(str)], sort=False))
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(10, 1.5 + 0.56 * len(drawn) + 0.75 * len(panels)), layout="constrained")
        grid = figure.subplots(len(panels), 2, squeeze=False, sharey="row",
                               width_ratios=(6, 1.3 if _is_vague(drawn).any() else 0.01),
                               height_ratios=[len(rows) + 0.6 for _, rows in panels])
        for ((kind, unit), rows), (axes, strip) in zip(panels, grid):
            _value_panel(axes, strip, rows, f"{kind}, {_unit_name(unit)}" if unit else kind)
        _value_legend(figure, drawn)
        set_title(figure, title, "right")
    facts = (f"{_one_line(row)}: {value_text(row)}" for row in drawn.to_dict("records"))
    return Chart(figure, title, alt_text("Dot chart", title, facts), table)


def plot_timeline(table, outlet: str, most: int = 40) -> Chart:
    """Each claim of `timeline_table` as a bar from its first to its last day; undated claims are listed below.

    Later is further left, as the Arabic labels on the right are read.
    """
    import matplotlib
    from matplotlib.figure import Figure

    drawn = table.head(most)
    title = title_text("When the claims are set", outlet, most, len(table))
    if drawn.empty:
        return nothing_to_draw(title, table)
    is_dated = drawn["time_from"].notna() | drawn["time_to"].notna()
    dated, apart = drawn[is_dated], drawn[~is_dated]
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(10, 1.9 + 0.56 * len(dated) + 0.26 * len(apart)), layout="constrained")
        heights = (max(1, len(dated)) + 0.6, 0.44 * (len(apart) + 1.4))
        axes, below = figure.subplots(2, 1, height_ratios=heights) if len(apart) else (figure.subplots(), None)
        _days(axes, dated)
        if below is not None:
            _list_apart(below, apart)
        set_title(figure, title, "right")
    facts = [f"{_one_line(row)}: {_when(row)}" for row in dated.to_dict("records")]
    undated = [f"{len(apart)} claim{'s' * (len(apart) > 1)} not dated in the text"] if len(apart) else []
    return Chart(figure, title, alt_text("Timeline", title, facts + undated), table)


def plot_scores(table, title: str) -> Chart:
    """Each score of `evaluate.score_steps` or `evaluate.score_slots` as a mark on its 95 % interval.

    The first column names the rows; a score is a column that has its `_low` and `_high` beside it. Better is further
    right, and the axis ends at 1; where it begins depends on the lowest interval.
    """
    import matplotlib
    from matplotlib.figure import Figure

    scores = [name for name in table if f"{name}_low" in table and f"{name}_high" in table]
    if table.empty or not scores:
        return nothing_to_draw(title, table)
    apart = 0.7 / len(scores)
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(10, 1.7 + (0.2 + 0.16 * len(scores)) * len(table)), layout="constrained")
        axes = figure.subplots()
        for place, (score, marker, colour) in enumerate(zip(scores, "oDs^", PALETTE)):
            rows = [row + apart * (place - (len(scores) - 1) / 2) for row in range(len(table))]
            axes.hlines(rows, table[f"{score}_low"], table[f"{score}_high"], color=colour, linewidth=2)
            axes.plot(table[score], rows, marker, color=colour, markersize=7, label=score, clip_on=False)
        axes.set_yticks(range(len(table)), [plain_text(name.replace("_", " ")) for name in table.iloc[:, 0]])
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.set_xlim(math.floor(10 * table[[f"{score}_low" for score in scores]].min(axis=None)) / 10, 1.005)
        axes.set_xlabel("score, with the interval that holds it in 95 of 100 draws of the articles")
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        axes.spines["right"].set_visible(False)
        figure.legend(loc="outside lower center", ncols=len(scores))
        set_title(figure, title, "left")
    facts = (f"{row[table.columns[0]]}: " + ", ".join(
        f"{score} {row[score]:.3f} ({row[f'{score}_low']:.3f} to {row[f'{score}_high']:.3f})" for score in scores)
        for row in table.to_dict("records"))
    return Chart(figure, title, alt_text("Dot chart with intervals", title, facts), table)


def value_text(row) -> str:
    """The stated value of a row of `value_table`, in figures and signs.

    >>> value_text({"value_low": 20, "value_high": None, "bound": "at_least", "bound_closed": False, "kind": "count"})
    '> 20'
    >>> value_text({"value_low": 1500, "value_high": 2000, "bound": "range", "kind": "money", "unit": "USD"})
    '1,500–2,000 USD'
    """
    low, high = (_figure(row[name]) for name in ("value_low", "value_high"))
    if not low and not high:
        return "no number stated"
    signs = _SIGNS | _OPEN_SIGNS if _is_open(row) else _SIGNS
    number = low if low == high else "–".join(filter(None, (low, high)))
    negated = " (negated)" if str(row.get("polarity")) == "negative" else ""
    unit = f" {row['unit']}" if row["kind"] in ("money", "percent") and isinstance(row["unit"], str) else ""
    return f"{signs.get(str(row['bound']), '')}{number}{unit}{negated}"


def _is_open(row) -> bool:
    """Whether the bound itself is excluded, as in "more than 20"."""
    return str(row.get("bound_closed")) == "False"


def _figure(value) -> str:
    """A number with thousands separators, nothing for a missing one."""
    import pandas as pd

    return "" if pd.isna(value) else f"{value:,.10g}" if value != int(value) else f"{int(value):,}"


@cache
def _unit_names() -> dict[str, str]:
    """Name of each unit of measure by its code, the plainest first."""
    rows = [row for row in read_lexicon("units") if row["kind"] != "money"]
    return {row["code"]: row["english"] for row in reversed(rows)}


def _unit_name(code: str) -> str:
    return _unit_names().get(code, code)


def _one_line(row: dict) -> str:
    return f"{row['claim']} ({row['gloss']})" if isinstance(row.get("gloss"), str) else set_off(row["claim"])


def _two_lines(row: dict) -> str:
    """The claim as written, with its gloss on a line of its own, so that the two directions do not mix."""
    return "\n".join(filter(None, (_wrapped(row["claim"]), row["gloss"] if isinstance(row["gloss"], str) else "")))


def _wrapped(text: str, width: int = 34) -> str:
    return "\n".join(textwrap.wrap(plain_text(text), width, max_lines=2, placeholder=" …"))


def _stacked_bars(drawn, axis: str, parts: dict, title: str, table, mirrored: bool) -> Chart:
    import matplotlib
    from matplotlib.figure import Figure

    if drawn.empty:
        return nothing_to_draw(title, table)
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(10, 1.9 + 0.52 * len(drawn)), layout="constrained")
        axes = figure.subplots()
        reached = [0] * len(drawn)
        rows = range(len(drawn))
        for (part, wording), colour, hatch in zip(parts.items(), PALETTE, HATCHES):
            if drawn[part].any():
                axes.barh(rows, drawn[part], left=reached, height=0.62, color=colour, hatch=hatch, edgecolor="white",
                          linewidth=0.8, label=wording)
                reached = [done + more for done, more in zip(reached, drawn[part])]
        for row, total in zip(rows, drawn["claims"]):
            axes.annotate(str(total), (total, row), xytext=(-6 if mirrored else 6, 0), textcoords="offset points",
                          ha="right" if mirrored else "left", va="center")
        axes.set_yticks(rows, [label(_wrapped(name.replace("_", " "))) for name in drawn[axis]])
        axes.set_xlabel("number of claims (restatements counted once)")
        axes.set_xlim(0, max(reached) * 1.08)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="x")
        _read_from_the_right(axes) if mirrored else axes.spines[["right", "left"]].set_visible(False)
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        figure.legend(loc="outside lower center", ncols=len(parts))
        set_title(figure, title, "right" if mirrored else "left")
    shares = ((row, ", ".join(f"{row[part]} {parts[part]}" for part in parts if row[part]))
              for row in drawn.to_dict("records"))
    facts = (f"{set_off(row[axis])}: {row['claims']} ({share})" for row, share in shares)
    return Chart(figure, title, alt_text("Bar chart", title, facts), table)


def _read_from_the_right(axes) -> None:
    """Labels on the right, values growing to the left."""
    axes.invert_xaxis()
    axes.yaxis.tick_right()
    axes.spines["left"].set_visible(False)
    axes.spines["right"].set_visible(True)


def _value_panel(axes, strip, rows, heading: str) -> None:
    """One kind and unit: values on the left, words without a number in the strip beside the labels."""
    records = rows.to_dict("records")
    _scale(axes, rows)
    for y, row in enumerate(records):
        _value_mark(axes, strip, y, row)
    axes.set_title(plain_text(heading), fontsize=11, loc="left")
    axes.set_ylim(len(records) - 0.4, -0.6)
    axes.grid(axis="x")
    axes.invert_xaxis()
    axes.tick_params(axis="x", labelsize=10)
    axes.tick_params(axis="y", left=False, labelleft=False)
    axes.spines["right"].set_visible(False)
    strip.set(xlim=(0, 1), xticks=[], facecolor="#f2f2f2" if _is_vague(rows).any() else "white")
    strip.yaxis.tick_right()
    strip.set_yticks(range(len(records)), [label(_two_lines(row)) for row in records], fontsize=10)
    strip.tick_params(axis="y", length=0, labelright=True)
    strip.spines["bottom"].set_visible(False)
    strip.spines["right"].set_visible(True)


def _scale(axes, rows) -> None:
    """Linear from zero, or logarithmic when the values span more than a factor of 50."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    ends = [float(value) for name in ("value_low", "value_high") for value in rows[name].dropna()]
    low, high = (min(ends), max(ends)) if ends else (0, 1)
    if 0 < low * 50 < high:
        axes.set_xscale("log")
        axes.set_xlim(low / 2, high * 4)
        axes.minorticks_off()
        axes.set_xlabel("value (each step to the left is ten times more)")
    else:
        axes.set_xlim(min(0, low * 1.15), max(high * 1.15, 1 if high <= 0 else 0))
        axes.xaxis.set_major_locator(MaxNLocator(7, integer=all(map(float.is_integer, ends))))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _figure(value)))
    if not ends:
        axes.set_xticks([])


def _is_vague(rows):
    return rows["value_low"].isna() & rows["value_high"].isna()


def _value_mark(axes, strip, y: int, row: dict) -> None:
    import pandas as pd

    low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("value_low", "value_high"))
    if low is None and high is None:
        strip.annotate(label(_wrapped(row["claim"], 16)), (0.5, y), ha="center", va="center", fontsize=9)
        return
    marker, colour, _ = _MARKS.get(str(row["bound"]), _MARKS["exact"])
    style = {"color": colour, "linewidth": 2, "markersize": 8, "markerfacecolor": "white" if _is_open(row) else colour,
             "markeredgewidth": 2, "clip_on": False}
    if low is None or high is None:
        edge = axes.get_xlim()[1 if high is None else 0]
        axes.annotate("", (edge, y), (low if high is None else high, y),
                      arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.5, "linestyle": "--"})
    ends = [end for end in (low, high) if end is not None]
    axes.plot(ends, [y] * len(ends), marker=marker, **style)
    axes.annotate(plain_text(value_text(row)), (max(ends), y), xytext=(0, 8), textcoords="offset points", ha="center",
                  fontsize=9)


def _value_legend(figure, drawn) -> None:
    from matplotlib.lines import Line2D

    used = set(drawn["bound"].astype(str))
    handles = [Line2D([], [], marker=marker, color=colour, linewidth=2, markersize=8, markeredgewidth=2, label=wording)
               for bound, (marker, colour, wording) in _MARKS.items() if bound in used]
    if (drawn["bound_closed"].astype(str) == "False").any():
        handles.append(Line2D([], [], marker="o", color=INK, markerfacecolor="white", linewidth=0, markersize=8,
                              markeredgewidth=2, label="hollow: the bound itself is excluded"))
    if "vague" in used:
        handles.append(Line2D([], [], linewidth=8, color="#d0d0d0", label="grey strip: no number stated"))
    figure.legend(handles=handles, loc="outside lower center", ncols=min(len(handles), 3))


def _days(axes, dated) -> None:
    """Bars from first to last day on an axis whose later days lie further left."""
    from datetime import timedelta

    import pandas as pd
    from matplotlib.dates import AutoDateLocator, DateFormatter, date2num

    rows = dated.to_dict("records")
    days = [[day for day in (row["time_from"], row["time_to"]) if not pd.isna(day)] for row in rows]
    spans = [(date2num(known[0]), date2num(known[-1] + timedelta(days=1))) for known in days]
    start, end = (min(first for first, _ in spans), max(last for _, last in spans)) if spans else (0, 1)
    for y, (row, known, (first, last)) in enumerate(zip(rows, days, spans)):
        if last - first < (end - start) / 60:
            axes.plot((first + last) / 2, y, marker="D", markersize=9, color=PALETTE[0])
        else:
            axes.barh(y, last - first, left=first, height=0.5, color=PALETTE[0], edgecolor="white",
                      hatch="" if len(known) == 2 else HATCHES[1])
        axes.annotate(_when(row), (last, y), xytext=(-9, 0), textcoords="offset points", ha="right", va="center",
                      fontsize=9)
    axes.set_yticks(range(len(rows)), [label(_two_lines(row)) for row in rows], fontsize=10)
    axes.set_ylim(max(1, len(rows)) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    if rows:
        room = max(end - start, 7)  # a week at least, so that no tick falls within a day
        axes.set_xlim(start - 0.03 * room, end + 0.30 * room)
        axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))
        axes.set_xlabel("date (later is further left; a diamond is a span too short for a bar)")
    else:
        axes.set_xticks([])
        axes.annotate("No claim is dated in the text.", (0.5, 0.5), xycoords="axes fraction", ha="center")
    _read_from_the_right(axes)


def _when(row: dict) -> str:
    """The days of a row in words."""
    import pandas as pd

    first, last = (None if pd.isna(day) else day.date().isoformat() for day in (row["time_from"], row["time_to"]))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"until {last}" if last else "not dated in the text"


def _list_apart(axes, rows) -> None:
    """The claims that no day can be given for, one a line."""
    lines = [label(_wrapped(_one_line(row), 90)) for row in rows.to_dict("records")]
    axes.set_axis_off()
    axes.set_ylim(len(lines) + 0.6, -0.6)
    axes.annotate("Not dated in the text:", (1, 0), xycoords=("axes fraction", "data"), ha="right", va="center",
                  weight="bold")
    for y, line in enumerate(lines, start=1):
        axes.annotate(line, (1, y), xycoords=("axes fraction", "data"), ha="right", va="center", fontsize=10)
