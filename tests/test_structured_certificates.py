"""The comparison with structured certificates takes only the values that a reading has, too, by the same names."""

from __future__ import annotations

from tests.structured_certificates import stated


def test_contents_in_ppm_and_single_values_are_named_as_in_a_reading() -> None:
    analysis = {
        "HeatNumber": "H1",
        "Elements": [{"PropertySymbol": "N", "Unit": "ppm", "Actual": {"ResultType": "numeric", "Value": 61}}],
    }
    several = {"ResultType": "multiValue", "Values": [{"ResultType": "numeric", "Value": 442}, {"ResultType": "numeric", "Value": 445.0}]}
    passport = {"ChemicalAnalysis": analysis, "MechanicalProperties": [{"PropertySymbol": "ReH", "Actual": several}]}
    found = stated({"DigitalMaterialPassport": passport})
    assert dict(found) == {("heat_number", "H1"): 1, ("chemistry N", "0.0061"): 1, ("yield_mpa", "442"): 1, ("yield_mpa", "445"): 1}


def test_codes_of_en_10168_name_their_values() -> None:
    inspection = {
        "ChemicalComposition": {"C71": {"Symbol": "C", "Unit": "%", "Actual": {"Value": 0.150}}},
        "TensileTest": {"C12": {"Value": 456}},
    }
    assert dict(stated({"Certificate": {"Inspection": inspection}})) == {("chemistry C", "0.15"): 1, ("tensile_mpa", "456"): 1}


def test_number_date_order_and_type_are_found_where_each_schema_has_them() -> None:
    passport = {
        "Id": "DMP-1",
        "IssueDate": "2025-05-14",
        "TransactionData": {"BusinessTransaction": {"Order": {"Id": "PO 78901"}}},
        "Validation": {"CertificateType": {"Type": "3.1"}},
    }
    coded = {
        "CommercialTransaction": {"A02": "Mill Certificate EN 10204 3.1", "A03": "DMP-1", "A07": "PO78901"},
        "Validation": {"Z02": "2025-05-14"},
    }
    due = {
        ("document_number", "DMP-1"): 1,
        ("document_date", "2025-05-14"): 1,
        ("order_number", "PO78901"): 1,
        ("certificate_type", "3.1"): 1,
    }
    assert dict(stated({"DigitalMaterialPassport": passport})) == dict(stated({"Certificate": coded})) == due
