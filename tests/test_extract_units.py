"""Units and price units as printed: the aliases of seven languages, and never a guess for what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.units import UnitError, parse_packing, parse_price_unit, parse_unit
from tests.press import read, rows_of, sheet, values

ALIASES = {
    "C62": "Stk, Stck, St., ST, PCE, PC, pcs, pce, pz, pza, ud, uds, U, un, pièce, p., szt, szt., stuk, stuks, stuk(s), st, each, ea, one, nr, EA, H87, C62",
    "KGM": "kg, KG, Kilo, KGM",
    "GRM": "g",
    "TNE": "t, to, TO, mt, tonne, TNE",
    "LBR": "lb, lbs, LBR",
    "STN": "short ton, ton US, STN",
    "MTR": "m, lfm, lfdm, ml, mb, mtr, MTR",
    "MMT": "mm",
    "FOT": "ft",
    "INH": "in",
    "MTK": "m2, m², qm, mq",
    "LTR": "l, L",
    "CEN": "C, %St",
    "MIL": "mille, MPC, TSD",
    "SET": "Satz, Set, Garnitur, jeu, kpl.",
    "PR": "Paar, para",
    "DZN": "Dtz",
}


@pytest.mark.parametrize(("code", "alias"), [(code, alias) for code, aliases in ALIASES.items() for alias in aliases.split(", ")])
def test_units_go_by_their_names_in_every_language(code: str, alias: str) -> None:
    assert parse_unit(alias) == code


@pytest.mark.parametrize("text", ["", "VPE", "250", "EUR", "S355", "M8", "100 ST", "#", "\u0000"])
def test_what_is_no_unit_is_an_error(text: str) -> None:
    with pytest.raises(UnitError):
        parse_unit(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("per 100", 100), ("/C", 100), ("/100", 100), ("je 100 Stk", 100), ("%", 100), ("al 100", 100), ("za 100 szt.", 100), ("C", 100),
        ("PE 1000", 1000), ("/M", 1000), ("je 1000", 1000), ("‰", 1000), ("par mille", 1000), ("1.000", 1000), ("1,000", 1000), ("1 000", 1000),
        ("1'000", 1000), ("1\u00a0000", 1000), ("1.000 St", 1000), ("per 1 000 Stk", 1000), ("10.000", 10000), ("10", 10), ("pro 10", 10),
        ("v.H.", 100), ("per hundred", 100), ("je hundert", 100), ("al cento", 100), ("za sto", 100), ("je Tausend", 1000), ("za tys.", 1000), ("%o", 1000),
        ("0/00", 1000), ("M", 1000), ("per M", 1000), ("m", 1), ("/m", 1), ("per m", 1), ("je m", 1),
        ("1", 1), ("pro 1", 1), ("/ 1 Stk", 1), ("kg", 1), ("Stk", 1), ("EUR/kg".partition("/")[2], 1),
    ],
)  # fmt: skip
def test_price_units_go_by_their_habits(text: str, count: int) -> None:
    assert parse_price_unit(text) == count


@pytest.mark.parametrize("text", ["", "per", "5", "500", "je 500 Stk", "50 Stk", "1.000.000", "12.5", "/CWT", "EUR", "110"])
def test_what_names_no_price_unit_is_an_error_and_not_one(text: str) -> None:
    with pytest.raises(UnitError):
        parse_price_unit(text)


@given(st.text())
def test_any_text_is_a_unit_or_a_typed_error(text: str) -> None:
    try:
        code = parse_unit(text)
    except UnitError:
        return
    assert code in ALIASES | {"CMT": ""}


@given(st.one_of(st.text(), st.text("0123456789 .,'/CM%St", max_size=10)))
def test_any_text_is_a_price_unit_or_a_typed_error(text: str) -> None:
    try:
        count = parse_price_unit(text)
    except UnitError:
        return
    assert count in (1, 10, 100, 1000, 10000)


def test_a_small_l_at_the_beginning_may_be_read_as_a_capital_i() -> None:
    assert parse_unit("Itr") == parse_unit("ltr") == "LTR"


@pytest.mark.parametrize(
    ("text", "code"), [("Rolle", "RO"), ("Rollen", "RO"), ("boîtes", "BX"), ("Karton", "CT"), ("Säcke", "BG"), ("opak.", "PK")]
)
def test_packings_that_goods_are_sold_by_have_a_code_of_their_own_and_are_no_units_of_measure(text: str, code: str) -> None:
    assert parse_packing(text) == code
    with pytest.raises(UnitError):
        parse_unit(text)


@pytest.mark.parametrize("apart", [True, False])
def test_a_quantity_is_counted_in_packings_where_a_heading_or_its_own_cell_says_so(apart: bool) -> None:
    head = ["Pos", "Artikel", "Bezeichnung", "Menge", *(["ME"] if apart else []), "Preis", "Betrag", "Termin"]
    counted = ["5", "Rollen"] if apart else ["5 Rollen"]
    places = [40, 80, 150, 300, *([340] if apart else []), 390, 450, 510]
    rows = [head, ["10", "BG-6852", "Schlauch 50 m", *counted, "120,00", "600,00", "17.07.2026"]]
    top = [(40.0, {50: "Auftragsbestätigung AB-1"}), (60.0, {50: "Ihre Bestellung: 4500017325"})]
    reading = read(sheet([*top, *rows_of(rows, places, 100.0)]))
    assert [values(line, "quantity", "unit", "description") for line in reading.lines] == [["5", "RO", "Schlauch 50 m"]]
