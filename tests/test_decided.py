"""What was decided, and why: counted by day, reason, supplier, finding and field, found by reason, told on pages and to programs."""

from collections.abc import Iterator
from dataclasses import asdict, astuple
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.decided import Fates, _by_field, _steps, decisions
from domain.cases import CaseState, ReasonCode
from domain.decided import CorrectedValue
from domain.decisions import Policy, WorkingTime
from domain.paper import Kind
from domain.people import Role, User
from domain.policy import PolicyBook
from domain.worklist import Sought, SoughtPapers
from tests.caller import caller_at
from tests.decided import decide_for_weeks
from tests.visitor import visitor_at
from tests.world import World, confirmation, leaf, with_pipeline, world

CLERK = User(name="clerk", role=Role.CLERK)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("decided")) as made:
        decide_for_weeks(made, days=9, a_day=2)
        yield made


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as inside:
        yield inside


def late(made: World, number: int = 1) -> int:
    paper = confirmation(f"AB-{number}").with_leaf("lines[0].delivery_date", leaf("2026-09-09"))
    return made.case_id(made.put_through(paper, f"late-{number}.pdf").document_id)


def reject(made: World, case_id: int, code: ReasonCode = ReasonCode.NOT_OURS) -> None:
    made.desk.reject(case_id, CLERK, version=made.desk.case(case_id).version, code=code)


def test_each_decided_paper_counts_once_on_its_day_and_under_its_reason_and_supplier(decided: World) -> None:
    told = decisions(decided.tally.pipeline)
    assert told.fates.decided > 15
    for parts in ([each.fates for each in told.bars], [each.fates for each in told.by_reason], [each.fates for each in told.by_supplier]):
        assert tuple(map(sum, zip(*map(astuple, parts), strict=True))) == astuple(told.fates)
    assert {each.supplier_id for each in told.by_supplier} == {"S1", "S2", "S3", "S4"}
    for each in told.by_supplier:
        alone = decisions(decided.tally.pipeline, supplier_id=each.supplier_id)
        assert alone.fates == each.fates
    assert decisions(decided.tally.pipeline, kind=Kind.CERTIFICATE).fates.decided == 0
    assert sum(each.fates.decided for each in told.by_finding if each.finding == "delivery_late") > 0


def test_a_decision_that_is_taken_back_counts_no_more(made: World) -> None:
    case_id = late(made)
    reject(made, case_id)
    assert decisions(made.tally.pipeline).fates == Fates(rejected=1)
    made.desk.undo(case_id, CLERK)
    assert decisions(made.tally.pipeline).fates.decided == 0


def test_a_day_is_a_day_of_the_house_s_clock_and_both_ends_are_included(made: World) -> None:
    made = with_pipeline(made, fixed=PolicyBook(default=Policy(working_time=WorkingTime(zone="Europe/Berlin"))))
    made.clock.now = datetime(2026, 8, 3, 22, 30, tzinfo=UTC)  # half an hour past midnight in Berlin
    reject(made, late(made))
    tuesday = date(2026, 8, 4)
    assert decisions(made.tally.pipeline, since=tuesday, until=tuesday).fates.rejected == 1
    assert decisions(made.tally.pipeline, since=date(2026, 8, 1), until=date(2026, 8, 3)).fates.decided == 0
    assert [bar.begins for bar in decisions(made.tally.pipeline).bars if bar.fates.decided] == [tuesday]


@given(st.dates(date(2001, 1, 1), date(2030, 1, 1)), st.integers(0, 1100))
def test_bars_begin_in_order_on_the_first_day_and_are_not_too_many(first: date, days: int) -> None:
    _, begins = _steps(first, first + timedelta(days=days))
    assert begins[0] == first
    assert begins == sorted(set(begins))
    assert len(begins) <= 60


VALUES = st.one_of(st.none(), st.sampled_from(["1", "2"]))
CHANGES = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["lines[0].quantity", "lines[1].quantity", "currency"]), VALUES, VALUES)
)


@given(CHANGES)
def test_a_value_that_is_put_right_several_times_counts_once_and_one_that_comes_back_does_not(
    changes: list[tuple[str, str, str | None, str | None]],
) -> None:
    held: dict[tuple[str, str], list[str | None]] = {}
    happened = []
    for document_id, path, was, is_now in changes:
        line = held.setdefault((document_id, path), [was])
        happened.append(CorrectedValue(document_id=document_id, kind=None, supplier_id="S1", path=path, was=line[-1], is_now=is_now))
        line.append(is_now)
    told = _by_field(happened[::-1])
    changed = [path for (_, path), line in held.items() if line[0] != line[-1]]
    assert sum(each.misread + each.missed + each.invented for each in told) == len(changed)
    assert {each.field for each in told} == {path.replace("[0]", "").replace("[1]", "") for path in changed}


