"""Tables of properties on certificates of analysis: shown as they are printed, in any order of columns, and of no weight."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.results import stored_result
from domain.paper import Kind, Property
from extract.certificate.analysis_table import properties_of
from extract.opening.embedded import read_data
from extract.opening.pages import read_pages
from extract.page.layout import lay_out
from tests.press import SIZE, sheet
from tests.visitor import visitor_at
from tests.world import World, confirmation

PLACE = Path("shared", "real", "certificate", "material-identity_schemas", "fixtures", "CoA", "v1.1.0")
FOLDER = next((folder for parent in Path(__file__).resolve().parents if (folder := parent / PLACE).is_dir()), None)
HEADS = {
    "de": {"name": "Eigenschaft", "method": "Prüfmethode", "unit": "Einheit", "limits": "Spezifikation", "result": "Ergebnis"},
    "en": {"name": "Characteristic", "method": "Test method", "unit": "Unit", "limits": "Limits", "result": "Result"},
    "fr": {"name": "Caractéristique", "method": "Méthode", "unit": "Unité", "limits": "Spécification", "result": "Résultat"},
    "it": {"name": "Proprietà", "method": "Metodo", "unit": "Unità", "limits": "Specifica", "result": "Risultato"},
    "es": {"name": "Propiedad", "method": "Método", "unit": "Unidad", "limits": "Especificación", "result": "Resultado"},
    "nl": {"name": "Eigenschap", "method": "Methode", "unit": "Eenheid", "limits": "Specificatie", "result": "Resultaat"},
    "pl": {"name": "Właściwość", "method": "Metoda", "unit": "Jednostka", "limits": "Specyfikacja", "result": "Wynik"},
}
ROWS = (
    {"name": "Density", "method": "ISO 1183", "unit": "g/cm³", "limits": "0.94 - 0.96", "result": "0.953"},
    {"name": "Melt flow", "method": "ISO 1133", "unit": "g/10min", "limits": "15 - 35", "result": "31"},
    {"name": "Colour", "method": "visual", "limits": "natural", "result": "natural"},
    {"name": "Ash content", "method": "ISO 3451", "unit": "%", "limits": "< 0.05", "result": "0.01"},
)


def told(found: list[Property]) -> list[dict[str, str]]:
    return [{name: value for name in ("name", "method", "unit", "limits", "result") if (value := getattr(each, name))} for each in found]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(HEADS)), st.permutations(["name", "method", "unit", "limits", "result"]), st.integers(0, 4))
def test_each_row_is_told_in_any_order_of_columns_and_language(language: str, order: list[str], without: int) -> None:
    shown = [name for place, name in enumerate(order) if place != without or name in ("name", "result")]
    places = {name: 40.0 + 105 * place for place, name in enumerate(shown)}
    head = {places[name]: HEADS[language][name] for name in shown}
    rows = [{places[name]: row[name] for name in shown if name in row} for row in ROWS]
    below = {40.0: "We certify that the goods comply with the order and were inspected before they left our works."}
    page = sheet(
        [(100, {40.0: "Certificate of analysis"}), (140, head), *((160 + 16 * at, row) for at, row in enumerate(rows)), (260, below)]
    )
    assert told(properties_of(lay_out([page]))) == [{name: row[name] for name in row if name in shown} for row in ROWS]


def test_bounds_in_two_columns_are_one_and_what_goes_on_below_belongs_to_its_row() -> None:
    head = {40.0: "Parameter", 160.0: "Unit", 230.0: "Min.", 300.0: "Max.", 370.0: "Value"}
    rows = [
        {40.0: "Viscosity at", 160.0: "mPa·s", 230.0: "10", 300.0: "20", 370.0: "12"},
        {40.0: "23 degrees"},
        {40.0: "Water", 160.0: "%", 300.0: "0.2", 370.0: "0.1"},
    ]
    tops = (120, 140, 140 + SIZE + 1, 170)
    page = sheet(list(zip(tops, [head, *rows], strict=True)))
    assert told(properties_of(lay_out([page]))) == [
        {"name": "Viscosity at 23 degrees", "unit": "mPa·s", "limits": "10 – 20", "result": "12"},
        {"name": "Water", "unit": "%", "limits": "≤ 0.2", "result": "0.1"},
    ]


@given(st.lists(st.tuples(st.floats(40, 780), st.dictionaries(st.floats(20, 500), st.text(max_size=30), max_size=5)), max_size=12))
def test_whatever_stands_on_a_page_a_row_holds_only_words_of_it(rows: list[tuple[float, dict[float, str]]]) -> None:
    page = sheet(rows)
    printed = {word.text for word in page.words}
    for each in properties_of(lay_out([page])):
        assert {*each.name.split(), *each.result.split()} <= printed


@pytest.mark.skipif(FOLDER is None, reason="published certificates do not lie beside the checkout")
@pytest.mark.parametrize("name", ["valid_certificate_1", "valid_certificate_4", "valid_certificate_9"])
def test_a_published_certificates_table_says_what_its_data_says(name: str) -> None:
    assert FOLDER
    printed = properties_of(lay_out(read_pages((FOLDER / f"{name}.pdf").read_bytes(), None, ("eng",))))
    data = read_data((FOLDER / f"{name}.json").read_bytes())
    assert data
    assert len(data.properties) == len(json.loads((FOLDER / f"{name}.json").read_text())["Certificate"]["Analysis"]["Inspections"])
    assert [(each.name, each.method, each.limits, each.result) for each in printed] == [
        (each.name, each.method, each.limits, each.result) for each in data.properties
    ]


def test_the_desk_shows_them_and_the_contract_knows_nothing_of_them(made: World) -> None:
    shown = Property(name="Density <b>", method="ISO 1183", limits="0.94 – 0.96", result="0.953", page=1, box=(40, 100, 400, 110))
    paper = confirmation().model_copy(update={"kind": Kind.CERTIFICATE, "properties": [shown]})
    record = made.put_through(paper, "coa.pdf")
    page = visitor_at(made, "inspector").get(f"/documents/{record.document_id}").text
    assert "What was analysed" in page
    assert "Density &lt;b&gt;" in page
    assert "<strong>0.953</strong>" in page
    result = stored_result(record)
    assert result
    assert "0.953" not in result.model_dump_json()
