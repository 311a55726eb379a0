"""What the generator says about its papers holds: sound ones are sound, and each fault shows with exactly its findings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.findings import FindingCode
from domain.orders import OrderLine, PurchaseOrder
from fixtures.deviations import DEVIATIONS, Deviation, order_rejected
from fixtures.draw import Sample, Wish, draw_sample
from fixtures.grades import grade_named
from fixtures.model import Genre
from fixtures.papers import check_digit
from fixtures.stationery import stationeries

CENT = Decimal("0.01")
RANK = ("2.1", "2.2", "3.1", "3.2")
LOCALES = ("de-DE", "en-US", "it-IT", "pl-PL")
DECLARED = {"conformity", "analysis", "several_lines"}
"""Certificates whose results cannot be told for a line from the truth alone, or that have none."""


def what_differs(sample: Sample) -> set[str]:
    """The findings that the paper's truth deserves beside its order, worked out anew and from the truth alone."""
    truth, order = sample.truth, sample.order
    numbers = {line["order_number"] for line in truth.get("lines", []) if "order_number" in line} or {truth["order_number"]}
    if order.order_number not in numbers:
        return {"unknown_order"}
    if sample.supplier.supplier_id != order.supplier_id:
        return {"supplier_mismatch"}
    if not order.is_open:
        return {"order_closed"}
    kind = {"order_confirmation": _confirmation, "ship_notice": _ship_notice, "certificate": _certificate}[truth["kind"]]
    mine = [line for line in truth.get("lines", []) if line.get("order_number", order.order_number) == order.order_number]
    lines = [(line, order.line(line.get("order_line"))) for line in mine]
    codes = {"line_unknown" for _, ordered in lines if ordered is None}
    for line, ordered in lines:
        codes |= _line(line, ordered) if ordered else set()
    return codes | kind(truth, order, [(line, ordered) for line, ordered in lines if ordered])


def _line(line: dict[str, Any], ordered: OrderLine) -> set[str]:
    codes = {"unit_mismatch"} if line.get("unit", ordered.unit) != ordered.unit else set()
    mine = {"supplier_item": ordered.supplier_item, "buyer_item": ordered.buyer_item}
    return codes | {"item_mismatch" for name, value in mine.items() if line.get(name, value) != value}


def _confirmation(truth: dict[str, Any], order: PurchaseOrder, lines: list[tuple[dict[str, Any], OrderLine]]) -> set[str]:
    if truth.get("response") == "rejected":
        return {"line_missing"}
    codes = {"currency_mismatch"} if truth["currency"] != order.currency else set()
    codes |= {"terms_changed" for name in ("incoterm", "payment_terms") if truth.get(name, getattr(order, name)) != getattr(order, name)}
    codes |= {"line_missing"} if {line.order_line for line in order.lines} - {ordered.order_line for _, ordered in lines} else set()
    for line, ordered in lines:
        price = Decimal(line["unit_price"]) * (1 - Decimal(line.get("discount_pct", 0)) / 100)
        promised = [part["delivery_date"] for part in line.get("schedule", [])] or [line["delivery_date"]]
        codes |= {"price_variance"} if abs(price / ordered.unit_price - 1) > Decimal("0.005") else set()
        codes |= {"quantity_variance"} if Decimal(line["quantity"]) != ordered.quantity else set()
        codes |= {"delivery_late"} if date.fromisoformat(max(promised)) > ordered.requested_date + timedelta(days=3) else set()
        parts = [Decimal(part["quantity"]) for part in line.get("schedule", [])]
        codes |= {"quantity_variance"} if parts and sum(parts) != ordered.quantity else set()
        due = Decimal(line["quantity"]) * price / int(line.get("price_unit", 1))
        codes |= {"arithmetic_mismatch"} if abs(due - Decimal(line["net_amount"])) > CENT else set()
    total = sum(Decimal(line["net_amount"]) for line in truth["lines"])
    codes |= {"arithmetic_mismatch"} if total != Decimal(truth["net_total"]) else set()
    if "gross_total" in truth:
        assert Decimal(truth["gross_total"]) == Decimal(truth["net_total"]) + Decimal(truth["tax_total"])
    return codes


def _ship_notice(truth: dict[str, Any], _order: PurchaseOrder, lines: list[tuple[dict[str, Any], OrderLine]]) -> set[str]:
    codes = {"sscc_invalid" for code in truth.get("packages", []) if check_digit(code[:-1]) != code[-1]}
    codes |= {"weight_mismatch"} if Decimal(truth["gross_weight_kg"]) < Decimal(truth["net_weight_kg"]) else set()
    assert date.fromisoformat(truth["arrival_date"]) <= min(ordered.requested_date for _, ordered in lines) + timedelta(days=3)
    for line, ordered in lines:
        codes |= {"over_delivery"} if Decimal(line["quantity"]) > ordered.open_quantity * Decimal("1.05") else set()
        lots = [Decimal(lot["quantity"]) for lot in line.get("lots", []) if "quantity" in lot]
        codes |= {"lots_mismatch"} if lots and sum(lots) != Decimal(line["quantity"]) else set()
    return codes


