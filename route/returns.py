"""Drafts the message with which a paper goes back to its supplier, in the paper's language; pure. The clerk has the last word on it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from domain.cases import LineChoice, LineFate
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading

WORDS = Path(__file__).with_name("returns.yaml")
OTHERWISE = "en"
"""The language where the paper's has no words here."""

_AMOUNTS = frozenset(
    {
        *(FindingCode.PRICE_VARIANCE, FindingCode.QUANTITY_VARIANCE, FindingCode.ARITHMETIC_MISMATCH, FindingCode.OVER_DELIVERY),
        *(FindingCode.WEIGHT_MISMATCH, FindingCode.CHEMISTRY_OUT_OF_LIMITS, FindingCode.MECHANICAL_OUT_OF_LIMITS),
    }
)
"""Findings whose values are amounts; elsewhere a point is part of a name, as in the grade 1.4404 and the certificate 3.1."""

_SYMBOLS = {"yield_mpa": "Re", "tensile_mpa": "Rm", "elongation_pct": "A", "reduction_pct": "Z"}
"""What a property is called in every language."""

_DECIMAL = re.compile(r"(?<![\w.,-])(-?\d+)\.(\d+)(?![\w.,])")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_LISTED = 20
_LONGEST = 200


@dataclass(frozen=True)
class Message:
    """A draft: language, subject, text, and the address that the paper came from, where it is known. It is not sent by anything here."""

    language: str
    subject: str
    text: str
    to: str = ""


def draft_message(reading: Reading | None, findings: Sequence[Finding], *, name: str, order_number: str | None, to: str = "") -> Message:
    """The message about a paper and what was found on it; `name` is the file's, `order_number` the matched order's.

    Only what the paper or the order says is in it: what was expected, and what was found. What the program doubts is our business.
    """
    language = reading.language if reading and reading.language in _words() else OTHERWISE
    words = _words()[language]
    about = _paper(reading, words, name, order_number)
    told = [_told(finding, reading, words) for finding in findings if finding.severity is not Severity.INFO and finding.code in words]
    points = "\n".join(f"- {point}" for point in dict.fromkeys(told[:_LISTED])) or f"- {words['unclear']}"
    text = f"{words['greeting']}\n\n{words['intro'].format(paper=_one_line(about))}\n\n{points}\n\n{words['ask']}\n\n{words['closing']}\n"
    return Message(language, _one_line(words["subject"].format(paper=about)), text, to)


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
        told = [_term(field, value, reading.lines[place].text(field), words) for field, value in proposed.items()]
        number = reading.lines[place].text("order_line") or str(place + 1)
        points.append("- " + _one_line(f"{words['line']} {number}: {words['propose']} {', '.join(told)}"))
    intro = words["proposal_intro"].format(paper=_one_line(paper))
    text = "\n\n".join([words["greeting"], intro, "\n".join(points), words["proposal_ask"], words["closing"]]) + "\n"
    return Message(language, _one_line(words["proposal_subject"].format(paper=paper)), text)


def _term(field: str, value: str, printed: str | None, words: Mapping[str, str]) -> str:
    """What is proposed and what stands on the paper instead, written as that language writes it."""

    def local(text: str) -> str:
        return _DAY.sub(lambda day: _day(day[0], words["date"]), _DECIMAL.sub(rf"\1{words['decimal']}\2", text))

    return f"{words[field]} {local(value)}" + (f" ({words['found']} {local(printed)})" if printed else "")


def _paper(reading: Reading | None, words: Mapping[str, str], name: str, order_number: str | None) -> str:
    """What the paper is called, with our order."""
    number = reading.fields.text("document_number") if reading else None
    paper = f"{words[reading.kind.value if reading else 'other']} {number or name}".strip()
    ordered = order_number or (reading.fields.text("order_number") if reading else None)
    return f"{paper}, {words['order']} {ordered}" if ordered else paper


def _told(finding: Finding, reading: Reading | None, words: Mapping[str, str]) -> str:
    """The finding in the supplier's language, with the line or heat that it is about and the two values."""
    compared = [f"{words['expected']} {_local(finding.expected, finding, words)}"] if finding.expected else []
    compared += [f"{words['found']} {_local(finding.found, finding, words)}"] if finding.found else []
    where = _where(finding.field or "", reading, words)
    values = f" ({', '.join(compared)})" if compared else ""
    return _one_line(f"{where}{': ' if where else ''}{words[finding.code]}{values}")


def _where(field: str, reading: Reading | None, words: Mapping[str, str]) -> str:
    """The line or heat as the supplier printed it, its place on the paper where nothing is printed; empty for the head."""
    found = re.match(r"(lines|heats)\[(\d+)\](?:\.(.*))?", field)
    if found is None:
        return ""
    table, index, inside = found[1], int(found[2]), found[3] or ""
    groups = (reading.lines if table == "lines" else reading.heats) if reading else []
    group = groups[index] if index < len(groups) else None
    if table == "lines":
        number, item = (group.text("order_line"), group.text("buyer_item")) if group else (None, None)
        return f"{words['line']} {number or index + 1}" + (f" ({item})" if item else "")
    name = inside.rpartition(".")[2]
    what = name if inside.startswith("chemistry.") else _SYMBOLS.get(name, "")
    return ", ".join(filter(None, (f"{words['heat']} {(group.text('heat_number') if group else None) or index + 1}", what)))


def day_in(language: str, day: date) -> str:
    """The day as letters in that language write it."""
    return day.strftime(_words()[language if language in _words() else OTHERWISE]["date"])


def amount_in(language: str, amount: Decimal) -> str:
    """The amount with as many decimals as it has, as letters in that language write it."""
    return f"{amount:f}".replace(".", _words()[language if language in _words() else OTHERWISE]["decimal"])


def _local(value: str, finding: Finding, words: Mapping[str, str]) -> str:
    """Amounts and days as they are written in that language; everything else as it is."""
    said = _DAY.sub(lambda day: _day(day[0], words["date"]), value)
    return _DECIMAL.sub(rf"\1{words['decimal']}\2", said) if finding.code in _AMOUNTS else said


def _day(said: str, form: str) -> str:
    try:
        return date.fromisoformat(said).strftime(form)
    except ValueError:
        return said


def _one_line(text: str) -> str:
    """Values come from paper: none of them may begin a line, or a header, of its own."""
    return " ".join(text.split())[:_LONGEST]


@cache
def _words() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded
