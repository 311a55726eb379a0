"""What suppliers call things, learned from what people approved: their item numbers, and their units with a factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.arrivals import DocumentState


class MappingKind(StrEnum):
    """A supplier's own number of one of our items, or a supplier's unit of it."""

    ITEM = "item"
    UNIT = "unit"


class MappingState(StrEnum):
    """Only what is `in_force` is used. `disputed`: it was, until people approved a paper that says otherwise."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DISPUTED = "disputed"
    REVOKED = "revoked"


class Lesson(BaseModel):
    """What one paper says of a supplier's words.

    `said` is as printed and `key` what it is compared by; `item` is our item. Of a unit one `said` is `factor` of our `unit`.
    """

    model_config = ConfigDict(frozen=True)

    supplier_id: str
    kind: MappingKind
    said: str
    key: str
    item: str
    unit: str = ""
    factor: Decimal | None = None

    @property
    def words(self) -> str:
        """What it says, as in the middle of a sentence."""
        if self.kind is MappingKind.ITEM:
            return f"the supplier's {self.said} is our {self.item}"
        return f"1 {self.said} of {self.item} is {self.factor:f} {self.unit}"

    def same_question(self, other: Lesson) -> bool:
        """Whether both say what the same words of the supplier mean; two that do, and are not equal, contradict each other."""
        asked = (self.supplier_id, self.kind, self.key)
        return asked == (other.supplier_id, other.kind, other.key) and (self.kind is MappingKind.ITEM or self.item == other.item)


class LearnedMapping(Lesson):
    """A lesson that is kept, with where it stands; `decided_by` put it there, for that `reason`."""

    mapping_id: int
    state: MappingState = MappingState.PROPOSED
    proposed_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    version: int = 0

    @property
    def authority(self) -> str:
        """By what it is said, for a sentence."""
        if self.state is not MappingState.IN_FORCE:
            return f"by mapping {self.mapping_id}, which is {self.state}"
        day = f" on {self.decided_at:%Y-%m-%d}" if self.decided_at else ""
        return f"by mapping {self.mapping_id}, which {self.decided_by} put in force{day}"


class Evidence(BaseModel):
    """A paper that people approved, and whether it says the same as the mapping. It counts while the approval `stands`."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    name: str
    case_id: int
    people: list[str]
    at: datetime
    agrees: bool
    state: DocumentState

    @property
    def stands(self) -> bool:
        """Whether the approval was not taken back, even where the ERP then refused the paper, as it does another unit than the ordered one."""
        return self.state in (DocumentState.POSTING, DocumentState.POSTED, DocumentState.FAILED)


class MappingUse(BaseModel):
    """A paper that was posted, or is about to be, with the mapping's help, in a sentence."""

    model_config = ConfigDict(frozen=True)

    document_id: str
    name: str
    state: DocumentState
    said: str
    at: datetime


@dataclass(frozen=True)
class Known:
    """A supplier's mappings that are in force. Where two answer one question, neither does."""

    mappings: tuple[LearnedMapping, ...] = ()

    def item(self, key: str) -> LearnedMapping | None:
        """What item the supplier means by that number."""
        return self._only(MappingKind.ITEM, key, None)

    def unit(self, key: str, item: str) -> LearnedMapping | None:
        """What the supplier means by that unit of our item."""
        return self._only(MappingKind.UNIT, key, item)

    def _only(self, kind: MappingKind, key: str, item: str | None) -> LearnedMapping | None:
        found = [each for each in self.mappings if each.kind is kind and each.key == key and item in (None, each.item)]
        return found[0] if len(found) == 1 else None


NOTHING_KNOWN = Known()


@dataclass(frozen=True)
class MappedLine:
    """A line of the paper, by its place on it, that a mapping helps with, and a sentence that says how."""

    index: int
    mapping: LearnedMapping
    said: str


@dataclass(frozen=True)
class Converted(MappedLine):
    """A line's quantity in the order's unit. A price is for `scale` times the printed number of units: the factor, or 1 where it was for ours."""

    printed: Decimal
    quantity: Decimal
    scale: Decimal
