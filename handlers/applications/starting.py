"""How an application begins or is resumed."""

from __future__ import annotations

from dataclasses import replace

from handlers.applications import applying, form, showing, steps
from handlers.programmes.admission import Admission, admission
from handlers.turn import MOST_CHOICES, Step, Turn, button, numbered, programme_button, word
from handlers.wording import common, signup
from models.application import Application
from models.programme import Programme
from models.reply import Reply


def start(turn: Turn, *, on_behalf: bool = False) -> Step:
    """Someone wants to apply: opens a draft, or says why not."""
    programme = turn.programme
    if programme is None:
        return _which(turn, on_behalf)
    turn = turn.about(programme)
    if admission(programme, turn.now) is not Admission.OPEN:
        return steps.not_open(turn, programme)
    if not on_behalf and (mine := turn.tx.applications.own(turn.user, programme.id)) is not None:
        return _already(turn, programme, mine)
    draft = turn.tx.applications.draft(turn.user, programme.id, on_behalf=on_behalf)
    if draft is not None:
        return steps.go_on(turn, programme, draft, signup.resuming(programme.short_name))
    known = form.sealed(programme, form.spotted(programme, turn.read), turn.means.seal)
    draft = applying.begin(
        turn.tx,
        programme,
        turn.user,
        turn.now,
        on_behalf=on_behalf,
        answers=known,
        source=turn.conversation.source,
    )
    return steps.go_on(turn, programme, draft)


def start_for_other(turn: Turn) -> Step:
    """A colleague's application, kept under this person."""
    return start(turn, on_behalf=True)


def resume(turn: Turn) -> Step:
    """Continues where the person stopped."""
    draft = turn.tx.applications.draft(turn.user)
    if draft is None:
        return steps.nothing_pending(turn)
    programme = steps.programme_of(turn, draft)
    if admission(programme, turn.now) is not Admission.OPEN:
        step = steps.not_open(turn.about(programme), programme)
        late = signup.draft_too_late(programme.short_name)
        return replace(step, replies=(step.replies[0].with_more(late),))
    return steps.go_on(turn, programme, draft, signup.resuming(programme.short_name))


def waiting(turn: Turn) -> tuple[Programme, Application] | None:
    """The draft that could be resumed now, with its programme; consent given, nothing else open."""
    draft = None if turn.conversation.busy else turn.tx.applications.draft(turn.user)
    programme = turn.catalogue.get(draft.programme) if draft else None
    if draft is None or programme is None or draft.consented_at is None:
        return None
    return (programme, draft) if admission(programme, turn.now) is Admission.OPEN else None


def offer_to_resume(turn: Turn, preface: str) -> Step | None:
    """After a silence or greeting, offers a waiting draft. None if there is none or it is too late."""
    draft = turn.tx.applications.draft(turn.user)
    programme = turn.catalogue.get(draft.programme) if draft else None
    if draft is None or programme is None or admission(programme, turn.now) is not Admission.OPEN:
        return None
    waiting = form.step_name(programme, form.next_step(programme, draft))
    text = f"{preface}\n{signup.resume_offer(programme.short_name, waiting)}"
    choices = (
        button(signup.GO_ON, "signup.resume", draft.id),
        button(signup.START_OVER, "signup.restart", draft.id),
        button(signup.NO_MORE, "signup.drop", draft.id),
    )
    return turn.close(Reply(text, choices=choices), outcome="resume offered", programme=programme.id)


def offer_to_drop(turn: Turn, programme: Programme, draft: Application) -> Step:
    """Asks before a draft is deleted: delete it, keep it for later, or go on."""
    choices = (
        button(signup.DROP_DRAFT, "signup.drop", draft.id),
        button(signup.KEEP_DRAFT, "signup.pause", draft.id),
        button(signup.GO_ON, "signup.resume", draft.id),
    )
    return turn.say(
        Reply(signup.cancel_question(programme.short_name), choices=choices),
        outcome="cancel asked",
        flow=steps.FLOW,
        step=form.CANCEL,
        programme=programme.id,
        application=draft.id,
        notes={},
    )


def _which(turn: Turn, on_behalf: bool) -> Step:
    name = "signup.other" if on_behalf else "signup.start"
    shown = turn.catalogue.programmes[:MOST_CHOICES]
    choices = numbered([programme_button(p, name, p.id) for p in shown])
    listing = common.items([p.short_name for p in shown])
    text = f"{common.WHICH_PROGRAMME}\n{listing}" if choices else common.NO_PROGRAMME
    return turn.say(
        Reply(text, choices=choices or (word(common.STAFF),)), outcome="which programme to apply to"
    )


def _already(turn: Turn, programme: Programme, application: Application) -> Step:
    status = showing.status(programme, application)
    name = showing.applicant_name(programme, application)
    text = signup.already_applied(programme.short_name, application.reference or "", status, name)
    choices = (
        button(signup.VIEW, "mine.view", application.id),
        button(signup.EDIT, "mine.edit", application.id),
        button(signup.WITHDRAW, "mine.withdraw", application.id),
        button(signup.FOR_OTHER, "signup.other", programme.id),
    )
    return turn.close(Reply(text, choices=choices), outcome="applied already")
