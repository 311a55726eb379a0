"""What suppliers call things: learned from approved papers, used only once a lead has confirmed it, and never beyond paper and order."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app import mappings
from app.cli import main
from domain.arrivals import DocumentRecord, DocumentState
from domain.errors import NotAllowedError, StaleStateError, UsageError
from domain.findings import FindingCode
from domain.mappings import LearnedMapping, MappingKind, MappingState
from domain.paper import Group, Kind, Reading
from domain.people import Role, User
from tests.world import ORDER, World, change_order, confirmation, leaf, with_pipeline, world

LEAD, CLERK = User(name="lead", role=Role.LEAD), User(name="clerk", role=Role.CLERK)
OTHER = User(name="otto", role=Role.LEAD)
ROLLS = {"quantity": Decimal(250), "unit": "MTR", "unit_price": Decimal("2.40"), "buyer_item": "42-1734"}
"""The order's line where it is of hose: 250 m for 2.40 each."""


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as inside:
        with inside.tally.pipeline.store.begin() as work:
            for user in (OTHER, User(name="bea", role=Role.CLERK), User(name="eve", role=Role.AUDITOR)):
                work.users.save(user, by="test", action="user added")
        yield inside


def with_line(reading: Reading, **changes: str | None) -> Reading:
    """The paper with other values on its line; None takes one out."""
    line = {**reading.lines[0].root, **{name: leaf(value) for name, value in changes.items() if value is not None}}
    return reading.model_copy(update={"lines": [Group({name: node for name, node in line.items() if changes.get(name, "") is not None})]})


def by_number(number: str = "AB-1", item: str = "BX-100") -> Reading:
    """A confirmation that names the supplier's own item, the order's line, and a date that a clerk has to agree to."""
    return with_line(confirmation(number), supplier_item=item, buyer_item=None, delivery_date="2026-09-20")


def in_rolls(number: str = "AB-1", *, quantity: str = "5", price: str = "120.00", amount: str = "600.00") -> Reading:
    """A confirmation of the order's 250 m as rolls of 50 m."""
    reading = with_line(confirmation(number), quantity=quantity, unit="RO", unit_price=price, net_amount=amount)
    return reading.model_copy(update={"fields": Group({**reading.fields.root, "net_total": leaf(amount)})})


def approved(made: World, reading: Reading, name: str, *people: User) -> DocumentRecord:
    """The paper put through, approved by those people, and posted once nobody can undo it any more."""
    record = made.put_through(reading, name)
    assert record.state is DocumentState.IN_REVIEW, record.decision
    for user in people or (CLERK,):
        case_id = made.case_id(record.document_id)
        made.desk.approve(case_id, user, version=made.desk.case(case_id).version)
    return made.record(record.document_id)


def approved_in_metres(made: World, reading: Reading, name: str) -> DocumentRecord:
    """A paper in rolls, which no ERP takes as it stands, with the order's metres put in by a clerk, approved by two leads."""
    record = made.put_through(reading, name)
    for path, value in (("quantity", "250"), ("unit", "MTR"), ("unit_price", "2.40")):
        case_id = made.case_id(record.document_id)
        made.desk.correct(case_id, CLERK, version=made.desk.case(case_id).version, path=f"lines[0].{path}", value=value)
    made.clock.go_on(minutes=16)  # the clerk's claim has lapsed
    for user in (LEAD, OTHER):
        case_id = made.case_id(record.document_id)
        made.desk.approve(case_id, user, version=made.desk.case(case_id).version)
    return made.record(record.document_id)


def settle(made: World) -> None:
    made.clock.go_on(seconds=300)
    made.tally.pipeline.deliver()


def only(made: World, state: MappingState | None = None) -> LearnedMapping:
    found = mappings.listed(made.tally.pipeline, state=state)
    assert len(found) == 1, found
    return found[0].mapping


def confirmed(made: World, user: User = LEAD, factor: str = "") -> LearnedMapping:
    """The only proposal, put in force."""
    mapping = only(made, MappingState.PROPOSED)
    return mappings.confirm(made.tally.pipeline, mapping.mapping_id, user, version=mapping.version, reason="price list 2026", factor=factor)


