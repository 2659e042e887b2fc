"""How good a claims table is: compared with labels made by hand, slot by slot, with intervals.

Tables in, tables out. `compare` puts the two side by side, and the other functions read what it gives.
"""
import csv
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from helpers.arabic import fold
from helpers.claims import CLAIM_KINDS
from helpers.export import plain_records
from helpers.quantities import BOUNDS

# Numbers that are no claims: those that `quantities` tells apart, and those that only a label can.
OTHER_KINDS = ("date", "ordinal", "identifier", "score", "furniture", "idiom", "anaphor", "one_of")
NEEDED = ("article", "quantity_text", "quantity_start", "quantity_end", "kind")
OUTCOMES = ("found", "missed", "false")

_ALLOWED = {"kind": CLAIM_KINDS + OTHER_KINDS, "bound": BOUNDS, "optional": ("true", "false"),
            "polarity": ("positive", "negative")}
# End of a column's name -> type of its cells; any other column holds text.
_TYPES = {"_start": "Int64", "_end": "Int64", "value_low": "Float64", "value_high": "Float64",
          "time_from": "datetime64[s]", "time_to": "datetime64[s]", "optional": "boolean"}
_READ = {"Int64": (int, "a whole number"), "Float64": (float, "a number"),
         "datetime64[s]": (date.fromisoformat, "a day like 2021-03-24"), "boolean": ("true".__eq__, "true or false"),
         "string": (str, "text")}
_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل")


class Slot(NamedTuple):
    """What is asked of a found mention: `agree` compares a label and a claim, `show` words the slot of either."""

    columns: tuple[str, ...]  # both tables need them
    agree: Callable[[dict, dict], bool]
    show: Callable[[dict], str | None]


def load_labels(*paths):
    """Labels from one or several CSV files as one table, in the columns of `data/gold/claims.csv`.

    >>> from helpers.resources import data_path
    >>> labels = load_labels(data_path("gold", "claims.csv"), data_path("gold", "non_claims.csv"))
    >>> labels.loc[0, ["article", "quantity_text", "kind"]].tolist()
    ['01-iraqi-daily', '7', 'count']

    Needed are article, quantity_text, quantity_start, quantity_end and kind (or text, start, end and kind, for numbers
    that are no claims); any other column of the claims table may be there, and what is there can be measured. A row
    whose `optional` is true neither rewards nor punishes. Offsets are code points, 0-based and half open.

    Raises FileNotFoundError, and ValueError that names file, row and column of a cell that cannot be, and what can.
    """
    import pandas as pd

    labels = pd.DataFrame([row for path in map(Path, paths) for row in _read_labels(path)])
    return labels.astype({name: _type(name) for name in labels})


def _type(column: str) -> str:
    return next((type_ for end, type_ in _TYPES.items() if column.endswith(end)), "string")


def _read_labels(path: Path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restkey="(too many cells)", restval="", strict=True)
        header = reader.fieldnames or []
        bare = "quantity_start" not in header
        names = {name: f"quantity_{name}" if bare and name in ("text", "start", "end") else name for name in header}
        missing = [name for name in NEEDED if name not in names.values()]
        if missing:
            raise ValueError(f"{path.name} has no column {', '.join(missing)}; it has {', '.join(header) or 'none'}")
        return [_read_row({names.get(name, name): cell for name, cell in row.items()}, f"{path.name}, row {number}")
                for number, row in enumerate(reader, start=2)]


def _read_row(row: dict, where: str) -> dict:
    """A row with its cells read, None for an empty one."""
    if "(too many cells)" in row:
        raise ValueError(f"{where}: it has more cells than the header")
    read = {name: _read_cell(name, cell, where) if cell else None for name, cell in row.items()}
    empty = [name for name in NEEDED if read[name] is None]
    if empty:
        raise ValueError(f"{where}: {', '.join(empty)} may not be empty")
    length = read["quantity_end"] - read["quantity_start"]
    if length != len(read["quantity_text"]):
        raise ValueError(f"{where}: {read['quantity_text']!r} has {len(read['quantity_text'])} characters, but the "
                         f"offsets span {length}; count code points, from 0, end exclusive")
    return read


