"""Candidates for a value: what was read, where, and how much speaks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.paper import Leaf, Source
from extract.page.layout import Layout, Token
from extract.page.open_signs import is_unmistakable
from extract.page.words import union
from extract.shape.values import Value

CONFUSABLE = 0.08
"""What a print loses in certainty where one engine may have taken a letter for a figure: it is as sure of `0C879112` as of `OC879112`."""


SUREST_PRINT = 0.99
"""No print off a scan is surer, however sure its engines are."""
ALIKE = 0.7
"""The most that a print is sure of where one sign may be a letter or a figure."""
MOST_TELLING = 3
"""Words that a symbol or the type of a certificate has at most: `EN 10204 3.1`."""


SHORTEST, CUT_SHORT = 5, 0.4
"""Letters and figures: a paper's own number has hardly ever fewer; what one that has is worth off a scan."""
_PREFIX = re.compile(r"(?<=^[A-Z])0(?=-\d{3})|(?<=\d[-/])0(?=[A-Z]$)")
"""A nought that ends the letters before a number or begins those behind it, `P0-249634`, `32722/0C`: an O far more often, and never sure by itself."""


PARCEL = re.compile(r"1Z[0-9A-Z]{8,16}|[A-Z]{2}\d{9}[A-Z]{2}")
"""A number of UPS, or one of the Universal Postal Union (S10): no supplier's paper has such a one."""
_EIGHT = re.compile(r"[A-Z]{1,3}8\d")
_NEVER_SURE = re.compile(r".*[-/. ][0O][A-Z]")


def is_confusable(value: str) -> bool:
    """Whether an identifier from a scan may hold a look-alike: letters among figures, or a leading 0 or 1 that may be O, L or I."""
    mixed = (
        re.search(r"[A-Z]", value) is not None and re.search(r"[OIQLSBZG015826]", value) is not None and re.search(r"\d", value) is not None
    )
    return (mixed or re.fullmatch(r"[01]\d{3,}", value) is not None) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value)


def is_alike_in_print(value: str) -> bool:
    """Whether a nought stands where letters do (`S0-551425`, `0C702841`), or an O where figures do: many prints have one sign for both.

    Engines take the one after letters for a letter: `W066857/1` is read as `WO66857/1` by both.
    """
    return re.match(r"(?:.*[-/. ])?0[A-Z]|[A-Z]+0(?=[-/. A-Z])|.*(?:O\d|\dO)", value) is not None


def own_number(number: Leaf, tokens: Sequence[Token]) -> Leaf:
    """The paper's own number, which nothing confirms, and the words that it was read in.

    Off a scan both engines may take a B behind its first letters for an 8 (`O8006…`), if the print does not tell, and an O for a nought (`/0C`).
    A short one may be what a stamp left of it: `512` of `CC081512`, `26/35` of `26/35572`. One by which a carrier follows a parcel is not its own.
    """
    if PARCEL.fullmatch(number.value):
        return weakened(number, CUT_SHORT)
    if number.source == "ocr" and len(re.sub(r"[^A-Z0-9]", "", number.value.upper())) < SHORTEST:
        return weakened(number, CUT_SHORT)
    number = number.model_copy(update={"unmistakable": is_unmistakable(number.value, [token.word for token in tokens])})
    told = bool(tokens) and _is_measured(tokens) and re.search(r"[-/. ]0[A-Z]", number.value) is None
    in_doubt = (_NEVER_SURE.match(number.value) and not told) or (
        _EIGHT.match(number.value) and not any(token.word.eight for token in tokens)
    )
    return weakened(number, ALIKE) if number.source == "ocr" and in_doubt else number


@dataclass(frozen=True)
class Candidate:
    """A value that may be the one of a field; `score` (0 to 1) says how well label, place and shape speak for it."""

    value: Value
    page: int
    score: float


def leaf_of(candidate: Candidate, layout: Layout, *, rivals: float = 0.0, derived: bool = False) -> Leaf:
    """The candidate as a leaf. `rivals` is the score of the best candidate with another value: near ones make it doubtful."""
    found = leaf(
        candidate.value.value, candidate.value.tokens, candidate.page, layout,
        score=candidate.score * candidate.value.fit, rivals=rivals, derived=derived,
    )  # fmt: skip
    guessed = found.source == "ocr" and not _is_measured(candidate.value.tokens)
    return found.model_copy(update={"value": _PREFIX.sub("O", found.value)}) if guessed else found


def leaf(
    value: str, tokens: tuple[Token, ...], page: int, layout: Layout, *, score: float = 1.0, rivals: float = 0.0, derived: bool = False
) -> Leaf:
    """A value with its evidence."""
    source: Source = "derived" if derived else "ocr" if layout.source(page) == "ocr" else "text"
    box = union([token.word.on_page for token in tokens])
    certainty = min(token.word.confidence for token in tokens)
    seconded = source == "ocr" and _is_seconded(tokens)
    if source == "ocr" and is_confusable(value) and not seconded:
        certainty -= CONFUSABLE
    if source == "ocr" and is_alike_in_print(value) and not _is_measured(tokens):
        certainty = min(certainty, ALIKE)
    return Leaf(
        value=value,
        text=" ".join(token.text for token in tokens),
        confidence=round(probability(score, rivals, certainty), 4),
        page=page,
        box=(round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)),
        source=source,
        seconded=seconded,
    )


def weakened(value: Leaf, share: float) -> Leaf:
    """The value, so much less sure."""
    return value.model_copy(update={"confidence": round(share * value.confidence, 4)})


def contested(value: Leaf, share: float) -> Leaf:
    """The value, so much less sure, as one of several that a paper prints of which what was ordered is one."""
    return weakened(value, share).model_copy(update={"contested": True})


def _is_seconded(tokens: Sequence[Token]) -> bool:
    """Whether a second engine read every word alike that has a letter or figure in it."""
    said = [token.word for token in tokens if any(char.isalnum() for char in token.text)]
    return bool(said) and all(word.seconded for word in said)


def _is_measured(tokens: Sequence[Token]) -> bool:
    """Whether each word with a sign that may be an O or a 0 was told by how wide that is (`extract.scan.rounds`)."""
    return all(token.word.measured for token in tokens if re.search("[O0]", token.text))


def telling(tokens: Sequence[Token], says: Callable[[str], object | None]) -> tuple[Token, ...]:
    """The fewest words that say what all of them together do: no other word makes it less sure. All of them where none do alone."""
    said = says(" ".join(token.text for token in tokens))
    for count in range(1, MOST_TELLING + 1):
        for start in range(len(tokens) - count + 1):
            run = tuple(tokens[start : start + count])
            if said is not None and says(" ".join(token.text for token in run)) == said:
                return run
    return tuple(tokens)


def probability(score: float, rivals: float, certainty: float) -> float:
    """The probability that a value is right, from how well it fits, how near its best rival is, and the print's certainty.

    A print that OCR is 0.93 sure of is read right about 99 times in 100, one it is 0.6 sure of hardly more than every second time.
    """
    margin = min(1.0, 0.55 + 2.5 * max(0.0, score - rivals)) if rivals else 1.0
    reading = 1.0 if certainty >= 0.999 else min(SUREST_PRINT, max(0.05, 1.45 * certainty - 0.36))
    return max(0.01, min(0.995, score)) * margin * reading
