"""What a paper says: leaves with evidence, groups of leaves, and the `Reading` of one document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points from the top left of the page as it is shown upright."""

Source = Literal["text", "ocr", "embedded", "derived", "clerk"]


class Kind(StrEnum):
    """The kinds of paper that Tallyclerk tells apart."""

    ORDER_CONFIRMATION = "order_confirmation"
    CERTIFICATE = "certificate"
    SHIP_NOTICE = "ship_notice"
    OTHER = "other"


class Leaf(BaseModel):
    """One value that was read, with where it stands and how likely it is right."""

    model_config = ConfigDict(frozen=True)

    value: str
    text: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    page: Annotated[int, Field(ge=1)]
    box: Box
    source: Source
    seconded: Annotated[bool, Field(exclude=True, repr=False)] = False
    """Whether two engines read the same off a scan. It says which curve of confidence is meant, and is not told further."""
    unmistakable: Annotated[bool, Field(exclude=True, repr=False)] = False
    """Whether no sign of it that was read off a scan may as well be another; told of a paper's own number, and no further than `seconded`."""
    contested: Annotated[bool, Field(exclude=True, repr=False)] = False
    """Whether it may be what was ordered instead of what is promised or shipped; a reading tells it by `contested`."""


class Place(BaseModel):
    """Where a person says that something is printed: page (from 1), box, and the words that stand there."""

    model_config = ConfigDict(frozen=True)

    page: Annotated[int, Field(ge=1)]
    box: Box
    text: str


class MarkKind(StrEnum):
    """What a mark is: bank details, a sentence that says they have changed, print that looks altered."""

    ACCOUNT = "account"
    BANK_CHANGE = "bank_change"
    ALTERED = "altered"


class Mark(BaseModel):
    """Something on a paper that is no value of it, and that may matter: `text` is canonical for an account, else as printed; `why` is for print."""

    model_config = ConfigDict(frozen=True)

    kind: MarkKind
    text: str
    page: Annotated[int, Field(ge=1)]
    box: Box
    why: str = ""


class SpokenOf(StrEnum):
    """What a sentence in a mail says: a quantity with its unit, a sum of money, a number that replaces another, a day, or a proviso."""

    QUANTITY = "quantity"
    MONEY = "money"
    NUMBER = "number"
    DAY = "day"
    PROVISO = "proviso"
    """It is no figure: the sentence reserves something, as an open price or a charge."""


class Spoken(BaseModel):
    """A figure in the text of a mail, with its sentence. `values` are the ways to read it: none where it is no number after all."""

    model_config = ConfigDict(frozen=True)

    of: SpokenOf
    values: list[str]
    unit: str = ""
    lines: list[str] = []
    """The order lines that it is said of; none where the sentence names none."""
    changes: bool = False
    """The sentence speaks of a change."""
    shipped: bool = False
    """The sentence speaks of what was shipped."""
    text: str
    page: Annotated[int, Field(ge=1)]


class Property(BaseModel):
    """A row of a certificate's table of properties as it is printed, for a person to read; what is not printed is empty."""

    model_config = ConfigDict(frozen=True)

    name: str
    method: str = ""
    unit: str = ""
    limits: str = ""
    result: str
    page: Annotated[int, Field(ge=1)]
    box: Box


class Rival(BaseModel):
    """What a value might have been and was not taken for, as `value`, where it is printed, and why in words."""

    model_config = ConfigDict(frozen=True)

    value: str
    text: str
    page: Annotated[int, Field(ge=1)]
    box: Box
    why: str


Node = Leaf | list["Group"] | list[Leaf] | dict[str, Leaf]
"""What may stand under a name: a leaf, a list of groups (`lots`), a list of leaves (`energy_j`), a map (`chemistry`)."""


