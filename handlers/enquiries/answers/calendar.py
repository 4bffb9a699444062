"""Questions about days: the schedule, the next session, a given day, hours, how long, where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.enquiries import schedule_card
from handlers.enquiries.answer import (
    TO_STAFF,
    Answer,
    AnswerKind,
    Enquiry,
    label,
    not_announced,
    stated,
    told,
    whom_to_ask,
)
from handlers.enquiries.days_named import sessions_on
from handlers.programmes import sessions
from handlers.programmes.admission import over
from handlers.programmes.counting import Counted, counted
from handlers.thresholds import NAMED, SAME
from handlers.wording import dates, enquiries
from handlers.wording.common import NOT_ANNOUNCED
from intents.act import Act, acts
from intents.matching import matches
from models.programme import Fact, Programme, Session, runs_of_days
from models.reply import Choice

ON_A_DAY = "session_on_date"
"""The question whose answer gives time and place for a named day."""
_DAYS_SHOWN = 4
_ENDS = re.compile(r"เลิก|จบ(?:งาน)?กี่|(?<!ไป)(?<!มา)ถึงกี่โมง|กลับกี่|เสร็จกี่")
_FIGURES = re.compile(r"\d+")
_FEW = 2
"""Up to this many days, hours and place are given too."""


def schedule(enquiry: Enquiry) -> Answer:
    """The announced dates, then every day; or only the week or day asked for by its number."""
    programme = enquiry.programme
    if programme.sessions and enquiry.read.entity("nth") is not None:
        return nth_session(enquiry)
    end = acts(enquiry.text) & {Act.FIRST_DAY, Act.LAST_DAY}
    if programme.sessions and len(end) == 1:
        return _one_end(enquiry, first=Act.FIRST_DAY in end)
    facts = programme.about("schedule")
    if not facts and not programme.sessions:
        return not_announced(enquiry)
    parts = [enquiries.schedule_head(enquiry.name, f.text) for f in facts[:1]]
    parts += [f.text for f in facts[1:]]
    runs = [[s.date for s in run] for run in runs_of_days(programme.sessions)]
    if len(programme.days) == 1 and not facts:
        return Answer(enquiries.only_day(enquiry.name, programme.days[0].date, enquiry.today))
    if len(programme.sessions) > 1:
        parts.append(enquiries.schedule_days(runs, _derived(programme)))
    after = [enquiries.note(f.note) for f in facts if f.note]
    if over(programme, enquiry.now):
        after.append(enquiries.HELD)
    stated_dates = "\n".join(f.text for f in facts)
    besides = [*([enquiries.DERIVED] if _derived(programme) else []), *after]
    cards = schedule_card.by_runs(programme, runs, stated_dates, besides, enquiry.today)
    return Answer("\n".join([*parts, *after]), source=("schedule",), cards=cards)


def _one_end(enquiry: Enquiry, *, first: bool) -> Answer:
    """The first or the last day, where only that is asked for."""
    day = enquiry.programme.days[0 if first else -1]
    text = enquiries.end_of_days(enquiry.name, day.date, enquiry.event, enquiry.today, first=first)
    known = _hour_and_place(enquiry.programme, [day]) if first else []
    derived = [enquiries.DERIVED] if _derived(enquiry.programme) else []
    choices = _to_staff(enquiry.programme, [day]) if first else ()
    return Answer("\n".join([text, *known, *derived]), source=("schedule",), choices=choices)


def next_session(enquiry: Enquiry) -> Answer:
    """The next run of days as of today; one in progress today counts."""
    programme = enquiry.programme
    if not programme.sessions:
        return schedule(enquiry)
    if enquiry.read.entity("nth") is not None:
        return nth_session(enquiry)
    if enquiry.read.entity("date") is not None:
        return session_on_date(enquiry)
    runs = runs_of_days(programme.sessions)
    coming = next((r for r in runs if r[-1].date >= enquiry.today), None)
    if coming is None:
        return Answer(
            enquiries.no_session_left(enquiry.name, runs[-1][-1].date, enquiry.event),
            source=("schedule",),
        )
    days = [s for s in coming if s.date >= enquiry.today]
    known = _hour_and_place(programme, days)
    text = enquiries.next_run(enquiry.name, [s.date for s in days], enquiry.today, known, enquiry.event)
    cards = schedule_card.next_days(programme, days, enquiry.today, known, enquiry.event)
    return Answer(text, source=("schedule",), choices=_to_staff(programme, days), cards=cards)


def session_on_date(enquiry: Enquiry) -> Answer:
    """Whether there is training on the day or days named."""
    asked = enquiry.read.entity("date")
    if not enquiry.programme.sessions:
        return schedule(enquiry)
    if asked is None or enquiry.read.entity("nth") is not None:
        return next_session(enquiry)
    start, end = date.fromisoformat(asked.value["start"]), date.fromisoformat(asked.value["end"])
    if held := sessions_on(enquiry.programme.days, asked):
        text = enquiries.session_on(enquiry.name, [s.date for s in held], enquiry.event)
        if held[-1].date < enquiry.today:
            text = f"{text}\n{enquiries.HELD}"
        if len(held) > _FEW:
            return Answer(text, source=("schedule",))
        known = _hour_and_place(enquiry.programme, held)
        choices = _to_staff(enquiry.programme, held)
        return Answer("\n".join([text, *known]), source=("schedule",), choices=choices)
    lines = [enquiries.no_session_on(enquiry.name, start, end, enquiry.event)]
    if such := _next_on_weekday(enquiry):
        lines += [
            enquiries.weekday_next(such[0].date, enquiry.event),
            *_hour_and_place(enquiry.programme, such),
        ]
        choices = _to_staff(enquiry.programme, such)
        return Answer("\n".join(lines), source=("schedule",), choices=choices)
    later = next((s for s in enquiry.programme.days if s.date > end), None)
    if later is not None:
        lines.append(enquiries.nearest(later.date, enquiry.event))
    elif enquiry.programme.days[-1].date < start:
        lines.append(enquiries.no_session_left(enquiry.name, enquiry.programme.days[-1].date, enquiry.event))
    return Answer("\n".join(lines), source=("schedule",))


def numbered_run(_: Programme, place: int) -> tuple[str, tuple[str, Any]]:
    """A number typed after the list of runs."""
    return ON_A_DAY, ("nth", {"unit": "week", "place": place, "weekday": None})


def nth_session(enquiry: Enquiry) -> Answer:
    """The week, time or day asked for by its number, saying which was taken; both if either is possible."""
    asked = enquiry.read.all_of("nth")
    ways = [way for one in asked for way in counted(enquiry.programme, one.value)]
    found = [way for way in ways if way.days]
    if not found:
        return _not_so_many(enquiry, ways)
    held = sorted({s for way in found for s in way.days}, key=lambda s: s.date)
    if len(ways) > 1:
        lines = [_counted_line(way, enquiry) for way in ways]
        text = enquiries.counted_several(enquiry.name, lines, enquiry.event, either=len(asked) == 1)
    else:
        days = [s.date for s in found[0].days]
        text = enquiries.counted_days(enquiry.name, days, _which(found[0], enquiry.event), enquiry.today)
    derived = [enquiries.DERIVED] if _derived(enquiry.programme) else []
    known = _hour_and_place(enquiry.programme, held)
    choices = _to_staff(enquiry.programme, held)
    return Answer("\n".join([text, *known, *derived]), source=("schedule",), choices=choices)


def _not_so_many(enquiry: Enquiry, ways: Sequence[Counted]) -> Answer:
    lines = [f"{enquiry.name}: {_counted_line(way, enquiry)}" for way in ways]
    lines.append(enquiries.last_day(enquiry.programme.days[-1].date, enquiry.event))
    return Answer("\n".join(lines), source=("schedule",))


def _counted_line(way: Counted, enquiry: Enquiry) -> str:
    if not way.days:
        return enquiries.counted_none(way.unit, way.place, way.total, way.weekday, enquiry.event)
    return enquiries.counted_line([s.date for s in way.days], _which(way, enquiry.event), enquiry.today)


def _which(way: Counted, event: str) -> str:
    return enquiries.counted(way.unit, way.place, way.total, way.weekday, event)


def _next_on_weekday(enquiry: Enquiry) -> list[Session]:
    """The next session on a weekday named alone; none if a certain date was named."""
    asked = enquiry.read.entity("date")
    weekday = asked.value.get("weekday") if asked is not None else None
    coming = [s for s in enquiry.programme.days if s.date >= enquiry.today and s.date.weekday() == weekday]
    return coming[:1]


def hours(enquiry: Enquiry) -> Answer:
    """The time of day, as set for the next sessions, else as stated; and that an end is not announced."""
    found = _set_or_stated(enquiry, "hours", sessions.own_hours)
    days = _days_meant(enquiry)
    ends_asked = _ENDS.search(enquiry.text) and days and all(s.starts and s.ends is None for s in days)
    if not ends_asked or NOT_ANNOUNCED in found.text:
        return found
    return replace(found, text=f"{enquiries.no_end()}\n{found.text}")


def venue(enquiry: Enquiry) -> Answer:
    """The place: as set for the next sessions, else as stated."""
    return _set_or_stated(enquiry, "venue", lambda session: session.place)


def _set_or_stated(enquiry: Enquiry, aspect: str, own: Callable[[Session], str | None]) -> Answer:
    """A day's own value comes first; the announcement's is given for all days without one."""
    facts = enquiry.programme.about(aspect)
    values = [(s.date, own(s)) for s in _days_meant(enquiry)]
    if not any(value for _, value in values) or _said_by(facts, [value for _, value in values]):
        return stated(enquiry)
    whole = not facts and any(enquiry.read.entity(kind) for kind in ("date", "nth"))
    own_days = [(day, value) for day, value in values if value]
    few = not whole and 2 * len(own_days) < len(values)
    lines = _of_days(own_days) if few else _by_value(values if whole else own_days)
    if all(value for _, value in values):
        more = [fact.text for fact in facts if fact.heading and not _said_by_days(fact, lines)]
        shown = enquiries.stated(
            enquiries.of(label(aspect, enquiry.programme), enquiry.name), [*lines, *more]
        )
        return Answer(shown, source=(aspect,) if facts else None)
    shown = enquiries.stated(enquiries.of(label(aspect, enquiry.programme), enquiry.name), lines)
    if whole:
        shown = f"{shown}\n{whom_to_ask(enquiry.programme)}"
    if facts:
        shown = f"{shown}\n{enquiries.OTHER_DAYS}\n{told(enquiry, aspect, facts)}"
    return Answer(shown, source=(aspect,) if facts else None, choices=(TO_STAFF,) if whole else ())


def _by_value(values: Sequence[tuple[date, str | None]]) -> list[str]:
    """The values of days, each once with its days; the commonest of many days last, for all the others."""
    of = _days_of(values)
    if len(values) > 1 and len(of) == 1 and values[0][1] is not None:
        return [values[0][1]]
    if len(values) <= _DAYS_SHOWN:
        return [enquiries.day_line(day, value) for day, value in values]
    usual = max(of, key=lambda value: len(of[value]))
    lines = [enquiries.days_line(days, value) for value, days in of.items() if value != usual]
    return [*lines, enquiries.other_days(usual)]


def _of_days(values: Sequence[tuple[date, str | None]]) -> list[str]:
    """The values that a few days have of their own, each once with its days."""
    return [enquiries.days_line(days, value) for value, days in _days_of(values).items()]


def _days_of(values: Sequence[tuple[date, str | None]]) -> dict[str | None, list[date]]:
    of: dict[str | None, list[date]] = {}
    for day, value in values:
        of.setdefault(value, []).append(day)
    return of


def _said_by_days(fact: Fact, lines: Sequence[str]) -> bool:
    """The days' own lines hold every figure of a statement, or its words: it is not said twice."""
    figures, shown = _figures(fact.text), _figures(" ".join(lines))
    return figures <= shown if figures else any(fact.text in line or line in fact.text for line in lines)


