"""Certificates of analysis as JSON (material-identity, S1Seven): lot, order, delivery; its properties are not those that steel has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.paper import Kind, Leaf, Node, Property, Reading
from extract.data.certificate_data import unit_of
from extract.data.jsontree import JsonTree, begins_as_json
from extract.data.sheet import Said, put
from extract.shape.values import certificate_type

_C = ("Certificate",)


def recognises(content: bytes) -> bool:
    """It is a JSON object with a certificate that has parties and a product."""
    return begins_as_json(content) and all(
        name in content for name in (b'"Certificate"', b'"Parties"', b'"Product"', b'"BusinessTransaction"')
    )


def messages(content: bytes) -> Sequence[bytes]:
    """An object holds one certificate."""
    return [content]


def rows(content: bytes) -> list[str]:
    """One value a row."""
    return JsonTree(content).sheet.rows


def read(content: bytes) -> Reading:
    """The certificate."""
    tree, said = JsonTree(content), Said()
    fields, business = said.fields, (*_C, "BusinessTransaction")
    put(fields, "document_number", tree.words(*_C, "Id"))
    put(fields, "document_date", tree.date("the date", *_C, "Date"))
    put(fields, "order_number", tree.words(*business, "Order", "Id"))
    put(fields, "delivery_note_number", tree.words(*business, "Delivery", "Id"))
    for name in ("manufacturer", "supplier_name"):
        put(fields, name, tree.words(*_C, "Parties", "Manufacturer", "Name"))
    kind = tree.text(*_C, "Standard", "Type")
    put(
        fields,
        "certificate_type",
        tree.sheet.leaf(certificate_type(kind) or "CoA", kind, tree.row((*_C, "Standard", "Type"))) if kind else None,
    )
    if isinstance(maker := fields.get("manufacturer"), Leaf):
        said.names.append(maker.value[:120])
    said.lines.append(_line(tree))
    lots = [
        leaf
        for path in ((*_C, "Analysis", "LotId"), (*_C, "Product", "ProductionBatchId"), (*_C, "Product", "FillingBatchId"))
        if (leaf := tree.words(*path))
    ]
    if lots:
        said.heats.append({"lot_number": lots[0]})
    if len({lot.value for lot in lots}) > 1:
        tree.sheet.note(f"it names several lots: {', '.join(lot.value for lot in lots)[:100]}")
    _outside(tree)
    languages = tree.at(*_C, "CertificateLanguages")
    reading = tree.sheet.reading(Kind.CERTIFICATE, said, str(languages[0]).lower()[:2] if isinstance(languages, list) and languages else "")
    return reading.model_copy(update={"properties": list(_properties(tree))})


def _properties(tree: JsonTree) -> Iterator[Property]:
    """The inspections as they are stated, to be shown."""
    for path in tree.each(*_C, "Analysis", "Inspections"):
        name, value = tree.text(*path, "Property"), tree.words(*path, "Value")
        if not name or value is None:
            continue
        least, most = tree.text(*path, "Minimum"), tree.text(*path, "Maximum")
        limits = f"{least} – {most}" if least and most else f"≥ {least}" if least else f"≤ {most}" if most else ""
        yield Property(
            name=name,
            method=tree.text(*path, "Method"),
            unit=tree.text(*path, "Unit"),
            limits=limits,
            result=value.value,
            page=value.page,
            box=value.box,
        )


def _line(tree: JsonTree) -> dict[str, Node]:
    line: dict[str, Node] = {}
    order, delivery, product = (*_C, "BusinessTransaction", "Order"), (*_C, "BusinessTransaction", "Delivery"), (*_C, "Product")
    put(line, "order_line", tree.words(*order, "Position"))
    put(line, "buyer_item", tree.words(*order, "CustomerProductId"))
    put(line, "supplier_item", tree.words(*product, "Id"))
    put(line, "description", tree.words(*product, "Name"))
    for path in tree.each(*product, "Standards"):
        put(line, "standard", tree.words(*path))
    if put(line, "quantity", tree.number("the quantity", *delivery, "Quantity")):
        code = unit_of(tree.text(*delivery, "QuantityUnit"))
        put(
            line,
            "unit",
            tree.sheet.leaf(code, tree.text(*delivery, "QuantityUnit"), tree.row((*delivery, "QuantityUnit"))) if code else None,
        )
    return line


def _outside(tree: JsonTree) -> None:
    """Values outside the limits that the certificate itself states; the properties are read no further."""
    inspections = list(tree.each(*_C, "Analysis", "Inspections"))
    for path in inspections:
        bounds = {name: tree.text(*path, name) for name in ("Value", "Minimum", "Maximum")}
        try:
            value = float(bounds["Value"])
            low, high = (float(bounds[name]) if bounds[name] else value for name in ("Minimum", "Maximum"))
        except ValueError:
            continue
        if not low <= value <= high:
            tree.sheet.note(f"{tree.text(*path, 'Property')[:40]} is {bounds['Value'][:20]}, outside its own limits")
    if inspections:
        tree.sheet.note(f"its {len(inspections)} properties are of no kind that is checked here")
