"""What commands share: opening the database, and failing with one clear line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeVar

import click

from bot.process import settings
from bot.process.office import Office, Unusable, opened
from handlers.refusal import Refusal, Refused
from handlers.wording.refusals import in_english

T = TypeVar("T")

BAD_USAGE = frozenset(
    {
        Refusal.UNKNOWN_DECISION,
        Refusal.BAD_SETTING,
        Refusal.NO_INTENT,
        Refusal.EMPTY_QUESTION,
        Refusal.EMPTY_ANSWER,
        Refusal.BAD_MAP,
        Refusal.BAD_EMAIL,
        Refusal.BAD_PASSWORD,
    }
)
"""Refusals because of what was typed, not of what was asked for."""


def fail(message: str, code: int = 1) -> NoReturn:
    """Exits with one clear line and a code."""
    click.echo(f"rapsamak: {message}", err=True)
    raise SystemExit(code)


def done(result: T | Refused) -> T:
    """A use case's result; or fails with its refusal in one line."""
    if isinstance(result, Refused):
        fail(in_english(result), 2 if result.why in BAD_USAGE else 1)
    return result


@contextmanager
def office(*, migrated: bool = True) -> Iterator[Office]:
    """Opens the database; if it cannot be used, says why in one line."""
    try:
        with opened(settings.read(), migrated=migrated) as here:
            yield here
    except Unusable as error:
        fail(str(error), 2)
