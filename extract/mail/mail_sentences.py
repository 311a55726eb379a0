"""The sentences of a mail: what stands between its head and its closing formula or signature."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.page.layout import Layout, Line, Token
from extract.text import mail_words as words
from extract.text.dates import is_month
from extract.text.folding import folded

SHORT = 6
"""A line of no more words may close a letter, or be an answer by itself."""
_ROW = 18.0
"""Lines of a mail stand twelve points apart; more means that one is blank."""
_HEAD = ("from:", "date:", "subject:")
_END = re.compile(r"[.!?](?=\s|$)")


@dataclass(frozen=True)
class Sentence:
    """Some words of a mail and their folded text; `at` are the characters with which they begin."""

    tokens: tuple[Token, ...]
    page: int
    text: str
    at: tuple[int, ...]
    asks: bool = False

    def tokens_of(self, start: int, end: int) -> tuple[Token, ...]:
        """The words that those characters are of."""
        return self.tokens[max(0, bisect_right(self.at, start) - 1) : bisect_right(self.at, max(start, end - 1))]


def is_mail(layout: Layout) -> bool:
    """Whether the text begins as a mail program shows a message: From, and Date or Subject right below."""
    head = [line.tokens[0].plain for line in layout.lines[:3]]
    return head[:1] == ["from:"] and any(each in _HEAD[1:] for each in head[1:])


def sentences_of(layout: Layout) -> Iterator[Sentence]:
    """The sentences between the head and the closing formula or signature."""
    run: list[Token] = []
    last: Line | None = None
    body = _body(layout)
    for line in body:
        torn = last is None or line.page != last.page or line.box[1] - last.box[1] > _ROW or _begins_item(line)
        if torn or (last and len(last.tokens) <= SHORT and _begins_large(line)):
            yield from _cut(run, last)
            run = []
        run += line.tokens
        last = line
    yield from _cut(run, last)


def _body(layout: Layout) -> Sequence[Line]:
    """The lines between the head and what closes the letter."""
    at = next((place for place, line in enumerate(layout.lines) if line.tokens[0].plain not in _HEAD), len(layout.lines))
    return layout.lines[at : closing(layout)]


def closing(layout: Layout) -> int:
    """The first line of the closing formula or signature."""
    for place, line in enumerate(layout.lines):
        text = folded(line.text).strip()
        if text in ("--", "__") or (len(line.tokens) <= SHORT and words.CLOSES.match(text)):
            return place
    return len(layout.lines)


def _begins_item(line: Line) -> bool:
    return line.text[:1] in "-*•·" or bool(words.LINE.match(folded(line.text)))


def _begins_large(line: Line) -> bool:
    return line.text[:1].isupper()


def _cut(run: Sequence[Token], last: Line | None) -> Iterator[Sentence]:
    """Words cut where a sentence ends: not after `Pos.`, a figure's point within a date, or in an address."""
    start = 0
    for place, token in enumerate(run):
        ends = bool(_END.search(token.text[-1:])) and not _is_abbreviated(token, run[place + 1] if place + 1 < len(run) else None)
        if ends or place + 1 == len(run):
            tokens = tuple(run[start : place + 1])
            start = place + 1
            if tokens and last is not None:
                yield _sentence(tokens, last.page)


def _is_abbreviated(token: Token, following: Token | None) -> bool:
    """`Pos. 10`, `KW. 32`, `am 7. August`, `7.8. geliefert`: no sentence ends there."""
    if not token.text.endswith("."):
        return False
    word = token.plain.rstrip(".")
    if word.rpartition(".")[2] in words.ABBREVIATED:
        return True
    if following is None or not re.fullmatch(r"\d{1,2}(?:\.\d{1,2})?", word):
        return False
    return not following.text[:1].isupper() or is_month(following.plain) or following.plain.rstrip(".") in words.WEEK_WORDS


def _sentence(tokens: tuple[Token, ...], page: int) -> Sentence:
    at, text = [], ""
    for token in tokens:
        text += " " if text else ""
        at.append(len(text))
        text += token.text
    return Sentence(tokens, page, folded(text), tuple(at), asks=text.endswith("?"))
