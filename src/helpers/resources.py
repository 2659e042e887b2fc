"""Find and read the data files that ship with the package."""
import csv
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Path of a shipped data file, in a checkout and in an installed wheel alike.

    >>> data_path("lexicon", "months.csv").name
    'months.csv'

    Raises FileNotFoundError that names the file when it is in neither place.
    """
    for root in (_PACKAGE / "data", _PACKAGE.parents[1] / "data"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"the data file {'/'.join(parts)} is missing from this installation of helpers")


@cache
def read_lexicon(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `data/lexicon/<name>.csv`, in file order, every cell a string.

    >>> read_lexicon("months")[0]["month"]
    '1'

    Raises ValueError that names file and line when a row has more or fewer cells than the header.
    """
    path = data_path("lexicon", f"{name}.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        rows = tuple(reader)
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ValueError(f"{path.name}, row {number}: expected the columns {', '.join(reader.fieldnames)}")
    return rows
