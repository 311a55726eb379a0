"""What did not come: it is asked for in time, in the supplier's language, and not where the paper only waits at the desk."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from app.cli import main
from app.missing import Wanted, chasers, missing
from domain.orders import AnnouncedDelivery, CertificateOnFile
from extract.kind.kinds import LANGUAGES
from tests.clock import FakeClock
from tests.world import ORDER, World, change_order, confirmation, world


def test_a_line_that_nobody_confirmed_in_time_is_asked_for(made: World) -> None:
    found = missing(made.tally.pipeline)
    assert [(each.wanted, [line.line.order_line for line in each.lines], each.language) for each in found] == [
        (Wanted.CONFIRMATION, ["10"], "en")
    ]
    assert ORDER.order_number in found[0].subject
    assert "42-1734" in found[0].draft


def test_an_order_is_left_in_peace_until_the_working_days_are_over(made: World, clock: FakeClock) -> None:
    # Ordered on a Wednesday, 1 July; it is Monday, 3 August.
    assert missing(made.tally.pipeline, working_days=23)
    assert not missing(made.tally.pipeline, working_days=24)


def test_what_is_confirmed_closed_or_received_is_not_asked_for(made: World) -> None:
    change_order(made, status="closed")
    assert missing(made.tally.pipeline) == []
    change_order(made, received_quantity=Decimal(250))
    assert missing(made.tally.pipeline) == []
    change_order(made)
    made.put_through(confirmation())
    assert missing(made.tally.pipeline) == []


def test_a_confirmation_that_waits_at_the_desk_is_named_and_the_suppliers_language_is_known_from_it(made: World) -> None:
    made.put_through(confirmation(sure=0.5), "AB.pdf")
    (found,) = missing(made.tally.pipeline)
    assert ([paper.name for paper in found.waiting], found.language) == (["AB.pdf"], "de")
    assert "Auftragsbestätigung" in found.subject


def shipped(made: World, *lots: str, certificates: tuple[tuple[str, tuple[str, ...]], ...] = (), required: str = "3.1") -> None:
    on_file = [
        CertificateOnFile(document_number=f"Z-{kind}", certificate_type=kind, heats=[{"heat_number": heat} for heat in heats])
        for kind, heats in certificates
    ]
    notice = AnnouncedDelivery(document_number="LS-1", quantity=Decimal(250), lots=[{"lot_number": lot} for lot in lots])
    change_order(made, required_certificate=required, announced=[notice], certificates=on_file, status="closed")


def test_a_shipment_without_the_certificate_that_its_order_asks_for_is_named(made: World) -> None:
    shipped(made, "H1", "H2")
    (found,) = missing(made.tally.pipeline)
    assert (found.wanted, found.notices, found.lines[0].lots) == (Wanted.CERTIFICATE, ("LS-1",), ())
    assert "LS-1" in found.draft


@pytest.mark.parametrize(
    ("certificates", "lots"),
    [
        ((("2.2", ("H1", "H2")),), [()]),
        ((("3.1", ("H1",)),), [("H2",)]),
        ((("3.1", ("H1",)), ("3.2", ("H2",))), []),
        ((("3.1", ("X9",)),), []),
    ],
)
def test_a_lower_certificate_is_none_and_one_for_some_lots_leaves_the_others(
    made: World, certificates: tuple[tuple[str, tuple[str, ...]], ...], lots: list[tuple[str, ...]]
) -> None:
    shipped(made, "H1", "H2", certificates=certificates)
    assert [each.lines[0].lots for each in missing(made.tally.pipeline)] == lots


def test_every_language_has_every_draft_with_every_place() -> None:
    assert set(chasers()) == set(LANGUAGES)
    places = {name: {place for _, place, _, _ in Formatter().parse(text) if place} for name, text in chasers()["en"].items()}
    for words in chasers().values():
        assert {name: {place for _, place, _, _ in Formatter().parse(text) if place} for name, text in words.items()} == places


def test_the_command_prints_the_worklist_and_the_drafts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with world(tmp_path):
        pass
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALLYCLERK_DATA_DIR", str(tmp_path / "data"))
    assert main(["missing", "--drafts"]) == 0
    said = capsys.readouterr().out
    assert "Brenner Stahl GmbH" in said
    assert "Subject: Purchase order 4500000001" in said
    assert main(["missing", "--days", "10000"]) == 0
    assert "Nothing is missing." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("domain", "day", "quantity"),
    [("brenner.de", "01.07.2026", "250,5 C62"), ("acier.fr", "01/07/2026", "250,5 C62"), ("steel.com", "2026-07-01", "250.5 C62")],
)
def test_a_reminder_writes_dates_and_quantities_as_its_language_does(made: World, domain: str, day: str, quantity: str) -> None:
    line = ORDER.lines[0].model_copy(update={"quantity": Decimal("250.5")})
    with made.tally.pipeline.store.begin() as work:
        work.orders.load([ORDER.model_copy(update={"supplier_domains": [domain], "lines": [line]})])
    (found,) = missing(made.tally.pipeline)
    assert day in found.draft
    assert quantity in found.draft
