"""How the desk says things: names, confidence, deadlines and sizes in a clerk's words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from markupsafe import Markup

from domain.cases import CaseState, ReasonCode, ReviewCase
from route.deadlines import Deadline
from route.reasons import WORDS
from validate.comparing import unit_word

SURE = 0.99
MOST_IN_A_PIECE = 20
MOST_IN_A_CELL = 26
MOST_IN_A_WORD = 14
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

_NAMES = {
    "paper": "On the paper",
    "sscc": "SSCC",
    "price_unit": "Price per (units)",
    "order_line": "Order line",
    "heat_number": "Heat number",
    "mean_j": "mean, J",
    "order_confirmation": "Order confirmation",
    "ship_notice": "Ship notice",
    "in_review": "With a person",
    "received": "Waiting to be read",
    "read": "Waiting to be checked",
    "checked": "Waiting to be routed",
    "posting": "Being posted",
    "parted": "Parted",
    "bank_changed": "Other bank details",
    "bank_change_announced": "New bank details announced",
    "bank_added": "More bank details",
    "bank_first_seen": "Unconfirmed bank details",
    "lookalike_sender": "Look-alike sender",
    "reply_elsewhere": "Answers go elsewhere",
}


def label(name: str) -> str:
    """A field's or kind's name as a person says it: `lots[0].lot_number` is “Lot 1: lot number”."""
    if name in _NAMES:
        return _NAMES[name]
    counted = re.sub(r"(?:(?<=\bline|\bheat)s|(?<=\blot)s|(?<=\bpackage)s)?\[(\d+)\]", lambda match: f" {int(match[1]) + 1}", name)
    said = counted.replace(".", ": ").replace("_pct", " %").replace("_mpa", ", MPa").replace("_kg", ", kg").replace("_", " ")
    return said[:1].upper() + said[1:]


NOTICES = {
    "claimed": "It is yours for the next quarter of an hour.",
    "approved": "Approved. It leaves for the ERP in a little while.",
    "agreed": "You have agreed. One more person has to.",
    "rejected": "Rejected. The original is kept.",
    "corrected": "Saved. The paper was checked again with the corrected value.",
    "undone": "Taken back. It is yours again.",
    "returned": "Returned. The message is kept with the case; send it to the supplier.",
    "handed": "Handed over.",
    "taken-back": "It is being taken back in the ERP.",
    "keyed": "Keyed. Below is where it says the same as what was posted.",
    "settled": "Settled.",
    "given-back": "Given back. Somebody else keys it.",
    "again": "It was driven again.",
    "lines": "Kept. What is proposed or left out is not posted when the paper is approved.",
    "split": "Parted. Its parts are papers of their own from now on.",
    "password": "Your password is changed; you are signed out everywhere else.",
    "changed": "Changed. They are signed out, and come back with the new rights.",
    "revoked": "Revoked. The token lets nobody in any more.",
    "mapping-confirmed": "In force. The next paper is checked by it.",
    "mapping-revoked": "Out of force. No paper is checked or posted by it from now on; those that it helped are below.",
}
"""What the desk says after an action, by the word in the address."""


def sureness(value: float, threshold: float) -> str:
    """The style of a reading's confidence."""
    return "doubtful" if value < threshold else "sure"


def confidence(value: float, threshold: float) -> str:
    """How sure a reading is, in a word."""
    if value >= SURE:
        return "sure"
    return "fairly sure" if value >= threshold else "doubtful"


def plainly(sentence: str) -> str:
    """A sentence with the names of fields as a person says them; what it quotes stays as it is."""
    return "".join(part if part.startswith("“") else _PATH.sub(_said, part) for part in _QUOTED.split(sentence))


def unbroken(sentence: str) -> str:
    """A sentence in which no line ends inside a standard's designation, `EN 10025-2:2004`, or before a unit, `0.29 %`."""
    whole = sentence.replace("-", "\N{NON-BREAKING HYPHEN}").replace("EN ", "EN\N{NO-BREAK SPACE}")
    return re.sub(r"(?<=\d) (?=%|MPa\b|J\b|HB|HR|HV|mm\b)", "\N{NO-BREAK SPACE}", whole)


def kept_whole(sentence: str) -> Markup:
    """A sentence in which no line ends inside a date or between a number and its unit."""
    parts = _WHOLE.split(sentence)
    return Markup("").join(Markup('<span class="code">{}</span>').format(part) if odd % 2 else part for odd, part in enumerate(parts))


def in_pieces(name: str) -> Markup:
    """A file's name, whose line ends behind a blank, `_` or `-`; where there is none for longer than a column, anywhere."""
    parts = [part for part in re.split(r"(?<=[_\s-])", name) if part]
    whole = (Markup('<span class="piece">{}</span>').format(part) if len(part) <= MOST_IN_A_PIECE else part for part in parts)
    return Markup("<wbr>").join(whole)


