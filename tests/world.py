"""A small world for tests: one order, papers about it as they would be read, and a program around them that reads nothing."""

import atexit
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp

from PIL import Image

from app.bootstrap import Tallyclerk, build
from app.desk import Desk
from app.people import make_first_users
from app.settings import Settings
from domain.arrivals import Contents, DocumentRecord, DocumentState, document_id_of
from domain.errors import UnreadableError
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Kind, Leaf, Page, Reading
from extract.opening.place import Asked, Placed
from ingest.unpack import paper_of, unpack
from storage.database import open_store
from tests.clock import FakeClock

ORDER = PurchaseOrder(
    order_number="4500000001",
    supplier_id="S1",
    supplier_name="Brenner Stahl GmbH",
    currency="EUR",
    order_date=date(2026, 7, 1),
    lines=[
        OrderLine(
            order_line="10",
            buyer_item="42-1734",
            description="Hex bolt M8",
            quantity=Decimal(250),
            unit="C62",
            unit_price=Decimal("2.50"),
            requested_date=date(2026, 9, 1),
        )
    ],
)


def picture() -> bytes:
    """A blank sheet of A4, small."""
    buffer = io.BytesIO()
    Image.new("L", (149, 211), 255).save(buffer, "PNG")
    return buffer.getvalue()


PNG = picture()


def leaf(value: str, *, confidence: float = 0.99, top: float = 100) -> Leaf:
    """A value in the middle of page 1."""
    return Leaf(value=value, text=value, confidence=confidence, page=1, box=(100, top, 160, top + 10), source="text")


def confirmation(number: str = "AB-1", *, price: str = "2.50", sure: float = 0.99, name: str = "Brenner Stahl GmbH") -> Reading:
    """A confirmation of the whole order."""
    amount = f"{Decimal(price) * 250:.2f}"
    head = {
        "document_number": number,
        "document_date": "2026-07-03",
        "order_number": ORDER.order_number,
        "supplier_name": name,
        "currency": "EUR",
        "net_total": amount,
    }
    line = {
        "order_line": "10",
        "buyer_item": "42-1734",
        "description": "Hex bolt M8",
        "quantity": "250",
        "unit": "C62",
        "unit_price": price,
        "net_amount": amount,
        "delivery_date": "2026-09-01",
    }
    return Reading(
        kind=Kind.ORDER_CONFIRMATION,
        kind_confidence=0.99,
        language="de",
        pages=[Page(width=595, height=842)],
        fields=Group({key: leaf(value, top=40 + 12 * place) for place, (key, value) in enumerate(head.items())}),
        lines=[Group({key: leaf(value, confidence=sure, top=200 + 12 * place) for place, (key, value) in enumerate(line.items())})],
    )


@dataclass
class FakeReader:
    """Reads what it was told the bytes say; anything else cannot be read. `fails` are raised first, one a call."""

    papers: dict[bytes, Reading] = field(default_factory=dict)
    fails: list[Exception] = field(default_factory=list)

    def read(self, content: bytes, name: str) -> Reading:
        if self.fails:
            raise self.fails.pop(0)
        if content not in self.papers:
            paper_of(content, name)  # a message or an archive says more
            raise UnreadableError("The PDF is encrypted: ask the supplier for one without a password.")
        return self.papers[content]

    def render(self, content: bytes, name: str, page: int, turn: int) -> bytes:  # noqa: ARG002
        return PNG

    def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
        return unpack(content, name)

    def part(self, content: bytes, name: str, first: int, last: int) -> bytes:  # noqa: ARG002
        return content + f"#{first}-{last}".encode()

    def place(self, content: bytes, name: str, asked: Asked) -> Placed:  # noqa: ARG002
        return Placed("2,50", "2.50")


@dataclass
class World:
    """The program with its parts at hand."""

    tally: Tallyclerk
    reader: FakeReader
    clock: FakeClock
    inbox: Path

    @property
    def desk(self) -> Desk:
        return Desk(self.tally.pipeline)

    def drop(self, reading: Reading | None, name: str = "paper.pdf") -> str:
        """Puts a paper that reads so into the inbox (None: it cannot be read); returns its document id."""
        content = name.encode() + (reading.model_dump_json().encode() if reading else b"")
        if reading:
            self.reader.papers[content] = reading
        (self.inbox / name).write_bytes(content)
        return document_id_of(content)

    def take_in(self) -> None:
        for incoming in self.tally.channels["inbox"].incoming():
            self.tally.pipeline.take_in(incoming, "inbox")

    def put_through(self, reading: Reading | None, name: str = "paper.pdf") -> DocumentRecord:
        """Drops a paper and takes it as far as it goes, postings included."""
        document_id = self.drop(reading, name)
        self.take_in()
        self.tally.pipeline.run(document_id)
        self.tally.pipeline.deliver()
        return self.record(document_id)

    def record(self, document_id: str) -> DocumentRecord:
        return self.tally.records([document_id])[0]

    def state(self, document_id: str) -> DocumentState:
        return self.record(document_id).state

    def case_id(self, document_id: str) -> int:
        case = self.desk.paper(document_id).case
        assert case is not None
        return case.case_id

    def confirmed(self) -> int:
        """How many confirmations the embedded order book holds for the order's line."""
        order = self.tally.pipeline.order_book.order(ORDER.order_number)
        assert order is not None
        return len(order.lines[0].confirmed)


@cache
def _prepared() -> tuple[Path, dict[str, str]]:
    """A database with the order and the first users, made once for all tests, and the users' passwords."""
    folder = Path(mkdtemp(prefix="tallyclerk-tests-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    store = open_store(f"sqlite:///{folder / 'prepared.db'}", FakeClock())
    with store.begin() as work:
        work.orders.load([ORDER])
    passwords = make_first_users(store)
    store.close()
    return folder / "prepared.db", passwords


def prepared() -> Path:
    """A database with the order and the first users, to be copied."""
    return _prepared()[0]


def first_passwords() -> dict[str, str]:
    """The passwords of the users in every world."""
    return _prepared()[1]


@contextmanager
def world(folder: Path, *, settle_seconds: float = 0) -> Iterator[World]:
    """A program over a fresh folder, with the order in its embedded order book and the first users at its desk."""
    settings = Settings(data_dir=folder / "data", settle_seconds=settle_seconds)
    settings.data_dir.mkdir(parents=True)
    copyfile(_prepared()[0], settings.data_dir / "tallyclerk.db")
    clock, reader = FakeClock(), FakeReader()
    with build(settings, clock=clock, reader=reader) as tally:
        yield World(tally, reader, clock, Path(settings.channels["inbox"].location))


def change_order(made: World, **changes: object) -> None:
    """Changes the order's line in the order book, as a buyer does."""
    line = OrderLine.model_validate({**ORDER.lines[0].model_dump(), **changes})
    with made.tally.pipeline.store.begin() as work:
        work.orders.load([ORDER.model_copy(update={"lines": [line]})])


def with_pipeline(made: World, **parts: object) -> World:
    """The same world with other parts in its pipeline."""
    return replace(made, tally=replace(made.tally, pipeline=replace(made.tally.pipeline, **parts)))
