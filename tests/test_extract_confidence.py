"""Scores become probabilities: curves never fall, no value is changed, and what was not read by us is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from doctypes import find_doctypes
from domain.paper import Group, Kind, Leaf, Page, Reading, Source, name_of
from extract.confidence import ANY, ONCE_READ, SECONDED, Calibration, calibrated, on_curve, shipped
from extract.page.layout import Token, lay_out
from extract.page.words import Word
from extract.shape.candidates import Candidate, is_alike_in_print, leaf_of, own_number
from extract.shape.values import Value
from tests.press import sheet


def leaf(value: str = "1", confidence: float = 0.5, source: Any = "text") -> Leaf:
    return Leaf(value=value, text=value, confidence=confidence, page=1, box=(0, 0, 1, 1), source=source)


def reading(confidence: float = 0.5, source: Any = "text", **more: Any) -> Reading:
    return Reading(
        kind=Kind.CERTIFICATE,
        kind_confidence=confidence,
        language="de",
        fields=Group({"order_number": leaf(confidence=confidence, source=source)}),
        lines=[
            Group({"quantity": leaf(confidence=confidence, source=source), "lots": [Group({"lot_number": leaf(confidence=confidence)})]})
        ],
        heats=[Group({"chemistry": {"C": leaf(confidence=confidence)}, "impact": [leaf(confidence=confidence)]})],
        **more,
    )


def simple(points: tuple[tuple[float, float], ...]) -> Calibration:
    return Calibration(fields={"text": {ANY: {ANY: points}}}, kinds={"text": {"certificate": points}})


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("order_number", "order_number"),
        ("lines[12].lots[0].lot_number", "lines.lots.lot_number"),
        ("heats[1].chemistry.Mn", "heats.chemistry"),
        ("heats[0].tensile[1].yield_mpa", "heats.tensile.yield_mpa"),
    ],
)
def test_a_value_is_called_the_same_wherever_it_stands(path: str, name: str) -> None:
    assert name_of(path) == name


def test_between_points_a_curve_is_straight_and_beyond_them_level() -> None:
    curve = ((0.2, 0.4), (0.6, 0.8))
    assert [on_curve(curve, score) for score in (0.0, 0.2, 0.4, 0.6, 1.0)] == [0.4, 0.4, 0.6, 0.8, 0.8]


def test_every_value_of_a_reading_goes_over_its_curve() -> None:
    after = simple(((0.0, 0.1), (1.0, 0.9))).applied(reading())
    assert after.kind_confidence == 0.5
    assert [leaf.confidence for _, leaf in after.leaves()] == [0.5] * 5
    after = simple(((0.0, 0.0), (0.5, 0.9))).applied(reading())
    assert {leaf.confidence for _, leaf in after.leaves()} == {after.kind_confidence} == {0.9}


def test_a_field_has_its_own_curve_before_that_of_all() -> None:
    low, high = ((0.0, 0.1), (1.0, 0.1)), ((0.0, 0.9), (1.0, 0.9))
    after = Calibration(fields={"text": {ANY: {ANY: low}, "certificate": {"order_number": high}}}).applied(reading())
    assert {path: leaf.confidence for path, leaf in after.leaves() if "." not in path} == {"order_number": 0.9}
    assert {leaf.confidence for path, leaf in after.leaves() if "." in path} == {0.1}


@pytest.mark.parametrize("source", ["embedded", "clerk"])
def test_what_was_not_read_off_a_page_keeps_its_confidence(source: Any) -> None:
    after = simple(((0.0, 0.1), (1.0, 0.1))).applied(reading(1.0, source))
    assert after.fields.leaf("order_number") == reading(1.0, source).fields.leaf("order_number")


@pytest.mark.parametrize("points", [((0.2, 0.5), (0.4, 0.4)), ((0.4, 0.5), (0.4, 0.6)), ((0.4, 0.5), (0.2, 0.6))])
def test_a_curve_that_falls_is_no_model(points: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValidationError):
        simple(points)


def test_a_target_error_between_two_takes_the_stricter_threshold_and_one_that_nothing_meets_posts_nothing() -> None:
    model = Calibration(thresholds=((0.001, 0.99), (0.002, 0.98), (0.01, 0.9)))
    assert [model.threshold(target) for target in (0.0001, 0.001, 0.002, 0.005, 0.5)] == [1.0, 0.99, 0.98, 0.98, 0.9]


# ---- the model that is shipped


def test_the_shipped_model_has_a_curve_for_every_field_of_every_kind_and_a_threshold() -> None:
    model = shipped()
    for medium in ("text", "ocr"):
        assert set(model.kinds[medium]) == {kind.value for kind in Kind}
        for doctype in find_doctypes():
            names = set(model.fields[medium][doctype.kind])
            assert {*doctype.posted_fields, *(f"lines.{name}" for name in doctype.posted_line_fields)} <= names
    assert 0.5 < model.threshold(0.002) <= 1


def test_a_paper_that_is_hardly_told_to_be_none_of_ours_is_not_turned_away_for_it() -> None:
    for curves in shipped().kinds.values():
        assert on_curve(curves[Kind.OTHER], 0.1) < 0.5


@given(
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from(["text", "ocr"]),
    st.sampled_from(["certificate", "ship_notice", "order_confirmation"]),
)
def test_a_better_score_is_never_less_probable(one: float, other: float, medium: str, kind: str) -> None:
    low, high = sorted((one, other))
    for curve in shipped().fields[medium][kind].values():
        assert 0 <= on_curve(curve, low) <= on_curve(curve, high) <= 1


@given(st.floats(0, 1), st.sampled_from(["text", "ocr", "derived", "embedded", "clerk"]))
def test_calibration_changes_confidence_alone(confidence: float, source: Any) -> None:
    before = reading(confidence, source)
    after = calibrated(before)
    assert [path for path, _ in after.leaves()] == [path for path, _ in before.leaves()]
    for (_, said), (_, was) in zip(after.leaves(), before.leaves(), strict=True):
        assert said.model_copy(update={"confidence": was.confidence}) == was
        assert 0 <= said.confidence <= 1


@pytest.mark.parametrize(
    ("value", "alike"),
    [
        ("S0-551425", True),
        ("0C702841", True),
        ("P0-405465", True),
        ("WO66857/1", True),
        ("L009030", False),
        ("OC702841", False),
        ("4500017325", False),
        ("B26-3357", False),
    ],
)
def test_a_nought_where_letters_stand_may_be_one(value: str, *, alike: bool) -> None:
    assert is_alike_in_print(value) is alike


def test_what_two_engines_read_alike_has_a_curve_of_its_own_and_is_not_told_further() -> None:
    curves = Calibration(fields={"ocr": {ANY: {ANY: ((0.0, 0.1), (1.0, 0.2))}}, SECONDED: {ANY: {ANY: ((0.0, 0.8), (1.0, 0.9))}}})
    alone = leaf(source="ocr")
    scanned = reading(pages=[Page(width=1, height=1, turn=0, source="ocr")]).model_copy(
        update={"fields": Group({"order_number": alone.model_copy(update={"seconded": True}), "document_number": alone})}
    )
    after = curves.applied(scanned).fields.root
    assert [after[name].confidence for name in ("order_number", "document_number")] == [0.85, 0.15]  # type: ignore[union-attr]
    assert "seconded" not in after["order_number"].model_dump_json()  # type: ignore[union-attr]


def test_curves_that_know_nothing_of_two_engines_take_all_scans_alike() -> None:
    curves = Calibration(fields={"ocr": {ANY: {ANY: ((0.0, 0.1), (1.0, 0.2))}}})
    assert curves.curve(SECONDED, "certificate", "order_number") == curves.curve("ocr", "certificate", "order_number")


@pytest.mark.parametrize(
    ("value", "source", "sure"),
    [
        ("O80063270", "ocr", False),
        ("V8-0091", "ocr", True),
        ("OB0063270", "ocr", True),
        ("4500877", "ocr", True),
        ("O80063270", "text", True),
        ("32722/0C", "ocr", False),
        ("32722/OC", "ocr", False),
        ("32722/AC", "ocr", True),
        ("32722/OC", "text", True),
    ],
)
def test_an_8_or_a_nought_beside_letters_of_a_scanned_papers_number_may_be_another_sign(value: str, source: str, *, sure: bool) -> None:
    assert (own_number(leaf(value, 0.99, source), ()).confidence > 0.9) is sure


def test_an_8_that_its_print_tells_may_be_the_papers_own() -> None:
    tokens = [Token(Word("OC879112", (0, 0, 9, 9), 0.99, eight=told), "oc879112") for told in (True, False)]
    assert [own_number(leaf("OC879112", 0.99, "ocr"), [token]).confidence > 0.9 for token in tokens] == [True, False]


def test_the_papers_own_number_is_never_sure_that_was_read_once_off_a_scan() -> None:
    curves = Calibration(fields={name: {ANY: {ANY: ((0.0, 0.99), (1.0, 0.99))}} for name in ("text", "ocr", SECONDED)})
    assert curves.probability("ocr", "ship_notice", "document_number", 0.99) == ONCE_READ
    for read, name in (("text", "document_number"), (SECONDED, "document_number"), ("ocr", "order_number")):
        assert curves.probability(read, "ship_notice", name, 0.99) == 0.99


@pytest.mark.parametrize(
    ("source", "printed", "value"),
    [
        ("ocr", "P0-249634", "PO-249634"),
        ("text", "P0-249634", "P0-249634"),
        ("ocr", "32722/0C", "32722/OC"),
        ("text", "32722/0C", "32722/0C"),
    ],
)
def test_a_nought_among_the_letters_of_a_scanned_number_is_read_as_an_o_and_never_sure(source: Source, printed: str, value: str) -> None:
    layout = lay_out([sheet([(100.0, {50.0: printed})], source=source)])
    found = leaf_of(Candidate(Value(printed, layout.lines[0].tokens), 1, 0.99), layout)
    assert (found.value, found.text) == (value, printed)
    assert (found.confidence < 0.7) == (source == "ocr")


def test_one_of_several_values_that_a_paper_prints_is_never_sure_whatever_its_curve_says() -> None:
    curve = ((0.4, 0.97), (0.9, 0.99))
    calibration = Calibration(fields={"text": {"*": {"*": curve}}})
    sure = Leaf(value="2026-08-24", text="24.08.2026", confidence=0.5, page=1, box=(0, 0, 1, 1), source="text")
    both = [sure, sure.model_copy(update={"contested": True})]
    told = [
        Reading(kind=Kind.ORDER_CONFIRMATION, kind_confidence=1.0, language="de", fields=Group({"delivery_date": leaf})) for leaf in both
    ]
    found = [calibration.applied(reading).fields.leaf("delivery_date") for reading in told]
    assert [leaf.confidence for leaf in found if leaf] == [pytest.approx(0.974, abs=0.001), 0.9]
