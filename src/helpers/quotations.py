"""Quotations: which quotation mark opens, which closes, and how far an unclosed one reaches."""
from bisect import bisect_left
from typing import NamedTuple

from helpers.tokens import Document, Span

# Every mark that quotes in the Arabic press, with the direction its shape suggests: 1 opens, -1 closes, 0 either.
MARKS = {'"': 0, "“": 1, "”": -1, "„": 1, "«": 1, "»": -1, "‹": 1, "›": -1, "'": 0, "‘": 1, "’": -1,
         "(": 1, ")": -1, "[": 1, "]": -1}
BRACKETS = frozenset("()[]")
_FAMILY = {mark: family for family in ("\"“”„", "«»", "‹›", "'‘’", "()", "[]") for mark in family}
_BEFORE_OPENING = frozenset(" \t\r\n\u00a0\u2009\u202f([«“\"':-–—/")
_AFTER_CLOSING = frozenset(" \t\r\n\u00a0\u2009\u202f.,،;؛:!?؟…)]»”\"'-–—/")
# A closing mark looks for its partner among this many open ones; deeper nesting than this is a misprint.
_DEPTH = 6


class Quotation(NamedTuple):
    """A quotation by token numbers: its opening mark, and its closing mark or the token that ends its block."""

    first: int
    last: int
    closed: bool


def quotations_of(doc: Document, marks: list[int], blocks: list[Span]) -> list[Quotation]:
    """Pair the quotation marks and brackets of a document, nested ones too, each in its block.

    `marks` are their token numbers, `blocks` the paragraphs, both in reading order. A quotation that nothing closes is
    reported as such and runs to the end of its block; a mark that closes nothing is passed over.

    >>> from helpers.tokens import Span, analyse
    >>> doc = analyse('قال "إن "الفجر" بدأ')
    >>> quotations_of(doc, [1, 3, 5], [Span(0, len(doc.text))])
    [Quotation(first=3, last=5, closed=True), Quotation(first=1, last=7, closed=False)]
    """
    found, block, place = [], 0, 0
    while place < len(marks) and block < len(blocks):
        open_marks = []
        while place < len(marks) and doc.tokens[marks[place]].start < blocks[block].end:
            _read_mark(doc, marks[place], open_marks, found)
            place += 1
        if open_marks:
            end = bisect_left(doc.tokens, blocks[block].end, key=lambda token: token.start)
            found += [Quotation(mark, end, False) for mark in open_marks if doc.keys[mark] not in BRACKETS]
        block += 1
    return found


def _read_mark(doc: Document, mark: int, open_marks: list[int], found: list[Quotation]) -> None:
    """Close the quotation a mark closes, or put it with the open ones."""
    partner = _partner(doc, mark, open_marks)
    direction = _direction(doc, mark) or (1 if partner is None else -1)
    if direction < 0 and partner is not None:
        found.append(Quotation(open_marks[partner], mark, True))
        del open_marks[partner:]
    elif direction > 0 or _is_followed(doc, mark):
        open_marks.append(mark)


def _direction(doc: Document, mark: int) -> int:
    """1 when the characters around a mark say it opens, -1 when they say it closes, else what its shape suggests."""
    key, token, text = doc.keys[mark], doc.tokens[mark], doc.text
    if key not in BRACKETS:
        opens = token.start == 0 or text[token.start - 1] in _BEFORE_OPENING
        closes = token.end == len(text) or text[token.end] in _AFTER_CLOSING
        if opens != closes:
            return 1 if opens else -1
    return MARKS[key]


def _partner(doc: Document, mark: int, open_marks: list[int]) -> int | None:
    """Where in the open marks the nearest one of the same family stands."""
    family = _FAMILY[doc.keys[mark]]
    for place in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - _DEPTH), -1):
        if doc.keys[open_marks[place]] in family:
            return place
    return None


def _is_followed(doc: Document, mark: int) -> bool:
    """Whether a word stands right after a mark of closing shape, so that it opens for want of anything to close."""
    if doc.keys[mark] in BRACKETS or doc.keys[mark] in "'’":
        return False
    end = doc.tokens[mark].end
    return end < len(doc.text) and doc.text[end] not in _AFTER_CLOSING
