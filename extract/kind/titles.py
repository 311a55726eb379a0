"""Titles that no list holds: put together from words that name a thing and words that name a paper, in the subject of a letter, over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from domain.paper import Kind
from extract.kind.paperwork import TELLING
from extract.label.labels import LabelHit
from extract.page.layout import Line, Token
from extract.text.cues import cues
from extract.text.folding import folded
from extract.text.norms import NORMS


def _stems(text: str) -> frozenset[str]:
    return frozenset(text.split())


THINGS: dict[Kind, tuple[frozenset[str], frozenset[str]]] = {
    Kind.ORDER_CONFIRMATION: (
        _stems("auftrag bestell order commande ordin pedido encargo opdracht zamowien zlecen purchase sales sale kauf acquisto vendita verkoop verkauf venta vente sprzedaz"),
        _stems("bestatig confirm acknowledg accuse acuse conferm bevestig potwierdz potw annahme accettaz aceptac przyjec accept anerkenn acceptat aanvaard validation convalida"),
    ),
    Kind.SHIP_NOTICE: (
        _stems("liefer versand advice delivery despatch dispatch shipping shipment packing livraison expedition colisage consegna trasporto spedizion imballag "
            "entrega expedicion envio embalaje lever verzend pak wysyl dostaw pakunk waren lading fracht consignment aflever wydani ausliefer ausgang"),
        _stems("schein anzeige avis note slip list advice notice notification bon bordereau avviso document bolla albaran nota aviso lista bericht "
            "brief nachweis docket ticket awizo dokument dowod zawiadomien zettel meldung distinta relacion alb bill specyfikacj beleg papier buono"),
    ),
    Kind.CERTIFICATE: (
        _stems("zeugnis nachweis certifi zertifikat swiadectw atest attest bescheinigung keuring rapport raport report releve verklaring poswiadcz protokol bericht"),
        _stems("pruf abnahme werk works material inspect inspec test mill analy conform quality qualit reception collaudo controllo controle calidad ensayo "
            "essai prova keuring materiaal odbior jakosc badan hutnicz fabriek walz beproeving matiere"),
    ),
}  # fmt: skip
"""By the beginnings of their words: what the paper is about, and what kind of paper it is."""
BILLS = ("invoice", "rechnung", "facture", "fattura", "factura", "factuur", "faktura", "quotation", "angebot", "mahnung", "gutschrift")
"""How the titles of bills and offers end: `Commercial Invoice`, `Schlussrechnung`."""
RECEIVED = _stems(
    "wareneingang receiv receipt recept ricevimento ricezion entrata entree entrada recepcion ontvang przyjec rucklief retour return reso devoluc zwrot"
)
"""What came in or goes back is no notice of the supplier's: `Bon de réception`, `Buono di ricevimento`, `Wareneingangsbeleg`."""
FAULTS = _stems(
    "reklam reclam complain klacht beanstand mangelrug nonconform niezgodn nichtkonform abweich afwijking deviation scostament desviacion ecart"
)
"""What a report on goods that were found wrong is about; `non conformité` is another way to say so."""
DENIED = _stems("non no niet nicht nie not")
LEAST_CUT = 3
"""So many letters are left of a word that a compound cuts off: `Orderbev.`, `Auftragsbest.`"""
FEW_WORDS = 3
LONGEST_SUBJECT = 16
REFERRED = _stems("ref reference referenz referencia riferimento rif referentie kenmerk")
ADDRESSED = _stems(
    "to an a aan naar voor fur chez na dla for address anschrift adresse adres adresa follows folgt empfanger recipient adresse party geht senden send sent envoyer inviare enviar sturen wyslac"
)
"""Behind these, `Invoice` is no title: `Invoice to`, `Rechnung an`, `Rechnung folgt`."""
SUBJECTS = _stems("subject betreff objet oggetto asunto onderwerp betreft temat dotyczy re concerne betr")
_ELISION = re.compile(r"^(?:d|l|dell|all|sull|qu)['\u2019](?=\w{3})")
"""`Accettazione d'ordine`."""
NUMBERS = _stems("nr no n num numero number nummer numer")
_BILLED = ("facturé", "facturée", "facturés")
MOST_WORDS = 6
"""A title has no more words than this, numbers not counted."""


FEWEST_DISCIPLINES = 4
_DISCIPLINE = re.compile(r"D([1-8])\s?[.:)–-]?\s(?!\S*\d)[^\W\d_]{3,}[^\d]*$")

