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
    """The first product line of a certificate and the order line that it is for."""
    _, line, ordered = next(certified_lines(reading, context))
    return line, ordered


def certified_lines(reading: Reading, context: CheckContext) -> Iterator[tuple[int, Group | None, OrderLine | None]]:
    """Each product line of a certificate with its index and the order line that it is for; one without both where it names no product.

    A certificate for the only line of an order needs not say so.
    """
    only = context.order.lines[0] if context.order and len(context.order.lines) == 1 else None
    for index, line in enumerate(reading.lines):
        yield index, line, context.ordered(index) or (only if len(reading.lines) == 1 else None)
    if not reading.lines:
        yield 0, None, context.ordered(0) or only


def type_is_sufficient(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The certificate is of the required type or a higher one (EN 10204: 2.1 < 2.2 < 3.1 < 3.2); of several lines the strictest counts.

    Example: a 2.2 where the order asks for 3.1. Counter-example: a 3.2 where it asks for 3.1.
    """
    asked = [
        ordered.required_certificate for _, _, ordered in certified_lines(reading, context) if ordered and ordered.required_certificate
    ]
    required = max(asked, key=lambda kind: RANK.get(kind, 0), default=None)
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
    """Each line's grade is the ordered one. `S355J2+N` and `S355 J2 +N` are the same; `S355J2` alone is not.

    Example: S235JR where S355J2+N was ordered. Counter-example: `1.4404 / X2CrNiMo17-12-2` where 1.4404 was ordered.
    """
    for index, line, ordered in certified_lines(reading, context):
        leaf = line.leaf("grade") if line else None
        if leaf and ordered and ordered.grade and not _same_grade(leaf.value, ordered.grade):
            yield Finding(
                code=FindingCode.GRADE_MISMATCH,
                severity=Severity.ERROR,
                field=f"lines[{index}].grade",
                expected=ordered.grade,
                found=leaf.value,
                message=f"The material is {leaf.value}, ordered was {ordered.grade} (line {ordered.order_line}).",
            )


def standard_is_ordered(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The product standard is the ordered one, whatever its edition. With another grade the standard follows, and is not said twice.

    Example: EN 10025-3 where EN 10025-2 was ordered. Counter-example: `DIN EN 10025-2:2019` where EN 10025-2 was ordered.
    """
    for index, line, ordered in certified_lines(reading, context):
        leaf, grade = (line.leaf("standard"), line.text("grade")) if line else (None, None)
        if leaf is None or ordered is None or not ordered.standard:
            continue
        if grade and ordered.grade and not _same_grade(grade, ordered.grade):
            continue
        if not _names(leaf.value, ordered.standard) and not _names(ordered.standard, leaf.value):
            yield Finding(
                code=FindingCode.STANDARD_MISMATCH,
                severity=Severity.ERROR,
                field=f"lines[{index}].standard",
                expected=ordered.standard,
                found=leaf.value,
                message=f"The material is certified to {leaf.value}, ordered was {ordered.standard} (line {ordered.order_line}).",
            )


def ordered_material_is_read(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Grade and standard that the order asks for are read on the certificate: what was not read cannot be told to be right.

    Example: `EN 10217-7` in a place where nobody looked for it, ordered was `EN 10088-2`. Counter-example: an order without a standard.
    """
    for index, line, ordered in certified_lines(reading, context):
        for name, expected in (("grade", ordered.grade), ("standard", ordered.standard)) if ordered else ():
            if expected and (line is None or line.leaf(name) is None):
                yield Finding(
                    code=FindingCode.LOW_CONFIDENCE,
                    severity=Severity.WARNING,
                    field=f"lines[{index}].{name}",
                    expected=expected,
                    message=f"No {name} could be read on the certificate; line {ordered.order_line if ordered else '?'} asks for {expected}.",
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
    """The certificate is for no line that is marked critical for quality.

    Example: the order line of a pressure part is marked. Counter-example: a line that is not marked; its results are held against their limits all the same.
    """
    for index, _, ordered in certified_lines(reading, context):
        if ordered and ordered.quality_critical:
            yield Finding(
                code=FindingCode.QUALITY_CRITICAL,
                severity=Severity.WARNING,
                field=f"lines[{index}]",
                expected=ordered.order_line,
                message=f"Line {ordered.order_line} ({ordered.description}) is marked critical for quality: an inspector looks at every certificate.",
            )


def certified_line_is_known(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """It is clear which lines of the order a certificate is for.

    Example: a product of which no line of the order has the item, the grade or the number. Counter-example: an order of one line, which the paper need not name.
    """
    for index, line, ordered in certified_lines(reading, context):
        if context.order and ordered is None:
            yield Finding(
                code=FindingCode.LINE_UNKNOWN,
                severity=Severity.WARNING,
                field=f"lines[{index}].order_line",
                found=line.text("order_line") if line else None,
                message=f"It is not clear which line of order {context.order.order_number} the certificate is for.",
            )
