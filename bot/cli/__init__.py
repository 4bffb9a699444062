"""The command line, one module per group of commands; each is imported only when used."""

from __future__ import annotations

import importlib
import traceback
from keyword import iskeyword

import click

from bot.process import plain
from bot.process.settings import BadSettings

_COMMANDS = {
    "demo": "demo",
    "web": "serving",
    "scheduler": "serving",
    "release": "preparing",
    "migrate": "preparing",
    "train": "preparing",
    "doctor": "doctor",
    "programme": "programme",
    "ask": "talking",
    "chat": "talking",
    "evaluate": "evaluate",
    "export": "export",
    "import": "importing",
    "reseal": "reseal",
    "backup": "backup",
    "restore": "backup",
    "application": "application",
    "outbox": "outbox",
    "case": "case",
    "privacy": "privacy",
    "reminders": "reminders",
    "session": "session",
    "question": "question",
    "staff": "staff",
    "audit": "audit",
}


class _Lazy(click.Group):
    """Imports a command's module when it is called: LINE's SDK alone takes half a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"bot.cli.{_COMMANDS[name]}")
        command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
        return command


@click.command(cls=_Lazy)
@click.version_option(package_name="rapsamak")
def rapsamak() -> None:
    """รับสมัคร: a LINE chatbot for registration and enquiries."""


def main() -> None:
    """Entry point. Exit codes: 0 done, 1 the answer is no, 2 bad usage or configuration."""
    with plain.streams():
        try:
            rapsamak(prog_name="rapsamak")
        except BadSettings as error:
            click.echo(f"rapsamak: {error}", err=True)
            raise SystemExit(2) from None
        except Exception:
            # Printed here, because the interpreter would print an exception's words as they are.
            traceback.print_exc()
            raise SystemExit(1) from None
