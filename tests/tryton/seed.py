"""Fills Tryton over its JSON-RPC, as an administrator would: a company once, then suppliers, products and orders as tests need them."""

from typing import Any

from domain.orders import OrderLine, PurchaseOrder
from tests.tryton.rpc import Admin, day, decimal

GROUPS = ("Purchase", "Purchase Amendment", "Stock", "Quality")
UNITS = {"C62": "u", "KGM": "kg", "MTR": "m"}
CONTROL = "Certificate"


def seed_company(admin: Admin) -> str:
    """A company, a quality control, and the user that Tallyclerk is; returns that user's key."""
    euro = admin.create("currency.currency", name="Euro", code="EUR", symbol="€", rounding=decimal("0.01"), digits=2)
    company = _company(admin, "Works", euro)
    other = _company(admin, "Other works", euro)
    admin("res.user", "write", [1], {"companies": [["add", [company, other]]], "company": company, "company_filter": "all"})
    admin.context = {"company": company, "companies": [company]}
    points = [
        {"name": "yield_mpa", "string": "Yield strength", "type_": "float", "tolerance_lower": 235.0},
        {"name": "c", "string": "Carbon", "type_": "float", "tolerance_upper": 0.2},
    ]
    admin.create(
        "quality.control",
        name=CONTROL,
        operations=["stock.shipment.in:receive"],
        frequency=1.0,
        company=company,
        points=[["create", points]],
    )
    groups = admin.ids("res.group", ["name", "in", list(GROUPS)])
    user = admin.create(
        "res.user",
        name="Tallyclerk",
        login="tallyclerk",
        companies=[["add", [company]]],
        company=company,
        groups=[["add", groups]],
    )
    application = admin.create("res.user.application", user=user, application="rest")
    (made,) = admin.read("res.user.application", ["id", "=", application], fields=("key",))
    return str(made["key"])


def place(admin: Admin, order: PurchaseOrder, *, company: int = 0) -> int:
    """Places the order in Tryton under its number, and returns its id; prices are for one unit there."""
    if company:
        admin.context = {"company": company, "companies": [company]}
    supplier = _supplier(admin, order)
    (party,) = admin.read("party.party", ["id", "=", supplier], fields=("addresses",))
    (currency,) = admin.ids("currency.currency", ["code", "=", order.currency])
    (warehouse,) = admin.ids("stock.location", ["type", "=", "warehouse"])
    made = admin.create(
        "purchase.purchase",
        party=supplier,
        invoice_party=supplier,
        invoice_address=party["addresses"][0],
        currency=currency,
        company=admin.context["company"],
        warehouse=warehouse,
        invoice_method="manual",
        purchase_date=day(order.order_date.isoformat()),
        lines=[["create", [_line(admin, order, line, supplier, currency) for line in order.lines]]],
    )
    # The number is Tryton's to give: the next one is made to be this one.
    admin("ir.sequence", "write", admin.ids("ir.sequence", ["name", "=", "Purchase"]), {"number_next": int(order.order_number)})
    for step in ("quote", "confirm", "process"):
        admin("purchase.purchase", step, [made])
    return made


def _company(admin: Admin, name: str, currency: int) -> int:
    party = admin.create("party.party", name=name, addresses=[["create", [{"city": "Linz"}]]])
    return admin.create("company.company", party=party, currency=currency)


def _supplier(admin: Admin, order: PurchaseOrder) -> int:
    known = admin.ids("party.party", ["code", "=", order.supplier_id])
    if known:
        return known[0]
    return admin.create("party.party", name=order.supplier_name, code=order.supplier_id, addresses=[["create", [{"city": "Linz"}]]])


def _line(admin: Admin, order: PurchaseOrder, line: OrderLine, supplier: int, currency: int) -> dict[str, Any]:
    product, supplied = _product(admin, line, supplier, currency)
    return {
        "type": "line",
        "sequence": int(line.order_line),
        "product": product,
        "product_supplier": supplied,
        "unit": admin.ids("product.uom", ["symbol", "=", UNITS[line.unit]])[0],
        "quantity": float(line.quantity),
        "unit_price": decimal(line.unit_price / line.price_unit),
        "description": line.description,
        "delivery_date_edit": True,
        "delivery_date_store": day(line.requested_date.isoformat()),
    }


def _product(admin: Admin, line: OrderLine, supplier: int, currency: int) -> tuple[int, int]:
    clauses = (["party", "=", supplier], ["product.code", "=", line.buyer_item])
    known = admin.read("purchase.product_supplier", *clauses, fields=("product",))
    if known:
        return int(known[0]["product"]), int(known[0]["id"])
    unit = admin.ids("product.uom", ["symbol", "=", UNITS[line.unit]])[0]
    template = admin.create(
        "product.template",
        name=line.description,
        type="goods",
        default_uom=unit,
        purchasable=True,
        purchase_uom=unit,
        products=[["create", [{"suffix_code": line.buyer_item}]]],
    )
    product = admin.ids("product.product", ["template", "=", template])[0]
    named = {"template": template, "product": product, "party": supplier, "code": line.supplier_item, "currency": currency}
    return product, admin.create("purchase.product_supplier", **named)
