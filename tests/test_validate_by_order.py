"""Parting a paper by order: every line is in one part, and nothing is posted of which any line is not as its own order says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.decisions import Outcome, Policy
from domain.doctype import of_kind
from domain.findings import Severity
from domain.orders import PurchaseOrder
from domain.paper import Kind, Reading
from route.decide import decide, with_other_orders
from tests.papers import FIRST_LINE, SECOND_LINE, FakeOrderBook, leaf, order, paper
from validate import check_each, corroborate_each, gather, joined, part_by_order
from validate.matching import other_orders

NUMBERS = ("4500017325", "4500017399", "PO-880012")
ITEMS = {"BG-6852": "BG-6860", "BG-7001": "BG-7010"}
"""The items of the first order, and those of the others."""
NOTICE = of_kind(find_doctypes(), Kind.SHIP_NOTICE)


def ordered(number: str) -> PurchaseOrder:
    lines = [FIRST_LINE, SECOND_LINE]
    if number != NUMBERS[0]:
        lines = [{**line, "supplier_item": ITEMS[str(line["supplier_item"])], "buyer_item": f"{line['buyer_item']}-B"} for line in lines]
    return order(*lines, order_number=number)


ORDERS = {number: ordered(number) for number in NUMBERS}
BOOK = FakeOrderBook(*ORDERS.values())


def row(number: str | None, line: int, **changes: str) -> dict[str, str]:
    """A line of a notice that ships a line of the order whole; of the first order where none is named."""
    about = ORDERS.get(number or "", ORDERS[NUMBERS[0]]).lines[line]
    said = {"order_line": about.order_line, "supplier_item": about.supplier_item or "", "quantity": str(about.quantity), "unit": about.unit}
    return {**said, **({"order_number": number} if number else {}), **changes}


def notice(rows: Sequence[Mapping[str, str]], head: str | None = NUMBERS[0]) -> Reading:
    return paper(Kind.SHIP_NOTICE, {"document_number": "LS-1", "order_number": head}, rows, confidence=0.999)


named = st.sampled_from([None, *NUMBERS, "880012", f"00{NUMBERS[1]}", "4500099999", f"{NUMBERS[1]}/10"])


@given(st.lists(st.tuples(named, st.integers(0, 1)), max_size=8), st.sampled_from([None, *NUMBERS, "4711"]))
def test_every_line_is_in_exactly_one_part_and_is_matched_to_a_line_of_no_other_order(
    rows: list[tuple[str | None, int]], head: str | None
) -> None:
    reading = notice([row(number, line) for number, line in rows], head)
    context = gather(reading, order_book=BOOK, earlier=(), policy=Policy(), doctype=NOTICE)
    parts = part_by_order(reading, context, order_book=BOOK)
    if not parts:
        assert not other_orders(reading, context.order)
        return
    assert sorted(place for part in parts for place in part.places) == list(range(len(rows)))
    for part in parts:
        assert all(not part.of(reading).lines[place].root for place in range(len(rows)) if place not in part.places)
        assert {match.index for match in part.context.matches if match.order_line} <= part.places
    known = [part.order.order_number for part in parts if part.order]
    assert len(known) == len(set(known))
    matches = joined(context, parts, len(rows)).matches
    assert [match.index for match in matches] == list(range(len(rows)))


def decided(reading: Reading) -> tuple[Outcome, list[str]]:
    context = gather(reading, order_book=BOOK, earlier=(), policy=Policy(), doctype=NOTICE)
    parts = part_by_order(reading, context, order_book=BOOK)
    weighed = corroborate_each(reading, parts)
    findings = check_each(weighed, parts, NOTICE)
    decision = decide(weighed, findings, policy=Policy(), doctype=NOTICE, received_at=datetime(2026, 7, 1, tzinfo=UTC))
    others = other_orders(reading, context.order)
    told = [each.field or "" for each in findings if each.severity is not Severity.INFO]
    return with_other_orders(decision, () if parts else others, others, NOTICE).outcome, told


changes = st.sampled_from([{}, {}, {"quantity": "9000"}, {"unit": "MTR"}, {"supplier_item": "ZZ-1"}, {"order_number": "4500099999"}])
lines = st.tuples(st.sampled_from(NUMBERS), st.integers(0, 1), changes, st.sampled_from([0.999, 0.999, 0.3]))


@given(st.lists(lines, min_size=1, max_size=6, unique_by=lambda each: each[:2]))
def test_a_paper_is_posted_if_and_only_if_each_line_is_surely_what_its_own_order_asks_for(
    drawn: list[tuple[str, int, dict[str, str], float]],
) -> None:
    rows = [row(number, line, **changed) for number, line, changed, _ in drawn]
    reading = notice(rows, head=None)
    for place, (_, _, _, sure) in enumerate(drawn):
        reading = reading.with_leaf(f"lines[{place}].quantity", leaf(rows[place]["quantity"], sure))
    outcome, told = decided(reading)
    sound = all(not changed and sure > 0.9 for _, _, changed, sure in drawn)
    assert (outcome is Outcome.POST) is sound
    wrong = {place for place, (_, _, changed, sure) in enumerate(drawn) if changed or sure < 0.9}
    assert {int(path[len("lines[") : path.index("]")]) for path in told if path.startswith("lines[")} == wrong


def test_what_is_said_of_all_orders_is_as_sure_as_the_order_that_says_least_for_it() -> None:
    sound = notice([row(NUMBERS[0], 0), row(NUMBERS[1], 0)])
    lone = notice([row(NUMBERS[0], 0)])
    strange = notice([row(NUMBERS[0], 0), row(NUMBERS[1], 0, supplier_item="ZZ-1", order_line="70")])

    def sure(reading: Reading, path: str) -> float:
        unsure = reading.with_leaf(path, leaf("2026-06-23" if path == "document_date" else NUMBERS[1], 0.8))
        context = gather(unsure, order_book=BOOK, earlier=(), policy=Policy(), doctype=NOTICE)
        parts = part_by_order(unsure, context, order_book=BOOK)
        found = corroborate_each(unsure, parts).leaf(path) if parts else None
        return found.confidence if found else 0.8

    assert sure(sound, "lines[1].order_number") > sure(strange, "lines[1].order_number")
    assert sure(sound, "document_date") >= sure(strange, "document_date")
    assert lone.lines


def test_lines_of_an_order_that_are_not_on_the_paper_are_nothing_wrong() -> None:
    assert decided(notice([row(NUMBERS[0], 1), row(NUMBERS[2], 0)])) == (Outcome.POST, [])


def test_more_than_is_open_is_counted_over_all_lines_of_an_order() -> None:
    half = str(Decimal(200))
    rows = [row(NUMBERS[0], 0), row(NUMBERS[1], 0, quantity=half), row(NUMBERS[1], 0, quantity=half)]
    assert decided(notice(rows)) == (Outcome.REVIEW, ["lines[1].quantity"])
