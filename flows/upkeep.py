"""The flows beside the sweep: carrying what people approved to the ERP, and naming the cases that are past their deadline."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed

from app.sweeping import deliver_all, overdue_cases
from flows import program
from flows.report import overdue_table


@flow(name="outbox", flow_run_name="post to the ERP", persist_result=False)
def outbox() -> State[Any]:
    """Carries every planned posting to the ERP."""
    return Completed(message=f"{deliver_all(program.current())} postings confirmed")


@flow(name="deadlines", flow_run_name="cases past their deadline", persist_result=False)
def deadlines() -> State[Any]:
    """Names the cases that nobody has decided in time."""
    tally = program.current()
    late = overdue_cases(tally)
    create_markdown_artifact(key="overdue", markdown=overdue_table(late, tally.settings.desk_url), description="Cases past their deadline")
    return Completed(message=f"{len(late)} cases are past their deadline")
