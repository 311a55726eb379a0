"""The one door for documents: the bytes are archived, then recorded, and only then may the source let go of them."""

from __future__ import annotations

import logging

from domain.arrivals import Arrival, document_id_of
from domain.errors import SourceBusyError, UnreadableError
from domain.ports import Archive, Clock, Incoming, Store
from ingest.names import shown_name

logger = logging.getLogger(__name__)


def take_in(incoming: Incoming, *, archive: Archive, store: Store, clock: Clock, channel: str) -> Arrival | None:
    """Takes one file in; None where it was taken before, is gone, or was refused.

    Killed at any point, it leaves the file where it was or the document recorded; a second run ends the same way.

    Raises:
        SourceBusyError: the file is still changing, or cannot be read now: it is offered again.
        StoreBusyError: the archive or the database cannot be written now: the file stays where it is.
    """
    try:
        content = incoming.read()
    except FileNotFoundError:
        return None
    except UnreadableError as error:
        _refuse(incoming, str(error), store=store, channel=channel)
        return None
    arrival = Arrival(
        document_id=document_id_of(content),
        name=shown_name(incoming.name),
        size=len(content),
        channel=channel,
        source_id=_sighting(incoming.source_id, document_id_of(content)),
        received_at=clock(),
    )
    archive.put(content)
    taken = _record(arrival, store)
    try:
        incoming.safe()
    except OSError as error:
        # It is stored; what stays in the source will be recognised.
        logger.warning("“%s” is stored but could not be removed from %s (%s).", arrival.name, channel, error.strerror)
    return arrival if taken else None


def _sighting(source_id: str, document_id: str) -> str:
    """The file and what was in it: a system may use one file's number again for another file."""
    return f"{source_id}={document_id.removeprefix('sha256:')[:32]}"


def _record(arrival: Arrival, store: Store) -> bool:
    """Whether this very file was not recorded before, by an earlier run or by another process."""
    with store.begin() as work:
        if work.documents.seen(arrival.channel, arrival.source_id):
            return False
        work.documents.add(arrival)
        return True


def _refuse(incoming: Incoming, reason: str, *, store: Store, channel: str) -> None:
    try:
        incoming.refuse(reason)
    except OSError as error:
        raise SourceBusyError(f"{reason} It cannot be put aside either ({error.strerror}).") from error
    with store.begin() as work:
        name = shown_name(incoming.name)
        work.audit.append(actor=channel, action="file refused", subject=f"file:{name}", after={"name": name, "reason": reason})
