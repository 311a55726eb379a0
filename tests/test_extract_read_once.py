"""Lines are read again once the paper's own date is known, and only where it tells a date in them."""

from __future__ import annotations

from datetime import date

import pytest

from domain.paper import Group, Reading
from extract.entry.lines import LineReader
from extract.shape.values import Habits
from extract.table.tables import Table
from extract.text.dates import DateStyle
from extract.text.numbers import NumberStyle
from tests.press import CONFIRMED, Row, read, sheet

UNDATED = Habits("de", NumberStyle(",", certain=True), DateStyle(month_first=False, certain=True))


def _read(*terms: str) -> Reading:
    columns: Row = (
        200.0,
        {
            50.0: "Pos.",
            90.0: "Artikel",
            170.0: "Bezeichnung",
            270.0: "Menge",
            310.0: "ME",
            350.0: "Preis",
            400.0: "Betrag",
            460.0: "Termin",
        },
    )
    rows: list[Row] = [
        (214.0 + 14 * at, {50.0: f"{at}0", 90.0: f"AN-3548{at}", 170.0: "Kugelhahn", 270.0: "8", 310.0: "Stk", 350.0: "5,00", 400.0: "40,00", 460.0: term})
        for at, term in enumerate(terms, start=1)
    ]  # fmt: skip
    return read(sheet([*CONFIRMED, columns, *rows], size=8.0))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Table]:
    """The tables whose lines are read, one for each time."""
    asked: list[Table] = []
    own = LineReader.read

    def counted(reader: LineReader, table: Table) -> list[Group]:
        asked.append(table)
        return own(reader, table)

    monkeypatch.setattr(LineReader, "read", counted)
    return asked


def test_a_week_without_a_year_in_a_table_is_the_next_one_after_the_papers_own_date(readings: list[Table]) -> None:
    reading = _read("KW 32", "KW 34")
    assert [line.text("delivery_date") for line in reading.lines] == ["2026-08-07", "2026-08-21"]
    assert len(readings) == 2


def test_lines_whose_dates_have_a_year_are_read_once(readings: list[Table]) -> None:
    reading = _read("07.08.2026", "KW 34/2026")
    assert [line.text("delivery_date") for line in reading.lines] == ["2026-08-07", "2026-08-21"]
    assert len(readings) == 1


@pytest.mark.parametrize("text", ["KW 32", "1 set 98", "KW 32/33"])
def test_what_a_papers_own_date_tells_or_rules_out_is_found_otherwise_without_it(text: str) -> None:
    dated = UNDATED.issued_on(date(2026, 6, 21))
    assert UNDATED.date_in(text) != dated.date_in(text)
    assert not UNDATED.find_alike(dated)


def test_a_day_with_its_year_and_text_without_a_date_are_found_alike_whenever_the_paper_was_written() -> None:
    habits = UNDATED.issued_on(date(2026, 6, 20))
    assert [found.value if (found := habits.date_in(text)) else None for text in ("am 07.08.2026", "M12x40 8.8")] == [
        date(2026, 8, 7),
        None,
    ]
    assert habits.find_alike(habits.issued_on(date(2026, 6, 21)))
