"""Order confirmations: what a supplier promises to deliver, when and at what price."""

from __future__ import annotations

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
    labels,
    meant_with,
)
from domain.decisions import Queue
from domain.doctype import CheckContext, ColumnSpec, DocType, FieldSpec, Part, Shape
from domain.paper import Kind, Reading
from validate.rules import COMMON_RULES, CONFIRMATION_RULES

DELIVERY_DATE = labels("""levering gehele order, levering complete order, levering gehele bestelling, lieferung des gesamten auftrags, lieferung gesamtauftrag, delivery of complete order, delivery of entire order, livraison de la commande complete, consegna intero ordine, entrega del pedido completo, ship by, ship by date, sched ship, sched ship date, scheduled ship, scheduled ship date, est ship, est ship date, estimated ship date, promised ship, promised ship date, planned ship date, plan ship date, ships on, versand bis, zu versenden bis, expedier le, expedition le, spedire entro, spedizione entro, enviar antes del, verzenden voor, wysylka do, new date, new delivery date, new delivery, revised date, revised delivery date, termin neu, neuer termin, neuer liefertermin, liefertermin neu, nouveau delai, nouvelle date, nouvelle date de livraison, nuova data, nuova consegna, nuova data di consegna, data nuova, fecha nueva, nueva fecha, nueva fecha de entrega, nuevo plazo, nieuwe datum, nieuwe leverdatum, nowy termin, nowa data, nowy termin dostawy, dely date, dely, lieferzeitpunkt, bereitstellungstermin, bereitstellung, afleverdatum, levertermijn, data evasione, data di evasione, date depart usine, date de depart usine, depart usine, due at dock, on dock date, due at customer, due at your works, ankunft beim kunden, eintreffen beim kunden, eingang beim kunden, arrivee client, arrivee chez vous, rendu chez vous, arrivo a destino, arrivo presso di voi, arrivo presso cliente, llegada a destino, llegada a cliente, llegada a sus instalaciones, aankomst bij u, aankomst bij klant, u klienta, u panstwa, u odbiorcy, dostawa do klienta, confermata per, confermato per, confirmed for, bestatigt fur, confirme pour, confirmado para, bevestigd voor, potwierdzono na, ld, lt best, ent prev, cons conf, entrega en destino, ack date, acknowledged date, acknowledgement date, conf del, delivery date, delivery, delivery week, promised date, promised, confirmed date, confirmed delivery, confirmed delivery date, due date, due, ship date, eta, deliv date, del date
    we expect to deliver, promise date, scheduled delivery, expected delivery, requested/confirmed, availability, confirmed for, delivery on, delivery confirmed, dock date, deliv
    liefertermin, eintrefftermin, auslieferung, auslieferung am, verfugbar ab, verfugbar am, lieferbar, lieferbar am, lieferbar ab, lieferdatum, lieferwoche, termin, liefertermin bestatigt, bestatigter termin, lieferung, lieferzeit, versandtermin, bestatigter liefertermin, lt, wunschtermin, liefert
    lieferung am, wareneingang bei ihnen, liefertermin voraussichtlich, bestaetigt, bestatigt
    date de livraison, reception prevue, mise a disposition, mise a disposition le, disponible le, dispo le, livre chez vous le, livrable le, livraison, delai, delai de livraison, date livraison, date confirmee, livraison prevue, livr, date liv, semaine de livraison, livraison le, delai confirme, livraison confirmee
    consegna, consegna il, disponibile il, disponibile dal, pronta il, data consegna, data di consegna, consegna prevista, data cons, settimana di consegna, cons, consegna confermata, termine di consegna, termine consegna
    entrega, disponible el, disponible, fecha de entrega, fecha entrega, plazo, plazo de entrega, fecha prevista, f entrega, semana de entrega, entrega prevista, entrega confirmada, fecha confirmada
    levering, leverbaar, leverbaar op, beschikbaar op, leverdatum, levertijd, leverweek, verwachte leverdatum, bevestigde leverdatum, leverdatum bevestigd, verwachte levering
    termin, termin dostawy, dostawa, data dostawy, termin realizacji, tydzien dostawy, potwierdzony termin, termin wysylki, data realizacji, t real, t realizacji, t dost, t dostawy, u panstwa, u panstwa dnia, with you, with you on, with you by, bei ihnen, bei ihnen am, chez vous, chez vous le, da voi, da voi il, en sus instalaciones, en su casa, bij u, bij u op, term dost, term dostawy, term real""")