def test_values_that_were_missed_misread_or_not_there_are_told_apart(made: World) -> None:
    case_id = late(made)
    for path, value in (("lines[0].quantity", "251"), ("lines[0].net_amount", ""), ("incoterm", "DAP"), ("currency", "EUR")):
        made.desk.correct(case_id, CLERK, version=made.desk.case(case_id).version, path=path, value=value)
    told = {each.field: (each.misread, each.missed, each.invented) for each in decisions(made.tally.pipeline).by_field}
    assert told == {"lines.quantity": (1, 0, 0), "incoterm": (0, 1, 0), "lines.net_amount": (0, 0, 1)}


def test_papers_are_found_by_what_was_decided_of_them_and_why(decided: World) -> None:
    with decided.tally.pipeline.store.begin(reading=True) as work:
        found = work.worklist.papers(SoughtPapers(reason_code=ReasonCode.NOT_ACCEPTED), limit=200)
        returned = work.worklist.papers(SoughtPapers(decided_as=CaseState.RETURNED), limit=200)
        everything = work.worklist.papers(SoughtPapers(), limit=500)
    assert found
    assert {each.document_id for each in found} == {each.document_id for each in everything if each.reason_code is ReasonCode.NOT_ACCEPTED}
    assert {each.document_id for each in returned} == {each.document_id for each in everything if each.decided_as is CaseState.RETURNED}
    page = visitor_at(decided, "clerk").get("/documents?reason=not_accepted")
    assert all(f'href="/documents/{each.document_id}"' in page.text for each in found)
    assert "Returned</span>" in page.text


def test_what_waits_for_a_second_person_is_found_by_why_the_first_agreed(made: World) -> None:
    document_id = made.put_through(confirmation(price="2.60"), "dear.pdf").document_id
    case_id = made.case_id(document_id)
    note = '"reason": "concession"'  # words are no code
    made.desk.approve(case_id, CLERK, version=made.desk.case(case_id).version, note=note, reason=ReasonCode.WITHIN_PRACTICE)
    with made.tally.pipeline.store.begin(reading=True) as work:
        assert [each.case_id for each in work.worklist.waiting(Sought(agreed_for=ReasonCode.WITHIN_PRACTICE))] == [case_id]
        assert work.worklist.waiting(Sought(agreed_for=ReasonCode.CONCESSION)) == []
    lead = visitor_at(made, "lead")
    assert "dear.pdf" in lead.get("/?reason=within_practice").text
    assert "dear.pdf" not in lead.get("/?reason=concession").text
    assert "Within what we accept: “" in lead.get(f"/documents/{document_id}").text.replace("&#34;", '"')


def test_the_page_and_the_story_of_a_decided_paper_say_who_decided_and_why(made: World) -> None:
    case_id = late(made)
    reject(made, case_id, ReasonCode.DUPLICATE)
    document_id = made.desk.document_of(case_id)
    clerk = visitor_at(made, "clerk")
    paper, story = clerk.get(f"/documents/{document_id}").text, clerk.get(f"/documents/{document_id}/story").text
    assert "Rejected by <strong>clerk</strong> (We have this paper already)" in paper
    assert "Rejected by clerk (We have this paper already)." in story
    assert "<dd>We have this paper already</dd>" in story
    told = clerk.get(f"/documents/{document_id}/story.json").json()
    assert [(case["state"], case["reason_code"]) for case in told["cases"]] == [("rejected", "duplicate")]
    assert clerk.get(f"/documents/{document_id}/story.pdf").content.startswith(b"%PDF")


def test_the_page_is_there_for_whoever_may_look_and_names_nobody(decided: World) -> None:
    page = visitor_at(decided, "lead").get("/decisions")
    assert page.status_code == 200
    assert "The paper is wrong" in page.text
    assert "another" not in page.text  # one of those who decided
    assert visitor_at(decided, "admin").get("/decisions").status_code == 403
    assert "Nothing was decided then" in visitor_at(decided, "clerk").get("/decisions?since=2020-01-01&until=2020-02-01").text
    for asked in ("?since=2031-01-01&until=2026-01-01", "?until=0001-01-01", "?since=x", "?since=0001-01-01&until=9999-12-31"):
        assert visitor_at(decided, "clerk").get("/decisions" + asked).status_code == (422 if asked.endswith("=x") else 200)


def test_a_program_gets_the_same_numbers(decided: World) -> None:
    call = caller_at(decided)
    told = decisions(decided.tally.pipeline)
    said = call("auditor").get("/decisions").json()
    assert said["fates"] == asdict(told.fates)
    assert said["by_reason"][0]["reason"] == told.by_reason[0].reason
    found = call("clerk").get("/documents", params={"reason": "not_accepted"}).json()["papers"]
    assert {each["reason_code"] for each in found} == {"not_accepted"}
    assert call("clerk").get("/documents", params={"reason": "kitchen"}).status_code == 422
