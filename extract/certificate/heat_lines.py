"""Lines that name a heat, `Heat 0257638`, and say of it which lot it is, how much of it there is and where it was melted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.doctype import Shape
from domain.paper import Leaf
from extract.certificate.heat_record import HeatBook, HeatRecord
from extract.certificate.prose_results import amounts
from extract.certificate.result_cells import Cells
from extract.certificate.result_labels import ResultLabels
from extract.label.labels import LabelHit, squeezed
from extract.label.result_words import (
    BATCHES,
    CODE,
    bare,
    looks_like_a_heat,
)
from extract.page.layout import Line, Token
from extract.shape.values import Habits, read_value
from extract.table.naming import BARE_MARKS
from extract.text.folding import folded
from extract.text.units import OF_SIZES

STROKES = ("-", "–", "—", "·", "/", "|", ";")
"""What parts the things that a line says of a heat."""
MOST_OF_AMOUNT = 3
"""An amount behind a heat's number is at most so many words: `1 250 kg`."""
SAID_SO = 0.975
MISREAD = 0.6
"""What a heat's number is worth whose label was not read."""
LEVEL = 0.5
"""Lines that share more than so much of the lower one's height are level."""
COLUMN = 6.0
"""Numbers stand below each other whose edges or middles are no further apart, in points."""
IN_SIGHT = 5
"""So many words from a label on tell its value: a number, a dash, and how much of it there is, `partia 984970 - 160 kg`."""
FURTHER = 3
"""So many labels behind the heat's number may say more of it."""
BELOW = 2.0
"""A line that tells more of a heat follows its own, flush, within so many print sizes."""
FAR = 6
"""A heat number further than this many print sizes from its label belongs to another one."""
FEWEST_COLUMNS = 2


