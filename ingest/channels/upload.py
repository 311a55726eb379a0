"""What people send through the desk or the API: it is offered at once, and told apart from nothing that comes by other channels."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from domain.errors import UnreadableError
from domain.ports import Incoming
from ingest.dropped import LARGEST_BYTES as LARGEST_FILE

LARGEST_MESSAGE = 75 * 1024 * 1024
_MESSAGES = (".eml", ".msg")


def connect(location: str, options: Mapping[str, str]) -> UploadChannel:  # noqa: ARG001 - a channel is made so
    """The channel; it has no place and no options."""
    return UploadChannel()


class UploadChannel:
    """Nothing ever waits in it: who sends something hears at once what became of it, or knows that it was not taken."""

    def __init__(self) -> None:
        self.name = "upload"

    def incoming(self) -> Iterator[Incoming]:
        """Nothing."""
        return iter(())


class Upload:
    """A file that somebody sends."""

    def __init__(self, name: str, content: bytes) -> None:
        """`name` is what its sender calls it, `content` its bytes."""
        self.name = name
        self.source_id = uuid.uuid4().hex
        self.refused = ""
        self._content = content

    def read(self) -> bytes:
        """The bytes. Raises UnreadableError for more than is taken."""
        largest = most_bytes(self.name)
        if len(self._content) > largest:
            raise UnreadableError(
                f"The file has {len(self._content) / 1024**2:.0f} MB, and more than {largest // 1024**2} MB are not taken."
            )
        return self._content

    def safe(self) -> None:
        """Nothing is to be done: its sender keeps it."""

    def refuse(self, reason: str) -> None:
        """Keeps the reason for its sender."""
        self.refused = reason


def most_bytes(name: str) -> int:
    """How many bytes are taken of a file of that name."""
    return LARGEST_MESSAGE if name.lower().endswith(_MESSAGES) else LARGEST_FILE
