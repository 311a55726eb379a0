"""What the houses with words of their own do with them: a country's own words, other forms of numbers, codes torn in cells, the order before each line."""

from __future__ import annotations

import re
from decimal import Decimal

import pypdfium2
import pytest

from app.models.papers import KEPT_APART
from fixtures.catalogue import suppliers_of
from fixtures.deviations import line_unknown
from fixtures.draw import Sample, Wish, draw_sample
from fixtures.locales import LOCALES
from fixtures.model import Genre
from fixtures.stationery import stationeries
from fixtures.stationery.asides import torn
from fixtures.wording import words

HOUSES = ("guild", "wharf", *KEPT_APART)


def _draw(layout: str, genre: Genre, locale: str, seed: str = "house", lines: int = 3) -> Sample:
    return draw_sample(Wish(seed, genre, layout, locale, lines=lines), set())


def _text(sample: Sample) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sample.content))


@pytest.mark.parametrize("house", HOUSES)
def test_a_country_has_its_own_words_within_its_language(house: str) -> None:
    assert words("en-US", "dates", "numeric", house) != words("en-GB", "dates", "numeric", house)
    assert all("MwSt" in word or "MWST" in word or "Mehrwert" in word for word in words("de-CH", "labels", "tax_total", house))


@pytest.mark.parametrize("house", HOUSES)
def test_a_house_has_suppliers_in_every_country_each_in_a_town_that_terms_can_name(house: str) -> None:
    assert {supplier.locale for supplier in suppliers_of(house)} == set(LOCALES)
    assert all(supplier.address.place for supplier in suppliers_of(house))


@pytest.mark.parametrize("locale", ["de-DE", "en-GB", "pl-PL"])
def test_a_system_that_groups_no_thousands_prints_bare_numbers(locale: str) -> None:
    for seed in range(3):
        sample = _draw("doublehead", Genre.CONFIRMATION, locale, f"bare/{seed}", 6)
        amounts = [text for path, text in sample.printed.items() if path.endswith(("net_amount", "net_total"))]
        assert all(re.fullmatch(r"\d+[.,]\d\d", text) for text in amounts)


def test_a_code_is_torn_after_its_last_hyphen_when_its_cell_is_too_narrow() -> None:
    assert torn("42-1734-11") == "42-1734-\n11"
    assert torn("GP81-10") == "GP81-10"
    assert torn("REN0432155") == "REN0432155"


def test_the_orders_number_stands_with_every_line_it_is_for() -> None:
    sample = _draw("linerefs", Genre.CONFIRMATION, "fr-FR")
    assert _text(sample).count(sample.truth["order_number"]) == len(sample.truth["lines"])


@pytest.mark.parametrize("layout", ["palletload", "parcolis"])
def test_what_nobody_ordered_is_printed_with_the_last_package(layout: str) -> None:
    sample = draw_sample(Wish("beyond", Genre.SHIP_NOTICE, layout, deviation=line_unknown, lines=3), set())
    assert sample.truth["lines"][-1]["supplier_item"].endswith("N")
    assert all(line["supplier_item"] in _text(sample) for line in sample.truth["lines"])


@pytest.mark.parametrize("locale", ["de-DE", "es-ES"])
def test_shares_under_a_power_of_ten_are_mass_per_cent_in_the_truth(locale: str) -> None:
    sample = _draw("platepairs", Genre.CERTIFICATE, locale)
    for at, heat in enumerate(sample.truth["heats"]):
        for symbol, share in heat["chemistry"].items():
            printed = Decimal(re.sub(r"\D", "", sample.printed[f"heats[{at}].chemistry.{symbol}"]))
            assert printed / Decimal(share) in (10, 100, 1000, 10000)


@pytest.mark.parametrize("layout", [name for name, found in stationeries().items() if found.one_date and Genre.CONFIRMATION in found.draws])
def test_one_day_for_the_whole_order_is_every_lines_day(layout: str) -> None:
    for seed in range(16):
        sample = _draw(layout, Genre.CONFIRMATION, "nl-NL", f"day/{seed}", 5)
        assert len({line["delivery_date"] for line in sample.truth["lines"]}) == 1


def test_conditions_lead_from_the_gross_amount_to_the_net() -> None:
    sample = _draw("conditionrows", Genre.CONFIRMATION, "de-DE", "conditions", 5)
    for line in sample.truth["lines"]:
        gross = Decimal(line["quantity"]) * Decimal(line["unit_price"]) / int(line["price_unit"])
        less = gross * Decimal(line.get("discount_pct", 0)) / 100
        assert abs(gross - less - Decimal(line["net_amount"])) <= Decimal("0.01")
