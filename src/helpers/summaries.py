"""Small tables made of the claims and the places table, each one the data of a figure.

Claims are counted, their values never added up: two speakers may count the same people. A restatement inside the
article is not counted again.
"""

OUTLET_ITSELF = "(the outlet itself)"
UNNAMED_SOURCE = "(unnamed source)"
UNCATEGORISED = "(uncategorised)"
NO_PLACE = "(no place stated)"
ATTRIBUTIONS = ("direct_quote", "indirect", "according_to", "author")
PRECISIONS = ("exact", "bounded", "vague")

_KINDS = ("count", "money", "percent", "measure", "duration", "multiplier")
_PARTS = ("bound", "quantity", "noun")
_PLACE = ["name_ar", "name_en", "kind", "country", "lat", "lon", "radius_km", "precision", "disputed"]


def count_by_speaker(claims):
    """How many claims each speaker makes, by way of attribution.

    >>> import pandas as pd
    >>> claims = pd.DataFrame({"is_canonical": [True, True, False], "attribution": ["indirect", "author", "indirect"],
    ...                        "speaker": ["الوزارة", None, "الوزارة"]})
    >>> count_by_speaker(claims)[["speaker", "indirect", "author", "claims"]].values.tolist()
    [['الوزارة', 1, 0, 1], ['(the outlet itself)', 0, 1, 1]]

    Columns: speaker, direct_quote, indirect, according_to, author, and claims, their sum. Most claims first, then in
    the order of the text. Raises ValueError when a column of the claims table is missing.
    """
    counted = _canonical(claims, "speaker", "attribution")
    nobody = counted["attribution"].astype(str).map(lambda how: OUTLET_ITSELF if how == "author" else UNNAMED_SOURCE)
    return _cross(_named(counted["speaker"], nobody), counted["attribution"].astype(str), ATTRIBUTIONS)


def count_by_category(claims):
    """How many claims there are about each category of thing, by how precise their number is.

    >>> import pandas as pd
    >>> claims = pd.DataFrame({"is_canonical": [True, True, False], "category": ["killed"] * 3,
    ...                        "bound": ["exact", "vague", "exact"]})
    >>> count_by_category(claims).values.tolist()
    [['killed', 1, 0, 1, 2, 1]]

    Columns: category, exact, bounded (about, at least, at most, range), vague, claims (their sum), and restatements
    (further mentions of the same claims, which do not count). Most claims first, then in the order of the text.
    Raises ValueError when a column of the claims table is missing.
    """
    counted = _canonical(claims, "category", "bound")
    precision = counted["bound"].astype(str).map(lambda bound: bound if bound in PRECISIONS else "bounded")
    table = _cross(_named(counted["category"], UNCATEGORISED), precision, PRECISIONS)
    repeats = _named(claims.loc[~claims["is_canonical"].astype(bool), "category"], UNCATEGORISED).value_counts()
    return table.assign(restatements=table["category"].map(repeats).fillna(0).astype(int))


def count_by_place(places, claims):
    """How often each place is mentioned and how many claims are set there, for `plot_places`.

    One row per place, most claims first. A mention that no gazetteer resolves is a row without coordinates, and the
    last row counts the claims that name no place: the column `claims` adds up to the claims of the article.

    Columns: name_ar, name_en, kind, country, lat, lon, radius_km, precision (UCDP where_prec, 1-7), disputed,
    mentions, claims. Raises ValueError when a column of either table is missing.
    """
    import pandas as pd

    _require(places, "places", "mention_text", "place_id", "resolved", *_PLACE)
    counted = _canonical(claims, "place_id")
    names = pd.DataFrame(places)[_PLACE].assign(name_ar=places["name_ar"].fillna(places["mention_text"]))
    key = places["place_id"].astype(object).where(places["resolved"].astype(bool), places["mention_text"])
    table = names.groupby(key, sort=False).first()
    table["mentions"] = key.value_counts()
    table["claims"] = counted["place_id"].astype(object).value_counts().reindex(table.index).fillna(0).astype(int)
    table = table.sort_values(["claims", "mentions"], ascending=False, kind="stable")
    nowhere = pd.DataFrame([{"name_ar": NO_PLACE, "mentions": 0, "claims": len(counted) - table["claims"].sum()}])
    table = pd.concat([table.astype(object), nowhere.astype(object)], ignore_index=True)
    return table.astype({"mentions": int, "claims": int, "lat": "Float64", "lon": "Float64", "radius_km": "Float64",
                         "precision": "Int64"})


