"""Words, numbers and sentences, each with its offsets into the untouched text."""
import re
from functools import partial
from itertools import compress, pairwise
from typing import NamedTuple

from helpers.arabic import DIACRITICS, INVISIBLE, LETTERS, TATWEEL, fold_letters, has_marks, strip_marks


class Span(NamedTuple):
    """Half-open code-point offsets into a text."""

    start: int
    end: int


class Token(NamedTuple):
    """One surface token: `text[start:end] == token.text`."""

    text: str
    start: int
    end: int
    kind: str  # word, number, punctuation, symbol


_token = partial(tuple.__new__, Token)  # of a tuple; calling Token by name doubles the time of tokenize


class Document(NamedTuple):
    """A text with what every later room reads: its tokens, their lookup keys and its sentences."""

    text: str
    tokens: list[Token]
    keys: list[str]  # fold(token.text), parallel to tokens
    sentences: list[Span]


_ARABIC = f"{LETTERS}{TATWEEL}{DIACRITICS}"
_FRACTIONS = "\u00bc-\u00be\u2150-\u215e\u2189"
_LETTER = f"[^\\W\\d_{_FRACTIONS}]"
# The kind of a token by the number of the group that matched it.
_KINDS = (None, "word", "number", "symbol", "word", "punctuation", "symbol")
_TOKEN = re.compile(
    # White space is passed over before anything is tried; invisible characters belong to the token they touch.
    f"(?!\\s)[{INVISIBLE}]*(?:"
    # An Arabic word; م² too, but not the digits of و2006.
    f"([{_ARABIC}][{_ARABIC}{INVISIBLE}²³]*)"
    # 1,234.5  ١٬٢٣٤  3,5  10،5 but not the years 2010،2011; the hour 10:30 but not the score 3:1.
    f"|(\\d+(?:[.,٫٬][{INVISIBLE}]*\\d+|،\\d{{1,3}}(?!\\d)|:\\d\\d(?!\\d))*|[{_FRACTIONS}])"
    # An address of the web, without the full stop after it.
    "|((?:https?://|www\\.)[^\\s<>\"«»]*[\\w/])"
    # A word of another script: iPhone, G20, O'Neill.
    f"|({_LETTER}(?:[\\w\u0300-\u036f{INVISIBLE}]|['’](?={_LETTER}))*)"
    # Punctuation stands alone, but for dots, dashes and the like in a row.
    "|([.!?؟…]+|--+|__+|\\*\\*+|[-–—,،;؛:\"'«»“”‘’„‹›()\\[\\]{}/\\\\_*&#@·•†‡§¶¡¿٭۔])"
    "|(\\S)"
    f")[{INVISIBLE}]*"
)

_LINE_BREAKS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_CLOSING = f"[\"'»”’)\\]{INVISIBLE}]*+"
_STOPS = "[.!?؟…]"
_MAY_END = re.compile(f"[{_LINE_BREAKS}.!?؟…]")  # the first character of any end of a sentence, quickly found
# Each run of stops is entered at its start only and never given back, so the time stays linear.
_SENTENCE_END = re.compile(
    f"[{_LINE_BREAKS}]+"
    f"|(?<!{_STOPS})(?:"
    # A full stop, not an ellipsis ...
    f"\\.(?!{_STOPS})"
    # ... nor that of an initial or a title (د. سامي, ق.م.), while 2014 م. may well be the end ...
    f"(?:(?<![\\s.(«\"“][{LETTERS}]\\.)(?<!\\A[{LETTERS}]\\.)|(?<=\\d\\s[{LETTERS}]\\.))"
    # ... nor that of a list item, after the number that opens its line.
    f"(?<![{_LINE_BREAKS}]\\d\\.)(?<![{_LINE_BREAKS}]\\d\\d\\.)(?<!\\A\\d\\.)"
    f"{_CLOSING}(?=\\s)"
    # A question or exclamation; a quoted one goes on (سأل "لماذا؟" ثم غادر) unless و begins the next sentence.
    f"|(?=[.…]*+[!?؟]){_STOPS}++(?:(?=\\s)|{_CLOSING}(?=\\s+و)|(?=[{LETTERS}]))"
    # A full stop with no space after it, behind a quotation or between two long words.
    f"|\\.(?:(?<=[»”\"]\\.)(?=[{LETTERS}])|(?<=[{_ARABIC}]{{4}}\\.)(?=[{LETTERS}]{{4}}))"
    ")"
)


def tokenize(text: str) -> list[Token]:
    """Cut a text into words, numbers, punctuation and symbols, in reading order.

    >>> for token in tokenize("قُتل 18 شخصاً."):
    ...     print(token.start, token.end, token.text, token.kind)
    0 4 قُتل word
    5 7 18 number
    8 13 شخصاً word
    13 14 . punctuation

    Every character but white space is in exactly one token. Offsets are code points, 0-based and half open, into the
    text as it is. A number is digits with their separators; the clitic, article or unit written to it is a word of its
    own (و2006, الـ84, 20km). Direction controls and zero-width characters stay in the token they touch.
    """
    return [_token((match[0], match.start(), match.end(), _KINDS[match.lastindex])) for match in _TOKEN.finditer(text)]


def split_sentences(text: str) -> list[Span]:
    """Cut a text into sentences, the white space between them left out.

    >>> text = "وصل د. سامي أمس. هل غادر؟\\nلا."
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['وصل د. سامي أمس.', 'هل غادر؟', 'لا.']

    A line break always ends a sentence; a full stop, a question or an exclamation mark does with the quotation marks
    that follow it. An ellipsis does not: in Arabic it is mostly a pause.
    """
    cuts, sentences = [0], []
    for sign in _MAY_END.finditer(text):
        if sign.start() >= cuts[-1] and (match := _SENTENCE_END.match(text, sign.start())):
            cuts.append(match.end())
    for start, end in pairwise([*cuts, len(text)]):
        piece = text[start:end]
        start = end - len(piece.lstrip())
        if stripped := piece.strip():
            sentences.append(Span(start, start + len(stripped)))
    return sentences


def analyse(text: str) -> Document:
    """Tokens, lookup keys and sentences of a text, made once for all that read it.

    >>> analyse("أعلنت الوزارة").keys
    ['اعلنت', 'الوزاره']

    The tokens are those of `tokenize`, but for tokens of invisible characters alone: what stands side by side on the
    page stands side by side in the list.
    """
    folded = fold_letters(text)
    tokens = tokenize(text)
    keys = [folded[start:end] for _, start, end, _ in tokens]
    if has_marks(folded):
        keys = strip_marks("\n".join(keys)).split("\n")  # all at once: no token holds a line break
    if "" in keys:
        seen = [bool(key) or TATWEEL in token.text for token, key in zip(tokens, keys)]
        tokens, keys = list(compress(tokens, seen)), list(compress(keys, seen))
    return Document(text, tokens, keys, split_sentences(text))
