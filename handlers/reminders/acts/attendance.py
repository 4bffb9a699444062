"""Who comes, day by day, by button or in words: with a reason, lateness, or a substitute."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from handlers.applications.showing import applicant_name
from handlers.programmes.sessions import begins_at, occasion
from handlers.reminders import registrations
from handlers.reminders.acts.own_sessions import my_sessions
from handlers.reminders.who_comes import day_button
from handlers.thresholds import BEYOND_DOUBT
from handlers.turn import Act, Acts, Flow, Handler, Step, Turn, button, word
from handlers.wording import attendance as words
from handlers.wording import cases, common, service
from intents.attendance import Said, Verdict, speaks_of_it
from intents.attendance import attendance as read_attendance
from models.application import LIVE, Application
from models.calendar import end_of
from models.programme import Programme, Session, runs_of_days
from models.reply import Choice, Reply

FLOW = "attendance"
DETAIL = "detail"
_SENT = re.compile(r"(?:ส่ง|ให้|ฝาก|มอบ(?:หมาย)?(?:ให้)?) ?(?P<who>.{2,80}?) ?(?:ไป|มา|เข้า|เรียน|อบรม)?แทน")
"""Words that say who comes instead."""
_NOBODY = re.compile("^(?:ผู้แทน|ตัวแทน|คน|คนอื่น|เพื่อน|ลูกน้อง)?$")
MAX_DETAIL = 300
MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class _Place:
    """A registration with the days that can still be answered for, and the next run of days."""

    programme: Programme
    application: Application
    days: tuple[Session, ...]

    @property
    def run(self) -> tuple[Session, ...]:
        """The next run of days."""
        return runs_of_days(self.days)[0]

    @property
    def whose(self) -> tuple[str, ...]:
        """The argument that a colleague's buttons carry."""
        return (self.application.id,) if self.application.on_behalf else ()

    def on(self, said: Said) -> list[Session]:
        """The sessions a verdict is about: on the days it names, else in the next run.

        Lateness without a day means the next day only.
        """
        if said.days is not None:
            return [s for s in self.days if s.date in said.held]
        first = said.verdict in (Verdict.LATE, Verdict.EARLY)
        return list(self.run[:1] if first else self.run)


def attend(turn: Turn, arguments: Sequence[str]) -> Step:
    """A reminder's button: programme, answer, sessions; and the application if it is a colleague's."""
    id, answer, sessions, whose = [*arguments, "", "", "", ""][:4]
    programme = turn.catalogue.get(id)
    if programme is None or answer not in words.ANSWERS:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="stale button")
    application = _registrant(turn, programme, whose)
    if application is None:
        return turn.say(
            Reply(words.NOT_A_REGISTRANT, choices=(word(common.STATUS),)), outcome="not a registrant"
        )
    days = programme.own_days(application.answers)
    open_ = [s for s in days if s.id in sessions.split("+") and turn.now < begins_at(s)]
    if not open_:
        choices = (word(common.STAFF), word(common.MENU))
        return turn.say(Reply(words.ANSWER_TOO_LATE, choices=choices), outcome="attendance too late")
    place = _Place(programme, application, tuple(open_))
    for session in open_:
        turn.tx.applications.attend(application.id, occasion(session), answer, turn.now)
    return _noted(turn, place, open_, answer, ask_of=open_ if answer in words.ASK_DETAIL else ())


