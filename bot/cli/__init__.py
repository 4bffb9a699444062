"""The command line, one module per group of commands; each is imported only when used."""

from __future__ import annotations

import importlib
import traceback
from keyword import iskeyword

import click

from bot.process import plain
from bot.process.settings import BadSettings

_COMMANDS = {
    "demo": ("demo", "Bot, LINE stand-in and scheduler, to try in a browser."),
    "web": ("serving", "Serve the webhook under gunicorn."),
    "scheduler": ("serving", "Tick and deliver."),
    "release": ("preparing", "Migrate, load the shipped programmes the database lacks, train the model."),
    "migrate": ("preparing", "Bring the database's schema to head."),
    "train": ("preparing", "Train the intent model from the corpus and what staff taught."),
    "doctor": ("doctor", "Configuration, database, schema, model, LINE; a plain remedy for each fault."),
    "programme": ("programme", "Programmes in the database."),
    "ask": ("talking", "Ask one question."),
    "chat": ("talking", "The conversation in a terminal; an empty line or Ctrl-D ends it."),
    "evaluate": ("evaluate", "Questions in FILE (JSON lines): accuracy by kind, and the misses."),
    "export": ("export", "The applications of a programme."),
    "import": (
        "importing",
        "Take applications out of a CSV or XLSX file; what cannot be read is named by line and left out.",
    ),
    "reseal": (
        "reseal",
        "Seal everything anew with SECRET_KEY; SECRET_KEY_OLD opens what its predecessors sealed.",
    ),
    "backup": (
        "backup",
        "Copy database and people's files into FILE (.tar.gz) while everything runs, and check the copy.",
    ),
    "restore": (
        "backup",
        "Put a backup into an empty database, bring its schema to head; nothing that was said is said again.",
    ),
    "application": ("application", "Applications in the database."),
    "outbox": ("outbox", "Messages to LINE: what is waiting, what was refused."),
    "poster": ("poster", "Draw a poster (A4) with a square that opens the chat."),
    "richmenu": ("richmenu", "The menus at the foot of the chat."),
    "case": ("case", "Messages people left for staff."),
    "privacy": ("privacy", "Personal data: what is processed, how long, and what was erased."),
    "reminders": ("reminders", "Reminders planned, done and missed."),
    "session": ("session", "Sessions of a programme."),
    "question": ("question", "Questions understood poorly, and what staff taught."),
    "staff": ("staff", "Who works in the console."),
    "audit": ("audit", "Who did what to what, oldest first."),
}
"""Each command's module, and its own first sentence: the list of all is shown without importing any."""


class _Lazy(click.Group):
    """Imports a command's module when it is called: LINE's SDK alone takes half a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f"bot.cli.{_COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name}_" if iskeyword(name) else name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        limit = formatter.width - 6 - max(map(len, _COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, click.Command(name, help=_COMMANDS[name][1]).get_short_help_str(limit))
                    for name in self.list_commands(ctx)
                ]
            )


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
