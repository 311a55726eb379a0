"""Files that hold other files: what they hold, all told, within one budget. Runs where a hostile file can do no harm.

`extract.worker` is told this module's name and calls `unpack` and `paper_of` in the reading process, which is limited in time and
memory and can be killed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.arrivals import Contents, Form, LeftOut, Part, Sender
from domain.errors import UnreadableError
from ingest.archives import foreign_archive, is_zip, open_zip
from ingest.mailtext import as_paper, own_words, promises
from ingest.messages import open_message
from ingest.names import shown_name
from ingest.opened import Found, Opened
from ingest.outlook import is_msg, is_tnef, open_msg, open_tnef

MOST_PARTS = 200
LARGEST = 200 * 1024 * 1024
DEEPEST = 4
"""A message in a message in a message, and what is attached to that."""

_HEADERS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:From [^\r\n]{1,200}\r?\n)?(?P<first>[!-9;-~]{1,60}):[^\r\n]{0,4000}\r?\n(?P<rest>(?:[^\r\n]{1,4000}\r?\n){0,60})"
)
_KNOWN = frozenset(
    b"from to cc subject date message-id mime-version received return-path content-type delivered-to reply-to sender dkim-signature "
    b"authentication-results x-originating-ip in-reply-to references arc-seal".split()
)
_MESSAGE_SUFFIXES = (".eml", ".mht", ".mhtml")


def form_of(content: bytes, name: str) -> Form:
    """What the file is before it is any kind of paper, by its bytes; its name only tips the scales."""
    if is_msg(content) or is_tnef(content) or _is_message(content, name):
        return Form.MESSAGE
    if is_zip(content) or foreign_archive(content):
        return Form.ARCHIVE
    return Form.FILE


def unpack(content: bytes, name: str, servers: Sequence[str] = ()) -> tuple[Contents, list[bytes]]:
    """What the file holds, and the bytes of its parts, in their order.

    Args:
        content: the file's bytes.
        name: what it is called.
        servers: the names under which our own mail servers write Authentication-Results.

    Raises:
        UnreadableError: it cannot be opened at all; the message says why.
    """
    form = form_of(content, name)
    if form is Form.FILE:
        return Contents(), []
    opened = _open(content, name, form, servers)
    unpacking = _Unpacking()
    unpacking.add(opened, None, 1, within_archive=form is Form.ARCHIVE)
    said = promises(own_words(opened.bodies, opened.sender.subject if opened.sender else ""))
    found = Contents(form=form, sender=opened.sender, promises=said, parts=unpacking.parts, left_out=unpacking.left_out)
    return found, unpacking.contents


def paper_of(content: bytes, name: str) -> tuple[bytes, str]:
    """The file as a paper that can be read: of a message its text, of all else itself, with a name that says so.

    Raises:
        UnreadableError: it is a message without a word, or an archive.
    """
    match form_of(content, name):
        case Form.ARCHIVE:
            _open(content, name, Form.ARCHIVE, ())  # what is wrong with it says more
            raise UnreadableError("The archive is no paper itself.")
        case Form.MESSAGE:
            opened = _open(content, name, Form.MESSAGE, ())
            sender = opened.sender or Sender(address="")
            words = own_words(opened.bodies, sender.subject)
            if not words:
                raise UnreadableError("The message has no text of its own.")
            return as_paper(words, sender), f"{name}.txt"
    return content, name


@dataclass
class _Unpacking:
    """What was found so far, counted over everything that one file holds."""

    parts: list[Part] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    size: int = 0
    names: set[tuple[int | None, str]] = field(default_factory=set)

    def add(self, opened: Opened, within: int | None, depth: int, *, within_archive: bool) -> None:
        """What was found in one file, and what that holds in turn."""
        for found in opened.found:
            name = self._free_name(within, shown_name(found.name.replace("\\", "/") if within_archive else _base_name(found.name)))
            if found.problem:
                self.left_out.append(LeftOut(name=name, reason=found.problem, within=within, minor=found.minor))
            elif len(self.parts) >= MOST_PARTS or self.size + len(found.content) > LARGEST:
                reason = f"It is beyond what is taken from one file: {MOST_PARTS} files and {LARGEST // 1024**2} MB."
                self.left_out.append(LeftOut(name=name, reason=reason, within=within))
            else:
                self._take(found, name, opened.sender, within, depth, within_archive=within_archive)

    def _take(self, found: Found, name: str, sender: Sender | None, within: int | None, depth: int, *, within_archive: bool) -> None:
        if is_tnef(found.content) and not within_archive:
            self._unwrap(found, name, sender, within, depth)
            return
        form = form_of(found.content, name)
        place = len(self.parts)
        self.size += len(found.content)
        try:
            opened = None if form is Form.FILE else _open_inner(found.content, name, form, depth, within_archive=within_archive)
        except UnreadableError as error:
            self._part(found, name, sender, form, within)
            self.left_out.append(LeftOut(name=name, reason=str(error), within=place))
            return
        self._part(found, name, (opened.sender if opened and opened.sender else sender), form, within)
        if opened:
            self.add(opened, place, depth + 1, within_archive=form is Form.ARCHIVE)

    def _part(self, found: Found, name: str, sender: Sender | None, form: Form, within: int | None) -> None:
        self.parts.append(Part(name=name, size=len(found.content), form=form, within=within, sender=sender))
        self.contents.append(found.content)

    def _unwrap(self, found: Found, name: str, sender: Sender | None, within: int | None, depth: int) -> None:
        """What Exchange wrapped is attached to the message itself."""
        try:
            opened = open_tnef(found.content)
        except UnreadableError as error:
            self.left_out.append(LeftOut(name=name, reason=str(error), within=within))
            return
        self.add(Opened([each for each in opened.found if not is_tnef(each.content)], sender), within, depth, within_archive=False)

    def _free_name(self, within: int | None, name: str) -> str:
        stem, dot, ending = name.rpartition(".")
        number, free = 1, name
        while (within, free) in self.names:
            number += 1
            free = f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"
        self.names.add((within, free))
        return free


def _open(content: bytes, name: str, form: Form, servers: Sequence[str]) -> Opened:
    if form is Form.ARCHIVE:
        if make := foreign_archive(content):
            raise UnreadableError(f"{make} archives are not opened: ask the sender for a ZIP, or for the papers alone.")
        return open_zip(content)
    if is_msg(content):
        return open_msg(content, servers)
    if is_tnef(content):
        return open_tnef(content)
    if not content.strip():
        raise UnreadableError(f"“{name}” is empty.")
    opened = open_message(content, servers)
    return _with_wrapped_text(opened)


def _open_inner(content: bytes, name: str, form: Form, depth: int, *, within_archive: bool) -> Opened:
    if form is Form.ARCHIVE and within_archive:
        raise UnreadableError("An archive within an archive is not opened: ask the sender for the papers alone.")
    if depth >= DEEPEST:
        raise UnreadableError(f"It is {DEEPEST} files deep, and is not opened further.")
    return _open(content, name, form, ())


def _with_wrapped_text(opened: Opened) -> Opened:
    """Where Exchange wrapped the text, too, the message's own is the wrapped one."""
    if opened.bodies.plain.strip() or opened.bodies.html.strip():
        return opened
    for found in opened.found:
        if is_tnef(found.content):
            try:
                return Opened(opened.found, opened.sender, open_tnef(found.content).bodies)
            except UnreadableError:
                return opened
    return opened


def _is_message(content: bytes, name: str) -> bool:
    head = _HEADERS.match(content[:65536])
    if head is None:
        return name.lower().endswith(_MESSAGE_SUFFIXES) and b":" in content[:1000]
    names = {head["first"].lower()} | {
        line.partition(b":")[0].strip().lower() for line in head["rest"].splitlines() if line[:1] not in b" \t"
    }
    known = len(names & _KNOWN)
    return known >= 2 or (known == 1 and name.lower().endswith(_MESSAGE_SUFFIXES))


def _base_name(name: str) -> str:
    """The last part of a name that may be a path on the sender's machine, or an attempt to leave ours."""
    return re.split(r"[/\\]", name)[-1] or name
