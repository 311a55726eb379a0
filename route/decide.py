"""The decision: a pure function of what was read, what was found and the policy. Here it is settled what nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.decisions import Decision, Outcome, Policy, Queue
from domain.doctype import DocType
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Kind, Reading, name_of
from domain.policy import Ruling
from domain.signals import Measure, Signal
from route.deadlines import due
from route.posted import misshapen, missing, posted_leaves
from route.urgency import urgency

_WEIGHT = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}

QUALITY_ERRORS = frozenset(
    {
        FindingCode.CERTIFICATE_TYPE_INSUFFICIENT,
        FindingCode.GRADE_MISMATCH,
        FindingCode.STANDARD_MISMATCH,
        FindingCode.CHEMISTRY_OUT_OF_LIMITS,
        FindingCode.MECHANICAL_OUT_OF_LIMITS,
        FindingCode.HEAT_MISMATCH,
    }
)
"""Errors in what a certificate certifies: the quality department alone may settle them."""

_NAMED_AT_MOST = 5
_SURELY_SOMETHING_ELSE = 0.95
"""A paper of ours that is rejected unseen is lost; one that is none of ours costs a look. Papers without a known title, in other
languages or hard to read are `other` with 0.75 to 0.93."""


@dataclass(frozen=True)
class _Doubt:
    """Why a value cannot be posted unseen."""

    path: str
    words: str


def decide(
    reading: Reading | None,
    findings: Sequence[Finding],
    *,
    policy: Policy | Ruling,
    doctype: DocType | None,
    received_at: datetime,
    error: str | None = None,
    signals: Sequence[Signal] = (),
) -> Decision:
    """What becomes of a document.

    `post` only where no finding is above info, every value to be posted is there, well-formed and confident enough, and neither a signal
    nor a rule of the policy asks for a person; `reject` where it could not be read or is no paperwork of ours; everything else waits for
    people. A signal that stops brings whatever could be read before two people of compliance, whatever else was found. Which rule of the policy spoke, and with which numbers, is among the reasons.
    """
    ruled = policy if isinstance(policy, Ruling) else Ruling.plain(policy)
    asked = ruled.thresholds
    if error is not None or reading is None:
        return Decision(outcome=Outcome.REJECT, reasons=[error or "Nothing could be read from it."], policy=ruled.hash)
    stopping = [signal for signal in signals if signal.measure is Measure.STOP]
    asking = [signal for signal in signals if signal.measure is Measure.ASK]
    grave = [signal.message for signal in (*stopping, *asking)]
    told = [signal.message for signal in signals if signal.measure is Measure.TELL]
    if not stopping and reading.kind is Kind.OTHER and reading.kind_confidence >= _SURELY_SOMETHING_ELSE:
        reason = "It is no order confirmation, certificate or ship notice."
        return Decision(outcome=Outcome.REJECT, reasons=[reason], policy=ruled.hash)
    raised = ruled.raised(findings)
    weighty = sorted((item for item in raised if item.severity is not Severity.INFO), key=lambda item: -_WEIGHT[item.severity])
    doubts = list(_doubts(reading, doctype, asked))
    people, wanted = _asked_for(ruled, raised)
    understood = [reading.understood] if reading.understood else []
    if not weighty and not doubts and not people and not stopping and not asking:
        return Decision(outcome=Outcome.POST, reasons=[*_why_posted(raised), *told, *ruled.reasons], policy=ruled.hash)
    return Decision(
        outcome=Outcome.REVIEW,
        queue=Queue.COMPLIANCE if stopping or (asking and not weighty) else _queue(weighty, doctype),
        approvals=2 if stopping else max(people, _approvals(weighty)),
        priority=urgency(reading, weighty, asked, signals).points,
        reasons=[*grave, *understood, *_reasons(weighty, doubts), *wanted, *told, *ruled.reasons],
        due_at=due(received_at, asked),
        policy=ruled.hash,
    )


def with_other_orders(decision: Decision, unchecked: Sequence[str], others: Sequence[str], doctype: DocType | None) -> Decision:
    """The decision about a paper whose lines are for `others`, too.

    Those for orders that are `unchecked`, as its kind is held against one order alone, are never posted unseen.
    """
    if decision.outcome is not Outcome.POST or doctype is None or not others:
        return decision
    if not unchecked:
        said = f"It has lines for order {', '.join(others)}, too: each line was held against its own order, and each order gets its own posting."
        return decision.model_copy(update={"reasons": [*decision.reasons, said]})
    said = f"It has lines for order {', '.join(unchecked)}, too, which were not checked."
    told = {"outcome": Outcome.REVIEW, "queue": doctype.queue, "approvals": 1, "reasons": [*decision.reasons, said]}
    return decision.model_copy(update=told)


def _asked_for(ruled: Ruling, findings: Sequence[Finding]) -> tuple[int, list[str]]:
    """How many people the policy wants to see the paper whatever is on it, and why."""
    people, said = ruled.people(findings)
    first = ruled.thresholds.new_supplier_papers
    before = ruled.facts.supplier_papers or 0
    if before < first:
        said.append(f"It is paper {before + 1} of this supplier; a person sees the first {first}.")
        people = max(people, 1)
    return people, said


def _doubts(reading: Reading, doctype: DocType | None, policy: Policy) -> Iterator[_Doubt]:
    if doctype is None or doctype.kind is not reading.kind:
        yield _Doubt("kind", "it is not clear what kind of paper it is")
        return
    if not _enough(reading.kind_confidence, policy.confidence_threshold):
        yield _Doubt("kind", f"that it is a {_named(doctype.kind)} is only {reading.kind_confidence:.0%} certain")
    for note in reading.notes:
        yield _Doubt("notes", note)
    if reading.understood:  # what a mail leaves out is what its order says: to be agreed to, not to be looked for
        yield _Doubt("understood", "it was read out of the sentences of a mail")
    for path in missing(reading, doctype) if not reading.understood else ():
        yield _Doubt(path, f"{path} is not on the paper or could not be found")
    posted = list(posted_leaves(reading, doctype))
    if not posted:
        yield _Doubt("fields", "nothing on it could be posted")
    for path, leaf in posted:
        wrong_form = misshapen(path, leaf.value, doctype)
        if wrong_form:
            yield _Doubt(path, f"{path} “{leaf.value}” {wrong_form}")
        elif not _enough(leaf.confidence, policy.threshold(name_of(path))):
            why = reading.why_doubted(path)
            yield _Doubt(path, f"{path} “{leaf.value}” is only {leaf.confidence:.0%} certain{f' ({why})' if why else ''}")


def _enough(confidence: float, threshold: float) -> bool:
    # Written so that no comparison with a number that is none lets a value through.
    return confidence >= threshold


def _approvals(weighty: Sequence[Finding]) -> int:
    """Two people for an error, but one where every error is the quality department's own; else one."""
    errors = {item.code for item in weighty if item.severity is Severity.ERROR}
    return 2 if errors - QUALITY_ERRORS else 1


