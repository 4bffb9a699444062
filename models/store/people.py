"""People and their conversations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, delete, exists, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from models.case import Line
from models.conversation import Conversation, Person
from models.json import from_json, to_json
from models.store.insert import insert_new
from models.tables import ApplicationRow, CaseRow, ConversationRow, InterestRow, PersonRow


class People:
    """Who talks to us and where each conversation stands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def conversation(self, user: str, now: datetime) -> Conversation:
        """The person's conversation, locked until the transaction ends; a new one if there is none."""
        insert_new(
            self._session,
            ConversationRow,
            user_id=user,
            state=to_json(Conversation(user)),
            updated_at=now,
        )
        row = self._session.scalars(
            select(ConversationRow).where(ConversationRow.user_id == user).with_for_update()
        ).one()
        return from_json(Conversation, row.state)

    def keep(self, conversation: Conversation, now: datetime) -> None:
        """Writes the conversation back."""
        self._session.execute(
            update(ConversationRow)
            .where(ConversationRow.user_id == conversation.user)
            .values(state=to_json(conversation), updated_at=now)
        )

    def person(self, user: str, now: datetime) -> Person:
        """The person; recorded now if seen for the first time."""
        row = self._session.get(PersonRow, user)
        if row is None:
            insert_new(self._session, PersonRow, user_id=user, following=True, muted=False, first_seen=now)
            return Person(user)
        return _person(row)

    def known(self, user: str) -> tuple[Person, datetime] | None:
        """The person and when they first wrote; None if nothing is kept of them."""
        row = self._session.get(PersonRow, user)
        return (_person(row), row.first_seen) if row is not None else None

    def lines(self, user: str) -> tuple[Line, ...]:
        """The last things said with a person, as far as they are kept."""
        row = self._session.get(ConversationRow, user)
        return from_json(Conversation, row.state).lines if row is not None else ()

    def spare_token(self, user: str) -> datetime | None:
        """Until when (machine time) an unused reply token is good."""
        row = self._session.get(ConversationRow, user)
        token = from_json(Conversation, row.state).spare_token if row is not None else None
        return token[1] if token is not None else None

    def set_following(self, user: str, following: bool, now: datetime | None = None) -> None:
        """They added the bot, or blocked it `now`."""
        self._set(user, following=following, left_at=None if following else now)

    def blocked(self) -> set[str]:
        """Everyone who has blocked the bot."""
        return set(self._session.scalars(select(PersonRow.user_id).where(PersonRow.following.is_(False))))

    def remind_also(self, user: str, at: str | None) -> None:
        """They want one more reminder at this time of day on session days, or no longer want one."""
        self._set(user, also_at=at)

    def mute_kinds(self, user: str, kinds: Sequence[str]) -> None:
        """They want no reminders of these kinds."""
        self._set(user, muted_kinds=list(kinds))

    def extra_times(self, users: Iterable[str]) -> set[str]:
        """Every time of day at which any of these people wants one more reminder."""
        times = self._session.scalars(
            select(PersonRow.also_at)
            .where(PersonRow.also_at.is_not(None), PersonRow.user_id.in_(list(users)))
            .distinct()
        )
        return {time for time in times if time}

    def set_calendar(self, user: str, hashed: str | None) -> None:
        """Sets the hash of their feed's token; None takes the feed away."""
        self._set(user, calendar=hashed)

    def has_calendar(self, user: str) -> bool:
        """Whether they have a feed."""
        return self._session.scalar(select(PersonRow.calendar).where(PersonRow.user_id == user)) is not None

    def by_calendar(self, hashed: str) -> str | None:
        """Whose feed it is."""
        return self._session.scalar(select(PersonRow.user_id).where(PersonRow.calendar == hashed))

    def set_muted(self, user: str, muted: bool) -> None:
        """They want no reminders, or want them again."""
        self._set(user, muted=muted)

    def note_interest(self, user: str, programme: str, now: datetime) -> bool:
        """They want to hear when the programme opens; False if they are already waiting to."""
        if insert_new(self._session, InterestRow, programme_id=programme, user_id=user, at=now):
            return True
        result = self._session.execute(
            update(InterestRow)
            .where(
                InterestRow.user_id == user,
                InterestRow.programme_id == programme,
                InterestRow.told_at.is_not(None),
            )
            .values(at=now, told_at=None)
        )
        assert isinstance(result, CursorResult)
        return result.rowcount == 1

    def interests_waiting(self) -> set[str]:
        """Ids of programmes somebody is waiting to hear about."""
        query = select(InterestRow.programme_id).where(InterestRow.told_at.is_(None)).distinct()
        return set(self._session.scalars(query))

    def tell_interested(self, programmes: Sequence[str], now: datetime) -> list[str]:
        """Everyone waiting to hear about any of these programmes, marked as told, each once."""
        rows = self._session.scalars(
            select(InterestRow)
            .where(InterestRow.programme_id.in_(programmes), InterestRow.told_at.is_(None))
            .order_by(InterestRow.id)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            row.told_at = now
        return list(dict.fromkeys(row.user_id for row in rows))

    def nameless(self, limit: int) -> list[str]:
        """People with an open case whose name in LINE we do not know yet."""
        query = (
            select(PersonRow.user_id)
            .join(CaseRow, CaseRow.user_id == PersonRow.user_id)
            .where(CaseRow.closed_at.is_(None), PersonRow.display_name.is_(None))
        )
        return list(self._session.scalars(query.distinct().limit(limit)))

    def silent_since(self, when: datetime, limit: int) -> list[str]:
        """People who have not written since, and of whom nothing else is kept. Groups are not people."""
        query = (
            select(ConversationRow.user_id)
            .where(ConversationRow.updated_at < when, ConversationRow.user_id.startswith("U"))
            .where(
                *(
                    ~exists().where(table.user_id == ConversationRow.user_id)
                    for table in (ApplicationRow, InterestRow, CaseRow)
                )
            )
        )
        return list(self._session.scalars(query.order_by(ConversationRow.updated_at).limit(limit)))

    def interests_of(self, user: str) -> list[str]:
        """Ids of the programmes a person wants to hear about."""
        query = select(InterestRow.programme_id).where(InterestRow.user_id == user)
        return list(self._session.scalars(query.order_by(InterestRow.id)))

    def set_name(self, user: str, name: str) -> None:
        """Sets their display name in LINE."""
        self._set(user, display_name=name)

    def erase(self, user: str) -> None:
        """Forgets the person, the conversation, and how fast they wrote in groups."""
        for table in (InterestRow, ConversationRow, PersonRow):
            self._session.execute(delete(table).where(table.user_id == user))
        groups = select(ConversationRow).where(
            or_(ConversationRow.user_id.startswith("C"), ConversationRow.user_id.startswith("R")),
            cast(ConversationRow.state, Text).contains(user, autoescape=True),
        )
        for row in self._session.scalars(groups.with_for_update()):
            before = from_json(Conversation, row.state)
            pace = {who: pace for who, pace in before.pace.items() if who != user}
            row.state = to_json(replace(before, pace=pace))
        self._session.flush()

    def _set(self, user: str, **values: Any) -> None:
        self._session.execute(update(PersonRow).where(PersonRow.user_id == user).values(**values))


def _person(row: PersonRow) -> Person:
    return Person(
        row.user_id,
        following=row.following,
        muted=row.muted,
        muted_kinds=tuple(row.muted_kinds),
        also_at=row.also_at,
        left_at=row.left_at,
        display_name=row.display_name,
    )
