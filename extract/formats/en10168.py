"""EN 10168 as JSON (material-identity, S1Seven): the codes of the standard name their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.paper import Kind, Leaf, Node, Reading
from extract.data.certificate_data import add_test, content, property_of, with_kind
from extract.data.jsontree import JsonTree, Path, begins_as_json
from extract.data.sheet import Said, put
from extract.shape.values import certificate_type

_C, _P, _V = ("Certificate", "CommercialTransaction"), ("Certificate", "ProductDescription"), ("Certificate", "Validation")
_ELEMENTS = [f"C{number}" for number in range(71, 116)]
_WIDTH = re.compile(r"^\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:mm|MM)?\s*$")
_DEGREES = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:°\s?C|Celsius|C)\b")
_SIDES = ("Width", "Height", "WallThickness", "Thickness", "OuterDiameter", "Diameter", "Length")


def recognises(content: bytes) -> bool:
    """It is a JSON object with a certificate whose commercial transaction is in codes; a list of translations has these words, too."""
    names = (b'"Certificate"', b'"CommercialTransaction"', b'"ProductDescription"')
    return begins_as_json(content) and all(name in content for name in names)


def messages(content: bytes) -> Sequence[bytes]:
    """An object holds one certificate."""
    return [content]


def rows(content: bytes) -> list[str]:
    """One value a row."""
    return JsonTree(content).sheet.rows


def read(content: bytes) -> Reading:
    """The certificate."""
    tree, said = JsonTree(content), Said()
    fields = said.fields
    for name, code in (("document_number", "A03"), ("order_number", "A07"), ("delivery_note_number", "A98")):
        put(fields, name, tree.words(*_C, code))
    put(fields, "manufacturer", tree.words(*_C, "A01", "Name"))
    put(fields, "supplier_name", tree.words(*_C, "A01", "Name"))
    put(fields, "document_date", tree.date("the date (Z02)", *_V, "Z02"))
    put(fields, "signatory", tree.words(*_V, "Z03", "Name"))
    if kind := certificate_type(tree.text(*_C, "A02")):
        put(fields, "certificate_type", tree.sheet.leaf(kind, tree.text(*_C, "A02"), tree.row((*_C, "A02"))))
    else:
        tree.sheet.note(f"its type “{tree.text(*_C, 'A02')[:40]}” (A02) is none that is known")
    if isinstance(maker := fields.get("manufacturer"), Leaf):
        said.names.append(maker.value[:120])
    said.lines.append(_line(tree))
    for path in tree.each("Certificate", "Inspection"):
        said.heats.append(_heat(tree, path, said.lines[0]))
    languages = tree.at("Certificate", "CertificateLanguages")
    return tree.sheet.reading(Kind.CERTIFICATE, said, str(languages[0]).lower()[:2] if isinstance(languages, list) and languages else "")


def _line(tree: JsonTree) -> dict[str, Node]:
    line: dict[str, Node] = {}
    put(line, "order_line", tree.words(*_C, "A97"))
    put(line, "buyer_item", tree.words(*_C, "A09"))
    put(line, "description", tree.words(*_P, "B01"))
    put(line, "delivery_condition", tree.words(*_P, "B04"))
    grades = list(tree.each(*_P, "B02", "SteelDesignation")) or list(tree.each(*_P, "B02"))
    named = [text for path in grades if (text := tree.text(*path))]
    if named:
        put(line, "grade", tree.sheet.words(" / ".join(named), tree.row(grades[0])))
    for path in tree.each(*_P, "B02", "ProductNorm"):
        put(line, "standard", tree.words(*path))
    put(line, "product_form", tree.words(*_P, "B09", "Form"))
    sides = [text for side in _SIDES if (text := tree.text(*_P, "B09", side))]
    if sides:
        put(line, "dimensions", tree.sheet.words("x".join(sides), tree.row((*_P, "B09"))))
    if tree.text(*_P, "B13", "Unit").lower() == "kg":
        put(line, "quantity", tree.number("the actual mass (B13)", *_P, "B13", "Value"))
        put(line, "unit", tree.sheet.leaf("KGM", tree.text(*_P, "B13", "Unit"), tree.row((*_P, "B13", "Unit"))))
    elif tree.text(*_P, "B08"):
        put(line, "quantity", tree.number("the number of pieces (B08)", *_P, "B08"))
    return line


def _heat(tree: JsonTree, path: Path, line: dict[str, Node]) -> dict[str, Node]:  # noqa: C901 - a case for each thing that may be said
    """One inspection: C00 is the heat or the sample, B07 the cast or the piece; where they differ a person says which is which."""
    heat: dict[str, Node] = {}
    marks = list(dict.fromkeys(text for each in tree.each(*_P, "B07") if (text := tree.text(*each))))
    put(heat, "heat_number", tree.words(*path, "C00"))
    sample = tree.text(*path, "C00")
    if marks and sample and sample not in marks:
        tree.sheet.note(
            f"it identifies the product by {', '.join(marks)[:60]} (B07) and the sample by {sample[:30]} (C00); which is the heat is not said"
        )
    elif marks and not sample and len(marks) == 1:
        first = next(iter(tree.each(*_P, "B07")))
        put(heat, "heat_number", tree.words(*first))
    if isinstance(number := heat.get("heat_number"), Leaf):
        put(line, "heat_number", number)
    for code in _ELEMENTS:
        place = (*path, "ChemicalComposition", code)
        symbol = tree.text(*place, "Symbol")
        if tree.text(*place, "Actual", "Operator").strip() not in ("", "="):
            tree.sheet.note(f"of {symbol[:6]} only a bound is said ({tree.text(*place, 'Actual', 'Operator')[:2]})")
        elif symbol:
            content(tree, heat, symbol, tree.text(*place, "Unit"), (*place, "Actual", "Value"))
    for test in tree.each(*path, "TensileTest"):
        _tensile(tree, heat, test)
    for test in tree.each(*path, "NotchedBarImpactTest"):
        _impact(tree, heat, test, tree.text(*path, "C03"))
    for test in tree.each(*path, "HardnessTest"):
        scale = tree.text(*test, "C30")
        for code in ("C31", "C32"):
            for each in tree.each(*test, code):
                if value := tree.number("the hardness", *each, "Value"):
                    add_test(
                        heat,
                        "hardness",
                        {"value": value, **({"scale": tree.sheet.leaf(scale, scale, tree.row((*test, "C30")))} if scale else {})},
                    )
    return heat


def _tensile(tree: JsonTree, heat: dict[str, Node], test: Path) -> None:
    found: dict[str, Node] = {}
    for code, name in (("C11", "yield_mpa"), ("C12", "tensile_mpa"), ("C13", "elongation_pct")):
        for each in tree.each(*test, code):
            unit = tree.text(*each, "Unit")
            if unit not in ("", "%" if code == "C13" else "MPa", "N/mm²", "N/mm2"):
                tree.sheet.note(f"{code} is in a unit that is in no table ({unit[:8]})")
                continue
            if not put(found, name, tree.number(f"the value of {code}", *each, "Value")):
                tree.sheet.note(f"it has several values of {code} in one test")
                continue
            symbol = tree.text(*each, "Property").split()[-1:] or [""]
            kind = property_of(symbol[0], unit)[1]
            with_kind(tree, found, name, kind, (*each, "Property"))
    add_test(heat, "tensile", found)


def _impact(tree: JsonTree, heat: dict[str, Node], test: Path, temperature: str) -> None:
    found: dict[str, Node] = {}
    energies = [leaf for each in tree.each(*test, "C42") if (leaf := tree.number("the impact energy", *each, "Value"))]
    if energies:
        found["energy_j"] = energies
    put(found, "mean_j", tree.number("the mean impact energy", *test, "C43", "Value"))
    degrees = _DEGREES.search(temperature)
    if found and degrees:
        put(found, "temperature_c", tree.sheet.leaf(degrees[1].lstrip("+"), temperature, tree.row((*test[:-1], "C03")) if test else 0))
    width = tree.text(*test, "C41", "Value") or tree.text(*test, "C41")
    if found and (narrow := _WIDTH.search(width)):
        put(found, "specimen_width_mm", tree.sheet.leaf(narrow[1].replace(",", "."), width, tree.row((*test, "C41"))))
    add_test(heat, "impact", found)
