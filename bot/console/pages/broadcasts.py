"""Announcements: for whom, what, when; seen before they go, on their way, stopped."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, Response, abort, request

from bot.console import asked
from bot.console.here import Here
from bot.console.pages.applications import facets
from bot.console.quota import Looking
from handlers.office import broadcasting
from handlers.office.broadcasting import Budget, Seen
from handlers.programmes.sessions import occasion
from handlers.refusal import Refusal, Refused
from handlers.reminders import quiet_hours
from handlers.wording import dates, news
from handlers.wording.office import broadcasts as words
from models.broadcast import LONGEST_TEXT, LONGEST_TITLE, Audience, Broadcast, BroadcastState
from models.calendar import BANGKOK, local_day
from models.listing import Filter
from models.staff import Role
from models.store import Transaction

SHOWN = 50
"""Announcements that are listed, the newest."""
FIELDS = 3
"""State, province, kind of organisation: flags are staff's own."""
DAYS = 30
CLOCKS = tuple(time(hour, minute) for hour in range(7, 21) for minute in (0, 30))
"""What may be chosen for later; any other time by day is taken from the address's or form's `at`."""
_CONFLICTS = (Refusal.SENT_ALREADY, Refusal.REACH_DIFFERS, Refusal.NOTHING_TO_STOP)


