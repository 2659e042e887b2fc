"""Place names in running text: which words are meant as places, and what the text says of them."""
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.gazetteer import (
    REGION,
    Gazetteer,
    KindWord,
    Place,
    foremost,
    kind_words,
    place_key,
    place_of_kind,
    places_named,
)
from helpers.resources import read_lexicon
from helpers.tokens import Document


class Toponym(NamedTuple):
    """Tokens first..last (inclusive) that name a place; the first `skip` letters are clitics."""

    first: int
    last: int
    key: str  # under which the gazetteer has the name, "" when it is unknown
    skip: int
    points: float  # of evidence that a place is meant
    kinds: tuple[str, ...]  # what the text calls it, the likeliest first
    relation: str  # "near" and "part" when the text points beside it or to a part of it
    place: Place | None = None  # where the words leave no choice: العاصمة السورية


class Word(NamedTuple):
    """What gazetteer and lexicon say of a word that may begin a place name or stand beside one."""

    cores: tuple[tuple[str, int], ...]  # (first word of a name, letters before it that are clitics)
    kind: KindWord | None
    definite: bool
    nation: str  # the country of which the word is the adjective
    part: str  # with such an adjective after it, it points to the "country" or its "capital"
    begins: bool  # whether a place name can begin here


class Reading(NamedTuple):
    """A text with what is known of each of its words."""

    document: Document
    words: list[Word | None]
    gazetteer: Gazetteer


# Points from which a name is read as a place.
ENOUGH = 1.0
_QUOTES = frozenset("\"'«»“”‘’()[]")
_COMMAS = frozenset(("،", ",", "و", "/", "-", "–", "؛"))
_DATELINE = frozenset(("/", "-", "–", "—", ":", "(", "،"))
_CAPITAL = ("capital", "city")


def read_words(document: Document, gazetteer: Gazetteer) -> Reading:
    """What gazetteer and lexicon say of each word of a text."""
    return Reading(document, list(map(_words(gazetteer).__getitem__, document.keys)), gazetteer)


def find_toponyms(reading: Reading) -> list[Toponym]:
    """Names that stand in a text as places, in reading order, longest first, none inside another."""
    found, doubtful = [], []
    free = 0
    for index, word in enumerate(reading.words):
        if word is None or not word.begins or index < free:
            continue
        toponym = _known(reading, index, found, doubtful) or _part(reading, index) or _unknown(reading, index)
        if toponym:
            found.append(toponym)
            free = toponym.last + 1
    return _with_lists(reading, _with_doubtful(reading, found, doubtful) if doubtful else found)


# Known names

def _known(reading: Reading, index: int, found: list[Toponym], doubtful: list[Toponym]) -> Toponym | None:
    """The longest name of the gazetteer that begins at a token and reads as a place there."""
    best, uncut = None, False
    for core, skip in reading.words[index].cores:
        for key, last in _spellings(reading, index, core):
            # A whole word that is a name is hardly a lesser name with a clitic before it.
            if best and last <= best.last or skip and uncut and foremost(reading.gazetteer, key).weight < 4:
                break
            uncut = uncut or not skip
            toponym = _weigh(reading, index, last, key, skip, found)
            if toponym.points >= ENOUGH:
                best = toponym
                break
            if toponym.points > -1 and not skip:
                doubtful.append(toponym)
    return best


def _spellings(reading: Reading, index: int, core: str) -> list[tuple[str, int]]:
    """Names of the gazetteer that begin with a word, longest first, with the token each ends at."""
    follows = reading.gazetteer.after[core]
    found = [(core, index)] if "" in follows else []
    keys, tokens = reading.document.keys, reading.document.tokens
    second = index + 1
    if second < len(keys) and keys[second] == "-":
        second += 1
    if second >= len(keys) or _plain()[keys[second]] not in follows:
        return found
    name = core
    for position in range(second, min(len(keys), index + 9)):
        if tokens[position].kind == "word":
            name = f"{name} {_plain()[keys[position]]}"
            if name in reading.gazetteer.names:
                found.append((name, position))
        elif keys[position] != "-":
            break
    return found[::-1]


