"""The buttons offered when we are not sure what was meant."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.conversation import free_text
from handlers.turn import Acts, Step, Turn


def meant(turn: Turn, arguments: Sequence[str]) -> Step:
    """A button that stands for an intent."""
    return free_text.do(turn, arguments[0] if arguments else "")


ACTS = Acts(buttons={"intent": meant})
