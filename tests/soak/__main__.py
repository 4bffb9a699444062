"""`make soak`: the long tests. Prints what was counted; exit 1 if anything was lost, doubled or wrong."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click

from bot import reading
from tests.databases import NewUrl
from tests.postgres import TemporaryPostgres
from tests.soak import hostility, storm
from tests.soak.outcome import Outcome

MODEL = Path(__file__).parents[2] / "data" / "test-model.json.gz"
PARTS = ("bodies", "storm")


@click.command()
@click.option("--minutes", default=30.0, help="How long a storm may last, on each database.")
@click.option("--kills", default=1000, help="How many kills end a storm.")
@click.option("--users", default=24, help="People who talk at once.")
@click.option("--bodies", default=100_000, help="Hostile webhook bodies, on each database.")
@click.option("--database", "kinds", type=click.Choice(["sqlite", "postgresql"]), multiple=True)
@click.option("--seed", default=storm.seed_of_today, type=int, help="By default another each day.")
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, help="Parts; by default all.")
def main(
    minutes: float,
    kills: int,
    users: int,
    bodies: int,
    kinds: tuple[str, ...],
    seed: int,
    parts: tuple[str, ...],
) -> None:
    """Breaks everything that can break, and counts what came of it."""
    reading.ensure(MODEL)
    runs: dict[str, Callable[[Path, str], Outcome]] = {
        "bodies": lambda folder, url: hostility.run(folder, url, MODEL, seed=seed, count=bodies),
        "storm": lambda folder, url: storm.run(
            folder, url, MODEL, seed=seed, minutes=minutes, kills=kills, users=users
        ),
    }
    wrong = 0
    for kind in kinds or ("postgresql", "sqlite"):
        for part in parts or PARTS:
            outcome = on(kind, runs[part])
            wrong += len(outcome.wrong)
            tell(outcome)
    sys.exit(bool(wrong))


def on(kind: str, run: Callable[[Path, str], Outcome]) -> Outcome:
    """A part of the soak on an empty database of one kind."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        if kind == "sqlite":
            return run(folder, f"sqlite:///{folder / 'soak.sqlite3'}")
        server = stack.enter_context(TemporaryPostgres())
        return run(folder, NewUrl(server)(migrated=False))


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
