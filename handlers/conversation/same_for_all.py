"""An answer about programmes that is the same for everybody is found once, and said to whoever asks next.

It follows from how the question was read (its words, what is under discussion, the day, the model), from the
programmes' data and from the time; it is known by these. Everything announced begins and ends at a whole
minute, so that within a minute the time changes no answer. Found anew is what asks the database, such as for
the seats left, whatever is said to somebody who has applied for anything, and all that is not an answer
about programmes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.turn import Handler, Step, Turn
from models.catalogue import Catalogue
from models.conversation import Conversation
from models.store import Note, Watched
from models.understanding import Understanding

MOST_KNOWN = 1_000


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was said once, without whom it was said to.

    to     the reading: held, so that nothing else can take its place in memory
    notes  what was noted for staff
    """

    to: Understanding
    step: Step
    notes: tuple[Note, ...]

    def said_to(self, turn: Turn) -> Step:
        """The same to this person; what is noted for staff is noted for them too."""
        for note in self.notes:
            turn.tx.learning.note(*note, turn.now, asker=turn.user)
        return replace(self.step, conversation=_moved_on(turn.conversation, self.step))


class _Memory:
    """The answers to one state of the programmes' data within one minute, by their reading.

    Threads may share it: what is known is replaced as a whole.
    """

    def __init__(self) -> None:
        self._held: tuple[Catalogue, float, dict[int, _Answer]] = (Catalogue(), 0.0, {})

    def of(self, turn: Turn) -> dict[int, _Answer]:
        """What is known now; nothing once the data are others, or another minute has begun."""
        minute = turn.now.timestamp() // 60
        catalogue, since, known = self._held
        if catalogue is not turn.catalogue or since != minute:
            known = {}
            self._held = (turn.catalogue, minute, known)
        return known


_memory = _Memory()


def known(turn: Turn) -> Step | None:
    """The answer that somebody was given to the same before."""
    answer = _memory.of(turn).get(id(turn.read)) if _anybodys(turn) else None
    return answer.said_to(turn) if answer is not None else None


def known_or(turn: Turn, find: Handler) -> Step:
    """The same, else what `find` makes of the turn."""
    if (said := known(turn)) is not None:
        return said
    if not _anybodys(turn):
        return find(turn)
    watched = Watched(turn.tx)
    step = find(replace(turn, tx=watched.as_transaction()))
    about_programmes = step.question is not None or watched.notes
    if about_programmes and not watched.asked and step.conversation == _moved_on(turn.conversation, step):
        answers = _memory.of(turn)
        if len(answers) >= MOST_KNOWN:
            answers.clear()
        of_nobody = replace(step, conversation=_moved_on(Conversation(""), step))
        answers[id(turn.read)] = _Answer(turn.read, of_nobody, tuple(watched.notes))
    return step


def _anybodys(turn: Turn) -> bool:
    """Whether nothing of this person could matter: no group, nothing open, never applied."""
    conversation = turn.conversation
    alone = not (turn.event.in_group or conversation.busy or conversation.staff or conversation.notes)
    # "No, I mean …" is noted with the question before.
    first = not turn.read.corrects
    return turn.read.common and alone and first and turn.tx.applications.knows_none(turn.user)


def _moved_on(conversation: Conversation, step: Step) -> Conversation:
    """The conversation after such an answer: about its programme and its question, and else as it was."""
    after = step.conversation
    return replace(conversation, programme=after.programme, last_intent=after.last_intent)
