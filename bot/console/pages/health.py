"""How the machinery is: what is wrong with the remedy beside it, and figures."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, Response

from bot.console.here import Here
from handlers.office import health as office
from handlers.wording.office import health as words


def register(pages: Blueprint, here: Here) -> None:
    """`/health/`."""

    @pages.get("/health/")
    def health() -> Response:
        ready = not here.bot.faults()
        with here.read() as tx:
            found = office.health(tx, here.at)
        troubles = [words.said(it.trouble, it.count) for it in found.troubles]
        if not ready:
            troubles.insert(0, (words.NOT_READY, ""))
        return here.page(
            "health.html", health=found, troubles=troubles, version=version("rapsamak"), now=here.at.now
        )
