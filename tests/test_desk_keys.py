"""How many keys a decision takes, from opening a paper to the next: the table in docs/desk.md is pressed key by key in headless Chromium."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from domain.arrivals import DocumentState
from domain.paper import Group, Kind, Page, Reading
from tests.browser import OpenDesk, needs_browser
from tests.test_app_held_results import SOUND, certificate
from tests.world import ORDER, World, confirmation, leaf

pytestmark = needs_browser

MOST_KEYS = 3
TABLE = re.findall(
    r"^\| `(\w+)` \| (\w+)[^|]* \| ((?:`\w+` ?)+) \| (\d+) \|$",
    (Path(__file__).parent.parent / "docs/desk.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def other_terms(made: World) -> Reading:
    with made.tally.pipeline.store.begin() as work:
        work.orders.load([ORDER.model_copy(update={"payment_terms": "30 days net"})])
    return confirmation().with_leaf("payment_terms", leaf("14 days net"))


def twice(made: World) -> Reading:
    made.put_through(confirmation(), "first.pdf")
    return confirmation(sure=0.985)


def shipped(_made: World) -> Reading:
    head = {
        "document_number": "LS-1",
        "document_date": "2026-07-20",
        "order_number": ORDER.order_number,
        "supplier_name": ORDER.supplier_name,
    }
    line = {"order_line": "10", "buyer_item": "42-1734", "quantity": "300", "unit": "C62"}
    return Reading(
        kind=Kind.SHIP_NOTICE,
        kind_confidence=0.99,
        language="en",
        pages=[Page(width=595, height=842)],
        fields=Group({name: leaf(value) for name, value in head.items()}),
        lines=[Group({name: leaf(value) for name, value in line.items()})],
    )


def fewer(_made: World) -> Reading:
    less = confirmation().with_leaf("lines[0].quantity", leaf("240"))
    return less.with_leaf("lines[0].net_amount", leaf("600.00")).with_leaf("net_total", leaf("600.00"))


PAPERS: dict[str, Callable[[World], Reading]] = {
    "price_variance": lambda _: confirmation(price="2.55"),
    "quantity_variance": fewer,
    "delivery_late": lambda _: confirmation().with_leaf("lines[0].delivery_date", leaf("2026-09-09")),
    "terms_changed": other_terms,
    "arithmetic_mismatch": lambda _: confirmation().with_leaf("net_total", leaf("700.00")),
    "low_confidence": lambda _: confirmation(sure=0.6),
    "unknown_order": lambda _: confirmation().with_leaf("order_number", leaf("4599999999")),
    "duplicate_document": twice,
    "over_delivery": shipped,
    "chemistry_out_of_limits": lambda _: certificate([{**SOUND, "P": "0.045"}]),
}
ENDS = {
    "accepted": (DocumentState.POSTING, DocumentState.POSTED, DocumentState.IN_REVIEW),
    "returned": (DocumentState.REJECTED,),
    "rejected": (DocumentState.REJECTED,),
}


def test_the_table_counts_its_keys_and_none_takes_more_than_three() -> None:
    assert [finding for finding, *_ in TABLE] == list(PAPERS)
    assert all(int(number) == len(keys.split()) <= MOST_KEYS for _, _, keys, number in TABLE)


@pytest.mark.parametrize(("finding", "decision", "keys"), [row[:3] for row in TABLE])
def test_the_keys_lead_from_a_finding_to_the_next_paper(desk: OpenDesk, finding: str, decision: str, keys: str) -> None:
    record = desk.made.put_through(PAPERS[finding](desk.made), "this.pdf")
    assert finding in [each.code for each in record.findings]
    desk.made.put_through(confirmation("AB-99", sure=0.6), "next.pdf")
    page = desk.signed_in("lead")
    page.goto(f"{desk.address}/documents/{record.document_id}")
    expect(page.get_by_role("heading", name="this.pdf")).to_be_visible()
    for key in keys.replace("`", "").split():
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="next.pdf")).to_be_visible()
    state = desk.made.state(record.document_id)
    assert state in ENDS[decision]
    if state is DocumentState.IN_REVIEW:  # one of two people has agreed
        with desk.made.tally.pipeline.store.begin(reading=True) as work:
            assert [approval.user for approval in work.cases.of_document(record.document_id)[0].approvals] == ["lead"]
