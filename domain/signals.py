"""Signs that a paper may be meant to deceive: who sent it, where money is to go, print that was altered. They stand beside the findings.

A finding says that a paper differs from what was ordered; a signal says that it may not be what it seems. The codes of findings are the
contract's, those of signals are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.paper import Mark, Place


class SignalCode(StrEnum):
    """Every signal that Tallyclerk can raise."""

    BANK_CHANGED = "bank_changed"
    """The paper, or the mail it came with, prints bank details, and none of the supplier's known ones."""
    BANK_CHANGE_ANNOUNCED = "bank_change_announced"
    BANK_ADDED = "bank_added"
    """Unknown bank details beside known ones."""
    BANK_FIRST_SEEN = "bank_first_seen"
    """Bank details where no person, and no order of the ERP, has confirmed any of the supplier."""
    LOOKALIKE_SENDER = "lookalike_sender"
    """A domain of the mail that is nearly one of the supplier's."""
    REPLY_ELSEWHERE = "reply_elsewhere"
    AUTHENTICATION_FAILED = "authentication_failed"
    """Our own mail server found that the mail is not of the domain that it names."""
    NOT_AUTHENTICATED = "not_authenticated"
    FREE_MAIL_SENDER = "free_mail_sender"
    UNKNOWN_SENDER = "unknown_sender"
    ALTERED_PRINT = "altered_print"


class Measure(StrEnum):
    """What a signal asks for: to be told on the case, one person, or compliance with two approvals."""

    TELL = "tell"
    ASK = "ask"
    STOP = "stop"


WEIGHT: Mapping[Measure, int] = {Measure.TELL: 0, Measure.ASK: 1, Measure.STOP: 2}

MEASURES: Mapping[SignalCode, Measure] = {
    SignalCode.BANK_CHANGED: Measure.STOP,
    SignalCode.BANK_CHANGE_ANNOUNCED: Measure.STOP,
    SignalCode.LOOKALIKE_SENDER: Measure.STOP,
    SignalCode.ALTERED_PRINT: Measure.STOP,
    SignalCode.BANK_ADDED: Measure.ASK,
    SignalCode.REPLY_ELSEWHERE: Measure.ASK,
    SignalCode.AUTHENTICATION_FAILED: Measure.ASK,
    SignalCode.NOT_AUTHENTICATED: Measure.TELL,
    SignalCode.FREE_MAIL_SENDER: Measure.TELL,
    SignalCode.UNKNOWN_SENDER: Measure.TELL,
    SignalCode.BANK_FIRST_SEEN: Measure.TELL,
}
"""What is asked for where the policy does not say otherwise. Forwarding breaks authentication, portals answer elsewhere, and suppliers have
more domains than the ERP knows: what happens to honest mail every day is not stopped."""


class Signal(BaseModel):
    """One such sign, in a sentence, with what was compared and where it stands on the paper's pages."""

    model_config = ConfigDict(frozen=True)

    code: SignalCode
    measure: Measure
    message: str
    found: str | None = None
    expected: str | None = None
    places: list[Place] = []


@dataclass(frozen=True)
class KnownSupplier:
    """What papers say of a supplier: canonical bank details, mail domains and single addresses that people approved.

    `unconfirmed` are bank details of papers that were posted by themselves: nobody has looked at them, and yet others are a change.
    """

    accounts: frozenset[str] = frozenset()
    unconfirmed: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MailOrigin:
    """A message that a paper came in: who says it is theirs, what our own servers found of it, and the marks of its own text."""

    address: str = ""
    reply_to: str = ""
    authentication: Mapping[str, str] = field(default_factory=dict)
    marks: Sequence[Mark] = ()
