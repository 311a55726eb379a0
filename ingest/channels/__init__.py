"""The channels that documents come by: one file each, and the file's name is the setting's value.

A channel's module has `connect(location, options)`, which returns its `Channel`. It is imported only when it is asked for.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from domain.errors import UsageError
from domain.ports import Channel

Connect = Callable[[str, Mapping[str, str]], Channel]
"""Makes the channel for a location (a folder, a mailbox); the options are the settings that begin with its name."""


def names() -> list[str]:
    """The channels that are there, by file name."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def connect(name: str, location: str, options: Mapping[str, str] | None = None) -> Channel:
    """The channel of that name at that location.

    Raises:
        UsageError: there is none of that name.
    """
    if name not in names():
        raise UsageError(f"There is no channel “{name}”: choose one of {', '.join(names())}.")
    make = cast("Connect", import_module(f"{__name__}.{name}").connect)
    return make(location, options or {})
