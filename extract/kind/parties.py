"""Whose paper it is: company names and mail domains that are printed on it, the letterhead's first."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.paper import Leaf
from extract.page.layout import Layout, Line, Phrase
from extract.shape.candidates import leaf
from extract.text.folding import folded
from extract.text.wording import concepts

LEGAL_FORM = re.compile(
    r"(?<![\w])(gmbh( ?& ?co\.? ?kg)?|ag|kg|ohg|e\. ?k\.|se|inc\.?|incorporated|ltd\.?|limited|llc|plc|corp\.?|corporation|company|s\.?a\.?s\.?|s\.?a\.?r\.?l\.?|s\.?r\.?l\.?|"
    r"s\.?p\.?a\.?|s\.?a\.?|s\.?l\.?u?\.?|b\.?v\.?|n\.?v\.?|sp\. ?z ?[o0]\. ?[o0]\.?|sp\. ?[jk]\.|s\.j\.(?= ?(?:[,;·•|–-]|$))|a\.?s\.?|a\.?b\.?|oy|aps|s\.?n\.?c\.?|co\.)(?![\w])"
)
_WORDS_TOO = frozenset({"ab", "as", "se", "sa", "co."})
_WEIGHT = re.compile(r"\d\s?kg\b|\bkg:? \d[\d.,]*$")
_COURT = re.compile(r"^ag \S+(?=,? hr ?[ab]\b)")
"""`AG Kempten HRB 2950`: the court that keeps the register."""
_DOMAIN = re.compile(r"(?:@|www\.|https?://)((?:[a-z0-9-]+\.)+[a-z]{2,})")


_ADDRESSEE = frozenset({"to:", "an:", "a:", "à:", "para:", "aan:", "do:", "pour:", "cc:", "kopie:", "destinataire:", "destinatario:"})
"""How the lines of a mail begin that say whom it goes to."""
_SENDER = frozenset({"from:", "von:", "de:", "da:", "van:", "od:"})
OWN_DOMAIN = 1.0
"""What it adds to a name that a printed address is of it."""
FOOT = 0.85
"""Below this share of a page stands its foot."""
LONGEST_NAME, LONGEST_BEGINNING = 9, 5
_APART = re.compile(r"[-–—·•|]")
_DOTS = frozenset("·•|")
"""What parts a name from others; a dash may stand within one."""
_NUMBERED = re.compile(r"^(?:\(\d+\)|\d{1,2}\.?|[a-z]\d\d) ")
_IN_BRACKETS = re.compile(r" \(.*\)$")
_SIGNS = re.compile(r"^(?:\w+\. )*\w\. \w+$|freundlich|regards|sincerely|faithfully|salutations|saluti|saludos|groet|powazani|pozdraw")
"""What stands above the company's name where a letter is signed: who signs, and the words before."""
LEAST_NAME = 4
LEAST_SIGNS = 3
AGAIN, MOST_AGAIN = 0.5, 2
"""What a name gains by being printed again, and how often at most: a buyer's stands above where the goods go and where the bill goes."""
FIRST = 0.3
"""What it adds to a company's name that it is the first on the paper: letterheads, and the senders' lines of letters, stand above whom they go to."""
AT_THE_FOOT = 1.0
"""What it adds to a name that it stands at the foot of a page with its address behind it: there is the sender's."""
ADDRESSED = 1.0
"""What it takes from a name that it stands below a label for whom the goods or the bill go to."""
LETTERHEAD = 1.0
"""What it adds to the first words of a paper that a telephone, a tax number or an address of its own stands below them."""
FIRST_LINES, LINES_OF_HEAD, FEWEST_WORDS = 2, 3, 2
_REACHED = re.compile(
    r"\b(?:tel|tlf|tfno|telefon|telefono|telefoon|telephone|phone|fon|fax|mail|vat|tva|ust|uid|nip|cif|nif|kvk|btw|rcs|krs|ein)\b|p\.? ?iva|@|www\."
)
_RECEIVES = re.compile(
    r"(?:ship|deliver|delivered|bill|invoice|sold|consigned)(?: |-)?to|consignee|buyer|customer|(?:liefer|versand|rechnungs)(?:adresse|anschrift)|empfanger|auftraggeber|kunde|rechnung an|lieferung an|"
    r"livree? a|facturee? a|(?:adresse de )?(?:livraison|facturation)|client|destinataire|destinatario|(?:luogo di )?destinazione(?: (?:della )?merce)?|spett\.? ?le|cliente|(?:direccion|domicilio)(?: de)? (?:entrega|envio|facturacion)|"
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


@dataclass(frozen=True)
class _Mention:
    """A company's name where it is printed, and how much speaks for its being the sender's."""

    weight: float
    page: int
    phrase: Phrase


@lru_cache(maxsize=20_000)
def bears_legal_form(text: str) -> bool:
    """Whether a text has the legal form of a company in it; `KG` behind a figure is a weight, or before one that ends it: `Aantal: 432,5 KG`, `Brutto kg 44`."""
    plain = _COURT.sub("", _WEIGHT.sub("", folded(text)))
    return any(not _is_word(text, match) for match in LEGAL_FORM.finditer(plain))


def _is_word(text: str, form: re.Match[str]) -> bool:
    """`Versand ab Werk`, `AB-Nr.`: a form of two letters that is a word in small letters, or goes on behind a hyphen."""
    printed = text[form.start() : form.end()]
    return form[0] in _WORDS_TOO and (printed.islower() or text[form.end() :].startswith("-"))


def _is_label(text: str) -> bool:
    """Whether words are no more than a label above a name: `Sprzedawca`, in large print."""
    plain = folded(text).rstrip(" :")
    return _SUPPLIES.fullmatch(plain) is not None or _RECEIVES.fullmatch(plain) is not None


def read_parties(layout: Layout) -> Parties:
    """Names with a legal form, large print at the top, and domains of addresses."""
    if not layout.lines:
        return Parties(None, ())
    mentions = [each for each in _mentions(layout) if not _is_label(each.phrase.text)]
    ranked = sorted(_together(mentions), key=lambda each: -each.weight)
    domains = dict.fromkeys(match[1] for match in _DOMAIN.finditer(folded(layout.text)))
    names = tuple(dict.fromkeys([*(each.phrase.text for each in ranked), *domains]))
    if not ranked or ranked[0].weight < 1.0:
        return Parties(None, names)
    best, *others = ranked
    if concepts(best.phrase.text) is not None and not bears_legal_form(best.phrase.text):
        return Parties(None, names)  # `BON DE LIVRAISON`: where the title stands out most, no company does
    rivals = others[0].weight if others else 0.0
    score = min(0.95, 0.6 + 0.25 * (best.weight - rivals))
    return Parties(leaf(best.phrase.text.strip(" ,;|"), best.phrase.tokens, best.page, layout, score=score), names)


def _mentions(layout: Layout) -> Iterator[_Mention]:
    """Each phrase that looks like a company's name, with what speaks for its being the one that the paper comes from."""
    typical = statistics.median(line.size for line in layout.lines)
    senders, first = _senders(layout), True
    for index, line in enumerate(layout.lines):
        foot = line.box[1] > FOOT * layout.pages[line.page - 1].height
        for printed in line.phrases:
            phrase = _without_address(printed)
            weight = _weight(layout, line, phrase, typical)
            whole = _with_above(layout, index, phrase) if weight else phrase
            if not weight or len(_signs(whole)) <= LEAST_SIGNS:
                continue
            if bears_legal_form(whole.text):
                weight += SENDS if _is_below(_SUPPLIES, _SENDER, layout, index, phrase) else 0.0
                weight += AT_THE_FOOT if foot and len(phrase.tokens) < len(printed.tokens) else 0.0
                weight += FIRST if first else 0.0
            weight += OWN_DOMAIN if _is_named_in(whole, senders) else 0.0
            weight -= ADDRESSED if _is_below(_RECEIVES, _ADDRESSEE, layout, index, phrase) else 0.0
            first = False
            yield _Mention(weight, line.page, whole)


def _together(mentions: Sequence[_Mention]) -> list[_Mention]:
    """Each name once, as what speaks most for it stands; what is printed again, or short of its last words in a letterhead, speaks for the whole name.

    `Brenner` in large print and `Brenner Befestigungstechnik AG · Hafenweg 3` at the foot are one.
    """
    found: dict[str, list[_Mention]] = {}
    for each in mentions:
        found.setdefault(_signs(each.phrase), []).append(each)
    for key in sorted(found, key=len):
        wholes = {other for other in found if other != key and other.startswith(key) and bears_legal_form(found[other][0].phrase.text)}
        if len(wholes) == 1 and not bears_legal_form(found[key][0].phrase.text):
            found[wholes.pop()] += found.pop(key)
    together = []
    for key, alike in found.items():
        most = max(each.weight for each in alike) + AGAIN * min(MOST_AGAIN, len(alike) - 1)
        told = max((each for each in alike if _signs(each.phrase) == key), key=lambda each: each.weight)
        together.append(replace(told, weight=most))
    return together


def _signs(phrase: Phrase) -> str:
    """The letters and figures of a name alone, without accents and capitals."""
    return re.sub(r"[\W_]", "", folded(phrase.text))


def _senders(layout: Layout) -> list[str]:
    """The domains of printed addresses without their last part, but for those that a mail goes to."""
    lines = [line for line in layout.lines if line.tokens[0].plain not in _ADDRESSEE]
    return [match[1].rpartition(".")[0] for line in lines for match in _DOMAIN.finditer(folded(line.text))]


def _is_named_in(phrase: Phrase, domains: Sequence[str]) -> bool:
    """Whether a domain holds a word of a name: `sales@sfl-laminati.example` is of `Siderurgica Friulana Laminati S.p.A.`."""
    words = [re.sub(r"[\W_]", "", folded(word)) for word in re.split(r"[\s-]", phrase.text)]
    return any(len(word) >= LEAST_NAME and word in re.sub(r"[\W_]", "", domain) for word in words for domain in domains)


def _without_address(phrase: Phrase) -> Phrase:
    """The company's name alone, where a label stands before it or its address behind it.

    `Castleford Bearings Ltd <sales@castleford.example>`, `Brenner AG · Hafenweg 3 · 20457 Hamburg`, `Manufacturer: Brenner AG`.
    """
    label = next((at for at, token in enumerate(phrase.tokens, start=1) if token.text.endswith(":")), 0) if ":" in phrase.text else 0
    tokens = phrase.tokens[label:] if label and bears_legal_form(" ".join(token.text for token in phrase.tokens[label:])) else phrase.tokens
    start = next((at for at, token in enumerate(tokens) if any(map(str.isalnum, token.text))), 0)  # `======== Brenner AG`
    for at, token in enumerate(tokens):
        apart = _APART.fullmatch(token.text) is not None or token.text.startswith("<")
        if apart and LEGAL_FORM.match(" ".join(each.plain for each in tokens[at + 1 : at + 3])):  # `Forges du Pévèle – SAS au capital de …`
            return Phrase((*tokens[start:at], tokens[at + 1]))
        end = at if apart else at + 1
        if (apart or token.text.endswith((",", ";"))) and bears_legal_form(" ".join(each.text for each in tokens[start:end])):
            return Phrase(tokens[start:end])
        start = at + 1 if token.text in _DOTS and at + 1 < len(tokens) else start
    return Phrase(tokens[start:]) if bears_legal_form(" ".join(each.text for each in tokens[start:])) else Phrase(tokens)


def _is_below(labels: re.Pattern[str], also: frozenset[str], layout: Layout, index: int, phrase: Phrase) -> bool:
    """Whether right above a name, level with it, stands such a label: that it receives the goods or the bill, or sends them."""
    line = layout.lines[index]
    for other in layout.lines[max(0, index - 2) : index]:
        if other.page == line.page and 0 < line.box[1] - other.box[1] < 2.5 * line.size:
            level = (above.text for above in other.phrases if abs(above.box[0] - phrase.box[0]) < line.size)
            if any(_says(labels, text) or folded(text) in also for text in level):
                return True
    before = [" ".join(token.text for token in other.tokens if token.word.box[2] <= phrase.box[0]) for other in line.phrases]
    beside = [text for text in before if text]
    return bool(beside) and _says(labels, beside[-1])


def _says(labels: re.Pattern[str], text: str) -> bool:
    """Whether a text is such a label, numbered or in two languages, too: `(6) Empfänger`, `A06 Besteller / Purchaser`."""
    bare = _IN_BRACKETS.sub("", _NUMBERED.sub("", folded(text)))
    return any(labels.fullmatch(part.strip(" :.")) for part in (bare, *bare.split("/")))


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
    rows = 0
    for other in layout.lines[place + 1 :]:
        level = [below for below in other.phrases if _are_level(below, phrase, line.size)]
        rows += bool(level)  # rows of what stands beside may lie between them
        far = other.box[1] - line.box[1] > LINES_OF_HEAD * 2 * line.size
        if other.page != line.page or far or rows > LINES_OF_HEAD or any(bears_legal_form(below.text) for below in level):
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
        if other.page != line.page or not 0 < whole.box[1] - other.box[3] + line.size < 1.7 * line.size:
            continue
        above = next((each for each in other.phrases if _are_level(each, whole, line.size)), None)
        if above and (abs(other.size - line.size) <= 0.1 * line.size or abs(_height(above) - _height(phrase)) <= 0.1 * line.size):
            whole = Phrase((*above.tokens, *whole.tokens)) if _may_begin_a_name(above) else whole
    return whole


def _are_level(one: Phrase, other: Phrase, size: float) -> bool:
    """Whether two phrases begin or end level with each other."""
    return min(abs(one.box[0] - other.box[0]), abs(one.box[2] - other.box[2])) < 0.5 * size


def _height(phrase: Phrase) -> float:
    return phrase.box[3] - phrase.box[1]


def _may_begin_a_name(phrase: Phrase) -> bool:
    """Whether a phrase may be the first words of a company's name: no label, street, person or company of its own."""
    return not (
        any(char.isdigit() for char in phrase.text)
        or len(phrase.tokens) > LONGEST_BEGINNING
        or bears_legal_form(phrase.text)
        or phrase.text.endswith(":")
        or _SIGNS.search(folded(phrase.text))
        or _says(_SUPPLIES, phrase.text)
        or _says(_RECEIVES, phrase.text)
    )


def _weight(layout: Layout, line: Line, phrase: Phrase, typical: float) -> float:
    """How much a phrase looks like a company's name in a letterhead; 0 where not at all."""
    if len(phrase.tokens) > LONGEST_NAME or sum(map(str.isdigit, phrase.text)) > 4:
        return 0.0
    page = layout.pages[line.page - 1]
    large = min(2.5, line.size / typical)
    top = line.page == 1 and line.box[1] < 0.16 * page.height
    if _is_letterhead(layout, line, phrase):
        return large + LETTERHEAD
    if bears_legal_form(phrase.text):
        foot = line.box[1] > FOOT * page.height
        return large + (0.8 if top else 0.3 if foot else 0.0)
    stands_out = top and large > 1.2 and re.search(r"[^\W\d_]{3}", phrase.text)
    return 0.9 * large if stands_out and not phrase.text.endswith(":") and "@" not in phrase.text else 0.0
