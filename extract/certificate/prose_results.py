"""What sentences tell of a heat beside its tensile tests: `628 kg come from heat 002425 … The impact test at -20 °C gave 66, 109, 102 J`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from domain.doctype import Shape
from domain.paper import Leaf, Node
from extract.certificate.heat_record import HeatRecord
from extract.certificate.result_cells import Cells
from extract.label.labels import LabelHit
from extract.label.result_words import FIGURE, hardness_scale, role_of
from extract.page.layout import Line, Token
from extract.sentence.sentence import ends_sentence
from extract.shape.values import Habits, Value, read_value
from extract.text.folding import folded
from extract.text.units import OF_SIZES

SAID = 0.95
FARTHEST = 25
"""An energy stands no more words behind the name of its test."""
NEAR = 6
"""A hardness stands no more words behind its name, a mean behind the single values."""
BEHIND = 3
GREATEST_J = 1000
_BETWEEN = frozenset({",", "/", "-", "–", ";", "und", "and", "et", "e", "y", "en", "i", "oraz"})
"""What stands between the single values of an impact test."""
_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?")
"""`1 884 KG`: in a sentence the blank of a thousand is as wide as any."""


def sentence_of(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Where the sentence begins that a word stands in, and where it ends (exclusive)."""
    ends = [at + 1 for at, token in enumerate(tokens) if ends_sentence(token, tokens[at + 1] if at + 1 < len(tokens) else None)]
    return max((end for end in ends if end <= place), default=0), min((end for end in ends if end > place), default=len(tokens))


def amounts(tokens: Sequence[Token], habits: Habits) -> Iterator[tuple[int, Value, Value]]:
    """Every quantity with its unit among words: the first word of it, how much, and of what unit."""
    for place, (token, following) in enumerate(pairwise(tokens)):
        if not re.match(r"\d", token.text) or token.text.endswith((",", ";")):
            continue
        first = place - 1 if place and _GROUP.fullmatch(token.text) and re.fullmatch(r"\d{1,3}", tokens[place - 1].text) else place
        number = token.saying(" ".join(each.text for each in tokens[first : place + 1]))
        amount, unit = read_value(Shape.DECIMAL, (number,), habits), read_value(Shape.UNIT, (following,), habits)
        if amount and unit and unit.value not in OF_SIZES:
            yield first, Value(amount.value, tuple(tokens[first : place + 1]), amount.fit), unit


def share_of(paragraph: Line, heats: Sequence[int], place: int, cells: Cells, habits: Habits) -> Leaf | None:
    """How much came from a heat: the only quantity before its number in the sentence, where that names no other heat."""
    start, end = sentence_of(paragraph.tokens, place)
    if sum(start <= other < end for other in heats) > 1:
        return None
    told = list(amounts(paragraph.tokens[start:place], habits))
    if len(told) != 1:
        return None
    amount = told[0][1]
    return cells.said(amount.value, amount.tokens, paragraph.page, score=SAID * amount.fit)


def enter_others(heat: HeatRecord, paragraph: Line, span: tuple[int, int], hits: Sequence[LabelHit], cells: Cells) -> Iterator[int]:
    """Enters the impact tests and the hardness that the words of a span tell; the words that tell them, which may stand on two lines."""
    done = span[0]
    for hit in hits:
        if not done < hit.start < span[1]:
            continue  # `Hardness Brinell: 204 HBW` names it thrice
        behind = paragraph.tokens[hit.end : min(span[1], hit.end + FARTHEST)]
        if hit.name == "energy_j" and (impact := impact_told(behind, paragraph.page, cells)):
            heat.tests["impact"].append(impact)
            done = hit.end + next(at for at, token in enumerate(behind) if _is_joules(token))
            yield from range(hit.start, done + 1)
        elif hit.name == "hardness" and (place := _place_of_hardness(behind)) is not None:
            said = paragraph.tokens[hit.start : hit.end + place + 2]
            done = hit.end + place + 1
            if hardness := _hardness(said, behind[place], paragraph.page, cells):
                heat.tests["hardness"].append(hardness)
                yield from range(hit.start, done + 1)


def impact_told(tokens: Sequence[Token], page: int, cells: Cells) -> dict[str, Node] | None:
    """An impact test: figures up to a `J`, perhaps with their mean behind them and the temperature before."""
    places = [at for at, token in enumerate(tokens) if _is_joules(token)]
    if not places:
        return None
    start = places[0]
    while start and (_energy(tokens[start - 1], page, cells) or folded(tokens[start - 1].text) in _BETWEEN):
        start -= 1
    energies = [value for token in tokens[start : places[0]] if (value := _energy(token, page, cells))]
    if not energies or any(re.search(r"[.!?]$", token.text) and token.text[-2:-1].islower() for token in tokens[:start]):
        return None
    test: dict[str, Node] = {"energy_j": energies}
    if degrees := cells.temperature(tokens[:start], page):
        test["temperature_c"] = degrees
    # `J, on average 92 J`, `J, soit 92 J en moyenne`
    last = next((place for place in places[1:] if place <= places[0] + NEAR + 1), None)
    called = last is not None and any(_is_mean(token) for token in tokens[places[0] : last + BEHIND])
    if last is not None and called and (value := _energy(tokens[last - 1], page, cells)):
        test["mean_j"] = value
    return test


def _is_mean(token: Token) -> bool:
    """Whether a word says that a mean follows; `gem.` is `gemiddeld` behind energies, and `gemessen` at the head of a column."""
    word = token.text.strip("(),.;:")
    return role_of(word) == "mean" or folded(word) == "gem"


def _is_joules(token: Token) -> bool:
    return token.text.strip(".,;:()") in ("J", "Joule")


def _energy(token: Token, page: int, cells: Cells) -> Leaf | None:
    if not FIGURE.fullmatch(token.text.strip("(),;")):
        return None
    value = cells.number(token, page, score=SAID)
    return value if value and 0 < Decimal(value.value) <= GREATEST_J else None


def _place_of_hardness(behind: Sequence[Token]) -> int | None:
    """Which word behind the name of a hardness is the figure."""
    return next((at for at, token in enumerate(behind[:NEAR]) if FIGURE.fullmatch(token.text.strip("(),;."))), None)


def _hardness(said: Sequence[Token], figure: Token, page: int, cells: Cells) -> dict[str, Node] | None:
    """A hardness with its scale, which stands behind it or in its name."""
    value = cells.number(figure, page, score=SAID)
    scaled = next((token for token in reversed(said) if token is not figure and hardness_scale(token.text)), None)
    return cells.hardness(value, scaled.text, (scaled,), page) if value and scaled else None
