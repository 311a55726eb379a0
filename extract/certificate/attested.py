"""Goods of a certificate that is a letter: `… the goods against your order B0351533, item 20, namely 485.5 kg Round bar, consist of C45 to EN 10083-2`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from domain.doctype import FieldSpec
from extract.certificate.prose_results import amounts
from extract.label.labels import Vocabulary
from extract.page.layout import Layout, Line, Token
from extract.sentence.paragraphs import paragraphs
from extract.shape.candidates import Candidate
from extract.shape.values import Habits, Value
from extract.text.cues import cues
from extract.text.folding import folded

SCORE = 0.93
"""What is told in the one sentence that says what the paper certifies."""
FARTHEST = 16
"""Words between the order's number and the line's: they are of one sentence."""
LONGEST_GRADE, LONGEST_NORM = 3, 3
_NAMELY = frozenset("namlich zwar namely savoir saber weten jest cioe sapere tj mianowicie".split())  # noqa: SIM905
"""Words that lead to how much of what was supplied: `nämlich`, `und zwar`, `à savoir`, `te weten`, `to jest`."""
_ACCORDING = frozenset("nach gem gemass laut to per selon suivant secondo según segun volgens wg wedlug acc".split())  # noqa: SIM905
_NORM = re.compile(r"(?:[A-Z]{2,4}-)*(?:EN|ISO|DIN|NF|BS|UNI|UNE|PN|NEN|ASTM|ASME|JIS|GOST|SAE|API)\b.*")
_SMALL = re.compile(r"[a-zà-ž'’]+")


def read_attested(layout: Layout, specs: Sequence[FieldSpec], habits: Habits, *, fuzzy: bool) -> dict[str, Candidate]:
    """The order's line, quantity, description, grade and standard of the first sentence that tells them; empty where none does."""
    labels = Vocabulary({spec.name: spec.labels for spec in specs if spec.name == "order_number"})
    for paragraph in paragraphs(layout, ()):
        start = _line_of_order(paragraph, labels, fuzzy=fuzzy)
        if start is None:
            continue
        position = paragraph.tokens[start]
        grades = Vocabulary({spec.name: spec.labels for spec in specs if spec.name == "grade"})
        goods = _goods(paragraph.tokens[start + 1 :], habits, grades)
        found = {"order_line": Value(position.text.strip(".,;:"), (position,)), **goods}
        if len(found) > 1:
            return {name: Candidate(value, paragraph.page, SCORE) for name, value in found.items()}
    return {}


def _line_of_order(paragraph: Line, labels: Vocabulary, *, fuzzy: bool) -> int | None:
    """The word that is the number of the order's line, close behind the order's own."""
    orders = [hit.end for hit in labels.hits((paragraph,), 0, fuzzy=fuzzy) if hit.name == "order_number"]
    for place, (word, number) in enumerate(pairwise(paragraph.tokens), start=1):
        called = cues(word.text) & {"line", "item"} and re.fullmatch(r"\d{1,5}", number.text.strip(".,;:"))
        if called and any(0 < place - end < FARTHEST for end in orders):
            return place
    return None


def _goods(tokens: Sequence[Token], habits: Habits, grades: Vocabulary) -> Mapping[str, Value]:
    """How much, of what, in which grade and to which standard, as far as words behind the order's line tell it."""
    found: dict[str, Value] = {}
    grade = _grade(tokens)
    if grade:
        place, until, norm = grade
        if place + 1 < until and grades.name(tokens[place].text) and re.search(r"[^\W\d_]", tokens[place + 1].text):
            place += 1  # `Werkstoff S235JR`, and not `Alloy 625`
        found["grade"] = _joined(tokens[place:until])
        found["standard"] = _joined(tokens[until + 1 : norm])
    quantity = _quantity(tokens, habits)
    if quantity is None:
        return found
    behind, found["quantity"], found["unit"] = quantity
    described = [*tokens[behind : grade[0] if grade else behind]]
    # What leads up to the grade is no part of the name: `…, consist of 42CrMo4`.
    while described and _SMALL.fullmatch(described[-1].text):
        described.pop()
    if described:
        found["description"] = _joined(described)
    return found


def _quantity(tokens: Sequence[Token], habits: Habits) -> tuple[int, Value, Value] | None:
    """The first word behind the quantity that is led to by a word as `namely`, else of the first one; with quantity and unit."""
    found: list[tuple[bool, int, Value, Value]] = []
    for first, amount, unit in amounts(tokens, habits):
        led = first > 0 and folded(tokens[first - 1].text).strip(".,;:") in _NAMELY
        found.append((not led, first + len(amount.tokens) + 1, amount, unit))
    return min(found, key=lambda each: each[:2])[1:] if found else None


def _grade(tokens: Sequence[Token]) -> tuple[int, int, int] | None:
    """From which word to which the grade stands that a standard follows, and where that ends: `aus | 42CrMo4 | nach EN 10083-3`."""
    for place, token in enumerate(tokens[1:-1], start=1):
        if folded(token.text).strip(".") not in _ACCORDING or not _NORM.fullmatch(tokens[place + 1].text):
            continue
        start = place
        while start and place - start < LONGEST_GRADE and not _SMALL.fullmatch(tokens[start - 1].text):
            start -= 1
            if tokens[start - 1].text.endswith((",", ";")) and start:
                break
        end = place + 2
        while (
            end < len(tokens)
            and end - place - 1 < LONGEST_NORM
            and re.search(r"\d", tokens[end].text)
            and "," not in tokens[end - 1].text[-1:]
        ):
            end += 1
        if start < place and any(map(str.isdigit, "".join(each.text for each in tokens[start:place]))):
            return start, place, end
    return None


def _joined(tokens: Sequence[Token]) -> Value:
    """The words as one value, without the stop behind the last."""
    *firsts, last = tokens
    last = last.saying(last.text.rstrip(".,;:"))
    used = (*firsts, last)
    return Value(" ".join(token.text for token in used), used)
