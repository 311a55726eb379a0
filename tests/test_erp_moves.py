"""What is planned of a line in Tryton: quantities are kept, whatever comes and whatever is asked for; and asking twice changes nothing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.orders import OrderLine
from erp.tryton.moves import Part, commands, promised, set_apart, without
from erp.tryton.orders import Line, Move, Purchase
from tests.test_erp_adapters import ORDER
from tests.test_erp_adapters import line as order_line

quantities = st.integers(1, 500).map(Decimal)
days = st.integers(0, 60).map(lambda number: date(2027, 1, 1) + timedelta(days=number))
parts = st.lists(st.builds(Part, quantities, days), max_size=6)
lots = st.lists(st.builds(Part, quantities, days, st.sampled_from([None, "L1", "L2"])), max_size=3)


def line_with(planned: list[Part], under_way: Decimal = Decimal(0)) -> Line:
    moves = [Move(place, "draft", part.quantity, part.planned, None, part.lot, 1) for place, part in enumerate(planned, start=1)]
    if under_way:
        moves.append(Move(99, "draft", under_way, None, "stock.shipment.in,7", None, 1))
    seen: OrderLine = order_line()
    return Line(1, 1, 1, 1, "Bolt", tuple(moves), seen)


PURCHASE = Purchase(1, "processing", 2, 6, 1, {"id": 5, "input": 1, "storage": 3}, (), (), ORDER)


def total(of: list[Part]) -> Decimal:
    return sum((part.quantity for part in of), Decimal(0))


def after(line: Line, wanted: list[Part]) -> Line:
    """The line once Tryton has done what it was told."""
    numbers = {"L1": 1, "L2": 2}
    names = {number: name for name, number in numbers.items()}
    there = {move.move_id: move for move in line.moves}
    fresh = 100
    for command in commands(PURCHASE, line, wanted, numbers, 1):
        match command:
            case ["write", [number], values]:
                there[number] = told(there[number], values, names)
            case ["delete", gone]:
                for number in gone:
                    del there[number]
            case ["create", rows]:
                for values in rows:
                    there[fresh] = told(Move(fresh, "draft", Decimal(0), None, None, None, 2), values, names)
                    fresh += 1
            case _:
                raise AssertionError(command)
    return replace(line, moves=tuple(there.values()))


def told(move: Move, values: dict, names: dict[int, str]) -> Move:  # type: ignore[type-arg]
    return replace(move, quantity=Decimal(int(values["quantity"])), planned=values["planned_date"], lot=names.get(values["lot"]))


def plan_of(line: Line) -> list[tuple[str, ...]]:
    return sorted((str(move.quantity), str(move.planned), str(move.lot)) for move in line.moves if move.is_planned)


@given(parts, quantities)
def test_taking_off_takes_exactly_that_much_and_the_first_parts_first(planned: list[Part], quantity: Decimal) -> None:
    left = without(planned, quantity)
    assert total(left) == max(Decimal(0), total(planned) - quantity)
    assert left == [] or left[1:] == planned[len(planned) - len(left) + 1 :]


@given(parts, parts, st.sampled_from([Decimal(0), Decimal(40)]))
def test_what_is_promised_is_planned_less_what_is_under_way(planned: list[Part], wanted: list[Part], under_way: Decimal) -> None:
    line = line_with(planned, under_way)
    plan = promised(line, wanted)
    assert total(plan) == max(Decimal(0), total(wanted) - under_way)
    now = after(line, plan)
    assert plan_of(now) == sorted((str(part.quantity), str(part.planned), "None") for part in plan)
    assert commands(PURCHASE, now, promised(now, wanted), {}, 1) == []


@given(parts, lots)
def test_what_is_shipped_is_set_apart_and_nothing_is_lost(planned: list[Part], shipped: list[Part]) -> None:
    line = line_with(planned)
    plan = set_apart(line, shipped)
    assert total(plan) == max(total(planned), total(shipped))
    assert plan[: len(shipped)] == shipped
    now = after(line, plan)
    again = after(now, set_apart(now, shipped))
    assert plan_of(again) == plan_of(now)
