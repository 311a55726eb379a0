"""The installation's secret key: made at the first start, readable by nobody else, never in a log or a setting."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from domain.errors import UsageError

KEY_FILE = "secret.key"
KEY_BYTES = 32


def secret_key(data_dir: Path) -> bytes:
    """The key of this installation, made now if there is none yet.

    Raises:
        UsageError: the key's file is there but cut short, or other people can read it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / KEY_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(path)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
    return _kept_key(path)


def _kept_key(path: Path) -> bytes:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise UsageError(f"Other people can read {path}; take their rights away ('chmod 600') or delete it, and a new one is made.")
    key = path.read_bytes()
    if len(key) < KEY_BYTES:
        raise UsageError(f"{path} is cut short; delete it, and a new one is made (everybody signs in again).")
    return key
