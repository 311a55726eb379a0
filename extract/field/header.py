"""Header fields: a label names a value, which stands beside it, in the cell below it, or after it in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from domain.doctype import FieldSpec, Shape
from domain.paper import Leaf
from extract.field.laws import without_laws
from extract.label.broken_cells import goes_on_with_day, with_broken_labels
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.label.placing import ALONE, BARE, BELOW_LINES, WEAK_DATE_LABELS, candidates_at, is_bare, is_in_other_unit, value_ends
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import Candidate, leaf_of, own_number
from extract.shape.values import INCOTERMS, Habits, Value, currency_of, read_value
from extract.text.folding import folded
from extract.text.wording import concepts, is_said_of_the_buyer

MOST_OF_DATE = 4
LEADS_TO_DATE = frozenset({"den", "le", "li", "lì", "il", "el", "a", "dnia", "dn"})
"""Words between a place and the day when something was written there."""
REGISTERS = frozenset({"reg", "regist", "register", "registration", "registrierungs", "registro", "registre", "rejestr", "rcs", "krs"})
"""A number of these is a company's or a quality system's, none of a paper: `Reg.-Nr. 20 111 2003`."""
OF_WORKS = frozenset({"works", "mill", "mills", "shop", "production", "manufacturing", "fabrication"})
"""`Works order`: the maker's own, whatever the buyer's is called."""
BEHIND_OF_WORKS = frozenset(
    {"fabrication", "fabricacion", "produccion", "produzione", "produkcyjne", "produkcyjny", "produkcji", "usine", "atelier", "taller"}
)
"""The same behind the word for an order: `Orden de fabricación`."""
RATES = frozenset({"satz", "rate", "taux", "aliquota", "aliq", "tipo", "tarief", "stawka", "percentage", "procent", "prozentsatz", "point"})
"""Beside the word for a tax: how much of a hundred it is, and not how much it comes to."""
PAID_ON = frozenset({"scadenza", "fallig", "faellig", "echeance", "vencimiento", "zahlbar"})
"""What falls due in the head of a paper is its payment; in a line it may be the delivery."""
WEIGHTS = ("gross_weight_kg", "net_weight_kg")
NEARLY_AS_SURE = 0.85
"""How sure a greater weight must be, as a share of the surest, to be that of all packages."""
OF_PACKAGE = 0.5
"""What a weight in line with a package's own number says of the whole paper, where another stands elsewhere."""
HEAVIEST = Decimal("1.5")
"""Of the net weight: so much goods and their packages weigh at most where another gross weight than the first is taken."""
FEWEST_PARTS = 2
"""Of so many packages at least, weights that come to another one are parts of it."""
MOST_OF_PLACE = 4
"""A named place has no more words."""

