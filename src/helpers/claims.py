"""The claims table: who claims which number of what, where and when, one row per quantity mention of a claim kind."""
import hashlib
import re
from bisect import bisect_left, bisect_right

from helpers.article import Article, load_article
from helpers.linking import PLACED_KINDS, link_place, link_time
from helpers.places import places_of
from helpers.quantities import Quantity, quantities_of, vague_range
from helpers.speakers import attribute, speech_of
from helpers.times import times_of_article
from helpers.tokens import Span, analyse

CLAIM_KINDS = ("count", "money", "percent", "measure", "duration", "multiplier")
SECTIONS = ("title", "lead", "body")
_LINE_BREAK = re.compile("[\r\n\u2028\u2029]")
_LONGEST_SENTENCE = 4000  # characters
_NEAR = 12  # places or times on either side that a claim may be tied to, however long the sentence

_ID, _TEXT, _OFFSET, _NUMBER, _FLAG, _ENUM, _DAY = "id", "text", "offset", "number", "flag", "enum", "day"


def _span(name: str) -> dict[str, str]:
    return {f"{name}_text": _TEXT, f"{name}_start": _OFFSET, f"{name}_end": _OFFSET}


# Column -> type, in the order of the table.
COLUMNS = {
    "claim_id": _ID, "group_id": _ID, "is_canonical": _FLAG, "section": _ENUM, "sentence": _OFFSET, "kind": _ENUM,
    **_span("quantity"), "value_low": _NUMBER, "value_high": _NUMBER, "bound": _ENUM, **_span("bound"),
    "bound_closed": _FLAG, "vague_low": _NUMBER, "vague_high": _NUMBER, "form": _ENUM, "unit": _TEXT,
    **_span("noun"), "noun_lemma": _TEXT, "noun_english": _TEXT, "category": _TEXT,
    **_span("speaker"), "speaker": _TEXT, "attribution": _ENUM, **_span("cue"), "speaker_link": _ENUM,
    **_span("place"), "place_id": _TEXT, "place_name": _TEXT, "lat": _NUMBER, "lon": _NUMBER, "place_link": _ENUM,
    **_span("time"), "time_from": _DAY, "time_to": _DAY, "polarity": _ENUM, **_span("evidence"), "rule": _TEXT,
}


def extract_claims(article: Article | str, vague_policy: str = "acled"):
    """The claims of an article as a table, one row per quantity mention of a claim kind.

    >>> claims = extract_claims("قال متحدث عسكري إن الطيران نفذ 18 ضربة في الموصل.")
    >>> claims.loc[0, ["quantity_text", "noun_english", "speaker", "place_text"]].tolist()
    ['18', 'strike', 'متحدث عسكري', 'الموصل']

    Takes an Article or a text. Every `X_text` equals `article.text[X_start:X_end]`: offsets are code points, 0-based
    and half open. Rows are in reading order; `group_id` joins restatements of one claim, and `is_canonical` marks the
    one row of each group to count. Values are in the unit of the text, money in its own currency, days as closed
    intervals, counted from `article.published` or else from the date that the article states of itself. Columns:
    `COLUMNS`; a cell is null where the article says nothing. `vague_policy` names the row of
    `data/lexicon/vague_policies.csv` that fills `vague_low` and `vague_high`, and never `value_*`.

    Raises ArticleError for an input that is no Arabic article, ValueError for an unknown policy.
    """
    if not isinstance(article, Article):
        article = load_article(text=article)
    return to_frame(claim_rows(article, vague_policy))


def to_frame(rows: list[dict]):
    """Rows of `claim_rows` as a DataFrame with every column of `COLUMNS`, typed, also when there are no rows."""
    import pandas as pd

    types = {_ID: "string", _TEXT: "string", _OFFSET: "Int64", _NUMBER: "Float64", _FLAG: "boolean", _ENUM: "category",
             _DAY: "datetime64[s]"}
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=types[kind])
                         for name, kind in COLUMNS.items()})


def claim_rows(article: Article, vague_policy: str = "acled") -> list[dict]:
    """The rows of `extract_claims` as plain dicts: what a corpus job collects without a data frame per article.

    >>> [row["value_low"] for row in claim_rows(load_article(text="أصيب 7 عمال وقتل حارسان."))]
    [7, 2]
    """
    text = article.text
    document = analyse(text)
    sections = [section for section in article.sections if section.name in SECTIONS]
    found = [(quantity, section) for quantity in quantities_of(document) if quantity.kind in CLAIM_KINDS
             if (section := _holder(sections, quantity.start))]
    if not found:
        return []
    speeches = speech_of(document, [(section.start, section.end) for section in article.sections])
    placed = any(quantity.kind in PLACED_KINDS for quantity, _ in found)
    places = _by_sentence(document, places_of(document) if placed else [])
    times = _by_sentence(document, times_of_article(document, article.published))
    rows, evidence = [], {}
    for quantity, section in found:
        number = _sentence_number(document, quantity.start)
        span = _evidence(document.sentences[number], quantity)
        if span not in evidence:  # one string for all rows of a sentence
            evidence[span] = _span_cells("evidence", text, *span)
        speech = attribute(speeches, quantity.start, quantity.end)
        before = places.get(number - 1, ()) if _same_paragraph(document, number) else ()
        here = _around(places.get(number, ()), quantity)
        place, place_link = link_place(quantity, text, here, before[:_NEAR], speech)
        time = link_time(quantity, text, _around(times.get(number, ()), quantity), speech)
        rows.append({
            "claim_id": claim_id(article.sha256, quantity.start, quantity.end),
            "section": section.name,
            "sentence": number,
            **_quantity_cells(quantity, text, vague_policy),
            **_speech_cells(speech, text),
            **_place_cells(place, place_link, text),
            **_time_cells(time, text),
            **evidence[span],
        })
    _group(rows)
    return rows


