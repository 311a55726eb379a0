"""The life of the policy: proposed by one person, put in force by another, and tried on the documents that came before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.pipeline import Examination, Pipeline
from app.policy_file import POLICY_FILE, parse_policy, read_policy
from app.settings import Settings
from domain.arrivals import DocumentRecord
from domain.decisions import Decision, Outcome
from domain.errors import TallyclerkError, UsageError
from domain.people import Role
from domain.policy import PolicyBook, PolicyVersion
from domain.ports import UnitOfWork

APPROVER = Role.LEAD
"""The role that puts a policy in force."""
NEVER = frozenset({Role.AUDITOR})
"""Roles that only look."""
_SHORTEST_HASH = 8
_LOOKED_AT = 500


@dataclass(frozen=True)
class Standing:
    """The policy in force, the versions that are proposed, and what there is to say of the file on disk."""

    book: PolicyBook
    in_force: PolicyVersion | None
    proposed: Sequence[PolicyVersion]
    says: str | None


@dataclass(frozen=True)
class Replayed:
    """One document: what was decided when it came, what the policy in force decides now, and what the other one would."""

    name: str
    then: str
    now: str
    would: str
    why: str

    @property
    def changed(self) -> bool:
        """Whether the other policy would decide otherwise than the one in force."""
        return self.now != self.would


@dataclass(frozen=True)
class Replay:
    """The documents that were tried, and those that could not be, with the reason."""

    documents: Sequence[Replayed]
    failed: Sequence[tuple[str, str]]

    def counts(self) -> list[tuple[str, int, int, int]]:
        """Each outcome, and how many documents had it then, have it now, and would have it."""
        tallies = [Counter(getattr(each, column) for each in self.documents) for column in ("then", "now", "would")]
        return [(outcome, *(tally[outcome] for tally in tallies)) for outcome in sorted(set().union(*tallies))]


def standing(pipeline: Pipeline, settings: Settings) -> Standing:
    """How things are with the policy; a file on disk that is not in force changes nothing, and that is said."""
    with pipeline.store.begin(reading=True) as work:
        in_force = work.policies.in_force()
        proposed = [version for version in work.policies.recent() if version.approved_at is None]
    return Standing(pipeline.book(), in_force, proposed, _of_the_file(pipeline, settings.policy_file, in_force, proposed))


def propose(pipeline: Pipeline, path: Path, *, by: str) -> PolicyVersion:
    """Stores the file's policy as a proposal. Raises UsageError where the file cannot be read, or as `propose_text` does."""
    _, text = read_policy(path, pipeline.policy, pipeline.doctypes)
    return propose_text(pipeline, text, by=by, source=str(path))


def propose_text(pipeline: Pipeline, text: str, *, by: str, source: str = POLICY_FILE) -> PolicyVersion:
    """Stores the policy that the text holds as a proposal; `source` is what messages call it.

    Raises:
        UsageError: the text is no policy, the person unknown, or the policy is the one in force.
    """
    book = parse_policy(text, pipeline.policy, pipeline.doctypes, source=source)
    with pipeline.store.begin() as work:
        _person(work, by)
        in_force = work.policies.in_force()
        if in_force is not None and in_force.hash == book.hash:
            raise UsageError(f"{source} says what is in force already ({_short(book.hash)}).")
        waiting = next((each for each in work.policies.recent() if each.hash == book.hash and each.approved_at is None), None)
        if waiting is not None:
            raise UsageError(
                f"{waiting.proposed_by} has proposed the same policy already ({_short(book.hash)}); somebody else has to put it in force."
            )
        return work.policies.propose(book, source=text, by=by, now=pipeline.clock())


def put_in_force(pipeline: Pipeline, named: str, *, by: str) -> PolicyVersion:
    """Puts the proposal of that hash (or its first eight digits or more) in force.

    Raises:
        UsageError: there is no such proposal, or this person may not: who proposed it never may, and others need to be a lead.
        StaleStateError: it was put in force meanwhile.
    """
    with pipeline.store.begin() as work:
        version = _proposal(work.policies.recent(limit=_LOOKED_AT), named)
        role = _person(work, by)
        if _same_person(by, version.proposed_by):
            raise UsageError(f"{by} has proposed that policy: somebody else has to put it in force.")
        if role != APPROVER:
            raise UsageError(f"{by} is no {APPROVER}: a {APPROVER} who did not propose it puts a policy in force.")
        return work.policies.put_in_force(version.number, by=by, now=pipeline.clock())


