"""Forms in boxes: labels that say only `ID` or `No.` mean what the title of their box names; and labels that share one value's place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.doctype import FieldSpec
from extract.label.labels import Vocabulary
from extract.page.layout import Layout, Line, Phrase, Token, between_strokes
from extract.shape.candidates import Candidate
from extract.shape.values import Habits, read_value
from extract.text.wording import concepts

ORDER, DELIVERY = "order", "delivery"
_TITLES: Mapping[frozenset[str], str] = {
    frozenset(words.split()): box
    for box, texts in {
        ORDER: ("order", "purchase", "purchase order", "your order", "your purchase", "your purchase order"),
        DELIVERY: ("delivery", "note", "delivery note", "ship", "our delivery", "our delivery note"),
    }.items()
    for words in texts
}
_MEANT: Mapping[str, Mapping[str, str]] = {
    ORDER: {"number": "order_number", "line": "order_line", "date": "order_date", "quantity": "", "item": ""},
    DELIVERY: {"number": "delivery_note_number", "line": "", "date": "", "quantity": "quantity", "item": ""},
}
"""What a label in a box names; nothing for what is none of the paper's own values, such as the line of a delivery note."""
IN_A_BOX = 0.96
LEVEL = 4.0
"""Labels of one box begin within so many points of each other."""
MOST_ROWS = 9
NEAR = 2.4
DOUBTFUL_FIT = 0.5
"""What hardly looks like a value of its kind is none that two labels share."""
PAGES = frozenset("page pages pg seite pagina pag blatt strona str foglio hoja blad feuille sheet".split())  # noqa: SIM905
PAIRED = 0.93


@dataclass(frozen=True)
class Boxed:
    """What boxes say, and the words that are values of boxes and so of nothing else."""

    found: Mapping[str, Candidate]
    taken: frozenset[int]


def read_boxes(layout: Layout, specs: Sequence[FieldSpec], habits: Habits) -> Boxed:
    """The values in boxes titled `Order` and `Delivery`, in any language, whose labels do not say themselves whose number they name."""
    shapes = {spec.name: spec.shape for spec in specs}
    found: dict[str, Candidate] = {}
    taken: set[int] = set()
    for index, line in enumerate(layout.lines):
        for phrase in line.phrases:
            box = _TITLES.get(concepts(phrase.text) or frozenset()) if not phrase.text.endswith(":") else None
            rows = list(_rows(layout, index, phrase)) if box else []
            if box is None or not any(meaning == "number" for meaning, _, _ in rows):
                continue
            for meaning, tokens, page in rows:
                name = _MEANT[box].get(meaning, "")
                taken.update(id(token) for token in tokens)
                value = read_value(shapes[name], tokens, habits) if name in shapes else None
                if value and name not in found:
                    found[name] = Candidate(value, page, IN_A_BOX)
    return Boxed(found, frozenset(taken))


def _rows(layout: Layout, index: int, title: Phrase) -> Iterator[tuple[str, tuple[Token, ...], int]]:
    """The labels that stand below a title, level with its left edge, each with what stands beside it up to the next column."""
    line = layout.lines[index]
    right = min((phrase.box[0] for phrase in line.phrases if phrase.box[0] > title.box[2]), default=layout.width(line.page))
    bottom = title.box[3]
    for other in layout.lines[index + 1 : index + 1 + MOST_ROWS]:
        if other.page != line.page or other.box[1] - bottom > NEAR * max(line.size, other.size):
            return
        label = next((phrase for phrase in other.phrases if abs(phrase.box[0] - title.box[0]) < LEVEL), None)
        meaning = _meaning(label.text) if label else None
        if label is None or meaning is None:
            return
        bottom = other.box[3]
        values = [phrase for phrase in other.phrases if label.box[2] < phrase.box[0] < right - 1]
        if values:
            yield meaning, values[0].tokens, other.page


