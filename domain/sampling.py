"""Samples: papers that were posted by themselves, and that a person keys afterwards without seeing what was posted."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.paper import Kind


class SampleState(StrEnum):
    """`waiting` for somebody to key it, `disputed` until another person says who was right, `done`."""

    WAITING = "waiting"
    DISPUTED = "disputed"
    DONE = "done"


class Comparison(BaseModel):
    """One value: what was posted, what the person keyed (None: nothing), and whether what was posted is right.

    Where the two differ it counts as wrong until somebody else has looked.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    posted: str | None
    keyed: str | None
    right: bool


class Sample(BaseModel):
    """A paper of the sample. It is no review case: whoever keys it must not see the paper's reading."""

    model_config = ConfigDict(frozen=True)

    sample_id: int
    document_id: str
    name: str
    kind: Kind
    policy: str
    drawn_at: datetime
    state: SampleState = SampleState.WAITING
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    keyed_by: str | None = None
    keyed_at: datetime | None = None
    comparisons: list[Comparison] = []
    settled_by: str | None = None
    version: int = 0
