"""Alembic's entry: runs the migrations on the connection that `gateway.store.db.migrations` hands over."""

from alembic import context

from gateway.store.tables import metadata


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is None:
        raise SystemExit("Run migrations with 'gateway db upgrade': it knows the database and starts it if need be.")
    context.configure(connection=connection, target_metadata=metadata, compare_server_default=True)
    with context.begin_transaction():
        context.run_migrations()


run()
