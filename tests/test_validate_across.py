"""Rules across the papers of one order: revisions, lots without a certificate, heats that were never shipped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arrivals import DocumentRecord, DocumentState
from domain.doctype import CertifiedHeat, ShippedLot
from domain.findings import Finding, FindingCode
from domain.paper import Kind, Reading
from tests.papers import FIRST_LINE, SECOND_LINE, codes, confirmation, context_of, found, order, paper
from validate.across import are_of_one_kind, certified_heats, shipped_lots
from validate.rules import across, common

ORDER = order({**FIRST_LINE, "required_certificate": "3.1"}, SECOND_LINE)
LINE = {"order_line": "10", "supplier_item": "BG-6852", "quantity": "250", "unit": "C62"}


def notice(*lots: str) -> Reading:
    return paper(Kind.SHIP_NOTICE, {}, [{**LINE, "lots": [{"lot_number": lot} for lot in lots]}])


def certificate(*heats: str, lot: str | None = None) -> Reading:
    named = [{"heat_number": heat, **({"lot_number": lot} if lot else {})} for heat in heats]
    return paper(Kind.CERTIFICATE, {}, [LINE], heats=named)


def record(reading: Reading, name: str = "other.pdf") -> DocumentRecord:
    return DocumentRecord(
        document_id=f"sha256:{name}",
        name=name,
        size=1,
        channel="inbox",
        received_at=datetime(2026, 6, 24, tzinfo=UTC),
        state=DocumentState.IN_REVIEW,
        kind=reading.kind,
        reading=reading,
    )


def mismatched(heats: tuple[str, ...], *shipped: str, lot: str | None = None, line: str = "10") -> list[Finding]:
    lots = tuple(ShippedLot("notice.pdf", line, each) for each in shipped)
    return found(across.heats_were_shipped, certificate(*heats, lot=lot), ORDER, shipped=lots)


def uncertified(lots: tuple[str, ...], *heats: str, line: str = "10") -> list[Finding]:
    held = tuple(CertifiedHeat("cert.pdf", line, frozenset({each})) for each in heats)
    return found(across.shipped_lots_are_certified, notice(*lots), ORDER, certified=held)


def test_a_heat_that_was_not_shipped_is_an_error_that_names_what_was() -> None:
    [finding] = mismatched(("0085221",), "0085219", "0085220")
    assert (finding.code, finding.severity, finding.field) == (FindingCode.HEAT_MISMATCH, "error", "heats[0].heat_number")
    assert "notice.pdf names 0085219, 0085220" in finding.message
    assert codes(mismatched(("0085219", "0085221"), "0085219")) == [(FindingCode.HEAT_MISMATCH, "error", "heats[1].heat_number")]


@pytest.mark.parametrize(
    ("heats", "shipped", "lot"),
    [
        (("0085219",), ("0085219", "0085220"), None),
        (("00-85 219",), ("0085219",), None),
        (("0085221",), (), None),
        (("H563118",), ("0085219",), None),
        (("0085221",), ("L006536", "0085219"), "L006536"),
    ],
)
def test_a_heat_that_was_shipped_or_of_which_nothing_can_be_said_is_fine(
    heats: tuple[str, ...], shipped: tuple[str, ...], lot: str | None
) -> None:
    assert mismatched(heats, *shipped, lot=lot) == []


def test_lots_of_another_line_say_nothing_of_a_heat() -> None:
    assert mismatched(("0085221",), "0085219", line="20") == []


def test_a_lot_beside_certified_ones_is_missed_a_line_without_any_certificate_is_only_waited_for() -> None:
    [finding] = uncertified(("0085219", "0085220"), "0085219")
    assert (finding.code, finding.severity, finding.field) == (
        FindingCode.CERTIFICATE_MISSING,
        "warning",
        "lines[0].lots[1].lot_number",
    )
    assert "asks for 3.1" in finding.message
    assert uncertified(("0085219", "0085220")) == []
    assert uncertified(("0085219",), "H563118") == []
    assert uncertified(("0085219",), "0085111", line="20") == []


def test_where_the_order_asks_for_no_certificate_none_is_missed() -> None:
    held = (CertifiedHeat("cert.pdf", "10", frozenset({"0085211"})),)
    assert found(across.shipped_lots_are_certified, notice("0085219"), order(FIRST_LINE, SECOND_LINE), certified=held) == []


def test_what_the_orders_papers_say_is_told_by_their_lines() -> None:
    papers = [record(notice("L1", "L2"), "a.pdf"), record(certificate("H1", lot="L1"), "b.pdf"), record(confirmation(), "c.pdf")]
    assert [(lot.paper, lot.order_line, lot.number) for lot in shipped_lots(papers, ORDER)] == [
        ("a.pdf", "10", "L1"),
        ("a.pdf", "10", "L2"),
    ]
    [heat] = certified_heats(papers, ORDER)
    assert (heat.paper, heat.order_line, heat.numbers) == ("b.pdf", "10", frozenset({"H1", "L1"}))


def test_a_newer_date_under_one_number_is_a_revision_that_says_what_changed() -> None:
    before = record(confirmation({"document_date": "2026-06-24"}), "first.pdf")
    line = {**LINE, "quantity": "200", "unit_price": "76.42", "delivery_date": "2026-07-17"}
    now = confirmation({"document_date": "2026-06-26"}, [line])
    [finding] = found(across.is_no_revision, now, ORDER, earlier=(before,))
    assert (finding.code, finding.severity) == (FindingCode.SUPERSEDED, "warning")
    assert "replaces that of 2026-06-24 (first.pdf)" in finding.message
    assert found(common.is_no_duplicate, now, ORDER, earlier=(before,)) == []
    [late] = found(across.is_no_revision, confirmation({"document_date": "2026-06-20"}), ORDER, earlier=(before,))
    assert "was replaced before it came" in late.message


def test_a_line_that_a_revision_leaves_out_is_told() -> None:
    both = [{**LINE, "unit_price": "76.42"}, {**LINE, "order_line": "20"}]
    before = record(confirmation({"document_date": "2026-06-24"}, both), "first.pdf")
    [finding] = found(across.is_no_revision, confirmation({"document_date": "2026-06-26"}, both[:1]), ORDER, earlier=(before,))
    assert "order line 20: on it before, not on it now" in finding.message


CONFIRMED = {"document_number": "AB-1", "quantity": "250", "unit_price": "76.42", "price_unit": 100, "delivery_date": "2026-07-10"}


@pytest.mark.parametrize(
    ("number", "changes", "told"),
    [
        ("AB-2", {}, []),
        ("AB-2", {"delivery_date": "2026-07-17"}, ["lines[0].delivery_date"]),
        ("AB-2", {"quantity": "200", "delivery_date": "2026-07-17"}, ["lines[0].quantity", "lines[0].delivery_date"]),
        ("AB-2", {"unit_price": "7.64", "price_unit": "10"}, []),
        ("AB 1", {"delivery_date": "2026-07-17"}, []),
    ],
)
def test_a_confirmation_of_what_another_one_confirmed_otherwise_is_a_persons(number: str, changes: dict[str, str], told: list[str]) -> None:
    line = {**LINE, "unit_price": "76.42", "price_unit": "100", "delivery_date": "2026-07-10", **changes}
    again = confirmation({"document_number": number}, [line])
    findings = found(across.keeps_what_was_confirmed, again, order({**FIRST_LINE, "confirmed": [CONFIRMED]}))
    assert [finding.field for finding in findings] == told
    assert all("was confirmed by AB-1" in finding.message for finding in findings)


def test_the_same_date_is_the_same_paper_again() -> None:
    again = confirmation({"document_date": "2026-06-24"})
    before = record(confirmation({"document_date": "2026-06-24"}), "first.pdf")
    assert found(across.is_no_revision, again, ORDER, earlier=(before,)) == []
    assert [finding.code for finding in found(common.is_no_duplicate, again, ORDER, earlier=(before,))] == [FindingCode.DUPLICATE_DOCUMENT]


@given(st.lists(st.from_regex(r"[A-Z0-9]{4,9}", fullmatch=True), min_size=1, max_size=5, unique=True))
def test_what_was_shipped_is_never_a_mismatch(numbers: list[str]) -> None:
    assert mismatched(tuple(numbers), *numbers) == []
    assert uncertified(tuple(numbers), *numbers) == []
    assert are_of_one_kind(numbers, numbers)


def test_the_context_of_a_paper_without_an_order_knows_of_no_others() -> None:
    assert context_of(confirmation()).shipped == ()
