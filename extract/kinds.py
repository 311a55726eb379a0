"""What kind of paper it is, and in which language: by its title first, then by what only such papers hold."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from domain.doctype import DocType
from domain.paper import Kind
from extract.folding import folded
from extract.labels import LabelHit, Vocabulary, squeezed
from extract.layout import Layout, Line

LANGUAGES = ("de", "en", "fr", "it", "es", "nl", "pl")


def _stop_words(language: str) -> frozenset[str]:
    """SpaCy's stop words of a language, folded, from their file alone: importing spaCy with its tokenizers takes seconds in every reader."""
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
          "amount due, dear customer, general terms and conditions, terms and conditions of sale, remittance",
    "de": "rechnung, mahnung, angebot, preisliste, zahlungserinnerung, gutschrift, anfrage, kontoauszug, quittung, proformarechnung, werbung, newsletter, allgemeine geschaftsbedingungen, rechnungsnummer, rechnungsdatum, rechnung nr, gutschein",
    "fr": "facture, devis, offre, relance, rappel, avoir, tarif, liste de prix, facture proforma, releve de compte, facture n, recu, conditions generales de vente",
    "it": "fattura, offerta, preventivo, sollecito, sollecito di pagamento, nota di credito, listino, listino prezzi, fattura proforma, ricevuta",
    "es": "factura, oferta, presupuesto, recordatorio, recordatorio de pago, nota de abono, tarifa, lista de precios, factura proforma, recibo",
    "nl": "factuur, offerte, aanmaning, betalingsherinnering, herinnering, creditnota, prijslijst, factuurnummer, factuurdatum",
    "pl": "faktura, faktura vat, oferta, wezwanie do zaplaty, przypomnienie, nota korygujaca, cennik, faktura proforma, monit",
}  # fmt: skip


DOUBTFUL = 0.45
"""Less sure than even: such a paper goes before a person."""
LONG_LABEL = 8


@dataclass(frozen=True)
class Verdict:
    """The kind of a paper with its probability, and its language."""

    kind: Kind
    confidence: float
    language: str


@lru_cache(maxsize=8)
def _titles(doctypes: tuple[DocType, ...]) -> Vocabulary:
    """Every title of every kind, named `kind/language`."""
    titles = {f"{doctype.kind}/{language}": texts for doctype in doctypes for language, texts in doctype.titles.items()}
    others = {f"{Kind.OTHER}/{language}": texts.split(",") for language, texts in OTHER_TITLES.items()}
    return Vocabulary({**titles, **others})


def tell_kind(layout: Layout, doctypes: Sequence[DocType], evidence: dict[Kind, float], *, fuzzy: bool) -> Verdict:
    """The kind whose title stands out most. `evidence` adds what the tables show: chemistry, prices, packages (0 to 1 each)."""
    titles = _titles(tuple(doctypes))
    typical = statistics.median([line.size for line in layout.lines]) if layout.lines else 1.0
    scores: dict[Kind, float] = {}
    tongues: dict[str, float] = {}
    for index, line in enumerate(layout.lines):
        if line.page > 2:
            break
        for hit in titles.hits(layout.lines, index, fuzzy=fuzzy):
            name, _, language = hit.name.partition("/")
            weight = _prominence(layout, line, hit, typical)
            scores[Kind(name)] = max(scores.get(Kind(name), 0.0), weight)
            tongues[language] = max(tongues.get(language, 0.0), min(weight, 2.0))
    for kind, weight in evidence.items():
        if weight and (kind in scores or not scores):
            scores[kind] = scores.get(kind, 0.0) + weight
    language = _language(layout, tongues)
    if not scores or max(scores.values()) < 0.35:
        return Verdict(Kind.OTHER, _surely_other(layout, doctypes, fuzzy=fuzzy), language)
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    margin = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
    confidence = 1 / (1 + math.exp(-(1.0 + 4.0 * margin)))
    return Verdict(ranked[0][0], round(min(0.999, confidence), 4), language)


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


def _prominence(layout: Layout, line: Line, hit: LabelHit, typical: float) -> float:
    """How much a title stands out: large print, near the top of the first page, with little else around it."""
    page = layout.pages[line.page - 1]
    size = min(2.5, line.size / typical)
    tokens = line.tokens[hit.start : hit.end]
    phrase = next(phrase for phrase in line.phrases if tokens[0] in phrase.tokens)
    own = sum(len(squeezed(token.text)) for token in tokens)
    share = own / max(1, sum(len(squeezed(token.text)) for token in phrase.tokens))
    high = 1.0 if line.box[1] < 0.45 * page.height else 0.6
    first = 1.0 if line.page == 1 else 0.5
    capitals = 1.15 if all(token.text.isupper() for token in tokens) else 1.0
    label = 0.55 if tokens[-1].text.endswith(":") else 1.0
    begins = 1.0 if phrase.tokens[0] is tokens[0] else 0.6
    short = 0.7 if own <= 4 else 1.0
    return size * (0.4 + 0.6 * share) * high * first * capitals * label * begins * short * (1.0 if hit.exact else 0.9)


def _language(layout: Layout, titles: dict[str, float]) -> str:
    """The language whose small words and titles are found most."""
    words = [folded(word) for word in layout.text.split()[:1500]]
    scores = dict.fromkeys(STOP_WORDS, 0.0)
    for language, stops in STOP_WORDS.items():
        scores[language] = sum(word in stops for word in words) / max(20, len(words))
    for language, weight in titles.items():
        scores[language] = scores.get(language, 0.0) + 0.12 * weight
    return max(scores, key=lambda language: (scores[language], language == "en"))
