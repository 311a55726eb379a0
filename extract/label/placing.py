"""Where the value of a label stands: beside it, in the cell below it, anywhere in its box, over its line's end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from domain.doctype import FieldSpec, Shape
from extract.label.label_places import (
    BOX_NUMBER,
    LEVEL,
    box_numbers,
    ends_heading,
    ends_phrase,
    heads_values,
    is_end_of_another,
    is_one_of_column,
    next_labelled,
)
from extract.label.labels import NUMBER_MARKS, WEAK, LabelHit, Vocabulary, squeezed
from extract.page.layout import Layout, Line, Phrase, Token
from extract.shape.candidates import Candidate
from extract.shape.values import Habits, Value, currency_of, read_value
from extract.text.terms import leads_to_terms, terms_in
from extract.text.units import is_unit
from extract.text.wording import concepts

WEAK_DATE_LABELS = frozenset(
    squeezed(label)
    for label in (
        "vom",
        "du",
        "del",
        "dated",
        "of",
        "van",
        "d.d.",
        "dd",
        "z dnia",
        "de fecha",
        "z dn",
        "dnia",
        "en date du",
        "in data",
        "from",
        "date du",
        "datee du",
        "datiert vom",
        "fechado",
        "datato",
        "gedateerd",
    )
)
"""Words that name a date only right after a number: `your order 4500017325 of 21 June`."""
BARE_LABELS = frozenset({"no", "nr", "n", "id", "number", "numero", "nummer", "numer", "documento", "document", "dokument", "vorgang"})
VAGUE_LABELS = frozenset({"report", "bericht", "rapport", "raport", "informe", "worksorder", "worksorderno"})
"""What a house may call its own paper or order by, and another paper or another house as well: as little as `No.` where a plainer label stands."""
WORDY = frozenset({Shape.TEXT, Shape.TERMS})
"""Shapes that any words may have, so that more is asked of the label."""
ANYWHERE_BELOW = (Shape.INCOTERM, Shape.AMOUNT, Shape.CURRENCY, Shape.WEIGHT)
"""Shapes that are told among other words: `EUR 12,50`, `9,559 lb = 4,336 kg`."""
OTHER_UNITS = frozenset({"lb", "lbs", "t", "to", "tn", "g"})
_ANYTHINGS = frozenset({"date", "number", "ref"})
"""What labels say that need a thing before them."""
SHORTEST_THING = 3
BEHIND_UNKNOWN = 0.75
BARE, ALONE = 0.85, 0.98
"""What `No.` alone is worth as the label of the paper's own number, and where no second one stands on the paper."""
TORN_AT = "-/"
"""Signs behind which a blank may tear a number: `AB- 355611`."""
BESIDE = 0.96
FAR_BESIDE = 0.95
BELOW = 0.95
OVER_THE_END = 0.9
OF_EACH = 0.6
"""What a weight is worth below which another stands: each package has its own, and the label is the heading of their column."""
BELOW_LINES = 4
"""A value stands on the line of its label or on one of the three below."""
FOOT, IN_FOOT = 0.92, 0.6
"""Below this share of a page stand the supplier's own registers and accounts."""
FAR = 14.0
"""A value that stands more print sizes than this to the right of its label probably belongs to another one."""
FAR_OFF = 2.5
NEAR_BOX = 3.0
"""A box number stands at most so many print sizes before its label."""
NUMBER_AND_STROKE = 3
"""Words of a number of two parts and the stroke behind it."""
OF_FIGURES = frozenset({Shape.DATE, Shape.AMOUNT, Shape.IDENTIFIER, Shape.COUNT, Shape.WEIGHT})
"""What is written in figures: words behind its label are no value."""
LED_BY_WORD = 0.5
"""What `le` behind a word that is no number is worth: `Livrable le 09/09/26` tells another day than the paper's own."""
_BEFORE_DATES = frozenset({"le", "il", "el", "am", "den", "vom", "du", "del", "op", "dnia", "on"})

