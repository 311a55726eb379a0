"""`tallyclerk missing`: what did not come, as a table, with the drafts that ask for it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from app.bootstrap import build
from app.missing import Missing, missing
from app.settings import Settings

_WIDTH = 140


def show_missing(settings: Settings, working_days: int, *, drafts: bool) -> int:
    """Prints the worklist; always 0."""
    # Nothing is taken in, so no channel is opened.
    with build(settings.model_copy(update={"channels": {}})) as tally:
        found = missing(tally.pipeline, working_days=working_days)
    console = Console()
    console = console if console.is_terminal else Console(width=max(_WIDTH, console.width))
    if not found:
        console.print("Nothing is missing.")
        return 0
    table = Table(title="What did not come", header_style="bold")
    for name in ("Wanted", "Order", "Supplier", "Lines", "Since", "Papers that wait at the desk"):
        table.add_column(name, overflow="fold")
    for each in found:
        table.add_row(*(Text(cell) for cell in _cells(each)))
    console.print(table)
    for each in found if drafts else ():
        console.print(Text(f"\nTo: {each.address or each.order.supplier_name}\nSubject: {each.subject}\n\n{each.draft}"))
    return 0


def _cells(each: Missing) -> tuple[str, ...]:
    lines = ", ".join(line.line.order_line + (f" (lots {', '.join(line.lots)})" if line.lots else "") for line in each.lines)
    waiting = ", ".join(paper.name for paper in each.waiting)
    return str(each.wanted), each.order.order_number, each.order.supplier_name, lines, each.since.isoformat(), waiting
