"""Which menu at the foot of the chat somebody should have, by their applications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from handlers.programmes.admission import Admission, admission, over
from models.application import ApplicationState
from models.calendar import local_day
from models.catalogue import Catalogue
from models.programme import Programme
from models.rich_menu import MenuKind, Shown

_ORDER = (MenuKind.DRAFT, MenuKind.TRAINEE, MenuKind.WAITING)
"""Of several, the first: what somebody is in the middle of, what they come to, what they wait for."""


def wanted(
    users: Iterable[str],
    under_way: Sequence[tuple[str, str, ApplicationState]],
    shown: Mapping[str, Shown],
    catalogue: Catalogue,
    now: datetime,
) -> dict[str, MenuKind]:
    """The menu of each of these people at this instant; they change by the day, or with an application.

    under_way  the person, the programme's id and the state of each application
    """
    found: dict[str, set[MenuKind]] = {}
    for user, programme, state in under_way:
        kind = _kind(catalogue.get(programme), state, now)
        if kind is not None:
            found.setdefault(user, set()).add(kind)
    return {user: _first(found.get(user, set()), shown.get(user)) for user in users}


def by_what(revision: int, now: datetime) -> str:
    """What menus depend on besides applications: the day, and the programmes as they stand."""
    return f"{local_day(now).isoformat()} {revision}"


def _first(kinds: set[MenuKind], shown: Shown | None) -> MenuKind:
    if shown is not None and shown.staff:
        return MenuKind.STAFF
    return next((kind for kind in _ORDER if kind in kinds), MenuKind.NEWCOMER)


def _kind(programme: Programme | None, state: ApplicationState, now: datetime) -> MenuKind | None:
    if programme is None:
        return None
    if state is ApplicationState.DRAFT:
        return MenuKind.DRAFT if admission(programme, now) is Admission.OPEN else None
    if over(programme, now):
        return None
    return MenuKind.TRAINEE if state is ApplicationState.APPROVED else MenuKind.WAITING
