"""A column of how much is of each lot, beside that of the lots and that of what was delivered: `Lote  Cant. lote  Pedido  Entregado`."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.paper import Group
from tests.press import SHIPPED, Row, read, rows_of, sheet, values

PLACES = (40.0, 80.0, 160.0, 270.0, 340.0, 410.0, 480.0)
SPANISH = ("Línea", "Referencia", "Producto", "Lote", "Cant. lote", "Pedido", "Entregado")
FRENCH = ("Poste", "Référence", "Désignation", "N° lot", "Qté lot", "Commandé", "Livré")
OF_WHICH = ("Poste", "Référence", "Désignation", "N° lot", "dont", "Commandé", "Livré")
DUTCH = ("Regel", "Artikel", "Omschrijving", "Partij", "Aantal partij", "Besteld", "Geleverd")
GERMAN = ("Pos.", "Artikel", "Bezeichnung", "Charge", "Chargenmenge", "Bestellt", "Geliefert")
ENGLISH = ("Line", "Item", "Product", "Lot No", "Lot Qty", "Ordered", "Shipped")
ALL = [SPANISH, FRENCH, OF_WHICH, DUTCH, GERMAN, ENGLISH]


def lines_of_notice(titles: Sequence[str], *rows: Sequence[str]) -> list[Group]:
    return read(sheet([*SHIPPED, *rows_of([titles, *rows], PLACES, 180.0)])).lines


@pytest.mark.parametrize("titles", ALL)
def test_the_quantity_of_a_lot_is_no_quantity_of_the_line(titles: Sequence[str]) -> None:
    first, second = lines_of_notice(
        titles,
        ("10", "AB-1234", "Rodamiento", "CH02517", "200 PZA", "600 PZA", "600 PZA"),
        ("", "", "", "CH03812", "200 PZA", "", ""),
        ("", "", "", "CH03619", "200 PZA", "", ""),
        ("20", "AB-1235", "Brida", "L000960", "16 PZA", "20 PZA", "16 PZA"),
    )
    assert [values(lot, "lot_number", "quantity") for lot in first.groups("lots")] == [
        [lot, "200"] for lot in ("CH02517", "CH03812", "CH03619")
    ]
    assert (first.text("quantity"), second.text("quantity")) == ("600", "16")


@pytest.mark.parametrize("titles", ALL)
def test_what_stands_under_the_heading_of_shares_is_the_lots_though_it_does_not_add_up(titles: Sequence[str]) -> None:
    first, second = lines_of_notice(
        titles,
        ("10", "AB-1234", "Cera CA 20", "0003213", "91 KG", "180 KG", "180 KG"),
        ("20", "AB-1235", "Cera CA 10", "L003413", "90 KG", "180 KG", "90 KG"),
    )
    assert values(first.groups("lots")[0], "lot_number", "quantity") == ["0003213", "91"]
    assert (first.text("quantity"), second.text("quantity")) == ("180", "90")


TOTALLED = ("Poste cde", "Colis", "Réf.", "Libellé", "N° de lot", "Qté", "U")


def totalled(*sums: str) -> list[Group]:
    """Entries whose first lot stands in their own line, and their sum below the last."""
    rows = [
        ("10", "1", "04023F", "Rond 12 mm", "265648-A", "620", "kilo"),
        ("", "", "", "", "264810-A", "620", "kilo"),
        ("", "", "", "", "Total livré", sums[0], "kilo"),
        ("30", "3", "05857F", "Accouplement", "CH03055", "3", "kilo"),
        ("", "", "", "", "Total livré", sums[1], "kilo"),
    ]
    return lines_of_notice(TOTALLED, *(row for row in rows if row[5]))


def test_what_stands_below_the_lots_of_each_entry_is_its_quantity_also_where_they_do_not_come_to_it() -> None:
    first, second = totalled("1240", "5")
    assert (first.text("quantity"), second.text("quantity")) == ("1240", "5")
    assert [values(lot, "lot_number", "quantity") for lot in second.groups("lots")] == [["CH03055", "3"]]


def test_a_single_sum_below_all_entries_is_of_none_of_them() -> None:
    assert [line.text("quantity") for line in totalled("", "1243")] == ["1240", "3"]


def of_one_lot(total: str) -> Group:
    """The first of two entries of one lot each, with a sum of its own below it, and none below the other."""
    rows = [
        ("10", "1", "04023F", "Rond 12 mm", "265648-A", "620", "kilo"),
        ("", "", "", "", total, "700", "kilo"),
        ("30", "3", "05857F", "Accouplement", "CH03055", "3", "kilo"),
    ]
    return lines_of_notice(TOTALLED, *rows)[0]


def test_a_sum_that_names_the_entrys_item_is_its_quantity_though_no_other_entry_has_one() -> None:
    entry = of_one_lot("Total 04023F")
    assert entry.text("quantity") == "700"
    assert [values(lot, "lot_number", "quantity") for lot in entry.groups("lots")] == [["265648-A", "620"]]


def test_a_sum_below_an_entry_that_is_not_its_quantity_leaves_that_unsure() -> None:
    quantity = of_one_lot("Total livré").leaf("quantity")
    assert quantity is not None
    assert quantity.contested


OWN_HEADS = [
    ("Numero lotto", "Quantità consegnata", "Data produzione"),
    ("Chargen-Nr.", "Liefermenge", "Herstelldatum"),
    ("Lot No.", "Quantity", "Produced"),
    ("N° de lot", "Quantité", "Fabriqué le"),
]


@pytest.mark.parametrize("head", OWN_HEADS)
@pytest.mark.parametrize("third", ["1168", "1167"])
def test_lots_in_a_table_of_their_own_below_an_entry_are_read_whether_they_add_up_or_not(head: tuple[str, str, str], third: str) -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Pos.", 90.0: "Artikel-Nr.", 170.0: "Bezeichnung", 400.0: "Menge", 460.0: "ME"}),
        (194.0, {50.0: "10", 90.0: "BL01563", 170.0: "Dado DIN 985 M6", 400.0: "5834", 460.0: "Stk"}),
        (204.0, dict(zip((170.0, 260.0, 370.0), head, strict=True))),
        (214.0, {170.0: "267860-A", 260.0: "2333 Stk", 370.0: "03/02/2026"}),
        (224.0, {170.0: "265371-A", 260.0: "2333 Stk", 370.0: "22/02/2026"}),
        (234.0, {170.0: "265831-A", 260.0: f"{third} Stk", 370.0: "23/03/2026"}),
    ]
    (line,) = read(sheet([*SHIPPED, *rows])).lines
    assert line.text("quantity") == "5834"
    assert [values(lot, "lot_number", "quantity") for lot in line.groups("lots")] == [
        ["267860-A", "2333"],
        ["265371-A", "2333"],
        ["265831-A", third],
    ]


@pytest.mark.parametrize("place", ["Empl. A17-44-2", "Lagerplatz A17-44-2", "Locatie A17-44-2"])
def test_a_place_in_store_behind_a_lot_is_no_second_one_and_the_count_at_the_end_is_the_lots(place: str) -> None:
    rows: list[Row] = [
        (180.0, {50.0: "Pos.", 90.0: "Artikel-Nr.", 170.0: "Bezeichnung", 400.0: "Menge", 460.0: "ME"}),
        (194.0, {50.0: "10", 90.0: "BL01563", 170.0: "Dado DIN 985 M6", 400.0: "4", 460.0: "Stk"}),
        (204.0, {90.0: "Lot 267797-A", 200.0: "Fabriqué le 28/05/2026", 340.0: place, 460.0: "7 Stk"}),
    ]
    (line,) = read(sheet([*SHIPPED, *rows])).lines
    assert line.text("quantity") == "4"
    assert [values(lot, "lot_number", "quantity") for lot in line.groups("lots")] == [["267797-A", "7"]]
