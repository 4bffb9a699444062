"""Answers from rows of the data that are asked for by name: rounds and entries of the timeline."""

from __future__ import annotations

from handlers.enquiries.announced import rounds, timeline
from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, not_announced
from handlers.programmes.milestones import milestones


def of_timeline(enquiry: Enquiry) -> Answer:
    """The whole timeline."""
    found = milestones(enquiry.programme)
    return timeline.listed(enquiry, found) if found else not_announced(enquiry)


def of_rounds(enquiry: Enquiry) -> Answer:
    """All rounds."""
    return rounds.counted(enquiry) if enquiry.programme.rounds else not_announced(enquiry)


ANSWERS = (
    AnswerKind("round", "รุ่น", of_rounds, quotes=rounds.quotes, by_words=True),
    AnswerKind("timeline", "กำหนดการทั้งหมด", of_timeline, quotes=timeline.quotes, by_words=True),
)
