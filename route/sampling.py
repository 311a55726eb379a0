"""The sample: which papers that were posted by themselves a person keys afterwards, blind, and what that says of the automation.

The drawing is by an HMAC of the document's hash under a key that only the store knows: it can be recomputed, and nobody who
sends or handles papers can choose which are drawn.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from scipy.special import betaincinv

from domain.arrivals import DocumentRecord
from domain.doctype import DocType
from domain.errors import StaleStateError, UsageError
from domain.paper import Kind, Reading, name_of
from domain.ports import Clock, UnitOfWork
from domain.sampling import Comparison, Sample, SampleState
from route.posted import misshapen, posted_leaves

CLAIM = timedelta(minutes=15)
_RENEW_BELOW = timedelta(minutes=10)
LEVEL = 0.95
"""Of a hundred such intervals, at least ninety-five hold the true rate."""

_PATH = re.compile(r"[A-Za-z_]+(\[[0-9]{1,4}\])?(\.[A-Za-z_]+(\[[0-9]{1,4}\])?)*")
_GROUPS = ("heats", "packages")
_NESTED = ("lines.lots.", "lines.schedule.")


@dataclass(frozen=True)
class BlindForm:
    """What a person is asked to key: the names alone, never how many lines there are or what is in them."""

    fields: tuple[str, ...]
    line_fields: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class ErrorRate:
    """How many of the posted values of a kind and field were wrong, and between which rates the true one lies.

    The bounds are Clopper and Pearson's exact ones (Biometrika 26, 1934, 404–413): at few errors they are never too narrow.
    """

    kind: Kind
    field: str
    values: int
    wrong: int
    low: float
    high: float


def drawn(document_id: str, key: bytes, pct: Decimal) -> bool:
    """Whether the document is of the sample: for about `pct` in a hundred documents, and always the same for the same one."""
    digest = hmac.new(key, document_id.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") * 100 < pct * 2**64


def draw(work: UnitOfWork, document: DocumentRecord, *, pct: Decimal, policy: str, clock: Clock) -> Sample | None:
    """Puts the document among those to be keyed if it is drawn; called in the unit of work that plans its posting."""
    if pct <= 0 or not drawn(document.document_id, work.samples.make_key(), pct):
        return None
    return work.samples.add(document, policy=policy, now=clock())


def blind_form(doctype: DocType) -> BlindForm:
    """What of a paper of this kind is keyed."""
    parts = tuple(part.value for part in doctype.parts if part.value in _GROUPS)
    return BlindForm(doctype.posted_fields, doctype.posted_line_fields, parts)


def claim(work: UnitOfWork, sample_id: int, user: str, *, clock: Clock) -> Sample:
    """Makes the sample this person's own for 15 minutes; whose it is already has it for longer where that is needed.

    Raises:
        StaleStateError: it is keyed, or somebody else is at it.
    """
    sample, now = work.samples.get(sample_id), clock()
    _waiting(sample)
    if sample.claimed_by not in (None, user) and sample.claimed_until is not None and sample.claimed_until > now:
        raise StaleStateError(f"{sample.claimed_by} is keying “{sample.name}” until {sample.claimed_until:%H:%M} UTC.")
    if sample.claimed_by == user and sample.claimed_until is not None and sample.claimed_until - now > _RENEW_BELOW:
        return sample
    return work.samples.save(sample.model_copy(update={"claimed_by": user, "claimed_until": now + CLAIM}), by=user, action="claimed")


def give_back(work: UnitOfWork, sample_id: int, user: str) -> Sample:
    """Leaves a sample that this person has taken to somebody else. Raises StaleStateError where it is not theirs."""
    sample = work.samples.get(sample_id)
    _waiting(sample)
    if sample.claimed_by != user:
        raise StaleStateError(f"“{sample.name}” is not yours to give back.")
    return work.samples.save(sample.model_copy(update={"claimed_by": None, "claimed_until": None}), by=user, action="given back")


def key(work: UnitOfWork, sample_id: int, user: str, keyed: Mapping[str, str], *, version: int, doctype: DocType, clock: Clock) -> Sample:
    """Holds what a person has keyed, by path as in `lines[0].quantity`, against what was posted; empty values are not on the paper.

    Raises:
        UsageError: a path is none that is posted of this kind, a value has not its form, or nothing was keyed.
        StaleStateError: somebody else has keyed it, or is at it.
    """
    sample = work.samples.get(sample_id)
    _waiting(sample)
    if sample.version != version or sample.claimed_by != user:
        raise StaleStateError(f"“{sample.name}” is not yours to key any more: take it again.")
    given = {path: value.strip() for path, value in keyed.items() if value.strip()}
    if not given:
        raise UsageError("Key what the paper says first.")
    for path, value in given.items():
        _check(path, value, doctype)
    reading = work.documents.get(sample.document_id).reading
    if reading is None:
        raise UsageError(f"“{sample.name}” was never read.")
    comparisons = compare(reading, doctype, given)
    state = SampleState.DONE if all(each.right for each in comparisons) else SampleState.DISPUTED
    done = {"state": state, "keyed_by": user, "keyed_at": clock(), "comparisons": comparisons, "claimed_by": None, "claimed_until": None}
    return work.samples.save(sample.model_copy(update=done), by=user, action="keyed")


def compare(reading: Reading, doctype: DocType, keyed: Mapping[str, str]) -> list[Comparison]:
    """Each value that was posted or keyed, and whether the two say the same."""
    posted = {path: leaf.value for path, leaf in posted_leaves(reading, doctype)}
    paths = [*posted, *(path for path in keyed if path not in posted)]
    return [
        Comparison(path=path, posted=posted.get(path), keyed=keyed.get(path), right=says_the_same(posted.get(path), keyed.get(path)))
        for path in paths
    ]


def settle(work: UnitOfWork, sample_id: int, user: str, right: Collection[str], *, version: int) -> Sample:
    """Another person's word on where the two differ: at the paths in `right` what was posted is right, and the keying was not.

    Raises:
        UsageError: this person has keyed it. StaleStateError: it is not disputed, or changed meanwhile.
    """
    sample = work.samples.get(sample_id)
    if sample.state is not SampleState.DISPUTED or sample.version != version:
        raise StaleStateError(f"“{sample.name}” has changed since you opened it: look at it again.")
    if sample.keyed_by == user:
        raise UsageError("You have keyed it: somebody else has to say who was right.")
    judged = [each.model_copy(update={"right": each.right or each.path in right}) for each in sample.comparisons]
    settled = {"state": SampleState.DONE, "comparisons": judged, "settled_by": user}
    return work.samples.save(sample.model_copy(update=settled), by=user, action="settled")


def error_rates(samples: Iterable[Sample]) -> list[ErrorRate]:
    """The error of automation by kind and field, those with the most errors first; what is disputed counts as wrong.

    Values of one paper are not independent of each other, so `paper_rates` says more of how often a posting has an error at all.
    """
    counts: dict[tuple[Kind, str], list[int]] = defaultdict(lambda: [0, 0])
    for sample in samples:
        for each in sample.comparisons:
            count = counts[sample.kind, name_of(each.path)]
            count[0] += 1
            count[1] += not each.right
    return _rates(counts)


def paper_rates(samples: Iterable[Sample]) -> list[ErrorRate]:
    """The share of papers with anything wrong in what was posted, by kind; their field is `(paper)`."""
    counts: dict[tuple[Kind, str], list[int]] = defaultdict(lambda: [0, 0])
    for sample in samples:
        if sample.comparisons:
            count = counts[sample.kind, "(paper)"]
            count[0] += 1
            count[1] += not all(each.right for each in sample.comparisons)
    return _rates(counts)


def interval(wrong: int, values: int) -> tuple[float, float]:
    """Clopper and Pearson's bounds of a rate at 95 %: quantiles of beta distributions."""
    tail = (1 - LEVEL) / 2
    low = float(betaincinv(wrong, values - wrong + 1, tail)) if wrong else 0.0
    high = float(betaincinv(wrong + 1, values - wrong, 1 - tail)) if wrong < values else 1.0
    return low, high


