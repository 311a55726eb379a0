"""The verbs of `tallyclerk policy`, over the store that the settings name; no paper is read, so no reader is started."""

from __future__ import annotations

import argparse

from rich.console import Console

from app import automation, policies, policy_report
from app.bootstrap import build
from app.options import settings_of

_WIDTH_OF_A_FILE = 160


def run(arguments: argparse.Namespace) -> int:
    """Runs the verb that was named; returns the exit code."""
    settings = settings_of(arguments)
    console = Console()
    if not console.is_terminal:  # names of documents are not cut in a file
        console = Console(width=_WIDTH_OF_A_FILE)
    with build(settings) as tally:
        pipeline = tally.pipeline
        match arguments.verb:
            case "show":
                policy_report.show_standing(policies.standing(pipeline, settings), console)
            case "propose":
                version = policies.propose(pipeline, arguments.file, by=arguments.by)
                console.print(f"Proposed: {version.hash}", markup=False, highlight=False, soft_wrap=True)
                console.print(
                    f"A lead other than {version.proposed_by} puts it in force: tallyclerk policy approve {version.hash[7:19]} --by OTHER",
                    markup=False,
                    highlight=False,
                    soft_wrap=True,
                )
            case "approve":
                version = policies.put_in_force(pipeline, arguments.hash, by=arguments.by)
                console.print(f"In force: {version.hash}", markup=False, highlight=False, soft_wrap=True)
            case "replay":
                policy_report.show_replay(policies.replay(pipeline, arguments.file, last=arguments.last), console)
            case _:
                policy_report.show_automation(automation.measure(pipeline), console)
    return 0
