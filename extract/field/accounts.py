"""Bank details on a paper, and sentences that say they have changed. Neither is a value of the paper, so both are marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.accounts import IBAN_LENGTH, canonical_account, iban_fits, routing_fits
from domain.paper import Box, Mark, MarkKind
from extract.page.layout import Layout, Line
from extract.page.words import union
from extract.text.folding import folded

_BEGINS = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?=[ -]?[A-Z0-9])")
_POLISH = re.compile(r"(?<!\d)\d{2}(?: ?\d{4}){6}(?!\d)")
_ROUTING = re.compile(
    r"\b(?:aba|rtn|routing)\b(?:\s*(?:transit|routing|aba|rtn|code|numbers?|no|nr|#|\(aba\)|/)[.:]?)*\s*[:#]?\s*(\d{9}|\d{4}-\d{4}-\d)(?!\d)"
)
_SORT_CODE = re.compile(r"\bsort[ -]?code\W{0,3}(?:no\W{0,3})?(\d{2}[ -]?\d{2}[ -]?\d{2})(?!\d)")
_ACCOUNT = re.compile(r"\b(?:acct|account|a/c|acc)\b\.?\s*(?:number|no|nr|num|#)?[.:#]{0,2}\s*(\d[\d -]{3,18}\d)(?![\d.,])")
_REACH = 3
"""The account stands within so many lines of its bank."""

# A word that only stands before the noun (`new bank details`) must touch it; a verb may stand some words off, as long as no figure,
# colon or end of a sentence comes between. A foot that lists the bank says none of this.
_NOUN = (
    r"(?:bank(?:ing)? (?:details|accounts?|information|coordinates|data)|account (?:details|information)|remittance (?:details|address)|payment details"
    r"|bankverbindung(?:en|sdaten)?|bankdaten|kontoverbindung|bankkonto|kontodaten|kontonummer"
    r"|coordonnees bancaires|comptes? bancaires?|domiciliation bancaire|notre rib"
    r"|coordinate bancarie|conto (?:corrente )?bancario|conto corrente|dati bancari"
    r"|(?:datos|coordenadas|cuentas?) bancari[oa]s?|cuenta (?:corriente|de banco)"
    r"|bankgegevens|bankrekening(?:nummer)?|rekeningnummer"
    r"|rachun\w{1,4} bankow\w{1,4}|dan\w{1,3} bankow\w{1,4}|numer\w{0,2} (?:konta|rachunku)|kont[aou]\w? bankow\w{1,4})"
)
_NEW = r"(?:new|updated|changed|neue[nrms]?|geanderten?|nouve(?:lles?|aux?)|nuov[aeio]|nuev[ao]s?|nieuwe?|gewijzigde|now(?:y|ym|ego|a|e|ych|emu))"
_OF = r"(?:of|in|to|our|the|der|des|unserer?|unseres|die|de|des|du|nos|notre|vos|nostr[aeio]|delle|dei|del|della|las|los|nuestr[ao]s?|van|onze|het|naszego|naszych|numeru)"
_CHANGE = r"(?:changes?|anderung|anderungen|wechsel|changement|modification|variazione|modifica|cambio|modificacion|wijziging|verandering|zmian\w{1,3})"
_CHANGED = (
    r"(?:changed|changing|moved|switched|replaced|updated|geandert|gewechselt|umgestellt|aktualisiert|change|changees?|modifiee?s?|change de"
    r"|cambiat[aeio]|variat[aeio]|modificat[aeio]|aggiornat[aeio]|cambiad[ao]s?|cambiado de|modificad[ao]s?|actualizad[ao]s?"
    r"|gewijzigd|veranderd|aangepast|zmienil\w{1,2}|zmieniamy|zmieniono|ulegl\w{0,2} zmianie)"
)
_GAP = r"[^.:;!?\d]{1,45}?"
_ANNOUNCED = re.compile(
    rf"\b(?:{_NEW} (?:\w+ )?{_NOUN}|{_CHANGE} (?:{_OF} )*{_NOUN}|{_NOUN}{_GAP}\b{_CHANGED}|{_CHANGED}\b (?:(?:{_OF}|a|an|new|neue|sur|un|una) )*{_NOUN})\b"
)
_NEVER = re.compile(
    r"\b(?:never|not|nicht|nie|niemals|jamais|mai|nunca|jamas|nooit|niet|nigdy|if|falls|wenn|sollten?|your|ihre[rnm]?|votre|vos|vostr[aeio]|uw|panstwa)\b"
)
"""What warns of such letters speaks of them, too: `we will never tell you new bank details by mail`; and so does who asks for ours."""
_CLAUSE_END = re.compile(r"[.,:;!?](?=\s|$)")


def account_marks(layout: Layout) -> list[Mark]:
    """The bank details and announcements of a paper, in reading order, each account once.

    An IBAN proves itself by its check digits, and so does an American bank; with wrong ones, as where a line ends within it, they are none.
    What has no check digits (American account numbers, British accounts) counts where it is called that on a page with a text layer: on a
    scan a wrong figure is the reader's, not the paper's.
    """
    found: dict[str, Mark] = {}
    for index, line in enumerate(layout.lines):
        printed = layout.source(line.page) == "text"
        for account, box in (*_ibans(line), *_by_label(layout.lines, index, sure=printed)):
            found.setdefault(account, Mark(kind=MarkKind.ACCOUNT, text=account, page=line.page, box=box))
    return [*found.values(), *_announcements(layout)]


def _ibans(line: Line) -> Iterator[tuple[str, Box]]:
    text, done = line.text, 0
    for match in _BEGINS.finditer(text):
        length = IBAN_LENGTH.get(match[0][:2])
        end = _end_of(text, match.start(), length) if length else None
        if end is None:
            continue
        iban = re.sub(r"[ -]", "", text[match.start() : end])
        if iban_fits(iban):
            done = max(done, end)
            yield iban, _box(line, match.start(), end)
    for match in _POLISH.finditer(text, done):
        account = canonical_account(match[0])
        if account.startswith("PL"):
            yield account, _box(line, match.start(), match.end())


def _end_of(text: str, start: int, length: int) -> int | None:
    """Where so many letters and figures end, counted over single blanks and hyphens; None where a word goes on behind them, or none is whole."""
    count = 0
    for place in range(start, len(text)):
        sign = text[place]
        if sign.isascii() and sign.isalnum() and not sign.islower():
            count += 1
        elif sign not in " -" or text[place - 1] in " -":
            return None
        if count == length:
            return place + 1 if place + 1 == len(text) or not text[place + 1].isalnum() else None
    return None


def _by_label(lines: Sequence[Line], index: int, *, sure: bool) -> Iterator[tuple[str, Box]]:
    """An American or British account: the bank's number in this line, the account in it or close below."""
    text = folded(lines[index].text)
    for pattern in (_ROUTING, _SORT_CODE) if sure else (_ROUTING,):
        for match in pattern.finditer(text):
            bank = re.sub(r"\D", "", match[1])
            if pattern is _ROUTING and not routing_fits(bank):
                continue
            account = _account_near(lines, index, match.end()) if sure else None
            yield (f"{bank}/{account}" if account else bank), _box(lines[index], match.start(), match.end())


