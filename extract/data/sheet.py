"""A message of data as a sheet of text with one piece a row, and the leaves that are read from its rows.

A message has no page. For the desk one is drawn from its rows (`extract.page.plain`), and a leaf's box is where its value stands in that drawing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from domain.paper import Box, Group, Kind, Leaf, Node, Page, Reading
from extract.page.plain import CELL, HEIGHT, LEADING, MARGIN, WIDTH, WRAPPED

ROWS = int((HEIGHT - 2 * MARGIN) // LEADING)
MOST_NOTES = 40
"""A message of which so much cannot be placed is read by a person anyway."""
_DECIMAL = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,10})?|\.\d{1,10})")
_WEEK_ENDS = 5
"""A promised week is read as its Friday."""


@dataclass
class Sheet:
    """The rows of a message, and what of it could not be placed. A note keeps the document from being posted unseen."""

    rows: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def row(self, text: str) -> int:
        """Writes a row and says its number; what is too long for the sheet is cut there, and only there."""
        plain = "".join(char if char.isprintable() else " " for char in text)
        self.rows.append(plain if len(plain) <= WRAPPED else plain[: WRAPPED - 1] + "…")
        return len(self.rows) - 1

    def note(self, said: str) -> None:
        """Says once what could not be placed."""
        if said not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(said)

    def leaf(self, value: str, text: str, row: int) -> Leaf:
        """A value as it stands in that row; nothing of it is a guess, so its confidence is 1."""
        page, box = self._box(text, row)
        return Leaf(value=value, text=text, confidence=1.0, page=page, box=box, source="embedded")

    def words(self, text: str | None, row: int) -> Leaf | None:
        """A text as it is, without the blanks around it; None where there is none."""
        plain = " ".join(text.split()) if text else ""
        return self.leaf(plain, text or "", row) if plain else None

    def decimal(self, text: str | None, row: int, what: str, *, comma: bool = False) -> Leaf | None:
        """A number; one that is none is noted."""
        if not text or not text.strip():
            return None
        value = number_of(text, comma=comma)
        if value is None:
            self.note(f"{what} “{short(text)}” is no number")
            return None
        return self.leaf(value, text, row)

    def date(self, text: str | None, row: int, what: str, form: str = "") -> Leaf | None:
        """A date; one that is none is noted. `form` is an EDIFACT code (102, 203 …); without it `YYYY-MM-DD`, `YYYYMMDD` or `YYMMDD`."""
        if not text or not text.strip():
            return None
        value = date_of(text.strip(), form)
        if value is None:
            self.note(f"{what} “{short(text)}” is no date that can be read")
            return None
        return self.leaf(value.isoformat(), text, row)

    def reading(self, kind: Kind, said: Said, language: str = "") -> Reading:
        """The reading of the message."""
        return Reading(
            kind=kind,
            kind_confidence=1.0,
            language=language,
            pages=self.pages(),
            names=said.names,
            fields=Group(dict(said.fields)),
            lines=[Group(line) for line in said.lines],
            heats=[Group(heat) for heat in said.heats],
            packages=[Group(package) for package in said.packages],
            notes=self.notes,
        )

    def pages(self) -> list[Page]:
        """The pages that the rows are drawn on."""
        return [Page(width=WIDTH, height=HEIGHT) for _ in range(max(1, -(-len(self.rows) // ROWS)))]

    def _box(self, text: str, row: int) -> tuple[int, Box]:
        shown = self.rows[row] if row < len(self.rows) else ""
        start = shown.find(text) if text else -1
        start, end = (start, start + len(text)) if start >= 0 else (len(shown) - len(shown.lstrip()), len(shown))
        top = MARGIN + (row % ROWS) * LEADING
        return row // ROWS + 1, (round(MARGIN + CELL * start, 1), top, round(MARGIN + CELL * max(end, start + 1), 1), top + 0.75 * LEADING)


@dataclass
class Said:
    """What was read so far, under the names of a reading."""

    fields: dict[str, Node] = field(default_factory=dict)
    lines: list[dict[str, Node]] = field(default_factory=list)
    heats: list[dict[str, Node]] = field(default_factory=list)
    packages: list[dict[str, Node]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def put(group: dict[str, Node], name: str, leaf: Leaf | None) -> bool:
    """Puts a leaf under its name; whether it was the first there. What is said first stays."""
    if leaf is None or name in group:
        return False
    group[name] = leaf
    return True


def number_of(text: str, *, comma: bool = False) -> str | None:
    """A number with a point and no grouping, its noughts as written; None for what is none."""
    plain = text.strip().replace(",", ".") if comma else text.strip()
    if not plain.isascii() or not _DECIMAL.fullmatch(plain):
        return None
    try:
        value = Decimal(plain.rstrip(".") if plain.endswith(".") else plain)
    except InvalidOperation:
        return None
    return format(value, "f")


def date_of(text: str, form: str = "") -> date | None:  # noqa: PLR0911 - a case for each form
    """A date in one of the forms that messages have; None for what is none."""
    digits = re.sub(r"\D", "", text)
    try:
        match form:
            case "" if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[TZ+-].*)?", text):
                return date.fromisoformat(text[:10])
            case "" if re.fullmatch(r"\d{8}|\d{6}", text):
                return _of_digits(text)
            case "101" if re.fullmatch(r"\d{6}", text):
                return _of_digits(text)
            case "102" | "203" | "204" | "304" | "303" if len(digits) >= 8:
                return _of_digits(digits[:8])
            case "2" if re.fullmatch(r"\d{6}", text):
                return _of_digits(text[4:] + text[2:4] + text[:2])
            case "616" if re.fullmatch(r"\d{6}", text):
                return date.fromisocalendar(int(text[:4]), int(text[4:]), _WEEK_ENDS)
            case _:
                return None
    except ValueError:
        return None


def _of_digits(digits: str) -> date:
    """Two figures of a year are of this century up to 69."""
    if len(digits) == 6:
        digits = ("20" if digits[:2] < "70" else "19") + digits
    found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if not date(1970, 1, 1) <= found < date(2100, 1, 1) + timedelta(0):
        raise ValueError(digits)
    return found


def short(text: str, most: int = 60) -> str:
    """A text for a sentence."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
