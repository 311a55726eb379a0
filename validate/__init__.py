"""Checking: a reading and what the ERP knows of it in, findings out."""

from validate.check import check
from validate.context import corroborate, gather

__all__ = ["check", "corroborate", "gather"]
