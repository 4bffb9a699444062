"""What a person left for staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Case:
    """Words left for staff: by whom, about which programme if any, and when."""

    id: int
    user: str
    programme: str | None
    text: str
    at: datetime
