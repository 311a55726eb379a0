"""Words that print or OCR ran together: `Prezzo:53,14`, `1,27/KG`, `Riga10`, `pos.Artikel`, `Pièce.......CC097657` are two each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from domain.paper import Box
from extract.page.words import Word
from extract.text.units import UnitError, parse_unit
from extract.text.wording import CURRENCY_CODES, concepts

_LEADER = re.compile(
    r"\.{3,}|_{3,}|…+|(?<=\d)[|¦~](?=[^\W\d_]{2})|(?<=^\d{2})·(?=[^\W\d_]{1,4}$)|(?<=\d{3})·(?=[^\W\d_]{1,4}$)|(?<=\d[.,]\d\d)[:;|~](?=10{0,3}$)|(?<=\d[.,]\d{4})[:;|~](?=10{0,3}$)"
)
"""Dots and strokes that only lead the eye, and the rule or the dust between two cells: `24,000~ud`, a price and what it is for `187,9600:100`, a quantity and its unit `250·m`."""
_STRUCK = re.compile(r"\d[\d.,]*'")
"""A figure with a stroke of dust behind it; only print has feet and minutes that are sure."""
_SPECKS = "_~=‘’´`|¦·"
"""Signs at the ends of a word that are dust, rules and quotes."""
_SPECK_BEFORE = re.compile(r"[:“”„\"«»]\w{2}|[.,']\d{1,3}([.,]\d{3})*[.,]\d{1,4}$")
_SEAM = re.compile(
    r"(?<=[a-zà-ž]{2}\.)(?=[A-ZÀ-Ž][a-zà-ž]{2})"  # two headings that touch
    r"|(?<=[^\W_]{3})(?=·[^\W\d_]{2})"  # a centred point between two words, its blanks lost
    r"|(?<=[^\W\d_]{2}:)(?=\w)|(?<=[^\W\d_]\.:)(?=\w)"  # a label and its value
    r"|(?<=^KV)(?=\()|(?<=^KU)(?=\()|(?<=^KV2)(?=\()|(?<=^CVN)(?=\()|(?<=^KV)(?=[-–+]\d\d\s?°)|(?<=^KV2)(?=[-–+]\d\d\s?°)"  # an energy and its temperature, `KV(-20°C)`
    r"|(?<=^[23]\.[12])(?=[A-Z][a-z]{2})"  # the type of a certificate and what touches it: `3.1Test Cert. No. 036690` has no number `3.1TEST`
    r"|(?<=^[Nn][°º]\.)(?=[a-z]{2})"  # `N°.de pièce`, the mark of a number and what it is of
    r"|(?<=\d{4})(?=(?:del|vom|van|du|dated)\d{1,2}[./-]\d)|(?<=\d(?:del|vom|van))(?=\d{1,2}[./-]\d)|(?<=\ddu)(?=\d{1,2}[./-]\d)"  # `B0414250del15/07/2026`
    r"|(?<=\d\d)(?=-V/[^\W\d_]{2})|(?<=\d\d-)(?=V/[^\W\d_]{2})"  # `13-3116-11-V/poste`
    r"|(?<=[a-zà-ž]{3}\.)(?=\([A-Z][a-z]?\)$)"  # a scan's speck between an element and its symbol: `Stikstof.(N)`
)
_BLANK = re.compile(r"(?<=[^\W\d_]) (?=\d)|(?<=[^\W\d_.:]) (?=[^\W\d_]{2})")
"""A blank within what an engine gave as one word, `Regel 10`; those between groups of figures stay."""
_HUMP = re.compile(r"(?<=[a-zà-ž]{2})(?=[A-ZÀ-Ž][a-zà-ž]{2})")
"""Where two headings may have run together: `PosiciónCódigo`."""
_SMALL_L = re.compile(r"(?:^|(?<=[a-zà-ž]{2}))l(?=[^\W\d_]{3})")
"""Where a small l may be a capital I: at the beginning of a word, or of one that runs on from another."""
_TOUCHING = re.compile(r"(?<=\d)(?=[A-ZÀ-Ž][a-zà-ž]{3,}\.?:$)")
"""Where a number runs into the next label, its colon behind it: `H365808Quantity:`."""
_SLASH = re.compile(r"(?<=[^\W\d_]{4}/)(?=[^\W\d_]{4})")
"""Where OCR loses the blanks around a stroke between a heading's two languages: `Identificazione/Colata`."""
_STROKE_BEHIND = re.compile(r"(?P<word>[^\W\d_]{4,}\.?)/")
"""A word and the stroke before its other language, or before the next half of a label, the blank between them lost: `inkoopnr./ regel`."""
_CODED = re.compile(r"[\[({|]?(?P<code>[ABCDZ]\d{2})[\])}|]?(?P<label>[A-ZÀ-Ž][a-zà-ž]{2}\S*)")
"""A code of EN 10168 that touches its label: `A10Versandanzeige`, `[B01]Producto`, `A09]Artículo`."""
_ADDRESS = re.compile(r"//|@|^www\.", re.IGNORECASE)
_PAIRS = tuple(
    re.compile(f"(?P<first>{first})(?P<rest>{rest})", re.IGNORECASE)
    for first, rest in (
        (r"\d[\d.,]*[.,]\d{2,5}", r"/\d{0,4}[^\W\d_]{1,6}\.?\|?"),  # a price and what it is for
        (r"(?:pos|position|poz|pozycja|riga|rg|linea|línea|lin|ligne|line|item|zeile|regel|lp|lfd)\.?", r"\d{1,5}\.?"),
        (r"\d[\d.,]*[.,]\d{2,5}", r"/"),
        (r"(?:[^\W\d_]{2,8}\.)?(?:zam|best|ped|cde|ord)\.", r"\d{1,5}\.?"),  # `Poz.zam.20`
        (r"[\w/.-]*\d[\w/.-]*", r"\(\d[\d.,']*\)?[,;]?"),  # a lot and how much of it
        (r"[A-Z]{1,3}\d{4,}:", r"(?!(?:19|20)\d\d$)\d[\d.,']*"),  # a lot with a colon and how much of it, no edition of a standard
        (r"[\w-]*\d{5}", r"/\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"),  # a paper's number and its date
        (r"/", r"\d{1,2}([./-])\d{1,2}[./-](?:\d{2}|\d{4})"),  # the stroke before its date
        (r"[\w-]*\d{5}", r"(?:vom|van|dated|del|du)"),  # an order's number and the word before its date
        (r"\d[\d-]{4,}\d,", r"[^\W\d_]{3,}\.?"),  # an item's number and the next label: `69-8768-49,Your`
        (r"\(\d[\d.,']*\)[,;]", r"[\w-]{4,}"),  # how much, and the next lot
        (
            r"(?:[^\W\d_]{3,}-)?(?:nr|no|num|ch|lot|los|réf|ref|zg|art|mat|cod|kod|zam|best|ord|ped|cde|rif)\.",
            r"(?:[A-Z]{1,3}-?)?\d{4}[\w./-]*",
        ),  # a short label and its number
        (r"(?-i:n)(?:\.[°º]?|[°º]\.?)", r"(?:[A-Z]{1,3}-?)?\d{4}[\w./-]*"),  # the mark of a number: `Lotto n.002872`
    )
)
_RESULT = re.compile(
    r"(?P<symbol>(?:R[a-zHL]{1,2}\d?(?:[.,]\d)?|A\d{0,3}|Agt?|Z|K[VU]\d?|HB[WS]?|HRC|HV\d*)=)?\d[\d.,]*?(?P<unit>(?:MPa|N/mm[²2]?|ksi|psi|J)[.,;]*)?[%.,;]*"
)
"""The symbol of a result, its figure and its unit: `Rm=545MPa,`."""
_JOULES = re.compile(r"(?:\d{2,3}(?=J\)?$)|J(?=\([^\W\d_]{2,}\.?$))")
"""An energy and its unit, or its unit and the word for the mean behind it, the blank between them lost by OCR: `118J`, `J(moyenne`."""
_MARKED = re.compile(r"#\d{1,4}")
"""The mark of a position and its number, the blank between them lost by OCR; in print, `Test Case 1 #57` is a name as it stands."""
_PADDED = re.compile(r"0\d{2,5}")
_TOUCHED = re.compile(r"(0\d+?)(\d[\d.,]*)")
_BEFORE_CODE = re.compile(r"(0\d{2,5})[^\W\d_]{1,4}\W?\w*\d\w*")
"""A padded position and an item's number that begins with letters: `00010AN-35483`; `04328VS` is one number."""
FLUSH = 0.8
"""Words that begin within so many points of each other stand flush below each other."""
FEWEST_PADDED = 2
MOST_LEFT_OUT = 3
"""So many times as many positions as are printed may have been counted."""
_PRICED = re.compile(
    r"\d[\d.,]*[.,]\d{2,4}(?P<per>par|per|pro|je|por|cada|ogni|for|voor|za)(?P<count>10{0,3})(?P<unit>[^\W\d_]{1,4}\.?)?", re.IGNORECASE
)
"""A price and what it is for, run together: `156,7500par100kg`."""
_AMOUNT = re.compile(r"(?P<first>\d[\d.,'’]*)(?P<rest>[^\W\d_]{2,5}\.?)|(?P<more>\d+(?:[.,]\d+)?)(?P<metres>m)|\d+[.,]\d+\.?(?P<stop>M)")

