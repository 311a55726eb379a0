"""A finding: something about the paper that differs from what was ordered or should hold. The codes are the contract's."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Severity(StrEnum):
    """How much a finding weighs: `info` never routes, `warning` asks one person, `error` two or the quality department."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class FindingCode(StrEnum):
    """Every finding that Tallyclerk can raise, as the contract names them."""

    UNKNOWN_ORDER = "unknown_order"
    ORDER_CLOSED = "order_closed"
    SUPPLIER_MISMATCH = "supplier_mismatch"
    CURRENCY_MISMATCH = "currency_mismatch"
    ITEM_MISMATCH = "item_mismatch"
    LINE_UNKNOWN = "line_unknown"
    LINE_MISSING = "line_missing"
    PRICE_VARIANCE = "price_variance"
    QUANTITY_VARIANCE = "quantity_variance"
    UNIT_MISMATCH = "unit_mismatch"
    DELIVERY_LATE = "delivery_late"
    DELIVERY_EARLY = "delivery_early"
    TERMS_CHANGED = "terms_changed"
    ARITHMETIC_MISMATCH = "arithmetic_mismatch"
    OVER_DELIVERY = "over_delivery"
    UNDER_DELIVERY = "under_delivery"
    LOTS_MISMATCH = "lots_mismatch"
    SSCC_INVALID = "sscc_invalid"
    WEIGHT_MISMATCH = "weight_mismatch"
    CERTIFICATE_TYPE_INSUFFICIENT = "certificate_type_insufficient"
    GRADE_MISMATCH = "grade_mismatch"
    STANDARD_MISMATCH = "standard_mismatch"
    CHEMISTRY_OUT_OF_LIMITS = "chemistry_out_of_limits"
    MECHANICAL_OUT_OF_LIMITS = "mechanical_out_of_limits"
    LIMITS_UNKNOWN = "limits_unknown"
    BORDERLINE = "borderline"
    HEAT_MISMATCH = "heat_mismatch"
    CERTIFICATE_MISSING = "certificate_missing"
    DUPLICATE_DOCUMENT = "duplicate_document"
    SUPERSEDED = "superseded"
    LOW_CONFIDENCE = "low_confidence"
    MATERIAL_VALUE = "material_value"
    QUALITY_CRITICAL = "quality_critical"


class Finding(BaseModel):
    """One deviation, in words a clerk understands, with the values that were compared."""

    model_config = ConfigDict(frozen=True)

    code: FindingCode
    severity: Severity
    field: str | None = None
    expected: str | None = None
    found: str | None = None
    message: str
