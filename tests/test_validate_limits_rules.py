"""A certificate's results against the limits on file: what is out is said with the arithmetic, what cannot be checked is said too."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.decisions import Policy
from domain.doctype import CheckContext, LineMatch
from domain.findings import Finding, FindingCode, Severity
from domain.orders import OrderLine
from domain.paper import Group, Kind, Leaf, Node, Reading
from validate.evidence import Evidence, corroborate, evidence_of
from validate.limits import limits_for
from validate.limits.pairing import mechanical_pairs
from validate.rules.limits import LIMIT_RULES

S355 = {"C": "0.16", "Si": "0.30", "Mn": "1.40", "P": "0.015", "S": "0.005", "Cu": "0.10"}
STRONG = {"yield_mpa": "390", "tensile_mpa": "540", "elongation_pct": "27"}


def leaf(value: str, text: str | None = None, source: str = "text") -> Leaf:
    return Leaf.model_validate(
        {"value": value, "text": text or value, "confidence": 0.99, "page": 1, "box": (0, 0, 1, 1), "source": source}
    )


def group(values: dict[str, str]) -> Group:
    return Group({name: leaf(value) for name, value in values.items()})


def heat(
    chemistry: dict[str, str] | None = None, *tests: dict[str, str], number: str = "618193", carbon_equivalent: str | None = None
) -> Group:
    values: dict[str, Node] = {"heat_number": leaf(number)}
    if chemistry:
        values["chemistry"] = {element: leaf(value) for element, value in chemistry.items()}
    if tests:
        values["tensile"] = [group(test) for test in tests]
    if carbon_equivalent:
        values["carbon_equivalent"] = leaf(carbon_equivalent)
    return Group(values)


def certificate(*heats: Group, lines: list[dict[str, str]] | None = None, certificate_type: str = "3.1") -> Reading:
    printed = [{"grade": "S355J2+N", "standard": "EN 10025-2"}] if lines is None else lines
    return Reading(
        kind=Kind.CERTIFICATE,
        kind_confidence=0.99,
        language="de",
        fields=group({"certificate_type": certificate_type}),
        lines=[group(line) for line in printed],
        heats=list(heats),
    )


def ordered(**changes: object) -> OrderLine:
    line = OrderLine(
        order_line="10",
        buyer_item="42-1734-11",
        description="Plate",
        quantity=Decimal(1),
        unit="KGM",
        unit_price=Decimal(1),
        requested_date=date(2026, 7, 17),
        grade="S355J2+N",
        standard="EN 10025-2",
        product_form="plate",
        thickness_mm=Decimal(12),
    )
    return line.model_copy(update=changes)


def found(reading: Reading, *lines: OrderLine | None) -> list[Finding]:
    context = CheckContext(policy=Policy(), matches=tuple(LineMatch(index, line) for index, line in enumerate(lines)))
    return [finding for rule in LIMIT_RULES for finding in rule(reading, context)]


def codes(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code.value, finding.field) for finding in findings]


def test_a_sound_heat_raises_nothing() -> None:
    assert found(certificate(heat(S355, STRONG)), ordered()) == []


def test_a_value_out_of_limits_is_said_with_the_arithmetic() -> None:
    (finding,) = found(certificate(heat(S355 | {"Mn": "1.72"}, STRONG)), ordered())
    assert finding == Finding(
        code=FindingCode.CHEMISTRY_OUT_OF_LIMITS,
        severity=Severity.ERROR,
        field="heats[0].chemistry.Mn",
        expected="<= 1.60",
        found="1.72",
        message="Mn 1.72 % is above the 1.60 % that EN 10025-2:2004 allows for S355J2+N (heat 618193, 0.12 over).",
    )


def test_a_weak_test_is_said_with_its_band() -> None:
    (finding,) = found(certificate(heat(S355, STRONG, STRONG | {"yield_mpa": "341", "yield_kind": "ReH"})), ordered())
    assert (finding.code, finding.field, finding.expected) == ("mechanical_out_of_limits", "heats[0].tensile[1].yield_mpa", ">= 355")
    assert finding.message == (
        "Yield strength ReH 341 MPa is below the 355 MPa that EN 10025-2:2004 requires for S355J2+N up to 16 mm (heat 618193, 14 short)."
    )


def test_what_passes_only_by_rounding_is_borderline() -> None:
    findings = found(certificate(heat(S355 | {"C": "0.204"}, STRONG | {"yield_mpa": "354.6"})), ordered())
    assert codes(findings) == [("borderline", "heats[0].chemistry.C"), ("borderline", "heats[0].tensile[0].yield_mpa")]
    assert {finding.severity for finding in findings} == {Severity.WARNING}
    assert "only when rounded" in findings[0].message


def test_too_strong_is_out_of_limits_too() -> None:
    findings = found(certificate(heat(S355, STRONG | {"tensile_mpa": "640"})), ordered())
    assert [(finding.code, finding.expected) for finding in findings] == [("mechanical_out_of_limits", "<= 630")]


def test_the_order_says_the_grade_and_the_thickness() -> None:
    thick = ordered(thickness_mm=Decimal(50))
    weak = certificate(heat(S355, STRONG | {"yield_mpa": "340"}), lines=[{"grade": "S235JR", "dimensions": "8x2000x6000 mm"}])
    assert found(weak, thick) == []
    assert codes(found(weak, ordered())) == [("mechanical_out_of_limits", "heats[0].tensile[0].yield_mpa")]


def test_the_paper_says_the_thickness_where_the_order_does_not() -> None:
    weak = heat(S355, STRONG | {"yield_mpa": "340"})
    silent = ordered(thickness_mm=None)
    assert found(certificate(weak, lines=[{"description": "Blech 50x2000x6000 S355J2+N"}]), silent) == []
    (unknown,) = found(certificate(weak, lines=[{"description": "Blech"}]), silent)
    assert unknown.expected == ">= 355"
    assert "thickness is not known" in unknown.message


def test_without_an_order_line_the_paper_speaks() -> None:
    assert found(certificate(heat(S355, STRONG)), None) == []
    assert codes(found(certificate(heat(S355 | {"P": "0.044"}, STRONG)))) == [("chemistry_out_of_limits", "heats[0].chemistry.P")]


def test_the_papers_edition_counts_where_the_order_names_none() -> None:
    (gap,) = found(certificate(heat(S355, STRONG), lines=[{"standard": "EN 10025-2:2019"}]), ordered())
    assert (gap.code, gap.severity) == ("limits_unknown", Severity.WARNING)
    assert "EN 10025-2:2019 is not on file" in gap.message
    assert found(certificate(heat(S355, STRONG), lines=[{"standard": "EN 10025-2:2004"}]), ordered()) == []


def test_limits_are_unknown_for_a_grade_that_is_not_on_file() -> None:
    (gap,) = found(certificate(heat(S355, STRONG)), ordered(grade="S690QL", standard="EN 10025-6"))
    assert (gap.code, gap.found, gap.field) == ("limits_unknown", "S690QL", "lines[0].grade")


def test_limits_are_unknown_where_nobody_names_a_grade() -> None:
    assert codes(found(certificate(heat(S355, STRONG), lines=[]), None)) == [("limits_unknown", "lines[0].grade")]


def test_limits_are_unknown_where_nothing_could_be_compared() -> None:
    for reading in (certificate(heat()), certificate(heat({"Ni": "0.03"}))):
        assert codes(found(reading, ordered())) == [("limits_unknown", "heats[0]")]
    assert codes(found(certificate(), ordered())) == [("limits_unknown", "heats")]


def test_a_heat_without_results_is_not_passed_by_the_results_of_another() -> None:
    (gap,) = found(certificate(heat(S355, STRONG), heat(number="618194")), ordered())
    assert (gap.code, gap.field, gap.found) == ("limits_unknown", "heats[1]", "618194")


def test_chemistry_beyond_the_thickness_of_its_limits_is_not_passed() -> None:
    line = ordered(grade="A572 Gr.50", standard="ASTM A572/A572M", thickness_mm=Decimal(120))
    assert codes(found(certificate(heat(S355)), line)) == [("limits_unknown", "heats[0]")]


def test_a_certificate_that_gives_no_results_by_its_type_needs_no_limits() -> None:
    assert found(certificate(heat(), certificate_type="2.1"), ordered(grade="S690QL")) == []
    assert found(certificate(heat({"P": "0.09"}), certificate_type="2.1"), ordered()) != []


def test_a_missing_element_is_unknown_and_not_zero() -> None:
    reading = certificate(heat({"C": "0.40", "Mn": "0.70"}), lines=[])
    assert found(reading, ordered(grade="42CrMo4", standard="EN 10083-3")) == []


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({"yield_kind": "ReH", "elongation_kind": "A5"}, []),
        ({"yield_kind": "Re", "elongation_kind": "A"}, []),
        ({"yield_kind": "Rp0.2"}, ["yield_mpa"]),
        ({"yield_kind": "Rp0,2"}, ["yield_mpa"]),
        ({"yield_kind": "ReL"}, ["yield_mpa"]),
        ({"yield_kind": "Rp1.0"}, ["yield_mpa"]),
        ({"elongation_kind": "A50"}, ["elongation_pct"]),
        ({"elongation_kind": "A80"}, ["elongation_pct"]),
    ],
)
def test_kinds_do_not_stand_for_one_another(kinds: dict[str, str], expected: list[str]) -> None:
    findings = found(certificate(heat(S355, STRONG | kinds)), ordered())
    assert codes(findings) == [("limits_unknown", f"heats[0].tensile[0].{name}") for name in expected]
    assert all("cannot be checked" in finding.message for finding in findings)


def test_yield_of_a_quenched_steel_may_be_either_kind() -> None:
    line = ordered(grade="42CrMo4", standard="EN 10083-3", product_form="bar")
    for kind in ("ReH", "Rp0.2"):
        test = {"yield_mpa": "905", "yield_kind": kind, "tensile_mpa": "1150", "elongation_pct": "11"}
        assert found(certificate(heat({"C": "0.41"}, test), lines=[]), line) == []


def test_a_transverse_test_has_the_transverse_limit() -> None:
    low = STRONG | {"elongation_pct": "20"}
    assert found(certificate(heat(S355, low | {"direction": "transverse"})), ordered()) == []
    assert codes(found(certificate(heat(S355, low | {"direction": "longitudinal"})), ordered())) == [
        ("mechanical_out_of_limits", "heats[0].tensile[0].elongation_pct")
    ]


def test_ksi_are_held_against_ksi() -> None:
    """36 ksi are 248.2 MPa, which the limit in MPa would refuse."""
    test = Group({"yield_mpa": leaf("248.2", "36", "derived"), "tensile_mpa": leaf("399.9", "58.0", "derived")})
    reading = certificate(Group({"heat_number": leaf("H1"), "tensile": [test]}), lines=[])
    line = ordered(grade="A36", standard="ASTM A36/A36M")
    assert found(reading, line) == []
    weak = reading.with_leaf("heats[0].tensile[0].yield_mpa", leaf("241.3", "35", "derived"))
    (finding,) = found(weak, line)
    assert (finding.expected, finding.found) == (">= 36", "35")
    assert "35 ksi is below the 36 ksi" in finding.message


def test_a_thickness_beyond_the_tables_cannot_be_checked() -> None:
    findings = found(certificate(heat(S355, STRONG)), ordered(thickness_mm=Decimal(500)))
    assert all("no limit for it is on file" in finding.message for finding in findings)
    assert codes(findings) == [("limits_unknown", f"heats[0].tensile[0].{name}") for name in ("yield_mpa", "tensile_mpa", "elongation_pct")]


def test_limits_that_exclude_one_another_leave_a_value_unchecked() -> None:
    line = ordered(grade="42CrMo4", standard="EN 10083-3", thickness_mm=None, product_form=None)
    findings = found(certificate(heat({"C": "0.41"}, {"tensile_mpa": "1150"}), lines=[]), line)
    assert "exclude one another" in findings[0].message
    assert codes(findings) == [("limits_unknown", "heats[0].tensile[0].tensile_mpa")]


@pytest.mark.parametrize("value", ["", "n.d.", "-0.01", "NaN", "Infinity", "1E+999999", "0,16"])
def test_what_is_no_content_cannot_be_checked(value: str) -> None:
    findings = found(certificate(heat(S355 | {"C": value}, STRONG)), ordered())
    assert codes(findings) == [("limits_unknown", "heats[0].chemistry.C")]


def test_a_sum_of_elements_has_a_limit_of_its_own() -> None:
    line = ordered(grade="C45+N", standard="EN 10083-2")
    contents = {"C": "0.45", "Cr": "0.39", "Mo": "0.09", "Ni": "0.30"}
    findings = found(certificate(heat(contents), lines=[]), line)
    assert [(finding.field, finding.expected, finding.found) for finding in findings] == [("heats[0].chemistry", "<= 0.63", "0.78")]
    assert found(certificate(heat({"Cr": "0.39", "Ni": "0.30"}), lines=[]), line) == []


def test_a_carbon_equivalent_that_does_not_fit_betrays_scaled_columns() -> None:
    full = S355 | {"Cr": "0.05", "Mo": "0.01", "V": "0.01", "Ni": "0.05"}
    assert found(certificate(heat(full, STRONG, carbon_equivalent="0.42")), ordered()) == []
    low = found(certificate(heat(full, STRONG, carbon_equivalent="0.004")), ordered())
    assert codes(low) == [("borderline", "heats[0].carbon_equivalent")]
    assert "multiplied by 100 or 1000" in low[0].message
    high = found(certificate(heat(full, STRONG, carbon_equivalent="42")), ordered())
    assert ("borderline", "heats[0].carbon_equivalent") in codes(high)


def test_a_carbon_equivalent_has_its_own_limit() -> None:
    findings = found(certificate(heat(S355, STRONG, carbon_equivalent="0.49")), ordered())
    assert [(finding.code, finding.field, finding.expected) for finding in findings] == [
        ("chemistry_out_of_limits", "heats[0].carbon_equivalent", "<= 0.45")
    ]


def test_each_heat_is_held_against_the_line_that_names_it() -> None:
    lines = [{"grade": "S355J2+N", "heat_number": "A1"}, {"grade": "S235JR", "heat_number": "B2"}]
    soft = {"yield_mpa": "250", "tensile_mpa": "400", "elongation_pct": "30"}
    reading = certificate(heat(S355, STRONG, number="A1"), heat({"C": "0.12"}, soft, number="B2"), lines=lines)
    assert found(reading, ordered(), ordered(grade="S235JR")) == []
    swapped = certificate(heat(S355, STRONG, number="B2"), heat({"C": "0.12"}, soft, number="A1"), lines=lines)
    assert ("mechanical_out_of_limits", "heats[1].tensile[0].yield_mpa") in codes(found(swapped, ordered(), ordered(grade="S235JR")))


def test_a_line_that_names_several_heats_is_the_line_of_each() -> None:
    lines = [{"grade": "S355J2+N", "heat_number": "A1, A2"}, {"grade": "S235JR", "heat_number": "B2"}]
    soft = {"yield_mpa": "250", "tensile_mpa": "400", "elongation_pct": "30"}
    heats = [heat(S355, STRONG, number="A1"), heat(S355, STRONG, number="A2"), heat({"C": "0.12"}, soft, number="B2")]
    assert found(certificate(*heats, lines=lines), ordered(), ordered(grade="S235JR")) == []


def test_heats_that_no_line_names_are_doubtful_where_the_lines_are_of_several_materials() -> None:
    lines = [{"grade": "S355J2+N"}, {"grade": "S235JR"}]
    findings = found(certificate(heat(S355, STRONG), lines=lines), ordered(), ordered(grade="S235JR"))
    assert codes(findings) == [("limits_unknown", "lines[0].grade")]
    assert "several materials" in findings[0].message


@given(st.permutations(["1.40", "1.72", "1.61", "1.604"]))
def test_the_order_of_the_heats_does_not_matter(contents: list[str]) -> None:
    reading = certificate(*(heat(S355 | {"Mn": content}, STRONG, number=content) for content in contents))
    findings = found(reading, ordered())
    assert sorted((finding.code.value, finding.found) for finding in findings) == [
        ("borderline", "1.604"),
        ("chemistry_out_of_limits", "1.61"),
        ("chemistry_out_of_limits", "1.72"),
    ]
    assert all(f"heat {finding.found}" in finding.message for finding in findings)


GRADES = ["S235JR", "S355J2", "1.4301", "1.4404", "A36", "A516 Gr.70", "A572 Gr.50", "304L", "316L", "EN AW-6082", "42CrMo4", "C45+N"]


@settings(max_examples=60)
@given(st.data(), st.sampled_from(GRADES), st.integers(6, 12))
def test_values_strictly_inside_the_strictest_limits_raise_nothing(data: st.DataObject, grade: str, thickness: int) -> None:
    limits = limits_for(grade, standard=None, form=None, thickness_mm=Decimal(thickness))
    assert limits is not None
    inside = {}
    for name, limit in (limits.chemistry | limits.mechanical).items():
        low = limit.minimum.value if limit.minimum else Decimal(0)
        high = limit.maximum.value if limit.maximum else low * 2
        inside[name] = str(data.draw(st.decimals(low, high, places=4)))
    chemistry = {name: value for name, value in inside.items() if name in limits.chemistry and name != "CEV" and "+" not in name}
    if "Cr+Mo+Ni" in limits.chemistry:
        chemistry.pop("Ni")
    fields = {
        "ReH": "yield_mpa",
        "Re": "yield_mpa",
        "Rp0.2": "yield_mpa",
        "Rm": "tensile_mpa",
        "A": "elongation_pct",
        "A50": "elongation_pct",
    }
    tests = {field: inside[symbol] for symbol, field in fields.items() if symbol in limits.mechanical}
    line = ordered(grade=grade, standard=None, product_form=None, thickness_mm=Decimal(thickness))
    assert found(certificate(heat(chemistry, tests), lines=[]), line) == []


@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(["C", "Mn", "P", "Xx", ""]), st.text(max_size=6)),
    st.dictionaries(st.sampled_from(["yield_mpa", "tensile_mpa", "elongation_pct", "yield_kind", "direction"]), st.text(max_size=6)),
    st.fixed_dictionaries(
        {"grade": st.sampled_from(["S355J2+N", "1.4301/304", "x"]) | st.text(max_size=12)}, optional={"standard": st.text()}
    ),
)
def test_any_reading_gets_findings_of_the_four_codes_and_nothing_else(
    chemistry: dict[str, str], test: dict[str, str], line: dict[str, str]
) -> None:
    findings = found(certificate(heat(chemistry, test), lines=[line]))
    allowed = {"chemistry_out_of_limits", "mechanical_out_of_limits", "limits_unknown", "borderline"}
    assert {finding.code.value for finding in findings} <= allowed
    assert all(finding.severity != Severity.INFO and finding.message for finding in findings)


@pytest.mark.parametrize(
    ("elongation", "form", "thickness", "unknown"),
    [
        ("25.3", "plate", "8", False),
        ("21", "plate", "8", False),
        ("20.9", "plate", "8", True),
        ("25.3", "plate", "6", True),
        ("25.3", "bar", "8", True),
        ("25.3", "bar", "12", False),
        ("25.3", "plate", "", True),
    ],
)
def test_an_elongation_on_a_length_no_shorter_than_fifty_bears_out_that_on_fifty(
    elongation: str, form: str, thickness: str, *, unknown: bool
) -> None:
    limits = limits_for("A516 Gr.70", standard="ASTM A516", form=form, thickness_mm=Decimal(thickness) if thickness else None)
    assert limits
    test = group({"elongation_pct": elongation, "elongation_kind": "A5"})
    (pair,) = mechanical_pairs(Group({"tensile": [test]}), limits)
    assert (pair.limit is None) == unknown
    assert not unknown or "not the same" in (pair.obstacle or "")


@pytest.mark.parametrize(
    ("description", "unknown"),
    [
        ("Plate 8x2000x6000 A516 Gr.70", []),
        ("Blech 8x2000x6000 A516 Gr.70", []),
        ("Flat bar 50x8 A516 Gr.70", ["elongation_pct"]),
        ("A516 Gr.70 8x2000x6000", ["elongation_pct"]),
    ],
)
def test_a_description_tells_that_a_piece_is_flat(description: str, unknown: list[str]) -> None:
    line = ordered(grade="A516 Gr.70", standard="ASTM A516/A516M", product_form=None, thickness_mm=Decimal(8), description=description)
    test = {"yield_mpa": "302", "tensile_mpa": "571", "elongation_pct": "25.3", "elongation_kind": "A5"}
    chemistry = {"C": "0.203", "Si": "0.318", "Mn": "1.11", "P": "0.014", "S": "0.011"}
    assert [field.rpartition(".")[2] for _, field in codes(found(certificate(heat(chemistry, test)), line)) if field] == unknown


@pytest.mark.parametrize(
    ("printed", "says"), [("0.015", Evidence.AGREES), ("0.15", Evidence.DIFFERS), ("0.025", Evidence.ALIKE), ("15", Evidence.DIFFERS)]
)
def test_a_result_within_its_limit_is_surer_and_one_that_is_the_limit_itself_may_be_no_result(printed: str, says: Evidence) -> None:
    reading = certificate(heat({**S355, "P": printed}, STRONG))
    context = CheckContext(policy=Policy(), matches=(LineMatch(0, ordered()),))
    assert dict(evidence_of(reading, context))["heats[0].chemistry.P"] is says


def test_a_strength_below_that_of_one_condition_says_that_the_paper_names_none() -> None:
    strong = {"yield_mpa": "390", "yield_kind": "ReH", "tensile_mpa": "690", "elongation_pct": "20"}
    carbon = {"C": "0.45", "Si": "0.25", "Mn": "0.60", "P": "0.010", "S": "0.020"}
    asked = ordered(grade="C45", standard="EN 10083-2", product_form="bar", thickness_mm=Decimal(10))
    for condition, said in ((None, ["390", "690"]), ("+N", []), ("+QT", ["390", "690"])):
        line = {"grade": "C45", "standard": "EN 10083-2", **({"delivery_condition": condition} if condition else {})}
        findings = [
            each for each in found(certificate(heat(carbon, strong), lines=[line]), asked) if each.code != FindingCode.LIMITS_UNKNOWN
        ]
        assert [each.found for each in findings] == said
        assert all(("whether it is +N or +QT" in each.message) is (condition is None) for each in findings)


def test_results_that_are_limits_like_others_of_their_heat_are_never_sure() -> None:
    reading = certificate(heat({**S355, "P": "0.025", "S": "0.025"}, STRONG))
    context = CheckContext(policy=Policy(), matches=(LineMatch(0, ordered()),))
    assert dict(evidence_of(reading, context))["heats[0].chemistry.P"] is Evidence.LIMITS
    assert dict(corroborate(reading, context).leaves())["heats[0].chemistry.P"].confidence <= 0.5
