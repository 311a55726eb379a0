"""What every ERP adapter must do: know orders by number and version, and write each posting exactly once."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from domain.arrivals import document_id_of
from domain.errors import LedgerRefusedError, OrderChangedError, UsageError
from domain.orders import OrderLine, PurchaseOrder
from domain.ports import Store
from domain.postings import Posting, PostingReceipt
from erp import adapters
from erp.adapters import Erp
from erp.adapters.embedded import EmbeddedErp
from tests.tryton.seed import place
from tests.tryton.server import TrytonServer

_numbers = count(4500000001)


class FakeArchive:
    """Originals in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {"sha256:" + "0" * 64: b"%PDF-1.7 a paper"}

    def put(self, content: bytes) -> str:
        self.kept[document_id_of(content)] = content
        return document_id_of(content)

    def get(self, document_id: str) -> bytes:
        return self.kept[document_id]


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


@dataclass
class Bench:
    """An ERP with one order in it; `order` is that order as the ERP should tell it."""

    erp: Erp
    order: PurchaseOrder
    keeps_ordered: bool = True
    """Whether what was ordered stays as it was beside what is confirmed."""
    acknowledge: Callable[[Posting], None] = lambda _posting: None
    """What the ERP does some time after it has accepted a posting."""

    def post(self, posting: Posting) -> PostingReceipt:
        """Posts it, and waits until the ERP says that it is posted."""
        receipt = self.erp.post(posting)
        if not receipt.settled:
            assert self.erp.find(posting) == receipt
            self.acknowledge(posting)
            found = self.erp.find(posting)
            assert found is not None
            receipt = found
        assert receipt.settled
        return receipt

    def posting(self, kind: str = "order_confirmation", key: str = "k1", version: str | None = None, **payload: Any) -> Posting:
        number = self.order.order_number
        return Posting(
            key=key,
            document_id="sha256:" + "0" * 64,
            erp=self.erp.name,
            kind=kind,
            order_number=number,
            payload={"document_number": "AB-1", **payload},
            order_version=self.erp.version(number) if version is None else version,
        )

    def reversal(self, original: Posting) -> Posting:
        version = self.erp.version(self.order.order_number)
        return original.model_copy(update={"key": f"back-{original.key}", "reverses": original.key, "order_version": version})

    def now(self) -> PurchaseOrder:
        order = self.erp.order(self.order.order_number)
        assert order is not None
        return order

    def line(self, number: str) -> OrderLine:
        found = self.now().line(number)
        assert found is not None
        return found


@contextmanager
def embedded(store: Store, _request: pytest.FixtureRequest) -> Iterator[Bench]:
    with store.begin() as work:
        work.orders.load([ORDER])
    yield Bench(adapters.connect("embedded", store, FakeArchive()), ORDER)


@contextmanager
def tryton(store: Store, request: pytest.FixtureRequest) -> Iterator[Bench]:
    server: TrytonServer = request.getfixturevalue("tryton_server")
    order = ORDER.model_copy(update={"order_number": str(next(_numbers)), "lines": [in_single_units(each) for each in ORDER.lines]})
    place(server.admin(), order)
    yield Bench(adapters.connect("tryton", store, FakeArchive(), server.options), order, keeps_ordered=False)


@contextmanager
def files(_store: Store, request: pytest.FixtureRequest) -> Iterator[Bench]:
    root: Path = request.getfixturevalue("tmp_path")
    folders = {name: root / name for name in ("postings", "acknowledgements")}
    for folder in folders.values():
        folder.mkdir()
    export = root / "orders.json"
    export.write_text(json.dumps([ORDER.model_dump(mode="json", exclude_defaults=True)]))
    options = {"orders": str(export), "settle_seconds": "0", **{name: str(folder) for name, folder in folders.items()}}

    def acknowledge(posting: Posting) -> None:
        for file in folders["postings"].glob(f"*-{posting.key[:16]}-*.json"):
            answer = {"posting": json.loads(file.read_text())["posting"], "status": "posted", "reference": "5000001"}
            (folders["acknowledgements"] / file.name).write_text(json.dumps(answer))
            file.unlink()

    yield Bench(adapters.connect("files", _store, FakeArchive(), options), ORDER, acknowledge=acknowledge)


def in_single_units(ordered: OrderLine) -> OrderLine:
    return ordered.model_copy(update={"unit_price": ordered.unit_price / ordered.price_unit, "price_unit": 1})


BENCHES: dict[str, Callable[[Store, pytest.FixtureRequest], AbstractContextManager[Bench]]] = {
    "embedded": embedded,
    "files": files,
    "tryton": tryton,
}
"""How each ERP gets an order; an adapter that is not here is not tested, and that fails."""


@pytest.fixture(params=adapters.names())
def bench(request: pytest.FixtureRequest, store: Store) -> Iterator[Bench]:
    with BENCHES[request.param](store, request) as made:
        yield made


def confirmed_line(**changes: Any) -> dict[str, Any]:
    return {
        "order_line": "10",
        "quantity": "250",
        "unit": "C62",
        "unit_price": "76.42",
        "price_unit": "1000",
        "delivery_date": "2026-07-20",
    } | changes


