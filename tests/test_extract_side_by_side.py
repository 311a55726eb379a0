"""What stands beside each other on a page and is read one below the other: panels of facts, panes of heats, contents and tests; and heads of cells of different heights."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.paper import Group, Reading
from extract.certificate.panes import with_panes_apart
from extract.certificate.two_units import without_second_units
from extract.page.layout import lay_out
from extract.page.side_panel import with_panels_above
from tests.press import CONFIRMED, SHIPPED, Row, read, sheet

CERTIFICATE: list[Row] = [
    (50.0, {50.0: "Northfield Alloys Ltd"}),
    (80.0, {50.0: "Inspection certificate 3.1 EN 10204"}),
    (110.0, {50.0: "Certificate No.: W080110", 300.0: "Your order: 4500017325"}),
]
NOTICE: list[Row] = [*SHIPPED]
CAPTIONS = {"Acknowledgement": "document_number", "Date": "document_date", "Your order": "order_number", "Account": "customer_number"}
FACTS = (
    ("Acknowledgement", "002695-00"),
    ("Date", "04/25/2026"),
    ("Your order", "4700079697"),
    ("Account", "55530"),
    ("Quotation", "Q-6872"),
)


def share(heat: Group, symbol: str) -> str | None:
    """The content of an element that was read of a heat."""
    return next((leaf.value for path, leaf in heat.leaves() if path == f"chemistry.{symbol}"), None)


def beside_a_panel(*, level: bool) -> list[Row]:
    """A panel of captions over facts, and beside it a table; its rows stand level with captions, as those of a form do, or do not."""
    panel = [word for pair in FACTS for word in pair]
    rows: list[Row] = [(200.0 + 13.0 * place, {40.0: text}) for place, text in enumerate(panel)]
    cells = {160.0: "Item", 260.0: "Quantity", 340.0: "Price", 420.0: "Per", 480.0: "Amount"}
    goods = {160.0: "DH001547", 260.0: "500", 340.0: "26.32", 420.0: "100", 480.0: "131.60"}
    offset = 0.0 if level else 5.0
    table = [(200.0 + 26.0 * place + offset, cells if place == 0 else goods) for place in range(5)]
    joined: dict[float, dict[float, str]] = {}
    for top, texts in (*rows, *table):
        joined.setdefault(top, {}).update(texts)
    across: Row = (170.0, {40.0: "We thank you for your order and confirm it as follows"})
    return [*CONFIRMED, across, *((top, joined[top]) for top in sorted(joined))]


def test_a_panel_of_facts_beside_a_table_stands_above_it_and_is_shown_where_it_is_printed() -> None:
    layout = lay_out([sheet(beside_a_panel(level=False))])
    lines = with_panels_above(layout, CAPTIONS.get).lines
    assert [line.text for line in lines[: 2 * len(FACTS)]] == [word for pair in FACTS for word in pair]
    assert lines[0].tokens[0].word.on_page[1] == pytest.approx(200.0)


def test_captions_that_stand_level_with_the_rows_of_a_form_are_no_panel() -> None:
    layout = lay_out([sheet(beside_a_panel(level=True))])
    assert with_panels_above(layout, CAPTIONS.get).lines == layout.lines


CONTENTS = (("C", "0.022"), ("Si", "0.47"), ("Mn", "1.39"), ("P", "0.028"), ("S", "0.007"), ("Cr", "16.50"))
TESTS = (("Yield Rp0.2", "239 MPa"), ("Tensile Rm", "571 MPa"), ("Elongation A5", "52.4 %"))


def pane(left: float, heat: str, lot: str) -> list[Row]:
    """One heat's pane: its number, its lot with how much there is, its contents and beside them its tests."""
    rows: list[Row] = [
        (200.0, {left: f"HEAT {heat}", left + 120: "SLAB 1372"}),
        (214.0, {left: f"LOT {lot}", left + 100: "1,413 KG"}),
        (228.0, {left: "CHEMISTRY", left + 90: "TENSION"}),
    ]
    for place, (symbol, share) in enumerate(CONTENTS):
        beside = {left + 90: TESTS[place][0], left + 175: TESTS[place][1]} if place < len(TESTS) else {}
        rows.append((242.0 + 14.0 * place, {left: symbol, left + 40: share} | beside))
    return rows


def panes() -> Reading:
    both = zip(pane(40.0, "793279", "928077"), pane(320.0, "H829516", "229211"), strict=True)
    return read(sheet([*CERTIFICATE, *[(top, left | right) for (top, left), (_, right) in both]]))


