"""Outlines of countries and of their first-level divisions (Natural Earth), for maps."""
from helpers.resources import data_path


def load_countries():
    """Outlines of all countries as a GeoDataFrame in degrees (EPSG:4326).

    >>> countries = load_countries()
    >>> countries.loc[countries["country"] == "IQ", ["name_en", "name_ar"]].values.tolist()
    [['Iraq', 'العراق']]

    Columns: country (ISO 3166-1 alpha-2), name_en, name_ar, geometry; one row a country.
    """
    import geopandas

    return geopandas.read_parquet(data_path("boundaries", "countries.parquet"))


def load_divisions(country: str | None = None):
    """Outlines of the governorates, provinces or states of one country, or of all.

    >>> divisions = load_divisions("IQ")
    >>> len(divisions), divisions["name_en"][0], divisions["name_ar"][0]
    (18, 'Duhok', 'محافظة دهوك')

    Columns: id (Natural Earth's), country (ISO 3166-1 alpha-2), de_facto (the country that Natural Earth's default map
    shows a disputed division in), name_en (the gazetteer's admin1), name_ar, geonames, wikidata, geometry in degrees.
    Raises ValueError for a country without divisions here.
    """
    import geopandas

    of_country = None if country is None else [("country", "==", country)]
    divisions = geopandas.read_parquet(data_path("boundaries", "divisions.parquet"), filters=of_country)
    if divisions.empty:
        raise ValueError(f"there are no divisions of {country!r}; give an ISO 3166-1 alpha-2 code such as 'IQ'")
    return divisions