def test_an_order_is_known_by_its_exact_number(bench: Bench) -> None:
    assert bench.erp.order(bench.order.order_number) == bench.order
    assert bench.erp.order("045") is None
    assert bench.order.order_number in bench.erp.order_numbers()
    assert bench.order in list(bench.erp.all_orders())
    assert bench.erp.version(bench.order.order_number)
    assert bench.erp.version("46") == ""


def test_a_confirmation_is_recorded_beside_what_was_ordered(bench: Bench) -> None:
    before = bench.erp.version(bench.order.order_number)
    receipt = bench.post(bench.posting(lines=[confirmed_line(unit_price="80.00")]))
    now = bench.line("10")
    if bench.keeps_ordered:
        assert (now.unit_price, now.quantity, now.requested_date) == (Decimal("76.42"), Decimal(250), date(2026, 7, 17))
    else:
        assert (now.unit_price, now.quantity, now.requested_date) == (Decimal("0.08"), Decimal(250), date(2026, 7, 17))
    assert [(said.quantity, said.unit_price, said.delivery_date) for said in now.confirmed] == [(250, Decimal("80.00"), date(2026, 7, 20))]
    assert bench.line("20").confirmed == []
    assert bench.erp.version(bench.order.order_number) != before
    assert receipt.reference
    assert receipt.before != receipt.after


def test_a_line_promised_in_parts_is_recorded_in_parts(bench: Bench) -> None:
    parts = [{"quantity": "100", "delivery_date": "2026-07-20"}, {"quantity": "150", "delivery_date": "2026-08-20"}]
    bench.post(bench.posting(lines=[confirmed_line(schedule=parts, delivery_date=None)]))
    assert [(said.quantity, said.delivery_date) for said in bench.line("10").confirmed] == [
        (100, date(2026, 7, 20)),
        (150, date(2026, 8, 20)),
    ]


def test_a_later_confirmation_takes_the_place_of_the_earlier_one(bench: Bench) -> None:
    bench.post(bench.posting(lines=[confirmed_line()]))
    bench.post(bench.posting(key="k2", lines=[confirmed_line(quantity="100"), confirmed_line(quantity="150")]))
    assert [said.quantity for said in bench.line("10").confirmed] == [100, 150]


def test_a_posting_is_written_once_however_often_it_is_sent(bench: Bench) -> None:
    notice = bench.posting("ship_notice", lines=[{"order_line": "10", "quantity": "40", "lots": [{"lot_number": "L1", "quantity": "40"}]}])
    assert bench.erp.find(notice) is None
    first = bench.post(notice)
    assert bench.post(notice) == first
    assert bench.erp.find(notice) == first
    assert bench.line("10").in_transit_quantity == 40
    assert bench.line("10").open_quantity == 210
    assert bench.line("10").announced[0].lots == [{"lot_number": "L1", "quantity": "40"}]


def test_many_senders_at_once_write_it_once(bench: Bench) -> None:
    notice = bench.posting("ship_notice", lines=[{"order_line": "10", "quantity": "40"}])
    with ThreadPoolExecutor(4) as senders:
        receipts = list(senders.map(bench.erp.post, [notice] * 4))
    assert len({receipt.reference for receipt in receipts}) == 1
    bench.post(notice)
    assert bench.line("10").in_transit_quantity == 40


def test_a_revised_notice_takes_the_place_of_its_earlier_one(bench: Bench) -> None:
    bench.post(bench.posting("ship_notice", lines=[{"order_line": "10", "quantity": "40"}]))
    bench.post(bench.posting("ship_notice", key="k2", document_number="DN-2", lines=[{"order_line": "10", "quantity": "5"}]))
    bench.post(bench.posting("ship_notice", key="k3", lines=[{"order_line": "10", "quantity": "30"}]))
    assert bench.line("10").in_transit_quantity == 35


def test_a_certificate_is_recorded_with_its_results(bench: Bench) -> None:
    heats = [{"heat_number": "618193", "chemistry": {"C": "0.17"}}]
    bench.post(bench.posting("certificate", certificate_type="3.1", heats=heats, lines=[{"order_line": "20", "grade": "S235JR"}]))
    assert bench.line("10").certificates == []
    (kept,) = bench.line("20").certificates
    assert (kept.document_number, kept.certificate_type, kept.heats) == ("AB-1", "3.1", heats)


def test_a_confirmation_is_taken_back_and_what_was_confirmed_before_holds_again(bench: Bench) -> None:
    bench.post(bench.posting(lines=[confirmed_line()]))
    second = bench.posting(key="k2", document_number="AB-2", lines=[confirmed_line(quantity="240")])
    bench.post(second)
    back = bench.reversal(second)
    receipt = bench.post(back)
    assert bench.post(back) == receipt == bench.erp.find(back)
    assert [(said.document_number, said.quantity) for said in bench.line("10").confirmed] == [("AB-1", 250)]


