"""What the review desk shows and does: the queue, a paper with everything about it, and a person's decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from app import casework, intake, learning, parting, people, posting, waiting
from app.blind import hidden_from, refuse_hidden
from app.casework import CaseWork
from app.intake import Receipt
from app.missing import Missing, Wanted
from app.missing import missing as missing_papers
from app.paper_view import PaperView, view_of_paper
from app.pipeline import Pipeline
from app.provenance import weighty
from app.sheets import Sheets
from app.story import Story, tell
from app.waiting import QueueView
from domain.arrivals import DocumentRecord, DocumentState, Sighting
from domain.cases import CaseState, ReasonCode, ReviewCase
from domain.decisions import Policy, Queue
from domain.doctype import of_kind
from domain.errors import NotAllowedError, StaleStateError, TransientError, UsageError
from domain.paper import Box, Place
from domain.people import ApiToken, Role, User
from domain.ports import Clock
from domain.worklist import KnownPaper, Sought, SoughtPapers
from extract.opening.place import Placed
from route import review, undo
from route.handling import why_not_for
from route.reasons import unexplained
from route.returns import Message

SHOWN_DOCUMENTS = 50
OWED_A_PAGE = 25


@dataclass
class Desk:
    """The desk over a pipeline; every decision of a person is one unit of work, audited under that person's name."""

    pipeline: Pipeline
    channel_names: Sequence[str] = ()
    viewer: User | None = None
    """Who is at it: what they must not see is not shown to them. None is the program itself."""

    def __post_init__(self) -> None:
        self._sheets = Sheets(self.pipeline)

    def seen_by(self, user: User) -> Desk:
        """The same desk as that person sees it."""
        theirs = copy(self)
        theirs.viewer = user
        return theirs

    @property
    def clock(self) -> Clock:
        """What time it is."""
        return self.pipeline.clock

    @property
    def policy(self) -> Policy:
        """The policy that papers are decided by."""
        return self.pipeline.book().default

    def sign_in(self, name: str, password: str) -> User:
        """The user, if the password is theirs. Raises SignInRefusedError."""
        return people.sign_in(self.pipeline.store, name, password, clock=self.clock)

    def change_password(self, user: User, old: str, new: str) -> User:
        """Somebody's own new password. Raises UsageError where the old one is wrong or the new one too easy to guess."""
        people.change_password(self.pipeline.store, user, old, new)
        with self.pipeline.store.begin(reading=True) as work:
            return work.users.get(user.name) or user

    def people(self) -> tuple[Sequence[User], Sequence[ApiToken]]:
        """Everybody, and the tokens of other programs."""
        with self.pipeline.store.begin(reading=True) as work:
            return work.users.all(), work.tokens.all()

    def add_user(self, name: str, role: Role, *, by: str) -> str:
        """Adds somebody and returns their first password. Raises UsageError."""
        return people.add_user(self.pipeline.store, name, role, by=by)

    def change_user(
        self, name: str, *, by: str, role: Role, departments: Sequence[Queue], disabled: bool, email: str | None = None
    ) -> User:
        """Changes what somebody is at the desk for, and where they are told of their cases. Raises UsageError."""
        return people.change_user(self.pipeline.store, name, by=by, role=role, departments=departments, disabled=disabled, email=email)

    def reset_password(self, name: str, *, by: str) -> str:
        """A new first password for somebody. Raises UsageError."""
        return people.reset_password(self.pipeline.store, name, by=by)

    def make_token(self, name: str, label: str, *, days: int, by: str) -> str:
        """A token for another program. Raises UsageError."""
        return people.make_token(self.pipeline.store, name, label, days=days, by=by, clock=self.clock)

    def user_of_token(self, token: str) -> User | None:
        """Whose token it is; None where it is not good."""
        return people.user_of_token(self.pipeline.store, token, clock=self.clock)

    def revoke_token(self, token_id: str, *, by: str) -> None:
        """Takes a token away. Raises KeyError where there is none."""
        with self.pipeline.store.begin() as work:
            if not work.tokens.revoke(token_id, by=by):
                raise KeyError(token_id)

    def queue(self, user: User, sought: Sought, *, page: int = 1) -> QueueView:
        """A page of the open cases that are sought, and the numbers of the day."""
        found = waiting.queue(self.pipeline, user, sought, page=page)
        hidden = self._hidden()
        return replace(found, cases=[case for case in found.cases if case.document_id not in hidden])

    def next_case(self, user: User, *, after: int | None = None) -> str | None:
        """The document of the case that is this person's to decide next: their own first, then the most urgent; None where nothing is.

        With `after`, the one that follows that case.
        """
        return waiting.next_case(self.pipeline, user, after=after)

    def documents(self, sought: SoughtPapers | None = None, *, page: int = 1) -> Sequence[KnownPaper]:
        """A page of everything that was seen, newest first; one more than a page tells that there is another."""
        hidden, wanted = self._hidden(), SHOWN_DOCUMENTS + 1
        with self.pipeline.store.begin(reading=True) as work:
            found = work.worklist.papers(
                sought or SoughtPapers(),
                offset=(page - 1) * SHOWN_DOCUMENTS,
                limit=wanted + len(hidden),
            )
        return [paper for paper in found if paper.document_id not in hidden][:wanted]

    def paper(self, document_id: str) -> PaperView:
        """Everything about one document. Raises KeyError where there is none."""
        return view_of_paper(self.pipeline, document_id, self.viewer)

    @property
    def page_size(self) -> int:
        """How many papers a list shows at once."""
        return SHOWN_DOCUMENTS

    def case_work(self, case_id: int) -> CaseWork:
        """What there is to show of the case: the reasons that fit each decision, and what stands in an approval's way. Raises KeyError where there is none."""
        return casework.case_work(self.pipeline, case_id)

    def case(self, case_id: int) -> ReviewCase:
        """The case of that number. Raises KeyError where there is none."""
        with self.pipeline.store.begin(reading=True) as work:
            case = work.cases.get(case_id)
            refuse_hidden(work, case.document_id, self.viewer)
        return case

    def record(self, document_id: str) -> DocumentRecord:
        """The document as it is now. Raises KeyError where there is none."""
        self._refuse_hidden(document_id)
        with self.pipeline.store.begin(reading=True) as work:
            return work.documents.get(document_id)

    def open_case_of(self, document_id: str) -> int | None:
        """The number of the document's open case."""
        with self.pipeline.store.begin(reading=True) as work:
            case = review.open_case_of(work, document_id)
        return case.case_id if case else None

    def document_of(self, case_id: int) -> str:
        """The id of the document that a case is about. Raises KeyError where there is no such case."""
        return self._of_case(case_id).document_id

    def page_picture(self, document_id: str, number: int) -> bytes:
        """A page as PNG, upright, drawn where a hostile file can do no harm. Raises KeyError where there is no such page."""
        return self._sheets.picture(document_id, number)

    def read_place(self, document_id: str, number: int, box: Box, path: str = "") -> Placed:
        """What stands in a box of a page, in points as the page is shown, and the value that it is for the field of that path.

        Raises:
            KeyError: there is no such page.
        """
        self._refuse_hidden(document_id)
        return self._sheets.place(document_id, number, box, path)

    @property
    def channels(self) -> Sequence[str]:
        """Where papers come from."""
        return [*self.channel_names, intake.UPLOAD]

    def receive(self, name: str, content: bytes, *, by: str) -> Receipt:
        """Takes in what somebody sends; it is stored or refused when this returns, and read by the next sweep."""
        receipt = intake.receive(self.pipeline, name, content)
        if receipt.document:
            with self.pipeline.store.begin() as work:
                work.audit.append(actor=by, action="document sent", subject=receipt.document.document_id, after={"name": receipt.name})
        return receipt

    def ledger(self, *, channel: str | None = None, refused: bool | None = None, before: int | None = None) -> Sequence[Sighting]:
        """Everything that ever came, the newest first."""
        return intake.ledger(self.pipeline, channel=channel, refused=refused, before=before)

    def drive_again(self, document_id: str, user: User) -> DocumentRecord:
        """Drives what ended without a posting from the start again. Raises as `app.intake.drive_again`."""
        return intake.drive_again(self.pipeline, document_id, by=user.name)

    def missing(self, wanted: Wanted | None = None, words: str = "", page: int = 1) -> tuple[Sequence[Missing], int]:
        """A page of what suppliers owe us, and how much it is in all; `words` stand in an order's number or its supplier's name."""
        owed = [each for each in missing_papers(self.pipeline) if wanted in (None, each.wanted) and each.is_about(words)]
        return owed[(page - 1) * OWED_A_PAGE : page * OWED_A_PAGE], len(owed)

    def split(self, case_id: int, user: User, *, version: int, begins: Sequence[int]) -> DocumentRecord:
        """Parts a file where a person says, and drives its parts on. Raises as `app.parting.split_by_hand`."""
        self._allow(case_id, user)
        record = parting.split_by_hand(self.pipeline, case_id, begins, by=user.name, version=version)
        for undriven in self.pipeline.waiting():
            self._drive(undriven.document_id)
        return record

    def story(self, document_id: str) -> Story:
        """All that happened to a document, with the audit chain's word for it. Raises KeyError where there is no such document."""
        self._refuse_hidden(document_id)
        return tell(self.pipeline.store, document_id)

    def original(self, document_id: str) -> tuple[bytes, str]:
        """The bytes as they came, and the name they came under. Raises KeyError where there is no such document."""
        self._refuse_hidden(document_id)
        return self._sheets.original(document_id)

    def claim(self, case_id: int, user: User) -> str:
        """Makes the case this person's own for a while; returns the document's id."""
        self._allow(case_id, user)
        with self.pipeline.store.begin() as work:
            return review.claim(work, case_id, user.name, clock=self.clock).document_id

    def approve(self, case_id: int, user: User, *, version: int, note: str = "", reason: ReasonCode | None = None) -> DocumentRecord:
        """This person's yes to the case in the version that they saw; with enough of them, the posting is planned.

        Raises:
            UsageError: this person may not approve it, or it cannot be posted.
            StaleStateError: what was shown is not how it is now.
            AlreadyPostedError: another document said the same. NotAllowedError: it is another department's.
        """
        self._allow(case_id, user)
        record = self._of_case(case_id)
        seen = self.pipeline.examine(record)
        if seen.findings != record.findings or weighty(seen.provenance.signals) != weighty(record.signals):
            self._check_again(record)
            what = (
                "supplier's known details"
                if weighty(seen.provenance.signals) != weighty(record.signals)
                else "order, or what another paper says of it,"
            )
            raise StaleStateError(
                f"The {what} changed since “{record.name}” was checked, so it was checked again: look at what differs now."
            )
        with self.pipeline.store.begin(reading=True) as work:
            review.seen_by(work, case_id, user.name, version, self.clock())
        refused = posting.obstacle(self.pipeline, record, seen)
        if refused is not None:
            raise UsageError(f"It cannot be posted as it stands: {refused}")
        policy = seen.ruling.thresholds
        missing = unexplained(seen.findings, reason, note) if policy.ask_reasons else None
        if missing is not None:
            raise UsageError(missing)
        with self.pipeline.store.begin() as work:
            case = review.approve(
                work, case_id, user.name, version=version, clock=self.clock, note=note, reason=reason, undo_seconds=policy.undo_seconds
            )
            if case.state is CaseState.APPROVED:
                planned = self.pipeline.plan(work, work.documents.get(record.document_id), seen)
                learning.learn(work, record, case, seen.context, items_after=self.pipeline.items_after, now=self.clock())
                undo.hold(work, record.document_id, policy=policy, clock=self.clock)
                return planned
            return work.documents.get(record.document_id)

    def reject(self, case_id: int, user: User, *, version: int, reason: str = "", code: ReasonCode | None = None) -> DocumentRecord:
        """This person's no, with the reason as a code, words or both. Raises UsageError, StaleStateError."""
        self._allow(case_id, user)
        return casework.reject(self.pipeline, case_id, user, reason=reason, version=version, code=code)

    def correct(self, case_id: int, user: User, *, version: int, path: str, value: str, place: Place | None = None) -> DocumentRecord:
        """What the paper really says at one place; the document is checked again and stays with the person."""
        self._allow(case_id, user)
        record = self._of_case(case_id)
        doctype = of_kind(self.pipeline.doctypes, record.kind) if record.kind else None
        with self.pipeline.store.begin() as work:
            review.correct(
                work, case_id, user.name, path=path, value=value, version=version, clock=self.clock, doctype=doctype, place=place
            )
        return self._drive(record.document_id)

    def colleagues(self, case: ReviewCase, user: User) -> Sequence[str]:
        """Who else can decide that case, by name."""
        with self.pipeline.store.begin(reading=True) as work:
            return [each.name for each in work.users.all() if each.name != user.name and why_not_for(case, each) is None]

    def keep_draft(self, case_id: int, user: User, typed: Mapping[str, str]) -> bool:
        """Keeps what is typed; False where somebody else has the case by now. Raises StaleStateError, UsageError, NotAllowedError."""
        return casework.keep_draft(self.pipeline, case_id, user, typed)

    def forget_typed(self, case_id: int, user: User, *names: str) -> None:
        """Forgets what this person had typed at those places, as it is sent."""
        casework.forget_typed(self.pipeline, case_id, user, names)

    def undo(self, case_id: int, user: User) -> DocumentRecord:
        """Takes this person's own decision back while its posting has not left. Raises as `route.undo.undo`."""
        self._allow(case_id, user)
        return casework.take_back(self.pipeline, case_id, user)

    def undoable(self, case_id: int) -> bool:
        """Whether the decision of that case can still be taken back. Raises KeyError where there is no such case."""
        until = undo.undoable_until(self.case(case_id))
        return until is not None and self.clock() < until

    def drafted_return(self, case_id: int) -> Message:
        """A message to the supplier about the case's paper, to be changed and sent by a person."""
        self._refuse_hidden(self._of_case(case_id).document_id)
        return casework.draft_return(self.pipeline, case_id)

    def return_to_supplier(
        self, case_id: int, user: User, *, version: int, message: str, reason: str = "", code: ReasonCode | None = None
    ) -> ReviewCase:
        """Sends the paper back with that message, which the case keeps. Raises UsageError, StaleStateError."""
        self._allow(case_id, user)
        return casework.return_to_supplier(self.pipeline, case_id, user, message=message, reason=reason, version=version, code=code)

    def hand_over(self, case_id: int, user: User, *, version: int, to: str | None, queue: Queue | None, note: str) -> ReviewCase:
        """Gives the case to another person or department. Raises UsageError, StaleStateError."""
        self._allow(case_id, user)
        return casework.hand_over(self.pipeline, case_id, user, to=to, queue=queue, version=version, note=note)

    def take_back_posting(self, document_id: str, user: User, *, reason: str) -> DocumentRecord:
        """Takes what is posted back by a posting of its own; the paper then goes before a person. Raises UsageError, StaleStateError."""
        with self.pipeline.store.begin(reading=True) as work:
            queue = casework.department(self.pipeline, work, work.documents.get(document_id))
        if not user.decides(queue):
            raise NotAllowedError(f"This paper is for {queue}; you ({user.role}) may look at it, but not take it back.")
        if not reason.strip():
            raise UsageError("Say why it is taken back.")
        self.pipeline.take_back(document_id, by=user.name, reason=reason.strip())
        return self.record(document_id)

    def try_again(self, document_id: str, user: User) -> DocumentRecord:
        """Drives a document on which the program failed once more.

        Raises:
            StaleStateError: it has not failed.
        """
        with self.pipeline.store.begin() as work:
            record = work.documents.get(document_id)
            to = DocumentState.RECEIVED if record.reading is None else DocumentState.READ
            work.documents.advance(document_id, expect=[DocumentState.FAILED], to=to, by=user.name, error=None)
        return self._drive(document_id)

    def _allow(self, case_id: int, user: User) -> None:
        """Refuses whoever is not of the department that the case lies with."""
        with self.pipeline.store.begin(reading=True) as work:
            case = work.cases.get(case_id)
            refuse_hidden(work, case.document_id, self.viewer)
        if not user.decides(case.queue):
            raise NotAllowedError(f"This case is for {case.queue}; you ({user.role}) may look at it, but not decide it.")

    def _refuse_hidden(self, document_id: str) -> None:
        with self.pipeline.store.begin(reading=True) as work:
            refuse_hidden(work, document_id, self.viewer)

    def _hidden(self) -> frozenset[str]:
        with self.pipeline.store.begin(reading=True) as work:
            return hidden_from(work, self.viewer)

    def _of_case(self, case_id: int) -> DocumentRecord:
        with self.pipeline.store.begin(reading=True) as work:
            return work.documents.get(work.cases.get(case_id).document_id)

    def _check_again(self, record: DocumentRecord) -> None:
        with self.pipeline.store.begin() as work:
            work.documents.advance(record.document_id, expect=[DocumentState.IN_REVIEW], to=DocumentState.READ, by="validate")
        self._drive(record.document_id)

    def _drive(self, document_id: str) -> DocumentRecord:
        """Takes it as far as it goes; what has to wait is driven on by the next sweep."""
        try:
            return self.pipeline.run(document_id)
        except TransientError:
            with self.pipeline.store.begin(reading=True) as work:
                return work.documents.get(document_id)
