"""Header fields: a label names a value, which stands beside it, in the cell below it, or after it in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.doctype import FieldSpec, Shape
from domain.paper import Leaf
from extract.candidates import Candidate, leaf_of
from extract.labels import LabelHit, Vocabulary, squeezed
from extract.layout import Layout, Line, Token
from extract.values import INCOTERMS, Habits, Value, currency_of, read_value
from extract.wording import concepts, is_said_of_the_buyer

WEAK_DATE_LABELS = frozenset(
    squeezed(label)
    for label in ("vom", "du", "del", "dated", "of", "van", "d.d.", "dd", "z dnia", "de fecha", "z dn", "dnia", "en date du", "from")
)
"""Words that name a date only right after a number: `your order 4500017325 of 21 June`."""
BARE_LABELS = frozenset({"no", "nr", "n", "number", "numero", "nummer", "numer", "documento", "document", "dokument"})
BESIDE = 0.96
FAR_BESIDE = 0.95
BELOW = 0.95
BARE, ALONE = 0.85, 0.98
"""What `No.` alone is worth as the label of the paper's own number, and where no second one stands on the paper."""
VAGUE = 0.9
BELOW_LINES = 4
"""A value stands on the line of its label or on one of the three below."""
LEAST_SCORE = 0.35
"""What has less to speak for it than this is not taken for a value at all."""
_SSCC = re.compile(r"\d{18}|\d \d{7} \d{9} \d")
AS_GOOD = 0.02
LESSER = 0.7
"""What a sum that is less than another of the same name says."""
IN_TEXT = 0.75
"""What words say that look like a label only because a sentence goes on there in a new line."""
FOOT, IN_FOOT = 0.92, 0.6
"""Below this share of a page stand the supplier's own registers and accounts."""
FAR = 14.0
"""A value that stands more print sizes than this to the right of its label probably belongs to another one."""


def read_header(
    layout: Layout,
    specs: Sequence[FieldSpec],
    habits: Habits,
    *,
    skip: Collection[int],
    fuzzy: bool,
    taken: Collection[Token] = (),
    wrapped: Collection[Token] = (),
) -> dict[str, list[Candidate]]:
    """Every candidate of every field, best first. `skip` are the lines that belong to tables, `taken` words that belong to entries.

    `wrapped` are words with which a line of running text goes on: no label begins there.
    """
    vocabulary = Vocabulary({spec.name: spec.labels for spec in specs}, {spec.name: spec.meanings for spec in specs})
    by_name = {spec.name: spec for spec in specs}
    found: dict[str, list[Candidate]] = {}
    previous: str | None = None
    seen: list[tuple[str, Line, float]] = []
    for index, line in enumerate(layout.lines):
        if index in skip:
            continue
        hits = vocabulary.hits(layout.lines, index, fuzzy=fuzzy)
        for position, hit in enumerate(hits):
            name = hit.name
            if line.tokens[hit.start] in taken:
                continue
            if squeezed(" ".join(token.text for token in line.tokens[hit.start : hit.end])) in WEAK_DATE_LABELS:
                name = _DATE_OF.get(_above(line, hit, seen) or previous or "", "")
            spec = by_name.get(name)
            if spec is None or (spec.shape is Shape.COUNT and _SSCC.search(line.text)):  # `Colis 1  342601289251236527` counts none
                continue
            until = _until(line, hit.end, hits[position + 1 :], spec)
            label = " ".join(token.text for token in line.tokens[hit.start : hit.end])
            vague = name == "order_number" and not is_said_of_the_buyer(label)
            own_date = name == "order_date" and "document_date" in by_name and concepts(label) == frozenset({"order", "date"})
            bare = name == "document_number" and _is_bare(line, hit)
            bare_total = name == "gross_total" and concepts(label) == frozenset({"total"})
            for candidate in _candidates(layout, index, hit, spec, habits, until, skip, vocabulary, fuzzy=fuzzy):
                if line.tokens[hit.start] in wrapped:
                    candidate = replace(candidate, score=IN_TEXT * candidate.score)
                filed = "order" if vague else "dated" if own_date else "bare" if bare else name
                if bare_total:
                    filed = "net_total" if "net_total" in by_name and _is_said_net(candidate, line) else "total"
                found.setdefault(filed, []).append(candidate)
                if (
                    name in _NUMBER_OF
                    and "/" in label
                    and (number := _number_before(candidate, layout.lines[index : index + BELOW_LINES], habits))
                ):
                    found.setdefault(_NUMBER_OF[name], []).append(number)
                dated = _DATE_OF.get(name)
                if dated in by_name and (when := _date_behind(candidate, layout.lines[index : index + BELOW_LINES], habits)):
                    found.setdefault(dated, []).append(when)
            previous = name
            seen = [*seen[-40:], (name, line, line.tokens[hit.start].x0)]
    _settle_bare(found)
    _settle_orders(found, by_name)
    _settle_vague(found, "dated", "order_date", "document_date")
    _settle_vague(found, "total", "gross_total", "net_total")
    for name in ("net_total", "gross_total"):
        found[name] = _greatest_first(found.get(name, []))
    found = {name: candidates for name, candidates in found.items() if candidates}
    for candidates in found.values():
        candidates.sort(key=lambda candidate: -candidate.score * candidate.value.fit)
    return found


