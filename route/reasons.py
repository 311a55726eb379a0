"""Which reasons fit a decision, when it has to be explained, and whether it is; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from domain.cases import ReasonCode
from domain.findings import Finding, FindingCode, Severity

MONEY_MOVES = frozenset(
    {
        FindingCode.PRICE_VARIANCE,
        FindingCode.QUANTITY_VARIANCE,
        FindingCode.UNIT_MISMATCH,
        FindingCode.CURRENCY_MISMATCH,
        FindingCode.TERMS_CHANGED,
        FindingCode.ARITHMETIC_MISMATCH,
        FindingCode.OVER_DELIVERY,
        FindingCode.MATERIAL_VALUE,
    }
)
"""Findings that cost money, or may, where somebody says yes to them."""

QUALITY_MOVES = frozenset(
    {
        FindingCode.ITEM_MISMATCH,
        FindingCode.CERTIFICATE_TYPE_INSUFFICIENT,
        FindingCode.GRADE_MISMATCH,
        FindingCode.STANDARD_MISMATCH,
        FindingCode.CHEMISTRY_OUT_OF_LIMITS,
        FindingCode.MECHANICAL_OUT_OF_LIMITS,
        FindingCode.LIMITS_UNKNOWN,
        FindingCode.BORDERLINE,
        FindingCode.HEAT_MISMATCH,
        FindingCode.CERTIFICATE_MISSING,
        FindingCode.QUALITY_CRITICAL,
    }
)
"""Findings about what the goods are."""

WORDS = {
    ReasonCode.READING_RIGHT: "The paper says so: only the program was unsure",
    ReasonCode.AGREED_WITH_SUPPLIER: "Agreed with the supplier",
    ReasonCode.AGREED_WITH_REQUESTER: "Agreed with whoever asked for the goods",
    ReasonCode.WITHIN_PRACTICE: "Within what we accept",
    ReasonCode.ORDER_IS_WRONG: "The order is wrong, the paper is right",
    ReasonCode.CONCESSION: "Concession: quality accepts it for this delivery",
    ReasonCode.PAPER_IS_WRONG: "The paper is wrong",
    ReasonCode.PAPER_IS_INCOMPLETE: "Something is missing on the paper",
    ReasonCode.NOT_ACCEPTED: "We do not accept what it says",
    ReasonCode.DUPLICATE: "We have this paper already",
    ReasonCode.NOT_OURS: "It is not for us",
    ReasonCode.OTHER: "Another reason",
}
"""What each code means, as a person says it."""

TO_RETURN = (ReasonCode.PAPER_IS_WRONG, ReasonCode.PAPER_IS_INCOMPLETE, ReasonCode.NOT_ACCEPTED, ReasonCode.OTHER)
TO_REJECT = (ReasonCode.DUPLICATE, ReasonCode.NOT_OURS, *TO_RETURN)

_DOUBT = frozenset({FindingCode.LOW_CONFIDENCE, FindingCode.DUPLICATE_DOCUMENT, FindingCode.SUPERSEDED})
"""Findings about the reading or the paper, not about what was ordered."""

_SHORTEST = 10
"""A few letters explain nothing."""


class Reasons(BaseModel):
    """The reasons that fit each decision on a paper, likeliest first; `asked` is whether an approval needs one.

    `words_for` are the findings that an approval has to explain in words, too; empty where none is asked for.
    """

    model_config = ConfigDict(frozen=True)

    asked: bool
    words_for: list[FindingCode]
    to_approve: list[ReasonCode]
    to_reject: list[ReasonCode]
    to_return: list[ReasonCode]


def reasons_for(findings: Sequence[Finding], *, asked: bool) -> Reasons:
    """The reasons for a paper with those findings; `asked` is the policy's word."""
    words = needs_words(findings) if asked else []
    return Reasons(asked=asked, words_for=words, to_approve=to_approve(findings), to_reject=list(TO_REJECT), to_return=list(TO_RETURN))


def to_approve(findings: Iterable[Finding]) -> list[ReasonCode]:
    """The reasons to say yes to a paper with those findings, likeliest first.

    Where nothing differs from the order only the reading was in doubt; a concession is for what the goods are.
    """
    weighty = {finding.code for finding in findings if finding.severity is not Severity.INFO}
    differs, quality = weighty - _DOUBT, weighty & QUALITY_MOVES
    agreed = (ReasonCode.AGREED_WITH_SUPPLIER, ReasonCode.AGREED_WITH_REQUESTER, ReasonCode.WITHIN_PRACTICE, ReasonCode.ORDER_IS_WRONG)
    first = [*([ReasonCode.CONCESSION] if quality else []), *(agreed if differs else [])]
    return [*first, ReasonCode.READING_RIGHT, ReasonCode.OTHER] if differs else [ReasonCode.READING_RIGHT, *agreed, ReasonCode.OTHER]


def needs_words(findings: Iterable[Finding]) -> list[FindingCode]:
    """The findings that somebody who says yes has to explain in words, because money or quality moves; empty where a code is enough."""
    weighty = {finding.code for finding in findings if finding.severity is not Severity.INFO}
    return sorted(weighty & (MONEY_MOVES | QUALITY_MOVES))


def unexplained(findings: Sequence[Finding], reason: ReasonCode | None, note: str) -> str | None:
    """What is missing from the explanation of an approval, in a sentence; None where it is enough."""
    if reason is None:
        return "Say why you approve it: choose a reason."
    if reason not in (fitting := to_approve(findings)):
        return _misfit(reason, fitting, "approving")
    moved = needs_words(findings)
    if len(note.strip()) >= _SHORTEST:
        return None
    if moved:
        named = ", ".join(code.replace("_", " ") for code in moved)
        return f"Say in a few words why you approve it: money or quality moves ({named})."
    if reason is ReasonCode.OTHER:
        return "Say in a few words what the other reason is."
    return None


def closing(reason: ReasonCode | None, words: str, fitting: Sequence[ReasonCode], *, asked: bool) -> tuple[str, str | None]:
    """What is said where a paper is rejected or returned, and what is missing from that, in a sentence, or None.

    A code says it as well as words; where the policy asks for reasons, words alone are not enough.
    """
    words = words.strip()
    said = ": ".join(filter(None, (WORDS[reason] if reason and reason is not ReasonCode.OTHER else "", words)))
    if reason is None and asked:
        return said, "Say why: choose a reason."
    if reason is not None and reason not in fitting:
        return said, _misfit(reason, fitting, "this")
    if reason is ReasonCode.OTHER and not words:
        return said, "Say in a few words what the other reason is."
    return said, None


def _misfit(reason: ReasonCode, fitting: Sequence[ReasonCode], deed: str) -> str:
    return f"“{WORDS[reason]}” is no reason for {deed}: choose one of {', '.join(fitting)}."
