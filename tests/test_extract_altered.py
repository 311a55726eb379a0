"""Certificates that people altered are told, whatever the way; clean ones of every stationery are not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest

from doctypes import find_doctypes
from domain.paper import Kind, Leaf, Mark, MarkKind, Reading
from extract.opening.altered import altered_marks, family_of
from extract.opening.pages import printed_pages
from extract.read import read_document, read_words
from fixtures.draw import Sample, Wish, draw_sample
from fixtures.model import Genre
from fixtures.stationery import stationeries
from tests.altering import WAYS, altered, results_of

LAYOUTS = [name for name, found in stationeries().items() if Genre.CERTIFICATE in found.draws]
ALTERED = [
    name
    for name in LAYOUTS
    if stationeries()[name].house
    not in (
        "bureau",
        "harbour",
        "assayer",
        "counter",
        "workshop",
        "depot",
        "rolling",
        "quay",
        "canal",
        "ferry",
        "crucible",
        "haulage",
        "hearth",
        "anvil",
        "towpath",
        "tollhouse",
        "weighbridge",
        "kiln",
        "jetty",
        "lockgate",
        "boatyard",
        "slipway",
    )
][::7]
"""Some of them, by different presses, to be altered in every way; the youngest houses do not change which."""
WHOLE = frozenset({"set_anew_in_another_font", "set_anew_lower", "set_anew_smaller"})
"""Nothing of the old value is left in the file: only the other results can give it away, where there are enough of them."""
PLACE = Path("shared")
FOLDER = next((folder for parent in Path(__file__).resolve().parents if (folder := parent / PLACE).is_dir()), None)
PUBLISHED = sorted([*(FOLDER / "real").rglob("*.pdf"), *(FOLDER / "samples").rglob("*.pdf")]) if FOLDER else []


@cache
def drawn(layout: str) -> Sample:
    return draw_sample(Wish(f"altered/{layout}", Genre.CERTIFICATE, layout), set())


def read(content: bytes) -> Reading:
    return read_words(printed_pages(content), find_doctypes())


@cache
def results(layout: str) -> Sequence[Leaf]:
    return results_of(read(drawn(layout).content))


def marks(content: bytes) -> list[Mark]:
    return altered_marks(content, read(content))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_clean_certificate_of_any_stationery_is_told_as_altered(layout: str) -> None:
    assert marks(drawn(layout).content) == []


def tries(way: str) -> list[tuple[str, bool]]:
    """The certificates that could be altered that way, and whether it was told at its place."""
    told = []
    for layout in ALTERED:
        leaf = Random(f"{way}/{layout}").choice(results(layout) or [None])
        content = altered(drawn(layout).content, leaf, way) if leaf else None
        if leaf is None or content is None:
            continue
        found = marks(content)
        assert all(mark.kind is MarkKind.ALTERED and mark.why for mark in found)
        told.append((layout, any(_touch(mark.box, leaf.box) for mark in found if mark.page == leaf.page)))
    return told


@pytest.mark.parametrize("way", sorted(set(WAYS) - WHOLE))
def test_a_result_with_a_figure_changed_or_the_old_one_hidden_is_told_where_it_stands(way: str) -> None:
    found = tries(way)
    assert found
    assert [layout for layout, told in found if not told] == []


@pytest.mark.parametrize("way", sorted(WHOLE))
def test_a_whole_result_set_anew_is_mostly_told_by_the_others_beside_it(way: str) -> None:
    found = tries(way)
    assert found
    assert sum(told for _, told in found) >= len(found) / 2, found


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] <= other[2] + 2 and other[0] <= one[2] + 2 and one[1] <= other[3] + 2 and other[1] <= one[3] + 2


def test_the_marks_stand_in_the_reading_of_a_certificate_and_of_no_other_paper() -> None:
    layout = next(each for each in ALTERED if results(each))
    content = altered(drawn(layout).content, results(layout)[0], "patch_and_helvetica")
    assert content is not None
    reading = read_document(content, "cert.pdf", find_doctypes(), None)
    assert reading.kind is Kind.CERTIFICATE
    assert reading.marked(MarkKind.ALTERED)


@pytest.mark.skipif(not PUBLISHED, reason="published papers do not lie beside the checkout")
def test_no_published_paper_is_told_as_altered() -> None:
    told = {}
    for path in PUBLISHED:
        content = path.read_bytes()
        pages = printed_pages(content)
        if any(page.words for page in pages) and (found := altered_marks(content, read_words(pages, find_doctypes()))):
            told[path.name] = found
    assert told == {}


@pytest.mark.parametrize(
    ("font", "family"), [("LiberationSans-Bold", "liberationsans"), ("LiberationSans", "liberationsans"), ("Arial,BoldItalic", "arial"), ("Bold", "bold"), ("", "")]
)  # fmt: skip
def test_bold_and_italic_are_of_their_fonts_family(font: str, family: str) -> None:
    assert family_of(font) == family
