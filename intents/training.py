"""Trains the model on the corpus and lessons; only this module needs scikit-learn, and only as it runs."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import hashlib
import itertools
import math
import os
import random
import tempfile
import warnings
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from intents import features, grammar, private, regression, slips
from intents.entities import find_all
from intents.lexicon import CORPUS
from intents.model import RARE, Model, Weights
from intents.noise import mistype
from intents.normalise import normalise, plain
from models.understanding import Lesson

SENTENCES = 140
"""How many sentences an intent is learnt from, spread over its patterns."""
OUT_OF_SCOPE = 800
OUTSIDE_WEIGHT = 0.8
"""The weight of an out-of-scope sentence: there are many, and a plain question must not look out of scope."""
REPEATED = 3
"""How often a sentence of a narrow pattern may recur, varied afresh each time."""
NOISY = 0.25
"""The share of sentences learnt a second time, mistyped."""
SAID = 3
"""Variations of each corpus sentence that somebody really said."""
TAUGHT = 6
"""Variations of each sentence that staff taught."""
SEEN = 3
"""How many sentences a feature must occur in to be learnt at all."""
SMALLEST = 0.1
"""Weights nearer to zero than this are left out of the model."""
STRENGTH = 20.0
ROUNDS = 12
"""How often it goes over what it learns from before its confidence is calibrated …"""
ROUNDS_OF_ALL = 9
"""… and then over all."""
HELD_OUT = 8
"""One in this many is held out to calibrate the confidence."""
TODAY = date(2024, 4, 5)
"""Dates are masked before learning, so any fixed day will do."""

_LEADS = (
    "ขอสอบถามหน่อย ", "สอบถามครับ ", "รบกวนถาม", "อยากทราบว่า", "อยากรู้ว่า", "สวัสดีค่ะ ", "แอดมิน ", "ถามหน่อย ", "ขอถาม",
    "ไม่ทราบว่า", "รบกวนสอบถาม", "ช่วยบอกหน่อยว่า", "แล้ว", "คือ", "สวัสดีครับ ขอสอบถาม", "เอ่อ ", "พี่คะ ", "ขอทราบ", "อยากถามว่า", "แล้วก็",
)  # fmt: skip
_FACTS = (
    "พอดีเป็นปลัด อบต. ",
    "ผมอยู่ อบต.หนองบัว ",
    "เป็นนักพัฒนาชุมชน ",
    "สนใจ{programme} ",
    "จากเทศบาลเมืองคอหงส์ ",
    "สนใจครับ ",
)
_TAILS = (
    "ครับ",
    "คะ",
    "ค่ะ",
    "นะคะ",
    "หน่อย",
    "ด้วยครับ",
    "อ่ะ",
    " ขอบคุณค่ะ",
    "คับ",
    "จ้า",
    "ล่ะ",
    " รบกวนด้วย",
    "?",
    "ครับผม",
)
_BEFORE = ("{programme}", "หลักสูตร{programme}", "คอร์ส{programme}", "คอร์สนี้", "หลักสูตรนี้", "งานนี้", "โครงการนี้", "อบรม{programme}", "{programme} ", "โครงการ{programme}", "งาน{programme}", "อันนี้")  # fmt: skip
_BEHIND = ("ของ{programme}", "หลักสูตร{programme}", " {programme}", "ของหลักสูตรนี้", "คอร์สนี้", "ของ {programme}", "กับ{programme}", "งานนี้", "ที่{programme}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence to learn, its intent, the pattern it came from, and whether it was mistyped on purpose."""

    intent: str
    text: str
    pattern: int
    mistyped: bool = False


