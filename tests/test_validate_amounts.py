"""A certificate covers so much and no more: of one notice, of several, of two orders that share it; in kg, whatever the papers weigh in."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arrivals import DocumentRecord, DocumentState
from domain.doctype import CertifiedHeat, ShippedLot
from domain.findings import Finding, FindingCode
from domain.orders import PurchaseOrder
from domain.paper import Kind, Reading
from tests.papers import FIRST_LINE, SECOND_LINE, found, order, paper
from tests.world import ORDER as ORDERED
from tests.world import world
from validate.across import certified_heats, shipped_lots
from validate.rules import amounts

ORDER = order(FIRST_LINE, {**SECOND_LINE, "required_certificate": "3.1"})
LINE = {"order_line": "20", "supplier_item": "BG-7001"}
Lots = dict[str, str | None]


def notice(lots: Lots, unit: str | None = "KGM", number: str = "LS-2", quantity: str | None = None) -> Reading:
    named = [{"lot_number": lot, **({"quantity": amount} if amount else {})} for lot, amount in lots.items()]
    more = {name: value for name, value in (("unit", unit), ("quantity", quantity)) if value}
    return paper(Kind.SHIP_NOTICE, {"document_number": number}, [{**LINE, **more, "lots": named}])


def certificate(heats: Lots, unit: str | None = "KGM", number: str = "C-5") -> Reading:
    named = [{"heat_number": heat, **({"quantity": amount} if amount else {})} for heat, amount in heats.items()]
    return paper(Kind.CERTIFICATE, {"document_number": number}, [{**LINE, **({"unit": unit} if unit else {})}], heats=named)


def record(reading: Reading, name: str) -> DocumentRecord:
    return DocumentRecord(
        document_id=f"sha256:{name}", name=name, size=1, channel="inbox", received_at=datetime(2026, 6, 24, tzinfo=UTC),
        state=DocumentState.POSTED, kind=reading.kind, reading=reading,
    )  # fmt: skip


def held(*readings: Reading) -> tuple[CertifiedHeat, ...]:
    return tuple(certified_heats([record(each, f"cert{at}.pdf") for at, each in enumerate(readings)], ORDER))


def sent(*readings: Reading) -> tuple[ShippedLot, ...]:
    return tuple(shipped_lots([record(each, f"notice{at}.pdf") for at, each in enumerate(readings)], ORDER))


def uncovered(
    shipped: Reading, *certificates: Reading, before: tuple[Reading, ...] = (), elsewhere: tuple[Reading, ...] = ()
) -> list[Finding]:
    known = {"certified": held(*certificates), "shipped": sent(*before), "shipped_elsewhere": sent(*elsewhere)}
    return found(amounts.no_more_is_shipped_than_certified, shipped, ORDER, **known)


def test_more_mass_than_is_certified_is_told_with_its_arithmetic() -> None:
    [finding] = uncovered(notice({"0085219": "1500"}), certificate({"0085219": "1000"}))
    assert (finding.code, finding.severity, finding.field) == (FindingCode.CERTIFICATE_MISSING, "warning", "lines[0].lots[0].quantity")
    assert finding.message == (
        "500 kg of 0085219 have no certificate: 1500 kg (this paper) were shipped, 1000 kg are certified (cert0.pdf)."
    )


def test_what_was_shipped_before_counts_and_a_notice_that_came_twice_counts_once() -> None:
    before = notice({"0085219": "600"}, number="LS-1")
    assert uncovered(notice({"0085219": "600"}), certificate({"0085219": "1000"}), before=(before,)) != []
    assert uncovered(notice({"0085219": "400"}), certificate({"0085219": "1000"}), before=(before, before)) == []
    assert uncovered(notice({"0085219": "600"}), certificate({"0085219": "1000"}), before=(notice({"0085219": "600"}),)) == []


def test_a_certificate_that_came_twice_covers_once_and_two_cover_together() -> None:
    one = certificate({"0085219": "1000"})
    assert uncovered(notice({"0085219": "1500"}), one, one) != []
    assert uncovered(notice({"0085219": "1500"}), one, certificate({"0085219": "600"}, number="C-6")) == []


@pytest.mark.parametrize(
    ("shipped", "certified"),
    [
        (notice({"0085219": "1005"}), certificate({"0085219": "1000"})),
        (notice({"0085219": "1500"}), certificate({"0085219": "1.5"}, unit="TNE")),
        (notice({"0085219": "1500"}), certificate({"0085219": "12"}, unit="C62")),
        (notice({"0085219": "1500"}), certificate({"0085219": None})),
        (notice({"0085219": "1500"}), certificate({"0085219": "12"}, unit=None)),
        (notice({"0085219": None}), certificate({"0085219": "1000"})),
        (notice({"0085219": "1500"}, unit=None), certificate({"0085219": "1000"})),
        (notice({"0085219": "1500"}), certificate({"0085333": "1000"})),
    ],
    ids=["scales", "tonnes", "pieces", "heat of any amount", "no unit certified", "lot of any amount", "no unit shipped", "another heat"],
)
def test_what_agrees_or_cannot_be_compared_raises_nothing(shipped: Reading, certified: Reading) -> None:
    assert uncovered(shipped, certified) == []


def test_the_only_lot_of_a_line_is_as_much_as_the_line() -> None:
    assert uncovered(notice({"0085219": None}, quantity="1500"), certificate({"0085219": "1000"})) != []


def test_pieces_are_counted_and_must_agree() -> None:
    assert uncovered(notice({"0085219": "101"}, unit="C62"), certificate({"0085219": "100"}, unit="H87")) != []


def test_where_the_order_asks_for_no_certificate_none_covers_too_little() -> None:
    plain = order(FIRST_LINE, SECOND_LINE)
    known = held(certificate({"0085219": "1000"}))
    assert found(amounts.no_more_is_shipped_than_certified, notice({"0085219": "1500"}), plain, certified=known) == []


def test_a_certificate_that_two_orders_share_covers_both_or_a_person_is_asked() -> None:
    for_another = notice({"0085219": "700"}, number="LS-8")
    of_ours = notice({"0085219": "600"}, number="LS-2")
    known = {"shipped": sent(of_ours), "shipped_elsewhere": sent(for_another)}
    [finding] = found(amounts.certificate_covers_what_was_shipped, certificate({"0085219": "1000"}), ORDER, **known)
    assert (finding.code, finding.field, finding.found) == (FindingCode.CERTIFICATE_MISSING, "heats[0].quantity", "1300")
    assert "300 kg of 0085219 have no certificate" in finding.message
    assert found(amounts.certificate_covers_what_was_shipped, certificate({"0085219": "1300"}), ORDER, **known) == []
    assert uncovered(of_ours, certificate({"0085219": "1000"}), elsewhere=(for_another,)) != []


def completed(shipped: Reading, *certificates: Reading, before: tuple[Reading, ...] = ()) -> list[Finding]:
    known = {"certified": held(*certificates), "shipped": sent(*before)}
    return found(amounts.certified_heats_are_shipped, shipped, ORDER, **known)


def test_a_certified_heat_that_is_in_none_of_the_deliveries_of_a_whole_line_was_never_shipped() -> None:
    first = notice({"0085219": "800"}, number="LS-1")
    both = certificate({"0085219": "800", "0085221": "400"})
    [finding] = completed(notice({"0085220": "400"}), both, before=(first,))
    assert (finding.code, finding.severity) == (FindingCode.HEAT_MISMATCH, "error")
    assert "heat 0085221, which cert0.pdf certifies for it, is not among it" in finding.message
    assert completed(notice({"0085221": "400"}), both, before=(first,)) == []
    assert completed(first, both) == []
    assert completed(notice({"A-1": "1200"}), both) == []


amount = st.integers(1, 5000)


@given(st.dictionaries(st.from_regex(r"[0-9]{7}", fullmatch=True), st.lists(amount, min_size=1, max_size=3), min_size=1, max_size=4))
def test_what_is_certified_as_it_was_shipped_is_always_covered(shipped: dict[str, list[int]]) -> None:
    notices = [
        notice({number: str(parts[at]) for number, parts in shipped.items() if at < len(parts)}, number=f"LS-{at}") for at in range(3)
    ]
    whole = certificate({number: str(sum(parts)) for number, parts in shipped.items()})
    assert uncovered(notices[0], whole, before=tuple(notices[1:])) == []
    assert found(amounts.certificate_covers_what_was_shipped, whole, ORDER, shipped=sent(*notices)) == []
    short = certificate({number: str(Decimal(sum(parts)) * Decimal("0.9")) for number, parts in shipped.items()})
    assert len(found(amounts.certificate_covers_what_was_shipped, short, ORDER, shipped=sent(*notices))) == len(shipped)


def about(of: PurchaseOrder, kind: Kind, number: str, amount: str, heat: str = "0085219") -> Reading:
    """A certificate or a notice of one heat for the order's line."""
    parts = {"heats": [{"heat_number": heat, "quantity": amount}]} if kind is Kind.CERTIFICATE else {}
    line = {"order_line": "10", "buyer_item": "42-1734", "quantity": amount, "unit": "C62"}
    lots = {"lots": [{"lot_number": heat, "quantity": amount}]} if kind is Kind.SHIP_NOTICE else {}
    fields = {"document_number": number, "document_date": "2026-07-03", "order_number": of.order_number}
    return paper(kind, fields, [{**line, **lots}], names=("Brenner Stahl GmbH",), **parts)


