"""Rules that hold for every kind of paper: the order, the supplier, items, units, duplicates, certainty; and sound papers raise nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.arrivals import DocumentRecord, DocumentState
from domain.decisions import Policy
from domain.doctype import of_kind
from domain.findings import FindingCode, Severity
from domain.paper import Kind, Reading, Rival
from tests.papers import CONFIRMED, FIRST_LINE, SECOND_LINE, codes, confirmation, context_of, found, leaf, order, paper
from validate import check
from validate.rules import common

SHIPPED = {"order_line": "10", "supplier_item": "BG-6852", "quantity": "250", "unit": "C62"}


@pytest.mark.parametrize(
    "reading",
    [
        confirmation(),
        paper(Kind.SHIP_NOTICE, {"gross_weight_kg": "12", "net_weight_kg": "11"}, [SHIPPED], packages=[{"sscc": "340123450000000017"}]),
    ],
    ids=lambda reading: str(reading.kind),
)
def test_a_sound_paper_raises_nothing_above_info(reading: object) -> None:
    assert isinstance(reading, type(confirmation()))
    findings = check(reading, context_of(reading), of_kind(find_doctypes(), reading.kind))
    assert [finding for finding in findings if finding.severity is not Severity.INFO] == []


def test_a_paper_of_no_kind_is_checked_by_no_rule_but_that_it_came_before() -> None:
    reading = paper(Kind.OTHER)
    assert check(reading, context_of(reading), None) == []
    [finding] = check(reading, replace(context_of(reading), seen_before=True), None)
    assert (finding.code, finding.severity) == (FindingCode.DUPLICATE_DOCUMENT, Severity.WARNING)


def test_an_order_that_is_not_there_is_unknown() -> None:
    reading = confirmation({"order_number": "4711"})
    [finding] = found(common.order_is_known, reading)
    assert codes([finding]) == [(FindingCode.UNKNOWN_ORDER, "error", "order_number")]
    assert (finding.found, "4711" in finding.message) == ("4711", True)


def test_no_order_number_is_an_unknown_order() -> None:
    [finding] = found(common.order_is_known, confirmation({"order_number": None}))
    assert (finding.found, finding.message) == (None, "No order number was found on the paper.")


def test_a_known_order_is_known() -> None:
    assert found(common.order_is_known, confirmation()) == []


def test_an_order_of_which_nothing_is_expected_is_closed() -> None:
    closed = [{**line, "status": "closed"} for line in (FIRST_LINE, SECOND_LINE)]
    assert codes(found(common.order_is_open, confirmation(), order(*closed))) == [(FindingCode.ORDER_CLOSED, "error", "order_number")]
    assert found(common.order_is_open, confirmation(), order(closed[0], SECOND_LINE)) == []


def test_another_company_is_not_the_supplier() -> None:
    [finding] = found(common.supplier_is_the_orders, confirmation(names=["Lakeshore Steel Service, Inc."]))
    assert (finding.code, finding.severity) == (FindingCode.SUPPLIER_MISMATCH, Severity.ERROR)
    assert finding.expected == "Brenner Schraubenwerk GmbH & Co. KG"


@pytest.mark.parametrize(
    "names",
    [
        ["BRENNER SCHRAUBENWERK"],
        ["Brenner Schrauhenwerk GmbH"],
        ["Halvorsen Anlagenbau", "Brenner Schraubenwerk GmbH & Co KG"],
        ["Brenner Fasteners"],
        ["brenner.example"],
        [],
    ],
)
def test_the_supplier_may_go_by_other_names(names: list[str]) -> None:
    ordered = order(supplier_aliases=["Brenner Fasteners"], supplier_domains=["brenner.example"])
    assert found(common.supplier_is_the_orders, confirmation(names=names), ordered) == []


def test_a_domain_that_only_ends_alike_is_another_company() -> None:
    ordered = order(supplier_domains=["brenner.example"])
    assert len(found(common.supplier_is_the_orders, confirmation(names=["schwarzbrenner.example"]), ordered)) == 1
    assert found(common.supplier_is_the_orders, confirmation(names=["mail.brenner.example"]), ordered) == []


def test_a_carrier_with_its_label_is_nobody_that_a_paper_is_from() -> None:
    carried = {"carrier": "Dachser SE", "supplier_name": "Spedition Dachser SE"}
    [finding] = found(common.supplier_is_the_orders, confirmation(carried, names=["Spedition Dachser SE"]))
    assert (finding.code, finding.severity) == (FindingCode.LOW_CONFIDENCE, Severity.WARNING)
    assert "look whose letterhead it is" in finding.message
    [finding] = found(common.supplier_is_the_orders, confirmation(carried, names=["Spedition Dachser SE", "Lakeshore Steel Service, Inc."]))
    assert finding.found == "Lakeshore Steel Service, Inc."


@pytest.mark.parametrize("title", ["Accusé de réception", "Auftragsbestätigung", "ORDER CONFIRMATION"])
def test_a_title_that_was_taken_for_a_name_is_nobody(title: str) -> None:
    reading = confirmation({"supplier_name": title}, names=[title])
    context = replace(context_of(reading), doctype=of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION))
    assert [each.code for each in common.supplier_is_the_orders(reading, context)] == [FindingCode.LOW_CONFIDENCE]


def test_a_supplier_who_brings_the_goods_itself_is_told_from_the_orders() -> None:
    own = {"carrier": "Lakeshore Steel Service, Inc.", "supplier_name": "Lakeshore Steel Service, Inc."}
    [finding] = found(common.supplier_is_the_orders, confirmation(own, names=["Lakeshore Steel Service, Inc."]))
    assert finding.code is FindingCode.SUPPLIER_MISMATCH


def test_a_substitute_is_another_item() -> None:
    reading = confirmation(lines=[{**CONFIRMED[0], "supplier_item": "BG-9999"}, CONFIRMED[1]])
    [finding] = found(common.items_are_ordered, reading)
    assert codes([finding]) == [(FindingCode.ITEM_MISMATCH, "warning", "lines[0].supplier_item")]
    assert (finding.expected, finding.found) == ("BG-6852", "BG-9999")


def test_another_revision_of_the_buyers_item_is_another_item() -> None:
    reading = confirmation(lines=[{**CONFIRMED[0], "buyer_item": "42-1734-12"}, CONFIRMED[1]])
    assert codes(found(common.items_are_ordered, reading)) == [(FindingCode.ITEM_MISMATCH, "warning", "lines[0].buyer_item")]


def test_the_buyers_item_in_the_suppliers_column_is_the_ordered_item() -> None:
    reading = confirmation(lines=[{**CONFIRMED[0], "supplier_item": "42-1734-11"}, CONFIRMED[1]])
    assert found(common.items_are_ordered, reading) == []


def test_an_item_that_the_order_does_not_name_is_no_deviation() -> None:
    nameless = {name: value for name, value in FIRST_LINE.items() if name != "supplier_item"}
    assert found(common.items_are_ordered, confirmation(), order(nameless, SECOND_LINE)) == []


@pytest.mark.parametrize(("kind", "done"), [(Kind.ORDER_CONFIRMATION, "is promised"), (Kind.SHIP_NOTICE, "was shipped")])
def test_a_doubtful_value_that_may_be_what_was_ordered_says_so(kind: Kind, done: str) -> None:
    unsure = confirmation().model_copy(update={"kind": kind}).with_leaf("lines[0].quantity", leaf("250", confidence=0.6))
    doctype = of_kind(find_doctypes(), kind)
    for contested, said in (([], False), (["lines[0].quantity"], True), (["lines[1].quantity"], False)):
        told = unsure.model_copy(update={"contested": contested})
        [finding] = common.posted_values_are_sure(told, replace(context_of(told), doctype=doctype))
        assert (f": it may be what was ordered rather than what {done}." in finding.message) is said
        assert finding.message.endswith("is asked for.") is not said


def test_a_line_that_nobody_ordered_is_unknown() -> None:
    reading = confirmation(lines=[*CONFIRMED, {"description": "Freight", "quantity": "1"}])
    [finding] = found(common.lines_are_known, reading)
    assert codes([finding]) == [(FindingCode.LINE_UNKNOWN, "warning", "lines[2]")]
    assert "Freight" in finding.message


def test_lines_of_an_unknown_order_are_not_said_to_be_unknown_too() -> None:
    assert found(common.lines_are_known, confirmation({"order_number": "4711"})) == []


def test_another_unit_is_an_error_and_pieces_are_pieces() -> None:
    reading = confirmation(lines=[{**CONFIRMED[0], "unit": "KGM"}, CONFIRMED[1]])
    assert codes(found(common.units_are_ordered, reading)) == [(FindingCode.UNIT_MISMATCH, "error", "lines[0].unit")]
    assert found(common.units_are_ordered, confirmation(lines=[{**CONFIRMED[0], "unit": "H87"}, CONFIRMED[1]])) == []


def test_a_unit_that_is_not_printed_is_no_other_unit() -> None:
    lines = [{name: value for name, value in line.items() if name != "unit"} for line in CONFIRMED]
    assert found(common.units_are_ordered, confirmation(lines=lines)) == []


def earlier() -> DocumentRecord:
    return DocumentRecord(
        document_id="sha256:0",
        name="first.pdf",
        size=1,
        channel="inbox",
        received_at=datetime(2026, 6, 24, tzinfo=UTC),
        state=DocumentState.POSTED,
        document_number="AB-1",
    )


def test_the_same_number_of_the_same_supplier_is_a_duplicate_that_names_the_first() -> None:
    [finding] = found(common.is_no_duplicate, confirmation(), earlier=(earlier(),))
    assert (finding.code, finding.severity) == (FindingCode.DUPLICATE_DOCUMENT, Severity.WARNING)
    assert "first.pdf on 2026-06-24" in finding.message


def test_the_same_bytes_are_a_duplicate_and_a_first_paper_is_none() -> None:
    assert len(found(common.is_no_duplicate, confirmation(), seen_before=True, earlier=(earlier(),))) == 1
    assert found(common.is_no_duplicate, confirmation()) == []


def test_what_is_wrong_with_the_same_bytes_is_told_once() -> None:
    wrong = confirmation({"currency": "USD"})
    kind = of_kind(find_doctypes(), wrong.kind)
    first, again = (check(wrong, replace(context_of(wrong), seen_before=seen), kind) for seen in (False, True))
    assert FindingCode.CURRENCY_MISMATCH in {finding.code for finding in first}
    assert [finding.code for finding in again] == [FindingCode.DUPLICATE_DOCUMENT]


def doubtful(path: str, confidence: float = 0.5) -> list[tuple[FindingCode, str, str | None]]:
    reading = confirmation(
        {"customer_number": "4711"}, [{**CONFIRMED[0], "schedule": [{"quantity": "250", "delivery_date": "2026-07-17"}]}]
    )
    was = reading.leaf(path)
    assert was is not None
    return codes(found(common.posted_values_are_sure, reading.with_leaf(path, was.model_copy(update={"confidence": confidence}))))


@pytest.mark.parametrize(
    "path", ["document_number", "order_number", "lines[0].quantity", "lines[0].unit_price", "lines[0].schedule[0].quantity"]
)
def test_a_doubtful_value_that_would_be_posted_is_said(path: str) -> None:
    assert doubtful(path) == [(FindingCode.LOW_CONFIDENCE, "warning", path)]


@pytest.mark.parametrize("path", ["customer_number", "lines[0].description"])
def test_a_doubtful_value_that_is_not_posted_is_not_said(path: str) -> None:
    assert doubtful(path) == []


@given(st.floats(0, 1))
def test_the_threshold_is_the_policys(confidence: float) -> None:
    assert bool(doubtful("document_number", confidence)) == (confidence < Policy().confidence_threshold)


def test_doubtful_heats_and_packages_are_said() -> None:
    heat = {"heat_number": leaf("H1", 0.4), "chemistry": {"C": "0.17"}}
    reading = paper(Kind.CERTIFICATE, {"certificate_type": "3.1"}, heats=[heat])
    assert codes(found(common.posted_values_are_sure, reading)) == [(FindingCode.LOW_CONFIDENCE, "warning", "heats[0].heat_number")]
    notice = paper(Kind.SHIP_NOTICE, packages=[{"sscc": leaf("340123450000000017", 0.4)}])
    assert codes(found(common.posted_values_are_sure, notice)) == [(FindingCode.LOW_CONFIDENCE, "warning", "packages[0].sscc")]


WORDS = st.one_of(
    st.text(max_size=8), st.sampled_from(["10", "250", "76.42", "0", "-1", "NaN", "Infinity", "1E+400", "2026-07-17", "C62", "EUR", "3.1"])
)
NAMES = [
    "order_line",
    "supplier_item",
    "buyer_item",
    "quantity",
    "unit",
    "unit_price",
    "price_unit",
    "net_amount",
    "delivery_date",
    "discount_pct",
]


@given(
    st.sampled_from([Kind.ORDER_CONFIRMATION, Kind.CERTIFICATE, Kind.SHIP_NOTICE]),
    st.dictionaries(st.sampled_from(["currency", "incoterm", "payment_terms", "net_total", "tax_total", "gross_total", "gross_weight_kg", "net_weight_kg", "certificate_type"]), WORDS),
    st.lists(st.dictionaries(st.sampled_from([*NAMES, "grade", "standard"]), WORDS), max_size=3),
)  # fmt: skip
def test_no_paper_makes_a_rule_fail_whatever_it_says(kind: Kind, fields: dict[str, str], lines: list[dict[str, str]]) -> None:
    reading = paper(kind, fields, lines, packages=[{"sscc": "x"}])
    for known in (order(), order(order_number="1")):
        context = context_of(reading, known)
        findings = check(reading, replace(context, seen_before=True), of_kind(find_doctypes(), kind))
        assert all(finding.message.endswith((".", ")")) for finding in findings)
        assert any(finding.code is FindingCode.DUPLICATE_DOCUMENT for finding in findings)


def scanned(item: str, text: str, *others: str, **line: str) -> Reading:
    read = leaf(item, source="ocr").model_copy(update={"text": text})
    rivals = [Rival(value=other, text=other, page=1, box=(0, 0, 10, 10), why="read so") for other in others]
    reading = confirmation(lines=[{**CONFIRMED[0], "buyer_item": read, **line}, CONFIRMED[1]], source="ocr")
    return reading.model_copy(update={"rivals": {"lines[0].buyer_item": rivals}})


def test_an_item_is_no_other_one_where_one_of_two_engines_reads_the_ordered_one() -> None:
    assert found(common.items_are_ordered, scanned("142-1734-11", "142-1734-11", "42-1734-11")) == []
    assert len(found(common.items_are_ordered, scanned("142-1734-11", "142-1734-11", "42-1734-12"))) == 1


def test_an_item_that_a_scan_cut_off_at_its_hyphen_is_no_other_one_where_enough_of_it_is_left() -> None:
    assert found(common.items_are_ordered, scanned("42-1734", "42-1734-")) == []
    assert len(found(common.items_are_ordered, scanned("42-1734", "42-1734"))) == 1
    assert len(found(common.items_are_ordered, scanned("42-1739", "42-1739-"))) == 1
    assert found(common.items_are_ordered, scanned("42", "42-")) == []  # the supplier's item is the ordered one
    assert len(found(common.items_are_ordered, scanned("42", "42-", supplier_item="BG-9999"))) > 0
