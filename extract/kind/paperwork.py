"""The trained pipeline: what kind of paper some words are of, in which language, what a sentence answers, and the values that it names."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.paper import Kind
from extract.cycles import keep_for_good
from extract.page.layout import Layout, Line, Token
from extract.text.folding import folded

if TYPE_CHECKING:
    from spacy.language import Language

SHIPPED = Path(__file__).parents[1] / "models" / "paperwork"
"""Trained by `python -m app.models`."""
MOST_KNOWN = 50_000
"""A reader that lives long begins its vocabulary anew at so many words."""
MOST_WORDS = 300
"""A page says what it is in its first words."""
LARGE_MARK = "^"
STEM = 6
LARGE = 1.35
"""Print so many times the usual size stands out."""
UNKNOWN = "xx"
"""A language that is none of ours."""
TELLING = ("10204", "10168", "10474")
"""Numbers that are words: the standards for certificates. Of all others only the shape is looked at."""
_EDGES = re.compile(r"^([(\[\"'„“«]*)(.*?)([)\].,;:!?\"'“”»]*)$")


@dataclass(frozen=True)
class Entity:
    """A value that a sentence names: the contract's name of its field, and its tokens from `start` to `end` (exclusive)."""

    name: str
    start: int
    end: int


class Paperwork:
    """A trained pipeline, each part used alone: `kind`, `language`, `answer` and `entities`."""

    def __init__(self, nlp: Language) -> None:
        """`nlp` has those four parts."""
        self._nlp = nlp
        self._vocab = self._new_vocab()

    def kinds(self, words: Sequence[str]) -> dict[Kind, float]:
        """The probability of each kind for the words of a page (`page_words`)."""
        return {Kind(name): share for name, share in self._shares("kind", seen_words(words)).items()}

    def kinds_and_languages(self, words: Sequence[str]) -> tuple[dict[Kind, float], dict[str, float]]:
        """Both for the words of a page, which are gone through once."""
        seen = seen_words(words)
        return {Kind(name): share for name, share in self._shares("kind", seen).items()}, self._shares("language", seen)

    def languages(self, words: Sequence[str]) -> dict[str, float]:
        """The probability of each language for the words of a page; `xx` stands for all others."""
        return self._shares("language", seen_words(words))

    def answers(self, sentence: Sequence[str]) -> dict[str, float]:
        """The probability that a sentence says accepted, changed, rejected, open (a price or date that may change), or none of it."""
        return self._shares("answer", [plain_word(word) for word in sentence])

    def entities(self, tokens: Sequence[str]) -> list[Entity]:
        """The values that running text names."""
        pieces = cut(tokens)
        if not pieces:
            return []
        with self._nlp.memory_zone():
            doc = self._doc([text for text, _ in pieces], self._nlp.vocab)
            found = self._nlp.get_pipe("entities")(doc)
            return [Entity(span.label_, pieces[span.start][1], pieces[span.end - 1][1] + 1) for span in found.ents]

    def _shares(self, part: str, words: Sequence[str]) -> dict[str, float]:
        pipe: Any = self._nlp.get_pipe(part)
        if not any(words):
            return dict.fromkeys(pipe.labels, 1 / len(pipe.labels))
        if len(self._vocab) > MOST_KNOWN:
            self._vocab = self._new_vocab()
        scores = pipe.predict([self._doc([word for word in words if word], self._vocab)])[0]
        return {label: float(score) for label, score in zip(pipe.labels, scores, strict=True)}

    @staticmethod
    def _new_vocab() -> Any:
        """A vocabulary that looks at nothing of its words, as the classifiers need nothing else."""
        from spacy.vocab import Vocab  # noqa: PLC0415 - spaCy takes a second to import, and only readers need it

        return Vocab()

    @staticmethod
    def _doc(words: list[str], vocab: Any) -> Any:
        from spacy.tokens import Doc  # noqa: PLC0415 - spaCy takes a second to import, and only readers need it

        return Doc(vocab, words=words)


@lru_cache(maxsize=4)
def open_paperwork(folder: Path = SHIPPED) -> Paperwork:
    """The pipeline in that folder, loaded once a process."""
    import spacy  # noqa: PLC0415 - spaCy takes a second to import, and only readers need it

    loaded = Paperwork(spacy.load(folder))
    keep_for_good()
    return loaded


@lru_cache(maxsize=100_000)
def plain_word(text: str) -> str:
    """A word as the pipeline knows it: folded, without the marks around it, every digit a 0; empty where nothing is left."""
    word = folded(text).strip(" .,:;()[]'\"*-_/|!?«»„“”")
    if any(number in word for number in TELLING):
        return next(number for number in TELLING if number in word)
    return re.sub(r"\d", "0", word)[:24]


def page_words(layout: Layout, page: int = 1) -> list[str]:
    """The first words of a page, for `seen_words`; what stands out by its size has a mark."""
    lines = [line for line in layout.lines if line.page == page]
    typical = usual_size(lines)
    found: list[str] = []
    for line in lines:
        mark = LARGE_MARK if line.size > LARGE * typical else ""
        found += [mark + token.text for token in line.tokens]
        if len(found) >= MOST_WORDS:
            break
    return found[:MOST_WORDS]


def usual_size(lines: Sequence[Line]) -> float:
    """The size that most words are printed in; specks on a scan are no words."""
    sizes = [size for line in lines for size in [line.size] * line.lettered]
    return statistics.median(sizes) if sizes else 1.0


def seen_words(words: Sequence[str]) -> list[str]:
    """The words of a page as the pipeline sees them: each once, no bare numbers, long ones also by how they begin, large ones also marked."""
    seen: dict[str, None] = {}
    for word in words:
        plain = plain_word(word.removeprefix(LARGE_MARK))
        if not any(char.isalpha() for char in plain) and plain not in TELLING:
            continue
        seen[plain] = None
        if len(plain) > STEM:
            seen[plain[:STEM] + "~"] = None
        if word.startswith(LARGE_MARK):
            seen[LARGE_MARK + plain] = None
    return list(seen)


def cut(tokens: Sequence[str]) -> list[tuple[str, int]]:
    """Words without the marks around them, the marks apart, digits as 0; each with the index of the word that it is from."""
    pieces = []
    for index, token in enumerate(tokens):
        match = _EDGES.match(token)
        parts = [*match[1], match[2], *match[3]] if match else [token]
        pieces += [(re.sub(r"\d", "0", part), index) for part in parts if part]
    return pieces


def is_running(line: Line) -> bool:
    """Whether a line is of running text: several words close together, most of them of letters."""
    longest: tuple[Token, ...] = max((phrase.tokens for phrase in line.phrases), key=len, default=())
    letters = sum(token.text[:1].isalpha() for token in longest)
    return len(longest) >= 6 and letters >= 0.45 * len(longest) and len(longest) >= 0.6 * len(line.tokens)
