"""Characters that files may carry; a chat can send any string at all."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
"""Replaces a character that a file cannot carry, so that a reader sees there was one."""

_ILLEGAL = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    # Legal but meant to deceive: controls that steer a terminal, and what turns the reading order round.
    "|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_LINE_END = re.compile("\r\n?")


def legal(text: str) -> str:
    """The text limited to XML 1.0 characters (its production `Char`) that steer nothing, line ends as "\\n".

    One illegal character makes a whole workbook unreadable, and a lone surrogate cannot be written as UTF-8.
    XML would turn a carriage return into a line feed anyway (XML 1.0, 2.11), so we do so everywhere.
    """
    return _ILLEGAL.sub(REPLACEMENT, _LINE_END.sub("\n", text))