LEAST_LETTERS = 2
"""A name has no fewer letters, nor has the label of one."""
VAGUE = 0.9
LEAST_SCORE = 0.35
"""What has less to speak for it than this is not taken for a value at all."""
_COMMANDE = re.compile(r"(?:(?:n|no|nr|num|numer|numero|ref)(?:de)?)?(?:commande|cde|zamowieni[ea])(?:n|no|nr|numer|numero)?:?")
"""`N° de commande`, `Nr zamówienia` alone may be either's; beside `V/Commande` it is the supplier's own."""
_SSCC = re.compile(r"\d{18}|\d \d{7} \d{9} \d")
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{4}\.$")
"""`FCA Haguenau. Règlement : …`: four letters and a stop end a sentence; fewer may be short for something, `St. Gallen`."""
AS_GOOD = 0.06
"""Sums stand flush at the right: how far one is from its label says nothing against it."""
LESSER = 0.7
"""What a sum that is less than another of the same name says."""
COPIED = 0.3
"""What a certificate's number says on a paper that has its own."""
IN_TEXT = 0.75
"""What words say that look like a label only because a sentence goes on there in a new line."""


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
        hits = _in_two_languages(line, vocabulary.hits(layout.lines, index, fuzzy=fuzzy), vocabulary)
        hits = with_broken_labels(layout.lines, index, hits, vocabulary)
        for position, hit in enumerate(hits):
            name = hit.name
            if line.tokens[hit.start] in taken or goes_on_with_day(layout.lines, index, hit):
                continue
            if _is_weak(" ".join(token.text for token in line.tokens[hit.start : hit.end])):
                name = _DATE_OF.get(_above(line, hit, seen) or previous or "", "")
            label = " ".join(token.text for token in line.tokens[hit.start : hit.end])
            share = IN_TEXT if line.tokens[hit.start] in wrapped else 1.0
            specs = [spec for spec in _meant(name, hit, label, vocabulary, by_name) if not _says_another(spec, line, hit)]
            if not specs:
                continue
            ends = [value_ends(line, hit.end, hits[position + 1 :], spec) for spec in specs]
            tried = (
                (spec, list(candidates_at(layout, index, hit, spec, habits, end, skip, vocabulary, fuzzy=fuzzy)))
                for spec, end in zip(specs, ends, strict=True)
            )  # `Levering` names a term of trade or, where none stands there, a day
            spec, offers = next((each for each in tried if each[1]), (specs[0], []))
            name = spec.name
            for candidate in offers if spec.shape is not Shape.TEXT else _without_letters(offers, label):
                offered = replace(candidate, score=share * candidate.score)
                if spec.shape is Shape.IDENTIFIER and candidate.value.value.startswith("+"):
                    continue  # a telephone's
                filed = "bare" if name == "document_number" and is_bare(line, hit) else _filed(name, label, offered, line, by_name)
                beside = dict(_beside_it(name, label, offered, layout.lines[index : index + BELOW_LINES], habits))
                also = {"bare and dated": offered} if filed == "bare" and "document_date" in beside else {}
                for place, value in [(filed, offered), *((name, beside[name]) for name in beside.keys() & by_name.keys()), *also.items()]:
                    found.setdefault(place, []).append(value)
            previous = name
            seen = [*seen[-40:], (name, line, line.tokens[hit.start].x0)]
    _drop_laws(found, layout)
    return _settled(found, by_name)


def _drop_laws(found: dict[str, list[Candidate]], layout: Layout) -> None:
    """What a law or a standard is called by stands for none of the paper's numbers, and makes no other one doubtful."""
    if numbers := found.pop("document_number", []):
        found |= {"document_number": kept} if (kept := without_laws(numbers, layout)) else {}


def _in_two_languages(line: Line, hits: Sequence[LabelHit], vocabulary: Vocabulary) -> list[LabelHit]:
    """The labels of a line, of which a delivery condition is none; one that follows at once in another language, `Produttore Manufacturer  Acciaierie …`, makes one with it."""
    kept: list[LabelHit] = []
    for hit in hits:
        before = kept[-1] if kept else None
        if line.tokens[hit.start].text.startswith("+"):
            continue  # `S355J2 +N` has no number
        adjoins = before is not None and before.end == hit.start and before.exact and hit.exact and _are_in_a_phrase(line, before, hit)
        both = [name for name in _names(line, before, vocabulary) if name in _names(line, hit, vocabulary)] if before and adjoins else []
        if before and both:
            kept[-1] = replace(before, name=both[0], end=hit.end)
        else:
            kept.append(hit)
    return kept


def _are_in_a_phrase(line: Line, one: LabelHit, other: LabelHit) -> bool:
    return any(line.tokens[one.start] in phrase.tokens and line.tokens[other.end - 1] in phrase.tokens for phrase in line.phrases)


