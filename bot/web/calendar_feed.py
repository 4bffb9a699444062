"""A person's sessions as an iCalendar feed (RFC 5545), found by an unguessable token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, Response, request
from icalendar import Calendar, Event

from bot.assembly.wiring import Bot
from bot.files.characters import REPLACEMENT, legal
from bot.web.secret_pages import missing, possible
from handlers.programmes import ways
from handlers.reminders import own_calendar
from handlers.reminders.own_calendar import CalendarEvent
from models.calendar import BANGKOK, at

NAME = "วันอบรมของฉัน"
EVERY = timedelta(hours=1)
"""How often calendars are asked to refresh."""
_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")
_DELETE = "\x7f"
"""Legal in XML, a control character in iCalendar (RFC 5545, 3.1)."""


def feed(bot: Bot) -> Blueprint:
    """The page `/calendar/<token>.ics`."""
    page = Blueprint("calendar", __name__)

    @page.get("/calendar/<token>.ics")
    def calendar(token: str) -> Response:
        """The feed; an unknown token gets the same 404 as any missing page."""
        events = None
        if possible(token):
            with bot.database.read() as tx:
                events = own_calendar.of_token(tx, token)
        if events is None:
            return missing()
        response = Response(written(events), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="sessions.ics"'
        # No proxy may keep it, and the calendar asks each time; if unchanged it gets 304 and no body.
        response.headers["Cache-Control"] = "private, no-cache"
        response.add_etag()
        if events:
            response.last_modified = max(event.changed_at for event in events)
        response.make_conditional(request)
        return response

    return page


def written(events: Sequence[CalendarEvent]) -> bytes:
    """The feed's text; identical for identical sessions, so that a calendar sees when nothing has changed."""
    calendar = Calendar()
    calendar.add("prodid", "-//rapsamak//sessions//TH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", BANGKOK.key)
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_component(event))
    if any(event.starts for event in events):
        calendar.add_missing_timezones()
    return calendar.to_ical()


def _component(event: CalendarEvent) -> Event:
    component = Event()
    component.add("uid", event.uid)
    component.add("summary", _value(event.title))
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.starts is None:
        component.add("dtstart", event.day)
        component.add("dtend", ways.day_after(event.day))
    else:
        component.add("dtstart", at(event.day, event.starts))
        component.add("dtend", ways.until(event.day, event.ends))
    if event.place:
        component.add("location", _value(event.place))
    return component


def _value(text: str) -> str:
    """The text fit for a calendar line: some readers end a line at any line separator."""
    return _LINE_ENDS.sub("\n", legal(text)).replace(_DELETE, REPLACEMENT)
