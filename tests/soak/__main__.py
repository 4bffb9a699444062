"""`make soak`: the long tests. Prints what was counted; exit 1 if anything was lost, doubled or wrong."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from bot import reading
from tests.databases import NewUrl
from tests.postgres import TemporaryPostgres
from tests.soak import storm
from tests.soak.storm import Outcome

MODEL = Path(__file__).parents[2] / "data" / "test-model.json.gz"
PARTS = ("storm",)


@click.command()
@click.option("--minutes", default=30.0, help="How long a storm may last, on each database.")
@click.option("--kills", default=1000, help="How many kills end a storm.")
@click.option("--users", default=24, help="People who talk at once.")
@click.option("--database", "kinds", type=click.Choice(["sqlite", "postgresql"]), multiple=True)
@click.option("--seed", default=storm.seed_of_today, type=int, help="By default another each day.")
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, help="Parts; by default all.")
def main(
    minutes: float, kills: int, users: int, kinds: tuple[str, ...], seed: int, parts: tuple[str, ...]
) -> None:
    """Breaks everything that can break, and counts what came of it."""
    reading.ensure(MODEL)
    wrong = 0
    for kind in kinds or ("postgresql", "sqlite"):
        for part in parts or PARTS:
            for outcome in _run(part, kind, minutes, kills, users, seed):
                wrong += len(outcome.wrong)
                tell(outcome)
    sys.exit(bool(wrong))


def _run(part: str, kind: str, minutes: float, kills: int, users: int, seed: int) -> Iterator[Outcome]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        if kind == "postgresql":
            server = stack.enter_context(TemporaryPostgres())
            url = NewUrl(server)(migrated=False)
        else:
            url = f"sqlite:///{folder / 'soak.sqlite3'}"
        yield storm.run(folder, url, MODEL, seed=seed, minutes=minutes, kills=kills, users=users)


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
