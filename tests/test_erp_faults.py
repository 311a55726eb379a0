"""A running Tryton, and things that go wrong while papers are posted into it: each meaning is in it exactly once (`make faults` does more)."""

import random
from pathlib import Path

from tests.tryton.faults import run, told


def test_whatever_goes_wrong_each_meaning_is_in_tryton_exactly_once(tryton_home: Path, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    outcome = run(tryton_home, tmp_path, postings=15, faults=10, seed=seed)
    assert outcome.fired.total() >= 8, told(outcome, seed)
    assert not outcome.wrong, told(outcome, seed)