def learned_item(made: World) -> LearnedMapping:
    """BX-100 is our 42-1734, in force."""
    approved(made, by_number(), "first.pdf")
    settle(made)
    return confirmed(made)


def learned_roll(made: World) -> LearnedMapping:
    """A roll of our 42-1734 is 50 m, in force."""
    change_order(made, **ROLLS)
    approved_in_metres(made, in_rolls(), "first.pdf")
    settle(made)
    change_order(made, **ROLLS)  # as if nothing of it had been confirmed
    return confirmed(made, factor="50")


def unnumbered(number: str = "AB-2", item: str = "BX-100") -> Reading:
    """A confirmation with line numbers of the supplier's own, which says of the goods only its own item number."""
    return with_line(confirmation(number), supplier_item=item, buyer_item=None, order_line="7", description="SKT-SCHR")


def codes(record: DocumentRecord) -> list[FindingCode]:
    return [finding.code for finding in record.findings]


def test_an_approved_paper_leaves_a_proposal_with_its_evidence_and_nothing_is_used_yet(made: World) -> None:
    record = approved(made, by_number(), "first.pdf")
    view = mappings.listed(made.tally.pipeline)[0]
    assert (view.mapping.kind, view.mapping.said, view.mapping.item, view.mapping.state) == ("item", "BX-100", "42-1734", "proposed")
    assert [(each.document_id, each.people, each.agrees) for each in view.evidence] == [(record.document_id, ["clerk"], True)]
    assert FindingCode.LINE_UNKNOWN in codes(made.put_through(unnumbered(), "second.pdf"))


def test_a_paper_that_posts_by_itself_teaches_nothing(made: World) -> None:
    assert made.put_through(with_line(confirmation(), supplier_item="BX-100")).state is DocumentState.POSTED
    assert mappings.listed(made.tally.pipeline) == []


@pytest.mark.parametrize("says", [{"supplier_item": "BX-200"}, {"supplier_item": "BX-100"}])
def test_where_the_order_names_the_suppliers_item_nothing_is_learned_about_it(made: World, says: dict[str, str]) -> None:
    change_order(made, **says)
    approved(made, by_number(), "first.pdf")
    assert mappings.listed(made.tally.pipeline) == []


def test_an_approval_that_is_undone_is_no_evidence_any_more(made: World) -> None:
    record = approved(made, by_number(), "first.pdf")
    with made.tally.pipeline.store.begin(reading=True) as work:
        case_id = work.cases.of_document(record.document_id)[0].case_id
    made.desk.undo(case_id, CLERK)
    view = mappings.listed(made.tally.pipeline)[0]
    assert view.agreeing == 0
    with pytest.raises(UsageError, match="nothing to confirm"):
        confirmed(made)


def test_a_confirmed_item_tells_a_line_that_nothing_printed_tells_and_the_decision_says_so(made: World) -> None:
    mapping = learned_item(made)
    record = made.put_through(unnumbered(), "second.pdf")
    assert FindingCode.LINE_UNKNOWN not in codes(record)
    assert FindingCode.LINE_MISSING not in codes(record)
    said = f"the supplier's BX-100 is our 42-1734 by mapping {mapping.mapping_id}, which lead put in force on 2026-08-03."
    assert record.decision is not None
    assert any(reason.endswith(said) for reason in record.decision.reasons)


def test_a_line_that_prints_our_own_item_number_is_never_told_by_a_mapping(made: World) -> None:
    learned_item(made)
    record = made.put_through(with_line(unnumbered(), buyer_item="99-0000"), "second.pdf")
    assert FindingCode.LINE_UNKNOWN in codes(record)


