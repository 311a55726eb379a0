"""Posts papers into a running Tryton while things go wrong, and then reads Tryton: is each meaning in it exactly once?

`python -m tests.tryton.faults --postings 200 --faults 100 --seed 1` prints what was done and found, and ends with 1 if anything is missing,
there twice, or not as the paper says.
"""

import argparse
import base64
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from domain.arrivals import Arrival, DocumentState, document_id_of
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Kind
from domain.ports import Store
from domain.postings import PostingState
from erp.adapters.tryton import TrytonErp
from route.outbox import deliver
from route.planning import plan
from storage.archive import FolderArchive
from storage.database import open_store
from tests.tryton import build
from tests.tryton.rpc import Admin, day
from tests.tryton.seed import CONTROL, place
from tests.tryton.server import TrytonServer

KINDS = (
    "killed before it was applied",
    "killed while it was applied",
    "killed after it was applied",
    "time-out, never applied",
    "time-out, applied",
    "time-out, applied later",
    "time-out, applied meanwhile",
    "program died before",
    "program died after",
    "edited before",
    "edited in the middle",
)
LATER_SECONDS = 0.3


class ProgramDiedError(BaseException):
    """As if our own process had been killed: nothing may catch it."""


@dataclass
class Fault:
    """What goes wrong at which write of a posting."""

    kind: str
    at: int


class FaultyTransport(httpx.BaseTransport):
    """The way to the server, which does what the armed fault says at one of the writes."""

    def __init__(self, server: TrytonServer, edit: "Edit") -> None:
        self._server = server
        self.edit = edit
        self._real = httpx.HTTPTransport()
        self._writes = 0
        self._late: list[threading.Thread] = []
        self.fault: Fault | None = None
        self.fired: Counter[str] = Counter()

    def arm(self, fault: Fault | None) -> None:
        """From now on, writes are counted anew."""
        self._writes = 0
        self.fault = fault

    def settle(self) -> None:
        """Waits until what comes late has come."""
        for thread in self._late:
            thread.join()
        self._late.clear()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if request.method == "GET" or self.fault is None:
            return self._real.handle_request(request)
        self._writes += 1
        if self._writes <= self.fault.at:
            return self._real.handle_request(request)
        kind, self.fault = self.fault.kind, None
        self.fired[kind] += 1
        return self._go_wrong(kind, request)

    def _go_wrong(self, kind: str, request: httpx.Request) -> httpx.Response:
        match kind:
            case "killed before it was applied":
                self._server.kill()
                raise httpx.ConnectError("refused", request=request)
            case "killed while it was applied":
                killer = threading.Timer(random.uniform(0, 0.05), self._server.kill)
                killer.start()
                try:
                    return self._applied(request)
                finally:
                    killer.join()
            case "killed after it was applied":
                self._applied(request)
                self._server.kill()
                raise httpx.ReadError("reset", request=request)
            case "time-out, never applied":
                raise httpx.ReadTimeout("slow", request=request)
            case "time-out, applied":
                self._applied(request)
                raise httpx.ReadTimeout("slow", request=request)
            case "time-out, applied later" | "time-out, applied meanwhile":
                thread = threading.Thread(target=self._apply_later, args=(request,))
                thread.start()
                self._late.append(thread)
                raise httpx.ReadTimeout("slow", request=request)
            case "program died before":
                raise ProgramDiedError
            case "program died after":
                self._applied(request)
                raise ProgramDiedError
            case _:
                self.edit()
                return self._real.handle_request(request)

    def _applied(self, request: httpx.Request) -> httpx.Response:
        response = self._real.handle_request(request)
        response.read()
        return response

    def _apply_later(self, request: httpx.Request) -> None:
        time.sleep(random.uniform(0, LATER_SECONDS))
        with suppress(httpx.HTTPError):
            self._applied(request)


