"""What the columns of a table hold: told by their headings and, where these do not tell, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from extract.label.labels import NUMBER_MARKS, squeezed
from extract.page.columns import NUMBER, Column
from extract.page.layout import Token
from extract.shape.number_columns import is_nothing, is_running
from extract.table.outstanding import bare_beside_sent, differ, sums_with_rests
from extract.text.dates import DateError, DateStyle, find_date
from extract.text.folding import folded
from extract.text.wording import concepts, meant_singly

Fits = Callable[[str], float]
"""How badly a word fits a column: 0 well, 1 doubtful, more not at all."""
_QUANTITY = re.compile(NUMBER.pattern + r"([A-Za-z]{1,3}\.?)?")
"""A quantity may have its unit right behind it: `320KG`."""
KNOWN = 3.0
CALLED_SO_ELSEWHERE = 2.2
"""How much the name speaks for a column that a heading has first, and one that it has on other papers."""
CONTENT = 4.0
DOUBT = 1.5
"""What a column without a known heading loses against one that has it."""
GOOD = 0.5
COUNTS_ONLY = 0.4
"""What numbers that do not rise as positions do are worth in a column of positions."""
ASKED_FOR = 0.5
"""What a quantity or date that was asked for loses against one that is confirmed or shipped, where a table has both."""
WISHED_FOR = 4.0
"""What a day that was wished for loses more: one under a heading that nobody knows is rather the promise."""
OF_THE_ORDER = 0.5
"""What a column of positions gains whose heading speaks of the order (`Poz. zam.`, `PO line`), over one that counts the paper's own rows."""
_WEIGHED = frozenset({"kg", "g", "t", "lb", "lbs"})
LESS_LIKELY_PRICE = 0.5
"""What the net price loses beside a list price and its discount, and the list price where no discount is told."""
_ASKED: dict[str, frozenset[str]] = {
    "quantity": frozenset({"ordered", "order", "purchase", "requested", "origin"}),
    "delivery_date": frozenset({"ordered", "requested"}),
    "unit_price": frozenset({"former", "ordered", "order", "purchase", "requested"}),
}
"""What headings say of what was asked for, and of a price that no longer holds."""
_RIVALS = ("quantity", "delivery_date")
"""Of what is told by its content alone, a second column without a known heading may be meant as well."""
SENT = 1.0
"""What the day of dispatch loses as the promised one beside that of arrival."""
HOLDS = 0.3
"""What a price gains whose heading says that it is the supplier's or the new one: `Our price` beside `Your price`."""
_HOLDING = frozenset({"our", "new", "confirmed"})
FINE = 0.5
MOST_OF_TYPE = 3
"""A word with more figures is an item's number and no type's: `RA-07937`, but `M12x40`."""
CODE = re.compile(r"(?=[^\W\d_]*[\W_]?\w*\d)(?=.*[^\W\d_])\w[\w./-]{3,}")
_SAYS = re.compile(r"\w")
_FINE = re.compile(r"[.,]\d{4}$")
_IN_PARTS = re.compile(r"\d+[.,]\d{1,2}$")
"""A price is for a whole number of units."""
ONE_HEADING = 6.0
"""Two parts of one heading are no further apart, in points."""
ONE_BLANK = 3.5
"""Nor are two words of it, where another heading may begin as near as that."""
BARE_MARKS = frozenset({"no", "nr", "n", "num", "nummer", "number", "numero", "numer", "code", "ref"})
MARK = 4
"""A heading of a few letters, `P.`, `Nr`, says nothing against numbers that rise as positions do."""
BY_CONTENT = frozenset({"quantity", "unit", "price_unit", "delivery_date", "description", "order_line", "supplier_item"})
"""What a column may be told to be by its content alone."""
STEPS, FEWEST_COUNTED, TEN = (1, 10, 100), 4, 10
"""Positions count by these; of so many, one may be misread."""
_PIECES = frozenset({"no", "no.", "nos", "nos.", "off", "n", "n.", "n°", "nr", "nr."})
MOST_PLACES = 8
"""Quantity and price together have so many decimals more than the amount, or blanks for zeros."""
MONEY = frozenset({"unit_price", "net_amount"})
NO_DAYS = MONEY | {"order_line", "quantity"}
"""Below a heading that says one of these stands no day."""
LEAST_CONTENT = 0.8
"""The share of cells that must fit a column which no heading names."""


