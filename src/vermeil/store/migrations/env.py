"""Run by alembic: the connection and its transaction are the caller's."""

from alembic import context

from vermeil.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    transactional_ddl=True,
)
context.run_migrations()
