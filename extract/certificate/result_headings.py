"""What the headings of columns of results mean beyond their names: weights per metre, ratios, limits, temperatures, single values."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.certificate.hot_tests import is_hot
from extract.label.result_words import PROPERTIES, names_directions, role_of
from extract.page.grid import Heading

_DEGREES = re.compile(r"(?:at|bei|à|a|przy|bij|@)?\W*°\s?C\W*", re.IGNORECASE)
_TEMPERATURE = re.compile(r"\W*(?:T|(?:\w+[ -]?)?temp\w*\.?)?\W*°\s?C\W*", re.IGNORECASE)
_LOAD = re.compile(r"\W*(?:load|force|kraft|last|k?N)\b(?!\s?/)", re.IGNORECASE)
_LENGTH = re.compile(r"\bmm[²2]?\W*$")
_JOULES = re.compile(r"\W*(J|Joules?)\W*")
_IN_JOULES = re.compile(r"(?<![^\W\d_])J(?![^\W\d_])")
"""The unit of an energy, be it run together with the temperature behind it: `KV J20°C`."""
_DISTANCE = re.compile(r"J\s?(\d[.,]\d|[789]|[1-5]\d)")
_SYMBOL = re.compile(r"R\s?(?:e[HL]?|m|[pt]\s?\d[.,]?\d?)|A\d{0,3}")
TOUCHING = 4.0
"""Words of one heading stand no more points apart."""


def _joined(columns: list[Heading]) -> list[Heading]:
    """Headings of which two words were taken for two columns made one: `CVN at °C` heads a temperature, `J average` and `Average KV2 [J]` a mean."""
    kept = list(columns)
    for first in columns:
        for second in columns:
            name = _name_of_both(first, second)
            if name and _touch(first, second):
                title = f"{first.title} {second.title}"
                place = kept.index(first) if first in kept else kept.index(second)
                kept = [column for column in kept if column not in (first, second)]
                kept.insert(place, Heading(name, first.x0, second.x1, title, (*first.tokens, *second.tokens)))
    return kept


def _name_of_both(first: Heading, second: Heading) -> str | None:
    """What two headings of an impact test name that are one."""
    energy = first.name == "energy_j" or (first.name is None and _JOULES.fullmatch(first.title) is not None)
    if energy and second.name is None and _DEGREES.fullmatch(second.title):
        return "temperature_c"
    if first.name == "temperature_c" and second.name is None and re.search(r"°\s?C\W*$", second.title):
        return "temperature_c"  # `Temp.` before `ensayo °C`
    if first.name == second.name and first.name in PROPERTIES and _are_symbol_and_word(first, second):
        return first.name
    mean = (energy and second.name == "mean_j") or (first.name == "mean_j" and second.name == "energy_j")
    return "mean_j" if mean else None


def _are_symbol_and_word(first: Heading, second: Heading) -> bool:
    """Whether the first of two headings is a symbol that the other is the name of, perhaps with its unit: `Rp0.2` before `YIELD MPa`."""
    return len(first.tokens) == 1 and _SYMBOL.fullmatch(first.title) is not None and re.match(r"[^\W\d_]{4}", second.title) is not None


def _touch(first: Heading, second: Heading) -> bool:
    """Whether a line of a heading goes on in another one."""
    if not (first.tokens and second.tokens):
        return False
    begin = second.tokens[0]
    level = [token for token in first.tokens if abs(token.word.box[1] - begin.word.box[1]) < TOUCHING]
    return any(0 <= begin.x0 - token.x1 < TOUCHING for token in level)


def _without_corner(columns: list[Heading]) -> list[Heading]:
    """The columns without the name of the word in a table's corner, `TENSILE  Yield MPa  Tensile MPa`: it says what the rows are, not what stands below it."""
    first = min(columns, key=lambda column: column.x0, default=None)
    if first is None or first.name not in PROPERTIES or len(first.tokens) > 1 or not re.fullmatch(r"[^\W\d_]{4,}", first.title):
        return columns
    again = any(other is not first and other.name == first.name and _has_a_unit(other.title) for other in columns)
    return [replace(column, name=None) if column is first and again else column for column in columns]


