"""Comparing what papers and orders call the same thing: order numbers, items, names, units, payment terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from decimal import Decimal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from domain.paper import Leaf

PIECES = frozenset({"C62", "H87", "EA"})
_UNIT_WORDS = {**dict.fromkeys(PIECES, "pcs"), "KGM": "kg", "TNE": "t", "GRM": "g", "MTR": "m", "MMT": "mm", "MTK": "m²", "LTR": "l"}
MOST_MISREAD = 2
"""More signs of an item number than that are not misread on a scan: it is another."""
_WITH_LINE = re.compile(r"(?P<order>.*?\w)(\s*[/–.,:-]\s*|\s+)(?:\D{1,8}\s?)?(?P<line>\d{1,6})")
_LOOKALIKES = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "S": "5", "B": "8", "Z": "2", "G": "6"})
UNLIKE = 0.4
"""Words of which more than this share of the signs differ are two, off a bad scan as well."""
NOTHING_ALIKE = 50.0
"""The words that two companies of a like name do not share are spelt less alike than this, of 100."""


def bare(text: str) -> str:
    """Letters and figures only, in capitals: `PO-206214` and `po 206214` are the same."""
    return re.sub(r"[\W_]", "", text.upper())


def unaccented(text: str) -> str:
    """The text without accents: `réception` is `reception`."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def bare_number(text: str) -> str:
    """An order number without its habits: no `PO`, no leading zeros."""
    return re.sub(r"^(PO|NO|NR)(?=\d)", "", bare(text)).lstrip("0")


def plain(number: Decimal) -> str:
    """A decimal as the contract writes it, without zeros behind the point."""
    return f"{number.normalize():f}"


def names_order(text: str, order_number: str, order_lines: Collection[str] = ()) -> bool:
    """Whether a text names that order, alone or with one of its lines behind it: `4500017325/10`, `4500017325-020`."""
    own, with_line = bare_number(order_number), _WITH_LINE.fullmatch(text.strip())
    if bare_number(text) == own:
        return True
    lines = {each.lstrip("0") for each in order_lines}
    return with_line is not None and bare_number(with_line["order"]) == own and with_line["line"].lstrip("0") in lines


def lookalike(text: str) -> str:
    """Signs that scanners confuse made one: `BO335323` and `B0335323` look alike. Only for finding, never for posting."""
    return bare(text).translate(_LOOKALIKES)


def same_item(leaf: Leaf, ordered: str) -> bool:
    """Whether an item number is the ordered one; on a scan, look-alikes and a doubled sign are the scanner's doing.

    Any other sign that differs makes another item: `BG-6853` on a scan may well be what was printed.
    """
    said, wanted = bare(leaf.value), bare(ordered)
    if said == wanted:
        return True
    return leaf.source == "ocr" and single_lookalike(said) == single_lookalike(wanted)


def single_lookalike(text: str) -> str:
    """As `lookalike`, with letters that follow themselves made one."""
    return lookalike(_single(bare(text)))


def _single(text: str) -> str:
    """Letters that follow themselves made one, as a scanner doubles them: `BBG6852` is `BG6852`. Figures stay: 600 is not 60."""
    return re.sub(r"([A-Z])\1+", r"\1", text)


def item_likeness(leaf: Leaf, ordered: str) -> float:
    """How much speaks for an item number being meant by another, 0 to 1: on a scan, one or two signs may be misread."""
    if bare(leaf.value) == bare(ordered):
        return 1.0
    if same_item(leaf, ordered):
        return 0.95
    if leaf.source != "ocr":
        return 0.0
    distance = Levenshtein.distance(lookalike(leaf.value), lookalike(ordered))
    return {1: 0.85, 2: 0.75 if len(bare(ordered)) >= 6 else 0.0}.get(distance, 0.0)


def same_unit(one: str, other: str) -> bool:
    """Whether two Recommendation 20 codes name the same unit; `C62`, `H87` and `EA` do."""
    return one == other or {one, other} <= PIECES


def unit_word(code: str) -> str:
    """A Recommendation 20 code as a clerk writes the unit; one that has no short word stays as it is."""
    return _UNIT_WORDS.get(code, code)


def name_likeness(one: str, other: str) -> float:
    """How alike two company names are, 0 to 100; legal forms and word order count little."""
    return float(fuzz.token_set_ratio(_plain_name(one), _plain_name(other)))


def are_two_names(one: str, other: str) -> bool:
    """Whether each of two company names has words of its own, and these are nothing alike: `Suministros Industriales Vallés` and `… Arrate`, or `… Arga`.

    A letter that was misread, a blank that was lost, a word that was shortened or that only one of them has makes no other company.
    """
    first, second = (_plain_name(unaccented(name)).split() for name in (one, other))
    own, others = "".join(word for word in first if word not in second), "".join(word for word in second if word not in first)
    shortened = own.startswith(others) or others.startswith(own)
    unlike = not shortened and Levenshtein.distance(own, others) > UNLIKE * max(len(own), len(others))
    return bool(own and others) and (unlike or fuzz.ratio(own, others) < NOTHING_ALIKE)


_LEGAL = re.compile(
    r"\b(gmbh|co|kg|ag|se|inc|ltd|llc|corp|plc|sa|sas|sarl|srl|spa|bv|nv|sp z oo|zoo|sl|slu|sau|ohg|ug|company|limited|oo|sp|z)\b"
)


def _plain_name(name: str) -> str:
    plain = re.sub(r"[^\w\s]", "", name.lower())
    return " ".join(_LEGAL.sub(" ", plain).split()) or plain


_DAY = re.compile(r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}\.\d{1,2}\.\d{2}|\d{4}-\d{2}-\d{2})\b")


def terms_numbers(text: str) -> list[str]:
    """The figures of payment terms, sorted: `14 days 2%, 30 days net` and `2% 14, Net 30` say the same.

    A day that is told besides, `30 jours : 13/07/2026`, is when the terms end, and no term; where only a day is told, it counts.
    """
    figures = re.findall(r"\d+(?:[.,]\d+)?", _DAY.sub("", text)) or re.findall(r"\d+(?:[.,]\d+)?", text)
    return sorted(number.replace(",", ".").rstrip("0").rstrip(".") if "." in number or "," in number else number for number in figures)