def _read_cell(name: str, cell: str, where: str):
    allowed = _ALLOWED.get(name)
    if allowed and cell not in allowed:
        raise ValueError(f"{where}: {name} is {cell!r}; allowed are {', '.join(allowed)}")
    read, wanted = _READ[_type(name)]
    try:
        return read(cell)
    except ValueError:
        raise ValueError(f"{where}: {name} is {cell!r}, not {wanted}") from None


# --- side by side --------------------------------------------------------------------------------------------------


def compare(claims, labels):
    """A claims table and labels of the same articles side by side, one row a mention.

    >>> import pandas as pd
    >>> columns = ["article", "quantity_text", "quantity_start", "quantity_end", "kind"]
    >>> labels = pd.DataFrame([("a", "18", 0, 2, "count"), ("a", "مئة", 9, 12, "count")], columns=columns)
    >>> claims = pd.DataFrame([("a", "18", 0, 2, "money"), ("a", "2014", 20, 24, "count")], columns=columns)
    >>> compare(claims, labels)[["text", "outcome", "exact_span", "kind"]].astype(object).values.tolist()
    [['18', 'found', True, False], ['مئة', 'missed', <NA>, <NA>], ['2014', 'false', <NA>, <NA>]]

    Both tables have a column `article`. A label is found when the quantity span of a claim overlaps it, one to one,
    the largest overlap first. A label of a kind that is no claim (date, ordinal, …) must not be found, and neither must
    anything that is not labelled. An optional label, and a claim on it, give no row.

    Columns: article, outcome (found, missed, false), taken_for (kind of the label under a false claim, `part` for a
    second piece of a found one, null for nothing), start, end, text; then for each slot of `SLOTS` that both tables
    have a column with its name, true where label and claim agree, and what each says in `<slot>_labelled` and
    `<slot>_found`. The categories of `article` are all labelled articles.

    Raises ValueError when a column is missing, when an article of the claims has no label, and when the labels were
    made on another text.
    """
    import pandas as pd

    for name, table in (("claims", claims), ("labels", labels)):
        missing = [column for column in NEEDED[:4] if column not in table]
        if missing:
            hint = "; add it with .assign(article=...)" if missing == ["article"] else ""
            raise ValueError(f"the {name} table has no column {', '.join(missing)}{hint}")
    slots = {name: slot for name, slot in SLOTS.items()
             if all(column in claims and column in labels for column in slot.columns)}
    labelled, claimed = _by_article(labels), _by_article(claims)
    unknown = sorted(claimed.keys() - labelled.keys())
    if unknown:
        raise ValueError(f"no label for {', '.join(unknown)}; leave such articles out of the claims table")
    rows = [row for article in labelled for row in _compare(claimed.get(article, []), labelled[article], slots)]
    said = [f"{name}_{side}" for name in slots for side in ("labelled", "found")]
    columns = ["article", "outcome", "taken_for", "start", "end", "text", *slots, *said]
    table = pd.DataFrame([[row.get(column) for column in columns] for row in rows], columns=columns, dtype=object)
    return table.astype({"article": pd.CategoricalDtype(list(labelled)), "outcome": pd.CategoricalDtype(OUTCOMES),
                         "start": int, "end": int, **dict.fromkeys(slots, "boolean")})


def align(spans, others) -> dict[int, int]:
    """Which of `spans` goes with which of `others`, by position: one to one, the largest overlap first.

    >>> align([(0, 5), (6, 8)], [(4, 7), (6, 9)])
    {1: 1, 0: 0}

    Of equal overlaps the earlier goes first.
    """
    overlaps = sorted((-_overlap(span, other), i, j) for i, span in enumerate(spans) for j, other in enumerate(others)
                      if _overlap(span, other) > 0)
    pairs, taken = {}, set()
    for _, i, j in overlaps:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _overlap(one, other) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _by_article(table) -> dict[str, list[dict]]:
    articles = {}
    for row in plain_records(table):
        articles.setdefault(str(row["article"]), []).append(row)
    return articles


