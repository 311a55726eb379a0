"""What a mail says in its own words is held against what is attached: figures that are not on the paper bring it before a person."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.mail_figures import spoken_otherwise
from app.mailed import differences
from doctypes import find_doctypes
from domain.paper import Group, Kind, Leaf, Reading
from extract.read import read_document
from ingest.unpack import paper_of
from tests.mails import mail
from tests.world import confirmation, leaf

SENT = "Mon, 13 Jul 2026 09:12:00 +0200"


def said(text: str, subject: str = "AW: Bestellung 4500000001") -> Reading:
    content, name = paper_of(mail(text, Subject=subject, Date=SENT).as_bytes(), "mail.eml")
    return read_document(content, name, find_doctypes(), None)


def ten(**more: str) -> Reading:
    """A confirmation of 10 pieces for 2.50 in week 36, as the attachments of these mails."""
    paper = confirmation(price="2.50").with_leaf("lines[0].quantity", leaf("10"))
    for name, value in more.items():
        paper = paper.with_leaf(f"lines[0].{name}", leaf(value))
    return paper


def notice() -> Reading:
    line: dict[str, Leaf] = {"order_line": leaf("10"), "quantity": leaf("10"), "unit": leaf("C62"), "order_number": leaf("4500000001")}
    head = {"document_number": leaf("LS-1"), "ship_date": leaf("2026-08-28"), "net_weight_kg": leaf("120")}
    return Reading(kind=Kind.SHIP_NOTICE, kind_confidence=0.99, language="de", fields=Group({**head}), lines=[Group({**line})])


@pytest.mark.parametrize(
    "text",
    [
        "Wir können leider statt 10 nur 8 Stück liefern.",
        "Anbei unsere AB, allerdings nur 8 Stück.",
        "Please note: only 8 pcs instead of 10 pcs are available.",
        "Pos. 10: 8 statt 10, sonst wie bestellt.",
        "Nous ne pouvons livrer que 8 pièces au lieu de 10.",
        "Purtroppo possiamo consegnare solo 8 pz invece di 10.",
        "Lamentablemente solo podemos entregar 8 uds. en lugar de 10.",
        "Helaas kunnen wij slechts 8 stuks leveren in plaats van 10.",
        "Niestety możemy dostarczyć tylko 8 szt. zamiast 10.",
        "Können Sie auch 8 Stück akzeptieren?",
        "Bitte beachten: statt der bestellten 10 erhalten Sie 8.",
        "Der Preis beträgt jetzt 2,75 EUR pro Stück.",
        "Es kommt ein Zuschlag von 40 € dazu.",
        "Lieferung voraussichtlich erst KW 38.",
        "Pos. 10 leider erst am 18.09.2026, Rest folgt am 30.09.2026.",
        "Wäre auch eine Lieferung in KW 40 möglich?",
        "Pos. 30: 10 Stück.",
        "8 Stück liefern wir in KW 36, die restlichen 2 Stück in KW 40.",
    ],
)
def test_a_figure_that_is_not_on_the_paper_is_told(text: str) -> None:
    found = differences(said(text), ten())
    assert found
    assert all("The text of the mail that it came with" in each for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "Anbei unsere Auftragsbestätigung.",
        "Anbei die AB über 10 Stück zu 2,50 EUR, Liefertermin KW 36.",
        "Bestätigt wie bestellt: 10 Stk., Lieferung 01.09.2026.",
        "Please find attached our confirmation of 10 pcs. Delivery week 36.",
        "Der Gesamtwert beträgt 625,00 EUR.",
        "Unser Betrieb ist vom 24.12.2026 bis zum 02.01.2027 wegen Urlaub geschlossen.",
        "Ihre Bestellung vom 01.07.2026 haben wir erhalten.",
        "Der Stab ist 6 m lang.",
        "Rückfragen gern unter 0211/123456-8.",
        "Vielen Dank!\n\nMit freundlichen Grüßen\nHans Brenner\nBrenner Stahl GmbH\nStammkapital 50.000 EUR\n",
        "Wie besprochen statt KW 34 nun KW 36.",
        "Nun 10 statt 12 Stück, wie telefonisch vereinbart.",
    ],
)
def test_a_mail_that_says_what_the_paper_says_holds_nothing_up(text: str) -> None:
    assert differences(said(text), ten()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Anbei die AB, Preise freibleibend.",
        "Please find our confirmation attached. Prices are subject to change.",
        "Les prix sont susceptibles d'être modifiés.",
        "I prezzi sono soggetti a variazioni.",
        "Los precios están sujetos a cambios.",
        "Prijzen onder voorbehoud.",
        "Ceny mogą ulec zmianie.",
        "Zzgl. Legierungszuschlag nach Anfall.",
        "Plus freight at cost.",
        "Artikel wird ersetzt durch BX-200.",
        "Lieferung nur gegen Vorkasse.",
        "Confirmed, subject to prior sale.",
    ],
)
def test_what_a_mail_reserves_a_person_sees_beside_the_confirmation_and_not_beside_a_notice(text: str) -> None:
    assert any("reserves something" in each for each in differences(said(text), ten()))
    assert not any("reserves something" in each for each in differences(said(text), notice()))


@pytest.mark.parametrize(
    "text",
    [
        "Anbei unsere AB. Es sind Festpreise.",
        "Confirmed without reservation, prices are firm.",
        "Es gelten unsere Allgemeinen Geschäftsbedingungen; Irrtum vorbehalten.",
        "Fracht frei, wie bestellt.",
    ],
)
def test_a_mail_that_reserves_nothing_of_this_order_holds_nothing_up(text: str) -> None:
    assert not any("reserves something" in each for each in differences(said(text), ten()))


def test_lines_in_the_text_are_found_again_by_number_item_or_being_alone() -> None:
    table = "Order confirmation\n\nPos  Item      Qty      Price\n{}   {}   10 pcs   2.50 EUR"
    assert differences(said(table.format("10", "42-1734")), ten()) == []
    assert any("has the item 42-9999" in each for each in differences(said(table.format("10", "42-9999")), ten()))
    assert any("no line of it is that one" in each for each in differences(said(table.format("30", "42-1734")), ten()))


def test_what_was_shipped_is_held_against_the_notice_and_not_against_the_confirmation() -> None:
    text = "Heute wurden 8 Stück versandt, 2 Stück folgen."
    assert spoken_otherwise(said(text), notice())
    assert spoken_otherwise(said("Heute wurden 10 Stück versandt, 120 kg."), notice()) == []
    assert spoken_otherwise(said("Die 5 Stück vom letzten Mal wurden versandt."), ten()) == []


def test_a_mail_about_another_order_says_nothing_of_the_paper() -> None:
    assert differences(said("Pos. 10: nur 8 Stück.", "AW: Bestellung 4500099999"), ten()) == []


def test_weights_agree_in_any_unit_and_lots_are_parts_of_their_line() -> None:
    heavy = ten(quantity="2.5", unit="TNE", price_unit="1")
    assert spoken_otherwise(said("Wir liefern 2500 kg."), heavy) == []
    assert spoken_otherwise(said("Wir liefern nur 2400 kg."), heavy)
    parts = ten().lines[0].root | {"schedule": [Group({"quantity": leaf("4")}), Group({"quantity": leaf("6")})]}
    assert spoken_otherwise(said("Zuerst 4 Stück, dann 6 Stück."), ten().model_copy(update={"lines": [Group(parts)]})) == []


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.sampled_from(["nur {} Stück lieferbar", "Wir liefern {} Stück", "statt 77777 nur {}", "{} pcs only"]),
)
def test_it_is_told_exactly_where_the_numbers_differ(mailed: int, printed: int, words: str) -> None:
    found = spoken_otherwise(said(words.format(mailed) + "."), ten(quantity=str(printed)))
    prices = {Decimal("2.5") * number for number in (1, 10, 100, 1000)} | {Decimal("625.00")}
    assert bool(found) == (mailed != printed and not (words.startswith("statt") and Decimal(mailed) in prices))
