"""Tryton (8.2) over its REST API, with the key of a user application; its modules purchase_amendment, stock_lot, incoterm and quality.

Options: `url` (with the database, as in https://erp.example/works), `key` or `key_file`, and, if wanted, `company` (its id or name, where
the user has several), `control` (the quality control that certificates are inspected by), `seconds` (for one request, default 15), and
`unit.SYMBOL` (the code of UN/ECE Recommendation 20 for a unit of one's own, as in `unit.Stk = "C62"`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

import httpx

from domain.errors import LedgerUnavailableError, UsageError
from domain.orders import PurchaseOrder, order_of
from domain.ports import Archive, Store
from domain.postings import Posting, PostingReceipt
from erp.record import no_order
from erp.tryton import journal
from erp.tryton.orders import FIELDS, KNOWN_STATES, Purchase, read_purchase
from erp.tryton.posting import receipt, rehearse, write
from erp.tryton.rest import Rest
from erp.tryton.session import Session

LONGEST_POSTING_SECONDS = 240
"""Less than the outbox's lease, so that no two processes are at one posting."""
_BATCH = 50
_OPTIONS = ("url", "key", "key_file", "company", "control", "seconds")


def connect(_store: Store, archive: Archive, options: Mapping[str, str]) -> TrytonErp:
    """Tryton at that address; it is asked nothing yet.

    Raises:
        UsageError: an option is missing, unknown or wrong.
    """
    unknown = sorted(name for name in options if name not in _OPTIONS and not name.startswith("unit."))
    if unknown:
        raise UsageError(f"Tryton has no option {unknown[0]}; there are {', '.join(_OPTIONS)} and unit.SYMBOL.")
    address = options.get("url", "").rstrip("/")
    if not address.startswith(("http://", "https://")) or address.count("/") < 3:
        raise UsageError("Tryton needs the option url with its database, as in https://erp.example/works.")
    try:
        seconds = float(options.get("seconds", "15"))
    except ValueError:
        raise UsageError(f"Tryton's option seconds is “{options['seconds']}”, but must be a number.") from None
    if not 0 < seconds <= 60:
        raise UsageError("Tryton's option seconds must be more than 0 and no more than 60.")
    return TrytonErp(archive, address, _key(options), seconds, options)


def _key(options: Mapping[str, str]) -> str:
    if options.get("key"):
        return options["key"]
    if not options.get("key_file"):
        raise UsageError("Tryton needs the option key (or key_file): the key of its user application “rest”.")
    try:
        return Path(options["key_file"]).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Tryton's key_file {options['key_file']} cannot be read.") from error


