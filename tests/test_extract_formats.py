"""Messages of data are read as they say, whatever their separators, and what is data never goes through OCR."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from doctypes import find_doctypes
from domain.errors import UnreadableError
from domain.paper import Group, Kind, Leaf, Node, Reading
from extract.opening.embedded import message_of, read_data, shown
from extract.opening.pages import render_page
from extract.page.plain import plain_pages
from extract.read import read_document
from tests import messages
from tests.messages import ANSWER_855, DESADV, NOTICE_856, ORDRSP, edifact, orderx, x12


def read(content: bytes) -> Reading:
    return read_document(content, "anything.bin", find_doctypes(), None)


def plain(node: Node | Group) -> Any:
    match node:
        case Leaf():
            return node.value
        case Group():
            return {name: plain(each) for name, each in node.root.items()}
        case dict():
            return {name: each.value for name, each in node.items()}
        case _:
            return [plain(each) for each in node]


@pytest.mark.parametrize("name", messages.ALL)
def test_every_value_of_a_message_is_embedded_sure_and_stands_where_it_is_drawn(name: str) -> None:
    content = messages.ALL[name]
    reading = read(content)
    leaves = dict(reading.leaves())
    assert leaves
    assert {(leaf.source, leaf.confidence) for leaf in leaves.values()} <= {("embedded", 1.0), ("derived", 1.0)}
    text = shown(content)
    assert text is not None
    pages = list(plain_pages(text))
    assert len(pages) == len(reading.pages)
    number = leaves["document_number"]
    x0, top, x1, _ = number.box
    there = [
        word.text for word in pages[number.page - 1].words if word.box[1] == top and word.box[0] <= x0 + 0.1 and word.box[2] >= x1 - 0.1
    ]
    assert any(number.text in word for word in there)
    assert render_page(text, 1, 0, name="data.txt").startswith(b"\x89PNG")


def test_an_855_is_read_with_its_promises() -> None:
    reading = read(x12(*ANSWER_855))
    assert reading.kind is Kind.ORDER_CONFIRMATION
    assert plain(reading.fields) == {
        "order_number": "4500000001", "order_date": "2026-07-01", "document_number": "AB-77", "document_date": "2026-08-03", "response": "changed",
        "supplier_name": "Brenner Stahl GmbH", "currency": "EUR", "payment_terms": "30 days",
    }  # fmt: skip
    assert [plain(line) for line in reading.lines] == [
        {
            "order_line": "10", "quantity": "250", "unit": "C62", "unit_price": "2.50", "price_unit": "1", "buyer_item": "42-1734", "supplier_item": "HB-8",
            "status": "changed", "description": "Hex bolt M8",
            "schedule": [{"quantity": "200", "delivery_date": "2026-09-01"}, {"quantity": "50", "delivery_date": "2026-09-15"}],
        }
    ]  # fmt: skip
    assert reading.notes == []


def test_an_865_is_read_as_the_answer_to_a_change() -> None:
    reading = read(messages.ALL["865"])
    assert plain(reading.lines[0]) == {
        "order_line": "10", "quantity": "250", "unit": "C62", "unit_price": "2.60", "price_unit": "1", "buyer_item": "42-1734", "status": "changed",
        "delivery_date": "2026-09-02",
    }  # fmt: skip
    assert reading.fields.text("document_number") == "AB-78"


def test_an_856_says_which_lot_is_in_which_package() -> None:
    reading = read(x12(*NOTICE_856))
    assert reading.fields.text("order_number") == "4500000001"
    assert reading.fields.text("gross_weight_kg") == "100"
    assert [plain(line.root["lots"]) for line in reading.lines] == [
        [{"lot_number": "L1", "quantity": "100"}],
        [{"lot_number": "L2", "quantity": "90"}, {"lot_number": "L3", "quantity": "60"}],
    ]
    packed = [
        (package.text("sscc"), [lot.text("lot_number") for inside in package.groups("contents") for lot in inside.groups("lots")])
        for package in reading.packages
    ]
    assert packed == [("340123450000000017", ["L1"]), ("340123450000000024", ["L2", "L3"])]
    assert reading.notes == []


def test_an_863_gives_heats_and_says_what_it_does_not_read() -> None:
    reading = read(messages.ALL["863"])
    assert plain(reading.heats[0]) == {"heat_number": "H77", "chemistry": {"C": "0.17", "Mn": "1.40"}}
    assert reading.notes == ["its measurement TR YB “355” is not read"]


def test_an_863_of_a_processor_names_order_and_heat_with_the_item_and_parts_its_tests_by_their_class() -> None:
    head = ("ST*863*0001", "BTR*00*20260714*1012*TR4411", "N1*SF*Example Coil Centre*1*111111111", "N1*ST*Example Press Shop*1*222222222")
    one = (
        "LIN*1*HN*512204*PO*4500000001*BP*42-1734",
        "PID*F****HOT ROLLED COIL",
        "CID*CH",
        "MEA*CH*ZC*.061*P1",
        "CID*ME",
        "MEA*TR*EA*31*P1",
    )
    two = ("LIN*2*HN*512205*PO*{}", "CID*CH", "MEA*CH*ZC*.058*P1", "CTT*2", "SE*14*0001")
    reading = read(x12(*head, *one, *[each.format("4500000001") for each in two]))
    assert (reading.fields.text("order_number"), reading.fields.text("supplier_name")) == ("4500000001", "Example Coil Centre")
    assert [heat.text("heat_number") for heat in reading.heats] == ["512204", "512205"]
    assert reading.lines[0].text("buyer_item") == "42-1734"
    other = read(x12(*head, *one, *[each.format("4500000009") for each in two]))
    assert any("4500000009" in note for note in other.notes)


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        ("MEA*SE*ZC*.20", "SE ZC “.20”"),  # what was asked for
        ("MEA*CH*ZC**P1**.20", "CH ZC “.20”"),  # a range
        ("MEA*CH*ZC*.20*P1***07", "CH ZC “.20”"),  # less than
        ("MEA*CH*ZCD*.20", "CH ZCD “.20”"),  # carbon dioxide
        ("MEA*CH*ZC*.20*GR", "CH ZC “.20”"),
        ("MEA*TR*TF*520*PS", "TR TF “520”"),
    ],
)
def test_what_is_no_plain_result_of_an_863_is_no_value(segment: str, said: str) -> None:
    reading = read(x12("ST*863*0001", "BTR*00*20260803*0900*C-5", "LIN*10*HN*H77", segment, "SE*0001"))
    assert plain(reading.heats[0]) == {"heat_number": "H77"}
    assert reading.notes == [f"its measurement {said} is not read"]


def test_parts_per_million_elongation_and_hardness_of_an_863_are_read() -> None:
    parts = ("MEA*CH*ZB*5*59", "MEA*CH*ZCB*.031*P1", "MEA*TR*EA*27.5*P1", "MEA*TR*RK*82", "MEA*TR*BF*149")
    reading = read(x12("ST*863*0001", "BTR*00*20260803*0900*C-5", "LIN*10*HN*H77", *parts, "SE*0001"))
    assert plain(reading.heats[0]) == {
        "heat_number": "H77", "chemistry": {"B": "0.0005", "Nb": "0.031"}, "tensile": [{"elongation_pct": "27.5"}],
        "hardness": [{"scale": "HRB", "value": "82"}, {"scale": "HB", "value": "149"}],
    }  # fmt: skip
    assert reading.notes == []


def test_a_qality_gives_what_was_measured_of_its_heat() -> None:
    reading = read(messages.ALL["QALITY"])
    assert plain(reading.heats[0]) == {
        "heat_number": "H77", "chemistry": {"C": "0.17", "Mn": "1.40"},
        "tensile": [{"yield_mpa": "361", "tensile_mpa": "520", "elongation_pct": "27.5"}],
    }  # fmt: skip
    assert reading.notes == []


@pytest.mark.parametrize(
    ("segments", "said"),
    [
        ("MEA+SV+ZC+P1:0.20'", "its measurement SV ZC “P1 0.20” is not read"),
        ("MEA+CH+ZC:7+P1:0.20'", "its measurement CH ZC “P1 0.20” is not read"),
        ("MEA+CH+ZC+P1::0.15:0.20'", "its measurement CH ZC “P1 0.15 0.20” is not read"),
        ("MEA+TR+YS+KPA:361000'", "its measurement TR YS “KPA 361000” is not read"),
        ("MEA+TR+HF+:200'", "its measurement TR HF “200” is not read"),
        ("STA+1+0.2'", "its 1 statistics and characteristics (STA, CAV) are not read"),
        ("RFF+AP:H78'MEA+CH+ZC+P1:0.20'", "its measurement CH ZC “P1 0.20” is not read"),  # of which of the two heats?
    ],
)
def test_what_is_no_plain_result_of_a_qality_is_no_value(segments: str, said: str) -> None:
    head = "UNH+3+QALITY:D:96A:UN'BGM+1+C-5+9'DTM+137:20260803:102'LIN+10++42-1734:IN'RFF+AP:H77'"
    reading = read(edifact(f"{head}{segments}UNS+S'"))
    assert [name for heat in reading.heats for name in heat.root] == ["heat_number"] * len(reading.heats)
    assert said in reading.notes


def test_two_tests_of_one_heat_are_not_mixed_unsaid() -> None:
    twice = messages.QALITY.replace("UNS+S'", "MEA+TR+YS+C56:372'UNS+S'")
    reading = read(edifact(twice))
    assert plain(reading.heats[0])["tensile"][0]["yield_mpa"] == "361"  # type: ignore[index, call-overload]
    assert "it says the yield of one heat twice (361 and 372), and not of which tests" in reading.notes


def test_an_ordrsp_is_read_with_its_promises() -> None:
    reading = read(edifact(ORDRSP))
    assert reading.notes == []
    assert plain(reading.fields) == {
        "document_number": "AB-77", "document_date": "2026-08-03", "order_number": "4500000001", "order_date": "2026-07-01",
        "supplier_name": "Brenner Stahl GmbH", "currency": "EUR", "incoterm": "DAP", "incoterm_place": "Wels", "response": "changed",
    }  # fmt: skip
    line = reading.lines[0]
    assert line.text("description") == "Hex bolt M8 5'6"
    assert plain(line.root["schedule"]) == [
        {"quantity": "200", "delivery_date": "2026-09-01"},
        {"quantity": "50", "delivery_date": "2026-09-15"},
    ]
    assert (line.text("quantity"), line.text("unit_price"), line.text("price_unit"), line.text("unit")) == ("250", "2.50", "100", "C62")


def test_a_desadv_says_which_lot_is_in_which_package() -> None:
    reading = read(edifact(DESADV))
    assert reading.notes == []
    assert [
        (line.text("order_line"), line.text("quantity"), [lot.text("lot_number") for lot in line.groups("lots")]) for line in reading.lines
    ] == [
        ("10", "100", ["L1"]),
        ("20", "150", ["L2", "L3"]),
    ]
    packed = [
        (package.text("sscc"), [lot.text("lot_number") for inside in package.groups("contents") for lot in inside.groups("lots")])
        for package in reading.packages
    ]
    assert packed == [("340123450000000017", ["L1"]), ("340123450000000024", ["L2", "L3"])]
    assert (reading.fields.text("ship_date"), reading.fields.text("arrival_date"), reading.fields.text("carrier")) == (
        "2026-08-03",
        "2026-08-05",
        "DHL",
    )


def test_ubl_is_read() -> None:
    answer, notice = read(messages.ORDER_RESPONSE), read(messages.DESPATCH_ADVICE)
    assert plain(answer.lines[0]) == {
        "order_line": "10", "quantity": "250", "unit": "C62", "status": "changed", "unit_price": "250.00", "price_unit": "100", "description": "Hex bolt M8",
        "buyer_item": "42-1734", "delivery_date": "2026-09-04",
    }  # fmt: skip
    assert plain(notice.lines[0])["lots"] == [{"lot_number": "L1", "quantity": "100"}]
    assert [package.text("sscc") for package in notice.packages] == ["340123450000000017"]
    assert answer.notes == notice.notes == []


def test_certificates_as_json_are_read_with_their_figures_as_written() -> None:
    heat = plain(read(messages.EN_10168).heats[0])
    assert heat == {
        "heat_number": "H77", "chemistry": {"C": "0.170", "N": "0.0061"}, "tensile": [{"yield_mpa": "380", "yield_kind": "ReH", "tensile_mpa": "510"}],
        "impact": [{"energy_j": ["71.2", "84.2"], "mean_j": "77.7", "temperature_c": "-20"}],
    }  # fmt: skip
    passport = read(messages.PASSPORT)
    assert plain(passport.heats[0]) == {
        "heat_number": "H77",
        "chemistry": {"C": "0.18"},
        "lot_number": "B1",
        "tensile": [{"tensile_mpa": "510"}],
    }
    analysis = read(messages.COA)
    assert "MFR is 40, outside its own limits" in analysis.notes
    assert analysis.lines[0].text("quantity") == "90.5"


@pytest.mark.parametrize("end", ["~", "\n", "\r\n", " \r\n", "~\r\n", "'", "\x1c"])
@pytest.mark.parametrize("sign", ["*", "|", "^", "\x1d"])
def test_any_separators_of_x12_give_the_same(sign: str, end: str) -> None:
    once = read(x12(*ANSWER_855))
    other = read(b"\xef\xbb\xbf  \r\n" + x12(*ANSWER_855, sign=sign, end=end))
    assert [plain(line) for line in other.lines] == [plain(line) for line in once.lines]
    assert other.notes == []


def test_any_separators_and_line_ends_of_edifact_give_the_same() -> None:
    once = read(edifact(ORDRSP))
    table = str.maketrans({"+": "|", ":": "*", "'": "~", "?": "!"})
    changed = edifact(ORDRSP).decode().translate(table).replace("5!~6", "5'6")
    for other in (
        changed,
        edifact(ORDRSP).decode().replace("'", "'\r\n").replace("?'\r\n", "?'"),
        "\ufeff" + edifact(ORDRSP, una=False).decode(),
    ):
        assert [plain(line) for line in read(other.encode()).lines] == [plain(line) for line in once.lines]


def test_several_messages_in_an_interchange_are_parts_that_are_read_alone() -> None:
    second = tuple(
        segment.replace("AB-77", "AB-78").replace("*0001", "*0002") if segment[:2] in ("ST", "BA", "SE") else segment
        for segment in ANSWER_855
    )
    for content in (x12(*ANSWER_855, *(("SE*0002" if each.startswith("SE") else each) for each in second)), edifact(ORDRSP, DESADV)):
        reading = read(content)
        assert [(part.first, part.last, part.message, part.confidence) for part in reading.parts] == [(1, 1, True, 1.0), (2, 2, True, 1.0)]
        alone = [read(message_of(content, number) or b"") for number in (1, 2)]
        assert [each.notes for each in alone] == [[], []]
        assert [each.fields.text("document_number") for each in alone] in (["AB-77", "AB-78"], ["AB-77", "LS-9"])
        with pytest.raises(UnreadableError):
            message_of(content, 3)


def test_an_order_of_ours_is_no_paper_of_a_supplier() -> None:
    for content in (
        x12("ST*850*1", "BEG*00*SA*1", "SE*1"),
        edifact("UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'"),
        orderx("220"),
        messages.ubl("Order", "<cbc:ID>1</cbc:ID>"),
    ):
        assert (read(content).kind, read(content).kind_confidence) == (Kind.OTHER, 1.0)


def test_a_list_of_translations_is_no_certificate() -> None:
    words = b'{"EN": {"CommercialTransaction": {"A02": "Type of inspection document"}, "ProductDescription": {"B02": "Steel designation"}}}'
    assert read_data(words) is None


def pdf(text: list[str], attached: bytes | None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for place, line in enumerate(text):
        canvas.drawString(60, 780 - 24 * place, line)
    canvas.showPage()
    canvas.save()
    if attached is None:
        return out.getvalue()
    document, saved = pdfium.PdfDocument(out.getvalue()), io.BytesIO()
    document.new_attachment("order-x.xml").set_data(attached)
    document.save(saved)
    return saved.getvalue()


SHEET = [
    "Order confirmation", "Order confirmation no.: AB-77", "Date: 2026-08-03", "Your order no.: 4500000001",
    "Thank you for your order, which we confirm as follows.", "Grand total: EUR 625.00",
]  # fmt: skip


def test_data_in_a_pdf_is_what_counts_and_its_pages_may_not_contradict_it() -> None:
    agreeing = read(pdf(SHEET, orderx()))
    assert agreeing.fields.text("document_number") == "AB-77"
    assert agreeing.notes == []
    number = agreeing.fields.leaf("document_number")
    assert number is not None
    assert number.source == "embedded"
    assert number.box != (0, 0, 0, 0)
    other = read(pdf([line.replace("AB-77", "AB-99") for line in SHEET], orderx()))
    assert other.fields.text("document_number") == "AB-77"
    assert other.notes == ["its page says document number “AB-99”, and the data in it “AB-77”"]
    assert read(pdf([], orderx())).notes == []


def test_a_pdf_with_other_attachments_is_read_by_its_pages() -> None:
    reading = read(pdf(SHEET, b"just a text"))
    assert {leaf.source for _, leaf in reading.leaves()} == {"text"}
