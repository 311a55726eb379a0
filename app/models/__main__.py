"""Makes the models that are shipped, from papers that the generator draws: `python -m app.models [NAME…] [--cache DIR]`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from pkgutil import resolve_name

from rich.console import Console

MODELS = ("paperwork", "confidence")
"""Modules of this package that make a model, in their order: one that weighs what the reader says comes after those it reads with."""


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m app.models", description="Makes the models that are shipped; the same sources make the same models."
    )
    parser.add_argument("names", nargs="*", choices=[[], *MODELS], metavar="NAME", help=f"only these: {', '.join(MODELS)}")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keeps the words of drawn pages there between runs")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (the cores)")
    given = parser.parse_args()
    console = Console()
    for name in given.names or MODELS:
        console.rule(name)
        resolve_name(f"app.models.{name}:make")(given.cache, given.workers, console)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
