"""One event, exactly once: guard, state and answer share the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.applications import applying, moving, posters
from handlers.conversation import groups
from handlers.conversation.dispatch import decide
from handlers.conversation.kept import sealed_label, talked, without_links, without_numbers
from handlers.conversation.pace import Taken, keep_pace
from handlers.conversation.with_staff import WITH_STAFF
from handlers.turn import Means, Step, Turn, reply_key, word
from handlers.wording import common, service
from models.application import Application
from models.calendar import Moment, local_day
from models.case import Line, Sender
from models.catalogue import Catalogue
from models.conversation import Conversation, Talked
from models.event import Event, EventKind
from models.graphemes import cut
from models.once import once_each
from models.outbox import Letter, Parcel
from models.programme import Programme
from models.reply import MOST_SHARED, Choice, Reply, few
from models.store import Arrival, Transaction
from models.understanding import Context, Understanding

MAX_TEXT = 5000
TOKEN_LIFE = timedelta(seconds=50)
"""LINE promises a minute; this leaves ten seconds for delivery."""
MOST_LINES = 8
LONGEST_LINE = 300
LIST_KEPT = timedelta(hours=1)
"""After so long a silence a number picks nothing from a list shown before."""
LINES_KEPT = timedelta(days=1)
"""How long, and how many, recent lines are kept so that staff can see what a case is about."""
_UNSAID = frozenset({EventKind.UNSEND, EventKind.UNFOLLOW, EventKind.LEAVE, EventKind.OTHER})
SEEN = "seen before"
FLOOD = "flood"
"""The outcome of an event that was one too many: recorded, but not read."""


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of an event; `first` is False if it had been handled before.

    parcel  its answer, leased to this process: to be sent once the transaction is committed
    queued  something waits to be claimed
    """

    first: bool
    outcome: str
    parcel: Parcel | None = None
    queued: bool = False


def handle(
    tx: Transaction, event: Event, means: Means, at: Moment, lease: timedelta | None = None
) -> Handled:
    """Handles one event exactly once: guard, state and answer are one transaction.

    lease  for how long the caller could take the answer, to send it itself; None leaves it in the queue
    """
    if not _is_said(event):
        if not tx.inbox.first_time(event):
            return Handled(False, SEEN)
        outcome = _unsaid(tx, event, at)
        tx.inbox.note_outcome(event, outcome)
        return Handled(True, outcome)
    arrival = tx.exchange.arrive(event, at)
    if arrival.seen:
        _renew(tx, event, at)
        return Handled(False, SEEN)
    if not arrival.applied:
        tx.applications.has_none(event.chat)
    outcome, conversation, replies, said = _answered(tx, event, arrival, means, at)
    letter = _letter(event, replies, at) if replies else None
    if letter is not None and letter.reply_token is None:
        tx.outbox.put(letter, at.now)
        letter = None
    takes = lease if letter is not None and arrival.at_once else None
    parcel = tx.exchange.close(event, outcome, conversation, letter, at, takes, said)
    queued = tx.queued or (letter is not None and parcel is None)
    return Handled(True, outcome, parcel, queued)


def played(tx: Transaction, event: Event, means: Means, at: Moment) -> tuple[Reply, ...]:
    """What is said to an event, where nobody is sent anything: for a transaction that is taken back."""
    arrival = tx.exchange.arrive(event, at)
    if not arrival.applied:
        tx.applications.has_none(event.chat)
    outcome, conversation, replies, said = _answered(tx, event, arrival, means, at)
    tx.exchange.close(event, outcome, conversation, None, at, None, said)
    return replies


def unhandled(tx: Transaction, events: Sequence[Event], at: Moment) -> list[Event]:
    """Those that were not handled before, all looked up at once: a long call may come again and again."""
    known = tx.inbox.known([event.id for event in events])
    waiting = tx.outbox.unfinished([reply_key(event) for event in events if event.id in known])
    for event in events:
        if reply_key(event) in waiting:
            _renew(tx, event, at)
    return [event for event in events if event.id not in known]


