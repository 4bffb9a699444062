"""A chat on a phone as a script that the tests can play again (`tests/scripts`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.simulator.history import Shown
from models.calendar import BANGKOK

_SENT = {"sticker": "สติกเกอร์", "image": "รูปภาพ", "audio": "เสียง", "follow": "เพิ่มเพื่อน", "unfollow": "บล็อก"}
_MINUTE = "%Y-%m-%d %H:%M"


def script(name: str, shown: Iterable[Shown]) -> str:
    """What the person did, a line each, and where the clock moved on; a test run adds what the bot says."""
    lines, reached = [f"# A chat of {name}, recorded."], ""
    for one in shown:
        moment = f"@ {datetime.fromisoformat(one.at).astimezone(BANGKOK):{_MINUTE}}"
        if moment > reached:
            lines.append(moment)
            reached = moment
        if one.sender == "user" and (line := _did(name, one.message)) is not None:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _did(name: str, message: dict[str, object]) -> str | None:
    kind = str(message.get("type"))
    if kind == "text":
        return f"{name}: {' '.join(str(message['text']).split())}"
    if kind == "location":
        return f"{name} ส่ง: ตำแหน่ง {message.get('address', '')}".rstrip()
    return f"{name} ส่ง: {_SENT[kind]}" if kind in _SENT else None
