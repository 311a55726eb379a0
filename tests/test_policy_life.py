"""The policy's life: proposed by one, put in force by another, replayed, and never changed by a file alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import policies
from app.cli import main
from domain.arrivals import DocumentState
from domain.errors import UsageError
from domain.people import Role, User
from tests.world import World, confirmation, world

STRICT = '[[rule]]\nname = "all to one"\nsuppliers = ["S1"]\napprovals = 1\n'


@pytest.fixture
def made(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as inside:
        with inside.tally.pipeline.store.begin() as work:
            work.users.save(User(name="lead2", role=Role.LEAD), by="test", action="user added")
            work.users.save(User(name="Lead2 ", role=Role.LEAD), by="test", action="user added")
            work.users.save(User(name="eve", role=Role.AUDITOR), by="test", action="user added")
        yield inside


def written(made: World, text: str = STRICT) -> Path:
    made.tally.settings.policy_file.write_text(text, encoding="utf-8")
    return made.tally.settings.policy_file


def in_force(made: World, text: str = STRICT) -> str:
    version = policies.propose(made.tally.pipeline, written(made, text), by="clerk")
    return policies.put_in_force(made.tally.pipeline, version.hash, by="lead").hash


def test_a_file_alone_changes_nothing_and_that_is_said(made: World) -> None:
    written(made)
    assert made.put_through(confirmation()).state is DocumentState.POSTED
    says = policies.standing(made.tally.pipeline, made.tally.settings).says
    assert says is not None
    assert "is not in force: the default policy is, and the file changes nothing until it is proposed" in says


def test_a_policy_in_force_decides_the_next_document_and_stands_in_the_decision(made: World) -> None:
    policy = in_force(made)
    record = made.put_through(confirmation())
    assert record.state is DocumentState.IN_REVIEW
    assert record.decision is not None
    assert record.decision.policy == policy
    assert "The policy's rule “all to one” asks for one person (supplier S1)." in record.decision.reasons
    assert policies.standing(made.tally.pipeline, made.tally.settings).says is None


def test_a_file_that_changed_since_changes_nothing(made: World) -> None:
    policy = in_force(made)
    written(made, "[default]\nlate_days = 90\n")
    assert made.tally.pipeline.book().hash == policy
    assert "is not in force" in (policies.standing(made.tally.pipeline, made.tally.settings).says or "")
    written(made, "[default]\nlate_day = 90\n")
    says = policies.standing(made.tally.pipeline, made.tally.settings).says
    assert says is not None
    assert "line 2: default.late_day" in says
    assert says.endswith("What is in force stays in force.")


@pytest.mark.parametrize(
    ("proposer", "approver", "words"),
    [
        ("lead", "lead", "somebody else has to put it in force"),
        ("lead2", "Lead2 ", "somebody else has to put it in force"),
        ("lead", "clerk", "clerk is no lead"),
        ("lead", "nobody", "There is no user nobody"),
        ("lead", "eve", "only looks"),
        ("eve", "lead", "only looks"),
        ("nobody", "lead", "There is no user nobody"),
    ],
)
def test_one_person_never_puts_their_own_policy_in_force(made: World, proposer: str, approver: str, words: str) -> None:
    def both() -> None:
        version = policies.propose(made.tally.pipeline, written(made), by=proposer)
        policies.put_in_force(made.tally.pipeline, version.hash, by=approver)

    with pytest.raises(UsageError, match=words):
        both()
    assert made.tally.pipeline.book().rules == ()


def test_who_did_what_with_the_policy_is_in_the_audit_log(made: World) -> None:
    policy = in_force(made)
    with made.tally.pipeline.store.begin(reading=True) as work:
        story = work.audit.of_subject(f"policy:{policy}")
        assert work.audit.first_broken() is None
    assert [(entry.actor, entry.action) for entry in story] == [("clerk", "policy proposed"), ("lead", "policy put in force")]
    assert story[1].after["proposed_by"] == "clerk"


def test_an_earlier_policy_comes_back_by_being_proposed_again(made: World) -> None:
    first = in_force(made)
    second = in_force(made, "[default]\nlate_days = 9\n")
    assert made.tally.pipeline.book().hash == second
    with pytest.raises(UsageError, match="propose it again to go back to it"):
        policies.put_in_force(made.tally.pipeline, first, by="lead")
    assert in_force(made) == first
    assert made.tally.pipeline.book().hash == first


@pytest.mark.parametrize(("named", "words"), [("sha256:12", "8 digits"), ("0" * 12, "no proposal")])
def test_a_proposal_that_is_not_there_is_one_sentence(made: World, named: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        policies.put_in_force(made.tally.pipeline, named, by="lead")


def test_the_same_proposal_is_not_made_twice(made: World) -> None:
    policies.propose(made.tally.pipeline, written(made), by="clerk")
    with pytest.raises(UsageError, match="clerk has proposed the same policy already"):
        policies.propose(made.tally.pipeline, written(made), by="lead")
    waiting = policies.standing(made.tally.pipeline, made.tally.settings).proposed
    policies.put_in_force(made.tally.pipeline, waiting[0].hash, by="lead")
    with pytest.raises(UsageError, match="what is in force already"):
        policies.propose(made.tally.pipeline, written(made), by="clerk")


def test_a_replay_tells_what_another_policy_would_do_and_changes_nothing(made: World) -> None:
    clean = made.put_through(confirmation("AB-1"), "clean.pdf")
    late = made.put_through(confirmation("AB-2", price="2.60"), "dear.pdf")
    made.put_through(None, "broken.pdf")
    told = policies.replay(made.tally.pipeline, written(made), last=10)
    assert [(each.name, each.then, each.now, each.would) for each in told.documents if each.changed] == [
        ("clean.pdf", "post", "post", "review: purchasing, 1 person")
    ]
    assert told.counts() == [("post", 1, 1, 0), ("review: purchasing, 1 person", 0, 0, 1), ("review: purchasing, 2 people", 1, 1, 1)]
    assert "“all to one”" in next(each.why for each in told.documents if each.changed)
    assert [made.record(each.document_id) for each in (clean, late)] == [clean, late]
    assert len(policies.replay(made.tally.pipeline, written(made), last=2).documents) == 1


def test_a_person_sees_a_new_suppliers_first_papers_until_enough_are_posted(made: World) -> None:
    in_force(made, "[default]\nnew_supplier_papers = 2\nundo_seconds = 0\n")
    for number in (1, 2):
        record = made.put_through(confirmation(f"AB-{number}"), f"{number}.pdf")
        assert record.state is DocumentState.IN_REVIEW
        assert record.decision is not None
        assert f"It is paper {number} of this supplier; a person sees the first 2." in record.decision.reasons
        case = made.desk.paper(record.document_id).case
        assert case is not None
        made.desk.approve(case.case_id, User(name="lead2", role=Role.LEAD), version=case.version)
        made.tally.pipeline.deliver()
    assert made.put_through(confirmation("AB-3"), "3.pdf").state is DocumentState.POSTED


def test_the_commands_say_what_they_did(made: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    made.put_through(confirmation(), "[bold]clean.pdf")
    file = str(written(made))
    monkeypatch.setenv("TALLYCLERK_DATA_DIR", str(made.tally.settings.data_dir))

    def said(*arguments: str) -> str:
        assert main(["policy", *arguments]) == 0
        return capsys.readouterr().out

    assert "In force: the default policy" in said("show")
    assert "[bold]clean.pdf" in said("replay", file, "--last", "5")
    proposed = said("propose", file, "--by", "clerk")
    digits = proposed.split("sha256:")[1][:12]
    assert f"approve {digits} --by OTHER" in proposed
    assert "a lead other than clerk" in said("show")
    assert main(["policy", "approve", digits, "--by", "clerk"]) == 2
    assert "somebody else has to put it in force" in capsys.readouterr().err
    assert f"In force: sha256:{digits}" in said("approve", digits, "--by", "lead")
    shown = said("show")
    assert "put in force by lead" in shown
    assert "rule “all to one”: suppliers S1; → approvals 1" in shown
    assert "Nothing was keyed yet" in said("sample")
