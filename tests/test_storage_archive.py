"""The archive of originals: whole or not there, named by content, and honest about damage."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.arrivals import document_id_of
from domain.errors import StoreBusyError
from storage.archive import FolderArchive


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000))
def test_what_is_put_comes_back_under_its_hash(tmp_path: Path, content: bytes) -> None:
    archive = FolderArchive(tmp_path / "archive")
    assert archive.put(content) == archive.put(content) == document_id_of(content)
    assert archive.get(document_id_of(content)) == content


@pytest.mark.parametrize("document_id", ["sha256:" + "0" * 64, "", "sha256:../../../etc/passwd", "md5:" + "0" * 64, "sha256:" + "A" * 64])
def test_there_is_nothing_under_any_other_name(tmp_path: Path, document_id: str) -> None:
    with pytest.raises(KeyError):
        FolderArchive(tmp_path).get(document_id)


def test_a_damaged_original_is_said_to_be_and_mended_by_putting_it_again(tmp_path: Path) -> None:
    archive = FolderArchive(tmp_path)
    document_id = archive.put(b"original")
    file = next(path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(b"0riginal")
    with pytest.raises(StoreBusyError, match="damaged"):
        archive.get(document_id)
    archive.put(b"original")
    assert archive.get(document_id) == b"original"


def test_a_full_disk_is_a_pause_and_leaves_no_remains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    archive = FolderArchive(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StoreBusyError, match="No space left"):
            archive.put(b"paper")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    archive.put(b"paper")
    assert archive.get(document_id_of(b"paper")) == b"paper"


def test_bytes_are_synced_before_they_get_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(
        os, "fsync", lambda handle: (steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"), sync(handle))[1]
    )
    monkeypatch.setattr(Path, "replace", lambda self, target: (steps.append("rename"), replace(self, target))[1])
    FolderArchive(tmp_path).put(b"paper")
    assert steps[-3:] == ["file", "rename", "folder"]
