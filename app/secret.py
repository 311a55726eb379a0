"""Secrets: the installation's own key, made at the first start and readable by nobody else, and those that the settings name a place of; never in a log or a setting."""

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


def read_secret(file: Path, variable: str) -> str:
    """A secret of somebody else's, from the file or the environment variable that the settings name; asked anew each time.

    Raises:
        UsageError: it is not there; the message names the place, never the secret.
    """
    if variable:
        secret = os.environ.get(variable, "")
        place = f"the environment variable {variable}"
    else:
        place = str(file)
        try:
            secret = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{place} cannot be read ({getattr(error, 'strerror', None) or 'it is no text'}).") from None
    if not secret:
        raise UsageError(f"{place} is empty.")
    return secret
