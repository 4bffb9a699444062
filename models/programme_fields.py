"""The kinds of values a programme's fields hold, and how strictly they are read."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, StringConstraints

CLOSED = ConfigDict(extra="forbid", str_strip_whitespace=True)
"""A field that is not known is a fault, not a comment."""

Text = Annotated[str, StringConstraints(min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Label = Annotated[str, StringConstraints(min_length=1, max_length=40)]
