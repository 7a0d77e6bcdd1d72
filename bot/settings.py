"""The only reader of the environment and of `.env`. It reports everything that is wrong at once.

Precedence: the environment, then `.env`, then the default. An empty value counts as absent.
"""

import os
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from dotenv import dotenv_values
from dotenv.variables import Variable, parse_variables
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

BOT_TOKEN_PAGE = "Slack app page -> OAuth & Permissions -> Bot User OAuth Token (install the app first)"
APP_TOKEN_PAGE = (
    "Slack app page -> Basic Information -> App-Level Tokens -> Generate, scope connections:write"
)
SECRET_PAGE = "Slack app page -> Basic Information -> App Credentials -> Signing Secret"
CHANNEL_PAGE = "in Slack, the channel's name -> About, at the very bottom"
PERSON_PAGE = "in Slack, the person's profile -> the three dots -> Copy member ID"

TOKENS = {"slack_bot_token": ("xoxb-", BOT_TOKEN_PAGE), "slack_app_token": ("xapp-", APP_TOKEN_PAGE)}
PREFIXES = {"xoxb-": "a bot token", "xapp-": "an app-level token", "xoxp-": "a user token"}
POSTGRES = "postgresql+psycopg://"


def _model_url(value: str) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        strange = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        strange = True
    if strange:
        raise ValueError("is no web address. Write one such as https://models.example/v1, or leave it out")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("holds more than an address. Write the key into MODEL_KEY")
    return value.rstrip("/")


def _model_key(value: str | SecretStr) -> str | SecretStr:
    if isinstance(value, str) and value and not re.fullmatch(r"[!-~]+", value):
        raise ValueError("holds a space, or a letter that no key has")
    return value


class Needs(Enum):
    """What a command needs of Slack."""

    # Words and not tuples: up to Python 3.11.2 a member with the value () gets an object() for it.
    NOTHING = ""
    BOT = "slack_bot_token"
    SOCKET = "slack_bot_token slack_app_token"

    @property
    def settings(self) -> list[str]:
        """Return the names of the settings that must be there."""
        return self.value.split()


class SettingsError(Exception):
    """Everything that is wrong with the settings, one sentence or two each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        listed = "".join(f"\n- {fault}" for fault in faults)
        super().__init__(f"The settings aren't complete or right (.env.example explains each):{listed}")


def _api_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no web address. Write one such as https://slack.com/api/, or leave it out")
    return value.rstrip("/") + "/"


def _database_url(value: str) -> str:
    for prefix in ("postgres://", "postgresql://", POSTGRES):
        if value.startswith(prefix):
            return _postgres_url(value.removeprefix(prefix))
    if re.match(r"sqlite:///.", value):
        return _sqlite_url(value)
    raise ValueError(
        "is no database address. Write sqlite:///pm-coach.db or postgresql://user:password@host/db"
    )


def _sqlite_url(value: str) -> str:
    """Return the address in the one form that SQLAlchemy reads rightly, whatever the folders are called.

    It takes "100%BD" for an escape, and all behind "my?folder" for options.
    """
    path, mark, query = value.partition("?")
    if mark and "=" not in query:
        path, mark, query = value.replace("?", "%3F"), "", ""
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:  # no escape, then
        path = path.replace("%", "%25").replace("%253F", "%3F")
    return path + mark + query


def _postgres_url(rest: str) -> str:
    """Return the address in the one form that SQLAlchemy reads rightly, whatever the password holds."""
    base, mark, query = rest.partition("?")
    if "@" not in base and "@" in query:  # the question mark is the password's
        base, mark, query = rest, "", ""
    user, at, place = base.rpartition("@")
    if not re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:/]*)(:[0-9]{1,5})?(/.*)?", place):
        raise ValueError(
            "has a host or port that can't be read. Write postgresql://user:password@host:5432/db; in a "
            "password, write %40 for @, %2F for / and %3F for ?"
        )
    return POSTGRES + user.replace("@", "%40") + at + place + mark + query


def _channel(value: str) -> str:
    if not re.fullmatch(r"[CG][A-Z0-9]+", value):
        raise ValueError(f"must be a channel's id such as C0123ABCDEF. Find it {CHANNEL_PAGE}")
    return value


def _people(value: str | tuple[str, ...]) -> tuple[str, ...]:
    people = tuple(filter(None, re.split(r"[,\s]+", value) if isinstance(value, str) else value))
    if strange := [p for p in people if not re.fullmatch(r"[UW][A-Z0-9]+", p)]:
        raise ValueError(
            f"must list member ids such as U0123ABCDEF, with commas; not {', '.join(strange)}. "
            f"Find them {PERSON_PAGE}"
        )
    return people


def _port(value: str | int) -> int:
    if not re.fullmatch(r"\d{1,5}", str(value)) or int(value) > 65535:
        raise ValueError("must be a port: a number up to 65535, such as 8080")
    return int(value)


def _log_format(value: str) -> str:
    if value not in ("console", "json"):
        raise ValueError("must be console or json")
    return value


class Settings(BaseSettings):
    """What the environment says. Secrets show neither in repr nor in errors; an absent one is empty."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_client_id: str = ""
    slack_client_secret: SecretStr = SecretStr("")
    slack_api_url: Annotated[str, BeforeValidator(_api_url)] = "https://slack.com/api/"
    """Ends in a slash."""
    database_url: Annotated[str, BeforeValidator(_database_url)] = Field(
        default="sqlite:///pm-coach.db", repr=False
    )
    """As SQLAlchemy wants it; may hold a password."""
    playbook: Annotated[Path, AfterValidator(Path.expanduser)] | None = None
    """None for the built-in one."""
    wins_channel: Annotated[str, BeforeValidator(_channel)] | None = None
    operators: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_people)] = ()
    http_port: Annotated[int, BeforeValidator(_port)] | None = None
    """For /healthz, /readyz and /metrics; None for no server, 0 for any free port."""
    http_host: str = "127.0.0.1"
    model_url: Annotated[str, BeforeValidator(_model_url)] = ""
    """Without a slash at its end; empty where no model is to be asked."""
    model_name: str = ""
    model_key: Annotated[SecretStr, BeforeValidator(_model_key)] = SecretStr("")
    model_run_by: str = ""
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_log_format)] = "console"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)  # constructing Settings reads nothing; only `load` does


