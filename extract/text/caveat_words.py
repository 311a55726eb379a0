"""How suppliers say in a sentence that what the table prints is not all: a change, a condition, a day that is open; in seven languages.

Patterns over folded text, as in `extract.text.proviso_words`. What suppliers print on every paper (tolerances of quantity, “please check this
confirmation”, days that are “not binding”) is none of it.
"""

from __future__ import annotations

import re

from extract.text.proviso_words import any_of

_SILENCE_DE = r"gegenbericht|gegenteilige\w*|ruckmeldung|antwort|nachricht|einspruch|widerspruch"
_MAKE_DE = r"(?:fertigen|liefern|produzieren|versenden|beginnen|starten)"
_MAKE_EN = r"(?:will|shall) (?:produce|manufacture|make|ship|deliver|supply|proceed|start|dispatch)"

CHANGED = any_of(
    r"geandert(?:e[mnrs]?)? (?:preis|liefertermin|termin|liefermenge|menge|lieferzeit|ausfuhrung|zahlungsbedingung)\w*",
    r"(?:preis|liefertermin|termin|liefermenge|menge|lieferzeit|artikel|werkstoff|ausfuhrung|zahlungsbedingung|ursprungsland)\w* ..(?:hat sich|haben sich|wurden?|mussten?) ..geandert",
    r"mit (?:\w+ )?(?:anderung|abweichung|einschrankung)en ..(?:bestatig|angenommen|akzeptier|annehm)\w*|(?:bestatig|annehm|nehmen|akzeptier)\w* ..mit (?:\w+ )?(?:anderung|abweichung|einschrankung)en",
    r"(?:tage?|wochen?|monate?) spater|liefer\w* ..(?:verzogert|verschiebt|verspatet) sich|verspatet geliefert|(?:konnen|liefern) ..nur (?:noch |maximal )?\d|(?:an)?statt (?:\w+ ){0,2}\d",
    r"(?:prices?|delivery dates?|dates?|delivery|quantit(?:y|ies)|materials?|payment terms|origin|lead times?) (?:has|have|had|was|were) (?:to be )?(?:been )?(?:changed|increased|amended|adjusted|revised|reduced)",
    r"(?:accept|confirm|acknowledg)\w* ..(?:with|subject to) (?:the )?(?:following )?(?:changes|modifications|amendments|deviations|exceptions)",
    r"(?:days?|weeks?|months?) (?:later|late|behind schedule)|(?:deliver|ship|item|line|order)\w* ..(?:is|are|will be|has been|have been) (?:delayed|postponed)",
    r"(?:can )?(?:supply|deliver|ship|offer) only \d|(?:can )?only (?:supply|deliver|ship|offer) \d|instead of (?:\w+ ){0,2}\d",
    r"prix ..(?:a|ont) (?:ete )?(?:change|augmente|modifie|revise|evolue)s?(?!\w)|(?:modification|changement|hausse|augmentation) d(?:e |u |es )(?:prix|tarif|delai|quantite)\w*",
    r"(?:accept|confirm)\w* ..avec (?:les |des )?(?:modification|changement|reserve)s?|(?:jours?|semaines?|mois) (?:de retard|plus tard)|(?:livraison|delai|poste|commande) ..(?:retarde|reporte|decale)e?s?(?!\w)",
    r"(?:livrer|fournir) (?:que|qu') ?\d|(?:livrer|fournir) seulement \d|au lieu de (?:\w+ ){0,2}\d",
    r"prezz[oi] ..(?:e|sono|ha|hanno) (?:stat[oi] )?(?:cambiat|variat|aumentat|modificat|aggiornat)[oi]|(?:variazion[ei]|aument[oi]|modific[ah]e?) (?:di |del |dei |della )?(?:prezz|data|termin|quantit)\w*",
    r"(?:accett|conferm)\w* ..con (?:le )?(?:seguenti )?(?:modifiche|variazioni|riserve)|(?:giorni|settiman[ae]|mes[ei]) (?:dopo|di ritardo|piu tardi)|consegn\w+ ..in ritardo",
    r"(?:fornire|consegnare|spedire) (?:solo|soltanto) \d|(?:solo|soltanto) (?:fornire|consegnare) \d|invece di (?:\w+ ){0,2}\d",
    r"precios? ..(?:ha|han) (?:cambiado|variado|aumentado|subido|sido modificad\w+)|(?:cambio|variacion|aumento|modificacion|subida) (?:de|del|en el) (?:precio|plazo|fecha|cantidad)\w*",
    r"(?:acept|confirm)\w* ..con (?:las |los )?(?:siguientes )?(?:modificaciones|cambios|reservas)|(?:dias|semanas|meses) (?:mas tarde|despues|de retraso)|entreg\w+ ..con retraso",
    r"solo ..(?:suministrar|entregar|servir|enviar) \d|(?:suministrar|entregar|servir|enviar) solo \d|en (?:lugar|vez) de (?:\w+ ){0,2}\d",
    r"prij(?:s|zen) (?:is|zijn) (?:gewijzigd|verhoogd|aangepast)|gewijzigde (?:prij|lever|hoeveel|aantal)\w*|prijs(?:verhoging|wijziging|aanpassing)(?!\w)",
    r"(?:accept|bevestig)\w* ..met (?:de )?(?:volgende )?(?:wijziging|afwijking)en|(?:dagen|weken|maanden|week|maand) later|lever\w+ ..(?:is|wordt|heeft) (?:vertraagd|vertraging|uitgesteld)|(?:kunnen (?:wij|we) )?(?:slechts|alleen) \d\S* \w+ leveren|in plaats van (?:\w+ ){0,2}\d",
    r"zmian\w* cen\w*|cen[aye] ..(?:zmienil|wzrosl|zostal\w+ (?:zmienion|podwyzszon))\w*|(?:przyjm|potwierdz|akcept)\w* ..z(?:e)? (?:nastepujacymi )?zmianami",
    r"(?:dni|dzien|tygodni\w*|tydzien|miesia\w+) pozniej|z opoznieniem|(?:dostarczyc|wyslac|zrealizowac) tylko \d|zamiast (?:\w+ ){0,2}\d",
    r"(?:quantity|qty|menge|quantite|quantita|cantidad|aantal|hoeveelheid|ilosc)(?: (?:has been|wurde|a ete|e stata|ha sido|is|zostala))? "
    r"(?:reduced|increased|changed|reduziert|erhoht|reduite|augmentee|ridotta|aumentata|reducida|aumentada|verlaagd|verhoogd|zmniejszon\w+|zwiekszon\w+)",
    r"(?:quantity|qty|menge|quantite|quantita|cantidad|aantal|ilosc) (?:\w+ ){0,3}(?:aufgerundet|angepasst|rounded|adjusted|arrondie|arrotondata|redondeada|afgerond|zaokraglon\w+)",
    r"(?:teilweise|partly|partially|partiellement|parzialmente|parcialmente|gedeeltelijk|czesciowo) (?:lieferbar|verfugbar|available|disponibles?|disponibil[ei]|leverbaar|dostepn\w*)",
    r"(?:balance|remainder|rest(?:menge)?|solde|saldo|restant\w*|reszta) (?:\w+ ){0,2}(?:on back ?order|im ruckstand|en reliquat|in arretrato|pendiente|in nalevering)(?!\w)",
    r"(?:balance|remainder|rest(?:menge)?|reliquat|solde|saldo|restant\w*|reszta) (?:\w+ ){0,2}(?:folgt|spater|to follow|follows?|later|a suivre|suivra|segue|seguira|volgt|pozniej)(?!\w)",
    r"(?:abweich(?:end|ung)\w*|afwijk(?:end|ing)\w*) (?:von|zu[rm]?|gegenuber|van|t\.?o\.?v\.?) (?:\w+ )?(?:bestell|auftrag|order|anfrage)\w*|(?:deviat|differ)\w+ from (?:your|the) (?:purchase )?order",
    r"(?:different\w*|ecart\w*|contrairement) (?:de|a|par rapport a) (?:votre|la) commande|(?:diversamente da|in difformita d|difform[ei] d)\w* (?:\w+ )?ordine|a diferencia de (?:su|lo) pedido|(?:niezgodn|odmienn)\w+ (?:z|od) (?:\w+ )?zamowieni\w*",
    r"(?:lieferung|liefern|delivery|livraison|consegna|entrega|levering|dostawa) (?:nur |only |solo |alleen |tylko )?(?:teilweise|partial(?:ly)?|partielle(?:ment)?|parzial\w+|parcial(?:mente)?|gedeeltelijk|czesciow\w+)(?!\w)",
    r"(?:nur (?:eine )?teillieferung|partial (?:delivery|shipment) only|only (?:a )?partial|livraison partielle uniquement|solo consegna parziale|solo entrega parcial|slechts een deellevering|tylko czesciow\w+)(?!\w)",
    r"(?:nur noch|only|seulement|solo|soltanto|slechts|nog maar|tylko|jeszcze tylko) \d\S*(?: \w+\.?){0,2} (?:verfugbar|lieferbar|vorratig|(?:auf|am) lager|available|(?:in|on) stock|left|disponibles?|disponibil[ei]|leverbaar|beschikbaar|op voorraad|dostepn\w+|na stanie)",
    r"neue[rs]? (?:liefer)?(?:termin|datum)|(?:new|revised) (?:delivery |shipping |ship )?date|nouveau delai|nouvelle date|nuov[oa] (?:data|consegna|termine)|nuev[oa] (?:plazo|fecha)|nieuwe (?:leverdatum|datum|levertijd|leverweek)|nowy termin",
    r"(?:liefern|supply|deliver|ship|livrons|fournissons|forniamo|consegniamo|suministramos|entregamos|leveren|dostarczymy) (?:\S+ ){0,4}(?:stattdessen|instead|a la place|invece|en su lugar|in plaats daarvan|w zamian)(?!\w)",
    r"price (?:increase|adjustment)|preis(?:erhohung|anpassung|anderung)(?!\w)|podwyzk\w+ cen\w*|prijsverhoging",
    r"\((?:ordered|requested|bestellt|gewunscht|commandee?s?|ordinat[oai]|pedid[oa]|besteld|zamowion\w+|instead of|statt|au lieu de|invece di|en lugar de|in plaats van|zamiast)"
    r":? (?!(?:on|am|le|il|el|op|dnia|vom|by|at)(?!\w)|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\))(?:\w+\.? )?\S{0,12}",
)
"""That something is not as it was ordered; whether it is what the table shows is told by the order."""

