"""Scores the pipeline on a folder of documents whose truth is known."""

from __future__ import annotations

import argparse
from pathlib import Path
from pkgutil import resolve_name

from domain.errors import UsageError


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="holds inbox/, orders.json and truth.jsonl")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures go as JSON, for comparing one run with the next")
    parser.add_argument(
        "--picture",
        type=Path,
        metavar="FILE",
        help="where the reliability diagram and the risk–coverage curves go (default: beside --write or --json, else evaluation.svg in DIR or here)",
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="where the figures go as a page of Markdown, with the picture beside it")
    unseen = parser.add_argument_group("stationery held out")
    unseen.add_argument(
        "--leave-one-layout-out",
        action="store_true",
        help="calibrates without a stationery and measures on it, for each in turn; papers are drawn unless DIR names a set whose truth tells layouts",
    )
    unseen.add_argument("--folds", type=int, metavar="N", help="holds out several stationeries at once, in N turns (default: 8)")
    unseen.add_argument("--count", type=int, default=24, metavar="N", help="papers drawn on each stationery, every third one scanned (24)")
    unseen.add_argument("--seed", type=int, default=1, metavar="S", help="draws the same papers for the same seed (1)")
    unseen.add_argument("--cache", type=Path, metavar="DIR", help="keeps the words of pages there between runs, as OCR takes long")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command."""
    outputs = resolve_name("app.evaluate:Outputs")(arguments.json, arguments.picture, arguments.write)
    if arguments.leave_one_layout_out:
        return int(resolve_name("app.unseen:evaluate_unseen")(arguments, outputs))
    if arguments.folder is None:
        raise UsageError("Name the folder of a set; only --leave-one-layout-out can draw papers itself.")
    return int(resolve_name("app.evaluate:evaluate")(arguments.folder, outputs))
