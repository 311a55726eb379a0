"""Evaluation on stationery held out: what it takes, what it prints and writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accuracy import WANTED, Measured, asked, by_layout, report
from app.cli import main
from app.picture import draw
from app.reliability import Covered, Judged, bins_of, coverage_at, grouped, header_error, risk_and_coverage
from fixtures.draw import Recipe, draw_set
from fixtures.generate import write_set


def judged(confidence: float, *, right: bool = True, medium: str = "digital", layout: str = "a") -> Judged:
    return Judged(confidence, right, medium, "certificate", "date", layout, is_header=True, is_posted=True)


PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40)


@given(PAIRS)
def test_every_value_is_in_one_bin(pairs: list[tuple[float, bool]]) -> None:
    found = bins_of(pairs)
    assert sum(each.count for each in found) == len(pairs)
    assert all(each.low <= each.claimed <= each.high for each in found)


@given(PAIRS)
def test_the_curve_of_risk_ends_with_all_values_and_coverage_grows(pairs: list[tuple[float, bool]]) -> None:
    curve = risk_and_coverage(pairs)
    assert [each.coverage for each in curve] == sorted(each.coverage for each in curve)
    assert [each.confidence for each in curve] == sorted({confidence for confidence, _ in pairs}, reverse=True)
    if pairs:
        assert curve[-1].coverage == 1
        assert curve[-1].risk == pytest.approx(sum(not right for _, right in pairs) / len(pairs))


def test_coverage_is_as_wide_as_the_error_allows() -> None:
    curve = risk_and_coverage([(0.99, True)] * 98 + [(0.9, False), (0.8, True)])
    assert coverage_at(curve, 0.001) == Covered(0.99, 0.98, 0.0)
    assert coverage_at(curve, 0.01) == Covered(0.8, 1.0, 0.01)
    assert coverage_at(risk_and_coverage([(0.9, False)]), 0.5) is None


def test_honest_values_have_no_calibration_error() -> None:
    assert header_error([judged(0.75, right=at % 4 != 0) for at in range(40)]) == 0
    assert header_error([judged(1.0, right=False)]) == 1


@given(st.lists(st.builds(judged, st.floats(0, 1), right=st.booleans(), medium=st.sampled_from(["digital", "scanned"])), max_size=30))
@settings(deadline=None)
def test_the_picture_is_well_formed_whatever_was_said(values: list[Judged]) -> None:
    root = ET.fromstring(draw(grouped(values, lambda each: each.medium), "A & <B>", 0.002))
    assert root.tag.endswith("svg")
    sizes = [float(mark.attrib[name]) for mark in root.iter() for name in ("cx", "cy") if name in mark.attrib]
    assert all(0 <= size <= 900 for size in sizes)


def test_what_is_wanted_stands_beside_what_was_measured_and_nothing_measured_is_said_so() -> None:
    head, rows = asked(Measured([], [judged(0.95, right=at < 15) for at in range(20)], "c", "p"))
    assert [len(row) for row in rows] == [len(head)] * (len(WANTED) + 1)
    assert rows[-1] == ["calibration error (ECE) of header values", "≤ 0.030", "0.200 ✗", "≤ 0.050", "–"]


def test_the_page_names_its_command_and_its_picture() -> None:
    page = report(Measured([], [], "tallyclerk evaluate x", "No papers."), Path("docs/accuracy.svg"))
    assert "tallyclerk evaluate x" in page
    assert "(accuracy.svg)" in page
    assert by_layout(Measured([], [], "", "")) == {}


# ---- the command


def test_a_set_whose_truth_tells_layouts_is_measured_with_each_held_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "set"
    write_set(folder, draw_set(4, 5, Recipe(("dinletter", "letter"), duplicates=0.0)))
    outputs = ["--json", str(tmp_path / "figures.json"), "--write", str(tmp_path / "page.md")]
    assert main(["evaluate", str(folder), "--leave-one-layout-out", *outputs]) == 0
    found = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert found["documents"] == 4
    assert found["accuracy"]["all"]["header"]["f1"] > 0.5
    assert "letter · digital" in (tmp_path / "page.md").read_text(encoding="utf-8")
    assert ET.parse(tmp_path / "page.svg").getroot().tag.endswith("svg")
    assert "By stationery, the worst first" in capsys.readouterr().out


def test_a_set_that_tells_no_layouts_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = {"file": "a.pdf", "medium": "digital", "lang": "de", "truth": {"kind": "other"}}
    (tmp_path / "truth.jsonl").write_text(json.dumps(truth) + "\n", encoding="utf-8")
    assert main(["evaluate", str(tmp_path), "--leave-one-layout-out"]) == 2
    assert "tells no two layouts apart" in capsys.readouterr().err


def test_without_a_folder_and_without_holding_out_there_is_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate"]) == 2
    assert "Name the folder" in capsys.readouterr().err


def test_without_the_generators_packages_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing() -> None:
        raise ModuleNotFoundError("No module named 'typst'", name="typst")

    monkeypatch.setattr("fixtures.stationery.stationeries", missing)
    assert main(["evaluate", "--leave-one-layout-out"]) == 2
    assert "'typst'" in capsys.readouterr().err
