"""Throws hostile bodies at a whole bot and watches it: a few hundred in tests, masses in the soak."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import event as watching
from sqlalchemy import text

from bot.simulator import people
from handlers.applications import applying
from handlers.refusal import Refused
from handlers.wording import common
from models.outbox import OutboxState
from tests.hostile import bodies
from tests.rig import SECRET, Rig

EXPECTED = (200, 400, 413)
HARMLESS = ("INSERT INTO inbox", "SELECT set_config", "BEGIN")
"""What a replay may say to the database: it finds that the event was there."""
REPLAYED = 0.1
"""The share of taken bodies that come a second time."""
DELIVER_EVERY = 50
"""Bodies after which what the bot says is sent, and checked against LINE's own description."""
VICTIM = "ผู้ถูกแอบอ้าง"


@dataclass
class Assault:
    """One run.

    unsent  of so many answers one is sent and checked, for checking takes longer than answering
    wrong   what must not be, in words
    """

    rig: Rig
    seed: int
    unsent: int = 1
    statuses: Counter[int] = field(default_factory=Counter)
    unsigned: int = 0
    replayed: int = 0
    presses: int = 0
    wrong: list[str] = field(default_factory=list)

    def run(self, count: int, each: Callable[[int], None] = lambda number: None) -> None:
        """Throws so many; `each` is called after every one with its number."""
        rig, rng = self.rig, random.Random(self.seed)
        victim = rig.line.person(VICTIM)
        before = self._owned(victim)
        crowd = [
            *(rig.line.person(f"คนที่ {number}") for number in range(40)),
            *(rig.line.person(f"คนที่ {number}", group="งานแผน") for number in range(4)),
        ]
        said: list[str] = []
        note = _noting(said)
        watching.listen(rig.bot.database._engine, "before_cursor_execute", note)
        for number, body in enumerate(bodies(count, self.seed, crowd, self._ids(victim))):
            rig.clock.wait(timedelta(seconds=1))  # else one person's many messages would be taken for a flood
            said.clear()
            signature = people.sign(SECRET, body.raw)
            status = rig.post(body.raw, signature if body.signed else self._forged(rng, body.raw))
            self.statuses[status] += 1
            if status not in EXPECTED:
                self._blame(f"answered {status}", body.raw)
            if not body.signed:
                self.unsigned += 1
                if status == 200 or said:
                    self._blame(f"unsigned, answered {status}, {said[:3]}", body.raw)
            elif status == 200 and rng.random() < REPLAYED:
                self._replay(body.raw, signature, said)
            if body.signed and status == 200:
                self._answered(body.presses)
            if number % DELIVER_EVERY == 0:
                self._deliver(number)
            each(number)
        self._deliver(0)
        watching.remove(rig.bot.database._engine, "before_cursor_execute", note)
        self._look_back(victim, before)

    def _deliver(self, number: int) -> None:
        if number // DELIVER_EVERY % self.unsent:
            with self.rig.bot.database._engine.begin() as link:
                link.execute(text("DELETE FROM outbox WHERE state = 'pending'"))
        self.rig.bot.sender.deliver_all()

    def _replay(self, raw: bytes, signature: str, said: list[str]) -> None:
        self.replayed += 1
        said.clear()
        if self.rig.post(raw, signature) != 200:
            self._blame("a replay is refused", raw)
        if done := [one for one in said if not one.startswith(HARMLESS)]:
            self._blame(f"a replay did {done[0][:60]!r}", raw)

    def _answered(self, presses: tuple[str, ...]) -> None:
        """A pressed button is answered in a friendly way, whatever it carries."""
        for press in presses:
            self.presses += 1
            with self.rig.bot.database.read() as tx:
                answers = tx.outbox.keys(f"reply:{press}")
            if len(answers) != 1:
                self._blame(f"{len(answers)} answers to a button", press.encode())

    def _forged(self, rng: random.Random, raw: bytes) -> str:
        others = (people.sign("other", raw), people.sign(SECRET, raw + b" "), people.sign(SECRET, b""))
        return rng.choice(("", "x", "ก" * 99, *others))

    def _look_back(self, victim: people.Person, before: Any) -> None:
        faults = [
            line for line in self.rig.bot.metrics.text().decode().splitlines() if 'outcome="fault"' in line
        ]
        self.wrong += [f"our own fault: {line}" for line in faults]
        if self._owned(victim) != before:
            self.wrong.append("somebody changed what is another's")
        if any(it.sender == "bot" for it in self.rig.line.history.since(victim.id)):
            self.wrong.append("somebody made the bot write to another")
        with self.rig.bot.database._engine.connect() as link:
            errors = [
                str(row[0])
                for row in link.execute(
                    text(
                        "SELECT DISTINCT error FROM outbox"
                        " WHERE error LIKE '%our fault%' OR error LIKE '%request body%'"
                    )
                )
            ]
        self.wrong += [f"what the bot says is no message of LINE's: {one}" for one in errors]
        with self.rig.bot.database.read() as tx:
            stuck = {s: n for s, n in tx.outbox.by_state().items() if s == OutboxState.LEASED.value}
        if stuck:
            self.wrong.append(f"left in hand: {stuck}")

    def _owned(self, victim: people.Person) -> Any:
        """What belongs to the victim, as it is written down."""
        with self.rig.bot.database.read() as tx:
            return tx.applications.of(victim.id), tx.outbox.waiting(victim.id)

    def _ids(self, victim: people.Person) -> list[str]:
        with self.rig.bot.database.read() as tx:
            mine = tx.applications.of(victim.id)
        assert mine, "the victim has nothing to lose"
        return [*(one.id for one in mine), *(one.reference or "LING-XXXXXX" for one in mine), victim.id]

    def _blame(self, why: str, raw: bytes) -> None:
        if len(self.wrong) < 20:
            self.wrong.append(f"{why}: {raw[:600]!r}")


def prepare(rig: Rig) -> None:
    """Gives the victim something to lose: an application that is sent, and a colleague's that is not."""
    victim, now = rig.line.person(VICTIM), rig.clock.now()
    with rig.bot.database.begin() as tx:
        programme = tx.programmes.catalogue().get("ling")
        assert programme is not None
        for on_behalf in (False, True):
            draft = applying.begin(tx, programme, victim.id, now, on_behalf=on_behalf, answers={})
            kept = tx.applications.keep(replace(draft, consented_at=now))
            if not on_behalf:
                answers = {question.key: "x" for question in programme.questions}
                kept = applying.put_answers(tx, kept, answers, now)
                sent = applying.submit(tx, programme, kept, now)
                assert not isinstance(sent, Refused), sent


def honest(rig: Rig) -> str:
    """What somebody hears afterwards who asks an honest question."""
    malee = rig.line.person("มาลี")
    body, signature = rig.line.webhook(malee.text("กำหนดการ"))
    assert rig.post(body, signature) == 200
    with rig.bot.database.begin() as tx:
        waiting = tx.outbox.take(malee.id, rig.clock.machine())
    said = " ".join(reply.text for message in waiting for reply in message.replies)
    assert common.FAULT not in said
    return said


def _noting(said: list[str]) -> Callable[..., None]:
    def note(_c: object, _cursor: object, sql: str, *_: object) -> None:
        said.append(sql)

    return note
