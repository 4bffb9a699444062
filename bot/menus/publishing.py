"""Publishes the menus: may be run again at any time, after any interruption, and leaves one of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.line.rich_menus import RichMenus
from bot.menus import design, drawing
from bot.menus.following import follow
from bot.process.clock import Clock
from handlers.wording import menus as words
from models.rich_menu import MenuKind
from models.store import Database

OURS = "rapsamak "
"""How the names of our menus begin: others are left alone."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was done: menus made and kept, people linked, menus of before removed."""

    made: Sequence[MenuKind]
    kept: Sequence[MenuKind]
    linked: int
    removed: int


def publish(database: Database, line: RichMenus, clock: Clock, public_url: str | None) -> Published:
    """Draws, uploads, links everybody anew whose menu is another, then removes those of before.

    A menu's name carries a digest of all that is on it, so one that is there already is recognised.
    Raises ConnectionError with LINE's words.
    """
    there = {name: id for id, name in line.all().items()}
    ids: dict[MenuKind, str] = {}
    made = []
    for kind, menu in design.MENUS.items():
        body, picture = described(kind, menu, public_url)
        known = there.get(body["name"])
        if known is not None and line.has_picture(known):
            ids[kind] = known
            continue
        ids[kind] = line.create(body, picture)
        made.append(kind)
    line.set_for_everybody(ids[MenuKind.NEWCOMER])
    with database.begin() as tx:
        if tx.menus.published() != ids:
            tx.menus.publish(ids)
    linked = follow(database, line, clock)
    old = [id for name, id in there.items() if name.startswith(OURS) and id not in ids.values()]
    for id in old:
        line.delete(id)
    return Published(made, [kind for kind in ids if kind not in made], linked, len(old))


def described(kind: MenuKind, menu: design.Menu, public_url: str | None) -> tuple[dict[str, Any], bytes]:
    """A menu as LINE wants it, and its picture."""
    picture = drawing.png(menu)
    body = {
        "size": {"width": design.WIDTH, "height": menu.height},
        "selected": True,
        "chatBarText": words.BAR,
        "areas": design.areas(menu, public_url),
    }
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode() + picture).hexdigest()[:12]
    return {**body, "name": f"{OURS}{kind.value} {digest}"}, picture


def faults(database: Database, line: RichMenus) -> list[str]:
    """What is wrong with the menus at LINE, one line each with its remedy; empty before the first time."""
    with database.read() as tx:
        published = tx.menus.published()
    if not published:
        return []
    there = line.all()
    lost = [kind.value for kind, id in published.items() if id not in there]
    remedy = "run `rapsamak richmenu publish`"
    found = [f"rich menu: LINE does not have {', '.join(lost)}: {remedy}"] if lost else []
    if line.for_everybody() != published.get(MenuKind.NEWCOMER):
        found.append(f"rich menu: another menu than ours is shown to everybody: {remedy}")
    return found
