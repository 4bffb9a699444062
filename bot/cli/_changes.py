"""The result of changing a programme, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.office.programmes import Changed
from handlers.reminders.changes import SessionChange
from models.calendar import BANGKOK


def lines(changed: Changed) -> Iterator[str]:
    """What changed, who is told and when, and what staff should look at."""
    id = changed.programme.id
    if changed.nothing:
        yield f"{id}: unchanged"
        return
    if changed.new:
        yield f"{id}: new, {len(changed.programme.sessions)} sessions, {len(changed.programme.facts)} facts"
    yield from (f"{id}: {field} changed" for field in changed.fields)
    yield from (f"{id}: {_session(change)}" for change in changed.sessions)
    if changed.told_at is not None and changed.told:
        at = changed.told_at.astimezone(BANGKOK)
        yield f"{id}: {changed.told} registrants are told of it at {at:%Y-%m-%d %H:%M}"
    if not changed.new and (changed.reminders_added or changed.reminders_dropped):
        yield f"{id}: reminders: {changed.reminders_added} added, {changed.reminders_dropped} dropped"
    for label, count in changed.form.kept:
        yield f"{id}: {label} is asked no more; the answers of {count} stay, in exports and on their pages"
    if changed.form.asked:
        yield f"{id}: {changed.form.asked} registrants are asked in the chat for what the form newly requires"
    for holiday in changed.holidays:
        ids = ", ".join(holiday.sessions)
        yield f"{id}: session {ids} on {holiday.day} is on a holiday: {holiday.name}"


def _session(change: SessionChange) -> str:
    days = f" from {change.moved[0]} to {change.moved[1]}" if change.moved else ""
    return f"session {change.session} {change.what.value}{days}"