@dataclass
class Edit:
    """What a person does to the order at hand in Tryton at the same moment."""

    server: TrytonServer
    order: str = ""
    days: list[str] = field(default_factory=list)

    def __call__(self) -> None:
        admin = self.server.admin()
        clauses = (["origin.purchase.number", "=", self.order, "purchase.line"], ["state", "=", "draft"], ["shipment", "=", None])
        planned = admin.ids("stock.move", *clauses)
        if planned:
            self.days.append(f"2027-11-{1 + len(self.days) % 28:02}")
            admin("stock.move", "write", planned[:1], {"planned_date": day(self.days[-1])})


@dataclass
class Paper:
    """What a paper says, and what Tryton must hold of it in the end."""

    kind: Kind
    order: str
    number: str
    payload: dict[str, Any]
    content: bytes
    key: str = ""
    edits: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """What was found in Tryton."""

    postings: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    checked_again: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0


class Clock:
    """A clock that is put forward, so that nobody waits."""

    def __init__(self) -> None:
        self.now = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def run(home: Path, scratch: Path, *, postings: int, faults: int, seed: int) -> Outcome:
    """Posts that many papers with that many faults into a Tryton over a fresh copy of the database, and checks what it holds."""
    began = time.monotonic()
    dice = random.Random(seed)
    outcome = Outcome()
    clock = Clock()
    with TrytonServer(home, scratch) as server, closing(open_store(f"sqlite:///{scratch / 'tallyclerk.db'}", clock)) as store:
        edit = Edit(server)
        transport = FaultyTransport(server, edit)
        archive = FolderArchive(scratch / "archive")
        options = {"company": "Works", "control": CONTROL}
        erp = TrytonErp(archive, server.options["url"], server.key, 20, options, transport)
        machine = Machine(store, erp, transport, server, clock, outcome)
        orders = [_order(dice, 4500000001 + place) for place in range(-(-postings // 3))]
        admin = server.admin()
        for order in orders:
            place(admin, order)
        papers = [paper for make in (_confirmation, _notice, _certificate) for paper in _all(make, orders, dice)][:postings]
        due = set(dice.sample(range(len(papers)), min(faults, len(papers))))
        left = faults
        for index, paper in enumerate(papers):
            archive.put(paper.content)
            fault = (
                Fault(KINDS[dice.randrange(len(KINDS))], dice.randrange(4))
                if (index in due or len(papers) - index <= left) and left
                else None
            )
            edit.order = paper.order
            fired = transport.fired.total()
            _put_through(machine, paper, fault)
            left -= transport.fired.total() - fired
        transport.settle()
        outcome.postings, outcome.fired = len(papers), transport.fired
        for order in orders:
            outcome.wrong += _look(server.admin(), order, [paper for paper in papers if paper.order == order.order_number])
    outcome.seconds = time.monotonic() - began
    return outcome


@dataclass
class Machine:
    """The parts that are at work."""

    store: Store
    erp: TrytonErp
    transport: FaultyTransport
    server: TrytonServer
    clock: Clock
    outcome: Outcome


def _put_through(machine: Machine, paper: Paper, fault: Fault | None) -> None:
    """Plans the paper's posting and delivers it, as often as it takes; a changed order is checked (here: believed) again."""
    store, erp, transport, clock = machine.store, machine.erp, machine.transport, machine.clock
    document_id = document_id_of(paper.content)
    named = {"supplier_id": "S1", "order_number": paper.order, "document_number": paper.number, "kind": paper.kind}
    with store.begin() as work:
        known = Arrival(document_id=document_id, name=paper.number, size=1, channel="c", source_id=paper.number, received_at=clock())
        work.documents.add(known)
        work.documents.advance(document_id, expect=[DocumentState.RECEIVED], to=DocumentState.CHECKED, by="test", **named)
    _plan(store, erp, document_id, paper, clock)
    if fault is not None and paper.kind is Kind.CERTIFICATE and fault.kind == "time-out, applied meanwhile":
        # An inspection that is asked for twice within a second is there twice: Tryton has nothing that would tell it.
        fault = Fault("time-out, applied later", fault.at)
    if fault is not None and fault.kind == "edited before":
        transport.fired[fault.kind] += 1
        transport.edit()
        if paper.kind is not Kind.ORDER_CONFIRMATION:
            paper.edits = transport.edit.days
        fault = None
    if fault is not None and fault.kind == "edited in the middle":
        paper.edits = transport.edit.days
    transport.arm(fault)
    for _ in range(12):
        with suppress(ProgramDiedError):
            deliver(store, erp, clock=clock)
        if fault is None or fault.kind != "time-out, applied meanwhile":
            transport.settle()
        machine.server.revive()
        clock.now += timedelta(hours=1)
        with store.begin(reading=True) as work:
            state = work.documents.get(document_id).state
            paper.key = work.postings.of_document(document_id)[0].key
        if state is DocumentState.POSTED:
            break
        if state is DocumentState.READ:
            machine.outcome.checked_again += 1
            with store.begin() as work:
                work.documents.advance(document_id, expect=[DocumentState.READ], to=DocumentState.CHECKED, by="test")
            _plan(store, erp, document_id, paper, clock)
    else:
        with store.begin(reading=True) as work:
            posting = work.postings.of_document(document_id)[0]
        assert posting.state is not PostingState.CONFIRMED
        machine.outcome.wrong.append(f"{paper.number} ended {posting.state}: {posting.error}")
    transport.settle()
    transport.arm(None)


def _plan(store: Store, erp: TrytonErp, document_id: str, paper: Paper, clock: Clock) -> None:
    version = erp.version(paper.order)
    with store.begin() as work:
        plan(work, work.documents.get(document_id), payload=paper.payload, order_version=version, ledger_name=erp.name, clock=clock)


def _order(dice: random.Random, number: int) -> PurchaseOrder:
    lines = [
        OrderLine(
            order_line=str(10 * place),
            buyer_item=f"B{place}",
            supplier_item=f"S{place}",
            description=f"Plate {place}",
            quantity=Decimal(dice.choice([100, 250, 400])),
            unit="C62",
            unit_price=Decimal(dice.choice(["2.41", "76.42", "0.07642"])),
            requested_date=date(2027, 3, dice.randint(1, 28)),
        )
        for place in range(1, dice.randint(2, 4))
    ]
    return PurchaseOrder(
        order_number=str(number), supplier_id="S1", supplier_name="Brenner", currency="EUR", order_date=date(2026, 6, 21), lines=lines
    )


def _all(make: Any, orders: list[PurchaseOrder], dice: random.Random) -> Iterator[Paper]:
    for order in orders:
        payload, number, kind = make(order, dice)
        content = f"%PDF-1.7 {kind} {number}".encode()
        yield Paper(kind, order.order_number, number, {"document_number": number, "document_date": "2026-08-03", **payload}, content)


def _confirmation(order: PurchaseOrder, dice: random.Random) -> tuple[dict[str, Any], str, Kind]:
    lines = []
    for line in order.lines:
        quantity = line.quantity - dice.choice([0, 0, 10])
        first = (quantity / 4).to_integral_value()
        days = [f"2027-04-{dice.randint(1, 28):02}", f"2027-05-{dice.randint(1, 28):02}"]
        split = dice.random() < 0.4
        parts = [{"quantity": str(first), "delivery_date": days[0]}, {"quantity": str(quantity - first), "delivery_date": days[1]}]
        price = line.unit_price * dice.choice([Decimal(1), Decimal(1), Decimal("1.5")])
        said = {"order_line": line.order_line, "quantity": str(quantity), "unit": "C62", "unit_price": str(price)}
        lines.append({**said, **({"schedule": parts} if split else {"delivery_date": days[0]})})
    return {"lines": lines}, f"AB-{order.order_number}", Kind.ORDER_CONFIRMATION


def _notice(order: PurchaseOrder, dice: random.Random) -> tuple[dict[str, Any], str, Kind]:
    lines = []
    for line in order.lines[: dice.randint(1, len(order.lines))]:
        lots = [
            {"lot_number": f"H{order.order_number[-4:]}{line.order_line}{place}", "quantity": "20"} for place in range(dice.randint(1, 2))
        ]
        quantity = 20 * len(lots) + dice.choice([0, 7])
        lines.append({"order_line": line.order_line, "quantity": str(quantity), "unit": "C62", "lots": lots})
    return {"lines": lines, "arrival_date": "2027-04-20"}, f"LS-{order.order_number}", Kind.SHIP_NOTICE


def _certificate(order: PurchaseOrder, dice: random.Random) -> tuple[dict[str, Any], str, Kind]:
    line = order.lines[0].order_line
    carbon = dice.choice(["0.17", "0.17", "0.31"])
    heat = {"heat_number": f"H{order.order_number[-4:]}{line}0", "chemistry": {"C": carbon}, "tensile": [{"yield_mpa": "301"}]}
    payload = {"certificate_type": "3.1", "lines": [{"order_line": line}], "heats": [heat]}
    return payload, f"Z-{order.order_number}", Kind.CERTIFICATE


def _look(admin: Admin, order: PurchaseOrder, papers: list[Paper]) -> Iterator[str]:
    """What of the papers is not in Tryton exactly once, as an administrator sees it there."""
    (purchase,) = admin.read("purchase.purchase", ["number", "=", order.order_number], fields=("lines", "reference", "party"))
    lines = admin.read("purchase.line", ["purchase", "=", purchase["id"]], fields=("sequence", "quantity", "unit_price"))
    moves = {
        line["sequence"]: admin.read(
            "stock.move",
            ["origin", "=", f"purchase.line,{line['id']}"],
            ["state", "!=", "cancelled"],
            fields=("quantity", "planned_date", "shipment", "lot.number", "state"),
        )
        for line in lines
    }
    notes = admin.read("ir.attachment", ["resource", "=", f"purchase.purchase,{purchase['id']}"], fields=("description", "data", "name"))
    by_kind = {paper.kind: paper for paper in papers}
    for paper in papers:
        done = [note for note in notes if str(note["description"]) == f"tallyclerk {paper.key} done"]
        kept = [note for note in notes if str(note["description"]).startswith(f"tallyclerk {paper.key} begun")]
        if not done:
            yield f"{paper.number} is not marked as posted"
        if not kept or base64.b64decode(kept[0]["data"]["base64"]) != paper.content:
            yield f"{paper.number}: the paper is not at the order"
    # A day that a person set after (or while) the confirmation was posted is that person's.
    edits = {edit for paper in papers for edit in paper.edits}
    confirmation, notice, certificate = (by_kind.get(kind) for kind in (Kind.ORDER_CONFIRMATION, Kind.SHIP_NOTICE, Kind.CERTIFICATE))
    if confirmation is not None:
        yield from _confirmed(admin, order, confirmation, purchase, lines, moves, edits)
    if notice is not None:
        yield from _shipped(admin, notice, purchase, moves)
    if certificate is not None:
        yield from _certified(admin, certificate, notice)


def _confirmed(
    admin: Admin,
    order: PurchaseOrder,
    paper: Paper,
    purchase: dict[str, Any],
    lines: list[Any],
    moves: dict[int, list[Any]],
    edits: set[str],
) -> Iterator[str]:
    amends = False
    for said in paper.payload["lines"]:
        line = next(each for each in lines if each["sequence"] == int(said["order_line"]))
        ordered = order.line(said["order_line"])
        assert ordered is not None
        price = Decimal(line["unit_price"]["decimal"])
        amends |= (ordered.quantity, ordered.unit_price) != (Decimal(said["quantity"]), Decimal(said["unit_price"]))
        where = f"{paper.number}, line {said['order_line']}"
        if (Decimal(str(line["quantity"])), price) != (Decimal(said["quantity"]), Decimal(said["unit_price"])):
            yield f"{where}: {line['quantity']} at {price}, not {said['quantity']} at {said['unit_price']}"
        planned = moves[line["sequence"]]
        if sum(Decimal(str(move["quantity"])) for move in planned) != Decimal(said["quantity"]):
            yield f"{where}: its moves are {[move['quantity'] for move in planned]}, not {said['quantity']}"
        days = {part["delivery_date"] for part in said.get("schedule", [said])}
        there = {_iso(move["planned_date"]) for move in planned if not move["shipment"]}
        if not there <= days | edits:
            yield f"{where}: planned for {there}, not for {days}"
    amendments = admin.read("purchase.amendment", ["purchase", "=", purchase["id"]], fields=("state", "description"))
    validated = [each for each in amendments if each["state"] == "validated"]
    if len(validated) != int(amends):
        yield f"{paper.number}: {len(validated)} validated amendments, not {int(amends)}"


def _shipped(admin: Admin, paper: Paper, purchase: dict[str, Any], moves: dict[int, list[Any]]) -> Iterator[str]:
    clauses = (["supplier", "=", purchase["party"]], ["reference", "=", paper.number], ["state", "!=", "cancelled"])
    shipments = [each["id"] for each in admin.read("stock.shipment.in", *clauses, fields=("state",))]
    filled = {move["shipment"] for each in moves.values() for move in each if move["shipment"]}
    if len(filled) != 1 or not filled <= {f"stock.shipment.in,{each}" for each in shipments}:
        yield f"{paper.number}: shipments {shipments}, of which {filled} hold something"
    said = {int(line["order_line"]): line for line in paper.payload["lines"]}
    for sequence, there in moves.items():
        line = said.get(sequence, {"quantity": "0", "lots": []})
        held = sorted((str(move["lot."]["number"] if move.get("lot.") else None), move["quantity"]) for move in there if move["shipment"])
        lots = [(lot["lot_number"], float(lot["quantity"])) for lot in line["lots"]]
        rest = float(line["quantity"]) - sum(quantity for _, quantity in lots)
        if held != sorted([*lots, *([("None", rest)] if rest else [])]):
            yield f"{paper.number}, line {sequence}: under way are {held}, not {lots} and {rest}"


def _certified(admin: Admin, paper: Paper, notice: Paper | None) -> Iterator[str]:
    heat = paper.payload["heats"][0]
    found = admin.read("quality.inspection", ["reference", "=", f"S1 {paper.number} {heat['heat_number']}"], fields=("state", "points"))
    state = "passed" if Decimal(heat["chemistry"]["C"]) <= Decimal("0.2") else "failed"
    if [each["state"] for each in found] != [state]:
        yield f"{paper.number}: inspections {[each['state'] for each in found]}, not one that {state}"
    for lot in admin.ids("stock.lot", ["number", "=", heat["heat_number"]])[:1] if notice else []:
        copies = admin.read("ir.attachment", ["resource", "=", f"stock.lot,{lot}"], fields=("name",))
        if not copies:
            yield f"{paper.number}: it does not hang on its lot"


def _iso(value: Any) -> str | None:
    return f"{value['year']}-{value['month']:02}-{value['day']:02}" if value else None


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postings", type=int, default=200)
    parser.add_argument("--faults", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        outcome = run(build.tryton_home(), Path(scratch), postings=asked.postings, faults=asked.faults, seed=asked.seed)
    sys.stdout.write(told(outcome, asked.seed))
    return int(bool(outcome.wrong))


def told(outcome: Outcome, seed: int) -> str:
    """The figures, in lines."""
    lines = [
        f"seed {seed}: {outcome.postings} postings, {outcome.fired.total()} faults, {outcome.seconds:.0f} s",
        *(f"  {outcome.fired[kind]:4} {kind}" for kind in KINDS),
        f"  {outcome.checked_again:4} times an order had changed, and the paper was checked again",
        f"  {len(outcome.wrong):4} meanings that are not in Tryton exactly once",
        *(f"       {each}" for each in outcome.wrong),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
