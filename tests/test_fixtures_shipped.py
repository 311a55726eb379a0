"""What the repository ships is whole: the demo's inbox with its orders and truth, and the golden cases."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

import fixtures
from domain.orders import PurchaseOrder
from fixtures.draw import draw_sample
from fixtures.shipped import GOLDEN, locked_pdf

HERE = Path(fixtures.__file__).parent
DEMO = HERE / "demo"
RECORDS = [json.loads(line) for line in (DEMO / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_demo_has_a_file_for_every_line_of_its_truth_and_is_small() -> None:
    files = {path.name: path.stat().st_size for path in (DEMO / "inbox").iterdir()}
    assert set(files) == {record["file"] for record in RECORDS}
    assert sum(files.values()) < 3_000_000


def test_the_demo_shows_every_kind_and_language_and_several_media() -> None:
    assert {record["truth"]["kind"] for record in RECORDS} == {"order_confirmation", "certificate", "ship_notice", "other"}
    assert {record["lang"] for record in RECORDS} == {"de", "en", "fr", "it", "es", "nl", "pl"}
    assert {record["medium"] for record in RECORDS} >= {"digital", "scan300", "scan200", "scan150", "photo", "fax", "upside", "encrypted"}
    assert len({code for record in RECORDS for code in record["expected_findings"]}) >= 6


def test_the_demos_orders_are_orders() -> None:
    orders = [PurchaseOrder.model_validate(order) for order in json.loads((DEMO / "orders.json").read_text(encoding="utf-8"))]
    numbers = {order.order_number for order in orders}
    assert numbers >= {record["truth"]["order_number"] for record in RECORDS if "order_number" in record["truth"]}


def test_the_locked_paper_cannot_be_opened() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(locked_pdf())


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_case_says_what_the_generator_draws(name: str) -> None:
    wish = GOLDEN[name]
    assert wish.genre is not None
    folder = HERE / wish.genre.value / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    sample = draw_sample(wish, set())
    assert expected == json.loads(json.dumps(sample.record())) | {"file": "document.pdf"}
    assert (folder / "document.pdf").read_bytes().startswith(b"%PDF")
    assert [PurchaseOrder.model_validate(order) for order in json.loads((folder / "order.json").read_text(encoding="utf-8"))] == [
        sample.order
    ]
