"""What the JSON interface is told and what it answers with, beside the contract's own shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict

from app import several
from app.results import Result
from domain.arrivals import DocumentState
from domain.cases import LineChoice, LineFate, ReasonCode, ReviewCase
from domain.decisions import Queue
from domain.findings import Finding, FindingCode
from domain.mappings import LearnedMapping
from domain.paper import Box
from domain.signals import Signal
from domain.worklist import KnownPaper, WaitingPaper
from route.lines import PROPOSED
from route.reasons import TO_REJECT, TO_RETURN, Reasons
from route.returns import Message

Sentence = Annotated[str, Field(max_length=500)]
Version = Annotated[int, Field(ge=0, le=2**31)]
CaseId = Annotated[int, Field(ge=1, le=2**31)]
Term = Annotated[str, Field(max_length=40)] | None


Code = TypeVar("Code", ReasonCode, FindingCode)


def _one_of(fitting: Sequence[Code]) -> tuple[AfterValidator, WithJsonSchema]:
    """Takes those codes alone, and says so in the description."""

    def checked(code: Code) -> Code:
        if code not in fitting:
            raise ValueError(f"one of {', '.join(fitting)}")
        return code

    return AfterValidator(checked), WithJsonSchema({"type": "string", "enum": [str(code) for code in fitting]})


def _explained(codes: Sequence[ReasonCode]) -> JsonDict:
    """That a code, words, or both are needed, and words where the code is `other`."""
    alone: JsonDict = {
        "required": ["code"],
        "properties": {"code": {"enum": [str(code) for code in codes if code is not ReasonCode.OTHER]}},
    }
    return {"anyOf": [{"required": ["reason"], "properties": {"reason": {"minLength": 1}}}, alone]}


RejectionCode = Annotated[ReasonCode, *_one_of(TO_REJECT)]
ReturnCode = Annotated[ReasonCode, *_one_of(TO_RETURN)]
SmallFinding = Annotated[FindingCode, *_one_of(several.SMALL)]


class Problem(BaseModel):
    """What went wrong, in one sentence."""

    error: str


class Cases(BaseModel):
    """A page of open cases, most urgent first; `found` of a thousand stands for that many or more."""

    found: int
    cases: list[WaitingPaper]


class Papers(BaseModel):
    """A page of papers, newest first."""

    papers: list[KnownPaper]
    more: bool


class Learned(BaseModel):
    """A page of what suppliers call our items and units, by supplier and item; only what is `in_force` is used."""

    mappings: list[LearnedMapping]
    more: bool


class CaseView(BaseModel):
    """A case, which reasons fit a decision on it, its paper as the contract writes results, and what speaks for fraud of it.

    `obstacle` says why the paper cannot be posted as it stands, and what to do: until then nobody can approve it.
    """

    case: ReviewCase
    obstacle: str | None
    reasons: Reasons
    result: Result | None
    signals: list[Signal]


class Returned(CaseView):
    """The case as it is closed, and the letter to the supplier with the text that the case keeps; who returns the paper sends it."""

    letter: Message


class LineView(BaseModel):
    """A confirmation's line beside the order's (`ordered`, by field), and what becomes of it; `place` is that on the paper, from 0."""

    place: int
    order_line: str | None
    ordered: dict[str, str]
    findings: list[Finding]
    fate: LineFate
    proposed: dict[str, str]


class LinesView(BaseModel):
    """A confirmation's case line by line; `letter` asks the supplier for other terms, where some are proposed."""

    case: ReviewCase
    lines: list[LineView]
    said: str
    letter: Message | None


class SeveralOutcomes(BaseModel):
    """What became of each case; one that was not approved (`said` tells why) stops no other."""

    outcomes: list[several.Outcome]


class Document(BaseModel):
    """Where a document stands, its result as far as it is known, and what speaks for fraud of it."""

    document_id: str
    name: str
    state: DocumentState
    case_id: int | None
    result: Result | None
    signals: list[Signal]


class SentPart(BaseModel):
    """Something that was in what was sent."""

    name: str
    document_id: str | None
    refused: str | None


class Sent(BaseModel):
    """What became of a paper that was sent; `is_new` is false for bytes that had come before."""

    name: str
    document_id: str | None
    is_new: bool
    refused: str | None
    contents: list[SentPart]


class Approval(BaseModel):
    """A yes to the case in the version that was seen; `reason` is one of the case's `reasons.to_approve`, if any is asked for."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    note: Sentence = ""
    reason: ReasonCode | None = None


class Rejection(BaseModel):
    """A no, with the reason: a code of the case's `reasons.to_reject`, words, or both; `other` needs words."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_explained(TO_REJECT))

    version: Version
    reason: Sentence = ""
    code: RejectionCode | None = None


class Return(BaseModel):
    """Sent back to the supplier, with the reason: a code of the case's `reasons.to_return`, words, or both; `other` needs words.

    `message` is what the supplier is told; without one, the letter as it is drafted (`GET /cases/{case_id}/letter`).
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra=_explained(TO_RETURN))

    version: Version
    reason: Sentence = ""
    code: ReturnCode | None = None
    message: Annotated[str, Field(max_length=10_000)] = ""


class LineDecision(BaseModel):
    """What becomes of the line at that place on the paper, the first being 0: `propose` needs at least one term, the others have none."""

    model_config = ConfigDict(extra="forbid")

    place: Annotated[int, Field(ge=0, le=1_000_000)]
    fate: LineFate
    quantity: Term = None
    unit_price: Term = None
    delivery_date: Term = None

    @property
    def choice(self) -> LineChoice:
        """The same as a case keeps it."""
        terms = {name: getattr(self, name) for name in PROPOSED}
        return LineChoice(fate=self.fate, proposed={name: value.strip() for name, value in terms.items() if value and value.strip()})


class LineDecisions(BaseModel):
    """Lines that are decided by themselves, in the version of the case that was seen; what was chosen of other lines stays."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    lines: Annotated[list[LineDecision], Field(min_length=1, max_length=1000)]


class SeenCase(BaseModel):
    """A case in the version that was seen."""

    model_config = ConfigDict(extra="forbid")

    case_id: CaseId
    version: Version


class SeveralQuery(BaseModel):
    """Which small difference, and the department that decides it."""

    model_config = ConfigDict(extra="ignore")

    finding: SmallFinding
    department: Queue


class SeveralApprovals(BaseModel):
    """Cases of papers that differ in that finding alone, of one department, with words and, where the policy asks, a reason for all of them."""

    model_config = ConfigDict(extra="forbid")

    finding: SmallFinding
    department: Queue
    cases: Annotated[list[SeenCase], Field(min_length=1, max_length=several.MOST)]
    note: Sentence = ""
    reason: ReasonCode | None = None


class HandOver(BaseModel):
    """To whom (`to`, by name), to which department, or both the case goes, and in words what they should look at."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    to: Annotated[str, Field(max_length=200)] = ""
    department: Queue | None = None
    note: Annotated[Sentence, Field(min_length=1)]


class Correction(BaseModel):
    """What the paper really says at one place; an empty value says that it is not on the paper."""

    model_config = ConfigDict(extra="forbid")

    version: Version
    path: Annotated[str, Field(min_length=1, max_length=200)]
    value: Sentence
    page: Annotated[int, Field(ge=1, le=10_000)] | None = None
    box: Box | None = None
    text: Sentence = ""
