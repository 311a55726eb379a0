"""Words that take a line or the order back beside its printed terms: `Position entfällt`, `Item 20 is not available`, `We cannot accept your order`.

What sentences answer is told by the small pipeline (`extract.sentence.answers`), which knows the sentences that it was trained on; these words mean that in any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.kind.paperwork import usual_size
from extract.page.layout import Layout, Line
from extract.sentence.answers import SMALL
from extract.text.folding import folded
from extract.text.mail_words import LINE
from extract.text.proviso_words import CHARGE

HEADINGS = 4
"""A line of so many cells without a figure heads a table."""
SHORT = 4
"""So many words, of goods or their position, are a remark at a line or the content of a cell: `Artikel nicht lieferbar`, and no `Zuschlag entfällt`."""
_OF_GOODS = re.compile(
    r"\S*\d\S*|pos\w*|poz\w*|zeile|line|item|ligne|poste|riga|linea|regel|artik\w+|article|articolo|articulo|product\w*|produk\w+|ware|goods|material\w*|"
    r"is|ist|est|e|es|jest|was|wurde|wird|has|have|been|will|be|and|und|et|now|leider|unfortunately|helaas|purtroppo|niestety|al|the|der|die|das|le|la|el|il|de|het|"
    r"derzeit|momentan|aktuell|z|zt|zur|zeit|zurzeit|vorubergehend|currently|temporarily|presently|actuellement|momentanement|attualmente|momentaneamente|actualmente|"
    r"momenteel|tijdelijk|obecnie|chwilowo|this|diese[rs]?|cet|questo|este|deze|dit|ten|towar\w*|item\w*"
)
_GONE = re.compile(
    r"(?<!\w)(?:entfall(?:t|en)|entfaellt|gestrichen|geloscht|storniert|ausgelaufen|nicht (?:mehr )?(?:lieferbar|verfugbar|vorratig|erhaltlich|(?:auf|am|ab) lager)|"
    r"ausverkauft|vergriffen|abgekundigt|auslauf(?:artikel|modell|typ)|not (?:in|on|ex) stock|out of production|obsolete|sold out|on back ?order|back ?ordered|"
    r"rupture de stock|arretee?s?|plus fabriquee?s?|fuori (?:produzione|catalogo)|descatalogad[oa]s?|fuera de (?:produccion|catalogo)|sin (?:stock|existencias)|"
    r"niet (?:op|uit) voorraad|uit (?:productie|assortiment)|brak (?:w magazynie|na stanie|towaru)|"
    r"(?:not|no longer) available|unavailable|discontinued|cancell?ed|deleted|withdrawn|out of stock|not deliverable|cannot be (?:supplied|delivered)|"
    r"indisponibles?|supprime[es]*|annule[es]*|(?:plus|pas|non) (?:disponible|livrable)s?|en rupture(?: de stock)?|epuise[es]*|non (?:e |sono )?(?:piu )?disponibil[ei]|annullat[aoie]|eliminat[aoie]|esaurit[aoie]|"
    r"no (?:esta |estan )?disponibles?|anulad[aos]+|suprimid[aos]+|agotad[aos]+|vervallen|vervalt|geannuleerd|niet (?:meer )?(?:leverbaar|beschikbaar)|"
    r"anulowan[aeoy]|niedostepn[aey]|skreslon[aeoy]|wycofan[aeoy])(?!\w)"
)
"""That there is none of a thing, or no more."""
_LATE = re.compile(
    r"(?:(?:is|ist|est|e|es|jest|wird|wurde) )?(?:delayed|verspatet|verzogert|retardee?|en retard|in ritardo|con retraso|retrasad[oa]|vertraagd|opoznion[aey]|on hold|"
    r"price increase|preiserhohung|hausse de prix|aumento (?:di )?prezzo|aumento de precio|prijsverhoging|podwyzka ceny)[.!]?"
)
"""The whole of a cell or remark that says that something of its line is otherwise."""
_RULE = re.compile(
    r"(?<!\w)(?:konnen|kann|can|may|must|shall|peuvent|peut|possono|puo|pueden|puede|kunnen|kan|moga|moze|if|wenn|falls|si|se|indien|jesli|once|sobald)(?!\w)"
)
"""What rules of business say may or may not be: `Orders cannot be cancelled`."""
_CANNOT = re.compile(
    r"(?<!\w)(?:(?:cannot|can not|can't|unable to|not able to|do not|will not) (?:accept|confirm|fulfil|execute|process)|nicht (?:annehmen|bestatigen|ausfuhren)|"
    r"ne pouvons (?:pas )?(?:accepter|confirmer|executer|honorer)|non possiamo (?:accettare|confermare|evadere)|no podemos (?:aceptar|confirmar|servir|atender)|"
    r"niet (?:accepteren|bevestigen|uitvoeren)|nie mozemy (?:przyjac|potwierdzic|zrealizowac)|"
    r"nicht (?:so )?(?:angenommen|bestatigt|ausgefuhrt|bearbeitet|akzeptiert) werden|cannot be (?:accepted|confirmed|processed|fulfilled|executed)|"
    r"ne peut (?:pas )?etre (?:acceptee?|confirmee?|honoree?|traitee?)|non puo essere (?:accettat|confermat|evas)[oa]|no puede ser (?:aceptad|confirmad|servid)[oa]|"
    r"kan niet worden (?:geaccepteerd|bevestigd|uitgevoerd)|nie moze (?:byc|zostac) (?:przyjete|potwierdzone|zrealizowane))(?!\w)"
)
_ORDER = re.compile(r"(?<!\w)(?:order|bestellung|auftrag|commande|ordine|pedido|bestelling|zamowieni[ea])(?!\w)")
_FOLLOWS = re.compile(
    r"(?<!\w)(?:confirmation (?:will |is to |shall )?follows?|(?:auftrags)?bestatigung folgt|confirmation suivra|conferma (?:d'ordine )?seguira|"
    r"confirmacion seguira|(?:order)?bevestiging volgt|potwierdzenie (?:nastapi|przeslemy|zostanie przeslane)|(?:is|ist) (?:no|not an?|keine) (?:order confirmation|auftragsbestatigung))(?!\w)"
)
"""A receipt that promises the confirmation is none."""


def takes_back(layout: Layout) -> bool:
    """Whether the paper says in words that a line or the order is not accepted, or that its confirmation is still to come."""
    usual = usual_size(layout.lines)
    lines = [line for line in layout.lines if line.size > SMALL * usual]
    texts = [text for line in lines for text in _sentences(line)]
    return any(
        _is_gone(text) or _LATE.fullmatch(text.strip()) or (_CANNOT.search(text) and _ORDER.search(text)) or _FOLLOWS.search(text)
        for text in texts
    )


def _sentences(line: Line) -> Iterator[str]:
    """The sentences of a line; phrases far apart are cells, each by itself. The headings of a table say nothing: `Ordered  Shipped  Backordered  UOM`."""
    heads = len(line.phrases) >= HEADINGS and not re.search(r"\d", line.text)
    for phrase in () if heads else line.phrases:
        yield from re.split(r"(?<=[a-z]{3}[.;!])\s", folded(phrase.text))


def _is_gone(text: str) -> bool:
    """Whether that says of a line that it is gone: a remark of few words, or a sentence that names the line."""
    found = _GONE.search(text)
    if not found or _RULE.search(text[: found.start()]):
        return False
    words = re.findall(r"[^\W_]+", _GONE.sub(" ", text))
    remark = len(words) < SHORT and all(_OF_GOODS.fullmatch(word) for word in words)
    return remark or (LINE.search(text) is not None and not CHARGE.search(text))
