"""Which limits apply: of all tables of a grade those of the standard, edition, form and thickness named, else the strictest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from validate.limits.comparison import Bound, Limit, strictest
from validate.limits.designations import condition_in, forms_in, specifications_in
from validate.limits.files import grades_named
from validate.limits.tables import Analysis, Band, GradeLimits, Range, Table, Values

_FLAT = frozenset({"plate", "sheet", "strip"})


@dataclass(frozen=True)
class Limits:
    """The limits of a grade by element (mass %) and by symbol (`ReH`, `Rm`, `A50`; MPa and %), and what is not on file of what was asked."""

    grade: str
    chemistry: Mapping[str, Limit]
    mechanical: Mapping[str, Limit]
    gaps: tuple[str, ...] = ()
    thickness_mm: Decimal | None = None
    is_flat: bool = False
    impact: Mapping[str, Limit] = field(default_factory=dict)
    """By `KV -20`: the notch and the temperature in °C; J of full-size specimens."""
    conditions: tuple[str, ...] = ()
    """The delivery conditions whose strengths are joined here, because none is named; empty where one is, or it does not matter."""
    always_tested: frozenset[str] = frozenset()
    """The impact tests that the standard has made at every specific inspection, by their symbols."""


@dataclass(frozen=True)
class _Wanted:
    standard: str | None
    form: str | None
    thickness_mm: Decimal | None
    condition: str | None


def limits_for(
    grade: str,
    *,
    standard: str | None,
    form: str | None,
    thickness_mm: Decimal | None,
    condition: str | None = None,
    analysis: Analysis = "heat",
    description: str | None = None,
) -> Limits | None:
    """The limits of a grade; what is None is not known, and then the strictest of all on file applies, value by value.

    None where no limits are on file for the grade. Where a standard, an edition or a delivery condition is named that is not on file,
    `gaps` says so in sentences, and the values it concerns have no limits (an edition: those of the other editions). Where no form is named,
    the description may tell that the piece is flat; it chooses no limits, as a word in it may stand for something else.
    """
    wanted = _Wanted(standard, form, thickness_mm, condition_in(grade) or condition_in(condition))
    named = grades_named(grade)
    if not named:
        return None
    gaps: list[str] = []
    chemistry = _joined(_tables(named, "chemistry", wanted, gaps), thickness_mm)
    if analysis == "product":
        # What the standard says nothing else of has the heat's limits in the product too.
        chemistry |= _joined(_tables(named, "chemistry", wanted, [], "product"), thickness_mm)
    strong = list(_tables(named, "mechanical", wanted, gaps))
    mechanical = _joined(strong, thickness_mm)
    joined = tuple(dict.fromkeys(each for table in strong for each in table.conditions)) if wanted.condition is None else ()
    # Where strength has limits and toughness has none, the standard asks for none, or nobody has entered it: no gap to tell of each paper.
    tough = list(_tables(named, "impact", wanted, []))
    impact = _joined(tough, thickness_mm)
    always = frozenset(_joined([table for table in tough if table.always_tested], thickness_mm))
    names = " / ".join(each.grade for each in named)
    is_flat = bool(forms_in(form) & _FLAT) if form else bool(told := forms_in(description)) and told <= _FLAT
    return Limits(
        names,
        chemistry,
        mechanical,
        tuple(dict.fromkeys(gaps)),
        thickness_mm,
        is_flat=is_flat,
        impact=impact,
        conditions=joined,
        always_tested=always,
    )


def _tables(
    grades: Sequence[GradeLimits], values: Values, wanted: _Wanted, gaps: list[str], analysis: Analysis = "heat"
) -> Iterator[Table]:
    for grade in grades:
        tables = [table for table in grade.tables if table.values == values and table.analysis == analysis]
        tables = _of_standard(grade, tables, values, wanted, gaps)
        if values != "chemistry":
            tables = _of_condition(grade, tables, wanted, gaps)
        yield from _of_form(tables, wanted)


def _of_standard(grade: GradeLimits, tables: Sequence[Table], values: Values, wanted: _Wanted, gaps: list[str]) -> list[Table]:
    if not wanted.standard:
        return list(tables)
    named = specifications_in(wanted.standard)
    fitting = [table for table in tables if any(table.is_of(each) for each in named)]
    if tables and not fitting:
        gaps.append(f"No {values} limits to {wanted.standard} are on file for {grade.grade}.")
        return []
    edition = [table for table in fitting if any(table.is_of(each) and table.is_edition_of(each) for each in named)]
    if fitting and not edition:
        on_file = ", ".join(dict.fromkeys(table.dated_standard for table in fitting))
        gaps.append(f"{wanted.standard} is not on file for {grade.grade}; the limits of {on_file} were used.")
    return edition or fitting


def _of_condition(grade: GradeLimits, tables: Sequence[Table], wanted: _Wanted, gaps: list[str]) -> list[Table]:
    bound = [table for table in tables if table.conditions]
    if wanted.condition is None or not bound:
        return list(tables)
    if not any(wanted.condition in table.conditions for table in bound):
        gaps.append(f"No mechanical limits are on file for {grade.grade} in the condition {wanted.condition}.")
    return [table for table in tables if not table.conditions or wanted.condition in table.conditions]


def _of_form(tables: Sequence[Table], wanted: _Wanted) -> Sequence[Table]:
    """Tables for the form; for one that no table is for, those of every form, so that the strictest applies."""
    forms = forms_in(wanted.form)
    fitting = [table for table in tables if forms & set(table.forms)]
    return [table for table in tables if not table.forms or table in fitting] if fitting else tables


def _joined(tables: Iterable[Table], thickness_mm: Decimal | None) -> dict[str, Limit]:
    limits: dict[str, list[Limit]] = {}
    for table in tables:
        for band in table.bands:
            if thickness_mm is None or band.holds(thickness_mm):
                for name, allowed in band.limits.items():
                    limits.setdefault(name, []).append(_limit(table, band, allowed))
    return {name: strictest(found) for name, found in limits.items()}


def _limit(table: Table, band: Band, allowed: Range) -> Limit:
    def bound(value: Decimal | None) -> Bound | None:
        return None if value is None else Bound(value, table.dated_standard, str(band), table.verified)

    return Limit(bound(allowed.minimum), bound(allowed.maximum))
