"""Maps of where an article sets its claims, how precisely each place is known, and what no map can show."""
import math
import textwrap

from helpers.figures import (
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
from helpers.placement import LEADER_FROM, Box, leader, place_labels
from helpers.summaries import NO_PLACE

EARTH_RADIUS_KM = 6371.0088
ATTRIBUTION = "Boundaries: Natural Earth, public domain. Boundary lines imply no endorsement."

# where_prec of the UCDP georeferenced events: marker, wording
_PRECISION = {
    1: ("o", "the place itself"),
    2: ("s", "near the place"),
    3: ("D", "somewhere in the district"),
    4: ("^", "somewhere in the province"),
    5: ("h", "an area: region, range, lake, road"),
    6: ("P", "somewhere in the country"),
    7: ("X", "place not fixed"),
}
_LAND, _FOCUS, _WATER, _BORDER = "#efece6", "#ffffff", "#dfe8ee", "#767676"


def plot_places(table, countries, outlet: str, *, provinces=None, country: str | None = None,
                attribution: str = ATTRIBUTION, most: int = 30) -> Chart:
    """Map of `count_by_place`: a mark per place, a circle for its uncertainty in true kilometres, and Arabic labels.

    `countries` and `provinces` are boundaries, as `boundaries` loads them (GeoDataFrames in degrees; the column
    `country` holds ISO 3166-1 alpha-2 codes). With `country="IQ"` the frame is that country, else whatever holds all
    places with claims. Whole countries, places outside the frame, mentions without coordinates and claims without a
    place are listed beside the map. The `most` places with most claims are labelled. A filled mark has claims, a
    hollow one is only mentioned.

    Raises ValueError when `countries` holds no boundary of `country`.
    """
    import matplotlib
    from matplotlib.figure import Figure

    title = title_text("Claims by place", outlet)
    points = table[table["lat"].notna() & (table["kind"].astype(str) != "country")].fillna({"radius_km": 0})
    frame = _country_frame(countries, country) if country else _frame_of(points)
    if frame is None:
        return nothing_to_draw(title, table)
    west, south, east, north = frame
    inside = points["lon"].between(west, east) & points["lat"].between(south, north)
    drawn, outside = points[inside], points[~inside]
    notes = _note_lines(_notes(table, outside), attribution)
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(11, _height(frame, notes)), layout="constrained")
        figure.get_layout_engine().set(rect=(0, 0.04, 1, 0.96))
        axes, side = figure.subplots(1, 2, width_ratios=(7.6, 3.0))
        _land(axes, frame, countries, provinces, country)
        marks = _marks(axes, drawn)
        _frame(axes, frame)
        _scale_bar(axes, frame)
        _side_column(side, frame, countries, drawn, notes)
        set_title(figure, title, "left")
        _label_places(figure, axes, drawn.head(most), marks)
    return Chart(figure, title, alt_text("Map", title, _facts(drawn) + _notes(table, outside), most=most), table)


def circle(lat: float, lon: float, radius_km: float, corners: int = 72) -> list[tuple[float, float]]:
    """Points (lon, lat) of a circle of true kilometres on the ground.

    >>> [round(degrees, 3) for degrees in circle(0, 10, 111.195, corners=4)[1]]
    [11.0, 0.0]

    Along great circles on a sphere of 6371.0088 km, so the error against the ellipsoid stays under 0.6 %.
    """
    phi, reach = math.radians(lat), radius_km / EARTH_RADIUS_KM
    corner = []
    for step in range(corners + 1):
        bearing = 2 * math.pi * step / corners
        north = math.asin(math.sin(phi) * math.cos(reach) + math.cos(phi) * math.sin(reach) * math.cos(bearing))
        east = math.atan2(math.sin(bearing) * math.sin(reach) * math.cos(phi),
                          math.cos(reach) - math.sin(phi) * math.sin(north))
        corner.append((lon + math.degrees(east), math.degrees(north)))
    return corner


def _country_frame(countries, country: str):
    shape = countries[countries["country"] == country]
    if shape.empty:
        raise ValueError(f"the boundaries hold no country {country!r}; give an ISO 3166-1 alpha-2 code such as 'IQ'")
    return _padded(*shape.total_bounds, 0.03)


def _frame_of(points):
    """Bounds that hold every point that has claims, or every point when none has, with its circle."""
    if points.empty:
        return None
    points = points[points["claims"] > 0] if points["claims"].any() else points
    corners = [corner for row in points.to_dict("records")
               for corner in circle(row["lat"], row["lon"], max(row["radius_km"], 10), corners=8)]
    lons, lats = zip(*corners)
    return _padded(min(lons), min(lats), max(lons), max(lats), 0.08)


def _padded(west, south, east, north, share: float):
    pad = share * max(east - west, north - south)
    return max(-180, west - pad), max(-89, south - pad), min(180, east + pad), min(89, north + pad)


