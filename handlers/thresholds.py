"""Every threshold of understanding, and how it was chosen.

Confidences are calibrated on sentences held out from training (`intents.training`): of readings at 0.6, some
six in ten are right. Values marked *tuned* were moved in small steps and kept if the tuning half of
`tests/data/questions` improved and the conversation scripts did not change; the half that is only counted
was never looked at for this (docs/understanding.md has the figures). One that decides nothing on all the
judged questions is taken out.
"""

from __future__ import annotations

SURE = 0.60
"""A reading is acted on. Calibration: more often right than wrong; a wrong answer costs more than none."""
BEYOND_DOUBT = 0.90
"""Acted on even in the middle of something else. Calibration: wrong less than once in ten."""
UNMISTAKEN = 0.98
"""From here a short question is what the model takes it for, whatever row happens to share a word with it."""
BRIEF = 30
"""Letters up to which a question has no room to ask for anything else."""
MAYBE = 0.30
"""From here up to `SURE` the likeliest readings are offered as buttons: one of three is mostly right."""
NEAR = 0.25
"""A question is answered as a guess. Tuned."""
NEARER = 0.45
"""From here a guess is preferred to passages containing the question's words. Tuned."""
POSSIBLE = 0.20
"""An aspect counts next to "which programmes are there", whose list is the broader answer. Tuned."""

PASSAGE = 3.0
"""Least weight of the words found (logarithms of their rarity) for a passage to be worth showing: about one
rare word, or two common ones. Tuned."""
COVERED = 0.40
"""The share of a question's weight that must be found. Tuned."""
COVERED_HERE = 0.25
"""The same if the programme is known, or is all that is sought. Tuned."""
TELLING = 4.5
"""Weight of words from which a question reveals its programme without naming it. Tuned."""
UNKNOWN_WORD = 0.60
"""How much a word in no announcement counts, relative to the rarest word in one. Tuned."""

NAMED = 1.0
"""Least weight of what a question shares with a row of the data to be about it: a word that few rows have."""
SAME = 0.85
"""Rows with this share of the best one's weight are named as well as it."""
CUE = 1.5
"""How much a word for a kind of thing ("ผลออก") weighs, beside words of the announcement itself."""
KIND_OF_PERSON = 1.5
"""How much it weighs that a row is for the kind of person asked about."""
POINTED = 2.0
"""From here the words of a heading decide, whatever the sentence as a whole looks like."""
ALIKE = 0.75
"""The share of words a question has in common with one that staff answered, to get that answer."""

RULED_FIRST = 2.25
"""How much more must speak for another answer than for what the rules give. Tuned on announcements
and questions that the rules had not been made with."""

FOREIGN_SHARE = 0.60
"""The share of a short question's words, by letters, that belong to another subject when it is foreign."""
