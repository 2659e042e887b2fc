"""An expression of time in its place: its words, what stands around it, and the tense of the verbs beside it."""
from bisect import bisect_right
from datetime import date
from typing import NamedTuple

from helpers.calendars import Period
from helpers.time_words import Word, tense_of
from helpers.tokens import Document

# How many tokens away a verb still belongs to an expression.
_REACH = 14
# Where the clause ends that an expression belongs to: what a verb of saying introduces has a tense of its own.
_CLAUSE_ENDS = frozenset((".", "!", "?", "؟", "…", "ان", "انه", "انها", "انهم", "بان", "الذي", "التي"))


class Scene(NamedTuple):
    """An expression in its place: all that a rule may look at to resolve it."""

    document: Document
    words: list[Word | None]
    tokens: list[int]  # the token each word begins with
    begin: int
    end: int
    published: date | None
    previous: Period | None  # the expression resolved before it, to which منه and التالي point back
    previous_end: int

    @property
    def parts(self) -> list[Word]:
        return self.words[self.begin:self.end]

    @property
    def before(self) -> str | None:
        """Role of the word before the expression; None when it has none."""
        word = self.words[self.begin - 1] if self.begin else None
        return word and word.role

    @property
    def next_key(self) -> str:
        """Folded word after the expression; empty at the end of the text."""
        return self.document.keys[self.tokens[self.end]] if self.end < len(self.tokens) else ""

    def at(self, begin: int) -> "Scene":
        """The same scene with an expression that begins so many words later."""
        return self._replace(begin=self.begin + begin)

    @property
    def roles(self) -> set[str]:
        return {word.role for word in self.parts}

    def values(self, role: str) -> list:
        """What the words of a role say."""
        return [word.value for word in self.parts if word.role == role]

    def first(self, role: str, default=None):
        """What the first word of a role says."""
        return next((word.value for word in self.parts if word.role == role), default)


def sentence_begins(scene: Scene) -> int:
    """The first token of the sentence an expression stands in."""
    tokens, sentences = scene.document.tokens, scene.document.sentences
    start = tokens[scene.tokens[scene.begin]].start
    index = bisect_right(sentences, start, key=lambda span: span.start) - 1
    return bisect_right(tokens, sentences[index].start, key=lambda token: token.start) - 1 if index >= 0 else 0


def words_before(scene: Scene) -> list[str]:
    """The folded words of the sentence just before an expression."""
    here = scene.tokens[scene.begin]
    return scene.document.keys[max(sentence_begins(scene), here - _REACH):here]


def tense(scene: Scene, reach: int = _REACH) -> str | None:
    """Past or future, by the nearest word before the expression in its sentence that tells, else after it."""
    if scene.before == "since":
        return "past"
    after = scene.tokens[scene.end] if scene.end < len(scene.tokens) else len(scene.document.keys)
    for key in reversed(words_before(scene)[-reach:]):
        if told := tense_of(key):
            return told
    for key in scene.document.keys[after:after + reach]:
        if key in _CLAUSE_ENDS:
            return None
        if told := tense_of(key):
            return told
    return None
