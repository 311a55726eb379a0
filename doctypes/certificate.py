"""Material certificates: what a mill found when it tested the heats that it delivers (EN 10204, EN 10168)."""

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
from domain.doctype import CheckContext, ColumnSpec, DocType, Excuse, FieldSpec, Part, Shape
from domain.paper import Kind, Reading
from validate.rules import CERTIFICATE_RULES, COMMON_RULES
from validate.rules.limits import WITHOUT_RESULTS

HEAT = labels("""casting no, casting number, pour no, heat, heat no, heat #, ladle no, ladle number, ladle, cast reference, ref coulee, ref colata, ref colada, heat number, cast, cast no, cast number, melt, melt no, heat/cast, heat / lot, heat id, cast id, heat code, melt number, charge no, heat/lot, heat/cast no, cast/heat, heat no./lot no, heat nr, ht no, heat ref, heat reference, furnace no, blow no, tapping no
    schmelze, schmelzen nr, schmelz nr, schmelzennummer, schmelznummer, charge, chargen nr, charge nr, chargennummer, schmelze nr, schmelzennr, schmelze/charge, schmelze / charge, schm nr, schm no, schmelzen no, guss nr, gussnummer, abstich nr, abguss nr
    coulee, n de coulee, n coulee, numero de coulee, coulee n, colata, n colata, numero colata, colata n, n di colata, nr colata, colata nr, colata/heat, col n, col nr, n col, rif colata
    n fusion, n de fusion, numero de fusion, fusione, fusion, fusione n, nr fusione, fusione nr, rif fusione, gietnr, gietnummer, gietcharge, gietchargenr, smeltcharge, walscharge, n fusione, numero di fusione, numero fusione, n de coulee, colada, n colada, n de colada, numero de colada, colada n, smelt, smeltnr, smeltnummer, chargenr, charge/smelt, chargenummer, smelt nr, smelt/charge
    wytop, nr wytopu, numer wytopu, wytop nr, wytopu nr, nr topu, nr spustu, spust, nr wsadu, topenie, tavba, tavba c, tavba cislo, dokum no, sulatus, sulatusnro, charge nr., b07, c00, heat numbers, charge/heat""")

_ORDER = replace(  # a certificate names no order but the buyer's, whatever it calls that
    ORDER_NUMBER,
    labels=(
        *(label for label in ORDER_NUMBER.labels if label not in {"ref cliente", "rif cliente"}),
        *labels("order nr, ordernr, ordernummer, opdrachtnr, opdracht nr"),
    ),
)
"""On a certificate, whose head names one item, `Ref. cliente` is of that."""
_YOURS = tuple(label for label in BUYER_ITEM.headings if label not in {*_ORDER.labels, *CUSTOMER_NUMBER.labels})

_STEEL_GRADE = (
    *combined("stahl, werkstoff, material", "gute, sorte, bezeichnung, qualitat, marke, nummer, nr"),
    *combined("steel, material, alloy", "name, type, grade, quality, designation, number, no"),
    *combined("nuance, qualite, designation, type, grade", "acier, de l'acier, d'acier, matiere, du materiau"),
    *combined("qualita, grado, designazione, tipo, marca, sigla", "acciaio, dell'acciaio, di acciaio, materiale, del materiale"),
    *combined("calidad, grado, designacion, tipo, clase", "acero, de acero, del acero, material, del material"),
    *combined("staal, materiaal, werkstof", "soort, kwaliteit, aanduiding, type, nummer, nr"),
    *combined("gatunek, znak, oznaczenie, rodzaj, jakosc", "stali, materialu"),
)
_PRODUCT_STANDARD = (
    *combined("produkt, werkstoff, material, liefer, mass", "norm, normen, spezifikation, vorschrift"),
    *combined(
        "product, material, delivery, steel, dimension, technical",
        "standard, standards, norm, specification, requirements, delivery conditions",
    ),
    *combined(
        "norme, normes, specification, exigences",
        "produit, de produit, du produit, materiau, de livraison, de reference, technique, applicable",
    ),
    *combined(
        "norma, norme, specifica, specifiche, requisiti",
        "prodotto, di prodotto, del prodotto, materiale, di fornitura, tecnica, applicabile",
    ),
    *combined(
        "norma, normas, especificacion, especificaciones",
        "producto, de producto, del producto, material, del material, aplicable, tecnica, de suministro",
    ),
    *combined("product, materiaal, leverings, technische", "norm, normen, specificatie, specificaties, leveringsvoorwaarden"),
    *combined("norma, normy, specyfikacja, wymagania", "wyrobu, produktu, materialu, przedmiotowa, techniczna, materialowa"),
)
_SIZE_OF_PRODUCT = (
    *combined("produkt, erzeugnis, nenn", "abmessung, abmessungen, masse, mass"),
    *combined("product, nominal", "dimensions, size"),
    *combined("dimensions, dimensioni, dimensiones, medidas", "du produit, del prodotto, del producto, nominales, nominali"),
    *combined("afmetingen, maten, wymiary, wymiar", "van het product, product, produktu, wyrobu"),
)
_KIND_OF_CERTIFICATE = (
    *combined("art, typ", "des zeugnisses, der bescheinigung, des zertifikats, der prufbescheinigung"),
    *combined("type of", "document, certificate, inspection document, test document"),
    *combined("type, nature", "du document, du certificat, de document de controle, certificat"),
    *combined("tipo, tipo di", "certificato, documento, documento di controllo, documento di collaudo"),
    *combined("tipo de, clase de", "certificado, documento, documento de inspeccion, documento de control"),
    *combined("type, soort", "certificaat, document, keuringsdocument, keuringsrapport, inspectiedocument"),
    *combined("rodzaj, typ", "certyfikatu, swiadectwa, atestu, dokumentu kontroli, certyfikatu badania"),
)

