"""What a lot's number is made of, held against the others of its paper: where engines differ by a sign, numbers of one make tell which is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.paper import Group
from extract.page.layout import Layout, Token
from extract.page.open_signs import bare_signs
from extract.shape.candidates import contested

_ENDS_IN_O = re.compile(r"([A-Z]*)O(?=\d)")
FEWEST = 2
"""So many numbers of a make that two engines read alike are no chance."""
FEWEST_WHOLE, PIECE, DOUBT = 3, 0.6, 0.3
"""Beside so many others a number with fewer than that share of their signs is likely a piece of one, and so little sure."""


def is_read_whole(said: str, others: Sequence[str], layout: Layout) -> bool:
    """Whether no other reading of a lot's number has a sign more or less, or the paper has numbers of its make and none of the other's.

    Another reading may hold more than the number: `L007619(17),LO05906`.
    """
    number = bare_signs(said)
    differing = [other for other in others if any(map(str.isdigit, other)) and not _holds(other, number)]
    if not differing:
        return True
    makes = [_make(piece) for token in _read_alike(layout) for piece in _pieces(token.text)]
    rivals = {_make(piece) for other in differing for piece in (*_pieces(other), bare_signs(other)) if piece}
    return makes.count(_make(number)) >= FEWEST and not rivals & {*makes}


def doubting_pieces(lines: Sequence[Group]) -> list[Group]:
    """The lines, with scanned lots' numbers doubted that the paper's others tell to be misread.

    They are much shorter: `923` in a cell whose left part OCR lost; or have an O where others of their make have a nought: `CHO9542` beside `CH03564`.
    """
    numbers = [bare_signs(lot.text("lot_number") or "") for line in lines for lot in line.groups("lots")]
    long = sorted(map(len, numbers))
    least = PIECE * long[len(long) // 2] if len(long) > FEWEST_WHOLE else 0.0
    return [
        Group({**line.root, "lots": [_doubted(lot, least, numbers) for lot in line.groups("lots")]}) if line.groups("lots") else line
        for line in lines
    ]


def _doubted(lot: Group, least: float, numbers: Sequence[str]) -> Group:
    number = lot.leaf("lot_number")
    said = bare_signs(number.value) if number else ""
    if number is None or number.source != "ocr" or (len(said) >= least and not _has_a_letter_for_a_nought(said, numbers)):
        return lot
    return Group({**lot.root, "lot_number": contested(number, DOUBT)})


def _has_a_letter_for_a_nought(number: str, others: Sequence[str]) -> bool:
    """Whether letters before figures end in an O where those of another number, alike but for it and as long, do: engines tell the two by chance."""
    letters = _ENDS_IN_O.match(number)
    return letters is not None and any(len(other) == len(number) and other.startswith(f"{letters[1]}0") for other in others)


def _holds(other: str, number: str) -> bool:
    """Whether a reading is, or has among its pieces, as many signs as the number."""
    return any(len(piece) == len(number) for piece in (*_pieces(other), bare_signs(other)))


def _read_alike(layout: Layout) -> Iterator[Token]:
    return (token for line in layout.lines for token in line.tokens if token.word.seconded)


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"[^A-Z0-9]+", text.upper()) if piece]


def _make(number: str) -> str:
    """Its letters, and a 9 for each of its figures."""
    return re.sub(r"\d", "9", number)
