"""Words by which a supplier says, beside an entry, that something is not as its row shows it: denials, delays, changes, wants, requests; in seven languages.

Over folded text, of general knowledge of purchasing papers. They are sought in what stands among a confirmation's entries and is none of their
values, and in a line of a few words by itself; longer ones elsewhere are of every house's general terms. What an item is called may have them too (`ohne Dichtung`): the order tells that.
"""

from __future__ import annotations

import re

from extract.text.proviso_words import any_of

_WORDS = """
    nicht kein keine keinen keiner ohne nur erst wieder noch statt neu neuer neue neues spater verzug bitte zzgl moglich moglichst wochen
    not without only late later until instead new now please remaining remainder balance possible minimum subject hold tbc tba tbd unable cannot week weeks month months
    limitee limitees limites remplace remplacee remplaces remplacees sans seulement nouveau nouvelle nouveaux retard rupture solde attente merci possible semaine semaines mois
    senza solo soltanto nuovo nuova saldo attesa prego fuori possibile settimane mesi
    sin nuevo nueva espera rogamos posible semanas meses
    niet geen zonder alleen slechts nieuw nieuwe graag mogelijk weken maanden
    nie bez tylko nowy nowa nowe brak prosimy prosze mozliwe tygodnie tygodni miesiac miesiace
    proforma pro-forma unfrei
"""
_STEMS = """
    verspat verzog verschieb verschob lieferverzug ruckstand vorbehalt freibleib unverbind voraussicht ausverk vergriff eingestellt entfall stornier gestrichen auslauf
    abweich geander anderung erhoh gekurzt ersatz ersetz stattdessen alternativ klarung rucksprach ruckruf ruckmeld freigab gesperrt vorkasse aufpreis mehrpreis zuschlag
    mindest aufgerund mehrliefer minderliefer restmeng preisgleit tagespreis preislist anschreib lieferbar verfugbar vereinbar genehmig teilweis nachliefer
    delay postpon backorder back-order outstanding pending await estimat provisional discontinu obsolet supersed replaced substitut alternat chang revised increas surcharg clarif contact
    cancel unfortun regret partial shortage licen non-cancel depend available unavailab effective
    reporte indisponib epuis arret reserve modif supplement majoration hausse augment valider confirmer previsionnel indicatif approximatif reliquat disponib
    ritard posticip esaurit riserva variaz sostitu residuo maggioraz aument contatt indicativ previst
    retras aplaz agotad descatalog reserva cambi sustitu reemplaz pendient suplemento recargo orientativ actualiz
    vertrag uitgesteld voorbehoud gewijzig wijzig vervang vervall toeslag verhog verhoog afwacht vrijblijv voorlopig verwacht beschikbaar leverbaar nalever
    opozn przesun zastrzez zmian zmien zastap zamienn doplat wzros wzrost oczek orientac wstepn przewidyw dostepn wycof anulow niedostep
"""
_PHRASES = r"no (?:longer|more)|non (?:\w )?piu|ya no|rounded up|andere ausfuhrung"
_ANY_WORD = "|".join(map(re.escape, _WORDS.split()))
_ANY_STEM = "|".join(map(re.escape, _STEMS.split()))
ALARMS = re.compile(rf"(?<!\w)(?:(?:{_ANY_WORD}|{_PHRASES})(?!\w)|(?:{_ANY_STEM})\w*)")
"""A word of alarm, whole."""
_TIMES = """
    week weeks wochen semaine semaines settimane semanas weken tygodnie tygodni month months monate mois mesi meses maanden miesiac miesiace
"""
OF_TIME = frozenset(_TIMES.split())
"""Words of alarm beside an entry that elsewhere are of a day: `week 36 2026`."""
_SPEAKING = """
    januar februar marz april juni juli august september oktober november dezember january february june july october december
    janvier fevrier avril juin juillet aout septembre octobre novembre decembre gennaio febbraio aprile maggio giugno luglio agosto settembre ottobre dicembre
    enero febrero abril mayo junio julio septiembre octubre noviembre diciembre januari februari augustus
    stycz kwiet czerw sierp wrzes pazdz listop grudn
    liefer versend livr arriv expedi consegn spedi entreg llega lever verzend dostaw wysyl deliver shipp eintreff trifft termin
    werkzeug tooling outillage attrezzatur utillaje gereedschap
    imposs imposib unmog onmog niemozl withdrawn gepruft
"""
SPEAKING = re.compile(rf"(?<!\w)(?:{'|'.join(_SPEAKING.split())})\w*")
"""What a sentence about days and deliveries speaks of; beside an entry of which it gave no value it may be anything."""
HARMLESS = any_of(
    r"(?:ohne|kein\w*|without|no|sans|senza|sin|zonder|geen|bez) (?:abzug|skonto|deduction|discount|escompte|sconto|descuento|korting|aftrek|rabatu)(?!\w)",
    r"(?:zzgl\.?|zuzuglich|plus|piu|mas|vermeerderd met) (?:\S+ ){0,3}(?:mwst|ust|umsatzsteuer|mehrwertsteuer|vat|tva|iva|btw)(?!\w)",
    r"\w+ ..(?:schriftform|schriftlich|in writing|par ecrit|per iscritto|por escrito|schriftelijk|na pismie|pisemn\w+)(?!\w)",
    r"(?:teil|mehr|minder|uber|unter)\w*[- ](?:\w+ )?(?:\w*lieferung\w* )?..vorbehalten|\w*lieferungen vorbehalten|(?:irrtum|anderung)\w* (?:\w+ )?vorbehalten",
    r"(?:please|bitte|merci de|veuillez|prego|vi preghiamo di|rogamos|por favor|graag|gelieve|prosimy o?) ?(?:\w+ )?(?:review|check|examine|verify|quote|prufen|uberprufen|kontrollieren|verifier|controler|"
    r"verificare|controllare|revis\w+|comprueben|controleren|na te kijken|sprawdz\w+|weryfikacj\w+)",
    r"(?:getekend )?retour (?:is )?niet nodig|certificat\w* (?:\w+ )?joint|zeugnis\w* (?:liegt|liegen) bei|certificates? (?:enclosed|attached)",
    r"(?:\w*zuschlag\w*|surcharge|supplement|dodatek|toeslag|recargo|supplemento) ..(?:enthalten|included|compris\w*|zawart\w+|inbegrepen|inclu\w+)",
    r"(?:angebote|offers|quotations|offres|offerte|ofertas|aanbiedingen|oferty) ..(?:freibleibend|unverbindlich|without engagement|sans engagement|non vincolanti|sin compromiso|vrijblijvend|niewiazac\w+)",
    r"a reporter|report a nouveau|contact\w*(?= |$)(?! to)",
    r"(?:ohne|without|excluding|sans|senza|sin|zonder|bez|hors|exkl\.?|excl\.?) (?:\w+ ){0,2}(?:ust|mwst|umsatzsteuer|mehrwertsteuer|steuern?|vat|tax(?:es)?|tva|taxes|iva|impuestos|btw|podatku|vat)(?!\w)",
    r"(?:eigentum|property|title|propriete|proprieta|propiedad|dominio|eigendom|wlasnosc)\w* ..(?:until|bis|jusqu|fino|hasta|tot|do|passes|remains)|claims?(?!\w)|reklamation\w*|reclami?(?!\w)|reclamaciones",
)
"""What has such words and is said of every order: sums without tax, whose the goods are until they are paid."""
