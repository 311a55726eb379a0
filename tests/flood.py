"""Thousands of files into a drop folder while it is swept: `python -m tests.flood` says what came of it."""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.arrivals import document_id_of
from tests.world import world

SETTLE_SECONDS = 0.5


@dataclass
class Outcome:
    """What was dropped, what was recorded and when, what is left in the folder."""

    dropped: Counter[str] = field(default_factory=Counter)
    recorded: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def early(self) -> int:
        """Contents that nobody ever dropped: files that were taken before they were whole."""
        return len(self.recorded.keys() - self.dropped.keys())

    @property
    def holds(self) -> bool:
        """Whether every content is there once, with as many sightings as files of it were dropped, and nothing was early."""
        return self.recorded == self.dropped and not self.left


def flood(folder: Path, *, files: int, seed: int = 7) -> Outcome:
    """Drops files by three writers at once while the program sweeps the folder."""
    chance, outcome = random.Random(seed), Outcome()
    started = time.monotonic()
    with world(folder, settle_seconds=SETTLE_SECONDS) as made:
        plans: list[list[tuple[Path, bytes, bool]]] = [[], [], []]
        for number in range(files):
            # Every eighth is a copy of an earlier one, under another name.
            content = b"%PDF-1.4\n" + f"paper {number if number % 8 else number // 2}\n".encode() * chance.randint(50, 4000)
            if number % 8 == 0 and outcome.dropped:
                content = plans[(number - 1) % 3][-1][1]
            place = made.inbox / chance.choice([".", "a", "b/c", "d e"]) / chance.choice([".", "ü", "x/y"]) / f"{number:05}.pdf"
            plans[number % 3].append((place, content, number % 25 == 0))
            outcome.dropped[document_id_of(content)] += 1
        writers = [threading.Thread(target=_write, args=(plan,)) for plan in plans]
        for writer in writers:
            writer.start()
        while any(writer.is_alive() for writer in writers):
            made.take_in()
        give_up = time.monotonic() + 60
        while _left(made.inbox) and time.monotonic() < give_up:
            made.take_in()
            time.sleep(0.05)
        outcome.left = _left(made.inbox)
        with made.tally.pipeline.store.begin(reading=True) as work:
            assert work.audit.first_broken() is None
            outcome.recorded = Counter({record.document_id: record.sightings for record in work.documents.recent(limit=100_000)})
    outcome.seconds = time.monotonic() - started
    return outcome


def _write(plan: list[tuple[Path, bytes, bool]]) -> None:
    for path, content, slowly in plan:
        path.parent.mkdir(parents=True, exist_ok=True)
        if slowly:
            _write_slowly(path, content)
        else:
            path.write_bytes(content)
        time.sleep(0.001)


def _write_slowly(path: Path, content: bytes) -> None:
    """In pieces, with pauses and the file closed in between, so that nobody holds it open."""
    pieces = [content[at : at + len(content) // 3 + 1] for at in range(0, len(content), len(content) // 3 + 1)]
    for piece in pieces:
        with path.open("ab") as file:
            file.write(piece)
        time.sleep(SETTLE_SECONDS / 8)


def _left(inbox: Path) -> list[str]:
    return [str(path) for path in inbox.rglob("*") if path.is_file() and ".taking" not in path.parts]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.flood", description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        came = flood(Path(folder), files=given.files)
    sys.stdout.write(
        f"{given.files} files of {len(came.dropped)} contents: {len(came.recorded)} recorded with {sum(came.recorded.values())} sightings, "
        f"{came.early} early, {len(came.left)} left; {came.seconds:.0f} s\n"
    )
    return 0 if came.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