CONDITION = any_of(
    r"(?:liefertermin|termin|lieferdatum|lieferzeit|datum|date|delivery|lead time|delai|livraison|consegna|data|plazo|fecha|entrega|levertijd|levering|leverdatum|dostawa)s? (?:date |is |ist |noch |nog |de |di |donnes? )*"
    r"(?:folgt|in klarung|offen|to be (?:confirmed|advised|agreed|announced)|t\.?b\.?[acd]\.?|a confirmer|da confermare|da definire|da concordare|por confirmar|por concretar|a convenir|a confirmar|nader te bepalen|"
    r"te bevestigen|in overleg|volgt nog|do potwierdzenia|do ustalenia|do uzgodnienia|unter vorbehalt|nicht (?:bestatigt|gesichert)|not (?:confirmed|secured)|onder voorbehoud|sous reserve)(?!\w)",
    rf"(?:sofern|falls|wenn|sollten) wir ..(?:nicht|nichts|keine?) ....{_MAKE_DE}|(?:ohne|bei ausbleibende\w+) (?:ihren? |ihre )?(?:{_SILENCE_DE}) ....{_MAKE_DE}",
    rf"(?:unless|if|should) (?:we|you) ..(?:hear|reply|respond|object|advise|receive) ....{_MAKE_EN}|(?:in the absence|without) ..(?:reply|response|objection|feedback) ....{_MAKE_EN}",
    r"(?:sauf (?:avis|indication|instruction) contraire|sans (?:reponse|retour|nouvelles?)) ....(?:fabriqu|livrer|expedi|produir|lancer)\w*ons",
    r"(?:salvo ..contrari\w+|in assenza di ..(?:risposta|riscontro)) ....(?:produr|fornir|spedir|consegner|proceder)\w*emo",
    r"(?:salvo ..contrari[oa]|(?:si|de) no ..(?:recib\w+|respuesta|noticias)) ....(?:fabricar|suministrar|enviar|entregar|proceder|producir)\w*emos",
    r"(?:zonder|bij uitblijven van|behoudens) (?:uw )?(?:tegenbericht|reactie|bericht|antwoord) ....(?:produceren|leveren|verzenden|starten|maken)",
    r"(?:w przypadku braku|przy braku|jesli nie|jezeli nie) ..(?:odpowiedzi|informacji|sprzeciwu|otrzymamy) ....(?:wyprodukuj|dostarcz|wysl|wykona|rozpoczn)\w*",
    r"(?:nach|vorbehaltlich|bis zur|warten auf|bitten? um|erbitten|benotigen) (?:der |die |ihrer? |schriftliche\w* |technische\w* |und |kaufmannische\w* |vollstandige\w* )*(?:(?:zeichnungs|muster|druck|plan|auftrags|erstmuster)?freigabe|klarung)(?!\w)",
    r"(?:geben|gebt) ..(?:zeichnung|muster|layout|plan|entwurf)\w* ..frei(?!\w)|(?:zeichnung|muster)\w* ..zur freigabe",
    r"(?:after|upon|following|pending|awaiting|await|subject to|until|before|require|need) (?:receipt of )?(?:your |the |final |written |customer )*(?:drawing |sample |artwork |proof |design |technical |credit )(?:approval|release|clarification|sign-?off)|(?:pending|awaiting|await|subject to) (?:your |final |written |customer )*(?:approval|release|clarification)",
    r"(?:approve|confirm|release|sign) ..(?:drawing|artwork|sample|proof)\w* ..(?:before|prior|so that|to enable)|(?:drawing|artwork|sample|proof)s? ..(?:for (?:your )?approval|to be approved|must be approved)",
    r"(?:apres|sous reserve de|en attente de|dans l'attente de|des) (?:reception de )?(?:votre |la |le |du )*(?:validation|approbation|bon a tirer)(?!\w)|(?:merci de|veuillez|priere de) ..(?:valider|approuver) ..(?:plan|bat|bon a tirer|echantillon|dessin)",
    r"(?:dopo|previa|in attesa d\w+|attendiamo) (?:ricevimento d\w+ )?(?:vostr[ao] |la |il )*(?:approvazione|benestare)(?!\w)",
    r"(?:tras|previa|pendientes? de|a la espera de|sujet[oa]s? a) (?:la |su )*(?:aprobacion|validacion|visto bueno)|(?:rogamos|por favor|solicitamos) ..(?:aprueb|aprobar|validen|validar)\w* ..(?:plano|muestra|diseno)",
    r"(?:na|in afwachting van|onder voorbehoud van|wachten op|graag) (?:uw |de |ontvangst van )*(?:tekening)?goedkeuring|na (?:uw )?akkoord op (?:de )?tekening",
    r"(?:po|oczekuj\w+ na|do czasu|pod warunkiem|prosimy o) (?:\w+ )?(?:zatwierdzeni|akceptacj|zwolnieni)\w* (?:\w+ )?(?:rysunk|wzor|projekt|prob|dokumentacj)\w*",
    r"(?:auftrag|bestellung|lieferung|position|pos\.?) ..(?:gesperrt|zuruckgestellt|angehalten)|liefersperre|(?:order|delivery|shipment|item|line) ..(?:on hold|is blocked|is suspended)|credit hold",
    r"(?:commande|livraison|poste) ..(?:bloque|suspendu)e?s?(?!\w)|(?:ordine|consegna|posizione|riga) ..(?:sospes|bloccat)[oa]|(?:pedido|entrega|posicion|linea) ..(?:bloquead|suspendid|retenid)[oa]",
    r"(?:order|bestelling|levering|regel|positie) ..(?:geblokkeerd|opgeschort|on hold)|(?:zamowieni|dostaw|pozycj)\w* ..(?:wstrzyman|zablokowan|zawieszon)\w*",
    r"(?:vorbehaltlich|unter vorbehalt) (?:der )?(?:\w*verfugbarkeit|verfugbarkeit ..material\w*)|subject to (?:raw )?(?:material |stock )?availab\w+|sous reserve (?:de la |de )?disponibilite\w*",
    r"salvo disponibilita|(?:sujet[oa]s? a|salvo) (?:la )?disponibilidad|onder voorbehoud van (?:\w*)?beschikbaarheid|(?:zalezn\w+ od|pod warunkiem|z zastrzezeniem) dostepnosci",
)
"""That something is confirmed only if something else comes or does not: an approval, a payment, silence, material, another buyer."""
OPEN = any_of(
    r"(?:liefer)?(?:termin|datum|zeit|woche)\w* ..(?:unverbindlich|freibleibend|ohne gewahr|vorlaufig|geschatzt|nicht garantiert)|(?:voraussichtlich|circa|ca\.) lieferbar|(?:dates?|delivery|lead time) ..(?:approximate|provisional|estimated|without engagement|not (?:binding|guaranteed))",
    r"(?:delais?|dates?|livraison) ..(?:indicatifs?|approximatifs?|previsionnel(?:le)?s?|sans engagement|a titre indicatif)|(?:data|consegna|termin[ei]) ..(?:indicativ[aoe]|approssimativ[aoe]|provvisori[ao]|non impegnativ[aoe])",
    r"(?:fecha|plazo|entrega) ..(?:orientativ[oa]|aproximad[oa]|provisional|sin compromiso)|(?:datum|lever\w*) ..(?:vrijblijvend|indicatief|voorlopig|niet bindend)|(?:termin|data|dostawa) ..(?:orientacyjn\w+|wstepn\w+|niewiazac\w+)",
    r"vorbehaltlich ..selbstbelieferung|subject to ..(?:supply|suppliers?)(?!\w)|sous reserve d'approvisionnement|salvo approvvigionament\w+|salvo aprovisionamiento|onder voorbehoud van (?:\w+ )?levering|mindest\w* nicht erreicht",
)
"""What many suppliers print of every order, and what beside an entry is said of that entry: a day that does not bind, goods that are still to come in."""

