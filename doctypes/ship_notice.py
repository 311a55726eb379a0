"""Ship notices and delivery notes: what is on its way, in which lots and packages."""

from __future__ import annotations

from dataclasses import replace

from pydantic import JsonValue

from doctypes.vocabulary import (
    BUYER_ITEM,
    CUSTOMER_NUMBER,
    DESCRIPTION,
    DOCUMENT_DATE,
    ORDER_DATE,
    ORDER_LINE,
    ORDER_NUMBER,
    QUANTITY,
    REFERENCE,
    SELLER_NUMBER,
    SUPPLIER_ITEM,
    UNIT,
    combined,
    labels,
)
from domain.decisions import Queue
from domain.doctype import CheckContext, ColumnSpec, DocType, FieldSpec, Part, Shape
from domain.paper import Group, Kind, Reading
from validate.matching import is_for_another
from validate.rules import COMMON_RULES, SHIP_NOTICE_RULES

LOT = labels("""abfullcharge, produktionscharge, herstellcharge, filling batch, lot/serial, batch/serie, batch/serial, ch b, chargen bestand, lot, lot no, batch, batch no, lot number, batch number, lot/batch, batch/lot, heat, heat no, lots, batches
    charge, chargen nr, charge nr, chargennummer, los, los nr, chargen, losnummer, schmelze, chargennr, losnr, ch nr
    lot n, n de lot, numero de lot, n lot, lots, lotto, n lotto, lotti, lotto n, numero lotto, lote, n lote, lotes, n de lote, numero de lote
    partij, partijnr, batchnr, partijnummer, chargenummer, partia, nr partii, partie, numer partii, chargenr""")


def posting(reading: Reading, context: CheckContext) -> dict[str, JsonValue]:
    """What the ERP is told: the notice's number and dates, per line quantities and lots, and the packages."""
    names = ("document_number", "document_date", "ship_date", "arrival_date", "carrier", "tracking_number")
    return {
        **{name: reading.fields.text(name) for name in names},
        "lines": [
            {
                **_place(index, line, context),
                **{name: line.text(name) for name in ("quantity", "unit")},
                "lots": [{name: lot.text(name) for name in ("lot_number", "quantity")} for lot in line.groups("lots")],
            }
            for index, line in enumerate(reading.lines)
        ],
        "packages": [{"sscc": package.text("sscc")} for package in reading.packages],
    }


def _place(index: int, line: Group, context: CheckContext) -> dict[str, JsonValue]:
    """The order line that a line is for, with its order where that is another one; what fits no line goes there by what the paper prints."""
    if line.text("order_number") is None or (context.order and not is_for_another(line, context.order)):
        return {"order_line": context.line_number(index, line.text("order_line"))}
    number = context.other_order(index) or line.text("order_number")
    if ordered := context.ordered(index):
        return {"order_number": number, "order_line": ordered.order_line}
    return {"order_number": number, **{name: line.text(name) for name in ("order_line", "buyer_item", "supplier_item")}}


