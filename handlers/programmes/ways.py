"""Links that lead to a session: into a calendar, and to its place on a map. They need no page of ours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from handlers.programmes.sessions import facts_of, known_place
from handlers.wording import sessions
from models.calendar import BANGKOK, at
from models.programme import Programme, Session
from models.reply import Choice

LONGEST_LINK = 1000
"""Characters; LINE refuses a longer address."""
_PLACE, _TITLE = 60, 30
"""Letters of a place and a title in a link: nine bytes each."""


def to_go(programme: Programme, days: Sequence[Session]) -> tuple[Choice, ...]:
    """Buttons for these days: each into a calendar, and the map where a place is known."""
    return (*calendar(programme, days), *map_of(programme, days))


def calendar(programme: Programme, days: Sequence[Session], most: int = 2) -> tuple[Choice, ...]:
    """A button a day that adds it to Google Calendar."""
    return tuple(
        Choice(sessions.google_label(day.date), uri=google_event(programme, day)) for day in days[:most]
    )


def map_of(programme: Programme, days: Sequence[Session]) -> tuple[Choice, ...]:
    """A button that shows the first known place: in the chat if its point is known, else on the web."""
    for day in days:
        if point(programme, day) is not None:
            return (Choice(sessions.MAP, data=f"map|{programme.id}|{day.id}", say=sessions.MAP),)
        if (place := known_place(programme, day)) is not None:
            return (Choice(sessions.MAP, uri=map_link(place)),)
    return ()


def point(programme: Programme, session: Session) -> tuple[float, float] | None:
    """A session's latitude and longitude: its own, else those of the one announced place."""
    announced = [fact.map for fact in facts_of(programme, session, "venue")]
    round = programme.round(session.round) if session.round else None
    elsewhere = session.place is not None or (round is not None and round.place is not None)
    written = session.map or (announced[0] if len(announced) == 1 and not elsewhere else None)
    if written is None:
        return None
    latitude, _, longitude = written.partition(",")
    return float(latitude), float(longitude)


def map_link(place: str) -> str:
    """Where Google Maps looks for a place: https://developers.google.com/maps/documentation/urls"""
    fields = {"api": "1", "query": place[:_PLACE]}
    return f"https://www.google.com/maps/search/?{urlencode(fields, quote_via=quote)}"


def google_event(programme: Programme, session: Session) -> str:
    """The link that adds one session to Google Calendar."""
    fields = {
        "action": "TEMPLATE",
        "text": sessions.event_title(programme.words.event, programme.short_name, session.title)[:_TITLE],
        "dates": _google_dates(session),
        "ctz": BANGKOK.key,
    }
    if place := known_place(programme, session):
        fields["location"] = place[:_PLACE]
    return f"https://calendar.google.com/calendar/render?{urlencode(fields, quote_via=quote)}"


def until(day: date, ends: time | None) -> datetime:
    """When a session with a starting hour ends in a calendar: as announced, else at the end of the day.

    Without an end a calendar shows a moment and blocks no time, and any hour we chose would look
    announced. All that is known is that it is over when the day is.
    """
    return at(day if ends else day_after(day), ends or time(0))


def day_after(day: date) -> date:
    """The next day: an end date in a calendar is the first free day after."""
    return day + timedelta(days=1)


def _google_dates(session: Session) -> str:
    if session.starts is None:
        return f"{session.date:%Y%m%d}/{day_after(session.date):%Y%m%d}"
    starts = at(session.date, session.starts)
    return f"{starts:%Y%m%dT%H%M%S}/{until(session.date, session.ends):%Y%m%dT%H%M%S}"
