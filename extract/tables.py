"""Tables, ruled or not: a head is a line of known headings; below it words are given to columns by place and by shape."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.labels import Vocabulary, squeezed
from extract.layout import Line, Token

FEWEST_HEADINGS = 3
HEAD_GAP = 1.9
"""A heading continues on the next line if that is at most this many print sizes below."""

NUMERIC = frozenset({"quantity", "unit_price"})
NUMBER_ROOM = 34.0
"""How many points a number may begin left of its heading."""
PASSING = frozenset({"carried", "footer"})
"""What may stand between two entries of one table, at the turn of a page."""
WRAPS = frozenset({"delivery_date", "lots", "supplier_item", "buyer_item"})
"""Columns whose cells may go on in the line below; descriptions are put together by the reader of lines."""
SINGLE = frozenset({"quantity", "unit_price", "net_amount", "order_line"})
"""Columns whose cells hold one number; a second word in them (a unit, a currency) is possible and not likely."""

_SSCC = re.compile(r"(?<!\d)\d{18}(?!\d)")

Fits = Callable[[str], float]
"""How badly a word fits a column: 0 well, 1 doubtful, more not at all."""


@dataclass(frozen=True)
class Column:
    """A column by its heading: the value it holds (None for a heading that is not known) and the width of the heading."""

    name: str | None
    x0: float
    x1: float
    title: str
    level: int = 0
    """1 where it is the heading of the second row of each entry, printed below another heading."""


@dataclass
class Row:
    """One entry of a table: the words of each column, and the lines below that belong to it."""

    line: int
    cells: dict[str, list[Token]] = field(default_factory=dict)
    below: list[int] = field(default_factory=list)
    wrapped: set[Token] = field(default_factory=set)
    """The words of lines below that were added to cells."""


@dataclass(frozen=True)
class Table:
    """A head and its entries; `lines` are the indices of all lines that belong to it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lines: frozenset[int]
    head: int


