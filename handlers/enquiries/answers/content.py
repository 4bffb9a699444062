"""Questions about what is taught: all modules, or one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.enquiries.answer import TO_STAFF, Answer, AnswerKind, Enquiry, stated, whom_to_ask
from handlers.enquiries.days_named import sessions_on
from handlers.turn import word
from handlers.wording import announced, enquiries
from intents.act import Act, acts
from models.programme import Programme
from models.reply import Choice

_BUTTONS = 3


def curriculum(enquiry: Enquiry) -> Answer:
    """Every module by name."""
    programme = enquiry.programme
    if (of_days := _of_days_named(enquiry)) is not None:
        return of_days
    if not programme.modules:
        return stated(replace(enquiry, intent="curriculum"))
    lines = [enquiries.module_line(m.number, m.name) for m in programme.modules]
    text = enquiries.curriculum(enquiry.name, lines)
    facts = programme.about("curriculum")
    text = "\n".join([text, *(f.text for f in facts), *(enquiries.note(f.note) for f in facts if f.note)])
    return Answer(_with_days(enquiry, text), source=("curriculum",), choices=_module_buttons(programme))


def _of_days_named(enquiry: Enquiry) -> Answer | None:
    """The titles of the days that are named; None where none is, or they have no title."""
    named = enquiry.read.entity("date")
    held = sessions_on(enquiry.programme.days, named) if named is not None else []
    if not held or not all(session.title for session in held):
        return None
    lines = [enquiries.day_line(session.date, session.title) for session in held]
    return Answer(announced.of_timeline(enquiry.name, lines, []), source=("schedule",))


def module(enquiry: Enquiry) -> Answer:
    """One module; all of them if no number or name is given."""
    programme, asked = enquiry.programme, enquiry.read.entity("module")
    if asked is None or not programme.modules or asked.value["programme"] not in (None, programme.id):
        return curriculum(enquiry)
    found = programme.module(asked.value["number"])
    if found is None:
        numbers = [m.number for m in programme.modules]
        return Answer(
            enquiries.no_such_module(enquiry.name, asked.value["number"], numbers),
            source=("curriculum",),
            choices=_module_buttons(programme),
        )
    text, source = enquiries.module(found.number, found.name, found.text), ("module", found.number)
    if found.text is None:
        return Answer(f"{text}\n{whom_to_ask(programme)}", source=source, choices=(TO_STAFF,))
    return Answer(_with_days(enquiry, text), source=source)


def _with_days(enquiry: Enquiry, text: str) -> str:
    """Where a day is asked for too, that modules have none is said."""
    by_day = enquiry.programme.sessions and (
        Act.WHEN in acts(enquiry.read.text) or enquiry.read.entity("date") is not None
    )
    return f"{text}\n{enquiries.MODULES_NOT_BY_DAY}" if by_day else text


def module_quotes(programme: Programme, arguments: Sequence[str]) -> list[str]:
    """One module's quote."""
    found = programme.module(arguments[0]) if arguments else None
    return [found.quote] if found else []


def curriculum_quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """All modules' quotes."""
    return [m.quote for m in programme.modules]


def numbered_module(programme: Programme, place: int) -> tuple[str, tuple[str, Any]]:
    """A number typed after the list of modules."""
    last = programme.modules[-1].number if programme.modules else ""
    return "module", ("module", {"programme": programme.id, "number": str(place) if place > 0 else last})


def _module_buttons(programme: Programme) -> tuple[Choice, ...]:
    return tuple(word(enquiries.ask_module(m.number)) for m in programme.modules[:_BUTTONS])


ANSWERS = (
    AnswerKind(
        "curriculum",
        "เนื้อหาหลักสูตร",
        curriculum,
        quotes=curriculum_quotes,
        general=True,
        in_bulk=True,
        item=numbered_module,
    ),
    AnswerKind(
        "module",
        "เนื้อหารายหัวข้อ",
        module,
        quotes=module_quotes,
        general=True,
        in_bulk=True,
        item=numbered_module,
    ),
)
