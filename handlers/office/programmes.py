"""Loading, changing and copying programmes, and what follows for reminders and the people concerned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from handlers.applications.seats import fill_seats
from handlers.office import form_changes
from handlers.office.form_changes import FormChange
from handlers.office.programme_faults import faults
from handlers.programmes.admission import Admission, admission
from handlers.programmes.sessions import hours, place
from handlers.refusal import Refusal, Refused
from handlers.reminders import changes
from handlers.reminders.changes import SessionChange
from handlers.reminders.reminder_plan import for_staff, replan
from handlers.reminders.reminder_tick import tell_interested
from handlers.wording import faults as words
from models import programme_file, programme_settings, public_holidays
from models.catalogue import Catalogue
from models.programme import Programme, Session
from models.programme_file import BadFile, Fault, Loaded
from models.store import Transaction


@dataclass(frozen=True, slots=True)
class Holiday:
    """Sessions of a programme on one of Thailand's public holidays."""

    day: date
    name: str
    sessions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """The result of saving a programme.

    programme   as it is now
    new         there was none with that id
    fields      names of the changed fields, except the sessions
    sessions    sessions that changed
    told_at     when registrants will be told; None if there is nothing to tell
    told        how many people will be told, as things stand
    reminders_added, reminders_dropped   how many reminders the plan has gained and lost
    holidays    sessions that fall on public holidays
    """

    programme: Programme
    new: bool = False
    fields: tuple[str, ...] = ()
    sessions: tuple[SessionChange, ...] = ()
    told_at: datetime | None = None
    told: int = 0
    reminders_added: int = 0
    reminders_dropped: int = 0
    holidays: tuple[Holiday, ...] = ()
    form: FormChange = field(default_factory=FormChange)

    @property
    def nothing(self) -> bool:
        """Nothing changed."""
        return not (self.new or self.fields or self.sessions)


@dataclass(frozen=True, slots=True)
class Listed:
    """One programme in a list, with its admission now."""

    programme: Programme
    admission: Admission


def load(tx: Transaction, loaded: Sequence[Loaded], now: datetime) -> list[Changed] | Refused:
    """Creates or updates programmes from files: all of them, or none if one is faulty."""
    tx.programmes.hold()
    known, found = tx.programmes.catalogue(), list[Fault]()
    for one in loaded:
        found += [one.fault(fault.path, fault.what) for fault in faults(one.programme, known)]
        known = Catalogue((*(p for p in known.programmes if p.id != one.programme.id), one.programme))
    if found:
        return _faulty(found)
    return [keep(tx, one.programme, now) for one in loaded]


def load_missing(tx: Transaction, loaded: Loaded, now: datetime) -> Changed | None:
    """Creates a programme the database lacks; None if it exists: staff's changes are never undone.

    An existing one is replanned, because a new version may plan more than the last.
    """
    tx.programmes.hold()  # another process may be doing this
    if (known := tx.programmes.catalogue().get(loaded.programme.id)) is not None:
        replan(tx, known, now)
        return None
    return keep(tx, loaded.programme, now)


def set_fields(tx: Transaction, id: str, settings: Sequence[str], now: datetime) -> Changed | Refused:
    """Changes single fields of a programme, each given as KEY=VALUE."""
    return _changed(tx, id, lambda before: programme_settings.changed(before, settings), now)


def copy(tx: Transaction, id: str, new_id: str, settings: Sequence[str], now: datetime) -> Changed | Refused:
    """Begins a new cohort: a copy without sessions and window, except what the settings give."""
    if tx.programmes.catalogue().get(new_id) is not None:
        return Refused(Refusal.PROGRAMME_EXISTS, {"programme": new_id})
    return _changed(tx, id, lambda before: programme_settings.next_cohort(before, new_id, settings), now)


def found(tx: Transaction, id: str) -> Programme | Refused:
    """A programme by id, or a refusal listing those that exist."""
    catalogue = tx.programmes.catalogue()
    programme = catalogue.get(id)
    if programme is None:
        known = ", ".join(p.id for p in catalogue.programmes) or "none"
        return Refused(Refusal.NO_PROGRAMME, {"programme": id, "known": known})
    return programme


