"""What the lines below an entry's own add to it behind labels: its number in the order, items, dates, lots, an amount after discounts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import pairwise

from domain.doctype import Shape
from domain.paper import Group, Leaf, Node
from extract.entry.entry_words import in_thousands
from extract.entry.line_columns import ITEMS, LineColumns
from extract.entry.lots import LotReader
from extract.label.labels import LabelHit, squeezed
from extract.label.line_behind import number_before, order_before
from extract.label.placing import BARE_LABELS
from extract.page.columns import Column
from extract.page.layout import Line, Token
from extract.shape.candidates import contested, leaf
from extract.shape.values import read_value
from extract.table.naming import is_wish
from extract.table.table_ends import DASHES
from extract.text.folding import folded
from extract.text.wording import concepts, is_said_of_the_buyer

MOST_OF_LABEL = 4
"""A label of the order's line that is broken over two lines has no more words in either, its number among them."""
ONLY_ASKED = 0.5
"""What is left of a day's score whose label says that it was asked for: the promised one may be what a stamp covers."""
MOST_CONDITIONS = 4
"""So many lines of surcharges and discounts may stand between an entry and its amount."""

_COUNTED = re.compile(r"\d{1,5}[.:]?")


class BelowReader:
    """Reads the lines below the entries of one table."""

    def __init__(self, columns: LineColumns, lots: LotReader, numbers: Column | None, *, are_led: bool, are_counted: bool) -> None:
        """`numbers` is the column of running numbers, if there is one; `are_counted` where these are 1, 2, 3.

        `are_led` where what names an order and its line leads the entry below it.
        """
        self._columns, self._layout, self._habits = columns, columns.layout, columns.habits
        self._lots, self._numbers = lots, numbers
        self._are_led, self._are_counted = are_led, are_counted
        self._told: set[Token] = set()  # numbers whose label began in the line above: what is left of it may be a label by itself

    def read(self, index: int, found: dict[str, Node], *, leads: bool = False, asked: Collection[Token] = ()) -> None:
        """What a line below an entry, or one above that `leads` it, adds: `Uw artikelnr. 42-8012-72`, `Liefertermin: KW 32`. Of `asked` nothing is promised."""
        line = self._layout.lines[index]
        if any(after.text == "=" and _COUNTED.fullmatch(token.text) for token, after in pairwise(line.tokens)):
            return  # a note about several lines: `Line 10 = Your part 22-7191-65; …`
        self.position(index, found, is_below=True, leads=leads)
        self._position_over_the_end(index, found)
        if "supplier_item" not in found and (item := self._behind_bare_label(line)):
            found["supplier_item"] = item
        hits = self._labels(index)
        for position, hit in enumerate(hits):
            until = hits[position + 1].start if position + 1 < len(hits) else len(line.tokens)
            tokens = self._behind(index, hit, until)
            if self._told & {*tokens[:1]}:
                continue
            if hit.name == "lots":
                after = hits[position + 1] if position + 1 < len(hits) else None
                self._add_lots(found, self._lots.labelled((*tokens, *self._further_lots(index, until)), line.page), after, line)
            elif hit.name == "net_amount" and (total := self._after_conditions(tokens, index, found)):
                found["net_amount"] = total
            elif hit.name == "buyer_item" and (number := self._position_of_item(line, hit, tokens, found)):
                found["order_line"] = number
            elif hit.name not in found and hit.name != "description":
                value = self._columns.value(hit.name, tokens)
                if value and not {*value.tokens} & {*asked}:
                    told = leaf(value.value, value.tokens, line.page, self._layout, score=0.96 * value.fit)
                    found[hit.name] = contested(told, ONLY_ASKED) if hit.name == "delivery_date" and is_asked(line, hit) else told

    def _position_of_item(self, line: Line, hit: LabelHit, behind: Sequence[Token], found: dict[str, Node]) -> Leaf | None:
        """`Your item: 80` beside `Your material number: 36-5135-47` is the order's line: the same item has no second number, and a short one."""
        meant = concepts(" ".join(token.text for token in line.tokens[hit.start : hit.end]))
        number = behind[0].text.rstrip(",;.") if len(behind) == 1 else ""
        own = found.get("buyer_item")
        if meant != frozenset({"your", "item"}) or not re.fullmatch(r"0{0,4}[1-9]\d{0,2}", number):
            return None
        longer = isinstance(own, Leaf) and len(own.value) > len(number)
        return leaf(number.lstrip("0"), tuple(behind), line.page, self._layout, score=0.95) if longer else None

    def _labels(self, index: int) -> list[LabelHit]:
        """The labels in a line without those inside the name of a position: `Poste client 10` names a line, though `client` is a label by itself."""
        numbered = self._columns.positions_at(index)
        return [
            hit
            for hit in self._columns.labels_inside(index)
            if not any(
                other.start <= hit.start and hit.end <= other.end and hit.end - hit.start < other.end - other.start for other in numbered
            )
        ]

    def _behind(self, index: int, hit: LabelHit, until: int) -> tuple[Token, ...]:
        """The words behind a label, or what goes over the end of its line: behind `Your material:` parts of the entry may stand, `13  14/09/2026`."""
        tokens = tuple(self._layout.lines[index].tokens[hit.end : until])
        if tokens and (hit.name not in ITEMS or re.search(r"\d{3}", tokens[0].text)):
            return tokens
        return self._over_the_end(index, hit) or tokens

    def position(
        self, index: int, found: dict[str, Node], *, is_below: bool = False, leads: bool = False, taken: Sequence[Token] = ()
    ) -> None:
        """`Lín. 00010`, `PO Item 10`, `Pos. 10, Kundenmaterial 67-7354-44`, `Kd.-Teile-Nr. 82-4418-66 - Lfd. Nr. 10` in a line below the entry.

        What is said to be the buyer's (`Ihre Pos. 10`) goes before the supplier's own number, and so does any below one without a heading.
        `taken` are words that say something else: `NR  250` may be a unit and a quantity.
        """
        line = self._layout.lines[index]
        for hit in self._columns.positions_at(index):
            after = hit.end + int(hit.end < len(line.tokens) and line.tokens[hit.end].text == ":")  # `Vs. riga : 10`
            token = line.tokens[after] if after < len(line.tokens) else None
            begins = any(phrase.tokens[0] is line.tokens[hit.start] for phrase in line.phrases)
            order = None if self._are_led and not leads else order_before(line.tokens, hit.start)  # `V/cde 4500523600 ligne 10`
            starts = (
                begins
                or order is not None
                or _says_whose(line, hit)
                or (leads and _follows_order(line, hit.start))
                or bool(DASHES & {line.tokens[hit.start - 1].text, line.tokens[hit.start].text})  # the dash may be read with the label
                or any(_is_mark(line.tokens[at]) for at in (hit.start - 1, hit.start))  # or as another mark: `71-2264-10 ~ Poste 10`
                or line.tokens[hit.start - 1].text.endswith((",", ";"))  # `Your part: 42-1734-11, your line: 10`
                or self._follows_buyers_item(index, hit)
            )
            number = token.text.rstrip(",;.") if token else ""
            label = " ".join(word.text for word in line.tokens[hit.start if order is None else order : hit.end])
            unheaded = self._numbers is not None and not self._numbers.title and is_below
            theirs = (
                is_said_of_the_buyer(label) or "your" in (concepts(label) or ()) or (self._are_counted and _is_line_of_order(label, number))
            )
            if "order_line" in found and not (unheaded or theirs):
                continue
            if token and starts and re.fullmatch(r"0?\d{1,5}", number) and not {token, line.tokens[hit.start]} & {*taken}:
                found["order_line"] = leaf(number.lstrip("0") or number, (token,), line.page, self._layout, score=0.95)
                if order is not None and (named := number_before(line.tokens, hit.start)) and "order_number" in self._columns.specs:
                    told = line.tokens[named]
                    found["order_number"] = leaf(told.text.rstrip(",").upper(), (told,), line.page, self._layout, score=0.95)

    def _follows_buyers_item(self, index: int, hit: LabelHit) -> bool:
        """`Vs. cod. 90-5435-73 riga 10`: the word stands right behind the number that the buyer has for the item."""
        tokens = self._layout.lines[index].tokens[: hit.start]
        own = [other for other in self._columns.labels_inside(index) if other.name == "buyer_item" and other.end < hit.start]
        return bool(own) and own[-1].end == len(tokens) - 1 and _has_figure(tokens[-1])

    def _position_over_the_end(self, index: int, found: dict[str, Node]) -> None:
        """`Votre réf. 71-2264-10 - N°` / `ligne client 20`, `Vs. cod. 15-3133-28 Riga Vs.` / `ordine 10`: the label of the order's line, and its number, where a narrow cell broke them.

        Read by itself the second half is a word and a number, and the paper's own count would stay what numbers the entry.
        """
        lines = self._layout.lines
        line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else None
        tokens = _without_last_cell(line)
        before = (place for place in reversed(range(len(tokens))) if tokens[place].text in DASHES or _has_figure(tokens[place]))
        value = next(before, None)
        begun = tokens[value + 1 :] if value else ()
        if (
            after is None
            or after.page != line.page
            or not 0 < len(begun) <= MOST_OF_LABEL
            or any(c.isdigit() for t in begun for c in t.text)
        ):
            return
        rest = after.phrases[0].tokens
        number = rest[-1].text if abs(rest[0].x0 - line.phrases[0].box[0]) < line.size else ""
        label = " ".join(token.text for token in (*begun, *rest[:-1]))
        if len(rest) <= MOST_OF_LABEL and re.fullmatch(r"0?\d{1,5}", number) and self._columns.names_position(label):
            theirs = is_said_of_the_buyer(label) or "your" in (concepts(label) or ()) or _is_line_of_order(label, number)
            if theirs or "order_line" not in found:
                found["order_line"] = leaf(number.lstrip("0") or number, rest[-1:], line.page, self._layout, score=0.95)
                self._told.add(rest[-1])

    def _add_lots(self, found: dict[str, Node], lots: list[Group], after: LabelHit | None, line: Line) -> None:
        """Lots behind a label of theirs, to those that were found before; `after` is the label behind them, which may be of their quantity."""
        earlier = found.get("lots")
        if lots:
            lots = self._counted(lots, after, line) if len(lots) == 1 and after and after.name == "quantity" else lots
            found["lots"] = [*(earlier if isinstance(earlier, list) else []), *lots]

    def _counted(self, lots: list[Group], label: LabelHit, line: Line) -> list[Group]:
        """A lot with its own quantity behind it: `Charge L001307, Menge 8,000 ST`, `Partia 0006516 Ilość 1 000`."""
        words = line.tokens[label.end : label.end + 2]
        parted = next(in_thousands(words), None)
        count = read_value(Shape.DECIMAL, (parted,) if parted else words, self._habits)
        if count is None or lots[0].leaf("quantity") or count.tokens[0] not in (parted, line.tokens[label.end]):
            return lots
        return [Group({**lots[0].root, "quantity": leaf(count.value, count.tokens, line.page, self._layout, score=0.95)})]

    def _further_lots(self, index: int, until: int) -> tuple[Token, ...]:
        """`partia: 261912-A (1 667,00), 267473-A` / `(1 667,00), 268107-A (1 666,00)`: a list of lots that goes over the end of its line."""
        lines = self._layout.lines
        line, after = lines[index], lines[index + 1] if index + 1 < len(lines) else None
        if after is None or until < len(line.tokens) or after.page != line.page or after.box[1] - line.box[3] > line.size:
            return ()
        torn = line.text.count("(") > line.text.count(")")  # `265601-A (1 667` / `szt.), 268276-A (1 666 szt.)`
        counted = re.search(r"\d.*:$", line.tokens[-1].text) is not None  # `Charge 0006810:` / `1.256,00`
        goes_on = torn or counted or line.tokens[-1].text[-1] in ",;-/=×" or after.tokens[0].text.startswith("(")
        flush = any(abs(after.tokens[0].x0 - phrase.box[0]) < line.size for phrase in line.phrases)
        if not goes_on or not flush or self._columns.labels_inside(index + 1):
            return ()
        return (*after.phrases[0].tokens, *self._further_lots(index + 1, len(after.tokens)))

    def _behind_bare_label(self, line: Line) -> Leaf | None:
        """`Nr. WR.01102 · bei Ihnen 59-1096-98`: a number that is called no more than that below an entry is its item's."""
        if "supplier_item" not in self._columns.specs or len(line.tokens) < 2 or squeezed(line.tokens[0].text) not in BARE_LABELS:
            return None
        words = line.tokens[1:3] if re.fullmatch(r"[A-Z]{2,4}", line.tokens[1].text) else line.tokens[1:2]
        code = " ".join(token.text for token in words).rstrip(",;")
        if not re.fullmatch(r"(?=.*\d{3})[A-Z][\w./-]+(?: \d[\w./-]+)?", code):
            return None
        return leaf(code, words, line.page, self._layout, score=0.9)

    def _over_the_end(self, index: int, hit: LabelHit) -> tuple[Token, ...]:
        """`marked with your code` / `13-2446-32.`: the value of a label that ends its line begins the next one, flush left."""
        lines = self._layout.lines
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else line
        goes_on = following.page == line.page and following is not line and abs(following.tokens[0].x0 - line.tokens[0].x0) < line.size
        ends = hit.end == len(line.tokens) or any(phrase.tokens[0] is line.tokens[hit.end] for phrase in line.phrases)
        if hit.name == "lots" and hit.end == len(line.tokens) and goes_on and hit.start and re.search(r"\d{3}", following.tokens[0].text):
            return following.phrases[0].tokens  # `Lot 0003034 x 162; Lot 0002921 x 162; Lot` / `0007494 x 161`
        if hit.name not in ITEMS or not ends or not goes_on or not re.search(r"\d{3}", following.tokens[0].text):
            return ()
        return following.tokens[:1]

    def _after_conditions(self, tokens: tuple[Token, ...], index: int, found: dict[str, Node]) -> Leaf | None:
        """`Line value 2,373.84` below `Discount 25 % 791.28-`: what is left of an entry's amount, where a line between says the difference."""
        before = Group(found).decimal("net_amount")
        value = self._columns.value("net_amount", tokens)
        if before is None or value is None:
            return None
        difference = abs(before - Decimal(value.value))
        for line in self._layout.lines[max(0, index - MOST_CONDITIONS) : index]:
            last = line.tokens[-1].saying(line.tokens[-1].text.strip("-+−–"))
            said = read_value(Shape.AMOUNT, (last,), self._habits) if last.text and line.page == self._layout.lines[index].page else None
            if said and difference and Decimal(said.value) == difference:
                self._rate(line, before, difference, found)
                return leaf(value.value, value.tokens, self._layout.lines[index].page, self._layout, score=0.97)
        return None

    def _rate(self, line: Line, before: Decimal, difference: Decimal, found: dict[str, Node]) -> None:
        """The discount in per cent that comes to a difference, on its line."""
        for token in line.tokens[:-1]:
            rate = read_value(Shape.DECIMAL, (token,), self._habits) if re.fullmatch(r"\d[\d.,]*%?", token.text) else None
            if rate and (before * Decimal(rate.value) / 100).quantize(Decimal("0.01")) == difference:
                found.setdefault("discount_pct", leaf(rate.value, (token,), line.page, self._layout, score=0.95))


