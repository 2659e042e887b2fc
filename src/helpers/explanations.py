"""How a row of the claims table came about, in words."""
import re
from functools import cache
from html import escape

from helpers.arabic import is_arabic
from helpers.export import plain_records
from helpers.figures import plain_text
from helpers.reader import Html
from helpers.resources import read_lexicon

_NEEDED = ("claim_id", "group_id", "is_canonical", "quantity_text", "quantity_start", "quantity_end", "rule")
_FORMS = {"digits": "written in digits", "words": "written in words", "mixed": "written in digits and words",
          "dual": "said by the dual ending of the noun"}
_VALUES = {"exact": "exactly {low}", "about": "about {low}", "range": "from {low} to {high}",
           "at_least": "{low} or more", "at_most": "{high} or less", "vague": "no number"}
_OPEN_VALUES = {"at_least": "more than {low}", "at_most": "less than {high}"}
_ATTRIBUTIONS = {"direct_quote": "in direct quotation", "indirect": "in indirect speech",
                 "according_to": "named as the source"}
_SPEAKER_LINKS = {"same_sentence": "in the same sentence", "carried_over": "carried over from an earlier sentence"}
_PLACE_LINKS = {"clause": "in the same clause", "sentence": "elsewhere in the sentence",
                "previous_sentence": "in the sentence before"}
# Directional isolates: an Arabic stretch of an English line does not move its neighbours.
_OPEN, _CLOSE = "\u2068", "\u2069"
_QUOTED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_EXAMPLE = re.compile(r"(?:\d+ )?[\u0600-\u06ff]+(?: [\u0600-\u06ff\d]+)*")


def explain(claims, claim_id: str | None = None) -> Html:
    """How a row of the claims table came about: what was read where, by which cue and by which rule.

    >>> from helpers import extract_claims
    >>> claims = extract_claims("قال متحدث عسكري إن الطيران نفذ أكثر من 18 ضربة في الموصل.")
    >>> lines = explain(claims, claims.loc[0, "claim_id"]).plain.splitlines()
    >>> lines[1].replace("\u2068", "").replace("\u2069", "")
    'Value: more than 18, by the cue أكثر من at 31–38'

    `claims` is a claims table and `claim_id` names the row; or `claims` is one row, a Series or a dict, and then the
    other mentions of its claim are not named. A notebook shows a list with the Arabic in its own direction; `.plain`
    has the same lines as text, each quoted stretch in directional isolates. Offsets are those of the table, first and
    past the last character. What a rule means stands in `data/lexicon/quantity_rules.csv`.

    Raises ValueError when no row has the id, or when a column that every claims table has is missing.
    """
    row, mentions = _find(claims, claim_id)
    facts = {"Quantity": _quantity(row), "Value": _value(row), "Counted": _counted(row), "Said by": _speaker(row),
             "Where": _place(row), "When": _time(row), "Mentions": _mentions(row, mentions),
             "Evidence": _quote(row["evidence_text"])}
    items = "".join(f"<li><b>{name}</b>: {_html(words)}</li>" for name, words in facts.items())
    return Html(f'<ul lang="en" dir="ltr">{items}</ul>', "\n".join(f"{name}: {words}" for name, words in facts.items()))


def _find(claims, claim_id: str | None) -> tuple[dict, list[dict]]:
    """The row, and the known mentions of its claim."""
    import pandas as pd

    if not isinstance(claims, pd.DataFrame):
        claims = pd.DataFrame([dict(claims)])
        claim_id = claims.get("claim_id", [None])[0]
    missing = [name for name in _NEEDED if name not in claims]
    if missing:
        raise ValueError(f"this is no claims table: it has no column {', '.join(missing)}")
    records = plain_records(claims)
    row = next((record for record in records if record["claim_id"] == claim_id), None)
    if row is None:
        raise ValueError(f"none of the {len(records)} rows has the claim_id {claim_id!r}; take one from that column")
    return row, [record for record in records if record["group_id"] == row["group_id"]]


