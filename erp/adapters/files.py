"""Any ERP that exports and imports files: orders from CSV, XLSX or JSON, postings as files, and acknowledgements of them.

Options: `orders` (the export), `postings` (the folder that its import watches), `acknowledgements` (the folder that it answers in),
`column.FIELD` (which column holds a field of an order), `constant.FIELD` (a value for all), `decimal` (`.` or `,`), `date` (as in
`%d.%m.%Y`), `delimiter`, `encoding`, `sheet`, `settle_seconds` (how old an export must be to be whole, default 2). docs/erp.md has examples.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from domain.errors import LedgerRefusedError, LedgerUnavailableError, OrderChangedError, UsageError
from domain.orders import PurchaseOrder, order_of
from domain.ports import Archive, Store
from domain.postings import Posting, PostingReceipt
from erp.files.folder import Acknowledgement, Handed, PostingFolder
from erp.files.orders import Mapped, read_export
from erp.files.table import Form
from erp.record import no_order, recorded, taken_back

_OPTIONS = ("orders", "postings", "acknowledgements", "decimal", "date", "delimiter", "encoding", "sheet", "settle_seconds")


def connect(_store: Store, archive: Archive, options: Mapping[str, str]) -> FilesErp:
    """The ERP behind those files; none of them is read yet.

    Raises:
        UsageError: an option is missing, unknown or wrong.
    """
    mapped = _mapped(options)
    for name in ("orders", "postings", "acknowledgements"):
        if not options.get(name):
            raise UsageError(f"An ERP behind files needs the option {name}: see docs/erp.md.")
    try:
        settle = float(options.get("settle_seconds", "2"))
    except ValueError:
        raise UsageError(f"The option settle_seconds is “{options['settle_seconds']}”, but must be a number.") from None
    folder = PostingFolder(Path(options["postings"]).expanduser(), Path(options["acknowledgements"]).expanduser())
    return FilesErp(archive, Path(options["orders"]).expanduser(), mapped, folder, settle)


def _mapped(options: Mapping[str, str]) -> Mapped:
    columns = {name.removeprefix("column."): value for name, value in options.items() if name.startswith("column.")}
    constants = {name.removeprefix("constant."): value for name, value in options.items() if name.startswith("constant.")}
    unknown = [name for name in options if name not in _OPTIONS and not name.startswith(("column.", "constant."))]
    if unknown:
        raise UsageError(
            f"An ERP behind files has no option {unknown[0]}; there are {', '.join(_OPTIONS)}, column.FIELD and constant.FIELD."
        )
    delimiter = options.get("delimiter", ",").replace("\\t", "\t")
    if len(delimiter) != 1:
        raise UsageError(f"The option delimiter is “{delimiter}”, but must be one sign.")
    form = Form(delimiter, options.get("encoding", "utf-8-sig"), options.get("sheet", ""))
    mapped = Mapped(columns, constants, options.get("decimal", "."), options.get("date", "%Y-%m-%d"), form)
    mapped.refuse_wrong()
    return mapped


@dataclass(frozen=True)
class _Export:
    """An export that was read: which state of the file, when that was written (seconds since 1970), and its orders by number."""

    state: tuple[int, int, int]
    written: float
    orders: Mapping[str, Sequence[PurchaseOrder]]


class FilesErp:
    """Order book over an export, and ledger over a folder of postings."""

    def __init__(self, archive: Archive, orders: Path, mapped: Mapped, folder: PostingFolder, settle_seconds: float) -> None:
        self.name = "files"
        self._archive = archive
        self._path = orders
        self._mapped = mapped
        self._folder = folder
        self._settle = settle_seconds
        self._read: _Export | None = None
        self._one_at_a_time = RLock()

    def orders(self, order_number: str) -> Sequence[PurchaseOrder]:
        """The orders of exactly that number, with what was acknowledged since; open or closed as the export says."""
        export = self._export()
        return [self._with_papers(order, export) for order in export.orders.get(order_number, ())]

    def order(self, order_number: str, supplier_id: str | None = None) -> PurchaseOrder | None:
        """The order of that number and supplier; where no supplier is named the only one of that number."""
        return order_of(self.orders(order_number), supplier_id)

    def order_numbers(self) -> Sequence[str]:
        """Every number that `orders` answers to."""
        return sorted(self._export().orders)

    def all_orders(self) -> Iterator[PurchaseOrder]:
        """Every order of the export, with what was acknowledged since."""
        export = self._export()
        for number in sorted(export.orders):
            for order in export.orders[number]:
                yield self._with_papers(order, export)

    def version(self, order_number: str, supplier_id: str | None = None) -> str:
        """A digest of the order with its papers; empty where there is no such order."""
        order = self.order(order_number, supplier_id)
        return hashlib.sha256(json.dumps(_content(order), sort_keys=True).encode()).hexdigest() if order else ""

    def reach(self) -> str:
        """Reads the export, and looks whether both folders are there and postings can be written.

        Raises:
            LedgerUnavailableError: something is missing or wrong.
        """
        orders = sum(map(len, self._export().orders.values()))
        self._folder.reach()
        return f"{self._path} with {orders} orders, postings to {self._folder.postings}"

    def post(self, posting: Posting) -> PostingReceipt:
        """Hands the posting over as a file, once; the receipt is not settled before the ERP acknowledges it.

        Raises:
            LedgerUnavailableError: it was not handed over. LedgerRefusedError: it does not fit the order.
            OrderChangedError: the order is not the version that was checked.
        """
        with self._one_at_a_time:
            attempts = list(self._folder.attempts(posting))
            attempt = 1
            if attempts:
                attempt, handed, said = attempts[-1]
                if said is not None and said.status == "posted":
                    return _receipt(handed, said)
                if said is None and self._folder.is_handed_over(handed):
                    return _receipt(handed, None)
                attempt += said is not None
            order = self._order_of(posting)
            if self.version(posting.order_number, order.supplier_id) != posting.order_version:
                raise OrderChangedError(f"Order {posting.order_number} was changed after the document was checked.")
            handed = self._folder.record(posting, order, self._after(order, posting), attempt)
            self._folder.hand_over(handed, self._paper(posting))
            return _receipt(handed, None)

    def rehearse(self, posting: Posting) -> None:
        """Looks whether it would be handed over, as the port says; what the ERP behind the files says of it is not known before.

        Raises:
            LedgerUnavailableError: the export cannot be read now. LedgerRefusedError: it does not fit the order.
        """
        with self._one_at_a_time:
            self._after(self._order_of(posting), posting)

    def find(self, posting: Posting) -> PostingReceipt | None:
        """The receipt of the posting, settled once it is acknowledged; None where it was never handed over.

        Raises:
            LedgerRefusedError: the ERP acknowledged that it did not take it. LedgerUnavailableError: the folders cannot be read now.
        """
        with self._one_at_a_time:
            attempts = list(self._folder.attempts(posting))
        if not attempts:
            return None
        _, handed, said = attempts[-1]
        if said is not None and said.status == "refused":
            raise LedgerRefusedError(f"The ERP refused {handed.name}: {said.message or 'it did not say why'}")
        if said is None and not self._folder.is_handed_over(handed):
            return None
        return _receipt(handed, said)

    def _order_of(self, posting: Posting) -> PurchaseOrder:
        order = self.order(posting.order_number, posting.supplier_id or None)
        if order is None:
            raise no_order(posting)
        return order

    def _after(self, order: PurchaseOrder, posting: Posting) -> PurchaseOrder:
        if posting.reverses is None:
            return recorded(order, posting)
        for handed in self._folder.all_noted(posting.order_number):
            if handed.posting.key == posting.reverses and self._is_posted(handed):
                before, after = PurchaseOrder.model_validate(handed.before), PurchaseOrder.model_validate(handed.after)
                return taken_back(order, posting, before=before, after=after)
        raise LedgerRefusedError("What should be taken back was never posted here.")

    def _is_posted(self, handed: Handed) -> bool:
        said = self._folder.acknowledgement(handed)
        return said is not None and said[0].status == "posted"

    def _with_papers(self, order: PurchaseOrder, export: _Export) -> PurchaseOrder:
        """The order with what was acknowledged of it; what is under way counts only where the export is older than that."""
        noted = [each for each in self._folder.all_noted(order.order_number) if each.posting.supplier_id in ("", order.supplier_id)]
        said = {handed.name: self._folder.acknowledgement(handed) for handed in noted}
        posted = [handed for handed in noted if (answer := said[handed.name]) and answer[0].status == "posted"]
        gone = {handed.posting.reverses for handed in posted}
        for handed in posted:
            if handed.posting.reverses is None and handed.posting.key not in gone:
                answer = said[handed.name]
                exported = {line.order_line: line.in_transit_quantity for line in order.lines}
                with suppress(LedgerRefusedError):  # the ERP has changed the order so that it does not fit any more
                    order = recorded(order, handed.posting)
                if answer and answer[1] <= export.written:
                    lines = [line.model_copy(update={"in_transit_quantity": exported[line.order_line]}) for line in order.lines]
                    order = order.model_copy(update={"lines": lines})
        return order

    def _export(self) -> _Export:
        """The export as it is now, whole.

        Raises:
            LedgerUnavailableError: it is not there, still being written, or wrong; the sentence says what.
        """
        with self._one_at_a_time:
            state, written = self._stat()
            if self._read is not None and self._read.state == state:
                return self._read
            if time.time() - written < self._settle:
                raise LedgerUnavailableError(f"The orders {self._path} are being written: they are read in a moment.")
            try:
                orders = read_export(self._path, self._mapped)
            except UsageError as error:
                raise LedgerUnavailableError(f"The orders were not taken: {error}") from error
            if self._stat()[0] != state:
                raise LedgerUnavailableError(f"The orders {self._path} are being written: they are read in a moment.")
            by_number: dict[str, list[PurchaseOrder]] = {}
            for order in orders:
                by_number.setdefault(order.order_number, []).append(order)
            self._read = _Export(state, written, by_number)
            return self._read

    def _stat(self) -> tuple[tuple[int, int, int], float]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise LedgerUnavailableError(f"The orders {self._path} cannot be read ({error.strerror}): check the option orders.") from error
        return (found.st_mtime_ns, found.st_size, found.st_ino), found.st_mtime

    def _paper(self, posting: Posting) -> bytes | None:
        try:
            return self._archive.get(posting.document_id)
        except KeyError:
            return None


def _receipt(handed: Handed, said: Acknowledgement | None) -> PostingReceipt:
    if said is None:
        return PostingReceipt(reference=handed.name, settled=False)
    return PostingReceipt(reference=said.reference or handed.name, before=handed.before, after=handed.after)


def _content(order: PurchaseOrder) -> object:
    return order.model_dump(mode="json", exclude_defaults=True)
