"""Small invented tables in the shape of the claims and the places table, for tests of what is drawn and written."""
from datetime import date
from types import SimpleNamespace

import pandas as pd

from helpers.claims import COLUMNS, to_frame

TITLE = "إجلاء 40 أسرة من ضفاف النهر"
LEAD = ("قالت وزارة الهجرة إن أكثر من 40 أسرة غادرت بلدة سنجار أمس. وأكد مدير الناحية سالم حميد أن ما بين 12 و15 بيتا "
        "تضرر في الموصل، وأن عشرات الأشجار سقطت، وأن الجسرين أغلقا.")
BODY = ("وتحتاج البلدة إلى نحو 5 ملايين دولار، وفق ما ذكره مصدر. ولم يصب 3 عمال في كركوك بأذى. "
        "وعاد 250 ألف شخص إلى نينوى خلال عامين.")
TEXT = f"{TITLE}\n\n{LEAD}\n\n{BODY}\n\nTop"
MINISTRY, DIRECTOR, SOURCE = "وزارة الهجرة", "سالم حميد", "مصدر"
_SECTIONS = {"title": TITLE, "lead": LEAD, "body": BODY, "furniture": "Top"}
# quantity, noun, gloss, category, kind, unit, low, high, bound, closed, cue of the bound
_CLAIMS = [
    ("40", "أسرة", "family", "person", "count", None,
     40, 40, "exact", True, None, None, "author", None, 0, False),
    ("40", "أسرة", "family", "person", "count", None,
     40, None, "at_least", False, "أكثر من", MINISTRY, "indirect", "سنجار", 0, True),
    ("12 و15", "بيتا", "house", "building", "count", None,
     12, 15, "range", True, "بين", DIRECTOR, "direct_quote", "الموصل", 1, True),
    ("عشرات", "الأشجار", "tree", None, "count", None,
     None, None, "vague", None, None, DIRECTOR, "indirect", None, 2, True),
    ("الجسرين", "الجسرين", "bridge", "building", "count", None,
     2, 2, "exact", True, None, DIRECTOR, "indirect", None, 3, True),
    ("5 ملايين", "دولار", "dollar", "money", "money", "USD",
     5e6, 5e6, "about", True, "نحو", None, "according_to", None, 4, True),
    ("3", "عمال", "worker", "wounded", "count", None,
     3, 3, "exact", True, None, None, "author", "كركوك", 5, True),
    ("250 ألف", "شخص", "person", "person", "count", None,
     250e3, 250e3, "exact", True, None, None, "author", "نينوى", 6, True),
    ("عامين", "عامين", "year", "time", "duration", "a",
     2, 2, "exact", True, None, None, "author", None, 7, True),
]
_PLACES = {  # id, english, kind, latitude, longitude, radius in km, precision
    "سنجار": ("11", "Sinjar", "city", 36.32, 41.86, 12, 1),
    "الموصل": ("12", "Mosul", "city", 36.34, 43.13, 20, 1),
    "كركوك": ("13", "Kirkuk", "city", 35.47, 44.39, 20, 1),
    "نينوى": ("14", "Nineveh", "admin1", 36.02, 42.47, 110, 4),
}
_DAYS = {0: ("أمس", date(2021, 3, 23), date(2021, 3, 23)), 6: ("خلال عامين", date(2019, 3, 24), date(2021, 3, 24))}


def article():
    """The invented article, with the attributes the reader looks at."""
    sections = tuple(SimpleNamespace(name=name, start=TEXT.index(part), end=TEXT.index(part) + len(part))
                     for name, part in _SECTIONS.items())
    return SimpleNamespace(text=TEXT, title=TITLE, outlet="صحيفة المثال", sections=sections)


def claims():
    """Nine rows, eight claims: the title is restated in the lead."""
    rows, reached = [], 0
    for (quantity, noun, gloss, category, kind, unit, low, high, bound, closed, cue, speaker, attribution, place, group,
         canonical) in _CLAIMS:
        start = TEXT.index(quantity, TEXT.index(cue, reached) if cue else reached)
        reached = start + len(quantity)
        section = "title" if start < len(TITLE) else "lead" if start < TEXT.index(BODY) else "body"
        place_id, _, _, lat, lon, _, _ = _PLACES.get(place, (None,) * 7)
        time, first, last = _DAYS.get(group, (None,) * 3) if canonical else (None,) * 3
        rows.append(dict.fromkeys(COLUMNS) | {
            "claim_id": f"{start:016x}", "group_id": f"{group:016x}", "is_canonical": canonical,
            "section": section,
            "sentence": group, "kind": kind, "value_low": low, "value_high": high, "bound": bound,
            "bound_closed": closed, "form": "digits", "unit": unit, "noun_lemma": noun, "noun_english": gloss,
            "category": category, "speaker": speaker, "attribution": attribution, "place_id": place_id, "lat": lat,
            "lon": lon, "time_from": first, "time_to": last, "rule": "invented",
            "polarity": "negative" if gloss == "worker" else "positive",
            **_span("quantity", quantity, start), **_span("noun", noun, TEXT.index(noun, start)),
            **_span("bound", cue, TEXT.rfind(cue, 0, start) if cue else None),
            **_span("evidence", _SECTIONS[section], TEXT.index(_SECTIONS[section])),
            **_span("place", place, TEXT.index(place) if place else None),
            **_span("time", time, TEXT.index(time) if time else None),
        })
    return to_frame(rows)


def _span(name: str, text: str | None, start: int | None) -> dict:
    return {f"{name}_text": text, f"{name}_start": start, f"{name}_end": None if text is None else start + len(text)}


def places():
    """One row per mention, among them one that no gazetteer resolves."""
    import geopandas

    rows = []
    for name, (id_, english, kind, lat, lon, radius, precision) in _PLACES.items():
        start = TEXT.index(name)
        rows.append({"mention_text": name, "mention_start": start, "mention_end": start + len(name), "place_id": id_,
                     "name_ar": name, "name_en": english, "kind": kind, "country": "IQ", "admin1": None, "lat": lat,
                     "lon": lon, "radius_km": radius, "precision": precision, "score": 0.9, "n_candidates": 1,
                     "resolved": True, "source": "invented", "disputed": "Dohuk by some" if name == "سنجار" else ""})
    start = TEXT.index("الناحية")
    rows.append({"mention_text": "الناحية", "mention_start": start, "mention_end": start + 7, "resolved": False,
                 "n_candidates": 0, "score": 0.0, "source": None, "disputed": None})
    frame = pd.DataFrame(rows)
    frame["precision"] = frame["precision"].astype("Int64")
    points = geopandas.GeoSeries.from_xy(frame["lon"], frame["lat"], crs="EPSG:4326").where(frame["resolved"])
    return geopandas.GeoDataFrame(frame, geometry=points)


def countries():
    """Two countries that share a border, in degrees."""
    import geopandas
    from shapely import box

    return geopandas.GeoDataFrame({"country": ["IQ", "SY"]}, geometry=[box(40.5, 30, 48, 38), box(34, 30, 40.5, 38)],
                                  crs="EPSG:4326")


def hostile():
    """Text that must never act on whoever opens a page, a table or a figure that shows it."""
    return ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><b onmouseover='x'>",
            "=HYPERLINK(\"a\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\u202eabc\u202c", "\u2067لا\u2069",
            "a\x00b", "$x$ \\alpha $y$", "</mark></p>", "&lt;", "]]>", "سطر\nثان", "، =1"]
