"""What is waiting for delivery and what LINE refused, for staff; never anybody's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.refusal import Refusal, Refused
from models.channel import Circuit
from models.channel import Quota as Used
from models.outbox import Failed
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Waiting:
    """The state of delivery: messages by state, the oldest waiting, LINE, the month's messages."""

    states: Mapping[str, int]
    oldest: datetime | None
    circuit: Circuit
    quota: Used


@dataclass(frozen=True, slots=True)
class PutBack:
    """Keys of refused messages put back in the queue, and a refusal for any named ones that were not."""

    keys: tuple[str, ...]
    refused: Refused | None


def waiting(tx: Transaction) -> Waiting:
    """The state of delivery now."""
    return Waiting(tx.outbox.by_state(), tx.outbox.oldest_waiting(), tx.channel.circuit(), tx.channel.quota())


def trouble(tx: Transaction) -> list[str]:
    """What keeps LINE from taking anything from this channel, a line each; empty when nothing does."""
    circuit = tx.channel.circuit()
    found = [f"serves nothing of this channel: {circuit.trouble}"] if circuit.trouble is not None else []
    if circuit.open and circuit.trouble is None:
        found.append("does not answer")
    refusing = sorted(tx.channel.refuses_all().values(), key=lambda it: it.endpoint)
    return found + [f"refuses every {it.endpoint.value}: {it.words}" for it in refusing]


def failed(tx: Transaction) -> list[Failed]:
    """What LINE refused for good."""
    return tx.outbox.failed()


def retry(
    tx: Transaction, named: Collection[str] | None, shown: Callable[[str], str], machine_now: datetime
) -> PutBack:
    """Puts refused messages back in the queue: those named by key or as `shown`, or all (None)."""
    known = [message.key for message in tx.outbox.failed()]
    chosen = [key for key in known if named is None or {key, shown(key)} & set(named)]
    back = tuple(shown(key) for key in tx.outbox.put_back(chosen, machine_now))
    missing = [shown(key) for key in named or () if shown(key) not in back]
    refused = Refused(Refusal.NOT_PUT_BACK, {"keys": ", ".join(missing)}) if missing else None
    return PutBack(back, refused)
