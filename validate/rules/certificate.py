"""Rules for certificates: type, grade, standard, and what is critical for quality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.doctype import CheckContext
from domain.findings import Finding, FindingCode, Severity
from domain.orders import OrderLine
from domain.paper import Group, Reading

RANK = {"2.1": 1, "2.2": 2, "3.1": 3, "3.2": 4}


def certified(reading: Reading, context: CheckContext) -> tuple[Group | None, OrderLine | None]:
    """The product line of a certificate and the order line that it is for."""
    line = reading.lines[0] if reading.lines else None
    ordered = context.ordered(0)
    if ordered is None and context.order and len(context.order.lines) == 1:
        ordered = context.order.lines[0]
    return line, ordered


def certified_lines(reading: Reading, context: CheckContext) -> Iterator[tuple[int, Group, OrderLine]]:
    """Every line of a certificate that is for a line of the order, with its place; one certificate may be for several."""
    for index, line in enumerate(reading.lines):
        ordered = certified(reading, context)[1] if index == 0 else context.ordered(index)
        if ordered:
            yield index, line, ordered


def type_is_sufficient(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The certificate is of the required type or a higher one (EN 10204: 2.1 < 2.2 < 3.1 < 3.2)."""
    _, ordered = certified(reading, context)
    asked = [line.required_certificate for line in (ordered, *(line for _, _, line in certified_lines(reading, context))) if line]
    required = max((each for each in asked if each), key=lambda each: RANK.get(each, 0), default=None)
    found = reading.fields.text("certificate_type")
    if required and found and RANK.get(found, 0) < RANK.get(required, 0):
        yield Finding(
            code=FindingCode.CERTIFICATE_TYPE_INSUFFICIENT,
            severity=Severity.ERROR,
            field="certificate_type",
            expected=required,
            found=found,
            message=f"The certificate is of type {found}, the order asks for {required}.",
        )


def grade_is_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The grade is the ordered one. `S355J2+N` and `S355 J2 +N` are the same; `S355J2` alone is not."""
    for index, line, ordered in certified_lines(reading, context):
        leaf = line.leaf("grade")
        if leaf and ordered.grade and not _same_grade(leaf.value, ordered.grade):
            yield Finding(
                code=FindingCode.GRADE_MISMATCH,
                severity=Severity.ERROR,
                field=f"lines[{index}].grade",
                expected=ordered.grade,
                found=leaf.value,
                message=f"The material is {leaf.value}, ordered was {ordered.grade} (line {ordered.order_line}).",
            )


def standard_is_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The product standard is the ordered one, whatever its edition. With another grade the standard follows, and is not said twice."""
    for index, line, ordered in certified_lines(reading, context):
        leaf, grade = line.leaf("standard"), line.text("grade")
        if leaf is None or not ordered.standard or (grade and ordered.grade and not _same_grade(grade, ordered.grade)):
            continue
        if not _names(leaf.value, ordered.standard) and not _names(ordered.standard, leaf.value):
            yield Finding(
                code=FindingCode.STANDARD_MISMATCH,
                severity=Severity.ERROR,
                field=f"lines[{index}].standard",
                expected=ordered.standard,
                found=leaf.value,
                message=f"The material is certified to {leaf.value}, ordered was {ordered.standard}.",
            )


def _same_grade(found: str, expected: str) -> bool:
    """`1.4404 / X2CrNiMo17-12-2` names the grade twice: one name that fits is enough."""
    wanted = _grade(expected)
    return wanted == _grade(found) or any(
        _grade(part) == wanted for part in re.split(r"\s*[/,;()]\s*|\s{2,}|\s(?=1\.\d{4})|(?<=1\.\d{4})\s", found) if part
    )


def _grade(text: str) -> str:
    return re.sub(r"[^A-Z0-9+]", "", text.upper())


def _names(text: str, standard: str) -> bool:
    """Whether a text names a standard, or a part of it: `ASTM A36/A36M` does name `ASTM A36`, `ISO 683-17` does not name `ISO 683-1`."""
    return re.search(re.escape(_standard(standard)) + r"(?!\d)", _standard(text)) is not None


def _standard(text: str) -> str:
    """`DIN EN 10025-2:2019` is `EN10025-2`: without the national mark and the edition (`ASTM A36-19` is `ASTMA36`)."""
    plain = re.sub(r"[:(]\s?\d{4}.*|\s(19|20)\d\d(-\d\d)?$", "", text.upper().strip())
    if plain.startswith(("ASTM", "ASME")):
        plain = re.sub(r"-(\d{2}|\d{4})[A-Z]?$", "", plain)
    plain = re.sub(r"(?<=[A-Z])-|[^\w/-]|_", "", plain)
    return re.sub(r"^(DIN|BS|NF|UNI|UNE|NEN|PN)(?=EN)", "", plain)


def is_not_critical(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The certificate is for no line that is marked critical for quality."""
    _, first = certified(reading, context)
    others = [(index, ordered) for index, _, ordered in certified_lines(reading, context) if index]
    for index, ordered in [*([(0, first)] if first else []), *others]:
        if not ordered.quality_critical:
            continue
        yield Finding(
            code=FindingCode.QUALITY_CRITICAL,
            severity=Severity.WARNING,
            field=f"lines[{index}]",
            expected=ordered.order_line,
            message=f"Line {ordered.order_line} ({ordered.description}) is marked critical for quality: an inspector looks at every certificate.",
        )


def certified_line_is_known(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """It is clear which line of the order a certificate is for, and each of its lines where it has several."""
    if context.order is None:
        return
    known = {index for index, _, _ in certified_lines(reading, context)}
    if not reading.lines and certified(reading, context)[1]:
        known.add(0)
    for index in range(max(1, len(reading.lines))):
        if index in known:
            continue
        yield Finding(
            code=FindingCode.LINE_UNKNOWN,
            severity=Severity.WARNING,
            field=f"lines[{index}].order_line",
            found=reading.lines[index].text("order_line") if reading.lines else None,
            message=f"It is not clear which line of order {context.order.order_number} the certificate is for.",
        )
