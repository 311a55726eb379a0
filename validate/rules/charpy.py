"""The rule for notched bar impact tests: temperature, mean, single values and the width of the specimens against what the grade must withstand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from domain.doctype import CheckContext
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Reading
from validate.limits import Limit, breach
from validate.limits.impact import FULL_WIDTH_MM, NARROWEST_MM, SET, Asked, Tested, asked_for, tests_of
from validate.rules.limits import TestedHeat, certified_heats, unknown


def toughness_is_within_limits(reading: Reading, context: CheckContext) -> Iterator[Finding]:
    """At the temperature that the grade asks for, or a colder one, the mean impact energy is what it asks for.

    Of three single values one may be below that, none below 70 % of it; of specimens narrower than 10 mm less is asked in proportion.

    Example: 31, 22 and 21 J at -20 °C where a mean of 27 J is asked for; 120 J, but at 0 °C. Counter-examples: 30, 30 and 22 J; 21 J on specimens
    7.5 mm wide; a paper without an impact test (another rule says where one is missing); a test at 0 °C beside one at -20 °C.
    """
    for each in certified_heats(reading, context):
        tests = tests_of(each.heat)
        for asked in asked_for(each.limits) if each.limits and tests else ():
            yield from _held(each, asked, tests)


def _held(heat: TestedHeat, asked: Asked, tests: Sequence[Tested]) -> Iterator[Finding]:
    """What falls short, else why no test shows that the grade withstands what it must."""
    short = [finding for test in tests if (finding := _shortfall(heat, asked, test))]
    yield from short
    if not short and not any(_is_proof(heat, asked, test) for test in tests):
        yield unknown(f"heats[{heat.index}].impact[{tests[0].index}]", _printed(tests[0]), _why_no_proof(heat, asked, tests[0]))


def _shortfall(heat: TestedHeat, asked: Asked, test: Tested) -> Finding | None:
    """The finding about a test that falls short at the temperature asked for, or even above it."""
    if test.celsius is None or test.celsius < asked.celsius or not _is_comparable(heat, test):
        return None
    bound = asked.for_width(test.width_mm)
    crossed = breach(test.mean, Limit(minimum=bound)) if test.mean is not None else None
    least = asked.for_singles(test.width_mm).minimum
    below = [energy for energy in test.energies if energy < bound.value]
    lowest = min(test.energies, default=None)
    if crossed is not None:
        what, over = f"has a mean impact energy of {test.mean} J", f"{crossed.excess:f} J short"
    elif least is not None and lowest is not None and lowest < least.value:
        what, over = f"has a single impact energy of {lowest} J, below the {least.value} J (70 %)", f"{least.value - lowest:f} J short"
    elif len(below) > 1 and len(test.energies) >= SET:
        what, over = f"has {len(below)} single impact energies below the mean asked for ({_listed(below)} J), one may be", "too many"
    else:
        return None
    borderline = crossed is not None and crossed.is_borderline
    rounded = ", inside only when rounded to the limit's last digit" if borderline else ""
    unverified = "" if bound.verified else ", this limit is not verified yet"
    return Finding(
        code=FindingCode.BORDERLINE if borderline else FindingCode.MECHANICAL_OUT_OF_LIMITS,
        severity=Severity.WARNING if borderline else Severity.ERROR,
        field=f"heats[{heat.index}].impact[{test.index}]",
        expected=f">= {bound.value}",
        found=_printed(test),
        message=f"{heat.name.capitalize()} {what} at {test.celsius} °C; {_asked(heat, asked, test)} ({over}{rounded}{unverified}).",
    )


def _is_proof(heat: TestedHeat, asked: Asked, test: Tested) -> bool:
    """Whether a test at the temperature asked for, or a colder one, has the energy."""
    if test.celsius is None or test.celsius > asked.celsius:
        return False
    bound = asked.for_width(test.width_mm if _is_comparable(heat, test) else None).value
    value = test.mean if test.mean is not None else min(test.energies)
    return value >= bound


def _is_comparable(heat: TestedHeat, test: Tested) -> bool:
    """Whether it is known how wide the specimens were: those of thin material are narrower than 10 mm, and some papers do not say by how much."""
    if test.width_mm is not None:
        return test.width_mm >= NARROWEST_MM
    thickness = heat.material.thickness_mm
    return thickness is None or thickness >= FULL_WIDTH_MM


def _why_no_proof(heat: TestedHeat, asked: Asked, test: Tested) -> str:
    said = f"The toughness of {heat.name} cannot be checked: {_asked(heat, asked, test)}, and"
    if test.celsius is None:
        return f"{said} the paper does not say at which temperature {_printed(test)} J were measured."
    if test.celsius > asked.celsius:
        return f"{said} it was tested at {test.celsius} °C, which is warmer."
    if not _is_comparable(heat, test):
        wide = f"is {test.width_mm} mm" if test.width_mm else "is not said and less than 10 mm"
        return f"{said} the width of the specimens {wide}."
    return f"{said} {_printed(test)} J at {test.celsius} °C show nothing of it."


def _asked(heat: TestedHeat, asked: Asked, test: Tested) -> str:
    bound = asked.for_width(test.width_mm)
    width = f" of specimens {test.width_mm:f} mm wide ({asked.bound.value} J of 10 mm)" if bound.value != asked.bound.value else ""
    return f"{bound.specification} asks {heat.material.grade} for a mean of {bound.value} J{width} at {asked.celsius:f} °C"


def _printed(test: Tested) -> str:
    return _listed(test.energies) or str(test.stated_mean)


def _listed(values: Sequence[Decimal]) -> str:
    return ", ".join(f"{value:f}" for value in values)
