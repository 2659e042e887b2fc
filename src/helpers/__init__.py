"""Read who claims which number of what, where and when in an Arabic news article.

>>> import helpers
>>> helpers.parse_number("ثمانية عشر")
18
"""
from importlib import import_module

# The public API and the room each name lives in; a room is imported when it is first asked for.
_ROOMS = {
    "load_article": "article",
    "tokenize": "tokens",
    "split_sentences": "tokens",
    "segment_clitics": "clitics",
    "lemma": "lemmas",
    "parse_number": "numerals",
    "find_quantities": "quantities",
    "find_speech": "speakers",
    "resolve_times": "times",
    "geocode": "places",
    "find_places": "places",
    "extract_claims": "claims",
    "explain": "explanations",
    "label": "figures",
}
__all__ = list(_ROOMS)


def __getattr__(name: str):
    if name in _ROOMS:
        return getattr(import_module(f"helpers.{_ROOMS[name]}"), name)
    raise AttributeError(f"module 'helpers' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