def _said_by(facts: Sequence[Fact], values: Sequence[str | None]) -> bool:
    """The announcement's own words hold every figure of the days' values, and more besides."""
    said = _figures(" ".join(fact.text for fact in facts))
    return bool(said) and all(
        figures and figures <= said for value in values if value for figures in [_figures(value)]
    )


def _figures(text: str) -> set[str]:
    """Its figures, without zeros in front: "09.00" and "9:00" have the same."""
    return {figure.lstrip("0") for figure in _FIGURES.findall(text)}


def _days_meant(enquiry: Enquiry) -> Sequence[Session]:
    """The sessions on the days named; else those to come; else all."""
    days, asked = enquiry.programme.days, enquiry.read.entity("date")
    nths = enquiry.read.all_of("nth")
    if meant := {s for nth in nths for way in counted(enquiry.programme, nth.value) for s in way.days}:
        return [s for s in days if s in meant]
    if such := _next_on_weekday(enquiry):
        return such
    if asked is not None and (named := sessions_on(days, asked)):
        return named
    return _named_days(enquiry, days) or [s for s in days if s.date >= enquiry.today] or days


def _named_days(enquiry: Enquiry, days: Sequence[Session]) -> list[Session]:
    """The days whose title or place the question names, where it does not name all alike."""
    found = matches(enquiry.text, [(s.title or "", s.place or "") for s in days])
    best = max((match.weight for match in found), default=0.0)
    named = [s for s, match in zip(days, found, strict=True) if match.weight >= max(NAMED, SAME * best)]
    return named if len(named) < len(days) else []


