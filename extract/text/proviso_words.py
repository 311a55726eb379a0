"""How suppliers reserve something in an order confirmation, in seven languages: open prices, an end of validity, charges, substitutes.

Patterns over folded text (lower case, no accents), of general knowledge of purchasing papers. `..` stands for some words of the same sentence.
"""

from __future__ import annotations

import re

NO_END = r"(?<!\bpos)(?<!\bpoz)(?<!\bnr)(?<!\bno)(?<!\bzzgl)"
"""Before a point that ends no sentence: `Pos. 10`, `zzgl. Zuschlag`."""
_SOME_WORDS = r"(?:[^.;!?]|(?<=\bpos)\.|(?<=\bpoz)\.|(?<=\bnr)\.|(?<=\bno)\.|\.(?=\d)){0,45}?"


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, each beginning at a word."""
    return re.compile("|".join(rf"(?<!\w)(?:{each})".replace("..", _SOME_WORDS) for each in patterns))


PRICE_OPEN = any_of(
    r"preise? (?:auf anfrage|folgt|noch offen)|prices? (?:on (?:application|request)|to follow)|prix sur demande|prezzo (?:a|su) richiesta|precio a consultar|prijs op aanvraag|cena na zapytanie",
    r"(?:preis\w*|notierung\w*|zuschlag\w*|zuschlage) ..(?:freibleibend|unverbindlich)",
    r"freibleibende\w* preis\w*|preis(?:anderung|anpassung|korrektur|erhohung)\w* ..vorbehalten|anderung\w* (?:der|des) preis\w* ..vorbehalten",
    r"(?:anpassung|erhohung|korrektur) (?:der|des) preis\w* ..vorbehalten|vorbehaltlich ..preis(?:anderung|anpassung|erhohung)\w*",
    r"preis\w* ..(?:am|zum|vom) tage? der (?:lieferung|auslieferung|versendung|anlieferung)|tagespreis\w*|tagesnotierung\w*|(?:am|zum) tage? der (?:lieferung|auslieferung|versendung) (?:gultig|geltend)\w* preis\w*",
    r"prices? ..(?:is|are|remains?)? ?(?:subject to (?:change|alteration|adjustment|revision|confirmation|variation|increase|review)|not binding)",
    r"prices? ..(?:without engagement|to be (?:confirmed|advised|agreed)|provisional)",
    r"prices? (?:ruling|prevailing|in effect|current|applicable) (?:at|on) ..(?:dispatch|despatch|delivery|shipment)",
    r"prix ..(?:susceptibles? d|sous reserve|revisables?|sans engagement|non contractuels?|a confirmer|donnes? a titre indicatif)",
    r"sous reserve ..(?:changement|modification|variation|hausse|evolution) ..(?:prix|tarifs?)|prix (?:en vigueur|du jour) ..(?:livraison|expedition)",
    r"prezz[oi] ..(?:soggett[oi] a (?:variazion|modific|cambiament|aument|revision|conferma)|non impegnativ[oi]|da confermare|indicativ[oi])",
    r"salvo variazion[ie] ..(?:prezz[oi]|listin[oi])|prezz[oi] in vigore ..(?:consegna|spedizione)",
    r"precios? ..(?:sujetos? a (?:cambio|variacion|modificacion|revision|confirmacion)|sin compromiso|por confirmar|no vinculantes?)",
    r"salvo (?:variacion|modificacion|cambio) ..precios?|precios? vigentes? ..(?:entrega|envio)",
    r"prij(?:s|zen) ..(?:onder voorbehoud|vrijblijvend|nader te bepalen|niet bindend)|prijswijziging(?:en)? ..voorbehouden",
    r"onder voorbehoud van prijs\w*|wijziging(?:en)? van (?:de )?prijzen ..voorbehouden|dagprij(?:s|zen)",
    r"cen[ay] ..(?:(?:moze|moga) ulec|nie (?:jest|sa) wiazac|niewiazac|do potwierdzenia|podlegaj?a? zmian|orientacyjn)",
    r"(?:zastrzega\w*|zastrzezeniem) ..zmian\w* cen\w*|cen[ay] obowiazujac\w* ..(?:dostawy|wysylki)",
)
FIRM = any_of(
    r"festpreis\w*|fest(?:e|en)? preis\w*|nicht (?:mehr )?freibleibend|fixed price|firm price|prices? (?:is|are|remains?)? ?(?:firm|fixed)|not subject",
    r"prix fermes?|non (?:revisables?|susceptibles?)|prezz[oi] fiss[oi]|non soggett[oi]|precios? (?:firmes?|fijos?)|no sujetos?",
    r"vaste prij(?:s|zen)|prij(?:s|zen) ..vast|niet onder voorbehoud|cen[ay] ..stal[ae]|nie (?:podlega|ulega|ulegnie|ulegna)",
)
"""A sentence that says so says that the price is not open."""

_DATE = r"(?P<date>\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s(?:de\s)?[a-z]{3,10}\.?,?\s(?:de\s)?\d{4}|[a-z]{3,9}\s\d{1,2},\s\d{4})"
EXPIRY = re.compile(
    rf"(?<!\w)(?:gultig\w*|bindend|gebunden|bindefrist|valid|binding|firm|open for acceptance|valables?|validite|valid[oai]|validita|valid[oa]s?|vigentes?|validez"
    rf"|geldig|gestand|wazn\w+|obowiazuj\w*|expires?|verfallt|erlischt|expire|caduca|vervalt|wygasa)\s[^.;!?]{{0,30}}?"
    rf"(?:bis(?: zum)?|until|till|through|to|on|am|jusqu'?\s?au|le|fino al?|il|hasta(?: el)?|el|tot(?: en met)?|t/m|op|do(?: dnia)?|dnia):?\s{_DATE}"
)
OF_OTHER_THINGS = any_of(
    r"zertifi\w*|certifi\w*|swiadect\w*|iso|lizenz\w*|licen[cs]e\w*|katalog\w*|catalog\w*|kredit\w*|visa|ausweis\w*|skonto|discount"
)
"""What else is valid until a day."""

CHARGE = any_of(
    r"minder?mengen(?:zuschlag|pauschale)\w*|mindestbestellwert\w*|\w*(?:legierungs|energie|teuerungs|material|schrott|maut|diesel|express|gefahrgut|eil)\w*zuschlag\w*",
    r"fracht(?:kosten|pauschale|anteil)?(?!\w)|versand(?:kosten|pauschale)|transportkosten|liefergebuhr|verpackungs(?:kosten|pauschale)|bearbeitungsgebuhr\w*",
    r"(?:small|minimum) order (?:charge|surcharge|fee)|(?:alloy|energy|fuel|scrap|raw material|metal|nickel) surcharge|surcharge|freight(?: ch(?:ar)?ges?)?(?!\w)|carriage(?!\w)",
    r"haulage|delivery charge|shipping (?:and|&) handling|(?:shipping|transport) (?:costs?|charges?)|packing (?:costs?|charges?)|handling (?:fee|charges?)|expedit(?:e|ing) fee",
    r"frais d(?:e |')(?:port|transport|dossier|emballage|livraison|gestion|envoi|expedition|petite commande|commande|traitement)|participation (?:au )?transport|port ht|majoration|extra d'alliage",
    r"supplement (?:alliage|energie|carburant|transport|petite)|surcharge (?:energie|carburant|alliage)|minimum de (?:commande|facturation)",
    r"(?:trasporto|spedizione|imballo)(?= (?:\w+ )?addebitat)|spese (?:di )?(?:trasporto|spedizione|sped|imballo|imballaggio)|contributo (?:trasporto|energia|spese)|extra lega|sovrapprezzo|supplemento (?:per )?(?:energia|lega|ordine)",
    r"gastos de (?:envio|transporte|embalaje|gestion)|portes|recargo|suplemento (?:de )?(?:energia|aleacion)|cargo por (?:envio|pedido)|extra de aleacion",
    r"vracht(?:kosten)?(?!\w)|transport(?:kosten|bijdrage)|verzendkosten|verpakkingskosten|\w*(?:legerings|energie|brandstof|order)toeslag|kleine[- ]order\w*|orderkosten",
    r"koszt(?:y)? (?:transportu|dostawy|wysylki|opakowania|pakowania|dost)|oplata za (?:dostawe|wysylke|transport)|doplat[aey](?!\w)|dodatek (?:stopowy|energetyczny|paliwowy)",
)
"""What is charged beside the goods. A carrier's own name begins with a large letter after it and has no sum behind it."""
SHARE = re.compile(
    r"(?:zuschlag\w*|surcharge|majoration|extra d'alliage|supplement|sovrapprezzo|supplemento|contributo|recargo|suplemento|toeslag|doplata|dodatek)[^%.;]{0,40}?"
    r"(?<!\d)\d{1,2}(?:[.,]\d{1,2})?\s?%"
)
"""A charge as a share of the prices: `Energiezuschlag 3,5 %`."""
FREE = any_of(
    r"frei(?!\w)|inkl\w*|incl\w*|included|free of charge|prepaid|kostenlos|entfallt|gratis|gratuit\w*|offerts?|compris\w*|franco|esente|inclus\w*|incluid\w*"
    r"|gratuitamente|bezplatn\w*|wliczon\w*|w cenie|none|keine?|sans|senza|sin|zonder|bez"
)
EXTRA = any_of(
    r"zzgl|zuzuglich|plus|nach (?:aufwand|anfall|verbrauch|\w*durchschnitt|\w*notierung)|appl(?:y|ies)(?!\w)|(?:gesondert|separat|zusatzlich) (?:berechnet|verrechnet)|nicht enthalten|wird ..berechnet|werden ..berechnet",
    r"at cost|as incurred|(?:charged|invoiced|billed|added) (?:extra|separately|additionally|at)|(?:will|shall) be (?:charged|added|invoiced)|not included|excluding|to be added",
    r"en sus|non (?:compris\w*|inclus\w*)|factures? (?:en sus|separement)|a votre charge|s'ajoute\w*|majores? de",
    r"non (?:compres[oiae]|inclus[oiae])|addebitat[oiae]|a (?:vostro )?carico|a parte|piu|oltre a",
    r"no incluid[oa]s?|se (?:facturar|cargar)\w* ..aparte|a su cargo|con cargo|mas(?= )|aparte",
    r"niet inbegrepen|exclusief|apart (?:berekend|in rekening)|(?:wordt|worden) ..berekend|vermeerderd met",
    r"nie (?:zawiera|obejmuje)|doliczam\w*|doliczon\w*|zostan\w* doliczon\w*|dodatkowo platn\w*|wedlug kosztow",
)
"""That something comes on top."""

