"""Row-level security: what each migration that makes a table of a community must call."""

from alembic import op

from frontdesk.database.address import SERVICE_ROLE


def create_service_role() -> None:
    """The role that serves requests: no DDL, no way round row-level security. Exists once a server.

    The migrating role may act as it, so that an outside server needs only one login.
    """
    op.execute(
        """
        do $$
        begin
            if not exists (select from pg_roles where rolname = 'frontdesk_service') then
                create role frontdesk_service login nosuperuser nobypassrls nocreatedb nocreaterole;
            end if;
            -- From PostgreSQL 16 on, membership alone does not let a role act as another.
            if not pg_has_role(
                current_user,
                'frontdesk_service',
                case when current_setting('server_version_num')::int < 160000
                     then 'member' else 'set' end
            ) then
                grant frontdesk_service to current_user;
            end if;
        end
        $$
        """
    )


def isolate(*tables: str) -> None:
    """Let rows of `tables` be seen and written only for the connection's own community."""
    for table in tables:
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"alter table {table} force row level security")
        op.execute(
            f"create policy own_community on {table} using (community_id = own_community_id())"
        )
        # Plans serve all communities: they are made for one that has the table to itself.
        op.execute(f"alter table {table} alter column community_id set (n_distinct = 1)")


def grant_to_service() -> None:
    """Give the service role the rows, never the definitions, of everything made so far."""
    op.execute(
        f"grant select, insert, update, delete on all tables in schema public to {SERVICE_ROLE}"
    )
    op.execute(f"grant usage on all sequences in schema public to {SERVICE_ROLE}")
    op.execute(f"revoke insert, update, delete on alembic_version from {SERVICE_ROLE}")