def _settle_bare(found: dict[str, list[Candidate]]) -> None:
    """`Nr.: 7683102`: where only one number of a paper has no other name than that, it is the paper's."""
    bare = found.pop("bare", [])
    if len(bare) == 1:
        bare = [replace(bare[0], score=bare[0].score * ALONE / BARE)]
    if bare:
        found.setdefault("document_number", []).extend(bare)


def _greatest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """No sum of an order is less than another that is called so: `Netto gesamt` stands below each line as well."""
    best = max((candidate.score * candidate.value.fit for candidate in candidates), default=0.0)
    alike = [candidate for candidate in candidates if candidate.score * candidate.value.fit > best - AS_GOOD]
    greatest = max((Decimal(candidate.value.value) for candidate in alike), default=Decimal(0))
    return [
        replace(candidate, score=LESSER * candidate.score)
        if candidate in alike and Decimal(candidate.value.value) < greatest
        else candidate
        for candidate in candidates
    ]


def _settle_orders(found: dict[str, list[Candidate]], specs: Mapping[str, FieldSpec]) -> None:
    """`Order no.` is the buyer's where no label says `your order`; else, on an answer to an order, the supplier's own."""
    vague = found.pop("order", [])
    known = {candidate.value.value for candidate in found.get("order_number", ())}
    own = "document_number" in specs and any(set(text.split()) == {"our", "order"} for text in specs["document_number"].meanings)
    if not known:
        found.update({"order_number": vague} if vague else {})
    elif own:
        other = [replace(candidate, score=VAGUE * candidate.score) for candidate in vague if candidate.value.value not in known]
        found.setdefault("document_number", []).extend(other)
    if len(known) == 1 and (numbers := found.get("document_number")):
        kept = [candidate for candidate in numbers if candidate.value.value not in known]
        found["document_number"] = kept or numbers


def _settle_vague(found: dict[str, list[Candidate]], vague: str, name: str, other: str) -> None:
    """What a vague label names is the other field where a plainer label names this one and none the other.

    `Razem 1 926,48 … Razem brutto 2 369,57`: the bare total is the net one. `Orderdatum … Besteld op`: the first is the paper's own date.
    """
    bare = found.pop(vague, [])
    plain = {candidate.value.value for candidate in found.get(name, ())}
    moves = bool(plain) and other not in found and plain.isdisjoint(candidate.value.value for candidate in bare)
    if bare:
        found.setdefault(other if moves else name, []).extend(bare)


