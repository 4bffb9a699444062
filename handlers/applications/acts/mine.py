"""A person's own applications: status, view, change, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.applications import form, own, showing, stages, starting, steps
from handlers.applications.decision_card import TONES, decision_reply
from handlers.enquiries.answer import TO_STAFF
from handlers.refusal import Refused
from handlers.turn import Act, Acts, InForm, Step, Turn, button, numbered, word
from handlers.wording import common, signup
from intents.own_application import OwnWish, own_wish
from models.application import LIVE, Application, ApplicationState
from models.reply import Card, Choice, Reply, Row, Tone

_MOST = 10
"""The most applications that get a button."""
MOST_CARDS = 3
"""Approvals shown at once."""


def status(turn: Turn) -> Step:
    """All the person's applications, with their states."""
    own = turn.tx.applications.of(turn.user)
    if not own:
        return turn.say(
            Reply(signup.NO_APPLICATIONS, choices=(word(common.APPLY), word(common.MENU))),
            outcome="no applications",
        )
    choices = numbered([_button(a) for a in own[:_MOST]])
    text = signup.own_list([_line(turn, a) for a in own])
    cards = tuple(_status_card(turn, a) for a in own) if len(own) <= MOST_CARDS else ()
    return turn.say(Reply(text, cards=cards, choices=(*choices, word(common.MENU))), outcome="status")


def _status_card(turn: Turn, application: Application) -> Card:
    """Where one application stands, what comes next and who is asked."""
    programme = steps.programme_of(turn, application)
    open_ = _button(application)
    if application.reference is None:
        return Card(programme.short_name, signup.DRAFT_WAITS, badge=signup.STATES["draft"], buttons=(open_,))
    state = showing.status(programme, application)
    name = showing.applicant_name(programme, application)
    return Card(
        programme.short_name,
        text=signup.reference_line(application.reference, state, name),
        rows=stages.rows(programme, application, turn.now),
        buttons=(replace(open_, label=signup.VIEW),),
        tone=TONES.get(application.state, Tone.PLAIN),
        badge=state,
    )


def _button(application: Application) -> Choice:
    if application.reference is None:
        return button(signup.GO_ON, "signup.resume", application.id)
    return button(application.reference, "mine.view", application.id)


def view(turn: Turn, arguments: Sequence[str]) -> Step:
    """One application in full."""
    application = steps.own(turn, arguments)
    if application is None:
        return steps.stale(turn)
    programme = steps.programme_of(turn, application)
    state = showing.status(programme, application)
    line = signup.reference_line(
        application.reference or "", state, showing.applicant_name(programme, application)
    )
    shown = showing.rows(programme, application)
    buttons = (
        (
            button(signup.EDIT, "mine.edit", application.id),
            button(signup.WITHDRAW, "mine.withdraw", application.id),
        )
        if application.state in LIVE
        else ()
    )
    card = Card(
        programme.short_name,
        text=line,
        rows=tuple(Row(a, b) for a, b in shown),
        buttons=buttons,
        tone=TONES.get(application.state, Tone.PLAIN),
        badge=state,
    )
    text = "\n".join([line, *(f"{a}: {b}" for a, b in shown)])
    return turn.close(
        Reply(text, cards=(card,), choices=(word(common.STATUS), word(common.MENU))), outcome="view"
    )


def edit(turn: Turn, arguments: Sequence[str]) -> Step:
    """Change an answer after submitting."""
    application = steps.own(turn, arguments)
    if application is None or application.state not in LIVE:
        return steps.stale(turn)
    return steps.at_step(turn, steps.programme_of(turn, application), application, form.CHOOSE)


def answer(turn: Turn, arguments: Sequence[str]) -> Step:
    """What the form newly requires of somebody who is in; one question after the other."""
    application = steps.own(turn, arguments)
    if application is None or application.state not in LIVE:
        return steps.stale(turn)
    programme = steps.programme_of(turn, application)
    open_ = [q.key for q in steps.unanswered(programme, application)]
    if not open_:
        return edit(turn, arguments)
    asked = arguments[1] if arguments[1:] and arguments[1] in open_ else open_[0]
    return steps.at_step(turn, programme, application, asked, more=True)


def edit_asked(turn: Turn) -> Step:
    """ "ขอแก้ใบสมัคร" in words."""
    live = [a for a in turn.tx.applications.of(turn.user) if a.state in LIVE]
    return edit(turn, [live[0].id]) if len(live) == 1 else status(turn)


def withdraw(turn: Turn, arguments: Sequence[str]) -> Step:
    """Asks before withdrawing an application."""
    application = steps.own(turn, arguments)
    if application is None or not application.may_become(ApplicationState.WITHDRAWN):
        return steps.stale(turn)
    programme = steps.programme_of(turn, application)
    name = showing.applicant_name(programme, application)
    text = signup.withdraw_question(programme.short_name, application.reference or "", name)
    choices = (
        button(signup.WITHDRAW_YES, "mine.withdraw_yes", application.id),
        button(signup.WITHDRAW_NO, "mine.keep", application.id),
    )
    return turn.close(Reply(text, choices=choices), outcome="withdraw asked")


