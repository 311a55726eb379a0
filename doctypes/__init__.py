"""The kinds of paper: one module each, which fills one `DocType`; `find_doctypes` finds them all."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from domain.doctype import DocType


def find_doctypes() -> tuple[DocType, ...]:
    """Every kind of paper that has a module here, in the order of the modules' names."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(module.DOCTYPE for module in modules if hasattr(module, "DOCTYPE"))


__all__ = ["find_doctypes"]
