"""Posts papers into a running Tryton while things go wrong, and then reads Tryton: is each meaning in it exactly once?

`python -m tests.tryton.faults --postings 200 --faults 100 --seed 1` prints what was done and found, and ends with 1 if anything is missing,
there twice, or not as the paper says.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.arrivals import Arrival, DocumentState, document_id_of
from domain.paper import Kind
from domain.ports import Store
from domain.postings import PostingState
from erp.adapters.tryton import TrytonErp
from route.outbox import deliver
from route.planning import Target, plan
from storage.archive import FolderArchive
from storage.database import open_store
from tests.tryton import build
from tests.tryton.held import not_once
from tests.tryton.papers import Paper, draw_order, draw_papers
from tests.tryton.seed import CONTROL, place
from tests.tryton.server import TrytonServer
from tests.tryton.trouble import KINDS, Edit, Fault, FaultyTransport, ProgramDiedError


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
        erp = TrytonErp(archive, server.options["url"], server.key, 60, options, transport)
        machine = Machine(store, erp, transport, server, clock, outcome)
        orders = [draw_order(dice, 4500000001 + place) for place in range(-(-postings // 3))]
        admin = server.admin()
        for order in orders:
            place(admin, order)
        papers = list(draw_papers(orders, dice))[:postings]
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
            outcome.wrong += not_once(server.admin(), order, [paper for paper in papers if paper.order == order.order_number])
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
        plan(work, work.documents.get(document_id), Target(erp.name, version), payload=paper.payload, clock=clock)


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