def claim_id(sha256: str, start: int, end: int) -> str:
    """A name for a claim that stays the same on every run and machine.

    >>> claim_id("c5e3", 10, 12)
    '50079381c2515e42'
    """
    return hashlib.sha256(f"{sha256}:{start}:{end}".encode()).hexdigest()[:16]


def _evidence(sentence: Span, quantity: Quantity) -> Span:
    """The sentence, with a number that a line break cut; of one longer than any writer's, what is around the number."""
    sentence = Span(sentence.start, max(sentence.end, quantity.end))
    if sentence.end - sentence.start <= _LONGEST_SENTENCE:
        return sentence
    reach = _LONGEST_SENTENCE // 2
    return Span(max(sentence.start, quantity.start - reach), min(sentence.end, quantity.end + reach))


def _holder(sections, position: int):
    return next((section for section in sections if section.start <= position < section.end), None)


def _sentence_number(document, position: int) -> int:
    return max(0, bisect_right(document.sentences, position, key=lambda sentence: sentence.start) - 1)


def _same_paragraph(document, number: int) -> bool:
    """Whether no line break parts a sentence from the one before it."""
    if number == 0:
        return False
    before, here = document.sentences[number - 1:number + 1]
    return _LINE_BREAK.search(document.text, before.end, here.start) is None


def _by_sentence(document, mentions) -> dict[int, list]:
    grouped = {}
    for mention in mentions:
        grouped.setdefault(_sentence_number(document, mention.start), []).append(mention)
    return grouped


def _around(mentions, quantity) -> list:
    """The mentions of a sentence that stand next to a quantity, so many on each side."""
    place = bisect_left(mentions, quantity.start, key=lambda mention: mention.start)
    return mentions[max(0, place - _NEAR):place + _NEAR]


def _span_cells(name: str, text: str, start: int | None, end: int | None) -> dict:
    surface = None if start is None else text[start:end]
    return {f"{name}_text": surface, f"{name}_start": start, f"{name}_end": end}


def _quantity_cells(quantity: Quantity, text: str, policy: str) -> dict:
    vague_low, vague_high = vague_range(quantity, policy)
    return {
        "kind": quantity.kind,
        **_span_cells("quantity", text, quantity.start, quantity.end),
        "value_low": quantity.value_low, "value_high": quantity.value_high,
        "bound": quantity.bound, **_span_cells("bound", text, quantity.bound_start, quantity.bound_end),
        "bound_closed": quantity.bound_closed, "vague_low": vague_low, "vague_high": vague_high,
        "form": quantity.form, "unit": quantity.unit,
        **_span_cells("noun", text, quantity.noun_start, quantity.noun_end),
        "noun_lemma": quantity.noun_lemma, "noun_english": quantity.noun_english, "category": quantity.category,
        "polarity": quantity.polarity, "rule": quantity.rule,
    }


def _speech_cells(speech, text: str) -> dict:
    if speech is None:
        return {**_span_cells("speaker", text, None, None), "speaker": None, "attribution": "author",
                **_span_cells("cue", text, None, None), "speaker_link": None}
    return {**_span_cells("speaker", text, speech.speaker_start, speech.speaker_end), "speaker": speech.speaker,
            "attribution": speech.attribution, **_span_cells("cue", text, speech.cue_start, speech.cue_end),
            "speaker_link": speech.link}


def _place_cells(mention, link: str | None, text: str) -> dict:
    start, end, place = (mention.start, mention.end, mention.place) if mention else (None, None, None)
    return {**_span_cells("place", text, start, end), "place_link": link,
            "place_id": place and place.id, "place_name": place and place.name_ar,
            "lat": place and place.lat, "lon": place and place.lon}


def _time_cells(time, text: str) -> dict:
    start, end, first, last = (time.start, time.end, time.first, time.last) if time else (None,) * 4
    return {**_span_cells("time", text, start, end), "time_from": first, "time_to": last}


def _group(rows: list[dict]) -> None:
    """Give restatements one `group_id`, and mark in each group the row that says most, the earliest of equals."""
    groups = {}
    for row in rows:
        same_value = groups.setdefault((row["kind"], row["value_low"], row["value_high"], _head(row)), [])
        group = next((group for group in same_value if _may_restate(group[0], row)), None)
        if group is None:
            same_value.append([row])
        else:
            group.append(row)
    for group in (group for same_value in groups.values() for group in same_value):
        canonical = max(group, key=_filled)
        for row in group:
            row["group_id"] = group[0]["claim_id"]
            row["is_canonical"] = row is canonical


def _head(row: dict) -> str | None:
    """What is counted, as far as two mentions have to agree on it to state the same."""
    vague_word = row["quantity_text"] if row["bound"] == "vague" else ""
    return f"{vague_word} {row['noun_lemma'] or row['unit'] or ''}"


def _may_restate(earlier: dict, later: dict) -> bool:
    """Same value and noun restate a claim, unless both name a place or both a time and these differ."""
    places = {row["place_id"] for row in (earlier, later) if row["place_id"]}
    days = [(row["time_from"], row["time_to"]) for row in (earlier, later) if row["time_from"] and row["time_to"]]
    apart = len(days) == 2 and (days[0][1] < days[1][0] or days[1][1] < days[0][0])
    return len(places) < 2 and not apart


def _filled(row: dict) -> int:
    return sum(row[name] is not None for name in ("speaker_start", "place_start", "time_start", "noun_start"))