def _certificate(truth: dict[str, Any], _order: PurchaseOrder, lines: list[tuple[dict[str, Any], OrderLine]]) -> set[str]:
    codes = set()
    for line, ordered in lines:
        codes |= _certified(truth, line, ordered)
    graded = [(line, ordered) for line, ordered in lines if "grade" in line]
    for heat in truth.get("heats", []) if len(graded) == 1 else []:
        limits = grade_named(graded[0][1].grade or "").limits  # the order says what must hold
        codes |= {"chemistry_out_of_limits" for symbol, value in heat["chemistry"].items() if _outside(value, limits.get(symbol))}
        results = [(name, row[name]) for row in heat["tensile"] for name in ("yield_mpa", "tensile_mpa", "elongation_pct") if name in row]
        codes |= {"mechanical_out_of_limits" for name, value in results if _outside(value, limits.get(name))}
    return codes


def _certified(truth: dict[str, Any], line: dict[str, Any], ordered: OrderLine) -> set[str]:
    if "grade" not in line:  # a declaration, where nothing better was ordered, or an analysis, which a person compares
        return {"limits_unknown"} if truth["certificate_type"] == "CoA" else set()
    codes = (
        {"certificate_type_insufficient"}
        if RANK.index(truth["certificate_type"]) < RANK.index(ordered.required_certificate or "2.1")
        else set()
    )
    codes |= {"grade_mismatch"} if line["grade"] != ordered.grade else set()
    return codes | ({"standard_mismatch"} if line["standard"] != ordered.standard else set())


def _outside(value: str, limit: tuple[str, str] | None) -> bool:
    low, high = limit or ("", "")
    return bool((low and Decimal(value) < Decimal(low)) or (high and Decimal(value) > Decimal(high)))


def _layouts_for(genre: Genre, locale: str) -> list[str]:
    return [name for name, found in stationeries().items() if genre in found.draws and locale in found.locales]


@pytest.mark.parametrize("genre", [Genre.CONFIRMATION, Genre.SHIP_NOTICE, Genre.CERTIFICATE])
def test_sound_papers_differ_from_their_orders_in_nothing(genre: Genre) -> None:
    for seed in range(12):
        locale = LOCALES[seed % len(LOCALES)]
        layouts = _layouts_for(genre, locale)
        sample = draw_sample(Wish(f"sound/{seed}", genre, layouts[seed % len(layouts)], locale), set())
        assert what_differs(sample) == set(sample.expected), (sample.layout, locale)
        assert sample.expected == (["limits_unknown"] if sample.truth.get("certificate_type") == "CoA" else [])


@pytest.mark.parametrize(("genre", "deviation"), [(genre, deviation) for genre, all_of in DEVIATIONS.items() for deviation in all_of])
def test_every_deviation_shows_in_the_truth_with_exactly_its_findings(genre: Genre, deviation: Deviation) -> None:
    blind = {
        "lots_mismatch": {"letter", "stacked"},
        "sscc_invalid": {"letter"},
        "chemistry_out_of_limits": {"plain_certificate"},
        "mechanical_out_of_limits": {"plain_certificate"},
        "grade_mismatch": {name for name, found in stationeries().items() if {"studs", "profiles"} & set(found.traits)},
    }
    for seed in range(3):
        layouts = [name for name in _layouts_for(genre, LOCALES[seed % len(LOCALES)]) if name not in blind.get(deviation.__name__, set())]
        if deviation is order_rejected:
            layouts = [name for name in layouts if "rejects" in stationeries()[name].traits]
        layouts = [name for name in layouts if genre != Genre.CERTIFICATE or not DECLARED & set(stationeries()[name].traits)]
        wish = Wish(
            f"wrong/{deviation.__name__}/{seed}", genre, layouts[seed % len(layouts)], LOCALES[seed % len(LOCALES)], deviation=deviation
        )
        sample = draw_sample(wish, set())
        assert what_differs(sample) == set(sample.expected), (sample.layout, sample.fault, sample.truth)
        assert sample.expected
        assert set(sample.expected) <= {code.value for code in FindingCode}


def test_a_price_is_now_a_little_and_now_a_lot_too_high() -> None:
    shares = []
    for name, low, high in (("price_variance_small", "0.005", "0.03"), ("price_variance_large", "0.03", "0.4")):
        deviation = next(found for found in DEVIATIONS[Genre.CONFIRMATION] if found.__name__ == name)
        sample = draw_sample(Wish(f"price/{name}", Genre.CONFIRMATION, "boxed", "de-DE", deviation=deviation), set())
        ratios = [
            Decimal(line["unit_price"]) / ordered.unit_price - 1
            for line, ordered in zip(sample.truth["lines"], sample.order.lines, strict=True)
        ]
        shares.append(Decimal(low) < max(ratios) <= Decimal(high))
    assert shares == [True, True]
