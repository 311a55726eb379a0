"""Details below an entry that are no part of its description: numbers of trade, labelled values, sums, smaller print."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from domain.doctype import Shape
from extract.label.labels import LabelHit, Vocabulary
from extract.page.layout import Line, Token
from extract.shape.misfits import misfit
from extract.text.norms import NORMS
from extract.text.wording import concepts

TRADE = frozenset(
    {
        "ean",
        "gtin",
        "taric",
        "nc",
        "cn",
        "hs",
        "gn",
        "hts",
        "intrastat",
        "hs-code",
        "warentarifnr",
        "warennr",
        "stat.-nr",
        "zolltarif-nr",
        "zolltarifnr",
    }
)
"""What numbers for customs and tills are called below an entry."""
PAIR = 2
SHORTEST_INSIDE = 4
"""A label of fewer letters names nothing in the middle of a text."""
SMALLER = 0.91
"""Print of less than this share of the height of a description's is of details; no house sets one description in two sizes."""


def in_its_print(tokens: Sequence[Token], described: Sequence[Token]) -> list[Token]:
    """The words up to where print becomes clearly smaller than that of the description's first words (`Kugelhahn DN40 (votre réf. 71-9367)`)."""
    if not described or not tokens:
        return list(tokens)
    usual = statistics.median(_height(token) for token in described[:3])
    small = [_height(token) < SMALLER * usual for token in tokens]
    return list(tokens[: next((place for place in range(len(tokens)) if all(small[place:])), len(tokens))])


def _height(token: Token) -> float:
    return token.word.box[3] - token.word.box[1]


def labels_inside(vocabulary: Vocabulary, lines: Sequence[Line], index: int, *, fuzzy: bool) -> list[LabelHit]:
    """The labels in a line of an entry; a unit behind its figures names nothing, though `Stuks` heads quantities: `CH04271 (8 stuks), CH02245 (8 stuks)`."""
    tokens = lines[index].tokens
    return [
        hit
        for hit in vocabulary.hits(lines, index, fuzzy=fuzzy)
        if not (hit.name == "quantity" and _counts(tokens[max(hit.start - 1, 0) : hit.end]))
    ]


def _counts(words: Sequence[Token]) -> bool:
    """Whether words are a number and its unit, in brackets or not."""
    *_, figure, unit = ("", "", *(token.text.strip("()[].,;:") for token in words))
    return re.fullmatch(r"\d[\d.,']*", figure) is not None and misfit(Shape.UNIT)(unit) == 0


_SHORT_LABEL = re.compile(r"[^\W\d_]{2,4}\. ?(?=(?:\S*\d){5})\S")


def is_wordless(tokens: Sequence[Token]) -> bool:
    """Whether words are mostly figures: a part of a schedule, a sum; no description goes on like that."""
    figures = sum(bool(re.fullmatch(r"[\W\d]*", token.text)) for token in tokens)
    return figures >= 2 and 2 * figures > len(tokens)


def is_number_alone(tokens: Sequence[Token]) -> bool:
    """`93-4368-68` on a line of its own: an item's number whose label stands elsewhere."""
    return len(tokens) == 1 and re.fullmatch(r"\d{2,}-\d{2,}(-\d{2,})?[.,;]?", tokens[0].text) is not None


def detail_at(tokens: Sequence[Token]) -> int:
    """Where words begin to tell a number of trade, `EAN 4006160423587`, `Cod. NC 73045400`, or where goods are made; their count if nowhere.

    At the beginning of a line a number of trade may stand without its name, and a number behind a short one is some other: `Zg. 5.428.8951-A`.
    """
    if tokens and (re.fullmatch(r"\d{8,14}", tokens[0].text) or _SHORT_LABEL.match(" ".join(token.text for token in tokens[:2]))):
        return 0
    for place, token in enumerate(tokens):
        behind = [other.text for other in tokens[place + 1 : place + 4]]
        if token.plain.strip(".:") in TRADE and any(re.fullmatch(r"\d{8,14}", text) for text in behind):
            return max(0, place - 1) if place and token.plain in ("nc", "cn", "hs") and tokens[place - 1].text.endswith(".") else place
        made = token.plain == "made" and behind[:1] == ["in"]
        origin = "origin" in (concepts(token.text) or ()) and any(re.fullmatch("[A-Z]{2}", text) for text in behind)
        if made or origin:
            return max(0, place - 1) if origin and place and re.fullmatch(r"\w{1,4}\.", tokens[place - 1].text) else place
    return len(tokens)


def without_further_details(line: Line) -> list[Token]:
    """The words of a line without what stands apart behind them under a name of its own: `Plate 8x2000x6000       Whse: 002`."""
    apart = next((phrase.tokens[0] for phrase in line.phrases[1:] if any(token.text.endswith(":") for token in phrase.tokens[:-1])), None)
    return [token for token in line.tokens if apart is None or token.x0 < apart.x0]


def is_unit_of(line: Line, above: Line) -> bool:
    """Whether a line has nothing but the unit of a figure that ends a named detail right above it: `Quantity: 1,500.000` over `PCS`."""
    return (
        len(line.tokens) == 1
        and misfit(Shape.UNIT)(line.tokens[0].text) == 0
        and above.tokens[-1].text[-1].isdigit()
        and is_labelled(above)
    )


def names_nothing(line: Line, hit: LabelHit) -> bool:
    """`Epoxidharz EP 2000`: a short word in the middle of a text is no label, though it is one by itself."""
    word = line.tokens[hit.start]
    inside = all(phrase.tokens[0] is not word for phrase in line.phrases)
    return inside and hit.end - hit.start == 1 and len(word.text) < SHORTEST_INSIDE and word.text.isalpha()


def goes_on_with_norm(described: Sequence[Token], fresh: Sequence[Token]) -> bool:
    """Whether figures are those of a norm whose name ends the line above: `Socket head cap screw ISO` over `4762 M20x50 12.9`."""
    return bool(described and fresh) and described[-1].text in NORMS and fresh[0].text[0].isdigit()


def is_labelled(line: Line) -> bool:
    """`Zeichnungs-Nr.: 9-20211 C`, `Made in: GB`, `Lieferung in 2 Teilen:`: a detail with its name, known or not; no description goes on so.

    Without a colon its name is known, and a figure stands apart from it: `Positionsgewicht    20,00 kg`.
    """
    phrase = line.phrases[0].tokens
    name = line.phrases[0].text
    if len(line.phrases) == PAIR and line.phrases[1].text[0].isdigit() and not re.search(r"\d", name) and concepts(name) is not None:
        return True
    if phrase[-1].text.endswith(":"):
        return True
    colon = next((place for place, token in enumerate(phrase) if token.text.endswith(":")), None)
    behind = [token for token in line.tokens if token.x0 > phrase[colon].x0] if colon is not None else []
    return any(re.search(r"\d", token.text) for token in behind) or (
        len(behind) == 1 and re.fullmatch("[A-Z]{2}", behind[0].text) is not None
    )
