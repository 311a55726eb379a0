"""What goes on with an item's description in the lines below it, and what is no part of it."""

from __future__ import annotations

import pytest

from tests.press import CONFIRMED, Row, read, sheet


def _description(*below: Row) -> str | None:
    rows: list[Row] = [
        *CONFIRMED,
        (200.0, {50.0: "Pos.", 90.0: "Artikel", 170.0: "Menge", 220.0: "ME", 300.0: "Preis", 400.0: "Betrag"}),
        (214.0, {50.0: "10", 90.0: "AN-35483", 170.0: "500", 220.0: "Stk", 300.0: "6,60", 400.0: "3.300,00"}),
        *below,
    ]
    return read(sheet(rows)).lines[0].text("description")


def test_the_number_of_a_norm_whose_name_ends_a_line_goes_on_with_it() -> None:
    rows: list[Row] = [
        *CONFIRMED,
        (200.0, {50.0: "Pos.", 90.0: "Artikel", 160.0: "Bezeichnung", 300.0: "Menge", 340.0: "ME", 390.0: "Preis", 460.0: "Betrag"}),
        (
            214.0,
            {50.0: "10", 90.0: "AN-35483", 160.0: "Zylinderschraube ISO", 300.0: "500", 340.0: "Stk", 390.0: "6,60", 460.0: "3.300,00"},
        ),
        (228.0, {160.0: "4762 M20x50 12.9"}),
    ]
    assert read(sheet(rows)).lines[0].text("description") == "Zylinderschraube ISO 4762 M20x50 12.9"


@pytest.mark.parametrize("said", ["Epoxidharz EP 2000, Hobbock 30 kg", "Epoxy resin EP 800, 30 kg pail"])
def test_a_short_word_inside_a_text_is_no_label(said: str) -> None:
    assert _description((228.0, {90.0: said})) == said


def test_what_stands_apart_behind_a_description_under_a_name_of_its_own_is_none_of_it() -> None:
    assert _description((228.0, {90.0: "Blech 8x2000x6000", 400.0: "Lager: 002"})) == "Blech 8x2000x6000"


def test_the_unit_below_the_figure_of_a_named_detail_is_no_description() -> None:
    rows: list[Row] = [
        (228.0, {90.0: "O-Ring 80x3 NBR 70"}),
        (242.0, {90.0: "Liefertermin: 23.03.2026", 240.0: "Menge: 150,000"}),
        (254.0, {90.0: "PCS"}),
        (266.0, {90.0: "Liefertermin: 30.03.2026", 240.0: "Menge: 350,000"}),
        (278.0, {90.0: "PCS"}),
    ]
    assert _description(*rows) == "O-Ring 80x3 NBR 70"
