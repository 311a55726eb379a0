"""Tallies over scored documents: accuracy, findings, how honest confidence is, what was posted and what should not have been. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from app.results import Result
from app.scoring import Check, Part, Truth, checks_of
from domain.decisions import Decision, Outcome
from domain.doctype import DocType, of_kind
from domain.findings import Severity
from domain.orders import PurchaseOrder
from domain.paper import Kind

NOT_OF_THE_PAPER = frozenset({"quality_critical", "material_value", "low_confidence"})
"""Findings that say why a person looks at it, not what is wrong with the paper: nobody is told to expect them."""


@dataclass(frozen=True)
class DocumentScore:
    """One document's result beside its truth."""

    truth: Truth
    result: Result | None
    checks: tuple[Check, ...]
    needs_person: bool
    """Whether it must not be posted unseen even if all is read right: something is wrong with it, or it is material or critical."""

    @property
    def is_digital(self) -> bool:
        """Whether it was born as a text, not scanned."""
        return self.truth.medium == "digital"

    @property
    def kind_is_right(self) -> bool:
        """Whether it was told for what it is."""
        return self.result is not None and self.result.kind is self.truth.kind

    @property
    def wrong(self) -> list[str]:
        """The posted values that are wrong, or missing and needed, by place; the kind is one of them."""
        kind = [] if self.kind_is_right else ["kind"]
        return kind + [check.place for check in self.checks if check.is_wrong_if_posted]

    @property
    def missing(self) -> list[str]:
        """The posted values that were not found and can be done without, by place."""
        return [check.place for check in self.checks if check.is_posted and not check.said and not check.is_needed]

    @property
    def is_posted(self) -> bool:
        """Whether nobody would have looked at it."""
        return self.result is not None and self.result.decision.outcome is Outcome.POST

    @property
    def is_false_post(self) -> bool:
        """Whether it would have been posted although a person had to look at it, or with a wrong value."""
        return self.is_posted and (self.needs_person or bool(self.wrong))

    @property
    def could_be_posted(self) -> bool:
        """Whether it is paperwork of ours with nothing that needs a person."""
        return self.truth.kind is not Kind.OTHER and not self.needs_person

    @property
    def raised(self) -> set[str]:
        """The codes of the findings above `info`."""
        found = self.result.findings if self.result else []
        return {finding.code.value for finding in found if finding.severity is not Severity.INFO}


@dataclass(frozen=True)
class Accuracy:
    """How many values were right, said, and due."""

    right: int = 0
    said: int = 0
    due: int = 0

    @classmethod
    def of(cls, checks: Iterable[Check]) -> Accuracy:
        """The accuracy of those values."""
        listed = list(checks)
        return cls(sum(c.right for c in listed), sum(c.said for c in listed), sum(c.is_due for c in listed))

    @property
    def precision(self) -> float:
        """Of what was said, the share that is right; 1 where nothing was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Of what was due, the share that was said rightly; 1 where nothing was due."""
        return self.right / self.due if self.due else 1.0

    @property
    def f1(self) -> float:
        """Both in one figure."""
        return 2 * self.right / (self.said + self.due) if self.said + self.due else 1.0


@dataclass(frozen=True)
class Posts:
    """What was posted unseen, out of what could have been."""

    could: int
    did: int
    posted: int
    false: int

    @property
    def straight_through(self) -> float:
        """The share of the sound papers that nobody had to look at; 1 where there was none."""
        return self.did / self.could if self.could else 1.0


def score(
    truths: Sequence[Truth],
    results: Sequence[Result],
    orders: Mapping[str, PurchaseOrder],
    doctypes: Sequence[DocType],
    *,
    material_value: Decimal,
) -> list[DocumentScore]:
    """Every document of the truth beside its result, if there is one."""
    scores = []
    answers: dict[str, list[Result]] = {}
    for each in results:
        answers.setdefault(_whole(each.file), []).append(each)
    for truth in truths:
        result, doctype = answer_of(truth, answers.get(_whole(truth.file), [])), of_kind(doctypes, truth.kind)
        checks = checks_of(truth.truth, result or _nothing(truth), doctype) if doctype else []
        scores.append(DocumentScore(truth, result, tuple(checks), _needs_person(truth, orders, material_value)))
    return scores


