"""What every entry of a playbook is made of: ids, lines, prose, months.

An entry's docstring and those of its keys are also what an author's editor shows (`bot.playbook.schema`).
"""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic_core import CoreSchema

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=3000, strip_whitespace=True)]


class Entry(BaseModel):
    """Base of all entries: immutable, and a key that nobody knows is a fault rather than ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """With each key explained. Pydantic's own way reads the source at every start: 80 ms."""
        schema = handler.resolve_ref_schema(handler(core))
        explained = dict(_explained(cls))
        for key in explained.keys() & schema["properties"].keys():
            schema["properties"][key]["description"] = explained[key]
        return schema


def _explained(entry: type[Entry]) -> Iterator[tuple[str, str]]:
    """The keys that have a docstring, which stands below the key, and that."""
    [definition] = ast.parse(dedent(inspect.getsource(entry))).body
    assert isinstance(definition, ast.ClassDef)
    for key, below in pairwise(definition.body):
        match key, below:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, inspect.cleandoc(text)


class Months(Entry):
    """The playbook months in which something is open: [1, 3] for months 1 to 3, [4] for 4 and ever after."""

    first: int = Field(ge=1)
    last: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        if isinstance(value, list) and 1 <= len(value) <= 2:
            return {"first": value[0], "last": value[1] if len(value) == 2 else None}
        return value

    @model_validator(mode="after")
    def _in_order(self) -> "Months":
        if self.last is not None and self.last < self.first:
            raise ValueError(f"{self.last} comes before {self.first}; write the first month first")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The list that an author writes."""
        month = {"type": "integer", "minimum": 1}
        return {"type": "array", "items": month, "minItems": 1, "maxItems": 2, "description": cls.__doc__}

    def __contains__(self, month: int) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)
