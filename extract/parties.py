"""Whose paper it is: company names and mail domains that are printed on it, the letterhead's first."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from domain.paper import Leaf
from extract.candidates import leaf
from extract.folding import folded
from extract.layout import Layout, Line, Phrase
from extract.wording import concepts

LEGAL_FORM = re.compile(
    r"(?<![\w])(gmbh( ?& ?co\.? ?kg)?|ag|kg|ohg|e\. ?k\.|se|inc\.?|incorporated|ltd\.?|limited|llc|plc|corp\.?|corporation|company|s\.?a\.?s\.?|s\.?a\.?r\.?l\.?|s\.?r\.?l\.?|"
    r"s\.?p\.?a\.?|s\.?a\.?|s\.?l\.?u?\.?|b\.?v\.?|n\.?v\.?|sp\. ?z ?o\. ?o\.?|sp\. ?j\.|a\.?s\.?|a\.?b\.?|oy|aps|s\.?n\.?c\.?|co\.)(?![\w])"
)
_WORDS_TOO = frozenset({"ab", "as", "se", "sa", "co."})
_WEIGHT = re.compile(r"\d\s?kg\b|\bkg:? \d[\d.,]*$")
_DOMAIN = re.compile(r"(?:@|www\.|https?://)((?:[a-z0-9-]+\.)+[a-z]{2,})")


_ADDRESSEE = frozenset({"to:", "an:", "a:", "à:", "para:", "aan:", "do:", "pour:", "cc:", "kopie:", "destinataire:", "destinatario:"})
"""How the lines of a mail begin that say whom it goes to."""
_SENDER = frozenset({"from:", "von:", "de:", "da:", "van:", "od:"})
OWN_DOMAIN = 1.0
"""What it adds to a name that a printed address is of it."""
FOOT = 0.85
"""Below this share of a page stands its foot."""
LONGEST_NAME = 9
_APART = re.compile(r"\s+[-–—·•|]\s+")
LEAST_NAME = 4
ADDRESSED = 1.0
"""What it takes from a name that it stands below a label for whom the goods or the bill go to."""
LETTERHEAD = 1.0
"""What it adds to the first words of a paper that a telephone, a tax number or an address of its own stands below them."""
FIRST_LINES, LINES_OF_HEAD, FEWEST_WORDS = 2, 3, 2
_REACHED = re.compile(r"\b(?:tel|tlf|telefon|phone|fon|fax|mail|vat|tva|ust|uid|nip|cif|nif|kvk|btw|rcs|krs|ein)\b|p\.? ?iva|@|www\.")
_RECEIVES = re.compile(
    r"(?:ship|deliver|delivered|bill|invoice|sold|consigned)(?: |-)?to|consignee|buyer|customer|(?:liefer|versand|rechnungs)(?:adresse|anschrift)|empfanger|auftraggeber|kunde|rechnung an|lieferung an|"
    r"livree? a|facturee? a|(?:adresse de )?(?:livraison|facturation)|client|destinataire|destinatario|destinazione(?: merce)?|spett\.? ?le|cliente|(?:direccion|domicilio)(?: de)? (?:entrega|envio|facturacion)|"
    r"(?:aflever|factuur|lever)adres|klant|afnemer|nabywca|odbiorca|adres dostawy|zamawiajacy|"
    r"(?:rechnungs|waren)empfanger|(?:facturer|livrer|expedier|fatturare|spedire|consegnare|facturar|enviar|entregar|vendido) a|intestatario|(?:factureren|leveren) aan|platnik"
)
"""What stands above the name of the one that a paper goes to."""
_SUPPLIES = re.compile(
    r"supplier|seller|vendor|shipper|shipped from|(?:waren)?lieferant|verkaufer|absender|fournisseur|vendeur|expediteur|fornitore|venditore|mittente|"
    r"proveedor|vendedor|remitente|leverancier|verkoper|afzender|dostawca|sprzedawca|nadawca"
)
"""What stands above the name of the one that it comes from."""
SENDS = 1.5
"""What such a label adds to a company's name; a person's stands below `Seller`, too."""


@dataclass(frozen=True)
class Parties:
    """The supplier as the letterhead names it, and every name and domain that is printed."""

    supplier: Leaf | None
    names: tuple[str, ...]


def bears_legal_form(text: str) -> bool:
    """Whether a text has the legal form of a company in it; `KG` behind a figure is a weight, or before one that ends it: `Aantal: 432,5 KG`, `Brutto kg 44`."""
    plain = _WEIGHT.sub("", folded(text))
    return any(not _is_word(text, match) for match in LEGAL_FORM.finditer(plain))


def _is_word(text: str, form: re.Match[str]) -> bool:
    """`Versand ab Werk`, `AB-Nr.`: a form of two letters that is a word in small letters, or goes on behind a hyphen."""
    printed = text[form.start() : form.end()]
    return form[0] in _WORDS_TOO and (printed.islower() or text[form.end() :].startswith("-"))


def read_parties(layout: Layout) -> Parties:
    """Names with a legal form, large print at the top, and domains of addresses."""
    if not layout.lines:
        return Parties(None, ())
    typical = statistics.median(line.size for line in layout.lines)
    senders = _senders(layout)
    found: dict[str, tuple[float, Line, Phrase]] = {}
    for index, line in enumerate(layout.lines):
        for printed in line.phrases:
            phrase = _without_address(printed)
            weight = _weight(layout, line, phrase, typical)
            whole = _with_above(layout, index, phrase) if weight else phrase
            key = re.sub(r"[\W_]", "", folded(whole.text))
            if weight and len(key) > 3:
                first = found.get(key)
                own = (
                    weight
                    + (OWN_DOMAIN if _is_named_in(whole, senders) else 0.0)
                    - (ADDRESSED if _is_below(_RECEIVES, _ADDRESSEE, layout, index, phrase) else 0.0)
                    + (SENDS if bears_legal_form(phrase.text) and _is_below(_SUPPLIES, _SENDER, layout, index, phrase) else 0.0)
                )
                found[key] = (first[0] + 0.5, first[1], first[2]) if first else (own, line, whole)
    domains = dict.fromkeys(match[1] for match in _DOMAIN.finditer(folded(layout.text)))
    ranked = sorted(found.values(), key=lambda item: -item[0])
    names = tuple(dict.fromkeys([*(phrase.text for _, _, phrase in ranked), *_in_foot(layout), *domains]))
    if not ranked or ranked[0][0] < 1.0:
        return Parties(None, names)
    weight, line, phrase = ranked[0]
    if concepts(phrase.text) is not None and not bears_legal_form(phrase.text):
        return Parties(None, names)  # `BON DE LIVRAISON`: where the title stands out most, no company does
    rivals = ranked[1][0] if len(ranked) > 1 else 0.0
    return Parties(
        leaf(phrase.text.strip(" ,;|"), phrase.tokens, line.page, layout, score=min(0.95, 0.6 + 0.25 * (weight - rivals))), names
    )


def _in_foot(layout: Layout) -> Iterator[str]:
    """The names with a legal form in the foot of a page, where streets and telephones go on behind them: `Brenner AG – Hafenweg 3 – 20457 Hamburg`."""
    for line in layout.lines:
        if line.box[1] > FOOT * layout.pages[line.page - 1].height:
            parts = (part.strip() for phrase in line.phrases for part in _APART.split(phrase.text))
            yield from (part for part in parts if len(part.split()) <= LONGEST_NAME and bears_legal_form(part))


def _senders(layout: Layout) -> list[str]:
    """The domains of printed addresses without their last part, but for those that a mail goes to."""
    lines = [line for line in layout.lines if line.tokens[0].plain not in _ADDRESSEE]
    return [match[1].rpartition(".")[0] for line in lines for match in _DOMAIN.finditer(folded(line.text))]


def _is_named_in(phrase: Phrase, domains: Sequence[str]) -> bool:
    """Whether a domain holds a word of a name: `sales@sfl-laminati.example` is of `Siderurgica Friulana Laminati S.p.A.`."""
    words = [re.sub(r"[\W_]", "", folded(word)) for word in re.split(r"[\s-]", phrase.text)]
    return any(len(word) >= LEAST_NAME and word in re.sub(r"[\W_]", "", domain) for word in words for domain in domains)


def _without_address(phrase: Phrase) -> Phrase:
    """`Castleford Bearings Ltd <sales@castleford.example>`: what an e-mail comes from is a company's name with its address behind it."""
    named = tuple(takewhile(lambda token: not (token.text.startswith("<") and "@" in token.text), phrase.tokens))
    whole = Phrase(named) if 0 < len(named) < len(phrase.tokens) else phrase
    return whole if bears_legal_form(whole.text) else phrase


