"""A policy with rules: which thresholds hold for one document, and who has to see it.

The thresholds are a pure function of the policy and the document's facts. Of all rules that fit a document the most severe
wins, threshold by threshold, whatever their order. The default takes part, so that a rule can only tighten it; a rule that is
meant to loosen says so (`instead_of_default`), and then stands in the default's place for the thresholds that it names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.decisions import Policy
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Kind

STRICTER: Mapping[str, Callable[[Iterable[Any]], Any]] = {
    "price_warning_pct": min,
    "price_error_pct": min,
    "late_days": min,
    "early_days": min,
    "over_delivery_pct": min,
    "rounding_per_line": min,
    "material_value": min,
    "confidence_threshold": max,
    "new_supplier_papers": max,
}
"""The thresholds that a rule may set, and which of two is the more severe."""

_WEIGHT = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True)
class DocumentFacts:
    """What a policy may ask about a document; None is what is not known.

    The kind, the matched order's supplier and plants, the value, and how many papers of that supplier came before.
    """

    kind: Kind | None = None
    supplier_id: str | None = None
    plants: frozenset[str] = frozenset()
    value: Decimal | None = None
    supplier_papers: int | None = None


class Thresholds(BaseModel):
    """What a rule asks for; a threshold that is not named is left as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    price_warning_pct: Annotated[Decimal, Field(ge=0)] | None = None
    price_error_pct: Annotated[Decimal, Field(ge=0)] | None = None
    late_days: Annotated[int, Field(ge=0)] | None = None
    early_days: Annotated[int, Field(ge=0)] | None = None
    over_delivery_pct: Annotated[Decimal, Field(ge=0)] | None = None
    rounding_per_line: Annotated[Decimal, Field(ge=0)] | None = None
    material_value: Annotated[Decimal, Field(ge=0)] | None = None
    confidence_threshold: Annotated[float, Field(ge=0, le=1)] | None = None
    new_supplier_papers: Annotated[int, Field(ge=0)] | None = None


class PolicyRule(BaseModel):
    """One rule: the documents it is for (every condition that is named must hold), and what it asks of them.

    `findings` are conditions on what was found, so they may ask for people and for severities, and not for thresholds, which are
    what findings are made by.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=80)]
    kinds: frozenset[Kind] = frozenset()
    suppliers: frozenset[str] = frozenset()
    plants: frozenset[str] = frozenset()
    value_from: Annotated[Decimal, Field(ge=0)] | None = None
    value_below: Annotated[Decimal, Field(ge=0)] | None = None
    findings: frozenset[FindingCode] = frozenset()
    thresholds: Thresholds = Thresholds()
    severity: dict[FindingCode, Severity] = {}
    """At least this severe; what is more severe by itself stays so."""
    approvals: Annotated[int, Field(ge=1, le=2)] | None = None
    """At least so many people see the document, whatever else was found."""
    instead_of_default: bool = False

    @model_validator(mode="after")
    def _asks_for_something_possible(self) -> PolicyRule:
        named = self.named
        if not named and not self.severity and self.approvals is None:
            raise ValueError("the rule asks for nothing: name a threshold, a severity or approvals")
        if self.findings and named:
            raise ValueError("a rule that waits for findings cannot set thresholds, which findings are made by")
        if self.instead_of_default and not named:
            raise ValueError("instead_of_default needs a threshold that takes the default's place")
        if Kind.OTHER in self.kinds:
            raise ValueError("papers of kind other are never posted, so there is no rule for them")
        return self

    @property
    def named(self) -> dict[str, Any]:
        """The thresholds that the rule sets."""
        return self.thresholds.model_dump(exclude_none=True)

    def fits(self, facts: DocumentFacts) -> bool:
        """Whether the rule is for documents with these facts; an unknown value may be a large one, unless the rule loosens."""
        return (
            (not self.kinds or facts.kind in self.kinds)
            and (not self.suppliers or facts.supplier_id in self.suppliers)
            and (not self.plants or bool(self.plants & facts.plants))
            and (self.value_from is None or (not self.instead_of_default if facts.value is None else facts.value >= self.value_from))
            and (self.value_below is None or (facts.value is not None and facts.value < self.value_below))
        )


class PolicyBook(BaseModel):
    """A whole policy: the default thresholds, and rules for some documents. Two files that differ in their order only are the same policy."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[str, Field(max_length=40)] = ""
    default: Policy = Policy()
    rules: tuple[PolicyRule, ...] = ()

    @model_validator(mode="after")
    def _names_are_told_apart(self) -> PolicyBook:
        names = [rule.name for rule in self.rules]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"two rules are called {twice!r}; give each a name of its own")
        return self

    @property
    def canonical(self) -> str:
        """The policy as one JSON text, the same for the same policy: rules by name, sets in order."""
        rules = [_sorted(rule.model_dump(mode="json", exclude_defaults=True)) for rule in sorted(self.rules, key=lambda rule: rule.name)]
        whole = {"version": self.version, "default": self.default.model_dump(mode="json"), "rules": rules}
        return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    @property
    def hash(self) -> str:
        """Stands in every decision; a policy of nothing but default thresholds has their hash."""
        if not self.rules and not self.version:
            return self.default.hash
        return "sha256:" + hashlib.sha256(self.canonical.encode()).hexdigest()


