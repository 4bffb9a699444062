"""All that was said with a person around a case, in order: in the chat, for staff, by staff, among staff."""

from __future__ import annotations

from datetime import timedelta

from models.case import Case, CaseMessage, Sender, Spoken
from models.store import Transaction

SHOWN = 100
"""Events of the chat that are shown."""
BEFORE = timedelta(days=7)
"""How long before a case what the bot sent by itself is shown."""
SENT_BY_ITSELF = ("reminder", "change", "decision", "broadcast", "file", "interest")
"""Kinds of messages, by the beginning of their key, that nobody asked for."""


def of(tx: Transaction, case: Case) -> list[Spoken]:
    """The thread of a case, oldest first."""
    if case.user is None:
        return [_said(message) for message in case.messages]
    since = case.at - BEFORE
    by_id = {m.message_id: m for m in case.messages if m.message_id}
    lines, shown = [], set()
    talk = [one for one in tx.talk.of(case.user, SHOWN) if one.at is not None and one.at >= since]
    for one in talk:
        own = by_id.get(one.message_id) if one.message_id else None
        if own is not None:
            shown.add(one.message_id)
            lines.append(_said(own))
        elif one.text:
            lines.append(Spoken(Sender.PERSON, one.text, one.at))
        if one.answer:
            lines.append(Spoken(Sender.BOT, one.answer, one.at))
    if not talk:
        lines += [Spoken(line.sender, line.text, line.at) for line in case.before]
    lines += [_said(m) for m in case.messages if m.message_id is None or m.message_id not in shown]
    lines += [Spoken(Sender.STAFF, n.text, n.at, n.by, note=True) for n in tx.cases.notes(case.id)]
    lines += [
        Spoken(Sender.BOT, None, at, kind=kind)
        for kind, at in tx.outbox.told(case.user, SENT_BY_ITSELF, since)
    ]
    return sorted(lines, key=lambda line: line.at or case.at)


def _said(message: CaseMessage) -> Spoken:
    return Spoken(message.sender, message.text, message.at, message.by, of_case=True)
