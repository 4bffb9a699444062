"""One event to replies: decides who answers, first hit wins, all in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from handlers.applications.questions._secret import Seal
from handlers.conversation import free_text, groups, typed_buttons
from handlers.conversation.acts import small_talk
from handlers.conversation.pace import Taken, keep_pace
from handlers.enquiries import all_programmes, enquiry
from handlers.registry import modules, table
from handlers.turn import BEYOND_DOUBT, MOST_CHOICES, SURE, Action, Handler, Step, Turn, parse_action, word
from handlers.wording import common, service
from models.calendar import local_day
from models.conversation import Conversation, Person
from models.event import Event, EventKind
from models.outbox import Letter
from models.programme import Catalogue
from models.reply import Choice, Reply
from models.store import Transaction
from models.understanding import Context, Intent, Understanding, Vocabulary

FLOWS = ("handlers.conversation.acts", "handlers.applications.acts", "handlers.reminders.acts")
MAX_TEXT = 5000
SILENCE = timedelta(hours=6)
"""After so long a form is taken up again only when the person says so."""
TOKEN_LIFE = timedelta(seconds=50)
"""LINE promises a minute; ten seconds are left for the way there."""

KEPT_BUTTONS = frozenset({"source", "staff.leave"})
"""An answer's own buttons that stay when the open question is asked again under it."""
FLOOD = "flood"
"""The outcome of an event that was one too many: noted, and not understood."""
Reader = Callable[[str, Vocabulary, Context, date], Understanding]


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of an event: `first` False when it had been handled before."""

    first: bool
    outcome: str


def handle(
    tx: Transaction,
    event: Event,
    read: Reader,
    seal: Seal,
    now: datetime,
    machine_now: datetime,
    public_url: str | None = None,
) -> Handled:
    """Handles one event exactly once: the guard, the state and the answer are one transaction."""
    if not tx.inbox.first_time(event):
        return Handled(False, "seen before")
    outcome = _handle(tx, event, read, seal, now, machine_now, public_url)
    tx.inbox.note_outcome(event, outcome)
    return Handled(True, outcome)


def _handle(
    tx: Transaction,
    event: Event,
    read: Reader,
    seal: Seal,
    now: datetime,
    machine_now: datetime,
    public_url: str | None,
) -> str:
    if event.kind is EventKind.UNSEND and event.message_id:
        tx.people.unsend(event.message_id)
        tx.applications.unsend(event.message_id)
        tx.attachments.unsend(event.message_id)
        return "unsend"
    if event.kind is EventKind.UNFOLLOW and event.user:
        tx.people.person(event.user, now)
        tx.people.set_following(event.user, False, now)
        return "unfollow"
    if event.kind is EventKind.LEAVE:
        tx.sessions.left(event.chat)
    if not event.active or event.kind in (EventKind.OTHER, EventKind.LEAVE) or not event.addressed:
        return f"ignored {event.kind.value}"
    conversation, taken = keep_pace(
        tx.people.conversation(event.chat, now),
        event,
        lambda: tx.outbox.answers_waiting(event.chat),
        machine_now,
    )
    if taken is not Taken.AS_ALWAYS:
        tx.people.keep(conversation, now)
        if taken is Taken.WITH_A_NOTICE:
            notice = Reply(service.TOO_MANY_AT_ONCE, choices=(word(common.STAFF),))
            _answer(tx, event, (notice,), now, machine_now)
        return FLOOD
    _turn, step = consider(tx, event, conversation, read, seal, now, public_url)
    kept = replace(step.conversation, asked=step.asked, offered=_offered(step.replies), spoke_at=now)
    tx.people.keep(kept, now)
    if step.replies:
        _answer(tx, event, step.replies, now, machine_now)
    return step.outcome


def consider(
    tx: Transaction,
    event: Event,
    conversation: Conversation,
    read: Reader,
    seal: Seal,
    now: datetime,
    public_url: str | None = None,
) -> tuple[Turn, Step]:
    """What the event is taken to mean, and what comes of it."""
    person = Person(event.chat) if event.in_group else tx.people.person(event.chat, now)
    if not person.following:
        tx.reminders.owe_person(event.chat, person.left_at, now)
        tx.people.set_following(event.chat, True)
        person = replace(person, following=True, left_at=None)
    catalogue = tx.programmes.catalogue()
    understanding = _read(event, conversation, catalogue, read, now)
    turn = Turn(tx, event, now, catalogue, conversation, person, understanding, seal, public_url)
    return turn, groups.receive(turn) if event.in_group else decide(turn)


def decide(turn: Turn) -> Step:
    """Who answers. The order is the design: fixed words, buttons, the open form, a new wish."""
    if turn.event.kind is EventKind.FOLLOW:
        return small_talk.welcome(turn)
    if turn.event.kind is EventKind.POSTBACK:
        return _press(turn, turn.event.data)
    if turn.event.kind is not EventKind.TEXT:
        return _no_text(turn)
    return (
        _command(turn)
        or _pressed(turn, typed_buttons.typed(turn))
        or _in_flow(turn)
        or _pressed(turn, typed_buttons.picked(turn))
        or _and_back(turn, free_text.receive(turn))
    )


def _command(turn: Turn) -> Step | None:
    """The words that always work."""
    word_ = turn.read.command
    if word_ is None:
        return None
    flow = _flow(turn)
    handlers: dict[str, Handler] = getattr(flow, "COMMANDS", {}) if flow else {}
    if word_ in handlers:
        return handlers[word_](turn)
    always: dict[str, Handler] = {
        "menu": small_talk.menu,
        "help": small_talk.help_,
        "back": small_talk.nothing_to_go_back,
        "cancel": small_talk.nothing_to_cancel,
        "status": table(FLOWS, "INTENTS")["status"],
        "staff": table(FLOWS, "INTENTS")["staff"],
    }
    if word_ not in always:
        return None
    step = always[word_](turn)
    return _and_back(turn, step) if word_ in ("help", "status", "staff") else step


def _pressed(turn: Turn, data: str | None) -> Step | None:
    return None if data is None else _press(turn, data)


def _press(turn: Turn, data: str) -> Step:
    """A pressed button. What it carries is not trusted: every action looks up and checks."""
    name, arguments = parse_action(data)
    action = _actions().get(name)
    if action is None:
        return turn.say(Reply(common.STALE_BUTTON, choices=(word(common.MENU),)), outcome="unknown button")
    step = action(turn, arguments)
    return _and_back(turn, step) if name in ("ask", "source") else step


@lru_cache(maxsize=1)
def _actions() -> dict[str, Action]:
    return {
        **table(FLOWS, "ACTIONS"),
        "ask": enquiry.ask_action,
        "source": enquiry.source_action,
        "intent": _intent_button,
    }


def _intent_button(turn: Turn, arguments: Sequence[str]) -> Step:
    """A button offered because we were not sure what was meant."""
    intent = arguments[0] if arguments else ""
    return free_text.do(turn, intent)


def _no_text(turn: Turn) -> Step:
    """A sticker, a picture, a voice: answered, and an open question asked again."""
    texts = {
        EventKind.STICKER: common.STICKER,
        EventKind.IMAGE: common.CANNOT_READ_IMAGE,
        EventKind.AUDIO: common.CANNOT_HEAR,
        EventKind.LOCATION: common.CANNOT_PLACE,
    }
    text = texts.get(turn.event.kind, common.CANNOT_OPEN_FILE)
    flow = _flow(turn)
    if flow is not None and hasattr(flow, "on_other"):
        return flow.on_other(turn, text)  # type: ignore[no-any-return]
    choices = (word(common.MENU), word(common.STAFF))
    return turn.say(Reply(text, choices=choices), outcome=turn.event.kind.value)


def _in_flow(turn: Turn) -> Step | None:
    """A text while a form is open: a question in the middle, or an answer."""
    flow = _flow(turn)
    if flow is None:
        return None
    if _silent_for_long(turn) and turn.read.best.name == "greeting":
        return None
    if hasattr(flow, "correct") and (corrected := flow.correct(turn)) is not None:
        return corrected  # type: ignore[no-any-return]
    if flow.interruptible(turn):
        asked = free_text.enquiries(turn.read) if _asks(turn.read) else []
        if asked := asked or _small_talk(turn.read):
            return _and_back(turn, all_programmes.answer(turn) or free_text.say(turn, asked))
        if (act := _leaving(turn.read)) is not None:
            return free_text.do(turn, act)
    elif (act := _leaving(turn.read)) is not None and turn.read.best.confidence >= BEYOND_DOUBT:
        return free_text.do(turn, act)
    return flow.receive(turn)  # type: ignore[no-any-return]


def _asks(read: Understanding) -> bool:
    """In the middle of a form a text must look like a question, or leave no doubt, to be taken for one."""
    return read.question or read.best.confidence >= BEYOND_DOUBT


def _small_talk(read: Understanding) -> list[Intent]:
    """What is answered in passing, without leaving the form."""
    passing = {"greeting", "thanks", "who_are_you", "complaint", "abuse", "source"}
    best = read.best
    said = best.confidence >= SURE and best.name in passing
    return [best] if said or (best.name == "my_data" and best.confidence >= BEYOND_DOUBT) else []


def _leaving(read: Understanding) -> str | None:
    """A wish that leaves the open form, or concerns it as a whole."""
    leaving = {"pause", "resume", "apply", "erase_data", "staff", "withdraw"}
    best = read.best
    return best.name if best.confidence >= SURE and best.name in leaving else None


def _and_back(turn: Turn, step: Step) -> Step:
    """After an answer in the middle of a form, the open question again, in the same reply."""
    flow = _flow(turn)
    if flow is None or step.conversation.flow != turn.conversation.flow:
        return step
    question = flow.again(turn)
    if question is None:
        return step
    conversation = replace(step.conversation, programme=turn.conversation.programme)
    bare = tuple(replace(r, choices=()) for r in step.replies)
    kept = [c for r in step.replies for c in r.choices if c.data and parse_action(c.data)[0] in KEPT_BUTTONS]
    choices = (*kept[:2], *question.choices)[:MOST_CHOICES]
    question = replace(question, choices=choices)
    outcome = f"{step.outcome}, back to {turn.conversation.step}"
    return replace(step, conversation=conversation, replies=(*bare, question), outcome=outcome)


def _flow(turn: Turn) -> Any:
    """The module of the open flow."""
    return modules(*FLOWS).get(turn.conversation.flow or "")


def _silent_for_long(turn: Turn) -> bool:
    before = turn.conversation.spoke_at
    return before is not None and turn.now - before >= SILENCE


def _read(
    event: Event, conversation: Conversation, catalogue: Catalogue, read: Reader, now: datetime
) -> Understanding:
    if event.kind not in (EventKind.TEXT, EventKind.LOCATION):
        return Understanding("")
    context = Context(conversation.programme, conversation.last_intent)
    return read(event.text[:MAX_TEXT], catalogue.vocabulary, context, local_day(now))


def _offered(replies: tuple[Reply, ...]) -> tuple[Choice, ...]:
    choices = [c for r in replies for card in r.cards for c in card.buttons]
    choices += replies[-1].choices if replies else ()
    return tuple(choices)


def _answer(
    tx: Transaction, event: Event, replies: tuple[Reply, ...], now: datetime, machine_now: datetime
) -> None:
    tx.outbox.put(
        Letter(
            key=f"reply:{event.id}",
            chat=event.chat,
            replies=replies,
            reply_token=event.reply_token,
            token_until=machine_now + TOKEN_LIFE if event.reply_token else None,
        ),
        now,
    )


def apologise(tx: Transaction, event: Event, now: datetime, machine_now: datetime) -> None:
    """Our own fault kept an event from being handled: it counts as handled, and the person is told."""
    if tx.inbox.first_time(event) and event.active and event.addressed and event.user:
        tx.inbox.note_outcome(event, "fault")
        choices = (word(common.MENU), word(common.STAFF))
        _answer(tx, event, (Reply(common.FAULT, choices=choices),), now, machine_now)
