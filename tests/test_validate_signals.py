"""What speaks for fraud: bank details against those that are known, senders against the supplier's own domains, our server's word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.decisions import Outcome, Policy, Queue
from domain.orders import PurchaseOrder
from domain.paper import Mark, MarkKind, Reading
from domain.signals import KnownSupplier, MailOrigin, Measure, Signal, SignalCode
from route.decide import decide
from tests.papers import confirmation, order
from validate import signals_of

OURS, OTHER, THIRD = "DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606"
ORDER = order(supplier_domains=["brenner-stahl.de"])
RECEIVED = datetime(2026, 8, 3, 9, tzinfo=UTC)


def account(text: str) -> Mark:
    return Mark(kind=MarkKind.ACCOUNT, text=text, page=1, box=(40, 800, 200, 810))


def paper(*accounts: str, marks: Sequence[Mark] = ()) -> Reading:
    return confirmation().model_copy(update={"marks": [*map(account, accounts), *marks]})


def signals(
    reading: Reading | None = None,
    *origins: MailOrigin,
    known: KnownSupplier | None = None,
    about: PurchaseOrder | None = ORDER,
    policy: Policy | None = None,
    own_domains: Sequence[str] = ("kunde.example",),
) -> list[Signal]:
    return signals_of(
        reading or paper(), order=about, known=known or KnownSupplier(), origins=origins, policy=policy or Policy(), own_domains=own_domains
    )


def codes(*args: object, **more: object) -> list[SignalCode]:
    return [signal.code for signal in signals(*args, **more)]  # type: ignore[arg-type]


def test_bank_details_that_are_none_of_the_known_ones_stop_a_paper_and_tell_both() -> None:
    (found,) = signals(paper(OTHER), known=KnownSupplier(accounts=frozenset({OURS})))
    assert (found.code, found.measure, found.found, found.expected) == (SignalCode.BANK_CHANGED, Measure.STOP, OTHER, OURS)
    assert OTHER in found.message
    assert [place.page for place in found.places] == [1]


def test_known_bank_details_and_none_at_all_are_no_signal() -> None:
    known = KnownSupplier(accounts=frozenset({OURS, OTHER}))
    assert codes(paper(OURS), known=known) == []
    assert codes(paper(OTHER, OURS), known=known) == []
    assert codes(paper(), known=known) == []


def test_the_erps_bank_details_count_however_it_writes_them() -> None:
    about = order(supplier_accounts=["de89 3704 0044 0532 0130 00"])
    assert codes(paper(OURS), about=about) == []
    assert codes(paper(OTHER), about=about) == [SignalCode.BANK_CHANGED]


def test_unknown_bank_details_beside_known_ones_ask_for_a_person() -> None:
    (found,) = signals(paper(OURS, OTHER), known=KnownSupplier(accounts=frozenset({OURS})))
    assert (found.code, found.measure, found.found) == (SignalCode.BANK_ADDED, Measure.ASK, OTHER)


def test_the_first_bank_details_are_only_told_until_a_person_has_confirmed_them() -> None:
    assert codes(paper(OURS)) == [SignalCode.BANK_FIRST_SEEN]
    unconfirmed = KnownSupplier(unconfirmed=frozenset({OURS}))
    assert codes(paper(OURS), known=unconfirmed) == [SignalCode.BANK_FIRST_SEEN]
    assert codes(paper(OTHER), known=unconfirmed) == [SignalCode.BANK_CHANGED]


def test_what_posted_by_itself_does_not_stand_beside_what_people_confirmed() -> None:
    known = KnownSupplier(accounts=frozenset({OURS}), unconfirmed=frozenset({OTHER}))
    assert codes(paper(OTHER), known=known) == [SignalCode.BANK_CHANGED]
    assert codes(paper(OURS), known=known) == []


def test_an_american_bank_of_which_only_the_bank_was_read_is_the_known_account() -> None:
    assert codes(paper("041277935"), known=KnownSupplier(accounts=frozenset({"041277935/7702215"}))) == []
    assert codes(paper("041277935/7702215"), known=KnownSupplier(accounts=frozenset({"041277935"}))) == []
    assert codes(paper("041277935/9"), known=KnownSupplier(accounts=frozenset({"041277935/7702215"}))) == [SignalCode.BANK_CHANGED]


def test_a_mail_with_other_bank_details_than_its_paper_stops_it() -> None:
    origin = MailOrigin("hans@brenner-stahl.de", marks=[account(THIRD)])
    assert SignalCode.BANK_CHANGED in codes(paper(OURS), origin, known=KnownSupplier(accounts=frozenset({OURS})))
    assert SignalCode.BANK_CHANGED in codes(paper(OURS), origin)
    same = MailOrigin("hans@brenner-stahl.de", marks=[account(OURS)])
    assert codes(paper(OURS), same, known=KnownSupplier(accounts=frozenset({OURS}))) == []


def test_an_announcement_stops_a_paper_even_without_an_order() -> None:
    said = Mark(kind=MarkKind.BANK_CHANGE, text="Please note our new bank details.", page=1, box=(0, 0, 9, 9))
    assert codes(paper(marks=[said]), about=None) == [SignalCode.BANK_CHANGE_ANNOUNCED]
    assert codes(paper(), MailOrigin("hans@brenner-stahl.de", marks=[said])) == [SignalCode.BANK_CHANGE_ANNOUNCED]


def test_altered_print_stops_a_paper_with_every_place() -> None:
    marks = [
        Mark(kind=MarkKind.ALTERED, text=text, page=1, box=(0, 10 * at, 9, 10 * at + 9), why="is set in more than one font")
        for at, text in enumerate("12345")
    ]
    (found,) = signals(paper(marks=marks))
    assert (found.code, found.measure, len(found.places)) == (SignalCode.ALTERED_PRINT, Measure.STOP, 5)
    assert "and 2 more places" in found.message


@pytest.mark.parametrize(
    ("address", "reply_to", "expected"),
    [
        ("hans@brenner-stahl.de", "", []),
        ("hans@mail.brenner-stahl.de", "orders@brenner-stahl.de", []),
        ("einkauf@kunde.example", "", []),
        ("hans@brenner-stahl.com", "", [SignalCode.LOOKALIKE_SENDER]),
        ("hans@brenner-stahI.de", "", [SignalCode.LOOKALIKE_SENDER]),
        ("hans@brenner-stahl.de", "hans@brenner-stah1.de", [SignalCode.LOOKALIKE_SENDER, SignalCode.REPLY_ELSEWHERE]),
        ("hans@brenner-stahl.de", "brenner@gmail.com", [SignalCode.REPLY_ELSEWHERE]),
        ("portal@stahlmarkt.example", "", [SignalCode.UNKNOWN_SENDER]),
        ("brenner.stahl@gmail.com", "", [SignalCode.FREE_MAIL_SENDER]),
        ("", "", []),
        ("", "x@elsewhere.example", [SignalCode.REPLY_ELSEWHERE]),
        ("hans", "", []),
        ("<>@", "@@", []),
    ],
)
def test_senders_are_held_against_the_suppliers_domains(address: str, reply_to: str, expected: list[SignalCode]) -> None:
    assert codes(paper(), MailOrigin(address, reply_to)) == expected


def test_domains_and_addresses_that_people_approved_are_known_too() -> None:
    known = KnownSupplier(domains=frozenset({"brenner-group.com"}), addresses=frozenset({"brenner.stahl@gmail.com"}))
    assert codes(paper(), MailOrigin("hans@brenner-group.com"), known=known) == []
    assert codes(paper(), MailOrigin("Brenner.Stahl@gmail.com"), known=known) == []
    assert codes(paper(), MailOrigin("other@gmail.com"), known=known) == [SignalCode.FREE_MAIL_SENDER]


def test_without_any_known_domain_a_sender_is_no_stranger() -> None:
    assert codes(paper(), MailOrigin("hans@anywhere.example"), about=order()) == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({}, []),
        ({"dmarc": "pass", "spf": "fail", "dkim": "fail"}, []),
        ({"dmarc": "fail", "spf": "pass"}, [SignalCode.AUTHENTICATION_FAILED]),
        ({"spf": "fail", "dkim": "none"}, [SignalCode.AUTHENTICATION_FAILED]),
        ({"spf": "fail", "dkim": "pass"}, [SignalCode.NOT_AUTHENTICATED]),
        ({"spf": "softfail"}, [SignalCode.NOT_AUTHENTICATED]),
        ({"dmarc": "none", "spf": "pass", "dkim": "pass"}, [SignalCode.NOT_AUTHENTICATED]),
        ({"dmarc": "temperror"}, [SignalCode.NOT_AUTHENTICATED]),
        ({"dmarc": "gibberish"}, [SignalCode.NOT_AUTHENTICATED]),
    ],
)
def test_our_own_servers_word_on_a_mail_is_told(found: Mapping[str, str], expected: list[SignalCode]) -> None:
    assert codes(paper(), MailOrigin("hans@brenner-stahl.de", authentication=found)) == expected


def test_a_policy_says_what_a_signal_asks_for() -> None:
    policy = Policy(signals={SignalCode.UNKNOWN_SENDER: Measure.ASK, SignalCode.REPLY_ELSEWHERE: Measure.TELL})
    (first, second) = signals(paper(), MailOrigin("a@portal.example", "b@other.example"), policy=policy)
    assert (first.code, first.measure) == (SignalCode.UNKNOWN_SENDER, Measure.ASK)
    assert (second.code, second.measure) == (SignalCode.REPLY_ELSEWHERE, Measure.TELL)


@given(
    st.text(max_size=60), st.text(max_size=60), st.dictionaries(st.sampled_from(["spf", "dkim", "dmarc", "x"]), st.text(max_size=12)), st.booleans()
)  # fmt: skip
def test_any_headers_give_signals_that_can_be_told_and_never_an_error(address: str, reply: str, found: dict[str, str], known: bool) -> None:
    told = signals(paper(), MailOrigin(address, reply, found), about=ORDER if known else None)
    assert len({signal.code for signal in told}) == len(told)
    assert all(signal.message for signal in told)


@given(st.sets(st.sampled_from(list(SignalCode))), st.dictionaries(st.sampled_from(list(SignalCode)), st.sampled_from(list(Measure))))
def test_what_a_signal_asks_for_is_what_the_decision_does(raised: set[SignalCode], asked: dict[SignalCode, Measure]) -> None:
    policy = Policy(signals=asked)
    told = [Signal(code=code, measure=policy.measure(code), message=f"about {code}") for code in raised]
    measures = {signal.measure for signal in told}
    decision = decide(confirmation(), [], policy=policy, doctype=None, received_at=RECEIVED, signals=told)
    assert set(decision.reasons) >= {signal.message for signal in told}
    if Measure.STOP in measures:
        assert (decision.outcome, decision.queue, decision.approvals) == (Outcome.REVIEW, Queue.COMPLIANCE, 2)
    elif Measure.ASK in measures:
        assert decision.outcome is Outcome.REVIEW
        assert decision.approvals >= 1
    else:
        assert decision == decide(confirmation(), [], policy=policy, doctype=None, received_at=RECEIVED).model_copy(
            update={"reasons": decision.reasons}
        )
