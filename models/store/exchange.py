"""One event and its answer, with as few statements as the guarantees need.

An event is guarded, its conversation locked and kept, and its answer queued in one transaction. If nothing
else waits for the chat and LINE is well, the answer is leased in it to this very process, which may then send
it without looking for it; if the process dies, the lease ends and any other sends it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from models.application import LIVE
from models.calendar import Moment
from models.channel import LEARNT_FOR, Endpoint
from models.conversation import Conversation, Person, Talked
from models.event import Event
from models.json import from_json_text, to_json_text
from models.once import once_each
from models.outbox import Letter, OutboxMessage, OutboxState, Parcel, Settled
from models.reply import MOST_SHARED, Reply
from models.store import prepared
from models.store.prepared import Prepared

_LIVE = frozenset(state.value for state in LIVE)


class Overtaken(Exception):
    """Somebody else handled the event meanwhile; the transaction is to be given up and begun again."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What an event is answered by.

    seen          it was handled before; the rest then says nothing
    person        new, if they were never seen
    applied       whether they have any application, a draft too
    left          whether something they left for staff is open
    applied_to    programmes that they have an application of their own under way for, sent
    at_once       nothing else waits for the chat and LINE is well: the answer may be leased right away
    """

    seen: bool
    conversation: Conversation
    person: Person
    revision: int
    applied: bool
    at_once: bool
    left: bool = False
    applied_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What is left to do after messages were sent.

    waiting  something may wait to be claimed
    news     that LINE took something is news: it did not before
    """

    waiting: bool
    news: bool


