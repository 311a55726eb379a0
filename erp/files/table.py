"""Reads a table from CSV, XLSX or JSON as rows of text: all of the file, or none with a sentence that says why."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import UsageError

if TYPE_CHECKING:
    from openpyxl import Workbook

LARGEST_FILE = 256 * 1024 * 1024
LARGEST_UNPACKED = 1024 * 1024 * 1024

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The rows of a file by the names of its columns (empty cells are left out), and those names."""

    columns: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Form:
    """How a file is written: of CSV the delimiter and the encoding, of XLSX the sheet (the first where it is empty)."""

    delimiter: str = ","
    encoding: str = "utf-8-sig"
    sheet: str = ""


def read_table(path: Path, form: Form) -> Table:
    """The table that the file holds.

    Raises:
        UsageError: it is none of these files, not whole, or its rows and head do not fit together.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UsageError(f"{path.name} is larger than {LARGEST_FILE // 2**20} MB: export only the orders that are open.")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The orders {path} cannot be read: {error.strerror}.") from error
    match path.suffix.lower():
        case ".csv" | ".txt":
            cells = _csv(content, path.name, form)
        case ".xlsx":
            cells = _xlsx(content, path.name, form)
        case ".json":
            return _json(content, path.name)
        case suffix:
            raise UsageError(f"Orders are read from .csv, .xlsx or .json, not from “{suffix}” ({path.name}).")
    lines = iter(cells)
    head = _head(lines, path.name)
    return Table([title for title in head if title], list(_rows(head, lines, path.name)))


def _head(lines: Iterator[Sequence[str]], name: str) -> list[str]:
    head = [title.strip() for title in next(lines, ())]
    while head and not head[-1]:
        head.pop()
    if not head:
        raise UsageError(f"{name} is empty: its first line must name the columns.")
    twice = next((title for title in head if title and head.count(title) > 1), None)
    if twice is not None:
        raise UsageError(f"{name} has two columns “{twice}”: name them differently.")
    return head


def _rows(head: Sequence[str], lines: Iterator[Sequence[str]], name: str) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        if any(cell.strip() for cell in line[len(head) :]):
            raise UsageError(f"{name}, line {number}, has more cells than the head has columns.")
        yield {title: cell.strip() for title, cell in zip(head, line, strict=False) if title and cell.strip()}


def _csv(content: bytes, name: str, form: Form) -> Iterator[Sequence[str]]:
    try:
        text = content.decode(form.encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UsageError(f"{name} is not written in {form.encoding}: set the option encoding, for instance to cp1252.") from error
    if text and not text.endswith(("\n", "\r")):
        # Half a number is a number, too.
        raise UsageError(f"{name} ends in the middle of a line: it is not whole, or its export must end with a line break.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter, strict=True)
    width = 0
    try:
        for line in reader:
            width = width or len(line)
            if line and len(line) != width:
                raise UsageError(
                    f"{name}, line {reader.line_num}, has {len(line)} cells and the head {width}: is “{form.delimiter}” the delimiter?"
                )
            yield line
    except csv.Error as error:
        raise UsageError(f"{name}, line {reader.line_num}, is no CSV: {error}.") from error


def _xlsx(content: bytes, name: str, form: Form) -> Iterator[Sequence[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and needed by few

    if _unpacked(content, name) > LARGEST_UNPACKED:
        raise UsageError(f"{name} unpacks to more than {LARGEST_UNPACKED // 2**20} MB: export only the orders that are open.")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        lines = {
            title: [[_cell(value) for value in line] for line in book[title].iter_rows(values_only=True)] for title in _sheets(book, form)
        }
    except Exception as error:  # a broken workbook fails in openpyxl in many ways
        raise UsageError(f"{name} is no whole Excel workbook (.xlsx): {type(error).__name__}.") from error
    if not lines:
        raise UsageError(f"{name} has no sheet “{form.sheet}”: it has {', '.join(book.sheetnames)}.")
    yield from next(iter(lines.values()))


def _sheets(book: Workbook, form: Form) -> list[str]:
    """The sheet that is meant; none where there is none of that name."""
    named: list[str] = [sheet.title for sheet in book.worksheets]
    return [title for title in named if title == form.sheet] if form.sheet else named[:1]


def _unpacked(content: bytes, name: str) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UsageError(f"{name} is no whole Excel workbook (.xlsx): save it anew.") from error


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case float() if value.is_integer():
            return str(int(value))
    return str(value)


def _json(content: bytes, name: str) -> Table:
    try:
        rows = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} cannot be read as JSON: {error}.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{name} must hold a JSON list of objects, one an order line.")
    columns = {str(title) for row in rows for title in row}
    return Table(
        sorted(columns), [{str(title): str(cell).strip() for title, cell in row.items() if cell not in (None, "")} for row in rows]
    )
