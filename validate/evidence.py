"""What the order says for a reading: values that agree with it are surer, values that differ by little are not.

Two values hardly agree by misreading, and one that differs by a sign that scanners confuse may well be misread; how much either
says of a field was counted on papers whose stationery was held out (`app.models`). A value that truly differs stays likely enough
to be read as it is: the finding about it, not doubt, brings it before a person.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rapidfuzz.distance import Levenshtein

from domain.doctype import CheckContext
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Kind, Leaf, Reading, name_of
from validate.comparing import bare, bare_number, lookalike, name_likeness, same_unit, terms_numbers
from validate.limits import Limit, breach, chemistry_pairs, mechanical_pairs
from validate.rules.limits import certified_heats

MODEL = Path(__file__).parent / "models" / "evidence.json"
SURE, UNSURE = 0.9999, 0.0001
"""No evidence makes a probability one or none."""
SAME_NAME = 90.0
ENOUGH_AGREES = 2
"""One value that is the same may be chance."""
CENT = Decimal("0.01")
THOUSAND = Decimal(1000)
_ONE_MARK = re.compile(r"\d{1,3}[.,]\d{3}")
"""A number whose mark may be that of decimals as well as that of thousands."""
MONTHS = 12
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/(?:\d{2}){1,2}")
DOUBTED = 0.5
"""How sure `1.413` is at most where 1413 are ordered, a result that is the limit like others of its heat, and the number of another line

than that which the item tells, as a paper may count its own entries: a person looks.
"""
TESTS = ("heats.tensile.", "heats.impact.", "heats.hardness.")
READ_BADLY = 0.91
"""A test's result that is no surer by itself is made no surer by its limits: a neighbour's and a torn one lie within them as well.

On scans of stationery kept apart 3 of 6 results that had become sure by nothing else were wrong.
"""
FEW_LIMITS = 1
"""So many results of a heat may be the limit itself; where more are, the limits were read that stand beside the results."""


class Evidence(StrEnum):
    """What the order says of a value: the same, nearly the same signs, another, or it has nothing to compare.

    `SCALED` is a quantity of the same figures with the point elsewhere. A paper's date agrees where it is later than the order's and no
    other day of its own, and is alike where it is one of them; the order's own day differs, but on a confirmation. A result agrees where it is within the limits of the ordered material, and differs where it is not;
    `LIMITS` are several results of a heat that are the limits themselves.

    Where it has nothing to compare, but all that it can be asked about on the paper is the same, the value `FITS`: who finds the
    right cells of a table seldom finds the wrong one beside them.
    """

    AGREES = "agrees"
    ALIKE = "alike"
    SCALED = "scaled"
    LIMITS = "limits"
    DIFFERS = "differs"
    FITS = "fits"
    NOTHING = "nothing"


class Odds(BaseModel):
    """By how much (as a natural logarithm) evidence moves a value's odds: by print (`text`, `ocr`), kind, field, and evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    factors: Mapping[str, Mapping[str, Mapping[str, Mapping[Evidence, float]]]] = {}

    def moved(self, leaf: Leaf, name: str, evidence: Evidence, *, medium: str, kind: str) -> Leaf:
        """The leaf of a paper of that print and kind with its probability after the evidence."""
        if leaf.source in ("embedded", "clerk"):
            return leaf
        probability = self.weighed(leaf.confidence, name, evidence, medium=medium, kind=kind)
        return leaf if probability == leaf.confidence else leaf.model_copy(update={"confidence": round(probability, 4)})

    def weighed(self, probability: float, name: str, evidence: Evidence, *, medium: str, kind: str) -> float:
        """The probability after the evidence, of a value of that name on a paper of that print and kind."""
        counted = name == "lines.order_line" and evidence in (Evidence.ALIKE, Evidence.DIFFERS)
        if counted or evidence in (Evidence.SCALED, Evidence.LIMITS):
            return min(probability, DOUBTED)
        if evidence is Evidence.AGREES and name.startswith(TESTS) and probability < READ_BADLY:
            return probability
        shift = self.factors.get(medium, {}).get(kind, {}).get(name, {}).get(evidence, 0.0)
        return shifted(probability, shift) if shift else probability


def shifted(probability: float, shift: float) -> float:
    """The probability whose logarithmic odds are that much higher."""
    held = min(SURE, max(UNSURE, probability))
    return min(SURE, max(UNSURE, 1 / (1 + (1 - held) / held * math.exp(-shift))))