def _is_said_net(candidate: Candidate, line: Line) -> bool:
    """`Razem 868,94 PLN netto plus VAT`: a word right behind an amount says that it is the net one."""
    last = candidate.value.tokens[-1]
    if last not in line.tokens:
        return False
    place = line.tokens.index(last) + 1
    behind = [token for token in line.tokens[place : place + 3] if token.x0 - last.x1 < 5 * line.size or line.gap > 100]
    meant = [concepts(token.text) for token in behind]
    return any(said and said & {"net", "without"} for said in meant[:2])


def _above(line: Line, hit: LabelHit, seen: Sequence[tuple[str, Line, float]]) -> str | None:
    """In a list of labels: what the label names that stands right above this one."""
    first = line.tokens[hit.start]
    if all(phrase.tokens[0] is not first for phrase in line.phrases):
        return None
    near = [
        name
        for name, other, x0 in seen
        if other.page == line.page and 0 < line.box[1] - other.box[1] < 2.6 * line.size and abs(x0 - first.x0) < 2
    ]
    return near[-1] if near else None


def _until(line: Line, end: int, later: Sequence[LabelHit], spec: FieldSpec) -> int:
    """Where a value ends at the latest: at the next label. Inside a text, words that are labels elsewhere are only words."""
    begins = {phrase.tokens[0] for phrase in line.phrases}
    if boxed := _next_box(line, end):
        return min(boxed, _next_label(line, end, later, spec, begins))
    return _next_label(line, end, later, spec, begins)


def _next_label(line: Line, end: int, later: Sequence[LabelHit], spec: FieldSpec, begins: Collection[Token]) -> int:
    for hit in later:
        if spec.shape is Shape.DATE and hit.start == end and line.tokens[hit.start].plain in _BEFORE_DATES:
            continue  # `Date de commande  le 23 avril`: the word belongs to the date
        if spec.shape is not Shape.TEXT or line.tokens[hit.start] in begins or line.tokens[hit.end - 1].text.endswith(":"):
            return hit.start
    return len(line.tokens)


def _box_number(tokens: Sequence[Token]) -> bool:
    """`8 Totaal colli`, `11a Nettogewicht`: the number of a box of a form stands before its label."""
    return len(tokens) > 1 and re.fullmatch(r"\d{1,2}[a-z]?[.)]?", tokens[0].text) is not None and tokens[1].text[:1].isalpha()


def _next_box(line: Line, end: int) -> int | None:
    """Where the next box of a form of numbered boxes begins, if the label that ends here is of one."""
    own = next(phrase for phrase in line.phrases if line.tokens[end - 1] in phrase.tokens)
    if not _box_number(own.tokens):
        return None
    return next(
        (line.tokens.index(phrase.tokens[0]) for phrase in line.phrases if phrase.box[0] > own.box[2] and _box_number(phrase.tokens)), None
    )


_BEFORE_DATES = frozenset({"le", "il", "el", "am", "den", "vom", "du", "del", "op", "dnia", "on"})
_DATE_OF = {"order_number": "order_date", "document_number": "document_date"}


_NUMBER_OF = {date: number for number, date in _DATE_OF.items()}


def _number_before(candidate: Candidate, lines: Sequence[Line], habits: Habits) -> Candidate | None:
    """`Auftragsbest.-Nr. / erstellt am` over `VB075608 / 2026-08-13`: what a date's number is, the date tells."""
    first = candidate.value.tokens[0]
    line = next((line for line in lines if first in line.tokens), None)
    place = line.tokens.index(first) if line else 0
    if line is None or place < 2 or line.tokens[place - 1].text != "/":
        return None
    start = place - 3 if place > 2 and line.tokens[place - 2].x0 - line.tokens[place - 3].x1 < 0.5 * line.size else place - 2
    value = read_value(Shape.IDENTIFIER, line.tokens[start : place - 1], habits) or read_value(
        Shape.IDENTIFIER, line.tokens[place - 2 : place - 1], habits
    )
    return Candidate(value, line.page, 0.88) if value else None