class HeatLines:
    """Reads which heat a line names, and what it says of that heat beside its results: its lot, how much of it there is, its country."""

    def __init__(self, lines: Sequence[Line], labels: ResultLabels, habits: Habits, book: HeatBook, cells: Cells) -> None:
        """`labels` are those of the lines; what is found goes into the book."""
        self._lines = lines
        self._labels = labels
        self._habits = habits
        self._book = book
        self._cells = cells
        self._lot_labels: set[str] = set()
        """What the paper calls lots beside heats, though other papers call heats so: `Charge`."""

    def heat_of(self, index: int) -> Token | None:
        """The number of the one heat that the line names with its label."""
        found = self.heat_tokens(index)
        return found[1][0] if found and len(found[1]) == 1 else None

    def head(self, index: int) -> bool:
        """Takes the heat that the line names for the one of what follows; whether it names one."""
        found = self.heat_tokens(index)
        if not found or self._takes_as_lot(index, found[1]):
            return found is not None
        position, tokens, score = found
        line = self._lines[index]
        if behind := self._heat_behind_its_batch(index, position, tokens):
            position, tokens, score = behind
        self._book.heading = None
        if line.tokens[0].text.startswith("B07") and self._book.heading is None:
            self._book.marks.update(bare(token.text) for token in tokens)
        heats = [self._book.named(self._cells.said(bare(token.text), (token,), line.page, score=score)) for token in tokens]
        if len({id(heat) for heat in heats}) > 1:
            return True
        self._book.heading = heats[0]
        hits = self._labels.hits(index)
        self._told_before(hits[: max(position, 0)], heats[0], line)
        if not hits[position + 1 :]:
            self._weighed(heats[0], tokens[0], line)
        self._told_behind(hits[position + 1 :], heats[0], bare(tokens[0].text), line)
        self._told_below(index + 1, heats[0], bare(tokens[0].text))
        return True

    def _told_below(self, index: int, heat: HeatRecord, number: str) -> None:
        """The lot of a heat in a line right below its own that begins with it, and how much is of it: `LOT 928077  1,413 KG  MELTED IN CA`."""
        line = self._lines[index] if index < len(self._lines) else None
        hits = self._labels.hits(index) if line else []
        if line is None or not hits or hits[0].start or hits[0].name != "lot_number" or not self._follows_closely(index):
            return
        self._told_behind(hits, heat, number, line)
        told = [value for _, value, unit in amounts(line.tokens, self._habits) if unit.value not in OF_SIZES]
        if len(told) == 1 and isinstance(heat.other.get("lot_number"), Leaf):
            heat.other.setdefault("quantity", self._cells.said(told[0].value, told[0].tokens, line.page, score=0.93))

    def _follows_closely(self, index: int) -> bool:
        line, above = self._lines[index], self._lines[index - 1]
        return line.page == above.page and 0 < line.box[1] - above.box[1] < BELOW * line.size and abs(line.box[0] - above.box[0]) < COLUMN

    def _heat_behind_its_batch(self, index: int, position: int, tokens: Sequence[Token]) -> tuple[int, list[Token], float] | None:
        """The heat where a word for batches stands before that for heats, `Charge L22091  Schmelze A49850`: the former is its lot."""
        line, hits = self._lines[index], self._labels.hits(index)
        if position < 0 or len(tokens) > 1 or not folded(line.tokens[hits[position].start].text).startswith(BATCHES):
            return None
        for at, hit in enumerate(hits[position + 1 :], position + 1):
            number = next((token for token in line.tokens[hit.end : hit.end + 3] if looks_like_a_heat(token.text)), None)
            batch = folded(line.tokens[hit.start].text).startswith(BATCHES)
            if hit.name == "heat_number" and hit.start > line.tokens.index(tokens[0]) and number and not batch:
                return at, [number], SAID_SO
        return None

    def _told_before(self, hits: Sequence[LabelHit], heat: HeatRecord, line: Line) -> None:
        """The lot and the quantity whose labels stand before a heat: `Lot 673922 made from heat 0463438`, `Lot 354997  Qty 625  Cast 24-3923`."""
        # `Charge L22091  Schmelze A49850`: of two words for heats the first is the lot's.
        numbered = [other for other in hits if other.end < len(line.tokens) and looks_like_a_heat(line.tokens[other.end].text)]
        lot = next((other for other in numbered if other.name in ("lot_number", "heat_number")), None)
        if lot:
            number = line.tokens[lot.end]
            heat.other.setdefault("lot_number", self._cells.said(bare(number.text), (number,), line.page, score=0.93))
        share = next((other for other in hits if other.name == "quantity"), None)
        if share and (much := read_value(Shape.DECIMAL, line.tokens[share.end : share.end + 1], self._habits)):
            heat.other.setdefault("quantity", self._cells.said(much.value, much.tokens, line.page, score=0.93))

    def _told_behind(self, hits: Sequence[LabelHit], heat: HeatRecord, number: str, line: Line) -> None:
        """The lot, the quantity and the country of melt whose labels stand behind a heat of that number."""
        # `HEAT QTY: 706 KG`: the word before another label is a part of that, and no second heat or lot.
        begins = {other.start for other in hits}
        others = [other for other in hits if not (other.name == "heat_number" and other.end in begins)]
        for other in others[:FURTHER]:
            if other.name == "heat_number" and _is_said_before(line, other):
                continue  # `Cast Number 0612914   Cast Number 58-0537` heads a column for each
            # A second number behind the heat's is its lot's, whatever it is called: `Schmelze 190285  Charge 136815`.
            name = "lot_number" if other.name == "heat_number" else other.name
            if name == "melt_country":
                self.country(heat, line.tokens[other.end : other.end + 1], line.page)
                continue
            shape = Shape.IDENTIFIER if name == "lot_number" else Shape.DECIMAL
            value = read_value(shape, line.tokens[other.end : other.end + IN_SIGHT], self._habits)
            called_a_heat = other.name == "heat_number" and not looks_like_a_heat(
                value.text if value else ""
            )  # `Quantity from melt: 160.000 kg`
            if value and name in ("lot_number", "quantity") and value.value != number and not called_a_heat:
                heat.other.setdefault(name, self._cells.said(value.value, value.tokens, line.page, score=0.93))
                if name == "lot_number":
                    self._lot_labels.add(self._label(line, other))
        self._amount_at_end(heat, line)

    def _takes_as_lot(self, index: int, tokens: Sequence[Token]) -> bool:
        """Takes a `Charge` whose number stands right below that of a heat under another name, `Schmelze 841594/4`, for the heat's lot."""
        above = self.heat_tokens(index - 1) if index and self._lines[index - 1].page == self._lines[index].page else None
        if self._book.heading is None or above is None or len(tokens) > 1 or len(above[1]) > 1:
            return False
        upper, lower = (folded(self._lines[at].tokens[0].text) for at in (index - 1, index))
        one, other = above[1][0], tokens[0]
        level = abs(one.x0 - other.x0) < COLUMN or abs(one.x0 + one.x1 - other.x0 - other.x1) < COLUMN
        if not level or not lower.startswith(BATCHES) or upper.startswith(BATCHES) or bare(one.text) == bare(other.text):
            return False
        lot = self._cells.said(bare(other.text), (other,), self._lines[index].page, score=0.93)
        self._book.heading.other.setdefault("lot_number", lot)
        return True

    def _weighed(self, heat: HeatRecord, number: Token, line: Line) -> None:
        """How much was supplied of a heat, where it stands right behind the number with its unit: `Heat 708057/1  180.50 kg`, `Heat 0257638 (1 250 kg)`."""
        behind = line.tokens[line.tokens.index(number) + 1 :] if number in line.tokens else ()
        if len(behind) > MOST_OF_AMOUNT or not behind or not re.match(r"\(?\d", behind[0].text):
            return
        amount, unit = read_value(Shape.DECIMAL, behind[:-1] or behind, self._habits), read_value(Shape.UNIT, behind[-1:], self._habits)
        if amount and unit and unit.value not in OF_SIZES and len(behind) > len(amount.tokens):
            heat.other.setdefault("quantity", self._cells.said(amount.value, amount.tokens, line.page, score=0.93))

    def _amount_at_end(self, heat: HeatRecord, line: Line) -> None:
        """How much was supplied of a heat, where it ends the line behind a stroke: `Heat 281755 – lot 803566 – 250 pcs`."""
        told = list(amounts(line.tokens, self._habits))
        if len(told) == 1 and (place := told[0][0]) and line.tokens[place - 1].text in STROKES:
            amount = told[0][1]
            if line.tokens[-1] is told[0][2].tokens[-1] or place + len(amount.tokens) + 1 == len(line.tokens):
                heat.other.setdefault("quantity", self._cells.said(amount.value, amount.tokens, line.page, score=0.93))

    @staticmethod
    def _label(line: Line, hit: LabelHit) -> str:
        return squeezed(" ".join(token.text for token in line.tokens[hit.start : hit.end]))

    def _before_its_lot(self, line: Line, hit: LabelHit) -> list[Token]:
        """The heat's number where its label was misread: `Schmez 826814  Charge 457006` on a paper that calls its lots so beside heats."""
        before = line.tokens[: hit.start]
        if self._label(line, hit) not in self._lot_labels:
            return []
        return [token for token in before if looks_like_a_heat(token.text)][-1:]

    def heat_tokens(self, index: int) -> tuple[int, list[Token], float] | None:
        """Which of the line's labels names a heat, the numbers behind it, and how sure that is."""
        line = self._lines[index]
        hits = self._labels.hits(index)
        for position, hit in enumerate(hits):
            if hit.name != "heat_number" or self._is_of_another_thing(line, hits[position:]):
                continue
            if misread := self._before_its_lot(line, hit):
                return position - 1, misread, MISREAD
            end = self._label_end(line, hit, hits[position + 1 :])
            until = next((later.start for later in hits[position + 1 :] if later.start >= end), len(line.tokens))
            tokens = [token for token in line.tokens[end:until] if token.text not in (":", "=", "/", "-")]
            if not tokens and end == len(line.tokens):
                tokens = self._level_with(index)
            if len(tokens) > 1 and self._is_half_of_label(tokens[0]):
                end, tokens = line.tokens.index(tokens[0]) + 1, tokens[1:]
            label = line.tokens[end - 1]
            begins = next((phrase for phrase in line.phrases if tokens and tokens[0] in phrase.tokens), None)
            near = tokens and (tokens[0].x0 - label.x1 <= FAR * line.size or (begins and begins.tokens[0] is tokens[0] and hit.start < 3))
            if near and looks_like_a_heat(tokens[0].text) and "-" not in tokens[0].text[:1]:
                if _stand_in_columns(tokens, line):
                    return None
                listed = [tokens[0]]
                for token in tokens[1:]:
                    if not (listed[-1].text.endswith((",", ";")) and looks_like_a_heat(token.text)):
                        break
                    listed.append(token)
                return position, listed, SAID_SO
        return None

    @staticmethod
    def _is_of_another_thing(line: Line, hits: Sequence[LabelHit]) -> bool:
        """Whether the first label names no heat: in `4 rue de la Coulée, 42150 La Ricamarie`, and before another, `Charge 184100  Schmelze 725906`, a batch."""
        if _is_word_before_a_comma(line.tokens[hits[0].end - 1].text):
            return True
        words = [folded(line.tokens[hit.start].text) for hit in hits if hit.name == "heat_number"]
        return words[0].startswith(BATCHES) and any(not word.startswith(BATCHES) for word in words[1:])

    def _is_half_of_label(self, token: Token) -> bool:
        """Whether another reading of a word without figures is the label in the other language: `Coulée Caste H993853`, where it is `Cast`."""
        plain = token.text.isalpha() and not looks_like_a_heat(token.text)
        return plain and any(self._labels.name(other) == "heat_number" for other in token.word.others)

    def _level_with(self, index: int) -> list[Token]:
        """What stands level behind a line that ends with a label: print that is set smaller, or leans, is a line of its own."""
        line = self._lines[index]
        for other in self._lines[max(0, index - 1) : index + 2]:
            shared = min(line.box[3], other.box[3]) - max(line.box[1], other.box[1])
            level = shared > LEVEL * min(line.box[3] - line.box[1], other.box[3] - other.box[1])
            if other is not line and other.page == line.page and level and other.box[0] > line.box[2]:
                return list(other.tokens)
        return []

    @staticmethod
    def _label_end(line: Line, hit: LabelHit, later: Sequence[LabelHit]) -> int:
        """Where a label ends that is printed in two languages or has a code before it: `C00 Chargen-Nummer / Batch number`."""
        phrase = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
        until = line.tokens.index(phrase.tokens[-1]) + 1
        goes_on = until < len(line.tokens) and not any(re.search(r"\d", token.text) for token in line.tokens[hit.end : until])
        if goes_on and (CODE.fullmatch(line.tokens[hit.start].text) or any(other.start < until for other in later)):
            return until
        return hit.end

    def country(self, heat: HeatRecord, tokens: Sequence[Token], page: int) -> bool:
        """Takes in where the heat was melted, if one of the first words behind a label says a country."""
        found = next((country for token in tokens[:3] if (country := self._cells.country(token, page))), None)
        if found:
            heat.other.setdefault("melt_country", found)
        return found is not None


def _is_word_before_a_comma(text: str) -> bool:
    """Whether a label's last word is one of a text; `No,` is how a scan's `No.` may be read."""
    return text.endswith((",", ";", "·")) and squeezed(text) not in BARE_MARKS


def _stand_in_columns(tokens: Sequence[Token], line: Line) -> bool:
    """Whether numbers behind a label stand each by itself, as in the head of columns: `Charge  484705  324003  189024`; none of them heads a sheet."""
    alone = [phrase for phrase in line.phrases if len(phrase.tokens) == 1 and phrase.tokens[0] in tokens]
    return len(tokens) == len(alone) >= FEWEST_COLUMNS and all(looks_like_a_heat(token.text) for token in tokens)


def _is_said_before(line: Line, hit: LabelHit) -> bool:
    """Whether the words of a label stand further left in its line as well."""
    words = [token.plain for token in line.tokens]
    label = words[hit.start : hit.end]
    return any(words[at : at + len(label)] == label for at in range(hit.start))
