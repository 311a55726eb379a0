"""Header fields: a label names a value, which stands beside it, in the cell below it, or after it in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from domain.doctype import FieldSpec, Shape
from extract.field.laws import without_days_of_laws, without_laws
from extract.field.settling import DAY_OF, WEIGHTS, settled
from extract.label.broken_cells import goes_on_with_day, with_broken_labels
from extract.label.labels import NUMBER_MARKS, LabelHit, Vocabulary, is_of_the_house, squeezed
from extract.label.placing import BELOW_LINES, WEAK_DATE_LABELS, candidates_at, is_bare, is_in_other_unit, value_ends
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import PARCEL, Candidate
from extract.shape.values import Habits, read_value
from extract.text.cues import cues
from extract.text.folding import folded
from extract.text.wording import concepts, is_said_of_the_buyer

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
_DUE = re.compile(r"v(?:en)?c?tos?|vencimientos?|scad(?:enza)?|ech(?:eance)?|faellig(?:keit)?|fallig(?:keit)?|due|vervaldatum|platnosci")
"""What a day's label goes on with where it is the day of payment: `Fecha vto.`, `Data scad.`."""
CLOSE_BEHIND = 2.5
"""How near, in heights of the print, a word stands with which a label goes on."""
LEAST_LETTERS = 2
"""A name has no fewer letters, nor has the label of one."""
_COMMANDE = re.compile(r"(?:(?:n|no|nr|num|numer|numero|ref)(?:de)?)?(?:commande|cde|zamowieni[ea])(?:n|no|nr|numer|numero)?:?")
"""`N° de commande`, `Nr zamówienia` alone may be either's; beside `V/Commande` it is the supplier's own."""
_SSCC = re.compile(r"\d{18}|\d \d{7} \d{9} \d")
TARE = frozenset({"tara", "tare", "tarra", "taragewicht", "leergewicht", "tarragewicht"})
"""What a package weighs by itself."""
OF_WORKS_ALONE = 0.375
"""What a works order's number says of a scanned paper's own, whose label may be lost beside it."""
OF_PRINT = 0.375
"""What the day of a print says of the paper's own where that may stand on it and was not read: a sheet is printed on its day or later."""
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
    day_is_lost = fuzzy  # a scan may have lost the very label
    for index, line in enumerate(layout.lines):
        if index in skip:
            continue
        hits = _in_two_languages(line, vocabulary.hits(layout.lines, index, fuzzy=fuzzy), vocabulary)
        hits = with_broken_labels(layout.lines, index, hits, vocabulary)
        for position, hit in enumerate(hits):
            name, day_of, whose = hit.name, None, ""
            if line.tokens[hit.start] in taken or goes_on_with_day(layout.lines, index, hit):
                continue
            label = " ".join(token.text for token in line.tokens[hit.start : hit.end])
            if _is_weak(label):
                numbered = _above(line, hit, seen) or previous or ""
                name, day_of = _DATE_OF.get(numbered, ""), DAY_OF.get(numbered)
            share = (IN_TEXT if line.tokens[hit.start] in wrapped else 1.0) * (_of_works(name, label) if fuzzy else 1.0)
            specs = [spec for spec in _meant(name, hit, label, vocabulary, by_name) if not _says_another(spec, line, hit)]
            if not specs:
                continue
            ends = [value_ends(line, hit.end, hits[position + 1 :], spec) for spec in specs]
            tried = (
                (spec, list(candidates_at(layout, index, hit, spec, habits, end, skip, vocabulary, fuzzy=fuzzy)))
                for spec, end in zip(specs, ends, strict=True)
            )  # `Levering` names a term of trade or, where none stands there, a day
            spec, offers = _nearest(tried, line, specs[0])
            name = spec.name
            day_is_lost |= name == "document_date" and not offers and _has_more(line, hit)
            for candidate in offers if spec.shape is not Shape.TEXT else _without_letters(offers, label):
                offered = replace(candidate, score=share * candidate.score)
                if spec.shape is Shape.IDENTIFIER and candidate.value.value.startswith("+"):
                    continue  # a telephone's
                near = layout.lines[index : index + BELOW_LINES]
                filed = "bare" if name == "document_number" and is_bare(line, hit) else _filed(name, label, offered, near, by_name)
                whose = filed if filed in DAY_OF else whose
                beside = dict(_beside_it(name, label, offered, near, habits))
                also = {"bare and dated": offered} if filed == "bare" and "document_date" in beside else {}
                told = [(DAY_OF.get(filed, other), beside[other]) for other in beside.keys() & by_name.keys()]
                for place, value in [(day_of or filed, offered), *told, *also.items()]:
                    found.setdefault(place, []).append(value)
            previous = whose or name
            seen = [*seen[-40:], (previous, line, line.tokens[hit.start].x0)]
    _drop_laws(found, layout)
    return settled(found | ({"printed": _doubted(found.get("printed", ()))} if day_is_lost else {}), by_name)


