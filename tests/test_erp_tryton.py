"""What is Tryton's own: amendments that recreate deliveries, shipments with lots, inspections, companies, and a server that talks nonsense."""

import base64
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

import httpx
import pytest

from domain.errors import LedgerRefusedError, LedgerUnavailableError, OrderChangedError, PostingUnknownError, UsageError
from domain.orders import PurchaseOrder
from domain.ports import Store
from domain.postings import Posting
from erp import adapters
from erp.adapters.tryton import TrytonErp, connect
from erp.tryton.rest import READINGS
from tests.test_erp_adapters import ORDER, Bench, FakeArchive, confirmed_line, in_single_units
from tests.tryton.rpc import Admin, day
from tests.tryton.seed import CONTROL, place
from tests.tryton.server import TrytonServer

_numbers = count(4700000001)


@pytest.fixture
def admin(tryton_server: TrytonServer) -> Admin:
    return tryton_server.admin()


@pytest.fixture
def bench(tryton_server: TrytonServer, admin: Admin, store: Store) -> Bench:
    order = numbered(str(next(_numbers)))
    place(admin, order)
    erp = connect(store, FakeArchive(), {**tryton_server.options, "control": CONTROL})
    return Bench(erp, order, keeps_ordered=False)


def numbered(number: str) -> PurchaseOrder:
    return ORDER.model_copy(update={"order_number": number, "lines": [in_single_units(each) for each in ORDER.lines]})


def moves(admin: Admin, bench: Bench, order_line: str) -> list[dict[str, Any]]:
    (line,) = admin.ids("purchase.line", ["purchase.number", "=", bench.order.order_number], ["sequence", "=", int(order_line)])
    clauses = (["origin", "=", f"purchase.line,{line}"], ["state", "!=", "cancelled"])
    return admin.read("stock.move", *clauses, fields=("quantity", "planned_date", "shipment", "lot.number", "state"))


def planned(admin: Admin, bench: Bench, order_line: str) -> list[tuple[float, str]]:
    there = [move for move in moves(admin, bench, order_line) if not move["shipment"]]
    days = [(move["quantity"], move["planned_date"] or {"year": 0, "month": 0, "day": 0}) for move in there]
    return sorted((quantity, "{year}-{month:02}-{day:02}".format(**on)) for quantity, on in days)


def notice(bench: Bench, quantity: str, *lots: str, key: str = "n1", number: str = "LS-1", **more: Any) -> Posting:
    held = [{"lot_number": lot, "quantity": quantity} for lot in lots]
    line = {"order_line": "10", "quantity": str(int(quantity) * max(1, len(lots))), "lots": held}
    return bench.posting(
        "ship_notice", key=key + bench.order.order_number, document_number=number + bench.order.order_number, lines=[line], **more
    )


def receive(admin: Admin, bench: Bench) -> None:
    (shipment,) = {move["shipment"] for move in moves(admin, bench, "10") if move["shipment"]}
    number = int(shipment.partition(",")[2])
    admin("stock.shipment.in", "receive", [number])


def test_an_amendment_keeps_the_days_of_the_lines_that_it_does_not_name(bench: Bench, admin: Admin) -> None:
    first = confirmed_line(order_line="20", unit="KGM", delivery_date="2027-02-03")
    bench.post(bench.posting(lines=[first]))
    assert planned(admin, bench, "20") == [(250.0, "2027-02-03")]
    bench.post(bench.posting(key="k2", document_number="AB-2", lines=[confirmed_line(quantity="240", delivery_date="2027-03-04")]))
    assert planned(admin, bench, "10") == [(240.0, "2027-03-04")]
    assert planned(admin, bench, "20") == [(250.0, "2027-02-03")]
    amended = admin.read("purchase.amendment", ["purchase.number", "=", bench.order.order_number], fields=("state",))
    assert [each["state"] for each in amended] == ["validated"]


def test_what_is_promised_again_is_less_what_is_under_way(bench: Bench, admin: Admin) -> None:
    bench.post(notice(bench, "40", "L1"))
    parts = [{"quantity": "100", "delivery_date": "2027-02-01"}, {"quantity": "150", "delivery_date": "2027-03-01"}]
    bench.post(bench.posting(lines=[confirmed_line(schedule=parts)]))
    assert planned(admin, bench, "10") == [(60.0, "2027-02-01"), (150.0, "2027-03-01")]
    with pytest.raises(LedgerRefusedError, match="confirmed with 30, but 40 came already or is under way"):
        bench.post(bench.posting(key="k3", document_number="AB-3", lines=[confirmed_line(quantity="30")]))


