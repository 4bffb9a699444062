"""What a part of the soak found."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Figures to print, and what is wrong, in words."""

    name: str
    figures: dict[str, object]
    wrong: list[str] = field(default_factory=list)
