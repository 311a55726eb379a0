"""The folder that postings go to as files, with our own record of what was handed over, and the acknowledgements that come back.

A posting `KIND-NUMBER-KEY-1.json` lies in the folder, whole, from one moment to the next; the paper lies beside it. The ERP's import may
move or remove them. It answers with a file of the same name in the folder of acknowledgements. What was refused and is posted anew gets
the next number. An import must not take a name twice: killed between handing over and noting that, we hand over the same name again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from domain.errors import LedgerUnavailableError
from domain.orders import PurchaseOrder
from domain.postings import Posting

LARGEST_ACKNOWLEDGEMENT = 1024 * 1024
_RECORDS = ".tallyclerk"


class Handed(BaseModel):
    """Our record of a posting that is, or is about to be, handed over; `before` and `after` are the order as we know it."""

    model_config = ConfigDict(frozen=True)

    name: str
    posting: Posting
    before: dict[str, JsonValue]
    after: dict[str, JsonValue]
    place: int = 0


class Acknowledgement(BaseModel):
    """What the ERP says became of a posting: `status` is `posted` or `refused`."""

    model_config = ConfigDict(frozen=True)

    posting: str
    status: str
    reference: str = ""
    message: str = ""


@dataclass(frozen=True)
class PostingFolder:
    """The two folders; both must be there."""

    postings: Path
    acknowledgements: Path

    def reach(self) -> None:
        """Raises LedgerUnavailableError where a folder is not there, or postings cannot be written."""
        _there(self.postings)
        _there(self.acknowledgements)
        probe = self.postings / _RECORDS / "probe"
        _write(probe, b"")
        probe.unlink(missing_ok=True)

    def record(self, posting: Posting, before: PurchaseOrder, after: PurchaseOrder, attempt: int) -> Handed:
        """Notes durably what is about to be handed over; what was noted before stays as it is."""
        known = self.noted(posting, attempt)
        if known is not None:
            return known
        _there(self.postings)
        records = self._records(posting.order_number)
        images = [order.model_dump(mode="json", exclude_defaults=True) for order in (before, after)]
        handed = Handed(
            name=_name(posting, attempt), posting=posting, before=images[0], after=images[1], place=1 + len(list(records.glob("*.json")))
        )
        _write(records / handed.name, handed.model_dump_json().encode())
        return handed

    def hand_over(self, handed: Handed, paper: bytes | None) -> None:
        """Puts the paper and then the posting into the folder, and notes that it did."""
        posting = handed.posting
        said: dict[str, JsonValue] = {
            "posting": posting.key,
            "action": "reverse" if posting.reverses else "post",
            "reverses": posting.reverses,
            "kind": posting.kind,
            "order_number": posting.order_number,
            "supplier_id": posting.supplier_id or None,
            "document_id": posting.document_id,
            "paper": None,
            "content": posting.payload,
        }
        if paper is not None:
            beside = handed.name.removesuffix(".json") + (".pdf" if paper.startswith(b"%PDF") else ".bin")
            _write(self.postings / beside, paper)
            said["paper"] = beside
        _write(self.postings / handed.name, json.dumps(said, ensure_ascii=False, indent=1).encode())
        _write(self._done(handed), b"")

    def is_handed_over(self, handed: Handed) -> bool:
        """Whether the ERP has, or may have, the file."""
        return self._done(handed).exists() or (self.postings / handed.name).exists()

    def noted(self, posting: Posting, attempt: int) -> Handed | None:
        """Our record of that attempt."""
        file = self._records(posting.order_number) / _name(posting, attempt)
        return _handed(file) if file.exists() else None

    def all_noted(self, order_number: str) -> list[Handed]:
        """What was noted for an order, in the order of handing over."""
        return sorted((_handed(file) for file in self._records(order_number).glob("*.json")), key=lambda each: (each.place, each.name))

    def acknowledgement(self, handed: Handed) -> tuple[Acknowledgement, float] | None:
        """What the ERP said of it, and when (seconds since 1970); None as long as it says nothing.

        Raises:
            LedgerUnavailableError: what it said cannot be understood.
        """
        _there(self.acknowledgements)
        file = self.acknowledgements / handed.name
        try:
            with file.open("rb") as opened:
                content, at = opened.read(LARGEST_ACKNOWLEDGEMENT), os.fstat(opened.fileno()).st_mtime
        except FileNotFoundError:
            return None
        except OSError as error:
            raise LedgerUnavailableError(f"The acknowledgement {file} cannot be read: {error.strerror}.") from error
        try:
            said = Acknowledgement.model_validate_json(content)
        except ValidationError as error:
            raise LedgerUnavailableError(
                f"The acknowledgement {file.name} is not whole or not in the form of docs/erp.md: it is read again later."
            ) from error
        if said.posting != handed.posting.key or said.status not in ("posted", "refused"):
            raise LedgerUnavailableError(f"The acknowledgement {file.name} must repeat the posting's key, and say posted or refused.")
        return said, at

    def attempts(self, posting: Posting) -> Iterator[tuple[int, Handed, Acknowledgement | None]]:
        """The attempts at a posting, oldest first, with what the ERP said of each."""
        attempt = 1
        while (handed := self.noted(posting, attempt)) is not None:
            said = self.acknowledgement(handed)
            yield attempt, handed, said[0] if said else None
            attempt += 1

    def _records(self, order_number: str) -> Path:
        return self.postings / _RECORDS / quote(order_number, safe="")

    def _done(self, handed: Handed) -> Path:
        return self._records(handed.posting.order_number) / f"{handed.name}.handed"


def _name(posting: Posting, attempt: int) -> str:
    number = re.sub(r"[^A-Za-z0-9._-]+", "-", str(posting.payload.get("document_number") or ""))[:60].strip(".-")
    kind = f"reverse-{posting.kind}" if posting.reverses else posting.kind
    return f"{kind}-{number or 'x'}-{posting.key[:16]}-{attempt}.json"


def _handed(file: Path) -> Handed:
    try:
        return Handed.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise LedgerUnavailableError(f"Tallyclerk's own record {file} cannot be read: put it back from a backup.") from error


def _write(target: Path, content: bytes) -> None:
    """Puts the file there whole and durably, or not at all."""
    begun = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with begun.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        begun.replace(target)
        _sync(target.parent)
    except OSError as error:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
        raise LedgerUnavailableError(
            f"{target.parent} cannot be written ({error.strerror}): free some space, or mend the share."
        ) from error


def _there(folder: Path) -> None:
    """A folder that is not there may be a share that is not mounted: it is never made up."""
    if not folder.is_dir():
        raise LedgerUnavailableError(f"The folder {folder} cannot be found: make it, or mount its share.")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
