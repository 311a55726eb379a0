"""Letters: what a number, date, weight or name in a sentence is, over line ends and beside columns."""

from __future__ import annotations

import pytest

from tests.press import Row, read, sheet, values

WIDE = 500.0


def letter(*texts: str, title: str = "Delivery note", left: float = 50.0) -> list[Row]:
    """A letter, each text a paragraph that is broken where the line is full."""
    rows: list[Row] = [(40.0, {left: "Brenner Stahl GmbH"}), (120.0, {left: title})]
    top = 160.0
    for text in texts:
        for line in broken(text):
            rows.append((top, {left: line}))
            top += 14.0
        top += 12.0
    return rows


def broken(text: str) -> list[str]:
    lines, width = [""], 0.0
    for word in text.split():
        own = 5.0 * len(word) + 3.0
        if width + own > WIDE:
            lines.append("")
            width = 0.0
        lines[-1] = f"{lines[-1]} {word}".strip()
        width += own
    return lines


SHIPPED = (
    "We are pleased to tell you that your order 4500017325 of 3 June 2026 left our works on 24 July 2026 with advice note DN-80123 as agreed.",
    (
        "The consignment travels with Palletline under number 0937451122 and should be with you on 27 July 2026; "
        "the 2 pallets weigh 1,256 kg gross and 1,240 kg net."
    ),
)


def test_a_letter_about_goods_on_their_way_is_read_without_any_label() -> None:
    fields = read(sheet(letter(*SHIPPED))).fields
    names = ("order_number", "document_number", "ship_date", "arrival_date", "carrier", "tracking_number")
    assert values(fields, *names) == ["4500017325", "DN-80123", "2026-07-24", "2026-07-27", "Palletline", "0937451122"]
    assert values(fields, "gross_weight_kg", "net_weight_kg", "package_count") == ["1256", "1240", "2"]


@pytest.mark.parametrize(
    ("title", "text", "number"),
    [
        ("Auftragsbestätigung", "wir danken für Ihre Bestellung 4500017325 vom 3. Juni 2026 und führen sie bei uns unter der Nummer AB-4711 weiter.", "AB-4711"),
        ("Conferma d'ordine", "Vi ringraziamo per l'ordine 4500017325 del 3 giugno 2026, che confermiamo con il nostro numero OV-4711 come segue.", "OV-4711"),
        ("Accusé de réception de commande", "Nous avons bien reçu votre commande 4500017325 du 3 juin 2026, enregistrée chez nous sous le numéro CC-4711.", "CC-4711"),
    ],
)  # fmt: skip
def test_whose_number_it_is_is_told_by_the_words_before_it(title: str, text: str, number: str) -> None:
    fields = read(sheet(letter(text, title=title))).fields
    assert values(fields, "order_number", "document_number", "order_date") == ["4500017325", number, "2026-06-03"]


def test_with_its_packing_a_thing_is_heavier() -> None:
    fields = read(sheet(letter(*SHIPPED[:1], "The 2 cartons together weigh 89 kg with you paying nothing (goods alone 62 kg)."))).fields
    assert values(fields, "gross_weight_kg", "net_weight_kg") == ["89", "62"]


@pytest.mark.parametrize(
    "text",
    [
        "The 3 cartons weigh 971 kg together (goods alone 995 kg).",
        "Les 3 colis pèsent ensemble 971 kg (marchandise seule 995 kg).",
        "Die 3 Packstücke wiegen zusammen 971 kg (Ware allein 995 kg).",
        "I 3 colli pesano insieme 971 kg (sola merce 995 kg).",
        "Los 3 bultos pesan juntos 971 kg (mercancía sola 995 kg).",
        "De 3 colli wegen samen 971 kg (alleen goederen 995 kg).",
        "Opakowań jest 3, ważą razem 971 kg (sam towar 995 kg).",
    ],
)
def test_the_weight_of_the_goods_alone_is_the_net_one_though_it_is_printed_heavier(text: str) -> None:
    fields = read(sheet(letter(*SHIPPED[:1], text))).fields
    assert values(fields, "gross_weight_kg", "net_weight_kg") == ["971", "995"]


