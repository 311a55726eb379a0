"""What suppliers call things that stand on more than one kind of paper, in de en fr it es nl pl.

Blanks, hyphens, points and accents do not matter; the longest label that fits wins. Sources: docs/architecture.md, "Vocabulary".
"""

from __future__ import annotations

from itertools import combinations, product

from domain.doctype import ColumnSpec, FieldSpec, Shape


def labels(text: str) -> tuple[str, ...]:
    """One label a comma; what is `uw` on a letter is `je` and `jouw` where a shop writes."""
    parts = [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]
    return tuple(said for part in parts for said in (part, *(f"{you} {part[3:]}" for you in ("je", "jouw") if part.startswith("uw "))))


def combined(*parts: str) -> tuple[str, ...]:
    """Labels put together of words that stand for each other: `stahl, werkstoff` with `gute, sorte` makes four; of compounds blanks do not matter."""
    return tuple(" ".join(words) for words in product(*(labels(part) for part in parts)))


def meant_with(always: str, *sometimes: str) -> tuple[str, ...]:
    """The concepts that name a value, with any of those that may be said besides: a total may be net, of the order, of its lines."""
    return tuple(" ".join((always, *more)) for many in range(len(sometimes) + 1) for more in combinations(sometimes, many))


_WHOSE = ("your", "customer", "customer's", "purchaser", "purchaser's", "buyer", "buyer's", "cust", "client", "client's")
_ORDER = ("order", "po", "p.o.", "purchase order")

DOCUMENT_DATE = FieldSpec(
    "document_date",
    Shape.DATE,
    labels("""datum der ausstellung und bestatigung, date of issue and validation, date d'emission et validation, data wydania i potwierdzenia, data utworzenia, fecha de creacion, data di creazione, date de creation, aanmaakdatum, delivre le, certificaatdatum, wydano dnia, date of certification, certified on, confirmed on, acknowledged, acknowledged on, date raised, date prepared, date printed, bestatigt am, confirme le, confermato il, confirmado el, bevestigd op, potwierdzono dnia, created, created on, order entered, order entered on, date entered, entered on, entry date, date order entered, order created, erfasst am, erfassungsdatum, saisi le, date de saisie, inserito il, ingevoerd op, invoerdatum, wprowadzono, fecha de alta, date, raised on, certified on, date of certification, certification date, date certified, note date, date of note, date of document, dated on, order confirmation date, conf date, acceptance date, printed on, print date, despatch note date, document date, doc date, issue date, issued, issued on, date of issue, date issued, confirmation date, acknowledgment date, acknowledgement date, ack date, order ack date, order acknowledgement date
    bel datum, beleg datum, dt doc, dt documento, f emision, f doc, aangemaakt, aangemaakt op, angelegt am, creato il, cree le, creado el, utworzono, datum, datum des belegs, zeugnisdatum, ausstelldatum, ausstellungstag, ausgestellt, erstellt, ausgefertigt am, bestatigungsdatum, datum der auftragsbestatigung, gedruckt am, druckdatum, erstellungsdatum, belegdatum, ausstellungsdatum, auftragsdatum, ab-datum, datum ab, ausgestellt am, erstellt am, dokumentdatum, lieferscheindatum
    date d'emission, emis, etabli le, date d'etablissement, edite le, date d'edition, date de confirmation, date du bl, date du document, en date du, emis le, date bl, date ar
    data, emesso il, emesso, emissione, data di emissione, redatto il, stampato il, data bolla, data documento, data doc, data emissione, data conferma, data ddt
    fecha, con fecha, certificado el, emitido el, emitida el, emitida, emitido, fecha de confirmacion, fecha nota, fecha del albaran, fecha de impresion, fecha documento, fecha de emision, fecha del documento, fecha emision, fecha albaran, fecha confirmacion
    datum document, afgiftedatum, datum van afgifte, pakbondatum, bondatum, opgesteld op, opgemaakt op, afdrukdatum, orderbevestigingsdatum, bevestigingsdatum, datum orderbevestiging, documentdatum, datum bevestiging, orderdatum intern
    data wystawienia, wystawiono dnia, wydrukowano dnia, data potwierdzenia, data wz, data awiza, sporzadzono dnia, data dokumentu, wystawiono, data wydania, z02"""),
    meanings=labels(
        "date issue our, date document issue, date confirmation order, issue order, date, date document, date issue, issue, date issue document, date confirmation, date note, date certificate, date our"
    ),
)

