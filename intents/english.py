"""Plain questions in English: what each asks, by its words. Answers are still in Thai."""

# ruff: noqa: E501 (patterns are read whole; broken they hide their order)
from __future__ import annotations

import re

from models.understanding import Intent

_CERTAIN = 0.97
OTHER = Intent("out_of_scope", _CERTAIN)
"""An English question that asks nothing we know: better to say so than to guess."""
_MOST = 3
_THAI = re.compile("[ก-๎]")
_SHAPE = re.compile(
    r"^(?:(?:hi|hello|excuse me|sorry|please|and|so|ok|also)[ ,.!]*)*(?:when|where|how|who|whom|what|which|why|is|are|do|does|did|can|could|may|should|will|would|tell|show|any)\b|\?",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"^(?:i|i'm|i'd|we|please|sorry|my)\b|\b(?:english|thai)\b", re.IGNORECASE)
_APPLICATIONS = r"(?:registrations?|applications?|enrol?lments?|sign[- ]?ups?|register|apply)"
_APPLY = r"(?:apply|register|sign[- ]?up|enrol?l|join|participate|take part)"

_ASKS: tuple[tuple[str, str], ...] = (
    ("deadline", rf"deadline|closing date|due date|last (?:day|date)|{_APPLICATIONS}.{{0,20}}(?:clos|\bend|\bdue)|(?:until|till|by) when|(?:clos|end).{{0,20}}{_APPLICATIONS}|too late to|still time to"),
    ("open_now", rf"(?:still|now) (?:open|accepting)|{_APPLICATIONS}.{{0,20}}open|open.{{0,12}}{_APPLICATIONS}|when .{{0,20}}\bopen"),
    ("eligibility", rf"who (?:can|may|should|is it for|is this for|is eligible|are the participants)|eligib|qualif|requirements?\b|(?:can|could|may|am|are) \w+.{{0,40}}(?:{_APPLY}|allowed|eligible|attend)"),
    ("apply_how", rf"how (?:do|can|could|to|should|would|does|may)\b.{{0,20}}{_APPLY}|where (?:do|can|to|should).{{0,15}}{_APPLY}|application (?:form|process|steps)|steps to {_APPLY}"),
    ("fee", r"how much|\bfees?\b|\bcosts?\b|\bprices?\b|\bfree\b|\bpay(?:ment|ing)?\b|\bcharge|tuition|expens"),
    ("contact", r"\bcontacts?\b|\b(?:tele)?phone\b|\bcall\b|e-?mail address|hotline|whom? .{0,20}(?:ask|talk|speak)|reach (?:you|someone|the organi)"),
    ("certificate", r"certificat|diploma|certified"),
    ("online", r"\bonline\b|\bzoom\b|on[- ]?site|in[- ]person|virtual|remote"),
    ("duration", r"how (?:long|many (?:days|hours|weeks|months|sessions))|\bduration\b|\blast\b"),
    ("hours", r"what time|\btime does\b|start(?:ing)? time|\bwhat hours\b|\bhours\b"),
    ("lodging", r"accommodation|\bhotels?\b|lodging|place to stay|where .{0,12}\bstay\b"),
    ("meals", r"\bmeals?\b|\blunch\b|\bfood\b|breakfast"),
    ("parking", r"\bparking\b|\bpark my car\b"),
    ("next_session", r"(?:next|first|last) (?:session|class|training|meeting|one|weekend)"),
    ("curriculum", r"curriculum|syllabus|\btopics?\b|\bcontents?\b|what (?:will|do|would|can) (?:i|we|you)\b.{0,12}(?:learn|study)|subjects?\b"),
    ("documents", r"\bdocuments?\b|paperwork|\bpapers\b"),
    ("capacity", r"how many (?:people|seats|participants|places|persons)|\bseats\b|capacity"),
    ("host", r"who (?:runs|organi[sz]es|hosts|is (?:organi[sz]ing|running|behind))|organi[sz]er"),
    ("venue", r"\bwhere\b|\bvenue\b|\blocation\b|\bplace\b|\baddress\b"),
    ("schedule", r"\bwhen\b|\bdates?\b|\bschedule\b|timetable|(?:which|what) days?\b"),
    ("list", r"(?:what|which) (?:courses?|programm?e?s?|trainings?)\b(?!.{0,8}\b(?:is|does)\b)|(?:list|any) (?:of )?(?:\w+ )?(?:courses?|programm?e?s)"),
    ("about", r"what (?:is|'s) (?:it|this|that|the (?:course|programm?e?|training)|\ue000)|tell me (?:more )?about|more (?:info|details)|information"),
    ("travel", r"get there|\bdirections?\b|\bmap\b|\btransport|\bbus\b"),
    ("lecturer", r"lecturers?|instructors?|speakers\b|who (?:teaches|will teach)"),
    ("withdraw", r"\b(?:cancel|withdraw)\b.{0,15}(?:application|registration)"),
    ("staff", r"\benglish\b|\bhuman\b|real person|talk to (?:a|some)|speak (?:to|with)"),
    ("status", r"my (?:application|status|registration)|application status"),
    ("apply", rf"^(?:i(?:'d| would)? ?(?:want|like|wish)? ?to )?{_APPLY}\b"),
    ("thanks", r"\bthank|\bthx\b"),
    ("greeting", r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|day))\b"),
)  # fmt: skip
"""Which words ask what; of several that share a word, the first counts."""
_POLITE = frozenset({"greeting", "thanks"})
"""Counts only if nothing else is asked."""
_PATTERNS = tuple((intent, re.compile(pattern, re.IGNORECASE)) for intent, pattern in _ASKS)


def spoken(masked: str) -> bool:
    """The text is English prose rather than a name, an address or a single word."""
    if _THAI.search(masked) or "@" in masked:
        return False
    return question(masked) or bool(_SPOKEN.search(masked)) or bool(asked(masked))


def question(masked: str) -> bool:
    """The text is shaped like an English question."""
    return (
        not _THAI.search(masked)
        and re.search("[a-z]", masked, re.IGNORECASE) is not None
        and bool(_SHAPE.search(masked))
    )


def asked(masked: str) -> tuple[Intent, ...]:
    """What a text without Thai letters asks, in word order; nothing if it asks nothing we know."""
    if _THAI.search(masked) or "@" in masked:
        return ()
    found: list[tuple[int, str]] = []
    left = masked
    for intent, pattern in _PATTERNS:
        if match := pattern.search(left):
            found.append((match.start(), intent))
            left = left[: match.start()] + "\n" * len(match[0]) + left[match.end() :]
    matters = [(at, intent) for at, intent in found if intent not in _POLITE] or found
    return tuple(Intent(intent, _CERTAIN) for _, intent in sorted(matters)[:_MOST])