@cache
def shipped() -> Odds:
    """The odds that come with the program."""
    return Odds.model_validate_json(MODEL.read_bytes())


def corroborate(reading: Reading, context: CheckContext, odds: Odds | None = None) -> Reading:
    """The reading with more or less confidence in each value that the order can be asked about. No value is ever changed."""
    used = odds or shipped()
    said, medium = dict(evidence_of(reading, context)), reading.medium
    return reading.mapped(lambda path, leaf: used.moved(leaf, name_of(path), said[path], medium=medium, kind=reading.kind))


def evidence_of(reading: Reading, context: CheckContext) -> Iterator[tuple[str, Evidence]]:
    """The path of each value, and what the order says of it."""
    said = {path: Evidence.NOTHING for path, _ in reading.leaves()} | dict(_compared_with_order(reading, context))
    # What the paper repeats from the order agrees by itself, whether or not it is what the paper promises.
    said |= {path: Evidence.NOTHING for path in reading.contested if said.get(path) is Evidence.AGREES}
    counts = Counter(said.values())
    against = counts[Evidence.ALIKE] + counts[Evidence.SCALED] + counts[Evidence.DIFFERS]
    fits = counts[Evidence.AGREES] >= ENOUGH_AGREES and not against
    said |= dict(_held_against_limits(reading, context))
    if "document_date" in said and (evidence := _of_date(reading, context)):
        said["document_date"] = evidence
    own = {"document_number"} if reading.medium == "ocr" else set()
    if "document_date" in said and _may_be_turned(reading, context):
        said["document_date"], own = Evidence.NOTHING, own | {"document_date"}
    for path, evidence in said.items():
        told = evidence is not Evidence.NOTHING or path in reading.contested or path in own
        yield path, evidence if told or not fits else Evidence.FITS


def _compared_with_order(reading: Reading, context: CheckContext) -> Iterator[tuple[str, Evidence]]:
    """The values of the header and the lines."""
    for name, leaf in reading.fields.leaves():
        yield name, _of_header(name, leaf, context.order)
    converted = {each.index for each in context.converted}
    for index, line in enumerate(reading.lines):
        ordered = context.ordered(index)
        for name, leaf in line.leaves():
            # 120.00 for a roll of 50 m is 120.00 per 50 m, and agrees with 2.40 per m in both numbers or in none.
            of_price = "unit_price" if name == "price_unit" and index in converted else name
            yield f"lines[{index}].{name}", _of_line(of_price, leaf, line, ordered, reading.kind)
    yield from _of_parts(reading, context)


def _of_parts(reading: Reading, context: CheckContext) -> Iterator[tuple[str, Evidence]]:
    """A lot a row: quantities of several lines of a shipment that are for one line of the order agree with it together."""
    parts: dict[str, list[int]] = {}
    for index in range(len(reading.lines)) if reading.kind is Kind.SHIP_NOTICE else ():
        if ordered := context.ordered(index):
            parts.setdefault(ordered.order_line, []).append(index)
    for indices in parts.values():
        lines, ordered = [reading.lines[index] for index in indices], context.ordered(indices[0])
        numbers = [line.decimal("quantity") for line in lines]
        if len(indices) == 1 or ordered is None or not all(same_unit(line.text("unit") or ordered.unit, ordered.unit) for line in lines):
            continue
        if sum((number for number in numbers if number is not None), Decimal(0)) in (ordered.quantity, ordered.open_quantity):
            yield from ((f"lines[{index}].quantity", Evidence.AGREES) for index, number in zip(indices, numbers, strict=True) if number)


def _of_date(reading: Reading, context: CheckContext) -> Evidence | None:
    """What the order's date and the paper's other days say of its own: it is taken from the wrong place if it is theirs, or too early, or both are turned."""
    said, order = reading.fields.date("document_date"), context.order
    if said is None or order is None:
        return None
    late = reading.kind is not Kind.ORDER_CONFIRMATION  # what is shipped or certified is so days after it was ordered
    told = reading.fields.date("order_date")
    # The order's day where another one is told as that, or on a scan none: a stamp on the paper's own leaves the other beside it.
    turned = said == order.order_date and told != said and (told is not None or reading.medium == "ocr")
    if said < order.order_date or (late and said == order.order_date) or turned:
        return Evidence.DIFFERS
    promised = {line.date("delivery_date") for line in reading.lines} | {line.requested_date for line in order.lines}
    others = {order.order_date, reading.fields.date("arrival_date"), *promised}
    return Evidence.ALIKE if said in others else Evidence.AGREES


