"""What stands in the cells of a row that begins with an element or a property, entered as contents, strengths, energies, hardness, directions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from domain.paper import Leaf, Node
from extract.certificate.asked_results import ASKED_OF, without_asked
from extract.certificate.down_rows import GUESSED, label_end
from extract.certificate.heat_record import HeatRecord
from extract.certificate.listed_results import listed_results
from extract.certificate.result_cells import PIECES, Cells, is_mean_of_others
from extract.certificate.result_figures import single_values, three_joules
from extract.label.result_words import (
    PROPERTIES,
    elongation_kind,
    factor_of,
    hardness_scale,
    says_mean,
    told_yield_kind,
)
from extract.page.layout import Line, Token
from extract.shape.candidates import telling, weakened
from extract.shape.elements import element_of, is_told_by_its_place

NEAR_SYMBOLS = 3
"""So many symbols before and behind one tell which it is."""
BETWEEN = ("-", "–", "/", ";", ",")
"""What stands between the single values of an impact test."""
STOPS = (";", ",", "/")


class DownEntries:
    """Enters what stands in the cells of a row: contents, strengths, energies, hardness, directions."""

    def __init__(self, cells: Cells, symbols: Mapping[Token, str], *, fuzzy: bool) -> None:
        """`symbols` are those that a scan made something else of (`DownRows.symbols`)."""
        self._cells = cells
        self._symbols = symbols
        self._fuzzy = fuzzy
        self.degrees: dict[int, Leaf] = {}
        """The temperature of the impact tests of each column, where a row of its own tells it."""

    def further(self, name: str, tokens: Sequence[Token], line: Line, tests: list[dict[str, Node]]) -> None:
        """Takes in the results of further pieces that are listed behind the first one's, each for a test of its own."""
        figures = [token for token in tokens if self._cells.is_figure(token)]
        listed = listed_results(line, figures[0]) if figures else []
        title = " ".join(token.text for token in line.tokens if listed and token.x1 <= listed[0].x0)
        for piece, token in enumerate(listed[1:]):
            tests += [{} for _ in range(piece + 1 - len(tests))]
            self._property(name, token, title, line, tests[piece])

    def with_listed(self, line: Line, label: float, tokens: list[Token]) -> list[Token]:
        """The figures of a column of one heat; where a list of energies stands in its row, that with its mean: `125 – 104 – 137 J (Av. 122 J)`."""
        words = [word for token in line.tokens if token.x0 >= label - 1 for word in self._listing(token)]
        for start in range(len(words)):
            end = start
            while end + 2 < len(words) and words[end + 1].text in BETWEEN and all(map(self._cells.is_joules, (words[end], words[end + 2]))):
                end += 2
            if end > start:
                listed = [token for token in words[start : end + 1] if token.text not in BETWEEN]
                mean = next((place for place in range(end + 1, len(words)) if says_mean(words[place].text)), len(words))
                behind = [token for token in words[mean:] if self._cells.is_joules(token)]
                if behind and self._cells.scanned and len(listed) < PIECES:
                    return self._whole_list(words[start:mean], behind[0], line.page)
                if not behind and self._cells.scanned:  # a mean whose label is lost is told by being it
                    further = [token for token in words[end + 1 :] if token.text.strip("().") != "J"]
                    behind = [token for token in further[:1] if self.is_mean([*listed, token], line.page)]
                return listed + behind[:1]
        called = next((token.x0 for token in words if says_mean(token.text)), float("inf"))
        own = [token for token in tokens if token.x0 < called]
        behind = [token for token in words if token.x0 > called and self._cells.is_joules(token)][:1]
        return [*own, *behind] if len(own) == PIECES and behind and self.is_mean([*own, *behind], line.page) else own

    def whole_cell(self, line: Line, tokens: list[Token]) -> list[Token]:
        """The figures of a cell that lists energies, with those that a scan moved out of it or ran together: `98 - 98-118`."""
        if not tokens or not self._cells.scanned or len(tokens) >= PIECES:
            return tokens
        own = [
            place
            for place, phrase in enumerate(line.phrases)
            if any(token.x0 < phrase.box[2] and phrase.box[0] < token.x1 for token in tokens)
        ]
        listed_there = own and re.search(r"\d[-–/]\d", line.phrases[own[0]].text)  # `82   100/119`, but not `27   96 118`
        for first in [own[0], max(own[0] - 1, 1)] if listed_there else own[:1]:
            cell = [token for phrase in line.phrases[first : own[-1] + 1] for token in phrase.tokens]
            close = all(right.x0 - left.x1 < line.gap * 2 * line.size for left, right in pairwise(cell))
            if close and len(listed := three_joules(cell)) == PIECES:
                return listed
        return tokens

    def _whole_list(self, words: Sequence[Token], mean: Token, page: int) -> list[Token]:
        """The energies before their mean, of which a scan lost a dash: `58 - 67  78 J (Mittel 68 J)`; none where the mean is not theirs."""
        listed = [token for token in words if self._cells.is_joules(token)]
        return [*listed, mean] if len(listed) == PIECES and self.is_mean([*listed, mean], page) else []

    def _listing(self, token: Token) -> list[Token]:
        """The values that a word is, with what stands between them; a stop behind a figure stands between it and the next: `71; 65; 70`."""
        values = single_values(token, BETWEEN[0])
        ends = len(token.text) > 1 and token.text.endswith(STOPS) and self._cells.is_joules(values[-1])
        return [*values, token.saying(token.text[-1])] if ends else values

    def _is_guessed(self, line: Line, symbol: str) -> bool:
        """Whether neither the word that leads a row nor its place among the others says surely that it is of that element."""
        led = [*self._symbols]
        place = next((at for at, token in enumerate(led) if token in line.tokens), None)
        if place is None or element_of(led[place].text, fuzzy=self._fuzzy) == symbol:
            return False
        near = led[max(0, place - NEAR_SYMBOLS) : place + NEAR_SYMBOLS + 1]
        return not is_told_by_its_place(led[place], symbol, [self._symbols[token] for token in near])

    def is_mean(self, tokens: Sequence[Token], page: int) -> bool:
        """Whether the last of four figures is the mean of the three before it."""
        values = [self._cells.number(token, page) for token in tokens]
        return is_mean_of_others([value for value in values if value]) if all(values) else False

    def enter(self, name: str, tokens: list[Token], line: Line, into: tuple[dict[str, Leaf], dict[str, Node]], heat: HeatRecord) -> None:
        """Enters the figures of one cell: `into` are the contents and the test of its column, other results go to the heat itself."""
        contents, test = into
        if name == "direction":
            test.update({"direction": said} if (said := self._cells.direction(tokens[0], line.page)) else {})
            return
        figures = [token for token in tokens if self._cells.is_figure(token) or (name == "energy_j" and self._cells.is_joules(token))]
        if name in ASKED_OF:
            told = without_asked(line.tokens, name)
            figures = [token for token in figures if token in told or token not in line.tokens]
        if name == "melt_country":
            found = [country for token in tokens if (country := self._cells.country(token, line.page))]
            if found:
                heat.other.setdefault(name, found[0])
            return
        if not figures:
            return
        title = " ".join(token.text for token in line.tokens if token.x1 <= figures[0].x0)
        if name.startswith("element:"):
            places = factor_of(" ".join(token.text for token in line.tokens[:4])) or 0
            value = self._cells.share(figures[0], line.page, places=places)
            symbol = name.partition(":")[2]
            if value:
                contents.setdefault(symbol, weakened(value, GUESSED) if self._is_guessed(line, symbol) else value)
        elif name in PROPERTIES:
            first = listed_results(line, figures[0])[0]
            title = " ".join(token.text for token in line.tokens if token.x1 <= first.x0)
            self._property(name, first, title, line, test)
            if said := self.direction_in_label(line):
                test.setdefault("direction", said)
        else:
            self._other(name, figures, title, line, heat)

    def direction_in_label(self, line: Line) -> Leaf | None:
        """The direction that stands in brackets in the label of a row, `Rp0.2 (long.)  MPa  964`, or in a cell before its figures, `Rp0.2  L  964`."""
        bracketed = [token for token in line.phrases[0].tokens if re.fullmatch(r"\([^\W\d]+\.?\)", token.text)]
        cells = takewhile(lambda phrase: not re.search(r"\d", phrase.text), line.phrases[1:])
        alone = [phrase.tokens[0] for phrase in cells if len(phrase.tokens) == 1]
        return next((said for token in (*bracketed, *alone) if (said := self._cells.direction(token, line.page))), None)

    def _property(self, name: str, token: Token, title: str, line: Line, test: dict[str, Node]) -> None:
        strength = name != "elongation_pct"
        value = self._cells.strength(token, line.page, title) if strength else self._cells.number(token, line.page)
        if value is None or name in test:
            return
        test[name] = value
        says = told_yield_kind if name == "yield_mpa" else elongation_kind if not strength else None
        if says and (kind := says(title)):
            test[name.split("_", maxsplit=1)[0] + "_kind"] = self._cells.said(kind, telling(line.phrases[0].tokens, says), line.page)

    def _other(self, name: str, figures: Sequence[Token], title: str, line: Line, heat: HeatRecord) -> None:
        values = [value for token in figures if (value := self._cells.number(token, line.page))]
        if not values:
            return
        if name == "carbon_equivalent":
            heat.other.setdefault(name, values[0])
        elif name == "hardness":
            behind = line.tokens[line.tokens.index(figures[0]) + 1 :][:1]
            said = (*line.phrases[0].tokens, *(token for token in behind if hardness_scale(token.text)))
            title += "".join(f" {token.text}" for token in said[len(line.phrases[0].tokens) :])
            if hardness := self._cells.hardness(values[0], title, said, line.page):
                heat.tests["hardness"].append(hardness)
        elif name == "temperature_c":
            self.degrees[id(heat)] = values[0]
        elif name == "energy_j":
            # what an unread bracket parts from the label is of it: `Impact energy KV   J]-20°C -2   75`
            rests = (phrase for phrase in line.phrases[1:] if "°" in phrase.text and phrase.box[2] < figures[0].x0)
            end = max([label_end(line), *(phrase.box[2] for phrase in rests)])
            label = " ".join(token.text for token in line.tokens if token.x1 <= end + 1)
            self._impact(heat, values, label, self._cells.temperature(line.tokens, line.page) or self.degrees.pop(id(heat), None))
        elif name == "mean_j" and heat.tests["impact"]:
            heat.tests["impact"][-1].setdefault("mean_j", values[0])

    @staticmethod
    def _impact(heat: HeatRecord, values: list[Leaf], title: str, degrees: Leaf | None) -> None:
        """Enters single values; those of the second and third piece on rows of their own belong to the first."""
        tests = heat.tests["impact"]
        before = tests[-1].get("energy_j") if tests else None
        piece = re.search(r"(?:^|\D)([2-9])\W*(?:J\W*)?$", title)
        if piece and isinstance(before, list) and len(before) == int(piece[1]) - 1 and len(values) == 1:
            tests[-1]["energy_j"] = [*(value for value in before if isinstance(value, Leaf)), *values]
            return
        single = [value for value in before if isinstance(value, Leaf)] if isinstance(before, list) else []
        if len(values) == 1 and not piece and is_mean_of_others([*single, *values]):
            tests[-1].setdefault("mean_j", values[0])
            return
        mean = {"mean_j": values.pop()} if is_mean_of_others(values) else {}
        tests.append({"energy_j": values, **({"temperature_c": degrees} if degrees else {}), **mean})
