"""What a person is registered for."""

from __future__ import annotations

from handlers.turn import Turn
from models.application import Application, ApplicationState
from models.programme import Programme


def of(turn: Turn) -> list[tuple[Programme, Application]]:
    """Each approved application of the person with its programme, newest first."""
    approved = [a for a in turn.tx.applications.of(turn.user) if a.state is ApplicationState.APPROVED]
    pairs = [(turn.catalogue.get(a.programme), a) for a in approved]
    return [(p, a) for p, a in pairs if p is not None]
