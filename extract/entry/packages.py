"""Packages of a ship notice: serial shipping container codes (SSCC), wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, product, takewhile

from domain.identifiers import sscc_is_valid
from domain.paper import Box, Group, Leaf
from extract.page.layout import Layout, Line, Token
from extract.page.open_signs import bare_signs
from extract.page.words import overlap
from extract.shape.candidates import leaf

CHECKED = 0.1
"""What is left of the doubt in a number whose check digit fits."""
MOST_GROUPS = 8
APART = 1.2
"""Groups of one number are so many heights of its figures apart at most."""
LENGTH = 18
LEAST_FIGURES, LEAST_OF_CODE = 6, 14
"""A piece of a code behind its label has so many figures, and one below a heading with a sign or two lost or doubled."""
LINES_BELOW = 3
"""The first code stands on one of so many lines below its heading."""
ITEMS = ("supplier_item", "buyer_item")
_LABEL = re.compile(r"\bsscc|\bnve\b|sscc\b")

_DOTTED = re.compile(r"\d{3,}[.,:']\d{3,}")
"""One speck in a long row of figures; amounts have two decimals, and more points where they have more figures."""
_SSCC = re.compile(r"(?:\(00\)|00)?(\d{18})")
_WITHIN = re.compile(r"(?<=[^\d)])\d{18}(?!\d)")
"""A code behind what a scan shows no blank after: `1:340123456401151891`, `SSCC:34…`."""


def read_packages(layout: Layout) -> list[Group]:
    """Each SSCC of 18 digits, once, in the order of the paper; the application identifier (00) before it is no part of it."""
    found: dict[str, Leaf] = {}
    for line in layout.lines:
        position = 0
        while position < len(line.tokens):
            code, used = _code_at(line.tokens, position)
            if code is None or not sscc_is_valid(code):
                code, used = _read_otherwise(line.tokens, position) or (code, used)
            if code and not _in_iban(line.tokens, position):
                found.setdefault(code, _checked(leaf(code, used, line.page, layout, score=0.985)))
                position += len(used)
            else:
                position += 1
    for code, used, page in _over_line_ends(layout, found):
        found.setdefault(code, _checked(leaf(code, used, page, layout, score=0.95)))
    return [Group({"sscc": sscc}) for sscc in found.values()]


def has_unread_codes(layout: Layout, packages: Sequence[Group]) -> bool:
    """Whether figures behind the label of an SSCC, or below it, are no number that was read: one sign of them is lost or another's.

    The words of one number are all in its place, so that a row of a package without any of them lacks its number.
    """
    places = _places(packages)
    if not places and _has_torn_codes(layout):
        return True
    below: tuple[Token, int] | None = None
    for line in layout.lines:
        label = next((token for token in line.tokens if _LABEL.search(token.plain)), None)
        own = [box for page, box in places if page == line.page]
        if any(overlap(token.word.on_page, box) for token in line.tokens for box in own):
            continue
        figures = [token for token in line.tokens if sum(map(str.isdigit, token.text)) >= LEAST_FIGURES]
        if label and any(token.x0 >= label.x0 for token in figures):
            return True
        if label:
            below = label, line.page
        elif below and line.page == below[1] and any(_stands_under(token, below[0]) for token in figures):
            return True
    return False


def _has_torn_codes(layout: Layout) -> bool:
    """Whether right below a heading of codes, of which none was read, pieces of some are left: `3541234521` below `Packstück-Nr. (SSCC)`."""
    for place, line in enumerate(layout.lines):
        for head in (phrase for phrase in line.phrases if any(_LABEL.search(token.plain) for token in phrase.tokens)):
            for below in layout.lines[place + 1 : place + 1 + LINES_BELOW]:
                near = below.page == line.page and below.box[1] - line.box[3] < LINES_BELOW * line.size
                if near and any(_is_piece(token) and token.x0 < head.box[2] and head.box[0] < token.x1 for token in below.tokens):
                    return True
    return False


def _is_piece(token: Token) -> bool:
    return sum(map(str.isdigit, token.text)) >= LEAST_FIGURES


def has_rest_of_code(layout: Layout, packages: Sequence[Group]) -> bool:
    """Whether a line begins with the greater part of a code that nobody read, beside others that were: its first figures end the line above."""
    places = _places(packages)
    return bool(places) and any(_begins_with_rest(line, places) for line in layout.lines)


def _over_line_ends(layout: Layout, found: Collection[str]) -> Iterator[tuple[str, tuple[Token, ...], int]]:
    """The codes that begin at one line's end and go on in the next, as lists of them in running text do: `…; Palette 3` / `4260128 224491002 2`."""
    for line, after in pairwise(layout.lines):
        if line.page != after.page or after.box[1] - line.box[3] > line.size:
            continue
        ends = [*takewhile(_is_group, reversed(line.tokens))][:MOST_GROUPS][::-1]
        goes_on = [*takewhile(_is_group, after.tokens)][:MOST_GROUPS]
        for first, last in product(range(len(ends)), range(len(goes_on))):
            used = (*ends[first:], *goes_on[: last + 1])
            match = _SSCC.fullmatch("".join(token.text.strip(".,;") for token in used))
            if match and sscc_is_valid(match[1]) and match[1] not in found:
                yield match[1], used, line.page


def _is_group(token: Token) -> bool:
    return re.fullmatch(r"\d{1,17}[.,;]?", token.text) is not None


