"""What numbers that agree say of each other: lots that come to a line's quantity make both surer, any other sum nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group, Leaf, Node
from extract.entry.arithmetic import settle_line, with_lots_adding_up
from extract.page.layout import lay_out
from extract.shape.values import Habits
from extract.text.dates import DateStyle
from extract.text.numbers import NumberStyle
from tests.press import laid_out, sheet

HABITS = Habits("en", NumberStyle(".", certain=True), DateStyle(month_first=False, certain=True))


def leaf(value: str, top: float) -> Leaf:
    return Leaf(value=value, text=value, confidence=0.9, page=1, box=(10, top, 40, top + 8), source="text")


def line(quantity: str, *lots: str, at: float = 100) -> Group:
    parts = [Group({"lot_number": leaf(f"L{i}", 20 * i), "quantity": leaf(lot, at + 20 * i)}) for i, lot in enumerate(lots, 1)]
    return Group({"quantity": leaf(quantity, 100), "lots": parts})


def sureness(group: Group) -> list[float]:
    return [found.confidence for path, found in group.leaves("") if path.endswith("quantity")]


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=6))
def test_lots_that_come_to_the_quantity_make_it_and_theirs_surer(parts: list[int]) -> None:
    told = with_lots_adding_up(line(str(sum(parts)), *map(str, parts)))
    assert all(each > 0.99 for each in sureness(told))
    off = with_lots_adding_up(line(str(sum(parts) + 1), *map(str, parts)))
    assert all(each == pytest.approx(0.9) for each in sureness(off))


def test_one_print_read_twice_bears_nothing_out() -> None:
    same = line("65", "65", at=80)
    assert sureness(with_lots_adding_up(same)) == [0.9, 0.9]


def test_a_lot_without_a_quantity_is_one_too_many_where_the_others_come_to_the_lines() -> None:
    known = line("65", "65")
    lots = [*known.groups("lots"), Group({"lot_number": leaf("L9", 300)})]
    found = with_lots_adding_up(Group({**known.root, "lots": lots}))
    assert [each.leaf("lot_number").confidence for each in found.groups("lots")[-1:] if each.leaf("lot_number")] == [0.45]
    assert sureness(found)[0] > 0.9


def test_a_lot_without_a_quantity_leaves_everything_as_it_is_where_the_others_do_not_add_up() -> None:
    known = line("66", "65")
    lots = [*known.groups("lots"), Group({"lot_number": leaf("L9", 300)})]
    assert sureness(with_lots_adding_up(Group({**known.root, "lots": lots}))) == [0.9, 0.9]
    assert with_lots_adding_up(Group({"quantity": leaf("65", 100)})).decimal("quantity") == Decimal(65)


def priced(unit: str | None, *, source: str = "text") -> dict[str, Node]:
    found: dict[str, Node] = {
        name: leaf(value, 100 + 20 * at).model_copy(update={"source": source})
        for at, (name, value) in enumerate({"quantity": "2500", "unit_price": "31", "net_amount": "775.00"}.items())
    }
    return found | ({"price_unit": leaf(unit, 100)} if unit else {})


def settled(found: dict[str, Node]) -> tuple[str, float, float]:
    settle_line(found, (), laid_out([]), HABITS)
    unit, price = found["price_unit"], found["unit_price"]
    assert isinstance(unit, Leaf)
    assert isinstance(price, Leaf)
    return unit.value, unit.confidence, price.confidence


def test_a_price_that_adds_up_only_for_another_unit_than_is_printed_is_not_sure() -> None:
    assert settled(priced("1"))[0] == "100"
    assert max(settled(priced("1"))[1:]) < 0.6
    assert max(settled(priced(None, source="ocr"))[1:]) < 0.6


def test_a_price_that_adds_up_for_the_printed_unit_is_surer_and_an_unprinted_one_is_found() -> None:
    assert settled(priced("100"))[1:] == (0.992, 0.992)
    unit, sure, price = settled(priced(None))
    assert (unit, sure) == ("100", 0.96)
    assert price > 0.99


def test_a_quantity_that_is_less_than_one_of_its_lots_was_taken_from_elsewhere() -> None:
    assert sureness(with_lots_adding_up(line("6", "65", "65"))) == [0.45, 0.9, 0.9]


@pytest.mark.parametrize(("source", "price"), [("ocr", "34.54"), ("text", None)])
def test_the_decimal_mark_of_a_price_that_a_scan_lost_is_told_by_the_amount(source: str, price: str | None) -> None:
    layout = lay_out([sheet([(100.0, {50.0: "4 PCS", 150.0: "3454/PCS", 250.0: "138.16"})], source=source)])
    found: dict[str, Node] = {"quantity": leaf("4", 40), "net_amount": leaf("138.16", 240)}
    settle_line(found, layout.lines[0].tokens, layout, HABITS)
    told = found.get("unit_price")
    assert (told.value if isinstance(told, Leaf) else None) == price


def test_what_is_read_as_price_and_as_quantity_is_the_price_and_thousands_parted_by_a_blank_are_the_quantity() -> None:
    layout = laid_out([(100.0, {50.0: "4 000 PCS", 150.0: "11.01", 250.0: "440.40"})])
    price = next(token for token in layout.lines[0].tokens if token.text == "11.01")
    twice = leaf("11.01", 100).model_copy(update={"box": price.word.box})
    found: dict[str, Node] = {"quantity": twice, "unit_price": twice, "net_amount": leaf("440.40", 240)}
    settle_line(found, layout.lines[0].tokens, layout, HABITS)
    quantity, unit = found["quantity"], found["price_unit"]
    assert isinstance(quantity, Leaf)
    assert isinstance(unit, Leaf)
    assert (quantity.value, unit.value) == ("4000", "100")


def test_a_number_taken_in_place_of_one_that_does_not_add_up_is_not_sure() -> None:
    layout = laid_out([(100.0, {50.0: "1413", 120.0: "706.000 KG", 220.0: "1.61", 320.0: "2274.93"})])
    places = {token.text: token.word.box for token in layout.lines[0].tokens}
    read_as = {"quantity": "706.000", "unit_price": "1.61", "net_amount": "2274.93"}
    found: dict[str, Node] = {name: leaf(text, 100).model_copy(update={"box": places[text]}) for name, text in read_as.items()}
    settle_line(found, layout.lines[0].tokens, layout, HABITS)
    quantity = found["quantity"]
    assert isinstance(quantity, Leaf)
    assert quantity.contested
    assert quantity.confidence < 0.5


def test_lots_that_come_to_a_quantity_of_thousands_or_decimals_bear_nothing_out_whatever_stands_around_them() -> None:
    told = line("2.500", "1.250", "1.250")
    quantity = leaf("2.500", 100).model_copy(update={"confidence": 0.5})
    lots = [
        Group({**lot.root, "quantity": leaf("1.250", 120 + 20 * at).model_copy(update={"text": "(1.250),"})})
        for at, lot in enumerate(told.groups("lots"))
    ]
    assert sureness(with_lots_adding_up(Group({"quantity": quantity, "lots": lots}))) == [0.5, 0.9, 0.9]
