"""Labels found on a page: which words name a value, in any language, spelt with or without blanks, hyphens and accents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extract.label.label_tails import with_tails
from extract.page.layout import Line, Token
from extract.text.abbreviations import Short, beginnings_of, may_be_short, name_of_short
from extract.text.folding import folded
from extract.text.wording import CURRENCY_CODES, concepts, meanings, named_by

MOST_TOKENS = 7
NUMBER_MARKS = frozenset({"n", "no", "nr", "num", "nro", "#"})
"""`Votre commande n°`: the mark belongs to the label whether or not the label is known with it."""
FUZZY_FROM = 6
"""Labels shorter than this many letters must be read exactly: `ref` and `rek` are different things."""
FUZZY_LONG = 10
"""A shorter label of words that all mean something was read right: `Ihre Pos.` is no `Ihre PO`."""
ALIKE_FROM = 4
"""From so many letters on a short label may be made of signs that only look like its own: `llość`, `Thre`."""
OTHER_WORDS = frozenset({"allargamento", "alargado", "tole", "toles"})
"""Words that are no labels though they nearly read as one.

A tube is widened (`allargamento`) in another test than its elongation (`allungamento`) is found in, and a plate (`Tôle`) is no lot (`Lote`).
"""
FUZZY_MORE = 5
"""A label that is a letter off is preferred to a known one within it (`Data` in `Data wysytki`) where it is longer by so many letters."""
SHORTEST_CUT = 5
"""A heading that a narrow column cuts off (`Artikelnumm`) keeps at least this many letters."""
MOST_CUT = 3
LONGEST_MEANT = 6
LONGEST_HALF = 5
"""Half of a label in two languages has at most so many words."""
STROKES = frozenset({"/", "·"})
"""Between the halves of a label in two languages."""
WHOSE = frozenset({"your", "our"})
"""A half that says no more is cut off by its cell: `Bestellung des Käufers · Customer's`, and below it `Purchase Order`."""
WEAK = frozenset({"vom", "du", "del", "of", "van", "dd", "zdnia", "from", "am", "le"})
"""Words that are labels only right behind a number."""
LEAD = 5
YEARS = frozenset({"2000", "2010", "2020"})
"""Editions of the Incoterms belong to their label."""
_ELISION = re.compile(r"^(?:l|d|dell|all|nell|sull|qu)['\u2019](?=\w{3})", re.IGNORECASE)
"""An article that clings to its word: `l'ordine`."""
_WHOSE_OWN = re.compile(r"intern(?:e|er|es|o|a|al)?|wewnetrzn[yae]")
"""`Interne Nr.`, `Numer wewnętrzny`: what a house files a paper under."""
_FIGURE = re.compile(r"\d")
_RATE = re.compile(r"\(?\d{1,2}([.,]\d{1,2})?\s?%?\)?:?")
_Told = TypeVar("_Told")


@dataclass(frozen=True)
class LabelHit:
    """A label that stands at tokens `start` to `end` (exclusive) of a line; `exact` is False where OCR spelt it a little off."""

    name: str
    line: int
    start: int
    end: int
    exact: bool = True


@lru_cache(maxsize=100_000)
def squeezed(text: str) -> str:
    """Only the letters and digits of a text, folded: `Kd.-Nr.` and `kd nr` are one label."""
    return re.sub(r"[^a-z0-9%‰#]", "", folded(text))


def _spellings(text: str) -> Iterator[str]:
    """The label as it is, and with the other marks for a number: `n commande` is also printed `n° commande`."""
    yield text
    if re.search(r"\bn\b", text):
        yield re.sub(r"\bn\b", "no", text)
        yield re.sub(r"\bn\b", "nr", text)


@dataclass(frozen=True, eq=False)
class _Index:
    """What each spelling may name, what it names first; the spellings by length, all that one may begin with, short ones by shape, and in order."""

    names_of: Mapping[str, tuple[str, ...]]
    name_of: Mapping[str, str]
    by_length: Mapping[int, Sequence[str]]
    beginnings: frozenset[str]
    alike: Mapping[str, str]
    in_order: Sequence[str]
    short: Short
    meant: Mapping[str, frozenset[frozenset[str] | None]]
    """What the words of each one's labels stand for."""


