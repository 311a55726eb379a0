"""Scoring: one document's result held against its truth, value by value. Pure; what is counted together is `app.tallies`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
from pydantic import BaseModel
from scipy.optimize import linear_sum_assignment

from app.results import Result
from domain.doctype import DocType
from domain.paper import Group, Kind, Leaf, Reading
from validate.comparing import terms_numbers

TEXTS = frozenset({"description", "carrier", "supplier_name", "manufacturer", "signatory", "incoterm_place"})
"""Running text, of which a letter or two may be off."""
ALIKE = 0.85
PIECES = frozenset({"C62", "EA", "H87"})
TENSILE = ("yield_mpa", "tensile_mpa", "elongation_pct")
TESTS: Mapping[str, tuple[str, ...]] = {
    "tensile": (*TENSILE, "direction", "yield_kind", "elongation_kind"),
    "impact": ("temperature_c", "mean_j", "energy_j"),
    "hardness": ("value", "scale"),
}
"""The tests of a heat, and what is posted of each."""
OF_HEATS = ("quantity", "lot_number", "melt_country", "carbon_equivalent")
"""What else is posted of a heat."""
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")

HEADERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ORDER_CONFIRMATION: (
        "document_number", "document_date", "order_number", "order_date", "currency", "incoterm", "net_total", "tax_total", "gross_total",
    ),
    Kind.CERTIFICATE: ("document_number", "document_date", "order_number", "certificate_type"),
    Kind.SHIP_NOTICE: (
        "document_number", "document_date", "order_number", "ship_date", "arrival_date", "carrier", "tracking_number",
        "gross_weight_kg", "net_weight_kg", "package_count",
    ),
}  # fmt: skip
"""The header values that the headline figures are of; whatever else the truth has counts as `further`."""
LINES: Mapping[Kind, tuple[str, ...]] = {
    Kind.ORDER_CONFIRMATION: (
        "order_line", "supplier_item", "quantity", "unit", "unit_price", "price_unit", "net_amount", "delivery_date", "description",
    ),
    Kind.CERTIFICATE: ("grade", "standard", "quantity", "description"),
    Kind.SHIP_NOTICE: ("order_line", "supplier_item", "quantity", "unit", "description"),
}  # fmt: skip


class Part(StrEnum):
    """What a value counts towards: header, lines, the values of certificates and ship notices, or further values."""

    HEADER = "header"
    LINES = "lines"
    VALUES = "values"
    FURTHER = "further"


class Truth(BaseModel):
    """A line of `truth.jsonl`: what a document says, and what should be found in it."""

    file: str
    medium: str
    lang: str
    layout: str | int | None = None
    """The stationery that it was drawn on, where it was drawn."""
    fault: str | None = None
    expected_findings: list[str] = []
    truth: dict[str, object]

    @property
    def kind(self) -> Kind:
        """The kind of paper that it is."""
        return Kind(str(self.truth["kind"]))

    @property
    def is_copy(self) -> bool:
        """Whether it is the second copy of another document, whose reading is scored there."""
        return self.fault == "duplicate_document"


@dataclass(frozen=True)
class Check:
    """One value: whether it was due, whether something was said, and whether that is right; `leaf` is what was said.

    Of the posted values those that are needed make a posting wrong also where they are missing; others make it less complete.
    """

    part: Part
    name: str
    place: str
    right: bool
    said: bool
    is_posted: bool = False
    is_needed: bool = False
    is_due: bool = True
    leaf: Leaf | None = None
    path: str = ""
    """Where in the reading it was said; of what is too many, the path of the whole line, lot or heat."""

    @property
    def confidence(self) -> float | None:
        """What the reading claims."""
        return self.leaf.confidence if self.leaf else None

    @property
    def is_wrong_if_posted(self) -> bool:
        """Whether the ERP would be told something wrong, or not be told what it needs."""
        return self.is_posted and not self.right and (self.said or self.is_needed)


def checks_of(truth: Mapping[str, object], result: Result | Reading, doctype: DocType) -> list[Check]:
    """Every value that the truth has, and every line, lot or heat too many."""
    return [
        *_header(truth, result.fields, doctype),
        *_lines(truth, result.lines, doctype),
        *_heats(truth, result.heats),
        *_packages(truth, result.packages),
    ]


def same_value(name: str, due: object, said: str | None) -> bool:
    """Whether a value is the one that is due.

    Numbers are compared as numbers, numbers of documents and items sign for sign without blanks and hyphens, texts by likeness,
    payment terms by their figures; a grade or standard may have more around it (`DIN EN 10025-2:2019`).
    """
    if said is None:
        return False
    wanted = str(due)
    return _COMPARED.get(name, _same_number if not name.endswith(("_number", "_item")) else _same_signs)(wanted, said)


def _same_signs(wanted: str, said: str) -> bool:
    return _bare(wanted) == _bare(said)


def _same_number(wanted: str, said: str) -> bool:
    if _NUMBER.fullmatch(wanted) and _NUMBER.fullmatch(said):
        return Decimal(wanted) == Decimal(said)
    return _same_signs(wanted, said)


def _same_unit(wanted: str, said: str) -> bool:
    return said == wanted or {said, wanted} <= PIECES


def _same_text(wanted: str, said: str) -> bool:
    return difflib.SequenceMatcher(None, wanted.casefold(), said.casefold()).ratio() >= ALIKE


def _names_it(wanted: str, said: str) -> bool:
    return bool(_bare(wanted)) and _bare(wanted) in _bare(said)


def _same_terms(wanted: str, said: str) -> bool:
    return terms_numbers(wanted) == terms_numbers(said)


_COMPARED: Mapping[str, Callable[[str, str], bool]] = {
    **dict.fromkeys(TEXTS, _same_text),
    "unit": _same_unit,
    "payment_terms": _same_terms,
    "standard": _names_it,
    "grade": _names_it,
}


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


@dataclass(frozen=True)
class _Posting:
    """What becomes of a value: whether it is posted, and whether nothing can be posted without it."""

    is_posted: bool = False
    is_needed: bool = False


_NOT_POSTED = _Posting()
_POSTED = _Posting(is_posted=True)
_NEEDED = _Posting(is_posted=True, is_needed=True)


def _check(part: Part, name: str, place: str, due: object, said: tuple[str, Leaf | None], posting: _Posting = _NOT_POSTED) -> Check:
    path, leaf = said
    return Check(
        part,
        name,
        place,
        right=same_value(name.rpartition(".")[2], due, leaf.value if leaf else None),
        said=leaf is not None,
        is_posted=posting.is_posted,
        is_needed=posting.is_needed,
        leaf=leaf,
        path=path,
    )


def _too_many(name: str, place: str, path: str) -> Check:
    return Check(Part.FURTHER, name, place, right=False, said=True, is_posted=True, is_due=False, path=path)


def _header(truth: Mapping[str, object], fields: Group, doctype: DocType) -> Iterator[Check]:
    for name, due in truth.items():
        if name == "kind" or isinstance(due, list) or due is None:
            continue
        part = Part.HEADER if name in HEADERS[doctype.kind] else Part.FURTHER
        yield _check(part, name, name, due, (name, fields.leaf(name)), _Posting(name in doctype.posted_fields, name in doctype.required))


def _lines(truth: Mapping[str, object], lines: Sequence[Group], doctype: DocType) -> Iterator[Check]:
    due = _records(truth, "lines")
    found = _paired(due, lines, LINES[doctype.kind])
    for index, record in enumerate(due):
        line = lines[found[index]] if index in found else Group({})
        place, path = f"lines[{index}]", f"lines[{found.get(index)}]"
        for name, value in record.items():
            if isinstance(value, list) or value is None:
                continue
            part = Part.LINES if name in LINES[doctype.kind] else Part.FURTHER
            tells_order = doctype.by_order and name == "order_number"  # it says where all else of the line is posted
            posting = _Posting(tells_order or name in doctype.posted_line_fields, name in _needed_of_lines(doctype))
            yield _check(part, f"lines.{name}", f"{place}.{name}", value, (f"{path}.{name}", line.leaf(name)), posting)
        yield from _lots(_records(record, "lots"), line.groups("lots"), place, path)
    # A certificate may name its product again beside every heat.
    if due and doctype.kind is not Kind.CERTIFICATE:
        extra = sorted(set(range(len(lines))) - set(found.values()))
        yield from (_too_many("lines", f"lines[{index}] as read", f"lines[{index}]") for index in extra)


def _needed_of_lines(doctype: DocType) -> set[str]:
    """What a posted line cannot do without; a price is another one with another unit."""
    return {name.removeprefix("lines[].") for name in doctype.required if name.startswith("lines[].")} | {"price_unit"}


def _paired(due: Sequence[Mapping[str, object]], lines: Sequence[Group], names: Sequence[str]) -> dict[int, int]:
    """Which line that was read answers which line that is due: those that have most in common; of equals, the nearest place."""
    if not due or not lines:
        return {}
    common = np.array([[_common(record, line, names) - 0.01 * abs(i - j) for j, line in enumerate(lines)] for i, record in enumerate(due)])
    pairs = zip(*linear_sum_assignment(-common), strict=True)
    return {int(i): int(j) for i, j in pairs if common[i, j] > 0}


def _common(record: Mapping[str, object], line: Group, names: Sequence[str]) -> int:
    return sum(same_value(name, record[name], line.text(name)) for name in names if record.get(name) is not None)


def _lots(due: Sequence[Mapping[str, object]], lots: Sequence[Group], place: str, path: str) -> Iterator[Check]:
    said: dict[str, list[tuple[str, Group]]] = {}  # a lot may be on two packages, and is then said twice
    for index, each in enumerate(lots):
        said.setdefault(_bare(each.text("lot_number") or ""), []).append((f"{path}.lots[{index}]", each))
    for record in due:
        alike = said.get(_bare(str(record["lot_number"])))
        where, lot = alike.pop(0) if alike else ("", Group({}))
        yield _there(lot, "lots", f"{place}.lots", f"{where}.lot_number")
        if (quantity := lot.leaf("quantity")) and record.get("quantity") is not None:  # few papers print it
            yield _check(Part.FURTHER, "lots.quantity", f"{place}.lots", record["quantity"], (f"{where}.quantity", quantity), _POSTED)
    if due:
        yield from (_too_many("lots", f"{place}.lots", where) for left in said.values() for where, _ in left)


def _packages(truth: Mapping[str, object], packages: Sequence[Group]) -> Iterator[Check]:
    said = {package.text("sscc"): (f"packages[{index}]", package) for index, package in enumerate(packages)}
    due = truth.get("packages")
    for record in due if isinstance(due, list) else []:
        sscc = record.get("sscc") if isinstance(record, dict) else record
        where, package = said.get(str(sscc), ("", Group({})))
        yield _there(package, "sscc", "packages", f"{where}.sscc")


def _there(found: Group, name: str, place: str, path: str) -> Check:
    """A thing that is known by its number alone: it is there, or it was not said."""
    leaf = found.leaf(path.rpartition(".")[2])
    return Check(
        Part.VALUES, name, place, right=bool(found.root), said=bool(found.root), is_posted=True, is_needed=True, leaf=leaf, path=path
    )


def _heats(truth: Mapping[str, object], heats: Sequence[Group]) -> Iterator[Check]:
    due = _records(truth, "heats")
    said = {_bare(heat.text("heat_number") or ""): (f"heats[{index}]", heat) for index, heat in enumerate(heats)}
    for index, record in enumerate(due):
        where, heat = said.pop(_bare(str(record["heat_number"])), ("", Group({})))
        yield _there(heat, "heat_number", f"heats[{index}]", f"{where}.heat_number")
        yield from _results(record, heat, f"heats[{index}]", where)
    if due:
        yield from (_too_many("heats", f"heat {number or 'without a number'}", where) for number, (where, _) in said.items())


def _results(record: Mapping[str, object], heat: Group, place: str, path: str) -> Iterator[Check]:
    chemistry = record.get("chemistry")
    for element, due in chemistry.items() if isinstance(chemistry, dict) else ():
        said = (f"{path}.chemistry.{element}", heat.table("chemistry").get(element))
        yield _check(Part.VALUES, "chemistry", f"{place}.chemistry.{element}", due, said, _NEEDED)
    tests = heat.groups("tensile")
    test = tests[0] if tests else Group({})
    first = next(iter(_records(record, "tensile")), {})
    for name in TENSILE:
        due = record.get(name, first.get(name))
        if due is not None:
            yield _check(Part.VALUES, name, f"{place}.{name}", due, (f"{path}.tensile[0].{name}", test.leaf(name)), _NEEDED)
    for name in TESTS:
        # A truth that lists a heat's tests lists all of them.
        yield from _tests(name, _records(record, name), heat.groups(name), place, path, is_told="tensile" in record)
    for name in OF_HEATS:
        if record.get(name) is not None:
            yield _check(Part.FURTHER, f"heats.{name}", f"{place}.{name}", record[name], (f"{path}.{name}", heat.leaf(name)), _POSTED)


def _tests(
    kind: str, due: Sequence[Mapping[str, object]], said: Sequence[Group], place: str, path: str, *, is_told: bool
) -> Iterator[Check]:
    """All that is posted of a heat's tests of one kind, but for the strengths of its first tensile test, which count by themselves.

    `is_told` says that what is not due is on no paper.
    """
    found = _paired(due, said, TESTS[kind])
    for extra in sorted(set(range(len(said))) - set(found.values())) if is_told else ():
        yield _too_many(kind, f"{place}.{kind}[{extra}] as read", f"{path}.{kind}[{extra}]")
    for index, record in enumerate(due):
        test = said[found[index]] if index in found else Group({})
        for name in TESTS[kind]:
            if record.get(name) is None or (kind, index, name in TENSILE) == ("tensile", 0, True):
                continue
            where, at = f"{place}.{kind}[{index}].{name}", f"{path}.{kind}[{found.get(index)}].{name}"
            for part, value, leaf in _each(record[name], test, name):
                yield _check(Part.FURTHER, f"{kind}.{name}", f"{where}{part}", value, (f"{at}{part}", leaf), _POSTED)


def _each(due: object, said: Group, name: str) -> Iterator[tuple[str, object, Leaf | None]]:
    """A value beside its leaf; of a list, each with its index."""
    if not isinstance(due, list):
        yield "", due, said.leaf(name)
        return
    leaves = said.root.get(name)
    for index, value in enumerate(due):
        leaf = leaves[index] if isinstance(leaves, list) and index < len(leaves) else None
        yield f"[{index}]", value, leaf if isinstance(leaf, Leaf) else None


def _records(truth: Mapping[str, object], name: str) -> list[dict[str, object]]:
    found = truth.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