def _names(line: Line, hit: LabelHit, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a label may name."""
    text = " ".join(token.text for token in line.tokens[hit.start : hit.end])
    return (hit.name, *vocabulary.names(text), *(["order_line"] if squeezed(text) == "item" else []))


def _meant(name: str, hit: LabelHit, label: str, vocabulary: Vocabulary, by_name: Mapping[str, FieldSpec]) -> list[FieldSpec]:
    """The fields that a label may name, the likeliest first; one that is only nearly a label names one."""
    others = vocabulary.names(label) if hit.exact and name == hit.name else ()
    return [by_name[each] for each in dict.fromkeys((name, *others)) if each in by_name]


def _without_letters(offers: Iterable[Candidate], label: str) -> Iterator[Candidate]:
    """The offers that are names: in `Reçu le …… à ……h……` neither is the preposition a label of one, nor the letter one; `+N` is a steel's condition."""
    letters = (
        (offer, LEAST_LETTERS if _CONDITION.fullmatch(offer.value.value) else sum(map(str.isalpha, offer.value.value))) for offer in offers
    )
    return (offer for offer, count in letters if min(len(squeezed(label)), count) >= LEAST_LETTERS)


def _is_weak(label: str) -> bool:
    """Whether a label only says that a date follows, in one language or two: `of`, `De fecha / Dated`."""
    return all(squeezed(half) in WEAK_DATE_LABELS for half in label.split(" / "))


def _says_another(spec: FieldSpec, line: Line, hit: LabelHit) -> bool:
    """Whether a label is of another value than the field's: `Colis 1  342601289251236527` counts none, `GROSS LB` is no kilograms."""
    words = line.tokens[max(0, hit.start - 1) : hit.start + 1]
    if spec.name == "document_number" and any(re.split(r"[.\-]", word.plain)[0] in REGISTERS for word in words):
        return True
    if spec.name == "order_number" and _is_own_order(line, hit):
        return True
    if spec.name == "tax_total":
        return _is_rate_or_code(line, hit)
    if spec.name in ("delivery_date", "arrival_date"):
        return bool({squeezed(word.text) for word in line.tokens[hit.start : hit.end]} & PAID_ON)
    if spec.shape is Shape.COUNT:
        return _SSCC.search(" ".join(token.text for token in line.tokens[hit.start :])) is not None
    return spec.shape is Shape.WEIGHT and is_in_other_unit(line, hit)


def _is_own_order(line: Line, hit: LabelHit) -> bool:
    """`Works order`, `Orden de fabricación`, `Onze order`: what the words beside a label say of whose order it is."""
    before = hit.start and (squeezed(line.tokens[hit.start - 1].text) in OF_WORKS or _is_ours(line, hit.start - 1))
    return bool(before or _beside(line, hit) & BEHIND_OF_WORKS)


def _is_rate_or_code(line: Line, hit: LabelHit) -> bool:
    """`Umsatzsteuercode`, `Stawka VAT`: what a tax is called or how high it is."""
    said = concepts(" ".join(token.text for token in line.tokens[hit.start : hit.end])) or frozenset()
    before = {squeezed(line.tokens[hit.start - 1].text)} if hit.start else set()
    return "number" in said or bool((before | _beside(line, hit)) & RATES)


def _beside(line: Line, hit: LabelHit) -> set[str]:
    """The words of a label and those that follow it in its phrase."""
    last = line.tokens[hit.end - 1]
    phrase = next((phrase.tokens for phrase in line.phrases if last in phrase.tokens), ())
    behind = () if last.text.endswith(":") else phrase[phrase.index(last) + 1 :][:2]
    return {squeezed(word.text) for word in (*line.tokens[hit.start : hit.end], *behind)}


def _is_ours(line: Line, place: int) -> bool:
    """`Onze order 281160`: the word before a label says that what it names is the supplier's own."""
    word, label = line.tokens[place], line.tokens[place + 1]
    return concepts(word.text) == frozenset({"our"}) and label.x0 - word.x1 < line.gap * line.size


def _settled(found: dict[str, list[Candidate]], by_name: Mapping[str, FieldSpec]) -> dict[str, list[Candidate]]:
    """The candidates with what vague labels named in its place, each field's best first."""
    _settle_bare(found)
    _settle_weights(found)
    _settle_orders(found, by_name)
    _settle_own_references(found)
    printed = found.pop("printed", [])
    _settle_vague(found, "dated", "order_date", "document_date")
    if all(each.score * each.value.fit < PLAINLY for each in found.get("document_date", ())):
        found.setdefault("document_date", []).extend(printed)  # printed on its day or later: its own only where no other is plainly told
    _settle_vague(found, "shipment", "document_number", "tracking_number")
    _settle_vague(found, "total", "gross_total", "net_total")
    _drop_contested(found, "delivery_date")
    _part_gross(found)
    for name in ("net_total", "gross_total"):
        found[name] = _greatest_first(found.get(name, []))
    for candidates in found.values():
        candidates.sort(key=lambda candidate: -candidate.score * candidate.value.fit)
    return {name: candidates for name, candidates in found.items() if candidates}


def _order_filed(label: str) -> str:
    """Whose order a label speaks of."""
    meant = concepts(label) or frozenset()
    if {"your", "ref"} <= meant and not meant & {"order", "purchase", "document"}:
        return "your ref"  # `Customer reference` as well as `Your reference`
    if not is_said_of_the_buyer(label) or _COMMANDE.fullmatch(squeezed(label)):
        return "customer order" if {"your", "order"} <= meant and "auftrag" not in squeezed(label) else "order"
    return "order_number"


def _filed(name: str, label: str, candidate: Candidate, line: Line, by_name: Mapping[str, FieldSpec]) -> str:
    """The field that a label names, or a name for those that its words leave open until all are known."""
    if name == "order_number":
        return _order_filed(label)
    if name == "document_number" and "tracking_number" in by_name and _PARCEL.fullmatch(candidate.value.value):
        name = "tracking_number"  # `Zending RR364913440DE`: carriers alone number so
    elif name == "document_number" and "tracking_number" in by_name and concepts(label) == frozenset({"ship", "number"}):
        name = "shipment"  # `N° d'expédition` beside a `Numéro` is the carrier's
    elif name == "document_number" and {"our", "certificate"} <= (concepts(label) or frozenset()):
        name = "our certificate"
    elif name == "document_number" and {"our", "ref"} <= (concepts(label) or frozenset()) <= {"our", "ref", "number"}:
        name = "our ref"
    if name == "order_date" and "document_date" in by_name and concepts(label) == frozenset({"order", "date"}):
        return "dated"
    if name == "document_date" and _PRINTED.search(folded(label)):
        return "printed"
    if name in WEIGHTS and "total" not in (concepts(label) or ()):
        return f"package {name}" if _SSCC.search(line.text) else f"some {name}"
    if name == "gross_total" and concepts(label) == frozenset({"total"}):
        return "net_total" if "net_total" in by_name and _is_said_net(candidate, line) else "total"
    return name


def _beside_it(name: str, label: str, candidate: Candidate, lines: Sequence[Line], habits: Habits) -> Iterator[tuple[str, Candidate]]:
    """What a value tells of the one next to it: a number of the date behind it, a date of the number before it."""
    if name in _NUMBER_OF and "/" in label and (number := _number_before(candidate, lines, habits)):
        yield _NUMBER_OF[name], number
    if name in _DATE_OF and (when := _date_behind(candidate, lines, habits)):
        yield _DATE_OF[name], when


def _drop_contested(found: dict[str, list[Candidate]], name: str) -> None:
    """A date that labels name in several places with several values is said of single lines, not of the whole paper."""
    candidates = found.get(name, [])
    best = max((candidate.score * candidate.value.fit for candidate in candidates), default=0.0)
    if len({c.value.value for c in candidates if c.score * c.value.fit > best - 0.1}) > 1:
        del found[name]


def _part_gross(found: dict[str, list[Candidate]]) -> None:
    """Of two sums that a vague label calls net, the one that is the other with the tax is the gross one."""
    sums = {Decimal(candidate.value.value) for candidate in found.get("net_total", ())}
    taxes = {Decimal(candidate.value.value) for candidate in found.get("tax_total", ())} - {Decimal(0)}
    gross = {net + tax for net in sums for tax in taxes} & sums
    if gross and gross != sums:
        moved = [candidate for candidate in found["net_total"] if Decimal(candidate.value.value) in gross]
        found["net_total"] = [candidate for candidate in found["net_total"] if candidate not in moved]
        found.setdefault("gross_total", []).extend(moved)


def _settle_bare(found: dict[str, list[Candidate]]) -> None:
    """`Nr.: 7683102`: where only one number of a paper has no other name than that, it is the paper's; a number with a name rather is."""
    bare, dated = found.pop("bare", []), found.pop("bare and dated", [])
    if "document_number" in found:
        bare = [replace(each, score=LESSER * each.score) for each in bare]
    elif len(dated) == 1:  # `N° 087856 du 30/04/2026`: the number that the paper's day stands behind
        bare = [replace(each, score=each.score * ALONE / BARE) if each == dated[0] else each for each in bare]
    elif len(bare) == 1:
        bare = [replace(bare[0], score=bare[0].score * ALONE / BARE)]
    if bare:
        found.setdefault("document_number", []).extend(bare)


def settle_ours(found: dict[str, list[Candidate]]) -> None:
    """`Our Cert No` beside `Mill Cert 276361 dated 21.12.2025`: a stockist's own number and day are told from those that it copied."""
    if ours := found.pop("our certificate", []):
        copied = [each for each in found.get("document_number", ()) if all(each.value.value != own.value.value for own in ours)]
        found["document_number"] = [*ours, *(replace(each, score=COPIED * each.score) for each in found.get("document_number", ()))]
        if days := found.get("document_date"):
            theirs = [any(_stands_behind(day, number) for number in copied) for day in days]
            found["document_date"] = [
                replace(day, score=COPIED * day.score) if copy else day for day, copy in zip(days, theirs, strict=True)
            ]


def _stands_behind(day: Candidate, number: Candidate) -> bool:
    """Whether a day stands right of a number in its line."""
    first, last = day.value.tokens[0].word, number.value.tokens[-1].word
    return day.page == number.page and last.box[2] <= first.box[0] and abs(last.middle - first.middle) < 0.5 * first.height


def _settle_weights(found: dict[str, list[Candidate]]) -> None:
    """A weight that is said to be the total is the paper's; one that is not may be of a package or of a line."""
    for name in WEIGHTS:
        some = found.pop(f"some {name}", [])
        if name in found:
            some = [replace(candidate, score=LESSER * candidate.score) for candidate in some]
        packed = found.pop(f"package {name}", [])
        if some or name in found:
            packed = [replace(candidate, score=OF_PACKAGE * candidate.score) for candidate in packed]
        if some or packed:
            found.setdefault(name, []).extend([*some, *packed])


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


def _settle_own_references(found: dict[str, list[Candidate]]) -> None:
    """`Ref. interna`, `Unser Zeichen` is the paper's own number only where no label names that: beside one it is a person's or a file's."""
    refs = found.pop("our ref", [])
    if refs and "document_number" in found:
        refs = [replace(each, score=LESSER * each.score) for each in refs]
    if refs:
        found.setdefault("document_number", []).extend(refs)


def _settle_orders(found: dict[str, list[Candidate]], specs: Mapping[str, FieldSpec]) -> None:
    """`Order no.` is the buyer's where no label says `your order`; else, on an answer to an order, the supplier's own."""
    vague, theirs, refs = found.pop("order", []), found.pop("customer order", []), found.pop("your ref", [])
    lesser: list[Candidate] = []
    # Beside `Pedido cliente`, `Su referencia` is an item's or a person's; so it is on a certificate beside `N° de commande`, as mills number no orders there.
    if "order_number" in found or theirs or (vague and "certificate_type" in specs):
        lesser, refs = [replace(candidate, score=LESSER * candidate.score) for candidate in refs], []
    if "order_number" in found or (refs and not theirs):
        vague = [*vague, *theirs]
    elif theirs:
        found["order_number"] = theirs
    if refs:
        found.setdefault("order_number", []).extend(refs)
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
    if lesser:
        found["order_number"].extend(lesser)


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
        (name, other, x0)
        for name, other, x0 in seen
        if other.page == line.page and 0 < line.box[1] - other.box[1] < 2.6 * line.size and abs(x0 - first.x0) < 2
    ]
    return _last_of_phrase(*near[-1], seen) if near else None