def hear(turn: Turn) -> Step | None:
    """Words that say who comes on which days; None if they do not, or the person has no registration."""
    if turn.event.in_group or not speaks_of_it(turn.read.text):
        return None
    places = _places(turn)
    if not places:
        return None
    meant = [(place, said) for place in places if (said := _read(turn, place))]
    if not meant:
        return None
    named = [it for it in meant if any(said.held for said in it[1])]
    chosen = _of_whom(turn, named or meant)
    if len({place.application.id for place, _ in chosen}) > 1:
        return _whose(turn, chosen)
    place, said = chosen[0]
    if not any(place.on(one) for one in said):
        days = [day for one in said for day in one.days or ()]
        text = words.no_such_day(
            place.programme.words.event, place.programme.short_name, days, [s.date for s in place.run]
        )
        return turn.say(
            Reply(text, choices=_by_the_day(place, place.run)), outcome="attendance on no such day"
        )
    if not any(_surely_of_it(turn, place, one) for one in said) and turn.conversation.flow != FLOW:
        text = words.is_it_of(
            place.programme.words.event, place.programme.short_name, [s.date for s in place.run]
        )
        return turn.say(Reply(text, choices=_by_the_day(place, place.run)), outcome="attendance in doubt")
    return _take(turn, place, said)


def _surely_of_it(turn: Turn, place: _Place, said: Said) -> bool:
    """It names a day, speaks of going or coming, or, on the day itself, of being late or leaving early."""
    on_the_day = said.verdict in (Verdict.LATE, Verdict.EARLY) and place.days[0].date == turn.today
    return bool(said.days) or said.going or on_the_day


def receive(turn: Turn) -> Step | None:
    """The reason, or the substitute's name, kept as typed; or a change of mind about some days."""
    notes = turn.conversation.notes
    programme = turn.catalogue.get(notes.get("programme"))
    if programme is None or turn.form is None:
        return None
    application = turn.form[1]
    ids = notes["sessions"].split("+")
    sessions = [s for s in programme.days if s.id in ids and turn.now < end_of(s.date)]
    if not sessions:
        return None
    place = _Place(programme, application, tuple(sessions))
    said = _read(turn, place)
    if any(one.days or one.verdict.value != notes["answer"] for one in said):
        return hear(turn)
    detail = " ".join(turn.event.text.split())[:MAX_DETAIL]
    occasions = [occasion(session) for session in sessions]
    turn.tx.applications.attend_detail(application.id, occasions, detail, turn.event.message_id)
    return _noted(turn, place, sessions, notes["answer"])


def holds(turn: Turn) -> bool:
    """False if something else is clearly wanted, or too much time has passed for this to be an answer."""
    best, before = turn.read.best, turn.conversation.spoke_at
    late = before is not None and turn.now - before >= words.DETAIL_WAITS
    elsewhere = best.confidence >= BEYOND_DOUBT and best.name in _ELSEWHERE
    return turn.form is not None and not late and not elsewhere


def interruptible(turn: Turn) -> bool:
    """A reason may be about anything: only a question interrupts."""
    return turn.read.question


def again(turn: Turn) -> Reply | None:
    """Nobody is asked for a reason twice."""
    return None


def skip(turn: Turn) -> Step:
    """ข้าม: the answer stands without a reason."""
    choices = (word(service.MY_SESSIONS), word(common.MENU))
    return turn.close(Reply(words.DETAIL_SKIPPED, choices=choices), outcome="attendance without detail")


def attend_in_words(verdict: Verdict) -> Handler:
    """Other ways of saying it: they mean the next run of days."""

    def say(turn: Turn) -> Step:
        places = _places(turn)
        if not places:
            return _not_yet(turn)
        chosen = _of_whom(
            turn, [(place, [Said(verdict, None, (), turn.read.text, plain=True)]) for place in places]
        )
        if len({place.application.id for place, _ in chosen}) > 1:
            return _whose(turn, chosen)
        return _take(turn, *chosen[0])

    return say


def _not_yet(turn: Turn) -> Step:
    """No registration yet: says that nothing was recorded, and why."""
    if not any(application.state in LIVE for application in turn.tx.applications.of(turn.user)):
        return my_sessions(turn)
    choices = (button(cases.LEAVE, "staff.leave"), word(common.STATUS), word(common.MENU))
    return turn.say(Reply(words.NOT_YET, choices=choices), outcome="attendance before a decision")


