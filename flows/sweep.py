"""The flow of papers: one run a batch, one task a paper, named as its file.

What becomes of a paper is in our own store; Prefect starts the work, tries again what may pass, and shows it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, cast

from prefect import Task, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from app.sweeping import Paper, deliver_all, next_batch
from domain.arrivals import DocumentRecord, DocumentState
from domain.errors import TransientError
from flows import program
from flows.report import outcome, summary, table

RETRY_SECONDS: list[float] = [1, 5, 20]


def is_transient(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether another try can help: only for errors that say so themselves."""
    return isinstance(state.data, TransientError) or isinstance(state.result(raise_on_failure=False), TransientError)


@task(name="take in", task_run_name="take in from {channel}")
def take_in(channel: str, limit: int) -> list[Paper]:
    """Takes what is ready, and adds what an earlier run left behind."""
    return next_batch(program.current(), channel, limit)


@task(name="paper", task_run_name="{name}", retries=len(RETRY_SECONDS), retry_delay_seconds=RETRY_SECONDS, retry_condition_fn=is_transient)
def paper(document_id: str, name: str) -> State[Any]:  # noqa: ARG001 - the name is the run's name
    """Takes one paper as far as it goes by itself; the task's state says where that is."""
    if program.stopping.is_set():
        return Completed(name="Waiting", message="Tallyclerk is stopping; the next start goes on with it.")
    record = program.current().pipeline.run(document_id)
    if record.state is DocumentState.FAILED:
        return Failed(message=record.error)
    return Completed(name=outcome(record), message=summary(record))


@task(name="post", task_run_name="post to the ERP")
def post() -> int:
    """Carries what is decided to the ERP; returns how many postings it has confirmed."""
    return deliver_all(program.current())


def runner(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    """Carries out as many tasks at once."""
    return cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=workers))


@flow(name="sweep", flow_run_name="sweep {channel}", task_runner=runner(os.cpu_count() or 1), persist_result=False)
def sweep(channel: str = "inbox") -> State[Any]:
    """One batch from a channel: take in, read, check and route each paper, then post."""
    tally = program.current()
    papers = take_in(channel, tally.settings.batch_size)
    for future in paper.map([each.document_id for each in papers], [each.name for each in papers]):
        future.wait()
    posted = post()
    records = tally.records([each.document_id for each in papers])
    publish(channel, records, tally.settings.desk_url)
    return _end(records, posted)


def publish(channel: str, records: Sequence[DocumentRecord], desk_url: str) -> None:
    """Leaves the table of papers and outcomes with the run."""
    create_markdown_artifact(key=f"papers-{_key(channel)}", markdown=table(records, desk_url), description=f"Papers from {channel}")


def _end(records: Sequence[DocumentRecord], posted: int) -> State[Any]:
    failed = [record.name for record in records if record.state is DocumentState.FAILED]
    if failed:
        return Failed(message=f"The program failed on {len(failed)} of {len(records)} papers, first on {failed[0]}; they wait at the desk.")
    return Completed(message=f"{len(records)} papers, {posted} postings confirmed")


def _key(channel: str) -> str:
    """The channel's name as an artifact's key may be: small letters, digits and dashes."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in channel.lower()).strip("-") or "channel"
