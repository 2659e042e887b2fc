"""Write stems.csv, the words that stand free, from how often Arabic word forms occur.

    pip install wordfreq && PYTHONPATH=src python data/lexicon/distil_stems.py

A frequency list holds وقال and وزير alike; which one is a word with a clitic shows in the company it keeps. وزير has
الوزير and بوزير beside it and is far more frequent than زير would explain; وقال takes no article or preposition, and
قال explains it. Forms are judged shortest first, since a stem is always shorter than the word that carries it.
"""
import math
import re
from pathlib import Path

from helpers.clitics import Parse, parses, spellings
from helpers.resources import read_lexicon

PRONOUNS = [row["clitic"] for row in read_lexicon("clitics") if row["kind"] == "pronoun"]
RAREST = 200  # occurrences in a thousand million words below which a form is left out
# How the company of a form is judged: logarithms of how many times likelier it makes the reading with clitics.
CLITICS_EXPLAIN = 3.0  # to begin with: the count of a form is partly made by the uses in which it carries clitics
TAKES_CLITICS, TAKES_NONE = -2.0, 3.0  # over .01 or under .002 of its uses carry the article or one clitic more
TAKES_ARTICLE = -2.0  # it ends like a pronoun, but takes the article
OTHER_PRONOUNS = 3.0  # at most, when the same stem is seen with other pronouns (at least -3 when it is not)
USUAL_PRONOUNS = .08  # other pronouns for each use of one, where nothing is proved


def frequencies() -> dict[str, float]:
    """Arabic word forms with their count in a thousand million words."""
    import wordfreq

    letters = re.compile("[\u0621-\u064a]+")
    counts = wordfreq.get_frequency_dict("ar", wordlist="large")
    return {word: count * 1e9 for word, count in counts.items() if letters.fullmatch(word)}


def stems(counts: dict[str, float]) -> dict[str, float]:
    """The forms that stand free, with their counts.

    >>> sorted(stems({"قال": 1e6, "وقال": 2e5, "وزير": 2e5, "زير": 300, "الوزير": 1e5}))
    ['الوزير', 'زير', 'قال', 'وزير']
    """
    free: dict[str, float] = {}
    for form in sorted(counts, key=lambda form: (len(form), form.startswith("لل"))):  # الغاية before للغاية
        own = weight(counts[form]) - CLITICS_EXPLAIN
        if all(as_parsed(parse, free) + company(form, parse, counts) <= own for parse in parses(form)):
            free[form] = counts[form]
    return free


def weight(count: float) -> float:
    """The logarithm of a count, steadied for rare forms."""
    return math.log(count + 3)


def as_parsed(parse: Parse, free: dict[str, float]) -> float:
    """How frequent the form would be if it were this stem with these clitics."""
    stem = max((free[spelling] for spelling in spellings(parse) if spelling in free), default=None)
    if stem is None:
        return -math.inf
    article = {"ب": "ال", "ك": "ال", "ل": "ل"}.get(parse.before[-1]) if parse.before else None
    if article and len(parse.stem) > len(article) + 2 and parse.stem.startswith(article):
        return math.inf  # ب, ل or ك and an article: hardly anything else is spelled so
    return weight(stem) - parse.cost


def company(form: str, parse: Parse, counts: dict[str, float]) -> float:
    """What the neighbours of a form in the list say for this parse."""
    count = counts[form]
    says = 0.0
    if parse.before and count > 500:
        further = ("ال", "ب", "ك") if form.startswith("ل") else ("ال", "لل", "ب", "ك", "ل")
        further += ("و", "ف") if parse.before[0] in "وف" else ()
        share = sum(counts.get(letters + form, 0) for letters in further) / count
        says += TAKES_NONE if share < .002 else TAKES_CLITICS if share > .01 else 0
    if parse.after:
        says += TAKES_ARTICLE if counts.get("ال" + form, 0) > .03 * count else 0
        start = form.removesuffix(parse.after)
        others = sum(counts.get(start + pronoun, 0) for pronoun in PRONOUNS if pronoun != parse.after) / count
        says += max(-OTHER_PRONOUNS, min(OTHER_PRONOUNS, math.log((others + .003) / USUAL_PRONOUNS)))
    return says


def main() -> None:
    free = {form: count for form, count in stems(frequencies()).items() if count >= RAREST and len(form) > 1}
    listed = [form for form in free if not (form.startswith("ال") and len(form) > 4 and form[2:] in free)]
    listed.sort()
    Path(__file__).with_name("stems.csv").write_text("\n".join(["stem", *listed, ""]), encoding="utf-8", newline="\n")
    print(len(listed), "stems")


if __name__ == "__main__":
    main()
