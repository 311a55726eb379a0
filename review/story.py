"""A document's whole story on one page, as JSON and as PDF."""

from __future__ import annotations

import io
import json
from xml.sax.saxutils import escape

from fastapi import APIRouter, Request, Response
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from app.story import Story, as_json
from review.pages import TheDesk, TheView, Visit, attachment
from review.telling import did, told, who
from review.words import decided, label, moment

router = APIRouter()


@router.get("/documents/{document_id}/story")
def story_page(request: Request, document_id: str, desk: TheDesk, view: TheView, session: Visit) -> Response:
    """Who did what, when, before and after, under which policy."""
    return view.page(request, session, "story.html", story=desk.story(document_id))


@router.get("/documents/{document_id}/story.json")
def story_json(document_id: str, desk: TheDesk) -> Response:
    """The story for other programs, to keep or to check."""
    story = desk.story(document_id)
    text = json.dumps(as_json(story), indent=2, ensure_ascii=False)
    headers = {"Content-Disposition": attachment(f"{story.record.name}.story.json")}
    return Response(text, media_type="application/json", headers=headers)


@router.get("/documents/{document_id}/story.pdf")
def story_pdf(document_id: str, desk: TheDesk) -> Response:
    """The story for a file of paper."""
    story = desk.story(document_id)
    headers = {"Content-Disposition": attachment(f"{story.record.name}.story.pdf")}
    return Response(drawn(story), media_type="application/pdf", headers=headers)


def drawn(story: Story) -> bytes:
    """The story as a PDF on A4; the same story gives the same bytes."""
    styles = getSampleStyleSheet()
    body, small = styles["BodyText"], styles["BodyText"].clone("small", fontSize=7.5, leading=9.5, textColor="#586474")
    record = story.record
    flow: list[Flowable] = [Paragraph(_plain(record.name), styles["Title"])]
    named = (("supplier", record.supplier_id), ("order", record.order_number), ("number", record.document_number))
    facts = [
        f"{label(record.kind or 'unknown kind')}, {label(record.state).lower()}",
        ", ".join(f"{name} {value or 'unknown'}" for name, value in named),
        f"Document {record.document_id}",
        f"Policy {story.policy or 'none: it was not decided'}",
        *filter(None, map(decided, story.cases)),
        story.proof,
    ]
    flow += [Paragraph(_plain(fact), body) for fact in facts]
    flow.append(Spacer(0, 6 * mm))
    for step in story.steps:
        flow.append(Paragraph(f"<b>{_plain(moment(step.at))}</b>  {_plain(who(step.actor))}: {_plain(did(step.action, step.actor))}", body))
        flow += [Paragraph(_plain(f"{label(name)}: {told(was, name)} → {told(is_, name)}"), small) for name, was, is_ in step.changes]
        flow.append(Paragraph(_plain(f"entry {step.sequence}, seal {step.hash}"), small))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1, title=f"Story of {record.name}", margin=18 * mm).build(flow)
    return buffer.getvalue()


def _plain(text: str) -> str:
    """Text for reportlab: nothing in it is markup, and what its built-in letters lack is replaced."""
    return escape(text.replace("→", "›").encode("cp1252", "replace").decode("cp1252"))
