"""`make soak`: the long tests. Prints what was counted; exit 1 if anything was lost, doubled or wrong."""

from __future__ import annotations

import itertools
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot.process import reading
from tests.databases import NewUrl
from tests.postgres import TemporaryPostgres
from tests.processes.town import Town
from tests.soak import hostility, restarts, rushes, storm
from tests.soak.outcome import Outcome

MODEL = Path(__file__).parents[2] / "data" / "test-model.json.gz"
RESTARTS = 20
PARTS = ("rushes", "restarts", "bodies", "storm")


@click.command()
@click.option("--minutes", default=30.0, help="How long a storm may last, on each database.")
@click.option("--kills", default=1000, help="How many kills end a storm.")
@click.option("--users", default=24, help="People who talk at once.")
@click.option("--bodies", default=100_000, help="Hostile webhook bodies, on each database.")
@click.option("--database", "kinds", type=click.Choice(["sqlite", "postgresql"]), multiple=True)
@click.option("--seed", default=storm.seed_of_today, type=int, help="By default another each day.")
@click.option(
    "--tokens", type=click.Choice(storm.TOKENS), default=storm.TOKENS[0], help="Reply tokens in a storm."
)
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, help="Parts; by default all.")
def main(
    minutes: float,
    kills: int,
    users: int,
    bodies: int,
    kinds: tuple[str, ...],
    seed: int,
    tokens: str,
    parts: tuple[str, ...],
) -> None:
    """Breaks everything that can break, and counts what came of it."""
    reading.ensure(MODEL)
    runs: dict[str, Callable[[Place], list[Outcome]]] = {
        "rushes": rushes_on,
        "restarts": lambda at: restarts_on(at, seed),
        "bodies": lambda at: [hostility.run(at.folder, at.new_url(), MODEL, seed=seed, count=bodies)],
        "storm": lambda at: [
            storm.run(
                at.folder,
                at.new_url(),
                MODEL,
                seed=seed,
                minutes=minutes,
                kills=kills,
                users=users,
                tokens=tokens,
            )
        ],
    }
    wrong = 0
    for kind in kinds or ("postgresql", "sqlite"):
        for part in parts or PARTS:
            with placed(kind) as at:
                outcomes = runs[part](at)
            for outcome in outcomes:
                wrong += len(outcome.wrong)
                tell(outcome)
    sys.exit(bool(wrong))


@dataclass
class Place:
    """Where a part of the soak happens: a folder, empty databases, and their server if they have one."""

    folder: Path
    new_url: Callable[[], str]
    server: TemporaryPostgres | None = None


@contextmanager
def placed(kind: str) -> Iterator[Place]:
    """A place with a database of one kind."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        if kind == "sqlite":
            numbers = itertools.count(1)
            yield Place(folder, lambda: f"sqlite:///{folder / f'soak-{next(numbers)}.sqlite3'}")
        else:
            server = stack.enter_context(TemporaryPostgres(durable=True))
            new_url = NewUrl(server)
            yield Place(folder, lambda: new_url(migrated=False), server)


def restarts_on(at: Place, seed: int) -> list[Outcome]:
    """The server restarted and its backends killed, where there is one."""
    if at.server is None:
        return []
    return [restarts.run(at.folder, at.server, at.new_url(), MODEL, seed=seed, times=RESTARTS)]


def rushes_on(at: Place) -> list[Outcome]:
    """Many at one instant: for seats, and while LINE hangs."""
    done = []
    for name, rush in (
        ("seats", lambda town: rushes.seats(town, people=200)),
        ("masses", lambda town: rushes.masses(town, people=1000, seconds=1.0, at_once=1000)),
    ):
        (folder := at.folder / name).mkdir()
        town = Town(folder, at.new_url(), MODEL)
        try:
            done.append(rush(town))
        finally:
            town.close()
    return done


def tell(outcome: Outcome) -> None:
    """The figures, a line each, then what is wrong."""
    click.echo(f"\n{outcome.name}")
    for what, figure in outcome.figures.items():
        click.echo(f"  {what:18} {figure}")
    for words in outcome.wrong:
        click.echo(f"  WRONG {words}")
    click.echo("  nothing lost, nothing twice" if not outcome.wrong else f"  {len(outcome.wrong)} WRONG")


if __name__ == "__main__":
    main()
