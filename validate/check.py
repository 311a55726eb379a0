"""The door of checking: every rule of the kind of paper over the reading."""

from __future__ import annotations

from domain.doctype import CheckContext, DocType
from domain.findings import Finding
from domain.paper import Reading


def check(reading: Reading, context: CheckContext, doctype: DocType | None) -> list[Finding]:
    """What is wrong with the paper, in the order of the rules; nothing for a kind that has none."""
    return [finding for rule in (doctype.rules if doctype else ()) for finding in rule(reading, context)]
