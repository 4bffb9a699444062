"""Greetings, the menu, help, and what is not about programmes."""

from __future__ import annotations

from handlers.applications import starting
from handlers.applications.showing import applicant_name
from handlers.enquiries.answer import TO_STAFF, ask, label
from handlers.programmes.admission import Admission, admission
from handlers.reminders import registrations
from handlers.turn import Act, Acts, Handler, InForm, Step, Turn, button, word
from handlers.wording import common, service
from models.reply import Card, Choice, Reply

_ALWAYS = (common.STATUS, common.STAFF, common.HELP)


def menu(turn: Turn) -> Step:
    """The menu: what can be done and asked now."""
    return turn.close(_menu(turn), outcome="menu")


def _menu(turn: Turn, preface: str = "") -> Reply:
    programme = turn.programme
    buttons: list[Choice] = []
    if not turn.event.in_group and registrations.of(turn):
        buttons.append(word(service.MY_SESSIONS))
    if programme is not None:
        if programme.id in turn.applied_to:
            buttons.append(word(common.STATUS))
        elif admission(programme, turn.now) is Admission.OPEN:
            buttons.append(
                button(f"{common.APPLY} {programme.short_name}"[:40], "signup.start", programme.id)
            )
        else:
            buttons.append(button(common.INTEREST, "interest", programme.id))
        buttons += [
            ask(label("schedule"), "schedule", programme),
            ask(label("eligibility"), "eligibility", programme),
            ask(label("curriculum"), "curriculum", programme),
            ask(label("contact"), "contact", programme),
        ]
    if len(turn.catalogue.programmes) != 1:
        buttons.append(button(common.PROGRAMMES, "ask", "list"))
    title = f"{common.MENU_TITLE} {programme.short_name}" if programme else common.MENU_TITLE
    card = Card(title, text="\n".join(filter(None, [preface, common.MENU_TEXT])), buttons=tuple(buttons))
    names = " · ".join(b.label for b in buttons)
    text = "\n".join(filter(None, [preface, f"{common.MENU_TITLE}: {names}"]))
    return Reply(text, cards=(card,), choices=tuple(word(w) for w in _ALWAYS))


def help_(turn: Turn) -> Step:
    """What the bot can do; an open form stays open."""
    return turn.say(Reply(common.HELP_TEXT, choices=_offers(turn)), outcome="help")


def greeting(turn: Turn) -> Step:
    """Hello; offers to resume a waiting draft."""
    hello = common.greeting(_called(turn))
    offered = starting.offer_to_resume(turn, hello)
    if offered is not None:
        return offered
    return turn.close(_menu(turn, f"{hello} {_invitation(turn)}"), outcome="greeting")


def _invitation(turn: Turn) -> str:
    return common.ASK_APPLICANT if turn.applied_to else common.ASK_ANYTHING


def _called(turn: Turn) -> str | None:
    """What the person is called: as they applied, else as in LINE; None while we know neither."""
    if turn.event.in_group:
        return None
    for application in turn.tx.applications.of(turn.user) if turn.applied_to else ():
        programme = None if application.on_behalf else turn.catalogue.get(application.programme)
        if programme is not None and (name := applicant_name(programme, application)):
            return name
    return turn.person.display_name


def welcome(turn: Turn) -> Step:
    """Someone added the bot, or unblocked it."""
    back = common.welcome_back(_called(turn))
    hello = common.WELCOME if turn.conversation.spoke_at is None else back
    return turn.close(_menu(turn, f"{hello}\n{_invitation(turn)}"), outcome="welcome")


def not_understood(turn: Turn) -> Step:
    """Says so, and offers the menu and staff."""
    choices = (TO_STAFF, *_offers(turn))
    return turn.say(Reply(common.NOT_UNDERSTOOD, choices=choices), outcome="not understood")


def _offers(turn: Turn) -> tuple[Choice, ...]:
    programme = turn.programme
    questions = (
        [ask(common.SCHEDULE, "schedule", programme), ask(common.WHO_MAY, "eligibility", programme)]
        if programme
        else []
    )
    return (*questions, word(common.STAFF), word(common.MENU))


def _plain(text: str, outcome: str, *, to_staff: bool = False) -> Handler:
    """Says this; `to_staff` adds a button to forward the last message."""
    forward = (TO_STAFF,) if to_staff else ()

    def say(turn: Turn) -> Step:
        return turn.say(Reply(text, choices=(*forward, *_offers(turn))), outcome=outcome)

    return say


def nothing_to_cancel(turn: Turn) -> Step:
    """ยกเลิก with nothing open."""
    choices = (word(common.STATUS), word(common.MENU))
    return turn.close(Reply(common.NOTHING_TO_CANCEL, choices=choices), outcome="nothing to cancel")


def nothing_to_go_back(turn: Turn) -> Step:
    """ย้อนกลับ with nothing open."""
    return turn.close(Reply(common.NOTHING_TO_GO_BACK, choices=_offers(turn)), outcome="nothing to go back")


def no(turn: Turn) -> Step:
    """No: after an answer, the answer was wrong; otherwise nothing was asked."""
    wrong = turn.conversation.last_question is not None
    text = common.WRONG_ANSWER if wrong else common.NEVER_MIND
    return turn.say(Reply(text, choices=_offers(turn)), outcome="wrong answer" if wrong else "no")


ACTS = Acts(
    acts=(
        Act("menu", menu, "เมนู"),
        Act("help", help_, "ช่วยเหลือ"),
        Act("greeting", greeting, in_form=InForm.IN_PASSING),
        Act("thanks", _plain(common.THANKS, "thanks"), in_form=InForm.IN_PASSING),
        Act("yes", _plain(common.NOTED, "yes")),
        Act("skip", _plain(common.NOTED, "skip")),
        Act("no", no),
        Act("bye", _plain(common.BYE, "bye")),
        Act("who_are_you", _plain(common.WHO_ARE_YOU, "who are you"), in_form=InForm.IN_PASSING),
        Act(
            "complaint", _plain(common.SORRY_COMPLAINT, "complaint", to_staff=True), in_form=InForm.IN_PASSING
        ),
        Act("abuse", _plain(common.SORRY_ABUSE, "abuse"), in_form=InForm.IN_PASSING),
        Act("out_of_scope", _plain(common.OUT_OF_SCOPE, "out of scope", to_staff=True)),
    ),
)
