"""Accessible HTML for people who read: the article with its claims marked, Arabic tables, figures with their data.

Fragments carry their style inline, so that they come through JupyterLab's sanitizer and fit a light and a dark theme.
Every string is escaped, and a character that would reorder its surroundings is shown by its number.
"""
import base64
import re
from bisect import bisect_left
from html import escape
from typing import NamedTuple

from helpers.arabic import is_arabic
from helpers.export import format_table, plain_records, without_geometry
from helpers.figures import render

# The line that marks each kind of claim: its shape tells kinds apart without the colour.
KINDS = {
    "count": "border-bottom:3px solid #0072b2",
    "money": "border-bottom:5px double #a63c00",
    "percent": "border-bottom:3px dashed #00694f",
    "measure": "border-bottom:4px dotted #882255",
    "duration": "border-bottom:3px solid #5b4a9e;border-top:3px solid #5b4a9e",
    "multiplier": "border-bottom:3px dashed #444444;border-top:3px dashed #444444",
}
_MARK = "background-color:#fff3c4;color:#1a1a1a;padding:0 2px"
_BOX = "border:1px solid currentColor;border-radius:3px;padding:0 4px;margin:0 2px"
_PAGE_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.9 "Noto Naskh Arabic", Tahoma, sans-serif; }
h1 { font-size: 1.5rem; }
table { font-size: 0.85rem; line-height: 1.5; border-collapse: collapse; }
tbody tr { border-top: 1px solid #8a8a8a; }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px; }
:target { outline: 3px solid #d55e00; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufffe\uffff]")
_PARTS = ("bound", "quantity", "noun")
_LISTED = ("quantity_text", "noun_text", "noun_english", "kind", "value_low", "value_high", "bound", "unit", "speaker",
           "attribution", "place_text", "time_from", "time_to")


class Html(str):
    """HTML that a notebook shows as it is meant to look; `plain` stands in where only text is shown."""

    plain: str

    def __new__(cls, markup: str, plain: str) -> "Html":
        page = super().__new__(cls, markup)
        page.plain = plain
        return page

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return self.plain


class _Piece(NamedTuple):
    """A stretch of one line that the same claims cover; rows are positions in the claims table."""

    start: int
    end: int
    rows: tuple[int, ...]


def show(chart) -> Html:
    """A chart as an accessible figure: image with alternative text, caption, and the table it shows.

    `chart` is what `plot_…` gives, or a `Chart` made of a figure of your own. In a notebook let it be the last line of
    a cell; where only text is shown, the alternative text stands for the figure.
    """
    image = base64.b64encode(render(chart.figure, "png")).decode("ascii")
    width = round(chart.figure.get_figwidth() * 96)
    return Html(
        f'<figure style="margin:0"><img src="data:image/png;base64,{image}" alt="{_attribute(chart.alt)}" '
        f'width="{width}" style="max-width:100%;height:auto"><figcaption>{_inline(chart.title)}</figcaption>'
        f"<details><summary>Data of this figure</summary>{arabic_table(chart.data)}</details></figure>", chart.alt)


def arabic_table(frame, rtl: bool = False, caption: str = "") -> Html:
    """A table as HTML in which Arabic cells are marked as Arabic and read from the right.

    >>> import pandas as pd
    >>> print(arabic_table(pd.DataFrame({"place": ["الموصل"]})))  # doctest: +ELLIPSIS
    <div...<td dir="rtl" lang="ar" style="text-align:right;padding:2px 8px"><bdi>الموصل</bdi></td>...</div>

    `frame` is a DataFrame, or a list of tuples with names (tokens, spans, quantities). A cell that holds a list shows
    each item in a box of its own: a printed list of Arabic words comes out reordered. With `rtl=True` the columns run
    from right to left as well. Everything is escaped; a missing value is an empty cell.
    """
    frame = _as_frame(frame)
    names = [str(name) for name in frame.index]
    return Html(_table(list(frame.columns), plain_records(frame), names, rtl=rtl, caption=caption), format_table(frame))


def article_html(article, claims) -> Html:
    """The article with its claims marked and numbered, and the list of claims that the numbers lead to.

    A number is the row's label in `claims`. Kinds differ by the shape of their line as well as by its colour; a mark
    is a link, so that the keyboard reaches it, and its title says what the row says. Where claims overlap, the shared
    stretch belongs to each of them. `article` has `.text` and `.sections` (name, start, end), and `claims` is the
    claims table of just that article.

    Raises ValueError when a claim does not stand where the table says it does.
    """
    return _article(article, claims, '<p style="font-size:1.3em;font-weight:bold">', "</p>")


def article_page(article, claims) -> Html:
    """The same as a page of its own, for a browser: no script, nothing loaded, readable in light and in dark."""
    content = _article(article, claims, "<h1>", "</h1>")
    return Html(
        '<!DOCTYPE html>\n<html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_escaped(article.title or 'Article')}</title>"
        f"<style>{_PAGE_STYLE}</style></head>\n<body><main>{content}</main></body></html>\n", content.plain)


def _escaped(text: str) -> str:
    return escape(_UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text))


def _attribute(text: str) -> str:
    """Text for an attribute, on one line."""
    return _escaped(" ".join(text.split()))


def _inline(text: str) -> str:
    """Text in its own direction, whatever stands around it."""
    return f'<bdi{_language(text)}>{_escaped(text)}</bdi>' if is_arabic(text) else _escaped(text)


def _language(text: str) -> str:
    """Marks a text as Arabic unless it starts in another script."""
    first = next(filter(str.isalpha, text), "")
    return ' lang="ar"' if is_arabic(first) else ""


def _as_frame(rows):
    import pandas as pd

    if isinstance(rows, pd.Series):
        return rows.to_frame()
    return without_geometry(rows) if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))