_AFTER_CURRENCY = re.compile(r"(?P<currency>[A-Z]{3})\d[\d.,']*[.,]\d{2}")


def parted(word: Word) -> list[Word]:
    """The words that one is, from left to right; mostly itself."""
    if word.text.isdigit() or (word.text.isalpha() and (word.text[1:].islower() or word.text.isupper())):
        text = _with_capital(word.text) if word.confidence < 1 and "l" in word.text else word.text
        return [word] if text == word.text else parted(replace(word, text=text))  # most words: neither seams nor specks
    if word.confidence < 1 and (blanks := [match.start() for match in _BLANK.finditer(word.text)]):
        cuts = [0, *blanks, len(word.text)]
        return [part for start, end in pairwise(cuts) for part in parted(_bare(_piece(word, start, end)))]
    if coded := _CODED.fullmatch(word.text):
        return [_piece(word, *coded.span("code")), _piece(word, *coded.span("label"))]
    return [_without_specks(part) for piece in _without_leader(_without_specks(word)) for part in _at_seams(piece)]


def _with_capital(text: str) -> str:
    """`ltem`, `Yourltem` with the capital I that OCR takes for a small l, where only so the words are those of a label."""
    for at in (match.start() for match in _SMALL_L.finditer(text)):
        spelt = f"{text[:at]}I{text[at + 1 :]}"
        if concepts(text) is None and concepts(spelt[at:]) and (at == 0 or concepts(spelt[:at])):
            return spelt
    return text


