"""Words of entries that stand in no table: which number them, which are sizes, where a sentence about one ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from domain.doctype import Shape
from extract.page.layout import Line, Token
from extract.page.words import union
from extract.sentence.sentence import ends_sentence
from extract.shape.misfits import misfit
from extract.text.cues import cues

_BEFORE_SIZES = frozenset({"ø", "x", "dn", "din", "iso", "en", "/", "m"})
_PER = frozenset("je per pro par za na por x ogni cada le les las los i il l'un eur usd gbp pln chf czk fur voor a the for op".split())  # noqa: SIM905
LONGEST_MARK = 5
"""Letters of what is short for a position, with its stop."""
_THOUSANDS, _LEADS, CLOSE = re.compile(r"\d{3}(?:[.,]\d+)?"), re.compile(r"[1-9]\d{0,2}"), 0.8
"""A group of a number whose thousands are parted by blanks, what may stand before one, and how near, in heights of the print."""
BASES = frozenset({"10", "100", "1000"})
"""What prices are for, other than one."""


def steps(found: Sequence[tuple[int, int]], step: int) -> list[int]:
    """The lines whose numbers rise by that step, here and there some left out; none where there is but one."""
    chain: list[tuple[int, int]] = []
    for index, number in found:
        last = chain[-1][1] if chain else 0
        if 0 < number - last <= 10 * step and (number - last) % step == 0:
            chain.append((index, number))
    return [index for index, _ in chain] if len(chain) > 1 else []


def overlooked(starts: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """The lines between entries of a scan that begin flush with them by a short word and the number in between: `tm 20`, of `Itm`, after `Itm 10` and before `Itm 30`.

    What stands there would else be taken for the entry before.
    """
    numbers = {index: number for index in starts if (number := _number_at_start(lines[index])) is not None}
    found = []
    for first, last in pairwise(numbers):
        step = 10 if numbers[first] % 10 == numbers[last] % 10 == 0 else 1
        own = lines[first]
        for index in range(first + 1, last):
            number = _number_at_start(lines[index])
            flush = abs(lines[index].box[0] - own.box[0]) < own.size and lines[index].page == own.page
            if number and flush and number in range(numbers[first] + step, numbers[last], step):
                found.append(index)
    return found


def _number_at_start(line: Line) -> int | None:
    """The number behind a bullet and a short word that a line begins with."""
    words = [token.text for token in line.tokens[:3] if any(c.isalnum() for c in token.text)]
    named = len(words) > 1 and len(words[0]) <= LONGEST_MARK and not any(c.isdigit() for c in words[0])
    number = re.fullmatch(r"(0?\d{1,5})[.:),]?", words[1]) if named else None
    return int(number[1]) if number else None


def pair_places(line: Line) -> list[int]:
    """Where a quantity with its unit may stand on a line: at its beginning, or at the beginning of its last phrase."""
    last = line.tokens.index(line.phrases[-1].tokens[0])
    return [0, last] if last > 0 else [0]


def thousands_before(tokens: Sequence[Token], position: int, number: Token | None) -> int:
    """Where a number begins whose thousands are parted by blanks: at the `1` of `Pozycja 20 1 000,000 szt.`; `number` is what numbers the entry."""
    first = position
    while (
        first and _THOUSANDS.fullmatch(tokens[first].text) and _LEADS.fullmatch(tokens[first - 1].text) and tokens[first - 1] is not number
    ):
        gap = tokens[first].x0 - tokens[first - 1].x1
        if not -CLOSE < gap / tokens[first].word.height < CLOSE:
            break
        first -= 1
    return first


def in_thousands(tokens: Sequence[Token]) -> Iterator[Token]:
    """Words of figures whose thousands are parted by blanks, as one: `4 000`."""
    for position, token in enumerate(tokens):
        first = thousands_before(tokens, position, None)
        if first < position:
            text, box = (
                " ".join(each.text for each in tokens[first : position + 1]),
                union([each.word.box for each in tokens[first : position + 1]]),
            )
            shown = union([each.word.on_page for each in tokens[first : position + 1]]) if token.word.shown else None
            yield replace(token, word=replace(token.word, text=text, box=box, shown=shown))


def is_torn_thousand(value: str, text: str) -> bool:
    """Whether a quantity is the end of a number alone, whose thousands are lost: `000,000`."""
    return text.startswith("00") and not value.strip("0.")


def first_sentence(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words up to the end of the sentence: what comes behind it is said of the whole paper."""
    ends = (place + 1 for place, (token, after) in enumerate(pairwise(tokens)) if _ends_before(token.text, after.text))
    return tokens[: next(ends, len(tokens))]