def withdraw_asked(turn: Turn) -> Step:
    """ "ขอถอนใบสมัคร" in words."""
    live = [a for a in turn.tx.applications.of(turn.user) if a.state in LIVE]
    if not live and (draft := turn.tx.applications.draft(turn.user)) is not None:
        return starting.offer_to_drop(turn, steps.programme_of(turn, draft), draft)
    if not live:
        choices = (word(common.STATUS), word(common.MENU))
        return turn.close(Reply(signup.NOTHING_TO_WITHDRAW, choices=choices), outcome="nothing to withdraw")
    return withdraw(turn, [live[0].id]) if len(live) == 1 else status(turn)


def withdraw_yes(turn: Turn, arguments: Sequence[str]) -> Step:
    """Withdraws it."""
    application = steps.own(turn, arguments)
    if application is None:
        return steps.stale(turn)
    moved = own.withdraw(turn.tx, application, turn.now)
    if isinstance(moved, Refused):
        return steps.stale(turn)
    choices = (word(common.STATUS), word(common.MENU))
    name = showing.applicant_name(steps.programme_of(turn, moved), moved)
    text = signup.withdrawn(moved.reference or "", name)
    return turn.close(Reply(text, choices=choices), outcome="withdrawn")


def keep(turn: Turn, _: Sequence[str]) -> Step:
    """Leaves it as it is."""
    choices = (word(common.STATUS), word(common.MENU))
    return turn.close(Reply(signup.NOT_WITHDRAWN, choices=choices), outcome="not withdrawn")


def _line(turn: Turn, application: Application) -> str:
    programme = steps.programme_of(turn, application)
    if application.state is ApplicationState.DRAFT:
        return signup.draft_line(programme.short_name)
    name = showing.applicant_name(programme, application)
    state = showing.status(programme, application)
    return signup.application_line(programme.short_name, application.reference or "", state, name)


def hear(turn: Turn) -> Step | None:
    """What applicants say about their own application, where a stranger would mean the programme."""
    wish = None if turn.event.in_group else own_wish(turn.read.text)
    if wish is None:
        return None
    if wish is OwnWish.FOR_MYSELF:
        return starting.start(turn)
    sent = [a for a in turn.tx.applications.of(turn.user) if a.state is not ApplicationState.DRAFT]
    if not sent:
        return None
    if wish is OwnWish.VIEW:
        return view(turn, [sent[0].id]) if len(sent) == 1 else status(turn)
    if wish is OwnWish.ANEW:
        return starting.start(turn)
    if wish is OwnWish.WHAT_NOW:
        return _what_now(turn, sent)
    return _why_not(turn, sent) if wish is OwnWish.WHY_NOT else _outcome(turn, sent)


def _what_now(turn: Turn, sent: Sequence[Application]) -> Step | None:
    """The card of the approval once more, of each that is approved; None before that."""
    cards = []
    for application in sent:
        if application.state is ApplicationState.APPROVED:
            programme = steps.programme_of(turn, application)
            text = f"{programme.short_name}\n{showing.whose(programme, application)}"
            cards.append(decision_reply(programme, application, text, turn.now))
    return turn.say(*cards[:MOST_CARDS], outcome="what now") if cards else None


def _outcome(turn: Turn, sent: Sequence[Application]) -> Step:
    """The state of each application; if one is waiting, also what is announced about the selection."""
    text = signup.own_list([_line(turn, application) for application in sent])
    waiting = [a for a in sent if a.state is ApplicationState.SUBMITTED]
    stated = [fact.text for a in waiting[:1] for fact in steps.programme_of(turn, a).about("selection")]
    if waiting:
        text = f"{text}\n{signup.no_result_yet(stated)}"
    if any(a.state is ApplicationState.WAITLISTED for a in sent):
        text = f"{text}\n{signup.ON_THE_LIST}"
    choices = [button(a.reference, "mine.view", a.id) for a in sent if a.reference][:4]
    return turn.say(Reply(text, choices=(*choices, TO_STAFF, word(common.MENU))), outcome="own outcome")


def _why_not(turn: Turn, sent: Sequence[Application]) -> Step:
    """The reason as staff wrote it, or how to ask them."""
    declined = (ApplicationState.REJECTED, ApplicationState.WAITLISTED)
    concerned = [a for a in sent if a.state in declined]
    if not concerned:
        return _outcome(turn, sent)
    parts = []
    for application in concerned:
        programme = steps.programme_of(turn, application)
        moves = [c for c in turn.tx.applications.history(application.id) if c.what == application.state.value]
        state, name = showing.status(programme, application), showing.applicant_name(programme, application)
        reason = moves[-1].reason if moves else None
        parts.append(signup.why_not(application.reference or "", name, state, reason))
    choices = (TO_STAFF, word(common.STATUS), word(common.MENU))
    return turn.say(Reply("\n\n".join(parts), choices=choices), outcome="why not")


ACTS = Acts(
    acts=(
        Act("status", status, "สถานะใบสมัคร"),
        Act("edit", edit_asked, "แก้ไขใบสมัคร"),
        Act("withdraw", withdraw_asked, "ยกเลิกใบสมัคร", in_form=InForm.LEAVES),
    ),
    buttons={
        "mine.view": view,
        "mine.edit": edit,
        "mine.answer": answer,
        "mine.withdraw": withdraw,
        "mine.withdraw_yes": withdraw_yes,
        "mine.keep": keep,
    },
    hears=hear,
)
