"""The command line: `python -m backend.cli …`."""

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Connection

from backend.kernel import clock, partitions
from backend.kernel.db import Database
from config import ROOT, Config, ConfigError

MONTHS_AHEAD = 3


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """MeterRound 抄表通: meter reading that survives the cellar."""
    try:
        context.obj = Config.from_env()
    except ConfigError as error:
        raise click.ClickException(str(error)) from error


def _alembic(connection: Connection) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config


@main.command()
@click.option("--check", is_flag=True, help="Change nothing; fail when the database differs from the models.")
@click.pass_obj
def migrate(config: Config, *, check: bool) -> None:
    """Bring the database to the newest migration."""
    database = Database.open(config.database_url)
    with database.engine.connect() as connection:
        alembic = _alembic(connection)
        if check:
            command.check(alembic)
            return
        if connection.dialect.name == "sqlite":
            # Tables that are rebuilt must not take the rows that point at them along. Only works outside a transaction.
            connection.connection.execute("PRAGMA foreign_keys = OFF")
        command.upgrade(alembic, "head")
        connection.commit()
    today = clock.business_date(clock.now(), config.settings.time_zone)
    database.run(lambda session: partitions.ensure(session, partitions.months_from(today, MONTHS_AHEAD)))
    database.analyze()
    database.close()


if __name__ == "__main__":
    main()
