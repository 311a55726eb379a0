"""Words of a ship notice that its entries do not say: what it leaves out, that it corrects another one, that goods come back or are no delivery of the order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.kind.paperwork import usual_size
from extract.page.layout import Layout
from extract.sentence.answers import SMALL
from extract.text.caveat_words import MAY_BE
from extract.text.folding import folded
from extract.text.proviso_words import SUBSTITUTE, any_of

FEW = 9
"""So many words are a remark on what kind of delivery it is; a longer sentence may be a rule of business: `Returns only by agreement`."""
_LINE = r"(?:items?|lines?|positions?|pos\.?|postes?|lignes?|righ?[ae]|posizion[ei]|lineas?|posicion(?:es)?|regels?|posities?|positie|pozycj\w|poz\.?) ?(?:n[ro]?\.? ?)?\d+"
LEFT_OUT = any_of(
    rf"{_LINE}[^.;]{{0,40}}?(?:not (?:included|delivered|shipped|supplied|part)|missing|will follow|to follow|nicht (?:enthalten|geliefert|mitgeliefert|dabei)|fehlt|fehlen|folgt|wird nachgeliefert)",
    rf"{_LINE}[^.;]{{0,40}}?(?:n'est pas|ne sont pas|non (?:inclus|livre|compres|consegnat|spedit)|manqu|suivra|no (?:esta|incluid|entregad|enviad)|falta|niet (?:inbegrepen|geleverd|meegeleverd)|ontbreekt|volgt)",
    rf"{_LINE}[^.;]{{0,40}}?(?:nie (?:zawart|dostarczon|wyslan)|brakuje|zostanie dostarcz)|(?:mancante|segue)[^.;]{{0,10}}?{_LINE}",
    rf"{_LINE}[^.;]{{0,25}}?(?:only|nur|seulement|solo|soltanto|slechts|tylko) \d|(?:only|nur|seulement|solo|slechts|tylko) \d\S* \w+ [^.;]{{0,20}}?{_LINE}",
)
"""An entry of which less is on its way than its row says, or nothing."""
CORRECTS = any_of(
    r"(?:correction|corrected|korrektur|berichtigung|korrigiert\w*|rectifi\w+|rettifica|correzione|rectificacion|correccion|correctie|gecorrigeerd\w*|korekta)(?!\w)",
    r"(?:replaces|supersedes|ersetzt|annule et remplace|remplace|(?:annulla e )?sostituisce|(?:anula y )?sustituye|vervangt|zastepuje) "
    r"(?:\w+ ){0,2}(?:delivery note|despatch note|packing (?:list|slip)|lieferschein|lieferavis|bon de livraison|bl|avis|ddt|bolla|documento|albaran|pakbon|vrachtbrief|wz|dokument)",
)
"""It takes another one's place, or says that a figure of one is another."""
COMES_BACK = any_of(
    r"return (?:delivery|shipment|of goods)|rucklieferung|rucksendung|retour de marchandises?|retour (?:client|fournisseur)|reso (?:merce|da|a)|devolucion|retourzending|zwrot (?:towaru|do)",
    r"ersatzlieferung|replacement (?:delivery|shipment)|livraison de remplacement|consegna sostitutiva|reposicion|entrega de sustitucion|vervangende levering|dostawa zastepcza",
    r"sample (?:delivery|shipment)|musterlieferung|livraison d'echantillons?|campionatura|entrega de muestras|monsterzending|dostawa probek|provisional|vorlaufig\w*|provisoire|provvisori\w|voorlopig\w*",
)
"""No delivery of what was ordered: goods that come back, that take the place of bad ones, samples; or one that is not final."""
REPLACED = re.compile(
    r"(?:replaces?|replacing|supersed\w+|ersetzt|anstelle|remplace|sostituisce|sustituye|vervangt|zastepuje)\s(?:\w+[ .:-]*){0,4}[nºo°.:# ]*$"
)
"""What leads to the number of the paper that this one takes the place of."""


def says_otherwise(layout: Layout) -> Iterator[str]:
    """Why a person has to look at a notice whose words say something that its entries do not."""
    least = SMALL * usual_size(layout.lines)
    texts = [folded(phrase.text) for line in layout.lines if line.size > least for phrase in line.phrases]
    told = [text for text in texts if not MAY_BE.search(text)]
    if any(LEFT_OUT.search(text) or SUBSTITUTE.search(text) for text in told):
        yield "it says in words that something of an entry is not delivered, or another thing in its place"
    if any(CORRECTS.search(text) for text in told):
        yield "it corrects a notice, or takes the place of one"
    if any(COMES_BACK.search(text) and len(text.split()) < FEW for text in told):
        yield "it is not of goods that are delivered for the order in the usual way, or not final"