def _ends_before(text: str, after: str) -> bool:
    """Whether a sentence ends between two words; a code behind a semicolon goes on a list: `CH09622: 67 ST; CH00767: 67 ST`."""
    listed = text.endswith(";") and re.search(r"\d", after) is not None
    return text.endswith((".", ";")) and after[:1].isupper() and not listed


def joined_amounts(tokens: Sequence[Token]) -> list[Token]:
    """The words of a list of lots without units; `=` is put before the amount that follows it, or that a unit follows: `CH02063  432,5 KG`."""
    kept: list[Token] = []
    equals = False
    for token, behind in zip_longest(tokens, tokens[1:]):
        counted = kept and behind and misfit(Shape.UNIT)(behind.text) == 0 and re.fullmatch(r"[1-9][\d.,']*", token.text)
        equals = equals or bool(counted and len(token.text) < len(kept[-1].text))
        if token.text == "=":
            equals = True
        elif re.search(r"\d", token.text):
            kept.append(token.saying("=" + token.text) if equals else token)
            equals = False
        elif kept and kept[-1].text.endswith("-") and re.fullmatch(r"[A-Z]{1,2}[.,;]?", token.text):
            kept.append(token)  # `262791-` / `A,`: the rest of a number that the line's end has torn
    return kept


def sentence_ends(tokens: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """Where sentences end; the stop of a unit (`100 Stk. Rundstahl`) ends none."""
    for place in range(start, end):
        following = tokens[place + 1] if place + 1 < end else None
        if ends_sentence(tokens[place], following) and (following is None or misfit(Shape.UNIT)(tokens[place].text) > 0):
            yield place + 1


def parted(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """`Position 10 100 Stck`: what looks like one number with a blank in it is a position and a quantity, where a label stands before it."""
    parted: list[Token] = []
    for place, token in enumerate(tokens):
        match = re.fullmatch(r"(\d{1,3}) (\d{3}(?:[.,]\d+)?)", token.text)
        unit = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if match and place and "line" in cues(tokens[place - 1].text) and not unit[:1].isdigit():
            parted += [token.saying(part) for part in match.groups()]
        else:
            parted.append(token)
    return tuple(parted)


def is_size(tokens: Sequence[Token], place: int) -> bool:
    """`Ø 10 mm`, `je 100 kg`, `EUR / 100 Stck`: how large a thing is, or what its price is for."""
    before = tokens[place - 1].plain.strip(".,:;") if place else ""
    return before in _BEFORE_SIZES or before.startswith("dia") or (tokens[place].text in BASES and before in _PER)


def may_be_of_item(text: str) -> bool:
    """Whether a word may be a piece of an item's number that has blanks in it: `GS 02885 2`."""
    return re.fullmatch(r"[A-Z]{1,4}|[\w./-]*\d[\w./-]*", text) is not None and misfit(Shape.UNIT)(text) > 0


def labelled_lines(lines: Sequence[Line]) -> set[Token]:
    """The words of lines that hold a label with a colon, known or not: `Umfang: 485,5 kg  Liefer-Art.: 05073` goes on with no description."""
    return {
        token for line in lines if any(token.text.endswith(":") and len(token.text) > 2 for token in line.tokens) for token in line.tokens
    }
