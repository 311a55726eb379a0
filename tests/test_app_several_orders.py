"""A ship notice for several orders: each line is checked against its own order, and posted to it by itself where all agree."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.arrivals import DocumentRecord, DocumentState
from domain.findings import FindingCode, Severity
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Kind, Reading
from domain.people import Role, User
from tests.world import ORDER, World, change_order, confirmation, leaf, world

ANA = User(name="ana", role=Role.LEAD)
BARS = OrderLine.model_validate(
    ORDER.lines[0].model_dump() | {"buyer_item": "42-2210", "description": "Round bar 40 mm", "quantity": Decimal(80), "unit": "KGM"}
)
OTHER = ORDER.model_copy(update={"order_number": "4500000002", "lines": [BARS]})
BOLTS: Mapping[str, str | None] = {
    "order_number": ORDER.order_number,
    "order_line": "10",
    "buyer_item": "42-1734",
    "quantity": "250",
    "unit": "C62",
}
OF_OTHER: Mapping[str, str | None] = {
    "order_number": OTHER.order_number,
    "order_line": "10",
    "buyer_item": "42-2210",
    "quantity": "80",
    "unit": "KGM",
}


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as here:
        _load(here, OTHER)
        yield here


def _load(made: World, *orders: PurchaseOrder) -> None:
    with made.tally.pipeline.store.begin() as work:
        work.orders.load([*orders])


def notice(*rows: Mapping[str, str | None], head: str | None = ORDER.order_number, number: str = "LS-1", sure: float = 0.999) -> Reading:
    """A notice of those lines; `sure` are they all."""
    fields = {"document_number": number, "supplier_name": ORDER.supplier_name, "ship_date": "2026-08-20", "order_number": head}
    return confirmation().model_copy(
        update={
            "kind": Kind.SHIP_NOTICE,
            "fields": Group({name: leaf(value) for name, value in fields.items() if value}),
            "lines": [Group({name: leaf(value, confidence=sure) for name, value in row.items() if value}) for row in rows],
        }
    )


def under_way(made: World, number: str) -> Decimal:
    order = made.tally.pipeline.order_book.order(number)
    assert order is not None
    return order.lines[0].in_transit_quantity


def found(record: DocumentRecord) -> list[tuple[FindingCode, str | None]]:
    return [(each.code, each.field) for each in record.findings if each.severity is not Severity.INFO]


@pytest.mark.parametrize("head", [ORDER.order_number, None])
def test_lines_that_all_agree_with_their_own_orders_are_posted_once_to_each(made: World, head: str | None) -> None:
    record = made.put_through(notice(BOLTS, OF_OTHER, head=head))
    assert (record.state, found(record)) == (DocumentState.POSTED, [])
    assert (record.order_number, record.supplier_id) == (ORDER.order_number, ORDER.supplier_id)
    made.tally.pipeline.deliver()
    assert (under_way(made, ORDER.order_number), under_way(made, OTHER.order_number)) == (250, 80)
    postings = made.desk.paper(record.document_id).postings
    assert sorted(each.order_number for each in postings) == [ORDER.order_number, OTHER.order_number]
    assert record.decision is not None
    assert f"It has lines for order {OTHER.order_number}, too: each line was held against its own order" in " ".join(
        record.decision.reasons
    )


def test_a_paper_whose_lines_all_name_one_order_and_whose_head_names_none_is_that_orders(made: World) -> None:
    record = made.put_through(notice(OF_OTHER, head=None))
    assert (record.state, record.order_number, found(record)) == (DocumentState.POSTED, OTHER.order_number, [])
    assert (under_way(made, ORDER.order_number), under_way(made, OTHER.order_number)) == (0, 80)


def test_an_order_that_is_named_in_other_words_gets_its_posting_under_its_own_number(made: World) -> None:
    record = made.put_through(notice(BOLTS, {**OF_OTHER, "order_number": f"PO-{OTHER.order_number}"}))
    assert record.state is DocumentState.POSTED
    assert under_way(made, OTHER.order_number) == 80


def test_lines_that_name_one_order_in_two_ways_are_counted_together(made: World) -> None:
    record = made.put_through(notice(BOLTS, OF_OTHER, {**OF_OTHER, "order_number": f"00{OTHER.order_number}"}))
    assert (FindingCode.OVER_DELIVERY, "lines[1].quantity") in found(record)
    assert record.state is DocumentState.IN_REVIEW


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"quantity": "120"}, FindingCode.OVER_DELIVERY, "quantity"),
        ({"buyer_item": "42-9999"}, FindingCode.ITEM_MISMATCH, "buyer_item"),
        ({"unit": "MTR"}, FindingCode.UNIT_MISMATCH, "unit"),
    ],
)
def test_what_is_wrong_with_a_line_of_the_other_order_stands_on_that_line_and_nothing_is_posted(
    made: World, changed: Mapping[str, str], code: FindingCode, field: str
) -> None:
    record = made.put_through(notice(BOLTS, OF_OTHER | changed))
    assert (record.state, found(record)) == (DocumentState.IN_REVIEW, [(code, f"lines[1].{field}")])
    assert next(each for each in record.findings if each.code is code).message.startswith(f"Order {OTHER.order_number}: Line 10")
    assert under_way(made, ORDER.order_number) == under_way(made, OTHER.order_number) == 0


def test_the_desk_shows_each_line_beside_its_own_order(made: World) -> None:
    record = made.put_through(notice(BOLTS, OF_OTHER | {"quantity": "120"}))
    lines = [group for group in made.desk.paper(record.document_id).groups if group.name == "line"]
    items = [next(value for value in line.values if value.name == "buyer_item") for line in lines]
    assert [(value.leaf.value if value.leaf else None, value.ordered) for value in items] == [("42-1734",) * 2, ("42-2210",) * 2]
    assert [value.ordered for value in lines[1].values if value.name == "order_number"] == [OTHER.order_number]


def test_a_line_for_an_order_that_nobody_placed_is_told_with_the_likely_one_and_held(made: World) -> None:
    record = made.put_through(notice(BOLTS, OF_OTHER | {"order_number": "4500000020"}))
    assert found(record) == [(FindingCode.UNKNOWN_ORDER, "lines[1].order_number")]
    assert (record.state, under_way(made, OTHER.order_number)) == (DocumentState.IN_REVIEW, 0)
    record = made.put_through(notice(BOLTS, OF_OTHER | {"order_number": "7700000002"}, number="LS-2"), "other.pdf")
    assert (FindingCode.UNKNOWN_ORDER, "lines[1].order_number") in found(record)


def test_an_order_that_is_closed_is_told_at_the_line_that_names_it(made: World) -> None:
    _load(made, OTHER.model_copy(update={"lines": [BARS.model_copy(update={"status": "closed"})]}))
    record = made.put_through(notice(BOLTS, OF_OTHER))
    assert (FindingCode.ORDER_CLOSED, "lines[1].order_number") in found(record)
    assert record.state is DocumentState.IN_REVIEW


def test_an_order_of_another_supplier_is_never_posted_unseen(made: World) -> None:
    theirs = {"order_number": "4500000003", "supplier_id": "S2", "supplier_name": "Nordstahl AG", "supplier_aliases": [ORDER.supplier_name]}
    _load(made, OTHER.model_copy(update=theirs))
    record = made.put_through(notice(BOLTS, OF_OTHER | {"order_number": "4500000003"}))
    assert (FindingCode.SUPPLIER_MISMATCH, "lines[1].order_number") in found(record)
    assert (record.state, under_way(made, ORDER.order_number), under_way(made, "4500000003")) == (DocumentState.IN_REVIEW, 0, 0)


def test_of_two_suppliers_orders_of_one_number_the_papers_own_suppliers_is_meant(made: World) -> None:
    _load(made, OTHER.model_copy(update={"supplier_id": "S2", "supplier_name": "Nordstahl AG"}))
    record = made.put_through(notice(BOLTS, OF_OTHER))
    assert (record.state, found(record)) == (DocumentState.POSTED, [])
    other = made.tally.pipeline.order_book.order(OTHER.order_number, "S2")
    assert other is not None
    assert other.lines[0].in_transit_quantity == 0


@pytest.mark.parametrize("name", ["order_number", "quantity", "order_line"])
def test_a_value_of_the_other_orders_line_that_is_not_sure_holds_the_paper(made: World, name: str) -> None:
    reading = notice(BOLTS, OF_OTHER)
    unsure = reading.with_leaf(f"lines[1].{name}", leaf(str(OF_OTHER[name]), confidence=0.2))
    record = made.put_through(unsure)
    assert (FindingCode.LOW_CONFIDENCE, f"lines[1].{name}") in found(record)
    assert record.state is DocumentState.IN_REVIEW


def test_the_other_order_may_change_between_check_and_posting_and_is_then_held_against_anew(made: World) -> None:
    document_id = made.drop(notice(BOLTS, OF_OTHER))
    made.take_in()
    made.tally.pipeline.run(document_id)
    _load(made, OTHER.model_copy(update={"lines": [BARS.model_copy(update={"quantity": Decimal(70)})]}))
    made.tally.pipeline.deliver()  # to the first order it is posted, of the other one there is another version by now
    assert (under_way(made, ORDER.order_number), under_way(made, OTHER.order_number)) == (250, 0)
    assert made.state(document_id) is DocumentState.READ
    made.tally.pipeline.run(document_id)
    made.tally.pipeline.deliver()
    record = made.record(document_id)
    assert (record.state, found(record)) == (DocumentState.IN_REVIEW, [(FindingCode.OVER_DELIVERY, "lines[1].quantity")])
    assert record.decision is not None
    assert f"What it says for order {ORDER.order_number} was posted before" in " ".join(record.decision.reasons)
    _load(made, OTHER)
    made.clock.go_on(minutes=1)
    with pytest.raises(Exception, match="checked again"):
        _approve(made, document_id)
    _approve(made, document_id)
    assert made.state(document_id) is DocumentState.POSTED
    assert (under_way(made, ORDER.order_number), under_way(made, OTHER.order_number)) == (250, 80)


def _approve(made: World, document_id: str) -> None:
    case = made.desk.paper(document_id).case
    assert case is not None
    made.desk.approve(case.case_id, ANA, version=case.version)
    made.clock.go_on(minutes=3)  # an approval can be undone for a while
    made.tally.pipeline.deliver()


def test_what_changed_in_the_other_order_and_still_fits_is_posted_after_another_look(made: World) -> None:
    document_id = made.drop(notice(BOLTS, OF_OTHER))
    made.take_in()
    made.tally.pipeline.run(document_id)
    _load(made, OTHER.model_copy(update={"payment_terms": "30 days net"}))
    made.tally.pipeline.deliver()
    made.tally.pipeline.run(document_id)
    made.tally.pipeline.deliver()
    assert made.state(document_id) is DocumentState.POSTED
    assert (under_way(made, ORDER.order_number), under_way(made, OTHER.order_number)) == (250, 80)


def test_what_is_posted_to_several_orders_is_taken_back_from_each(made: World) -> None:
    record = made.put_through(notice(BOLTS, OF_OTHER))
    made.clock.go_on(minutes=1)
    made.tally.pipeline.take_back(record.document_id, by="ana", reason="It was another buyer's.")
    made.tally.pipeline.deliver()
    assert made.state(record.document_id) is DocumentState.IN_REVIEW
    assert under_way(made, ORDER.order_number) == under_way(made, OTHER.order_number) == 0


def test_a_line_that_names_no_order_is_the_heads_unless_another_order_has_its_item(made: World) -> None:
    record = made.put_through(notice(BOLTS | {"order_number": None}, OF_OTHER))
    assert (record.state, found(record)) == (DocumentState.POSTED, [])
    change_order(made)
    both = OTHER.model_copy(update={"order_number": "4500000004", "lines": [BARS, ORDER.lines[0].model_copy(update={"order_line": "20"})]})
    _load(made, both)
    doubted = notice(BOLTS | {"order_number": None}, OF_OTHER | {"order_number": "4500000004"}, number="LS-2")
    record = made.put_through(doubted, "doubted.pdf")
    assert found(record) == [(FindingCode.LOW_CONFIDENCE, "lines[0].order_number")]
    assert record.state is DocumentState.IN_REVIEW


def test_on_a_scan_a_line_that_names_no_order_may_have_lost_it(made: World) -> None:
    reading = notice(BOLTS | {"order_number": None}, OF_OTHER).mapped(lambda _, each: each.model_copy(update={"source": "ocr"}))
    record = made.put_through(reading)
    assert (FindingCode.LOW_CONFIDENCE, "lines[0].order_number") in found(record)
    assert record.state is DocumentState.IN_REVIEW


def test_an_order_in_the_head_that_no_line_is_for_brings_a_person(made: World) -> None:
    record = made.put_through(notice(OF_OTHER))
    assert (FindingCode.LOW_CONFIDENCE, "order_number") in found(record)
    assert (record.state, under_way(made, OTHER.order_number)) == (DocumentState.IN_REVIEW, 0)


def test_the_same_notice_under_a_number_misread_by_a_sign_is_seen_from_each_of_its_orders(made: World) -> None:
    rows = [row | {"description": "As ordered", "country_of_origin": "DE", "supplier_item": None} for row in (BOLTS, OF_OTHER)]
    wide = [row | {f"note_{place}": "as agreed" for place in range(5)} for row in rows]
    assert made.put_through(notice(*wide, number="LS-10071")).state is DocumentState.POSTED
    record = made.put_through(notice(*wide, head=OTHER.order_number, number="LS-10077"), "again.pdf")
    assert record.order_number == OTHER.order_number
    assert (FindingCode.DUPLICATE_DOCUMENT, "document_number") in found(record)


def test_goods_that_leave_before_the_other_order_was_placed_are_told_once(made: World) -> None:
    _load(made, OTHER.model_copy(update={"order_date": date(2026, 8, 25)}))
    record = made.put_through(notice(BOLTS, OF_OTHER))
    assert found(record) == [(FindingCode.DELIVERY_EARLY, "ship_date")]


def test_a_confirmation_for_several_orders_is_held_as_its_sums_are_of_all_of_them(made: World) -> None:
    reading = confirmation()
    lines = [*reading.lines, Group({**reading.lines[0].root, "order_number": leaf(OTHER.order_number)})]
    totals = Group({**reading.fields.root, "net_total": leaf("1250.00")})
    record = made.put_through(reading.model_copy(update={"lines": lines, "fields": totals}))
    assert record.state is DocumentState.IN_REVIEW
    assert record.decision is not None
    assert "It has lines for order 4500000002, too, which were not checked." in record.decision.reasons


CERTIFIED = BARS.model_copy(update={"required_certificate": "3.1"})


def certificate(
    *heats: str, order: str = OTHER.order_number, item: str = "42-2210", number: str = "C-5", amount: str | None = None
) -> Reading:
    head = {"document_number": number, "order_number": order, "supplier_name": ORDER.supplier_name, "certificate_type": "3.1"}
    of_heats = [{"heat_number": heat, "quantity": amount} for heat in heats]
    return confirmation().model_copy(
        update={
            "kind": Kind.CERTIFICATE,
            "fields": Group({name: leaf(value) for name, value in head.items()}),
            "lines": [Group({name: leaf(value) for name, value in (("order_line", "10"), ("buyer_item", item), ("unit", "KGM"))})],
            "heats": [Group({name: leaf(value) for name, value in heat.items() if value}) for heat in of_heats],
        }
    )


def with_lot(row: Mapping[str, str | None], lot: str) -> Group:
    held = Group({"lot_number": leaf(lot)})
    return Group({**{name: leaf(value) for name, value in row.items() if value}, "lots": [held]})


def shipped(*lines: Group, number: str = "LS-1") -> Reading:
    return notice(number=number).model_copy(update={"lines": [*lines]})


@pytest.mark.parametrize("lot", ["L006536", "L006537"])
def test_a_lot_of_the_other_order_is_held_against_the_certificates_of_that_order(made: World, lot: str) -> None:
    _load(made, OTHER.model_copy(update={"lines": [CERTIFIED]}))
    made.put_through(certificate("L006536"), "cert.pdf")
    record = made.put_through(shipped(with_lot(BOLTS, "L111111"), with_lot(OF_OTHER, lot)))
    assert ((FindingCode.CERTIFICATE_MISSING, "lines[1].lots[0].lot_number") in found(record)) is (lot != "L006536")
    assert record.state is (DocumentState.IN_REVIEW if lot != "L006536" else DocumentState.POSTED)


def test_a_certificate_of_the_other_order_is_held_against_the_lots_that_the_notice_ships_for_it(made: World) -> None:
    record = made.put_through(shipped(with_lot(BOLTS, "L111111"), with_lot(OF_OTHER, "L006536")))
    assert record.state is DocumentState.POSTED
    late = made.put_through(certificate("L006537"), "cert.pdf")
    assert (FindingCode.HEAT_MISMATCH, "heats[0].heat_number") in found(late)
    right = made.put_through(certificate("L006536", number="C-6"), "right.pdf")
    assert FindingCode.HEAT_MISMATCH not in {code for code, _ in found(right)}


@pytest.mark.parametrize("of_each", ["500", "600"])
def test_one_certificate_for_two_orders_covers_what_one_notice_ships_for_both_together(made: World, of_each: str) -> None:
    line = CERTIFIED.model_copy(update={"quantity": Decimal(600)})
    both = [ORDER.model_copy(update={"lines": [line]}), OTHER.model_copy(update={"lines": [line]})]
    _load(made, *both)
    for each in both:
        made.put_through(certificate("L006536", order=each.order_number, amount="1000"), f"{each.order_number}.pdf")
    rows = [OF_OTHER | {"order_number": each.order_number, "quantity": of_each} for each in both]
    record = made.put_through(shipped(*(with_lot(row, "L006536") for row in rows)))
    covered = [(FindingCode.CERTIFICATE_MISSING, f"lines[{place}].lots[0].quantity") for place in range(2)]
    assert found(record) == (covered if of_each == "600" else [])