_REFERENCES = """reference no, reference number, reference nr, ref no, referenznummer, referenz nr, numero de reference, n de reference, numero di riferimento
    n riferimento, numero de referencia, n de referencia, referentienummer, referentienr, numer referencyjny, nr referencyjny"""
_DAYS = ("date", "datum", "data", "fecha")

ORDER_NUMBER = FieldSpec(
    "order_number",
    Shape.IDENTIFIER,
    labels("""oc cliente, bc client, n bc client, kd best nr, abrufnummer, abruf nr, ihre abruf nr, ihr abruf, ihr abruf nr, ihr lieferabruf, abrufauftrag, call off no, call off number, your call off, your call off no, your call off order, call off order, call off order no, your release order, release order no, votre appel, votre appel n, votre appel de commande, appel de commande, appel de commande n, commande d'appel, appel de livraison, vs richiamo, vostro richiamo, vs ordine di richiamo, ordine di richiamo, su pedido abierto, su llamada, uw afroep, uw afroepnr, uw afroeporder, afroeporder, afroepnummer, afroepordernummer, panstwa odwolanie, panstwa odwolanie nr, wasze odwolanie, odwolanie nr, nr odwolania, panstwa wywolanie, ref cliente, rif cliente, n rif cliente, su o/c, su oc, vs buono d'ordine, vs buono ordine, buono d'ordine, auftragsnr des kunden, external document no, external document number, external doc no, externe belegnr, externe belegnummer, externe dokumentnr, extern documentnr, extern documentnummer, externe documentnr, n doc externe, n document externe, nr documento esterno, n documento esterno, num documento externo, n documento externo, nr dokumentu zewnetrznego, zewnetrzny nr dokumentu
    buyer's order, buyer's order no, buyers order no, pedido de cliente, pedido del cliente, pedido de cliente n, ordine del cliente, commande du client, bestelling klant, order klant, zamowienie klienta, nr zam klienta, zamowienie odbiorcy, nr zamowienia odbiorcy, vs oda, vs oda n, vostro oda, vostra oda, oda cliente, n oda, oda n, vuestro pedido, vuestro pedido n, votre cde, votre cde n, v cde, v cde n, panstwa zamowienie nr
    your order, your order ref, your po ref, your po reference, your order reference, your reference number, purchase order ref, purchase order reference, po reference, customer po ref, your document no, your ref no, your order, your order no, your order number, your po, your po no, your p.o., po, po no, po number, p.o. no, p.o. number, p.o.
    purchase order, purchase order no, purchase order number, purchaser order, purchaser's order, purchaser's order no, purchaser order number
    purchaser's order number, customer order, customer order no, customer order number, customer po, customer po no, cust po, cust. order no
    customer's order, customer's order no, buyer order no, order reference, customer reference, your reference, your ref, customer ref, order ref
    ref order, cust po no, cust. po #, customer p/o, cust p/o, p/o, buyers order, works order of buyer, order no, order number, order, po ref, p/o no, po#, buyer's order no, buyers order
    ihre bestellung, ihre bestell referenz, ihre bestellreferenz, bestell referenz, ihr bestellbezug, bestellbezug, ihre belegnummer, ihre bestellung lt, auftrag des kunden, ihre bestell nr, ihre bestellnummer, ihre bestellnr, bestellnummer, bestell nr, bestellung, bestellung nr, ihr zeichen
    ihr auftrag, ihre auftragsnummer, kundenbestellnummer, kundenbestell nr, kunden bestell nr, kundenbestellung, ihre referenz, ihre bestellung nr
    bestell nr kunde, bestellnummer kunde, kundenauftrag, kundenreferenz, ihre best nr, best nr, bestellnr kunde, bestellreferenz
    nummer der bestellung, bestellnummer des kunden, ihre po, bestellung nummer, kunden po
    votre commande, bon de commande, bon de commande n, reference de votre commande, ref de votre commande, votre bc, n bc, bc n, commande, commande d achat, commande acheteur, votre commande n, votre n de commande, votre numero de commande, n de commande du client, n commande client, commande client
    numero de commande du client, votre reference, v ref, vos references, votre ref, n de commande, numero de commande, cde client, commande client n
    n cde client, v/commande, v/ref, votre cde, votre cde n, reference client, n commande, ref client, commande n, votre bon de commande
    vs ordine, ordine, vs ordine rif, rif vostro ordine, riferimento vostro ordine, riferimento vs ordine, vostro numero ordine, vostro ordine numero, ordine di riferimento, vs. ordine, vs ordine n, vostro ordine, vostro ordine n, vostro ordine nr, vostro riferimento, vs riferimento, vs rif, ordine cliente
    numero ordine cliente, rif vs ordine, n ordine cliente, ordine n, vs ord, vs ord n, riferimento ordine, riferimento cliente, ord cliente, ordine cliente n
    rif ordine, ordine di acquisto, vs ordine numero, vostra ordinazione
    su pedido, referencia de su pedido, numero de su pedido, n de su pedido, ref de su pedido, referencia pedido, referencia de pedido, orden, su pedido n, s/pedido, su numero de pedido, su n pedido, n pedido cliente, numero de pedido del cliente, numero de pedido
    n de pedido, pedido cliente, pedido n, su referencia, s/ref, s/ped, pedido, su ref, n pedido, orden de compra, n orden de compra, n de pedido del cliente
    numero de pedido cliente, su orden, su orden de compra, referencia cliente
    uw order, uw orderreferentie, uw bestelreferentie, referentie order, uw referentienummer, inkoopnummer, uw inkoopnummer, inkooporder nr, uw opdracht, uw opdracht nr, uw opdrachtnr, uw opdrachtnummer, uw ordernummer, uw order nr, uw ordernr, uw referentie, uw ref, uw bestelling, uw bestelnummer, uw inkooporder, uw bestelnr, inkooporder
    bestelnummer, bestelnr, bestelling, klantorder, inkoopordernummer, uw inkoopordernr, ordernr klant, klantreferentie, inkoopnr, order klant
    zamowienie, zamowienie obce, zamowienie obce nr, nr po, numer po, do zamowienia, do zamowienia nr, panstwa nr zamowienia, panstwa numer zamowienia, dotyczy zamowienia, zamowienie zakupu, zamowienie nr, nr zamowienia, numer zamowienia, numer zamowienia klienta, nr zamowienia klienta, wasze zamowienie, wasze zamowienie nr
    panstwa zamowienie, zam klienta, zamowienie klienta, nr zam, panstwa zamowienie nr, wasz nr zamowienia, nr zam klienta, zamowienie klienta nr
    state zamowienie, referencja klienta, a07""")
    + tuple(f"{whose} {what} {kind}" for whose in _WHOSE for what in _ORDER for kind in ("", "no", "number", "nr", "ref"))
    # `Reference no./Date` over `4500017325 / 12.03.2026`: a number with a day of its own is the order's, one of the paper's has none.
    + tuple(f"{reference}/{day}" for reference in labels(_REFERENCES) for day in _DAYS),
    meanings=labels(
        "order document, purchase document, your purchase document, purchase order document, order ref your, your order purchase, order purchase ref, order your ref, purchase note, your document, purchase, your purchase, your order, your ref, purchase order, your purchase order, purchase ref, order ref, your ref order, your order document"
    ),
)

