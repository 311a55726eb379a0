"""The line that a certificate is for, behind the number of its order."""

from __future__ import annotations

import pytest

from extract.label.line_behind import line_behind
from extract.page.layout import lay_out
from extract.shape.candidates import leaf
from tests.press import sheet


def told(source: str, *words: tuple[float, str]) -> str | None:
    layout = lay_out([sheet([(100.0, {50.0: "Uw bestelling:", **dict(words)})], source=source)])
    order = next(token for token in layout.lines[0].tokens if token.text.startswith("4700182183"))
    found = line_behind(leaf("4700182183", (order,), 1, layout, score=0.9), layout)
    return found.value if found else None


@pytest.mark.parametrize("behind", ["- 00040", "/ 40", "/40", ", Pos. 40"])
def test_a_stroke_or_a_word_leads_to_the_line(behind: str) -> None:
    assert told("text", (130.0, f"4700182183 {behind}")) == "40"


def test_on_a_scan_the_stroke_may_be_lost() -> None:
    assert told("ocr", (130.0, "4700182183 40")) == "40"
    assert told("text", (130.0, "4700182183 40")) is None


@pytest.mark.parametrize("behind", ["4700182183 40 kg", "4700182183 12"])
def test_what_goes_on_or_counts_in_no_tens_is_no_line_by_itself(behind: str) -> None:
    assert told("ocr", (130.0, behind)) is None