def answer_of(truth: Truth, results: Sequence[Result]) -> Result | None:
    """The result of the file; of one that was split, the first part of the right kind, else the first part."""
    own = [result for result in results if result.file == truth.file or result.file.endswith("/" + truth.file)]
    parts = own or results
    return next((part for part in parts if part.kind is truth.kind), parts[0] if parts else None)


def _whole(file: str) -> str:
    return file.rpartition("/")[2].partition("#")[0]


def _nothing(truth: Truth) -> Result:
    """What is scored where there is no answer."""
    return Result(file=truth.file, document_id="", decision=Decision(outcome=Outcome.REVIEW, policy=""))


def _needs_person(truth: Truth, orders: Mapping[str, PurchaseOrder], material_value: Decimal) -> bool:
    if truth.expected_findings or not orders:
        return True
    worth = max(_amount(truth.truth.get(name)) for name in ("net_total", "gross_total"))
    return worth >= material_value or (truth.kind is Kind.CERTIFICATE and _is_critical(truth, orders))


def _is_critical(truth: Truth, orders: Mapping[str, PurchaseOrder]) -> bool:
    order = orders.get(str(truth.truth.get("order_number")))
    lines = truth.truth.get("lines")
    if order is None or not isinstance(lines, list):
        return False
    named = (order.line(str(line.get("order_line"))) for line in lines if isinstance(line, dict))
    return any(line is not None and line.quality_critical for line in named)


def _amount(value: object) -> Decimal:
    try:
        return Decimal(str(value or 0))
    except InvalidOperation:
        return Decimal(0)


def original(scores: Iterable[DocumentScore]) -> list[DocumentScore]:
    """Without the second copies, whose values would count twice."""
    return [each for each in scores if not each.truth.is_copy]


def by_part(scores: Iterable[DocumentScore]) -> dict[Part, Accuracy]:
    """The accuracy of each part, over the values that were due: what is too many shows in the documents that are not right."""
    due = [check for each in scores for check in each.checks if check.is_due]
    return {part: Accuracy.of(check for check in due if check.part is part) for part in Part}


def by_field(scores: Iterable[DocumentScore]) -> dict[str, Accuracy]:
    """The accuracy of each field, the least accurate first."""
    named: dict[str, list[Check]] = {}
    for each in scores:
        for check in each.checks:
            if check.is_due:
                named.setdefault(check.name, []).append(check)
    return dict(sorted(((name, Accuracy.of(found)) for name, found in named.items()), key=lambda pair: (pair[1].f1, pair[0])))


def grouped(scores: Iterable[DocumentScore], key: Callable[[DocumentScore], str]) -> dict[str, list[DocumentScore]]:
    """The scores by what they have in common, in the order of the names."""
    groups: dict[str, list[DocumentScore]] = {}
    for each in scores:
        groups.setdefault(key(each), []).append(each)
    return dict(sorted(groups.items()))


def findings(scores: Sequence[DocumentScore]) -> Accuracy:
    """Findings that are right, raised above `info`, and due."""
    return Accuracy(
        right=sum(code in each.raised for each in scores for code in each.truth.expected_findings),
        said=sum(len(each.raised - NOT_OF_THE_PAPER) for each in scores),
        due=sum(len(each.truth.expected_findings) for each in scores),
    )


def by_finding(scores: Sequence[DocumentScore]) -> dict[str, Accuracy]:
    """The same for each code, without those that only say why a person looks."""
    codes = sorted({code for each in scores for code in (each.raised - NOT_OF_THE_PAPER) | set(each.truth.expected_findings)})
    return {
        code: Accuracy(
            right=sum(code in each.raised and code in each.truth.expected_findings for each in scores),
            said=sum(code in each.raised for each in scores),
            due=sum(each.truth.expected_findings.count(code) for each in scores),
        )
        for code in codes
    }


def posts(scores: Sequence[DocumentScore]) -> Posts:
    """What was posted, and what was posted although it should not have been."""
    return Posts(
        could=sum(each.could_be_posted for each in scores),
        did=sum(each.could_be_posted and each.is_posted for each in scores),
        posted=sum(each.is_posted for each in scores),
        false=sum(each.is_false_post for each in scores),
    )