_OF_THE_PAPER = ("ack date", "acknowledgement date")
_PROMISED_IN_HEAD = tuple(label for label in DELIVERY_DATE if label not in _OF_THE_PAPER)
"""In a head `Ack Date` says when the order was acknowledged, and in a column for when its line was."""

DELIVERY_MEANINGS = labels(
    "delivery requested, requested by, date requested by, date requested, date delivery requested, requested, delivery ordered, date ordered delivery, delivery, date delivery, week delivery, delivery confirmed, date delivery confirmed, delivery expected, date delivery expected, ship expected, date ship expected, date ship, expected, date expected, date confirmed, confirmed, arrival, arrival expected, arrival date, arrival date expected, arrival confirmed, arrival date confirmed, arrival requested, arrival date requested, ship confirmed, ship date confirmed, ship requested, ship date requested, arrival your, arrival date your, new date, new delivery, new date delivery, new confirmed, new date confirmed, new delivery confirmed, new date delivery confirmed, new expected, new date expected, new ship"
)

_NET_SUM = tuple(
    meaning
    for what in ("without total", "without amount", "without basis", "without net")
    for meaning in meant_with(what, "tax", "total", "net", "amount", "order", "basis")
) + meant_with("net", "total", "basis", "order", "amount")
_GROSS_SUM = meant_with("gross", "total", "amount", "order", "purchase", "document", "with", "tax") + tuple(
    meaning
    for what in ("with total", "with amount")
    for meaning in meant_with(what, "tax", "total", "amount", "order", "purchase", "document")
)
_PRICE = (
    *meant_with("price", "net", "unit", "item", "sales"),
    *meant_with("price without", "net", "unit", "tax"),
    *meant_with("price gross", "unit"),
)
_SUM_OF_LINE = (
    *meant_with("amount", "net", "line", "total", "basis"),
    *meant_with("amount without", "net", "tax", "line", "total"),
    *meant_with("total", "net", "line", "price"),
    *meant_with("total without", "net", "tax", "line"),
)


def posting(reading: Reading, context: CheckContext) -> dict[str, JsonValue]:
    """What the ERP is told: the confirmation's number and dates, and per line quantity, price and promised dates."""
    return {
        "document_number": reading.fields.text("document_number"),
        "document_date": reading.fields.text("document_date"),
        "lines": [
            {
                "order_line": number,
                **{name: line.text(name) for name in ("quantity", "unit", "unit_price", "price_unit", "delivery_date")},
                "schedule": [{name: part.text(name) for name in ("quantity", "delivery_date")} for part in line.groups("schedule")],
            }
            for index, line in enumerate(reading.lines)
            for number in context.line_numbers(index, line.text("order_line"))
        ],
    }


