"""What a restored copy must not do: say again what was said after it was taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.reminder import Notice, Reminder
from models.store import Transaction

HELD = "waited when the backup was made and may have been sent since"
"""Why a message is among those that staff decide on."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is left to staff after a restore.

    waiting    messages that go on by themselves, because LINE would recognise them
    held       keys of messages set aside: `outbox failed` shows them, `outbox retry` sends them
    reminders  those passed over, because they fell due while the old installation may have run
    notices    notices of change passed over for the same reason
    """

    waiting: int
    held: list[str]
    reminders: list[Reminder]
    notices: list[Notice]


def settle(tx: Transaction, *, made_machine: datetime, machine_now: datetime, ran_until: datetime) -> Settled:
    """Sets aside whatever the installation that was lost may have said after the copy was taken.

    made_machine  machine time of the copy
    ran_until     business time until which the old installation may have been running
    """
    held = tx.outbox.hold(made_machine, machine_now, HELD)
    return Settled(
        tx.outbox.waiting(),
        held,
        tx.reminders.pass_over(ran_until),
        tx.reminders.pass_over_notices(ran_until),
    )
