"""Drafts the message with which a paper goes back to its supplier, in the paper's language; pure. The clerk has the last word on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from domain.cases import LineChoice, LineFate
from domain.findings import Finding, Severity
from domain.paper import Reading

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


def draft_message(reading: Reading | None, findings: Sequence[Finding], *, name: str, order_number: str | None) -> Message:
    """The message about a paper and what was found on it; `name` is the file's, `order_number` the matched order's.

    Only what the paper or the order says is in it: what was expected, and what was found. What the program doubts is our business.
    """
    language = reading.language if reading and reading.language in _words() else OTHERWISE
    words = _words()[language]
    about = _paper(reading, words, name, order_number)
    told = [_told(finding, reading, words) for finding in findings if finding.severity is not Severity.INFO and finding.code in words]
    points = "\n".join(f"- {point}" for point in dict.fromkeys(told[:_LISTED])) or f"- {words['unclear']}"
    text = f"{words['greeting']}\n\n{words['intro'].format(paper=_one_line(about))}\n\n{points}\n\n{words['ask']}\n\n{words['closing']}\n"
    return Message(language, _one_line(words["subject"].format(paper=about)), text)


def draft_proposal(reading: Reading | None, choices: Mapping[int, LineChoice], *, name: str, order_number: str | None) -> Message | None:
    """The message that asks for other terms, by the place of the lines on the paper; None where none are proposed."""
    asked = {place: choice.proposed for place, choice in choices.items() if choice.fate is LineFate.PROPOSE}
    if not asked or reading is None:
        return None
    language = reading.language if reading.language in _words() else OTHERWISE
    words = _words()[language]
    paper = _paper(reading, words, name, order_number)
    points = []
    for place, proposed in asked.items():
        printed = {field: reading.lines[place].text(field) for field in proposed}
        told = [
            f"{words[field]} {value}" + (f" ({words['found']} {printed[field]})" if printed[field] else "")
            for field, value in proposed.items()
        ]
        number = reading.lines[place].text("order_line") or str(place + 1)
        points.append("- " + _one_line(f"{words['line']} {number}: {words['propose']} {', '.join(told)}"))
    intro = words["proposal_intro"].format(paper=_one_line(paper))
    text = "\n\n".join([words["greeting"], intro, "\n".join(points), words["proposal_ask"], words["closing"]]) + "\n"
    return Message(language, _one_line(words["proposal_subject"].format(paper=paper)), text)


def _paper(reading: Reading | None, words: Mapping[str, str], name: str, order_number: str | None) -> str:
    """What the paper is called, with our order."""
    number = reading.fields.text("document_number") if reading else None
    paper = f"{words[reading.kind.value if reading else 'other']} {number or name}".strip()
    ordered = order_number or (reading.fields.text("order_number") if reading else None)
    return f"{paper}, {words['order']} {ordered}" if ordered else paper


def _told(finding: Finding, reading: Reading | None, words: Mapping[str, str]) -> str:
    """The finding in the supplier's language, with the line it is about and the two values."""
    said = words[finding.code]
    line = _line_of(finding, reading)
    compared = [f"{words['expected']} {finding.expected}"] if finding.expected else []
    compared += [f"{words['found']} {finding.found}"] if finding.found else []
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
