"""The sample: drawn by a key that nobody can steer, keyed blind, compared, and turned into an error with its bounds."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from app import automation
from app.policy_file import parse_policy
from domain.arrivals import DocumentState, document_id_of
from domain.decisions import Policy
from domain.errors import StaleStateError, UsageError
from domain.paper import Kind
from domain.policy import PolicyBook
from domain.sampling import Sample, SampleState
from route.sampling import drawn, interval
from tests.world import World, confirmation, with_pipeline, world


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as inside:
        yield with_pipeline(inside, fixed=PolicyBook(default=Policy(sample_pct=Decimal(100))))


def sample_of(made: World, document_id: str) -> Sample:
    with made.tally.pipeline.store.begin(reading=True) as work:
        sample = work.samples.of_document(document_id)
    assert sample is not None
    return sample


def posted_paths(made: World, document_id: str) -> dict[str, str]:
    """What a careful person keys: every value that was posted, as the paper says it."""
    sample = automation.take(made.tally.pipeline, sample_of(made, document_id).sample_id, "kim")
    reading = made.record(document_id).reading
    assert reading is not None
    names = {*sample.form.fields, *(f"lines.{name}" for name in sample.form.line_fields)}
    return {path: leaf.value for path, leaf in reading.leaves() if path.replace("[0]", "") in names}


@given(st.binary(min_size=1, max_size=8), st.binary(min_size=32, max_size=32), st.decimals(0, 100, places=1), st.decimals(0, 100, places=1))
def test_the_drawing_is_the_same_each_time_and_a_larger_share_holds_the_smaller(
    content: bytes, key: bytes, one: Decimal, other: Decimal
) -> None:
    document_id = document_id_of(content)
    small, large = sorted((one, other))
    assert drawn(document_id, key, one) == drawn(document_id, key, one)
    assert drawn(document_id, key, large) or not drawn(document_id, key, small)
    assert drawn(document_id, key, Decimal(100))
    assert not drawn(document_id, key, Decimal(0))


def test_three_in_a_hundred_are_drawn_and_another_key_draws_others() -> None:
    papers = [document_id_of(str(number).encode()) for number in range(20_000)]
    keys = [hashlib.sha256(bytes([number])).digest() for number in range(2)]
    one, other = ({paper for paper in papers if drawn(paper, key, Decimal(3))} for key in keys)
    assert all(500 < len(each) < 700 for each in (one, other))
    assert len(one & other) < 50


def test_only_what_posts_by_itself_is_sampled(made: World) -> None:
    alone = made.put_through(confirmation("AB-1"), "alone.pdf")
    reviewed = made.put_through(confirmation("AB-2", price="2.60"), "reviewed.pdf")
    assert sample_of(made, alone.document_id).state is SampleState.WAITING
    with made.tally.pipeline.store.begin(reading=True) as work:
        assert work.samples.of_document(reviewed.document_id) is None
        assert "sample drawn" in [entry.action for entry in work.audit.of_subject(alone.document_id)]
        assert work.cases.of_document(alone.document_id) == []
    assert alone.state is DocumentState.POSTED


def test_whoever_keys_is_told_names_and_no_value(made: World) -> None:
    document_id = made.put_through(confirmation()).document_id
    paper = automation.take(made.tally.pipeline, sample_of(made, document_id).sample_id, "kim")
    assert "unit_price" in paper.form.line_fields
    assert (paper.language, len(paper.pages)) == ("de", 1)
    assert not {"2.50", "AB-1", "250"} & set(str(paper).replace("'", " ").split())
    with pytest.raises(StaleStateError, match="kim is keying"):
        automation.take(made.tally.pipeline, paper.sample.sample_id, "bo")


def test_what_is_keyed_alike_is_right(made: World) -> None:
    document_id = made.put_through(confirmation()).document_id
    keyed = posted_paths(made, document_id) | {"lines[0].quantity": "250.0", "document_number": "ab-1"}
    sample = sample_of(made, document_id)
    done = automation.key(made.tally.pipeline, sample.sample_id, "kim", keyed, version=sample.version)
    assert [each for each in done.comparisons if not each.right] == []
    assert done.state is SampleState.DONE
    found = automation.measure(made.tally.pipeline)
    assert [(rate.kind, rate.values, rate.wrong) for rate in found.papers] == [(Kind.ORDER_CONFIRMATION, 1, 0)]
    assert found.meddled == []
    assert (found.posted, found.sampled) == (1, 1)


def test_what_differs_counts_as_wrong_until_somebody_else_has_looked(made: World) -> None:
    document_id = made.put_through(confirmation()).document_id
    keyed = posted_paths(made, document_id) | {"lines[0].unit_price": "2.05", "lines[1].quantity": "7"}
    del keyed["document_date"]
    sample = sample_of(made, document_id)
    disputed = automation.key(made.tally.pipeline, sample.sample_id, "kim", keyed, version=sample.version)
    assert {(each.path, each.posted, each.keyed) for each in disputed.comparisons if not each.right} == {
        ("lines[0].unit_price", "2.50", "2.05"),
        ("lines[1].quantity", None, "7"),
        ("document_date", "2026-07-03", None),
    }
    assert disputed.state is SampleState.DISPUTED
    with pytest.raises(UsageError, match="somebody else has to say"):
        automation.settle(made.tally.pipeline, sample.sample_id, "kim", ["document_date"], version=disputed.version)
    settled = automation.settle(
        made.tally.pipeline, sample.sample_id, "bo", ["document_date", "lines[0].unit_price"], version=disputed.version
    )
    assert [each.path for each in settled.comparisons if not each.right] == ["lines[1].quantity"]
    worst = automation.measure(made.tally.pipeline).values[0]
    assert (worst.field, worst.values, worst.wrong) == ("lines.quantity", 2, 1)


@pytest.mark.parametrize(
    ("keyed", "words"),
    [
        ({}, "Key what the paper says"),
        ({"lines[0].quantity": "1.234,50"}, "no number"),
        ({"document_date": "3 May"}, "no date"),
        ({"lines[0].colour": "red"}, "nothing that is posted"),
        ({"../x": "1"}, "nothing that is posted"),
    ],
)
def test_what_makes_no_sense_is_not_taken(made: World, keyed: dict[str, str], words: str) -> None:
    document_id = made.put_through(confirmation()).document_id
    paper = automation.take(made.tally.pipeline, sample_of(made, document_id).sample_id, "kim")
    with pytest.raises(UsageError, match=words):
        automation.key(made.tally.pipeline, paper.sample.sample_id, "kim", keyed, version=paper.sample.version)


@pytest.mark.parametrize(
    ("meddling", "told"),
    [
        ("DELETE FROM samples", "“paper.pdf” should be of the sample, and is not."),
        ("UPDATE sampling_key SET key = '00'", "The key that the sample is drawn by is not the one that the audit log tells of."),
        ("UPDATE samples SET policy = 'sha256:' || hex(zeroblob(32))", "“paper.pdf” is of the sample, and was not drawn."),
    ],
)
def test_who_meddles_with_the_sample_is_found_out(made: World, meddling: str, told: str) -> None:
    made.put_through(confirmation())
    never = with_pipeline(made, policy=Policy(sample_pct=Decimal(0))).tally.pipeline
    assert automation.measure(never).meddled == []
    with closing(sqlite3.connect(made.tally.settings.data_dir / "tallyclerk.db")) as database, database:
        database.execute(meddling)
    assert automation.measure(never).meddled == [told]


def test_the_default_share_is_three_in_a_hundred() -> None:
    assert parse_policy("", Policy(), ()).default.sample_pct == 3


@given(st.integers(1, 500).flatmap(lambda values: st.tuples(st.integers(0, values), st.just(values))))
def test_the_bounds_are_clopper_and_pearsons(counts: tuple[int, int]) -> None:
    low, high = interval(*counts)
    exact = binomtest(*counts).proportion_ci(0.95, method="exact")
    assert (low, high) == pytest.approx((exact.low, exact.high), abs=1e-9)
    assert low <= counts[0] / counts[1] <= high