def test_a_heavier_weight_behind_a_lighter_one_is_not_surely_the_gross_one() -> None:
    fields = read(sheet(letter(*SHIPPED[:1], "The 3 cartons weigh 1,971 kg together (including all 2,025 kg)."))).fields
    gross, net = fields.leaf("gross_weight_kg"), fields.leaf("net_weight_kg")
    assert gross
    assert net
    assert (gross.value, net.value) == ("2025", "1971")
    assert max(gross.confidence, net.confidence) < 0.8


def test_which_sum_is_the_net_one_is_told_by_the_tax() -> None:
    text = "Für den gesamten Auftrag berechnen wir Ihnen 3.076,04 EUR ohne Umsatzsteuer; mit 584,45 EUR Steuer sind es 3.660,49 EUR."
    fields = read(
        sheet(letter("wir bestätigen Ihre Bestellung 4500017325 wie folgt und danken Ihnen.", text, title="Auftragsbestätigung"))
    ).fields
    assert values(fields, "net_total", "gross_total") == ["3076.04", "3660.49"]


def test_entries_in_running_text_keep_their_last_sentence_and_nothing_behind_it() -> None:
    text = (
        "Item 10, Hydraulic hose DN10, product code MP06985: 40 m priced at 16.58 EUR / m, which comes to 663.20 EUR. We expect to deliver 29-MAR-2026. "
        "Item 20, Ball bearing 6220, product code MP07517: 25 ea. priced at 20.51 EUR / ea., which comes to 512.75 EUR. We expect to deliver "
        "10-MAR-2026. In all this amounts to 1,175.95 EUR, plus VAT of 0.00 EUR."
    )
    paper = read(sheet(letter("Many thanks for your order 4500017325, received on 16-FEB-2026.", text, title="Order acknowledgement")))
    assert [
        values(line, "order_line", "supplier_item", "quantity", "unit_price", "net_amount", "delivery_date") for line in paper.lines
    ] == [
        ["10", "MP06985", "40", "16.58", "663.20", "2026-03-29"],
        ["20", "MP07517", "25", "20.51", "512.75", "2026-03-10"],
    ]
    assert values(paper.fields, "net_total", "order_date") == ["1175.95", "2026-02-16"]


def test_text_beside_a_column_is_read_on() -> None:
    rows = letter(*SHIPPED)
    beside = [(top, {**cells, 565.0: "IBAN"}) for top, cells in rows[2:]]
    assert values(read(sheet([*rows[:2], *beside])).fields, "document_number", "ship_date") == ["DN-80123", "2026-07-24"]


def test_a_position_and_a_quantity_that_look_like_one_number_are_two() -> None:
    text = "Enthalten sind zu Position 10 100 Stck O-Ring 40x2 NBR 70 (Artikelnummer SD06037) der Charge 265131-A."
    paper = read(
        sheet(letter("die Ware zu Ihrem Auftrag 4500017325 hat heute unser Haus verlassen und ist unterwegs.", text, title="Lieferschein"))
    )
    assert [values(line, "order_line", "quantity", "supplier_item") for line in paper.lines] == [["10", "100", "SD06037"]]


def test_a_word_with_which_a_sentence_goes_on_is_no_label() -> None:
    rows: list[Row] = [
        (40.0, {50.0: "Brenner Stahl GmbH"}),
        (120.0, {50.0: "Auftragsbestätigung"}),
        (160.0, {50.0: "Bezug nehmend auf Ihr Schreiben vom 2. März 2026 bestätigen wir Ihren"}),
        (174.0, {50.0: "Auftrag 4500174530; bei Rückfragen nennen Sie bitte stets unsere Nummer"}),
        (188.0, {50.0: "2026-94892."}),
    ]
    assert values(read(sheet(rows)).fields, "order_number", "document_number") == ["4500174530", "2026-94892"]


def test_the_stop_behind_a_day_ends_no_sentence_before_its_month() -> None:
    told = "zu Ihrer Bestellung 4700764503 haben wir am 30. März 2026 mit Lieferschein 2640524 versandt, was Sie bestellt haben, und danken dafür."
    assert values(read(sheet(letter(told, title="Versandanzeige"))).fields, "ship_date", "document_number") == ["2026-03-30", "2640524"]