def test_a_mapping_that_contradicts_the_paper_is_a_finding_and_the_paper_stays_where_print_puts_it(made: World) -> None:
    mapping = learned_item(made)
    change_order(made, buyer_item="42-9999")
    record = made.put_through(with_line(by_number("AB-2"), delivery_date="2026-09-01"), "second.pdf")
    found = [finding for finding in record.findings if finding.code is FindingCode.ITEM_MISMATCH]
    assert [finding.expected for finding in found] == ["42-1734"]
    assert f"by mapping {mapping.mapping_id}" in found[0].message
    assert record.state is DocumentState.IN_REVIEW


def test_an_approval_that_says_otherwise_takes_the_mapping_out_of_force_at_once(made: World) -> None:
    mapping = learned_item(made)
    change_order(made, buyer_item="42-9999")
    approved(made, by_number("AB-2"), "second.pdf")
    view = mappings.shown(made.tally.pipeline, mapping.mapping_id)
    assert view.mapping.state is MappingState.DISPUTED
    assert view.contradicting == 1
    assert "“second.pdf” was approved by clerk and says otherwise" in view.mapping.reason


def test_revoking_takes_effect_at_once_and_the_papers_that_it_helped_are_listed(made: World) -> None:
    mapping = learned_item(made)
    record = made.put_through(unnumbered(), "second.pdf")
    made.desk.approve(made.case_id(record.document_id), CLERK, version=made.desk.case(made.case_id(record.document_id)).version)
    mappings.revoke(made.tally.pipeline, mapping.mapping_id, LEAD, version=mapping.version, reason="renumbered")
    assert FindingCode.LINE_UNKNOWN in codes(made.put_through(unnumbered("AB-3"), "third.pdf"))
    view = mappings.shown(made.tally.pipeline, mapping.mapping_id)
    assert [(use.name, use.document_id) for use in view.uses] == [("second.pdf", record.document_id)]


def test_what_is_approved_and_has_not_left_is_before_a_person_again_once_its_mapping_is_revoked(made: World) -> None:
    mapping, posted = learned_item(made), made.confirmed()
    record = approved(made, unnumbered(), "second.pdf")
    assert record.state is DocumentState.POSTING
    mappings.revoke(made.tally.pipeline, mapping.mapping_id, LEAD, version=mapping.version, reason="renumbered")
    settle(made)
    assert made.state(record.document_id) is DocumentState.IN_REVIEW
    assert "Mapping 1 helped with it and is out of force by now" in made.desk.case(made.case_id(record.document_id)).notice
    assert made.confirmed() == posted


def test_what_posts_by_itself_and_has_not_left_is_checked_anew_once_its_mapping_is_revoked(made: World) -> None:
    mapping = learned_roll(made)
    document_id = made.drop(in_rolls("AB-2"), "second.pdf")
    made.take_in()
    assert made.tally.pipeline.run(document_id).state is DocumentState.POSTING
    mappings.revoke(made.tally.pipeline, mapping.mapping_id, CLERK, version=mapping.version, reason="other rolls by now")
    made.tally.pipeline.deliver()
    record = made.tally.pipeline.run(document_id)
    assert record.state is DocumentState.IN_REVIEW
    assert FindingCode.UNIT_MISMATCH in codes(record)
    assert made.confirmed() == 0


def test_a_paper_that_was_checked_with_a_mapping_is_not_posted_once_that_is_revoked(made: World) -> None:
    mapping = learned_item(made)
    record = made.put_through(unnumbered(), "second.pdf")
    seen = made.tally.pipeline.examine(record)
    mappings.revoke(made.tally.pipeline, mapping.mapping_id, CLERK, version=mapping.version, reason="wrong")
    with pytest.raises(StaleStateError, match="has changed since the paper was checked"), made.tally.pipeline.store.begin() as work:
        made.tally.pipeline.plan(work, record, seen)
    with pytest.raises(StaleStateError, match="checked again"):
        made.desk.approve(made.case_id(record.document_id), CLERK, version=made.desk.case(made.case_id(record.document_id)).version)