def named_by_content(
    columns: Sequence[Column],
    cells: Sequence[Sequence[Sequence[Token]]],
    names: Callable[[str], tuple[str, ...]],
    fits: Mapping[str, Fits],
    elsewhere: Collection[str] = (),
) -> list[Column]:
    """The columns with the names that fit headings and content best together, each name once.

    `cells` are, for each column, the words that stand under its heading in likely entries; `names` are all that a heading may mean.
    `elsewhere` are names that headings of the second row of entries have: content alone makes no column of the first row one of them.
    """
    choices = [*fits]
    positions = _called("order_line", columns, names)
    cells = _of_entries(cells, positions) if len(positions) > 1 else cells
    counting = _counting(columns, cells) if "quantity" in choices else []
    gain = np.zeros((len(columns), len(choices) + len(columns)))
    left = min(range(len(columns)), key=lambda place: (columns[place].title.isdigit(), columns[place].x0))
    for row, column in enumerate(columns):
        said = (column.name, *(name for name in _all_names(column.title, names) if name != column.name))
        counts = says_how_much_is_confirmed(column.title) and are_amounts(cells[row])
        said = ("quantity",) if counts and "quantity" in choices else said
        for place, name in enumerate(choices):
            stepped = (len(column.title) <= MARK and are_stepped(cells[row])) or _is_spoilt_position(column, cells[row], names)
            may_be = name in said or (name not in elsewhere and (name != "order_line" or row == left or stepped))
            may_be &= not _is_of_own_order(column, columns)
            may_be &= name != "price_unit" or name in said or row not in counting  # `Confirmed` over `140 pcs`
            may_be &= name != "delivery_date" or not (counts or _is_former(column, columns))
            may_be &= name != "order_line" or not column.title.isdigit()  # the rows of a printed sheet are counted, its head among them
            gain[row, place] = _gain(name, column.title, said, cells[row], fits[name]) if may_be else -1.0
    _prefer_the_orders(gain, columns, cells, names, choices)
    _prefer_the_price_that_is_reckoned_with(gain, columns, names, choices)
    _prefer_the_amount_beside_a_net_price(gain, columns, names, choices)
    _prefer_the_price_that_holds(gain, columns, names, choices)
    _prefer_the_arrival(gain, columns, names, choices)
    shares = sums_with_rests(cells, counting)
    sums = {whole for whole, _, _ in shares}
    asked = sums | ({*bare_beside_sent(columns, counting)} - {rest for _, _, rest in shares})
    for row in asked:
        gain[row, choices.index("quantity")] -= ASKED_FOR
    _take_a_net_price_that_is_reckoned_for_the_amount(gain, columns, cells, names, choices)
    rows, taken = linear_sum_assignment(gain, maximize=True)
    found = list(columns)
    for row, place in zip(rows, taken, strict=True):
        found[row] = replace(columns[row], name=choices[place] if place < len(choices) and gain[row, place] > 0 else None)
    for name in (name for name in _RIVALS if name in fits):
        at = next((at for at, column in enumerate(found) if column.name == name), None)
        if at is not None and columns[at].name != name and _has_rival(at, name, found, cells, fits[name]):
            found[at] = replace(found[at], told=False)
    if any(differ(cells[row], cells[other]) for row in asked - sums for other in counting):
        found = [replace(column, told=column.told and column.name != "quantity") for column in found]
    priced = any(column.name == "unit_price" for column in found)
    for row, column in enumerate(found):
        if _is_asked_for(column.name, _whole_title(column, columns)) and any(
            # Beside prices, that nothing is shipped yet takes nothing from what is ordered.
            other != row
            and (_is_promised(columns[other], column.name, names) or _is_how_much(column.name, columns[other], cells[other]))
            and (
                _is_filled(cells[other]) or any(_beside(left, columns[other]) and _is_filled(cells[at]) for at, left in enumerate(columns))
            )
            and not (priced and is_nothing(cells[other]))
            for other in range(len(columns))
        ):
            found[row] = replace(column, told=False)
    return _doubting_one_of_two_prices(found, columns, names)