def _of_works(name: str, label: str) -> float:
    """What a label says of the value that it names: `Works order` less of a paper's own number than others."""
    return OF_WORKS_ALONE if name == "document_number" and squeezed(label.split(maxsplit=1)[0]) in OF_WORKS else 1.0


def _doubted(printed: Iterable[Candidate]) -> list[Candidate]:
    return [replace(each, score=OF_PRINT * each.score) for each in printed]


def _has_more(line: Line, hit: LabelHit) -> bool:
    """Whether something with figures stands right behind a label in its line: a day that could not be read."""
    return any(char.isdigit() for token in line.tokens[hit.end : hit.end + 1] for char in token.text)


def _drop_laws(found: dict[str, list[Candidate]], layout: Layout) -> None:
    """What a law or a standard is called by stands for none of the paper's numbers or days, and makes no other one doubtful."""
    if numbers := found.pop("document_number", []):
        found |= {"document_number": kept} if (kept := without_laws(numbers, layout)) else {}
    for name in ("document_date", "order_date"):
        if days := found.pop(name, []):
            found |= {name: others} if (others := without_days_of_laws(days, layout)) else {}


def _in_two_languages(line: Line, hits: Sequence[LabelHit], vocabulary: Vocabulary) -> list[LabelHit]:
    """The labels of a line, of which a delivery condition is none; one that follows at once in another language, `Produttore Manufacturer  Acciaierie …`, makes one with it."""
    kept: list[LabelHit] = []
    for hit in hits:
        before = kept[-1] if kept else None
        if line.tokens[hit.start].text.startswith("+"):
            continue  # `S355J2 +N` has no number
        if hit.end - hit.start == 1 and _OF_SOMEBODY.fullmatch(line.tokens[hit.start].text):
            if before and not any(map(str.isdigit, "".join(token.text for token in line.tokens[before.end : hit.start]))):
                kept[-1] = replace(before, end=hit.end)  # `Bestelling klant - Customer's` over `Purchase Order`: half a label names nothing
            continue
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


def _nearest(tried: Iterable[tuple[FieldSpec, list[Candidate]]], line: Line, first: FieldSpec) -> tuple[FieldSpec, list[Candidate]]:
    """Of the fields that a label may name the likeliest that has a value; one whose value stands beside it before one below: `Item 10` over `Delivery`."""
    offered = [each for each in tried if each[1]]
    own = {id(token) for token in line.tokens}
    beside = (each for each in offered if any(id(token) in own for offer in each[1] for token in offer.value.tokens))
    return next(beside, next(iter(offered), (first, [])))


def _without_letters(offers: Iterable[Candidate], label: str) -> Iterator[Candidate]:
    """The offers that are names: in `Reçu le …… à ……h……` neither is the preposition a label of one, nor the letter one; `+N` is a steel's condition."""
    letters = (
        (offer, LEAST_LETTERS if _CONDITION.fullmatch(offer.value.value) else sum(map(str.isalpha, offer.value.value))) for offer in offers
    )
    return (offer for offer, count in letters if min(len(squeezed(label)), count) >= LEAST_LETTERS)


