"""Published certificates beside which a structured form stands are read as it says; skipped where they do not lie beside the checkout."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from doctypes import find_doctypes
from domain.paper import Kind
from extract.read import read_document
from tests.structured_certificates import said, stated

PLACE = Path("shared", "real", "certificate", "material-identity_schemas", "fixtures")
FOLDER = next((folder for parent in Path(__file__).resolve().parents if (folder := parent / PLACE).is_dir()), None)
PAPERS = sorted(path for schema in ("EN10168", "Metals") for path in (FOLDER / schema).rglob("*.pdf")) if FOLDER else []
TWICE = {"valid_multi_row_chemical_analysis"}
"""Papers that give a content in percent and again in ppm; a heat has it once."""

pytestmark = pytest.mark.skipif(not PAPERS, reason="published certificates do not lie beside the checkout")


@pytest.mark.parametrize("paper", PAPERS or [Path("none")], ids=lambda path: path.stem)
def test_a_published_certificate_is_read_as_its_structured_form_says(paper: Path) -> None:
    reading = read_document(paper.read_bytes(), paper.name, find_doctypes(), None)
    due, got = stated(json.loads(paper.with_suffix(".json").read_text(encoding="utf-8"))), said(reading)
    if not any(name == "heat_number" for name, _ in due):
        got = Counter({(name, value): count for (name, value), count in got.items() if name != "heat_number"})
    assert reading.kind is Kind.CERTIFICATE
    assert not got - due
    assert (due - got).total() <= (2 if paper.stem in TWICE else 0)
