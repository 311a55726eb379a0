"""Names from outside can be stored and shown, and paths on the command line are walked in order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import UsageError
from ingest.names import shown_name
from ingest.walk import walk


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("AB_4500017325.pdf", "AB_4500017325.pdf"),
        ("mail.eml/scan.pdf", "mail.eml/scan.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("a\nb\x00c.pdf", "a b c.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("\udcff.pdf", "\ufffd.pdf"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("📦.pdf", "📦.pdf"),
        ("folder/" * 60 + "scan.pdf", "scan.pdf"),
    ],
)
def test_names_are_shown_as_people_know_them(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@given(st.text(max_size=600))
def test_any_name_is_shown_on_one_line_and_keeps_within_255_bytes(name: str) -> None:
    shown = shown_name(name)
    assert shown
    assert len(shown.encode()) <= 255
    assert shown.isprintable() or "\u200d" in shown or any(ord(char) > 127 for char in shown)
    assert not {"..", ".", ""} & set(shown.split("/"))
    assert shown_name(shown) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert shown_name("ä" * 300 + ".pdf").endswith("….pdf")


def test_folders_are_walked_in_name_order_and_files_are_named_as_given(tmp_path: Path) -> None:
    for name in ("in/b.pdf", "in/a/1.pdf", "in/.DS_Store", "in/c.tmp", "z.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    walked = list(walk([tmp_path / "z.pdf", tmp_path / "in"]))
    assert walked == [(str(tmp_path / "z.pdf"), tmp_path / "z.pdf"), ("a/1.pdf", tmp_path / "in/a/1.pdf"), ("b.pdf", tmp_path / "in/b.pdf")]


def test_a_path_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not there"):
        list(walk([tmp_path / "none"]))