def _meaning(text: str) -> str | None:
    """What a label in a box is about; None where it is no label."""
    meant = concepts(text)
    if not meant:
        return None
    if meant <= {"number", "ref", "document"}:
        return "number"
    if "order" in meant or "purchase" in meant:
        return "other"
    return next((name for name in ("line", "date", "quantity") if name in meant), "line" if meant == {"item", "number"} else "item")


def with_pairs(
    candidates: Mapping[str, Sequence[Candidate]], layout: Layout, specs: Sequence[FieldSpec], habits: Habits, *, fuzzy: bool
) -> dict[str, list[Candidate]]:
    """The candidates with what labels say that share a place, and without those that took one of their values for another's.

    `Total packages / gross / net: 3 / 958 kg / 894 kg`: 958 kg stands behind `net` and is gross.
    """
    pairs = read_pairs(layout, specs, habits, fuzzy=fuzzy)
    shared = {id(token) for found in pairs.values() for token in found.value.tokens}
    kept = {
        name: [offer for offer in offers if not shared & {id(token) for token in offer.value.tokens}] for name, offers in candidates.items()
    }
    return kept | {name: [found, *kept.get(name, ())] for name, found in pairs.items()}


def read_pairs(layout: Layout, specs: Sequence[FieldSpec], habits: Habits, *, fuzzy: bool) -> dict[str, Candidate]:
    """Values that share a place: `Qty / Nominal size   2,261.5 kgs / 12x2000x6000 mm`."""
    return {name: found for name, (found, _) in sharing(layout, specs, habits, fuzzy=fuzzy).items()}


def sharing(layout: Layout, specs: Sequence[FieldSpec], habits: Habits, *, fuzzy: bool) -> dict[str, tuple[Candidate, tuple[Token, ...]]]:
    """The same, each with all words of its place, of which the others say something else."""
    vocabulary = Vocabulary({spec.name: spec.labels for spec in specs})
    shapes = {spec.name: spec.shape for spec in specs}
    found: dict[str, tuple[Candidate, tuple[Token, ...]]] = {}
    for line in layout.lines:
        for label, values in _neighbours(line):
            labels, parts = _parts(label), _parts(values)
            if len(labels) < 2 or len(labels) != len(parts) or any(_has_figure(token) for token in label):
                continue
            names = [vocabulary.name(" ".join(token.text for token in part), fuzzy=fuzzy) for part in labels]
            if len({*names}) < len(names):
                continue
            if values[0].plain.strip(".:") in PAGES:
                continue  # `AR de commande / Order confirmation    Page 1 / 1`
            if "buyer_item" in names and "supplier_item" not in names and "supplier_item" in shapes:
                # `Artikel / uw artikel  VHT08644 / 39-4738-47`: beside the buyer's number a code is the supplier's, whatever it is called
                names = [
                    "supplier_item" if name == "description" and _is_code(part) else name for name, part in zip(names, parts, strict=True)
                ]
            for name, part in zip(names, parts, strict=True):
                value = read_value(shapes[name], part, habits) if name else None
                if name and value and value.fit > DOUBTFUL_FIT:
                    found.setdefault(name, (Candidate(value, line.page, PAIRED), tuple(values)))
    return found


def _is_code(part: Sequence[Token]) -> bool:
    return len(part) == 1 and _has_figure(part[0])


def _neighbours(line: Line) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Phrases beside each other, and what stands before and behind the only colon of one."""
    yield from ((one.tokens, other.tokens) for one, other in zip(line.phrases, line.phrases[1:], strict=False))
    for tokens in (phrase.tokens for phrase in line.phrases):
        colons = [place for place, token in enumerate(tokens) if token.text.endswith(":")]
        if len(colons) == 1:
            yield tokens[: colons[0] + 1], tokens[colons[0] + 1 :]


def _has_figure(token: Token) -> bool:
    return re.search(r"\d", token.text) is not None


def _parts(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The words between strokes that stand alone."""
    return [part for part in between_strokes(tokens) if part]
