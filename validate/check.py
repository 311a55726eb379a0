"""The door of checking: every rule of the kind of paper over the reading."""

from __future__ import annotations

from domain.doctype import CheckContext, DocType
from domain.findings import Finding
from domain.paper import Reading
from validate.rules import common


def check(reading: Reading, context: CheckContext, doctype: DocType | None) -> list[Finding]:
    """What is wrong with the paper, in the order of the rules; of a kind that has none, or of bytes that were checked before, only that it came."""
    rules = doctype.rules if doctype and not context.seen_before else (common.is_no_duplicate,)
    return [finding for rule in rules for finding in rule(reading, context)]
