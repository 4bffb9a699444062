"""Reminder settings, in words: all, one kind, an extra one at a time of day."""

from __future__ import annotations

from datetime import time

from handlers.applications import consenting
from handlers.reminders import registrations
from handlers.reminders.reminder_plan import replan
from handlers.turn import Act, Acts, Step, Turn, word
from handlers.wording import common, reminders, service
from models.reply import Reply

_MEANS = {
    "morning": ("เช้า",),
    "eve": ("เย็น", "คืนก่อน", "วันก่อน", "ก่อนวัน", "ล่วงหน้า"),
}
"""The words by which people name a kind of reminder."""


def off(turn: Turn) -> Step:
    """Turns reminders off: the kind named, those at the time named, or else all."""
    asked = turn.read.entity("time")
    if asked is not None and asked.value == turn.person.also_at:
        turn.tx.people.remind_also(turn.user, None)
        _replan(turn)
        return _say(turn, reminders.also_off(time.fromisoformat(asked.value)), "extra reminder off")
    kind = _kind_at(turn, asked.value) if asked is not None else _kind(turn.read.text)
    if asked is not None and kind is None:
        return _say(turn, reminders.nothing_at(asked.text), "no reminder then")
    if kind is not None:
        turn.tx.people.mute_kinds(turn.user, sorted({*turn.person.muted_kinds, kind}))
        return _say(turn, reminders.kind_off(kind), f"muted {kind}", unmute=True)
    consenting.stop_reminders(turn.tx, turn.user, turn.now)
    return _say(turn, service.MUTED, "muted", unmute=True)


def on(turn: Turn) -> Step:
    """Turns reminders on: the kind named, or all; adds an extra one at the time named."""
    asked = turn.read.entity("time")
    if asked is not None:
        return _also_at(turn, asked.value)
    kind = _kind(turn.read.text)
    if kind is not None and not turn.person.muted:
        left = [k for k in turn.person.muted_kinds if k != kind]
        turn.tx.people.mute_kinds(turn.user, left)
        return _say(turn, reminders.kind_on(kind), f"unmuted {kind}")
    consenting.give_reminders(turn.tx, turn.user, turn.now)
    turn.tx.people.mute_kinds(turn.user, [])
    return _say(turn, service.UNMUTED, "unmuted")


def _also_at(turn: Turn, value: str) -> Step:
    if value.startswith("-"):
        return _say(turn, reminders.NAME_A_TIME, "not a time of day")
    clock = time.fromisoformat(value)
    consenting.give_reminders(turn.tx, turn.user, turn.now)
    if _kind_at(turn, value) in set(_MEANS) - set(turn.person.muted_kinds):
        return _say(turn, reminders.already_at(clock), "reminded then already")
    before = turn.person.also_at
    instead = time.fromisoformat(before) if before and before != value else None
    turn.tx.people.remind_also(turn.user, value)
    _replan(turn)
    return _say(turn, reminders.also_at(clock, instead), "extra reminder")


def _replan(turn: Turn) -> None:
    for programme in {p.id: p for p, _ in registrations.of(turn)}.values():
        replan(turn.tx, programme, turn.now)


def _kind_at(turn: Turn, value: str) -> str | None:
    """The kind of reminder the person's programmes send at this time of day."""
    policy = [rule for programme, _ in registrations.of(turn) for rule in programme.reminders]
    return next((r.kind for r in policy if r.kind in _MEANS and f"{r.at:%H:%M}" == value), None)


def _kind(text: str) -> str | None:
    return next((kind for kind, words in _MEANS.items() if any(w in text for w in words)), None)


def _say(turn: Turn, text: str, outcome: str, *, unmute: bool = False) -> Step:
    toggle = word(service.UNMUTE if unmute else service.MUTE)
    choices = (word(service.MY_SESSIONS), toggle, word(common.MENU))
    return turn.say(Reply(text, choices=choices), outcome=outcome)


ACTS = Acts(
    acts=(
        Act("remind_off", off, "ปิดการเตือน"),
        Act("remind_on", on, "เปิดการเตือน"),
    ),
)
