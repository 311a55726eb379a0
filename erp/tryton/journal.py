"""What Tallyclerk notes at an order of Tryton: attachments, which hold the paper and tell how far its posting has come.

Tryton has no idempotency keys and no unique references, and over REST an attachment can be made, but neither changed nor removed. So a
posting first leaves an attachment with its key, does its steps (each of which may be repeated without harm), and then leaves another one
that says it is done. Where a request that was given up made one after all, there are two of one key: the older one counts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from pydantic import JsonValue

from erp.tryton.rest import Record, Rest

_MARK = "tallyclerk"
_BEGUN, _DONE = "begun", "done"
_PAPER = {b"%PDF": "pdf", b"\x89PNG": "png", b"\xff\xd8": "jpg", b"II*\0": "tif", b"MM\0*": "tif"}


@dataclass(frozen=True)
class Entry:
    """The note of one posting; `before` is what the lines were that it changes."""

    entry_id: int
    key: str
    kind: str
    payload: dict[str, JsonValue]
    before: dict[str, JsonValue]
    reverses: str | None = None
    made_by: int | None = None
    is_done: bool = False
    is_taken_back: bool = False

    @property
    def stands(self) -> bool:
        """Whether the posting is in the ERP, whole, and was not taken back."""
        return self.is_done and not self.is_taken_back and self.reverses is None

    @property
    def number(self) -> str:
        """The number of the paper."""
        return str(self.payload.get("document_number") or "")


def read_entries(rest: Rest, purchase: int) -> list[Entry]:
    """What is noted at the order, oldest first, each key once; what cannot be understood is none of ours.

    Raises:
        LedgerUnavailableError: there is no usable answer.
    """
    clauses = [["resource", "=", f"purchase.purchase,{purchase}"], ["description", "like", f"{_MARK} %"]]
    rows = rest.search("ir.attachment", clauses, ["description", "create_uid.id"])
    done = {row["description"].split()[1] for row in rows if row["description"].split()[2:] == [_DONE]}
    found: dict[str, Entry] = {}
    for row in rows:
        entry = _entry(row)
        if entry is not None:
            found.setdefault(entry.key, replace(entry, is_done=entry.key in done))
    gone = {entry.reverses for entry in found.values() if entry.is_done}
    return [replace(entry, is_taken_back=entry.key in gone) for entry in found.values()]


def begin(rest: Rest, purchase: int, entry: Entry, paper: bytes | None) -> int:
    """Leaves the entry at the order, with the paper itself; its id."""
    said = {"kind": entry.kind, "payload": entry.payload, "before": entry.before, "reverses": entry.reverses}
    description = f"{_MARK} {entry.key} {_BEGUN}\n{json.dumps(said, ensure_ascii=False)}"
    name = f"Taking back {entry.number}" if entry.reverses else entry.number
    return _attach(rest, f"purchase.purchase,{purchase}", name, description, paper or b"Noted by Tallyclerk.")


def finish(rest: Rest, purchase: int, entry: Entry) -> None:
    """Says that the posting is whole."""
    what = "taken back" if entry.reverses else "posted"
    values = {"resource": f"purchase.purchase,{purchase}", "name": f"{entry.number} {what}", "type": "link"}
    rest.create("ir.attachment", {**values, "description": f"{_MARK} {entry.key} {_DONE}"})


def attach(rest: Rest, resource: str, entry: Entry, name: str, paper: bytes) -> None:
    """Hangs the paper, or word that it was taken back, on another record, once."""
    description = f"{_MARK}-copy {entry.key}"
    if not rest.search("ir.attachment", [["resource", "=", resource], ["description", "=", description]], ["id"]):
        _attach(rest, resource, name, description, paper)


def _attach(rest: Rest, resource: str, name: str, description: str, paper: bytes) -> int:
    suffix = next((suffix for start, suffix in _PAPER.items() if paper.startswith(start)), "txt")
    file = f"{name.replace('/', '-')}.{suffix}"
    values = {"resource": resource, "name": file, "type": "data", "data": paper, "description": description}
    return rest.create("ir.attachment", values)


def _entry(row: Record) -> Entry | None:
    first, _, rest = str(row["description"]).partition("\n")
    try:
        _, key, state = first.split()
        if state != _BEGUN:
            return None
        said = json.loads(rest)
        maker = row.get("create_uid") or {}
        return Entry(row["id"], key, said["kind"], said["payload"], said["before"], said["reverses"], maker.get("id"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
