"""When an approval has to be explained, and whether it is; pure."""

from __future__ import annotations

from collections.abc import Iterable

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

_SHORTEST = 10
"""A few letters explain nothing."""


def needs_words(findings: Iterable[Finding]) -> list[FindingCode]:
    """The findings that somebody who says yes has to explain in words, because money or quality moves; empty where a code is enough."""
    weighty = {finding.code for finding in findings if finding.severity is not Severity.INFO}
    return sorted(weighty & (MONEY_MOVES | QUALITY_MOVES))


def unexplained(findings: Iterable[Finding], reason: ReasonCode | None, note: str) -> str | None:
    """What is missing from the explanation of an approval, in a sentence; None where it is enough."""
    if reason is None:
        return "Say why you approve it: choose a reason."
    moved = needs_words(findings)
    if len(note.strip()) >= _SHORTEST:
        return None
    if moved:
        named = ", ".join(code.replace("_", " ") for code in moved)
        return f"Say in a few words why you approve it: money or quality moves ({named})."
    if reason is ReasonCode.OTHER:
        return "Say in a few words what the other reason is."
    return None
