"""Rules for certificates: the type, the grade, the standard, what is critical, and which line it is for."""

from __future__ import annotations

from typing import Any

import pytest

from domain.findings import Finding, FindingCode
from domain.orders import PurchaseOrder
from domain.paper import Kind, Reading
from tests.papers import FIRST_LINE, SECOND_LINE, codes, found, order, paper
from validate.rules import certificate as rules

STEEL = {"grade": "S355J2+N", "standard": "EN 10025-2", "required_certificate": "3.1", "product_form": "plate", "thickness_mm": "12"}
LINE = {"order_line": "10", "supplier_item": "BG-6852", "grade": "S355J2+N", "standard": "EN 10025-2:2019"}


def ordered(*lines: dict[str, Any], **steel: Any) -> PurchaseOrder:
    return order({**FIRST_LINE, **STEEL, **steel}, *(lines or (SECOND_LINE,)))


def certificate(kind: str | None = "3.1", **line: Any) -> Reading:
    said = {name: value for name, value in {**LINE, **line}.items() if value is not None}
    return paper(Kind.CERTIFICATE, {"certificate_type": kind}, [said])


@pytest.mark.parametrize("required", ["2.1", "2.2", "3.1", "3.2"])
@pytest.mark.parametrize("said", ["2.1", "2.2", "3.1", "3.2"])
def test_a_type_that_is_lower_than_required_is_insufficient(required: str, said: str) -> None:
    findings = found(rules.type_is_sufficient, certificate(said), ordered(required_certificate=required))
    assert codes(findings) == ([(FindingCode.CERTIFICATE_TYPE_INSUFFICIENT, "error", "certificate_type")] if said < required else [])


@pytest.mark.parametrize("said", ["CoC", "CoA"])
def test_a_declaration_is_no_inspection_certificate(said: str) -> None:
    assert len(found(rules.type_is_sufficient, certificate(said), ordered())) == 1


def test_any_type_will_do_where_none_is_required() -> None:
    assert found(rules.type_is_sufficient, certificate("2.1"), ordered(required_certificate=None)) == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("S355J2+N", "S355J2+N"),
        ("S355 J2 +N", "S355J2+N"),
        ("s355j2+n", "S355J2+N"),
        ("S355J2+N (1.0577)", "S355J2+N"),
        ("1.4404 / X2CrNiMo17-12-2", "1.4404"),
        ("1.4404 / X2CrNiMo17-12-2", "X2CrNiMo17-12-2"),
        ("X2CrNiMo17-12-2 1.4404", "1.4404"),
        ("A516 Gr. 70", "A516 Gr.70"),
    ],
)
def test_a_grade_is_the_same_however_it_is_written(said: str, wanted: str) -> None:
    assert found(rules.grade_is_ordered, certificate(grade=said), ordered(grade=wanted)) == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("S355J2", "S355J2+N"),
        ("S355J0+N", "S355J2+N"),
        ("S355J2+N", "S355J2"),
        ("1.4401", "1.4404"),
        ("1.4404", "1.4404L"),
        ("S235JR / 1.0038", "S355J2+N"),
    ],
)
def test_another_grade_is_an_error(said: str, wanted: str) -> None:
    [finding] = found(rules.grade_is_ordered, certificate(grade=said), ordered(grade=wanted))
    assert codes([finding]) == [(FindingCode.GRADE_MISMATCH, "error", "lines[0].grade")]
    assert (finding.expected, finding.found) == (wanted, said)


def test_a_grade_that_paper_or_order_does_not_name_is_no_other_grade() -> None:
    assert found(rules.grade_is_ordered, certificate(grade=None), ordered()) == []
    assert found(rules.grade_is_ordered, certificate(), ordered(grade=None)) == []


