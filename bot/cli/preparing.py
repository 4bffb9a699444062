"""Prepares a database and a model."""

from __future__ import annotations

import itertools

import click

from bot.cli import _changes
from bot.cli._office import fail, office
from bot.process import reading
from bot.process.office import Office
from bot.process.plain import unfiltered
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
    """Names and lessons; none while there is no database."""
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
    """What `release` and the demo do before serving."""
    click.echo("bringing the database schema up to date")
    _migrate(here)
    load_shipped(here)
    if reading.fault(here.settings.model_path) is not None:
        _train(here)


def _migrate(here: Office) -> None:
    try:
        here.database.migrate()
    except OSError as error:
        fail(str(error), 2)


def _train(here: Office) -> None:
    """Shows that it is working; only the child process knows how far it has got."""
    label = "training the model: once, about 15 s"
    with click.progressbar(itertools.count(), label=label, item_show_func=_seconds, file=unfiltered()) as bar:
        try:
            reading.ensure(here.settings.model_path, lambda seconds: bar.update(1, int(seconds)))
        except RuntimeError as error:
            fail(str(error))
        bar.finish()
        bar.render_progress()


def _seconds(seconds: int | None) -> str | None:
    return None if seconds is None else f"{seconds} s"


def shipped() -> list[programme_file.Loaded]:
    """The shipped programme files. Raises `BadFile`."""
    return [programme_file.read(path) for path in sorted(PROGRAMMES.glob("*.yaml"))]


def load_shipped(here: Office) -> None:
    """Loads the shipped files whose programme the database lacks; staff's changes are never undone."""
    try:
        files = shipped()
    except programme_file.BadFile as error:
        fail(str(error))
    changes: list[programmes.Changed] = []
    label = f"loading new programmes ({len(files)} shipped)"
    with click.progressbar(files, label=label, show_pos=True, file=unfiltered()) as shown:
        for loaded in shown:
            with here.database.begin() as tx:
                changed = programmes.load_missing(tx, loaded, here.clock.now())
            changes += [changed] if changed else []
    for line in (line for changed in changes for line in _changes.lines(changed)):
        click.echo(line)