class TableReader:
    """Reads the tables whose headings are in a vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, fits: Mapping[str, Fits], anchors: Sequence[str], ends: Vocabulary, totals: Vocabulary
    ) -> None:
        """`fits` says what each column holds, `anchors` which columns begin an entry, `ends` what stands below the last one.

        `totals` are labels that may head columns as well: they end a table only where nothing but an amount stands behind them.
        """
        self._vocabulary = vocabulary
        self._fits = fits
        self._anchors = tuple(anchors)
        self._ends = ends
        self._totals = totals

    def tables(self, lines: Sequence[Line], *, fuzzy: bool) -> list[Table]:
        """Every table, in reading order; one that goes on over pages is one table."""
        heads = self._heads(lines, fuzzy=fuzzy)
        tables: list[Table] = []
        position = 0
        while position < len(heads):
            columns = heads[position][2]
            again = position + 1
            while (
                again < len(heads)
                and _same_names(heads[again][2], columns)
                and lines[heads[again][0]].page > lines[heads[again - 1][0]].page
            ):
                again += 1
            parts = [*heads[position:again]]
            end = heads[again][0] if again < len(heads) else len(lines)
            tables.append(self._read(lines, parts, end, fuzzy=fuzzy))
            position = again
        return tables

    def _heads(self, lines: Sequence[Line], *, fuzzy: bool) -> list[tuple[int, int, tuple[Column, ...]]]:
        """First line, line after, and columns of each head."""
        found: list[tuple[int, int, tuple[Column, ...]]] = []
        index = 0
        while index < len(lines):
            if not self._is_head(lines, index, fuzzy=fuzzy):
                index += 1
                continue
            first, after = index, index + 1
            if index and self._belongs_to_head(lines[index - 1], lines[index]) and (not found or found[-1][1] < index):
                first = index - 1
            while after < len(lines) and after < index + 3 and self._belongs_to_head(lines[after], lines[after - 1], below=lines[index]):
                after += 1
            columns = self._columns(lines[first:after], fuzzy=fuzzy)
            found.append((first, after, columns))
            index = after
        return found

    def _is_head(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> bool:
        line = lines[index]
        hits = self._vocabulary.hits(lines, index, fuzzy=fuzzy)
        names = {hit.name for hit in hits}
        if len(names) < FEWEST_HEADINGS or not names & set(self._anchors):
            return False
        printed = sum(len(squeezed(token.text)) for token in line.tokens)
        known = sum(len(squeezed(piece.title)) for piece in self._pieces([line], 0, fuzzy=fuzzy) if piece.name)
        values = sum(bool(re.search(r"\d{2}", token.text)) for token in line.tokens)
        colons = sum(token.text.endswith(":") for token in line.tokens)
        return known >= 0.5 * printed and values <= len(line.tokens) // 5 and colons <= 1

    @staticmethod
    def _belongs_to_head(line: Line, neighbour: Line, *, below: Line | None = None) -> bool:
        """Whether a line is a further line of the head: close by, without values, inside its width."""
        head = below or neighbour
        if line.page != neighbour.page or abs(line.box[1] - neighbour.box[1]) > HEAD_GAP * max(line.size, neighbour.size):
            return False
        if any(re.search(r"\d", token.text) for token in line.tokens) or len(line.tokens) > 14:
            return False
        inside = line.box[0] >= head.box[0] - line.size and line.box[2] <= head.box[2] + 4 * line.size
        stacked = all(any(p.box[0] < q.box[2] + 1 and q.box[0] < p.box[2] + 1 for q in head.phrases) for p in line.phrases)
        return inside and stacked and not line.text.rstrip().endswith(":")

    def _columns(self, band: Sequence[Line], *, fuzzy: bool) -> tuple[Column, ...]:
        """The columns that the lines of a head name: stacked words are one heading if together they are a known one."""
        pieces = [piece for level in range(len(band)) for piece in self._pieces(band, level, fuzzy=fuzzy)]
        pieces.sort(key=lambda piece: (piece.level, piece.x0))
        columns: list[Column] = []
        for piece in pieces:
            over = next((i for i, column in enumerate(columns) if _overlap(column, piece) > 0.3 and column.level < piece.level), None)
            if over is None:
                columns.append(piece)
                continue
            upper = columns[over]
            title = f"{upper.title} {piece.title}"
            name = self._vocabulary.name(title, fuzzy=fuzzy)
            if name or upper.name is None or piece.name is None or piece.name == upper.name:
                columns[over] = Column(
                    name or upper.name or piece.name, min(upper.x0, piece.x0), max(upper.x1, piece.x1), title, piece.level
                )
            else:
                columns.append(piece)
        return _with_levels(self._distinct(columns))

    def _distinct(self, columns: Sequence[Column]) -> list[Column]:
        """`Line … Item No.`: of two columns with one name, the one that may be called otherwise is called so."""
        names = [column.name for column in columns]
        for place, column in reversed(list(enumerate(columns))):
            if column.name and names.count(column.name) > 1:
                free = [name for name in self._vocabulary.names(column.title) if name not in names]
                names[place] = free[0] if free else column.name
        return [replace(column, name=name) for column, name in zip(columns, names, strict=True)]

    def _pieces(self, band: Sequence[Line], level: int, *, fuzzy: bool) -> list[Column]:
        line = band[level]
        taken: set[int] = set()
        pieces = []
        for hit in self._vocabulary.hits(band, level, fuzzy=fuzzy):
            tokens = line.tokens[hit.start : hit.end]
            taken.update(range(hit.start, hit.end))
            pieces.append(Column(hit.name, tokens[0].x0, tokens[-1].x1, " ".join(token.text for token in tokens), level))
        position = {token: i for i, token in enumerate(line.tokens)}
        for phrase in line.phrases:
            rest = [token for token in phrase.tokens if position[token] not in taken and squeezed(token.text)]
            if rest:
                pieces.append(self._cut_off(rest, pieces, line, level))
        return pieces

    def _cut_off(self, rest: Sequence[Token], pieces: list[Column], line: Line, level: int) -> Column:
        """Words of a head that are no label: the end of one that its column cuts off (`Extended Pri`), or a heading of its own."""
        text = " ".join(token.text for token in rest)
        before = next((i for i, piece in enumerate(pieces) if 0 <= rest[0].x0 - piece.x1 < line.gap * line.size), None)
        if before is not None:
            piece = pieces[before]
            title = f"{piece.title} {text}"
            if name := self._vocabulary.cut_off(title):
                del pieces[before]
                return Column(name, piece.x0, rest[-1].x1, title, level)
        return Column(self._vocabulary.cut_off(text), rest[0].x0, rest[-1].x1, text, level)

    def _read(  # noqa: C901 - the turns of a table over pages, read top to bottom
        self, lines: Sequence[Line], heads: Sequence[tuple[int, int, tuple[Column, ...]]], end: int, *, fuzzy: bool
    ) -> Table:
        first, after, columns = heads[0]
        used = {i for start, stop, _ in heads for i in range(start, stop)}
        rows: list[Row] = []
        restart = {start: (stop, own) for start, stop, own in heads[1:]}
        index, own_page, waiting = after, lines[first].page, False
        while index < end:
            line = lines[index]
            if index in restart:
                index, columns = restart[index]
                own_page, waiting = lines[index - 1].page, False
                continue
            if line.page != own_page:
                own_page, waiting = line.page, True
                if any(lines[start].page == line.page for start in restart):
                    index = min(start for start in restart if lines[start].page == line.page)
                    continue
            label = self._end_at(lines, index, fuzzy=fuzzy)
            if label:
                if label not in PASSING and not self._goes_on(lines, index, end, columns):
                    break
                index, waiting = index + 1, True
                continue
            cells = self.assign(line, [column for column in columns if column.level == 0])
            if _SSCC.search(line.text):
                used.add(index)  # a package stands between two entries or below the last one
            elif (
                self._begins_entry(cells, rows) and _begins_alike(lines, index, rows) and not self._names_a_value(lines, index, fuzzy=fuzzy)
            ):
                rows.append(Row(index, cells))
                used.add(index)
                waiting = False
            elif rows and not waiting:
                if _far_below(lines, index):
                    if not self._goes_on(lines, index, end, columns):
                        break
                    waiting = True
                else:
                    rows[-1].below.append(index)
                    used.add(index)
                    self._continue(rows[-1], line, columns)
            index += 1
        return Table(tuple(columns), tuple(self._by_content(columns, rows)), frozenset(used), first)

    def _names_a_value(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> bool:
        """Whether a line begins with a label and its value (`Vs. articolo: 23-9206-77`): it goes on an entry and begins none."""
        hit = next(iter(self._vocabulary.hits(lines, index, fuzzy=fuzzy)), None)
        return hit is not None and hit.start == 0 and hit.name != "order_line" and hit.end < len(lines[index].tokens)

    def _by_content(self, columns: Sequence[Column], rows: list[Row]) -> list[Row]:
        """The rows, with columns named by what stands in them where the heading does not tell."""
        names = {column.name for column in columns}
        left = min(columns, key=lambda column: column.x0, default=None)
        for column in columns:
            key = _key(column)
            cells = [row.cells.get(key, []) for row in rows]
            if not any(cells) or "order_line" not in self._fits:
                continue
            if column is left and column.name in (None, "supplier_item") and "order_line" not in names and _are_positions(cells):
                _part(rows, key, "order_line", "supplier_item")
            elif column.name == "order_line" and not _are_counts(cells):
                free = [name for name in self._vocabulary.names(column.title) if name not in names]
                _rename(rows, key, free[0] if free else "")
        if "unit_price" not in names and rows and all(len(row.cells.get("price_unit", ())) == 2 for row in rows):
            _part(rows, "price_unit", "unit_price", "price_unit")
        if "quantity" not in names and (counted := _counted(rows, self._fits)):
            _rename(rows, counted, "quantity")
        if "quantity" not in names and rows and all(len(row.cells.get("unit", ())) == 2 for row in rows):
            _part(rows, "unit", "quantity", "unit")  # `Unidades` heads quantities and `Ud.` their units
        if "delivery_date" in self._fits and "delivery_date" not in names and (dated := _dated(rows, self._fits["delivery_date"])):
            _rename(rows, dated, "delivery_date")
        if "description" not in names and (described := _wordiest(rows)):
            _rename(rows, described, "description")
        for row in rows:
            row.cells = {name: tokens for name, tokens in row.cells.items() if name and not name.startswith("?")}
        return rows

    def _end_at(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> str | None:
        """The label of what stands below the entries, where the line begins with one: a total, a carried-over sum, a footer."""
        line = lines[index]
        for hit in self._ends.hits(lines, index, fuzzy=fuzzy):
            if hit.start <= 1 or line.tokens[hit.start - 1].x1 + 2 * line.size < line.tokens[hit.start].x0:
                return hit.name
        for hit in self._totals.hits(lines, index, fuzzy=fuzzy)[:1]:
            behind = [token.text for token in line.tokens[hit.end :] if not re.fullmatch(r"\W+|[A-Z]{3}|\d{1,2}([.,]\d+)?%?:?", token.text)]
            if hit.start == 0 and len(behind) == 1 and re.search(r"\d[.,]\d\d\D*$", behind[0]):
                return hit.name
        return None

    def _goes_on(self, lines: Sequence[Line], index: int, end: int, columns: Sequence[Column]) -> bool:
        """Whether entries follow on a later page: what stands here is then a carried-over sum or a footer."""
        plain = [column for column in columns if column.level == 0]
        later = [i for i in range(index + 1, end) if lines[i].page > lines[index].page]
        return any(self._begins_entry(self.assign(lines[i], plain)) for i in later)

    def _begins_entry(self, cells: Mapping[str, Sequence[Token]], rows: Sequence[Row] = ()) -> bool:
        """Whether a line starts an entry: enough of the anchor columns hold what they should, as in the entries before."""
        good = self._filled(cells)
        usual = statistics.median([self._filled(row.cells) for row in rows]) if rows else 2
        return good >= 2 and good > 0.5 * usual

    def _filled(self, cells: Mapping[str, Sequence[Token]]) -> int:
        """How many anchor columns hold what they should."""
        return sum(
            min(self._fits[name](token.text) for token in tokens) < 0.5 and not (name == "order_line" and len(tokens) > 2)
            for name in self._anchors
            if (tokens := cells.get(name))
        )

    def _continue(self, row: Row, line: Line, columns: Sequence[Column]) -> None:
        """A further line of an entry: the second row of headings, or what was wrapped in a cell (`KW` / `23/2026`)."""
        second = [column for column in columns if column.level == 1]
        for name, tokens in self.assign(line, second).items():
            row.cells.setdefault(name, tokens)
        if second:
            return
        described = any(column.name == "description" for column in columns)
        for phrase in line.phrases:
            spread = [column for column in columns if phrase.box[0] < column.x1 and column.x0 < phrase.box[2]]
            name = (spread[0].name or "") if len(spread) == 1 else ""
            if (
                name in WRAPS
                and name in row.cells
                and (described or name == "delivery_date")
                and self._fits[name](phrase.tokens[0].text) < 0.5
            ):
                row.cells[name].extend(phrase.tokens)
                row.wrapped.update(phrase.tokens)

    def assign(self, line: Line, columns: Sequence[Column]) -> dict[str, list[Token]]:
        """Gives each word of a line to a column, from left to right, at the least cost of place, shape and torn phrases."""
        if not columns:
            return {}
        order = _reaching(sorted(columns, key=lambda column: (column.x0 + column.x1) / 2))
        table: list[list[tuple[float, int]]] = []
        for position, token in enumerate(line.tokens):
            costs = []
            for index, column in enumerate(order):
                own = self._cost(token, column, line.size)
                if position == 0:
                    costs.append((own, -1))
                    continue
                gap = (token.x0 - line.tokens[position - 1].x1) / line.size
                choices = [
                    (table[-1][before][0] + own + self._step(order[before], gap, token.text, same=before == index), before)
                    for before in range(index + 1)
                ]  # fmt: skip
                costs.append(min(choices))
            table.append(costs)
        if not table:
            return {}
        index = min(range(len(order)), key=lambda i: table[-1][i][0])
        path = []
        for costs in reversed(table):
            path.append(index)
            index = costs[index][1]
        cells: dict[str, list[Token]] = {}
        for token, chosen in zip(line.tokens, reversed(path), strict=True):
            cells.setdefault(_key(order[chosen]), []).append(token)
        return cells

    def _cost(self, token: Token, column: Column, size: float) -> float:
        away = max(0.0, column.x0 - token.x1, token.x0 - column.x1) / size
        fits = self._fits.get(column.name) if column.name else None
        return min(away, 12.0) * 0.5 + (2.0 * fits(token.text) if fits else 0.3)

    @staticmethod
    def _step(column: Column, gap: float, word: str, *, same: bool) -> float:
        """What it costs to go on in the same column over a wide gap, or to change columns inside a phrase."""
        if same:
            return 1.5 if gap > 1.2 and column.name != "description" else 1.0 if column.name in SINGLE and re.search(r"\d", word) else 0.0
        return 1.2 if gap < 0.4 else 0.0


def _key(column: Column) -> str:
    """What the cells of a column are filed under: its name, or its heading where that is not known."""
    return column.name or f"?{column.title}"


def _part(rows: Sequence[Row], key: str, first: str, rest: str) -> None:
    """Parts the cells of a column that is two: the first word is one value, the others another (`10 TC003284`)."""
    for row in rows:
        tokens = row.cells.pop(key, [])
        row.cells[first] = tokens[:1]
        if tokens[1:] or rest in row.cells:
            row.cells[rest] = [*tokens[1:], *row.cells.get(rest, [])]


def _rename(rows: Sequence[Row], key: str, name: str) -> None:
    for row in rows:
        if key in row.cells:
            row.cells[name] = row.cells.pop(key)


def _are_counts(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether at least half of the cells begin with a number that may count lines."""
    filled = [cell[0].text for cell in cells if cell]
    return sum(re.fullmatch(r"\d{1,5}\.?", text) is not None for text in filled) >= 0.5 * len(filled)


