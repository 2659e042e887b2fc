"""Numbers in running text, in words and digits: a small grammar over the rows of data/lexicon/number_words.csv.

    numeral := [سالب] term (و term)* [و fraction | إلا fraction] [percent]     terms fall: مليون وخمسمئة ألف وعشرة
    term    := small scale* | scale scale* | fraction [scale]                  ثلاثمئة ألف, ألف مليار, نصف مليون
    small   := hundreds [و below] | below [مئة [و below]] | digits [مئة]       [.. فاصلة small]
    below   := unit عشر | unit و tens | ten | teen | tens | unit               وحدات وعشرات
"""
import re
import unicodedata
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.arabic import fold, strip_marks
from helpers.resources import read_lexicon
from helpers.tokens import Document, analyse

Number = int | float


class Numeral(NamedTuple):
    """A number expression: `doc.text[start:end]`, the tokens `first` to `last` (half open), and what it says."""

    start: int
    end: int
    lead: int  # first token, clitics written apart included
    first: int
    last: int
    value: Number | None  # None when vague, a clock time or a code
    form: str  # digits, words, mixed
    role: str  # cardinal, vague, ordinal, fraction, clock, code
    magnitude: Number  # the scale word it ends in, else 1; of a vague numeral, what one of it is worth
    per: int | None  # 100 after في المئة or %, 1000 after بالألف
    definite: bool
    preposition: str  # ب ل ك, when one is attached
    joined: bool  # by و
    tied: bool  # a lone word that is a number only in company: واحد, الاثنين
    grouped: int | None  # the whole number that 1.250 is when things are counted, not measured


def parse_number(text: str) -> Number | None:
    """The value of a number in words, digits or both, or None when the string is no number.

    >>> parse_number("ثلاثمئة وخمسة وعشرون ألفا"), parse_number("٣٫٥ مليون"), parse_number("مليون ونصف المليون")
    (325000, 3500000, 1500000)
    >>> parse_number("5%"), parse_number("بغداد")
    (0.05, None)

    The whole string must be the number; punctuation around it is ignored. A percentage comes out as a ratio.
    Vague words (عشرات), ordinals and clock times have no value and give None.
    """
    doc = analyse(text)
    if ratio := _RATIO.fullmatch(fold(text).strip()):
        over, under = map(int, ratio.groups())
        return _plain(Fraction(over, under)) if under else None
    found = find_numerals(doc)
    if len(found) != 1 or found[0].role not in ("cardinal", "fraction"):
        return None
    number, = found
    outside = [*doc.tokens[:number.lead], *doc.tokens[number.last:]]
    if any(token.kind in ("word", "number") for token in outside):
        return None
    return _plain(Fraction(str(number.value)) / number.per) if number.per else number.value


def find_numerals(doc: Document) -> list[Numeral]:
    """Every number expression of an analysed text, in reading order; ordinals and vague ones are marked as such.

    >>> from helpers.tokens import analyse
    >>> doc = analyse("نزح نحو 18 ألفا و500 شخص في المرحلة الثانية")
    >>> [(doc.text[n.start:n.end], n.value, n.role) for n in find_numerals(doc)]
    [('18 ألفا و500', 18500, 'cardinal'), ('الثانية', 2, 'ordinal')]

    Offsets are code points, half open; و ف ب ل ك before the number stay outside, the article of a word (الستة) inside.
    """
    atoms = _atoms(doc)
    numerals, k = [], 0
    while k < len(atoms):
        numeral, after = _numeral(doc, atoms, k)
        if numeral:
            numerals.append(numeral)
        k = max(after, k + 1)
    return numerals


# --- words and digits ----------------------------------------------------------------------------------------------

# What may stand before a number word or digits: letters -> (conjunction, preposition, definite).
CLITICS = {conjunction + preposition + article: (conjunction, preposition, bool(article))
            for conjunction in ("", "و", "ف") for preposition in ("", "ب", "ل", "ك")
            for article in ("", "ل" if preposition == "ل" else "ال")}
LONGEST_CLITIC = max(map(len, CLITICS))
_LONGEST_LITERAL = 40  # characters; what is longer is no number anyone counts
_RATIO = re.compile(r"(-?\d{1,9}) ?/ ?(\d{1,9})")
_DENOMINATORS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 100)  # of a fraction written with a slash
_PAIRS = {"(": ")", "«": "»", "[": "]"}
_PRONOUNS = ("هما", "هم", "هن", "ها", "ه", "نا", "كم")
_GAPS = (" ", "\u00a0", "\u202f", "\u2009")  # between groups of three digits


