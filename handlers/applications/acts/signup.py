"""Applying: consent, one question per message, summary, confirm. The application holds the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.applications import applying, form, starting, steps, taking
from handlers.applications.acts import changing, placing, signup_buttons
from handlers.applications.applicable import answered
from handlers.applications.correcting_words import DECLINES, LEAVES_AS_IT_IS, SAME, SENDS
from handlers.applications.corrections import said_anew
from handlers.applications.elsewhere import meant_by_itself, meant_for_others
from handlers.applications.pausing import speaks_of_a_draft
from handlers.applications.question_kind import Attachment, Found, Problem, QuestionKind
from handlers.applications.questions import kind_of
from handlers.thresholds import BEYOND_DOUBT, SURE
from handlers.turn import MOST_CHOICES, Act, Acts, Flow, InForm, Step, Turn, button, word
from handlers.wording import common, signup
from models.application import Application, ApplicationState
from models.event import EventKind
from models.programme import Programme, Question
from models.reply import Reply
from models.understanding import Understanding

COURTESIES = frozenset({"thanks", "bye", "greeting"})
"""What is said out of politeness answers no question."""
OTHER_MATTERS = "out_of_scope"
"""The intent a bare value is read as when no form is open."""


def again(turn: Turn) -> Reply | None:
    """Repeats the open step's question after another answer; None if there is none."""
    found = turn.form
    if found is None or turn.conversation.step is None:
        return None
    programme, application = found
    return form.ask(programme, application, turn.conversation.step, signup.STILL_WAITING, brief=True)


def moved_on(turn: Turn) -> Turn:
    """The turn after something else was answered: whatever was only offered is dropped.

    "Which answer?", "cancel?" and an answer about to be changed are not asked again; a draft continues
    with its form.
    """
    found = turn.form
    if found is None:
        return turn
    programme, application = found
    conversation = turn.conversation
    if application.state is not ApplicationState.DRAFT:
        let_go = {"let_go": [application.id, conversation.step]}
        closed = replace(conversation, flow=None, step=None, application=None, notes=let_go)
        return replace(turn, conversation=closed, form=None)
    question = programme.question(conversation.step or "")
    open_still = question is not None and not answered(question, application.answers)
    if open_still or conversation.step in (form.CONSENT, form.CONFIRM):
        return turn
    step = form.next_step(programme, application)
    return replace(turn, conversation=replace(conversation, step=step, notes={}))


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


def interruptible(turn: Turn) -> bool:
    """Whether this text may be a question rather than an answer to the open step.

    Where nearly any text is an answer, only a text shaped like a question counts; elsewhere any text
    that is no answer.
    """
    found = turn.form
    if found is None or turn.conversation.step is None:
        return True
    programme, application = found
    question = programme.question(turn.conversation.step)
    if question is None:
        return not (turn.conversation.step == form.CONFIRM and SENDS.fullmatch(turn.read.text))
    kind = kind_of(question)
    if kind.free:
        return turn.read.question
    if kind.explains is not None and kind.explains.search(turn.read.text):
        return False
    answer = kind.parse(question, turn.read, application.answers.get(question.key))
    return isinstance(answer, Problem)


def takes_number(turn: Turn) -> bool:
    """A number answers the open question: a count, an option's position, a telephone number."""
    question = turn.form[0].question(turn.conversation.step or "") if turn.form else None
    if turn.form is None or question is None or kind_of(question).free:
        return False
    so_far = turn.form[1].answers.get(question.key)
    return isinstance(kind_of(question).parse(question, turn.read, so_far), Found)


def take_up(turn: Turn) -> Step | None:
    """Resumes a draft put off earlier when the text plainly answers it; None for any other text."""
    found = starting.waiting(turn)
    if found is None or not turn.read.text:
        return None
    sends = turn.read.command == "yes" and signup.CONFIRM in turn.read.text
    if speaks_of_a_draft(turn.read.text) or (sends and form.next_step(*found) == form.CONFIRM):
        return starting.resume(turn)
    if not _answers(turn, *found):
        return None
    programme, application = found[0], turn.tx.applications.locked(found[1].id)
    if application is None:
        return None
    at = form.next_step(programme, application)
    conversation = replace(
        turn.conversation,
        flow=steps.FLOW,
        step=at,
        application=application.id,
        programme=programme.id,
        notes={},
    )
    opened = replace(turn, conversation=conversation, form=(programme, application))
    step = receive(opened)
    return step.led_by(signup.resuming(programme.short_name)) if step is not None else None


def _answers(turn: Turn, programme: Programme, application: Application) -> bool:
    """The text is only an answer to the draft's open question, or to another question of its form."""
    read = turn.read
    at = programme.question(form.next_step(programme, application))
    if at is None or read.question or read.command is not None:
        return False
    if kind_of(at).alone(at, read) is not None:
        return True
    if read.best.name != OTHER_MATTERS:
        return False
    if not kind_of(at).free:
        answer = kind_of(at).parse(at, read, application.answers.get(at.key))
        if isinstance(answer, Found) and not answer.unused:
            return True
    return any(kind_of(q).alone(q, read) is not None for q in form.form(programme, application))