ORDER_DATE = FieldSpec(
    "order_date",
    Shape.DATE,
    labels("""vs ordine in data, vostro ordine in data, ordine in data, oda del, vs oda del, in data, fecha o/c, fecha oc, order van, po issued, po issued on, order date, your po date, date of your order, date of purchase order, purchase date, date of po, your order date, po date, purchase order date, p.o. date, dated, of, date of order, your order dated, order dated, ordered on, date ordered
    bestellt mit datum, dat bestelling, dt ordine, data vs rif, data rif, f pedido, pedido con fecha, bestelldatum, ihr bestelltag, bestelltag, datum ihrer bestellung, bestellt, bestellung vom, ihre bestellung vom, datum der bestellung, bestellt am, vom, ihr bestelldatum, ihre bestellung datum, bestelldat
    date de commande, date de la commande, commandee le, commande le, date de cde, date commande, votre commande du, du, date du, datee du, datiert vom, fechado, datato, gedateerd, commande du, date de votre commande, date cde, en date du
    data ordine, data dell ordine, data del vostro ordine, vostro ordine del, ordinato il, del, data ordine cliente, vostro ordine del, data vs ordine, ordine del, data vostro ordine, vs ordine del
    fecha pedido, fecha de la orden, fecha orden de compra, fecha de su pedido, pedido el, fecha de pedido, fecha del pedido, de fecha, del, su pedido de fecha, fecha su pedido, pedido de, fecha orden
    besteldatum, uw besteldatum, datum van uw order, datum van bestelling, besteld op, orderdatum, d.d., dd, van, datum bestelling, uw order van, uw order d.d., datum order, uw orderdatum, bestelling d.d.
    data zamowienia, data panstwa zamowienia, data waszego zamowienia, zamowiono dnia, data po, z dnia, zamowienie z dnia, z dn, data zam, dnia"""),
    meanings=labels(
        "date order document, date ref, date your order purchase, ordered date, ordered, date purchase ordered, date purchase, date your purchase, date order, date your order, date purchase order, date your"
    ),
)