@cache
def _words() -> dict[str, tuple[str, int | Fraction | None]]:
    """Key of a number word -> (role, value)."""
    return {fold(row["word"]): (row["role"], _cell(row["value"]))
            for row in reversed(read_lexicon("number_words")) if row["role"] != "homograph"}


@cache
def _homographs() -> dict[str, Fraction]:
    """Key -> value of the cardinals that are also fractions: خمس is five or a fifth."""
    return {fold(row["word"]): Fraction(row["value"])
            for row in read_lexicon("number_words") if row["role"] == "homograph"}


@cache
def _lookalikes(of: str) -> frozenset[str]:
    """Keys that look like a number and are none (لست, I am not), or only beside a noun (وست, West in names)."""
    return frozenset(fold(row["word"]) for row in read_lexicon("lookalikes") if row["of"] == of)


def _cell(value: str) -> int | Fraction | None:
    if not value:
        return None
    return Fraction(value) if "/" in value else int(value)


class _Reading(NamedTuple):
    """What a key says as part of a number."""

    role: str
    value: int | Fraction | None
    letters: int = 0  # of the clitics outside the span
    conjunction: str = ""
    preposition: str = ""
    definite: bool = False
    grouped: int | None = None
    tail: int = 0  # letters of the pronoun outside the span: نصفهم


@lru_cache(maxsize=1 << 16)
def _reading(key: str) -> _Reading | None:
    """How a key reads as part of a number, clitics cut off; None for other words."""
    if key[:1].isnumeric():
        return _literal(key)
    if key in _lookalikes("number"):
        return None
    words = _words()
    for cut in range(min(LONGEST_CLITIC, len(key) - 1) + 1):
        word = words.get(key[cut:])
        if word and (clitics := CLITICS.get(key[:cut])):
            conjunction, preposition, definite = clitics
            return _Reading(*word, len(conjunction + preposition), conjunction, preposition, definite)
    for pronoun in _PRONOUNS:
        owned = _reading(key[:-len(pronoun)]) if key.endswith(pronoun) and len(key) > len(pronoun) + 2 else None
        if owned and owned.role == "fraction" and not owned.definite:
            return owned._replace(tail=len(pronoun))
    return None


def _literal(key: str) -> _Reading | None:
    """Digits with their marks; form decides which marks part thousands and which decimals.

    A mark that stands before three digits throughout parts thousands; a lone point before three digits is read as
    decimal, its other reading kept; of two different marks the first parts thousands, the last decimals.
    """
    if len(key) > _LONGEST_LITERAL:
        return None
    if not key[0].isdecimal():
        return _Reading("digits", Fraction(unicodedata.numeric(key[0])).limit_denominator(10))
    if ":" in key:
        return _Reading("clock", None)
    groups, marks = re.split("[.,٫٬،]", key), re.findall("[.,٫٬،]", key)
    if not marks:
        return _Reading("digits", int(key))
    grouping = len(groups[0]) <= 3 and groups[0] != "0"
    if grouping and len(set(marks)) == 1 and marks[0] != "٫" and all(len(group) == 3 for group in groups[1:]):
        whole = int("".join(groups))
        if marks == ["."] and groups[1] != "000":
            return _Reading("digits", Fraction(".".join(groups)), grouped=whole)
        return _Reading("digits", whole)
    if len(marks) > 1:
        grouped = grouping and len(set(marks[:-1])) == 1 and marks[-1] not in marks[:-1]
        if not grouped or any(len(group) != 3 for group in groups[1:-1]):
            return _Reading("code", None)
    elif marks == ["،"] and len(groups[0]) > 3:
        return _Reading("code", None)
    return _Reading("digits", Fraction("".join(groups[:-1]) + "." + groups[-1]))


class _Atom(NamedTuple):
    """A reading at its place in the document."""

    role: str
    value: int | Fraction | None
    lead: int  # first token, clitics written apart included
    first: int
    last: int  # one past the last token
    start: int
    end: int
    conjunction: str
    preposition: str
    definite: bool
    grouped: int | None


def _atoms(doc: Document) -> list[_Atom]:
    """The number words and digits of a document, each with the clitics that stand before it."""
    atoms, past = [], 0
    for i, key in enumerate(doc.keys):
        reading = _reading(key)
        if reading and i >= past:
            atoms.append(_atom(doc, i, reading))
            past = atoms[-1].last
    return atoms


