"""Values in sentences: what a number, date, weight or name in running text is, from the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from domain.doctype import FieldSpec, Shape
from extract.kind.titles import stated_subject
from extract.page.layout import Layout, Token
from extract.sentence.packing import by_packing
from extract.sentence.paragraphs import paragraphs
from extract.sentence.sentence import BEFORE, Mention, Sentence, sentences
from extract.shape.candidates import Candidate
from extract.shape.values import INCOTERMS, Habits, Value, read_value
from extract.text.cues import is_carrier_name
from extract.text.dates import month_of

CLOSE, NEAR, LOOSE = 0.9, 0.84, 0.6
"""How much a cue says that stands right at the value, in its clause, or anywhere in its sentence."""
GUESSED = 0.4
"""What is no more than likely."""
SHORTEST = 6
"""Running text has at least so many words."""


def read_sentences(
    layout: Layout, specs: Sequence[FieldSpec], habits: Habits, *, skip: Collection[int], taken: Collection[Token]
) -> dict[str, list[Candidate]]:
    """Candidates for header fields in running text; words that are `taken` are of an entry and say nothing of the whole paper."""
    names = {spec.name for spec in specs}
    found: dict[str, list[Candidate]] = {}
    for paragraph in paragraphs(layout, skip, fewest=1):
        if stated_subject(paragraph) is None and (len(paragraph.tokens) < SHORTEST or not _is_text(paragraph.tokens)):
            continue
        for tokens in sentences([token for token in paragraph.tokens if token not in taken]):
            for role, value, score in _read(Sentence(tokens, habits)):
                name = _field(role, names)
                if name in names:
                    found.setdefault(name, []).append(Candidate(value, paragraph.page, score))
    return found


def _field(role: str, names: Collection[str]) -> str:
    """The field of a kind of paper that a number's role belongs to: a delivery note's number is a ship notice's own."""
    if role == "note":
        return "delivery_note_number" if "delivery_note_number" in names else "document_number" if "ship_date" in names else ""
    if role == "certificate":
        return "document_number" if "certificate_type" in names else ""
    if role == "own":
        return "document_number" if "net_total" in names else ""
    return role


def _is_text(tokens: Sequence[Token]) -> bool:
    """Whether words are a sentence rather than a list of names and figures: some of them begin small."""
    return sum(token.text[:1].islower() for token in tokens) >= 0.25 * len(tokens)


Found = Iterator[tuple[str, Value, float]]


def _read(sentence: Sentence) -> Found:
    for reader in _READERS:
        yield from reader(sentence)


def _papers(sentence: Sentence) -> Found:
    """Numbers of orders, of the paper itself and of consignments."""
    stops = {mention.start for mention in sentence.numbers} | sentence.dated
    for mention in sentence.numbers:
        told = sentence.before(mention.start, stops=stops)
        named = _named(told, sentence, mention)
        if named:
            name, score = named
            yield name, mention.value, score


def _named(told: Sequence[frozenset[str]], sentence: Sentence, mention: Mention) -> tuple[str, float] | None:
    """The field of a number and how sure that is, from what the words before it tell (nearest first)."""
    near = frozenset().union(*told[:4]) if told else frozenset()
    wide = frozenset().union(*told) if told else frozenset()
    close = next(
        (
            cue
            for words in told[:4]
            for cue in ("item", "lot", "offer", "tracking", "note", "certificate", "confirmation", "order", "delivery")
            if cue in words
        ),
        None,
    )
    carried = any(is_carrier_name(token.text) for token in sentence.tokens[max(0, mention.start - BEFORE) : mention.start])
    role: tuple[str, float] | None = None
    if close in ("item", "lot", "offer") or "line" in near:
        role = None
    elif close == "tracking" or (carried and "number" in near):
        role = "tracking_number", CLOSE
    elif close in ("note", "delivery"):
        role = "note", CLOSE
    elif close == "certificate":
        role = "certificate", CLOSE
    elif close == "order" and "our" not in near and not ("confirmation" in near and "your" not in near):
        role = "order_number", CLOSE if "your" in near else NEAR
    elif close in ("order", "confirmation") or ("our" in near and "number" in near):
        role = "own", CLOSE
    elif "number" in near and "your" not in near and any("registered" in words for words in sentence.cues):
        role = "own", NEAR if "order" not in wide else LOOSE
    return role


