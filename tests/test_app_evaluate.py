"""Scoring a set: what counts as right, wrong, missing and false, and the figures over many documents; one small set end to end."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import fixtures
from app import tallies
from app.cli import main
from app.evaluate import figures, show
from app.reliability import Bin, bins, calibration_error, judged
from app.results import Result
from app.scoring import Part, Truth, same_value
from app.tallies import Accuracy, DocumentScore, score
from doctypes import find_doctypes
from domain.decisions import Decision, Outcome
from domain.findings import Finding, FindingCode, Severity
from domain.orders import PurchaseOrder
from domain.paper import Kind

GOLDEN = Path(fixtures.__file__).parent

CONFIRMATION = {
    "kind": "order_confirmation",
    "document_number": "AB-1",
    "document_date": "2026-07-03",
    "order_number": "PO-206214",
    "currency": "EUR",
    "supplier_name": "Brenner Stahl GmbH",
    "gross_total": "100.00",
    "lines": [
        {"order_line": "10", "quantity": "250", "unit": "C62", "unit_price": "2.50", "price_unit": 1, "delivery_date": "2026-09-01"},
        {"order_line": "20", "quantity": "4", "unit": "KGM", "unit_price": "9.00", "price_unit": 1, "delivery_date": "2026-09-02"},
    ],
}
CERTIFICATE = {
    "kind": "certificate",
    "document_number": "W1",
    "order_number": "PO-206214",
    "certificate_type": "3.1",
    "lines": [{"order_line": "10", "grade": "S355J2+N"}],
    "heats": [
        {
            "heat_number": "0639377",
            "chemistry": {"C": "0.17", "Mn": "1.40"},
            "yield_mpa": "380",
            "tensile_mpa": "520",
            "elongation_pct": "24",
        }
    ],
}
SHIP_NOTICE = {
    "kind": "ship_notice",
    "document_number": "LS-1",
    "order_number": "PO-206214",
    "ship_date": "2026-07-03",
    "package_count": "1",
    "packages": ["340123450000000017"],
    "lines": [{"order_line": "10", "quantity": "250", "unit": "C62", "lots": [{"lot_number": "L1", "quantity": "250"}]}],
}
ORDER = PurchaseOrder.model_validate(
    {
        "order_number": "PO-206214", "supplier_id": "S1", "supplier_name": "Brenner Stahl GmbH", "currency": "EUR", "order_date": "2026-07-01",
        "lines": [{"order_line": "10", "buyer_item": "42", "description": "Bolt", "quantity": "250", "unit": "C62", "unit_price": "2.50",
                   "requested_date": "2026-09-01"}],
    }
)  # fmt: skip


def leaf(value: object, confidence: float = 0.99) -> dict[str, Any]:
    return {"value": str(value), "text": str(value), "confidence": confidence, "page": 1, "box": (0, 0, 1, 1), "source": "text"}


def as_read(value: Any) -> Any:
    """The truth of a value as a reading that is right would say it."""
    if isinstance(value, list):
        return [as_read(item) for item in value]
    return {name: as_read(item) for name, item in value.items()} if isinstance(value, dict) else leaf(value)


def said(truth: dict[str, Any], outcome: Outcome = Outcome.POST, *codes: FindingCode) -> dict[str, Any]:
    """A result that reads the whole truth; tests change what they are about."""
    heats = [{name: item for name, item in heat.items() if not name.endswith(("_mpa", "_pct"))} for heat in truth.get("heats", [])]
    tests = [[{name: item for name, item in heat.items() if name.endswith(("_mpa", "_pct"))}] for heat in truth.get("heats", [])]
    parts = ("kind", "lines", "heats", "packages")
    return {
        "file": "a.pdf",
        "document_id": "sha256:1",
        "kind": truth["kind"],
        "fields": as_read({name: value for name, value in truth.items() if name not in parts}),
        "lines": as_read(truth.get("lines", [])),
        "heats": as_read([{"tensile": test} | heat for heat, test in zip(heats, tests, strict=True)]),
        "packages": [{"sscc": leaf(code)} for code in truth.get("packages", [])],
        "findings": [Finding(code=code, severity=Severity.WARNING, message="It is so.") for code in codes],
        "decision": Decision(outcome=outcome, policy="p"),
    }


def scored(
    truth: dict[str, Any], result: dict[str, Any] | None, *, medium: str = "digital", expected: tuple[str, ...] = ()
) -> DocumentScore:
    record = Truth(file="a.pdf", medium=medium, lang="de", expected_findings=list(expected), truth=truth)
    results = [Result.model_validate(result)] if result else []
    [one] = score([record], results, {ORDER.order_number: ORDER}, find_doctypes(), material_value=Decimal(25000))
    return one


@pytest.mark.parametrize("truth", [CONFIRMATION, CERTIFICATE, SHIP_NOTICE], ids=lambda truth: str(truth["kind"]))
def test_a_reading_of_the_whole_truth_is_right_in_everything(truth: dict[str, Any]) -> None:
    one = scored(truth, said(truth))
    assert (one.wrong, one.missing, one.is_false_post) == ([], [], False)
    assert all(accuracy.f1 == 1 for accuracy in tallies.by_part([one]).values())


@pytest.mark.parametrize(
    ("name", "due", "value"),
    [
        ("unit", "C62", "H87"),
        ("quantity", "250", "250.0"),
        ("order_number", "PO-206214", "PO 206214"),
        ("grade", "1.4404", "1.4404 / X2CrNiMo17-12-2"),
        ("standard", "EN 10025-2", "DIN EN 10025-2:2019"),
        ("description", "Hexagon bolt M8x40 8.8", "Hexagon bolt M8x4O 8.8"),
        ("payment_terms", "14 days 2%, 30 days net", "2 % 14 Tage, netto 30 Tage"),
    ],
)
def test_values_that_say_the_same_are_right(name: str, due: str, value: str) -> None:
    assert same_value(name, due, value)


@pytest.mark.parametrize(
    ("name", "due", "value"),
    [
        ("unit", "C62", "KGM"),
        ("quantity", "250", "2.50"),
        ("heat_number", "0639377", "639377"),
        ("grade", "S355J2+N", "S355J0"),
        ("description", "Hexagon bolt M8x40", "Washer"),
        ("delivery_date", "2026-09-01", "2026-01-09"),
        ("payment_terms", "30 days net", "60 days net"),
        ("currency", "EUR", None),
    ],
)
def test_values_that_say_something_else_are_wrong(name: str, due: str, value: str | None) -> None:
    assert not same_value(name, due, value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_a_number_is_itself_whatever_its_zeros(number: Decimal) -> None:
    assert same_value("net_total", f"{number:f}", f"{number:f}00")
    assert not same_value("net_total", f"{number:f}", f"{number + 1:f}")


def test_lines_in_another_order_are_matched_by_what_they_say() -> None:
    result = said(CONFIRMATION)
    result["lines"].reverse()
    assert scored(CONFIRMATION, result).wrong == []


def test_a_line_too_many_makes_a_posting_false() -> None:
    result = said(CONFIRMATION)
    result["lines"].append({"quantity": leaf(7)})
    assert scored(CONFIRMATION, result).wrong == ["lines[2] as read"]


def test_a_line_that_was_not_read_lacks_all_that_is_needed_of_it() -> None:
    result = said(CONFIRMATION)
    del result["lines"][1]
    one = scored(CONFIRMATION, result)
    assert set(one.wrong) == {f"lines[1].{name}" for name in ("order_line", "quantity", "unit_price", "price_unit", "delivery_date")}


def test_a_missing_date_is_missing_and_a_wrong_one_is_a_false_post() -> None:
    without, wrong = said(CONFIRMATION), said(CONFIRMATION)
    del without["fields"]["document_date"]
    wrong["fields"]["document_date"] = leaf("2026-03-07")
    assert (scored(CONFIRMATION, without).missing, scored(CONFIRMATION, without).is_false_post) == (["document_date"], False)
    assert (scored(CONFIRMATION, wrong).wrong, scored(CONFIRMATION, wrong).is_false_post) == (["document_date"], True)


def test_a_content_of_an_element_that_is_wrong_is_named() -> None:
    result = said(CERTIFICATE)
    result["heats"][0]["chemistry"]["C"] = leaf("17")
    assert scored(CERTIFICATE, result).wrong == ["heats[0].chemistry.C"]


def test_a_heat_without_its_leading_zero_is_another_heat() -> None:
    result = said(CERTIFICATE)
    result["heats"][0]["heat_number"] = leaf("639377")
    one = scored(CERTIFICATE, result)
    assert {"heats[0]", "heat 639377"} <= set(one.wrong)


TESTED = {
    **CERTIFICATE,
    "heats": [
        {
            "heat_number": "0639377",
            "melt_country": "DE",
            "tensile": [
                {"yield_kind": "ReH", "yield_mpa": "284", "tensile_mpa": "443", "elongation_pct": "31.7", "direction": "longitudinal"},
                {"yield_kind": "ReH", "yield_mpa": "300", "tensile_mpa": "435", "elongation_pct": "33.6", "direction": "transverse"},
            ],
            "impact": [{"temperature_c": "-20", "energy_j": ["116", "95", "94"], "mean_j": "102"}],
        }
    ],
}


@pytest.mark.parametrize(
    ("kind", "at", "name", "wrong"),
    [
        ("tensile", 1, "yield_kind", "Rp0.2"),
        ("tensile", 1, "yield_mpa", "200"),
        ("tensile", 0, "direction", "transverse"),
        ("impact", 0, "mean_j", "95"),
    ],
)
def test_whatever_is_posted_of_a_test_is_held_against_the_truth(kind: str, at: int, name: str, wrong: str) -> None:
    result = said(TESTED)
    assert scored(TESTED, said(TESTED)).wrong == []
    result["heats"][0][kind][at][name] = leaf(wrong)
    assert scored(TESTED, result).wrong == [f"heats[0].{kind}[{at}].{name}"]


def test_a_test_that_is_on_no_paper_makes_a_posting_false() -> None:
    result = said(TESTED)
    result["heats"][0]["impact"].append({"energy_j": [leaf("370118")]})
    assert scored(TESTED, result).wrong == ["heats[0].impact[1] as read"]


def test_energies_and_countries_may_be_missing_and_not_be_wrong() -> None:
    result = said(TESTED)
    result["heats"][0]["impact"][0]["energy_j"][1] = leaf("85")
    result["heats"][0]["melt_country"] = leaf("TO")
    assert scored(TESTED, result).wrong == ["heats[0].impact[0].energy_j[1]", "heats[0].melt_country"]
    del result["heats"][0]["impact"], result["heats"][0]["melt_country"]
    assert scored(TESTED, result).wrong == []


def test_a_lot_that_is_said_twice_is_due_twice() -> None:
    twice = [{"lot_number": "L1", "quantity": "100"}, {"lot_number": "L1", "quantity": "150"}]
    truth = SHIP_NOTICE | {"lines": [{"order_line": "10", "quantity": "250", "unit": "C62", "lots": twice}]}
    assert scored(truth, said(truth)).wrong == []


def test_lots_and_packages_are_compared_by_their_numbers() -> None:
    result = said(SHIP_NOTICE)
    result["lines"][0]["lots"][0]["lot_number"] = leaf("L2")
    result["packages"] = []
    assert scored(SHIP_NOTICE, result).wrong == ["lines[0].lots", "lines[0].lots", "packages"]


def test_a_line_that_is_posted_to_another_order_than_its_own_makes_a_posting_false() -> None:
    lines = [{**line, "order_number": "PO-206299"} for line in SHIP_NOTICE["lines"]]
    result = said(SHIP_NOTICE | {"lines": lines})
    assert not scored(SHIP_NOTICE | {"lines": lines}, result).is_false_post
    result["lines"][0]["order_number"] = leaf("PO-206298")
    assert scored(SHIP_NOTICE | {"lines": lines}, result).wrong == ["lines[0].order_number"]


def test_a_posted_paper_with_something_wrong_or_material_is_a_false_post() -> None:
    faulty = scored(CONFIRMATION, said(CONFIRMATION), expected=("price_variance",))
    material = CONFIRMATION | {"gross_total": "25000.00"}
    assert faulty.is_false_post
    assert scored(material, said(material)).is_false_post
    assert not scored(material, said(material, Outcome.REVIEW)).is_false_post


@pytest.mark.parametrize("printed", ["10", "00010"])
def test_a_certificate_for_a_critical_line_may_not_be_posted_unseen(printed: str) -> None:
    critical = ORDER.model_copy(update={"lines": [ORDER.lines[0].model_copy(update={"quality_critical": True, "order_line": "10"})]})
    certificate = CERTIFICATE | {"lines": [{**CERTIFICATE["lines"][0], "order_line": printed}]}
    record = Truth(file="a.pdf", medium="digital", lang="de", truth=certificate)
    result = Result.model_validate(said(CERTIFICATE))
    [one] = score([record], [result], {critical.order_number: critical}, find_doctypes(), material_value=Decimal(25000))
    assert one.is_false_post


def test_a_posted_paper_of_another_kind_is_a_false_post() -> None:
    one = scored({"kind": "other"}, said(CONFIRMATION))
    assert (one.wrong, one.is_false_post, one.could_be_posted) == (["kind"], True, False)


def test_no_answer_is_nothing_right_and_nothing_posted() -> None:
    one = scored(CONFIRMATION, None)
    assert not one.kind_is_right
    assert not one.is_posted
    assert tallies.by_part([one])[Part.HEADER] == Accuracy(right=0, said=0, due=5)


def test_of_a_split_file_the_part_of_the_right_kind_answers() -> None:
    record = Truth(file="scans.pdf", medium="scan300", lang="de", truth=CERTIFICATE)
    parts = [
        said(kind) | {"file": f"scans.pdf#pages={pages}"}
        for kind, pages in ((CONFIRMATION, "1-2"), (CERTIFICATE, "3-4"), (CERTIFICATE, "5"))
    ]
    answer = tallies.answer_of(record, [Result.model_validate(part) for part in parts])
    assert answer is not None
    assert (answer.kind, answer.file) == (Kind.CERTIFICATE, "scans.pdf#pages=3-4")


def test_findings_that_only_call_for_a_person_cost_no_precision() -> None:
    result = said(CONFIRMATION, Outcome.REVIEW, FindingCode.PRICE_VARIANCE, FindingCode.MATERIAL_VALUE, FindingCode.DELIVERY_LATE)
    found = tallies.findings([scored(CONFIRMATION, result, expected=("price_variance", "terms_changed"))])
    assert found == Accuracy(right=1, said=2, due=2)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_straight_through_counts_sound_papers_of_ours_only() -> None:
    scores = [
        scored(CONFIRMATION, said(CONFIRMATION)),
        scored(CONFIRMATION, said(CONFIRMATION, Outcome.REVIEW)),
        scored(CONFIRMATION, said(CONFIRMATION, Outcome.REVIEW), expected=("price_variance",)),
        scored({"kind": "other"}, said({"kind": "other"}, Outcome.REJECT)),
    ]
    posted = tallies.posts(scores)
    assert (posted.could, posted.did, posted.posted, posted.false, posted.straight_through) == (2, 1, 1, 0, 0.5)


def test_confidence_is_held_against_what_is_right_in_tenths() -> None:
    result = said(CONFIRMATION)
    for name, value, confidence in (("document_number", "AB-1", 0.95), ("order_number", "PO-1", 0.97), ("currency", "EUR", 0.4)):
        result["fields"][name] = leaf(value, confidence)
    del result["fields"]["document_date"], result["fields"]["gross_total"]
    found = bins(each for each in judged([scored(CONFIRMATION, result)], find_doctypes()) if each.is_header)
    assert [(b.low, b.count, round(b.claimed, 2), b.right) for b in found] == [(0.4, 1, 0.4, 1.0), (0.9, 2, 0.96, 0.5)]
    assert calibration_error(found) == pytest.approx((0.6 + 0.92) / 3)


@given(st.lists(st.tuples(st.integers(1, 50), st.floats(0, 1), st.floats(0, 1)), max_size=10))
def test_the_calibration_error_is_a_share(found: list[tuple[int, float, float]]) -> None:
    assert 0 <= calibration_error([Bin(0.0, 0.1, count, claimed, right) for count, claimed, right in found]) <= 1 + 1e-9


def test_copies_count_for_findings_and_not_for_accuracy() -> None:
    copy = Truth(
        file="b.pdf", medium="digital", lang="de", fault="duplicate_document", expected_findings=["duplicate_document"], truth=CONFIRMATION
    )
    [one] = score(
        [copy], [Result.model_validate(said(CONFIRMATION) | {"file": "b.pdf"})], {"x": ORDER}, find_doctypes(), material_value=Decimal(1)
    )
    assert tallies.original([one]) == []
    assert tallies.findings([one]).due == 1


def test_what_is_printed_names_false_posts_and_survives_markup_in_names() -> None:
    record = Truth(file="[red]a[/b].pdf", medium="fax", lang="de", expected_findings=["price_variance"], truth=CONFIRMATION)
    result = Result.model_validate(said(CONFIRMATION) | {"file": record.file})
    scores = score([record], [result], {"x": ORDER}, find_doctypes(), material_value=Decimal(25000))
    out = io.StringIO()
    values = judged(scores, find_doctypes())
    show(scores, values, Console(file=out, width=140))
    assert "FALSE POST [red]a[/b].pdf: price_variance." in out.getvalue()
    assert figures(scores, values)["false_posts"] == ["[red]a[/b].pdf"]


def _golden_set(folder: Path, *cases: str) -> Path:
    """A set of golden cases, as `evaluate` wants it."""
    (folder / "inbox").mkdir()
    orders, truths = [], []
    for case in cases:
        name = case.replace("/", "-") + ".pdf"
        (folder / "inbox" / name).write_bytes((GOLDEN / case / "document.pdf").read_bytes())
        orders += json.loads((GOLDEN / case / "order.json").read_text(encoding="utf-8"))
        truths.append(json.loads((GOLDEN / case / "expected.json").read_text(encoding="utf-8")) | {"file": name})
    (folder / "orders.json").write_text(json.dumps(orders), encoding="utf-8")
    (folder / "truth.jsonl").write_text("".join(json.dumps(truth) + "\n" for truth in truths), encoding="utf-8")
    return folder


def test_a_set_is_run_scored_and_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = _golden_set(tmp_path, "order_confirmation/carried-sums", "certificate/elements-down", "ship_notice/by-pallet")
    assert main(["evaluate", str(folder), "--json", str(tmp_path / "figures.json")]) == 0
    found = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert (found["documents"], found["kind_right"], found["false_posts"]) == (3, 3, [])
    assert found["accuracy"]["all"]["lines"]["due"] > 10
    assert "No false post" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("truth", "says"), [(None, "cannot be read"), ("", "is empty"), ("{}\n", "Line 1 of"), ('{"file": 1}\n', "not as it should be")]
)
def test_a_folder_that_is_no_set_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], truth: str | None, says: str) -> None:
    if truth is not None:
        (tmp_path / "truth.jsonl").write_text(truth, encoding="utf-8")
    assert main(["evaluate", str(tmp_path)]) == 2
    assert says in capsys.readouterr().err
