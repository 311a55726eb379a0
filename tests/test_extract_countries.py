"""Where a paper comes from, by its addresses and currency."""

from __future__ import annotations

import pytest

from extract.page.countries import is_american, is_british
from tests.press import laid_out


@pytest.mark.parametrize(
    ("printed", "american", "british"),
    [
        ("14202 Market St., Houston, TX 77015", True, False),
        ("Fort Wayne, IN 46808", True, False),
        ("Tri-County Industrial Fasteners, Inc.", True, False),
        ("Cedar Rapids, 1A 52404 Phone: (319) 555-0845", True, False),
        ("Tel. (0711) 555-0845", False, False),
        ("Navigation Works, Wakefield WF1 5RF", False, True),
        ("Tel. +44 1924 370 118", False, True),
        ("COND: +AR 04158 Leipzig", False, False),
        ("EN 10204", False, False),
    ],
)
def test_a_state_before_a_code_of_its_own_is_american_and_a_postcode_british(printed: str, american: bool, british: bool) -> None:
    layout = laid_out([(100.0, {50.0: printed})])
    assert (is_american(layout), is_british(layout)) == (american, british)
