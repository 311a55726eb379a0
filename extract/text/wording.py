"""What a label means by its words: `V/réf. article`, `Kundenartikelnummer` and `Cust. part #` all say "your item".

A list of labels knows the wordings that somebody thought of; suppliers find others. Here each word stands for a concept, German
compounds are taken apart, and a field says which concepts together name it (`FieldSpec.meanings`). Words: docs/architecture.md, "Vocabulary".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from extract.text.folding import folded

WORDS = {
    "number": """n no nr num nro numero numer numeru nummer number nbr code cod codigo codice kod kodu id ident identnr kennung index
        indeks symbol nbr nos nummern numery code numerem numerze numerom""",
    "our": "our unser unsere unserer notre nos nostro nostra ns nuestro nuestra ons onze nasz nasze nasza naszego intern interne interno interna interner unserem nostri",
    "your": """obce obcy obcego obcej your yours ihnen ihr ihre ihrer ihres ihrem votre vos vs vostro vostra vostri vtro su sus uw wasz wasze wasza waszego panstwa jouw jullie kunden kunde
        kundes kaufer kaufers customer customers cust client clients cliente clienti klant klanten klient klienta odbiorca odbiorcy buyer buyers purchaser
        purchasers besteller bestellers acheteur comprador compratore koper nabywca nabywcy acquirente acquirenti tiers kd consignee sold besteller bestellerin kontrahent kontrahenta relatie relatienr panstwem vostrem suyo suya suyos acheteurs compratori abnehmer abnehmers auftraggeber auftraggebers besteller-nr ordenante opdrachtgever opdrachtgevers zamawiajacego zamawiajacy committente""",
    "supplier": "supplier suppliers vendor seller lieferant lieferanten fournisseur fornitore proveedor leverancier dostawca dostawcy",
    "purchase": """inkoop inkoopnr inkooporder einkauf einkaufs achat achats acquisti compras zakup zakupu best bestellung bestellungs bestell po purchase commande commandes cde bestelling bestel inkoop inkooporder inkoopordernummer
        zamowienie zamowienia zam acquisto ordinazione procurement compra zamowieniu zamowieniem bestellungen bestellingen einkauf einkaufs requisition requisitions requisitie solicitud solicitudes inkoopopdracht bestellreferenz acquisti achat achats compras inkoopnummer zakupu zakup bestel-ref zakupowe zakupow obce""",
    "order": "opdracht opdrachten order orders ordine ordini ord pedido pedidos ped auftrag auftrags orden ordenes",
    "sales": "sales vk verkooporder verkoop zlecenie zlecenia vente vendita venta verkauf verkaufs",
    "confirmation": """confirmation acknowledgement acknowledgment acknowledge ack bestatigung bestatigungs bestaetigung conferma
        confirmacion acuse accuse reception bevestiging bevestigings potwierdzenie potwierdzenia auftragsbestatigung
        auftragsbestatigungs orderbevestiging bestellbestatigung annahme auftragsannahme accettazione acceptation aceptacion aanvaarding auftragsbest akceptacja""",
    "confirmed": """confirmed bestatigt bestatigte bestatigter bestatigtes bestaetigt bestaetigter bestaetigte confirme confirmee confermato
        confermata confirmado confirmada confirmes confirmees confermati confermate confirmados confirmadas bevestigd bevestigde potwierdzony
        potwierdzona potwierdzone potwierdzono potwierdzone potw potwierdz conf confirm conferm bevest modification""",
    "document": """lieferbeleg document doc documento documenti dokument dokumentu dokumenten beleg piece vorgang vorgangs voucher bon transaction order-no dok prot bordereau protokoll reg unterlage lieferpapier papier""",
    "note": """lieferschein lieferscheins packzettel pakbon pakbonn leverbon albaran ddt bolla bl wz despatchnote slip avis avviso aviso awizo note listy
        lieferavis advice wydania liefer-schein lieferanzeige bordereau shipper remito nota paklijst verzendbon ladeschein warenbegleitschein begleitschein versandschein versandbeleg ausgangsschein docket packlist colisage""",
    "certificate": """bulletin certificate cert zeugnis zeugnisses prufzeugnis prufbescheinigung bescheinigung werkszeugnis abnahmeprufzeugnis certificat
        certificado certificato certificaat keuringsrapport swiadectwo swiadectwa atest atestu attestation attest inspection prufbericht""",
    "date": """f dt fec date datum data fecha dated tag day dnia dzien giorno jour dia daty dato dd le giornata dzien-wystawienia li placed geplaatst dat""",
    "issue": """issue issued ausstellung ausstellungs ausgestellt erstellt erstellungs emission emis emissione emision emitido wystawienia
        wystawiono uitgifte opgesteld afgifte sporzadzenia druck etabli emise wystawiono sporzadzono opgemaakt redatto
        printed gedruckt afgedrukt wydrukowano stampato stampata imprime imprimee impreso impresa impresion drukowano emesso emessa emitida emitidos ausgefertigt ausfertigung stampa sporzadzil afgegeven opmaak redige redigido compilato""",
    "item": """asort item items part parts article articles artikel artikels art material materials mat articolo articoli articulo articulos
        artykul artykulu product produkt produktu produit prodotto producto teil teile sku catalog catalogue katalog katalogowy
        katalogu sach materiau materiale materiaal towar towaru wyrob wyrobu ware repere ident identifikation identnummer oznaczenie mpn catalogusnummer bestellnummer catalogue produs komponente bauteil codeart gegenstand""",
    "ref": "referencyjny referencyjna referencyjne reference references ref referenz referencia riferimento rif referentie kenmerk znak referencja referencji zeichen r",
    "line": """rg rij line lines ln pos position positions poste riga rigo linea lin ligne lig regel positie pozycja pozycji poz posizione posicion
        zeile zeilen lp lfd renglon partida wiersz wiersza rad reng posto voce rgl lijn seq sequence""",
    "quantity": """il mge mng hvh kwantiteit qty quantity quantities menge mengen anzahl quantite quantites qte quantita qta cantidad cant aantal hoeveelheid
        ilosc llosc llose ilose losc stuckzahl stueckzahl livre livree delivered geliefert gelieferd geleverd geleverde afgeleverd afgeleverde uitgeleverd uitgeleverde gelieferte ausgeliefert ausgelieferte consegnata consegnate consegnato consegnati evasa evase evaso evasi fournie fournies livrees suministrada suministradas entregada entregadas entregado servidas servido dostarczona mg spedita servida unidades dostarczono dostarczone wydano pieces menge/einh stueck stuck stk""",
    "unit": """mgein mngein mengenein ehd eh einh unit units uom einheit einheiten mengeneinheit unite unites unita unidad ud eenheid eenheden jednostka jednostki jm jedn
        um measure miary misura medida mesure meh mgeinh mengeneinh meas me uv un uq jednm unidades-medida""",
    "price": "price prices preis preise prix prezzo prezzi precio precios prijs prijzen cena ceny rate einzelpreis stuckpreis stukprijs tarif catalogusprijs listenpreis nettoprijs nettopreis bruttopreis brutoprijs preiseinheit-preis ep e-preis pu pr",
    "per": "per je pro za ogni cada x prijsbasis preisbasis preiseinheit",
    "amount": """amount amounts amt betrag betrage montant montants mt importo importe bedrag kwota wartosc wartose value wert werte valore valor extended extension gp wartosci gesamtpreis regelbedrag ext waarde waarden orderwaarde""",
    "total": """total totals rechnungssumme rechnungsendbetrag rechnungsendsumme belegsumme belegendsumme bestellsumme bestellwert zahlsumme angebotssumme schlusssumme summe suma somma totale totali totaal gesamt razem ogolem sum lacznie eindtotaal gesamtsumme endsumme totaux summen auftragssumme auftragswert suman tot complessivo complessiva complessivi calkowita calkowity calkowite laczna laczny laczne overall altogether samlet insgesamt globale global gesamter som somme-totale confirmado-total""",
    "net": """rein nt net netto nette neto netta nets nett netos netas nettomasse netti""",
    "gross": """gross brutto brut brute lordo lorda bruto ttc roh bruta brutos lorde lordi bruts brutes""",
    "tax": "tax taxes vat mwst ust tva iva btw steuer umsatzsteuer mehrwertsteuer imposta impuesto impuestos podatek podatku taxe omzetbelasting vatu",
    "without": "excl excluding exclusive ht hors ohne bez esclusa escluso senza sin exkl exclusief before zonder",
    "with": "incl including inclusive inkl mit compris comprise inclusa incluso incluido con inclusief wraz",
    "basis": "imponibile base imponible taxable subtotal subtotaal zwischensumme warenwert goods merce merci merchandise netwert goederen qualita beni marchandise marchandises towary",
    "discount": "discount disc rabatt rabat rabatem rabatu remise rem sconto sc descuento dto korting krt upust nachlass less rem rab",
    "delivery": """lev uitlevering uitleveren delivery deliveries liefer lieferung lieferungs livraison livr consegna cons entrega ent levering lever liv dostawa dostawy delai
        plazo promised promise due liefertermin lieferdatum leverdatum levertijd termin termine realizacji fallig dispo disponible disponibilite toegezegd promise availability verfugbar liefertag lieferwoche deliv prom realizacja evasione scadenza echeance lt leverweek
        zugesagt zugesagte zugesagter zusage promis promise promesso promessa prometido prometida przyrzeczony obiecany""",
    "week": "week woche semaine settimana semana tydzien weeks kw",
    "ship": """shpd shpt verlad dock zaladunek zaladowano ship invio versturing verstuurd shipped shipping shipment despatch despatched dispatch dispatched versand versendet versandt expedition expedie spedizione
         wyslania wysylania
        spedito envio enviado expedicion expedido verzending verzonden verzend wysylka wysylki wyslano nadania sent departure partenza salida
        vertrek abgang verladung verlade ubergabe ubergeben chargement despatching goods-issue ladedatum laden verladen collected ausgang warenausgang collection ritiro caricamento carga zaladunku afhaling wydano nadano envoye inviato gesendet sent ausgangs abgeholt abholung abhol enleve enlevement uscita wyjazdu wyjazd wyjechalo vertrokken left depart departed leaving loaded sortie salio salido expeditie uitgaand versandbereit verlassen odbioru warenausgangs warenausgangsschein pickup""",
    "arrival": """receipt wareneingang eingang arrival arrives eta ankunft ankunfts arrivee arrivo llegada aankomst przyjazd lleg przybycie przybycia anlieferung anliefer
        eintreffen eintreff zustellung zustell llegada-prevista ankunftstag przybycia arriving anliefertermin anlieferdatum zustelltermin zustelltag zustelldatum entladung entlade abladung dechargement scarico descarga rozladunek rozladunku lossen los-datum losdatum bezorging bezorgdatum bezorg doreczenia doreczenie dostarczenia dostarczenie dotrze recapito recepcion ontvangst unloading onsite eintreffdatum przyjazdu""",
    "expected": """expected estimated est erwartet erwartete voraussichtlich voraussichtliche voraussichtlicher voraussichtliches vorauss vsl
        prevu prevue previsto prevista estime estimee stimato stimata estimado estimada verwacht verwachte planowana planowany przewidywana
        przewidywany przewidywane geplant geplanter geplande planned scheduled sched""",
    "carrier": """camion lkw truck autocarro camionista vrachtwagen ciezarowka vett frachtunternehmer frachtunternehmen frachtfirma transportfirma carrier spediteur spedition frachtfuhrer transporteur vettore trasportatore transportista vervoerder przewoznik haulier
        forwarder corriere kurier courier transportunternehmen spedizioniere agencia forwarder freight frachtfuhrers spedizionieri transport transports transporte trasporto transportu fracht affreteur expediteur transportowa uber trasp transp haulage contractor voiturier porteador przewozowa przewozowy przewozu beforderer beforderung versandweg vrachtvoerder vervoersbedrijf transportbedrijf agenzia logistics logistik spedycja spedytor speditions messagerie portador transportowe transportowy autotrasportatore trasportato koerier koeriersdienst societe cura uslugi-transportu""",
    "tracking": """tracking track sendung sendungs sendungsverfolgung suivi seguimiento przesylka przesylki zending waybill frachtbrief
        vrachtbrief consignment sledzenia tracciamento paket awb cmr airway bill cmr pro lettera trackingcode localizador tracer paketschein paketscheinnummer awbnr frachtbriefs sledzeniowy traccia listu rastreo expediteurs nachverfolgung sendungskennung barcode zendingreferentie zendingsreferentie""",
    "weight": """weight gewicht poids peso waga masa masse mass wt ciezar pds gw gew pes gewichts masy wagi massa kilos""",
    "package": """gebinde handling ladehilfen ladehilfsmittel ladehilfsmitteln ladungstrager packmittel laadeenheden laadeenheid emballages emballage package packages packstuck packstucke packstucken packstuecke kolli colli collo colis bulto bultos pallet pallets palette paletten
        opakowanie paczka
        palettes bancali palety palet palets karton kartons carton cartons opakowan opakowania paczek pakket pakketten parcel parcels
        verpackungseinheit verpackungseinheiten ladeeinheiten cajas unites handling pezzi-colli unidades-embalaje bults collis karton skrzyn sztuk-opakowan koll kollo gebinde imballi imballo imballaggi embalaje embalajes embalages kolii skids crates cases bundles boxes stuckzahl-kolli scatole scatola casse cassa kist kisten dozen doos skrzynie skrzynia europallet europallets europalette europaletten europaleta europalet kiste holzkiste holzkisten caisse caisses cajon cajones caja crate skid bancale gitterbox gitterboxen paletten-anzahl kollies packmitteln sztuki-opakowan""",
    "count": """zahl count nombre nbre nb liczba anz anzahl- aantal-colli ilosc-szt""",
    "lot": "lot lots partita partite lote lotes lotto lotti batch batches charge chargen los partij partijen partida partidas partia partii partie fert fertigungslos fertlos schmelzlos lotnr seria serii serie",
    "heat": "fusione fusion heat heats schmelze schmelzen coulee colata colada smelt wytop wytopu melt cast gietnummer",
    "description": """asortyment assortiment sortiment gegenstand beschrijving particulars intitule objet concepto oggetto description bezeichnung benennung beschreibung designation libelle descrizione descripcion denominazione denominacion omschrijving benaming opis nazwa nazwy text nature details detail detalle detalles dettaglio dettagli szczegoly goods-description produktbezeichnung omschr libelles denomination kurztext texte tekst natura""",
    "terms": """terms conditions condition bedingung bedingungen konditionen kondition condizioni condizione condiciones condicion voorwaarden
        voorwaarde conditie condities warunki warunek modalites cond mode modalita forma sposob frist ziel term konditionen kredit credit termini""",
    "payment": """payment payments pay zahlung zahlungs zahlbar paiement reglement pagamento pago betaling betalings betaal platnosci platnosc
        zaplaty vencimiento przelew betalen zahlbarkeit""",
    "currency": "currency wahrung waehrung devise monnaie valuta divisa moneda waluta munt whg",
    "origin": "herkomst afkomst ursprungsland origin ursprung ursprungs herkunft herkunfts origine origen oorsprong pochodzenia provenance orig ul c/o herk poch",
    "country": "country land pays paese pais kraj landes",
    "ordered": "soll sollmenge zamow zamowiono besteld ordered bestellt bestellte commandee ordinata pedida besteld zamowiona cdee cdees commandees ordinato zamowiono bestelde bestellte",
    "outstanding": """folgt folgen follow follows suivre suit seguire segue seguira volgt volgen nastapi outstanding backorder backordered backlog remaining open rest restmenge ruckstand rueckstand offen offene reste reliquat
        solde restant pte pdte restante residuo inevaso saldo pendiente pendientes nalevering naleveren nog resterend zaleglosc zaleglosci pozostalo bo b/o""",
    "requested": """requested asked vroeg vroegen solicitaron request wanted desired required wunsch gewunscht gewunschte gewunschter gewunschtes angefragt demande demandee
        souhaite souhaitee richiesto richiesta desiderata solicitado solicitada deseada requerida gewenst gewenste gevraagd gevraagde
        potrzeba wens wensdatum zadany zadana zadane zadania zad req reqd richiesti rich solic solicit gew oczek oczekiwany oczekiwana wymagany wymagana wunschtermin wunschdatum need needed benotigt""",
    "former": """former previous prior original originally old earlier bisher bisherig bisheriger bisheriges ursprunglich ursprunglicher ursprungliches alter
        alt altes ancien ancienne anciens precedent precedente initial initiale precedenti vecchia vecchio originaria originario anterior antigua antiguo
        vorig vorige vorherig oude oud oorspronkelijk oorspronkelijke poprzedni poprzednia poprzednie dotychczasowy dotychczasowa dotychczas stary stara pierwotny pierwotna""",
    "new": "new revised neu neuer neue neues neuen nouveau nouvelle nuova nuovo nueva nuevo nieuw nieuwe nowy nowa nowe",
    "by": "by par por durch via door przez da mit tramite met mezzo a",
    "trade": "incoterm incoterms frankatur port resa porto portes franco trade parytet frei",
    "under": "under unter sous onder pod sotto bajo con as als",
    "maker": """usine fabbrica stabilimento fabrica fabriek werk zaklad zakladu plant hersteller herstellers herst herstell manufacturer manufacturers maker producer production produktion fabricant fabrication fabrikant produttore
        produkcyjny produkcyjna produkcyjnej produkcyjne manufacturing produzione fabbricazione fabricante fabricacion fertigung fertigungs producent producenta produkcji producenci productie mill works""",
    "customs": """stat-nr statistique statistico statystyczny statystyczna estadistico customs hs taric zolltarif zolltarifnummer tariff tarifaire intrastat commodity commoditycode nomenclature nomenclatura combinata combinada nc cn gn
        goederencode warennummer statistische douane douanier aduanero doganale celny celna pkwiu""",
    "store": "bin bins loc location locations ubic ubicacion ubicaciones lagerplatz lagerort emplacement ubicazione locatie lokacja magazijn magazyn magazzino almacen whse warehouse stellplatz lagerfach regalplatz platz plaats scaffale lokalizacja",
    "account": "account acct konto debitor debitoren debiteur compte conto",
}  # fmt: skip
_FILLERS = frozenset(
    """of the de del della dell dei delle dello degli di du des la le les l d der die das den dem vom von van het een a an al el los y e und et and en i o w z to on for
    fur pour the s as at ist is dn au aux det dei przed lub uslugi firma leistung""".split()  # noqa: SIM905
)
"""Words between the others that say nothing of their own."""
_DATED = frozenset(("vom", "du", "del", "of", "van", "am", "le", "il", "el", "op", "den", "dnia", "di", "de"))
"""Behind other words these lead to a date: `Ihr Auftrag vom`, `Commande du`."""
CURRENCY_CODES = frozenset(("eur", "usd", "gbp", "chf", "pln", "sek", "dkk", "nok", "czk", "huf"))
_CONCEPT_OF = {word: concept for concept, words in WORDS.items() for word in words.split()}
_PARTS = sorted((word for word in _CONCEPT_OF if len(word) >= 3), key=len, reverse=True)
_BEGINNING_WITH = {sign: [part for part in _PARTS if part[0] == sign] for sign in {part[0] for part in _PARTS}}
SHORTEST_PART = 3
"""An abbreviation of fewer letters may be of anything."""
_OF_PAGES = frozenset(("pag", "blz", "str", "blt"))
"""How pages are counted: `Pág. 1 de 1` is no payment."""
_MARKS = {"v/": "your", "s/": "your", "n/": "our", "#": "number"}
_MEANS_NUMBER = frozenset({"number"})
_HARDLY_MEANS = frozenset({"number", "ref", "document"})

Meanings = Mapping[frozenset[str], str]


_MISREAD = (("ri", "n"), ("t", "l"))
"""What is read for a letter with a stroke over or through it, and the letter."""
LONG_ENOUGH = 6
"""A shorter word that is a sign off may be any other."""

_HUMP = re.compile(r"(?<=[^\W\d_])[°º.](?=[^\W\d_]{3})|(?<=[A-Z]{2})(?=[A-Z][a-z])")
"""Where words of a label ran together: `POLine`, `POLn`, `N°commande`, `Vs.ordine`; lower letters before a capital are told as compounds are."""

_NUMBER_BEHIND_STOP = re.compile(r"(?<=[^\W\d_])\.(?=n(?:r|o|um)?\b)")
"""`Art.nr. klant`, `Kd.Nr.`: two words with a stop and no blank between them."""

_PART_NUMBER = re.compile(r"\bp/n(?:o|r)?\b")
"""`CUST P/N`: two letters that stand for two words."""


@lru_cache(maxsize=50_000)
def concepts(text: str) -> frozenset[str] | None:
    """What the words of a label stand for; None where it holds a word that is no label's."""
    found: set[str] = set()
    plain = re.sub(
        r"\b([nvs])\s?/", r" \1/ ", _PART_NUMBER.sub("part number", _NUMBER_BEHIND_STOP.sub(". ", folded(text))).replace("'", " ")
    )
    words = re.findall(r"[nvs]/|[^\W_][^\s/()\[\]\-:,;#]*|#", plain)
    for word in words:
        meant = _concepts_of_word(word)
        if meant is None:
            return concepts(parts) if (parts := _HUMP.sub(" ", text)) != text else None
        found |= meant
    if found and words[-1].strip(".") in _DATED:
        found.add("date")
    return frozenset(found) or None


