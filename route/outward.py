"""Carries messages out of the outbox to their receivers, at least once each, with the same id at every attempt.

tenacity and stamina try again within a call, and forget what they were at when the process ends; here the next attempt is a moment in
the database, so that it outlives the process. The waits are those that the Standard Webhooks specification gives as an example.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from domain.errors import DeliveryRefusedError, NotDeliveredError, UsageError
from domain.outward import Delivery, DeliveryState, Mail, Via, is_address
from domain.ports import Clock, Sender, Store, UnitOfWork

WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600))
"""After the first, second … attempt in vain; a tenth attempt is the last, some three days after the first."""
MOST_ATTEMPTS = len(WAITS) + 1
LEASE_SECONDS = 300
"""Longer than any attempt takes: after it, the process that made it counts as dead, and another tries again."""

logger = logging.getLogger(__name__)


def plan_mail(
    work: UnitOfWork, mail: Mail, *, clock: Clock, document_id: str | None = None, not_before: datetime | None = None
) -> Delivery:
    """Plans a mail in the caller's unit of work, so that it leaves if and only if what it tells of is stored.

    Args:
        work: the caller's unit of work.
        mail: what is sent.
        clock: what time it is.
        document_id: the document that it is about: its story says when it was sent. `withdraw` takes it back until it was tried.
        not_before: until when it is held back, as while a decision can be undone.

    Raises:
        UsageError: there is nobody it could be sent to.
    """
    if not is_address(mail.to):
        raise UsageError(f"{mail.to!r} is no address for mail.")
    now = clock()
    planned = Delivery(
        message_id=f"mail_{uuid4().hex}",
        via=Via.MAIL,
        target=mail.to,
        body=mail.model_dump_json(),
        document_id=document_id,
        planned_at=now,
        not_before=not_before or now,
    )
    work.deliveries.plan(planned)
    return planned


def deliver(store: Store, senders: Mapping[Via, Sender], *, clock: Clock, most_attempts: int = MOST_ATTEMPTS) -> list[Delivery]:
    """Tries everything whose time has come, once; returns what it tried, as it is now.

    A receiver that fails is left alone for the rest of the round, so that it costs one waiting time and holds up no other.
    """
    tried: list[Delivery] = []
    failing: set[str] = set()
    while True:
        with store.begin() as work:
            delivery = work.deliveries.claim(list(senders), now=clock(), lease_seconds=LEASE_SECONDS, but=failing) if senders else None
        if delivery is None:
            return tried
        state, error = _attempt(senders[delivery.via], delivery, most_attempts)
        if state is not DeliveryState.DELIVERED:
            failing.add(delivery.target)
            logger.warning("%s to %s: %s", delivery.message_id, delivery.target, error)
        not_before = clock() + (_wait(delivery) if state is DeliveryState.WAITING else timedelta())
        with store.begin() as work:
            work.deliveries.settle(delivery, to=state, error=error, not_before=not_before)
        tried.append(delivery.model_copy(update={"state": state, "error": error, "not_before": not_before}))


def _attempt(sender: Sender, delivery: Delivery, most_attempts: int) -> tuple[DeliveryState, str | None]:
    try:
        sender.send(delivery)
    except NotDeliveredError as error:
        return (DeliveryState.DEAD if delivery.attempts >= most_attempts else DeliveryState.WAITING), str(error)
    except DeliveryRefusedError as error:
        return DeliveryState.DEAD, str(error)
    return DeliveryState.DELIVERED, None


def _wait(delivery: Delivery) -> timedelta:
    """How long until the next attempt, up to a tenth longer, so that what failed together does not come back together."""
    wait = WAITS[min(delivery.attempts, len(WAITS)) - 1]
    spread = hashlib.sha256(delivery.message_id.encode()).digest()[0] / 255
    return wait * (1 + spread / 10)
