"""Checking: a reading and what the ERP knows of it in, findings out."""

from validate.check import check
from validate.context import gather, with_related
from validate.conversion import in_ordered_units
from validate.evidence import corroborate
from validate.lessons import lessons
from validate.signals import signals_of

__all__ = ["check", "corroborate", "gather", "in_ordered_units", "lessons", "signals_of", "with_related"]
