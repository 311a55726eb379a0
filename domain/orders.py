"""Purchase orders as the ERP knows them; the JSON form is fixed by the contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class ConfirmedDelivery(BaseModel):
    """What the supplier has confirmed for an order line: a quantity, its price (for `price_unit` units) and the promised date."""

    model_config = ConfigDict(frozen=True)

    document_number: str
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    price_unit: int | None = None
    delivery_date: date | None = None


class AnnouncedDelivery(BaseModel):
    """What a ship notice says is under way for an order line, with its lots."""

    model_config = ConfigDict(frozen=True)

    document_number: str
    quantity: Decimal
    lots: list[dict[str, JsonValue]] = []


class CertificateOnFile(BaseModel):
    """A certificate that is recorded against an order line, with the results of its heats as the paper says them."""

    model_config = ConfigDict(frozen=True)

    document_number: str
    certificate_type: str | None = None
    heats: list[dict[str, JsonValue]] = []


class OrderLine(BaseModel):
    """One line of a purchase order. `unit_price` is for `price_unit` units; units are UN/ECE Recommendation 20 codes."""

    model_config = ConfigDict(frozen=True)

    order_line: str
    buyer_item: str
    supplier_item: str | None = None
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    price_unit: int = Field(default=1, gt=0)
    requested_date: date
    received_quantity: Decimal = Decimal(0)
    in_transit_quantity: Decimal = Decimal(0)
    status: str = "open"
    over_delivery_pct: Decimal | None = None
    under_delivery_pct: Decimal | None = None
    quality_critical: bool = False
    grade: str | None = None
    standard: str | None = None
    product_form: str | None = None
    thickness_mm: Decimal | None = None
    required_certificate: str | None = None
    plant: str | None = None
    """Where it is delivered to, as the ERP calls it; beyond the contract, for the rules of a policy."""
    confirmed: list[ConfirmedDelivery] = []
    announced: list[AnnouncedDelivery] = []
    certificates: list[CertificateOnFile] = []

    @property
    def open_quantity(self) -> Decimal:
        """What is still to come: ordered less received less in transit, never below zero."""
        return max(Decimal(0), self.quantity - self.received_quantity - self.in_transit_quantity)

    @property
    def is_open(self) -> bool:
        """Whether the ERP still expects something on this line."""
        return self.status == "open"


class PurchaseOrder(BaseModel):
    """A purchase order with its lines. What it is known by is its number and its supplier."""

    model_config = ConfigDict(frozen=True)

    order_number: str
    supplier_id: str
    supplier_name: str
    currency: str
    order_date: date
    incoterm: str | None = None
    payment_terms: str | None = None
    supplier_aliases: list[str] = []
    supplier_domains: list[str] = []
    supplier_accounts: list[str] = []
    """The supplier's bank details where the ERP tells them (IBANs, or as printed); beyond the contract."""
    lines: list[OrderLine]

    def line(self, order_line: str | None) -> OrderLine | None:
        """The line of that number; leading zeros do not count (`00010` is line `10`)."""
        if order_line is None:
            return None
        wanted = order_line.lstrip("0")
        return next((line for line in self.lines if line.order_line.lstrip("0") == wanted), None)

    @property
    def is_open(self) -> bool:
        """Whether any line is still open."""
        return any(line.is_open for line in self.lines)


def order_of(orders: Iterable[PurchaseOrder], supplier_id: str | None) -> PurchaseOrder | None:
    """That supplier's order; where no supplier is named the only one, and none of several."""
    fitting = [order for order in orders if supplier_id is None or order.supplier_id == supplier_id]
    return fitting[0] if len(fitting) == 1 else None
