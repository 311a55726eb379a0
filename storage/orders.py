"""The embedded order book's tables: purchase orders, and the postings that were applied to them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pydantic import JsonValue
from sqlalchemy import Connection, delete, insert, select, tuple_

from domain.errors import OrderChangedError
from domain.orders import OrderLine, PurchaseOrder
from domain.ports import AuditLog, Clock
from domain.postings import Posting, PostingReceipt
from storage.columns import canonical
from storage.tables import applied_postings, orders

_OUR_RECORDS = ("confirmed", "announced", "certificates", "in_transit_quantity")


class SqlOrders:
    """The embedded order book in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog, clock: Clock) -> None:
        self._connection = connection
        self._audit = audit
        self._clock = clock

    def load(self, loaded: Sequence[PurchaseOrder]) -> int:
        """Adds or replaces the orders, all or none; returns how many.

        What was posted to an order line before (confirmations, announcements, certificates) stays where the new order does not say otherwise.
        """
        for order in loaded:
            known = self.get(order.order_number, order.supplier_id)
            self._store(_with_our_records(order, known[0]) if known else order)
        if loaded:
            digest = hashlib.sha256("".join(order.model_dump_json() for order in loaded).encode()).hexdigest()
            self._audit.append(
                actor="tallyclerk",
                action="orders imported",
                subject="orders",
                after={"orders": len(loaded), "content": f"sha256:{digest}"},
            )
        return len(loaded)

    def of_number(self, order_number: str) -> Sequence[tuple[PurchaseOrder, str]]:
        """The orders of that number, each with its version, by supplier."""
        query = select(orders.c.content, orders.c.version).where(orders.c.order_number == order_number).order_by(orders.c.supplier_id)
        return [(PurchaseOrder.model_validate(row.content), row.version) for row in self._connection.execute(query)]

    def get(self, order_number: str, supplier_id: str | None = None) -> tuple[PurchaseOrder, str] | None:
        """The order of that number and supplier, with its version; where no supplier is named the only one of that number."""
        fitting = [known for known in self.of_number(order_number) if supplier_id in (None, known[0].supplier_id)]
        return fitting[0] if len(fitting) == 1 else None

    def numbers(self) -> Sequence[str]:
        """All order numbers, each once."""
        return list(self._connection.execute(select(orders.c.order_number).distinct().order_by(orders.c.order_number)).scalars())

    def after(self, last: tuple[str, str], *, limit: int) -> Sequence[PurchaseOrder]:
        """The orders that follow the one of that number and supplier, by number and supplier; `("", "")` comes before all."""
        key = tuple_(orders.c.order_number, orders.c.supplier_id)
        query = select(orders.c.content).where(key > tuple_(*last)).order_by(orders.c.order_number, orders.c.supplier_id).limit(limit)
        return [PurchaseOrder.model_validate(content) for content in self._connection.execute(query).scalars()]

    def apply(self, posting: Posting, order: PurchaseOrder) -> PostingReceipt:
        """Records the posting as applied together with the changed order, if the version is still `posting.order_version`.

        Raises:
            OrderChangedError: it is not.
        """
        known = self.get(posting.order_number, posting.supplier_id or None)
        if known is None or known[1] != posting.order_version:
            raise OrderChangedError(f"Order {posting.order_number} was changed after the document was checked.")
        before: dict[str, JsonValue] = _content(known[0])
        after = _content(order)
        row = insert(applied_postings).values(
            key=posting.key,
            kind=posting.kind,
            order_number=posting.order_number,
            payload=posting.payload,
            before=before,
            after=after,
            applied_at=self._clock(),
        )
        number = self._connection.execute(row.returning(applied_postings.c.number)).scalar_one()
        self._store(order)
        return PostingReceipt(reference=_reference(number), before=before, after=after)

    def applied(self, key: str) -> PostingReceipt | None:
        """The receipt of an applied posting."""
        row = self._connection.execute(select(applied_postings).where(applied_postings.c.key == key)).first()
        return PostingReceipt(reference=_reference(row.number), before=row.before, after=row.after) if row else None

    def _store(self, order: PurchaseOrder) -> None:
        content = _content(order)
        version = hashlib.sha256(canonical(content).encode()).hexdigest()
        same = (orders.c.order_number == order.order_number) & (orders.c.supplier_id == order.supplier_id)
        self._connection.execute(delete(orders).where(same))
        self._connection.execute(
            insert(orders).values(order_number=order.order_number, supplier_id=order.supplier_id, version=version, content=content)
        )


def _content(order: PurchaseOrder) -> dict[str, JsonValue]:
    content: dict[str, JsonValue] = order.model_dump(mode="json", exclude_defaults=True)
    return content


def _reference(number: int) -> str:
    return f"EB-{number:06d}"


def _with_our_records(order: PurchaseOrder, known: PurchaseOrder) -> PurchaseOrder:
    return order.model_copy(update={"lines": [_line_with_records(line, known.line(line.order_line)) for line in order.lines]})


def _line_with_records(line: OrderLine, known: OrderLine | None) -> OrderLine:
    if known is None:
        return line
    kept = {name: getattr(known, name) for name in _OUR_RECORDS if name not in line.model_fields_set}
    return line.model_copy(update=kept)
