"""An impact test that does not agree with itself is doubted, and one that does is left as it was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.paper import Group, Leaf
from extract.certificate.energies import doubting_energies
from extract.certificate.goods_heats import amounts_do_not_add_up
from tests.papers import group, leaf

Values = tuple[object, ...]


def heat(energies: Values, mean: object = None) -> Group:
    test: dict[str, object] = {"energy_j": [leaf(energy) for energy in energies]} if energies else {}
    return Group({"impact": [Group({**test, **({"mean_j": leaf(mean)} if mean is not None else {})})]})


def is_doubted(before: Group) -> bool:
    (test,) = doubting_energies([before])[0].groups("impact")
    said = test.root.get("energy_j")
    leaves = [*([each for each in said if isinstance(each, Leaf)] if isinstance(said, list) else []), *filter(None, [test.leaf("mean_j")])]
    return any(each.confidence < 0.9 for each in leaves)


@pytest.mark.parametrize(
    ("energies", "mean"),
    [((124, 77, 130), 110), ((108, 77, 118), 101), ((90, 92, 94), None), ((), 111), ((85,), None), ((60, 70, 80, 62, 72, 82), 71)],
)
def test_energies_and_the_mean_that_is_theirs_hold(energies: Values, mean: object) -> None:
    assert not is_doubted(heat(energies, mean))


@pytest.mark.parametrize(
    ("energies", "mean"),
    [((130,), 110), ((124, 77, 130), 101), ((0, 92, 94), None), ((973, 1156, 13), None), ((83, 99), None), ((7, 8, 9, 10), 8)],
)
def test_a_lost_energy_another_mean_and_what_no_pendulum_measures_are_doubted(energies: Values, mean: object) -> None:
    assert is_doubted(heat(energies, mean))


@given(st.lists(st.integers(3, 300), min_size=3, max_size=3))
def test_three_energies_always_hold_with_their_own_mean(energies: list[int]) -> None:
    assert not is_doubted(heat(tuple(energies), round(sum(energies) / 3)))


def test_shares_of_heats_that_are_not_the_whole_do_not_add_up() -> None:
    line = group({"quantity": "2075"})
    shares = ["122.1"] * 16 + ["121.4"]
    assert not amounts_do_not_add_up([line], [group({"quantity": share}) for share in shares])
    assert amounts_do_not_add_up([line], [group({"quantity": share}) for share in ["122"] * 10 + shares[10:]])
    assert amounts_do_not_add_up([line], [group({"quantity": share}) for share in ("33", "40", "5")])  # pieces, of so many metres
    assert amounts_do_not_add_up([line], [group({"quantity": "4"})])  # one heat of so many pieces
