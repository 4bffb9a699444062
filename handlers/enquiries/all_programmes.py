"""A question across programmes ("which is free?"): a line each, or the programmes that state it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.enquiries import search
from handlers.enquiries.answer import Enquiry, answer_kinds, label
from handlers.enquiries.enquiry import MOST_BUTTONS
from handlers.thresholds import POSSIBLE, SURE
from handlers.turn import Step, Turn, numbered, programme_button
from handlers.wording import common, enquiries
from intents.audience import asks_which, kinds
from models.reply import Reply

_WHERE_TAUGHT = re.compile(r"อยู่(?:ใน)?[ ]?(?:หลักสูตร|คอร์ส|โครงการ|งาน|อัน)ไหน")
"""It asks which programme something is part of, not where that takes place."""


def answer(turn: Turn) -> Step | None:
    """The answer to a question across programmes; None if the text is not one, or asks nothing we know."""
    read = turn.read
    if read.programmes or not asks_which(read.text):
        return None
    known = answer_kinds()
    asked = [i.name for i in read.intents if i.confidence >= POSSIBLE and i.name in known]
    if kinds(read.text) and (not asked or known[asked[0]].of_people):
        return _all(turn, "recommend")
    among = turn.catalogue.programmes
    if _WHERE_TAUGHT.search(read.text) and (stated := search.search(read, turn.catalogue, among)):
        return _found(turn, stated)
    aspects = [name for name in asked if not known[name].across and not known[name].in_bulk]
    if aspects:
        return _all(turn, "list") if aspects[0] == "open_now" else _aspect(turn, aspects[0])
    wide = [name for name in asked if known[name].across]
    if wide and read.best.confidence >= SURE:
        return _all(turn, wide[0])
    if found := search.search(read, turn.catalogue, among):
        return _found(turn, found)
    return _all(turn, wide[0]) if wide else None


def _all(turn: Turn, intent: str) -> Step:
    """All programmes, as the answer to that intent shows them."""
    first = turn.catalogue.programmes[0]
    enquiry = Enquiry(intent, first, turn.catalogue, turn.now, turn.read, applied_to=turn.applied_to)
    shown = answer_kinds()[intent].answer(enquiry)
    return turn.say(Reply(shown.text, cards=shown.cards, choices=shown.choices), outcome=f"answer {intent}")


def _aspect(turn: Turn, intent: str) -> Step:
    """What each programme states about one aspect."""
    programmes = turn.catalogue.programmes
    lines = []
    for programme in programmes:
        facts = programme.about(intent)
        said = answer_kinds()[intent].answer(Enquiry(intent, programme, turn.catalogue, turn.now, turn.read))
        other = said.text.splitlines()[0] if said.source is not None else common.NOT_ANNOUNCED
        text = facts[0].text if facts else other
        lines.append(enquiries.across_line(programme.short_name, text))
    choices = numbered([programme_button(p, "ask", intent, p.id) for p in programmes[:MOST_BUTTONS]])
    text = enquiries.across(label(intent), lines)
    return turn.say(Reply(text, choices=choices), outcome=f"across {intent}")


def _found(turn: Turn, found: Sequence[search.Found]) -> Step:
    """The programmes whose announcements state it."""
    near = [f for f in found[:MOST_BUTTONS] if f.weight == found[0].weight]
    lines = [enquiries.across_line(f.programme.short_name, f.passages[0].text) for f in near]
    choices = numbered([programme_button(f.programme, "ask", "about", f.programme.id) for f in near])
    return turn.say(Reply(enquiries.found_across(lines), choices=choices), outcome="found across")