_POST_CODE = re.compile(r"(?:(?:A|B|CH|CZ|D|DK|E|F|FIN|GB|H|I|L|NL|P|PL|S|SK|SLO|AT|BE|DE|ES|FR|IT|LU|PT|RO|SE)-)?\d{4,5}")
"""With the sign of its country: `C-98845` before a stamp is a number of a paper."""
_CODED = re.compile(r"[ABCDZ28]\d{2}")
"""A code of EN 10168 before a label, `Z02 Certified on`; a scan shows `202` and `802` for Z02 and B02."""


def value_ends(line: Line, end: int, later: Sequence[LabelHit], spec: FieldSpec) -> int:
    """Where a value ends at the latest: at the next label. Inside a text, words that are labels elsewhere are only words."""
    begins = {phrase.tokens[0] for phrase in line.phrases}
    if boxed := _next_box(line, end):
        return min(boxed, _next_label(line, end, later, spec, begins))
    return _next_label(line, end, later, spec, begins)


def _next_label(line: Line, end: int, later: Sequence[LabelHit], spec: FieldSpec, begins: Collection[Token]) -> int:
    for hit in later:
        second = hit.name == spec.name and hit.start == end + 1 and line.tokens[end].text == "/" and ends_phrase(line, hit)
        if second and (hit.end == len(line.tokens) or any(other.start == hit.end for other in later)):
            return hit.start  # the same label in a second language, with the value below both: `Wytwórca / Manufacturer`
        if spec.shape is Shape.IDENTIFIER and hit.start == end + 1 and line.tokens[end].text == "/" and ends_phrase(line, hit):
            continue  # `Uw inkoopnr. / regel   4500014049 / 30`: the values stand behind both labels
        if spec.shape is Shape.COUNT and hit.start == end + 1 and _is_in_another_tongue(line, end, hit):
            continue  # `Posizione / Item: 10`
        if spec.shape is Shape.DATE and hit.start == end and line.tokens[hit.start].plain in _BEFORE_DATES:
            continue  # `Date de commande  le 23 avril`: the word belongs to the date
        if spec.shape is Shape.TERMS and hit.start == end and terms_in(" ".join(token.text for token in line.tokens[end : hit.end + 2])):
            continue  # `Terms: Net 45 days`: elsewhere a net total
        listed = spec.shape is Shape.TEXT and end < hit.start and line.tokens[hit.start - 1].text.endswith((",", ";", "."))
        if spec.shape not in WORDY or listed or line.tokens[hit.start] in begins or line.tokens[hit.end - 1].text.endswith(":"):
            return min(hit.start, next_labelled(line, end))  # `Carrier: Old Dominion, consignment RR4711. Expected with you: …`
    return next_labelled(line, end)


def _is_in_another_tongue(line: Line, end: int, hit: LabelHit) -> bool:
    """Whether a label right behind a stroke says the same in another language: a colon behind it is followed by one value, and not by two with a stroke."""
    if line.tokens[end].text != "/" or not line.tokens[hit.end - 1].text.endswith(":"):
        return False
    phrase = next(phrase.tokens for phrase in line.phrases if line.tokens[hit.end - 1] in phrase.tokens)
    return not any("/" in token.text for token in line.tokens[hit.end : line.tokens.index(phrase[-1]) + 1])


def _box_number(tokens: Sequence[Token]) -> bool:
    """`8 Totaal colli`, `11a Nettogewicht`, `14 - Inizio trasporto`: the number of a box of a form stands before its label."""
    label = [token for token in tokens[1:3] if token.text not in "-–"]
    return bool(label) and BOX_NUMBER.fullmatch(tokens[0].text) is not None and label[0].text[:1].isalpha()


def _is_box_label(tokens: Sequence[Token]) -> bool:
    """`13b. Name`: what stands in the corner of a numbered box is its label, whatever is meant by it."""
    return _box_number(tokens) and tokens[0].text.endswith(".") and not any(map(str.isdigit, "".join(token.text for token in tokens[1:])))


