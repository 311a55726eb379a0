"""Codes of packages, told from the figures of accounts and of other numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.paper import Group, Leaf
from extract.entry.packages import read_packages, without_contents
from extract.page.layout import lay_out
from tests.press import laid_out, sheet

SSCC = "340123454197483110"


def codes(text: str) -> list[str | None]:
    return [package.text("sscc") for package in read_packages(laid_out([(100.0, {50.0: text})]))]


@pytest.mark.parametrize(
    "printed",
    [
        f"Palette {SSCC}",
        f"(00) {SSCC}",
        f"Bon BL CC034856 Palette {SSCC}",
        "SSCC 3 4012345 419748311 0",
        "SSCC 3 4012345.419748311 0",
        f"Crate 1:{SSCC}",
    ],
)
def test_a_code_of_eighteen_figures_is_a_package_whatever_stands_before_it(printed: str) -> None:
    assert codes(printed) == [SSCC]


@pytest.mark.parametrize(
    "printed",
    [
        "lotto 005470, 004119, 004820.",
        "IBAN DE89 3704 0044 0532 0130 00",
        "IBAN GB33 BARC 2043 2680 4471 19",
        "FR76 3007 6023 5212 3456 7890 189",
    ],
)
def test_the_figures_of_an_account_and_a_list_of_lots_are_no_package(printed: str) -> None:
    assert codes(printed) == []


def test_a_parcel_number_in_the_cell_beside_is_no_iban_of_which_the_code_would_be_a_part() -> None:
    printed = laid_out([(100.0, {50.0: "RR256238844DE", 250.0: SSCC})])
    assert [package.text("sscc") for package in read_packages(printed)] == [SSCC]


def test_a_code_whose_check_digit_fits_is_surer_than_one_whose_does_not() -> None:
    right, wrong = (read_packages(laid_out([(100.0, {50.0: f"Palette {code}"})]))[0].leaf("sscc") for code in (SSCC, SSCC[:-1] + "1"))
    assert right
    assert wrong
    assert right.confidence > 0.99 > wrong.confidence


@pytest.mark.parametrize(
    ("others", "code"), [(("500515789 3 e",), "354123455005157893"), (("500515780 3",), "354123455008157893"), ((), "354123455008157893")]
)
def test_of_two_readings_of_a_group_the_one_that_makes_the_check_digit_fit_is_taken(others: tuple[str, ...], code: str) -> None:
    printed = sheet([(80.0, {50.0: "Lieferschein"}), (120.0, {50.0: "SSCC 3 5412345 5008157893"})], source="ocr")
    words = tuple(replace(word, others=others) if word.text == "5008157893" else word for word in printed.words)
    assert [package.text("sscc") for package in read_packages(lay_out([replace(printed, words=words)]))] == [code]


def contents(*items: str, line: str | None = None) -> list[Group]:
    """The lines of a paper: one of each item, and below the package each of `items` again."""
    goods = [{"order_line": str(at), "supplier_item": f"L0{at}", "quantity": f"{at}.0"} for at in (1, 2)]
    again = [{"supplier_item": item, "quantity": item[-1], **({"order_line": line} if line else {})} for item in items]
    rows = [(100.0 + 10 * at, said) for at, said in enumerate(goods)] + [(200.0 + 10 * at, said) for at, said in enumerate(again)]
    return [
        Group(
            {
                name: Leaf(value=value, text=value, confidence=0.9, page=1, source="ocr", box=(50.0, top, 90.0, top + 8))
                for name, value in said.items()
            }
        )
        for top, said in rows
    ]


PACKAGE = Group({"sscc": Leaf(value=SSCC, text=SSCC, confidence=0.99, page=1, source="ocr", box=(50.0, 180.0, 90.0, 188.0))})


def test_what_a_package_is_said_to_hold_below_the_lines_is_no_further_line() -> None:
    assert [line.text("order_line") for line in without_contents(contents("L01", "-L02"), [PACKAGE])] == ["1", "2"]


def test_an_item_in_two_packages_and_one_of_figures_alone_are_no_further_lines() -> None:
    lines = contents("L01", "L02")
    half = [Group({**lines[3].root, "quantity": lines[3].root["quantity"].model_copy(update={"value": "1"})})] * 2  # type: ignore[union-attr]
    assert without_contents([*lines[:3], *half], [PACKAGE]) == lines[:2]
    numbered = [Group({"order_line": line.root["supplier_item"], "quantity": line.root["quantity"]}) for line in lines[2:]]
    assert without_contents([*lines[:2], *numbered], [PACKAGE]) == lines[:2]
    assert without_contents([*lines[:3], half[0]], [PACKAGE]) != lines[:2]


def test_the_one_item_of_the_last_package_is_a_further_line_where_a_package_stands_below_it() -> None:
    assert without_contents(contents("L01"), [PACKAGE]) == contents("L01")[:2]
    below = PACKAGE.leaf("sscc")
    assert below is not None
    further = Group({"sscc": below.model_copy(update={"box": (50.0, 230.0, 90.0, 238.0)})})
    assert without_contents(contents("L01"), [PACKAGE, further]) == contents("L01")


def test_nothing_is_left_out_where_a_package_holds_what_no_line_said_or_a_line_of_its_own() -> None:
    for lines in (contents("L01", "L03"), contents("L01", "L02", line="3")):
        assert without_contents(lines, [PACKAGE]) == lines
    assert without_contents(contents("L01", "L02"), []) == contents("L01", "L02")
