"""Applying: consent, one question a message, summary, confirm. The application itself is the memory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.applications import applying, form, starting, steps, switching
from handlers.applications.acts import signup_buttons
from handlers.applications.corrections import correction
from handlers.applications.question_kind import Attachment, Found, More, Problem
from handlers.applications.questions import kind_of
from handlers.thresholds import SURE
from handlers.turn import MOST_CHOICES, Act, Acts, Flow, InForm, Step, Turn, button, word
from handlers.wording import common, signup
from models.application import Application, ApplicationState
from models.event import EventKind
from models.programme import Programme, Question
from models.reply import Reply
from models.understanding import Understanding


def again(turn: Turn) -> Reply | None:
    """The open step's question once more, after something else was answered; None when it is gone."""
    found = turn.form
    if found is None or turn.conversation.step is None:
        return None
    programme, application = found
    step = turn.conversation.step
    step = form.next_step(programme, application) if step == form.CANCEL else step
    return form.ask(programme, application, step, signup.STILL_WAITING, brief=True)


def receive(turn: Turn) -> Step | None:
    """A text at the open step."""
    found = turn.form
    if found is None:
        return None
    programme, application = found
    step = turn.conversation.step or form.CONSENT
    if step == form.CHOOSE:
        return _chosen(turn, programme, application)
    question = programme.question(step)
    if question is None:
        return _at_button_step(turn, programme, application, step)
    return _answer(turn, programme, application, question)


def correct(turn: Turn) -> Step | None:
    """ "เบอร์ผิด เปลี่ยนเป็น …" at any step, or another programme; None when the text corrects nothing."""
    if (offered := switching.offer(turn)) is not None:
        return offered
    found = turn.form
    if found is None or found[1].consented_at is None:
        return None
    asked = correction(found[0], turn.read.text)
    return _correct(turn, *found, asked.question, asked.text) if asked is not None else None


def interruptible(turn: Turn) -> bool:
    """Whether a question may be read out of this text rather than an answer to the open step.

    Where nearly any text is an answer, only a text with a question's shape is one; elsewhere only a
    text that is no answer.
    """
    found = turn.form
    if found is None or turn.conversation.step is None:
        return True
    programme, application = found
    question = programme.question(turn.conversation.step)
    if question is None:
        return True
    kind = kind_of(question)
    if kind.free:
        return turn.read.question
    answer = kind.parse(question, turn.read, application.answers.get(question.key))
    return isinstance(answer, Problem)


def takes_number(turn: Turn) -> bool:
    """The open question is answered by a number: a count, an option's place, a telephone number."""
    question = turn.form[0].question(turn.conversation.step or "") if turn.form else None
    if turn.form is None or question is None or kind_of(question).free:
        return False
    so_far = turn.form[1].answers.get(question.key)
    return isinstance(kind_of(question).parse(question, turn.read, so_far), Found)


def _answer(turn: Turn, programme: Programme, application: Application, question: Question) -> Step:
    kind = kind_of(question)
    so_far = application.answers.get(question.key)
    if so_far is not None and not kind.complete(so_far):
        answer = kind.parse(question, turn.read, so_far)
        if isinstance(answer, Found):
            return _take(turn, programme, application, question, answer)
    if turn.read.command == "skip" or (not question.required and _declines(turn.read)):
        return signup_buttons.skip(turn)
    if turn.read.command in ("yes", "no", "edit") and not question.options:
        return steps.at_step(turn, programme, application, question.key, signup.ANSWER_FIRST)
    answer = kind.parse(question, turn.read, so_far)
    if isinstance(answer, Problem):
        return _try_again(turn, programme, application, question, answer)
    return _take(turn, programme, application, question, answer)


def _declines(read: Understanding) -> bool:
    """ "ไม่มีค่ะ" to a question that need not be answered."""
    return read.command == "no" or (read.best.name in ("no", "skip") and read.best.confidence >= SURE)


