"""Published messages of data give the facts that stand in `golden/formats.json`; skipped where they do not lie beside the checkout.

`python -m tests.test_extract_formats_real --update` writes those facts anew; look at the difference before it is committed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from doctypes import find_doctypes
from domain.paper import Group, Leaf, Node, Reading
from extract.opening.embedded import read_data
from extract.read import read_document
from tests.structured_certificates import said, stated

PLACE = Path("shared", "real")
FOLDER = next((folder for parent in Path(__file__).resolve().parents if (folder := parent / PLACE).is_dir()), None)
GOLDEN = Path(__file__).parent / "golden" / "formats.json"
FAMILIES = (
    "confirmation/OopFactory_X12", "confirmation/Stedi-Demos_bootstrap", "confirmation/indice_EDI.Net", "confirmation/phax_ph-ubl", "shipnotice/OopFactory_X12",
    "shipnotice/walmartlabs_gozer", "shipnotice/php-edifact_edifact", "shipnotice/phax_ph-ubl", "other/OopFactory_X12", "other/phax_ph-ubl",
    "other/horstoeko_orderx", "certificate/material-identity_schemas/fixtures",
)  # fmt: skip
MESSAGES = (
    sorted(path for family in FAMILIES for path in (FOLDER / family).rglob("*") if path.suffix in (".txt", ".edi", ".xml", ".json"))
    if FOLDER
    else []
)
PAIRS = [
    path for path in MESSAGES if path.suffix == ".json" and path.with_suffix(".pdf").exists() and {"EN10168", "Metals"} & set(path.parts)
]
NOT_READ = {"E-CoC"}
"""Forms that no format of ours reads."""
IN_PPM = {"valid_multi_row_chemical_analysis"}
"""Papers that give a content in percent and again in ppm; a heat has it once, and the reading says so in a note."""
WITHOUT_HEAT = {"valid_heat_treatment_details"}
"""Its results name no heat."""
BEYOND_PERCENT = {"EN10168/v0.5.0/valid_certificate_1"}
"""Its carbon is 150.5 %, which no steel has: it is a note, and no content."""

pytestmark = pytest.mark.skipif(not MESSAGES, reason="published messages do not lie beside the checkout")


def facts(reading: Reading) -> dict[str, Any]:
    """What a reading says, without where it stands."""
    return {
        "kind": reading.kind.value,
        "fields": plain(reading.fields),
        **{name: [plain(group) for group in groups] for name in ("lines", "heats", "packages") if (groups := getattr(reading, name))},
        "notes": reading.notes,
    }


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


def read_all() -> dict[str, Any]:
    assert FOLDER
    found = {}
    for path in MESSAGES:
        reading = read_data(path.read_bytes())
        if reading is not None:
            found[path.relative_to(FOLDER).as_posix()] = facts(reading)
    return found


@pytest.mark.parametrize("path", MESSAGES or [Path("none")], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_published_message_gives_the_facts_that_stand_in_it(path: Path) -> None:
    assert FOLDER
    reading = read_data(path.read_bytes())
    if NOT_READ & set(path.parts):
        assert reading is None
        return
    assert reading is not None
    assert facts(reading) == json.loads(GOLDEN.read_text(encoding="utf-8"))[path.relative_to(FOLDER).as_posix()]


@pytest.mark.parametrize("path", PAIRS or [Path("none")], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_certificate_as_json_has_all_values_that_its_schema_names(path: Path) -> None:
    content = path.read_bytes()
    reading = read_data(content)
    assert reading is not None
    due, got = stated(json.loads(content)), said(reading)
    got = type(got)({value: count for value, count in got.items() if value[0] not in ("heat_number", "mean_j") or value in due})
    assert not got - due
    missing = (due - got).total()
    if path.stem in IN_PPM or any(path.as_posix().endswith(f"{each}.json") for each in BEYOND_PERCENT):
        assert 0 < missing <= 2
    elif path.stem not in WITHOUT_HEAT:
        assert missing == 0
    if missing:
        assert reading.notes


@pytest.mark.parametrize("path", PAIRS or [Path("none")], ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_certificate_beside_its_json_agrees_with_it(path: Path) -> None:
    data, paper = read_data(path.read_bytes()), read_document(path.with_suffix(".pdf").read_bytes(), "paper.pdf", find_doctypes(), None)
    assert data is not None
    for name in ("document_number", "document_date", "order_number", "certificate_type"):
        one, other = data.fields.text(name), paper.fields.text(name)
        assert one is None or other is None or "".join(one.split()) == "".join(other.split())


def test_order_x_in_a_pdf_is_found_before_ocr() -> None:
    assert FOLDER
    for name in ("comfort", "extended"):
        reading = read_document((FOLDER / f"other/horstoeko_orderx/reader-order-x-{name}.pdf").read_bytes(), "x.pdf", find_doctypes(), None)
        assert (reading.kind.value, reading.kind_confidence) == ("other", 1.0)


if __name__ == "__main__" and "--update" in sys.argv:
    GOLDEN.write_text(json.dumps(read_all(), indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
