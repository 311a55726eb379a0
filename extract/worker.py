"""The process in which documents are read: questions on standard input, answers on standard output, limits set before the first one.

A question is a line of JSON and the document's bytes. Answers are lines of JSON: `{"page": n}` as a sign of life, then
`{"unreadable": "…"}`, `{"transient": "…"}`, `{"failed": "…"}` or `{"size": n}` and n bytes. Nothing else may come out, so nothing is unpickled.
Whoever starts it names the module that opens messages and archives, as it names the kinds of paper.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import IO, Protocol

from pydantic import TypeAdapter

from domain.arrivals import Contents
from domain.doctype import DocType
from domain.errors import TransientError, UnreadableError
from extract.engines import OcrEngine
from extract.opening.embedded import message_of, shown
from extract.opening.pages import part_of, render_page
from extract.opening.place import Asked, Placed, read_place
from extract.read import LANGUAGES, read_document

MEMORY = 3 * 1024**3
"""Address space in bytes: a page of 25 million pixels with its copies takes a tenth of it."""
FILE_SIZE = 256 * 1024**2
OPEN_FILES = 128


class Opener(Protocol):
    """The module that opens files which hold others."""

    def unpack(self, content: bytes, name: str, servers: Sequence[str]) -> tuple[Contents, list[bytes]]:
        """What the file holds, and the bytes of its parts."""

    def paper_of(self, content: bytes, name: str) -> tuple[bytes, str]:
        """What of the file is a paper itself."""


def main() -> None:
    """Answers until standard input ends."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to the errors, not among the answers
    setup = json.loads(sys.argv[1])
    module, _, function = setup["doctypes"].partition(":")
    doctypes: Sequence[DocType] = getattr(import_module(module), function)()
    engine = open_engine(setup["engine"])
    languages = setup["languages"] or LANGUAGES
    opener: Opener = import_module(setup["opener"])
    servers = setup["servers"]
    limit()
    _say(answers, {"ready": True})
    while head := questions.readline():
        question = json.loads(head)
        content = questions.read(question["size"])
        if question["do"] == "unpack":
            _answer(answers, partial(_unpack, question, content, opener, servers))
        else:
            _answer(answers, partial(_do, question, content, doctypes, engine, languages, opener, answers))


def open_engine(name: str) -> OcrEngine | None:
    """The OCR engine of that module; None for `none`."""
    if name == "none":
        return None
    engine: OcrEngine = import_module(f"extract.engines.{name}").ENGINE()
    return engine


def limit() -> None:
    """Bounds what a document can do to this machine."""
    for which, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _do(
    question: dict[str, object],
    content: bytes,
    doctypes: Sequence[DocType],
    engine: OcrEngine | None,
    languages: Sequence[str],
    opener: Opener,
    answers: IO[bytes],
) -> bytes:
    content, name = opener.paper_of(content, str(question["name"]))
    if question["do"] == "part" and (message := message_of(content, int(str(question["first"])))) is not None:
        return message
    if question["do"] in ("render", "place") and (text := shown(content)) is not None:
        content, name = text, "data.txt"
    if question["do"] == "part":
        return part_of(content, int(str(question["first"])), int(str(question["last"])))
    if question["do"] == "render":
        return render_page(content, int(str(question["page"])), int(str(question["turn"])), name=name)
    if question["do"] == "place":
        asked = TypeAdapter(Asked).validate_python(question["asked"])
        return TypeAdapter(Placed).dump_json(read_place(content, asked, engine, languages, name=name))
    reading = read_document(content, name, doctypes, engine, languages, on_page=lambda page: _say(answers, {"page": page}))
    return reading.model_dump_json().encode()


def _unpack(question: dict[str, object], content: bytes, opener: Opener, servers: Sequence[str]) -> bytes:
    """A line of JSON that says what the file holds, and the bytes of its parts one after the other."""
    contents, parts = opener.unpack(content, str(question["name"]), servers)
    return b"\n".join([contents.model_dump_json().encode(), b"".join(parts)])


def _answer(answers: IO[bytes], work: Callable[[], bytes]) -> None:
    try:
        answer = work()
    except UnreadableError as error:
        _say(answers, {"unreadable": str(error)})
    except TransientError as error:
        _say(answers, {"transient": str(error)})
    except MemoryError:
        _say(answers, {"unreadable": "The document needs more memory than a document may take."})
    except RecursionError:
        _say(answers, {"unreadable": "The document is nested too deeply to be read."})
    except Exception as error:  # noqa: BLE001 - the one edge per document: the parent stores the failure with the document
        _say(answers, {"failed": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"})
        traceback.print_exc()
    else:
        _say(answers, {"size": len(answer)})
        answers.write(answer)
        answers.flush()


def _say(answers: IO[bytes], head: dict[str, object]) -> None:
    answers.write(json.dumps(head).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
