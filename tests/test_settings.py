"""Settings: read in one place, wrong ones named all at once, secrets never shown."""

import os
import re
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.settings import Needs, Settings, SettingsError, load
from bot.store.database import Database

REPOSITORY = Path(__file__).parents[1]
BOT_PAGE = "Slack app page -> OAuth & Permissions -> Bot User OAuth Token (install the app first)."
APP_PAGE = "Slack app page -> Basic Information -> App-Level Tokens -> Generate, scope connections:write."
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-bot", "SLACK_APP_TOKEN": "xapp-1-app"}


def refused(environ: dict[str, str], needs: Needs = Needs.NOTHING) -> list[str]:
    with pytest.raises(SettingsError) as refusal:
        load(needs, environ, env_file=None)
    return refusal.value.faults


def test_both_tokens_are_asked_for_at_once_with_where_to_get_them() -> None:
    assert refused({}, Needs.SOCKET) == [
        f"SLACK_BOT_TOKEN is missing. {BOT_PAGE}",
        f"SLACK_APP_TOKEN is missing. {APP_PAGE}",
    ]


def test_tokens_in_each_others_place_are_named_as_such() -> None:
    swapped = {"SLACK_BOT_TOKEN": "xapp-1-app", "SLACK_APP_TOKEN": "xoxb-1-bot"}
    assert refused(swapped, Needs.SOCKET) == [
        f"SLACK_BOT_TOKEN holds an app-level token (xapp-); here belongs a bot token (xoxb-). {BOT_PAGE}",
        f"SLACK_APP_TOKEN holds a bot token (xoxb-); here belongs an app-level token (xapp-). {APP_PAGE}",
    ]


@pytest.mark.parametrize("token", ["hunter2", "xoxb-", "xoxb-1 2", "xoxb-…", "Bearer xoxb-1"])
def test_a_malformed_token_is_refused_without_being_repeated(token: str) -> None:
    [fault] = refused({"SLACK_BOT_TOKEN": token}, Needs.BOT)
    assert fault == (
        "SLACK_BOT_TOKEN is malformed: a bot token begins with xoxb- and holds letters, digits and hyphens "
        f"only. {BOT_PAGE}"
    )


def test_a_user_token_is_recognised() -> None:
    [fault] = refused({"SLACK_BOT_TOKEN": "xoxp-1"}, Needs.BOT)
    assert fault.startswith("SLACK_BOT_TOKEN holds a user token (xoxp-);")


def test_a_malformed_signing_secret_is_named_where_slack_is_needed() -> None:
    environ = TOKENS | {"SLACK_SIGNING_SECRET": "secret"}
    assert refused(environ, Needs.SOCKET) == [
        "SLACK_SIGNING_SECRET is malformed: it has 32 digits and letters a-f. "
        "Slack app page -> Basic Information -> App Credentials -> Signing Secret."
    ]
    assert load(Needs.NOTHING, environ, None).slack_signing_secret.get_secret_value() == "secret"
    assert load(Needs.SOCKET, TOKENS | {"SLACK_SIGNING_SECRET": "0f" * 16}, None)


def test_commands_demand_no_token_that_they_do_not_need() -> None:
    assert load(Needs.NOTHING, {"SLACK_APP_TOKEN": "nonsense"}, None).slack_bot_token.get_secret_value() == ""
    assert load(Needs.BOT, {"SLACK_BOT_TOKEN": "xoxb-1"}, None).slack_bot_token.get_secret_value() == "xoxb-1"


def test_everything_wrong_is_listed_at_once() -> None:
    wrong = {
        "SLACK_API_URL": "slack.com/api",
        "DATABASE_URL": "mysql://me:hunter2@host/db",
        "WINS_CHANNEL": "#wins",
        "OPERATORS": "U1, bob",
        "HTTP_PORT": "https",
        "LOG_FORMAT": "xml",
    }
    assert refused(wrong, Needs.BOT) == [
        f"SLACK_BOT_TOKEN is missing. {BOT_PAGE}",
        "SLACK_API_URL is no web address. Write one such as https://slack.com/api/, or leave it out.",
        "DATABASE_URL is no database address. "
        "Write sqlite:///pm-coach.db or postgresql://user:password@host/db.",
        "WINS_CHANNEL must be a channel's id such as C0123ABCDEF. "
        "Find it in Slack, the channel's name -> About, at the very bottom.",
        "OPERATORS must list member ids such as U0123ABCDEF, with commas; not bob. "
        "Find them in Slack, the person's profile -> the three dots -> Copy member ID.",
        "HTTP_PORT must be a port: a number up to 65535, such as 8080.",
        "LOG_FORMAT must be console or json.",
    ]


