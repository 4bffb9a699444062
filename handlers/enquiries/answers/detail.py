"""What an announcement states in the words of a question, if no other answer fits better."""

from __future__ import annotations

from handlers.enquiries import search
from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, not_announced
from handlers.thresholds import COVERED_HERE
from handlers.wording import enquiries


def detail(enquiry: Enquiry) -> Answer:
    """The passages containing the question's words."""
    found = search.search(enquiry.read, enquiry.catalogue, [enquiry.programme], COVERED_HERE)
    if not found:
        return not_announced(enquiry)
    passages = found[0].passages
    text = enquiries.found(enquiry.name, [passage.text for passage in passages])
    return Answer(text, source=("detail", *(passage.key for passage in passages)))


ANSWERS = (AnswerKind("detail", "รายละเอียดในประกาศ", detail, quotes=search.quotes),)