def _places(turn: Turn) -> list[_Place]:
    """The person's registrations with days to come, the next one first. Today counts to its end."""
    found = []
    for programme, application in registrations.of(turn):
        days = tuple(s for s in programme.own_days(application.answers) if turn.now < end_of(s.date))
        if days:
            found.append(_Place(programme, application, days))
    return sorted(found, key=lambda place: begins_at(place.days[0]))


def _read(turn: Turn, place: _Place) -> list[Said]:
    coming = [session.date for session in place.days]
    return read_attendance(turn.read.text, coming, turn.today, [session.date for session in place.run])


def _of_whom(turn: Turn, meant: list[tuple[_Place, list[Said]]]) -> list[tuple[_Place, list[Said]]]:
    """The registrant named in the text; else the person's own; else all in the next programme."""
    text = turn.read.text
    by_name = [it for it in meant if (name := _first_name(it[0])) and name in text]
    own = [it for it in meant if not it[0].application.on_behalf]
    if by_name or own:
        return (by_name or own)[:1]
    return [it for it in meant if it[0].programme.id == meant[0][0].programme.id]


def _first_name(place: _Place) -> str | None:
    """The applicant's first name, without title, if long enough to be told from other words."""
    name = applicant_name(place.programme, place.application) or ""
    first = re.sub(r"^(?:นางสาว|นาง|นาย|น\.ส\.|คุณ|ดร\.)\s*", "", name).split(" ")[0]
    return first if len(first) >= 3 else None


def _called(place: _Place) -> tuple[str, str]:
    """The word of its kind, and the programme."""
    return place.programme.words.event, place.programme.short_name


def _whose(turn: Turn, meant: list[tuple[_Place, list[Said]]]) -> Step:
    """Somebody responsible for several registrants named none."""
    choices = []
    for place, said in meant[:MOST_CHOICES]:
        sessions = "+".join(s.id for s in place.on(said[0]) or place.run)
        name = applicant_name(place.programme, place.application) or place.application.reference or ""
        data = (place.programme.id, said[0].verdict.value, sessions, place.application.id)
        choices.append(button(name[:20], "attend", *data))
    return turn.say(Reply(words.WHOSE, choices=(*choices, word(common.MENU))), outcome="attendance of whom")


def _take(turn: Turn, place: _Place, said: Sequence[Said]) -> Step:
    """Records each verdict for its days, with any words that say more."""
    touched: dict[str, Session] = {}
    unexplained: dict[str, Session] = {}
    for one in said:
        sessions = {session.id: session for session in place.on(one)}
        detail = _detail(turn, one, whole=len(said) == 1)
        for session in sessions.values():
            turn.tx.applications.attend(place.application.id, occasion(session), one.verdict.value, turn.now)
        if detail:
            occasions = [occasion(session) for session in sessions.values()]
            turn.tx.applications.attend_detail(place.application.id, occasions, detail, turn.event.message_id)
        touched |= sessions
        wants = detail is None and one.verdict.value in words.ASK_DETAIL
        unexplained = {id: s for id, s in unexplained.items() if id not in sessions} | (
            sessions if wants else {}
        )
    last = next((v for v in reversed(said) if v.verdict.value in words.ASK_DETAIL), said[-1])
    return _noted(turn, place, list(touched.values()), last.verdict.value, ask_of=list(unexplained.values()))


def _detail(turn: Turn, said: Said, *, whole: bool) -> str | None:
    """The words kept with an answer: who comes instead, or the text as typed if it says more."""
    text = " ".join(turn.event.text.split()) if whole else said.words
    if said.verdict is Verdict.SUBSTITUTE:
        entity = turn.read.entity("person_name")
        sent = _SENT.search(said.words)
        if sent and not _NOBODY.match(sent["who"].strip()):
            return sent["who"].strip()[:MAX_DETAIL]
        return str(entity.value) if entity else None
    return None if said.plain else text[:MAX_DETAIL]