def _when(sentence: Sentence) -> Found:
    """Dates of the order, of dispatch and of arrival."""
    ordered = {
        mention.start
        for mention in sentence.numbers
        if (named := _named(_told(sentence, mention), sentence, mention)) and named[0] == "order_number"
    }
    for mention in sentence.dates:
        others = {place for date in sentence.dates if date is not mention for place in range(date.start, date.end)}
        before, behind = sentence.before(mention.start, stops=others), sentence.behind(mention.end, stops=others)
        order = next((mention.start - place for place in sorted(ordered, reverse=True) if place < mention.start), 99)
        verbs = [words for words in before[: order - 1] if words & {"shipped", "arrives"}]
        if order <= BEFORE and not verbs and any("received" in words for words in before[:3]):
            yield "order_date", mention.value, CLOSE
            continue
        if order <= 1 + len(sentence.tokens[mention.start : mention.end]) and order <= 3 and not verbs:
            yield "order_date", mention.value, NEAR
            continue
        told = _nearest(before, behind, ("shipped", "arrives"))
        if told:
            cue, distance = told
            yield ("ship_date" if cue == "shipped" else "arrival_date"), mention.value, CLOSE if distance < 4 else NEAR


def _told(sentence: Sentence, mention: Mention) -> list[frozenset[str]]:
    return sentence.before(mention.start, stops={other.start for other in sentence.numbers} | sentence.dated)


def _nearest(before: Sequence[frozenset[str]], behind: Sequence[frozenset[str]], wanted: Sequence[str]) -> tuple[str, int] | None:
    """Which of some cues stands nearest to a value, and how many words off."""
    found = [
        (distance, side, -len(wanted) + wanted.index(cue), cue)
        for side, words in ((0, before), (1, behind))
        for distance, told in enumerate(words)
        for cue in wanted
        if cue in told
    ]
    if not found:
        return None
    distance, _, _, cue = min(found)
    return cue, distance


def _weights(sentence: Sentence) -> Found:
    """`137 kg gross (120 kg net)`, `brutto 138 kg en netto 120 kg`, `poids brut de 2 039 kg`."""
    places = [
        (place, value)
        for place, token in enumerate(sentence.tokens[:-1])
        if place not in sentence.dated
        and re.search(r"\d", token.text)
        and sentence.tokens[place + 1].plain.strip(".,;:()") in {"kg", "kgs", "kilo", "kilos", "kilogram"}
        and (value := read_value(Shape.DECIMAL, (token.saying(token.text.strip("([")),), sentence.habits))
    ]
    stops = {place for place, _ in places}
    if len(places) == 2 and not any(map(sentence.tells, ("gross", "net"))) and any(map(sentence.tells, ("weighs", "parcel"))):
        weights, sure = by_packing(sentence, places)
        for name, (place, value) in weights.items():
            yield name, Value(value.value, (sentence.tokens[place],)), NEAR if sure else GUESSED
        return
    for place, value in places:
        told = _nearest(sentence.before(place, stops=stops)[:4], sentence.behind(place + 2, stops=stops)[:3], ("gross", "net"))
        if told and not (told[0] == "net" and "gross" in _beside(sentence, place)):
            yield f"{told[0]}_weight_kg", Value(value.value, (sentence.tokens[place],)), CLOSE


def _beside(sentence: Sentence, place: int) -> frozenset[str]:
    """What the words right at a weight tell: behind its unit."""
    return (
        sentence.cues[place + 2]
        if place + 2 < len(sentence.cues) and not sentence.tokens[place + 1].text.endswith((",", ";", ")"))
        else frozenset()
    )


def _packages(sentence: Sentence) -> Found:
    """`1 packages`, `2 EUR-Paletten`: a small number right before a word for packages."""
    for place, token in enumerate(sentence.tokens[:-1]):
        text = token.text.strip("(")
        if place in sentence.dated or not re.fullmatch(r"\d{1,4}", text):
            continue
        behind = sentence.cues[place + 1 : place + 3]
        if any("parcel" in told for told in behind) and not any("line" in told for told in sentence.cues[max(0, place - 2) : place]):
            yield "package_count", Value(str(int(text)), (token,)), CLOSE