def test_panes_of_heats_side_by_side_are_each_of_their_heat() -> None:
    heats = panes().heats
    assert [heat.text("heat_number") for heat in heats] == ["793279", "H829516"]
    assert [heat.text("lot_number") for heat in heats] == ["928077", "229211"]
    assert [heat.text("quantity") for heat in heats] == ["1413", "1413"]
    assert [share(heat, "Cr") for heat in heats] == ["16.50", "16.50"]
    assert [[test.text("yield_mpa") for test in heat.groups("tensile")] for heat in heats] == [["239"], ["239"]]


def test_each_heats_tests_beside_its_contents_are_of_it_though_their_labels_go_on_a_line_lower() -> None:
    rows: list[Row] = []
    for at, (heat, proof, strength, stretch) in enumerate((("37-7872", "304", "452", "20,8"), ("53626", "302", "482", "19"))):
        top = 170.0 + 130.0 * at
        rows += [
            (top, {50.0: f"N° de coulée {heat}", 190.0: "Quantité 70 kg"}),
            (top + 14, {50.0: "Analyse en %", 270.0: "Caractéristiques mécaniques"}),
            (top + 28, {50.0: "Élément", 110.0: "Min.", 160.0: "Max.", 210.0: "Ist", 270.0: "Caractéristique", 400.0: "Unité", 440.0: "Exigé", 500.0: "Mesuré"}),
            (top + 40, {50.0: "Cu", 110.0: "57,0", 160.0: "59,0", 210.0: "58,6", 270.0: "Limite conventionnelle", 400.0: "MPa", 440.0: "min. 220", 500.0: proof}),
            (top + 52, {50.0: "Pb", 110.0: "2,5", 160.0: "3,5", 210.0: "3,1", 270.0: "d'élasticité Rp0.2"}),
            (top + 64, {50.0: "Sn", 110.0: "-", 160.0: "0,3", 210.0: "0,16", 270.0: "Résistance à la", 400.0: "MPa", 440.0: "min. 430", 500.0: strength}),
            (top + 76, {50.0: "Fe", 110.0: "-", 160.0: "0,3", 210.0: "0,14", 270.0: "traction Rm"}),
            (top + 88, {50.0: "Ni", 110.0: "-", 160.0: "0,3", 210.0: "0,07", 270.0: "Allongement à la", 400.0: "%", 440.0: "min. 10", 500.0: stretch}),
            (top + 100, {50.0: "Al", 110.0: "-", 160.0: "0,05", 210.0: "0,017", 270.0: "rupture A"}),
            (top + 112, {50.0: "Zn", 110.0: "-", 160.0: "-", 210.0: "Reste", 270.0: "Dureté", 400.0: "HBW", 440.0: "110 - 160", 500.0: "122"}),
        ]  # fmt: skip
    heats = read(sheet([*CERTIFICATE, *rows], size=7.0)).heats
    told = [(heat.text("heat_number"), heat.groups("tensile")[0]) for heat in heats]
    names = ("yield_mpa", "yield_kind", "tensile_mpa", "elongation_pct", "elongation_kind")
    assert [(heat, [test.text(name) for name in names]) for heat, test in told] == [
        ("37-7872", ["304", "Rp0.2", "452", "20.8", "A"]),
        ("53626", ["302", "Rp0.2", "482", "19", "A"]),
    ]


def test_a_list_of_contents_with_their_methods_is_not_parted() -> None:
    rows: list[Row] = [
        (200.0 + 14.0 * place, {50.0: symbol, 120.0: share, 200.0: "max 0.20", 300.0: "EN 10351"})
        for place, (symbol, share) in enumerate(CONTENTS)
    ]
    layout = lay_out([sheet([*CERTIFICATE, *rows])])
    assert [line.text for line in with_panes_apart(layout).lines] == [line.text for line in layout.lines]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Yield 34.7 ksi 239 MPa", "Yield 239 MPa"),
        ("Energy 59 ft-lbf 80 J", "Energy 59 ft-lbf 80 J"),
        ("Yield 34.7 ksi", "Yield 34.7 ksi"),
        ("Yield 239 MPa 34.7 ksi", "Yield 239 MPa 34.7 ksi"),
    ],
)
def test_of_a_result_in_two_units_the_second_is_kept(printed: str, kept: str) -> None:
    layout = lay_out([sheet([(200.0, {50.0: printed})])])
    assert without_second_units(layout).lines[0].text == kept