DOCTYPE_FIELDS = (
    FieldSpec(
        "document_number",
        Shape.IDENTIFIER,
        labels("""apz nr, prufzeugnis, prufzeugnisnummer, test certificate no, n verbale, verbale n, verbale di collaudo n, protocol nr, protokol nr, nr protokolu, n ccpu, ccpu n, n de pv, n du pv, n attestation, attestation n, mtc no, mtr no, mtc, mtr, cert ref, coa no, coa number, coa, certificate of analysis no, analysis no, test sheet, test sheet no, laboratory report, lab report, lab report no, prufblatt, prufblatt nr, prufbericht, prufbericht nr, laborbericht, laborbericht nr, analysenblatt, messprotokoll, rapport d'essai, proces-verbal d'essai, rapporto di prova, bollettino di prova, informe de ensayo, hoja de ensayo, testblad, beproevingsrapport, arkusz badan, protokol badan, sprawozdanie z badan, certificate no, our certificate, our certificate no, cert ref, certificate ref, certificate reference, report ref, report reference, test cert no, test report number, certification no, certificate number, cert no, cert. no, cert number, document no, document number, test certificate no, report no, inspection certificate no, certificate, number, no, nr, certificate id, mtc no, test report no, doc no, inspection document no, mtr no, certificate nr, report number, inspection certificate, id, document id
        formblatt nr, formblattnummer, formular nr, form tracking number, form tracking no, zeugnis nr, unser zeugnis, unsere zeugnis nr, protokoll nr, attest nr, prufprotokoll nr, zeugnisnummer, bescheinigung nr, belegnummer, beleg nr, prufzeugnis nr, bescheinigungsnummer, dokument nr, nummer, zertifikat nr, nachweis nr, zeugnis-nr, zeugnisnr, prufbescheinigung nr, abnahmeprufzeugnis nr, werkszeugnis nr, zertifikatsnummer, bescheinigungs nr, prufbericht nr, zertifikat, zeugnis, abnahmeprufzeugnis, dokumentnummer
        n certificat, notre certificat, ref certificat, proces verbal n, proces verbal, n de proces verbal, n du proces verbal, numero du proces verbal, pv n, numero de pv, numero certificat, certificat n, n de certificat, n, numero, n document, numero de certificat, document n, n du document, certificat, n rapport, certificat de reception n, numero du certificat, n de rapport, numero de rapport, rapport n, n du rapport
        n attestato, attestato n, numero attestato, certificato n, nostro certificato, rapporto di prova n, n rapporto, rif certificato, n certificato, numero certificato, certificato nr, documento n, n documento, numero documento, nr certificato, certificato, doc n, cert n, certificato numero, n. cert
        certificado n, nuestro certificado, ref certificado, informe n, informe de ensayo n, n certificado, numero certificado, n de certificado, numero de certificado, documento n, certificado, n documento, certificado numero, n informe, n de informe, numero de informe
        certificaatnummer, attestnr, attest nr, ons certificaat, certificaat nr, certificaatnr, documentnummer, rapportnummer, certificaat, documentnr, rapport nr, keuringsrapport nr, cert nr, rapportnr
        nr swiadectwa, nasze swiadectwo, protokol nr, nr protokolu, numer swiadectwa, nr atestu, atest nr, nr certyfikatu, nr dokumentu, numer dokumentu, numer, swiadectwo nr, numer certyfikatu, numer atestu, certyfikat nr, swiadectwo, nr deklaracji, numer deklaracji, deklaracja nr
        berichtsnummer, berichtsnr, bericht nr, prufberichtsnummer, prufberichtsnr, nr raportu, raport nr, numer raportu, nr sprawozdania, numer sprawozdania, sprawozdanie nr, raport z badan nr, numero rapporto, rapporto nr, beproevingsrapport nr, verslagnummer
        report, bericht, rapport, raport, informe, declaration no, declaration number, c of c no, c of c number, n declaration, n de declaration, numero de declaration, declaration n, n de declaracion, numero de declaracion, numero dichiarazione, n dichiarazione, dichiarazione n, n declaracion, declaracion n, verklaring nr, erklarung nr, erklarungs nr"""),
        meanings=labels(
            "certificate, certificate number, our certificate, certificate ref, certificate document, document number, our document, document ref"
        ),
    ),
    DOCUMENT_DATE,
    _ORDER,
    CUSTOMER_NUMBER,
    ORDER_DATE,
    REFERENCE,
    SELLER_NUMBER,
    FieldSpec(
        "certificate_type",
        Shape.CERTIFICATE_TYPE,
        labels(
            "bescheinigung nach, prufbescheinigung nach, certificate type, type of certificate, type of inspection document, type, inspection document, bescheinigungsart, art der prufbescheinigung, zeugnisart, type de document, tipo di certificato, tipo de certificado, type certificaat, rodzaj dokumentu"
        )
        + _KIND_OF_CERTIFICATE,
    ),
    FieldSpec(
        "manufacturer",
        Shape.TEXT,
        labels(
            "lieferwerk, aceria, acieries, huta, zaklad wytworczy, staalfabriek, staalwerk, producerend bedrijf, planta productora, fabrica, usine de production, stabilimento produttore, stabilimento di produzione, manufacturer, manufactured by, manufactured at, produced by, produced at, acciaieria produttrice, made by, producer, herstellwerk, erzeugerwerk, erzeuger, stahlhersteller, zaklad produkcyjny, productor, stabilimento, mill name, producing mill, maker, producing works, manufacturing works, plant, manufacturer's works, hersteller, herstellerwerk, produzent, fabricant, usine productrice, producteur, produttore, fabbricante, fabricante, acieria, fabrikant, producent, wytworca, mill, usine, acciaieria"
        ),
    ),
    FieldSpec(
        "delivery_note_number",
        Shape.IDENTIFIER,
        labels(
            "delivery note, delivery note no, delivery note number, delivery no, delivery number, packing slip, packing slip no, packing list no, shipment no, dispatch no, despatch no, bol, bol no, bill of lading, dispatch note, despatch note, advice note, asn no, lieferschein, lieferschein nr, lieferscheinnummer, ls, ls nr, lieferung, bon de livraison, bl n, n bl, ddt, ddt n, bolla, bolla n, albaran, albaran n, pakbon, pakbonnr, leverbon, leverbonnr, wz, nr wz, a98"
        ),
        meanings=labels(
            "note, note number, our note, note document, delivery note, delivery number, our delivery, ship note, ship number, our ship, ship document, delivery document"
        ),
    ),
    FieldSpec("signatory", Shape.TEXT),
    FieldSpec(
        "grade",
        Shape.DESIGNATION,
        labels("""wire grade, wire type, classification, einstufung, klassifizierung, drahtsorte, drahtgute, classificatie, klasyfikacja, classificazione, clasificacion, klasa drutu, gatunek drutu, draadsoort, alliage, lega, aleacion, legering, stop, grade, material grade, steel grade, steel designation, quality, material, alloy, material no, mat grade, grade of steel, material designation, material quality, steel quality, temper
        werkstoff, gute, stahlsorte, werkstoffnummer, werkstoff nr, guete, qualitat, material, stahlmarke, legierung, stahlgute, werkstoffbezeichnung
        nuance, qualite, nuance d'acier, materiau, nuance acier, matiere, qualita, materiale, grado, acciaio, tipo acciaio, qualita acciaio, calidad, grado del acero, acero, tipo de acero, calidad del acero
        kwaliteit, materiaal, staalsoort, kwaliteit materiaal, gatunek, gatunek stali, material stal, stal, gat, gutegrad, jakosc""")
        + _STEEL_GRADE,
    ),
    FieldSpec(
        "standard",
        Shape.DESIGNATION,
        labels("""standard, specification, spec, product standard, norm, requirements, material specification, delivery standard, norms, specs, material standard, spec., technical requirements, acc to, according to
        anforderungen, norm, liefernorm, spezifikation, lieferbedingung, technische lieferbedingungen, werkstoffnorm, produktnorm, normen, anforderung
        norme, specification, exigences, norme produit, norme de reference, norma, specifica, norma di riferimento, requisiti, normativa, especificacion, requisitos, norma de producto, norma producto
        norm, specificatie, eisen, norm produkt, wymagania, norma wyrobu, normy, specyfikacja, normas, normes, liefervorschrift, tlb, warunki techniczne, cahier des charges""")
        + _PRODUCT_STANDARD,
    ),
    FieldSpec(
        "delivery_condition",
        Shape.TEXT,
        labels(
            "as delivered, condition of supply, state of delivery, condizione di fornitura, condizioni di fornitura, condicion de suministro, estado de entrega, etat de fourniture, etat metallurgique, leverconditie, stan dostawczy, delivery condition, condition, temper, temper/condition, supply condition, as supplied, warmebehandlungszustand, ausfuhrungszustand, traitement, trattamento, tratamiento, stan dostarczenia, heat treatment, condition of delivery, lieferzustand, zustand, behandlungszustand, warmebehandlung, etat de livraison, etat, traitement thermique, stato di fornitura, stato, trattamento termico, estado de suministro, tratamiento termico, leveringstoestand, toestand, stan dostawy, obrobka cieplna, estado, stan, stato fornitura, etat livraison"
        ),
    ),
    FieldSpec(
        "dimensions",
        Shape.DESIGNATION,
        labels(
            "dimensions, dimension, size, diameter, diameter (mm), abmessung, abmessungen, masse, dimensioni, dimensione, misure, dimensiones, medidas, afmetingen, afmeting, maat, wymiary, wymiar, misura, dim, maten"
        )
        + _SIZE_OF_PRODUCT,
    ),
    FieldSpec(
        "description",
        Shape.TEXT,
        labels("""description, description of goods, description of product, description of material, details, product, product name, item, article, material description, product description, goods, bezeichnung, artikelbezeichnung, warenbezeichnung, erzeugnis, produkt, artikel, benennung, gegenstand, produktbezeichnung, ware
        designation, produit, libelle, descrizione, prodotto, articolo, denominazione, descripcion, producto, articulo, denominacion, omschrijving, artikel, benaming, opis, wyrob, nazwa, nazwa wyrobu, towar, produkt"""),
        meanings=labels("description, item description, basis description, description line"),
    ),
    FieldSpec(
        "quantity",
        Shape.DECIMAL,
        labels(
            "quantity, qty, kg netos, kg netti, kg netto, netto kg, kg nets, kg net, net kg, neto kg, kg neto, kg, kgs, totaal kg, total kg, kg totales, kg totali, kg total, gesamt kg, kg gesamt, razem kg, kg razem, fornito, suministrado, livre, fourni, anzahl, gewicht/menge, menge/gewicht, weight/qty, qty/weight, mass/qty, poids/quantite, quantite/poids, peso/cantidad, cantidad/peso, peso/quantita, mass, net weight, weight, menge, masse, gewicht, nettogewicht, quantite, qte, poids, poids net, quantita, qta, peso, peso netto, cantidad, cant, peso neto, quantitativo, qty supplied, qty delivered, delivered, lieferumfang, dostarczono, ilosc dostarczona, quantite fournie, quantite livree, cantidad suministrada, geleverd, aantal, gewicht, hoeveelheid, nettogewicht, uds, ilosc, masa, masa netto, waga, delivered quantity, liefermenge, total weight, total quantity, total qty, total length, total metres, total meters, total pieces, gesamtmenge, gesamtgewicht, gesamtlange, quantite totale, poids total, longueur totale, metrage total, quantita totale, peso totale, lunghezza totale, metri totali, totale metri, cantidad total, peso total, longitud total, metros totales, totale hoeveelheid, totaal gewicht, totale lengte, totaalgewicht, ilosc calkowita, masa calkowita, dlugosc calkowita, qty shipped, quantity shipped, net shipped, shipped, supplied, quantity supplied, quantite expediee, quantite totale expediee, quantita spedita, cantidad enviada, verzonden aantal, ilosc wyslana"
        ),
    ),
    FieldSpec(
        "buyer_item",
        Shape.IDENTIFIER,
        labels(
            "your part no, your item, customer part no, p/n, wasz kod, kundencode, cust item, your article, ihre artikel nr, ihre mat nr, ihre sachnummer, kundenartikel, votre reference article, vs codice, su referencia, uw artikelnr, wasz indeks, purchaser article no, ihre materialnummer, ihre art nr, numer artykulu klienta, artikelnummer des kunden, your material, your part, votre article, ref article client, su codigo, uw artikelnummer, vs articolo, vostro codice, indeks klienta, numero d'article du client, a09"
        )
        + _YOURS,
        meanings=labels("your item, your item number, your item ref"),
    ),
    FieldSpec(
        "supplier_item",
        Shape.IDENTIFIER,
        labels(
            "our part no, our code, item, unser artikel, nasz kod, our item, our item no, our article, our article no, article no, article number, product code, product no, product number, item code, stock code, sku, unsere artikel nr, artikel nr, artikelnummer, art nr, materialnummer, produkt nr, code produit, code article, notre reference article, codice articolo, ns codice, nostro codice, codigo articulo, codigo de articulo, cod articulo, ons artikelnr, artikelcode, nr artykulu, kod towaru, kod produktu, nasz indeks, indeks towaru"
        ),
        meanings=labels("our item, supplier item, item number, our item ref"),
    ),
    FieldSpec(
        "order_line",
        Shape.COUNT,
        labels(
            "order row, po row, order item, order line, po line, po item, line, bestellposition, pos, position, poste, ligne, posizione, riga, posicion, linea, positie, regel, pozycja, poz, item no, ln, lig, lin, rgl, ihre pos, best pos, kd pos, kunden pos, your line, customer line, poste cde, poste commande, vs pos, rif riga, pos pedido, linea pedido, uw regel, poz zam, pozycja zamowienia"
        ),
        meanings=labels("your line, line order, line purchase, your line order, your line purchase"),
    ),
)

