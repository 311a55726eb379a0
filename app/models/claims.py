"""Claims: every value of a reading with its score, what the order says of it, and whether it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context

from rich.console import Console
from rich.progress import track

from app.models.papers import Known
from app.scoring import Part, Truth, checks_of
from doctypes import find_doctypes
from domain.decisions import Outcome, Policy
from domain.doctype import CheckContext, DocType, of_kind
from domain.orders import PurchaseOrder, order_of
from domain.paper import Kind, Reading, name_of
from extract.confidence import SECONDED
from extract.read import read_scores
from route.decide import decide
from route.posted import posted_leaves
from validate import check, gather
from validate.evidence import Evidence, evidence_of

MOST_ALIKE = 8
"""As many values of one name count whole on a paper: they are right or wrong together, and one torn table is no twenty mistakes."""
UNDOUBTING = Policy(confidence_threshold=0.0)
NOW = datetime(2026, 7, 1, tzinfo=UTC)
KIND = "kind"
"""The name under which the kind of a paper is a claim like any other."""


@dataclass(frozen=True)
class Claim:
    """One value that was said: on which stationery and paper, under which name, how sure the reader is, and whether it is right."""

    layout: str
    paper: str
    kind: str
    name: str
    medium: str
    score: float
    evidence: Evidence
    right: bool
    is_posted: bool
    is_header: bool
    is_clear: bool
    """Whether nothing but doubt would keep the paper from being posted: no finding, nothing missing."""
    weight: float = 1.0
    """Less than one where a paper says many values of that name: they are right or wrong together."""
    seconded: bool = False
    """Whether two engines read it alike off a scan."""
    unmistakable: bool = False
    """Whether no sign of it may be another, where one engine alone has read it."""

    @property
    def print_of_it(self) -> str:
        """Whose curves it belongs to: `text`, `ocr`, or what two engines read alike."""
        return SECONDED if self.seconded else self.medium


class Orders:
    """An order book in memory."""

    def __init__(self, orders: Mapping[str, PurchaseOrder]) -> None:
        """`orders` by number."""
        self._orders = orders

    def orders(self, order_number: str) -> Sequence[PurchaseOrder]:
        """The order of that number."""
        return [self._orders[order_number]] if order_number in self._orders else []

    def order(self, order_number: str, supplier_id: str | None = None) -> PurchaseOrder | None:
        """The order of that number and supplier."""
        return order_of(self.orders(order_number), supplier_id)

    def order_numbers(self) -> Sequence[str]:
        """The numbers of all orders."""
        return list(self._orders)

    def all_orders(self) -> Iterator[PurchaseOrder]:
        """All orders."""
        return iter(self._orders.values())

    def version(self, order_number: str, supplier_id: str | None = None) -> str:  # noqa: ARG002 - nothing here ever changes
        """What would tell a changed order."""
        return ""


def orders_of(papers: Sequence[Known]) -> dict[str, PurchaseOrder]:
    """The orders that the papers were drawn for, by number."""
    return {order.order_number: order for paper in papers if paper.order for order in (paper.order, *paper.further_orders)}


def read_all(papers: Sequence[Known], workers: int) -> list[Reading | None]:
    """What each paper says, with scores in place of probabilities; None where it cannot be read."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        read = pool.map(_read, papers, chunksize=8)
        return list(track(read, "readings", len(papers), console=Console(stderr=True)))


def _read(paper: Known) -> Reading | None:
    return read_scores(paper.pages, find_doctypes()) if paper.pages else None


def claims_of(papers: Sequence[Known], readings: Sequence[Reading | None], orders: Mapping[str, PurchaseOrder]) -> list[Claim]:
    """The claims of all readings."""
    book = Orders(orders)
    return [
        claim
        for paper, reading in zip(papers, readings, strict=True)
        if reading is not None
        for claim in _claims(paper.truth, reading, book)
    ]


def _claims(truth: Truth, reading: Reading, book: Orders) -> Iterator[Claim]:
    doctype = of_kind(find_doctypes(), reading.kind)
    context = gather(reading, order_book=book, earlier=(), policy=UNDOUBTING, doctype=doctype)
    claim = partial(
        Claim, str(truth.layout), truth.file, reading.kind.value, medium=reading.medium, is_clear=_is_clear(reading, context, doctype)
    )
    known = Evidence.AGREES if context.order else Evidence.NOTHING
    right = reading.kind is truth.kind
    yield claim(KIND, score=reading.kind_confidence, evidence=known, right=right, is_posted=doctype is not None, is_header=False)
    # What is said under the wrong kind is stopped by the doubt about the kind, and says nothing about the fields of the right one.
    if doctype is None or not right:
        return
    evidence = dict(evidence_of(reading, context))
    posted = {path for path, _ in posted_leaves(reading, doctype)}
    leaves = dict(reading.leaves())
    judged = list(said(truth, reading, doctype))
    alike = Counter(name_of(path) for path, _, _ in judged)
    for path, right, part in judged:
        if not right and part is Part.FURTHER and evidence.get(path) is Evidence.AGREES:
            continue  # nobody makes up what the order says; the truth knows it from another place of the paper
        yield claim(
            name_of(path),
            score=leaves[path].confidence,
            seconded=leaves[path].seconded,
            unmistakable=leaves[path].unmistakable,
            evidence=evidence.get(path, Evidence.NOTHING),
            right=right,
            is_posted=path in posted,
            is_header=part is Part.HEADER,
            weight=min(1.0, MOST_ALIKE / alike[name_of(path)]),
        )


def _is_clear(reading: Reading, context: CheckContext, doctype: DocType | None) -> bool:
    found = check(reading, context, doctype)
    return decide(reading, found, policy=context.policy, doctype=doctype, received_at=NOW).outcome is Outcome.POST


def said(truth: Truth, reading: Reading, doctype: DocType) -> Iterator[tuple[str, bool, Part]]:
    """The path of each value of which the truth knows, whether it is right, and what it counts towards."""
    checks = checks_of(truth.truth, reading, doctype)
    judged = set()
    for value in checks:
        if value.is_due and value.leaf is not None:
            judged.add(value.path)
            yield value.path, value.right, value.part
    # A certificate's truth does not tell the lots that stand beside its goods. What is left of the posted values is of a line, lot or heat too many, or stands in no truth because it was made up.
    extra = tuple(f"{value.path}." for value in checks if not value.is_due)
    for path, _ in posted_leaves(reading, doctype):
        if path not in judged and name_of(path) in INVENTED and not (reading.kind is Kind.CERTIFICATE and ".lots[" in path):
            yield path, False, Part.LINES if path.startswith(extra) else Part.FURTHER


INVENTED = frozenset(
    {
        "document_number", "document_date", "order_number", "certificate_type", "ship_date", "arrival_date",
        "lines.order_line", "lines.quantity", "lines.unit_price", "lines.delivery_date", "lines.grade", "lines.lots.lot_number",
        "heats.heat_number", "heats.chemistry", "heats.lot_number", "heats.melt_country",
        "heats.tensile.yield_mpa", "heats.tensile.tensile_mpa", "heats.tensile.elongation_pct", "heats.tensile.direction",
        "heats.impact.temperature_c", "heats.impact.energy_j", "heats.impact.mean_j", "heats.hardness.value", "packages.sscc",
    }
)  # fmt: skip
"""Posted values that every truth of ours has where the paper has them: one that it does not have was made up."""
