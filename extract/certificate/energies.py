"""Impact tests held against themselves: three pieces are broken, and the mean is that of their energies (EN ISO 148-1, EN 10025-1)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.paper import Group, Leaf, Node

PIECES = frozenset({3, 6})
"""Broken of one heat: three, and three more where the first do not satisfy."""
LEAST, MOST = Decimal(2), Decimal(600)
"""Joules: beyond what pendulum machines measure is no energy."""
ROUNDED = Decimal("1.01")
"""Joules that a mean and its energies may be apart, as both are rounded."""
DOUBTED = 0.5


def doubting_energies(heats: Sequence[Group]) -> list[Group]:
    """The heats, their impact tests less sure where mean and energies do not agree or cannot be: figures of another column, or one lost."""
    return [
        Group({**heat.root, "impact": [test if _holds(test) else _doubted(test) for test in tests]})
        if (tests := heat.groups("impact"))
        else heat
        for heat in heats
    ]


def _holds(test: Group) -> bool:
    energies, mean = [Decimal(leaf.value) for leaf in energies_of(test)], test.decimal("mean_j")
    if any(not LEAST <= energy <= MOST for energy in [*energies, *([mean] if mean is not None else [])]):
        return False
    if mean is None or not energies:
        return len(energies) in {0, 1, *PIECES}
    return len(energies) in PIECES and abs(sum(energies, Decimal(0)) / len(energies) - mean) <= ROUNDED


def energies_of(test: Group) -> list[Leaf]:
    """The energies of the single pieces."""
    said = test.root.get("energy_j")
    return [each for each in said if isinstance(each, Leaf)] if isinstance(said, list) else []


def _doubted(test: Group) -> Group:
    told: dict[str, Node] = dict(test.root)
    mean = test.leaf("mean_j")
    if mean:
        told["mean_j"] = _less_sure(mean)
    if energies := energies_of(test):
        told["energy_j"] = [_less_sure(each) for each in energies]
    return Group(told)


def _less_sure(leaf: Leaf) -> Leaf:
    return leaf.model_copy(update={"confidence": round(DOUBTED * leaf.confidence, 4)})
