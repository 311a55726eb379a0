"""Of several lots in one line, one without a quantity is doubted; one that stands alone, has its own, or is of a list is not."""

from __future__ import annotations

import pytest

from domain.paper import Group, Leaf
from extract.entry.lots import doubting_shares
from tests.press import SHIPPED, Row, read, sheet


def lot(number: str, quantity: str | None = None) -> Group:
    said = {"lot_number": number} | ({"quantity": quantity} if quantity else {})
    return Group(
        {name: Leaf(value=value, text=value, confidence=0.9, page=1, box=(0, 0, 1, 1), source="ocr") for name, value in said.items()}
    )


@pytest.mark.parametrize(
    ("lots", "doubted"),
    [
        ([lot("L003845")], [False]),
        ([lot("L003845", "10"), lot("L003846", "20")], [False, False]),
        ([lot("L003845", "10"), lot("1.4404")], [False, True]),
        ([lot("MP-03026"), lot("8X2000X6000")], [True, True]),
        ([lot("L004387"), lot("L001631"), lot("L004864")], [False, False, False]),
        ([lot("263273-A"), lot("268738-A")], [False, False]),
        ([lot("L004387"), lot("001631")], [True, True]),
        ([lot("L007861:5"), lot("L005597:5")], [True, True]),
        ([lot("L004387", "10"), lot("L001631")], [False, True]),
    ],
)
def test_a_lot_among_several_is_doubted_where_its_share_is_not_told(lots: list[Group], doubted: list[bool]) -> None:
    (line,) = doubting_shares([Group({"lots": lots})])
    after = [each.leaf("lot_number") for each in line.groups("lots")]
    assert [leaf is not None and leaf.confidence < 0.9 for leaf in after] == doubted
    assert [each.text("lot_number") for each in line.groups("lots")] == [each.text("lot_number") for each in lots]


@pytest.mark.parametrize(("numbers", "sure"), [(("B26-5833", "005365"), True), (("L004387", "001631"), True), (("L004387", "2500"), False)])
@pytest.mark.parametrize(("source", "seconded", "told"), [("text", False, True), ("ocr", True, True), ("ocr", False, False)])
def test_lots_of_several_makes_that_can_be_no_quantities_are_a_list_where_they_are_surely_read(
    numbers: tuple[str, ...], sure: bool, source: str, seconded: bool, told: bool
) -> None:
    found = [Group({"lot_number": replaced}) for number in numbers if (replaced := lot(number).leaf("lot_number"))]
    lots = [Group({"lot_number": each.root["lot_number"].model_copy(update={"source": source, "seconded": seconded})}) for each in found]  # type: ignore[union-attr]
    (line,) = doubting_shares([Group({"lots": lots})])
    assert all(leaf.confidence == 0.9 for each in line.groups("lots") if (leaf := each.leaf("lot_number"))) == (sure and told)


@pytest.mark.parametrize(
    ("printed", "sure"),
    [
        ("Charge A 123 45", False),
        ("Charge 12345 67", False),
        ("Charge 26925 7-A: 200 Stk", False),
        ("Charge 26925 200 Stk", True),
        ("Charge L005989/L005990", False),
        ("Charge L005989", True),
        ("Charge 26-4711/1", True),
        ("Charge 12345 MHD 01.2028", True),
        ("Charge 12345 mit Zeugnis 3.1", True),
        ("Charge 266727-A", True),
    ],
)
def test_a_lot_that_may_go_on_beside_it_or_be_two_is_never_sure(printed: str, *, sure: bool) -> None:
    head: Row = (180.0, {50.0: "Pos", 90.0: "Artikel", 170.0: "Bezeichnung", 380.0: "Menge"})
    row: Row = (200.0, {50.0: "10", 90.0: "C03251A", 170.0: "Sechskantschraube M8x40", 380.0: "200 Stk"})
    [line] = read(sheet([*SHIPPED, head, row, (214.0, {170.0: printed})])).lines
    [lot, *_] = line.groups("lots")
    assert (number := lot.leaf("lot_number"))
    assert (number.confidence > 0.9) is sure