def _span(row: dict, name: str = "quantity") -> tuple[int, int] | None:
    start, end = row.get(f"{name}_start"), row.get(f"{name}_end")
    return None if start is None or end is None else (start, end)


def _compare(claims: list[dict], labels: list[dict], slots: dict[str, Slot]) -> list[dict]:
    """The rows of one article, in reading order."""
    pairs = align(list(map(_span, labels)), list(map(_span, claims)))
    rows = []
    for i, label in enumerate(labels):
        claim = claims[pairs[i]] if i in pairs else None
        if claim:
            _check_same_text(label, claim)
        if label.get("optional"):
            continue
        if label.get("kind", "count") in CLAIM_KINDS:
            rows.append(_row("found" if claim else "missed", label, label, claim, slots))
        elif claim:
            rows.append(_row("false", claim, None, claim, slots) | {"taken_for": label["kind"]})
    for j in sorted(set(range(len(claims))) - set(pairs.values())):
        under = [label for label in labels if _overlap(_span(label), _span(claims[j])) > 0]
        if not any(label.get("optional") for label in under):
            rows.append(_row("false", claims[j], None, claims[j], slots) | {"taken_for": "part" if under else None})
    return sorted(rows, key=lambda row: row["start"])


def _check_same_text(label: dict, claim: dict) -> None:
    """Where label and claim overlap they hold the same characters, or the label was made on another text."""
    start = max(label["quantity_start"], claim["quantity_start"])
    end = min(label["quantity_end"], claim["quantity_end"])
    there, here = (row["quantity_text"][start - row["quantity_start"]:end - row["quantity_start"]]
                   for row in (label, claim))
    if there != here:
        raise ValueError(f"the labels of {label['article']} do not fit its text: at {start} they have {there!r}, the "
                         f"text has {here!r}; were they made on another version of it?")


def _row(outcome: str, mention: dict, label: dict | None, claim: dict | None, slots: dict[str, Slot]) -> dict:
    start, end = _span(mention)
    row = {"article": str(mention["article"]), "outcome": outcome, "start": start, "end": end,
           "text": mention["quantity_text"]}
    for name, slot in slots.items():
        row[name] = slot.agree(label, claim) if label and claim else None
        row[f"{name}_labelled"] = slot.show(label) if label else None
        row[f"{name}_found"] = slot.show(claim) if claim else None
    return row


# --- slots ---------------------------------------------------------------------------------------------------------


def _same(*columns: str) -> Slot:
    """Cells that have to be equal."""
    def agree(label: dict, claim: dict) -> bool:
        return all(label[column] == claim[column] for column in columns)

    def show(row: dict) -> str | None:
        return " to ".join(dict.fromkeys(str(row[column]) for column in columns if row[column] is not None)) or None

    return Slot(columns, agree, show)


def _mention(name: str) -> Slot:
    """Words that have to overlap or to name the same, as written or by the fullest name; or none in both tables."""
    def agree(label: dict, claim: dict) -> bool:
        if label[f"{name}_text"] is None or claim[f"{name}_text"] is None:
            return label[f"{name}_text"] == claim[f"{name}_text"]
        spans = _span(label, name), _span(claim, name)
        if None not in spans and _overlap(*spans) > 0:
            return True
        return any(_one_name(label[column], claim[column]) for column in (f"{name}_text", name)
                   if label.get(column) and claim.get(column))

    return Slot((f"{name}_text",), agree, lambda row: row[f"{name}_text"])


def _one_name(one: str, other: str) -> bool:
    """Whether every word of the shorter name is in the longer, whatever clitic or article it bears."""
    short, long = sorted((one.split(), other.split()), key=len)
    known = {form for word in long for form in _forms(word)}
    return all(_forms(word) & known for word in short)


