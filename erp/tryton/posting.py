"""Writes a posting into Tryton: leaves a note with its key, does the steps of its kind, and notes that it is whole.

Each step looks first whether it is done, so that a posting which broke off anywhere is taken up again by posting it once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import JsonValue

from domain.errors import LedgerRefusedError, OrderChangedError, PostingUnknownError
from domain.paper import Kind
from domain.postings import PostingReceipt
from erp.record import recorded
from erp.tryton import journal
from erp.tryton.certifying import certify, uncertify
from erp.tryton.confirming import before_confirming, confirm, targets, targets_before, unconfirm
from erp.tryton.journal import Entry
from erp.tryton.orders import PLANNED, Line, Purchase
from erp.tryton.session import Session, image, lines_of
from erp.tryton.shipping import announce, shipped, unannounce

_FORTH: Mapping[str, Callable[[Session, Entry], None]] = {
    Kind.ORDER_CONFIRMATION: confirm,
    Kind.SHIP_NOTICE: announce,
    Kind.CERTIFICATE: certify,
}
_BACK: Mapping[str, Callable[[Session, Entry, Entry], None]] = {
    Kind.ORDER_CONFIRMATION: unconfirm,
    Kind.SHIP_NOTICE: unannounce,
    Kind.CERTIFICATE: uncertify,
}
_WORDS = {Kind.ORDER_CONFIRMATION: "confirmation", Kind.SHIP_NOTICE: "notice", Kind.CERTIFICATE: "certificate"}


def write(session: Session) -> PostingReceipt:
    """Writes the posting, or goes on where that broke off; the receipt has the lines before and after.

    Raises:
        LedgerUnavailableError, PostingUnknownError, LedgerRefusedError, OrderChangedError: as `Ledger.post` says.
    """
    posting, purchase = session.posting, session.look()
    entry = _entry(purchase, posting.key)
    if entry is not None and entry.is_done:
        return receipt(entry, purchase)
    _refuse_stale(session, purchase, entry)
    # What does not fit the order is refused before anything is written.
    original, before = _fitting(session, purchase)
    if entry is None:
        noted = Entry(0, posting.key, posting.kind, posting.payload, before, posting.reverses)
        journal.begin(session.rest, purchase.purchase_id, noted, session.paper)
        purchase = session.look()
        entry = _entry(purchase, posting.key) or noted
        _refuse_stale(session, purchase, None)
    try:
        if original is None:
            _FORTH[posting.kind](session, entry)
        else:
            _BACK[posting.kind](session, entry, original)
    except LedgerRefusedError as error:
        # Tryton refuses, too, what was removed in the meantime: by somebody, or by a request of ours that was given up and came late.
        now = session.look()
        if not explained(now, entry):
            raise OrderChangedError(_changed(session)) from error
        if now.version != purchase.version:
            raise PostingUnknownError(
                f"Order {posting.order_number} changed in Tryton while it was written: it is looked at again."
            ) from error
        raise
    journal.finish(session.rest, purchase.purchase_id, entry)
    return receipt(replace(entry, is_done=True), session.look())


def rehearse(session: Session) -> None:
    """Looks whether the posting fits the order as it is now; nothing is written.

    Raises:
        LedgerRefusedError: it does not. LedgerUnavailableError: Tryton cannot be asked now.
    """
    _fitting(session, session.look())


def _fitting(session: Session, purchase: Purchase) -> tuple[Entry | None, dict[str, JsonValue]]:
    """The posting that is taken back, if one is, and the lines as they are. Raises LedgerRefusedError where it does not fit the order."""
    if purchase.state != "processing":
        order = session.posting.order_number
        raise LedgerRefusedError(
            f"Tryton takes nothing for order {order}: it is {purchase.state}, not being processed.",
            remedy="Have the order processed (or opened again) in Tryton, or return the paper.",
        )
    original = _original(session, purchase)
    return original, _before(session, purchase, original)


def receipt(entry: Entry, purchase: Purchase) -> PostingReceipt:
    """The receipt of a posting that is whole: the lines before, and as they are now."""
    lines = [purchase.line(number) for number in lines_of(entry.before)]
    before: dict[str, JsonValue] = {"lines": lines_of(entry.before)}
    return PostingReceipt(reference=f"ir.attachment {entry.entry_id}", before=before, after=image(lines))


def explained(purchase: Purchase, entry: Entry) -> bool:
    """Whether nobody but we ourselves, in an attempt that broke off, can have changed the lines since the entry was made."""
    others = lines_of({"lines": entry.before.get("others")})
    wanted = entry.before.get("wanted")
    for number, was in {**others, **lines_of(entry.before)}.items():
        line = next((each for each in purchase.lines if each.seen.order_line == number), None)
        if line is None or not _ours(line, was, entry.made_by):
            return False
        now = [str(line.seen.quantity), str(line.seen.unit_price)]
        if now not in ([was["quantity"], was["unit_price"]], wanted.get(number) if isinstance(wanted, dict) else None):
            return False
    return True


def _ours(line: Line, was: Mapping[str, Any], us: int | None) -> bool:
    """Whether the line's moves are as they were, or ours; what came is neither more nor less."""
    settled = [move for move in was["moves"] if move["state"] not in PLANNED]
    if len(settled) != sum(move.state not in PLANNED for move in line.moves):
        return False
    known = {(move["quantity"], move["planned"]) for move in was["moves"]}
    return all(
        move.author == us or (str(move.quantity), move.planned.isoformat() if move.planned else None) in known for move in line.moves
    )