class Group(RootModel[dict[str, Node]]):
    """Named values that belong together: a line, a heat, a package, the header."""

    model_config = ConfigDict(frozen=True)

    def leaf(self, name: str) -> Leaf | None:
        """The leaf of that name, or None where the paper does not say."""
        node = self.root.get(name)
        return node if isinstance(node, Leaf) else None

    def text(self, name: str) -> str | None:
        """The value of that name as a string."""
        leaf = self.leaf(name)
        return leaf.value if leaf else None

    def decimal(self, name: str) -> Decimal | None:
        """The value of that name as a decimal; None where it is absent or no number."""
        leaf = self.leaf(name)
        if leaf is None:
            return None
        try:
            value = Decimal(leaf.value)
        except InvalidOperation:
            return None
        return value if value.is_finite() else None

    def date(self, name: str) -> date | None:
        """The value of that name as a date; None where it is absent or no date."""
        leaf = self.leaf(name)
        try:
            return date.fromisoformat(leaf.value) if leaf else None
        except ValueError:
            return None

    def groups(self, name: str) -> list[Group]:
        """The groups under that name (`lots`, `schedule`, `tensile`), empty where the paper has none."""
        node = self.root.get(name)
        return [item for item in node if isinstance(item, Group)] if isinstance(node, list) else []

    def table(self, name: str) -> Mapping[str, Leaf]:
        """The map under that name (`chemistry`), empty where the paper has none."""
        node = self.root.get(name)
        return node if isinstance(node, dict) else {}

    def leaves(self, prefix: str = "") -> Iterator[tuple[str, Leaf]]:
        """Every leaf below with its path, such as `lots[0].lot_number` or `chemistry.C`."""
        for name, node in self.root.items():
            yield from _leaves(f"{prefix}{name}", node)

    def mapped(self, change: Callable[[str, Leaf], Leaf], prefix: str = "") -> Group:
        """A copy in which every leaf is what `change` makes of it and its path."""
        return Group({name: _mapped(f"{prefix}{name}", node, change) for name, node in self.root.items()})


def _leaves(path: str, node: Node) -> Iterator[tuple[str, Leaf]]:
    match node:
        case Leaf():
            yield path, node
        case dict():
            for name, leaf in node.items():
                yield f"{path}.{name}", leaf
        case _:
            items: Sequence[Group | Leaf] = node
            for index, item in enumerate(items):
                if isinstance(item, Group):
                    yield from item.leaves(f"{path}[{index}].")
                else:
                    yield f"{path}[{index}]", item


def _mapped(path: str, node: Node, change: Callable[[str, Leaf], Leaf]) -> Node:
    match node:
        case Leaf():
            return change(path, node)
        case dict():
            return {name: change(f"{path}.{name}", leaf) for name, leaf in node.items()}
        case _:
            groups = [item.mapped(change, f"{path}[{index}].") for index, item in enumerate(node) if isinstance(item, Group)]
            return groups or [change(f"{path}[{index}]", item) for index, item in enumerate(node) if isinstance(item, Leaf)]


def name_of(path: str) -> str:
    """What a value is called wherever it stands: `heats[0].chemistry.Mn` is `heats.chemistry`, `lines[2].unit` is `lines.unit`."""
    return re.sub(r"\[\d+\]|(?<=chemistry)\..*", "", path)


class Page(BaseModel):
    """A page as it is shown upright: its size in PDF points, by how many degrees clockwise the file's page is turned for it, how it was read."""

    model_config = ConfigDict(frozen=True)

    width: float
    height: float
    turn: int = 0
    source: Literal["text", "ocr"] = "text"


class ProposedPart(BaseModel):
    """Pages of a file, from `first` to `last`, that look like a paper of their own.

    `confidence` is how sure it is that a paper begins there, as `reasons` say.
    """

    model_config = ConfigDict(frozen=True)

    first: Annotated[int, Field(ge=1)]
    last: Annotated[int, Field(ge=1)]
    confidence: float
    reasons: list[str] = []
    message: bool = False
    """Whether these are not pages but messages of an interchange, counted from 1."""


class Proviso(StrEnum):
    """What a supplier may reserve in a confirmation beside its values."""

    PRICE_OPEN = "price_open"
    EXPIRY = "expiry"
    CHARGE = "charge"
    SUBSTITUTE = "substitute"
    CHANGED = "changed"
    """It says that something is not as ordered: a price, a day, how much there is."""
    CONDITION = "condition"
    """What is confirmed hangs on something: an approval, a payment, silence, what is in stock."""
    BESIDE = "beside"
    """What is said beside an entry and sounds like one of these, whatever it means."""
    PREPAID = "prepaid"
    EX_WORKS = "ex_works"


class Remark(BaseModel):
    """A sentence or a row by which the supplier reserves something; it is checked and never posted.

    `said` is what is printed, where it stands; a charge may say its `amount` (a decimal) and that it comes `on_top` of what the paper
    adds up to; an end of validity the day `until` which it holds.
    """

    model_config = ConfigDict(frozen=True)

    kind: Proviso
    said: Leaf
    amount: str | None = None
    on_top: bool = False
    until: str | None = None