def test_a_notice_is_taken_back_alone(bench: Bench) -> None:
    first = bench.posting("ship_notice", lines=[{"order_line": "10", "quantity": "40"}])
    bench.post(first)
    bench.post(bench.posting("ship_notice", key="k2", document_number="DN-2", lines=[{"order_line": "10", "quantity": "5"}]))
    bench.post(bench.reversal(first))
    assert bench.line("10").in_transit_quantity == 5
    assert [notice.document_number for notice in bench.line("10").announced] == ["DN-2"]


def test_a_certificate_is_taken_back(bench: Bench) -> None:
    certificate = bench.posting("certificate", certificate_type="3.1", heats=[], lines=[{"order_line": "20"}])
    bench.post(certificate)
    bench.post(bench.reversal(certificate))
    assert bench.line("20").certificates == []


def test_what_a_later_paper_replaced_cannot_be_taken_back(bench: Bench) -> None:
    first = bench.posting(lines=[confirmed_line()])
    bench.post(first)
    bench.post(bench.posting(key="k2", document_number="AB-2", lines=[confirmed_line(quantity="240")]))
    with pytest.raises(LedgerRefusedError, match="later confirmation"):
        bench.erp.rehearse(bench.reversal(first))
    with pytest.raises(LedgerRefusedError, match="later confirmation"):
        bench.post(bench.reversal(first))
    with pytest.raises(LedgerRefusedError, match="never posted"):
        bench.post(bench.reversal(bench.posting(key="never")))
    assert [said.document_number for said in bench.line("10").confirmed] == ["AB-2"]


def test_a_posting_for_another_version_of_the_order_is_refused_and_changes_nothing(bench: Bench) -> None:
    stale = bench.posting(version="older", lines=[confirmed_line()])
    with pytest.raises(OrderChangedError, match="changed after"):
        bench.post(stale)
    assert bench.erp.order(bench.order.order_number) == bench.order
    assert bench.erp.find(bench.posting()) is None


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
def test_what_does_not_fit_is_refused_with_the_reason_and_changes_nothing(
    bench: Bench, kind: str, payload: dict[str, Any], words: str
) -> None:
    with pytest.raises(LedgerRefusedError, match=words) as beforehand:
        bench.erp.rehearse(bench.posting(kind, **payload))
    assert kind == "invoice" or beforehand.value.remedy
    with pytest.raises(LedgerRefusedError, match=words) as refused:
        bench.post(bench.posting(kind, **payload))
    assert str(refused.value) == str(beforehand.value)
    assert bench.erp.order(bench.order.order_number) == bench.order
    assert bench.erp.find(bench.posting()) is None


@pytest.mark.parametrize("kind", ["order_confirmation", "ship_notice"])
def test_a_rehearsal_of_what_fits_writes_nothing(bench: Bench, kind: str) -> None:
    posting = bench.posting(kind, lines=[confirmed_line()])
    version = bench.erp.version(bench.order.order_number)
    bench.erp.rehearse(posting)
    assert bench.erp.order(bench.order.order_number) == bench.order
    assert (bench.erp.version(bench.order.order_number), bench.erp.find(posting)) == (version, None)
    bench.post(posting)


def test_a_posting_for_an_unknown_order_is_refused(bench: Bench) -> None:
    with pytest.raises(LedgerRefusedError, match="no order 46"):
        bench.erp.rehearse(bench.posting().model_copy(update={"order_number": "46"}))
    with pytest.raises(LedgerRefusedError, match="no order 46"):
        bench.post(bench.posting().model_copy(update={"order_number": "46"}))


def test_pieces_are_pieces_and_items_find_their_line(bench: Bench) -> None:
    bench.post(bench.posting(lines=[confirmed_line(order_line=None, buyer_item="B10", unit="EA")]))
    assert bench.line("10").confirmed


def test_every_order_is_told_once_however_many_batches_it_takes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("erp.adapters.embedded._BATCH", 2)
    many = [ORDER.model_copy(update={"order_number": number, "supplier_id": whose}) for number in "123" for whose in ("S1", "S2")]
    with store.begin() as work:
        work.orders.load(many)
    told = [(each.order_number, each.supplier_id) for each in EmbeddedErp(store).all_orders()]
    assert told == [(each.order_number, each.supplier_id) for each in many]


def test_orders_loaded_again_keep_what_suppliers_said(store: Store, request: pytest.FixtureRequest) -> None:
    with embedded(store, request) as bench:
        bench.post(bench.posting(lines=[confirmed_line()]))
        bench.post(bench.posting("ship_notice", key="k2", lines=[{"order_line": "10", "quantity": "40"}]))
        for changes in ({"payment_terms": "net"}, {"lines": [line("10", in_transit_quantity="0")]}):
            with store.begin() as work:
                work.orders.load([ORDER.model_copy(update=changes)])
            assert bench.line("10").confirmed
            assert bench.line("10").in_transit_quantity == (0 if "lines" in changes else 40)


def test_an_adapter_that_is_not_there_is_one_sentence(store: Store) -> None:
    with pytest.raises(UsageError, match="choose one of embedded, "):
        adapters.connect("sap", store, FakeArchive())
