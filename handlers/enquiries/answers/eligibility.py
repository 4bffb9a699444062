"""Who may come: to one programme, for the kind of person asked about; or which programmes suit them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.enquiries.answer import TO_STAFF, Answer, AnswerKind, Enquiry, not_announced, told
from handlers.enquiries.answers.applying import standing_text
from handlers.enquiries.invited import Standing, standings
from handlers.programmes.admission import Admission, admission
from handlers.wording import eligibility
from intents.act import Act, acts
from intents.audience import cannot, denied, only
from intents.matching import squeezed
from models.audience import AudienceKind
from models.programme import Programme


def who(enquiry: Enquiry) -> Answer:
    """Yes, no, or staff decide, with the sentence behind it; without a kind of person, who may attend."""
    text = enquiry.read.text
    not_they = denied(text)
    asked = [kind for kind in enquiry.people if kind not in not_they]
    if (
        only(text)
        and Act.CHECK in acts(text)
        and asked
        and (answer := _only_they(enquiry, asked)) is not None
    ):
        return answer
    verdicts = _verdicts(enquiry, asked)
    facts = enquiry.programme.about("eligibility")
    if verdicts:
        notes = list(dict.fromkeys(f.note for f in facts if f.note))
        said_of_all = {one.verdict for one in verdicts}
        open_ = admission(enquiry.programme, enquiry.now) is Admission.OPEN
        lead = eligibility.lead(said_of_all, asks_no=cannot(text)) if open_ or said_of_all == {"no"} else ""
        said = [
            eligibility.verdict(
                enquiry.name,
                one.post or eligibility.KINDS[one.kind],
                one.verdict,
                one.row.quote,
                one.row.text,
                notes,
            )
            for one in verdicts
        ]
        text = "\n".join([lead, *dict.fromkeys(said)]) if lead else "\n".join(said)
        if said_of_all == {"no"}:
            return Answer(text, source=("eligibility",))  # to whom it is closed, how to apply is no use
        return _answer(enquiry, text, decided=said_of_all <= {"yes", "no"})
    if asked and enquiry.programme.audiences:
        said_not = eligibility.not_mentioned(enquiry.name, [eligibility.KINDS[asked[0]]])
        return _answer(
            enquiry,
            "\n".join([said_not, *([told(enquiry, "eligibility", facts)] if facts else [])]),
            decided=False,
        )
    if not facts and enquiry.programme.audiences:
        quoted = dict.fromkeys(a.quote for a in enquiry.programme.audiences if a.verdict != "no")
        return _answer(enquiry, eligibility.invited(enquiry.name, list(quoted)))
    if not facts:
        return not_announced(enquiry)
    return _answer(enquiry, "\n".join([told(enquiry, "eligibility", facts), *_besides(enquiry)]))


def _besides(enquiry: Enquiry) -> list[str]:
    """Who is invited, where conditions in words do not say it."""
    facts = enquiry.programme.about("eligibility")
    said = squeezed(" ".join(f"{fact.text} {fact.quote}" for fact in facts))
    rows = [a for a in enquiry.programme.audiences if a.verdict == "yes"]
    quoted = dict.fromkeys(
        a.quote for a in rows if not any(squeezed(t) in said for t in (a.quote, a.text) if t)
    )
    return [f"“{quote}”" for quote in quoted]


def _answer(enquiry: Enquiry, text: str, *, decided: bool = True) -> Answer:
    """What is said, with the standing; where the announcement leaves it to staff, they are one tap away."""
    choices = () if decided else (TO_STAFF,)
    return Answer(_with_standing(enquiry, text), source=("eligibility",), choices=choices)


def _only_they(enquiry: Enquiry, asked: Sequence[AudienceKind]) -> Answer | None:
    """Whether nobody but these may come; None where the data say too little to tell."""
    invited = [
        kind for audience in enquiry.programme.audiences if audience.verdict == "yes" for kind in audience.who
    ]
    if not invited:
        return None
    others = [kind for kind in dict.fromkeys(invited) if kind not in asked]
    right = not others and any(kind in invited for kind in asked)
    shown = [eligibility.KINDS[kind] for kind in dict.fromkeys(invited)]
    return _answer(enquiry, eligibility.only(enquiry.name, shown, right=right))


def _verdicts(enquiry: Enquiry, asked: Sequence[AudienceKind]) -> list[Standing]:
    """What the data say of each person asked about, the most specific kind of each."""
    found: list[Standing] = []
    for one in standings(enquiry.programme, asked, enquiry.text):
        if one.row not in [known.row for known in found]:
            found.append(one)
    return found[:1] if len({one.verdict for one in found}) == 1 else found[:2]


def _with_standing(enquiry: Enquiry, text: str) -> str:
    """Eligibility is of little use to anyone we cannot take now, so the standing is added."""
    if admission(enquiry.programme, enquiry.now) is Admission.OPEN:
        return text
    return f"{text}\n{standing_text(enquiry, noted=False)}"


def quotes(programme: Programme, _: Sequence[str]) -> list[str]:
    """The quotes behind the verdicts."""
    facts = [f.quote for f in programme.about("eligibility")]
    return [*facts, *(a.quote for a in programme.audiences)]


ANSWERS = (AnswerKind("eligibility", "ใครสมัครได้", who, quotes=quotes, of_people=True, leads_in=True),)
