"""The drop folder: nothing is taken early, followed, overwritten or lost, whatever lies in it."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.errors import SourceBusyError, UnreadableError, UsageError
from domain.ports import Incoming
from ingest import channels
from ingest.channels.folder import FolderChannel


class FakeSeconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def put(drop: Path, name: str, content: bytes = b"paper") -> Path:
    path = drop / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def offered(drop: Path, **options: float) -> list[Incoming]:
    return list(FolderChannel(drop, settle_seconds=0, **options).incoming())


def only(drop: Path, **options: float) -> Incoming:
    (one,) = offered(drop, **options)
    return one


def visible(drop: Path) -> list[str]:
    found = (path.relative_to(drop).as_posix() for path in drop.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(".taking"))


def test_files_come_in_name_order_with_their_folders(drop: Path) -> None:
    for name in ("b.pdf", "a/2.pdf", "a/1.pdf", "c.pdf", "a/x/0.pdf"):
        put(drop, name)
    assert [file.name for file in offered(drop)] == ["a/1.pdf", "a/2.pdf", "a/x/0.pdf", "b.pdf", "c.pdf"]


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "~$order.docx", "x.tmp", "x.PART", "x.crdownload", ".hidden", ".git/x.pdf", "._a.pdf", ".refused/old.pdf"],
)
def test_what_is_no_document_is_left_alone(drop: Path, name: str) -> None:
    put(drop, name)
    assert offered(drop) == []
    assert visible(drop) == [name]


def test_a_file_is_offered_once_it_has_not_changed_for_a_while(drop: Path) -> None:
    seconds = FakeSeconds()
    channel = FolderChannel(drop, settle_seconds=2, clock=seconds)
    path = put(drop, "a.pdf", b"half")
    assert list(channel.incoming()) == []
    seconds.now = 1.9
    path.write_bytes(b"half and half")
    assert list(channel.incoming()) == []
    seconds.now = 3.8
    assert list(channel.incoming()) == []
    seconds.now = 4.0
    assert [file.read() for file in channel.incoming()] == [b"half and half"]


def test_a_single_sweep_takes_what_lay_there_before_by_the_folders_own_clock(drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(drop, "a.pdf")
    channel = FolderChannel(drop, settle_seconds=2)
    assert list(channel.incoming()) == []
    later = (drop / "a.pdf").stat().st_ctime_ns + 3_000_000_000
    monkeypatch.setattr(FolderChannel, "_folder_clock", lambda _: later)
    assert [file.name for file in FolderChannel(drop, settle_seconds=2).incoming()] == ["a.pdf"]


def test_a_copy_with_its_old_times_is_as_young_as_it_is(drop: Path) -> None:
    os.utime(put(drop, "old.pdf"), (1, 1))
    os.utime(put(drop, "future.pdf"), (4e9, 4e9))
    assert list(FolderChannel(drop, settle_seconds=2).incoming()) == []


def test_a_file_that_somebody_still_writes_is_not_taken_however_long_they_pause(drop: Path) -> None:
    with (drop / "slow.pdf").open("wb") as writer:
        writer.write(b"first half")
        writer.flush()
        with pytest.raises(SourceBusyError, match="still being written"):
            only(drop).read()
        writer.write(b", second half")
    assert only(drop).read() == b"first half, second half"


def test_a_file_replaced_after_it_was_offered_is_not_read(drop: Path) -> None:
    file = only_after(drop, b"first")
    put(drop, "new", b"other")
    (drop / "new").replace(drop / "a.pdf")
    with pytest.raises(SourceBusyError):
        file.read()


def only_after(drop: Path, content: bytes) -> Incoming:
    put(drop, "a.pdf", content)
    return only(drop)


def test_a_file_that_is_safe_is_gone_and_leaves_nothing(drop: Path) -> None:
    file = only_after(drop, b"paper")
    assert file.read() == b"paper"
    file.safe()
    assert visible(drop) == []
    file.safe()
    with pytest.raises(FileNotFoundError):
        file.read()


@pytest.mark.parametrize("how", ["replaced", "changed"])
def test_a_file_that_took_its_place_stays(drop: Path, how: str) -> None:
    file = only_after(drop, b"first")
    file.read()
    if how == "replaced":
        put(drop, "new", b"other")
        (drop / "new").replace(drop / "a.pdf")
    else:
        with (drop / "a.pdf").open("ab") as writer:
            writer.write(b" and more")
    file.safe()
    assert only(drop).read() == (b"other" if how == "replaced" else b"first and more")


def test_what_a_killed_process_left_aside_is_put_back_without_overwriting(drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(drop, ".taking/abc/a.pdf", b"left")
    put(drop, "a.pdf", b"new")
    assert [file.read() for file in offered(drop)] == [b"new"]
    monkeypatch.setattr("ingest.channels.folder._LEFT_BEHIND_SECONDS", -1)
    assert [(file.name, file.read()) for file in offered(drop)] == [("a (2).pdf", b"left"), ("a.pdf", b"new")]


def test_links_pipes_and_sockets_are_refused_and_kept(drop: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", b"secret")
    (drop / "link.pdf").symlink_to(secret)
    os.mkfifo(drop / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(drop / "socket.pdf"))
        files = offered(drop)
        for file in files:
            with pytest.raises(UnreadableError, match=r"link|no regular file") as told:
                file.read()
            file.refuse(str(told.value))
    assert len(files) == 3
    assert offered(drop) == []
    assert secret.read_bytes() == b"secret"
    assert "links are not followed" in (drop / ".refused" / "link.pdf.reason.txt").read_text(encoding="utf-8")


def test_a_folder_behind_a_link_is_not_walked(drop: Path, tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/a.pdf")
    (drop / "more").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableError, match="link"):
        only(drop).read()


def test_a_file_that_is_too_large_is_refused_with_a_sentence(drop: Path) -> None:
    put(drop, "big.pdf", b"x" * 3_000_000)
    with pytest.raises(UnreadableError, match="has 3 MB, and more than 1 MB are not taken"):
        only(drop, largest_bytes=1_000_000).read()


def test_refused_files_never_overwrite_one_another(drop: Path) -> None:
    for content in (b"1", b"2", b"3"):
        put(drop, "sub/a.pdf", content)
        only(drop).refuse("Why.")
    kept = {path.name: path.read_bytes() for path in (drop / ".refused" / "sub").iterdir()}
    assert [kept["a.pdf"], kept["a (2).pdf"], kept["a (3).pdf"]] == [b"1", b"2", b"3"]
    assert kept["a (3).pdf.reason.txt"] == b"Why.\n"


@pytest.mark.parametrize(
    "name",
    [
        "a\nb'\"<b>.pdf",
        "📦 Lieferschein.pdf",
        "é.pdf",
        "x" * 251 + ".pdf",
        "ü" * 125 + ".pdf",
        "-rf .pdf",
        "$(reboot).pdf",
        "...pdf.pdf"[2:],
    ],
)
def test_any_name_is_only_a_name(drop: Path, name: str) -> None:
    put(drop, name)
    if name.startswith("."):
        assert offered(drop) == []
        return
    file = only(drop)
    assert file.read() == b"paper"
    file.refuse("Why.")
    assert len(visible(drop)) == 2
    put(drop, name)
    only(drop).safe()
    assert len(visible(drop)) == 2


def test_a_name_that_is_no_text_is_only_a_name(drop: Path) -> None:
    (Path(os.fsdecode(os.fsencode(drop) + b"/\xff\xfe.pdf"))).write_bytes(b"paper")
    file = only(drop)
    assert file.read() == b"paper"
    file.safe()
    assert offered(drop) == []


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Root may read everything, so the test becomes another user for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read_stays_and_is_offered_again(drop: Path) -> None:
    put(drop, "a.pdf").chmod(0)
    for folder in (drop, *list(drop.parents)[:3]):
        folder.chmod(0o755)
    file = only(drop)
    with as_somebody_else(), pytest.raises(SourceBusyError, match="Permission denied"):
        file.read()
    (drop / "a.pdf").chmod(0o644)
    assert only(drop).read() == b"paper"


def test_a_folder_that_is_not_there_is_a_pause(tmp_path: Path) -> None:
    channel = FolderChannel(tmp_path / "unmounted")
    assert not channel.waiting()
    with pytest.raises(SourceBusyError, match="is not there"):
        list(channel.incoming())


def test_thousands_of_files_are_listed_quickly(drop: Path) -> None:
    for number in range(3000):
        (drop / f"{number:05}.pdf").touch()
    assert [file.name for file in offered(drop)][:2] == ["00000.pdf", "00001.pdf"]
    assert len(offered(drop)) == 3000


def test_a_writer_that_is_slow_is_never_read_in_part(drop: Path) -> None:
    content = os.urandom(200_000)

    def write() -> None:
        with (drop / "slow.pdf").open("wb") as file:
            for start in range(0, len(content), 10_000):
                file.write(content[start : start + 10_000])
                file.flush()

    writer = threading.Thread(target=write)
    writer.start()
    read: list[bytes] = []
    while writer.is_alive() or not read:
        for file in offered(drop):
            try:
                read.append(file.read())
            except SourceBusyError:
                continue
    writer.join()
    assert set(read) == {content}


def test_channels_are_found_by_name(drop: Path) -> None:
    put(drop, "a.pdf")
    channel = channels.connect("folder", str(drop), {"settle_seconds": "0"})
    assert channel.name == "folder"
    assert [file.name for file in channel.incoming()] == ["a.pdf"]
    with pytest.raises(UsageError, match="choose one of folder"):
        channels.connect("pigeon", str(drop))
    with pytest.raises(UsageError, match="number of seconds"):
        channels.connect("folder", str(drop), {"settle_seconds": "soon"})
