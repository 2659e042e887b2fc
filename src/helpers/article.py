"""Load a news article: decode it, leave its text untouched, and mark off what is title, body and page furniture."""
import codecs
import hashlib
import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.arabic import fold, fold_letters, is_arabic, strip_marks
from helpers.resources import read_lexicon

MAX_BYTES = 10_000_000
_HEAD_BYTES = 4096  # where an HTML page declares its encoding
_TITLE_WORDS = 30
_BYLINE_WORDS = 8
# Blocks of a page end at a line break or, in text pasted from one, at a gap of several blanks.
_BLOCK_END = re.compile(r"(?=\s)(?:[\r\n\u2028\u2029]|[ \t\u00a0]{4})")
_KEY_LENGTH = 300  # characters of a line that tell what it is
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = (".", "؟", "!", ":", "؛", "،", "…", ",")
_BYLINE_MARK = re.compile(r"[/|:–—-]")
_RECEIVED = re.compile(r"تلق[^\W_]{1,4}\s{1,3}[(«\"“]?\s?([^\W\d_]{1,20}(?: [^\W\d_]{1,20}){0,2})")
_FILE_DATE = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)$")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# The longer marks first: that of UTF-32 begins like that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?(windows-1256|iso-8859-6)", re.IGNORECASE)


class ArticleError(ValueError):
    """The input is not an Arabic article that can be read; the message says why and what is allowed."""


class Section(NamedTuple):
    """A stretch of the article: title, byline, lead, body or furniture."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article and where it comes from; `text` is what the file holds, untouched, or the article on an HTML page."""

    text: str = field(repr=False)
    title: str | None
    sections: tuple[Section, ...] = field(repr=False)
    outlet: str | None
    published: date | None
    published_from: str | None  # argument, file name, page; None when the date is not known
    sha256: str  # of the text in UTF-8: for a UTF-8 file without a byte-order mark, of the file
    encoding: str | None  # how the file was decoded; None for a text given as a string
    source: str | None = None  # path as given


def load_article(path=None, *, text: str | None = None, published: date | str | None = None,
                 outlet: str | None = None) -> Article:
    """Load an article from a text or HTML file, or from a string.

    >>> article = load_article(text="مقتل 3 جنود في انفجار\\n\\nقال متحدث إن 3 جنود قتلوا.", published="2021-03-24")
    >>> article.title
    'مقتل 3 جنود في انفجار'
    >>> [section.name for section in article.sections]
    ['title', 'lead']

    A file may be UTF-8, UTF-16, UTF-32, Windows-1256 or another Arabic encoding; `encoding` says which it was.
    The publication date is `published`, or the ISO date that ends the file name (`outlet-2021-03-24.txt`), or the date
    an HTML page declares; else None, and relative times stay unresolved. Sections are in reading order, without
    overlap; offsets are code points into `text`.

    Raises FileNotFoundError or IsADirectoryError for the path, and ArticleError (a ValueError) for an input that is
    empty, has no Arabic letter, is binary, is damaged, is no regular file, or is larger than 10 MB.
    """
    if (path is None) == (text is None):
        raise ArticleError("load_article takes either a path or text=..., and one of the two is needed")
    page = {}
    encoding = None
    if text is None:
        path = Path(path)
        text, encoding = decode(_read(path), path.name)
        if path.suffix.lower() in {".html", ".htm", ".xhtml"}:
            text, page = _main_text(text, path.name)
    _require_arabic(text, path.name if path else "the text")
    sections = find_sections(text)
    published, published_from = _publication_date(published, path, page.get("date"))
    return Article(
        text=text,
        title=next((text[s.start:s.end] for s in sections if s.name == "title"), None),
        sections=sections,
        outlet=outlet or page.get("outlet") or _outlet(text, sections),
        published=published,
        published_from=published_from,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        encoding=encoding,
        source=str(path) if path else None,
    )


def _read(path: Path) -> bytes:
    if os.path.isdir(path):
        raise IsADirectoryError(f"{path} is a directory; give the path of one article")
    if not os.path.exists(path):  # unlike path.exists(), also false for a whole text given as a path
        raise FileNotFoundError(f"there is no file {str(path)[:200]}; a text is loaded with load_article(text=...)")
    if not path.is_file():
        raise ArticleError(f"{path} is a device or a pipe; give the path of a file")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ArticleError(f"{path.name} has {size:,} bytes; an article may have at most {MAX_BYTES:,}")
    return path.read_bytes()