@pytest.mark.parametrize(
    "said", ["EN 10025-2", "EN 10025-2:2019", "DIN EN 10025-2:2005-04", "EN10025-2", "BS EN 10025-2 (2019)", "EN 10025-2:2019-10"]
)
def test_a_standard_is_the_same_whatever_its_edition_and_national_mark(said: str) -> None:
    assert found(rules.standard_is_ordered, certificate(standard=said), ordered()) == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("ASTM A36/A36M-19", "ASTM A36"),
        ("ASTM A36-14", "ASTM A36/A36M"),
        ("EN 10025", "EN 10025-2"),
        ("EN 10025-2", "EN 10025"),
        ("DIN-EN 10025-2 2019-10", "EN 10025-2"),
        ("EN 10204 / EN 10025-2", "EN 10025-2"),
        ("ISO 683-17", "ISO 683-17:2014"),
    ],
)
def test_a_standard_may_be_named_with_its_parts_or_among_others(said: str, wanted: str) -> None:
    assert found(rules.standard_is_ordered, certificate(standard=said), ordered(standard=wanted)) == []


@pytest.mark.parametrize(
    ("said", "wanted"), [("ISO 683-17", "ISO 683-1"), ("ISO 683-1", "ISO 683-17"), ("ASTM A366", "ASTM A36"), ("ASTM A36", "ASTM A366")]
)
def test_a_standard_whose_number_begins_alike_is_another(said: str, wanted: str) -> None:
    assert len(found(rules.standard_is_ordered, certificate(standard=said), ordered(standard=wanted))) == 1


@pytest.mark.parametrize("said", ["EN 10025-3", "EN 10083-2", "EN 10088-2:2014", "ASTM A36"])
def test_another_standard_is_an_error(said: str) -> None:
    assert codes(found(rules.standard_is_ordered, certificate(standard=said), ordered())) == [
        (FindingCode.STANDARD_MISMATCH, "error", "lines[0].standard")
    ]


def test_with_another_grade_the_standard_is_not_said_twice() -> None:
    reading = certificate(grade="S235JR", standard="EN 10083-2")
    assert found(rules.standard_is_ordered, reading, ordered()) == []
    assert len(found(rules.grade_is_ordered, reading, ordered())) == 1


def test_a_certificate_for_a_critical_line_is_looked_at() -> None:
    assert codes(found(rules.is_not_critical, certificate(), ordered(quality_critical=True))) == [
        (FindingCode.QUALITY_CRITICAL, "warning", "lines[0]")
    ]
    assert found(rules.is_not_critical, certificate(), ordered()) == []


def test_a_critical_line_that_the_certificate_is_not_for_does_not_count() -> None:
    critical = {**SECOND_LINE, "quality_critical": True}
    assert found(rules.is_not_critical, certificate(), ordered(critical)) == []


def unknown(reading: Reading, to: PurchaseOrder) -> list[Finding]:
    return found(rules.certified_line_is_known, reading, to)


def test_a_certificate_that_names_no_line_of_several_is_for_an_unknown_line() -> None:
    nameless = certificate(order_line=None, supplier_item=None, grade="1.4404")
    assert codes(unknown(nameless, ordered())) == [(FindingCode.LINE_UNKNOWN, "warning", "lines[0].order_line")]


def test_the_only_line_of_an_order_is_the_one() -> None:
    nameless = certificate(order_line=None, supplier_item=None)
    assert unknown(nameless, order({**FIRST_LINE, **STEEL})) == []


def test_rules_hold_for_the_line_that_the_certificate_names() -> None:
    other = {**SECOND_LINE, "grade": "42CrMo4", "required_certificate": "3.2"}
    reading = certificate("3.1", order_line="20", supplier_item="BG-7001", grade="42CrMo4")
    assert found(rules.grade_is_ordered, reading, ordered(other)) == []
    assert len(found(rules.type_is_sufficient, reading, ordered(other))) == 1


