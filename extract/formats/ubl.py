"""UBL 2.x and Peppol: OrderResponse, OrderResponseSimple and DespatchAdvice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from lxml import etree

from domain.paper import Group, Kind, Leaf, Node, Reading
from extract.data.segments import REC20, add_lot, settle_lots, settle_orders, with_price_unit
from extract.data.sheet import Said, put
from extract.data.xmltree import Tree, head_of, local, parse

_NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_ANSWERS = {"AP": "accepted", "29": "accepted", "CA": "changed", "28": "changed", "30": "changed", "RE": "rejected", "27": "rejected"}
"""UNCL 4343 as Peppol has it, and 1225 as a stale table of the same guide."""
_LINE_STATUS = {"1": "changed", "3": "changed", "5": "accepted", "7": "rejected"}
"""UNCL 1229 as Peppol has it (42, delivered already, is none of the three)."""
_NO_STATUS = frozenset({"", "NoStatus"})
_ENVELOPE = re.compile(r"<(?:\w+:)?(?:StandardBusinessDocument|XHE)[\s>]")


def recognises(content: bytes) -> bool:
    """It is XML with a namespace of UBL documents."""
    head = head_of(content)
    return head.startswith("<") and (_NAMESPACE in head or ("schema:xsd:" in head and "ubl" in head) or _ENVELOPE.search(head) is not None)


def messages(content: bytes) -> Sequence[bytes]:
    """XML holds one message."""
    return [content]


def rows(content: bytes) -> list[str]:
    """One element a row."""
    return Tree(parse(content)).sheet.rows


def read(content: bytes) -> Reading:
    """The message, be it in an envelope (SBDH) or not."""
    root = parse(content)
    tree = Tree(root)
    document = next((each for each in tree.walk(root) if local(each) in _READERS), None)
    if document is None:
        return Reading(kind=Kind.OTHER, kind_confidence=1.0, language="", pages=tree.sheet.pages())
    return _Ubl(tree, document).read()


class _Ubl:
    """One document that is being read."""

    def __init__(self, tree: Tree, document: etree._Element) -> None:
        self.tree, self.document, self.said = tree, document, Said()
        self.sheet = tree.sheet

    def read(self) -> Reading:
        kind = _READERS[local(self.document)]
        self.words(self.said.fields, "document_number", self.document, "ID")
        self.date(self.said.fields, "document_date", self.document, "IssueDate")
        self.words(self.said.fields, "order_number", self.document, "OrderReference/ID")
        self.date(self.said.fields, "order_date", self.document, "OrderReference/IssueDate")
        for party in ("SellerSupplierParty", "DespatchSupplierParty"):
            self.words(
                self.said.fields,
                "supplier_name",
                self.document,
                f"{party}/Party/PartyName/Name",
                f"{party}/Party/PartyLegalEntity/RegistrationName",
            )
        self.words(
            self.said.fields,
            "customer_number",
            self.document,
            "BuyerCustomerParty/SupplierAssignedAccountID",
            "DeliveryCustomerParty/SupplierAssignedAccountID",
        )
        if isinstance(name := self.said.fields.get("supplier_name"), Leaf):
            self.said.names.append(name.value[:120])
        if kind is Kind.ORDER_CONFIRMATION:
            self._answer()
        else:
            self._notice()
        settle_orders(self.said)
        note = self.tree.first(self.document, "Note")
        return self.sheet.reading(kind, self.said, note.get("languageID", "").lower()[:2] if note is not None else "")

    def _answer(self) -> None:  # noqa: C901, PLR0912 - a case for each thing that may be said
        fields, document = self.said.fields, self.document
        self.words(fields, "currency", document, "DocumentCurrencyCode")
        code = self.tree.first(document, "OrderResponseCode", "AcceptedIndicator")
        answer = None
        if code is not None:
            text = (code.text or "").strip()
            answer = _ANSWERS.get(text.upper()) or {"true": "accepted", "1": "accepted", "false": "rejected", "0": "rejected"}.get(text)
            if answer:
                put(fields, "response", self.sheet.leaf(answer, text, self.tree.row(code)))
            if answer in (None, "rejected"):
                self.sheet.note(f"its answer is “{text[:10]}”, which is no yes")
        self._notes(document, "the message")
        for path, name in (
            ("PaymentTerms/Note", "payment_terms"),
            ("DeliveryTerms/ID", "incoterm"),
            ("DeliveryTerms/DeliveryLocation/ID", "incoterm_place"),
        ):
            self.words(fields, name, document, path)
        total = self.tree.first(document, "AnticipatedMonetaryTotal", "LegalMonetaryTotal")
        for path, name in (("TaxExclusiveAmount", "net_total"), ("LineExtensionAmount", "net_total"), ("PayableAmount", "gross_total")):
            if total is not None:
                self.number(fields, name, total, path)
        self.number(fields, "tax_total", document, "TaxTotal/TaxAmount")
        for each in self.tree.all(document, "OrderLine"):
            for item in self.tree.all(each, "LineItem"):
                self.said.lines.append(self._promise(each, item))
            if self.tree.all(each, "SellerSubstitutedLineItem"):
                self.sheet.note("a line is to be replaced by another item (SellerSubstitutedLineItem)")
        if local(document) == "OrderResponseSimple" and answer == "accepted":
            self.sheet.note("it accepts the order without saying what of it")
        if self.tree.all(document, "AllowanceCharge"):
            self.sheet.note("it states a charge or allowance that is not read")
        dated = self.tree.first(document, "Delivery/PromisedDeliveryPeriod/EndDate", "Delivery/PromisedDeliveryPeriod/StartDate")
        for line in self.said.lines if dated is not None else ():
            if "schedule" not in line:
                put(
                    line,
                    "delivery_date",
                    self.sheet.date(dated.text, self.tree.row(dated), "the promised date") if dated is not None else None,
                )

    def _promise(self, each: etree._Element, item: etree._Element) -> dict[str, Node]:
        line: dict[str, Node] = {}
        self.words(line, "order_line", each, "OrderLineReference/LineID")
        self.words(line, "order_line", item, "OrderLineReference/LineID")
        self.words(line, "order_line", item, "ID")
        self.words(line, "order_number", each, "OrderLineReference/OrderReference/ID")
        self._quantity(line, item, "Quantity")
        where = f"line {self.tree.text(item, 'ID') or '?'}"
        status = self.tree.first(item, "LineStatusCode")
        text = (status.text or "").strip() if status is not None else ""
        if status is not None and text in _LINE_STATUS:
            put(line, "status", self.sheet.leaf(_LINE_STATUS[text], text, self.tree.row(status)))
        if text not in _NO_STATUS and _LINE_STATUS.get(text, "rejected") == "rejected":
            self.sheet.note(f"{where} has the status “{text[:20]}”, which is no yes")
        if self.tree.first(item, "MaximumBackorderQuantity") is not None and self.tree.text(item, "MaximumBackorderQuantity") not in (
            "0",
            "0.0",
            "0.00",
        ):
            self.sheet.note(f"of {where} a part is on back order")
        self.number(line, "net_amount", item, "LineExtensionAmount")
        self.number(line, "unit_price", item, "Price/PriceAmount")
        self.number(line, "price_unit", item, "Price/BaseQuantity")
        with_price_unit(line)
        self._item(line, item)
        self._notes(each, where)
        self._notes(item, where)
        deliveries = self.tree.all(item, "Delivery")
        parts: list[Group] = []
        for delivery in deliveries:
            part: dict[str, Node] = {}
            self.number(part, "quantity", delivery, "Quantity")
            self.date(part, "delivery_date", delivery, "PromisedDeliveryPeriod/EndDate", "PromisedDeliveryPeriod/StartDate")
            if part:
                parts.append(Group(part))
        if len(parts) == 1 and (leaf := parts[0].leaf("delivery_date")) is not None:
            put(line, "delivery_date", leaf)
        if parts and all(part.leaf("quantity") for part in parts):
            total = sum((part.decimal("quantity") or Decimal(0) for part in parts), Decimal(0))
            if total != Group(line).decimal("quantity"):
                self.sheet.note(f"{where} is promised in parts of {total:f} together, and its quantity is {Group(line).text('quantity')}")
        if len(parts) > 1:
            line["schedule"] = list(parts)
        return line

    def _notice(self) -> None:
        fields, document = self.said.fields, self.document
        shipment = self.tree.first(document, "Shipment")
        if shipment is not None:
            self.date(fields, "ship_date", shipment, "Delivery/Despatch/ActualDespatchDate", "Delivery/ActualDespatchDate")
            self.date(
                fields,
                "arrival_date",
                shipment,
                "Delivery/EstimatedDeliveryPeriod/EndDate",
                "Delivery/EstimatedDeliveryPeriod/StartDate",
                "Delivery/EstimatedDeliveryDate",
            )
            self.words(fields, "carrier", shipment, "Consignment/CarrierParty/PartyName/Name", "Delivery/CarrierParty/PartyName/Name")
            self.words(fields, "tracking_number", shipment, "Delivery/TrackingID", "Consignment/TrackingID")
            for path, name in (("GrossWeightMeasure", "gross_weight_kg"), ("NetWeightMeasure", "net_weight_kg")):
                self._weight(name, shipment, path)
            self.number(fields, "package_count", shipment, "TotalTransportHandlingUnitQuantity")
            self._packages(shipment)
        for each in self.tree.all(document, "DespatchLine"):
            line: dict[str, Node] = {}
            self.words(line, "order_line", each, "OrderLineReference/LineID")
            self.words(line, "order_number", each, "OrderLineReference/OrderReference/ID")
            self._quantity(line, each, "DeliveredQuantity")
            self._item(line, each)
            for instance in self.tree.all(each, "Item/ItemInstance/LotIdentification") + self.tree.all(
                each, "Shipment/GoodsItem/Item/ItemInstance/LotIdentification"
            ):
                number = self.tree.first(instance, "LotNumberID")
                if number is not None:
                    add_lot(line, self.sheet.words(number.text, self.tree.row(number)))
            self.said.lines.append(line)
            for inner in self.tree.all(each, "Shipment"):
                self._packages(inner, line)
        settle_lots(self.said)

    def _packages(self, shipment: etree._Element, line: dict[str, Node] | None = None) -> None:
        """A package for each handling unit; those of a line hold of that line."""
        for unit in self.tree.all(shipment, "TransportHandlingUnit"):
            found = [*self.tree.all(unit, "ID"), *self.tree.all(unit, "ActualPackage/ID")]
            coded = next(
                (each for each in found if each.get("schemeID") == "SSCC" or re.fullmatch(r"(?:00)?\d{18}", (each.text or "").strip())),
                None,
            )
            package: dict[str, Node] = {}
            if coded is not None:
                text = (coded.text or "").strip()
                put(
                    package,
                    "sscc",
                    self.sheet.leaf(text[2:] if len(text) == 20 and text.startswith("00") else text, text, self.tree.row(coded)),
                )
            self.words(package, "type", unit, "TransportHandlingUnitTypeCode", "ActualPackage/PackagingTypeCode")
            same = [
                each
                for each in self.said.packages
                if coded is not None and isinstance(there := each.get("sscc"), Leaf) and there == package.get("sscc")
            ]
            package = same[0] if same else package
            if line is not None:
                inside: dict[str, Node] = {
                    name: line[name] for name in ("order_line", "buyer_item", "supplier_item", "lots") if name in line
                }
                self._quantity(inside, unit, "ActualPackage/Quantity")
                inside.pop("unit", None)
                contents = package.setdefault("contents", [])
                if isinstance(contents, list):
                    contents.append(Group(inside))  # type: ignore[arg-type]
            if package and not same:
                self.said.packages.append(package)

    def _item(self, line: dict[str, Node], holder: etree._Element) -> None:
        self.words(line, "description", holder, "Item/Name", "Item/Description")
        self.words(line, "buyer_item", holder, "Item/BuyersItemIdentification/ID")
        self.words(line, "supplier_item", holder, "Item/SellersItemIdentification/ID")
        self.words(line, "country_of_origin", holder, "Item/OriginCountry/IdentificationCode") if local(holder) == "DespatchLine" else None

    def _quantity(self, line: dict[str, Node], holder: etree._Element, path: str) -> None:
        self.number(line, "quantity", holder, path)
        found = self.tree.first(holder, path)
        if found is not None and (code := found.get("unitCode", "").strip().upper()):
            code = {"PCE": "C62", "PC": "C62"}.get(code, code)
            if code not in REC20:
                self.sheet.note(f"the unit “{code[:10]}” is in no table")
            put(line, "unit", self.sheet.leaf(code, found.get("unitCode", ""), self.tree.row(found)))

    def _weight(self, name: str, holder: etree._Element, path: str) -> None:
        found = self.tree.first(holder, path)
        if found is None:
            return
        factor = {"KGM": Decimal(1), "GRM": Decimal("0.001"), "TNE": Decimal(1000), "LBR": Decimal("0.45359237")}.get(
            found.get("unitCode", "")
        )
        leaf = self.sheet.decimal(found.text, self.tree.row(found), "the weight")
        if leaf is None or factor is None:
            self.sheet.note("its weight is in a unit that is in no table")
            return
        value = leaf.value if factor == 1 else format((Decimal(leaf.value) * factor).quantize(Decimal("0.001")), "f")
        put(self.said.fields, name, leaf.model_copy(update={"value": value}))

    def _notes(self, holder: etree._Element, where: str) -> None:
        for each in self.tree.all(holder, "Note"):
            if said := " ".join((each.text or "").split()):
                self.sheet.note(f"{where} says in words “{said[:80]}”")

    def words(self, group: dict[str, Node], name: str, holder: etree._Element, *paths: str) -> None:
        """Puts the first text that is found."""
        found = self.tree.first(holder, *paths) if name == "description" else self.tree.only(holder, name.replace("_", " "), *paths)
        if found is not None:
            put(group, name, self.sheet.words(found.text, self.tree.row(found)))

    def date(self, group: dict[str, Node], name: str, holder: etree._Element, *paths: str) -> None:
        """Puts the first date that is found."""
        found = self.tree.only(holder, name.replace("_", " "), *paths)
        if found is not None:
            put(group, name, self.sheet.date(found.text, self.tree.row(found), f"the {name.replace('_', ' ')}"))

    def number(self, group: dict[str, Node], name: str, holder: etree._Element, *paths: str) -> None:
        """Puts the first number that is found."""
        found = self.tree.only(holder, name.replace("_", " "), *paths)
        if found is not None:
            put(group, name, self.sheet.decimal(found.text, self.tree.row(found), f"the {name.replace('_', ' ')}"))


_READERS = {"OrderResponse": Kind.ORDER_CONFIRMATION, "OrderResponseSimple": Kind.ORDER_CONFIRMATION, "DespatchAdvice": Kind.SHIP_NOTICE}
