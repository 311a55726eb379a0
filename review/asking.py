"""What the address of a list asks for: which cases, which papers, which page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Literal, Self
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.missing import Wanted
from domain.arrivals import DocumentState
from domain.cases import CaseState, ReasonCode
from domain.decisions import Queue
from domain.findings import FindingCode
from domain.mappings import MappingState
from domain.paper import Kind
from domain.people import User
from domain.worklist import Sought, SoughtPapers

KINDS = [Kind.ORDER_CONFIRMATION, Kind.CERTIFICATE, Kind.SHIP_NOTICE, Kind.OTHER]
FURTHEST_PAGE = 20
"""The thousand most urgent cases can be turned over; beyond them a search finds quicker."""

Words = Annotated[str, Field(max_length=200)]


def _none_where_empty(value: object) -> object:
    """A form sends its empty choices, too."""
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(_none_where_empty)]
Reason = Annotated[ReasonCode | None, BeforeValidator(_none_where_empty)]


class QueueQuery(BaseModel):
    """The queue's address: `view` is mine (before me or handed to me), ours (my departments'), all, or one department's."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    view: Literal["mine", "ours", "all"] | Queue | None = None
    words: Words = ""
    kind: Annotated[Kind | None, BeforeValidator(_none_where_empty)] = None
    finding: Annotated[FindingCode | None, BeforeValidator(_none_where_empty)] = None
    reason: Reason = None
    """Somebody has agreed for that reason already, and another person has to."""
    supplier: Words = ""
    order: Words = ""
    older: Annotated[Annotated[int, Field(ge=0, le=3650)] | None, BeforeValidator(_none_where_empty)] = None
    page: Annotated[int, Field(ge=1, le=FURTHEST_PAGE)] = 1

    def in_the_view_of(self, user: User) -> Self:
        """With a view, where none was asked for: one's own departments', or all for whoever has none."""
        return self if self.view else self.model_copy(update={"view": "ours" if user.own_departments else "all"})

    def sought(self, user: User, now: datetime) -> Sought:
        """The cases that are asked for."""
        queues = {"ours": user.own_departments, "mine": None, "all": None}.get(self.view or "all", [self.view] if self.view else None)
        return Sought.model_validate(
            {
                "queues": queues,
                "whose": user.name if self.view == "mine" else None,
                "words": self.words,
                "supplier_id": self.supplier.strip() or None,
                "order_number": self.order.strip() or None,
                "kind": self.kind,
                "finding": self.finding,
                "agreed_for": self.reason,
                "opened_before": None if self.older is None else now - timedelta(days=self.older),
            }
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything but the view is asked for."""
        return bool(self.words or self.kind or self.finding or self.reason or self.supplier or self.order or self.older is not None)

    def address(self, **changes: object) -> str:
        """The queue's address with some of it changed."""
        return "/?" + _query(self, {"page": 1, **changes})


class PapersQuery(BaseModel):
    """The address of the list of all papers."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    words: Words = ""
    state: Annotated[DocumentState | None, BeforeValidator(_none_where_empty)] = None
    decided: Annotated[Literal[CaseState.APPROVED, CaseState.REJECTED, CaseState.RETURNED] | None, BeforeValidator(_none_where_empty)] = (
        None
    )
    """What people decided of it."""
    reason: Reason = None
    """Why they did."""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything but everything is asked for."""
        return bool(self.words or self.state or self.decided or self.reason)

    @property
    def sought(self) -> SoughtPapers:
        """The papers that are asked for."""
        return SoughtPapers(words=self.words, state=self.state, decided_as=self.decided, reason_code=self.reason)

    def address(self, **changes: object) -> str:
        """The list's address with some of it changed."""
        return "/documents?" + _query(self, {"page": 1, **changes})


class LedgerQuery(BaseModel):
    """The address of the ledger of arrivals."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    channel: Words = ""
    refused: Literal["", "yes", "no"] = ""
    before: Annotated[Annotated[int, Field(ge=1, le=2**53)] | None, BeforeValidator(_none_where_empty)] = None

    @property
    def is_refused(self) -> bool | None:
        """Only what was refused, only what was taken, or both."""
        return {"yes": True, "no": False}.get(self.refused)

    def address(self, **changes: object) -> str:
        """The ledger's address with some of it changed."""
        return "/arrivals?" + _query(self, changes)


class OwedQuery(BaseModel):
    """The address of the list of what did not come."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    words: Words = ""
    wanted: Annotated[Wanted | None, BeforeValidator(_none_where_empty)] = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    def address(self, **changes: object) -> str:
        """The list's address with some of it changed."""
        return "/missing?" + _query(self, {"page": 1, **changes})


class DecisionsQuery(BaseModel):
    """The address of what was decided: from and to a day, both included, of one kind or supplier."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    since: Day = None
    until: Day = None
    kind: Annotated[Kind | None, BeforeValidator(_none_where_empty)] = None
    supplier: Words = ""

    def address(self, **changes: object) -> str:
        """The page's address with some of it changed."""
        return "/decisions?" + _query(self, changes)


class MappingsQuery(BaseModel):
    """The address of the list of what suppliers call things."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    words: Words = ""
    supplier: Words = ""
    state: Annotated[MappingState | None, BeforeValidator(_none_where_empty)] = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything but everything is asked for."""
        return bool(self.words or self.supplier or self.state)

    def address(self, **changes: object) -> str:
        """The list's address with some of it changed."""
        return "/mappings?" + _query(self, {"page": 1, **changes})


def _query(asked: BaseModel, changes: dict[str, object]) -> str:
    values = {**asked.model_dump(mode="json"), **changes}
    return urlencode(
        {name: value for name, value in values.items() if value not in (None, "", 1) or (name == "older" and value is not None)}
    )
