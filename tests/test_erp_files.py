"""An ERP behind files: an export is taken whole or not at all, and a posting is handed over once and acknowledged."""

import contextlib
import json
import os
import time
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from domain.errors import LedgerRefusedError, LedgerUnavailableError, OrderChangedError, TallyclerkError, UsageError
from domain.orders import PurchaseOrder
from domain.ports import Store
from domain.postings import Posting
from erp import adapters
from erp.adapters.files import FilesErp, connect
from erp.files.orders import Mapped, read_export
from erp.files.table import Form
from tests.test_erp_adapters import FakeArchive

COLUMNS = {
    "order_number": "Bestellung",
    "order_line": "Pos",
    "supplier_id": "Lieferant",
    "supplier_name": "Name",
    "order_date": "Datum",
    "buyer_item": "Material",
    "description": "Text",
    "quantity": "Menge",
    "unit": "ME",
    "unit_price": "Preis",
    "requested_date": "Termin",
    "required_certificate": "Zeugnis",
}
GERMAN = Mapped(COLUMNS, {"currency": "EUR"}, ",", "%d.%m.%Y", Form(";"))
HEAD = ";".join(COLUMNS.values())
ROWS = """\
4500017325;10;S1;Brenner;21.06.2026;42-1734-11;Bolt M8;1.250;C62;76,42;17.07.2026;
4500017325;20;S1;Brenner;21.06.2026;42-1735-11;"Plate; 12 mm";2;KGM;1.076,5;18.07.2026;3.1
4500017326;10;S2;Acme;22.06.2026;42-1736-11;Rod;7,5;MTR;0,5;19.07.2026;
"""


def csv_file(folder: Path, rows: str = ROWS, head: str = HEAD) -> Path:
    file = folder / "orders.csv"
    file.write_text(f"{head}\n{rows}", encoding="utf-8")
    return file


def test_an_export_in_german_habits_is_orders(tmp_path: Path) -> None:
    first, second = read_export(csv_file(tmp_path), GERMAN)
    assert (first.order_number, first.currency, first.order_date, len(first.lines)) == ("4500017325", "EUR", date(2026, 6, 21), 2)
    assert [(each.quantity, each.unit_price, each.requested_date) for each in first.lines] == [
        (1250, Decimal("76.42"), date(2026, 7, 17)),
        (2, Decimal("1076.5"), date(2026, 7, 18)),
    ]
    assert [each.required_certificate for each in first.lines] == [None, "3.1"]
    assert first.lines[1].description == "Plate; 12 mm"
    assert (second.supplier_id, second.lines[0].quantity) == ("S2", Decimal("7.5"))


