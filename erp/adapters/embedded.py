"""The embedded order book: purchase orders in Tallyclerk's own database, for those who have no ERP to connect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.errors import LedgerRefusedError, LedgerUnavailableError, OrderChangedError, PostingUnknownError, StoreBusyError
from domain.orders import PurchaseOrder, order_of
from domain.ports import Archive, Store, UnitOfWork
from domain.postings import Posting, PostingReceipt
from erp.record import no_order, recorded, taken_back

_BATCH = 500


def connect(store: Store, _archive: Archive, _options: Mapping[str, str]) -> EmbeddedErp:
    """The embedded order book of that store; it has no options."""
    return EmbeddedErp(store)


class EmbeddedErp:
    """Order book and ledger over the store's own tables."""

    def __init__(self, store: Store) -> None:
        self.name = "embedded"
        self._store = store

    def orders(self, order_number: str) -> Sequence[PurchaseOrder]:
        """The orders of exactly that number, each of another supplier, open or closed."""
        with self._store.begin(reading=True) as work:
            return [order for order, _ in work.orders.of_number(order_number)]

    def order(self, order_number: str, supplier_id: str | None = None) -> PurchaseOrder | None:
        """The order of that number and supplier; where no supplier is named the only one of that number."""
        return order_of(self.orders(order_number), supplier_id)

    def order_numbers(self) -> Sequence[str]:
        """Every number that `orders` answers to."""
        with self._store.begin(reading=True) as work:
            return work.orders.numbers()

    def all_orders(self) -> Iterator[PurchaseOrder]:
        """Every order, by number and supplier, a batch at a time."""
        last = ("", "")
        while True:
            with self._store.begin(reading=True) as work:
                batch = work.orders.after(last, limit=_BATCH)
            yield from batch
            if len(batch) < _BATCH:
                return
            last = (batch[-1].order_number, batch[-1].supplier_id)

    def version(self, order_number: str, supplier_id: str | None = None) -> str:
        """A string that changes whenever the order changes; empty where there is no such order."""
        with self._store.begin(reading=True) as work:
            known = work.orders.get(order_number, supplier_id)
        return known[1] if known else ""

    def reach(self) -> str:
        """How many orders there are."""
        return f"the embedded order book with {len(self.order_numbers())} orders"

    def post(self, posting: Posting) -> PostingReceipt:
        """Writes it; doing so twice for one key changes nothing the second time.

        Raises:
            LedgerUnavailableError: certainly not written. PostingUnknownError: perhaps written.
            LedgerRefusedError: it fits no line of the order, or what should be taken back is not there any more. OrderChangedError: the order is not the version that was checked.
        """
        writing = False
        try:
            with self._store.begin() as work:
                receipt = _write(work, posting)
                writing = True
        except StoreBusyError as error:
            # Only the end of the unit of work, the commit, can fail without saying whether it was done.
            kind = PostingUnknownError if writing else LedgerUnavailableError
            raise kind(f"The embedded order book could not be written: {error}") from error
        return receipt

    def rehearse(self, posting: Posting) -> None:
        """Looks whether it would be taken, as the port says.

        Raises:
            LedgerUnavailableError: the database cannot be read now. LedgerRefusedError: as `post` says.
        """
        try:
            with self._store.begin(reading=True) as work:
                _after(work, _order_of(work, posting)[0], posting)
        except StoreBusyError as error:
            raise LedgerUnavailableError(f"The embedded order book could not be read: {error}") from error

    def find(self, posting: Posting) -> PostingReceipt | None:
        """The receipt of the posting, None where the order book does not have it.

        Raises:
            LedgerUnavailableError: the database cannot be read now.
        """
        try:
            # Not a reading one: it waits for a writer, who may be about to commit this very posting.
            with self._store.begin() as work:
                return work.orders.applied(posting.key)
        except StoreBusyError as error:
            raise LedgerUnavailableError(f"The embedded order book could not be read: {error}") from error


def _write(work: UnitOfWork, posting: Posting) -> PostingReceipt:
    done = work.orders.applied(posting.key)
    if done is not None:
        return done
    order, version = _order_of(work, posting)
    if version != posting.order_version:
        raise OrderChangedError(f"Order {posting.order_number} was changed after the document was checked.")
    return work.orders.apply(posting, _after(work, order, posting))


def _order_of(work: UnitOfWork, posting: Posting) -> tuple[PurchaseOrder, str]:
    known = work.orders.get(posting.order_number, posting.supplier_id or None)
    if known is None:
        raise no_order(posting)
    return known


def _after(work: UnitOfWork, order: PurchaseOrder, posting: Posting) -> PurchaseOrder:
    """The order with the posting in it, or without what it takes back. Raises LedgerRefusedError where it does not fit."""
    if posting.reverses is None:
        return recorded(order, posting)
    original = work.orders.applied(posting.reverses)
    if original is None:
        raise LedgerRefusedError("What should be taken back was never posted here.")
    before, after = PurchaseOrder.model_validate(original.before), PurchaseOrder.model_validate(original.after)
    return taken_back(order, posting, before=before, after=after)
