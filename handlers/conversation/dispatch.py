"""Who answers an event: the first to take it. The order is the design."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.applications import steps
from handlers.applications.acts import changing, signup, signup_buttons
from handlers.applications.pausing import question_after
from handlers.conversation import free_text, same_for_all, typed_buttons, with_staff
from handlers.conversation.acts import small_talk
from handlers.conversation.repertoire import acts, buttons, flows, phrases
from handlers.enquiries import all_programmes, enquiry
from handlers.thresholds import BEYOND_DOUBT, SURE
from handlers.turn import MOST_CHOICES, Flow, InForm, Step, Turn, parse_action, word
from handlers.wording import common
from intents import words
from models.conversation import Conversation
from models.event import EventKind
from models.reply import Choice, Reply
from models.understanding import Context, Intent, Understanding

SILENCE = timedelta(hours=6)
"""After this long a form is resumed only when the person says so."""
KEPT_BUTTONS = frozenset(
    {"source", "staff.leave", "staff.forward", "consent.stop", "consent.ask", "privacy.file", "privacy.ask"}
)
"""Buttons of an answer that stay when the open question is asked again below it."""
LONGEST_PHRASE = 60
"""Characters; a longer text is more than a fixed phrase."""
MANY = 2
"""A list of at least this many items is numbered."""
ANSWERS_IN_PASSING = frozenset(
    {
        "ask",
        "source",
        "staff.forward",
        "staff.bot",
        "news.stop",
        "news.start",
        "interest",
        "consent.stop",
        "consent.keep",
    }
    | {"privacy.mine", "privacy.consents", "privacy.file", "privacy.keep"}
)
"""After these buttons an open question is asked again."""


def decide(turn: Turn) -> Step:
    """The bot's answer, or none while staff talk with the person."""
    if turn.conversation.staff is not None:
        return with_staff.receive(turn, _decide, _and_back)
    return _decide(turn)


def _decide(turn: Turn) -> Step:
    """Fixed words, buttons, the open form, a new request: first hit wins."""
    if turn.event.kind is EventKind.FOLLOW:
        return small_talk.welcome(turn)
    if turn.event.kind is EventKind.POSTBACK:
        return _press(turn, turn.event.data)
    if turn.event.kind is not EventKind.TEXT:
        return _no_text(turn)
    turn = _let_go(turn)
    return (
        _unprompted(turn)
        or _command(turn)
        or _pressed(turn, _always(turn))
        or _pressed(turn, typed_buttons.typed(turn))
        or _put_off(turn)
        or _in_flow(turn)
        or changing.after_sending(turn)
        or signup.take_up(turn)
        or _pressed(turn, typed_buttons.picked(turn))
        or _no_such_item(turn)
        or same_for_all.known_or(turn, _asked)
    )


def _unprompted(turn: Turn) -> Step | None:
    """The answer that is known, where no button was shown that the text could stand for."""
    offered = turn.conversation.offered or turn.conversation.listed
    return None if offered else same_for_all.known(turn)


def _asked(turn: Turn) -> Step:
    """An item of the list just shown, or what else is wanted."""
    return _and_back(turn, enquiry.item(turn) or free_text.receive(turn))


def _let_go(turn: Turn) -> Turn:
    """The turn, with the open flow closed if it no longer holds the conversation."""
    flow = _flow(turn)
    if flow is None or flow.holds(turn):
        return turn
    closed = replace(turn.conversation, flow=None, step=None, application=None, notes={})
    return replace(turn, conversation=closed, form=None)


def _command(turn: Turn) -> Step | None:
    """The words that always work."""
    command, flow = turn.read.command, _flow(turn)
    if command is None:
        return None
    if flow is not None and command in flow.commands:
        return flow.commands[command](turn)
    if command == "back":
        return small_talk.nothing_to_go_back(turn)
    if command == "cancel":
        return small_talk.nothing_to_cancel(turn)
    if command == "menu":
        return small_talk.menu(turn)
    return _and_back(turn, acts()[command].do(turn)) if command in ("help", "status", "staff") else None


def _always(turn: Turn) -> str | None:
    """The button whose phrase works at every step, such as what the consent's text promises."""
    text = turn.event.text
    return phrases().get(words.compact(text)) if len(text) <= LONGEST_PHRASE else None


def _pressed(turn: Turn, data: str | None) -> Step | None:
    return None if data is None else _press(turn, data)


def _press(turn: Turn, data: str) -> Step:
    """A pressed button. Its data is not trusted: every action looks up and checks."""
    name, arguments = parse_action(data)
    action = buttons().get(name)
    if action is None:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="unknown button")
    step = action(turn, arguments)
    return _and_back(turn, step) if name in ANSWERS_IN_PASSING else step


def _no_text(turn: Turn) -> Step:
    """A sticker, picture or voice message: answered, and an open question asked again."""
    texts = {
        EventKind.STICKER: common.STICKER,
        EventKind.IMAGE: common.CANNOT_READ_IMAGE,
        EventKind.AUDIO: common.CANNOT_HEAR,
        EventKind.LOCATION: common.CANNOT_PLACE,
    }
    text = texts.get(turn.event.kind, common.CANNOT_OPEN_FILE)
    flow = _flow(turn)
    if flow is not None and (step := flow.on_other(turn, text)) is not None:
        return step
    choices = (word(common.MENU), word(common.STAFF))
    return turn.say(Reply(text, choices=choices), outcome=turn.event.kind.value)


