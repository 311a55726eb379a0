"""What a certificate calls itself, in titles that a scan spreads or misreads."""

from __future__ import annotations

import pytest

from extract.certificate_types import stated_type
from extract.layout import lay_out
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
