"""Numbers in running text, in words and digits: a small grammar over the rows of data/lexicon/number_words.csv.

    numeral := [سالب] term (و term)* [و fraction | إلا fraction] [percent]     terms fall: مليون وخمسمئة ألف وعشرة
    term    := small scale* | scale scale* | fraction [scale]                  ثلاثمئة ألف, ألف مليار, نصف مليون
    small   := hundreds [و below] | below [مئة [و below]] | digits [مئة]       [.. فاصلة small]
    below   := unit عشر | unit و tens | ten | teen | tens | unit               وحدات وعشرات
"""
import re
from fractions import Fraction
from typing import NamedTuple

from helpers.arabic import fold
from helpers.number_words import Atom, Number, Reading, atoms_of, homographs, lookalikes, plain, reading_of
from helpers.tokens import Document, analyse

_RATIO = re.compile(r"(-?\d{1,9}) ?/ ?(\d{1,9})")
_SIGNS = ("%", "٪")
_DAMMA = "\u064f"


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
        return plain(Fraction(over, under)) if under else None
    found = find_numerals(doc)
    if len(found) != 1 or found[0].role not in ("cardinal", "fraction"):
        return None
    number, = found
    outside = [*doc.tokens[:number.lead], *doc.tokens[number.last:]]
    if any(token.kind in ("word", "number") for token in outside):
        return None
    return plain(Fraction(str(number.value)) / number.per) if number.per else number.value


def find_numerals(doc: Document) -> list[Numeral]:
    """Every number expression of an analysed text, in reading order; ordinals and vague ones are marked as such.

    >>> from helpers.tokens import analyse
    >>> doc = analyse("نزح نحو 18 ألفا و500 شخص في المرحلة الثانية")
    >>> [(doc.text[n.start:n.end], n.value, n.role) for n in find_numerals(doc)]
    [('18 ألفا و500', 18500, 'cardinal'), ('الثانية', 2, 'ordinal')]

    Offsets are code points, half open; و ف ب ل ك before the number stay outside, the article of a word (الستة) inside.
    """
    atoms = atoms_of(doc)
    numerals, k = [], 0
    while k < len(atoms):
        numeral, after = _numeral(doc, atoms, k)
        if numeral:
            numerals.append(numeral)
        k = max(after, k + 1)
    return numerals


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


class _Core(NamedTuple):
    """What the atoms of a numeral say, without percent signs around them."""

    role: str
    value: int | Fraction | None
    magnitude: int
    after: int


def _numeral(doc: Document, atoms: list[Atom], k: int) -> tuple[Numeral | None, int]:
    """The numeral that starts at atom k, if any, and the atom after it."""
    core = _core(doc, atoms, k)
    if core is None:
        return None, k + 1
    head, tail, after = atoms[k], atoms[core.after - 1], core.after
    per, first, past = (None, head.first, tail.last) if core.role == "ordinal" else _percent(doc, head.first, tail.last)
    forms = {atom.role in ("digits", "clock", "code") for atom in atoms[k:after]}
    while after < len(atoms) and atoms[after].first < past:
        after += 1
    alone = core.after == k + 1
    return Numeral(
        start=head.start if first == head.first else doc.tokens[first].start,
        end=tail.end if past == tail.last else doc.tokens[past - 1].end,
        lead=min(head.lead, first), first=first, last=past, value=plain(core.value),
        form="mixed" if len(forms) > 1 else "digits" if True in forms else "words",
        role=core.role, magnitude=core.magnitude, per=per, definite=head.definite, preposition=head.preposition,
        joined=head.conjunction == "و" and not _is_name(doc, head),
        tied=alone and not per and _is_tied(doc, head), grouped=head.grouped if alone else None), after


