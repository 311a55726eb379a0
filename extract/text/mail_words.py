"""The words of mails about orders, folded, in seven languages: what accepts, promises, refuses, hedges, asks, and what closes a letter."""

from __future__ import annotations

import re


def _any(*groups: str) -> re.Pattern[str]:
    """Any of the words; a `*` stands for the rest of a word."""
    words = [re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for group in groups for word in group.split(", ")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)")


ACCEPTS = _any(
    "bestatig*, angenommen, akzeptier*, auftragsbestatig*, geht in ordnung, geht klar, wird so geliefert",
    "confirm*, accept*, order acknowledged, acknowledge your order, is fine, will be delivered as",
    "conferm*, accett*, aceptam*, aceptad*, acepto, confirmo",
    "bevestig*, geaccepteerd, akkoord, potwierdz*, przyjmuj*, przyjete do realizacji, akceptuj*, d'accord, de acuerdo",
)
AS_ORDERED = re.compile(
    r"\b(?:wie|as|comme|come|como|zoals|jak|selon|secondo|segun|conform\w*|gemass|according to|per|volgens|in linea con)\s+"
    r"(?:(?:from|per|in|your|the|ihre[rmn]?|votre|vostr[oa]|vs\.?|su|uw|da|de|a|lo|la|le|bon|ordine|order|po|purchase|w)\s+){0,3}"
    r"(?:bestellt|bestellung|angefragt|gewunscht|ordered|order|po|requested|request|command\w*|demand\w*|ordin\w*|richiest\w*|solicitad\w*|pedid\w*|"
    r"besteld|bestelling|gevraagd|zamow\w*)\b"
    r"|\bzgodnie z (?:\w+ ){0,2}zamow\w*|\bunverandert\b|\bohne (?:ander|abweich)\w*|\bwithout (?:any )?changes?\b|\bsans (?:modification|changement)\w*"
    r"|\bsenza (?:modific|variazion)\w*|\bsin (?:cambio|modificacion)\w*|\bzonder wijziging\w*|\bbez zmian\b"
)
DELIVERS = _any(
    "liefer*, geliefert, lt, versand*, versend*, auslieferung, eintreff*, abholbereit, bereitstell*, fertig, termin, wunschtermin, deliver*, ship*, dispatch*, "
    "ready, arriv*, livr*, exped*, delai, consegn*, spedi*, pront*, entreg*, envi*, suministr*, plazo, lever*, verzend*, verzond*, leverbaar, "
    "gereed, dostaw*, dostarcz*, wysyl*, wysl*, realizac*, termin*"
)
REFUSES = _any(
    "abgelehnt, ablehn*, lehnen, storniert, stornier*, nicht lieferbar, nicht mehr lieferbar, nicht annehmen, nicht bestatigen, reject*, declin*, cancel*, "
    "discontinued, cannot accept, can not accept, cannot deliver, cannot supply, unable to, cannot confirm, not accept, refus*, annul*, ne pouvons, rifiut*, non possiamo, rechaz*, "
    "no podemos, geweigerd, weiger*, afwijzen, afgewezen, kunnen niet, odrzuc*, odmaw*, nie mozemy, anulow*"
)
DENIES = _any(
    "nicht, kein*, not, cannot, can't, unable, pas, non possiamo, non e, non sara, non siamo, non puo, no podemos, no es, no sera, no puede, "
    "niet, geen, nie, nie mozemy"
)
CHANGES = _any(
    "statt, anstatt, anstelle, verschob*, verschieb*, verzoger*, geandert*, anderung*, abweich*, leider, erst, nur, teil*, teillieferung*, aufschlag, preiserhohung",
    "instead, rather than, postpon*, delay*, late, later, unfortunately, only, part, partial*, partly, changed, change, changes, surcharge, except",
    "au lieu, report*, retard*, malheureusement, seulement, partiel*, modifi*, invece, posticip*, ritard*, purtroppo, solo, parzial*, modific*",
    "en lugar, aplaz*, retras*, lamentablemente, parcial*, solamente, in plaats, uitgesteld, vertrag*, later, helaas, alleen, gedeeltelijk, deellevering*, gewijzig*",
    "zamiast, przesun*, opozn*, niestety, tylko, czesciow*, zmien*, zmian*, sauf, tranne, salvo, behalve, ausser, bis auf, oprocz, preis*, price*, prix, prezz*, precio*, "
    "prijs*, prijz*, cen*",
)
INSTEAD_OF = re.compile(
    r"(?:statt|anstatt|anstelle(?: von)?|instead of|rather than|not|nicht|au lieu (?:de|du|de la)?|invece (?:di|del|della)?|anziche|en lugar (?:de|del)|in plaats van|zamiast)"
    r"\s+(?:(?:in|am|on|the|la|le|el|de|week|zum|kw|der|gewunscht\w*|requested|bestellt\w*|semaine|semana|settimana)\s+){0,3}$"
)
"""What stands right before a date that no longer holds."""
HEDGES = _any(
    "voraussichtlich*, vsl, vorauss, geplant*, ca, circa, etwa, ungefahr, unverbindlich*, vorbehalt*, vorbehaltlich, fruhestens, hoffen, sollte*, versuchen, moglich*",
    "expected, expect, estimated, estimate, approx*, about, around, probably, tentativ*, subject to, hope, should, try, earliest, likely, may, might, provisional*",
    "previsionnel*, prevu*, environ, sous reserve, probabl*, au plus tot, esperons, indicativ*, previst*, presumibil*, salvo, salvo imprevisti, aproximad*, estimad*, esperamos",
    "verwacht*, ongeveer, vermoedelijk, onder voorbehoud, waarschijnlijk, hopen, naar verwachting, okolo, planowan*, przewidywan*, prawdopodobn*, orientacyjn*, szacunk*, byc moze",
)
ASKS = _any(
    "bitte bestatig*, bitte um bestatig*, bitten um, bitte teilen, konnen sie, konnten sie, konnen wir, durfen wir, werden bestatigen, bestatigen wir noch, folgt, "
    "noch nicht, in kurze, wenn, falls, sobald, please confirm, please let, can you, could you, can we, could we, would you, would, will confirm, to be confirmed, tbc, "
    "tbd, follows, will follow, if, once, as soon as, not yet, shortly, veuillez confirmer, merci de confirmer, merci de nous, pouvez-vous, pourriez-vous, "
    "pouvons-nous, confirmerons, suivra, des que, si vous, pas encore, vi preghiamo, si prega di, potete, potreste, confermeremo, seguira, appena, se possibile, "
    "non ancora, rogamos, por favor confirm*, pueden, podrian, podemos, confirmaremos, en cuanto, si puede*, aun no, gelieve, graag uw, kunt u, zou, zullen bevestigen, "
    "volgt, zodra, indien, als u, nog niet, prosimy o, prosze o, czy, potwierdzimy, jesli, jezeli, gdy tylko, jeszcze nie, wkrotce",
    "melden uns, melde mich, kommen darauf zuruck, kommen auf sie zu, prufen, prufe, geben ihnen bescheid, in klarung, klaren, revert, come back to you, get back to you, "
    "let you know, checking, will check, under review, look into, keep you posted, keep you informed, will advise, reviendrons, revenons vers, reviens vers, vous tiendrons, "
    "verifions, verifier, faremo sapere, facciamo sapere, aggiorneremo, verifichiamo, stiamo verificando, torneremo, informaremos, avisaremos, estamos comprobando, "
    "comprobaremos, verificaremos, le diremos, komen hier op terug, komen we op terug, laten weten, laten u weten, controleren, zoeken het uit, odezwiemy, wrocimy, damy znac, "
    "poinformujemy, sprawdzamy, sprawdzimy, weryfikujemy",
)
RECEIPT = _any(
    "eingang, erhalt, erhalten, eingegangen, receipt, received, reception, recu, ricezione, ricevut*, recepcion, recibid*, recibo, ontvangst, ontvangen, otrzym*, wplyn*"
)
ATTACHED = _any(
    "anbei, anliegend, beiliegend, anhang, anlage, beigefugt*, angehangt*, attached, attachment, enclosed, enclosure, ci-joint*, piece jointe, en annexe, allegat*, "
    "in allegato, adjunt*, bijgevoegd*, bijlage*, bijgaand*, zalacz*, w zalaczniku"
)
SHIPPED = _any(
    "versandt, verschickt, versendet, wurde geliefert, has been shipped, have shipped, was shipped, shipped today, has been dispatched, have dispatched, "
    "a ete expedie*, avons expedie*, e stato spedit*, e partit*, abbiamo spedito, ha sido enviad*, hemos enviado, is verzonden, zijn verzonden, hebben verzonden, "
    "zostal* wyslan*, wyslalismy, tracking, sendungsnummer, on its way, unterwegs"
)
NO_GOODS = _any(
    "besuch*, besprechung*, meeting*, visit*, appointment*, call, audit*, reunion*, rendez-vous, riunione, visita*, reunion, vergadering, bezoek*, afspraak, spotkani*, wizyt*, "
    "urlaub*, ferien, betriebsferien, nicht im buro, abwesen*, out of office, out of the office, on leave, vacation*, holiday*, absent*, conge*, vacances, fermeture, ferie, "
    "chiusura, assente, vacaciones, ausente, vakantie, afwezig, urlop*, nieobecn*"
)
"""Days of people: visits, talks and holidays."""
OTHER_BUSINESS = _any(
    "angebot*, rechnung*, mahnung*, gutschrift*, quotation, quote, offer, invoice*, credit note, reminder, devis, offre, facture*, offerta, fattura*, preventivo, "
    "oferta, factura*, presupuesto, offerte, factuur*, oferta, faktur*"
)
WHOLE = _any(
    "alle positionen, alle pos, all lines, all items, all positions, whole order, complete order, toutes les lignes, tous les postes, tutte le righe, tutte le posizioni, "
    "todas las lineas, todas las posiciones, alle regels, alle posities, wszystkie pozycje, komplett, complete, complet, completo, volledig, w calosci, gesamte"
)
CLOSES = re.compile(
    r"^(?:(?:mit )?(?:freundlich\w*|besten?|herzlich\w*|lieben?|vielen?|schonen?)\s+(?:\w+ )?(?:gru\w+|dank\w*)|mfg|gru(?:ss?|se)?\b|hochachtungsvoll|"
    r"(?:thanks (?:and|&) )?(?:best|kind|warm|kindest|many)? ?regards|best wishes|(?:yours )?sincerely|yours|cheers|"
    r"(?:bien )?cordialement|(?:bien )?a vous|(?:\w+ )?(?:sinceres|meilleures|cordiales|distinguees)? ?salutations|"
    r"(?:cordiali|distinti|cari)? ?saluti|(?:un )?(?:cordial(?:es)? |atento )?saludos?|atentamente|"
    r"(?:met )?(?:vriendelijke|hartelijke)? ?groet\w*|mvg|hoogachtend|(?:z )?(?:powazaniem|pozdrowieniami)|pozdrawiam\w*|z wyrazami)"
)
LINE = re.compile(
    r"(?<!\w)(?:pos(?:ition(?:en|s)?)?|zeilen?|lines?|items?|lignes?|postes?|rig[ah]e?|posizion[ei]|lineas?|posicion(?:es)?|regels?|posities?|positie|poz|pozycj\w*)\.?\s*"
    r"(?:nr|no|n|num)?[.:°]?\s*(?P<numbers>\d{1,5}(?![\d]*[./]\d)(?:\s*(?:,|und|and|et|ed?|y|en|i|\+|&|sowie)\s*(?:pos\.?\s*)?\d{1,5}(?![\d]*[./]\d)(?!\s*(?:st|pcs|kg|kw|stuck|pieces|szt)))*)(?!\s*-\s*\d)"
)
ORDER_OF = re.compile(
    r"(?:bestell\w*|order|po|commande|ordine|pedido|zamowieni\w*|auftrag\w*|mail|anfrage|nachricht|message)[^.;,\n]{0,40}\b"
    r"(?:vom|dated|of|du|del|dd|d\.d|van|z dnia|z|from|on)\.?\s*$"
)
"""What stands right before the date of an order or a mail."""
ABBREVIATED = frozenset(
    [
        "pos",
        "poz",
        "nr",
        "no",
        "n",
        "kw",
        "cw",
        "wk",
        "sem",
        "sett",
        "tydz",
        "lt",
        "ca",
        "vs",
        "ns",
        "ord",
        "nro",
        "ref",
        "rif",
        "tel",
        "dr",
        "hr",
        "fr",
        "ing",
        "bzw",
        "inkl",
        "exkl",
        "zzgl",
        "z",
        "b",
        "u",
        "a",
        "d",
        "h",
        "st",
        "stk",
        "approx",
        "est",
        "art",
        "max",
        "min",
        "num",
        "ud",
        "vsl",
    ]
)
WEEK_WORDS = frozenset({"kw", "kalenderwoche", "woche", "week"})
"""`32. KW`: no sentence ends before them."""
