"""The JSON schema for editors says what the loader says, and explains every key."""

import json
import tomllib
from typing import Any

import pytest
from jsonschema import Draft4Validator

from bot.playbook.loader import PlaybookError, built_in, playbook
from bot.playbook.schema import schema
from tests.playbook.tiny import entry, tiny


def faults(data: dict[str, Any]) -> list[str]:
    return [error.json_path for error in Draft4Validator(schema()).iter_errors(data)]


def test_it_is_a_schema_of_the_draft_that_it_names() -> None:
    Draft4Validator.check_schema(schema())
    assert schema()["$schema"] == Draft4Validator.META_SCHEMA["$schema"]


def test_sound_playbooks_pass() -> None:
    assert faults(tiny()) == []
    assert faults(tomllib.loads(built_in())) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"minutes": 5},
        {"minutes": "an hour"},
        {"titel": "x"},
        {"title": "x" * 76},
        {"skill": "Saying no"},
        {"steps": []},
        {"steps": "one"},
        {"months": 3},
        {"months": [1, 2, 3]},
        {"months": [0, 2]},
        {"months": []},
        {"core": "perhaps"},
        {"track": 7},
        {"lens": 0},
        {"exposure": 4},
    ],
)
def test_what_one_entry_shows_to_be_wrong_is_refused_by_editor_and_loader(keys: dict[str, Any]) -> None:
    data = tiny()
    entry(data, "assignments", "cut-by-half").update(keys)
    assert [path.startswith("$.assignments[3]") for path in faults(data)] == [True]
    with pytest.raises(PlaybookError):
        playbook(data, "tiny.toml")


def test_a_missing_key_and_a_wrong_choice_are_refused() -> None:
    data = tiny()
    del data["trap"]
    entry(data, "kinds", "reading")["fields"][0]["input"] = "number"
    assert sorted(faults(data)) == ["$", "$.kinds[0].fields[0].input"]


def _keys(model: dict[str, Any]) -> dict[str, dict[str, Any]]:
    keys: dict[str, dict[str, Any]] = model.get("properties", {})
    return keys


def test_every_key_is_explained() -> None:
    made = schema()
    models = {"Playbook": made, **made["definitions"]}
    keys = {f"{name}.{key}": says for name in models for key, says in _keys(models[name]).items()}
    assert [key for key, says in keys.items() if not says.get("description", "").endswith((".", '"'))] == []
    assert keys["Assignment.core"] == {
        "type": "boolean",
        "default": False,
        "description": "It comes before what is merely on offer.",
    }
    assert keys["Assignment.phase"]["description"] == "The id of one of the phases."
    assert keys["Assignment.show_me"]["description"] == 'What stands behind "Show me how".'
    assert keys["Playbook.tracks"]["description"].startswith("A way through the programme")


def test_nothing_may_be_null_since_toml_has_none() -> None:
    assert "null" not in json.dumps(schema())
