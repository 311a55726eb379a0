"""What is kept of the firm and its suppliers: orders where no ERP has them, policies, what is known and learned of suppliers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.mappings import Evidence, LearnedMapping, Lesson, MappingState, MappingUse
from domain.orders import PurchaseOrder
from domain.policy import PolicyBook, PolicyVersion
from domain.postings import Posting, PostingReceipt
from domain.signals import KnownSupplier


class EmbeddedOrders(Protocol):
    """The tables of the embedded order book; only `erp/adapters/embedded.py` uses them."""

    def load(self, orders: Sequence[PurchaseOrder]) -> int:
        """Adds or replaces the orders, all or none; returns how many."""

    def of_number(self, order_number: str) -> Sequence[tuple[PurchaseOrder, str]]:
        """The orders of that number, each with its version, by supplier."""

    def get(self, order_number: str, supplier_id: str | None = None) -> tuple[PurchaseOrder, str] | None:
        """The order of that number and supplier, with its version; where no supplier is named the only one of that number."""

    def numbers(self) -> Sequence[str]:
        """All order numbers, each once."""

    def after(self, last: tuple[str, str], *, limit: int) -> Sequence[PurchaseOrder]:
        """The orders that follow the one of that number and supplier, by number and supplier; `("", "")` comes before all."""

    def apply(self, posting: Posting, order: PurchaseOrder) -> PostingReceipt:
        """Records the posting as applied together with the changed order, if the version is still `posting.order_version`.

        Raises:
            OrderChangedError: it is not.
        """

    def applied(self, key: str) -> PostingReceipt | None:
        """The receipt of an applied posting."""


class Policies(Protocol):
    """The versions of the policy: proposed by one person, put in force by another. Changes are audited."""

    def propose(self, book: PolicyBook, *, source: str, by: str, now: datetime) -> PolicyVersion:
        """Stores a version that is not in force; `source` is the file as it was written."""

    def put_in_force(self, number: int, *, by: str, now: datetime) -> PolicyVersion:
        """Makes the version the policy that documents are decided by. Who may is the caller's business.

        Raises:
            StaleStateError: it was put in force already.
        """

    def in_force(self) -> PolicyVersion | None:
        """The version that documents are decided by; None where none was ever put in force."""

    def recent(self, *, limit: int = 20) -> Sequence[PolicyVersion]:
        """The newest versions first."""


class Suppliers(Protocol):
    """What posted papers vouch for: a supplier's bank details, confirmed by people or not, and whence people have accepted mail of theirs."""

    def known(self, supplier_id: str) -> KnownSupplier:
        """What is known of the supplier now. What was vouched for by a paper that is taken back, or not posted after all, is not."""

    def vouch(self, supplier_id: str, document_id: str, seen: KnownSupplier, *, now: datetime) -> None:
        """Remembers what a paper says of its supplier, for as long as it is posted or about to be; doing so twice adds nothing."""


class Mappings(Protocol):
    """What was learned of suppliers' words; changes are audited, each under `mapping:NUMBER`."""

    def get(self, mapping_id: int) -> LearnedMapping:
        """The mapping. Raises KeyError where there is none."""

    def find(
        self, *, words: str = "", supplier_id: str | None = None, state: MappingState | None = None, offset: int = 0, limit: int = 50
    ) -> Sequence[LearnedMapping]:
        """The mappings that are asked for, by supplier, item and number; `words` may stand in anything that a mapping says."""

    def in_force(self, supplier_id: str) -> Sequence[LearnedMapping]:
        """The supplier's mappings that are in force."""

    def rivals(self, lesson: Lesson) -> Sequence[LearnedMapping]:
        """All that was learned of the same words, what says the same as the lesson with it."""

    def propose(self, lesson: Lesson, *, now: datetime) -> LearnedMapping:
        """Keeps the lesson as a proposal; the mapping that says so already where there is one."""

    def witness(
        self,
        document_id: str,
        case_id: int,
        people: Sequence[str],
        *,
        agreeing: Collection[int],
        contradicting: Collection[int],
        now: datetime,
    ) -> None:
        """Remembers what an approved paper says of mappings, in place of what it said before."""

    def evidence(self, mapping_id: int) -> Sequence[Evidence]:
        """The approved papers that speak for or against it, oldest first."""

    def save(self, mapping: LearnedMapping, *, by: str, action: str) -> LearnedMapping:
        """Stores the changed mapping if its `version` is still the stored one, and raises the version by one.

        Raises:
            StaleStateError: somebody else changed it meanwhile.
        """

    def use(self, document_id: str, said: Mapping[int, str], *, now: datetime) -> None:
        """Remembers with which mappings' help a paper is posted, each with a sentence, in place of what was remembered before."""

    def uses(self, mapping_id: int) -> Sequence[MappingUse]:
        """The papers that were posted with its help, newest first."""