def _totals(sentence: Sentence) -> Found:
    """`868,94 PLN netto plus VAT 199,86 PLN`: the sums of an order, by the words at them and by which stands before and behind the tax."""
    amounts = [
        (place, value)
        for place, token in enumerate(sentence.tokens)
        if place not in sentence.dated
        and re.search(r"\d[.,]\d\d\D*$", token.text)
        and (value := read_value(Shape.AMOUNT, (token.saying(token.text.strip("()[],;:")),), sentence.habits))
    ]
    places = [place for place, _ in amounts]
    taxes, untaxed = _taxes(sentence, places)
    for place, read in amounts:
        value = Value(read.value, (sentence.tokens[place],), read.fit)
        if place in taxes:
            yield "tax_total", value, NEAR
            continue
        before, behind = sentence.before(place, stops=places), sentence.behind(place + 1, stops=places)[:3]
        if not any(words & {"sum", "order"} for words in before) and not taxes:
            continue
        plain = (
            "net" if place in untaxed else next((cue for words in before[:5] + behind for cue in ("net", "gross") if cue in words), None)
        )
        if plain or taxes:
            yield f"{plain or ('net' if any(place < tax for tax in taxes) else 'gross')}_total", value, NEAR


def _taxes(sentence: Sentence, amounts: Sequence[int]) -> tuple[set[int], set[int]]:
    """Which amounts are taxes, and which are said to be without: `9.434,55 EUR exclusief btw; met 1.981,26 EUR btw`, `plus VAT of 0.00`."""
    taxes: set[int] = set()
    untaxed: set[int] = set()
    for place, told in enumerate(sentence.cues):
        if "tax" not in told:
            continue
        last = next((at for at in reversed(amounts) if 0 < place - at <= 4), None)
        following = next((at for at in amounts if 0 < at - place <= 5), None)
        if any(_WITHOUT.match(token.plain) for token in sentence.tokens[max(0, place - 2) : place]):
            untaxed |= {last if last is not None else following} - {None}  # type: ignore[arg-type]
            continue
        leads = following is not None and (
            following == place + 1
            or (not sentence.tokens[place].text.endswith((",", ";", ".")) and sentence.tokens[place + 1].plain in _LEADS_ON)
        )
        mine = following if leads or last is None or place - last > 3 else last
        taxes |= {mine} - {None}  # type: ignore[arg-type]
    return taxes, untaxed


_LEADS_ON = frozenset("of de di van von d' at at: at-rate w in : du za".split())  # noqa: SIM905
_WITHOUT = re.compile(r"hors|ht\b|excl|ohne|sin\b|senza|zonder|bez\b|before|ex\b|without|exkl")


def _carrier(sentence: Sentence) -> Found:
    """`travels with UPS`, `confié à Geodis`, `vervoerd door PostNL Pakketten`: a name behind `by` where goods are on their way."""
    moving = sentence.tells("shipped") or sentence.tells("arrives") or sentence.tells("parcel") or sentence.tells("tracking")
    place = 0
    while place < len(sentence.tokens):
        end = _name_from(sentence, place)
        known = is_carrier_name(sentence.tokens[place].text)
        led = any("by_hand_of" in told for told in sentence.cues[max(0, place - 3) : place])
        if end > place and moving and (known or led):
            used = tuple(sentence.tokens[place:end])
            yield (
                "carrier",
                Value(" ".join(token.text for token in used).strip(" ,.;:()"), used),
                CLOSE if known else NEAR if _is_sure_name(used) else LOOSE,
            )
        place = max(end, place + 1)


def _name_from(sentence: Sentence, place: int) -> int:
    """Where a name that begins at a word ends: words that begin large and mean nothing else, up to a mark."""
    end = place
    while end < len(sentence.tokens) and end - place < 4:
        token = sentence.tokens[end]
        bare = token.text.strip("(),.;:")
        is_name = bare[:1].isupper() and not month_of(token.plain) and bare not in INCOTERMS and not re.search(r"\d{2}", bare)
        joins = bare in ("&", "+") and end > place
        if not (is_carrier_name(token.text) or (is_name and (end > place or sentence.may_be_name(place))) or joins):
            break
        if end > place and token.text.startswith("("):
            break
        end += 1
        if token.text.endswith((",", ";", ")", ".", ":")):
            break
    return end


def _is_sure_name(tokens: Sequence[Token]) -> bool:
    """Whether words are a name in any language: several, or one in capitals."""
    return len(tokens) > 1 or tokens[0].text.strip("(),.;:").isupper()


_READERS: tuple[Callable[[Sentence], Found], ...] = (_papers, _when, _weights, _packages, _carrier, _totals)
