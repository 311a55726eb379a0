"""Cases between opening and posting: typing is kept, claims lapse, people hand over, return, undo; what comes meanwhile reopens."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import casework
from app.sweeping import mind_cases
from domain.arrivals import DocumentRecord, DocumentState
from domain.cases import CaseState, ReasonCode, ReviewCase
from domain.decisions import Policy, Queue
from domain.errors import NotAllowedError, StaleStateError, TallyclerkError, UsageError
from domain.findings import Finding, FindingCode, Severity
from domain.paper import Group, Kind, Reading
from domain.people import Role, User
from domain.policy import PolicyBook
from domain.postings import PostingState
from route import review
from route.reasons import needs_words, unexplained
from route.returns import draft_message
from tests.world import World, change_order, confirmation, leaf, with_pipeline, world

ANA, BO, EVE = (User(name=name, role=Role.LEAD) for name in ("ana", "bo", "eve"))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as inside:
        with inside.tally.pipeline.store.begin() as work:
            for user in (ANA, BO, EVE):
                work.users.save(user, by="test", action="user added")
        yield inside


def warned(made: World, number: str = "AB-1", name: str = "paper.pdf") -> ReviewCase:
    """The case of a paper that one person must see."""
    late = confirmation(number).with_leaf("lines[0].delivery_date", leaf("2026-09-21"))
    return case_of(made, made.put_through(late, name).document_id)


def doubled(made: World) -> ReviewCase:
    """The case of a paper that two people must see."""
    return case_of(made, made.put_through(confirmation(price="2.60")).document_id)


def case_of(made: World, document_id: str) -> ReviewCase:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return work.cases.of_document(document_id)[0]


def again(made: World, case: ReviewCase) -> ReviewCase:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return work.cases.get(case.case_id)


def approve(made: World, case: ReviewCase, user: User = ANA) -> DocumentRecord:
    return made.desk.approve(case.case_id, user, version=again(made, case).version)


def story(made: World, case: ReviewCase) -> list[str]:
    with made.tally.pipeline.store.begin(reading=True) as work:
        return [entry.action for entry in work.audit.of_subject(case.document_id)]


def test_what_was_typed_is_kept_when_the_claim_lapses_and_the_case_is_anybodys_again(made: World) -> None:
    case = warned(made)
    made.desk.claim(case.case_id, ANA)
    typed = {"lines[0].quantity": "26", "note": "asked by phone"}
    version = again(made, case).version
    assert casework.keep_draft(made.tally.pipeline, case.case_id, ANA, typed)
    assert again(made, case).version == version
    made.clock.go_on(minutes=16)
    mind_cases(made.tally)
    assert again(made, case).claimed_by is None
    assert "case claim lapsed" in story(made, case)
    made.desk.claim(case.case_id, BO)
    assert [(draft.user, draft.typed) for draft in casework.case_work(made.tally.pipeline, case.case_id).drafts] == [("ana", typed)]
    assert not casework.keep_draft(made.tally.pipeline, case.case_id, ANA, {"note": "still mine"})
    assert again(made, case).claimed_by == "bo"
    assert casework.case_work(made.tally.pipeline, case.case_id).drafts[0].typed == {"note": "still mine"}


def test_activity_extends_the_claim_and_the_page_stays_good(made: World) -> None:
    case = warned(made)
    made.desk.claim(case.case_id, ANA)
    seen = again(made, case).version
    for _ in range(4):
        made.clock.go_on(minutes=9)
        casework.keep_draft(made.tally.pipeline, case.case_id, ANA, {"note": "…"})
    assert again(made, case).claimed_until == made.clock() + timedelta(minutes=15)
    assert made.desk.approve(case.case_id, ANA, version=seen).state is DocumentState.POSTING


def test_a_decision_forgets_what_was_typed(made: World) -> None:
    case = warned(made)
    casework.keep_draft(made.tally.pipeline, case.case_id, ANA, {"note": "…"})
    approve(made, case)
    assert casework.case_work(made.tally.pipeline, case.case_id).drafts == []
    with pytest.raises(StaleStateError, match="decided already"):
        casework.keep_draft(made.tally.pipeline, case.case_id, ANA, {"note": "…"})


def test_a_case_is_handed_to_another_person_or_department_with_words(made: World) -> None:
    case = warned(made)
    made.desk.claim(case.case_id, ANA)

    def hand(**to: object) -> ReviewCase:
        given_to = {"to": None, "queue": None, "note": "Look at the date.", **to}
        return casework.hand_over(made.tally.pipeline, case.case_id, ANA, version=again(made, case).version, **given_to)  # type: ignore[arg-type]

    for wrong, words in (({}, "to whom"), ({"to": "nobody"}, "nobody called"), ({"to": "bo", "note": " "}, "Say what")):
        with pytest.raises(UsageError, match=words):
            hand(**wrong)
    given_case = hand(to="bo", queue=Queue.RECEIVING)
    assert (given_case.assigned_to, given_case.queue, given_case.claimed_by) == ("bo", Queue.RECEIVING, None)
    assert "case handed over" in story(made, case)


def test_another_departments_case_is_not_touched(made: World) -> None:
    case = warned(made)
    inspector = User(name="ina", role=Role.INSPECTOR)
    for attempt in (
        lambda: casework.keep_draft(made.tally.pipeline, case.case_id, inspector, {"note": "x"}),
        lambda: casework.take_back(made.tally.pipeline, case.case_id, inspector),
        lambda: casework.return_to_supplier(made.tally.pipeline, case.case_id, inspector, message="m", reason="r", version=case.version),
    ):
        with pytest.raises(NotAllowedError, match="lies with purchasing"):
            attempt()


def test_a_paper_goes_back_to_its_supplier_with_a_message_that_the_case_keeps(made: World) -> None:
    case = doubled(made)
    message = casework.draft_return(made.tally.pipeline, case.case_id)
    assert message.language == "de"
    assert message.subject == "Bitte berichtigen: Auftragsbestätigung AB-1, unsere Bestellung 4500000001"
    assert "- Position 10 (42-1734): der Preis weicht von der Bestellung ab (erwartet: 2,50, in Ihrem Dokument: 2,60)" in message.text
    with pytest.raises(UsageError, match="what the supplier is told"):
        casework.return_to_supplier(made.tally.pipeline, case.case_id, ANA, message=" ", reason="price", version=case.version)
    done = casework.return_to_supplier(
        made.tally.pipeline, case.case_id, ANA, message=message.text, reason="The price is not agreed.", version=case.version
    )
    assert (done.state, done.message, done.decided_by) == (CaseState.RETURNED, message.text.strip(), "ana")
    record = made.record(case.document_id)
    assert (record.state, record.error) == (DocumentState.REJECTED, "Returned to the supplier: The price is not agreed.")


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "nl", "pl", "sv"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_language_has_words_for_every_kind_and_finding(language: str, kind: Kind) -> None:
    reading = Reading(kind=kind, kind_confidence=1, language=language, fields=Group({"document_number": leaf("X-1\n\nBcc: {x}")}))
    found = [Finding(code=code, severity=Severity.ERROR, message="ours", expected="1", found="2") for code in FindingCode]
    message = draft_message(reading, found, name="x.pdf", order_number="45")
    assert message.language == (language if language != "sv" else "en")
    assert "\n" not in message.subject
    assert "X-1 Bcc: {x}" in message.subject
    assert message.text.count("\n- ") >= 20
    assert "ours" not in message.text
    assert "low_confidence" not in message.text


def test_a_decision_is_undone_before_its_posting_leaves_and_not_after(made: World) -> None:
    case = warned(made)
    assert approve(made, case).state is DocumentState.POSTING
    assert made.tally.pipeline.deliver() == []
    with pytest.raises(NotAllowedError, match="ana has decided"):
        casework.take_back(made.tally.pipeline, case.case_id, BO)
    made.clock.go_on(seconds=119)
    assert casework.take_back(made.tally.pipeline, case.case_id, ANA).state is DocumentState.IN_REVIEW
    assert (again(made, case).state, again(made, case).approvals, again(made, case).claimed_by) == (CaseState.OPEN, [], "ana")
    made.clock.go_on(minutes=9)
    assert made.tally.pipeline.deliver() == []
    assert made.confirmed() == 0
    assert approve(made, case).state is DocumentState.POSTING
    made.clock.go_on(seconds=120)
    with pytest.raises(StaleStateError, match="its decision stands"):
        casework.take_back(made.tally.pipeline, case.case_id, ANA)
    assert [posting.state for posting in made.tally.pipeline.deliver()] == [PostingState.CONFIRMED]
    assert made.confirmed() == 1


def test_of_two_approvals_only_the_own_one_falls(made: World) -> None:
    case = doubled(made)
    approve(made, case, ANA)
    approve(made, case, BO)
    casework.take_back(made.tally.pipeline, case.case_id, ANA)
    assert [approval.user for approval in again(made, case).approvals] == ["bo"]
    assert made.state(case.document_id) is DocumentState.IN_REVIEW
    with pytest.raises(StaleStateError, match="ana is looking"):
        approve(made, case, BO)
    assert approve(made, case, ANA).state is DocumentState.POSTING


def test_a_rejection_is_undone_too(made: World) -> None:
    case = warned(made)
    made.desk.reject(case.case_id, ANA, version=case.version, reason="Not ours.")
    assert casework.case_work(made.tally.pipeline, case.case_id).undoable_until == made.clock() + timedelta(minutes=2)
    record = casework.take_back(made.tally.pipeline, case.case_id, ANA)
    assert (record.state, record.error) == (DocumentState.IN_REVIEW, None)
    with pytest.raises(StaleStateError, match="not decided"):
        casework.take_back(made.tally.pipeline, case.case_id, ANA)


def test_an_order_that_changed_before_the_posting_left_opens_the_case_again_and_says_so(made: World) -> None:
    case = warned(made)
    approve(made, case)
    change_order(made, requested_date=datetime(2026, 9, 20, tzinfo=UTC).date())  # now nothing is late any more
    made.clock.go_on(minutes=3)
    made.tally.pipeline.deliver()
    made.tally.pipeline.run(case.document_id)
    opened = case_of(made, case.document_id)
    assert (opened.case_id > case.case_id, opened.state) == (True, CaseState.OPEN)
    assert opened.notice.startswith("ana approved it, and it was not posted: Order 4500000001 was changed")
    assert made.confirmed() == 0
    assert made.state(case.document_id) is DocumentState.IN_REVIEW


def test_a_newer_paper_of_the_same_number_opens_the_case_again_and_says_so(made: World) -> None:
    approved, waiting = warned(made, "AB-1", "first.pdf"), warned(made, "AB-2", "second.pdf")
    approve(made, approved)
    newer = confirmation("AB-1").with_leaf("document_date", leaf("2026-07-09"))
    made.put_through(newer, "newer.pdf")
    opened = again(made, approved)
    assert (opened.state, opened.approvals) == (CaseState.OPEN, [])
    assert opened.notice == "A newer paper of the same number has come: “newer.pdf”. Look at both."
    assert again(made, waiting).notice == ""
    made.clock.go_on(minutes=3)
    made.tally.pipeline.deliver()
    assert made.confirmed() == 0
    made.put_through(newer.model_copy(update={"language": "en"}).with_leaf("document_number", leaf("AB-2")), "third.pdf")
    assert "third.pdf" in again(made, waiting).notice


def test_who_corrected_has_corrected_it_in_the_next_case_too(made: World) -> None:
    case = doubled(made)
    made.desk.correct(case.case_id, ANA, version=case.version, path="lines[0].unit_price", value="2.70")
    approve_by = [BO, EVE]
    made.clock.go_on(minutes=16)
    for user in approve_by:
        approve(made, case, user)
    change_order(made, description="Hex bolt M8, galvanised")
    made.clock.go_on(minutes=3)
    made.tally.pipeline.deliver()
    made.tally.pipeline.run(case.document_id)
    opened = case_of(made, case.document_id)
    assert opened.corrected_by == ["ana"]
    with pytest.raises(UsageError, match="You have corrected it"):
        approve(made, opened, ANA)


def test_a_correction_never_lowers_the_number_of_people(made: World) -> None:
    case = doubled(made)
    made.desk.correct(case.case_id, ANA, version=case.version, path="lines[0].unit_price", value="2.50")
    assert again(made, case).approvals_needed == 2
    with pytest.raises(UsageError, match="others than you have to"):
        approve(made, case, ANA)


steps = st.lists(
    st.tuples(st.sampled_from(["approve", "correct", "undo", "reject", "claim", "wait"]), st.sampled_from([ANA, BO])), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_four_eyes_are_never_one_persons_nor_those_of_who_corrected(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, User]]
) -> None:
    with world(tmp_path_factory.mktemp("eyes")) as made:
        case = doubled(made)
        corrected: set[str] = set()
        for action, user in steps:
            now = again(made, case)
            try:
                if action == "approve":
                    made.desk.approve(now.case_id, user, version=now.version)
                elif action == "correct":
                    made.desk.correct(now.case_id, user, version=now.version, path="lines[0].unit_price", value="2.55")
                    corrected.add(user.name)
                elif action == "undo":
                    casework.take_back(made.tally.pipeline, now.case_id, user)
                elif action == "reject":
                    made.desk.reject(now.case_id, user, version=now.version, reason="No.")
                elif action == "claim":
                    made.desk.claim(now.case_id, user)
                else:
                    made.clock.go_on(minutes=16)
                    made.tally.pipeline.deliver()
            except TallyclerkError:
                continue
            after = again(made, case)
            if after.state is CaseState.APPROVED:
                people = [approval.user for approval in after.approvals]
                assert len(set(people)) == len(people) == 2
                assert not corrected & set(people)
            assert made.confirmed() == 0 or after.state is CaseState.APPROVED


def test_a_case_past_its_deadline_is_brought_before_the_named_role_once(made: World) -> None:
    case = warned(made)
    policy = Policy(escalate_to="lead", escalate_after_hours=Decimal(2))
    made = with_pipeline(made, fixed=PolicyBook(default=policy))
    assert case.due_at is not None
    made.clock.now = case.due_at + timedelta(hours=1)
    mind_cases(made.tally)
    assert again(made, case).escalated_to is None
    made.clock.now = case.due_at + timedelta(hours=2)
    mind_cases(made.tally)
    mind_cases(made.tally)
    late = again(made, case)
    assert (late.escalated_to, late.priority) == ("lead", case.priority + 10)
    assert late.arithmetic[-2:] == ["+ 10 as it is past its deadline", f"= {late.priority}"]
    assert story(made, case).count("case escalated to lead") == 1


def test_a_case_keeps_how_its_priority_comes_about(made: World) -> None:
    case = warned(made)
    certainty = case.arithmetic[1]
    assert re.fullmatch(r"× (?:0\.9\d|1\.00) for the certainty of what it is about", certainty)
    assert case.arithmetic == [
        "30 for a warning (delivery_late)",
        certainty,
        "× 1.02 for 625.00 at risk (25000 is material)",
        "+ 20 for the days that the promise is late",
        "= 50",
    ]
    assert case.priority == 50


def test_an_approval_that_moves_money_is_explained_where_the_policy_asks(made: World) -> None:
    made = with_pipeline(made, fixed=PolicyBook(default=Policy(ask_reasons=True)))
    case = doubled(made)
    assert casework.case_work(made.tally.pipeline, case.case_id).reasons.words_for == [FindingCode.PRICE_VARIANCE]

    def agree(reason: ReasonCode | None, note: str = "") -> DocumentRecord:
        return made.desk.approve(case.case_id, ANA, version=again(made, case).version, reason=reason, note=note)

    with pytest.raises(UsageError, match="choose a reason"):
        agree(None)
    with pytest.raises(UsageError, match=r"money or quality moves \(price variance\)"):
        agree(ReasonCode.AGREED_WITH_SUPPLIER, "ok")
    agree(ReasonCode.AGREED_WITH_SUPPLIER, "Surcharge agreed with Mr Brenner on 3 August.")
    assert again(made, case).approvals[0].reason is ReasonCode.AGREED_WITH_SUPPLIER


def test_a_code_alone_explains_what_moves_neither_money_nor_quality() -> None:
    late = Finding(code=FindingCode.DELIVERY_LATE, severity=Severity.WARNING, message="Late.")
    assert needs_words([late]) == []
    assert unexplained([late], ReasonCode.WITHIN_PRACTICE, "") is None
    assert unexplained([late], ReasonCode.OTHER, "") == "Say in a few words what the other reason is."


_PROCESS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from domain.errors import StaleStateError
from route import review
from storage.database import open_store
store = open_store(sys.argv[1], lambda: datetime(2026, 8, 3, 9, 0, tzinfo=UTC))
print("ready", flush=True)
sys.stdin.readline()
try:
    with store.begin() as work:
        review.approve(work, int(sys.argv[2]), sys.argv[3], version=int(sys.argv[4]), clock=lambda: datetime(2026, 8, 3, 9, 0, tzinfo=UTC))
    print("done")
except StaleStateError as error:
    print("stale")
"""