def replay(pipeline: Pipeline, path: Path, *, last: int) -> Replay:
    """What the file's policy would do to the last documents that were read, against the orders as they are now; nothing is changed.

    Raises:
        UsageError: the file is wrong.
    """
    book, _ = read_policy(path, pipeline.policy, pipeline.doctypes)
    with pipeline.store.begin(reading=True) as work:
        records = [record for record in work.documents.recent(limit=last) if record.reading is not None and record.decision is not None]
    in_force, other = replace(pipeline, fixed=pipeline.book()), replace(pipeline, fixed=book)
    done: list[Replayed] = []
    failed: list[tuple[str, str]] = []
    for record in records:
        try:
            done.append(_replayed(record, in_force, other))
        except TallyclerkError as error:
            failed.append((record.name, str(error)))
    return Replay(done, failed)


def _replayed(record: DocumentRecord, in_force: Pipeline, other: Pipeline) -> Replayed:
    assert record.decision is not None
    now, would = (_decided(pipeline, record) for pipeline in (in_force, other))
    news = [reason for reason in would.reasons if reason not in now.reasons]
    gone = [f"no longer: {reason}" for reason in now.reasons if reason not in would.reasons]
    return Replayed(record.name, _words(record.decision), _words(now), _words(would), " ".join(news or gone))


def _decided(pipeline: Pipeline, record: DocumentRecord) -> Decision:
    seen: Examination = pipeline.examine(record)
    return pipeline.decide(record, seen)


def _words(decision: Decision) -> str:
    """Outcome, department and number of people: what a policy can change."""
    if decision.outcome is not Outcome.REVIEW:
        return decision.outcome.value
    people = "1 person" if decision.approvals == 1 else f"{decision.approvals} people"
    return f"review: {decision.queue}, {people}"


def _of_the_file(pipeline: Pipeline, path: Path, in_force: PolicyVersion | None, proposed: Sequence[PolicyVersion]) -> str | None:
    if not path.is_file():
        return None
    try:
        book, _ = read_policy(path, pipeline.policy, pipeline.doctypes)
    except UsageError as error:
        return f"{error} What is in force stays in force."
    current = in_force.hash if in_force else "the default policy"
    if in_force is not None and in_force.hash == book.hash:
        return None
    what = f"{path} ({_short(book.hash)}) is not in force: {_short(current)} is, and the file changes nothing"
    if any(version.hash == book.hash for version in proposed):
        return f"{what} until somebody other than who proposed it puts it in force ('tallyclerk policy approve {_short(book.hash)} --by USER')."
    return f"{what} until it is proposed ('tallyclerk policy propose {path} --by USER') and put in force by somebody else."


def _proposal(versions: Sequence[PolicyVersion], named: str) -> PolicyVersion:
    digits = named.removeprefix("sha256:").lower()
    if len(digits) < _SHORTEST_HASH:
        raise UsageError(f"Name the policy by {_SHORTEST_HASH} digits of its hash or more, as 'tallyclerk policy show' prints it.")
    found = [version for version in versions if version.hash.removeprefix("sha256:").startswith(digits)]
    waiting = [version for version in found if version.approved_at is None]
    if len({version.hash for version in waiting}) > 1:
        raise UsageError(f"Several proposals begin with {digits}: write more digits.")
    if waiting:
        return waiting[0]
    if found:
        raise UsageError(f"{_short(found[0].hash)} was put in force by {found[0].approved_by} already: propose it again to go back to it.")
    raise UsageError(f"There is no proposal {digits}; 'tallyclerk policy show' lists them.")


def _person(work: UnitOfWork, name: str) -> Role:
    """The role of a known person who may have a say in the policy."""
    user = work.users.get(name)
    if user is None:
        raise UsageError(f"There is no user {name}.")
    if user.disabled:
        raise UsageError(f"{name} may not come in any more.")
    if user.role in NEVER:
        raise UsageError(f"{name} is an {user.role}, who only looks.")
    return user.role


def _same_person(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _short(policy_hash: str) -> str:
    return policy_hash[: len("sha256:") + 12] if policy_hash.startswith("sha256:") else policy_hash
