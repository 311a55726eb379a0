"""How a paper's story is told: who did what, and what the audit log's values are in a person's words."""

from __future__ import annotations

import json
import re
from datetime import datetime

from pydantic import JsonValue

from app.story import Step
from domain.cases import ReasonCode
from review.words import because, label, moment, plainly, shown, size
from route.reasons import WORDS

TRACES = frozenset({"document_id", "source_id", "reading", "case_id"})
"""What an auditor follows and nobody reads: numbers and digests stand in the small print of a step."""

_WHO = {
    "ingest": "Intake",
    "extract": "Reading",
    "validate": "Checking",
    "route": "The policy",
    "outbox": "Posting",
    "tallyclerk": "Tallyclerk",
}
_DID = {
    "document received": "it came in",
    "document read": "it was read",
    "document checked": "it was held against its order",
    "document in_review": "it goes before a person",
    "document posting": "it is on its way to the ERP",
    "document posted": "it is in the ERP",
    "document rejected": "it is not posted",
    "document failed": "the program failed on it",
    "document parted": "what it held goes on as papers of their own",
}
_IN_WORDS = frozenset({"state", "kind", "queue", "form"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def who(actor: str) -> str:
    """Whoever did a step: a person and a channel by their name, the program's own parts by what they do."""
    return _WHO.get(actor, actor)


def did(action: str, actor: str) -> str:
    """What was done, as a person says it."""
    if (action, actor) == ("document checked", "route"):
        return "what becomes of it was decided"
    return _DID.get(action, action.replace("_", " "))


def told_changes(step: Step) -> list[tuple[str, JsonValue, JsonValue]]:
    """What a step changed, for people; a state that the step's own words say is not said twice."""
    said = {*TRACES, "state"} if step.action in _DID else TRACES
    return [change for change in step.changes if change[0] not in said]


def traces(step: Step) -> list[tuple[str, JsonValue, JsonValue]]:
    """What a step changed, for an auditor."""
    return [change for change in step.changes if change[0] in TRACES]


def told(value: JsonValue, name: str = "") -> str:
    """A value of the log in words, short enough for a line or three; what is under the name of a reason is a reason's code."""
    match value:
        case None:
            return "–"
        case str() if name == "reason_code" and value in WORDS:
            said = WORDS[ReasonCode(value)]
        case str() if name in _IN_WORDS:
            said = _small(label(value))
        case str() if name.endswith("_at") and _MOMENT.fullmatch(value):
            said = moment(datetime.fromisoformat(value))
        case str():
            said = plainly(shown(value, name))
        case int() if name == "size":
            said = size(value)
        case [*items]:
            said = _listed([_item(item) if isinstance(item, dict) and item else told(item) for item in items])
        case {"value": str(read), "confidence": confidence}:
            said = f"{shown(read, name)} ({confidence})"
        case {"reasons": list(reasons)}:
            said = _listed([told(reason) for reason in reasons])
        case _:
            said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= 600 else said[:599] + "…"


def _listed(said: list[str]) -> str:
    """Sentences stand one after the other; what is no sentence is told apart by a semicolon."""
    return (" " if all(each.endswith((".", "…")) for each in said) else "; ").join(said)


def _item(item: dict[str, JsonValue]) -> str:
    if isinstance(user := item.get("user"), str):
        code, note = item.get("reason"), item.get("note")
        return user + because(ReasonCode(code) if code in WORDS else None, note if isinstance(note, str) else "")
    return told(item.get("message"))


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