def _weigh(reading: Reading, index: int, last: int, key: str, skip: int, found: list[Toponym]) -> Toponym:
    """A name with the evidence that it is a place here, in points."""
    keys = reading.document.keys
    clitics = keys[index][:skip]
    points = _prior(reading.gazetteer, key) + (_clitic_points(reading.gazetteer, key, clitics) if skip else 0.0)
    kinds, relation = (), ""
    if key.endswith("ه") and _may_be_his(reading, last, key):
        points -= 1.5
    if index and not clitics.endswith(("ب", "ل", "لل")):
        gained, kinds, relation = _before(reading, index, key)
        points += gained
    if found and _joined(found[-1].last, index, keys, clitics):
        points += 3 if found[-1].kinds else 2
        kinds = kinds or (found[-1].kinds if found[-1].kinds[:1] != ("country",) else ())
        relation = relation or found[-1].relation
    if last + 1 < len(keys):
        points += _after_points(reading, index, last)
        kinds = _CAPITAL if keys[last + 1] == "العاصمه" else kinds
    return Toponym(index, last, key, skip, points, kinds, relation)


def _may_be_his(reading: Reading, last: int, key: str) -> bool:
    """Whether the ه of a name written with ة may be a pronoun: قصره is his palace before it is Qusra."""
    if key.startswith("ال") or " " in key or not reading.document.tokens[last].text.endswith("ه"):
        return False
    return foremost(reading.gazetteer, key).name_ar.endswith("ة")


def _clitic_points(gazetteer: Gazetteer, key: str, clitics: str) -> float:
    """Points for بـ and لـ before a name; none left where the two make another word: ب and لد is بلد."""
    points = 1.5 if "ب" in clitics else 1.0 if "ل" in clitics.removesuffix("ال") else 0.0
    if clitics.removesuffix("ال") in gazetteer.names[key].split(",")[1].split():
        points -= 9
    place = foremost(gazetteer, key)
    # The rest of a word without its first letters is seldom a far-off town.
    return points - 2 * (place.country not in REGION and place.weight < 3.2)


def _before(reading: Reading, index: int, key: str) -> tuple[float, tuple[str, ...], str]:
    """Points, kinds and relation that the words before a name, on the same line, give it."""
    beside = _beside(reading, index)
    tokens = reading.document.tokens
    if beside < 0 or "\n" in reading.document.text[tokens[beside].end:tokens[index].start]:
        return 0.0, (), ""
    word, key_beside = reading.words[beside], reading.document.keys[beside]
    if reading.document.tokens[beside].kind == "number":
        return -4.0, (), ""  # 29 إريتريا counts Eritreans
    points, relation = _contexts()[key_beside] or (0.0, "")
    if not word or not word.kind or word.definite and beside == index - 1 and not key_beside.endswith("العاصمه"):
        return points, (), relation
    kind = word.kind
    strange = kind.named_after and not any(place.kind in kind.kinds for place in places_named(reading.gazetteer, key))
    return kind.points + max(points, 0.0) - 9 * strange, kind.kinds, relation


def _beside(reading: Reading, index: int) -> int:
    """The token that bears on a name after it: the one before, quotation marks and adjectives between them aside."""
    keys, words = reading.document.keys, reading.words
    beside = index - 1
    while beside >= 0 and keys[beside] in _QUOTES and index - beside < 3:
        beside -= 1
    described = words[beside - 1] if beside > 0 and keys[beside].startswith("ال") else None
    return beside - 1 if described and described.kind and described.definite else beside  # العاصمة السورية دمشق


def _joined(last: int, index: int, keys: list[str], clitics: str) -> bool:
    """Whether a name follows another in a list: بغداد والموصل, بغداد، الموصل."""
    return last == index - 1 and clitics[:1] == "و" or last == index - 2 and keys[index - 1] in _COMMAS


def _after_points(reading: Reading, index: int, last: int) -> float:
    """Points that what follows a name gives it: دير الزور السورية, بيروت / رويترز, but not بولتون واندررز."""
    following = reading.document.keys[last + 1]
    word = reading.words[last + 1]
    points = _endings()[following] + 1.5 * bool(word and word.nation and not word.cores) + 3 * (following == "العاصمه")
    return points + 2 * (following in _DATELINE and _opens_line(reading.document, index))


def _opens_line(document: Document, index: int) -> bool:
    start = document.tokens[index].start
    return start == 0 or document.text[start - 1] == "\n" or index < 3 and not document.text[:start].strip("( \t\n")


# Points a name has when its foremost bearer is of that kind.
_STANDING = {"country": 3.0, "capital": 2.5, "continent": 3.0, "admin1": 1.0, "city": 1.0, "admin2": 0.5, "admin3": 0.5}
# Points by how much commoner the word is than the place explains, in powers of ten.
_COMMON = ((0.5, 0.4), (0.9, 0.0), (1.4, -1.0), (2.0, -2.0))
# Points of a name under each note in place_homographs.csv.
_NEEDS = {"context": 0.0, "strong": -1.5, "kind": -3.5, "never": -9.0}


