"""What the text of a mail says beside a paper that came with it, figure by figure: each that is not on the paper, as a sentence for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from domain.paper import Group, Kind, Leaf, Reading, Spoken, SpokenOf
from validate.comparing import same_unit

_HEAVY = {"KGM": Decimal(1), "TNE": Decimal(1000), "GRM": Decimal("0.001")}
_PER = (Decimal(1), Decimal(10), Decimal(100), Decimal(1000))
_SUMS = ("unit_price", "net_amount", "net_total", "tax_total", "gross_total")
_DAYS = ("ship_date", "arrival_date", "document_date", "order_date", "delivery_date")
_FRIDAY = 5
MOST = 5
"""So many sentences are enough to see what is the matter."""


def spoken_otherwise(said: Reading, paper: Reading) -> list[str]:
    """The figures of a mail's text that are not on the confirmation or ship notice that came with it, each as the end of a reason."""
    if paper.kind not in (Kind.ORDER_CONFIRMATION, Kind.SHIP_NOTICE):
        return []
    found = [
        why for each in said.spoken if not (each.shipped and paper.kind is Kind.ORDER_CONFIRMATION) and (why := _otherwise(each, paper))
    ]
    return list(dict.fromkeys(found))[:MOST]


def is_one_day(one: str, other: str) -> bool:
    """Whether two days are one, or one of them stands for the week of the other, as a week is read as its Friday."""
    try:
        a, b = date.fromisoformat(one), date.fromisoformat(other)
    except ValueError:
        return False
    return a == b or (a.isocalendar()[:2] == b.isocalendar()[:2] and _FRIDAY in (a.isoweekday(), b.isoweekday()))


def is_line(line: Group, number: str) -> bool:
    """Whether that is the line of that number, zeros in front apart."""
    return (line.text("order_line") or "").lstrip("0") == number.lstrip("0")


def _otherwise(each: Spoken, paper: Reading) -> str | None:
    """Why a person has to see it, or None where the paper says the same."""
    if each.of is SpokenOf.PROVISO:
        return (
            f"The text of the mail that it came with reserves something: “{each.text}”." if paper.kind is Kind.ORDER_CONFIRMATION else None
        )
    lines = [line for line in paper.lines if any(is_line(line, number) for number in each.lines)] if each.lines else list(paper.lines)
    if each.lines and not lines:
        return f"The text of the mail that it came with says “{each.text}”, and no such line is on it."
    of = f" of line {' or '.join(each.lines)}" if each.lines else ""
    match each.of:
        case SpokenOf.QUANTITY:
            shown = list(_quantities(paper, lines, whole=not each.lines))
            alike = [value * _HEAVY.get(unit, Decimal(1)) for value, unit in shown if _comparable(unit, each.unit)]
            if not alike and not each.lines and not each.changes:
                return None  # six metres long, or the weight of a lorry
            agrees = any(value * _HEAVY.get(each.unit, Decimal(1)) in alike for value in _numbers(each.values))
            what = "quantity"
        case SpokenOf.MONEY:
            agrees = any(value in _sums(paper, lines, whole=not each.lines) for value in _numbers(each.values))
            what = "price or amount"
        case SpokenOf.NUMBER:
            figures = {value for value, _ in _quantities(paper, lines, whole=not each.lines)} | _sums(paper, lines, whole=not each.lines)
            agrees = any(value in figures for value in _numbers(each.values))
            what = "quantity or price"
        case _:
            agrees = any(is_one_day(day, leaf.value) for day in each.values for leaf in _days(paper, lines))
            what = "day"
    return None if agrees else f"The text of the mail that it came with says “{each.text}”, and that is no {what}{of} on it."


def _numbers(values: Sequence[str]) -> Iterator[Decimal]:
    for value in values:
        try:
            yield Decimal(value)
        except InvalidOperation:
            continue


def _comparable(unit: str, other: str) -> bool:
    return same_unit(unit, other) or {unit, other} <= _HEAVY.keys()


def _quantities(paper: Reading, lines: Sequence[Group], *, whole: bool) -> Iterator[tuple[Decimal, str]]:
    """The quantities of those lines and of their parts, with their units; of the whole paper also its weights and the sum of its lines."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        unit = line.text("unit") or ""
        for place, group in enumerate((line, *line.groups("schedule"), *line.groups("lots"))):
            if (value := group.decimal("quantity")) is not None:
                yield value, unit
                if not place:
                    sums[unit] = sums.get(unit, Decimal(0)) + value
    if whole:
        yield from ((value, unit) for unit, value in sums.items())
        for name in ("gross_weight_kg", "net_weight_kg"):
            if (weight := paper.fields.decimal(name)) is not None:
                yield weight, "KGM"


def _sums(paper: Reading, lines: Sequence[Group], *, whole: bool) -> set[Decimal]:
    """The sums of money of those lines, and of the paper; a unit price also for one, ten, a hundred or a thousand."""
    groups = [*lines, paper.fields] if whole else list(lines)
    found = {value for group in groups for name in _SUMS if (value := group.decimal(name)) is not None}
    for line in lines:
        price, per = line.decimal("unit_price"), line.decimal("price_unit") or Decimal(1)
        if price is not None and per:
            found |= {price / per * number for number in _PER}
    return found


def _days(paper: Reading, lines: Sequence[Group]) -> Iterator[Leaf]:
    for group in (paper.fields, *lines, *(part for line in lines for part in line.groups("schedule"))):
        for name in _DAYS:
            if (leaf := group.leaf(name)) is not None:
                yield leaf
