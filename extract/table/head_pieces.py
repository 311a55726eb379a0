"""The line of a head cut into headings: the known ones, what stands beside them, and what belongs to none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.label.label_places import BOX_NUMBER
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.page.columns import Column, room_of
from extract.page.layout import Line, Phrase, Token
from extract.table.crowded import are_one, parts_of
from extract.table.headings import (
    runs,
    without_repeated_nouns,
    without_repeats,
)
from extract.text.folding import folded
from extract.text.wording import CURRENCY_CODES, concepts

FEWEST_WALLS = 3
"""A head that so many upright rules cross at least is that of a ruled table."""
BELONGING = frozenset({"supplier", "our", "your", "maker", "number", "ref", "document", "order", "purchase"})
"""What words behind a heading may say without being one themselves."""
MONEY = frozenset({*(code.upper() for code in CURRENCY_CODES), "€", "$", "£", "ZŁ", "IN"})
"""`Betrag in EUR`, `Amount $`: what money a heading is in."""
MARKS = frozenset({"number", "ref"})
VALUES = frozenset({"quantity", "unit", "unit_price", "price_unit", "net_amount", "discount_pct", "delivery_date", "description"})
"""Columns that hold no number of anything."""
SHORTEST_MARKED = 3
LONGEST_MARK = 5
"""A word behind a mark that is no heading itself has so many letters at least; shorter ones are often cut off."""
SHORTEST = 4
"""A heading that is left of others has so many letters; `Uw` before `pos.` belongs to that."""
TIMES = frozenset({"×", "x", "*", "à", "/"})
"""What stands between a lot and its quantity in one cell, and in its heading."""
ARTICLES = frozenset({"der", "des", "of", "de", "du", "della", "del", "van", "the", "la"})
LEADING = frozenset(
    {"nach", "gemass", "according", "acc", "to", "as", "per", "selon", "suivant", "secondo", "segun", "volgens", "wg", "wedlug"}
)
"""`Selon norme`, `Nach Norm`: words that lead up to what a heading names."""


class HeadPieces:
    """Cuts the lines of a head into headings: the known ones, what stands beside them, and what belongs to none."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """`vocabulary` knows what headings are called."""
        self._vocabulary = vocabulary

    def pieces(self, band: Sequence[Line], level: int, below: Sequence[Line] = (), *, fuzzy: bool) -> list[Column]:
        """The headings of one line of a head, from left to right; `below` are the lines under it, which tell where two stand too close."""
        line = band[level]
        position = {token: i for i, token in enumerate(line.tokens)}
        hits = [
            hit
            for hit in self._vocabulary.hits(band, level, fuzzy=fuzzy)
            if not self._marks_another(line, hit) and not self._marks_what_follows(line, hit)
        ]
        counted = [phrase for phrase in line.phrases if self._counts_in_units(phrase)]
        pieces = [Column("quantity", phrase.box[0], phrase.box[2], phrase.text, level) for phrase in counted]
        pieces += [
            self._part(part, [hit.name for hit in hits if position[part[0]] <= hit.start and hit.end <= position[part[-1]] + 1], level)
            for phrase in line.phrases
            if phrase not in counted and not self._vocabulary.names(phrase.text)  # `Cena netto` is one, whatever stands under its halves
            if len(parts := self._parts(phrase, hits, position, below)) > 1
            for whole in parts
            for part in self._further_parts(whole, hits, position)
        ]
        parted = {i for piece in pieces for token, i in position.items() if piece.x0 <= token.x0 and token.x1 <= piece.x1}
        taken = set(parted)
        for hit in hits:
            if parted & {*range(hit.start, hit.end)}:
                continue
            taken.update(range(hit.start, hit.end))
            for start, end in without_repeats(line.tokens, hit.start, hit.end):
                tokens = line.tokens[start:end]
                title = " ".join(token.text for token in tokens)
                whole = (start, end) == (hit.start, hit.end)
                name = hit.name if whole else self._vocabulary.name(title, fuzzy=fuzzy)
                pieces.append(Column(name, tokens[0].x0, tokens[-1].x1, title, level))
        numbered = sum(BOX_NUMBER.fullmatch(token.text) is not None for token in line.tokens) > 1
        for phrase in line.phrases:
            unknown = [
                position[token]
                for token in phrase.tokens
                if position[token] not in taken and squeezed(token.text) and not (numbered and BOX_NUMBER.fullmatch(token.text))
            ]
            for start, end in runs(unknown):
                for first, after in self._known_halves(line.tokens, start, end) or without_repeated_nouns(line.tokens, start, end):
                    pieces.append(self._named(line.tokens[first:after], pieces, line, level))
        return self._in_cells(self._led_on(pieces, line), line, fuzzy=fuzzy)

    def _counts_in_units(self, phrase: Phrase) -> bool:
        """`Aantal / eenheid`, `Menge/ME`: how much, with its unit behind it in one column."""
        count, stroke, unit = phrase.text.partition("/")
        if not stroke or "/" in unit or self._vocabulary.name(count.strip(), fuzzy=False) != "quantity":
            return False
        return "unit" in self._vocabulary.names(unit.strip()) or concepts(unit) == frozenset({"unit"})

    @staticmethod
    def _parts(phrase: Phrase, hits: Sequence[LabelHit], position: Mapping[Token, int], below: Sequence[Line]) -> list[tuple[Token, ...]]:
        """The parts of a phrase by the entries below; a known heading of several words, under which one thing stands, is one (`Cena przed rabatem`)."""
        parts = parts_of(phrase, below)
        for hit in hits:
            words = tuple(token for token in phrase.tokens if hit.start <= position[token] < hit.end)
            inside = [part for part in parts if {*part} <= {*words}]
            if hit.exact and len(inside) > 1 and sum(map(len, inside)) == len(words) and are_one(words, below):
                at = parts.index(inside[0])
                parts = [*parts[:at], words, *parts[at + len(inside) :]]
        return parts

    def _in_cells(self, pieces: Sequence[Column], line: Line, *, fuzzy: bool) -> list[Column]:
        """The headings of a ruled head: what stands together in one cell is one heading, `Orig. Qty`, unless it is several known ones."""
        if len(line.walls) < FEWEST_WALLS:
            return list(pieces)
        found: list[Column] = []
        for phrase in line.phrases:
            inside = sorted(
                (piece for piece in pieces if phrase.box[0] - 1 < piece.x0 and piece.x1 < phrase.box[2] + 1), key=lambda each: each.x0
            )
            names = {piece.name for piece in inside if piece.name}
            whole = self._vocabulary.name(phrase.text, fuzzy=fuzzy)
            if len(inside) > 1 and (whole or len(names) < 2):
                inside = [Column(whole or next(iter(names), None), inside[0].x0, inside[-1].x1, phrase.text, inside[0].level)]
            alone = len(inside) == 1 and sum(line.room(other.tokens[0]) == line.room(phrase.tokens[0]) for other in line.phrases) == 1
            found += [replace(inside[0], room=room_of(line, phrase.tokens[0]))] if alone else inside
        return found

    def _marks_another(self, line: Line, hit: LabelHit) -> bool:
        """`Case No.`, `Batch Ref.`: a mark close behind the word for what is numbered is no heading of its own."""
        words, before = line.tokens[hit.start : hit.end], line.tokens[hit.start - 1] if hit.start else None
        if before is None or not (concepts(" ".join(token.text for token in words)) or {""}) <= MARKS:
            return False
        near = words[0].x0 - before.x1 < min(line.gap, 0.6) * line.size and len(squeezed(before.text)) >= SHORTEST_MARKED
        return near and before.text.isalpha() and self._vocabulary.name(before.text) not in VALUES

    def _marks_what_follows(self, line: Line, hit: LabelHit) -> bool:
        """`N° facture`, `Nr rejestracyjny`: a mark close before a word that heads nothing is of the thing that the word says."""
        if hit.end - hit.start > 1 or hit.end >= len(line.tokens):
            return False
        mark, behind = line.tokens[hit.start], line.tokens[hit.end]
        if concepts(mark.text) != frozenset({"number"}) or mark.text.endswith(":"):
            return False
        near = behind.x0 - mark.x1 < min(line.gap, 0.6) * line.size and line.room(mark) == line.room(behind)
        thing = behind.text.isalpha() and len(behind.text) >= LONGEST_MARK and self._vocabulary.name(behind.text, fuzzy=False) is None
        return (
            near
            and thing
            and self._vocabulary.cut_off(behind.text) is None
            and concepts(behind.text) not in (frozenset({"our"}), frozenset({"your"}))
        )

    def _known_halves(self, tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
        """`AUFTRAGSMEN MGEIN`: words that are two known headings, though their columns cut them off; empty where they are not."""
        for cut in range(start + 1, end):
            halves = [" ".join(token.text for token in tokens[a:b]) for a, b in ((start, cut), (cut, end))]
            if all(self._vocabulary.name(half, fuzzy=False) or self._vocabulary.cut_off(half) for half in halves):
                return [(start, cut), (cut, end)]
        return []

    def _further_parts(
        self, tokens: tuple[Token, ...], hits: Sequence[LabelHit], position: Mapping[Token, int]
    ) -> Iterator[tuple[Token, ...]]:
        """`Prijseenheid Korting %`: known headings of which one stands over nothing in most entries; together they are none that is known."""
        first, last = position[tokens[0]], position[tokens[-1]] + 1
        inside = [hit for hit in hits if first <= hit.start and hit.end <= last]
        whole = self._vocabulary.name(" ".join(token.text for token in tokens), fuzzy=False)
        cuts = [hit.start - first for hit in inside[1:]] if whole is None and len({hit.name for hit in inside}) > 1 else []
        for start, end in pairwise([0, *cuts, len(tokens)]):
            yield tokens[start:end]

    def _part(self, tokens: Sequence[Token], inside: Sequence[str], level: int) -> Column:
        """One of several headings that the entries told apart; `inside` are the names of known ones in its words."""
        title = " ".join(token.text for token in tokens)
        name = self._vocabulary.name(title, fuzzy=False) or next(iter(inside), None) or self._vocabulary.cut_off(title)
        return Column(name, tokens[0].x0, tokens[-1].x1, title, level)

    def _led_on(self, pieces: list[Column], line: Line) -> list[Column]:
        """`Gegenstand der Lieferung`: what an article leads on to belongs to the heading before it."""
        found: list[Column] = []
        counted = sum(piece.name == "quantity" for piece in pieces) > 1
        batched = sum(piece.name == "lots" for piece in pieces) > 1
        for piece in sorted(pieces, key=lambda each: each.x0):
            last = found[-1] if found else None
            words = last.title.split() if last else []
            between = [token.text for token in line.tokens if last and last.x1 <= token.x0 < piece.x0]
            if last and last.name == "lots" and piece.title in TIMES:
                continue  # read as a letter, the sign between `Lot` and `Qty` looks like a heading
            # `Lot × Qty`; where the lines have a quantity of their own, also if the sign was not read.
            crossed = (bool(between) and set(between) <= TIMES) or (counted and last is not None and 0 < piece.x0 - last.x1 < 2 * line.size)
            if last and last.name == "lots" and piece.name == "quantity" and crossed:
                found[-1] = Column("lots", last.x0, piece.x1, f"{last.title} {piece.title}", piece.level)
            elif batched and last and _is_quantity_of_lot(last, piece) and piece.x0 - last.x1 < line.gap * line.size:
                found[-1] = Column(None, last.x0, piece.x1, f"{last.title} {piece.title}", piece.level)
            elif (
                last
                and piece.x0 - last.x1 < line.gap * line.size
                and (
                    (len(words) > 1 and folded(words[-1]) in ARTICLES)
                    or (piece.name is None and folded(piece.title.split()[0]) in ARTICLES)
                )
            ):
                title = f"{last.title} {piece.title}"
                name = self._vocabulary.name(title, fuzzy=False) or last.name
                found[-1] = Column(name, last.x0, piece.x1, title, piece.level)
            else:
                found.append(piece)
        return found

    def _named(self, rest: Sequence[Token], pieces: list[Column], line: Line, level: int) -> Column:
        """What is left of a crowded head: a heading whose words are known once they stand alone, or one that is not known."""
        title = " ".join(token.text for token in rest)
        before = next((i for i, piece in enumerate(pieces) if piece.name and 0 <= rest[0].x0 - piece.x1 < line.gap * line.size), None)
        in_money = all(token.text.strip("()[]").upper() in MONEY for token in rest)
        in_brackets = rest[0].text[0] in "([" and rest[-1].text[-1] in ")]"  # `Ilość (szt.)`
        # `Cant. pendiente`; behind `Qty Delivered`, `Outstanding` is a heading of its own.
        open_yet = (
            before is not None
            and " " not in pieces[before].title
            and concepts(pieces[before].title) == frozenset({"quantity"})
            and concepts(title) == frozenset({"outstanding"})
        )
        belongs = in_money or in_brackets or open_yet or (concepts(title) or frozenset({""})) <= BELONGING or _is_abbreviation(rest)
        if before is not None and belongs:  # `Réf. fournisseur`, `Lot fabricant`, `Lot fab.`
            piece = pieces.pop(before)
            whole = f"{piece.title} {title}"
            name = self._vocabulary.name(whole, fuzzy=False) or (None if open_yet else piece.name)
            return Column(name, piece.x0, rest[-1].x1, whole, level)
        after = next((i for i, piece in enumerate(pieces) if piece.name and 0 <= piece.x0 - rest[-1].x1 < line.gap * line.size), None)
        whose = concepts(title) in (frozenset({"your"}), frozenset({"our"}))
        leads = {folded(token.text).strip(".") for token in rest} <= LEADING
        if after is not None and (
            whose or leads or self._vocabulary.name(f"{title} {pieces[after].title}", fuzzy=False) == pieces[after].name
        ):
            piece = pieces.pop(after)  # `Mill lot`, `Ihr Termin`
            return Column(piece.name, rest[0].x0, piece.x1, f"{title} {piece.title}", level)
        name = self._vocabulary.name(title, fuzzy=False) if len(squeezed(title)) >= SHORTEST else None
        return Column(name, rest[0].x0, rest[-1].x1, title, level) if name else self._cut_off(rest, pieces, line, level)

    def _cut_off(self, rest: Sequence[Token], pieces: list[Column], line: Line, level: int) -> Column:
        """Words of a head that are no label: the end of one that its column cuts off (`Extended Pri`), or a heading of its own."""
        text = " ".join(token.text for token in rest)
        before = next((i for i, piece in enumerate(pieces) if 0 <= rest[0].x0 - piece.x1 < line.gap * line.size), None)
        if before is not None:
            piece = pieces[before]
            title = f"{piece.title} {text}"
            if name := self._vocabulary.cut_off(title):
                del pieces[before]
                return Column(name, piece.x0, rest[-1].x1, title, level)
        return Column(self._vocabulary.cut_off(text), rest[0].x0, rest[-1].x1, text, level)


def _is_abbreviation(tokens: Sequence[Token]) -> bool:
    """Whether one short word with a point is left, as in `Lot fab.`: a heading of its own is a word or begins with a capital."""
    return len(tokens) == 1 and re.fullmatch(r"[a-zà-ž]{2,5}\.", tokens[0].text) is not None


def _is_quantity_of_lot(first: Column, second: Column) -> bool:
    """`Cant. lote`, `Qté lot` beside the heading of the lots themselves: how much is of each, and no quantity of the line's."""
    return second.name == "lots" and concepts(first.title) == frozenset({"quantity"}) and " " not in first.title