def _quantity(row: dict) -> str:
    return f"{_at(row, 'quantity')}, a {row['kind']}, {_FORMS[row['form']]}, in the {row['section']}"


def _value(row: dict) -> str:
    wording = (_OPEN_VALUES if row["bound_closed"] is False else _VALUES).get(row["bound"], _VALUES[row["bound"]])
    low, high = ("" if row[end] is None else f"{row[end]:,}" for end in ("value_low", "value_high"))
    words = wording.format(low=low, high=high)
    if row["unit"]:
        words += f" (unit {row['unit']})"
    if row["bound_text"]:
        words += f", by the cue {_at(row, 'bound')}"
    if row["vague_low"] is not None:
        policy = " to ".join(dict.fromkeys(f"{row[end]:,}" for end in ("vague_low", "vague_high")))
        words += f"; the chosen policy for vague words reads {policy} into it"
    return words + ("; the sentence denies it" if row["polarity"] == "negative" else "")


def _counted(row: dict) -> str:
    noun = "no noun is written"
    if row["noun_text"]:
        gloss = f", “{row['noun_english']}”" if row["noun_english"] else ""
        noun = f"{_at(row, 'noun')} (dictionary form {_quote(row['noun_lemma'])}{gloss})"
    category = f", category {row['category']}" if row["category"] else ""
    meaning = _EXAMPLE.sub(lambda example: _quote(example[0]), _rules().get(row["rule"], ""))
    return f"{noun}{category}; rule {row['rule']}" + (f" ({meaning})" if meaning else "")


def _speaker(row: dict) -> str:
    if row["attribution"] == "author":
        return "the outlet itself, nobody else is made to say it"
    written = f" (here {_at(row, 'speaker')})" if row["speaker_text"] else ""
    cue = f", by the cue {_at(row, 'cue')}" if row["cue_text"] else ""
    link = f", {_SPEAKER_LINKS[row['speaker_link']]}" if row["speaker_link"] else ""
    return f"{_quote(row['speaker'])}{written}, {_ATTRIBUTIONS[row['attribution']]}{cue}{link}"


def _place(row: dict) -> str:
    if not row["place_text"]:
        return "no place is tied to it"
    known = f"; the gazetteer has {_quote(row['place_name'])} at {row['lat']}, {row['lon']}" if row["place_id"] else ""
    return f"{_at(row, 'place')}, {_PLACE_LINKS[row['place_link']]}{known}"


def _time(row: dict) -> str:
    if not row["time_text"]:
        return "no time is tied to it"
    days = " to ".join(dict.fromkeys(filter(None, (row["time_from"], row["time_to"]))))
    return f"{_at(row, 'time')}, {f'read as {days}' if days else 'from which no day follows'}"


def _mentions(row: dict, mentions: list[dict]) -> str:
    others = "; ".join(f"{_at(other, 'quantity')} in the {other['section']}" for other in mentions if other is not row)
    role = "the one to count" if row["is_canonical"] else "not the one to count"
    return f"this one is {role}; the same claim is made by {others}" if others else f"this one is {role}"


def _at(row: dict, name: str) -> str:
    """A span in quotes with its offsets."""
    return f"{_quote(row[f'{name}_text'])} at {row[f'{name}_start']}–{row[f'{name}_end']}"


def _quote(text: str | None) -> str:
    return f"{_OPEN}{plain_text(text or '')}{_CLOSE}"


def _html(words: str) -> str:
    def marked(quoted: re.Match) -> str:
        language = ' lang="ar"' if is_arabic(quoted[1]) else ""
        return f"<bdi{language}>{quoted[1]}</bdi>"

    return _QUOTED.sub(marked, escape(words))


@cache
def _rules() -> dict[str, str]:
    return {row["rule"]: row["meaning"] for row in read_lexicon("quantity_rules")}
