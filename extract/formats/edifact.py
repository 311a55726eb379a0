"""EDIFACT: ORDRSP, DESADV (D.96A to D.10A, EANCOM) and QALITY, with any separators, several messages in one interchange."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from domain.errors import UnreadableError
from domain.paper import Kind, Reading
from extract.data.edifact_answers import read_answer
from extract.data.edifact_notices import read_notice
from extract.data.edifact_results import read_results
from extract.data.segments import MOST_SEGMENTS, Segment
from extract.data.sheet import Sheet

# Ours: pydifact (MIT) wants text whose encoding is known and a whole, well-formed interchange, and does not say where a segment stands;
# what is cut, or counted wrong, is to be read as far as it goes here. Taking it apart is the smaller part.
_READERS: dict[str, Callable[[Sequence[Segment], Sheet], Reading]] = {"ORDRSP": read_answer, "DESADV": read_notice, "QALITY": read_results}
_CHARSETS = {
    "UNOA": "latin-1",
    "UNOB": "latin-1",
    "UNOC": "latin-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOY": "utf-8",
    "UNOW": "utf-8",
}
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:UNA[^\r\n]{6}\s*)?(?:UNA.{6}\s*)?(?:UNB[^A-Za-z0-9\s]|UNH\+)", re.DOTALL)


@dataclass(frozen=True)
class _Signs:
    component: str = ":"
    element: str = "+"
    release: str = "?"
    end: str = "'"


@dataclass(frozen=True)
class _Raw:
    """A segment as it was sent."""

    text: str
    signs: _Signs

    def elements(self) -> list[list[str]]:
        """Elements and components; a released sign stands for itself."""
        found, plain, at = [[""]], self.text, 0
        while at < len(plain):
            char = plain[at]
            if char == self.signs.release and self.signs.release != " " and at + 1 < len(plain):
                at += 1
                found[-1][-1] += plain[at]
            elif char == self.signs.element:
                found.append([""])
            elif char == self.signs.component:
                found[-1].append("")
            else:
                found[-1][-1] += char
            at += 1
        return found

    @property
    def tag(self) -> str:
        return re.split("[" + re.escape(self.signs.element + self.signs.component) + "]", self.text, maxsplit=1)[0].strip().upper()


@dataclass(frozen=True)
class _Message:
    head: _Raw | None
    body: tuple[_Raw, ...]
    problems: tuple[str, ...]


def recognises(content: bytes) -> bool:
    """It begins with UNA, UNB or UNH."""
    return _BEGINS.match(content[:200]) is not None


def messages(content: bytes) -> Sequence[bytes]:
    """Each message in an interchange of its own."""
    found = list(_messages(_text(content)[0]))
    return [content] if len(found) <= 1 else [_alone(message) for message in found]


def read(content: bytes) -> Reading:
    """The only message in it."""
    text, doubt = _text(content)
    found = list(_messages(text))
    if not found:
        raise UnreadableError("The EDIFACT interchange holds no message (UNH segment): ask the sender to send it again.")
    sheet, segments = _sheet(found[0])
    reader = _READERS.get(segments[0].get(2))
    if reader is None:
        return Reading(kind=Kind.OTHER, kind_confidence=1.0, language="", pages=sheet.pages())
    for problem in (*found[0].problems, *([doubt] if doubt else [])):
        sheet.note(problem)
    last = segments[-1]
    if last.tag != "UNT":
        sheet.note("the message has no end (UNT); it is cut")
    else:
        if last.get(1).lstrip("0") != str(len(segments)):
            sheet.note(f"its end counts {last.get(1)[:12] or 'no'} segments, and it has {len(segments)}")
        if last.get(2) != segments[0].get(1):
            sheet.note("its end bears another number than its beginning")
    return reader(segments[1:-1] if last.tag == "UNT" else segments[1:], sheet)


def rows(content: bytes) -> list[str]:
    """One segment a row."""
    found = list(_messages(_text(content)[0]))
    return _sheet(found[0])[0].rows if found else []


def _text(content: bytes) -> tuple[str, str]:
    """The text, and what speaks against its encoding being the one that UNB names."""
    plain = content.removeprefix(b"\xef\xbb\xbf")
    named = re.search(rb"UNB.(UNO[A-Z])", plain[:200])
    charset = _CHARSETS.get(named[1].decode(), "latin-1") if named else "latin-1"
    if plain.isascii():
        return plain.decode("ascii"), ""
    try:
        as_utf8 = plain.decode("utf-8")
    except UnicodeDecodeError:
        as_utf8 = ""
    if as_utf8:  # several bytes that make letters of UTF-8 do so by no chance, whatever UNB names
        return as_utf8, ""
    if charset == "utf-8":
        return plain.decode("latin-1"), "its text is not in the encoding that it names (UTF-8)"
    doubt = "its text is in two encodings" if re.search(rb"[\xc3\xc2][\x80-\xbf]", plain) else ""
    return plain.decode(charset, "replace"), doubt


def _raw(text: str) -> Iterator[_Raw]:
    signs, at, count = _Signs(), 0, 0
    while at < len(text):
        if text[at].isspace() and text[at] != signs.end:
            at += 1
            continue
        if text.startswith("UNA", at):
            given = text[at + 3 : at + 9]
            if len(given) < 6 or any(char.isalnum() for char in given) or len(set(given.replace(" ", "") + given[3].strip())) < 4:
                raise UnreadableError("The EDIFACT separators (UNA) are cut or contradict each other: ask the sender to send it again.")
            signs = _Signs(given[0], given[1], given[3], given[5])
            at += 9
            continue
        stop = at
        while stop < len(text) and text[stop] != signs.end:
            stop += 2 if text[stop] == signs.release and signs.release != " " else 1
        piece = re.sub(r"\s*[\r\n]+\s*", "", text[at:stop]).strip()
        at = stop + 1
        if piece:
            count += 1
            if count > MOST_SEGMENTS:
                raise UnreadableError(f"The interchange has more than {MOST_SEGMENTS:,} segments.")
            yield _Raw(piece, signs)


def _messages(text: str) -> Iterator[_Message]:
    raws = list(_raw(text))
    head: _Raw | None = None
    body: list[_Raw] = []
    found: list[tuple[_Raw | None, list[_Raw]]] = []
    for raw in raws:
        if raw.tag in ("UNB", "UNH", "UNZ", "UNG", "UNE"):
            head = raw if raw.tag == "UNB" else head
            body = [raw] if raw.tag == "UNH" else []
            if body:
                found.append((head, body))
        elif body:
            body.append(raw)
            if raw.tag == "UNT":
                body = []
    problems = []
    if not raws or raws[-1].tag != "UNZ":
        problems.append("the interchange has no end (UNZ); it may be cut")
    elif sum(raw.tag == "UNB" for raw in raws) == 1:
        last = raws[-1].elements()
        counted = last[1][0].strip().lstrip("0") if len(last) > 1 else ""
        if counted not in (
            str(len(found)),
            str(sum(raw.tag == "UNG" for raw in raws)) if any(raw.tag == "UNG" for raw in raws) else str(len(found)),
        ):
            problems.append(f"the interchange counts {counted[:8] or 'no'} messages, and has {len(found)}")
    return (_Message(begin, tuple(each), tuple(problems)) for begin, each in found)


def _alone(message: _Message) -> bytes:
    """The message in its interchange; one from an interchange that is not whole gets no end either."""
    signs = message.body[0].signs
    head = [message.head.text] if message.head else []
    number = message.head.elements()[5][0] if message.head and len(message.head.elements()) > 5 else "1"
    tail = [f"UNZ{signs.element}1{signs.element}{number}"] if not message.problems else []
    una = f"UNA{signs.component}{signs.element}.{signs.release} {signs.end}"
    body = [raw.text for raw in message.body]
    return (una + "".join(f"{text}{signs.end}\n" for text in [*head, *body, *tail])).encode()


def _sheet(message: _Message) -> tuple[Sheet, list[Segment]]:
    sheet = Sheet()
    if message.head:
        sheet.row(message.head.text)
    made = []
    for raw in message.body:
        elements = raw.elements()
        row = sheet.row(raw.text)
        first = elements[0]  # some put the first component straight behind the tag
        made.append(
            Segment(
                raw.tag,
                tuple(tuple(each) for each in elements[1:])
                if len(first) == 1
                else (tuple(first[1:]), *(tuple(each) for each in elements[1:])),
                row,
            )
        )
    return sheet, made
