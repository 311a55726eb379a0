"""Payment terms that no known label leads to are told by their looks."""

from __future__ import annotations

import pytest

from extract.field.terms_by_looks import terms_by_looks
from tests.press import Row, laid_out, read, sheet, values

HEAD: list[Row] = [(60.0, {50.0: "Order confirmation"}), (90.0, {50.0: "Your order: 4500017325"})]
TERMS = ["netto 30 T.", "Net 30 days", "30 days net", "30 jours nets", "netto 45 dni", "60 dgn netto", "30 Tage netto"]
OTHERS = ["Nettogewicht 30 kg", "netto 30,00 EUR", "30 T. Stahl", "Lieferzeit 30 Tage", "net weight 12 t", "Netto 1.240 T"]


@pytest.mark.parametrize("text", TERMS)
def test_words_that_are_terms_and_nothing_else_are_taken(text: str) -> None:
    (found,) = terms_by_looks(laid_out([(100.0, {50.0: "Zlg.-Bed.", 200.0: text})]), ())
    assert found.value.value == text


@pytest.mark.parametrize("text", OTHERS)
def test_weights_sums_and_times_are_none(text: str) -> None:
    assert terms_by_looks(laid_out([(100.0, {50.0: text})]), ()) == []


def test_terms_that_are_broken_to_their_column_are_whole_and_end_where_another_label_stands() -> None:
    rows: list[Row] = [
        (300.0, {50.0: "Payment terms", 200.0: "3 % discount within 10 days,"}),
        (311.0, {200.0: "otherwise 30 days net"}),
        (322.0, {50.0: "Order", 200.0: "4500017325"}),
    ]
    assert values(read(sheet([*HEAD, *rows])).fields, "payment_terms") == ["3 % discount within 10 days, otherwise 30 days net"]
