"""Tensile tests at other than room temperature (ISO 6892-2): what a material gives when hot is none of the strengths that its standard asks of a heat."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.label.result_words import PROPERTIES
from extract.page.grid import Heading
from extract.page.layout import Line, Token
from extract.text.folding import folded

ROOM = 35
"""Degrees Celsius: tests at room temperature are made between 10 and 35 (ISO 6892-1)."""
ABOVE = 2
"""What is tested how is said so few lines above the head of its results."""
_TENSILE = re.compile(r"zugv|zugpr|tensile|traction|trazion|traccion|trek|rozciag|proof|yield|dehngr|streckgr|snervament|elasti|plasty")
_WARM = re.compile(
    r"warmzug|warmstreck|warmdehn|\bhot\b|elevated|\bchaud\b|\bcaldo\b|caliente|elevada|elevata|verhoogde|podwyzszon|erhohte"
)
_AT = re.compile(r"(?:(?:\bat|\bbei|\ba|\bprzy|\bbij|\bw|\bt|\btemp\w*\.?|@)\s*[=:]?\s*\+?\s?|\+\s?|\(\s?)(\d{2,4})\s*(?:o\s?)?c\b")
_OF_DEGREES, _A_TEMPERATURE = re.compile(r"[°º]|Celsius"), re.compile(r"\(?[-–−+]?\d{1,4}[°º]C?\W*")
_ALONE = re.compile(r"\(?[-–−+]?\s?\d{1,3}\s?[°º]\s?C\)?\W*")
_DEGREES = re.compile(r"(?<![\d.,-])\+?\s?(\d{2,4})\s?[°º]\s?C\b")


def is_temperature(text: str) -> bool:
    """Whether words are a temperature and nothing else: `20 °C`, `(-40 °C)`."""
    return _ALONE.fullmatch(text) is not None


def says_hot(text: str) -> bool:
    """Whether words say that what is told was found when hot: `Rp0,2 (150 °C)`, `Rm at +300 °C`."""
    return any(int(degrees) > ROOM for degrees in _DEGREES.findall(text))


def is_of_hot_tests(line: Line) -> bool:
    """Whether a line is the title of tensile tests when hot: `Warmzugversuch`, `Essai de traction à +150 °C`."""
    text = folded(line.text)
    if not _TENSILE.search(text):
        return False
    return _WARM.search(text) is not None or any(int(degrees) > ROOM for degrees in _AT.findall(text))


def stands_below_hot_title(lines: Sequence[Line], index: int) -> bool:
    """Whether the nearest title above a line says so."""
    for at in range(index - 1, max(-1, index - 1 - ABOVE), -1):
        line = lines[at]
        if line.page != lines[index].page:
            return False
        if is_of_hot_tests(line):
            return True
        if any(re.fullmatch(r"\d{2,}[.,]?\d*", token.text) for token in line.tokens[1:]):
            return False  # a row of results is between
    return False


def is_hot(column: Heading) -> bool:
    """Whether a column holds a property that was found when hot."""
    return column.name in PROPERTIES and says_hot(" ".join(token.text for token in column.tokens))


def degrees_head(column: Heading) -> bool:
    """Whether a column says at what temperature its row was tested."""
    return column.name == "temperature_c" and re.search(r"[°º]|temp", column.title, re.IGNORECASE) is not None


def told_when_hot(tokens: Sequence[Token]) -> bool:
    """Whether the words between a label and its figure say that it was found when hot: `Rp0,2 bei 150 °C: 198 MPa`."""
    return says_hot(" ".join(token.text for token in tokens))


def without_degrees(tokens: Sequence[Token]) -> list[Token]:
    """The words without figures that are temperatures, and without their signs: `Tensile test at 20 °C` tells no strength."""
    kept: list[Token] = []
    for token in tokens:
        if _OF_DEGREES.match(token.text) and kept and re.fullmatch(r"\(?[-–−+]?\d{1,4}", kept[-1].text):
            kept.pop()
        elif not _A_TEMPERATURE.fullmatch(token.text):
            kept.append(token)
    return kept


def columns_by_temperature(line: Line) -> list[tuple[Token, bool]]:
    """The columns of a head that says at which temperature the tests of each were made, and whether that is when hot: `20 °C  150 °C`, `RT  +300 °C`."""
    found: list[tuple[Token, bool]] = []
    for phrase in line.phrases:
        degrees = re.fullmatch(r"\(?(?:RT|\+?\s?(\d{2,3})\s?[°º]\s?C)\)?", phrase.text)
        if degrees:
            found.append((phrase.tokens[0], int(degrees[1] or 0) > ROOM))
    return found if len(found) > 1 and len({hot for _, hot in found}) > 1 else []
