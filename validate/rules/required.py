"""The rule for what a certificate leaves out: results that the grade's limits are for, and tests that its standard has made of every delivery."""

from __future__ import annotations

from collections.abc import Iterator

from domain.doctype import CheckContext
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading
from validate.limits import Limits
from validate.limits.impact import asked_for, tests_of
from validate.rules.limits import WITHOUT_RESULTS, TestedHeat, certified_heats

SPECIFIC = frozenset({"3.1", "3.2"})
"""Certificates of specific inspection: of tests of the very goods that are delivered (EN 10204)."""
ANALYSIS_ALONE = frozenset({"CoA"})
COMPANIONS = ("C", "Si", "Mn", "P", "S")
"""Of every steel's heat its mill knows these."""
_STRENGTH = {"yield_mpa": "yield strength", "tensile_mpa": "tensile strength", "elongation_pct": "elongation"}


def required_results_are_there(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Of each heat the certificate has what makes its grade, and the impact test that its standard always has made.

    That is every element with a least content, the companions of iron (C, Si, Mn, P, S) that have a limit, yield strength, tensile strength and elongation.
    What was not read can neither be told to be right nor be posted; whether the paper leaves it out or the program, a person sees.

    Examples: a 3.1 for S355J2+N, 20 mm, without an impact test; 1.4404 without Mo; a heat with its chemistry alone. Counter-examples: no Cu, which
    has a limit and may be absent; S235JR without an impact test, which is made where it was ordered; a 2.1, which has no results; a 2.2 without an impact test.
    """
    kind = reading.fields.text("certificate_type")
    if kind in WITHOUT_RESULTS and not any(each.has_results for each in certified_heats(reading, context)):
        return
    for each in certified_heats(reading, context):
        if each.limits and each.has_results:
            yield from _missing(each, each.limits, kind)


def _missing(heat: TestedHeat, limits: Limits, kind: str | None) -> Iterator[Finding]:
    limited = f"which {heat.material.grade} has limits for"
    if absent := [element for element in _elements(limits) if element not in heat.heat.table("chemistry")]:
        yield _unread(heat, f"chemistry.{absent[0]}", f"No {_listed(absent)}", limited)
    tests = heat.heat.groups("tensile")
    strengths = [] if kind in ANALYSIS_ALONE else list(_strengths(limits))
    if unread := [field for field in strengths if not any(test.leaf(field) for test in tests)]:
        yield _unread(heat, f"tensile[0].{unread[0]}", f"No {_listed([_STRENGTH[field] for field in unread])}", limited)
    for asked in asked_for(limits) if kind in SPECIFIC and not tests_of(heat.heat) else ():
        if asked.symbol in limits.always_tested:
            band = f" {asked.bound.band}" if asked.bound.band else ""
            why = f"which {asked.bound.specification} has tested for every {kind} ({asked.bound.value} J at {asked.celsius:f} °C{band})"
            yield _unread(heat, "impact[0]", "No impact test", why)


def _elements(limits: Limits) -> list[str]:
    """The elements that have to be there."""
    single = {name: limit for name, limit in limits.chemistry.items() if "+" not in name and name != "CEV"}
    others = [name for name, limit in single.items() if limit.minimum is not None and name not in COMPANIONS]
    return [*(name for name in COMPANIONS if name in single), *others]


def _strengths(limits: Limits) -> Iterator[str]:
    """The results of a tensile test that have a limit."""
    symbols = limits.mechanical.keys()
    if any(symbol.startswith("R") and not symbol.startswith("Rm") for symbol in symbols):
        yield "yield_mpa"
    if any(symbol.startswith("Rm") for symbol in symbols):
        yield "tensile_mpa"
    if any(symbol.startswith("A") for symbol in symbols):
        yield "elongation_pct"


def _unread(heat: TestedHeat, path: str, what: str, why: str) -> Finding:
    return Finding(
        code=FindingCode.LOW_CONFIDENCE,
        severity=Severity.WARNING,
        field=f"heats[{heat.index}].{path}",
        message=f"{what}, {why}, could be found on the certificate for {heat.name}.",
    )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
