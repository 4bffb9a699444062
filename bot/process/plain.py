"""Text made harmless to look at: what people typed never steers a terminal or forges a line of a log."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1: ESC begins with them
    "\u2028\u2029"  # line ends to some readers of logs
    "\u202a-\u202e\u2066-\u2069"  # turn the order of what is read round (Unicode Bidirectional Algorithm)
    "\ud800-\udfff]"  # half a pair: no encoding has it
)


def plain(text: str) -> str:
    r"""The text with whatever steers a terminal as `\u001b`, so that it can be seen and does nothing.

    Tab and line feed stay. The notation is JSON's own: JSON that goes through here means the same afterwards.
    """
    return _STEERS.sub(_shown, text)


def one_line(text: str) -> str:
    """The same for a text that must stay within its line: people's line ends and tabs become spaces."""
    return plain(" ".join(text.split()))


def indented(text: str, by: str = "    ") -> str:
    """The same for a text that may have several lines: none after the first can pass for one of ours."""
    return plain(text).replace("\n", f"\n{by}")


def _shown(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


class _Plain:
    """A text stream whose every word goes through `plain`; all else is the stream's beneath it."""

    def __init__(self, beneath: TextIO) -> None:
        self.beneath = beneath

    def write(self, text: str) -> int:
        """Writes the text, made harmless."""
        return self.beneath.write(plain(text))

    def writelines(self, lines: list[str]) -> None:
        """Writes several."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


@contextmanager
def streams() -> Iterator[None]:
    """Within it standard output and error carry nothing that steers: no command can forget to see to it."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, _Plain(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def unfiltered() -> TextIO:
    """Standard output for our own progress bars, which move the cursor. Never for what people typed."""
    return sys.stdout.beneath if isinstance(sys.stdout, _Plain) else sys.stdout


class OneLine(logging.Formatter):
    """A formatter whose record is one line whatever its words hold; a traceback keeps its lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The record's line."""
        return plain(super().formatMessage(record)).replace("\n", "\\n")

    def formatException(self, ei: Any) -> str:
        """The traceback."""
        return plain(super().formatException(ei))