def meant_singly(text: str) -> frozenset[str]:
    """All that the words of a text mean, each by itself; those that are not known mean nothing: of `thre Bestellung` on a scan one is known."""
    return frozenset[str]().union(*(concepts(word) or () for word in text.split()))


def is_filler(word: str) -> bool:
    """Whether a word only leads up to a name: `of`, `de`, or a word for goods, as in `20 szt towaru Pas zębaty`."""
    plain = re.sub(r"[^a-z]", "", folded(word))
    return plain in _FILLERS or _CONCEPT_OF.get(plain) == "item"


def _concepts_of_word(word: str) -> frozenset[str] | None:
    if word in _MARKS:
        return frozenset({_MARKS[word]})
    bare = re.sub(r"[^a-z#]", "", word)
    if bare == "" or bare in CURRENCY_CODES:
        return frozenset()
    if bare in _CONCEPT_OF:
        return frozenset({_CONCEPT_OF[bare]})
    if bare in _FILLERS or bare in _DATED:
        return frozenset()
    return _compound(bare) or _abbreviated(word) or _misread(bare)


def _misread(word: str) -> frozenset[str] | None:
    """A long word that is known but for one sign, as engines without the language's letters read it: `wysytka` for `wysyłka`, `Paristwa` for `Państwa`."""
    if len(word) < LONG_ENOUGH:
        return None
    meant = {
        concept
        for said, printed in _MISREAD
        for at in range(len(word))
        if word.startswith(said, at) and (concept := _CONCEPT_OF.get(word[:at] + printed + word[at + len(said) :]))
    }
    return frozenset(meant) if len(meant) == 1 else None


