"""The command draws the same set from the same seed, in the form that the scorer and the order book read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from domain.orders import PurchaseOrder
from domain.paper import Kind
from fixtures.draw import Recipe, draw_set
from fixtures.generate import main
from fixtures.model import Genre


def _digests(folder: Path) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    options = ["--count", "5", "--media", "digital,scan150,fax,photo", "--seed"]
    for folder, seed in (("one", "3"), ("two", "3"), ("three", "4")):
        assert main([str(tmp_path / folder), *options, seed]) == 0
    assert _digests(tmp_path / "one") == _digests(tmp_path / "two")
    assert _digests(tmp_path / "one") != _digests(tmp_path / "three")


def test_a_set_has_a_file_and_an_order_for_every_line_of_its_truth(tmp_path: Path) -> None:
    main([str(tmp_path), "--count", "12", "--seed", "5", "--kinds", "order_confirmation,ship_notice,certificate", "--deviations", "0.5"])
    orders = [PurchaseOrder.model_validate(order) for order in json.loads((tmp_path / "orders.json").read_text(encoding="utf-8"))]
    records = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {record["file"] for record in records} == {path.name for path in (tmp_path / "inbox").iterdir()}
    numbers = {order.order_number for order in orders}
    for record in records:
        about = [line["order_number"] for line in record["truth"].get("lines", []) if "order_number" in line]
        assert {*about, record["truth"].get("order_number", about[-1:] and about[-1])} & numbers or "unknown_order" in record[
            "expected_findings"
        ]
        assert record["truth"]["kind"] in set(Kind)


def test_only_the_wanted_stationery_is_used() -> None:
    samples = list(draw_set(6, 1, Recipe(layouts=("tworow", "millsheet"))))
    assert {sample.layout for sample in samples} <= {"tworow", "millsheet"}


def test_copies_have_the_same_bytes_and_come_after_their_originals() -> None:
    samples = list(draw_set(14, 2, Recipe(deviations=0.0, duplicates=0.5, genres=(Genre.CONFIRMATION,))))
    copies = [sample for sample in samples if sample.fault == "duplicate_document"]
    assert copies
    for copy in copies:
        originals = [sample.file for sample in samples if sample.content == copy.content and sample.fault is None]
        assert originals < [copy.file]
        assert copy.expected == ["duplicate_document"]


def test_papers_that_are_none_of_ours_are_other() -> None:
    samples = list(draw_set(4, 1, Recipe(genres=(Genre.INVOICE, Genre.REMINDER, Genre.PRICE_LIST, Genre.FLYER))))
    assert {sample.truth["kind"] for sample in samples} == {"other"}


def test_an_unknown_stationery_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="There is no stationery papyrus; known are "):
        main([str(tmp_path), "--layouts", "papyrus"])
