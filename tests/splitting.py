"""How well files of several papers are split: `python -m tests.splitting` draws some and says how many borders were right."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass

from app.parting import is_surely_several
from domain.paper import Reading
from extract.sandbox import ReadingPool
from fixtures.bundles import Bundle, draw_bundles


@dataclass
class Score:
    """Places between two pages of papers, how many were told right, and the files that went on by themselves."""

    places: int = 0
    right: int = 0
    borders: int = 0
    found: int = 0
    files: int = 0
    unseen: int = 0
    wrong_unseen: int = 0

    def add(self, bundle: Bundle, reading: Reading) -> None:
        """Counts one file in."""
        pages = [number for number in range(2, len(reading.pages) + 1) if number not in bundle.sheets]
        due = set(bundle.begins[1:])
        said = {part.first for part in reading.parts} - {1}
        self.files += 1
        self.places += len(pages)
        self.right += sum((number in due) == (number in said) for number in pages)
        self.borders += len(due)
        self.found += len(due & said)
        if is_surely_several(reading):
            self.unseen += 1
            self.wrong_unseen += said != due


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.splitting", description=__doc__)
    parser.add_argument("--files", type=int, default=30)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--medium", default="digital")
    given = parser.parse_args()
    score, started = Score(), time.monotonic()
    with ReadingPool(1) as pool:
        for bundle in draw_bundles(given.files, given.seed, given.medium):
            reading = pool.read(bundle.content, bundle.name)
            score.add(bundle, reading)
            said = [part.first for part in reading.parts]
            if (said and sorted(said) != sorted(bundle.begins)) or (not said and len(bundle.begins) > 1):
                doubts = [(part.first, part.confidence, part.reasons) for part in reading.parts]
                sys.stdout.write(
                    f"{bundle.name}: {list(bundle.begins)} ({', '.join(paper.file for paper in bundle.papers)}), said {doubts}\n"
                )
    sys.stdout.write(
        f"{score.files} files ({given.medium}): {score.found} of {score.borders} borders found, {score.right} of {score.places} places right "
        f"({score.right / score.places:.1%}); {score.unseen} split unseen, {score.wrong_unseen} of them wrongly; {time.monotonic() - started:.0f} s\n"
    )
    return int(score.wrong_unseen > 0)


if __name__ == "__main__":
    raise SystemExit(main())
