"""Write datapackage.json (a Frictionless Data Package) from the data files and the README of each folder.

    python data/describe.py

A column's meaning is the row of the folder's README that names it, under the heading that names the file; a column
nobody described is an error. Types, sizes and checksums are read from the files.
"""
import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pyarrow
import pyarrow.parquet

DATA = Path(__file__).resolve().parent
NOT_DATA = {".md", ".py", ".json"}
CC_BY = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}
# Folder -> what it holds, and under which licence; a null licence is explained in the folder's README.
FOLDERS = {
    "article": ("the article the notebooks read, byte for byte", None),
    "lexicon": ("words of the language, one fact a row", CC_BY),
    "gazetteer": ("places and their names", CC_BY),
    "boundaries": ("countries and their divisions", {"name": "other-pd", "title": "public domain (Natural Earth)"}),
    "gold": ("labels made by hand", CC_BY),
}
# Files under another licence than their folder.
SHARE_ALIKE = {"name": "CC-BY-SA-4.0", "title": "Creative Commons Attribution-ShareAlike 4.0"}
LICENCES = {"lexicon/stems.csv": SHARE_ALIKE, "gazetteer/names.csv.gz": SHARE_ALIKE}
# The first type all cells of a column have; an empty cell is a missing value.
CELL_TYPES = {
    "integer": re.compile(r"-?(0|[1-9]\d*)"),
    "number": re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"),
    "boolean": re.compile(r"true|false|True|False"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
MEDIA_TYPES = {".csv": "text/csv", ".txt": "text/plain", ".jsonl": "application/x-ndjson",
               ".geojson": "application/geo+json", ".parquet": "application/vnd.apache.parquet"}


def column_type(cells: Iterable[str]) -> str:
    """The narrowest Table Schema type of a column's cells.

    >>> column_type(["1", "", "12"]), column_type(["1", "0.5"]), column_type(["01", "2"]), column_type([""])
    ('integer', 'number', 'number', 'string')
    """
    filled = [cell for cell in cells if cell]
    fitting = (name for name, pattern in CELL_TYPES.items() if all(map(pattern.fullmatch, filled)))
    return next(fitting, "string") if filled else "string"


def arrow_type(kind: pyarrow.DataType) -> str:
    """The Table Schema type of a Parquet column."""
    tests = {"boolean": pyarrow.types.is_boolean, "integer": pyarrow.types.is_integer,
             "number": pyarrow.types.is_floating, "date": pyarrow.types.is_date, "array": pyarrow.types.is_list}
    return next((name for name, fits in tests.items() if fits(kind)), "string")


def read_csv(path: Path) -> list[list[str]]:
    """All rows of a CSV file, compressed or not, the header first."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, strict=True))


def columns(path: Path) -> dict[str, str] | None:
    """Column names and types of a table; None for a file that is none."""
    if ".csv" in path.suffixes:
        header, *rows = read_csv(path)
        return {name: column_type(row[place] for row in rows) for place, name in enumerate(header)}
    if path.suffix == ".parquet":
        return {field.name: arrow_type(field.type) for field in pyarrow.parquet.read_schema(path)}
    return None


def meanings(path: Path) -> dict[str, str]:
    """What the folder's README says of each column of the file."""
    readme = "\n".join(page.read_text(encoding="utf-8") for page in sorted(path.parent.glob("*.md")))
    sections = re.split(r"^#+ ", readme, flags=re.MULTILINE)
    mine = next((section for section in sections if path.name in section.split("\n", 1)[0]), "")
    rows = re.findall(r"^\| *((?:`[^`]+`[, ]*)+) *\| *(.+?) *\|", mine, flags=re.MULTILINE)
    return {name: meaning for names, meaning in rows for name in re.findall("`([^`]+)`", names)}


def resource(path: Path) -> dict:
    """The descriptor of one file."""
    place = path.relative_to(DATA)
    folder = place.parts[0]
    content = path.read_bytes()
    kind = path.suffixes[0]
    licence = LICENCES.get(place.as_posix(), FOLDERS[folder][1])
    described = {
        "name": "-".join([*place.parts[:-1], path.name.partition(".")[0]]).lower().replace("_", "-"),
        "path": place.as_posix(),
        "description": FOLDERS[folder][0],
        "format": kind[1:],
        "mediatype": MEDIA_TYPES[kind],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if kind != ".parquet":
        described["encoding"] = "utf-8"
    if path.suffix == ".gz":
        described["compression"] = "gz"
    if fields := columns(path):
        meaning = meanings(path)
        if missing := fields.keys() - meaning.keys():
            raise ValueError(f"{folder}/README.md does not say what {', '.join(sorted(missing))} of {path.name} mean")
        described |= {
            "profile": "tabular-data-resource",
            "schema": {
                "fields": [{"name": name, "type": kind, "description": meaning[name]} for name, kind in fields.items()],
                "missingValues": [""],
            },
        }
    if licence:
        described["licenses"] = [licence]
    return described


def package() -> dict:
    """The descriptor of the whole folder."""
    files = sorted(path for path in DATA.rglob("*") if path.is_file() and path.suffix not in NOT_DATA)
    return {
        "profile": "data-package",
        "name": "arabic-news-claims",
        "title": "Arabic News Claims: article, lexicon, gazetteer, boundaries and hand labels",
        "description": "What the notebooks read. Each folder's README gives sources, rights and caveats.",
        "licenses": [CC_BY],
        "resources": [resource(path) for path in files],
    }


def main() -> None:
    text = json.dumps(package(), ensure_ascii=False, indent=2) + "\n"
    (DATA / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
