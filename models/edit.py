"""A programme as somebody typed it and has not saved yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """What one member of staff typed into one programme.

    document  what the editor needs to go on, as a JSON text
    base      the version of the programme that was before them
    at        when it was typed last; the machine's time
    """

    document: str
    base: str
    at: datetime
