"""What is to become of a document: the decision, and the policy it is made by."""

from __future__ import annotations

import hashlib
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.signals import MEASURES, Measure, SignalCode


class Outcome(StrEnum):
    """Where a document goes: into the ERP, before a person, or back."""

    POST = "post"
    REVIEW = "review"
    REJECT = "reject"


class Queue(StrEnum):
    """The departments that look at papers."""

    PURCHASING = "purchasing"
    QUALITY = "quality"
    RECEIVING = "receiving"
    COMPLIANCE = "compliance"


class Decision(BaseModel):
    """Outcome, queue, number of people who must agree, and the reasons in sentences."""

    model_config = ConfigDict(frozen=True)

    outcome: Outcome
    queue: Queue | None = None
    approvals: Annotated[int, Field(ge=0, le=2)] = 0
    priority: Annotated[int, Field(ge=0, le=100)] = 0
    reasons: list[str] = []
    due_at: datetime | None = None
    policy: str


class Weekday(StrEnum):
    """The days of the week, Monday first."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


class WorkingTime(BaseModel):
    """When people work. `country` (ISO 3166, `DE`) and `subdivision` (`BY`) name whose public holidays are kept; none where empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    opens: time = time(8)
    closes: time = time(17)
    weekdays: tuple[Weekday, ...] = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)

    @model_validator(mode="after")
    def _there_is_time_to_work(self) -> WorkingTime:
        if self.opens >= self.closes or not self.weekdays:
            raise ValueError("the working day must open before it closes, on at least one weekday")
        return self


class Policy(BaseModel):
    """Tolerances and thresholds, as the contract's default policy states them. Percentages are of the ordered value.

    A policy with rules (`domain.policy`) makes one of these for each document: the thresholds that hold for it.
    """

    model_config = ConfigDict(frozen=True)

    price_warning_pct: Annotated[Decimal, Field(ge=0)] = Decimal("0.5")
    price_error_pct: Annotated[Decimal, Field(ge=0)] = Decimal(3)
    late_days: Annotated[int, Field(ge=0)] = 3
    early_days: Annotated[int, Field(ge=0)] = 10
    over_delivery_pct: Annotated[Decimal, Field(ge=0)] = Decimal(5)
    rounding_per_line: Annotated[Decimal, Field(ge=0)] = Decimal("0.01")
    material_value: Decimal = Decimal(25000)
    target_error: Annotated[float, Field(gt=0, lt=1)] = 0.002
    """The share of posted values that may be wrong; the settings find the threshold for it that fits the models."""
    confidence_threshold: Annotated[float, Field(ge=0, le=1)] = 0.97
    confidence: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    """Higher thresholds of single values, by their name wherever they stand (`lines.unit_price`, `heats.chemistry`)."""
    new_supplier_papers: Annotated[int, Field(ge=0)] = 0
    """How many papers of a supplier a person sees before any is posted by itself."""
    review_working_days: Annotated[int, Field(ge=0, le=365)] = 1
    review_hours: Annotated[Decimal, Field(gt=0, le=1000)] | None = None
    """The time to decide a case in working hours; where it is set, the working days do not count."""
    working_time: WorkingTime = WorkingTime()
    escalate_to: str = ""
    """The role that a case past its deadline is brought before; none where empty."""
    escalate_after_hours: Annotated[Decimal, Field(ge=0, le=1000)] = Decimal(0)
    """How many working hours after the deadline that is."""
    undo_seconds: Annotated[int, Field(ge=0, le=86400)] = 120
    """How long a person's decision can be taken back before its posting leaves."""
    ask_reasons: bool = False
    """Whether an approval needs a reason code, and words where money or quality moves."""
    sample_pct: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(3)
    """The share of what posts by itself that a person keys afterwards, blind."""

    signals: dict[SignalCode, Measure] = {}
    """What a signal asks for, where it is not what `MEASURES` says."""

    def measure(self, code: SignalCode) -> Measure:
        """What that signal asks for."""
        return self.signals.get(code, MEASURES[code])

    @property
    def hash(self) -> str:
        """`sha256:` and the digest of the policy's canonical JSON; it stands in every decision."""
        return "sha256:" + hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def threshold(self, name: str) -> float:
        """The confidence from which a value of that name (as `domain.paper.name_of` gives it) may be posted unseen."""
        return max(self.confidence_threshold, self.confidence.get(name, 0.0))
