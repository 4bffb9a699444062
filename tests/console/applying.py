"""People with applications, for tests of the console's pages: who can be reached, what reached them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from bot.assembly import jobs
from models.application import Application
from models.store import Transaction
from tests import many
from tests.console.office import Browser, Desk, Form

LIST = "/console/programmes/alpha/applications/"


@dataclass
class Counter:
    """The office's desk with applications on it; LINE's stand-in knows the applicants."""

    desk: Desk
    made: list[Application] = field(default_factory=list)

    def fill(self, count: int, **more: Any) -> None:
        """That many applications, with people behind them whom LINE knows."""
        line = self.desk.rig.line
        known = [line.person(f"คนที่ {number}").id for number in range(count)]
        self.made = many.fill(self.desk.rig.bot.database, count, users=known.__getitem__, long=20, **more)

    def reference(self, number: int) -> str:
        """A person's reference."""
        return str(self.made[number].reference)

    def now(self, number: int) -> Application:
        """An application as it is now."""
        with self.desk.rig.bot.database.read() as tx:
            found = tx.applications.seen(self.made[number].id)
        assert found is not None
        return found

    def work(self) -> None:
        """The scheduler has done what waits; what may be sent has been."""
        jobs.work(self.desk.rig.bot)
        self.desk.rig.bot.sender.deliver_all()

    def wait(self, **span: float) -> None:
        """The machine's time goes on, and what may be sent by then is."""
        self.desk.rig.clock.wait(timedelta(**span))
        self.work()

    def told(self, number: int) -> list[str]:
        """What an applicant was sent, each message's words."""
        bodies = self.desk.rig.channel.bodies
        user = self.made[number].user
        to = [b for b in bodies if user in (b["to"] if isinstance(b["to"], list) else [b["to"]])]
        return [text_of(message) for body in to for message in body["messages"]]

    def delay(self, seconds: int) -> None:
        """After how long applicants are told."""
        bot = self.desk.rig.bot
        object.__setattr__(bot.settings, "decision_delay", timedelta(seconds=seconds))

    def decide(self, browser: Browser, number: int, decision: str, **more: str) -> TestResponse:
        """Decides on the version there is."""
        fields = {"version": str(self.now(number).version), "decision": decision, **more}
        return browser.post(f"/console/applications/{self.reference(number)}/decision", **fields)

    def decide_all(self, browser: Browser, decision: str, **more: str) -> TestResponse:
        """Decides on all that match."""
        return browser.post(f"{LIST}decisions", decision=decision, all="1", **more)

    def block(self, *numbers: int) -> None:
        """They have blocked the bot."""
        with self.desk.rig.bot.database.begin() as tx:
            for number in numbers:
                self._block(tx, number)

    def _block(self, tx: Transaction, number: int) -> None:
        user = self.made[number].user
        assert user is not None
        tx.people.set_following(user, False, self.desk.rig.clock.now())


def text_of(message: dict[str, Any]) -> str:
    """All that a message says; of a card, what is read out."""
    return str(message.get("text") or message.get("altText"))


def attribute(page: TestResponse, name: str) -> str:
    """The one value of an attribute in a page."""
    found = [given[name] for _, given in Form(page.text).tags if name in given]
    assert len(found) == 1, (name, found)
    return found[0]


def attributes(page: TestResponse, *names: str) -> dict[str, str]:
    """Several."""
    return {name: attribute(page, name) for name in names}


def rows(page: TestResponse) -> list[str]:
    """The references of the rows of a list."""
    found = [given for tag, given in Form(page.text).tags if tag == "tr"]
    return [given["data-reference"] for given in found if "data-reference" in given]


def links(page: TestResponse, rel: str) -> list[str]:
    """Where links of a kind lead."""
    return [given["href"] for tag, given in Form(page.text).tags if tag == "a" and given.get("rel") == rel]
