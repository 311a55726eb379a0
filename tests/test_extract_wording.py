"""Labels told by what their words mean, in seven languages: what is said of whom, compounds, abbreviations, two languages in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.doctype import DocType, of_kind
from domain.paper import Kind
from extract.text.wording import concepts, is_said_of_the_buyer, meanings, named_by


def confirmation() -> DocType:
    doctype = of_kind(find_doctypes(), Kind.ORDER_CONFIRMATION)
    assert doctype
    return doctype


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("V/réf. article", "your ref item"),
        ("Kundenartikelnummer", "your item number"),
        ("Cust. part #", "your item number"),
        ("N/código", "our number"),
        ("Codice cliente art.", "number your item"),
        ("voraussichtliches Lieferdatum", "expected delivery"),
        ("IHR AUFTRAG VOM", "your order date"),
        ("Auftragssumme netto EUR", "total net"),
        ("Verkaufsartikelnr.", "sales item number"),
        ("Zahlungsbedingungen", "payment terms"),
        ("Numer artykułu klienta", "number item your"),
        ("Przyj.", "arrival"),
        ("Verzend. dat.", "ship date"),
        ("Belegdat.", "document date"),
    ],
)
def test_the_words_of_a_label_stand_for_concepts(label: str, meant: str) -> None:
    assert concepts(label) == frozenset(meant.split())


@pytest.mark.parametrize("text", ["Brenner Stahl GmbH", "Sechskantschraube M8x40", "de la", "", "Bemerk.", "Dost."])
def test_what_is_no_label_means_nothing(text: str) -> None:
    assert concepts(text) is None


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Nuestro pedido / Order no.", "document_number"),
        ("Orden de compra / Your order", "order_number"),
        ("Onze order/d.d.", "document_number"),
        ("V/Commande/Date d'émission", "order_number"),
        ("Emitido el / Date", "document_date"),
        ("Montant TVA", "tax_total"),
        ("Tot. imponibile", "net_total"),
        ("Cond. entrega / Terms of delivery", "incoterm"),
    ],
)
def test_a_label_that_nobody_listed_names_its_field(label: str, name: str) -> None:
    known = meanings({spec.name: spec.meanings for spec in confirmation().fields})
    assert named_by(label, known) == name


@pytest.mark.parametrize(
    ("label", "theirs"),
    [
        ("Your order", True),
        ("Ihre Bestellung", True),
        ("P.O. Number", True),
        ("V/s Ordine", True),
        ("Order no.", False),
        ("Kundenauftrag", False),
    ],
)
def test_an_order_is_the_buyers_only_where_the_label_says_so(label: str, theirs: bool) -> None:
    assert is_said_of_the_buyer(label) is theirs


@given(st.text(max_size=60))
def test_any_text_means_concepts_or_nothing(text: str) -> None:
    assert concepts(text) is None or concepts(text)


@pytest.mark.parametrize("label", ["Pág.", "Pag.", "Blz.", "Str."])
def test_a_page_is_no_abbreviation_of_anything_else(label: str) -> None:
    assert concepts(label) is None


@pytest.mark.parametrize(
    ("read", "printed"),
    [("Numer Paristwa zamówienia", "Numer Państwa zamówienia"), ("Data wysytki", "Data wysyłki"), ("Razem catkowita", "Razem całkowita")],
)
def test_a_long_word_that_a_scan_shows_without_the_stroke_through_its_letter_means_the_same(read: str, printed: str) -> None:
    assert concepts(read) == concepts(printed) is not None


@pytest.mark.parametrize("word", ["total", "tota", "Notatka", "Varianten"])
def test_a_word_that_is_known_or_short_or_nothing_like_another_is_left_as_it_is(word: str) -> None:
    assert concepts(word) in (None, frozenset({"total"}))
