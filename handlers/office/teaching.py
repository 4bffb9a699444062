"""Staff teach the bot what a question means."""

from __future__ import annotations

from datetime import datetime

from handlers.enquiries import answer
from handlers.refusal import Refusal, Refused
from intents import grammar
from models.learning import Unread
from models.store import Transaction
from models.understanding import Vocabulary


def vocabulary(tx: Transaction) -> Vocabulary:
    """All names and lessons used to read questions."""
    return tx.programmes.catalogue().vocabulary


def unread(tx: Transaction) -> list[Unread]:
    """Poorly understood questions that nobody has taught yet."""
    return tx.learning.unread()


def taught(tx: Transaction) -> list[Unread]:
    """Questions whose meaning staff have taught."""
    return tx.learning.taught()


def teach(tx: Transaction, number: int, intent: str, now: datetime) -> Refused | None:
    """Teaches that a question means this intent; every process applies it from its next message on."""
    if (refused := _unknown(intent)) is not None:
        return refused
    if not tx.learning.teach(number, intent, now):
        return Refused(Refusal.NO_QUESTION, {"number": str(number)})
    return None


def teach_text(tx: Transaction, text: str, intent: str, now: datetime) -> Refused | None:
    """The same for a question nobody has asked yet."""
    if (refused := _unknown(intent)) is not None:
        return refused
    if not text.strip():
        return Refused(Refusal.EMPTY_QUESTION)
    tx.learning.teach_text(text.strip(), intent, now)
    return None


def drop(tx: Transaction, number: int) -> Refused | None:
    """Drops a question not worth a lesson, or whose lesson was wrong."""
    if not tx.learning.drop(number):
        return Refused(Refusal.NO_QUESTION, {"number": str(number)})
    return None


def _unknown(intent: str) -> Refused | None:
    known = sorted({line.intent for line in grammar.lines()} | answer.examples().keys())
    if intent in known:
        return None
    return Refused(Refusal.NO_INTENT, {"intent": intent, "known": ", ".join(known)})