def _begins_with_rest(line: Line, places: Sequence[tuple[int | None, Box]]) -> bool:
    """Whether a line begins with groups of figures that are nearly as many as a code has, and of none that was read."""
    groups = [*takewhile(_is_group, line.tokens)]
    # `56214   4700614907` are a customer and an order, each in a cell of its own
    apart = next((at for at, (one, other) in enumerate(pairwise(groups), 1) if other.x0 - one.x1 > APART * other.word.height), len(groups))
    groups = groups[:apart]
    figures = sum(len(token.text.strip(".,;")) for token in groups)
    read = any(page == line.page and overlap(token.word.on_page, box) for token in groups for page, box in places)
    return len(groups) > 1 and LEAST_OF_CODE < figures < LENGTH and not read


def _places(packages: Sequence[Group]) -> list[tuple[int | None, Box]]:
    """Page and box of every code that was read."""
    return [(number.page, number.box) for package in packages if (number := package.leaf("sscc")) and number.box]


def _stands_under(token: Token, label: Token) -> bool:
    """Whether figures begin where a heading does, or reach below it."""
    return token.x0 < label.x1 and label.x0 < token.x1 and sum(map(str.isdigit, token.text)) >= LEAST_OF_CODE


def without_contents(lines: list[Group], packages: Sequence[Group]) -> list[Group]:
    """The lines without those that say again, below the first package, what is in it: earlier lines' items and how much of each.

    Only where each line below it does and they come to as much, so that none is lost that stands nowhere else.
    """
    sealed = sorted(place for package in packages if (place := _place(package.leaf("sscc"))))
    if not sealed or not lines:
        return lines
    first = sealed[0]
    places = [min((place for _, leaf in line.leaves() if (place := _place(leaf))), default=first) for line in lines]
    goods = [line for line, place in zip(lines, places, strict=True) if place < first]
    contents = [line for line, place in zip(lines, places, strict=True) if place >= first]
    announced = [(code, line) for line in goods for code in _codes(line)]
    known = dict(announced)
    packed = [(next((code for code in _codes_of_contents(line) if code in known), None), line) for line in contents]
    again = all(code and _total(code, packed) == _total(code, announced) for code, _ in packed)
    # Of a single one: each line may stand above its own package.
    listed = len(contents) > 1 or (places[-1] > sealed[-1] and all(line.leaf("order_line") for line in goods))
    return goods if again and contents and listed else lines


def _codes(line: Group) -> list[str]:
    """What the items of a line are called, letters and figures alone."""
    return [bare_signs(leaf.value) for name in ITEMS if (leaf := line.leaf(name))]


def _codes_of_contents(line: Group) -> list[str]:
    """The same of a line below a package, where an item's figures alone, `006172`, were taken for the number of a line."""
    number = line.leaf("order_line")
    return [bare_signs(number.text)] if number else _codes(line)


def _total(code: str, lines: Sequence[tuple[str | None, Group]]) -> Decimal | None:
    """How much of an item some lines come to; None where one of them does not say."""
    counts = [line.decimal("quantity") for other, line in lines if other == code]
    told = [count for count in counts if count is not None]
    return sum(told, Decimal(0)) if len(told) == len(counts) else None


def _place(leaf: Leaf | None) -> tuple[int, float] | None:
    return (leaf.page, leaf.box[1]) if leaf and leaf.page is not None and leaf.box else None


def _read_otherwise(tokens: tuple[Token, ...], start: int) -> tuple[str, tuple[Token, ...]] | None:
    """The code with one of its groups as another engine read it, or without a point inside it, where that makes the check digit fit."""
    for place, token in enumerate(tokens[start : start + MOST_GROUPS], start):
        dotted = (token.text,) if _DOTTED.fullmatch(token.text) else ()
        for said in (*token.word.others, *dotted):
            other = token.saying(re.sub(r"\D", "", said))
            code, used = _code_at((*tokens[:place], other, *tokens[place + 1 :]), start)
            if code and sscc_is_valid(code) and any(each is other for each in used):
                return code, used
    return None


def _checked(code: Leaf) -> Leaf:
    """A code whose check digit fits is surer: of the ways to misread it nine in ten would not fit."""
    if not sscc_is_valid(code.value):
        return code
    return code.model_copy(update={"confidence": round(1 - (1 - code.confidence) * CHECKED, 4)})


def _in_iban(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether the figures go on an IBAN that begins up to six words before: nothing but its groups of four stands between, each a blank apart."""
    for token, follower in reversed([*pairwise(tokens[max(0, start - 6) : start + 1])]):
        if follower.x0 - token.x1 > APART * follower.word.height:  # a parcel's number in the cell beside begins as an IBAN does
            return False
        if re.fullmatch(r"[A-Z]{2}\d{2}\w*|IBAN:?", token.text):
            return True
        if not re.fullmatch(r"[A-Z0-9]{1,4}", token.text):
            return False
    return False


def _code_at(tokens: tuple[Token, ...], start: int) -> tuple[str | None, tuple[Token, ...]]:
    """The code that begins here; groups of figures parted by blanks count together."""
    text = ""
    for end in range(start, min(start + MOST_GROUPS, len(tokens))):
        piece = tokens[end].text.replace(" ", "").strip(".,;:|")
        if end == start and (whole := _WITHIN.search(piece)) and sscc_is_valid(whole[0]):
            return whole[0], tokens[start : end + 1]
        listed = end > start and tokens[end - 1].text.endswith((",", ";"))  # `005470, 004119, 004820` are three lots
        if (
            listed
            or not re.fullmatch(r"[\d()]+", piece)
            or (end > start and tokens[end].x0 - tokens[end - 1].x1 > APART * tokens[end].word.height)
        ):
            break
        text += piece
        match = _SSCC.fullmatch(text)
        follows = tokens[end + 1] if end + 1 < len(tokens) else None
        if match and not (follows and re.fullmatch(r"\d{1,3}", follows.text) and len(text) < 18):
            return match[1], tokens[start : end + 1]
    return None, ()
