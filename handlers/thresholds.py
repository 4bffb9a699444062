"""From what on something is acted on: every threshold of understanding, with what it was chosen by.

Confidences are calibrated on sentences kept back from training (`intents.training`): of readings at 0.6, some
six in ten are right. What is marked *tuned* was moved in small steps and kept where the tuning half of
`tests/data/questions` gained and the conversation scripts stayed as they are; the half that is only counted
was never looked at for it (docs/understanding.md has the figures).
"""

from __future__ import annotations

SURE = 0.60
"""A reading is acted on. Calibration: more often right than wrong; a wrong answer costs more than none."""
BEYOND_DOUBT = 0.90
"""Acted on even in the middle of something else. Calibration: wrong less than once in ten."""
MAYBE = 0.30
"""Up to `SURE` the likeliest readings are offered as buttons: of three one is then mostly right."""
NEAR = 0.25
"""A question is answered as a guess, the two likeliest together. Tuned."""
NEAR_TOGETHER = 0.33
"""What the two must have together. Tuned."""
NEARER = 0.45
"""The guess is better than the passages in which the question's words are found. Tuned."""
POSSIBLE = 0.20
"""An aspect counts beside "which programmes are there": a list is the wider answer. Tuned."""

PASSAGE = 3.0
"""Weight of the words found (logarithms of how rare they are) from which a passage is worth showing: about
one rare word, or two common ones. Tuned."""
COVERED = 0.40
"""The share of a question's weight that must be found. Tuned."""
COVERED_HERE = 0.25
"""The same where the programme is known, or only that is asked. Tuned."""
COVERED_WHOLLY = 0.60
"""The share from which a question asks where that is stated, and for no list. Tuned."""
TELLING = 4.5
"""Weight of words by which a question tells its programme, though it names none. Tuned."""
NEARLY = 0.75
"""Passages that have this share of the best one's weight are shown too. Tuned."""
UNKNOWN_WORD = 0.60
"""How much a word counts that no announcement holds, against the rarest that one does. Tuned."""