def _take(
    turn: Turn, programme: Programme, application: Application, question: Question, answer: Found
) -> Step:
    """Takes an answer down, with any other facts that stand in the same text."""
    before = application.answers
    known = before.keys() | {question.key}
    others = {} if kind_of(question).own_words else form.spotted(programme, turn.read, without=known)
    taken = form.sealed(programme, {question.key: answer.value, **others}, turn.means.seal)
    application = applying.put_answers(turn.tx, application, taken, turn.now)
    applying.keep_files(turn.tx, application, question, turn.now)
    if isinstance(answer, More):
        choices = form.ask(programme, application, question.key).choices
        return turn.say(Reply(answer.text, choices=choices), outcome=f"signup: more {question.key}", notes={})
    lines = form.noted(programme, taken)
    noted = signup.noted_many(lines) if others else "\n".join(lines)
    unused = _unused(turn, programme, answer, {question.key: answer.value, **others}, before)
    return steps.after(turn, programme, application, "\n".join(filter(None, [noted, unused])))


def _unused(
    turn: Turn, programme: Programme, answer: Found, answers: dict[str, Any], before: dict[str, Any]
) -> str:
    """The line that says what was typed beside these answers and those given before; mostly none."""
    spotted = form.spotted(programme, turn.read, without=answers)
    repeated = {key: value for key, value in spotted.items() if before.get(key) == value}
    left = form.unused(programme, turn.read, answer, answers | repeated)
    return signup.unused(left) if left else ""


def _try_again(
    turn: Turn, programme: Programme, application: Application, question: Question, problem: Problem
) -> Step:
    tries = turn.conversation.notes.get("tries", 0) + 1
    choices = list(form.ask(programme, application, question.key).choices)
    if tries >= form.PATIENCE:
        ways_out = [
            button(signup.CALL_ME, "staff.call", programme.id),
            button(signup.SKIP_FOR_NOW, "signup.skip", application.id, question.key),
        ]
        choices = ways_out + choices[: MOST_CHOICES - len(ways_out)]
    listing = kind_of(question).listing(question)
    text = "\n".join(filter(None, [problem.text, listing]))
    return turn.say(
        Reply(text, choices=tuple(choices)),
        outcome=f"signup: no answer to {question.key}",
        notes={**turn.conversation.notes, "tries": tries},
    )


def _correct(
    turn: Turn, programme: Programme, application: Application, question: Question, text: str | None
) -> Step:
    """Changes one answer and comes back to the open step."""
    if text is None:
        return steps.at_step(turn, programme, application, question.key)
    so_far = application.answers.get(question.key)
    answer = kind_of(question).parse(question, _reread(turn, text), so_far)
    if isinstance(answer, Problem):
        return steps.at_step(turn, programme, application, question.key, answer.text)
    taken = form.sealed(programme, {question.key: answer.value}, turn.means.seal)
    application = applying.put_answers(turn.tx, application, taken, turn.now)
    shown = kind_of(question).show(question, taken[question.key])
    left = signup.unused(answer.unused) if answer.unused else ""
    told = "\n".join(filter(None, [signup.corrected(question.label, shown), left]))
    return steps.after(turn, programme, application, told)


def _reread(turn: Turn, text: str) -> Understanding:
    """The same understanding narrowed to a part of the text."""
    start = turn.read.text.find(text)
    inside = tuple(
        replace(e, start=e.start - start, end=e.end - start) for e in turn.read.entities if e.start >= start
    )
    return replace(turn.read, text=text, entities=inside, command=None)


def _chosen(turn: Turn, programme: Programme, application: Application) -> Step | None:
    typed = turn.read.text.strip()
    for question in programme.questions:
        if typed in (question.label, *question.also, *kind_of(question).called):
            return steps.at_step(turn, programme, application, question.key)
    return None


def _at_button_step(turn: Turn, programme: Programme, application: Application, step: str) -> Step | None:
    """Consent and summary take a word; at consent, facts may also come already."""
    if step == form.CONFIRM and turn.read.command == "yes":
        return signup_buttons.confirm(turn, [application.id, str(application.version)])
    if step == form.CONFIRM and turn.read.command == "edit":
        return steps.at_step(turn, programme, application, form.CHOOSE)
    if step == form.CANCEL and turn.read.command == "yes":
        return signup_buttons.drop(turn, [application.id])
    if step == form.CANCEL and turn.read.command == "no":
        return steps.go_on(turn, programme, application)
    if step == form.CONSENT and turn.read.command == "yes":
        return signup_buttons.consent(turn, [application.id])
    if step == form.CONSENT and turn.read.command == "no":
        return signup_buttons.refuse(turn, [application.id])
    if step == form.CONSENT and (facts := form.spotted(programme, turn.read, application.answers)):
        facts = form.sealed(programme, facts, turn.means.seal)
        application = applying.put_answers(turn.tx, application, facts, turn.now)
        lines = form.noted(programme, facts)
        return steps.at_step(turn, programme, application, step, signup.noted_many(lines))
    return None


