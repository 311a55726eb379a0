"""The policy: of all rules the most severe wins whatever their order, and nothing is posted that any policy forbids."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from doctypes import find_doctypes
from domain.decisions import Outcome, Policy
from domain.doctype import of_kind
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Kind, Reading, name_of
from domain.policy import STRICTER, DocumentFacts, PolicyBook, PolicyRule, Thresholds, ruling
from route.decide import decide
from route.facts import facts_of
from route.posted import posted_leaves
from tests.papers import FIRST_LINE, SECOND_LINE, confirmation, context_of, order
from tests.test_route_decide import DOCTYPE, findings_of_any_kind, readings

RECEIVED = datetime(2026, 8, 7, 15, 0, tzinfo=UTC)
FACTS = DocumentFacts(Kind.ORDER_CONFIRMATION, "S1", frozenset({"1000"}), Decimal(6000))

kinds = st.sampled_from([Kind.ORDER_CONFIRMATION, Kind.CERTIFICATE, Kind.SHIP_NOTICE])
suppliers = st.sampled_from(["S1", "S2"])
plants = st.sampled_from(["1000", "2000"])
percent = st.decimals(0, 100, places=2)
thresholds = st.builds(
    Thresholds,
    price_warning_pct=st.none() | percent,
    late_days=st.none() | st.integers(0, 30),
    material_value=st.none() | st.decimals(0, 10**6, places=2),
    confidence_threshold=st.none() | st.floats(0, 1),
    new_supplier_papers=st.none() | st.integers(0, 5),
)


@st.composite
def rules(draw: st.DrawFn) -> PolicyRule:
    wanted = draw(thresholds)
    waits = draw(st.frozensets(st.sampled_from(FindingCode), max_size=2)) if not wanted.model_dump(exclude_none=True) else frozenset()
    return PolicyRule(
        name=draw(st.uuids()).hex,
        kinds=draw(st.frozensets(kinds, max_size=2)),
        suppliers=draw(st.frozensets(suppliers, max_size=1)),
        plants=draw(st.frozensets(plants, max_size=1)),
        value_from=draw(st.none() | st.decimals(0, 10**5, places=2)),
        value_below=draw(st.none() | st.decimals(0, 10**5, places=2)),
        findings=waits,
        thresholds=wanted,
        severity=draw(st.dictionaries(st.sampled_from(FindingCode), st.sampled_from(Severity), max_size=2)),
        approvals=draw(st.sampled_from([1, 2]) if not wanted.model_dump(exclude_none=True) else st.sampled_from([None, 1, 2])),
        instead_of_default=draw(st.booleans()) and bool(wanted.model_dump(exclude_none=True)),
    )


books = st.builds(
    PolicyBook, default=st.builds(Policy, confidence_threshold=st.floats(0, 1)), rules=st.lists(rules(), max_size=5).map(tuple)
)
facts = st.builds(
    DocumentFacts,
    kind=kinds,
    supplier_id=st.none() | suppliers,
    plants=st.frozensets(plants),
    value=st.none() | st.decimals(0, 10**6, places=2),
    supplier_papers=st.none() | st.integers(0, 9),
)
findings = st.lists(
    st.builds(Finding, code=st.sampled_from(FindingCode), severity=st.sampled_from(Severity), message=st.just("Something differs.")),
    max_size=3,
)


def rule(name: str, **parts: object) -> PolicyRule:
    wanted = {key: parts.pop(key) for key in list(parts) if key in STRICTER}
    return PolicyRule.model_validate({"name": name, "thresholds": wanted, **parts})


@given(books, facts, st.randoms())
def test_the_order_of_the_file_changes_nothing(book: PolicyBook, known: DocumentFacts, random: object) -> None:
    mixed = list(book.rules)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    other = book.model_copy(update={"rules": tuple(mixed)})
    assert other.hash == book.hash
    assert ruling(other, known) == ruling(book, known)


@given(books, facts)
def test_no_rule_that_fits_is_more_severe_than_what_holds(book: PolicyBook, known: DocumentFacts) -> None:
    held = ruling(book, known)
    for each in book.rules:
        if each.fits(known):
            for name, wanted in each.named.items():
                holds = getattr(held.thresholds, name)
                assert STRICTER[name]([holds, wanted]) == holds


@given(books, facts)
def test_only_a_rule_that_says_so_loosens_the_default(book: PolicyBook, known: DocumentFacts) -> None:
    held = ruling(book, known).thresholds
    loosened = {name for each in book.rules if each.instead_of_default and each.fits(known) for name in each.named}
    for name, stricter in STRICTER.items():
        if name not in loosened:
            assert stricter([getattr(held, name), getattr(book.default, name)]) == getattr(held, name)


@given(books, rules(), facts)
def test_one_more_rule_never_loosens_unless_it_says_so(book: PolicyBook, more: PolicyRule, known: DocumentFacts) -> None:
    if more.instead_of_default:
        return
    before, after = ruling(book, known).thresholds, ruling(book.model_copy(update={"rules": (*book.rules, more)}), known).thresholds
    for name, stricter in STRICTER.items():
        assert stricter([getattr(before, name), getattr(after, name)]) == getattr(after, name)


@settings(deadline=None)
@given(books, facts, findings, st.sampled_from([0.0, 0.5, 0.95, 0.97, 1.0]))
def test_no_policy_posts_with_a_finding_above_info_or_a_value_below_its_threshold(
    book: PolicyBook, known: DocumentFacts, found: list[Finding], sure: float
) -> None:
    reading = confirmation(confidence=sure)
    ruled = ruling(book, known)
    decision = decide(reading, found, policy=ruled, doctype=of_kind(find_doctypes(), reading.kind), received_at=RECEIVED)
    assert decision.policy == book.hash
    people, _ = ruled.people(ruled.raised(found))
    if decision.outcome is Outcome.POST:
        assert all(each.severity is Severity.INFO for each in (*found, *ruled.raised(found)))
        doctype = of_kind(find_doctypes(), reading.kind)
        assert doctype is not None
        for path, leaf in posted_leaves(reading, doctype):
            assert leaf.confidence >= ruled.thresholds.threshold(name_of(path))
        assert people == 0
        assert (known.supplier_papers or 0) >= ruled.thresholds.new_supplier_papers
    else:
        assert decision.approvals >= max(1, people)


@settings(deadline=None)
@given(readings, books, facts, findings_of_any_kind)
def test_no_policy_posts_any_paper_with_a_finding_above_info_or_a_value_below_its_threshold(
    reading: Reading, book: PolicyBook, known: DocumentFacts, found: list[Finding]
) -> None:
    ruled = ruling(book, known)
    decision = decide(reading, found, policy=ruled, doctype=DOCTYPE, received_at=RECEIVED)
    if decision.outcome is Outcome.POST:
        posted = list(posted_leaves(reading, DOCTYPE))
        assert posted
        assert all(leaf.confidence >= ruled.thresholds.threshold(name_of(path)) for path, leaf in posted)
        assert all(each.severity is Severity.INFO for each in (*found, *ruled.raised(found)))
        assert ruled.people(found)[0] == 0


@given(books, facts, findings)
def test_a_policy_never_lowers_what_a_finding_weighs(book: PolicyBook, known: DocumentFacts, found: list[Finding]) -> None:
    weight = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
    once = ruling(book, known).raised(found)
    assert [each.code for each in once] == [each.code for each in found]
    assert all(weight[after.severity] >= weight[before.severity] for before, after in zip(found, once, strict=True))
    assert ruling(book, known).raised(once) == once


@given(facts, findings)
def test_without_rules_the_contracts_policy_decides_as_ever(known: DocumentFacts, found: list[Finding]) -> None:
    book = PolicyBook()
    reading = confirmation()
    doctype = of_kind(find_doctypes(), reading.kind)
    plain = decide(reading, found, policy=Policy(), doctype=doctype, received_at=RECEIVED)
    assert decide(reading, found, policy=ruling(book, known), doctype=doctype, received_at=RECEIVED) == plain
    assert book.hash == Policy().hash


def test_the_decision_says_which_rule_spoke_and_with_which_numbers() -> None:
    book = PolicyBook(rules=(rule("tight for S1", suppliers=["S1"], late_days=1), rule("tight for steel", plants=["1000"], late_days=2)))
    decision = decide(
        confirmation(), [], policy=ruling(book, FACTS), doctype=of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION), received_at=RECEIVED
    )
    assert decision.outcome is Outcome.POST
    assert decision.reasons[1:] == [
        "late_days is 1 by the policy's rule “tight for S1” (supplier S1); by default it is 3 (other rules: 2)."
    ]


def test_a_rule_may_ask_for_two_people_whatever_else_is_found() -> None:
    book = PolicyBook(rules=(rule("dear", value_from="5000", approvals=2), rule("all", approvals=1)))
    decision = decide(
        confirmation(), [], policy=ruling(book, FACTS), doctype=of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION), received_at=RECEIVED
    )
    assert (decision.outcome, decision.approvals) == (Outcome.REVIEW, 2)
    assert decision.reasons == [
        "The policy's rule “dear” asks for two people (value 6000, from 5000).",
        "The policy's rule “all” asks for one person.",
    ]


def test_a_rule_about_a_finding_makes_it_weigh_more_and_says_so() -> None:
    book = PolicyBook(rules=(rule("early is bad", findings=["delivery_early"], severity={"delivery_early": "warning"}),))
    early = Finding(code=FindingCode.DELIVERY_EARLY, severity=Severity.INFO, message="It comes early.")
    decision = decide(
        confirmation(), [early], policy=ruling(book, FACTS), doctype=of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION), received_at=RECEIVED
    )
    assert decision.outcome is Outcome.REVIEW
    assert decision.reasons[0] == "It comes early. The policy's rule “early is bad” makes that a warning."


def test_a_person_sees_a_new_suppliers_first_papers() -> None:
    book = PolicyBook(default=Policy(new_supplier_papers=3))
    doctype = of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION)
    for before, outcome in ((None, Outcome.REVIEW), (2, Outcome.REVIEW), (3, Outcome.POST)):
        known = DocumentFacts(Kind.ORDER_CONFIRMATION, "S1", supplier_papers=before)
        assert decide(confirmation(), [], policy=ruling(book, known), doctype=doctype, received_at=RECEIVED).outcome is outcome


def test_a_value_may_have_a_threshold_of_its_own() -> None:
    policy = Policy(confidence_threshold=0.9, confidence={"lines.unit_price": 0.995})
    decision = decide(confirmation(), [], policy=policy, doctype=of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION), received_at=RECEIVED)
    assert decision.outcome is Outcome.REVIEW
    assert "lines[0].unit_price “76.42” is only 99% certain" in decision.reasons[0]


def test_an_unknown_value_may_be_a_large_one() -> None:
    known = DocumentFacts(Kind.CERTIFICATE, "S1")
    assert rule("dear", value_from="5000", approvals=1).fits(known)
    assert not rule("dear", value_from="5000", late_days=9, instead_of_default=True).fits(known)
    assert not rule("cheap", value_below="5000", late_days=9, instead_of_default=True).fits(known)


def test_what_is_an_error_is_found_even_where_a_rule_sets_the_error_below_the_warning() -> None:
    book = PolicyBook(rules=(rule("tight", price_error_pct="0.2"),))
    assert ruling(book, FACTS).thresholds.price_warning_pct == Decimal("0.2")


def test_a_total_that_was_misread_small_lets_no_paper_by() -> None:
    small = confirmation({"net_total": "9.11"}, lines=[{"order_line": "20", "supplier_item": "BG-7001", "quantity": "1200", "unit": "KGM"}])
    ordered = order({**FIRST_LINE, "plant": "1000"}, {**SECOND_LINE, "plant": "2000"})
    known = facts_of(small, context_of(small, ordered), supplier_papers=None)
    assert known == DocumentFacts(Kind.ORDER_CONFIRMATION, "S1001", frozenset({"2000"}), Decimal("4920.00"))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "asks for nothing"),
        ({"findings": ["delivery_late"], "late_days": 1}, "waits for findings"),
        ({"approvals": 1, "instead_of_default": True}, "instead_of_default"),
        ({"approvals": 3}, "less than or equal to 2"),
        ({"kinds": ["other"], "approvals": 1}, "kind other"),
    ],
)
def test_a_rule_that_cannot_mean_anything_is_refused(parts: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        rule("x", **parts)
