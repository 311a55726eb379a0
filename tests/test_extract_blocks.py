"""Entries printed as blocks of several columns, and as a few lines of text with the sum at the right edge."""

from __future__ import annotations

from tests.press import Row
from tests.test_extract_led_entries import CONFIRMED, _read, _told


def _block(top: float, number: str, quantity: str, line: str, days: list[str], prices: list[tuple[str, str]]) -> list[Row]:
    left = [f"{quantity} Stk Kugelhahn DN25", "Edelstahl PN40", f"Unsere Artikelnr. AN-354{line}", f"Ihre Bestellposition {line}"]
    rows = []
    for at, text in enumerate(left):
        row = {100.0: text}
        row |= {50.0: number} if at == 0 else {}
        row |= {260.0: days[at]} if at < len(days) else {}
        row |= {400.0: prices[at][0], 500.0: prices[at][1]} if at < len(prices) else {}
        rows.append((top + 11.0 * at, row))
    return rows


def test_each_column_of_a_block_is_read_by_itself_and_the_orders_line_goes_before_the_running_number() -> None:
    reading = _read(
        CONFIRMED,
        (200.0, {50.0: "Nr.", 100.0: "Lieferumfang", 260.0: "Lieferzeit", 400.0: "Preisstellung"}),
        *_block(
            214.0, "001", "8", "20", ["in Teillieferungen:", "3 Stk – 12.08.2026", "5 Stk – 19.08.2026"],
            [("Einzelpreis", "50,00"), ("Rabatt", "10 %"), ("Positionswert", "360,00")],
        ),
        *_block(
            268.0, "002", "200", "30", ["eintreffend", "21.08.2026"],
            [("Einzelpreis", "33,81"), ("Preis gilt", "je 100 Stk"), ("Positionswert", "67,62")],
        ),
    )  # fmt: skip
    assert _told(reading, "order_line", "supplier_item", "quantity", "unit_price", "price_unit", "net_amount", "delivery_date") == [
        ["20", "AN-35420", "8", "50.00", "1", "360.00", None],
        ["30", "AN-35430", "200", "33.81", "100", "67.62", "2026-08-21"],
    ]
    assert reading.lines[0].text("discount_pct") == "10"
    parts = reading.lines[0].groups("schedule")
    assert [(part.text("quantity"), part.text("delivery_date")) for part in parts] == [("3", "2026-08-12"), ("5", "2026-08-19")]


def test_a_paragraph_says_quantity_and_price_and_its_sum_stands_apart_at_the_right() -> None:
    reading = _read(
        CONFIRMED,
        (200.0, {50.0: "Your item 10: Timing belt HTD 8M-300, width 30 mm"}),
        (212.0, {50.0: "our part no. AN-35483, your part no. 89-7117-58"}),
        (224.0, {50.0: "10 pcs at £ 33.06 / pcs", 480.0: "£ 330.60"}),
        (236.0, {50.0: "To reach you: 12/06/2026"}),
        (256.0, {50.0: "Your item 20: Round bar dia. 12 mm 42CrMo4"}),
        (268.0, {50.0: "our part no. AN-35484, your part no. 21-2940-41"}),
        (280.0, {50.0: "320 kg at £ 200.93 per 100 kg", 480.0: "£ 642.98"}),
        (292.0, {50.0: "To reach you: 26/06/2026"}),
    )
    assert _told(reading, "order_line", "supplier_item", "quantity", "unit_price", "price_unit", "net_amount") == [
        ["10", "AN-35483", "10", "33.06", "1", "330.60"],
        ["20", "AN-35484", "320", "200.93", "100", "642.98"],
    ]
