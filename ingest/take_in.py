"""The one door for documents: the bytes are archived, then recorded, and only then may the source let go of them.

A message or an archive is opened here, before it is recorded: it is in the store together with all that it holds, or not at all.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.arrivals import Arrival, Contents, DocumentState, Form, Refusal, document_id_of
from domain.errors import PermanentError, SourceBusyError, UnreadableError
from domain.ports import Archive, Clock, Incoming, Store, UnitOfWork, Unpacker
from ingest.names import shown_name

logger = logging.getLogger(__name__)

_PAPERS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
"""How PDFs and pictures begin, which hold nothing and need no opening."""


def take_in(
    incoming: Incoming, *, archive: Archive, store: Store, clock: Clock, channel: str, unpacker: Unpacker | None = None
) -> Arrival | None:
    """Takes one file in; None where it was taken before, is gone, or was refused.

    Killed at any point, it leaves the file where it was or the document recorded; a second run ends the same way.

    Raises:
        SourceBusyError: the file is still changing, or cannot be read now: it is offered again.
        StoreBusyError: the archive or the database cannot be written now: the file stays where it is.
        TransientError: it cannot be opened now, for reasons that are ours: the file stays where it is.
    """
    try:
        content = incoming.read()
    except FileNotFoundError:
        return None
    except UnreadableError as error:
        _refuse(incoming, str(error), store=store, clock=clock, channel=channel)
        return None
    arrival = Arrival(
        document_id=document_id_of(content),
        name=shown_name(incoming.name),
        size=len(content),
        channel=channel,
        source_id=sighting_of(incoming.source_id, document_id_of(content)),
        received_at=clock(),
    )
    with store.begin(reading=True) as work:
        known = work.arrivals.sighted(channel, arrival.source_id)
    if known is not None and _is_spared(incoming, arrival.received_at - known.seen_at):
        return None
    contents, parts, problem = _open(content, incoming.name, unpacker)
    if known is not None:
        _let_go(incoming, arrival, problem)
        return None
    archive.put(content)
    for part in parts:
        archive.put(part)
    arrival = arrival.model_copy(update={"form": contents.form, "sender": contents.sender})
    taken = _record(arrival, contents, parts, store, failure=problem if contents.form is not Form.FILE else "")
    if taken or not _is_spared(incoming, timedelta(0)):
        _let_go(incoming, arrival, problem)
    return arrival if taken else None


def add_contents(work: UnitOfWork, holder: Arrival, contents: Contents, parts: Sequence[bytes], *, at: datetime) -> None:
    """Records what a document held: its parts as documents of their own, and what was left out with the reason.

    Doing so twice adds nothing; what the opener finds only at a second try is added.
    """
    holders: list[Arrival] = []
    for part, content in zip(contents.parts, parts, strict=True):
        within = holder if part.within is None else holders[part.within]
        document_id = document_id_of(content)
        arrival = Arrival(
            document_id=document_id,
            name=f"{within.name}/{part.name}",
            size=len(content),
            channel=holder.channel,
            source_id=sighting_of(f"{within.document_id}/{part.name}", document_id),
            received_at=at,
            form=part.form,
            within=within.document_id,
            sender=part.sender or within.sender,
        )
        holders.append(arrival)
        work.documents.add(arrival)
    for left in contents.left_out:
        within = holder if left.within is None else holders[left.within]
        work.arrivals.refuse(
            Refusal(
                name=f"{within.name}/{left.name}",
                channel=holder.channel,
                source_id=f"{within.document_id}/{left.name}: {left.reason}",
                refused_at=at,
                reason=left.reason,
                within=within.document_id,
                minor=left.minor,
            )
        )


def sighting_of(source_id: str, document_id: str) -> str:
    """The file and what was in it: a system may use one file's number again for another file."""
    return f"{source_id}={document_id.removeprefix('sha256:')[:32]}"


def _open(content: bytes, name: str, unpacker: Unpacker | None) -> tuple[Contents, list[bytes], str]:
    """What the file holds, the bytes of its parts, and why it could not be opened."""
    if unpacker is None or content.startswith(_PAPERS):
        return Contents(), [], ""
    try:
        return *unpacker.unpack(content, name), ""
    except UnreadableError as error:
        return Contents(), [], str(error)
    except PermanentError as error:  # our own fault: it is kept, and can be driven again once that is mended
        return Contents(form=Form.MESSAGE), [], f"The program failed to open it ({error}); it can be tried again."


def _is_spared(incoming: Incoming, age: timedelta) -> bool:
    """Whether another process has only just stored it, and will let its source go: a message that two move at once is doubled."""
    # An age is negative where clocks differ or one was set back: that may last for hours, and must not keep a source waiting for so long.
    return abs(age.total_seconds()) < float(getattr(incoming, "spared_seconds", 0.0))


def _record(arrival: Arrival, contents: Contents, parts: Sequence[bytes], store: Store, *, failure: str) -> bool:
    """Whether this very file was not recorded before, by an earlier run or by another process."""
    with store.begin() as work:
        if work.documents.seen(arrival.channel, arrival.source_id):
            return False
        new = work.documents.add(arrival)
        add_contents(work, arrival, contents, parts, at=arrival.received_at)
        if new and failure:
            work.documents.advance(
                arrival.document_id, expect=[DocumentState.RECEIVED], to=DocumentState.FAILED, by="ingest", error=failure
            )
        return True


def _let_go(incoming: Incoming, arrival: Arrival, problem: str) -> None:
    try:
        if problem:
            incoming.refuse(problem)
        else:
            incoming.safe()
    except OSError as error:
        # It is stored; what stays in the source will be recognised.
        logger.warning("“%s” is stored but could not be removed from %s (%s).", arrival.name, arrival.channel, error.strerror or error)


def _refuse(incoming: Incoming, reason: str, *, store: Store, clock: Clock, channel: str) -> None:
    try:
        incoming.refuse(reason)
    except OSError as error:
        raise SourceBusyError(f"{reason} It cannot be put aside either ({error.strerror}).") from error
    name = shown_name(incoming.name)
    place = hashlib.sha256(f"{incoming.source_id}/{name}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    with store.begin() as work:
        work.arrivals.refuse(Refusal(name=name, channel=channel, source_id=f"refused-{place}", refused_at=clock(), reason=reason))
