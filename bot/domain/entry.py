"""What every entry of a playbook is made of: ids, lines, prose, months.

An entry's docstring and its keys' descriptions are also what an author's editor shows, through
`bot.playbook.schema`. `Field` is given the descriptions, since pydantic would parse the source at every
start (80 ms) to find them below the keys.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic_core import CoreSchema

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=3000, strip_whitespace=True)]


class Entry(BaseModel):
    """Base of all entries: immutable, and a key that nobody knows is a fault rather than ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
