"""Order-X: the order, its change or the supplier's response as CII, by itself or embedded in a PDF/A-3."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from domain.paper import Kind, Leaf, Node, Reading
from extract.data.segments import REC20, with_price_unit
from extract.data.sheet import Said, put
from extract.data.xmltree import Tree, head_of, parse

_ROOT = "SCRDMCCBDACIOMessageStructure"
RESPONSE = "231"
_ANSWERS = {"29": "accepted", "AP": "accepted", "28": "changed", "30": "changed", "CA": "changed", "27": "rejected", "RE": "rejected"}
_LINE_STATUS = {"1": "changed", "3": "changed", "5": "accepted", "6": "changed", "2": "rejected", "7": "rejected"}
_HEAD = "SupplyChainTradeTransaction/"


def recognises(content: bytes) -> bool:
    """It is XML whose root is that of Order-X."""
    head = head_of(content)
    return head.startswith("<") and _ROOT in head


def messages(content: bytes) -> Sequence[bytes]:
    """XML holds one message."""
    return [content]


def rows(content: bytes) -> list[str]:
    """One element a row."""
    return Tree(parse(content)).sheet.rows


def read(content: bytes) -> Reading:
    """A response; an order of ours, or a change of it, is no paper of a supplier."""
    root = parse(content)
    tree = Tree(root)
    if tree.text(root, "ExchangedDocument/TypeCode") != RESPONSE:
        return Reading(kind=Kind.OTHER, kind_confidence=1.0, language="", pages=tree.sheet.pages())
    return _read(tree, root)


def _read(tree: Tree, root: etree._Element) -> Reading:
    said, sheet = Said(), tree.sheet
    fields = said.fields
    _words(tree, fields, "document_number", root, "ExchangedDocument/ID")
    _date(tree, fields, "document_date", root, "ExchangedDocument/IssueDateTime/DateTimeString")
    agreement, settlement = f"{_HEAD}ApplicableHeaderTradeAgreement/", f"{_HEAD}ApplicableHeaderTradeSettlement/"
    _words(tree, fields, "order_number", root, f"{agreement}BuyerOrderReferencedDocument/IssuerAssignedID")
    _date(tree, fields, "order_date", root, f"{agreement}BuyerOrderReferencedDocument/FormattedIssueDateTime/DateTimeString")
    _words(tree, fields, "supplier_name", root, f"{agreement}SellerTradeParty/Name")
    _words(tree, fields, "incoterm", root, f"{agreement}ApplicableTradeDeliveryTerms/DeliveryTypeCode")
    _words(tree, fields, "incoterm_place", root, f"{agreement}ApplicableTradeDeliveryTerms/RelevantTradeLocation/Name")
    _words(tree, fields, "currency", root, f"{settlement}OrderCurrencyCode")
    _words(tree, fields, "payment_terms", root, f"{settlement}SpecifiedTradePaymentTerms/Description")
    sums = f"{settlement}SpecifiedTradeSettlementHeaderMonetarySummation/"
    for name, path in (("net_total", "TaxBasisTotalAmount"), ("tax_total", "TaxTotalAmount"), ("gross_total", "GrandTotalAmount")):
        _number(tree, fields, name, root, sums + path)
    if isinstance(seller := fields.get("supplier_name"), Leaf):
        said.names.append(seller.value[:120])
    code = tree.first(root, "ExchangedDocument/StatusCode")
    answer = _ANSWERS.get((code.text or "").strip()) if code is not None else None
    if code is not None and answer:
        put(fields, "response", sheet.leaf(answer, (code.text or "").strip(), tree.row(code)))
    if code is not None and answer in (None, "rejected"):
        sheet.note(f"its answer is “{(code.text or '').strip()[:10]}”, which is no yes")
    for note in tree.all(root, "ExchangedDocument/IncludedNote/Content"):
        sheet.note(f"it says in words “{(note.text or '').strip()[:80]}”")
    if tree.all(root, f"{settlement}SpecifiedTradeAllowanceCharge"):
        sheet.note("it states a charge or allowance that is not read")
    promised = f"{_HEAD}ApplicableHeaderTradeDelivery/RequestedDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString"
    for item in tree.all(root, f"{_HEAD}IncludedSupplyChainTradeLineItem"):
        line = _line(tree, item)
        _date(tree, line, "delivery_date", root, promised)
        status = line.get("status")
        if answer != "accepted" and not (isinstance(status, Leaf) and status.value == "accepted") and "delivery_date" in line:
            sheet.note("its delivery dates are named as those that were asked for, and it is no plain yes")
        said.lines.append(line)
    return sheet.reading(Kind.ORDER_CONFIRMATION, said)


def _line(tree: Tree, item: etree._Element) -> dict[str, Node]:
    line: dict[str, Node] = {}
    sheet = tree.sheet
    where = f"line {tree.text(item, 'AssociatedDocumentLineDocument/LineID') or '?'}"
    _words(
        tree,
        line,
        "order_line",
        item,
        "SpecifiedLineTradeAgreement/BuyerOrderReferencedDocument/LineID",
        "AssociatedDocumentLineDocument/LineID",
    )
    product, agreement, delivery = "SpecifiedTradeProduct/", "SpecifiedLineTradeAgreement/", "SpecifiedLineTradeDelivery/"
    _words(tree, line, "supplier_item", item, f"{product}SellerAssignedID")
    _words(tree, line, "buyer_item", item, f"{product}BuyerAssignedID")
    _words(tree, line, "description", item, f"{product}Name")
    quantity = tree.first(item, f"{delivery}AgreedQuantity", f"{delivery}RequestedQuantity")
    if quantity is not None:
        put(line, "quantity", sheet.decimal(quantity.text, tree.row(quantity), "the quantity"))
        code = quantity.get("unitCode", "").strip().upper()
        if code and code not in REC20:
            sheet.note(f"the unit “{code[:10]}” is in no table")
        put(line, "unit", sheet.words(code, tree.row(quantity)))
    _number(tree, line, "unit_price", item, f"{agreement}NetPriceProductTradePrice/ChargeAmount")
    _number(tree, line, "price_unit", item, f"{agreement}NetPriceProductTradePrice/BasisQuantity")
    with_price_unit(line)
    _number(tree, line, "net_amount", item, "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")
    event = f"{delivery}RequestedDeliverySupplyChainEvent/"
    _date(
        tree,
        line,
        "delivery_date",
        item,
        f"{event}OccurrenceDateTime/DateTimeString",
        f"{event}OccurrenceSpecifiedPeriod/EndDateTime/DateTimeString",
    )
    if len(tree.all(item, event.rstrip("/"))) > 1:
        sheet.note(f"{where} is promised in several parts")
    status = tree.text(item, "AssociatedDocumentLineDocument/LineStatusCode")
    if status:
        element = tree.first(item, "AssociatedDocumentLineDocument/LineStatusCode")
        told = _LINE_STATUS.get(status)
        if told and element is not None:
            put(line, "status", sheet.leaf(told, status, tree.row(element)))
        if told in (None, "rejected"):
            sheet.note(f"{where} has the status “{status[:10]}”, which is no yes")
    for note in tree.all(item, "AssociatedDocumentLineDocument/IncludedNote/Content"):
        sheet.note(f"{where} says in words “{(note.text or '').strip()[:80]}”")
    if tree.all(item, "SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge"):
        sheet.note(f"of {where} it states a charge or allowance that is not read")
    return line


def _words(tree: Tree, group: dict[str, Node], name: str, holder: etree._Element, *paths: str) -> None:
    found = tree.only(holder, name.replace("_", " "), *paths)
    if found is not None:
        put(group, name, tree.sheet.words(found.text, tree.row(found)))


def _number(tree: Tree, group: dict[str, Node], name: str, holder: etree._Element, *paths: str) -> None:
    found = tree.only(holder, name.replace("_", " "), *paths)
    if found is not None:
        put(group, name, tree.sheet.decimal(found.text, tree.row(found), f"the {name.replace('_', ' ')}"))


def _date(tree: Tree, group: dict[str, Node], name: str, holder: etree._Element, *paths: str) -> None:
    found = tree.only(holder, name.replace("_", " "), *paths)
    if found is not None:
        put(group, name, tree.sheet.date(found.text, tree.row(found), f"the {name.replace('_', ' ')}", found.get("format", "")))
