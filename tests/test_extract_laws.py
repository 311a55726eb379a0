"""Numbers of laws and registers are not those of papers."""

from __future__ import annotations

import pytest

from tests.press import Row, read, sheet


def number_of(title: str, law: str, own: str | None = None) -> str | None:
    """The number of a paper with a law right below its title, where the number of a title stands as well."""
    rows = [(40, {50: "Tubi Lombardi S.r.l."}), (80, {50: title}), (93, {50: law}), (140, {50: "Order no.:", 150: "4500123456"})]
    return read(sheet([*rows, *([(160, {50: own})] if own else [])])).fields.text("document_number")


@pytest.mark.parametrize(
    ("title", "law"),
    [
        ("DOCUMENTO DI TRASPORTO", "(D.P.R. 472/96)"),
        ("DOCUMENTO DI TRASPORTO", "(D.P.R.472 del 14/08/1996)"),
        ("DOCUMENTO DI TRASPORTO", "D.Lgs. 152/2006"),
        ("BON DE LIVRAISON", "loi 80-335"),
        ("LIEFERSCHEIN", "IATF 16949:2016, Reg.-Nr. 20 111 2003"),
        ("LIEFERSCHEIN", "Reg.-Nr. 12100-4711"),
        ("LIEFERSCHEIN", "ISO 9001:2015 12100-4711"),
        ("ALBARÁN", "Ley 37/1992"),
        ("PAKBON", "Wet 47110/92"),
        ("DOWÓD DOSTAWY", "Dz.U. 2016/1047"),
    ],
)
def test_the_number_of_a_law_or_register_is_not_the_papers(title: str, law: str) -> None:
    assert number_of(title, law) is None


@pytest.mark.parametrize(
    ("title", "law", "own", "number"),
    [
        ("DOCUMENTO DI TRASPORTO", "(D.P.R. 472/96)", "D.D.T. N. 24947/26", "24947/26"),
        ("LIEFERSCHEIN", "IATF 16949:2016, Reg.-Nr. 20 111 2003", "Lieferschein-Nr.: LS-4711", "LS-4711"),
        ("DELIVERY NOTE", "certified to ISO 9001", "Delivery note no.: DN-4711", "DN-4711"),
        ("BON DE LIVRAISON", "loi n° 80-335 du 12 mai 1980", "N° BL 047110", "047110"),
    ],
)
def test_the_papers_own_number_is_read_beside_a_law(title: str, law: str, own: str, number: str) -> None:
    found = number_of(title, law, own)
    assert found is not None
    assert found.endswith(number)


@pytest.mark.parametrize("standard", ["- EN 0204:2004 2.2", "UNE-EN 10204:2004", "nach DIN EN 10088-2", "ISO 10474:2013"])
def test_the_number_of_a_standard_is_not_the_certificates_even_where_a_figure_of_it_was_lost(standard: str) -> None:
    assert number_of("Works test report " + standard, "The goods were tested as ordered.") is None
    assert number_of("Works test report " + standard, "The goods were tested as ordered.", "Certificate no.: Z-099168") == "Z-099168"


@pytest.mark.parametrize("law", ["(D.P.R. 472 del 14/08/1996)", "(D.P.R.472 del 14/08/1996)", "(loi n° 80-335 du 12 mai 1980)"])
def test_the_day_of_a_law_is_not_the_papers(law: str) -> None:
    rows: list[Row] = [
        (40, {50: "Tubi Lombardi S.r.l."}),
        (80, {50: "DOCUMENTO DI TRASPORTO"}),
        (93, {50: law}),
        (140, {50: "Numero: 27711"}),
    ]
    assert read(sheet([*rows, (154, {50: "Vs. ordine: 4500123456"})])).fields.text("document_date") is None
    assert read(sheet([*rows, (154, {50: "Data: 02/11/2026"})])).fields.text("document_date") == "2026-11-02"