SUBSTITUTE = any_of(
    r"ersatz(?:artikel|typ|produkt|ware)\w*|nachfolge(?:artikel|typ|modell|produkt)\w*|ersetzt durch|nachfolger (?:von|fur)|alternativ(?:artikel|produkt|typ)\w*|ersatzweise",
    r"substitut(?:e|ed|ion)(?!\w)|(?:replaced|superseded) by|successor (?:item|part|product|type|of|to)|alternative (?:item|part|product)|in lieu of|supplied in place of",
    r"remplacee?s? par|article de (?:remplacement|substitution)|en remplacement d|(?:produit|article) equivalent",
    r"sostituit[oa] (?:da|dal|con)|(?:articolo|prodotto) sostitutivo|in sostituzione d",
    r"sustituid[oa] por|reemplazad[oa] por|(?:articulo|producto) (?:sustitut\w+|de sustitucion)|en sustitucion d",
    r"vervangen door|vervangend (?:artikel|product)|ter vervanging van|opvolger van",
    r"(?:anstelle(?: von)?|(?:an)?statt|instead of|in place of|au lieu d[eu]|a la place d[eu]|al posto d\w+|invece di|en (?:lugar|vez) de|in plaats van|zamiast) (?:[a-z]+ ){0,2}"
    r"(?:(?=\S*[a-z])\S*\d\S*|\d\.\d{4}(?!\d))",
    r"(?:alternativ\w*|en alternative|in alternativa|als alternatief|alternatyw\w+):? (?:[a-z]+:? ){0,3}(?=\S*[a-z])(?=\S*\d)[a-z0-9]\S*[-./]\S*",
    r"zamiennik\w*|zastapion\w+ (?:przez|artykulem)|w zamian za|nastepc[aay] (?:artykulu|produktu)",
)
OF_PAPERS = any_of(
    r"(?:auftrags)?bestatigung\w*|angebot\w*|confirmation|acknowledg\w*|quotation|offer|accuse|offre|conferma|offerta|confirmacion|oferta|bevestiging|potwierdzeni\w*|oferty"
)
"""A paper that takes another's place is no substitute of goods."""

