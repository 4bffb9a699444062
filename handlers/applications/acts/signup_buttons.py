"""The buttons of an application's form. Each may be pressed twice, late or by the wrong person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.applications import (
    applying,
    consenting,
    dropping,
    form,
    own,
    showing,
    stages,
    starting,
    steps,
    stopping,
)
from handlers.enquiries.enquiry import general_steps
from handlers.programmes.admission import window
from handlers.refusal import Refusal, Refused
from handlers.turn import MOST_CHOICES, Act, Acts, InForm, Step, Turn, button, word
from handlers.wording import common, signup
from models.application import Application
from models.programme import Programme
from models.reply import Card, Reply, Tone


def consent(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button ยินยอม."""
    found = steps.mine(turn, arguments)
    if isinstance(found, Step):
        return found
    programme, application = found
    if application.consented_at is not None:
        return steps.go_on(turn, programme, application)
    application = turn.tx.applications.keep(replace(application, consented_at=turn.now, updated_at=turn.now))
    consenting.give(turn.tx, programme, application, turn.now)
    lines = form.noted(programme, application.answers)
    step = steps.go_on(turn, programme, application, signup.noted_many(lines) if lines else "")
    return _with_earlier(turn, programme, application, step)


def _with_earlier(turn: Turn, programme: Programme, application: Application, step: Step) -> Step:
    """Offers answers from an earlier application, if any are not given yet."""
    earlier = own.earlier_answers(turn.tx, programme, turn.user)
    if application.on_behalf or not earlier.keys() - application.answers.keys():
        return step
    reply = step.replies[-1]
    offer = button(signup.USE_EARLIER, "signup.earlier", application.id)
    reply = replace(reply.with_more(signup.EARLIER_OFFER), choices=(offer, *reply.choices)[:MOST_CHOICES])
    return replace(step, replies=(*step.replies[:-1], reply))