class Reading(BaseModel):
    """What was read from one document: its kind, language, header, lines, heats and packages."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    kind_confidence: float
    language: str
    pages: list[Page] = []
    names: list[str] = []
    """Company names and mail domains that are printed on the paper, the letterhead's first."""
    fields: Group = Group({})
    lines: list[Group] = []
    heats: list[Group] = []
    packages: list[Group] = []
    parts: list[ProposedPart] = []
    """The papers that the file looks to hold, in their order; empty where it is one. Pages in none of them only part others."""
    marks: list[Mark] = []
    """Bank details, announcements of new ones, and print that looks altered."""
    remarks: list[Remark] = []
    """What the supplier reserves beside the values."""
    rivals: dict[str, list[Rival]] = {}
    """What else a value might have been, by the value's path, the nearest first; for a person to choose from; of weight only where one is the ordered item."""
    contested: list[str] = []
    """The paths of values of which the paper prints several, what was ordered among them: that one agrees with the order says nothing."""
    notes: list[str] = []
    """What a message of data says that could not be placed, each the end of “Somebody has to look because …”; any keeps it from being posted unseen."""

    properties: list[Property] = []
    """Rows of tables of properties, on certificates that have no results of metals; shown as printed, of no weight."""
    spoken: list[Spoken] = []
    """The figures that the text of a mail speaks of, to hold what is attached against; empty for papers."""
    understood: str = ""
    """What the text of a mail was taken to say, in a sentence; empty for papers. Whatever it says, a person sees it."""

    def why_doubted(self, path: str) -> str:
        """What else the value at that path may be, as the end of a sentence; empty where only the reading of it is unsure."""
        if path not in self.contested:
            return ""
        if path.startswith("heats["):
            return "by how much its column is scaled (×10, ×100) could not be read for sure"
        done = {Kind.SHIP_NOTICE: "was shipped", Kind.CERTIFICATE: "is certified"}.get(self.kind, "is promised")
        return f"it may be what was ordered rather than what {done}"

    @property
    def medium(self) -> Literal["text", "ocr"]:
        """`ocr` for a paper of which anything was read by OCR, else `text`."""
        scanned = any(page.source == "ocr" for page in self.pages) or any(leaf.source == "ocr" for _, leaf in self.leaves())
        return "ocr" if scanned else "text"

    def leaves(self) -> Iterator[tuple[str, Leaf]]:
        """Every leaf with its path: `order_number`, `lines[0].unit_price`, `heats[1].chemistry.C`."""
        yield from self.fields.leaves()
        for name in ("lines", "heats", "packages"):
            for index, group in enumerate(getattr(self, name)):
                yield from group.leaves(f"{name}[{index}].")

    def mapped(self, change: Callable[[str, Leaf], Leaf]) -> Reading:
        """A copy in which every leaf is what `change` makes of it and its path."""
        parts = {
            name: [group.mapped(change, f"{name}[{index}].") for index, group in enumerate(getattr(self, name))]
            for name in ("lines", "heats", "packages")
        }
        return self.model_copy(update={"fields": self.fields.mapped(change), **parts})

    def leaf(self, path: str) -> Leaf | None:
        """The leaf at that path, or None."""
        return next((leaf for found, leaf in self.leaves() if found == path), None)

    def marked(self, kind: MarkKind) -> list[Mark]:
        """The marks of that kind, in their order."""
        return [mark for mark in self.marks if mark.kind is kind]

    def with_leaf(self, path: str, leaf: Leaf | None) -> Reading:
        """A copy in which the leaf at `path` is `leaf` (None takes it out).

        Raises:
            KeyError: the path names no place in this reading, such as a line that is not there.
        """
        tree = self.model_dump(mode="json")
        steps = path.replace("]", "").replace("[", ".").split(".")
        node: object = tree if steps[0] in ("lines", "heats", "packages") else tree["fields"]
        for step in steps[:-1]:
            node = _step_into(node, step, path)
        match node:
            case dict() if leaf is None:
                node.pop(steps[-1], None)
            case dict():
                assert leaf is not None
                node[steps[-1]] = leaf.model_dump(mode="json")
            case list() if leaf is not None and steps[-1].isdigit() and int(steps[-1]) < len(node):
                node[int(steps[-1])] = leaf.model_dump(mode="json")
            case _:
                raise KeyError(path)
        return Reading.model_validate(tree)


def _step_into(node: object, step: str, path: str) -> object:
    try:
        if isinstance(node, list):
            return node[int(step)]
        if isinstance(node, dict):
            return node[step]
    except (KeyError, IndexError, ValueError):
        pass
    raise KeyError(path)
