"""Quotations: which quotation mark opens, which closes, and what an unclosed one holds."""
from typing import NamedTuple

from helpers.tokens import Document, Span

# Every mark that quotes in the Arabic press, with the direction its shape suggests: 1 opens, -1 closes, 0 either.
MARKS = {'"': 0, "“": 1, "”": -1, "„": 1, "‟": 1, "«": 1, "»": -1, "‹": 1, "›": -1, "'": 0, "‘": 1, "’": -1,
         "(": 1, ")": -1, "[": 1, "]": -1}
_BRACKETS = {"(", ")", "[", "]"}
_FAMILIES = ("\"“”„‟", "«»", "‹›", "'‘’", "()", "[]")
_FAMILY = {mark: family for family in _FAMILIES for mark in family}
_CLOSING_CONTEXT = set(" \t\r\n\u00a0.,،;؛:!?؟…)]»”\"'-–—/")
_OPENING_CONTEXT = set(" \t\r\n\u00a0([«“\"':-–—/")
# A closing mark looks for its partner among this many open ones; deeper nesting than this is a misprint.
_DEPTH = 6


class Quotation(NamedTuple):
    """A quotation by token numbers: its opening mark, and its closing mark or the token that ends its block."""

    first: int
    last: int
    closed: bool


def quotations_of(doc: Document, marks: list[int], blocks: list[Span]) -> list[Quotation]:
    """Pair the quotation marks of a document, nested ones too; an unclosed one runs to the end of its block.

    `marks` are the token numbers of the quotation marks and brackets, `blocks` the paragraphs in reading order.

    >>> from helpers.tokens import Span, analyse
    >>> doc = analyse('قال "إن "الفجر" بدأ')
    >>> quotations_of(doc, [1, 3, 5], [Span(0, len(doc.text))])
    [Quotation(first=3, last=5, closed=True), Quotation(first=1, last=7, closed=False)]
    """
    found, open_marks, block = [], [], 0
    for mark in marks:
        start = doc.tokens[mark].start
        while block + 1 < len(blocks) and start >= blocks[block].end:
            found += _unclosed(open_marks, doc, blocks[block])
            open_marks, block = [], block + 1
        partner = _partner(doc, mark, open_marks) if _direction(doc, mark, open_marks) < 0 else None
        if partner is not None:
            found.append(Quotation(open_marks[partner], mark, True))
            del open_marks[partner:]
        elif _may_open(doc, mark):
            open_marks.append(mark)
    if blocks:
        found += _unclosed(open_marks, doc, blocks[block])
    return found


def _direction(doc: Document, mark: int, open_marks: list[int]) -> int:
    """1 when the spaces around a mark say it opens, -1 when they say it closes; its shape decides when they do not."""
    token, text = doc.tokens[mark], doc.text
    if token.text in _BRACKETS:
        return MARKS[token.text]
    before = text[token.start - 1] if token.start else " "
    after = text[token.end] if token.end < len(text) else " "
    opens, closes = before in _OPENING_CONTEXT, after in _CLOSING_CONTEXT
    if opens != closes:
        return 1 if opens else -1
    return MARKS[token.text] or (-1 if _partner(doc, mark, open_marks) is not None else 1)


def _partner(doc: Document, mark: int, open_marks: list[int]) -> int | None:
    """Where in the open marks the nearest one of the same family stands."""
    family = _FAMILY[doc.tokens[mark].text]
    for place in range(len(open_marks) - 1, max(-1, len(open_marks) - 1 - _DEPTH), -1):
        if doc.tokens[open_marks[place]].text in family:
            return place
    return None


def _may_open(doc: Document, mark: int) -> bool:
    """Whether something is left to quote right after the mark."""
    token = doc.tokens[mark]
    return token.text != "'" and token.text not in ")]" and doc.text[token.end:token.end + 1].strip() != ""\
        or token.text in ("«", "“", "\"")


def _unclosed(open_marks: list[int], doc: Document, block: Span) -> list[Quotation]:
    """What stays open at the end of a block."""
    if not open_marks:
        return []
    end = open_marks[-1]
    while end < len(doc.tokens) and doc.tokens[end].start < block.end:
        end += 1
    return [Quotation(mark, end, False) for mark in open_marks if doc.tokens[mark].text not in _BRACKETS]
