"""What a person must not see for now: how a paper was read that they are keying blind for the sample."""

from __future__ import annotations

from domain.errors import NotAllowedError
from domain.people import User
from domain.ports import UnitOfWork


def hidden_from(work: UnitOfWork, viewer: User | None) -> frozenset[str]:
    """The ids of the documents whose reading is hidden from this person; none from the program itself."""
    return frozenset(sample.document_id for sample in work.samples.open_of(viewer.name)) if viewer else frozenset()


def refuse_hidden(work: UnitOfWork, document_id: str, viewer: User | None) -> None:
    """Raises NotAllowedError where that document's reading is hidden from this person."""
    if document_id in hidden_from(work, viewer):
        raise NotAllowedError(
            "You are keying this paper for the sample: what was read of it is shown when you have keyed it, or given it back."
        )
