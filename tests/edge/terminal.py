"""The command line as a person uses it, in this process."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from bot.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: bytes
    error: str

    @property
    def text(self) -> str:
        """What it printed."""
        return self.out.decode()

    @property
    def json(self) -> Any:
        """What it printed, as data."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """What it complained of, a line each."""
        return self.error.splitlines()


class Terminal:
    """Runs `rapsamak` with arguments."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[bytes]) -> None:
        self._patch = patch
        self._capture = capture

    def __call__(self, *arguments: object) -> Ran:
        self._patch.setattr(sys, "argv", ["rapsamak", *map(str, arguments)])
        self._capture.readouterr()
        try:
            main()
            code: Any = 0
        except SystemExit as ended:
            code = ended.code or 0
        said = self._capture.readouterr()
        return Ran(code, said.out, said.err.decode())

    def set(self, **environment: str | None) -> None:
        """Changes environment variables for what follows."""
        for name, value in environment.items():
            if value is None:
                self._patch.delenv(name, raising=False)
            else:
                self._patch.setenv(name, value)
