"""Alembic's entry point: runs the steps on the connection that `migrate` put into the config."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], transaction_per_migration=True
)
with context.begin_transaction():
    context.run_migrations()
