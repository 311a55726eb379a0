"""Messages of data of our own making, one of each family, about the same order of the same world."""

from __future__ import annotations

import json


def x12(*segments: str, sign: str = "*", end: str = "~", kind: str = "PR", count: int | None = None) -> bytes:
    """Transaction sets in an envelope, with their counts."""
    isa = sign.join(
        [
            "ISA",
            "00",
            " " * 10,
            "00",
            " " * 10,
            "ZZ",
            "BRENNER".ljust(15),
            "ZZ",
            "US".ljust(15),
            "260803",
            "0900",
            "U",
            "00401",
            "000000001",
            "0",
            "P",
            ">",
        ]
    )
    body: list[str] = []
    sets = " ".join(segments).count("ST*")
    at = 0
    for segment in segments:
        at = 1 if segment.startswith("ST*") else at + 1
        body.append((segment if not segment.startswith("SE*") else f"SE*{count or at}*{segment[3:]}").replace("*", sign))
    lines = [
        isa,
        f"GS{sign}{kind}{sign}A{sign}B{sign}20260803{sign}0900{sign}1{sign}X{sign}004010",
        *body,
        f"GE{sign}{sets}{sign}1",
        f"IEA{sign}1{sign}000000001",
    ]
    return "".join(line + end for line in lines).encode()


ANSWER_855 = (
    "ST*855*0001", "BAK*00*AC*4500000001*20260701****AB-77*20260803", "CUR*SE*EUR", "N1*SE*Brenner Stahl GmbH", "ITD*01*3*****30",
    "PO1*10*250*EA*2.50*PE*BP*42-1734*VP*HB-8", "PID*F****Hex bolt M8", "ACK*DR*200*EA*067*20260901", "ACK*DR*50*EA*067*20260915", "CTT*1*250",
    "SE*0001",
)  # fmt: skip
NOTICE_856 = (
    "ST*856*0001", "BSN*00*LS-9*20260803*0900*0001", "HL*1**S", "TD1*PLT*2****G*100*KG", "TD5*O*2*DHLX*M*DHL", "REF*CN*TRK1", "DTM*011*20260803",
    "DTM*017*20260805", "N1*SF*Brenner Stahl GmbH", "HL*2*1*O", "PRF*4500000001", "HL*3*2*P", "MAN*GM*00340123450000000017", "HL*4*3*I",
    "LIN*10*BP*42-1734*LT*L1", "SN1**100*EA", "HL*5*2*P", "MAN*GM*00340123450000000024", "HL*6*5*I", "LIN*20*BP*42-1735", "SN1**150*EA", "CLD*1*90",
    "REF*LT*L2", "CLD*1*60", "REF*LT*L3", "CTT*6*250", "SE*0001",
)  # fmt: skip
CHANGE_865 = (
    "ST*865*0001", "BCA*00*AC*4500000001***20260701***AB-78*20260804", "POC*10*PC*250*0*EA*2.60*PE*BP*42-1734", "ACK*IP*250*EA*067*20260902", "CTT*1",
    "SE*0001",
)  # fmt: skip
RESULTS_863 = (
    "ST*863*0001", "BTR*00*20260803*0900*C-5", "REF*PO*4500000001", "LIN*10*HN*H77", "MEA*CH*ZC*.17", "MEA*CH*ZMN*1.40", "MEA*TR*YB*355", "SE*0001",
)  # fmt: skip


def edifact(*messages: str, una: bool = True) -> bytes:
    """Messages in an interchange; each is its segments without UNT, which is counted here."""
    text = "UNA:+.? '" if una else ""
    text += "UNB+UNOC:3+BRENNER+US+260803:0900+7'"
    for message in messages:
        text += f"{message}UNT+{message.count(chr(39)) - message.count('?' + chr(39)) + 1}+{message.split('+')[1]}'"
    return (text + f"UNZ+{len(messages)}+7'").encode()