TEST_COLUMNS = (
    ColumnSpec("heat_number", Shape.IDENTIFIER, HEAT),
    ColumnSpec(
        "lot_number",
        Shape.IDENTIFIER,
        labels(
            "batchnummer, batch nr, seriencharge, serien-charge, fertigungscharge, produktionscharge, partita, n partita, numero partita, lotto di invecchiamento, lotreferentie, perslot, perspartij, walspartij, gietpartij, productiepartij, presslos, press lot, ageing lot, aging lot, ageing batch, auslagerungslos, extrusion lot, extrusion batch, lot d'extrusion, lotto di estrusione, lote de extrusion, lote de prensa, lot de fabrication, lotto di produzione, lotto di fabbricazione, lote de fabricacion, productielot, production batch, produktionslos, partia produkcyjna, lotto n, pruflos, test lot, test batch, lot d'essai, lotto di prova, lote de ensayo, batch/lot, lot/batch, lot/batch no, batch/lot no, charge/lot, fert los, fertigungslos, production lot, mfg lot, lot, lot no, lot number, lot id, batch, batch no, batch number, batch id, los, los nr, losnummer, lotto, n lotto, numero lotto, partida, n partida, lote, n de lote, numero de lote, partij, partijnr, partijnummer, batchnr, partia, nr partii, numer partii, partie, partie nr, partienummer, n de lot, lot n, numero de lot, seria, nr serii, fabricage lot, lotnr, lotnummer, n lote, chargen/los"
        ),
    ),
    ColumnSpec(
        "sample",
        Shape.IDENTIFIER,
        labels(
            "campione, n campione, muestra, n muestra, n de muestra, n de probeta, echantillon, n echantillon, n d'echantillon, repere eprouvette, oznaczenie probki, proba nr, proben id, monster nr, proefstaaf, proefstuk nr, sample, sample no, sample number, sample id, specimen, specimen no, test no, test number, test piece, test piece no, test id, piece, piece no, plate no, plate, coil, coil no, bundle, bundle no, probe, probe nr, proben nr, probennummer, prufnummer, pruf nr, stuck nr, tafel nr, tafel, bund, bund nr, ring nr, n eprouvette, eprouvette, n essai, provetta, n provetta, prova n, probeta, n probeta, ensayo n, monster, monsternr, proefstuk, proef nr, probka, nr probki, nr proby, product no, item"
        ),
    ),
    ColumnSpec(
        "yield_mpa",
        Shape.DECIMAL,
        labels("""limite el, lim elast, lim elastico, lim el, 0.2% ps, 0.2% ps mpa, rs mpa, rs n/mm2, rt0.5, rt0.5 mpa, rt0.5 n/mm2, yp, y.p., yield pt, 0.2 % dehngrenze, 0.2%-dehngrenze, 0.2%-rekgrens, upper yield strength, upper yield point, obere streckgrenze, bovenste vloeigrens, gorna granica plastycznosci, limite apparente d'elasticite, limite conventionnelle d'elasticite, limite d'elasticite conventionnelle, limite d'elasticite apparente, tensione di snervamento, resistenza a snervamento, limite de elasticidad, limite elastico convencional, umowna granica plastycznosci, wyrazna granica plastycznosci, yield, yield strength, yield point, proof strength, proof stress, reh, re, rp0.2, rp 0.2, rp02, yield mpa, yield (mpa), yield [mpa], yield point mpa, ys, yield stress, 0.2% proof, yield point n/mm2, reh mpa, rp0.2 mpa, rel, rp1.0, rp10, r eh, yield strength mpa, re mpa, rp0.2 [mpa], reh [mpa], proof strength mpa, yield (n/mm2), ys mpa, ys ksi, yield ksi, yield strength ksi, yield rp0.2, yield reh, yield rp1.0, stress at yield
        streckgrenze, dehngrenze, streckgrenze mpa, streckgr, streckgrenze reh, dehngrenze rp0.2, streckgrenze n/mm2, dehngrenze mpa, streckgrenze reh mpa, 0.2 dehngrenze, streck-/dehngrenze, limite d'elasticite, limite elastique, limite conventionnelle, limite apparente, limite elasticite, limite d'elasticite mpa, limite elastique mpa, le mpa
        snervamento, carico di snervamento, limite di snervamento, snervamento mpa, snerv, carico snervamento mpa, limite elastico, limite elastico mpa, lim elastico, limite de fluencia, lim de fluencia, vloeigrens, rekgrens, vloeigrens mpa, rekgrens mpa, 0.2 rekgrens, granica plastycznosci, gr plastycznosci, granica plast, granica plastycznosci mpa, c11"""),
    ),
    ColumnSpec(
        "tensile_mpa",
        Shape.DECIMAL,
        labels("""r n/mm2, r mpa, ultimate stress, ultimate tensile stress, tensile stress, resistance a la rupture, carico unitario di rottura, resistenza alla trazione, resistencia a traccion, tensile, tensile strength, uts, rm, ultimate tensile strength, tensile mpa, uts mpa, rm mpa, rm (mpa), rm [mpa], uts [mpa], ts, tensile strength n/mm2, tensile strength mpa, ultimate strength, rm n/mm2, tensile (n/mm2), tensile ksi, uts ksi, ts mpa, tensile strength ksi
        zugfestigkeit, zugfestigkeit mpa, zugfestigkeit rm, zugfest, zugfestigkeit n/mm2, zugfestigkeit rm mpa, resistance a la traction, resistance traction, resistance, resistance a la traction mpa, resistance mpa, resistance rm, charge de rupture
        resistenza a trazione, carico di rottura, resistenza, rottura, resistenza a trazione mpa, carico rottura, rottura mpa, carico di rottura mpa, resistenza mpa, resistencia a la traccion, carga de rotura, carga rotura, resistencia, resistencia a la traccion mpa, resistencia mpa, resistencia traccion
        treksterkte, treksterkte mpa, treksterkte rm, wytrzymalosc na rozciaganie, wytrzymalosc, wytrzymalosc na rozciaganie mpa, wytrzymalosc mpa, wytrz, wytrz na rozciaganie, c12"""),
    ),
    ColumnSpec(
        "elongation_pct",
        Shape.DECIMAL,
        labels("""%el, %elong, elongation, elong, a2in, a 2in, a2\", a5, as, a %, a5 %, elongation %, el %, a, agt, elongation a, a50, a80, a200, elong %, el, elongation a5, agt %, a [%], a5 [%], a50 %, a50mm, elongation (%), elong. %, elongation 2in, elongation in 2in, elongation a5 %, a(%), a 5
        dehnung, bruchdehnung, dehnung a5, bruchdehnung %, bruchdehnung a5, dehnung %, bruchdehnung a, bruchdehnung a5 %, bruchdehnung a %, dehnung a %, allongement, allongement a rupture, allongement apres rupture, allongement %, allong, allongement a %, all %, allongement a5, allongement apres rupture %
        allungamento, allungamento %, allung, all., allungamento a5, allungamento a %, allungamento a rottura, alargamiento, alargamiento %, alarg, alargamiento a5, alargamiento a %, alargamiento de rotura, rek, rek %, rek na breuk, rek a5, rek bij breuk, rek a %, rek na breuk %, breukrek
        wydluzenie, wydluzenie %, wydl, wydluzenie a5, wydluzenie a %, wydluzenie po zerwaniu, c13"""),
    ),
    ColumnSpec(
        "temperature_c",
        Shape.DECIMAL,
        labels(
            "t di prova, t d'essai, t de ensayo, temp di prova, temperatura proby, beproevingstemperatuur, temperatura del ensayo, test temperature, temperature, temp, temp c, t c, test temp, pruftemperatur, temperatur, temperature d'essai, temperatura, temperatura di prova, temperatura de ensayo, proeftemperatuur, temperatuur, temperatura badania, test temperature c, pruftemperatur c, c03"
        ),
    ),
    ColumnSpec(
        "energy_j",
        Shape.DECIMAL,
        labels("""ft-lbs, ft lbs, ft-lb, foot pounds, charpy ft-lbs, cvn ft-lbs, impact ft-lbs, essai de flexion par choc, resistance au choc, impact value, impact values, kerfslagenergie, kerftaaiheid, slagarbeid, energia lamania, energia uderzenia, energie de flexion par choc, impact, impact test, charpy, charpy impact, charpy v, charpy v notch, charpy v-notch impact, impact energy, notch impact energy, notched bar impact test, absorbed energy, energy j, kv, kv j, kv2, kv2 j, kv (j), kv [j], ku, cvn, cvn j, impact j, individual values, individual value, impact test iso-v, charpy test, charpy impact test
        kerbschlagarbeit, kerbschlagbiegeversuch, kerbschlagzahigkeit, kerbschlagarbeit kv, einzelwerte, einzelwert, resilience, resilience kv, energie de rupture, energie absorbee, valeurs individuelles, resilienza, resilienza kv, valori singoli, energia assorbita
        resiliencia, resiliencia kv, energia absorbida, valores individuales, kerfslag, kerfslagwaarde, kerfslagproef, kerfslagarbeid, enkelwaarden, flexion par choc, essai de choc, kerbschlagzah, kerbschlag, iso v, charpy kv, charpy kv2, kcv, impact toughness, schlagarbeit, prova di resilienza, ensayo de resiliencia, tenacita, charpy v-notch, charpy-versuch, kerbschlagprufung, prova charpy, prova d'urto, energie de choc, energia charpy, proba charpy'ego, proba udarnosci kv, ensayo charpy, ensayo de impacto, essai charpy, essai de resilience, kerbschlagversuch, charpyproef, slagproef, proba udarnosci, proba charpy, proba udarowa, udarnosc, praca lamania, wartosci pojedyncze, c42"""),
    ),
    ColumnSpec(
        "mean_j",
        Shape.DECIMAL,
        labels(
            "mean, mean value, average, avg, ave, aver, mean of 3, durchschnitt, mw, moy, med, sr, gem, mittel, mittelwert, mittelw, moyenne, moyen, valeur moyenne, media, valore medio, promedio, prom, valor medio, gemiddeld, gemiddelde, gemiddelde waarde, srednia, wartosc srednia, mean j, average j, mittelwert j, c43"
        ),
    ),
    ColumnSpec(
        "hardness",
        Shape.DECIMAL,
        labels(
            "kernharte, core hardness, durete a coeur, durezza al cuore, durezza a cuore, dureza del nucleo, kernhardheid, twardosc rdzenia, oberflachenharte, randharte, surface hardness, case hardness, durete superficielle, durezza superficiale, dureza superficial, oppervlaktehardheid, twardosc powierzchni, hardness, hardness test, hardness hb, hardness hbw, hardness hrc, hardness hv, hb, hbw, hrc, hrb, hra, hv, hv0.1, hv0.2, hv0.3, hv0.5, hv1, hv3, hv5, hv10, hv20, hv30, hv50, vickers, rockwell, hb 2.5/187.5, hbw 2.5/187.5, hbw 5/750, hbw 10/3000, brinell, brinell hardness, bhn, harte, haerte, harteprufung, harte hb, harte hbw, harte hrc, durete, durete hb, durete hbw, durezza, durezza hb, durezza hbw, dureza, dureza hb, dureza hbw, hardheid, hardheid hb, twardosc, twardosc hb, brinellharte, brinellhardheid, durete brinell, durezza brinell, dureza brinell, hardheid brinell, twardosc brinella, hardness value, hartewert, hartewert hb, valeur de durete, valore di durezza, valor de dureza, hardheidswaarde, wartosc twardosci, c31, c32"
        ),
    ),
    ColumnSpec(
        "direction",
        Shape.TEXT,
        labels(
            "orientation de l'eprouvette, sens de l'eprouvette, posizione provetta, posizione della provetta, direzione provetta, direzione della provetta, orientamento provetta, richting proefstaaf, richting van het proefstuk, direccion de la probeta, direccion probeta, direction, dir, orientation, test direction, specimen direction, direction of the test piece, richtung, probenlage, probenrichtung, lage, sens, sens de prelevement, orientation des eprouvettes, direzione, senso, direccion, sentido, orientacion, richting, proefrichting, kierunek, kier, kier probki, richtg, kierunek probki, orient, orientamento, orientazione, direz, richt, prufrichtung, entnahme, entnahmerichtung, prelevement, sens du prelevement, prelievo, senso del prelievo, sent, sentido de la probeta, orientacion de la probeta, ligging, ligging proefstuk, richting proefstuk, polozenie, polozenie probki, kierunek pobrania, test orientation, specimen orientation, sample orientation, c02"
        ),
    ),
    ColumnSpec(
        "melt_country",
        Shape.COUNTRY,
        labels(
            "country of melt, melt country, melted, erschmelzung, smelterij, melted in, melted & poured in, melted and poured in, melted and poured, country of melt and pour, melted & manufactured in, country of melting, erschmelzungsland, schmelzland, land der erschmelzung, pays d'elaboration, pays de coulee, pays de fusion, paese di fusione, paese di colata, pais de fusion, pais de colada, land van smelten, land van smelt, smeltland, gesmolten in, kraj wytopu, wytopiono w, melt origin, origin of melt, country of melting and pouring, poured in, erschmolzen in, coule en, elabore en, fuso in, colato in, fundido en, colado en"
        ),
    ),
    ColumnSpec(
        "carbon_equivalent",
        Shape.DECIMAL,
        labels(
            "cev, ceq, ce, c eq, ceq value, ceq value %, kohlenstoffaquivalent, ceq %, cev %, c.e., carbon equivalent, cev iiw, ce iiw, ceq iiw, ev, equivalent carbone, carbonio equivalente, carbono equivalente, koolstofequivalent, kohlenstoffequivalent"
        ),
    ),
    ColumnSpec(
        "quantity",
        Shape.DECIMAL,
        labels(
            "net, net kg, net wt, netto, netto kg, neto, neto kg, peso neto, peso netto, poids net, masa netto, nettogewicht, nettogew, net weight, qty delivered, quantity delivered, delivered qty, delivered quantity, qty supplied, quantity supplied, qty shipped, gelieferte menge, qte livree, quantite livree, qta fornita, quantita fornita, qta consegnata, quantita consegnata, cantidad suministrada, cantidad entregada, geleverde hoeveelheid, ilosc dostarczona, hoev, metres, metri, metros, teilmenge, deelhoeveelheid, ilosc czesciowa, quantite partielle, quantita parziale, cantidad parcial, part quantity, of which, davon, anteilig, dont, di cui, de los cuales, de las cuales, waarvan, z tego, w tym, mass, weight, quantity, qty, qte, qta, hoeveelheid, liefermenge, qty kg, quantity kg, quantite kg, qte kg, hoeveelheid kg, ilosc kg, menge kg, anzahl, gewicht/menge, menge/gewicht, weight/qty, qty/weight, mass/qty, poids/quantite, quantite/poids, peso/cantidad, cantidad/peso, peso/quantita, masse, gewicht, menge, poids, peso, masa, net weight, quantite, quantita, cantidad, aantal, ilosc, pieces, stuck, pcs, weight kg, masse kg, gewicht kg, poids kg, peso kg, masa kg, cant, cant kg, cantidad kg, quantita kg, qta kg, aantal kg"
        ),
    ),
)

