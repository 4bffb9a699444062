"""When reminders are due: local calendar days, then time of day; quiet hours; what a policy may say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from handlers.reminders.reminder_plan import plan, rule_faults
from models.calendar import BANGKOK
from models.programme import Programme, ReminderRule, Session, Stage
from tests.fakes import bangkok
from tests.store.making import a_programme

EVE = ReminderRule(id="eve", kind="eve", at=time(18, 0))
MORNING = ReminderRule(id="morning", kind="morning", at=time(7, 0))


def rule(kind: str, **more: Any) -> ReminderRule:
    """A rule of a kind."""
    return ReminderRule(id="one", kind=kind, **more)


def sessions(*days: str) -> tuple[Session, ...]:
    """Sessions on these days ("2024-05-10" or "2024-05-10 08:00")."""
    made = []
    for number, day in enumerate(days, 1):
        on, _, hour = day.partition(" ")
        starts = time.fromisoformat(hour) if hour else None
        made.append(Session(id=f"d{number}", date=date.fromisoformat(on), starts=starts))
    return tuple(made)


def due(programme: Programme) -> list[str]:
    """What is planned: local time, rule, sessions."""
    found = sorted(plan(programme), key=lambda r: (r.due_at, r.rule))
    return [
        f"{r.due_at.astimezone(BANGKOK):%Y-%m-%d %H:%M} {r.rule} {'+'.join(r.sessions)}".strip()
        for r in found
    ]


POLICY: dict[str, tuple[Sequence[str], list[str]]] = {
    "a weekend": (
        ["2024-05-10", "2024-05-11"],
        ["2024-05-09 18:00 eve d1+d2", "2024-05-10 07:00 morning d1", "2024-05-11 07:00 morning d2"],
    ),
    "Sunday after Saturday": (
        ["2024-05-11", "2024-05-12"],
        ["2024-05-10 18:00 eve d1+d2", "2024-05-11 07:00 morning d1", "2024-05-12 07:00 morning d2"],
    ),
    "weekends apart": (
        ["2024-05-10", "2024-05-12"],
        [
            "2024-05-09 18:00 eve d1",
            "2024-05-10 07:00 morning d1",
            "2024-05-11 18:00 eve d2",
            "2024-05-12 07:00 morning d2",
        ],
    ),
    "after a leap day": (["2024-03-01"], ["2024-02-29 18:00 eve d1", "2024-03-01 07:00 morning d1"]),
    "on a leap day": (["2024-02-29"], ["2024-02-28 18:00 eve d1", "2024-02-29 07:00 morning d1"]),
    "in no leap year": (["2025-03-01"], ["2025-02-28 18:00 eve d1", "2025-03-01 07:00 morning d1"]),
    "over the end of a month": (
        ["2024-05-31", "2024-06-01"],
        ["2024-05-30 18:00 eve d1+d2", "2024-05-31 07:00 morning d1", "2024-06-01 07:00 morning d2"],
    ),
    "on the first of a month": (["2024-06-01"], ["2024-05-31 18:00 eve d1", "2024-06-01 07:00 morning d1"]),
    "on New Year's Day": (["2025-01-01"], ["2024-12-31 18:00 eve d1", "2025-01-01 07:00 morning d1"]),
    "over the end of a year": (
        ["2024-12-31", "2025-01-01"],
        ["2024-12-30 18:00 eve d1+d2", "2024-12-31 07:00 morning d1", "2025-01-01 07:00 morning d2"],
    ),
    "in another order in the file": (
        ["2024-05-11", "2024-05-10"],
        ["2024-05-09 18:00 eve d2+d1", "2024-05-10 07:00 morning d2", "2024-05-11 07:00 morning d1"],
    ),
    "no session": ([], []),
}


@pytest.mark.parametrize("case", POLICY)
def test_eve_and_morning(case: str) -> None:
    days, wanted = POLICY[case]
    assert due(a_programme(sessions=sessions(*days), reminders=(EVE, MORNING))) == wanted


RULES: dict[str, tuple[ReminderRule, Sequence[str], list[str]]] = {
    "three days before": (
        rule("days_before", at=time(12, 0), days=3),
        ["2024-03-02", "2024-03-03"],
        ["2024-02-28 12:00 one d1+d2"],
    ),
    "a week before over New Year": (
        rule("days_before", at=time(9, 0), days=7),
        ["2025-01-03"],
        ["2024-12-27 09:00 one d1"],
    ),
    "two hours before": (rule("hours_before", hours=2), ["2024-05-10 13:30"], ["2024-05-10 11:30 one d1"]),
    "two hours before an hour not announced": (
        rule("hours_before", hours=2),
        ["2024-05-10"],
        ["2024-05-10 07:00 one d1"],
    ),
    "at night it waits for the morning": (
        rule("hours_before", hours=3),
        ["2024-05-10 09:00"],
        ["2024-05-10 06:30 one d1"],
    ),
    "and is said the evening before where that is too late": (
        rule("hours_before", hours=2),
        ["2024-05-10 06:30"],
        ["2024-05-09 20:30 one d1"],
    ),
    "late in the evening it waits too": (
        rule("hours_before", hours=12),
        ["2024-05-10 09:30"],
        ["2024-05-10 06:30 one d1"],
    ),
    "unless the rule says so": (
        rule("hours_before", hours=3, quiet=False),
        ["2024-05-10 09:00"],
        ["2024-05-10 06:00 one d1"],
    ),
    "at nine it is night": (rule("eve", at=time(21, 0)), ["2024-05-10"], ["2024-05-10 06:30 one d1"]),
    "just before nine it is not": (rule("eve", at=time(20, 59)), ["2024-05-10"], ["2024-05-09 20:59 one d1"]),
    "at half past six it is day": (
        rule("morning", at=time(6, 30)),
        ["2024-05-10"],
        ["2024-05-10 06:30 one d1"],
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_other_kinds_and_quiet_hours(case: str) -> None:
    one, days, wanted = RULES[case]
    assert due(a_programme(sessions=sessions(*days), reminders=(one,))) == wanted


def test_deadlines() -> None:
    programme = a_programme(
        reminders=(
            ReminderRule(id="draft", kind="draft_deadline", at=time(17, 0), days=2),
            ReminderRule(id="files", kind="documents_missing", at=time(9, 0), days=0),
            ReminderRule(id="plan", kind="proposal_due", at=time(9, 0), days=30, due=date(2025, 1, 6)),
        )
    )
    rules = replace(programme.applications, opens=date(2024, 2, 1), closes=date(2024, 3, 1))
    assert due(replace(programme, applications=rules)) == [
        "2024-02-28 17:00 draft",
        "2024-03-01 09:00 files",
        "2024-12-07 09:00 plan",
    ]
    assert due(programme) == ["2024-12-07 09:00 plan"]
    (proposal,) = plan(programme)
    assert proposal.expires_at == bangkok("2025-01-07 00:00")


def test_times_that_people_chose() -> None:
    programme = a_programme(sessions=sessions("2024-05-10"), reminders=(MORNING,))
    times = [(f"{r.due_at:%H:%M}", r.rule) for r in plan(programme, {"05:30"})]
    assert times == [("07:00", "morning"), ("05:30", "own@05:30")]


FAULTS: dict[str, tuple[ReminderRule, str]] = {
    "no time": (rule("eve"), "at is missing: eve needs it"),
    "no days": (rule("days_before", at=time(9, 0)), "days is missing: days_before needs it"),
    "days for the eve": (rule("eve", at=time(18, 0), days=2), "days means nothing to eve"),
    "hours for the eve": (rule("eve", at=time(18, 0), hours=2), "hours means nothing to eve"),
    "a time for hours": (rule("hours_before", at=time(9, 0), hours=2), "at means nothing to hours_before"),
    "an unknown kind": (rule("dawn", at=time(5, 0)), "kind dawn is no kind of reminder: days_before, "),
    "a person's own kind": (rule("personal", at=time(5, 0)), "kind personal is no kind of reminder"),
    "drafts for the eve": (
        rule("eve", at=time(18, 0), audience="drafts"),
        "audience eve goes to approved or coming or silent",
    ),
    "no such stage": (
        rule("proposal_due", at=time(9, 0), days=1, due=date(2025, 1, 6), stage="lab"),
        "stage lab is no stage of the programme",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_policy_that_makes_no_sense_is_refused(case: str) -> None:
    one, fault = FAULTS[case]
    (found,) = rule_faults(a_programme(reminders=(one,)))
    assert f"{found[1]} {found[2]}".startswith(fault)


def test_a_policy_that_makes_sense_is_taken() -> None:
    programme = a_programme(
        reminders=(EVE, MORNING, replace(EVE, id="silent", audience="silent", merge=True))
    )
    staged = replace(programme.applications, stages=(Stage(key="lab", label="ห้องปฏิบัติการ", text="ถึงแล้ว"),))
    proposal = ReminderRule(
        id="p",
        kind="proposal_due",
        at=time(9, 0),
        days=1,
        due=date(2025, 1, 6),
        stage="lab",
        text="ส่งทางอีเมล",
    )
    complete = replace(programme, applications=staged, reminders=(*programme.reminders, proposal))
    assert list(rule_faults(complete)) == []