def test_only_a_lead_confirms_and_never_what_only_their_own_approvals_say(made: World) -> None:
    approved(made, by_number(), "first.pdf", LEAD)
    settle(made)
    with pytest.raises(UsageError, match="a lead puts a mapping in force"):
        confirmed(made, CLERK)
    with pytest.raises(UsageError, match="Only papers that you approved yourself"):
        confirmed(made, LEAD)
    assert confirmed(made, OTHER).state is MappingState.IN_FORCE


def test_a_mapping_is_confirmed_and_revoked_with_words_in_the_version_that_was_shown(made: World) -> None:
    approved(made, by_number(), "first.pdf")
    mapping = only(made)
    with pytest.raises(UsageError, match="Say why"):
        mappings.confirm(made.tally.pipeline, mapping.mapping_id, LEAD, version=mapping.version, reason="  ")
    confirmed(made)
    with pytest.raises(StaleStateError, match="has changed since you opened it"):
        mappings.revoke(made.tally.pipeline, mapping.mapping_id, LEAD, version=mapping.version, reason="old page")
    with pytest.raises(NotAllowedError, match="only looks"):
        mappings.revoke(made.tally.pipeline, mapping.mapping_id, User(name="eve", role=Role.AUDITOR), version=1, reason="x")
    with made.tally.pipeline.store.begin(reading=True) as work:
        story = work.audit.of_subject(f"mapping:{mapping.mapping_id}")
        assert [(each.actor, each.action) for each in story] == [
            ("tallyclerk", "mapping proposed"),
            ("tallyclerk", "mapping witnessed"),
            ("lead", "mapping put in force"),
        ]
        assert work.audit.first_broken() is None


def test_two_meanings_of_one_number_are_never_in_force_together(made: World) -> None:
    learned_item(made)
    change_order(made, buyer_item="42-9999")
    approved(made, by_number("AB-2"), "second.pdf")
    disputed, proposed = only(made, MappingState.DISPUTED), only(made, MappingState.PROPOSED)
    mappings.confirm(made.tally.pipeline, proposed.mapping_id, LEAD, version=proposed.version, reason="renumbered")
    with pytest.raises(UsageError, match="revoke that one first"):
        mappings.confirm(made.tally.pipeline, disputed.mapping_id, LEAD, version=disputed.version, reason="still")


def test_items_come_into_force_by_themselves_only_where_the_settings_say_so_and_several_people_agreed(made: World) -> None:
    made = with_pipeline(made, items_after=2)
    for number, person in enumerate(("clerk", "clerk", "bea", "clerk"), start=1):
        assert only(made, MappingState.PROPOSED) if number > 1 else True
        approved(made, by_number(f"AB-{number}"), f"{number}.pdf", User(name=person, role=Role.CLERK))
        settle(made)
    mapping = only(made)
    assert (mapping.state, mapping.decided_by) == (MappingState.IN_FORCE, "tallyclerk")


def test_units_never_come_into_force_by_themselves(made: World) -> None:
    made = with_pipeline(made, items_after=1)
    change_order(made, **ROLLS)
    for number in range(1, 4):
        approved_in_metres(made, in_rolls(f"AB-{number}"), f"{number}.pdf")
        settle(made)
        change_order(made, **ROLLS)
    mapping = only(made)
    assert (mapping.kind, mapping.factor, mapping.unit, mapping.state) == (MappingKind.UNIT, Decimal(50), "MTR", MappingState.PROPOSED)


def test_whoever_confirms_a_unit_says_its_factor_themselves(made: World) -> None:
    change_order(made, **ROLLS)
    approved_in_metres(made, in_rolls(), "first.pdf")
    for wrong, words in (("", "as a number like 50"), ("100", "this mapping says 50, you say 100")):
        with pytest.raises(UsageError, match=words):
            confirmed(made, factor=wrong)
    assert confirmed(made, factor="50.0").state is MappingState.IN_FORCE


