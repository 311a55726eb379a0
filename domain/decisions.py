"""What is to become of a document: the decision, and the policy it is made by."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


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


class Policy(BaseModel):
    """Tolerances and thresholds, as the contract's default policy states them. Percentages are of the ordered value."""

    model_config = ConfigDict(frozen=True)

    price_warning_pct: Decimal = Decimal("0.5")
    price_error_pct: Decimal = Decimal(3)
    late_days: int = 3
    early_days: int = 10
    over_delivery_pct: Decimal = Decimal(5)
    rounding_per_line: Decimal = Decimal("0.01")
    material_value: Decimal = Decimal(25000)
    target_error: Annotated[float, Field(gt=0, lt=1)] = 0.002
    """The share of posted values that may be wrong; the settings find the threshold for it that fits the models."""
    confidence_threshold: float = 0.97
    review_working_days: int = 1

    @property
    def hash(self) -> str:
        """`sha256:` and the digest of the policy's canonical JSON; it stands in every decision."""
        return "sha256:" + hashlib.sha256(self.model_dump_json().encode()).hexdigest()