def _are_positions(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether each cell begins with a number, each greater than the one before, as positions do."""
    numbers = [int(match[1]) for cell in cells if cell and (match := re.fullmatch(r"(\d{1,5})\.?", cell[0].text))]
    return len(numbers) == len(cells) and numbers == sorted(set(numbers)) and numbers[0] <= 1000 and max(numbers) <= 9999


def _wordiest(rows: Sequence[Row]) -> str | None:
    """The unknown column that holds several words in most rows: a description, whatever its heading."""
    words: dict[str, int] = {}
    for row in rows:
        for name, tokens in row.cells.items():
            if name.startswith("?") and sum(bool(re.search(r"[^\W\d_]{2}", token.text)) for token in tokens) >= 1 and len(tokens) > 1:
                words[name] = words.get(name, 0) + 1
    best = max(words, key=lambda name: words[name], default=None)
    return best if best and words[best] > 0.5 * len(rows) else None


def _dated(rows: Sequence[Row], fits: Fits) -> str | None:
    """The last unknown column that holds a date in most rows: what is promised stands behind what was asked for."""
    dated: dict[str, float] = {}
    for row in rows:
        for name, tokens in row.cells.items():
            if name.startswith("?") and any(fits(token.text) == 0 for token in tokens):
                dated[name] = dated.get(name, 0) + 1
    found = [name for name, count in dated.items() if count >= 0.5 * len(rows)]
    place = {name: max(tokens[0].x0 for row in rows if (tokens := row.cells.get(name))) for name in found}
    return max(found, key=lambda name: place[name], default=None)


def _counted(rows: Sequence[Row], fits: Mapping[str, Fits]) -> str | None:
    """The unknown column of numbers with a unit, in the same cell or the next column: quantities, whatever their heading."""
    if "unit" not in fits or "quantity" not in fits:
        return None
    for name in sorted({name for row in rows for name in row.cells if name.startswith("?")}):
        cells = [row.cells.get(name, []) for row in rows]
        if not all(cell and re.fullmatch(r"\d[\d.,'\u2019\u00a0\u202f ]*", cell[0].text) for cell in cells):
            continue
        inside = all(len(cell) == 2 and fits["unit"](cell[1].text) == 0 for cell in cells)
        behind = all(row.cells.get("unit") and row.cells["unit"][0].x0 >= cell[-1].x1 for row, cell in zip(rows, cells, strict=True))
        if inside or behind:
            return name
    return None


def _begins_alike(lines: Sequence[Line], index: int, rows: Sequence[Row]) -> bool:
    """Where every entry before begins with a figure, a line that begins with a word begins none."""
    figures = [re.search(r"\d", lines[row.line].tokens[0].text) is not None for row in rows]
    return not figures or not all(figures) or re.search(r"\d", lines[index].tokens[0].text) is not None


def _reaching(order: Sequence[Column]) -> list[Column]:
    """Descriptions fill the room between their neighbours; numbers may begin a little left of their heading."""
    reaching = []
    for place, column in enumerate(order):
        before = order[place - 1].x1 + 2 if place else 0.0
        after = order[place + 1].x0 - 2 if place + 1 < len(order) else column.x1
        x0, x1 = column.x0, column.x1
        if column.name == "description":
            x0, x1 = min(x0, before), max(x1, after)
        elif column.name in NUMERIC:
            x0 = min(x0, max(before, x0 - NUMBER_ROOM))
        reaching.append(replace(column, x0=x0, x1=x1))
    return reaching


def _overlap(a: Column, b: Column) -> float:
    """How much of the narrower of two headings stands over the other."""
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) / max(1.0, min(a.x1 - a.x0, b.x1 - b.x0))


def _with_levels(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Level 1 only for a heading that stands below another one; the lines of a tall heading do not count."""
    found = []
    for column in columns:
        over = any(
            other is not column and other.level < column.level and _overlap(other, column) > 0.3 and other.title not in column.title
            for other in columns
        )
        found.append(Column(column.name, column.x0, column.x1, column.title, int(over)))
    return tuple(found)


def _same_names(a: Sequence[Column], b: Sequence[Column]) -> bool:
    first, second = {c.name for c in a if c.name}, {c.name for c in b if c.name}
    return len(first & second) >= 0.7 * max(len(first), len(second))


def _far_below(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands clearly apart from the one before."""
    line, last = lines[index], lines[index - 1]
    return line.page == last.page and line.box[1] - last.box[3] > 2.2 * max(line.size, last.size)