def without_touching_positions(words: Sequence[Word]) -> list[Word]:
    """The words with `00030200.000` parted where a padded position touches the quantity behind it.

    Only where others of the same length stand flush above or below it, and with it make a row that rises in even steps: a heat or an
    item's number does not.
    """
    found: dict[Word, int] = {}
    zeros = [word for word in words if word.text.startswith("0")]
    padded = [word for word in zeros if _PADDED.fullmatch(word.text)]
    for word in zeros:
        if coded := _BEFORE_CODE.fullmatch(word.text):
            alike = [other for other in zeros if abs(other.box[0] - word.box[0]) < FLUSH and _BEFORE_CODE.fullmatch(other.text)]
            if len(alike) >= FEWEST_PADDED:
                found[word] = len(coded[1])
        if not _TOUCHED.fullmatch(word.text):
            continue
        alike = [other for other in padded if abs(other.box[0] - word.box[0]) < FLUSH and len(other.text) < len(word.text)]
        length = len(alike[0].text) if alike else 0
        if len(alike) >= FEWEST_PADDED and all(len(other.text) == length for other in alike):
            found[word] = length
    guessed = dict(found)
    for word, length in guessed.items():
        column = [other for other in words if abs(other.box[0] - word.box[0]) < FLUSH and (other in padded or guessed.get(other) == length)]
        numbers = [int(other.text[:length]) for other in sorted(column, key=lambda other: other.box[1])]
        step = numbers[0]
        even = step > 0 and all(number % step == 0 for number in numbers) and numbers == sorted(set(numbers))
        if not even or numbers[-1] > MOST_LEFT_OUT * step * len(numbers):
            del found[word]
    return [part for word in words for part in _cut(word, found.get(word))] if found else list(words)


def _cut(word: Word, place: int | None) -> Iterator[Word]:
    if place is None:
        yield word
    else:
        yield _piece(word, 0, place)
        yield _piece(word, place, len(word.text))


