"""From the decision to the ERP and back: a notice for several orders is posted to each once a person has seen it; what is posted is taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.arrivals import DocumentState
from domain.errors import StaleStateError, UsageError
from domain.orders import PurchaseOrder
from domain.paper import Group, Kind, Reading
from domain.people import Role, User
from tests.world import ORDER, World, confirmation, leaf, world

ANA = User(name="ana", role=Role.LEAD)
OTHER = ORDER.model_copy(update={"order_number": "4500000002"})


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as here:
        with here.tally.pipeline.store.begin() as work:
            work.orders.load([OTHER])
        yield here


def notice(*orders: str | None) -> Reading:
    head = {"document_number": "LS-1", "order_number": ORDER.order_number, "supplier_name": ORDER.supplier_name, "ship_date": "2026-08-20"}
    rows = [{"order_number": order, "order_line": "10", "buyer_item": "42-1734", "quantity": "250", "unit": "C62"} for order in orders]
    return confirmation().model_copy(
        update={
            "kind": Kind.SHIP_NOTICE,
            "fields": Group({name: leaf(value) for name, value in head.items()}),
            "lines": [Group({name: leaf(value) for name, value in row.items() if value}) for row in rows],
        }
    )


def order(made: World, number: str) -> PurchaseOrder:
    found = made.tally.pipeline.order_book.order(number)
    assert found is not None
    return found


def test_a_notice_for_two_orders_is_never_posted_unseen_and_then_to_both(made: World) -> None:
    record = made.put_through(notice(None, OTHER.order_number))
    assert record.state is DocumentState.IN_REVIEW
    assert record.decision is not None
    if not record.findings:
        assert f"It has lines for order {OTHER.order_number}, too" in " ".join(record.decision.reasons)
    case = made.desk.paper(record.document_id).case
    assert case is not None
    made.desk.approve(case.case_id, ANA, version=case.version)
    made.clock.go_on(minutes=3)  # an approval can be undone for a while
    made.tally.pipeline.deliver()
    assert made.state(record.document_id) is DocumentState.POSTED
    under_way = [order(made, number).lines[0].in_transit_quantity for number in (ORDER.order_number, OTHER.order_number)]
    assert under_way == [250, 250]


@pytest.mark.parametrize("printed", [ORDER.order_number, f"PO-{ORDER.order_number}", f"00{ORDER.order_number}"])
def test_an_order_that_is_the_papers_own_in_other_words_is_no_other_order(made: World, printed: str) -> None:
    record = made.put_through(notice(printed))
    assert record.state is DocumentState.POSTED
    assert order(made, ORDER.order_number).lines[0].in_transit_quantity == 250


def test_a_notice_with_lines_for_an_order_that_is_not_known_cannot_be_posted(made: World) -> None:
    record = made.put_through(notice(None, "4500000009"))
    assert record.state is DocumentState.IN_REVIEW
    case = made.desk.paper(record.document_id).case
    assert case is not None
    with pytest.raises(UsageError, match="order 4500000009, which is not known"):
        made.desk.approve(case.case_id, ANA, version=case.version)
    assert order(made, ORDER.order_number).lines[0].in_transit_quantity == 0


def test_what_is_posted_is_taken_back_and_goes_before_a_person(made: World) -> None:
    record = made.put_through(confirmation())
    assert (record.state, made.confirmed()) == (DocumentState.POSTED, 1)
    made.clock.go_on(minutes=1)
    made.tally.pipeline.take_back(record.document_id, by="ana", reason="It was another supplier's.")
    made.tally.pipeline.deliver()
    assert (made.state(record.document_id), made.confirmed()) == (DocumentState.IN_REVIEW, 0)
    case = made.desk.paper(record.document_id).case
    assert case is not None
    assert made.desk.paper(record.document_id).record.decision is not None
    made.clock.go_on(minutes=1)
    made.desk.approve(case.case_id, ANA, version=case.version)
    made.clock.go_on(minutes=3)  # an approval can be undone for a while
    made.tally.pipeline.deliver()
    assert (made.state(record.document_id), made.confirmed()) == (DocumentState.POSTED, 1)


def test_only_what_is_posted_is_taken_back(made: World) -> None:
    record = made.put_through(confirmation(price="2.60"))
    with pytest.raises(StaleStateError):
        made.tally.pipeline.take_back(record.document_id, by="ana", reason="Wrong.")