def register(pages: Blueprint, here: Here) -> None:
    """`/broadcasts/`."""

    looking = Looking(here.bot)

    def fresh_quota() -> None:
        """LINE is asked before the transaction, if nobody has yet: a slow answer must hold up nobody."""
        with here.read() as tx:
            known = tx.channel.quota().read_at is not None
        if not known:
            here.bot.sender.look_at_quota()

    def found(tx: Transaction, number: int) -> Broadcast:
        one = tx.broadcasts.get(number) if number < 2**31 else None
        if one is None:
            abort(404)
        here.seen(one.audience.programme)
        return one

    def listed(status: int = 200, **values: Any) -> Response:
        with here.read() as tx:
            mine = {it.id: it for it in here.programmes(tx)}
            programme = mine.get(request.values.get("programme", "")) or here.chosen(tx)
            tally = tx.listing.tally(programme.id, Filter()) if programme else None
            rows = [
                (one, mine[one.audience.programme].short_name)
                for one in tx.broadcasts.all(SHOWN)
                if one.audience.programme in mine
            ]
            copied = tx.broadcasts.get(asked.whole("from", form=False) or 0)
            before = copied if copied is not None and copied.audience.programme in mine else None
        wanted = values.pop("wanted", before.audience.wanted if before else Filter())
        typed = {
            "title": before.title if before else "",
            "text": before.text if before else "",
            "chosen_rounds": before.audience.rounds if before else (),
            "faults": {},
        }
        return here.page(
            "broadcasts.html",
            status,
            rows=rows,
            programmes=list(mine.values()),
            programme=programme,
            tally=tally,
            facets=facets(programme, wanted, tally)[:FIELDS] if programme and tally else [],
            rounds=programme.rounds if programme else (),
            sessions=[(occasion(it), dates.weekday(it.date)) for it in programme.days] if programme else [],
            days=_days(here.at.now),
            clocks=[(f"{it:%H:%M}", f"{it:%H.%M} น.") for it in CLOCKS],
            longest=LONGEST_TEXT,
            longest_title=LONGEST_TITLE,
            staff=here.may(Role.STAFF),
            words=words,
            **{**typed, **values},
        )

    def shown(tx: Transaction, one: Broadcast, status: int = 200, **values: Any) -> Response:
        programme = here.programme(tx, one.audience.programme)
        seen = broadcasting.seen(tx, one, here.at.now, values.pop("lately", None))
        return here.page(
            "broadcast.html",
            status,
            seen=seen,
            one=one,
            state=seen.state,
            going=seen.state in (BroadcastState.SCHEDULED, BroadcastState.SENDING),
            programme=programme,
            whom=words.whom(one.audience, programme),
            short=_short(seen),
            linked=tx.staff_lines.of(here.staff.id) is not None,
            night=one.at is None and quiet_hours.quiet(here.at.now),
            staff=here.may(Role.STAFF),
            admin=here.may(Role.ADMIN),
            words=words,
            news=news,
            **{"faults": {}, "conflict": None, **values},
        )

    def refused(tx: Transaction, number: int, why: Refused) -> Response:
        one, text = found(tx, number), here.refused(why)
        if why.why in _CONFLICTS:
            return shown(tx, one, 409, conflict=text)
        return shown(tx, one, 422, faults={"send": text})

    @pages.get("/broadcasts/")
    def broadcasts() -> Response:
        return listed()

    @pages.post("/broadcasts/", provide_automatic_options=False)
    def broadcasts_add() -> Response:
        form = request.form
        wanted = asked.wanted(form=True)
        title, text = form.get("title", ""), form.get("text", "")
        rounds = tuple(form.getlist("round"))
        typed: dict[str, Any] = {"title": title, "text": text, "wanted": wanted, "chosen_rounds": rounds}
        try:
            when = _when(form.get("at", ""), form.get("day", ""), form.get("clock", ""))
        except ValueError:
            return listed(422, faults={"day": words.BAD_TIME}, **typed)
        with here.begin() as tx:
            if form.get("programme") not in {it.id for it in here.programmes(tx)}:
                made: int | Refused = Refused(Refusal.NO_PROGRAMME, {"programme": ""})
                field = "programme"
            else:
                audience = Audience(
                    form["programme"],
                    wanted,
                    form.get("session") or None,
                    form.get("attendance", "") if form.get("session") else None,
                    rounds,
                )
                made = broadcasting.draft(tx, audience, title, text, when, by=here.by, at=here.at)
                field = "text"
        if isinstance(made, Refused):
            field = "day" if made.why in (Refusal.TIME_OVER, Refusal.AT_NIGHT) else field
            return listed(422, faults={field: here.refused(made)}, **typed)
        return here.back("broadcast", number=made)

    @pages.get("/broadcasts/<int:number>")
    def broadcast(number: int) -> Response:
        fresh_quota()
        month = looking.messages()  # a walk through all reminders: not at each look at what is under way
        lately = Budget(month.limit, month.used, month.planned, month.left)
        with here.read() as tx:
            return shown(tx, found(tx, number), lately=lately)

    @pages.post("/broadcasts/<int:number>/send")
    def broadcast_send(number: int) -> Response:
        past = request.form.get("past_reserve") == "1"
        if past and not here.may(Role.ADMIN):
            abort(403)
        fresh_quota()
        with here.begin() as tx:
            found(tx, number)
            sent = broadcasting.send(
                tx,
                number,
                asked.whole("expected"),
                by=here.by,
                at=here.at,
                past_reserve=past,
                morning=request.form.get("morning") == "1",
            )
            if isinstance(sent, Refused):
                return refused(tx, number, sent)
        later = sent.at if sent.state is BroadcastState.SCHEDULED else None
        return here.done(words.sent(sent.of, later), "broadcast", number=number)

    @pages.post("/broadcasts/<int:number>/test")
    def broadcast_test(number: int) -> Response:
        with here.begin() as tx:
            found(tx, number)
            why = broadcasting.test(tx, number, here.staff.id, by=here.by, at=here.at)
            if why is not None:
                return refused(tx, number, why)
        here.bot.sender.wake()
        return here.done(words.TESTED, "broadcast", number=number)

    @pages.post("/broadcasts/<int:number>/stop")
    def broadcast_stop(number: int) -> Response:
        with here.begin() as tx:
            one = found(tx, number)
            stopped = broadcasting.stop(tx, number, by=here.by, at=here.at)
            if isinstance(stopped, Refused):
                return refused(tx, number, stopped)
        return here.done(words.stopped(stopped.sent, one.of), "broadcast", number=number)


def _short(seen: Seen) -> int:
    """How many messages are missing for what is planned; 0 if none are."""
    left = seen.budget.left
    return max(0, -left) if left is not None else 0


def _days(now: datetime) -> list[tuple[str, str]]:
    today = local_day(now)
    days = [today + timedelta(days=ahead) for ahead in range(DAYS)]
    return [(it.isoformat(), dates.weekday(it)) for it in days]


def _when(at: str, day: str, clock: str) -> datetime | None:
    """When it is to go; None: now. Raises ValueError for what is no time."""
    if at:
        when = datetime.fromisoformat(at)
        return when if when.tzinfo else when.replace(tzinfo=BANGKOK)
    if day:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock or "09:00"), BANGKOK)
    return None