def test_two_processes_never_overwrite_each_others_work(made: World) -> None:
    case = doubled(made)
    arguments = [made.tally.settings.database_url, str(case.case_id)]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _PROCESS, *arguments, user, str(case.version)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for user in ("ana", "bo", "eve")
    ]
    assert [process.stdout.readline() for process in running if process.stdout] == ["ready\n"] * 3
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=30)[0].strip() for process in running]
    assert sorted(said) == ["done", "stale", "stale"]
    after = again(made, case)
    assert (len(after.approvals), after.version, after.state) == (1, case.version + 1, CaseState.OPEN)


def test_a_straight_through_posting_is_not_held(made: World) -> None:
    assert made.put_through(confirmation()).state is DocumentState.POSTED


def test_without_an_undo_window_a_decision_leaves_at_once(made: World) -> None:
    made = with_pipeline(made, fixed=PolicyBook(default=Policy(undo_seconds=0)))
    case = warned(made)
    approve(made, case)
    made.tally.pipeline.deliver()
    assert made.state(case.document_id) is DocumentState.POSTED


def test_a_stale_page_hands_nothing_over(made: World) -> None:
    case = warned(made)
    made.desk.claim(case.case_id, ANA)
    with pytest.raises(StaleStateError, match="changed since you opened it"), made.tally.pipeline.store.begin() as work:
        review.seen_by(work, case.case_id, "ana", case.version, made.clock())
