"""The limits files: well-formed, found by every usual name of a grade, and refused in one sentence where they are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UsageError
from validate.limits.designations import condition_in, forms_in, specifications_in
from validate.limits.files import all_grades, by_name, grades_named, read_limits
from validate.limits.material import thickness_in
from validate.limits.tables import Band, Range

TABLE = """
grade: X1
tables:
  - {{values: chemistry, standard: EN 10025-2, edition: "2004", source: somewhere, verified: false, bands: [{band}]}}
"""


def test_every_file_is_well_formed_and_no_name_is_claimed_twice() -> None:
    grades = all_grades()
    assert {"S235JR", "S355J2", "1.4301", "1.4404", "A36", "A516 Gr.70", "A572 Gr.50", "304", "304L", "316L", "42CrMo4"} <= {
        grade.grade for grade in grades
    }
    assert by_name(grades)


def test_every_grade_has_chemistry_and_strength() -> None:
    for grade in all_grades():
        assert {table.values for table in grade.tables} - {"impact"} == {"chemistry", "mechanical"}, grade.grade


def test_bands_of_a_table_leave_no_hole_between_them() -> None:
    """A hole would be a thickness whose limits silently do not count."""
    for grade in all_grades():
        for table in grade.tables:
            for name in {name for band in table.bands for name in band.limits}:
                bands = [band for band in table.bands if name in band.limits]
                ends = {end for band in bands for end in (band.over, band.at_least, band.up_to, band.below) if end is not None}
                inner = [end for end in ends if min(ends) < end < max(ends)]
                assert all(any(band.holds(end) for band in bands) for end in inner), (grade.grade, name)


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("S355J2+N", "S355J2"),
        ("S355J2", "S355J2"),
        ("S355 J2 + N", "S355J2"),
        ("1.0577", "S355J2"),
        ("S355J2+N (1.0577)", "S355J2"),
        ("S355J2+N EN 10025-2:2004", "S355J2"),
        ("1.0038", "S235JR"),
        ("S235JR+AR", "S235JR"),
        ("A516 Gr.70", "A516 Gr.70"),
        ("ASTM A516 Gr 70", "A516 Gr.70"),
        ("ASTM A516/A516M Grade 70", "A516 Gr.70"),
        ("SA-516 Gr. 70", "A516 Gr.70"),
        ("ASTM A240 Type 304L", "304L"),
        ("1.4301 / X5CrNi18-10", "1.4301"),
        ("EN AW-6082-T6", "EN AW-6082"),
        ("6082 T651", "EN AW-6082"),
        ("42CrMo4+QT", "42CrMo4"),
        ("C45E+N", "C45E"),
    ],
)
def test_a_grade_is_found_however_it_is_written(written: str, grade: str) -> None:
    assert [found.grade for found in grades_named(written)] == [grade]


@pytest.mark.parametrize("written", ["", "S355JR", "S355K2+N", "S355J2C+N", "1.4301/1.4571", "steel", "A516", "S35512", "+N", "()"])
def test_a_grade_that_is_not_on_file_is_not_taken_for_one_that_is(written: str) -> None:
    assert grades_named(written) == ()


def test_a_double_grade_names_both() -> None:
    assert {found.grade for found in grades_named("304/304L")} == {"304", "304L"}


@pytest.mark.parametrize(
    ("written", "standards"),
    [
        ("EN 10025-2", ["EN 10025-2"]),
        ("BS EN 10025-2:2019", ["EN 10025-2:2019"]),
        ("DIN EN 10025-2:2005-04", ["EN 10025-2"]),
        ("EN10025-2-2004", ["EN 10025-2:2004"]),
        ("EN ISO 683-2:2018", ["ISO 683-2:2018"]),
        ("ASTM A516/A516M-17", ["ASTM A516:2017"]),
        ("SA-516/SA-516M", ["ASTM A516"]),
        ("A516-70", ["ASTM A516"]),
        ("EN 10088-2:2014 / ASTM A240/A240M-15a", ["EN 10088-2:2014", "ASTM A240:2015"]),
        ("our own rules", []),
    ],
)
def test_standards_and_editions_are_recognised(written: str, standards: list[str]) -> None:
    assert [str(found) for found in specifications_in(written)] == standards


@pytest.mark.parametrize(
    ("written", "condition"), [("+N", "+N"), ("normalgeglüht", "+N"), ("42CrMo4 +QT", "+QT"), ("6082-T6", "T6"), ("1D", None), (None, None)]
)
def test_delivery_conditions_are_recognised(written: str | None, condition: str | None) -> None:
    assert condition_in(written) == condition


def test_flat_means_plate_sheet_and_strip() -> None:
    assert forms_in("flat products") == {"plate", "sheet", "strip"}
    assert forms_in("Rundstahl") == {"bar"}
    assert forms_in(None) == frozenset()


@pytest.mark.parametrize(
    ("text", "thickness"),
    [
        ("Blech 12x2000x6000 42CrMo4", "12"),
        ("Blech 12x2.000x6.000", "12"),
        ("Nahtloses Rohr 60,3x6 42CrMo4", "6"),
        ("Round bar dia. 15", "15"),
        ("Rundstahl Ø 8 S235JR", "8"),
        ("Winkel 50x50x5", "5"),
        ("12 mm", "12"),
        ("dia 12 and dia 15", None),
        ("2x12x2000x6000", None),
        ("1500x3000", None),
        ('1/2" x 96" x 240"', None),
        ("Plate A36", None),
    ],
)
def test_the_thickness_is_taken_only_where_it_is_beyond_doubt(text: str, thickness: str | None) -> None:
    assert thickness_in(text) == (None if thickness is None else Decimal(thickness))


@given(st.text(max_size=60))
def test_any_text_is_a_designation_or_none_and_nothing_else(text: str) -> None:
    thickness = thickness_in(text)
    assert thickness is None or thickness > 0
    assert isinstance(grades_named(text), tuple)
    assert all(found.number for found in specifications_in(text))
    assert condition_in(text) is None or forms_in(text) is not None


@pytest.mark.parametrize(
    ("band", "key"),
    [
        ("{limits: {Mn: 1.6}}", "Mn"),
        ("{limits: {Mn: '1.60 max'}}", "Mn"),
        ("{limits: {Mn: '0.90 - 0.60'}}", "0.90"),
        ("{limits: {Mx: '<= 1.60'}}", "Mx"),
        ("{limits: {ReH: '>= 355'}}", "ReH"),
        ("{over: 40, up_to: 16, limits: {Mn: '<= 1.60'}}", "over 40 up to 16 mm"),
        ("{thickness: 16, limits: {Mn: '<= 1.60'}}", "thickness"),
        ("{limits: {}}", "limits"),
    ],
)
def test_a_malformed_file_is_refused_in_one_sentence_that_names_file_and_key(band: str, key: str) -> None:
    with pytest.raises(UsageError, match=r"x1\.yaml") as refused:
        read_limits("x1.yaml", TABLE.format(band=band))
    assert key in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "grade: [", "grade: X1", "!!python/object/apply:os.getcwd []"])
def test_what_is_no_limits_file_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"x1\.yaml"):
        read_limits("x1.yaml", text)


def test_two_grades_of_one_name_are_refused() -> None:
    grade = all_grades()[0]
    with pytest.raises(UsageError, match="strike one"):
        by_name([grade, grade.model_copy(update={"aliases": ()})])


@given(st.decimals(min_value=Decimal("0.1"), max_value=400, places=2), st.decimals(min_value=1, max_value=300, places=1))
def test_a_thickness_is_in_just_one_of_two_bands_that_meet(thickness: Decimal, end: Decimal) -> None:
    limits = {"C": Range(maximum=Decimal(1))}
    thin, thick = Band.model_construct(up_to=end, limits=limits), Band.model_construct(over=end, limits=limits)
    assert thin.holds(thickness) != thick.holds(thickness)