def duration(enquiry: Enquiry) -> Answer:
    """How long: as stated, else counted from the days."""
    facts = enquiry.programme.about("duration")
    if facts:
        return Answer(told(enquiry, "duration", facts), source=("duration",))
    days = enquiry.programme.days
    if not days:
        return not_announced(enquiry)
    text = enquiries.duration(
        enquiry.name, len(days), len(runs_of_days(days)), days[0].date, days[-1].date, enquiry.event
    )
    if _derived(enquiry.programme):
        text += f"\n{enquiries.DERIVED}"
    return Answer(text, source=("schedule",))


def _hour_and_place(programme: Programme, run: Sequence[Session]) -> list[str]:
    """Hours and place of some days, once if they are the same, else day by day; and whom to ask."""
    lines = []
    for what, of in (
        (label("hours", programme), sessions.hours),
        (label("venue", programme), sessions.place),
    ):
        values = {s.date: of(programme, s) for s in run}
        if len(set(values.values())) == 1:
            lines.append(enquiries.stated(what, [values[run[0].date]]))
        else:
            lines.append(enquiries.stated(what, [f"{dates.weekday(day)}: {v}" for day, v in values.items()]))
    return [*lines, *([whom_to_ask(programme)] if sessions.missing_of(programme, run) else [])]


def _to_staff(programme: Programme, run: Sequence[Session]) -> tuple[Choice, ...]:
    return (TO_STAFF,) if sessions.missing_of(programme, run) else ()


def _derived(programme: Programme) -> bool:
    return any(f.derived for f in programme.about("schedule"))


def schedule_quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """The quotes behind the dates."""
    return [f.quote for f in programme.about("schedule")]


ANSWERS = (
    AnswerKind(
        "schedule", "กำหนดการอบรม", schedule, quotes=schedule_quotes, on_a_day=ON_A_DAY, item=numbered_run
    ),
    AnswerKind("next_session", "วันอบรมครั้งต่อไป", next_session, on_a_day=ON_A_DAY),
    AnswerKind("session_on_date", "วันที่ถามมีอบรมไหม", session_on_date, on_a_day=ON_A_DAY, item=numbered_run),
    AnswerKind("hours", "เวลาอบรม", hours, on_a_day=ON_A_DAY),
    AnswerKind("venue", "สถานที่อบรม", venue, on_a_day=ON_A_DAY),
    AnswerKind("duration", "ระยะเวลาอบรม", duration),
)
