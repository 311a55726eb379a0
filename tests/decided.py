"""A desk at which people have decided for some weeks: papers of four suppliers, approved, corrected, returned and rejected for reasons."""

from contextlib import suppress

from domain.arrivals import DocumentState
from domain.cases import ReasonCode
from domain.errors import StaleStateError
from domain.people import Role, User
from tests.world import ORDER, World, confirmation, leaf

SUPPLIERS = ("S1", "S2", "S3", "S4")
LEAD, CLERK, ANOTHER = (User(name=name, role=Role.LEAD) for name in ("lead", "clerk", "another"))
_TO_CORRECT = ("lines[0].quantity", "lines[0].unit_price", "document_number", "lines[0].unit_price", "lines[0].delivery_date")


def decide_for_weeks(made: World, *, days: int = 28, a_day: int = 3) -> None:
    """Lets papers come and be decided each weekday; the last day is the clock's day when this returns."""
    orders = [
        ORDER.model_copy(update={"order_number": f"450000000{number}", "supplier_id": each}) for number, each in enumerate(SUPPLIERS, 1)
    ]
    with made.tally.pipeline.store.begin() as work:
        work.orders.load(orders)
    number = 0
    for day in range(days):
        if day:
            made.clock.go_on(days=1)
        if made.clock().weekday() > 4:
            continue
        for _ in range(a_day + day % 3):
            number += 1
            _decide(made, number, orders[(number * 7) % 5 % 4].order_number)


def _decide(made: World, number: int, order: str) -> None:
    dear, late = number % 6 == 0, number % 6 != 0
    paper = confirmation(f"AB-{number}", price="2.53" if dear else "2.50").with_leaf("order_number", leaf(order))
    paper = paper.with_leaf("lines[0].delivery_date", leaf("2026-11-09")) if late else paper
    document_id = made.put_through(paper, f"paper-{number}.pdf").document_id
    case_id = made.case_id(document_id)

    def version() -> int:
        return made.desk.case(case_id).version

    if number % 5 == 2:
        path = _TO_CORRECT[number // 5 % len(_TO_CORRECT)]
        value = {"document_number": f"AB-{number}-1", "lines[0].delivery_date": ""}.get(path, "251")
        made.desk.correct(case_id, CLERK, version=version(), path=path, value=value)
        made.clock.go_on(minutes=16)  # the claim of whoever corrected it lapses
    if number % 11 == 3:
        made.desk.reject(case_id, LEAD, version=version(), code=ReasonCode.DUPLICATE if number % 2 else ReasonCode.NOT_OURS)
    elif number % 4 == 1:
        code = ReasonCode.NOT_ACCEPTED if number % 3 else ReasonCode.PAPER_IS_WRONG
        made.desk.return_to_supplier(case_id, LEAD, version=version(), message="Please confirm as ordered.", code=code)
    else:
        reason = ReasonCode.AGREED_WITH_SUPPLIER if number % 3 else ReasonCode.WITHIN_PRACTICE
        for user in (LEAD, ANOTHER):
            while made.state(document_id) is DocumentState.IN_REVIEW and user.name not in made.desk.case(case_id).approved_by:
                with suppress(StaleStateError):  # what came meanwhile is checked against first
                    made.desk.approve(case_id, user, version=version(), reason=reason)