def shown(value: str, name: str) -> str:
    """A value as a person reads it: the code of a unit as the unit is written."""
    return unit_word(value) if name == "unit" or name.endswith(".unit") else value


def is_long(value: str) -> bool:
    """Whether a value needs two columns: it is long, or holds something that no line may end in, as an SSCC."""
    return len(value) > MOST_IN_A_CELL or any(len(word) > MOST_IN_A_WORD for word in value.split())


def due(at: datetime | None, now: datetime) -> str:
    """A deadline from now, in words, as they stand under “Due”."""
    if at is None:
        return "no deadline"
    left = at - now
    return f"overdue by {_span(-left)}" if left < timedelta(0) else _in(at, now)


def deadline(told: Deadline, case: ReviewCase, now: datetime) -> str:
    """When a case has to be decided, what was not counted, and what happens then, in sentences."""
    late = told.due_at < now
    at = f"{_day(told.due_at)} {told.due_at.year}, {told.due_at:%H:%M} ({told.zone})"
    said = [
        f"It should have been decided by {at}, {ago(told.due_at, now)}." if late else f"To be decided by {at}, {_in(told.due_at, now)}."
    ]
    if told.days_off:
        off = [f"{name} on {_day(day)}" for day, name in told.days_off]
        said.append(f"{' and '.join(off)} {'was' if len(off) == 1 else 'were'} not counted, as nobody works then.")
    if case.escalated_to:
        said.append(f"It was brought before the {case.escalated_to}.")
    elif told.escalates_at is not None:
        then = told.escalates_at if told.escalates_at > now else None
        said.append(
            f"Undecided, it goes before the {told.escalates_to} {f'on {_day(then)}, {then:%H:%M}' if then else 'at the next sweep'}."
        )
    return " ".join(said)


def ago(at: datetime, now: datetime) -> str:
    """A moment in the past, in words."""
    return "just now" if now - at < timedelta(minutes=1) else f"{_span(now - at)} ago"


def moment(at: datetime) -> str:
    """A moment to the second, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def size(number: int) -> str:
    """A number of bytes in a unit that reads well."""
    kilobytes = number / 1000
    if number < 1000:
        return f"{number} bytes"
    return f"{kilobytes:.0f} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


def share(rate: float) -> str:
    """A rate of 0 to 1 in per cent, with as many decimals as tell small ones apart."""
    percent = rate * 100
    return f"{percent:.0f} %" if percent in (0, 100) or percent >= 10 else f"{percent:.1f} %" if percent >= 1 else f"{percent:.2f} %"


def urgency(priority: int) -> str:
    """A priority of 0 to 100 in a word."""
    return next(word for least, word in ((75, "urgent"), (50, "high"), (25, "normal"), (0, "low")) if priority >= least)


def decided(case: ReviewCase) -> str:
    """What people decided of a case, who, and why, in a sentence; empty where it is open and nobody has agreed."""
    agreed = [f"{each.user}{because(each.reason, each.note)}" for each in case.approvals]
    if case.state is CaseState.APPROVED:
        return f"Approved by {' and '.join(agreed)}."
    if case.state is CaseState.OPEN:
        return f"Agreed to by {' and '.join(agreed)}; it is not decided yet." if agreed else ""
    return f"{label(case.state)} by {case.decided_by}{because(case.reason_code)}."


def because(reason: ReasonCode | None, words: str = "") -> str:
    """Why, in brackets behind whoever says so; empty where nothing was said."""
    said = ": ".join(part for part in (WORDS[reason] if reason else "", f"“{words}”" if words else "") if part)
    return f" ({said})" if said else ""


_WHOLE = re.compile(r"(\b\d{4}-\d\d-\d\d\b|\b\d[\d.,]* (?:%|[A-Z]{3}\b|kg\b|pcs\b|mm\b|m²?\b|t\b|l\b|MPa\b|J\b|days?\b))")
_QUOTED = re.compile(r"(“[^”]*”)")
_PATH = re.compile(r"\b(?:lines|heats|packages)\[\d+\](?:\.[A-Za-z_]+(?:\[\d+\])?)*|\b[a-z]+(?:_[a-z]+)+\b")


def _said(match: re.Match[str]) -> str:
    words = label(match[0])
    return words[:1].lower() + words[1:]


def _in(at: datetime, now: datetime) -> str:
    return f"in {_span(at - now)}"


def _day(at: date) -> str:
    return f"{at:%a} {at.day} {at:%b}"


def _span(length: timedelta) -> str:
    if length >= 2 * DAY:
        return f"{length // DAY} days"
    if length >= 2 * HOUR:
        return f"{length // HOUR} hours"
    minutes = max(1, length // timedelta(minutes=1))
    return f"{minutes} minute{'s' if minutes != 1 else ''}"