def _is_lone_box_number(line: Line, place: int) -> bool:
    """Whether the number of a box stands a little before its label, as a phrase of its own."""
    token, label = line.tokens[place], line.tokens[place + 1]
    alone = any(phrase.tokens == (token,) for phrase in line.phrases)
    return alone and BOX_NUMBER.fullmatch(token.text) is not None and label.x0 - token.x1 < NEAR_BOX * line.size


def _next_box(line: Line, end: int) -> int | None:
    """Where the next box of a form of numbered boxes begins, if the label that ends here is of one."""
    if numbered := [place for number in box_numbers(line) if (place := line.tokens.index(number)) >= end]:
        return numbered[0]
    own = next(phrase for phrase in line.phrases if line.tokens[end - 1] in phrase.tokens)
    if not _box_number(own.tokens):
        return None
    return next(
        (line.tokens.index(phrase.tokens[0]) for phrase in line.phrases if phrase.box[0] > own.box[2] and _box_number(phrase.tokens)), None
    )


def candidates_at(  # noqa: PLR0913, PLR0917
    layout: Layout,
    index: int,
    hit: LabelHit,
    spec: FieldSpec,
    habits: Habits,
    until: int,
    skip: Collection[int],
    vocabulary: Vocabulary,
    *,
    fuzzy: bool,
) -> Iterator[Candidate]:
    """The values that a label names: what stands beside it, else below it."""
    line = layout.lines[index]
    sure = (1.0 if hit.exact else 0.95) * _plainness(line, hit, spec)
    if line.box[1] > FOOT * layout.pages[line.page - 1].height:
        sure *= IN_FOOT
    above = vocabulary.hits(layout.lines, index - 1, fuzzy=fuzzy) if index else []
    in_row = heads_values(layout, index) and not _heads_label(layout, index, hit, vocabulary, fuzzy=fuzzy)
    in_row = in_row or ends_heading(layout, index, hit, above)
    beside = () if in_row else _beside(line, hit, until, spec)
    if spec.shape is Shape.AMOUNT and len(beside) > 1 and currency_of(beside[0].text) and not any(map(str.isdigit, beside[0].text)):
        beside = beside[1:]  # `Sub-total  GBP  3,489.01`
    in_kg = spec.shape is Shape.WEIGHT and len(beside) > 1 and beside[0].plain.strip("()[]") == "kg"
    beside = beside[1:] if in_kg else beside  # `Gross Weight (kg)  1,393`
    bare = is_bare(line, hit)
    of_another = _is_inside_text(line, hit) or is_end_of_another(line, hit) or _begins_another(line, hit) or _follows_short(line, hit)
    if (bare and of_another) or _is_unit_of_figure(line, hit):
        return
    if bare:  # `No.` alone names what stands right behind it, and nothing further off
        sure *= BARE * (BEHIND_UNKNOWN if _follows_unknown(line, hit) else 1.0)
        beside = beside[: 2 if beside and beside[0].text[-1] in TORN_AT else 1]
    value = read_value(spec.shape, beside, habits) if beside else None
    value = Value(value.value, value.tokens) if value and in_kg else value
    value = _over_two_lines(value, beside, layout, index, habits, vocabulary, fuzzy=fuzzy) if value and spec.shape is Shape.TERMS else value
    has_colon = line.tokens[hit.end - 1].text.endswith(":") or (bool(beside) and beside[0].text in (":", "="))
    has_colon = has_colon or (hit.end < len(line.tokens) and _LEADER.fullmatch(line.tokens[hit.end].text) is not None)
    if value:
        gap = (value.tokens[0].x0 - line.tokens[hit.end - 1].x1) / line.size
        yield Candidate(
            value,
            line.page,
            sure * (BESIDE if has_colon or gap < 2.5 else FAR_BESIDE if gap < FAR else 0.9 if value.tokens[0] is beside[0] else 0.6),
        )
    if value and (has_colon or spec.shape in WORDY):
        return
    if has_colon and beside and spec.shape is not Shape.IDENTIFIER:
        return
    places = [(below, BELOW) for below in _below(layout, index, hit, skip, vocabulary, fuzzy=fuzzy)]
    places += [(over, OVER_THE_END) for over in _over_the_end(layout, index, hit) if has_colon and not beside]
    for below, worth in places:
        under = read_value(spec.shape, below, habits)
        if (under and (under.tokens[0] is below[0] or (spec.shape is Shape.DATE and _leads_to_date(below, under.tokens[0])))) or (
            under and spec.shape in ANYWHERE_BELOW
        ):
            of_each = OF_EACH if spec.shape is Shape.WEIGHT and is_one_of_column(layout, under.tokens[-1]) else 1.0
            yield Candidate(under, line.page, sure * (worth if not value else 0.7) * of_each)
            return