REFERENCE = FieldSpec(
    "reference",
    Shape.IDENTIFIER,
    labels("""our reference, our ref, our ref no, reference, reference no, our sign
    unser zeichen, unsere referenz, unsere zeichen, notre reference, notre ref, n/ref, ns rif, ns riferimento, nostro riferimento
    nos references, nos ref, unsere ref, unser ref, nostri riferimenti, nostro rif, our refs, our references
    nuestra referencia, nuestra ref, ons kenmerk, onze referentie, onze ref, nasza referencja, nasz znak"""),
)

SELLER_NUMBER = FieldSpec(
    "seller_number",
    Shape.IDENTIFIER,
    labels("""account name, bank account, kontonummer, conto corrente, rekeningnummer, cuenta bancaria, nr konta, nr rachunku, serial no, serial number, seriennummer, serien nr, n de serie, nr seryjny, serienummer, vat no, cost centre, cost center, quotation ref, quote ref, our quote, our code, notre code, ns codice, nostro codice, ns cod, nuestro codigo, ntro codigo, unser code, onze code, nasz kod, quotation no, quote no, quotation, offer no, our offer, our quotation, contract no, contract ref, project, project no, project ref, company no, company reg no, registered no, tariff no, commodity code, telephone, phone, fax, vat reg no, vat id, federal tax id, tax id, ein, supplier no, vendor no, vendor number, supplier number, our supplier no, account with you, duns
    ust id, bauvorhaben, kostenstelle, unser angebot, angebot, angebots nr, angebotsnummer, angebots ref, projekt, projekt nr, projektnr, objekt, rahmenvertrag, vertrag nr, kommission, telefon, rufnummer, durchwahl, fon, fax, zolltarif nr, zolltarifnummer, warennummer, handelsregister, ust idnr, ustid, steuernummer, steuer nr, lieferantennummer, lieferanten nr, lief nr, unsere lieferanten nr, unsere lieferanten nr bei ihnen, unsere lieferantennummer, hrb, hra
    n fournisseur, centre de cout, centre de couts, imputation, notre devis, devis n, notre offre, offre n, suite a notre offre, affaire, projet, chantier, n de marche, telephone, tel direct, code nc, nomenclature douaniere, ape, notre n fournisseur, code fournisseur, n tva, tva intracommunautaire, siret, siren, rcs
    n fornitore, cod progetto, cantiere, commessa cliente, centro costo, centro di costo, rif offerta, ns offerta, nostra offerta, offerta n, progetto, contratto, telefono, recapito tel, voce doganale, nomenclatura combinata, codice fornitore, nostro codice fornitore, p iva, partita iva, c f, codice fiscale, rea
    n proveedor, obra n, centro de coste, c coste, nuestra oferta, oferta, oferta n, oferta de ref, proyecto, obra, contrato, telefono, telefono directo, codigo nc, codigo de proveedor, n de proveedor, cif, nif, nuestro n de proveedor
    leveranciersnummer, projectnaam, werknr, kostenplaats, kostenpl, budowa, mpk, onze offerte, offerte nr, offertenummer, project, projectnr, contractnr, telefoon, telefoonnummer, goederencode, leveranciersnr, ons leveranciersnr, btw nr, nasza oferta, oferta nr, wg oferty, nr oferty, temat, projekt, nr projektu, umowa nr, telefon, nr telefonu, kod celny, kod cn, btw nummer, kvk, kvk nr, nr dostawcy, numer dostawcy, nip, krs, regon, nasz nr dostawcy"""),
    meanings=labels("tax ref number, supplier number, our supplier, supplier account, your supplier"),
)

