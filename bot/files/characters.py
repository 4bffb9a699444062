"""Characters that files may carry; what a chat sends is any string at all."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
"""What stands for a character that a file cannot carry, so that a reader sees that there was one."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")


def legal(text: str) -> str:
    """The text in the characters of XML 1.0 (its production `Char`), line ends as "\\n".

    One other character makes a whole workbook unreadable, and a lone surrogate cannot be written as UTF-8.
    A carriage return would come out of XML as a line feed anyway (XML 1.0, 2.11), so it is one everywhere.
    """
    return _ILLEGAL.sub(REPLACEMENT, _LINE_END.sub("\n", text))
