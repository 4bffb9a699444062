"""Two or three questions in one message, each answered by itself: none weighs on another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.enquiries import enquiry
from handlers.enquiries.enquiry import MOST_STEPS
from handlers.turn import Step, Turn
from intents import clauses
from models import numbers
from models.numbers import Result
from models.reply import Choice, Reply

LONGEST = 700
"""Characters up to which the answers stand together: a longer one would have to be searched."""


def answer(turn: Turn, one: Callable[[Turn], Step | None]) -> Step | None:
    """The answers together; None unless there are several questions, and each is surely read.

    one  answers one question about a programme if it is sure; None else
    """
    if turn.read.command is not None or len(turn.read.programmes) > 1 or turn.programme is None:
        return None
    asked = clauses.questions(turn.read.text)
    if not asked or enquiry.in_one(turn):
        return None
    steps: list[Step] = []
    talk = replace(turn, conversation=replace(turn.conversation, programme=turn.programme.id))
    for question in asked:
        step = one(replace(talk, read=replace(talk.part(question), story=turn.read.story)))
        if step is None or not step.replies:
            return None
        steps.append(step)
        talk = replace(talk, conversation=step.conversation)
    return _together(steps)


def _together(steps: list[Step]) -> Step | None:
    texts: list[str] = []
    for step in steps:
        text = "\n".join(reply.text for reply in step.replies)
        lines = [line for said in texts for line in said.splitlines()]
        if not all(line in lines for line in text.splitlines()):
            texts.append(text)
    said = "\n\n".join(texts)
    if len(texts) == 1:
        return steps[0]
    if len(said) > LONGEST:
        return None
    last = steps[-1]
    results = [found.result for step in steps if (found := numbers.asked(step.outcome)) is not None]
    unknown = bool(results) and all(result is Result.NOT_ANNOUNCED for result in results)
    intents = dict.fromkeys(step.conversation.last_intent or "detail" for step in steps)
    outcome = numbers.said(
        "+".join(intents),
        last.conversation.programme or "",
        Result.NOT_ANNOUNCED if unknown else Result.ANSWERED,
    )
    return replace(last, replies=(Reply(said, choices=_choices(steps)),), outcome=outcome)


def _choices(steps: list[Step]) -> tuple[Choice, ...]:
    """The next steps of each in turn, and the last ones of all at the end."""
    offered = {choice.label: choice for step in steps for choice in step.replies[-1].choices[:-2]}
    last = steps[-1].replies[-1].choices[-2:]
    first = [choice for label, choice in offered.items() if label not in {one.label for one in last}]
    return (*first[: MOST_STEPS - len(last)], *last)