@cache
def _index(labels: tuple[tuple[str, tuple[str, ...]], ...]) -> _Index:
    """The index of some labels, made once for the same; there are as many as kinds of paper ask for."""
    names_of: dict[str, tuple[str, ...]] = {}
    for name, texts in labels:
        for text in texts:
            for spelling in _spellings(text):
                key = squeezed(spelling)
                if name not in names_of.get(key, ()):
                    names_of[key] = (*names_of.get(key, ()), name)
    by_length: dict[int, list[str]] = {}
    for key in names_of:
        by_length.setdefault(len(key), []).append(key)
    name_of = {key: names[0] for key, names in names_of.items()}
    beginnings = frozenset(key[:length] for key in names_of for length in range(len(key) + 1))
    short = beginnings_of((text, name_of[squeezed(text)]) for _, texts in labels for text in texts)
    meant = {name: frozenset(map(concepts, texts)) for name, texts in labels}
    return _Index(names_of, name_of, by_length, beginnings, _alike(name_of), sorted(name_of), short, meant)


def _shape(key: str) -> str:
    """A spelling as it looks from afar: signs that OCR takes for each other are one."""
    return key.translate(_LOOKS).replace("rn", "m").replace("ii", "u")


_LOOKS = str.maketrans("l1jt058", "iiiiosb")


def _alike(name_of: Mapping[str, str]) -> dict[str, str]:
    """What the short labels name by their shapes; shapes that several names share name nothing."""
    names: dict[str, set[str]] = {}
    for key, name in name_of.items():
        if ALIKE_FROM <= len(key) < FUZZY_FROM:
            names.setdefault(_shape(key), set()).add(name)
    return {shape: next(iter(found)) for shape, found in names.items() if len(found) == 1}


