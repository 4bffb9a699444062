"""What a person has agreed to, each purpose by itself, and taking it back (Thai PDPA, section 19)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.applications import consenting, own, showing, steps
from handlers.applications.dropping import drop
from handlers.turn import Acts, Step, Turn, button, word
from handlers.wording import common, signup
from handlers.wording import privacy as words
from models.application import LIVE, Application
from models.privacy import Consent, Purpose
from models.reply import Reply

_SPEAKS = re.compile(r"ความยินยอม|(?:ถอน|ยกเลิก|เพิกถอน|ขอดู)(?:การ)?ยินยอม")
MOST = 8
"""Applications that get a button."""
_AFTER = (button(words.CONSENTS, "privacy.consents"), word(common.MENU))


def show(turn: Turn, _: Sequence[str] = ()) -> Step:
    """Every consent, with a button to take each standing one back."""
    found = [(a, turn.tx.privacy.consents_of(a.id)) for a in turn.tx.applications.of(turn.user)]
    given = [(application, consents) for application, consents in found if consents]
    if not given:
        choices = (word(common.APPLY), word(common.MENU))
        return turn.say(Reply(words.NO_CONSENTS, choices=choices), outcome="no consents")
    text = words.consents([(_name(turn, a), list(map(_line, consents))) for a, consents in given])
    reminded = any(_stands(consents, Purpose.REMIND) for _, consents in given)
    stop_reminding = [button(words.STOP_REMINDING, "consent.stop")] if reminded else []
    take_back = [
        button(words.withdraw_label(a.reference or signup.DRAFT), "consent.ask", a.id)
        for a, consents in given[:MOST]
        if _stands(consents, Purpose.APPLY)
    ]
    buttons = (*stop_reminding, *take_back, word(common.MENU))
    return turn.say(Reply(text, choices=buttons), outcome="consents")


def stop(turn: Turn, _: Sequence[str]) -> Step:
    """No reminders any more."""
    consenting.stop_reminders(turn.tx, turn.user, turn.now)
    return turn.say(Reply(words.REMINDING_STOPPED, choices=_AFTER), outcome="consent to remind withdrawn")


def ask(turn: Turn, arguments: Sequence[str]) -> Step:
    """Asks before an application goes."""
    application = steps.own(turn, arguments)
    if application is None:
        return steps.stale(turn)
    choices = (
        button(words.WITHDRAW_YES, "consent.withdraw", application.id),
        button(words.WITHDRAW_NO, "consent.keep"),
    )
    return turn.say(
        Reply(words.withdraw_question(_name(turn, application)), choices=choices), outcome="withdrawal asked"
    )


def withdraw(turn: Turn, arguments: Sequence[str]) -> Step:
    """Withdraws the application, so that a seat goes to who waits for it, and erases its data."""
    application = steps.own(turn, arguments)
    if application is None:
        return steps.stale(turn)
    if application.state in LIVE:
        own.withdraw(turn.tx, application, turn.now)
    drop(turn.tx, application.id)
    text = words.withdrawn(application.reference)
    return turn.close(Reply(text, choices=_AFTER), outcome="consent withdrawn")


def keep(turn: Turn, _: Sequence[str]) -> Step:
    """Everything stays as it is."""
    return turn.say(Reply(words.NOT_WITHDRAWN, choices=_AFTER), outcome="not withdrawn")


def hear(turn: Turn) -> Step | None:
    """ "ถอนความยินยอม", "ความยินยอมของฉัน"."""
    return show(turn) if not turn.event.in_group and _SPEAKS.search(turn.read.text) else None


def _name(turn: Turn, application: Application) -> str:
    programme = steps.programme_of(turn, application)
    name = showing.applicant_name(programme, application)
    reference = application.reference or signup.DRAFT
    return f"{programme.short_name} {reference}" + (f" ({name})" if name else "")


def _line(consent: Consent) -> str:
    return words.consent_line(consent.purpose.value, consent.version, consent.given_at, consent.withdrawn_at)


def _stands(consents: Sequence[Consent], purpose: Purpose) -> bool:
    return any(c.purpose is purpose and c.withdrawn_at is None for c in consents)


ACTS = Acts(
    acts=(),
    buttons={
        "privacy.consents": show,
        "consent.stop": stop,
        "consent.ask": ask,
        "consent.withdraw": withdraw,
        "consent.keep": keep,
    },
    hears=hear,
    always={words.CONSENTS: "privacy.consents", words.WITHDRAW_CONSENT: "privacy.consents"},
)