BARE = {
    "confirmation": "en", "bestatigung": "de", "confirmation de vente": "fr", "conferma": "it", "confirmacion": "es", "bevestiging": "nl", "potwierdzenie": "pl",
}  # fmt: skip
"""What confirms nothing else is the title of a confirmation: the print of a business system's sales order is called so where nobody changed it."""


def bare_titles(line: Line, index: int) -> Iterator[tuple[str, LabelHit]]:
    """`Confirmation`, `Bevestiging`, and no other word in its phrase, each with its language; OCR tears large print: `Bevestig ing`."""
    for phrase in line.phrases:
        language = BARE.get(folded(phrase.text)) or BARE.get(folded("".join(token.text for token in phrase.tokens)))
        if language:
            start = line.tokens.index(phrase.tokens[0])
            yield language, LabelHit(Kind.ORDER_CONFIRMATION, index, start, start + len(phrase.tokens))


def says_who_is_billed(line: Line, hit: LabelHit) -> bool:
    """`Client facturé`: whom a bill goes to stands above an address, and titles none; a scan may lose the accent."""
    billed = any(token.text.casefold().rstrip(":").endswith(_BILLED) for token in line.tokens[hit.start : hit.end])
    before = _word(line.tokens[hit.start - 1]) if hit.start else ""
    lost = any(_word(token) == "facture" for token in line.tokens[hit.start : hit.end])
    return billed or (lost and "client" in (before, _word(line.tokens[hit.start])))


def made_titles(lines: Sequence[Line], index: int) -> Iterator[tuple[Kind, LabelHit]]:
    """The titles that the words of a line make, also together with what stands right below them."""
    line = lines[index]
    every = [_roles(_word(token)) for token in line.tokens]
    for start, end in _runs(line):
        roles = every[start:end]
        if not any(roles) and not end - start <= FEW_WORDS:
            continue
        below = _words_below(lines, index, start, end)
        if others := _told_of_others([*(_word(token) for token in line.tokens[start:end]), *below]):
            if others is Told.NAMED:
                yield Kind.OTHER, LabelHit(Kind.OTHER, index, start, end)
            continue
        if _is_bill(line, bill := LabelHit(Kind.OTHER, index, start, end)):
            yield Kind.OTHER, bill
        for kind in THINGS:
            told = [at for at, role in enumerate(roles) if kind in role]
            if told and (_make(roles, kind) or (below and _make([*roles, *map(_roles, below)], kind))):
                yield kind, LabelHit(kind, index, start + told[0], start + told[-1] + 1)
    for at, token in enumerate(line.tokens if any(number in line.text for number in TELLING) else ()):
        if any(number in token.text for number in TELLING):
            yield Kind.CERTIFICATE, LabelHit(Kind.CERTIFICATE, index, at, at + 1)


def _is_bill(line: Line, hit: LabelHit) -> bool:
    """Whether a few words title a bill, and say neither whom it goes to nor who is billed."""
    return (
        hit.end - hit.start <= FEW_WORDS
        and _word(line.tokens[hit.end - 1]) not in ADDRESSED
        and any(_word(line.tokens[at]).endswith(BILLS) for at in range(hit.start, hit.end))
        and not says_who_is_billed(line, hit)
    )


class Told(Enum):
    """What words say that no paper of ours says of itself: in a title, or somewhere."""

    NAMED = "named"
    SAID = "said"


def _told_of_others(words: Sequence[str]) -> Told | None:
    """Whether words speak of faults or of goods that came in, and whether they make a title of it with a word for a paper.

    Not where they speak of an order, whose receipt is what a confirmation confirms: `Accusé de réception de commande`.
    """
    faulty = any(_begins(word.replace("-", ""), FAULTS) for word in words) or any(
        one in DENIED and other.startswith("conform") for one, other in pairwise(words)
    )
    roles = [_roles(word) for word in words]
    things, papers = THINGS[Kind.ORDER_CONFIRMATION]
    received = any(_begins(word, RECEIVED) for word in words) and not any(_begins(word, things | papers) for word in words)
    if not faulty and not received:
        return None
    kind = Kind.CERTIFICATE if faulty else Kind.SHIP_NOTICE
    role = "thing" if faulty else "paper"
    return Told.NAMED if any(role in each.get(kind, "") for each in roles) else Told.SAID


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """Words in a row without numbers, dashes or gaps between them, where they are few enough to be a title."""
    start = 0
    for phrase in line.phrases:
        end = start + len(phrase.tokens)
        at = start
        while at < end:
            # `Verkaufsauftrag - Bestätigung`: a dash between two words is part of a title.
            stop = next(
                (
                    place
                    for place in range(at, end)
                    if not (_is_word(line.tokens[place]) or _joins(line.tokens, place, at, end)) or _word(line.tokens[place]) in NUMBERS
                ),
                end,
            )
            if 0 < stop - at <= MOST_WORDS:
                yield at, stop
            at = stop + 1
        start = end


