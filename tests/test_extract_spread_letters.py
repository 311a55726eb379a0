"""Letters set from margin to margin: wide blanks part no sentence, and the thousands of a number are one with it."""

from __future__ import annotations

from extract.page.words import PageWords, Word
from tests.press import SIZE, read

LEFT, RIGHT = 50.0, 480.0


def spread(top: float, *parts: str, blank: float = 12.0) -> list[Word]:
    """A line whose last part ends at the right margin, a wide blank before it."""
    placed = []
    for part, begins in zip(parts, (LEFT, None), strict=False):
        width = sum(0.5 * SIZE * len(word) + 0.3 * SIZE for word in part.split()) - 0.3 * SIZE
        x = begins if begins is not None else RIGHT - width
        for word in part.split():
            placed.append(Word(word, (x, top, x + 0.5 * SIZE * len(word), top + SIZE), 0.96))
            x += 0.5 * SIZE * len(word) + 0.3 * SIZE
    return placed


def letter(*lines: tuple[str, ...]) -> PageWords:
    head = [spread(40.0, "Muelles Ebro S.L."), spread(90.0, "Albarán de entrega"), spread(120.0, "Muy señores nuestros:")]
    rows = [spread(150.0 + 13.0 * at, *line) for at, line in enumerate(lines)]
    return PageWords(1, 595.0, 842.0, tuple(word for row in [*head, *rows] for word in row), "ocr")


def test_an_entry_whose_line_the_printer_spread_is_read() -> None:
    shown = read(
        letter(
            ("Les comunicamos que el 25/06/2026 hemos expedido con el albarán PV035851", "la mercancía"),
            ("de su pedido PO-733491 de fecha 30/04/2026. Línea 10", "1 UD de Motor trifásico eléctrico"),
            ("de pie B3, artículo RT28476, lote 0004142. Línea 20 200 UD de Junta tórica", "25x5 NBR, artículo"),
            ("RT24402, lote L009653. Línea 30 300 UD de Tornillo hexagonal cincado,", "artículo RT52444,"),
            ("lote L004218.",),
        )
    )
    assert [(line.text("order_line"), line.text("quantity")) for line in shown.lines] == [("10", "1"), ("20", "200"), ("30", "300")]


def test_thousands_that_a_blank_parts_are_one_number_with_what_follows_and_not_with_the_entrys_own() -> None:
    lines = (
        ("Potwierdzamy Państwa zamówienie 4700162815 pod naszym numerem ZA/53732/26.",),
        ("Pozycja 10 2 500,000 szt. Śruba M10x40, dostawa 17.04.2026.",),
        ("Pozycja 20 1 000,000 szt. Śruba M12x25, dostawa 17.04.2026.",),
        ("Pozycja 30 500,000 szt. Podkładka 10,5, dostawa 17.04.2026.",),
    )
    shown = read(PageWords(1, 595.0, 842.0, tuple(w for at, line in enumerate(lines) for w in spread(100.0 + 16.0 * at, *line)), "ocr"))
    assert [line.decimal("quantity") for line in shown.lines] == [2500, 1000, 500]
