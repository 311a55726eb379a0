"""Payment terms: whether words say when and how is paid, and where what they say ends."""

from __future__ import annotations

import re

from extract.text.folding import folded

_DAYS = re.compile(
    r"\b\d{1,3}\s?(%|st|e|o)?\W{0,2}(d|days?|tage?n?|jours?|jrs?|gg|giorni|dias?|dagen|dgn|dni|dniach|monate?n?|months?|mois|mesi|meses|eom|net\w*|fm)?\b"
)
_LEADS = re.compile(
    r"\d{1,3}([.,]\d{1,2})? ?(%|(d|days?|tage?n?|jours?|jrs?|gg|giorni|dias?|dagen|dgn|dni|dniach|monate?n?|months?|mois|mesi|meses)\b)"
)
_WORDS = re.compile(
    r"\b(pre-?pa(id|y\w*)|advance|vorkasse|vorauskasse|vorauszahlung|anticip\w*|contrassegno|contado|comptant|contanti|vooruit\w*|przedplat\w*|gotow\w*|"
    r"sofort|immediate\w*|(up)?on receipt|cash|c\.?o\.?d|c\.?a\.?d|l/c|letter of credit|akkreditiv\w*|nachnahme|vista|reception|nach erhalt|"
    r"vereinbar\w*|as agreed|lastschrift|bankeinzug|direct debit|domicil\w*|incasso|net(to|\d{1,3})?|skonto|prelevement|virement|bonifico|transferencia|przelew\w*|"
    r"bank transfer|overboeking|riba|ri\.?ba)\b"
)
_NET = r"(?:net|nett|netto|netti|neto|netos|nets)"
_NET_DAYS = r"(?:days|tage|tagen|t|tg|jours|jrs|j|giorni|gg|dias|dagen|dgn|d|dni)"
_LOOKS = re.compile(
    rf"\b{_NET}\b\W{{0,3}}(?:(?:in|within|innerhalb|a|entro|binnen)\W{{1,2}})?\d{{1,3}}\W{{0,2}}{_NET_DAYS}\b|\b\d{{1,3}}\W{{0,2}}{_NET_DAYS}\b\W{{1,3}}{_NET}\b"
    rf"|\b(?:vir|virement|virt|chq|cheque|lcr|traite|bo|sepa|ueberw|uberw|rb|riba|bb|bonifico)\b\W{{0,3}}(?:a\W{{1,2}})?\d{{1,3}}\W{{0,2}}{_NET_DAYS}\b"
)
LONGEST = 12
"""Words; what is longer is a sentence that may speak of anything."""
SENTENCE = 3
"""So many words before a point are no abbreviation (`Überw. innerh. 30 Tage`)."""
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d]{3})\.\s+(?=[A-ZÀ-ÖØ-ÞĀ-Ž])")
"""A sentence begins with a capital; in `3% dto. a 10 días` the point ends a word alone."""
_OTHER = re.compile(r"\s(?=Incoterms\b|EN 10204\b|(?!Net|Skont|Rest|Sald|Escompt|Scont)[A-ZÀ-Ž][^\W\d_]{3,}:\s)")
"""Where a line below says something else: `30 Tage netto` / `Lieferung gemäß Incoterms 2020 FCA Altdorf` / `Versand: Paketdienst`."""


def terms_in(text: str) -> str | None:
    """The terms that the words begin with; None where they say nothing of the kind, as `Please check this document`.

    Where a first sentence says them, what follows (`Bei Verzug …`) is not part of them. Where it is a sentence that says something
    else (`… has been received. Claims must be made within 7 days`), there are none.
    """
    first = _SENTENCE_ENDS.split(text, maxsplit=1)[0]
    for said in (first, text) if len(first.split()) < SENTENCE else (first,):
        plain = folded(said)
        if _DAYS.search(plain) or _WORDS.search(plain):
            begun = _OTHER.split(said, maxsplit=1)[0]
            return begun if _DAYS.search(folded(begun)) else said
    return None


def look_like_terms(text: str) -> bool:
    """Whether words are terms of payment, whatever they are called: `Skonto 3 % / 10 Tage; netto / 30 Tage`."""
    return len(text.split()) <= LONGEST and _LOOKS.search(folded(text)) is not None


def leads_to_terms(text: str) -> bool:
    """Whether words before `payment` are its terms already: a discount or a term, as `3 % Skonto bei`; a box's number is none."""
    return _LEADS.match(folded(text)) is not None
