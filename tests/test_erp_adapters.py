"""What every ERP adapter must do: know orders by number and version, and write each posting exactly once."""

import threading
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.arrivals import document_id_of
from domain.errors import LedgerRefusedError, OrderChangedError, UsageError
from domain.orders import OrderLine, PurchaseOrder
from domain.ports import Store
from domain.postings import Posting
from erp import adapters
from erp.adapters import Erp


class FakeArchive:
    """Originals in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {"sha256:" + "0" * 64: b"%PDF-1.7 a paper"}

    def put(self, content: bytes) -> str:
        self.kept[document_id_of(content)] = content
        return document_id_of(content)

    def get(self, document_id: str) -> bytes:
        return self.kept[document_id]


Prepare = Callable[[Store, Sequence[PurchaseOrder]], None]


def _into_the_store(store: Store, orders: Sequence[PurchaseOrder]) -> None:
    with store.begin() as work:
        work.orders.load(orders)


PREPARED: dict[str, Prepare] = {"embedded": _into_the_store}
"""How the orders of a test get into each ERP; an adapter that is not here is not tested, and that fails."""


def line(number: str = "10", **changes: Any) -> OrderLine:
    ordered = {"buyer_item": f"B{number}", "supplier_item": f"S{number}", "description": "Bolt", "quantity": "250", "unit": "C62"}
    priced = {"unit_price": "76.42", "price_unit": 1000, "requested_date": "2026-07-17"}
    return OrderLine.model_validate({"order_line": number, **ordered, **priced, **changes})


ORDER = PurchaseOrder(
    order_number="45",
    supplier_id="S1",
    supplier_name="Brenner",
    currency="EUR",
    order_date=date(2026, 6, 21),
    lines=[line("10"), line("20", unit="KGM")],
)


@pytest.fixture(params=adapters.names())
def erp(request: pytest.FixtureRequest, store: Store) -> Erp:
    PREPARED[request.param](store, [ORDER])
    return adapters.connect(request.param, store, FakeArchive())


def posting(erp: Erp, kind: str = "order_confirmation", key: str = "k1", version: str | None = None, **payload: Any) -> Posting:
    return Posting(
        key=key,
        document_id="sha256:" + "0" * 64,
        erp=erp.name,
        kind=kind,
        order_number="45",
        payload={"document_number": "AB-1", **payload},
        order_version=erp.version("45") if version is None else version,
    )


def reversal(erp: Erp, original: Posting) -> Posting:
    fresh = {"key": f"back {original.key}", "reverses": original.key, "order_version": erp.version("45")}
    return original.model_copy(update=fresh)


def confirmed_line(**changes: Any) -> dict[str, Any]:
    return {
        "order_line": "10",
        "quantity": "250",
        "unit": "C62",
        "unit_price": "76.42",
        "price_unit": "1000",
        "delivery_date": "2026-07-20",
    } | changes


def line_of(erp: Erp, number: str) -> OrderLine:
    order = erp.order("45")
    assert order is not None
    found = order.line(number)
    assert found is not None
    return found


def test_an_order_is_known_by_its_exact_number(erp: Erp) -> None:
    assert erp.order("45") == ORDER
    assert erp.order("045") is None
    assert list(erp.order_numbers()) == ["45"]
    assert erp.version("45")
    assert erp.version("46") == ""


def test_a_confirmation_is_recorded_beside_what_was_ordered(erp: Erp) -> None:
    before = erp.version("45")
    receipt = erp.post(posting(erp, lines=[confirmed_line(unit_price="80.00")]))
    now = line_of(erp, "10")
    assert (now.unit_price, now.quantity, now.requested_date) == (Decimal("76.42"), Decimal(250), date(2026, 7, 17))
    assert [(said.quantity, said.unit_price, said.delivery_date) for said in now.confirmed] == [(250, Decimal("80.00"), date(2026, 7, 20))]
    assert line_of(erp, "20").confirmed == []
    assert erp.version("45") != before
    assert receipt.reference
    assert receipt.before != receipt.after


def test_a_line_promised_in_parts_is_recorded_in_parts(erp: Erp) -> None:
    parts = [{"quantity": "100", "delivery_date": "2026-07-20"}, {"quantity": "150", "delivery_date": "2026-08-20"}]
    erp.post(posting(erp, lines=[confirmed_line(schedule=parts, delivery_date=None)]))
    assert [(said.quantity, said.delivery_date) for said in line_of(erp, "10").confirmed] == [
        (100, date(2026, 7, 20)),
        (150, date(2026, 8, 20)),
    ]


def test_a_later_confirmation_takes_the_place_of_the_earlier_one(erp: Erp) -> None:
    erp.post(posting(erp, lines=[confirmed_line()]))
    erp.post(posting(erp, key="k2", lines=[confirmed_line(quantity="100"), confirmed_line(quantity="150")]))
    assert [said.quantity for said in line_of(erp, "10").confirmed] == [100, 150]


def test_a_posting_is_written_once_however_often_it_is_sent(erp: Erp) -> None:
    notice = posting(erp, "ship_notice", lines=[{"order_line": "10", "quantity": "40", "lots": [{"lot_number": "L1", "quantity": "40"}]}])
    assert erp.find(posting(erp)) is None
    first = erp.post(notice)
    assert erp.post(notice) == first
    assert erp.find(posting(erp)) == first
    assert line_of(erp, "10").in_transit_quantity == 40
    assert line_of(erp, "10").open_quantity == 210
    assert line_of(erp, "10").announced[0].lots == [{"lot_number": "L1", "quantity": "40"}]


def test_many_senders_at_once_write_it_once(erp: Erp) -> None:
    notice = posting(erp, "ship_notice", lines=[{"order_line": "10", "quantity": "40"}])
    threads = [threading.Thread(target=erp.post, args=(notice,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert line_of(erp, "10").in_transit_quantity == 40


def test_a_revised_notice_takes_the_place_of_its_earlier_one(erp: Erp) -> None:
    erp.post(posting(erp, "ship_notice", lines=[{"order_line": "10", "quantity": "40"}]))
    erp.post(posting(erp, "ship_notice", key="k2", document_number="DN-2", lines=[{"order_line": "10", "quantity": "5"}]))
    erp.post(posting(erp, "ship_notice", key="k3", lines=[{"order_line": "10", "quantity": "30"}]))
    assert line_of(erp, "10").in_transit_quantity == 35


def test_a_certificate_is_recorded_with_its_results(erp: Erp) -> None:
    heats = [{"heat_number": "618193", "chemistry": {"C": "0.17"}}]
    erp.post(posting(erp, "certificate", certificate_type="3.1", heats=heats, lines=[{"order_line": "20", "grade": "S235JR"}]))
    assert line_of(erp, "10").certificates == []
    (kept,) = line_of(erp, "20").certificates
    assert (kept.document_number, kept.certificate_type, kept.heats) == ("AB-1", "3.1", heats)


def test_a_confirmation_is_taken_back_and_what_was_confirmed_before_holds_again(erp: Erp) -> None:
    erp.post(posting(erp, lines=[confirmed_line()]))
    second = posting(erp, key="k2", document_number="AB-2", lines=[confirmed_line(quantity="240")])
    erp.post(second)
    back = reversal(erp, second)
    receipt = erp.post(back)
    assert erp.post(back) == receipt == erp.find(back)
    assert [(said.document_number, said.quantity) for said in line_of(erp, "10").confirmed] == [("AB-1", 250)]


def test_a_notice_is_taken_back_alone(erp: Erp) -> None:
    first = posting(erp, "ship_notice", lines=[{"order_line": "10", "quantity": "40"}])
    erp.post(first)
    erp.post(posting(erp, "ship_notice", key="k2", document_number="DN-2", lines=[{"order_line": "10", "quantity": "5"}]))
    erp.post(reversal(erp, first))
    assert line_of(erp, "10").in_transit_quantity == 5
    assert [notice.document_number for notice in line_of(erp, "10").announced] == ["DN-2"]


def test_a_certificate_is_taken_back(erp: Erp) -> None:
    certificate = posting(erp, "certificate", certificate_type="3.1", heats=[], lines=[{"order_line": "20"}])
    erp.post(certificate)
    erp.post(reversal(erp, certificate))
    assert line_of(erp, "20").certificates == []


def test_what_a_later_paper_replaced_cannot_be_taken_back(erp: Erp) -> None:
    first = posting(erp, lines=[confirmed_line()])
    erp.post(first)
    erp.post(posting(erp, key="k2", document_number="AB-2", lines=[confirmed_line(quantity="240")]))
    with pytest.raises(LedgerRefusedError, match="later confirmation"):
        erp.post(reversal(erp, first))
    with pytest.raises(LedgerRefusedError, match="never posted"):
        erp.post(reversal(erp, posting(erp, key="never")))
    assert [said.document_number for said in line_of(erp, "10").confirmed] == ["AB-2"]


def test_a_posting_for_another_version_of_the_order_is_refused_and_changes_nothing(erp: Erp) -> None:
    stale = posting(erp, version="older", lines=[confirmed_line()])
    with pytest.raises(OrderChangedError, match="changed after"):
        erp.post(stale)
    assert erp.order("45") == ORDER
    assert erp.find(posting(erp)) is None


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("order_confirmation", {"lines": [confirmed_line(order_line="30")]}, "no line for 30"),
        ("order_confirmation", {"lines": []}, "nothing of any line"),
        ("order_confirmation", {"lines": [confirmed_line(quantity="many")]}, "no number"),
        ("order_confirmation", {"lines": [confirmed_line(quantity="-5")]}, "cannot be recorded"),
        ("order_confirmation", {"lines": [confirmed_line(price_unit="1.5")]}, "no whole number"),
        ("order_confirmation", {"lines": [confirmed_line(delivery_date="soon")]}, "no date"),
        ("order_confirmation", {"lines": [confirmed_line(unit="KGM")]}, "ordered in C62, not in KGM"),
        ("order_confirmation", {"lines": [confirmed_line()], "document_number": None}, "no number to record"),
        ("ship_notice", {"lines": [{"order_line": "10"}]}, "how much"),
        ("ship_notice", {"lines": [{"order_line": "10", "quantity": "1", "order_number": "99"}]}, "for order 99"),
        ("certificate", {"heats": []}, "which line"),
        ("invoice", {}, "keeps no invoice"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason_and_changes_nothing(erp: Erp, kind: str, payload: dict[str, Any], words: str) -> None:
    with pytest.raises(LedgerRefusedError, match=words):
        erp.post(posting(erp, kind, **payload))
    assert erp.order("45") == ORDER
    assert erp.find(posting(erp)) is None


def test_a_posting_for_an_unknown_order_is_refused(erp: Erp) -> None:
    with pytest.raises(LedgerRefusedError, match="no order 46"):
        erp.post(posting(erp).model_copy(update={"order_number": "46"}))


def test_pieces_are_pieces_and_items_find_their_line(erp: Erp) -> None:
    erp.post(posting(erp, lines=[confirmed_line(order_line=None, buyer_item="B10", unit="EA")]))
    assert line_of(erp, "10").confirmed


def test_orders_loaded_again_keep_what_suppliers_said(store: Store) -> None:
    _into_the_store(store, [ORDER])
    erp = adapters.connect("embedded", store, FakeArchive())
    erp.post(posting(erp, lines=[confirmed_line()]))
    erp.post(posting(erp, "ship_notice", key="k2", lines=[{"order_line": "10", "quantity": "40"}]))
    _into_the_store(store, [ORDER.model_copy(update={"payment_terms": "net"})])
    assert line_of(erp, "10").confirmed
    assert line_of(erp, "10").in_transit_quantity == 40
    _into_the_store(store, [ORDER.model_copy(update={"lines": [line("10", in_transit_quantity="0")]})])
    assert line_of(erp, "10").in_transit_quantity == 0


def test_an_adapter_that_is_not_there_is_one_sentence(store: Store) -> None:
    with pytest.raises(UsageError, match="choose one of embedded"):
        adapters.connect("sap", store, FakeArchive())
