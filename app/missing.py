"""What did not come: order lines that nobody confirmed in time, and shipments without the certificates that their order asks for."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from importlib.resources import files

from app.pipeline import Pipeline
from domain.arrivals import DocumentRecord, DocumentState
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Kind
from domain.ports import Store
from domain.worklist import KnownPaper, SoughtPapers
from route.deadlines import after_working_days
from route.returns import amount_in, day_in

WORKING_DAYS = 5
"""After so many working days without a confirmation an order line is asked for."""
KNOWN_PAPERS = 500
"""So many papers about one order, the newest, are looked through for what waits at the desk."""
LAST_PAPERS = 20
"""So many of a supplier's papers tell its language and where its messages come from."""
_TYPES = ("2.1", "2.2", "3.1", "3.2")
_COUNTRIES = {"de": "de", "at": "de", "fr": "fr", "it": "it", "es": "es", "nl": "nl", "pl": "pl"}
"""The language of a mail domain that a country's suppliers have; Switzerland's and Belgium's say nothing."""
_WITH_A_PERSON = (DocumentState.RECEIVED, DocumentState.READ, DocumentState.CHECKED, DocumentState.IN_REVIEW, DocumentState.POSTING)


class Wanted(StrEnum):
    """What did not come."""

    CONFIRMATION = "confirmation"
    CERTIFICATE = "certificate"


@dataclass(frozen=True)
class MissingLine:
    """An order line that something is missing for, with the lots that no certificate covers where only some are missing."""

    line: OrderLine
    lots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Something that a supplier owes us for an order, since when, and a draft that asks for it.

    `waiting` are papers about the order that have come and are not through: one of them may be what is missing.
    `address` is where the supplier's last message about anything came from; empty where none did.
    """

    wanted: Wanted
    order: PurchaseOrder
    lines: tuple[MissingLine, ...]
    since: date
    notices: tuple[str, ...]
    language: str
    address: str
    subject: str
    draft: str
    waiting: tuple[KnownPaper, ...] = ()

    def is_about(self, words: str) -> bool:
        """Whether each of the words stands in the order's number or the supplier's name or number."""
        said = f"{self.order.order_number} {self.order.supplier_name} {self.order.supplier_id}".casefold()
        return all(word in said for word in words.casefold().split())


def missing(pipeline: Pipeline, *, working_days: int = WORKING_DAYS) -> list[Missing]:
    """The worklist, what is owed longest first; what only waits at the desk comes last.

    Args:
        pipeline: the stages; its order book says what was posted.
        working_days: how long a supplier may take to confirm.
    """
    now, papers = pipeline.clock(), _Papers(pipeline.store)
    found = [
        each
        for order in pipeline.order_book.all_orders()
        for each in (*_unconfirmed(order, papers, now, working_days), *_uncertified(order, papers))
    ]
    return sorted(found, key=lambda each: (bool(each.waiting), each.since, each.order.order_number))


@dataclass
class _Papers:
    """What is known of papers, asked only for orders of which something is missing, and of each supplier once."""

    store: Store
    of_suppliers: dict[str, Sequence[DocumentRecord]] = field(default_factory=dict)

    def about(self, order: PurchaseOrder) -> list[KnownPaper]:
        """The newest papers about the order."""
        with self.store.begin(reading=True) as work:
            return list(
                work.worklist.papers(SoughtPapers(order_number=order.order_number, supplier_id=order.supplier_id), limit=KNOWN_PAPERS)
            )

    def of_supplier(self, order: PurchaseOrder) -> Sequence[DocumentRecord]:
        """The supplier's last papers, newest first."""
        if order.supplier_id not in self.of_suppliers:
            with self.store.begin(reading=True) as work:
                self.of_suppliers[order.supplier_id] = work.documents.of_supplier(order.supplier_id, limit=LAST_PAPERS)
        return self.of_suppliers[order.supplier_id]


def _unconfirmed(order: PurchaseOrder, papers: _Papers, now: datetime, working_days: int) -> Iterator[Missing]:
    if after_working_days(datetime.combine(order.order_date, time(), UTC), working_days) > now:
        return
    lines = tuple(MissingLine(line) for line in order.lines if line.is_open and line.open_quantity > 0 and not line.confirmed)
    if lines:
        waiting = _unsettled(papers.about(order), Kind.ORDER_CONFIRMATION)
        yield _missing(Wanted.CONFIRMATION, order, lines, order.order_date, (), waiting, papers.of_supplier(order))


