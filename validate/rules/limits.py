"""Rules for a certificate's results: every heat's chemistry and strength is within the limits of its grade, as far as they are on file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.doctype import CheckContext, Rule
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group, Reading
from validate.limits import (
    Breach,
    Limits,
    Material,
    Pair,
    breach,
    carbon_equivalent,
    chemistry_pairs,
    material_of,
    mechanical_pairs,
    number_of,
)
from validate.rules.certificate import certified

WITHOUT_RESULTS = frozenset({"2.1", "CoC"})
"""Certificates that state compliance and give no results (EN 10204)."""
_WITHOUT_GRADE = "Neither the paper nor the order names a grade, so the results can be held against no limits: compare them with the specification that was agreed."
MISREAD_SCALE = 5
"""A stated carbon equivalent further than this factor from the recomputed one betrays columns multiplied by 100 or 1000."""


@dataclass(frozen=True)
class TestedHeat:
    """A heat with its place on the paper, the material it should be, and that material's limits."""

    index: int
    heat: Group
    material: Material
    limits: Limits | None

    @property
    def name(self) -> str:
        """The heat as a sentence names it."""
        return f"heat {self.heat.text('heat_number') or self.index + 1}"

    @property
    def has_results(self) -> bool:
        """Whether the paper prints any result of it."""
        return bool(self.heat.table("chemistry") or self.heat.groups("tensile"))