def _height(frame, notes: list[str]) -> float:
    """Inches that hold the map at full width, and the legend and notes beside it."""
    west, south, east, north = frame
    ratio = (north - south) / ((east - west) * math.cos(math.radians((south + north) / 2)))
    return max(min(12, 7.2 * ratio + 1.3), 0.9 + (2.6 + 0.19 * len(notes)) / 0.68)


def _land(axes, frame, countries, provinces, country) -> None:
    axes.set_facecolor(_WATER)
    countries = _around(frame, countries)
    countries.plot(ax=axes, aspect=None, facecolor=_LAND, edgecolor="none")
    if country:
        countries[countries["country"] == country].plot(ax=axes, aspect=None, facecolor=_FOCUS, edgecolor="none")
    if provinces is not None:
        _around(frame, provinces).boundary.plot(ax=axes, aspect=None, color="#b4b4b4", linewidth=0.6)
    countries.boundary.plot(ax=axes, aspect=None, color=_BORDER, linewidth=1.1)


def _around(frame, shapes):
    """What lies in the frame, cut off well outside it: a drawing need not hold the far end of a country."""
    west, south, east, north = frame
    shapes = shapes.cx[west:east, south:north]
    return shapes.set_geometry(shapes.clip_by_rect(*_padded(*frame, 0.1)))


def _marks(axes, drawn) -> list:
    """A mark and a circle for each place; gives back the (lon, lat) of the marks."""
    for row in drawn.to_dict("records"):
        colour = PALETTE[0] if row["claims"] else PALETTE[1]
        ring = list(zip(*circle(row["lat"], row["lon"], row["radius_km"])))
        axes.fill(*ring, facecolor=colour, alpha=0.07)
        axes.plot(*ring, color=colour, linewidth=0.9, linestyle=(0, (4, 3)))
        axes.plot(row["lon"], row["lat"], marker=_marker(row), color=colour, markersize=7, markeredgewidth=1.6,
                  markerfacecolor=colour if row["claims"] else "white", zorder=4)
    return list(zip(drawn["lon"].astype(float), drawn["lat"].astype(float)))


def _marker(row) -> str:
    import pandas as pd

    return _PRECISION[7 if pd.isna(row["precision"]) else row["precision"]][0]