def _doubting_one_of_two_prices(found: list[Column], columns: Sequence[Column], names: Callable[[str], tuple[str, ...]]) -> list[Column]:
    """The columns, the price in doubt where two are called prices and neither an amount nor a discount tells which is which: one of both may be the amount."""
    called = {column.name for column in found} & {"net_amount", "discount_pct"}
    prices = [column for column in columns if "unit_price" in (column.name, *_all_names(column.title, names))]
    if called or len(prices) == 1:
        return found
    return [replace(column, told=False) if column.name == "unit_price" else column for column in found]


def _is_of_own_order(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a heading, or its first word that was taken for one, is of the supplier's own order: `Onze order-regel`, `Unser Auftrag-`."""
    meant = meant_singly(column.title)
    beside = (meant_singly(other.title) for other in columns if 0 <= other.x0 - column.x1 < ONE_HEADING)
    return "our" in meant and any({"order", "sales"} & each for each in (meant, *beside))


def _is_former(column: Column, columns: Sequence[Column]) -> bool:
    """Whether the word right beside a heading, which was taken for one of its own, says that it no longer holds: `Termin` with `bisher` or `alter`."""
    return any("former" in meant_singly(other.title) for other in columns if _beside(column, other) or _beside(other, column))


def _beside(left: Column, right: Column) -> bool:
    return 0 <= right.x0 - left.x1 < ONE_BLANK


def says_how_much_is_confirmed(title: str) -> bool:
    """`Confirmed`, and `Potwierdzono Jm` in one column with its unit: beside `Zamówiono` it is how much, if numbers stand below."""
    meant = concepts(title) or frozenset()
    return "confirmed" in meant and meant <= {"confirmed", "unit"}


def are_amounts(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether numbers and no days stand in a column, be it with their unit: below `Confirmed` it is how much, and not when."""
    filled = [" ".join(token.text for token in cell) for cell in cells if cell]
    return bool(filled) and all(
        re.fullmatch(r"\d{1,3}(?:[ .,'’\u00a0]?\d{3})*(?:[.,]\d{1,3})?(?: ?[^\W\d_]{1,5}\.?[²³]?)?", text) for text in filled
    )


def _counting(columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Token]]]) -> list[int]:
    """The columns under headings of quantities before anything else, with something below them."""
    called = (row for row, column in enumerate(columns) if column.name == "quantity" or says_how_much_is_confirmed(column.title))
    return [row for row in called if are_amounts(cells[row]) and not is_nothing(cells[row])]


def _called(name: str, columns: Sequence[Column], names: Callable[[str], tuple[str, ...]]) -> list[int]:
    """The places of the columns whose headings have that name, or may have it."""
    return [row for row, column in enumerate(columns) if name in (column.name, *_all_names(column.title, names))]


def _prefer_the_orders(
    gain: NDArray[np.float64],
    columns: Sequence[Column],
    cells: Sequence[Sequence[Sequence[Token]]],
    names: Callable[[str], tuple[str, ...]],
    choices: Sequence[str],
) -> None:
    """Of two columns whose headings say positions, the one that counts the paper's own entries is not the order's."""
    if "order_line" not in choices:
        return
    place = choices.index("order_line")
    said = _called("order_line", columns, names)
    counting = [row for row in said if is_running(cells[row])]
    for row, column in enumerate(columns):
        if counting and len(said) == len(counting) and _is_spoilt_position(column, cells[row], names):
            gain[row, place] = max(gain[other, place] for other in counting) + OF_THE_ORDER
    if any(are_stepped(cells[row]) and not is_running(cells[row]) for row in said):
        for row in said:
            gain[row, place] -= OF_THE_ORDER if is_running(cells[row]) else 0.0
    elif any(speaks_of_the_order(columns[row].title) and are_positions(cells[row]) for row in said):
        for row in said:
            gain[row, place] -= 0.0 if speaks_of_the_order(columns[row].title) else OF_THE_ORDER


def _of_entries(cells: Sequence[Sequence[Sequence[Token]]], said: Sequence[int]) -> Sequence[Sequence[Sequence[Token]]]:
    """The cells without those of lines in which one column of positions holds another thing: of the page's foot, `Am Gewerbepark` beside a `7`."""
    if len({len(cells[row]) for row in said}) > 1:
        return cells
    numbered = [at for at in range(len(cells[said[0]])) if all(not cells[row][at] or cells[row][at][0].text[0].isdigit() for row in said)]
    return [[own[at] for at in numbered] if row in said else own for row, own in enumerate(cells)] if numbered else cells


def _is_spoilt_position(column: Column, cells: Sequence[Sequence[Token]], names: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether 10, 20, 30 stand below a heading that means nothing, `oz zam.` for `Poz. zam.`, or of which only `Ihre` is left: so orders are numbered.

    Where they are said to be the buyer's, some may be left out: 10, 20, 60, 100.
    """
    meant = concepts(column.title)
    numbers = [cell[0].text.lstrip("0") if len(cell) == 1 else "" for cell in cells]
    if meant == frozenset({"your"}):
        return are_stepped(cells) and all(number.endswith("0") for number in numbers)
    unknown = not (meant or column.name or _all_names(column.title, names))
    return unknown and len(cells) > 1 and numbers == [str(TEN * count) for count in range(1, len(cells) + 1)]


def _prefer_the_price_that_is_reckoned_with(
    gain: NDArray[np.float64], columns: Sequence[Column], names: Callable[[str], tuple[str, ...]], choices: Sequence[str]
) -> None:
    """Of a list price and a net one, `P. listino  Sc. %  P. netto`, the discount beside them is off the first; where none is told, the net one is paid."""
    if "unit_price" not in choices:
        return
    place = choices.index("unit_price")
    said = _called("unit_price", columns, names)
    net = [row for row in said if any(_is_net(word) for word in columns[row].title.split())]
    discounted = any(column.name == "discount_pct" for column in columns)
    for row in said if 0 < len(net) < len(said) else ():
        gain[row, place] -= LESS_LIKELY_PRICE if (row in net) is discounted else 0.0


def _prefer_the_amount_beside_a_net_price(
    gain: NDArray[np.float64], columns: Sequence[Column], names: Callable[[str], tuple[str, ...]], choices: Sequence[str]
) -> None:
    """Of two columns that may be the line's amount, a mere `Netto` before a `Betrag` is the price less its discount."""
    if "net_amount" not in choices:
        return
    place = choices.index("net_amount")
    said = _called("net_amount", columns, names)
    bare = [row for row in said if all(_is_net(word) for word in columns[row].title.split())]
    for row in bare if len(bare) < len(said) else ():
        gain[row, place] -= LESS_LIKELY_PRICE


def _take_a_net_price_that_is_reckoned_for_the_amount(
    gain: NDArray[np.float64],
    columns: Sequence[Column],
    cells: Sequence[Sequence[Sequence[Token]]],
    names: Callable[[str], tuple[str, ...]],
    choices: Sequence[str],
) -> None:
    """Of two prices, `Unit Price  Net Price`, where nothing else is called an amount, the one that quantity times the other comes to is it."""
    if not {"unit_price", "net_amount"} <= {*choices} or _called("net_amount", columns, names):
        return
    prices, counts = _called("unit_price", columns, names), _called("quantity", columns, names)
    for count, price, amount in ((count, price, amount) for count in counts for price in prices for amount in prices if price < amount):
        if _comes_to(cells[count], cells[price], cells[amount]):
            gain[amount, choices.index("net_amount")] = KNOWN + CONTENT
            gain[amount, choices.index("unit_price")] = -1.0


def _comes_to(counts: Sequence[Sequence[Token]], prices: Sequence[Sequence[Token]], amounts: Sequence[Sequence[Token]]) -> bool:
    """Whether quantity times price is the amount in every row that has all three, whatever the decimal signs are and the price is for."""
    rows = [[_figures(cell) for cell in row] for row in zip(counts, prices, amounts, strict=True)]
    full = [row for row in rows if all(row)]
    return bool(full) and all(is_rounded(count * price, amount) for count, price, amount in full)


def is_rounded(product: int, amount: int) -> bool:
    """Whether an amount is a product to the last of its figures, their decimal signs left out: 9.66 is 50 x 19.31 for a hundred."""
    lesser, larger = (product, amount) if product < amount else (amount, product)
    return any(abs(larger - lesser * 10**places) * 2 <= (10**places if product >= amount else 0) for places in range(MOST_PLACES))


def _figures(cell: Sequence[Token]) -> int:
    """The figures of a cell's first number without its signs; 0 where it has none."""
    return int(re.sub(r"\D", "", cell[0].text) or 0) if cell else 0


def _prefer_the_price_that_holds(
    gain: NDArray[np.float64], columns: Sequence[Column], names: Callable[[str], tuple[str, ...]], choices: Sequence[str]
) -> None:
    """Of `Old price` and `New price`, `Your price` and `Our price`, the supplier's own or the new one is what is confirmed."""
    if "unit_price" not in choices:
        return
    place = choices.index("unit_price")
    for row in _called("unit_price", columns, names):
        if gain[row, place] > 0:
            meant = meant_singly(_whole_title(columns[row], columns))
            gain[row, place] += (HOLDS if meant & _HOLDING else 0.0) - (ASKED_FOR if meant & _ASKED["unit_price"] else 0.0)


def _prefer_the_arrival(
    gain: NDArray[np.float64], columns: Sequence[Column], names: Callable[[str], tuple[str, ...]], choices: Sequence[str]
) -> None:
    """Of `Ship date` and `Arrival`, or `Delivery date`, the day on which the goods are with the buyer is the one that was asked for."""
    if "delivery_date" not in choices:
        return
    place = choices.index("delivery_date")
    said = _called("delivery_date", columns, names)
    meant = {row: meant_singly(_whole_title(columns[row], columns)) for row in said}
    if any("arrival" in meant[row] or {"ship", "delivery"} & meant[row] == {"delivery"} for row in said):
        for row in said:
            gain[row, place] -= SENT if "ship" in meant[row] and "arrival" not in meant[row] else 0.0


def _whole_title(column: Column, columns: Sequence[Column]) -> str:
    """A heading with the words right beside it that nobody knows and that were taken for headings: `Old` and `price`, `Prezzo` and `nuovo`."""
    beside = (other for other in columns if other.name is None and (_beside(other, column) or _beside(column, other)))
    return " ".join([*(other.title for other in beside), column.title])


def _is_asked_for(name: str | None, title: str) -> bool:
    """Whether the heading of a column of that name says that it holds what was ordered."""
    return name in _ASKED and bool(_ASKED[name] & (concepts(title) or frozenset()))


def _is_promised(column: Column, name: str | None, names: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether a heading may name that value and does not say that it was only ordered: what stands there was not understood."""
    called = (column.name, *_all_names(column.title, names))
    return name in called and not _is_asked_for(name, column.title)


def _is_how_much(name: str | None, column: Column, cells: Sequence[Sequence[Token]]) -> bool:
    """Whether quantities stand below a heading that says no more than that they are confirmed, whatever it was taken for: beside what was ordered."""
    return name == "quantity" and says_how_much_is_confirmed(column.title) and any(cell and _HOLDS["quantity"](cell) for cell in cells)


def _is_net(word: str) -> bool:
    """Whether a word of a heading says net: `netto`, and `Nettopreis`, which is one word for a price."""
    return "net" in (concepts(word) or ()) or folded(word).startswith("nettopr")


def _is_filled(cells: Sequence[Sequence[Token]]) -> bool:
    return any(_SAYS.search(token.text) for cell in cells for token in cell)


def _has_rival(row: int, name: str, columns: Sequence[Column], cells: Sequence[Sequence[Sequence[Token]]], fits: Fits) -> bool:
    """Whether a column without a known heading holds others that might be meant too: what is ordered, shipped, and to follow.

    Beside `Confirmé` those below `Commandé` and `Requested` are told apart by their headings.
    """
    own = [_texts(cell) for cell in cells[row]]
    told = "confirmed" in (concepts(columns[row].title) or ())
    return any(
        column.name is None
        and not (told and (_is_asked_for(name, column.title) or is_wish(column.title) or "ordered" in (concepts(column.title) or ())))
        and not (is_nothing(cells[place]) or is_running(cells[place]) or "line" in (concepts(column.title) or ()))
        and [_texts(cell) for cell in cells[place]] != own
        and _share(name, cells[place], fits, named=False) >= LEAST_CONTENT
        for place, column in enumerate(columns)
    )


def _texts(cell: Sequence[Token]) -> list[str]:
    return [token.text for token in cell]


def _all_names(title: str, names: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """What a heading may mean; one of two lines (`Artículo` above `Material`) means what either does."""
    words = title.split()
    if any("customs" in (concepts(word) or ()) for word in words):
        return ()  # `Code NC` is no code of an item
    if squeezed(title) in BARE_MARKS:  # over codes, `No.` is of the item
        return (*names(title), "supplier_item")
    halves = [(*names(" ".join(words[:cut])), *names(" ".join(words[cut:]))) for cut in range(1, len(words))]
    whole = names(title)
    return (*whole, "order_line") if whole and _may_be_a_position(words) else whole or max(halves, key=len, default=())


def _may_be_a_position(words: Sequence[str]) -> bool:
    """Whether a heading says whose item it is and no more: over codes `Your Item` is an article of the buyer's, over `10 20 30` a line of its order."""
    meant = meant_singly(" ".join(words))
    return squeezed(words[-1]) == "item" and len(words) > 1 and meant <= {"item", "your", "order", "purchase"}


def _gain(name: str, title: str, said: Sequence[str | None], cells: Sequence[Sequence[Token]], fits: Fits) -> float:
    filled = [cell for cell in cells if _is_filled([cell])]
    heading = KNOWN if said[0] == name else CALLED_SO_ELSEWHERE if name in said else 0.0
    if not filled:
        return heading
    if heading:
        return heading + _gain_under_its_heading(name, title, filled, cells, fits, first=said[0] == name)
    return -1.0 if _says_otherwise(name, title, said[0]) else _gain_by_content(name, said[0], filled, cells, fits)


def _gain_under_its_heading(
    name: str, title: str, filled: Sequence[Sequence[Token]], cells: Sequence[Sequence[Token]], fits: Fits, *, first: bool
) -> float:
    """What speaks for a name beside the heading that has it, be it `first` of what that may mean."""
    share = _share(name, cells, fits, named=True)
    if name == "quantity" and is_nothing(filled):
        share = 0.0
    if name == "description" and first:  # an entry may begin with its item's code and be described below it
        share = sum(map(_any(r"[^\W\d_]{2}"), filled)) / len(filled)
    asked = ASKED_FOR if name != "unit_price" and _is_asked_for(name, title) else 0.0
    ordered = OF_THE_ORDER if name == "order_line" and speaks_of_the_order(title) else 0.0
    wished = WISHED_FOR if name == "delivery_date" and is_wish(title) else 0.0
    return ordered - asked - wished + CONTENT * (2 * share - 1)


def _gain_by_content(name: str, said: str | None, filled: Sequence[Sequence[Token]], cells: Sequence[Sequence[Token]], fits: Fits) -> float:
    """What the content of a column speaks for a name that its heading does not have; `said` is the one that it has, if any."""
    share = _share(name, cells, fits, named=False)
    if name == "supplier_item":  # of numbers alone one does not know what they count
        share = 0.0 if said else sum(len(cell) == 1 and CODE.fullmatch(cell[0].text) is not None for cell in filled) / len(filled)
    if name == "description":  # any words look like one: where the heading names something else, it is not
        share = 0.0 if said else sum(map(_is_wordy, filled)) / len(filled)
    if name == "quantity" and is_nothing(filled):
        share = 0.0
    if name == "quantity":  # `323,2700` beside `1,00 Stck`: of two columns of numbers the one with more decimals is the price
        share -= FINE * sum(_FINE.search(cell[0].text) is not None for cell in filled) / len(filled)
    common = len(filled) == len(cells) > 1 or name in ("order_line", "description", "delivery_date")
    doubt = DOUBT + (OF_THE_ORDER if name == "quantity" and said == "order_line" else 0.0)
    return CONTENT * share - doubt if name in BY_CONTENT and common and share >= LEAST_CONTENT else -1.0


def _says_otherwise(name: str, title: str, said: str | None) -> bool:
    """Whether a heading says that a column does not hold what it looks like.

    What was wished for is no promise, however much it looks like one; `1.1`, a line with its part, is no day, nor is a price, `69.99`, or a weight, `20.0` under `theor. kg`;
    where goods lie has codes as well, and what is still to come is a number of pieces, too, as is `83,28 / szt.` below `Cena netto`.
    """
    wished = name in _ASKED and is_wish(title)
    parted_line = name == "delivery_date" and (said in NO_DAYS or _is_weight(title))
    meant = concepts(title) or frozenset()
    money = name == "quantity" and (said in MONEY or "outstanding" in meant)
    return wished or parted_line or money or (name == "supplier_item" and "store" in meant)


def _is_weight(title: str) -> bool:
    """Whether a heading ends with the unit of a weight: `theor. kg`."""
    return any(word.strip("().[]").casefold() in _WEIGHED for word in title.split()[-1:])


def speaks_of_the_order(title: str) -> bool:
    """Whether a heading says whose the positions below it are: the order's or the buyer's, and not the paper's own."""
    return bool({"order", "purchase", "your"} & (concepts(title) or frozenset()))


def is_number_of(cell: Sequence[Token]) -> bool:
    """`No.`, `off`, `N.`: what British and Italian papers call pieces, which only below a heading of units is one."""
    return len(cell) == 1 and cell[0].text.casefold() in _PIECES


def is_wish(title: str) -> bool:
    """Whether a heading speaks of what was asked for, or of what no longer holds: `Wunschtermin`, `Gevraagd`, `Ihr Termin`, `Previous date`.

    Of a day, words beside that nobody knows change nothing in that: `Requested dock date`.
    """
    singly = meant_singly(title)
    meant = concepts(title) or (singly if "date" in singly else frozenset())
    return bool({"requested", "former"} & meant) or {"your", "delivery"} <= meant


def _share(name: str, cells: Sequence[Sequence[Token]], fits: Fits, *, named: bool) -> float:
    """The share of the filled cells that hold what a column of that name holds."""
    if name == "order_line" and are_positions(cells):
        return 1.0
    filled = [cell for cell in cells if _is_filled([cell])]
    if not filled:
        return 0.0
    if name == "delivery_date":
        shapes = [[fits(token.text) for token in cell] for cell in filled]
        whole = [min(shape) == 0 or (max(shape) < GOOD and (named or len(shape) > 1)) for shape in shapes]
        return sum(good or _begins_with_date(cell) for good, cell in zip(whole, filled, strict=True)) / len(filled)
    if name == "unit":  # a quantity with its unit is no unit, nor is the mark before a position
        positions = _are_marked(filled) and are_positions(filled)
        filled = [[] if positions or re.match(r"\d", cell[0].text) else cell for cell in filled]
        good = [bool(cell) and (min(fits(token.text) for token in cell) < GOOD or (named and is_number_of(cell))) for cell in filled]
        return sum(good) / len(filled)
    if name == "price_unit" and any(_is_dated(cell[0].text) or _IN_PARTS.match(cell[0].text) for cell in filled):
        return 0.0
    holds = _HOLDS.get(name)
    good = [holds(cell) if holds else min(fits(token.text) for token in cell) < GOOD for cell in filled]
    return (COUNTS_ONLY if name == "order_line" else 1.0) * good.count(True) / len(filled)


def _any(pattern: str) -> Callable[[Sequence[Token]], bool]:
    """Whether a word of a cell has that in it."""
    search = re.compile(pattern).search
    return lambda cell: any(search(token.text) for token in cell)


_NUMBERED = _any(r"^(?=.*\d).{3}")
_HOLDS: dict[str, Callable[[Sequence[Token]], bool]] = {
    "order_line": lambda cell: re.fullmatch(r"0?\d{1,5}\.?", cell[0].text) is not None,
    "description": lambda cell: any(re.search(r"[^\W\d_]{2}", token.text) for token in cell) and not _is_bare_code(cell),
    "supplier_item": lambda cell: _NUMBERED(cell) and not _is_wordy(cell),
    "buyer_item": lambda cell: _NUMBERED(cell) and not _is_wordy(cell),
    "quantity": lambda cell: _QUANTITY.fullmatch(cell[0].text) is not None and not _is_dated(cell[0].text),
    "unit_price": _any(r"\d[.,]\d{2,5}\D*$"),
    "net_amount": _any(r"\d[.,]\d{2,5}\D*$"),
}
"""What tells the contents of a column, where the shape of single words does not."""


def _is_bare_code(cell: Sequence[Token]) -> bool:
    """`RA-07937`: a single word with several figures describes nothing."""
    return len(cell) == 1 and CODE.fullmatch(cell[0].text) is not None and len(re.findall(r"\d", cell[0].text)) > MOST_OF_TYPE


def _is_wordy(cell: Sequence[Token]) -> bool:
    words = sum(re.search(r"[^\W\d_]{3}", token.text) is not None for token in cell)
    begins = re.match(r"[^\W\d_]{3}", cell[0].text) is not None
    return len(cell) >= 2 and (words >= 2 or begins)


def _is_dated(text: str) -> bool:
    return re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", text) is not None


def _begins_with_date(cell: Sequence[Token]) -> bool:
    """`Week 40, 2026`: a date of several words of which none is one by itself."""
    try:
        return (
            find_date(" ".join(token.text for token in cell), DateStyle(month_first=False, certain=True), issued=date(2000, 1, 1)).start
            == 0
        )
    except DateError:
        return False


FIRST_MARKED = frozenset({"1", "01", "10", "010", "100", "0010", "00010"})
"""With which of these positions begin that stand behind a mark for a number: `Nr. 10`, `Nr. 20`."""


def are_positions(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether each cell begins with a number, each greater than the one before, as positions do; one of several may be misread."""
    marked = _are_marked(cells)
    words = [cell[1].text if (cell[0].text == "#" or marked) and len(cell) > 1 else cell[0].text for cell in cells if cell]
    if marked and words[0].strip(".") not in FIRST_MARKED:
        return False  # `NR 250` is a unit and a quantity
    numbers = [int(match[1]) if (match := re.fullmatch(r"#?(0?\d{1,5})\.?", word)) else None for word in words]
    told = [number for number in numbers if number is not None]
    if len(told) == len(cells) and told == sorted(set(told)) and told[0] <= 1000 and max(told) <= 9999:
        return True
    counted = [sum(number == place * step for place, number in enumerate(numbers, start=1)) for step in STEPS]
    return len(words) == len(cells) >= FEWEST_COUNTED and max(counted) >= len(cells) - 1


def _are_marked(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether a mark for a number leads each of several cells."""
    return len(cells) > 1 and all(len(cell) > 1 and squeezed(cell[0].text) in NUMBER_MARKS for cell in cells)


def are_stepped(cells: Sequence[Sequence[Token]]) -> bool:
    """Whether cells are positions that rise by equal steps, two at least: `10 20 30`."""
    if len(cells) < 2 or not all(len(cell) == 1 for cell in cells) or not are_positions(cells):
        return False
    numbers = [int(re.sub(r"\D", "", cell[0].text) or 0) for cell in cells]
    return numbers[0] > 0 and all(number % numbers[0] == 0 for number in numbers)