def _date_behind(candidate: Candidate, lines: Sequence[Line], habits: Habits) -> Candidate | None:
    """`4500063902 / 01.06.2026`, `378219 vom 16.04.2026`: the date of a number stands behind it, on whichever of the lines it is."""
    last = candidate.value.tokens[-1]
    line = next((line for line in lines if last in line.tokens), None)
    if line is None:
        return None
    place = line.tokens.index(last)
    behind = line.tokens[place + 1 : place + 7]
    gap = behind[0].x0 - last.x1 if behind else 99.0
    value = read_value(Shape.DATE, behind, habits) if behind and gap < 2 * line.size else None
    return Candidate(value, line.page, 0.9) if value and value.tokens[0] in behind[:2] else None


def choose(candidates: Sequence[Candidate], layout: Layout) -> Leaf | None:
    """The best candidate as a leaf, less sure the nearer the best one with another value comes."""
    if not candidates or candidates[0].score * candidates[0].value.fit < LEAST_SCORE:
        return None
    best = candidates[0]
    rivals = max((c.score * c.value.fit for c in candidates if c.value.value != best.value.value), default=0.0)
    return leaf_of(best, layout, rivals=rivals)


def _candidates(  # noqa: PLR0913, PLR0917
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
    line = layout.lines[index]
    sure = (1.0 if hit.exact else 0.95) * _plainness(line, hit)
    if line.box[1] > FOOT * layout.pages[line.page - 1].height:
        sure *= IN_FOOT
    beside = _beside(line, hit, until)
    if spec.shape is Shape.AMOUNT and len(beside) > 1 and currency_of(beside[0].text) and not any(map(str.isdigit, beside[0].text)):
        beside = beside[1:]  # `Sub-total  GBP  3,489.01`
    bare = _is_bare(line, hit)
    if bare and _is_inside_text(line, hit):
        return
    if bare:  # `No.` alone names what stands right behind it, and nothing further off
        sure, beside = BARE * sure, beside[:1]
    value = read_value(spec.shape, beside, habits) if beside else None
    has_colon = line.tokens[hit.end - 1].text.endswith(":") or (bool(beside) and beside[0].text in (":", "="))
    if value:
        gap = (value.tokens[0].x0 - line.tokens[hit.end - 1].x1) / line.size
        yield Candidate(
            value,
            line.page,
            sure * (BESIDE if has_colon or gap < 2.5 else FAR_BESIDE if gap < FAR else 0.9 if value.tokens[0] is beside[0] else 0.6),
        )
    if value and (has_colon or spec.shape is Shape.TEXT):
        return
    if has_colon and beside and spec.shape is not Shape.IDENTIFIER:
        return
    for below in _below(layout, index, hit, skip, vocabulary, fuzzy=fuzzy):
        under = read_value(spec.shape, below, habits)
        if (under and (under.tokens[0] is below[0] or (spec.shape is Shape.DATE and _is_place(below, under.tokens[0])))) or (
            under and spec.shape in (Shape.INCOTERM, Shape.AMOUNT, Shape.CURRENCY)
        ):
            yield Candidate(under, line.page, sure * (BELOW if not value else 0.7))
            return


def _is_bare(line: Line, hit: LabelHit) -> bool:
    """Whether a label is no more than `No.`."""
    return squeezed(" ".join(token.text for token in line.tokens[hit.start : hit.end])) in BARE_LABELS


def _is_place(tokens: Sequence[Token], first: Token) -> bool:
    """`Mierlo, 01/07/2026`: before a date may stand where it was written."""
    before = tokens[: tokens.index(first)]
    return bool(before) and before[-1].text.endswith(",") and not any(char.isdigit() for token in before for char in token.text)


def _plainness(line: Line, hit: LabelHit) -> float:
    """A label that begins a phrase is one; the same words inside a sentence may be just words."""
    first = line.tokens[hit.start]
    phrase = next(phrase for phrase in line.phrases if first in phrase.tokens)
    behind = line.tokens[hit.end : hit.end + 3] if line.gap < 100 else ()
    rest = tuple(token for token in behind if token in phrase.tokens)
    colon = next((place for place, token in enumerate(rest) if token.text.endswith(":") and len(token.text) > 1), None)
    if colon is not None and rest[0].text[0] not in "/(" and not any(char.isdigit() for token in rest[: colon + 1] for char in token.text):
        return 0.75  # `Bestellnr. Hersteller:` is another label
    if (
        phrase.tokens[0] is first
        or (_box_number(phrase.tokens) and phrase.tokens[1] is first)
        or line.tokens[hit.end - 1].text.endswith(":")
    ):
        return 1.0
    before = phrase.tokens[phrase.tokens.index(first) - 1]
    if before.text.endswith((":", "|", "·", "-", "/", ",", ".", ";")) or before.text in "|/·-" or squeezed(before.text) in WEAK_DATE_LABELS:
        return 0.97
    return 0.8 if len(phrase.tokens) <= 8 else 0.72


def _is_inside_text(line: Line, hit: LabelHit) -> bool:
    """`(loi n° 80-335 du 12 mai 1980)`: a mark for a number in the middle of a sentence."""
    phrase = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    return len(phrase.tokens) > 5 and phrase.tokens[0] is not line.tokens[hit.start]


def _beside(line: Line, hit: LabelHit, until: int) -> tuple[Token, ...]:
    """The tokens right of a label, up to the next label; `/ LKW`, `(Werk) :` behind it belong to the label."""
    tokens = line.tokens[hit.end : until]
    colon = next((place for place, token in enumerate(tokens[:4]) if token.text.endswith(":")), 0)
    if colon and tokens[0].text[0] in "/(" and not any(re.search(r"\d", token.text) for token in tokens[:colon]):
        tokens = tokens[colon:] if tokens[colon].text == ":" else tokens[colon + 1 :]
    elif tokens and tokens[0].text == "/":
        phrase = next(phrase.tokens for phrase in line.phrases if tokens[0] in phrase.tokens)
        if phrase[-1] is not tokens[-1] and not any(re.search(r"\d", token.text) for token in phrase):
            tokens = tuple(token for token in tokens if token.x0 > phrase[-1].x0)
    return tuple(token for i, token in enumerate(tokens) if i > 2 or token.text.strip(":.=#") or token.text == "-")


def _below(
    layout: Layout, index: int, hit: LabelHit, skip: Collection[int], vocabulary: Vocabulary, *, fuzzy: bool
) -> Iterator[tuple[Token, ...]]:
    """The phrase under a label: in a form, a label stands small above its value."""
    line = layout.lines[index]
    x0, x1 = line.tokens[hit.start].x0, line.tokens[hit.end - 1].x1
    own = next(phrase for phrase in line.phrases if line.tokens[hit.start] in phrase.tokens)
    if own.tokens[0] is not line.tokens[hit.start] and _box_number(own.tokens):
        x0 = own.box[0]
    bottom = max(token.word.box[3] for token in line.tokens[hit.start : hit.end])
    for further in range(index + 1, min(index + BELOW_LINES, len(layout.lines))):
        other = layout.lines[further]
        if other.page != line.page or other.box[1] - bottom > 2.2 * max(line.size, other.size):
            return
        if further in skip:
            return
        cell_end = next((phrase.box[0] for phrase in line.phrases if phrase.box[0] > x1), x1 + 12 * line.size)
        inside = [phrase for phrase in other.phrases if x0 - line.size < phrase.box[0] and phrase.box[2] < cell_end]
        for phrase in other.phrases:
            aligned = abs(phrase.box[0] - x0) < 1.2 * line.size or abs(phrase.box[2] - x1) < 1.2 * line.size
            centred = abs(phrase.box[0] + phrase.box[2] - x0 - x1) < 2.4 * line.size
            over = phrase.box[0] < x1 and x0 < phrase.box[2]
            # In a form, a small label stands in the corner of its cell and the value anywhere in it.
            alone = len(line.phrases) > 2 and inside == [phrase]
            if ((aligned or centred) and over) or alone:
                if _is_label(phrase.tokens, other, vocabulary, layout, further, fuzzy=fuzzy):
                    continue
                behind = _wrapped(layout, further, phrase.tokens)
                labelled = behind and _begins_label(behind, layout, further + 1, vocabulary, fuzzy=fuzzy)
                yield phrase.tokens if labelled else (*phrase.tokens, *behind)
                return


def _wrapped(layout: Layout, index: int, tokens: Sequence[Token]) -> tuple[Token, ...]:
    """What goes on below a value in the same cell: level with its left edge, close under it, in print as large."""
    line = layout.lines[index]
    if index + 1 >= len(layout.lines):
        return ()
    other = layout.lines[index + 1]
    if other.page != line.page or other.box[1] - line.box[1] > 1.45 * line.size or abs(other.size - line.size) > 0.15 * line.size:
        return ()
    return next((phrase.tokens for phrase in other.phrases if abs(phrase.box[0] - tokens[0].x0) < 0.3 * line.size), ())


def _is_label(tokens: Sequence[Token], line: Line, vocabulary: Vocabulary, layout: Layout, index: int, *, fuzzy: bool) -> bool:
    """Whether what stands under a label is a label itself; with a figure in it, it is a value (`Net 60`)."""
    if any(char.isdigit() for token in tokens for char in token.text):
        return False
    first = line.tokens.index(tokens[0])
    return any(hit.start == first for hit in vocabulary.hits(layout.lines, index, fuzzy=fuzzy))


def _begins_label(tokens: Sequence[Token], layout: Layout, index: int, vocabulary: Vocabulary, *, fuzzy: bool) -> bool:
    """Whether a phrase begins with a label: `Trackingcode 0930515499` does not go on from the line above."""
    first = layout.lines[index].tokens.index(tokens[0])
    return any(hit.start == first for hit in vocabulary.hits(layout.lines, index, fuzzy=fuzzy))


def find_incoterm(layout: Layout) -> Candidate | None:
    """An Incoterm that stands alone in capitals, as in a letter: `Lieferung FCA Eibar`."""
    for line in layout.lines:
        for place, token in enumerate(line.tokens):
            follows = line.tokens[place + 1].text if place + 1 < len(line.tokens) else ""
            if token.text in INCOTERMS and follows[:1].isupper():
                return Candidate(Value(token.text, (token,)), line.page, 0.9)
    return None


def split_order_line(leaf: Leaf) -> tuple[Leaf, Leaf] | None:
    """`4500017325 / 10`: an order number with the line it is about; None where there is no line behind the number."""
    match = re.fullmatch(r"(.*\d{4,})\s?/\s?0*(\d{1,4})", leaf.value)
    if not match:
        return None
    return leaf.model_copy(update={"value": match[1]}), leaf.model_copy(update={"value": match[2]})


def find_currency(layout: Layout) -> Candidate | None:
    """The currency that is printed most often, where the header does not name one."""
    seen: dict[str, list[tuple[Token, int]]] = {}
    for line in layout.lines:
        for token in line.tokens:
            code = currency_of(token.text)
            # A bare C or M in a description is no currency: only codes and signs count.
            if code and (
                token.text.strip(".,:()").upper() == code
                or any(sign in token.text for sign in "€$£¥")
                or token.plain in ("zl", "sfr", "kc")
            ):
                seen.setdefault(code, []).append((token, line.page))
    if not seen:
        return None
    code, places = max(seen.items(), key=lambda item: len(item[1]))
    rivals = sum(len(other) for name, other in seen.items() if name != code)
    token, page = places[0]
    return Candidate(Value(code, (token,)), page, 0.97 if not rivals else 0.97 * len(places) / (len(places) + rivals))