DOCTYPE = DocType(
    kind=Kind.ORDER_CONFIRMATION,
    queue=Queue.PURCHASING,
    titles={
        "en": labels("""order confirmation, order acknowledgement, order acknowledgment, order ack, order ackn, order conf, sales order acknowledgment, sales order acknowledgement
            confirmation of order, sales order confirmation, acknowledgement of order, acknowledgment of order, purchase order confirmation, purchase order acknowledgment, order response
            purchase order acknowledgement, we confirm your order, po acknowledgment, po acknowledgement, po confirmation, sales order"""),
        "de": labels("""auftragsbestatigung, auftragsbest, auftragsbestaetigung, kundenauftragsbestatigung, bestellbestatigung, bestellbestaetigung, bestatigung ihrer bestellung, bestatigung ihres auftrags
            auftrags bestatigung, bestellungsbestatigung, wir bestatigen ihre bestellung, wir bestatigen ihren auftrag, bestatigung auftrag"""),
        "fr": labels("""ar de votre commande, accuse de reception, conf de commande, accuse de reception de commande, confirmation de commande, accuse de reception de votre commande, ar de commande, ar commande, ar de cde, ar cde, arc, confirmation de votre commande
            nous confirmons votre commande, accuse reception commande, accuse de commande"""),
        "it": labels(
            "conferma d'ordine, conf ordine, conf d'ordine, conferma ordine, conferma dell'ordine, conferma di ordine, confermiamo il vostro ordine, conferma ordine cliente, conferma del vostro ordine"
        ),
        "es": labels(
            "confirmacion de orden de compra, confirmacion de su orden, confirmacion de pedido, confirmacion pedido, conf pedido, acuse de pedido, confirmacion del pedido, acuse de recibo de pedido, confirmamos su pedido, confirmacion de su pedido, aceptacion de pedido"
        ),
        "nl": labels(
            "orderbevestiging, opdrachtbevestiging, bevestiging van uw order, bevestiging van uw bestelling, wij bevestigen uw order, bestelbevestiging, verkooporderbevestiging"
        ),
        "pl": labels(
            "akceptacja zamowienia, potwierdzenie zamowienia, potwierdzenie przyjecia zamowienia, potwierdzenie przyjecia zamowienia do realizacji, potwierdzenie zamowienia do realizacji, potwierdzenie zlecenia, potwierdzamy panstwa zamowienie, potwierdzenie realizacji zamowienia"
        ),
    },
    fields=(
        FieldSpec(
            "document_number",
            Shape.IDENTIFIER,
            labels("""ob nr, ob nummer, oa no, oa number, oc no, ov nr, nr zam sprzedazy, zam sprzedazy, zamowienie sprzedazy, protocollo, protocollo n, prot n, n protocollo, doc n, n doc, documento n, sales doc, sales document, sales doc no, verkaufsbeleg, verkaufsbeleg nr, n ord vendita, nr ord vendita, n ped venta, vo nummer, vo nr, document no, conf no, conf number, conf ref, confirmation ref, confirmation reference, sales ref, sales reference, acceptance no, acceptance number, order conf no, ack ref, acknowledgement ref, our so, our so no, document number, doc no, confirmation no, confirmation number, acknowledgment no, acknowledgement no, order confirmation no, order confirmation, our order, our order no
        works order, works order no, our order number, sales order, sales order no, sales order number, so no, so number, number, no, nr, ack no, acknowledgment number, so, so#, s.o. no, order acknowledgment no
        confirmation, acknowledgment, sales order acknowledgment, sales order #, our sales order, order acknowledgement no, acknowledgement, order acknowledgement, order acknowledgment
        beleg, auftragsbest nr, auftr best nr, auftragsannahme nr, annahme nr, bestatigungsnr, kommission nr, auftragskennung, belegnummer, beleg nr, ab nr, ab nummer, auftragsbestatigung nr, auftragsbestatigung, auftragsnummer, auftrags nr, auftrag nr, unser auftrag, unsere auftragsnummer, nummer, bestatigung nr
        dokument nr, belegnr, auftrag, vorgang, vorgangsnummer, bestatigungsnummer, auftragsbestatigungsnr, dokumentnummer, unsere auftrags nr, bestellbestatigung, bestellbestatigung nr
        ab, auftragsbestatigungsnummer, auftragsnr
        numero, numero interne, commande de vente, commande de vente n, n commande de vente, n de commande de vente, notre confirmation, notre confirmation n, acceptation n, n acceptation, n ar, n arc, n, ar n, arc n, n accuse, n de confirmation, confirmation n, n document, notre commande, notre n de commande, accuse de reception n, commande interne n
        numero de document, accuse de reception de commande n, confirmation de commande n, confirmation de commande, n confirmation, notre n, n document interne
        numero documento, ordine di vendita, ordine di vendita n, ordine di vendita nr, n ordine di vendita, nostra conferma, nostra conferma n, accettazione n, n accettazione, ns conferma, ns commessa, nostra commessa, n documento, conferma n, conferma d'ordine n, conferma ordine n, nostro ordine, ns ordine, n conferma, conferma nr, numero conferma, doc n, documento, documento n, conferma d'ordine, conferma ordine
        documento nr, n doc, conferma d'ordine nr, ns ordine n
        n de documento, pedido de venta, pedido de venta n, n pedido de venta, n de pedido de venta, orden de venta, nuestra confirmacion, aceptacion n, n aceptacion, numero de documento, confirmacion n, nuestro pedido, n confirmacion, numero confirmacion, documento, n documento, confirmacion de pedido n, confirmacion de pedido, nuestro n
        n de confirmacion, numero de confirmacion, n/pedido, documento n, n de encargo, acuse n
        ordernummer, onze bevestiging, verkoopordernummer, verkooporder nr, onze order, ons ordernummer, bevestigingsnummer, documentnummer, documentnr, orderbevestiging, orderbevestiging nr, ordernr, ons ordernr, bevestiging nr, bevestigingsnr, verkooporder
        opdrachtnummer, opdrachtbevestiging, opdracht nr, opdrachtbevestiging nr
        numer dokumentu, nasze potwierdzenie, zamowienie sprzedazy, nr zamowienia sprzedazy, numer zamowienia sprzedazy, nr dokumentu, nr potwierdzenia, numer potwierdzenia, nasz numer, nr zlecenia, numer, potwierdzenie nr, nasze zamowienie, potwierdzenie zamowienia nr, potwierdzenie zamowienia, nasz nr, dokument nr
        zlecenie nr, zlecenie, numer zlecenia, zo nr, nr zo, nr ref, dokument"""),
            meanings=labels(
                "confirmed number, confirmed ref, our purchase, under number, under our number, under order number, under our order, under our order number, under confirmation number, document order number, confirmation your order, order number our, our document number, order our document, our ref document, sales document, our order document, our order confirmation, document number, our document, our number, confirmation number, our confirmation, our order, sales order, our sales, sales number, our ref, confirmation order number, confirmation purchase number, our sales order, our order number"
            ),
        ),
        DOCUMENT_DATE,
        ORDER_NUMBER,
        CUSTOMER_NUMBER,
        ORDER_DATE,
        REFERENCE,
        SELLER_NUMBER,
        FieldSpec(
            "currency",
            Shape.CURRENCY,
            labels(
                "belegwahrung, auftragswahrung, munteenheid, moneda del documento, valuta documento, waluta dokumentu, currency, wahrung, waehrung, devise, monnaie, valuta, divisa, moneda, waluta, curr, wrg, munt, all prices in, alle preise in, preise in"
            ),
            meanings=labels("currency, price currency"),
        ),
        FieldSpec(
            "incoterm",
            Shape.INCOTERM,
            labels("""incoterm, delivery basis, shipment terms, terms of shipment, lieferklausel, lieferart, versandklausel, leveringsbasis, leverconditie, leverconditie, termino de entrega, terminos de entrega, consegna franco, sposob dostawy, incoterms, incoterms 2020, incoterms 2010, delivery terms, terms of delivery, shipping terms, delivery condition, freight terms, fob
            lieferbedingung, lieferbedingungen, lieferkondition, lieferkonditionen, versandbedingung, versandbedingungen, frachtbedingung
            conditions de livraison, livraison, condition de livraison, franco, port, resa, condizioni di resa, porto, termini di consegna, termini di resa, condizioni di consegna, condiciones de entrega, entrega, portes, condicion de entrega
            leveringsconditie, leveringscondities, leveringsvoorwaarden, levering, leveringsvoorwaarde, warunki dostawy, dostawa, baza dostawy, warunek dostawy, lieferbed, freight terms, baza dostawy, resa merce"""),
            meanings=labels(
                "trade, trade terms, trade delivery, terms trade delivery, trade ship, terms delivery, terms ship, delivery terms basis"
            ),
        ),
        FieldSpec("incoterm_place", Shape.TEXT),
        FieldSpec(
            "payment_terms",
            Shape.TERMS,
            labels("""pmt terms, pmt term, pmt conditions, bet cond, betalingscond, payment terms, method of payment, zahlweise, zahlungsweise, zahlungsart, mode de paiement, modo di pagamento, modo de pago, modalidad de pago, betaalwijze, betalingswijze, wijze van betaling, tryb platnosci, payment agreement, zahlungsvereinbarung, zahlungsvereinbarungen, zahlungsabrede, accord de paiement, accordi di pagamento, acuerdo de pago, betalingsafspraak, betaalafspraak, uzgodnienia platnosci, terms of sale, settlement terms, settlement, falligkeit, zahlungsfrist, plazo de pago, terminos de pago, modalites de paiement, delai de paiement, echeance, scadenza pagamento, kredietdagen, betaaltermijn, termin zaplaty, zaplata, terms of payment, payment, terms, payment conditions, pay terms
            zahlungsbedingung, zahlungsbedingungen, zlg bed, zlgbed, zahlungsbed, zahl bed, zahlung, zahlungskondition, zahlbar, zahlungsziel, zahlungskonditionen
            conditions de paiement, paiement, reglement, mode de reglement, mode reglement, mode rglt, mode rgt, mode regl, rglt, cond rglt, cond reglement, conditions de reglement, mode paiement, condition de paiement, modalites de paiement
            condizioni di pagamento, pagamento, cond pagamento, termini di pagamento, modalita di pagamento
            condiciones de pago, forma de pago, pago, condicion de pago, condiciones pago, vencimiento
            betalingsvoorwaarden, betaling, betalingsconditie, betalingscondities, betalingstermijn, betaalconditie
            warunki platnosci, termin platnosci, platnosc, sposob platnosci, forma platnosci, zahlungsbed, zahl bed"""),
            meanings=labels("payment, terms payment, terms"),
        ),
        FieldSpec(
            "net_total",
            Shape.AMOUNT,
            labels("""net total, goods value total, lines total, total of lines, sum of lines, total lines, items total, subtotal, sub total, total net, net amount, total excl vat, total excl. tax, net, total before tax, total ex vat, goods value, net value, order total net, total value net, net order value
            merchandise total, goods total, total excluding vat, value of goods, total goods, total without vat, merchandise
            summe netto, summe positionen, positionen netto, summe der positionen, zwischensumme netto, zwischensumme ohne mwst, zwischensumme ohne ust, gesamtwert netto, nettogesamtwert, summe ohne mwst, nettobetrag, nettosumme, netto, warenwert, summe, zwischensumme, gesamt netto, netto gesamt, nettowert, gesamtsumme netto, nettoauftragswert, auftragswert netto, positionssumme, netto summe, warenwert netto, gesamtnetto, nettobetrag gesamt
            total ht, total lignes ht, sous total ht, valeur ht, montant hors taxe, montant hors taxes, total hors taxe, montant ht, total net ht, net ht, total h.t., montant total ht, total hors taxes, base ht, total marchandises ht, montant net ht, sous-total, total net
            imponibile, totale righe, somma righe, totale senza iva, importo senza iva, totale imponibile, totale netto, totale merce, netto merce, totale iva esclusa, importo netto, totale imponibile netto, tot imponibile, totale merci
            base imponible, suma de lineas, total lineas, importe sin iva, importe sin impuestos, total sin impuestos, total neto, importe neto, subtotal, suma, total sin iva, neto, total base imponible, importe bruto neto
            totaal excl btw, totaal regels, totaal zonder btw, bedrag zonder btw, totaal excl. btw, subtotaal, totaal netto, netto totaal, totaal exclusief btw, nettobedrag, bedrag excl btw, goederenbedrag, totaal ex btw
            razem netto, wartosc netto razem, suma pozycji, razem bez vat, wartosc bez vat, wartosc netto, suma netto, kwota netto, netto razem, netto ogolem, wartosc netto razem, lacznie netto"""),
            meanings=_NET_SUM
            + labels(
                "basis without, basis tax without, total line, total gross without, total gross without tax, net purchase amount, net purchase, net purchase total, total net amount basis, total, basis total, net total order, net amount order total, net order total amount, total amount basis net, basis amount, net total, total without, total basis, basis, net total without, net amount, amount without, net order, net order amount, net amount total, total tax without, net total amount without, amount tax without, total amount without, net tax without total, total amount basis, order amount without, total item, basis tax"
            ),
        ),
        FieldSpec(
            "tax_total",
            Shape.AMOUNT,
            labels("""cuota, vat, value added tax amount, vat total, tax, sales tax, vat amount, tax amount, total vat, total tax, plus vat, value added tax, tax total, add vat
            mwst, ust, zzgl ust, zzgl mwst, umsatzsteuer, mehrwertsteuer, steuer, mwst betrag, zzgl. mwst, zzgl umsatzsteuer, steuerbetrag, ust betrag, zzgl mehrwertsteuer
            tva, montant tva, total tva, t.v.a., dont tva, iva, imposta, importo iva, totale iva, totale imposta, importe iva, cuota iva, total iva, impuesto, impuestos, i.v.a.
            btw, btw bedrag, btw-bedrag, totaal btw, b.t.w., vat kwota, podatek vat, kwota vat, podatek, razem vat, wartosc vat, suma vat"""),
            meanings=labels("tax, tax amount, tax total, tax total amount"),
        ),
        FieldSpec(
            "gross_total",
            Shape.AMOUNT,
            labels("""eindbedrag, zu zahlender betrag, falliger betrag, total liquido, liquido, netto a pagare, netto da pagare, total payable, grand total, total inclusive, total including tax, total inc vat, total inc. vat, total order value, total, total amount, gross total, total incl vat, total due, order total, total incl. tax, gross amount, amount due, total including vat, total order value, total gross, invoice total, gross, total with vat, order value
            endbetrag, auftragsgesamtwert, gesamtwert brutto, summe mit mwst, endsumme inkl mwst, zahlbetrag, gesamtbetrag, bruttobetrag, gesamtsumme, summe brutto, brutto, rechnungsbetrag, auftragswert, gesamt brutto, gesamtsumme brutto, brutto gesamt, gesamtwert, auftragssumme, bruttosumme, gesamt, auftragswert brutto, summe inkl mwst
            total ttc, total tva comprise, montant toutes taxes comprises, montant ttc, net a payer, total t.t.c., montant total ttc, total general ttc, total toutes taxes comprises, a payer
            totale documento, totale con iva, totale iva compresa, totale a pagare, totale ordine, totale lordo, totale, totale complessivo, totale ivato, totale da pagare, totale generale, totale iva inclusa, totale conferma
            total pedido, importe total iva incluido, total con impuestos, importe con iva, importe total, total con iva, total general, total factura, total bruto, total iva incluido, total a pagar, total documento, total importe
            totaal incl btw, totaal met btw, totaal incl. btw, totaal inclusief btw, totaalbedrag, te betalen, totaal bruto, eindtotaal, totaal, orderbedrag, bedrag incl btw, orderbedrag incl btw
            razem brutto, suma z vat, razem z vat, wartosc z vat, do zaplaty, wartosc brutto, suma brutto, kwota brutto, ogolem, razem, brutto razem, ogolem brutto, lacznie brutto, wartosc zamowienia brutto, endsumme"""),
            meanings=_GROSS_SUM
            + labels(
                "order amount with tax, order amount with, amount order total with tax, purchase amount with tax, gross purchase amount, total confirmed, total purchase amount, gross total, gross amount, total with tax, gross amount total, total order, amount order, total amount order, total document, amount total tax with, amount with tax, gross, total, total amount, gross total order, total purchase, total confirmation, gross order"
            ),
        ),
        FieldSpec("delivery_date", Shape.DATE, _PROMISED_IN_HEAD, DELIVERY_MEANINGS),
        FieldSpec(
            "response",
            Shape.TEXT,
            labels("""order status, our response, order response, status of order, status of your order, acknowledgement status
            auftragsstatus, ruckmeldung, bestellstatus, status der bestellung, status des auftrags, statut de la commande, statut commande, notre reponse
            esito, stato ordine, stato dell'ordine, esito ordine, estado del pedido, situacion del pedido, nuestra respuesta
            orderstatus, status order, onze reactie, status bestelling, status zamowienia, nasza odpowiedz"""),
        ),
        FieldSpec(
            "carried_total",
            Shape.AMOUNT,
            labels("""carried forward, brought forward, carry over, amount carried forward, subtotal carried forward, balance brought forward, balance carried forward, balance c/f, balance b/f, total c/f, total b/f, running total
            ubertrag, uebertrag, vortrag, saldovortrag, zwischenstand
            a reporter, total a reporter, sous-total a reporter, total reporte, sous-total reporte, report page precedente, montant cumule, total cumule
            riporto, a riportare, totale riportato, totale a riportare, progressivo
            suma y sigue, suma anterior, suma acumulada, total acumulado, suma parcial
            transporteren, te transporteren, over te brengen, overgebracht, transport naar, tussentotaal
            do przeniesienia, z przeniesienia, suma strony"""),
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
            "unit_price",
            Shape.AMOUNT,
            labels("""new price, new unit price, our price, confirmed price, old price, previous price, neuer preis, preis neu, neuer einzelpreis, unser preis, bestatigter preis, alter preis, preis alt, bisheriger preis
            nouveau prix, notre prix, prix confirme, ancien prix, prezzo nuovo, nuovo prezzo, nostro prezzo, prezzo confermato, prezzo precedente, prezzo vecchio, vecchio prezzo, precio nuevo, nuevo precio, nuestro precio, precio confirmado, precio anterior
            nieuwe prijs, onze prijs, bevestigde prijs, oude prijs, nowa cena, nasza cena, cena potwierdzona, stara cena, poprzednia cena, prezzo unitario netto, prix unitaire net ht, precio unitario neto, unit pr, unit prc, prz, prz unit, prz unitario, cena j, cena j netto, prijs/stuk, prijs p/s, prijs stuk, einheitspreis, einheitspreis netto, p neto, p netto, p net, pr netto, pr net, c netto, c net, prijs ex, prijs excl, pr vend, pv, p.v., netto ep, netto p/e, netto pe, unit sell, sell price, unit sell price, net each, unit price, price, net price, price each, selling price, sales price, net unit cost, unit net price, price/unit, cost each, unit rate, u/price, rate, unit cost, net unit price, u. price, list price, each, price per unit
            einzelpreis, preis p einh, preis p einheit, preis pro einheit, preis, preis je einheit, nettopreis je einheit, verkaufspreis, preis pro stuck, preis je stuck, nettoeinzelpreis, stkpreis, e-preis, ep, stuckpreis, nettopreis, epreis, preis/einheit, preis/einh, stueckpreis, einzelpreis netto, e preis, preis netto, preis eur, preis/pe, preis pro einheit, einzel, preis je me
            prix unitaire, prix de vente unitaire, prix de vente unitaire ht, prix de vente, prix par unite, prix unitaire net, p.u. ht, pu, prix unit, p.u., pu ht, prix, prix unitaire ht, prix net, prix u, prix unit. ht, px unit, pu net
            prezzo unitario, prezzo, prezzo unit, prezzo per unita, prezzo di vendita, prezzo netto unitario, prezzo cad, pr. unit, pr. unitario, prezzo netto, p.unit, p unitario, prezzo un, prezzo unit. netto, p. listino, pr. listino, prezzo listino, prezzo di listino, p. netto, pr. netto
            precio unitario, precio, precio unit, precio por unidad, precio venta, precio de venta, precio neto unitario, p. unit, p unitario, precio neto, precio ud, p.u., precio/ud, p. tarifa, precio tarifa, precio de tarifa, p. neto
            stukprijs, prijs, prijs per eenheid, nettoprijs per eenheid, verkoopprijs, prijs netto, netto prijs, eenheidsprijs, nettoprijs, prijs/eenh, prijs per stuk, eenh prijs, prijs eenheid
            cena, cena jedn, cena za jednostke, cena netto za jednostke, cena sprzedazy, cena za szt, cena jedn netto, cena netto, cena jednostkowa, cena jedn. netto, cena jednostkowa netto, c jedn, stuksprijs, prijs p/e,
            price before discount, preis vor rabatt, prix avant remise, prezzo ante sconto, precio antes de descuento, precio antes de dto, prijs voor korting, cena przed rabatem, cena przed upustem"""),
            meanings=_PRICE
            + labels(
                "net price without, price unit net without, unit net price, price sales, unit net, price gross, price discount, price item, price unit gross, gross price unit, price quantity, price, net price, price item, price without, price confirmed"
            ),
        ),
        ColumnSpec(
            "price_unit",
            Shape.COUNT,
            labels("""price base quantity, price qty, basismenge, preismenge, quantite de base, quantita base, cantidad base, basishoeveelheid, unita prezzo, unita di prezzo, prijs eh, basis, ilosc cenowa, jednostka cenowa, jedn cenowa, u prix, unite prix, un prz, un prezzo, preis me, preis eh, per qta, per quantita, u precio, je menge, per, price unit, pu, p/u, price per, price basis, pr unit, unit qty, price base, per qty, base qty, price uom, price um, price u/m, pricing uom, pricing unit
            pr ein, pr einh, preis ein, pe, preiseinheit, preis me, preismengeneinheit, je, pro, preis je, preis pro, preiseinh, par, base de prix, base, base prix, pour, up, unite de prix, unite prix, ogni, x, per unita, base prezzo, por, base precio, cada, precio por, unidad precio
            prijseenheid, per aantal, prijs per, pr eenh, pr eh, mult, moltiplicatore, za, jedn ceny, cena za, jednostka ceny, na"""),
            meanings=labels("per quantity, per number, quantity price per, per, price per, price basis"),
        ),
        ColumnSpec(
            "discount_pct",
            Shape.DECIMAL,
            labels(
                "sconti, line discount, line discount %, line disc, line disc %, upust %, bonifikata %, kort, kort %, discount rate, % off, off %, perc sconto, rabattsatz, rb, rb %, r %, % r,  d, % d, nachl, nachl %, discount, discount percentage, kortingspercentage, bonifikata, bonifikata %, remise en %, sconto in %, % dto, % desc, rabatt in %, nachlass %, abzug, abzug %, abschlag, abschlag %, dsc, dsc %, disc, disc %, discount %, rabatt, rabatt %, rab %, nachlass, remise, remise %, rem, rem %, sconto, sconto %, sc %, dcto, dcto %, dct, sc. %, krt %, descuento, dto, dto %, desc %, korting, korting %, krt, rabat, rabat %, upust"
            ),
            meanings=labels("discount, your discount, price discount, discount number"),
        ),
        ColumnSpec(
            "net_amount",
            Shape.AMOUNT,
            labels("""ext price, imp, bedr, neto, net line, net line value, amount, line amount, total, line total, goods amount, goods total, line net, net line value, item total, item value, net amount, extended, extended price, ext price, net value, value, ext. amount, extension, line value, total price, ext amount, total net, amount net
            gesamtpreis, zeilensumme, zeilenbetrag, postenwert, positionsbetrag, positionssumme, gesamtwert, betrag, gesamt, gesamtbetrag, nettobetrag, positionswert, summe, wert, nettowert, g-preis, gp, zeilenwert, betrag eur, gesamt netto, warenwert, pos wert, netto, betrag netto, pos summe, netto gesamt
            montant, montant ht, montant net ht, montant ligne, valeur, valeur ht, valeur nette, sous-total, total ht, prix total, total net, montant net, mt ht, total ligne, total, montant total, net ht, total net ligne, total ligne ht
            importo, totale, importo riga, valore netto, valore riga, totale netto, importo totale, importo netto, prezzo totale, totale riga, imponibile, valore, tot. riga
            importe, total linea, subtotal, importe linea, valor neto, importe total, importe neto, precio total, valor, total neto, total neto linea
            bedrag, totaal, regelwaarde, nettowaarde, waarde, netto waarde, totaal regel, totaalbedrag, regeltotaal, netto bedrag, totaalprijs, bedrag netto, regelbedrag, totaal netto
            wartosc, wartosc netto, razem pozycja, wartosc pozycji, suma netto, razem netto, wartosc razem, kwota, razem, kwota netto, suma, wart netto, net, imp neto, imp netto"""),
            meanings=_SUM_OF_LINE
            + labels(
                "total line amount, amount line, amount basis, net basis, basis amount net, amount total line, line total amount, amount, line amount, net amount, total, line total, price total, amount total, amount without, net total, total without, net line amount"
            ),
        ),
        ColumnSpec("delivery_date", Shape.DATE, DELIVERY_DATE, DELIVERY_MEANINGS),
        ColumnSpec(
            "status",
            Shape.TEXT,
            labels(
                "status, line status, item status, pos status, positionsstatus, statut, statut ligne, stato, stato riga, estado, estado linea, regelstatus"
            ),
        ),
    ),
    parts=(Part.LINES,),
    line_fields=("delivery_date",),
    aside=("reference", "seller_number", "carried_total"),
    rules=(*COMMON_RULES, *CONFIRMATION_RULES),
    posted_fields=("document_number", "document_date", "order_number"),
    posted_line_fields=("order_line", "quantity", "unit_price", "price_unit", "delivery_date"),
    required=("document_number", "order_number", "lines[].order_line", "lines[].quantity", "lines[].unit_price", "lines[].delivery_date"),
    posting=posting,
    reserves=True,
)
