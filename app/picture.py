"""The picture of an evaluation: a reliability diagram and risk–coverage curves, drawn as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from app.reliability import FINE, Bin, Covered, Judged, bins, posted_curve

INK, PALE, GRID = "#1f2933", "#61707f", "#dde3e9"
COLOURS = {"digital": "#1769aa", "scanned": "#c2571a"}
"""Told apart by people who see few colours, too; the marks differ as well."""
SIDE = 320
TOP, LEFT, GAP, BELOW = 64, 64, 110, 92
LEAST_RISK, MOST_RISK = 0.0001, 0.3
RISKS = (0.0001, 0.001, 0.002, 0.01, 0.1)


@dataclass(frozen=True)
class _Panel:
    """A square with its axes; `x` and `y` from 0 to 1 of what is shown."""

    left: float

    def x(self, share: float) -> float:
        return round(self.left + SIDE * share, 1)

    def y(self, share: float) -> float:
        return round(TOP + SIDE * (1 - share), 1)


def draw(values: Mapping[str, Sequence[Judged]], title: str, target_error: float) -> str:
    """The picture of the values by medium (`digital`, `scanned`)."""
    width, height = LEFT + SIDE + GAP + SIDE + 40, TOP + SIDE + BELOW
    honest, risky = _Panel(LEFT), _Panel(LEFT + SIDE + GAP)
    parts = [
        *_frame(honest, "Header values: claimed and right", "claimed confidence", "share that is right"),
        *_reliability(honest, values),
        *_frame(risky, "Posted values: wrong among the surest", "share of values that are as sure", "share that is wrong"),
        *_risks(risky, values, target_error),
        *_legend(values, height),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="12">\n<title>{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _frame(panel: _Panel, title: str, across: str, up: str) -> Iterator[str]:
    yield _text(panel.left, TOP - 26, title, size=15, weight="bold")
    yield f'<rect x="{panel.left}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{PALE}"/>'
    yield _text(panel.x(0.5), TOP + SIDE + 38, across, anchor="middle", colour=PALE)
    x, y = panel.left - 46, panel.y(0.5)
    yield f'<text x="{x}" y="{y}" transform="rotate(-90 {x} {y})" text-anchor="middle" fill="{PALE}">{escape(up)}</text>'
    for at in range(6):
        yield _text(panel.x(at / 5), TOP + SIDE + 18, f"{at / 5:.1f}", anchor="middle", colour=PALE)
        yield f'<line x1="{panel.x(at / 5)}" y1="{panel.y(0)}" x2="{panel.x(at / 5)}" y2="{panel.y(1)}" stroke="{GRID}"/>'


def _reliability(panel: _Panel, values: Mapping[str, Sequence[Judged]]) -> Iterator[str]:
    for at in range(6):
        yield _text(panel.left - 8, panel.y(at / 5) + 4, f"{at / 5:.1f}", anchor="end", colour=PALE)
        yield f'<line x1="{panel.x(0)}" y1="{panel.y(at / 5)}" x2="{panel.x(1)}" y2="{panel.y(at / 5)}" stroke="{GRID}"/>'
    yield f'<line x1="{panel.x(0)}" y1="{panel.y(0)}" x2="{panel.x(1)}" y2="{panel.y(1)}" stroke="{PALE}" stroke-dasharray="4 4"/>'
    for medium, own in values.items():
        found = bins((each for each in own if each.is_header), FINE)
        most = max((each.count for each in found), default=1)
        yield _line([(panel.x(each.claimed), panel.y(each.right)) for each in found], COLOURS[medium])
        for each in found:
            yield _mark(medium, panel.x(each.claimed), panel.y(each.right), each, most)


def _mark(medium: str, x: float, y: float, each: Bin, most: int) -> str:
    """A disc (digital) or a square (scanned) whose area says how many values it stands for."""
    size = round(3 + 5 * math.sqrt(each.count / most), 1)
    told = f"<title>{each.count} values claim {each.claimed:.3f}, {each.right:.3f} are right</title>"
    style = f'fill="{COLOURS[medium]}" fill-opacity="0.75" stroke="#ffffff"'
    if medium == "digital":
        return f'<circle cx="{x}" cy="{y}" r="{size}" {style}>{told}</circle>'
    return f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size}" height="{2 * size}" {style}>{told}</rect>'


def _risks(panel: _Panel, values: Mapping[str, Sequence[Judged]], target_error: float) -> Iterator[str]:
    for risk in RISKS:
        yield _text(panel.left - 8, panel.y(_height(risk)) + 4, _percent(risk), anchor="end", colour=PALE)
        yield f'<line x1="{panel.x(0)}" y1="{panel.y(_height(risk))}" x2="{panel.x(1)}" y2="{panel.y(_height(risk))}" stroke="{GRID}"/>'
    y = panel.y(_height(target_error))
    yield f'<line x1="{panel.x(0)}" y1="{y}" x2="{panel.x(1)}" y2="{y}" stroke="{INK}" stroke-dasharray="6 3"/>'
    yield _text(panel.x(1) + 4, y + 4, "target", colour=INK)
    for medium, own in values.items():
        curve = posted_curve(own)
        yield _line([(panel.x(each.coverage), panel.y(_height(each.risk))) for each in _thinned(curve)], COLOURS[medium], width=2.5)


def _percent(risk: float) -> str:
    return f"{'≤ ' if risk == LEAST_RISK else ''}{100 * risk:g} %"


def _thinned(curve: Sequence[Covered]) -> Sequence[Covered]:
    """At most a few hundred points, the last among them."""
    step = max(1, len(curve) // 300)
    return [*curve[:-1:step], *curve[-1:]]


def _height(risk: float) -> float:
    """Where a risk stands on the logarithmic axis, whose foot is every risk too small to be told from none."""
    held = min(MOST_RISK, max(LEAST_RISK, risk))
    return math.log(held / LEAST_RISK) / math.log(MOST_RISK / LEAST_RISK)


def _legend(values: Mapping[str, Sequence[Judged]], height: float) -> Iterator[str]:
    for at, (medium, own) in enumerate(values.items()):
        x, y = LEFT + at * 330, height - 18
        yield _mark(medium, x + 6, y - 4, Bin(0, 1, 1, 1, 1), 3)
        headers, posted = sum(each.is_header for each in own), sum(each.is_posted for each in own)
        yield _text(x + 20, y, f"{medium}: {headers:,} header values, {posted:,} posted values")


def _line(points: Sequence[tuple[float, float]], colour: str, *, width: float = 1.5) -> str:
    joined = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, *, size: int = 12, anchor: str = "start", colour: str = INK, weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}">{escape(text)}</text>'
