"""Files that are no papers, or bad ones, with names to match: each gets an answer that says why, is kept, and harms no other."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import fixtures
from app.bootstrap import Tallyclerk, build
from app.cli import main
from app.settings import Settings
from app.sweeping import run_batch
from domain.arrivals import DocumentRecord, DocumentState, document_id_of
from domain.decisions import Outcome
from fixtures.shipped import locked_pdf

GOLDEN = Path(fixtures.__file__).parent / "order_confirmation" / "two-row-lines"
SOUND = (GOLDEN / "document.pdf").read_bytes()
LONG = "ä" * 120 + ".pdf"


def pdf_of_pages(count: int) -> bytes:
    """A PDF that says to have so many pages, all of them the same one."""
    kids = b" ".join([b"3 0 R"] * count)
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, part) for number, part in enumerate(parts, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 4>>\n%%EOF"


def white_png(side: int) -> bytes:
    """A white square of one bit a pixel: huge unpacked, small as a file."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
    chunks = (struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


BAD = {
    "empty.pdf": (b"", "The file is empty."),
    "letter.pdf": (b"Dear Sir or Madam, please find attached.\n", "no PDF, PNG, JPEG or TIFF"),
    "locked.pdf": (locked_pdf(), "encrypted"),
    "half.pdf": (SOUND[: len(SOUND) // 2], ""),
    "start.pdf": (SOUND[:200], "damaged"),
    "no-pages.pdf": (pdf_of_pages(0), "no pages|damaged"),
    "many-pages.pdf": (pdf_of_pages(10_000), "10,000 pages"),
    "huge.png": (white_png(30_000), "too large|too many pixels|more pixels"),
    "broken.png": (white_png(64)[:45], "damaged"),
    'it\'s "quoted".pdf': (b"quoted", "no PDF"),
    "📄 naïve 発注.pdf": (b"emoji", "no PDF"),
    "two\nlines.pdf": (b"newline", "no PDF"),
    "a\\..\\..\\evil.pdf": (b"backslashes", "no PDF"),
    "..pdf": (b"dots", ""),
    "%2e%2e%2fevil.pdf": (b"escaped", "no PDF"),
    "'; DROP TABLE documents;--.pdf": (b"tables", "no PDF"),
    "[red]markup[bold].pdf": (b"markup", "no PDF"),
    "<script>alert(1)<.pdf": (b"script", "no PDF"),
    "-rf.pdf": (b"option", "no PDF"),
    LONG: (b"long", "no PDF"),
}
HIDDEN = {"..pdf"}
"""Files that begin with a point are none of ours."""
TAKEN = {name: what for name, what in BAD.items() if name not in HIDDEN}


def is_a_sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and "Traceback" not in text and 10 < len(text) < 400


@dataclass(frozen=True)
class Answers:
    """What `process` said of every file, in order."""

    exit_code: int
    results: list[dict[str, Any]]

    def of(self, name: str) -> dict[str, Any]:
        return next(result for result in self.results if result["file"] == name)


def fill(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "a sound one.pdf").write_bytes(SOUND)
    (folder / "zz sound copy.pdf").write_bytes(SOUND + b"\n")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    place = tmp_path_factory.mktemp("process")
    fill(place / "inbox")
    out = place / "results.jsonl"
    code = main(["process", str(place / "inbox"), "--orders", str(GOLDEN / "order.json"), "--out", str(out), "--workers", "1"])
    return Answers(code, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()])


def test_every_file_gets_a_result_in_order_and_the_command_ends_well(answers: Answers) -> None:
    assert answers.exit_code == 0
    assert [result["file"] for result in answers.results] == sorted([*TAKEN, "a sound one.pdf", "zz sound copy.pdf"])


@pytest.mark.parametrize("name", TAKEN)
def test_a_bad_file_is_rejected_or_looked_at_with_a_sentence_that_says_why(answers: Answers, name: str) -> None:
    result = answers.of(name)
    said = result["error"] or result["decision"]["reasons"][0]
    assert result["decision"]["outcome"] in ("reject", "review")
    assert result["document_id"] == document_id_of(BAD[name][0])
    assert is_a_sentence(said)
    assert any(part in said for part in BAD[name][1].split("|"))


def test_sound_papers_among_bad_ones_are_read_as_if_alone(answers: Answers) -> None:
    for name in ("a sound one.pdf", "zz sound copy.pdf"):
        result = answers.of(name)
        assert (result["error"], result["kind"], len(result["lines"])) == (None, "order_confirmation", 3)
    first, second = answers.of("a sound one.pdf"), answers.of("zz sound copy.pdf")
    assert (first["fields"], first["lines"]) == (second["fields"], second["lines"])


@dataclass(frozen=True)
class Drop:
    """A program whose drop folder held every bad file, after two batches."""

    tally: Tallyclerk
    inbox: Path

    def record(self, content: bytes) -> DocumentRecord:
        return self.tally.records([document_id_of(content)])[0]


@pytest.fixture(scope="module")
def drop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drop]:
    place = tmp_path_factory.mktemp("drop")
    settings = Settings(data_dir=place / "data", settle_seconds=0, workers=1)
    with build(settings) as tally:
        inbox = Path(settings.channels["inbox"].location)
        fill(inbox)
        (inbox / "sub" / "folder").mkdir(parents=True)
        (inbox / "sub" / "folder" / "deep.pdf").write_bytes(b"deep down")
        run_batch(tally, "inbox")
        run_batch(tally, "inbox")
        yield Drop(tally, inbox)


@pytest.mark.parametrize("name", TAKEN)
def test_a_bad_file_in_the_drop_folder_is_kept_and_rejected_or_looked_at(drop: Drop, name: str) -> None:
    content = BAD[name][0]
    record = drop.record(content)
    assert record.state in (DocumentState.REJECTED, DocumentState.IN_REVIEW)
    assert record.decision is not None
    assert record.decision.outcome in (Outcome.REJECT, Outcome.REVIEW)
    assert is_a_sentence(record.error or record.decision.reasons[0])
    assert drop.tally.pipeline.archive.get(record.document_id) == content


def test_what_was_taken_has_left_the_drop_folder_and_what_is_hidden_stays(drop: Drop) -> None:
    left = {path.name for path in drop.inbox.rglob("*") if path.is_file()}
    assert left == HIDDEN


def test_sound_papers_in_the_same_batch_were_read(drop: Drop) -> None:
    record = drop.record(SOUND)
    assert record.state in (DocumentState.IN_REVIEW, DocumentState.POSTING, DocumentState.POSTED)
    assert record.reading is not None


def test_the_audit_log_is_whole_afterwards(drop: Drop) -> None:
    with drop.tally.pipeline.store.begin(reading=True) as work:
        assert work.audit.first_broken() is None


@dataclass(frozen=True)
class FakeIncoming:
    """A file that some channel offers under a name that no disk would take."""

    name: str
    content: bytes

    @property
    def source_id(self) -> str:
        return "fake-" + self.name

    def read(self) -> bytes:
        return self.content

    def safe(self) -> None:
        pass

    def refuse(self, reason: str) -> None:
        raise AssertionError(reason)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.pdf",
        "/etc/passwd",
        "x" * 300 + ".pdf",
        "📄" * 300,
        "a\0b.pdf",
        "\u202efdp.exe",
        "..",
        "",
        "\udcff.pdf",
        "a\r\nb.pdf",
    ],
)
def test_no_name_leads_out_of_the_archive_or_breaks_a_document(drop: Drop, name: str) -> None:
    incoming = FakeIncoming(name, b"%PDF-1.4 " + repr(name).encode())
    arrival = drop.tally.pipeline.take_in(incoming, "mailbox")
    assert arrival is not None
    record = drop.tally.pipeline.run(arrival.document_id)
    assert record.state is DocumentState.REJECTED
    assert record.name
    assert len(record.name.encode()) <= 255
    assert not {"..", ""} & set(record.name.split("/"))
    assert record.name.isprintable()
    assert drop.tally.pipeline.archive.get(arrival.document_id) == incoming.content
    archived = Path(drop.tally.settings.archive_dir).rglob("*")
    assert all(path.resolve().is_relative_to(Path(drop.tally.settings.archive_dir).resolve()) for path in archived)


def test_the_same_bytes_under_another_name_are_one_document(drop: Drop) -> None:
    first = FakeIncoming("one.pdf", b"the same bytes")
    assert drop.tally.pipeline.take_in(first, "mailbox") is not None
    drop.tally.pipeline.take_in(replace(first, name="two.pdf"), "mailbox")
    assert drop.record(b"the same bytes").sightings == 2


def test_the_files_of_these_tests_are_small() -> None:
    assert max(len(content) for content, _ in BAD.values()) < 300_000
    assert io.BytesIO(SOUND).read(5) == b"%PDF-"
