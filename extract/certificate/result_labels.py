"""What the words of a certificate's lines name: heats, properties, test pieces; words that merely look like a symbol name nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from domain.doctype import DocType
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.page.layout import Line, Token
from extract.text.folding import folded

STREETS = frozenset(
    {"rue", "avenue", "av", "bd", "boulevard", "chemin", "place", "quai", "route", "via", "viale", "calle", "rua", "ulica", "ul"}
)
"""`4, rue de la Coulée - 42150 La Ricamarie` names no heat: mills stand in streets that are called after what they make."""
_FIRST = {"8": "B", "€": "C", "G": "C", "¢": "C"}
"""What OCR makes of the letter of a code."""
OF_LINES = ("order_number", "order_line", "delivery_note_number", "customer_number")


@lru_cache(maxsize=8)
def _vocabularies(doctype: DocType) -> tuple[Vocabulary, Vocabulary]:
    """What names a paper's lines, and what names its results; made once, as single lines are asked for labels, too."""
    of_lines = {spec.name: spec.labels for spec in doctype.fields if spec.name in (*OF_LINES, *doctype.line_fields)}
    return Vocabulary(of_lines), Vocabulary({column.name: column.headings for column in doctype.columns})


class ResultLabels:
    """The labels of results in the lines of one paper."""

    def __init__(self, lines: Sequence[Line], doctype: DocType, *, fuzzy: bool) -> None:
        """`fuzzy` lets labels be a letter off, as OCR reads them."""
        self._of_lines, self._vocabulary = _vocabularies(doctype)
        self._lines = lines
        self._countries = {folded(label) for column in doctype.columns if column.name == "melt_country" for label in column.headings}
        self._fuzzy = fuzzy
        self._found: dict[int, list[LabelHit]] = {}

    def hits(self, index: int) -> list[LabelHit]:
        """The labels of a line from left to right; specks and short words (`a 20 °C`, `re`) are no symbols, a scan's codes may be misread."""
        if index not in self._found:
            self._found[index] = self._read(index)
        return self._found[index]

    def name(self, text: str) -> str | None:
        """What exactly that text names."""
        return self._vocabulary.name(text, fuzzy=self._fuzzy)

    def is_of_lines(self, title: str) -> bool:
        """Whether a heading names what a paper's lines tell, such as orders, grades and sizes, and no result; some name two: `Part / your part`."""
        words = title.split()
        halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        return self._is_of_a_line(title) or any(
            self._is_of_a_line(other) and (self._is_of_a_line(one) or self.name(one) is None) for one, other in halves
        )

    def _is_of_a_line(self, text: str) -> bool:
        return self._of_lines.name(text, fuzzy=self._fuzzy) is not None

    def _read(self, index: int) -> list[LabelHit]:
        line = self._lines[index]
        hits = self._vocabulary.hits(self._lines, index, fuzzy=self._fuzzy)
        hits = [hit for hit in hits if not _is_scrap(line.tokens[hit.start : hit.end]) and not _is_in_a_street(line.tokens, hit)]
        hits = [hit for hit in hits if not (hit.name == "heat_number" and _is_of_melting(line.tokens[hit.end - 1 : hit.end + 1]))]
        hits = [self._spaced(hit, line.tokens[hit.start : hit.end]) for hit in hits]
        codes = [(place, code_of(token.text)) for place, token in enumerate(line.tokens)] if self._fuzzy else []
        if sum(code is not None for _, code in codes) > 2:
            # Among plain codes `807` is B07 and `€32` is C32; by themselves they would be figures.
            codes = [
                (place, code or code_of(_FIRST.get(line.tokens[place].text[0], "-") + line.tokens[place].text[1:])) for place, code in codes
            ]
            taken = {place for hit in hits for place in range(hit.start, hit.end)}
            more = [(place, self._vocabulary.name(code)) for place, code in codes if code and place not in taken]
            hits = sorted(
                [*hits, *(LabelHit(name, index, at, at + 1, exact=False) for at, name in more if name)], key=lambda hit: hit.start
            )
        return hits

    def _spaced(self, hit: LabelHit, tokens: Sequence[Token]) -> LabelHit:
        """The label as it is spaced: `Coulé en` says where the steel was cast, `Coulée N` is the number of the cast."""
        return replace(hit, name="melt_country") if folded(" ".join(token.text for token in tokens)) in self._countries else hit


def code_of(text: str) -> str | None:
    """The code of EN 10168 that OCR may have meant: `coo` is C00, `ca2` is C42."""
    if not re.fullmatch(r"[CcBb][0-9oOlIiaAsSzZ]{2}", text.strip("“”\"'‘’.,")):
        return None
    plain = text.strip("“”\"'‘’.,").lower()
    return plain[0].upper() + plain[1:].translate(str.maketrans("oliasz", "011452"))


def _is_scrap(tokens: Sequence[Token]) -> bool:
    """Whether a label is so short that a word or a speck may read so, and is not written as a symbol is: `a`, `re`, `c`."""
    text = "".join(token.text for token in tokens).lstrip("([")
    return len(squeezed(text)) < 3 and text[:1] != text[:1].upper()


def _is_of_melting(tokens: Sequence[Token]) -> bool:
    """Whether a word for a heat is the beginning of how a plastic melts: `Melt flow rate`, `Melt index`."""
    return (
        squeezed(tokens[0].text) == "melt"
        and len(tokens) > 1
        and tokens[1].plain.strip("-") in ("flow", "index", "volume", "mass", "point", "viscosity")
    )


def _is_in_a_street(tokens: Sequence[Token], hit: LabelHit) -> bool:
    """Whether a label stands in the name of a street."""
    return any(squeezed(token.text) in STREETS for token in tokens[max(0, hit.start - 3) : hit.start])