def test_a_paper_in_another_unit_is_not_approved_as_it_stands_and_the_desk_says_what_to_do(made: World) -> None:
    change_order(made, **ROLLS)
    record = made.put_through(in_rolls(), "first.pdf")
    view = made.desk.paper(record.document_id)
    assert view.obstacle is not None
    assert "Line 10 is ordered in MTR, not in RO." in view.obstacle
    assert "put quantity, unit and price into the paper in the order's unit" in view.obstacle
    case_id = made.case_id(record.document_id)
    for user in (CLERK, LEAD):
        with pytest.raises(UsageError, match="cannot be posted as it stands: Line 10 is ordered in MTR"):
            made.desk.approve(case_id, user, version=made.desk.case(case_id).version)
    assert made.state(record.document_id) is DocumentState.IN_REVIEW
    assert mappings.listed(made.tally.pipeline) == []


def test_what_a_clerk_writes_for_what_is_printed_says_what_the_suppliers_unit_is(made: World) -> None:
    change_order(made, **ROLLS)
    record = approved_in_metres(made, in_rolls(), "first.pdf")
    settle(made)
    assert made.state(record.document_id) is DocumentState.POSTED
    mapping = only(made)
    assert (mapping.said, mapping.factor, mapping.unit, mapping.state) == ("RO", Decimal(50), "MTR", MappingState.PROPOSED)


def test_a_unit_goes_by_the_word_that_the_supplier_prints(made: World) -> None:
    change_order(made, **ROLLS)
    reading = in_rolls()
    line = Group({**reading.lines[0].root, "unit": leaf("RO").model_copy(update={"text": "Rolle"})})
    approved_in_metres(made, reading.model_copy(update={"lines": [line]}), "first.pdf")
    assert only(made).words == "1 Rolle of 42-1734 is 50 MTR"
    assert made.tally.pipeline.known("S1").mappings == ()


@pytest.mark.parametrize("changes", [{"price": "130.00", "amount": "650.00"}, {"quantity": "4", "amount": "480.00"}, {"amount": "601.00"}])
def test_a_factor_that_quantity_and_money_do_not_say_alike_is_not_learned(made: World, changes: dict[str, str]) -> None:
    change_order(made, **ROLLS)
    approved_in_metres(made, in_rolls(**changes), "first.pdf")
    assert mappings.listed(made.tally.pipeline) == []


def test_what_comes_to_the_ordered_quantity_and_price_posts_in_the_orders_unit_and_the_reading_stays_as_printed(made: World) -> None:
    learned_roll(made)
    record = made.put_through(in_rolls("AB-2"), "second.pdf")
    assert record.state is DocumentState.POSTED, record.decision
    assert record.reading is not None
    assert record.reading.lines[0].text("quantity") == "5"
    line = next(group for group in made.desk.paper(record.document_id).groups if group.name == "line")
    shown = {each.name: (each.leaf.value if each.leaf else None, each.ordered, each.difference) for each in line.values}
    assert (shown["quantity"], shown["unit"]) == (("5", "250", ""), ("RO", "MTR", ""))
    order = made.tally.pipeline.order_book.order(ORDER.order_number)
    assert order is not None
    last = order.lines[0].confirmed[-1]
    assert (last.quantity, last.unit_price, last.price_unit) == (250, Decimal("120.00"), 50)
    assert record.decision is not None
    assert any("5 RO on line 1 are 250 MTR: 1 RO of 42-1734 is 50 MTR by mapping" in reason for reason in record.decision.reasons)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quantity": "4", "amount": "480.00"}, FindingCode.QUANTITY_VARIANCE),
        ({"price": "130.00", "amount": "650.00"}, FindingCode.PRICE_VARIANCE),
        ({"amount": "601.00"}, FindingCode.UNIT_MISMATCH),
    ],
)
def test_what_a_factor_makes_of_a_paper_is_seen_by_a_person_where_order_or_arithmetic_do_not_bear_it_out(
    made: World, changes: dict[str, str], code: FindingCode
) -> None:
    learned_roll(made)
    record = made.put_through(in_rolls("AB-2", **changes), "second.pdf")
    assert record.state is DocumentState.IN_REVIEW
    assert code in codes(record)


