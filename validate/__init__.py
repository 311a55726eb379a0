"""Checking: a reading and what the ERP knows of it in, findings out."""

from validate.check import check
from validate.context import gather, with_related
from validate.evidence import corroborate
from validate.signals import signals_of

__all__ = ["check", "corroborate", "gather", "signals_of", "with_related"]
