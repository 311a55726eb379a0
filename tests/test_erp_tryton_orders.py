"""What Tryton's record of an order is to us: returns and nothing ordered expect nothing; a record that lacks something is one sentence."""

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import LedgerUnavailableError
from erp.tryton.journal import Entry
from erp.tryton.orders import Purchase, read_purchase

UNIT = {"id": 1, "symbol": "u", "factor": Decimal("1.0")}


def move(number: int, quantity: str, state: str = "draft", shipment: str | None = None, **more: Any) -> dict[str, Any]:
    common = {"unit": UNIT, "planned_date": date(2027, 3, 1), "lot": None, "create_uid": {"id": 1}, "write_uid": None}
    return {"id": number, "state": state, "quantity": Decimal(quantity), "shipment": shipment, **common, **more}


def line(number: int, quantity: str, *moves: dict[str, Any], **more: Any) -> dict[str, Any]:
    item = {"product": {"id": 7, "code": "B10"}, "product_supplier": {"id": 3, "code": "S10"}, "description": "Bolt", "unit": UNIT}
    when = {"delivery_date": None, "delivery_date_edit": True, "delivery_date_store": date(2027, 3, 1)}
    said = {
        "id": number,
        "type": "line",
        "sequence": None,
        "quantity": Decimal(quantity),
        "unit_price": Decimal("2.41"),
        "moves": list(moves),
    }
    return {**item, **when, **said, **more}


def record(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"id": 1, "number": "45", "state": "processing", "purchase_date": date(2026, 6, 21), "delivery_date": None, "reference": None}
    party = {"id": 2, "code": "S1", "name": "Brenner", "supplier_location": {"id": 6}}
    place = {"id": 5, "input_location": {"id": 1}, "storage_location": {"id": 3}}
    return {
        **head,
        "party": party,
        "currency": {"id": 1, "code": "EUR"},
        "payment_term": {"id": 1, "name": "30 days net"},
        "incoterm": {"id": 1, "code": "DAP"},
        "warehouse": place,
        "lines": list(lines),
        **more,
    }


def read(*lines: dict[str, Any], **more: Any) -> Purchase:
    return read_purchase(record(*lines, **more), [], {})


def test_planned_under_way_and_received_are_told_apart() -> None:
    moves = [move(1, "100", "done"), move(2, "40", shipment="stock.shipment.in,7"), move(3, "110"), move(4, "99", "cancelled")]
    seen = read(line(1, "250", *moves)).order.lines[0]
    assert (seen.received_quantity, seen.in_transit_quantity, seen.open_quantity, seen.is_open) == (100, 40, 110, True)
    assert (seen.order_line, seen.unit, seen.supplier_item) == ("1", "C62", "S10")


def test_terms_are_read() -> None:
    order = read(line(1, "1")).order
    assert (order.incoterm, order.payment_terms, order.currency) == ("DAP", "30 days net", "EUR")


@pytest.mark.parametrize("quantity", ["0", "-5"])
def test_a_return_and_a_line_of_nothing_expect_nothing(quantity: str) -> None:
    order = read(line(1, quantity)).order
    assert not order.is_open


def test_an_order_without_lines_expects_nothing() -> None:
    assert not read().order.is_open
    assert not read({"id": 1, "type": "comment"}).order.lines


@pytest.mark.parametrize("state", ["done", "cancelled"])
def test_what_is_done_or_cancelled_is_closed(state: str) -> None:
    assert not read(line(1, "250"), state=state).order.is_open


def test_a_move_in_another_unit_counts_in_the_lines() -> None:
    kilograms, tonnes = {"id": 2, "symbol": "kg", "factor": Decimal(1)}, {"id": 9, "symbol": "t", "factor": Decimal(1000)}
    seen = read(line(1, "250", move(1, "0.1", "done", unit=tonnes), unit=kilograms)).order.lines[0]
    assert (seen.received_quantity, seen.unit) == (100, "KGM")


def test_lines_are_called_by_their_sequence_where_that_tells_them_apart() -> None:
    assert [each.order_line for each in read(line(1, "1", sequence=20), line(2, "1", sequence=10)).order.lines] == ["10", "20"]
    assert [each.order_line for each in read(line(1, "1", sequence=10), line(2, "1", sequence=10)).order.lines] == ["1", "2"]


def test_the_version_changes_with_the_plan_and_with_a_paper_but_not_with_a_note() -> None:
    bare = read(line(1, "250", move(1, "250")))
    moved = read(line(1, "250", move(1, "250", planned_date=date(2027, 3, 2))))
    said = {"document_number": "AB-1", "lines": [{"order_line": "1", "quantity": "250"}]}
    versions = [bare.version, moved.version]
    for done in (False, True):
        entry = Entry(1, "k", "order_confirmation", said, {}, is_done=done)
        versions.append(read_purchase(record(line(1, "250", move(1, "250"))), [entry], {}).version)
    assert versions[2] == versions[0]
    assert len(set(versions)) == 3


def paths(node: object, above: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    found = [above] if above else []
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, child in below:
        found += paths(child, (*above, name))
    return found


WHOLE = record(line(1, "250", move(1, "100", "done"), move(2, "150")))


@given(st.sampled_from(paths(WHOLE)), st.sampled_from([None, "", "x", -1, [], {}, "missing"]))
def test_a_record_with_anything_odd_in_it_is_an_order_or_one_sentence(path: tuple[Any, ...], odd: object) -> None:
    row: Any = copy.deepcopy(WHOLE)
    *above, last = path
    node = row
    for step in above:
        node = node[step]
    if odd == "missing":
        del node[last]
    else:
        node[last] = odd
    try:
        found = read_purchase(row, [], {})
    except LedgerUnavailableError as error:
        assert "lacks what every order has" in str(error)  # noqa: PT017 - or it is an order
    else:
        assert found.version
