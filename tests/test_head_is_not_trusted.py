"""A head that accepts the order is never trusted over its lines, in whatever family of messages or on paper it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from doctypes import find_doctypes
from domain.decisions import Decision, Outcome, Policy
from domain.findings import Finding
from domain.orders import PurchaseOrder
from domain.paper import Reading
from extract.read import read_document
from route.decide import decide
from tests import press
from tests.clock import FakeClock
from tests.messages import edifact, orderx, ubl, x12
from tests.papers import context_of
from validate import check

ORDERED = PurchaseOrder.model_validate(
    {
        "order_number": "4500000001", "supplier_id": "S1001", "supplier_name": "Brenner Stahl GmbH", "currency": "EUR", "order_date": "2026-07-01",
        "lines": [{"order_line": "10", "buyer_item": "42-1734", "description": "Hex bolt M8", "quantity": "250", "unit": "C62", "unit_price": "2.50",
                   "price_unit": 1, "requested_date": "2026-09-01"}],
    }
)  # fmt: skip


def an_855(head: str = "AD", line: str = "IA", quantity: str = "250", price: str = "2.50", day: str = "20260901") -> bytes:
    return x12("ST*855*0001", f"BAK*00*{head}*4500000001*20260701****AB-77*20260803", "CUR*SE*EUR", "N1*SE*Brenner Stahl GmbH",
               f"PO1*10*250*EA*{price}*PE*BP*42-1734", f"ACK*{line}*{quantity}*EA*067*{day}", "CTT*1*250", "SE*0001")  # fmt: skip


def an_865(head: str = "AD", line: str = "IA", quantity: str = "250", price: str = "2.50", day: str = "20260901") -> bytes:
    return x12("ST*865*0001", f"BCA*00*{head}*4500000001***20260701***AB-77*20260803", "CUR*SE*EUR", "N1*SE*Brenner Stahl GmbH",
               f"POC*10*NC*250*0*EA*{price}*PE*BP*42-1734", f"ACK*{line}*{quantity}*EA*067*{day}", "CTT*1", "SE*0001", kind="CA")  # fmt: skip


def an_ordrsp(head: str = "29", line: str = "5", quantity: str = "250", price: str = "2.50", day: str = "20260901") -> bytes:
    return edifact(
        f"UNH+1+ORDRSP:D:96A:UN:EAN005'BGM+231+AB-77+{head}'DTM+137:20260803:102'RFF+ON:4500000001'DTM+171:20260701:102'"
        f"NAD+SU+4012345000009::9++Brenner Stahl GmbH'CUX+2:EUR:9'LIN+10+{line}'PIA+5+42-1734:IN'QTY+21:250:PCE'QTY+113:{quantity}:PCE'"
        f"DTM+67:{day}:102'PRI+AAA:{price}:::1:PCE'UNS+S'CNT+2:1'"
    )


def an_order_response(head: str = "AP", line: str = "5", quantity: str = "250", price: str = "2.50", day: str = "2026-09-01") -> bytes:
    return ubl(
        "OrderResponse",
        f"<cbc:ID>AB-77</cbc:ID><cbc:IssueDate>2026-08-03</cbc:IssueDate><cbc:OrderResponseCode>{head}</cbc:OrderResponseCode>"
        "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:OrderReference><cbc:ID>4500000001</cbc:ID></cac:OrderReference>"
        "<cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>Brenner Stahl GmbH</cbc:Name></cac:PartyName></cac:Party></cac:SellerSupplierParty>"
        f"<cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:LineStatusCode>{line}</cbc:LineStatusCode>"
        f'<cbc:Quantity unitCode="C62">{quantity}</cbc:Quantity><cac:Delivery><cac:PromisedDeliveryPeriod><cbc:EndDate>{day}</cbc:EndDate>'
        f'</cac:PromisedDeliveryPeriod></cac:Delivery><cac:Price><cbc:PriceAmount currencyID="EUR">{price}</cbc:PriceAmount></cac:Price>'
        "<cac:Item><cbc:Name>Hex bolt M8</cbc:Name><cac:BuyersItemIdentification><cbc:ID>42-1734</cbc:ID></cac:BuyersItemIdentification></cac:Item>"
        "</cac:LineItem><cac:OrderLineReference><cbc:LineID>10</cbc:LineID></cac:OrderLineReference></cac:OrderLine>",
    )


def an_orderx(head: str = "29", line: str = "5", quantity: str = "250", price: str = "2.50", day: str = "20260901") -> bytes:
    total = f"{float(quantity) * float(price):.2f}"
    said = {
        "<StatusCode>29<": f"<StatusCode>{head}<", "<LineID>10</LineID></AssociatedDocumentLineDocument>":
        f"<LineID>10</LineID><LineStatusCode>{line}</LineStatusCode></AssociatedDocumentLineDocument>", ">250<": f">{quantity}<", ">2.50<": f">{price}<",
        ">20260901<": f">{day}<", "625.00": total,
    }  # fmt: skip
    text = orderx().decode()
    for was, now in said.items():
        text = text.replace(was, now)
    return text.encode()


Message = Callable[..., bytes]
FAMILIES: dict[str, tuple[Message, dict[str, str]]] = {
    "X12 855": (an_855, {"rejected": "IR", "changed": "IC", "later": "20261001"}),
    "X12 865": (an_865, {"rejected": "IR", "changed": "IC", "later": "20261001"}),
    "EDIFACT ORDRSP": (an_ordrsp, {"rejected": "7", "changed": "3", "later": "20261001"}),
    "UBL": (an_order_response, {"rejected": "7", "changed": "3", "later": "2026-10-01"}),
    "Order-X": (an_orderx, {"rejected": "7", "changed": "3", "later": "20261001"}),
}
families = pytest.mark.parametrize("family", FAMILIES)


def judged(reading: Reading) -> tuple[Decision, list[Finding]]:
    context = context_of(reading, ORDERED)
    findings = check(reading, context, context.doctype)
    return decide(reading, findings, policy=Policy(), doctype=context.doctype, received_at=FakeClock()()), findings


def answered(content: bytes) -> tuple[Decision, list[str]]:
    reading = read_document(content, "answer.bin", find_doctypes(), None)
    assert reading.fields.text("response") == "accepted"
    decision, findings = judged(reading)
    return decision, [finding.code.value for finding in findings if finding.severity != "info"]


@families
def test_what_is_accepted_as_ordered_is_posted(family: str) -> None:
    message, _ = FAMILIES[family]
    decision, codes = answered(message())
    assert (decision.outcome, codes) == (Outcome.POST, []), decision.reasons


@families
@pytest.mark.parametrize(
    ("changed", "code"),
    [({"quantity": "200"}, "quantity_variance"), ({"price": "2.75"}, "price_variance"), ({"day": "later"}, "delivery_late")],
)
def test_a_changed_value_under_an_accepting_head_and_line_goes_before_a_person(family: str, changed: dict[str, str], code: str) -> None:
    message, words = FAMILIES[family]
    decision, codes = answered(message(**{name: words.get(value, value) for name, value in changed.items()}))
    assert decision.outcome is Outcome.REVIEW
    assert code in codes


@families
@pytest.mark.parametrize("status", ["rejected", "changed"])
def test_the_status_of_a_line_counts_more_than_the_head(family: str, status: str) -> None:
    message, words = FAMILIES[family]
    decision, codes = answered(message(line=words[status]))
    assert decision.outcome is Outcome.REVIEW
    assert {"rejected": "line_missing", "changed": "terms_changed"}[status] in codes


@pytest.mark.parametrize(
    "content",
    [
        edifact("UNH+1+ORDRSP:D:96A:UN'BGM+231+AB-77+29'DTM+137:20260803:102'RFF+ON:4500000001'NAD+SU+4012345000009::9++Brenner Stahl GmbH'UNS+S'"),
        ubl("OrderResponse", an_order_response().decode().split(">", 2)[2].split("<cac:OrderLine>")[0]),
        x12("ST*855*0001", "BAK*00*AD*4500000001*20260701****AB-77*20260803", "N1*SE*Brenner Stahl GmbH", "SE*0001"),
    ],
    ids=["EDIFACT ORDRSP", "UBL", "X12 855"],
)  # fmt: skip
def test_an_acceptance_without_lines_confirms_no_date_and_is_not_posted(content: bytes) -> None:
    decision, _ = answered(content)
    assert decision.outcome is Outcome.REVIEW
    assert decision.reasons


@pytest.mark.parametrize("head", ["27+AP", "29+RE", "4+AP"])
def test_of_two_answers_in_one_head_the_worse_is_believed(head: str) -> None:
    reading = read_document(an_ordrsp(head=head), "answer.edi", find_doctypes(), None)
    assert reading.fields.text("response") in ("rejected", "changed")
    assert judged(reading)[0].outcome is Outcome.REVIEW


HEAD = ("Pos.", "Your item no.", "Quantity", "Unit price", "Amount", "Delivery date")
XS = (50.0, 90.0, 190.0, 270.0, 350.0, 430.0)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (("10", "42-1734", "250 pcs", "2.50", "625.00", "01.09.2026"), None),
        (("10", "42-1734", "200 pcs", "2.50", "500.00", "01.09.2026"), "quantity_variance"),
        (("10", "42-1734", "250 pcs", "2.75", "687.50", "01.09.2026"), "price_variance"),
        (("10", "42-1734", "250 pcs", "2.50", "625.00", "01.10.2026"), "delivery_late"),
        (("10", "42-9999", "250 pcs", "2.50", "625.00", "01.09.2026"), "item_mismatch"),
    ],
)
@pytest.mark.parametrize("said", ["We confirm your order as ordered.", "Order status: accepted without change"])
def test_a_sentence_that_accepts_is_never_believed_over_the_entries(said: str, entry: tuple[str, ...], code: str | None) -> None:
    rows: list[press.Row] = [
        (40.0, {50.0: "Brenner Stahl GmbH"}),
        (90.0, {50.0: "Order confirmation"}),
        (120.0, {50.0: "Confirmation no.:", 160.0: "AB-77"}),
        (134.0, {50.0: "Date:", 160.0: "13.08.2026"}),
        (148.0, {50.0: "Your order no.:", 160.0: "4500000001"}),
        (170.0, {50.0: said}),
        (196.0, dict(zip(XS, HEAD, strict=True))),
        (212.0, dict(zip(XS, entry, strict=True))),
    ]
    _, findings = judged(press.read(press.sheet(rows)))
    told = {finding.code.value for finding in findings if finding.severity != "info"}
    assert told - {"low_confidence"} == ({code} if code else set())