CUSTOMER_NUMBER = FieldSpec(
    "customer_number",
    Shape.IDENTIFIER,
    labels("""account at supplier, a/c no, a/c number, a/c ref, account ref, account with supplier, customer no at supplier, kundennr beim lieferanten, kundennummer beim lieferanten, customer no, customer ref no, client code, client number, client no, cust account, customer account, customer account no, your account, your account no, your customer no, customer number, customer id, customer, account, account no, account number, acct, acct no, cust no, customer code
    kundennummer, kundenkonto, ihre kunden nr, ihre kundennummer, ihre kunden nr bei uns, auftraggeber nr, kundenkennung, kunden nr, kd nr, kdnr, kd. nr., kunde, debitor, debitorennummer, debitor nr, kundennr
    n client, compte client, reference client, votre compte, n de compte, votre n client, no client, numero client, code client, n de client, client, compte client
    codice cliente, cliente cod, codice anagrafica, conto cliente, conto, vs codice cliente, cod cliente, cliente, n cliente, nr cliente, cod. cliente
    n de cliente, cuenta de cliente, cuenta cliente, su n de cliente, numero de cliente, n cliente, cod cliente, codigo cliente, codigo de cliente
    klantnummer, uw klantnummer, klantcode, relatienummer, uw relatienummer, klantnr, klant nr, debiteurnr, debiteurnummer, debiteur, relatienummer
    nr klienta, numer kontrahenta, kontrahent, nr kontrahenta, akronim, kod kontrahenta, numer klienta, nr odbiorcy, kod klienta, klient"""),
    meanings=labels("your, your number, account, your account, account our"),
)

ORDER_LINE = ColumnSpec(
    "order_line",
    Shape.COUNT,
    labels("""pos, position, item, item no, itm, line item, b pos, best position, poz obca, wasza poz, wasza pozycja, panstwa poz, votre ligne, vs riga, su linea, uw pos, your pos, poz zam, poz zamowienia, po it, po itm, nr, no., num, line, line no, ln, no, #, pos nr, pos no, it, lfd, lfd nr, line item, po line, po item, order line, your line, ihre position, ihre pos, votre poste, vostra posizione, vs pos, su posicion, uw positie, uw regel, panstwa pozycja
    poste, ligne, n ligne, lig, lg, posizione, riga, nr riga, n riga, linea, lin, posicion, n linea, renglon
    regel, positie, regelnr, rif riga, ref line, poz, pozycja, lp, l p, nr poz, pos. nr, best pos, bestellposition, bestell pos, zeile, rg, r"""),
    meanings=labels("line, your line, line order, line purchase, your line order, your line purchase, line document"),
)

SUPPLIER_ITEM = ColumnSpec(
    "supplier_item",
    Shape.IDENTIFIER,
    labels("""ref fournisseur, ref proveedor, item #, part #, art #, kod obcy, indeks obcy, nr obcy, item reference, item reference no, item ref no, artikelreferentie, artikelreferentienr, artikelreferenz, artikelreferenznr, liefer art, liefer artikel, item no, item, our part, our part no, our ref, our reference, our item, our item no, our article, our art no, article, article no, article number, art no, art
    part no, part number, part, product, product code, material, item code, item number, supplier item, supplier part, supplier part no, code, sku, catalog no, model, material no
    vendor part, mfr part no, stock code, cat no, manufacturer part no, mpn, our code, part ref, item ref, manufacturers part no
    artikel, bestellnr hersteller, hersteller nr, hersteller artikelnr, herstellernummer, teilenummer, artikelcode, artikelkennung, artikel nr, artikelnummer, artikelnr, art nr, art. nr., unsere artikel nr, unsere art nr, produktnummer, produkt nr, unser artikel
    material, materialnummer, mat nr, sachnummer, artikel code, ident nr, unsere mat nr, unsere nr, unsere artikelnr, produkt, teile nr, lief art nr
    article, code article, produit, reference, ref, notre reference, notre ref, n ref, ref article, code, n/ref, n article, ref. article, reference article, code produit
    articolo, prodotto, cod articolo, codice articolo, codice, nostro codice, ns codice, cod art, cod., ns cod, ns articolo, nostro articolo
    articulo, producto, codigo, codigo articulo, referencia, nuestra referencia, n/ref, cod articulo, nuestra ref, cod, ref articulo, nuestro codigo, codigo de articulo
    artikelcode, ons artikelnr, ons artikelnummer, ons artikel, ons art nr, onze ref, onze referentie, art code
    nr katalogowy, indeks, kod, nr artykulu, numer artykulu, kod towaru, nasz indeks, indeks towaru, kod produktu, nr art, symbol, nasz nr, zapas, nr zapasu, kod zapasu"""),
    meanings=labels("item, our item, sales item, item ordered, supplier item, our, item our ref, item ref, supplier item ref"),
)

