"""Questions about days: the schedule, the next session, a given day, hours, how long, where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from handlers.enquiries.enquiry import Answer, Enquiry, not_announced, told
from handlers.programmes.admission import over
from handlers.wording import common, dates, enquiries
from models.programme import Programme, Session, runs_of_days

_DAYS_SHOWN = 2


def schedule(enquiry: Enquiry) -> Answer:
    """What is announced of the dates, then every day."""
    programme = enquiry.programme
    facts = programme.about("schedule")
    if not facts and not programme.sessions:
        return not_announced(enquiry)
    parts = [enquiries.schedule_head(enquiry.name, f.text) for f in facts[:1]]
    parts += [f.text for f in facts[1:]]
    if programme.sessions:
        runs = [[s.date for s in run] for run in runs_of_days(programme.sessions)]
        parts.append(enquiries.schedule_days(runs, _derived(programme)))
    parts += [enquiries.note(f.note) for f in facts if f.note]
    if over(programme, enquiry.now):
        parts.append(enquiries.held(enquiry.name, programme.days[-1].date))
    return Answer("\n".join(parts), source=("schedule",))


def next_session(enquiry: Enquiry) -> Answer:
    """The run of days that is next, seen from today; today's own counts."""
    programme = enquiry.programme
    if not programme.sessions:
        return schedule(enquiry)
    if enquiry.read.entity("date") is not None:
        return session_on_date(enquiry)
    runs = runs_of_days(programme.sessions)
    coming = next((r for r in runs if r[-1].date >= enquiry.today), None)
    if coming is None:
        return Answer(
            enquiries.no_session_left(enquiry.name, runs[-1][-1].date),
            source=("schedule",),
        )
    days = [s.date for s in coming if s.date >= enquiry.today]
    return Answer(
        enquiries.next_run(enquiry.name, days, enquiry.today, _hour_and_place(enquiry, coming)),
        source=("schedule",),
    )


def session_on_date(enquiry: Enquiry) -> Answer:
    """Whether there is training on the day or in the days named."""
    asked = enquiry.read.entity("date")
    if not enquiry.programme.sessions:
        return schedule(enquiry)
    if asked is None:
        return next_session(enquiry)
    start, end = date.fromisoformat(asked.value["start"]), date.fromisoformat(asked.value["end"])
    held = [s.date for s in enquiry.programme.days if start <= s.date <= end]
    if held:
        return Answer(enquiries.session_on(enquiry.name, held), source=("schedule",))
    lines = [enquiries.no_session_on(enquiry.name, start, end)]
    later = next((s for s in enquiry.programme.days if s.date > end), None)
    if later is not None:
        lines.append(enquiries.nearest(later.date))
    elif enquiry.programme.days[-1].date < start:
        lines.append(enquiries.no_session_left(enquiry.name, enquiry.programme.days[-1].date))
    return Answer("\n".join(lines), source=("schedule",))


def hours(enquiry: Enquiry) -> Answer:
    """The time of day: as stated, or as staff have set it for the next sessions."""
    return _stated_or_set(enquiry, "hours", lambda s: session_hours(s) if s.starts else None)


def venue(enquiry: Enquiry) -> Answer:
    """The place: as stated, or as staff have set it for the next sessions."""
    return _stated_or_set(enquiry, "venue", lambda s: s.place)


def _stated_or_set(enquiry: Enquiry, aspect: str, of: Callable[[Session], str | None]) -> Answer:
    facts = enquiry.programme.about(aspect)
    if facts:
        return Answer(told(enquiry, common.ASPECTS[aspect], facts), source=(aspect,))
    coming = [(s, of(s)) for s in enquiry.programme.days if s.date >= enquiry.today]
    lines = [f"{dates.weekday(s.date)}: {value}" for s, value in coming if value]
    if not lines:
        return not_announced(enquiry)
    return Answer(enquiries.stated(common.ASPECTS[aspect], lines[:_DAYS_SHOWN]))


def duration(enquiry: Enquiry) -> Answer:
    """How long: as stated, else counted from the days."""
    facts = enquiry.programme.about("duration")
    if facts:
        return Answer(told(enquiry, common.ASPECTS["duration"], facts), source=("duration",))
    days = enquiry.programme.days
    if not days:
        return not_announced(enquiry)
    text = enquiries.duration(enquiry.name, len(days), len(runs_of_days(days)), days[0].date, days[-1].date)
    if _derived(enquiry.programme):
        text += f"\n{enquiries.DERIVED}"
    return Answer(text, source=("schedule",))


def session_hours(session: Session) -> str:
    """A session's hours, or that they are not announced."""
    if session.starts is None:
        return common.NOT_ANNOUNCED
    if session.ends is None:
        return dates.clock(session.starts)
    return f"{session.starts:%H:%M}–{dates.clock(session.ends)}"


def _hour_and_place(enquiry: Enquiry, run: Sequence[Session]) -> list[str]:
    hours_stated = [f.text for f in enquiry.programme.about("hours")]
    place_stated = [f.text for f in enquiry.programme.about("venue")]
    hour = hours_stated[0] if hours_stated else session_hours(run[0])
    place = run[0].place or (place_stated[0] if place_stated else common.NOT_ANNOUNCED)
    return [
        enquiries.stated(common.ASPECTS["hours"], [hour]),
        enquiries.stated(common.ASPECTS["venue"], [place]),
    ]


def _derived(programme: Programme) -> bool:
    return any(f.derived for f in programme.about("schedule"))


def schedule_quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """What the dates rest on."""
    return [f.quote for f in programme.about("schedule")]


ANSWERS = {
    "schedule": schedule,
    "next_session": next_session,
    "session_on_date": session_on_date,
    "hours": hours,
    "venue": venue,
    "duration": duration,
}
QUOTES = {"schedule": schedule_quotes}
