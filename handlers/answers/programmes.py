"""Questions across programmes: which there are."""

from __future__ import annotations

from datetime import datetime

from handlers.enquiry import Answer, Enquiry
from handlers.standing import Standing, standing
from handlers.turn import button
from handlers.wording import enquiries
from models.programme import Programme

_BUTTONS = 5


def listing(enquiry: Enquiry) -> Answer:
    """Every programme with its state at this instant."""
    programmes = enquiry.catalogue.programmes
    lines = [
        f"{i}. {p.short_name} — {p.name}\n   {state(p, enquiry.now)}" for i, p in enumerate(programmes, 1)
    ]
    return Answer(
        enquiries.listing(lines),
        choices=tuple(button(p.short_name[:20], "ask", "about", p.id) for p in programmes[:_BUTTONS]),
    )


def state(programme: Programme, now: datetime) -> str:
    """A programme's state in a few words."""
    rules = programme.applications
    match standing(programme, now):
        case Standing.OPEN:
            return enquiries.state_open(rules.closes)
        case Standing.NOT_YET:
            assert rules.opens is not None
            return enquiries.state_not_yet(rules.opens)
        case Standing.CLOSED:
            return enquiries.STATE_CLOSED
        case Standing.ELSEWHERE:
            return enquiries.STATE_INTEREST


ANSWERS = {"list": listing, "compare": listing, "recommend": listing}
ACROSS = ANSWERS