class PolicyVersion(BaseModel):
    """A version of the policy as the store keeps it, with who proposed it and who put it in force."""

    model_config = ConfigDict(frozen=True)

    number: int
    hash: str
    book: PolicyBook
    source: str
    proposed_by: str
    proposed_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None


@dataclass(frozen=True)
class Ruling:
    """What the policy asks of one document: its thresholds, severities, people, and in sentences which rule says so."""

    thresholds: Policy
    hash: str
    rules: Sequence[PolicyRule] = ()
    """Those that fit the document; `findings` are not asked yet."""
    reasons: Sequence[str] = ()
    """Each threshold that a rule has set, with the rule and the numbers."""
    facts: DocumentFacts = field(default_factory=DocumentFacts)

    @classmethod
    def plain(cls, policy: Policy) -> Ruling:
        """That of a policy without rules."""
        return cls(policy, policy.hash)

    def raised(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings, each at least as severe as a rule wants it."""
        known = list(findings)
        present = {finding.code for finding in known}
        rules = self._speaking(present)
        return [_raised(finding, rules) for finding in known]

    def people(self, findings: Iterable[Finding]) -> tuple[int, list[str]]:
        """How many people must see the document because a rule says so, and the sentences that say which."""
        asking = [rule for rule in self._speaking({finding.code for finding in findings}) if rule.approvals is not None]
        asking.sort(key=lambda rule: (-(rule.approvals or 0), rule.name))
        said = [f"The policy's rule “{rule.name}” asks for {_people(rule.approvals or 0)}{_because(rule, self.facts)}." for rule in asking]
        return max((rule.approvals or 0 for rule in asking), default=0), said

    def _speaking(self, present: set[FindingCode]) -> list[PolicyRule]:
        return sorted((rule for rule in self.rules if not rule.findings or rule.findings & present), key=lambda rule: rule.name)


def ruling(book: PolicyBook, facts: DocumentFacts) -> Ruling:
    """What the policy asks of a document with these facts."""
    fitting = sorted((rule for rule in book.rules if rule.fits(facts)), key=lambda rule: rule.name)
    changed: dict[str, Any] = {}
    reasons: list[str] = []
    for name, stricter in STRICTER.items():
        asked = [(rule.named[name], rule) for rule in fitting if name in rule.named]
        if not asked:
            continue
        standard = getattr(book.default, name)
        replaced = any(rule.instead_of_default for _, rule in asked)
        value = stricter([wanted for wanted, _ in asked] + ([] if replaced else [standard]))
        if value == standard:
            continue
        changed[name] = value
        winner = next(rule for wanted, rule in asked if wanted == value)
        outdone = sorted({str(wanted) for wanted, _ in asked if wanted != value})
        also = f" (other rules: {', '.join(outdone)})" if outdone else ""
        reasons.append(
            f"{name} is {value} by the policy's rule “{winner.name}”{_because(winner, facts)}; by default it is {standard}{also}."
        )
    thresholds = book.default.model_copy(update=changed)
    if thresholds.price_warning_pct > thresholds.price_error_pct:  # what is an error is found at all
        thresholds = thresholds.model_copy(update={"price_warning_pct": thresholds.price_error_pct})
    return Ruling(thresholds, book.hash, tuple(fitting), tuple(reasons), facts)


def _raised(finding: Finding, rules: Sequence[PolicyRule]) -> Finding:
    asked = [(rule.severity[finding.code], rule) for rule in rules if finding.code in rule.severity]
    if not asked:
        return finding
    severity, rule = max(asked, key=lambda each: _WEIGHT[each[0]])
    if _WEIGHT[severity] <= _WEIGHT[finding.severity]:
        return finding
    said = f"{finding.message} The policy's rule “{rule.name}” makes that {_named(severity)}."
    return finding.model_copy(update={"severity": severity, "message": said})


def _because(rule: PolicyRule, facts: DocumentFacts) -> str:
    """Which of the document's facts the rule is for, in brackets."""
    parts = [facts.kind.value.replace("_", " ")] if rule.kinds and facts.kind else []
    parts += [f"supplier {facts.supplier_id}"] if rule.suppliers else []
    parts += [f"plant {', '.join(sorted(rule.plants & facts.plants))}"] if rule.plants else []
    value = "unknown" if facts.value is None else facts.value
    parts += [f"value {value}, from {rule.value_from}"] if rule.value_from is not None else []
    parts += [f"value {value}, below {rule.value_below}"] if rule.value_below is not None else []
    parts += [" or ".join(sorted(rule.findings))] if rule.findings else []
    return f" ({', '.join(parts)})" if parts else ""


def _people(number: int) -> str:
    return "one person" if number == 1 else "two people"


def _named(severity: Severity) -> str:
    return "an error" if severity is Severity.ERROR else f"a {severity.value}" if severity is Severity.WARNING else "for information"


def _sorted(value: Any) -> Any:
    """Sets become lists when dumped, in no order."""
    if isinstance(value, dict):
        return {name: _sorted(item) for name, item in value.items()}
    return sorted(value) if isinstance(value, list) else value