def _over_two_lines(
    value: Value, beside: Sequence[Token], layout: Layout, index: int, habits: Habits, vocabulary: Vocabulary, *, fuzzy: bool
) -> Value:
    """Payment terms with what goes on below them, flush left: `3 % Skonto innerhalb 10` / `Tagen, 30 Tage netto` right of their label.

    What a word with a capital leads, flush with the terms' label, is another pair's: `Certification` below `Settlement`.
    """
    more = _wrapped(layout, index, value.tokens) if value.tokens[-1] is beside[-1] else ()
    if (
        not more
        or _is_led_otherwise(layout, index, value.tokens[0])
        or not terms_in(" ".join(token.text for token in more))
        or _begins_label(more, layout, index + 1, vocabulary, fuzzy=fuzzy)
    ):
        return value
    return read_value(Shape.TERMS, (*value.tokens, *more), habits) or value


def _is_led_otherwise(layout: Layout, index: int, first: Token) -> bool:
    """Whether the line below a value's begins with a word with a capital, flush with what stands before the value."""
    own, other = layout.lines[index], layout.lines[index + 1]
    before = [phrase for phrase in own.phrases if phrase.box[2] < first.x0]
    return bool(before) and abs(other.box[0] - before[-1].box[0]) < LEVEL and other.text[:1].isupper() and other.box[0] < first.x0 - LEVEL


def _heads_label(layout: Layout, index: int, hit: LabelHit, vocabulary: Vocabulary, *, fuzzy: bool) -> bool:
    """Whether right below a label stands another, level with it: `Transporteur  Geodis` over `N° de suivi  1Z01`, each with its value beside it."""
    own, other = layout.lines[index], layout.lines[index + 1]
    x0 = own.tokens[hit.start].x0
    return any(
        abs(other.tokens[under.start].x0 - x0) < LEVEL and ends_phrase(other, under)
        for under in vocabulary.hits(layout.lines, index + 1, fuzzy=fuzzy)
    )


def is_in_other_unit(line: Line, hit: LabelHit) -> bool:
    """`GROSS LB`: a weight whose heading says that it is no kilograms."""
    behind = line.tokens[hit.end : hit.end + 1]
    return bool(behind) and behind[0].plain.strip("().[]") in OTHER_UNITS and behind[0].x0 - line.tokens[hit.end - 1].x1 < line.size


