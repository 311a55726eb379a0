"""Words of running text that tell what a value in a sentence is: `left our works on`, `confié à`, `wird voraussichtlich eintreffen`, in seven languages.

Stems, compared with folded words from their beginning; a stem that ends in `$` is a whole word. Of nouns that are labels elsewhere
`extract.text.wording` knows the meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.text.folding import folded
from extract.text.wording import concepts

_STEMS = {
    "shipped": """left$ leave leaving depart dispatch despatch ship$ shipp sent$ send$ collected loaded handed consign
        versand versend verlad verlass verliess abgeh abgegangen ausgeliefert ubergeben abgeholt verschick versan auf$-den-weg unterwegs
        expedi envoy parti$ partie$ quitt charge$ remis$ enlev
        spedi partit consegnat$ affidat caricat ritirat
        envi salid salio sali$ despach expid entregad cargad recogid
        verzond verzend vertrok verstuur verstuurd geladen afgehaald meegegeven
        verlaten verliet vertrek vertrokken lasciat
        wysl wysyl nadan opusci wyjech zaladow odebran przekazan""",
    "arrives": """arriv due$ reach expected eta$ with-you deliver
        eintreff eintrifft trifft$ ankunft ankomm ankommen anliefer zustell zugestellt ankommt rechnen$ erreich erwart
        arriv livr parviendr parvenir attend prevue prevu
        arriv consegn giung recapit previst
        llega llegada recib entreg previst
        aankom aankomst arriveer bezorg afgelever lever verwacht
        dostarcz doręcz dorecz przyby dotrz przyjaz spodziew dotar dostaw planowan przewidyw""",
    "received": """received receipt dated eingegangen eingang erhalten datiert vom$ recu recue datee pervenut ricevut recibid recepcion
        ontvang ontvangen gedateerd otrzym wplyn dated of$ du$ del$ van$ z$ dnia$ fecha$ from$ data$ date$ datum$ d.d.$ dd$""",
    "registered": """register regist book enter$ entered process handl confirm accept acknowledg record log$ logged reference quote file$
        bestatig gefuhrt erfasst fuhren gebucht registrier angelegt vermerk aufgenommen angenommen bearbeit
        confirm enregistr accus accept saisi trait
        conferm registrat accett evas inserit
        confirm acept registr tramit
        bevestig geboekt ingeboekt geregistreer geaccepteer verwerk
        potwierdz zarejestr przyje zapisan wprowadz realizuj""",
    "gross": "gross brutto brut$ brute$ bruts$ lordo lordi lorda bruto bruta brutos brutas roh$ rohgewicht bruttogewicht",
    "net": "net$ nett netto nets$ nette$ neto$ netos$ neta$ netta netti nettogewicht",
    "with_tax": "incl inkl compris includ inclus ttc$ gross brutto lordo bruto lacznie inclusief",
    "weighs": "weigh wieg pes pesan pesa$ weegt wegen waz waza$ wazy$ waży$",
    "alone": """alone$ only$ itself$ unpacked$ allein$ alleine$ alleinig nur$ blosse unverpackt seul$ seule$ seuls$ seules$ uniquement solo$ sola$ soli$ sole$ solos$ solas$
        soltanto solamente alleen$ enkel$ onverpakt sam$ sama$ samo$ samego$ samej$ tylko$ wylacznie""",
    "parcel": """package packages parcel carton case$ cases$ crate pallet skid bundle$ bundles$ coll box$ boxes$ drum reel
        packstuck packstueck kolli palett karton kiste bund$ bunde$ sendungsteil ladeeinheit ladungstrager gitterbox
        colis palette caisse carton bulto pale$ pales$ palet caja
        coll pallet bancal cass scatol cartone
        pak$ pakket doos dozen kist
        opakowa paczk palet karton skrzyn kolli""",
    "by_hand_of": """via by$ with$ per$ hands$ using carrier haulier forwarder
        durch$ mit$ uber$ spediteur spedition frachtfuhrer
        par$ avec$ confie confiee transporteur chez$ soins$
        tramite con$ mezzo$ vettore corriere affidat
        por$ mediante transportista agencia
        door$ met$ vervoerder
        przez$ firm przewozn kurier spedytor za-posrednictwem""",
    "order": "order$ orders$ bestell auftrag auftrags commande commandes ordine ordini ordinaz pedido pedidos orden$ bestelling zamowien zam$ po$ p.o$ cde$",
    "our": "our$ ours$ unser notre$ nos$ ns$ nostr nuestr onze$ ons$ nasz intern",
    "your": "your$ yours$ ihr$ ihre$ ihrer$ ihrem$ ihren$ ihres$ votre$ vos$ vs$ vostr su$ sus$ uw$ wasz panstwa$ kunden",
    "number": "number no$ nr$ n$ num nummer numer numero nro$ ref refer kenmerk zeichen znak nbr$ under$ unter$ sous$ pod$ als$ as$ jako$ con-el",
    "confirmation": "confirmation acknowledg acceptance bestatigung auftragsbestatigung auftragsannahme accuse conferma$ accettazione acuse confirmacion bevestiging orderbevestiging potwierdzeni",
    "delivery": "deliver shipment lieferung livraison expedition consegna spedizione entrega envio expedicion levering zending dostaw przesylk wysylk",
    "note": """note$ slip$ advice$ lieferschein lieferavis packzettel bon$ bordereau ddt$ bolla albaran remito pakbon leverbon vrachtbon wz$ awizo paklijst
        avis$ docket aviso versandanzeige""",
    "certificate": "certificat zeugnis prufzeugnis abnahmeprufzeugnis bescheinigung certificado certificato attest swiadectw atest zeugnisnummer",
    "tracking": """track waybill consignment awb$ sendung sendungs paket frachtbrief suivi recepisse envoi$ spedizione$ lettera-di
        envio$ expedicion seguimiento zending vrachtbrief przesylk list$ sledzeni cmr$ shipment""",
    "item": """item article artikel articolo articulo artykul code$ codice codigo kod$ part$ parts$ sku material mat$ sachnummer teil indeks index
        drawing zeichnung plan$ disegno plano tekening rysun referencia$""",
    "lot": "lot$ lots$ lotto lote$ lotes$ batch charge chargen partij partia partii seria serii heat schmelz coulee colata colada wytop los$ losnummer",
    "offer": """offer quot devis$ preventivo$ presupuesto$ proposta$ propuesta$ cotizacion$ wycen angebot angebots offre offerta oferta offerte ofert project projekt progetto proyecto projet invoice rechnung facture fattura factura
        factuur faktur customer-no kundennummer contract vertrag rahmen contrat contratto contrato umow telephone phone tel$ fax""",
    "line": "line$ position pos$ item$ ligne poste riga posizione linea posicion regel positie pozycj poz$ lp$",
    "tax": "vat$ tax$ mwst$ ust$ mehrwertsteuer umsatzsteuer tva$ iva$ btw$ podatk podatek",
    "sum": """total sum$ amount value comes$ makes$ gesamt summe betrag wert montant somme total totale importo importe asciende bedrag totaal
        razem suma kwota wartosc lacznie ogolem insgesamt soit$ netto net$""",
}  # fmt: skip
"""What a word tells, by its beginning."""


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, set[str]], dict[str, list[tuple[str, str]]]]:
    whole: dict[str, set[str]] = {}
    begun: dict[str, list[tuple[str, str]]] = {}
    for cue, stems in _STEMS.items():
        for stem in stems.split():
            plain = folded(stem)
            if plain.endswith("$"):
                whole.setdefault(plain[:-1], set()).add(cue)
            else:
                begun.setdefault(plain[:3], []).append((plain, cue))
    return whole, begun


@lru_cache(maxsize=50_000)
def cues(word: str) -> frozenset[str]:
    """What a word of a sentence tells; nothing for most words."""
    plain = folded(word).strip(" .,:;()[]'\"*!?«»„“”").removeprefix("l'").removeprefix("d'").removeprefix("dell'").removeprefix("all'")
    whole, begun = _index()
    found = set(whole.get(plain, ())) | {cue for stem, cue in begun.get(plain[:3], ()) if plain.startswith(stem)}
    return frozenset(found)


CARRIERS = frozenset(
    """dhl ups dpd gls fedex tnt usps schenker dsv dachser geodis chronopost chronofreight kuehne kuhne nagel raben rhenus hellmann emons heppner xpo
    palletline palletways pall-ex seur mrw correos nacex postnl brt bartolini sda inpost geis rohlig gefco ceva panalpina estes saia yrc con-way odfl
    hermes colissimo ciblex bolloré bollore expeditors agility nippon maersk cosco wincanton parcelforce royal evri tuffnells nagel-group gebruder weiss
    lkw-walter lkww ekol waberer's girteka trans-o-flex transoflex iloxx noerpel fiege zufall wackler kraftverkehr bpost arcese fercam susa
    tipsa ontime redur zeleris envialia dachsér poczta pekaes rabenlogistics fm-logistic jas suus""".split()  # noqa: SIM905
)
"""Names that carriers go by, folded; general knowledge, never complete."""


@lru_cache(maxsize=20_000)
def is_carrier_name(word: str) -> bool:
    """Whether a word is (of) a well known carrier's name."""
    return re.sub(r"[.,;:()]", "", folded(word)) in CARRIERS


def is_common(word: str) -> bool:
    """Whether a word has a meaning of its own in purchasing, so that it is nobody's name."""
    return bool(cues(word)) or concepts(word) is not None