def _joins(tokens: Sequence[Token], place: int, start: int, end: int) -> bool:
    """Whether a dash stands between two words of a run: `Ordine cliente - conferma`."""
    return tokens[place].text in "-–" and start < place < end - 1 and _is_word(tokens[place + 1])


def _words_below(lines: Sequence[Line], index: int, start: int, end: int) -> list[str]:
    """The words right below a run that begins a phrase: a title may be too long for its box."""
    line = lines[index]
    first = line.tokens[start]
    if start and first.x0 - line.tokens[start - 1].x1 < line.gap * line.size:
        return []
    for other in lines[index + 1 : index + 5]:
        if other.page != line.page or other.box[1] - line.box[3] > 1.2 * line.size:
            break
        for phrase in other.phrases:
            head = phrase.tokens[0]
            if (
                head.x0 > first.x0 - line.size
                and phrase.tokens[-1].x1 < line.tokens[end - 1].x1 + line.size
                and 0.75 < head.word.height / max(1.0, first.word.height) < 1.33
            ):
                words = [_word(token) for token in phrase.tokens if _is_word(token)]
                return words if len(words) + end - start <= MOST_WORDS else []
    return []


def _make(roles: Sequence[Mapping[Kind, str]], kind: Kind) -> bool:
    """Whether words name a thing and a paper, each by another word or by another part of a compound."""
    played = [role.get(kind, "") for role in roles]
    things = [at for at, role in enumerate(played) if "thing" in role]
    papers = [at for at, role in enumerate(played) if "paper" in role]
    return any("compound" in role for role in played) or any(one != other for one in things for other in papers)


@lru_cache(maxsize=50_000)
def _roles(word: str) -> Mapping[Kind, str]:
    """What a word can be in a title of each kind: thing, paper, or both at once as a compound, `Auftragsbestätigung`, be it cut off."""
    found = {}
    for kind, (things, papers) in THINGS.items():
        if any(_is_cut_off(word, thing, papers) for thing in things):
            found[kind] = "compound"
            continue
        roles = [name for name, stems in (("thing", things), ("paper", papers)) if _begins(word, stems)]
        if len(roles) > 1 and _is_compound(word, things, papers):
            roles.append("compound")
        if roles:
            found[kind] = " ".join(roles)
    return found


def _is_compound(word: str, things: frozenset[str], papers: frozenset[str]) -> bool:
    pairs = [(one, other) for one in things for other in papers]
    # Before the first part may stand another: `Kundenauftragsbestätigung`.
    return any(0 <= (at := word.find(one)) < word.find(other, at + len(one)) for pair in pairs for one, other in (pair, pair[::-1]))


def _is_cut_off(word: str, thing: str, papers: frozenset[str]) -> bool:
    """`Orderbev`, `Auftragsbest`: the thing, perhaps with a letter that joins, and the beginning of the paper's name."""
    _, found, rest = word.partition(thing)
    parts = {part for part in (rest, rest.removeprefix("s")) if len(part) >= LEAST_CUT} if found else set()
    return any(paper.startswith(part) and part != paper for part in parts for paper in papers)


def _is_word(token: Token) -> bool:
    return _lettered(token.text)


@lru_cache(maxsize=50_000)
def _lettered(text: str) -> bool:
    return any(char.isalpha() for char in text) and not any(char.isdigit() for char in text)


def _word(token: Token) -> str:
    return _bare(token.plain)


@lru_cache(maxsize=50_000)
def _bare(plain: str) -> str:
    return _ELISION.sub("", plain.strip(" .,:;()-/\"'"))


