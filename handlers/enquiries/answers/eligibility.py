"""Who may come: to one programme, for the kind of person asked about; or which programmes suit them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.enquiries.answer import Answer, AnswerKind, Enquiry, not_announced, told
from handlers.enquiries.answers.applying import standing_text
from handlers.programmes.admission import Admission, admission
from handlers.wording import eligibility
from intents.audience import kinds
from models.audience import AudienceKind
from models.programme import Audience, Programme


def who(enquiry: Enquiry) -> Answer:
    """Yes, no, or staff decide, with the sentence behind it; without a kind of person, who may attend."""
    asked = kinds(enquiry.read.text)
    verdict = verdict_for(enquiry.programme, asked)
    facts = enquiry.programme.about("eligibility")
    if verdict is not None:
        notes = list(dict.fromkeys(f.note for f in facts if f.note))
        text = eligibility.verdict(
            enquiry.name,
            [eligibility.KINDS[next(kind for kind in asked if kind in verdict.who)]],
            verdict.verdict,
            verdict.quote,
            verdict.text,
            notes,
        )
        return Answer(_with_standing(enquiry, text), source=("eligibility",))
    if asked and enquiry.programme.audiences:
        text = eligibility.not_mentioned(enquiry.name, [eligibility.KINDS[asked[0]]])
        if facts:
            text += "\n" + told(enquiry, "eligibility", facts)
        return Answer(_with_standing(enquiry, text), source=("eligibility",))
    if not facts:
        return not_announced(enquiry)
    text = told(enquiry, "eligibility", facts)
    return Answer(_with_standing(enquiry, text), source=("eligibility",))


def _with_standing(enquiry: Enquiry, text: str) -> str:
    """Eligibility is of little use to anyone we cannot take now, so the standing is added."""
    if admission(enquiry.programme, enquiry.now) is Admission.OPEN:
        return text
    return f"{text}\n{standing_text(enquiry)}"


def verdict_for(programme: Programme, asked: Sequence[AudienceKind]) -> Audience | None:
    """What the programme's data say about the most specific of these kinds they mention."""
    for kind in asked:
        for audience in programme.audiences:
            if kind in audience.who:
                return audience
    return None


def quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """The quotes behind the verdicts."""
    facts = [f.quote for f in programme.about("eligibility")]
    return [*facts, *(a.quote for a in programme.audiences)]


ANSWERS = (AnswerKind("eligibility", "ใครสมัครได้", who, quotes=quotes, of_people=True, leads_in=True),)
