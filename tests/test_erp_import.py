"""Purchase orders from a file: all of it or nothing, and a sentence that names the order and the field."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UsageError
from domain.ports import Store
from erp.import_orders import import_orders, parse_orders

LINE: dict[str, Any] = {
    "order_line": "10",
    "buyer_item": "42-1734-11",
    "description": "Sechskantschraube",
    "quantity": "250",
    "unit": "C62",
    "unit_price": "76.42",
    "price_unit": 1000,
    "requested_date": "2026-07-17",
    "received_quantity": "0",
}
ORDER: dict[str, Any] = {
    "order_number": "4500017325",
    "supplier_id": "S1001",
    "supplier_name": "Brenner",
    "currency": "EUR",
    "order_date": "2026-06-21",
    "lines": [LINE],
}


def order(**changes: object) -> dict[str, object]:
    return {name: value for name, value in {**ORDER, **changes}.items() if value is not ...}


def with_line(**changes: object) -> dict[str, object]:
    return order(lines=[{name: value for name, value in {**LINE, **changes}.items() if value is not ...}])


def parsed(*orders: object) -> list[Any]:
    return parse_orders(json.dumps(orders))


def test_an_order_is_read_with_exact_decimals() -> None:
    (read,) = parsed(order(incoterm="DAP", comment="of no interest"))
    assert read.lines[0].unit_price == Decimal("76.42")
    assert read.lines[0].price_unit == 1000
    assert read.incoterm == "DAP"


def test_a_price_given_as_a_number_is_not_rounded() -> None:
    text = json.dumps([order()]).replace('"76.42"', "76.4200000000000000001")
    assert parse_orders(text)[0].lines[0].unit_price == Decimal("76.4200000000000000001")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (order(currency=...), "Order 4500017325: currency is missing"),
        (with_line(unit_price="dear"), 'Order 4500017325, line 10: unit_price is "dear"'),
        (with_line(unit_price=...), "Order 4500017325, line 10: unit_price is missing"),
        (with_line(quantity="-1"), "line 10: quantity is -1, and cannot be negative"),
        (with_line(quantity="Infinity"), "line 10: quantity"),
        (with_line(price_unit=0), "line 10: price_unit is 0"),
        (with_line(requested_date="17.07.2026"), 'line 10: requested_date is "17.07.2026", but should be a date as in 2026-08-07'),
        (with_line(requested_date=1751328000), "requested_date is 1751328000"),
        (order(order_date="2026-02-30"), 'order_date is "2026-02-30"'),
        (with_line(over_delivery_pc="5"), "has a field over_delivery_pc: write over_delivery_pct"),
        (order(incoterms="DAP"), "has a field incoterms: write incoterm"),
        (order(lines=[]), "has no lines"),
        (order(lines=[LINE, {**LINE, "order_line": "0010"}]), "has line 10 twice"),
        (order(lines=["10"]), "line no. 1"),
        (order(order_number=" "), "order_number is empty"),
        ([], "Entry 1 of the orders is no order"),
    ],
)
def test_what_is_wrong_is_one_sentence(wrong: object, words: str) -> None:
    with pytest.raises(UsageError) as told:
        parsed(wrong)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["", "{", "{}", '"x"', "[NaN]", '[{"a": 1, "a": 2}]', "[" * 100_000])
def test_what_is_no_list_of_orders_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="the orders"):
        parse_orders(text)


def test_an_order_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="Order 4500017325 of supplier S1001 stands in the orders twice"):
        parsed(order(), order())


def test_what_suppliers_said_is_not_for_a_file_to_say() -> None:
    assert parsed(with_line(confirmed=[{"document_number": "forged"}]))[0].lines[0].confirmed == []


def test_a_file_is_loaded_as_a_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "orders.json"
    file.write_text(json.dumps([order(), order(order_number="2", currency=...)]), encoding="utf-8-sig")
    with pytest.raises(UsageError, match="Order 2: currency"):
        import_orders(store, file)
    with store.begin() as work:
        assert work.orders.numbers() == []
    file.write_text(json.dumps([order(), order(order_number="2")]), encoding="utf-8-sig")
    assert import_orders(store, file) == 2
    with store.begin() as work:
        assert work.orders.numbers() == ["2", "4500017325"]
        assert [entry.after["orders"] for entry in work.audit.of_subject("orders")] == [2]


def test_a_missing_file_is_one_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        import_orders(store, tmp_path / "none.json")
    (tmp_path / "latin.json").write_bytes(b"[\xe4]")
    with pytest.raises(UsageError, match="UTF-8"):
        import_orders(store, tmp_path / "latin.json")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ORDER, *LINE]), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*ORDER]), anything), st.dictionaries(st.sampled_from([*LINE]), anything))
def test_any_json_is_orders_or_one_sentence(head: dict[str, object], line: dict[str, object]) -> None:
    try:
        orders = parsed({**ORDER, "lines": [{**LINE, **line}], **head})
    except UsageError as error:
        said = str(error)
    else:
        said = " and ".join(order.order_number for order in orders if order.lines)
    assert said