def _atom(doc: Document, i: int, reading: _Reading) -> _Atom:
    role, value, letters, conjunction, preposition, definite, grouped, tail = reading
    token = doc.tokens[i]
    if doc.keys[i] == "واحد" and _is_one_of(doc, i):
        role, letters, conjunction = "one", 1, "و"
    start = after_letters(doc.text, token.start, letters) if letters else token.start
    end = after_letters(doc.text, start, len(doc.keys[i]) - letters - tail) if tail else token.end
    lead, last = i, i + 1
    while lead and not letters and i - lead < 2 and (clitics := CLITICS.get(doc.keys[lead - 1] or None)):
        conjunction, preposition = clitics[0] or conjunction, clitics[1] or preposition
        definite = definite or clitics[2]
        lead -= 1
    if role == "digits":
        if i and doc.keys[i - 1] in (".", "٫") and doc.keys[i].isdigit() and _stands_free(doc, i):
            value, start, lead = Fraction("." + doc.keys[i]), doc.tokens[i - 1].start, i - 1
        elif spaced := _spaced(doc, i):
            value, last, grouped = *spaced, None
        elif ratio := _slashed(doc, i) or _agency_decimal(doc, i):
            value, last, grouped = *ratio, None
        if _signed(doc, i):
            value, grouped, start, lead = -value, None, doc.tokens[i - 1].start, i - 1
        end = end if last == i + 1 else doc.tokens[last - 1].end
        if lead and last < len(doc.keys) and _PAIRS.get(doc.keys[lead - 1]) == doc.keys[last]:
            last += 1  # (95) ألف
    return _Atom(role, value, lead, i, last, start, end, conjunction, preposition, definite, grouped)


def _is_one_of(doc: Document, i: int) -> bool:
    """Whether واحد is و before أحد: by its hamza, or before عشر."""
    following = _reading(doc.keys[i + 1]) if i + 1 < len(doc.keys) else None
    return "أ" in doc.tokens[i].text or bool(following and following.role == "ten" and not following.letters)


def after_letters(text: str, start: int, letters: int) -> int:
    """The offset past so many letters of a word and the marks they carry.

    >>> after_letters("وَبـثلاثة", 0, 2)
    4
    """
    while letters or not strip_marks(text[start]):
        letters -= bool(strip_marks(text[start]))
        start += 1
    return start


def _spaced(doc: Document, i: int) -> tuple[int | Fraction, int] | None:
    """1 234 567: groups of three digits one blank apart, as (value, one past the last token)."""
    keys, tokens = doc.keys, doc.tokens
    if len(keys[i]) > 3 or not keys[i].isdigit() or keys[i][0] == "0":
        return None
    j, groups = i + 1, [keys[i]]
    while (j < len(keys) and re.fullmatch(r"\d{3}(?:[.,٫]\d+)?", keys[j]) and "." not in groups[-1]
           and doc.text[tokens[j - 1].end:tokens[j].start] in _GAPS):
        groups.append(re.sub("[,٫]", ".", keys[j]))
        j += 1
    if len(groups) == 1:
        return None
    value = Fraction("".join(groups))
    return (int(value) if value.denominator == 1 else value), j


def _slashed(doc: Document, i: int) -> tuple[Fraction, int] | None:
    """3/4, but neither 22/8/2015 nor 1992/2, as (value, one past the last token)."""
    around = doc.keys[max(0, i - 1):i] + doc.keys[i + 1:i + 4]
    if i + 2 >= len(doc.keys) or doc.keys[i + 1] != "/" or around.count("/") > 1:
        return None
    over, under = doc.keys[i], doc.keys[i + 2]
    if not (over.isdigit() and under.isdigit() and len(over) < 3 and int(under) in _DENOMINATORS):
        return None
    return (Fraction(int(over), int(under)), i + 3) if 0 < int(over) < int(under) else None


def _agency_decimal(doc: Document, i: int) -> tuple[Fraction, int] | None:
    """4ر16, as agencies write 16.4: decimals first, then ر and the whole, as (value, one past the last token)."""
    decimals, letter, whole = (*doc.keys[i:i + 3], "", "", "")[:3]
    if letter != "ر" or not (decimals.isdigit() and whole.isdigit()) or len(decimals) > 3:
        return None
    return Fraction(f"{whole}.{decimals}"), i + 3


