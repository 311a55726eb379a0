"""Which limits apply: those of what is named, else the strictest of all on file, and a sentence about what is not on file."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validate.limits import Limit, Limits, limits_for
from validate.limits.files import all_grades

GRADES = sorted(grade.grade for grade in all_grades())


def found(grade: str, **known: str | None) -> Limits:
    thickness = known.get("thickness")
    limits = limits_for(
        grade,
        standard=known.get("standard"),
        form=known.get("form"),
        thickness_mm=None if thickness is None else Decimal(thickness),
        condition=known.get("condition"),
    )
    assert limits is not None
    return limits


def ends(limit: Limit) -> tuple[str | None, str | None]:
    return limit.minimum and str(limit.minimum.value), limit.maximum and str(limit.maximum.value)


@pytest.mark.parametrize(
    ("grade", "symbol", "thickness", "expected"),
    [
        ("S235JR", "ReH", "16", ("235", None)),
        ("S235JR", "ReH", "16.1", ("225", None)),
        ("S235JR", "ReH", "250", ("175", None)),
        ("S235JR", "Rm", "100", ("360", "510")),
        ("S235JR", "Rm", "100.5", ("350", "500")),
        ("S355J2+N", "ReH", "40", ("345", None)),
        ("S355J2+N", "ReH", "63", ("335", None)),
        ("S355J2+N", "ReH", "400", ("265", None)),
        ("S355J2+N", "Rm", "2.9", ("510", "680")),
        ("S355J2+N", "Rm", "3", ("470", "630")),
        ("S355J2+N", "A", "40", ("22", None)),
        ("S355J2+N", "A80", "1.5", ("15", None)),
        ("42CrMo4", "Re", "16", ("900", None)),
        ("42CrMo4", "Rm", "40", ("1000", "1200")),
        ("42CrMo4", "A", "161", ("14", None)),
        ("C45+N", "Re", "16", ("340", None)),
        ("C45+QT", "Re", "16", ("490", None)),
        ("EN AW-6082", "Rp0.2", "20.5", ("260", None)),
        ("A36", "Re", "201", ("250", None)),
    ],
)
def test_strength_follows_the_thickness(grade: str, symbol: str, thickness: str, expected: tuple[str | None, str | None]) -> None:
    form = "bar" if grade.startswith("EN AW") else None
    assert ends(found(grade, thickness=thickness, form=form).mechanical[symbol]) == expected


@pytest.mark.parametrize(
    ("grade", "element", "known", "expected"),
    [
        ("S235JR", "C", {"thickness": "40"}, (None, "0.17")),
        ("S235JR", "C", {"thickness": "41"}, (None, "0.20")),
        ("S235JR", "C", {}, (None, "0.17")),
        ("S355J2", "P", {"form": "plate"}, (None, "0.025")),
        ("S355J2", "P", {"form": "bar"}, (None, "0.030")),
        ("S355J2", "P", {}, (None, "0.025")),
        ("S355J2", "P", {"form": "tube"}, (None, "0.025")),
        ("1.4301", "S", {"standard": "EN 10088-3"}, (None, "0.030")),
        ("1.4301", "S", {"standard": "EN 10088-2"}, (None, "0.015")),
        ("1.4301", "N", {"standard": "EN 10088-2:2005"}, (None, "0.11")),
        ("1.4301", "N", {"standard": "EN 10088-2"}, (None, "0.10")),
        ("A516 Gr.70", "P", {"standard": "ASTM A516/A516M-10"}, (None, "0.035")),
        ("A516 Gr.70", "P", {"standard": "ASTM A516/A516M-17"}, (None, "0.025")),
        ("A516 Gr.70", "P", {}, (None, "0.025")),
        ("A516 Gr.70", "Mn", {"thickness": "10"}, ("0.85", "1.20")),
        ("42CrMo4", "Si", {"standard": "EN 10083-3"}, (None, "0.40")),
        ("42CrMo4", "Si", {}, ("0.10", "0.40")),
        ("304", "Cr", {}, ("18.0", "19.5")),
        ("304/304L", "C", {"standard": "ASTM A240-04"}, (None, "0.03")),
    ],
)
def test_chemistry_follows_standard_edition_form_and_thickness(
    grade: str, element: str, known: dict[str, str], expected: tuple[str | None, str | None]
) -> None:
    assert ends(found(grade, **known).chemistry[element]) == expected


def test_product_analysis_has_limits_of_its_own_and_the_heats_for_the_rest() -> None:
    limits = limits_for("S355J2", standard=None, form="plate", thickness_mm=Decimal(20), analysis="product")
    assert limits is not None
    assert ends(limits.chemistry["Mn"]) == (None, "1.70")
    assert ends(limits.chemistry["CEV"]) == (None, "0.45")


def test_there_are_no_limits_for_a_grade_that_is_not_on_file() -> None:
    assert limits_for("S960QL", standard="EN 10025-6", form="plate", thickness_mm=Decimal(10)) is None


def test_a_standard_that_is_not_on_file_leaves_no_limits_and_says_so() -> None:
    limits = found("1.4404", standard="EN 10217-7")
    assert not limits.chemistry
    assert not limits.mechanical
    assert all("EN 10217-7" in gap for gap in limits.gaps)
    assert limits.gaps


def test_an_edition_that_is_not_on_file_is_held_against_those_that_are_and_said() -> None:
    limits = found("S355J2", standard="EN 10025-2:2019")
    assert ends(limits.chemistry["Mn"]) == (None, "1.60")
    assert limits.gaps == ("EN 10025-2:2019 is not on file for S355J2; the limits of EN 10025-2:2004 were used.",)


def test_a_delivery_condition_that_is_not_on_file_leaves_strength_without_limits() -> None:
    limits = found("42CrMo4", condition="+A")
    assert limits.chemistry
    assert not limits.mechanical
    assert limits.gaps == ("No mechanical limits are on file for 42CrMo4 in the condition +A.",)


def test_a_standard_that_cites_another_brings_its_chemistry() -> None:
    limits = found("EN AW-6082", standard="EN 755-2:2016", thickness="10")
    assert ends(limits.chemistry["Cu"]) == (None, "0.10")
    assert not limits.gaps


def test_a_thickness_beyond_the_tables_has_no_limits() -> None:
    assert "ReH" not in found("S235JR", thickness="300").mechanical
    assert not found("A572 Gr.50", thickness="120").chemistry


def test_transverse_elongation_is_on_file_wherever_elongation_is() -> None:
    """Else a transverse test would be held against another thickness's limit."""
    for grade in ("S235JR", "S355J2"):
        for thickness in ("2", "3", "20", "50", "80", "120", "200", "300"):
            mechanical = found(grade, thickness=thickness).mechanical
            assert ("A" in mechanical) == ("A transverse" in mechanical), (grade, thickness)


@given(
    st.sampled_from(GRADES),
    st.sampled_from([None, "plate", "bar", "tube", "strip"]),
    st.decimals(min_value=Decimal("0.5"), max_value=300, places=1),
)
def test_what_is_not_known_is_never_looser_than_what_is(grade: str, form: str | None, thickness: Decimal) -> None:
    known = limits_for(grade, standard=None, form=form, thickness_mm=thickness)
    unknown = limits_for(grade, standard=None, form=None, thickness_mm=None)
    assert known is not None
    assert unknown is not None
    for strict, loose in ((unknown.chemistry, known.chemistry), (unknown.mechanical, known.mechanical)):
        for name, limit in loose.items():
            if limit.minimum:
                assert strict[name].minimum is not None
                assert strict[name].minimum.value >= limit.minimum.value  # type: ignore[union-attr]
            if limit.maximum:
                assert strict[name].maximum is not None
                assert strict[name].maximum.value <= limit.maximum.value  # type: ignore[union-attr]