def test_the_same_orders_come_from_a_workbook_and_from_json(tmp_path: Path) -> None:
    expected = read_export(csv_file(tmp_path), GERMAN)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS.values()))
    when = datetime(2026, 6, 21)  # noqa: DTZ001 - as Excel keeps days
    sheet.append([4500017325, 10, "S1", "Brenner", when, "42-1734-11", "Bolt M8", 1250, "C62", 76.42, datetime(2026, 7, 17), None])  # noqa: DTZ001
    sheet.append(["4500017325", "20", "S1", "Brenner", when, "42-1735-11", "Plate; 12 mm", 2.0, "KGM", 1076.5, date(2026, 7, 18), 3.1])
    sheet.append([4500017326, 10, "S2", "Acme", date(2026, 6, 22), "42-1736-11", "Rod", 7.5, "MTR", 0.5, date(2026, 7, 19), ""])
    sheet.append([None] * 12)
    book.save(tmp_path / "orders.xlsx")
    assert read_export(tmp_path / "orders.xlsx", Mapped(COLUMNS, {"currency": "EUR"})) == expected
    rows = [dict(zip(COLUMNS.values(), line.split(";"), strict=True)) for line in ROWS.replace('"Plate; 12 mm"', "Plate").splitlines()]
    (tmp_path / "orders.json").write_text(json.dumps(rows))
    assert [order.order_number for order in read_export(tmp_path / "orders.json", GERMAN)] == ["4500017325", "4500017326"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (ROWS.replace(";76,42;", ";many;"), r"Order 4500017325, line 10: unit_price is .many"),
        (ROWS.replace("17.07.2026", "soon"), r"row 2: requested_date is “soon”, but should be a date"),
        (
            ROWS.replace("S1;Brenner;21.06.2026;42-1735", "S1;Bronner;21.06.2026;42-1735"),
            r'has the supplier name "Bronner", but "Brenner" in an earlier',
        ),
        (ROWS.replace("4500017325;20", "4500017325;10"), r"line 10 twice"),
        (ROWS.replace("4500017326;10", ";10"), r"row 4 has no order number"),
        (ROWS.replace(";1.250;", ";-3;"), r"quantity is -3, and cannot be negative"),
        (ROWS.replace(";1.250;", ";1.25;"), r"row 2: quantity is “1\.25”, which is no number where “,” is the decimal sign"),
        (ROWS.replace("Bolt M8;", "Bolt; M8;"), r"line 2, has 13 cells and the head 12"),
        (ROWS.rstrip("\n"), r"ends in the middle of a line"),
        (ROWS[:-20], r"ends in the middle of a line"),
        (ROWS.replace('"Plate; 12 mm"', '"Plate; 12 mm'), r"is no CSV|middle of a line|cells"),
    ],
)
def test_an_export_with_anything_wrong_is_not_taken_at_all(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_export(csv_file(tmp_path, rows), GERMAN)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("orders.csv", b"", "is empty"),
        ("orders.csv", b"\xff\xfe\x00", "not written in utf-8"),
        ("orders.csv", b"a;a\n1;2\n", "two columns"),
        ("orders.csv", b"Bestellung;Pos\n1;10\n", "no column “Datum” for order_date|no column"),
        ("orders.xlsx", b"PK\x03\x04 nothing", "no whole Excel workbook"),
        ("orders.json", b'[{"Bestellung": "1"', "cannot be read as JSON"),
        ("orders.json", b'{"Bestellung": "1"}', "must hold a JSON list"),
        ("orders.pdf", b"%PDF", "from .csv, .xlsx or .json"),
    ],
)
def test_what_is_no_export_is_one_sentence(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=words):
        read_export(tmp_path / name, GERMAN)


def test_a_workbook_that_was_cut_off_is_one_sentence(tmp_path: Path) -> None:
    book = Workbook()
    book.save(tmp_path / "orders.xlsx")
    whole = (tmp_path / "orders.xlsx").read_bytes()
    for length in range(0, len(whole), 97):
        (tmp_path / "orders.xlsx").write_bytes(whole[:length])
        with pytest.raises(UsageError, match="no whole Excel workbook"):
            read_export(tmp_path / "orders.xlsx", GERMAN)


@given(text=st.text(max_size=300), decimal=st.sampled_from([".", ","]))
def test_any_text_is_orders_or_one_sentence(tmp_path_factory: pytest.TempPathFactory, text: str, decimal: str) -> None:
    file = tmp_path_factory.mktemp("any") / "orders.csv"
    file.write_text(f"{HEAD}\n{text}\n", encoding="utf-8", errors="replace")
    with contextlib.suppress(UsageError):
        orders = read_export(file, Mapped(COLUMNS, {"currency": "EUR"}, decimal, "%d.%m.%Y", Form(";")))
        assert all(order.lines for order in orders)


def test_two_thousand_lines_are_read_and_posted_to(tmp_path: Path, store: Store) -> None:
    rows = "".join(f"45;{place};S1;Brenner;21.06.2026;B{place};Bolt;10;C62;1,5;17.07.2026;\n" for place in range(1, 2001))
    erp = opened(tmp_path, csv_file(tmp_path, rows), store)
    order = erp.order("45")
    assert order is not None
    assert len(order.lines) == 2000
    lines = [{"order_line": str(place), "quantity": "10", "unit": "C62"} for place in range(1, 2001)]
    began = time.monotonic()
    assert not erp.post(posting(erp, "45", lines=lines)).settled
    assert time.monotonic() - began < 10


