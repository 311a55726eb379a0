"""Checking: a reading and what the ERP knows of it in, findings out."""

from validate.by_order import OrderPart, joined, part_by_order, with_shared_lots
from validate.check import check
from validate.context import gather, with_related
from validate.conversion import in_ordered_units
from validate.each_order import check_each, corroborate_each
from validate.evidence import corroborate
from validate.lessons import lessons
from validate.signals import signals_of

__all__ = [
    "OrderPart",
    "check",
    "check_each",
    "corroborate",
    "corroborate_each",
    "gather",
    "in_ordered_units",
    "joined",
    "lessons",
    "part_by_order",
    "signals_of",
    "with_related",
    "with_shared_lots",
]