def load(
    needs: Needs = Needs.NOTHING,
    environ: Mapping[str, str] | None = None,
    env_file: Path | None = Path(".env"),
) -> Settings:
    """Read the settings that a command needs; SettingsError names everything missing or malformed.

    `environ` stands for the process's environment, `env_file` for `.env` in the working directory
    (None: no file).
    """
    given = _read(os.environ if environ is None else environ, env_file)
    faults = [*_slack_faults(given, needs), *_model_faults(given)]
    try:
        settings = Settings(**given)
    except ValidationError as error:
        faults += [_sentence(e) for e in error.errors(include_input=False)]
    if faults:
        raise SettingsError(faults)
    return settings


def _read(environ: Mapping[str, str], env_file: Path | None) -> dict[str, Any]:
    """What was set, by field name; the environment wins over the file."""
    try:
        if env_file is not None and env_file.is_file() and b"\0" in env_file.read_bytes():
            raise ValueError("there is a zero byte in it, as in UTF-16")
        from_file = DotEnvSettingsSource(Settings, env_file=env_file, env_file_encoding="utf-8-sig")()
    except (OSError, ValueError) as error:
        raise SettingsError(
            [f"{env_file} can't be read: {error}. Write it as UTF-8 text, or remove it."]
        ) from error
    if env_file is not None and from_file and (faults := list(_reference_faults(env_file))):
        raise SettingsError(faults)
    from_environ = EnvSettingsSource(Settings)
    from_environ.env_vars = {name.lower(): value for name, value in environ.items() if value.strip()}
    return {
        name: value.strip()
        for name, value in (from_file | from_environ()).items()
        if name in Settings.model_fields
    }


def _reference_faults(env_file: Path) -> Iterator[str]:
    """Say so where a value would lose a part: python-dotenv follows `${NAME}` in single quotes too.

    A shell and Docker Compose leave it alone there, so that a password with `${` in it is right for them.
    findings/dotenv-single-quotes.sh shows it.
    """
    written = dotenv_values(env_file, encoding="utf-8-sig", interpolate=False)
    for name, value in written.items():
        for part in parse_variables(value or ""):
            if not isinstance(part, Variable) or part.default is not None:
                continue
            if name.lower() in Settings.model_fields and part.name not in written | os.environ:
                yield (
                    f"{name} in {env_file} refers to ${{{part.name}}}, which is set nowhere and would become "
                    f"empty. Set {part.name}; if it is part of a password, set {name} in the environment."
                )


def _model_faults(given: Mapping[str, str]) -> Iterator[str]:
    """Say so where half of a model is set: nobody would notice that it is off."""
    for name, other in (("model_url", "model_name"), ("model_name", "model_url"), ("model_key", "model_url")):
        if given.get(name) and not given.get(other):
            yield f"{other.upper()} is missing. {name.upper()} is set, and a model needs both."


def _sentence(error: ErrorDetails) -> str:
    """One fault in words. The value isn't repeated unless a validator did so: it may hold a password."""
    name = str(error["loc"][0]).upper()
    return f"{name} {error['msg'].removeprefix('Value error, ')}."


def _slack_faults(given: Mapping[str, str], needs: Needs) -> Iterator[str]:
    for name in needs.settings:
        if fault := _token_fault(given.get(name, ""), *TOKENS[name]):
            yield f"{name.upper()} {fault}"
    secret = given.get("slack_signing_secret")
    if needs is not Needs.NOTHING and secret and not re.fullmatch(r"[0-9a-f]{32}", secret):
        yield f"SLACK_SIGNING_SECRET is malformed: it has 32 digits and letters a-f. {SECRET_PAGE}."


def _token_fault(token: str, prefix: str, page: str) -> str | None:
    if not token:
        return f"is missing. {page}."
    if re.fullmatch(rf"{prefix}[\w.-]+", token, re.ASCII):
        return None
    wanted = PREFIXES[prefix]
    for other, name in PREFIXES.items():
        if other != prefix and token.startswith(other):
            return f"holds {name} ({other}); here belongs {wanted} ({prefix}). {page}."
    return f"is malformed: {wanted} begins with {prefix} and holds letters, digits and hyphens only. {page}."
