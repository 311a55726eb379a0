"""Reads certificates beside which a structured form of them stands (`x.pdf`, `x.json`), and says which of its values were found.

`python -m tests.structured_certificates FOLDER` prints each value that is missing or that the structured form does not have.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from doctypes import find_doctypes
from domain.paper import Group, Leaf, Node, Reading
from extract.engines.tesseract import Tesseract
from extract.read import read_document
from extract.shape.elements import ELEMENTS
from extract.shape.values import certificate_type

Value = tuple[str, str]
"""What a value is of, such as `chemistry C` or `tensile_mpa`, and the value."""
PROPERTIES = {
    r"Rm": "tensile_mpa",
    r"Re[HL]?|R[pt]\d.*": "yield_mpa",
    r"A\d*(mm)?%?|Agt?": "elongation_pct",
    r"K[VU]\d*|CVN|Cv": "energy_j",
}
HEAD = ("document_number", "document_date", "order_number", "certificate_type")
CODES = {"C11": "yield_mpa", "C12": "tensile_mpa", "C13": "elongation_pct", "C42": "energy_j", "C43": "mean_j"}


def plain(value: object) -> str:
    """A number without zeros that tell nothing, any other text as it is."""
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except InvalidOperation:
        return str(value)


def in_percent(value: object, unit: object) -> str:
    """A content in mass %, as the reading says it."""
    return plain(Decimal(str(value)) / 10_000 if unit == "ppm" else value)


def stated(structured: dict[str, Any]) -> Counter[Value]:
    """The values of the structured form, by the names of the reading."""
    certificate = structured.get("Certificate") or structured.get("DigitalMaterialPassport") or {}
    found = Counter(_of_codes(certificate.get("Inspection")))
    found.update(_of_head(certificate))
    analysis = certificate.get("ChemicalAnalysis") or {}
    for each in analysis if isinstance(analysis, list) else [analysis]:
        found.update(_of_analysis(each))
    for each in certificate.get("MechanicalProperties") or []:
        symbol = str(each.get("PropertySymbol", ""))
        names = [name for pattern, name in PROPERTIES.items() if re.fullmatch(pattern, symbol)]
        names += ["energy_j"] if not symbol and "impact" in str(each.get("PropertyName")).lower() else []
        found.update((name, plain(value)) for name in names for value in _numbers(each.get("Actual")))
    return found


def _of_head(certificate: dict[str, Any]) -> Iterator[Value]:
    """Number, date, type and order of the certificate, wherever its schema has them."""
    coded, validation = certificate.get("CommercialTransaction") or {}, certificate.get("Validation") or {}
    transaction = (certificate.get("TransactionData") or certificate).get("BusinessTransaction") or {}
    kind = certificate.get("Standard") or validation.get("CertificateType") or {}
    said = {
        "document_number": coded.get("A03") or certificate.get("Id"),
        "document_date": validation.get("Z02") or certificate.get("IssueDate") or certificate.get("Date"),
        "order_number": coded.get("A07") or (transaction.get("Order") or {}).get("Id"),
        "certificate_type": certificate_type(coded.get("A02", "")) or kind.get("Type"),
    }
    yield from ((name, re.sub(r"\s", "", value)) for name, value in said.items() if value)


def _of_codes(node: object) -> Iterator[Value]:
    """The values below the codes of EN 10168."""
    if isinstance(node, list):
        for each in node:
            yield from _of_codes(each)
    if not isinstance(node, dict):
        return
    for key, each in node.items():
        several = each if isinstance(each, list) else [each]
        for one in several:
            if isinstance(one, dict) and key in CODES and "Value" in one:
                yield CODES[key], plain(one["Value"])
            elif isinstance(one, dict) and one.get("Symbol") in ELEMENTS and one.get("Actual"):
                yield f"chemistry {one['Symbol']}", in_percent(one["Actual"]["Value"], one.get("Unit"))
            elif key != "SupplementaryInformation":
                yield from _of_codes(one)


def _of_analysis(analysis: dict[str, Any]) -> Iterator[Value]:
    if analysis.get("HeatNumber"):
        yield "heat_number", str(analysis["HeatNumber"])
    for each in analysis.get("Elements") or []:
        if each.get("PropertySymbol") in ELEMENTS:
            symbol, unit = each["PropertySymbol"], each.get("Unit")
            yield from ((f"chemistry {symbol}", in_percent(value, unit)) for value in _numbers(each.get("Actual")))


def _numbers(actual: dict[str, Any] | None) -> list[Any]:
    if not actual:
        return []
    values = [actual, *(actual.get("Values") or [])]
    return [each["Value"] for each in values if isinstance(each, dict) and each.get("ResultType") == "numeric"]


def said(reading: Reading) -> Counter[Value]:
    """The values of a reading by the same names."""
    found: Counter[Value] = Counter((name, value) for name in HEAD if (value := reading.fields.text(name)))
    for heat in reading.heats:
        if number := heat.text("heat_number"):
            found["heat_number", number] += 1
        found.update((f"chemistry {symbol}", plain(leaf.value)) for symbol, leaf in heat.table("chemistry").items())
        for name in ("tensile", "impact"):
            for test in heat.groups(name):
                found.update(_of_test(test))
    return found


def _of_test(test: Group) -> Iterator[Value]:
    for name, node in test.root.items():
        leaves: list[Node] = list(node) if isinstance(node, list) else [node]
        if name in CODES.values():
            yield from ((name, plain(leaf.value)) for leaf in leaves if isinstance(leaf, Leaf))


def compared(folder: Path) -> Iterator[str]:
    """The differences of every pair below a folder, and at last the F1 of all values."""
    doctypes, engine = find_doctypes(), Tesseract()
    right = due = read = 0
    for paper in sorted(folder.rglob("*.pdf")):
        beside = paper.with_suffix(".json")
        if not beside.exists():
            continue
        reading = read_document(paper.read_bytes(), paper.name, doctypes, engine)
        want, got = stated(json.loads(beside.read_text())), said(reading)
        due_names = {name for name, _ in want}
        got = Counter(
            {(name, value): count for (name, value), count in got.items() if name not in ("heat_number", *HEAD) or name in due_names}
        )
        right, due, read = right + (want & got).total(), due + want.total(), read + got.total()
        yield f"{paper.relative_to(folder)}: {reading.kind}, {(want & got).total()} of {want.total()}"
        yield from (f"   missing {name} {value}" for name, value in sorted((want - got).elements()))
        yield from (f"   not there {name} {value}" for name, value in sorted((got - want).elements()))
    yield f"{right} of {due} right, {read} read, F1 {2 * right / max(1, due + read):.4f}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in compared(Path(sys.argv[1])))
