"""What the rest of the bot hands the simulator, so that it need know nothing else about the bot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Hooks:
    """The bot as the simulator sees it.

    post          a webhook's raw body and signature -> the HTTP status of POST /callback, in process
    settle        returns once nothing waits to be delivered, or after a bounded time
    now           the demo's business clock (aware)
    move_clock    moves it forward and runs what falls due on the way; ValueError, with a message, if backward
    upcoming      what is planned next: [{"at": ISO, "what": Thai text, "recipients": int}]
    applications  [{"reference", "name", "programme", "status", "status_text",
                    "choices": [{"value": "approve", "label": "อนุมัติ"}, …]}]
    decide        (reference, decision) -> None, or the reason against, in Thai
    """

    post: Callable[[bytes, str], int]
    settle: Callable[[], None]
    now: Callable[[], datetime]
    move_clock: Callable[[datetime], None]
    upcoming: Callable[[], list[dict[str, Any]]]
    applications: Callable[[], list[dict[str, Any]]]
    decide: Callable[[str, str], str | None]