def test_a_certificate_for_no_order_of_ours_is_held_against_none() -> None:
    reading = paper(Kind.CERTIFICATE, {"order_number": "4711", "certificate_type": "2.1"}, [LINE])
    for rule in (
        rules.type_is_sufficient,
        rules.grade_is_ordered,
        rules.standard_is_ordered,
        rules.is_not_critical,
        rules.certified_line_is_known,
    ):
        assert found(rule, reading, ordered()) == []


@pytest.mark.parametrize("name", ["grade", "standard"])
def test_ordered_material_that_could_not_be_read_on_the_certificate_goes_before_a_person(name: str) -> None:
    findings = found(rules.ordered_material_is_read, certificate(**{name: None}), ordered())
    assert codes(findings) == [(FindingCode.LOW_CONFIDENCE, "warning", f"lines[0].{name}")]


def test_material_that_is_read_or_not_asked_for_raises_nothing() -> None:
    assert found(rules.ordered_material_is_read, certificate(), ordered()) == []
    assert found(rules.ordered_material_is_read, certificate(grade=None, standard=None), ordered(grade=None, standard=None)) == []


def test_each_line_of_a_certificate_for_several_is_held_against_its_own_order_line() -> None:
    lines = [LINE, {"order_line": "20", "supplier_item": SECOND_LINE["supplier_item"], "grade": "C45", "standard": "EN 10083-2"}]
    bought = ordered({**SECOND_LINE, "grade": "42CrMo4", "standard": "EN 10083-3", "required_certificate": "3.2"})
    reading = paper(Kind.CERTIFICATE, {"certificate_type": "3.1"}, lines)
    assert codes(found(rules.grade_is_ordered, reading, bought)) == [(FindingCode.GRADE_MISMATCH, "error", "lines[1].grade")]
    assert [finding.expected for finding in found(rules.type_is_sufficient, reading, bought)] == ["3.2"]


# ---- one certificate for several lines of an order

SECOND_STEEL = {**SECOND_LINE, "grade": "1.4301", "standard": "EN 10088-2", "required_certificate": "3.1"}


def several(**second: Any) -> Reading:
    other = {"order_line": "20", "supplier_item": "BG-7001", "grade": "1.4301", "standard": "EN 10088-2", **second}
    return paper(Kind.CERTIFICATE, {"certificate_type": "3.1"}, [LINE, other])


def test_each_line_of_a_certificate_is_held_against_its_own_line_of_the_order() -> None:
    assert found(rules.grade_is_ordered, several(), ordered(SECOND_STEEL)) == []
    findings = found(rules.grade_is_ordered, several(grade="1.4404"), ordered(SECOND_STEEL))
    assert codes(findings) == [(FindingCode.GRADE_MISMATCH, "error", "lines[1].grade")]


def test_each_line_of_a_certificate_has_the_standard_that_was_ordered_for_it() -> None:
    findings = found(rules.standard_is_ordered, several(standard="EN 10025-2"), ordered(SECOND_STEEL))
    assert codes(findings) == [(FindingCode.STANDARD_MISMATCH, "error", "lines[1].standard")]


def test_the_highest_type_that_any_line_asks_for_is_required() -> None:
    findings = found(rules.type_is_sufficient, several(), ordered({**SECOND_STEEL, "required_certificate": "3.2"}))
    assert codes(findings) == [(FindingCode.CERTIFICATE_TYPE_INSUFFICIENT, "error", "certificate_type")]


def test_a_further_line_that_is_critical_is_looked_at() -> None:
    findings = found(rules.is_not_critical, several(), ordered({**SECOND_STEEL, "quality_critical": True}))
    assert codes(findings) == [(FindingCode.QUALITY_CRITICAL, "warning", "lines[1]")]


def test_a_further_line_that_no_line_of_the_order_fits_is_not_known() -> None:
    findings = found(rules.certified_line_is_known, several(order_line="70", supplier_item="ZZ-1"), ordered(SECOND_STEEL))
    assert codes(findings) == [(FindingCode.LINE_UNKNOWN, "warning", "lines[1].order_line")]
