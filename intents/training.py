"""Trains the model on the corpus and lessons; only this module needs scikit-learn, and only as it runs."""

# ruff: noqa: E501 (patterns and rows of Thai words are read whole; broken they hide their order)
from __future__ import annotations

import hashlib
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

from intents import features, grammar, private, regression
from intents.entities import find_all
from intents.lexicon import CORPUS
from intents.model import RARE, Model, Weights
from intents.noise import mistype
from intents.normalise import normalise, plain
from models.understanding import Intent, Lesson

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
ROUNDS = 15
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
    """One sentence to learn, its intent, and the pattern it came from."""

    intent: str
    text: str
    pattern: int


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
                found.append(Example(line.intent, mistype(varied, chance), number))
    for number, lesson in enumerate(lessons, len(everything)):
        found += _said(lesson.intent, lesson.text, number, TAUGHT)
    return found


def _said(intent: str, text: str, number: int, many: int) -> list[Example]:
    """A sentence as it was said, `many` variations of it, and one mistyped."""
    chance = random.Random(zlib.crc32(text.encode()))  # noqa: S311
    others = [_vary(text, frozenset({"polite"}), chance) for _ in range(many)]
    return [Example(intent, one, number) for one in (text, *others, mistype(text, chance))]


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
    marked = private.with_masks(normalise(text))
    for placeholder, mark in _PLACEHOLDERS.items():
        marked = marked.replace(placeholder, mark)
    return features.featurise(plain(features.mask(marked, features.masks_of(find_all(marked, TODAY)))))


def train(lessons: Sequence[Lesson] = (), brought: Sequence[grammar.Line] = ()) -> Model:
    """A model of the whole corpus, the lines brought and what staff taught: always the same bytes.

    `lessons` have programme names replaced by {programme}.
    """
    known = examples(lessons, brought)
    read = [featurised(example.text) for example in known]
    kept_back = [place for place, example in enumerate(known) if _is_kept_back(place, example)]
    learnt = [place for place, example in enumerate(known) if not _is_kept_back(place, example)]
    trial = _fit([read[i] for i in learnt], [known[i].intent for i in learnt])
    temperature = _temperature(trial, [read[i] for i in kept_back], [known[i].intent for i in kept_back])
    model = _fit(read, [example.intent for example in known])
    return replace(model, temperature=temperature, fingerprint=fingerprint(brought))


def _is_kept_back(place: int, example: Example) -> bool:
    """Holds out whole patterns, and sentences of known ones: people write partly as expected, partly not."""
    return example.pattern % (3 * HELD_OUT) == 0 or place % HELD_OUT == 0


def _fit(read: Sequence[list[str]], intents: Sequence[str]) -> Model:
    """Weights of a multinomial logistic regression over the features, small ones dropped."""
    import numpy
    from scipy.sparse import csr_matrix
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for row in read for feature in row)
    columns = {
        name: place for place, name in enumerate(sorted(n for n, seen in counts.items() if seen >= SEEN))
    }
    columns.setdefault(RARE, len(columns))
    cells: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in read:
        own = sorted({columns[known] for known in (_known(name, columns) for name in row) if known})
        cells += own
        values += [1.0 / math.sqrt(len(own) or 1)] * len(own)
        ends.append(len(cells))
    table = csr_matrix(
        (numpy.array(values, dtype=numpy.float32), cells, ends), shape=(len(read), len(columns))
    )
    learner = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, solver="sag", tol=1e-3, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is the regularisation we want
        learner.fit(
            table,
            list(intents),
            sample_weight=[OUTSIDE_WEIGHT if i == "out_of_scope" else 1.0 for i in intents],
        )
    return _pruned(learner, list(columns))


def _known(name: str, columns: dict[str, int]) -> str | None:
    if name in columns:
        return name
    return RARE if name.startswith("w:") else None


def _pruned(learner: Any, names: list[str]) -> Model:
    """The learner's weights in our own form; words stay known even if all their weights are dropped."""
    weights = {}
    for column, name in enumerate(names):
        row = tuple(
            (intent, round(float(weight), 2))
            for intent, weight in enumerate(learner.coef_[:, column])
            if abs(weight) >= SMALLEST
        )
        if row or name.startswith("w:"):
            weights[name] = row
    bias = tuple(round(float(value), 3) for value in learner.intercept_)
    return Model(tuple(str(name) for name in learner.classes_), bias, Weights.of(weights))


def _temperature(model: Model, read: Sequence[list[str]], intents: Sequence[str]) -> float:
    """The temperature at which held-out sentences are least surprising."""
    candidates: list[float] = [0.5 + 0.1 * step for step in range(26)]
    told = [(_logits(model.score(row)), intent) for row, intent in zip(read, intents, strict=True)]
    best: float = min(candidates, key=lambda heat: (_surprise(told, heat), heat))
    return round(best, 1)


def _logits(ranked: Sequence[Intent]) -> dict[str, float]:
    return {intent.name: math.log(max(intent.confidence, 1e-12)) for intent in ranked}


def _surprise(told: Sequence[tuple[dict[str, float], str]], heat: float) -> float:
    """The total log loss at one temperature."""
    lost = 0.0
    for logits, intent in told:
        whole = math.log(sum(math.exp(value / heat) for value in logits.values()))
        lost += whole - logits.get(intent, -27.0) / heat
    return round(lost, 6)


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