def _says_whose(line: Line, hit: LabelHit) -> bool:
    """Whether a label says that a position is the buyer's, behind the word that its phrase begins with: `zu Ihrer Position 20`, `to your line 20`."""
    phrase = next(phrase.tokens for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    before = phrase[: phrase.index(line.tokens[hit.start])]
    label = " ".join(token.text for token in line.tokens[hit.start : hit.end])
    return len(before) == 1 and not _has_figure(before[0]) and "your" in (concepts(label) or ())


def is_asked(line: Line, hit: LabelHit) -> bool:
    """Whether the label of a day says that it was asked for, `Gewünschter Termin`, and not that it is confirmed as well: `requested/confirmed`."""
    words = line.tokens[max(0, hit.start - 1) : hit.end]
    own = concepts(" ".join(word.text for word in line.tokens[hit.start : hit.end])) or frozenset()
    return "confirmed" not in own and any(is_wish(word.text) for word in words)


def _without_last_cell(line: Line) -> tuple[Token, ...]:
    """The words of a line without a figure of another column behind them: `Vs. codice 90-3320-53 Riga Vs.   29/2026`."""
    last = line.phrases[-1].tokens
    before = line.tokens[: -len(last)]
    return before if before and len(last) == 1 and _has_figure(last[0]) and not _has_figure(before[-1]) else line.tokens


def _has_figure(token: Token) -> bool:
    return any(map(str.isdigit, token.text))


def _is_mark(token: Token) -> bool:
    """Whether a word has no letter and no figure."""
    return not any(map(str.isalnum, token.text))


def _follows_order(line: Line, place: int) -> bool:
    """`Order 4500123456 Line 10` on top of what it is about: a plain order's number, and behind it what is called its line."""
    number = number_before(line.tokens, place)
    label = " ".join(token.text for token in line.tokens[:number]) if number else ""
    return number == place - 1 and {"order", "purchase"} >= (concepts(label) or frozenset({""})) - {"number"}


def _is_line_of_order(label: str, number: str) -> bool:
    """`Pos. pedido: 10`, `Rif. riga: 10` below entries that are counted 1, 2, 3: orders are numbered in tens; an `Auftrag` may be the supplier's own."""
    meant = concepts(label) or frozenset()
    return (
        "line" in meant
        and bool({"order", "purchase", "ref"} & meant)
        and "our" not in meant
        and "auftrag" not in folded(label)
        and re.fullmatch(r"0*[1-9]\d{0,2}0", number) is not None
    )
