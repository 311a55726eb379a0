"""Which kind of paper it is and in which language: titles, words, and doubt where two things are said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.paper import Kind
from extract.kind.kinds import DOUBTFUL, LANGUAGES, MOST, Signs, Verdict, tell_kind
from extract.kind.titles import stated_subject
from extract.page.layout import lay_out
from extract.page.words import PageWords
from tests.press import Row, laid_out, read, sheet

LETTERHEAD: list[Row] = [(30, {50: "Nordstahl Handel GmbH"}), (44, {50: "Hafenstraße 12, 27572 Bremerhaven"})]
INVOICE: list[Row] = [
    *LETTERHEAD,
    (120, {50: "Rechnung"}),
    (150, {50: "Rechnungsnummer", 200: "4711", 320: "Rechnungsdatum", 450: "12.05.2026"}),
    (164, {50: "Auftragsbestätigung Nr.", 200: "AB-2201", 320: "Lieferschein-Nr.", 450: "80123"}),
    (220, {50: "Für unsere Lieferung berechnen wir Ihnen:"}),
    (240, {50: "10", 80: "Rundstahl 42CrMo4", 300: "100 kg", 380: "2,40", 450: "240,00"}),
    (280, {50: "Rechnungsbetrag", 450: "285,60"}),
    (300, {50: "Zahlbar bis 12.06.2026 ohne Abzug. Bitte überweisen Sie den Betrag auf unser Konto."}),
]
CONFIRMATION: list[Row] = [
    *LETTERHEAD,
    (120, {50: "Auftragsbestätigung AB-2201"}),
    (150, {50: "Ihre Bestellung", 200: "4500017325", 320: "Datum", 450: "12.05.2026"}),
    (200, {50: "Wir danken für Ihre Bestellung und bestätigen sie wie folgt:"}),
    (220, {50: "Pos.", 80: "Bezeichnung", 300: "Menge", 380: "Preis", 450: "Liefertermin"}),
    (240, {50: "10", 80: "Rundstahl 42CrMo4", 300: "100 kg", 380: "2,40", 450: "12.06.2026"}),
]
CERTIFICATE: list[Row] = [
    *LETTERHEAD,
    (120, {50: "Abnahmeprüfzeugnis 3.1 nach EN 10204"}),
    (150, {50: "Schmelze", 200: "025763", 320: "Werkstoff", 450: "S355J2+N"}),
    (180, {50: "Chemische Zusammensetzung", 300: "Zugfestigkeit", 420: "Streckgrenze"}),
    (200, {50: "C Si Mn P S", 300: "545", 420: "390"}),
    (240, {50: "Hiermit wird bestätigt, dass die Lieferung den Vereinbarungen bei der Bestellung entspricht."}),
]


def told(*pages: PageWords) -> Verdict:
    return tell_kind(lay_out(pages), find_doctypes(), fuzzy=any(page.source == "ocr" for page in pages))


@pytest.mark.parametrize(
    ("rows", "kind"), [(INVOICE, Kind.OTHER), (CONFIRMATION, Kind.ORDER_CONFIRMATION), (CERTIFICATE, Kind.CERTIFICATE)]
)
@pytest.mark.parametrize("source", ["text", "ocr"])
def test_a_plain_paper_is_told_with_its_language(rows: list[Row], kind: Kind, source: str) -> None:
    verdict = told(sheet(rows, source="ocr" if source == "ocr" else "text"))
    assert (verdict.kind, verdict.language) == (kind, "de")
    assert verdict.confidence > 0.9


def test_an_invoice_that_names_its_order_confirmation_is_an_invoice() -> None:
    verdict = told(sheet(INVOICE))
    assert verdict.kind is Kind.OTHER
    assert verdict.confidence > 0.9


def test_two_papers_in_one_file_leave_doubt() -> None:
    assert told(sheet(CONFIRMATION)).confidence > 0.9
    assert told(sheet(CONFIRMATION), sheet(CERTIFICATE, number=2)).confidence <= DOUBTFUL


def test_conditions_behind_a_confirmation_leave_no_doubt() -> None:
    terms: list[Row] = [
        (40, {50: "Allgemeine Geschäftsbedingungen"}),
        (60, {50: "§ 1 Geltungsbereich. Unsere Bedingungen gelten ausschließlich."}),
    ]
    verdict = told(sheet(CONFIRMATION), sheet(terms, number=2))
    assert verdict.kind is Kind.ORDER_CONFIRMATION
    assert verdict.confidence > 0.9


@pytest.mark.parametrize(
    "title",
    [
        "Bestätigung Ihres Auftrags",
        "Auftrags-Bestätigung",
        "Acknowledgement of purchase order",
        "Conferma di accettazione ordine",
        "Potwierdzenie przyjęcia zamówienia",
    ],
)
def test_a_title_that_no_list_holds_is_put_together_from_its_words(title: str) -> None:
    rows = [row for row in CONFIRMATION if row[0] != 120]
    assert told(sheet([*rows, (120, {50: title})])).kind is Kind.ORDER_CONFIRMATION


def test_the_subject_of_a_mail_is_its_title() -> None:
    rows: list[Row] = [
        (30.0, {50: "From: R. Delgado"}),
        (44.0, {50: "Subject: AW: Customer Order No. 4500175961 - Advice Note DV/07201"}),
        (80.0, {50: "Dear Sirs,"}),
    ]
    assert told(sheet([*rows, (100, {50: "your goods left us today with the following lots:"})])).kind is Kind.SHIP_NOTICE


def test_who_an_invoice_goes_to_is_no_title() -> None:
    assert told(sheet([*CONFIRMATION, (70, {320: "Rechnung an"})])).kind is Kind.ORDER_CONFIRMATION


@pytest.mark.parametrize(
    "text",
    [
        "請求書 注文確認書 納品書 合計 数量 単価 品名 納期 支払条件 下記の通り 御中 株式会社 備考 住所",
        "Sipariş onayı tarih sayfa müşteri vergi dairesi toplam tutar birim fiyat miktar açıklama teslim",
    ],
)
def test_paper_in_another_language_is_never_surely_ours(text: str) -> None:
    words = text.split()
    verdict = told(sheet([(40 + 14 * at, {50: word}) for at, word in enumerate(words)]))
    assert verdict.kind is Kind.OTHER or verdict.confidence <= DOUBTFUL


def test_a_page_without_words_is_other_and_not_surely_so() -> None:
    verdict = told(sheet([]))
    assert verdict.kind is Kind.OTHER
    assert verdict.confidence < 0.96


def test_a_kind_told_by_one_sign_alone_is_less_sure_than_by_two() -> None:
    one = Signs(titles={Kind.CERTIFICATE: 1.2}).probabilities()[Kind.CERTIFICATE]
    two = Signs(titles={Kind.CERTIFICATE: 1.2}, words={Kind.CERTIFICATE: 0.97, Kind.OTHER: 0.01}).probabilities()[Kind.CERTIFICATE]
    against = Signs(titles={Kind.CERTIFICATE: 1.2}, words={Kind.CERTIFICATE: 0.01, Kind.OTHER: 0.97}).probabilities()[Kind.CERTIFICATE]
    assert against < one < two


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=30), st.sampled_from(["text", "ocr"]))
def test_any_words_get_an_answer(texts: list[str], source: str) -> None:
    rows: list[Row] = [(30.0 + 14 * at, {50: text}) for at, text in enumerate(texts)]
    layout = laid_out(rows) if source == "text" else lay_out([sheet(rows, source="ocr")])
    verdict = tell_kind(layout, find_doctypes(), fuzzy=source == "ocr")
    assert 0 < verdict.confidence <= MOST
    assert verdict.language in LANGUAGES


@pytest.mark.parametrize("reference", ["Offerte Nr.", "Angebot", "Basis: Angebot"])
def test_the_number_of_an_offer_beside_other_references_makes_no_offer_of_a_confirmation(reference: str) -> None:
    rows = [row for row in CONFIRMATION if row[0] != 150]
    named: list[Row] = [(150, {50: "Ihre Bestellung", 150: "4500017325", 320: reference, 450: "AN31443"})]
    assert told(sheet([*rows, *named])).kind is Kind.ORDER_CONFIRMATION


def test_the_title_of_a_compound_with_a_word_before_it_is_one() -> None:
    rows = [row if row[0] != 120 else (120, {50: "Kundenauftragsbestätigung 43940.1"}) for row in CONFIRMATION]
    assert told(sheet(rows)).kind is Kind.ORDER_CONFIRMATION


def test_the_buyers_goods_receipt_is_none_of_ours() -> None:
    rows: list[Row] = [
        (60, {50: "Halvorsen Anlagenbau GmbH"}),
        (120, {50: "Wareneingangsbeleg"}),
        (150, {50: "Bestellung", 200: "4500017325", 320: "Lieferant", 450: "Allgäuer Werke AG"}),
        (240, {50: "10", 80: "Rundstahl 42CrMo4", 300: "100 kg", 380: "Prüflos", 450: "010075346"}),
    ]
    verdict = told(sheet(rows))
    assert verdict.kind is Kind.OTHER or verdict.confidence < 0.9


@pytest.mark.parametrize("title", ["ORDERBEV. 090554", "AUFTRAGSBEST.", "Ordine cliente - conferma N. ord. vendita 2026-83670"])
def test_a_title_that_is_cut_off_or_has_its_number_behind_it_is_one(title: str) -> None:
    rows = [row for row in CONFIRMATION if row[0] != 120]
    assert told(sheet([*rows, (120, {50: title})])).kind is Kind.ORDER_CONFIRMATION


@pytest.mark.parametrize(
    "title", ["Raport niezgodności", "Rapporto di non conformità", "Prüfbericht zur Reklamation", "Rapport de non-conformité"]
)
def test_a_report_on_faults_is_no_certificate(title: str) -> None:
    rows = [row if row[0] != 120 else (120, {50: title}) for row in CERTIFICATE]
    assert told(sheet(rows)).kind is not Kind.CERTIFICATE


@pytest.mark.parametrize("title", ["Buono di ricevimento", "Bon de réception", "Przyjęcie zewnętrzne"])
def test_a_receipt_that_names_the_suppliers_notice_is_no_notice(title: str) -> None:
    rows: list[Row] = [
        (120, {50: title}),
        (150, {50: "Avviso di spedizione n. :", 200: "87893826"}),
        (180, {50: "Fornitore: Tubificio S.p.A."}),
    ]
    assert told(sheet(rows)).kind is not Kind.SHIP_NOTICE


def test_what_plainly_calls_itself_one_of_ours_is_not_made_another_paper_by_its_words() -> None:
    called = Signs(titles={Kind.ORDER_CONFIRMATION: 0.7}, words={Kind.ORDER_CONFIRMATION: 0.04, Kind.OTHER: 0.95}).probabilities()
    both = Signs(titles={Kind.ORDER_CONFIRMATION: 0.7, Kind.OTHER: 0.9}, words={Kind.OTHER: 0.95}).probabilities()
    assert max(called, key=lambda kind: called[kind]) is Kind.ORDER_CONFIRMATION
    assert max(both, key=lambda kind: both[kind]) is Kind.OTHER


def test_the_number_of_a_catalogue_among_headings_is_no_title() -> None:
    heads: Row = (220, {50: "Catalogue No.", 150: "Details", 300: "Quantity", 380: "Price", 450: "Ship By"})
    rows = [row for row in CONFIRMATION if row[0] != 220]
    assert told(sheet([*rows, heads])).kind is Kind.ORDER_CONFIRMATION


def test_a_certificate_of_conformity_that_names_its_delivery_note_is_a_certificate() -> None:
    rows: list[Row] = [
        *LETTERHEAD,
        (120, {50: "Certificaat van overeenstemming"}),
        (150, {50: "Uw ordernummer:", 200: "B0821978"}),
        (164, {50: "Leverbon:", 200: "89265929"}),
        (200, {50: "Hierbij verklaren wij dat onderstaande producten voldoen aan de eisen van uw bestelling."}),
    ]
    assert told(sheet(rows)).kind is Kind.CERTIFICATE


def test_a_title_in_a_row_of_labels_over_their_values_is_a_label() -> None:
    rows: list[Row] = [
        *LETTERHEAD,
        (60, {330: "Inspection Certificate to BS EN 10204 3.1"}),
        (100, {50: "Cert No", 180: "Dated", 300: "Cust Order No", 440: "Despatch Note"}),
        (112, {50: "Z-053538", 180: "28/10/2026", 300: "4500154357", 440: "81443356"}),
        (140, {60: "C", 160: "Si", 260: "Mn", 360: "P", 460: "S"}),
        (152, {60: "0.14", 160: "0.28", 260: "0.72", 360: "0.016", 460: "0.006"}),
    ]
    verdict = tell_kind(laid_out(rows), find_doctypes(), fuzzy=False)
    assert verdict.kind is Kind.CERTIFICATE
    assert verdict.confidence > 0.95


def test_a_sentence_that_names_an_order_and_a_delivery_note_is_no_subject() -> None:
    [sentence, subject] = laid_out(
        [
            (50.0, {50.0: "zu Ihrer Bestellung 4500017325 lieferten wir mit Lieferschein 83452654 das Harz"}),
            (80.0, {50.0: "Lieferung 83452654 zu Ihrer Bestellung 4500017325"}),
        ]
    ).lines
    assert (stated_subject(sentence), stated_subject(subject)) == (None, Kind.SHIP_NOTICE)


def test_a_reference_to_another_paper_among_labels_is_not_what_a_certificate_calls_itself() -> None:
    reading = read(
        sheet(
            [
                (50.0, {50.0: "Don Valley Special Steels plc"}),
                (80.0, {300.0: "Works test report - EN 10204:2004 2.2"}),
                (110.0, {50.0: "Halvorsen Anlagenbau GmbH", 300.0: "Certificate Ref.", 420.0: "MTC67848"}),
                (124.0, {50.0: "Deutschland", 300.0: "Advice Note", 420.0: "86285790"}),
                (138.0, {300.0: "Purchaser's Order", 420.0: "B0524539"}),
                (180.0, {50.0: "Cast", 150.0: "C", 200.0: "Si", 250.0: "Mn", 300.0: "P", 350.0: "S"}),
                (194.0, {50.0: "82-0347", 150.0: "0.45", 200.0: "0.32", 250.0: "0.74", 300.0: "0.018", 350.0: "0.022"}),
            ]
        )
    )
    assert (reading.kind, reading.fields.text("document_number")) == (Kind.CERTIFICATE, "MTC67848")


@pytest.mark.parametrize(("words", "sure"), [("Bestätigung", True), ("Zahlungsbestätigung", False)])
def test_what_confirms_and_says_no_more_is_a_confirmation_and_what_confirms_something_else_is_not_surely_one(
    words: str, sure: bool
) -> None:
    rows: list[Row] = [
        *LETTERHEAD,
        (120, {50: words}),
        (150, {50: "Nummer", 200: "AB-2201", 320: "Datum", 450: "12.05.2026"}),
        (200, {50: "Sehr geehrte Damen und Herren, vielen Dank. Gern haben wir alles wie folgt vermerkt:"}),
        (240, {50: "10", 80: "Rundstahl 42CrMo4", 300: "100 kg", 380: "2,40", 450: "240,00"}),
    ]
    verdict = told(sheet(rows))
    assert (verdict.kind is Kind.ORDER_CONFIRMATION and verdict.confidence > 0.9) is sure


DISCIPLINES = ("D1 Team", "D2 Problem", "D3 Containment", "D4 Root cause", "D5 Corrective action")


@pytest.mark.parametrize(("heads", "kind"), [(DISCIPLINES, Kind.OTHER), (DISCIPLINES[:2], Kind.CERTIFICATE)])
def test_the_disciplines_of_a_report_on_faults_outweigh_what_it_quotes_of_a_certificate(heads: tuple[str, ...], kind: Kind) -> None:
    said: list[Row] = [(260.0 + 30 * place, {50: text}) for place, text in enumerate(heads)]
    assert told(sheet([*CERTIFICATE, *said], source="ocr")).kind is kind


def test_a_line_that_ties_an_order_to_the_suppliers_confirmation_makes_no_confirmation_of_what_has_another_title() -> None:
    rows: list[Row] = [
        (33, {50: "Oleodinamica Secchia S.r.l.", 330: "Documento di trasporto (DDT) (D.P.R. 472 del 14.08.1996)"}),
        (60, {50: "Via Radici, 208", 330: "Halvorsen Anlagenbau GmbH"}),
        (120, {50: "N° documento", 180: "Data documento", 330: "Cod. cliente"}),
        (132, {50: "49907", 180: "08/02/2026", 330: "72311"}),
        (150, {50: "Codice articolo", 180: "Descrizione dei beni", 420: "U.M.", 480: "Quantità"}),
        (162, {180: "Rif. Vs. ordine 4500017325 del 19/01/2026 - Ns. conferma 297740"}),
        (174, {50: "OS058961", 180: "Anello di tenuta 25x72x10", 420: "PZ", 480: "50"}),
        (220, {50: "Causale del trasporto", 180: "Porto", 330: "Peso lordo kg"}),
        (232, {50: "Vendita", 180: "Franco", 330: "586"}),
    ]
    assert told(sheet(rows)).kind is Kind.SHIP_NOTICE
