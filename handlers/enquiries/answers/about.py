"""What a programme is, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, ask, label
from handlers.turn import button
from handlers.wording import enquiries, share
from models.programme import Programme

_ENOUGH = 16
"""Letters by which a name is recognised."""
_IN_BRIEF = ("host", "aim", "schedule")


def about(enquiry: Enquiry) -> Answer:
    """Its name, what is said of it, who runs it, what for and when."""
    programme = enquiry.programme
    lines = [programme.name if programme.name_en is None else f"{programme.name} — {programme.name_en}"]
    name = programme.name[:_ENOUGH]  # what begins as the name does says it again
    lines += [fact.text for fact in programme.about("about") if not fact.text.startswith(name)]
    for aspect in _IN_BRIEF:
        facts = programme.about(aspect)
        if facts:
            lines.append(enquiries.stated(label(aspect), [facts[0].text]))
    return Answer(
        "\n".join(lines),
        source=("about",),
        choices=(
            ask(label("curriculum"), "curriculum", programme),
            button(share.SHARE, "share", programme.id),
        ),
    )


def quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """The quotes behind those few lines."""
    return [f.quote for aspect in ("about", *_IN_BRIEF) for f in programme.about(aspect)[:2]]


ANSWERS = (
    AnswerKind("about", "เกี่ยวกับโครงการ", about, quotes=quotes, general=True, in_bulk=True, leads_in=True),
)
