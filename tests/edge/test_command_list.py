"""The list of commands: shown at once, and in the commands' own words."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from bot.cli import _COMMANDS, rapsamak
from tests.edge.terminal import Terminal

HEAVY = ("sqlalchemy", "numpy", "flask", "linebot", "pydantic", "intents", "handlers")


@pytest.mark.parametrize("name", _COMMANDS)
def test_each_is_listed_with_its_own_first_sentence(name: str) -> None:
    command = rapsamak.get_command(click.Context(rapsamak), name)  # type: ignore[attr-defined]
    assert command.get_short_help_str(200) == _COMMANDS[name][1]


def test_all_are_listed(terminal: Terminal) -> None:
    listed = terminal("--help").text.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ")] == sorted(_COMMANDS)


def test_the_list_waits_for_nothing_that_takes_long_to_import() -> None:
    asked = f"""
import sys
sys.argv = ["rapsamak", "--help"]
from bot.cli import main
try:
    main()
except SystemExit:
    print([name for name in {HEAVY} if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
