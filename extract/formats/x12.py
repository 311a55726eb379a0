"""X12: 855 and 865 (answers to an order and its change), 856 (ship notice), 863 (test results), with any separators, in any envelope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import UnreadableError
from domain.paper import Kind, Reading
from extract.data.segments import MOST_SEGMENTS, Segment
from extract.data.sheet import Sheet
from extract.data.x12_answers import read_answer
from extract.data.x12_notices import read_notice
from extract.data.x12_results import read_results

# Ours, as the libraries that are well kept either map to their own models or want whole, well-formed envelopes (fixed-width ISA, closed SE),
# and none says where in the file a segment stands.
_ISA_ELEMENTS = 16
_READERS = {"855": read_answer, "865": read_answer, "856": read_notice, "863": read_results}


@dataclass(frozen=True)
class _Raw:
    """A segment as it was sent, with the signs that part it."""

    text: str
    element: str
    component: str

    @property
    def tag(self) -> str:
        return self.text.split(self.element, 1)[0].strip().upper()

    def segment(self, row: int) -> Segment:
        parts = self.text.split(self.element)
        plain = self.tag in ("ISA", "MSG", "NTE")
        return Segment(self.tag, tuple((part,) if plain else tuple(part.split(self.component)) for part in parts[1:]), row)


@dataclass(frozen=True)
class _Message:
    """A transaction set in its envelope."""

    isa: _Raw
    group: _Raw | None
    body: tuple[_Raw, ...]
    problems: tuple[str, ...]


def recognises(content: bytes) -> bool:
    """It begins with an ISA segment."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*ISA[^A-Za-z0-9\s]", content[:200]) is not None


def messages(content: bytes) -> Sequence[bytes]:
    """Each transaction set in an envelope of its own."""
    found = list(_messages(_text(content)[0]))
    if len(found) <= 1:
        return [content]
    return [_alone(message) for message in found]


def read(content: bytes) -> Reading:
    """The only transaction set in it."""
    text, two_encodings = _text(content)
    found = list(_messages(text))
    if not found:
        raise UnreadableError("The X12 interchange holds no transaction set (ST segment): ask the sender to send it again.")
    sheet, segments = _sheet(found[0])
    if two_encodings:
        sheet.note("its text is not all in one encoding")
    kind = segments[0].get(1) if segments else ""
    reader = _READERS.get(kind)
    if reader is None:
        return Reading(kind=Kind.OTHER, kind_confidence=1.0, language="en", pages=sheet.pages())
    for problem in found[0].problems:
        sheet.note(problem)
    _check_trailer(segments, sheet)
    return reader(segments[1:-1] if segments[-1].tag == "SE" else segments[1:], sheet, kind)


def rows(content: bytes) -> list[str]:
    """One segment a row."""
    found = list(_messages(_text(content)[0]))
    return _sheet(found[0])[0].rows if found else []


def _text(content: bytes) -> tuple[str, bool]:
    """The text, and whether it is in two encodings."""
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        plain = content.decode("cp1252", "replace")
        return plain.removeprefix("ï»¿"), re.search("[ÃÂ][\u0080-\u00bf]", plain) is not None or "�" in plain


def _raw(text: str) -> Iterator[_Raw]:
    """The segments, the signs being told by each ISA: the one behind its name, the one in ISA16 and the one that follows."""
    at, count = 0, 0
    element = component = end = ""
    while at < len(text):
        if text[at].isspace() and (not end or text[at] != end):
            at += 1
            continue
        if text.startswith("ISA", at) and at + 3 < len(text) and (not element or text[at + 3] == element or not text[at + 3].isalnum()):
            element, component, end = _signs(text, at)
        stop = text.find(end, at)
        piece = text[at : stop if stop >= 0 else len(text)].strip("\r\n\t ")
        at = stop + 1 if stop >= 0 else len(text)
        if piece:
            count += 1
            if count > MOST_SEGMENTS:
                raise UnreadableError(f"The interchange has more than {MOST_SEGMENTS:,} segments.")
            yield _Raw(piece, element, component)


def _signs(text: str, at: int) -> tuple[str, str, str]:
    element = text[at + 3]
    place = at + 3
    for _ in range(_ISA_ELEMENTS - 1):
        place = text.find(element, place + 1)
        if not 0 <= place <= at + 300:
            raise UnreadableError("The X12 envelope (ISA) is cut or damaged: ask the sender to send it again.")
    component, rest = text[place + 1 : place + 2], text[place + 2 : place + 12]
    end = rest.lstrip(" \t")[:1] if rest.lstrip(" \t")[:1] in ("\r", "\n") else rest[:1]  # some leave blanks at the end of each line
    if not end or end.isalnum() or component.isalnum() or len({element, component, end}) < 3:
        raise UnreadableError("The X12 envelope (ISA) does not say which signs part its segments: ask the sender to send it again.")
    return element, component, end


def _messages(text: str) -> Iterator[_Message]:
    """The transaction sets in their order; one that is cut ends where the next begins."""
    isa: _Raw | None = None
    group: _Raw | None = None
    body: list[_Raw] = []
    raws = list(_raw(text))
    closed = bool(raws) and raws[-1].tag == "IEA"
    problems = () if closed else ("the interchange has no end (IEA); it may be cut",)
    for raw in raws:
        if raw.tag == "ISA" and raw.text.count(raw.element) < _ISA_ELEMENTS - 1:
            raise UnreadableError("The X12 envelope (ISA) is damaged: ask the sender to send it again.")
        match raw.tag:
            case "ISA" | "GS" | "ST" | "GE" | "IEA":
                if body and isa:
                    yield _Message(isa, group, tuple(body), problems)
                body = [raw] if raw.tag == "ST" else []
                isa = raw if raw.tag == "ISA" else isa
                group = raw if raw.tag == "GS" else group
            case _ if body:
                body.append(raw)
                if raw.tag == "SE" and isa:
                    yield _Message(isa, group, tuple(body), problems)
                    body = []
            case _:
                pass
    if body and isa:
        yield _Message(isa, group, tuple(body), problems)


def _alone(message: _Message) -> bytes:
    """The message in its envelope; one from an interchange without an end gets none either."""
    component, end = message.isa.component, "\n" if message.isa.component != "\n" else "~"
    sign = message.isa.element
    head = [message.isa.text, *([message.group.text] if message.group else [])]
    tail = [f"IEA{sign}1{sign}{message.isa.text.split(sign)[13]}"] if not message.problems else []
    isa = sign.join([*head[0].split(sign)[:_ISA_ELEMENTS], component])
    return (end.join([isa, *head[1:], *(raw.text.replace("\r", " ").replace("\n", " ") for raw in message.body), *tail]) + end).encode()


def _sheet(message: _Message) -> tuple[Sheet, list[Segment]]:
    sheet = Sheet()
    for raw in (message.isa, message.group):
        if raw:
            sheet.row(raw.text)
    return sheet, [raw.segment(sheet.row(raw.text)) for raw in message.body]


def _check_trailer(segments: Sequence[Segment], sheet: Sheet) -> None:
    last = segments[-1]
    if last.tag != "SE":
        sheet.note("the message has no end (SE); it is cut")
        return
    if last.get(1).lstrip("0") != str(len(segments)):
        sheet.note(f"its end counts {last.get(1)[:12] or 'no'} segments, and it has {len(segments)}")
    if last.get(2) != segments[0].get(2):
        sheet.note("its end bears another number than its beginning")
