"""How well it reads, in the form in which it is asked for: digital and scanned beside what is wanted of them, and by stationery; as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from app import reliability, tallies
from app.reliability import Judged
from app.scoring import Part
from app.tallies import DocumentScore

MEDIA = ("digital", "scanned")


@dataclass(frozen=True)
class Measured:
    """What was measured, and how: the command that does it again, and a sentence about the papers."""

    scores: Sequence[DocumentScore]
    values: Sequence[Judged]
    command: str
    papers: str

    def on(self, medium: str) -> Measured:
        """The part of it on that medium."""
        return Measured(
            [each for each in self.scores if each.is_digital == (medium == "digital")],
            [each for each in self.values if each.medium == medium],
            self.command,
            self.papers,
        )


@dataclass(frozen=True)
class Wanted:
    """A figure with what is wanted of it, digital and scanned; None where it cannot be told from the papers."""

    name: str
    of: Callable[[Measured], float | None]
    digital: float
    scanned: float
    as_share: bool = True
    at_most: bool = False

    def shown(self, value: float | None) -> str:
        """The figure as it is printed."""
        if value is None:
            return "–"
        return f"{int(value * 1000 + 1e-6) / 10:.1f} %" if self.as_share else f"{value:.3f}"

    def is_met(self, value: float | None, medium: str) -> bool:
        """Whether the figure is as good as is wanted."""
        wanted = self.digital if medium == "digital" else self.scanned
        return value is not None and (value <= wanted if self.at_most else value >= wanted)


def kind_right(measured: Measured) -> float | None:
    """The share of papers that were told for what they are."""
    return _mean(each.kind_is_right for each in measured.scores)


def whole(measured: Measured) -> float | None:
    """The share of papers with the right kind and every posted value right and there."""
    return _mean(not each.wrong and not each.missing for each in measured.scores)


def straight_through(measured: Measured) -> float | None:
    """The share of the sound papers that nobody had to look at."""
    posted = tallies.posts(measured.scores)
    return posted.straight_through if posted.could else None


def header_error(measured: Measured) -> float | None:
    """The calibration error of the header's values."""
    return reliability.header_error(measured.values) if any(each.is_header for each in measured.values) else None


def _f1(part: Part) -> Callable[[Measured], float | None]:
    def of(measured: Measured) -> float | None:
        accuracy = tallies.by_part(measured.scores)[part]
        return accuracy.f1 if accuracy.due else None

    return of


def _mean(found: Iterator[bool] | Sequence[bool]) -> float | None:
    listed = list(found)
    return sum(listed) / len(listed) if listed else None


WANTED = (
    Wanted("kind", kind_right, 0.995, 0.99),
    Wanted("header fields, F1", _f1(Part.HEADER), 0.98, 0.94, as_share=False),
    Wanted("line fields, F1", _f1(Part.LINES), 0.97, 0.92, as_share=False),
    Wanted("values of certificates, heats, lots, SSCC, F1", _f1(Part.VALUES), 0.98, 0.93, as_share=False),
    Wanted("papers with every posted field right", whole, 0.90, 0.65),
    Wanted("calibration error (ECE) of header values", header_error, 0.03, 0.05, as_share=False, at_most=True),
)


def by_layout(measured: Measured) -> dict[str, Measured]:
    """The same for each stationery on each medium, the one with the fewest whole papers first."""
    found = {}
    for medium in MEDIA:
        own = measured.on(medium)
        for layout, scores in tallies.grouped(own.scores, lambda each: str(each.truth.layout)).items():
            values = [each for each in own.values if each.layout == layout]
            found[f"{layout} · {medium}"] = Measured(scores, values, measured.command, measured.papers)
    return dict(sorted(found.items(), key=lambda pair: whole(pair[1]) or 0.0))


def report(measured: Measured, picture: Path | None) -> str:
    """The page: how it was measured, the figures beside what is wanted, honesty, and every stationery."""
    parts = [
        "# How well it reads",
        f"Version {version('tallyclerk')}. {measured.papers} This page is made by",
        f"```sh\n{measured.command}\n```",
        _markdown(*asked(measured)),
        f"![Reliability of header values, and risk against coverage of posted values]({picture.name})" if picture else "",
        "## Posted unseen\n\n" + _markdown(*posted(measured)),
        "## Risk and coverage\n\nThe share of posted values that are sure enough for so many of them to be wrong at most, and from which confidence on.\n\n"
        + _markdown(*covered(measured.values)),
        "## By stationery, the worst first\n\n" + _markdown(*stationeries(measured)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


Rows = list[list[str]]


def asked(measured: Measured) -> tuple[list[str], Rows]:
    """The table of what is wanted."""
    own = {medium: measured.on(medium) for medium in MEDIA}
    head = ["", *(cell for medium in MEDIA for cell in ("wanted", medium))]
    counts = ["papers", *(cell for medium in MEDIA for cell in ("", str(len(own[medium].scores))))]
    return head, [counts, *([each.name, *_beside(each, own)] for each in WANTED)]


def _beside(each: Wanted, own: Mapping[str, Measured]) -> Iterator[str]:
    for medium in MEDIA:
        value = each.of(own[medium])
        yield ("≤ " if each.at_most else "≥ ") + each.shown(each.digital if medium == "digital" else each.scanned)
        yield each.shown(value) + ("" if value is None or each.is_met(value, medium) else " ✗")


def posted(measured: Measured) -> tuple[list[str], Rows]:
    """What was posted without a person, and what of it should not have been."""
    rows = []
    for medium in MEDIA:
        found = tallies.posts(measured.on(medium).scores)
        rows.append([medium, str(found.could), str(found.did), f"{found.straight_through:.1%}", str(found.posted), str(found.false)])
    return ["", "sound papers", "posted of these", "straight through", "posted in all", "false posts"], rows


def covered(values: Sequence[Judged]) -> tuple[list[str], Rows]:
    """How many of the posted values are sure enough for a share that is wrong, and from which confidence on."""
    rows = []
    for medium, own in reliability.grouped(values, lambda each: each.medium).items():
        curve = reliability.posted_curve(own)
        widest = [reliability.coverage_at(curve, error) for error in reliability.ERRORS]
        cells = [f"{each.coverage:.1%} ≥{each.confidence:.3f}" if each else "–" for each in widest]
        rows.append([medium, str(sum(each.is_posted for each in own)), *cells])
    return ["", "values", *(f"{error:.1%}" for error in reliability.ERRORS)], rows


def stationeries(measured: Measured) -> tuple[list[str], Rows]:
    """The figures of each stationery."""
    found = by_layout(measured)
    rows = [[name, str(len(own.scores)), *(each.shown(each.of(own)) for each in WANTED)] for name, own in found.items()]
    return ["stationery", "papers", "kind", "header F1", "line F1", "values F1", "whole", "ECE"], rows


def _markdown(head: Sequence[str], rows: Rows) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
