"""The person's calendar: a link to subscribe to, a new link, no link; and links for Google."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.enquiries import enquiry
from handlers.programmes import ways
from handlers.programmes.sessions import begins_at
from handlers.reminders import own_calendar, registrations
from handlers.turn import Act, Acts, Step, Turn, button, word
from handlers.wording import common, service, sessions
from models.reply import Card, Choice, Reply

_NEXT_SHOWN, _ALL_SHOWN = 2, 6


def show(turn: Turn, _: Sequence[str] = ()) -> Step:
    """The link, made when first asked for. Only its hash is kept, so it cannot be shown again.

    Without a public address there is none; each day can still be added by itself.
    """
    if not registrations.of(turn):
        choices: tuple[Choice, ...] = (word(common.SCHEDULE), word(common.STATUS), word(common.MENU))
        return turn.say(Reply(service.NO_SESSIONS_OF_MINE, choices=choices), outcome="no calendar")
    if turn.means.public_url is None:
        found = _next_ones(turn, _ALL_SHOWN)
        return _say(turn, sessions.DAY_BY_DAY, found, "calendar day by day") if found else _over(turn)
    if turn.tx.people.has_calendar(turn.user):
        buttons = (*_next_ones(turn), *_RENEW)
        return _say(turn, sessions.CALENDAR_GIVEN, buttons, "calendar given before")
    return new(turn)


def new(turn: Turn, _: Sequence[str] = ()) -> Step:
    """A new link; the old one stops working."""
    if turn.means.public_url is None or not registrations.of(turn):
        return show(turn)
    url = own_calendar.feed_url(turn.means.public_url, own_calendar.new_token(turn.tx, turn.user))
    subscribe = Choice(sessions.GOOGLE, uri=own_calendar.google_subscription(url))
    buttons = (subscribe, *_next_ones(turn), *_RENEW)
    return _say(turn, sessions.calendar(url), buttons, "calendar link")


def off(turn: Turn, _: Sequence[str] = ()) -> Step:
    """Removes the link."""
    turn.tx.people.set_calendar(turn.user, None)
    choices = (word(sessions.CALENDAR), word(common.MENU))
    return turn.say(Reply(sessions.CALENDAR_OFF, choices=choices), outcome="calendar off")


def _over(turn: Turn) -> Step:
    return enquiry.answer(turn, ["schedule"])


def _next_ones(turn: Turn, most: int = _NEXT_SHOWN) -> tuple[Choice, ...]:
    """Links that add each of the next sessions to Google Calendar."""
    coming = [(begins_at(s), p, s) for p, a in registrations.of(turn) for s in p.own_days(a.answers)]
    nearest = sorted((c for c in coming if turn.now < c[0]), key=lambda c: c[0])[:most]
    return tuple(Choice(sessions.google_label(s.date), uri=ways.google_event(p, s)) for _, p, s in nearest)


def _say(turn: Turn, text: str, buttons: tuple[Choice, ...], outcome: str) -> Step:
    card = Card(sessions.CALENDAR_TITLE, text=text, buttons=buttons)
    choices = (word(service.MY_SESSIONS), word(common.MENU))
    return turn.say(Reply(text, cards=(card,), choices=choices), outcome=outcome)


_RENEW = (button(sessions.CALENDAR_NEW, "calendar.new"), button(sessions.CALENDAR_STOP, "calendar.off"))

ACTS = Acts(
    acts=(Act("calendar", show, "ปฏิทินของฉัน"),),
    buttons={"calendar.show": show, "calendar.new": new, "calendar.off": off},
)
