"""A person's own data: see it, have it erased (Thai PDPA, sections 30 and 33)."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.applications import own, showing, steps
from handlers.reminders import who_comes
from handlers.turn import Act, Acts, InForm, Step, Turn, button, word
from handlers.wording import common, service, signup
from models.reply import Reply


def my_data(turn: Turn) -> Step:
    """Everything kept about the person."""
    own = turn.tx.applications.of(turn.user)
    if not own:
        return turn.say(Reply(service.MY_DATA_NONE, choices=(word(common.MENU),)), outcome="no data")
    parts = [service.MY_DATA_HEAD]
    for application in own:
        programme = steps.programme_of(turn, application)
        head = f"{programme.short_name} {application.reference or signup.STATES['draft']}"
        rows = [*showing.rows(programme, application), *who_comes.said(turn.tx, programme, application)]
        parts.append("\n".join([head, *(f"• {a}: {b}" for a, b in rows)]))
    choices = (button(service.ERASE, "privacy.ask"), word(common.MENU))
    return turn.say(Reply("\n\n".join(parts)[:4900], choices=choices), outcome="my data")


def erase(turn: Turn, _: Sequence[str] = ()) -> Step:
    """Asks before everything is erased."""
    choices = (button(service.ERASE_YES, "privacy.erase"), button(service.ERASE_NO, "privacy.keep"))
    return turn.say(Reply(service.ERASE_QUESTION, choices=choices), outcome="erase asked")


def erase_yes(turn: Turn, _: Sequence[str]) -> Step:
    """Erases everything."""
    count = own.erase(turn.tx, turn.user)
    return turn.close(
        Reply(service.erased(count), choices=(word(common.MENU),)),
        outcome="erased",
        programme=None,
        last_intent=None,
    )


def keep(turn: Turn, _: Sequence[str]) -> Step:
    """Leaves everything."""
    return turn.say(Reply(service.NOT_ERASED, choices=(word(common.MENU),)), outcome="not erased")


ACTS = Acts(
    acts=(
        Act("my_data", my_data, "ข้อมูลของฉัน", in_form=InForm.IN_PASSING_IF_BEYOND_DOUBT),
        Act("erase_data", erase, "ลบข้อมูลของฉัน", in_form=InForm.LEAVES),
    ),
    buttons={"privacy.ask": erase, "privacy.erase": erase_yes, "privacy.keep": keep},
)
