"""Answers never stored as typed: kinds with `secret`, such as national identity numbers.

`parse` of such a kind returns {"masked": for people, "clear": the answer}. Whoever stores it first puts
"sealed" in place of "clear" with `seal_value`; display and export use only "masked".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.turn import Seal

CLEAR = "clear"
MASKED = "masked"
SEALED = "sealed"


def seal_value(value: Mapping[str, Any], seal: Seal) -> dict[str, Any]:
    """A secret kind's value in the form to be stored. A sealed one stays as it is."""
    stored = {key: part for key, part in value.items() if key != CLEAR}
    if CLEAR in value:
        stored[SEALED] = seal(value[CLEAR])
    return stored
