"""Two companies' orders of one number are kept apart: none takes the other's place, and no paper is posted to one of them by guess."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from domain.arrivals import DocumentState
from domain.errors import UsageError
from domain.findings import FindingCode
from domain.orders import PurchaseOrder
from domain.paper import Reading
from erp.import_orders import orders_of
from tests.papers import FakeOrderBook, context_of, found, leaf, order
from tests.papers import confirmation as sound
from tests.world import ORDER, World, confirmation, world
from validate.orders import find_order
from validate.rules import common

TWIN = ORDER.model_copy(update={"supplier_id": "S2", "supplier_name": "Nordmetall Handel AG", "supplier_domains": ["nordmetall.example"]})
BRENNER, NORD = order(), order(supplier_id="S2002", supplier_name="Nordmetall Handel AG", supplier_domains=["nordmetall.example"])


def load(made: World, *orders: PurchaseOrder) -> None:
    with made.tally.pipeline.store.begin() as work:
        work.orders.load(orders)


def named(reading: Reading, *names: str) -> Reading:
    return reading.model_copy(update={"names": list(names)})


def lines_confirmed(made: World, supplier_id: str) -> int:
    known = made.tally.pipeline.order_book.order(ORDER.order_number, supplier_id)
    assert known is not None
    return len(known.lines[0].confirmed)


def test_the_second_order_of_a_number_does_not_take_the_firsts_place(tmp_path: Path) -> None:
    with world(tmp_path) as made:
        load(made, TWIN)
        book = made.tally.pipeline.order_book
        assert [each.supplier_id for each in book.orders(ORDER.order_number)] == ["S1", "S2"]
        assert book.order(ORDER.order_number) is None
        assert book.order_numbers() == [ORDER.order_number]
        assert book.version(ORDER.order_number, "S1") != book.version(ORDER.order_number, "S2") != ""


def test_loading_one_anew_leaves_the_other_as_it_is(tmp_path: Path) -> None:
    with world(tmp_path) as made:
        load(made, TWIN)
        line = TWIN.lines[0].model_copy(update={"unit_price": Decimal(9)})
        load(made, TWIN.model_copy(update={"lines": [line]}))
        prices = [each.lines[0].unit_price for each in made.tally.pipeline.order_book.orders(ORDER.order_number)]
        assert prices == [Decimal("2.50"), Decimal(9)]


def test_a_paper_that_names_one_of_the_suppliers_is_posted_to_its_order_alone(tmp_path: Path) -> None:
    with world(tmp_path) as made:
        load(made, TWIN)
        record = made.put_through(named(confirmation(), "Nordmetall Handel AG"))
        assert record.state is DocumentState.POSTED
        assert (record.supplier_id, lines_confirmed(made, "S1"), lines_confirmed(made, "S2")) == ("S2", 0, 1)


@pytest.mark.parametrize("names", [(), ("Somebody Else Ltd",), ("Brenner Stahl GmbH", "Nordmetall Handel AG")])
def test_a_paper_that_may_be_of_either_waits_for_a_person(tmp_path: Path, names: tuple[str, ...]) -> None:
    with world(tmp_path) as made:
        load(made, TWIN)
        record = made.put_through(named(confirmation(), *names))
        assert record.state is DocumentState.IN_REVIEW
        assert (record.supplier_id, record.order_number) == (None, None)
        assert FindingCode.UNKNOWN_ORDER in {finding.code for finding in record.findings}
        assert lines_confirmed(made, "S1") == lines_confirmed(made, "S2") == 0


def test_papers_of_the_one_say_nothing_of_the_other(tmp_path: Path) -> None:
    with world(tmp_path) as made:
        load(made, TWIN)
        made.put_through(named(confirmation("AB-1"), "Nordmetall Handel AG"), "one.pdf")
        other = made.put_through(named(confirmation("AB-1"), "Brenner Stahl GmbH"), "other.pdf")
        assert other.state is DocumentState.POSTED
        assert (lines_confirmed(made, "S1"), lines_confirmed(made, "S2")) == (1, 1)


def test_what_is_taken_back_is_taken_out_of_its_own_order(tmp_path: Path) -> None:
    with world(tmp_path) as made:
        load(made, TWIN)
        record = made.put_through(named(confirmation(), "Nordmetall Handel AG"))
        made.put_through(named(confirmation("AB-2"), "Brenner Stahl GmbH"), "other.pdf")
        made.tally.pipeline.take_back(record.document_id, by="anna", reason="wrong paper")
        made.tally.pipeline.deliver()
        assert (lines_confirmed(made, "S1"), lines_confirmed(made, "S2")) == (1, 0)


def test_a_mail_domain_decides_too() -> None:
    book = FakeOrderBook(BRENNER, NORD)
    assert find_order(named(sound(), "sales@nordmetall.example"), book) == NORD
    assert find_order(named(sound(), "sales@not-nordmetall.example"), book) is None


def test_what_a_person_typed_decides_alone() -> None:
    book = FakeOrderBook(BRENNER, NORD)
    for typed in ("Nordmetall Handel AG", "S2002"):
        reading = sound({"supplier_name": leaf(typed, source="clerk")}, names=("Brenner Schraubenwerk GmbH", "Nordmetall Handel AG"))
        assert find_order(reading, book) == NORD


def test_the_finding_names_every_order_that_fits() -> None:
    finding = next(iter(found(common.order_is_known, named(sound()), BRENNER, NORD)))
    assert "Brenner" in finding.message
    assert "Nordmetall" in finding.message
    assert context_of(named(sound()), BRENNER, NORD).near_order is None


def test_numbers_that_differ_by_their_habit_alone_are_told_by_the_supplier() -> None:
    other = order(order_number="PO-206214", supplier_id="S2002", supplier_name="Nordmetall Handel AG")
    book = FakeOrderBook(order(order_number="0206214"), other)
    reading = sound({"order_number": "206-214"}, names=("Nordmetall Handel AG",))
    assert find_order(reading, book) == other


def test_a_file_may_hold_both_but_neither_twice() -> None:
    one, two = BRENNER.model_dump(mode="json"), NORD.model_dump(mode="json")
    for each in (*one["lines"], *two["lines"]):
        for name in ("confirmed", "announced", "certificates"):
            each.pop(name)
    assert len(orders_of([one, two])) == 2
    with pytest.raises(UsageError, match="4500017325 of supplier S1001"):
        orders_of([one, one])