ORDRSP = (
    "UNH+1+ORDRSP:D:96A:UN:EAN005'BGM+231+AB-77+4+AC'DTM+137:20260803:102'RFF+ON:4500000001'DTM+171:20260701:102'NAD+SU+4012345000009::9++Brenner Stahl GmbH'"
    "CUX+2:EUR:9'TOD+5++DAP'LOC+1+:::Wels'LIN+10+3+4012345678901:EN'PIA+5+42-1734:IN+HB-8:SA'IMD+F++:::Hex bolt M8 5?'6'QTY+21:250:PCE'QTY+113:200:PCE'DTM+67:20260901:102'"
    "QTY+113:50:PCE'DTM+67:20260915:102'MOA+203:625'PRI+AAA:2.50:::100:PCE'UNS+S'CNT+2:1'"
)
DESADV = (
    "UNH+2+DESADV:D:01B:UN:EAN007'BGM+351+LS-9+9'DTM+137:20260803:102'DTM+11:202608031200:203'DTM+132:20260805:102'RFF+ON:4500000001'"
    "NAD+SU+4012345000009::9++Brenner Stahl GmbH'TDT+20++30++:::DHL'CPS+1'PAC+2'CPS+2+1'PAC+1++201'PCI+33E'GIN+BJ+340123450000000017'LIN+1'PIA+1+42-1734:IN+L1:NB'QTY+12:100:PCE'"
    "RFF+ON:4500000001:10'CPS+3+1'PAC+1++201'PCI+33E'GIN+BJ+340123450000000024'LIN+2'PIA+1+42-1735:IN'QTY+12:150:PCE'RFF+ON:4500000001:20'GIN+BX+L2'GIN+BX+L3'CNT+2:2'"
)
QALITY = "UNH+3+QALITY:D:96A:UN'BGM+1+C-5+9'DTM+137:20260803:102'RFF+ON:4500000001'LIN+10++42-1734:IN'RFF+AP:H77'CCI+TES'MEA+CH+ZC+P1:0.17'MEA+CH+ZMN+P1:1,40'MEA+TR+YS+C56:361'MEA+TR+AAZ+C56:520'MEA+TR+EA+P1:27.5'UNS+S'"

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def ubl(name: str, body: str, before: str = "") -> bytes:
    """A UBL document."""
    spaces = f'xmlns="{_UBL}{name}-2" xmlns:cac="{_UBL}CommonAggregateComponents-2" xmlns:cbc="{_UBL}CommonBasicComponents-2"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{before}<{name} {spaces}>{body}</{name}>'.encode()


ORDER_RESPONSE = ubl(
    "OrderResponse",
    """<cbc:ID>AB-77</cbc:ID><cbc:IssueDate>2026-08-03</cbc:IssueDate><cbc:OrderResponseCode>CA</cbc:OrderResponseCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:OrderReference><cbc:ID>4500000001</cbc:ID></cac:OrderReference>
<cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>Brenner Stahl GmbH</cbc:Name></cac:PartyName></cac:Party></cac:SellerSupplierParty>
<cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:LineStatusCode>3</cbc:LineStatusCode><cbc:Quantity unitCode="C62">250</cbc:Quantity>
<cac:Delivery><cac:PromisedDeliveryPeriod><cbc:StartDate>2026-09-01</cbc:StartDate><cbc:EndDate>2026-09-04</cbc:EndDate></cac:PromisedDeliveryPeriod></cac:Delivery>
<cac:Price><cbc:PriceAmount currencyID="EUR">250.00</cbc:PriceAmount><cbc:BaseQuantity unitCode="C62">100</cbc:BaseQuantity></cac:Price>
<cac:Item><cbc:Name>Hex bolt M8</cbc:Name><cac:BuyersItemIdentification><cbc:ID>42-1734</cbc:ID></cac:BuyersItemIdentification></cac:Item></cac:LineItem>
<cac:OrderLineReference><cbc:LineID>10</cbc:LineID></cac:OrderLineReference></cac:OrderLine>""",
)
DESPATCH_ADVICE = ubl(
    "DespatchAdvice",
    """<cbc:ID>LS-9</cbc:ID><cbc:IssueDate>2026-08-03</cbc:IssueDate><cac:OrderReference><cbc:ID>4500000001</cbc:ID></cac:OrderReference>
<cac:DespatchSupplierParty><cac:Party><cac:PartyName><cbc:Name>Brenner Stahl GmbH</cbc:Name></cac:PartyName></cac:Party></cac:DespatchSupplierParty>
<cac:Shipment><cbc:ID>1</cbc:ID><cbc:GrossWeightMeasure unitCode="KGM">100</cbc:GrossWeightMeasure></cac:Shipment>
<cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="C62">100</cbc:DeliveredQuantity><cac:OrderLineReference><cbc:LineID>10</cbc:LineID></cac:OrderLineReference>
<cac:Item><cbc:Name>Hex bolt M8</cbc:Name><cac:ItemInstance><cac:LotIdentification><cbc:LotNumberID>L1</cbc:LotNumberID></cac:LotIdentification></cac:ItemInstance></cac:Item>
<cac:Shipment><cbc:ID>1</cbc:ID><cac:TransportHandlingUnit><cbc:ID schemeID="SSCC">340123450000000017</cbc:ID></cac:TransportHandlingUnit></cac:Shipment></cac:DespatchLine>""",
)
_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:128"


