"""What the text of a mail answers to an order, in seven languages; what asks, hedges, denies or is only attached promises nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctypes import find_doctypes
from domain.paper import Kind, Reading
from extract.read import read_document
from extract.text.dates import find_day
from ingest.unpack import paper_of
from tests.mails import mail

ORDER = "4500017325"
SENT = "Mon, 13 Jul 2026 09:12:00 +0200"


def read(text: str, subject: str = f"AW: Bestellung {ORDER}") -> Reading:
    content, name = paper_of(mail(text, Subject=subject, Date=SENT).as_bytes(), "mail.eml")
    return read_document(content, name, find_doctypes(), None)


def said(reading: Reading) -> tuple[str | None, list[dict[str, str]]]:
    return reading.fields.text("response"), [{name: leaf.value for name, leaf in line.leaves()} for line in reading.lines]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (f"Bestellung {ORDER}", "Guten Tag Frau Weber,\n\nbestätigt wie bestellt, Liefertermin KW 32.\n\nMit freundlichen Grüßen\nHans Brenner\n"),
        ("PO", f"Hi Anna,\n\norder {ORDER} confirmed, delivery week 32.\n\nBest regards\nJohn\n"),
        ("commande", f"Bonjour,\n\nConforme à votre commande {ORDER}, livraison semaine 32.\n\nCordialement\n"),
        (f"R: Ordine {ORDER}", "Buongiorno,\n\nconfermiamo come da Vs. richiesta, consegna settimana 32.\n\nCordiali saluti\n"),
        (f"RE: Pedido {ORDER}", "Buenos días,\n\nconfirmamos su pedido según lo solicitado, entrega semana 32.\n\nSaludos cordiales\n"),
        (f"RE: {ORDER}", "Geachte heer,\n\nWij bevestigen uw bestelling zoals besteld, levering week 32.\n\nMet vriendelijke groet\n"),
        (f"RE: Zamówienie {ORDER}", "Dzień dobry,\n\npotwierdzamy, dostawa w tygodniu 32.\n\nPozdrawiam\n"),
        (f"AW: Bestellung {ORDER}", "Danke, Auftrag angenommen.\nLieferung KW 32/2026.\n\nMfG\n"),
        (f"RE: PO {ORDER}", "All fine, accepted as per your order. We will ship on August 7.\n\nKind regards\n"),
        (f"RE: commande {ORDER}", "Votre commande est acceptée. Livraison le 7 août 2026.\n\nBien cordialement\n"),
    ],
)  # fmt: skip
def test_a_whole_order_is_accepted_for_one_day(subject: str, text: str) -> None:
    reading = read(text, subject)
    assert (reading.kind, reading.fields.text("order_number"), reading.fields.text("document_date")) == (
        Kind.ORDER_CONFIRMATION, ORDER, "2026-07-13",
    )  # fmt: skip
    assert said(reading) == ("accepted", [{"delivery_date": "2026-08-07"}])
    assert reading.notes == []
    assert reading.fields.leaf("document_number") is None
    assert f"order {ORDER} is accepted; the whole order is promised for 2026-08-07" in reading.understood


@pytest.mark.parametrize(
    ("text", "answer", "lines"),
    [
        ("Pos. 10 liefern wir am 07.08.2026, Pos. 20 leider erst in KW 36.", "changed", {"10": "2026-08-07", "20": "2026-09-04"}),
        ("We confirm lines 10 and 20 for August 7 and line 30 for week 35/2026.", "accepted", {"10": "2026-08-07", "20": "2026-08-07", "30": "2026-08-28"}),
        ("KW 32 für Pos. 10 und KW 34 für Pos. 20 bestätigt.", "accepted", {"10": "2026-08-07", "20": "2026-08-21"}),
        ("Confirmé :\n- poste 10 : livraison 07/08/2026\n- poste 20 : livraison 21/08/2026", "accepted", {"10": "2026-08-07", "20": "2026-08-21"}),
        ("pozycja 10 - dostawa 07.08.2026, pozycja 20 - tydzień 34.", "accepted", {"10": "2026-08-07", "20": "2026-08-21"}),
    ],
)  # fmt: skip
def test_days_are_said_of_single_lines(text: str, answer: str, lines: dict[str, str]) -> None:
    response, found = said(read(text))
    assert response == answer
    assert {line["order_line"]: line["delivery_date"] for line in found} == lines


@pytest.mark.parametrize(
    "text",
    [
        "Anbei unsere Auftragsbestätigung.",
        "Please find our order confirmation attached.",
        "Vous trouverez ci-joint notre confirmation de commande.",
        "Den Eingang Ihrer Bestellung bestätigen wir. Eine Auftragsbestätigung folgt.",
        "We confirm receipt of your order.",
        "Can you confirm that delivery in week 32 would be OK?",
        "Bitte bestätigen Sie uns den Termin.",
        "Ihre Ware wurde heute versandt.",
        "Vielen Dank und viele Grüße",
    ],
)
def test_what_announces_asks_or_acknowledges_receipt_promises_nothing(text: str) -> None:
    reading = read(f"Guten Tag,\n\n{text}\n\nMit freundlichen Grüßen\nHans Brenner\nGeschäftsführer: Karl Wagner, KW 40\n")
    assert said(reading) == (None, [])
    assert reading.understood == ""


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Bestätigt, Lieferung voraussichtlich KW 32.", "no firm promise"),
        ("Confirmed. Delivery approx. week 32.", "no firm promise"),
        ("Bestätigt, KW 32. Der Rest kommt in KW 34, Lieferung frei Haus.", "both said of the whole order"),
        ("Bestätigt. KW 32 ist nicht möglich.", "denies"),
        ("Bestätigt, KW 32. Dürfen wir früher liefern, KW 30?", "asks or leaves something open"),
        ("Both orders 4500017325 and 4500017399 are confirmed, delivery week 32.", "4500017399"),
        ("Bestätigt, 200 Stück in KW 32.", "a quantity of which it is not plain what of"),
        ("Pos. 10 und 20: 200 Stück in KW 32.", "a quantity of which it is not plain what of"),
        ("Pos. 10: 1.500 Stück in KW 32.", "a quantity of which it is not plain what of"),
        ("Bestätigt, KW 32, jedoch zu 2,80 EUR.", "names a price"),
        ("Pos. 10 wie besprochen in der Mail, Pos. 20 in KW 32.", "not plain which lines"),
    ],
)
def test_what_is_not_plain_is_noted_and_none_of_it_is_sure(text: str, note: str) -> None:
    reading = read(text)
    assert any(note in each for each in reading.notes), reading.notes
    assert all(leaf.confidence <= 0.5 for name, leaf in reading.leaves() if name.endswith("delivery_date"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Pos. 10: 80 Stück statt 100, Liefertermin KW 33.", {"order_line": "10", "quantity": "80", "unit": "C62", "delivery_date": "2026-08-14"}),
        ("Line 20: we can only ship 150 pcs instead of 200 in week 33.", {"order_line": "20", "quantity": "150", "unit": "C62", "delivery_date": "2026-08-14"}),
        ("Wir können nur 80 Stück von Pos. 10 liefern.", {"order_line": "10", "quantity": "80", "unit": "C62"}),
        ("Ligne 10 : nous confirmons 80 pièces au lieu de 100, semaine 33.", {"order_line": "10", "quantity": "80", "unit": "C62", "delivery_date": "2026-08-14"}),
        ("Riga 10: confermiamo 2,5 t, consegna settimana 33.", {"order_line": "10", "quantity": "2.5", "unit": "TNE", "delivery_date": "2026-08-14"}),
    ],
)  # fmt: skip
def test_a_quantity_is_said_of_one_line(text: str, line: dict[str, str]) -> None:
    assert said(read(text))[1] == [line]


@pytest.mark.parametrize(
    "text",
    [
        "We will revert with a confirmation.",
        "We will come back to you regarding delivery in week 32.",
        "Wir prüfen den Termin KW 32 und melden uns.",
        "Nous reviendrons vers vous pour la livraison semaine 32.",
        "Vi faremo sapere per la consegna settimana 32.",
        "Os informaremos en breve sobre la entrega semana 32.",
        "Over de levering in week 32 komen we op terug.",
        "Odezwiemy się w sprawie terminu tydzień 32.",
        "Je suis absent jusqu'au 24/07/2026.",
        "We confirm our meeting on 21 July 2026.",
        "Unsere Betriebsferien sind vom 03.08. bis 21.08.2026.",
    ],
)
def test_what_is_vague_or_of_other_days_is_no_answer_and_doubted(text: str) -> None:
    reading = read(text)
    assert said(reading) == (None, [])
    assert reading.kind_confidence < 0.9


def test_what_is_quoted_of_an_earlier_mail_is_no_answer() -> None:
    ours = "Von: Einkauf <e@x.example>\nGesendet: Freitag, 10. Juli 2026 08:00\nAn: Brenner\nBetreff: Bestellung 4500017325\n\nLieferung KW 30, 80 Stück von Pos. 10."
    assert said(read(f"Bestätigt wie bestellt.\n\n{ours}")) == ("accepted", [])
    assert said(read("Bestätigt wie bestellt.\n\nAm 10.07.2026 schrieb Einkauf:\n> Lieferung KW 30\n> 80 Stück von Pos. 10")) == (
        "accepted",
        [],
    )


def test_a_day_that_no_longer_holds_and_the_day_of_the_order_are_no_promises() -> None:
    text = f"Wir bestätigen Ihre Bestellung {ORDER} vom 01.07.2026. Liefertermin ist der 14.08. statt KW 32."
    assert said(read(text)) == ("changed", [{"delivery_date": "2026-08-14"}])


def test_a_refusal_is_a_refusal() -> None:
    assert said(read("Unfortunately we cannot accept this order, the article was discontinued."))[0] == "rejected"
    assert said(read("Leider müssen wir den Auftrag ablehnen."))[0] == "rejected"


def test_a_signature_below_its_mark_is_not_read() -> None:
    reading = read("bestätigt, KW 32/2026\n\n-- \nHans Brenner\nBetriebsferien KW 40\n")
    assert said(reading) == ("accepted", [{"delivery_date": "2026-08-07"}])


def test_values_stand_where_they_are_printed() -> None:
    day = read("Guten Tag,\n\nbestätigt wie bestellt, Liefertermin KW 32.\n").leaf("lines[0].delivery_date")
    assert day is not None
    assert (day.text, day.source, day.page) == ("KW 32", "text", 1)
    assert day.box[0] < day.box[2]


@pytest.mark.parametrize(
    ("text", "day"),
    [("am 07.08. fertig", date(2026, 8, 7)), ("7 August", date(2026, 8, 7)), ("August 7th", date(2026, 8, 7)), ("03.01.", date(2027, 1, 3)),
     ("07.08.2026", None), ("31.02.", None), ("7 de agosto", date(2026, 8, 7))],
)  # fmt: skip
def test_a_day_without_a_year_is_the_next_one(text: str, day: date | None) -> None:
    found = find_day(text, date(2026, 7, 13))
    assert (found.value if found else None) == day


@given(
    st.lists(
        st.sampled_from(["Pos. 10", "KW 32", "bestätigt", "nicht", "07.08.", "?", ".", "\n", "1.", "und", "statt", "4500017325", "€"]),
        max_size=25,
    )
)
def test_no_text_brings_it_down(pieces: list[str]) -> None:
    reading = read(" ".join(["x", *pieces]))
    assert all(leaf.box[0] <= leaf.box[2] for _, leaf in reading.leaves())
