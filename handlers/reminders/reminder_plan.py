"""From a programme's policy to its plan of reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from handlers.reminders.quiet_hours import out_of_quiet
from handlers.reminders.reminder_kind import Due, reminder_kinds
from models.application import ApplicationState
from models.catalogue import Catalogue
from models.programme import Programme, ReminderRule
from models.reminder import Reminder
from models.store import Transaction

PERSONAL = "personal"
_OWN = "own@"
"""Prefix of the rule for a reminder at a time a person chose; no rule in a file can have it."""
_STANDING = "@always"
"""Suffix of a standing rule."""
_CHOSEN = ("at", "days", "hours", "due", "stage")
"""Rule fields that only some kinds know."""


def standing(programme: Programme, now: datetime) -> list[Reminder]:
    """What is planned in addition if the policy tells hours and places, for what is still to come."""
    if not _tells_when_and_where(programme):
        return []
    rules = [kind.standing for kind in reminder_kinds().values() if kind.standing is not None]
    named = [(f"{rule.id}{_STANDING}", rule) for rule in rules]
    return [reminder for reminder in _planned(programme, named) if now < reminder.expires_at]


def _tells_when_and_where(programme: Programme) -> bool:
    kinds = reminder_kinds()
    return any(rule.kind in kinds and kinds[rule.kind].when_and_where for rule in programme.reminders)


def for_staff(reminder: Reminder) -> bool:
    """Planned outside the policy: no registrant waits for it."""
    return reminder.rule.endswith(_STANDING)


def plan(programme: Programme, own_times: Iterable[str] = ()) -> list[Reminder]:
    """Every reminder the policy yields, and those at times ("06:00") registrants chose."""
    rules = [(rule.id, rule) for rule in programme.reminders]
    rules += [(f"{_OWN}{clock}", _own_rule(clock)) for clock in sorted(own_times)]
    return _planned(programme, rules)


def _planned(programme: Programme, rules: Iterable[tuple[str, ReminderRule]]) -> list[Reminder]:
    return [
        Reminder(
            programme=programme.id,
            rule=id,
            occasion=occasion.name,
            sessions=tuple(s.id for s in occasion.sessions),
            due_at=out_of_quiet(occasion.due_at, occasion.expires_at) if rule.quiet else occasion.due_at,
            expires_at=occasion.expires_at,
        )
        for id, rule in rules
        for occasion in reminder_kinds()[rule.kind].occasions(programme, rule)
    ]


def look_up(catalogue: Catalogue, reminder: Reminder) -> Due | None:
    """A planned reminder with what it was planned by; None if the policy no longer has it.

    Raises KeyError for a kind that no file provides: our own fault, and only this reminder is held back.
    """
    programme = catalogue.get(reminder.programme)
    rule = _rule_of(programme, reminder) if programme else None
    if programme is None or rule is None:
        return None
    return Due(reminder, programme, rule, reminder_kinds()[rule.kind])


def _rule_of(programme: Programme, reminder: Reminder) -> ReminderRule | None:
    """The rule a reminder was planned by; None if the policy no longer has it."""
    if reminder.rule.startswith(_OWN):
        return _own_rule(reminder.rule.removeprefix(_OWN))
    if for_staff(reminder):
        kind = reminder_kinds().get(reminder.rule.removesuffix(_STANDING))
        return kind.standing if kind and _tells_when_and_where(programme) else None
    return next((r for r in programme.reminders if r.id == reminder.rule), None)


def replan(
    tx: Transaction, programme: Programme, now: datetime, hold_until: datetime | None = None
) -> list[Reminder]:
    """Brings the plan in the database in line with the programme as it is now.

    Returns reminders already sent that are now void; any still in the outbox are taken back.
    """
    approved = [a for a in tx.applications.submitted(programme.id) if a.state is ApplicationState.APPROVED]
    times = tx.people.extra_times({a.user for a in approved if a.user})
    wanted = [*plan(programme, times), *standing(programme, now)]
    gone = tx.reminders.replan(programme.id, wanted, now, hold_until)
    void = [r for r in gone if now < r.expires_at]
    tx.outbox.take_back([r.key(a.id) for r in void for a in approved])
    return void


def rule_faults(programme: Programme) -> Iterator[tuple[int, str, str]]:
    """Faults of a policy: (which rule, field, what is wrong)."""
    stages = {stage.key for stage in programme.applications.stages}
    for i, rule in enumerate(programme.reminders):
        known = {name: kind for name, kind in reminder_kinds().items() if kind.in_policy}
        if rule.kind not in known:
            yield i, "kind", f"{rule.kind} is no kind of reminder: {', '.join(sorted(known))}"
            continue
        kind = known[rule.kind]
        may = {*kind.needs, *kind.may}
        for field in _CHOSEN:
            given = vars(rule)[field] is not None
            if field in kind.needs and not given:
                yield i, field, f"is missing: {rule.kind} needs it"
            elif given and field not in may:
                yield i, field, f"means nothing to {rule.kind}"
        if rule.audience is not None and rule.audience not in kind.audiences:
            yield i, "audience", f"{rule.kind} goes to {' or '.join(kind.audiences)}"
        if rule.stage is not None and rule.stage not in stages:
            yield i, "stage", f"{rule.stage} is no stage of the programme"


def _own_rule(clock: str) -> ReminderRule:
    return ReminderRule(id="own", kind=PERSONAL, at=time.fromisoformat(clock), quiet=False)