def _is_weak(label: str) -> bool:
    """Whether a label only says that a date follows, in one language or two: `of`, `De fecha / Dated`."""
    return all(squeezed(half) in WEAK_DATE_LABELS for half in label.split(" / "))


def _is_anothers(name: str, words: Sequence[Token]) -> bool:
    """Whether the first word of a label, or the one before it, says that it is of a register or of an offer: `Angebotsnummer/ Datum`."""
    registered = name == "document_number" and any(re.split(r"[.\-]", word.plain)[0] in REGISTERS for word in words)
    return registered or "offer" in cues(words[-1].text.partition("/")[0])


def _says_another(spec: FieldSpec, line: Line, hit: LabelHit) -> bool:
    """Whether a label is of another value than the field's: `Colis 1  342601289251236527` counts none, `GROSS LB` is no kilograms."""
    words = line.tokens[max(0, hit.start - 1) : hit.start + 1]
    if spec.name in ("document_number", "document_date") and (_is_anothers(spec.name, words) or _goes_on(line, hit)):
        return True
    if spec.name == "order_number":
        return _is_own_order(line, hit)
    if spec.name == "tax_total":
        return _is_rate_or_code(line, hit)
    if spec.name.endswith("_date"):
        return _is_of_payment(spec.name, line, hit) or (spec.name == "document_date" and _is_of_a_heat(line, hit))
    if spec.shape is Shape.COUNT:
        return _SSCC.search(" ".join(token.text for token in line.tokens[hit.start :])) is not None
    return spec.shape is Shape.WEIGHT and is_in_other_unit(line, hit)


def _goes_on(line: Line, hit: LabelHit) -> bool:
    """Whether a bare mark of a number goes on in a word close behind it, which a stamp has torn: `N° rove dor / Vendor` over the vendor's number."""
    mark, *behind = line.tokens[hit.start : hit.end + 1]
    if hit.end - hit.start > 1 or not behind or squeezed(mark.text) not in NUMBER_MARKS:
        return False
    word = behind[0]
    torn = word.text.isalpha() and word.text[1:].islower() and len(word.text) > 1 and concepts(word.text) is None
    return torn and word.x0 - mark.x1 < CLOSE_BEHIND * mark.word.height


def _is_of_a_heat(line: Line, hit: LabelHit) -> bool:
    """Whether the word behind a label of a day in its phrase is for heats: `Data colata` is when the steel was cast."""
    behind = next((phrase.tokens for phrase in line.phrases if line.tokens[hit.end - 1] in phrase.tokens), ())
    words = behind[behind.index(line.tokens[hit.end - 1]) + 1 :][:1] if behind else ()
    return any("heat" in (concepts(word.text) or ()) for word in words)


def _is_of_payment(name: str, line: Line, hit: LabelHit) -> bool:
    """Whether the label of a day, or the word behind that of the paper's own, says that something is to be paid then."""
    if name in ("document_date", "order_date"):
        return any(_DUE.fullmatch(squeezed(word.text)) for word in line.tokens[hit.end : hit.end + 1])
    return name in ("delivery_date", "arrival_date") and bool({squeezed(word.text) for word in line.tokens[hit.start : hit.end]} & PAID_ON)


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


def _order_filed(label: str) -> str:
    """Whose order a label speaks of."""
    meant = concepts(label) or frozenset()
    if {"your", "ref"} <= meant and not meant & {"order", "purchase", "document"}:
        return "your ref"  # `Customer reference` as well as `Your reference`
    if not is_said_of_the_buyer(label) or _COMMANDE.fullmatch(squeezed(label)):
        return "customer order" if {"your", "order"} <= meant and "auftrag" not in squeezed(label) else "order"
    return "order_number"


