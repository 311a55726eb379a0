"""Tables of properties on certificates of analysis: characteristic, method, unit, what was specified, what was found; to be shown, not checked.

The contract has no place for them, and which property is which is the buyer's affair: they are shown as they are printed, beside the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from domain.paper import Property
from extract.page.layout import Layout, Line, Phrase, Token
from extract.page.words import union
from extract.text.folding import folded

MOST_ROWS = 200
MOST_WORDS = 6
"""A heading has no more, in two languages."""
_FURTHEST = 3.2
"""So many heights of print below the last row a table has ended."""
_RIGHT_BELOW = 0.6
"""What goes on below a row stands no further from it."""
_ROLES: dict[str, str] = {
    "method": r"method\w*|methode\w*|metod[oay]\w*|prufnorm\w*|prufmethode\w*|prufverfahren|verfahren|norm(?:e|a)?",
    "unit": r"unit[sé]?|einheit(?:en)?|unite|unita|unidad(?:es)?|eenheid|jednostk[ai]|uom",
    "least": r"min(?:\.|imum|imo|imale?|i)?|minim\w*|lower",
    "most": r"max(?:\.|imum|imo|imale?|i)?|maks\w*|massim\w*|upper",
    "spec": r"spec(?:\.|s|ification\w*)?|spezifikation\w*|soll\w*|grenzwert\w*|limits?|limit[ei]s?|vorgabe\w*|anforderung\w*|requirements?|tolerance|"
    r"especificacion\w*|specifica|specificatie\w*|specyfikacj\w*|range",
    "result": r"results?|ergebnis\w*|istwert\w*|ist|messwert\w*|resultats?|risultat[oi]|resultado\w*|resultaat|resultaten|wynik\w*|values?|werte?|valeur\w*|"
    r"valor[ei]?s?|waarde|wartosc\w*|found|actual|analysis|analyse",
    "name": r"propert(?:y|ies)|characteristics?|parameters?|tests?|determination|item|eigenschaft(?:en)?|merkmal\w*|kennwert\w*|kenngrosse\w*|prufung\w*|"
    r"prufmerkmal\w*|propriete\w*|caracteristi\w*|essais?|proprieta|prov[ae]|propiedad\w*|ensayo\w*|parametr\w*|eigenschap\w*|kenmerk\w*|wlasciwosc\w*|analyte",
}  # fmt: skip
_PATTERNS = {role: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for role, words in _ROLES.items()}


@dataclass
class _Column:
    """A column of a table: its heading's span, and what it holds; a heading of no role is a column of its own (`""`)."""

    role: str
    x0: float
    x1: float


@dataclass
class _Row:
    """The words of a row by the role of their column."""

    page: int
    words: dict[str, list[Token]] = field(default_factory=dict)

    def text(self, role: str) -> str:
        return " ".join(token.text for token in self.words.get(role, ()))


def properties_of(layout: Layout) -> list[Property]:
    """The rows of all tables whose head names a characteristic, a result, and a method, unit or limit, in the order of the paper."""
    found: list[Property] = []
    for index, line in enumerate(layout.lines):
        columns = _head(line)
        if columns:
            found += [_property(row) for row in _rows(layout.lines[index + 1 :], line, columns) if row.text("name") and row.text("result")]
    return found[:MOST_ROWS]


def _head(line: Line) -> list[_Column]:
    """The columns of a line that is a head; none where it is not one, or names one thing twice."""
    headings = [heading for phrase in line.phrases for heading in _headings(phrase, line.size)]
    columns = [_Column(_role(heading), heading.box[0], heading.box[2]) for heading in headings]
    roles = [column.role for column in columns if column.role]
    named = {"name", "result"} <= set(roles) and bool({"method", "unit", "spec", "least", "most"} & set(roles))
    return columns if named and len(set(roles)) == len(roles) else []


def _headings(phrase: Phrase, size: float) -> Iterator[Phrase]:
    """The headings that stand so near each other that they look like one: apart by more than a blank, or a minimum beside a maximum."""
    part: list[Token] = []
    for token in phrase.tokens:
        role, before = _role(Phrase((token,))), _role(Phrase(tuple(part))) if part else ""
        if part and role and role != before and (token.x0 - part[-1].x1 > size or {role, before} == {"least", "most"}):
            yield Phrase(tuple(part))
            part = []
        part.append(token)
    yield Phrase(tuple(part))


def _role(phrase: Phrase) -> str:
    """What a heading means: the first of the roles, which stand in the order in which one outweighs another (`Test method`, `Max. value`)."""
    text = folded(phrase.text)
    return next((role for role, pattern in _PATTERNS.items() if pattern.search(text)), "") if len(phrase.tokens) <= MOST_WORDS else ""


def _rows(lines: Sequence[Line], head: Line, columns: Sequence[_Column]) -> Iterator[_Row]:
    """The rows below a head; what has neither a result nor a place right below a row ends the table."""
    last, rows = head, list[_Row]()
    for line in lines:
        if line.page != head.page or line.box[1] - last.box[3] > _FURTHEST * max(line.size, last.size) or _head(line):
            break
        words: dict[str, list[Token]] = {}
        for token in line.tokens:
            words.setdefault(_column_of(token, columns).role, []).append(token)
        if {"result", "name"} <= words.keys():
            rows.append(_Row(head.page, words))
        elif rows and ("result" in words or line.box[1] - last.box[3] > _RIGHT_BELOW * min(line.size, last.size)):
            break
        elif rows:  # a name, a method or a condition that goes on below
            for role, tokens in words.items():
                rows[-1].words.setdefault(role, []).extend(tokens)
        last = line
    return iter(rows)


def _column_of(token: Token, columns: Sequence[_Column]) -> _Column:
    """The column whose heading stands above the word, or the nearest one that begins left of its middle."""
    middle = (token.x0 + token.x1) / 2
    above = [column for column in columns if min(token.x1, column.x1) - max(token.x0, column.x0) > 0]
    if above:
        return max(above, key=lambda column: min(token.x1, column.x1) - max(token.x0, column.x0))
    left = [column for column in columns if column.x0 <= middle]
    before = left[-1] if left else columns[0]
    after = next((column for column in columns if column.x0 > middle), None)
    # Figures that stand right in their column begin left of its heading.
    return after if after and after.x0 - token.x1 < min(token.x0 - before.x1, 12) and token.text[:1].isdigit() else before


def _bound(text: str) -> str:
    """A bound without the words of a column whose heading runs into its own; one that is no number is left as it is."""
    figures = re.match(r"[<>≤≥±]?\s*\d\S*", text)
    return figures[0] if figures else text


def _property(row: _Row) -> Property:
    least, most = _bound(row.text("least")), _bound(row.text("most"))
    limits = f"{least} – {most}" if least and most else f"≥ {least}" if least else f"≤ {most}" if most else ""
    tokens = [token for words in row.words.values() for token in words]
    return Property(
        name=row.text("name"),
        method=row.text("method"),
        unit=row.text("unit"),
        limits=row.text("spec") or limits,
        result=row.text("result"),
        page=row.page,
        box=union([token.word.box for token in tokens]),
    )