def _core(doc: Document, atoms: list[Atom], k: int) -> _Core | None:
    """The reading of the atoms from k on, or None when no numeral starts there."""
    head = atoms[k]
    if head.role in ("clock", "code"):
        return _Core(head.role, None, 1, k + 1)
    if head.role in ("ordinal", "ordinal_compound"):
        value, after = _ordinal(atoms, k)
        first = value == 1 and after == k + 1  # said of the earliest and the best, and no number
        return None if first else _Core("ordinal", value, 1, after)
    if head.role in _VAGUE:
        return _Core("vague", None, *_vague(atoms, k))
    if head.role == "minus" and _follows(atoms, k + 1, False, *_TERMS) and (term := _sum(atoms, k + 1)):
        ratio = _ratio(doc, atoms, term.after, -term.value)
        return ratio or _Core("cardinal", -term.value, term.scale, term.after)
    if head.role not in _TERMS or not (term := _sum(atoms, k)):
        return None
    value, scale, after = term
    if ratio := _ratio(doc, atoms, after, value):
        return ratio
    if after == k + 1 and (share := _share(doc, head)):
        return _Core("fraction", share, 1, after)
    closing = atoms[after - 1].role  # ثلث; ثلاثة أرباع
    fraction = closing == "fraction" and after == k + 1 or closing == "fraction_plural" and value < 1
    return _Core("fraction" if fraction else "cardinal", value, scale, after)


def _follows(atoms: list[Atom], k: int, joined: bool, *roles: str) -> Atom | None:
    """Atom k when it continues the one before it, with or without و, in one of the roles."""
    if k >= len(atoms):
        return None
    atom = atoms[k]
    fits = atom.role in roles and atom.lead == atoms[k - 1].last and not atom.preposition
    return atom if fits and (atom.conjunction == "و") == joined and atom.conjunction != "ف" else None


def _sum(atoms: list[Atom], k: int) -> _Term | None:
    """Terms that fall, joined by و, and the fraction that may close them."""
    term = _term(atoms, k)
    if not term:
        return None
    value, scale, after = term
    while _continues(atoms, after, scale) and (term := _term(atoms, after)):
        if 0 < term.value < 1:
            return _Term(value + term.value * scale, scale, term.after)  # مليون ونصف
        if 0 < term.value < scale:
            closes = atoms[after].role == "fraction"  # مليون ونصف المليون
            value, scale, after = value + term.value, scale if closes else min(scale, term.scale), term.after
            if closes:
                break
        elif 1 < scale < term.scale and 100 * term.scale <= term.value < scale * term.scale:
            value, scale, after = value * term.scale + term.value, term.scale, term.after  # ألف ومئة مليون
        else:
            break
    if _follows(atoms, after, False, "except") and (share := _follows(atoms, after + 1, False, "fraction")):
        unit = 100 if atoms[after - 1].role == "hundred" else scale
        value, after = value - share.value * unit, after + 2
    return _Term(value, scale, after)


def _continues(atoms: list[Atom], k: int, scale: int) -> bool:
    """Whether a term joined by و comes next, or digits that spell out a smaller scale: 3 ملايين 500 ألف."""
    if _follows(atoms, k, True, *_TERMS):
        return True
    smaller = scale > 1 and _follows(atoms, k, False, "digits") and _follows(atoms, k + 1, False, "hundred", "scale")
    return bool(smaller) and smaller.value < scale


def _term(atoms: list[Atom], k: int) -> _Term | None:
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


def _small(atoms: list[Atom], k: int) -> tuple[int | Fraction, int] | None:
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
    point = _follows(atoms, after, False, "point") and _follows(atoms, after + 1, False, *_BELOW, "digits")
    if point and (decimals := _small(atoms, after + 1)):
        digits, after = decimals
        value += Fraction(digits) / 10 ** len(str(digits))
    return value, after


def _with_rest(atoms: list[Atom], hundreds: int, k: int) -> tuple[int, int]:
    """Hundreds and what may be added to them."""
    digits = _follows(atoms, k, True, "digits")
    spelt_out = digits and k > 1 and atoms[k - 1].role == "hundred" and atoms[k - 2].role == "digits"  # 3 مئة و21
    if spelt_out and 0 < digits.value < 100 and digits.value.denominator == 1:
        return hundreds + digits.value, k + 1
    if _follows(atoms, k, True, *_BELOW) and (below := _below_hundred(atoms, k)) and below[0] >= 1:
        value, after = below
        starts_another = after == k + 1 and value < 10 and _follows(atoms, after, False, "hundred")
        if not starts_another:
            return hundreds + value, after
    return hundreds, k


def _below_hundred(atoms: list[Atom], k: int) -> tuple[int | Fraction, int] | None:
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


