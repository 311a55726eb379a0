"""What vague labels of the head named, put in its place once all are known: whose order, which total, whose number, which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from domain.doctype import FieldSpec
from extract.label.placing import ALONE, BARE
from extract.shape.candidates import Candidate

DAY_OF = {"order": "day of order", "customer order": "day of customer order"}
"""Of an order whose it is not known: what the day is called that a word with no other meaning, `del`, gives it."""
WEIGHTS = ("gross_weight_kg", "net_weight_kg")
OF_PACKAGE = 0.5
"""What a weight in line with a package's own number says of the whole paper, where another stands elsewhere."""
VAGUE = 0.9
AS_GOOD = 0.06
"""Sums stand flush at the right: how far one is from its label says nothing against it."""
LESSER = 0.7
"""What a sum that is less than another of the same name says."""
OF_HOUSE = 0.5
"""What a number that a house files a paper under says of the paper's own."""
COPIED = 0.3
"""What a certificate's number says on a paper that has its own."""


def settled(found: dict[str, list[Candidate]], by_name: Mapping[str, FieldSpec]) -> dict[str, list[Candidate]]:
    """The candidates with what vague labels named in its place, each field's best first."""
    _settle_bare(found)
    _settle_weights(found)
    _settle_orders(found, by_name)
    _settle_own_references(found)
    printed = found.pop("printed", [])
    _settle_vague(found, "dated", "order_date", "document_date")
    if all(each.score * each.value.fit < PLAINLY for each in found.get("document_date", ())):
        found.setdefault("document_date", []).extend(printed)  # printed on its day or later: its own only where no other is plainly told
    _settle_delivered(found)
    _settle_vague(found, "shipment", "document_number", "tracking_number")
    _settle_consignment(found)
    _settle_vague(found, "total", "gross_total", "net_total")
    _drop_contested(found, "delivery_date")
    _part_gross(found)
    for name in ("net_total", "gross_total"):
        found[name] = _greatest_first(found.get(name, []))
    for candidates in found.values():
        candidates.sort(key=lambda candidate: -candidate.score * candidate.value.fit)
    return {name: candidates for name, candidates in found.items() if candidates}


def _drop_contested(found: dict[str, list[Candidate]], name: str) -> None:
    """A date that labels name in several places with several values is said of single lines, not of the whole paper."""
    candidates = found.get(name, [])
    best = max((candidate.score * candidate.value.fit for candidate in candidates), default=0.0)
    if len({c.value.value for c in candidates if c.score * c.value.fit > best - 0.1}) > 1:
        del found[name]


def _part_gross(found: dict[str, list[Candidate]]) -> None:
    """Of two sums that a vague label calls net, the one that is the other with the tax is the gross one."""
    sums = {Decimal(candidate.value.value) for candidate in found.get("net_total", ())}
    taxes = {Decimal(candidate.value.value) for candidate in found.get("tax_total", ())} - {Decimal(0)}
    gross = {net + tax for net in sums for tax in taxes} & sums
    if gross and gross != sums:
        moved = [candidate for candidate in found["net_total"] if Decimal(candidate.value.value) in gross]
        found["net_total"] = [candidate for candidate in found["net_total"] if candidate not in moved]
        found.setdefault("gross_total", []).extend(moved)


def _settle_bare(found: dict[str, list[Candidate]]) -> None:
    """`Nr.: 7683102`: where only one number of a paper has no other name than that, it is the paper's; a number with a name rather is."""
    bare, dated = found.pop("bare", []), found.pop("bare and dated", [])
    if "document_number" in found:
        bare = [replace(each, score=LESSER * each.score) for each in bare]
    elif len(dated) == 1:  # `N° 087856 du 30/04/2026`: the number that the paper's day stands behind
        bare = [replace(each, score=each.score * ALONE / BARE) if each == dated[0] else each for each in bare]
    elif len(bare) == 1:
        bare = [replace(bare[0], score=bare[0].score * ALONE / BARE)]
    if bare:
        found.setdefault("document_number", []).extend(bare)


def settle_ours(found: dict[str, list[Candidate]]) -> None:
    """`Our Cert No` beside `Mill Cert 276361 dated 21.12.2025`: a stockist's own number and day are told from those that it copied."""
    if ours := found.pop("our certificate", []):
        copied = [each for each in found.get("document_number", ()) if all(each.value.value != own.value.value for own in ours)]
        found["document_number"] = [*ours, *(replace(each, score=COPIED * each.score) for each in found.get("document_number", ()))]
        if days := found.get("document_date"):
            theirs = [any(_stands_behind(day, number) for number in copied) for day in days]
            found["document_date"] = [
                replace(day, score=COPIED * day.score) if copy else day for day, copy in zip(days, theirs, strict=True)
            ]


def _stands_behind(day: Candidate, number: Candidate) -> bool:
    """Whether a day stands right of a number in its line."""
    first, last = day.value.tokens[0].word, number.value.tokens[-1].word
    return day.page == number.page and last.box[2] <= first.box[0] and abs(last.middle - first.middle) < 0.5 * first.height


def _settle_weights(found: dict[str, list[Candidate]]) -> None:
    """A weight that is said to be the total is the paper's; one that is not may be of a package or of a line."""
    for name in WEIGHTS:
        some = found.pop(f"some {name}", [])
        if name in found:
            some = [replace(candidate, score=LESSER * candidate.score) for candidate in some]
        packed = found.pop(f"package {name}", [])
        if some or name in found:
            packed = [replace(candidate, score=OF_PACKAGE * candidate.score) for candidate in packed]
        if some or packed:
            found.setdefault(name, []).extend([*some, *packed])


