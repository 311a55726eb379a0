"""What the stages ask of the world outside: the time, the ERP, where papers come from, and where messages go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from domain.arrivals import Contents
from domain.orders import PurchaseOrder
from domain.outward import Delivery, Mail
from domain.postings import Posting, PostingReceipt

Clock = Callable[[], datetime]
"""Says what time it is, in UTC with a time zone."""


class OrderBook(Protocol):
    """What the ERP knows of purchase orders. Every question raises LedgerUnavailableError where the ERP gives no usable answer.

    An order is known by its number and its supplier: companies of one group, each with numbers of its own, may use one number twice.
    """

    def orders(self, order_number: str) -> Sequence[PurchaseOrder]:
        """The orders of exactly that number, each of another supplier, open or closed, with what is received and under way."""

    def order(self, order_number: str, supplier_id: str | None = None) -> PurchaseOrder | None:
        """The order of that number and supplier; where no supplier is named the only one of that number, and none of several."""

    def order_numbers(self) -> Sequence[str]:
        """Every number that `orders` answers to, each once."""

    def all_orders(self) -> Iterator[PurchaseOrder]:
        """Every order that `orders` answers to for the numbers of `order_numbers`, read a batch at a time."""

    def version(self, order_number: str, supplier_id: str | None = None) -> str:
        """A string that changes whenever `order` would answer otherwise (an ETag, a write date, a digest); empty where it answers none."""


class Ledger(Protocol):
    """The ERP as the place that postings go to.

    No ERP in reach has idempotency keys, so an adapter keeps the posting's key where it can find it again, and writes the difference
    between what is and what should be: a call that broke off in the middle is taken up where it ended.
    """

    name: str

    def post(self, posting: Posting) -> PostingReceipt:
        """Writes it, or takes back what it `reverses`; doing so twice for one key changes nothing the second time.

        A receipt that is not settled says that the ERP has accepted it and will say later, through `find`, what became of it.
        A confirmation is always the complete set of what is promised for each line that it names, and takes the place of earlier ones.

        Raises:
            LedgerUnavailableError: certainly not written, or so that posting it again goes on from there. PostingUnknownError: perhaps
            written. LedgerRefusedError: the ERP said no. OrderChangedError: the order is not the version that was checked.
        """

    def rehearse(self, posting: Posting) -> None:
        """Looks whether `post` would take it, with the order as it is now, and writes nothing. What only the ERP itself knows comes out when it is posted.

        Raises:
            LedgerRefusedError: it would be refused, and as long as paper and order are what they are. LedgerUnavailableError: the ERP cannot be asked now.
        """

    def find(self, posting: Posting) -> PostingReceipt | None:
        """The receipt of the posting, settled or not; None where the ERP does not have it, or has not all of it, and it may be sent again.

        Raises:
            LedgerUnavailableError: the ERP cannot be asked now. LedgerRefusedError: it had accepted the posting, and then said no.
        """


class Archive(Protocol):
    """The store of originals, by content. What is in it never changes."""

    def put(self, content: bytes) -> str:
        """Stores the bytes durably and returns their document id; doing so twice is harmless."""

    def get(self, document_id: str) -> bytes:
        """The bytes. Raises KeyError where there are none."""


class Incoming(Protocol):
    """A file that a channel offers: read it, then say that it is safe or why it is refused."""

    name: str
    source_id: str

    def read(self) -> bytes:
        """The bytes. Raises SourceBusyError where it changed meanwhile, OSError where it cannot be read."""

    def safe(self) -> None:
        """The bytes are stored: the file may leave the source."""

    def refuse(self, reason: str) -> None:
        """The file cannot be taken: it is put aside, with the reason beside it, and never lost."""


class Channel(Protocol):
    """Somewhere that documents come from."""

    name: str

    def incoming(self) -> Iterator[Incoming]:
        """What is ready to be taken now, in name order."""


class Unpacker(Protocol):
    """What looks into files that hold others: messages and archives. It survives whatever a file does."""

    def unpack(self, content: bytes, name: str) -> tuple[Contents, list[bytes]]:
        """What the file holds, and the bytes of its parts, in their order.

        Raises:
            UnreadableError: it is a message or an archive that cannot be looked into; the message says why.
            PermanentError: our own code failed on it. TransientError: it can be tried again.
        """


class Sender(Protocol):
    """What carries deliveries out of the house, one kind of them."""

    def send(self, delivery: Delivery) -> None:
        """Sends it; when this returns, the receiver has said that it has it. The receiver may get it twice, with the same id.

        Raises:
            NotDeliveredError: it may be tried again. DeliveryRefusedError: the receiver will never take it.
        """


class Mailer(Protocol):
    """Sends e-mail at once. To send one as surely as the decision that it follows from is stored, plan it (`route.outward.plan_mail`)."""

    def send_mail(self, mail: Mail, *, message_id: str) -> None:
        """Hands the mail to the mail server; `message_id` is in its Message-ID, the same at each attempt.

        Raises:
            NotDeliveredError: it may be tried again. DeliveryRefusedError: the server will never take it.
        """