def _compound(word: str) -> frozenset[str] | None:
    """`kundenartikelnummer`: known words one behind the other, with an `s` or `n` between them."""
    if len(word) < 6:
        return None
    for part in _BEGINNING_WITH.get(word[0], ()):
        if not word.startswith(part):
            continue
        rest = word[len(part) :]
        for joint in ("", "s", "n", "en", "e", "er", "es"):
            if not rest.startswith(joint):
                continue
            tail = rest[len(joint) :]
            if not tail:
                return frozenset({_CONCEPT_OF[part]}) if len(part) >= 5 else None
            meant = frozenset({_CONCEPT_OF[tail]}) if tail in _CONCEPT_OF else _compound(tail)
            if meant is not None:
                return meant | {_CONCEPT_OF[part]}
    return None


def _abbreviated(word: str) -> frozenset[str] | None:
    """`verz.dat.`, `przyj.`, `ent.`: parts with a stop behind them, each the beginning of words that all say the same."""
    parts = [part for part in word.split(".") if part]
    if not word.endswith(".") or not all(part.isalpha() and len(part) >= SHORTEST_PART for part in parts):
        return None
    found: set[str] = set()
    for part in parts:
        if part in _OF_PAGES:
            return None
        meant = {_CONCEPT_OF[part]} if part in _CONCEPT_OF else {_CONCEPT_OF[known] for known in _PARTS if known.startswith(part)}
        if len(meant) != 1:
            return None
        found |= meant
    return frozenset(found) or None


