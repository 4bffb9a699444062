"""Learns which of several answers is likeliest: `python -m benchmarks.ranking [--write]`.

Each judged question that we have looked at is asked; all that could be answered is judged by its rules. A
softmax over the answers of a question is fitted so that those judged right get its whole probability. Printed
is how many are right by the rules alone, and ranked by weights learnt from other questions; of the files that
were only counted too.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize

from benchmarks import judged
from bot.cli.evaluate import is_right
from bot.cli.talking import enquire
from bot.process import reading
from handlers.conversation.as_text import text_of
from handlers.enquiries import enquiry
from handlers.enquiries.answer import Enquiry
from handlers.enquiries.ranking import choosing
from handlers.enquiries.ranking.candidates import Candidate
from handlers.enquiries.ranking.evidence import Evidence, evidence, question
from models.reply import Reply

SHRINK = 1.0
SMALLEST = 0.02
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: whether the rules answer it rightly, and of all candidates what speaks for them.

    right  one flag a candidate
    ruled  the place of what the rules answer, and what is in its favour beforehand
    """

    plainly_right: bool
    found: tuple[Evidence, ...] = ()
    right: tuple[bool, ...] = ()
    ruled: int = 0
    prior: float = 0.0


def main() -> None:
    """Prints the figures; with --write stores the weights."""
    with tempfile.TemporaryDirectory() as folder:
        sets = _judged(Path(folder))
    known = {name: sets[name] for name in judged.LOOKED_AT}
    for name, asked in known.items():
        others = [one for other, them in known.items() if other != name for one in them]
        right = 0
        for fold in range(FOLDS):
            rest = [one for place, one in enumerate(asked) if place % FOLDS != fold]
            weights = learn([*others, *rest])
            right += sum(_right(one, weights) for place, one in enumerate(asked) if place % FOLDS == fold)
        _print(name, asked, right)
    weights = learn([one for asked in known.values() for one in asked])
    for name in judged.COUNTED:
        _print(name, sets[name], sum(_right(one, weights) for one in sets[name]))
    if "--write" in sys.argv:
        kept = {name: round(float(w), 3) for name, w in sorted(weights.items()) if abs(w) >= SMALLEST}
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        choosing.WEIGHTS.write_text(f"{text}\n", "utf-8")
        print(f"{len(kept)} weights written")


def learn(asked: Sequence[Judged]) -> Mapping[str, float]:
    """The weights under which the right answers of these questions are likeliest."""
    names = sorted({name for one in asked for found in one.found for name in found})
    place = {name: at for at, name in enumerate(names)}
    groups = []
    for one in asked:
        if any(one.right) and not all(one.right):
            rows = np.zeros((len(one.found), len(names)))
            for row, found in zip(rows, one.found, strict=True):
                for name, value in found.items():
                    row[place[name]] = value
            groups.append((rows, np.array(one.right)))

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = SHRINK * (weights @ weights) / 2, SHRINK * weights
        for rows, right in groups:
            scores = rows @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            share = chance[right].sum()
            total -= np.log(share + 1e-12)
            slope = slope - rows.T @ (np.where(right, chance / share, 0) - chance)
        return total, slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return dict(zip(names, map(float, best), strict=True))


def _right(one: Judged, weights: Mapping[str, float]) -> bool:
    if not one.found:
        return one.plainly_right
    scores = [sum(weights.get(name, 0.0) * value for name, value in found.items()) for found in one.found]
    scores[one.ruled] += one.prior
    return one.right[int(np.argmax(scores))]


def _judged(folder: Path) -> dict[str, list[Judged]]:
    model = folder / "model.json.gz"
    reading.train(model)
    read, office = reading.load(model), judged.office(folder)
    sets: dict[str, list[Judged]] = {}
    for name in (*judged.LOOKED_AT, *judged.COUNTED):
        sets[name] = []
        for asked in judged.questions(name, office):
            looked: list[tuple[Enquiry, Candidate]] = []

            def note(of: Enquiry, ruled: Candidate, looked: list[Any] = looked) -> None:
                looked.append((of, ruled))

            with patch.object(enquiry, "likelier", note):
                _, step = enquire(
                    asked.office, read, asked.question["text"], asked.question.get("context_programme")
                )
            said = is_right(asked.question, text_of(step.replies))
            sets[name].append(_considered(asked.question, *looked[-1], said) if looked else Judged(said))
    return sets


def _considered(asked: dict[str, Any], of: Enquiry, ruled: Candidate, said: bool) -> Judged:
    among = choosing.considered(of, ruled)
    at = next(place for place, one in enumerate(among) if one.answer.text == ruled.answer.text)
    right = [
        said if place == at else is_right(asked, text_of((Reply(one.answer.text, cards=one.answer.cards),)))
        for place, one in enumerate(among)
    ]
    return Judged(said, tuple(evidence(question(of), among)), tuple(right), at, choosing.prior(ruled))


def _print(name: str, asked: Sequence[Judged], ranked: int) -> None:
    plainly = sum(one.plainly_right for one in asked)
    possible = sum(any(one.right) or one.plainly_right for one in asked)
    print(f"{name:24} {len(asked):4} asked: by rules {plainly:4}, ranked {ranked:4}, possible {possible:4}")


if __name__ == "__main__":
    main()
