"""The ERPs that Tallyclerk can talk to: one file each, and the file's name is the setting's value.

An adapter's module has `connect(store, archive, options)`, which returns its `Erp`. It is imported only when it is asked for.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol, cast

from domain.errors import UsageError
from domain.ports import Archive, Ledger, OrderBook, Store


class Erp(OrderBook, Ledger, Protocol):
    """Both sides of an ERP: what it knows, and what it is told."""

    def reach(self) -> str:
        """Looks whether orders can be read and postings be written, and says in a few words what is there.

        Raises:
            LedgerUnavailableError: something cannot; the sentence says what, and what to do about it.
        """


Connect = Callable[[Store, Archive, Mapping[str, str]], Erp]
"""Makes the adapter from our database, the archive of originals (an ERP may be given the paper itself) and the setting `erp_options`."""


def names() -> list[str]:
    """The adapters that are there, by file name."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def connect(name: str, store: Store, archive: Archive, options: Mapping[str, str] | None = None) -> Erp:
    """The adapter of that name. It is made without asking the ERP anything, so that the rest works while the ERP is away.

    Raises:
        UsageError: there is none of that name, or an option is missing, unknown or wrong.
    """
    if name not in names():
        raise UsageError(f"There is no ERP adapter “{name}”: choose one of {', '.join(names())}.")
    make = cast("Connect", import_module(f"{__name__}.{name}").connect)
    return make(store, archive, options or {})
