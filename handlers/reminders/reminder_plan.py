"""From a programme's policy to its plan of reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from handlers.reminders.quiet_hours import out_of_quiet
from handlers.reminders.reminder_kind import Due, reminder_kinds
from models.application import ApplicationState
from models.programme import Catalogue, Programme, ReminderRule
from models.reminder import Reminder
from models.store import Transaction

PERSONAL = "personal"
_OWN = "own@"
"""How the rule of a reminder at a time that a person chose begins; no rule of a file can be called so."""
_STANDING = "@always"
"""How a rule ends that every policy has."""
_CHOSEN = ("at", "days", "hours", "due", "stage")
"""Fields of a rule that only some kinds know."""


def standing(programme: Programme, now: datetime) -> list[Reminder]:
    """What is planned besides wherever a policy tells of hours and places, for what is still to come."""
    if not _tells_when_and_where(programme):
        return []
    rules = [kind.standing for kind in reminder_kinds().values() if kind.standing is not None]
    named = [(f"{rule.id}{_STANDING}", rule) for rule in rules]
    return [reminder for reminder in _planned(programme, named) if now < reminder.expires_at]


def _tells_when_and_where(programme: Programme) -> bool:
    kinds = reminder_kinds()
    return any(rule.kind in kinds and kinds[rule.kind].when_and_where for rule in programme.reminders)


def for_staff(reminder: Reminder) -> bool:
    """Planned besides the policy: no registrant waits for it."""
    return reminder.rule.endswith(_STANDING)


def plan(programme: Programme, own_times: Iterable[str] = ()) -> list[Reminder]:
    """Every reminder that the policy gives, and those at times ("06:00") that registrants chose."""
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
    """A planned reminder with all it is planned by; None where the policy has it no more.

    Raises KeyError for a kind that no file provides: such a plan is our fault, and held back by itself.
    """
    programme = catalogue.get(reminder.programme)
    rule = _rule_of(programme, reminder) if programme else None
    if programme is None or rule is None:
        return None
    return Due(reminder, programme, rule, reminder_kinds()[rule.kind])


def _rule_of(programme: Programme, reminder: Reminder) -> ReminderRule | None:
    """The rule a reminder was planned by; None where the policy has it no more."""
    if reminder.rule.startswith(_OWN):
        return _own_rule(reminder.rule.removeprefix(_OWN))
    if for_staff(reminder):
        kind = reminder_kinds().get(reminder.rule.removesuffix(_STANDING))
        return kind.standing if kind and _tells_when_and_where(programme) else None
    return next((r for r in programme.reminders if r.id == reminder.rule), None)


def replan(
    tx: Transaction, programme: Programme, now: datetime, hold_until: datetime | None = None
) -> list[Reminder]:
    """Makes the plan in the database that of the programme as it is now.

    Returns what was said already and is void now; what waits of that in the outbox is taken back.
    """
    approved = [a for a in tx.applications.submitted(programme.id) if a.state is ApplicationState.APPROVED]
    times = tx.people.extra_times({a.user for a in approved})
    wanted = [*plan(programme, times), *standing(programme, now)]
    gone = tx.reminders.replan(programme.id, wanted, now, hold_until)
    void = [r for r in gone if now < r.expires_at]
    tx.outbox.take_back([r.key(a.id) for r in void for a in approved])
    return void


def rule_faults(programme: Programme) -> Iterator[tuple[int, str, str]]:
    """(which rule, field, what is wrong) of a policy."""
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
