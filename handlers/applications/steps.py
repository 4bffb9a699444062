"""Where an application is in its form, and how the conversation moves from step to step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from handlers.applications import form, rounds, showing
from handlers.applications.applicable import answered
from handlers.enquiries.answer import Enquiry
from handlers.enquiries.answers.applying import apply_how
from handlers.enquiries.enquiry import general_steps
from handlers.programmes.admission import Admission, admission, window
from handlers.turn import Step, Turn, word
from handlers.wording import common, signup
from models.application import Application, ApplicationState
from models.programme import Programme, Question
from models.reply import Reply

FLOW = "signup"


def go_on(turn: Turn, programme: Programme, draft: Application, preface: str = "") -> Step:
    """Asks what comes next."""
    if draft.consented_at is not None and (closed := rounds.shut(programme, draft, turn.now)) is not None:
        question, why = closed
        return at_step(turn, programme, draft, question.key, "\n".join(filter(None, [preface, why])))
    step = form.next_step(programme, draft)
    return at_step(turn, programme, draft, step, preface)


def at_step(
    turn: Turn,
    programme: Programme,
    application: Application,
    step: str,
    preface: str = "",
    **notes: Any,
) -> Step:
    """Asks one step and waits there."""
    return turn.say(
        form.ask(rounds.as_they_stand(programme, turn.now), application, step, preface),
        outcome=f"signup at {step}",
        flow=FLOW,
        step=step,
        programme=programme.id,
        application=application.id,
        notes=notes,
    )


def back_to(
    turn: Turn,
    programme: Programme,
    application: Application,
    preface: str = "",
    changed: Collection[str] = (),
) -> Step:
    """Repeats the open question; goes on if it is answered or among those just `changed`.

    An answer about to be changed is left alone when something else was said.
    """
    given = application.answers
    asked = {q.key for q in form.form(programme, application) if not answered(q, given)} - set(changed)
    step = turn.conversation.step if turn.conversation.application == application.id else None
    if step in asked:
        return at_step(turn, programme, application, step, preface)
    return after(turn, programme, application, preface)


def after(turn: Turn, programme: Programme, application: Application, preface: str) -> Step:
    """On to the next step; done if a submitted application was changed."""
    if application.state is ApplicationState.DRAFT:
        return go_on(turn, programme, application, preface)
    if turn.conversation.notes.get("more") and (open_ := unanswered(programme, application)):
        return at_step(turn, programme, application, open_[0].key, preface, more=True)
    return turn.close(
        Reply(
            "\n".join(filter(None, [preface, showing.whose(programme, application)])),
            choices=(word(common.STATUS), word(common.MENU)),
        ),
        outcome="application edited",
    )


def unanswered(programme: Programme, application: Application) -> list[Question]:
    """What the form requires and the application was never asked."""
    form_now = form.form(programme, application)
    return [q for q in form_now if q.required and q.key not in application.answers]


def mine(
    turn: Turn, arguments: Sequence[str], *, editing: bool = False
) -> tuple[Programme, Application] | Step:
    """A button's application; a step saying so if it is gone, finished or somebody else's."""
    application = own(turn, arguments)
    if application is None:
        return stale(turn)
    programme = programme_of(turn, application)
    may_edit = application.state is ApplicationState.DRAFT or (
        editing and turn.conversation.application == application.id
    )
    if not may_edit:
        return _finished(turn, programme, application)
    return programme, application


def own(turn: Turn, arguments: Sequence[str]) -> Application | None:
    """The application whose id a button carries, locked; None unless it is this person's."""
    application = _of_button(turn, arguments)
    return application if application is not None and application.user == turn.user else None


def _of_button(turn: Turn, arguments: Sequence[str]) -> Application | None:
    """The application whose id a button carries; the open form is not read again."""
    if not arguments:
        return None
    if turn.form is not None and turn.form[1].id == arguments[0]:
        return turn.form[1]
    return turn.tx.applications.locked(arguments[0])


def stale(turn: Turn) -> Step:
    """A button for something that is gone, or is not this person's."""
    choices = (word(common.STATUS), word(common.MENU))
    return turn.say(Reply(common.STALE_BUTTON, choices=choices), outcome="stale button")


def _finished(turn: Turn, programme: Programme, application: Application) -> Step:
    status = showing.status(programme, application)
    name = showing.applicant_name(programme, application)
    text = signup.finished(programme.short_name, application.reference or "", status, name)
    if turn.event.data.startswith("signup.confirm"):
        text = f"{signup.ALREADY_IN}\n{signup.reference_line(application.reference or '', status, name)}"
    return turn.say(
        Reply(text, choices=(word(common.STATUS), word(common.MENU))),
        outcome="button of a finished application",
    )


def programme_of(turn: Turn, application: Application) -> Programme:
    programme = turn.catalogue.get(application.programme)
    assert programme is not None, "an application refers to a programme by a foreign key"
    return programme


def not_open(turn: Turn, programme: Programme) -> Step:
    enquiry = Enquiry("apply_how", programme, turn.catalogue, turn.now, turn.read)
    text = apply_how(enquiry).text
    choices = tuple(general_steps(programme, turn.now, without=("open_now",), applied_to=turn.applied_to))
    return turn.close(Reply(text, choices=choices), outcome="not open", programme=programme.id)


def nothing_pending(turn: Turn) -> Step:
    programme = turn.programme
    applied = programme is not None and programme.id in turn.applied_to
    if programme is None or applied or admission(programme, turn.now) is not Admission.OPEN:
        choices = (*([word(common.STATUS)] if applied else []), word(common.MENU))
        return turn.close(Reply(signup.NOTHING_PENDING, choices=choices), outcome="nothing pending")
    text = signup.offer_new(programme.short_name, window(programme).closes)
    choices = tuple(general_steps(programme, turn.now, applied_to=turn.applied_to))
    return turn.close(Reply(f"{signup.NOTHING_PENDING}\n{text}", choices=choices), outcome="nothing pending")
