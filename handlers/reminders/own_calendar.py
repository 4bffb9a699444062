"""A person's sessions as calendar events, and the secret token that leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from handlers.programmes.sessions import known_place
from handlers.wording import sessions
from models import secret_link
from models.application import ApplicationState
from models.programme import Programme
from models.reminder import SessionRecord
from models.store import Transaction

_SHOWN = frozenset({ApplicationState.APPROVED, ApplicationState.COMPLETED})


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One session.

    uid         stays the same when the session moves
    sequence    grows with every change a calendar shows
    starts      None if no hour is announced: it then takes the whole day
    changed_at  the last change
    """

    uid: str
    sequence: int
    changed_at: datetime
    cancelled: bool
    title: str
    day: date
    starts: time | None
    ends: time | None
    place: str | None


def new_token(tx: Transaction, user: str) -> str:
    """A new token for a person's feed; any earlier one stops working."""
    token = secret_link.new_token()
    tx.people.set_calendar(user, secret_link.hashed(token))
    return token


def of_token(tx: Transaction, token: str) -> list[CalendarEvent] | None:
    """The sessions of the token's owner; None if it is nobody's."""
    user = tx.people.by_calendar(secret_link.hashed(token))
    return None if user is None else events(tx, user)


def events(tx: Transaction, user: str) -> list[CalendarEvent]:
    """Every session of the programmes a person is approved for, cancelled ones too, by date."""
    catalogue = tx.programmes.catalogue()
    joined: dict[str, set[str | None]] = {}
    for own in tx.applications.of(user):
        programme = catalogue.get(own.programme)
        if own.state in _SHOWN and programme is not None:
            joined.setdefault(own.programme, set()).add(programme.round_in(own.answers))
    found = [
        _event(programme, record)
        for programme in catalogue.named(sorted(joined))
        for record in tx.sessions.of(programme.id)
        if record.session.round is None or joined[programme.id] & {None, record.session.round}
    ]
    return sorted(found, key=lambda event: (event.day, event.uid))


def feed_url(public_url: str, token: str) -> str:
    """Where a calendar fetches the feed."""
    return f"{public_url.rstrip('/')}/calendar/{token}.ics"


def google_subscription(url: str) -> str:
    """The link that subscribes Google Calendar to a feed."""
    feed = "webcal://" + url.partition("://")[2]
    return f"https://calendar.google.com/calendar/r?{urlencode({'cid': feed})}"


def _event(programme: Programme, record: SessionRecord) -> CalendarEvent:
    session = record.session
    return CalendarEvent(
        uid=f"{programme.id}-{session.id}@rapsamak",
        sequence=record.sequence,
        changed_at=record.changed_at,
        cancelled=record.dropped_at is not None,
        title=sessions.event_title(programme.words.event, programme.short_name, session.title),
        day=session.date,
        starts=session.starts,
        ends=session.ends,
        place=known_place(programme, session),
    )
