"""A message in, its meaning out: the entry point of this package."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from intents import clauses, english, features, kindred, lexicon, names, private, tokens, words
from intents.content import content_words
from intents.context import elliptic, follow_up
from intents.entities import find_all, person_name, without_overlaps
from intents.keyboard import unslipped
from intents.lessons import Lessons
from intents.model import Model
from intents.normalise import normalise, plain
from intents.slips import Slips
from models.understanding import Context, Entity, Intent, Lesson, Understanding, Vocabulary

RANKED = 5
"""How many intents are reported per message."""
CLAUSE_SURE = 0.45
"""The least confidence at which a clause counts as a question of its own."""
ASPECT_SURE = 0.75
"""The same for a clause without a question word: "…, ค่าใช้จ่าย"."""
MODULE_SURE = 0.7
"""The least confidence of "what is taught" once a module is named: it then means that module."""
NTH_SURE = 0.9
"""The least confidence of a question about days once a week or day is named by its ordinal."""
_CERTAIN = 0.97
_SPOKEN_COMMANDS = frozenset({"menu", "help", "status", "staff", "skip", "yes", "no", "edit"})
_ONLY_VALUES = re.compile(
    "(?:[\ue002-\ue00f]|[0-9]|ชื่อ|นามสกุล|สกุล|เบอร์โทรศัพท์|เบอร์โทร|เบอร์|โทรศัพท์|โทร|มือถือ|ตำแหน่ง|หน่วยงาน|สังกัด|จังหวัด|อำเภอ|"
    "อีเมล|เป็น|อยู่|ผม|ดิฉัน|หนู|คือ|[ .,:;/()\\-])+"
)
_DATES = re.compile("[\ue002\ue00a-\ue00c]")
_NOT_AN_ASPECT = frozenset(
    {"out_of_scope", "greeting", "thanks", "bye", "yes", "no", "skip", "abuse", "about", "pause", "complaint"}
)
_OF_DAYS = frozenset({"schedule", "next_session", "session_on_date", "duration"})
_MODULE_TOO = frozenset({"about", "curriculum"})
_GREETING = "greeting"
OUTSIDE = "out_of_scope"
_NEVER_ASKED = frozenset({"out_of_scope", "greeting", "thanks", "bye"})


class Reader:
    """Reads messages with one trained model; keeps nothing of them."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._slips = Slips(model.spoken)
        self._taught: tuple[tuple[Lesson, ...], Lessons] = ((), Lessons((), str))

    @classmethod
    def load(cls, path: Path) -> Reader:
        """A reader with the model in `path`; FileNotFoundError, or a ValueError with one clear line."""
        return cls(Model.load(path))

    @property
    def model(self) -> Model:
        """The weights in use; its fingerprint tells whether they belong to this corpus."""
        return self._model

    def warm(self) -> None:
        """Loads the dictionary and the word lists now instead of at the first message."""
        tokens.warm()
        kindred.warm()
        lexicon.meanings("พร้อม")
        person_name.parse("สมชาย ใจดี")
        find_all("อบต.หนองบัว", date.min)

    def understand(
        self, text: str, *, vocabulary: Vocabulary, context: Context, today: date
    ) -> Understanding:
        """What one message means, given the names in use and what the conversation is about."""
        clean = normalise(unslipped(text))
        if not clean:
            return Understanding(text="")
        bare = plain(clean)
        command, repeats = words.command(bare)
        named = names.find(clean, vocabulary, context.programme)
        entities = _with_modules(find_all(clean, today), named)
        masked = _masked(clean, entities, named)
        simplified = bare if masked == clean else plain(masked)
        taught = self._lessons(vocabulary).intent(simplified)
        if command is None and taught is not None:
            meant = _led_by(
                Intent(taught, _CERTAIN), self._model.score(features.featurise(simplified), RANKED)
            )
            return Understanding(
                text=clean,
                nameless=named.taken_out_of(clean),
                intents=meant,
                meant=meant[:1],
                question=True,
                programmes=named.programmes,
                entities=entities,
            )
        foreign = english.asked(masked) if command is None else ()
        if not foreign and command is None and english.question(masked):
            foreign = (english.OTHER,)
        if foreign:
            return Understanding(
                text=clean,
                nameless=named.taken_out_of(clean),
                intents=_led_by(foreign[0], foreign[1:]),
                meant=foreign,
                question=english.question(masked),
                programmes=named.programmes,
                entities=entities,
                english=True,
            )
        said = features.words_of(simplified)
        nameless = named.taken_out_of(clean)
        if command is None and (mends := self._slips.mends(simplified, said)):
            simplified, nameless = _mended(simplified, mends), _mended(plain(nameless or clean), mends)
            said = features.words_of(simplified)
        intents = self._intents(simplified, said, entities, named.programmes, context, command)
        content = content_words(said, entities)
        leanings = tuple(map(self._model.leaning, content))
        asked = self._asked(simplified, intents)
        if asked[0].name != intents[0].name and intents[0].name == OUTSIDE:
            intents = _led_by(asked[0], intents)  # a good question among other things is not out of scope
        return Understanding(
            text=clean,
            nameless=nameless,
            intents=intents,
            meant=asked,
            question="?" in clean[: features.LONGEST]
            or clauses.is_question(simplified, said)
            or clauses.is_request(simplified),
            programmes=named.programmes,
            entities=entities,
            content=content,
            leanings=leanings,
            foreign=tuple(word for word, intent in zip(content, leanings, strict=True) if intent == OUTSIDE),
            command=command,
            corrects=command == "no" or clauses.without_correction(simplified) != simplified,
            english=command is None and english.spoken(masked),
            switches=clauses.switches(simplified),
            repeats=repeats,
        )

    def _lessons(self, vocabulary: Vocabulary) -> Lessons:
        """The lessons of this vocabulary, prepared on first use."""
        known, lessons = self._taught
        if known is not vocabulary.lessons:
            lessons = Lessons(vocabulary.lessons, partial(_form, vocabulary))
            self._taught = (vocabulary.lessons, lessons)
        return lessons

    def _intents(
        self,
        simplified: str,
        said: Sequence[str],
        entities: Sequence[Entity],
        programmes: Sequence[str],
        context: Context,
        command: str | None,
    ) -> tuple[Intent, ...]:
        """The whole message's intents: fixed words and follow-ups first, else what the model says."""
        meant = clauses.without_correction(simplified)
        seen = features.of_words(simplified, said) if meant == simplified else features.featurise(meant)
        ranked = self._model.score(seen, RANKED)
        if ranked[0].name == _GREETING and (beside := self._beside_greeting(simplified)) is not None:
            ranked = list(_led_by(beside, ranked))
        if command in _SPOKEN_COMMANDS:
            return _led_by(Intent(command, _CERTAIN), ranked)
        following = elliptic(simplified, entities) or follow_up(simplified, entities, programmes, context)
        if following:
            return _led_by(following, ranked)
        if _only_values(simplified, entities):
            return _led_by(Intent("out_of_scope", _CERTAIN), ranked)
        if any(entity.kind == "nth" for entity in entities) and ranked[0].name in _OF_DAYS:
            return _led_by(replace(ranked[0], confidence=max(NTH_SURE, ranked[0].confidence)), ranked)
        if features.MODULE in simplified and ranked[0].name in _MODULE_TOO:
            return _led_by(Intent("module", max(MODULE_SURE, ranked[0].confidence)), ranked)
        return tuple(ranked)

    def _beside_greeting(self, simplified: str) -> Intent | None:
        """What is wished beside a greeting that leads; None where nothing is, or it is not clear."""
        rest = clauses.without_greeting(simplified)
        if not rest or rest == simplified:
            return None
        best = self._model.score(features.featurise(rest), 1)[0]
        return best if best.confidence >= ASPECT_SURE and best.name not in _NEVER_ASKED else None

    def _asked(self, simplified: str, intents: tuple[Intent, ...]) -> tuple[Intent, ...]:
        """What each clause asks, without repeats; the whole message's intent if it asks one thing."""
        parts = clauses.split(simplified)
        found: dict[str, Intent] = {}
        for place, part in enumerate(parts if len(parts) > 1 else ()):
            best = self._model.score(features.featurise(part), 1)[0]
            bare = place == len(parts) - 1 and clauses.tail_is_fact(parts)
            if bare and (best.confidence < ASPECT_SURE or best.name in _NOT_AN_ASPECT):
                continue
            if best.confidence >= CLAUSE_SURE and best.name not in _NEVER_ASKED:
                found.setdefault(best.name, best)
        if len(found) > 1:
            return tuple(found.values())
        one = next(iter(found.values()), None)
        return (one,) if one is not None and one.confidence > intents[0].confidence else intents[:1]