def _filed(name: str, label: str, candidate: Candidate, near: Sequence[Line], by_name: Mapping[str, FieldSpec]) -> str:
    """The field that a label names, or a name for those that its words leave open until all are known; `near` are its line and those below it."""
    if name in ("order_number", "document_number"):
        return _order_filed(label) if name == "order_number" else _number_filed(label, candidate, by_name)
    if name.endswith("_date"):
        return _day_filed(name, label, by_name)
    if name == "tracking_number" and _OF_CONSIGNMENT.match(squeezed(label)):
        return "consignment"
    if name in WEIGHTS and "total" not in (concepts(label) or ()):
        return f"package {name}" if _is_of_a_package(candidate, near) else f"some {name}"
    if name == "gross_total" and concepts(label) == frozenset({"total"}):
        return "net_total" if "net_total" in by_name and _is_said_net(candidate, near[0]) else "total"
    return name


def _number_filed(label: str, candidate: Candidate, by_name: Mapping[str, FieldSpec]) -> str:
    """Whether a label that names the paper's own number says that it is the carrier's, a house's own or a file's."""
    meant = concepts(label) or frozenset()
    if "tracking_number" in by_name and PARCEL.fullmatch(candidate.value.value):
        return "tracking_number"  # `Zending RR364913440DE`: carriers alone number so
    if "tracking_number" in by_name and meant == {"ship", "number"}:
        return "shipment"  # `N° d'expédition` beside a `Numéro` is the carrier's
    if {"our", "certificate"} <= meant:
        return "our certificate"
    if meant == {"our", "number"} and any(map(is_of_the_house, folded(label).split())):
        return "of house"  # `Réf. interne` is its own number where no label names that
    return "our ref" if {"our", "ref"} <= meant <= {"our", "ref", "number"} else "document_number"


def _day_filed(name: str, label: str, by_name: Mapping[str, FieldSpec]) -> str:
    """Whether a label that names a day leaves open of what it is."""
    meant = concepts(label) or frozenset()
    if name == "arrival_date" and meant and meant <= {"delivery", "date"}:
        return "delivered"
    if name == "order_date" and "document_date" in by_name and meant == {"order", "date"}:
        return "dated"
    return "printed" if name == "document_date" and _PRINTED.search(folded(label)) else name


def _is_of_a_package(candidate: Candidate, lines: Sequence[Line]) -> bool:
    """Whether a value stands in a line with the number or the tare of a package: `Bruttogewicht` heads a column of packages, too."""
    first = candidate.value.tokens[0]
    own = next((line for line in lines if first in line.tokens), lines[0])
    return any(_SSCC.search(line.text) or {token.plain.strip(".:") for token in line.tokens} & TARE for line in (lines[0], own))


def _beside_it(name: str, label: str, candidate: Candidate, lines: Sequence[Line], habits: Habits) -> Iterator[tuple[str, Candidate]]:
    """What a value tells of the one next to it: a number of the date behind it, a date of the number before it."""
    if name in _NUMBER_OF and "/" in label and (number := _number_before(candidate, lines, habits)):
        yield _NUMBER_OF[name], number
    if name in _DATE_OF and (when := _date_behind(candidate, lines, habits)):
        yield _DATE_OF[name], when


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


_PRINTED = re.compile(r"print|gedruckt|druck|stampat|stampa|impres|imprim|wydruk")
"""`Printed: 13.03.2026 08:14`, `Druckdatum`: when that sheet came out of the printer."""
_OF_CONSIGNMENT = re.compile(r"zending|sendung|przesylk|consignment|envio")
"""What is sent has a number of the supplier's or of the carrier's."""
_OF_SOMEBODY = re.compile(r"[^\W\d]+['’]s")
_CONDITION = re.compile(r"\+[A-Z]")
_DATE_OF = {"order_number": "order_date", "document_number": "document_date", **dict.fromkeys(DAY_OF, "order_date")}
_NUMBER_OF = {"order_date": "order_number", "document_date": "document_number"}


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
