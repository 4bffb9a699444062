"""Getting a database and a model ready."""

from __future__ import annotations

import click

from bot.cli import _changes
from bot.cli._office import fail, office
from bot.process import reading
from bot.process.office import Office
from bot.process.settings import PROGRAMMES
from handlers.office import programmes, teaching
from models import programme_file
from models.understanding import Vocabulary


@click.command()
def migrate() -> None:
    """Bring the database's schema to head."""
    with office(migrated=False) as here:
        _migrate(here)


@click.command()
def train() -> None:
    """Train the intent model from the corpus and what staff taught."""
    with office(migrated=False) as here:
        vocabulary = _vocabulary(here)
        trained = reading.train(here.settings.model_path, vocabulary)
    score = f"{trained.right} of {trained.asked} regression questions right"
    if not trained.published:
        fail(
            f"not published: {score}, the model in use has {trained.before}; lost: {'; '.join(trained.lost)}"
        )
    click.echo(f"published: {score}, {len(vocabulary.lessons)} lessons")


def _vocabulary(here: Office) -> Vocabulary:
    """Names and lessons; none while there is no database to have taught anything."""
    if here.schema_fault() is not None:
        return reading.NO_VOCABULARY
    with here.database.read() as tx:
        return teaching.vocabulary(tx)


@click.command()
def release() -> None:
    """Migrate, load the shipped programmes the database lacks, train the model."""
    with office(migrated=False) as here:
        prepare(here)


def prepare(here: Office) -> None:
    """What `release` and the demo do before anything is served."""
    _migrate(here)
    load_shipped(here)
    try:
        reading.ensure(here.settings.model_path)
    except RuntimeError as error:
        fail(str(error))


def _migrate(here: Office) -> None:
    try:
        here.database.migrate()
    except OSError as error:
        fail(str(error), 2)


def shipped() -> list[programme_file.Loaded]:
    """The shipped programme files. Raises `BadFile`."""
    return [programme_file.read(path) for path in sorted(PROGRAMMES.glob("*.yaml"))]


def load_shipped(here: Office) -> None:
    """Loads the shipped files whose programme the database has not; staff's changes are never undone."""
    try:
        files = shipped()
    except programme_file.BadFile as error:
        fail(str(error))
    for loaded in files:
        with here.database.begin() as tx:
            changed = programmes.load_missing(tx, loaded, here.clock.now())
        for line in _changes.lines(changed) if changed else ():
            click.echo(line)
