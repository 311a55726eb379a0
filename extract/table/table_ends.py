"""What ends a table: a line that begins with the label of what stands below the entries, such as a total, a carried-over sum, a footer, boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.label.label_places import box_numbers
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.page.layout import Line
from extract.table.table_lines import far_below, is_package, is_word_of_text
from extract.text.terms import look_like_terms
from extract.text.wording import concepts

PASSING = frozenset({"carried", "footer", "order_number"})
"""What may stand between two entries of one table, at the turn of a page."""
NEXT_LINE, FLUSH = 1.8, 1.5
"""A line of the same text stands so many print sizes below the one before at most, and begins within so many points of where it begins."""
DASHES = frozenset({"-", "–", "—", "/", "|", "·"})
_ADDRESS = re.compile(r"\w@\w|^www\.")
"""Of mail or in the net: far below the entries it is of the foot of a page; right below one it may be where its data sheet is."""


class EndFinder:
    """Finds what stands below the entries of a table."""

    def __init__(self, vocabulary: Vocabulary, ends: Vocabulary, totals: Vocabulary) -> None:
        """`ends` says what stands below the last entry, `vocabulary` what the columns are called, by which a line is an entry's own.

        `totals` are labels that may head columns as well: they end a table only where nothing but an amount stands behind them.
        """
        self._vocabulary = vocabulary
        self._ends = ends
        self._totals = totals

    def end_at(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> str | None:
        """The label of what stands below the entries, where the line begins with one: a total, a carried-over sum, a footer, boxes."""
        line = lines[index]
        if looks := _by_looks(lines, index):
            return looks
        for hit in self._ends.hits(lines, index, fuzzy=fuzzy):
            if _is_of_entry(line, hit) or _goes_on(lines, index, hit):
                continue
            if (
                hit.name == "order_number"
                and hit.start > 1
                and any(own.start == 0 for own in self._vocabulary.hits(lines, index, fuzzy=fuzzy))
            ):
                continue  # `Pos. pedido: 10   Su ref.: 27-1096-33   Orden fab.: 40363-1`: the line is an entry's
            letters = len(squeezed(" ".join(token.text for token in line.tokens[hit.start : hit.end])))
            dashed = (
                hit.name == "order_number" and hit.start > 0 and line.tokens[hit.start - 1].text in DASHES
            )  # `Auftrag 1281 – Ihre Bestellung …`
            if letters > 1 and (hit.start <= 1 or dashed or _apart(line, hit)) and not self._longer_heading(lines, index, hit, fuzzy=fuzzy):
                return hit.name
        named = [hit.name for hit in self._ends.hits(lines, index, fuzzy=fuzzy) if hit.name not in PASSING]
        if len(set(named)) > 1 and not self._vocabulary.hits(lines, index, fuzzy=fuzzy):
            return named[0]  # `Totale: 4 colli, 4.200 kg lordi / 4.123 kg netti`
        for hit in self._totals.hits(lines, index, fuzzy=fuzzy)[:1]:
            texts = [token.text for token in line.tokens[hit.end :]]
            behind = [
                text
                for text, after in zip(texts, [*texts, ""][1:], strict=True)
                if not re.fullmatch(r"\W+|[A-Z]{3}|\d{1,2}:?|\d{1,2}([.,]\d+)?%:?", text) and not after.startswith("%")
            ]
            if (hit.start == 0 or _apart(line, hit)) and len(behind) == 1 and re.search(r"\d[.,]\d\d\D*$", behind[0]):
                return hit.name
        return None

    def _longer_heading(self, lines: Sequence[Line], index: int, label: LabelHit, *, fuzzy: bool) -> bool:
        """Whether the words belong to a longer label of an entry: `PO Item 10`, `Línea pedido 10` speak of its line and not of an order.

        On a scan one of an entry to the letter, `Your reference`, is none that is only nearly so.
        """
        own = label.end - label.start
        hits = self._vocabulary.hits(lines, index, fuzzy=fuzzy)
        return any(
            hit.start <= label.start and label.end <= hit.end and (hit.end - hit.start > own or (hit.exact and not label.exact))
            for hit in hits
        )

    def telling_more(self, lines: Sequence[Line], below: Sequence[int], *, fuzzy: bool) -> set[int]:
        """The lines of packages below the last entry that tell something of the whole shipment beside it: `SSCC …   2.194 kg     Bultos   2`."""
        return {
            index
            for index in below
            if is_package(lines[index]) and any(hit.start for hit in self._ends.hits(lines, index, fuzzy=fuzzy) if hit.name not in PASSING)
        }


def _by_looks(lines: Sequence[Line], index: int) -> str | None:
    """What is of no entry whatever it is called: boxes of a form, an address far below, terms of payment as in `Regulierung   netto / 30 Tage`."""
    line = lines[index]
    if box_numbers(line):
        return "boxes"
    if index and far_below(lines, index) and any(_ADDRESS.search(token.text) for token in line.tokens):
        return "footer"
    return "payment_terms" if any(look_like_terms(phrase.text) for phrase in line.phrases) else None


def _is_of_entry(line: Line, hit: LabelHit) -> bool:
    """`vat 200 l` goes on with an entry's text, and `razem wysłano 3 768,000 kg` says how much of it was sent, not when; behind a position `CF 2` carries no sum forward."""
    if hit.name == "carried" and hit.start > 1:
        return re.fullmatch(r"0?\d{1,5}\.?", line.tokens[0].text) is not None
    if hit.name == "tax_total":
        return is_word_of_text(line, hit.start)
    return hit.name.endswith("_date") and hit.start > 0 and "total" in (concepts(line.tokens[0].text) or ())


def _goes_on(lines: Sequence[Line], index: int, hit: LabelHit) -> bool:
    """Whether a label in small letters is all there is of a line that stands flush below a longer one: `… limited quantity, 2` / `packages`."""
    line, above = lines[index], lines[index - 1]
    whole = hit.start == 0 and hit.end == len(line.tokens) and all(token.text.islower() for token in line.tokens)
    near = index > 0 and line.page == above.page and 0 < line.box[1] - above.box[1] < NEXT_LINE * line.size
    begun = [phrase for phrase in above.phrases if abs(phrase.box[0] - line.box[0]) < FLUSH]
    return whole and near and any(phrase.box[2] > line.box[2] for phrase in begun)


def _apart(line: Line, hit: LabelHit) -> bool:
    """Whether a label stands clearly right of what is before it on its line."""
    return hit.start > 0 and line.tokens[hit.start - 1].x1 + 2 * line.size < line.tokens[hit.start].x0