def test_a_notice_puts_its_lots_into_one_shipment_and_leaves_the_rest_planned(bench: Bench, admin: Admin) -> None:
    bench.post(notice(bench, "40", "L1", "L2", arrival_date="2027-01-15"))
    shipped = [move for move in moves(admin, bench, "10") if move["shipment"]]
    assert sorted((move["quantity"], move["lot."]["number"]) for move in shipped) == [(40.0, "L1"), (40.0, "L2")]
    assert len({move["shipment"] for move in shipped}) == 1
    assert [quantity for quantity, _ in planned(admin, bench, "10")] == [170.0]
    (row,) = admin.read("stock.shipment.in", ["reference", "=", "LS-1" + bench.order.order_number], fields=("state", "planned_date"))
    assert (row["state"], row["planned_date"]) == ("draft", day("2027-01-15"))


def test_a_delivery_note_that_somebody_entered_by_hand_is_not_entered_again(bench: Bench, admin: Admin) -> None:
    (warehouse,) = admin.ids("stock.location", ["type", "=", "warehouse"])
    (supplier,) = admin.ids("party.party", ["code", "=", "S1"])
    places = {"warehouse": warehouse, "warehouse_input": 1, "warehouse_storage": 3}
    admin.create("stock.shipment.in", supplier=supplier, reference="LS-1" + bench.order.order_number, **places)
    with pytest.raises(LedgerRefusedError, match="somebody has entered it"):
        bench.post(notice(bench, "40"))
    assert bench.line("10").in_transit_quantity == 0


def test_received_goods_are_neither_announced_again_nor_taken_back(bench: Bench, admin: Admin) -> None:
    said = notice(bench, "40", "H1")
    bench.post(said)
    heat = {"heat_number": "H1", "chemistry": {"C": "0.17"}, "tensile": [{"yield_mpa": "301"}]}
    bench.post(
        bench.posting("certificate", key="c1", document_number="Z-" + bench.order.order_number, heats=[heat], lines=[{"order_line": "10"}])
    )
    receive(admin, bench)
    shipped = [move for move in moves(admin, bench, "10") if move["shipment"]]
    admin("stock.shipment.in", "do", [int(shipped[0]["shipment"].partition(",")[2])])
    assert (bench.line("10").received_quantity, bench.line("10").in_transit_quantity) == (40, 0)
    with pytest.raises(LedgerRefusedError, match="were received"):
        bench.post(notice(bench, "50", key="n2"))
    with pytest.raises(LedgerRefusedError, match="were received"):
        bench.post(bench.reversal(said))


@pytest.mark.parametrize(("carbon", "state"), [("0.17", "passed"), ("0.31", "failed"), (None, "pending")])
def test_a_certificate_makes_an_inspection_that_tryton_judges(bench: Bench, admin: Admin, carbon: str | None, state: str) -> None:
    bench.post(notice(bench, "40", "H77"))
    heat = {"heat_number": "H77", "chemistry": {"C": carbon} if carbon else {}, "tensile": [{"yield_mpa": "301"}, {"yield_mpa": "290.5"}]}
    number = "Z-" + bench.order.order_number
    said = bench.posting("certificate", key="c1", document_number=number, heats=[heat], lines=[{"order_line": "10"}])
    bench.post(said)
    clauses = (["reference", "=", f"S1 {number} H77"],)
    (inspection,) = admin.read("quality.inspection", *clauses, fields=("state", "points", "origin"))
    assert (inspection["state"], inspection["points"]["yield_mpa"]) == (state, 290.5)
    assert inspection["origin"].startswith("stock.shipment.in,")
    (lot, *_) = admin.ids("stock.lot", ["number", "=", "H77"])
    assert admin.read("ir.attachment", ["resource", "=", f"stock.lot,{lot}"], fields=("data",))
    (order,) = admin.ids("purchase.purchase", ["number", "=", bench.order.order_number])
    papers = admin.read("ir.attachment", ["resource", "=", f"purchase.purchase,{order}"], ["name", "=", f"{number}.pdf"], fields=("data",))
    assert base64.b64decode(papers[0]["data"]["base64"]) == b"%PDF-1.7 a paper"
    bench.post(bench.reversal(said))
    (inspection,) = admin.read("quality.inspection", *clauses, fields=("state",))
    assert inspection["state"] == "pending"