def _forms(word: str) -> set[str]:
    """The word as it is looked up, and what is left of it without a clitic or the article."""
    key = fold(word).strip("\"'«»“”()،.:؛")
    return {key} | {key.removeprefix(prefix) for prefix in _PREFIXES if len(key) - len(prefix) >= 3}


def _same_value(label: dict, claim: dict) -> bool:
    return all(_same_number(label[end], claim[end]) for end in ("value_low", "value_high"))


def _same_number(one: float | None, other: float | None) -> bool:
    """Within a thousandth: labels write two thirds as 0.6667."""
    return one == other or (None not in (one, other) and abs(one - other) <= 1e-3 * abs(one))


def _value_in_words(row: dict) -> str:
    low, high = ("…" if row[end] is None else f"{row[end]:,}" for end in ("value_low", "value_high"))
    return "no number" if low == high == "…" else low if low == high else f"{low} to {high}"


def _same_category(label: dict, claim: dict) -> bool:
    """A label may state what the noun is and what befell it: the seven gunmen killed are fighters and killed."""
    return claim["category"] in (label["category"], label.get("fate"))


# Slot -> how it is judged, in the order of the table. A slot whose columns one of the tables lacks is not judged.
SLOTS = {
    "exact_span": Slot(("quantity_start", "quantity_end"), lambda label, claim: _span(label) == _span(claim),
                       lambda row: row["quantity_text"]),
    "value": Slot(("value_low", "value_high"), _same_value, _value_in_words),
    "bound": _same("bound"),
    "kind": _same("kind"),
    "unit": _same("unit"),
    "noun": _mention("noun"),
    "category": Slot(("category",), _same_category, lambda row: row["category"]),
    "speaker": _mention("speaker"),
    "attribution": _same("attribution"),
    "place": _mention("place"),
    "time": _same("time_from", "time_to"),
    "polarity": _same("polarity"),
}
# Each step asks for everything that those before it ask for, and for its own slots.
STEPS = {"span": (), "+value": ("value", "bound"), "+kind": ("kind",), "+noun": ("noun",), "+speaker": ("speaker",),
         "+place": ("place",)}


# --- scores --------------------------------------------------------------------------------------------------------


def score_steps(comparison, rounds: int = 2000, seed: int = 1):
    """Precision, recall and F1 of a comparison, asking more of a found mention at each step.

    >>> import pandas as pd
    >>> comparison = pd.DataFrame({"article": ["a", "a", "b"], "outcome": ["found", "missed", "found"]})
    >>> score_steps(comparison)[["step", "precision", "recall", "right"]].values.tolist()
    [['span', 1.0, 0.6666666666666666, 2]]

    Precision is the share of claims that are right, recall the share of labels that are met, F1 their harmonic mean.
    Columns: step, then precision, recall and f1, each with `_low` and `_high`, the ends of its 95 % interval, then the
    counts claimed, labelled and right. The interval is the middle 95 % of `rounds` draws of as many articles as there
    are, each with replacement (percentile bootstrap; Efron 1979): mentions of one article are no independent trials. It
    is null where there is nothing to divide by. Steps: `STEPS`, up to the first that was not judged.
    """
    is_found, is_missed, is_false = (comparison["outcome"] == outcome for outcome in OUTCOMES)
    claimed, labelled = (is_found | is_false).astype(int), (is_found | is_missed).astype(int)
    marks = {"claimed": claimed, "labelled": labelled, "mean": (claimed + labelled) / 2}
    right, steps = is_found, []
    for step, slots in STEPS.items():
        if not all(slot in comparison for slot in slots):
            break
        for slot in slots:
            right = right & _is_right(comparison[slot])
        marks[step] = right
        steps.append(step)
    total, draws = _totals(comparison, marks, rounds, seed)
    return _table([{"step": step, **_rate("precision", step, "claimed", total, draws),
                    **_rate("recall", step, "labelled", total, draws), **_rate("f1", step, "mean", total, draws),
                    **{name: int(total[name]) for name in ("claimed", "labelled")}, "right": int(total[step])}
                   for step in steps])