def use_earlier(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button ใช้ข้อมูลเดิม."""
    found = steps.mine(turn, arguments)
    if isinstance(found, Step):
        return found
    programme, application = found
    earlier = own.earlier_answers(turn.tx, programme, turn.user)
    new = {k: v for k, v in earlier.items() if k not in application.answers}
    application = applying.put_answers(turn.tx, application, new, turn.now)
    return steps.go_on(turn, programme, application, signup.noted_many(form.noted(programme, new)))


def refuse(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button ไม่ยินยอม: nothing is kept."""
    return _given_up(turn, arguments, signup.REFUSED, "consent refused")


def confirm(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button ยืนยัน: one application, however often it is pressed."""
    found = steps.mine(turn, arguments)
    if isinstance(found, Step):
        return found
    programme, application = found
    if arguments[1:] and arguments[1] != str(application.version):
        return steps.go_on(turn, programme, application, signup.CHANGED_SINCE)
    sent = applying.submit(turn.tx, programme, application, turn.now)
    if isinstance(sent, Refused):
        if sent.why is Refusal.NOT_OPEN:
            return steps.not_open(turn, programme)
        return steps.go_on(turn, programme, application)
    assert sent.reference is not None
    name = showing.applicant_name(programme, sent)
    text = signup.submitted(programme.short_name, sent.reference, sent.state.value, name)
    if sent.needs_review:
        text += f"\n{signup.DUPLICATE}"
    choices = (word(common.STATUS), word(common.SCHEDULE), word(signup.FOR_OTHER), word(common.MENU))
    head, *rest = text.splitlines()
    card = Card(
        head,
        text="\n".join(rest),
        rows=stages.rows(programme, sent, turn.now),
        tone=Tone.GOOD,
        above=signup.RECEIPT,
    )
    return turn.close(Reply(text, cards=(card,), choices=choices), outcome="submitted")


def keep_current(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button ใช้ค่าเดิม."""
    found = steps.mine(turn, arguments, editing=True)
    if isinstance(found, Step):
        return found
    return steps.after(turn, *found, "")


def skip(turn: Turn, arguments: Sequence[str] = ()) -> Step:
    """Skips an optional question; a required one only by the button offered after several failures."""
    found = steps.mine(turn, arguments, editing=True) if arguments else turn.form
    if found is None or isinstance(found, Step):
        return found or steps.nothing_pending(turn)
    programme, application = found
    question = programme.question(arguments[1] if len(arguments) > 1 else turn.conversation.step or "")
    if question is None:
        return steps.go_on(turn, programme, application, signup.PRESS_OR_TYPE)
    tired = turn.conversation.notes.get("tries", 0) >= form.PATIENCE
    if question.required and not tired:
        preface = "" if arguments else signup.CANNOT_SKIP
        return steps.at_step(turn, programme, application, question.key, preface)
    application = applying.put_answers(turn.tx, application, {question.key: None}, turn.now)
    return steps.after(turn, programme, application, signup.noted(question.label, signup.SKIPPED))


def choose(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button แก้ไข: which answer?"""
    found = steps.mine(turn, arguments, editing=True)
    return found if isinstance(found, Step) else steps.at_step(turn, *found, form.CHOOSE)


def edit(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button of one answer to change."""
    found = steps.mine(turn, arguments, editing=True)
    if isinstance(found, Step):
        return found
    programme, application = found
    if len(arguments) < 2 or programme.question(arguments[1]) is None:
        return steps.at_step(turn, programme, application, form.CHOOSE)
    return steps.at_step(turn, programme, application, arguments[1])


def drop(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button ใช่ ลบร่าง."""
    return _given_up(turn, arguments, signup.DRAFT_DELETED, "draft deleted")


def _given_up(turn: Turn, arguments: Sequence[str], text: str, outcome: str) -> Step:
    found = steps.mine(turn, arguments)
    if isinstance(found, Step):
        return found
    stopping.note(turn.tx, found[1])
    dropping.drop(turn.tx, found[1].id)
    choices = tuple(general_steps(found[0], turn.now))
    return turn.close(Reply(text, choices=choices), outcome=outcome)


def ask_first(turn: Turn, _: Sequence[str]) -> Step:
    """The button ถามก่อน: the step stays open; the next message may be a question."""
    choices = (word(signup.GO_ON), *form.navigation())
    return turn.say(Reply(signup.ASK_FIRST_TEXT, choices=choices), outcome="ask first")


def restart(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button เริ่มใหม่: deletes the draft and begins a new one."""
    found = steps.mine(turn, arguments)
    if isinstance(found, Step):
        return found
    dropping.drop(turn.tx, found[1].id)
    return starting.start(turn.about(found[0]))


def pause(turn: Turn, arguments: Sequence[str] = ()) -> Step:
    """Keeps the draft for later."""
    draft = turn.tx.applications.draft(turn.user)
    if draft is None:
        return steps.nothing_pending(turn)
    programme = steps.programme_of(turn, draft)
    text = signup.kept(programme.short_name, window(programme).closes)
    choices = (word(signup.GO_ON), word(common.MENU))
    return turn.close(Reply(text, choices=choices), outcome="paused")


def _button(turn: Turn, arguments: Sequence[str], *, on_behalf: bool = False) -> Step:
    programme = turn.catalogue.get(arguments[0]) if arguments else None
    return starting.start(turn.about(programme) if programme else turn, on_behalf=on_behalf)


def _for_other_button(turn: Turn, arguments: Sequence[str]) -> Step:
    return _button(turn, arguments, on_behalf=True)


def _resume_button(turn: Turn, arguments: Sequence[str]) -> Step:
    found = steps.mine(turn, arguments)
    return found if isinstance(found, Step) else starting.resume(turn)


ACTS = Acts(
    acts=(Act("pause", pause, in_form=InForm.LEAVES),),
    buttons={
        "signup.ask": ask_first,
        "signup.start": _button,
        "signup.other": _for_other_button,
        "signup.consent": consent,
        "signup.refuse": refuse,
        "signup.earlier": use_earlier,
        "signup.keep": keep_current,
        "signup.skip": skip,
        "signup.choose": choose,
        "signup.edit": edit,
        "signup.confirm": confirm,
        "signup.drop": drop,
        "signup.pause": pause,
        "signup.resume": _resume_button,
        "signup.restart": restart,
    },
)