def opened(folder: Path, orders: Path, store: Store, **options: str) -> FilesErp:
    for name in ("postings", "acknowledgements"):
        (folder / name).mkdir(exist_ok=True)
    columns = {f"column.{name}": column for name, column in COLUMNS.items()}
    told = {"constant.currency": "EUR", "decimal": ",", "date": "%d.%m.%Y", "delimiter": ";", "settle_seconds": "0"}
    places = {"orders": str(orders), "postings": str(folder / "postings"), "acknowledgements": str(folder / "acknowledgements")}
    return connect(store, FakeArchive(), {**columns, **told, **places, **options})


def posting(erp: FilesErp, order: str = "4500017325", key: str = "k1", **payload: Any) -> Posting:
    return Posting(
        key=key,
        document_id="sha256:" + "0" * 64,
        erp="files",
        kind="order_confirmation",
        order_number=order,
        payload={"document_number": "AB/1", "lines": [{"order_line": "10", "quantity": "1250"}], **payload},
        order_version=erp.version(order),
    )


def answer(folder: Path, **said: str) -> None:
    (file,) = (each for each in (folder / "postings").glob("*.json"))
    (folder / "acknowledgements" / file.name).write_text(json.dumps({"posting": "k1", **said}))
    file.unlink()


def test_a_posting_lies_in_the_folder_with_its_paper_until_it_is_acknowledged(tmp_path: Path, store: Store) -> None:
    erp = opened(tmp_path, csv_file(tmp_path), store)
    said = posting(erp)
    assert erp.find(said) is None
    assert not erp.post(said).settled
    (file,) = (tmp_path / "postings").glob("*.json")
    written = json.loads(file.read_text())
    assert file.name == "order_confirmation-AB-1-k1-1.json"
    assert (written["posting"], written["action"], written["order_number"]) == ("k1", "post", "4500017325")
    assert written["content"] == said.payload
    assert (file.parent / written["paper"]).read_bytes().startswith(b"%PDF")
    answer(tmp_path, status="posted", reference="5000123")
    found = erp.find(said)
    assert found is not None
    assert (found.reference, found.settled) == ("5000123", True)


def test_an_import_that_takes_the_file_away_does_not_get_it_again(tmp_path: Path, store: Store) -> None:
    erp = opened(tmp_path, csv_file(tmp_path), store)
    said = posting(erp)
    erp.post(said)
    (file,) = (tmp_path / "postings").glob("*.json")
    file.unlink()
    again = opened(tmp_path, tmp_path / "orders.csv", store)
    found = again.find(said)
    assert found is not None
    assert not found.settled
    assert again.post(said) == found
    assert not list((tmp_path / "postings").glob("*.json"))


def test_what_the_import_refused_is_refused_in_its_words_and_may_be_posted_anew(tmp_path: Path, store: Store) -> None:
    erp = opened(tmp_path, csv_file(tmp_path), store)
    said = posting(erp)
    erp.post(said)
    answer(tmp_path, status="refused", message="Period 06 is closed.")
    with pytest.raises(LedgerRefusedError, match=r"Period 06 is closed\."):
        erp.find(said)
    assert not erp.post(said).settled
    (file,) = (tmp_path / "postings").glob("*.json")
    assert file.name.endswith("-2.json")
    answer(tmp_path, status="posted")
    found = erp.find(said)
    assert found is not None
    assert found.settled


@pytest.mark.parametrize(
    "content", ["", "{", '{"posting": "k1"}', '{"posting": "k2", "status": "posted"}', '{"posting": "k1", "status": "perhaps"}']
)
def test_an_acknowledgement_that_says_nothing_clear_says_nothing(tmp_path: Path, store: Store, content: str) -> None:
    erp = opened(tmp_path, csv_file(tmp_path), store)
    said = posting(erp)
    erp.post(said)
    (file,) = (tmp_path / "postings").glob("*.json")
    (tmp_path / "acknowledgements" / file.name).write_text(content)
    with pytest.raises(LedgerUnavailableError, match="acknowledgement"):
        erp.find(said)


