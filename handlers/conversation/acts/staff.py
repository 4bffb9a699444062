"""Reaching a human: the announced contact, and words left for staff."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.turn import Act, Acts, Flow, InForm, Step, Turn, button, word
from handlers.wording import common, service, signup
from models.reply import Choice, Reply

FLOW = "staff"
MAX_LENGTH = 1000


def staff(turn: Turn, _: Sequence[str] = ()) -> Step:
    """Whom to ring, and the offer to leave words; an open form is left as it is."""
    programme = turn.programme
    facts = programme.about("contact") if programme else ()
    contact = (
        service.staff_contact([f.text for f in facts], list(dict.fromkeys(f.note for f in facts if f.note)))
        if facts
        else service.staff_unannounced()
    )
    choices = [button(service.STAFF_LEAVE, "staff.leave")]
    if turn.conversation.busy and turn.conversation.flow != FLOW:
        choices.append(word(signup.GO_ON))
    return turn.say(Reply(contact, choices=(*choices, word(common.MENU))), outcome="staff contact")


def leave(turn: Turn, _: Sequence[str] = ()) -> Step:
    """The button ฝากข้อความ: what comes next is for staff."""
    return turn.close(
        Reply(service.STAFF_ASK, choices=(word(common.CANCEL),)),
        outcome="leaving words",
        flow=FLOW,
        step="words",
    )


def receive(turn: Turn) -> Step | None:
    """The words themselves, kept as typed."""
    programme = turn.programme
    text = turn.event.text.strip()[:MAX_LENGTH]
    turn.tx.people.ask_staff(
        turn.user, programme.id if programme else None, text, turn.event.message_id, turn.now
    )
    return turn.close(Reply(service.STAFF_NOTED, choices=_after(turn)), outcome="words left")


def interruptible(turn: Turn) -> bool:
    """Nothing interrupts: whatever is typed here is for a human."""
    return False


def call(turn: Turn, arguments: Sequence[str]) -> Step:
    """The button ให้เจ้าหน้าที่โทรกลับ of a form that someone cannot get through."""
    programme = turn.catalogue.get(arguments[0]) if arguments else turn.programme
    turn.tx.people.ask_staff(
        turn.user, programme.id if programme else None, service.STAFF_CALL, None, turn.now
    )
    return turn.close(Reply(signup.CALL_NOTED, choices=_after(turn)), outcome="call asked")


def stop(turn: Turn) -> Step:
    """ยกเลิก or ย้อนกลับ: nothing is left."""
    return turn.close(Reply(service.STAFF_NOTHING, choices=_after(turn)), outcome="no words left")


def again(turn: Turn) -> Reply | None:
    """Still waiting for the words."""
    return Reply(service.STAFF_ASK, choices=(word(common.CANCEL),))


def _after(turn: Turn) -> tuple[Choice, ...]:
    waits = turn.tx.applications.draft(turn.user) is not None
    return (*([word(signup.GO_ON)] if waits else []), word(common.MENU))


ACTS = Acts(
    acts=(Act("staff", staff, "ติดต่อเจ้าหน้าที่", in_form=InForm.LEAVES),),
    buttons={"staff.leave": leave, "staff.call": call},
    flow=Flow(FLOW, receive, again, interruptible, commands={"back": stop, "cancel": stop}),
)