def _rates(counts: Mapping[tuple[Kind, str], Sequence[int]]) -> list[ErrorRate]:
    rates = [ErrorRate(kind, field, values, wrong, *interval(wrong, values)) for (kind, field), (values, wrong) in counts.items()]
    return sorted(rates, key=lambda rate: (rate.kind, -rate.wrong / rate.values, rate.field))


def _waiting(sample: Sample) -> None:
    if sample.state is not SampleState.WAITING:
        raise StaleStateError(f"“{sample.name}” was keyed by {sample.keyed_by} already.")


def _check(path: str, value: str, doctype: DocType) -> None:
    name = name_of(path)
    known = name in doctype.posted_fields or name.removeprefix("lines.") in doctype.posted_line_fields
    if not _PATH.fullmatch(path) or not (known or name.startswith((*_NESTED, *(f"{part}." for part in _GROUPS)))):
        raise UsageError(f"“{path}” is nothing that is posted of such a paper.")
    wrong_form = misshapen(path, value, doctype)
    if wrong_form:
        raise UsageError(f"“{value}” {wrong_form} ({path}).")


def says_the_same(posted: str | None, keyed: str | None) -> bool:
    """Numbers by what they are worth; text but for blanks and case, as nobody keys those alike."""
    if posted is None or keyed is None:
        return False
    numbers = _number(posted), _number(keyed)
    if None not in numbers and not _is_code(posted) and not _is_code(keyed):
        return numbers[0] == numbers[1]
    return " ".join(posted.split()).casefold() == " ".join(keyed.split()).casefold()


def _is_code(value: str) -> bool:
    """Whether zeros in front say that it is no number."""
    return len(value) > 1 and value[0] == "0" and value[1].isdigit()


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