def fingerprint(brought: Sequence[grammar.Line] = ()) -> str:
    """A hash of the corpus, the lines brought, and the reading code: a model with another hash is stale."""
    digest = hashlib.sha256(features.VERSION.encode())
    here = Path(__file__).parent
    for path in [
        *sorted(CORPUS.glob("*.txt")),
        *sorted(here.glob("*.py")),
        *sorted(here.glob("entities/*.py")),
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for line in brought:
        digest.update(f"{line.intent}\0{line.pattern}".encode())
    return digest.hexdigest()[:16]


def examples(lessons: Sequence[Lesson] = (), brought: Sequence[grammar.Line] = ()) -> list[Example]:
    """Every sentence of the corpus and the lessons with its variations; deterministic."""
    found: list[Example] = []
    everything = [*grammar.lines(), *brought]
    patterns = Counter(line.intent for line in everything if not line.said)
    for number, line in enumerate(everything):
        if line.said:
            found += _said(line.intent, line.pattern, number, SAID)
            continue
        wanted = OUT_OF_SCOPE if line.intent == "out_of_scope" else SENTENCES
        chance = random.Random(zlib.crc32(line.pattern.encode()))  # noqa: S311
        most = max(4, math.ceil(wanted / patterns[line.intent]))
        distinct = grammar.sentences(line, most)
        for sentence in (distinct * REPEATED)[:most]:
            varied = _vary(sentence, line.variations, chance)
            found.append(Example(line.intent, varied, number))
            if chance.random() < NOISY:
                found.append(Example(line.intent, mistype(varied, chance), number, mistyped=True))
    for number, lesson in enumerate(lessons, len(everything)):
        found += _said(lesson.intent, lesson.text, number, TAUGHT)
    return found


def _said(intent: str, text: str, number: int, many: int) -> list[Example]:
    """A sentence as it was said, `many` variations of it, and one mistyped."""
    chance = random.Random(zlib.crc32(text.encode()))  # noqa: S311
    others = [_vary(text, frozenset({"polite"}), chance) for _ in range(many)]
    return [
        *(Example(intent, one, number) for one in (text, *others)),
        Example(intent, mistype(text, chance), number, mistyped=True),
    ]


def _vary(sentence: str, variations: frozenset[str], chance: random.Random) -> str:
    """A sentence as different people would put it: with a subject, a lead-in, a particle, or unchanged."""
    if "subject" in variations and "{programme}" not in sentence and chance.random() < 0.42:
        front = chance.random() < 0.6
        sentence = chance.choice(_BEFORE) + sentence if front else sentence + chance.choice(_BEHIND)
    if "polite" in variations:
        roll = chance.random()
        sentence = (
            chance.choice(_LEADS) if roll < 0.25 else chance.choice(_FACTS) if roll < 0.32 else ""
        ) + sentence
    if variations and chance.random() < 0.35:
        sentence += chance.choice(_TAILS)
    return sentence


_PLACEHOLDERS = {
    "{programme}": features.PROGRAMME,
    "{other}": features.PROGRAMME,
    "{module}": features.MODULE,
}


def misread(model: Model) -> list[str]:
    """The regression questions that a model misreads on its own, without context and fixed words."""
    return [
        question
        for intent, question in regression.questions()
        if model.score(featurised(question))[0].name != intent
    ]


def featurised(text: str) -> list[str]:
    """The features of a corpus sentence, its placeholders replaced by the masks of real names."""
    return features.featurise(_masked(text))


def _masked(text: str) -> str:
    marked = private.with_masks(normalise(text))
    for placeholder, mark in _PLACEHOLDERS.items():
        marked = marked.replace(placeholder, mark)
    return plain(features.mask(marked, features.masks_of(find_all(marked, TODAY))))


def train(lessons: Sequence[Lesson] = (), brought: Sequence[grammar.Line] = ()) -> Model:
    """A model of the whole corpus, the lines brought and what staff taught: always the same bytes.

    `lessons` have programme names replaced by {programme}.
    """
    known = examples(lessons, brought)
    masked = {text: _masked(text) for text in dict.fromkeys(example.text for example in known)}
    said = {text: features.words_of(marked) for text, marked in masked.items()}
    features_of = {text: features.of_words(marked, said[text]) for text, marked in masked.items()}
    read = [features_of[example.text] for example in known]
    alone = _alone(known)
    kept_back = [place for place, example in enumerate(known) if _is_kept_back(place, example, alone)]
    learnt = [place for place, example in enumerate(known) if not _is_kept_back(place, example, alone)]
    learner = _Learner(read, [example.intent for example in known])
    learner.learn(learnt, ROUNDS)
    temperature = _temperature(
        learner.model(), [read[i] for i in kept_back], [known[i].intent for i in kept_back]
    )
    learner.learn(range(len(known)), ROUNDS_OF_ALL)
    spoken = Counter(word for example in known if not example.mistyped for word in said[example.text])
    return replace(
        learner.model(),
        temperature=temperature,
        fingerprint=fingerprint(brought),
        spoken={word: often for word, often in sorted(spoken.items()) if often >= slips.SPOKEN},
    )


def _alone(known: Sequence[Example]) -> frozenset[int]:
    """The patterns that are the only one of their intent: without it nothing would be learnt of the intent."""
    patterns: dict[str, set[int]] = {}
    for example in known:
        patterns.setdefault(example.intent, set()).add(example.pattern)
    return frozenset(pattern for of in patterns.values() if len(of) == 1 for pattern in of)


def _is_kept_back(place: int, example: Example, alone: frozenset[int]) -> bool:
    """Holds out whole patterns, and sentences of known ones: people write partly as expected, partly not."""
    whole = example.pattern % (3 * HELD_OUT) == 0 and example.pattern not in alone
    return whole or place % HELD_OUT == 0


class _Learner:
    """A multinomial logistic regression over the features that goes on from where it was; always the same.

    To stop early is the regularisation that is wanted here.
    """

    def __init__(self, read: Sequence[list[str]], intents: Sequence[str]) -> None:
        import numpy
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression

        counts = Counter(feature for row in read for feature in row)
        self._names = sorted(name for name, seen in counts.items() if seen >= SEEN)
        columns = {name: place for place, name in enumerate(self._names)}
        if RARE not in columns:
            columns[RARE] = len(columns)
            self._names.append(RARE)
        rows = [_places(row, columns, columns[RARE]) for row in read]
        lengths = numpy.array([len(row) for row in rows])
        cells = numpy.fromiter(itertools.chain.from_iterable(rows), numpy.int32, lengths.sum())
        ends = numpy.concatenate(([0], numpy.cumsum(lengths)))
        values = numpy.repeat(1.0 / numpy.sqrt(numpy.maximum(lengths, 1)), lengths).astype(numpy.float32)
        self._table = csr_matrix((values, cells, ends), shape=(len(rows), len(columns)))
        self._intents = numpy.array(intents)
        self._weight = numpy.where(self._intents == "out_of_scope", OUTSIDE_WEIGHT, 1.0)
        self._learner = LogisticRegression(
            C=STRENGTH, solver="sag", tol=1e-3, random_state=0, warm_start=True
        )

    def learn(self, places: Sequence[int], rounds: int) -> None:
        """Goes over these sentences so many times."""
        from sklearn.exceptions import ConvergenceWarning

        which = list(places)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            self._learner.set_params(max_iter=rounds)
            self._learner.fit(self._table[which], self._intents[which], sample_weight=self._weight[which])

    def model(self) -> Model:
        """What was learnt so far."""
        return _pruned(self._learner, self._names)


def _places(row: Sequence[str], columns: dict[str, int], rare: int) -> list[int]:
    """The columns of a sentence's features; all unknown words are in one."""
    place_of = columns.get
    found = {place_of(name, rare if name[0] == "w" else -1) for name in row}
    found.discard(-1)
    return sorted(found)


def _pruned(learner: Any, names: list[str]) -> Model:
    """The learner's weights in our own form; words stay known even if all their weights are dropped."""
    import numpy

    table = learner.coef_.T
    kept = numpy.abs(table) >= SMALLEST
    intents = numpy.nonzero(kept)[1]
    values = numpy.round(table[kept].astype(numpy.float64), 2)
    lengths = kept.sum(axis=1)
    known = numpy.array([name[:2] == "w:" for name in names]) | (lengths > 0)
    named = [name for name, is_known in zip(names, known, strict=True) if is_known]
    weights = Weights(named, lengths[known], intents, values)
    bias = tuple(round(float(value), 3) for value in learner.intercept_)
    return Model(tuple(str(name) for name in learner.classes_), bias, weights)


def _temperature(model: Model, read: Sequence[list[str]], intents: Sequence[str]) -> float:
    """The temperature at which held-out sentences are least surprising."""
    import numpy

    place_of = {name: place for place, name in enumerate(model.intents)}
    known = [model.totals(row) for row in read]
    told = [
        (totals, place_of[intent])
        for totals, intent in zip(known, intents, strict=True)
        if totals is not None
    ]
    logits = numpy.array([totals for totals, _ in told])
    meant = numpy.array([place for _, place in told])

    def surprise(heat: float) -> float:
        """The total log loss at one temperature."""
        hot = logits / heat
        most = hot.max(axis=1)
        whole = most + numpy.log(numpy.exp(hot - most[:, None]).sum(axis=1))
        return round(float((whole - hot[numpy.arange(len(meant)), meant]).sum()), 6)

    candidates: list[float] = [0.5 + 0.1 * step for step in range(26)]
    best: float = min(candidates, key=lambda heat: (surprise(heat), heat))
    return round(best, 1)


def save(model: Model, path: Path) -> None:
    """Writes the model to `path` atomically: readers never see half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(model.dump())
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
