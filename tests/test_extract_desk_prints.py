"""What order desks and shipping offices print about an entry below it: the order and its line, the day that was promised, a table of releases."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.paper import Group
from tests.press import CONFIRMED, PITCH, SHIPPED, Row, read, rows_of, sheet, values

PLACES = (50.0, 130.0, 290.0, 340.0, 400.0, 460.0, 520.0)
TITLES = ("Artikel", "Bezeichnung", "Menge", "ME", "Preis", "Betrag", "Termin")
ENTRIES = [
    ("BG-6852", "Rundstahl 12 mm", "100", "Stk", "2,50", "250,00", "01.09.2026"),
    ("BG-7001", "Flachstahl 30x8", "200", "Stk", "0,50", "100,00", "08.09.2026"),
]


def lines_with(
    texts: Sequence[str], *, above: str = "", titles: Sequence[str] = TITLES, entries: Sequence[Sequence[str]] = ENTRIES
) -> list[Group]:
    """The lines of a confirmation whose entries have those texts below them, and that one above the first."""
    rows: list[Row] = [*CONFIRMED, *rows_of([titles], PLACES, 180.0)]
    top = 180.0 + PITCH
    if above:
        rows.append((top, {130.0: above}))
        top += PITCH
    for entry, text in zip(entries, texts, strict=True):
        rows += rows_of([entry], PLACES, top)
        for line in text.split("\n"):
            top += PITCH
            rows.append((top, {130.0: line}))
        top += PITCH
    return read(sheet(rows)).lines


@pytest.mark.parametrize(
    "text",
    [
        "Rif. Vs. ord. 4500017325 riga {line}",
        "S/ped. 4500017325 línea {line}",
        "V/cde 4500017325 ligne {line}",
        "Ihre Bestellung 4500017325 Pos. {line}",
        "Your PO 4500017325 Line {line}",
    ],
)
def test_the_line_of_the_order_is_read_behind_the_orders_number_below_an_entry(text: str) -> None:
    found = lines_with([text.format(line=line) for line in ("10", "00020")])
    assert [line.text("order_line") for line in found] == ["10", "20"]


def test_an_order_and_its_line_above_the_first_entry_are_not_of_the_entry_above_them() -> None:
    found = lines_with(["V/cde 4500017325 ligne 20", "Zeugnis 3.1"], above="V/cde 4500017325 ligne 10")
    assert found[0].text("order_line") != "20"


def test_a_line_of_the_suppliers_own_order_is_no_line_of_the_buyers() -> None:
    found = lines_with(["Unser Auftrag 88017325 Pos. 1", "Unser Auftrag 88017325 Pos. 2"])
    assert all(line.text("order_line") is None for line in found)


WISHED = ("Pos", "Bezeichnung", "Menge", "ME", "Preis", "Betrag", "Wunschtermin")
NUMBERED = [("10", *ENTRIES[0][1:]), ("20", *ENTRIES[1][1:])]


@pytest.mark.parametrize(
    ("label", "wished"),
    [("Voraussichtliche Lieferung", "Wunschtermin"), ("Livraison estimée", "Souhaité"), ("Estimated delivery", "Need By")],
)
def test_a_day_that_is_labelled_below_an_entry_is_promised_where_the_column_says_that_its_days_were_only_wished_for(
    label: str, wished: str
) -> None:
    texts = [f"100 Stk bestätigt ({label}: 15.09.2026)", f"200 Stk bestätigt ({label}: 22.09.2026)"]
    found = lines_with(texts, titles=(*WISHED[:-1], wished), entries=NUMBERED)
    assert [line.text("delivery_date") for line in found] == ["2026-09-15", "2026-09-22"]
    assert all(day.confidence > 0.9 for line in found if (day := line.leaf("delivery_date")))


def test_parts_that_are_confirmed_below_an_entry_are_told_apart_from_the_day_that_was_wished_for() -> None:
    parts = "40 Stk bestätigt (Voraussichtliche Lieferung: 15.09.2026)\n60 Stk bestätigt (Voraussichtliche Lieferung: 22.09.2026)"
    first, _ = lines_with([parts, "Zeugnis 3.1"], titles=WISHED, entries=NUMBERED)
    assert [values(part, "quantity", "delivery_date") for part in first.groups("schedule")] == [["40", "2026-09-15"], ["60", "2026-09-22"]]


@pytest.mark.parametrize(
    "titles",
    [
        ("Rel", "Ship By", "Due At Dock", "Qty"),
        ("Abruf", "Versand ab Werk", "Eintreffen", "Menge"),
        ("Dost.", "Wysyłka", "U klienta", "Ilość"),
    ],
)
def test_of_a_release_the_day_when_it_arrives_is_promised_and_not_the_day_when_it_leaves(titles: Sequence[str]) -> None:
    table = [titles, ("1", "28.08.2026", "01.09.2026", "100 Stk")]
    rows = [
        *rows_of([TITLES[:-1], ENTRIES[0][:-1]], PLACES[:-1], 180.0),
        *rows_of(table, (160.0, 200.0, 300.0, 400.0), 180.0 + 2 * PITCH),
    ]
    (only,) = read(sheet([*CONFIRMED, *rows])).lines
    assert values(only, "quantity", "delivery_date") == ["100", "2026-09-01"]


def test_a_release_of_less_than_the_whole_tells_no_day_for_the_entry() -> None:
    table = [("Abruf", "Versand ab Werk", "Eintreffen", "Menge"), ("1", "28.08.2026", "01.09.2026", "90 Stk")]
    other = [table[0], ("1", "04.09.2026", "08.09.2026", "200 Stk")]
    places = (160.0, 200.0, 300.0, 400.0)
    rows = [
        *rows_of([WISHED[:-1], NUMBERED[0][:-1]], PLACES[:-1], 180.0),
        *rows_of(table, places, 180.0 + 2 * PITCH),
        *rows_of([NUMBERED[1][:-1]], PLACES[:-1], 180.0 + 4 * PITCH),
        *rows_of(other, places, 180.0 + 5 * PITCH),
    ]
    first, second = read(sheet([*CONFIRMED, *rows])).lines
    assert values(first, "order_line", "delivery_date") == ["10", None]
    assert values(second, "order_line", "delivery_date") == ["20", "2026-09-08"]


TALL = [
    {50.0: "Pos.", 90.0: "Sachnummer", 200.0: "Benennung", 480.0: "Liefertermin"},
    {50.0: "Ihre Pos.", 110.0: "Ihre Sachnr.", 320.0: "Menge", 360.0: "EH", 410.0: "Preis", 480.0: "Betrag"},
    {90.0: "Zolltarifnr.", 360.0: "PE", 410.0: "Rab. %"},
]


def tall(entries: Sequence[Sequence[dict[float, str]]]) -> list[Group]:
    """The lines of a confirmation below a head of three rows."""
    rows: list[Row] = [*CONFIRMED]
    for at, cells in enumerate([*TALL, *(line for entry in entries for line in entry)]):
        rows.append((180.0 + PITCH * at, cells))
    return read(sheet(rows)).lines


def three_lines(number: int, item: str, text: str, *more: str) -> list[dict[float, str]]:
    """An entry in three lines, with further lines of its text behind the first."""
    return [
        {50.0: f"{number}/0", 90.0: item, 200.0: text, 480.0: f"0{number}.09.2026"},
        *({200.0: line} for line in more),
        {50.0: f"{number}0", 110.0: f"63-5464-2{number}", 320.0: "200", 360.0: "ST", 410.0: "2,50", 480.0: "5,00"},
        {90.0: "73181900", 360.0: "100"},
    ]


def test_an_entry_of_three_lines_is_read_line_by_line_below_the_rows_of_its_head() -> None:
    first, second = tall([three_lines(1, "HY002990", "Drehstrommotor"), three_lines(2, "HY007247", "Wellendichtring")])
    names = ("order_line", "supplier_item", "buyer_item", "quantity", "unit", "unit_price", "price_unit", "net_amount", "delivery_date")
    assert values(first, *names) == ["10", "HY002990", "63-5464-21", "200", "C62", "2.50", "100", "5.00", "2026-09-01"]
    assert values(second, *names) == ["20", "HY007247", "63-5464-22", "200", "C62", "2.50", "100", "5.00", "2026-09-02"]
    assert [line.text("description") for line in (first, second)] == ["Drehstrommotor", "Wellendichtring"]


def test_a_text_of_two_lines_in_an_entry_of_three_loses_neither_its_end_nor_the_entry() -> None:
    first, second = tall(
        [three_lines(1, "HY002990", "Klauenkupplung mit", "Bohrung nach Zeichnung"), three_lines(2, "HY007247", "Wellendichtring")]
    )
    assert [line.text("order_line") for line in (first, second)] == ["10", "20"]
    assert first.text("description") == "Klauenkupplung mit Bohrung nach Zeichnung"


def test_an_entry_of_three_lines_that_is_not_as_the_others_is_not_passed_over_in_silence() -> None:
    torn = three_lines(2, "HY007247", "Wellendichtring")[:1]
    found = tall([three_lines(1, "HY002990", "Drehstrommotor"), torn, three_lines(3, "HY018683", "Sicherungsmutter")])
    assert len(found) != len(("first", "third"))


def test_a_day_in_words_under_a_heading_as_wide_as_its_year_is_no_part_of_the_text() -> None:
    titles = {
        50.0: "Line",
        90.0: "Part No.",
        170.0: "Item Description",
        330.0: "Qty",
        370.0: "Unit",
        420.0: "Price",
        470.0: "Amount",
        550.0: "Due",
    }
    entry = {
        50.0: "10",
        90.0: "TW-01692",
        170.0: "Self-locking nut M6",
        330.0: "100",
        370.0: "EA",
        420.0: "2.50",
        470.0: "250.00",
        512.0: "15 JUL 2026",
    }
    (only,) = read(sheet([*CONFIRMED, (180.0, titles), (194.0, entry)])).lines
    assert values(only, "description", "delivery_date") == ["Self-locking nut M6", "2026-07-15"]


@pytest.mark.parametrize("label", ["N° de commande interne", "N° commande interne"])
def test_a_number_that_is_said_to_be_internal_is_the_papers_own_and_not_the_orders(label: str) -> None:
    head: list[Row] = [
        (50.0, {50.0: "Robinetterie Vannier SARL"}),
        (80.0, {50.0: "CONFIRMATION DE COMMANDE"}),
        (110.0, {50.0: f"{label}: AR058941", 300.0: "Réf. cde client: 4500523600"}),
        (124.0, {50.0: "Date: 24/01/2026"}),
    ]
    fields = read(sheet([*head, *rows_of([TITLES, *ENTRIES], PLACES, 180.0)])).fields
    assert (fields.text("document_number"), fields.text("order_number")) == ("AR058941", "4500523600")


def test_a_label_of_a_number_and_its_day_names_the_number() -> None:
    head: list[Row] = [
        (50.0, {50.0: "Robinetterie Vannier SARL"}),
        (80.0, {50.0: "BON DE LIVRAISON"}),
        (110.0, {50.0: "Document / Édité le", 200.0: "AR074125 / 26/08/2026"}),
        (124.0, {50.0: "Votre commande", 200.0: "4500523600"}),
    ]
    fields = read(sheet([*head, *rows_of([TITLES[:4], *(entry[:4] for entry in ENTRIES)], PLACES[:4], 180.0)])).fields
    assert (fields.text("document_number"), fields.text("document_date")) == ("AR074125", "2026-08-26")


def test_a_sign_of_a_letter_is_not_the_papers_number_where_its_title_has_one() -> None:
    head: list[Row] = [
        (50.0, {50.0: "Robinetterie Vannier SARL"}),
        (80.0, {50.0: "Nos réf.: SD-912"}),
        (110.0, {50.0: "CONFIRMATION DE COMMANDE 2631602"}),
        (124.0, {50.0: "Date: 24/01/2026", 300.0: "Votre commande: 4500523600"}),
    ]
    fields = read(sheet([*head, *rows_of([TITLES, *ENTRIES], PLACES, 180.0)])).fields
    assert fields.text("document_number") == "2631602"


def test_terms_go_on_in_the_line_below_flush_with_their_beginning() -> None:
    rows = [(138.0, {50.0: "Zahlungsbed.:", 130.0: "3 % Skonto innerhalb 10"}), (150.0, {130.0: "Tagen, 30 Tage netto"})]
    fields = read(sheet([*CONFIRMED, *rows, *rows_of([TITLES, *ENTRIES], PLACES, 190.0)])).fields
    assert fields.text("payment_terms") == "3 % Skonto innerhalb 10 Tagen, 30 Tage netto"


def test_the_place_of_an_incoterm_ends_with_its_sentence() -> None:
    rows = [(138.0, {50.0: "Die Lieferung erfolgt DAP Bremerhaven. Als Zahlungsbedingung gilt: 30 Tage netto."})]
    fields = read(sheet([*CONFIRMED, *rows, *rows_of([TITLES, *ENTRIES], PLACES, 190.0)])).fields
    assert (fields.text("incoterm_place"), fields.text("payment_terms")) == ("Bremerhaven", "30 Tage netto.")


def test_a_counter_of_pages_below_the_last_entry_is_no_week() -> None:
    rows = rows_of([(*WISHED[:-1], "Termin"), (*NUMBERED[0][:-1], "KW 33/2026")], PLACES, 180.0)
    (only,) = read(sheet([*CONFIRMED, *rows, (214.0, {400.0: "S. 2 von 2"})])).lines
    day = only.leaf("delivery_date")
    assert day is not None
    assert (day.value, day.contested) == ("2026-08-14", False)


def test_lines_of_the_order_are_read_below_entries_that_the_paper_counts_itself() -> None:
    titles = ("N.º", "Descripción", "Cant.", "Ud.", "Precio", "Importe", "Entrega")
    entries = [("1", *ENTRIES[0][1:]), ("2", *ENTRIES[1][1:])]
    texts = [f"Pos. pedido: {line}   Su ref.: 27-1096-{line}   Orden fab.: 40363-{line}" for line in ("10", "30")]
    found = lines_with(texts, titles=titles, entries=entries)
    assert [line.text("order_line") for line in found] == ["10", "30"]


def test_positions_of_the_suppliers_order_are_not_taken_for_those_of_the_buyers() -> None:
    titles = ("Pos", "Bezeichnung", "Menge", "ME", "Preis", "Betrag", "Termin")
    entries = [("1", *ENTRIES[0][1:]), ("2", *ENTRIES[1][1:])]
    found = lines_with(["Auftragsposition: 10", "Auftragsposition: 30"], titles=titles, entries=entries)
    assert "30" not in [line.text("order_line") for line in found]


def test_a_column_of_days_whose_heading_is_not_known_has_the_promised_ones_in_entries_of_three_lines() -> None:
    head = [{**TALL[0], 480.0: "Xyzzy"}, *TALL[1:]]
    entries = [three_lines(1, "HY002990", "Drehstrommotor"), three_lines(2, "HY007247", "Wellendichtring")]
    rows = [(180.0 + PITCH * at, cells) for at, cells in enumerate([*head, *(line for entry in entries for line in entry)])]
    found = read(sheet([*CONFIRMED, *rows])).lines
    assert [line.text("delivery_date") for line in found] == ["2026-09-01", "2026-09-02"]


@pytest.mark.parametrize("label", ["Your item", "Customer item", "Item"])
def test_the_buyers_item_of_few_figures_beside_its_material_number_is_the_line_of_the_order(label: str) -> None:
    titles = ("Item", *TITLES[1:])
    entries = [("10", *ENTRIES[0][1:]), ("20", *ENTRIES[1][1:])]
    texts = [f"Your material number: 42-1734-11\n{label}: {line}" for line in ("30", "80")]
    found = lines_with(texts, titles=titles, entries=entries)
    told = ["30", "80"] if label != "Item" else ["10", "20"]
    assert [line.text("order_line") for line in found] == told
    assert all(line.text("buyer_item") == "42-1734-11" for line in found)


@pytest.mark.parametrize("titles", [("Rel", "Need By", "Ship By", "Quantity"), ("Rel", "Required", "Sched Ship", "Qty")])
def test_of_a_release_that_tells_when_it_is_needed_and_when_it_ships_the_second_is_promised(titles: Sequence[str]) -> None:
    table = [titles, ("1", "05.09.2026", "01.09.2026", "100")]
    rows = [
        *rows_of([TITLES[:-1], ENTRIES[0][:-1]], PLACES[:-1], 180.0),
        *rows_of(table, (160.0, 220.0, 300.0, 400.0), 180.0 + 2 * PITCH),
    ]
    (only,) = read(sheet([*CONFIRMED, *rows])).lines
    assert values(only, "quantity", "delivery_date") == ["100", "2026-09-01"]


@pytest.mark.parametrize("label", ["F. solicitada:", "Wunschtermin:", "Data richiesta:"])
def test_a_day_in_the_column_stays_sure_beside_one_that_a_broken_label_below_says_was_asked_for(label: str) -> None:
    found = lines_with([f"Zeile: 10 · {label}\n15.09.2026", f"Zeile: 20 · {label}\n15.09.2026"])
    assert [line.text("delivery_date") for line in found] == ["2026-09-01", "2026-09-08"]
    assert all(day.confidence > 0.9 for line in found if (day := line.leaf("delivery_date")))


@pytest.mark.parametrize(("asked", "answered"), [("Angefragt", "Bestätigt"), ("Gevraagd", "Bevestigd")])
def test_what_stands_flush_below_confirmed_is_the_quantity_and_no_part_of_the_unit_beside_it(asked: str, answered: str) -> None:
    places = (48.0, 73.0, 141.0, 224.0, 275.0, 311.0, 357.0, 420.0, 480.0)
    titles = ("Zl.", "Artikelcode", "Artikeltext", asked, answered, "Einh.", "Stückpreis", "Zeilensumme", "Liefertag")
    right = (48.0, 73.0, 141.0, 245.0, 293.0, 311.0, 379.0, 457.0, 508.0)
    table = [("1", "40052927", "Blech", "942", "842", "KG", "1,41", "1.187,22", "08.06.2026"), ("2", "40015624", "Profil", "210", "200", "KG", "5,49", "1.098,00", "13.06.2026")]  # fmt: skip
    rows = [*CONFIRMED, *rows_of([titles], places, 180.0), *rows_of(table, right, 180.0 + PITCH)]
    found = read(sheet(rows)).lines
    assert [values(line, "quantity", "unit") for line in found] == [["842", "KGM"], ["200", "KGM"]]
    assert all(count.confidence > 0.9 for line in found if (count := line.leaf("quantity")))


@pytest.mark.parametrize("reference", ["Ref. interna: 888607", "Unser Zeichen: 888607", "Our reference: 888607"])
def test_the_suppliers_own_reference_makes_a_number_that_is_named_no_less_sure(reference: str) -> None:
    rows: list[Row] = [
        (50.0, {50.0: "Suministros Arga, S.A."}),
        (80.0, {50.0: "Confirmación de pedido"}),
        (110.0, {50.0: "Nº Pedido: 26/11487", 300.0: "Su Nº de pedido: 4700138050"}),
        (124.0, {50.0: "Fecha: 29-05-2026", 300.0: reference}),
    ]
    fields = read(sheet(rows)).fields
    assert (fields.text("document_number"), fields.text("order_number")) == ("26/11487", "4700138050")
    assert (number := fields.leaf("document_number"))
    assert number.confidence > 0.85


def test_what_headings_call_by_its_sale_are_the_item_and_its_quantity() -> None:
    titles = ("Pos.", "Verkaufsartikelnr.", "Beschreibung", "Verkaufsmenge", "ME", "Preis", "Nettobetrag", "Termin")
    table = [titles, ("10", "40001990", "Zahnriemen", "6", "ST", "16,23", "97,38", "17.06.2026"), ("20", "40019334", "Kugellager", "25", "ST", "24,61", "615,25", "15.06.2026")]  # fmt: skip
    found = read(sheet([*CONFIRMED, *rows_of(table, (40.0, 70.0, 160.0, 240.0, 320.0, 360.0, 420.0, 500.0), 180.0)])).lines
    assert [values(line, "supplier_item", "quantity") for line in found] == [["40001990", "6"], ["40019334", "25"]]
    assert all(count.confidence > 0.9 for line in found if (count := line.leaf("quantity")))


@pytest.mark.parametrize(
    ("left", "came"),
    [
        ("Auslieferung am", "Anlieferung beim Kunden"),
        ("Datum uitlevering", "Verwachte aankomst"),
        ("Uitgeleverd op", "Aankomst bij klant"),
    ],
)
def test_when_goods_leave_and_when_they_are_with_the_customer_are_two_days(left: str, came: str) -> None:
    days: list[Row] = [(138.0, {50.0: left, 200.0: "05.07.2026"}), (152.0, {50.0: came, 200.0: "07.07.2026"})]
    goods = rows_of(
        [("Pos.", "Artikel", "Bezeichnung", "Menge"), ("10", "AB-1234", "Zahnriemen", "6 ST")], (50.0, 100.0, 200.0, 400.0), 200.0
    )
    fields = read(sheet([*SHIPPED, *days, *goods])).fields
    assert values(fields, "ship_date", "arrival_date") == ["2026-07-05", "2026-07-07"]


@pytest.mark.parametrize(
    ("unit", "per", "amount", "told"), [("EA", "/M", "223.50", "1000"), ("EA", "/C", "223.50", "100"), ("M", "/M", "133,500.00", "1")]
)
def test_a_price_for_m_is_one_for_a_thousand_though_the_line_does_not_add_up_and_a_metres_where_goods_are_counted_so(
    unit: str, per: str, amount: str, told: str
) -> None:
    titles = ("Line", "Part Number", "Rev", "Order Qty", "UOM", "Unit Price", "Ext. Price")
    table = [titles, ("1", "CFP01763", "C", "10,000", unit, f"13.35 {per}", amount)]
    (only,) = read(sheet([*CONFIRMED, *rows_of(table, (46.0, 80.0, 180.0, 260.0, 340.0, 400.0, 500.0), 180.0)])).lines
    assert values(only, "unit_price", "price_unit") == ["13.35", told]


@pytest.mark.parametrize(
    ("titles", "days"),
    [
        (("Ship By", "Delivery Date"), ["2026-09-05", "2026-09-07"]),
        (("Liefertermin", "Versandtermin"), ["2026-09-01", "2026-09-02"]),
        (("Cust. Req. Date", "Sched Ship"), ["2026-09-05", "2026-09-07"]),
    ],
)
def test_of_the_days_when_goods_leave_and_when_they_are_delivered_the_second_is_promised(titles: tuple[str, str], days: list[str]) -> None:
    heads = ("Line", "Part", "Description", "Qty", "UOM", "Price", "Amount", *titles)
    table = [heads, ("10", "AB-1234", "Disc", "100", "EA", "2.50", "250.00", "01.09.2026", "05.09.2026"), ("20", "AB-1235", "Nut", "50", "EA", "2.00", "100.00", "02.09.2026", "07.09.2026")]  # fmt: skip
    found = read(sheet([*CONFIRMED, *rows_of(table, (40.0, 70.0, 120.0, 200.0, 240.0, 270.0, 320.0, 390.0, 470.0), 180.0)])).lines
    assert [line.text("delivery_date") for line in found] == days
