"""What a reminder becomes: one push a person, or one post in a group. Forecast and sending share this."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.applications.lifecycle import applicant_name
from handlers.reminders.audience import AUDIENCES
from handlers.reminders.kinds import Telling
from handlers.reminders.reminder_plan import kind_of, own_time, rule_of
from models.application import Application
from models.outbox import Letter
from models.programme import Catalogue, Programme
from models.reminder import Reminder
from models.store import Transaction

MERGED_WITHIN = timedelta(hours=1)
"""How far ahead of its time a reminder may go out together with another."""
MOST_TOGETHER = 5
"""LINE's limit for the messages of one push."""


@dataclass(frozen=True, slots=True)
class Part:
    """One reminder for one application; without an application it is for a group."""

    reminder: Reminder
    application: Application | None
    recipient: str

    @property
    def key(self) -> str:
        """What is never queued twice."""
        return self.reminder.key(self.recipient)


@dataclass(frozen=True, slots=True)
class Push:
    """One message to one chat: one reminder, or several that may go together."""

    chat: str
    parts: tuple[Part, ...]


def parts(tx: Transaction, programme: Programme, reminder: Reminder) -> list[Part]:
    """Everyone a reminder is for, as things stand; the programme's group where that is told instead."""
    rule = rule_of(programme, reminder)
    if rule is None:
        return []
    kind = kind_of(rule)
    group = tx.sessions.group(programme.id) if getattr(kind, "PUBLIC", False) else None
    if group is not None:
        return [Part(reminder, None, f"{programme.id}@{group}")]
    if (clock := own_time(reminder)) is not None:
        reached = tx.applications.to_remind(programme.id, rule.kind, also_at=clock)
        if any(r.kind == "morning" and r.at == rule.at for r in programme.reminders):
            told = {a.id for a in tx.applications.to_remind(programme.id, "morning")}
            reached = [a for a in reached if a.id not in told]
    else:
        sessions = [s for s in programme.days if s.id in reminder.sessions]
        audience = AUDIENCES[rule.audience or kind.AUDIENCES[0]]
        reached = audience(tx, programme, rule.kind, sessions)
    return [Part(reminder, a, a.id) for a in reached if rule.stage is None or a.stage == rule.stage]


def pushes(
    tx: Transaction,
    catalogue: Catalogue,
    reminder: Reminder,
    planned: Sequence[Reminder],
    told: Collection[str],
) -> list[Push]:
    """What a due reminder becomes.

    planned   reminders that are still to come: what may go along with this one is taken from them
    told      keys of what went along with an earlier one
    """
    programme = catalogue.get(reminder.programme)
    assert programme is not None, "a reminder refers to a programme by a foreign key"
    own = [p for p in parts(tx, programme, reminder) if p.key not in told]
    if not _may_merge(catalogue, reminder):
        return [Push(_chat(p), (p,)) for p in own]
    along = [
        part
        for other in planned
        if other.id != reminder.id
        and reminder.due_at <= other.due_at <= reminder.due_at + MERGED_WITHIN
        and _may_merge(catalogue, other)
        and (its := catalogue.get(other.programme)) is not None
        for part in parts(tx, its, other)
        if part.application is not None and part.key not in told
    ]
    return list(_together(own, along))


def queue(tx: Transaction, catalogue: Catalogue, push: Push, now: datetime) -> bool:
    """Puts a push into the outbox; False when it was there already."""
    first, *others = push.parts
    letter = Letter(
        key=first.key,
        chat=push.chat,
        replies=tuple(kind_of(t.rule).say(t) for p in push.parts if (t := _telling(catalogue, p, now))),
        expires_at=max(part.reminder.useless_at for part in push.parts),
    )
    new = tx.outbox.put(letter, now)
    if new:
        tx.reminders.merge([part.key for part in others], now)
    return new


def _telling(catalogue: Catalogue, part: Part, now: datetime) -> Telling | None:
    programme = catalogue.get(part.reminder.programme)
    rule = rule_of(programme, part.reminder) if programme else None
    if programme is None or rule is None:
        return None
    application = part.application
    on_behalf = application is not None and application.on_behalf
    return Telling(
        programme=programme,
        rule=rule,
        sessions=tuple(s for s in programme.days if s.id in part.reminder.sessions),
        now=now,
        until=part.reminder.useless_at,
        whose=applicant_name(programme, application) if application and on_behalf else None,
        application=application.id if application and on_behalf else None,
        in_group=application is None,
    )


def _together(own: Sequence[Part], along: Sequence[Part]) -> Iterator[Push]:
    """A person's parts in one push, those of the due reminder first, at most so many as LINE takes."""
    by_chat: dict[str, list[Part]] = {}
    for part in own:
        by_chat.setdefault(_chat(part), []).append(part)
    for part in along:
        if _chat(part) in by_chat:
            by_chat[_chat(part)].append(part)
    for chat, all_ in by_chat.items():
        needed = sum(1 for part in all_ if part in own)
        for i in range(0, max(needed, 1), MOST_TOGETHER):
            yield Push(chat, tuple(all_[i : i + MOST_TOGETHER]))


def _chat(part: Part) -> str:
    return part.application.user if part.application else part.recipient.partition("@")[2]


def _may_merge(catalogue: Catalogue, reminder: Reminder) -> bool:
    programme = catalogue.get(reminder.programme)
    rule = rule_of(programme, reminder) if programme else None
    return rule is not None and rule.merge
