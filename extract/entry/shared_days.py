"""The day that the head promises for all lines: how sure it is of a line whose own day was not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.paper import Group, Leaf, Node
from extract.shape.candidates import contested

NOT_OF_ALL = 0.3
"""What is left of the head's day for a line where other lines tell another one, or where it is the day of the paper itself."""


def with_doubted_day(shared: dict[str, Node], lines: Sequence[Group], fields: Mapping[str, Leaf]) -> dict[str, Node]:
    """What the head says of all lines; its day is of none for sure where lines have days of their own that differ from it, or where it is the paper's.

    `Ack Date 05/22/2026` says when the order was confirmed, and is no promise for the one line whose cell a scan has torn.
    """
    day = shared.get("delivery_date")
    if not isinstance(day, Leaf):
        return shared
    own = [line.text("delivery_date") for line in lines if line.leaf("delivery_date")]
    written = fields.get("document_date")
    of_paper = written is not None and (written.page, written.box) == (day.page, day.box)
    if of_paper or any(each != day.value for each in own):
        return {**shared, "delivery_date": contested(day, NOT_OF_ALL)}
    return shared