def _renew(tx: Transaction, event: Event, at: Moment) -> None:
    """Delivered again, an event gives its reply token another minute (reference, "Reply token")."""
    if event.redelivered and event.reply_token:
        tx.outbox.renew_token(reply_key(event), event.reply_token, at.machine + TOKEN_LIFE)


def _is_said(event: Event) -> bool:
    """Whether a person says it to the bot; all else is recorded and not answered."""
    return event.active and event.addressed and event.kind not in _UNSAID


def _unsaid(tx: Transaction, event: Event, at: Moment) -> str:
    """Handles what is recorded but not answered."""
    if event.kind is EventKind.UNSEND and event.message_id:
        _unsend(tx, event, event.message_id, at)
        tx.applications.unsend(event.message_id)
        applying.unsend_file(tx, event.message_id, at.now)
        return "unsend"
    if event.kind is EventKind.UNFOLLOW and event.user:
        tx.people.person(event.user, at.now)
        tx.people.set_following(event.user, False, at.now)
        moving.untold(tx, tx.outbox.write_off(event.user, at.now), at.now)
        _end_takeover(tx, event.user, at)
        return "unfollow"
    if event.kind is EventKind.LEAVE:
        tx.sessions.left(event.chat)
    return f"ignored {event.kind.value}"


def _answered(
    tx: Transaction, event: Event, arrival: Arrival, means: Means, at: Moment
) -> tuple[str, Conversation, tuple[Reply, ...], Talked | None]:
    """The outcome, the conversation as it now is, what is said, and what of it is kept for staff."""
    conversation, taken = keep_pace(
        arrival.conversation,
        event,
        lambda: tx.outbox.answers_waiting(event.chat),
        at.machine,
    )
    if taken is not Taken.AS_ALWAYS:
        notice = (Reply(service.TOO_MANY_AT_ONCE, choices=(word(common.STAFF),)),)
        return FLOOD, conversation, notice if taken is Taken.WITH_A_NOTICE else (), None
    turn, step = consider(tx, event, replace(arrival, conversation=conversation), means, at)
    token = event.reply_token if not step.replies else None
    replies = few(step.replies)
    silent = step.outcome == WITH_STAFF
    offered = conversation.offered if silent else _offered(replies)
    kept = replace(
        step.conversation,
        last_question=step.question,
        offered=offered,
        listed=_listed(offered, conversation, at),
        spoke_at=at.now,
        lines=() if event.in_group else _lines(turn, step, at),
        spare_token=(token, at.machine + TOKEN_LIFE) if token else None,
    )
    # What staff were told stands in the case already.
    written = not (silent or event.in_group) and (means.keeps_chats or arrival.left)
    return step.outcome, kept, replies, talked(turn, replies) if written else None


def consider(tx: Transaction, event: Event, arrival: Arrival, means: Means, at: Moment) -> tuple[Turn, Step]:
    """What the event is taken to mean, and the resulting step."""
    conversation, person = arrival.conversation, arrival.person
    if not person.following:
        tx.reminders.owe_person(event.chat, person.left_at, at.now)
        tx.people.set_following(event.chat, True)
        tx.menus.came_back(event.chat)
        person = replace(person, following=True, left_at=None)
    catalogue = tx.programmes.catalogue(arrival.revision).spoken_of
    if (said := posters.led_by(event.text)) is not None:
        code, words = said
        event, conversation = replace(event, text=words), replace(conversation, source=code)
    understanding = _read(event, conversation, catalogue, means, at)
    form = _open_form(tx, conversation, catalogue)
    turn = Turn(
        tx,
        event,
        at.now,
        catalogue,
        conversation,
        person,
        understanding,
        means,
        form,
        at.machine,
        arrival.applied_to,
    )
    return turn, groups.receive(turn) if event.in_group else decide(turn)


