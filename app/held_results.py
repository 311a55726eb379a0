"""A certificate's results held against their limits: for each heat a row per element, strength and elongation, as the desk shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.doctype import CheckContext
from domain.findings import Finding, Severity
from domain.paper import Leaf, Reading
from validate.limits import Limit, Pair, chemistry_pairs, mechanical_pairs
from validate.limits.margin import Margin, margin
from validate.rules.limits import TestedHeat, certified_heats

_FREE = "free"
"""The verdict on a result that the material's standard sets no limit for."""


@dataclass(frozen=True)
class Result:
    """A result at `path` on the paper: what was read there, the limit it is held against, where that stands, and how far off it is.

    `leaf` is None for a sum of several elements, which stands nowhere: `parts` are the paths of what was added. `printed` is the value
    in the unit of its limit (`58`, `ksi`). `least` and `most` are the limit's ends in that unit, `source` is where it stands, in words;
    each is empty where there is none.
    """

    path: str
    name: str
    leaf: Leaf | None
    printed: str
    unit: str
    least: str
    most: str
    source: str
    margin: Margin
    parts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it needs nobody: within its limit, or without one, and no finding is about it."""
        return self.margin.verdict in ("within", _FREE) and all(finding.severity is Severity.INFO for finding in self.findings)


@dataclass(frozen=True)
class HeldHeat:
    """A heat of the paper with its results; `summary` says in a sentence how they stand, `grade` what material it is held to be."""

    index: int
    grade: str
    results: tuple[Result, ...]
    summary: str

    @property
    def is_sound(self) -> bool:
        """Whether all of its results need nobody."""
        return all(result.is_sound for result in self.results)

    @property
    def paths(self) -> frozenset[str]:
        """The places of its results on the paper."""
        return frozenset(result.path for result in self.results)


def held_results(reading: Reading, context: CheckContext, findings: Sequence[Finding]) -> Mapping[int, HeldHeat]:
    """The heats whose material has limits on file, by their place on the paper, each with all its contents and tensile tests."""
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        about.setdefault(finding.field or "", []).append(finding)
    held = {}
    for each in certified_heats(reading, context):
        if each.limits and (results := tuple(_results(each, about))):
            held[each.index] = HeldHeat(each.index, each.limits.grade, results, _summary(results))
    return held


def _results(heat: TestedHeat, about: Mapping[str, Sequence[Finding]]) -> Iterator[Result]:
    assert heat.limits is not None
    prefix = f"heats[{heat.index}]."
    leaves = dict(heat.heat.leaves(prefix))
    pairs = [*chemistry_pairs(heat.heat, heat.limits), *mechanical_pairs(heat.heat, heat.limits)]
    held = {prefix + pair.path for pair in pairs}
    free = [path for path in leaves if path.startswith(f"{prefix}chemistry.") and path not in held]
    for pair in [each for each in pairs if not each.path.startswith("tensile")]:
        yield _held(prefix, pair, leaves, about)
    for path in free:
        leaf = leaves[path]
        none = Margin(_FREE, None, "no limit")
        yield Result(path, path.rpartition(".")[2], leaf, leaf.value, "%", "", "", "", none, findings=tuple(about.get(path, ())))
    for pair in [each for each in pairs if each.path.startswith("tensile")]:
        yield _held(prefix, pair, leaves, about)


def _held(prefix: str, pair: Pair, leaves: Mapping[str, Leaf], about: Mapping[str, Sequence[Finding]]) -> Result:
    path = prefix + pair.path
    leaf = leaves.get(path)
    parts = () if leaf else tuple(f"{prefix}chemistry.{element}" for element in pair.name.split("+"))
    # Two sums would have one place: each finding about a sum names the limit that it crossed.
    own = [each for each in about.get(path, ()) if leaf or each.found == pair.printed]
    key = path if leaf else f"{path}.{pair.name}"
    limit = pair.limit
    least, most = _ends(limit)
    return Result(key, pair.name, leaf, pair.printed, pair.unit, least, most, _source(limit), margin(pair), parts, tuple(own))


def _ends(limit: Limit | None) -> tuple[str, str]:
    least, most = (limit.minimum, limit.maximum) if limit else (None, None)
    return f"{least.value:f}" if least else "", f"{most.value:f}" if most else ""


def _source(limit: Limit | None) -> str:
    """The standard with its edition, the thickness that the limit is for, and whether somebody has checked it against the standard."""
    bounds = [bound for bound in (limit.minimum, limit.maximum) if bound] if limit else []
    told = [", ".join(filter(None, (bound.specification, bound.band, "" if bound.verified else "not verified yet"))) for bound in bounds]
    return "; ".join(dict.fromkeys(told))


def _summary(results: Sequence[Result]) -> str:
    """`16 results: 1 out of limits, 2 cannot be checked`."""
    counts = {
        verdict: sum(result.margin.verdict == verdict for result in results) for verdict in ("out", "borderline", "unknown", "within")
    }
    words = {
        "out": "out of limits",
        "borderline": "within only when rounded",
        "unknown": "cannot be checked",
        "within": "within",
    }
    said = [f"{count} {words[verdict]}" for verdict, count in counts.items() if count]
    return f"{len(results)} result{'s' if len(results) != 1 else ''}: {', '.join(said) or 'none has a limit'}"
