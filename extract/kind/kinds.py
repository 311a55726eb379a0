"""What kind of paper it is, and in which language: its titles, the words of its pages and what only such papers hold, taken together."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from domain.doctype import DocType
from domain.paper import Kind
from extract.kind.paperwork import UNKNOWN, Paperwork, open_paperwork, page_words, usual_size
from extract.kind.titles import (
    NUMBERS,
    bare_titles,
    has_disciplines,
    is_numbered,
    is_subject,
    leads_on,
    made_titles,
    says_who_is_billed,
    stated_subject,
)
from extract.label.label_places import heads_values, is_among_labels
from extract.label.labels import LabelHit, Vocabulary, squeezed
from extract.page.layout import Layout, Line, Token
from extract.text.folding import folded
from extract.text.norms import NORMS

LANGUAGES = ("de", "en", "fr", "it", "es", "nl", "pl")


def _stop_words(language: str) -> frozenset[str]:
    """SpaCy's stop words of a language, folded, from their file alone."""
    package = find_spec("spacy")
    assert package is not None
    assert package.origin is not None
    path = Path(package.origin).parent / "lang" / language / "stop_words.py"
    spec = spec_from_file_location(f"spacy_stop_words_{language}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return frozenset(folded(word) for word in module.STOP_WORDS if len(word) > 1)


STOP_WORDS = {language: _stop_words(language) for language in LANGUAGES}

OTHER_TITLES = {
    "en": "invoice, tax invoice, proforma invoice, pro forma invoice, quotation, offer, price list, reminder, payment reminder, statement, statement of account, receipt, payment receipt, credit note, request for quotation, remittance advice, newsletter, catalogue, "
          "general terms and conditions, terms and conditions of sale, remittance, goods receipt, goods received note, receiving slip, 8d report, nonconformance report, non-conformance report, non conformity report, complaint, packing declaration",
    "de": "rechnung, mahnung, angebot, preisliste, zahlungserinnerung, gutschrift, anfrage, kontoauszug, quittung, proformarechnung, werbung, newsletter, allgemeine geschaftsbedingungen, rechnung nr, gutschein, wareneingangsbeleg, wareneingangsschein, 8d bericht, 8d report, reklamation, mangelruge, prufauftrag",
    "fr": "facture, devis, offre, relance, rappel, avoir, tarif, liste de prix, facture proforma, releve de compte, facture n, recu, conditions generales de vente, bon de commande, bon de reception, bon d'entree, fiche d'entree, fiche d'entree marchandises, entree marchandises, fiche de reception, rapport 8d, reclamation",
    "it": "fattura, offerta, preventivo, sollecito, sollecito di pagamento, nota di credito, listino, listino prezzi, fattura proforma, ricevuta, bolla di entrata, bolla di carico, buono di entrata, entrata merci, ricevimento merci, rapporto 8d, reclamo",
    "es": "factura, oferta, presupuesto, recordatorio, recordatorio de pago, nota de abono, tarifa, lista de precios, factura proforma, recibo, entrada de mercancia, entrada de mercancias, albaran de entrada, vale de entrada de mercancia, nota de recepcion, informe 8d, reclamacion",
    "nl": "factuur, offerte, aanmaning, betalingsherinnering, herinnering, creditnota, prijslijst, ontvangstbon, ontvangstbewijs, goederenontvangst, goederenontvangstbon, 8d rapport, klacht",
    "pl": "faktura, faktura vat, oferta, wezwanie do zaplaty, przypomnienie, nota korygujaca, cennik, faktura proforma, monit, przyjecie zewnetrzne, dowod przyjecia, przyjecie towaru, raport 8d, reklamacja",
}  # fmt: skip

TITLE_COUNTS = 5.0
"""What one step of prominence (see `_prominence`) adds to the logarithm of a kind's odds, up to `TITLE_MOST` steps."""
TITLE_MOST = 1.8
TITLE_LEAST = 0.35
"""What stands out less is a word in a sentence."""
OTHER_COUNTS = 0.7
"""What speaks against all that are ours before anything is read."""
WORDS_COUNT = 0.7
WORDS_LEAST = 0.02
"""No page is surer than this, by its words, that it is not of a kind."""
CALLED, CALLED_LEAST = 0.5, 0.25
"""What calls itself one of ours so plainly, and nothing else, is not made another paper by its words: they count no more than this against it."""
TABLES_COUNT = 3.0
OUT_OF_REACH = 0.002
"""A kind that is less probable without its tables is not made the most probable by them: they need not be read as its own."""
MADE = 0.9
"""A title that is put together from words counts a little less than one that is known."""
TITLES_END = 0.55
"""Below this share of a page no words make a title that no list holds."""
SUBJECT = 1.3
"""What stands in the subject of a letter or a mail stands out as a title does."""
MOST = 0.999
DOUBTFUL = 0.45
"""Less sure than even: such a paper goes before a person."""
PLAIN = 0.7
"""What stands out less is not the title of a paper that is none of ours."""
OF_CERTIFICATES = frozenset(
    {
        "certificate",
        "certificat",
        "certificato",
        "certificado",
        "certificaat",
        "zertifikat",
        "zeugnis",
        "werkszeugnis",
        "abnahmeprufzeugnis",
    }
    | {"swiadectwo", "atest", "conformity", "conformite", "conformita", "conformidad", "conformiteit", "zgodnosci", "konformitat"}
)
"""Words of titles of certificates that no other paper has in its own."""
HEADED_OTHERWISE = 0.2
"""How sure a scan is at most of another kind that shows such a word in large print."""
LARGER = 1.35
"""A title is so much larger than other print; what is not, and has a number behind it, may be the label of that."""
STANDS_ALONE = 0.95
"""A title that is all of its line stands out so much; less, beside a title of ours, may be a reference to another paper."""
UNTITLED = 0.9
"""A paper that does not say what it is may be one of ours by its words alone, but never surely."""
ROOM = 1.25
"""Signs are not of one width: a word in larger print by so much more than its signs are wider is none."""
LONG_WORD = 4
IN_A_ROW = 0.4
"""What a title says less in a row of labels that have their values below: `Cert No   Date   Despatch Note`."""
FEWEST_OF_HEAD = 5
"""A line of so many phrases without a figure is the head of a table."""
AMONG_LABELS = 0.4
"""What a title says less where it is the label of a value among others or tells numbers, and another stands by itself: `Advice Note` on a certificate."""
LONGEST_NORM = 4
"""`EN 10204 type 3.1`: more words behind a title than these are no norm that ends it."""
LONG_LABEL = 8
SURE_LANGUAGE = 0.8
FEW_WORDS = 12
"""A page with fewer words says nothing by them."""
MOST_PAGES = 12
"""So many pages are looked at for a second paper."""
SECOND_PAPER = 0.9
SECOND_TITLE = 0.3
"""How sure the words of a later page must be of another kind, and how much its title must stand out (`_prominence` halves it there)."""


@dataclass(frozen=True)
class Verdict:
    """The kind of a paper with its probability, and its language."""

    kind: Kind
    confidence: float
    language: str


@dataclass(frozen=True)
class Signs:
    """What speaks for each kind: how much its best title stands out, how probable the words make it, what the tables show (0 to 1)."""

    titles: Mapping[Kind, float] = field(default_factory=dict)
    words: Mapping[Kind, float] = field(default_factory=dict)
    tables: Mapping[Kind, float] = field(default_factory=dict)

    def probabilities(self) -> dict[Kind, float]:
        """The probability of each kind: the logarithms of its odds added up."""
        called = (
            [kind for kind, weight in self.titles.items() if weight > CALLED] if self.titles.get(Kind.OTHER, 0.0) <= TITLE_LEAST else []
        )
        scores = {
            kind: TITLE_COUNTS * min(TITLE_MOST, max(0.0, self.titles.get(kind, 0.0) - TITLE_LEAST))
            + (OTHER_COUNTS if kind is Kind.OTHER and not called else 0.0)
            + WORDS_COUNT * math.log(max(CALLED_LEAST if kind in called else WORDS_LEAST, self.words.get(kind, 0.25)))
            + TABLES_COUNT * self.tables.get(kind, 0.0)
            for kind in Kind
        }
        best = max(scores.values())
        weights = {kind: math.exp(score - best) for kind, score in scores.items()}
        whole = sum(weights.values())
        return {kind: weight / whole for kind, weight in weights.items()}


def tell_kind(
    layout: Layout,
    doctypes: Sequence[DocType],
    evidence: Callable[[Kind], float] = lambda _: 0.0,
    *,
    fuzzy: bool,
    paperwork: Paperwork | None = None,
) -> Verdict:
    """The most probable kind. `evidence` is asked what the tables show (0 to 1) of the kinds alone that the paper has titles of."""
    model = paperwork or open_paperwork()
    words = page_words(layout)
    titles, tongues = title_signs(layout, doctypes, fuzzy=fuzzy)
    kinds, languages = model.kinds_and_languages(words) if len(words) >= FEW_WORDS else ({}, {})
    language = _language(layout, tongues, languages)
    plain = Signs(titles, kinds).probabilities()
    shares = Signs(titles, kinds, {kind: evidence(kind) for kind in titles if plain[kind] > OUT_OF_REACH}).probabilities()
    kind = max(shares, key=lambda one: (shares[one], one is Kind.OTHER))
    confidence = min(MOST, shares[kind])
    if kind is not Kind.OTHER and not titles.get(kind):
        confidence = min(confidence, UNTITLED)
    if languages.get(UNKNOWN, 0.0) > SURE_LANGUAGE and kind is not Kind.OTHER:
        confidence = min(confidence, DOUBTFUL)
    if kind is Kind.OTHER and titles.get(kind, 0.0) < PLAIN:
        confidence = min(confidence, _surely_other(layout, doctypes, fuzzy=fuzzy))
        if languages and max(languages, key=languages.__getitem__) == UNKNOWN:
            confidence = min(confidence, DOUBTFUL)  # its title may say that it is one of ours in words that nobody here knows
    ours = max((weight for own, weight in titles.items() if own is not Kind.OTHER), default=0.0)
    if kind is Kind.OTHER and titles.get(kind, 0.0) < STANDS_ALONE and ours > TITLE_LEAST:
        confidence = min(confidence, DOUBTFUL)  # it calls itself one of ours
    if fuzzy and kind in (Kind.SHIP_NOTICE, Kind.ORDER_CONFIRMATION) and _is_headed_as_certificate(layout):
        confidence = min(confidence, HEADED_OTHERWISE)
    if any(second is not kind for second in _further_papers(layout, doctypes, model, fuzzy=fuzzy)):
        confidence = min(confidence, DOUBTFUL)
    return Verdict(kind, round(confidence, 4), language)


def _is_headed_as_certificate(layout: Layout) -> bool:
    """Whether a scan shows in large print a word that heads certificates alone, whatever is left of the others: `CERTIFICATE /O ONFORMITY`."""
    usual = usual_size(layout.lines)
    return any(
        line.page == 1
        and line.size > LARGER * usual
        and line.box[1] < TITLES_END * layout.pages[0].height
        and squeezed(token.text) in OF_CERTIFICATES
        for line in layout.lines
        for token in line.tokens
    )


def title_signs(layout: Layout, doctypes: Sequence[DocType], *, fuzzy: bool) -> tuple[dict[Kind, float], dict[str, float]]:
    """How much the best title of each kind stands out on the first two pages, and that of each language."""
    titles: list[_Title] = []
    typical = usual_size(layout.lines)
    for index, line in enumerate(layout.lines):
        if line.page > 2:
            break
        titles += _titles_in(layout, doctypes, index, typical, fuzzy=fuzzy)
    if has_disciplines(layout.lines):
        titles.append(_Title(Kind.OTHER, "", TITLE_MOST))
    free = {title.kind for title in titles if not title.labels and title.weight > CALLED}
    scores: dict[Kind, float] = {}
    tongues: dict[str, float] = {}
    for title in titles:
        weight = title.weight * (AMONG_LABELS if title.labels and free - {title.kind} else 1.0)
        scores[title.kind] = max(scores.get(title.kind, 0.0), weight)
        if title.language:
            tongues[title.language] = max(tongues.get(title.language, 0.0), min(weight, 2.0))
    return scores, tongues


@dataclass(frozen=True)
class _Title:
    """Words that may be the title of a kind of paper: how much they stand out, and whether they do as the label of a value among others or tell numbers."""

    kind: Kind
    language: str
    weight: float
    labels: bool = False


def _titles_in(layout: Layout, doctypes: Sequence[DocType], index: int, typical: float, *, fuzzy: bool) -> Iterator[_Title]:
    line = layout.lines[index]
    labels = cache(partial(heads_values, layout, index))

    def title(kind: Kind, language: str, hit: LabelHit, share: float) -> _Title:
        in_a_row = _is_a_heading(line, hit) if kind is Kind.OTHER else labels()
        share *= IN_A_ROW if in_a_row else 1.0
        return _Title(kind, language, share * _prominence(layout, line, hit, typical), is_among_labels(layout, index, hit))

    for hit in _titles(tuple(doctypes)).hits(layout.lines, index, fuzzy=fuzzy):
        name, _, language = hit.name.partition("/")
        if Kind(name) is Kind.OTHER and says_who_is_billed(line, hit):
            continue
        yield title(Kind(name), language, hit, 1.0)
    if line.box[1] > TITLES_END * layout.pages[line.page - 1].height:
        return
    for language, hit in bare_titles(line, index):
        yield title(Kind.ORDER_CONFIRMATION, language, hit, MADE)
    if kind := stated_subject(line):
        # `Rif. Vs. ordine 4711 - Ns. conferma 297740` on a transport document: what has a title refers to another paper so
        yield _Title(kind, "", SUBJECT * (1.0 if line.page == 1 else 0.5), labels=True)
    for kind, hit in made_titles(layout.lines, index):
        yield title(kind, "", hit, MADE)


def _further_papers(layout: Layout, doctypes: Sequence[DocType], model: Paperwork, *, fuzzy: bool) -> set[Kind]:
    """The kinds of ours that a later page is surely of by its title and by its words: two papers in one file."""
    found: set[Kind] = set()
    last = min(len(layout.pages), MOST_PAGES)
    for number in range(2, last + 1):
        lines = [index for index, line in enumerate(layout.lines) if line.page == number]
        if not lines:
            continue
        typical = usual_size([layout.lines[index] for index in lines])
        top = [index for index in lines if layout.lines[index].box[1] < 0.4 * layout.pages[number - 1].height]
        titled = {
            title.kind
            for index in top
            for title in _titles_in(layout, doctypes, index, typical, fuzzy=fuzzy)
            if title.weight > SECOND_TITLE
        }
        shares = model.kinds(page_words(layout, number)) if titled else {}
        found |= {kind for kind in titled if kind is not Kind.OTHER and shares.get(kind, 0.0) > SECOND_PAPER}
    return found


@lru_cache(maxsize=8)
def _titles(doctypes: tuple[DocType, ...]) -> Vocabulary:
    """Every title of every kind, named `kind/language`."""
    titles = {f"{doctype.kind}/{language}": texts for doctype in doctypes for language, texts in doctype.titles.items()}
    others = {f"{Kind.OTHER}/{language}": texts.split(",") for language, texts in OTHER_TITLES.items()}
    return Vocabulary({**titles, **others})


def _surely_other(layout: Layout, doctypes: Sequence[DocType], *, fuzzy: bool) -> float:
    """How sure it is that a paper without any title is none of ours: hardly, where it names an order or was hard to read."""
    if fuzzy and layout.lines:
        return DOUBTFUL
    orders = _orders(tuple(doctypes))
    return DOUBTFUL if any(orders.hits(layout.lines, index, fuzzy=False) for index in range(len(layout.lines))) else 0.95


@lru_cache(maxsize=8)
def _orders(doctypes: tuple[DocType, ...]) -> Vocabulary:
    """What an order number is called, but for short words that anything may be."""
    labels = {label for doctype in doctypes for spec in doctype.fields if spec.name == "order_number" for label in spec.labels}
    return Vocabulary({"order_number": [label for label in labels if len(squeezed(label)) >= LONG_LABEL]})


def _is_a_heading(line: Line, hit: LabelHit) -> bool:
    """`Tarif HT` among the headings of a table, in no larger print and not the first of them: a price's, and no price list's title."""
    tokens = line.tokens[hit.start : hit.end]
    large = min(token.word.height for token in tokens) > LARGER * line.size
    plain = len(line.phrases) >= FEWEST_OF_HEAD and not any(letter.isdigit() for letter in line.text)
    return plain and not large and tokens[0] not in line.phrases[0].tokens


def _prominence(layout: Layout, line: Line, hit: LabelHit, typical: float) -> float:
    """How much a title stands out: large print, near the top of the first page, with little else around it."""
    page = layout.pages[line.page - 1]
    tokens = line.tokens[hit.start : hit.end]
    own_size = min(token.word.height for token in tokens) if layout.source(line.page) == "text" else 0.0
    beside_small = own_size > LARGER * line.size  # a title may stand beside the small print of an address
    size = min(2.5, (own_size if beside_small else line.size) / typical)
    if layout.source(line.page) == "ocr":  # a box that dust has made higher is no wider
        size = min(size, ROOM * _width_of_signs(tokens) / _usual_width(layout, line.page))
    phrase = next(phrase for phrase in line.phrases if tokens[0] in phrase.tokens)
    own = sum(len(squeezed(token.text)) for token in tokens)
    share = min(1.0, own / max(1, sum(len(squeezed(token.text)) for token in _before_norm(phrase.tokens))))
    high = 1.0 if line.box[1] < 0.45 * page.height else 0.6
    first = 1.0 if line.page == 1 else 0.5
    capitals = 1.15 if all(token.text.isupper() for token in tokens) else 1.0
    behind = line.tokens[hit.end] if hit.end < len(line.tokens) else None
    named = tokens[-1].text.endswith(":") or (behind is not None and (behind.text == ":" or _is_mark_before_colon(line, hit.end)))
    label = 0.55 if named else 1.0
    lettered = next((token for token in phrase.tokens if squeezed(token.text)), tokens[0])  # `*** Invoice ***`
    begins = 1.0 if lettered is tokens[0] else 0.6
    short = 0.7 if own <= 4 else 1.0
    if leads_on(line, hit) or (hit.name.startswith(Kind.OTHER) and size < LARGER and is_numbered(line.tokens, hit)):
        return 0.2
    if is_subject(line):
        return SUBJECT * first * (1.0 if hit.exact else 0.9)
    return size * (0.4 + 0.6 * share) * high * first * capitals * label * begins * short * (1.0 if hit.exact else 0.9)


def _width_of_signs(tokens: Sequence[Token]) -> float:
    return sum(token.x1 - token.x0 for token in tokens) / max(1, sum(len(token.text) for token in tokens))


@lru_cache(maxsize=8)
def _usual_width(layout: Layout, number: int) -> float:
    """How wide a sign of the page's longer words usually is, in points."""
    widths = [(word.box[2] - word.box[0]) / len(word.text) for word in layout.pages[number - 1].words if len(word.text) >= LONG_WORD]
    return max(0.1, statistics.median(widths)) if widths else 1.0


def _before_norm(tokens: Sequence[Token]) -> Sequence[Token]:
    """The words without the norm that a title ends with: `Works test report - EN 10204:2004 2.2`."""
    norm = next((place for place, token in enumerate(tokens) if token.text.strip(".,:()") in NORMS), len(tokens))
    return tokens[:norm] if norm and len(tokens) - norm <= LONGEST_NORM else tokens


def _is_mark_before_colon(line: Line, place: int) -> bool:
    """`Avviso di spedizione n. :`, `Awizo wysyłki nr:`: the mark of a number and a colon make a label of what is before."""
    mark, behind = line.tokens[place], line.tokens[place + 1 : place + 2]
    bare = mark.plain.strip(" .:º°")
    return bare in NUMBERS and (mark.text.endswith(":") or any(token.text == ":" for token in behind))


def _language(layout: Layout, titles: Mapping[str, float], shares: Mapping[str, float]) -> str:
    """The language of the words where they leave no doubt, else the one whose small words and titles are found most."""
    sure = max(shares, key=lambda language: shares[language], default=UNKNOWN)
    if sure != UNKNOWN and shares[sure] > SURE_LANGUAGE:
        return sure
    words = [folded(word) for word in layout.text.split()[:1500]]
    scores = dict.fromkeys(STOP_WORDS, 0.0)
    for language, stops in STOP_WORDS.items():
        scores[language] = sum(word in stops for word in words) / max(20, len(words))
    for language, weight in titles.items():
        scores[language] = scores.get(language, 0.0) + 0.12 * weight
    return max(scores, key=lambda language: (scores[language], language == "en"))