def _may_be_turned(reading: Reading, context: CheckContext) -> bool:
    """Whether `04/06/2026` on an English paper is as likely a day after the order's with the month first as with the day first."""
    leaf, order = reading.fields.leaf("document_date"), context.order
    said = reading.fields.date("document_date")
    if leaf is None or said is None or order is None or reading.language != "en" or not _SLASHED.fullmatch(leaf.text.strip()):
        return False
    if said.day > MONTHS or said.day == said.month:
        return False
    return said.replace(month=said.day, day=said.month) >= order.order_date


def _held_against_limits(reading: Reading, context: CheckContext) -> Iterator[tuple[str, Evidence]]:
    """The results that have a limit: a point that was lost, or a cell of the next element, hardly leaves one within the ordered grade's."""
    leaves = dict(reading.leaves())
    for each in certified_heats(reading, context):
        pairs = (*chemistry_pairs(each.heat, each.limits), *mechanical_pairs(each.heat, each.limits)) if each.limits else ()
        said = {
            path: _of_result(pair.value, pair.limit)
            for pair in pairs
            if (path := f"heats[{each.index}].{pair.path}") in leaves
            and pair.limit
            and not pair.limit.is_contradictory
            and pair.value.is_finite()
        }
        are_limits = sum(evidence is Evidence.ALIKE for evidence in said.values()) > FEW_LIMITS
        for path, evidence in said.items():
            yield path, Evidence.LIMITS if are_limits and evidence is Evidence.ALIKE else evidence


def _of_result(value: Decimal, limit: Limit) -> Evidence:
    """Whether a result is within its limit; one that is the limit itself may be a limit that stands beside the results."""
    if any(bound is not None and bound.value == value for bound in (limit.minimum, limit.maximum)):
        return Evidence.ALIKE
    return Evidence.DIFFERS if breach(value, limit) else Evidence.AGREES


def _of_header(name: str, leaf: Leaf, order: PurchaseOrder | None) -> Evidence:
    if order is None or name not in _HEADER:
        return Evidence.NOTHING
    if name == "order_number" and leaf.source == "ocr" and has_lost_letters(leaf.value, order.order_number):
        return Evidence.DIFFERS
    return _compared(name, leaf.value, _HEADER[name](order))


def has_lost_letters(said: str, ordered: str) -> bool:
    """Whether a scan shows the figures of an order's number without its letters, `434578` for `PO-434578`: a blot may have eaten them."""
    return bare(said).isdigit() and bare(ordered)[:1].isalpha() and bare_number(said) == bare_number(ordered)


def _of_line(name: str, leaf: Leaf, line: Group, ordered: OrderLine | None, kind: Kind) -> Evidence:
    if ordered is None or name not in _LINE:
        return Evidence.NOTHING
    if name == "unit_price" and _same_price(line, ordered):
        return Evidence.AGREES
    if name == "quantity" and kind is Kind.CERTIFICATE:
        return Evidence.NOTHING
    scaled = name == "quantity" and (_is_scaled(leaf.value, ordered.quantity) or _is_nearer_as_thousands(leaf, ordered.quantity))
    if scaled and same_unit(line.text("unit") or ordered.unit, ordered.unit):
        return Evidence.SCALED
    said = _compared(name, leaf.value, _LINE[name](ordered))
    if name == "quantity" and said is not Evidence.AGREES and kind is Kind.SHIP_NOTICE:
        said = _compared(name, leaf.value, str(ordered.open_quantity))
        # Less than is open is shipped every day, and lots that come to it say that it was read right.
        return Evidence.FITS if said is Evidence.DIFFERS and _is_sum_of_lots(leaf, line) else said
    return said


def _is_sum_of_lots(quantity: Leaf, line: Group) -> bool:
    """Whether a quantity is the sum of its lots, each of which says how much it holds in a place of its own."""
    held = [lot.leaf("quantity") for lot in line.groups("lots")]
    told = [each for each in held if each and (each.page, each.box) != (quantity.page, quantity.box)]
    try:
        return bool(told) and len(told) == len(held) and sum(Decimal(each.value) for each in told) == Decimal(quantity.value)
    except ArithmeticError:  # a misread figure can have any number of digits
        return False