CONDITIONS = any_of(
    r"(?:allgemeine\w?|unsere\w?) (?:\w+- und )?(?:geschafts|verkaufs|liefer|zahlungs)\w*bedingungen|agb(?!\w)|(?:general|standard) (?:terms|conditions)|terms (?:and|&) conditions|conditions of sale",
    r"conditions generales|cgv|condizioni generali|condiciones generales|algemene (?:verkoop|leverings)?\s?voorwaarden|ogolne warunki",
)
"""The heading of general terms of business, which say such things of any order."""
STANDING = any_of(
    r"irrt(?:um|umer) ..vorbehalten|druckfehler|schreibfehler|gerichtsstand|erfullungsort|eigentumsvorbehalt|(?:kataloge?n?|preislisten?|prospekte?n?)(?!\w)",
    r"errors (?:and|&) omissions|e ?& ?o ?e|jurisdiction|retention of title|title to the goods|price lists?|catalogues?|brochures?",
    r"sauf erreur|reserve de propriete|tribunal|tribunaux|listes? de prix|salvo errori|foro competente|riserva di proprieta|listini",
    r"salvo error|reserva de dominio|tribunales|listas? de precios|drukfouten|zetfouten|eigendomsvoorbehoud|bevoegde rechter|prijslijst\w*",
    r"bledy (?:drukarskie|w druku)|zastrzezenie wlasnosci|sad wlasciwy|cennik\w*",
)
"""What only general terms speak of; with the names of such terms, the mark of a paragraph that is printed on every paper of the house."""
OF_THIS_ORDER = any_of(
    r"(?:pos(?:ition|ten)?\.?|zeile|line|item|pozycj[iae]|poz\.|poste|ligne|riga|linea|regel) ?(?:n[ro°]?\.? ?)?\d+",
    r"dies(?:e|er|en|em|es)? (?:auftrag\w*|bestell\w*|bestatig\w*|preis\w*|lieferung|position\w*)|(?:this|these|your) (?:orders?|confirmation|prices?|delivery|items?)",
    r"(?:cette|votre|present[e]?) (?:commande|confirmation)|ces prix|(?:quest[oa]|presente|vostro) (?:ordine|conferma)|questi prezzi",
    r"(?:este|esta|su|presente) (?:pedido|confirmacion)|estos precios|deze (?:order|bestelling|bevestiging|prijzen)|uw (?:order|bestelling)",
    r"(?:niniejsze\w*|tego|te) (?:zamowieni\w*|potwierdzeni\w*|ceny)",
)
"""A sentence that speaks of this order counts wherever it is printed in print of the usual size."""
ONLY_BELOW = any_of(
    r"bei (?:auftrag|bestell|waren)\w* ..(?:unter|bis)|unter einem (?:auftrag|bestell|waren)\w*|mindestbestellwert|mindestauftragswert",
    r"(?:orders?|value) ..(?:below|under|less than)|minimum order value|(?:commandes?|montant) ..inferieure?s?|minimum de commande",
    r"(?:ordin[ei]|importo) ..inferior[ei]|pedidos? ..inferior(?:es)?|(?:orders|bestellingen) ..(?:onder|beneden)|(?:zamowien\w*|wartosc\w*) ..ponizej",
)
"""A charge for small orders, as it is printed for all to know; whether it is charged here is told by the sums."""
IMPRINT = any_of(
    r"iban|bic|swift|hrb|handelsregister|geschaftsfuhr\w*|ust-?id\w*|steuernummer|blz|vat (?:reg|no|id)\w*|registered (?:office|in)|company (?:no|reg)\w*|siret|siren|rcs"
    r"|tva intra\w*|capital social|capitale sociale|partita iva|p\.? ?iva|rea|registro mercantil|nif|kvk|btw-?(?:nr|nummer|id)\w*|krs|regon|nip"
)
"""The foot of a letter: where the house is registered and banks."""
