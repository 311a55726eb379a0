"""Whose paper it is: the letterhead's name over its line ends, and the one that the printed addresses are of."""

from __future__ import annotations

from extract.kind.parties import bears_legal_form
from tests.press import Row, read, sheet, values

BODY: list[Row] = [(200.0, {50.0: "Auftragsbestätigung"}), (230.0, {50.0: "Ihre Bestellung: 4500017325"})]


def test_the_name_that_a_printed_address_is_of_is_the_suppliers() -> None:
    rows: list[Row] = [
        (100.0, {50.0: "Halvorsen Anlagenbau GmbH", 420.0: "Nordstahl Handel AG"}),
        (114.0, {50.0: "Am Seedeich 112", 420.0: "sales@nordstahl.example"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Nordstahl Handel AG"]


def test_whom_a_mail_goes_to_is_not_the_supplier() -> None:
    rows: list[Row] = [
        (60.0, {50.0: "Von: verkauf@nordstahl.example"}),
        (74.0, {50.0: "An: einkauf@halvorsen.example"}),
        (700.0, {50.0: "Halvorsen Anlagenbau GmbH"}),
        (728.0, {50.0: "Nordstahl Handel AG"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Nordstahl Handel AG"]


def test_a_name_that_is_broken_to_its_column_is_whole() -> None:
    rows: list[Row] = [
        (50.0, {420.0: "Siderurgica Friulana"}),
        (61.0, {420.0: "Laminati S.p.A."}),
        (90.0, {420.0: "sales@sfl-laminati.example"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Siderurgica Friulana Laminati S.p.A."]


def test_the_first_words_of_a_paper_with_a_telephone_below_them_are_the_suppliers_name_though_it_has_no_legal_form() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "ACIERS INDUSTRIELS DU FOREZ"}),
        (52.0, {50.0: "12 rue de l'Éparre  42700 Firminy"}),
        (64.0, {50.0: "Tél. 04 77 55 20 80"}),
        (100.0, {300.0: "Halvorsen Anlagenbau GmbH"}),
        (112.0, {300.0: "Am Seedeich 112"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["ACIERS INDUSTRIELS DU FOREZ"]


def test_whom_the_goods_go_to_is_not_the_supplier() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Deliver To", 400.0: "Despatch Note"}),
        (52.0, {50.0: "Halvorsen Anlagenbau GmbH"}),
        (780.0, {50.0: "Pennine Steel Stockholders Ltd"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Pennine Steel Stockholders Ltd"]


def test_a_name_in_the_foot_of_a_page_is_one_though_street_and_telephone_go_on_behind_it() -> None:
    rows: list[Row] = [
        (40.0, {330.0: "Halvorsen Anlagenbau GmbH"}),
        (790.0, {50.0: "Nordstahl Handel AG - Hafenweg 3 - 20457 Hamburg - Tel. 040 555 12 20 - USt-IdNr. DE 126 330 918"}),
    ]
    assert "Nordstahl Handel AG" in read(sheet([*rows, *BODY], size=6.0)).names


def test_a_weight_in_kg_is_no_limited_partnership() -> None:
    rows: list[Row] = [(40.0, {50.0: "Quantity 1,256 KG"}), (60.0, {50.0: "Nordstahl Handel KG"})]
    found = read(sheet([*rows, *BODY], size=6.0))
    assert (values(found.fields, "supplier_name"), found.names) == (["Nordstahl Handel KG"], ["Nordstahl Handel KG"])


def test_below_a_label_of_the_seller_a_company_is_the_supplier_and_a_person_is_not() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Kühne Logistik SE", 300.0: "Verkäufer"}),
        (52.0, {300.0: "S. Jansen"}),
        (120.0, {50.0: "Lieferant", 300.0: "Warenempfänger"}),
        (132.0, {50.0: "Nordstahl Handel AG", 300.0: "Halvorsen Anlagenbau GmbH"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Nordstahl Handel AG"]


def test_the_short_name_of_a_letterhead_is_told_in_full_by_the_foot() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Nordstahl Handel"}),
        (100.0, {50.0: "Halvorsen Anlagenbau GmbH"}),
        (112.0, {50.0: "Am Seedeich 112"}),
        (790.0, {50.0: "Nordstahl Handel und Logistik AG · Hafenweg 3 · 20457 Hamburg"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Nordstahl Handel und Logistik AG"]


def test_a_buyer_who_is_named_twice_is_not_the_supplier_at_the_foot_with_its_address() -> None:
    rows: list[Row] = [
        (100.0, {50.0: "1. DESTINATARIO", 300.0: "2. LUOGO DI DESTINAZIONE (se diverso)"}),
        (112.0, {50.0: "Halvorsen Anlagenbau GmbH", 300.0: "Halvorsen Anlagenbau GmbH"}),
        (790.0, {50.0: "Nordstahl Handel AG - Hafenweg 3 - 20457 Hamburg"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Nordstahl Handel AG"]


def test_a_label_beside_or_before_a_name_tells_whose_it_is_and_is_no_part_of_it() -> None:
    rows: list[Row] = [
        (100.0, {50.0: "A06 Besteller / Purchaser", 200.0: "Halvorsen Anlagenbau GmbH"}),
        (130.0, {50.0: "Supplier: Nordstahl Handel AG"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Nordstahl Handel AG"]


def test_who_signs_a_letter_is_no_part_of_the_company_s_name() -> None:
    rows: list[Row] = [
        (700.0, {50.0: "Mit freundlichen Grüßen"}),
        (712.0, {50.0: "Dr. T. Brandt"}),
        (724.0, {50.0: "Nordstahl Handel AG"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Nordstahl Handel AG"]


def test_a_legal_form_may_stand_apart_from_the_name() -> None:
    rows: list[Row] = [(790.0, {50.0: "Forges du Pévèle – SAS au capital de 412 000 € – 59710 Mérignies"})]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Forges du Pévèle SAS"]


def test_a_polish_partnership_is_a_company_and_the_initials_of_a_person_are_none() -> None:
    assert bears_legal_form("Serwis Kędzierscy s.j.")
    assert bears_legal_form("Serwis Kędzierscy sp. k., ul. Żeromskiego 88")
    assert not bears_legal_form("S.J. Brown")


def test_of_two_companies_of_which_nothing_else_tells_the_upper_one_is_the_supplier() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Van Houten Metaal B.V.", 400.0: "3361 HL Sliedrecht"}),
        (52.0, {50.0: "Staalweg 9"}),
        (100.0, {50.0: "Halvorsen Anlagenbau GmbH"}),
        (112.0, {50.0: "Am Seedeich 112"}),
    ]
    assert values(read(sheet([*rows, *BODY])).fields, "supplier_name") == ["Van Houten Metaal B.V."]
