"""What speaks for fraud, of a paper and the mail it came in, held against what is known of its supplier; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from domain.accounts import canonical_account
from domain.decisions import Policy
from domain.orders import PurchaseOrder
from domain.paper import Mark, MarkKind, Place, Reading
from domain.signals import WEIGHT, KnownSupplier, MailOrigin, Signal, SignalCode
from validate.lookalike import domain_of, is_free_mail, is_of, looks_like, owned

_FAILED = frozenset({"fail", "permerror"})
_SHOWN = 3


def signals_of(
    reading: Reading,
    *,
    order: PurchaseOrder | None,
    known: KnownSupplier,
    origins: Sequence[MailOrigin],
    policy: Policy,
    own_domains: Sequence[str] = (),
) -> list[Signal]:
    """The signals of a paper, those that stop it first; of each code one.

    Args:
        reading: the paper.
        order: the order that it was matched to; without one nothing is known of its supplier.
        known: what papers that were posted say of that supplier, beside what the order says.
        origins: the messages that it came in, the innermost first; none for a paper from a folder.
        policy: what each signal asks for.
        own_domains: our own mail domains; a colleague who passes a mail on is no stranger.
    """
    found = [
        *_altered(reading, policy),
        *_bank(reading, order, known, origins, policy),
        *(each for origin in origins for each in _sender(origin, order, known, policy, own_domains)),
    ]
    once = {signal.code: signal for signal in reversed(found)}
    return sorted(once.values(), key=lambda signal: (-WEIGHT[signal.measure], list(SignalCode).index(signal.code)))


def _altered(reading: Reading, policy: Policy) -> Iterator[Signal]:
    marks = reading.marked(MarkKind.ALTERED)
    if marks:
        said = "; ".join(dict.fromkeys(f"“{mark.text}” {mark.why}" for mark in marks[:_SHOWN]))
        more = f"; and {len(marks) - _SHOWN} more places" if len(marks) > _SHOWN else ""
        yield _signal(policy, SignalCode.ALTERED_PRINT, f"Print on it looks altered: {said}{more}.", marks=marks)


def _bank(
    reading: Reading, order: PurchaseOrder | None, known: KnownSupplier, origins: Sequence[MailOrigin], policy: Policy
) -> Iterator[Signal]:
    paper = reading.marked(MarkKind.ACCOUNT)
    mails = [_of_kind(origin.marks, MarkKind.ACCOUNT) for origin in origins]
    if order is not None:
        ours = known.accounts | {canonical_account(each) for each in order.supplier_accounts}
        yield from _accounts(paper, ours, known, order.supplier_name, "The paper", policy)
        printed = {mark.text for mark in paper}
        for marks in mails:
            yield from _accounts(marks, ours | printed, known, order.supplier_name, "The mail it came with", policy, in_mail=True)
    said = [*reading.marked(MarkKind.BANK_CHANGE), *(mark for origin in origins for mark in _of_kind(origin.marks, MarkKind.BANK_CHANGE))]
    if said:
        words = f"It says that bank details have changed (“{said[0].text}”): ask the supplier on a number that you know, not on one that is in it."
        yield _signal(policy, SignalCode.BANK_CHANGE_ANNOUNCED, words, marks=reading.marked(MarkKind.BANK_CHANGE))


def _accounts(
    marks: Sequence[Mark],
    confirmed: AbstractSet[str],
    known: KnownSupplier,
    supplier: str,
    where: str,
    policy: Policy,
    *,
    in_mail: bool = False,
) -> Iterator[Signal]:
    """What is new about the bank details of the paper or the mail; places are told of the paper's own pages only.

    Where nobody has confirmed any, those of papers that were posted by themselves are what others are held against.
    """
    ours = confirmed or known.unconfirmed
    strange = [mark for mark in marks if not _is_among(mark.text, ours)]
    told = strange or (marks if not confirmed else ())
    if not told:
        return
    found = ", ".join(mark.text for mark in told[:_SHOWN])
    expected = ", ".join(sorted(ours)[:_SHOWN]) or None
    shown = () if in_mail else told
    if not ours or not strange:
        words = f"{where} has bank details of {supplier} that nobody has confirmed ({found}); whoever approves it confirms them."
        yield _signal(policy, SignalCode.BANK_FIRST_SEEN, words, found=found, marks=shown)
    elif len(strange) == len(marks):
        words = f"{where} has other bank details ({found}) than are known of {supplier} ({expected})."
        yield _signal(policy, SignalCode.BANK_CHANGED, words, found=found, expected=expected, marks=shown)
    else:
        words = f"{where} has bank details ({found}) beside those that are known of {supplier}."
        yield _signal(policy, SignalCode.BANK_ADDED, words, found=found, expected=expected, marks=shown)


def _is_among(account: str, known: Iterable[str]) -> bool:
    """Whether that account is known; where only its bank could be read for sure, or only that is known, the bank counts."""
    return any(account == each or account.startswith(f"{each}/") or each.startswith(f"{account}/") for each in known)


def _sender(
    origin: MailOrigin, order: PurchaseOrder | None, known: KnownSupplier, policy: Policy, own_domains: Sequence[str]
) -> Iterator[Signal]:
    sender, reply = domain_of(origin.address), domain_of(origin.reply_to)
    domains = sorted({*(order.supplier_domains if order else ()), *known.domains})
    yield from _authenticated(origin, sender, policy)
    strange = [domain for domain in (sender, reply) if domain and not is_of(domain, own_domains)]
    alike = next(((domain, *hit) for domain in strange if (hit := looks_like(domain, domains))), None)
    if alike:
        domain, own, how = alike
        came = "It came from" if domain == sender else "An answer to the mail would go to"
        words = f"{came} “{domain}”. The supplier's own domain is “{own}”, and this one {how}: somebody may pretend to be them."
        yield _signal(policy, SignalCode.LOOKALIKE_SENDER, words, found=domain, expected=own)
    elif sender and domains and not _is_known(origin.address, sender, domains, known, own_domains):
        free = is_free_mail(sender)
        what = "a mailbox that anybody can have" if free else "a domain that is not known of the supplier"
        words = f"It came from {origin.address}, {what}; known are {', '.join(domains[:_SHOWN])}."
        code = SignalCode.FREE_MAIL_SENDER if free else SignalCode.UNKNOWN_SENDER
        yield _signal(policy, code, words, found=origin.address, expected=domains[0])
    if reply and owned(reply) != owned(sender) and not _is_known(origin.reply_to, reply, domains, known, own_domains):
        words = f"An answer to the mail would go to “{reply}”, and not to “{sender}”, where it says it is from."
        yield _signal(policy, SignalCode.REPLY_ELSEWHERE, words, found=reply, expected=sender)


def _is_known(address: str, domain: str, domains: Sequence[str], known: KnownSupplier, own_domains: Sequence[str]) -> bool:
    return is_of(domain, domains) or is_of(domain, own_domains) or address.casefold() in known.addresses


def _authenticated(origin: MailOrigin, sender: str, policy: Policy) -> Iterator[Signal]:
    """What our own mail server found: DMARC's word counts; where it has none, SPF and DKIM that both failed."""
    found = {method: result.lower() for method, result in origin.authentication.items()}
    dmarc = found.get("dmarc", "none")
    if not found or dmarc == "pass":
        return
    told = ", ".join(f"{method} {result}" for method, result in found.items())
    if dmarc in _FAILED or (found.get("spf") in _FAILED and found.get("dkim") != "pass"):
        words = (
            f"Our mail server found that the mail is not from “{sender}” ({told}): it may be forged, or was passed on by another server."
        )
        yield _signal(policy, SignalCode.AUTHENTICATION_FAILED, words, found=told)
    else:
        words = f"Our mail server could not tell whether the mail is from “{sender}” ({told})."
        yield _signal(policy, SignalCode.NOT_AUTHENTICATED, words, found=told)


def _of_kind(marks: Iterable[Mark], kind: MarkKind) -> list[Mark]:
    return [mark for mark in marks if mark.kind is kind]


def _signal(
    policy: Policy, code: SignalCode, message: str, *, found: str | None = None, expected: str | None = None, marks: Sequence[Mark] = ()
) -> Signal:
    places = [Place(page=mark.page, box=mark.box, text=mark.text) for mark in marks]
    return Signal(code=code, measure=policy.measure(code), message=message, found=found, expected=expected, places=places)