def limits_are_on_file(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Limits of the grade are on file, for the standard, edition and condition named, and every heat has a result to hold against them.

    What has no grade, as a chemical with its analysis certificate (CoA), goes to a person with all that it prints: its characteristics are no values of
    the contract's results, orders have no limits for them, and limits that a supplier prints beside its own results are not what was agreed;
    a result outside of those is told, one within them proves nothing.

    Examples: a grade of which there is no file; a CoA of a cleaner with its viscosity. Counter-example: a 2.1 without results, which has nothing to hold against limits.
    """
    heats = certified_heats(reading, context)
    if reading.fields.text("certificate_type") in WITHOUT_RESULTS and not any(each.has_results for each in heats):
        return
    materials = dict.fromkeys(_material(reading, context, line) for line in range(max(1, len(reading.lines))))
    gaps = [gap for material in materials for gap in _gaps(material)]
    if len(materials) > 1 and any(_line_naming(reading, each.heat) is None for each in heats):
        gaps.append("The paper has lines of several materials and does not say which heat is of which.")
    yield from (unknown("lines[0].grade", next(iter(materials)).grade, gap) for gap in dict.fromkeys(gaps))
    if not gaps and not heats:
        yield unknown("heats", None, "The paper names no heat whose results could be held against limits.")
    yield from (
        unknown(f"heats[{each.index}]", each.heat.text("heat_number"), gap) for each in heats if not gaps and (gap := _gap_of(each))
    )


def chemistry_is_within_limits(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Every element with a limit is within it; an element that is not on the paper is unknown, not zero.

    Example: 0.045 % P where 0.035 % is allowed. Counter-example: no Nb on the paper, though Nb has a limit.
    """
    for each in certified_heats(reading, context):
        if each.limits:
            for pair in chemistry_pairs(each.heat, each.limits):
                yield from _held(each, pair, FindingCode.CHEMISTRY_OUT_OF_LIMITS)


def strength_is_within_limits(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """Yield strength, tensile strength and elongation are within their limits for the thickness, kind against the same kind.

    Example: ReH 340 MPa where 355 MPa is required. Counter-example: ReH 355 MPa, the limit itself.
    """
    for each in certified_heats(reading, context):
        if each.limits and (each.limits.mechanical or not each.limits.gaps):
            for pair in mechanical_pairs(each.heat, each.limits):
                yield from _held(each, pair, FindingCode.MECHANICAL_OUT_OF_LIMITS)


def carbon_equivalent_fits_chemistry(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """The carbon equivalent that the paper states is that of its chemistry, in the order of magnitude.

    Example: 0.42 stated and 420 from the columns, which are thousandths. Counter-example: 0.42 stated and 0.40 recomputed.
    """
    for each in certified_heats(reading, context):
        leaf = each.heat.leaf("carbon_equivalent")
        stated = number_of(leaf) if leaf else None
        recomputed = carbon_equivalent(each.heat.table("chemistry"))
        if leaf is None or stated is None or recomputed is None:
            continue
        total, is_complete = recomputed
        # Elements that are missing can only raise the sum, so too high a sum is wrong even where it is incomplete.
        if total > stated * MISREAD_SCALE or (is_complete and stated > total * MISREAD_SCALE):
            yield Finding(
                code=FindingCode.BORDERLINE,
                severity=Severity.WARNING,
                field=f"heats[{each.index}].carbon_equivalent",
                expected=f"{total:.2f}",
                found=leaf.value,
                message=f"The carbon equivalent is stated as {leaf.value} and comes to {total:.2f} from the chemistry ({each.name}): "
                "the columns look multiplied by 100 or 1000.",
            )


LIMIT_RULES: tuple[Rule, ...] = (
    limits_are_on_file,
    chemistry_is_within_limits,
    strength_is_within_limits,
    carbon_equivalent_fits_chemistry,
)


def certified_heats(reading: Reading, context: CheckContext) -> list[TestedHeat]:
    """The heats of a certificate, each with the material that it should be."""
    heats = []
    for index, heat in enumerate(reading.heats):
        material = _material(reading, context, _line_naming(reading, heat) or 0)
        heats.append(TestedHeat(index, heat, material, material.limits()))
    return heats


def _line_naming(reading: Reading, heat: Group) -> int | None:
    """The line of the paper that names the heat, alone or as one of several (`15-1405, E73084`); None where none does."""
    number = heat.text("heat_number")
    return next(
        (index for index, line in enumerate(reading.lines) if number and number in (line.text("heat_number") or "").split(", ")), None
    )


def _material(reading: Reading, context: CheckContext, line: int) -> Material:
    if line == 0:
        printed, ordered = certified(reading, context)
        return material_of(printed or Group({}), ordered)
    return material_of(reading.lines[line], context.ordered(line))


def _gap_of(certified_heat: TestedHeat) -> str | None:
    """Why a heat whose grade has limits is not checked by them; None where it is."""
    limits, heat = certified_heat.limits, certified_heat.heat
    if limits is None or all(pair.obstacle for pair in (*chemistry_pairs(heat, limits), *mechanical_pairs(heat, limits))):
        return f"No chemistry and no strength of {certified_heat.name} could be held against limits."
    if heat.table("chemistry") and not limits.chemistry:
        return f"No limits of the chemistry of {certified_heat.name} are on file for its thickness."
    return None


def _gaps(material: Material) -> list[str]:
    if material.grade is None:
        return [_WITHOUT_GRADE]
    limits = material.limits()
    return [f"No limits are on file for {material.grade}."] if limits is None else list(limits.gaps)


def _held(certified_heat: TestedHeat, pair: Pair, code: FindingCode) -> Iterator[Finding]:
    """The finding about one value, if it is beyond its limit or cannot be held against one."""
    field = f"heats[{certified_heat.index}].{pair.path}"
    if pair.limit is None:
        yield unknown(field, pair.printed, f"{pair.name} {pair.printed} cannot be checked: {pair.obstacle} ({certified_heat.name}).")
        return
    crossed = breach(pair.value, pair.limit)
    if crossed is not None:
        yield Finding(
            code=FindingCode.BORDERLINE if crossed.is_borderline else code,
            severity=Severity.WARNING if crossed.is_borderline else Severity.ERROR,
            field=field,
            expected=crossed.expected,
            found=pair.printed,
            message=_sentence(certified_heat, pair, crossed),
        )


def _sentence(certified_heat: TestedHeat, pair: Pair, crossed: Breach) -> str:
    bound, material = crossed.bound, certified_heat.material
    verb, side, short = ("allows", "above", "over") if crossed.is_above else ("requires", "below", "short")
    band = f" {bound.band}" if bound.band else ""
    notes = [certified_heat.name, f"{crossed.excess:f} {short}"]
    if crossed.is_borderline:
        notes.append("inside only when rounded to the limit's last digit")
    if bound.band and material.thickness_mm is None:
        notes.append("the thickness is not known, so the strictest limit on file counts")
    conditions = certified_heat.limits.conditions if certified_heat.limits and pair.path.startswith("tensile") else ()
    if len(conditions) > 1:
        notes.append(f"the paper does not say whether it is {' or '.join(conditions)}, so the strictest limit on file counts")
    if not bound.verified:
        notes.append("this limit is not verified yet")
    return (
        f"{pair.name} {pair.printed} {pair.unit} is {side} the {bound.value} {pair.unit} that {bound.specification} {verb} "
        f"for {material.grade}{band} ({', '.join(notes)})."
    )


def unknown(field: str, found: str | None, message: str) -> Finding:
    """What cannot be held against a limit."""
    return Finding(code=FindingCode.LIMITS_UNKNOWN, severity=Severity.WARNING, field=field, found=found, message=message)