def _answer(turn: Turn, programme: Programme, application: Application, question: Question) -> Step:
    best = turn.read.best
    if turn.conversation.notes.get("others") and best.name == "yes" and best.confidence >= BEYOND_DOUBT:
        return placing.put(turn, [application.id])
    kind = kind_of(question)
    so_far = application.answers.get(question.key)
    if so_far is not None and kind.complete(so_far) and LEAVES_AS_IT_IS.fullmatch(turn.read.text):
        return steps.after(turn, programme, application, signup.NOT_CHANGED)
    if so_far is not None and not kind.complete(so_far):
        answer = kind.parse(question, turn.read, so_far)
        if isinstance(answer, Found):
            return taking.take(turn, programme, application, question, answer)
    if SAME.fullmatch(turn.read.text) and (same := _same_as_before(turn, application, question)) is not None:
        return taking.take(turn, programme, application, question, Found(same), alone=True)
    if turn.read.command == "skip" or (not question.required and _declines(kind, turn.read)):
        return signup_buttons.skip(turn)
    if turn.read.command == "edit" and not question.options and application.answers:
        return steps.at_step(turn, programme, application, form.CHOOSE)
    if turn.read.command in ("yes", "no", "edit") and not question.options:
        return steps.at_step(turn, programme, application, question.key, signup.ANSWER_FIRST)
    courteous = best.name in COURTESIES and best.confidence >= BEYOND_DOUBT
    if courteous and kind.doubtful(question, turn.read) is None:
        return steps.at_step(turn, programme, application, question.key, signup.ANSWER_FIRST)
    taken_back, read = said_anew(turn.read, turn.today)
    turn = replace(turn, read=read)
    answer = kind.parse(question, turn.read, so_far)
    others = meant_for_others(programme, application.answers, question, turn.read, answer)
    refused = isinstance(answer, Problem)
    if others and refused and (said := _said_before(programme, application, others)):
        return steps.at_step(turn, programme, application, question.key, said)
    if others:
        return placing.offer(turn, programme, application, others, question, answer)
    if isinstance(answer, Problem) and (perhaps := kind.doubtful(question, turn.read)) is not None:
        return placing.offer(turn, programme, application, {question.key: perhaps}, question, answer)
    if isinstance(answer, Problem):
        return _try_again(turn, programme, application, question, answer)
    return taking.take(turn, programme, application, question, answer, taken_back=taken_back)


def _same_as_before(turn: Turn, application: Application, question: Question) -> Any | None:
    """The answer of this person's last application of the same programme; never a secret one."""
    before = [
        a.answers[question.key]
        for a in turn.tx.applications.of(turn.user)
        if a.id != application.id and a.programme == application.programme and a.answers.get(question.key)
    ]
    return before[0] if before and not kind_of(question).secret else None


def _said_before(programme: Programme, application: Application, others: Mapping[str, Any]) -> str:
    """Lines saying that these answers are in the form already; none if one of them is new."""
    given = application.answers
    if any(given.get(key) != value for key, value in others.items()):
        return ""
    shown = [(q.label, kind_of(q).show(q, given[q.key])) for q in programme.questions if q.key in others]
    return "\n".join(signup.corrected(label, value, value) for label, value in shown)


def _declines(kind: QuestionKind, read: Understanding) -> bool:
    """ "ไม่มีค่ะ" to an optional question; where any words would be an answer, it must be the whole text."""
    if read.command == "no" or DECLINES.fullmatch(read.text):
        return True
    return not kind.own_words and read.best.name in ("no", "skip") and read.best.confidence >= SURE


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


def _chosen(turn: Turn, programme: Programme, application: Application) -> Step | None:
    typed = turn.read.text.strip()
    if turn.read.command == "yes":
        return steps.go_on(turn, programme, application)
    for question in programme.questions:
        if typed in (question.label, *question.also, *kind_of(question).called):
            return changing.chosen(turn, programme, application, question)
    return None


def _at_button_step(turn: Turn, programme: Programme, application: Application, step: str) -> Step | None:
    """Consent and summary accept a typed word; at consent, facts may already be given."""
    if step == form.CONFIRM and (turn.read.command == "yes" or SENDS.fullmatch(turn.read.text)):
        return signup_buttons.confirm(turn, [application.id, str(application.version)])
    if step == form.CONFIRM and turn.read.command == "edit":
        return steps.at_step(turn, programme, application, form.CHOOSE)
    if step == form.CONFIRM and (meant := meant_by_itself(programme, application.answers, turn.read)):
        return placing.offer(turn, programme, application, meant)
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
    """The word ย้อนกลับ: one step back for each time it was said, answers kept."""
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
    return starting.offer_to_drop(turn, programme, application)


def on_other(turn: Turn, text: str) -> Step:
    """A sticker or picture in mid-form: nothing changes, the question stands."""
    if (taken := _file(turn)) is not None:
        return taken
    if turn.event.kind is EventKind.LOCATION and (offer := _place_offer(turn)) is not None:
        return offer
    turn = moved_on(turn)
    reply = again(turn)
    if reply is None:
        return turn.close(Reply(text, choices=(word(common.MENU),)), outcome="nothing open")
    return turn.say(Reply(text), reply, outcome="no text", notes=dict(turn.conversation.notes))


def _file(turn: Turn) -> Step | None:
    """A picture or file, if the open question takes one."""
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
    return taking.take(turn, programme, application, question, answer)


def _place_offer(turn: Turn) -> Step | None:
    """A location when a province is asked for: proposed, never recorded unasked."""
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
        moved_on=moved_on,
        correct=changing.correct,
        on_other=on_other,
        takes_number=takes_number,
        commands={"back": back, "cancel": cancel, "skip": signup_buttons.skip},
    ),
)