_LABELS_OF_LINES = {spec.name: spec.labels for spec in DOCTYPE_FIELDS}
_LOT = next(column for column in TEST_COLUMNS if column.name == "lot_number")

GOODS_COLUMNS = (
    ORDER_LINE,
    BUYER_ITEM,
    ColumnSpec("grade", Shape.DESIGNATION, _LABELS_OF_LINES["grade"]),
    SUPPLIER_ITEM,
    DESCRIPTION,
    ColumnSpec("dimensions", Shape.DESIGNATION, _LABELS_OF_LINES["dimensions"]),
    ColumnSpec("standard", Shape.DESIGNATION, _LABELS_OF_LINES["standard"]),
    ColumnSpec("delivery_condition", Shape.TEXT, _LABELS_OF_LINES["delivery_condition"]),
    ColumnSpec("quantity", Shape.DECIMAL, (*QUANTITY.headings, *_LABELS_OF_LINES["quantity"]), QUANTITY.meanings),
    UNIT,
    ColumnSpec("heat_number", Shape.IDENTIFIER, HEAT),
    ColumnSpec("lots", Shape.IDENTIFIER, _LOT.headings, meanings=labels("lot, lot number")),
)
"""The columns of a table of what was delivered: a declaration of conformity has no other, a mill's certificate has it above its results."""