def _led_by_figure(line: Line, hit: LabelHit) -> tuple[Token, ...]:
    """`3 % Skonto bei Zahlung in 10 Tagen`: a label inside of terms that have begun with a figure is one of their words."""
    phrase = next(phrase.tokens for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    before = phrase[: phrase.index(line.tokens[hit.start])]
    first = next((place for place, token in enumerate(before) if token.text[0].isdigit()), None)
    if first is None or not leads_to_terms(" ".join(token.text for token in before[first:])):
        return ()
    return (*before[first:], *line.tokens[hit.start : hit.end])


def _is_post_town(tokens: Sequence[Token]) -> bool:
    """`04158 Leipzig`: an address that stands below a label by chance."""
    return (
        len(tokens) > 1
        and _POST_CODE.fullmatch(tokens[0].text) is not None
        and re.fullmatch(r"[^\W\d_][\w.()'-]+,?", tokens[1].text) is not None
        and tokens[1].text[0].isupper()
    )


def _is_unit_of_figure(line: Line, hit: LabelHit) -> bool:
    """`1.884 kg`: what elsewhere heads a weight is the unit of the figure right before it."""
    unit = line.tokens[hit.start]
    before = line.tokens[hit.start - 1] if hit.start and hit.end - hit.start == 1 else None
    near = before is not None and unit.x0 - before.x1 < line.gap * line.size
    return near and before is not None and before.text[-1].isdigit() and is_unit(unit.text)


def is_bare(line: Line, hit: LabelHit) -> bool:
    """Whether a label is no more than `No.`, or than a word for papers of any house."""
    return squeezed(" ".join(token.text for token in line.tokens[hit.start : hit.end])) in BARE_LABELS | VAGUE_LABELS


def _leads_to_date(tokens: Sequence[Token], first: Token) -> bool:
    """`Mierlo, 01/07/2026`, `VB075608 / 2026-08-13`: before a date may stand where it was written, or the number that it belongs to."""
    before = tokens[: tokens.index(first)]
    if not before:
        return False
    is_place = before[-1].text.endswith(",") and not any(char.isdigit() for token in before for char in token.text)
    return is_place or (before[-1].text == "/" and len(before) <= NUMBER_AND_STROKE)


def _plainness(line: Line, hit: LabelHit, spec: FieldSpec) -> float:
    """A label that begins a phrase is one; the same words inside a sentence may be just words."""
    first = line.tokens[hit.start]
    phrase = next(phrase for phrase in line.phrases if first in phrase.tokens)
    last = line.tokens[hit.end - 1]
    rest = phrase.tokens[phrase.tokens.index(last) + 1 :][:3] if line.gap < 100 and last in phrase.tokens else ()
    colon = next((place for place, token in enumerate(rest) if token.text.endswith(":") and len(token.text) > 1), None)
    colon = None if rest and _LEADER.fullmatch(rest[0].text) else colon
    if colon is not None and rest[0].text[0] not in "/(" and not any(char.isdigit() for token in rest[: colon + 1] for char in token.text):
        return 0.75  # `Bestellnr. Hersteller:` is another label
    goes_on = colon is None and rest and spec.shape in OF_FIGURES and _goes_on(phrase.tokens[phrase.tokens.index(last) + 1 :], last)
    if goes_on or (
        last.text.endswith(":")
        and _follows_word(line, hit)
        and (concepts(last.text) or frozenset({""})) <= _ANYTHINGS
        and hit.end - hit.start == 1
    ):
        return 0.75  # `Data produkcji` with its value in the next column, `Mfg Date:`, `Expiry Date:` are labels of their own
    if (
        phrase.tokens[0] is first
        or (_box_number(phrase.tokens) and phrase.tokens[1] is first)
        or line.tokens[hit.end - 1].text.endswith(":")
    ):
        return 1.0
    before = phrase.tokens[phrase.tokens.index(first) - 1]
    if first is last and squeezed(first.text) in WEAK and before.text[-1].isalpha():
        return LED_BY_WORD
    if before.text.endswith((":", "|", "·", "-", "/", ",", ".", ";")) or before.text in "|/·-" or squeezed(before.text) in WEAK_DATE_LABELS:
        return 0.97
    return 0.8 if len(phrase.tokens) <= 8 else 0.72


def _goes_on(rest: Sequence[Token], last: Token) -> bool:
    """Whether nothing but words follows a label in its phrase, and of them some are in no label: then it is only the beginning of one."""
    if last.text.endswith((":", "/", "|", "-", ".")) or not all(re.fullmatch(r"[^\W\d_]+[.':]?[^\W\d_]*:?", token.text) for token in rest):
        return False
    meant = concepts(" ".join(token.text for token in rest))
    return meant is None or "maker" in meant


def _begins_another(line: Line, hit: LabelHit) -> bool:
    """`Nº lote` over a number: behind the mark stands what is numbered."""
    behind = line.tokens[hit.end : hit.end + 1]
    near = bool(behind) and behind[0].x0 - line.tokens[hit.end - 1].x1 < line.gap * line.size
    return near and not line.tokens[hit.end - 1].text.endswith(":") and behind[0].text.isalpha() and len(behind[0].text) >= SHORTEST_THING


def _follows_unknown(line: Line, hit: LabelHit) -> bool:
    """`Test No: 802839`: before the mark stands a thing of which no paper is called."""
    return _follows_word(line, hit) and concepts(line.tokens[hit.start - 1].text) is None


def _follows_word(line: Line, hit: LabelHit) -> bool:
    """Whether a label stands right behind a word in its phrase, with no sign between them."""
    before = line.tokens[hit.start - 1] if hit.start else None
    near = before is not None and line.tokens[hit.start].x0 - before.x1 < line.gap * line.size
    word = before.text.rstrip(".") if before else ""  # `Presup. nº` as `Test No`
    return near and word.isalpha() and len(word) >= SHORTEST_THING


def _follows_short(line: Line, hit: LabelHit) -> bool:
    """`A/C No.: 43551`, `W/O no.`: before the mark stands a thing in its letters alone, and it is that one's number."""
    before = line.tokens[hit.start - 1] if hit.start else None
    near = before is not None and line.tokens[hit.start].x0 - before.x1 < line.gap * line.size
    return near and before is not None and _SHORT_THING.fullmatch(before.text) is not None


_SHORT_THING = re.compile(r"[A-Za-z](?:/[A-Za-z])+\.?")

_LEADER = re.compile(r"[.…·_]{3,}:?|[.…·_]*:")
"""`Vorgang ............: AB-64010`: what leads from a label to its value is no label and part of none."""


def _is_inside_text(line: Line, hit: LabelHit) -> bool:
    """`(loi n° 80-335 du 12 mai 1980)`: a mark for a number in the middle of a sentence."""
    phrase = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    return len(phrase.tokens) > 5 and phrase.tokens[0] is not line.tokens[hit.start]


def _beside(line: Line, hit: LabelHit, until: int, spec: FieldSpec) -> tuple[Token, ...]:
    """The tokens right of a label, up to the next label; `/ LKW`, `(Werk) :` behind it belong to the label."""
    tokens = line.tokens[hit.end : until]
    colon = next((place for place, token in enumerate(tokens[:4]) if token.text.endswith(":")), 0)
    if colon and tokens[0].text[0] in "/(" and not any(re.search(r"\d", token.text) for token in tokens[:colon]):
        tokens = tokens[colon:] if tokens[colon].text == ":" else tokens[colon + 1 :]
    elif tokens and tokens[0].text == "/":
        phrase = next(phrase.tokens for phrase in line.phrases if tokens[0] in phrase.tokens)
        if not any(re.search(r"\d", token.text) for token in phrase):
            behind = tuple(token for token in tokens if token.x0 > phrase[-1].x0)
            tokens = behind or _next_phrase(line, phrase)
    beside = tuple(token for i, token in enumerate(tokens) if i > 2 or token.text.strip(":.=#") or token.text == "-")
    town = _is_post_town(beside) and beside[1].x0 - beside[0].x1 < line.gap * line.size
    if town and beside[0].x0 - line.tokens[hit.end - 1].x1 > FAR_OFF * line.size:
        return ()  # right of a title stands the buyer's address
    return _led_by_figure(line, hit) + beside if spec.shape is Shape.TERMS else beside


def _next_phrase(line: Line, phrase: Sequence[Token]) -> tuple[Token, ...]:
    """What stands behind a label in several languages that ends with its phrase: `Obróbka cieplna / Temper /   +N`."""
    return next((other.tokens for other in line.phrases if other.box[0] > phrase[-1].x1), ())


def _below(
    layout: Layout, index: int, hit: LabelHit, skip: Collection[int], vocabulary: Vocabulary, *, fuzzy: bool
) -> Iterator[tuple[Token, ...]]:
    """The phrase under a label: in a form, a label stands small above its value."""
    line = layout.lines[index]
    own = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    x0, x1 = _left_edge(line, hit, own), line.tokens[hit.end - 1].x1
    bottom = max(token.word.box[3] for token in line.tokens[hit.start : hit.end])
    for further in range(index + 1, min(index + BELOW_LINES, len(layout.lines))):
        other = layout.lines[further]
        if further in skip or other.page != line.page or other.box[1] - bottom > 2.2 * max(line.size, other.size):
            return
        inside = _in_cell(other, line, x0, x1)
        for phrase in other.phrases:
            aligned = abs(phrase.box[0] - x0) < 1.2 * line.size or abs(phrase.box[2] - x1) < 1.2 * line.size
            centred = abs(phrase.box[0] + phrase.box[2] - x0 - x1) < 2.4 * line.size
            over = phrase.box[0] < x1 and x0 < phrase.box[2]
            # In a form, a small label stands in the corner of its cell and the value anywhere in it.
            alone = len(line.phrases) > 2 and inside == [phrase]
            if ((aligned or centred) and over) or alone:
                if _ends_label(own, phrase) or (abs(phrase.box[0] - own.box[0]) < LEVEL and _is_mark(phrase)):
                    bottom = phrase.box[3]
                    continue
                labels = _labels_in(phrase.tokens, other, vocabulary, layout, further, fuzzy=fuzzy)
                if labels and hit.name not in labels and (aligned or centred) and over:
                    return  # what stands below `Codice cliente` is not named by the title above it
                if labels or _is_post_town(phrase.tokens) or _is_box_label(phrase.tokens):
                    continue
                if hit.name == "document_number" and _is_a_title(line, hit) and _has_a_label_before(other, phrase):
                    continue  # `Code produit  EG-34818` below `Certificat d'analyse`
                behind = _wrapped(layout, further, phrase.tokens)
                labelled = behind and _begins_label(behind, layout, further + 1, vocabulary, fuzzy=fuzzy)
                yield phrase.tokens if labelled else (*phrase.tokens, *behind)
                return


def _is_a_title(line: Line, hit: LabelHit) -> bool:
    """Whether a label says what a paper is, and nothing of its number."""
    return "number" not in (concepts(" ".join(token.text for token in line.tokens[hit.start : hit.end])) or ())


def _has_a_label_before(line: Line, value: Phrase) -> bool:
    """Whether the phrase left of a value is made of the words of a label, and of no figures."""
    before = [phrase for phrase in line.phrases if phrase.box[2] < value.box[0]]
    return bool(before) and not any(map(str.isdigit, before[-1].text)) and bool(concepts(before[-1].text.rstrip(":")))


def _left_edge(line: Line, hit: LabelHit, own: Phrase) -> float:
    """Where a label begins in its phrase: with its box's number, its code, its half in another language, the words that lead to it."""
    x0 = line.tokens[hit.start].x0
    if own.tokens[0] is not line.tokens[hit.start] and (_box_number(own.tokens) or _CODED.fullmatch(own.tokens[0].text)):
        x0 = own.box[0]
    elif own.tokens[0] is line.tokens[hit.start] and hit.start and _is_lone_box_number(line, hit.start - 1):
        x0 = line.tokens[hit.start - 1].x0
    x0 = min(x0, _label_begins(own.tokens, line.tokens[hit.start]))
    if hit.start and line.tokens[hit.start - 1].text == "/":  # `Nachweis-Nr. / MTC No.`: the value stands below both
        x0 = own.box[0]
    return x0


def _is_mark(phrase: Phrase) -> bool:
    """Whether a phrase is a mark for a number and nothing else: the last word of a label that its narrow cell breaks, `Customer order` over `no.`."""
    return len(phrase.tokens) == 1 and squeezed(phrase.text) in NUMBER_MARKS


def _ends_label(label: Phrase, below: Phrase) -> bool:
    """Whether a label that a narrow cell breaks behind its stroke goes on below: `Ihre Bestellung / Pos. / Your order /` over `item` over `4500017325 / 10`."""
    broken = label.tokens[-1].text == "/" and abs(below.box[0] - label.box[0]) < LEVEL
    return broken and not any(char.isdigit() for char in below.text)


def _in_cell(other: Line, line: Line, x0: float, x1: float) -> list[Phrase]:
    """What stands in a line between the left edge of a label in the line above and what follows the label there."""
    end = next((phrase.box[0] for phrase in line.phrases if phrase.box[0] > x1), x1 + 12 * line.size)
    return [phrase for phrase in other.phrases if x0 - line.size < phrase.box[0] and phrase.box[2] < end]


def _over_the_end(layout: Layout, index: int, hit: LabelHit) -> Iterator[tuple[Token, ...]]:
    """`… Packstücke: 3  Brutto:` over `7.884 kg`: the value of a label that ends its line begins the next one, flush left, where it is alone."""
    line = layout.lines[index]
    following = layout.lines[index + 1] if index + 1 < len(layout.lines) else line
    ends = hit.end == len(line.tokens) and len(line.phrases) > 1
    near = following is not line and following.page == line.page and following.box[1] - line.box[1] < 2 * line.size
    flush = abs(following.box[0] - line.box[0]) < line.size
    if ends and near and flush and len(following.phrases) == 1:
        yield following.tokens


def _label_begins(phrase: Sequence[Token], first: Token) -> float:
    """Where the label begins of which `first` begins a known part: with the first word of `TOTAL HANDLING UNITS`."""
    before = phrase[: phrase.index(first)]
    return before[0].x0 if before and concepts(" ".join(token.text for token in before)) else first.x0


WRAPPED, WRAPPED_SCANNED = (1.45, 0.15), (1.75, 0.25)
"""How many print sizes a line is below the one that it goes on, and by what share its size may differ; OCR's boxes are as high as their letters."""


def _wrapped(layout: Layout, index: int, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """What goes on below a value in the same cell: level with its left edge, close under it, in print as large."""
    line = layout.lines[index]
    if index + 1 >= len(layout.lines):
        return ()
    other, scanned = layout.lines[index + 1], layout.source(line.page) == "ocr"
    apart, unlike = WRAPPED_SCANNED if scanned else WRAPPED
    if other.page != line.page or other.band[0] - line.band[0] > apart * line.size or abs(other.size - line.size) > unlike * line.size:
        return ()
    below = next((phrase.tokens for phrase in other.phrases if abs(phrase.box[0] - tokens[0].x0) < 0.3 * line.size), ())
    # `Best.-` over `Pos.`, and `Pos.` over its `10`: the rest of a label, and what it names
    named = (concepts(below[0].text if below else "") or frozenset()) | (concepts(tokens[0].text) or frozenset())
    return () if {"line", "number"} & named else below


def _labels_in(tokens: Sequence[Token], line: Line, vocabulary: Vocabulary, layout: Layout, index: int, *, fuzzy: bool) -> set[str]:
    """What fields a phrase under a label names, if it is a label itself; with a figure in it, it is a value (`Net 60`)."""
    if any(char.isdigit() for token in tokens for char in token.text):
        return set()
    first = line.tokens.index(tokens[0])
    # `Transportes Azkar` begins with a word that is a label elsewhere, but goes on with a name.
    hits = [hit for hit in vocabulary.hits(layout.lines, index, fuzzy=fuzzy) if hit.start == first]
    return {hit.name for hit in hits if hit.end - first >= len(tokens) or line.tokens[hit.end - 1].text.endswith(":")}


def _begins_label(tokens: Sequence[Token], layout: Layout, index: int, vocabulary: Vocabulary, *, fuzzy: bool) -> bool:
    """Whether a phrase begins with a label: `Trackingcode 0930515499` does not go on from the line above."""
    first = layout.lines[index].tokens.index(tokens[0])
    return any(hit.start == first for hit in vocabulary.hits(layout.lines, index, fuzzy=fuzzy))