def _in_flow(turn: Turn) -> Step | None:
    """A text while a form is open: a question in between, or an answer."""
    flow = _flow(turn)
    if flow is None:
        return None
    if _silent_for_long(turn) and turn.read.best.name == "greeting":
        return None
    if (data := typed_buttons.numbered(turn)) is not None and not flow.takes_number(turn):
        return _press(turn, data)
    if (corrected := flow.correct(turn)) is not None:
        return corrected
    if flow.interruptible(turn):
        asked = free_text.enquiries(turn.read) if _asks(turn.read) else []
        if asked := asked or _in_passing(turn.read):
            return _and_back(turn, all_programmes.answer(turn) or free_text.say(turn, asked))
        if (act := _leaving(turn.read)) is not None:
            return free_text.do(turn, act)
    elif (act := _leaving(turn.read)) is not None and turn.read.best.confidence >= BEYOND_DOUBT:
        return free_text.do(turn, act)
    return flow.receive(turn)


def _put_off(turn: Turn) -> Step | None:
    """ "เดี๋ยวค่อยสมัครต่อนะ ว่าแต่เรียนที่ไหน": answers the question and keeps the draft."""
    asked = question_after(turn.read.text)
    if asked is None or turn.conversation.flow not in (None, steps.FLOW):
        return None
    context = Context(turn.conversation.programme, turn.conversation.last_intent)
    read = turn.means.read(asked, turn.catalogue.vocabulary, context, turn.today)
    enquiries = free_text.enquiries(read) if _asks(read) else []
    if not enquiries or turn.tx.applications.draft(turn.user) is None:
        return None
    turn = replace(turn, read=read)
    step = all_programmes.answer(turn) or free_text.say(turn, enquiries)
    kept = signup_buttons.pause(turn)
    bare = tuple(replace(r, choices=()) for r in step.replies)
    *before, last = kept.replies
    last = replace(last, choices=(*_its_own(step), *last.choices))
    conversation = replace(kept.conversation, last_intent=step.conversation.last_intent)
    outcome = f"{step.outcome}, {kept.outcome}"
    return replace(step, conversation=conversation, replies=(*bare, *before, last), outcome=outcome)


def _no_such_item(turn: Turn) -> Step | None:
    """A number not in the list just shown: says which numbers are, and shows the buttons again."""
    items = typed_buttons.items(turn)
    if len(items) < MANY or words.item(turn.event.text) is None:
        return None
    text = common.no_such_item([choice.say or choice.label for choice in items])
    return turn.say(Reply(text, choices=(*items, word(common.MENU))[:MOST_CHOICES]), outcome="no such item")


def _asks(read: Understanding) -> bool:
    """In the middle of a form, only a text that looks like a question or is beyond doubt counts as one."""
    return read.question or read.best.confidence >= BEYOND_DOUBT


def _in_passing(read: Understanding) -> list[Intent]:
    """The intent to be done in passing, without leaving the form."""
    needed = {InForm.IN_PASSING: SURE, InForm.IN_PASSING_IF_BEYOND_DOUBT: BEYOND_DOUBT}
    act = acts().get(read.best.name)
    least = needed.get(act.in_form) if act else None
    return [read.best] if least is not None and read.best.confidence >= least else []


def _leaving(read: Understanding) -> str | None:
    """The intent, if it leaves the open form or concerns it as a whole."""
    act = acts().get(read.best.name)
    leaves = act is not None and act.in_form is InForm.LEAVES and read.best.confidence >= SURE
    return read.best.name if leaves else None


def _and_back(turn: Turn, step: Step) -> Step:
    """After an answer in the middle of a form, repeats the open question in the same reply."""
    step = step.led_by(common.ENGLISH) if turn.read.english else step
    flow = _flow(turn)
    if flow is None or _place(step.conversation) != _place(turn.conversation):
        return step
    turn = flow.moved_on(turn)
    now = turn.conversation
    conversation = replace(
        step.conversation,
        flow=now.flow,
        step=now.step,
        application=now.application,
        notes=now.notes,
        programme=now.programme,
    )
    question = flow.again(turn)
    if question is None:
        return replace(step, conversation=conversation)
    bare = tuple(replace(r, choices=tuple(c for c in r.choices if c.number)) for r in step.replies)
    choices = (*_its_own(step), *question.choices)[:MOST_CHOICES]
    question = replace(question, choices=choices)
    outcome = f"{step.outcome}, back to {turn.conversation.step}"
    return replace(step, conversation=conversation, replies=(*bare, question), outcome=outcome)


def _its_own(step: Step) -> list[Choice]:
    """The buttons that belong to this answer alone."""
    kept = [c for r in step.replies for c in r.choices if c.data and parse_action(c.data)[0] in KEPT_BUTTONS]
    return kept[:2]


def _place(conversation: Conversation) -> tuple[str | None, ...]:
    """Where the person is in the open flow."""
    return conversation.flow, conversation.step, conversation.application


def _flow(turn: Turn) -> Flow | None:
    """The open flow."""
    return flows().get(turn.conversation.flow or "")


def _silent_for_long(turn: Turn) -> bool:
    before = turn.conversation.spoke_at
    return before is not None and turn.now - before >= SILENCE