PLUS = any_of(
    r"(?:plus|zzgl\.?|zuzuglich|en sus|piu|vermeerderd met) (?![^.;]{0,40}(?:mwst|ust|umsatzst|mehrwertst|steuer|vat|v\.a\.t|tax|tva|iva|btw|freight|fracht))(?=[a-z])"
)
"""What comes on top of a line's price, whatever it is called: `plus one-off set-up cost 120.00`; only where it has a sum."""
USUAL = any_of(
    r"zwischenverkauf|prior sale|if unsold|vente entre[- ]temps|sauf vente|salvo (?:il )?venduto|salvo venta|tussentijdse verkoop|tussenverkoop|(?:wczesniejsz|uprzedni)\w+ sprzedaz\w*",
    r"(?:\w*legierungszuschl\w*|(?:alloy|metal|scrap) surcharge|(?:surcharge|extra) d'alliage|extra lega|(?:recargo|extra) de aleacion|legeringstoeslag|doplat\w* stopow\w*)"
    r" ..(?:tage? der|gultig\w*|aktuell\w*|(?:day|date|time) of|ruling|prevailing|current|selon|en vigueur|in vigore|vigente|geldig\w*|wedlug|dnia|z dnia)",
)
"""Conditions that stockists and mills print on every paper; they count in a sentence that speaks of this order or of its lines."""
AS_STATED = any_of(
    r"(?:wie|as|comme|come|como|zoals|jak) (?:oben |above )?(?:angegeben|bestatigt|aufgefuhrt|stated|confirmed|shown|indique|mentionne|indicato|indicado|indicat|vermeld|aangegeven|bevestigd|podano|wyzej)"
)
"""What silence makes of the order is what is printed: `zonder tegenbericht leveren wij zoals vermeld`."""
PREPAID = any_of(
    r"(?:gegen|nach|per|nur|mit) (?:vorkasse|vorauskasse|vorauszahlung|zahlungseingang)|(?:vorkasse|vorauskasse|vorauszahlung|anzahlung) (?:erforderlich|notig|notwendig|erbeten)|(?:deposit|down ?payment) (?:is )?required|payment in advance|cash in advance|advance payment|pre-?payment|pro ?forma payment|after receipt of payment",
    r"acompte (?:\S+ ){0,3}(?:a la|de) commande|(?:paiement|reglement) (?:d'avance|anticipe|a la commande)|pagamento anticipato|(?:pago|pagado) (?:por )?(?:anticipado|adelantado)|vooruitbetaling|(?:po|na) (?:przed|w?plac)\w+|przedplat\w+",
)
"""That it is paid for before it is delivered."""
EARLY = any_of(r"escompte|sconto|skonto|discount|descuento|korting|rabat\w*")
"""What is off for who pays early."""
EX_WORKS = any_of(
    r"(?:lieferung|lieferbedingung\w*|lieferkondition\w*|preise?|delivery|prices?|livraison|prix|resa|consegna|merce|prezz[oi]|entrega|precios?|levering|prij(?:s|zen)|dostawa|cen[ay]|odbior) "
    r"(?:\w+ ){0,2}(?:(?:ab|ex) (?:werk|works|lager|factory|warehouse|mill)|unfrei|depart (?:usine|entrepot)|franco (?:fabbrica|nostr\w+ (?:magazzino|stabilimento))"
    r"|(?:puesto )?en fabrica|af (?:fabriek|magazijn)|loco (?:magazyn|zaklad)\w*|wlasny)(?!\w)(?!:? ?\d)"
)
"""That the buyer has to fetch it, in words of trade where no Incoterm is printed."""

MAY_BE = any_of(
    r"(?:konnen|kann|konnte\w*|can|may|might|must|shall|should|would|peuvent|peut|possono|puo|pueden|puede|kunnen|kan|moga|moze|if|wenn|falls|sollten?|si(?! prega)|indien|jesli|jezeli|once|sobald|lorsque|haften?|liable|haftung)(?!\w)"
)
"""What rules of business say may be: in front of a change, none has been told."""
AS_BEFORE = any_of(
    r"nicht (?:geandert|verandert)|keine (?:anderung|abweichung)\w*|ohne (?:anderung|abweichung)\w*|(?:not|no) (?:been )?change\w*|without (?:any )?change\w*|sans (?:modification|changement|reserve)\w*"
    r"|n'(?:a|ont) pas|senza (?:modific|variazion|riserv)\w*|sin (?:cambio|modificacion|reserva)\w*|zonder wijziging\w*|niet gewijzigd|bez zmian"
)
"""That nothing has changed."""


def told_change(plain: str, start: int, match: re.Match[str]) -> bool:
    """Whether what was found in a sentence that starts there is told as a fact, and not as what may be or has not been."""
    return not MAY_BE.search(plain, start, match.start()) and not AS_BEFORE.search(plain, start, match.end())