def _account_near(lines: Sequence[Line], index: int, start: int) -> str | None:
    here = folded(lines[index].text)
    texts = [
        here[start:],
        *(folded(line.text) for line in lines[index + 1 : index + 1 + _REACH] if line.page == lines[index].page),
        here[:start],
    ]
    found = next((match for text in texts if (match := _ACCOUNT.search(text))), None)
    return re.sub(r"\D", "", found[1]) if found else None


def _announcements(layout: Layout) -> Iterator[Mark]:
    """The first sentence that says that bank details change; later ones say no more."""
    whole, starts = "", []
    for line in layout.lines:
        starts.append(len(whole))
        whole += f"{folded(line.text)} "
    for match in _ANNOUNCED.finditer(whole):
        ends = [end.end() for end in _CLAUSE_END.finditer(whole, max(0, match.start() - 80), match.start())]
        if _NEVER.search(whole, ends[-1] if ends else max(0, match.start() - 80), match.end()):
            continue
        place = max(number for number, start in enumerate(starts) if start <= match.start())
        line = layout.lines[place]
        yield Mark(kind=MarkKind.BANK_CHANGE, text=line.text[:200], page=line.page, box=_rounded(line.box))
        return


def _box(line: Line, start: int, end: int) -> Box:
    """Around the words that stand between those places of the line's text."""
    boxes, at = [], 0
    for token in line.tokens:
        if at < end and at + len(token.text) > start:
            boxes.append(token.word.on_page)
        at += len(token.text) + 1
    return _rounded(union(boxes or [line.box]))


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = (round(edge, 1) for edge in box)
    return x0, top, x1, bottom