def _last_of_phrase(name: str, line: Line, x0: float, seen: Sequence[tuple[str, Line, float]]) -> str:
    """`Auftragsbestätigung 66123 zu Ihrer Bestellung 4500017325`: what goes on below goes on from the number that was named last."""
    end = next((phrase.tokens[-1].x1 for phrase in line.phrases if phrase.tokens[0].x0 <= x0 < phrase.tokens[-1].x1), x0)
    numbers = [other for other, its, place in seen if its is line and x0 < place < end and other in _DATE_OF]
    return numbers[-1] if numbers else name


_PARCEL = re.compile(r"1Z[0-9A-Z]{8,16}|[A-Z]{2}\d{9}[A-Z]{2}")
"""A number of UPS, or one of the Universal Postal Union (S10): no supplier's paper has such a one."""
PLAINLY = 0.95
"""What a day is worth beside its own label."""
_PRINTED = re.compile(r"print|gedruckt|druck|stampat|stampa|impres|imprim|wydruk")
"""`Printed: 13.03.2026 08:14`, `Druckdatum`: when that sheet came out of the printer."""
_CONDITION = re.compile(r"\+[A-Z]")
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


def choose_all(found: Mapping[str, Sequence[Candidate]], layout: Layout) -> dict[str, Leaf]:
    """The best candidate of each field; what another field's label says better (a customer's number) is no rival of its value."""
    found = {name: _whole_first(candidates) if name in WEIGHTS else candidates for name, candidates in found.items()}
    found = _gross_above_net(found)
    best = {name: candidates[0] for name, candidates in found.items() if candidates}
    chosen: dict[str, Leaf] = {}
    for name, candidates in found.items():
        others = [each for other, each in best.items() if other != name]
        rivals = [each for each in candidates if each is best[name] or not any(_says_better(other, each) for other in others)]
        if value := choose(rivals, layout):
            chosen[name] = own_number(value, best[name].value.tokens) if name == "document_number" else value
    return chosen


