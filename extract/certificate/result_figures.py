"""Figures of results that are one word, parted: energies that are listed, contents that have run together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from extract.page.layout import Token

SHORTEST_LIST = 5
"""Three figures with the strokes between them."""
MOST_JOULES = 450
"""The most that the usual pendulum strikes with: `73/763` is no list, but one with its unit read as a figure."""


def listed(token: Token) -> list[Token]:
    """The single values of a cell that lists them, each with its place: `71/70/72`, on a scan `58·66·64`."""
    if re.fullmatch(r"\d{2,3}([-–·./;]\d{2,3}){2}|\d{2,3}( \d{3}){1,2}", token.text):
        return _parts(token, re.split(r"[-–·./; ]", token.text), 1)
    if re.fullmatch(r"\d{3}(,\d{3}){2}", token.text) and all(int(part) <= MOST_JOULES for part in token.text.split(",")):
        return _parts(token, token.text.split(","), 1)
    if not re.fullmatch(r"\d{1,3}([.,]\d)?([/;]\d{1,3}([.,]\d)?){1,5}", token.text):
        return []
    return _parts(token, re.split(r"[/;]", token.text), 1)


def listed_with_strokes(tokens: Sequence[Token]) -> set[int]:
    """The words, by their identity, of lists of three figures or more between which strokes stand as words: `79 / 129 / 77`."""
    found: set[int] = set()
    run: list[Token] = []
    for token, behind in zip_longest(tokens, tokens[1:]):
        if re.fullmatch(r"\d{1,3}([.,]\d)?", token.text) and (not run or run[-1].text == "/"):
            run.append(token)
            if behind is not None and behind.text == "/":
                continue
        elif token.text == "/" and run:
            run.append(token)
            continue
        if len(run) >= SHORTEST_LIST:
            found |= {id(each) for each in run if each.text != "/"}
        run = []
    return found


def dashed(token: Token) -> list[Token]:
    """The single values of a word that a scan has run together with the dashes between them: `63-75`, `-54-55`; elsewhere it may be a span."""
    text = token.text.lstrip("-–")
    if "-" not in token.text.replace("–", "-") or not re.fullmatch(r"\d{2,3}([-–]\d{2,3}){0,2}", text):
        return []
    lead = len(token.text) - len(text)
    x0, top, x1, bottom = token.word.box
    begin = x0 + (x1 - x0) * lead / len(token.text)
    own = replace(token, word=replace(token.word, text=text, box=(begin, top, x1, bottom), shown=token.word.on_page), plain=text)
    return _parts(own, re.split("[-–]", text), 1)


def parted(token: Token) -> list[Token]:
    """The results that are one word with strokes between them, `279/301`, each with its place; none where it is one result."""
    text = token.text.rstrip(";/,|")
    return _parts(token, re.split(r"[;/]", text), 1) if re.fullmatch(r"\d+([.,]\d+)?([;/]\d+([.,]\d+)?)+", text) else []


def single_values(token: Token, between: str = "") -> list[Token]:
    """The single values of an impact test that are one word with what stands between them, or with one of it: `54-64-71J`, `93-72J`, `/100`.

    With `between`, that stands as a word of its own between them.
    """
    text = token.text.strip("/;")
    unit = re.search(r"J?\)?$", text)
    figures = text[: unit.start()] if unit else text
    parts = re.split(r"[-–/;]| (?=\d{3}(?: |$))", figures)  # `120 131 125` is one number elsewhere
    whole = all(re.fullmatch(r"\d{2,3}", part) and int(part) <= MOST_JOULES for part in parts)
    several = whole and (len(parts) > 2 or (len(parts) > 1 and " " in figures) or (len(parts) > 1 and ("/" in figures or figures != text)))
    if not several:
        return [token.saying(text)] if re.fullmatch(r"\d{2,3}", text) else [token]
    values = _parts(token, parts, 1)
    if not between:
        return values
    return [word for value in values for word in (value.saying(between), value)][1:]


def three_joules(tokens: Sequence[Token]) -> list[Token]:
    """The energies of three pieces that some words of a scan are, whatever stands between them or is lost there: `98 - 98-118`, `82 100/119`."""
    if not re.fullmatch(r"\W*\d{2,3}(\W+\d{2,3}){2}( ?J)?\W*", " ".join(token.text for token in tokens)):
        return []
    return [part for token in tokens for part in _figures_in(token) if int(part.text) <= MOST_JOULES]


def _figures_in(token: Token) -> list[Token]:
    parts = re.split(r"(\d+)", token.text)
    return [part for part in _parts(token, parts, 0) if part.text.isdigit()]


def lists_joules(tokens: Sequence[Token]) -> bool:
    """Whether some words are the single values of an impact test, or one of them, whatever stands between: `55 77 78J`, `82; 109; 113 J`."""
    text = " ".join(token.text for token in tokens)
    return re.fullmatch(r"\d{1,3}(\W+\d{1,3}){0,5} ?J\)?\W*", text) is not None


def unglued(token: Token) -> list[Token]:
    """The contents of cells that stand so close that their figures are one word: `0.45020.1625`."""
    parts = re.split(r"(?<=\d)(?=0[.,])", token.text)
    return _parts(token, parts, 0) if len(parts) > 1 and all(re.fullmatch(r"0[.,]\d{2,4}", part) for part in parts) else [token]


def _parts(token: Token, parts: Sequence[str], between: int) -> list[Token]:
    """The parts of a word as words; `between` is how many signs part them."""
    x0, top, x1, bottom = token.word.box
    wide = (x1 - x0) / len(token.text)
    begins = [sum(len(part) + between for part in parts[:place]) for place in range(len(parts))]
    boxes = [(x0 + wide * start, top, x0 + wide * (start + len(part)), bottom) for start, part in zip(begins, parts, strict=True)]
    return [Token(replace(token.word, text=part, box=box, shown=token.word.on_page), part) for part, box in zip(parts, boxes, strict=True)]