def test_a_part_that_only_a_tolerance_would_let_pass_is_seen_by_a_person(made: World) -> None:
    learned_roll(made)
    change_order(made, **ROLLS, under_delivery_pct=Decimal(30))
    record = made.put_through(in_rolls("AB-2", quantity="4", amount="480.00"), "second.pdf")
    assert record.state is DocumentState.IN_REVIEW
    assert "4 RO × 50 are 200 MTR" in " ".join(finding.message for finding in record.findings)


def test_a_factor_of_another_item_supplier_or_unit_converts_nothing(made: World) -> None:
    learned_roll(made)
    for changes in ({"buyer_item": "42-9999"}, {"unit": "MTK"}):
        change_order(made, **{**ROLLS, **changes})
        record = made.put_through(
            with_line(in_rolls(f"AB-{len(changes['unit' if 'unit' in changes else 'buyer_item'])}"), buyer_item=None), f"{changes}.pdf"
        )
        assert FindingCode.UNIT_MISMATCH in codes(record)


def test_trying_a_mapping_out_says_what_it_changes_on_the_last_papers_and_changes_nothing(made: World) -> None:
    approved(made, by_number(), "first.pdf")
    settle(made)
    learned_from_none = made.put_through(with_line(unnumbered(), buyer_item=None), "second.pdf")
    corrected = made.tally.pipeline.examine(learned_from_none)
    mapping = only(made)
    trial = mappings.try_out(made.tally.pipeline, mapping.mapping_id, last=10)
    changed = {each.name: each for each in trial.changed}
    assert list(changed) == ["second.pdf"]
    assert changed["second.pdf"].lines == ["Line 1 of the paper: no line of the order without it, line 10 of the order with it."]
    assert any("fits no line of order" in message for message in changed["second.pdf"].vanish)
    assert only(made) == mapping
    assert made.tally.pipeline.examine(learned_from_none).findings == corrected.findings


def test_a_ship_notice_in_rolls_comes_to_what_is_open(made: World) -> None:
    learned_roll(made)
    paper = in_rolls("LS-1")
    line = {name: paper.lines[0].root[name] for name in ("order_line", "buyer_item", "description", "quantity", "unit")}
    lots = [Group({"lot_number": leaf("L1"), "quantity": leaf("2")}), Group({"lot_number": leaf("L2"), "quantity": leaf("3")})]
    notice = paper.model_copy(update={"kind": Kind.SHIP_NOTICE, "lines": [Group({**line, "lots": lots})]})
    record = made.put_through(notice, "notice.pdf")
    assert codes(record) == []
    payload = made.desk.paper(record.document_id).postings[0].payload
    assert payload["lines"][0]["quantity"] == "250"  # type: ignore[index, call-overload]
    assert [lot["quantity"] for lot in payload["lines"][0]["lots"]] == ["100", "150"]  # type: ignore[index, call-overload, union-attr]


def test_the_command_lists_shows_tries_confirms_and_revokes(
    made: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(made, by_number(), "first.pdf")
    monkeypatch.setenv("TALLYCLERK_DATA_DIR", str(made.tally.settings.data_dir))
    number = str(only(made).mapping_id)
    assert main(["mappings", "list"]) == 0
    assert "BX-100" in capsys.readouterr().out
    assert main(["mappings", "confirm", number, "--by", "clerk", "--reason", "x"]) == 2
    assert "a lead puts a mapping in force" in capsys.readouterr().err
    assert main(["mappings", "confirm", number, "--by", "lead", "--reason", "price list"]) == 0
    assert main(["mappings", "show", number]) == 0
    said = capsys.readouterr().out
    assert "first.pdf" in said
    assert "price list" in said
    assert main(["mappings", "test", number, "--last", "5"]) == 0
    assert "1 paper" in capsys.readouterr().out
    assert main(["mappings", "revoke", number, "--by", "lead", "--reason", "renumbered"]) == 0
    assert main(["mappings", "show", "99"]) == 2
    assert "There is no mapping 99" in capsys.readouterr().err
    assert only(made).state is MappingState.REVOKED
