"""Arabic script: character classes and the standard normalisation steps, each its own function.

Every step is `str -> str` and opt-in; none is applied before offsets are taken.
The names follow the usual inventory of Arabic normalisation (dediacritize, normalize_alef, ...).
"""
import re

TATWEEL = "\u0640"
# Quranic signs, harakat, superscript alef: marks that sit on a letter and change no lookup.
DIACRITICS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08b4"
)
# Direction controls, zero-width characters and the soft hyphen: invisible, yet found inside words of pasted text.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_ALEF = str.maketrans("أإآٱ", "اااا")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_PERSIAN = str.maketrans("کیہھەۀ", "كيههها")
# One character for one character, so that a folded text keeps the offsets of its source.
_FOLD = {**_PERSIAN, **_DIGITS, **_ALEF, ord("ى"): ord("ي"), ord("ة"): ord("ه")}
_FOLDED = [(chr(letter), chr(folded)) for letter, folded in _FOLD.items()]
_DIACRITICS = re.compile(f"[{DIACRITICS}]")
_MARKS = re.compile(f"[{TATWEEL}{DIACRITICS}{INVISIBLE}]")
_ARABIC = re.compile(f"[{LETTERS}]")


def dediacritize(text: str) -> str:
    """Drop vowel signs and other marks above or below letters.

    >>> dediacritize("مُرافقيه بناءً")
    'مرافقيه بناء'
    """
    return _DIACRITICS.sub("", text)


def remove_tatweel(text: str) -> str:
    """Drop the stretching line that justifies a word without changing it.

    >>> remove_tatweel("داعـــش")
    'داعش'
    """
    return text.replace(TATWEEL, "")


def normalize_alef(text: str) -> str:
    """Write every alef (أ إ آ ٱ) as a bare ا.

    >>> normalize_alef("أعلن إلى آذار")
    'اعلن الى اذار'
    """
    return text.translate(_ALEF)


def normalize_alef_maksura(text: str) -> str:
    """Write the final ى as ي.

    >>> normalize_alef_maksura("نينوى")
    'نينوي'
    """
    return text.replace("ى", "ي")


def normalize_teh_marbuta(text: str) -> str:
    """Write the final ة as ه.

    >>> normalize_teh_marbuta("ضربة")
    'ضربه'
    """
    return text.replace("ة", "ه")


def normalize_digits(text: str) -> str:
    """Write Arabic-Indic and Persian digits as 0-9; the length stays.

    >>> normalize_digits("١٨ ضربة، ۳۹ وكرا")
    '18 ضربة، 39 وكرا'
    """
    return text.translate(_DIGITS)


def normalize_persian_letters(text: str) -> str:
    """Write the Persian shapes of kaf, yeh and heh as the Arabic letters they stand for; the length stays.

    >>> normalize_persian_letters("کابل")
    'كابل'
    """
    return text.translate(_PERSIAN)


def fold_letters(text: str) -> str:
    """Fold the spelling variants of letters and digits, one character for one: offsets stay valid.

    >>> fold_letters("مئةُ")
    'مئهُ'
    """
    # On a whole text this is a dozen times faster than str.translate.
    for letter, folded in _FOLDED:
        text = text.replace(letter, folded)
    return text


def strip_marks(text: str) -> str:
    """Drop everything that is no letter of the word: vowel signs, tatweel, invisible characters.

    >>> strip_marks("داعـش بناءً")
    'داعش بناء'
    """
    # Marks are no letters, but for tatweel: most words need no look at each character.
    return text if text.isalnum() and TATWEEL not in text else _MARKS.sub("", text)


def has_marks(text: str) -> bool:
    """Whether `strip_marks` would drop anything.

    >>> has_marks("بناءً"), has_marks("بناء")
    (True, False)
    """
    return _MARKS.search(text) is not None


def fold(word: str) -> str:
    """The key under which a word is looked up: no marks, no tatweel, one spelling of each letter.

    >>> fold("داعـش"), fold("إحدى"), fold("مِئَة")
    ('داعش', 'احدي', 'مئه')
    """
    return strip_marks(word.translate(_FOLD))


def is_arabic(text: str) -> bool:
    """Whether the text holds an Arabic letter.

    >>> is_arabic("F-16"), is_arabic("فق10")
    (False, True)
    """
    return _ARABIC.search(text) is not None