def _queue(weighty: Sequence[Finding], doctype: DocType | None) -> Queue:
    quality = any(item.severity is Severity.ERROR and item.code in QUALITY_ERRORS for item in weighty)
    critical = any(item.code is FindingCode.QUALITY_CRITICAL for item in weighty)
    if quality or critical:
        return Queue.QUALITY
    return doctype.queue if doctype else Queue.PURCHASING


def _reasons(weighty: Sequence[Finding], doubts: Sequence[_Doubt]) -> list[str]:
    """The findings' messages, the most severe first, then one sentence for all doubts that no finding names."""
    reasons = list(dict.fromkeys(item.message for item in weighty))
    said = {item.field for item in weighty if item.code is FindingCode.LOW_CONFIDENCE}
    untold = [doubt.words for doubt in doubts if doubt.path not in said]
    if untold:
        more = len(untold) - _NAMED_AT_MOST
        listed = "; ".join(untold[:_NAMED_AT_MOST]) + (f"; and {more} more like these" if more > 0 else "")
        reasons.append(f"Somebody has to look because {listed}.")
    return reasons


def _why_posted(findings: Sequence[Finding]) -> list[str]:
    return ["It agrees with the order, and every value to be posted is certain enough.", *(item.message for item in findings)]


def _named(kind: Kind) -> str:
    return kind.value.replace("_", " ")