def test_the_defaults_need_nothing_at_all() -> None:
    settings = load(environ={}, env_file=None)
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///pm-coach.db"
    assert (settings.playbook, settings.wins_channel, settings.operators) == (None, None, ())
    assert settings.log_format == "console"
    assert (settings.http_port, settings.http_host) == (None, "127.0.0.1")


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("SLACK_API_URL", "http://127.0.0.1:8765/api", "slack_api_url", "http://127.0.0.1:8765/api/"),
        ("SLACK_API_URL", "https://slack.com/api/", "slack_api_url", "https://slack.com/api/"),
        ("DATABASE_URL", "sqlite:////var/coach.db", "database_url", "sqlite:////var/coach.db"),
        ("DATABASE_URL", "postgres://a:b@h/db", "database_url", "postgresql+psycopg://a:b@h/db"),
        ("DATABASE_URL", "postgresql://h/db?x=1", "database_url", "postgresql+psycopg://h/db?x=1"),
        ("DATABASE_URL", "postgresql+psycopg://h/db", "database_url", "postgresql+psycopg://h/db"),
        ("PLAYBOOK", "ours.toml", "playbook", Path("ours.toml")),
        ("PLAYBOOK", "~/ours.toml", "playbook", Path.home() / "ours.toml"),
        ("WINS_CHANNEL", " C0WINS ", "wins_channel", "C0WINS"),
        ("OPERATORS", "U1, W2,", "operators", ("U1", "W2")),
        ("HTTP_PORT", "8080", "http_port", 8080),
        ("HTTP_PORT", "0", "http_port", 0),
        ("HTTP_HOST", "0.0.0.0", "http_host", "0.0.0.0"),
        ("LOG_FORMAT", "json", "log_format", "json"),
    ],
)
def test_a_value_is_read_as_it_is_used(name: str, value: str, field: str, read: object) -> None:
    assert getattr(load(environ={name: value}, env_file=None), field) == read


@pytest.mark.parametrize("port", ["65536", "-1", "80 81", "0x50"])
def test_a_port_is_a_number_that_ports_have(port: str) -> None:
    assert refused({"HTTP_PORT": port}) == ["HTTP_PORT must be a port: a number up to 65535, such as 8080."]


@pytest.mark.parametrize("port", ["54a2", "543211", "5432 "])
def test_a_database_address_with_an_odd_port_is_refused_without_being_repeated(port: str) -> None:
    [said] = refused({"DATABASE_URL": f"postgresql://me:hunter2@host:{port}x/db"})
    assert said.startswith("DATABASE_URL has a host or port that can't be read.")
    assert "hunter2" not in said


def test_a_password_is_one_whatever_is_in_it() -> None:
    for password in ("hunt@er", "hunt/er", "hunt:er", "hunt?er", "h@unt/e@r", "hunt%40er"):
        read = load(environ={"DATABASE_URL": f"postgresql://me:{password}@host:5432/db?x=1"}, env_file=None)
        url = make_url(read.database_url)
        assert (url.host, url.port, url.database) == ("host", 5432, "db")
        assert url.password == password.replace("%40", "@")
        assert "er" not in Database(read.database_url).shown.replace("server", "")


def test_a_mark_at_the_beginning_of_the_file_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WINS_CHANNEL=C1\n", encoding="utf-8-sig")
    assert load(environ={}, env_file=tmp_path / ".env").wins_channel == "C1"


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite://", "coach.db", "postgresql:coach"])
def test_a_database_address_that_leads_nowhere_is_refused(url: str) -> None:
    assert refused({"DATABASE_URL": url})[0].startswith("DATABASE_URL is no database address.")


