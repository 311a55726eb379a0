"""Rules for order confirmations: currency, completeness, price, quantity, date, terms, sums and what it is worth."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.decisions import Policy
from domain.findings import Finding, FindingCode
from domain.orders import PurchaseOrder
from tests.papers import CONFIRMED, FIRST_LINE, SECOND_LINE, codes, confirmation, day, found, order
from validate.rules import confirmation as rules


def first(**changes: Any) -> list[dict[str, Any]]:
    """The confirmed lines with the first one changed; None takes a value out."""
    line = {name: value for name, value in {**CONFIRMED[0], **changes}.items() if value is not None}
    return [line, dict(CONFIRMED[1])]


def priced(*orders: PurchaseOrder, **changes: Any) -> list[Finding]:
    return found(rules.prices_are_ordered, confirmation(lines=first(**changes)), *orders)


def test_another_currency_is_an_error() -> None:
    assert codes(found(rules.currency_is_ordered, confirmation({"currency": "SEK"}))) == [
        (FindingCode.CURRENCY_MISMATCH, "error", "currency")
    ]
    assert found(rules.currency_is_ordered, confirmation()) == []
    assert found(rules.currency_is_ordered, confirmation({"currency": None})) == []


def test_an_open_line_that_is_not_confirmed_is_missing() -> None:
    [finding] = found(rules.ordered_lines_are_confirmed, confirmation(lines=CONFIRMED[:1]))
    assert (finding.code, finding.severity.value, finding.expected) == (FindingCode.LINE_MISSING, "warning", "20")


def test_a_closed_line_need_not_be_confirmed() -> None:
    ordered = order(FIRST_LINE, {**SECOND_LINE, "status": "closed"})
    assert found(rules.ordered_lines_are_confirmed, confirmation(lines=CONFIRMED[:1]), ordered) == []


def test_a_paper_without_lines_confirms_the_order_as_a_whole() -> None:
    assert found(rules.ordered_lines_are_confirmed, confirmation(lines=[])) == []


@pytest.mark.parametrize(
    ("price", "unit", "severity"),
    [
        ("76.42", "1000", None),
        ("7.642", "100", None),
        ("0.07642", "1", None),
        ("76.80", "1000", None),
        ("76.04", "1000", None),
        ("76.81", "1000", "warning"),
        ("76.03", "1000", "warning"),
        ("78.71", "1000", "warning"),
        ("78.72", "1000", "error"),
        ("74.12", "1000", "error"),
        ("82.53", "1000", "error"),
        ("76.42", "100", "error"),
        ("0.00", "1000", "error"),
    ],
)
def test_a_price_of_one_unit_may_be_off_by_half_a_per_cent(price: str, unit: str, severity: str | None) -> None:
    expected = [(FindingCode.PRICE_VARIANCE, severity, "lines[0].unit_price")] if severity else []
    assert codes(priced(unit_price=price, price_unit=unit)) == expected


def test_what_a_price_comes_to_is_not_told_of_a_quantity_in_another_unit() -> None:
    [finding] = priced(unit_price="70.00", unit="KGM")
    assert finding.message == "Line 10: price 70.00 per 1000 is 8.4 % less than the ordered 76.42 per 1000."


def test_the_message_has_the_arithmetic() -> None:
    [finding] = priced(unit_price="82.53")
    assert finding.message == "Line 10: price 82.53 per 1000 is 8.0 % more than the ordered 76.42 per 1000: 1.53 EUR more for 250 pcs."
    assert (finding.expected, finding.found) == ("76.42", "82.53")


def test_a_discount_is_part_of_the_price() -> None:
    assert priced(unit_price="80.44", discount_pct="5") == []
    assert len(priced(discount_pct="5")) == 1


def test_a_price_unit_that_is_not_printed_is_the_ordered_one() -> None:
    assert priced(price_unit=None) == []


def test_a_price_that_is_not_printed_is_no_deviation() -> None:
    assert priced(unit_price=None) == []


def test_a_price_where_none_was_agreed_is_a_deviation() -> None:
    assert len(priced(order({**FIRST_LINE, "unit_price": "0"}, SECOND_LINE))) == 1


PRICES = st.decimals("0.01", "9999", places=2)


@given(PRICES, PRICES, st.sampled_from([1, 10, 100, 1000]), st.sampled_from([1, 10, 100, 1000]))
def test_a_price_is_off_by_its_share_of_the_ordered_price_of_one(ordered: Decimal, said: Decimal, per: int, said_per: int) -> None:
    off = abs(said / said_per - ordered / per) / (ordered / per) * 100
    # Divisions by other numbers than tens are rounded in the 28th figure.
    assume(abs(off - Decimal("0.5")) > Decimal("1e-9"))
    assume(abs(off - 3) > Decimal("1e-9"))
    placed = order({**FIRST_LINE, "unit_price": str(ordered), "price_unit": per}, SECOND_LINE)
    findings = priced(placed, unit_price=str(said), price_unit=str(said_per))
    assert bool(findings) == (off > Decimal("0.5"))
    assert [finding.severity.value for finding in findings] in ([], ["error" if off > 3 else "warning"])


def confirmed(*quantities: str, **line: Any) -> list[Finding]:
    lines = [{**CONFIRMED[0], "quantity": quantity} for quantity in quantities]
    return found(rules.quantities_are_ordered, confirmation(lines=[*lines, CONFIRMED[1]]), order({**FIRST_LINE, **line}, SECOND_LINE))


def test_another_quantity_is_a_deviation_with_the_arithmetic() -> None:
    [finding] = confirmed("249")
    assert codes([finding]) == [(FindingCode.QUANTITY_VARIANCE, "warning", "lines[0].quantity")]
    assert finding.message == "Line 10: 249 confirmed, 250 pcs ordered, 1 fewer."


def test_parts_of_a_line_count_together() -> None:
    assert confirmed("150", "100") == []
    [finding] = confirmed("150", "90")
    assert "240 (150 + 90) confirmed" in finding.message


def test_the_lines_own_tolerance_counts() -> None:
    assert confirmed("260", over_delivery_pct="5") == []
    assert len(confirmed("263", over_delivery_pct="5")) == 1
    assert confirmed("245", under_delivery_pct="2") == []
    assert len(confirmed("245", over_delivery_pct="5")) == 1


def test_what_is_still_open_may_be_confirmed() -> None:
    assert confirmed("200", received_quantity="50") == []
    assert confirmed("190", received_quantity="50", in_transit_quantity="10") == []
    assert len(confirmed("201", received_quantity="50")) == 1


def test_a_quantity_that_was_not_read_is_not_added_up() -> None:
    lines = [{name: value for name, value in CONFIRMED[0].items() if name != "quantity"}, CONFIRMED[0], CONFIRMED[1]]
    assert found(rules.quantities_are_ordered, confirmation(lines=lines)) == []


@given(st.integers(-40, 40))
def test_promises_are_late_after_three_days_and_early_before_ten(days: int) -> None:
    promised = day("2026-07-17") + timedelta(days=days)
    findings = found(rules.promises_are_in_time, confirmation(lines=first(delivery_date=promised.isoformat())))
    late = [(FindingCode.DELIVERY_LATE, "warning", "lines[0].delivery_date")]
    impossible = promised < order().order_date
    early = [(FindingCode.DELIVERY_EARLY, "warning" if impossible else "info", "lines[0].delivery_date")]
    assert codes(findings) == (late if days > 3 else early if days < -10 else [])
    assert all(f"{abs(days)} days" in finding.message for finding in findings)


def test_a_promise_from_before_the_order_was_placed_brings_a_person() -> None:
    [finding] = found(rules.promises_are_in_time, confirmation(lines=first(delivery_date="2023-09-22")))
    assert (finding.code, finding.severity.value) == (FindingCode.DELIVERY_EARLY, "warning")
    assert "before the order of" in finding.message


def test_each_part_of_a_schedule_has_its_own_promise() -> None:
    schedule = [{"quantity": "150", "delivery_date": "2026-07-17"}, {"quantity": "100", "delivery_date": "2026-08-17"}]
    findings = found(rules.promises_are_in_time, confirmation(lines=first(schedule=schedule, delivery_date=None)))
    assert codes(findings) == [(FindingCode.DELIVERY_LATE, "warning", "lines[0].schedule[1].delivery_date")]


@pytest.mark.parametrize(
    ("fields", "fields_changed"),
    [
        ({"incoterm": "EXW"}, ["incoterm"]),
        ({"payment_terms": "60 Tage netto"}, ["payment_terms"]),
        ({"payment_terms": "30 days net"}, ["payment_terms"]),
        ({"incoterm": "FCA", "payment_terms": "60 days"}, ["incoterm", "payment_terms"]),
        ({"incoterm": "DAP", "payment_terms": "30 Tage netto, 14 Tage 2,0 % Skonto"}, []),
        ({"incoterm": None, "payment_terms": None}, []),
    ],
)
def test_other_terms_are_changed_terms(fields: dict[str, Any], fields_changed: list[str]) -> None:
    findings = found(rules.terms_are_ordered, confirmation(fields))
    assert codes(findings) == [(FindingCode.TERMS_CHANGED, "warning", field) for field in fields_changed]


def test_the_named_place_of_the_ordered_incoterm_is_no_change() -> None:
    assert found(rules.terms_are_ordered, confirmation(), order(incoterm="DAP Stuttgart")) == []


def test_terms_that_the_order_does_not_name_are_no_change() -> None:
    assert found(rules.terms_are_ordered, confirmation({"incoterm": "EXW"}), order(incoterm=None, payment_terms=None)) == []


def summed(fields: dict[str, Any] | None = None, **changes: Any) -> list[str | None]:
    return [finding.field for finding in found(rules.sums_add_up, confirmation(fields, first(**changes)))]


def test_sums_that_add_up_raise_nothing() -> None:
    assert summed() == []
    assert summed({"tax_total": "938.43", "gross_total": "5877.54"}) == []


def test_an_amount_that_is_not_quantity_times_price_is_said() -> None:
    assert summed({"net_total": "4940.11"}, net_amount="20.11") == ["lines[0].net_amount"]
    [finding] = found(rules.sums_add_up, confirmation({"net_total": "4940.11"}, first(net_amount="20.11")))
    assert (finding.code, finding.expected, finding.found) == (FindingCode.ARITHMETIC_MISMATCH, "19.10", "20.11")


def test_a_cent_of_rounding_a_line_is_no_deviation() -> None:
    assert summed({"net_total": "4939.12"}, net_amount="19.10") == []
    assert summed({"net_total": "4939.14"}) == ["net_total"]


def test_a_discount_is_part_of_the_amount() -> None:
    assert summed({"net_total": "4937.20"}, discount_pct="10", net_amount="17.19") == []


def test_net_and_tax_make_the_total() -> None:
    assert summed({"tax_total": "938.43", "gross_total": "5999.99"}) == ["gross_total"]


def test_sums_with_a_part_missing_are_not_added_up() -> None:
    assert summed({"net_total": "1.00"}, net_amount=None, unit_price=None) == []


def test_of_a_line_without_an_amount_quantity_times_price_is_added() -> None:
    assert summed(net_amount=None) == []
    assert summed({"net_total": "5030.01"}, net_amount=None) == ["net_total"]


def test_without_a_net_total_the_lines_and_the_tax_make_the_total() -> None:
    assert summed({"tax_total": "1.00", "net_total": None, "gross_total": "9.00"}) == ["gross_total"]
    assert summed({"net_total": None, "gross_total": "9.00"}, net_amount=None) == []


def worth(fields: dict[str, Any], lines: list[dict[str, Any]] | None = None, **policy: Any) -> bool:
    context = {"policy": Policy(**policy)} if policy else {}
    return bool(found(rules.value_is_immaterial, confirmation({"net_total": None, **fields}, lines or []), **context))


def test_from_25000_on_a_person_looks() -> None:
    assert not worth({"gross_total": "24999.99"})
    assert worth({"gross_total": "25000.00"})
    assert worth({"net_total": "25000.00"})
    assert worth({"gross_total": "100.00", "net_total": "25000.00"})
    assert not worth({})


def test_where_no_total_is_printed_the_lines_count() -> None:
    assert worth({}, [{"net_amount": "20000.00"}, {"net_amount": "5000.00"}])


def test_what_is_material_is_the_policys() -> None:
    assert worth({"gross_total": "100.00"}, material_value=Decimal(100))
    assert not worth({"gross_total": "99.99"}, material_value=Decimal(100))


# ---- what is judged alike in both directions


@given(st.integers(0, 999), st.sampled_from(["0", "2", "5", "12.5"]))
def test_as_much_too_many_and_too_few_are_judged_alike_where_the_line_tolerates_both(apart: int, tolerance: str) -> None:
    book = order({**FIRST_LINE, "quantity": "1000", "over_delivery_pct": tolerance, "under_delivery_pct": tolerance}, SECOND_LINE)

    def raised(quantity: int) -> list[object]:
        lines = [{**CONFIRMED[0], "quantity": str(quantity)}, CONFIRMED[1]]
        return codes(found(rules.quantities_are_ordered, confirmation(lines=lines), book))

    assert raised(1000 + apart) == raised(1000 - apart)


@given(st.decimals(Decimal(0), Decimal(50), places=3))
def test_a_price_that_is_as_much_too_high_as_another_is_too_low_is_as_severe(share: Decimal) -> None:
    def raised(factor: Decimal) -> list[object]:
        lines = [{**CONFIRMED[0], "unit_price": str(Decimal("76.42") * factor)}, CONFIRMED[1]]
        return codes(found(rules.prices_are_ordered, confirmation(lines=lines)))

    assert raised(1 + share / 100) == raised(1 - share / 100)


def test_a_figure_of_any_length_is_a_sum_that_does_not_add_up() -> None:
    said = {**CONFIRMED[0], "quantity": "9" * 27, "unit_price": "12345.678", "net_amount": "1"}
    assert FindingCode.ARITHMETIC_MISMATCH in {finding.code for finding in found(rules.sums_add_up, confirmation(lines=[said]))}