def _frame(axes, frame) -> None:
    """Degrees on the top and left edges, a light graticule, and the proportions of the middle latitude."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    west, south, east, north = frame
    axes.set(xlim=(west, east), ylim=(south, north), anchor="N", xlabel="", ylabel="", axisbelow=False)
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    axes.spines[:].set_visible(True)
    axes.xaxis.tick_top()
    for axis, hemispheres in ((axes.xaxis, "EW"), (axes.yaxis, "NS")):
        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        axis.set_major_formatter(FuncFormatter(lambda value, _, names=hemispheres: _degrees(value, names)))
    axes.tick_params(labelsize=9)
    axes.grid(color="#8a8a8a", linewidth=0.4, linestyle=":")


def _degrees(value: float, hemispheres: str) -> str:
    return f"{abs(value):g}°{hemispheres[int(value < 0)] if value else ''}"


def _scale_bar(axes, frame) -> None:
    """A bar of a round number of kilometres below the map, true at its middle latitude."""
    west, south, east, north = frame
    degree = math.radians(1) * EARTH_RADIUS_KM * math.cos(math.radians((south + north) / 2))
    wanted = (east - west) * degree / 4
    magnitude = 10 ** math.floor(math.log10(wanted))
    length = max(step * magnitude for step in (1, 2, 5) if step * magnitude <= wanted)
    place = axes.get_xaxis_transform()
    ends = (west, west + length / degree)
    axes.plot(ends, (-0.03, -0.03), color=INK, linewidth=3, solid_capstyle="butt", transform=place, clip_on=False)
    axes.annotate(f"{length:g} km", (ends[1], -0.03), xycoords=place, xytext=(6, 0), textcoords="offset points",
                  va="center", fontsize=9)


def _facts(drawn) -> list[str]:
    """What the map shows, for its alternative text."""
    rows = drawn.to_dict("records")
    mentioned = [_both_names(row) for row in rows if not row["claims"]]
    return [f"{_both_names(row)}: {_count(row['claims'], 'claim')}, within {row['radius_km']:.0f} km" for row in rows
            if row["claims"]] + ([f"Only mentioned: {', '.join(mentioned)}"] if mentioned else [])


def _notes(table, outside) -> list[str]:
    """What the map does not show, one sentence each."""
    whole = table[table["kind"].astype(str) == "country"]
    stated = table["name_ar"] != NO_PLACE
    nowhere = table[table["lat"].isna() & stated]
    lists = (("Whole countries", whole), ("Outside the frame", outside), ("Named but not located", nowhere))
    notes = [f"{heading}: {', '.join(map(_name_and_claims, rows.to_dict('records')))}"
             for heading, rows in lists if len(rows)]
    disputed = table[table["disputed"].fillna("") != ""]
    notes += [f"Disputed: {_both_names(row)}, {row['disputed']}" for row in disputed.to_dict("records")]
    unplaced = int(table.loc[~stated, "claims"].sum())
    return notes + ([f"No place stated: {_count(unplaced, 'claim')}"] if unplaced else [])


def _name_and_claims(row) -> str:
    return f"{_both_names(row)} {_count(row['claims'], 'claim')}"


def _both_names(row) -> str:
    return f"{row['name_ar']} ({row['name_en']})" if isinstance(row["name_en"], str) else set_off(row["name_ar"])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _note_lines(notes: list[str], attribution: str) -> list[str]:
    lines = [line for note in notes for line in textwrap.wrap(f"• {note}", 46, subsequent_indent="\u2003")]
    return lines + ["", *textwrap.wrap(attribution, 46)]


def _side_column(side, frame, countries, drawn, notes) -> None:
    """Locator, legend and notes in the column beside the map, where nothing can collide with it."""
    side.set_axis_off()
    side.legend(handles=_legend(drawn), loc="upper left", bbox_to_anchor=(0, 0.68), fontsize=9, borderaxespad=0,
                title="Mark: how precise the place is", title_fontsize=9, alignment="left", labelspacing=0.6)
    side.text(0, 0, label("\n".join(notes), "ltr"), transform=side.transAxes, fontsize=8.5, va="bottom",
              linespacing=1.5)
    inset = side.inset_axes((0, 0.72, 1, 0.28))
    west, south, east, north = frame
    reach = max(14, 1.6 * max(east - west, north - south))
    middle, height = (west + east) / 2, (south + north) / 2
    wide = _padded(middle - reach, height - reach * 0.7, middle + reach, height + reach * 0.7, 0)
    _around(wide, countries).plot(ax=inset, aspect=None, facecolor=_LAND, edgecolor=_BORDER, linewidth=0.4)
    inset.plot([west, east, east, west, west], [south, south, north, north, south], color=PALETTE[1], linewidth=2)
    inset.set(xlim=wide[::2], ylim=wide[1::2], xticks=[], yticks=[], xlabel="", ylabel="", facecolor=_WATER,
              anchor="NW")
    inset.set_aspect(1 / math.cos(math.radians(height)))
    inset.spines[:].set_visible(True)


def _legend(drawn) -> list:
    from matplotlib.lines import Line2D

    used = {_marker(row) for row in drawn.to_dict("records")}
    style = {"linewidth": 0, "markersize": 7, "markeredgewidth": 1.6}
    handles = [Line2D([], [], marker=marker, color="#6b6b6b", label=wording, **style)
               for marker, wording in _PRECISION.values() if marker in used]
    hollow = {"color": PALETTE[1], "markerfacecolor": "white"}
    return [*handles,
            Line2D([], [], marker="o", color=PALETTE[0], label="filled: claims are set here", **style),
            Line2D([], [], marker="o", label="hollow: only mentioned", **hollow, **style),
            Line2D([], [], color="#6b6b6b", linestyle=(0, (4, 3)), label="circle: the place lies within")]


def _label_places(figure, axes, drawn, marks) -> None:
    """Write the label of each mark where there is room, with a line to it when that is further off."""
    paper = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.6}
    notes = [axes.annotate(_place_label(row), mark, xytext=(0, 0), textcoords="offset points", ha="center", va="center",
                           fontsize=9, zorder=5, bbox=paper) for row, mark in zip(drawn.to_dict("records"), marks)]
    scale = 72 / figure.dpi
    points = [tuple(axes.transData.transform(mark) * scale) for mark in marks]
    extents = [note.get_window_extent() for note in notes]
    sizes = [(extent.width * scale + 4, extent.height * scale + 3) for extent in extents]
    boxes = place_labels(points[:len(notes)], sizes, Box(*axes.get_window_extent().extents * scale))
    for note, mark, (x, y), box in zip(notes, marks, points, boxes):
        note.set_position((box.middle[0] - x, box.middle[1] - y))
        if math.hypot(*leader((x, y), box)) > LEADER_FROM:
            axes.annotate("", mark, xytext=leader((x, y), box), textcoords="offset points", zorder=3,
                          arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 5})


def _place_label(row) -> str:
    """Arabic name, then the English one with the number of claims."""
    english = plain_text(row["name_en"]) if isinstance(row["name_en"], str) else ""
    counted = _count(row["claims"], "claim") if row["claims"] else ""
    return "\n".join(filter(None, (label(plain_text(row["name_ar"])), ", ".join(filter(None, (english, counted))))))
