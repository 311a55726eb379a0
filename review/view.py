"""The pages' frame: templates, and the words that they may use."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.desk import Desk
from app.waiting import COUNTED_CASES, SHOWN_CASES
from extract.certificate.own_limits import holds
from review import telling, words
from review.letters import mailto
from review.security import Session
from route.reasons import WORDS

MOST_DIGITS = 9
TEMPLATES = Path(__file__).parent / "templates"


class View:
    """Makes pages of templates; everything that a template prints is escaped."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters.update(
            label=words.label,
            meant=lambda code: WORDS[code],
            plainly=words.plainly,
            confidence=words.confidence,
            sureness=words.sureness,
            due=words.due,
            deadline=words.deadline,
            ago=words.ago,
            moment=words.moment,
            size=words.size,
            share=words.share,
            urgency=words.urgency,
            told=telling.told,
            who=telling.who,
            did=telling.did,
            traces=telling.traces,
            told_changes=telling.told_changes,
            shown=words.shown,
            kept_whole=words.kept_whole,
            in_pieces=words.in_pieces,
            decided=words.decided,
            unbroken=words.unbroken,
            mailto=lambda letter: mailto(to=letter.to, subject=letter.subject, text=letter.text),
            own_limits=lambda each: holds(each.limits, each.result, each.unit),
            named=lambda value: (value.name, value),
            counted=lambda queue, by_queue: by_queue[queue],
        )
        self._templates.tests["long_print"] = words.is_long

    def page(self, request: Request, session: Session | None, template: str, *, status: int = 200, **values: object) -> Response:
        """The page of that template for whoever is in the session."""
        frame = {
            "user": session.user if session else None,
            "token": session.token if session else "",
            "now": self._desk.clock(),
            "threshold": self._desk.policy.confidence_threshold,
            "notice": words.NOTICES.get(request.query_params.get("said", "")),
            "undo": self._undoable(request.query_params.get("undo", "")),
            "problem": None,
            "again": None,
            "here": None,
            "page_size": SHOWN_CASES,
            "most": COUNTED_CASES,
        }
        text = self._templates.get_template(template).render({**frame, **values})
        return Response(text, status_code=status, media_type="text/html")

    def _undoable(self, case_id: str) -> int | None:
        """The case that was just decided, if that can still be taken back."""
        if not case_id.isascii() or not case_id.isdecimal() or len(case_id) > MOST_DIGITS:
            return None
        try:
            return int(case_id) if self._desk.undoable(int(case_id)) else None
        except KeyError:
            return None
