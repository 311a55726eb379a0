"""A mail's own text beside what is attached to it: it is a paper itself only where no attachment is, and what they say otherwise a person sees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.mail_figures import is_line, is_one_day, spoken_otherwise
from app.mail_lines import lines_otherwise
from domain.arrivals import DocumentRecord, DocumentState, Form
from domain.errors import StaleStateError, UnreadableError
from domain.paper import Group, Kind, Leaf, Reading, SpokenOf
from validate.comparing import bare_number

if TYPE_CHECKING:
    from app.pipeline import Pipeline

_DEEPEST = 4


def confirms_in_an_attachment(pipeline: Pipeline, record: DocumentRecord, reading: Reading) -> bool:
    """Whether what is attached to a mail holds a confirmation of the order that its text speaks of. What nobody has read yet is read."""
    return any(_may_be_one_order(reading, part.reading) for part in _attached(pipeline, record.document_id) if part.reading)


def differences(said: Reading, paper: Reading) -> list[str]:
    """What the text of a mail says otherwise than a confirmation or notice that came with it, each as a sentence; nothing where they are of two orders."""
    told = spoken_otherwise(_not_of_lines(said), paper) if _may_speak_of(said, paper) else []
    if said.kind is not Kind.ORDER_CONFIRMATION or not _may_be_one_order(said, paper):
        return told
    if not said.understood:  # what was read out of its sentences is held against the paper below
        told += lines_otherwise(said, paper)
    answer, printed = said.fields.text("response"), paper.fields.text("response")
    found = []
    if answer == "rejected" and printed != "rejected":
        found.append("The text of the mail that it came with refuses the order.")
    for line in said.lines:
        day = line.leaf("delivery_date")
        if day is None:
            continue
        number = line.text("order_line")
        dates = [leaf for other in paper.lines if number is None or is_line(other, number) for leaf in _days(other)]
        about = f"line {number}" if number else "the whole order"
        if number and not any(is_line(other, number) for other in paper.lines):
            found.append(f"The text of the mail that it came with promises line {number} for {_shown(day)}, and no such line is on it.")
        elif others := [leaf for leaf in dates if not is_one_day(day.value, leaf.value)]:
            printed_days = ", ".join(dict.fromkeys(_shown(leaf) for leaf in others))
            found.append(f"The text of the mail that it came with promises {about} for {_shown(day)}, and it says {printed_days}.")
        elif not dates:
            found.append(f"The text of the mail that it came with promises {about} for {_shown(day)}, and it says no day.")
    return [*found, *told]


def words_around(pipeline: Pipeline, record: DocumentRecord) -> Reading | None:
    """What the text of the mail says that a paper came in; None where it came in none, or the mail says nothing."""
    holder = _mail_of(pipeline, record)
    if holder is None:
        return None
    if holder.reading is not None and holder.reading.pages:
        return holder.reading
    try:
        return pipeline.reader.read(pipeline.archive.get(holder.document_id), holder.name)
    except UnreadableError:
        return None


def mail_number(record: DocumentRecord) -> str:
    """What the ERP is told in place of a number that a mail does not have: its day, and the beginning of its digest."""
    sent = record.sender.sent_at if record.sender and record.sender.sent_at else record.received_at
    return f"mail {sent.date().isoformat()} {record.document_id.removeprefix('sha256:')[:8]}"


def _mail_of(pipeline: Pipeline, record: DocumentRecord) -> DocumentRecord | None:
    with pipeline.store.begin(reading=True) as work:
        within, depth = record.within, 0
        while within is not None and depth < _DEEPEST:
            holder = work.documents.get(within)
            if holder.form is Form.MESSAGE:
                return holder
            within, depth = holder.within, depth + 1
    return None


def _attached(pipeline: Pipeline, document_id: str, depth: int = 0) -> Iterator[DocumentRecord]:
    """The papers in a message, as far as they can be read; of a scan of several each."""
    with pipeline.store.begin(reading=True) as work:
        held = [work.documents.get(line.document_id) for line in work.arrivals.within(document_id) if line.document_id]
    for part in held:
        if part.form is Form.MESSAGE:
            continue  # another mail, with a text of its own
        if part.state is DocumentState.RECEIVED:
            try:
                part = pipeline.read(part)  # noqa: PLW2901 - the same part, further on its way
            except StaleStateError:  # another process reads it
                with pipeline.store.begin(reading=True) as work:
                    part = work.documents.get(part.document_id)  # noqa: PLW2901
        if part.state is DocumentState.PARTED and depth < _DEEPEST:
            yield from _attached(pipeline, part.document_id, depth + 1)
        else:
            yield part


def _may_be_one_order(said: Reading, paper: Reading) -> bool:
    if paper.kind is not Kind.ORDER_CONFIRMATION:
        return False
    one, other = said.fields.text("order_number"), paper.fields.text("order_number")
    return one is None or other is None or bare_number(one) == bare_number(other)


def _may_speak_of(said: Reading, paper: Reading) -> bool:
    """Whether the text may speak of the paper: it names no order, or one that is on it."""
    order = said.fields.text("order_number")
    printed = [each for group in (paper.fields, *paper.lines) if (each := group.text("order_number"))]
    return order is None or not printed or any(bare_number(order) == bare_number(each) for each in printed)


def _not_of_lines(said: Reading) -> Reading:
    """The reading without the days that are its lines' already."""
    days = {line.text("delivery_date") for line in said.lines}
    return said.model_copy(update={"spoken": [each for each in said.spoken if each.of is not SpokenOf.DAY or not days & {*each.values}]})


def _days(line: Group) -> Iterator[Leaf]:
    for group in (line, *line.groups("schedule")):
        if day := group.leaf("delivery_date"):
            yield day


def _shown(day: Leaf) -> str:
    return day.value if day.text == day.value else f"{day.value} (“{day.text}”)"