def _without_specks(word: Word) -> Word:
    bare = word.text.strip(_SPECKS)
    bare = bare[1:] if _SPECK_BEFORE.match(bare) else bare
    bare = (
        bare[:-1] if word.confidence < 1 and _STRUCK.fullmatch(bare) else bare
    )  # a colon that stands apart from its label, dust before a word
    if bare == word.text or not re.search(r"\w\w|\d", bare):
        return word
    start = word.text.index(bare)
    return _piece(word, start, start + len(bare))


def _without_leader(word: Word) -> Iterator[Word]:
    if not _LEADER.search(word.text) or not re.search(r"\w", word.text):
        yield word
        return
    start = 0
    for match in [*_LEADER.finditer(word.text), None]:
        end = match.start() if match else len(word.text)
        if end > start:
            yield _piece(word, start, end)
        start = match.end() if match else end


def _bare(word: Word) -> Word:
    """A piece without the blank that it was cut at."""
    return replace(word, text=word.text.strip()) if word.text.strip() != word.text else word


def _at_seams(word: Word) -> Iterator[Word]:
    seams = _seams(word.text, printed=word.confidence >= 1)
    cuts = [0, *seams, len(word.text)]
    yield from (_piece(word, start, end) for start, end in pairwise(cuts)) if seams else (word,)


@lru_cache(maxsize=20_000)
def _seams(text: str, *, printed: bool) -> Sequence[int]:
    """Where a word is cut; it may be `printed`, or read by OCR."""
    seams = [] if _ADDRESS.search(text) else [match.start() for match in _SEAM.finditer(text)]
    for hump in [] if seams else _HUMP.finditer(text):  # `ThyssenKrupp` is one word: both must be words of labels
        if concepts(text[: hump.start()]) and concepts(text[hump.start() :]):
            seams = [hump.start()]
    if not seams and (touching := _TOUCHING.search(text)) and concepts(text[touching.start() :].rstrip(":")):
        seams = [touching.start()]
    if not seams and (result := _RESULT.fullmatch(text)) and (result["symbol"] or not (result["unit"] or "").startswith("J")):
        seams = [place for place in (result.end("symbol"), result.start("unit")) if place > 0]
    if not seams and not printed and any(map(concepts, text.split("/"))):
        seams = [match.start() for match in _SLASH.finditer(text)]
    for pattern in _PAIRS:
        if not seams and (match := pattern.fullmatch(text)):
            seams = [match.start("rest")]
    return (seams if printed else _seams_of_scan(text, seams)) or _before_unit(text)


def _seams_of_scan(text: str, seams: list[int]) -> list[int]:
    """Where a word of a scan is cut besides, whose blanks OCR lost."""
    if _MARKED.fullmatch(text):
        return [1]
    if not seams and (stroke := _STROKE_BEHIND.fullmatch(text)) and concepts(stroke["word"]):
        return [stroke.end("word")]
    if not seams and (joules := _JOULES.match(text)):
        return [joules.end()]
    return seams


def _before_unit(text: str) -> list[int]:
    """`320KG`, `120,5m`, `180.5.M` with a blank lost, `4.685,60EUR`, `EUR12.50`; a single letter behind a whole number is more likely part of a name (`316L`)."""
    if priced := _PRICED.fullmatch(text):
        return [priced.start(name) for name in ("per", "count", "unit") if priced[name]]
    match = _AMOUNT.fullmatch(text)
    if before := _AFTER_CURRENCY.fullmatch(text):
        return [before.end("currency")] if before["currency"].lower() in CURRENCY_CODES else []
    if not match:
        return []
    if match["rest"] and match["rest"].lower() in CURRENCY_CODES:
        return [match.start("rest")]
    try:
        parse_unit(match["rest"] or match["metres"] or match["stop"])
    except UnitError:
        return []
    return [next(match.start(name) for name in ("rest", "metres", "stop") if match[name])]


def _piece(word: Word, start: int, end: int) -> Word:
    """The signs of a word from start to end; all are taken to be as wide."""
    return replace(
        word,
        text=word.text[start:end],
        box=_share(word.box, start / len(word.text), end / len(word.text)),
        shown=word.shown and _share(word.shown, start / len(word.text), end / len(word.text)),
        others=(),
    )


def _share(box: Box, start: float, end: float) -> Box:
    width = box[2] - box[0]
    return (box[0] + start * width, box[1], box[0] + end * width, box[3])
