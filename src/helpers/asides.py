"""Numbers that count nothing, recognised so that they are left out: dates, and here ordinals, identifiers, scores."""
from helpers.arabic import fold
from helpers.bounds import bound_of
from helpers.contexts import event_of, free_forms, in_match, in_role, is_dash, is_particle, key_at
from helpers.counted import counted_after, counted_before, noun_at
from helpers.dates import clock, date, year
from helpers.number_words import CLITICS
from helpers.numerals import Numeral
from helpers.tokens import Document
from helpers.uncounted import (
    Aside,
    as_aside,
    head_kind,
    is_plain,
    is_span,
    is_whole,
    known_noun_after,
    next_numeral,
    token_before,
)

_LONGEST_COUNT = 15  # digits; longer ones are telephone, account or serial numbers
_ADJECTIVES = frozenset(map(fold, ("نهائي", "النهائي", "نهائية", "سنوي", "سنوية", "السنوية", "السنوي", "شهري", "شهرية",
                                   "رسمي", "رسمية")))
_RANKED = frozenset(map(fold, ("عالميا", "عربيا", "دوليا", "آسيويا", "أفريقيا", "أوروبيا", "محليا")))
_QUOTES, _QUOTED_WORDS = frozenset("\"«»“”″’‘"), 4
_CHAIN_REACH = 4  # words between a head and its number: مؤشر ستاندرد أند بورز 500


def aside_at(doc: Document, numerals: list[Numeral], k: int, previous: Aside | None = None) -> Aside | None:
    """What numeral k is when it is no claim, else None; `previous` is the one that numeral k - 1 belongs to.

    >>> from helpers.numerals import find_numerals
    >>> from helpers.tokens import analyse
    >>> doc = analyse("بموجب القرار 242")
    >>> aside_at(doc, find_numerals(doc), 0)[:5]
    ('identifier', 13, 16, 242, 1)
    """
    for reading in (_list_number, clock, date, _score, year, _part, _name, _rank, _bracketed):
        if aside := reading(doc, numerals, k):
            return aside
    return _coordinated(doc, numerals, k, previous) if previous else None