def test_a_batch_before_a_heat_in_one_head_is_its_lot_and_rows_may_be_numbered() -> None:
    rows: list[Row] = [
        (200.0, {50.0: "Charge 244603", 180.0: "Schmelze 008091", 330.0: "1'884 KG"}),
        (214.0, {50.0: "Nr.", 90.0: "Merkmal", 260.0: "Vorgabe", 350.0: "Ergebnis"}),
        (228.0, {50.0: "0010 Kohlenstoff C (%)", 260.0: "0.38 – 0.45", 350.0: "0.41"}),
        (242.0, {50.0: "0020 Silizium Si (%)", 260.0: "0.10 – 0.40", 350.0: "0.23"}),
        (256.0, {50.0: "0030 Mangan Mn (%)", 260.0: "0.60 – 0.90", 350.0: "0.81"}),
        (270.0, {50.0: "0040 Dehngrenze Rp0.2 (MPa) P1", 260.0: "≥ 210", 350.0: "268"}),
        (284.0, {50.0: "0050 Zugfestigkeit Rm (MPa) P1", 260.0: "≥ 520", 350.0: "632"}),
        (298.0, {50.0: "0060 Dehngrenze Rp0.2 (MPa) P2", 260.0: "≥ 210", 350.0: "302"}),
        (312.0, {50.0: "0070 Zugfestigkeit Rm (MPa) P2", 260.0: "≥ 520", 350.0: "627"}),
    ]
    (heat,) = read(sheet([*CERTIFICATE, *rows])).heats
    assert (heat.text("heat_number"), heat.text("lot_number")) == ("008091", "244603")
    assert share(heat, "C") == "0.41"
    assert [test.text("yield_mpa") for test in heat.groups("tensile")] == ["268", "302"]


def test_heads_set_in_the_middle_of_their_cells_are_one_and_the_sum_below_is_the_whole() -> None:
    rows: list[Row] = [
        (200.0, {460.0: "Masse"}),
        (205.0, {70.0: "Schmelze", 170.0: "Walzlos", 260.0: "Stück"}),
        (210.0, {460.0: "Mass"}),
        (215.0, {70.0: "Heat", 170.0: "Rolling lot", 260.0: "Pieces"}),
        (220.0, {460.0: "kg"}),
        (232.0, {70.0: "300329", 170.0: "424452", 260.0: "2", 460.0: "1037"}),
        (246.0, {70.0: "300330", 170.0: "424453", 260.0: "2", 460.0: "1038"}),
        (260.0, {340.0: "Summe / Total", 460.0: "2075 kg"}),
    ]
    reading = read(sheet([*CERTIFICATE, *rows], size=8.0))
    assert [heat.text("quantity") for heat in reading.heats] == ["1037", "1038"]
    assert reading.lines[0].text("quantity") == "2075"


def test_the_mean_of_an_impact_test_stands_in_a_row_of_its_own() -> None:
    rows: list[Row] = [
        (200.0, {50.0: "Heat 746031"}),
        (214.0, {50.0: "ReH (MPa)", 350.0: "413"}),
        (228.0, {50.0: "KV at 20 °C, three pieces (J)", 350.0: "63 - 60 - 66"}),
        (242.0, {50.0: "KV at 20 °C, average (J)", 350.0: "63"}),
    ]
    (heat,) = read(sheet([*CERTIFICATE, *rows])).heats
    assert [test.text("mean_j") for test in heat.groups("impact")] == ["63"]


def test_a_direction_in_a_cell_of_its_row_is_that_of_the_test() -> None:
    rows: list[Row] = [
        (200.0, {50.0: "Heat 746031"}),
        *[
            (214.0 + 14.0 * place, {50.0: label, 260.0: "T", 380.0: figure, 430.0: unit})
            for place, (label, figure, unit) in enumerate(
                [("Yield strength ReH", "413", "MPa"), ("Tensile strength Rm", "520", "MPa"), ("Elongation A5", "25.1", "%")]
            )
        ],
    ]
    (heat,) = read(sheet([*CERTIFICATE, *rows])).heats
    assert [(test.text("yield_mpa"), test.text("direction")) for test in heat.groups("tensile")] == [("413", "transverse")]


def confirmed(head: list[Row], row: dict[float, str]) -> Reading:
    return read(sheet([*CONFIRMED, *head, (210.0, row), (232.0, {400.0: "Total", 480.0: "100,00"})]))


def test_groups_of_headings_tell_what_was_ordered_from_what_is_confirmed() -> None:
    head: list[Row] = [
        (180.0, {250.0: "Bestellt", 400.0: "Bestätigt"}),
        (192.0, {40.0: "Pos.", 80.0: "Artikel", 220.0: "Menge", 270.0: "Termin", 370.0: "Menge", 420.0: "Termin", 500.0: "ME"}),
    ]
    row = {40.0: "10", 80.0: "HV-09162", 220.0: "50", 270.0: "10.11.2026", 370.0: "40", 420.0: "08.11.2026", 500.0: "St"}
    (line,) = confirmed(head, row).lines
    assert (line.text("quantity"), line.text("delivery_date")) == ("40", "2026-11-08")


