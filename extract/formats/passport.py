"""The Digital Material Passport for metals as JSON (material-identity): heat, analysis and mechanical properties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.paper import Kind, Leaf, Node, Reading
from extract.data.certificate_data import add_test, content, joined, property_of, unit_of, with_kind
from extract.data.jsontree import JsonTree, Path, begins_as_json
from extract.data.sheet import Said, put
from extract.shape.values import certificate_type

_D = ("DigitalMaterialPassport",)
_IMPACT = re.compile(r"K[VU]\d?|CVN")
_HARDNESS = re.compile(r"HBW?|HV\d*|HR[A-C]?")
_DEGREES = re.compile(r"(-?\d+(?:\.\d+)?)\s*°\s?C")


def recognises(content: bytes) -> bool:
    """It is a JSON object with a passport."""
    return begins_as_json(content) and b'"DigitalMaterialPassport"' in content


def messages(content: bytes) -> Sequence[bytes]:
    """An object holds one passport."""
    return [content]


def rows(content: bytes) -> list[str]:
    """One value a row."""
    return JsonTree(content).sheet.rows


def read(content: bytes) -> Reading:
    """The passport."""
    tree, said = JsonTree(content), Said()
    fields, business = said.fields, (*_D, "TransactionData", "BusinessTransaction")
    put(fields, "document_number", tree.words(*_D, "Id"))
    put(fields, "document_date", tree.date("the date of issue", *_D, "IssueDate"))
    put(fields, "order_number", tree.words(*business, "Order", "Id"))
    put(fields, "delivery_note_number", tree.words(*business, "Delivery", "Id"))
    for name in ("manufacturer", "supplier_name"):
        put(fields, name, tree.words(*_D, "TransactionData", "Parties", "Manufacturer", "Name"))
    kind = tree.text(*_D, "Validation", "CertificateType", "Type")
    if known := certificate_type(kind):
        put(fields, "certificate_type", tree.sheet.leaf(known, kind, tree.row((*_D, "Validation", "CertificateType", "Type"))))
    for path in tree.each(*_D, "Validation", "Validators"):
        put(fields, "signatory", tree.words(*path, "Name"))
    if isinstance(maker := fields.get("manufacturer"), Leaf):
        said.names.append(maker.value[:120])
    said.lines.append(_line(tree, business))
    for path in tree.each(*_D, "ChemicalAnalysis"):
        said.heats.append(_heat(tree, path))
    numbers = {leaf.value for heat in said.heats if isinstance(leaf := heat.get("heat_number"), Leaf)}
    if len(said.heats) == 1:
        put(said.heats[0], "lot_number", tree.words(*_D, "Product", "BatchId"))
    if len(numbers) == 1 and isinstance(leaf := said.heats[0].get("heat_number"), Leaf):
        put(said.lines[0], "heat_number", leaf)
    _mechanical(tree, said)
    languages = tree.at(*_D, "Languages")
    return tree.sheet.reading(Kind.CERTIFICATE, said, str(languages[0]).lower()[:2] if isinstance(languages, list) and languages else "")


def _line(tree: JsonTree, business: Path) -> dict[str, Node]:
    line: dict[str, Node] = {}
    product = (*_D, "Product")
    put(line, "order_line", tree.words(*business, "Order", "Position"))
    put(line, "buyer_item", tree.words(*business, "Order", "CustomerProductId"))
    put(line, "description", tree.words(*product, "Name"))
    grades = [(*path, "Name", "Value") for path in tree.each(*product, "MaterialDesignations")]
    put(line, "grade", joined(tree, grades, " / ") if grades else None)
    for path in tree.each(*product, "ProductNorms"):
        put(line, "standard", tree.words(*path, "Standard"))
    put(line, "product_form", tree.words(*product, "Shape", "Form"))
    delivery = (*business, "Delivery")
    if put(line, "quantity", tree.number("the quantity", *delivery, "Quantity")):
        code = unit_of(tree.text(*delivery, "QuantityUnit"))
        put(
            line,
            "unit",
            tree.sheet.leaf(code, tree.text(*delivery, "QuantityUnit"), tree.row((*delivery, "QuantityUnit"))) if code else None,
        )
    return line


def _heat(tree: JsonTree, path: Path) -> dict[str, Node]:
    heat: dict[str, Node] = {}
    put(heat, "heat_number", tree.words(*path, "HeatNumber"))
    for each in tree.each(*path, "Elements"):
        symbol = tree.text(*each, "PropertySymbol")
        values = list(_numbers(tree, (*each, "Actual")))
        if len(values) == 1:
            content(tree, heat, symbol, tree.text(*each, "Unit"), values[0])
        elif values:
            tree.sheet.note(f"of {symbol[:6]} it has {len(values)} values")
        elif tree.at(*each, "Actual") is not None:
            tree.sheet.note(f"the content of {symbol[:6]} is no number")
    return heat


def _numbers(tree: JsonTree, actual: Path) -> list[Path]:
    """The paths of the numbers in a result; one with a sign before it (`<`) is no number."""
    if tree.text(*actual, "ResultType") == "numeric" and tree.text(*actual, "Operator").strip() in ("", "="):
        return [(*actual, "Value")]
    inner = list(tree.each(*actual, "Values"))
    if inner and all(tree.text(*each, "ResultType") == "numeric" for each in inner):
        return [(*each, "Value") for each in inner]
    return []


def _mechanical(tree: JsonTree, said: Said) -> None:
    """The properties belong to the only heat; where there are several, nobody says to which."""
    found = list(tree.each(*_D, "MechanicalProperties"))
    if found and len(said.heats) != 1:
        tree.sheet.note(f"its {len(found)} mechanical properties name none of its {len(said.heats)} heats")
        return
    tests: list[dict[str, Node]] = []
    for path in found:
        symbol, unit = tree.text(*path, "PropertySymbol"), tree.text(*path, "Unit")
        name, kind = property_of(symbol, unit)
        values = [leaf for each in _numbers(tree, (*path, "Actual")) if (leaf := tree.number(f"the value of {symbol[:8]}", *each))]
        if name and values:
            _tensile(tree, tests, path, name, kind, values)
        elif (
            values and unit == "J" and (_IMPACT.fullmatch(symbol) or (not symbol and "impact" in tree.text(*path, "PropertyName").lower()))
        ):
            _impact(tree, said.heats[0], path, values)
        elif _HARDNESS.fullmatch(symbol) and values:
            scale = tree.sheet.leaf(symbol, symbol, tree.row((*path, "PropertySymbol")))
            for leaf in values:
                add_test(said.heats[0], "hardness", {"scale": scale, "value": leaf})
        else:
            tree.sheet.note(f"its property {(symbol or tree.text(*path, 'PropertyName'))[:30]} is not read")
    for test in tests:
        add_test(said.heats[0], "tensile", test)


def _tensile(tree: JsonTree, tests: list[dict[str, Node]], path: Path, name: str, kind: str, values: list[Leaf]) -> None:
    """Each value to the first test of the same direction that has none of that name yet: a second yield begins tests of its own."""
    place = (*path, "SpecimenSpecification", "Orientation")
    direction = tree.words(*place)
    fitting = [test for test in tests if name not in test and _said(test.get("direction")) == _said(direction)]
    for at, leaf in enumerate(values):
        if at < len(fitting):
            test = fitting[at]
        else:
            test = {"direction": direction} if direction else {}
            tests.append(test)
        test[name] = leaf
        with_kind(tree, test, name, kind, (*path, "PropertySymbol"))


def _said(node: Node | None) -> str:
    return node.value if isinstance(node, Leaf) else ""


def _impact(tree: JsonTree, heat: dict[str, Node], path: Path, values: list[Leaf]) -> None:
    test: dict[str, Node] = {"energy_j": values}
    average = (*path, "Actual", "Statistics", "Average", "Value")
    put(test, "mean_j", tree.number("the mean impact energy", *average))
    conditions = tree.text(*path, "TestConditions")
    if degrees := _DEGREES.search(conditions):
        put(test, "temperature_c", tree.sheet.leaf(degrees[1], conditions, tree.row((*path, "TestConditions"))))
    add_test(heat, "impact", test)