class Exchange:
    """The way of an event through the database."""

    def __init__(self, statements: Prepared) -> None:
        self._do = statements

    def arrive(self, event: Event, at: Moment) -> Arrival:
        """Locks the event's conversation until the transaction ends, and reads what it is answered by."""
        do, chat = self._do, {"chat": event.chat}
        if not do.embedded and do.row(prepared.LOCK_TALK, chat) is None:
            self._begin_talk(event, at)
            do.row(prepared.LOCK_TALK, chat)
        (
            seen, revision, talk, known, following, muted, kinds, also_at, left_at, name,
            applied, left, waiting, well, shut_until, token_left_at,
        ) = do.row(prepared.AROUND, {**chat, "event": event.id})  # fmt: skip
        if seen:
            return Arrival(True, Conversation(event.chat), Person(event.chat), revision, bool(applied), False)
        sent = _sent(applied) if applied else frozenset()
        person = Person(event.chat)
        if known is not None:
            muted_kinds = () if kinds == "[]" else from_json_text(tuple[str, ...], kinds)
            left_at = do.read_instant(left_at)
            person = Person(event.chat, bool(following), bool(muted), muted_kinds, also_at, left_at, name)
        elif not event.in_group:
            do.run(prepared.MEET, {**chat, "yes": True, "no": False, "now": do.instant(at.now)})
        calm = _is_over(do.read_instant(shut_until), at.machine) and _is_over(
            do.read_instant(token_left_at), at.machine - LEARNT_FOR
        )
        if talk is None:
            self._begin_talk(event, at)
        conversation = from_json_text(Conversation, talk) if talk else Conversation(event.chat)
        at_once = bool(well) and calm and not waiting
        return Arrival(False, conversation, person, revision, bool(applied), at_once, bool(left), sent)

    def _begin_talk(self, event: Event, at: Moment) -> None:
        new = to_json_text(Conversation(event.chat))
        values = {"chat": event.chat, "state": new, "now": self._do.instant(at.now)}
        self._do.run(prepared.BEGIN_TALK, values)

    def close(
        self,
        event: Event,
        outcome: str,
        conversation: Conversation,
        letter: Letter | None,
        at: Moment,
        lease: timedelta | None,
        talked: Talked | None = None,
    ) -> Parcel | None:
        """Keeps all that came of an event; the answer to be sent at once, if it was leased.

        lease   for how long this process takes the answer; None leaves it to whoever claims it
        talked  what is kept of it for staff
        Raises `Overtaken`.
        """
        do = self._do
        now = do.instant(at.now)
        message = _message(letter, at, leased=lease is not None) if letter is not None else None
        values = {
            "chat": event.chat,
            "state": to_json_text(conversation),
            "now": now,
            "event": event.id,
            "kind": event.kind.value,
            "outcome": outcome,
            "received": do.instant(event.received_at),
        }
        if message is not None:
            values |= {
                "key": message.key,
                "replies": _as_text(message.replies),
                "retry_key": message.retry_key,
                "token": message.reply_token,
                "token_until": do.instant(message.token_until),
                "answer_state": message.state.value,
                "tries": message.attempts,
                "leased_until": do.instant(at.machine + lease) if lease is not None else None,
                "tried_at": do.instant(message.tried_at),
            }
        if talked is not None:
            values |= {"text": talked.text, "said": talked.answer, "message_id": talked.message_id}
        handled, id = self._closed(values, answered=message is not None, talked=talked is not None)
        if not handled:
            raise Overtaken
        if message is None or id is None or lease is None:
            return None
        leased = replace(message, id=id)
        return Parcel(Endpoint.REPLY, (leased,), None, at.machine, at.machine + lease)

    def sent(self, settled: Sequence[Settled], machine_now: datetime) -> Afterwards:
        """LINE has these, each a message by itself."""
        do, now = self._do, self._do.instant(machine_now)
        firsts = [it.parcel.first for it in settled]
        if do.embedded:
            requests = [it.request_id for it in settled]
            rows = [
                {"now": now, "id": first.id, "attempts": first.attempts, "request": request}
                for first, request in zip(firsts, requests, strict=True)
            ]
            do.run_each(prepared.SENT, rows)
            waiting, failed, refused = do.row(prepared.AFTERWARDS, {})
        else:
            values = {
                "now": now,
                "ids": [first.id for first in firsts],
                "attempts": [first.attempts for first in firsts],
                "requests": [it.request_id for it in settled],
            }
            waiting, failed, refused = do.row(prepared.ALL_SENT, values)
        return Afterwards(bool(waiting), bool(failed or refused))

    def _closed(self, values: dict[str, object], *, answered: bool, talked: bool) -> tuple[int, int | None]:
        """Whether the guard is new, and the answer's id."""
        do = self._do
        if answered and not do.embedded:
            handled, id = do.row(prepared.CLOSED_TALKED if talked else prepared.CLOSED, values)
            return handled, id
        do.run(prepared.KEEP_TALK, values)
        handled = do.run(prepared.HANDLED, values)
        if talked and handled:
            do.run(prepared.TALKED, values)
        row = do.row(prepared.ANSWER, values) if answered and handled else None
        return handled, row[0] if row else None


@once_each(MOST_SHARED)
def _as_text(replies: tuple[Reply, ...]) -> str:
    return to_json_text(replies, tuple[Reply, ...])


def _message(letter: Letter, at: Moment, *, leased: bool) -> OutboxMessage:
    return OutboxMessage(
        id=0,
        key=letter.key,
        chat=letter.chat,
        replies=letter.replies,
        retry_key=str(uuid.uuid4()),
        state=OutboxState.LEASED if leased else OutboxState.PENDING,
        reply_token=letter.reply_token,
        token_until=letter.token_until,
        attempts=int(leased),
        token_tries=int(leased),
        expires_at=None,
        queued_at=at.now,
        tried_at=at.machine if leased else None,
    )


def _sent(applications: str) -> frozenset[str]:
    """The programmes in a list of `programme=state`; without a programme it is a colleague's."""
    pairs = (it.rpartition("=") for it in applications.split(" "))
    return frozenset(programme for programme, _, state in pairs if programme and state in _LIVE)


def _is_over(until: datetime | None, machine_now: datetime) -> bool:
    return until is None or until < machine_now