def _entry(purchase: Purchase, key: str | None) -> Entry | None:
    return next((entry for entry in purchase.entries if entry.key == key), None)


def _refuse_stale(session: Session, purchase: Purchase, entry: Entry | None) -> None:
    """The order must be what was checked, or what our own attempt that broke off has made of that."""
    if purchase.version != session.posting.order_version and (entry is None or not explained(purchase, entry)):
        raise OrderChangedError(_changed(session))


def _original(session: Session, purchase: Purchase) -> Entry | None:
    """The posting that this one takes back."""
    if session.posting.reverses is None:
        return None
    original = _entry(purchase, session.posting.reverses)
    if original is None or not original.is_done:
        raise LedgerRefusedError("What should be taken back was never posted here.")
    mine = lines_of(original.before).keys()
    for later in purchase.entries[purchase.entries.index(original) + 1 :]:
        # A confirmation takes the place of every earlier one of the line, a notice or certificate of that of its own number.
        replaces = original.kind == Kind.ORDER_CONFIRMATION or later.number == original.number
        if later.stands and later.kind == original.kind and replaces and mine & lines_of(later.before).keys():
            raise LedgerRefusedError(
                f"A later {_WORDS[Kind(original.kind)]} took the place of {original.number}: there is nothing to take back."
            )
    return original


def _before(session: Session, purchase: Purchase, original: Entry | None) -> dict[str, JsonValue]:
    """The lines that the posting is about, as they are.

    Raises:
        LedgerRefusedError: it does not fit the order.
    """
    if original is not None:
        if original.kind == Kind.ORDER_CONFIRMATION:
            return before_confirming(purchase, targets_before(purchase, original))
        return image(purchase.line(number) for number in lines_of(original.before))
    match session.posting.kind:
        case Kind.ORDER_CONFIRMATION:
            return before_confirming(purchase, targets(session, purchase))
        case Kind.SHIP_NOTICE:
            return image(purchase.line(number) for number in shipped(session, purchase))
        case _:
            bare = purchase.order.model_copy(
                update={"lines": [line.model_copy(update={"certificates": []}) for line in purchase.order.lines]}
            )
            return image(purchase.line(line.order_line) for line in recorded(bare, session.posting).lines if line.certificates)


def _changed(session: Session) -> str:
    return f"Order {session.posting.order_number} was changed after the document was checked."
