"""What is read of one block whose rows are elements or properties, and what its rows hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.paper import Leaf, Node
from extract.certificate.heat_record import HeatRecord
from extract.label.result_words import FIGURE, says_mean
from extract.page.layout import Token
from extract.shape.elements import ELEMENTS

LONGEST_CODE = 3


@dataclass
class Block:
    """What was read of one block: contents and tests by column, and by part of a column where a heat has two analyses."""

    contents: dict[int, dict[str, Leaf]] = field(default_factory=dict)
    tests: dict[int, dict[str, Node]] = field(default_factory=dict)
    earlier: dict[int, list[dict[str, Node]]] = field(default_factory=dict)
    """Tests of a column that stand above the one that is read now: those along, where those across follow."""
    labels: dict[tuple[int, str], str] = field(default_factory=dict)
    """What each property is called; where the same label comes again, the next test begins."""
    further: dict[int, list[dict[str, Node]]] = field(default_factory=dict)
    """Tests of a column's further pieces, whose results are listed behind those of the first: `681; 706`."""
    split: dict[int, dict[str, Leaf]] = field(default_factory=dict)


def is_code_misread(tokens: Sequence[Token]) -> bool:
    """Whether a scan shows a code of EN 10168 as something else (`c79`, `cas`) before a symbol that is plainly one."""
    return len(tokens) > 2 and tokens[0].text not in ELEMENTS and len(tokens[0].text) <= LONGEST_CODE and tokens[1].text in ELEMENTS


def of_impact(tokens: Sequence[Token]) -> str:
    """What a row of an impact test holds: its temperature, its mean, or single values, perhaps with their mean behind them."""
    words = [token.text.strip("()[],:") for token in tokens if not FIGURE.fullmatch(token.text)]
    degrees = any(re.fullmatch(r"°\s?C|Celsius", word) for word in words) and not _are_of_a_condition(tokens)
    if degrees and "J" not in words and "Joule" not in words:
        return "temperature_c"
    mean = next((place for place, token in enumerate(tokens) if says_mean(token.text)), None)
    return "energy_j" if mean is None or any(_is_energy(tokens, place) for place in range(mean)) else "mean_j"


def _are_of_a_condition(tokens: Sequence[Token]) -> bool:
    """Whether degrees stand behind a figure of the label, and other figures end the row: `KV bei 20 °C  ISO 148-1  71; 65; 70`."""
    figures = [place for place, token in enumerate(tokens) if re.match(r"\(?[-–−]?\d", token.text)]
    warm = [place for place in figures if place + 1 < len(tokens) and re.match(r"[°º]|Celsius", tokens[place + 1].text)]
    return bool(warm) and warm[0] == figures[0] and figures[-1] not in warm


def _is_energy(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is a figure, and not that of a temperature: `103 - 118 - 99 J (mean 107 J)` behind `-20 °C`."""
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return re.fullmatch(r"\d{1,3}J?[;,/]?", tokens[place].text) is not None and not re.match(r"[°º]", behind)


def add_test(heat: HeatRecord, test: dict[str, Node]) -> None:
    """Adds a tensile test; what was found on lines before it may be its beginning."""
    tests = heat.tests["tensile"]
    if tests and not set(tests[-1]) & set(test):
        tests[-1] |= test
    else:
        tests.append(heat.begun(test))