def orderx(kind: str = "231", number: str = "AB-77") -> bytes:
    """An Order-X message; 231 is a response."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100" xmlns="{_RAM}" xmlns:udt="urn:u">
<rsm:ExchangedDocument><ID>{number}</ID><TypeCode>{kind}</TypeCode><StatusCode>29</StatusCode><IssueDateTime><udt:DateTimeString format="102">20260803</udt:DateTimeString></IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><IncludedSupplyChainTradeLineItem><AssociatedDocumentLineDocument><LineID>10</LineID></AssociatedDocumentLineDocument>
<SpecifiedTradeProduct><BuyerAssignedID>42-1734</BuyerAssignedID><Name>Hex bolt M8</Name></SpecifiedTradeProduct>
<SpecifiedLineTradeAgreement><BuyerOrderReferencedDocument><LineID>10</LineID></BuyerOrderReferencedDocument><NetPriceProductTradePrice><ChargeAmount>2.50</ChargeAmount></NetPriceProductTradePrice></SpecifiedLineTradeAgreement>
<SpecifiedLineTradeDelivery><AgreedQuantity unitCode="C62">250</AgreedQuantity><RequestedDeliverySupplyChainEvent><OccurrenceDateTime><udt:DateTimeString format="102">20260901</udt:DateTimeString></OccurrenceDateTime></RequestedDeliverySupplyChainEvent></SpecifiedLineTradeDelivery>
</IncludedSupplyChainTradeLineItem><ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Brenner Stahl GmbH</Name></SellerTradeParty>
<BuyerOrderReferencedDocument><IssuerAssignedID>4500000001</IssuerAssignedID></BuyerOrderReferencedDocument></ApplicableHeaderTradeAgreement>
<ApplicableHeaderTradeSettlement><OrderCurrencyCode>EUR</OrderCurrencyCode><SpecifiedTradeSettlementHeaderMonetarySummation><GrandTotalAmount>625.00</GrandTotalAmount></SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:SCRDMCCBDACIOMessageStructure>""".encode()


EN_10168 = json.dumps(
    {
        "Certificate": {
            "CertificateLanguages": ["EN"],
            "CommercialTransaction": {
                "A01": {"Name": "Brenner Stahl GmbH"},
                "A02": "EN 10204 3.1",
                "A03": "C-5",
                "A07": "4500000001",
                "A97": "10",
            },
            "ProductDescription": {
                "B01": "Plate",
                "B02": {"SteelDesignation": ["S355J2+N"], "ProductNorm": ["EN 10025-2"]},
                "B07": ["H77"],
            },
            "Inspection": [
                {
                    "C00": "H77",
                    "C03": "-20 °C",
                    "ChemicalComposition": {
                        "C71": {"Symbol": "C", "Unit": "%", "Actual": {"Value": "0.170"}},
                        "C85": {"Symbol": "N", "Unit": "ppm", "Actual": {"Value": "61"}},
                    },
                    "TensileTest": {
                        "C11": {"Property": "ReH", "Value": 380, "Unit": "MPa"},
                        "C12": {"Property": "Rm", "Value": 510, "Unit": "MPa"},
                    },
                    "NotchedBarImpactTest": {
                        "C42": [{"Value": 71.2, "Unit": "J"}, {"Value": 84.2, "Unit": "J"}],
                        "C43": {"Value": 77.7, "Unit": "J"},
                    },
                }
            ],
            "Validation": {"Z02": "2026-08-03"},
        }
    }
).encode()
COA = json.dumps(
    {
        "Certificate": {
            "Id": "A-1",
            "Date": "2026-08-03",
            "Standard": {"Norm": "EN 10204", "Type": "3.1"},
            "Parties": {"Manufacturer": {"Name": "Harz AG"}},
            "BusinessTransaction": {
                "Order": {"Id": "4500000001", "Position": "10"},
                "Delivery": {"Id": "LS-9", "Quantity": 90.50, "QuantityUnit": "kg"},
            },
            "Product": {"Name": "Resin", "ProductionBatchId": "B1"},
            "Analysis": {"LotId": "B1", "Inspections": [{"Property": "MFR", "Value": "40", "Minimum": "15", "Maximum": "35"}]},
        }
    }
).encode()
PASSPORT = json.dumps(
    {
        "DigitalMaterialPassport": {
            "Id": "P-1",
            "IssueDate": "2026-08-03",
            "TransactionData": {"BusinessTransaction": {"Order": {"Id": "4500000001", "Position": "10"}}},
            "Product": {"Name": "Bar", "BatchId": "B1", "MaterialDesignations": [{"Name": {"Value": "S355J2"}}]},
            "ChemicalAnalysis": {
                "HeatNumber": "H77",
                "Elements": [{"PropertySymbol": "C", "Unit": "%", "Actual": {"ResultType": "numeric", "Value": 0.18}}],
            },
            "MechanicalProperties": [{"PropertySymbol": "Rm", "Unit": "MPa", "Actual": {"ResultType": "numeric", "Value": 510}}],
            "Validation": {"CertificateType": {"Type": "3.1"}},
        }
    }
).encode()

ALL: dict[str, bytes] = {
    "855": x12(*ANSWER_855), "856": x12(*NOTICE_856), "865": x12(*CHANGE_865), "863": x12(*RESULTS_863), "ORDRSP": edifact(ORDRSP), "DESADV": edifact(DESADV),
    "QALITY": edifact(QALITY), "OrderResponse": ORDER_RESPONSE, "DespatchAdvice": DESPATCH_ADVICE, "Order-X": orderx(), "EN 10168": EN_10168, "CoA": COA,
    "passport": PASSPORT,
}  # fmt: skip
