"""How the machinery is: what is wrong with the remedy beside it, and figures."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version

from flask import Blueprint, Response

from bot.console.here import Here
from bot.console.quota import Looking, Messages
from bot.files import backup, room
from bot.line.masking import masked
from handlers.office import health as office
from handlers.office.health import Found
from handlers.wording.office import health as words
from models.health import NOTES, Trouble
from models.staff import Role

Said = tuple[str, str, tuple[str, ...]]


def register(pages: Blueprint, here: Here) -> None:
    """`/health/`."""
    looking = Looking(here.bot)

    @pages.get("/health/")
    def health() -> Response:
        ready, admin = not here.bot.faults(), here.may(Role.ADMIN)
        with here.read() as tx:
            found = office.health(tx, here.at)
        quota, saved = looking.messages(), backup.last(here.bot.settings.data_dir)
        all_ = [*found.troubles, *_around(here, quota, saved)]
        troubles = [_said(it, admin=admin) for it in all_ if it.trouble not in NOTES]
        if not ready:
            troubles.insert(0, (words.NOT_READY, "", ()))
        return here.page(
            "health.html",
            health=found,
            troubles=troubles,
            notes=[_said(it, admin=admin) for it in all_ if it.trouble in NOTES],
            due=found.due if admin else (),
            quota=quota,
            saved=saved,
            free=room.left(here.bot.settings.data_dir),
            version=version("rapsamak"),
            now=here.at.now,
            words=words,
        )


def _around(here: Here, quota: Messages, saved: datetime | None) -> list[Found]:
    """What the database does not know: the disk, backups, the month's messages."""
    free = room.left(here.bot.settings.data_dir)
    found = [Found(Trouble.DISK, free // 1_000_000)] if free <= room.ENOUGH else []
    found += [Found(Trouble.QUOTA_SHORT, quota.missing)] if quota.missing else []
    if saved is None:
        return [*found, Found(Trouble.NO_BACKUP)]
    age = here.at.machine - saved
    return [*found, Found(Trouble.OLD_BACKUP, age.days)] if age > backup.OLD else found


def _said(found: Found, *, admin: bool) -> Said:
    what, remedy = words.said(found.trouble, found.count)
    return what, remedy, tuple(masked(line) for line in found.more) if admin else ()