def meanings(named: Mapping[str, Iterable[str]]) -> dict[frozenset[str], str]:
    """The field that each set of concepts names; where two fields claim a set it belongs to the first."""
    found: dict[frozenset[str], str] = {}
    for name, texts in named.items():
        for text in texts:
            found.setdefault(frozenset(text.split()), name)
    return found


_OURS = re.compile(r"\b(?:your|jouw|jullie|je|ihre?[rsmn]?|votre|vos|v/?s|vostr[oai]|sus?|uw|wasz[ae]?|panstwa)\b|\b[vs]/", re.IGNORECASE)


def is_said_of_the_buyer(text: str) -> bool:
    """Whether an order that a label names must be the buyer's: `your order`, `purchase order`; a `Kundenauftrag` may be the supplier's own."""
    return _OURS.search(folded(text)) is not None or "purchase" in (concepts(text) or ())


def named_by(text: str, known: Meanings) -> str | None:
    """The field that a label means; words that only say `number`, `reference` or `document` may be missing in what is known.

    `Onze order/d.d.` names two values; the first is the one that is meant.
    """
    halves = re.match(r"((?:[nvs]\s?/)?[^/]{3,})/.", text, re.IGNORECASE) if "/" in text else None
    first = halves[1] if halves else ""
    if first and "date" not in (concepts(first) or {"date"}) and "date" in (concepts(text) or ()):
        text = first
    meant = concepts(text)
    if not meant and ("/" in text or "|" in text) and (second := re.search(r"[/|] ?([^/|]{4,})$", text)):
        meant = concepts(second[1])  # `Tour-/Sendungsnr.`: a half that is known may name it alone
        meant = meant if meant and len(meant - _MEANS_NUMBER) else None
    if not meant:
        return None
    return (
        known.get(meant)
        or known.get(meant - _MEANS_NUMBER)
        or (known.get(meant - _HARDLY_MEANS) if len(meant - _HARDLY_MEANS) > 1 else None)
    )
