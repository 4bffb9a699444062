"""Rich menus: what is published, who is linked to which, and whose may have to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, exists, insert, select, union, update
from sqlalchemy.orm import Session

from models.application import LIVE, ApplicationState
from models.deadline import ahead
from models.rich_menu import LONGEST_LEASE, LONGEST_REST, MenuKind, Shown
from models.tables import ApplicationRow, MenuDueRow, MenuWorkRow, PersonMenuRow, RichMenuRow

_COUNTS = [state.value for state in (*LIVE, ApplicationState.DRAFT)]


class Menus:
    """Menus at LINE and the people they are linked to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # What is published

    def published(self) -> dict[MenuKind, str]:
        """LINE's id of each kind's menu; empty before the first publication."""
        return {MenuKind(row.kind): row.menu_id for row in self._session.scalars(select(RichMenuRow))}

    def publish(self, menus: Mapping[MenuKind, str]) -> None:
        """These are the menus now; everybody's is looked at."""
        self._session.execute(delete(RichMenuRow))
        self._session.execute(
            insert(RichMenuRow), [{"kind": kind.value, "menu_id": id} for kind, id in menus.items()]
        )
        self.mark_all()

    # Whose is to be looked at

    def waits(self, looked_through: str, machine_now: datetime) -> bool:
        """Whether there is anything to do, and nobody is at it or told to rest."""
        work = self._session.scalars(select(MenuWorkRow)).one()
        if ahead(work.leased_until, machine_now, LONGEST_LEASE):
            return False
        if ahead(work.not_before, machine_now, LONGEST_REST):
            return False
        due = self._session.scalar(select(exists().where(MenuDueRow.id > 0)))
        return bool(due) or work.looked_through != looked_through

    def claim(self, looked_through: str, until: datetime, machine_now: datetime) -> bool:
        """One process links at a time, so that what it says of somebody later is also what comes later.

        looked_through  the day and the catalogue by which menus are decided; another than last time, and
                        everybody's is looked at
        """
        work = self._session.scalars(select(MenuWorkRow).with_for_update()).one()
        if ahead(work.leased_until, machine_now, LONGEST_LEASE):
            return False
        if work.looked_through != looked_through:
            self.mark_all()
        work.leased_until, work.looked_through = until, looked_through
        self._session.flush()
        return True

    def extend(self, until: datetime) -> None:
        """Whoever does the work goes on with it."""
        self._session.execute(update(MenuWorkRow).values(leased_until=until))

    def release(self, not_before: datetime | None = None) -> None:
        """The work is done, or left alone until then (machine time)."""
        self._session.execute(update(MenuWorkRow).values(leased_until=None, not_before=not_before))

    def mark_all(self) -> None:
        """Everybody who has an application under way, or a menu of their own."""
        live = select(ApplicationRow.user_id).where(
            ApplicationRow.user_id.is_not(None), ApplicationRow.state.in_(_COUNTS)
        )
        everybody = union(live, select(PersonMenuRow.user_id)).subquery()
        self._session.execute(insert(MenuDueRow).from_select(["user_id"], select(everybody.c.user_id)))

    def mark(self, user: str) -> None:
        """This person's is to be looked at."""
        self._session.execute(insert(MenuDueRow).values(user_id=user))

    def due(self, limit: int) -> list[tuple[int, str]]:
        """Whose is to be looked at, oldest first: the row's number and the person."""
        query = select(MenuDueRow.id, MenuDueRow.user_id).order_by(MenuDueRow.id).limit(limit)
        return [(row.id, row.user_id) for row in self._session.execute(query)]

    def done(self, rows: Sequence[int]) -> None:
        """These have been looked at."""
        self._session.execute(delete(MenuDueRow).where(MenuDueRow.id.in_(rows)))

    # What somebody has, and should have

    def shown(self, users: Iterable[str]) -> dict[str, Shown]:
        """Who of these is linked to a menu of their own."""
        query = select(PersonMenuRow).where(PersonMenuRow.user_id.in_(list(users)))
        return {row.user_id: Shown(row.kind, row.menu_id, row.staff) for row in self._session.scalars(query)}

    def under_way(self, users: Iterable[str]) -> list[tuple[str, str, ApplicationState]]:
        """The applications that a menu depends on: the person, the programme's id, the state."""
        query = select(ApplicationRow.user_id, ApplicationRow.programme_id, ApplicationRow.state).where(
            ApplicationRow.user_id.in_(list(users)), ApplicationRow.state.in_(_COUNTS)
        )
        rows = self._session.execute(query)
        return [(row.user_id or "", row.programme_id, ApplicationState(row.state)) for row in rows]

    def linked(self, users: Sequence[str], kind: MenuKind, menu: str) -> None:
        """LINE has linked these people to that menu, or unlinked them from any (`NEWCOMER`)."""
        here = PersonMenuRow.user_id.in_(list(users))
        if kind is MenuKind.NEWCOMER:
            self._session.execute(delete(PersonMenuRow).where(here, PersonMenuRow.staff.is_(False)))
            return
        known = set(self._session.scalars(select(PersonMenuRow.user_id).where(here)))
        self._session.execute(update(PersonMenuRow).where(here).values(kind=kind.value, menu_id=menu))
        new = [user for user in users if user not in known]
        if new:
            rows = [{"user_id": u, "kind": kind.value, "menu_id": menu, "staff": False} for u in new]
            self._session.execute(insert(PersonMenuRow), rows)

    def set_staff(self, user: str, staff: bool) -> None:
        """Shows somebody staff's menu, or no longer."""
        row = self._session.get(PersonMenuRow, user)
        if row is None:
            row = PersonMenuRow(user_id=user, kind=MenuKind.NEWCOMER.value, menu_id="", staff=staff)
            self._session.add(row)
        row.staff = staff
        self._session.flush()
        self.mark(user)

    def came_back(self, user: str) -> None:
        """They had blocked the bot: what LINE was told meanwhile may not have reached them."""
        self._session.execute(update(PersonMenuRow).where(PersonMenuRow.user_id == user).values(menu_id=""))
        self.mark(user)

    def forget(self, user: str) -> None:
        """Forgets a person; whoever is linked to a menu of their own stays until LINE has unlinked them."""
        row = self._session.get(PersonMenuRow, user)
        if row is None or not row.menu_id:
            self._session.execute(delete(MenuDueRow).where(MenuDueRow.user_id == user))
            self._session.execute(delete(PersonMenuRow).where(PersonMenuRow.user_id == user))
            return
        row.staff = False
        self._session.flush()
        self.mark(user)