def _signed(doc: Document, i: int) -> bool:
    """Whether a minus stands right before the digits and after a blank."""
    after_number = i > 1 and doc.tokens[i - 2].kind == "number"
    return i > 0 and doc.keys[i - 1] in ("-", "−") and not after_number and _stands_free(doc, i)


def _stands_free(doc: Document, i: int) -> bool:
    """Whether the mark before token i touches it and nothing else."""
    mark = doc.tokens[i - 1]
    return mark.end == doc.tokens[i].start and (mark.start == 0 or doc.text[mark.start - 1] in " \u00a0(")


# --- grammar -------------------------------------------------------------------------------------------------------

_SCALES = ("scale", "scale_plural")
_VAGUE = ("vague", "scale_plural", "dozen_plural")
_BELOW = ("unit", "one", "ten", "teen", "tens")
_TERMS = (*_BELOW, "hundred", "hundreds", "digits", "scale", "scale_dual", "fraction", "dozen", "dozen_dual")


class _Term(NamedTuple):
    """A value, the scale word it ends in (1 if none) and the atom after it."""

    value: int | Fraction
    scale: int
    after: int


def _numeral(doc: Document, atoms: list[_Atom], k: int) -> tuple[Numeral | None, int]:
    """The numeral that starts at atom k, if any, and the atom after it."""
    head, magnitude, value = atoms[k], 1, None
    role = "cardinal"
    if head.role in ("clock", "code"):
        role, after = head.role, k + 1
    elif head.role in ("ordinal", "ordinal_compound"):
        role, (value, after) = "ordinal", _ordinal(atoms, k)
        if after == k + 1 and value == 1:
            return None, after  # first is said of the earliest and the best
    elif head.role in _VAGUE:
        role, (magnitude, after) = "vague", _vague(atoms, k)
    elif head.role == "minus" and _follows(atoms, k + 1, False, *_TERMS) and (term := _sum(atoms, k + 1)):
        value, magnitude, after = -term.value, term.scale, term.after
    elif head.role in _TERMS and (term := _sum(atoms, k)):
        value, magnitude, after = term
        if (head.role == "fraction" and after == k + 1) or (atoms[after - 1].role == "fraction_plural" and value < 1):
            role = "fraction"
        elif after == k + 1 and _is_share(doc, head):
            role, value = "fraction", _homographs()[doc.keys[head.first][len(head.preposition + head.conjunction):]]
    else:
        return None, k + 1
    if role == "cardinal" and (ratio := _ratio(doc, atoms, k, after, value)):
        role, (value, after) = "fraction", ratio
    last, closing = atoms[after - 1].last, atoms[after - 1].end
    per, first, past = _percent(doc, head.first, last) if role != "ordinal" else (None, head.first, last)
    while after < len(atoms) and atoms[after].first < past:
        after += 1
    digits = {atom.role == "digits" or atom.role in ("clock", "code") for atom in atoms[k:after] if atom.first < last}
    start = head.start if first == head.first else doc.tokens[first].start
    end = doc.tokens[past - 1].end if past > last else closing
    return Numeral(
        start, end, min(head.lead, first), first, past, _plain(value),
        "mixed" if len(digits) > 1 else "digits" if True in digits else "words", role, magnitude, per,
        head.definite, head.preposition, head.conjunction == "و",
        after == k + 1 and not per and _is_tied(doc, head), head.grouped if after == k + 1 else None), after


def _follows(atoms: list[_Atom], k: int, joined: bool, *roles: str) -> _Atom | None:
    """Atom k when it continues the one before it, with or without و, in one of the roles."""
    if k >= len(atoms):
        return None
    atom = atoms[k]
    fits = atom.role in roles and atom.lead == atoms[k - 1].last and not atom.preposition
    return atom if fits and (atom.conjunction == "و") == joined and atom.conjunction != "ف" else None


