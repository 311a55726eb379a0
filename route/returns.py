"""Drafts the message with which a paper goes back to its supplier, in the paper's language; pure. The clerk has the last word on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from domain.doctype import DocType
from domain.findings import Finding, Severity
from domain.paper import Reading
from route.posted import shape_of
from route.wording import value_in

WORDS = Path(__file__).with_name("returns.yaml")
OTHERWISE = "en"
"""The language where the paper's has no words here."""

_LISTED = 20
_LONGEST = 200


@dataclass(frozen=True)
class Message:
    """A draft: language, subject and text. It is not sent by anything here."""

    language: str
    subject: str
    text: str


def draft_message(
    reading: Reading | None, findings: Sequence[Finding], *, name: str, order_number: str | None, doctype: DocType | None = None
) -> Message:
    """The message about a paper and what was found on it; `name` is the file's, `order_number` the matched order's.

    `doctype` tells numbers from codes, which stay as they are.

    Only what the paper or the order says is in it: what was expected, and what was found. What the program doubts is our business.
    """
    language = reading.language if reading and reading.language in _words() else OTHERWISE
    words = _words()[language]
    number = reading.fields.text("document_number") if reading else None
    paper = f"{words[reading.kind.value if reading else 'other']} {number or name}".strip()
    ordered = order_number or (reading.fields.text("order_number") if reading else None)
    about = f"{paper}, {words['order']} {ordered}" if ordered else paper
    told = [
        _told(finding, reading, words, language, doctype)
        for finding in findings
        if finding.severity is not Severity.INFO and finding.code in words
    ]
    points = "\n".join(f"- {point}" for point in dict.fromkeys(told[:_LISTED])) or f"- {words['unclear']}"
    text = f"{words['greeting']}\n\n{words['intro'].format(paper=_one_line(about))}\n\n{points}\n\n{words['ask']}\n\n{words['closing']}\n"
    return Message(language, _one_line(words["subject"].format(paper=about)), text)


def _told(finding: Finding, reading: Reading | None, words: Mapping[str, str], language: str, doctype: DocType | None) -> str:
    """The finding in the supplier's language, with the line it is about and the two values."""
    said = words[finding.code]
    line = _line_of(finding, reading)
    shape = shape_of(finding.field, doctype) if finding.field and doctype else None
    pairs = ((words["expected"], finding.expected), (words["found"], finding.found))
    compared = [f"{name} {value_in(language, value, shape)}" for name, value in pairs if value]
    where = f"{words['line']} {line}: " if line else ""
    values = f" ({', '.join(compared)})" if compared else ""
    return _one_line(f"{where}{said}{values}")


def _line_of(finding: Finding, reading: Reading | None) -> str | None:
    """The number of the line as the supplier printed it; its place on the paper where none is printed."""
    field = finding.field or ""
    if not field.startswith("lines["):
        return None
    index = int(field[len("lines[") : field.index("]")])
    if reading is None or index >= len(reading.lines):
        return str(index + 1)
    return reading.lines[index].text("order_line") or str(index + 1)


def _one_line(text: str) -> str:
    """Values come from paper: none of them may begin a line, or a header, of its own."""
    return " ".join(text.split())[:_LONGEST]


@cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded
