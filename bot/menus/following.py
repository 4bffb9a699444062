"""Links people to the menu they should have, as their applications change: in batches, not in requests."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot.line.masking import masked
from bot.line.rich_menus import MenuRefused
from bot.process.clock import Clock
from handlers.applications.own_menu import by_what, wanted
from models.rich_menu import LONGEST_REST, MOST_AT_ONCE, MenuKind
from models.store import Database

log = logging.getLogger("rapsamak.menus")

LEASE = timedelta(seconds=90)
"""For whoever links: longer than a batch's calls can take."""
REST = timedelta(seconds=30)
"""After LINE could not be reached."""


class Links(Protocol):
    """What following needs from LINE."""

    def link(self, users: Sequence[str], menu: str) -> None:
        """Links people to a menu."""

    def unlink(self, users: Sequence[str]) -> None:
        """Links people to none."""


def follow(database: Database, line: Links, clock: Clock) -> int:
    """Links whoever should have another menu than they have; returns how many people.

    Who is linked is written down after LINE has taken it. A crash in between links them once more, to the
    same. One process does it at a time. What LINE refuses is put off.
    """
    machine = clock.machine()
    with database.read() as tx:
        what = by_what(tx.programmes.at(), clock.now())
        if not tx.menus.waits(what, machine):
            return 0
    with database.begin() as tx:
        if not tx.menus.claim(what, machine + LEASE, machine):
            return 0
    linked, rest = 0, None
    try:
        while (batch := _batch(database, line, clock)) is not None:
            linked += batch
            with database.begin() as tx:
                tx.menus.extend(clock.machine() + LEASE)
    except ConnectionError as error:
        log.warning("menus wait, LINE says %s", masked(str(error)))
        gone = isinstance(error, MenuRefused) and error.answer.status in (400, 404)
        rest = clock.machine() + (LONGEST_REST if gone else REST)
    with database.begin() as tx:
        tx.menus.release(rest)
    if linked:
        log.info("menus linked=%s", linked)
    return linked


def _batch(database: Database, line: Links, clock: Clock) -> int | None:
    """The next people in line; how many were linked, None if nobody waits."""
    with database.read() as tx:
        due = tx.menus.due(MOST_AT_ONCE)
        users = list(dict.fromkeys(user for _, user in due))
        published, shown = tx.menus.published(), tx.menus.shown(users)
        catalogue = tx.programmes.catalogue()
        menus = wanted(users, tx.menus.under_way(users), shown, catalogue, clock.now())
    if not due:
        return None
    rows = {user: [id for id, one in due if one == user] for user in users}
    linked = 0
    for kind in MenuKind if published else ():
        here = [user for user in users if menus[user] is kind]
        menu = published.get(kind, "")
        others = [u for u in here if (shown[u].menu if u in shown else "") != _own(kind, menu)]
        if others:
            _link(line, others, kind, menu)
            linked += len(others)
        with database.begin() as tx:
            tx.menus.linked(others, kind, menu)
            tx.menus.done([id for user in here for id in rows[user]])
    if not published:
        with database.begin() as tx:
            tx.menus.done([id for id, _ in due])
    return linked


def _own(kind: MenuKind, menu: str) -> str:
    """The menu somebody is linked to by themselves; none for what everybody sees."""
    return "" if kind is MenuKind.NEWCOMER else menu


def _link(line: Links, users: Sequence[str], kind: MenuKind, menu: str) -> None:
    """Links them; if LINE dislikes one of many, that one alone is left out."""
    try:
        if kind is MenuKind.NEWCOMER:
            line.unlink(users)
        else:
            line.link(users, menu)
    except MenuRefused as error:
        if error.answer.status != 400 or "menu" in error.answer.message.lower():
            raise
        if len(users) == 1:
            log.warning("menu of %s not linked, LINE says %s", masked(users[0]), masked(str(error)))
            return
        half = len(users) // 2
        _link(line, users[:half], kind, menu)
        _link(line, users[half:], kind, menu)