def as_example(vocabulary: Vocabulary, lesson: Lesson) -> Lesson:
    """A lesson in the form training expects: programme and module names replaced by placeholders."""
    clean = normalise(lesson.text)
    named = names.find(clean, vocabulary)
    modules = {(module.start, module.end) for module in named.modules}
    spans = [(*span, "{module}" if span in modules else "{programme}") for span in named.spans]
    return Lesson(features.mask(clean, spans), lesson.intent)


def _form(vocabulary: Vocabulary, lesson: str) -> str:
    """A lesson as the model sees it; with no programme under discussion, so that it holds for all."""
    clean = normalise(lesson)
    named = names.find(clean, vocabulary)
    entities = _with_modules(find_all(clean, date(2024, 4, 5)), named)
    return plain(private.with_masks(_masked(clean, entities, named)))


def _with_modules(entities: tuple[Entity, ...], named: names.Names) -> tuple[Entity, ...]:
    """All values except those inside a name (offices stay): a module's number is not also a count."""
    spans = named.spans
    ranked = [(names.RANK, module) for module in named.modules]
    ranked += [
        (0, entity)
        for entity in entities
        if not any(start <= entity.start and entity.end <= end for start, end in spans)
        or entity.kind == "organisation"
    ]
    return without_overlaps(ranked)


def _masked(text: str, entities: Sequence[Entity], named: names.Names) -> str:
    modules = {(module.start, module.end) for module in named.modules}
    spans = [(*span, features.MODULE if span in modules else features.PROGRAMME) for span in named.spans]
    others = [
        span
        for span in features.masks_of(entities)
        if not any(span[0] < end and span[1] > start for start, end in named.spans)
    ]
    return features.mask(text, spans + others)


def _mended(text: str, mends: Mapping[str, str]) -> str:
    for typed, meant in mends.items():
        text = text.replace(typed, meant)
    return plain(text)


def _led_by(first: Intent, ranked: Sequence[Intent]) -> tuple[Intent, ...]:
    """The ranking led by `first`, the rest sharing the remaining confidence."""
    left = 1.0 - first.confidence
    rest = [Intent(i.name, i.confidence * left) for i in ranked if i.name != first.name]
    return (first, *rest[: RANKED - 1])


def _only_values(simplified: str, entities: Sequence[Entity]) -> bool:
    """Only names, offices and numbers: an answer to a form, not an enquiry."""
    values = [entity for entity in entities if entity.kind not in ("module", "date")]
    if values and not _DATES.search(simplified) and _ONLY_VALUES.fullmatch(simplified):
        return True
    return person_name.certain(simplified)
