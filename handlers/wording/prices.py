"""Answers about prices: a line a price, what it covers, what several pay, by how much two differ."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import dates
from models.announced import Fee
from models.timeline import Milestone

COSTS = "มีค่าใช้จ่ายค่ะ"
"""That it is not free, where that is asked."""


def price_line(fee: Fee, amount: int, tier: Milestone | None, named: bool, round: str | None = None) -> str:
    """One price: in which round, for whom, how much, when it holds."""
    how_much = f"{amount:,} บาท" if amount else f"ไม่มี{fee.what}"
    per = "" if fee.unit == "คน" or not amount else f"/{fee.unit}"
    when = f" ({tier.what}{f' ถึง {dates.day(tier.last)}' if tier.last else ''})" if tier is not None else ""
    what = f"{fee.what} " if named else ""
    what = f"{round} {what}" if round else what
    return f"{what}{fee.who}: {how_much}{per}{when}"


def difference(amount: int, unit: str) -> str:
    """By how much two prices differ."""
    return f"ต่างกัน {amount:,} บาทต่อ{unit}ค่ะ" if amount else "เท่ากันค่ะ"


def for_at_least(number: int) -> str:
    """A lower price is for more than come."""
    return f"ราคานี้ต้อง {number} คนขึ้นไปค่ะ"


def in_all(number: int, unit: str, amount: int) -> str:
    """What so many pay together."""
    return f"{number} {unit.split('/')[0]} รวม {amount:,} บาทค่ะ"


def covered(right: bool, what: str, line: str) -> str:
    """Whether a price covers something, and where that is said."""
    return f"{'รวม' if right else 'ไม่รวม'}{what}ค่ะ {line}"


def includes(text: str) -> str:
    """What the money covers."""
    return f"รวม{text}"


def excludes(text: str) -> str:
    """What the money does not cover."""
    return f"ไม่รวม{text}"


def fees(programme: str, what: str, head: Sequence[str], lines: Sequence[str], extra: Sequence[str]) -> str:
    """Prices of one programme."""
    title = f"{what} – {programme}"
    if len(lines) == 1 and not head:
        return "\n".join([f"{title} {lines[0]}", *extra])
    return "\n".join([" ".join([*head, title]), *(f"• {line}" for line in lines), *extra])
