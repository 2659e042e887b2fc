"""Write tables and figures to files that open right elsewhere, whole or not at all; print a table in a terminal."""
import json
import math
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from helpers.arabic import INVISIBLE, is_arabic
from helpers.figures import render

# A spreadsheet runs a cell as a formula that starts like this, whatever invisible stands before it.
_FORMULA = re.compile(rf"[\s\x00-\x20{INVISIBLE}]*[=+\-@\uff0b\uff1d\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?")
_REORDERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_STRONG, _POP = "\u2068", "\u2069"


def save_table(frame, stem: str, folder) -> list[Path]:
    """Write a table as CSV and JSON Lines, and a GeoDataFrame as GeoJSON too; gives back the paths.

    >>> import tempfile, pandas as pd
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paths = save_table(pd.DataFrame({"place": ["الموصل"], "claims": [2]}), "places", folder)
    ...     [path.name for path in paths], paths[1].read_text(encoding="utf-8")
    (['places.csv', 'places.jsonl'], '{"place": "الموصل", "claims": 2}\\n')

    The CSV is for spreadsheets: UTF-8 with a byte-order mark, and a text cell that a spreadsheet would run as a formula
    gets an apostrophe before it. The JSON Lines file is for programs and holds every value as it is. The GeoJSON
    follows RFC 7946; a row without a place has a null geometry. A file is there whole or not at all.

    Raises ValueError for a stem that is no plain file name, for column names that are not unique, and for geometry in
    another system than EPSG:4326; NotADirectoryError when the folder is a file.
    """
    if not frame.columns.is_unique:
        raise ValueError("the column names of the table are not unique")
    folder = _ready(folder, stem)
    table = without_geometry(frame)
    records = plain_records(table)
    contents = {"csv": csv_text(list(table.columns), records),
                "jsonl": "".join(f"{json_text(record)}\n" for record in records)}
    if table is not frame:
        contents["geojson"] = _geojson(frame, records)
    return [_write(folder / f"{stem}.{suffix}", text.encode("utf-8")) for suffix, text in contents.items()]


def save_figure(chart, stem: str, folder) -> list[Path]:
    """Write a chart as PNG and SVG with its alternative text in a file beside them; gives back the paths.

    The same chart gives the same bytes on every run. `chart` is what `plot_…` returns.
    Raises ValueError for a stem that is no plain file name; NotADirectoryError when the folder is a file.
    """
    folder = _ready(folder, stem)
    contents = {"png": render(chart.figure, "png"), "svg": render(chart.figure, "svg"),
                "alt.txt": f"{chart.alt}\n".encode("utf-8", "replace")}
    return [_write(folder / f"{stem}.{suffix}", data) for suffix, data in contents.items()]


def format_table(frame, columns=None, width: int = 32) -> str:
    """The table as plain text for a terminal, with columns that stay in place around right-to-left words.

    >>> import pandas as pd
    >>> print(format_table(pd.DataFrame({"value": [18], "noun": ["strike"]})))
    value  noun
    -----  ------
       18  strike

    Arabic cells stand in directional isolates, so that a terminal that knows bidirectional text does not move
    neighbouring columns; in one that does not, letters come in logical order. Numbers are flush right. Cells longer
    than `width` columns end in …, missing ones are empty. Raises ValueError for a column the table lacks.
    """
    columns = list(frame.columns if columns is None else columns)
    missing = [str(name) for name in columns if name not in frame]
    if missing:
        raise ValueError(f"the table has no column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}")
    body = [[_shown(record[name], width) for name in columns] for record in plain_records(frame[columns])]
    head = [_shown(str(name), width) for name in columns]
    widths = [max(map(_cells, column)) for column in zip(head, *body)]
    numeric = [bool(values) and all(map(is_number, filter(None, values))) and any(values)
               for values in ([row[i] for row in body] for i in range(len(columns)))]
    rule = ["-" * wide for wide in widths]
    rows = [head, rule, *body]
    return "\n".join("  ".join(map(_padded, row, widths, numeric)).rstrip() for row in rows)


def _ready(folder, stem: str) -> Path:
    """The folder, made if it is not there, after a check of the name."""
    if not re.fullmatch(r"\w[\w.-]*", stem):
        raise ValueError(f"{stem!r} is no plain file name; use letters, digits, '.', '-' and '_'")
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(f"{folder} is a file; give a folder to write to")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, data: bytes) -> Path:
    """Write beside the target, then take its place in one step."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException as failure:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(failure, PermissionError):  # Windows, while a spreadsheet has the file open
            raise PermissionError(f"{path} cannot be replaced; close it in other programs") from failure
        raise
    return path


def without_geometry(frame):
    """The plain table of a GeoDataFrame; any other DataFrame as it is."""
    import pandas as pd

    geometry = getattr(frame, "_geometry_column_name", None)
    return pd.DataFrame(frame.drop(columns=geometry)) if geometry in frame else frame


def plain_records(frame) -> list[dict]:
    """Rows as dicts of plain Python values: None for what is missing, ISO dates, whole numbers without a point.

    >>> import pandas as pd
    >>> plain_records(pd.DataFrame({"value": [18.0, None], "day": [pd.Timestamp("2021-03-24"), None]}))
    [{'value': 18, 'day': '2021-03-24'}, {'value': None, 'day': None}]
    """
    rows = frame.astype(object).itertuples(index=False, name=None)
    return [dict(zip(frame.columns, map(_plain, row))) for row in rows]


def _plain(value):
    import pandas as pd

    if isinstance(value, (list, tuple)) or getattr(value, "ndim", 0):
        return [_plain(part) for part in value]
    if value is None or pd.isna(value):
        return None
    if hasattr(value, "isoformat"):
        text = value.isoformat()
        return text.removesuffix("T00:00:00")
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def json_text(value) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)


def csv_text(columns: list, records: list[dict]) -> str:
    import csv
    import io

    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow([_harmless(str(name)) for name in columns])
    writer.writerows([_harmless(record[name]) for name in columns] for record in records)
    return text.getvalue()


def _harmless(value):
    """The cell, with an apostrophe before what a spreadsheet would run; numbers stay numbers."""
    if isinstance(value, (list, dict)):
        value = json_text(value)
    if not isinstance(value, str):
        return value
    value = value.replace("\x00", "")
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def _geojson(frame, records: list[dict]) -> str:
    if frame.crs is not None and frame.crs.to_epsg() != 4326:
        raise ValueError("GeoJSON is in degrees (EPSG:4326); call frame.to_crs('EPSG:4326') first")
    features = [{"type": "Feature", "geometry": _geometry(shape), "properties": record}
                for shape, record in zip(frame.geometry, records)]
    lines = ",\n".join(map(json_text, features))
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _geometry(shape) -> dict | None:
    """GeoJSON of a shape; null for none, an empty one, and a point without coordinates."""
    if shape is None or shape.is_empty or not all(map(math.isfinite, shape.bounds)):
        return None
    return shape.__geo_interface__


def _shown(value, width: int) -> str:
    """A cell of plain characters, cut to width."""
    if value is None:
        return ""
    text = f"{value:,}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
    text = _REORDERING.sub(" ", text)
    return text if _cells(text) <= width else f"{text[:width - 1].rstrip()}…"


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text.lstrip("-")) is not None


def _cells(text: str) -> int:
    """Columns a terminal gives the text: none for a mark, two for a wide character."""
    return sum(0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else
               2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int, flush_right: bool) -> str:
    space = " " * (width - _cells(text))
    shown = f"{_FIRST_STRONG}{text}{_POP}" if is_arabic(text) else text
    return space + shown if flush_right else shown + space
