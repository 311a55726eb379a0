"""Analyses that are printed as a list of pairs: `C 0,17 %, Si 0,25 %`, `C=0.021 Si=0.42`, or symbols and contents side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.paper import Leaf
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.result_cells import Cells, doubtful_contents
from extract.certificate.result_labels import ResultLabels
from extract.certificate.result_lines import LineResults
from extract.label.result_words import factor_of, role_of
from extract.page.layout import Line, Token
from extract.shape.candidates import weakened
from extract.shape.elements import ELEMENTS, is_equivalent, otherwise_named

FEWEST_PAIRS = 3
IN_COLUMNS = 2
"""So many pairs on each of several lines are symbols and contents side by side."""
IN_PROSE, IN_A_LONG_LIST = 0.95, 0.99
LONG_LIST = 5
"""Five symbols of elements, each with a content behind it, are an analysis and nothing else."""
_SYMBOL = re.compile(rf"({'|'.join(sorted(ELEMENTS, key=len, reverse=True))})[%]?[:=]?")
_GLUED = re.compile(rf"({'|'.join(sorted(ELEMENTS, key=len, reverse=True))})\s?[=:]\s?(<?\d*[.,]?\d+)%?[,;.]?")
_GROWN = re.compile(rf"({'|'.join(sorted(ELEMENTS, key=len, reverse=True))})[=:]?(0?[\dO]{{1,2}}[.,]\d{{1,4}})%?\W{{0,2}}")
_RUN = re.compile(rf"(?:(?:{'|'.join(sorted(ELEMENTS, key=len, reverse=True))})[=:]?0[.,]\d{{1,4}}%?[-·.,;]?){{2,}}")
"""Several pairs that OCR saw no blank between: `Mn0.76.P0.012`."""
_GROWN_PAIR = re.compile(rf"({'|'.join(sorted(ELEMENTS, key=len, reverse=True))})[=:]?(0[.,]\d{{1,4}})")
_POINT = re.compile(r"^[-·.]+(?=[^\W\d_])")
"""The point between two pairs, stuck to the symbol behind it: `·Si`, `.p`."""
LONGEST_SCRAP = 6
_CONTENT = re.compile(r"<?\d{0,3}[.,]?\d+%?[,;.]?")
_BETWEEN = re.compile(r"%|[.,;:=|/·•-]|ppm[,;.]?|%[,;.]|wt\.?-?%")

Pair = tuple[str, Token, str, bool]
"""A symbol, the word of its content, the content as printed, and whether it is in ppm."""


class ListReader:
    """Reads lines that list an analysis into the heat that they are of."""

    def __init__(
        self, lines: Sequence[Line], labels: ResultLabels, book: HeatBook, cells: Cells, singles: LineResults, *, fuzzy: bool
    ) -> None:
        """`lines` are those of the whole paper, of whose heats `singles` tells; `fuzzy` lets symbols and contents have grown together."""
        self._fuzzy = fuzzy
        self._singles = singles
        self._labels = labels
        self._lines = lines
        self._book = book
        self._cells = cells

    def read(self, index: int) -> range:
        """The lines of the list that begins here; none where there is none, or where it is not known whose it is."""
        found: list[tuple[int, list[Pair]]] = []
        at = index
        while (
            at < len(self._lines)
            and self._lines[at].page == self._lines[index].page
            and not (found and self._singles.heats.heat_of(at))  # `Heat A4712: C 0.13 …` below `Heat A4711: C 0.12 …` is another's
            and (pairs := pairs_of(self._lines[at], found, fuzzy=self._fuzzy))
            and not {pair[0] for pair in pairs}
            & {pair[0] for _, before in found for pair in before}  # of the product below that of the ladle
        ):
            found.append((at, pairs))
            at += 1
        symbols = [pair[0] for _, pairs in found for pair in pairs]
        if len(symbols) < FEWEST_PAIRS or len(set(symbols)) < len(symbols):
            return range(index, index)
        if self._singles.heats.heat_of(index):
            self._singles.heats.head(index)
        heat = self._book.only()
        if heat is None and self._book.heats:
            return range(index, index)
        contents: dict[str, Leaf] = {}
        for line, pairs in found:
            for symbol, token, text, ppm in pairs:
                value = self._cells.written(text, token, self._lines[line].page, places=4 if ppm else 0)
                if value:
                    contents[symbol] = weakened(value, IN_A_LONG_LIST if len(symbols) >= LONG_LIST else IN_PROSE)
        heat = heat or self._book.nameless(0, 1)
        product = any(role_of(token.text) == "product" for token in self._lines[index].tokens[:2])
        heat.analyse(doubtful_contents(contents, scanned=self._cells.scanned), product=product)
        for line, pairs in found:
            self._enter_equivalent(heat, line, pairs)
        return range(index, at)

    def _enter_equivalent(self, heat: HeatRecord, index: int, pairs: Sequence[Pair]) -> None:
        """The carbon equivalent that closes a list: `V 0,003; CEV 0,39`."""
        tokens = self._lines[index].tokens
        last = max(tokens.index(pair[1]) for pair in pairs)
        for hit in self._labels.hits(index):
            figure = next((token for token in tokens[hit.end : hit.end + 2] if _CONTENT.fullmatch(token.text)), None)
            if hit.name == "carbon_equivalent" and hit.start > last and figure:
                value = self._cells.written(figure.text.strip("%,;."), figure, self._lines[index].page)
                heat.other.update({"carbon_equivalent": value} if value and "carbon_equivalent" not in heat.other else {})


def pairs_of(line: Line, before: Sequence[object], *, fuzzy: bool = False) -> list[Pair]:
    """The symbols with their contents that a line is made of behind its label; none where it holds limits or anything else."""
    pairs: list[Pair] = []
    waiting: str | None = None
    tokens = without_bracketed_limits(line.tokens)
    for place, token in enumerate(tokens):
        text = _seen(token.text.strip("()"), fuzzy=fuzzy)
        if role_of(text) == "limit" or re.search(r"[≤≥]", text):
            return []
        glued = _grown_together(text, fuzzy=fuzzy and not waiting)
        if glued is not None:
            pairs += [(symbol, token, content, False) for symbol, content in glued]
        elif waiting and _CONTENT.fullmatch(text):
            pairs.append((waiting, token, text.strip("%,;."), _is_ppm(tokens[place + 1 : place + 2])))
            waiting = None
        elif waiting is None and ((symbol := _SYMBOL.fullmatch(text)) or otherwise_named(text)):
            waiting = symbol[1] if symbol else otherwise_named(text)
        elif not _BETWEEN.fullmatch(text) and (pairs or waiting) and not (fuzzy and waiting == text):  # what OCR gave twice: `-S S 0.016`
            if (len(pairs) >= FEWEST_PAIRS or (before and pairs)) and not re.search(r"\d", text):
                break  # what follows the list in a sentence
            if waiting and not pairs:
                waiting = None  # a word of the label before the list
                continue
            if fuzzy and len(text) <= LONGEST_SCRAP:
                waiting = None  # a symbol or a content that cannot be read is not there
                continue
            return []
    enough = FEWEST_PAIRS if not before else 1
    in_columns = len(pairs) >= IN_COLUMNS and bool(_SYMBOL.fullmatch(tokens[0].text))
    return pairs if len(pairs) >= enough or in_columns else []


def without_bracketed_limits(tokens: Sequence[Token]) -> list[Token]:
    """The words of a line without what is asked in brackets behind what was found: `C 0.12 (max 0.20), Si 0.25 (<= 0.55)`."""
    kept: list[Token] = []
    inside = False
    for token in tokens:
        asks = role_of(token.text.strip("():,;")) == "limit" or re.match(r"\([≤≥<>]", token.text)
        inside = inside or bool(token.text.startswith("(") and asks)
        if not inside:
            kept.append(token)
        inside = inside and ")" not in token.text
    return kept


def _grown_together(text: str, *, fuzzy: bool) -> list[tuple[str, str]] | None:
    """The symbols and contents of a word that holds both; None for any other word. The carbon equivalent that closes a list is none of them."""
    name, _, content = text.partition("=" if "=" in text else ":")
    if content and is_equivalent(name):
        return []
    if fuzzy and _RUN.fullmatch(text):
        return _GROWN_PAIR.findall(text)
    glued = _GLUED.fullmatch(text) or (_GROWN.fullmatch(text) if fuzzy else None)
    return [(glued[1], re.sub(r"^0?O", "0", glued[2]))] if glued else None


def _seen(text: str, *, fuzzy: bool) -> str:
    """The text as it was meant: on a scan an S may have a stroke through it or beside it: `$0,007;`, `$S=0.003;`, `S$`, and a symbol may seem a small letter."""
    if not fuzzy:
        return text
    text = _POINT.sub("", re.sub(r"^\$(?=[\d=:]|$)|^S\$$", "S", text).removeprefix("$"))
    return text.upper() if len(text) == 1 and text.upper() in ELEMENTS else text


def _is_ppm(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and factor_of(tokens[0].text) is not None
