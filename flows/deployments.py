"""A process that registers the flows with Prefect, so that people can start a run from its UI; each such run has a process of its own.

The regular work does not wait for this: `flows.operation` runs the same flows itself, when there is something to do.
"""

from __future__ import annotations

from typing import Any

from prefect import Flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.types.entrypoint import EntrypointType

from app.settings import Settings
from flows.program import starters_settings
from flows.sweep import sweep
from flows.upkeep import deadlines, outbox

RUNS_AT_ONCE = 2


def main(settings: Settings) -> None:
    """Registers the deployments and carries out the runs that people ask for, until it is told to end."""
    sweeps = [
        _deployment(
            sweep,
            channel,
            f"Takes in what is ready in {each.location} ({each.kind}). Tallyclerk does so by itself; a run from here does it at once.",
            channel=channel,
        )
        for channel, each in settings.channels.items()
    ]
    kept_up = [
        _deployment(outbox, "outbox", "Carries what is approved to the ERP. Tallyclerk does so by itself."),
        _deployment(deadlines, "deadlines", "Lists the cases past their deadline."),
    ]
    serve(*sweeps, *kept_up, pause_on_shutdown=False, print_starting_message=False, limit=RUNS_AT_ONCE)


def _deployment(flow: Flow[..., Any], name: str, description: str, **parameters: str) -> RunnerDeployment:
    made = flow.to_deployment(
        name=name, description=description, parameters=parameters, tags=["tallyclerk"], entrypoint_type=EntrypointType.MODULE_PATH
    )
    assert isinstance(made, RunnerDeployment), "outside of a loop it is made at once"
    return made


if __name__ == "__main__":
    main(starters_settings())
