"""The settings: `tallyclerk.toml` and `TALLYCLERK_…` in the environment; the environment wins."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from domain.decisions import Policy
from domain.errors import UsageError
from domain.outward import EventType
from domain.people import Role
from extract.confidence import shipped
from route.deadlines import problem
from route.outward import MOST_ATTEMPTS
from route.senders.webhook import wrong_address

SETTINGS_FILE = "tallyclerk.toml"
SETTINGS_VARIABLE = "TALLYCLERK_SETTINGS"

Port = Annotated[int, Field(ge=0, le=65535)]


class ChannelSettings(BaseModel):
    """Somewhere that documents come from: `kind` is the file name of an adapter in `ingest/channels`, `location` what it opens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = "folder"
    location: str
    options: dict[str, str] = {}


class WebhookSettings(BaseModel):
    """A program that is told what becomes of papers, and where its secret lies. See `docs/outward.md`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    secret_file: Path = Path()
    secret_variable: str = ""
    events: list[EventType] = list(EventType)
    networks: list[IPvAnyNetwork] = []
    """The private networks that its name may stand for, as `10.20.0.0/16`; a receiver on any other address that is not public is not called."""
    ca_file: Path = Path()
    """The certificates that prove its own, where not those of the system."""

    @model_validator(mode="after")
    def _address_and_secret_are_there(self) -> Self:
        if (wrong := wrong_address(self.url)) is not None:
            raise ValueError(wrong)
        _one_of("secret", self.secret_file, self.secret_variable)
        return self


class MailSettings(BaseModel):
    """The mail server that notices and messages leave by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    port: Port = 0
    """0 is the usual one: 587 for STARTTLS, 465 for TLS, 25 without."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    user: str = ""
    password_file: Path = Path()
    password_variable: str = ""
    ca_file: Path = Path()
    timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 30.0
    digest_minutes: Annotated[float, Field(ge=0, le=1440)] = 15.0
    """Nobody gets more than one notice in so many minutes; what comes meanwhile is in the next one."""

    @model_validator(mode="after")
    def _it_can_sign_in(self) -> Self:
        if "@" not in self.sender:
            raise ValueError("sender has to be an address, like 'Tallyclerk <desk@firm.example>'")
        if self.user:
            _one_of("password", self.password_file, self.password_variable)
            if self.security == "none" and self.host not in ("127.0.0.1", "localhost", "::1"):
                raise ValueError("a password leaves this machine only encrypted: set security to starttls or tls")
        return self


class OidcSettings(BaseModel):
    """The identity provider that people sign in at. See `docs/signing-in.md`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str
    client_id: str
    client_secret_file: Path = Path()
    client_secret_variable: str = ""
    label: str = "your firm's account"
    scopes: list[str] = ["openid", "profile", "email"]
    role_claim: str = "roles"
    """The claim that holds roles or groups; a dot goes into objects (`realm_access.roles`)."""
    roles: Annotated[dict[str, Role], Field(min_length=1)]
    """What a value of that claim makes somebody here. Of several that fit the first one here counts."""
    name_claim: str = "preferred_username"
    prompt: Literal["", "login", "select_account"] = ""
    """What the provider is asked to do each time: have people sign in anew, or choose an account; by default as it likes."""
    local_login: bool = True
    """Whether names and passwords of our own let anybody in, too."""
    ca_file: Path = Path()
    """The certificates that prove the provider's, where not those of the system."""
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = 10.0

    @model_validator(mode="after")
    def _issuer_is_safe(self) -> Self:
        if (wrong := wrong_address(self.issuer)) is not None:
            raise ValueError(f"issuer: {wrong.partition(' like ')[0]}")
        if "openid" not in self.scopes:
            raise ValueError("scopes must hold 'openid'")
        if self.client_secret_file != Path() and self.client_secret_variable:
            raise ValueError("set client_secret_file or client_secret_variable, not both")
        return self


def _one_of(what: str, file: Path, variable: str) -> None:
    if (file != Path()) == bool(variable):
        raise ValueError(f"set exactly one of {what}_file and {what}_variable: no {what} stands in the settings themselves")