def _whole_first(offers: Sequence[Candidate]) -> list[Candidate]:
    """Weights under one label, of packages and of all of them, with the greatest first: no package weighs more than all."""
    if total := _sum_of_others(offers):
        return [
            replace(total, value=replace(total.value, fit=1.0)),
            *(replace(each, score=LESSER * each.score) for each in offers if each is not total),
        ]
    sure = [each for each in offers if each.score * each.value.fit > NEARLY_AS_SURE * offers[0].score * offers[0].value.fit]
    whole = max(sure, key=lambda each: Decimal(each.value.value), default=None)
    return [*(each for each in offers if each is whole), *(each for each in offers if each is not whole)]


def _gross_above_net(found: dict[str, Sequence[Candidate]]) -> dict[str, Sequence[Candidate]]:
    """The gross weight of the whole, where a package's stands first that is less than all weigh net: `Gross (kg)` heads a column of packages, too.

    What weighs as much as the net weight may be that itself, and far more something else: then it is read as it stands, for a person to look at.
    """
    gross, net = found.get("gross_weight_kg", ()), found.get("net_weight_kg", ())
    if not gross or not net or Decimal(gross[0].value.value) >= (least := Decimal(net[0].value.value)):
        return found
    above = next((each for each in gross if least < Decimal(each.value.value) <= HEAVIEST * least), None)
    return found if above is None else {**found, "gross_weight_kg": [above, *(each for each in gross if each is not above)]}