def listed(tx: Transaction, now: datetime) -> list[Listed]:
    """Every programme with its admission now."""
    return [Listed(p, admission(p, now)) for p in tx.programmes.catalogue().programmes]


def keep(tx: Transaction, programme: Programme, now: datetime) -> Changed:
    """Saves a programme without faults, and starts everything that follows from its changes."""
    old = tx.programmes.catalogue().get(programme.id)
    programme, form = form_changes.with_former(tx, old, programme)
    if old == programme:
        return Changed(programme)
    tx.programmes.put(programme, now)
    form = replace(form, asked=form_changes.ask(tx, old, programme, now))
    if old is not None and old.questions != programme.questions:
        tx.applications.index_again(programme)
    told_at = changes.note(tx, old, programme, now) if old else None
    before = _reminders(tx, programme)
    replan(tx, programme, now, told_at)
    after = _reminders(tx, programme)
    _record_sessions(tx, old, programme, now)
    fill_seats(tx, programme, now)
    tell_interested(tx, programme, now)
    return Changed(
        programme,
        new=old is None,
        fields=_fields_changed(old, programme) if old else (),
        sessions=tuple(changes.differences(old.sessions, programme, now)) if old else (),
        told_at=told_at,
        told=len(changes.to_be_told(tx, programme)),
        reminders_added=len(after - before),
        reminders_dropped=len(before - after),
        holidays=holidays(programme),
        form=form,
    )


def holidays(programme: Programme) -> tuple[Holiday, ...]:
    """Sessions on Thailand's public holidays: whoever loads a programme should check them."""
    return tuple(
        Holiday(day, name, tuple(s.id for s in programme.days if s.date == day))
        for day, name in public_holidays.among(s.date for s in programme.sessions)
    )


def _changed(
    tx: Transaction, id: str, make: Callable[[Programme], Programme], now: datetime
) -> Changed | Refused:
    tx.programmes.hold()
    before = found(tx, id)
    if isinstance(before, Refused):
        return before
    try:
        changed = make(before)
    except programme_settings.BadSetting as error:
        return _faulty(error.faults, usage=True)
    except BadFile as error:
        return _faulty(error.faults)
    wrong = [
        Fault(changed.id, 0, programme_file.field(fault.path), fault.what)
        for fault in faults(changed, tx.programmes.catalogue())
    ]
    return _faulty(wrong) if wrong else keep(tx, changed, now)


def _faulty(faults: Sequence[Fault], *, usage: bool = False) -> Refused:
    why = Refusal.BAD_SETTING if usage else Refusal.BAD_PROGRAMME
    return Refused(why, {"faults": "\n".join(map(words.fault, faults))})


def calendar_facts(programme: Programme, session: Session) -> tuple[object, ...]:
    """What a calendar shows of a session; if it changes, calendars must be told."""
    shown = hours(programme, session), place(programme, session)
    return session.date, session.starts, session.ends, session.title, *shown


def _record_sessions(tx: Transaction, old: Programme | None, new: Programme, now: datetime) -> None:
    before = {s.id: calendar_facts(old, s) for s in old.sessions} if old else {}
    for session in new.sessions:
        if before.pop(session.id, None) != calendar_facts(new, session):
            tx.sessions.record(new.id, session, now)
    for session in old.sessions if old else ():
        if session.id in before:
            tx.sessions.record(new.id, session, now, dropped=True)


def _reminders(tx: Transaction, programme: Programme) -> set[tuple[str, str]]:
    """What registrants are to be reminded of."""
    return {(r.rule, r.occasion) for r in tx.reminders.of(programme.id) if not for_staff(r)}


def _fields_changed(old: Programme, new: Programme) -> tuple[str, ...]:
    before, after = vars(old), vars(new)
    return tuple(field for field in after if field != "sessions" and before.get(field) != after[field])
