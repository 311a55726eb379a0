"""The doctor says whether the ERP is reached, with which rights, and what to do; the settings bring its options."""

from pathlib import Path

import pytest

from app.doctor import Diagnosis, diagnose
from app.settings import Settings, load_settings
from tests.test_erp_files import COLUMNS, csv_file
from tests.tryton.server import TrytonServer


def of_erp(settings: Settings) -> Diagnosis:
    return next(each for each in diagnose(settings) if each.part == "ERP")


def settings_of(folder: Path, erp: str, **options: str) -> Settings:
    return Settings.model_validate({"data_dir": str(folder), "erp": erp, "erp_options": options})


def test_the_doctor_says_that_tryton_is_reached_and_what_it_lacks(tryton_server: TrytonServer, tmp_path: Path) -> None:
    found = of_erp(settings_of(tmp_path, "tryton", **tryton_server.options))
    assert found.verdict == "ok"
    assert "company 1, 0 open orders, no inspections" in found.found
    refused = of_erp(settings_of(tmp_path, "tryton", **{**tryton_server.options, "key": "none"}))
    assert refused.verdict != "ok"
    assert "user application" in refused.found
    assert "docs/erp.md" in refused.remedy
    away = of_erp(settings_of(tmp_path, "tryton", url="http://127.0.0.1:1/erp", key="k"))
    assert "cannot be reached" in away.found


def test_the_doctor_names_the_row_of_an_export_and_the_folder_that_is_missing(tmp_path: Path) -> None:
    options = {f"column.{name}": column for name, column in COLUMNS.items()}
    options |= {"constant.currency": "EUR", "decimal": ",", "date": "%d.%m.%Y", "delimiter": ";", "settle_seconds": "0"}
    places = {"orders": str(csv_file(tmp_path)), "postings": str(tmp_path / "out"), "acknowledgements": str(tmp_path / "back")}
    assert "out cannot be found: make it, or mount its share" in of_erp(settings_of(tmp_path, "files", **options, **places)).found
    (tmp_path / "out").mkdir()
    (tmp_path / "back").mkdir()
    assert "with 2 orders, postings to" in of_erp(settings_of(tmp_path, "files", **options, **places)).found
    csv_file(tmp_path, "4500017325;10;S1\n")
    assert "line 2, has 3 cells" in of_erp(settings_of(tmp_path, "files", **options, **places)).found


def test_a_secret_of_the_erp_may_stand_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "tallyclerk.toml"
    file.write_text('erp = "tryton"\n[erp_options]\nurl = "https://erp.example/works"\n"unit.Stk" = "C62"\n')
    monkeypatch.setenv("TALLYCLERK_ERP_OPTIONS__KEY", "secret")
    assert load_settings(file).erp_options == {"url": "https://erp.example/works", "unit.Stk": "C62", "key": "secret"}
