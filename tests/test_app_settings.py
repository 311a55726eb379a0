"""The settings: file and environment, refused where they are wrong, and a secret that nobody else can read."""

from pathlib import Path

import pytest

from app.secret import KEY_FILE, secret_key
from app.settings import Settings, load_settings
from domain.errors import UsageError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str) -> Path:
    path = Path("tallyclerk.toml")
    path.write_text(text, encoding="utf-8")
    return path


def test_without_any_setting_everything_lives_in_one_folder_here(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.data_dir == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path}/var/tallyclerk.db"
    assert settings.archive_dir == tmp_path / "var" / "archive"
    assert settings.channels["inbox"].location == str(tmp_path / "var" / "inbox")
    assert settings.host == "127.0.0.1"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write('workers = 3\nsweep_seconds = 9\n[policy]\nlate_days = 5\n[channels.mail]\nlocation = "/drop"\n')
    monkeypatch.setenv("TALLYCLERK_WORKERS", "7")
    monkeypatch.setenv("TALLYCLERK_POLICY__EARLY_DAYS", "20")
    settings = load_settings()
    assert (settings.workers, settings.sweep_seconds) == (7, 9)
    assert (settings.policy.late_days, settings.policy.early_days) == (5, 20)
    assert settings.channels["mail"].location == "/drop"


def test_settings_without_environment_do_not_look_at_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYCLERK_DATABASE_URL", "postgresql://production/ledger")
    assert Settings(data_dir=Path("demo")).database_url.startswith("sqlite:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 1", "there is no setting 'colour'"),
        ("workers = 0", "workers"),
        ("[policy]\nprice_warning = 1", "there is no policy setting 'price_warning'"),
        ('[channels.x]\nkind = "folder"', "channels.x.location"),
        ("workers = ", "is not TOML"),
        ("desk_port = 70000", "desk_port"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=r"tallyclerk\.toml") as caught:
        load_settings(write(text))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_survive_the_way_to_a_child_process() -> None:
    settings = load_settings()
    assert Settings.model_validate_json(settings.model_dump_json()).model_dump() == settings.model_dump()


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "data")
    assert len(key) >= 32
    assert secret_key(tmp_path / "data") == key
    assert (tmp_path / "data" / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert secret_key(tmp_path / "other") != key


def test_a_secret_that_others_can_read_or_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    secret_key(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(UsageError, match="Other people can read"):
        secret_key(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o600)
    (tmp_path / KEY_FILE).write_bytes(b"short")
    with pytest.raises(UsageError, match="cut short"):
        secret_key(tmp_path)