@lru_cache(maxsize=100_000)
def _prior(gazetteer: Gazetteer, key: str) -> float:
    """Points of a name alone: is it a place news speaks of, and is the word no commoner than the place explains?"""
    if key in _homographs():
        return _NEEDS[_homographs()[key]]
    # What a place is chiefly called is met more often than what else it has been called.
    weights = {place: place.weight - 0.8 * (place_key(place.name_ar) != key and place.kind != "country")
               for place in places_named(gazetteer, key)}
    place = max(weights, key=weights.get)
    points = _STANDING.get(place.kind, 1.5)
    if place.kind in ("city", "admin1", "admin2", "admin3"):
        points += max(min(weights[place] - 3.4, 1.0), -1.0)
        points -= 0.5 * (place.country not in REGION and weights[place] < 3.6)
        points -= 0.7 * (weights[place] < min(place.weight, 3.0))
    if " " in key:
        return points + 0.5
    excess = float(gazetteer.names[key].split(",")[0]) - weights[place]
    points += next((gain for most, gain in _COMMON if excess <= most), -5.0)
    return points - 1.0 * (len(key) < 4 and place.weight < 4.5)


def _with_doubtful(reading: Reading, found: list[Toponym], doubtful: list[Toponym]) -> list[Toponym]:
    """The names found, and those without a cue that are surely places elsewhere or begin a list of places."""
    sure = {toponym.key for toponym in found if toponym.points >= 2}
    taken = {index: toponym for toponym in found for index in range(toponym.first, toponym.last + 1)}
    keys = reading.document.keys
    for toponym in reversed(doubtful):
        follower = taken.get(toponym.last + 1) or toponym.last + 1 < len(keys) and taken.get(toponym.last + 2)
        begins = toponym.points >= 0 and follower and _joined(
            toponym.last, follower.first, keys, keys[follower.first][:follower.skip])
        repeats = toponym.key in sure and _homographs().get(toponym.key) in (None, "context")
        if (begins or repeats) and toponym.first not in taken:
            taken |= dict.fromkeys(range(toponym.first, toponym.last + 1), toponym)
    return sorted(set(taken.values()))


# Names of parts

def _part(reading: Reading, index: int) -> Toponym | None:
    """A part of a country named by its adjective: السواحل الليبية, العاصمة السورية, but not العاصمة السورية دمشق."""
    word, after = reading.words[index], index + 1
    if not word.part or after == len(reading.words) or not reading.words[after]:
        return None
    nation, key = reading.words[after].nation, reading.document.keys[after]
    if not nation or not key.startswith("ال") or after + 1 < len(reading.words) and _names_place(reading, after + 1):
        return None
    place = place_of_kind(reading.gazetteer, word.part, nation)
    plain = _plain()[reading.document.keys[index]]
    skip = next(cut for cut in _cuts(plain) if plain[cut:] in _parts())
    return place and Toponym(index, after, "", skip, 1.5, (), "part" if word.part == "country" else "", place)


def _names_place(reading: Reading, index: int) -> bool:
    return bool(reading.words[index] and reading.words[index].begins and _known(reading, index, [], []))


# Unknown names

# Words that begin a name of two words, and those that close one: بيت نبالا, عصيرة الشمالية.
_OPENERS = frozenset(map(place_key, ("بيت كفر عين دير تل تلة أبو أبي أم ابن بني بئر بير رأس خان باب خربة عرب آل دار "
                                     "برج قصر جبل وادي ذي").split()))
_CLOSERS = frozenset(map(place_key, ("الشمالية الجنوبية الشرقية الغربية الكبرى الصغرى العليا السفلى الفوقا التحتا "
                                     "الفوقاني التحتاني الكبير الصغير الشرقي الغربي الشمالي الجنوبي القديمة الجديدة "
                                     "الجديد القديم").split()))


