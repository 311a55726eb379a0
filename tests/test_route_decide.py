"""The decision: nothing is posted unseen unless the findings and every posted value allow it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions import Decision, Outcome, Policy, Queue
from domain.doctype import ColumnSpec, DocType, Excuse, FieldSpec, Shape
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group, Kind, Leaf, Reading
from route.decide import QUALITY_ERRORS, decide
from route.posted import posted_leaves

RECEIVED = datetime(2026, 8, 7, 15, 0, tzinfo=UTC)  # a Friday
POLICY = Policy()

DOCTYPE = DocType(
    kind=Kind.ORDER_CONFIRMATION,
    queue=Queue.PURCHASING,
    titles={},
    fields=(FieldSpec("document_number", Shape.IDENTIFIER), FieldSpec("document_date", Shape.DATE), FieldSpec("net_total", Shape.AMOUNT)),
    columns=(
        ColumnSpec("quantity", Shape.DECIMAL),
        ColumnSpec("delivery_date", Shape.DATE),
        ColumnSpec("description", Shape.TEXT),
    ),
    rules=(),
    posted_fields=("document_number", "document_date"),
    posted_line_fields=("quantity", "delivery_date"),
    required=("document_number", "quantity"),
    posting=lambda _: {},
)


def leaf(value: str, confidence: float = 0.99) -> Leaf:
    return Leaf(value=value, text=value, confidence=confidence, page=1, box=(0, 0, 1, 1), source="text")


def confirmation(**changes: object) -> Reading:
    reading = Reading(
        kind=Kind.ORDER_CONFIRMATION,
        kind_confidence=0.99,
        language="de",
        fields=Group({"document_number": leaf("AB-1"), "document_date": leaf("2026-08-03"), "net_total": leaf("100.00", 0.3)}),
        lines=[Group({"quantity": leaf("250"), "delivery_date": leaf("2026-09-01"), "description": leaf("Bolt", 0.2)})],
    )
    return reading.model_copy(update=changes)


def finding(code: FindingCode, severity: Severity, message: str = "Something differs.", **values: str) -> Finding:
    return Finding(code=code, severity=severity, message=message, **values)


def decided(
    reading: Reading | None, *findings: Finding, doctype: DocType | None = DOCTYPE, error: str | None = None, policy: Policy = POLICY
) -> Decision:
    return decide(reading, findings, policy=policy, doctype=doctype, received_at=RECEIVED, error=error)


def test_a_clean_and_certain_paper_is_posted() -> None:
    decision = decided(confirmation())
    assert decision.outcome is Outcome.POST
    assert (decision.queue, decision.approvals, decision.due_at) == (None, 0, None)
    assert decision.policy == POLICY.hash


def test_info_does_not_route() -> None:
    assert decided(confirmation(), finding(FindingCode.DELIVERY_EARLY, Severity.INFO)).outcome is Outcome.POST


def test_what_could_not_be_read_is_rejected_with_the_reason() -> None:
    decision = decided(None, error="The PDF is encrypted.")
    assert decision.outcome is Outcome.REJECT
    assert decision.reasons == ["The PDF is encrypted."]


def test_no_paperwork_of_ours_is_rejected() -> None:
    assert decided(confirmation(kind=Kind.OTHER), doctype=None).outcome is Outcome.REJECT


@pytest.mark.parametrize("confidence", [0.4, 0.5, 0.75, 0.82, 0.89])
def test_what_may_well_be_paperwork_of_ours_goes_to_a_person(confidence: float) -> None:
    decision = decided(confirmation(kind=Kind.OTHER, kind_confidence=confidence), doctype=None)
    assert decision.outcome is Outcome.REVIEW
    assert "not clear what kind of paper" in decision.reasons[0]


def test_what_is_surely_something_else_needs_nobody() -> None:
    assert decided(confirmation(kind=Kind.OTHER, kind_confidence=0.96), doctype=None).outcome is Outcome.REJECT


def test_a_warning_asks_one_person_within_one_working_day() -> None:
    decision = decided(confirmation(), finding(FindingCode.DELIVERY_LATE, Severity.WARNING))
    assert (decision.outcome, decision.queue, decision.approvals) == (Outcome.REVIEW, Queue.PURCHASING, 1)
    assert decision.due_at == datetime(2026, 8, 10, 15, 0, tzinfo=UTC)


def test_an_error_asks_two_people() -> None:
    assert decided(confirmation(), finding(FindingCode.UNKNOWN_ORDER, Severity.ERROR)).approvals == 2


@pytest.mark.parametrize("code", sorted(QUALITY_ERRORS))
def test_an_error_of_quality_asks_the_quality_department(code: FindingCode) -> None:
    decision = decided(confirmation(), finding(code, Severity.ERROR))
    assert (decision.queue, decision.approvals) == (Queue.QUALITY, 1)


def test_quality_alone_does_not_settle_another_error() -> None:
    quality = finding(FindingCode.GRADE_MISMATCH, Severity.ERROR)
    assert decided(confirmation(), quality, finding(FindingCode.UNKNOWN_ORDER, Severity.ERROR)).approvals == 2


def test_reasons_name_the_most_severe_finding_first() -> None:
    late = finding(FindingCode.DELIVERY_LATE, Severity.WARNING, "It comes late.")
    unknown = finding(FindingCode.UNKNOWN_ORDER, Severity.ERROR, "No such order.")
    assert decided(confirmation(), late, unknown).reasons == ["No such order.", "It comes late."]


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("document_number", leaf("AB-1", 0.89)),
        ("document_number", None),
        ("document_number", leaf(" ")),
        ("document_date", leaf("3 August")),
        ("document_date", leaf("20260803")),
        ("lines[0].quantity", leaf("250", 0.5)),
        ("lines[0].quantity", None),
        ("lines[0].quantity", leaf("1.234,50")),
        ("lines[0].quantity", leaf("NaN")),
        ("lines[0].delivery_date", leaf("2026-02-30")),
    ],
)
def test_a_doubtful_missing_or_misshapen_value_goes_to_a_person_who_is_told(path: str, new: Leaf | None) -> None:
    decision = decided(confirmation().with_leaf(path, new))
    assert (decision.outcome, decision.approvals) == (Outcome.REVIEW, 1)
    assert path in decision.reasons[0]


def test_a_doubtful_value_that_is_not_posted_is_nobodys_business() -> None:
    assert decided(confirmation().with_leaf("lines[0].description", leaf("B?lt", 0.01))).outcome is Outcome.POST


def test_lots_heats_and_packages_are_posted_values_too() -> None:
    doubtful = Group({"lot_number": leaf("L7", 0.4)})
    lots = Group({**confirmation().lines[0].root, "lots": [doubtful]})
    assert decided(confirmation(lines=[lots])).outcome is Outcome.REVIEW
    assert decided(confirmation(heats=[doubtful])).outcome is Outcome.REVIEW
    assert decided(confirmation(packages=[doubtful])).outcome is Outcome.REVIEW


def test_a_paper_without_the_lines_it_must_have_goes_to_a_person() -> None:
    assert decided(confirmation(lines=[])).outcome is Outcome.REVIEW


def test_a_doubtful_value_that_may_be_what_was_ordered_says_so() -> None:
    unsure = confirmation(contested=["lines[0].quantity"]).with_leaf("lines[0].quantity", leaf("250", 0.6))
    assert "(it may be what was ordered rather than what is promised)" in decided(unsure).reasons[0]


def test_a_doubtful_kind_goes_to_a_person() -> None:
    assert "only 60% certain" in decided(confirmation(kind_confidence=0.6)).reasons[0]


def test_priority_grows_with_severity_value_and_lateness() -> None:
    late = finding(FindingCode.DELIVERY_LATE, Severity.WARNING, expected="2026-08-01", found="2026-08-13")
    dear = confirmation().with_leaf("net_total", leaf("999999999999999999999"))
    assert decided(confirmation().with_leaf("document_number", None)).priority == 10
    assert decided(confirmation(), late).priority == 30 + 12
    assert decided(dear, late).priority == 30 * 1.6 + 12
    assert decided(dear, finding(FindingCode.UNKNOWN_ORDER, Severity.ERROR)).priority == 80


values = st.one_of(st.sampled_from(["250", "2026-08-03", "AB-1", "", "NaN", "1e400", "-0"]), st.text(max_size=8))
leaves = st.builds(leaf, values, st.sampled_from([0.0, 0.5, 0.8999, 0.9, 0.95, 1.0]))
names = st.sampled_from(["document_number", "document_date", "net_total", "quantity", "delivery_date", "description", "lot_number"])
flat = st.dictionaries(names, leaves, max_size=5)
groups = st.builds(
    lambda own, lots: Group({**own, **({"lots": [Group(lot) for lot in lots]} if lots else {})}), flat, st.lists(flat, max_size=2)
)
readings = st.builds(
    Reading,
    kind=st.sampled_from(Kind),
    kind_confidence=st.floats(0, 1),
    language=st.just("en"),
    fields=st.one_of(groups, st.just(confirmation().fields)),
    lines=st.one_of(st.lists(groups, max_size=3), st.just(confirmation().lines)),
    heats=st.lists(groups, max_size=1),
    packages=st.lists(groups, max_size=1),
)
findings_of_any_kind = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(FindingCode),
        severity=st.sampled_from(Severity),
        field=st.none() | names,
        expected=st.none() | values,
        found=st.none() | values,
        message=st.text(max_size=5),
    ),
    max_size=3,
)
policies = st.builds(Policy, confidence_threshold=st.floats(0, 1), material_value=st.decimals(-5, 10**6))


@given(reading=st.none() | readings, found=findings_of_any_kind, policy=policies, error=st.none() | st.text(max_size=5))
def test_nothing_is_ever_posted_with_a_finding_above_info_or_a_doubtful_value(
    reading: Reading, found: list[Finding], policy: Policy, error: str | None
) -> None:
    decision = decided(reading, *found, policy=policy, error=error)
    assert decision.policy == policy.hash
    if decision.outcome is Outcome.POST:
        assert error is None
        assert all(item.severity is Severity.INFO for item in found)
        posted = list(posted_leaves(reading, DOCTYPE))
        assert posted
        assert min(value.confidence for _, value in posted) >= policy.confidence_threshold
        assert reading.kind_confidence >= policy.confidence_threshold
        assert reading.leaf("document_number") is not None
        assert all(line.decimal("quantity") is not None for line in reading.lines)
    if decision.outcome is Outcome.REVIEW:
        assert decision.queue is not None
        assert decision.approvals >= 1
        assert decision.reasons
        assert decision.due_at > RECEIVED


@given(readings, findings_of_any_kind)
def test_the_same_input_always_meets_the_same_decision(reading: Reading, found: list[Finding]) -> None:
    assert decided(reading, *found) == decided(reading, *found)


def test_the_value_of_a_paper_without_totals_is_that_of_its_lines() -> None:
    lines = [Group({"quantity": leaf("1"), "delivery_date": leaf("2026-09-01"), "net_amount": leaf(str(Decimal(12500)))})]
    without_total = confirmation(lines=lines).with_leaf("net_total", None)
    assert decided(without_total, finding(FindingCode.LINE_MISSING, Severity.WARNING)).priority == 30 * 1.3


CERTIFICATE = replace(
    DOCTYPE,
    kind=Kind.CERTIFICATE,
    fields=(FieldSpec("document_number", Shape.IDENTIFIER), FieldSpec("certificate_type", Shape.CERTIFICATE_TYPE)),
    posted_fields=("document_number", "certificate_type"),
    required=("document_number", "heats[].heat_number"),
    excused={"heats[].heat_number": Excuse("certificate_type", frozenset({"CoC"}), instead="lot_number")},
)


@pytest.mark.parametrize(("said", "outcome"), [("CoC", Outcome.POST), ("3.1", Outcome.REVIEW)])
def test_what_the_papers_own_words_excuse_is_not_missed(said: str, outcome: Outcome) -> None:
    paper = confirmation(kind=Kind.CERTIFICATE, fields=Group({"document_number": leaf("C-1"), "certificate_type": leaf(said)}))
    assert decided(paper, doctype=CERTIFICATE).outcome is outcome


@pytest.mark.parametrize(
    ("said", "heats", "outcome"),
    [
        ("CoC", [{"quantity": "5"}], Outcome.REVIEW),
        ("CoC", [{"quantity": "5", "lot_number": "L003112"}], Outcome.POST),
        ("CoC", [{"lot_number": "L003112"}, {"quantity": "5"}], Outcome.REVIEW),
        ("3.1", [{"quantity": "5", "lot_number": "L003112"}], Outcome.REVIEW),
    ],
)
def test_a_declaration_with_a_heat_says_which_or_of_which_lot(said: str, heats: list[dict[str, str]], outcome: Outcome) -> None:
    fields = Group({"document_number": leaf("C-1"), "certificate_type": leaf(said)})
    told = [Group({name: leaf(value) for name, value in heat.items()}) for heat in heats]
    paper = confirmation(kind=Kind.CERTIFICATE, fields=fields, heats=told)
    assert decided(paper, doctype=CERTIFICATE).outcome is outcome
