"""The command line: quick help for everything, one sentence for every wrong use, and the exit codes of the contract."""

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.cli import commands, main
from tests.world import ORDER

NEVER = ("Traceback", "Error(")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALLYCLERK_DATA_DIR", str(tmp_path / "data"))


def run(*arguments: str) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


def orders_file(tmp_path: Path, **changes: object) -> Path:
    order = json.loads(ORDER.model_dump_json(exclude={"lines": {"__all__": {"confirmed", "announced", "certificates"}}}))
    path = tmp_path / "orders.json"
    path.write_text(json.dumps([{**order, **changes}]), encoding="utf-8")
    return path


def test_every_command_of_the_contract_is_there_with_a_line_of_help() -> None:
    assert set(commands()) == {
        "process",
        "read",
        "evaluate",
        "serve",
        "orders",
        "audit",
        "doctor",
        "demo",
        "mappings",
        "messages",
        "missing",
        "users",
        "policy",
    }
    assert all(summary.endswith(".") for summary in commands().values())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert f"tallyclerk {name}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--help"], ["serve", "--help"], ["process", "--help"], ["doctor", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys; from app.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass\nprint(*sys.modules)"
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"prefect", "spacy", "numpy", "sqlalchemy", "fastapi", "pydantic", "cv2", "rich"}
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "COMMAND"),
        (["bake"], "invalid choice: 'bake'"),
        (["process"], "--orders"),
        (["process", "x", "--orders", "o", "--out", "r", "--workers", "none"], "'none' is not a whole number above zero"),
        (["orders", "import", "missing.json"], "missing.json cannot be read"),
        (["orders"], "import"),
        (["audit"], "verify"),
        (["doctor", "--settings", "missing.toml"], "There is no settings file missing.toml"),
        (["serve", "--speed", "11"], "--speed"),
    ],
)
def test_a_wrong_use_is_one_sentence_that_says_what_to_do(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) != 0
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith("tallyclerk: ")
    assert len(told.strip().splitlines()) == 1
    assert not any(word in told for word in NEVER)


def test_orders_are_imported_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("orders", "import", str(orders_file(tmp_path))) == 0
    assert "1 purchase orders" in capsys.readouterr().out
    assert run("orders", "import", str(orders_file(tmp_path, currency=""))) == 2
    assert "currency is empty" in capsys.readouterr().err


def test_the_audit_log_is_whole_until_somebody_touches_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("orders", "import", str(orders_file(tmp_path)))
    assert run("audit", "verify") == 0
    with sqlite3.connect(tmp_path / "data" / "tallyclerk.db") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE audit SET actor = 'nobody' WHERE sequence = 1")
    assert run("audit", "verify") == 1
    assert "broken at entry 1" in capsys.readouterr().out


def test_a_database_that_is_away_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TALLYCLERK_DATABASE_URL", "postgresql://127.0.0.1:1/none")
    assert run("audit", "verify") != 0
    assert not any(word in capsys.readouterr().err for word in NEVER)


def test_the_doctor_names_what_is_missing_and_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TALLYCLERK_DESK_PORT", "0")
    monkeypatch.setenv("TALLYCLERK_PREFECT_PORT", "0")
    assert run("doctor") == 0
    assert "OCR: tesseract" in capsys.readouterr().out
    monkeypatch.setenv("TALLYCLERK_OCR_ENGINE", "crystal_ball")
    monkeypatch.setenv("TALLYCLERK_ERP", "abacus")
    monkeypatch.setenv("TALLYCLERK_CHANNELS__POST__LOCATION", "/not/mounted")
    assert run("doctor") == 1
    table = capsys.readouterr().out
    assert "OCR: crystal_ball" in table
    assert "embedded" in table
    assert "/not/mounted is not there" in table
