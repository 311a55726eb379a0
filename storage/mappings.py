"""What suppliers call our items and units: the mappings, the papers that speak for or against each, and those posted with its help."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from pydantic import JsonValue
from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from domain.errors import StaleStateError
from domain.mappings import Evidence, LearnedMapping, Lesson, MappingState, MappingUse
from domain.ports import AuditLog
from storage.tables import documents, mapping_evidence, mapping_uses, mappings

_MOST_WORDS = 8
_SEARCHED = (mappings.c.supplier_id, mappings.c.said, mappings.c.key, mappings.c.item)


class SqlMappings:
    """The mappings in one unit of work."""

    def __init__(self, connection: Connection, audit: AuditLog) -> None:
        self._connection = connection
        self._audit = audit

    def get(self, mapping_id: int) -> LearnedMapping:
        """The mapping. Raises KeyError where there is none."""
        row = self._connection.execute(select(mappings).where(mappings.c.mapping_id == mapping_id)).first()
        if row is None:
            raise KeyError(mapping_id)
        return _mapping(row)

    def find(
        self, *, words: str = "", supplier_id: str | None = None, state: MappingState | None = None, offset: int = 0, limit: int = 50
    ) -> Sequence[LearnedMapping]:
        """The mappings that are asked for, by supplier, item and number; `words` may stand in anything that a mapping says."""
        query = select(mappings).order_by(mappings.c.supplier_id, mappings.c.item, mappings.c.mapping_id)
        for word in words.split()[:_MOST_WORDS]:
            query = query.where(or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED)))
        if supplier_id is not None:
            query = query.where(mappings.c.supplier_id == supplier_id)
        if state is not None:
            query = query.where(mappings.c.state == state)
        return [_mapping(row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def in_force(self, supplier_id: str) -> Sequence[LearnedMapping]:
        """The supplier's mappings that are in force."""
        query = select(mappings).where(mappings.c.supplier_id == supplier_id, mappings.c.state == MappingState.IN_FORCE)
        return [_mapping(row) for row in self._connection.execute(query.order_by(mappings.c.mapping_id))]

    def rivals(self, lesson: Lesson) -> Sequence[LearnedMapping]:
        """All that was learned of the same words, what says the same as the lesson with it."""
        asked = (mappings.c.supplier_id == lesson.supplier_id) & (mappings.c.kind == lesson.kind) & (mappings.c.key == lesson.key)
        rows = self._connection.execute(select(mappings).where(asked).order_by(mappings.c.mapping_id))
        return [each for each in map(_mapping, rows) if each.same_question(lesson)]

    def propose(self, lesson: Lesson, *, now: datetime) -> LearnedMapping:
        """Keeps the lesson as a proposal; the mapping that says so already where there is one."""
        for known in self.rivals(lesson):
            if (known.item, known.unit, known.factor) == (lesson.item, lesson.unit, lesson.factor):
                return known
        said = lesson.model_dump(exclude={"factor"})
        row = {**said, "factor": _factor(lesson.factor), "state": MappingState.PROPOSED, "proposed_at": now}
        empty = {"decided_by": "", "reason": "", "version": 0}
        number = self._connection.execute(insert(mappings).values({**row, **empty}).returning(mappings.c.mapping_id)).scalar_one()
        mapping = self.get(number)
        self._audit.append(actor="tallyclerk", action="mapping proposed", subject=_subject(number), after=_image(mapping))
        return mapping

    def witness(
        self,
        document_id: str,
        case_id: int,
        people: Sequence[str],
        *,
        agreeing: Collection[int],
        contradicting: Collection[int],
        now: datetime,
    ) -> None:
        """Remembers what an approved paper says of mappings, in place of what it said before."""
        self._connection.execute(delete(mapping_evidence).where(mapping_evidence.c.document_id == document_id))
        for mapping_id in sorted({*agreeing, *contradicting}):
            agrees = mapping_id not in contradicting
            row = {
                "mapping_id": mapping_id,
                "document_id": document_id,
                "case_id": case_id,
                "people": [*people],
                "at": now,
                "agrees": agrees,
            }
            self._connection.execute(insert(mapping_evidence).values(row))
            after: dict[str, JsonValue] = {"document": document_id, "case": case_id, "people": [*people], "agrees": agrees}
            self._audit.append(actor="tallyclerk", action="mapping witnessed", subject=_subject(mapping_id), after=after)

    def evidence(self, mapping_id: int) -> Sequence[Evidence]:
        """The approved papers that speak for or against it, oldest first."""
        joined = mapping_evidence.join(documents, documents.c.document_id == mapping_evidence.c.document_id)
        query = select(mapping_evidence, documents.c.name, documents.c.state).select_from(joined)
        rows = self._connection.execute(query.where(mapping_evidence.c.mapping_id == mapping_id).order_by(mapping_evidence.c.at))
        return [Evidence.model_validate(row._asdict()) for row in rows]

    def save(self, mapping: LearnedMapping, *, by: str, action: str) -> LearnedMapping:
        """Stores the changed mapping if its `version` is still the stored one, and raises the version by one.

        Raises:
            StaleStateError: somebody else changed it meanwhile.
        """
        before = self.get(mapping.mapping_id)
        after = mapping.model_copy(update={"version": mapping.version + 1})
        stored = (mappings.c.mapping_id == mapping.mapping_id) & (mappings.c.version == mapping.version)
        changed = {name: getattr(after, name) for name in ("state", "decided_by", "decided_at", "reason", "version")}
        if self._connection.execute(update(mappings).where(stored).values(changed)).rowcount != 1:
            raise StaleStateError(f"Mapping {mapping.mapping_id} has changed since you opened it: look at it again.")
        subject = _subject(mapping.mapping_id)
        self._audit.append(actor=by, action=f"mapping {action}", subject=subject, before=_image(before), after=_image(after))
        return after

    def use(self, document_id: str, said: Mapping[int, str], *, now: datetime) -> None:
        """Remembers with which mappings' help a paper is posted, each with a sentence, in place of what was remembered before."""
        self._connection.execute(delete(mapping_uses).where(mapping_uses.c.document_id == document_id))
        for mapping_id, sentence in said.items():
            self._connection.execute(insert(mapping_uses).values(mapping_id=mapping_id, document_id=document_id, said=sentence, at=now))
        if said:
            after: dict[str, JsonValue] = {str(mapping_id): sentence for mapping_id, sentence in said.items()}
            self._audit.append(actor="tallyclerk", action="mappings used", subject=document_id, after=after)

    def uses(self, mapping_id: int) -> Sequence[MappingUse]:
        """The papers that were posted with its help, newest first."""
        joined = mapping_uses.join(documents, documents.c.document_id == mapping_uses.c.document_id)
        query = select(mapping_uses, documents.c.name, documents.c.state).select_from(joined)
        rows = self._connection.execute(query.where(mapping_uses.c.mapping_id == mapping_id).order_by(mapping_uses.c.at.desc()))
        return [MappingUse.model_validate(row._asdict()) for row in rows]


def _mapping(row: Row[tuple[object, ...]]) -> LearnedMapping:
    values = row._asdict()
    return LearnedMapping.model_validate({**values, "factor": values["factor"] or None})


def _factor(factor: Decimal | None) -> str:
    """As text, in one form: 50.0 is 50."""
    return "" if factor is None else f"{factor.normalize():f}"


def _image(mapping: LearnedMapping) -> dict[str, JsonValue]:
    """What the audit log keeps of a mapping."""
    image: dict[str, JsonValue] = {"supplier": mapping.supplier_id, "says": mapping.words, "state": mapping.state}
    return {**image, "by": mapping.decided_by, "reason": mapping.reason} if mapping.decided_by else image


def _subject(mapping_id: int) -> str:
    return f"mapping:{mapping_id}"
