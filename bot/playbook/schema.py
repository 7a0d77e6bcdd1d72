"""The playbook's JSON schema, from the models: completion, explanations and checks in an author's editor."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.domain.playbook import Playbook

DRAFT = "http://json-schema.org/draft-04/schema#"
"""The one that Taplo reads, which is behind Even Better TOML (https://taplo.tamasfe.dev)."""


ALIKE = {
    "id": "Small letters, digits and -. No other entry of its list has it.",
    "title": "As members read it.",
    "months": "[1, 3] for months 1 to 3, [4] for month 4 and ever after.",
    **{name: f"The id of one of the {name}s." for name in ("phase", "skill", "kind")},
}
"""What keys mean wherever they stand, unless a model says more."""


class _AsWritten(GenerateJsonSchema):
    """TOML knows no null: what may be left out has the type that it has when it is written."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if made.get("default", ...) is None:
            del made["default"]
        return made


def schema() -> dict[str, Any]:
    """What a playbook file may hold, each key explained by the words that stand beside it in the code."""
    made = Playbook.model_json_schema(schema_generator=_AsWritten, ref_template="#/definitions/{model}")
    definitions = made.pop("$defs")
    for model in (made, *definitions.values()):
        for name, key in model.get("properties", {}).items():
            key.pop("title", None)  # pydantic's only repeats the key
            if "description" not in key:
                key["description"] = ALIKE.get(name) or _meaning(key, definitions)
    return {"$schema": DRAFT, **made, "definitions": definitions}


def _meaning(key: dict[str, Any], definitions: dict[str, Any]) -> str:
    """What the entries are that stand under a key."""
    reference = key.get("$ref") or key["items"]["$ref"]
    return str(definitions[reference.rpartition("/")[2]]["description"])