def _list_number(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """The number of a list item: 4 - or 4) at the start of a line, 4- anywhere."""
    numeral = numerals[k]
    if not is_plain(doc, numeral) or numeral.value > 99 or numeral.last + 1 >= len(doc.keys):
        return None
    gap = doc.text[doc.tokens[numeral.lead - 1].end:numeral.start] if numeral.lead else "\n"
    marked = is_dash(doc, numeral.last) or key_at(doc, numeral.last) in (")", ".")
    glued = is_dash(doc, numeral.last) and doc.tokens[numeral.last].start == numeral.end \
        and next_numeral(numerals, k, 1) is None  # 3- in the line too, but not 3-صفر
    if ("\n" in gap or glued) and marked and doc.tokens[numeral.last + 1].kind == "word":
        return as_aside("identifier", numerals, k, k + 1, "list_number", numeral.value)
    return None


def _score(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """3-1, صفر-2, 2/1 where a match is spoken of or the first is not the smaller."""
    one, two = numerals[k], next_numeral(numerals, k, 1)
    if two is None or not (is_dash(doc, one.last) or key_at(doc, one.last) in ("/", ":")):
        return None
    for side in (one, two):
        if not (is_plain(doc, side) or side.value == 0) or side.value > 199:
            return None
    if one.value >= two.value or in_match(doc, one.first):
        return as_aside("score", numerals, k, k + 2, "score")
    return None


def _part(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """النصف الأول, الربع الحالي: a part of a period or a game; نصف النهائي, المواد نصف المصنعة: an adjective."""
    numeral = numerals[k]
    if numeral.role != "fraction":
        return None
    following = key_at(doc, numeral.last)
    if numeral.definite:
        rank = next_numeral(numerals, k, 0)
        if rank and rank.role == "ordinal":
            return as_aside("ordinal", numerals, k, k + 2, "part_in_order", rank.value)
        if following == "الاول":
            return as_aside("ordinal", numerals, k, k + 1, "part_in_order", 1, end=doc.tokens[numeral.last].end)
        if following.startswith("ال") or not numeral.preposition:
            return as_aside("ordinal", numerals, k, k + 1, "part_in_order")
    after_definite = key_at(doc, numeral.lead - 1).startswith("ال") and noun_at(doc, numeral.lead - 1) is not None
    if following in _ADJECTIVES or (after_definite and following.startswith("ال") and not numeral.joined):
        return as_aside("ordinal", numerals, k, k + 1, "part_as_adjective")
    return None


def _name(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """F-16, فق10, كوفيد-19, 7+5, telephone numbers, مجموعة العشرين."""
    numeral = numerals[k]
    if numeral.role == "code":
        return as_aside("identifier", numerals, k, k + 1, "code")
    spelt = numeral.role == "cardinal" and numeral.definite and numeral.form == "words"
    if spelt and "مجموعه" in free_forms(key_at(doc, numeral.lead - 1)):
        return as_aside("identifier", numerals, k, k + 1, "group_name", numeral.value)
    if not is_plain(doc, numeral):
        return None
    digits = doc.keys[numeral.first]
    if len(digits) > _LONGEST_COUNT or (len(digits) > 1 and digits[0] == "0"):
        return as_aside("identifier", numerals, k, k + 1, "code")
    if "+" in (key_at(doc, numeral.last), key_at(doc, numeral.lead - 1)):
        return as_aside("identifier", numerals, k, k + 1, "code")
    if _is_attached(doc, numeral) or _ends_quoted_name(doc, numeral):
        return as_aside("identifier", numerals, k, k + 1, "attached_name", numeral.value)
    return None


def _ends_quoted_name(doc: Document, numeral: Numeral) -> bool:
    """Whether digits end a short name between quotation marks: «غالاكسي نوت 5»."""
    if key_at(doc, numeral.last) not in _QUOTES:
        return False
    for i in range(numeral.lead - 1, max(-1, numeral.lead - 2 - _QUOTED_WORDS), -1):
        if doc.keys[i] in _QUOTES:
            return True
        if doc.tokens[i].kind != "word" or is_particle(doc.keys[i]) or event_of(doc.keys[i]):
            return False
    return False


def _is_attached(doc: Document, numeral: Numeral) -> bool:
    """Whether digits hang on a name: Latin letters, or a word with a hyphen or nothing between."""
    i = numeral.first - 1
    if i < 0:
        return False
    name, token = doc.tokens[i], doc.tokens[numeral.first]
    if is_dash(doc, i):
        return i > 0 and doc.tokens[i - 1].kind == "word" and doc.tokens[i - 1].end == name.start
    if name.kind != "word":
        return False
    if name.text.isascii():
        return doc.text[name.end:token.start] in ("", " ")
    glued = name.end == token.start and doc.keys[i] not in CLITICS and not name.text.endswith("ـ")
    return glued and len(doc.keys[i]) < 4 and noun_at(doc, i) is None and not is_particle(doc.keys[i])


def _rank(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """الثانية, المرتبة 17, الدورة الـ31, الذكرى السبعين; and numbers after a head that names: المادة 205."""
    numeral = numerals[k]
    if numeral.role == "ordinal":
        return as_aside("ordinal", numerals, k, k + 1, "ordinal_word", numeral.value)
    if numeral.role != "cardinal" or numeral.per:
        return None
    if key_at(doc, numeral.last) in _RANKED:
        return as_aside("ordinal", numerals, k, k + 1, "rank", numeral.value)
    i, definite = token_before(doc, numeral), numeral.definite
    if key_at(doc, i) == "ال":
        i, definite = i - 1, True
    counted = known_noun_after(doc, numeral)
    if counted is None and is_span(doc, numerals, k):
        counted = known_noun_after(doc, numerals[k + 1])
    plural = noun_at(doc, i, "plural")
    ranks = definite and not (plural and plural.definite)  # البند الثلاثون, but البنود الثلاثة
    head = _head_before(doc, i) if ranks or is_plain(doc, numeral) else None
    named = counted is None or is_whole(doc, counted)
    if head and head[0] != "date" and (head[1] == "strong" or named):
        return as_aside(head[0], numerals, k, k + 1, f"{head[0]}_after_head", numeral.value)
    if definite and counted is None and (_is_singular(doc, i) or _stands_alone(doc, numeral)):
        return as_aside("ordinal", numerals, k, k + 1, "definite_rank", numeral.value)
    return None


def _head_before(doc: Document, i: int) -> tuple[str, str] | None:
    """The head at token i, across رقم and عدد, or further back: قرار مجلس الأمن 2216, مؤشر ستاندرد أند بورز 500."""
    if key_at(doc, i) in ("رقم", "عدد") and (head := head_kind(key_at(doc, i - 1))):
        return head[0], "strong"
    if head := head_kind(key_at(doc, i)):
        return head
    for j in range(i - 1, max(-1, i - 1 - _CHAIN_REACH), -1):
        between = key_at(doc, j + 1)
        if doc.tokens[j + 1].kind != "word" or between[:1] == "و" or is_particle(between) \
                or in_role(between, "measured"):
            return None
        head = head_kind(key_at(doc, j))
        if head and (head[1] == "chain" or (head[1] and key_at(doc, i).startswith("ال"))):
            return head[0], "chain"
    return None


def _stands_alone(doc: Document, numeral: Numeral) -> bool:
    """Whether digits with the article count nothing before them either: مؤتمر «اسم» الـ13."""
    return is_plain(doc, numeral) and counted_before(doc, numeral) is None


def _is_singular(doc: Document, i: int) -> bool:
    """Whether a definite number ranks a singular: اجتماعها الـ22, but not أعضاء المجلس الـ15."""
    for j in range(i, max(-1, i - 5), -1):
        noun = noun_at(doc, j)
        if noun is None and not doc.keys[j].startswith(("ال", "لل", "بال")):
            return False
        if noun and noun.number == "plural":
            return False
        if noun and noun.number == "singular" and (noun.possessed or noun_at(doc, j - 1) is None):
            return True
    return False


def _bracketed(doc: Document, numerals: list[Numeral], k: int) -> Aside | None:
    """A bare number in brackets after a name: the minute of a goal, a note, a code."""
    numeral = numerals[k]
    opener = key_at(doc, numeral.lead - 1) == "(" or (k and numeral.joined and numerals[k - 1].last == numeral.lead
                                                    and key_at(doc, numerals[k - 1].lead - 1) == "(")
    closer = ")" in (key_at(doc, numeral.last), key_at(doc, numeral.last - 1))
    second = next_numeral(numerals, k, 0)
    if not is_plain(doc, numeral) or not opener or not (closer or (second and second.joined)):
        return None
    host = key_at(doc, numeral.lead - 2)
    if is_particle(host) or host in CLITICS or in_role(host, "reach") or in_role(host, "measured"):
        return None
    if counted_after(doc, numeral) or counted_before(doc, numeral) or (second and counted_after(doc, second)):
        return None
    if bound_of(doc, numeral.lead, numeral.last, numeral.last):
        return None
    kind = "score" if in_match(doc, numeral.first) else "identifier"
    return as_aside(kind, numerals, k, k + 1, "bracketed", numeral.value)


def _coordinated(doc: Document, numerals: list[Numeral], k: int, row: Aside) -> Aside | None:
    """The next of a row that began with an aside: المادتان 4 و5, الدقائق 51 و70, +971 56 138."""
    numeral, last = numerals[k], numerals[k - 1]
    gap = numeral.lead - last.last
    if not is_plain(doc, numeral) or last.form != "digits" or row.kind == "date" and numeral.value > 31:
        return None
    continues = gap == 0 and (numeral.joined or row.rule == "code")
    counted = counted_after(doc, numeral) if continues else None
    if continues and (counted is None or is_whole(doc, counted)):
        return as_aside(row.kind, numerals, k, k + 1, row.rule, numeral.value)
    return None