def test_of_an_order_with_more_papers_than_are_looked_at_the_newest_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.pipeline.RELATED", 2)
    ours = ORDERED.model_copy(update={"lines": [ORDERED.lines[0].model_copy(update={"required_certificate": "3.1"})]})
    with world(tmp_path) as made:
        with made.tally.pipeline.store.begin() as work:
            work.orders.load([ours])
        for old in range(3):
            made.put_through(about(ours, Kind.SHIP_NOTICE, f"LS-{old}", "10", heat=f"007000{old}"), f"old{old}.pdf")
        made.put_through(about(ours, Kind.CERTIFICATE, "C-5", "100"), "cert.pdf")
        last = made.put_through(about(ours, Kind.SHIP_NOTICE, "LS-9", "150"), "last.pdf")
        assert any("cert.pdf" in finding.message for finding in last.findings if finding.code is FindingCode.CERTIFICATE_MISSING)


def test_of_two_orders_that_one_certificate_was_sent_for_the_second_learns_what_was_shipped_for_the_first(tmp_path: Path) -> None:
    asking = {"required_certificate": "3.1"}
    ours = ORDERED.model_copy(update={"lines": [ORDERED.lines[0].model_copy(update=asking)]})
    other = ours.model_copy(update={"order_number": "4500000002"})

    with world(tmp_path) as made:
        with made.tally.pipeline.store.begin() as work:
            work.orders.load([ours, other])
        made.put_through(about(ours, Kind.CERTIFICATE, "C-5", "250"), "cert1.pdf")
        made.put_through(about(ours, Kind.SHIP_NOTICE, "LS-1", "200"), "notice1.pdf")
        made.put_through(about(other, Kind.CERTIFICATE, "C-5", "250"), "cert2.pdf")
        second = made.put_through(about(other, Kind.SHIP_NOTICE, "LS-2", "200"), "notice2.pdf")
        [finding] = [each for each in second.findings if each.code is FindingCode.CERTIFICATE_MISSING]
        assert "200 pcs (notice1.pdf)" in finding.message
        assert second.state is DocumentState.IN_REVIEW