def posting(reading: Reading, context: CheckContext) -> dict[str, JsonValue]:
    """What the ERP is told: the certificate's number and type, the order line it is for, and each heat with its results."""
    return {
        "document_number": reading.fields.text("document_number"),
        "document_date": reading.fields.text("document_date"),
        "certificate_type": reading.fields.text("certificate_type"),
        "lines": [
            {
                "order_line": context.line_number(index, line.text("order_line")),
                **{name: line.text(name) for name in ("grade", "standard", "quantity")},
            }
            for index, line in enumerate(reading.lines)
        ],
        "heats": [
            {
                "heat_number": heat.text("heat_number"),
                "chemistry": {element: leaf.value for element, leaf in heat.table("chemistry").items()},
                "tensile": [{path: leaf.value for path, leaf in test.leaves()} for test in heat.groups("tensile")],
            }
            for heat in reading.heats
        ],
    }


DOCTYPE = DocType(
    kind=Kind.CERTIFICATE,
    queue=Queue.QUALITY,
    titles={
        "en": labels("""product certificate, inspection certificate, mill test certificate, test certificate, mill certificate, material test certificate, certificate of analysis, certificate of conformity, material certificate, mill test report, test report, certified material test report
            certified mill test report, declaration of compliance, material test report, mill's test certificate, certificate of compliance, inspection document, quality certificate, works certificate, certified test report, inspection report, certificate of inspection, material inspection certificate, certificate of conformance, declaration of conformity, statement of conformity, coc, coa, certificate en 10204, digital material passport, material passport, en 10204"""),
        "de": labels(
            "konformitatsbestatigung, qualitatsbescheinigung, abnahmeprufzeugnis, abnahmepruefzeugnis, werkszeugnis, werksbescheinigung, prufbescheinigung, werksprufzeugnis, materialzeugnis, werkstoffzeugnis, prufzeugnis, pruefbescheinigung, qualitatszeugnis, konformitatsbescheinigung, werkstoffprufzeugnis, analysenzertifikat, prufzertifikat, abnahmezeugnis, konformitatserklarung, konformitatszertifikat, ubereinstimmungserklarung, analysenzeugnis, analysezertifikat, apz, zeugnis en 10204, laborprufbericht"
        ),
        "fr": labels(
            "certificat usine, proces-verbal d'essai, certificat de reception, releve de controle, attestation de conformite, certificat matiere, certificat d'analyse, document de controle, certificat de controle, certificat de conformite, attestation de conformite a la commande, certificat d'inspection, declaration de conformite, certificat en 10204, bulletin d'analyse, certificat de controle des produits par l'usine, ccpu"
        ),
        "it": labels(
            "certificato di collaudo, certificato di controllo, certificato di analisi, certificato di conformita, certificato di prova, certificato di ispezione, attestato di controllo, dichiarazione di conformita, certificato materiale, attestazione di conformita, certificato en 10204, certificato d'analisi, attestato di conformita, bollettino di analisi, bollettino d'analisi"
        ),
        "es": labels(
            "certificado de laboratorio, certificado de fabrica, informe de analisis, certificado de inspeccion, certificado de calidad, certificado de material, certificado de ensayo, certificado de analisis, certificado de conformidad, certificado de recepcion, certificado de ensayos, certificado de control, declaracion de conformidad, certificado en 10204, testificacion de inspeccion, boletin de analisis, informe de ensayo, informe de ensayos"
        ),
        "nl": labels(
            "controleverslag, keuringsverslag, fabriekscontroleattest, werkscertificaat, certificaat van conformiteit, kwaliteitscertificaat, kwaliteitsverklaring, keuringscertificaat, keuringsrapport, materiaalcertificaat, fabriekscertificaat, inspectiecertificaat, keuringsdocument, conformiteitsverklaring, walscertificaat, beproevingscertificaat, fabrieksverklaring, afnamekeuringscertificaat, analysecertificaat, conformiteitscertificaat, verklaring van overeenstemming, certificaat van overeenstemming, certificaat en 10204, certificaat van analyse"
        ),
        "pl": labels(
            "certyfikat badania, certyfikat badan, swiadectwo odbioru, atest hutniczy, certyfikat jakosci, swiadectwo jakosci, atest materialowy, deklaracja zgodnosci, certyfikat materialowy, swiadectwo kontroli, zaswiadczenie o jakosci, atest, certyfikat analizy, raport z badan, swiadectwo zgodnosci, certyfikat zgodnosci, swiadectwo en 10204, swiadectwo analizy"
        ),
    },
    fields=DOCTYPE_FIELDS,
    columns=TEST_COLUMNS,
    goods=GOODS_COLUMNS,
    aside=("order_date", "reference", "seller_number"),
    parts=(Part.HEATS,),
    line_fields=(
        "grade",
        "standard",
        "delivery_condition",
        "dimensions",
        "description",
        "quantity",
        "unit",
        "buyer_item",
        "supplier_item",
        "order_line",
    ),
    rules=(*COMMON_RULES, *CERTIFICATE_RULES),
    posted_fields=("document_number", "document_date", "order_number", "certificate_type"),
    posted_line_fields=("order_line", "grade"),
    required=("document_number", "order_number", "certificate_type", "heats[].heat_number"),
    excused={"heats[].heat_number": Excuse("certificate_type", WITHOUT_RESULTS, instead="lot_number")},
    posting=posting,
)