@cache
def _meanings(meant: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[frozenset[str], str]:
    """What sets of concepts name, made once for the same."""
    return meanings(dict(meant))


class Vocabulary:
    """The labels of some values; the longest label that fits wins, and one that is not listed is told by what its words mean."""

    def __init__(
        self, labels: Mapping[str, Iterable[str]], meant: Mapping[str, Iterable[str]] | None = None, *, crowded: bool = False
    ) -> None:
        """`labels` maps the name of each value to what it is called; a label that two names share belongs to the first.

        `meant` maps it to the sets of concepts that name it (`extract.text.wording`). Where it is `crowded`, as in the head of a table,
        words that are labels one by one (`Price Per`) are not taken together.
        """
        self._crowded = crowded
        index = _index(tuple((name, tuple(texts)) for name, texts in labels.items()))
        self._index, self._names_of, self._name_of = index, index.names_of, index.name_of
        self._beginnings, self._sorted, self._short = index.beginnings, index.in_order, index.short
        self._meanings = _meanings(tuple((name, tuple(texts)) for name, texts in (meant or {}).items()))
        self._longest = max(index.by_length, default=0)
        self._same = (id(index), id(self._meanings), crowded)

    def name(self, text: str, *, fuzzy: bool = False) -> str | None:
        """The value that exactly this text names; with `fuzzy`, a letter or two may be off in a long one."""
        key = squeezed(text)
        if not key:
            return None
        known = self._name_of.get(key) or named_by(text, self._meanings) or name_of_short(text, self._short)
        return known or (_nearest(self._index, key) if fuzzy else None)

    def names(self, text: str) -> tuple[str, ...]:
        """Every value that this text may name, the likeliest first: `Item` heads positions on one paper and articles on another."""
        return self._names_of.get(squeezed(text), ())

    def cut_off(self, text: str) -> str | None:
        """The value that a heading names which a narrow column cut off: `Extended Pri`; None where several begin like that."""
        key = squeezed(text)
        if len(key) < SHORTEST_CUT:
            return None
        first, last = (bisect_left(self._sorted, each) for each in (key, key + "\uffff"))
        whole = {label: self._name_of[label] for label in self._sorted[first:last]}
        if len(set(whole.values())) > 1:  # the word may be cut off, hardly the words behind it
            whole = {label: name for label, name in whole.items() if len(label) - len(key) <= MOST_CUT}
        return next(iter(whole.values())) if len(set(whole.values())) == 1 else None

    def hits(self, lines: Sequence[Line], index: int, *, fuzzy: bool) -> list[LabelHit]:
        """The labels in one line, from left to right; each line is searched once by all vocabularies of the same labels."""
        known = lines[index].labels
        key = (*self._same, index, fuzzy)
        if key not in known:
            known[key] = self._search(lines[index], index, fuzzy=fuzzy)
        return list(known[key])

    def _search(self, line: Line, index: int, *, fuzzy: bool) -> list[LabelHit]:
        found: list[LabelHit] = []
        end = 0
        firsts, beginnings = _firsts_of(line), self._beginnings
        # Hardly any word begins a label.
        for start in [start for start, first in enumerate(firsts) if first and (fuzzy or first in beginnings)]:
            if start < end:
                continue
            if hit := self._longest_at(line, index, start, fuzzy=fuzzy):
                found.append(hit)
                end = hit.end
        found = self._with_meant(line, index, found) if self._meanings else found
        found = self._with_short(line, index, found) if "." in line.text else found
        return found if self._crowded or "/" not in line.text else with_tails(line, found, self.name)

    def _with_short(self, line: Line, index: int, found: list[LabelHit]) -> list[LabelHit]:
        """The hits, with each phrase that is a label printed short, `Resist. a trazione`, in place of what its words name by themselves."""
        for start, end, words in _short_runs_of(line):
            inside = [hit for hit in found if hit.start < end and start < hit.end]
            if any(hit.start <= start and hit.end >= end for hit in inside) or (self._crowded and len({hit.name for hit in inside}) > 1):
                continue
            name = name_of_short(words, self._short)
            if name == "document_number" and "number" not in (concepts(words) or ()):
                continue  # `Insp. rep.` in a line of goods, beside the paper's own `Certificate No.`
            if name and all(hit.start >= start and hit.end <= end for hit in inside):
                found = [*(hit for hit in found if hit not in inside), LabelHit(name, index, start, end, exact=False)]
        return sorted(found, key=lambda hit: hit.start)

    def _with_meant(self, line: Line, index: int, found: list[LabelHit]) -> list[LabelHit]:
        """The hits, with each run of words whose meaning is known in place of the parts of it that are labels elsewhere."""
        taken: list[tuple[int, int]] = []
        for start, end, whole, words in _meant_runs_of(line):
            inside = [hit for hit in found if hit.start < end and start < hit.end]
            whole_ones = [hit for hit in inside if hit.start <= start and hit.end >= whole]
            if any(hit.exact or not self._means_another(line, hit) for hit in whole_ones):
                continue
            if any((start == other and end < until) or end == until for other, until in taken):
                continue
            if (self._crowded and len({hit.name for hit in inside}) > 1) or self._are_two(line.tokens[start:end], inside, start):
                continue
            if "customs" in (concepts(words) or ()):  # `Code NC` is no code of an item
                found = [hit for hit in found if hit not in inside]
                continue
            own = line.tokens[start:end]
            if is_of_the_house(own[-1].plain):  # `N° de commande interne` is no order of the buyer's
                inside = [hit for hit in inside if hit.name != "order_number" or hit.end == end]
                found = [hit for hit in found if hit.name != "order_number" or not start <= hit.start < hit.end < end]
            name = named_by(words, self._meanings)
            if any(stroke in words for stroke in STROKES):
                twice = self._named_twice(own)
                name = self._order_and_line(own) or (twice if twice == "document_number" else name) or twice
            if name and all(hit.start >= start and hit.end <= end for hit in inside):
                found = [*(hit for hit in found if hit not in inside), LabelHit(name, index, start, end)]
                taken.append((start, end))
        if self._crowded:
            found += self._meant_singly(line, index, found)
        return sorted(found, key=lambda hit: hit.start)

    def _are_two(self, tokens: Sequence[Token], inside: Sequence[LabelHit], start: int) -> bool:
        """`Preis Preiseinheit`: a heading that the words behind it name once more, and with them another value, stands by itself."""
        if not inside or inside[0].start != start or inside[0].end - start >= len(tokens):
            return False
        cut = inside[0].end - start
        noun, rest = (" ".join(token.text for token in part) for part in (tokens[:cut], tokens[cut:]))
        meant = concepts(noun)
        again = (meant and meant < (concepts(rest) or frozenset())) or squeezed(rest).startswith(squeezed(noun))
        return bool(again) and named_by(rest, self._meanings) not in (None, inside[0].name)

    def _means_another(self, line: Line, hit: LabelHit) -> bool:
        """`Your reference` on a scan: words that each are known and together name a value are no misread label of another."""
        name = named_by(" ".join(token.text.rstrip(":") for token in line.tokens[hit.start : hit.end]), self._meanings)
        return name is not None and name != hit.name

    def _order_and_line(self, tokens: Sequence[Token]) -> str | None:
        """`Votre commande / poste`: the label of an order's number with the line behind it, as in `4500017325 / 10`."""
        strokes = [at for at, token in enumerate(tokens) if token.text in STROKES]
        if self._crowded or len(strokes) != 1:
            return None
        first, second = (" ".join(token.text for token in part) for part in (tokens[: strokes[0]], tokens[strokes[0] + 1 :]))
        if not {"line"} <= (concepts(second) or set()) <= {"line", "number"}:
            return None
        name = self._name_of.get(squeezed(first)) or named_by(first, self._meanings)
        return name if name == "order_number" else None

    def _named_twice(self, tokens: Sequence[Token]) -> str | None:
        """`Attestnr. / Certificate No.`, `Frachtführer / LKW / Carrier`: a label in two languages, of which one is known; `Beleg/Datum`: by the first.

        Where the halves name different values, it is no label in two languages.
        """
        if self._crowded:
            return None
        parts: list[list[str]] = [[]]
        for token in tokens:
            if token.text in STROKES:
                parts.append([])
            else:
                parts[-1].append(token.text)
        if len(parts) == 1:
            first, stroke, second = " ".join(parts[0]).partition("/")
            both = stroke and len(first) > 3 and len(second) > 2
            name, behind = self._name_of.get(squeezed(first)), concepts(second) or frozenset()
            of_line = name == "order_number" and "line" in behind and behind <= {"line", "number"}  # `Bestellnummer/Position`
            return name if both and ("date" in behind or of_line) else None
        texts = [" ".join(part) for part in parts]
        if not all(0 < len(part) <= LONGEST_HALF for part in parts):
            return None
        named = {
            name
            for text in texts
            if squeezed(text) not in WEAK
            and not (concepts(text) or WHOSE) <= WHOSE
            and (name := self._name_of.get(squeezed(text)) or named_by(text, self._meanings))
        }
        number, day = (self._name_of.get(squeezed(text)) or named_by(text, self._meanings) for text in (texts[0], texts[-1]))
        own = number == "document_number" or (number is None and concepts(texts[0]) == frozenset({"document"}))
        own = own or (day == "document_date" and concepts(texts[0]) == frozenset({"delivery"}))  # `Delivery / Issue Date`
        if len(texts) == len(("number", "day")) and _is_day(day) and own:
            return "document_number"  # `Document / Édité le` over `AR074125 / 26/08/2026`: with its day behind it
        return named.pop() if len(named) == 1 else None

    def _meant_singly(self, line: Line, index: int, found: Sequence[LabelHit]) -> Iterator[LabelHit]:
        """Headings that stand close behind each other (`DESPATCHED MEAS. C/O`), each by the longest run of words that means something."""
        free = [not any(hit.start <= place < hit.end for hit in found) for place in range(len(line.tokens))]
        place = 0
        while place < len(line.tokens):
            for end in range(min(place + 3, len(line.tokens)), place, -1):
                words = " ".join(token.text for token in line.tokens[place:end])
                if all(free[place:end]) and not re.search(r"\d", words) and (name := named_by(words, self._meanings)):
                    yield LabelHit(name, index, place, end)
                    place = end - 1
                    break
            place += 1

    def _longest_at(self, line: Line, index: int, start: int, *, fuzzy: bool) -> LabelHit | None:
        key, best, known, tokens = "", None, 0, line.tokens
        for end in range(start + 1, min(len(tokens), start + MOST_TOKENS) + 1):
            token, last = tokens[end - 1], tokens[end - 2] if end > start + 1 else None
            piece = squeezed(token.text) if last else _firsts_of(line)[start]
            key += piece
            if len(key) > self._longest + 2 or (not fuzzy and key not in self._beginnings):
                break
            gap = token.x0 - last.x1 if last else 0.0
            # `Prezzo  Totale riga`: in the head of a table a heading that is one ends where its phrase does.
            if (
                (last and line.walls and line.room(last) != line.room(token))
                or (last and line.is_wide(gap, max(line.gap, 0.9), last, token))
                or _begins_number(line, end - 1)
                or (self._crowded and best and best.exact and gap > line.gap * line.size)
            ):
                break
            if not piece:
                continue
            if key in self._name_of:
                best, known = LabelHit(self._name_of[key], index, start, end), len(key)
            elif (
                fuzzy
                and len(key) - known >= (FUZZY_MORE if known else 0)
                and (name := _nearest(self._index, key))
                and self._may_be_misread(tokens[start:end], key, name)
            ):
                best = LabelHit(name, index, start, end, exact=False)
            if token.text.endswith(":"):
                break
        if best and self._mark_follows(line, best):
            return LabelHit(best.name, best.line, best.start, best.end + 1, best.exact)
        return best

    def _may_be_misread(self, words: Sequence[Token], key: str, name: str) -> bool:
        """Whether words that are nearly a label of a value may be one: not where they all mean something that none of its labels does.

        `Cod. cliente` is no misread `Ord. cliente`; a short label of such words, or that begins with a number (`5 stuks`), was read right.
        """
        if len(key) < FUZZY_LONG and words[0].text.isdigit():
            return False
        meant = concepts(" ".join(word.text for word in words))
        return not meant or (len(key) >= FUZZY_LONG and meant in self._index.meant[name])

    def _mark_follows(self, line: Line, hit: LabelHit) -> bool:
        """Whether a mark for a number stands right behind a label and begins no label itself (`J.m.  Nr partii`)."""
        if hit.end >= len(line.tokens) or line.tokens[hit.end - 1].text.endswith(":"):
            return False
        mark = line.tokens[hit.end]
        if squeezed(mark.text) not in NUMBER_MARKS or mark.x0 - line.tokens[hit.end - 1].x1 > line.gap * line.size:
            return False
        following = squeezed(mark.text + (line.tokens[hit.end + 1].text if hit.end + 1 < len(line.tokens) else ""))
        return following == squeezed(mark.text) or following not in self._name_of


@lru_cache(maxsize=20_000)
def _nearest(index: _Index, key: str) -> str | None:
    """What a spelling names that is a letter or two off; vocabularies of the same labels ask once, as a scan is read twice."""
    if key in OTHER_WORDS:
        return None
    if len(key) < FUZZY_FROM:
        if len(key) == ALIKE_FROM - 1 and key[0] in "l1":  # `ltm`, `lmp.`: of so few letters only the capital that begins them
            return index.name_of.get("i" + key[1:])
        return index.alike.get(_shape(key)) if len(key) >= ALIKE_FROM else None
    if sum(map(str.isdigit, key)) > 1:
        return None
    reach = 1 if len(key) < FUZZY_LONG else 2
    near: dict[int, set[str]] = {}
    alike = process.extract(key, _as_long(index, len(key), reach), scorer=Levenshtein.distance, score_cutoff=reach, limit=None)
    for label, off, _ in alike:
        if key.endswith("by") and not label.endswith("by"):
            continue  # `Certified by` names a person, `certified on` a day
        near.setdefault(off, set()).add(index.name_of[label])
    names = near[min(near)] if near else set()
    return next(iter(names)) if len(names) == 1 else None


@lru_cache(maxsize=2_000)
def _as_long(index: _Index, length: int, reach: int) -> tuple[str, ...]:
    """The labels that are longer or shorter than that by so many signs at most."""
    return tuple(label for long in range(length - reach, length + reach + 1) for label in index.by_length.get(long, ()))


def _is_day(name: str | None) -> bool:
    """Whether that value is a day."""
    return name is not None and (name.endswith("_date") or name == "dated")


def _begins_number(line: Line, place: int) -> bool:
    """`Nr.  AB- 355611`: letters and a hyphen close before figures are the beginning of a number that print or OCR tore."""
    token = line.tokens[place]
    if token.text[-1] != "-" or not token.text[:-1].isupper():
        return False
    behind = line.tokens[place + 1] if place + 1 < len(line.tokens) else None
    if behind is None:
        return False
    return behind.text[:1].isdigit() and behind.x0 - token.x1 < 0.6 * line.size


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """Where a label may stand: words without figures that begin a phrase or follow a value, up to a colon or the next figure.

    `Nuestro pedido / Order no.:` is one label in two languages, so words on both sides of a stroke are offered together as well.
    """
    position = 0
    for phrase in line.phrases:
        start = position
        strokes: list[int] = []
        for place in range(position, position + len(phrase.tokens) + 1):
            last = place == position + len(phrase.tokens)
            text = "" if last else line.tokens[place].text
            if text.isalpha() and not (place and line.tokens[place - 1].text.endswith(":")):
                continue  # most words: they end no run
            # `Herkunftsland: DE Los-Nr.:` - two capitals behind a colon are a value.
            answered = not last and place and line.tokens[place - 1].text.endswith(":") and re.fullmatch(r"[A-Z]{2}", text) is not None
            numbered = not last and _begins_number(line, place)  # `Uw order PO- 405465`
            figure = _FIGURE.search(text) and text not in YEARS and not (place > start and _is_rate(line.tokens, place))
            ends = last or answered or numbered or figure or text in ("|", "-", "–", "—")
            if text in STROKES:
                strokes.append(place)
            if ends or text.endswith(":"):
                end = place if ends else place + 1
                if strokes and end - start <= 2 * LONGEST_MEANT:
                    yield start, end
                for left, right in pairwise([start - 1, *strokes, end]):
                    if 0 < right - left - 1 <= LONGEST_MEANT:
                        yield left + 1, right
                # In a sentence only the last words before a figure may be its label: `… unter unserer Nummer 0082492`.
                yield from ((first, end) for first in range(max(start + 1, end - LEAD), end) if ends and not last)
                # `210 kg confirmé(s) (Livraison estimée: 27-07-2026)`: what a bracket opens with may be a label of its own.
                opened = (first for first in range(start + 1, end - 1) if not ends and line.tokens[first].text.startswith("("))
                yield from ((first, end) for first in opened)
                start, strokes = place + 1, []
        position += len(phrase.tokens)


def once_a_line(tell: Callable[[Line], _Told]) -> Callable[[Line], _Told]:
    """What is told of a line by its print alone, told once for all vocabularies."""

    def told(line: Line) -> _Told:
        known = line.told
        if tell not in known:
            known[tell] = tell(line)
        found: _Told = known[tell]
        return found

    return told


@once_a_line
def _firsts_of(line: Line) -> list[str]:
    """The words of a line as a label may begin with them, without an article that clings to them."""
    return [_first(token.text) for token in line.tokens]


@lru_cache(maxsize=50_000)
def _first(text: str) -> str:
    return squeezed(_ELISION.sub("", text))


@once_a_line
def _runs_of(line: Line) -> list[tuple[int, int]]:
    """The runs of a line."""
    return list(_runs(line))


@once_a_line
def _meant_runs_of(line: Line) -> list[tuple[int, int, int, str]]:
    """The runs whose words may mean something, with the end without the rate that closes them, and their words without rates and marks."""
    found = []
    telling = ["" if _RATE.fullmatch(token.text) or not token.text.strip("%:()") else token.text for token in line.tokens]
    for start, end in _runs_of(line):
        words = " ".join([text for text in telling[start:end] if text])
        if concepts(words) or any(stroke in words for stroke in ("|", *STROKES)) or is_of_the_house(line.tokens[end - 1].plain):
            found.append((start, end, _without_rates(line.tokens, start, end), words))
    return found


@once_a_line
def _short_runs_of(line: Line) -> list[tuple[int, int, str]]:
    """The runs in which a stop may cut words off, with their words."""
    texts = [token.text for token in line.tokens]
    runs = [(start, end, " ".join(texts[start:end])) for start, end in _runs_of(line)]
    return [(start, end, words) for start, end, words in runs if "." in words and may_be_short(words)]


def is_of_the_house(word: str) -> bool:
    """Whether a folded word of a label says that a number is the house's own."""
    return _WHOSE_OWN.fullmatch(word.strip(".:")) is not None


def _is_rate(tokens: Sequence[Token], place: int) -> bool:
    """`19 %`, `22%:` inside a label: the rate of a tax; with a comma behind it, `korting 20 %, totaal`, it is a value."""
    text = tokens[place].text
    follows = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return _RATE.fullmatch(text) is not None and ("%" in text or (follows.startswith("%") and not follows.endswith(",")))


def _is_currency(token: Token) -> bool:
    """`Suma z VAT (PLN)`: a currency that closes a label says nothing of what it names."""
    return token.plain.strip("():,.") in CURRENCY_CODES


def _without_rates(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of a run without the rate that closes it."""
    while end > start + 1 and (
        _RATE.fullmatch(tokens[end - 1].text) or not tokens[end - 1].text.strip("%:()") or _is_currency(tokens[end - 1])
    ):
        end -= 1
    return end
