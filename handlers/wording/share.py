"""Passing on: what friends are sent, and what stands on a poster."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording.kinds import named

POSTER_CODE = "รหัสป้าย"
SHARE = "ส่งให้เพื่อน"
SCAN = "สแกนเพื่อถามและสมัครใน LINE"


def poster_says(programme: str, code: str | None) -> str:
    """What a poster's square puts into the chat."""
    said = f"สนใจ {programme}"
    return f"{said} ({POSTER_CODE} {code})" if code else said


def to_a_friend(lines: Sequence[str], link: str | None) -> str:
    """What a friend is sent: what it is, when, until when, and where to ask."""
    return "\n".join([*lines, *([f"ถามและสมัครใน LINE: {link}"] if link else [])])


def title(programme: str) -> str:
    """The title of a card to pass on."""
    return f"ส่งต่อ {programme}"


def place_of(event: str, programme: str) -> str:
    """The name of a point on the map; at most 100 characters."""
    return f"สถานที่{named(event, programme)}"[:100]


HOW = "กดปุ่มด้านล่าง แล้วเลือกเพื่อนหรือกลุ่มที่จะส่งให้ค่ะ บนคอมพิวเตอร์ให้คัดลอกข้อความนี้ส่งแทน"