def back(turn: Turn) -> Step:
    """The word ย้อนกลับ: as many steps as it was said, answers kept."""
    found = turn.form
    if found is None:
        return steps.nothing_pending(turn)
    programme, application = found
    step = turn.conversation.step or form.CONSENT
    if step == form.CANCEL or application.state is not ApplicationState.DRAFT:
        return steps.after(turn, programme, application, signup.STILL_WAITING)
    if step == form.CHOOSE:
        return steps.go_on(turn, programme, application)
    for _ in range(turn.read.repeats):
        before = form.step_before(programme, application, step)
        if before is None:
            return steps.at_step(turn, programme, application, step, signup.FIRST_QUESTION)
        step = before
    return steps.at_step(turn, programme, application, step)


def cancel(turn: Turn) -> Step:
    """The word ยกเลิก: asks before anything is deleted."""
    found = turn.form
    if found is None:
        return steps.nothing_pending(turn)
    programme, application = found
    if application.state is not ApplicationState.DRAFT:
        return steps.after(turn, programme, application, signup.NOT_WITHDRAWN)
    choices = (
        button(signup.DROP_DRAFT, "signup.drop", application.id),
        button(signup.KEEP_DRAFT, "signup.pause", application.id),
        button(signup.GO_ON, "signup.resume", application.id),
    )
    text = signup.cancel_question(programme.short_name)
    return turn.say(Reply(text, choices=choices), outcome="cancel asked", step=form.CANCEL)


def on_other(turn: Turn, text: str) -> Step:
    """A sticker or a picture in the middle: nothing changes, the question stands."""
    reply = again(turn)
    if reply is None:
        return turn.close(Reply(text, choices=(word(common.MENU),)), outcome="nothing open")
    if (taken := _file(turn)) is not None:
        return taken
    if turn.event.kind is EventKind.LOCATION and (offer := _place_offer(turn)) is not None:
        return offer
    return turn.say(Reply(text), reply, outcome="no text", notes=dict(turn.conversation.notes))


def _file(turn: Turn) -> Step | None:
    """A picture or file where the open question takes one."""
    found = turn.form
    question = found[0].question(turn.conversation.step or "") if found else None
    if found is None or question is None or turn.event.message_id is None:
        return None
    programme, application = found
    attachment = Attachment(turn.event.message_id, turn.event.kind.value, turn.event.text or None)
    kind = kind_of(question)
    answer = kind.receive(question, attachment, application.answers.get(question.key))
    if answer is None:
        return None
    if isinstance(answer, Problem):
        return _try_again(turn, programme, application, question, answer)
    return _take(turn, programme, application, question, answer)


def _place_offer(turn: Turn) -> Step | None:
    """A location where a province is asked: proposed, never taken down unasked."""
    found = turn.form
    question = found[0].question(turn.conversation.step or "") if found else None
    if found is None or question is None or not kind_of(question).takes_places:
        return None
    place = kind_of(question).spot(question, turn.read)
    if place is None:
        return None
    text = signup.place_seen(kind_of(question).show(question, place))
    choices = (word(place), *form.navigation())
    return turn.say(Reply(text, choices=choices), outcome="place proposed", notes=turn.conversation.notes)


ACTS = Acts(
    acts=(
        Act("apply", starting.start, "สมัคร", in_form=InForm.LEAVES),
        Act("apply_other", starting.start_for_other, "สมัครให้คนอื่น"),
        Act("resume", starting.resume, "สมัครต่อ", in_form=InForm.LEAVES),
    ),
    flow=Flow(
        steps.FLOW,
        receive,
        again,
        interruptible,
        correct=correct,
        on_other=on_other,
        takes_number=takes_number,
        commands={"back": back, "cancel": cancel, "skip": signup_buttons.skip},
    ),
)
