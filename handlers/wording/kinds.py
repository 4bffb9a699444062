"""What a programme of one kind calls its days and its people: an อบรม, a สัมมนา, a ประชุม."""

from __future__ import annotations


def named(event: str, programme: str) -> str:
    """A programme under the word of its kind, which is not said twice where its name begins with it."""
    return programme if programme.startswith(event) else f"{event} {programme}"