def _is_below(labels: re.Pattern[str], also: frozenset[str], layout: Layout, index: int, phrase: Phrase) -> bool:
    """Whether right above a name, level with it, stands such a label: that it receives the goods or the bill, or sends them."""
    line = layout.lines[index]
    for other in layout.lines[max(0, index - 2) : index]:
        if other.page == line.page and 0 < line.box[1] - other.box[1] < 2.5 * line.size:
            level = (above.text for above in other.phrases if abs(above.box[0] - phrase.box[0]) < line.size)
            if any(labels.fullmatch(folded(text).strip(" :.")) or (folded(text) in also) for text in level):
                return True
    return False


def _is_letterhead(layout: Layout, line: Line, phrase: Phrase) -> bool:
    """Whether words open a paper, and what one reaches their owner by stands close below them, level with them at one side."""
    place = layout.lines.index(line)
    if (
        place >= FIRST_LINES
        or len(phrase.tokens) < FEWEST_WORDS
        or any(char.isdigit() for char in phrase.text)
        or _REACHED.search(folded(phrase.text))
    ):
        return False
    for other in layout.lines[place + 1 : place + 1 + LINES_OF_HEAD]:
        if other.page != line.page or other.box[1] - line.box[1] > LINES_OF_HEAD * 2 * line.size:
            return False
        level = [
            below for below in other.phrases if min(abs(below.box[0] - phrase.box[0]), abs(below.box[2] - phrase.box[2])) < 0.5 * line.size
        ]
        if any(bears_legal_form(below.text) for below in level):
            return False
        if any(_REACHED.search(folded(below.text)) for below in level):
            return True
    return False