def _noted(
    turn: Turn, place: _Place, sessions: Sequence[Session], answer: str, ask_of: Sequence[Session] = ()
) -> Step:
    """Says what is now recorded: whose, each day, the words kept; asks for a reason for some days."""
    kept = turn.tx.applications.attendance_of(place.programme.id)
    entries = {s.id: kept.get((place.application.id, occasion(s))) for s in place.programme.days}
    rows = []
    for session in _with_their_runs(place.programme, sessions, turn):
        entry = entries[session.id]
        rows.append((session.date, entry.answer if entry else None, entry.detail if entry else None))
    name = applicant_name(place.programme, place.application)
    text = words.noted(place.programme.words.people, place.programme.short_name, name, rows)
    answers = {session.id: entry.answer if (entry := entries[session.id]) else "" for session in sessions}
    others, outcome = _others(place, sessions, answers), f"attendance {answer}"
    elsewhere = turn.conversation.busy and turn.conversation.flow != FLOW
    if elsewhere or not ask_of:
        reply = Reply(f"{text}\n{words.CHANGE_MIND}", choices=(*others, word(common.MENU)))
        return turn.say(reply, outcome=outcome) if elsewhere else turn.close(reply, outcome=outcome)
    return turn.say(
        Reply(f"{text}\n{words.ASK_DETAIL[answer]}", choices=(*others, word(common.SKIP), word(common.MENU))),
        outcome=outcome,
        flow=FLOW,
        step=DETAIL,
        application=place.application.id,
        notes={
            "programme": place.programme.id,
            "answer": answer,
            "sessions": "+".join(session.id for session in ask_of),
        },
    )


def _with_their_runs(programme: Programme, sessions: Sequence[Session], turn: Turn) -> list[Session]:
    """The sessions with the other days of their weekends, to show what is still open."""
    ids = {session.id for session in sessions}
    runs = [run for run in runs_of_days(programme.sessions) if any(s.id in ids for s in run)]
    return [s for run in runs for s in run if s.id in ids or turn.now < end_of(s.date)]


def _others(place: _Place, sessions: Sequence[Session], answers: Mapping[str, str]) -> tuple[Choice, ...]:
    """The answers not given: for all days at once if they share one, else day by day."""
    given = set(answers.values())
    if len(given) == 1:
        ids = "+".join(session.id for session in sessions)
        return tuple(
            button(label, "attend", place.programme.id, answer, ids, *place.whose)
            for answer, label in words.BUTTONS.items()
            if answer not in given
        )
    return _by_the_day(place, sessions, answers)


def _by_the_day(
    place: _Place, sessions: Sequence[Session], answers: Mapping[str, str] = MappingProxyType({})
) -> tuple[Choice, ...]:
    return tuple(
        day_button(place.programme, session, answer, *place.whose)
        for session in sessions
        for answer in words.BUTTONS
        if answers.get(session.id) != answer
    )[:MOST_CHOICES]


def _registrant(turn: Turn, programme: Programme, id: str) -> Application | None:
    mine = [a for p, a in registrations.of(turn) if p.id == programme.id]
    if id:
        return next((a for a in mine if a.id == id), None)
    return next((a for a in mine if not a.on_behalf), None)


_ELSEWHERE = frozenset(
    {
        "my_sessions",
        "remind_on",
        "remind_off",
        "status",
        "apply",
        "greeting",
        "thanks",
        "my_data",
        "erase_data",
    }
)
"""Intents that are no reason for not coming."""

ACTS = Acts(
    acts=(
        Act("attend_yes", attend_in_words(Verdict.YES)),
        Act("attend_no", attend_in_words(Verdict.NO)),
        Act("attend_substitute", attend_in_words(Verdict.SUBSTITUTE)),
    ),
    buttons={"attend": attend},
    flow=Flow(
        FLOW,
        receive,
        again,
        interruptible,
        holds=holds,
        commands={"skip": skip, "back": skip, "cancel": skip, "no": skip},
    ),
    hears=hear,
)
