"""All that is kept about one person, as sections of labelled values (PDPA s. 30, 31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.applications import showing
from handlers.reminders import who_comes
from handlers.wording import dates
from handlers.wording import privacy as words
from models import secret_link
from models.application import Application
from models.case import Case, Sender
from models.programme import Programme
from models.store import Transaction

LINK_LIFE = timedelta(hours=24)
MOST_TALK = 100_000
"""All of a chat, in fact."""
_SAID = {Sender.PERSON: words.PERSON_SAID, Sender.STAFF: words.STAFF_SAID, Sender.BOT: words.BOT_SAID}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is kept under it: label and value."""

    title: str
    rows: tuple[tuple[str, str], ...]


def sections(tx: Transaction, user: str) -> list[Section]:
    """Everything kept about a person; empty when nothing is."""
    catalogue = tx.programmes.catalogue()
    found = [_person(tx, user)]
    for application in tx.applications.of(user):
        programme = catalogue.get(application.programme)
        assert programme is not None, "an application refers to a programme by a foreign key"
        found.append(_application(tx, programme, application))
    found += [_case(tx, case) for case in reversed(tx.cases.of(user))]
    wanted = [catalogue.get(id) for id in tx.people.interests_of(user)]
    found.append(Section(words.INTERESTS, tuple(("", p.short_name) for p in wanted if p is not None)))
    found.append(Section(words.NOT_READ, tuple(("", text) for text in tx.learning.asked_by(user))))
    found.append(Section(words.IN_CHAT, _talk(tx, user)))
    found.append(Section(words.LAST_LINES, _lines(tx, user)))
    return [section for section in found if section.rows]


def link(tx: Transaction, user: str, now: datetime) -> str:
    """The token of a new link to a person's data, the only one that works; ends after `LINK_LIFE`."""
    token = secret_link.new_token()
    tx.privacy.link(user, secret_link.hashed(token), now + LINK_LIFE)
    return token


def of_link(tx: Transaction, token: str, now: datetime) -> list[Section] | None:
    """What a link leads to; None when it is unknown or over."""
    user = tx.privacy.by_link(secret_link.hashed(token), now)
    return None if user is None else sections(tx, user)


def as_text(found: Sequence[Section]) -> str:
    """The sections as plain text."""
    return "\n\n".join("\n".join([s.title, *(f"• {_row(a, b)}" for a, b in s.rows)]) for s in found)


def _row(label: str, value: str) -> str:
    return f"{label}: {value}" if label else value


def _person(tx: Transaction, user: str) -> Section:
    known = tx.people.known(user)
    if known is None:
        return Section(words.ABOUT_YOU, ())
    person, first_seen = known
    rows = [
        (words.LINE_NAME, person.display_name or ""),
        (words.FIRST_SEEN, dates.moment(first_seen)),
        (words.REMINDERS, words.OFF if person.muted else words.ON),
        (words.NEWS, "" if tx.broadcasts.wants(user) else words.OFF),
        (words.CALENDAR, words.GIVEN if tx.people.has_calendar(user) else words.NOT_GIVEN),
    ]
    return Section(words.ABOUT_YOU, tuple((a, b) for a, b in rows if b))


def _application(tx: Transaction, programme: Programme, application: Application) -> Section:
    rows = [(words.STATUS, showing.status(programme, application))]
    if application.submitted_at is not None:
        rows.append((words.SENT, dates.moment(application.submitted_at)))
    rows += [(words.FROM_POSTER, application.source)] if application.source else []
    rows += showing.rows(programme, application)
    rows += who_comes.said(tx, programme, application)
    rows += who_comes.came(tx, application)
    rows += [(words.FILE, file.name or file.question) for file in tx.attachments.of(application.id)]
    rows += [(words.STAFF_NOTE, note.text) for note in tx.desk.notes(application.id)]
    rows += [(words.STAFF_FLAG, flag) for flag in tx.desk.flags([application.id]).get(application.id, ())]
    rows += [
        (words.CONSENT, words.consent_line(c.purpose.value, c.version, c.given_at, c.withdrawn_at))
        for c in tx.privacy.consents_of(application.id)
    ]
    name = " ".join(filter(None, [programme.short_name, application.reference]))
    return Section(name, tuple(rows))


def _case(tx: Transaction, case: Case) -> Section:
    said = tuple((f"{_SAID[m.sender]} {dates.moment(m.at)}", m.text) for m in case.messages)
    ring = ((words.RING, case.phone),) if case.phone else ()
    notes = tuple((words.STAFF_NOTE, note.text) for note in tx.cases.notes(case.id))
    return Section(f"{words.LEFT_FOR_STAFF} {case.id}", said + ring + notes)


def _talk(tx: Transaction, user: str) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, str]] = []
    for one in tx.talk.of(user, MOST_TALK):
        when = dates.moment(one.at) if one.at else ""
        rows += [
            (f"{who} {when}", said)
            for who, said in ((words.PERSON_SAID, one.text), (words.BOT_SAID, one.answer))
            if said
        ]
    return tuple(rows)


def _lines(tx: Transaction, user: str) -> tuple[tuple[str, str], ...]:
    return tuple((_SAID[line.sender], line.text) for line in tx.people.lines(user))