def _sum(atoms: list[_Atom], k: int) -> _Term | None:
    """Terms that fall, joined by و, and the fraction that may close them."""
    term = _term(atoms, k)
    if not term:
        return None
    value, scale, after = term
    while _continues(atoms, after, scale) and (term := _term(atoms, after)):
        if 0 < term.value < scale or 0 < term.value < 1:
            value, scale, after = value + term.value, min(scale, term.scale), term.after
            if atoms[after - 1].role == "fraction":
                value += (scale if term.scale == 1 else 1) * term.value - term.value
                scale = 1
        elif 1 < scale < term.scale and 100 * term.scale <= term.value < scale * term.scale:
            value, scale, after = value * term.scale + term.value, term.scale, term.after  # ألف ومئة مليون
        else:
            break
    if _follows(atoms, after, False, "except") and (share := _follows(atoms, after + 1, False, "fraction")):
        unit = 100 if atoms[after - 1].role == "hundred" else scale
        value, after = value - share.value * unit, after + 2
    return _Term(value, scale, after)


def _continues(atoms: list[_Atom], k: int, scale: int) -> bool:
    """Whether a term joined by و comes next, or digits that spell out a smaller scale: 3 ملايين 500 ألف."""
    if _follows(atoms, k, True, *_TERMS):
        return True
    smaller = scale > 1 and _follows(atoms, k, False, "digits") and _follows(atoms, k + 1, False, "hundred", "scale")
    return bool(smaller) and smaller.value < scale


def _term(atoms: list[_Atom], k: int) -> _Term | None:
    """One term: a small number and its scale words, or scale words alone."""
    head, after, scale = atoms[k], k + 1, 1
    if head.role in ("scale", "scale_dual"):
        value = head.value
        scale = value if head.role == "scale" else value // 2
    elif head.role in ("fraction", "dozen", "dozen_dual"):
        value = head.value
        if head.role == "fraction" and _follows(atoms, after, False, "hundred"):
            value, after = value * 100, after + 1
    elif small := _small(atoms, k):
        value, after = small
        half = _follows(atoms, after, True, "fraction")
        if half and _follows(atoms, after + 1, False, *_SCALES):
            value, after = value + half.value, after + 1
        if dozen := _follows(atoms, after, False, "dozen", "dozen_plural"):
            value, after = value * dozen.value, after + 1
    else:
        return None
    while (word := _follows(atoms, after, False, *_SCALES)) and word.value > scale:
        value, scale, after = value * word.value, word.value, after + 1
    return _Term(value, scale, after)


def _small(atoms: list[_Atom], k: int) -> tuple[int | Fraction, int] | None:
    """A number below a thousand, or digits, with its decimals in words."""
    head, after = atoms[k], k + 1
    if head.role in ("hundred", "hundreds"):
        value, after = _with_rest(atoms, head.value, after)
    elif head.role == "digits":
        value = head.value
        if (share := _follows(atoms, after, False, "digits")) and value.denominator == 1 and 0 < share.value < 1:
            value, after = value + (share.value if value > 0 else -share.value), after + 1
        elif _follows(atoms, after, False, "hundred"):
            value, after = _with_rest(atoms, value * 100, after + 1)
    elif below := _below_hundred(atoms, k):
        value, after = below
        if after == k + 1 and 1 < value < 10 and _follows(atoms, after, False, "hundred"):
            value, after = _with_rest(atoms, value * 100, after + 1)
    else:
        return None
    if _follows(atoms, after, False, "point") and _follows(atoms, after + 1, False, *_BELOW, "digits"):
        if decimals := _small(atoms, after + 1):
            digits, after = decimals
            value += Fraction(digits) / 10 ** len(str(digits))
    return value, after


def _with_rest(atoms: list[_Atom], hundreds: int, k: int) -> tuple[int, int]:
    """Hundreds and what may be added to them."""
    if (digits := _follows(atoms, k, True, "digits")) and 0 < digits.value < 100 and digits.value.denominator == 1:
        if hundreds % 100 == 0 and atoms[k - 1].role == "hundred" and atoms[k - 2].role == "digits":
            return hundreds + digits.value, k + 1
    if _follows(atoms, k, True, *_BELOW) and (below := _below_hundred(atoms, k)) and below[0] >= 1:
        value, after = below
        starts_another = after == k + 1 and value < 10 and _follows(atoms, after, False, "hundred")
        if not starts_another:
            return hundreds + value, after
    return hundreds, k