class Settings(BaseModel):
    """Everything that an installation may choose; the defaults run it on one machine, with nothing else installed."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    data_dir: Path = Path("var")
    database_url: str = ""
    archive_dir: Path = Path()
    channels: dict[str, ChannelSettings] = {}
    mail_servers: list[str] = []
    """The names under which our own mail servers write Authentication-Results; what others write there is not looked at."""
    mail_domains: list[str] = []
    """Our own mail domains: who writes from there is no stranger to any supplier."""
    learned_items_after: Annotated[int, Field(ge=0)] = 0
    """After how many approved papers a learned item mapping comes into force by itself; 0: a lead confirms each, as always for units."""
    sweep_seconds: Annotated[float, Field(gt=0)] = 5.0
    settle_seconds: Annotated[float, Field(ge=0)] = 2.0
    batch_size: Annotated[int, Field(gt=0, le=500)] = 50
    workers: Annotated[int, Field(ge=1, le=256)] = os.cpu_count() or 1
    ocr_engine: str = "tesseract"
    languages: list[str] = ["en", "de", "fr", "it", "es", "nl", "pl"]
    erp: str = "embedded"
    erp_options: dict[str, str] = {}
    host: str = "127.0.0.1"
    desk_port: Port = 8710
    desk_hosts: list[str] = ["127.0.0.1", "localhost"]
    desk_secure: bool = False
    desk_address: str = ""
    """Where people reach the desk, as `https://tally.firm.example`; by default `host` and `desk_port`."""
    webhooks: dict[str, WebhookSettings] = {}
    mail: MailSettings | None = None
    oidc: OidcSettings | None = None
    delivery_attempts: Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)] = MOST_ATTEMPTS
    prefect_port: Port = 4210
    prefect_api_url: str = ""
    policy: Policy = Policy()
    policy_file: Path = Path()

    @field_validator("policy", mode="before")
    @classmethod
    def _policy_names_are_known(cls, value: object) -> object:
        unknown = sorted(set(value) - set(Policy.model_fields)) if isinstance(value, dict) else []
        if unknown:
            raise ValueError(f"there is no policy setting {unknown[0]!r}; there are {', '.join(Policy.model_fields)}")
        return value

    @field_validator("policy")
    @classmethod
    def _calendar_knows_the_working_time(cls, policy: Policy) -> Policy:
        wrong = problem(policy.working_time)
        if wrong is not None:
            raise ValueError(wrong)
        return policy

    @field_validator("policy")
    @classmethod
    def _threshold_meets_the_target_error(cls, policy: Policy) -> Policy:
        """Sets the threshold to where the models are wrong no more often than the target error says, unless one was chosen."""
        if "confidence_threshold" in policy.model_fields_set:
            return policy
        return policy.model_copy(update={"confidence_threshold": shipped().threshold(policy.target_error)})

    @model_validator(mode="before")
    @classmethod
    def _places_default_into_the_data_dir(cls, values: dict[str, object]) -> dict[str, object]:
        data_dir = Path(str(values.get("data_dir", "var"))).expanduser().resolve()
        places: dict[str, object] = {
            "database_url": f"sqlite:///{data_dir / 'tallyclerk.db'}",
            "archive_dir": str(data_dir / "archive"),
            "policy_file": str(data_dir / "policy.toml"),
            "channels": {"inbox": {"location": str(data_dir / "inbox")}},
        }
        return {**places, **values, "data_dir": str(data_dir)}

    @property
    def desk_url(self) -> str:
        """Where people reach the review desk."""
        return self.desk_address.rstrip("/") or f"http://{self.host}:{self.desk_port}"


class InstalledSettings(BaseSettings, Settings):
    """The settings with the environment laid over what they are given."""

    model_config = SettingsConfigDict(
        env_prefix="TALLYCLERK_", env_nested_delimiter="__", frozen=True, extra="forbid", validate_default=True
    )

    @classmethod
    def settings_customise_sources(  # noqa: D102 - described by pydantic-settings
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - passwords do not lie about in dot files
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings


def load_settings(path: Path | None = None) -> Settings:
    """The settings of this installation.

    Args:
        path: the settings file; by default the one `TALLYCLERK_SETTINGS` names, else `tallyclerk.toml` here if there is one.

    Raises:
        UsageError: a file that is not there or is no TOML, or a setting that is unknown or wrong.
    """
    found = _settings_file(path)
    try:
        given = tomllib.loads(found.read_text(encoding="utf-8")) if found else {}
        beside = (found.parent if found else Path()) / "policy.toml"
        if beside.is_file():
            given.setdefault("policy_file", str(beside.absolute()))
        return InstalledSettings(**given)
    except ValidationError as error:
        raise UsageError(f"{_where(found)}: {_first(error)}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{found} is not TOML: {error}.") from None
    except SettingsError as error:
        raise UsageError(f"{_where(found)}: {error}.") from None


def _settings_file(path: Path | None) -> Path | None:
    named = path or (Path(os.environ[SETTINGS_VARIABLE]) if os.environ.get(SETTINGS_VARIABLE) else None)
    if named is None:
        return Path(SETTINGS_FILE) if Path(SETTINGS_FILE).is_file() else None
    if not named.is_file():
        raise UsageError(f"There is no settings file {named}; name one with --settings or leave it out for the defaults.")
    return named


def _where(path: Path | None) -> str:
    return f"The settings in {path} (or in TALLYCLERK_… variables)" if path else "The settings in TALLYCLERK_… variables"


def _first(error: ValidationError) -> str:
    problem = error.errors()[0]
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"there is no setting {name!r}"
    return f"{name}: {problem['msg'].removeprefix('Value error, ')}"
