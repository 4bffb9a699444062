"""A free text of several sentences."""

from __future__ import annotations

from handlers.applications.questions.text import Text


class LongText(Text):
    """Like a short text; line breaks are kept as spaces."""

    name = "long_text"
    least = 2


KIND = LongText()