def _below_hundred(atoms: list[_Atom], k: int) -> tuple[int | Fraction, int] | None:
    """Units, teens and tens; three quarters too, for they begin alike."""
    head = atoms[k]
    if head.role in ("unit", "one"):
        if ten := _follows(atoms, k + 1, False, "ten"):
            return head.value + ten.value, k + 2
        if head.value and (tens := _follows(atoms, k + 1, True, "tens")):
            return head.value + tens.value, k + 2
        if part := _follows(atoms, k + 1, False, "fraction_plural"):
            return head.value * part.value, k + 2
        return (head.value, k + 1) if head.role == "unit" else None
    if head.role == "tens" and (unit := _follows(atoms, k + 1, True, "unit")):
        alone = not _follows(atoms, k + 2, False, "ten", "hundred", "fraction_plural", *_SCALES)
        if alone and not _follows(atoms, k + 2, True, "tens"):
            return head.value + unit.value, k + 2  # أربعين وخمسة, as spoken
    return (head.value, k + 1) if head.role in ("ten", "teen", "tens") else None


def _ratio(doc: Document, atoms: list[_Atom], k: int, after: int, value) -> tuple[Fraction, int] | None:
    """واحد من كل ثلاثة, واحد على عشرين: (value, atom after it)."""
    if after >= len(atoms) or atoms[after].role not in _TERMS or atoms[after].definite or atoms[after].conjunction:
        return None
    between = doc.keys[atoms[after - 1].last:atoms[after].lead]
    if value not in (1, -1) or between not in (["من"], ["علي"], ["من", "كل"], ["من", "بين", "كل"]):
        return None
    whole = _sum(atoms, after)
    return (Fraction(value) / Fraction(whole.value), whole.after) if whole and whole.value > 1 else None


def _ordinal(atoms: list[_Atom], k: int) -> tuple[int, int]:
    """الخامس, الخامس عشر, الخامس والعشرون."""
    value, after = atoms[k].value, k + 1
    if (value > 1 or atoms[k].role == "ordinal_compound") and (ten := _follows(atoms, after, False, "ten")):
        return value + ten.value, after + 1
    if (tens := _follows(atoms, after, True, "tens", "hundred")) and tens.definite == atoms[k].definite:
        return value + tens.value, after + 1
    return value, after


def _vague(atoms: list[_Atom], k: int) -> tuple[int, int]:
    """What one of عشرات الآلاف is worth, and the atom after it."""
    magnitude, after = atoms[k].value, k + 1
    while word := _follows(atoms, after, False, *_VAGUE, *_SCALES, "ten", "hundred"):
        magnitude, after = magnitude * word.value, after + 1
    return magnitude, after


# --- around the number ---------------------------------------------------------------------------------------------


def _percent(doc: Document, first: int, last: int) -> tuple[int | None, int, int]:
    """(100, first, last) widened over a percent sign or في المئة; (None, first, last) without one."""
    keys = doc.keys
    after = last
    if after < len(keys):
        if keys[after] in ("%", "٪"):
            return 100, first, after + 1
        reading = _reading(keys[after])
        if _is_base(reading) and reading.preposition == "ب":
            return reading.value, first, after + 1
        if after + 1 < len(keys) and keys[after] in ("في", "ب") and _is_base(reading := _reading(keys[after + 1])):
            return reading.value, first, after + 2
    if first and keys[first - 1] in ("%", "٪") and doc.tokens[first].kind == "number":
        if first < 2 or doc.tokens[first - 2].kind != "number":
            return 100, first - 1, last
    return None, first, last


def is_number_word(key: str) -> bool:
    """Whether a key can be part of a number."""
    return _reading(key) is not None


def is_definite(key: str) -> bool:
    """Whether a number word carries the article."""
    reading = _reading(key)
    return reading is not None and reading.definite


def _is_base(reading: _Reading | None) -> bool:
    """المئة, الألف, المليون: what a rate is out of."""
    return bool(reading and reading.definite and reading.role in ("hundred", "scale"))


def _is_share(doc: Document, atom: _Atom) -> bool:
    """خمس before a definite noun is a fifth of it, not five."""
    key = doc.keys[atom.first][len(atom.preposition + atom.conjunction):]
    following = doc.keys[atom.last] if atom.last < len(doc.keys) else ""
    return key in _homographs() and following.startswith("ال") and _reading(following) is None


def _is_tied(doc: Document, atom: _Atom) -> bool:
    """One, Monday (which is the two) and water (which is a hundred in speech)."""
    if doc.keys[atom.first] in _lookalikes("name"):
        return True
    if atom.role == "unit":
        return atom.value == 1 or (atom.value == 2 and atom.definite)
    return atom.role == "hundred" and doc.keys[atom.first].endswith("ميه")


def _plain(value: int | Fraction | float | None) -> Number | None:
    """An int where the value is whole, else a float."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)
