"""One file a kind of question.

ANSWERS  intent -> function of an `Enquiry`
ACROSS   intents (as keys) that need no programme
QUOTES   aspect -> function giving the quotes behind `ที่มา`, where they are not simply the aspect's facts
"""
