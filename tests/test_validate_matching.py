"""Which order and which order lines a paper is about: by number and item, never by guess, whatever the order of its lines."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.doctype import CheckContext
from domain.orders import OrderLine, PurchaseOrder
from domain.paper import Group, Kind, Reading, Source
from tests.papers import CONFIRMED, FIRST_LINE, SECOND_LINE, FakeOrderBook, confirmation, context_of, found, group, leaf, order, paper
from validate import corroborate
from validate.comparing import are_two_names, lookalike, name_likeness, same_item, same_unit, terms_numbers
from validate.evidence import SURE, Evidence, Odds, evidence_of
from validate.matching import LEAST_LIKENESS, alike, is_for_another, likeness, match_lines
from validate.orders import find_order
from validate.rules import common


def about(number: str | None, *numbers: str, source: Any = "text") -> str | None:
    """The number of the order that a paper with that number is taken to be about."""
    reading = confirmation({"order_number": number}, source=source)
    matched = find_order(reading, FakeOrderBook(*(order(order_number=each) for each in numbers)))
    return matched.order_number if matched else None


@pytest.mark.parametrize("printed", ["4500017325", "PO-4500017325", "PO 4500017325", "0004500017325", "4500 017 325", "po4500017325"])
def test_prefixes_blanks_and_leading_zeros_do_not_matter(printed: str) -> None:
    assert about(printed, "4500017325", "4500017326") == "4500017325"


@pytest.mark.parametrize(
    "named", ["4500017325/10", "4500017325 / 010", "4500017325-10", "PO-4500017325.10", "4500017325 Pos. 10", "4500017325"]
)
def test_a_line_that_names_the_order_with_one_of_its_lines_is_for_no_other(named: str) -> None:
    assert not is_for_another(group({"order_number": named}), order())


@pytest.mark.parametrize("named", ["4500017325/30", "4500017326/10", "450001732510", "4500017325-1", "4500017325A/10"])
def test_a_line_that_names_another_number_is_for_another_order(named: str) -> None:
    assert is_for_another(group({"order_number": named}), order())


def test_the_habit_may_be_the_orders_too() -> None:
    assert about("206214", "PO-206214", "PO-206215") == "PO-206214"


@pytest.mark.parametrize("printed", ["4500017324", "450001732", "45000173250", "AB-1", "PO"])
def test_another_number_is_no_order_of_ours(printed: str) -> None:
    assert about(printed, "4500017325", "PO-206214") is None


def test_no_number_is_no_order() -> None:
    assert about(None, "4500017325") is None


def test_where_two_orders_fit_none_does() -> None:
    assert about("206214", "PO-206214", "PO206-214") is None
    assert about("206-214", "PO-206214", "0206214") is None


def test_a_look_alike_is_found_on_a_scan_only() -> None:
    assert about("B0335323", "BO335323", source="ocr") == "BO335323"
    assert about("B0335323", "BO335323", source="text") is None


def test_where_two_look_alikes_fit_none_does() -> None:
    assert about("80335323", "BO335323", "B0335323", source="ocr") is None


ALIKE = st.text("O0DQI1L5S8B2Z6G", min_size=4, max_size=8)


@given(st.lists(ALIKE, min_size=1, max_size=5, unique=True), ALIKE, st.sampled_from(["text", "ocr"]))
def test_an_order_is_found_by_its_exact_number_or_alone(numbers: list[str], printed: str, source: str) -> None:
    chosen = about(printed, *numbers, source=source)
    if printed in numbers:
        assert chosen == printed
    elif chosen is not None:
        assert lookalike(chosen).lstrip("0") == lookalike(printed).lstrip("0") or chosen.lstrip("0") == printed.lstrip("0")
        assert not [other for other in numbers if other != chosen and other.lstrip("0") == printed.lstrip("0")]


def test_look_alikes_never_cross_where_both_are_orders() -> None:
    for one, other in combinations(["4500001", "45OOOO1", "45000O1"], 2):
        assert about(one, one, other, source="ocr") == one
        assert about(other, one, other, source="ocr") == other


MANY = order(
    *(
        {**FIRST_LINE, "order_line": str(10 * n), "supplier_item": f"BG-{6000 + 37 * n}", "buyer_item": f"42-{1700 + n}-11",
         "description": f"Part {n}", "quantity": str(5 * n)}
        for n in range(1, 8)
    )
)  # fmt: skip


def matched(reading: Reading, to: PurchaseOrder) -> list[str | None]:
    return [match.order_line.order_line if match.order_line else None for match in match_lines(reading, to)]


@given(st.randoms(use_true_random=False), st.sets(st.sampled_from(["order_line", "supplier_item", "buyer_item"]), min_size=1))
@settings(max_examples=40)
def test_the_order_of_the_lines_does_not_matter_whatever_names_them(random: Random, said: set[str]) -> None:
    lines = [
        {
            "order_line": line.order_line,
            "supplier_item": line.supplier_item or "",
            "buyer_item": line.buyer_item,
            "quantity": str(line.quantity),
        }
        for line in MANY.lines
    ]
    random.shuffle(lines)
    reading = confirmation(lines=[{name: value for name, value in line.items() if name in said | {"quantity"}} for line in lines])
    assert matched(reading, MANY) == [line["order_line"] for line in lines]


TWINS = order(*({**FIRST_LINE, "order_line": str(10 * n), "quantity": str(5 * (n % 3)), "unit_price": str(n % 2 + 1)} for n in range(1, 7)))
"""Lines of one item: only figures tell some of them apart, nothing tells others."""


@given(st.permutations(range(6)), st.permutations(range(6)), st.sampled_from([TWINS, MANY]), st.sampled_from(["text", "ocr"]))
@settings(max_examples=60)
def test_neither_the_order_of_the_papers_lines_nor_of_the_orders_changes_what_is_matched(
    printed: list[int], booked: list[int], to: PurchaseOrder, source: Any
) -> None:
    lines = [{"supplier_item": str(line.supplier_item), "quantity": str(line.quantity), "unit_price": "2", "mark": str(at)}
             for at, line in enumerate(to.lines[:6])]  # fmt: skip
    plain = dict(zip((line["mark"] for line in lines), matched(confirmation(lines=lines, source=source), to), strict=True))
    shuffled = to.model_copy(update={"lines": [to.lines[at] for at in booked] + list(to.lines[6:])})
    again = [lines[at] for at in printed]
    assert dict(zip((line["mark"] for line in again), matched(confirmation(lines=again, source=source), shuffled), strict=True)) == plain


@example([{"buyer_item": "42-1701-11", "quantity": "10", "description": "020"}], "ocr")
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["order_line", "supplier_item", "buyer_item", "description", "quantity", "unit"]),
            st.sampled_from(["10", "020", "BG-6037", "BG-6O37", "BG-6074", "BG-60748", "42-1701-11", "421702-1I", "Part 1", "C62", "5"]),
        ),
        max_size=6,
    ),
    st.sampled_from(["text", "ocr"]),
)
def test_what_is_alike_enough_is_always_weighed(lines: list[dict[str, str]], source: Any) -> None:
    groups = confirmation(lines=lines, source=source).lines
    weighed = alike(groups, MANY.lines)
    for row, line in enumerate(groups):
        scores = [likeness(line, ordered) for ordered in MANY.lines]
        best = max(scores)
        likeliest = {column for column, score in enumerate(scores) if score == best}
        # An item that is ordered just so was hardly misread from another, though that one has the line's quantity as well.
        exact = {
            column for column, ordered in enumerate(MANY.lines) if {line.text("supplier_item"), line.text("buyer_item")} & items_of(ordered)
        }
        assert best < LEAST_LIKENESS or any((row, column) in weighed for column in likeliest | exact)


def items_of(ordered: OrderLine) -> set[str | None]:
    return {ordered.supplier_item, ordered.buyer_item} - {None}


def test_a_line_promised_in_parts_is_about_one_order_line() -> None:
    parts = [{**CONFIRMED[0], "quantity": "150"}, {**CONFIRMED[0], "quantity": "100"}, CONFIRMED[1]]
    assert matched(confirmation(lines=parts), order()) == ["10", "10", "20"]


def test_a_substitute_is_about_the_line_it_is_for() -> None:
    substitute = {**CONFIRMED[0], "supplier_item": "BG-9999"}
    assert matched(confirmation(lines=[substitute, CONFIRMED[1]]), order()) == ["10", "20"]


def test_a_line_that_nobody_ordered_is_about_none() -> None:
    freight = {"description": "Freight", "quantity": "1", "net_amount": "45.00"}
    assert matched(confirmation(lines=[*CONFIRMED, freight]), order()) == ["10", "20", None]


def test_numbers_of_their_own_do_not_lead_astray_where_items_say_otherwise() -> None:
    swapped = [{**CONFIRMED[0], "order_line": "20"}, {**CONFIRMED[1], "order_line": "10"}]
    assert matched(confirmation(lines=swapped), order()) == ["10", "20"]


def test_leading_zeros_of_line_numbers_do_not_matter() -> None:
    assert matched(confirmation(lines=[{"order_line": "00020", "quantity": "7"}]), order()) == ["20"]


def test_nothing_is_matched_where_there_is_nothing_to_match() -> None:
    assert match_lines(confirmation(lines=[]), order()) == ()
    assert context_of(paper(Kind.OTHER), order()).order is None


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["order_line", "supplier_item", "quantity"]), st.sampled_from(["10", "20", "BG-6852", "x"])),
        max_size=5,
    )
)
def test_every_line_is_matched_once_whatever_it_says(lines: list[dict[str, str]]) -> None:
    matches = match_lines(confirmation(lines=lines), order())
    assert [match.index for match in matches] == list(range(len(lines)))


# ---- what the order bears out


def test_what_agrees_with_the_order_is_surer_and_what_differs_is_not() -> None:
    changed = {**CONFIRMED[0], "quantity": "249"}
    reading = confirmation(lines=[changed, CONFIRMED[1]], confidence=0.8)
    weighed = dict(corroborate(reading, context_of(reading)).leaves())
    for path in ("order_number", "lines[0].unit_price", "lines[1].quantity", "lines[1].delivery_date"):
        assert weighed[path].confidence > 0.8  # by how much is fitted (`make models`)
    assert 0.1 < weighed["lines[0].quantity"].confidence <= 0.8


def test_a_price_for_another_number_of_units_agrees_where_one_costs_the_same() -> None:
    changed = {**CONFIRMED[0], "unit_price": "7.642", "price_unit": "100"}
    reading = confirmation(lines=[changed, CONFIRMED[1]], confidence=0.8)
    assert dict(evidence_of(reading, context_of(reading)))["lines[0].unit_price"] is Evidence.AGREES


@pytest.mark.parametrize(
    ("quantity", "says"),
    [("250", Evidence.AGREES), ("250.00", Evidence.AGREES), ("25O", Evidence.ALIKE), ("251", Evidence.ALIKE), ("380", Evidence.DIFFERS)],
)
def test_one_sign_off_is_another_matter_than_another_value(quantity: str, says: Evidence) -> None:
    reading = confirmation(lines=[{**CONFIRMED[0], "quantity": quantity}, CONFIRMED[1]])
    assert dict(evidence_of(reading, context_of(reading)))["lines[0].quantity"] is says


def test_what_the_paper_may_only_repeat_from_the_order_is_no_surer_for_agreeing_with_it() -> None:
    reading = confirmation()
    assert dict(evidence_of(reading, context_of(reading)))["lines[0].quantity"] is Evidence.AGREES
    repeated = reading.model_copy(update={"contested": ["lines[0].quantity"]})
    said = dict(evidence_of(repeated, context_of(repeated)))
    assert (said["lines[0].quantity"], said["lines[1].quantity"]) == (Evidence.NOTHING, Evidence.AGREES)


@pytest.mark.parametrize("quantity", ["0.250", "250000"])
def test_a_quantity_whose_point_stands_elsewhere_is_never_sure(quantity: str) -> None:
    reading = confirmation(lines=[{**CONFIRMED[0], "quantity": quantity}, CONFIRMED[1]], confidence=0.99)
    assert dict(evidence_of(reading, context_of(reading)))["lines[0].quantity"] is Evidence.SCALED
    assert dict(corroborate(reading, context_of(reading)).leaves())["lines[0].quantity"].confidence <= 0.5


@pytest.mark.parametrize(("source", "says"), [("text", Evidence.FITS), ("ocr", Evidence.NOTHING)])
def test_all_that_agrees_says_where_a_papers_own_number_stands_but_not_how_its_signs_were_read(source: Any, says: Evidence) -> None:
    reading = confirmation({"net_total": None}, lines=[CONFIRMED[1]], source=source)
    assert dict(evidence_of(reading, context_of(reading)))["document_number"] is says


@pytest.mark.parametrize("counted", [("1", "2"), ("2", "1"), ("30", "40")])
def test_numbers_of_lines_that_are_not_those_of_the_ordered_items_are_never_sure(counted: tuple[str, str]) -> None:
    lines = [{**line, "order_line": number} for line, number in zip(CONFIRMED, counted, strict=True)]
    reading = confirmation(lines=lines, confidence=0.99)
    weighed = dict(corroborate(reading, context_of(reading)).leaves())
    assert all(weighed[f"lines[{index}].order_line"].confidence <= 0.5 for index in (0, 1))
    leading = confirmation(lines=[{**line, "order_line": f"000{line['order_line']}"} for line in CONFIRMED], confidence=0.99)
    kept = dict(corroborate(leading, context_of(leading)).leaves())
    assert all(kept[f"lines[{index}].order_line"].confidence > 0.9 for index in (0, 1))


@pytest.mark.parametrize(
    ("day", "says"),
    [("2026-06-20", Evidence.DIFFERS), ("2026-06-21", Evidence.ALIKE), ("2026-06-25", Evidence.AGREES), ("2026-07-17", Evidence.ALIKE)],
)
def test_a_papers_own_date_is_later_than_the_orders_and_no_other_day_of_its_own(day: str, says: Evidence) -> None:
    reading = confirmation({"document_date": day})
    assert dict(evidence_of(reading, context_of(reading)))["document_date"] is says


def test_a_papers_own_date_that_is_the_orders_is_turned_with_it_where_the_paper_tells_another_day_of_the_order() -> None:
    same, other = (confirmation({"document_date": "2026-06-21", "order_date": day}) for day in ("2026-06-21", "2026-06-25"))
    assert [dict(evidence_of(each, context_of(each)))["document_date"] for each in (same, other)] == [Evidence.ALIKE, Evidence.DIFFERS]


@pytest.mark.parametrize(("source", "says"), [("ocr", Evidence.DIFFERS), ("text", Evidence.ALIKE)])
def test_a_scans_own_date_that_is_the_orders_may_be_that_where_it_tells_no_other_as_the_orders(source: Any, says: Evidence) -> None:
    reading = confirmation({"document_date": "2026-06-21", "order_date": None}, source=source)
    assert dict(evidence_of(reading, context_of(reading)))["document_date"] is says


@pytest.mark.parametrize(
    ("language", "printed", "day", "says"),
    [
        ("en", "07/08/2026", "2026-08-07", Evidence.NOTHING),
        ("en", "07/08/2026", "2026-07-08", Evidence.NOTHING),
        ("en", "06/25/2026", "2026-06-25", Evidence.AGREES),
        ("en", "05/07/2026", "2026-07-05", Evidence.AGREES),
        ("en", "7 Aug 2026", "2026-08-07", Evidence.AGREES),
        ("fr", "07/08/2026", "2026-08-07", Evidence.AGREES),
    ],
)
def test_an_english_date_that_may_as_well_be_turned_is_made_no_surer_by_the_orders(
    language: str, printed: str, day: str, says: Evidence
) -> None:
    reading = confirmation({"document_date": day}).model_copy(update={"language": language})
    leaf = reading.fields.leaf("document_date")
    assert leaf is not None
    turned = reading.with_leaf("document_date", leaf.model_copy(update={"text": printed}))
    assert dict(evidence_of(turned, context_of(turned)))["document_date"] is says


def test_a_ship_notice_of_the_orders_own_day_may_bear_the_orders_date() -> None:
    reading = confirmation({"document_date": "2026-06-21"}).model_copy(update={"kind": Kind.SHIP_NOTICE})
    assert dict(evidence_of(reading, context_of(reading)))["document_date"] is Evidence.DIFFERS


def test_without_an_order_there_is_nothing_to_compare() -> None:
    reading = confirmation({"order_number": "1"})
    assert {evidence for _, evidence in evidence_of(reading, context_of(reading))} == {Evidence.NOTHING}


@pytest.mark.parametrize("name", ["heats.tensile.yield_mpa", "heats.tensile.elongation_pct", "heats.impact.energy_j"])
def test_a_test_result_that_was_read_badly_is_made_no_surer_by_its_limits(name: str) -> None:
    odds = Odds(factors={"ocr": {"certificate": {name: {Evidence.AGREES: 1.5, Evidence.DIFFERS: -1.5}}}})
    weighed = partial(odds.weighed, name=name, medium="ocr", kind="certificate")
    assert weighed(0.85, evidence=Evidence.AGREES) == 0.85
    assert weighed(0.85, evidence=Evidence.DIFFERS) < 0.85
    assert weighed(0.95, evidence=Evidence.AGREES) > 0.95


def test_what_a_clerk_said_is_not_weighed() -> None:
    reading = confirmation(confidence=1.0, source="clerk")
    assert corroborate(reading, context_of(reading)) == reading


FIGURES = st.sampled_from(
    ["10", "20", "250", "1200", "76.42", "4.10", "1000", "1", "2026-07-17", "2026-07-24", "BG-6852", "4500017325", "x"]
)


@given(
    st.lists(st.dictionaries(st.sampled_from([*CONFIRMED[0], "grade"]), FIGURES), max_size=4),
    st.floats(0, 1),
    FIGURES,
    st.sampled_from(["text", "ocr"]),
)
def test_the_order_never_changes_a_value_and_what_agrees_is_never_less_sure(
    lines: list[dict[str, str]], confidence: float, number: str, source: Any
) -> None:
    reading = confirmation({"order_number": number}, lines, confidence=confidence, source=source)
    context = context_of(reading, order(FIRST_LINE, {**SECOND_LINE, "grade": "x"}))
    after, says = dict(corroborate(reading, context).leaves()), dict(evidence_of(reading, context))
    before = dict(reading.leaves())
    assert list(after) == list(before)
    for path, said in before.items():
        assert after[path].model_copy(update={"confidence": said.confidence}) == said
        assert 0 <= after[path].confidence <= 1
        if says[path] is Evidence.AGREES:
            assert after[path].confidence >= min(said.confidence, SURE) - 0.0001


# ---- comparing


def test_items_are_the_same_whatever_their_blanks_and_hyphens() -> None:
    assert same_item(leaf("BG 6852"), "BG-6852")
    assert not same_item(leaf("BG-6853"), "BG-6852")
    assert not same_item(leaf("8G-6852"), "BG-6852")


def test_on_a_scan_an_item_may_look_alike_but_not_be_another() -> None:
    assert same_item(leaf("8G-6B52", source="ocr"), "BG-6852")
    assert same_item(leaf("BBG-6852", source="ocr"), "BG-6852")
    assert not same_item(leaf("BG-6853", source="ocr"), "BG-6852")
    assert not same_item(leaf("BG-68522", source="ocr"), "BG-6852")
    assert not same_item(leaf("42-9999-77", source="ocr"), "42-1734-11")


def test_on_a_scan_a_misread_item_still_says_which_line_is_meant_but_the_nearest_one_wins() -> None:
    near = order({**FIRST_LINE, "supplier_item": "BG-6852"}, {**SECOND_LINE, "supplier_item": "BG-6853"})
    lines = [{"supplier_item": "BG-6853", "quantity": "1"}, {"supplier_item": "BG-6852", "quantity": "1"}]
    assert matched(confirmation(lines=lines, source="ocr"), near) == ["20", "10"]
    assert matched(confirmation(lines=[{"supplier_item": "BG-6952", "quantity": "1"}], source="ocr"), near) == ["10"]
    assert matched(confirmation(lines=[{"supplier_item": "BG-6952", "quantity": "1"}]), near) == [None]


def test_pieces_are_pieces_and_nothing_else_is() -> None:
    assert same_unit("H87", "EA")
    assert not same_unit("KGM", "C62")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brenner Schraubenwerk GmbH & Co. KG", "BRENNER SCHRAUBENWERK"),
        ("Lakeshore Steel Service, Inc.", "Lakeshore Steel Service"),
        ("Van Houten Metaal B.V.", "Van Houten Metaal BV"),
    ],
)
def test_legal_forms_make_no_other_company(one: str, other: str) -> None:
    assert name_likeness(one, other) > 95


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Suministros Industriales Vallés, S.A.", "Suministros Industriales Arrate S.L.", True),
        ("Suministros Industriales Arga, S.A.", "Suministros Industriales Arrate S.L.", True),
        ("Draadfabriek IJsselmond B.V.", "Draadfabriek Usselmond B.V.", False),
        ("Hartmann Masch.", "Hartmann Maschinenbau GmbH", False),
        ("Suministros Industriales", "Suministros Industriales Arrate S.L.", False),
        ("Suministros lndustriales Arrate", "Suministros Industriales Arrate S.L.", False),
        ("BrennerSchraubenwerk GmbH", "Brenner Schraubenwerk GmbH", False),
        ("Suministros Industriales Arratè", "SUMINISTROS INDUSTRIALES ARRATE", False),
    ],
)
def test_two_companies_of_a_like_name_are_told_by_the_words_that_they_do_not_share(one: str, other: str, two: bool) -> None:
    assert are_two_names(one, other) is two


def test_other_companies_are_not_alike() -> None:
    assert name_likeness("Brenner Schraubenwerk GmbH", "Lakeshore Steel Service, Inc.") < 60


@pytest.mark.parametrize(
    "text",
    [
        "14 days 2%, 30 days net",
        "2% 14, Net 30",
        "2,0 % 14 Tage, netto 30 Tage",
        "30 giorni, sconto 2,00% 14 giorni",
        "14 j 2%, 30 j : 13/07/2026",
    ],
)
def test_payment_terms_say_the_same_in_any_language(text: str) -> None:
    assert terms_numbers(text) == terms_numbers("14 days 2%, 30 days net")


def test_context_says_which_order_line_a_line_is_about() -> None:
    context: CheckContext = context_of(confirmation())
    assert context.line_number(0, "1") == "10"
    assert context.line_number(7, "1") == "1"


def test_a_line_that_names_another_order_is_about_none_of_this_one() -> None:
    own, other = {**CONFIRMED[0], "order_number": "PO-4500017325"}, {**CONFIRMED[0], "order_number": "4500099999"}
    reading = confirmation(lines=[own, other])
    context = context_of(reading)
    assert [match.order_line.order_line if match.order_line else None for match in context.matches] == ["10", None]
    assert found(common.lines_are_known, reading) == []


def shipped(quantity: str, *lots: str) -> Evidence:
    """What the order says of a quantity that is less than is open, with lots that say how much they hold in places of their own."""
    boxes = [(0.0, 10.0 * i, 9.0, 10.0 * i + 8) for i in range(1, len(lots) + 1)]
    held = [leaf(each).model_copy(update={"box": box}) for each, box in zip(lots, boxes, strict=True)]
    at = [Group({"lot_number": leaf(f"L{i}"), "quantity": each}) for i, each in enumerate(held)]
    reading = confirmation(lines=[{**CONFIRMED[0], "quantity": quantity}, CONFIRMED[1]]).model_copy(update={"kind": Kind.SHIP_NOTICE})
    reading = reading.model_copy(update={"lines": [Group({**reading.lines[0].root, "lots": at}), *reading.lines[1:]]})
    return dict(evidence_of(reading, context_of(reading)))["lines[0].quantity"]


def test_lots_that_come_to_what_is_shipped_say_that_a_part_of_the_order_was_read_right() -> None:
    assert shipped("120", "70", "50") is not Evidence.DIFFERS
    assert shipped("120", "70", "40") is Evidence.DIFFERS
    assert shipped("120") is Evidence.DIFFERS


@pytest.mark.parametrize(("discount", "says"), [("30", Evidence.AGREES), ("20", Evidence.DIFFERS)])
def test_a_price_agrees_that_is_the_ordered_one_after_the_lines_discount(discount: str, says: Evidence) -> None:
    placed = order({**FIRST_LINE, "unit_price": "27.923", "price_unit": 100}, SECOND_LINE)
    reading = confirmation(lines=[{**CONFIRMED[0], "unit_price": "39.89", "price_unit": "100", "discount_pct": discount}, CONFIRMED[1]])
    assert dict(evidence_of(reading, context_of(reading, placed)))["lines[0].unit_price"] is says


@pytest.mark.parametrize(("price", "says"), [("27.92", Evidence.AGREES), ("28", Evidence.DIFFERS), ("27.93", Evidence.DIFFERS)])
def test_a_price_less_its_discount_agrees_to_the_cent(price: str, says: Evidence) -> None:
    placed = order({**FIRST_LINE, "unit_price": price, "price_unit": 1}, SECOND_LINE)
    reading = confirmation(lines=[{**CONFIRMED[0], "unit_price": "39.89", "price_unit": "1", "discount_pct": "30"}, CONFIRMED[1]])
    assert dict(evidence_of(reading, context_of(reading, placed)))["lines[0].unit_price"] is says


@pytest.mark.parametrize(
    ("said", "source", "says"),
    [("434578", "ocr", Evidence.DIFFERS), ("434578", "text", Evidence.AGREES), ("PO-434578", "ocr", Evidence.AGREES)],
)
def test_figures_of_an_order_whose_letters_a_scan_lost_are_not_sure_to_be_all_that_is_printed(
    said: str, source: Source, says: Evidence
) -> None:
    placed = order(order_number="PO-434578")
    reading = confirmation({"order_number": said}, source=source)
    assert dict(evidence_of(reading, context_of(reading, placed)))["order_number"] is says


@pytest.mark.parametrize(
    ("printed", "read_as", "ordered", "says"),
    [
        ("1.297", "1.297", "864", Evidence.SCALED),
        ("3.500", "3.500", "5000", Evidence.SCALED),  # noughts that are kept change nothing
        ("3.500", "3500", "5000", Evidence.DIFFERS),
        ("1.297", "1297", "864", Evidence.DIFFERS),
        ("1.000", "1", "2000", Evidence.SCALED),
        ("2.500", "2.5", "3", Evidence.DIFFERS),
        ("2,500", "2500", "3", Evidence.SCALED),
        ("12.97", "12.97", "864", Evidence.DIFFERS),
    ],
)
def test_a_quantity_that_is_nearer_to_the_ordered_one_with_the_other_meaning_of_its_mark_is_never_sure(
    printed: str, read_as: str, ordered: str, says: Evidence
) -> None:
    reading = confirmation(lines=[{**CONFIRMED[0], "quantity": read_as}], confidence=0.99)
    line = reading.lines[0].leaf("quantity")
    assert line is not None
    printed_so = reading.with_leaf("lines[0].quantity", line.model_copy(update={"text": printed}))
    context = context_of(printed_so, order({**FIRST_LINE, "quantity": ordered}))
    assert dict(evidence_of(printed_so, context))["lines[0].quantity"] is says