def _same_price(line: Group, ordered: OrderLine) -> bool:
    """Whether the price of one is the ordered one, whatever number of units it is printed for, and before or after the line's discount."""
    price, per = line.decimal("unit_price"), line.decimal("price_unit") or Decimal(1)
    discount = line.decimal("discount_pct") or Decimal(0)
    try:
        if price is None or price * ordered.price_unit == ordered.unit_price * per:
            return price is not None
        net = price * (1 - discount / 100) * ordered.price_unit / per if discount and per else None
        in_cents = ordered.unit_price == ordered.unit_price.quantize(CENT)
        return net is not None and ordered.unit_price in (net, net.quantize(CENT) if in_cents else net)
    except ArithmeticError:  # a misread figure can have any number of digits
        return False


def _compared(name: str, said: str, ordered: str | None) -> Evidence:
    if not ordered:
        return Evidence.NOTHING
    if _SAME.get(name, _same)(said, ordered):
        return Evidence.AGREES
    near = lookalike(said) == lookalike(ordered) or Levenshtein.distance(bare(said), bare(ordered), score_cutoff=1) <= 1
    return Evidence.ALIKE if near else Evidence.DIFFERS


def _is_nearer_as_thousands(leaf: Leaf, ordered: Decimal) -> bool:
    """Whether `1.297` that was read with one meaning of its mark is nearer to what is ordered with the other, as 864 is to 1297."""
    if not _ONE_MARK.fullmatch(leaf.text.strip()) or ordered <= 0:
        return False
    thousands = Decimal(re.sub(r"[.,]", "", leaf.text.strip()))
    try:  # `3.500` is 3.5 whether its noughts are kept or not
        said = next((reading for reading in (thousands, thousands / THOUSAND) if reading == Decimal(leaf.value)), None)
    except ArithmeticError:
        return False
    if not said:
        return False
    other = thousands if said != thousands else thousands / THOUSAND
    return abs(math.log(other / ordered)) < abs(math.log(said / ordered))


def _is_scaled(said: str, ordered: Decimal) -> bool:
    """Whether one is the other times a thousand: a group's point that was taken for a decimal one, or the other way round."""
    try:
        return ordered in (Decimal(said) * 1000, Decimal(said) / 1000) and bool(ordered)
    except ArithmeticError:  # a misread figure can have any number of digits
        return False


def _same(said: str, ordered: str) -> bool:
    try:
        return Decimal(said) == Decimal(ordered)
    except ArithmeticError:
        return bare(said) == bare(ordered)


def _worth(*lines: OrderLine) -> str | None:
    """What the lines come to, to the cent; None where that has more digits than money has."""
    try:
        return str(sum(((line.quantity * line.unit_price / line.price_unit).quantize(CENT) for line in lines), Decimal(0)))
    except ArithmeticError:
        return None


_SAME: Mapping[str, Callable[[str, str], bool]] = {
    "unit": same_unit,
    "order_number": lambda said, ordered: bare_number(said) == bare_number(ordered),
    "payment_terms": lambda said, ordered: terms_numbers(said) == terms_numbers(ordered),
    "supplier_name": lambda said, ordered: name_likeness(said, ordered) >= SAME_NAME,
    "description": lambda said, ordered: name_likeness(said, ordered) >= SAME_NAME,
}

_HEADER: Mapping[str, Callable[[PurchaseOrder], str | None]] = {
    "order_number": lambda order: order.order_number,
    "order_date": lambda order: order.order_date.isoformat(),
    "currency": lambda order: order.currency,
    "incoterm": lambda order: order.incoterm,
    "payment_terms": lambda order: order.payment_terms,
    "supplier_name": lambda order: order.supplier_name,
    "net_total": lambda order: _worth(*order.lines),
}

_LINE: Mapping[str, Callable[[OrderLine], str | None]] = {
    "order_line": lambda line: line.order_line,
    "supplier_item": lambda line: line.supplier_item,
    "buyer_item": lambda line: line.buyer_item,
    "description": lambda line: line.description,
    "quantity": lambda line: str(line.quantity),
    "unit": lambda line: line.unit,
    "unit_price": lambda line: str(line.unit_price),
    "price_unit": lambda line: str(line.price_unit),
    "net_amount": _worth,
    "delivery_date": lambda line: line.requested_date.isoformat(),
    "grade": lambda line: line.grade,
    "standard": lambda line: line.standard,
    "product_form": lambda line: line.product_form,
}
