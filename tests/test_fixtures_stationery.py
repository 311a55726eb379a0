"""Every stationery prints in every one of its languages, and prints all that its truth says."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.draw import Sample, Wish, draw_sample
from fixtures.locales import LOCALES, NumberStyle, friday_of_week, write_week
from fixtures.model import Genre
from fixtures.papers import check_digit
from fixtures.stationery import stationeries
from fixtures.wording import words


def test_there_are_many_structures_for_every_kind_of_paper() -> None:
    found = stationeries().values()
    counts = {genre: sum(genre in stationery.draws for stationery in found) for genre in Genre}
    assert len(found) >= 40
    assert counts[Genre.CONFIRMATION] >= 20
    assert counts[Genre.SHIP_NOTICE] >= 18
    assert counts[Genre.CERTIFICATE] >= 14
    assert all(counts.values())


def test_every_kind_of_paper_comes_in_every_language() -> None:
    for genre in (Genre.CONFIRMATION, Genre.SHIP_NOTICE, Genre.CERTIFICATE):
        assert {locale for found in stationeries().values() if genre in found.draws for locale in found.locales} == set(LOCALES)


def _flat(text: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe\x02-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _pages(sample: Sample) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(sample.content))
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("layout", stationeries())
def test_what_the_truth_says_stands_in_the_text_layer_in_each_language(layout: str) -> None:
    stationery = stationeries()[layout]
    genres = list(stationery.draws)
    for at, locale in enumerate(stationery.locales):
        genre = genres[at % len(genres)]
        sample = draw_sample(Wish(f"print/{locale}", genre, layout, locale, lines=3), set())
        text = _flat(" ".join(_pages(sample)))
        missing = {path: shown for path, shown in sample.printed.items() if any(_flat(word) not in text for word in shown.split())}
        assert missing == {}, (genre, locale)
        assert sample.printed


def test_sums_are_carried_from_page_to_page() -> None:
    sample = draw_sample(Wish("carried", Genre.CONFIRMATION, "dinletter", "de-DE", lines=14), set())
    first, second, *_ = _pages(sample)
    carried = re.findall(r"Übertrag\s+([\d.,]+)", first)
    assert carried
    assert carried[-1] in second


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(LOCALES))
def test_a_printed_number_reads_back_as_itself(value: object, locale: str) -> None:
    style = NumberStyle.of(locale)
    text = style.write(value)  # type: ignore[arg-type]
    assert text.replace(style.group, "").replace(style.point, ".") == f"{value:f}"


@given(st.dates(), st.sampled_from(LOCALES))
def test_a_printed_week_is_the_week_of_its_friday(day: object, locale: str) -> None:
    friday = friday_of_week(day)  # type: ignore[arg-type]
    assert friday.isoweekday() == 5
    assert friday.isocalendar()[:2] == day.isocalendar()[:2]  # type: ignore[attr-defined]
    assert str(friday.isocalendar().year) in write_week(friday, words(locale, "terms", "week")[0])


@pytest.mark.parametrize("code", ["6291041500213", "8904000210037", "106141411234567897", "340123450000000000"])
def test_check_digits_are_those_of_gs1(code: str) -> None:
    assert check_digit(code[:-1]) == code[-1]