def _sum_of_others(offers: Sequence[Candidate]) -> Candidate | None:
    """The weight that all the others come to, each printed at a place of its own: `2.231` above packages of 737, 747 and 747 is no 2.2 kg."""
    places: dict[tuple[float, ...], Candidate] = {}
    for each in offers:
        places.setdefault((each.page, *each.value.tokens[0].word.box), each)
    weights = [Decimal(each.value.value) for each in places.values()]
    if len(weights) <= FEWEST_PARTS or sum(weights) != 2 * max(weights):
        return None
    return max(places.values(), key=lambda each: Decimal(each.value.value))


def choose(candidates: Sequence[Candidate], layout: Layout) -> Leaf | None:
    """The best candidate as a leaf, less sure the nearer the best one with another value comes."""
    if not candidates or candidates[0].score * candidates[0].value.fit < LEAST_SCORE:
        return None
    best = candidates[0]
    rivals = (each.score * each.value.fit for each in candidates if each.value.value != best.value.value and not _is_with_label(each, best))
    return leaf_of(best, layout, rivals=max(rivals, default=0.0))


def _says_better(one: Candidate, other: Candidate) -> bool:
    """Whether one candidate has the other's value, and more to speak for it."""
    return one.value.value == other.value.value and one.score * one.value.fit > other.score * other.value.fit


def _is_with_label(candidate: Candidate, best: Candidate) -> bool:
    """Whether a candidate is the best one and words before it: `Beleg-Nr. 70015151`."""
    before, said, _ = candidate.value.value.rpartition(best.value.value)
    return bool(said) and set(best.value.tokens) < set(candidate.value.tokens) and not any(map(str.isdigit, before))


def find_incoterm(layout: Layout) -> Candidate | None:
    """An Incoterm that stands alone in capitals, as in a letter: `Lieferung FCA Eibar`."""
    for line in layout.lines:
        for place, token in enumerate(line.tokens):
            follows = line.tokens[place + 1].text if place + 1 < len(line.tokens) else ""
            if token.text in INCOTERMS and follows[:1].isupper():
                return Candidate(Value(token.text, (token,)), line.page, 0.9)
    return None


def find_place_and_date(layout: Layout, habits: Habits) -> Candidate | None:
    """A letter's own date, behind the place where it was written: `Werdohl, den 21.6.2026`, `Lyon, le 3 mai 2026`."""
    for line in layout.lines:
        for at, token in enumerate(line.tokens[:-2]):
            if not (token.text.endswith(",") and token.text[0].isupper() and line.tokens[at + 1].plain in LEADS_TO_DATE):
                continue
            town = line.tokens[max(0, at - MOST_OF_PLACE) : at + 1]
            if not any(phrase.tokens[0] in town and token in phrase.tokens for phrase in line.phrases):
                continue
            value = read_value(Shape.DATE, line.tokens[at + 2 : at + 2 + MOST_OF_DATE], habits)
            if value and value.tokens[0] is line.tokens[at + 2]:
                return Candidate(value, line.page, 0.93)
    return None


