"""Dates as printed: seven languages, both orders of day and month, and weeks as their Friday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.dates import _NAMES_WEEK, LAST_OF_WEEKS, MONTHS, DateError, DateStyle, _week, date_style, find_date, may_begin_date
from extract.text.folding import folded

DAY_FIRST, MONTH_FIRST = DateStyle(month_first=False, certain=True), DateStyle(month_first=True, certain=True)
ISSUED = date(2026, 6, 21)
A_DAY = date(2026, 8, 15)
DATES = st.dates(date(1990, 1, 1), date(2099, 12, 27))
"""The last days of 2099 are of a week whose Friday is in 2100, which is no date that is read."""


def test_points_put_the_day_first_beside_slashes_that_do_not() -> None:
    style = date_style(["04/17/2026", "12.03.2026"], month_first=True)
    assert (find_date("12.03.2026", style).value, find_date("04/05/2026", style).value) == (date(2026, 3, 12), date(2026, 4, 5))


def test_points_put_the_month_first_where_one_of_them_shows_it() -> None:
    style = date_style(["04.17.2026", "12.03.2026"], month_first=True)
    assert find_date("12.03.2026", style).value == date(2026, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        "15.08.2026", "15/08/2026", "15-08-2026", "2026-08-15", "2026/08/15", "15.8.26", "15-AUG-26", "15 août 2026", "15 agosto 2026",
        "15 de agosto de 2026", "15 sierpnia 2026", "15 augustus 2026", "15. August 2026", "15th August 2026", "August 15, 2026",
        "Aug 15, 2026", "Liefertermin: 15.08.2026 fix",
    ],
)  # fmt: skip
def test_the_languages_dates_are_read(text: str) -> None:
    found = find_date(text, DAY_FIRST)
    assert (found.value, found.is_week) == (A_DAY, False)


def test_in_a_document_of_months_first_the_month_is_first() -> None:
    assert find_date("08/07/2026", MONTH_FIRST).value == date(2026, 8, 7)
    assert find_date("08/07/2026", DAY_FIRST).value == date(2026, 7, 8)
    assert find_date("08/15/2026", DAY_FIRST).value == A_DAY


@pytest.mark.parametrize(
    "text",
    [
        "KW 32/2026", "KW32/26", "KW 32 / 26", "32. KW", "KW32", "CW32", "wk 32", "W32", "2026-W32", "S32", "sem. 32", "sett. 32", "22 sett. 32/2026",
        "tydz. 32", "tydzień 32", "week 32", "semaine 32", "Woche 32", "S-32/2026", "W-32/2026", "T32/2026",
    ],
)  # fmt: skip
def test_a_week_is_its_friday(text: str) -> None:
    found = find_date(text, DAY_FIRST, issued=ISSUED)
    assert (found.value, found.is_week) == (date(2026, 8, 7), True)


@pytest.mark.parametrize(
    "text", ["KW 32-34", "KW 32 - 34", "KW 32 bis 34", "KW 32 bis KW 34", "wk 32 to 34", "KW 32-34/2026", "sem. 32 a 34", "KW 33/34"]
)
def test_of_several_weeks_the_last_counts_and_is_not_sure(text: str) -> None:
    found = find_date(text, DAY_FIRST, issued=ISSUED)
    assert (found.value, found.is_week, found.fit) == (date(2026, 8, 21), True, LAST_OF_WEEKS)


def test_several_weeks_without_a_year_are_no_year() -> None:
    with pytest.raises(DateError):
        find_date("KW 32-34", DAY_FIRST)
    assert find_date("KW 24/26", DAY_FIRST, issued=ISSUED).value == date(2026, 6, 12)
    assert find_date("KW 24/26", DAY_FIRST).value == date(2026, 6, 12)


@pytest.mark.parametrize("text", ["W 1.4301", "S-32", "S-32/26-7", "Motor 50 W", "12 s", "T32", "KW 32/1026", "KW 32/9999"])
def test_steels_watts_and_years_that_nobody_promises_are_no_weeks(text: str) -> None:
    with pytest.raises(DateError):
        find_date(text, DAY_FIRST, issued=ISSUED)


def test_the_number_of_the_cell_before_a_week_whose_stroke_is_lost_is_no_week() -> None:
    with pytest.raises(DateError):
        find_date("22  Sett. 202026", DAY_FIRST, issued=ISSUED)


def test_the_same_slashes_are_either_day_by_the_habit_of_the_document() -> None:
    assert find_date("02/03/2026", DAY_FIRST).value == date(2026, 3, 2)
    assert find_date("02/03/2026", MONTH_FIRST).value == date(2026, 2, 3)
    assert not date_style(["02/03/2026"], month_first=False).certain


@pytest.mark.parametrize(
    ("text", "year"), [("1.2.26", 2026), ("01-02-26", 2026), ("31.12.49", 2049), ("31.12.89", 2089), ("31.12.99", 1999)]
)
def test_years_of_two_figures_are_of_this_century_but_for_the_nineties(text: str, year: int) -> None:
    assert find_date(text, DAY_FIRST).value.year == year


def test_2026_has_a_week_53_and_2025_has_none() -> None:
    assert find_date("KW 53/2026", DAY_FIRST).value == date(2027, 1, 1)
    with pytest.raises(DateError):
        find_date("KW 53/2025", DAY_FIRST)


def test_a_week_without_a_year_is_the_next_one_after_the_paper_was_written() -> None:
    assert find_date("KW 2", DAY_FIRST, issued=date(2026, 12, 10)).value == date(2027, 1, 15)
    assert find_date("KW 50", DAY_FIRST, issued=date(2026, 12, 10)).value == date(2026, 12, 11)
    with pytest.raises(DateError):
        find_date("KW 50", DAY_FIRST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31.02.2026",
        "30 febrero 2026",
        "Mitte August",
        "asap",
        "schnellstmöglich",
        "t.b.c.",
        "32.26",
        "202632",
        "260815",
        "ex works + 10 AT",
        "99.99.9999",
        "KW 00/2026",
        "auf Abruf",
    ],
)
def test_what_is_no_day_is_an_error(text: str) -> None:
    with pytest.raises(DateError):
        find_date(text, DAY_FIRST, issued=ISSUED)


@given(DATES)
def test_a_printed_day_is_read_as_itself(day: date) -> None:
    printed = {DAY_FIRST: ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y"), MONTH_FIRST: ("%m/%d/%Y", "%B %d, %Y", "%Y-%m-%d")}
    for style, forms in printed.items():
        for form in forms:
            assert find_date(day.strftime(form), style).value == day


@given(DATES, st.data())
def test_the_month_may_be_named_in_any_language(day: date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(MONTHS[day.month].split()))
    assert find_date(f"{day.day} {name} {day.year}", DAY_FIRST).value == day


@given(DATES)
def test_a_week_of_a_day_is_the_friday_of_that_week(day: date) -> None:
    year, week, weekday = day.isocalendar()
    friday = day + timedelta(days=5 - weekday)
    assert find_date(f"KW {week}/{year}", DAY_FIRST).value == friday
    assert find_date(f"{year}-W{week:02}", DAY_FIRST).value == friday


@given(st.one_of(st.text(), st.text("0123456789./- KWkwaugjsem", max_size=20)), st.booleans(), st.one_of(st.none(), DATES))
def test_any_text_is_a_date_or_a_typed_error(text: str, month_first: bool, issued: date | None) -> None:
    try:
        found = find_date(text, DateStyle(month_first, certain=True), issued=issued)
    except DateError:
        return
    assert 0 <= found.start < found.end <= len(text)
    assert 1990 <= found.value.year <= 2099


@pytest.mark.parametrize(
    ("texts", "habit", "style"),
    [
        (["17/08/2026", "03/04/2026"], True, DateStyle(month_first=False, certain=True)),
        (["08/17/2026", "03/04/2026"], False, DateStyle(month_first=True, certain=True)),
        (["03/04/2026"], True, DateStyle(month_first=True, certain=False)),
        (["03/04/2026"], False, DateStyle(month_first=False, certain=False)),
        (["03.04.2026"], True, DateStyle(month_first=False, certain=True)),
        ([], True, DateStyle(month_first=False, certain=True)),
    ],
)
def test_a_number_above_twelve_settles_a_documents_order_of_day_and_month(texts: list[str], habit: bool, style: DateStyle) -> None:
    assert date_style(texts, month_first=habit) == style


def test_the_line_of_a_fax_does_not_say_which_of_day_and_month_a_paper_writes_first_between_strokes() -> None:
    american = date_style(["19-05-2026 18:39 +49 21263419 S. 01/01", "05/09/2026"], month_first=True, certain=True)
    assert (american.month_first, american.certain) == (True, False)
    unknown = date_style(["19.05.2026 18:39", "05/09/2026"], month_first=False)
    assert (unknown.month_first, unknown.certain) == (False, False)
    german = date_style(["19.05.2026", "05/09/2026"], month_first=False, certain=True)
    assert (german.month_first, german.certain) == (False, True)
    told = date_style(["19-05-2026 18:39", "05/19/2026"], month_first=False)
    assert (told.month_first, told.certain) == (True, True)


def test_a_document_that_contradicts_itself_is_not_certain() -> None:
    assert not date_style(["17/08/2026", "18/08/2026", "08/17/2026"], month_first=False).certain


def test_a_comma_for_one_point_of_a_date_is_a_fault_of_the_scan() -> None:
    assert find_date("29,10.2026", DAY_FIRST).value == find_date("29.10,2026", DAY_FIRST).value == date(2026, 10, 29)


def test_the_power_of_a_motor_is_no_week_even_where_its_blank_is_lost() -> None:
    with pytest.raises(DateError):
        find_date("6,5 kW4 poles", DAY_FIRST, issued=ISSUED)


def test_an_entry_and_its_item_number_tell_nothing_about_how_dates_are_written() -> None:
    assert date_style(["09/07/2026", "10 -77-6173-12 Redondo"], month_first=False, certain=True) == DateStyle(
        month_first=False, certain=True
    )


_PIECES = (
    *(
        "KW",
        "kw",
        "W",
        "S",
        "T32/2026",
        "week",
        "nr.",
        "sem.",
        "tydz.",
        "Woche",
        "(KW)",
        "August",
        "Aug",
        "de",
        "/",
        "-",
        "bis",
        "kW",
        "Stahl",
    ),
    *("2026", "26", "32", "32-34", "15.08.2026", "8/2026", "2026-W26", "W26", "15.III.2026", "29,10.2026", "M12"),
)
_WORDS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text("0123456789./-KWwst", min_size=1, max_size=6)), min_size=1, max_size=6)


@given(_WORDS)
def test_the_word_that_a_date_begins_in_may_begin_one(words: list[str]) -> None:
    text = " ".join(words)
    try:
        found = find_date(text, DAY_FIRST, issued=ISSUED)
    except DateError:
        return
    assert may_begin_date(words[text[: found.start].count(" ")])


def test_words_that_name_no_month_and_no_week_begin_no_date() -> None:
    assert not any(map(may_begin_date, ["Kugelhahn", "Stahl", "Werkstoff", "Tor", "per", "-"]))
    assert all(map(may_begin_date, ["KW", "Woche", "w.", "S", "August", "sett.", "15.", "am15.8."]))


@given(_WORDS)
def test_no_form_of_a_week_is_passed_over(words: list[str]) -> None:
    plain = folded(" ".join(words))
    assert not _week(plain, ISSUED) or _NAMES_WEEK.search(plain)


def test_a_rate_of_tax_before_a_week_whose_year_stands_below_is_no_day_of_september() -> None:
    found = find_date("22 sett.23/", date_style([], month_first=False), issued=date(2026, 4, 15))
    assert (found.value, found.is_week) == (date(2026, 6, 5), True)
    assert find_date("22 sett. 26", date_style([], month_first=False)).value == date(2026, 9, 22)