def decode(data: bytes, name: str = "the file") -> tuple[str, str]:
    """Text and encoding of an Arabic file; line ends and every other character stay as they are.

    >>> decode("قتل ٣ جنود".encode("windows-1256", "replace"))[1]
    'cp1256'

    A byte-order mark decides, and is left out of the text. UTF-16 without one shows by its high bytes (Arabic is
    U+06xx); then UTF-8 is tried, then the Arabic encoding that an HTML page declares, then those that
    charset-normalizer tells apart. Raises ArticleError when the bytes are empty, binary, or damaged.
    """
    if not data.strip():
        raise ArticleError(f"{name} is empty")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_strictly(data, encoding, name).removeprefix("\ufeff"), encoding
    for encoding, high_bytes in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if high_bytes.count(0x06) > 0.3 * len(high_bytes):
            return _decode_strictly(data, encoding, name), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # A file that reads as Arabic once the bad bytes are dropped is damaged UTF-8: guessing would corrupt it silently.
    if _arabic_share(data.decode("utf-8", "ignore")) > 0.5:
        _decode_strictly(data, "utf-8", name)
    if declared := _DECLARED.search(data, 0, _HEAD_BYTES):
        encoding = codecs.lookup(declared[1].decode("ascii")).name
        return _decode_strictly(data, encoding, name), encoding
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["cp1256", "iso8859_6", "mac_arabic"], threshold=0.5).best()
    text = str(best) if best else ""
    if _arabic_share(text) < 0.2 or _CONTROL.search(text):
        raise ArticleError(f"{name} is not text in an Arabic encoding (UTF-8, UTF-16 and Windows-1256 are read); "
                           "a PDF or Word file has to be saved as text first")
    return text, best.encoding


def _decode_strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as damage:
        raise ArticleError(f"{name} is damaged {encoding.upper()}: the character at byte {damage.start} is broken; "
                           "save it again as UTF-8") from None


def _arabic_share(text: str) -> float:
    letters = [character for character in text[:100_000] if character.isalpha()]
    return sum(map(is_arabic, letters)) / max(1, len(letters))


def _require_arabic(text: str, name: str) -> None:
    if not isinstance(text, str):
        raise ArticleError(f"an article is a str, not {type(text).__name__}; use load_article(path) for a file")
    if not text.strip():
        raise ArticleError(f"{name} is empty or only white space")
    if len(text) > MAX_BYTES:
        raise ArticleError(f"{name} has {len(text):,} characters; an article may have at most {MAX_BYTES:,}")
    if not is_arabic(text):
        raise ArticleError(f"{name} holds no Arabic letter; an article has to be in Arabic")
    if half := _SURROGATE.search(text):
        raise ArticleError(f"{name} holds half a character (a lone surrogate) at offset {half.start()}; "
                           "decode its source again, as UTF-8 or UTF-16")


def _main_text(html: str, name: str) -> tuple[str, dict]:
    """Title and running text of an HTML page, with what the page declares about itself."""
    from trafilatura import bare_extraction

    # Without the extensive search, which takes any date on the page, even that of its copyright, for its own.
    dates = {"original_date": True, "extensive_search": False}
    page = bare_extraction(html, include_comments=False, with_metadata=True, date_extraction_params=dates)
    if page is None or not page.text:
        raise ArticleError(f"{name}: no article text was found on this page; save its text as a .txt file")
    text = page.text if not page.title or page.text.startswith(page.title) else f"{page.title}\n\n{page.text}"
    return text, {"date": page.date, "outlet": page.sitename}


def _publication_date(given, path: Path | None, declared: str | None) -> tuple[date | None, str | None]:
    if given is not None:
        if isinstance(given, date):
            return given.date() if isinstance(given, datetime) else given, "argument"
        try:
            return date.fromisoformat(given), "argument"
        except (TypeError, ValueError):
            message = f"published={given!r} is no date; give datetime.date(2021, 3, 24) or '2021-03-24'"
            raise ArticleError(message) from None
    in_name = _FILE_DATE.search(path.stem) if path else None
    for value, origin in ((in_name and in_name[1], "file name"), (declared, "page")):
        try:
            return date.fromisoformat(value), origin
        except (TypeError, ValueError):
            continue
    return None, None