BUYER_ITEM = ColumnSpec(
    "buyer_item",
    Shape.IDENTIFIER,
    labels("""item reference, item reference no, item ref no, artikelreferentie, artikelreferentienr, artikelreferenz, artikelreferenznr, bei ihnen, chez vous, da voi, bij u, en su casa, u panstwa, bei ihnen nr, x ref, xref, cross ref, cross reference, rif art cliente, ref suya, kundenartikelnr, your part, your item code, customers part, yours, your part no, your part number, your item, your item no, your item number, your article, your art no, your material, your material no, customer part, customer part no, cust item, cust item no, cust. item, cust part no, cust. part no
    customer item, customer item no, cust part, buyer item, buyer part, customer material, your code, customer article, purchaser article, purchaser article no, your sku, purchaser article number, a09
    ihre artikel nr, ihre art nr, ihre artikelnummer, ihr artikel, ihre mat nr, ihre materialnummer, ihre sachnummer, ihre sachnr, kundenartikel
    artikelnummer des kunden, kunden artikel nr, ihre teilenummer, ihre teile nr, kundenmaterial, kd art nr, ihre nr, ihr material, ihre artikelnr, kunden art nr, ihr art nr
    votre reference article, votre article, numero d'article du client, votre code, v ref article, code client article, ref client, v/ref, votre ref article, ref article client, votre ref
    code article client, vs codice, vostro codice, codice cliente articolo, cod cliente articolo, vs cod, vs articolo, vostro articolo, codice vostro, vs cod articolo, vs codice articolo
    su referencia, su codigo, su articulo, su ref, cod cliente articulo, s/ref, su referencia articulo, ref cliente, su codigo articulo, referencia del cliente
    uw artikelnr, uw artikelnummer, uw artikel, uw art nr, uw code, uw artikelcode, artikelnr klant, klantartikel
    numer artykulu klienta, nr artykulu klienta, indeks klienta, wasz indeks, kod klienta artykulu, panstwa indeks, wasz nr, panstwa nr artykulu, indeks odbiorcy, kod odbiorcy, kod u odbiorcy, indeks u odbiorcy, nr u odbiorcy, indeks obcy, kod obcy, nr obcy"""),
    meanings=labels("your item, your, your item ref, your ref, your number"),
)

DESCRIPTION = ColumnSpec(
    "description",
    Shape.TEXT,
    labels("""produktname, handelsbezeichnung, product name, trade name, denomination commerciale, designation commerciale, nome commerciale, nome del prodotto, nombre comercial, nombre del producto, handelsnaam, productnaam, nazwa handlowa, nazwa produktu, towar, nazwa towaru, mercancia, mercancias, waren, przedmiot, contents, content, inhalt, contenuto, contenido, zawartosc, gegenstand der lieferung, objet de la livraison, oggetto della fornitura, descriz, description, item description, product, goods, details, designation, goods, product description, article description, text, description of goods, material description, commodity
    bezeichnung, bez, art bez, artikelbez, benennung, beschreibung, artikelbezeichnung, text, ware, artikel, produkt, warenbezeichnung, leistung, produktbezeichnung, materialbezeichnung, artikeltext, erzeugnis, produkt
    libelle, designation article, designation produit, produit, denomination
    descrizione, descrizione articolo, descrizione merce, denominazione, descrizione prodotto, descrizione dei beni, prodotto
    descripcion, descripcion articulo, concepto, denominacion, descripcion del articulo, producto, descripcion material
    omschrijving, artikelomschrijving, omschrijving artikel, benaming, productomschrijving
    opis, nazwa, nazwa towaru, opis towaru, wyszczegolnienie, opis artykulu, nazwa artykulu, wyrob, b01"""),
    meanings=labels("basis, basis description, item basis, description line, item description basis, description, item description"),
)