def _open_form(
    tx: Transaction, conversation: Conversation, catalogue: Catalogue
) -> tuple[Programme, Application] | None:
    """The open form, locked; None if none is open, or it is gone or somebody else's."""
    if conversation.application is None:
        return None
    application = tx.applications.locked(conversation.application)
    if application is None or application.user != conversation.user:
        return None
    programme = catalogue.get(application.programme)
    assert programme is not None, "an application refers to a programme by a foreign key"
    return programme, application


def _read(
    event: Event, conversation: Conversation, catalogue: Catalogue, means: Means, at: Moment
) -> Understanding:
    if event.kind not in (EventKind.TEXT, EventKind.LOCATION):
        return Understanding("")
    context = Context(conversation.programme, conversation.last_intent)
    return means.read(event.text[:MAX_TEXT], catalogue.vocabulary, context, local_day(at.now))


def _lines(turn: Turn, step: Step, at: Moment) -> tuple[Line, ...]:
    """The most recent lines, including this turn's; never an answer that is kept sealed."""
    lines = [line for line in turn.conversation.lines if at.now - line.at <= LINES_KEPT]
    said = " ".join(turn.event.text.split())
    if said and sealed_label(turn) is None:
        hidden = without_numbers(said)
        lines.append(Line(Sender.PERSON, cut(hidden, LONGEST_LINE), at.now, turn.event.message_id))
    if step.replies:
        lines.append(Line(Sender.BOT, _last_said(step.replies), at.now))
    return tuple(lines[-MOST_LINES:])


@once_each(MOST_SHARED)
def _last_said(replies: tuple[Reply, ...]) -> str:
    """The last of what is said, as a line."""
    return cut(without_links(" ".join(replies[-1].text.split())), LONGEST_LINE)


def _end_takeover(tx: Transaction, user: str, at: Moment) -> None:
    """Whoever blocks the bot talks with nobody."""
    conversation = tx.people.conversation(user, at.now)
    if conversation.staff is not None:
        tx.cases.let_go(conversation.staff.case)
        tx.people.keep(replace(conversation, staff=None), at.now)


def _unsend(tx: Transaction, event: Event, message_id: str, at: Moment) -> None:
    """Keeps nothing of a message that was unsent."""
    tx.cases.unsend(event.chat, message_id)
    tx.talk.unsend(event.chat, message_id)
    conversation = tx.people.conversation(event.chat, at.now)
    left = tuple(line for line in conversation.lines if line.message_id != message_id)
    if left != conversation.lines:
        tx.people.keep(replace(conversation, lines=left), at.now)


@once_each(MOST_SHARED)
def _offered(replies: tuple[Reply, ...]) -> tuple[Choice, ...]:
    """What can be pressed or typed; LINE hides the buttons of all but the last message, not their numbers."""
    choices = [c for r in replies for card in r.cards for c in card.all_buttons]
    choices += [c for r in replies[:-1] for c in r.choices if c.number]
    choices += replies[-1].choices if replies else ()
    return tuple(choices)


def _listed(offered: tuple[Choice, ...], before: Conversation, at: Moment) -> tuple[Choice, ...]:
    """The list with numbers: the one shown now, else the one before as long as the talk goes on."""
    shown = tuple(choice for choice in offered if choice.number)
    goes_on = before.spoke_at is not None and at.now - before.spoke_at <= LIST_KEPT
    return shown or (before.listed if goes_on else ())


def _letter(event: Event, replies: tuple[Reply, ...], at: Moment) -> Letter:
    return Letter(
        key=reply_key(event),
        chat=event.chat,
        replies=replies,
        reply_token=event.reply_token,
        token_until=at.machine + TOKEN_LIFE if event.reply_token else None,
    )


def apologise(tx: Transaction, event: Event, at: Moment) -> None:
    """Our own fault stopped an event being handled: it counts as handled, and the person is told."""
    if tx.inbox.first_time(event) and event.active and event.addressed and event.user:
        tx.inbox.note_outcome(event, "fault")
        choices = (word(common.MENU), word(common.STAFF))
        tx.outbox.put(_letter(event, (Reply(common.FAULT, choices=choices),), at), at.now)
