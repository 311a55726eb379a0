"""The one tree of exceptions. A failure of the program is an exception; a defect of the paper is a `Finding`.

TallyclerkError
├── TransientError            worth another try: the cause may pass
│   ├── LedgerUnavailableError
│   ├── PostingUnknownError   sent, but no answer: read the ERP back first
│   ├── StoreBusyError
│   ├── SourceBusyError       a file still growing, replaced or locked while it was read
│   └── NotDeliveredError     a message that its receiver did not take, or perhaps took: the same one is sent again
├── PermanentError            another try would end the same way
│   ├── UnreadableError       the document cannot be read at all; the message says why
│   ├── LedgerRefusedError    the ERP said no
│   ├── OrderChangedError     the order is not the one that was checked: check again
│   ├── AlreadyPostedError    another document said the same, and was posted
│   ├── StaleStateError       somebody else moved the document, case or posting meanwhile
│   ├── NotAllowedError       this person may not do that
│   └── DeliveryRefusedError  a message that its receiver will never take
└── UsageError                wrong use or a missing part; the message says what to do
"""

from __future__ import annotations


class TallyclerkError(Exception):
    """Anything that Tallyclerk itself raises; the message is one sentence for a person."""


class TransientError(TallyclerkError):
    """The cause may pass: try again later."""


class LedgerUnavailableError(TransientError):
    """The ERP could not be reached, and certainly did not take the posting."""


class PostingUnknownError(TransientError):
    """The posting was sent and no answer came: it may or may not be in the ERP."""


class StoreBusyError(TransientError):
    """The database is locked, full or unreachable."""


class SourceBusyError(TransientError):
    """The file is still being written, or was replaced while it was read."""


class NotDeliveredError(TransientError):
    """The receiver could not be reached, or did not say that it has the message."""


class PermanentError(TallyclerkError):
    """Another try would end the same way."""


class UnreadableError(PermanentError):
    """The document cannot be read at all: encrypted, empty, damaged or beyond the limits."""


class LedgerRefusedError(PermanentError):
    """The ERP refused the posting; `remedy` says what a person can do about it, in a sentence, where that is known."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class OrderChangedError(PermanentError):
    """The order changed since the document was checked."""


class AlreadyPostedError(PermanentError):
    """The same paper was posted, or is being posted, from another document."""


class StaleStateError(PermanentError):
    """Somebody else moved it meanwhile."""


class NotAllowedError(PermanentError):
    """This person may not do that; the message says who may."""


class DeliveryRefusedError(PermanentError):
    """The receiver will never take the message."""


class UsageError(TallyclerkError):
    """A wrong use or a missing part; the message says what to do."""