@lru_cache(maxsize=50_000)
def _begins(word: str, stems: frozenset[str]) -> bool:
    """Whether a word, or a later part of a compound, begins so: `Auftragsbestätigung`."""
    return any(word.startswith(stem) or (len(stem) > 4 and word.find(stem) > 3) for stem in stems)


def leads_on(line: Line, hit: LabelHit) -> bool:
    """Whether what follows makes the words no title: `Invoice to`."""
    behind = line.tokens[hit.end] if hit.end < len(line.tokens) else None
    if hit.name.startswith(Kind.OTHER) and _is_reference(line.tokens, hit):
        return True
    near = behind is not None and behind.x0 - line.tokens[hit.end - 1].x1 < line.gap * line.size
    if hit.end + 1 < len(line.tokens) and line.tokens[hit.end + 1].text.strip(".,:") in NORMS:
        return False  # `Inspection Certificate to BS EN 10204`
    return behind is not None and near and folded(behind.text).strip(" .,:;/") in ADDRESSED


def _is_reference(tokens: Sequence[Token], hit: LabelHit) -> bool:
    """`Notre devis Q65030`, `Oferta de ref.`: another paper is referred to."""
    whose = any(cues(token.text) & {"our", "your"} for token in tokens[max(0, hit.start - 1) : hit.start + 1])
    return whose or any(_word(token) in REFERRED for token in tokens[hit.start : hit.end + 2])


def is_numbered(tokens: Sequence[Token], hit: LabelHit) -> bool:
    """`Offerte Nr. AN31443`, `Basis: Angebot OF80996`: a number follows, so that in small print it is the label of another paper's.

    Not where nothing else stands on the line: `Rechnung Nr. 4711` in a paper of one print size.
    """
    if hit.start == 0 and len(tokens) <= hit.end + 2:
        return False
    marked = any(token.plain.strip(" .:º°") in NUMBERS for token in tokens[hit.end - 1 : hit.end + 1])
    behind = [token for token in tokens[hit.end : hit.end + 2] if token.plain.strip(" .:º°") not in NUMBERS][:1]
    if marked and len(tokens) > hit.end + FEW_WORDS:  # `Catalogue No.` among other headings
        return True
    return any(char.isdigit() for token in behind for char in token.text)


def stated_subject(line: Line) -> Kind | None:
    """What a letter says that it is in a line of its own that ties a paper of the sender to an order of the reader.

    `Ihre Bestellung 4711 vom 2. März - unsere Bestätigung AB-12`, `Lieferung 0815 zu Ihrer Bestellung 4711`.
    """
    if len(line.phrases) > 1 or not 4 <= len(line.tokens) <= LONGEST_SUBJECT or line.tokens[-1].text.endswith((".", ",")):
        return None
    if line.tokens[0].text[0].islower():
        return None  # `zu Ihrer Bestellung 4711 lieferten wir mit Lieferschein 0815`: a sentence
    told = [cues(token.text) for token in line.tokens]
    numbers = [at for at, token in enumerate(line.tokens) if re.search(r"\d.*\d.*\d", token.text)]
    ordered = [at for at, cue in enumerate(told) if "order" in cue and any(at < number <= at + 3 for number in numbers)]
    if not ordered or not any("your" in cue for cue in told):
        return None
    for kind, cue in (
        (Kind.ORDER_CONFIRMATION, "confirmation"),
        (Kind.CERTIFICATE, "certificate"),
        (Kind.SHIP_NOTICE, "note"),
        (Kind.SHIP_NOTICE, "delivery"),
    ):
        if any(cue in words and any(at < number <= at + 3 for number in numbers) for at, words in enumerate(told)):
            return kind
    return None


def has_disciplines(lines: Sequence[Line]) -> bool:
    """Whether lines by themselves name the disciplines of an 8D report one below the other: `D1 Team`, `D2 Problem`, `D4 Root cause`.

    What a report on faults quotes of a certificate, its table of results and its words, makes it look like one.
    """
    alone = [line for line in lines if all(len(token.text) < FEW_WORDS for phrase in line.phrases[1:] for token in phrase.tokens)]
    found = [int(match[1]) for line in alone if (match := _DISCIPLINE.match(line.phrases[0].text))]
    return len({*found}) >= FEWEST_DISCIPLINES and found == sorted(found)


def is_subject(line: Line) -> bool:
    """Whether a line begins as the subject of a mail or letter does."""
    first = line.tokens[0].text
    return first.endswith(":") and folded(first).strip(" .:") in SUBJECTS