def find_sections(text: str) -> tuple[Section, ...]:
    """Mark off title, byline, lead, body and furniture, in reading order.

    >>> [s.name for s in find_sections("وصول 20 لاجئا\\n\\nمتابعة/ المدى\\n\\nوصل 20 لاجئا أمس.\\n\\nاترك تعليقك")]
    ['title', 'byline', 'lead', 'furniture']

    The title is a first line that is short, has no closing punctuation and is followed by more; a line that repeats
    it is title too. Lines of `data/lexicon/furniture.csv` are furniture, and so are the links under such a line and
    what follows the last line with an Arabic word. The first line of running text is the lead.
    """
    lines, folded = list(_lines(text)), fold_letters(text)
    keys = [_key(folded[start:min(end, start + _KEY_LENGTH)]) for start, end in lines]
    names = _line_names([text[start:end] for start, end in lines], keys)
    return _merge(Section(name, *line) for name, line in zip(names, lines))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The blocks of a text without the white space around them, empty ones left out."""
    cuts = [0, *(match.end() for match in _BLOCK_END.finditer(text)), len(text)]
    for start, end in itertools.pairwise(cuts):
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        if piece.strip():
            yield left, left + len(piece.strip())


def _key(line: str) -> str:
    """The words of a folded line."""
    return " ".join(_WORD.findall(strip_marks(line)))


def _line_names(lines: list[str], keys: list[str]) -> list[str]:
    names = ["byline" if _is_byline(line, key) else "body" for line, key in zip(lines, keys)]
    _mark_furniture(names, lines, keys)
    prose = [i for i, name in enumerate(names) if name == "body"]
    if len(prose) > 1 and _is_title(lines[prose[0]], keys[prose[0]]):
        for i in prose[:3]:
            if keys[i] == keys[prose[0]]:
                names[i] = "title"
        below = (i for i in prose if names[i] == "body")
        for i in itertools.takewhile(lambda i: _is_signature(lines[i], keys[i]), below):
            names[i] = "byline"
    lead = next((i for i in prose if names[i] == "body"), None)
    if lead is not None:
        names[lead] = "lead"
    return names


def _mark_furniture(names: list[str], lines: list[str], keys: list[str]) -> None:
    """Name the lines of furniture: known phrases, links under their heading, and what trails the last prose."""
    whole, starts, headings = _furniture()
    listing = False
    for i, (line, key) in enumerate(zip(lines, keys)):
        heading = key.startswith(headings)
        listing = heading or listing and not line.endswith(_SENTENCE_END)
        if listing or key in whole or key.startswith(starts):
            names[i] = "furniture"
    for i in reversed(range(len(lines))):
        if names[i] == "body" and any(len(word) > 2 and is_arabic(word) for word in keys[i].split()):
            break
        names[i] = "furniture"


def _is_title(line: str, key: str) -> bool:
    short = len(line) <= _KEY_LENGTH and 2 <= len(key.split()) <= _TITLE_WORDS
    return short and not line.endswith(_SENTENCE_END) and is_arabic(line)


def _is_byline(line: str, key: str) -> bool:
    """A short line with a separator that names a known outlet or says how the article came about."""
    words = key.split(maxsplit=_BYLINE_WORDS)
    if not words or len(words) > _BYLINE_WORDS or not _BYLINE_MARK.search(line) or line.endswith("."):
        return False
    return not _byline_words().isdisjoint(words) or _outlet_in(key) is not None


def _is_signature(line: str, key: str) -> bool:
    """A short line under the title: «كتب …» or, parted by a mark, a town, a reporter, an outlet."""
    words = key.split()
    if len(words) > _BYLINE_WORDS or any(map(str.isdecimal, key)) or line.endswith((".", "؟", "!")):
        return False
    return _BYLINE_MARK.search(line) is not None or not _byline_words().isdisjoint(words[:1])


def _merge(sections) -> tuple[Section, ...]:
    """Join neighbouring sections of one name, except that each title line stays its own."""
    merged = []
    for section in sections:
        if merged and merged[-1].name == section.name != "title":
            merged[-1] = merged[-1]._replace(end=section.end)
        else:
            merged.append(section)
    return tuple(merged)


def _outlet(text: str, sections: tuple[Section, ...]) -> str | None:
    """The outlet a byline names, or the one that says it received a statement («تلقته …»)."""
    bylines = [text[s.start:s.end] for s in sections if s.name == "byline"]
    received = [m[1] for m in _RECEIVED.finditer(text)]
    for line in bylines + received:
        if outlet := _outlet_in(" ".join(_WORD.findall(fold(line)))):
            return outlet
    return None


def _outlet_in(key: str) -> str | None:
    """The longest known outlet whose name stands in a folded line as whole words."""
    words = key.split()
    names = _outlets()
    for length in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            if (name := names.get(" ".join(words[start:start + length]))):
                return name
    return None


@cache
def _outlets() -> dict[str, str]:
    return {fold(row["name"]): row["name"] for row in read_lexicon("outlets")}


@cache
def _byline_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_lexicon("byline_words"))


@cache
def _furniture() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Folded phrases: whole lines, starts of lines, headings of lists of links."""
    rows = [(fold(row["phrase"]), row["match"]) for row in read_lexicon("furniture")]
    starts, headings = (tuple(key for key, match in rows if match == kind) for kind in ("start", "heading"))
    return frozenset(key for key, _ in rows), starts, headings
