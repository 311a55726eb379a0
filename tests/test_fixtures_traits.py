"""What some houses' papers tell beyond the usual is in their truth, and keeps them sound: discounts, parts, answers, bounds, several orders."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

import pypdfium2
import pytest

from fixtures import deviations
from fixtures.draw import Sample, Wish, draw_sample
from fixtures.locales import LOCALES
from fixtures.model import Genre
from fixtures.stationery import stationeries
from fixtures.wording import has_words, words


def _samples(layout: str, genre: Genre, count: int = 8, **wish: object) -> list[Sample]:
    locales = stationeries()[layout].locales
    return [draw_sample(Wish(f"traits/{at}", genre, layout, locales[at % len(locales)], **wish), set()) for at in range(count)]  # type: ignore[arg-type]


def _text(sample: Sample) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sample.content))


def test_a_discount_leaves_the_ordered_price() -> None:
    lines = [
        (line, ordered)
        for sample in _samples("corners", Genre.CONFIRMATION, lines=4)
        for line, ordered in zip(sample.truth["lines"], sample.order.lines, strict=True)
    ]
    discounted = [(line, ordered) for line, ordered in lines if "discount_pct" in line]
    assert 0 < len(discounted) < len(lines)
    for line, ordered in discounted:
        net = Decimal(line["unit_price"]) * (1 - Decimal(line["discount_pct"]) / 100)
        assert net == ordered.unit_price
        worth = net * Decimal(line["quantity"]) / ordered.price_unit
        assert abs(worth - Decimal(line["net_amount"])) <= Decimal("0.01")


def test_the_parts_of_a_promise_are_the_whole_line_one_after_the_other() -> None:
    lines = [line for sample in _samples("conditions", Genre.CONFIRMATION, lines=5) for line in sample.truth["lines"]]
    in_parts = [line for line in lines if "schedule" in line]
    assert in_parts
    for line in in_parts:
        assert sum(Decimal(part["quantity"]) for part in line["schedule"]) == Decimal(line["quantity"])
        assert all(one["delivery_date"] < other["delivery_date"] for one, other in pairwise(line["schedule"]))
        assert "delivery_date" not in line


def test_a_paper_that_answers_in_a_word_owns_up_to_what_it_changes() -> None:
    for sample in _samples("spooled", Genre.CONFIRMATION, 4, lines=3):
        assert sample.truth["response"] == "accepted"
        assert {line["status"] for line in sample.truth["lines"]} == {"accepted"}
    for sample in _samples("spooled", Genre.CONFIRMATION, 4, lines=3, deviation=deviations.delivery_late):
        assert sample.truth["response"] == "changed"
        assert sorted(line["status"] for line in sample.truth["lines"]).count("changed") == 1


def test_an_order_is_refused_in_a_letter_that_confirms_no_line() -> None:
    for sample in _samples("prose", Genre.CONFIRMATION, 7, deviation=deviations.order_rejected):
        assert sample.truth["response"] == "rejected"
        assert "lines" not in sample.truth
        assert sample.expected == ["line_missing"]


def test_freight_that_nobody_ordered_is_printed_and_added_to_the_lines() -> None:
    for sample in _samples("conditions", Genre.CONFIRMATION, 4, deviation=deviations.surcharge):
        lines = sum(Decimal(line["net_amount"]) for line in sample.truth["lines"])
        assert Decimal(sample.truth["net_total"]) > lines
        assert sample.expected == ["arithmetic_mismatch"]


def test_a_delivery_for_several_orders_names_one_for_each_line() -> None:
    for sample in _samples("ordergroups", Genre.SHIP_NOTICE, 4):
        numbers = {line["order_number"] for line in sample.truth["lines"]}
        assert numbers == {order.order_number for order in sample.orders}
        assert len(numbers) > 1
        assert "order_number" not in sample.truth


def test_shares_in_ppm_and_below_a_bound_are_mass_per_cent_in_the_truth() -> None:
    samples = _samples("tracesheet", Genre.CERTIFICATE, 14)
    printed = {path: (text, sample) for sample in samples for path, text in sample.printed.items() if ".chemistry." in path}
    assert any(text.startswith("<") for sample in samples for text in sample.printed.values())
    assert any("ppm" in _text(sample) for sample in samples)
    assert all(re.fullmatch(r"<?[\d.,\u00a0]+|-", text) for text, _ in printed.values())
    for sample in samples:
        for heat in sample.truth["heats"]:
            assert all(0 <= Decimal(share) < 100 for share in heat["chemistry"].values())


@pytest.mark.parametrize(("layout", "kind"), [("laboratory", "CoA"), ("declared", "CoC"), ("thirdparty", "3.2")])
def test_certificates_of_other_types_say_their_type_and_are_enough(layout: str, kind: str) -> None:
    for sample in _samples(layout, Genre.CERTIFICATE, 4):
        assert sample.truth["certificate_type"] == kind
        assert {line.required_certificate for line in sample.order.lines} <= {None, kind}


def test_a_certificate_for_several_lines_has_heats_of_each() -> None:
    for sample in _samples("severalitems", Genre.CERTIFICATE, 4, lines=4):
        assert len(sample.truth["lines"]) == min(3, len(sample.order.lines))
        assert len(sample.truth["heats"]) >= len(sample.truth["lines"])


def test_other_paper_is_other_in_each_language() -> None:
    genres = [genre for genre in Genre if genre.kind == "other"]
    assert len(genres) >= 12
    for at, genre in enumerate(genres):
        layout = next(name for name, found in reversed(stationeries().items()) if genre in found.draws)
        sample = draw_sample(Wish(f"other/{at}", genre, layout, LOCALES[at % len(LOCALES)]), set())
        assert sample.truth["kind"] == "other"
        assert len(_text(sample)) > 60


def test_a_house_has_its_own_words_and_else_the_usual_ones() -> None:
    assert words("de-DE", "labels", "order_number", "trade") != words("de-DE", "labels", "order_number")
    assert words("de-DE", "forms", "plate", "trade") == words("de-DE", "forms", "plate")
    assert has_words("pl-PL", "labels", "backorder", "trade")
    assert not has_words("pl-PL", "labels", "backorder")