def _unknown(reading: Reading, index: int) -> Toponym | None:
    """A name no gazetteer knows, after a word that says it is a place: قرية جمامة, مسجد السنانية."""
    word = reading.words[index]
    if not word.kind or not word.kind.unknown or word.definite or index + 1 == len(reading.words):
        return None
    if not set("أإ").isdisjoint(reading.document.tokens[index].text) and set("أإ").isdisjoint(word.kind.word):
        return None  # وأدى is no وادي
    last = _name_end(reading, index + 1, word.kind)
    if last is None:
        return None
    if word.kind.unknown == "name":
        return Toponym(index + 1, last, "", 0, 1.5, word.kind.kinds, "")
    plain = _plain()[reading.document.keys[index]]
    skip = next(cut for cut in _cuts(plain) if plain[cut:] in kind_words())
    return Toponym(index, last, "", skip, 1.5, word.kind.kinds, "")


def _name_end(reading: Reading, first: int, kind: KindWord) -> int | None:
    """The last token of what reads as an unknown name from `first` on, None when it reads as something else."""
    keys, tokens, word = reading.document.keys, reading.document.tokens, reading.words[first]
    if tokens[first].kind != "word" or _plain()[keys[first]] in _descriptions():
        return None
    if _names_place(reading, first):
        return None
    whole = [core for core, skip in word.cores if not skip] if word else []
    namesakes = [last for core in whole for _, last in _spellings(reading, first, core)]
    if namesakes and kind.named_after:
        last = namesakes[0]
    elif _may_name(keys[first], kind):
        last = first
    else:
        return None
    follows = [_plain()[keys[index]] if tokens[index].kind == "word" else ""
               for index in range(last + 1, min(last + 3, len(keys)))]
    if _plain()[keys[first]] in _OPENERS and last == first:
        if not follows or not follows[0] or follows[0] in _function_words():
            return None
        last += 1
    elif len(follows) == 2 and follows[0] == "بن" and follows[1]:
        last += 2
    return last + (last + 1 < len(keys) and _plain()[keys[last + 1]] in _CLOSERS)


# Clitics on an article, and clitics on verbs.
_NO_NAME_STARTS = ("بال", "وال", "لل", "كال", "وي", "وت", "فت", "في", "لي", "لت")


def _may_name(key: str, kind: KindWord) -> bool:
    """Whether a word after a kind word can be a name: no particle, no description, no verb."""
    plain = _plain()[key]
    if len(plain) < 3 or not "\u0620" <= plain[0] <= "\u064a" or plain.endswith(("ها", "هم", "هما")):
        return False
    if plain.startswith(_NO_NAME_STARTS) or any(_is_no_name(plain[cut:]) for cut in _cuts(plain)):
        return False
    if plain in _OPENERS:
        return True
    if plain.startswith("ال"):
        return not plain.endswith("ين") and (kind.points >= 5 or plain[2:] not in _common_nouns())
    described = plain.endswith(("يه", "ات", "ون")) or plain[0] in "يت" or plain in _common_nouns()
    return kind.unknown == "name" and kind.points >= 5 and not described


def _is_no_name(plain: str) -> bool:
    return plain in kind_words() or plain in _function_words() or plain in _descriptions()


def _with_lists(reading: Reading, found: list[Toponym]) -> list[Toponym]:
    """Known names and the unknown ones in a list between two of them: حي الميدان، الشاغور، القنوات والمزة."""
    grown = found[:1]
    for toponym in found[1:]:
        grown += _listed(reading, grown[-1], toponym)
        grown.append(toponym)
    return grown


def _listed(reading: Reading, before: Toponym, after: Toponym) -> list[Toponym]:
    """The unknown names that make a list of two names and what stands between them, if it is one."""
    keys, tokens = reading.document.keys, reading.document.tokens
    if not 2 < after.first - before.last < 16 or keys[before.last + 1] not in ("،", ","):
        return []
    items, index = [], before.last + 2
    while index < after.first:
        commas = (place for place in range(index, min(index + 3, after.first)) if keys[place] in ("،", ","))
        stop = next(commas, after.first)
        two = stop - index == 2 and (_plain()[keys[index]] in _OPENERS or _plain()[keys[index + 1]] in _CLOSERS)
        if stop - index != 1 and not two or not all(token.kind == "word" for token in tokens[index:stop]):
            return []
        if not _may_be_listed(keys[index], reading.words[index]):
            return []
        items.append(Toponym(index, stop - 1, "", 0, ENOUGH, before.kinds or ("place",), ""))
        index = stop + 1
    return items if index in (after.first, after.first + 1) else []


def _may_be_listed(key: str, word: Word | None) -> bool:
    """Whether a word can be an unknown name in a list of names: definite and no description, or an opener of names."""
    plain = _plain()[key]
    if _is_no_name(plain) or plain.endswith(("ين", "ات", "ون")) or word and (word.nation or word.kind):
        return False
    return plain in _OPENERS or plain.startswith("ال") and plain[2:] not in _common_nouns()