def _ratio(doc: Document, atoms: list[Atom], k: int, over: int | Fraction) -> _Core | None:
    """واحد من كل ثلاثة, واحد على عشرين: one, already read, and the number it is of, which starts at atom k."""
    if abs(over) != 1 or k >= len(atoms) or atoms[k].role not in _TERMS or atoms[k].definite or atoms[k].conjunction:
        return None
    between = doc.keys[atoms[k - 1].last:atoms[k].lead]
    member = between == ["من"] and doc.keys[atoms[k - 1].first].endswith("ا")  # كان واحدا من ثلاثة قوارب
    ratio = not member and between in (["من"], ["علي"], ["من", "كل"], ["من", "بين", "كل"])
    under = _sum(atoms, k) if ratio else None
    if under is None or under.value <= 1:
        return None
    return _Core("fraction", Fraction(over) / Fraction(under.value), 1, under.after)


def _ordinal(atoms: list[Atom], k: int) -> tuple[int, int]:
    """الخامس, الخامس عشر, الخامس والعشرون."""
    value, after = atoms[k].value, k + 1
    if (value > 1 or atoms[k].role == "ordinal_compound") and (ten := _follows(atoms, after, False, "ten")):
        return value + ten.value, after + 1
    if (tens := _follows(atoms, after, True, "tens", "hundred")) and tens.definite == atoms[k].definite:
        return value + tens.value, after + 1
    return value, after


def _vague(atoms: list[Atom], k: int) -> tuple[int, int]:
    """What one of عشرات الآلاف is worth, and the atom after it."""
    magnitude, after = atoms[k].value, k + 1
    while word := _follows(atoms, after, False, *_VAGUE, *_SCALES, "ten", "hundred"):
        magnitude, after = magnitude * word.value, after + 1
    return magnitude, after


# --- around the number ---------------------------------------------------------------------------------------------


def _percent(doc: Document, first: int, last: int) -> tuple[int | None, int, int]:
    """(100, first, last) widened over a percent sign or في المئة; (None, first, last) without one."""
    keys = doc.keys
    following, beyond = (*keys[last:last + 2], "", "")[:2]
    if following in _SIGNS:
        return 100, first, last + 1
    if (base := reading_of(following)) and _is_base(base) and base.preposition == "ب":
        return base.value, first, last + 1
    if following in ("في", "ب") and (base := reading_of(beyond)) and _is_base(base):
        return base.value, first, last + 2
    leads = first and keys[first - 1] in _SIGNS and doc.tokens[first].kind == "number" and _on_one_line(doc, first)
    if leads and (first < 2 or doc.tokens[first - 2].kind != "number"):
        return 100, first - 1, last
    return None, first, last


def _on_one_line(doc: Document, i: int) -> bool:
    """Whether nothing but blanks stands between a token and the one before it."""
    return doc.text[doc.tokens[i - 1].end:doc.tokens[i].start].strip(" \t\u00a0\u202f") == ""


def _is_base(reading: Reading) -> bool:
    """المئة, الألف, المليون: what a rate is out of."""
    return reading.definite and reading.role in ("hundred", "scale")


def _share(doc: Document, atom: Atom) -> Fraction | None:
    """خمس before a definite noun is a fifth of it, not five; so is خُمس, spelt with its vowel."""
    key = doc.keys[atom.first][len(atom.preposition + atom.conjunction):]
    following = doc.keys[atom.last] if atom.last < len(doc.keys) else ""
    vowelled = key[:1] + _DAMMA in doc.tokens[atom.first].text
    is_share = vowelled or (following.startswith("ال") and reading_of(following) is None)
    return homographs().get(key) if is_share else None


def _is_tied(doc: Document, atom: Atom) -> bool:
    """One, Monday (which is the two) and water (which is a hundred in speech)."""
    if _is_name(doc, atom):
        return True
    if atom.role == "unit":
        return atom.value == 1 or (atom.value == 2 and atom.definite)
    if atom.role == "scale":
        return atom.definite  # من الألف إلى الياء
    return atom.role == "hundred" and doc.keys[atom.first].endswith("ميه")


def _is_name(doc: Document, atom: Atom) -> bool:
    """Whether a number word is mostly a part of names: وست."""
    return doc.keys[atom.first] in lookalikes("name")