def _greatest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """No sum of an order is less than another that is called so: `Netto gesamt` stands below each line as well."""
    best = max((candidate.score * candidate.value.fit for candidate in candidates), default=0.0)
    alike = [candidate for candidate in candidates if candidate.score * candidate.value.fit > best - AS_GOOD]
    greatest = max((Decimal(candidate.value.value) for candidate in alike), default=Decimal(0))
    return [
        replace(candidate, score=LESSER * candidate.score)
        if candidate in alike and Decimal(candidate.value.value) < greatest
        else candidate
        for candidate in candidates
    ]


def _settle_delivered(found: dict[str, list[Candidate]]) -> None:
    """`Leverdatum 24-08` above `Verwacht op 25-08`: beside a later day that is said to be expected, a bare day of delivery is that of dispatch."""
    bare, expected = found.pop("delivered", []), found.get("arrival_date", [])
    days = {each.value.value for each in expected}
    leaves = bool(bare) and len(days) == 1 and "ship_date" not in found and all(each.value.value < max(days) for each in bare)
    if bare:
        found.setdefault("ship_date" if leaves else "arrival_date", []).extend(bare)


def _settle_own_references(found: dict[str, list[Candidate]]) -> None:
    """`Ref. interna`, `Unser Zeichen` is the paper's own number only where no label names that: beside one it is a person's or a file's.

    One that is said to be of the house is never sure.
    """
    if filed := found.pop("of house", []):
        found.setdefault("document_number", []).extend(replace(each, score=OF_HOUSE * each.score) for each in filed)
    refs = found.pop("our ref", [])
    if refs and "document_number" in found:
        refs = [replace(each, score=LESSER * each.score) for each in refs]
    if refs:
        found.setdefault("document_number", []).extend(refs)


def _settle_orders(found: dict[str, list[Candidate]], specs: Mapping[str, FieldSpec]) -> None:
    """`Order no.` is the buyer's where no label says `your order`; else, on an answer to an order, the supplier's own."""
    vague, theirs, refs = found.pop("order", []), found.pop("customer order", []), found.pop("your ref", [])
    days = [day for name in DAY_OF.values() for day in found.pop(name, [])]
    lesser: list[Candidate] = []
    # Beside `Pedido cliente`, `Su referencia` is an item's or a person's; so it is on a certificate beside `N° de commande`, as mills number no orders there.
    if "order_number" in found or theirs or (vague and "certificate_type" in specs):
        lesser, refs = [replace(candidate, score=LESSER * candidate.score) for candidate in refs], []
    if "order_number" in found or (refs and not theirs):
        vague = [*vague, *theirs]
    elif theirs:
        found["order_number"] = theirs
    if refs:
        found.setdefault("order_number", []).extend(refs)
    known = {candidate.value.value for candidate in found.get("order_number", ())}
    own = "document_number" in specs and any(set(text.split()) == {"our", "order"} for text in specs["document_number"].meanings)
    if not known:
        found.update({"order_number": vague} if vague else {})
    elif own:
        other = [replace(candidate, score=VAGUE * candidate.score) for candidate in vague if candidate.value.value not in known]
        found.setdefault("document_number", []).extend(other)
    if (
        days
    ):  # of `V/s Ordine 4500344308` and `Ordine cliente N. OV98304` / `del 07/08/2026` the second is the supplier's own, and so is its day
        is_own = own and vague and known and all(candidate.value.value not in known for candidate in vague)
        found.setdefault("document_date" if is_own else "order_date", []).extend(days)
    if len(known) == 1 and (numbers := found.get("document_number")):
        kept = [candidate for candidate in numbers if candidate.value.value not in known]
        found["document_number"] = kept or numbers
    if lesser:
        found["order_number"].extend(lesser)


def _settle_vague(found: dict[str, list[Candidate]], vague: str, name: str, other: str) -> None:
    """What a vague label names is the other field where a plainer label names this one and none the other.

    `Razem 1 926,48 … Razem brutto 2 369,57`: the bare total is the net one. `Orderdatum … Besteld op`: the first is the paper's own date.
    """
    bare = found.pop(vague, [])
    plain = {each.value.value for each in found.get(name, ()) if each.score * each.value.fit >= HARDLY}  # `PACKING SLIP  Page 1` tells none
    moves = bool(plain) and other not in found and plain.isdisjoint(candidate.value.value for candidate in bare)
    if bare:
        found.setdefault(other if moves else name, []).extend(bare)


def _settle_consignment(found: dict[str, list[Candidate]]) -> None:
    """The number of a consignment is the carrier's; beside a waybill's it is the paper's own, if nothing else is: `Zendingsnr. 0056424` beside `CMR-nr. 000414970359`."""
    numbers = found.pop("consignment", [])
    carriers = {each.value.value for each in found.get("tracking_number", ())}
    own = bool(carriers) and carriers.isdisjoint(each.value.value for each in numbers)
    own &= all(each.score * each.value.fit < HARDLY for each in found.get("document_number", ()))
    if own:
        found.setdefault("document_number", []).extend(replace(each, score=CONSIGNED * each.score) for each in numbers)
    elif numbers:
        found.setdefault("tracking_number", []).extend(numbers)


CONSIGNED = 0.47
"""What is left of the score of a consignment's number as the paper's own: never sure, as it is the carrier's beside `Nummer vrachtbrief 26.83127`."""
PLAINLY = 0.95
"""What a day is worth beside its own label."""
HARDLY = 0.35
"""What is worth less at its label is hardly what that names."""