def test_what_is_taken_back_is_as_it_was(bench: Bench, admin: Admin) -> None:
    before = [planned(admin, bench, line) for line in ("10", "20")]
    shipped, confirmed = notice(bench, "40", "L1"), None
    confirmed = bench.posting(lines=[confirmed_line(quantity="240", unit_price="99", delivery_date="2027-03-04")])
    bench.post(confirmed)
    shipped = notice(bench, "40", "L1")
    bench.post(shipped)
    bench.post(bench.reversal(shipped))
    assert planned(admin, bench, "10") == [(240.0, "2027-03-04")]
    (row,) = admin.read("stock.shipment.in", ["reference", "=", "LS-1" + bench.order.order_number], fields=("state",))
    assert row["state"] == "cancelled"
    bench.post(bench.reversal(confirmed))
    assert (bench.line("10").quantity, bench.line("10").unit_price) == (250, Decimal("0.07642"))
    assert [[quantity for quantity, _ in planned(admin, bench, line)] for line in ("10", "20")] == [[q for q, _ in each] for each in before]


def test_a_persons_edit_after_the_check_sends_the_paper_back(bench: Bench, admin: Admin) -> None:
    said = bench.posting(lines=[confirmed_line()])
    (move,) = moves(admin, bench, "10")
    admin("stock.move", "write", [move["id"]], {"planned_date": day("2027-09-09")})
    with pytest.raises(OrderChangedError, match="changed after"):
        bench.post(said)
    assert planned(admin, bench, "10") == [(250.0, "2027-09-09")]
    assert bench.erp.find(said) is None


def test_the_same_number_at_two_companies_is_told_apart_and_twice_at_one_is_none(
    tryton_server: TrytonServer, admin: Admin, bench: Bench, store: Store
) -> None:
    here = numbered(str(next(_numbers)))
    place(admin, here)
    companies = admin.ids("company.company")
    elsewhere = tryton_server.admin()
    place(elsewhere, here, company=companies[1])
    found = bench.erp.order(here.order_number)
    assert found is not None
    assert [
        row["company"] for row in elsewhere.read("purchase.purchase", ["number", "=", here.order_number], fields=("company",))
    ] == companies
    place(admin, here)
    assert bench.erp.order(here.order_number) is None
    with pytest.raises(LedgerRefusedError, match="no order"):
        bench.post(bench.posting().model_copy(update={"order_number": here.order_number}))


def test_a_user_of_several_companies_must_say_which(tryton_server: TrytonServer, store: Store) -> None:
    options = {name: value for name, value in tryton_server.options.items() if name != "company"}
    with pytest.raises(LedgerUnavailableError, match=r"Works \(1\), Other works \(2\): set the option company"):
        connect(store, FakeArchive(), options).order_numbers()


