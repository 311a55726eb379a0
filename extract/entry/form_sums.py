"""Weights of the whole shipment in the last row of a form's goods: `Summe … 519` under `Bruttogewicht in kg`, as a consignment note has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from domain.doctype import FieldSpec, Shape
from domain.paper import Leaf
from extract.label.labels import Vocabulary
from extract.page.layout import Layout, Line, Phrase
from extract.shape.candidates import Candidate
from extract.shape.values import Habits, read_value
from extract.text.wording import concepts

SCORE = 0.9
FEWEST_HEADINGS = 4
"""A form's row of headings has so many phrases at least."""
FEWEST_CELLS = 2
NAMES = ("gross_weight_kg", "net_weight_kg")
HARDLY = 0.35
"""Read with so little certainty a weight is hardly one: a `3` of dust stood for `32 kg`, and the net weight above the gross one was not told."""
_TORN_WEIGHT = re.compile(r"(?i:(?![\d.,' ]+kg)\d\S*\W*kg)")
"""Figures with the unit of a weight that are no number, as a scan shows them: `5:908 kg`."""


def sums_under_heads(layout: Layout, specs: Sequence[FieldSpec], habits: Habits) -> dict[str, Candidate]:
    """Each weight whose label is a heading, as the one number under it in the first row below that calls itself a sum."""
    own = [spec for spec in specs if spec.name in NAMES]
    if not own:
        return {}
    vocabulary = Vocabulary({spec.name: spec.labels for spec in own}, {spec.name: spec.meanings for spec in own})
    found: dict[str, Candidate] = {}
    for index, line in enumerate(layout.lines):
        if len(line.phrases) < FEWEST_HEADINGS:
            continue
        total = next((other for other in layout.lines[index + 1 :] if other.page == line.page and _is_total(other)), None)
        for hit in vocabulary.hits(layout.lines, index, fuzzy=False) if total else ():
            heading = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
            under = [phrase for phrase in total.phrases if _is_under(phrase, heading)] if total else []
            value = read_value(Shape.WEIGHT, under[0].tokens, habits) if len(under) == 1 else None
            if value:
                found.setdefault(hit.name, Candidate(value, line.page, SCORE))
    return found


def weighs_one_alone(layout: Layout, doctype_fields: Sequence[FieldSpec], read: Mapping[str, Leaf], *, fuzzy: bool) -> bool:
    """Whether a paper tells both weights and only one was read: whether the two agree is then not known.

    The gross one is told by its label already, where it heads a column; the net one by a figure before it, `325 kg netos`, or by
    figures with their unit below its label that are no number: `5:908 kg` off a scan. What a scan shows of one, and hardly, is not read either.
    """
    if fuzzy and any((weight := read.get(name)) and weight.confidence < HARDLY for name in NAMES):
        return True
    missing = [name for name in NAMES if name not in read]
    if len(missing) != 1:
        return False
    vocabulary = Vocabulary({spec.name: spec.labels for spec in doctype_fields if spec.name in missing})
    return any(
        _behind_figure(line, hit.start)
        or (missing == ["gross_weight_kg"] and _is_label(line, hit.start))
        or _is_over_a_weight(line, hit.start, layout.lines[index + 1 : index + 2])
        for index, line in enumerate(layout.lines)
        for hit in vocabulary.hits(layout.lines, index, fuzzy=False)
    )


def _behind_figure(line: Line, start: int) -> bool:
    return start > 0 and line.tokens[start].plain == "kg" and re.match(r"\d", line.tokens[start - 1].text) is not None


def _is_over_a_weight(line: Line, start: int, below: Sequence[Line]) -> bool:
    """Whether what stands right below a label is figures with the unit of a weight, and no number."""
    heading = next(phrase for phrase in line.phrases if line.tokens[start] in phrase.tokens)
    return any(
        _is_under(phrase, heading) and _TORN_WEIGHT.fullmatch(phrase.text) is not None
        for other in below
        if other.page == line.page
        for phrase in other.phrases
    )


def _is_label(line: Line, start: int) -> bool:
    return line.tokens[start] in {phrase.tokens[0] for phrase in line.phrases} or _behind_box(line, start)


def _behind_box(line: Line, start: int) -> bool:
    """`11 Bruttogewicht in kg`: behind the number of a form's box."""
    return start > 0 and re.fullmatch(r"\d{1,2}\.?", line.tokens[start - 1].text) is not None


def _is_total(line: Line) -> bool:
    return len(line.phrases) >= FEWEST_CELLS and "total" in (concepts(line.tokens[0].text) or ())


def _is_under(phrase: Phrase, heading: Phrase) -> bool:
    return re.match(r"\d", phrase.text) is not None and phrase.box[0] < heading.box[2] and heading.box[0] < phrase.box[2]