def test_a_new_export_changes_the_version_and_one_being_written_is_waited_for(tmp_path: Path, store: Store) -> None:
    file = csv_file(tmp_path)
    erp = opened(tmp_path, file, store)
    said = posting(erp)
    csv_file(tmp_path, ROWS.replace("76,42", "77,42"))
    with pytest.raises(OrderChangedError, match="changed after"):
        erp.post(said)
    slow = opened(tmp_path, file, store, settle_seconds="30")
    with pytest.raises(LedgerUnavailableError, match="being written"):
        slow.order("4500017325")
    os.utime(file, (time.time() - 60, time.time() - 60))
    assert slow.order("4500017325") is not None
    file.unlink()
    with pytest.raises(LedgerUnavailableError, match="cannot be read"):
        slow.order_numbers()


def test_what_is_under_way_is_counted_once_whether_the_export_knows_it_or_not(tmp_path: Path, store: Store) -> None:
    file = csv_file(tmp_path)
    erp = opened(tmp_path, file, store)
    said = posting(erp, lines=[{"order_line": "10", "quantity": "40"}]).model_copy(update={"kind": "ship_notice"})
    erp.post(said)
    answer(tmp_path, status="posted")
    os.utime(file, (time.time() - 60, time.time() - 60))
    assert in_transit(erp) == 40
    csv_file(tmp_path, ROWS.replace(";3.1\n", ";3.1\n"))
    later = time.time() + 60
    os.utime(file, (later, later))
    patient = opened(tmp_path, file, store, settle_seconds="-100")
    assert in_transit(patient) == 0, "the export is newer, and says what is under way"


def in_transit(erp: FilesErp) -> Decimal:
    order: PurchaseOrder | None = erp.order("4500017325")
    assert order is not None
    return order.lines[0].in_transit_quantity


def test_killed_between_any_two_steps_the_file_is_handed_over_in_the_end(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    real = os.fsync
    for at in range(1, 12):
        folder = tmp_path / str(at)
        folder.mkdir()
        erp = opened(folder, csv_file(folder), store)
        said = posting(erp)
        left = iter([real] * at)

        def dying(descriptor: int, left: Any = left) -> None:
            step = next(left, None)
            if step is None:
                raise KilledError
            step(descriptor)

        monkeypatch.setattr(os, "fsync", dying)
        with contextlib.suppress(KilledError):
            erp.post(said)
        monkeypatch.setattr(os, "fsync", real)
        survivor = opened(folder, folder / "orders.csv", store)
        if survivor.find(said) is None:
            survivor.post(said)
        (file,) = (folder / "postings").glob("*.json")
        assert json.loads(file.read_text())["posting"] == "k1"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "needs the option orders"),
        ({"orders": "o.csv"}, "needs the option postings"),
        ({"oders": "o.csv"}, "no option oders"),
        ({"column.order_nummer": "x"}, "write order_number"),
        ({"decimal": "x"}, "must be a point or a comma"),
        ({"delimiter": "::"}, "must be one sign"),
        ({"orders": "o", "postings": "p", "acknowledgements": "a", "settle_seconds": "soon"}, "must be a number"),
    ],
)
def test_a_wrong_option_is_one_sentence(store: Store, options: Mapping[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        adapters.connect("files", store, FakeArchive(), options)


def test_folders_that_are_not_there_are_one_sentence_and_nothing_is_handed_over(tmp_path: Path, store: Store) -> None:
    erp = opened(tmp_path, csv_file(tmp_path), store)
    said = posting(erp)
    (tmp_path / "postings").rmdir()
    (tmp_path / "postings").write_text("a file where the share was")
    with pytest.raises(TallyclerkError, match="cannot be"):
        erp.post(said)
