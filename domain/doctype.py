"""What a kind of paper is made of. One module in `doctypes/` fills one `DocType`; the stages know no kind by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import JsonValue

from domain.arrivals import DocumentRecord
from domain.decisions import Policy, Queue
from domain.findings import Finding
from domain.mappings import NOTHING_KNOWN, Converted, Known, MappedLine
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Kind, Reading


class Shape(StrEnum):
    """What a value looks like; `extract` has one parser for each."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    TERMS = "terms"
    """Payment terms: words with a number of days or a rate, or with one of the words that stand for them (`prepayment`, `comptant`)."""
    DESIGNATION = "designation"
    """A short text with a figure in it: a grade, a standard."""
    DATE = "date"
    DECIMAL = "decimal"
    AMOUNT = "amount"
    COUNT = "count"
    UNIT = "unit"
    COUNTRY = "country"
    CURRENCY = "currency"
    INCOTERM = "incoterm"
    WEIGHT = "weight"
    CERTIFICATE_TYPE = "certificate_type"


class Part(StrEnum):
    """The parts of a paper beside its header; `extract` has one reader for each."""

    LINES = "lines"
    HEATS = "heats"
    PACKAGES = "packages"


@dataclass(frozen=True)
class FieldSpec:
    """A header value: its name, its shape, and the labels it goes by (any language, lower case, no trailing colon).

    `meanings` are sets of concepts that name it together, each as words with blanks between (`your order`); see `extract.text.wording`.
    """

    name: str
    shape: Shape
    labels: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnSpec:
    """A column of the lines table: its name, its shape, the headings it goes by, and what they mean (as in `FieldSpec`)."""

    name: str
    shape: Shape
    headings: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineMatch:
    """A line of the paper and the order line that it is about; `order_line` is None where none fits.

    `other_order` is the number of the order that the line names, where that is known and another than the paper's own.
    """

    index: int
    order_line: OrderLine | None
    other_order: str | None = None


@dataclass(frozen=True)
class ShippedLot:
    """A lot that another paper of the order says was shipped for one of its lines; `document` is the paper's own number.

    `order_number` is the order, as one paper may ship the same lot for the same line of several.
    """

    paper: str
    order_line: str
    number: str
    quantity: Decimal | None = None
    unit: str | None = None
    document: str | None = None
    order_number: str | None = None


@dataclass(frozen=True)
class CertifiedHeat:
    """A heat that another paper of the order certifies for one of its lines; `numbers` are those of the heat and of its lot."""

    paper: str
    order_line: str
    numbers: frozenset[str]
    quantity: Decimal | None = None
    unit: str | None = None
    document: str | None = None


@dataclass(frozen=True)
class CheckContext:
    """All that a rule may know beyond the paper, fetched once and frozen."""

    policy: Policy
    doctype: DocType | None = None
    order: PurchaseOrder | None = None
    rivals: tuple[PurchaseOrder, ...] = ()
    """The orders that the paper may be about, where it does not tell which: none of them is taken."""
    near_order: str | None = None
    """An order whose number is nearly the printed one, where no order has that: to be offered, never to be taken."""
    matches: tuple[LineMatch, ...] = ()
    earlier: tuple[DocumentRecord, ...] = ()
    shipped: tuple[ShippedLot, ...] = ()
    certified: tuple[CertifiedHeat, ...] = ()
    shipped_elsewhere: tuple[ShippedLot, ...] = ()
    """What was shipped for other orders of the supplier for which one of these certificates was sent, too."""
    seen_before: bool = False
    today: date | None = None
    known: Known = NOTHING_KNOWN
    """What was learned of the supplier's words, and is in force."""
    told: tuple[MappedLine, ...] = ()
    """The lines whose match a mapping told."""
    converted: tuple[Converted, ...] = ()
    """The lines whose quantity a mapping converts."""

    @property
    def mapped(self) -> tuple[MappedLine, ...]:
        """What mappings help with."""
        return (*self.told, *self.converted)

    def ordered(self, index: int) -> OrderLine | None:
        """The order line that line `index` of the paper is about."""
        return next((match.order_line for match in self.matches if match.index == index), None)

    def other_order(self, index: int) -> str | None:
        """The order that line `index` of the paper is for, where that is another than the paper's own and is known."""
        return next((match.other_order for match in self.matches if match.index == index), None)

    def line_number(self, index: int, printed: str | None) -> str | None:
        """The number of the order line that line `index` of the paper is about; what is printed where none was matched."""
        ordered = self.ordered(index)
        return ordered.order_line if ordered else printed

    def line_numbers(self, index: int, printed: str | None) -> list[str | None]:
        """The numbers of all order lines that line `index` of the paper is about: several where it is said of the whole order."""
        numbers = [match.order_line.order_line for match in self.matches if match.index == index and match.order_line]
        return list(numbers) or [printed]


Rule = Callable[[Reading, CheckContext], Iterable[Finding]]
"""A claim that should hold: pure, no I/O, no clock."""


@dataclass(frozen=True)
class Excuse:
    """A required value need not stand on a paper whose header field says one of those: a declaration of conformity has no heats.

    Where it has what the value is one of all the same, each of those has it, or that `instead`: such a declaration names lots.
    """

    field: str
    says: frozenset[str]
    instead: str


@dataclass(frozen=True, eq=False)
class DocType:
    """A kind of paper: what makes it that kind, what is read off it, which rules it must keep, and what of it is posted."""

    kind: Kind
    queue: Queue
    titles: Mapping[str, tuple[str, ...]]
    fields: tuple[FieldSpec, ...]
    columns: tuple[ColumnSpec, ...]
    rules: tuple[Rule, ...]
    posted_fields: tuple[str, ...]
    posted_line_fields: tuple[str, ...]
    required: tuple[str, ...]
    posting: Callable[[Reading, CheckContext], dict[str, JsonValue]]
    """What the ERP is told; a line goes to the order line that it was matched to, whatever number the paper gives it."""
    parts: tuple[Part, ...] = (Part.LINES,)
    line_fields: tuple[str, ...] = ()
    """Fields that are printed in the head and are said of every line that does not say them itself."""
    goods: tuple[ColumnSpec, ...] = ()
    """The columns of a table of goods, on a paper whose `columns` are those of results."""
    aside: tuple[str, ...] = ()
    """Fields that are read only so that they are not taken for others."""
    excused: Mapping[str, Excuse] = field(default_factory=dict)
    """Required values that some papers need not have."""
    by_order: bool = False
    """Whether one paper may be for several orders: each line is then checked against the order that it names, and posted to it."""
    reserves: bool = False
    """Whether suppliers reserve things on it beside its values: open prices, charges, an end of its validity, substitutes."""


def of_kind(doctypes: Sequence[DocType], kind: Kind) -> DocType | None:
    """The doctype of that kind; None for `other`."""
    return next((doctype for doctype in doctypes if doctype.kind == kind), None)
