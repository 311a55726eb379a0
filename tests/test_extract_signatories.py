"""Who signed a certificate: a name behind, before, above or below what its bearer is."""

from __future__ import annotations

import pytest

from domain.paper import Leaf
from extract.field.signatories import find_signatory
from tests.press import Row, laid_out


def signed(*rows: Row) -> str | None:
    found: Leaf | None = find_signatory(laid_out([(50.0, {50.0: "Inspection certificate 3.1"}), *rows]))
    return found.value if found else None


@pytest.mark.parametrize("text", ["M. Keller, Abnahmebeauftragter", "M. Keller Abnahmebeauftragter", "G. Ferrari Responsabile collaudo"])
def test_a_name_stands_before_its_bearers_role_in_one_line(text: str) -> None:
    assert signed((700.0, {50.0: text})) == " ".join(text.replace(",", "").split()[:2])


@pytest.mark.parametrize(
    "role", ["Quality Manager", "Dpto. de Calidad", "Namens de fabriek", "Przedstawiciel kontroli", "Responsable de ensayos"]
)
def test_a_name_stands_above_its_bearers_role(role: str) -> None:
    assert signed((700.0, {50.0: "I. Etxeberria"}), (712.0, {50.0: role})) == "I. Etxeberria"


def test_a_name_stands_below_the_space_for_the_signature() -> None:
    rows: list[Row] = [
        (700.0, {50.0: "Responsable Qualité", 300.0: "Inspecteur mandaté"}),
        (770.0, {50.0: "C. Morel", 300.0: "Bureau Veritas"}),
    ]
    assert signed(*rows) == "C. Morel"


def test_a_role_without_a_name_names_nobody() -> None:
    assert signed((700.0, {50.0: "Quality Manager"})) is None