class TrytonErp:
    """Order book and ledger over Tryton."""

    def __init__(
        self,
        archive: Archive,
        address: str,
        key: str,
        seconds: float,
        options: Mapping[str, str],
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.name = "tryton"
        self._archive = archive
        self._options = options
        self._one_at_a_time = Lock()
        self._units = {name.removeprefix("unit."): code for name, code in options.items() if name.startswith("unit.")}
        self._anywhere = Rest(address, key, 0, seconds, httpx.Client(follow_redirects=False, transport=transport))

    def orders(self, order_number: str) -> Sequence[PurchaseOrder]:
        """The orders of exactly that number in the company, open or closed."""
        return [found.order for found in self._purchases(self._rest, [order_number])]

    def order(self, order_number: str, supplier_id: str | None = None) -> PurchaseOrder | None:
        """The order of that number and supplier in the company; where no supplier is named the only one of that number."""
        return order_of(self.orders(order_number), supplier_id)

    def order_numbers(self) -> Sequence[str]:
        """The numbers of the orders that are open."""
        rest = self._rest
        clauses = [["company", "=", rest.company], ["state", "in", ["confirmed", "processing"]], ["number", "!=", None]]
        return list(dict.fromkeys(row["number"] for row in rest.search("purchase.purchase", clauses, ["number"])))

    def all_orders(self) -> Iterator[PurchaseOrder]:
        """The orders that are open, a batch of requests at a time."""
        numbers = self.order_numbers()
        for start in range(0, len(numbers), _BATCH):
            yield from (found.order for found in self._purchases(self._rest, numbers[start : start + _BATCH]))

    def version(self, order_number: str, supplier_id: str | None = None) -> str:
        """A digest of the order with its plan; empty where there is no such order."""
        found = self._purchase(self._rest, order_number, supplier_id)
        return found.version if found else ""

    def reach(self) -> str:
        """Looks into all that postings need, with the rights that the user has.

        Raises:
            LedgerUnavailableError: Tryton is away, or its user may not read something.
        """
        rest, control = self._rest, self._control
        needed = {
            "purchase.purchase": ["number", "incoterm", "amendments"],
            "purchase.amendment": ["state"],
            "stock.move": ["lot", "shipment"],
            "stock.shipment.in": ["reference"],
            "stock.lot": ["number"],
            **({"quality.inspection": ["state"]} if control else {}),
        }
        for model, fields in needed.items():
            rest.search(model, [], fields, limit=1)
        orders = len(self.order_numbers())
        return f"Tryton at {rest.address}, company {rest.company}, {orders} open orders" + ("" if control else ", no inspections")

    def post(self, posting: Posting) -> PostingReceipt:
        """Writes it, as the port says.

        Raises:
            LedgerUnavailableError, PostingUnknownError, LedgerRefusedError, OrderChangedError: as `Ledger.post` says.
        """
        with self._one_at_a_time:
            return write(self._session(self._rest.within(LONGEST_POSTING_SECONDS), posting))

    def rehearse(self, posting: Posting) -> None:
        """Looks whether it would be written, as the port says.

        Raises:
            LedgerUnavailableError: Tryton cannot be asked now. LedgerRefusedError: it does not fit the order.
        """
        rehearse(self._session(self._rest, posting))

    def find(self, posting: Posting) -> PostingReceipt | None:
        """The receipt of the posting; None where it is not in Tryton, or not whole.

        Raises:
            LedgerUnavailableError: Tryton cannot be asked now.
        """
        found = self._purchase(self._rest, posting.order_number, posting.supplier_id or None)
        entry = next((each for each in found.entries if each.key == posting.key), None) if found else None
        return receipt(entry, found) if found and entry and entry.is_done else None

    def _session(self, rest: Rest, posting: Posting) -> Session:
        def look() -> Purchase:
            found = self._purchase(rest, posting.order_number, posting.supplier_id or None)
            if found is None:
                raise no_order(posting)
            return found

        return Session(rest, look, posting, self._paper(posting), self._control)

    def _purchase(self, rest: Rest, order_number: str, supplier_id: str | None) -> Purchase | None:
        fitting = [each for each in self._purchases(rest, [order_number]) if supplier_id in (None, each.order.supplier_id)]
        return fitting[0] if len(fitting) == 1 else None

    def _purchases(self, rest: Rest, order_numbers: Sequence[str]) -> list[Purchase]:
        clauses = [["number", "in", list(order_numbers)], ["company", "=", rest.company], ["state", "in", list(KNOWN_STATES)]]
        rows = rest.search("purchase.purchase", clauses, FIELDS)
        return [read_purchase(row, journal.read_entries(rest, row["id"]), self._units) for row in rows]

    def _paper(self, posting: Posting) -> bytes | None:
        try:
            return self._archive.get(posting.document_id)
        except KeyError:
            return None

    @cached_property
    def _rest(self) -> Rest:
        """The API within the company."""
        wanted = self._options.get("company", "")
        companies = self._anywhere.search("company.company", [], ["rec_name"])
        fitting = [row for row in companies if not wanted or wanted in (str(row["id"]), row["rec_name"])]
        if len(fitting) != 1:
            names = ", ".join(f"{row['rec_name']} ({row['id']})" for row in companies) or "none"
            raise LedgerUnavailableError(f"Tryton has the companies {names}: set the option company to one of them.")
        return Rest(self._anywhere.address, self._anywhere.key, int(fitting[0]["id"]), self._anywhere.seconds, self._anywhere.http)

    @cached_property
    def _control(self) -> int | None:
        wanted = self._options.get("control")
        if not wanted:
            return None
        found = self._rest.search("quality.control", [["name", "=", wanted]], ["id"])
        if len(found) != 1:
            raise LedgerUnavailableError(f"Tryton has no quality control “{wanted}”, or several: check the option control.")
        return int(found[0]["id"])
