"""The pages of a paper as people see them: pictures, what stands in a box of one, and the original."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from app.pipeline import Pipeline
from domain.doctype import of_kind
from domain.paper import Box
from extract.opening.place import Asked, Placed
from route.posted import shape_of

KEPT_PICTURES = 48


@dataclass
class Sheets:
    """The pages of all papers; the last pictures are kept, as people turn back and forth."""

    pipeline: Pipeline
    _pictures: dict[tuple[str, int], bytes] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def picture(self, document_id: str, number: int) -> bytes:
        """A page as PNG, upright, drawn where a hostile file can do no harm. Raises KeyError where there is no such page."""
        with self._lock:
            known = self._pictures.get((document_id, number))
        if known is not None:
            return known
        with self.pipeline.store.begin(reading=True) as work:
            record = work.documents.get(document_id)
        if record.reading is None or not 1 <= number <= len(record.reading.pages):
            raise KeyError(number)
        turn = record.reading.pages[number - 1].turn
        drawn = self.pipeline.reader.render(self.pipeline.archive.get(document_id), record.name, number, turn)
        with self._lock:
            self._pictures[document_id, number] = drawn
            while len(self._pictures) > KEPT_PICTURES:
                del self._pictures[next(iter(self._pictures))]
        return drawn

    def place(self, document_id: str, number: int, box: Box, path: str) -> Placed:
        """What stands in a box of a page, in points as the page is shown, and the value that it is for the field of that path.

        Raises:
            KeyError: there is no such page.
        """
        with self.pipeline.store.begin(reading=True) as work:
            record = work.documents.get(document_id)
        if record.reading is None or not 1 <= number <= len(record.reading.pages):
            raise KeyError(number)
        doctype = of_kind(self.pipeline.doctypes, record.reading.kind)
        asked = Asked(
            page=number,
            turn=record.reading.pages[number - 1].turn,
            box=box,
            shape=shape_of(path, doctype) if doctype else None,
            language=record.reading.language or "en",
            printed=tuple(leaf.text for _, leaf in record.reading.leaves() if leaf.source != "clerk"),
        )
        return self.pipeline.reader.place(self.pipeline.archive.get(document_id), record.name, asked)

    def original(self, document_id: str) -> tuple[bytes, str]:
        """The bytes as they came, and the name they came under. Raises KeyError where there is no such document."""
        with self.pipeline.store.begin(reading=True) as work:
            record = work.documents.get(document_id)
        return self.pipeline.archive.get(document_id), record.name
