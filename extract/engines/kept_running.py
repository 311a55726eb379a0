"""Tesseract kept running: it is given one picture after the other, as starting it takes as long as reading ten lines of print.

Most of the start goes into a table of confusable signs that only its older recogniser looks at, and that no setting leaves out.
"""

from __future__ import annotations

import logging
import os
import pty
import selectors
import signal
import subprocess
import tempfile
import time
import tty
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NoReturn, Self

import cv2
import numpy as np

from extract.engines import Image

PICTURES_ON_INPUT = ("-c", "stream_filelist=1")
"""Names of pictures are read from standard input until that ends."""
TUNING = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Memory in large pages where the system has them: it asks for 45,000 small ones a page, which is a twentieth of its time."""
LEVEL, PAGE = 0, 1
"""Columns of an answer: what a row is about, and the number of its page."""
A_PAGE = "1"
BLANK = np.full((16, 16), 255, dtype=np.uint8)
AT_ONCE = 65536
SECONDS_TO_END = 10

logger = logging.getLogger(__name__)

Options = tuple[str, ...]
Rows = list[list[str]]


class Ended(Exception):  # noqa: N818 - what happened, for the engine to say what it means for the document
    """The program ended before it had answered; the text is the last that it said."""

    def __init__(self, said: str, *, was_killed: bool) -> None:
        """Keeps what it said, and whether it was ended from outside, for want of memory say."""
        super().__init__(said)
        self.was_killed = was_killed


class TooLong(Exception):  # noqa: N818 - as above
    """The program did not answer in the time that it was given."""


class KeptRunning:
    """Tesseract as it runs for one document, once for each set of options."""

    def __init__(self, program: str) -> None:
        """Starts nothing yet."""
        self._program = program
        self._running: dict[Options, _Running | None] = {}

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends what runs."""
        for options in [*self._running]:
            self._end(options)

    def rows(self, options: Options, image: Image, seconds: float) -> Rows | None:
        """The rows of its table for a picture; None where it cannot be kept running.

        Raises:
            Ended: it did not answer. TooLong: not within so many seconds.
        """
        if options not in self._running:
            self._running[options] = self._started(options)
        running = self._running[options]
        try:
            return running.rows(image, seconds) if running else None
        except (Ended, TooLong):
            self._end(options)
            raise

    def _started(self, options: Options) -> _Running | None:
        try:
            return _Running([self._program, "-", "stdout", *options, *PICTURES_ON_INPUT])
        except OSError:  # no terminal is to be had in some containers
            logger.warning("Tesseract cannot be kept running: it is started for each picture, which takes longer.", exc_info=True)
            return None

    def _end(self, options: Options) -> None:
        if running := self._running.pop(options):
            running.end()


class _Running:
    """A running program and its answers. Its standard output is a terminal: into a pipe it would write little until it ends."""

    def __init__(self, command: Sequence[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tallyclerk-ocr-")
        self._picture, self._blank, self._errors = (Path(self._folder.name) / name for name in ("page.bmp", "blank.bmp", "errors"))
        with ExitStack() as half_open:
            half_open.callback(self._folder.cleanup)
            cv2.imwrite(str(self._blank), BLANK)
            with self._errors.open("wb") as errors:
                self._answers, self._process = _run(command, errors)
            half_open.pop_all()
        self._page, self._rest, self._done = 0, b"", False

    def rows(self, image: Image, seconds: float) -> Rows:
        """The rows for a picture. A blank one is sent after it: where the row of that page comes, the one before it is done."""
        cv2.imwrite(str(self._picture), image)  # Leptonica reads grey PNM one pixel a call: 0.2 s of a page of 300 dpi
        self._page, self._done = self._page + 2, False
        end = time.monotonic() + seconds
        self._ask(f"{self._picture}\n{self._blank}\n")
        rows: Rows = []
        while (row := self._line(end).split("\t"))[: PAGE + 1] != [A_PAGE, str(self._page)]:
            rows.append(row)
        self._done = True
        return rows

    def end(self) -> None:
        """Ends the program, which waits for the next name or, where it has not answered, is cut short; and takes its files away."""
        if not self._done:
            self._process.kill()
        try:
            self._process.communicate(timeout=SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._answers)
        self._folder.cleanup()

    def _ask(self, names: str) -> None:
        if (asked := self._process.stdin) is None:
            return
        try:
            asked.write(names.encode())
            asked.flush()
        except BrokenPipeError:
            self._raise_ended()

    def _line(self, end: float) -> str:
        while b"\n" not in self._rest:
            with selectors.DefaultSelector() as answers:
                answers.register(self._answers, selectors.EVENT_READ)
                if not answers.select(max(0.0, end - time.monotonic())):
                    raise TooLong
            self._rest += self._more()
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode("utf-8", "replace")

    def _more(self) -> bytes:
        try:
            more = os.read(self._answers, AT_ONCE)
        except OSError:  # nobody is left to write
            more = b""
        return more or self._raise_ended()

    def _raise_ended(self) -> NoReturn:
        was_killed = self._process.wait() == -signal.SIGKILL
        said = [line for line in self._errors.read_text("utf-8", "replace").splitlines() if line.strip()]
        raise Ended(said[-1] if said else "it said nothing", was_killed=was_killed)


def _run(command: Sequence[str], errors: IO[bytes]) -> tuple[int, subprocess.Popen[bytes]]:
    """The end of a terminal at which what the program writes comes out, and the program."""
    with ExitStack() as half_open:
        ours, theirs = pty.openpty()
        half_open.callback(os.close, ours)
        try:
            tty.setraw(theirs)  # lines end as they were written
            surroundings = TUNING | os.environ
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=theirs, stderr=errors, env=surroundings)  # noqa: S603 - Tesseract
        finally:
            os.close(theirs)
        half_open.pop_all()
    return ours, process
