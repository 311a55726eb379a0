"""What models are made of: curves lean on wider ones where values are few, odds stay in bounds, thresholds are not lucky."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.claims import Claim, Orders, claims_of, orders_of, read_all
from app.models.crossfit import Fit, Postable, folds, held_out, most_wrong, postable, thresholds
from app.models.curves import Fitted, fit_curves
from app.models.odds import HIGHEST, LOWEST, fit_odds
from app.models.papers import Stack, draw_papers, stacks
from doctypes import find_doctypes
from extract.confidence import on_curve
from validate.evidence import Evidence, shifted


def claim(score: float = 0.9, *, right: bool = True, **more: Any) -> Claim:
    own: dict[str, Any] = {
        "layout": "a",
        "paper": "1",
        "kind": "certificate",
        "name": "order_number",
        "medium": "text",
        "evidence": Evidence.NOTHING,
    }
    return Claim(**{**own, "is_posted": True, "is_header": True, "is_clear": True, **more}, score=score, right=right)


# ---- curves


def test_many_values_make_the_curve_and_few_lean_on_the_wider_one() -> None:
    wide = Fitted.to([claim(0.9) for _ in range(1000)], None)
    many = Fitted.to([claim(0.9, right=at % 2 == 0) for at in range(1000)], wide)
    few = Fitted.to([claim(0.9, right=False)], wide)
    assert on_curve(wide.points, 0.9) > 0.99
    assert on_curve(many.points, 0.9) == pytest.approx(0.5, abs=0.03)
    assert on_curve(few.points, 0.9) > 0.9


def test_without_any_value_a_score_is_its_probability() -> None:
    curve = Fitted.to([], None)
    assert on_curve(curve.points, 0.55) == pytest.approx(0.55, abs=0.02)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
@settings(max_examples=50, deadline=None)
def test_a_curve_never_falls_and_stays_between_none_and_one(said: list[tuple[float, bool]]) -> None:
    points = Fitted.to([claim(score, right=right) for score, right in said], None).points
    assert [x for x, _ in points] == sorted({x for x, _ in points})
    assert [y for _, y in points] == sorted(y for _, y in points)
    assert all(0 <= y < 1 for _, y in points)


def test_a_shape_speaks_for_a_field_that_was_never_seen() -> None:
    poor = [claim(0.9, right=at % 4 == 0, name="document_date") for at in range(200)]
    sound = [claim(0.9, name="order_number") for _ in range(200)]
    curves = fit_curves([*poor, *sound], find_doctypes()).fields["text"]["ship_notice"]
    assert on_curve(curves["ship_date"], 0.9) < 0.6 < on_curve(curves["document_number"], 0.9)


# ---- odds


def test_agreement_speaks_for_a_value_as_often_as_it_did() -> None:
    agrees = [claim(evidence=Evidence.AGREES, right=at % 100 != 0) for at in range(400)]
    differs = [claim(evidence=Evidence.DIFFERS, right=at % 2 == 0) for at in range(100)]
    odds = fit_odds([*agrees, *differs], lambda _: 0.9).factors["text"]["certificate"]["order_number"]
    assert shifted(0.9, odds[Evidence.AGREES]) == pytest.approx(0.99, abs=0.005)
    assert shifted(0.9, odds[Evidence.DIFFERS]) == pytest.approx(0.5, abs=0.05)


def test_no_evidence_settles_a_value() -> None:
    wrong = [claim(evidence=Evidence.DIFFERS, right=False) for _ in range(500)]
    right = [claim(evidence=Evidence.AGREES) for _ in range(500)]
    odds = fit_odds([*wrong, *right], lambda _: 0.5).factors["text"]["certificate"]["order_number"]
    assert all(LOWEST <= factor <= HIGHEST for factor in odds.values())
    assert shifted(0.97, odds[Evidence.DIFFERS]) > 0.5


def test_a_paper_that_fits_its_order_is_never_told_less_sure_than_one_that_cannot_be_asked_about() -> None:
    unlucky = [claim(evidence=Evidence.FITS, right=at % 3 == 0) for at in range(30)]
    lucky = [claim(evidence=Evidence.NOTHING) for _ in range(30)]
    odds = fit_odds([*unlucky, *lucky], lambda _: 0.9).factors["text"]["certificate"]["order_number"]
    assert 0.0 <= odds[Evidence.FITS] <= odds[Evidence.AGREES]
    assert odds[Evidence.NOTHING] <= odds[Evidence.FITS]


# ---- holding out


@given(st.lists(st.sampled_from("abcdefgh")), st.integers(1, 12))
def test_every_stationery_is_held_out_once(layouts: list[str], count: int) -> None:
    found = folds(layouts, count)
    assert sorted(name for fold in found for name in fold) == sorted(set(layouts))
    assert all(found)


def test_a_claim_is_judged_by_what_never_saw_its_stationery() -> None:
    claims = [claim(layout="poor", right=False) for _ in range(300)] + [claim(layout="sound") for _ in range(300)]
    outside = list(held_out(claims, find_doctypes(), 2))
    assert {claim.layout: probability > 0.5 for claim, probability in outside} == {"poor": True, "sound": False}
    assert all(0.3 < Fit.of(claims, find_doctypes()).probability(each) < 0.7 for each in claims[:1])


# ---- thresholds


def test_a_paper_is_as_sure_as_its_least_sure_posted_value() -> None:
    pairs = [(claim(), 0.9), (claim(right=False), 0.7), (claim(is_posted=False), 0.1), (claim(paper="2", is_clear=False), 0.2)]
    assert postable(pairs) == [Postable(0.7, 2, 1)]


def test_the_threshold_is_where_the_papers_posted_hold_no_more_wrong_than_the_target() -> None:
    sound, poor, doubtful = [Postable(0.97, 20, 0)] * 500, [Postable(0.96, 20, 4)] * 50, [Postable(0.9, 20, 0)] * 500
    found = dict(thresholds([*sound, *poor, *doubtful]))
    assert (found[0.0005], found[0.01], found[0.05]) == (0.97, 0.97, 0.96)


def test_few_papers_make_no_lucky_threshold() -> None:
    few = [Postable(0.99, 20, 0)] * 10, [Postable(0.98, 20, 1)], [Postable(0.97, 20, 0)] * 2
    assert dict(thresholds([each for papers in few for each in papers]))[0.002] == 0.99
    assert {confidence for _, confidence in thresholds([])} == {1.0}


@given(st.lists(st.integers(1, 9), max_size=8))
def test_more_may_be_wrong_than_was_seen(wrong: list[int]) -> None:
    assert most_wrong(wrong) > sum(wrong)


# ---- papers and claims


def test_the_stacks_hold_as_many_papers_as_were_asked_for() -> None:
    found = stacks(["letter", "cards"], digital=6, scanned=3, seed=1)
    assert [(each.layout, each.media[0] == "digital", each.count, each.part) for each in found] == [
        ("letter", True, 4, 0), ("letter", True, 2, 1), ("letter", False, 3, 0), ("cards", True, 4, 0), ("cards", True, 2, 1), ("cards", False, 3, 0),
    ]  # fmt: skip


def test_papers_are_drawn_read_and_judged_and_kept_between_runs(tmp_path: Path) -> None:
    wanted = [Stack("dinletter", ("digital",), 2, 1, 0)]
    papers = draw_papers(wanted, tmp_path, 1)
    [kept] = tmp_path.glob("*.json")
    before = kept.stat().st_mtime_ns
    assert draw_papers(wanted, tmp_path, 1) == papers
    assert kept.stat().st_mtime_ns == before
    claims = claims_of(papers, read_all(papers, 1), orders_of(papers))
    assert {claim.layout for claim in claims} == {"dinletter"}
    assert sum(claim.right for claim in claims) > 0.8 * len(claims) > 10
    assert list(Orders(orders_of(papers)).order_numbers()) == [paper.order.order_number for paper in papers if paper.order]
