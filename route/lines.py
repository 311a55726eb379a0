"""Line by line: a person accepts a confirmation's lines, proposes other terms for some, and leaves out others; only what is accepted is posted.

Every function works in the caller's unit of work, or is pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pydantic import JsonValue

from domain.cases import LineChoice, LineFate, ReviewCase
from domain.doctype import DocType
from domain.errors import UsageError
from domain.paper import Kind, Reading
from domain.ports import Clock, UnitOfWork
from route import review
from route.posted import misshapen

PROPOSED = ("quantity", "unit_price", "delivery_date")
"""What can be proposed for a line; everything else about it is the supplier's to say, or ours to correct as misread."""


def choose(
    work: UnitOfWork, case_id: int, user: str, choices: Mapping[int, LineChoice], *, version: int, doctype: DocType | None, clock: Clock
) -> ReviewCase:
    """Keeps what is to become of single lines, by their place on the paper; lines that are not among them are accepted.

    Nothing is posted by it. Where it changes anything, earlier approvals fall: whoever gave them agreed to something else.

    Raises:
        UsageError: the paper is no confirmation, has no such line, or nothing (or nothing usable) is proposed.
        StaleStateError: somebody else has the case, or it changed.
    """
    now = clock()
    case = review.seen_by(work, case_id, user, version, now)
    reading = work.documents.get(case.document_id).reading
    if reading is None or reading.kind is not Kind.ORDER_CONFIRMATION or doctype is None:
        raise UsageError("Only the lines of an order confirmation are decided one by one.")
    accepted = [place for place, choice in sorted(choices.items()) if choice.fate is LineFate.ACCEPT and choice.proposed]
    if accepted:
        raise UsageError(f"Line {accepted[0] + 1}: a line that is accepted has no proposal.")
    kept = {place: choice for place, choice in sorted(choices.items()) if choice.fate is not LineFate.ACCEPT}
    for place, choice in kept.items():
        if not 0 <= place < len(reading.lines):
            raise UsageError(f"“{case.name}” has no line {place + 1}.")
        if (wrong := _wrong(reading, place, choice, doctype)) is not None:
            raise UsageError(f"Line {place + 1}: {wrong}.")
    if kept == case.lines:
        return case
    changed = {"lines": kept, "approvals": [], "claimed_by": user, "claimed_until": now + review.CLAIM}
    return work.cases.save(case.model_copy(update=changed), by=user, action="lines chosen", note=said(kept))


def said(choices: Mapping[int, LineChoice]) -> str:
    """What becomes of lines that are not accepted, in words."""
    if not choices:
        return "Every line is accepted."
    parts = []
    for fate, words in ((LineFate.PROPOSE, "other terms proposed"), (LineFate.SKIP, "left out")):
        places = [str(place + 1) for place, choice in choices.items() if choice.fate is fate]
        if places:
            parts.append(f"{words}: line{'s' if len(places) > 1 else ''} {', '.join(places)}")
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "."


def left_out(work: UnitOfWork, document_id: str) -> frozenset[int]:
    """The lines, by their place on the paper, that are not posted by what people chose last."""
    case = next(iter(work.cases.of_document(document_id)), None)
    return frozenset(case.lines) if case else frozenset()


def without(payload: Mapping[str, JsonValue], left: Collection[int], lines: int) -> dict[str, JsonValue]:
    """The payload without those lines; `lines` is how many the paper has, which must be those of the payload.

    Raises:
        UsageError: nothing would be left, or the lines are not those that were chosen from.
    """
    posted = payload.get("lines")
    if not left:
        return dict(payload)
    if not isinstance(posted, list) or len(posted) != lines or not all(0 <= place < lines for place in left):
        raise UsageError("The paper's lines are not those that were chosen from: choose again.")
    kept = [line for place, line in enumerate(posted) if place not in left]
    if not kept:
        raise UsageError("Every line is left out or under proposal, so nothing would be posted: return the paper, or reject it.")
    return {**payload, "lines": kept}


def _wrong(reading: Reading, place: int, choice: LineChoice, doctype: DocType) -> str | None:
    if choice.fate is LineFate.SKIP:
        return "a line that is left out has no proposal" if choice.proposed else None
    if not choice.proposed:
        return "say what is proposed: a quantity, a price or a date"
    for name, value in choice.proposed.items():
        if name not in PROPOSED:
            return f"{name.replace('_', ' ')} cannot be proposed"
        if (shape := misshapen(f"lines[{place}].{name}", value, doctype)) is not None:
            return f"“{value[:40]}” {shape}"
    same: Sequence[str] = [name for name, value in choice.proposed.items() if reading.lines[place].text(name) == value]
    return f"the {same[0].replace('_', ' ')} that is proposed is the one on the paper" if same else None