def test_the_environment_wins_over_the_file_and_an_empty_value_counts_as_absent(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('SLACK_BOT_TOKEN="xoxb-file" # a comment\nLOG_FORMAT=json\nWINS_CHANNEL=\nELSE=1\n')
    environ = {"SLACK_BOT_TOKEN": "xoxb-environment", "LOG_FORMAT": " "}
    settings = load(Needs.BOT, environ, file)
    assert settings.slack_bot_token.get_secret_value() == "xoxb-environment"
    assert (settings.log_format, settings.wins_channel) == ("json", None)


def test_without_a_mapping_the_process_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WINS_CHANNEL", "C0WINS")
    assert load(env_file=None).wins_channel == "C0WINS"
    assert Settings().wins_channel is None  # only `load` looks


def test_reading_a_file_leaves_the_process_environment_alone(tmp_path: Path) -> None:
    # Bolt switches to OAuth by itself once it sees SLACK_CLIENT_ID and SLACK_CLIENT_SECRET there.
    file = tmp_path / ".env"
    file.write_text("SLACK_CLIENT_ID=1.2\nSLACK_CLIENT_SECRET=abc\n")
    settings = load(environ={}, env_file=file)
    assert (settings.slack_client_id, settings.slack_client_secret.get_secret_value()) == ("1.2", "abc")
    assert not {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"} & set(os.environ)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"LOG_FORMAT=\xff")
    with pytest.raises(
        SettingsError, match=r"\.env can't be read: .* Write it as UTF-8 text, or remove it\."
    ):
        load(environ={}, env_file=file)


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        ("DATABASE_URL='postgresql://me:a${b}c@host/db'", 1),
        ('DATABASE_URL="postgresql://me:${b}@host/${c}"', 2),
        ("DATABASE_URL=postgresql://me:${b}@host/db\nb=secret", 0),
        ("DATABASE_URL=postgresql://me:${b:-secret}@host/db", 0),
        ("DATABASE_URL=postgresql://me:${PATH}@host/db", 0),
        ("DATABASE_URL='postgresql://me:a$b@host/db'", 0),
        ("OTHER='${b}'", 0),
        ("WINS_CHANNEL", 0),
    ],
)
def test_a_value_that_refers_to_nothing_is_refused_before_it_loses_a_part(
    tmp_path: Path, written: str, faults: int
) -> None:
    file = tmp_path / ".env"
    file.write_text(written, encoding="utf-8")
    if not faults:
        load(environ={}, env_file=file)
        return
    with pytest.raises(SettingsError) as error:
        load(environ={}, env_file=file)
    assert str(error.value).count("set DATABASE_URL in the environment") == faults
    assert "${b}" in str(error.value)
    assert "me:" not in str(error.value), "the address may hold a password"


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert load(environ={}, env_file=tmp_path / ".env").log_format == "console"


def test_secrets_show_neither_in_repr_nor_in_text() -> None:
    settings = load(
        Needs.SOCKET,
        TOKENS
        | {
            "SLACK_SIGNING_SECRET": "0123456789abcdef" * 2,
            "SLACK_CLIENT_SECRET": "hunter2",
            "MODEL_URL": "https://models.example/v1",
            "MODEL_NAME": "tiny-1",
            "MODEL_KEY": "hunter4",
            "DATABASE_URL": "postgresql://me:hunter3@host/db",
        },
        None,
    )
    shown = f"{settings!r} {settings}"
    for secret in ("1-bot", "1-app", "0123456789abcdef", "hunter2", "hunter3", "hunter4"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"MODEL_URL": "https://m.example/v1"}, "MODEL_NAME is missing. MODEL_URL is set"),
        ({"MODEL_NAME": "tiny-1"}, "MODEL_URL is missing. MODEL_NAME is set"),
        ({"MODEL_KEY": "hunter4"}, "MODEL_URL is missing. MODEL_KEY is set"),
        ({"MODEL_URL": "m.example", "MODEL_NAME": "x"}, "MODEL_URL is no web address."),
        ({"MODEL_URL": "https://[x", "MODEL_NAME": "x"}, "MODEL_URL is no web address."),
        ({"MODEL_URL": "https://m.example:99999/v1", "MODEL_NAME": "x"}, "MODEL_URL is no web address."),
        ({"MODEL_URL": "https://me:hunter4@m.example", "MODEL_NAME": "x"}, "MODEL_URL holds more than an"),
        ({"MODEL_URL": "https://m.example?key=hunter4", "MODEL_NAME": "x"}, "MODEL_URL holds more than an"),
        (
            {"MODEL_URL": "https://m.example", "MODEL_NAME": "x", "MODEL_KEY": "hunter4\r\nX: y"},
            "MODEL_KEY holds a space, or a letter that no key has.",
        ),
    ],
)
def test_half_a_model_or_a_strange_one_is_named_without_its_key(given: dict[str, str], said: str) -> None:
    [fault] = refused(given, Needs.NOTHING)
    assert fault.startswith(said)
    assert "hunter4" not in fault


def test_the_example_explains_every_setting_and_no_other() -> None:
    text = (REPOSITORY / ".env.example").read_text()
    assert re.findall(r"^([A-Z_]+)=$", text, re.MULTILINE) == [name.upper() for name in Settings.model_fields]
    assert load(environ={}, env_file=REPOSITORY / ".env.example") == Settings()