def find_incoterm_place(incoterm: Leaf, layout: Layout) -> Candidate | None:
    """The named place behind an Incoterm, in the same phrase: `DAP Bremerhaven, Incoterms 2020`, `DDP - Werk Nord`."""
    for line in layout.lines:
        for phrase in line.phrases if line.page == incoterm.page else ():
            at = next(
                (i for i, token in enumerate(phrase.tokens) if tuple(round(edge, 1) for edge in token.word.on_page) == incoterm.box), None
            )
            if at is None:
                continue
            behind = phrase.tokens[at + 1 :]
            if behind and re.fullmatch(r"\W+", behind[0].text):
                behind = behind[1:]
            named = tuple(takewhile(lambda token: re.match(r"[^\W\d_]", token.text) and not token.plain.startswith("incoterm"), behind))
            ends = (i + 1 for i, token in enumerate(named) if token.text[-1] in ",;" or _SENTENCE_ENDS.search(token.text))
            named = named[: next(ends, MOST_OF_PLACE)]
            text = " ".join(token.text for token in named).rstrip(",;.")
            return Candidate(Value(text, named), line.page, 0.9) if text[:1].isupper() else None
    return None


def split_order_line(leaf: Leaf) -> tuple[Leaf, Leaf] | None:
    """`4500017325 / 10`: an order number with the line it is about; None where there is no line behind the number."""
    match = re.fullmatch(r"(.*\d{4,})\s?/\s?0*(\d{1,4})", leaf.value)
    if match is None and leaf.source == "ocr":  # the blanks around a hyphen are lost: `B0842730-10`
        match = re.fullmatch(r"([A-Z]{0,2}\d{7,})-0*([1-9]\d{0,2}0)", leaf.value)
    if not match:
        return None
    return leaf.model_copy(update={"value": match[1]}), leaf.model_copy(update={"value": match[2]})


_NO_AMOUNT = re.compile(r"[$£]0\d{3}|[$£]\d{6}")
"""`$0005402`: an S that was read as a sign."""


_CAPITAL = re.compile(r"\bcap(?:ital\w*|\. ?soc)|kapital|kapitaal")
"""What a company's capital is in, which its letterhead tells: `Cap. Soc. € 1.000.000 i.v.`."""
_OF_SUMS = frozenset({"total", "amount", "price"})
LONGEST_SUM = 6
"""One phrase of more words is no sum, but a sentence that speaks of one."""


def find_currency(layout: Layout) -> Candidate | None:
    """The currency that is printed most often, where the header does not name one; beside the words of sums and prices, where it is there.

    `Mindestbestellwert 50 €` in the terms says nothing of what `TOTALE USD` is in.
    """
    seen: dict[str, list[tuple[Token, int]]] = {}
    summed: dict[str, list[tuple[Token, int]]] = {}
    for line in layout.lines:
        printed = [(code, (token, line.page)) for token in line.tokens if (code := _money_of(token))]
        if not printed or _CAPITAL.search(folded(line.text)):
            continue
        short = len(line.phrases) > 1 or len(line.tokens) <= LONGEST_SUM
        of_sum = short and any(_OF_SUMS & (concepts(token.text) or frozenset()) for token in line.tokens)
        for code, place in printed:
            seen.setdefault(code, []).append(place)
            if of_sum:
                summed.setdefault(code, []).append(place)
    if not seen:
        return None
    told = summed if len(summed) == 1 else seen
    code, places = max(told.items(), key=lambda item: len(item[1]))
    rivals = sum(len(other) for name, other in told.items() if name != code)
    token, page = places[0]
    return Candidate(Value(code, (token,)), page, 0.97 if not rivals else 0.97 * len(places) / (len(places) + rivals))


def _money_of(token: Token) -> str | None:
    """The currency that a word is; a bare C or M in a description is none: only codes and signs count."""
    code = currency_of(token.text)
    is_sign = any(sign in token.text for sign in "€$£¥") and not _NO_AMOUNT.search(token.text)
    return code if code and (token.text.strip(".,:()").upper() == code or is_sign or token.plain in ("zl", "sfr", "kc")) else None
