"""Files open right in a spreadsheet, a program and a map, and are there whole or not at all."""
import csv
import io
import json
import os

import pandas as pd
import pytest
import tables
from hypothesis import given
from hypothesis import strategies as st

from helpers import export
from helpers.charts import plot_speakers
from helpers.export import format_table, plain_records, save_figure, save_table
from helpers.summaries import count_by_speaker

CLAIMS = tables.claims()
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def saved(frame, folder, suffix) -> str:
    save_table(frame, "table", folder)
    return (folder / f"table.{suffix}").read_bytes().decode("utf-8")


def cells(text: str) -> list[str]:
    """The text cells of a CSV file of one column, without its head."""
    return [row[0] for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))][1:]


def test_a_spreadsheet_sees_that_the_csv_is_utf8(tmp_path):
    assert saved(CLAIMS, tmp_path, "csv").startswith("\ufeffclaim_id,")


def test_the_csv_holds_every_row_and_column(tmp_path):
    again = pd.read_csv(io.StringIO(saved(CLAIMS, tmp_path, "csv").removeprefix("\ufeff")), dtype={"claim_id": str})
    assert list(again.columns) == list(CLAIMS.columns)
    assert again["quantity_text"].tolist() == CLAIMS["quantity_text"].tolist()
    assert again["value_low"].fillna(-1).tolist() == CLAIMS["value_low"].fillna(-1).tolist()
    assert again["claim_id"].tolist() == CLAIMS["claim_id"].tolist()


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\x00=1", "＝1+1",
                                  "=HYPERLINK(\"x\")", "-", "+964 (0) 1", "\ufeff=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(tmp_path, text):
    assert cells(saved(pd.DataFrame({"text": [text]}), tmp_path, "csv"))[0].startswith("'")


@pytest.mark.parametrize("text", ["قتل 3", "12-15", "-5", "+2.5", "-12%", "", "10:30", "أ=ب", "1e5", "18 ضربة"])
def test_an_ordinary_cell_is_untouched(tmp_path, text):
    assert cells(saved(pd.DataFrame({"text": [text, "x"]}), tmp_path, "csv"))[0] == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
def test_no_text_of_a_csv_starts_a_formula(text):
    written = cells(export.csv_text(["text"], [{"text": text}]))[0]
    assert not written.lstrip(" ").startswith(FORMULA_STARTS) or export.is_number(written.strip(" "))


def test_numbers_stay_numbers(tmp_path):
    written = saved(pd.DataFrame({"value": [-5, 3], "share": [-0.5, None]}), tmp_path, "csv")
    assert written.splitlines()[1:] == ["-5,-0.5", "3,"]


def test_column_names_are_disarmed_too(tmp_path):
    assert saved(pd.DataFrame({"=1": ["a"]}), tmp_path, "csv").startswith("\ufeff'=1")


def test_json_lines_hold_every_value_as_it_is(tmp_path):
    rows = [json.loads(line) for line in saved(CLAIMS, tmp_path, "jsonl").split("\n")[:-1]]
    assert len(rows) == len(CLAIMS)
    assert rows[1]["value_low"] == 40
    assert rows[1]["value_high"] is None
    assert rows[1]["bound_closed"] is False
    assert rows[1]["time_from"] == "2021-03-23"
    assert rows[0]["speaker"] is None


@given(st.lists(st.text(), max_size=4))
def test_json_lines_give_any_text_back(texts):
    records = plain_records(pd.DataFrame({"text": texts}, dtype=object))
    rows = [json.loads(export.json_text(record)) for record in records]
    assert [row["text"] for row in rows] == [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
                                             for text in texts]


def test_geojson_is_a_feature_collection_with_null_for_the_unresolved(tmp_path):
    places = tables.places()
    collection = json.loads(saved(places, tmp_path, "geojson"))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection, "RFC 7946 has done away with it"
    geometries = [feature["geometry"] for feature in collection["features"]]
    assert geometries[0] == {"type": "Point", "coordinates": [41.86, 36.32]}
    assert geometries[-1] is None
    assert "geometry" not in collection["features"][0]["properties"]
    assert [feature["properties"]["mention_text"] for feature in collection["features"]] == \
        places["mention_text"].tolist()


