"""Batches: what is ready in a channel, what an earlier batch left behind, and whether there is anything to do at all."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from app.bootstrap import Tallyclerk
from domain.errors import TransientError
from domain.postings import PostingState
from route import handling
from route.deadlines import Overdue, overdue, to_escalate

COUNTED_CASES = 1000

logger = logging.getLogger(__name__)


class Paper(NamedTuple):
    """A document by its id and the name that people know it by."""

    document_id: str
    name: str


def has_work(tally: Tallyclerk, channel: str) -> bool:
    """Whether a batch would find anything to do; a quick look that writes nothing."""
    return bool(tally.pipeline.waiting(limit=1)) or any(True for _ in tally.channels[channel].incoming())


def next_batch(tally: Tallyclerk, channel: str, limit: int) -> list[Paper]:
    """Takes in what is ready, `limit` files at most, and adds the documents that an earlier batch left behind."""
    for incoming in islice(tally.channels[channel].incoming(), limit):
        try:
            tally.pipeline.take_in(incoming, channel)
        except TransientError as error:  # the file stays where it is, for the next sweep
            logger.warning("%r stays in %s: %s", incoming.name, channel, error)
    return [Paper(record.document_id, record.name) for record in tally.pipeline.waiting(limit=limit)]


def deliver_all(tally: Tallyclerk) -> int:
    """Carries every planned posting to the ERP; returns how many it confirmed."""
    return sum(posting.state is PostingState.CONFIRMED for posting in tally.pipeline.deliver())


def run_batch(tally: Tallyclerk, channel: str) -> int:
    """A whole batch without anything around it; returns how many papers it drove."""
    papers = next_batch(tally, channel, tally.settings.batch_size)
    driven = list(tally.pipeline.drive_waiting(limit=len(papers)))
    deliver_all(tally)
    return len(driven)


def mind_cases(tally: Tallyclerk) -> None:
    """Gives back the cases whose claim has run out, and brings those past their deadline before the role that the policy names."""
    pipeline = tally.pipeline
    policy = pipeline.book().default
    with pipeline.store.begin(reading=True) as work:
        anything = work.cases.lapsed(pipeline.clock()) or to_escalate(work.cases.queue(limit=COUNTED_CASES), pipeline.clock(), policy)
    if anything:
        with pipeline.store.begin() as work:
            handling.release_lapsed(work, clock=pipeline.clock)
            handling.escalate(work, policy=policy, clock=pipeline.clock)


def overdue_cases(tally: Tallyclerk) -> Sequence[Overdue]:
    """The open cases past their deadline, the longest overdue first."""
    with tally.pipeline.store.begin(reading=True) as work:
        waiting = work.cases.queue(limit=COUNTED_CASES)
    return overdue(waiting, tally.pipeline.clock(), tally.pipeline.book().default.working_time)