def score_slots(comparison, rounds: int = 2000, seed: int = 1):
    """How often each slot of a found mention is right.

    >>> import pandas as pd
    >>> found = pd.DataFrame({"article": ["a", "b"], "outcome": "found", "kind": [True, False]})
    >>> score_slots(found).values.tolist()
    [['kind', 0.5, 0.0, 1.0, 1, 2]]

    Columns: slot, accuracy with `_low` and `_high` (as in `score_steps`), and the counts right and found.
    """
    is_found = comparison["outcome"] == "found"
    slots = [slot for slot in SLOTS if slot in comparison]
    marks = {"found": is_found} | {slot: is_found & _is_right(comparison[slot]) for slot in slots}
    total, draws = _totals(comparison, marks, rounds, seed)
    return _table([{"slot": slot, **_rate("accuracy", slot, "found", total, draws), "right": int(total[slot]),
                    "found": int(total["found"])} for slot in slots])


def list_errors(comparison):
    """Everything that label and claim disagree on, one row an error, in reading order.

    >>> import pandas as pd
    >>> comparison = pd.DataFrame({"article": "a", "outcome": ["found", "false"], "taken_for": [None, "date"],
    ...     "text": ["18", "2014"], "start": [5, 40], "kind": [False, None], "kind_labelled": ["count", None],
    ...     "kind_found": ["money", "count"]})
    >>> list_errors(comparison).values.tolist()
    [['wrong kind', 'a', 5, '18', 'count', 'money'], ['false claim: date', 'a', 40, '2014', 'date', '2014']]

    Columns: error (missed, false claim, false claim: the kind of number it is, wrong and the slot), article, start,
    text (as labelled, or as found where nothing is labelled), labelled and found.
    """
    slots = [slot for slot in SLOTS if slot in comparison]
    rows = []
    for row in plain_records(comparison):
        where = {name: row[name] for name in ("article", "start", "text")}
        if row["outcome"] == "missed":
            rows.append({"error": "missed", **where, "labelled": row["text"], "found": None})
        elif row["outcome"] == "false":
            kind = row["taken_for"]
            rows.append({"error": f"false claim: {kind}" if kind else "false claim", **where, "labelled": kind,
                         "found": row["text"]})
        else:
            rows += [{"error": f"wrong {slot.replace('_', ' ')}", **where, "labelled": row[f"{slot}_labelled"],
                      "found": row[f"{slot}_found"]} for slot in slots if not row[slot]]
    return _table(rows, ["error", "article", "start", "text", "labelled", "found"])


def _table(rows: list[dict], columns: list[str] | None = None):
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)


def _is_right(judged):
    return judged.eq(True).fillna(False).astype(bool)


def _totals(comparison, marks: dict, rounds: int, seed: int) -> tuple[dict[str, float], list[dict[str, float]]]:
    """How many mentions bear each mark, and how many do in each sample of as many articles, drawn with replacement."""
    import pandas as pd

    counts = pd.DataFrame(marks).astype(float).groupby(comparison["article"], observed=False).sum().to_numpy()
    chance = random.Random(seed)
    samples = (chance.choices(range(len(counts)), k=len(counts)) for _ in range(rounds if len(counts) else 0))
    draws = [dict(zip(marks, counts[sample].sum(axis=0).tolist())) for sample in samples]
    return dict(zip(marks, counts.sum(axis=0).tolist())), draws


def _rate(name: str, part: str, whole: str, total: dict, draws: list[dict]) -> dict[str, float | None]:
    """The share of `part` in `whole`, with the interval that holds the middle 95 % of its draws."""
    shares = sorted(counts[part] / counts[whole] for counts in draws if counts[whole])
    low, high = (shares[round(place * (len(shares) - 1))] if shares else None for place in (0.025, 0.975))
    return {name: total[part] / total[whole] if total[whole] else None, f"{name}_low": low, f"{name}_high": high}
