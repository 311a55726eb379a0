"""The decision: a pure function of what was read, what was found and the policy. Here it is settled what nobody looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.decisions import Decision, Outcome, Policy, Queue
from domain.doctype import DocType
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Kind, Reading
from route.deadlines import after_working_days
from route.posted import misshapen, missing, posted_leaves

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
_SURELY_SOMETHING_ELSE = 0.9
"""A paper of ours that is rejected unseen is lost; one that is none of ours costs a look. Papers without a known title, in other
languages or hard to read are `other` with 0.75 to 0.82."""


@dataclass(frozen=True)
class _Doubt:
    """Why a value cannot be posted unseen."""

    path: str
    words: str


def decide(
    reading: Reading | None,
    findings: Sequence[Finding],
    *,
    policy: Policy,
    doctype: DocType | None,
    received_at: datetime,
    error: str | None = None,
) -> Decision:
    """What becomes of a document.

    `post` only where no finding is above info and every value to be posted is there, well-formed and confident enough;
    `reject` where it could not be read or is no paperwork of ours; everything else waits for people.
    """
    if error is not None or reading is None:
        return Decision(outcome=Outcome.REJECT, reasons=[error or "Nothing could be read from it."], policy=policy.hash)
    if reading.kind is Kind.OTHER and reading.kind_confidence >= _SURELY_SOMETHING_ELSE:
        reason = "It is no order confirmation, certificate or ship notice."
        return Decision(outcome=Outcome.REJECT, reasons=[reason], policy=policy.hash)
    weighty = sorted((item for item in findings if item.severity is not Severity.INFO), key=lambda item: -_WEIGHT[item.severity])
    doubts = list(_doubts(reading, doctype, policy))
    if not weighty and not doubts:
        return Decision(outcome=Outcome.POST, reasons=_why_posted(findings), policy=policy.hash)
    return Decision(
        outcome=Outcome.REVIEW,
        queue=_queue(weighty, doctype),
        approvals=_approvals(weighty),
        priority=_priority(reading, weighty, policy),
        reasons=_reasons(weighty, doubts),
        due_at=after_working_days(received_at, policy.review_working_days),
        policy=policy.hash,
    )


def _doubts(reading: Reading, doctype: DocType | None, policy: Policy) -> Iterator[_Doubt]:
    if doctype is None or doctype.kind is not reading.kind:
        yield _Doubt("kind", "it is not clear what kind of paper it is")
        return
    if not _enough(reading.kind_confidence, policy):
        yield _Doubt("kind", f"that it is a {_named(doctype.kind)} is only {reading.kind_confidence:.0%} certain")
    for note in reading.notes:
        yield _Doubt("notes", note)
    for path in missing(reading, doctype):
        yield _Doubt(path, f"{path} is not on the paper or could not be found")
    posted = list(posted_leaves(reading, doctype))
    if not posted:
        yield _Doubt("fields", "nothing on it could be posted")
    for path, leaf in posted:
        wrong_form = misshapen(path, leaf.value, doctype)
        if wrong_form:
            yield _Doubt(path, f"{path} “{leaf.value}” {wrong_form}")
        elif not _enough(leaf.confidence, policy):
            yield _Doubt(path, f"{path} “{leaf.value}” is only {leaf.confidence:.0%} certain")


def _enough(confidence: float, policy: Policy) -> bool:
    # Written so that no comparison with a number that is none lets a value through.
    return confidence >= policy.confidence_threshold


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


def _priority(reading: Reading, weighty: Sequence[Finding], policy: Policy) -> int:
    """0 to 100: 50 for an error, 30 for a warning, 10 for doubt alone; up to 30 for the value at risk, up to 20 for lateness.

    The value counts in proportion up to the policy's material value; lateness one point for each day that a promise is behind the request.
    """
    worst = max((_WEIGHT[item.severity] for item in weighty), default=0)
    return (10, 30, 50)[worst] + int(30 * _share_of_material(reading, policy)) + min(20, _days_late(weighty))


def _share_of_material(reading: Reading, policy: Policy) -> Decimal:
    """The document's value as a share of what the policy calls material, at most one."""
    if policy.material_value <= 0:
        return Decimal(1)
    total = reading.fields.decimal("net_total") or reading.fields.decimal("gross_total")
    amounts = [total] if total is not None else [line.decimal("net_amount") or Decimal(0) for line in reading.lines]
    # Capped before they are added: a misread amount can have any number of digits.
    value = sum((min(abs(amount), policy.material_value) for amount in amounts), Decimal(0))
    return min(Decimal(1), value / policy.material_value)


def _days_late(weighty: Sequence[Finding]) -> int:
    return max((_days_between(item.expected, item.found) for item in weighty if item.code is FindingCode.DELIVERY_LATE), default=0)


def _days_between(requested: str | None, promised: str | None) -> int:
    """Days from one ISO date to the other; one where the finding does not name both."""
    try:
        return max(0, (date.fromisoformat(promised or "") - date.fromisoformat(requested or "")).days)
    except ValueError:
        return 1


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