DOCTYPE = DocType(
    kind=Kind.SHIP_NOTICE,
    queue=Queue.RECEIVING,
    titles={
        "en": labels(
            "delivery note, packing slip, packing list, despatch advice, dispatch advice, advance ship notice, ship notice, shipping notice, despatch note, dispatch note, shipping advice, advance shipping notice, delivery docket, shipment notice, delivery advice, advice of dispatch, advice of despatch, asn, goods dispatch note, advice note, goods issue note, packing sheet, shipping specification"
        ),
        "de": labels(
            "lieferschein, lieferavis, versandanzeige, versandavis, warenbegleitschein, liefermitteilung, lieferanzeige, packliste, versandmitteilung, lieferankundigung, packzettel"
        )
        + combined("versand, liefer", "liste, beleg, papier, schein, spezifikation"),
        "fr": labels(
            "bon de livraison, avis d'expedition, bordereau de livraison, liste de colisage, avis de livraison, avis d'envoi, bordereau d'expedition, bon d'expedition, specification d'expedition"
        )
        + combined("bordereau, fiche, bon, bulletin, note", "d'envoi, d'expedition, de livraison, de colisage"),
        "it": labels(
            "documento di trasporto, ddt, d.d.t., bolla, bolla di consegna, avviso di spedizione, packing list, distinta di spedizione, nota di consegna, avviso di consegna"
        )
        + combined("lista, distinta, nota", "colli, dei colli, di spedizione, di consegna"),
        "es": labels(
            "albaran, albaran de entrega, nota de entrega, aviso de expedicion, aviso de envio, lista de embalaje, remito, guia de despacho, albaran de expedicion"
        )
        + combined("hoja, lista, nota", "de entrega, de bultos, de contenido, de envio"),
        "nl": labels(
            "pakbon, leverbon, verzendadvies, verzendbon, afleverbon, vrachtbrief, paklijst, leveringsbon, verzendbericht, verzendaankondiging"
        )
        + combined("verzend, leverings, aflever, afleverings, uitlever, zend", "nota, bon, lijst, brief"),
        "pl": labels(
            "dokument dostawy, awizo, awizo dostawy, wz, wydanie zewnetrzne, list przewozowy, specyfikacja dostawy, dowod dostawy, zawiadomienie o wysylce, awizo wysylki, list pakowy"
        )
        + labels("specyfikacja wysylkowa, wydanie na zewnatrz, protokol wydania towaru, lista pakunkowa, lista zawartosci"),
    },
    fields=(
        FieldSpec(
            "document_number",
            Shape.IDENTIFIER,
            labels("""lfs nr, lfs, dn number, dn ref, afleverbon nr, afleverbonnr, afleverbonnummer, afleverbon, leveringsbon nr, leveringsbonnr, n documento di trasporto, numero documento di trasporto, vrachtbon, vrachtbon nr, vrachtbonnr, verzendbrief, verzendbrief nr, pl no, pl number, p/l no, packing list number, protocollo, document no, document number, doc no, delivery note no, delivery note number, delivery no, delivery number, packing slip no, packing slip, packing slip #, shipper no, shipper number, shipper #, shipment no, shipment number, shipment, asn no, asn number, asn, despatch advice no, dispatch no
        despatch ref, dispatch ref, despatch reference, dispatch reference, shipment ref, delivery ref, note no, note number, docket no, delivery docket no, goods note no, number, no, nr, delivery note, delivery, our delivery, our delivery no, dn no, slip no, packing list no, despatch note no, ship notice no, shipment id, dispatch note no, dispatch note, despatch no, packing list
        versandbeleg, versandbeleg nr, warenausgang nr, warenausgangsnr, warenausgangsschein, warenausgangsschein nr, lieferreferenz, ausgangslieferung, auslieferung, auslieferung nr, lieferpapier nr, lieferschein nr, lieferscheinnummer, lieferschein, ls nr, ls-nr, lieferung nr, lieferung, lieferungsnummer, liefernummer, belegnummer, beleg nr, beleg, lieferbeleg, lieferbeleg nr, nummer, avis nr, dokument nr, ls, lieferscheinnr, versandanzeige nr, lieferavis nr, lieferavis, avisnummer, dokumentnummer, versandanzeige, belegnr, vorgang
        bl n, n bl, numero bl, bon de livraison n, bon de livraison, n de bl, numero, n, bl, n document, n avis, n expedition, avis n, avis d'expedition n, avis d'envoi n, numero de document, n d'expedition, n de bon, bon n, n livraison
        pb nr, pb nummer, pack slip, pack slip no, packslip no, packslip, l schein nr, ls nr, wydanie nr, nr wydania, numer wydania, alb n, n alb, alb de entrega, ddt n, n ddt, numero ddt, ddt, documento n, numero documento, n documento, documento, bolla n, n bolla, ddt nr, doc n, numero, documento di trasporto n, documento di trasporto, documento nr, bolla, spedizione n, d.d.t. n
        albaran n, n albaran, numero albaran, albaran, n de albaran, numero de albaran, documento, n documento, entrega n, n de documento, numero de documento, nota de entrega n, aviso n, n de entrega, n aviso, aviso de expedicion n, n entrega, documento n
        levering, vrachtbon, vrachtbon nr, vrachtbonnummer, leveringnr, leveringsnr, pakbonnummer, pakbon nr, pakbonnr, pakbon, leverbonnummer, leverbon nr, zending, documentnummer, leverbon, leverbonnr, documentnr, zendingnr intern, bonnummer, verzendadvies nr, verzendadvies, leveringsnummer
        entrega, dokument wydania, dokument wydania nr, dokument wydania towaru
        nr wz, wz nr, wz, numer wz, nr dokumentu, numer dokumentu, awizo nr, numer, nr awizo, dokument nr, dokument dostawy nr, nr dostawy, numer dostawy, dokument, numer awizo, awizo, dowod dostawy nr"""),
            meanings=labels(
                "note ref, note our ref, delivery ref, ship note ref, delivery document, delivery document number, ship document, ship document ref, under number, under note, under our number, under our note, under ship number, note document, note number date, ship document number, document number, our document, our number, note number, note, delivery number, ship number, our delivery, our ship, our note, ship note, delivery note, ship note number"
            ),
        ),
        replace(
            DOCUMENT_DATE, labels=tuple(label for label in DOCUMENT_DATE.labels if label not in {"data wydania", "wydano dnia"})
        ),  # the goods are issued, not the paper
        ORDER_NUMBER,
        CUSTOMER_NUMBER,
        ORDER_DATE,
        REFERENCE,
        SELLER_NUMBER,
        FieldSpec(
            "ship_date",
            Shape.DATE,
            labels("""auslieferung am, ausgeliefert, auslieferdatum, auslieferungsdatum, auslieferungstag, datum uitlevering, uitleverdatum, uitlevering, uitlevering op, uitgeleverd op, data di invio, data invio, datum versturing, datum van versturing, goods out, goods out on, charge le, sale el, wyd dnia, wydano dnia, verz dat, gaat uit op, esce il, part le, left dock, left plant, left mill, left factory, left warehouse, left yard, verlad am, verlad, depart usine, depart entrepot, partito dallo stabilimento, salida de fabrica, vertrek fabriek, wyjazd z zakladu, uitgaand op, dt expe, ship date, left works, left works on, left our works, ex works date, collected on, collection date, loaded on, picked up, picked up on, actual ship date, shipped, shipped on, shipping date, despatch date, dispatch date, date shipped, shipment date, date of dispatch, date of despatch, goods issue date, goods issue, pgi date, actual gi date, gi date, dispatched, despatched, despatched on, dispatched on, shipped date, departure, etd, sent on
            versanddatum, wa-datum, wa datum, warenausgangsdatum, ausgangsdatum, abgeholt am, abholdatum, abgegangen am, ausgeliefert am, verladen am, versandtermin, versand am, versandt am, versendet am, warenausgang, abgangsdatum, lieferdatum, versandtag, verladedatum, ladedatum, abgang, versand
            date d'expedition, sortie marchandises, date de sortie, sortie de marchandises, enleve le, date d'enlevement, parti le, expedie le, date expedition, expedition, date d'envoi, date de depart, depart le, expedition le, date depart, date envoi
            dt part, dt partenza, dt sped, dt spedizione, data part, data spedizione, uscita merci, uscita merce, data uscita merci, data di uscita, data uscita, uscito il, ritirato il, data carico, data di spedizione, spedito il, data trasporto, inizio trasporto, partenza, data partenza, data inizio trasporto, spedizione del, data ritiro
            f exp, f expedicion, f envio, f carga, f salida, f de envio, fecha de envio, salida de mercancias, salida mercancias, expedido, salio el, recogido el, fecha de recogida, fecha de carga, fecha envio, fecha de expedicion, fecha expedicion, enviado, fecha salida, fecha de salida, expedido el, salida, enviado el
            verzenddatum, goederenuitgifte, datum goederenuitgifte, vertrokken op, geladen op, opgehaald op, data wyjazdu, odebrano dnia, data odbioru, wyslano w dniu, verzonden, verzonden op, datum verzending, vertrekdatum, laaddatum, vertrek, data wysylki, wyslano, data nadania, data wydania, data wydania towaru, wysylka, data zaladunku, nadano, wyslano dnia"""),
            meanings=labels(
                "ship maker, ship date maker, ship date document, ship on, date ship carrier, ship carrier, date ship actual, ship by date, date carrier, carrier date, ship, date ship, date delivery note, date our ship"
            ),
        ),
        FieldSpec(
            "arrival_date",
            Shape.DATE,
            labels("""anlieferung beim kunden, ankunft beim kunden, eintreffen beim kunden, eingang beim kunden, zustellung beim kunden, due at customer, arrivee client, arrivee chez le client, livraison client le, arrivo presso cliente, arrivo presso il cliente, llegada a cliente, llegada al cliente, aankomst bij klant, levering bij klant, dostawa do klienta, u klienta, u odbiorcy, eta dest, expected receipt, expected receipt date, expected receipt on, planned receipt, planned receipt date, afleverdatum, datum aflevering, afleverdag, afleveren op, se entrega el, se entrega, wordt geleverd op, wordt geleverd, verw levering, verw lev, ent estim, entr estim, przyj, przybycie dnia, rdv livraison, arr prevue, arr prevue le, dost planowana, liv estimee, date liv estimee, si consegna il, wird geliefert am, geliefert bis, bei ihnen, bei ihnen ca, bei ihnen am, bei ihnen etwa, bei ihnen vsl, with you, with you on, with you by, due with you, due at consignee, due at destination, due at your works, chez vous, chez vous le, chez vous vers le, da voi, da voi il, en sus instalaciones, en su casa, bij u, bij u op, verwacht bij u, u panstwa, arrival date, arriving, arriving on, arrives, due at site, due on site, delivery due, planned delivery, planned arrival, unloading date, on site, expected arrival, eta, estimated arrival, delivery date, expected delivery, estimated delivery, due date, arrival, est. arrival, est arrival, estimated arrival date, expected on, expected delivery date, estimated delivery date
            voraussichtliche ankunft, zustelltermin, zustelltag, anlieferdatum, entladetermin, entladung am, eintreffend, voraussichtlich bei ihnen, ankunft, anlieferung, anliefertermin, ankunftsdatum, anliefertag, vorauss ankunft, eintreffen, zustellung, vsl ankunft, liefertermin, ankunft voraussichtlich, anlieferung am, voraussichtliche anlieferung, eintreffdatum
            arrivee prevue, date de remise, date de remise prevue, dechargement prevu, attendu le, livre le, livrable le, livrable, date d'arrivee, livraison prevue, date de livraison, livraison prevue le, arrivee, date arrivee, date d'arrivee prevue, arrivee estimee, date livraison prevue
            arrivo previsto, previsto scarico, scarico previsto, data scarico, data arrivo, consegna prevista, consegna prev, data consegna, arrivo, data di arrivo, data di consegna, data prevista arrivo, data consegna prevista
            f lleg, f llegada, f entrega, f de entrega, llegada prevista, descarga prevista, fecha de descarga, fecha de llegada, fecha prevista, fecha de entrega, entrega prevista, llegada, fecha entrega, fecha llegada, llegada estimada, fecha prevista de llegada, fecha entrega prevista
            verwachte aankomst, verwacht op, verwachte bezorging, bezorgdatum, losdatum, aankomst, aankomstdatum, leverdatum, verwachte levering, vermoedelijke levering, vermoedelijke aankomst, vermoedelijke leverdatum, verwachte leverdatum, geplande aankomst, verwacht
            przewidywana dostawa, planowane dostarczenie, planowany rozladunek, data rozladunku, dotrze dnia, przewidywane doreczenie, planowane doreczenie, data doreczenia, data dostawy, planowana dostawa, przewidywany przyjazd, termin dostawy, planowane przybycie, przewidywana data dostawy, dostawa planowana, przyjazd, planowana data dostawy, przewidywane przybycie, ankunft ca, eintrifft am, due in"""),
            meanings=labels(
                "arrival, arrival date, arrival confirmed, arrival date confirmed, arrival expected, arrival date expected, arrival delivery, arrival date delivery, arrival delivery expected, arrival date delivery expected, arrival your, delivery by, week arrival, delivery, date delivery, delivery expected, date delivery expected, expected, date expected"
            ),
        ),
        FieldSpec(
            "carrier",
            Shape.TEXT,
            labels("""mode of delivery, frachtfuhrer, transportdienstleister, transportdienst, zusteller, shipping carrier, transporter, transport company, nom du transporteur, nome vettore, nome del vettore, nombre del transportista, naam vervoerder, nazwa przewoznika, firma spedycyjna, carrier, freight line, freight company, trucking company, truck line, shipped per, enlevement par, enleve par, ritiro a cura, retirado por, opgehaald door, odbior przez, haulage contractor, hauled by, delivered by, courier, logistics provider, collected by, shipped via, ship via, forwarder, haulier, freight carrier, shipping agent, freight forwarder, carrier name, transport, haulage, transport by
            spediteur, beforderer, versandweg, frachtfuhrer, spedition, transporteur, versand durch, versandart, transportunternehmen, lieferung durch, frachtfuehrer, versand mit, versand per
            transporteur, expedie par, mode d'expedition, transport, transport par, vettore, trasportatore, corriere, spedizioniere, trasporto a mezzo, trasporto, mezzo
            forma envio, forma de envio, transportista, agencia, agencia de transporte, transporte, enviado por, empresa de transporte, vervoerder, transporteur, verzonden via, expediteur, transport via, vervoer door
            przewoznik, dostawca uslugi transportu, trasporto a cura di, a cura di, societe de transport, koerier, spedytor, kurier, firma transportowa, przewoz, spedycja, verzendwijze"""),
            meanings=labels(
                "ship per, carrier item, carrier supplier, carrier name, carrier ship, ship carrier by, ship by, carrier by, by, delivery by, carrier ship by, carrier, delivery carrier, ship carrier"
            ),
        ),
        FieldSpec(
            "transport_by",
            Shape.TEXT,
            labels(
                "trasporto a cura del, trasporto a cura, a cura del, trasporto eseguito da, causale del trasporto, causale trasporto, causale, motivo del transporte, motif du transport, reason for transport, versandgrund, transport zu lasten, transport a la charge de"
            ),
        ),
        FieldSpec(
            "tracking_number",
            Shape.IDENTIFIER,
            labels("""tracking no, con note, con. note, con. note no, consignment note, consignment note no, consignment ref, tracking ref, tracking reference, tracking code, carrier reference, carrier ref, freight bill, freight bill no, hawb, mawb, tracking number, tracking, waybill, waybill no, awb, pro no, pro number, consignment no, consignment number, consignment, tracking id, shipment tracking, bill of lading, b/l no, bol, bol no, tracking #, pro #, cmr no, parcel no
            sendungsnummer, speditionsauftrag, speditionsauftrag nr, frachtauftrag, trackingcode, sendungs id, paketschein nr, sendungskennung, sendungs nr, sendungsverfolgung, frachtbrief nr, paketnummer, trackingnummer, sendung, sendung nr, frachtbriefnummer, tracking nr, sendungsnr, frachtbrief, cmr nr
            n de suivi, numero de suivi, suivi, n suivi, recepisse, n de tracking, n recepisse, lettre de voiture, n de colis, suivi n, numero spedizione, tracking n, lettera di vettura, ldv, n spedizione, n tracking, numero di tracking, codice spedizione, lettera vettura
            n seguimiento, numero de seguimiento, n de seguimiento, seguimiento, n expedicion, expedicion, n de envio, carta de porte, n carta de porte, carta de porte n, seguimiento n, numero seguimiento, n envio
            zendingnummer, volgnummer zending, zending volgnummer, volgnummer, trackingnummer, vrachtbriefnummer, track & trace, zendingsnummer, track en trace, zendingnr, tracking nr, vrachtbrief, vrachtbriefnr, vrachtbrief nr
            zlecenie transportowe, nr zlecenia transportowego, n de recepisse, recepisse n, n de albaran de transporte, albaran de transporte, ref d expedition, referencia de envio, zendingreferentie, numer listu, nr listu, nr cmr, kod przesylki, localizador, n localizador, codigo de seguimiento, riferimento spedizione, rif spedizione, codice tracking, numer przesylki, nr przesylki, list przewozowy, nr listu przewozowego, numer listu przewozowego, numer sledzenia, nr sledzenia, przesylka nr, list przewozowy nr"""),
            meanings=labels(
                "ship ref, ship number ref, carrier sales, tracking, tracking number, tracking ref, tracking order, ship ref tracking, ship tracking, carrier tracking, carrier ref, carrier number, package tracking, carrier order, carrier order number"
            ),
        ),
        FieldSpec(
            "incoterm",
            Shape.INCOTERM,
            labels(
                "incoterm, incoterms, incoterms 2020, delivery terms, terms of delivery, lieferbedingung, lieferbedingungen, lieferkondition, conditions de livraison, resa, porto, condiciones de entrega, leveringsconditie, leveringsvoorwaarden, warunki dostawy, lieferbed, freight terms, baza dostawy, resa merce"
            ),
            meanings=labels(
                "trade, trade terms, trade delivery, terms trade delivery, trade ship, terms delivery, terms ship, delivery terms basis"
            ),
        ),
        FieldSpec(
            "gross_weight_kg",
            Shape.WEIGHT,
            labels("""gross weight, gw, g.w., gross wt, gross, gross weight kg, total gross weight, weight gross, total weight, gross mass, gr wt, gross kg, kg gross, kg brutto, kg bruto, kg brutos, kg lordi, kg lordo, kg bruts, kg brut
            bruttogewicht, rohgewicht, brutto, gewicht brutto, gesamtgewicht, gesamtgewicht brutto, brutto kg, bruttogewicht kg, bruttomasse, gew brutto
            poids brut, brut, poids brut total, poids brut kg, masse brute, poids total, peso lordo, lordo, peso lordo kg, p. lordo, peso lordo totale, lordo kg, peso bruto, bruto, peso bruto kg, peso bruto total, p. bruto
            brutogewicht, bruto, gewicht bruto, totaal gewicht, bruto gewicht, bruto kg, masa brutto, waga brutto, brutto kg, ciezar brutto, p brut"""),
            meanings=labels(
                "gross weight, gross, weight gross total, weight total, gross total, gross weight tracking, gross weight ship, weight ship, weight tracking, gross weight delivery, weight delivery, gross weight total ship"
            ),
        ),
        FieldSpec(
            "net_weight_kg",
            Shape.WEIGHT,
            labels("""net weight, nw, n.w., net wt, net, net weight kg, total net weight, weight net, net mass, net kg, kg net, kg netto, kg neto, kg netos, kg netti, kg nets
            nettogewicht, netto, gewicht netto, netto kg, nettogewicht kg, nettomasse, gesamtgewicht netto, gew netto, nt gew, gew nt
            poids net, net, poids net total, poids net kg, masse nette, peso netto, peso netto kg, p. netto, peso netto totale, netto kg, peso neto, neto, peso neto kg, peso neto total, p. neto
            nettogewicht, gewicht netto, netto gewicht, masa netto, waga netto, ciezar netto, p net"""),
            meanings=labels(
                "net weight, net, weight net total, net total, net weight tracking, net weight ship, net weight delivery, net weight total ship, net weight basis"
            ),
        ),
        FieldSpec(
            "package_count",
            Shape.COUNT,
            labels("""number of containers, totaal colli, totaal aantal colli, gesamtanzahl packstucke, packstucke gesamt, colli gesamt, total colis, total de colis, total de bultos, razem opakowan, total pieces, number of pieces, packages, no of packages, no of pieces, anz koll, anz kolli, number of packages, package count, cartons, skids, cartons/skids, pallets/cartons, cartons, pallets, colli, total packages, pieces, pkgs, no. of pkgs, packages total, handling units, parcels, number of parcels, total pkgs, no of pallets, total cartons
            anzahl packstucke, packstucke, kolli, anzahl kolli, anzahl paletten, paletten, anzahl pakete, anzahl packstuecke, colli, packstuecke, ladeeinheiten, anzahl ladeeinheiten, anzahl colli, verpackungseinheiten, gebinde
            nombre de colis, nb colis, colis, nb de colis, nombre colis, palettes, nombre de palettes, nbre de colis, numero colli, n colli, colli, totale colli, n. colli, numero pallet, bancali
            bultos, n bultos, numero de bultos, n de bultos, total bultos, palets, n de palets, no de bultos, numero bultos, aantal colli, aantal pakketten, aantal pallets, aantal verpakkingen, aantal zendingen
            liczba opakowan, ilosc opakowan, liczba palet, ilosc palet, liczba paczek, opakowania, liczba kolli, ilosc paczek, liczba jednostek"""),
            meanings=labels(
                "package unit total, package unit, package handling number, package number, package count, package total, package quantity, package count total, total quantity package"
            ),
        ),
    ),
    columns=(
        ORDER_LINE,
        SUPPLIER_ITEM,
        BUYER_ITEM,
        DESCRIPTION,
        QUANTITY,
        UNIT,
        ColumnSpec(
            "lots",
            Shape.IDENTIFIER,
            LOT,
            meanings=labels("lot, lot number, heat, heat lot, maker lot, maker lot number, item lot, supplier lot, our lot"),
        ),
        ColumnSpec(
            "country_of_origin",
            Shape.COUNTRY,
            labels(
                "country of origin, ctry org, pochodzenie, kraj poch, urspr ld, p orig, oorspr, origin, coo, ursprungsland, ursprung, warenursprung, herkunft, herkunftsland, pays d'origine, origine, paese di origine, pais de origen, origen, land van oorsprong, oorsprong, kraj pochodzenia"
            ),
            meanings=labels("origin, country origin"),
        ),
    ),
    aside=("order_date", "reference", "seller_number", "transport_by"),
    parts=(Part.LINES, Part.PACKAGES),
    rules=(*COMMON_RULES, *SHIP_NOTICE_RULES),
    posted_fields=("document_number", "document_date", "order_number", "ship_date", "arrival_date"),
    posted_line_fields=("order_line", "quantity"),
    required=("document_number", "order_number", "lines[].order_line", "lines[].quantity"),
    posting=posting,
    by_order=True,
)
