"""Whatever was learned of a supplier: nothing is posted unseen that neither paper nor order says, and print is never set aside."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.decisions import Outcome, Policy
from domain.doctype import CheckContext, of_kind
from domain.mappings import Known, LearnedMapping, MappingKind, MappingState
from domain.orders import PurchaseOrder
from domain.paper import Kind, Reading
from route.decide import decide
from tests.papers import FIRST_LINE, SECOND_LINE, Values, confirmation, context_of, order
from validate import check, in_ordered_units
from validate.context import with_known

NOW = datetime(2026, 8, 3, tzinfo=UTC)
UNITS = ("C62", "RO", "BX", "KGM", "MTR")
ITEMS = ("42-1734-11", "42-1735-12", "99-0000-00")
NUMBERS = ("BG-6852", "BG-7001", "BG-9999")
CONFIRMATION = of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION)
CERTAIN = Policy(confidence_threshold=0.9, material_value=Decimal(10**9))

numbers = st.sampled_from(["1", "2", "5", "50", "250", "24", "1200", "0.5", "48"])
prices = st.sampled_from(["76.42", "4.10", "120.00", "205.00", "1.00"])


@st.composite
def mappings(draw: st.DrawFn) -> LearnedMapping:
    kind = draw(st.sampled_from(MappingKind))
    said = draw(st.sampled_from(NUMBERS if kind is MappingKind.ITEM else UNITS))
    unit = {"unit": draw(st.sampled_from(UNITS)), "factor": Decimal(draw(numbers))} if kind is MappingKind.UNIT else {}
    key = said.replace("-", "") if kind is MappingKind.ITEM else said
    common: dict[str, Any] = {"supplier_id": "S1001", "kind": kind, "said": said, "key": key, "item": draw(st.sampled_from(ITEMS)), **unit}
    decided = {"state": MappingState.IN_FORCE, "decided_by": "lead", "decided_at": NOW, "proposed_at": NOW}
    return LearnedMapping(mapping_id=draw(st.integers(1, 99)), **common, **decided)


@st.composite
def lines(draw: st.DrawFn) -> Values:
    quantity, price, per = Decimal(draw(numbers)), Decimal(draw(prices)), Decimal(draw(st.sampled_from([1, 50, 1000])))
    amount = f"{quantity * price / per:.2f}" if draw(st.booleans()) else draw(prices)
    said = {
        "quantity": str(quantity),
        "unit_price": str(price),
        "price_unit": str(per),
        "net_amount": amount,
        "delivery_date": "2026-07-17",
    }
    more = {
        "order_line": draw(st.sampled_from(["10", "20", "7", None])),
        "supplier_item": draw(st.sampled_from([*NUMBERS, None])),
        "buyer_item": draw(st.sampled_from([*ITEMS, None])),
        "unit": draw(st.sampled_from([*UNITS, None])),
    }
    return {**said, **{name: value for name, value in more.items() if value is not None}}


@st.composite
def sound(draw: st.DrawFn) -> tuple[list[Values], list[LearnedMapping]]:
    """Both lines as ordered, or nearly, in units of which so many of ours are one, and what is known of them, right or wrong."""
    said, learned = [], []
    for place, line in enumerate((FIRST_LINE, SECOND_LINE)):
        factor, known = (draw(st.sampled_from([1, 2, 5, 50])) for _ in range(2))
        quantity = Decimal(line["quantity"]) / factor * draw(st.sampled_from([1, 1, 1, 2]))
        price, per = Decimal(line["unit_price"]) * factor, Decimal(line["price_unit"])
        unit = line["unit"] if factor == 1 else "RO"
        values = {"quantity": quantity, "unit_price": price, "price_unit": per, "net_amount": f"{quantity * price / per:.2f}", "unit": unit}
        named = {"order_line": line["order_line"], "delivery_date": line["requested_date"]}
        said.append({**named, **{name: str(value) for name, value in values.items()}})
        about = {
            "supplier_id": "S1001",
            "kind": MappingKind.UNIT,
            "said": "RO",
            "key": "RO",
            "item": line["buyer_item"],
            "unit": line["unit"],
        }
        decided = {"state": MappingState.IN_FORCE, "decided_by": "lead", "decided_at": NOW, "proposed_at": NOW}
        learned.append(LearnedMapping.model_validate({**about, **decided, "factor": known, "mapping_id": place + 1}))
    return said, learned


@st.composite
def orders(draw: st.DrawFn) -> PurchaseOrder:
    bare = [{name: value for name, value in line.items() if name != "supplier_item"} for line in (FIRST_LINE, SECOND_LINE)]
    changes = {"over_delivery_pct": "50", "under_delivery_pct": "50"} if draw(st.booleans()) else {}
    return order(*({**line, **changes} for line in bare))


def with_mappings(reading: Reading, orders: PurchaseOrder, learned: list[LearnedMapping]) -> tuple[CheckContext, CheckContext]:
    """What is known without and with the mappings."""
    without = context_of(reading, orders, policy=CERTAIN)
    return without, with_known(reading, without, Known(tuple(learned)))


anything = st.tuples(st.lists(lines(), min_size=1, max_size=3), st.lists(mappings(), max_size=4))


@settings(max_examples=200, deadline=None)
@given(sound() | anything, orders())
def test_no_mapping_makes_a_paper_post_a_number_that_neither_the_paper_nor_the_order_says(
    known: tuple[list[Values], list[LearnedMapping]], ordered: PurchaseOrder
) -> None:
    said, learned = known
    reading = confirmation({"net_total": None}, said)
    _, context = with_mappings(reading, ordered, learned)
    stated = in_ordered_units(reading, context)
    decision = decide(stated, check(stated, context, CONFIRMATION), policy=CERTAIN, doctype=CONFIRMATION, received_at=NOW)
    assert CONFIRMATION is not None
    if decision.outcome is not Outcome.POST:
        return
    event(f"posted with {len(context.converted)} lines converted")
    printed = {Decimal(line["quantity"]) for line in said}
    by_order = {number for line in ordered.lines for number in (line.quantity, line.open_quantity)}
    for line, was in zip(CONFIRMATION.posting(stated, context)["lines"], said, strict=True):  # type: ignore[arg-type]
        assert isinstance(line, dict)
        assert Decimal(str(line["quantity"])) in printed | by_order
        assert line["unit_price"] == was["unit_price"]
        assert line["delivery_date"] == was["delivery_date"]


@settings(max_examples=150, deadline=None)
@given(st.lists(lines(), min_size=1, max_size=3), orders(), st.lists(mappings(), max_size=4))
def test_a_mapping_moves_no_line_that_print_ties_to_the_order_and_none_that_prints_our_own_number(
    said: list[Values], ordered: PurchaseOrder, learned: list[LearnedMapping]
) -> None:
    reading = confirmation({"net_total": None}, said)
    without, context = with_mappings(reading, ordered, learned)
    for index, line in enumerate(said):
        before, after = without.ordered(index), context.ordered(index)
        if before is not None or "buyer_item" in line:
            assert after == before
        elif after is not None:
            told = next(each.mapping for each in context.told if each.index == index)
            assert (told.said, told.item) == (line["supplier_item"], after.buyer_item)


@settings(max_examples=200, deadline=None)
@given(sound() | anything, orders())
def test_what_is_converted_costs_what_it_cost_and_is_no_surer_than_its_unit(
    known: tuple[list[Values], list[LearnedMapping]], ordered: PurchaseOrder
) -> None:
    said, learned = known
    reading = confirmation({"net_total": None}, said)
    doubtful = reading.mapped(lambda path, leaf: leaf.model_copy(update={"confidence": 0.5}) if path.endswith("unit") else leaf)
    _, context = with_mappings(doubtful, ordered, learned)
    stated = in_ordered_units(doubtful, context)
    for each in context.converted:
        was, now = doubtful.lines[each.index], stated.lines[each.index]
        quantities, prices, per = (
            [line.decimal(name) or Decimal(1) for line in (was, now)] for name in ("quantity", "unit_price", "price_unit")
        )
        if each.scale != 1:
            assert quantities[0] * prices[0] / per[0] == quantities[1] * prices[1] / per[1]
        leaf = now.leaf("quantity")
        assert leaf is not None
        assert leaf.confidence == 0.5
        assert leaf.text == said[each.index]["quantity"]


@given(orders(), st.lists(mappings(), max_size=4))
def test_where_two_mappings_answer_one_question_neither_does(ordered: PurchaseOrder, learned: list[LearnedMapping]) -> None:
    reading = confirmation({"net_total": None}, [{"order_line": "7", "supplier_item": "BG-6852", "quantity": "5"}])
    twice = [*learned, *(replace_item(each) for each in learned)]
    _, context = with_mappings(reading, ordered, twice)
    assert not context.told


def replace_item(mapping: LearnedMapping) -> LearnedMapping:
    """The same words, meaning another of our items."""
    return mapping.model_copy(update={"item": ITEMS[(ITEMS.index(mapping.item) + 1) % len(ITEMS)]})
