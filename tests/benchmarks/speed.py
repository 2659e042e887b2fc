"""Characters per second of each part of the analysis, beside NLTK's word tokenizer, which only tokenises.

    python tests/benchmarks/speed.py                 our own articles
    python tests/benchmarks/speed.py news.jsonl.gz   JSON Lines of {"id": ..., "text": ...}, compressed or not

One process, process time, the best of several rounds; in every round each part reads all the texts in turn, so that
a busy machine slows all alike and the ratios hold. Words met before are remembered, as they are in a large corpus.
"""
import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

from helpers import claims
from helpers.article import load_article
from helpers.places import places_of
from helpers.quantities import quantities_of
from helpers.speakers import speech_of
from helpers.times import times_of_article
from helpers.tokens import analyse

PEER = "NLTK word tokenizer"
_DATA = Path(__file__).resolve().parents[2] / "data"


def texts_of(path: Path | None) -> Iterator[str]:
    """The texts of a JSON Lines file, or our own articles when none is given."""
    if path is None:
        for file in sorted((*_DATA.glob("gold/articles/*.txt"), *_DATA.glob("article/*.txt"))):
            yield load_article(file).text
        return
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def up_to(texts: Iterator[str], characters: int) -> list[str]:
    """The first texts, until so many characters are read.

    >>> up_to(iter(["ab", "cd", "ef"]), 3)
    ['ab', 'cd']
    """
    found = []
    for text in texts:
        if characters <= 0:
            break
        found.append(text)
        characters -= len(text)
    return found


def parts(texts: list[str]) -> dict[str, Callable[[], None]]:
    """Name -> one round: the peer, each room on what the rooms before it made, and the whole."""
    from nltk.tokenize import NLTKWordTokenizer

    articles = [load_article(text=text) for text in texts]
    documents = [analyse(text) for text in texts]
    blocks = [(document, [(section.start, section.end) for section in article.sections])
              for document, article in zip(documents, articles)]
    return {
        PEER: partial(_each, NLTKWordTokenizer().tokenize, texts),
        "load": partial(_each, lambda text: load_article(text=text), texts),
        "analyse": partial(_each, analyse, texts),
        "quantities": partial(_each, quantities_of, documents),
        "speech": partial(_each, lambda block: speech_of(*block), blocks),
        "times": partial(_each, lambda document: times_of_article(document, None), documents),
        "places": partial(_each, places_of, documents),
        "claims without places": partial(_without_places, texts),
        "claims": partial(_each, _claims, texts),
    }


def _each(function: Callable, inputs: list) -> None:
    for one in inputs:
        function(one)


def _claims(text: str) -> list[dict]:
    return claims.claim_rows(load_article(text=text))


def _without_places(texts: list[str]) -> None:
    with patch.object(claims, "places_of", lambda document: []):
        _each(_claims, texts)


def best_seconds(jobs: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    """The shortest process time that each job took.

    >>> list(best_seconds({"nothing": lambda: None}, rounds=2))
    ['nothing']
    """
    best = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            begun = time.process_time()
            job()
            best[name] = min(best[name], time.process_time() - begun)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description="Characters per second of each part, beside NLTK's word tokenizer.")
    parser.add_argument("data", nargs="?", type=Path, help="JSON Lines of texts, .gz or not; by default our articles")
    parser.add_argument("--characters", type=int, default=1_000_000, help="read so many at most (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="the best of so many counts (%(default)s)")
    options = parser.parse_args()
    texts = up_to(texts_of(options.data), options.characters)
    total = sum(map(len, texts))
    print(f"{len(texts):,} texts, {total:,} characters, best of {options.rounds} rounds\n")
    seconds = best_seconds(parts(texts), options.rounds)
    print(f"{'':24}{'million characters/s':>22}{'of the peer':>14}")
    for name, taken in seconds.items():
        print(f"{name:24}{total / max(taken, 1e-9) / 1e6:22.2f}{seconds[PEER] / max(taken, 1e-9):14.2f}")


if __name__ == "__main__":
    main()