def _with_above(layout: Layout, index: int, phrase: Phrase) -> Phrase:
    """A name that is broken to the width of its column: what stands right above it, level with it at one side, in the same print."""
    line, whole = layout.lines[index], phrase
    if not bears_legal_form(phrase.text):
        return phrase
    for other in reversed(layout.lines[max(0, index - 3) : index]):
        if (
            other.page != line.page
            or abs(other.size - line.size) > 0.1 * line.size
            or not 0 < whole.box[1] - other.box[3] + line.size < 1.7 * line.size
        ):
            continue
        level = [
            above for above in other.phrases if min(abs(above.box[0] - whole.box[0]), abs(above.box[2] - whole.box[2])) < 0.5 * line.size
        ]
        if (
            not level
            or any(char.isdigit() for char in level[0].text)
            or len(level[0].tokens) > 5
            or bears_legal_form(level[0].text)
            or level[0].text.endswith(":")
            or _SUPPLIES.fullmatch(folded(level[0].text).strip(" :."))
        ):
            continue
        whole = Phrase((*level[0].tokens, *whole.tokens))
    return whole


def _weight(layout: Layout, line: Line, phrase: Phrase, typical: float) -> float:
    """How much a phrase looks like a company's name in a letterhead; 0 where not at all."""
    if len(phrase.tokens) > LONGEST_NAME or sum(char.isdigit() for char in phrase.text) > 4:
        return 0.0
    page = layout.pages[line.page - 1]
    large = min(2.5, line.size / typical)
    top = line.page == 1 and line.box[1] < 0.16 * page.height
    if _is_letterhead(layout, line, phrase):
        return large + LETTERHEAD
    if bears_legal_form(phrase.text):
        foot = line.box[1] > FOOT * page.height
        return large + (0.8 if top else 0.3 if foot else 0.0)
    return 0.9 * large if top and large > 1.2 and re.search(r"[^\W\d_]{3}", phrase.text) else 0.0