def test_a_wrong_key_or_control_is_one_sentence_that_says_what_to_do(tryton_server: TrytonServer, bench: Bench, store: Store) -> None:
    with pytest.raises(LedgerUnavailableError, match="does not accept the key") as refused:
        connect(store, FakeArchive(), {**tryton_server.options, "key": "wr0ng"}).order_numbers()
    assert "wr0ng" not in str(refused.value)
    erp = connect(store, FakeArchive(), {**tryton_server.options, "control": "None such"})
    with pytest.raises(LedgerUnavailableError, match="no quality control “None such”"):
        erp.post(bench.posting(lines=[confirmed_line()]))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "needs the option url"),
        ({"url": "https://erp.example"}, "with its database"),
        ({"url": "https://erp.example/works"}, "needs the option key"),
        ({"url": "https://erp.example/works", "key_file": "none/such"}, "cannot be read"),
        ({"url": "https://erp.example/works", "key": "k", "seconds": "long"}, "must be a number"),
        ({"url": "https://erp.example/works", "key": "k", "seconds": "600"}, "no more than 60"),
        ({"urls": "x"}, "no option urls"),
    ],
)
def test_a_wrong_option_is_one_sentence(store: Store, options: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        adapters.connect("tryton", store, FakeArchive(), options)


Answer = Callable[[BaseHTTPRequestHandler], None]


def said(status: int, content: bytes, length: int | None = None, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", str(len(content) if length is None else length))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def drop_by_drop(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    for _ in range(40):
        request.wfile.write(b" ")
        request.wfile.flush()
        time.sleep(0.1)


def silence(_request: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


NONSENSE: dict[str, Answer] = {
    "a page": said(200, b"<!doctype html><title>Welcome</title>"),
    "half an answer": said(200, b'[{"id": 1, "number": "45', length=400),
    "half JSON": said(200, b'[{"id": 1, "number": "45'),
    "another shape": said(200, b'{"number": "45"}'),
    "records of nothing": said(200, b'[{"id": 1}]'),
    "a bad decimal": said(200, b'[{"id": 1, "rec_name": {"__class__": "Decimal", "decimal": "many"}}]'),
    "noise": said(200, bytes(range(256))),
    "an error page": said(500, b"<h1>Internal Server Error</h1>"),
    "busy": said(503, b"later"),
    "another place": said(302, b"", Location="http://127.0.0.1:1/"),
    "nothing": said(200, b""),
    "silence": silence,
    "drop by drop": drop_by_drop,
    "deep": said(200, b"[" * 200_000),
}


@contextmanager
def talking(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        do_POST = do_PUT = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/works"
    server.shutdown()
    server.server_close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("name", NONSENSE)
def test_a_server_that_talks_nonsense_is_unavailable_in_one_sentence(store: Store, name: str) -> None:
    with talking(NONSENSE[name]) as url:
        erp = connect(store, FakeArchive(), {"url": url, "key": "k", "seconds": "0.5"})
        began = time.monotonic()
        for ask in (erp.order_numbers, lambda: erp.order("45"), lambda: erp.version("45")):
            with pytest.raises(LedgerUnavailableError) as error:
                ask()
            assert 20 < len(str(error.value)) < 300
            assert "\n" not in str(error.value)
        assert time.monotonic() - began < 3


def gone(times: int) -> Answer:
    """Refuses that often, as Tryton does where a record that it found is deleted before it reads it."""
    left = [times]

    def answer(request: BaseHTTPRequestHandler) -> None:
        left[0] -= 1
        refused = said(400, b'{"type": "UserError", "message": "You are trying to read records that do not exist."}')
        (refused if left[0] >= 0 else said(200, b'[{"id": 1, "rec_name": "Works", "number": "45"}]'))(request)

    return answer


def test_a_search_that_crosses_somebodys_edit_is_asked_again(store: Store) -> None:
    with talking(gone(READINGS - 1)) as url:
        assert connect(store, FakeArchive(), {"url": url, "key": "k"}).order_numbers() == ["45"]


def test_a_search_that_stays_refused_is_no_answer_of_the_order_but_a_matter_of_rights(store: Store) -> None:
    with talking(gone(READINGS)) as url, pytest.raises(LedgerUnavailableError, match="give it the groups"):
        connect(store, FakeArchive(), {"url": url, "key": "k"}).order_numbers()


def test_a_server_that_is_not_there_is_unavailable(store: Store) -> None:
    erp = connect(store, FakeArchive(), {"url": "http://127.0.0.1:1/works", "key": "k"})
    with pytest.raises(LedgerUnavailableError, match="cannot be reached"):
        erp.order_numbers()


class Breaking(httpx.BaseTransport):
    """The real server, to which the connection breaks before the write of that number."""

    def __init__(self, at: int) -> None:
        self.real = httpx.HTTPTransport()
        self.left = at

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "GET":
            self.left -= 1
            if self.left == 0:
                raise httpx.ReadTimeout("slow", request=request)
        return self.real.handle_request(request)


@pytest.mark.parametrize("at", [2, 5])
@pytest.mark.parametrize("edits", ["day", "day of another line", "amendment"])
def test_what_a_person_changes_while_a_posting_is_broken_off_is_not_overwritten_unseen(
    tryton_server: TrytonServer, bench: Bench, admin: Admin, at: int, edits: str
) -> None:
    erp = TrytonErp(FakeArchive(), tryton_server.options["url"], tryton_server.key, 15, {"company": "Works"}, Breaking(at))
    posting = bench.posting(lines=[confirmed_line(quantity="240", delivery_date="2027-03-04")])
    with pytest.raises(PostingUnknownError):
        erp.post(posting)
    if edits == "amendment":
        amend(admin, bench, 222)
    else:
        (move,) = moves(admin, bench, "10" if edits == "day" else "20")
        admin("stock.move", "write", [move["id"]], {"planned_date": day("2027-09-09")})
    with pytest.raises(OrderChangedError):
        erp.post(posting)
    assert {"day": (planned(admin, bench, "10")[0][1] == "2027-09-09"), "amendment": bench.line("10").quantity == 222}.get(edits, True)
    again = posting.model_copy(update={"order_version": erp.version(bench.order.order_number)})
    erp.post(again)
    assert bench.line("10").quantity == 240
    assert planned(admin, bench, "10") == [(240.0, "2027-03-04")]


def amend(admin: Admin, bench: Bench, quantity: float) -> None:
    """As a buyer does in Tryton."""
    clauses = (["purchase.number", "=", bench.order.order_number], ["sequence", "=", 10])
    names = ("purchase", "product", "product_supplier", "unit", "unit_price", "description")
    (line,) = admin.read("purchase.line", *clauses, fields=names)
    (supplier,) = admin.ids("party.party", ["code", "=", "S1"])
    changed = {name: line[name] for name in names[1:]} | {"action": "line", "line": line["id"], "party": supplier, "quantity": quantity}
    made = admin.create("purchase.amendment", purchase=line["purchase"], lines=[["create", [changed]]])
    admin("purchase.amendment", "validate_amendment", [made])


class Garbling(httpx.BaseTransport):
    """The real server, whose answers to writes come as nonsense."""

    def __init__(self, status: int, content: bytes) -> None:
        self.real = httpx.HTTPTransport()
        self.answer = (status, content)
        self.garbles = True

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.real.handle_request(request)
        if request.method == "GET" or not self.garbles:
            return response
        response.read()
        return httpx.Response(self.answer[0], content=self.answer[1])


@pytest.mark.parametrize("answer", [(200, b'{"id": 1'), (502, b"<h1>")])
def test_nonsense_in_answer_to_a_write_is_looked_into_and_posted_once(
    tryton_server: TrytonServer, bench: Bench, admin: Admin, answer: tuple[int, bytes]
) -> None:
    transport = Garbling(*answer)
    erp = TrytonErp(FakeArchive(), tryton_server.options["url"], tryton_server.key, 15, {"company": "Works"}, transport)
    posting = bench.posting(lines=[confirmed_line(quantity="240", delivery_date="2027-03-04")])
    for _ in range(8):
        try:
            erp.post(posting)
        except PostingUnknownError:
            assert erp.find(posting) is None
    transport.garbles = False
    erp.post(posting)
    assert erp.find(posting) is not None
    assert planned(admin, bench, "10") == [(240.0, "2027-03-04")]
    amended = admin.read("purchase.amendment", ["purchase.number", "=", bench.order.order_number], fields=("state",))
    assert [each["state"] for each in amended] == ["validated"]


def test_an_order_without_lines_and_one_that_is_not_confirmed(bench: Bench, admin: Admin) -> None:
    (currency,) = admin.ids("currency.currency", ["code", "=", "EUR"])
    (supplier,) = admin.ids("party.party", ["code", "=", "S1"])
    (party,) = admin.read("party.party", ["id", "=", supplier], fields=("addresses",))
    where = {"party": supplier, "invoice_party": supplier, "invoice_address": party["addresses"][0], "currency": currency}
    lines = [["create", [{"type": "comment", "description": "As discussed"}]]]
    made = admin.create("purchase.purchase", company=1, warehouse=5, invoice_method="manual", lines=lines, **where)
    number = str(next(_numbers))
    admin("ir.sequence", "write", admin.ids("ir.sequence", ["name", "=", "Purchase"]), {"number_next": int(number)})
    admin("purchase.purchase", "quote", [made])
    assert bench.erp.order(number) is None, "nobody has ordered it yet"
    admin("purchase.purchase", "confirm", [made])
    found = bench.erp.order(number)
    assert found is not None
    assert (found.lines, found.is_open) == ([], False)
    empty = bench.posting(lines=[confirmed_line()]).model_copy(update={"order_number": number, "order_version": bench.erp.version(number)})
    with pytest.raises(LedgerRefusedError):
        bench.post(empty)


def test_days_and_quantities_are_read_as_tryton_has_them(bench: Bench) -> None:
    order = bench.now()
    assert (order.supplier_name, order.currency, order.order_date) == ("Brenner", "EUR", date(2026, 6, 21))
    assert [(each.order_line, each.buyer_item, each.unit) for each in order.lines] == [("10", "B10", "C62"), ("20", "B20", "KGM")]
