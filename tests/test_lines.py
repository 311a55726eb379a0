"""Line by line: what is accepted is posted, what is proposed or left out is not, and whoever agrees sees which."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import line_choices
from app.several import Asked, approve_several
from domain.arrivals import DocumentState
from domain.cases import LineChoice, LineFate, ReviewCase
from domain.decisions import Queue
from domain.errors import NotAllowedError, StaleStateError, UsageError
from domain.findings import FindingCode
from domain.paper import Group, Kind
from domain.people import Role, User
from route.lines import said, without
from route.returns import draft_proposal
from tests.visitor import visitor_at
from tests.world import ORDER, World, change_order, confirmation, leaf, world

CLERK, INSPECTOR, LEAD = (User(name=role.value, role=role) for role in (Role.CLERK, Role.INSPECTOR, Role.LEAD))
SKIP = LineChoice(fate=LineFate.SKIP)
LINES = 10


def proposes(**terms: str) -> LineChoice:
    return LineChoice(fate=LineFate.PROPOSE, proposed=terms)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    """A world whose order has more than one line."""
    with world(tmp_path) as here:
        order_lines(here, LINES)
        yield here


@pytest.fixture
def hundred(made: World) -> World:
    """The same with an order of a hundred lines."""
    order_lines(made, 100)
    return made


def order_lines(made: World, count: int) -> None:
    lines = [ORDER.lines[0].model_copy(update={"order_line": str(10 * number)}) for number in range(1, count + 1)]
    with made.tally.pipeline.store.begin() as work:
        work.orders.load([ORDER.model_copy(update={"lines": lines})])


def long_confirmation(made: World, *, count: int = LINES, late: tuple[int, ...] = (4,), name: str = "long.pdf") -> ReviewCase:
    """The case of a confirmation of all lines, of which some are promised late."""
    paper = confirmation("AB-1")
    line = paper.lines[0].root
    days = [{"delivery_date": leaf("2026-09-06")} if place in late else {} for place in range(count)]
    lines = [Group({**line, "order_line": leaf(str(10 * place)), **day}) for place, day in enumerate(days, start=1)]
    paper = paper.model_copy(update={"lines": lines}).with_leaf("net_total", leaf(f"{625 * count}.00"))
    return made.desk.case(made.case_id(made.put_through(paper, name).document_id))


def choose(made: World, case: ReviewCase, choices: dict[int, LineChoice], by: User = CLERK) -> ReviewCase:
    line_choices.choose(made.desk, case.case_id, by, choices, version=case.version)
    return made.desk.case(case.case_id)


def confirmed(made: World) -> list[str]:
    """The order lines that the ERP has a confirmation of."""
    made.tally.pipeline.deliver()
    order = made.tally.pipeline.order_book.order(ORDER.order_number)
    assert order
    return [line.order_line for line in order.lines if line.confirmed]


def approve(made: World, case: ReviewCase, by: User = CLERK) -> None:
    made.desk.approve(case.case_id, by, version=case.version)
    made.clock.go_on(minutes=5)


def test_of_a_hundred_lines_those_that_are_accepted_are_posted_and_no_other(hundred: World) -> None:
    case = choose(
        hundred,
        long_confirmation(hundred, count=100),
        {4: proposes(delivery_date="2026-09-02"), 7: SKIP, 8: LineChoice(fate=LineFate.ACCEPT)},
    )
    assert sorted(case.lines) == [4, 7]
    approve(hundred, case)
    left = {"50", "80"}
    assert confirmed(hundred) == [str(10 * number) for number in range(1, 100 + 1) if str(10 * number) not in left]
    assert hundred.state(case.document_id) is DocumentState.POSTED


def test_what_was_not_posted_is_asked_for_like_anything_that_is_missing(made: World) -> None:
    case = choose(made, long_confirmation(made), {4: SKIP})
    approve(made, case)
    confirmed(made)
    made.clock.go_on(days=30)
    owed = [line.line.order_line for each in made.desk.missing()[0] for line in each.lines]
    assert owed == ["50"]


def test_every_line_left_out_is_no_approval(made: World) -> None:
    case = choose(made, long_confirmation(made), dict.fromkeys(range(LINES), SKIP))
    with pytest.raises(UsageError, match="nothing would be posted"):
        made.desk.approve(case.case_id, CLERK, version=case.version)
    assert made.desk.case(case.case_id).approvals == []
    assert confirmed(made) == []


def test_a_choice_makes_earlier_approvals_fall_and_whoever_agrees_agrees_to_what_they_saw(made: World) -> None:
    case = long_confirmation(made)
    with made.tally.pipeline.store.begin() as work:
        case = work.cases.save(case.model_copy(update={"approvals_needed": 2}), by="test", action="needs two")
    made.desk.approve(case.case_id, LEAD, version=case.version)
    seen = made.desk.case(case.case_id)
    chosen = choose(made, seen, {0: SKIP})
    assert chosen.approvals == []
    with pytest.raises(StaleStateError):
        made.desk.approve(case.case_id, LEAD, version=seen.version)
    made.desk.approve(case.case_id, CLERK, version=chosen.version)
    approve(made, made.desk.case(case.case_id), by=LEAD)
    assert "10" not in confirmed(made)


def test_a_decision_that_is_taken_back_keeps_the_choices_and_the_story_tells_them(made: World) -> None:
    case = choose(made, long_confirmation(made), {2: SKIP})
    made.desk.approve(case.case_id, CLERK, version=case.version)
    made.desk.undo(case.case_id, CLERK)
    assert made.desk.case(case.case_id).lines == {2: SKIP}
    with made.tally.pipeline.store.begin(reading=True) as work:
        notes = [entry.after.get("note") for entry in work.audit.of_subject(case.document_id) if entry.action == "case lines chosen"]
    assert notes == ["Left out: line 3."]


def test_an_order_that_changes_after_the_approval_brings_the_paper_back_with_its_choices(made: World) -> None:
    case = choose(made, long_confirmation(made), {2: SKIP})
    made.desk.approve(case.case_id, CLERK, version=case.version)
    change_order(made, unit_price="2.40")
    made.clock.go_on(minutes=5)
    made.tally.pipeline.deliver()
    made.tally.pipeline.run(case.document_id)
    again = made.desk.case(made.case_id(case.document_id))
    assert again.case_id != case.case_id
    assert again.lines == {2: SKIP}


def test_another_department_s_and_somebody_else_s_case_and_an_old_page_change_nothing(made: World) -> None:
    case = long_confirmation(made)
    with pytest.raises(NotAllowedError):
        choose(made, case, {0: SKIP}, by=INSPECTOR)
    made.desk.claim(case.case_id, LEAD)
    with pytest.raises(StaleStateError, match="lead is looking"):
        choose(made, case, {0: SKIP})
    assert made.desk.case(case.case_id).lines == {}


@pytest.mark.parametrize(
    ("place", "choice", "why"),
    [
        (LINES, SKIP, "no line 11"),
        (-1, SKIP, "no line 0"),
        (0, proposes(), "say what is proposed"),
        (0, proposes(quantity="many"), "is no number"),
        (0, proposes(unit_price=""), "is empty"),
        (0, proposes(delivery_date="tomorrow"), "is no date"),
        (0, proposes(description="another thing"), "cannot be proposed"),
        (0, proposes(quantity="250"), "is the one on the paper"),
        (0, LineChoice(fate=LineFate.SKIP, proposed={"quantity": "1"}), "has no proposal"),
    ],
)
def test_what_is_no_choice_is_told_and_nothing_is_kept(made: World, place: int, choice: LineChoice, why: str) -> None:
    case = long_confirmation(made)
    with pytest.raises(UsageError, match=why):
        choose(made, case, {1: SKIP, place: choice})
    assert made.desk.case(case.case_id).lines == {}


def test_only_a_confirmation_s_lines_are_decided_one_by_one(made: World) -> None:
    paper = confirmation("AB-9", sure=0.6).model_copy(update={"kind": Kind.SHIP_NOTICE})
    case = made.desk.case(made.case_id(made.put_through(paper, "notice.pdf").document_id))
    with pytest.raises(UsageError, match="order confirmation"):
        choose(made, case, {0: SKIP}, by=LEAD)
    with pytest.raises(UsageError, match="order confirmation"):
        line_choices.lines_of(made.desk, case.case_id, LEAD)


def test_a_paper_with_choices_is_not_approved_among_others(made: World) -> None:
    case = choose(made, long_confirmation(made), {4: SKIP})
    asked = Asked(FindingCode.DELIVERY_LATE, Queue.PURCHASING)
    assert "decided by themselves" in approve_several(made.desk, CLERK, [(case.case_id, case.version)], asked)[0].said


def test_the_message_asks_for_each_proposal_in_the_papers_language_and_says_what_stood_there(made: World) -> None:
    case = choose(made, long_confirmation(made), {4: proposes(delivery_date="2026-09-02", quantity="200"), 7: SKIP})
    letter = line_choices.lines_of(made.desk, case.case_id, CLERK).letter
    assert letter
    assert letter.language == "de"
    assert "Auftragsbestätigung AB-1" in letter.subject
    found = re.search(r"^- Position 50: .*$", letter.text, re.MULTILINE)
    assert found
    assert re.search(r"Liefertermin 02\.09\.2026 \([^)]* 06\.09\.2026\)", found[0])
    assert re.search(r"Menge 200 \([^)]* 250\)", found[0])
    assert "Position 80" not in letter.text
    skipped = choose(made, case, {7: SKIP})
    assert line_choices.lines_of(made.desk, skipped.case_id, CLERK).letter is None


@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "es", "nl", "pl", "xx"])
def test_there_are_words_for_it_in_every_language(language: str) -> None:
    reading = confirmation("AB-1").model_copy(update={"language": language})
    choice = proposes(quantity="1", unit_price="2", delivery_date="2026-01-01")
    letter = draft_proposal(reading, {0: choice}, name="x.pdf", order_number=None)
    assert letter
    assert "{" not in letter.subject + letter.text
    assert letter.language == (language if language != "xx" else "en")


@given(st.integers(1, 30), st.sets(st.integers(-2, 32)))
def test_the_payload_keeps_every_other_line_in_its_order_or_is_refused(count: int, left: set[int]) -> None:
    payload = {"document_number": "AB", "lines": [{"order_line": str(place)} for place in range(count)]}
    inside = all(0 <= place < count for place in left)
    if left and (not inside or len(left) == count):
        with pytest.raises(UsageError):
            without(payload, left, count)
        return
    kept = without(payload, left, count)
    assert kept["lines"] == [{"order_line": str(place)} for place in range(count) if place not in left]
    assert kept["document_number"] == "AB"
    with pytest.raises(UsageError):
        without(payload, {0}, count + 1)


def test_it_is_said_in_words() -> None:
    assert said({}) == "Every line is accepted."
    assert said({1: proposes(quantity="1"), 2: SKIP, 4: SKIP}) == "Other terms proposed: line 2; left out: lines 3, 5."


def test_the_page_keeps_a_hundred_lines_and_the_papers_own_page_says_what_is_not_posted(hundred: World) -> None:
    case = long_confirmation(hundred, count=100)
    clerk = visitor_at(hundred, "clerk")
    assert f'href="/cases/{case.case_id}/lines"' in clerk.get(f"/documents/{case.document_id}").text
    page = clerk.get(f"/cases/{case.case_id}/lines").text
    assert page.count('name="fate"') == 100
    assert "ordered 2026-09-01" in re.sub(r"</?span[^>]*>", "", page)
    fates = ["accept"] * 100
    fates[4], fates[7] = "propose", "skip"
    empty = [""] * 100
    dates = list(empty)
    dates[4] = "soon <b>"
    form = {"version": case.version, "fate": fates, "quantity": empty, "unit_price": empty, "delivery_date": dates}
    wrong = clerk.submit(f"/cases/{case.case_id}/lines", **form)
    assert wrong.status_code == 422
    assert "is no date" in wrong.text
    assert 'value="soon &lt;b&gt;"' in wrong.text
    dates[4] = "2026-09-02"
    kept = clerk.submit(f"/cases/{case.case_id}/lines", **form)
    assert kept.status_code == 303
    assert "2 of 100 lines are not posted" in clerk.get(kept.headers["location"]).text
    assert "Liefertermin 02.09.2026" in clerk.get(f"/cases/{case.case_id}/lines").text
    cut = clerk.submit(f"/cases/{case.case_id}/lines", **{**form, "quantity": empty[1:]})
    assert cut.status_code == 422
    assert visitor_at(hundred, "inspector").submit(f"/cases/{case.case_id}/lines", **form).status_code == 403


def test_a_longer_paper_is_turned_over_and_what_another_page_kept_stays(hundred: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.lines.SHOWN_LINES", 40)
    case = long_confirmation(hundred, count=100)
    clerk = visitor_at(hundred, "clerk")
    choose(hundred, case, {4: SKIP, 45: SKIP, 90: SKIP})
    page = clerk.get(f"/cases/{case.case_id}/lines?first=40").text
    assert page.count('name="fate"') == 40
    assert re.findall(r"\?first=(\d+)", page) == ["0", "80"]
    empty = [""] * 40
    form = {"version": hundred.desk.case(case.case_id).version, "first": 40, "quantity": empty, "unit_price": empty, "delivery_date": empty}
    assert clerk.submit(f"/cases/{case.case_id}/lines", **form, fate=["skip", *["accept"] * 39]).status_code == 303
    assert sorted(hundred.desk.case(case.case_id).lines) == [4, 40, 90]
    assert clerk.get(f"/cases/{case.case_id}/lines?first=5000").status_code == 200