def test_geojson_opens_as_what_was_saved(tmp_path):
    import geopandas

    save_table(tables.places(), "places", tmp_path)
    again = geopandas.read_file(tmp_path / "places.geojson")
    assert again.geometry.notna().tolist() == tables.places()["resolved"].tolist()


def test_geometry_in_metres_is_refused(tmp_path):
    with pytest.raises(ValueError, match="EPSG:4326"):
        save_table(tables.places().to_crs(3857), "places", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_hostile_cells_are_written_and_read_back(tmp_path):
    frame = pd.DataFrame({"text": tables.hostile()})
    rows = [json.loads(line)["text"] for line in saved(frame, tmp_path, "jsonl").split("\n")[:-1]]
    assert rows == tables.hostile()
    assert len(cells(saved(frame, tmp_path, "csv"))) == len(frame)


def test_a_second_save_replaces_the_first_and_leaves_nothing_else(tmp_path):
    save_table(CLAIMS, "claims", tmp_path)
    save_table(CLAIMS.head(1), "claims", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.csv", "claims.jsonl"]
    assert (tmp_path / "claims.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_a_save_that_fails_leaves_the_old_file_and_no_half_one(tmp_path, monkeypatch):
    save_table(CLAIMS, "claims", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="the disk is full"):
        save_table(CLAIMS.head(1), "claims", tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("stem", ["", "../claims", "a/b", "a\\b", ".hidden", "a\x00", "a:b"])
def test_a_stem_that_is_no_file_name_is_refused(tmp_path, stem):
    with pytest.raises(ValueError, match="no plain file name"):
        save_table(CLAIMS, stem, tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "results").write_text("here")
    with pytest.raises(NotADirectoryError, match="give a folder"):
        save_table(CLAIMS, "claims", tmp_path / "results")


def test_a_table_with_two_columns_of_one_name_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not unique"):
        save_table(pd.DataFrame([[1, 2]], columns=["a", "a"]), "claims", tmp_path)


def test_a_figure_is_saved_with_its_alternative_text(tmp_path):
    chart = plot_speakers(count_by_speaker(CLAIMS), "صحيفة المثال")
    paths = save_figure(chart, "speakers", tmp_path / "figures")
    assert [path.name for path in paths] == ["speakers.png", "speakers.svg", "speakers.alt.txt"]
    before = [path.read_bytes() for path in paths]
    assert before[0].startswith(b"\x89PNG")
    assert before[1].startswith(b"<?xml")
    assert before[2].decode("utf-8") == f"{chart.alt}\n"
    save_figure(chart, "speakers", tmp_path / "figures")
    assert [path.read_bytes() for path in paths] == before


def test_a_printed_table_keeps_its_columns_in_place():
    frame = pd.DataFrame({"value": [18, 8_000_000], "noun": ["ضربة", "شخص"], "speaker": ["مُتحدث", None]})
    assert format_table(frame) == (
        "    value  noun  speaker\n"
        "---------  ----  -------\n"
        "       18  \u2068ضربة\u2069  \u2068مُتحدث\u2069\n"
        "8,000,000  \u2068شخص\u2069")


def test_a_printed_table_shows_the_columns_asked_for():
    assert format_table(CLAIMS, ["kind", "value_low"]).splitlines()[0] == "kind      value_low"
    with pytest.raises(ValueError, match="no column x; it has claim_id"):
        format_table(CLAIMS, ["x"])


def test_a_long_cell_is_cut_and_says_so():
    assert format_table(pd.DataFrame({"text": ["word " * 20]}), width=10).splitlines()[-1] == "word word…"


@pytest.mark.parametrize("text", tables.hostile())
def test_no_cell_can_move_what_stands_beside_it(text):
    printed = format_table(pd.DataFrame({"text": [text], "end": ["END"]}))
    assert len(printed.splitlines()) == 3
    row = printed.splitlines()[-1]
    assert row.endswith("  END")
    assert not set(row) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\x00\t\r")
    assert row.count("\u2068") == row.count("\u2069")


def test_an_empty_table_prints_its_head():
    assert format_table(CLAIMS.iloc[:0], ["kind"]) == "kind\n----"