def _has_a_unit(title: str) -> bool:
    """Whether a heading has the unit of a strength or of an elongation."""
    return re.search(r"MPa|N/mm|\bk[sp]i\b|\bpsi\b|%", title, re.IGNORECASE) is not None


def is_of_a_limit(column: Heading) -> bool:
    """Whether a heading begins with what is asked for: `Required J`, `Wymagane`, `min. J`."""
    return bool(column.tokens) and role_of(column.tokens[0].text) == "limit"


def _without_quantities_of_lines(columns: list[Heading]) -> list[Heading]:
    """Of two quantities, one before the heats' column and one behind it, the first is the line's: `Item  Qty  Heat  Lot  Qty`."""
    heats = [column.x0 for column in columns if column.name == "heat_number"]
    if not heats or not any(column.name == "quantity" and column.x0 > max(heats) for column in columns):
        return columns
    return [replace(column, name=None) if column.name == "quantity" and column.x1 < min(heats) else column for column in columns]


def _is_in_another_unit(column: Heading) -> bool:
    """Whether a heading's unit says that it is not what its words are: `W` in mm is a test piece's width, `Härten °C` no hardness (`Härte`)."""
    if (column.name or "").startswith("element:"):
        return _LENGTH.search(column.title) is not None
    if column.name in ("yield_mpa", "tensile_mpa"):
        return re.search(r"\bk?N\b(?!\s?/)|\bload\b|\bforce\b", column.title) is not None  # `Yield load kN`
    return column.name == "hardness" and re.search(r"[°º]\s?C", column.title) is not None


def _is_of_a_load(column: Heading, columns: list[Heading]) -> bool:
    """Whether a heading goes on in a word that makes a load of it, in kN and of no area: `Yield` before `load kN`."""
    behind = [other for other in columns if other.name is None and _LOAD.match(other.title) and _touch(column, other)]
    return column.name in ("yield_mpa", "tensile_mpa") and bool(behind)


def told_apart(columns: list[Heading]) -> list[Heading]:
    """Columns whose heading means another thing: weights per metre are no quantities, ratios no strengths, limits no results."""
    columns = _without_corner(_joined(_without_quantities_of_lines(columns)))
    kept: list[Heading] = []
    known = {column.name for column in columns}
    if any(_DISTANCE.fullmatch(column.title) for column in columns):  # `J1.5  J3  J5  J9`: a Jominy test's, in mm
        columns = [replace(column, name=None) if re.fullmatch(r"J\s?\d.*", column.title) else column for column in columns]
    singles = "mean_j" in known and "energy_j" not in known
    for column in columns:
        if (column.name or "").startswith("element:") and any(other.name == column.name for other in kept):
            kept.append(replace(column, name=None))  # an element that is told twice, in % and in ppm, counts once
            continue
        if _is_in_another_unit(column) or _is_of_a_load(column, columns):
            kept.append(replace(column, name=None))
            continue
        title = column.title.lower()
        per_length = column.name == "quantity" and re.search(r"\bper\b|\w{1,3}\s?/\s?m([²2]|\b)|theor", title)
        limits = column.name and any(role_of(token.text) == "limit" for token in column.tokens[1:])
        name = None if per_length or limits or is_hot(column) else column.name
        if name is None and is_of_a_limit(column):
            kept.append(replace(column, name=None))  # `Required, J` beside the mean
            continue
        if name == "energy_j" and re.search(r"°\s?C", column.title) and not _IN_JOULES.search(column.title):
            name = "temperature_c"
        if name is None and _TEMPERATURE.fullmatch(column.title):
            name = "temperature_c"
        elif name is None and re.fullmatch(
            r"\W*[1-6]?\W*(J|Joule)\W*[1-6]?\W*" if not singles else r".*(J|Joule|\b[1-6])\W*", column.title
        ):
            name = "energy_j"
        elif name is None and names_directions(column.title):
            name = "direction"
        kept.append(replace(column, name=name))
    return kept