def _uncertified(order: PurchaseOrder, papers: _Papers) -> Iterator[Missing]:
    lines = tuple(found for line in order.lines if (found := _without_certificate(line)))
    if not lines:
        return
    about = papers.about(order)
    notices = tuple(sorted({notice.document_number for each in lines for notice in each.line.announced}))
    came = [paper.received_at.date() for paper in about if paper.kind is Kind.SHIP_NOTICE and paper.document_number in notices]
    since, waiting = min(came, default=order.order_date), _unsettled(about, Kind.CERTIFICATE)
    yield _missing(Wanted.CERTIFICATE, order, lines, since, notices, waiting, papers.of_supplier(order))


def _without_certificate(line: OrderLine) -> MissingLine | None:
    """The line, if something of it was shipped for which no certificate of the required type (or a higher one) is on file."""
    if not line.required_certificate or not line.announced:
        return None
    good = [each for each in line.certificates if _suffices(each.certificate_type, line.required_certificate)]
    if not good:
        return MissingLine(line)
    shipped = {str(lot["lot_number"]) for notice in line.announced for lot in notice.lots if lot.get("lot_number")}
    certified = {str(heat[name]) for each in good for heat in each.heats for name in ("heat_number", "lot_number") if heat.get(name)}
    # Lots may be named otherwise than heats: only where some agree, the others are missing.
    lots = tuple(sorted(shipped - certified)) if shipped & certified else ()
    return MissingLine(line, lots) if lots else None


def _suffices(found: str | None, required: str) -> bool:
    if required in _TYPES and found in _TYPES:
        return _TYPES.index(found) >= _TYPES.index(required)
    return found == required


def _unsettled(about: Sequence[KnownPaper], kind: Kind) -> tuple[KnownPaper, ...]:
    return tuple(paper for paper in about if paper.kind is kind and paper.state in _WITH_A_PERSON)


def _missing(
    wanted: Wanted,
    order: PurchaseOrder,
    lines: tuple[MissingLine, ...],
    since: date,
    notices: tuple[str, ...],
    waiting: tuple[KnownPaper, ...],
    whose: Sequence[DocumentRecord],
) -> Missing:
    address = next((paper.sender.address for paper in whose if paper.sender and paper.sender.address), "")
    language = _language(order, whose, address)
    words = chasers()[language]
    said = {
        "order": order.order_number,
        "date": day_in(language, order.order_date),
        "lines": "\n".join(_line(each, language) for each in lines),
        "notices": ", ".join(notices),
    }
    subject, draft = words[f"{wanted}_subject"].format(**said), words[wanted].format(**said).strip() + "\n"
    return Missing(wanted, order, lines, since, notices, language, address, subject, draft, waiting)


def _line(missing_line: MissingLine, language: str) -> str:
    line = missing_line.line
    asked = f" · {line.required_certificate}" if line.required_certificate else ""
    lots = f" · {', '.join(missing_line.lots)}" if missing_line.lots else ""
    wanted = f"{amount_in(language, line.quantity)} {line.unit} · {day_in(language, line.requested_date)}"
    return f"  {line.order_line} · {line.buyer_item} · {line.description} · {wanted}{asked}{lots}"


def _language(order: PurchaseOrder, whose: Sequence[DocumentRecord], address: str) -> str:
    """What the supplier's papers are written in; else the language of its domain's country; else English."""
    known = chasers()
    spoken = Counter(paper.reading.language for paper in whose if paper.reading and paper.reading.language in known)
    if spoken:
        return spoken.most_common(1)[0][0]
    domains = [*order.supplier_domains, address.rpartition("@")[2]]
    return next((_COUNTRIES[end] for domain in domains if (end := domain.rpartition(".")[2].lower()) in _COUNTRIES), "en")


@cache
def chasers() -> Mapping[str, Mapping[str, str]]:
    """The drafts by language."""
    return tomllib.loads((files("app") / "chasers.toml").read_text(encoding="utf-8"))
