"""Reading "ชื่อผิด เปลี่ยนเป็น …", "แก้เบอร์", "รองปลัดค่ะ ไม่ใช่ปลัด": which answer is meant, and the new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from handlers.applications import correcting_words as words
from handlers.applications.applicable import applicable
from handlers.applications.question_kind import Found, More
from handlers.applications.questions import kind_of
from handlers.thresholds import BEYOND_DOUBT, SURE
from intents.entities import find_all
from models.programme import Programme, Question
from models.understanding import Understanding

LONGEST = 400
WISH = "edit"
"""The intent of a text that wants an answer changed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The question whose answer is to change, and the new answer's text.

    question  None: an answer is to change, but which one is not said
    text      None: the new answer is not said
    removes   the answer is to go, and nothing to take its place
    """

    question: Question | None
    text: str | None
    removes: bool = False


def part(read: Understanding, text: str, today: date) -> Understanding:
    """The same understanding narrowed to a part of its text."""
    return replace(read, text=text, entities=find_all(text, today), command=None)


def said_anew(read: Understanding, today: date) -> tuple[Understanding | None, Understanding]:
    """What was taken back in the same breath, mostly nothing, and what stands; each as read by itself."""
    found = words.SAID_ANEW.fullmatch(read.text.strip())
    return (part(read, found["old"], today), part(read, found["new"], today)) if found else (None, read)


def corrections(
    programme: Programme,
    answers: Mapping[str, Any],
    read: Understanding,
    today: date,
    at: Question | None = None,
) -> tuple[Correction, ...]:
    """What a text corrects in these answers; for most texts nothing. `at` is the open question."""
    text = read.text.strip()
    if not text or len(text) > LONGEST or not words.CUE.search(text):
        return ()
    reading = _Reading(programme, answers, read, today, at)
    first, *more = _pieces(programme, text)
    several = [reading.one(first), *(reading.one(piece) or reading.one(f"แก้{piece}") for piece in more)]
    if len(several) > 1 and all(c is not None and c.question and c.text for c in several):
        return tuple(c for c in several if c is not None)
    only = reading.numbered(text) or reading.one(text)
    return (only,) if only is not None else reading.somewhere(text.casefold())


@dataclass(frozen=True, slots=True)
class _Reading:
    programme: Programme
    answers: Mapping[str, Any]
    read: Understanding
    today: date
    at: Question | None

    def one(self, text: str) -> Correction | None:
        """The one correction in a text."""
        folded = text.casefold()
        for called, questions in _called(self.programme):
            for way, pattern in _ways(called) if called.casefold() in folded else ():
                if called in _short_names(self.programme) and way not in words.OWN_WORDS:
                    continue
                if (match := pattern.fullmatch(text)) and (
                    found := self._named(called, way, match, questions)
                ):
                    return found
        for way, pattern in words.NAMELESS:
            if (match := pattern.fullmatch(text)) and (found := self._nameless(way, match)):
                return found
        return None

    def numbered(self, text: str) -> Correction | None:
        """A question by its number in the form."""
        match = words.BY_NUMBER.fullmatch(text)
        form = applicable(self.programme, self.answers)
        if match is None or not 0 < int(match["number"]) <= len(form):
            return None
        question = form[int(match["number"]) - 1]
        return Correction(question, _tidy(match["new"], question) if match["new"] else None)

    def somewhere(self, folded: str) -> tuple[Correction, ...]:
        """Names and values in any word order, or clearly a wish to change something.

        Values such as addresses and numbers fit no other field.
        """
        if self._own_words or not words.STRONG.search(folded):
            return ()
        read = part(self.read, words.TIDY_END.sub("", self.read.text.strip()), self.today)
        found: dict[str, Correction] = {}
        for called, questions in _called(self.programme):
            kind, question = kind_of(questions[0]), questions[0]
            if len(questions) > 1 or not kind.personal or kind.names_applicant or kind.secret:
                continue
            if called.casefold() in folded and (values := read.all_of(kind.name)):
                found.setdefault(question.key, Correction(question, values[-1].text))
        return tuple(found.values()) or self._wish(folded)

    def _wish(self, folded: str) -> tuple[Correction, ...]:
        """Clearly a wish to change something: which answer, and the new one, as far as they are said."""
        best = self.read.best
        if best.name != WISH or best.confidence < (SURE if self.at is None else BEYOND_DOUBT):
            return ()
        named = next((qs for called, qs in _called(self.programme) if called.casefold() in folded), ())
        question = named[0] if len(named) == 1 else None
        match = words.NEW_VALUE.search(self.read.text.strip())
        perhaps = None if match else words.PERHAPS_NEW.search(self.read.text.strip())
        said = match or perhaps
        new = _tidy(said["new"], question) if said else None
        believed = match is not None and self._believed
        fits = question is not None and new is not None and self._fits(question, new, believed)
        return (Correction(question, new if fits else None),)

    def _named(
        self, called: str, way: str, match: re.Match[str], questions: Sequence[Question]
    ) -> Correction | None:
        question = questions[0] if len(questions) == 1 else None
        if way in ("bare", "bare anew"):
            itself = question is not None and question == self.at and question.key not in self.answers
            return None if itself else Correction(question, None)
        if way == "remove":
            return Correction(question, None, removes=question is not None)
        groups = match.groupdict()
        new = _tidy(groups["new"], question)
        if question is None:
            fit = [q for q in questions if self._fits(q, new, believed=False)]
            return Correction(fit[0] if len(fit) == 1 else None, new) if fit else None
        new = kind_of(question).completed(called, new, self.answers.get(question.key))
        if self.read.question and not self._alone(question, new):
            return None
        if way in ("not", "not first") and self._is_old(question, groups["old"]):
            return Correction(question, new)
        if (
            way == "from"
            and not self._is_old(question, groups["old"])
            and not self._fits(question, new, False)
        ):
            return None
        if way == "put":
            return Correction(question, new) if self._fits(question, new, believed=False) else None
        if way == "value first":
            return Correction(question, new) if self._alone(question, new) else None
        if way == "sorry" and question == self.at:
            return None
        return Correction(question, new) if self._fits(question, new, self._believed) else None

    def _nameless(self, way: str, match: re.Match[str]) -> Correction | None:
        if way == "bare":
            return Correction(None, None)
        groups = match.groupdict()
        new = _tidy(groups["new"], None)
        if words.NO_VALUE.fullmatch(new):
            return None
        if (old := groups.get("old")) is not None:
            meant = [q for q in self.programme.questions if self._is_old(q, old)]
            fit = [q for q in meant if self._fits(q, new, self._believed)]
            if fit or (meant and self._believed):
                fit = fit or meant
                return Correction(fit[0] if len(fit) == 1 else None, new)
        alone = [q for q in self.programme.questions if self._alone(q, new)]
        if len(alone) == 1:
            return Correction(alone[0], new)
        if way == "sorry":
            return None
        if alone or (way == "slip" and not self._own_words):
            return Correction(self.at if self.at in alone else None, new)
        return None

    @property
    def _own_words(self) -> bool:
        return self.at is not None and kind_of(self.at).own_words

    @property
    def _believed(self) -> bool:
        """Whether to take the new value as typed: no question, and the open one wants no free wording."""
        return not self._own_words and not self.read.question

    def _is_old(self, question: Question, old: str) -> bool:
        """The words occur in the given answer, or say it in another form."""
        value = self.answers.get(question.key)
        if value is None:
            return False
        shown, typed = _plain(kind_of(question).show(question, value)), _plain(_tidy(old, question))
        if len(typed) > 1 and typed in shown:
            return True
        answer = kind_of(question).spot(question, part(self.read, _tidy(old, question), self.today))
        return answer is not None and answer == value

    def _fits(self, question: Question, new: str, believed: bool) -> bool:
        """The new value may be an answer; unless `believed`, it must parse as one of that kind."""
        if not new:
            return False
        kind, read = kind_of(question), part(self.read, new, self.today)
        if believed or kind.alone(question, read) is not None or _begins_with(question, read):
            return True
        if kind.free and not kind.names_applicant:
            return False
        answer = kind.parse(question, read)
        return isinstance(answer, Found) and not isinstance(answer, More) and not answer.unused

    def _alone(self, question: Question, new: str) -> bool:
        return kind_of(question).alone(question, part(self.read, new, self.today)) is not None


@lru_cache(maxsize=512)
def _ways(called: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return words.with_name(re.escape(called))


def _called(programme: Programme) -> list[tuple[str, tuple[Question, ...]]]:
    """Words for each question, longest first so that "เบอร์โทร" is not read as "เบอร์".

    A kind's names belong to all its questions, except words that are one question's own.
    """
    own = {w: (q,) for q in programme.questions for w in (q.label, *q.also)}
    own |= {word: (question,) for word, question in _short_names(programme).items()}
    shared: dict[str, tuple[Question, ...]] = {}
    for question in programme.questions:
        for word in kind_of(question).called:
            shared[word] = (*shared.get(word, ()), question)
    return sorted((shared | own).items(), key=lambda pair: -len(pair[0]))


def _short_names(programme: Programme) -> dict[str, Question]:
    """The first word of a question answered in own words, where its name begins with it alone."""
    found: dict[str, list[Question]] = {}
    for question in programme.questions:
        if kind_of(question).own_words and (match := words.SHORT.match(question.label)):
            found.setdefault(match["short"], []).append(question)
    return {short: questions[0] for short, questions in found.items() if len(questions) == 1}


def _pieces(programme: Programme, text: str) -> list[str]:
    """The text split where another answer is named: "ชื่อผิด เป็น … เบอร์ผิดด้วย เป็น …"."""
    names = "|".join(re.escape(word) for word, _ in _called(programme))
    return re.split(words.NEXT.format(name=f"(?:{names})"), text)


def _tidy(new: str, question: Question | None) -> str:
    """The value without the field's name before it, or polite words and the old value after it."""
    own = question is not None and kind_of(question).own_words
    bare = (words.POLITE_END if own else words.TIDY_END).sub("", new.strip()).strip(" ,")
    names: Iterable[str] = (question.label, *question.also, *kind_of(question).called) if question else ()
    lead = "|".join(re.escape(word) for word in sorted(names, key=len, reverse=True))
    pattern = rf"(?:(?:{lead})[ ]?(?:{words.LEADING})?|{words.LEADING})+" if lead else words.LEADING
    left = re.sub(rf"^{pattern}[ ]*(?=\S)", "", bare, flags=re.IGNORECASE)
    return left.strip(" \"'")


def _begins_with(question: Question, read: Understanding) -> bool:
    """The text begins with an answer recognisable as such, whatever follows it."""
    kind = kind_of(question)
    value = kind.spot(question, read) if kind.tells else None
    return value is not None and any(start == 0 for start, _ in kind.used(question, read, value))


def _plain(text: str) -> str:
    return re.sub(r"[\s\-]", "", text).casefold()
