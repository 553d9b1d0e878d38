"""What the browser sends while somebody types."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

LONGEST_VALUE = 20_000
MOST_FIELDS = 2_000

Name = Annotated[str, StringConstraints(max_length=100)]
Value = Annotated[str, StringConstraints(max_length=LONGEST_VALUE)]


class SentDraft(BaseModel):
    """The typing of one form; without `values` it is to be dropped."""

    form: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=60)]
    object: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]*$", max_length=20)] = ""
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]*$", max_length=20)] = ""
    values: Annotated[dict[Name, list[Value]], Field(max_length=MOST_FIELDS)] = {}
