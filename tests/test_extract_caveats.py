"""What a confirmation says beside its table: a change, a condition, payment before delivery; what is printed on every paper is none of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Proviso
from extract.text.caveat_words import CHANGED, told_change
from extract.text.folding import folded
from tests.test_extract_provisos import kinds, remarks


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "teilweise lieferbar"), ("en", "balance on backorder"), ("fr", "quantité arrondie au conditionnement"), ("it", "quantità arrotondata alla confezione"),
        ("en", "Please note that the price has changed."), ("en", "Accepted with changes."), ("en", "Item 20 will be delivered two weeks later."),
        ("en", "We can supply only 80 pcs of item 10."), ("en", "Delivery has been postponed."),
        ("de", "Bitte beachten Sie die geänderten Preise."), ("de", "Ihre Bestellung haben wir mit Änderungen angenommen."),
        ("de", "Position 20 liefern wir zwei Wochen später."), ("de", "Von Position 10 können wir nur 80 Stück liefern."),
        ("fr", "Veuillez noter que le prix a changé."), ("fr", "Nous acceptons votre commande avec modifications."),
        ("fr", "Le poste 20 sera livré avec deux semaines de retard."), ("fr", "Nous ne pouvons livrer que 80 pièces du poste 10."),
        ("it", "Si prega di notare la variazione di prezzo."), ("it", "Accettiamo il vostro ordine con modifiche."),
        ("it", "La posizione 20 sarà consegnata due settimane dopo."), ("it", "Della posizione 10 possiamo fornire solo 80 pezzi."),
        ("es", "Rogamos tomen nota del cambio de precio."), ("es", "Aceptamos su pedido con modificaciones."),
        ("es", "La posición 20 se entregará dos semanas más tarde."),
        ("nl", "Let op: de prijs is gewijzigd."), ("nl", "Wij accepteren uw order met wijzigingen."), ("nl", "Positie 20 wordt twee weken later geleverd."),
        ("pl", "Prosimy zwrócić uwagę na zmianę ceny."), ("pl", "Przyjmujemy Państwa zamówienie ze zmianami."),
        ("pl", "Pozycja 20 zostanie dostarczona dwa tygodnie później."),
    ],
)  # fmt: skip
def test_a_change_that_a_sentence_tells_is_read(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.CHANGED]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Liefertermin folgt"), ("en", "date to be confirmed"), ("fr", "délai à confirmer"), ("it", "consegna da confermare"),
        ("es", "plazo por confirmar"), ("nl", "levertijd nader te bepalen"), ("pl", "termin do potwierdzenia"),
        ("en", "Unless we hear from you within 3 days, we will produce with drawing rev. D."),
        ("en", "Delivery 4 weeks after drawing approval."), ("en", "This order is on hold until your account is settled."),
        ("en", "Delivery dates are subject to material availability."), ("en", "Please confirm drawing revision before we start production."),
        ("de", "Sofern wir innerhalb von 3 Tagen nichts Gegenteiliges hören, fertigen wir nach Index D."),
        ("de", "Lieferzeit 4 Wochen nach technischer und kaufmännischer Klärung."), ("de", "Der Auftrag ist bis zum Ausgleich offener Posten gesperrt."),
        ("de", "Bitte geben Sie die Zeichnung frei, erst danach beginnt die Fertigung."), ("de", "Liefertermin vorbehaltlich Materialverfügbarkeit."),
        ("fr", "Sauf avis contraire de votre part sous 3 jours, nous livrerons la référence 1299."),
        ("fr", "Merci de valider le plan avant mise en fabrication."), ("fr", "Délais sous réserve de disponibilité matière."),
        ("it", "Attendiamo vostra approvazione del disegno prima di avviare la produzione."),
        ("it", "L'ordine è sospeso fino al saldo delle fatture scadute."), ("it", "Consegna salvo disponibilità del materiale."),
        ("es", "Rogamos aprueben el plano antes de iniciar la fabricación."), ("es", "Plazo sujeto a disponibilidad de material."),
        ("nl", "Zonder tegenbericht binnen 3 dagen produceren wij volgens revisie D."),
        ("nl", "Graag uw goedkeuring op de tekening voordat wij starten met de productie."),
        ("pl", "Prosimy o zatwierdzenie rysunku przed rozpoczęciem produkcji."),
        ("pl", "Zamówienie wstrzymane do czasu uregulowania zaległości."), ("pl", "Termin dostawy zależny od dostępności materiału."),
    ],
)  # fmt: skip
def test_a_condition_is_read(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.CONDITION]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("de", "Lieferung nur gegen Vorkasse.", Proviso.PREPAID), ("fr", "Livraison après paiement d'avance.", Proviso.PREPAID),
        ("nl", "Levering na vooruitbetaling.", Proviso.PREPAID), ("pl", "Dostawa po przedpłacie.", Proviso.PREPAID),
        ("de", "Lieferung ab Werk", Proviso.EX_WORKS), ("fr", "Livraison départ usine", Proviso.EX_WORKS),
        ("it", "Resa franco nostro magazzino", Proviso.EX_WORKS), ("nl", "Levering af fabriek", Proviso.EX_WORKS),
    ],
)  # fmt: skip
def test_terms_in_words_of_trade_are_read(language: str, text: str, kind: Proviso) -> None:
    assert kinds(language, text) == [kind]


USUAL = [
    ("en", "subject to prior sale"), ("de", "Zwischenverkauf vorbehalten"), ("fr", "sous réserve de vente entre-temps"), ("it", "salvo il venduto"),
    ("es", "salvo venta previa"), ("nl", "tussentijdse verkoop voorbehouden"), ("pl", "z zastrzeżeniem wcześniejszej sprzedaży"),
    ("de", "Legierungszuschlag gemäß Tag der Lieferung"), ("en", "alloy surcharge as per date of delivery"), ("it", "extra lega in vigore alla data di consegna"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("en", "plus certificate 3.1: 35.00 EUR", "35.00"), ("en", "plus one-off set-up cost 120.00", "120.00"), ("de", "zzgl. Sägekosten 2,50 EUR/Schnitt", "2.50"),
        ("nl", "vermeerderd met instelkosten 40,00", "40.00"),
    ],
)  # fmt: skip
def test_what_comes_on_top_with_a_sum_is_a_charge_whatever_it_is_called(language: str, text: str, amount: str) -> None:
    assert [(each.kind, each.amount, each.on_top) for each in remarks(language, text)] == [(Proviso.CHARGE, amount, True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "zzgl. 19 % MwSt 118,75"), ("en", "plus VAT 118.75"), ("en", "plus our conditions of sale"), ("de", "Versandbereit ab Werk: 17.07.2026"),
        ("fr", "Départ usine 17/07/2026"), ("fr", "Escompte pour paiement anticipé : néant."),
    ],
)  # fmt: skip
def test_taxes_days_of_dispatch_and_discounts_are_none_of_it(language: str, text: str) -> None:
    assert kinds(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "quantity reduced to 80 PCS"), ("en", "Material: 1.4301 (ordered: 1.4404)"), ("en", "drawing rev. D (ordered rev. C)"),
        ("de", "Menge reduziert auf 80 Stk"), ("de", "80 Stk (bestellt: 100 Stk)"), ("it", "80 pz (ordinati 100 pz)"), ("fr", "quantité réduite à 80"),
    ],
)  # fmt: skip
def test_a_remark_that_names_what_was_ordered_tells_a_change(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.CHANGED]


@pytest.mark.parametrize(("language", "text"), USUAL)
def test_what_stockists_and_mills_always_print_counts_where_it_is_said_of_a_line(language: str, text: str) -> None:
    assert kinds(language, f"Pos. 10: {text}") == [Proviso.CONDITION]
    assert kinds(language, f"{text[:1].upper()}{text[1:]}.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Zonder tegenbericht binnen 2 dagen leveren wij zoals vermeld."), ("de", "Ohne Ihre Rückmeldung liefern wir wie angegeben."),
        ("en", "Unless we hear from you within 2 days we will deliver as stated."),
    ],
)  # fmt: skip
def test_silence_that_leaves_all_as_printed_is_no_condition(language: str, text: str) -> None:
    assert kinds(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Instead of AB-1235 we will supply AB-1299."), ("de", "Anstelle von AB-1235 liefern wir AB-1299."),
        ("de", "Lieferung erfolgt in S235JR statt S355J2."), ("fr", "À la place de AB-1235 nous livrerons AB-1299."),
        ("es", "En lugar de AB-1235 suministramos AB-1299."), ("nl", "In plaats van AB-1235 leveren wij AB-1299."),
        ("pl", "Zamiast AB-1235 dostarczymy AB-1299."),
    ],
)  # fmt: skip
def test_what_is_delivered_in_anothers_place_is_a_substitute(language: str, text: str) -> None:
    assert kinds(language, text) == [Proviso.SUBSTITUTE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Fertigung gemäß freigegebener Zeichnung 4711 vom 11.11.2025."), ("en", "Manufactured according to approved drawing 4711 rev. C."),
        ("en", "If the goods are delivered two weeks later than agreed, the buyer may withdraw."), ("de", "Unsere Bankverbindung hat sich nicht geändert."),
        ("de", "Nachträgliche Änderungen können zu geänderten Lieferterminen führen."), ("de", "Änderungen bedürfen der Schriftform."),
        ("de", "Ohne Ihren Widerspruch innerhalb von 3 Tagen gilt diese Auftragsbestätigung als angenommen."),
        ("en", "If we do not hear from you within 2 working days we will assume that all details are correct."),
        ("fr", "Sans retour de votre part sous 48h, nous considérons cette commande comme définitive."),
        ("nl", "Zonder tegenbericht binnen 2 dagen gaan wij ervan uit dat de gegevens correct zijn."),
        ("de", "Über- und Unterlieferungen bis 10 % gelten als vereinbart."), ("en", "Status: released"), ("de", "Auftrag freigegeben durch: Müller"),
        ("en", "We confirm your order without changes."), ("de", "Wir bestätigen Ihre Bestellung ohne Änderungen."),
        ("en", "We have moved: our address has changed to 12 High Street."), ("fr", "Merci de nous retourner le présent accusé signé."),
        ("de", "Lieferung vorbehaltlich richtiger und rechtzeitiger Selbstbelieferung. Es gelten unsere AGB."),
    ],
)  # fmt: skip
def test_what_is_printed_on_every_paper_is_neither(language: str, text: str) -> None:
    assert kinds(language, text) == []


@given(st.sampled_from(["If stocks run low, ", "It may be that ", "Wenn nötig, ", "Falls ", "Si nécessaire, ", "Indien nodig "]))
def test_a_change_that_may_be_is_never_told_as_one(lead: str) -> None:
    plain = folded(f"{lead}the price has changed")
    match = CHANGED.search(plain)
    assert isinstance(match, re.Match)
    assert not told_change(plain, 0, match)