QUANTITY = ColumnSpec(
    "quantity",
    Shape.DECIMAL,
    labels("""anz, supplied, qty supplied, qtes, akt lieferung, aktuelle lieferung, akt liefermenge, akt menge, nu geleverd, nu verzonden, thans geleverd, livre ce jour, biezaca dostawa, obecna dostawa, heute, heute geliefert, today, shipped today, this shipment, this delivery, diese lieferung, mit dieser lieferung, ce jour, cette livraison, oggi, presente consegna, hoy, esta entrega, heden, vandaag, deze levering, dzis, ta dostawa, qty shpd, shpd, shpd qty, sztuk, piezas, stuks, menge gel, gel menge, menge gelief, gelief menge, qte liv, qte livr, qte exp, quantite exp, cant env, cant ent, cant sum, q ta sped, q ta cons, il wyd, il dost, umfang, ausgel menge, qty this del, qty this delivery, quant, qty, quantity, confirmed qty, qty confirmed, order qty, qty ordered, quantity ordered, confirmed quantity, shipped, qty shipped, quantity shipped, delivered, ship qty
    menge, mng, anzahl, liefermenge, liefermng, lief mng, versandmenge, versandte menge, ausgelieferte menge, bestatigte liefermenge, geliefert, liefer menge, menge geliefert, bestellmenge, bestaetigte menge, auftragsmenge, stueckzahl, gel menge, gelieferte menge, best menge, mge, menge bestatigt
    quantite, qte, qte expediee, quantite expediee, quantite fournie, qte fournie, quantite commandee, livre, expedie, qte livree, quantite livree, qte cdee, qte commandee, quantite confirmee, qte confirmee, nombre
    quantita, qta, q.ta, quantita consegnata, qta consegnata, quantita evasa, qta evasa, quantita ordinata, pezzi, quantita spedita, q ta, quantita confermata, qta spedita, qta confermata
    cantidad, cant, ctd, cdad, uds, cantidad servida, cantidad entregada, cantidad suministrada, cantidad pedida, entregado, servido, cantidad enviada, cantidad confirmada, cant enviada, cant servida, uds servidas, cant confirmada
    aantal, hoeveelheid, afgeleverd, geleverde hoeveelheid, verzonden aantal, uitgeleverd, bevestigde hoeveelheid, besteld aantal, geleverd, aantal geleverd, bevestigd aantal, hvh, aant
    ilosc, il, liczba, liczba sztuk, wydano, ilosc zamowiona, ilosc realizowana, ilosc potwierdzona, ilosc wydana, ilosc wyslana, ilosc dostarczona, b08"""),
    meanings=labels(
        "quantity requested, quantity sales, quantity confirmed order, confirmed quantity order, quantity order purchase, purchase quantity, order quantity, ordered quantity, quantity delivery confirmed, delivery quantity ship, quantity, quantity confirmed, quantity ship, ship, quantity delivery, quantity order"
    ),
)

UNIT = ColumnSpec(
    "unit",
    Shape.UNIT,
    labels("""masseinheit, maateenheid, meeteenheid, unite de qte, unite qte, unite de quantite, unita di qta, sold by, mis, med, udm, basis me, mtl, unit, uom, u/m, um, unit of measure, measure, units
    einheit, me, eh, mengeneinheit, einh, meh, basismengeneinheit, verkaufseinheit, vme
    unite, u, un, unite de mesure, u.
    unita, u.m., um, unita di misura, u m, unita mis
    unidad, ud, uds, u.m, un, unid, unidad de medida
    eenheid, eenh, eh, e.
    jm, j.m., jednostka, jedn, jedn miary, j m"""),
    meanings=labels("unit"),
)
