"""What a certificate calls itself, in titles that a scan spreads or misreads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.certificate.certificate_types import stated_type
from extract.page.layout import lay_out
from extract.page.words import PageWords
from tests.press import sheet


@pytest.mark.parametrize(
    ("source", "cells", "said"),
    [
        ("text", {50.0: "CERTIFICAT D'ANALYSE"}, "CoA"),
        ("ocr", {50.0: "CERTIFICAT DIANALYSE"}, "CoA"),
        ("ocr", {50.0: "DECLARATION", 150.0: "DE", 200.0: "CONFORMITE"}, "CoC"),
        ("ocr", {50.0: "CERTIFICAT DE GARANTIE"}, None),
    ],
)
def test_a_title_names_the_type_though_a_letter_is_off_or_its_words_are_spread(
    source: str, cells: dict[float, str], said: str | None
) -> None:
    found = stated_type(lay_out([sheet([(60.0, cells), (300.0, {50.0: "Article"})], source=source)]))
    assert (found.value if found else None) == said


@pytest.mark.parametrize(
    "title",
    [
        "Certificat de contrôle des produits par l'usine (CCPU) 3.1.B",
        "Certificado de calidad 3.1",
        "Materiaalcertificaat 3.1",
        "Świadectwo jakości 3.1",
    ],
)
def test_a_type_is_told_by_its_number_in_a_title_that_names_no_standard(title: str) -> None:
    found = stated_type(lay_out([sheet([(60.0, {50.0: title}), (300.0, {50.0: "Article"})])]))
    assert found is not None
    assert found.value == "3.1"


def poor(*cells: dict[float, str]) -> PageWords:
    """A scan of those titles that the engine is not sure of."""
    page = sheet([*((60.0 + 20.0 * row, each) for row, each in enumerate(cells)), (300.0, {50.0: "Article"})], source="ocr")
    return replace(page, words=tuple(replace(word, confidence=0.5) for word in page.words))


def test_a_name_that_is_there_as_written_is_sure_however_unsure_its_print_and_what_stands_beside_it() -> None:
    found = stated_type(lay_out([poor({50.0: "Certificato di analisi", 300.0: "Siderurgica"})]))
    assert found is not None
    assert (found.value, found.seconded) == ("CoA", True)
    assert found.confidence > 0.94


def test_a_name_with_a_letter_off_is_as_sure_as_its_print() -> None:
    found = stated_type(lay_out([poor({50.0: "CERTIFICAT DIANALYSE"})]))
    assert found is not None
    assert not found.seconded
    assert found.confidence < 0.5


@pytest.mark.parametrize(("second", "said", "sure"), [("EN 10204 3.1", "3.1", True), ("EN 10204 3.2", "3.1", False)])
def test_a_type_that_is_told_twice_alike_is_as_sure_as_where_it_is_printed_best(second: str, said: str, *, sure: bool) -> None:
    page = poor({50.0: "Inspection certificate EN 10204 3.1"})
    clear = sheet([(200.0, {50.0: second})], source="ocr")
    found = stated_type(lay_out([replace(page, words=(*page.words, *clear.words))]))
    assert found is not None
    assert found.value == said
    assert (found.confidence > 0.8) is sure


def test_a_letter_of_the_mills_sign_beside_the_title_makes_no_other_type_of_it() -> None:
    beside = stated_type(
        lay_out([sheet([(60.0, {50.0: "CERTIFICATO DI CONTROLLO EN 10204/3.1", 400.0: "A"}), (300.0, {50.0: "Articolo"})])])
    )
    close = stated_type(lay_out([sheet([(60.0, {50.0: "Abnahmeprüfzeugnis EN 10204 / 3.1 A"}), (300.0, {50.0: "Artikel"})])]))
    assert [found.value for found in (beside, close) if found] == ["3.1", "3.2"]