def _table(columns: list, records: list[dict], names: list[str], ids: list[str] | None = None, rtl: bool = False,
           caption: str = "") -> str:
    """An HTML table with a head above and a name before each row."""
    styles = {name: f'style="text-align:{_side([record[name] for record in records], rtl)};padding:2px 8px"'
              for name in columns}
    head = "".join(f'<th scope="col" {styles[name]}>{_inline(str(name))}</th>' for name in columns)
    marks = [f' id="{_attribute(id_)}"' for id_ in ids] if ids else [""] * len(records)
    rows = "".join(f'<tr{mark}><th scope="row">{_inline(name)}</th>'
                   + "".join(_cell(record[column], styles[column]) for column in columns) + "</tr>"
                   for mark, name, record in zip(marks, names, records))
    title = f"<caption>{_inline(caption)}</caption>" if caption else ""
    direction = "rtl" if rtl else "ltr"
    return (f'<div style="overflow-x:auto"><table dir="{direction}">{title}<thead><tr><td></td>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>")


def _side(values: list, rtl: bool) -> str:
    """The side on which a column is flush: numbers and Arabic on the right."""
    values = [value for value in values if value is not None]
    if values and all(map(_is_number, values)):
        return "right"
    return "right" if rtl or any(is_arabic(str(value)) for value in values) else "left"


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _cell(value, style: str) -> str:
    if value is None:
        return "<td></td>"
    if _is_number(value):
        return f'<td dir="ltr" {style}>{value:,}</td>'
    items = value if isinstance(value, list) else [value]
    texts = [str(item) for item in items]
    direction = ' dir="rtl" lang="ar"' if any(map(is_arabic, texts)) else ' dir="ltr"'
    shown = (f"<bdi>{_escaped(text)}</bdi>" for text in texts)
    content = " ".join(f'<span style="{_BOX}">{text}</span>' for text in shown) if items is value else next(shown)
    return f"<td{direction} {style}>{content}</td>"


def _article(article, claims, heading: str, heading_end: str) -> Html:
    records = plain_records(claims)
    names = [str(name) for name in claims.index]
    _check_spans(article.text, records, names)
    pieces = _pieces(article.text, article.sections, [_spans(record) for record in records])
    body = "".join(_section(article.text, section, pieces, records, names, heading, heading_end)
                   for section in article.sections)
    kinds = " ".join(f'<span style="{_MARK};{style}">{kind}</span>' for kind, style in KINDS.items()
                     if any(record["kind"] == kind for record in records))
    ids = [_anchor(record) for record in records]
    table = _table([name for name in _LISTED if name in claims], records, names, ids)
    return Html(f'<article dir="rtl" lang="ar" style="line-height:2.1">{body}</article><div lang="en" dir="ltr">'
                f"<p>Kinds of claim: {kinds or 'none'}</p><details open><summary>Claims by number</summary>{table}"
                "</details></div>", f"The article with {len(records)} claims marked.")


def _anchor(record: dict) -> str:
    return f"claim-{record['claim_id']}"


def _check_spans(text: str, records: list[dict], names: list[str]) -> None:
    for name, record in zip(names, records):
        start, end = record["quantity_start"], record["quantity_end"]
        if text[start:end] != record["quantity_text"]:
            raise ValueError(f"row {name}: the article does not hold {record['quantity_text']!r} at {start}:{end}; "
                             "is this the claims table of another article?")


def _spans(record: dict) -> list[tuple[int, int]]:
    """Bound, number and noun of a claim, joined where at most a space lies between."""
    parts = sorted((record[f"{part}_start"], record[f"{part}_end"]) for part in _PARTS
                   if record.get(f"{part}_start") is not None)
    joined = parts[:1]
    for start, end in parts[1:]:
        if start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _pieces(text: str, sections, spans: list[list[tuple[int, int]]]) -> list[_Piece]:
    """The lines of the sections, cut wherever a claim begins or ends."""
    opening, closing = {}, {}
    for row, parts in enumerate(spans):
        for start, end in parts:
            opening.setdefault(start, []).append(row)
            closing.setdefault(end, []).append(row)
    lines = [found.span() for section in sections for found in _LINE.finditer(text, section.start, section.end)]
    inside = {place for line in lines for place in line}
    cuts = sorted(inside | opening.keys() | closing.keys())
    pieces, covering = [], []
    for start, end in zip(cuts, cuts[1:]):
        covering = [row for row in covering if row not in closing.get(start, ())] + opening.get(start, [])
        pieces.append(_Piece(start, end, tuple(sorted(covering))))
    return pieces


def _section(text: str, section, pieces, records, names, heading: str, heading_end: str) -> str:
    """A section as HTML: its title as a heading, its lines as paragraphs, furniture set apart."""
    opened, closed = (heading, heading_end) if section.name == "title" else ("<p>", "</p>")
    content = ""
    for line in _LINE.finditer(text, section.start, section.end):
        if line[0].strip():
            first = bisect_left(pieces, (line.start(),))
            inside = pieces[first:bisect_left(pieces, (line.end(),))]
            content += f"{opened}{''.join(_marked(text, piece, records, names) for piece in inside)}{closed}"
    if section.name == "furniture":
        return f'<footer style="opacity:0.8"><p lang="en" dir="ltr">Not part of the article:</p>{content}</footer>'
    return content


def _marked(text: str, piece: _Piece, records: list[dict], names: list[str]) -> str:
    """A piece of text, inside a mark when claims cover it; the number stands where a claim ends."""
    content = _escaped(text[piece.start:piece.end])
    if not piece.rows:
        return content
    first = records[piece.rows[0]]
    ends = [names[row] for row in piece.rows if _spans(records[row])[-1][1] == piece.end]
    numbers = f'<sup style="font-size:0.7em"> {_escaped(" ".join(ends))}</sup>' if ends else ""
    title = _attribute("; ".join(_in_words(records[row], names[row]) for row in piece.rows))
    return (f'<mark title="{title}" style="{_MARK};{KINDS.get(first["kind"], KINDS["count"])}">'
            f'<a href="#{_attribute(_anchor(first))}" style="color:#1a1a1a;text-decoration:none">{content}{numbers}'
            "</a></mark>")


def _in_words(record: dict, name: str) -> str:
    """What a row of the claims table says, in a line."""
    ends = dict.fromkeys("open" if end is None else f"{end:,}" for end in (record["value_low"], record["value_high"]))
    value = "no number stated" if list(ends) == ["open"] else " to ".join(ends)
    facts = (f"claim {name}", record["kind"], record["bound"], value, record["unit"], record["noun_english"],
             record["speaker"] or "said by the outlet", None if record["is_canonical"] else "a restatement")
    return ", ".join(str(fact) for fact in facts if fact)
