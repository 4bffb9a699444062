"""What cards say around what they show."""

from __future__ import annotations


def before(value: str) -> str:
    """What a value was, where it cannot be struck out."""
    return f"เดิม {value}"


def step(place: int, total: int) -> str:
    """How far a form has got."""
    return f"ข้อ {place} จาก {total}"