def value_table(claims):
    """Each claim once with the value it states, for `plot_values`.

    Columns: claim (as written), gloss, kind, unit, category, value_low, value_high, bound, bound_closed, polarity,
    speaker. Rows of one kind and unit stand together, smallest value first and vague ones last.
    Raises ValueError when a column of the claims table is missing.
    """
    counted = _canonical(claims, "unit", "value_low", "value_high", "bound_closed", "polarity", "speaker")
    order = counted.assign(
        _kind=counted["kind"].astype(str).map({kind: place for place, kind in enumerate(_KINDS)}),
        _unit=counted["unit"].astype(object).fillna(""),
        _size=counted["value_low"].fillna(counted["value_high"]),
    ).sort_values(["_kind", "_unit", "_size", "quantity_start"], na_position="last", kind="stable")
    return _claim_rows(order, "kind", "unit", "category", "value_low", "value_high", "bound", "bound_closed",
                       "polarity", "speaker")


def timeline_table(claims):
    """Each claim once with the closed interval of days it is about, for `plot_timeline`.

    Columns: claim (as written), gloss, category, speaker, time_text, time_from, time_to. Earliest first; claims that
    the text does not date stand at the end. Raises ValueError when a column of the claims table is missing.
    """
    import pandas as pd

    counted = _canonical(claims, "category", "speaker", "time_text", "time_from", "time_to")
    counted = counted.assign(time_from=pd.to_datetime(counted["time_from"]), time_to=pd.to_datetime(counted["time_to"]))
    order = counted.assign(_first=counted["time_from"].fillna(counted["time_to"])).sort_values(
        ["_first", "time_to", "quantity_start"], na_position="last", kind="stable")
    return _claim_rows(order, "category", "speaker", "time_text", "time_from", "time_to")


def _require(table, kind: str, *columns: str) -> None:
    missing = [name for name in columns if name not in table]
    if missing:
        raise ValueError(f"this is no {kind} table: it has no column {', '.join(missing)}")


def _canonical(claims, *columns: str):
    """The rows that count, one per claim."""
    _require(claims, "claims", "is_canonical", *columns)
    return claims[claims["is_canonical"].astype(bool)]


def _named(column, nobody):
    return column.astype(object).where(column.notna(), nobody)


def _cross(names, classes, columns):
    """Counts of each name in each class with their sum, largest first."""
    import pandas as pd

    table = pd.crosstab(names, classes).reindex(index=names.unique(), columns=list(columns), fill_value=0)
    table = table.assign(claims=table.sum(axis=1)).sort_values("claims", ascending=False, kind="stable")
    return table.rename_axis(index=names.name, columns=None).reset_index()


def _claim_rows(claims, *columns: str):
    """The claims in their own words and with their gloss, beside the columns asked for."""
    ends = (f"{part}_{end}" for part in _PARTS for end in ("start", "end"))
    _require(claims, "claims", "noun_english", "evidence_text", "evidence_start", *ends)
    table = claims[list(columns)].copy()
    table.insert(0, "claim", [_as_written(row) for row in claims.to_dict("records")])
    table.insert(1, "gloss", claims["noun_english"].astype(object))
    return table.reset_index(drop=True)


def _as_written(row: dict) -> str:
    """The words of the article from the first to the last of bound, number and noun."""
    import pandas as pd

    ends = [row[f"{part}_{end}"] for part in _PARTS for end in ("start", "end") if not pd.isna(row[f"{part}_{end}"])]
    return row["evidence_text"][min(ends) - row["evidence_start"]:max(ends) - row["evidence_start"]]
