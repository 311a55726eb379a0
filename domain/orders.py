"""Purchase orders as the ERP knows them; the JSON form is fixed by the contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


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

    @property
    def open_quantity(self) -> Decimal:
        """What is still to come: ordered less received less in transit, never below zero."""
        return max(Decimal(0), self.quantity - self.received_quantity - self.in_transit_quantity)

    @property
    def is_open(self) -> bool:
        """Whether the ERP still expects something on this line."""
        return self.status == "open"


class PurchaseOrder(BaseModel):
    """A purchase order with its lines."""

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
