"""What a confirmation reserves in a sentence or a row is read in seven languages; what only looks like it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.paper import Proviso, Remark
from tests.press import Row, read, sheet

HEADS = {
    "de": ("Auftragsbestätigung", ("Pos.", "Artikel-Nr.", "Menge", "Einzelpreis", "Betrag", "Liefertermin"), "Auftragsnummer", "Ihre Bestellung"),
    "en": ("Order confirmation", ("Pos.", "Item no.", "Quantity", "Unit price", "Amount", "Delivery date"), "Confirmation no.", "Your order no."),
    "fr": ("Accusé de réception de commande", ("Pos.", "Référence", "Quantité", "Prix unitaire", "Montant", "Date de livraison"), "N° AR", "Votre commande"),
    "it": ("Conferma d'ordine", ("Pos.", "Codice articolo", "Quantità", "Prezzo unitario", "Importo", "Data consegna"), "Conferma n.", "Vostro ordine"),
    "es": ("Confirmación de pedido", ("Pos.", "Referencia", "Cantidad", "Precio unitario", "Importe", "Fecha de entrega"), "Confirmación n.º", "Su pedido"),
    "nl": ("Orderbevestiging", ("Pos.", "Artikelnr.", "Aantal", "Stukprijs", "Bedrag", "Leverdatum"), "Ordernummer", "Uw bestelling"),
    "pl": ("Potwierdzenie zamówienia", ("Poz.", "Indeks", "Ilość", "Cena netto", "Wartość netto", "Termin dostawy"), "Nr potwierdzenia", "Nr zamówienia"),
}  # fmt: skip
XS = (50.0, 90.0, 190.0, 270.0, 350.0, 430.0)


def remarks(language: str, *texts: str, below: Sequence[Row] = (), small: Sequence[Row] = ()) -> list[Remark]:
    """What is reserved by a plain confirmation of one line with these rows below the table, those further down, and those in small print."""
    title, head, number, order = HEADS[language]
    rows: list[Row] = [
        (40.0, {50.0: "Brenner Stahl GmbH"}),
        (90.0, {50.0: title}),
        (120.0, {50.0: f"{number}:", 160.0: "AB-4711"}),
        (134.0, {50.0: f"{order}:", 160.0: "4500017325"}),
        (180.0, dict(zip(XS, head, strict=True))),
        (196.0, dict(zip(XS, ("10", "BG-6852", "250 Stk", "2,50", "625,00", "17.07.2026"), strict=True))),
    ]
    rows += [(230.0 + 16 * place, {50.0: text}) for place, text in enumerate(texts)]
    page = sheet([*rows, *below])
    return read(replace(page, words=(*page.words, *sheet(small, size=6.0).words))).remarks


def kinds(language: str, *texts: str, below: Sequence[Row] = (), small: Sequence[Row] = ()) -> list[Proviso]:
    return [remark.kind for remark in remarks(language, *texts, below=below, small=small)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Preise sind freibleibend."),
        ("de", "Preisänderungen bleiben ausdrücklich vorbehalten."),
        ("de", "Es gilt der Preis am Tag der Lieferung."),
        ("en", "All prices are subject to change without notice."),
        ("en", "Prices ruling at the date of despatch will apply."),
        ("fr", "Nos prix sont susceptibles d'être modifiés sans préavis."),
        ("it", "I prezzi sono soggetti a variazioni."),
        ("es", "Los precios están sujetos a cambios sin previo aviso."),
        ("nl", "Prijswijzigingen voorbehouden."),
        ("pl", "Ceny mogą ulec zmianie bez uprzedzenia."),
    ],
)
def test_an_open_price_is_read(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.PRICE_OPEN]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "Diese Bestätigung ist gültig bis 10.07.2026.", "2026-07-10"),
        ("en", "Our offer price is valid until 10 July 2026.", "2026-07-10"),
        ("fr", "Cette offre est valable jusqu'au 10/07/2026.", "2026-07-10"),
        ("it", "La presente è valida fino al 10/07/2026.", "2026-07-10"),
        ("es", "Precios válidos hasta el 10/07/2026.", "2026-07-10"),
        ("nl", "Deze prijzen zijn geldig tot 10-07-2026.", "2026-07-10"),
        ("pl", "Ceny są ważne do 10.07.2026.", "2026-07-10"),
    ],
)
def test_an_end_of_validity_is_read_with_its_day(language: str, text: str, day: str) -> None:
    assert [(each.kind, each.until) for each in remarks(language, text)] == [(Proviso.EXPIRY, day)]


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("de", "zzgl. Legierungszuschlag 12,50 EUR", "12.50"),
        ("de", "Mindermengenzuschlag 25,00", "25.00"),
        ("en", "Plus small order surcharge EUR 25.00", "25.00"),
        ("fr", "Frais de port 45,00 EUR en sus", "45.00"),
        ("it", "Spese di trasporto 45,00", "45.00"),
        ("es", "Gastos de envío 45,00", "45.00"),
        ("nl", "Vrachtkosten 45,00", "45.00"),
        ("pl", "Koszt transportu 45,00", "45.00"),
    ],
)
def test_a_charge_is_read_with_its_sum(language: str, text: str, amount: str) -> None:
    assert [(each.kind, each.amount) for each in remarks(language, text)] == [(Proviso.CHARGE, amount)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Fracht wird gesondert berechnet."),
        ("de", "Die Preise verstehen sich zuzüglich Legierungszuschlag nach Anfall."),
        ("en", "Freight will be invoiced at cost."),
        ("fr", "Frais de transport facturés en sus."),
        ("it", "Spese di trasporto non comprese."),
        ("es", "Gastos de envío no incluidos."),
        ("nl", "Vrachtkosten worden apart berekend."),
        ("pl", "Koszt transportu zostanie doliczony."),
    ],
)
def test_a_charge_that_has_no_sum_yet_is_read(language: str, text: str) -> None:
    assert [(each.kind, each.amount, each.on_top) for each in remarks(language, text)] == [(Proviso.CHARGE, None, True)]


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Energiezuschlag 3,5 %"), ("en", "Energy surcharge: 3.5%"), ("fr", "Majoration énergie 2,5 %")]
)
def test_a_charge_that_is_a_share_of_the_prices_is_read(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.CHARGE]


def test_a_discount_is_no_charge() -> None:
    assert kinds("de", "Rabatt 3 %") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Artikel wird ersetzt durch BG-7000."),
        ("en", "This item has been superseded by BG-7000."),
        ("fr", "Cette référence est remplacée par BG-7000."),
        ("it", "Articolo sostituito dal BG-7000."),
        ("es", "Referencia sustituida por BG-7000."),
        ("nl", "Dit artikel is vervangen door BG-7000."),
        ("pl", "Zamiennik: BG-7000."),
    ],
)
def test_a_substitute_is_read(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.SUBSTITUTE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Festpreis: Die Preise sind nicht freibleibend."),
        ("de", "Eigentumsvorbehalt gemäß § 449 BGB. Teillieferungen sind zulässig."),
        ("de", "Unsere Angebote sind freibleibend."),
        ("de", "Fracht frei Haus"),
        ("de", "Versandkosten 0,00"),
        ("de", "Frachtführer: DHL Freight 0396667071"),
        ("de", "Unser Zertifikat ISO 9001 ist gültig bis 31.12.2027."),
        ("de", "Diese Auftragsbestätigung wird ersetzt durch eine neue Bestätigung, sobald sich ein Termin ändert."),
        ("en", "All prices are firm."),
        ("en", "All business is subject to our general conditions of sale, a copy of which is available on request."),
        ("en", "Carrier: FedEx Freight"),
        ("en", "Our ISO 9001 certificate is valid until 31 December 2027."),
        ("en", "Replacement part for pump P-12"),
        ("fr", "Prix fermes et non révisables."),
        ("fr", "Port franco"),
        ("nl", "De prijzen zijn vast."),
    ],
)
def test_what_only_looks_like_a_proviso_is_none(language: str, text: str) -> None:
    assert remarks(language, text) == []


def test_general_terms_say_such_things_of_any_order() -> None:
    assert kinds("de", "Allgemeine Verkaufsbedingungen", "2. Die Preise sind freibleibend.") == []


def test_small_print_is_on_every_paper_of_the_house() -> None:
    standing = "Preise freibleibend. Legierungszuschlag wird am Tag der Lieferung berechnet."
    assert kinds("de", small=[(780.0, {50.0: standing})]) == []
    assert kinds("de", standing) == [Proviso.PRICE_OPEN, Proviso.CHARGE]


def test_an_end_of_this_confirmation_counts_in_small_print_too() -> None:
    assert kinds("de", small=[(780.0, {50.0: "Diese Preise sind gültig bis 10.07.2026."})]) == [Proviso.EXPIRY]


@pytest.mark.parametrize(
    ("language", "standing", "imprint"),
    [
        ("de", "Unsere Preise sind freibleibend.", "Amtsgericht Hagen HRB 4711 · IBAN DE02120300000000202051 · BIC BYLADEM1001"),
        ("en", "Prices are subject to change.", "Registered in England, Company No. 123456 · IBAN GB33BUKB20201555555555"),
        ("fr", "Prix susceptibles d'être modifiés.", "SIRET 732 829 320 00074 · RCS Lyon · capital social 40 000 EUR"),
        ("it", "I prezzi sono soggetti a variazioni.", "Partita IVA 00743110157 · REA MI-123456 · capitale sociale 50.000"),
    ],
)
def test_the_foot_of_a_letter_is_on_every_paper_of_the_house_in_print_of_any_size(language: str, standing: str, imprint: str) -> None:
    foot: list[Row] = [(780.0, {50.0: standing}), (794.0, {50.0: imprint})]
    assert kinds(language, below=foot) == []
    assert kinds(language, standing, below=foot[1:]) == [Proviso.PRICE_OPEN]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es gelten unsere Allgemeinen Verkaufsbedingungen. Preisänderungen vorbehalten."),
        ("de", "Irrtümer und Preisänderungen vorbehalten."),
        ("de", "Preise in unseren Katalogen sind freibleibend."),
        ("en", "Prices are subject to change without notice. E&OE."),
        ("en", "Our general conditions of sale apply. Freight will be invoiced at cost."),
        ("fr", "Sauf erreur ou omission, prix susceptibles d'être modifiés."),
        ("es", "Precios sujetos a cambio sin previo aviso, salvo error u omisión."),
    ],
)
def test_a_sentence_among_general_terms_is_a_standing_one(language: str, text: str) -> None:
    assert kinds(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es gelten unsere Allgemeinen Verkaufsbedingungen. Die Preise für Pos. 10 sind freibleibend."),
        ("de", "Diese Preise sind freibleibend. Es gelten unsere AGB."),
        ("en", "The price of line 10 is subject to confirmation. E&OE."),
    ],
)
def test_a_sentence_of_this_order_counts_even_among_general_terms(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.PRICE_OPEN]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Bei Bestellungen unter 100,00 EUR berechnen wir zuzüglich einen Mindermengenzuschlag von 25,00 EUR."),
        ("en", "A small order charge of 25.00 EUR will be added to orders below 100.00 EUR."),
    ],
)
def test_a_charge_for_small_orders_is_told_by_the_sums(language: str, text: str) -> None:
    assert not any(remark.on_top for remark in remarks(language, text))


def test_a_line_that_names_the_terms_is_not_their_heading() -> None:
    assert kinds("de", "AGB: www.brenner.example", "Hinweis", "Lieferung ab Lager", "Die Preise für Pos. 10 sind freibleibend.") == [
        Proviso.PRICE_OPEN
    ]


def test_a_remark_says_where_it_is_printed() -> None:
    remark = remarks("de", "Hinweis", "Die Preise sind freibleibend.")[0]
    assert remark.said.page == 1
    assert remark.said.value.endswith("freibleibend.")
    assert 220 < remark.said.box[1] < 270