def test_a_discount_is_never_more_than_the_whole() -> None:
    head: list[Row] = [(192.0, {40.0: "Pos.", 80.0: "Artikel", 220.0: "Menge", 300.0: "Preis", 370.0: "Rabatt %", 480.0: "Betrag"})]
    row = {40.0: "10", 80.0: "HV-09162", 220.0: "4", 300.0: "25,00", 370.0: "7614659776198", 480.0: "100,00"}
    assert all(line.text("discount_pct") is None for line in confirmed(head, row).lines)


INSET: list[Row] = [
    (180.0, {50.0: "Bestellpos. 10: Hydrauliköl HLP 60"}),
    (192.0, {50.0: "Artikel RW.02811", 160.0: "Kundenartikel 30-8193-81"}),
    (204.0, {50.0: "bestellt 200 Liter", 170.0: "geliefert 200 Liter"}),
    (217.0, {90.0: "Charge", 230.0: "Teilmenge", 310.0: "hergestellt"}),
    (229.0, {90.0: "263035-A", 230.0: "120 Liter", 310.0: "01.04.2026"}),
    (241.0, {90.0: "268648-A", 230.0: "80 Liter", 310.0: "16.02.2026"}),
]


def test_lots_listed_below_an_entry_that_stands_in_no_table_are_its_own() -> None:
    (line,) = read(sheet([*NOTICE, *INSET])).lines
    assert (line.text("order_line"), line.text("quantity")) == ("10", "200")
    assert [(lot.text("lot_number"), lot.text("quantity")) for lot in line.groups("lots")] == [("263035-A", "120"), ("268648-A", "80")]


def test_a_table_of_lots_alone_is_none_of_the_lines() -> None:
    inset = [(top, {x: text.replace("Teilmenge", "Menge") for x, text in texts.items()}) for top, texts in INSET]
    (line,) = read(sheet([*NOTICE, *inset])).lines
    assert line.text("quantity") == "200"


def test_a_lot_below_another_that_was_not_read_leaves_the_line_unsure() -> None:
    head: Row = (180.0, {40.0: "Pos.", 80.0: "Artikel", 260.0: "Menge", 340.0: "Charge", 420.0: "davon"})
    rows: list[Row] = [
        (194.0, {40.0: "10", 80.0: "HV-09162", 260.0: "30", 340.0: "CH00300", 420.0: "X8.58"}),
        (208.0, {80.0: "Epoxidharz", 340.0: "CH02925", 420.0: "X5.88"}),
    ]
    (line,) = read(sheet([*NOTICE, head, *rows])).lines
    told = [lot.text("lot_number") for lot in line.groups("lots")]
    quantity = line.leaf("quantity")
    assert told == ["CH00300", "CH02925"] or (quantity is not None and quantity.contested)


def test_the_position_that_words_below_an_entry_say_is_the_buyers() -> None:
    head: Row = (180.0, {40.0: "Pos.", 80.0: "Artikel", 260.0: "Menge", 320.0: "ME"})
    rows: list[Row] = [
        (194.0, {40.0: "1", 80.0: "KB-001181", 260.0: "200", 320.0: "Stk"}),
        (208.0, {80.0: "zu Ihrer Position 30, Ihre Art.-Nr. 92-4125-73"}),
        (222.0, {40.0: "2", 80.0: "KB-001185", 260.0: "500", 320.0: "Stk"}),
        (236.0, {80.0: "zu Ihrer Position 40, Ihre Art.-Nr. 59-1015-09"}),
    ]
    assert [line.text("order_line") for line in read(sheet([*NOTICE, head, *rows])).lines] == ["30", "40"]


def test_a_heading_of_what_is_backordered_takes_nothing_back() -> None:
    head: Row = (180.0, {40.0: "PO line", 100.0: "Item", 220.0: "Ordered", 300.0: "Shipped", 380.0: "Backordered", 470.0: "UOM"})
    row: Row = (194.0, {40.0: "10", 100.0: "008240", 220.0: "60", 300.0: "60", 380.0: "0", 470.0: "KG"})
    reading = read(sheet([*NOTICE, head, row]))
    assert not any("not accepted" in note for note in reading.notes)
    said = read(sheet([*NOTICE, head, row, (208.0, {100.0: "Item backordered"})]))
    assert any("not accepted" in note for note in said.notes)


def test_what_is_printed_is_shown_where_it_stands_when_panes_are_moved() -> None:
    page = sheet(
        [
            *CERTIFICATE,
            *[
                (top, left | right)
                for (top, left), (_, right) in zip(pane(40.0, "793279", "928077"), pane(320.0, "H829516", "229211"), strict=True)
            ],
        ]
    )
    reading = read(replace(page))
    yields = [test.leaf("yield_mpa") for heat in reading.heats for test in heat.groups("tensile")]
    assert [round(leaf.box[0]) for leaf in yields if leaf] == [215, 495]
