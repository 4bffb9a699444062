"""An application in words: its state, the applicant, the answers."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.applications.applicable import applicable
from handlers.applications.questions import kind_of
from handlers.programmes.admission import gives_seats
from handlers.wording import signup
from models.application import Application, ApplicationState
from models.programme import Programme, Question


def status(programme: Programme, application: Application) -> str:
    """An application's state in words, with the programme's own stage."""
    seated = gives_seats(programme) and application.state is ApplicationState.APPROVED
    words = signup.SEATED if seated else signup.STATES[application.state.value]
    stage = next((s for s in programme.applications.stages if s.key == application.stage), None)
    return f"{words} ({stage.label})" if stage else words


def applicant_name(programme: Programme, application: Application) -> str | None:
    """The name given, if the form asks for one."""
    question = next((q for q in programme.questions if kind_of(q).names_applicant), None)
    value = application.answers.get(question.key) if question else None
    return kind_of(question).show(question, value) if question and value else None


def whose(programme: Programme, application: Application) -> str:
    """The application, its applicant and its state: shown below what was changed."""
    assert application.reference is not None
    name = applicant_name(programme, application)
    return signup.reference_line(application.reference, status(programme, application), name)


def phones(questions: Iterable[Question], application: Application) -> tuple[str, ...]:
    """The telephone numbers among an application's answers to these questions, formatted for reading."""
    return tuple(
        kind_of(question).show(question, value)
        for question in questions
        if kind_of(question).reaches_by_phone and (value := application.answers.get(question.key)) is not None
    )


def rows(programme: Programme, application: Application) -> list[tuple[str, str]]:
    """The form as labels and readable answers."""
    former = [(q, application.answers.get(q.key)) for q in programme.former_questions]
    gone = [(q.label, kind_of(q).show(q, value)) for q, value in former if value is not None]
    return [*((label, text) for _, label, text in by_key(programme, application)), *gone]


def by_key(programme: Programme, application: Application) -> list[tuple[str, str, str]]:
    """The same, with each question's key."""
    shown = []
    for question in applicable(programme, application.answers):
        if question.key in application.answers:
            value = application.answers[question.key]
            text = signup.SKIPPED if value is None else kind_of(question).show(question, value)
            shown.append((question.key, question.label, text))
    return shown