# What gazetteer and lexicon say of a word

class _Memo(dict):
    """Computes the value of a key once; forgets all when it has grown too large."""

    def __init__(self, compute, limit=200_000):
        super().__init__()
        self.compute, self.limit = compute, limit

    def __missing__(self, key):
        if len(self) >= self.limit:
            self.clear()
        value = self[key] = self.compute(key)
        return value


@cache
def _plain() -> _Memo:
    return _Memo(place_key)


@cache
def _words(gazetteer: Gazetteer) -> _Memo:
    return _Memo(lambda key: _read_word(gazetteer, key))


def _read_word(gazetteer: Gazetteer, key: str) -> Word | None:
    """What is known of a word, also of what is left when its clitics are cut."""
    plain = _plain()[key]
    if len(plain) < 2 or " " in plain:
        return None
    cores, kind, nation, part, definite = [], None, "", "", False
    for cut in [0] if plain in kind_words() else _cuts(plain):
        core = plain[cut:]
        if cut and plain[cut - 1] == "ك" and not core.startswith("ال"):
            continue
        if cut and plain[cut - 1] == "ل" and core.startswith("ل"):
            core, cut = "ا" + core, cut + 1  # للعراق is ل and العراق
        if core in gazetteer.after and (not cut or len(core) > 2):
            cores.append((core, cut))
        bare = core.removeprefix("ال")
        kind = kind or kind_words().get(core) or kind_words().get(bare)
        nation = nation or _nations().get(bare, "")
        part = part or _parts().get(core, "")
        definite = definite or core.startswith("ال")
    cores = tuple((core, cut) for core, cut in cores if gazetteer.after[core] != {""} or _prior(gazetteer, core) > -9)
    begins = bool(cores or part or kind and kind.unknown and not definite)
    return Word(cores, kind, definite, nation, part, begins) if begins or kind or nation else None


def _cuts(word: str) -> list[int]:
    """How many letters may be clitics: none, a conjunction, a preposition, both."""
    conjunction = len(word) > 3 and word[0] in "وف"
    preposition = len(word) > 3 + conjunction and word[conjunction] in "بلك"
    return sorted({0, int(conjunction), conjunction + preposition})


@cache
def _homographs() -> dict[str, str]:
    """What a name needs beside it to be read as a place; particles and kind words never are."""
    never = {key for word in kind_words() for key in (word, "ال" + word)} | _function_words()
    noted = {place_key(row["name"]): row["needs"] for row in read_lexicon("place_homographs")}
    return dict.fromkeys(never, "never") | noted


@cache
def _nations() -> dict[str, str]:
    """Adjectives of nationality in their four forms: عراقي, عراقية, عراقيون, عراقيين."""
    return {place_key(row["adjective"]) + ending: row["country"]
            for row in read_lexicon("demonyms") for ending in ("", "ه", "ون", "ين")}


@cache
def _parts() -> dict[str, str]:
    return {place_key(row["word"]): row["kind"] for row in read_lexicon("place_parts")}


@cache
def _contexts() -> _Memo:
    """Points and relation a word gives the name after it; None when it says nothing."""
    table = {place_key(row["name"]): (-3.0, "") for row in read_lexicon("given_names")}
    table |= {place_key(row["word"]): (float(row["points"]), row["relation"]) for row in _context_rows("before")}

    def read(key):
        plain = _plain()[key]
        return next((table[plain[cut:]] for cut in _cuts(plain) if plain[cut:] in table), None)

    return _Memo(read)


@cache
def _endings() -> _Memo:
    table = {place_key(row["word"]): float(row["points"]) for row in _context_rows("after")}
    return _Memo(lambda key: table.get(_plain()[key], 0.0))


@cache
def _descriptions() -> frozenset[str]:
    """Adjectives and the like that describe a place instead of naming it, with and without article."""
    words = {place_key(row["word"]) for row in _context_rows("describes")}
    return frozenset(words | {"ال" + word for word in words})


def _context_rows(side: str):
    return (row for row in read_lexicon("place_contexts") if row["side"] == side)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(place_key(row["word"]) for row in read_lexicon("function_words"))


@cache
def _common_nouns() -> frozenset[str]:
    return frozenset(place_key(row[form]) for row in read_lexicon("nouns") for form in ("singular", "plural"))
